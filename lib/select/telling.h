/*
 * telling.c: whether a statement tells of a deed of this visit, or of how things are, a habit, an order, another
 * person.
 */
#ifndef THERAPYCODE_SELECT_TELLING_H
#define THERAPYCODE_SELECT_TELLING_H

#include "evaluation.h"

/* What was found elsewhere of the words that are weighed. */
struct therapycode_impl_told {
    int minutes;        /* of treatment */
    int dose;           /* "3x10", "x15", "x 4": sets and repetitions, which somebody did */
    int tally;          /* "7/10": of so many trials, in speech therapy */
    int32_t measured_at; /* an angle, a grade of strength, the time of a side; NONE: none */
    int32_t discipline; /* of the visit */
    int32_t visit;      /* its date */
    int thing;          /* the name is of a thing that is handled: by itself no deed */
    int test;           /* the name is of a test, and a figure stands beside it */
    int label;          /* the name heads no services: what stands behind its colon may be found */
};

/* figures.c: adds what the numbers of a statement show. */
void therapycode_impl_look_at_figures(const struct therapycode_evaluation *e,
                                      const struct therapycode_impl_statement *s, struct therapycode_impl_told *told);
/* The widest area in square centimetres that a statement tells of, NONE: none. */
int32_t therapycode_impl_widest(const struct therapycode_evaluation *e, const struct therapycode_impl_statement *s);
/*
 * The weight of how a statement tells of what `name` names in it, against a service; data/telling.csv says what counts.
 * `all` are the matches of the evaluation.
 */
int32_t therapycode_impl_telling(const struct therapycode_impl_read_text *text,
                                 const struct therapycode_impl_statement *s, const struct therapycode_impl_match *all,
                                 const struct therapycode_impl_match *name,
                                 const struct therapycode_impl_told *told);

#endif
