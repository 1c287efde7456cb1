#include "claim_support.h"

/* A PT visit of 2026 (threshold 2,480.00 of PT with SLP, as of OT) with these amounts. */
static struct visit spent(int32_t used, int32_t visit)
{
    struct visit v = visit_of(20260302, THERAPYCODE_PT);
    perform(&v, "97110", 15, 1, 0);
    perform(&v, "97530", 15, 1, 0);
    v.session.episode = NULL; /* set by ask(), where the copy stays */
    v.episode.used_pt_slp_cents = used;
    v.episode.visit_cents = visit;
    v.episode.stated = THERAPYCODE_STATED_USED_PT_SLP;
    return v;
}

static void ask(struct visit *v)
{
    v->session.episode = &v->episode;
    claim(v);
}

START_TEST(more_than_the_threshold_and_attested)
{
    struct visit v = spent(240000, 8001);
    v.session.necessity_attested = THERAPYCODE_YES;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP KX];97530x1[GP KX]");
    ck_assert_str_eq(step_message("KX-TWO-POTS"),
                     "PT and SLP this year: $2400.00 used before + $80.01 this visit = $2480.01; the KX threshold is $2480.00");
    ck_assert_str_eq(step_message("KX-OVER-THRESHOLD"),
                     "KX on lines of PT and SLP: $2480.01 is more than $2480.00, and necessity is attested");
    ck_assert_ptr_null(stepped("KX-ALL-LINES"));
    v.episode.visit_cents = 8000; /* exactly the threshold is not more */
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP];97530x1[GP]");
}
END_TEST

START_TEST(without_attestation_it_is_advised)
{
    struct visit v = spent(248000, 1);
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP];97530x1[GP]");
    ck_assert_int_eq(found("KX-NEEDS-ATTESTATION")->severity, THERAPYCODE_WARNING);
    v.session.necessity_attested = THERAPYCODE_NO;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP];97530x1[GP]");
    ck_assert_ptr_nonnull(found("KX-NEEDS-ATTESTATION"));
    state(&v, 0, "KX");
    ask(&v);
    ck_assert_str_eq(message("KX-NEEDS-ATTESTATION"),
                     "KX is stated on PT and SLP, and necessity is stated as not attested.");
    ck_assert_str_eq(lines_text(), "97110x1[GP KX];97530x1[GP]");
}
END_TEST

START_TEST(stated_on_every_line_it_needs_no_advice)
{
    struct visit v = spent(248000, 1);
    state(&v, 0, "KX");
    ask(&v);
    ck_assert_ptr_nonnull(found("KX-NEEDS-ATTESTATION")); /* the other line will be denied */
    state(&v, 1, "KX");
    ask(&v);
    ck_assert_ptr_null(found("KX-NEEDS-ATTESTATION"));
    ck_assert_str_eq(lines_text(), "97110x1[GP KX];97530x1[GP KX]");
}
END_TEST

START_TEST(only_billed_therapy_lines_count)
{
    struct visit v = spent(248000, 1);
    size_t off_list = perform(&v, "97602", 15, 1, 0); /* carries no GP, so no KX either */
    v.session.setting = THERAPYCODE_SETTING_FACILITY;
    state(&v, 0, "KX");
    state(&v, 1, "KX");
    ask(&v);
    ck_assert_ptr_null(found("KX-ALL-LINES"));
    ck_assert_ptr_null(found("KX-NEEDS-ATTESTATION"));
    v.session.necessity_attested = THERAPYCODE_YES;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP KX];97530x1[GP KX];97602x1[]");
    v.tallies[off_list].units = 0; /* nor does a code of the other pot that earned nothing */
    v.tallies[off_list].discipline = THERAPYCODE_OT;
    snprintf(v.tallies[off_list].code, sizeof v.tallies[off_list].code, "97535");
    ask(&v);
    ck_assert_ptr_null(found("KX-AMOUNT-NOT-STATED"));
}
END_TEST

START_TEST(institutional_claims_all_or_none)
{
    struct visit v = spent(248000, 1);
    v.session.setting = THERAPYCODE_SETTING_HOSPITAL_OUTPATIENT;
    state(&v, 1, "KX");
    ask(&v);
    ck_assert_str_eq(message("KX-ALL-LINES"),
                     "An institutional claim carries KX on all lines of PT and SLP or on none; 1 of 2 codes state it.");
    state(&v, 0, "KX");
    ask(&v);
    ck_assert_ptr_null(found("KX-ALL-LINES"));
    state(&v, 0, "");
    state(&v, 1, "");
    v.session.necessity_attested = THERAPYCODE_YES;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP KX];97530x1[GP KX]");
    ck_assert_str_eq(step_message("KX-ALL-LINES"), "institutional claim: KX on all lines of PT and SLP");
}
END_TEST

START_TEST(below_the_threshold_never)
{
    struct visit v = spent(100000, 5000);
    v.session.necessity_attested = THERAPYCODE_YES;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP];97530x1[GP]");
    ck_assert_ptr_null(found("KX-BELOW-THRESHOLD"));
    state(&v, 1, "GP KX");
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP];97530x1[GP KX]");
    ck_assert_str_eq(message("KX-BELOW-THRESHOLD"), "KX is stated on PT and SLP: $1050.00 is not more than $2480.00.");
    ck_assert_int_eq(found("KX-BELOW-THRESHOLD")->activity, 1);
}
END_TEST

START_TEST(two_pots)
{
    struct visit v = spent(248000, 1);
    v.session.necessity_attested = THERAPYCODE_YES;
    v.session.discipline = THERAPYCODE_OT;
    v.tallies[0].discipline = v.tallies[1].discipline = THERAPYCODE_OT;
    ask(&v); /* what PT and SLP used is nothing to OT, whose amount is not stated */
    ck_assert_str_eq(lines_text(), "97110x1[GO];97530x1[GO]");
    ck_assert_str_eq(message("KX-AMOUNT-NOT-STATED"),
                     "The amount used of OT is not stated: the threshold was not checked.");
    v.episode.used_ot_cents = 248000;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GO KX];97530x1[GO KX]");
    v.tallies[0].discipline = v.tallies[1].discipline = THERAPYCODE_SLP;
    v.episode.used_ot_cents = 0;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GN KX];97530x1[GN KX]");
}
END_TEST

START_TEST(one_amount_for_two_pots)
{
    struct visit v = spent(247000, 2000);
    v.session.necessity_attested = THERAPYCODE_YES;
    v.tallies[1].discipline = v.activities[1].discipline = THERAPYCODE_OT;
    v.episode.used_ot_cents = 248001;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP];97530x1[GO KX]");
    ck_assert_str_eq(message("KX-TWO-POTS"),
                     "The visit has lines of PT or SLP and of OT and one amount, $20.00; PT and SLP has $10.00 left, so "
                     "whether it is passed cannot be told.");
}
END_TEST

START_TEST(amounts_that_are_not_there)
{
    struct visit v = spent(0, 5000);
    ask(&v);
    ck_assert_ptr_null(found("KX-AMOUNT-NOT-STATED")); /* zero, and stated */
    v.episode.stated = 0;
    ask(&v);
    ck_assert_ptr_nonnull(found("KX-AMOUNT-NOT-STATED"));
    v = spent(247000, 0);
    ask(&v);
    ck_assert_str_eq(message("KX-AMOUNT-NOT-STATED"),
                     "The amount of this visit is not stated: PT and SLP has $10.00 left, and whether this visit passes "
                     "it was not checked.");
    v.session.episode = NULL; /* no episode: nothing is asked of it */
    claim(&v);
    ck_assert_ptr_null(therapycode_evaluation_finding(evaluation, 0));
    state(&v, 0, "KX");
    claim(&v);
    ck_assert_ptr_nonnull(found("KX-AMOUNT-NOT-STATED"));
    ck_assert_str_eq(lines_text(), "97110x1[GP KX];97530x1[GP]");
}
END_TEST

START_TEST(years_and_their_thresholds)
{
    static const struct { int32_t date, cents; } years[] = {
        { 20180615, 201000 }, { 20191231, 204000 }, { 20200101, 208000 }, { 20210101, 211000 }, { 20220101, 215000 },
        { 20230101, 223000 }, { 20240101, 233000 }, { 20250101, 241000 }, { 20261231, 248000 }
    };
    struct visit v = spent(0, 0);
    size_t i;
    v.session.necessity_attested = THERAPYCODE_YES;
    for (i = 0; i < sizeof years / sizeof years[0]; i++) {
        v.session.date_of_service = years[i].date;
        v.episode.used_pt_slp_cents = years[i].cents;
        v.episode.visit_cents = 0;
        ask(&v);
        ck_assert_str_eq(lines_text(), "97110x1[GP];97530x1[GP]");
        v.episode.visit_cents = 1;
        ask(&v);
        ck_assert_str_eq(lines_text(), "97110x1[GP KX];97530x1[GP KX]");
    }
    v.session.date_of_service = 20270101;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP];97530x1[GP]");
    ck_assert_str_eq(message("KX-YEAR-NOT-KNOWN"),
                     "There is no threshold of PT and SLP for 2027 in the table: KX was neither checked nor added.");
    v.session.date_of_service = 20171231;
    ask(&v);
    ck_assert_ptr_nonnull(found("KX-YEAR-NOT-KNOWN"));
}
END_TEST

START_TEST(targeted_review)
{
    struct visit v = spent(300000, 0);
    v.session.necessity_attested = THERAPYCODE_YES;
    ask(&v);
    ck_assert_ptr_null(found("KX-TARGETED-REVIEW"));
    v.episode.visit_cents = 1;
    ask(&v);
    ck_assert_str_eq(message("KX-TARGETED-REVIEW"),
                     "PT and SLP: $3000.01 is above $3000.00, from where claims may be picked for medical review.");
}
END_TEST

START_TEST(ga_and_not_kx)
{
    struct visit v = spent(248000, 1);
    v.session.liability = THERAPYCODE_ABN_REQUIRED_ON_FILE;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP GA];97530x1[GP GA]");
    ck_assert_str_eq(step_message("MODIFIER-GA-NOT-KX"),
                     "GA and not KX on lines of PT and SLP: denial as not necessary is expected");
    v.session.necessity_attested = THERAPYCODE_YES;
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP GA];97530x1[GP GA]");
    ck_assert_int_eq(found("MODIFIER-GA-NOT-KX")->severity, THERAPYCODE_ERROR);
    state(&v, 0, "KX");
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP KX GA];97530x1[GP GA]");
    ck_assert_str_eq(message("MODIFIER-GA-NOT-KX"),
                     "KX is stated on PT and SLP beside GA: one says that the service is necessary, the other that it "
                     "is not.");
    v.session.liability = THERAPYCODE_ABN_VOLUNTARY; /* a voluntary notice says nothing of necessity */
    state(&v, 0, "");
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP KX GX];97530x1[GP KX GX]");
    v.session.liability = 0;
    state(&v, 0, "GA");
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP GA];97530x1[GP]");
}
END_TEST

START_TEST(other_payers_have_no_threshold)
{
    struct visit v = spent(900000, 1);
    v.session.necessity_attested = THERAPYCODE_YES;
    v.session.policy = "medicare-advantage";
    ask(&v);
    ck_assert_str_eq(lines_text(), "97110x1[GP];97530x1[GP]");
    ck_assert_ptr_null(stepped("KX-TWO-POTS"));
}
END_TEST

/* ---- no amount reaches anything but KX ---- */

static size_t write_down(char *out, size_t size)
{
    const struct therapycode_line *line;
    const struct therapycode_tally *tally;
    const struct therapycode_finding *f;
    const struct therapycode_step *s;
    size_t i, n = 0;
    int m;
#define ADD(...) n += (size_t)snprintf(out + n, size - n, __VA_ARGS__)
    for (i = 0; (line = therapycode_evaluation_line(evaluation, i)) != NULL; i++) {
        ADD("line %s %d %d %d %d %d:", line->code, line->discipline, line->units, line->minutes, line->tally,
            line->suggested);
        for (m = 0; m < 4; m++)
            if (strcmp(line->modifiers[m], "KX") != 0 && line->modifiers[m][0] != '\0')
                ADD(" %s", line->modifiers[m]);
        ADD("\n");
    }
    for (i = 0; (tally = therapycode_evaluation_tally(evaluation, i)) != NULL; i++)
        ADD("tally %s %d %d %d %d\n", tally->code, tally->units, tally->minutes, tally->tie, tally->assistant_units);
    for (i = 0; (f = therapycode_evaluation_finding(evaluation, i)) != NULL; i++)
        if (strncmp(f->rule, "KX-", 3) != 0)
            ADD("finding %s %d %d %d %s %s\n", f->rule, f->severity, f->activity, f->line, f->message,
                f->suggestion == NULL ? "" : f->suggestion);
    for (i = 0; (s = therapycode_evaluation_step(evaluation, i)) != NULL; i++)
        if (strncmp(s->rule, "KX-", 3) != 0)
            ADD("step %s %d %d %d %s\n", s->rule, s->tally, s->minutes, s->units, s->message);
#undef ADD
    ck_assert_uint_lt(n, size);
    return n;
}

static const int32_t amounts[] = { 0, 1, 99, 100000, 247999, 248000, 248001, 300001, INT32_MAX };
enum { AMOUNTS = sizeof amounts / sizeof amounts[0] };

/* Through the whole public path: every time with other amounts, and nothing else may move. */
START_TEST(no_amount_reaches_anything_but_kx)
{
    static const char *const codes[] = { "97110", "97530", "97140", "97112", "97150" };
    static const int32_t minutes[] = { 8, 8, 23, 8, 30 };
    struct therapycode_activity activities[5];
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    struct therapycode_episode episode;
    static char first[65536], now[65536];
    int i, j, with_kx = 0, rounds = 0;
    memset(activities, 0, sizeof activities);
    memset(&episode, 0, sizeof episode);
    for (i = 0; i < 5; i++) {
        strcpy(activities[i].code, codes[i]);
        activities[i].minutes = minutes[i];
        activities[i].assistant_minutes = i == 2 ? 12 : 0;
    }
    session.activities = activities;
    session.activity_count = 5;
    session.date_of_service = 20260302;
    session.discipline = THERAPYCODE_PT;
    session.necessity_attested = THERAPYCODE_YES;
    session.episode = &episode;
    episode.size = sizeof episode;
    episode.stated = THERAPYCODE_STATED_USED_PT_SLP | THERAPYCODE_STATED_USED_OT;
    for (i = 0; i < AMOUNTS; i++)
        for (j = 0; j < AMOUNTS; j++) {
            size_t k;
            episode.used_pt_slp_cents = amounts[i];
            episode.used_ot_cents = amounts[AMOUNTS - 1 - i];
            episode.visit_cents = amounts[j];
            ck_assert_int_eq(therapycode_evaluate(engine, &session, evaluation, NULL), THERAPYCODE_OK);
            write_down(rounds++ == 0 ? first : now, sizeof first);
            if (rounds > 1)
                ck_assert_str_eq(now, first);
            for (k = 0; therapycode_evaluation_line(evaluation, k) != NULL; k++)
                with_kx += strcmp(therapycode_evaluation_line(evaluation, k)->modifiers[1], "KX") == 0;
        }
    /* the test would say nothing if KX had never come and gone */
    ck_assert_int_gt(with_kx, 0);
}
END_TEST

/* The same of the room alone, with every setting and notice. */
START_TEST(no_amount_reaches_anything_but_kx_in_this_room)
{
    static char first[65536], now[65536];
    int32_t setting, i, j, with_kx = 0, without = 0;
    for (setting = 1; setting <= 4; setting++) {
        int first_time = 1;
        for (i = 0; i < AMOUNTS; i++)
            for (j = 0; j < AMOUNTS; j++) {
                struct visit v = spent(amounts[i], amounts[j]);
                v.session.setting = setting;
                v.session.necessity_attested = THERAPYCODE_YES;
                v.tallies[1].assistant_units = 1;
                state(&v, 0, "59");
                ask(&v);
                write_down(first_time ? first : now, sizeof first);
                if (!first_time)
                    ck_assert_str_eq(now, first);
                first_time = 0;
                with_kx += strstr(lines_text(), "KX") != NULL;
                without += strstr(lines_text(), "KX") == NULL;
            }
    }
    ck_assert_int_gt(with_kx, 0);
    ck_assert_int_gt(without, 0);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("claim threshold");
    TCase *kx = tcase_create("kx");
    tcase_add_checked_fixture(kx, set_up, tear_down);
    tcase_add_test(kx, more_than_the_threshold_and_attested);
    tcase_add_test(kx, without_attestation_it_is_advised);
    tcase_add_test(kx, stated_on_every_line_it_needs_no_advice);
    tcase_add_test(kx, only_billed_therapy_lines_count);
    tcase_add_test(kx, institutional_claims_all_or_none);
    tcase_add_test(kx, below_the_threshold_never);
    tcase_add_test(kx, two_pots);
    tcase_add_test(kx, one_amount_for_two_pots);
    tcase_add_test(kx, amounts_that_are_not_there);
    tcase_add_test(kx, years_and_their_thresholds);
    tcase_add_test(kx, targeted_review);
    tcase_add_test(kx, ga_and_not_kx);
    tcase_add_test(kx, other_payers_have_no_threshold);
    tcase_add_test(kx, no_amount_reaches_anything_but_kx);
    tcase_add_test(kx, no_amount_reaches_anything_but_kx_in_this_room);
    suite_add_tcase(suite, kx);
    return suite;
}
