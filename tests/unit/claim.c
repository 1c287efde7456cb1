#include "claim_support.h"

/* ---- lines and modifiers ---- */

START_TEST(a_line_per_code_with_its_discipline)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97530", 18, 1, 0);
    perform(&v, "97110", 13, 1, 0);
    perform(&v, "97140", 4, 0, 0);
    claim(&v);
    ck_assert_str_eq(lines_text(), "97530x1[GP];97110x1[GP]");
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->total_units, 2);
    ck_assert_int_eq(therapycode_evaluation_line(evaluation, 1)->tally, 1);
    ck_assert_int_eq(therapycode_evaluation_line(evaluation, 1)->minutes, 13);
    ck_assert_int_eq(therapycode_evaluation_line(evaluation, 1)->suggested, THERAPYCODE_NO);
    ck_assert_str_eq(step_message("MODIFIER-DISCIPLINE"),
                     "GP on 2 lines: always-therapy codes furnished by PT");
    ck_assert_ptr_null(therapycode_evaluation_finding(evaluation, 0));
}
END_TEST

START_TEST(assistant_units_stand_on_a_line_of_their_own)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97110", 45, 3, 1);
    perform(&v, "97530", 15, 1, 1);
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x2[GP];97110x1[GP CQ];97530x1[GP CQ]");
    ck_assert_str_eq(step_message("ASSISTANT-SPLIT-LINES"),
                     "97110 on two lines: 2 units without and 1 unit with the assistant's modifier");
    ck_assert_str_eq(step_message("ASSISTANT-CQ-CO"), "CQ on 97110: 1 of 3 units by the assistant");
    v = visit_of(20260302, THERAPYCODE_OT);
    perform(&v, "97535", 15, 1, 1);
    claim(&v);
    ck_assert_str_eq(lines_text(), "97535x1[GO CO]");
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("claim");
    TCase *lines = tcase_create("lines");
    tcase_add_checked_fixture(lines, set_up, tear_down);
    tcase_add_test(lines, a_line_per_code_with_its_discipline);
    tcase_add_test(lines, assistant_units_stand_on_a_line_of_their_own);
    suite_add_tcase(suite, lines);
    return suite;
}
