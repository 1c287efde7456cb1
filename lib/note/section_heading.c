/* The headings of sections in the words of a text, and where what stands below one is over. */
#include "base/text.h"
#include "note/bytes.h"
#include "note/scan.h"

void therapycode_impl_maybe_heading(struct scan *s, int32_t cue, uint32_t words, int32_t start, int32_t end)
{
    s->heading = cue - THERAPYCODE_IMPL_CUE_SECTION_SUBJECTIVE + 1;
    s->heading_start = start;
    s->heading_end = s->heading == THERAPYCODE_IMPL_SECTION_UNDONE ? therapycode_impl_reason_end(s->r, end) : end;
    s->heading_gap = therapycode_impl_matcher_back(&s->m, words)->gap;
}

/* "Exercise tolerance:" is no "tolerance:". */
static int is_in_phrase(const struct therapycode_impl_reader *r, int32_t start)
{
    const struct therapycode_impl_rows *rows = &r->e->tables[THERAPYCODE_IMPL_MATCHES];
    const struct therapycode_impl_match *all = (const void *)rows->data;
    size_t i;
    for (i = rows->count; i > (size_t)r->match_first && all[i - 1].end > start; i--)
        if (all[i - 1].start < start)
            return 1;
    return 0;
}

/* "performed HEP: squats" begins no section. */
static int is_item(int32_t section)
{
    return section == THERAPYCODE_IMPL_SECTION_GOALS || section == THERAPYCODE_IMPL_SECTION_HOME ||
           section == THERAPYCODE_IMPL_SECTION_HISTORY;
}

/* Nothing more stands on the line. */
static int ends_line(const struct therapycode_impl_reader *r, size_t at)
{
    while (at < r->length && (r->data[at] == ' ' || r->data[at] == '\r'))
        at++;
    return at >= r->length || r->data[at] == '\n';
}

/* "Goals (6 wk):", and "Goals (6 wk)" at the end of a line: the place behind it; 0: none */
static size_t bracket_end(const struct therapycode_impl_reader *r, size_t at)
{
    enum { BRACKET_REACH = 24 };
    size_t end = at + BRACKET_REACH;
    while (at < end && char_at(r, at) != ')')
        at++;
    if (at == end)
        return 0;
    if (char_at(r, at + 1) == ':')
        return at + 2;
    return ends_line(r, at + 1) ? at + 1 : 0;
}

/* The words stand at the beginning of a line or of a sentence. */
static int begins(const struct scan *s)
{
    return s->heading_start == s->line_start || s->heading_start == s->r->start;
}

/*
 * A heading counts when a colon follows, when it has a line of its own, or when a dash follows at the start of a line.
 * Single letters (S: O: A: P:) must be capitals. Before it a sentence or a clause must begin, unless it begins with a
 * capital and a colon follows.
 */
static int counts(const struct scan *s, uint32_t gap, int colon, int own_line)
{
    uint32_t before = s->heading_gap;
    int line = begins(s), capital = therapycode_impl_is_capital(char_at(s->r, (size_t)s->heading_start));
    int marked = own_line || (line && (gap & GAP(DASH)) && (gap & GAP(SPACE)));
    int clause = line || (before & (GAP(PERIOD) | GAP(SEMICOLON) | GAP(NEWLINE) | GAP(BAR) | GAP(STOP) | GAP(BULLET)));
    if (s->heading == THERAPYCODE_IMPL_SECTION_UNDONE) /* "held" in a line of its own says nothing of what comes */
        return colon && clause;
    if (s->heading_end - s->heading_start == 1)
        return capital && (line || (before & GAP(SPACE))) && (colon || marked);
    return marked || (colon && (clause || (capital && !is_item(s->heading))));
}

void therapycode_impl_settle_heading(struct scan *s, uint32_t gap, int last)
{
    const struct therapycode_impl_reader *r = s->r;
    size_t bracket = gap & GAP(OPEN) ? bracket_end(r, (size_t)s->heading_end) : 0;
    int own_line = begins(s) && (last || (gap & GAP(NEWLINE)) != 0 || (bracket > 0 && ends_line(r, bracket)));
    int colon = (gap & GAP(COLON)) != 0 || bracket > 0;
    if (counts(s, gap, colon, own_line) && !is_in_phrase(r, s->heading_start)) {
        struct therapycode_impl_rows *marks = &r->e->tables[THERAPYCODE_IMPL_MARKS];
        const struct therapycode_impl_mark *all = (const void *)marks->data;
        while (marks->count > (size_t)r->mark_first && all[marks->count - 1].position > s->heading_start)
            marks->count--; /* inside the heading */
        therapycode_impl_add_mark(s, s->heading_start, s->heading_start, THERAPYCODE_IMPL_MARK_SECTION,
                                  s->heading | (own_line ? THERAPYCODE_IMPL_OWN_LINE : 0) |
                                      (s->heading_start != s->line_start ? THERAPYCODE_IMPL_IN_LINE : 0));
    }
    s->heading = 0;
}

/* "LTG 1:" and "STG #2 -": the number belongs to the heading. */
int therapycode_impl_is_heading_number(const struct scan *s)
{
    return s->word.end - s->word.start <= 2 && therapycode_impl_is_digit(char_at(s->r, s->word.start)) &&
           (s->word.gap & ~(GAP(SPACE) | GAP(OTHER))) == 0;
}

/*
 * What is charged ends with its line or, when the lines below the heading list it, with a blank one: words come again.
 */
static void leave_billing(struct scan *s, char next)
{
    struct therapycode_impl_reader *r = s->r;
    if (r->section != THERAPYCODE_IMPL_SECTION_BILLING) {
        s->charges = 0;
        return;
    }
    if (s->charges++ == 0) {
        s->listed = s->heading_end == (int32_t)s->before.end;
        if (s->listed)
            return;
    }
    if ((s->word.gap & (s->listed ? GAP(BLANK_LINE) : GAP(NEWLINE))) && therapycode_impl_is_letter(next))
        r->section = THERAPYCODE_IMPL_SECTION_NONE;
}

/* What was not done ends with a blank line, or with its bullets. */
static void leave_undone(struct scan *s)
{
    struct therapycode_impl_reader *r = s->r;
    unsigned bullet = s->word.gap & (GAP(BULLET) | GAP(DASH));
    if (r->section != THERAPYCODE_IMPL_SECTION_UNDONE)
        return;
    if (s->heading_end == (int32_t)s->before.end)
        s->listed = bullet != 0;
    else if ((s->word.gap & GAP(BLANK_LINE)) || ((s->word.gap & GAP(NEWLINE)) && s->listed && !bullet))
        r->section = THERAPYCODE_IMPL_SECTION_NONE;
}

/* Goals, home programme and history end with a blank line behind their items, unless another item follows. */
void therapycode_impl_leave_items(struct scan *s)
{
    struct therapycode_impl_reader *r = s->r;
    char next = char_at(r, s->word.start);
    leave_billing(s, next);
    leave_undone(s);
    if (!is_item(r->section) || r->outer != THERAPYCODE_NONE) {
        s->items = 0;
        return;
    }
    if ((s->word.gap & GAP(BLANK_LINE)) && s->items > 0 && !(s->word.gap & (GAP(BULLET) | GAP(DASH))) &&
        !therapycode_impl_is_digit(next))
        r->section = THERAPYCODE_IMPL_SECTION_NONE;
    s->items++;
}
