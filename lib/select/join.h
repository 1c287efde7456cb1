/* What the note tells, brought together with the stated activities: nothing is counted twice. */
#ifndef THERAPYCODE_SELECT_JOIN_H
#define THERAPYCODE_SELECT_JOIN_H

#include "select/pieces.h"

/* What is known of a code over the whole visit. */
struct therapycode_impl_of_code {
    int32_t activity;  /* first activity of this code, then the next that no piece has joined; NONE */
    int32_t host;      /* reading that pieces without minutes of their own go to; NONE */
    int32_t by_number; /* minutes of pieces that name the code itself; NONE: no such piece with minutes */
    int32_t by_name;   /* of pieces that name the procedure */
    int32_t by_detail; /* of pieces that name what was done */
    int32_t in_summary; /* of pieces under a heading of billing or in a list of times */
    int32_t again;     /* minutes told a second time in the same way; NONE */
    int32_t total;     /* of all pieces but those; NONE */
    int32_t detailed;  /* 1: one of these tells what was done */
    int32_t balance;   /* of two halves of the note, or of a list */
    int32_t stated;    /* minutes of the activities; NONE */
    int32_t told;      /* 1: a piece is about it */
    int32_t joined;    /* minutes that the note gives for them; NONE */
    int32_t part;      /* minutes of activities that the name covers; NONE: none does */
    int32_t parts;     /* how many activities, */
    int32_t part_at;   /* and the row of minutes of the last */
    int32_t in_group;  /* 1: it was said that it was given in a group */
    int64_t round;     /* e->round: it is known; any other: the members above are of an earlier note */
};

void therapycode_impl_join(struct therapycode_impl_weighing *w, struct therapycode_impl_pieces *pieces);

/* select.c */
int32_t therapycode_impl_add_reading(struct therapycode_evaluation *e, int32_t activity);
/* Writes the answer of a verdict to a reading, with the findings that belong to it. */
void therapycode_impl_answer(struct therapycode_impl_weighing *w, int32_t reading,
                             const struct therapycode_impl_verdict *verdict);
/*
 * Tells once for an activity that words which are sure read as another service than its stated code, or that nothing
 * speaks for the code: `spoken` is 1 where something does. Of a group it is never asked what was done in it.
 */
void therapycode_impl_report_stated(struct therapycode_impl_weighing *w, int32_t activity,
                                    const struct therapycode_impl_verdict *words, int spoken);
/* Takes back that the words of an activity leave open what it was. */
void therapycode_impl_withdraw_question(struct therapycode_evaluation *e, int32_t activity);
/* Stated, or from the clock; NONE. */
int32_t therapycode_impl_activity_minutes(const struct therapycode_activity *activity);

#endif
