#include "note/note.h"

#include <string.h>

#include "base/text.h"
#include "note/reader.h"

void therapycode_impl_report_markup(struct therapycode_impl_reader *r, size_t start, size_t end)
{
    static const char entities[] = " nbsp amp lt gt quot apos deg ndash mdash ";
    static const char tags[] = " br p div li ul ol td tr span b i strong ";
    struct therapycode_finding *finding;
    const char *word = r->data + start;
    size_t length = end - start;
    char before = start > 0 ? word[-1] : '\0', after = end < r->length ? r->data[end] : '\0';
    if (r->has_markup || r->source > THERAPYCODE_FROM_DESCRIPTION ||
        !((before == '&' && after == ';' && therapycode_impl_is_listed(entities, word, length)) ||
          ((before == '<' || before == '/') && after == '>' && therapycode_impl_is_listed(tags, word, length))))
        return;
    r->has_markup = 1;
    finding = therapycode_impl_find(r->e, THERAPYCODE_IMPL_MESSAGE_NOTE_MARKUP, NULL, 0);
    therapycode_impl_show(r->e, finding, r->source, r->index, (int32_t)start, (int32_t)end);
}

/* Reads one text; statements of one text stand together. */
static void read_text(struct therapycode_evaluation *e, struct therapycode_text text, int32_t source, int32_t index,
                      int32_t part)
{
    struct therapycode_impl_reader r;
    struct therapycode_impl_read_text *row;
    if (text.length == 0)
        return;
    memset(&r, 0, sizeof r);
    r.e = e;
    r.v = &e->engine->vocabulary;
    r.data = text.data;
    r.length = text.length;
    r.text = therapycode_impl_count(e, THERAPYCODE_IMPL_TEXTS);
    r.source = source;
    r.index = index;
    row = therapycode_impl_add(e, THERAPYCODE_IMPL_TEXTS);
    row->data = text.data;
    row->length = (int32_t)text.length;
    row->source = source;
    row->index = index;
    row->part = part;
    row->statement_first = therapycode_impl_count(e, THERAPYCODE_IMPL_STATEMENTS);
    if (e->status != THERAPYCODE_OK)
        return; /* rows of statements would be read back: there must be some */
    therapycode_impl_scan(&r);
    row = therapycode_impl_row(e, THERAPYCODE_IMPL_TEXTS, r.text);
    row->lists = r.lists_before | r.lists;
    row->statement_count = therapycode_impl_count(e, THERAPYCODE_IMPL_STATEMENTS) - row->statement_first;
}

static void read_goal(struct therapycode_evaluation *e, const struct therapycode_goal *goal, int32_t index)
{
    read_text(e, goal->text, THERAPYCODE_FROM_GOAL, index, THERAPYCODE_IMPL_GOAL_TEXT);
    read_text(e, goal->measure, THERAPYCODE_FROM_GOAL, index, THERAPYCODE_IMPL_GOAL_MEASURE);
    read_text(e, goal->baseline, THERAPYCODE_FROM_GOAL, index, THERAPYCODE_IMPL_GOAL_BASELINE);
    read_text(e, goal->current, THERAPYCODE_FROM_GOAL, index, THERAPYCODE_IMPL_GOAL_CURRENT);
    read_text(e, goal->target, THERAPYCODE_FROM_GOAL, index, THERAPYCODE_IMPL_GOAL_TARGET);
}

void therapycode_impl_note_read(struct therapycode_evaluation *e)
{
    size_t i;
    read_text(e, e->session.note, THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, 0);
    for (i = 0; i < e->session.activity_count; i++)
        read_text(e, e->activities[i].description, THERAPYCODE_FROM_DESCRIPTION, (int32_t)i, 0);
    for (i = 0; i < e->session.goal_count; i++)
        read_goal(e, &e->goals[i], (int32_t)i);
    for (i = 0; e->episode != NULL && i < e->episode->note_count; i++)
        read_text(e, e->episode->notes[i], THERAPYCODE_FROM_EARLIER_NOTE, (int32_t)i, 0);
}
