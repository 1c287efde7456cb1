/* Reads lines from standard input and writes the measures of each: kind|value|high|scale|unit|side|site, tabs between. */
#include <stdio.h>
#include <string.h>

#include "note/measure.h"

int main(void)
{
    struct therapycode_evaluation *e;
    char line[65536];
    int32_t i;
    if (therapycode_evaluation_new(NULL, &e) != THERAPYCODE_OK)
        return 1;
    while (fgets(line, sizeof line, stdin) != NULL) {
        struct therapycode_text text = { line, strcspn(line, "\n") };
        therapycode_impl_reset(e);
        therapycode_impl_measures_read(e, THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, text);
        for (i = 0; i < therapycode_impl_count(e, THERAPYCODE_IMPL_MEASURES); i++) {
            const struct therapycode_measure *m = therapycode_impl_row(e, THERAPYCODE_IMPL_MEASURES, i);
            printf("%s%s|%d|%d|%d|%s|%d|%s", i > 0 ? "\t" : "", m->kind, (int)m->value, (int)m->high, (int)m->scale,
                   m->unit, (int)m->side, m->site);
        }
        printf("\n");
    }
    therapycode_evaluation_free(e);
    return 0;
}
