/* Cutting a sentence into statements, and the sections they stand in. */
#include <string.h>

#include "note/reader.h"

/* What lies between two marks. */
struct piece {
    int32_t start;
    int32_t end;
    int32_t match_end;  /* rows up to here belong to it */
    int32_t number_end;
    int has_minutes;
    int has_activity;
    int has_say;        /* begins with words that say by themselves what was done with it */
};

struct cutting {
    struct therapycode_impl_reader *r;
    int32_t match_at;   /* first row of the next statement */
    int32_t number_at;
    int32_t start;
    int32_t previous;   /* the last statement of this sentence, or NONE */
};

static const struct therapycode_impl_match *matches(const struct therapycode_impl_reader *r)
{
    return (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
}

static const struct therapycode_impl_number *numbers(const struct therapycode_impl_reader *r)
{
    return (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
}

/* Matches come by end; readers want them by start, longer first. Nearly in order already. */
static void sort_matches(struct therapycode_impl_reader *r)
{
    struct therapycode_impl_rows *rows = &r->e->tables[THERAPYCODE_IMPL_MATCHES];
    struct therapycode_impl_match *all = (void *)rows->data;
    size_t i, j;
    for (i = (size_t)r->match_first + 1; i < rows->count; i++) {
        struct therapycode_impl_match row = all[i];
        for (j = i; j > (size_t)r->match_first &&
                    (all[j - 1].start > row.start || (all[j - 1].start == row.start && all[j - 1].end < row.end)); j--)
            all[j] = all[j - 1];
        all[j] = row;
    }
}

static void enter_section(struct therapycode_impl_reader *r, int32_t section)
{
    int line_only = section == THERAPYCODE_IMPL_SECTION_GOALS || section == THERAPYCODE_IMPL_SECTION_HOME ||
                    section == THERAPYCODE_IMPL_SECTION_HISTORY;
    if (line_only && r->outer == THERAPYCODE_NONE)
        r->outer = r->section;
    else if (!line_only)
        r->outer = THERAPYCODE_NONE;
    r->section = section;
}

/* Makes a statement of start .. end with the rows up to the given ones. */
static void add_statement(struct cutting *c, int32_t end, int32_t match_end, int32_t number_end)
{
    struct therapycode_impl_reader *r = c->r;
    struct therapycode_evaluation *e = r->e;
    int32_t index = therapycode_impl_count(e, THERAPYCODE_IMPL_STATEMENTS), i;
    struct therapycode_impl_statement *row = therapycode_impl_add(e, THERAPYCODE_IMPL_STATEMENTS);
    struct therapycode_impl_match *all = (void *)e->tables[THERAPYCODE_IMPL_MATCHES].data;
    struct therapycode_impl_number *found = (void *)e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    while (end > c->start && (r->data[end - 1] == ' ' || r->data[end - 1] == '\t'))
        end--; /* before a heading in the line */
    row->source = r->source;
    row->index = r->index;
    row->text = r->text;
    row->start = c->start;
    row->end = end;
    row->sentence = r->sentence;
    row->line = r->start_line;
    row->section = r->section;
    row->match_first = c->match_at;
    row->match_count = match_end - c->match_at;
    row->number_first = c->number_at;
    row->number_count = number_end - c->number_at;
    for (i = c->match_at; i < match_end; i++)
        all[i].statement = index;
    for (i = c->number_at; i < number_end; i++)
        found[i].statement = index;
    therapycode_impl_context_fill(e, row,
                                  c->previous == THERAPYCODE_NONE
                                      ? NULL
                                      : therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, c->previous));
    therapycode_impl_minutes_fill(r, index);
    c->match_at = match_end;
    c->number_at = number_end;
    c->previous = index;
}

static int begins_a_say(int32_t cue)
{
    return cue == THERAPYCODE_IMPL_CUE_PERFORMED || cue == THERAPYCODE_IMPL_CUE_CONTRAST;
}

/* Fills the piece that begins at `start` and the given rows, and ends at `end`. */
static void look_at(const struct cutting *c, struct piece *p, int32_t start, int32_t end, int32_t match_at,
                    int32_t number_at)
{
    const struct therapycode_impl_reader *r = c->r;
    const struct therapycode_impl_match *m = matches(r);
    const struct therapycode_impl_number *n = numbers(r);
    int32_t match_count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    int32_t number_count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS), minutes, past;
    memset(p, 0, sizeof *p);
    p->start = start;
    p->end = end;
    p->match_end = match_at;
    p->number_end = number_at;
    while (p->match_end < match_count && m[p->match_end].start < end) {
        int32_t cue = m[p->match_end].cue;
        p->has_activity |= cue == THERAPYCODE_IMPL_CUE_HEADING || cue == THERAPYCODE_IMPL_CUE_ACTIVITY;
        p->has_say |= begins_a_say(cue) && m[p->match_end].start - start < 16;
        p->match_end++;
    }
    while (p->number_end < number_count && n[p->number_end].start < end) {
        p->has_minutes |= therapycode_impl_minutes_at(r, &n[p->number_end], &minutes, &past);
        p->number_end++;
    }
}

/*
 * Joins the pieces between two hard marks into statements. A piece without minutes belongs to the next one that has
 * some ("quad sets, heel slides and SLR for 12 min"), unless no activity stands in it or none follows with minutes;
 * two pieces with minutes are two statements. A piece that begins with what was done ("..., completed Y") is one too.
 */
static void cut_soft(struct cutting *c, const struct therapycode_impl_mark *marks, size_t count, int32_t end)
{
    struct piece now, next;
    int minutes;
    size_t i;
    int32_t match_at, number_at, last_end;
    look_at(c, &now, c->start, count > 0 ? marks[0].position : end, c->match_at, c->number_at);
    minutes = now.has_minutes;
    for (i = 0; i < count; i++) {
        match_at = now.match_end;
        number_at = now.number_end;
        last_end = marks[i].end;
        look_at(c, &next, marks[i].position, i + 1 < count ? marks[i + 1].position : end, match_at, number_at);
        if (marks[i].kind == THERAPYCODE_IMPL_MARK_SOFT &&
            ((minutes && (next.has_minutes || next.has_activity)) || (next.has_say && last_end > c->start))) {
            add_statement(c, last_end, match_at, number_at);
            c->start = marks[i].position;
            minutes = 0;
        }
        minutes |= next.has_minutes;
        now = next;
    }
    add_statement(c, end, now.match_end, now.number_end);
}

void therapycode_impl_sentence_end(struct therapycode_impl_reader *r, int32_t end)
{
    struct therapycode_impl_rows *rows = &r->e->tables[THERAPYCODE_IMPL_MARKS];
    struct therapycode_impl_mark *marks = (void *)rows->data;
    size_t first = (size_t)r->mark_first, count = rows->count, i;
    struct cutting c = { r, r->match_first, r->number_first, r->start, THERAPYCODE_NONE };
    sort_matches(r);
    for (i = first; i < count; i++) {
        const struct therapycode_impl_mark mark = marks[i];
        if (mark.kind != THERAPYCODE_IMPL_MARK_HARD && mark.kind != THERAPYCODE_IMPL_MARK_SECTION)
            continue;
        if (mark.position > c.start && mark.end > c.start) {
            cut_soft(&c, marks + first, i - first, mark.end);
            c.start = mark.position;
        }
        first = i + 1;
        if (mark.kind == THERAPYCODE_IMPL_MARK_SECTION)
            enter_section(r, mark.value);
    }
    cut_soft(&c, marks + first, count - first, end);
    rows->count = (size_t)r->mark_first;
    r->sentence++;
    r->match_first = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    r->number_first = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
}
