/*
 * Whether what stands behind the name of a service is its detail: "TE 30 min: bike, SLR", "TE (bike, SLR)", "SLR,
 * bridges. Cues for form. 25 minutes.", and not "gait training 10 min; VOR x1".
 */
#include "base/text.h"
#include "select/cutting.h"
#include "select/wording.h"

int therapycode_impl_governs_more(const struct cutting *c, const struct part *part)
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
int32_t therapycode_impl_end_of_detail(const struct cutting *c, const struct therapycode_impl_statement *s, int32_t at)
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

/*
 * "Gait training 15 min; stair training 10 min": the same code again; whether as a part is asked later. "TE 15 min;
 * eval 30 min".
 */
static int stands_beside(const struct cutting *c, const struct part *part,
                         const struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_code *codes = c->e->engine->codes;
    int32_t slot = verdict->service ? verdict->ranked[0].slot : THERAPYCODE_NONE, heading = c->open.heading;
    if (slot == THERAPYCODE_NONE || heading == THERAPYCODE_NONE || c->open.minutes == THERAPYCODE_NONE ||
        part->statement == c->open.last || part->rows.minutes_end - part->rows.minutes_first != 1)
        return 0;
    return slot == heading ? part->rows.match_end > part->rows.match_first
                           : codes[heading].timing == THERAPYCODE_TIMED && codes[slot].timing != THERAPYCODE_TIMED;
}

/* Of an open piece without a heading: what follows in its sentence and names no service, or tells how it went. */
static int is_aside(const struct cutting *c, const struct part *part, const struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_impl_statement *s = statement_at(c->e, part->statement);
    return s->sentence == c->sentence &&
           (!verdict->service || (part->statement != c->open.last &&
                                  therapycode_impl_tells_of_help(c->text->data, s->start, s->end)));
}

/* The words tell of a service of another code than the heading of the open piece. */
static int names_another(const struct cutting *c, const struct therapycode_impl_verdict *verdict)
{
    return verdict->service && verdict->ranked[0].slot != c->open.heading;
}

/*
 * Its time, or being a modality, makes it a service of its own; `listed`: a colon or a bracket says that it is detail.
 */
static int is_own_service(const struct cutting *c, const struct part *part,
                          const struct therapycode_impl_verdict *verdict, int listed)
{
    int32_t minutes = therapycode_impl_sum_minutes(c->e, part->rows.minutes_first, part->rows.minutes_end, 0);
    int32_t whole = c->open.minutes;
    int other = names_another(c, verdict), timed = minutes != THERAPYCODE_NONE;
    if (verdict->service && statement_at(c->e, part->statement)->sentence != c->sentence &&
        therapycode_impl_code_is(c->e->engine, &c->e->engine->codes[verdict->ranked[0].slot],
                                 THERAPYCODE_IMPL_NATURE_EVALUATION))
        return 1; /* "TE 30 min. Re-eval completed." */
    if (timed && (other || !verdict->service) && statement_at(c->e, part->statement)->sentence != c->sentence)
        return 1;
    if (!other || !verdict->determined)
        return 0;
    return (timed && (whole == THERAPYCODE_NONE || minutes > whole || !listed)) ||
           is_modality(c->e, verdict->ranked[0].slot);
}

/* Whether a part without a heading is a detail of the open piece. */
int therapycode_impl_is_detail(const struct cutting *c, const struct part *part,
                               const struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_impl_statement *s = statement_at(c->e, part->statement);
    int other, listed = c->w->matches[part->rows.match_first].start < c->detail_end;
    if (!c->is_open || (stands_beside(c, part, verdict) && !listed))
        return 0;
    if (c->open.heading == THERAPYCODE_NONE)
        return is_aside(c, part, verdict);
    if (is_own_service(c, part, verdict, listed))
        return 0;
    other = names_another(c, verdict) && verdict->determined;
    if (s->sentence == c->sentence) /* "gait training 10 min; VOR x1": another service, unless a colon opened a list */
        return !other || (c->governs_line && (listed || part->statement == c->open.last));
    if (other && c->detail_end == 0 && c->open.minutes != THERAPYCODE_NONE &&
        verdict->confidence >= THERAPYCODE_IMPL_SURE)
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
 * "SLR, bridges. Cues for form. 25 minutes.": minutes in a sentence of their own are of the service before in the line
 * or in the sentence right before, when that has none and was the only one there. Where no service before has its own,
 * they are those of the visit.
 */
int therapycode_impl_is_late_time(const struct cutting *c, const struct part *part)
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
int therapycode_impl_is_own_time(const struct cutting *c, const struct part *part)
{
    const struct therapycode_impl_statement *s = statement_at(c->e, part->statement);
    static const char glue[] = " and plus then another additional am pm ";
    int32_t at, start, words = 0, time;
    if (part->statement == c->open.last || part->rows.minutes_end == part->rows.minutes_first ||
        c->open.minutes == THERAPYCODE_NONE)
        return 0;
    time = minutes_rows(c->e)[part->rows.minutes_first].start;
    for (at = s->start; at < time; at += at == start) {
        start = at;
        at = therapycode_impl_word_end(c->text->data, at, time);
        words += at > start && !therapycode_impl_is_listed(glue, c->text->data + start, (size_t)(at - start));
    }
    return words > 1 || (words == 1 && !therapycode_impl_is_label(c->text->data, s->start, time));
}
