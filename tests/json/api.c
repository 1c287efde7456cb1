/* libtherapycode-json as a C program uses it. */
#include <stdio.h>
#include <string.h>

#include <therapycode/json.h>

#include "../unit/check_main.h"

static const char visit_text[] =
    "{\"id\":\"v\",\"date_of_service\":\"2026-03-02\",\"discipline\":\"PT\",\"place_of_service\":11,"
    "\"note\":\"\\u2265 90\\u00b0\",\"is_signed\":false,\"timed_minutes\":0,\"signed_by\":\"assistant\","
    "\"goals\":[{\"id\":\"g\",\"text\":\"Climb\",\"target_date\":\"2026-05-01\"},{\"text\":\"No id\"}],"
    "\"activities\":[{\"id\":\"a\",\"code\":\"97530\",\"minutes\":23,\"goals\":[\"g\"],\"start\":\"00:00\","
    "\"end\":\"24:00\",\"modifiers\":[\"59\",\"GP\"]},{\"code\":\"97110\",\"billed_units\":0,\"minutes\":0}],"
    "\"episode\":{\"treatment_dates\":[\"2026-02-27\",\"2026-03-02\"],\"notes\":[\"one\",\"two\"],"
    "\"used_pt_slp\":\"0\",\"used_ot\":\"2310.55\",\"visit_amount\":\"12\",\"order_on_file\":true}}";

static struct therapycode_json_visit *read_visit(const char *text)
{
    struct therapycode_json_visit *visit = NULL;
    struct therapycode_json_error error = THERAPYCODE_JSON_ERROR_INIT;
    therapycode_status status = therapycode_json_visit_read(text, strlen(text), &visit, &error);
    ck_assert_msg(status == THERAPYCODE_OK, "%s: %s", error.path, error.message);
    return visit;
}

START_TEST(every_fact_lands_in_its_field)
{
    struct therapycode_json_visit *visit = read_visit(visit_text);
    const struct therapycode_session *s = therapycode_json_visit_session(visit);
    const struct therapycode_activity *a = s->activities;
    const struct therapycode_episode *e = s->episode;
    ck_assert_str_eq(therapycode_json_visit_id(visit), "v");
    ck_assert_int_eq(s->date_of_service, 20260302);
    ck_assert_int_eq(s->discipline, THERAPYCODE_PT);
    ck_assert_int_eq(s->place_of_service, 11);
    ck_assert_uint_eq(s->note.length, 8);
    ck_assert_int_eq(memcmp(s->note.data, "\xE2\x89\xA5 90\xC2\xB0", 8), 0);
    ck_assert_int_eq(s->is_signed, THERAPYCODE_NO);
    ck_assert_int_eq(s->cosigned, 0);
    ck_assert_int_eq(s->signed_by, THERAPYCODE_ASSISTANT);
    ck_assert_int_eq(s->stated, THERAPYCODE_STATED_TIMED_MINUTES);
    ck_assert_uint_eq(s->goal_count, 2);
    ck_assert_int_eq(s->goals[0].target_date, 20260501);
    ck_assert_uint_eq(s->activity_count, 2);
    ck_assert_str_eq(a[0].code, "97530");
    ck_assert_int_eq(a[0].start, 0);
    ck_assert_int_eq(a[0].end, 86400);
    ck_assert_int_eq(a[0].stated, THERAPYCODE_STATED_MINUTES | THERAPYCODE_STATED_START);
    ck_assert_uint_eq(a[0].goal_count, 1);
    ck_assert_int_eq(a[0].goals[0], 0);
    ck_assert_str_eq(a[0].modifiers[0], "59");
    ck_assert_str_eq(a[0].modifiers[1], "GP");
    ck_assert_str_eq(a[0].modifiers[2], "");
    ck_assert_int_eq(a[1].stated, THERAPYCODE_STATED_MINUTES | THERAPYCODE_STATED_BILLED_UNITS);
    ck_assert_uint_eq(e->treatment_date_count, 2);
    ck_assert_int_eq(e->treatment_dates[1], 20260302);
    ck_assert_uint_eq(e->note_count, 2);
    ck_assert_int_eq(memcmp(e->notes[1].data, "two", 3), 0);
    ck_assert_int_eq(e->used_pt_slp_cents, 0);
    ck_assert_int_eq(e->used_ot_cents, 231055);
    ck_assert_int_eq(e->visit_cents, 1200);
    ck_assert_int_eq(e->stated, THERAPYCODE_STATED_USED_PT_SLP | THERAPYCODE_STATED_USED_OT);
    ck_assert_int_eq(e->order_on_file, THERAPYCODE_YES);
    therapycode_json_visit_free(visit);
}
END_TEST

START_TEST(ids_are_found_and_their_absence_too)
{
    struct therapycode_json_visit *visit = read_visit(visit_text);
    ck_assert_str_eq(therapycode_json_visit_activity_id(visit, 0), "a");
    ck_assert_ptr_null(therapycode_json_visit_activity_id(visit, 1));
    ck_assert_ptr_null(therapycode_json_visit_activity_id(visit, 2));
    ck_assert_ptr_null(therapycode_json_visit_activity_id(visit, -1));
    ck_assert_str_eq(therapycode_json_visit_goal_id(visit, 0), "g");
    ck_assert_ptr_null(therapycode_json_visit_goal_id(visit, 1));
    ck_assert_ptr_null(therapycode_json_visit_goal_id(visit, INT32_MAX));
    therapycode_json_visit_free(visit);
}
END_TEST

START_TEST(nothing_crashes_on_null)
{
    struct therapycode_json_error error = THERAPYCODE_JSON_ERROR_INIT, odd = THERAPYCODE_JSON_ERROR_INIT;
    struct therapycode_json_visit *visit = NULL;
    struct therapycode_json_day *day = NULL;
    struct therapycode_error fault = THERAPYCODE_ERROR_INIT;
    size_t length = 9;
    odd.size = 8;
    ck_assert_int_eq(therapycode_json_visit_read(NULL, 1, &visit, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_json_visit_read("{}", 2, NULL, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_json_visit_read("{}", 2, &visit, &odd), THERAPYCODE_E_SIZE);
    ck_assert_int_eq(therapycode_json_visit_read(NULL, 0, &visit, &error), THERAPYCODE_E_FORMAT);
    ck_assert_int_eq(therapycode_json_visit_read("{}", 2, &visit, NULL), THERAPYCODE_E_VALUE);
    ck_assert_int_eq(therapycode_json_day_read(NULL, 1, &day, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_json_day_read("{}", 2, NULL, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_ptr_null(visit);
    ck_assert_ptr_null(therapycode_json_visit_session(NULL));
    ck_assert_ptr_null(therapycode_json_visit_id(NULL));
    ck_assert_ptr_null(therapycode_json_visit_activity_id(NULL, 0));
    ck_assert_ptr_null(therapycode_json_visit_goal_id(NULL, 0));
    ck_assert_ptr_null(therapycode_json_day_facts(NULL));
    ck_assert_str_eq(therapycode_json_output_text(NULL, &length), "");
    ck_assert_uint_eq(length, 0);
    ck_assert_int_eq(therapycode_json_output_new(NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_json_write_evaluation(NULL, NULL, 0, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_json_write_day(NULL, NULL, 0, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_json_write_error(NULL, NULL, 0, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_json_locate(NULL, 0, NULL, &error), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_json_locate(NULL, 0, &fault, NULL), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_json_evaluate(NULL, "{}", 2, NULL, NULL, NULL, &error), THERAPYCODE_E_ARGUMENT);
    therapycode_json_visit_free(NULL);
    therapycode_json_day_free(NULL);
    therapycode_json_output_free(NULL);
    therapycode_json_output_clear(NULL);
}
END_TEST

START_TEST(outputs_are_appended_to_and_emptied)
{
    struct therapycode_engine *engine = NULL;
    struct therapycode_evaluation *e = NULL;
    struct therapycode_json_output *output = NULL;
    struct therapycode_json_options options = THERAPYCODE_JSON_OPTIONS_INIT;
    struct therapycode_json_visit *visit = read_visit(visit_text);
    const char *text;
    size_t once, twice;
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &e), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_json_output_new(&output), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_json_write_evaluation(visit, e, 0, output), THERAPYCODE_E_ARGUMENT);
    ck_assert_int_eq(therapycode_json_evaluate(engine, visit_text, strlen(visit_text), NULL, e, output, NULL),
                     THERAPYCODE_OK);
    therapycode_json_output_text(output, &once);
    ck_assert_int_eq(therapycode_json_write_evaluation(visit, e, 8, output), THERAPYCODE_E_VALUE);
    ck_assert_int_eq(therapycode_json_write_evaluation(visit, e, 0, output), THERAPYCODE_OK);
    therapycode_json_output_text(output, &twice);
    ck_assert_uint_eq(twice, 2 * once);
    text = therapycode_json_output_text(output, NULL);
    ck_assert_int_eq(memcmp(text, text + once, once), 0);
    therapycode_json_output_clear(output);
    ck_assert_str_eq(therapycode_json_output_text(output, NULL), "");
    options.policy = "no-such-policy";
    ck_assert_int_eq(therapycode_json_evaluate(engine, visit_text, strlen(visit_text), &options, e, output, NULL),
                     THERAPYCODE_E_NAME);
    ck_assert_ptr_nonnull(strstr(therapycode_json_output_text(output, NULL), "\"id\":\"v\""));
    ck_assert_ptr_nonnull(strstr(therapycode_json_output_text(output, NULL), "\"path\":\"$.policy\""));
    ck_assert_ptr_null(therapycode_evaluation_summary(e));
    therapycode_json_visit_free(visit);
    therapycode_json_output_free(output);
    therapycode_evaluation_free(e);
    therapycode_engine_unref(engine);
}
END_TEST

START_TEST(a_refused_fact_is_placed_in_its_text)
{
    static const struct {
        const char *field;
        int32_t index, subindex;
        const char *path, *own;
    } cases[] = {
        { "activities.goals", 2, 0, "$.activities[2].goals[0]", "activities.goals" },
        { "activities.minutes", 0, -1, "$.activities[0].minutes", "activities.minutes" },
        { "episode.notes", 3, -1, "$.episode.notes[3]", "episode.notes" },
        { "episode.used_ot_cents", -1, -1, "$.episode.used_ot", "episode.used_ot" },
        { "episode.visit_cents", -1, -1, "$.episode.visit_amount", "episode.visit_amount" },
        { "date_of_service", -1, -1, "$.date_of_service", "date_of_service" },
        { "intervals.end", 7, -1, "$.intervals[7].end", "intervals.end" }
    };
    struct therapycode_json_error error = THERAPYCODE_JSON_ERROR_INIT;
    struct therapycode_error fault = THERAPYCODE_ERROR_INIT;
    fault.field = cases[_i].field;
    fault.index = cases[_i].index;
    fault.subindex = cases[_i].subindex;
    fault.status = THERAPYCODE_E_VALUE;
    ck_assert_int_eq(therapycode_json_locate(NULL, 0, &fault, &error), THERAPYCODE_E_VALUE);
    ck_assert_str_eq(error.path, cases[_i].path);
    ck_assert_str_eq(error.field, cases[_i].own);
    ck_assert_int_eq(error.line, 0);
}
END_TEST

START_TEST(long_texts_are_read_in_linear_time)
{
    /* 100,000 activities, each with an id that must be looked for among all others */
    size_t count = 100000, capacity = count * 40 + 100, at;
    char *text = malloc(capacity);
    struct therapycode_json_visit *visit = NULL;
    size_t i;
    ck_assert_ptr_nonnull(text);
    at = (size_t)snprintf(text, capacity, "{\"date_of_service\":\"2026-03-02\",\"discipline\":\"PT\",\"activities\":[");
    for (i = 0; i < count; i++)
        at += (size_t)snprintf(text + at, capacity - at, "%s{\"id\":\"a%zu\",\"minutes\":1}", i > 0 ? "," : "", i);
    at += (size_t)snprintf(text + at, capacity - at, "]}");
    ck_assert_int_eq(therapycode_json_visit_read(text, at, &visit, NULL), THERAPYCODE_OK);
    ck_assert_uint_eq(therapycode_json_visit_session(visit)->activity_count, count);
    ck_assert_str_eq(therapycode_json_visit_activity_id(visit, 99999), "a99999");
    therapycode_json_visit_free(visit);
    free(text);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("json api");
    TCase *tc = tcase_create("all");
    tcase_set_timeout(tc, 30);
    tcase_add_test(tc, every_fact_lands_in_its_field);
    tcase_add_test(tc, ids_are_found_and_their_absence_too);
    tcase_add_test(tc, nothing_crashes_on_null);
    tcase_add_test(tc, outputs_are_appended_to_and_emptied);
    tcase_add_loop_test(tc, a_refused_fact_is_placed_in_its_text, 0, 7);
    tcase_add_test(tc, long_texts_are_read_in_linear_time);
    suite_add_tcase(suite, tc);
    return suite;
}
