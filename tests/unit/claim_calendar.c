#include "claim_support.h"

#include "base/date.h"

enum { MOST_DATES = 200 };

static int32_t treated[MOST_DATES], reported[MOST_DATES];
static size_t treated_count, reported_count;

static int32_t after(int32_t date, int32_t days)
{
    return therapycode_impl_day_date(therapycode_impl_day_number(date) + days);
}

/* Treatment on every day from `first`, `days` of them. */
static void daily(int32_t first, int32_t days)
{
    int32_t i;
    ck_assert_uint_le(treated_count + (size_t)days, MOST_DATES);
    for (i = 0; i < days; i++)
        treated[treated_count++] = after(first, i);
}

static void clear(void)
{
    treated_count = reported_count = 0;
}

static void report_on(int32_t date)
{
    reported[reported_count++] = date;
}

static struct visit visit_on(int32_t date)
{
    struct visit v = visit_of(date, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    v.episode.certified_from = 20180101; /* the other clock is quiet */
    v.episode.certified_to = 20991231;
    v.episode.certification_signed = THERAPYCODE_YES;
    return v;
}

static void ask(struct visit *v)
{
    v->episode.treatment_dates = treated;
    v->episode.treatment_date_count = treated_count;
    v->episode.report_dates = reported;
    v->episode.report_date_count = reported_count;
    v->session.episode = &v->episode;
    claim(v);
}

/* ---- progress reports ---- */

/* Rule ids of the report clock, of a visit on that day; "" when it is quiet. */
static const char *reports_on(int32_t date)
{
    static char text[256];
    const struct therapycode_finding *f;
    struct visit v = visit_on(date);
    size_t i;
    ask(&v);
    text[0] = '\0';
    for (i = 0; (f = therapycode_evaluation_finding(evaluation, i)) != NULL; i++)
        if (strncmp(f->rule, "PROGRESS-REPORT-", 16) == 0)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", text[0] != '\0' ? " " : "", f->rule + 16);
    return text;
}

START_TEST(ten_treatment_days)
{
    clear();
    daily(20260302, 7);
    ck_assert_str_eq(reports_on(20260308), "");
    daily(20260309, 1);
    ck_assert_str_eq(reports_on(20260309), "SOON");
    ck_assert_str_eq(message("PROGRESS-REPORT-SOON"), "Treatment day 8 of 10 in the reporting period.");
    ck_assert_str_eq(reports_on(20260310), "SOON"); /* today counts, listed or not */
    daily(20260310, 2);
    ck_assert_str_eq(reports_on(20260311), "10-DAYS");
    ck_assert_str_eq(message("PROGRESS-REPORT-10-DAYS"),
                     "The reporting period of 10 treatment days was full on 2026-03-11; 10 treatment days have no "
                     "report.");
    ck_assert_str_eq(found("PROGRESS-REPORT-10-DAYS")->suggestion,
                     "Write the progress report; it is late after 2026-03-18.");
    ck_assert_str_eq(reports_on(20260318), "10-DAYS");
    ck_assert_str_eq(reports_on(20260319), "LATE");
    ck_assert_str_eq(message("PROGRESS-REPORT-LATE"), "11 treatment days have no progress report; the period was full "
                                                      "on 2026-03-11 and the report is 1 day late.");
}
END_TEST

/* "10 visits or 30 days" is not Medicare's: calendar days do not count, and absences do not. */
START_TEST(calendar_days_do_not_count)
{
    clear();
    daily(20260105, 1);
    daily(20260209, 1);
    daily(20260316, 1);
    ck_assert_str_eq(reports_on(20260420), "");
}
END_TEST

START_TEST(the_same_day_twice_is_one_treatment_day)
{
    int i;
    clear();
    for (i = 0; i < 20; i++)
        daily(20260302, 1);
    ck_assert_str_eq(reports_on(20260302), "");
    ck_assert_str_eq(reports_on(20260303), "");
}
END_TEST

/*
 * Pub. 100-02, ch. 15, sec. 220.3 D: evaluated Monday 1 October, five times a week, a report on the 5th by choice; the
 * next is due for the ten treatment days of 8 to 19 October.
 */
START_TEST(the_manuals_example)
{
    clear();
    daily(20181001, 5);
    report_on(20181005);
    daily(20181008, 5);
    daily(20181015, 4);
    ck_assert_str_eq(reports_on(20181018), "SOON");
    ck_assert_str_eq(reports_on(20181019), "10-DAYS");
    ck_assert_str_eq(message("PROGRESS-REPORT-10-DAYS"), "The reporting period of 10 treatment days was full on "
                                                         "2018-10-19; 10 treatment days have no report.");
}
END_TEST

START_TEST(a_report_within_seven_days_closes_the_period_that_was_full)
{
    clear();
    daily(20260302, 13); /* full on the 11th; three more days */
    report_on(20260314);
    ck_assert_str_eq(reports_on(20260314), ""); /* 12th, 13th and 14th are days 1 to 3 */
    daily(20260315, 4);
    ck_assert_str_eq(reports_on(20260318), "");
    ck_assert_str_eq(reports_on(20260319), "SOON");
    ck_assert_str_eq(message("PROGRESS-REPORT-SOON"), "Treatment day 8 of 10 in the reporting period.");
}
END_TEST

START_TEST(a_late_report_is_told_and_starts_anew)
{
    clear();
    daily(20260302, 10);
    report_on(20260320);
    ck_assert_str_eq(reports_on(20260321), "LATE");
    ck_assert_str_eq(message("PROGRESS-REPORT-LATE"),
                     "The progress report of 2026-03-20 came 2 days after the seven that follow its period.");
    report_on(20260322); /* the next one is in time, and the late one has been told */
    ck_assert_str_eq(reports_on(20260323), "");
    clear();
    daily(20260302, 10);
    report_on(20260318);
    ck_assert_str_eq(reports_on(20260321), "");
}
END_TEST

START_TEST(todays_note_may_be_the_report)
{
    struct visit v = visit_on(20260311);
    clear();
    daily(20260302, 10);
    v.session.note_kind = THERAPYCODE_NOTE_PROGRESS;
    ask(&v);
    ck_assert_ptr_null(found("PROGRESS-REPORT-10-DAYS"));
    v.session.note_kind = THERAPYCODE_NOTE_DISCHARGE;
    ask(&v);
    ck_assert_ptr_null(found("PROGRESS-REPORT-10-DAYS"));
    v.session.note_kind = THERAPYCODE_NOTE_DAILY;
    ask(&v);
    ck_assert_ptr_nonnull(found("PROGRESS-REPORT-10-DAYS"));
    report_on(20260311);
    ask(&v);
    ck_assert_ptr_null(found("PROGRESS-REPORT-10-DAYS"));
    daily(20260312, 10); /* and the one after an earlier report */
    v.session.date_of_service = 20260321;
    v.session.note_kind = THERAPYCODE_NOTE_PROGRESS;
    ask(&v);
    ck_assert_ptr_null(found("PROGRESS-REPORT-10-DAYS"));
    clear();
    daily(20260302, 10);
    v.session.date_of_service = 20260325;
    v.session.note_kind = THERAPYCODE_NOTE_PROGRESS;
    ask(&v);
    ck_assert_str_eq(message("PROGRESS-REPORT-LATE"),
                     "The progress report of 2026-03-25 came 7 days after the seven that follow its period.");
}
END_TEST

START_TEST(a_clinician_writes_it)
{
    struct visit v = visit_on(20260311);
    clear();
    daily(20260302, 10);
    v.session.note_kind = THERAPYCODE_NOTE_PROGRESS;
    v.session.signed_by = THERAPYCODE_ASSISTANT;
    ask(&v);
    ck_assert_int_eq(found("PROGRESS-REPORT-AUTHOR")->severity, THERAPYCODE_ERROR);
    v.session.signed_by = THERAPYCODE_THERAPIST;
    ask(&v);
    ck_assert_ptr_null(found("PROGRESS-REPORT-AUTHOR"));
    v.session.note_kind = THERAPYCODE_NOTE_DAILY; /* an assistant may sign a treatment note */
    v.session.signed_by = THERAPYCODE_ASSISTANT;
    ask(&v);
    ck_assert_ptr_null(found("PROGRESS-REPORT-AUTHOR"));
}
END_TEST

START_TEST(without_treatment_days_it_cannot_be_counted)
{
    struct visit v = visit_on(20260311);
    clear();
    ask(&v);
    ck_assert_int_eq(found("PROGRESS-REPORT-NOT-ASSESSED")->severity, THERAPYCODE_INFO);
    v.session.policy = "commercial-ama"; /* no such clock */
    ask(&v);
    ck_assert_ptr_null(found("PROGRESS-REPORT-NOT-ASSESSED"));
    ck_assert_ptr_null(found("CERT-NOT-ASSESSED"));
}
END_TEST

START_TEST(dates_after_the_visit_are_not_looked_at)
{
    clear();
    daily(20260302, 30);
    report_on(20260330);
    ck_assert_str_eq(reports_on(20260305), "");
}
END_TEST

/* ---- certification ---- */

/* First treatment 2026-01-05; nothing of certification stated. */
static struct visit uncertified(int32_t date)
{
    struct visit v = visit_of(date, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    clear();
    daily(20260105, 1);
    return v;
}

START_TEST(a_signed_certification_of_ninety_days_is_fine)
{
    struct visit v = uncertified(20260302);
    v.episode.certified_from = 20260105;
    v.episode.certified_to = 20260405; /* 90 days after the first treatment */
    v.episode.certification_signed = THERAPYCODE_YES;
    v.episode.stated = THERAPYCODE_STATED_USED_PT_SLP;
    v.episode.visit_cents = 1;
    ask(&v);
    ck_assert_ptr_null(therapycode_evaluation_finding(evaluation, 0));
    v.episode.certified_to = 20260406;
    ask(&v);
    ck_assert_str_eq(message("CERT-INITIAL"),
                     "The first certification runs from 2026-01-05 to 2026-04-06, beyond 90 days.");
    ck_assert_str_eq(found("CERT-INITIAL")->suggestion, "Recertify by 2026-04-05.");
}
END_TEST

START_TEST(outside_the_certified_period)
{
    struct visit v = uncertified(20260302);
    v.episode.certified_from = 20260105;
    v.episode.certified_to = 20260228;
    v.episode.certification_signed = THERAPYCODE_YES;
    ask(&v);
    ck_assert_str_eq(message("CERT-EXPIRED"), "The certified period ended on 2026-02-28, 2 days before this visit.");
    v.session.date_of_service = 20260228;
    ask(&v);
    ck_assert_ptr_null(found("CERT-EXPIRED"));
    ck_assert_str_eq(message("CERT-RECERTIFY"), "The certified period ends on 2026-02-28, in 0 days.");
    v.episode.certified_from = 20260301;
    v.episode.certified_to = 20260330;
    ask(&v);
    ck_assert_str_eq(message("CERT-EXPIRED"),
                     "The visit of 2026-02-28 is before the certified period, which begins on 2026-03-01.");
}
END_TEST

START_TEST(recertification)
{
    struct visit v = uncertified(20260406);
    ask(&v); /* 91 days after the first treatment, and no period stated */
    ck_assert_str_eq(message("CERT-RECERTIFY"),
                     "More than 90 days have passed since 2026-01-05 and no later certified period is stated.");
    v.session.date_of_service = 20260405;
    ask(&v);
    ck_assert_str_eq(message("CERT-RECERTIFY"), "The certified period ends on 2026-04-05, in 0 days.");
    v.session.date_of_service = 20260420;
    v.episode.certified_from = 20260405;
    v.episode.certified_to = 20260705;
    v.episode.certification_signed = THERAPYCODE_YES;
    ask(&v);
    ck_assert_str_eq(message("CERT-RECERTIFY"),
                     "The recertification runs from 2026-04-05 to 2026-07-05, beyond 90 days.");
    v.episode.certified_to = 20260704;
    ask(&v);
    ck_assert_ptr_null(found("CERT-RECERTIFY"));
}
END_TEST

START_TEST(signature_in_time)
{
    struct visit v = uncertified(20260204); /* 30 days after the first treatment */
    v.episode.certification_signed = THERAPYCODE_NO;
    ask(&v);
    ck_assert_str_eq(message("CERT-TIMELY"), "The first certification is not signed yet; it is timely to 2026-02-04.");
    v.session.date_of_service = 20260205;
    ask(&v);
    ck_assert_ptr_null(found("CERT-TIMELY"));
    ck_assert_int_eq(found("CERT-UNSIGNED")->severity, THERAPYCODE_WARNING);
    v.episode.certification_signed = THERAPYCODE_YES;
    ask(&v);
    ck_assert_ptr_null(found("CERT-UNSIGNED"));
}
END_TEST

/* 42 CFR 424.24(c), from 2025: order on file and the plan sent within 30 days of the evaluation. */
START_TEST(an_order_may_stand_for_the_first_signature)
{
    struct visit v = uncertified(20260302);
    v.episode.certification_signed = THERAPYCODE_NO;
    v.episode.order_on_file = THERAPYCODE_YES;
    v.episode.plan_sent_on = 20260204;
    ask(&v);
    ck_assert_ptr_null(found("CERT-UNSIGNED"));
    ck_assert_str_eq(step_message("CERT-ORDER-PLAN-SENT-2025"),
                     "the order on file and the plan sent on 2026-02-04 stand for the signature on the first "
                     "certification");
    v.episode.plan_sent_on = 20260205;
    ask(&v);
    ck_assert_ptr_nonnull(found("CERT-UNSIGNED"));
    ck_assert_str_eq(message("CERT-ORDER-PLAN-SENT-2025"),
                     "The plan was sent on 2026-02-05, after 2026-02-04: the order does not stand for the signature.");
    v.episode.plan_sent_on = 0;
    ask(&v);
    ck_assert_str_eq(message("CERT-ORDER-PLAN-SENT-2025"),
                     "An order is on file, but not when the plan was sent: it does not yet stand for the signature.");
    v.episode.order_on_file = THERAPYCODE_NO;
    v.episode.plan_sent_on = 20260110;
    ask(&v);
    ck_assert_ptr_nonnull(found("CERT-UNSIGNED"));
}
END_TEST

START_TEST(an_order_does_not_before_2025_nor_for_a_recertification)
{
    struct visit v = visit_of(20241231, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    clear();
    daily(20241220, 1);
    v.episode.certification_signed = THERAPYCODE_NO;
    v.episode.order_on_file = THERAPYCODE_YES;
    v.episode.plan_sent_on = 20241221;
    ask(&v);
    ck_assert_ptr_nonnull(found("CERT-TIMELY"));
    v = uncertified(20260420);
    v.episode.certified_from = 20260405;
    v.episode.certified_to = 20260630;
    v.episode.certification_signed = THERAPYCODE_NO;
    v.episode.order_on_file = THERAPYCODE_YES;
    v.episode.plan_sent_on = 20260110;
    ask(&v);
    ck_assert_str_eq(message("CERT-ORDER-NOT-RECERT"),
                     "The recertification from 2026-04-05 is not signed, and an order on file does not stand for it.");
}
END_TEST

START_TEST(nothing_stated_of_certification)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    clear();
    ask(&v);
    ck_assert_str_eq(message("CERT-NOT-ASSESSED"),
                     "Nothing is stated of the certification: its 90 days and its signature were not checked.");
    v = uncertified(20260302);
    ask(&v);
    ck_assert_str_eq(message("CERT-NOT-ASSESSED"), "Whether the certification is signed is not stated.");
    clear();
    v.episode.certification_signed = THERAPYCODE_NO;
    v.episode.order_on_file = THERAPYCODE_YES;
    v.episode.plan_sent_on = 20260110;
    ask(&v);
    ck_assert_str_eq(message("CERT-NOT-ASSESSED"),
                     "An order is on file and the plan was sent on 2026-01-10; without the first treatment day, whether "
                     "they stand for the signature was not checked.");
    ck_assert_ptr_null(found("CERT-UNSIGNED"));
    v.session.episode = NULL;
    claim(&v);
    ck_assert_ptr_null(found("CERT-NOT-ASSESSED")); /* no history given, none looked at */
}
END_TEST

START_TEST(the_plan_comes_first)
{
    struct visit v = uncertified(20260105);
    ask(&v);
    ck_assert_str_eq(message("PLAN-FIRST"), "2026-01-05 is the first treatment day and holds no evaluation.");
    perform(&v, "97161", 40, 1, 0);
    ask(&v);
    ck_assert_ptr_null(found("PLAN-FIRST"));
    v = uncertified(20260105);
    v.session.note_kind = THERAPYCODE_NOTE_EVALUATION;
    ask(&v);
    ck_assert_ptr_null(found("PLAN-FIRST"));
    v = uncertified(20260106);
    ask(&v);
    ck_assert_ptr_null(found("PLAN-FIRST"));
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("claim calendar");
    TCase *clocks = tcase_create("clocks");
    tcase_add_checked_fixture(clocks, set_up, tear_down);
    tcase_add_test(clocks, ten_treatment_days);
    tcase_add_test(clocks, calendar_days_do_not_count);
    tcase_add_test(clocks, the_same_day_twice_is_one_treatment_day);
    tcase_add_test(clocks, the_manuals_example);
    tcase_add_test(clocks, a_report_within_seven_days_closes_the_period_that_was_full);
    tcase_add_test(clocks, a_late_report_is_told_and_starts_anew);
    tcase_add_test(clocks, todays_note_may_be_the_report);
    tcase_add_test(clocks, a_clinician_writes_it);
    tcase_add_test(clocks, without_treatment_days_it_cannot_be_counted);
    tcase_add_test(clocks, dates_after_the_visit_are_not_looked_at);
    tcase_add_test(clocks, a_signed_certification_of_ninety_days_is_fine);
    tcase_add_test(clocks, outside_the_certified_period);
    tcase_add_test(clocks, recertification);
    tcase_add_test(clocks, signature_in_time);
    tcase_add_test(clocks, an_order_may_stand_for_the_first_signature);
    tcase_add_test(clocks, an_order_does_not_before_2025_nor_for_a_recertification);
    tcase_add_test(clocks, nothing_stated_of_certification);
    tcase_add_test(clocks, the_plan_comes_first);
    suite_add_tcase(suite, clocks);
    return suite;
}
