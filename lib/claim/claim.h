/* Claim lines from tallies: modifiers and their order, thresholds, calendar rules. */
#ifndef THERAPYCODE_CLAIM_CLAIM_H
#define THERAPYCODE_CLAIM_CLAIM_H

#include "evaluation.h"

void therapycode_impl_claim(struct therapycode_evaluation *e);

#endif
