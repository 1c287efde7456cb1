/*
 * A note tells of several services. A heading ("TherEx x 23':") or a code begins one, and what follows it in its
 * sentence, or after a colon in its line, is its detail; without headings a service is what a statement names, or an
 * item of an enumeration that names another code than the items before it.
 */
#include <string.h>

#include "base/text.h"
#include "select/pieces.h"
#include "select/wording.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum {
    WEAK = 48,      /* weight of a phrase that in a note is a detail of what others name, */
    PLAIN = 86,     /* of one that stands for a service without a time, */
    STRONG = 60 /* and of a phrase that can begin a piece inside an enumeration */
};

struct cutting {
    struct therapycode_impl_weighing *w;
    struct therapycode_evaluation *e;
    struct therapycode_impl_pieces *pieces;
    const struct therapycode_impl_read_text *text;
    struct therapycode_impl_piece open;
    struct therapycode_impl_verdict verdict; /* of the open piece as it began */
    int is_open;
    int governs_line;    /* its heading rules what follows in its line */
    int32_t detail_end;  /* a colon or a bracket says that what stands before this place is its detail; 0: neither */
    int governs_list;    /* or, standing alone, the lines below it */
    int32_t line;        /* of its last statement */
    int32_t sentence;
    int has_minutes;     /* some piece before has */
    int extended;        /* the open piece holds more than was weighed */
};

static const struct therapycode_impl_statement *statement_at(const struct therapycode_evaluation *e, int32_t index)
{
    return (const struct therapycode_impl_statement *)(const void *)e->tables[THERAPYCODE_IMPL_STATEMENTS].data + index;
}

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

struct part {
    struct therapycode_impl_piece_rows rows;
    int32_t statement;
    int32_t heading;   /* slot, or NONE */
    int32_t heading_end;
    int by_number;
    int32_t joined;    /* names right before its own that have no time */
    int listed;        /* another stands joined right behind it */
    int mixed;         /* what stands before it in an enumeration is no name, and has no time */
    int opens;
};

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

static int governs_more(const struct cutting *c, const struct part *part)
{
    const struct therapycode_impl_statement *s = statement_at(c->e, part->statement);
    int32_t at = part->heading_end;
    if (part->rows.minutes_end > part->rows.minutes_first &&
        minutes_rows(c->e)[part->rows.minutes_first].start - at < 6)
        return 1;
    while (at < s->end && (c->text->data[at] == ' ' || c->text->data[at] == ')'))
        at++;
    return (size_t)at < (size_t)c->text->length && (c->text->data[at] == ':' || c->text->data[at] == '-');
}

/* Whether minutes of the statement begin there. */
static int is_minutes_at(const struct cutting *c, const struct therapycode_impl_statement *s, int32_t at)
{
    int32_t i;
    for (i = s->minutes_first; i < s->minutes_first + s->minutes_count; i++)
        if (minutes_rows(c->e)[i].start <= at && at < minutes_rows(c->e)[i].end)
            return 1;
    return 0;
}

/* "TE 30 min: ...", "TE (bike, SLR)": where the detail ends; 0: "TE: 20 min" and "TE (20)" open none. */
static int32_t end_of_detail(const struct cutting *c, const struct therapycode_impl_statement *s, int32_t at)
{
    enum { COLON_NEAR = 40, BRACKET_NEAR = 20, BRACKET_MOST = 400 };
    const char *data = c->text->data;
    int32_t from = at, next;
    for (; at < s->end && at - from < COLON_NEAR; at++) {
        if (data[at] != ':' && (data[at] != '(' || at - from >= BRACKET_NEAR))
            continue;
        for (next = at + 1; next < c->text->length && (data[next] == ' ' || data[next] == 'x'); next++)
            ;
        if (next < c->text->length && therapycode_impl_is_digit(data[next]) &&
            (is_minutes_at(c, s, next) || s->minutes_count == 0 || minutes_rows(c->e)[s->minutes_first].start > at))
            continue;
        if (data[at] == ':')
            return INT32_MAX;
        for (next = at; next < c->text->length && next - at < BRACKET_MOST && data[next] != ')' && data[next] != '\n';
             next++)
            ;
        return next;
    }
    return 0;
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
    c->governs_line = part->heading != THERAPYCODE_NONE && governs_more(c, part);
    c->governs_list = c->governs_line && s->end - part->heading_end < 16 &&
                      !therapycode_impl_tells_after_colon(c->text->data, part->heading_end, s->end);
    c->detail_end = c->governs_line ? end_of_detail(c, s, part->heading_end) : 0;
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

/* "Gait training 15 min; stair training 10 min": the same code again; whether as a part is asked later. "TE 15 min; eval 30 min". */
static int stands_beside(const struct cutting *c, const struct part *part, const struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_code *codes = c->e->engine->codes;
    int32_t slot = verdict->service ? verdict->ranked[0].slot : THERAPYCODE_NONE, heading = c->open.heading;
    if (slot == THERAPYCODE_NONE || heading == THERAPYCODE_NONE || c->open.minutes == THERAPYCODE_NONE ||
        part->statement == c->open.last || part->rows.minutes_end - part->rows.minutes_first != 1)
        return 0;
    return slot == heading ? part->rows.match_end > part->rows.match_first
                           : codes[heading].timing == THERAPYCODE_TIMED && codes[slot].timing != THERAPYCODE_TIMED;
}

/* Whether a part without a heading is a detail of the open piece. */
static int is_detail(const struct cutting *c, const struct part *part, const struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_impl_statement *s = statement_at(c->e, part->statement);
    int32_t minutes = therapycode_impl_sum_minutes(c->e, part->rows.minutes_first, part->rows.minutes_end, 0);
    int32_t whole = c->open.minutes;
    int other, listed = c->w->matches[part->rows.match_first].start < c->detail_end;
    if (!c->is_open)
        return 0;
    if (stands_beside(c, part, verdict) && !listed)
        return 0;
    if (c->open.heading == THERAPYCODE_NONE)
        return s->sentence == c->sentence &&
               (!verdict->service || (part->statement != c->open.last && therapycode_impl_tells_of_help(c->text->data, s->start, s->end)));
    other = verdict->service && verdict->ranked[0].slot != c->open.heading;
    if ((other || !verdict->service) && minutes != THERAPYCODE_NONE && s->sentence != c->sentence)
        return 0;
    other = other && verdict->determined;
    if (other && minutes != THERAPYCODE_NONE && (whole == THERAPYCODE_NONE || minutes > whole || !listed))
        return 0;
    if (other && is_modality(c->e, verdict->ranked[0].slot))
        return 0;
    if (s->sentence == c->sentence) /* "gait training 10 min; VOR x1": another service, unless a colon opened a list */
        return !other || (c->governs_line && (listed || part->statement == c->open.last));
    if (other && c->detail_end == 0 && whole != THERAPYCODE_NONE && verdict->confidence >= THERAPYCODE_IMPL_SURE)
        return 0; /* "TE 15 min. Tandem walking 4x20 ft": its time is asked for */
    if (s->line == c->line)
        return c->governs_line;
    return c->governs_list && s->line - c->line <= 1;
}

/*
 * Whether a heading without a time stands before the lines of the open piece, and none without stands before that:
 * "Minutes: 23" below them is the time of all.
 */
static int is_headed_block(const struct cutting *c)
{
    const struct therapycode_impl_piece *all = c->pieces->all;
    int32_t i = c->open.heading == THERAPYCODE_NONE ? c->pieces->count - 1 : -1, k;
    int timed = 0;
    while (i >= 0 && all[i].heading == THERAPYCODE_NONE)
        i--;
    if (i <= 0)
        return i == 0 && all[i].minutes == THERAPYCODE_NONE;
    for (k = i - 1; k > 0 && all[k].heading == THERAPYCODE_NONE; k--)
        timed |= all[k].minutes != THERAPYCODE_NONE;
    return all[i].minutes == THERAPYCODE_NONE && (timed || all[k].minutes != THERAPYCODE_NONE);
}

/*
 * "SLR, bridges. Cues for form. 25 minutes.": minutes in a sentence of their own are of the service before in the line or
 * in the sentence right before, when that has none and was the only one there. Where no service before has its own,
 * they are those of the visit.
 */
static int is_late_time(const struct cutting *c, const struct part *part)
{
    const struct therapycode_impl_statement *s = statement_at(c->e, part->statement);
    const struct therapycode_impl_piece *last = c->pieces->count > 0 ? &c->pieces->all[c->pieces->count - 1] : NULL;
    if ((s->sentence != c->sentence + 1 && s->line != c->line) || s->line - c->line > 1 ||
        part->rows.minutes_end - part->rows.minutes_first != 1 ||
        !therapycode_impl_is_label(c->text->data, s->start, minutes_rows(c->e)[s->minutes_first].start))
        return 0;
    if (s->start < minutes_rows(c->e)[s->minutes_first].start && is_headed_block(c))
        return 1;
    if (therapycode_impl_sum_minutes(c->e, c->open.rows.minutes_first, c->open.rows.minutes_end, 0) != THERAPYCODE_NONE)
        return 0;
    return last == NULL || (c->has_minutes &&
                            (last->minutes != THERAPYCODE_NONE || last->slot == c->verdict.ranked[0].slot ||
                             statement_at(c->e, last->last)->sentence != c->sentence));
}

/*
 * "PROM 15 min, ergonomics 10 min": minutes beside words of their own that name nothing known are not of the service
 * before, which has its own.
 */
static int is_own_time(const struct cutting *c, const struct part *part)
{
    const struct therapycode_impl_statement *s = statement_at(c->e, part->statement);
    static const char glue[] = " and plus then another additional am pm ";
    int32_t at, start, words = 0, time;
    if (part->statement == c->open.last || part->rows.minutes_end == part->rows.minutes_first ||
        c->open.minutes == THERAPYCODE_NONE)
        return 0;
    time = minutes_rows(c->e)[part->rows.minutes_first].start;
    for (at = s->start; at < time; at += at == start) {
        for (start = at; at < time && therapycode_impl_is_letter(c->text->data[at]); at++) {
        }
        words += at > start && !therapycode_impl_is_listed(glue, c->text->data + start, (size_t)(at - start));
    }
    return words > 1 || (words == 1 && !therapycode_impl_is_label(c->text->data, s->start, time));
}

/* "Billed 97110, 97140", "Charges: TE 15 min": words of paperwork say that it was done. */
static int is_charged(const struct cutting *c, const struct part *part)
{
    int billed = statement_at(c->e, part->statement)->section == THERAPYCODE_IMPL_SECTION_BILLING;
    if (part->heading == THERAPYCODE_NONE || !(billed || part->by_number))
        return 0;
    return (billed && part->by_number) || part->listed || part->joined > 0 || (billed && part->rows.minutes_end > part->rows.minutes_first) ||
           therapycode_impl_tells_units(c->text->data, part->heading_end, c->text->length) > 0;
}

static void take_part(struct cutting *c, const struct part *part)
{
    struct therapycode_impl_verdict verdict;
    if (!part->opens) {
        if (c->is_open && !therapycode_impl_is_undone(statement_at(c->e, part->statement)) && !is_own_time(c, part) &&
            (statement_at(c->e, part->statement)->sentence == c->sentence || is_late_time(c, part)))
            extend(c, part);
        return;
    }
    if (part->by_number && therapycode_impl_is_blank_entry(c->text->data, part->heading_end, c->text->length))
        return;
    therapycode_impl_weigh(c->w, &part->rows, &verdict);
    if (part->heading == THERAPYCODE_NONE && is_detail(c, part, &verdict)) {
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
 * Whether a match names a procedure as a heading does; "gait" does in a list of them with a time behind it: "TE/TA/gait:
 * 15/15/10", "TE and gait x 30 min".
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
                                                   : therapycode_impl_is_enumerated(c->text->data, p->last_end, m->start);
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
        if (!therapycode_impl_is_opening_cue(m->cue) || c->w->reaches[i] == THERAPYCODE_IMPL_REACH_UNDONE)
            continue;
        if (c->w->reaches[i] == THERAPYCODE_IMPL_REACH_FULL)
            look_at(c, &p, i);
        else
            aims = 1;
    }
    if (aims && !(c->is_open && s->sentence == c->sentence))
        p.part.opens = 1; /* "steps over sticks to provoke ankle strategy": no activity is named, only its aim */
    take_part(c, &p.part);
}

/* At most one piece begins at each match and each statement. */
static int make_room(struct cutting *c)
{
    int32_t i, room = 0, end = c->text->statement_first + c->text->statement_count;
    for (i = c->text->statement_first; i < end; i++)
        room += statement_at(c->e, i)->opening_count;
    if (room == 0)
        return 0;
    c->pieces->all = therapycode_impl_take_unset(c->e, (size_t)room * sizeof *c->pieces->all);
    c->pieces->room = c->pieces->all == NULL ? 0 : room;
    return c->pieces->room > 0;
}

/*
 * "Set up the pillbox for the week and practiced refills by phone": what no part of a sentence tells by itself, the whole
 * of it may.
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
