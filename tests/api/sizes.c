/*
 * Callers built against other headers. An older one than 0.1.0 does not exist, so smaller structs are refused; a newer one is
 * played by structs with a tail: served where the tail is zero, refused where it is not.
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

enum { TAIL = 24, CAPACITY = 8192 };

/* Elements spread out to a larger size, as a newer caller has them, with zero tails. */
static void *spread(const void *from, size_t element, size_t count, size_t larger)
{
    unsigned char *to = calloc(count, larger);
    size_t i;
    ck_assert_ptr_nonnull(to);
    for (i = 0; i < count; i++)
        memcpy(to + i * larger, (const unsigned char *)from + i * element, element);
    return to;
}

static uint64_t answer_of(const struct therapycode_session *asked)
{
    ck_assert_int_eq(therapycode_evaluate(engine, asked, evaluation, NULL), THERAPYCODE_OK);
    return read_all(evaluation, NULL);
}

START_TEST(newer_callers_are_served)
{
    union { struct therapycode_session session; unsigned char bytes[sizeof(struct therapycode_session) + TAIL]; } newer;
    union { struct therapycode_episode episode; unsigned char bytes[sizeof(struct therapycode_episode) + TAIL]; } before;
    size_t activity_size = sizeof(struct therapycode_activity) + TAIL, goal_size = sizeof(struct therapycode_goal) + 8;
    uint64_t wanted = answer_of(&session);
    void *activities = spread(visit_activities, sizeof visit_activities[0], session.activity_count, activity_size);
    void *goals = spread(visit_goals, sizeof visit_goals[0], session.goal_count, goal_size);
    memset(&newer, 0, sizeof newer);
    memset(&before, 0, sizeof before);
    newer.session = session;
    before.episode = episode;
    newer.session.size = sizeof newer;
    before.episode.size = sizeof before;
    newer.session.activity_size = activity_size;
    newer.session.activities = activities;
    newer.session.goal_size = goal_size;
    newer.session.goals = goals;
    newer.session.episode = &before.episode;
    ck_assert(answer_of(&newer.session) == wanted);
    free(activities);
    free(goals);
}
END_TEST

START_TEST(unknown_fields_are_refused)
{
    union { struct therapycode_session session; unsigned char bytes[sizeof(struct therapycode_session) + TAIL]; } newer;
    union { struct therapycode_episode episode; unsigned char bytes[sizeof(struct therapycode_episode) + TAIL]; } before;
    size_t activity_size = sizeof(struct therapycode_activity) + TAIL, goal_size = sizeof(struct therapycode_goal) + TAIL;
    unsigned char *activities = spread(visit_activities, sizeof visit_activities[0], session.activity_count, activity_size);
    unsigned char *goals = spread(visit_goals, sizeof visit_goals[0], session.goal_count, goal_size);
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    const char *field = NULL;
    int32_t index = THERAPYCODE_NONE;
    memset(&newer, 0, sizeof newer);
    memset(&before, 0, sizeof before);
    newer.session = session;
    before.episode = episode;
    newer.session.size = sizeof newer;
    newer.session.activity_size = activity_size;
    newer.session.activities = (const void *)activities;
    newer.session.goal_size = goal_size;
    newer.session.goals = (const void *)goals;
    before.episode.size = sizeof before;
    newer.session.episode = &before.episode;
    switch (_i) {
    case 0: newer.bytes[sizeof newer - 1] = 1; field = "size"; break;
    case 1: activities[2 * activity_size + sizeof(struct therapycode_activity)] = 1; field = "activities"; index = 2; break;
    case 2: goals[2 * goal_size - 1] = 1; field = "goals"; index = 1; break;
    default: before.bytes[sizeof(struct therapycode_episode)] = 1; field = "episode.size"; break;
    }
    ck_assert_int_eq(therapycode_evaluate(engine, &newer.session, evaluation, &error), THERAPYCODE_E_NEWER);
    ck_assert_str_eq(error.field, field);
    ck_assert_int_eq(error.index, index);
    ck_assert_ptr_null(therapycode_evaluation_summary(evaluation));
    free(activities);
    free(goals);
}
END_TEST

START_TEST(impossible_sizes_are_refused)
{
    static const size_t sizes[] = { 0, 1, 4, sizeof(size_t), sizeof(struct therapycode_text), 4097, 65536, SIZE_MAX };
    size_t size = sizes[_i];
    struct therapycode_session asked = session;
    struct therapycode_day day = { sizeof day, sizeof(struct therapycode_interval), NULL, 0, NULL, 20260302, 0 };
    struct therapycode_source source = { sizeof source, "code,label\n", 11, THERAPYCODE_TABLE_DESCRIPTORS, 0 };
    struct therapycode_rulebook *rulebook = NULL;
    struct therapycode_batch batch;
    struct therapycode_batch_result result;
    asked.size = size;
    ck_assert_int_eq(therapycode_evaluate(engine, &asked, evaluation, NULL), THERAPYCODE_E_SIZE);
    asked = session;
    asked.activity_size = size;
    ck_assert_int_eq(therapycode_evaluate(engine, &asked, evaluation, NULL), THERAPYCODE_E_SIZE);
    asked = session;
    asked.goal_size = size;
    ck_assert_int_eq(therapycode_evaluate(engine, &asked, evaluation, NULL), THERAPYCODE_E_SIZE);
    episode.size = size;
    ck_assert_int_eq(therapycode_evaluate(engine, &session, evaluation, NULL), THERAPYCODE_E_SIZE);
    ck_assert_int_eq(therapycode_session_init(&asked, size, sizeof visit_activities[0], sizeof visit_goals[0]),
                     THERAPYCODE_E_SIZE);
    ck_assert_int_eq(therapycode_session_init(&asked, sizeof asked, size, sizeof visit_goals[0]), THERAPYCODE_E_SIZE);
    ck_assert_int_eq(therapycode_session_init(&asked, sizeof asked, sizeof visit_activities[0], size), THERAPYCODE_E_SIZE);
    day.size = size;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, NULL), THERAPYCODE_E_SIZE);
    day.size = sizeof day;
    day.interval_size = size;
    ck_assert_int_eq(therapycode_check_day(engine, &day, evaluation, NULL), THERAPYCODE_E_SIZE);
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    source.size = size;
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_E_SIZE);
    therapycode_rulebook_free(rulebook);
    memset(&batch, 0, sizeof batch);
    memset(&result, 0, sizeof result);
    batch.size = size;
    result.size = sizeof result;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &batch, 0, 0, &result, evaluation, NULL), THERAPYCODE_E_SIZE);
    batch.size = sizeof batch;
    result.size = size;
    ck_assert_int_eq(therapycode_evaluate_batch(engine, &batch, 0, 0, &result, evaluation, NULL), THERAPYCODE_E_SIZE);
}
END_TEST

START_TEST(session_init_fills_what_the_caller_has)
{
    union { struct therapycode_session session; unsigned char bytes[CAPACITY]; } place;
    size_t size = sizeof(struct therapycode_session) + TAIL, i;
    memset(&place, 0xEE, sizeof place);
    ck_assert_int_eq(therapycode_session_init(&place.session, size, sizeof(struct therapycode_activity) + 8,
                                              sizeof(struct therapycode_goal)), THERAPYCODE_OK);
    ck_assert_uint_eq(place.session.size, size);
    ck_assert_uint_eq(place.session.activity_size, sizeof(struct therapycode_activity) + 8);
    ck_assert_ptr_null(place.session.activities);
    for (i = sizeof(struct therapycode_session); i < size; i++)
        ck_assert_int_eq(place.bytes[i], 0);
    for (; i < sizeof place; i++)
        ck_assert_int_eq(place.bytes[i], 0xEE);
}
END_TEST

/* An error is written within its own size, whatever that is, and never read. */
START_TEST(errors_stay_within_their_size)
{
    union { struct therapycode_error error; unsigned char bytes[CAPACITY]; } place;
    size_t size = (size_t)_i, i;
    int written = size >= sizeof(size_t) && size <= 4096;
    session.discipline = 77;
    memset(&place, 0xEE, sizeof place);
    place.error.size = size;
    ck_assert_int_eq(therapycode_evaluate(engine, &session, evaluation, &place.error), THERAPYCODE_E_VALUE);
    ck_assert_uint_eq(place.error.size, size);
    for (i = size > sizeof(struct therapycode_error) ? size : size < sizeof(size_t) ? sizeof(size_t) : size;
         i < sizeof place; i++)
        ck_assert_msg(place.bytes[i] == 0xEE, "byte %zu of an error of size %zu", i, size);
    if (written && size >= sizeof(struct therapycode_error))
        ck_assert_str_eq(place.error.field, "discipline");
    if (!written)
        for (i = sizeof(size_t); i < sizeof place; i++)
            ck_assert_int_eq(place.bytes[i], 0xEE);
}
END_TEST

START_TEST(hostile_counts_are_refused)
{
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    struct therapycode_activity activity = visit_activities[0];
    const char *field = NULL;
    switch (_i) {
    case 0: session.activity_count = SIZE_MAX; field = "activities"; break;
    case 1: session.activity_count = THERAPYCODE_LIMIT_ACTIVITIES + 1; field = "activities"; break;
    case 2: session.goal_count = SIZE_MAX / 2; field = "goals"; break;
    case 3: session.note.length = SIZE_MAX; field = "note"; break;
    case 4: session.note.length = (size_t)THERAPYCODE_LIMIT_TEXT + 1; field = "note"; break;
    case 5: episode.treatment_date_count = SIZE_MAX / 4; field = "episode.treatment_dates"; break;
    case 6: episode.report_date_count = THERAPYCODE_LIMIT_DATES + 1; field = "episode.report_dates"; break;
    case 7: episode.note_count = SIZE_MAX / 16; field = "episode.notes"; break;
    case 8:
        activity.goal_count = SIZE_MAX / 4;
        session.activities = &activity;
        session.activity_count = 1;
        field = "activities.goals";
        break;
    default:
        activity.description.length = SIZE_MAX - 15;
        session.activities = &activity;
        session.activity_count = 1;
        field = "activities.description";
    }
    ck_assert_int_eq(therapycode_evaluate(engine, &session, evaluation, &error), THERAPYCODE_E_LIMIT);
    ck_assert_str_eq(error.field, field);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("sizes");
    TCase *tests = tcase_create("sizes");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, newer_callers_are_served);
    tcase_add_loop_test(tests, unknown_fields_are_refused, 0, 4);
    tcase_add_loop_test(tests, impossible_sizes_are_refused, 0, 8);
    tcase_add_test(tests, session_init_fills_what_the_caller_has);
    tcase_add_loop_test(tests, errors_stay_within_their_size, 0, (int)sizeof(struct therapycode_error) + 32);
    tcase_add_loop_test(tests, hostile_counts_are_refused, 0, 10);
    suite_add_tcase(suite, tests);
    return suite;
}
