/* The first finding of a rule. */
#ifndef THERAPYCODE_TESTS_FINDINGS_H
#define THERAPYCODE_TESTS_FINDINGS_H

#include <string.h>

#include <therapycode/therapycode.h>

/* NULL: there is none. */
static inline const struct therapycode_finding *finding_of(const struct therapycode_evaluation *of, const char *rule)
{
    const struct therapycode_finding *f;
    size_t i;
    for (i = 0; (f = therapycode_evaluation_finding(of, i)) != NULL; i++)
        if (strcmp(f->rule, rule) == 0)
            return f;
    return NULL;
}

#endif
