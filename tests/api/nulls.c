/*
 * NULL in place of every pointer of every public function: a status or NULL, never a crash, and nothing written. Also numbers
 * that cannot be: indexes past the end, unknown statuses, counts without data.
 */
#include "api.h"

static struct therapycode_engine *engine;
static struct therapycode_evaluation *evaluation;
static struct therapycode_episode episode;
static struct therapycode_session session;

static void setup(void)
{
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &evaluation), THERAPYCODE_OK);
    episode = full_episode();
    session = full_session(&episode);
}

static void teardown(void)
{
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
}

typedef therapycode_status question(const struct therapycode_engine *, const struct therapycode_session *,
                                    struct therapycode_evaluation *, struct therapycode_error *);

static question *const questions[] = { therapycode_evaluate, therapycode_calculate_units, therapycode_select_codes,
                                       therapycode_score_documentation };

static int is_empty(void)
{
    return therapycode_evaluation_summary(evaluation) == NULL && therapycode_evaluation_line(evaluation, 0) == NULL &&
           therapycode_evaluation_finding(evaluation, 0) == NULL;
}

START_TEST(questions_need_all_but_the_error)
{
    question *ask = questions[_i];
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    ck_assert_int_eq(ask(engine, &session, evaluation, NULL), THERAPYCODE_OK);
    ck_assert(!is_empty());
    ck_assert_int_eq(ask(NULL, &session, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, "engine");
    ck_assert_int_eq(error.status, THERAPYCODE_E_ARGUMENT);
    ck_assert(is_empty());
    ck_assert_int_eq(ask(engine, &session, evaluation, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(ask(engine, NULL, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, "session");
    ck_assert(is_empty());
    ck_assert_int_eq(ask(engine, &session, NULL, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, "evaluation");
    ck_assert_int_eq(ask(NULL, NULL, NULL, NULL), THERAPYCODE_E_ARGUMENT);
}
END_TEST

/* Counts without the arrays that they count. */
START_TEST(counts_need_their_arrays)
{
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    struct therapycode_activity activity = visit_activities[0];
    struct therapycode_goal goal = visit_goals[0];
    const char *field = NULL;
    switch (_i) {
    case 0: session.activities = NULL; field = "activities"; break;
    case 1: session.goals = NULL; field = "goals"; break;
    case 2: session.note.data = NULL; field = "note"; break;
    case 3: episode.treatment_dates = NULL; field = "episode.treatment_dates"; break;
    case 4: episode.report_dates = NULL; field = "episode.report_dates"; break;
    case 5: episode.notes = NULL; field = "episode.notes"; break;
    case 6:
        activity.goals = NULL;
        session.activities = &activity;
        session.activity_count = 1;
        field = "activities.goals";
        break;
    case 7:
        activity.description.data = NULL;
        session.activities = &activity;
        session.activity_count = 1;
        field = "activities.description";
        break;
    default:
        goal.text.data = NULL;
        session.goals = &goal;
        session.goal_count = 1;
        session.activity_count = 0;
        field = "goals.text";
    }
    ck_assert_int_eq(therapycode_evaluate(engine, &session, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_str_eq(error.field, field);
    ck_assert(is_empty());
}
END_TEST

START_TEST(an_empty_session_is_answered)
{
    struct therapycode_session bare = THERAPYCODE_SESSION_INIT;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    ck_assert_int_eq(therapycode_evaluate(engine, &bare, evaluation, &error), THERAPYCODE_E_VALUE);
    ck_assert_str_eq(error.field, "date_of_service");
    bare.date_of_service = 20260302;
    ck_assert_int_eq(therapycode_evaluate(engine, &bare, evaluation, &error), THERAPYCODE_E_VALUE);
    ck_assert_str_eq(error.field, "discipline");
    bare.discipline = THERAPYCODE_SLP;
    ck_assert_int_eq(therapycode_evaluate(engine, &bare, evaluation, &error), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->total_units, 0);
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->score, THERAPYCODE_NONE);
    ck_assert_ptr_null(therapycode_evaluation_line(evaluation, 0));
}
END_TEST

START_TEST(objects_need_a_place)
{
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    struct therapycode_rulebook *rulebook = NULL;
    struct therapycode_source source = { sizeof source, "code,label\n", 11, THERAPYCODE_TABLE_DESCRIPTORS, 0 };
    struct therapycode_session place;
    ck_assert_int_eq(therapycode_rulebook_new(NULL, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_engine_new(rulebook, NULL, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_rulebook_load(NULL, &source, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, NULL, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_OK);
    source.data = NULL;
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_rulebook_set_policy(NULL, "a", "base", "medicare"), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, NULL, "base", "medicare"), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "a", NULL, "medicare"), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "a", "base", NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_session_init(NULL, sizeof place, sizeof(struct therapycode_activity),
                                              sizeof(struct therapycode_goal)), THERAPYCODE_E_ARGUMENT);
    therapycode_rulebook_free(rulebook); /* still ours */
}
END_TEST

START_TEST(releases_accept_null)
{
    therapycode_rulebook_free(NULL);
    therapycode_engine_unref(NULL);
    therapycode_evaluation_free(NULL);
    therapycode_evaluation_clear(NULL);
    ck_assert_ptr_null(therapycode_engine_ref(NULL));
    ck_assert_ptr_null(therapycode_engine_info(NULL));
    therapycode_evaluation_clear(evaluation); /* never used */
    therapycode_evaluation_clear(evaluation);
    ck_assert(is_empty());
}
END_TEST

START_TEST(look_ups_answer_null)
{
    ck_assert_ptr_null(therapycode_engine_find_code(NULL, "97110", 20260302));
    ck_assert_ptr_null(therapycode_engine_find_code(engine, NULL, 20260302));
    ck_assert_ptr_null(therapycode_engine_find_code(engine, "", 20260302));
    ck_assert_ptr_null(therapycode_engine_find_code(engine, "9711", 20260302));
    ck_assert_ptr_null(therapycode_engine_find_code(engine, "971100", 20260302));
    ck_assert_ptr_null(therapycode_engine_find_code(engine, "97110", 0));
    ck_assert_ptr_null(therapycode_engine_find_code(engine, "97110", -1));
    ck_assert_ptr_null(therapycode_engine_find_code(engine, "97110", INT32_MAX));
    ck_assert_ptr_null(therapycode_engine_code(NULL, 0));
    ck_assert_ptr_null(therapycode_engine_rule(NULL, 0));
    ck_assert_ptr_null(therapycode_engine_option(NULL, 0));
    ck_assert_ptr_null(therapycode_engine_phrase(NULL, 0));
    ck_assert_ptr_null(therapycode_engine_code(engine, SIZE_MAX));
    ck_assert_ptr_null(therapycode_engine_rule(engine, SIZE_MAX));
    ck_assert_ptr_null(therapycode_engine_option(engine, SIZE_MAX));
    ck_assert_ptr_null(therapycode_engine_phrase(engine, SIZE_MAX));
    ck_assert_str_ne(therapycode_version(), "");
    ck_assert_str_eq(therapycode_status_name(12345), "unknown");
    ck_assert_ptr_nonnull(therapycode_status_text(INT32_MIN));
}
END_TEST

#define ROW_IS_NULL(name)                                                                                           \
    do {                                                                                                            \
        ck_assert_ptr_null(therapycode_evaluation_##name(NULL, 0));                                                 \
        ck_assert_ptr_null(therapycode_evaluation_##name(empty, 0));                                                \
        ck_assert_ptr_null(therapycode_evaluation_##name(evaluation, SIZE_MAX));                                    \
        ck_assert_ptr_null(therapycode_evaluation_##name(evaluation, (size_t)1 << 32));                             \
    } while (0)

START_TEST(rows_end_in_null)
{
    struct therapycode_evaluation *empty = NULL;
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &empty), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluate(engine, &session, evaluation, NULL), THERAPYCODE_OK);
    ck_assert_ptr_null(therapycode_evaluation_summary(NULL));
    ck_assert_ptr_null(therapycode_evaluation_summary(empty));
    ck_assert(read_all(empty, NULL) != read_all(evaluation, NULL));
    ROW_IS_NULL(line);
    ROW_IS_NULL(tally);
    ROW_IS_NULL(reading);
    ROW_IS_NULL(candidate);
    ROW_IS_NULL(element);
    ROW_IS_NULL(evidence);
    ROW_IS_NULL(measure);
    ROW_IS_NULL(progress);
    ROW_IS_NULL(finding);
    ROW_IS_NULL(step);
    ck_assert_int_eq(therapycode_evaluation_allocation_count(NULL, 1), 0);
    ck_assert_int_eq(therapycode_evaluation_allocation_count(empty, 1), 0);
    ck_assert_int_eq(therapycode_evaluation_allocation_count(evaluation, 0), 0);
    ck_assert_int_eq(therapycode_evaluation_allocation_count(evaluation, INT32_MIN), 0);
    ck_assert_int_eq(therapycode_evaluation_allocation_count(evaluation, INT32_MAX), 0);
    ck_assert_uint_eq(therapycode_evaluation_allocation(NULL, 1, 0, NULL, 0), 0);
    ck_assert_uint_eq(therapycode_evaluation_allocation(empty, 1, 0, NULL, 0), 0);
    ck_assert_uint_eq(therapycode_evaluation_allocation(evaluation, INT32_MAX, SIZE_MAX, NULL, SIZE_MAX), 0);
    therapycode_evaluation_free(empty);
}
END_TEST

START_TEST(a_day_needs_its_facts)
{
    static const struct therapycode_interval interval = { "97110", 1, 1, 32400, 34200, 0, 0, 0, 0 };
    struct therapycode_day day = { sizeof day, sizeof interval, &interval, 1, NULL, 20260302, 0 };
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_check_day(NULL, &day, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_check_day(engine, NULL, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_check_day(engine, &day, NULL, &error), THERAPYCODE_E_ARGUMENT);
    day.intervals = NULL;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_ptr_nonnull(error.field);
    day.interval_count = 0;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, NULL), THERAPYCODE_OK);
}
END_TEST

START_TEST(a_batch_needs_its_columns)
{
    static const int64_t offsets[] = { 0, 1 };
    static const int32_t date = 20260302, discipline = THERAPYCODE_PT, minutes = 24;
    static const char code[] = "97110\0\0";
    struct therapycode_batch batch;
    struct therapycode_batch_result result;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    memset(&batch, 0, sizeof batch);
    memset(&result, 0, sizeof result);
    batch.size = sizeof batch;
    batch.visit_count = 1;
    batch.activity_offsets = offsets;
    batch.date_of_service = &date;
    batch.discipline = &discipline;
    batch.code = code;
    batch.minutes = &minutes;
    result.size = sizeof result;
    /* All columns of the result NULL: nothing is wanted, nothing is written. */
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &batch, 0, 1, &result, evaluation, &error), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluate_batch(NULL, &batch, 0, 1, &result, evaluation, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_evaluate_batch(engine, NULL, 0, 1, &result, evaluation, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &batch, 0, 1, NULL, evaluation, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &batch, 0, 1, &result, NULL, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_ne(therapycode_evaluate_batch(engine, &batch, 0, 2, &result, evaluation, &error), THERAPYCODE_OK);
    ck_assert_int_ne(therapycode_evaluate_batch(engine, &batch, SIZE_MAX, 2, &result, evaluation, &error), THERAPYCODE_OK);
    ck_assert_int_ne(therapycode_evaluate_batch(engine, &batch, 1, SIZE_MAX, &result, evaluation, &error), THERAPYCODE_OK);
    batch.date_of_service = NULL;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &batch, 0, 1, &result, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_ptr_nonnull(error.field);
    batch.date_of_service = &date;
    batch.discipline = NULL;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &batch, 0, 1, &result, evaluation, &error), THERAPYCODE_E_ARGUMENT);
    batch.discipline = &discipline;
    batch.code = NULL;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &batch, 0, 1, &result, evaluation, &error), THERAPYCODE_E_ARGUMENT);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("nulls");
    TCase *tests = tcase_create("nulls");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, questions_need_all_but_the_error, 0, 4);
    tcase_add_loop_test(tests, counts_need_their_arrays, 0, 9);
    tcase_add_test(tests, an_empty_session_is_answered);
    tcase_add_test(tests, objects_need_a_place);
    tcase_add_test(tests, releases_accept_null);
    tcase_add_test(tests, look_ups_answer_null);
    tcase_add_test(tests, rows_end_in_null);
    tcase_add_test(tests, a_day_needs_its_facts);
    tcase_add_test(tests, a_batch_needs_its_columns);
    suite_add_tcase(suite, tests);
    return suite;
}
