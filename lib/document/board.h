/* What the files of this room share: what speaks for and against each element, for the note and for each line. */
#ifndef THERAPYCODE_DOCUMENT_BOARD_H
#define THERAPYCODE_DOCUMENT_BOARD_H

#include "evaluation.h"

#define ELEMENT(name) THERAPYCODE_IMPL_ID_##name

enum {
    ELEMENT_SLOTS = ELEMENT(DATE_OF_SERVICE) + 1, /* by enum therapycode_impl_id, from 1 */
    HELD = 6,                                     /* proofs kept of each kind: enough to show, bounded however long */
    LINE_LIMIT = 64,                              /* lines that words are given to; those beyond ask the whole note */
    COPIED_SHARE = 50                             /* per cent of the words: from here on a note is called a copy */
};

/* Words or a fact. */
struct therapycode_impl_proof {
    const char *why;
    int32_t source;
    int32_t index;
    int32_t start;
    int32_t end;
};

struct therapycode_impl_case {
    struct therapycode_impl_proof held[HELD]; /* for it */
    struct therapycode_impl_proof weak[2];    /* touch on it */
    struct therapycode_impl_proof against[2];
    int32_t held_count;
    int32_t weak_count;
    int32_t against_count;
    int32_t held_end;                         /* the farthest that any of them reaches */
    int32_t empty;                            /* 1: not asked of this note */
};

struct therapycode_impl_document {
    struct therapycode_evaluation *e;
    struct therapycode_impl_case *lines; /* line_count x ELEMENT_SLOTS; what was found in the words of the line */
    unsigned char *line_seen;            /* 1: words of the note or a description belong to the line */
    int32_t line_count;
    unsigned char *copied;               /* by sentence of the note, or NULL: none is */
    int32_t sentence_count;
    int32_t copied_percent;
    int32_t copied_from;                 /* earlier note, or NONE */
    int32_t denied;                      /* bits 1 << element: the note says the opposite somewhere */
    int32_t empty_words;                 /* phrases that claim without content */
    struct therapycode_impl_proof empty_at;
    /* minutes that the note states; NONE: it does not */
    int32_t note_timed;
    int32_t note_total;
    int32_t note_sum;                    /* of treatment minutes without totals */
    /* who signed, by the words */
    int32_t signed_words;
    int32_t signed_at;                   /* where the words that say so end */
    int32_t unsigned_words;
    int32_t cosigned_words;
    int32_t student_words;               /* the note says that a student took part */
    int32_t assistant_words;             /* the note says that an assistant gave some of it */
    int32_t reason_words;
    int32_t first_visit;                 /* the note calls itself an evaluation: nothing came before */
    int32_t treated;                     /* something that was done is named: an exercise, a task, a technique */
    int32_t is_form;                     /* the note may have boxes or blanks that nobody filled in */
    int32_t all_ticked;                  /* it has boxes, and every one is ticked */
    int32_t summary_words;               /* the note calls itself an evaluation, a report or a discharge */
    int32_t credential;                  /* enum therapycode_performer, 0: none */
    int32_t own_next;                    /* first place that does not end before the sentence */
    int32_t own_line;                    /* the line of the note that the last place reached, */
    int32_t own_section;                 /* and its section */
    struct therapycode_impl_case note[ELEMENT_SLOTS]; /* from here on nothing is zeroed but counts */
    struct therapycode_impl_case visit[ELEMENT_SLOTS]; /* of these, what stands with no service and serves every line */
};

enum therapycode_impl_side { THERAPYCODE_IMPL_FOR = 1, THERAPYCODE_IMPL_WEAK, THERAPYCODE_IMPL_AGAINST };

/* Keeps a proof while there is room; it always counts. */
void therapycode_impl_case_add(struct therapycode_impl_case *c, int side, const struct therapycode_impl_proof *proof);
/* A fact of the visit, which serves every line. */
void therapycode_impl_visit_fact(struct therapycode_impl_document *d, int32_t element, int side, const char *why,
                                 int32_t index);
/* A fact of the session as a proof; index: the activity or goal, or NONE. */
void therapycode_impl_case_fact(struct therapycode_impl_case *c, int side, const char *why, int32_t index);
/* The status that follows. */
int32_t therapycode_impl_case_status(const struct therapycode_impl_case *c);

/* copied.c: marks the sentences of the note that stand in an earlier one. */
void therapycode_impl_document_copied(struct therapycode_impl_document *d);
/* words.c: gives the words of the note and the descriptions to the elements. */
void therapycode_impl_document_words(struct therapycode_impl_document *d);
/* owner.c: the code that is stated for an activity, or read from its words. */
const char *therapycode_impl_code_of_activity(const struct therapycode_impl_document *d, int32_t activity);
/* facts.c: gives the structured facts to the elements; checks signatures. */
void therapycode_impl_document_facts(struct therapycode_impl_document *d);
void therapycode_impl_document_signatures(struct therapycode_impl_document *d);
/* goals.c: progress rows, findings of goals, and what they say of the elements. */
void therapycode_impl_document_goals(struct therapycode_impl_document *d);
/* Whether the words of a goal name a time. */
int therapycode_impl_document_time(const char *data, int32_t start, int32_t end);
/* claim.c: the note against the claim. */
void therapycode_impl_document_claim(struct therapycode_impl_document *d);
/* rubric.c: rows of elements, score, billable. */
void therapycode_impl_document_rubric(struct therapycode_impl_document *d);

/* A date of service in the note that is not that of the visit. */
void therapycode_impl_document_date(struct therapycode_impl_document *d);

/*
 * owner.c: whether a service that is read as a code is that of a line: by its code, or by another one of the same
 * service.
 */
int therapycode_impl_is_of_line(const struct therapycode_impl_document *d, const char *line, const char *code);

#endif
