/* One pass over the words of a text: phrases, numbers, and where sentences end or may be cut. */
#include <string.h>

#include "base/text.h"
#include "note/bytes.h"
#include "note/scan.h"

enum {
    SENTENCE_WORDS = 1000,  /* a sentence without an end is cut here, so that memory stays bounded */
    BRACKET_WORDS = 40,     /* a bracket that nobody closes ends here */
    WRAPPED_LINE = 60       /* a line this long that goes on in lower case was broken by an editor */
};

/* Lists that a sentence holds before its first word: a test sets all, and then no reader passes a sentence by. */
#ifndef THERAPYCODE_IMPL_LISTS_AT_START
#define THERAPYCODE_IMPL_LISTS_AT_START 0
#endif

/* ---- matches ---- */

static int as_written(const struct scan *s, uint32_t phrase, int32_t start, int32_t end)
{
    const char *written = therapycode_impl_phrase_text(s->r->e->engine, (int32_t)phrase) + 1; /* after the "=" */
    size_t length = strlen(written);
    if (written[0] == '/') { /* a sound: "/r/" and no "R" */
        start--;
        end++;
        if (start < 0 || (size_t)end > s->r->length)
            return 0;
    }
    return length == (size_t)(end - start) && memcmp(written, s->r->data + start, length) == 0;
}

/* enum therapycode_impl_room of a cue, without a look at its phrase. */
static int room_of(int32_t cue)
{
    return (cue > THERAPYCODE_IMPL_LAST_NOTE_CUE) + (cue > THERAPYCODE_IMPL_LAST_SELECT_CUE);
}

/*
 * Takes away the matches of a room that lie inside new words; 0 when those lie inside one. Matches come by end and, of
 * one end, longer first; so what lies inside stands at the tail of the table.
 */
static int hides(const struct scan *s, int room, int32_t start, int32_t end)
{
    struct therapycode_impl_rows *rows = &s->r->e->tables[THERAPYCODE_IMPL_MATCHES];
    struct therapycode_impl_match *all = (void *)rows->data;
    size_t keep, from = rows->count, i;
    while (from > (size_t)s->r->match_first && all[from - 1].end > start) {
        const struct therapycode_impl_match *other = &all[from - 1];
        int same_room = room_of(other->cue) == room;
        if (same_room && other->end == end && other->start < start)
            return 0;
        from--;
    }
    for (i = from, keep = from; i < rows->count; i++) {
        int inside = all[i].start >= start && (all[i].start > start || all[i].end < end) &&
                     room_of(all[i].cue) == room;
        if (!inside)
            all[keep++] = all[i];
    }
    rows->count = keep;
    return 1;
}

static void add_match(struct scan *s, const struct therapycode_impl_hit *hit, int32_t start, int32_t end)
{
    struct therapycode_evaluation *e = s->r->e;
    struct therapycode_impl_rows *rows = &e->tables[THERAPYCODE_IMPL_MATCHES];
    struct therapycode_impl_match *row;
    if (hit->words == 1) { /* hides nothing; longer ones came first */
        if (s->covered >> hit->room & 1)
            return;
    } else {
        if (s->reach[hit->room] > start && !hides(s, hit->room, start, end))
            return;
        s->covered |= 1u << hit->room;
        s->r->is_nested = 1;
    }
    s->reach[hit->room] = end;
    s->r->heard |= hit->flags;
    if (rows->count < rows->capacity) { /* nearly always: every member is set here or when the statement is made */
        row = (void *)(rows->data + rows->count * sizeof *row);
        rows->count++;
    } else {
        row = therapycode_impl_add_here(e, THERAPYCODE_IMPL_MATCHES, sizeof *row);
    }
    row->phrase = (int32_t)hit->phrase;
    row->start = start;
    row->end = end;
    row->cue = hit->cue;
}

/* "half an hour": minutes that are a phrase; its weight says how many. */
static void add_spelled(const struct scan *s, uint32_t phrase, int32_t start, int32_t end)
{
    struct therapycode_impl_rows *rows = &s->r->e->tables[THERAPYCODE_IMPL_NUMBERS];
    const struct therapycode_impl_number *all = (const void *)rows->data;
    struct therapycode_impl_number *row;
    if (rows->count > (size_t)s->r->number_first && all[rows->count - 1].end + 1 >= start)
        return; /* "an hour" in "half an hour", where the longer came first, and "60 first hour" */
    row = therapycode_impl_add_here(s->r->e, THERAPYCODE_IMPL_NUMBERS, sizeof *row);
    row->start = start;
    row->end = end;
    row->value = s->r->e->engine->phrases[phrase].weight;
    row->minutes = row->value;
    row->minutes_end = end;
}

/* A phrase that ends with the last word and may be none, or no match. */
static void ask(struct scan *s, const struct therapycode_impl_hit *hit, int32_t start, int32_t end)
{
    const struct therapycode_impl_vocabulary_phrase *what = &s->r->v->phrases[hit->phrase];
    if (what->as_written && !as_written(s, hit->phrase, start, end))
        return;
    if ((hit->cue == THERAPYCODE_IMPL_CUE_DEFERRED_AFTER || hit->cue == THERAPYCODE_IMPL_CUE_DEFERRED_BEFORE) &&
        char_at(s->r, (size_t)end) == ' ' && therapycode_impl_is_digit(char_at(s->r, (size_t)end + 1)))
        return; /* "held 30 s" */
    if (hit->cue == THERAPYCODE_IMPL_CUE_HEADING && end - start == 5 && therapycode_impl_is_digit(s->r->data[start]) &&
        therapycode_impl_is_other_number(s->r, start))
        return;
    if (hit->cue == THERAPYCODE_IMPL_CUE_MINUTES_SPELLED)
        add_spelled(s, hit->phrase, start, end);
    else if (hit->room != THERAPYCODE_IMPL_ROOM_NOTE || hit->cue < THERAPYCODE_IMPL_CUE_SECTION_SUBJECTIVE)
        add_match(s, hit, start, end);
    else if (s->heading == 0 || start <= s->heading_start)
        therapycode_impl_maybe_heading(s, hit->cue, hit->words, start, end);
}

/* "0 min" in "15.0 min" */
static int is_after_point(const struct therapycode_impl_reader *r, int32_t start)
{
    return start > 1 && r->data[start - 1] == '.' && therapycode_impl_is_digit(r->data[start - 2]) &&
           therapycode_impl_is_digit(r->data[start]);
}

static void report(struct scan *s, const struct therapycode_impl_hit *hit, int32_t end)
{
    int32_t start;
    if (!therapycode_impl_matcher_is(&s->m, hit))
        return;
    start = (int32_t)therapycode_impl_matcher_start(&s->m, hit);
    if (is_after_point(s->r, start))
        return;
    if (hit->flags & THERAPYCODE_IMPL_HIT_ASKED)
        ask(s, hit, start, end);
    else
        add_match(s, hit, start, end);
}

/*
 * A match of one word in a row that is there: it counts unless a longer one of its room covers it. Written in any case,
 * for whether a word is one, or two, or none, nobody can foretell, and a processor that guesses wrongly loses more.
 */
static size_t put(struct scan *s, struct therapycode_impl_match *row, const struct therapycode_impl_hit *hit)
{
    row->phrase = (int32_t)hit->phrase;
    row->start = (int32_t)s->word.start;
    row->end = (int32_t)s->word.end;
    row->cue = hit->cue;
    s->reach[hit->room] = row->end;
    s->r->heard |= hit->flags;
    return ~s->covered >> hit->room & 1;
}

/* The phrases that are the last word alone: mostly one or two, of which nothing is asked. */
static void report_alone(struct scan *s)
{
    struct therapycode_impl_rows *rows = &s->r->e->tables[THERAPYCODE_IMPL_MATCHES];
    const struct therapycode_impl_hit *one = &s->m.v->hits[s->m.alone];
    const struct therapycode_impl_hit *two = one + !(one->flags & THERAPYCODE_IMPL_HIT_LAST);
    struct therapycode_impl_match *row;
    if (!(two->flags & THERAPYCODE_IMPL_HIT_LAST) || ((one->flags | two->flags) & THERAPYCODE_IMPL_HIT_ASKED) ||
        rows->capacity - rows->count < 2) {
        for (; one != NULL && s->m.alone != 0; one = therapycode_impl_matcher_next(&s->m, one))
            report(s, one, (int32_t)s->word.end);
        return;
    }
    row = (void *)rows->data;
    rows->count += put(s, row + rows->count, one);
    rows->count += put(s, row + rows->count, two) & (two != one);
}

/* All phrases that end with the last word. */
static void report_all(struct scan *s)
{
    const struct therapycode_impl_reader *r = s->r;
    const struct therapycode_impl_hit *hit;
    size_t end = s->word.end;
    if (char_at(r, end) == '.' && therapycode_impl_is_digit(char_at(r, end + 1)) &&
        therapycode_impl_is_digit(r->data[end - 1]))
        return; /* "x 0" in "3.1 x 0.2 cm" */
    s->covered = 1u << THERAPYCODE_IMPL_NO_ROOM;
    for (hit = therapycode_impl_matcher_first(&s->m, s->m.longer); hit != NULL;
         hit = therapycode_impl_matcher_next(&s->m, hit))
        report(s, hit, (int32_t)end);
    if (!(s->word.gap & GAP(PERIOD)) || !is_after_point(r, (int32_t)s->word.start))
        report_alone(s);
}

/* ---- sentences ---- */

/* Keys of short words, as therapycode_impl_word_key() makes them. */
#define KEY2(a, b) ((uint64_t)(a) | (uint64_t)(b) << 8)
#define KEY3(a, b, c) (KEY2(a, b) | (uint64_t)(c) << 16)
#define KEY4(a, b, c, d) (KEY3(a, b, c) | (uint64_t)(d) << 24)

static int is_title(uint64_t key)
{
    return key == KEY2('d', 'r') || key == KEY2('m', 'r') || key == KEY3('m', 'r', 's') || key == KEY2('v', 's') ||
           key == KEY3('r', 'e', 'c'); /* "Rec. MBS" */
}

static int is_link(uint64_t key)
{
    return key == KEY3('a', 'n', 'd') || key == KEY4('t', 'h', 'e', 'n') ||
           key == (KEY4('f', 'o', 'l', 'l') | (uint64_t)KEY4('o', 'w', 'e', 'd') << 32);
}

/* Short words that end with a point without ending a sentence. */
static int is_abbreviation(const struct therapycode_impl_reader *r, size_t start, size_t end)
{
    size_t length = end - start;
    if (length == 1) /* "P.T. ", "for 12 s. Then": */
        return therapycode_impl_is_capital(r->data[start]);
    return (therapycode_impl_lists(r->data + start, length) & THERAPYCODE_IMPL_LIST_ABBREVIATION) != 0;
}

/* "min A. Then gait": assistance, and no initial. */
static int is_assistance(const struct therapycode_impl_reader *r, size_t start)
{
    static const char levels[] = " min mod max ";
    return start > 4 && r->data[start] == 'A' && r->data[start - 1] == ' ' &&
           therapycode_impl_is_listed(levels, r->data + start - 4, 3);
}

static int ends_sentence(const struct scan *s)
{
    const struct therapycode_impl_reader *r = s->r;
    uint32_t gap = s->word.gap;
    char next = char_at(r, s->word.start), last = s->word.start > 0 ? r->data[s->word.start - 1] : '\0';
    if (gap & (GAP(BLANK_LINE) | GAP(STOP)))
        return 1;
    if (gap & GAP(NEWLINE))
        return !((gap & ~(GAP(NEWLINE) | GAP(SPACE) | GAP(COMMA))) == 0 && therapycode_impl_is_small(next) &&
                 (int32_t)s->before.end - s->line_start >= WRAPPED_LINE);
    if ((gap & GAP(BULLET)) && (gap & GAP(SPACE)))
        return 1;
    if (!(gap & GAP(PERIOD)))
        return 0;
    if (!(gap & GAP(SPACE))) /* today.Completed */
        return therapycode_impl_is_capital(next) && therapycode_impl_is_small(char_at(r, s->before.end - 1)) &&
               s->before.end - s->before.start > 2 && therapycode_impl_is_small(char_at(r, s->word.start + 1)) &&
               last == '.';
    if (r->words <= 1 && therapycode_impl_is_digit(char_at(r, s->before.start)))
        return 0; /* "3. Gait training" */
    if (is_title(s->before.key) || (last == '.' && therapycode_impl_is_digit(next) &&
                                    r->data[s->word.start - 2] == ' '))
        return 0; /* "TE .5 hr" too */
    return !is_abbreviation(r, s->before.start, s->before.end) || is_assistance(r, s->before.start) ||
           (therapycode_impl_is_capital(next) && s->before.end - s->before.start > 1);
}

static int begins_day(const struct scan *s)
{
    return (s->word.gap & (GAP(PERIOD) | GAP(SEMICOLON))) && (s->word.gap & GAP(SPACE)) &&
           therapycode_impl_begins_day(s->r, (int32_t)s->word.start - 2);
}

void therapycode_impl_add_mark(struct scan *s, int32_t position, int32_t end, int32_t kind, int32_t value)
{
    struct therapycode_impl_mark *mark = therapycode_impl_add_here(s->r->e, THERAPYCODE_IMPL_MARKS, sizeof *mark);
    mark->position = position;
    mark->end = end;
    mark->kind = kind;
    mark->value = value;
}

/* "Manual (15) gait (0)": between the bracket of one time and the next name, which has a bracket of its own. */
static int is_between_brackets(const struct therapycode_impl_reader *r, int32_t close, int32_t next)
{
    enum { TIME_MOST = 8, NAME_MOST = 32 };
    int32_t at = close, end = next;
    if (byte_at(r, close) != ')')
        return 0;
    while (at > r->start && close - at <= TIME_MOST && byte_at(r, at - 1) != '(')
        at--;
    while (end - next < NAME_MOST && (therapycode_impl_is_letter(byte_at(r, end)) ||
                                      THERAPYCODE_IMPL_AMONG(" -/&", byte_at(r, end))))
        end++;
    return byte_at(r, at - 1) == '(' && therapycode_impl_is_digit(byte_at(r, at)) && byte_at(r, end) == '(' &&
           (therapycode_impl_is_digit(byte_at(r, end + 1)) || THERAPYCODE_IMPL_AMONG(")-_ ", byte_at(r, end + 1)));
}

/* "1) STM 13 min 2) squats 9 min": the number of an item, whose bracket nobody has opened. */
static int is_list_number(const struct scan *s)
{
    const struct therapycode_impl_reader *r = s->r;
    int32_t at = (int32_t)s->before.start, end = (int32_t)s->before.end;
    return end - at <= 2 && at > r->start && byte_at(r, at - 1) == ' ' &&
           therapycode_impl_is_digit(byte_at(r, at)) && byte_at(r, end) == ')';
}

/* Marks where the sentence may be cut before the present word. */
static void mark_gap(struct scan *s)
{
    uint32_t gap = s->word.gap;
    int32_t at = (int32_t)s->word.start, end = (int32_t)s->before.end;
    int soft, listed = gap == (GAP(CLOSE) | GAP(SPACE)) && s->bracket == 0 && is_list_number(s);
    soft = s->bracket > 0 || (gap & GAP(OPEN)) ? THERAPYCODE_IMPL_MARK_INNER : THERAPYCODE_IMPL_MARK_SOFT;
    if (gap & (GAP(AMPERSAND) | GAP(ARROW)))
        therapycode_impl_report_markup(s->r, s->word.start, s->word.end);
    if (gap & GAP(CLOSE))
        s->bracket = 0;
    if (gap & GAP(OPEN))
        s->bracket = BRACKET_WORDS;
    if (gap & GAP(SEMICOLON))
        therapycode_impl_add_mark(s, at, end, THERAPYCODE_IMPL_MARK_HARD, 0);
    else if ((gap & GAP(BAR)) || ((gap & GAP(COMMA)) && (gap & (GAP(SPACE) | GAP(QUOTE) | GAP(CLOSE)))) ||
             ((gap & (GAP(PLUS) | GAP(AMPERSAND) | GAP(SLASH) | GAP(DASH))) && char_at(s->r, (size_t)end) == ' ') ||
             ((gap & GAP(SLASH)) && therapycode_impl_parts_times(s->r, end)) ||
             (gap & (GAP(OPEN) | GAP(NEWLINE))) || is_link(s->word.key) ||
             (gap == (GAP(CLOSE) | GAP(SPACE)) && is_between_brackets(s->r, end, at)) ||
             ((gap & GAP(PERIOD)) && (gap & GAP(SPACE))))
        therapycode_impl_add_mark(s, at, end, gap & GAP(CLOSE) ? THERAPYCODE_IMPL_MARK_SOFT : soft, 0);
    else if (listed)
        therapycode_impl_add_mark(s, at, (int32_t)s->before.start - 1, THERAPYCODE_IMPL_MARK_SOFT, 0);
    else if (gap & GAP(COLON))
        therapycode_impl_add_mark(s, at, end, THERAPYCODE_IMPL_MARK_COLON, 0);
}

static void new_sentence(struct scan *s)
{
    struct therapycode_impl_reader *r = s->r;
    r->start = (int32_t)s->word.start;
    r->start_line = r->line;
    r->words = 0;
    r->heard = 0;
    r->lists_before |= r->lists;
    r->lists = THERAPYCODE_IMPL_LISTS_AT_START;
    r->names_giver = 0;
    r->gaps = 0;
    r->is_nested = 0;
    s->bracket = 0;
}

static void count_lines(struct scan *s, size_t from, size_t to)
{
    size_t i;
    if (!(s->word.gap & GAP(NEWLINE)))
        return;
    for (i = from; i < to; i++)
        if (s->r->data[i] == '\n')
            s->r->line++;
    s->line_start = (int32_t)s->word.start;
}

static void add_number(struct scan *s)
{
    struct therapycode_impl_number *row = therapycode_impl_add_here(s->r->e, THERAPYCODE_IMPL_NUMBERS, sizeof *row);
    size_t at = s->word.start + !therapycode_impl_is_digit(s->r->data[s->word.start]);
    int32_t value = 0;
    row->start = (int32_t)s->word.start;
    row->end = (int32_t)s->word.end;
    for (; at < s->word.end && therapycode_impl_is_digit(s->r->data[at]) && value >= 0; at++)
        value = value < 10000000 ? value * 10 + (s->r->data[at] - '0') : THERAPYCODE_NONE;
    row->value = value;
    row->is_code = therapycode_impl_is_code_at(s->r, row);
}

/*
 * The lists that the last word is in, so that nobody has to look through the sentence for words that it does not hold.
 * The vocabulary tells them of its own words, but for what no eye sees in them.
 */
static void note_lists(struct scan *s)
{
    struct therapycode_impl_reader *r = s->r;
    uint32_t entry = therapycode_impl_matcher_back(&s->m, 1)->entry;
    uint64_t lists = entry != 0 && s->word.length == s->word.end - s->word.start
                         ? therapycode_impl_sense_of(r->v, entry)->lists
                         : therapycode_impl_lists_in(r->data, &s->word);
    r->lists |= lists;
    if ((lists & THERAPYCODE_IMPL_LIST_GIVER) &&
        (s->word.key != KEY2('p', 't') || r->data[s->word.end - 1] == 'T')) /* "pt" is the patient */
        r->names_giver |= therapycode_impl_has_giver(r, (int32_t)s->word.start, (int32_t)s->word.end);
}

static void take_word(struct scan *s)
{
    const struct therapycode_impl_reader *r = s->r;
    struct therapycode_impl_word *word = &s->word;
    unsigned first = (unsigned)(word->key & 0xFF), second = (unsigned)(word->key >> 8 & 0xFF);
    if (word->key >> 63) { /* a hash tells nothing of the letters */
        first = (unsigned char)r->data[word->start] | 0x20u;
        second = (unsigned char)char_at(r, word->start + 1);
    }
    if ((first - '0' < 10u) | (second - '0' < 10u) | therapycode_impl_is_digit(char_at(r, word->start + 2)) |
        therapycode_impl_is_digit(char_at(r, word->start + 3))) { /* mostly none is, and that is foretold */
        therapycode_impl_cut_code(r, word);
        if (first - '0' < 10u || (first == 'x' && second - '0' < 10u))
            add_number(s);
    }
    s->r->words++;
    s->r->gaps |= word->gap;
    s->bracket -= s->bracket > 0;
    therapycode_impl_matcher_word(&s->m, word);
    note_lists(s);
    report_all(s);
}

/* What ends or is cut before the present word, or at the end of the text. */
static void look_between(struct scan *s, size_t at, int more)
{
    struct therapycode_impl_reader *r = s->r;
    if (s->word.gap != GAP(SPACE) || !more) {
        if (s->heading != 0 && s->heading_end <= (int32_t)s->before.end &&
            (!more || !therapycode_impl_is_heading_number(s) || (s->word.gap & GAP(COLON))))
            therapycode_impl_settle_heading(s, s->word.gap, !more);
    } else if (s->heading != 0 && !therapycode_impl_is_heading_number(s) && s->heading_end <= (int32_t)s->before.end) {
        s->heading = 0;
    }
    if (r->words > 0 && (!more || r->words >= SENTENCE_WORDS || ends_sentence(s) || begins_day(s))) {
        if (!more)
            s->word.gap |= GAP(NEWLINE);
        if (!(s->word.gap & (GAP(NEWLINE) | GAP(PERIOD))))
            r->lists = UINT64_MAX; /* readers may look on at words that are not known yet */
        therapycode_impl_sentence_end(r, (int32_t)s->before.end);
        if (r->outer != THERAPYCODE_NONE && (r->in_line || (s->word.gap & GAP(NEWLINE)))) {
            r->section = r->outer;
            r->outer = THERAPYCODE_NONE;
        }
        therapycode_impl_leave_items(s);
        r->words = 0;
    }
    if (!more)
        return;
    count_lines(s, at, s->word.start);
    if (r->words == 0) {
        s->m.node = s->m.follow = 0;
        new_sentence(s);
    } else if (s->word.gap != GAP(SPACE) || is_link(s->word.key)) {
        mark_gap(s);
    }
}

void therapycode_impl_scan(struct therapycode_impl_reader *r)
{
    struct scan s;
    size_t at = 0;
    int more;
    memset(&s, 0, sizeof s);
    s.r = r;
    therapycode_impl_matcher_begin(&s.m, r->v);
    r->outer = THERAPYCODE_NONE;
    r->match_first = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    r->number_first = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    r->mark_first = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MARKS);
    for (;;) {
        more = therapycode_impl_next_word(r->data, r->length, at, &s.word);
        if (!more || s.word.gap != GAP(SPACE) || s.heading != 0 || r->words == 0 || r->words >= SENTENCE_WORDS ||
            is_link(s.word.key)) /* else nothing can end there */
            look_between(&s, at, more);
        if (!more)
            return;
        take_word(&s);
        s.before.start = s.word.start;
        s.before.end = s.word.end;
        s.before.key = s.word.key;
        at = s.word.end;
    }
}
