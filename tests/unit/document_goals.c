/* Goals: what they lack, how far they are, and the findings that follow. */
#include "document_main.h"

static void goal(size_t i, const char *words, const char *measure, const char *baseline, const char *current,
                 const char *target)
{
    goals[i].text = text_of(words);
    goals[i].measure = text_of(measure);
    goals[i].baseline = text_of(baseline);
    goals[i].current = text_of(current);
    goals[i].target = text_of(target);
    s.goals = goals;
    s.goal_count = i + 1;
}

static const struct therapycode_progress *progress(size_t i)
{
    const struct therapycode_progress *p = therapycode_evaluation_progress(e, i);
    ck_assert_ptr_nonnull(p);
    return p;
}

START_TEST(directions_and_percent)
{
    static const struct { const char *measure, *baseline, *current, *target; int32_t direction, percent; } rows[] = {
        { "TUG", "18 s", "14 s", "12 s", THERAPYCODE_BETTER, 66 },
        { "TUG", "18 s", "20 s", "12 s", THERAPYCODE_WORSE, -33 },
        { "TUG", "18 s", "18 s", "12 s", THERAPYCODE_UNCHANGED, 0 },
        { "TUG", "18 s", "11.5 s", "12 s", THERAPYCODE_MET, 108 },
        { "pain", "8/10", "6/10", "4/10", THERAPYCODE_BETTER, 50 },
        { "Berg", "38/56", "47", "46", THERAPYCODE_MET, 112 },
        { "toilet transfer", "mod A", "CGA", "SBA", THERAPYCODE_BETTER, 75 },
        { "R knee flexion AROM", "0-90", "0-105", "120", THERAPYCODE_BETTER, 50 },
        { "quad strength", "3+/5", "4-/5", "4+/5", THERAPYCODE_BETTER, 33 },
        { "gait speed", "0.60 m/s", "0.75 m/s", "0.9 m/s", THERAPYCODE_BETTER, 50 },
        { "TUG", "", "11 s", "12 s", THERAPYCODE_MET, THERAPYCODE_NONE },
        { "TUG", "18 s", "", "12 s", THERAPYCODE_NOT_KNOWABLE, THERAPYCODE_NONE },
        { "gait", "50 ft", "30 m", "150 ft", THERAPYCODE_NOT_KNOWABLE, THERAPYCODE_NONE },
    };
    size_t i;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        goal(0, "Walk to the mailbox", rows[i].measure, rows[i].baseline, rows[i].current, rows[i].target);
        run();
        ck_assert_msg(progress(0)->direction == rows[i].direction, "%s %s: %d", rows[i].measure, rows[i].current,
                      (int)progress(0)->direction);
        ck_assert_int_eq(progress(0)->percent, rows[i].percent);
    }
}
END_TEST

START_TEST(what_goals_lack)
{
    int32_t link[1] = { 1 };
    goal(0, "Get stronger", "", "", "", "");
    goal(1, "Climb a flight of stairs to the bedroom", "TUG", "18 s", "16 s", "12 s");
    goals[1].target_date = 20260501;
    activity(0, "97530", 20);
    activities[0].goals = link;
    activities[0].goal_count = 1;
    run();
    ck_assert_int_eq(progress(0)->measurable, THERAPYCODE_NO);
    ck_assert_int_eq(progress(0)->functional, THERAPYCODE_NO);
    ck_assert_int_eq(progress(0)->time_bound, THERAPYCODE_NO);
    ck_assert_int_eq(progress(1)->measurable, THERAPYCODE_YES);
    ck_assert_int_eq(progress(1)->functional, THERAPYCODE_YES);
    ck_assert_int_eq(progress(1)->time_bound, THERAPYCODE_YES);
    ck_assert_int_eq(count_rule("GOAL-NOT-MEASURABLE"), 1);
    ck_assert_int_eq(count_rule("GOAL-NOT-FUNCTIONAL"), 1);
    ck_assert_int_eq(count_rule("GOAL-NOT-TIME-BOUND"), 1);
    ck_assert_int_eq(count_rule("GOAL-NO-BASELINE"), 1);
    ck_assert_int_eq(count_rule("GOAL-NOT-TREATED"), 1);
    ck_assert_int_eq(status_of("functional-goals"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("goal-measurable"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("progress"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("plan-of-care-relation"), THERAPYCODE_PRESENT);
}
END_TEST

START_TEST(how_goals_stand)
{
    goal(0, "Walk to the mailbox", "TUG", "18 s", "11 s", "12 s");
    goal(1, "Walk to church", "TUG", "18 s", "19 s", "12 s");
    goal(2, "Walk in the garden", "TUG", "18 s", "18 s", "12 s");
    goals[0].target_date = goals[1].target_date = 20260101;
    score_of("Gait training 20 min with verbal cues.");
    ck_assert_int_eq(count_rule("GOAL-MET"), 1);
    ck_assert_int_eq(count_rule("GOAL-EXPIRED"), 1);
    ck_assert_int_eq(count_rule("GOAL-REGRESSION"), 1);
    ck_assert_int_eq(count_rule("GOAL-NO-CHANGE"), 1);
    ck_assert_int_eq(count_rule("DOC-NO-PROGRESS-REASON"), 1);
    score_of("Gait training 20 min with verbal cues. Slower this week due to a flare of gout.");
    ck_assert_int_eq(count_rule("DOC-NO-PROGRESS-REASON"), 0);
}
END_TEST

/* The smallest detectable change is used only where a source is on file. */
START_TEST(change_within_the_error)
{
    goal(0, "Climb stairs", "LEFS", "40/80", "45/80", "60/80");
    run();
    ck_assert_int_eq(count_rule("GOAL-SMALL-CHANGE"), 1);
    goal(0, "Climb stairs", "LEFS", "40/80", "49/80", "60/80");
    run();
    ck_assert_int_eq(count_rule("GOAL-SMALL-CHANGE"), 0);
    goal(0, "Climb stairs", "DASH", "60", "59", "30");
    run();
    ck_assert_int_eq(count_rule("GOAL-SMALL-CHANGE"), 0);
}
END_TEST

/* The value of today may stand in the note, the target in the words of the goal. */
START_TEST(values_from_words)
{
    goal(0, "Walk to the mailbox with TUG under 12 s in 4 weeks", "TUG", "18 s", "", "");
    score_of("TUG 15 s with SPC.");
    ck_assert_int_eq(progress(0)->direction, THERAPYCODE_BETTER);
    ck_assert_int_eq(progress(0)->percent, 50);
    ck_assert_int_eq(progress(0)->time_bound, THERAPYCODE_YES);
    score_of("Next visit: TUG 15 s to be expected.");
    ck_assert_int_eq(progress(0)->direction, THERAPYCODE_NOT_KNOWABLE);
}
END_TEST

/* A goal of tolerance names minutes, which are no measure: it can be measured all the same. */
START_TEST(goals_in_minutes)
{
    goal(0, "Sit 20 min for meals in 4 weeks", "", "", "", "");
    goal(1, "Sit at the table", "", "", "", "20 min");
    goal(2, "Sit at the table", "", "10 min", "", "");
    run();
    ck_assert_int_eq(progress(0)->measurable, THERAPYCODE_YES);
    ck_assert_int_eq(progress(1)->measurable, THERAPYCODE_YES);
    ck_assert_int_eq(progress(2)->measurable, THERAPYCODE_NO);
    ck_assert_int_eq(progress(0)->direction, THERAPYCODE_NOT_KNOWABLE);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("document_goals");
    TCase *tests = tcase_create("goals");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, directions_and_percent);
    tcase_add_test(tests, what_goals_lack);
    tcase_add_test(tests, how_goals_stand);
    tcase_add_test(tests, change_within_the_error);
    tcase_add_test(tests, values_from_words);
    tcase_add_test(tests, goals_in_minutes);
    suite_add_tcase(suite, tests);
    return suite;
}
