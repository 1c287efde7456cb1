#include "claim_support.h"

/* ---- lines ---- */

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
    ck_assert_str_eq(step_message("MODIFIER-DISCIPLINE"), "GP on 2 lines: the modifier of therapy codes furnished by PT");
    ck_assert_ptr_null(therapycode_evaluation_finding(evaluation, 0));
}
END_TEST

START_TEST(each_discipline_has_its_modifier)
{
    struct visit v = visit_of(20260302, THERAPYCODE_OT);
    perform(&v, "97535", 30, 2, 0);
    claim(&v);
    ck_assert_str_eq(lines_text(), "97535x2[GO]");
    v = visit_of(20260302, THERAPYCODE_SLP);
    perform(&v, "92507", 45, 1, 0);
    claim(&v);
    ck_assert_str_eq(lines_text(), "92507x1[GN]");
    ck_assert_str_eq(step_message("MODIFIER-DISCIPLINE"), "GN on 1 line: the modifier of therapy codes furnished by SLP");
}
END_TEST

START_TEST(assistant_units_stand_on_a_line_of_their_own)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97110", 45, 3, 1);
    perform(&v, "97530", 15, 1, 1);
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x2[GP];97110x1[GP CQ];97530x1[GP CQ]");
    ck_assert_int_eq(therapycode_evaluation_line(evaluation, 1)->tally, 0);
    ck_assert_int_eq(therapycode_evaluation_line(evaluation, 1)->minutes, 45);
    ck_assert_int_eq(therapycode_evaluation_summary(evaluation)->total_units, 4);
    ck_assert_str_eq(step_message("ASSISTANT-SPLIT-LINES"),
                     "97110 on two lines: 2 units without and 1 unit with the assistant's modifier");
    ck_assert_str_eq(step_message("ASSISTANT-CQ-CO"), "CQ on 97110: 1 of 3 units by the assistant");
    v = visit_of(20260302, THERAPYCODE_OT);
    perform(&v, "97535", 15, 1, 1);
    claim(&v);
    ck_assert_str_eq(lines_text(), "97535x1[GO CO]");
}
END_TEST

START_TEST(words_make_a_line_suggested)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97530", 18, 1, 0);
    perform(&v, "97110", 15, 1, 0);
    v.activities[0].code[0] = '\0'; /* its code, in the tally, came from its description */
    claim(&v);
    ck_assert_int_eq(therapycode_evaluation_line(evaluation, 0)->suggested, THERAPYCODE_YES);
    ck_assert_int_eq(therapycode_evaluation_line(evaluation, 1)->suggested, THERAPYCODE_NO);
}
END_TEST

/* ---- discipline modifiers ---- */

START_TEST(sometimes_therapy_is_under_a_plan)
{
    struct visit v = visit_of(20260302, THERAPYCODE_SLP);
    perform(&v, "92610", 40, 1, 0);
    claim(&v);
    ck_assert_str_eq(lines_text(), "92610x1[GN]");
    ck_assert_str_eq(step_message("MODIFIER-DISCIPLINE-SOMETIMES"),
                     "GN on 92610: a sometimes-therapy code, furnished under a therapy plan of care");
    ck_assert_ptr_null(stepped("MODIFIER-DISCIPLINE"));
}
END_TEST

START_TEST(off_the_list_there_is_none)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    size_t a = perform(&v, "97602", 20, 1, 0);
    claim(&v);
    ck_assert_str_eq(lines_text(), "97602x1[]");
    ck_assert_ptr_null(found("MODIFIER-DISCIPLINE-OFF-LIST"));
    state(&v, a, "GP");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97602x1[GP]");
    ck_assert_str_eq(message("MODIFIER-DISCIPLINE-OFF-LIST"),
                     "GP is stated on 97602, which is not on the therapy list.");
}
END_TEST

START_TEST(a_wrong_discipline_modifier_is_kept_and_found)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97110", 20, 1, 0), "GO");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GO]");
    ck_assert_str_eq(message("MODIFIER-DISCIPLINE-MISMATCH"),
                     "GO is stated on 97110, which PT furnished: a PT line carries GP, once. The stated modifier was "
                     "kept.");
    ck_assert_int_eq(found("MODIFIER-DISCIPLINE-MISMATCH")->severity, THERAPYCODE_ERROR);
    ck_assert_int_eq(found("MODIFIER-DISCIPLINE-MISMATCH")->activity, 0);
    state(&v, 0, "GP GO");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP GO]");
    ck_assert_uint_eq(count_found("MODIFIER-DISCIPLINE-MISMATCH"), 1);
    v.tallies[0].assistant_units = 1; /* GP is there, so CQ has its place */
    state(&v, 0, "GO GP CQ");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GO GP CQ]");
    ck_assert_ptr_null(found("MODIFIER-CQ-CO-PAIRING"));
}
END_TEST

START_TEST(the_right_one_stated_is_not_added_twice)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97110", 20, 1, 0), "GP");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP]");
    ck_assert_ptr_null(therapycode_evaluation_finding(evaluation, 0));
}
END_TEST

START_TEST(a_payer_may_take_none)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    v.session.policy = "commercial-ama";
    perform(&v, "97110", 20, 1, 0);
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[]");
    ck_assert_ptr_nonnull(found("POLICY-UNVERIFIED"));
    state(&v, 0, "GP");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP]");
    v.session.policy = "uhc-commercial";
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP]");
}
END_TEST

START_TEST(an_evaluation_goes_with_its_own_discipline)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97165", 40, 1, 0);
    claim(&v);
    ck_assert_str_eq(lines_text(), "97165x1[]");
    ck_assert_str_eq(message("CODE-WRONG-DISCIPLINE"),
                     "97165 is an evaluation of another discipline than PT; no discipline modifier was added.");
    v.activities[0].discipline = v.tallies[0].discipline = THERAPYCODE_OT;
    claim(&v);
    ck_assert_str_eq(lines_text(), "97165x1[GO]");
    ck_assert_ptr_null(found("CODE-WRONG-DISCIPLINE"));
}
END_TEST

/* ---- the assistant's modifier as stated ---- */

START_TEST(stated_as_the_minutes_show)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97110", 45, 3, 1), "GP CQ");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x2[GP];97110x1[GP CQ]");
    ck_assert_ptr_null(therapycode_evaluation_finding(evaluation, 0));
}
END_TEST

START_TEST(stated_and_not_shown_is_kept)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97110", 18, 1, 0), "CQ GP");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP CQ]");
    ck_assert_str_eq(message("MODIFIER-CQ-CO-STATED"),
                     "CQ is stated on 97110; 0 of its 18 minutes are stated as the assistant's alone, which does not "
                     "call for it. It was kept.");
    v.tallies[0].minutes = THERAPYCODE_NONE; /* units only: nothing to compare with */
    claim(&v);
    ck_assert_ptr_null(found("MODIFIER-CQ-CO-STATED"));
}
END_TEST

START_TEST(shown_and_not_stated_is_added)
{
    struct visit v = visit_of(20260302, THERAPYCODE_OT);
    state(&v, perform(&v, "97535", 30, 2, 2), "GO");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97535x2[GO CO]");
    ck_assert_str_eq(message("MODIFIER-CQ-CO-STATED"),
                     "The stated modifiers of 97535 lack CO; the minutes put 2 of 2 units with the assistant, and CO "
                     "was added there.");
}
END_TEST

START_TEST(cq_goes_with_gp_and_co_with_go)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97110", 18, 1, 0), "CO");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP CO]");
    ck_assert_str_eq(message("MODIFIER-CQ-CO-PAIRING"),
                     "CO on 97110 needs GO beside it on a line of that discipline; the claim would be returned.");
    state(&v, 0, "GO CQ");
    claim(&v);
    ck_assert_uint_eq(count_found("MODIFIER-CQ-CO-PAIRING"), 1);
    v = visit_of(20260302, THERAPYCODE_SLP);
    state(&v, perform(&v, "92507", 45, 1, 0), "CQ");
    claim(&v);
    ck_assert_str_eq(lines_text(), "92507x1[GN CQ]");
    ck_assert_str_eq(message("MODIFIER-CQ-CO-PAIRING"),
                     "CQ is stated on 92507, a line of SLP: speech has no assistant modifier.");
}
END_TEST

START_TEST(without_gp_the_assistants_is_left_off)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97110", 30, 2, 2), "GO");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x2[GO]");
    ck_assert_str_eq(message("MODIFIER-CQ-CO-PAIRING"),
                     "The minutes ask for CQ on 97110, but the line carries no GP, so CQ was left off.");
}
END_TEST

START_TEST(not_before_2020_and_not_in_exempt_settings)
{
    struct visit v = visit_of(20191231, THERAPYCODE_PT);
    state(&v, perform(&v, "97110", 18, 1, 0), "GP CQ");
    claim(&v);
    ck_assert_str_eq(message("MODIFIER-CQ-CO-EARLY"), "CQ is stated on 97110, but begins on 2020-01-01.");
    v.session.date_of_service = 20200101;
    claim(&v);
    ck_assert_ptr_null(found("MODIFIER-CQ-CO-EARLY"));
    v.session.setting = THERAPYCODE_SETTING_CRITICAL_ACCESS;
    claim(&v);
    ck_assert_str_eq(message("MODIFIER-CQ-CO-STATED"),
                     "CQ is stated on 97110, but this setting owes no assistant modifier.");
    v.session.setting = 0;
    v.session.policy = "commercial-ama"; /* the contract decides */
    claim(&v);
    ck_assert_ptr_null(found("MODIFIER-CQ-CO-STATED"));
}
END_TEST

/* ---- the others ---- */

START_TEST(stated_modifiers_are_kept_and_ordered)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97140", 18, 1, 0), "RT GP 59");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97140x1[59 GP RT]");
    ck_assert_str_eq(step_message("MODIFIER-ORDER"), "stated modifiers of 97140 put into the order of the policy");
    state(&v, 0, "59 GP RT");
    claim(&v);
    ck_assert_ptr_null(stepped("MODIFIER-ORDER"));
}
END_TEST

START_TEST(the_order_is_the_policys)
{
    struct therapycode_rulebook *rulebook = NULL;
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme", "base", "medicare"), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme", "modifier_order", "other assistant discipline"),
                     THERAPYCODE_OK);
    therapycode_engine_unref(engine);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, NULL), THERAPYCODE_OK);
    v.session.policy = "acme";
    state(&v, perform(&v, "97140", 15, 1, 1), "59 LT");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97140x1[LT CQ GP 59]"); /* groups that the policy does not name come last */
}
END_TEST

START_TEST(more_than_four_are_told)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97140", 15, 1, 1), "59 RT LT QQ");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97140x1[59 GP CQ RT]");
    ck_assert_str_eq(message("MODIFIER-FOUR-SLOTS"),
                     "97140 has 6 modifiers and the line holds 4; not on the line: LT QQ ");
    ck_assert_int_eq(found("MODIFIER-FOUR-SLOTS")->line, 0);
}
END_TEST

START_TEST(more_distinct_ones_than_the_room_keeps_are_counted)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    char text[16];
    size_t i, a = perform(&v, "97140", 15, 1, 0);
    state(&v, a, "A1 A2 A3 A4");
    for (i = 1; i < 8; i++) {
        a = again(&v, 0);
        snprintf(text, sizeof text, "%c1 %c2 %c3 %c4", (char)('A' + i), (char)('A' + i), (char)('A' + i),
                 (char)('A' + i));
        state(&v, a, text);
    }
    claim(&v);
    ck_assert_str_eq(lines_text(), "97140x1[GP A1 A2 A3]");
    ck_assert_str_eq(message("MODIFIER-FOUR-SLOTS"),
                     "97140 has 33 modifiers and the line holds 4; not on the line: A4 B1 B2 B3 B4 C1");
}
END_TEST

START_TEST(a_policy_may_allow_fewer)
{
    struct therapycode_rulebook *rulebook = NULL;
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "medicare", "max_modifiers", "2"), THERAPYCODE_OK);
    therapycode_engine_unref(engine);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, NULL), THERAPYCODE_OK);
    state(&v, perform(&v, "97140", 15, 1, 1), "59");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97140x1[59 GP]");
    ck_assert_str_eq(message("MODIFIER-FOUR-SLOTS"),
                     "97140 has 3 modifiers and the line holds 2; not on the line: CQ ");
}
END_TEST

START_TEST(twice_on_one_activity)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97140", 15, 1, 0), "GP 59 GP");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97140x1[59 GP]");
    ck_assert_str_eq(message("MODIFIER-DUPLICATE"), "GP stands twice on one activity and is kept once.");
}
END_TEST

START_TEST(entries_of_one_code_that_differ)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    size_t b;
    state(&v, perform(&v, "97140", 15, 1, 0), "59 GP");
    b = again(&v, 0);
    state(&v, b, "GP");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97140x1[59 GP]");
    ck_assert_str_eq(message("MODIFIER-MIXED"), "Some entries of 97140 state 59 and some do not; the line carries what "
                                                "any of them states.");
    state(&v, b, "GP 59");
    claim(&v);
    ck_assert_ptr_null(found("MODIFIER-MIXED"));
    again(&v, 0);
    claim(&v);
    ck_assert_ptr_nonnull(found("MODIFIER-MIXED"));
}
END_TEST

START_TEST(fifty_nine_beside_its_exact_form)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97140", 15, 1, 0), "XU 59");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97140x1[XU 59 GP]");
    ck_assert_str_eq(message("MODIFIER-59-OR-X"),
                     "97140 carries XU 59: X modifiers are exact forms of 59, and one of them is enough.");
    state(&v, 0, "XU GP");
    claim(&v);
    ck_assert_ptr_null(found("MODIFIER-59-OR-X"));
}
END_TEST

START_TEST(unknown_and_habilitative)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    state(&v, perform(&v, "97140", 15, 1, 0), "QQ 97");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97140x1[GP QQ 97]");
    ck_assert_str_eq(message("MODIFIER-UNKNOWN"),
                     "QQ on 97140 was kept as stated: there is no rule for it here.");
    ck_assert_str_eq(message("MODIFIER-HABILITATIVE"), "97 is stated on 97140; Medicare does not use it.");
    v.session.policy = "commercial-ama";
    claim(&v);
    ck_assert_ptr_null(found("MODIFIER-HABILITATIVE"));
}
END_TEST

START_TEST(advance_notice)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    v.session.liability = THERAPYCODE_ABN_EXCLUDED;
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP GY]");
    ck_assert_str_eq(step_message("MODIFIER-LIABILITY"), "GY on every line, as stated for the visit");
    ck_assert_ptr_null(found("MODIFIER-LIABILITY"));
    v.session.liability = THERAPYCODE_ABN_MISSING;
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP GZ]");
    ck_assert_int_eq(found("MODIFIER-LIABILITY")->severity, THERAPYCODE_WARNING);
    v.session.policy = "medicare-advantage";
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP]");
    ck_assert_str_eq(message("MODIFIER-LIABILITY"),
                     "GZ belongs to original Medicare and was not added for this payer.");
    v.session.policy = NULL;
    v.session.liability = 0;
    state(&v, 0, "GA GZ");
    claim(&v);
    ck_assert_str_eq(message("MODIFIER-LIABILITY"), "97110 carries GA and GZ: a notice is on file, or it is not.");
}
END_TEST

/* ---- telehealth ---- */

START_TEST(telehealth_in_a_year_that_the_table_knows)
{
    struct visit v = visit_of(20240605, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    v.session.telehealth = THERAPYCODE_VIDEO;
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP 95]");
    ck_assert_ptr_nonnull(stepped("MODIFIER-TELEHEALTH"));
    ck_assert_ptr_null(found("MODIFIER-TELEHEALTH"));
    ck_assert_str_eq(message("TELEHEALTH-CODE-LIST"), "Only codes on the telehealth list of 2024 may be furnished so; "
                                                      "the list is not built in and was not checked.");
    v.session.telehealth = THERAPYCODE_AUDIO;
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP]");
    ck_assert_ptr_nonnull(found("MODIFIER-TELEHEALTH"));
}
END_TEST

START_TEST(telehealth_in_a_year_that_it_does_not_know)
{
    struct visit v = visit_of(20260605, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    v.session.telehealth = THERAPYCODE_VIDEO;
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP]");
    ck_assert_str_eq(message("MODIFIER-TELEHEALTH"), "The visit was by telehealth, and how this payer marks it in 2026 "
                                                     "is not in the table: no modifier was added.");
    state(&v, 0, "95");
    claim(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP 95]");
    ck_assert_uint_eq(count_found("MODIFIER-TELEHEALTH"), 1);
    v.session.telehealth = THERAPYCODE_AUDIO;
    claim(&v);
    ck_assert_uint_eq(count_found("MODIFIER-TELEHEALTH"), 2); /* unknown for audio, and 95 is not audio's */
}
END_TEST

START_TEST(telehealth_by_the_policy)
{
    struct therapycode_rulebook *rulebook = NULL;
    struct visit v = visit_of(20260302, THERAPYCODE_SLP);
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme", "base", "commercial-ama"), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme", "telehealth_video", "GT"), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme", "telehealth_audio", "93"), THERAPYCODE_OK);
    therapycode_engine_unref(engine);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, NULL), THERAPYCODE_OK);
    v.session.policy = "acme";
    v.session.telehealth = THERAPYCODE_VIDEO;
    perform(&v, "92507", 45, 1, 0);
    claim(&v);
    ck_assert_str_eq(lines_text(), "92507x1[GT]");
    v.session.telehealth = THERAPYCODE_AUDIO;
    claim(&v);
    ck_assert_str_eq(lines_text(), "92507x1[93]");
    ck_assert_ptr_null(found("TELEHEALTH-CODE-LIST")); /* Medicare's */
}
END_TEST

START_TEST(telehealth_by_therapists_has_its_years)
{
    struct visit v = visit_of(20200229, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    v.session.telehealth = THERAPYCODE_VIDEO;
    claim(&v);
    ck_assert_int_eq(found("TELEHEALTH-THERAPISTS")->severity, THERAPYCODE_ERROR);
    v.session.date_of_service = 20200301;
    claim(&v);
    ck_assert_ptr_null(found("TELEHEALTH-THERAPISTS"));
    v.session.date_of_service = 20271231;
    claim(&v);
    ck_assert_ptr_null(found("TELEHEALTH-ENDED"));
    v.session.date_of_service = 20280101;
    claim(&v);
    ck_assert_int_eq(found("TELEHEALTH-ENDED")->severity, THERAPYCODE_ERROR);
}
END_TEST

START_TEST(place_and_marks_against_the_visit)
{
    struct visit v = visit_of(20240605, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    v.session.place_of_service = 10;
    claim(&v);
    ck_assert_str_eq(message("TELEHEALTH-PLACE"), "Place of service 10 means telehealth, and the visit is not stated "
                                                  "to be by telehealth.");
    v.session.telehealth = THERAPYCODE_VIDEO;
    claim(&v);
    ck_assert_ptr_null(found("TELEHEALTH-PLACE"));
    v.session.place_of_service = 11;
    v.session.telehealth = THERAPYCODE_IN_PERSON;
    state(&v, 0, "93");
    claim(&v);
    ck_assert_str_eq(message("MODIFIER-TELEHEALTH"),
                     "93 is stated on 97110, and the visit is stated to be of another kind.");
    state(&v, 0, "GT");
    claim(&v);
    ck_assert_ptr_nonnull(found("MODIFIER-TELEHEALTH"));
    state(&v, 0, "RT 59 GP");
    claim(&v);
    ck_assert_ptr_null(found("MODIFIER-TELEHEALTH"));
}
END_TEST

/* ---- many ---- */

START_TEST(many_codes)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    int i;
    char code[8];
    for (i = 0; i < 30; i++) {
        snprintf(code, sizeof code, "9%04d", i);
        perform(&v, code, 15, 1, 0);
    }
    state(&v, 29, "RT");
    state(&v, 3, "LT");
    again(&v, 29);
    claim(&v);
    ck_assert_str_eq(therapycode_evaluation_line(evaluation, 29)->modifiers[0], "RT");
    ck_assert_str_eq(therapycode_evaluation_line(evaluation, 3)->modifiers[0], "LT");
    ck_assert_str_eq(therapycode_evaluation_line(evaluation, 4)->modifiers[0], "");
    ck_assert_uint_eq(count_found("MODIFIER-MIXED"), 1);
}
END_TEST

START_TEST(evaluations_of_one_discipline)
{
    static const char yes[][8] = { "97161", "97168", "97001", "97004", "92521", "92610", "92616" };
    static const char no[][8] = { "97160", "97169", "97000", "97005", "92507", "92608", "97110", "97750" };
    size_t i;
    for (i = 0; i < sizeof yes / sizeof yes[0]; i++)
        ck_assert_msg(therapycode_impl_is_evaluation(engine, yes[i]), "%s", yes[i]);
    for (i = 0; i < sizeof no / sizeof no[0]; i++)
        ck_assert_msg(!therapycode_impl_is_evaluation(engine, no[i]), "%s", no[i]);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("claim");
    TCase *lines = tcase_create("lines");
    tcase_add_checked_fixture(lines, set_up, tear_down);
    tcase_add_test(lines, a_line_per_code_with_its_discipline);
    tcase_add_test(lines, each_discipline_has_its_modifier);
    tcase_add_test(lines, assistant_units_stand_on_a_line_of_their_own);
    tcase_add_test(lines, words_make_a_line_suggested);
    tcase_add_test(lines, sometimes_therapy_is_under_a_plan);
    tcase_add_test(lines, off_the_list_there_is_none);
    tcase_add_test(lines, a_wrong_discipline_modifier_is_kept_and_found);
    tcase_add_test(lines, the_right_one_stated_is_not_added_twice);
    tcase_add_test(lines, a_payer_may_take_none);
    tcase_add_test(lines, an_evaluation_goes_with_its_own_discipline);
    tcase_add_test(lines, stated_as_the_minutes_show);
    tcase_add_test(lines, stated_and_not_shown_is_kept);
    tcase_add_test(lines, shown_and_not_stated_is_added);
    tcase_add_test(lines, cq_goes_with_gp_and_co_with_go);
    tcase_add_test(lines, without_gp_the_assistants_is_left_off);
    tcase_add_test(lines, not_before_2020_and_not_in_exempt_settings);
    tcase_add_test(lines, stated_modifiers_are_kept_and_ordered);
    tcase_add_test(lines, the_order_is_the_policys);
    tcase_add_test(lines, more_than_four_are_told);
    tcase_add_test(lines, more_distinct_ones_than_the_room_keeps_are_counted);
    tcase_add_test(lines, a_policy_may_allow_fewer);
    tcase_add_test(lines, twice_on_one_activity);
    tcase_add_test(lines, entries_of_one_code_that_differ);
    tcase_add_test(lines, fifty_nine_beside_its_exact_form);
    tcase_add_test(lines, unknown_and_habilitative);
    tcase_add_test(lines, advance_notice);
    tcase_add_test(lines, telehealth_in_a_year_that_the_table_knows);
    tcase_add_test(lines, telehealth_in_a_year_that_it_does_not_know);
    tcase_add_test(lines, telehealth_by_the_policy);
    tcase_add_test(lines, telehealth_by_therapists_has_its_years);
    tcase_add_test(lines, place_and_marks_against_the_visit);
    tcase_add_test(lines, many_codes);
    tcase_add_test(lines, evaluations_of_one_discipline);
    suite_add_tcase(suite, lines);
    return suite;
}
