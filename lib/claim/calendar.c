/*
 * Clocks of the episode: progress reports in treatment days (Pub. 100-02, ch. 15, sec. 220.3 D), certification in
 * calendar days (sec. 220.1.3; 42 CFR 424.24(c) from 2025).
 */
#include "base/date.h"
#include "claim/claim.h"

/* Days that the manual names. */
enum {
    REPORT_GRACE = 7,      /* calendar days in which a report may follow its period */
    SOON_TREATMENTS = 2,   /* treatment days before the last of the period: a notice at 9 and 8 of 10 */
    TIMELY = 30,           /* calendar days from the first treatment to a timely certification */
    SOON_DAYS = 10,        /* before the certified period ends */
    ORDER_MAY_STAND = 20250101
};

/* ---- progress reports ---- */

struct reports {
    const int32_t *days; /* ascending; equal ones are one day */
    size_t day_count;
    size_t at;           /* next day that no period has taken */
    int32_t today;       /* a treatment day, whether listed or not */
    int32_t length;      /* treatment days of a period */
    int32_t number;      /* of the treatment day last taken, within its period: 1 is the first */
    int32_t last;        /* that day */
    int32_t full;        /* the day on which the period was complete; 0: not yet */
    size_t full_at;      /* `at` just after it */
};

static void take_day(struct reports *r, int32_t day)
{
    if (day == r->last)
        return;
    r->last = day;
    r->number++;
    if (r->number == r->length) {
        r->full = day;
        r->full_at = r->at;
    }
}

/* Takes the treatment days up to `until` into the current period; today is one of them. */
static void treat(struct reports *r, int32_t until)
{
    while (r->at < r->day_count && r->days[r->at] <= until)
        take_day(r, r->days[r->at++]);
    if (until == r->today)
        take_day(r, r->today);
}

/*
 * A report ends the period: on its own day when it is written within it, at its last treatment day when it follows
 * that; in the seven days after it, treatments already belong to the next period. Returns how many calendar days it
 * came after the seven, or 0.
 */
static int32_t report(struct reports *r, int32_t date)
{
    int32_t full, after;
    treat(r, date);
    full = r->full;
    after = full == 0 ? 0 : therapycode_impl_day_number(date) - therapycode_impl_day_number(full);
    r->number = 0;
    r->full = 0;
    if (full != 0 && after <= REPORT_GRACE) {
        r->at = r->full_at;
        r->last = full;
        treat(r, date);
    }
    return after > REPORT_GRACE ? after - REPORT_GRACE : 0;
}

static void due(struct therapycode_impl_claim *c, const struct reports *r)
{
    int32_t after;
    if (r->full == 0) {
        if (r->number >= r->length - SOON_TREATMENTS && r->length > SOON_TREATMENTS)
            THERAPYCODE_IMPL_FIND(c->e, REPORT_SOON, r->number, r->length);
        return;
    }
    after = therapycode_impl_day_number(r->today) - therapycode_impl_day_number(r->full);
    if (after <= REPORT_GRACE)
        THERAPYCODE_IMPL_FIND(c->e, REPORT_DUE, r->length, r->full,
                              therapycode_impl_day_date(therapycode_impl_day_number(r->full) + REPORT_GRACE),
                              r->number);
    else
        THERAPYCODE_IMPL_FIND(c->e, REPORT_OVERDUE, r->number, r->full, after - REPORT_GRACE);
}

static void progress_reports(struct therapycode_impl_claim *c, const struct therapycode_episode *episode)
{
    const struct therapycode_session *s = &c->e->session;
    int is_report = s->note_kind == THERAPYCODE_NOTE_PROGRESS || s->note_kind == THERAPYCODE_NOTE_DISCHARGE;
    struct reports r = {
        episode->treatment_dates, episode->treatment_date_count, 0, s->date_of_service, 0, 0, 0, 0, 0
    };
    int32_t late = 0, late_on = 0;
    size_t i;
    r.length = therapycode_impl_option(c->e, THERAPYCODE_IMPL_OPTION_PROGRESS_REPORT_DAYS);
    if (r.length <= 0)
        return;
    if (is_report && s->signed_by != 0 && s->signed_by != THERAPYCODE_THERAPIST)
        THERAPYCODE_IMPL_FIND(c->e, REPORT_AUTHOR, s->signed_by);
    if (episode->treatment_date_count == 0) {
        THERAPYCODE_IMPL_FIND(c->e, REPORT_NOT_ASSESSED, r.length);
        return;
    }
    for (i = 0; i < episode->report_date_count && episode->report_dates[i] <= r.today; i++) {
        late = report(&r, episode->report_dates[i]);
        late_on = episode->report_dates[i];
    }
    treat(&r, r.today);
    if (is_report && (i == 0 || episode->report_dates[i - 1] != r.today)) {
        late = report(&r, r.today);
        late_on = r.today;
    }
    if (late > 0) /* of the latest report: those before it were told at their time */
        THERAPYCODE_IMPL_FIND(c->e, REPORT_LATE, late_on, late);
    due(c, &r);
}

/* ---- certification ---- */

struct certificate {
    int32_t first;   /* first treatment, or 0 */
    int32_t days;    /* of a period at most */
    int32_t renewed; /* 1: a recertification */
    int32_t stands;  /* 1: signed, or the order stands for the signature */
};

static int32_t span(int32_t from, int32_t to)
{
    return therapycode_impl_day_number(to) - therapycode_impl_day_number(from);
}

static int32_t later(int32_t date, int32_t days)
{
    return therapycode_impl_day_date(therapycode_impl_day_number(date) + days);
}

/* Order on file and the plan sent within 30 days of the evaluation: 42 CFR 424.24(c), first certification only. */
static int order_stands(const struct certificate *k, const struct therapycode_episode *episode)
{
    return !k->renewed && k->first >= ORDER_MAY_STAND && episode->order_on_file == THERAPYCODE_YES &&
           episode->plan_sent_on != 0 && span(k->first, episode->plan_sent_on) <= TIMELY;
}

static void unsigned_plan(struct therapycode_impl_claim *c, const struct therapycode_episode *episode,
                          const struct certificate *k)
{
    int32_t today = c->e->session.date_of_service;
    if (k->renewed && episode->order_on_file == THERAPYCODE_YES)
        THERAPYCODE_IMPL_FIND(c->e, CERT_ORDER_RENEWED, episode->certified_from);
    else if (k->first != 0 && span(k->first, today) <= TIMELY)
        THERAPYCODE_IMPL_FIND(c->e, CERT_SIGN_BY, later(k->first, TIMELY));
    else
        THERAPYCODE_IMPL_FIND(c->e, CERT_UNSIGNED, today);
    if (!k->renewed && k->first >= ORDER_MAY_STAND && episode->order_on_file == THERAPYCODE_YES) {
        if (episode->plan_sent_on == 0)
            THERAPYCODE_IMPL_FIND(c->e, CERT_PLAN_NOT_SENT, later(k->first, TIMELY));
        else
            THERAPYCODE_IMPL_FIND(c->e, CERT_PLAN_SENT_LATE, episode->plan_sent_on, later(k->first, TIMELY));
    }
}

static void signature(struct therapycode_impl_claim *c, const struct therapycode_episode *episode,
                      const struct certificate *k)
{
    if (episode->certification_signed == THERAPYCODE_YES)
        return;
    if (order_stands(k, episode))
        THERAPYCODE_IMPL_STEP(c->e, CERT_ORDER_STANDS, episode->plan_sent_on);
    else if (k->first == 0 && episode->order_on_file == THERAPYCODE_YES && episode->plan_sent_on != 0)
        THERAPYCODE_IMPL_FIND(c->e, CERT_FIRST_NOT_STATED, episode->plan_sent_on);
    else if (episode->certification_signed == THERAPYCODE_NO)
        unsigned_plan(c, episode, k);
    else
        THERAPYCODE_IMPL_FIND(c->e, CERT_SIGNATURE_NOT_STATED, 0);
}

/* "90 calendar days from the date of the initial treatment": day 90 after it is still inside, the kinder reading. */
static void period(struct therapycode_impl_claim *c, const struct therapycode_episode *episode,
                   const struct certificate *k)
{
    int32_t today = c->e->session.date_of_service;
    int32_t from = episode->certified_from, to = episode->certified_to;
    int32_t start = !k->renewed && k->first != 0 ? k->first : from;
    if (from != 0 && today < from)
        THERAPYCODE_IMPL_FIND(c->e, CERT_BEFORE, from, today);
    if (to == 0 && start != 0) {
        to = later(start, k->days);
        if (today > to)
            THERAPYCODE_IMPL_FIND(c->e, CERT_RECERTIFY_PAST, k->days, start, to);
    } else if (to != 0) {
        if (start != 0 && span(start, to) > k->days) {
            if (k->renewed)
                THERAPYCODE_IMPL_FIND(c->e, CERT_PERIOD_LONG, start, to, k->days, later(start, k->days));
            else
                THERAPYCODE_IMPL_FIND(c->e, CERT_INITIAL_LONG, start, to, k->days, later(start, k->days));
        }
        if (today > to)
            THERAPYCODE_IMPL_FIND(c->e, CERT_EXPIRED, to, today, span(to, today));
    }
    if (to != 0 && today <= to && span(today, to) <= SOON_DAYS)
        THERAPYCODE_IMPL_FIND(c->e, CERT_RECERTIFY_SOON, to, span(today, to));
}

static void certification(struct therapycode_impl_claim *c, const struct therapycode_episode *episode)
{
    struct certificate k = { 0, 0, 0, 0 };
    k.days = therapycode_impl_option(c->e, THERAPYCODE_IMPL_OPTION_CERTIFICATION_DAYS);
    if (k.days <= 0)
        return;
    if (episode->treatment_date_count > 0 && episode->treatment_dates[0] <= c->e->session.date_of_service)
        k.first = episode->treatment_dates[0];
    else if (episode->treatment_date_count > 0)
        k.first = c->e->session.date_of_service;
    if (episode->certified_from == 0 && episode->certified_to == 0 && episode->certification_signed == 0 &&
        episode->order_on_file == 0 && k.first == 0) {
        THERAPYCODE_IMPL_FIND(c->e, CERT_NOT_ASSESSED, k.days);
        return;
    }
    k.renewed = k.first != 0 && episode->certified_from != 0 && span(k.first, episode->certified_from) > TIMELY;
    period(c, episode, &k);
    signature(c, episode, &k);
}

/* Treatment before a plan: the first day without an evaluation (sec. 220.1.2). */
static void plan_first(struct therapycode_impl_claim *c, const struct therapycode_episode *episode)
{
    int32_t i, treatments = 0;
    if (episode->treatment_date_count == 0 || episode->treatment_dates[0] != c->e->session.date_of_service ||
        c->e->session.note_kind == THERAPYCODE_NOTE_EVALUATION)
        return;
    for (i = 0; i < c->tally_count; i++) {
        const struct therapycode_tally *tally = therapycode_impl_claim_tally(c, i);
        if (therapycode_impl_is_evaluation(c->e->engine, tally->code))
            return;
        treatments += tally->units > 0;
    }
    if (treatments > 0)
        THERAPYCODE_IMPL_FIND(c->e, PLAN_FIRST, c->e->session.date_of_service);
}

void therapycode_impl_claim_calendar(struct therapycode_impl_claim *c)
{
    const struct therapycode_episode *episode = c->e->episode;
    if (episode == NULL)
        return;
    progress_reports(c, episode);
    certification(c, episode);
    if (c->medicare_rules)
        plan_first(c, episode);
}
