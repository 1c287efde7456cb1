/*
 * Minutes as therapists write them: "15 min", "x15'", "TE: 15", "97110 x 15", "1 hr 15 min", "9:00-9:45", "0900-0932".
 * Not "min A" (minimal assistance), not 150' (feet), not "97110 x2" (units), not reps.
 */
#include "note/bytes.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

/* ---- clock times ---- */

/*
 * "am", "p", "p.m." behind a time of the day, and "h" or "hrs": the place behind; `half` becomes 1 before noon, 2
 * after.
 */
static int32_t read_half(const struct therapycode_impl_reader *r, int32_t at, int *half)
{
    char word[LETTERS];
    int32_t next = skip_space(r, at), n = read_letters(r, next, word);
    if (n > 0 && one_of(word, "h hr hrs hours"))
        return next + n;
    if (n == 0 || !one_of(word, "am pm a p"))
        return at;
    if (n == 1 && byte_at(r, next + 1) == '.' && (byte_at(r, next + 2) | 0x20) == 'm')
        n = byte_at(r, next + 3) == '.' ? 4 : 3;
    if (n == 1 && next > at)
        return at; /* a word of its own */
    *half = word[0] == 'p' ? 2 : 1;
    return next + n;
}

/* Reads 9:05, 0905 or 13:05, with or without am or pm, as a minute of the day; the place after, or 0. */
static int32_t read_clock(const struct therapycode_impl_reader *r, int32_t at, int32_t *minute, int *half)
{
    int32_t start = at, hours = read_digits(r, &at), minutes;
    *half = 0;
    if (byte_at(r, at) == ':' && at - start <= 2) {
        int32_t colon = at++;
        minutes = read_digits(r, &at);
        if (at - colon != 3)
            return 0;
    } else if (at - start == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else {
        return 0;
    }
    if (hours > 24 || minutes > 59)
        return 0;
    if (byte_at(r, at) == ':' && is_digit_at(r, at + 1) && is_digit_at(r, at + 2) && !is_digit_at(r, at + 3))
        at += 3; /* seconds */
    at = read_half(r, at, half);
    if (*half == 2 && hours < 12)
        hours += 12;
    else if (*half == 1 && hours == 12)
        hours = 0;
    *minute = hours * 60 + minutes;
    return at;
}

/*
 * What may stand between two times: a dash, "to", "until", or "time out", "out", "stop"; a slash between "10:05/10:50".
 * The end of a sentence or of a line only before "out" and its kin. The place after, or 0.
 */
static int32_t read_until(const struct therapycode_impl_reader *r, int32_t at, int has_colon)
{
    enum { STEPS = 7 };
    static const char ends[] = "out end ended stop stopped finish finished left";
    char word[LETTERS];
    int32_t i, n, found = 0, broken = 0;
    for (i = 0; i < STEPS; i++) {
        char c;
        at = skip_space(r, at);
        c = byte_at(r, at);
        n = dash_at(r, at);
        found |= n > 0 || (c == '/' && has_colon && i == 0);
        if (n == 0 && c != '\0' && THERAPYCODE_IMPL_AMONG(",:;/|.\r\n", c)) {
            broken |= c == '.' || c == '\n';
            n = 1;
        }
        if (n == 0) {
            n = read_letters(r, at, word);
            if (!one_of(word, "to until til till time and at tx treatment session") && !one_of(word, ends))
                break;
            if (one_of(word, ends))
                found = 2;
            else
                found |= word[0] == 'u' || (word[0] == 't' && !one_of(word, "time tx treatment"));
        }
        at += n;
    }
    return found > broken && is_digit_at(r, at) ? at : 0;
}

/* "9:00 | 9:15", "9:00<tab>9:15", "9:00,9:15": two cells of a row, start and end. The place of the second, or 0. */
static int32_t read_cells(const struct therapycode_impl_reader *r, int32_t at, int has_colon)
{
    int32_t from = at, marks = 0, spaces = 0;
    for (; byte_at(r, at) != '\0' && THERAPYCODE_IMPL_AMONG(" \t|,;", byte_at(r, at)); at++) {
        char c = byte_at(r, at);
        spaces += c == ' ';
        marks +=
            c == '|' || c == '\t' || (has_colon && (c == ',' || c == ';') && spaces == 0 && is_digit_at(r, at + 1));
        if ((c == ',' || c == ';') && marks == 0)
            return 0;
    }
    return marks == 1 || (marks == 0 && spaces > 2 && at - from == spaces) ? (is_digit_at(r, at) ? at : 0) : 0;
}

/* From one time of the day to another: "9:00-9:45", "in 12:30 out 1:15". */
static int read_clocks(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number)
{
    enum { CELLS_MOST = 180 };
    int32_t from, to, at, cells;
    int from_half, to_half, has_colon;
    at = number->end;
    if (!is_digit_at(r, number->start) || (byte_at(r, at) != ':' && at - number->start < 4))
        return 0;
    has_colon = byte_at(r, at) == ':';
    at = read_clock(r, number->start, &from, &from_half);
    if (at == 0 || at < number->end)
        return 0;
    cells = read_cells(r, at, has_colon);
    at = cells > 0 ? cells : read_until(r, at, has_colon);
    if (at == 0)
        return 0;
    at = read_clock(r, at, &to, &to_half);
    if (at == 0 || therapycode_impl_is_letter(byte_at(r, at)) || is_digit_at(r, at))
        return 0;
    if (to_half == 2 && from_half == 0 && from < 720 && from + 720 < to)
        from += 720; /* 1:05-1:50 pm */
    if (to <= from && to_half == 0 && from_half != 2)
        to += 720; /* 12:30 to 1:15 */
    if (to <= from || to - from > (cells > 0 ? CELLS_MOST : 720))
        return 0;
    set_minutes(number, to - from, at);
    number->is_clock = 1;
    return 1;
}

/* ---- two times beside each other ---- */

/* Told in hours, or in minutes: by its last letter; 0: without a unit. */
static int unit_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at = n->minutes_end;
    if (byte_at(r, at - 1) == '\'')
        return 'm';
    at = therapycode_impl_word_start(r->data, n->start, at);
    read_letters(r, at, word);
    return word[0] == 'h' || word[0] == 'm' ? word[0] : 0;
}

/* Whether all between two places is one of the words of a list, or a mark of it, with spaces around. */
static int is_between(const struct therapycode_impl_reader *r, int32_t from, int32_t to, const char *list)
{
    enum { LONGEST = 5 };
    char text[LONGEST + 1];
    int32_t n = 0;
    from = skip_space(r, from);
    for (; from < to && n < LONGEST; from++)
        text[n++] = byte_at(r, from);
    while (n > 0 && text[n - 1] == ' ')
        n--;
    text[n] = '\0';
    return from == to && (n == 0 || one_of(text, list));
}

/* "An hour and 15 minutes", "1 hr, 15 min.": one time, where nothing that could have the second one follows. */
static int is_hour_and_rest(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n,
                            const struct therapycode_impl_number *next)
{
    int32_t behind = skip_space(r, next->minutes_end);
    if (unit_of(r, n) != 'h' || n->minutes % 60 != 0 || unit_of(r, next) != 'm' || next->minutes >= 60 ||
        !is_between(r, n->minutes_end, next->start, "and & , +"))
        return 0;
    return skip_space(r, n->minutes_end) == next->start || byte_at(r, behind) == '\0' ||
           THERAPYCODE_IMPL_AMONG(",.;:)|\r\n", byte_at(r, behind));
}

/* "8 min to 10 min", "8'-10'" */
static int is_range(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n,
                    const struct therapycode_impl_number *next)
{
    int unit = unit_of(r, n);
    return unit != 0 && unit == unit_of(r, next) && n->minutes < next->minutes &&
           skip_space(r, n->minutes_end) != next->start &&
           is_between(r, n->minutes_end, next->start, "- to or ~ \xE2\x80\x93");
}

/* "15 min/30 min" behind one name: no single time. "MT/TE: 15 min/10 min" has two names. */
static int is_either(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n,
                     const struct therapycode_impl_number *next, int32_t from)
{
    int32_t at;
    if (byte_at(r, n->minutes_end) != '/' || next->start != n->minutes_end + 1 || unit_of(r, n) == 0)
        return 0;
    for (at = from; at < n->start; at++)
        if (THERAPYCODE_IMPL_AMONG("/&+,", byte_at(r, at)) || (byte_at(r, at) == ' ' && at + 5 <= n->start &&
                                                       memcmp(r->data + at, " and ", 5) == 0))
            return 0;
    return 1;
}

/* "10 min on/10 min off": how a device or a splint runs. */
static int is_cycle(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n,
                    const struct therapycode_impl_number *next)
{
    char word[LETTERS];
    int32_t at = skip_space(r, n->minutes_end), length = read_letters(r, at, word);
    if (strcmp(word, "on") != 0 || !is_between(r, at + length, next->start, "/ , and then -"))
        return 0;
    read_letters(r, skip_space(r, next->minutes_end), word);
    return strcmp(word, "off") == 0;
}

static void forget(struct therapycode_impl_number *n)
{
    n->minutes = THERAPYCODE_NONE;
    n->minutes_end = 0;
    n->doubt = THERAPYCODE_IMPL_DOUBT_NONE;
}

/* Makes one time of two that are one; `from` is where what may name them begins. */
static void join_times(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n,
                       struct therapycode_impl_number *next, int32_t from)
{
    if (n->minutes <= 0 || n->is_clock || next->is_clock)
        return;
    if (n->start >= next->start) { /* "15" of "15 or 30 min" */
        forget(n);
        return;
    }
    if (next->minutes <= 0)
        return;
    if (is_cycle(r, n, next)) {
        n->minutes = next->minutes = THERAPYCODE_NONE;
        return;
    }
    if (is_hour_and_rest(r, n, next)) {
        n->minutes += next->minutes;
    } else if (is_range(r, n, next)) {
        if (n->start > 5 && memcmp(r->data + n->start - 5, "from ", 5) == 0) {
            forget(n); /* how it grew */
            return;
        }
        n->doubt = THERAPYCODE_IMPL_DOUBT_RANGE;
    } else if (is_either(r, n, next, from)) {
        n->minutes = THERAPYCODE_NONE;
        n->doubt = THERAPYCODE_IMPL_DOUBT_UNCLEAR;
    } else {
        return;
    }
    n->minutes_end = next->minutes_end;
    forget(next);
}

/* "fifteen minutes 15 min", "twenty minutes manual 20 min": said twice. */
static int is_dictated(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *before,
                       int32_t at)
{
    enum { FARTHEST = 30 };
    int32_t i;
    if (first_digit(r, before) < before->end)
        return at - before->minutes_end == 1;
    for (i = before->minutes_end; i < at; i++)
        if (THERAPYCODE_IMPL_AMONG(",;.&+\n", byte_at(r, i)))
            return 0;
    return at - before->minutes_end <= FARTHEST;
}

/* "Timed 30, total 45": a plain "total" close behind the timed one. */
static int is_other_total(const struct therapycode_impl_match *heading, const struct therapycode_impl_match *m)
{
    enum { NEAR = 24 };
    return m->cue == CUE(MINUTES_SUM) && heading != NULL &&
           (heading->cue == CUE(MINUTES_TIMED_TOTAL) || heading->cue == CUE(MINUTES_TOTAL)) &&
           m->start - heading->end <= NEAR;
}

/* Joins the time of a number to the last one that has some; which has it then. */
static int32_t join_last(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n, int32_t last,
                         int32_t at)
{
    int32_t before = last;
    if (last == THERAPYCODE_NONE)
        return at;
    while (before > r->number_first && n[before - 1].minutes_end == 0)
        before--;
    join_times(r, &n[last], &n[at], before > r->number_first ? n[before - 1].minutes_end : r->start);
    return n[at].minutes_end > 0 ? at : last;
}

/* Headings and numbers stand in the order of the text, so one walk over both is enough. */
int therapycode_impl_minutes_read(struct therapycode_impl_reader *r)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    struct therapycode_impl_number *n = (void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    const struct therapycode_impl_match *heading = NULL;
    int32_t match = r->match_first, matches = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES), i;
    int32_t numbers = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS), past = 0, last = THERAPYCODE_NONE;
    int found = 0;
    for (i = r->number_first; i < numbers; i++) {
        for (; match < matches && m[match].start < n[i].start; match++)
            if (m[match].cue == CUE(HEADING) || m[match].cue == CUE(MINUTES_TOTAL) ||
                m[match].cue == CUE(MINUTES_TIMED_TOTAL) || is_other_total(heading, &m[match]))
                heading = &m[match];
        if (n[i].minutes_end > 0 && n[i].start >= past) { /* spelled out */
            last = join_last(r, n, last, i);
            past = n[last].minutes_end;
            found = 1;
            continue;
        }
        forget(&n[i]);
        if (n[i].start < past || n[i].value < 0 || n[i].is_code)
            continue;
        if (!read_clocks(r, &n[i]) && !therapycode_impl_read_with_unit(r, &n[i]))
            therapycode_impl_read_bare(r, i, heading, match);
        if (n[i].minutes > 0 && therapycode_impl_is_of_other_day(r, n[i].start))
            n[i].minutes = THERAPYCODE_NONE;
        if (i > r->number_first && n[i].minutes >= 0 && n[i].minutes == n[i - 1].minutes &&
            is_dictated(r, &n[i - 1], n[i].start))
            n[i].minutes = THERAPYCODE_NONE;
        if (n[i].minutes_end > 0)
            last = join_last(r, n, last, i);
        if (last != THERAPYCODE_NONE && n[last].minutes_end > past)
            past = n[last].minutes_end;
        found |= n[i].minutes >= 0;
    }
    if (found)
        therapycode_impl_settle_pairs(r);
    return found;
}
