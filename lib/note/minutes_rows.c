/* Minutes of statements: whose they are, and what kind of time. minutes.c has found which numbers are minutes. */
#include "note/minutes_total.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

/* No comma or the like between two places: what stands there belongs together. */
static int is_close(const struct therapycode_impl_reader *r, int32_t from, int32_t to, int32_t farthest)
{
    int32_t at;
    if (to < from || to - from > farthest)
        return 0;
    for (at = from; at < to; at++)
        if (THERAPYCODE_IMPL_AMONG(",;(.:", byte_at(r, at)))
            return 0;
    return 1;
}

/* "15 min place and hold": a word inside the name of an activity says nothing of the time. */
static int is_in_name(const struct therapycode_impl_match *m, const struct therapycode_impl_statement *s, int32_t at)
{
    int32_t i;
    for (i = s->match_first; i < s->match_first + s->match_count && m[i].start <= m[at].start; i++)
        if (therapycode_impl_is_opening(m[i].cue) && m[i].end >= m[at].end &&
            m[i].end - m[i].start > m[at].end - m[at].start)
            return 1;
    return 0;
}

/*
 * "Wall sits 5 min" is an exercise, "turn taking 5 min" is practised; "sits EOB 5 min" and "sitting tolerance 5 min"
 * are what somebody does.
 */
static int is_exercise(const struct therapycode_impl_reader *r, const struct therapycode_impl_match *m,
                       const struct therapycode_impl_statement *s, int32_t at)
{
    char word[LETTERS];
    int32_t i;
    if (read_letters(r, m[at].start, word) == 0 || !one_of(word, "sits hold taking"))
        return 0;
    for (i = s->match_first; i < s->match_first + s->match_count && m[i].start < m[at].start; i++)
        if (therapycode_impl_is_opening(m[i].cue) && m[i].end == m[at].end)
            return 1;
    return 0;
}

/* "Pain 3/10 typing 2 hrs": hours beside a complaint are how long something was borne. */
static int is_of_complaint(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                           const struct therapycode_impl_number *n)
{
    static const char complaints[] = "pain painful sore soreness stiff stiffness ache aching tight numb";
    char word[LETTERS];
    int32_t at, length, hours = 0;
    for (at = n->start; at < n->minutes_end && n->minutes >= 60; at++)
        hours |= (byte_at(r, at) | 0x20) == 'h';
    for (at = s->start; at < s->end && hours; at += length > 0 ? length : 1) {
        length = read_letters(r, at, word);
        if (length > 0 && one_of(word, complaints))
            return 1;
    }
    return 0;
}

/* "TE 15, TA 15, gait 10 (40 min total)": as much as all before it in its line, or more. */
static int is_of_line(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                      const struct therapycode_impl_number *n)
{
    const struct therapycode_impl_minutes *rows = (const void *)r->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    int32_t i = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MINUTES), sum = 0, count = 0;
    for (; i > 0 && count < 16; i--) {
        const struct therapycode_impl_statement *other =
            therapycode_impl_row(r->e, THERAPYCODE_IMPL_STATEMENTS, rows[i - 1].statement);
        if (other->source != s->source || other->line != s->line || rows[i - 1].start >= n->start)
            break;
        sum += rows[i - 1].kind == THERAPYCODE_IMPL_MINUTES_TREATMENT ? rows[i - 1].minutes : 0;
        count++;
    }
    return sum > 0 && sum <= n->minutes;
}

/* The word that ends before a place, behind which only spaces and marks stand. */
static int32_t word_to(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    while (at > r->start && byte_at(r, at - 1) != '\n' && byte_at(r, at - 1) != '.' &&
           !therapycode_impl_is_letter(byte_at(r, at - 1)) && !is_digit_at(r, at - 1))
        at--;
    at = therapycode_impl_word_start(r->data, r->start, at);
    read_letters(r, at, word);
    return at;
}

/* "daily - 5 min", "3x/day for 5 min", "every evening, 5 min": at home. */
static int is_habit_before(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at = word_to(r, n->start, word);
    if (one_of(word, "for x"))
        at = word_to(r, at, word);
    if (!one_of(word, "day night evening morning"))
        return one_of(word, "daily nightly bid tid qid") != 0;
    if (byte_at(r, at - 1) == '/')
        return 1;
    word_to(r, at, word);
    return one_of(word, "a per every each");
}

/* "(was 20 min)", ", was 20 min": of another day; "tandem 1 min x2": a dose. */
static int is_other_time(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    enum { DOSE_MOST = 5 };
    char word[LETTERS];
    int32_t at = n->start;
    if (at >= 5 && memcmp(r->data + at - 4, "was ", 4) == 0 &&
        (byte_at(r, at - 5) == '(' || (byte_at(r, at - 5) == ' ' && byte_at(r, at - 6) == ',')))
        return 1;
    if (n->minutes > 0 && is_habit_before(r, n))
        return 1;
    at = therapycode_impl_letters_before(r, at, " ", word);
    if (strcmp(word, "from") == 0) { /* "(down from 20 min)" */
        therapycode_impl_letters_before(r, at, " ", word);
        if (one_of(word, "down up increased decreased progressed reduced improved"))
            return 1;
    }
    if (n->minutes <= 0 || n->minutes > DOSE_MOST)
        return 0;
    at = skip_space(r, n->minutes_end);
    if ((byte_at(r, at) | 0x20) != 'x')
        return 0;
    return is_digit_at(r, skip_space(r, at + 1));
}

/* Whether minutes of the sentence were read from two times of the day. */
static int is_clock_row(const struct therapycode_impl_reader *r, const struct therapycode_impl_minutes *row)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    while (i > r->number_first && n[i - 1].start > row->start)
        i--;
    return i > r->number_first && n[i - 1].start == row->start && n[i - 1].is_clock;
}

/* The minute of the day that stands there, "9:15", "0915", as far as it can be told. */
static int32_t minute_at(const struct therapycode_impl_reader *r, int32_t at)
{
    int32_t hours = read_digits(r, &at);
    if (byte_at(r, at) != ':')
        return hours / 100 * 60 + hours % 100;
    at++;
    return hours * 60 + read_digits(r, &at);
}

/* "0900-0915, 0900-0945": the second begins before the first ends, and is no block of its own. */
static int overlaps(const struct therapycode_impl_reader *r, const struct therapycode_impl_minutes *row, int32_t at)
{
    int32_t begin = minute_at(r, row->start), next = minute_at(r, at);
    return next >= begin && next < begin + row->minutes;
}

/* "97110 0900-0915 & 0930-0945": another block of what the clock before it is of. */
static int is_next_block(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                         const struct therapycode_impl_number *n)
{
    const struct therapycode_impl_minutes *rows = (const void *)r->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    char word[LETTERS];
    int32_t length, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MINUTES), at;
    const struct therapycode_impl_statement *before;
    if (count == 0 || rows[count - 1].kind != THERAPYCODE_IMPL_MINUTES_TREATMENT || rows[count - 1].end > n->start ||
        !is_clock_row(r, &rows[count - 1]) || overlaps(r, &rows[count - 1], n->start))
        return 0;
    before = therapycode_impl_row(r->e, THERAPYCODE_IMPL_STATEMENTS, rows[count - 1].statement);
    if (before->text != s->text || before->sentence != s->sentence)
        return 0;
    for (at = rows[count - 1].end; at < n->start; at += length > 0 ? length : 1) {
        length = read_letters(r, at, word);
        if (length > 0 ? !one_of(word, "and then") : !THERAPYCODE_IMPL_AMONG(" ,;&+/", byte_at(r, at)))
            return 0;
    }
    return 1;
}

/* "TE 15 min", "NMR: 15 min": the name of a procedure right before the time. */
static int is_named_right_before(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                                 const struct therapycode_impl_number *n)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    enum { PROCEDURE = 90 };
    char word[LETTERS];
    int32_t i, at = n->start, last;
    while (at > s->start && THERAPYCODE_IMPL_AMONG(" :x(-", byte_at(r, at - 1)))
        at--;
    last = therapycode_impl_word_start(r->data, s->start, at);
    if (read_letters(r, last, word) > 0 && one_of(word, "training trng tx treatment therapy"))
        last -= byte_at(r, last - 1) == ' '; /* "ADL training" */
    for (i = s->match_first; i < s->match_first + s->match_count && m[i].start < at; i++)
        if ((m[i].end == at || m[i].end == last) && therapycode_impl_is_opening(m[i].cue) &&
            (m[i].cue == CUE(HEADING) || r->e->engine->phrases[m[i].phrase].weight >= PROCEDURE))
            return 1;
    return 0;
}

/*
 * "15 min rest", "6-minute walk", "minutes daily"; with a name "TE 15 min with good tolerance" is how the service went.
 */
static int is_word_behind(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                          const struct therapycode_impl_number *n, const struct therapycode_impl_match *m, int32_t next)
{
    enum { AFTER = 12 };
    const struct therapycode_impl_match *before, *all = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    if (m->start >= n->start && m->start < n->minutes_end)
        return m->end > n->minutes_end;
    if (n->doubt == THERAPYCODE_IMPL_DOUBT_REST || n->doubt == THERAPYCODE_IMPL_DOUBT_BREAK)
        return 0; /* "TE 30 min rest breaks 8 min" */
    if ((next != 0 && m->start >= next) || !is_close(r, n->minutes_end, m->start, AFTER))
        return 0;
    for (before = m; before > all && before[-1].start >= n->minutes_end;) /* "23 min TE w/o rest" */
        if ((--before)->cue == CUE(HEADING))
            return 0;
    return (m->start <= n->minutes_end + 1 && (byte_at(r, m->start) | 0x20) != 'w') || !is_named_right_before(r, s, n);
}

/* "TE 30 min to prepare for 45 min of walking": a second time in what the first one serves. */
static int is_in_aim(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    enum { FAR = 60 };
    static const char links[] = "for of x in with at about within";
    char word[LETTERS];
    int32_t at, from = n[-1].minutes_end;
    if (n[-1].minutes <= 0 || n->start - from > FAR || n->start <= from || byte_at(r, from) != ' ')
        return 0;
    for (at = from; at < n->start; at++)
        if (THERAPYCODE_IMPL_AMONG(",;:+&/().\n", byte_at(r, at)))
            return 0;
    therapycode_impl_letters_before(r, n->start, " ", word);
    return one_of(word, links) && therapycode_impl_has_listed(r->data, from, n->start, " to ") &&
           !therapycode_impl_has_listed(r->data, from, n->start, " then and with plus from ");
}

/* Words that make of minutes another time: "6-minute walk", "minutes daily", "15 min rest". */
static int is_of_other_words(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                             const struct therapycode_impl_number *n, int32_t next)
{
    enum { BEFORE = 24 };
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i;
    for (i = s->match_first; i < s->match_first + s->match_count; i++) {
        if (m[i].cue == CUE(MINUTES_OTHER_BEFORE) && is_close(r, m[i].end, n->start, BEFORE) &&
            !is_exercise(r, m, s, i))
            return 1;
        if (m[i].cue == CUE(MINUTES_OTHER_AFTER) && !is_in_name(m, s, i) && is_word_behind(r, s, n, &m[i], next))
            return 1;
    }
    return 0;
}

/* What the cues of the statement make of the minutes. */
static int32_t kind_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                       const struct therapycode_impl_number *n, int own, int first, int32_t next, struct totals *totals)
{
    int said = (r->heard & THERAPYCODE_IMPL_HIT_TIMES) && s->match_count > 0;
    int32_t kind;
    if (said && is_of_other_words(r, s, n, next))
        return THERAPYCODE_IMPL_MINUTES_OTHER;
    if (n->doubt == THERAPYCODE_IMPL_DOUBT_WHOLE) {
        therapycode_impl_use_total_words(r, s, next, totals);
        return THERAPYCODE_IMPL_MINUTES_TOTAL;
    }
    if (therapycode_impl_is_of_program(r, n) || (!first && is_in_aim(r, n)) || is_other_time(r, n))
        return THERAPYCODE_IMPL_MINUTES_OTHER;
    kind = therapycode_impl_total_of_cell(r, n->start);
    if (kind != 0)
        return kind;
    kind = THERAPYCODE_IMPL_MINUTES_TREATMENT;
    if (said)
        kind = therapycode_impl_total_of(r, s, n, (own || r->untimed) && first && !is_of_line(r, s, n), next, totals);
    if (kind != THERAPYCODE_IMPL_MINUTES_TREATMENT)
        return kind;
    if (n->is_clock && !own && !is_next_block(r, s, n))
        return THERAPYCODE_IMPL_MINUTES_TOTAL;
    return is_of_complaint(r, s, n) ? THERAPYCODE_IMPL_MINUTES_OTHER : kind;
}

static int is_each(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    return read_letters(r, skip_space(r, at), word) > 0 && (word[0] == 'e' || word[0] == 'a') &&
           one_of(word, "each ea apiece");
}

static void add_minutes(const struct therapycode_impl_reader *r, int32_t statement, int32_t kind,
                        const struct therapycode_impl_number *n, int32_t code_at)
{
    struct therapycode_impl_minutes *row = therapycode_impl_add_here(r->e, THERAPYCODE_IMPL_MINUTES, sizeof *row);
    row->minutes = n->minutes;
    row->kind = kind;
    row->start = n->start;
    row->end = n->minutes_end;
    row->statement = statement;
    row->each = is_each(r, n->minutes_end);
    if (code_at != THERAPYCODE_NONE)
        memcpy(row->code, r->data + code_at, 5);
}

/* The code beside minutes: the last one before them, else the first one of the statement. */
static int32_t first_code(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i;
    for (i = s->number_first; i < s->number_first + s->number_count; i++)
        if (n[i].is_code)
            return n[i].start;
    return THERAPYCODE_NONE;
}

/* The finding for a time that was read as a range or not at all, with the place where it stands. */
static void report_doubt(struct therapycode_impl_reader *r, const struct therapycode_impl_number *n, int32_t kind)
{
    enum { MOST = 8 };
    struct therapycode_evaluation *e = r->e;
    struct therapycode_finding *finding;
    if (kind == THERAPYCODE_IMPL_MINUTES_OTHER || n->doubt == THERAPYCODE_IMPL_DOUBT_WHOLE ||
        r->source > THERAPYCODE_FROM_DESCRIPTION || r->doubts >= MOST)
        return;
    if (n->doubt == THERAPYCODE_IMPL_DOUBT_RANGE)
        finding = THERAPYCODE_IMPL_FIND(e, NOTE_MINUTES_RANGE, n->minutes);
    else if (n->doubt == THERAPYCODE_IMPL_DOUBT_ALONE)
        finding = THERAPYCODE_IMPL_FIND(e, NOTE_MINUTES_ALONE, n->minutes);
    else if (n->doubt == THERAPYCODE_IMPL_DOUBT_REST)
        finding = THERAPYCODE_IMPL_FIND(e, NOTE_MINUTES_REST, n->minutes);
    else if (n->doubt == THERAPYCODE_IMPL_DOUBT_BREAK)
        finding = THERAPYCODE_IMPL_FIND(e, NOTE_MINUTES_BREAK, n->minutes);
    else if (n->doubt == THERAPYCODE_IMPL_DOUBT_TIMES)
        finding = THERAPYCODE_IMPL_FIND(e, NOTE_MINUTES_TIMES, n->minutes);
    else if (n->doubt == THERAPYCODE_IMPL_DOUBT_BARE)
        finding = THERAPYCODE_IMPL_FIND(e, NOTE_MINUTES_BARE, n->value);
    else if (n->doubt == THERAPYCODE_IMPL_DOUBT_CORRECTED)
        finding = therapycode_impl_find(e, THERAPYCODE_IMPL_MESSAGE_NOTE_MINUTES_CORRECTED, NULL, 0);
    else if (n->doubt == THERAPYCODE_IMPL_DOUBT_FRACTION)
        finding = therapycode_impl_find(e, THERAPYCODE_IMPL_MESSAGE_NOTE_MINUTES_FRACTION, NULL, 0);
    else if (n->doubt == THERAPYCODE_IMPL_DOUBT_UNCLEAR)
        finding = therapycode_impl_find(e, THERAPYCODE_IMPL_MESSAGE_NOTE_MINUTES_UNCLEAR, NULL, 0);
    else
        finding = therapycode_impl_find(e, THERAPYCODE_IMPL_MESSAGE_NOTE_MINUTES_TOO_LONG, NULL, 0);
    r->doubts++;
    therapycode_impl_show(e, finding, r->source, r->index, n->start, n->minutes_end);
}

/* "97110=15; 97140=15": right before "=" ends a name that begins behind a mark, so what follows is its own time. */
static int is_named_at(const struct therapycode_impl_reader *r, int32_t end)
{
    int32_t at = end;
    char before, word[LETTERS];
    while (byte_at(r, end - 1) == ' ')
        at = --end;
    while (at > r->start && (therapycode_impl_is_letter(byte_at(r, at - 1)) || is_digit_at(r, at - 1)))
        at--;
    if (at == end || (is_digit_at(r, at) && !therapycode_impl_is_code(r->data + at, (size_t)(end - at))) ||
        (read_letters(r, at, word) > 0 && one_of(word, "sum combined all together both total time")))
        return 0;
    while (byte_at(r, at - 1) == ' ')
        at--;
    before = byte_at(r, at - 1);
    return before == ';' || before == ',';
}

/* "TE 15, MT 15 = 30 min": behind "=", and as much as all before it, or more. */
static int is_sum(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n, int32_t first,
                  int32_t at)
{
    int32_t i = n[at].start, sum = 0;
    while (byte_at(r, i - 1) == ' ')
        i--;
    if (byte_at(r, i - 1) != '=' || is_named_at(r, i - 1))
        return 0;
    for (i = first; i < at; i++)
        sum += n[i].minutes > 0 ? n[i].minutes : 0;
    return sum > 0 && sum <= n[at].minutes;
}

/* "TE | 9:00 | 9:15 | 15": a cell alone behind a clock says again how long that was. */
static int is_clock_in_cell(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n,
                            const struct therapycode_impl_number *clock)
{
    int32_t at, bars = 0;
    if (!clock->is_clock || n->is_clock || clock->minutes != n->minutes || clock->minutes_end >= n->start)
        return 0;
    for (at = clock->minutes_end; at < n->start; at++) {
        bars += byte_at(r, at) == '|';
        if (!THERAPYCODE_IMPL_AMONG(" \t|", byte_at(r, at)))
            return 0;
    }
    at = skip_space(r, n->minutes_end);
    return bars == 1 && (byte_at(r, at) == '\0' || THERAPYCODE_IMPL_AMONG("|\r\n", byte_at(r, at)));
}

/* "9:00-9:45 (45 min)", "15 min (9:00-9:15)": what stands before it has told already. */
static int is_restated(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n, int32_t first,
                       int32_t at)
{
    enum { NEAR = 6 };
    char before = byte_at(r, n[at].start - 1);
    int32_t i = at - 1;
    while (i >= r->number_first && n[i].minutes_end == 0)
        i--;
    if (i >= r->number_first && i < first)
        return is_clock_in_cell(r, &n[at], &n[i]);
    return i >= first && n[i].is_clock != n[at].is_clock && n[i].minutes == n[at].minutes &&
           (n[at].start - n[i].minutes_end <= NEAR || (n[at].is_clock && (before == '(' || before == '[')));
}

/* Where the next minutes begin: words behind them are theirs. "MT (10 min) = 30 min timed". 0: none. */
static int32_t next_minutes(const struct therapycode_impl_number *n, int32_t at, int32_t end)
{
    while (at < end && n[at].minutes <= 0)
        at++;
    return at < end ? n[at].start : 0;
}

/* "GT: 0" */
static void negate(struct therapycode_impl_reader *r, struct therapycode_impl_statement *s,
                   const struct therapycode_impl_number *n)
{
    struct therapycode_impl_match *m = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i;
    s->context = THERAPYCODE_NEGATED;
    s->cue_start = n->start;
    s->cue_end = n->minutes_end;
    for (i = s->match_first; i < s->match_first + s->match_count; i++)
        if (m[i].context == THERAPYCODE_PERFORMED)
            m[i].context = THERAPYCODE_NEGATED;
}

/* "MT | 15 | N", "US 8 min n", "15 min N/A MT": a column says that it was not done. */
static int is_declined(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at, length;
    if (n->minutes <= 0)
        return 0;
    at = skip_space(r, n->minutes_end);
    if (byte_at(r, at) == '|' || byte_at(r, at) == ',')
        at = skip_space(r, at + 1);
    if ((byte_at(r, at) | 0x20) != 'n')
        return 0;
    if (byte_at(r, at + 1) == '/' && (byte_at(r, at + 2) | 0x20) == 'a' &&
        !therapycode_impl_is_letter(byte_at(r, at + 3)))
        return 1;
    length = read_letters(r, at, word);
    at = skip_space(r, at + length);
    return one_of(word, "n na no") && (byte_at(r, at) == '\0' || THERAPYCODE_IMPL_AMONG(".;|\r\n", byte_at(r, at)));
}

/* Minutes of a kind, and the other total that the same words may name: "timed and total minutes: 45". */
static void add_kinds(const struct therapycode_impl_reader *r, int32_t statement, int32_t kind,
                      const struct therapycode_impl_number *n, int32_t code_at, const struct totals *totals)
{
    add_minutes(r, statement, kind, n, code_at);
    if (kind == THERAPYCODE_IMPL_MINUTES_TOTAL && (totals->all_timed || totals->both))
        add_minutes(r, statement, THERAPYCODE_IMPL_MINUTES_TIMED_TOTAL, n, code_at);
    if (kind == THERAPYCODE_IMPL_MINUTES_TIMED_TOTAL && totals->both)
        add_minutes(r, statement, THERAPYCODE_IMPL_MINUTES_TOTAL, n, code_at);
}

/* Of treatment: the sum of what stands before it, or a part of what the first time of its heading is of. */
static int32_t kind_beside(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n,
                           int32_t index, int32_t kind, int is_part)
{
    if (kind != THERAPYCODE_IMPL_MINUTES_TREATMENT)
        return kind;
    if (is_sum(r, n, r->number_first, index))
        return THERAPYCODE_IMPL_MINUTES_TOTAL;
    return is_part ? THERAPYCODE_IMPL_MINUTES_PART : kind;
}

/* "Neuro: 15": a figure that was not read stands right behind a name and a colon. */
static int is_unread_answer(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n,
                            const struct therapycode_impl_statement *s)
{
    enum { LOWEST = 8, HIGHEST = 60 };
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i;
    if (n->minutes_end > 0 || n->is_code || n->value < LOWEST || n->value > HIGHEST ||
        s->context != THERAPYCODE_PERFORMED || byte_at(r, n->start - 1) != ' ' || byte_at(r, n->start - 2) != ':')
        return 0;
    for (i = s->match_first; i < s->match_first + s->match_count; i++)
        if (m[i].end == n->start - 2 && therapycode_impl_is_opening(m[i].cue))
            return 1;
    return 0;
}

/* "15. TE: 15.": after one figure comes no more than a name and a colon before the next, which ends its clause. */
static int are_answers(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                       const struct therapycode_impl_number *b)
{
    enum { FARTHEST = 32 };
    int32_t at, end = b->start - 2;
    if (b->start - a->end > FARTHEST || a->end >= end || byte_at(r, end) != ':' || byte_at(r, end + 1) != ' ' ||
        !THERAPYCODE_IMPL_AMONG(".;\r\n", byte_at(r, a->end)) ||
        (byte_at(r, b->end) != '\0' && !THERAPYCODE_IMPL_AMONG(".;\r\n", byte_at(r, b->end))))
        return 0;
    for (at = a->end + 1; at < end; at++)
        if (!therapycode_impl_is_letter(byte_at(r, at)) && !THERAPYCODE_IMPL_AMONG(" -&\n", byte_at(r, at)))
            return 0;
    return 1;
}

/*
 * "Neuro: 15. TE: 15.": of two answers one is a time, and the other a figure behind a name that may stand before
 * repetitions as well. It is told of, so that nothing is lost in silence.
 */
static void doubt_answer(struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s, int32_t index)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    const struct therapycode_impl_number *timed = n + index, *unread = n;
    const struct therapycode_impl_statement *of;
    if (index == 0 || (n[index - 1].minutes > 0) == (n[index].minutes > 0) || !are_answers(r, &n[index - 1], &n[index]))
        return;
    unread = timed->minutes > 0 ? timed - 1 : timed;
    timed -= unread == timed;
    of = therapycode_impl_row(r->e, THERAPYCODE_IMPL_STATEMENTS, unread->statement);
    if (of->text == s->text && timed->minutes_end == timed->end && is_unread_answer(r, unread, of))
        therapycode_impl_show(r->e, THERAPYCODE_IMPL_FIND(r->e, NOTE_MINUTES_BARE, unread->value), r->source, r->index,
                              unread->start, unread->end);
}

void therapycode_impl_minutes_fill(struct therapycode_impl_reader *r, int32_t statement, int headed)
{
    struct therapycode_impl_statement *s = therapycode_impl_row(r->e, THERAPYCODE_IMPL_STATEMENTS, statement);
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t code_at = first_code(r, s), end = s->number_first + s->number_count, i, count = 0;
    int own = code_at != THERAPYCODE_NONE || s->opening_count > 0;
    struct totals totals = { THERAPYCODE_NONE, 0, 0, 0 };
    s->minutes_first = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MINUTES);
    for (i = s->number_first; i < end; i++) {
        int32_t kind;
        if (n[i].is_code)
            code_at = n[i].start;
        doubt_answer(r, s, i);
        if ((n[i].minutes == 0 || is_declined(r, &n[i])) && s->context == THERAPYCODE_PERFORMED && count == 0)
            negate(r, s, &n[i]);
        if (n[i].minutes <= 0 && n[i].doubt == 0)
            continue;
        kind = kind_of(r, s, &n[i], own, count == 0, next_minutes(n, i + 1, end), &totals);
        if (kind == THERAPYCODE_IMPL_MINUTES_OTHER && therapycode_impl_is_rest_alone(r, s, &n[i]))
            therapycode_impl_show(r->e, THERAPYCODE_IMPL_FIND(r->e, NOTE_MINUTES_RESTED, n[i].minutes), r->source,
                                  r->index, n[i].start, n[i].minutes_end);
        if (n[i].doubt != 0 && s->context == THERAPYCODE_PERFORMED)
            report_doubt(r, &n[i], kind);
        if (n[i].minutes <= 0 || is_restated(r, n, s->number_first, i))
            continue;
        add_kinds(r, statement, kind_beside(r, n, i, kind, headed && count > 0), &n[i], code_at, &totals);
        count++;
    }
    r->untimed = count == 0 && s->context == THERAPYCODE_PERFORMED && (own || r->untimed);
    s->minutes_count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MINUTES) - s->minutes_first;
}
