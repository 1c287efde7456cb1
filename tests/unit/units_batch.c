/* The batch and the session API are one answer: random visits, good and bad, through both. */
#include <string.h>

#include <therapycode/therapycode.h>

#include "check_main.h"

enum { VISITS = 4000, ACTIVITIES_MAX = 24, FINDINGS = VISITS * 64 };

static uint64_t state;

static uint32_t draw(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % below;
}

/* Columns of a batch; large, so not on the stack. */
static int64_t offsets[VISITS + 1];
static int32_t dates[VISITS], disciplines[VISITS], settings[VISITS], policies[VISITS];
static char codes[VISITS * ACTIVITIES_MAX * 8];
static int32_t minutes[VISITS * ACTIVITIES_MAX], assistants[VISITS * ACTIVITIES_MAX], billed[VISITS * ACTIVITIES_MAX];
static therapycode_status statuses[VISITS];
static int32_t timed_minutes[VISITS], timed_units[VISITS], scores[VISITS], units[VISITS * ACTIVITIES_MAX];
static int64_t finding_visit[FINDINGS];
static int32_t finding_activity[FINDINGS], finding_rule[FINDINGS], finding_severity[FINDINGS];

static const char *const names[] = { "medicare", "commercial-ama", "full-block", "total-only", "ceiling" };

static void draw_activity(size_t a)
{
    static const char *const usual[] = { "97110", "97112", "97116", "97140", "97530", "97535", "97032", "97035" };
    static const char *const rare[] = { "97161", "97150", "G0283", "97129", "97130", "97550", "96125", "97597", "98975",
                                        "99999", "97127", "97S30", "", "9753", "97545", "97546" };
    const char *code = draw(5) > 0 ? usual[draw(8)] : rare[draw(16)];
    memset(codes + 8 * a, 0, 8);
    memcpy(codes + 8 * a, code, strlen(code));
    minutes[a] = draw(20) > 0 ? (int32_t)draw(50) : (int32_t)draw(1500) - 2;
    assistants[a] = draw(3) > 0 ? -1 : draw(4) > 0 ? (int32_t)draw(20) : minutes[a];
    billed[a] = draw(2) > 0 ? -1 : (int32_t)draw(4);
    if (draw(400) == 0)
        billed[a] = 1000;
}

static void draw_visits(uint64_t seed)
{
    static const int32_t days[] = { 20190301, 20201231, 20240302, 20260302, 20260230, 0 };
    size_t v, a;
    state = seed;
    offsets[0] = 0;
    for (v = 0; v < VISITS; v++) {
        size_t count = draw(10) > 0 ? draw(6) : draw(ACTIVITIES_MAX);
        offsets[v + 1] = offsets[v] + (int64_t)count;
        dates[v] = days[draw(60) > 0 ? draw(4) : draw(6)];
        disciplines[v] = draw(60) > 0 ? 1 + (int32_t)draw(3) : (int32_t)draw(6) - 1;
        settings[v] = draw(60) > 0 ? (int32_t)draw(5) : -1;
        policies[v] = draw(60) > 0 ? (int32_t)draw(5) : (int32_t)draw(8) - 1;
        for (a = (size_t)offsets[v]; a < (size_t)offsets[v + 1]; a++)
            draw_activity(a);
    }
}

static void connect(struct therapycode_batch *in, struct therapycode_batch_result *out)
{
    memset(in, 0, sizeof *in);
    memset(out, 0, sizeof *out);
    in->size = sizeof *in;
    in->visit_count = VISITS;
    in->activity_offsets = offsets;
    in->date_of_service = dates;
    in->discipline = disciplines;
    in->setting = settings;
    in->policy = policies;
    in->policies = names;
    in->policy_count = 5;
    in->code = codes;
    in->minutes = minutes;
    in->assistant_minutes = assistants;
    in->billed_units = billed;
    out->size = sizeof *out;
    out->status = statuses;
    out->timed_minutes = timed_minutes;
    out->timed_units = timed_units;
    out->score = scores;
    out->units = units;
}

static therapycode_status run_alone(const struct therapycode_engine *engine, size_t v, struct therapycode_evaluation *e)
{
    struct therapycode_activity activities[ACTIVITIES_MAX];
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    size_t a, count = (size_t)(offsets[v + 1] - offsets[v]);
    memset(activities, 0, sizeof activities);
    for (a = 0; a < count; a++) {
        size_t at = (size_t)offsets[v] + a;
        memcpy(activities[a].code, codes + 8 * at, 8);
        if (minutes[at] != -1) {
            activities[a].minutes = minutes[at];
            activities[a].stated |= THERAPYCODE_STATED_MINUTES;
        }
        if (assistants[at] != -1) {
            activities[a].assistant_minutes = assistants[at];
            activities[a].stated |= THERAPYCODE_STATED_ASSISTANT_MINUTES;
        }
        if (billed[at] != -1) {
            activities[a].billed_units = billed[at];
            activities[a].stated |= THERAPYCODE_STATED_BILLED_UNITS;
        }
    }
    session.activities = activities;
    session.activity_count = count;
    session.date_of_service = dates[v];
    session.discipline = disciplines[v];
    session.setting = settings[v];
    if (policies[v] < 0 || policies[v] > 4)
        return THERAPYCODE_E_VALUE;
    session.policy = names[policies[v]];
    return therapycode_calculate_units(engine, &session, e, NULL);
}

static int32_t units_at(const struct therapycode_evaluation *e, int32_t activity)
{
    const struct therapycode_reading *reading = therapycode_evaluation_reading(e, (size_t)activity), *earlier;
    int32_t i;
    if (reading->tally == THERAPYCODE_NONE)
        return 0;
    for (i = 0; i < activity; i++) {
        earlier = therapycode_evaluation_reading(e, (size_t)i);
        if (earlier->tally == reading->tally)
            return 0;
    }
    return therapycode_evaluation_tally(e, (size_t)reading->tally)->units;
}

static size_t compare_visit(const struct therapycode_engine *engine, struct therapycode_evaluation *e, size_t v,
                            int with_findings, size_t found)
{
    const struct therapycode_finding *finding;
    therapycode_status status = run_alone(engine, v, e);
    size_t i;
    int32_t a, count = (int32_t)(offsets[v + 1] - offsets[v]);
    ck_assert_int_eq(status, statuses[v]);
    if (status != THERAPYCODE_OK) {
        ck_assert_int_eq(timed_units[v], 0);
        return found;
    }
    ck_assert_int_eq(therapycode_evaluation_summary(e)->timed_minutes, timed_minutes[v]);
    ck_assert_int_eq(therapycode_evaluation_summary(e)->timed_units, timed_units[v]);
    for (a = 0; a < count; a++)
        ck_assert_int_eq(units_at(e, a), units[offsets[v] + a]);
    for (i = 0; with_findings && (finding = therapycode_evaluation_finding(e, i)) != NULL; i++, found++) {
        ck_assert_int_eq(finding_visit[found], (int64_t)v);
        ck_assert_int_eq(finding_activity[found], finding->activity);
        ck_assert_int_eq(finding_severity[found], finding->severity);
        ck_assert_str_eq(therapycode_engine_rule(engine, (size_t)finding_rule[found])->id, finding->rule);
    }
    return found;
}

START_TEST(equals_the_session)
{
    struct therapycode_engine *engine;
    struct therapycode_evaluation *scratch, *alone;
    struct therapycode_batch in;
    struct therapycode_batch_result out;
    int with_findings = _i % 2;
    size_t v, found = 0, bad = 0;
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &scratch), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &alone), THERAPYCODE_OK);
    draw_visits((uint64_t)_i / 2 + 1);
    connect(&in, &out);
    if (with_findings) {
        out.finding_visit = finding_visit;
        out.finding_activity = finding_activity;
        out.finding_rule = finding_rule;
        out.finding_severity = finding_severity;
        out.finding_capacity = FINDINGS;
    }
    memset(units, 0x55, sizeof units);
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 0, VISITS, &out, scratch, NULL), THERAPYCODE_OK);
    for (v = 0; v < VISITS; v++) {
        found = compare_visit(engine, alone, v, with_findings, found);
        bad += statuses[v] != THERAPYCODE_OK;
    }
    ck_assert_uint_eq(found, out.finding_count);
    ck_assert(bad > VISITS / 50 && bad < VISITS / 2);
    therapycode_evaluation_free(alone);
    therapycode_evaluation_free(scratch);
    therapycode_engine_unref(engine);
}
END_TEST

START_TEST(ranges_touch_only_their_visits)
{
    struct therapycode_engine *engine;
    struct therapycode_evaluation *scratch;
    struct therapycode_batch in;
    struct therapycode_batch_result out;
    static int32_t whole[VISITS * ACTIVITIES_MAX];
    size_t first;
    therapycode_engine_new(NULL, &engine, NULL);
    therapycode_evaluation_new(NULL, &scratch);
    draw_visits(77);
    connect(&in, &out);
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 0, VISITS, &out, scratch, NULL), THERAPYCODE_OK);
    memcpy(whole, units, sizeof whole);
    memset(units, 0x55, sizeof units);
    for (first = 0; first < VISITS; first += 500) {
        ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, first, 500, &out, scratch, NULL), THERAPYCODE_OK);
        if (first + 500 < VISITS && offsets[first + 501] > offsets[first + 500])
            ck_assert_int_eq(units[offsets[first + 500]], 0x55555555);
    }
    ck_assert_mem_eq(whole, units, (size_t)offsets[VISITS] * sizeof *units);
    therapycode_evaluation_free(scratch);
    therapycode_engine_unref(engine);
}
END_TEST

START_TEST(faults_of_the_call)
{
    static const int64_t falling[] = { 0, 3, 1 };
    static const char *const unknown[] = { "medicare", "nobody" };
    struct therapycode_engine *engine;
    struct therapycode_evaluation *scratch;
    struct therapycode_batch in;
    struct therapycode_batch_result out;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    therapycode_engine_new(NULL, &engine, NULL);
    therapycode_evaluation_new(NULL, &scratch);
    draw_visits(5);
    connect(&in, &out);
    ck_assert_int_eq(therapycode_evaluate_batch(NULL, &in, 0, 1, &out, scratch, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, "engine");
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 0, 1, &out, NULL, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 1, VISITS, &out, scratch, &error), THERAPYCODE_E_VALUE);
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, SIZE_MAX, 2, &out, scratch, &error), THERAPYCODE_E_VALUE);
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, VISITS, 0, &out, scratch, &error), THERAPYCODE_OK);
    in.policies = unknown;
    in.policy_count = 2;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 0, 1, &out, scratch, &error), THERAPYCODE_E_NAME);
    ck_assert_int_eq(error.index, 1);
    connect(&in, &out);
    in.date_of_service = NULL;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 0, 1, &out, scratch, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, "date_of_service");
    connect(&in, &out);
    in.activity_offsets = falling;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 0, 2, &out, scratch, &error), THERAPYCODE_E_VALUE);
    ck_assert_str_eq(error.field, "activity_offsets");
    connect(&in, &out);
    in.code = NULL;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 0, VISITS, &out, scratch, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, "code");
    connect(&in, &out);
    in.size = 8;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 0, 1, &out, scratch, &error), THERAPYCODE_E_SIZE);
    therapycode_evaluation_free(scratch);
    therapycode_engine_unref(engine);
}
END_TEST

START_TEST(more_findings_than_room)
{
    struct therapycode_engine *engine;
    struct therapycode_evaluation *scratch;
    struct therapycode_batch in;
    struct therapycode_batch_result out;
    size_t all;
    therapycode_engine_new(NULL, &engine, NULL);
    therapycode_evaluation_new(NULL, &scratch);
    draw_visits(9);
    connect(&in, &out);
    out.finding_rule = finding_rule;
    out.finding_capacity = 0;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 0, 100, &out, scratch, NULL), THERAPYCODE_MORE);
    all = out.finding_count;
    out.finding_capacity = all;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &in, 0, 100, &out, scratch, NULL), THERAPYCODE_OK);
    ck_assert_uint_eq(out.finding_count, all);
    therapycode_evaluation_free(scratch);
    therapycode_engine_unref(engine);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("units_batch");
    TCase *batch = tcase_create("batch");
    tcase_add_loop_test(batch, equals_the_session, 0, 12);
    tcase_add_test(batch, ranges_touch_only_their_visits);
    tcase_add_test(batch, faults_of_the_call);
    tcase_add_test(batch, more_findings_than_room);
    tcase_set_timeout(batch, 60);
    suite_add_tcase(suite, batch);
    return suite;
}
