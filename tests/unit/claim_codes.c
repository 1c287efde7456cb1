#include "claim_support.h"

/* The finding of a rule about one code; NULL when there is none. */
static const struct therapycode_finding *of_code(int32_t date, int32_t discipline, const char *policy, const char *code,
                                                 const char *rule)
{
    struct visit v = visit_of(date, discipline);
    v.session.policy = policy;
    perform(&v, code, 15, 1, 0);
    claim(&v);
    if (found(rule) != NULL)
        ck_assert_int_eq(found(rule)->activity, 0);
    return found(rule);
}

/* The same for a PT visit of Medicare in 2026. */
static const struct therapycode_finding *of_medicare(const char *code, const char *rule)
{
    return of_code(20260302, THERAPYCODE_PT, NULL, code, rule);
}

START_TEST(status_letters)
{
    static const struct { const char *code, *rule; int32_t severity; } cases[] = {
        { "97010", "CODE-BUNDLED", THERAPYCODE_WARNING },     { "97602", "CODE-BUNDLED", THERAPYCODE_WARNING },
        { "97799", "CODE-CONTRACTOR-PRICED", THERAPYCODE_ADVICE }, { "97037", "CODE-NON-COVERED", THERAPYCODE_WARNING },
        { "92630", "CODE-NOT-MEDICARE", THERAPYCODE_ERROR },  { "97026", "CODE-RESTRICTED", THERAPYCODE_ADVICE },
        { "G0151", "CODE-HOME-HEALTH", THERAPYCODE_ERROR },   { "G0158", "CODE-HOME-HEALTH", THERAPYCODE_ERROR }
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct therapycode_finding *finding = of_medicare(cases[i].code, cases[i].rule);
        ck_assert_msg(finding != NULL, "%s %s", cases[i].code, cases[i].rule);
        ck_assert_int_eq(finding->severity, cases[i].severity);
        ck_assert_ptr_null(of_code(20260302, THERAPYCODE_PT, "commercial-ama", cases[i].code, cases[i].rule));
    }
    ck_assert_ptr_null(of_medicare("97110", "CODE-BUNDLED"));
    ck_assert_str_eq(lines_text(), "97110x1[GP]");
}
END_TEST

START_TEST(unattended_stimulation_by_payer)
{
    ck_assert_str_eq(of_medicare("97014", "CODE-UNATTENDED-ESTIM")->message,
                     "For unattended electrical stimulation this payer takes G0283, not 97014.");
    ck_assert_str_eq(lines_text(), "97014x1[]"); /* kept as stated */
    ck_assert_ptr_null(found("CODE-NOT-MEDICARE"));
    ck_assert_ptr_null(of_medicare("G0283", "CODE-UNATTENDED-ESTIM"));
    /* what was recalled of a payer is no error of the claim */
    ck_assert_str_eq(of_code(20260302, THERAPYCODE_PT, "commercial-ama", "G0283", "CODE-UNATTENDED-ESTIM")->message,
                     "For unattended electrical stimulation 97014 is more usual than G0283; which of them this payer takes "
                     "was recalled, not read.");
    ck_assert_int_eq(found("CODE-UNATTENDED-ESTIM")->severity, THERAPYCODE_WARNING);
    ck_assert_ptr_null(of_code(20260302, THERAPYCODE_PT, "commercial-ama", "97014", "CODE-UNATTENDED-ESTIM"));
}
END_TEST

START_TEST(successors_of_deleted_codes)
{
    ck_assert_str_eq(of_medicare("97001", "CODE-REPLACED")->message,
                     "97001 ended before 2017-01-01; the table names as successors: 97161 97162 97163.");
    ck_assert_str_eq(of_medicare("97762", "CODE-REPLACED")->message,
                     "97762 ended before 2018-01-01; the table names as successors: 97763.");
    ck_assert_str_eq(of_medicare("G0515", "CODE-REPLACED")->message,
                     "G0515 ended before 2020-01-01; the table names as successors: 97129 97130.");
    ck_assert_str_eq(of_medicare("97703", "CODE-REPLACED")->message,
                     "97703 ended before 2006-01-01; the table names as successors: 97763.");
    ck_assert_ptr_null(of_code(20161231, THERAPYCODE_PT, NULL, "97001", "CODE-REPLACED"));
    ck_assert_ptr_null(of_code(20191231, THERAPYCODE_PT, NULL, "97129", "CODE-REPLACED")); /* not yet */
}
END_TEST

START_TEST(loaded_codes)
{
    static const char table[] = "code,label,timing,minutes_per_unit,disciplines,contact,nature,add_on_to,therapy_list,"
                                "medicare_status,from,to,source,verified,note\n"
                                "12345,ours,untimed,,PT,,,,none,,2020-01-01,2021-01-01,me,yes,\n"
                                "12346,ours,untimed,,PT,,,,none,X,,,me,no,\n"
                                "12347,ours,untimed,,PT,,,,none,,,2021-01-01,me,yes,deleted; now nothing at all\n"
                                "12348,ours,untimed,,PT,,,,none,,,2021-01-01,me,yes,deleted; now 97110 97112 97113 "
                                "97116 97124\n"
                                "12349,ours,untimed,,PT,,,,none,,,2021-01-01,me,yes,deleted; now 9711\n";
    struct therapycode_source source = { sizeof source, table, sizeof table - 1, THERAPYCODE_TABLE_CODES, 0 };
    struct therapycode_rulebook *rulebook = NULL;
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_OK);
    therapycode_engine_unref(engine);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, NULL), THERAPYCODE_OK);
    ck_assert_ptr_null(of_medicare("12345", "CODE-REPLACED"));
    ck_assert_ptr_null(of_medicare("12347", "CODE-REPLACED"));
    ck_assert_ptr_null(of_medicare("12349", "CODE-REPLACED"));
    ck_assert_str_eq(of_medicare("12348", "CODE-REPLACED")->message,
                     "12348 ended before 2021-01-01; the table names as successors: 97110 97112 97113 97116.");
    ck_assert_ptr_nonnull(of_medicare("12346", "CODE-NON-COVERED"));
}
END_TEST

START_TEST(functional_codes_ended_with_2018)
{
    ck_assert_ptr_nonnull(of_medicare("G8978", "CODE-FUNCTIONAL-G-ENDED"));
    ck_assert_ptr_nonnull(of_medicare("G8999", "CODE-FUNCTIONAL-G-ENDED"));
    ck_assert_ptr_nonnull(of_medicare("G9158", "CODE-FUNCTIONAL-G-ENDED"));
    ck_assert_ptr_nonnull(of_medicare("G9176", "CODE-FUNCTIONAL-G-ENDED"));
    ck_assert_ptr_nonnull(of_medicare("G9186", "CODE-FUNCTIONAL-G-ENDED"));
    ck_assert_ptr_null(of_medicare("G8977", "CODE-FUNCTIONAL-G-ENDED"));
    ck_assert_ptr_null(of_medicare("G9177", "CODE-FUNCTIONAL-G-ENDED"));
    ck_assert_ptr_null(of_code(20181231, THERAPYCODE_PT, NULL, "G8978", "CODE-FUNCTIONAL-G-ENDED"));
}
END_TEST

START_TEST(codes_of_another_discipline)
{
    ck_assert_int_eq(of_medicare("92507", "CODE-WRONG-DISCIPLINE")->severity, THERAPYCODE_WARNING);
    ck_assert_str_eq(lines_text(), "92507x1[GP]"); /* who furnished it decides */
    ck_assert_int_eq(of_medicare("92521", "CODE-WRONG-DISCIPLINE")->severity, THERAPYCODE_ERROR);
    ck_assert_int_eq(of_medicare("97168", "CODE-WRONG-DISCIPLINE")->severity, THERAPYCODE_ERROR);
    ck_assert_ptr_null(of_medicare("97164", "CODE-WRONG-DISCIPLINE"));
    ck_assert_ptr_null(of_code(20260302, THERAPYCODE_OT, NULL, "92526", "CODE-WRONG-DISCIPLINE"));
}
END_TEST

START_TEST(contact_against_the_code)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    again(&v, 0);
    v.activities[1].contact = THERAPYCODE_SUPERVISED;
    claim(&v);
    ck_assert_str_eq(message("CODE-CONTACT-MISMATCH"),
                     "97110 needs constant attendance and is stated as supervised only.");
    ck_assert_int_eq(found("CODE-CONTACT-MISMATCH")->activity, 1);
    v.activities[1].contact = THERAPYCODE_ONE_ON_ONE;
    claim(&v);
    ck_assert_ptr_null(found("CODE-CONTACT-MISMATCH"));
    v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97150", 15, 1, 0);
    v.activities[0].contact = THERAPYCODE_ONE_ON_ONE;
    claim(&v);
    ck_assert_str_eq(message("CODE-CONTACT-MISMATCH"),
                     "97150 is a group code and is stated with one-on-one contact.");
    ck_assert_int_eq(found("CODE-CONTACT-MISMATCH")->activity, 0);
}
END_TEST

START_TEST(rows_that_were_recalled)
{
    ck_assert_int_eq(of_medicare("97139", "CODE-UNVERIFIED")->severity, THERAPYCODE_INFO);
    ck_assert_ptr_null(of_medicare("97110", "CODE-UNVERIFIED"));
    ck_assert_ptr_null(of_medicare("97597", "CODE-UNVERIFIED")); /* partly read is not recalled */
}
END_TEST

START_TEST(dates_that_the_tables_do_not_speak_for)
{
    struct visit v = visit_of(20171231, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    perform(&v, "97112", 15, 1, 0);
    claim(&v);
    ck_assert_uint_eq(count_found("TABLE-DATE-COVERAGE"), 1);
    ck_assert_str_eq(message("TABLE-DATE-COVERAGE"), "The built-in tables were checked for 2018-01-01 to before "
                                                     "2027-01-01; 2017-12-31 lies outside.");
    v.session.date_of_service = 20180101;
    claim(&v);
    ck_assert_ptr_null(found("TABLE-DATE-COVERAGE"));
    v.session.date_of_service = 20270101;
    claim(&v);
    ck_assert_ptr_nonnull(found("TABLE-DATE-COVERAGE"));
}
END_TEST

/* One choice that rests on no source is enough; a source read in part is not "recalled". */
START_TEST(policies_that_were_recalled)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    v.session.policy = "tricare";
    claim(&v);
    ck_assert_int_eq(found("POLICY-UNVERIFIED")->severity, THERAPYCODE_INFO);
    v.session.policy = "medicare-advantage";
    claim(&v);
    ck_assert_ptr_null(found("POLICY-UNVERIFIED"));
    v.session.policy = NULL;
    claim(&v);
    ck_assert_ptr_null(found("POLICY-UNVERIFIED"));
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("claim codes");
    TCase *codes = tcase_create("codes");
    tcase_add_checked_fixture(codes, set_up, tear_down);
    tcase_add_test(codes, status_letters);
    tcase_add_test(codes, unattended_stimulation_by_payer);
    tcase_add_test(codes, successors_of_deleted_codes);
    tcase_add_test(codes, loaded_codes);
    tcase_add_test(codes, functional_codes_ended_with_2018);
    tcase_add_test(codes, codes_of_another_discipline);
    tcase_add_test(codes, contact_against_the_code);
    tcase_add_test(codes, rows_that_were_recalled);
    tcase_add_test(codes, dates_that_the_tables_do_not_speak_for);
    tcase_add_test(codes, policies_that_were_recalled);
    suite_add_tcase(suite, codes);
    return suite;
}
