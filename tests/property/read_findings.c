/*
 * Reads notes from standard input, one a line with "\n" and "\\" escaped, and writes for each what is read and found: codes
 * with minutes, then the rules and words of the findings. The discipline is the first character of a line: 1, 2 or 3.
 */
#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

static size_t unescape(char *line)
{
    size_t from, to = 0;
    for (from = 0; line[from] != '\0' && line[from] != '\n'; from++) {
        int escaped = line[from] == '\\' && line[from + 1] != '\0';
        from += (size_t)escaped;
        line[to++] = escaped && line[from] == 'n' ? '\n' : line[from];
    }
    return to;
}

static void write_answer(const struct therapycode_evaluation *e)
{
    const struct therapycode_reading *reading;
    const struct therapycode_finding *finding;
    size_t i;
    for (i = 0; (reading = therapycode_evaluation_reading(e, i)) != NULL; i++)
        printf("%s=%d ", reading->code, (int)reading->minutes);
    for (i = 0; (finding = therapycode_evaluation_finding(e, i)) != NULL; i++)
        printf("| %s %s ", finding->rule, finding->message);
    printf("\n");
}

int main(void)
{
    static char line[1 << 20];
    struct therapycode_engine *engine;
    struct therapycode_evaluation *e;
    int failed = therapycode_engine_new(NULL, &engine, NULL) != THERAPYCODE_OK;
    if (failed || therapycode_evaluation_new(NULL, &e) != THERAPYCODE_OK)
        return 1;
    while (!failed && fgets(line, sizeof line, stdin) != NULL) {
        struct therapycode_session s = THERAPYCODE_SESSION_INIT;
        s.date_of_service = 20260302;
        s.discipline = line[0] - '0';
        s.note.data = line + 1;
        s.note.length = unescape(line + 1);
        failed = therapycode_evaluate(engine, &s, e, NULL) != THERAPYCODE_OK;
        write_answer(e);
    }
    therapycode_evaluation_free(e);
    therapycode_engine_unref(engine);
    return failed;
}
