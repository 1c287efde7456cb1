/* Whole visits through the public calls: what the units room counts is what the claim room bills. */
#include "check_main.h"
#include "findings.h"

#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

enum { MOST = 40 };

static struct therapycode_engine *engine;
static struct therapycode_evaluation *evaluation;
static struct therapycode_activity activities[MOST];
static struct therapycode_episode episode;
static struct therapycode_session session;

static void set_up(void)
{
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &evaluation), THERAPYCODE_OK);
    memset(activities, 0, sizeof activities);
    memset(&episode, 0, sizeof episode);
    episode.size = sizeof episode;
    therapycode_session_init(&session, sizeof session, sizeof activities[0], sizeof(struct therapycode_goal));
    session.activities = activities;
    session.date_of_service = 20260302;
    session.discipline = THERAPYCODE_PT;
}

static void tear_down(void)
{
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
}

static struct therapycode_activity *treat(const char *code, int32_t minutes, int32_t assistant)
{
    struct therapycode_activity *a = &activities[session.activity_count++];
    ck_assert_uint_le(session.activity_count, MOST);
    snprintf(a->code, sizeof a->code, "%s", code);
    a->minutes = minutes;
    a->assistant_minutes = assistant;
    return a;
}

static const char *lines_text(void)
{
    static char text[8192];
    const struct therapycode_line *line;
    size_t i, n = 0;
    int m;
    text[0] = '\0';
    for (i = 0; (line = therapycode_evaluation_line(evaluation, i)) != NULL; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i > 0 ? "; " : "", line->code);
        for (m = 0; m < 4; m++)
            if (line->modifiers[m][0] != '\0')
                n += (size_t)snprintf(text + n, sizeof text - n, "-%s", line->modifiers[m]);
        n += (size_t)snprintf(text + n, sizeof text - n, " x%d", (int)line->units);
    }
    return text;
}

/* Both ways to the claim must give the same lines. */
static void bill(const char *wanted)
{
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    therapycode_status status = therapycode_calculate_units(engine, &session, evaluation, &error);
    ck_assert_msg(status == THERAPYCODE_OK, "%s", error.field);
    ck_assert_str_eq(lines_text(), wanted);
    ck_assert_int_eq(therapycode_evaluate(engine, &session, evaluation, &error), THERAPYCODE_OK);
    ck_assert_str_eq(lines_text(), wanted);
}

START_TEST(a_knee)
{
    treat("97110", 18, 0);
    treat("97530", 13, 0);
    treat("97140", 8, 0);
    treat("G0283", 15, 0);
    bill("97110-GP x1; 97530-GP x1; 97140-GP x1; G0283-GP x1");
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->total_units, 4);
}
END_TEST

START_TEST(a_stroke_with_an_assistant)
{
    session.discipline = THERAPYCODE_OT;
    treat("97535", 38, 23); /* 15 + 23: one without, and the assistant's one and 8 of the last */
    treat("97112", 15, 0);
    bill("97535-GO x1; 97535-GO-CO x2; 97112-GO x1");
    session.date_of_service = 20191231;
    bill("97535-GO x3; 97112-GO x1");
    session.date_of_service = 20260302;
    session.setting = THERAPYCODE_SETTING_CRITICAL_ACCESS;
    bill("97535-GO x3; 97112-GO x1");
}
END_TEST

START_TEST(a_swallow)
{
    session.discipline = THERAPYCODE_SLP;
    treat("92526", 40, 0);
    treat("92610", 30, 0);
    bill("92526-GN x1; 92610-GN x1");
}
END_TEST

START_TEST(two_disciplines_on_one_day)
{
    treat("97110", 15, 0);
    treat("97110", 15, 0)->discipline = THERAPYCODE_OT;
    strcpy(activities[1].modifiers[0], "59");
    bill("97110-GP x1; 97110-59-GO x1");
}
END_TEST

START_TEST(modifiers_as_stated)
{
    strcpy(treat("97140", 15, 0)->modifiers[0], "XU");
    strcpy(activities[0].modifiers[1], "GP");
    strcpy(activities[0].modifiers[3], "RT");
    activities[0].modifiers[2][1] = 'X'; /* begins with NUL: not there */
    bill("97140-XU-GP-RT x1");
    ck_assert(finding_of(evaluation, "MODIFIER-UNKNOWN") == NULL);
}
END_TEST

START_TEST(kx_through_the_whole_path)
{
    treat("97110", 30, 30);
    session.episode = &episode;
    session.necessity_attested = THERAPYCODE_YES;
    episode.used_pt_slp_cents = 248000;
    episode.visit_cents = 1;
    bill("97110-GP-CQ-KX x2");
    episode.used_pt_slp_cents = 247999;
    bill("97110-GP-CQ x2");
    session.policy = "commercial-ama";
    bill("97110 x2");
}
END_TEST

/* ---- memory ---- */

struct budget {
    size_t left;
    size_t live;
};

static void *budget_allocate(void *user, size_t bytes)
{
    struct budget *b = user;
    if (b->left == 0)
        return NULL;
    b->left--;
    b->live++;
    return malloc(bytes);
}

static void *budget_reallocate(void *user, void *block, size_t old_bytes, size_t new_bytes)
{
    struct budget *b = user;
    (void)old_bytes;
    if (b->left == 0)
        return NULL;
    b->left--;
    return realloc(block, new_bytes);
}

static void budget_release(void *user, void *block, size_t bytes)
{
    struct budget *b = user;
    (void)bytes;
    b->live--;
    free(block);
}

static void everything(void)
{
    static const int32_t days[] = { 20260105, 20260106, 20260107 };
    static const char *const codes[] = { "97110", "97112", "97113", "97116", "97124", "97140", "97530", "97533",
                                         "97535", "97537", "97542", "97750", "97760", "97761" };
    int i;
    for (i = 0; i < 14; i++) {
        treat(codes[i], 15, i % 3);
        strcpy(activities[i].modifiers[0], "QQ");
        strcpy(activities[i].modifiers[1], "GO");
    }
    session.episode = &episode;
    session.telehealth = THERAPYCODE_VIDEO;
    session.liability = THERAPYCODE_ABN_MISSING;
    episode.used_pt_slp_cents = 300000;
    episode.treatment_dates = days;
    episode.treatment_date_count = 3;
    episode.certification_signed = THERAPYCODE_NO;
}

START_TEST(every_allocation_of_a_visit_may_fail)
{
    struct budget budget = { SIZE_MAX, 0 };
    struct therapycode_allocator hooks = { sizeof hooks, &budget, budget_allocate, budget_reallocate, budget_release };
    struct therapycode_evaluation *e = NULL;
    therapycode_status status = THERAPYCODE_E_NOMEM;
    size_t allowed;
    everything();
    for (allowed = 0; status != THERAPYCODE_OK; allowed++) {
        ck_assert_uint_lt(allowed, 1000);
        budget.left = 1;
        ck_assert_int_eq(therapycode_evaluation_new(&hooks, &e), THERAPYCODE_OK);
        budget.left = allowed;
        status = therapycode_calculate_units(engine, &session, e, NULL);
        ck_assert(status == THERAPYCODE_OK || status == THERAPYCODE_E_NOMEM);
        if (status == THERAPYCODE_E_NOMEM)
            ck_assert_ptr_null(therapycode_evaluation_summary(e));
        budget.left = SIZE_MAX; /* and it stays usable */
        ck_assert_int_eq(therapycode_calculate_units(engine, &session, e, NULL), THERAPYCODE_OK);
        ck_assert_ptr_nonnull(therapycode_evaluation_finding(e, 20));
        therapycode_evaluation_free(e);
        ck_assert_uint_eq(budget.live, 0);
    }
    ck_assert_uint_gt(allowed, 5);
}
END_TEST

START_TEST(every_allocation_of_a_day_may_fail)
{
    struct budget budget = { SIZE_MAX, 0 };
    struct therapycode_allocator hooks = { sizeof hooks, &budget, budget_allocate, budget_reallocate, budget_release };
    struct therapycode_interval intervals[MOST];
    struct therapycode_day day = { sizeof day, sizeof intervals[0], intervals, MOST, NULL, 20260302, 0 };
    struct therapycode_evaluation *e = NULL;
    therapycode_status status = THERAPYCODE_E_NOMEM;
    size_t allowed, i;
    memset(intervals, 0, sizeof intervals);
    for (i = 0; i < MOST; i++) {
        intervals[i].clinician = 1 + (int32_t)(i % 3);
        intervals[i].patient = 1 + (int32_t)(i % 7);
        intervals[i].start = 30000;
        intervals[i].end = 30900;
    }
    for (allowed = 0; status != THERAPYCODE_OK; allowed++) {
        ck_assert_uint_lt(allowed, 1000);
        budget.left = 1;
        ck_assert_int_eq(therapycode_evaluation_new(&hooks, &e), THERAPYCODE_OK);
        budget.left = allowed;
        status = therapycode_check_day(engine, &day, e, NULL);
        ck_assert(status == THERAPYCODE_OK || status == THERAPYCODE_E_NOMEM);
        budget.left = SIZE_MAX;
        ck_assert_int_eq(therapycode_check_day(engine, &day, e, NULL), THERAPYCODE_OK);
        ck_assert_ptr_nonnull(therapycode_evaluation_finding(e, 20));
        therapycode_evaluation_free(e);
        ck_assert_uint_eq(budget.live, 0);
    }
    ck_assert_uint_gt(allowed, 3);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("claim of whole visits");
    TCase *visits = tcase_create("visits");
    tcase_add_checked_fixture(visits, set_up, tear_down);
    tcase_add_test(visits, a_knee);
    tcase_add_test(visits, a_stroke_with_an_assistant);
    tcase_add_test(visits, a_swallow);
    tcase_add_test(visits, two_disciplines_on_one_day);
    tcase_add_test(visits, modifiers_as_stated);
    tcase_add_test(visits, kx_through_the_whole_path);
    tcase_add_test(visits, every_allocation_of_a_visit_may_fail);
    tcase_add_test(visits, every_allocation_of_a_day_may_fail);
    suite_add_tcase(suite, visits);
    return suite;
}
