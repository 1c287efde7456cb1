/* Every rule of the units room, fired by a case that has a name; and answers at the edges of what can be stated. */
#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

#include "check_main.h"

enum { HOUR = 3600, MINUTE = 60, GIVEN_MAX = 6 };

#define YES_MINUTES THERAPYCODE_STATED_MINUTES
#define AT(hour, minute) ((hour) * HOUR + (minute) * MINUTE)

struct named_case {
    const char *rule; /* that a finding, a step or a tally names */
    const char *name;
    int32_t date;
    int32_t discipline;
    const char *policy;
    int32_t setting;
    int32_t timed_units;
    int32_t total_units;
    struct therapycode_activity given[GIVEN_MAX];
};

#define PT THERAPYCODE_PT
#define OT THERAPYCODE_OT
#define SLP THERAPYCODE_SLP
#define MEDICARE 20240302, PT, "medicare", 0
#define AMA 20240302, PT, "commercial-ama", 0

static const struct named_case cases[] = {
    { "CMS-UNITS-TOTAL", "manual example 1", MEDICARE, 3, 3, { { "97112", .minutes = 24 }, { "97110", .minutes = 23 } } },
    { "CMS-UNITS-BLOCK", "manual 20.2 B, an hour", MEDICARE, 4, 4, { { "97530", .minutes = 60 } } },
    { "CMS-UNITS-REMAINDER", "manual example 3", MEDICARE, 3, 3,
      { { "97110", .minutes = 33 }, { "97140", .minutes = 7 } } },
    { "CMS-UNITS-UNBILLED", "manual example 4", MEDICARE, 3, 3,
      { { "97110", .minutes = 18 }, { "97140", .minutes = 13 }, { "97116", .minutes = 10 }, { "97035", .minutes = 8 } } },
    { "CMS-UNITS-TIE", "manual example 2", MEDICARE, 3, 3, { { "97112", .minutes = 20 }, { "97110", .minutes = 20 } } },
    { "CMS-UNITS-COMBINED", "two short services", MEDICARE, 1, 1,
      { { "97112", .minutes = 5 }, { "97110", .minutes = 4 } } },
    { "CMS-UNITS-NONE", "7 minutes", MEDICARE, 0, 0, { { "97110", .minutes = 7 } } },
    { "CMS-UNITS-TIE-UNRANKED", "23 and 8", MEDICARE, 2, 2, { { "97110", .minutes = 23 }, { "97140", .minutes = 8 } } },
    { "CMS-UNITS-UNTIMED", "manual 20.2 B, speech", 20240302, SLP, "medicare", 0, 0, 1, { { "92521", .minutes = 90 } } },
    { "CMS-UNITS-POOL", "PT and OT apart", MEDICARE, 2, 2,
      { { "97110", .minutes = 8 }, { "97530", .minutes = 8, .discipline = OT } } },
    { "CMS-UNITS-OUTSIDE-POOL", "an hourly code beside 8 minutes", MEDICARE, 1, 2,
      { { "96125", .minutes = 31 }, { "97110", .minutes = 8 } } },
    { "CMS-UNITS-SHORT-AVERAGE", "38 minutes, three units", MEDICARE, 3, 3,
      { { "97110", .minutes = 30, .billed_units = 2 }, { "97140", .minutes = 8, .billed_units = 1 } } },
    { "AMA-UNITS-MIDPOINT", "8 and 8", AMA, 2, 2, { { "97110", .minutes = 8 }, { "97140", .minutes = 8 } } },
    { "AMA-UNITS-UNBILLED", "20 and 20", AMA, 2, 2, { { "97110", .minutes = 20 }, { "97140", .minutes = 20 } } },
    { "AMA-UNITS-LONG-BLOCK", "31 of 60", AMA, 0, 1, { { "96125", .minutes = 31 } } },
    { "FULL-BLOCK", "29 minutes", 20240302, PT, "full-block", 0, 1, 1, { { "97110", .minutes = 29 } } },
    { "CEILING", "16 minutes", 20240302, PT, "ceiling", 0, 2, 2, { { "97110", .minutes = 16 } } },
    { "CEILING-UNSUPPORTED", "one minute", 20240302, PT, "ceiling", 0, 1, 1, { { "97110", .minutes = 1 } } },
    { "TOTAL-ONLY", "20 and 20", 20240302, PT, "total-only", 0, 3, 0,
      { { "97110", .minutes = 20 }, { "97140", .minutes = 20 } } },
    { "ADDON-RUNNING-TOTAL", "38 minutes of cognitive work", 20240302, OT, "medicare", 0, 3, 3,
      { { "97129", .minutes = 15 }, { "97130", .minutes = 23 } } },
    { "ADDON-BASE-FIRST", "base of 30 minutes", 20240302, OT, "medicare", 0, 2, 2, { { "97129", .minutes = 30 } } },
    { "ADDON-BLOCKS", "caregivers, 38 minutes", MEDICARE, 0, 2,
      { { "97550", .minutes = 30 }, { "97551", .minutes = 8 } } },
    { "ADDON-NEVER-ALONE", "add-on by itself", 20240302, OT, "medicare", 0, 2, 2, { { "97130", .minutes = 30 } } },
    { "ADDON-PARTIAL-UNCLEAR", "work hardening, two and a half hours", MEDICARE, 0, 1, { { "97545", .minutes = 150 } } },
    { "AREA-QUANTITY", "45 sq cm", MEDICARE, 0, 3, { { "97597", .quantity = 45 } } },
    { "AREA-NOT-STATED", "no area", MEDICARE, 0, 1, { { "97597", .minutes = 10 } } },
    { "PERIOD-NOT-VISIT", "a month's code", MEDICARE, 0, 1, { { "98980", .minutes = 20, .billed_units = 1 } } },
    { "NOT-CHECKABLE", "units only", MEDICARE, 2, 2, { { "97110", .billed_units = 2 } } },
    { "TIME-NOT-STATED", "no minutes, no units", MEDICARE, 1, 1, { { "97110", .minutes = 0 }, { "97140", .minutes = 15 } } },
    { "TIME-ZERO-MINUTES", "stated zero", MEDICARE, 1, 1,
      { { "97110", .stated = YES_MINUTES }, { "97140", .minutes = 15 } } },
    { "TIME-SAME-CODE", "7 and 8 of one code", MEDICARE, 1, 1,
      { { "97110", .minutes = 7 }, { "97110", .minutes = 8 } } },
    { "TIME-SECONDS", "7:40 and 0:30", MEDICARE, 1, 1,
      { { "97110", .minutes = 7, .seconds = 40 }, { "97110", .seconds = 30 } } },
    { "TIME-OVER-DAY", "twenty-five hours", MEDICARE, 100, 100,
      { { "97110", .minutes = 1440 }, { "97140", .minutes = 60 } } },
    { "TIME-UNPLACED", "no code", MEDICARE, 1, 1, { { "", .minutes = 20 }, { "97140", .minutes = 15 } } },
    { "TIME-START-STOP", "20 minutes in a quarter of an hour", MEDICARE, 1, 1,
      { { "97110", .minutes = 20, .start = AT(9, 0), .end = AT(9, 15) } } },
    { "TIME-REST-NOT-COUNTED", "five minutes of rest", MEDICARE, 2, 2,
      { { "97110", .minutes = 25, .start = AT(9, 0), .end = AT(9, 30) } } },
    { "TIME-JOINT-ONCE", "two people, one patient", MEDICARE, 1, 1,
      { { "97116", .minutes = 15, .start = AT(9, 0), .end = AT(9, 15), .clinician = 1 },
        { "97116", .minutes = 15, .start = AT(9, 0), .end = AT(9, 15), .clinician = 2 } } },
    { "OVERLAP-TIMED", "two codes in the same quarter", MEDICARE, 2, 2,
      { { "97110", .minutes = 15, .start = AT(9, 0), .end = AT(9, 15) },
        { "97140", .minutes = 15, .start = AT(9, 0), .end = AT(9, 15) } } },
    { "OVERLAP-EVALUATION", "evaluating and treating speech at once", 20240302, SLP, "medicare", 0, 0, 2,
      { { "92523", .minutes = 30, .start = AT(9, 0), .end = AT(9, 30) },
        { "92507", .minutes = 30, .start = AT(9, 0), .end = AT(9, 30) } } },
    { "OVERLAP-EVALUATION", "evaluating and treating at once", MEDICARE, 1, 2,
      { { "97161", .minutes = 30, .start = AT(9, 0), .end = AT(9, 30) },
        { "97110", .minutes = 15, .start = AT(9, 10), .end = AT(9, 25) } } },
    { "OVERLAP-SUPERVISED", "heat while exercising", MEDICARE, 1, 2,
      { { "97018", .minutes = 15, .start = AT(9, 0), .end = AT(9, 15), .contact = THERAPYCODE_SUPERVISED },
        { "97110", .minutes = 15, .start = AT(9, 0), .end = AT(9, 15) } } },
    { "GROUP-UNTIMED-UNIT", "a class", MEDICARE, 0, 1, { { "97150", .minutes = 60, .participants = 3 } } },
    { "GROUP-AND-INDIVIDUAL", "a class, then alone", MEDICARE, 1, 2,
      { { "97150", .minutes = 30 }, { "97110", .minutes = 15 } } },
    { "GROUP-NO-ONE-ON-ONE", "a class and alone at once", MEDICARE, 1, 2,
      { { "97150", .minutes = 30, .start = AT(9, 0), .end = AT(9, 30) },
        { "97110", .minutes = 15, .start = AT(9, 10), .end = AT(9, 25) } } },
    { "GROUP-CONCURRENT", "two patients under a one-on-one code", MEDICARE, 0, 0,
      { { "97110", .minutes = 30, .participants = 2 } } },
    { "GROUP-TWO-PATIENTS", "a group of one", MEDICARE, 0, 0, { { "97150", .minutes = 30, .participants = 1 } } },
    { "GROUP-SIZE", "six in the group", MEDICARE, 0, 1, { { "97150", .minutes = 30, .participants = 6 } } },
    { "BILLED-OVER", "two units for 20 minutes", MEDICARE, 1, 1, { { "97110", .minutes = 20, .billed_units = 2 } } },
    { "BILLED-UNDER", "one unit for 23 minutes", MEDICARE, 2, 2, { { "97110", .minutes = 23, .billed_units = 1 } } },
    { "BILLED-ALLOCATION", "the unit on the shorter code", MEDICARE, 2, 2,
      { { "97110", .minutes = 20, .billed_units = 2 }, { "97140", .minutes = 10, .stated = THERAPYCODE_STATED_BILLED_UNITS } } },
    { "BILLED-ALTERNATIVE", "the other side of a tie", MEDICARE, 3, 3,
      { { "97112", .minutes = 20, .billed_units = 1 }, { "97110", .minutes = 20, .billed_units = 2 } } },
    { "UNITS-MINIMUM-EACH", "8 and 8 billed twice", MEDICARE, 1, 1,
      { { "97110", .minutes = 8, .billed_units = 1 }, { "97140", .minutes = 8, .billed_units = 1 } } },
    { "CODE-UNKNOWN", "99999 beside a known code", MEDICARE, 1, 1,
      { { "99999", .minutes = 15 }, { "97110", .minutes = 15 } } },
    { "CODE-NOT-IN-FORCE", "97127 after its last year", MEDICARE, 0, 0, { { "97127", .minutes = 15 } } },
    { "SIGN-AIDE", "an aide's minutes", MEDICARE, 0, 0,
      { { "97110", .minutes = 15, .performer = THERAPYCODE_AIDE } } },
    { "SIGN-STUDENT", "a student's minutes", MEDICARE, 0, 0,
      { { "97110", .minutes = 15, .performer = THERAPYCODE_STUDENT } } },
    { "ASSISTANT-WHOLE", "all by the assistant", MEDICARE, 1, 1,
      { { "97110", .minutes = 15, .performer = THERAPYCODE_ASSISTANT } } },
    { "ASSISTANT-CQ-CO", "15 and 15", MEDICARE, 2, 2, { { "97110", .minutes = 30, .assistant_minutes = 15 } } },
    { "ASSISTANT-SPLIT-LINES", "15 and 15", MEDICARE, 2, 2, { { "97110", .minutes = 30, .assistant_minutes = 15 } } },
    { "ASSISTANT-MIDPOINT-2022", "therapist 8, assistant 7", MEDICARE, 1, 1,
      { { "97110", .minutes = 15, .assistant_minutes = 7 } } },
    { "ASSISTANT-TEN-PERCENT", "therapist 5, assistant 6", MEDICARE, 1, 1,
      { { "97110", .minutes = 11, .assistant_minutes = 6 } } },
    { "ASSISTANT-TEN-PERCENT-2020", "therapist 13, assistant 2, in 2021", 20210601, PT, "medicare", 0, 1, 1,
      { { "97110", .minutes = 15, .assistant_minutes = 2 } } },
    { "ASSISTANT-TWO-UNITS", "OT 12, OTA 13", 20240302, OT, "medicare", 0, 2, 2,
      { { "97530", .minutes = 25, .assistant_minutes = 13 } } },
    { "ASSISTANT-UNTIMED", "group, 4 of 30 minutes", MEDICARE, 0, 1,
      { { "97150", .minutes = 30, .assistant_minutes = 4 } } },
    { "ASSISTANT-JOINT-MINUTES", "together", MEDICARE, 2, 2, { { "97112", .minutes = 30, .joint_minutes = 30 } } },
    { "ASSISTANT-METHODS-DIFFER", "therapist 7, assistant 1", MEDICARE, 1, 1,
      { { "97110", .minutes = 8, .assistant_minutes = 1 } } },
    { "ASSISTANT-TIE", "11 and 11", MEDICARE, 1, 1,
      { { "97110", .minutes = 11, .performer = THERAPYCODE_ASSISTANT }, { "97140", .minutes = 11 } } },
    { "ASSISTANT-NO-EVALUATION", "by the assistant alone", MEDICARE, 0, 0,
      { { "97161", .minutes = 30, .performer = THERAPYCODE_ASSISTANT } } },
    { "ASSISTANT-NO-EVALUATION", "of swallowing", 20240302, SLP, "medicare", 0, 0, 0,
      { { "92610", .minutes = 30, .performer = THERAPYCODE_ASSISTANT } } },
    { "ASSISTANT-NO-EVALUATION", "with its add-on, by minutes of the assistant", 20240302, SLP, "medicare", 0, 0, 0,
      { { "92607", .minutes = 60, .assistant_minutes = 60 }, { "92608", .minutes = 30, .assistant_minutes = 30 } } },
    { "ASSISTANT-NO-SLP", "an assistant in speech", 20240302, SLP, "medicare", 0, 0, 1,
      { { "92507", .minutes = 30, .assistant_minutes = 15 } } },
    { "ASSISTANT-EXEMPT-SETTING", "critical access", 20240302, PT, "medicare", THERAPYCODE_SETTING_CRITICAL_ACCESS, 1, 1,
      { { "97110", .minutes = 15, .assistant_minutes = 15 } } },
};
enum { CASES = sizeof cases / sizeof cases[0] };

static struct therapycode_engine *engine;
static struct therapycode_evaluation *evaluation;

static void begin(void)
{
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &evaluation), THERAPYCODE_OK);
}

static void end(void)
{
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
}

static therapycode_status run(int32_t date, int32_t discipline, const char *policy, int32_t setting,
                              const struct therapycode_activity *given, size_t count)
{
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    session.date_of_service = date;
    session.discipline = discipline;
    session.policy = policy;
    session.setting = setting;
    session.activities = given;
    session.activity_count = count;
    return therapycode_calculate_units(engine, &session, evaluation, NULL);
}

static int fires(const char *rule)
{
    const struct therapycode_finding *finding;
    const struct therapycode_step *step;
    const struct therapycode_tally *tally;
    size_t i;
    for (i = 0; (finding = therapycode_evaluation_finding(evaluation, i)) != NULL; i++)
        if (strcmp(finding->rule, rule) == 0)
            return finding->message[0] != '\0' && finding->citation[0] != '\0';
    for (i = 0; (step = therapycode_evaluation_step(evaluation, i)) != NULL; i++)
        if (strcmp(step->rule, rule) == 0)
            return step->message[0] != '\0';
    for (i = 0; (tally = therapycode_evaluation_tally(evaluation, i)) != NULL; i++)
        if (strcmp(tally->rule, rule) == 0)
            return 1;
    return 0;
}

static size_t given_count(const struct named_case *c)
{
    size_t count = 0;
    while (count < GIVEN_MAX && (c->given[count].code[0] != '\0' || c->given[count].minutes != 0))
        count++;
    return count;
}

START_TEST(rule_fires)
{
    const struct named_case *c = &cases[_i];
    const struct therapycode_summary *summary;
    ck_assert_int_eq(run(c->date, c->discipline, c->policy, c->setting, c->given, given_count(c)), THERAPYCODE_OK);
    summary = therapycode_evaluation_summary(evaluation);
    ck_assert_msg(fires(c->rule), "%s, %s", c->rule, c->name);
    ck_assert_msg(summary->timed_units == c->timed_units, "%s, %s: %d timed units", c->rule, c->name,
                  (int)summary->timed_units);
    ck_assert_msg(summary->total_units == c->total_units, "%s, %s: %d units", c->rule, c->name,
                  (int)summary->total_units);
}
END_TEST

/* A rule of this room that no case fires would be a rule that nobody has seen work. */
START_TEST(every_rule_has_a_case)
{
    FILE *file = fopen(TEST_TOP "/lib/rulebook/data/rules.csv", "r");
    char line[2048];
    size_t rules = 0;
    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof line, file) != NULL) {
        char *comma = strchr(line, ',');
        size_t i;
        if (comma == NULL || strncmp(comma, ",units,", 7) != 0 || strncmp(line, "DAY-", 4) == 0)
            continue; /* rules of the clinician's day have their cases in day.c */
        *comma = '\0';
        rules++;
        for (i = 0; i < CASES && strcmp(cases[i].rule, line) != 0; i++) {
        }
        ck_assert_msg(i < CASES, "%s has no case", line);
    }
    fclose(file);
    ck_assert_uint_gt(rules, 50);
}
END_TEST

/* ---- edges ---- */

static const struct therapycode_tally *tally_of(const char *code)
{
    const struct therapycode_tally *tally;
    size_t i;
    for (i = 0; (tally = therapycode_evaluation_tally(evaluation, i)) != NULL; i++)
        if (strcmp(tally->code, code) == 0)
            return tally;
    ck_abort_msg("no tally of %s", code);
    return NULL;
}

START_TEST(day_limits)
{
    struct therapycode_activity one[1] = { { "97110", .minutes = 1440 } };
    ck_assert_int_eq(run(MEDICARE, one, 1), THERAPYCODE_OK);
    ck_assert_int_eq(tally_of("97110")->units, 96);
    one[0].minutes = 1441;
    ck_assert_int_eq(run(MEDICARE, one, 1), THERAPYCODE_E_VALUE);
    one[0].minutes = -1;
    ck_assert_int_eq(run(MEDICARE, one, 1), THERAPYCODE_E_VALUE);
    one[0].minutes = 15;
    one[0].assistant_minutes = 10;
    one[0].joint_minutes = 6;
    ck_assert_int_eq(run(MEDICARE, one, 1), THERAPYCODE_E_CONFLICT);
    ck_assert_int_eq(run(MEDICARE, NULL, 0), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->timed_units, 0);
}
END_TEST

START_TEST(what_if)
{
    const struct therapycode_activity two[2] = { { "97112", .minutes = 24 }, { "97110", .minutes = 23 } };
    const struct therapycode_activity equal[2] = { { "97112", .minutes = 20 }, { "97110", .minutes = 20 } };
    const struct therapycode_activity shared[1] = { { "97110", .minutes = 15 } };
    ck_assert_int_eq(run(MEDICARE, two, 2), THERAPYCODE_OK);
    ck_assert_int_eq(tally_of("97112")->minutes_to_next_unit, 14);
    ck_assert_int_eq(tally_of("97110")->minutes_to_next_unit, 2);
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->minutes_to_next_unit, 6);
    ck_assert_int_eq(run(MEDICARE, equal, 2), THERAPYCODE_OK);
    ck_assert_int_eq(tally_of("97112")->units, 2);
    ck_assert_int_eq(tally_of("97110")->minutes_to_next_unit, 1);
    /* the therapist keeps 8 of 15 minutes until the assistant has 8 of them */
    ck_assert_int_eq(run(MEDICARE, shared, 1), THERAPYCODE_OK);
    ck_assert_int_eq(tally_of("97110")->minutes_to_assistant_flip, 8);
    ck_assert_int_eq(run(20210601, PT, "medicare", 0, shared, 1), THERAPYCODE_OK);
    ck_assert_int_eq(tally_of("97110")->minutes_to_assistant_flip, 2);
    ck_assert_int_eq(run(AMA, shared, 1), THERAPYCODE_OK);
    ck_assert_int_eq(tally_of("97110")->minutes_to_assistant_flip, THERAPYCODE_NONE);
}
END_TEST

/* An engine with `count` more 15-minute codes, "A0000" on, and a tie default. */
static void begin_with(int count, const char *tie_default)
{
    struct therapycode_rulebook *rulebook;
    struct therapycode_source source = { sizeof source, NULL, 0, THERAPYCODE_TABLE_CODES, 0 };
    size_t length = 0, room = (size_t)count * 96 + 256;
    char *csv = malloc(room);
    int i;
    length += (size_t)snprintf(csv, room, "code,label,timing,minutes_per_unit,disciplines,contact,nature,add_on_to,"
                                          "therapy_list,medicare_status,from,to,source,verified,note\n");
    for (i = 0; i < count; i++)
        length += (size_t)snprintf(csv + length, room - length, "A%04d,Made up,timed,15,PT,one-on-one,,,always,A,,,test,no,\n", i);
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    source.data = csv;
    source.length = length;
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_OK);
    free(csv);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "medicare", "tie_default", tie_default), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &evaluation), THERAPYCODE_OK);
}

static void name_code(struct therapycode_activity *activity, int number)
{
    snprintf(activity->code, sizeof activity->code, "A%04d", number % 10000);
}

START_TEST(twenty_codes_tie)
{
    struct therapycode_activity given[20];
    int32_t rows[32], seen[32][11];
    size_t i, j;
    memset(given, 0, sizeof given);
    begin_with(20, "first-listed");
    for (i = 0; i < 20; i++) {
        name_code(&given[i], (int)i);
        given[i].minutes = 8;
    }
    ck_assert_int_eq(run(MEDICARE, given, 20), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->timed_units, 11);
    ck_assert_int_eq(therapycode_evaluation_allocation_count(evaluation, 1), 167960);
    for (i = 0; i < THERAPYCODE_LIMIT_ALLOCATIONS; i++) {
        ck_assert_uint_eq(therapycode_evaluation_allocation(evaluation, 1, i, rows, 32), 11);
        memcpy(seen[i], rows, sizeof seen[i]);
        for (j = 1; j < 11; j++)
            ck_assert_int_lt(rows[j - 1], rows[j]);
        for (j = 0; j < i; j++)
            ck_assert_mem_ne(seen[i], seen[j], sizeof seen[i]);
    }
    for (j = 0; j < 11; j++)
        ck_assert_int_eq(therapycode_evaluation_tally(evaluation, (size_t)seen[0][j])->extra_units, 1);
    ck_assert_uint_eq(therapycode_evaluation_allocation(evaluation, 1, THERAPYCODE_LIMIT_ALLOCATIONS, rows, 32), 0);
    ck_assert_uint_eq(therapycode_evaluation_allocation(evaluation, 1, 0, NULL, 0), 11);
    ck_assert_uint_eq(therapycode_evaluation_allocation(evaluation, 2, 0, rows, 32), 0);
    ck_assert_uint_eq(therapycode_evaluation_allocation(evaluation, 0, 0, rows, 32), 0);
    ck_assert_int_eq(therapycode_evaluation_allocation_count(evaluation, 9), 0);
    ck_assert_int_eq(therapycode_evaluation_allocation_count(NULL, 1), 0);
    end();
}
END_TEST

/* Ten thousand activities: of one code, and of a thousand and of nearly ten thousand codes. */
START_TEST(ten_thousand_activities)
{
    enum { MANY = 10000 };
    static struct therapycode_activity given[MANY];
    static const int distinct[] = { 1, 16, 17, 1000, 9999 };
    int codes = distinct[_i], i;
    int64_t minutes = 0;
    memset(given, 0, sizeof given);
    begin_with(codes, "most-minutes");
    for (i = 0; i < MANY; i++) {
        name_code(&given[i], i % codes);
        given[i].minutes = i % 13;
        given[i].stated = THERAPYCODE_STATED_MINUTES;
        minutes += given[i].minutes;
    }
    ck_assert_int_eq(run(MEDICARE, given, MANY), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->timed_minutes, minutes);
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->timed_units, (minutes + 7) / 15);
    ck_assert_ptr_null(therapycode_evaluation_tally(evaluation, (size_t)codes));
    ck_assert_int_ge(therapycode_evaluation_tally(evaluation, 0)->minutes_to_next_unit, 1);
    if (codes >= 1000) /* far more ways than an integer can count */
        ck_assert(therapycode_evaluation_allocation_count(evaluation, 1) == INT64_MAX ||
                  therapycode_evaluation_allocation_count(evaluation, 1) == 0);
    end();
}
END_TEST

/* As many entries as there can be, all at the same time: the windows are looked at in n log n. */
START_TEST(ten_thousand_windows)
{
    enum { MANY = 10000 };
    static struct therapycode_activity given[MANY];
    int i;
    memset(given, 0, sizeof given);
    begin_with(100, "first-listed");
    for (i = 0; i < MANY; i++) {
        name_code(&given[i], i % 100);
        given[i].minutes = 10;
        given[i].start = AT(8, 0) + i % 600;
        given[i].end = AT(9, 0) + i % 700;
    }
    ck_assert_int_eq(run(MEDICARE, given, MANY), THERAPYCODE_OK);
    ck_assert(fires("TIME-JOINT-ONCE"));
    ck_assert(fires("OVERLAP-TIMED"));
    ck_assert_int_le(therapycode_evaluation_tally(evaluation, 0)->minutes, 72);
    end();
}
END_TEST

START_TEST(tie_defaults)
{
    static const char *const names[] = { "first-listed", "most-minutes", "lowest-code", "therapist-first" };
    static const char *const winners[] = { "97530", "97140", "97110", "97140" };
    const struct therapycode_activity given[3] = { { "97530", .minutes = 5, .performer = THERAPYCODE_ASSISTANT },
                                                   { "97140", .minutes = 20 },
                                                   { "97110", .minutes = 5, .performer = THERAPYCODE_ASSISTANT } };
    begin_with(0, names[_i]);
    ck_assert_int_eq(run(MEDICARE, given, 3), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_allocation_count(evaluation, 1), 3);
    ck_assert_int_eq(tally_of(winners[_i])->extra_units, 1);
    end();
}
END_TEST

/* Done in turns: every block has its own time, so nothing overlaps although the windows do. */
/* An area that no body has: said, and no units made of it. */
START_TEST(area_too_large)
{
    static struct therapycode_activity given[20];
    int i;
    for (i = 0; i < 20; i++) {
        memcpy(given[i].code, "97597", 6);
        given[i].quantity = 100000;
    }
    ck_assert_int_eq(run(MEDICARE, given, 20), THERAPYCODE_OK);
    ck_assert(fires("AREA-QUANTITY"));
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->total_units, 1);
    ck_assert_int_eq(run(MEDICARE, given, 10), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->total_units, 50000);
}
END_TEST

START_TEST(bars_are_said)
{
    const struct therapycode_activity one[1] = { { "97150", .minutes = 30, .participants = 1 } };
    const struct therapycode_activity mixed[2] = { { "97150", .minutes = 30, .participants = 1 },
                                                   { "97150", .minutes = 30, .participants = 3 } };
    const struct therapycode_finding *finding;
    ck_assert_int_eq(run(MEDICARE, one, 1), THERAPYCODE_OK);
    finding = therapycode_evaluation_finding(evaluation, 0);
    ck_assert_ptr_nonnull(finding);
    ck_assert_str_eq(finding->rule, "GROUP-TWO-PATIENTS");
    ck_assert_int_eq(tally_of("97150")->units, 0);
    ck_assert_int_eq(run(MEDICARE, mixed, 2), THERAPYCODE_OK);
    ck_assert_int_eq(tally_of("97150")->units, 1);
}
END_TEST

START_TEST(windows_in_turns)
{
    const struct therapycode_activity given[2] = {
        { "97110", .minutes = 15, .start = AT(9, 0), .end = AT(9, 30) },
        { "97140", .minutes = 15, .start = AT(9, 0), .end = AT(9, 30) }
    };
    ck_assert_int_eq(run(MEDICARE, given, 2), THERAPYCODE_OK);
    ck_assert(!fires("OVERLAP-TIMED"));
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->timed_units, 2);
}
END_TEST

/* PT and OT at once: the patient's minutes are claimed twice. */
START_TEST(windows_of_two_disciplines)
{
    const struct therapycode_activity given[2] = {
        { "97530", .minutes = 30, .start = AT(9, 0), .end = AT(9, 30) },
        { "97530", .minutes = 30, .start = AT(9, 0), .end = AT(9, 30), .discipline = OT }
    };
    ck_assert_int_eq(run(MEDICARE, given, 2), THERAPYCODE_OK);
    ck_assert(fires("TIME-JOINT-ONCE"));
}
END_TEST

/* ---- memory ---- */

struct meter {
    size_t left;  /* allocations before the one that fails */
    size_t calls;
};

static void *meter_allocate(void *user, size_t bytes)
{
    struct meter *meter = user;
    meter->calls++;
    return meter->left-- > 0 ? malloc(bytes) : (meter->left = 0, NULL);
}

static void *meter_reallocate(void *user, void *block, size_t old_bytes, size_t new_bytes)
{
    struct meter *meter = user;
    (void)old_bytes;
    meter->calls++;
    return meter->left-- > 0 ? realloc(block, new_bytes) : (meter->left = 0, NULL);
}

static void meter_release(void *user, void *block, size_t bytes)
{
    (void)user;
    (void)bytes;
    free(block);
}

START_TEST(every_allocation_may_fail)
{
    struct therapycode_activity given[40];
    struct meter meter = { SIZE_MAX, 0 };
    const struct therapycode_allocator hooks = { sizeof hooks, &meter, meter_allocate, meter_reallocate, meter_release };
    size_t fail_at, refused = 0;
    int i;
    memset(given, 0, sizeof given);
    begin_with(40, "most-minutes");
    therapycode_evaluation_free(evaluation);
    for (i = 0; i < 40; i++) {
        name_code(&given[i], i);
        given[i].minutes = 8;
        given[i].start = AT(9, i);
        given[i].end = AT(9, i + 15);
        given[i].billed_units = 1;
    }
    memcpy(given[3].code, "97130", 6);
    memcpy(given[4].code, "97597", 6);
    given[4].quantity = 50;
    for (fail_at = 1; fail_at < 1000; fail_at++) {
        therapycode_status status;
        meter.left = fail_at;
        if (therapycode_evaluation_new(&hooks, &evaluation) != THERAPYCODE_OK)
            continue;
        status = run(MEDICARE, given, 40);
        if (status == THERAPYCODE_OK)
            break;
        refused++;
        ck_assert_int_eq(status, THERAPYCODE_E_NOMEM);
        ck_assert_ptr_null(therapycode_evaluation_tally(evaluation, 0));
        meter.left = SIZE_MAX;
        ck_assert_int_eq(run(MEDICARE, given, 40), THERAPYCODE_OK);
        therapycode_evaluation_free(evaluation);
    }
    ck_assert_uint_gt(refused, 10);
    /* and once it has what it needs, it asks for nothing more */
    meter.left = SIZE_MAX;
    ck_assert_int_eq(run(MEDICARE, given, 40), THERAPYCODE_OK);
    meter.calls = 0;
    ck_assert_int_eq(run(MEDICARE, given, 40), THERAPYCODE_OK);
    ck_assert_ptr_nonnull(therapycode_evaluation_tally(evaluation, 0));
    ck_assert_uint_eq(meter.calls, 0);
    end();
}
END_TEST

/* ---- what the findings and steps say ---- */

struct said {
    const char *words;  /* that a finding or a step begins with; with '!' before them: that none does */
    const char *policy;
    struct therapycode_activity given[3];
};

static const struct said sayings[] = {
    { "99999 is not in the table", "medicare", { { "99999", .minutes = 15 } } },
    { "97127 is not in force on the date", "medicare", { { "97127", .minutes = 15 } } },
    { "97110 was furnished by an aide", "medicare", { { "97110", .minutes = 15, .performer = THERAPYCODE_AIDE } } },
    { "97110 was furnished by a student", "medicare",
      { { "97140", .minutes = 15 }, { "97110", .minutes = 15, .performer = THERAPYCODE_STUDENT } } },
    { "97110: 2 units billed, where the facts support 0", "medicare",
      { { "97110", .minutes = 15, .performer = THERAPYCODE_AIDE, .billed_units = 2 } } },
    { "97150: 2 units billed, where the facts support 1", "medicare", { { "97150", .billed_units = 2 } } },
    { "97597: 2 units billed, where the facts support 3.", "medicare",
      { { "97597", .quantity = 45, .billed_units = 1 }, { "97598", .billed_units = 1 } } },
    { "2 timed units billed where 20 min support 1.", "medicare", { { "97110", .minutes = 20, .billed_units = 2 } } },
    { "97545 with its add-on 97546: 151 min counted as one: 1 unit", "full-block",
      { { "97545", .minutes = 120 }, { "97546", .minutes = 31 } } },
    { "31 min beyond the base", "medicare", { { "97545", .minutes = 120 }, { "97546", .minutes = 31 } } },
    { "!31 min beyond the base", "full-block", { { "97545", .minutes = 120 }, { "97546", .minutes = 31 } } },
    { "!31 min beyond the base", "ceiling", { { "97545", .minutes = 120 }, { "97546", .minutes = 31 } } },
    /* Medicare's total would give 97140 two: 53 minutes make four */
    { "97140: 2 units for 20 min, where the midpoint rule gives 1.", "ceiling",
      { { "97110", .minutes = 18 }, { "97140", .minutes = 20 }, { "97530", .minutes = 15 } } },
    { "97129: 15 min count toward the total", "total-only", { { "97129", .minutes = 40 } } },
    { "97110: 5 min, and all timed codes together have fewer than 8", "total-only", { { "97110", .minutes = 5 } } },
    { "97546 is stated with 1 unit and no minutes", "medicare", { { "97546", .billed_units = 1 } } },
    { "97546 is stated without its base 97545; its units stand", "medicare", { { "97546", .billed_units = 1 } } },
    { "!97545 with its add-on 97546", "medicare", { { "97546", .billed_units = 1 } } },
    { "97551 has no minutes and no units", "medicare", { { "97551", .minutes = 0 } } },
    /* either code of the tie may have two, but not both, and the unit that is missing is the third code's */
    { "97530: 1 unit billed for 30 min, which earn 2", "medicare",
      { { "97110", .minutes = 20, .billed_units = 2 }, { "97140", .minutes = 20, .billed_units = 2 },
        { "97530", .minutes = 30, .billed_units = 1 } } },
    { "!The billed units differ from the default", "medicare",
      { { "97110", .minutes = 20, .billed_units = 2 }, { "97140", .minutes = 20, .billed_units = 2 },
        { "97530", .minutes = 30, .billed_units = 1 } } },
    { "The billed units differ from the default", "medicare",
      { { "97110", .minutes = 20, .billed_units = 1 }, { "97140", .minutes = 20, .billed_units = 2 },
        { "97530", .minutes = 30, .billed_units = 2 } } },
    { "90913 is billed with 2 units and its base 90912 with none", "medicare",
      { { "90912", .minutes = 15, .stated = THERAPYCODE_STATED_BILLED_UNITS },
        { "90913", .minutes = 15, .billed_units = 2 } } },
    { "98980 is counted by a month or another period, not", "medicare", { { "98980", .minutes = 20 } } },
};

START_TEST(findings_say)
{
    const struct said *c = &sayings[_i];
    int wanted = c->words[0] != '!', heard = 0;
    const char *words = c->words + !wanted;
    size_t i, count = 0;
    while (count < 3 && c->given[count].code[0] != '\0')
        count++;
    ck_assert_int_eq(run(20240302, PT, c->policy, 0, c->given, count), THERAPYCODE_OK);
    for (i = 0; therapycode_evaluation_finding(evaluation, i) != NULL; i++)
        heard |= strncmp(therapycode_evaluation_finding(evaluation, i)->message, words, strlen(words)) == 0;
    for (i = 0; therapycode_evaluation_step(evaluation, i) != NULL; i++)
        heard |= strncmp(therapycode_evaluation_step(evaluation, i)->message, words, strlen(words)) == 0;
    ck_assert_msg(heard == wanted, "%s", c->words);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("units");
    TCase *rules = tcase_create("rules"), *edges = tcase_create("edges"), *large = tcase_create("large");
    tcase_add_checked_fixture(rules, begin, end);
    tcase_add_loop_test(rules, rule_fires, 0, CASES);
    tcase_add_test(rules, every_rule_has_a_case);
    tcase_add_loop_test(rules, findings_say, 0, sizeof sayings / sizeof sayings[0]);
    suite_add_tcase(suite, rules);
    tcase_add_checked_fixture(edges, begin, end);
    tcase_add_test(edges, day_limits);
    tcase_add_test(edges, what_if);
    tcase_add_test(edges, area_too_large);
    tcase_add_test(edges, bars_are_said);
    tcase_add_test(edges, windows_in_turns);
    tcase_add_test(edges, windows_of_two_disciplines);
    suite_add_tcase(suite, edges);
    tcase_add_test(large, twenty_codes_tie);
    tcase_add_loop_test(large, ten_thousand_activities, 0, 5);
    tcase_add_test(large, ten_thousand_windows);
    tcase_add_loop_test(large, tie_defaults, 0, 4);
    tcase_add_test(large, every_allocation_may_fail);
    tcase_set_timeout(large, 60);
    suite_add_tcase(suite, large);
    return suite;
}
