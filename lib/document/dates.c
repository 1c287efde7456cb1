/* The date of service that the note gives, against that of the visit. */
#include <string.h>

#include "base/dated.h"
#include "base/text.h"
#include "document/board.h"
#include "rulebook/words.h"

/* Weak labels ("Date:") count at the beginning of a line only, and before a colon. */
static const struct {
    const char *text;
    int weak;
} labels[] = { { "date of service", 0 },   { "dos", 0 },          { "d.o.s.", 0 },          { "service date", 0 },
               { "visit date", 0 },        { "date of visit", 0 }, { "treatment date", 0 },  { "date of treatment", 0 },
               { "session date", 0 },      { "date of session", 0 }, { "date seen", 0 },     { "encounter date", 0 },
               { "date of encounter", 0 }, { "appointment date", 0 }, { "appt date", 0 },    { "today's date", 0 },
               { "todays date", 0 },       { "note date", 0 },    { "tx date", 0 },          { "date/time", 1 },
               { "date", 1 },              { "visit", 1 },        { "encounter", 1 },        { "today", 1 },
               { "session", 1 } };

struct looking {
    struct therapycode_impl_dated text;
    int32_t differs; /* the first date of service that is not the visit's; 0: none */
    int32_t start;   /* where it stands */
    int32_t end;
};

/* The place behind a label of the date of service that begins at `at`; 0: none. */
static int32_t past_label(const struct therapycode_impl_dated *r, int32_t at)
{
    size_t i, n, k;
    for (i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        int32_t end;
        if (labels[i].text[0] != therapycode_impl_lower(r->data[at]))
            continue;
        n = strlen(labels[i].text);
        end = at + (int32_t)n;
        if ((size_t)(r->length - at) <= n || therapycode_impl_dated_letter(r, end))
            continue;
        for (k = 0; k < n && therapycode_impl_lower(r->data[at + (int32_t)k]) == labels[i].text[k]; k++)
            ;
        if (k < n)
            continue;
        end = therapycode_impl_dated_skip(r, end, " *");
        if (!labels[i].weak || (therapycode_impl_begins_line(r->data, at) && end < r->length && r->data[end] == ':'))
            return therapycode_impl_dated_skip(r, end, " :-=\t*|(");
    }
    return 0;
}

/* "Last visit date" */
static int is_of_another(const char *data, int32_t at)
{
    static const char others[] = " last prior previous next first initial eval evaluation recent return follow md ";
    return therapycode_impl_listed_before(data, 0, at, " ", others);
}

/* A date that heads the note: "PT daily note 3/4/2026", alone in its line with such words. Its place; NONE. */
static int32_t heading_date(const struct therapycode_impl_dated *r, int32_t *date, int32_t *end)
{
    static const char words[] =
        " pt ot slp st physical occupational speech therapy daily note notes treatment visit soap "
        "rehab outpatient session progress skilled encounter date of service language ";
    int32_t at = 0, start = THERAPYCODE_NONE, past;
    while (at < r->length && r->data[at] != '\n' && r->data[at] != '\r') {
        int32_t found = start == THERAPYCODE_NONE ? therapycode_impl_date_at(r, at, &past) : 0, word = at;
        if (found != 0 && past - at >= 6) {
            start = at;
            *date = found;
            *end = at = past;
            continue;
        }
        while (therapycode_impl_dated_letter(r, word))
            word++;
        if (word > at && !therapycode_impl_is_listed(words, r->data + at, (size_t)(word - at)))
            return THERAPYCODE_NONE;
        if (word == at && !THERAPYCODE_IMPL_AMONG(" \t:-|*#,.", r->data[at]))
            return THERAPYCODE_NONE;
        at = word > at ? word : at + 1;
    }
    return start;
}

/*
 * Looks for labels of the date of service in [at, stop), which lies in one line. The date behind the first whose date
 * is not the visit's is kept; 1: one is the visit's.
 */
static int look_for_labels(struct looking *l, int32_t at, int32_t stop)
{
    const struct therapycode_impl_dated *r = &l->text;
    int32_t past, date, end;
    for (; at < stop; at++) {
        if (!therapycode_impl_is_letter(r->data[at]) || (at > 0 && therapycode_impl_is_letter(r->data[at - 1])))
            continue;
        past = past_label(r, at);
        if (past == 0 || is_of_another(r->data, at))
            continue;
        date = therapycode_impl_date_at(r, past, &end);
        if (date == r->visit || (date != 0 && therapycode_impl_is_date_within(r, date, end)))
            return 1;
        if (date == 0 || l->differs != 0)
            continue;
        l->differs = date;
        l->start = past;
        l->end = end;
    }
    return 0;
}

/*
 * Whether a label may stand before the figures that begin there: what stands right before them ends one, or is the day
 * of the week or the month of a date.
 */
static int may_be_labelled(const struct therapycode_impl_dated *r, int32_t at)
{
    int32_t end = at, start, past;
    while (end > 0 && THERAPYCODE_IMPL_AMONG(" :-=\t*|(,.", r->data[end - 1]))
        end--;
    start = therapycode_impl_word_start(r->data, 0, end);
    if (start == end ||
        !(therapycode_impl_lists(r->data + start, (size_t)(end - start)) & THERAPYCODE_IMPL_LIST_LINE_START))
        return 0;
    return therapycode_impl_month_at(r, &start) != 0 || therapycode_impl_date_at(r, at, &past) != 0;
}

/* Where the line begins, but not before `first`. */
static int32_t line_start(const char *data, int32_t first, int32_t at)
{
    while (at > first && data[at - 1] != '\n')
        at--;
    return at;
}

/* A label stands right before its date, in one line: only there is one looked for. */
void therapycode_impl_document_date(struct therapycode_impl_document *d)
{
    struct looking l = { { d->e->session.note.data, (int32_t)d->e->session.note.length, d->e->session.date_of_service },
                         0, 0, 0 };
    const char *data = l.text.data;
    const struct therapycode_impl_read_text *text = therapycode_impl_row(d->e, THERAPYCODE_IMPL_TEXTS, 0);
    int32_t at = 0, done = 0, date = 0, end = 0;
    if (heading_date(&l.text, &date, &end) != THERAPYCODE_NONE) {
        if (date == l.text.visit)
            return;
        l.start = heading_date(&l.text, &l.differs, &l.end);
    }
    if (!(text->lists & THERAPYCODE_IMPL_LIST_DATE_LABEL))
        at = l.text.length; /* there is no label */
    while ((at = therapycode_impl_next_digit(data, at, l.text.length)) < l.text.length) {
        if (may_be_labelled(&l.text, at) && look_for_labels(&l, line_start(data, done, at), at))
            return;
        for (done = at; at < l.text.length && therapycode_impl_is_digit(data[at]); at++)
            ;
    }
    if (l.differs != 0)
        therapycode_impl_show(d->e, THERAPYCODE_IMPL_FIND(d->e, DATE_DIFFERS, l.differs, d->e->session.date_of_service),
                              THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, l.start, l.end);
}
