/*
 * Runs visits in a plain line form through the library, for comparing with the oracle in Python.
 *
 *   units_property [option=value ...] < visits > results
 *
 * The options are those of a policy; they make a policy "tested" that follows "medicare". A visit is one line:
 *   date discipline setting activity_count { code minutes seconds assistant joint performer discipline quantity billed }
 * where -1 is "not stated". A result is one line: status, timed minutes and units, total units, next, and for each
 * tally discipline:code=minutes,units,assistant units,tie,tie units,next,flip; then for each tie its count,
 * tie1=3; the allocations that are listed, way1=0,2; and the claim lines, line=97110,2,GP+CQ.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <therapycode/therapycode.h>

enum { LONGEST = 10000 };

static struct therapycode_activity activities[LONGEST];

static int read_visit(struct therapycode_session *session)
{
    int date, discipline, setting, count, i;
    if (scanf("%d %d %d %d", &date, &discipline, &setting, &count) != 4)
        return 0;
    if (count < 0 || count > LONGEST)
        exit(2);
    session->date_of_service = date;
    session->discipline = discipline;
    session->setting = setting;
    session->activities = activities;
    session->activity_count = (size_t)count;
    session->policy = "tested";
    memset(activities, 0, (size_t)count * sizeof *activities);
    for (i = 0; i < count; i++) {
        struct therapycode_activity *a = &activities[i];
        int minutes, seconds, assistant, joint, performer, own, quantity, billed;
        if (scanf("%7s %d %d %d %d %d %d %d %d", a->code, &minutes, &seconds, &assistant, &joint, &performer, &own,
                  &quantity, &billed) != 9)
            exit(2);
        a->minutes = minutes < 0 ? 0 : minutes;
        a->stated |= minutes < 0 ? 0 : THERAPYCODE_STATED_MINUTES;
        a->seconds = seconds;
        a->assistant_minutes = assistant < 0 ? 0 : assistant;
        a->stated |= assistant < 0 ? 0 : THERAPYCODE_STATED_ASSISTANT_MINUTES;
        a->joint_minutes = joint;
        a->performer = performer;
        a->discipline = own;
        a->quantity = quantity;
        a->billed_units = billed < 0 ? 0 : billed;
        a->stated |= billed < 0 ? 0 : THERAPYCODE_STATED_BILLED_UNITS;
    }
    return 1;
}

static void print_tie(const struct therapycode_evaluation *e, int32_t tie)
{
    static int32_t rows[LONGEST];
    size_t index, count, i;
    printf(" tie%d=%lld", tie, (long long)therapycode_evaluation_allocation_count(e, tie));
    for (index = 0; (count = therapycode_evaluation_allocation(e, tie, index, rows, LONGEST)) > 0; index++) {
        printf(" way%d=", tie);
        for (i = 0; i < count; i++)
            printf("%s%d", i == 0 ? "" : ",", rows[i]);
    }
}

static void print(const struct therapycode_evaluation *e)
{
    const struct therapycode_summary *s = therapycode_evaluation_summary(e);
    const struct therapycode_tally *t;
    const struct therapycode_line *line;
    int32_t last_tie = 0;
    size_t i;
    printf("0 %d %d %d %d", s->timed_minutes, s->timed_units, s->total_units, s->minutes_to_next_unit);
    for (i = 0; (t = therapycode_evaluation_tally(e, i)) != NULL; i++) {
        printf(" %d:%s=%d,%d,%d,%d,%d,%d,%d", t->discipline, t->code, t->minutes, t->units, t->assistant_units, t->tie,
               t->tie_units, t->minutes_to_next_unit, t->minutes_to_assistant_flip);
        if (t->tie > last_tie)
            last_tie = t->tie;
    }
    for (; last_tie > 0; last_tie--)
        print_tie(e, last_tie);
    for (i = 0; (line = therapycode_evaluation_line(e, i)) != NULL; i++) {
        int m;
        printf(" line=%s,%d,", line->code, line->units);
        for (m = 0; m < 4 && line->modifiers[m][0] != '\0'; m++)
            printf("%s%s", m == 0 ? "" : "+", line->modifiers[m]);
    }
    printf("\n");
}

static struct therapycode_engine *make_engine(int argc, char **argv)
{
    struct therapycode_rulebook *rulebook;
    struct therapycode_engine *engine;
    int i;
    if (therapycode_rulebook_new(NULL, &rulebook) != THERAPYCODE_OK ||
        therapycode_rulebook_set_policy(rulebook, "tested", "base", "medicare") != THERAPYCODE_OK)
        exit(2);
    for (i = 1; i < argc; i++) {
        char option[64];
        const char *equals = strchr(argv[i], '=');
        if (equals == NULL || (size_t)(equals - argv[i]) >= sizeof option)
            exit(2);
        memcpy(option, argv[i], (size_t)(equals - argv[i]));
        option[equals - argv[i]] = '\0';
        if (therapycode_rulebook_set_policy(rulebook, "tested", option, equals + 1) != THERAPYCODE_OK)
            exit(2);
    }
    if (therapycode_engine_new(rulebook, &engine, NULL) != THERAPYCODE_OK)
        exit(2);
    return engine;
}

int main(int argc, char **argv)
{
    struct therapycode_engine *engine = make_engine(argc, argv);
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    struct therapycode_evaluation *evaluation;
    if (therapycode_evaluation_new(NULL, &evaluation) != THERAPYCODE_OK)
        return 2;
    while (read_visit(&session)) {
        struct therapycode_error error = THERAPYCODE_ERROR_INIT;
        therapycode_status status = therapycode_calculate_units(engine, &session, evaluation, &error);
        if (status == THERAPYCODE_OK)
            print(evaluation);
        else
            printf("%d %s\n", status, error.field == NULL ? "" : error.field);
    }
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
    return 0;
}
