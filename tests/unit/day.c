#include "check_main.h"

#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

enum { MOST = 64 };

static struct therapycode_engine *engine;
static struct therapycode_evaluation *evaluation;
static struct therapycode_interval intervals[MOST];
static size_t count;

static void set_up(void)
{
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &evaluation), THERAPYCODE_OK);
    memset(intervals, 0, sizeof intervals);
    count = 0;
}

static void tear_down(void)
{
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
}

enum { NINE = 9 * 60 };

/* Minutes of the day; contact 0 is the code's. */
static struct therapycode_interval *treat(const char *code, int32_t clinician, int32_t patient, int32_t from, int32_t to)
{
    struct therapycode_interval *i = &intervals[count++];
    ck_assert_uint_le(count, MOST);
    strcpy(i->code, code);
    i->clinician = clinician;
    i->patient = patient;
    i->start = from * 60;
    i->end = to * 60;
    return i;
}

static therapycode_status ask(struct therapycode_error *error)
{
    struct therapycode_day day = { sizeof day, sizeof intervals[0], intervals, 0, NULL, 20260302, 0 };
    day.interval_count = count;
    return therapycode_check_day(engine, &day, evaluation, error);
}

static void check(void)
{
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    therapycode_status status = ask(&error);
    ck_assert_msg(status == THERAPYCODE_OK, "%s: %s", therapycode_status_name(status), error.field);
}

static size_t findings(void)
{
    size_t n = 0;
    while (therapycode_evaluation_finding(evaluation, n) != NULL)
        n++;
    return n;
}

static const struct therapycode_finding *only(const char *rule)
{
    const struct therapycode_finding *finding = therapycode_evaluation_finding(evaluation, 0);
    ck_assert_ptr_nonnull(finding);
    ck_assert_msg(findings() == 1, "%d findings, the first %s: %s", (int)findings(), finding->rule, finding->message);
    ck_assert_str_eq(finding->rule, rule);
    return finding;
}

START_TEST(an_empty_day_is_fine)
{
    const struct therapycode_summary *summary;
    check();
    ck_assert_uint_eq(findings(), 0);
    summary = therapycode_evaluation_summary(evaluation);
    ck_assert_int_eq(summary->date_of_service, 20260302);
    ck_assert_str_eq(summary->policy, "medicare");
}
END_TEST

START_TEST(one_after_the_other_is_fine)
{
    treat("97110", 1, 1, NINE, NINE + 30);
    treat("97110", 1, 2, NINE + 30, NINE + 60);
    treat("97530", 2, 3, NINE, NINE + 60);
    check();
    ck_assert_uint_eq(findings(), 0);
}
END_TEST

START_TEST(two_patients_at_once)
{
    const struct therapycode_finding *finding;
    treat("97110", 1, 1, NINE, NINE + 30);
    treat("97530", 1, 2, NINE + 20, NINE + 50);
    check();
    finding = only("DAY-OVERLAP");
    ck_assert_int_eq(finding->activity, 1);
    ck_assert_int_eq(finding->other_line, 0);
    ck_assert_int_eq(finding->severity, THERAPYCODE_ERROR);
    ck_assert_str_eq(finding->message, "One-on-one treatment of two patients by one clinician: 09:00-09:30 and "
                                       "09:20-09:50 cannot hold both, 10 min too many.");
}
END_TEST

/* CMS scenario 4: three patients in turns within 45 minutes, 18 + 13 + 14. */
START_TEST(in_turns_is_fine_while_the_clock_holds_it)
{
    treat("97110", 1, 1, NINE, NINE + 45)->minutes = 18;
    treat("97110", 1, 2, NINE, NINE + 45)->minutes = 13;
    treat("97110", 1, 3, NINE, NINE + 45)->minutes = 14;
    check();
    ck_assert_uint_eq(findings(), 0);
    intervals[2].minutes = 15;
    check();
    ck_assert_str_eq(only("DAY-IMPOSSIBLE-MINUTES")->message,
                     "46 one-on-one min in 3 intervals of one clinician within 45 min of the clock, 09:00-09:45.");
    intervals[0].minutes = 31;
    check();
    ck_assert_uint_eq(findings(), 2);
    ck_assert_str_eq(therapycode_evaluation_finding(evaluation, 0)->rule, "DAY-OVERLAP");
}
END_TEST

START_TEST(supervised_modalities_may_overlap)
{
    treat("97110", 1, 1, NINE, NINE + 30);
    treat("G0283", 1, 2, NINE, NINE + 20);
    treat("97012", 1, 2, NINE + 10, NINE + 30);
    check();
    ck_assert_uint_eq(findings(), 0);
    intervals[1].contact = THERAPYCODE_ONE_ON_ONE;
    check();
    only("DAY-OVERLAP");
}
END_TEST

START_TEST(a_group_is_one_time_for_all_and_no_one_on_one)
{
    treat("97150", 1, 1, NINE, NINE + 30);
    treat("97150", 1, 2, NINE, NINE + 30);
    treat("97150", 1, 3, NINE, NINE + 30);
    check();
    ck_assert_uint_eq(findings(), 0);
    treat("97110", 1, 4, NINE + 25, NINE + 40);
    check();
    ck_assert_int_eq(only("DAY-GROUP-MIXED")->activity, 3);
    intervals[3].start = (NINE - 10) * 60; /* and where the one-on-one begins first: each of the group */
    intervals[3].end = (NINE + 5) * 60;
    check();
    ck_assert_uint_eq(findings(), 3);
}
END_TEST

START_TEST(student_and_aide)
{
    treat("97110", 1, 1, NINE, NINE + 30)->performer = THERAPYCODE_STUDENT;
    treat("97110", 1, 2, NINE + 15, NINE + 45);
    check();
    ck_assert_uint_eq(findings(), 2);
    ck_assert_str_eq(therapycode_evaluation_finding(evaluation, 0)->rule, "SIGN-STUDENT");
    ck_assert_str_eq(therapycode_evaluation_finding(evaluation, 1)->rule, "DAY-STUDENT");
    intervals[0].performer = THERAPYCODE_AIDE;
    check();
    ck_assert_str_eq(only("SIGN-AIDE")->message, "1 interval by an aide: the services of an aide are never covered.");
}
END_TEST

START_TEST(two_clinicians_with_one_patient_share_the_minutes)
{
    treat("97530", 1, 7, NINE, NINE + 30);
    treat("97535", 2, 7, NINE, NINE + 30);
    check();
    ck_assert_str_eq(only("DAY-CO-TREATMENT")->message,
                     "Two clinicians with one patient: 09:00-09:30 and 09:00-09:30 claim 30 min twice.");
    intervals[0].minutes = intervals[1].minutes = 15;
    check();
    ck_assert_uint_eq(findings(), 0);
}
END_TEST

START_TEST(one_patient_treated_twice_at_once)
{
    treat("97110", 1, 7, NINE, NINE + 30);
    treat("97140", 1, 7, NINE + 15, NINE + 45);
    check();
    ck_assert_int_eq(only("OVERLAP-TIMED")->other_line, 0);
}
END_TEST

START_TEST(more_minutes_than_the_interval_has)
{
    treat("97110", 1, 1, NINE, NINE + 15)->minutes = 16;
    check();
    ck_assert_str_eq(only("TIME-START-STOP")->message, "16 min are stated within 15 min of the clock, 09:00-09:15.");
    intervals[0].minutes = 0;
    intervals[0].stated = THERAPYCODE_STATED_MINUTES;
    check();
    ck_assert_uint_eq(findings(), 0);
}
END_TEST

START_TEST(a_very_long_day)
{
    int32_t hour;
    for (hour = 6; hour < 18; hour++)
        treat("97110", 4, hour, hour * 60, hour * 60 + 60);
    check();
    ck_assert_uint_eq(findings(), 0); /* twelve hours exactly */
    treat("97110", 4, 40, 18 * 60, 18 * 60 + 1);
    check();
    ck_assert_str_eq(only("DAY-LONG")->message,
                     "721 min of direct contact by one clinician in a day; more than 720 is unusual.");
    intervals[12].end = intervals[12].start; /* a group counts once, whoever is in it */
    count--;
    treat("97150", 4, 50, 18 * 60, 18 * 60 + 30);
    treat("97150", 4, 51, 18 * 60, 18 * 60 + 30);
    treat("97150", 4, 52, 18 * 60 + 10, 18 * 60 + 40);
    check();
    ck_assert_str_eq(only("DAY-LONG")->message,
                     "760 min of direct contact by one clinician in a day; more than 720 is unusual.");
}
END_TEST

static void refuse(therapycode_status wanted, const char *field, int32_t index)
{
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    ck_assert_int_eq(ask(&error), wanted);
    ck_assert_str_eq(error.field, field);
    ck_assert_int_eq(error.index, index);
    ck_assert_ptr_null(therapycode_evaluation_summary(evaluation));
}

START_TEST(bad_intervals_are_named)
{
    struct therapycode_interval *i;
    treat("97110", 1, 1, NINE, NINE + 15);
    i = treat("97110", 1, 1, NINE, NINE + 15);
    i->clinician = 0;
    refuse(THERAPYCODE_E_VALUE, "intervals.clinician", 1);
    i->clinician = 1;
    i->patient = -1;
    refuse(THERAPYCODE_E_VALUE, "intervals.patient", 1);
    i->patient = 1;
    i->start = 86400;
    refuse(THERAPYCODE_E_VALUE, "intervals.start", 1);
    i->start = 100;
    i->end = 100;
    refuse(THERAPYCODE_E_CONFLICT, "intervals.end", 1);
    i->end = 86401;
    refuse(THERAPYCODE_E_VALUE, "intervals.end", 1);
    i->end = 86400;
    i->minutes = 1441;
    refuse(THERAPYCODE_E_VALUE, "intervals.minutes", 1);
    i->minutes = 0;
    i->contact = 4;
    refuse(THERAPYCODE_E_VALUE, "intervals.contact", 1);
    i->contact = 0;
    i->performer = 5;
    refuse(THERAPYCODE_E_VALUE, "intervals.performer", 1);
    i->performer = 0;
    i->stated = 512;
    refuse(THERAPYCODE_E_VALUE, "intervals.stated", 1);
    i->stated = 0;
    strcpy(i->code, "97S30");
    refuse(THERAPYCODE_E_VALUE, "intervals.code", 1);
}
END_TEST

START_TEST(bad_days_are_named)
{
    struct therapycode_day day = { sizeof day, sizeof intervals[0], intervals, 1, NULL, 20260302, 0 };
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    treat("97110", 1, 1, NINE, NINE + 15);
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_check_day(NULL, &day, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, "engine");
    ck_assert_int_eq(therapycode_check_day(engine, NULL, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, "day");
    ck_assert_int_eq(therapycode_check_day(engine, &day, NULL, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, "evaluation");
    day.size = 4;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_E_SIZE);
    day.size = sizeof day;
    day.interval_size = 8;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_E_SIZE);
    ck_assert_str_eq(error.field, "interval_size");
    day.interval_size = sizeof intervals[0];
    day.policy = "nobody";
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_E_NAME);
    day.policy = NULL;
    day.date_of_service = 20260230;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_E_VALUE);
    day.date_of_service = 20260302;
    day.intervals = NULL;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, "intervals");
    day.intervals = intervals;
    day.interval_count = THERAPYCODE_LIMIT_ACTIVITIES + 1;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_E_LIMIT);
}
END_TEST

START_TEST(wider_intervals_of_a_newer_caller)
{
    struct wide {
        struct therapycode_interval interval;
        int32_t newer;
        int32_t more;
    } wide[2];
    struct therapycode_day day = { sizeof day, sizeof wide[0], NULL, 2, NULL, 20260302, 0 };
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    memset(wide, 0, sizeof wide);
    treat("97110", 1, 1, NINE, NINE + 15);
    treat("97110", 1, 2, NINE, NINE + 15);
    wide[0].interval = intervals[0];
    wide[1].interval = intervals[1];
    day.intervals = &wide[0].interval;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_OK);
    only("DAY-OVERLAP");
    wide[1].more = 1;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_E_NEWER);
    ck_assert_int_eq(error.index, 1);
}
END_TEST

/* ---- against the slow way ---- */

static uint32_t seed;
static int32_t dice(int32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (int32_t)((seed >> 8) % (uint32_t)sides);
}

static int32_t need(const struct therapycode_interval *i)
{
    return i->minutes == 0 ? i->end - i->start : i->minutes * 60;
}

/* The two windows cannot both hold their minutes. */
static int clash(const struct therapycode_interval *a, const struct therapycode_interval *b)
{
    int32_t start = a->start < b->start ? a->start : b->start, end = a->end > b->end ? a->end : b->end;
    return need(a) + need(b) > end - start;
}

/* By the order of the sweep: start, then end, then place. */
static int before(size_t i, size_t j)
{
    const struct therapycode_interval *a = &intervals[i], *b = &intervals[j];
    return a->start != b->start ? a->start < b->start : a->end != b->end ? a->end < b->end : i < j;
}

static int told(const char *rule, size_t index)
{
    const struct therapycode_finding *f;
    size_t i;
    for (i = 0; (f = therapycode_evaluation_finding(evaluation, i)) != NULL; i++)
        if (strcmp(f->rule, rule) == 0 && f->activity == (int32_t)index) {
            ck_assert_int_ge(f->other_line, 0);
            ck_assert(clash(&intervals[f->other_line], &intervals[index]));
            ck_assert(before((size_t)f->other_line, index));
            return 1;
        }
    return 0;
}

/* The fullest windows of a clinician, by trying them all: minutes too many, and how few and how many lie in them. */
struct fullest {
    int32_t excess;
    int32_t fewest;
    int32_t most;
};

static struct fullest fullest_of(int32_t clinician)
{
    struct fullest f = { 0, 0, 0 };
    size_t a, b, i;
    for (a = 0; a < count; a++)
        for (b = 0; b < count; b++) {
            int32_t sum = 0, n = 0, excess;
            for (i = 0; i < count; i++)
                if (intervals[i].clinician == clinician && intervals[i].start >= intervals[a].start &&
                    intervals[i].end <= intervals[b].end) {
                    sum += need(&intervals[i]);
                    n++;
                }
            excess = (sum - (intervals[b].end - intervals[a].start)) / 60;
            if (n == 0 || excess <= 0 || excess < f.excess)
                continue;
            if (excess > f.excess)
                f = (struct fullest){ excess, n, n };
            f.fewest = n < f.fewest ? n : f.fewest;
            f.most = n > f.most ? n : f.most;
        }
    return f;
}

/* Of the finding about that clinician; 0: none. */
static int32_t told_excess(int32_t clinician)
{
    const struct therapycode_finding *f;
    size_t i;
    int sum, n, length;
    for (i = 0; (f = therapycode_evaluation_finding(evaluation, i)) != NULL; i++)
        if (strcmp(f->rule, "DAY-IMPOSSIBLE-MINUTES") == 0 && intervals[f->activity].clinician == clinician) {
            ck_assert_int_eq(sscanf(f->message, "%d one-on-one min in %d intervals of one clinician within %d", &sum, &n,
                                    &length), 3);
            ck_assert_int_ge(n, 3);
            return sum - length;
        }
    return 0;
}

START_TEST(random_days_agree_with_the_slow_way)
{
    int round, hits = 0, windows = 0;
    size_t i, j;
    seed = 20260302;
    for (round = 0; round < 3000; round++) {
        int32_t clinician;
        memset(intervals, 0, sizeof intervals);
        count = 0;
        for (j = (size_t)dice(12) + 1; j > 0; j--) {
            int32_t from = NINE + dice(60), length = 1 + dice(40);
            struct therapycode_interval *t = treat("97110", 1 + dice(2), 1 + dice(5), from, from + length);
            t->minutes = dice(2) ? 0 : 1 + dice(length);
        }
        check();
        for (i = 0; i < count; i++) {
            int patients = 0, together = 0, twice = 0;
            for (j = 0; j < count; j++) {
                const struct therapycode_interval *a = &intervals[j], *b = &intervals[i];
                if (!before(j, i) || !clash(a, b))
                    continue;
                patients |= a->clinician == b->clinician && a->patient != b->patient;
                together |= a->clinician != b->clinician && a->patient == b->patient;
                twice |= a->clinician == b->clinician && a->patient == b->patient;
            }
            ck_assert_int_eq(told("DAY-OVERLAP", i), patients);
            ck_assert_int_eq(told("DAY-CO-TREATMENT", i), together);
            ck_assert_int_eq(told("OVERLAP-TIMED", i), twice);
            hits += patients + together + twice;
        }
        for (clinician = 1; clinician <= 2; clinician++) {
            struct fullest f = fullest_of(clinician);
            int32_t excess = told_excess(clinician);
            windows += excess > 0;
            if (f.excess == 0 || f.most < 3) /* two windows are told as a pair */
                ck_assert_int_eq(excess, 0);
            else if (f.fewest >= 3 || excess > 0)
                ck_assert_int_eq(excess, f.excess);
        }
    }
    ck_assert_int_gt(hits, 1000);
    ck_assert_int_gt(windows, 1000);
}
END_TEST

START_TEST(a_crowd_is_counted_and_not_listed_without_end)
{
    enum { CROWD = 20000 };
    struct therapycode_interval *many = calloc(CROWD, sizeof *many);
    struct therapycode_day day = { sizeof day, sizeof *many, many, CROWD, NULL, 20260302, 0 };
    const struct therapycode_finding *last = NULL;
    size_t i, listed = 0;
    for (i = 0; i < CROWD; i++) {
        many[i].clinician = 1;
        many[i].patient = (int32_t)i + 1;
        many[i].start = NINE * 60;
        many[i].end = NINE * 60 + 900;
    }
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, NULL), THERAPYCODE_OK);
    for (i = 0; therapycode_evaluation_finding(evaluation, i) != NULL; i++) {
        const struct therapycode_finding *f = therapycode_evaluation_finding(evaluation, i);
        if (strcmp(f->rule, "DAY-OVERLAP") == 0) {
            listed++;
            last = f;
        }
    }
    ck_assert_uint_eq(listed, 1001);
    ck_assert_str_eq(last->message, "18999 more pairs of patients at once were found and are not listed.");
    free(many);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("day");
    TCase *day = tcase_create("day");
    tcase_add_checked_fixture(day, set_up, tear_down);
    tcase_add_test(day, an_empty_day_is_fine);
    tcase_add_test(day, one_after_the_other_is_fine);
    tcase_add_test(day, two_patients_at_once);
    tcase_add_test(day, in_turns_is_fine_while_the_clock_holds_it);
    tcase_add_test(day, supervised_modalities_may_overlap);
    tcase_add_test(day, a_group_is_one_time_for_all_and_no_one_on_one);
    tcase_add_test(day, student_and_aide);
    tcase_add_test(day, two_clinicians_with_one_patient_share_the_minutes);
    tcase_add_test(day, one_patient_treated_twice_at_once);
    tcase_add_test(day, more_minutes_than_the_interval_has);
    tcase_add_test(day, a_very_long_day);
    tcase_add_test(day, bad_intervals_are_named);
    tcase_add_test(day, bad_days_are_named);
    tcase_add_test(day, wider_intervals_of_a_newer_caller);
    tcase_add_test(day, random_days_agree_with_the_slow_way);
    tcase_add_test(day, a_crowd_is_counted_and_not_listed_without_end);
    suite_add_tcase(suite, day);
    return suite;
}
