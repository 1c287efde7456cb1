/*
 * A note tells of several services. A heading ("TherEx x 23':") or a code begins one, and what follows it in its
 * sentence, or after a colon in its line, is its detail; without headings a service is what a statement names, or an
 * item of an enumeration that names another code than the items before it.
 */
#include <string.h>

#include "base/text.h"
#include "select/cutting.h"
#include "select/wording.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum {
    WEAK = 48,      /* weight of a phrase that in a note is a detail of what others name, */
    PLAIN = 86,     /* of one that stands for a service without a time, */
    STRONG = 60 /* and of a phrase that can begin a piece inside an enumeration */
};

/* ---- keeping ---- */

static void keep(struct cutting *c, const struct therapycode_impl_piece *piece)
{
    if (c->pieces->count < c->pieces->room)
        c->pieces->all[c->pieces->count++] = *piece;
    c->has_minutes |= piece->minutes != THERAPYCODE_NONE;
}

/* An undetermined piece without minutes of its own goes with the piece before it when that is one of its candidates. */
static int joins_last(const struct cutting *c, const struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_impl_piece *last;
    int32_t i;
    if (c->pieces->count == 0 || verdict->determined || c->open.minutes != THERAPYCODE_NONE || c->open.by_number)
        return 0;
    last = &c->pieces->all[c->pieces->count - 1];
    if (statement_at(c->e, c->open.statement)->line - statement_at(c->e, last->last)->line > 1)
        return 0;
    for (i = 0; i < verdict->count && i < 2; i++)
        if (verdict->ranked[i].slot == last->slot)
            return 1;
    return 0;
}

static void close_piece(struct cutting *c)
{
    struct therapycode_impl_verdict again;
    const struct therapycode_impl_verdict *verdict = &c->verdict;
    int32_t i;
    if (!c->is_open)
        return;
    c->is_open = 0;
    if (c->extended) {
        therapycode_impl_weigh(c->w, &c->open.rows, &again);
        if (again.count > 0)
            verdict = &again;
        c->open.weighed = again.count > 0;
    }
    c->open.verdict = *verdict;
    if (c->open.heading != THERAPYCODE_NONE)
        c->open.rows.minutes_end = therapycode_impl_own_times(c->e, &c->open.rows, c->open.heading_end);
    c->open.minutes = therapycode_impl_sum_minutes(c->e, c->open.rows.minutes_first, c->open.rows.minutes_end,
                                                   c->open.heading != THERAPYCODE_NONE ? c->open.heading_end : 0);
    c->open.plain = verdict->dose || verdict->best >= PLAIN;
    c->open.weak = verdict->best < WEAK;
    c->open.slot = verdict->determined ? verdict->ranked[0].slot : THERAPYCODE_NONE;
    if (c->open.slot == THERAPYCODE_NONE && c->open.heading != THERAPYCODE_NONE)
        c->open.slot = c->open.heading;
    if (verdict->end > c->open.end)
        c->open.end = verdict->end;
    for (i = 0; i < THERAPYCODE_IMPL_MAYBE; i++)
        c->open.maybe[i] =
            i < verdict->count && verdict->ranked[i].score > 0 ? verdict->ranked[i].slot : THERAPYCODE_NONE;
    if (joins_last(c, verdict)) {
        struct therapycode_impl_piece *last = &c->pieces->all[c->pieces->count - 1];
        last->last = c->open.last;
        return;
    }
    keep(c, &c->open);
}

/* ---- what begins a piece ---- */

static int begins_with_code(const struct cutting *c, const struct therapycode_impl_match *m)
{
    return m->end - m->start == 5 && therapycode_impl_is_code(c->text->data + m->start, 5);
}

/* Minutes that stand between two places belong to what follows when what comes before has its own. */
static void split_minutes(const struct cutting *c, struct part *before, struct part *after, int32_t last_end)
{
    const struct therapycode_impl_minutes *rows = minutes_rows(c->e);
    int32_t at = before->rows.minutes_first, end = before->rows.minutes_end;
    int32_t start = c->w->matches[after->rows.match_first].start;
    if (at < end && rows[at].each) { /* "15 min each" */
        after->rows.minutes_first = at;
        after->rows.minutes_end = end;
        return;
    }
    while (at < end && rows[at].start < start)
        at++;
    if (at == before->rows.minutes_first && end - at > 1 && rows[at + 1].start - rows[at].end == 1 &&
        c->text->data[rows[at].end] == '/')
        at++; /* "MT/TE: 15/10", in the order of the names */
    if (at - before->rows.minutes_first >= 2 && rows[at - 1].start >= last_end)
        at--;
    after->rows.minutes_first = at;
    after->rows.minutes_end = end;
    before->rows.minutes_end = at;
}

static void begin_piece(struct cutting *c, const struct part *part, const struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_impl_statement *s = statement_at(c->e, part->statement);
    int32_t i;
    close_piece(c);
    memset(&c->open, 0, sizeof c->open);
    c->open.rows = part->rows;
    c->open.statement = c->open.last = part->statement;
    c->open.heading = part->heading;
    c->open.heading_end = part->heading_end;
    c->open.by_number = part->by_number;
    c->open.joined = part->joined;
    c->open.mixed = part->mixed;
    c->open.start = verdict->start;
    c->open.end = verdict->end;
    c->open.minutes = therapycode_impl_sum_minutes(c->e, part->rows.minutes_first, part->rows.minutes_end,
                                                   part->heading != THERAPYCODE_NONE ? part->heading_end : 0);
    c->open.reading = c->open.next = THERAPYCODE_NONE;
    for (i = part->rows.minutes_first; i < part->rows.minutes_end; i++)
        c->open.each |= minutes_rows(c->e)[i].each;
    c->open.weighed = 1;
    c->verdict = *verdict;
    c->is_open = 1;
    c->extended = 0;
    c->sentence = s->sentence;
    c->line = s->line;
    c->governs_line = part->heading != THERAPYCODE_NONE && therapycode_impl_governs_more(c, part);
    c->governs_list = c->governs_line && s->end - part->heading_end < 16 &&
                      !therapycode_impl_tells_after_colon(c->text->data, part->heading_end, s->end);
    c->detail_end = c->governs_line ? therapycode_impl_end_of_detail(c, s, part->heading_end) : 0;
}

static void extend(struct cutting *c, const struct part *part)
{
    const struct therapycode_impl_statement *s = statement_at(c->e, part->statement);
    c->open.weighed &= c->open.rows.minutes_end == part->rows.minutes_end; /* else it has minutes now */
    c->open.rows.match_end = part->rows.match_end;
    c->open.rows.minutes_end = part->rows.minutes_end;
    c->open.last = part->statement;
    c->extended |= part->rows.match_end > part->rows.match_first;
    c->sentence = s->sentence;
    c->line = s->line;
}

/* "Billed 97110, 97140", "Charges: TE 15 min": words of paperwork say that it was done. */
static int is_charged(const struct cutting *c, const struct part *part)
{
    int billed = statement_at(c->e, part->statement)->section == THERAPYCODE_IMPL_SECTION_BILLING;
    if (part->heading == THERAPYCODE_NONE || !(billed || part->by_number))
        return 0;
    return (billed && part->by_number) || part->listed || part->joined > 0 ||
           (billed && part->rows.minutes_end > part->rows.minutes_first) ||
           therapycode_impl_tells_units(c->text->data, part->heading_end, c->text->length) > 0;
}

static void take_part(struct cutting *c, const struct part *part)
{
    struct therapycode_impl_verdict verdict;
    if (!part->opens) {
        if (c->is_open && !therapycode_impl_is_undone(statement_at(c->e, part->statement)) &&
            !therapycode_impl_is_own_time(c, part) &&
            (statement_at(c->e, part->statement)->sentence == c->sentence || therapycode_impl_is_late_time(c, part)))
            extend(c, part);
        return;
    }
    if (part->by_number && therapycode_impl_is_blank_entry(c->text->data, part->heading_end, c->text->length))
        return;
    therapycode_impl_weigh(c->w, &part->rows, &verdict);
    if (part->heading == THERAPYCODE_NONE && therapycode_impl_is_detail(c, part, &verdict)) {
        extend(c, part);
        return;
    }
    if (verdict.service || is_charged(c, part))
        begin_piece(c, part, &verdict);
    else if (c->is_open && statement_at(c->e, part->statement)->sentence != c->sentence && !c->governs_list)
        close_piece(c);
}

/* ---- going through a statement ---- */

struct passing {
    struct part part;
    int32_t lead;     /* slot of the strongest phrase so far without a heading; NONE */
    int32_t last_end; /* of the last phrase that names something */
};

/* Whether the same words, in another row, speak for what is being told of. */
static int speaks_for_lead(const struct cutting *c, const struct passing *p, const struct therapycode_impl_match *m)
{
    const struct therapycode_impl_match *other;
    const struct therapycode_impl_match *first = c->w->matches + p->part.rows.match_first;
    const struct therapycode_impl_match *end = c->w->matches + p->part.rows.match_end;
    for (other = m; other > first && other[-1].start == m->start; other--)
        ;
    for (; other < end && other->start == m->start; other++)
        if (therapycode_impl_is_select_cue(other->cue) && therapycode_impl_weight_for(c->w, other, p->lead) > 0)
            return 1;
    return 0;
}

/*
 * "IASTM to hamstring, prone knee extension, 8 min": a time that is an item of its own at the end is of all that stands
 * before it, which is one service then.
 */
static int shares_time(const struct cutting *c, const struct part *part, const struct therapycode_impl_match *m)
{
    int32_t at;
    if (part->rows.minutes_end - part->rows.minutes_first != 1) /* else there may be no table yet */
        return 0;
    at = minutes_rows(c->e)[part->rows.minutes_first].start;
    if (at < m->end)
        return 0;
    while (at > m->end && (c->text->data[at - 1] == ' ' || c->text->data[at - 1] == 'x'))
        at--;
    return c->text->data[at - 1] == ',';
}

/*
 * Whether a match names a procedure as a heading does; "gait" does in a list of them with a time behind it:
 * "TE/TA/gait: 15/15/10", "TE and gait x 30 min".
 */
static int is_name(const struct cutting *c, const struct part *part, const struct therapycode_impl_match *m)
{
    if (therapycode_impl_names_procedure(c->w, m))
        return 1;
    return m->cue == CUE(HEADING) && c->w->voices[m->phrase].slot != THERAPYCODE_NONE &&
           part->heading != THERAPYCODE_NONE &&
           therapycode_impl_is_joint(c->text->data, part->heading_end, m->start) &&
           (therapycode_impl_has_figure(c->text->data, m->end, c->text->length) ||
            (part->rows.minutes_end > part->rows.minutes_first && minutes_rows(c->e)[part->rows.minutes_first].each));
}

/* Whether a match, which names something, begins another part of its statement. */
static int begins_part(const struct cutting *c, const struct passing *p, const struct therapycode_impl_match *m)
{
    const struct therapycode_impl_vocabulary_phrase *voice = &c->w->voices[m->phrase];
    const struct therapycode_impl_match *first = &c->w->matches[p->part.rows.match_first];
    if (!p->part.opens || m->start == first->start || m->start < p->last_end)
        return 0;
    if (p->part.heading != THERAPYCODE_NONE && voice->slot != p->part.heading && voice->weight >= STRONG &&
        is_modality(c->e, voice->slot))
        return therapycode_impl_is_enumerated(c->text->data, p->last_end, m->start);
    if (is_name(c, &p->part, m))
        return p->part.heading != THERAPYCODE_NONE ? voice->slot != p->part.heading
                                                   : therapycode_impl_is_enumerated(c->text->data, p->last_end,
                                                                                    m->start);
    if (p->part.heading != THERAPYCODE_NONE || voice->slot == THERAPYCODE_NONE || voice->weight < STRONG ||
        p->lead == THERAPYCODE_NONE || voice->slot == p->lead)
        return 0;
    if (m->start >= 4 && memcmp(c->text->data + m->start - 4, "for ", 4) == 0)
        return 0; /* "min A for balance" */
    if (shares_time(c, &p->part, m))
        return 0;
    return therapycode_impl_is_enumerated(c->text->data, p->last_end, m->start) && !speaks_for_lead(c, p, m);
}

/* Minutes behind its name; "45 min TE/TA" has them before. */
static int has_own_time(const struct cutting *c, const struct part *part)
{
    return part->rows.minutes_end > part->rows.minutes_first &&
           minutes_rows(c->e)[part->rows.minutes_end - 1].start >= part->heading_end;
}

static void look_at(struct cutting *c, struct passing *p, int32_t index)
{
    const struct therapycode_impl_match *m = &c->w->matches[index];
    const struct therapycode_impl_vocabulary_phrase *voice = &c->w->voices[m->phrase];
    int named = is_name(c, &p->part, m);
    if (begins_part(c, p, m)) {
        struct part next;
        memset(&next, 0, sizeof next);
        next.statement = p->part.statement;
        next.rows.match_first = index;
        next.rows.match_end = p->part.rows.match_end;
        next.heading = THERAPYCODE_NONE;
        if (p->part.heading != THERAPYCODE_NONE && named &&
            therapycode_impl_is_joint(c->text->data, p->part.heading_end, m->start))
            next.joined = p->part.joined + 1;
        p->part.listed |= next.joined > 0;
        split_minutes(c, &p->part, &next, p->last_end);
        if (has_own_time(c, &p->part))
            next.joined = 0;
        next.mixed = p->part.heading == THERAPYCODE_NONE && p->part.rows.minutes_end == p->part.rows.minutes_first;
        p->part.rows.match_end = index;
        take_part(c, &p->part);
        p->part = next;
        p->lead = THERAPYCODE_NONE;
    }
    p->part.opens = 1;
    p->last_end = m->end > p->last_end ? m->end : p->last_end;
    if (named && p->part.heading == THERAPYCODE_NONE) {
        p->part.heading = voice->slot;
        p->part.heading_end = m->end;
        p->part.by_number = begins_with_code(c, m);
    }
    if (p->lead == THERAPYCODE_NONE && voice->slot != THERAPYCODE_NONE && voice->weight >= STRONG)
        p->lead = voice->slot;
}

static void go_through(struct cutting *c, int32_t index)
{
    const struct therapycode_impl_statement *s = statement_at(c->e, index);
    struct passing p;
    int32_t i;
    int aims = 0;
    memset(&p, 0, sizeof p);
    p.part.statement = index;
    p.part.heading = p.lead = THERAPYCODE_NONE;
    p.part.rows.match_first = s->match_first;
    p.part.rows.match_end = s->match_first + s->match_count;
    p.part.rows.minutes_first = s->minutes_first;
    p.part.rows.minutes_end = s->minutes_first + s->minutes_count;
    for (i = s->match_first; s->opening_count > 0 && i < s->match_first + s->match_count; i++) {
        const struct therapycode_impl_match *m = &c->w->matches[i];
        if (!therapycode_impl_is_opening_cue(m->cue) | (c->w->reaches[i] == THERAPYCODE_IMPL_REACH_UNDONE))
            continue;
        if (c->w->reaches[i] == THERAPYCODE_IMPL_REACH_FULL)
            look_at(c, &p, i);
        else
            aims = 1;
    }
    if ((aims || (s->opening_count == 0 && s->handling_count > 0)) && !(c->is_open && s->sentence == c->sentence))
        p.part.opens = 1; /* "steps over sticks to provoke ankle strategy": no activity is named, only its aim; "put
                             cans on a shelf" */
    take_part(c, &p.part);
}

/* At most one piece begins at each match and each statement. */
static int make_room(struct cutting *c)
{
    int32_t i, room = 0, end = c->text->statement_first + c->text->statement_count;
    for (i = c->text->statement_first; i < end; i++)
        room += statement_at(c->e, i)->opening_count + (statement_at(c->e, i)->handling_count > 0);
    if (room == 0)
        return 0;
    c->pieces->all = therapycode_impl_take_unset(c->e, (size_t)room * sizeof *c->pieces->all);
    c->pieces->room = c->pieces->all == NULL ? 0 : room;
    return c->pieces->room > 0;
}

/*
 * "Set up the pillbox for the week and practiced refills by phone": what no part of a sentence tells by itself, the
 * whole of it may.
 */
static void take_whole(struct cutting *c, int32_t first, int32_t end)
{
    const struct therapycode_impl_statement *s, *last;
    struct therapycode_impl_verdict verdict;
    struct part part;
    int32_t i;
    if (end - first < 2 || (c->is_open && c->sentence == statement_at(c->e, first)->sentence))
        return;
    s = statement_at(c->e, first);
    last = statement_at(c->e, end - 1);
    memset(&part, 0, sizeof part);
    part.statement = first;
    part.heading = THERAPYCODE_NONE;
    part.rows.match_first = s->match_first;
    part.rows.match_end = last->match_first + last->match_count;
    part.rows.minutes_first = s->minutes_first;
    part.rows.minutes_end = last->minutes_first + last->minutes_count;
    for (i = first; i < end; i++)
        if (therapycode_impl_is_undone(statement_at(c->e, i)))
            part.rows.minutes_end = part.rows.minutes_first;
    therapycode_impl_weigh(c->w, &part.rows, &verdict);
    if (!verdict.service)
        return;
    begin_piece(c, &part, &verdict);
    c->open.last = end - 1;
}

void therapycode_impl_pieces_find(struct therapycode_impl_weighing *w, struct therapycode_impl_pieces *pieces)
{
    struct cutting c;
    int32_t i, end, first;
    memset(pieces, 0, sizeof *pieces);
    memset(&c, 0, sizeof c);
    if (therapycode_impl_count(w->e, THERAPYCODE_IMPL_TEXTS) == 0)
        return;
    c.w = w;
    c.e = w->e;
    c.pieces = pieces;
    c.text = therapycode_impl_row(w->e, THERAPYCODE_IMPL_TEXTS, 0);
    if (c.text->source != THERAPYCODE_FROM_NOTE || !make_room(&c))
        return;
    end = c.text->statement_first + c.text->statement_count;
    for (i = first = c.text->statement_first; i < end; i++) {
        if (statement_at(w->e, i)->sentence != statement_at(w->e, first)->sentence) {
            take_whole(&c, first, i);
            first = i;
        }
        if (therapycode_impl_is_told_elsewhere(statement_at(w->e, i))) {
            close_piece(&c);
            first = i + 1;
        } else {
            go_through(&c, i);
        }
    }
    take_whole(&c, first, end);
    close_piece(&c);
}
