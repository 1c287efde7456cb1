/* The note against the claim: minutes, totals, units, and lines that the note does not show. */
#include "base/text.h"
#include "document/board.h"

/* Minutes of the tallies: -1 where one of them is not stated. */
struct sums {
    int32_t timed;
    int32_t all;
    int32_t timed_codes;
    int32_t unknown;
    int32_t billed_timed;
};

static struct sums add_up(const struct therapycode_impl_document *d)
{
    struct therapycode_evaluation *e = d->e;
    struct sums s = { 0 };
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_TALLIES);
    for (i = 0; i < n; i++) {
        const struct therapycode_tally *t = therapycode_impl_row(e, THERAPYCODE_IMPL_TALLIES, i);
        int timed = t->timing == THERAPYCODE_TIMED;
        s.timed_codes += timed;
        if (t->minutes == THERAPYCODE_NONE) {
            s.unknown++;
            continue;
        }
        s.timed += timed ? t->minutes : 0;
        s.all += t->minutes;
        if (t->units == 0 && t->minutes > 0)
            THERAPYCODE_IMPL_FIND(e, CLAIM_NOT_BILLED, therapycode_impl_code_arg(t->code), t->minutes);
    }
    for (i = 0; i < (int32_t)e->session.activity_count; i++) {
        const struct therapycode_activity *a = &e->activities[i];
        const struct therapycode_code *code =
            a->code[0] == '\0' ? NULL : therapycode_impl_find_code(e->engine, therapycode_impl_code_key(a->code),
                                                                  e->session.date_of_service);
        if (code != NULL && code->timing == THERAPYCODE_TIMED && s.billed_timed < 1000000)
            s.billed_timed += a->billed_units;
    }
    return s;
}

static void check_lines(struct therapycode_impl_document *d)
{
    int32_t i;
    if (d->e->session.note.length == 0)
        return;
    for (i = 0; i < d->line_count; i++) {
        const struct therapycode_line *line = therapycode_impl_row(d->e, THERAPYCODE_IMPL_LINES, i);
        if (!d->line_seen[i])
            THERAPYCODE_IMPL_FIND(d->e, CLAIM_NOT_IN_NOTE, therapycode_impl_code_arg(line->code))->line = i;
    }
}

void therapycode_impl_document_claim(struct therapycode_impl_document *d)
{
    struct therapycode_evaluation *e = d->e;
    const struct therapycode_session *s = &e->session;
    struct sums sums = add_up(d);
    int32_t timed = s->timed_minutes > 0 || (s->stated & THERAPYCODE_STATED_TIMED_MINUTES) ? s->timed_minutes
                                                                                            : d->note_timed;
    int32_t total = s->total_minutes > 0 || (s->stated & THERAPYCODE_STATED_TOTAL_MINUTES) ? s->total_minutes
                                                                                            : d->note_total;
    int known = sums.unknown == 0 && sums.all > 0 && e->summary.unplaced_minutes == 0;
    if (timed != THERAPYCODE_NONE && known && timed != sums.timed)
        THERAPYCODE_IMPL_FIND(e, CLAIM_TIMED_TOTAL, timed, sums.timed);
    if (total != THERAPYCODE_NONE && known && total < sums.all)
        THERAPYCODE_IMPL_FIND(e, CLAIM_TREATMENT_TOTAL, total, sums.all);
    if (timed != THERAPYCODE_NONE && total != THERAPYCODE_NONE && timed > total)
        THERAPYCODE_IMPL_FIND(e, CLAIM_TIMED_ABOVE_TOTAL, timed, total);
    if (sums.timed_codes > 1 && sums.unknown > 0 && (s->note.length > 0 || timed != THERAPYCODE_NONE))
        THERAPYCODE_IMPL_FIND(e, CLAIM_PER_CODE, sums.timed_codes);
    if (timed != THERAPYCODE_NONE && sums.billed_timed > 0 &&
        therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_TIME_RULE) == THERAPYCODE_IMPL_TIME_RULE_MEDICARE_TOTAL) {
        int32_t supported = timed < 8 ? 0 : (timed + 7) / 15;
        if (sums.billed_timed > supported)
            THERAPYCODE_IMPL_FIND(e, CLAIM_UNITS, sums.billed_timed, timed, supported);
    }
    check_lines(d);
}
