/* One reading per activity, then per activity found in the note: ranked codes with evidence. */
#ifndef THERAPYCODE_SELECT_SELECT_H
#define THERAPYCODE_SELECT_SELECT_H

#include "evaluation.h"

void therapycode_impl_select(struct therapycode_evaluation *e);

#endif
