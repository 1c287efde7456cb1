/* The note cut into pieces, each about one service; and the rows that readings are written to. */
#ifndef THERAPYCODE_SELECT_PIECES_H
#define THERAPYCODE_SELECT_PIECES_H

#include "select/weigh.h"

enum { THERAPYCODE_IMPL_MAYBE = 3 };

struct therapycode_impl_piece {
    struct therapycode_impl_piece_rows rows;
    int32_t statement;  /* the first */
    int32_t last;       /* and the last */
    int32_t slot;       /* of its code; NONE: undetermined */
    int32_t maybe[THERAPYCODE_IMPL_MAYBE]; /* its first candidates; NONE: no more */
    int32_t minutes;    /* NONE: not told */
    int32_t start;      /* of the words that name it */
    int32_t end;
    int32_t heading;    /* slot of the procedure that it names as a heading; NONE */
    int32_t heading_end;
    int32_t by_number;  /* 1: that heading is the code itself, as in a billing summary */
    int32_t weak;       /* 1: only the head of some name speaks for it */
    int32_t plain;      /* 1: it tells of sets and repetitions, or names a technique outright */
    int32_t each;       /* its minutes are each activity's */
    int32_t joined;     /* names without a time that stand joined right before its own: "TE/TA 45 min" */
    int32_t summary;    /* 1: of a list of times, or under a heading of billing: they may be given elsewhere too */
    int32_t mixed;      /* 1: the item before it in an enumeration is another service and has no time of its own */
    int32_t reading;    /* row, once it has one */
    int32_t next;       /* piece of the same reading; NONE */
    int32_t weighed;    /* 1: the verdict is that of these rows */
    struct therapycode_impl_verdict verdict;
};

struct therapycode_impl_pieces {
    struct therapycode_impl_piece *all;
    int32_t count;
    int32_t room;
};

static inline const struct therapycode_impl_minutes *minutes_rows(const struct therapycode_evaluation *e)
{
    return (const void *)e->tables[THERAPYCODE_IMPL_MINUTES].data;
}

/* A modality under supervision is no detail of a procedure: "TE: bike, SLR, then cold pack". */
static inline int is_modality(const struct therapycode_evaluation *e, int32_t slot)
{
    return slot >= 0 && slot < (int32_t)e->engine->code_count &&
           e->engine->codes[slot].contact == THERAPYCODE_SUPERVISED;
}

/*
 * Minutes of treatment in rows first .. end: the sum, or the first (under a heading also the last) where the others are
 * no more than its parts. NONE: none told.
 */
int32_t therapycode_impl_sum_minutes(const struct therapycode_evaluation *e, int32_t first, int32_t end,
                                     int32_t heading_end);
/* lone.c: a plain total among those rows that stands in a sentence and is more than that sum, else the sum. */
int32_t therapycode_impl_total_of_parts(const struct therapycode_evaluation *e, int32_t first, int32_t end,
                                        int32_t sentence, int32_t sum);
/* headings.c: where the times end that may be of a name that ends at a place. */
int32_t therapycode_impl_own_times(const struct therapycode_evaluation *e,
                                   const struct therapycode_impl_piece_rows *rows, int32_t name_end);
/* Whether a match names a procedure as a heading does. */
int therapycode_impl_names_procedure(const struct therapycode_impl_weighing *w,
                                     const struct therapycode_impl_match *match);
/* Whether it stands in a section that tells of no service: subjective, goals, plan, ... */
static inline int therapycode_impl_is_told_elsewhere(const struct therapycode_impl_statement *s)
{
    const unsigned elsewhere = 1u << THERAPYCODE_IMPL_SECTION_SUBJECTIVE | 1u << THERAPYCODE_IMPL_SECTION_HISTORY |
                               1u << THERAPYCODE_IMPL_SECTION_GOALS | 1u << THERAPYCODE_IMPL_SECTION_PLAN |
                               1u << THERAPYCODE_IMPL_SECTION_HOME;
    return (int)(elsewhere >> s->section & 1) | (int)((s->section == THERAPYCODE_IMPL_SECTION_ASSESSMENT) &
                                                      (s->number_count == 0)); /* of what was done above */
}
/* "ice 10 min declined": its minutes are nobody's. */
static inline int therapycode_impl_is_undone(const struct therapycode_impl_statement *s)
{
    return s->context == THERAPYCODE_DEFERRED || s->context == THERAPYCODE_NEGATED ||
           s->context == THERAPYCODE_PLANNED;
}
/* Cuts the note and weighs its pieces. */
void therapycode_impl_pieces_find(struct therapycode_impl_weighing *w, struct therapycode_impl_pieces *pieces);
/* Writes the candidates of a verdict, with their evidence, to a reading; `words` is what it was before the stated code
   counted, or the same. */
void therapycode_impl_emit_candidates(struct therapycode_impl_weighing *w, int32_t reading,
                                      const struct therapycode_impl_piece_rows *rows,
                                      const struct therapycode_impl_verdict *verdict,
                                      const struct therapycode_impl_verdict *words, int32_t stated);
/* Writes where the note tells of each reading, for document/. */
void therapycode_impl_emit_stretches(struct therapycode_evaluation *e, const struct therapycode_impl_pieces *pieces);
/*
 * A heading or another place of the note settled what the words of a reading leave open: its code leads the candidates.
 */
void therapycode_impl_lead_candidate(struct therapycode_evaluation *e, int32_t reading);
/* The question that would settle a verdict, or NULL. */
const char *therapycode_impl_question(const struct therapycode_evaluation *e,
                                      const struct therapycode_impl_verdict *verdict);

#endif
