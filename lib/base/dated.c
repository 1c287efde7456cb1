#include "base/dated.h"

#include <string.h>

/* Reads up to `most` digits; how many there were. */
static int32_t digits(const char *data, int32_t *at, int32_t length, int32_t most, int32_t *value)
{
    int32_t from = *at;
    *value = 0;
    for (; *at < length && *at - from < most && therapycode_impl_is_digit(data[*at]); ++*at)
        *value = *value * 10 + (data[*at] - '0');
    return *at < length && therapycode_impl_is_digit(data[*at]) ? 0 : *at - from;
}

/* Whether the name of a month may begin with two letters: few words do. */
static int begins_month(char first, char second)
{
    second |= 0x20;
    switch (first | 0x20) {
    case 'j':
        return second == 'a' || second == 'u';
    case 'a':
        return second == 'p' || second == 'u';
    case 'm':
        return second == 'a';
    case 'f':
    case 's':
    case 'd':
        return second == 'e';
    case 'o':
        return second == 'c';
    case 'n':
        return second == 'o';
    default:
        return 0;
    }
}

int32_t therapycode_impl_month_at(const struct therapycode_impl_dated *r, int32_t *at)
{
    static const char names[] = "januaryfebruarymarchaprilmayjunejulyaugustseptemberoctobernovemberdecember";
    static const unsigned char starts[] = { 0, 7, 15, 20, 25, 28, 32, 36, 42, 51, 58, 66, 74 };
    int32_t end = *at, month, i, n;
    if (r->length - end < 3 || !begins_month(r->data[end], r->data[end + 1]))
        return 0;
    while (therapycode_impl_dated_letter(r, end))
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
static int32_t year_at(const struct therapycode_impl_dated *r, int32_t *at)
{
    int32_t from = therapycode_impl_dated_skip(r, *at, " ,-"), to = from, year,
            n = digits(r->data, &to, r->length, 4, &year);
    if (from == *at || (n != 2 && n != 4) || (n == 4 && (year < 1900 || year > 2100)) ||
        (n == 2 && (r->data[from - 1] != '-' || (to < r->length && r->data[to] == ':'))))
        return r->visit / 10000;
    *at = to;
    return n == 2 ? 2000 + year : year;
}

/* "March 4, 2026", "4 Mar 2026", "04-Mar-2026"; 0: none. */
static int32_t named_date(const struct therapycode_impl_dated *r, int32_t at, int32_t *end)
{
    int32_t day = 0, month = therapycode_impl_month_at(r, &at);
    if (month != 0) {
        at = therapycode_impl_dated_skip(r, at, " .-");
        if (digits(r->data, &at, r->length, 2, &day) == 0)
            return 0;
        if (therapycode_impl_dated_letter(r, at)) /* "4th" */
            at += 2;
    } else {
        if (digits(r->data, &at, r->length, 2, &day) == 0)
            return 0;
        at = therapycode_impl_dated_skip(r, at, " -");
        month = therapycode_impl_month_at(r, &at);
        if (month == 0)
            return 0;
    }
    *end = at;
    return year_at(r, end) * 10000 + month * 100 + day;
}

/* "3/4/2026", "03-04-26", "2026-03-04", "3/4" as 20260304; 0: none. */
static int32_t figures_date(const struct therapycode_impl_dated *r, int32_t at, int32_t *end)
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

int32_t therapycode_impl_date_at(const struct therapycode_impl_dated *r, int32_t at, int32_t *end)
{
    static const char weekdays[] =
        " mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday tues "
        "thur thurs on is was ";
    int32_t word = at, date;
    while (therapycode_impl_dated_letter(r, word))
        word++;
    if (word > at && therapycode_impl_is_listed(weekdays, r->data + at, (size_t)(word - at)))
        at = therapycode_impl_dated_skip(r, word, " ,.");
    date = figures_date(r, at, end);
    return date != 0 ? date : named_date(r, at, end);
}

int therapycode_impl_is_date_within(const struct therapycode_impl_dated *r, int32_t date, int32_t at)
{
    int32_t from = therapycode_impl_dated_skip(r, at, " "), word = from, last, end;
    while (therapycode_impl_dated_letter(r, word))
        word++;
    if (therapycode_impl_is_listed(" to thru through until ", r->data + from, (size_t)(word - from)))
        from = word;
    from = therapycode_impl_dated_skip(r, from, " -");
    last = from > at ? figures_date(r, from, &end) : 0;
    return last != 0 && date <= r->visit && r->visit <= last;
}
