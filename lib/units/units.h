/* Tallies of every code performed, and the units of each. */
#ifndef THERAPYCODE_UNITS_UNITS_H
#define THERAPYCODE_UNITS_UNITS_H

#include "evaluation.h"

void therapycode_impl_units(struct therapycode_evaluation *e);
/* Minutes to the next unit and to a change of CQ or CO, for every tally: reckoned when a caller first reads one. */
void therapycode_impl_units_what_if(const struct therapycode_evaluation *e);

/* Writes the steps of this room when a caller first reads one; how many there are in THERAPYCODE_IMPL_PROOF. */
int32_t therapycode_impl_units_prove(const struct therapycode_evaluation *e);

#endif
