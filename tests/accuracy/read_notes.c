/*
 * Reads notes from standard input, one a line with "\n" and "\\" escaped, and writes for each: its score and billable,
 * then "id=status/points" of the whole-note elements. Every note is asked as a daily note: the labels ask the same ten
 * elements of each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <therapycode/therapycode.h>

static size_t unescape(char *line)
{
    size_t from, to = 0;
    for (from = 0; line[from] != '\0' && line[from] != '\n'; from++) {
        if (line[from] == '\\' && line[from + 1] != '\0') {
            from++;
            line[to++] = line[from] == 'n' ? '\n' : line[from];
        } else {
            line[to++] = line[from];
        }
    }
    return to;
}

static int write_answer(const struct therapycode_evaluation *e, int quote, const char *note)
{
    const struct therapycode_summary *summary = therapycode_evaluation_summary(e);
    const struct therapycode_element *row;
    size_t i;
    int32_t k;
    if (summary == NULL)
        return 0;
    printf("%d %d", (int)summary->score, (int)summary->billable);
    for (i = 0; (row = therapycode_evaluation_element(e, i)) != NULL; i++) {
        if (row->line != THERAPYCODE_NONE)
            continue;
        printf(" %s=%d/%d", row->id, (int)row->status, (int)row->points);
        for (k = 0; quote && k < row->evidence_count; k++) {
            const struct therapycode_evidence *v = therapycode_evaluation_evidence(e, (size_t)(row->evidence_first + k));
            if (v != NULL && v->source == THERAPYCODE_FROM_NOTE)
                printf("<%.*s>", (int)(v->end - v->start), note + v->start);
        }
    }
    printf("\n");
    return 1;
}

int main(int argc, char **argv)
{
    static char line[1 << 20];
    struct therapycode_engine *engine;
    struct therapycode_evaluation *e;
    int failed = 0, quote = argc > 1 && strcmp(argv[1], "--quote") == 0;
    if (therapycode_engine_new(NULL, &engine, NULL) != THERAPYCODE_OK ||
        therapycode_evaluation_new(NULL, &e) != THERAPYCODE_OK)
        return 1;
    while (!failed && fgets(line, sizeof line, stdin) != NULL) {
        struct therapycode_session s = THERAPYCODE_SESSION_INIT;
        s.date_of_service = 20260302;
        s.discipline = THERAPYCODE_PT;
        s.note.length = unescape(line);
        s.note.data = line;
        failed = therapycode_score_documentation(engine, &s, e, NULL) != THERAPYCODE_OK || !write_answer(e, quote, line);
    }
    therapycode_evaluation_free(e);
    therapycode_engine_unref(engine);
    return failed;
}
