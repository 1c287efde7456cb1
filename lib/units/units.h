/* Tallies of every code performed, and the units of each: rules.md sections 1 to 3. */
#ifndef THERAPYCODE_UNITS_UNITS_H
#define THERAPYCODE_UNITS_UNITS_H

#include "evaluation.h"

void therapycode_impl_units(struct therapycode_evaluation *e);

#endif
