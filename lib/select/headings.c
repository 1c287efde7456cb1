/* What names a procedure as a heading does, and the time that stands with it. */
#include <string.h>

#include "base/text.h"
#include "select/pieces.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum {
    MINUTES_MOST = 100000,
    PART = 2,   /* without a heading, half of the first at most is a part of it */
    HEADED = 40 /* weight of a phrase that is a heading with its time behind it */
};

/* Whether only words of another block stand between two places: 1; 0: only marks and spaces; -1: others too. */
static int links(const char *data, int32_t at, int32_t end, const char *givers)
{
    static const char glue[] = " a p m in the before after lunch by with w ";
    static const char blocks[] = " and plus then another additional am pm morning afternoon ";
    int32_t start;
    int linked = 0;
    for (; at < end; at += at == start) {
        start = at;
        at = therapycode_impl_word_end(data, at, end);
        if (at == start && !THERAPYCODE_IMPL_AMONG(" ,;&+", data[at]) &&
            (data[at] != '/' ||
             (!linked && data[at - 1] != 'w' && data[at - 1] != ' '))) /* "w/ PT", "15 min PT/15 min PTA" */
            return -1;
        if (at == start)
            linked |= data[at] == '&' || data[at] == '+';
        else if (therapycode_impl_is_listed(blocks, data + start, (size_t)(at - start)) ||
                 (data[start] <= 'Z' && therapycode_impl_is_listed(givers, data + start, (size_t)(at - start))))
            linked = 1;
        else if (!therapycode_impl_is_listed(glue, data + start, (size_t)(at - start)))
            return -1;
    }
    return linked;
}

/* "9:00-9:15", "0900-0915" */
static int is_clock(const char *data, const struct therapycode_impl_minutes *row)
{
    int32_t at = row->start;
    while (at < row->end && therapycode_impl_is_digit(data[at]))
        at++;
    return at - row->start == 4 || memchr(data + row->start, ':', (size_t)(row->end - row->start)) != NULL;
}

/*
 * "9:00-9:15, 9:30-9:45", "15 min AM and 15 min PM", "(15 min, 10 min)", "15 min PT, 10 min PTA": blocks of one
 * service, told one behind the other, with no more between any two of them than words of that. Further blocks are no
 * parts of the first.
 */
static int are_blocks(const struct therapycode_evaluation *e, int32_t first, int32_t end)
{
    const struct therapycode_impl_minutes *rows = minutes_rows(e);
    const struct therapycode_impl_statement *s = (const void *)e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    const struct therapycode_impl_read_text *text = (const void *)e->tables[THERAPYCODE_IMPL_TEXTS].data;
    int32_t i, at;
    /* who may share a service: the therapist and the assistant of the visit's discipline */
    const char *givers = therapycode_impl_names_of(e->session.discipline);
    int enclosed;
    text += s[rows[first].statement].text;
    enclosed = rows[first].start > 0 && text->data[rows[first].start - 1] == '(';
    for (i = first + 1; i < end; i++) {
        int clock = is_clock(text->data, &rows[i]), before = is_clock(text->data, &rows[i - 1]);
        if (clock != before ||
            links(text->data, rows[i - 1].end, rows[i].start, givers) < 1 - (clock || enclosed))
            return 0;
    }
    for (at = rows[end - 1].end; at < text->length && !THERAPYCODE_IMPL_AMONG(".,;:)\r\n", text->data[at]); at++) {
    }
    return links(text->data, rows[end - 1].end, at, givers) >= 0;
}

/* Whether the name of what took a time stands right before it: not "3x10, 20 min". A bracket is passed over. */
static int is_named_time(const char *data, int32_t at, int *enclosed)
{
    for (*enclosed = 0; at > 0 && THERAPYCODE_IMPL_AMONG(" x(", data[at - 1]); at--)
        *enclosed |= data[at - 1] == '(';
    return at > 0 && !THERAPYCODE_IMPL_AMONG(",;.:-\n", data[at - 1]);
}

/*
 * "MT: STM 8 min, joint mobs 7 min": behind the colon, or a dash, of a heading without a time of its own every item has
 * its own, and none is the time of all.
 */
static int are_items(const struct therapycode_evaluation *e, int32_t first, int32_t end, int32_t heading_end)
{
    const struct therapycode_impl_minutes *rows = minutes_rows(e);
    const struct therapycode_impl_statement *s = (const void *)e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    const struct therapycode_impl_read_text *text = (const void *)e->tables[THERAPYCODE_IMPL_TEXTS].data;
    int32_t i, at = rows[first].start;
    static const char totals[] = " total tot time timed all sum session "; /* "TE: total 45 min: bike 10 min" */
    int letters = 0, enclosed, first_enclosed = 0;
    text += s[rows[first].statement].text;
    for (; at > heading_end && text->data[at - 1] != ':' && (text->data[at - 1] != '-' || text->data[at] != ' '); at--)
        letters += therapycode_impl_is_letter(text->data[at - 1]);
    if (at <= heading_end || letters < 2 || therapycode_impl_has_listed(text->data, at, rows[first].start, totals))
        return 0;
    for (i = first; i < end; i++) {
        if (!is_named_time(text->data, rows[i].start, &enclosed) || (i > first && enclosed != first_enclosed))
            return 0;
        first_enclosed = enclosed;
    }
    return 1;
}

/*
 * Where the times end that may be of a name that ends there: in "TE 15 min; MT 15 min; 30 min" the last, in a statement
 * of its own, is none of a name that has its time right behind it.
 */
int32_t therapycode_impl_own_times(const struct therapycode_evaluation *e,
                                   const struct therapycode_impl_piece_rows *rows, int32_t name_end)
{
    enum { CLOSE = 4 };
    const struct therapycode_impl_minutes *row = minutes_rows(e);
    if (rows->minutes_end - rows->minutes_first != 2)
        return rows->minutes_end;
    row += rows->minutes_first;
    return row[0].start >= name_end && row[0].start - name_end <= CLOSE &&
                   row[1].kind == THERAPYCODE_IMPL_MINUTES_TREATMENT && row[1].statement != row[0].statement &&
                   !are_blocks(e, rows->minutes_first, rows->minutes_end)
               ? rows->minutes_end - 1
               : rows->minutes_end;
}

int32_t therapycode_impl_sum_minutes(const struct therapycode_evaluation *e, int32_t first, int32_t end,
                                     int32_t heading_end)
{
    const struct therapycode_impl_minutes *rows = minutes_rows(e);
    int named = heading_end > 0;
    int32_t i, sum = 0, head = THERAPYCODE_NONE, last = 0;
    for (i = first; i < end; i++) {
        if (rows[i].kind != THERAPYCODE_IMPL_MINUTES_TREATMENT)
            continue;
        last = rows[i].minutes;
        if (head == THERAPYCODE_NONE)
            head = last;
        if (sum < MINUTES_MOST)
            sum += last;
    }
    if (named && head != THERAPYCODE_NONE && end - first > 1 &&
        (are_blocks(e, first, end) || are_items(e, first, end, heading_end)))
        return sum;
    if (head == THERAPYCODE_NONE || (sum - head) * (named ? 1 : PART) <= head)
        return head;
    return named && sum - last <= last ? last : sum;
}

/*
 * "Stair training 10 min" may be of two codes, and "gait 10 min" a part of what stands beside it: neither heads its
 * time.
 */
static int is_of_one_code(const struct therapycode_impl_weighing *w, const struct therapycode_impl_match *match,
                          const struct therapycode_impl_statement *s)
{
    const struct therapycode_impl_match *m = w->matches + s->match_first, *end = m + s->match_count;
    int32_t slot = w->voices[match->phrase].slot;
    const struct therapycode_code *code = &w->e->engine->codes[slot];
    for (; m < end && m->start <= match->start; m++)
        if (m->start == match->start && m->cue == CUE(HEADING) && w->voices[m->phrase].slot != slot)
            return 0;
    return !therapycode_impl_code_is(w->e->engine, code, THERAPYCODE_IMPL_NATURE_WALKING) &&
           !therapycode_impl_code_is(w->e->engine, code, THERAPYCODE_IMPL_NATURE_CARE);
}

/* "Manual (15 min)", "Gait: 15": a short word that heads a statement and has its time right behind it. */
static int heads_time(const struct therapycode_impl_weighing *w, const struct therapycode_impl_match *match)
{
    const struct therapycode_evaluation *e = w->e;
    const struct therapycode_impl_statement *s =
        (const struct therapycode_impl_statement *)(const void *)e->tables[THERAPYCODE_IMPL_STATEMENTS].data +
        match->statement;
    const struct therapycode_impl_read_text *text =
        (const struct therapycode_impl_read_text *)(const void *)e->tables[THERAPYCODE_IMPL_TEXTS].data + s->text;
    int32_t at = match->end;
    if (match->start != s->start || s->minutes_count == 0)
        return 0;
    while (at < s->end && text->data[at] == ' ')
        at++;
    if (at >= s->end || (text->data[at] != '(' && text->data[at] != ':'))
        return at == minutes_rows(e)[s->minutes_first].start && is_of_one_code(w, match, s); /* "Manual 15 min" */
    for (at++; at < s->end && (text->data[at] == ' ' || text->data[at] == 'x'); at++) {
    }
    return at == minutes_rows(e)[s->minutes_first].start;
}

int therapycode_impl_names_procedure(const struct therapycode_impl_weighing *w,
                                     const struct therapycode_impl_match *match)
{
    const struct therapycode_impl_vocabulary_phrase *voice = &w->voices[match->phrase];
    return match->cue == CUE(HEADING) && voice->slot != THERAPYCODE_NONE &&
           (voice->weight >= THERAPYCODE_IMPL_HEADING_WEIGHT || (voice->weight >= HEADED && heads_time(w, match)));
}
