/* The note against the claim: minutes, totals, units, and lines that the note does not show. */
#include <string.h>

#include "base/text.h"
#include "document/board.h"

/* Minutes of the tallies: -1 where one of them is not stated. */
struct sums {
    int32_t timed;       /* of every code that goes by time: by the quarter, the half hour, the hour */
    int32_t all;
    int32_t beside;      /* of these, of supervised modalities: they may run while something else is done */
    int32_t timed_codes;
    int32_t unknown;
    int32_t timed_unknown; /* of them, of timed codes */
    int32_t billed_timed;
    int32_t disciplines; /* bits of those with billed units of 15-minute codes */
};

/* A service that can earn a unit by its minutes in this visit and did not. */
static int earned_none(const struct therapycode_tally *t)
{
    return t->units == 0 && t->minutes > 0 && t->timing != 0 && t->timing != THERAPYCODE_PERIOD &&
           t->rule != therapycode_impl_rule_id(THERAPYCODE_IMPL_RULE_TOTAL_ONLY); /* the biller places its units */
}

static int is_timed(int32_t timing)
{
    return timing == THERAPYCODE_TIMED || timing == THERAPYCODE_BASE_BLOCK || timing == THERAPYCODE_ADD_ON;
}

static struct sums add_up(const struct therapycode_impl_document *d)
{
    struct therapycode_evaluation *e = d->e;
    struct sums s = { 0 };
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_TALLIES);
    for (i = 0; i < n; i++) {
        const struct therapycode_tally *t = therapycode_impl_row(e, THERAPYCODE_IMPL_TALLIES, i);
        const struct therapycode_code *code;
        int timed = is_timed(t->timing);
        s.timed_codes += timed;
        if (t->minutes == THERAPYCODE_NONE) {
            s.unknown++;
            s.timed_unknown += timed;
            continue;
        }
        s.timed += timed ? t->minutes : 0;
        s.all += t->minutes;
        code = therapycode_impl_find_code(e->engine, therapycode_impl_code_key(t->code), e->session.date_of_service);
        if (code != NULL && code->contact == THERAPYCODE_SUPERVISED)
            s.beside += t->minutes;
        if (earned_none(t))
            THERAPYCODE_IMPL_FIND(e, CLAIM_NOT_BILLED, therapycode_impl_code_arg(t->code), t->minutes);
    }
    for (i = 0; i < (int32_t)e->session.activity_count; i++) {
        const struct therapycode_activity *a = &e->activities[i];
        const struct therapycode_code *code =
            a->code[0] == '\0' ? NULL : therapycode_impl_find_code(e->engine, therapycode_impl_code_key(a->code),
                                                                  e->session.date_of_service);
        if (code == NULL || !is_timed(code->timing) || code->minutes_per_unit != 15 || a->billed_units == 0 ||
            s.billed_timed >= 1000000)
            continue;
        s.billed_timed += a->billed_units;
        s.disciplines |= 1 << (a->discipline != 0 ? a->discipline : e->session.discipline);
    }
    return s;
}

/* Whether the words of the note are read as the service of a line. */
static int is_told(const struct therapycode_impl_document *d, const char *line)
{
    int32_t i, k, n = therapycode_impl_count(d->e, THERAPYCODE_IMPL_READINGS);
    for (i = 0; i < n; i++) {
        const struct therapycode_reading *row = therapycode_impl_row(d->e, THERAPYCODE_IMPL_READINGS, i);
        if (!therapycode_impl_is_of_line(d, line, row->code))
            continue;
        for (k = 0; k < row->evidence_count; k++) {
            const struct therapycode_evidence *evidence =
                therapycode_impl_row(d->e, THERAPYCODE_IMPL_EVIDENCE, row->evidence_first + k);
            if (evidence->source == THERAPYCODE_FROM_NOTE)
                return 1;
        }
    }
    return 0;
}

static void check_lines(struct therapycode_impl_document *d)
{
    int32_t i;
    if (d->e->session.note.length == 0)
        return;
    for (i = 0; i < d->line_count; i++) {
        const struct therapycode_line *line = therapycode_impl_row(d->e, THERAPYCODE_IMPL_LINES, i);
        if (!d->line_seen[i] && !is_told(d, line->code))
            THERAPYCODE_IMPL_FIND(d->e, CLAIM_NOT_IN_NOTE, therapycode_impl_code_arg(line->code))->line = i;
    }
}

/* Stated, or read in the note; NONE. */
static int32_t told_total(const struct therapycode_session *s, int32_t minutes, int32_t stated, int32_t in_note)
{
    return minutes > 0 || (s->stated & stated) ? minutes : in_note;
}

/* The totals against the minutes of the codes, where all of these are known, and against each other. */
static void check_totals(const struct therapycode_impl_document *d, const struct sums *sums, int32_t timed,
                         int32_t total)
{
    struct therapycode_evaluation *e = d->e;
    int known = sums->unknown == 0 && sums->all > 0 && e->summary.unplaced_minutes == 0;
    /* whether codes of other blocks belong to the total is read either way: minutes of 15-minute codes always do */
    if (timed != THERAPYCODE_NONE && known && (timed < e->summary.timed_minutes || timed > sums->timed))
        THERAPYCODE_IMPL_FIND(e, CLAIM_TIMED_TOTAL, timed,
                              timed > sums->timed ? sums->timed : e->summary.timed_minutes);
    if (total != THERAPYCODE_NONE && known && total < sums->all - sums->beside)
        THERAPYCODE_IMPL_FIND(e, CLAIM_TREATMENT_TOTAL, total, sums->all - sums->beside);
    if (timed != THERAPYCODE_NONE && total != THERAPYCODE_NONE && timed > total)
        THERAPYCODE_IMPL_FIND(e, CLAIM_TIMED_ABOVE_TOTAL, timed, total);
}

/* Whether the timed minutes support the timed units that are billed. */
static void check_units(const struct therapycode_impl_document *d, const struct sums *sums, int32_t timed)
{
    /* each discipline has a total of its own, and each may gain 7 minutes where its last unit begins */
    int32_t totals = (sums->disciplines >> 1 & 1) + (sums->disciplines >> 2 & 1) + (sums->disciplines >> 3 & 1);
    int32_t supported = timed < 8 ? 0 : (timed + 7 * totals) / 15;
    if (timed == THERAPYCODE_NONE || sums->billed_timed <= supported ||
        therapycode_impl_option(d->e, THERAPYCODE_IMPL_OPTION_TIME_RULE) != THERAPYCODE_IMPL_TIME_RULE_MEDICARE_TOTAL)
        return;
    THERAPYCODE_IMPL_FIND(d->e, CLAIM_UNITS, sums->billed_timed, timed, supported);
}

void therapycode_impl_document_claim(struct therapycode_impl_document *d)
{
    const struct therapycode_session *s = &d->e->session;
    struct sums sums = add_up(d);
    int32_t timed = told_total(s, s->timed_minutes, THERAPYCODE_STATED_TIMED_MINUTES, d->note_timed);
    int32_t total = told_total(s, s->total_minutes, THERAPYCODE_STATED_TOTAL_MINUTES, d->note_total);
    check_totals(d, &sums, timed, total);
    if (sums.timed_codes > 1 && sums.timed_unknown > 0 && (s->note.length > 0 || timed != THERAPYCODE_NONE))
        THERAPYCODE_IMPL_FIND(d->e, CLAIM_PER_CODE, sums.timed_codes);
    check_units(d, &sums, timed);
    check_lines(d);
}
