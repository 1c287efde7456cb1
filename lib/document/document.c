#include "document/document.h"

#include <string.h>

#include "base/text.h"
#include "document/board.h"

void therapycode_impl_case_add(struct therapycode_impl_case *c, int side, const struct therapycode_impl_proof *proof)
{
    /* chosen without branches: which side comes next nobody foretells */
    int is_for = side == THERAPYCODE_IMPL_FOR, is_weak = side == THERAPYCODE_IMPL_WEAK;
    struct therapycode_impl_proof *rows = is_for ? c->held : is_weak ? c->weak : c->against;
    int32_t *count = is_for ? &c->held_count : is_weak ? &c->weak_count : &c->against_count;
    int32_t i, most = is_for ? HELD : 2, seen = 0;
    if (is_for & (proof->end > 0) & (proof->end <= c->held_end)) /* else they lie behind all that are held */
        for (i = 0; i < c->held_count; i++)
            seen |= (c->held[i].source == proof->source) & (c->held[i].index == proof->index) &
                    (c->held[i].start <= proof->start) & (c->held[i].end >= proof->end);
    if (seen | (*count >= most))
        return; /* the words are held already, or lie in such */
    c->held_end = (is_for & (proof->end > c->held_end)) ? proof->end : c->held_end;
    rows[(*count)++] = *proof;
}

void therapycode_impl_case_fact(struct therapycode_impl_case *c, int side, const char *why, int32_t index)
{
    struct therapycode_impl_proof proof = { why, THERAPYCODE_FROM_FACT, index, 0, 0 };
    therapycode_impl_case_add(c, side, &proof);
}

void therapycode_impl_visit_fact(struct therapycode_impl_document *d, int32_t element, int side, const char *why,
                                 int32_t index)
{
    therapycode_impl_case_fact(&d->note[element], side, why, index);
    therapycode_impl_case_fact(&d->visit[element], side, why, index);
}

int32_t therapycode_impl_case_status(const struct therapycode_impl_case *c)
{
    /* by what there is of each side, held, against and weak: a look instead of a choice that nobody foretells */
    static const unsigned char statuses[8] = { THERAPYCODE_MISSING, THERAPYCODE_PARTIAL, THERAPYCODE_CONTRADICTED,
                                               THERAPYCODE_CONTRADICTED, THERAPYCODE_PRESENT, THERAPYCODE_PRESENT,
                                               THERAPYCODE_PRESENT, THERAPYCODE_PRESENT };
    return c->empty ? THERAPYCODE_NOT_APPLICABLE
                    : statuses[(c->held_count > 0) << 2 | (c->against_count > 0) << 1 | (c->weak_count > 0)];
}

/* A bracket, a line or the last byte of a box: most notes have none, and are not asked at every phrase. */
static int is_form(struct therapycode_text note)
{
    return note.length > 0 &&
           (memchr(note.data, '[', note.length) != NULL || memchr(note.data, '_', note.length) != NULL ||
            memchr(note.data, 0x90, note.length) != NULL || memchr(note.data, 0x91, note.length) != NULL ||
            memchr(note.data, 0xA1, note.length) != NULL);
}

/* Boxes are ticked, three and more, and none is empty: who ticks all has chosen nothing. */
static int is_all_ticked(struct therapycode_text note)
{
    enum { LEAST = 3 };
    int32_t at, ticked = 0, length = (int32_t)note.length;
    for (at = 1; at <= length; at++) {
        if (therapycode_impl_is_unticked(note.data, at))
            return 0;
        ticked += therapycode_impl_is_ticked(note.data, at) && note.data[at - 1] != ' ';
    }
    return ticked >= LEAST;
}

/* Proofs are counted: only the counts need be set. */
static void empty_cases(struct therapycode_impl_case *cases, int32_t count)
{
    int32_t i;
    for (i = 0; i < count; i++)
        cases[i].held_count = cases[i].weak_count = cases[i].against_count = cases[i].empty = cases[i].held_end = 0;
}

void therapycode_impl_document(struct therapycode_evaluation *e)
{
    /* a few kilobytes, and per line as much: from the arena, which keeps it for the next evaluation */
    struct therapycode_impl_document *d;
    if (e->status != THERAPYCODE_OK)
        return; /* rows of earlier rooms may be missing */
    d = therapycode_impl_take_unset(e, sizeof *d);
    if (d == NULL)
        return;
    memset(d, 0, offsetof(struct therapycode_impl_document, note));
    empty_cases(d->note, ELEMENT_SLOTS);
    empty_cases(d->visit, ELEMENT_SLOTS);
    d->e = e;
    d->is_form = is_form(e->session.note);
    d->all_ticked = d->is_form && is_all_ticked(e->session.note);
    d->note_timed = d->note_total = d->note_sum = d->copied_from = THERAPYCODE_NONE;
    d->line_count = therapycode_impl_count(e, THERAPYCODE_IMPL_LINES);
    if (d->line_count > LINE_LIMIT)
        d->line_count = LINE_LIMIT;
    if (d->line_count > 0) {
        d->lines = therapycode_impl_take_unset(e, (size_t)d->line_count * ELEMENT_SLOTS * sizeof *d->lines);
        d->line_seen = therapycode_impl_take(e, (size_t)d->line_count);
        if (d->lines == NULL || d->line_seen == NULL)
            return;
        empty_cases(d->lines, d->line_count * ELEMENT_SLOTS);
    }
    therapycode_impl_document_copied(d);
    if (e->status != THERAPYCODE_OK)
        return;
    therapycode_impl_document_words(d);
    therapycode_impl_document_facts(d);
    therapycode_impl_document_goals(d);
    therapycode_impl_document_signatures(d);
    therapycode_impl_document_claim(d);
    therapycode_impl_document_date(d);
    therapycode_impl_document_rubric(d);
}
