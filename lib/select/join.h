/* What the note tells, brought together with the stated activities: nothing is counted twice. */
#ifndef THERAPYCODE_SELECT_JOIN_H
#define THERAPYCODE_SELECT_JOIN_H

#include "select/pieces.h"

void therapycode_impl_join(struct therapycode_impl_weighing *w, struct therapycode_impl_pieces *pieces);

/* select.c */
int32_t therapycode_impl_add_reading(struct therapycode_evaluation *e, int32_t activity);
/* Writes the answer of a verdict to a reading, with the findings that belong to it. */
void therapycode_impl_answer(struct therapycode_impl_weighing *w, int32_t reading,
                             const struct therapycode_impl_verdict *verdict);
/* Stated, or from the clock; NONE. */
int32_t therapycode_impl_activity_minutes(const struct therapycode_activity *activity);

#endif
