/*
 * Units of a visit of one discipline without rows, proof or findings: the same rules as reckon.c for the visits that
 * most days are made of. Whatever it does not cover it leaves to the long way.
 */
#ifndef THERAPYCODE_UNITS_QUICK_H
#define THERAPYCODE_UNITS_QUICK_H

#include "rulebook/engine.h"

struct therapycode_impl_quick {
    const struct therapycode_engine *engine;
    const char *codes;                 /* 8 bytes an activity */
    const int32_t *minutes;            /* columns may be NULL: not stated */
    const int32_t *assistant_minutes;
    const int32_t *billed_units;
    int32_t *units;                    /* out, or NULL */
    int32_t date;
    int32_t time_rule;
    int32_t tie_default;
    int32_t timed_minutes;             /* out */
    int32_t timed_units;               /* out */
};

/* 1 when done. 0 when the visit is not of this kind or has a fault; what was written out then means nothing. */
int therapycode_impl_quick_units(struct therapycode_impl_quick *visit, size_t count);

#endif
