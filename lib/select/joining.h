/* What join.c knows while it works, for the files that settle what the note tells twice or together. */
#ifndef THERAPYCODE_SELECT_JOINING_H
#define THERAPYCODE_SELECT_JOINING_H

#include <string.h>

#include "base/text.h"
#include "select/join.h"

struct therapycode_impl_joining {
    struct therapycode_impl_weighing *w;
    struct therapycode_evaluation *e;
    struct therapycode_impl_pieces *pieces;
    struct therapycode_impl_of_code *codes;   /* by slot */
    int32_t *next_activity;  /* of the same code; NONE */
    int32_t *first_piece;    /* by reading */
    int32_t *last_piece;
    int32_t reading_room;
    int32_t activity_count;
    int has_minutes;         /* some piece has */
    int has_heading;
    int has_evaluation;
    int32_t whole;      /* slot of a service that a session is as a whole; NONE: none */
    int32_t whole_minutes;
    int32_t whole_start; /* where the note names it */
    int32_t timed_pieces;
    int tells_group;         /* 1: the note tells of several patients at once */
    int32_t own;             /* pieces with a code of the discipline */
    int32_t foreign;         /* and with a code of another one */
};

/* What is known of a code; G0283 and 97014 are kept as one. */
struct therapycode_impl_of_code *therapycode_impl_code_of(const struct therapycode_impl_joining *j, int32_t slot);
/* Pieces of near codes that are one service. */
void therapycode_impl_settle_near(struct therapycode_impl_joining *j);
/* group.c: services given to several patients at once are a group. */
void therapycode_impl_settle_groups(struct therapycode_impl_joining *j);
/* One time behind several names is nobody's. */
void therapycode_impl_settle_shared(struct therapycode_impl_joining *j);
/* within.c: of times that lie within others, and of those that a correction replaces, no minute counts twice. */
void therapycode_impl_settle_within(struct therapycode_impl_joining *j);
/* The same file, for again.c: "Total: TE 15", and what such a time is the sum of. */
int therapycode_impl_is_of_total(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece);
void therapycode_impl_drop_summed(struct therapycode_impl_joining *j);
/* again.c: minutes that are told in several places of the note count once. */
void therapycode_impl_settle_summaries(struct therapycode_impl_joining *j);
/* lone.c: the one time of a visit of one service; 1: given. Then what stands beside no service, or was not heard. */
int therapycode_impl_give_only_time(struct therapycode_impl_joining *j);
void therapycode_impl_give_total(struct therapycode_impl_joining *j);
void therapycode_impl_report_lone(struct therapycode_impl_joining *j);
int therapycode_impl_is_individual(const struct therapycode_impl_joining *j,
                                   const struct therapycode_impl_statement *s);
void therapycode_impl_report_unheard(struct therapycode_impl_joining *j);
/* unsaid.c: takes out times that other words take back, "TE 15 min, MT 15 min. MT not done". */
void therapycode_impl_settle_unsaid(struct therapycode_impl_joining *j);
/*
 * lone.c: the time of an activity that the name of its service covers, "Bike 8 min. TE 15 min"; and the question
 * whether.
 */
void therapycode_impl_take_as_part(const struct therapycode_impl_joining *j, struct therapycode_impl_piece *piece);
void therapycode_impl_report_parts(struct therapycode_impl_joining *j);

static inline int32_t add_minutes(int32_t sum, int32_t minutes)
{
    enum { MINUTES_MOST = 100000 };
    if (minutes == THERAPYCODE_NONE)
        return sum;
    if (sum == THERAPYCODE_NONE)
        return minutes;
    return sum < MINUTES_MOST ? sum + minutes : sum;
}

static inline struct therapycode_reading *reading_at(const struct therapycode_impl_joining *j, int32_t index)
{
    return therapycode_impl_row(j->e, THERAPYCODE_IMPL_READINGS, index);
}

static inline int32_t slot_of_code(const struct therapycode_impl_joining *j, const char *code)
{
    size_t at = therapycode_impl_code_first(j->e->engine, therapycode_impl_code_key(code));
    return at == SIZE_MAX ? THERAPYCODE_NONE : (int32_t)at;
}

static inline int32_t slot_of_reading(const struct therapycode_impl_joining *j, int32_t reading)
{
    const struct therapycode_reading *row = reading_at(j, reading);
    return row->code[0] == '\0' ? THERAPYCODE_NONE : slot_of_code(j, row->code);
}

static inline const struct therapycode_impl_statement *statement_of(const struct therapycode_impl_joining *j,
                                                             const struct therapycode_impl_piece *piece)
{
    return therapycode_impl_row(j->e, THERAPYCODE_IMPL_STATEMENTS, piece->statement);
}

static inline const struct therapycode_impl_minutes *minutes_of(const struct therapycode_impl_joining *j)
{
    return (const void *)j->e->tables[THERAPYCODE_IMPL_MINUTES].data;
}

/* Whether a piece is named by a code that is an evaluation, an exercise, ...: enum therapycode_impl_nature. */
static inline int is_of(const struct therapycode_impl_joining *j, int32_t slot, int32_t nature)
{
    return slot != THERAPYCODE_NONE && therapycode_impl_code_is(j->e->engine, &j->e->engine->codes[slot], nature);
}

static inline int is_evaluation(const struct therapycode_impl_joining *j, int32_t slot)
{
    return is_of(j, slot, THERAPYCODE_IMPL_NATURE_EVALUATION);
}

/* In a pool or a group all that is named is done in it; "land exercises 15 min" has a heading. */
static inline int is_whole(const struct therapycode_impl_joining *j, int32_t slot)
{
    return is_of(j, slot, THERAPYCODE_IMPL_NATURE_WHOLE);
}

/* Whether the discipline of the visit bills a code. */
static inline int is_own(const struct therapycode_impl_joining *j, int32_t slot)
{
    return j->e->engine->codes[slot].disciplines >> j->e->session.discipline & 1;
}

#endif
