/* The date of service that the note gives, against that of the visit. */
#include <string.h>

#include "base/text.h"
#include "document/board.h"

/* Reads up to `most` digits; how many there were. */
static int32_t digits(const char *data, int32_t *at, int32_t length, int32_t most, int32_t *value)
{
    int32_t from = *at;
    *value = 0;
    for (; *at < length && *at - from < most && therapycode_impl_is_digit(data[*at]); ++*at)
        *value = *value * 10 + (data[*at] - '0');
    return *at < length && therapycode_impl_is_digit(data[*at]) ? 0 : *at - from;
}

struct reading {
    const char *data;
    int32_t length;
    int32_t visit; /* 20260304 */
};

static int is_letter_at(const struct reading *r, int32_t at)
{
    return at >= 0 && at < r->length && therapycode_impl_is_letter(r->data[at]);
}

static int32_t skip(const struct reading *r, int32_t at, const char *bytes)
{
    while (at < r->length && r->data[at] != '\0' && strchr(bytes, r->data[at]) != NULL)
        at++;
    return at;
}

/* The month whose name, or the beginning of it, stands there, and where it ends; 0: none. */
static int32_t month_at(const struct reading *r, int32_t *at)
{
    static const char names[] = "januaryfebruarymarchaprilmayjunejulyaugustseptemberoctobernovemberdecember";
    static const unsigned char starts[] = { 0, 7, 15, 20, 25, 28, 32, 36, 42, 51, 58, 66, 74 };
    int32_t end = *at, month, i, n;
    while (is_letter_at(r, end))
        end++;
    n = end - *at;
    for (month = 1; month <= 12 && n >= 3; month++) {
        if (n > starts[month] - starts[month - 1] && !(month == 9 && n == 4))
            continue;
        for (i = 0; i < n && therapycode_impl_lower(r->data[*at + i]) == names[starts[month - 1] + i]; i++)
            ;
        if (i == n) {
            *at = end;
            return month;
        }
    }
    return 0;
}

/* A year behind a day; that of the visit where none is written. */
static int32_t year_at(const struct reading *r, int32_t *at)
{
    int32_t from = skip(r, *at, " ,-"), to = from, year, n = digits(r->data, &to, r->length, 4, &year);
    if (from == *at || (n != 2 && n != 4) || (n == 4 && (year < 1900 || year > 2100)) ||
        (n == 2 && (r->data[from - 1] != '-' || (to < r->length && r->data[to] == ':'))))
        return r->visit / 10000;
    *at = to;
    return n == 2 ? 2000 + year : year;
}

/* "March 4, 2026", "4 Mar 2026", "04-Mar-2026"; 0: none. */
static int32_t named_date(const struct reading *r, int32_t at, int32_t *end)
{
    int32_t day = 0, month = month_at(r, &at);
    if (month != 0) {
        at = skip(r, at, " .-");
        if (digits(r->data, &at, r->length, 2, &day) == 0)
            return 0;
        if (is_letter_at(r, at)) /* "4th" */
            at += 2;
    } else {
        if (digits(r->data, &at, r->length, 2, &day) == 0)
            return 0;
        at = skip(r, at, " -");
        month = month_at(r, &at);
        if (month == 0)
            return 0;
    }
    *end = at;
    return year_at(r, end) * 10000 + month * 100 + day;
}

/* "3/4/2026", "03-04-26", "2026-03-04", "3/4" as 20260304; 0: none. */
static int32_t figures_date(const struct reading *r, int32_t at, int32_t *end)
{
    int32_t first, second, third, from = at, width = digits(r->data, &at, r->length, 4, &first), last;
    char mark;
    if (width == 0 && digits(r->data, &from, r->length, 8, &first) == 8 && first / 1000000 >= 19) {
        *end = from;
        return first; /* 20260304 */
    }
    mark = at < r->length ? r->data[at] : '\0';
    if (width == 0 || width == 3 || (mark != '/' && mark != '-' && mark != '.'))
        return 0;
    at++;
    if (digits(r->data, &at, r->length, 2, &second) == 0)
        return 0;
    *end = at;
    if (at >= r->length || r->data[at] != mark || at + 1 >= r->length || !therapycode_impl_is_digit(r->data[at + 1]))
        return width <= 2 && mark == '/' ? r->visit / 10000 * 10000 + first * 100 + second : 0;
    at++;
    last = digits(r->data, &at, r->length, 4, &third);
    *end = at;
    if (width == 4)
        return last == 1 || last == 2 ? first * 10000 + second * 100 + third : 0;
    if ((last != 2 && last != 4) || third == 0)
        return 0;
    third = last == 2 ? 2000 + third : third;
    if (third * 10000 + second * 100 + first == r->visit)
        return r->visit; /* the day first, as elsewhere in the world */
    return third * 10000 + first * 100 + second;
}

/* A date there, behind the name of a weekday perhaps; 0: none. */
static int32_t date_at(const struct reading *r, int32_t at, int32_t *end)
{
    static const char weekdays[] = " mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday tues "
                                   "thur thurs on is was ";
    int32_t word = at, date;
    while (is_letter_at(r, word))
        word++;
    if (therapycode_impl_is_listed(weekdays, r->data + at, (size_t)(word - at)))
        at = skip(r, word, " ,.");
    date = figures_date(r, at, end);
    return date != 0 ? date : named_date(r, at, end);
}

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

static int begins_line(const struct reading *r, int32_t at)
{
    while (at > 0 && strchr(" \t*#|", r->data[at - 1]) != NULL)
        at--;
    return at == 0 || r->data[at - 1] == '\n' || r->data[at - 1] == '\r';
}

/* The place behind a label of the date of service that begins at `at`; 0: none. */
static int32_t past_label(const struct reading *r, int32_t at)
{
    size_t i, n, k;
    for (i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        int32_t end;
        if (labels[i].text[0] != therapycode_impl_lower(r->data[at]))
            continue;
        n = strlen(labels[i].text);
        end = at + (int32_t)n;
        if ((size_t)(r->length - at) <= n || is_letter_at(r, end))
            continue;
        for (k = 0; k < n && therapycode_impl_lower(r->data[at + (int32_t)k]) == labels[i].text[k]; k++)
            ;
        if (k < n)
            continue;
        end = skip(r, end, " *");
        if (!labels[i].weak || (begins_line(r, at) && end < r->length && r->data[end] == ':'))
            return skip(r, end, " :-=\t*|(");
    }
    return 0;
}

/* "Last visit date" */
static int is_of_another(const char *data, int32_t at)
{
    static const char others[] = " last prior previous next first initial eval evaluation recent return follow md ";
    int32_t end = at, start;
    while (end > 0 && data[end - 1] == ' ')
        end--;
    for (start = end; start > 0 && therapycode_impl_is_letter(data[start - 1]); start--)
        ;
    return therapycode_impl_is_listed(others, data + start, (size_t)(end - start));
}

/* "3/1/26 - 3/31/26": a span that holds the visit. */
static int is_within(const struct reading *r, int32_t date, int32_t at)
{
    int32_t from = skip(r, at, " "), word = from, last, end;
    while (is_letter_at(r, word))
        word++;
    if (therapycode_impl_is_listed(" to thru through until ", r->data + from, (size_t)(word - from)))
        from = word;
    from = skip(r, from, " -");
    last = from > at ? figures_date(r, from, &end) : 0;
    return last != 0 && date <= r->visit && r->visit <= last;
}

/* A date that heads the note: "PT daily note 3/4/2026", alone in its line with such words. Its place; NONE. */
static int32_t heading_date(const struct reading *r, int32_t *date, int32_t *end)
{
    static const char words[] = " pt ot slp st physical occupational speech therapy daily note notes treatment visit soap "
                                "rehab outpatient session progress skilled encounter date of service language ";
    int32_t at = 0, start = THERAPYCODE_NONE, past;
    while (at < r->length && r->data[at] != '\n' && r->data[at] != '\r') {
        int32_t found = start == THERAPYCODE_NONE ? date_at(r, at, &past) : 0, word = at;
        if (found != 0 && past - at >= 6) {
            start = at;
            *date = found;
            *end = at = past;
            continue;
        }
        while (is_letter_at(r, word))
            word++;
        if (word > at && !therapycode_impl_is_listed(words, r->data + at, (size_t)(word - at)))
            return THERAPYCODE_NONE;
        if (word == at && strchr(" \t:-|*#,.", r->data[at]) == NULL)
            return THERAPYCODE_NONE;
        at = word > at ? word : at + 1;
    }
    return start;
}

/* The letters that labels begin with. */
#define BEGINS(c) (1u << ((c) - 'a'))
#define FIRSTS (BEGINS('d') | BEGINS('s') | BEGINS('v') | BEGINS('t') | BEGINS('e') | BEGINS('a') | BEGINS('n'))

void therapycode_impl_document_date(struct therapycode_impl_document *d)
{
    struct reading r = { d->e->session.note.data, (int32_t)d->e->session.note.length, d->e->session.date_of_service };
    int32_t at, past, end = 0, date = 0, differs = 0, start = 0, stop = 0;
    if (heading_date(&r, &date, &end) != THERAPYCODE_NONE) {
        if (date == r.visit)
            return;
        start = heading_date(&r, &differs, &stop);
    }
    for (at = 0; at < r.length; at++) {
        unsigned c = ((unsigned char)r.data[at] | 0x20u) - 'a';
        if (c > 25 || !(FIRSTS >> c & 1) || (at > 0 && therapycode_impl_is_letter(r.data[at - 1])))
            continue;
        past = past_label(&r, at);
        if (past == 0 || is_of_another(r.data, at))
            continue;
        date = date_at(&r, past, &end);
        if (date == r.visit || (date != 0 && is_within(&r, date, end)))
            return;
        if (date == 0 || differs != 0)
            continue;
        differs = date;
        start = past;
        stop = end;
    }
    if (differs != 0)
        therapycode_impl_show(d->e, THERAPYCODE_IMPL_FIND(d->e, DATE_DIFFERS, differs, d->e->session.date_of_service),
                              THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, start, stop);
}
