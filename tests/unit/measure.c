/* Measures: spans, contexts, goals, and texts that are hostile. Exact values on many expressions: accuracy/measures.py. */
#include "check_main.h"

#include <string.h>

#include "base/text.h"
#include "note/measure.h"
#include "note/note.h"

static struct therapycode_engine *engine;
static struct therapycode_evaluation *e;

static void set_up(void)
{
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &e), THERAPYCODE_OK);
}

static void tear_down(void)
{
    therapycode_evaluation_free(e);
    therapycode_engine_unref(engine);
}

static struct therapycode_session session_of(const char *note)
{
    struct therapycode_session s = THERAPYCODE_SESSION_INIT;
    s.date_of_service = 20260302;
    s.discipline = THERAPYCODE_PT;
    s.note.data = note;
    s.note.length = strlen(note);
    return s;
}

static const struct therapycode_measure *measure(size_t i)
{
    const struct therapycode_measure *m = therapycode_evaluation_measure(e, i);
    ck_assert_ptr_nonnull(m);
    return m;
}

START_TEST(values_spans_and_contexts)
{
    const char *note = "O: R knee flexion AROM 104\xC2\xB0, TUG 14.2 s (was 18.9 s).\nNext visit: TUG to be repeated, gait 200 ft.";
    struct therapycode_session s = session_of(note);
    const struct therapycode_evidence *at;
    ck_assert_int_eq(therapycode_score_documentation(engine, &s, e, NULL), THERAPYCODE_OK);
    ck_assert_str_eq(measure(0)->kind, "knee-flexion-arom");
    ck_assert_int_eq(measure(0)->value, 104);
    ck_assert_int_eq(measure(0)->side, THERAPYCODE_RIGHT);
    at = therapycode_evaluation_evidence(e, (size_t)measure(0)->evidence);
    ck_assert_int_eq(at->source, THERAPYCODE_FROM_NOTE);
    ck_assert_int_eq(memcmp(note + at->start, "104\xC2\xB0", 5), 0);
    ck_assert_int_eq(at->end - at->start, 5);
    ck_assert_str_eq(measure(1)->kind, "tug");
    ck_assert_int_eq(measure(1)->value * 10 / measure(1)->scale, 142);
    ck_assert_int_eq(measure(1)->context, THERAPYCODE_PERFORMED);
    ck_assert_int_eq(measure(2)->value, 189);
    ck_assert_str_eq(measure(3)->kind, "gait-distance");
    ck_assert_int_ne(measure(3)->context, THERAPYCODE_PERFORMED);
    ck_assert_ptr_null(therapycode_evaluation_measure(e, 4));
}
END_TEST

/* "lacks 5-10 deg" is from -10 to -5, never the other way round. */
START_TEST(a_lack_of_range_ascends)
{
    struct therapycode_session s = session_of("O: R knee lacks 5-10 degrees of knee extension.");
    ck_assert_int_eq(therapycode_score_documentation(engine, &s, e, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(measure(0)->value, -10);
    ck_assert_int_eq(measure(0)->high, -5);
}
END_TEST

/* Fields of goals hold bare numbers: the measure tells what they are. */
START_TEST(goal_fields)
{
    static const struct { const char *measure, *baseline, *target, *kind; int32_t low, low_scale, high; } rows[] = {
        { "5xSTS", "18", "12 s", "5xsts", 18, 1, 12 },
        { "R knee flexion AROM", "92", "120", "knee-flexion-arom", 92, 1, 120 },
        { "grip strength R", "22.5", "40", "grip-strength", 225, 10, 40 },
        { "quad strength", "3+", "4", "mmt", 10, 3, 12 },
        { "Berg", "38/56", "46", "berg", 38, 1, 46 },
        { "toilet transfer", "mod A", "SBA", "assist-level", 3, 1, 5 },
        { "pain", "6/10", "2", "nprs", 6, 1, 2 },
        { "gait speed", "0.6", "0.9 m/s", "gait-speed", 6, 10, 9 },
    };
    size_t i;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct therapycode_goal goal;
        struct therapycode_session s = session_of("");
        const struct therapycode_impl_goal_values *values;
        const struct therapycode_measure *m;
        memset(&goal, 0, sizeof goal);
        goal.measure.data = rows[i].measure;
        goal.measure.length = strlen(rows[i].measure);
        goal.baseline.data = rows[i].baseline;
        goal.baseline.length = strlen(rows[i].baseline);
        goal.target.data = rows[i].target;
        goal.target.length = strlen(rows[i].target);
        s.goals = &goal;
        s.goal_count = 1;
        ck_assert_int_eq(therapycode_score_documentation(engine, &s, e, NULL), THERAPYCODE_OK);
        values = therapycode_impl_row(e, THERAPYCODE_IMPL_GOAL_VALUES, 0);
        ck_assert_msg(values->baseline != THERAPYCODE_NONE && values->target != THERAPYCODE_NONE, "%s", rows[i].measure);
        m = measure((size_t)values->baseline);
        ck_assert_str_eq(m->kind, rows[i].kind);
        ck_assert_int_eq(m->value, rows[i].low);
        ck_assert_int_eq(m->scale, rows[i].low_scale);
        ck_assert_int_eq(measure((size_t)values->target)->value, rows[i].high);
        ck_assert_int_eq(values->current, THERAPYCODE_NONE);
    }
}
END_TEST

/* One segment as long as a book, numbers that do not fit, signs beyond ASCII, cut at every byte. */
START_TEST(hostile_texts)
{
    static const char tricky[] = "R knee \xE2\x80\x93" "5\xE2\x80\xB2 99999999999999999999/10 pain 3.99999999/10 - / + 4-/ 5/ \xE2\x86\x92 "
                                 "min-mod-max A 0/0 trials 1/0/0 to 7 from 2147483647 to 2147483647 ft amb \xC2\xB0";
    size_t n = 400000, i;
    char *text = malloc(n);
    struct therapycode_text t;
    ck_assert_ptr_nonnull(text);
    for (i = 0; i < n; i++)
        text[i] = tricky[i % (sizeof tricky - 1)];
    therapycode_impl_reset(e);
    t.data = text;
    t.length = n;
    therapycode_impl_measures_read(e, THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, t);
    for (i = 0; i <= sizeof tricky - 1; i++) {
        struct therapycode_session s = session_of("");
        s.note.data = tricky;
        s.note.length = i;
        ck_assert(therapycode_score_documentation(engine, &s, e, NULL) == THERAPYCODE_OK ||
                  therapycode_impl_utf8_check(tricky, i) < i);
    }
    free(text);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("measure");
    TCase *tests = tcase_create("reading");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, values_spans_and_contexts);
    tcase_add_test(tests, a_lack_of_range_ascends);
    tcase_add_test(tests, goal_fields);
    tcase_add_test(tests, hostile_texts);
    suite_add_tcase(suite, tests);
    return suite;
}
