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

/* "3/4/2026", "03-04-26", "2026-03-04" as 20260304; 0: no date, or one without a year. */
static int32_t read_date(const char *data, int32_t at, int32_t length, int32_t *end)
{
    int32_t first, second, third, width = digits(data, &at, length, 4, &first), last;
    char mark = at < length ? data[at] : '\0';
    if (width == 0 || width == 3 || (mark != '/' && mark != '-' && mark != '.'))
        return 0;
    at++;
    last = digits(data, &at, length, 2, &second);
    if (last == 0 || at >= length || data[at] != mark)
        return 0;
    at++;
    last = digits(data, &at, length, 4, &third);
    *end = at;
    if (width == 4)
        return last > 0 && last <= 2 && second >= 1 && second <= 12 && third >= 1 && third <= 31
                   ? first * 10000 + second * 100 + third
                   : 0;
    if ((last != 2 && last != 4) || first < 1 || first > 12 || second < 1 || second > 31)
        return 0;
    return (last == 2 ? 2000 + third : third) * 10000 + first * 100 + second;
}

static const char *const labels[] = { "date of service", "dos",          "service date", "visit date",
                                      "date of visit",   "treatment date", "date of treatment", "session date",
                                      "date of session", "date seen" };

/* The place behind a label of the date of service that begins at `at`; 0: none. */
static int32_t past_label(const char *data, int32_t at, int32_t length)
{
    size_t i, n, k;
    for (i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        n = strlen(labels[i]);
        if ((size_t)(length - at) <= n || therapycode_impl_is_letter(data[at + (int32_t)n]))
            continue;
        for (k = 0; k < n && therapycode_impl_lower(data[at + (int32_t)k]) == labels[i][k]; k++)
            ;
        if (k == n)
            return at + (int32_t)n;
    }
    return 0;
}

/* "Last visit date" */
static int is_of_another(const char *data, int32_t at)
{
    static const char others[] = " last prior previous next first initial eval evaluation recent return follow ";
    int32_t end = at, start;
    while (end > 0 && data[end - 1] == ' ')
        end--;
    for (start = end; start > 0 && therapycode_impl_is_letter(data[start - 1]); start--)
        ;
    return therapycode_impl_is_listed(others, data + start, (size_t)(end - start));
}

void therapycode_impl_document_date(struct therapycode_impl_document *d)
{
    const char *data = d->e->session.note.data;
    int32_t length = (int32_t)d->e->session.note.length, at, past, end = 0, date, differs = 0, start = 0, stop = 0;
    for (at = 0; at < length; at++) {
        char c = therapycode_impl_lower(data[at]);
        if ((c != 'd' && c != 's' && c != 'v' && c != 't') || (at > 0 && therapycode_impl_is_letter(data[at - 1])))
            continue;
        past = past_label(data, at, length);
        if (past == 0 || is_of_another(data, at))
            continue;
        while (past < length && (data[past] == ' ' || data[past] == ':' || data[past] == '-' || data[past] == '\t'))
            past++;
        date = read_date(data, past, length, &end);
        if (date == d->e->session.date_of_service)
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
