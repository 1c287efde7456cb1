/* One day across patients: the stretches as checked, and the sweeps over them. */
#ifndef THERAPYCODE_UNITS_DAY_H
#define THERAPYCODE_UNITS_DAY_H

#include "evaluation.h"

/* One interval: its window, and the seconds that were treated within it. */
struct therapycode_impl_stretch {
    int32_t start;
    int32_t end;
    int32_t need;      /* at most end - start */
    int32_t clinician;
    int32_t patient;
    int32_t contact;   /* enum therapycode_contact; 0: not judged */
    int32_t performer; /* enum therapycode_performer */
};

/* Findings of one rule that are listed; the rest is counted. A day that is wrong everywhere needs no longer list. */
enum { THERAPYCODE_IMPL_DAY_LISTED = 1000 };

/* Rules of the day, each with its own count. */
enum therapycode_impl_day_rule {
    THERAPYCODE_IMPL_DAY_PATIENTS = 0, /* one-on-one with two patients at once */
    THERAPYCODE_IMPL_DAY_GROUP,        /* one-on-one during a group */
    THERAPYCODE_IMPL_DAY_STUDENT,      /* a student's patient beside another */
    THERAPYCODE_IMPL_DAY_TOGETHER,     /* two clinicians, one patient */
    THERAPYCODE_IMPL_DAY_TWICE,        /* one clinician, one patient, two services */
    THERAPYCODE_IMPL_DAY_WINDOW,       /* more minutes than the clock has */
    THERAPYCODE_IMPL_DAY_LONG,         /* a very long day */
    THERAPYCODE_IMPL_DAY_LENGTH,       /* more minutes than the stretch has */
    THERAPYCODE_IMPL_DAY_RULES
};

struct therapycode_impl_day {
    struct therapycode_evaluation *e;
    const struct therapycode_impl_stretch *stretches;
    int32_t count;
    int32_t counts[THERAPYCODE_IMPL_DAY_RULES]; /* found so far */
};

/* Counts one more; 1 while it is to be listed. */
static inline int therapycode_impl_day_lists(struct therapycode_impl_day *day, int rule)
{
    return ++day->counts[rule] <= THERAPYCODE_IMPL_DAY_LISTED;
}

/* day_sweep.c: every check that compares stretches. O(n log n). */
void therapycode_impl_day_sweep(struct therapycode_impl_day *day);

#endif
