/*
 * Reads statements or notes from standard input, one a line, and prints what the library makes of each, for
 * accuracy.py. Only the public interface is used.
 *
 * In:  MODE <tab> DISCIPLINE <tab> TEXT     MODE: S as the description of an activity, N as a note.
 *      DISCIPLINE: 1, 2, 3 (PT, OT, SLP) or 0: not known, then PT, unless the words belong to another one.
 *      In TEXT \n, \t and \\ stand for the characters.
 * Out: CODE <tab> MINUTES <tab> CODE:CONFIDENCE,... <tab> CODE=MINUTES,... <tab> CONTEXT
 *      The first reading; its candidates; every determined code with its minutes (-1: none told).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <therapycode/therapycode.h>

enum { LINE_MOST = 1 << 22, CODES_MOST = 256, DAY = 20260302 };

struct total {
    char code[8];
    int32_t minutes;
};

static size_t unescape(char *text)
{
    char *from = text, *to = text;
    while (*from != '\0') {
        if (*from == '\\' && from[1] != '\0') {
            from++;
            *to++ = *from == 'n' ? '\n' : *from == 't' ? '\t' : *from;
            from++;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
    return (size_t)(to - text);
}

static void add_total(struct total *totals, size_t *count, const char *code, int32_t minutes)
{
    size_t i;
    for (i = 0; i < *count; i++) {
        if (strcmp(totals[i].code, code) != 0)
            continue;
        if (minutes >= 0)
            totals[i].minutes = totals[i].minutes < 0 ? minutes : totals[i].minutes + minutes;
        return;
    }
    if (*count == CODES_MOST)
        return;
    memcpy(totals[*count].code, code, 8);
    totals[(*count)++].minutes = minutes;
}

static void print_answer(const struct therapycode_evaluation *evaluation)
{
    const struct therapycode_reading *reading, *first = NULL;
    const struct therapycode_candidate *candidate;
    const struct therapycode_line *line;
    struct total totals[CODES_MOST];
    size_t count = 0, i;
    int32_t k;
    for (i = 0; (reading = therapycode_evaluation_reading(evaluation, i)) != NULL; i++) {
        if (reading->code[0] != '\0')
            add_total(totals, &count, reading->code, reading->minutes);
        if (first == NULL || (first->code[0] == '\0' && reading->code[0] != '\0'))
            first = reading;
    }
    /* an add-on code that the units made of the minutes of its base */
    for (i = 0; (line = therapycode_evaluation_line(evaluation, i)) != NULL; i++)
        add_total(totals, &count, line->code, -1);
    printf("%s\t%d\t", first != NULL ? first->code : "", first != NULL ? (int)first->minutes : -1);
    for (k = 0; first != NULL && k < first->candidate_count; k++) {
        candidate = therapycode_evaluation_candidate(evaluation, (size_t)(first->candidate_first + k));
        printf("%s%s:%d", k > 0 ? "," : "", candidate->code, (int)candidate->confidence);
    }
    printf("\t");
    for (i = 0; i < count; i++)
        printf("%s%s=%d", i > 0 ? "," : "", totals[i].code, (int)totals[i].minutes);
    printf("\t%d\n", first != NULL ? (int)first->context : 0);
}

/* Whether the words belong to another discipline. */
static int is_foreign(const struct therapycode_evaluation *evaluation)
{
    const struct therapycode_finding *finding;
    size_t i;
    for (i = 0; (finding = therapycode_evaluation_finding(evaluation, i)) != NULL; i++)
        if (strcmp(finding->rule, "SELECT-DISCIPLINE") == 0)
            return 1;
    return 0;
}

static therapycode_status answer(const struct therapycode_engine *engine, struct therapycode_evaluation *evaluation,
                                 char mode, int32_t discipline, const char *text, size_t length)
{
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    struct therapycode_activity activity;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    therapycode_status status = THERAPYCODE_OK;
    int32_t now, last = discipline != 0 ? discipline : THERAPYCODE_SLP;
    memset(&activity, 0, sizeof activity);
    session.date_of_service = DAY;
    if (mode == 'N') {
        session.note.data = text;
        session.note.length = length;
    } else {
        activity.description.data = text;
        activity.description.length = length;
        session.activities = &activity;
        session.activity_count = 1;
    }
    for (now = discipline != 0 ? discipline : THERAPYCODE_PT; now <= last; now++) {
        session.discipline = now;
        status = mode == 'N' ? therapycode_evaluate(engine, &session, evaluation, &error)
                             : therapycode_select_codes(engine, &session, evaluation, &error);
        if (status != THERAPYCODE_OK || !is_foreign(evaluation))
            break;
    }
    return status;
}

int main(void)
{
    struct therapycode_engine *engine = NULL;
    struct therapycode_evaluation *evaluation = NULL;
    char *line = malloc(LINE_MOST);
    int failed = line == NULL || therapycode_engine_new(NULL, &engine, NULL) != THERAPYCODE_OK ||
                 therapycode_evaluation_new(NULL, &evaluation) != THERAPYCODE_OK;
    while (!failed && fgets(line, LINE_MOST, stdin) != NULL) {
        size_t length = strcspn(line, "\r\n");
        therapycode_status status;
        line[length] = '\0';
        if (length < 4) {
            failed = 1;
            break;
        }
        length = unescape(line + 4);
        status = answer(engine, evaluation, line[0], line[2] - '0', line + 4, length);
        if (status == THERAPYCODE_OK)
            print_answer(evaluation);
        else
            printf("error %s\t-1\t\t\t0\n", therapycode_status_name(status));
    }
    free(line);
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
    return failed ? 1 : 0;
}
