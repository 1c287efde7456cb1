/*
 * Which contexts reach a span: for negex.py. A line in is "START END TEXT", a line out the bits of
 * therapycode_impl_context_at(), or -1 for a line that could not be read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evaluation.h"
#include "note/note.h"

enum { LINE_MAX_BYTES = 1 << 20 };

static long contexts_of(const struct therapycode_engine *engine, struct therapycode_evaluation *evaluation,
                        const char *text, size_t length, long start, long end)
{
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    session.note.data = text;
    session.note.length = length;
    session.date_of_service = 20260302;
    session.discipline = THERAPYCODE_PT;
    if (therapycode_select_codes(engine, &session, evaluation, NULL) != THERAPYCODE_OK)
        return -1;
    return (long)therapycode_impl_context_at(evaluation, 0, (int32_t)start, (int32_t)end);
}

int main(void)
{
    static char line[LINE_MAX_BYTES];
    struct therapycode_engine *engine = NULL;
    struct therapycode_evaluation *evaluation = NULL;
    if (therapycode_engine_new(NULL, &engine, NULL) != THERAPYCODE_OK ||
        therapycode_evaluation_new(NULL, &evaluation) != THERAPYCODE_OK)
        return EXIT_FAILURE;
    while (fgets(line, sizeof line, stdin) != NULL) {
        char *at = line;
        long start = strtol(at, &at, 10), end = strtol(at, &at, 10);
        if (*at == ' ')
            at++;
        printf("%ld\n", contexts_of(engine, evaluation, at, strcspn(at, "\n"), start, end));
    }
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
    return EXIT_SUCCESS;
}
