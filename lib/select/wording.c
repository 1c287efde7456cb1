/* What the words between two places, or at one, make of the services around them. */
#include <string.h>

#include "base/date.h"
#include "base/dated.h"
#include "base/text.h"
#include "select/wording.h"

/* "SLR 3x10, for quad control": what stands behind a comma and such a word belongs to what stands before it. */
int therapycode_impl_is_appended(const char *data, int32_t at, int32_t to)
{
    static const char words[] = " for to with w while using via during per ";
    int32_t end;
    while (at < to && (data[at] == ' ' || data[at] == ','))
        at++;
    end = therapycode_impl_word_end(data, at, to);
    return end > at && therapycode_impl_is_listed(words, data + at, (size_t)(end - at)) &&
           !(end + 1 < to && therapycode_impl_is_digit(data[end + 1]));
}

/* Nothing, or "Time: ". */
int therapycode_impl_is_label(const char *data, int32_t at, int32_t to)
{
    static const char words[] = " time min mins minutes duration ";
    int32_t end;
    end = therapycode_impl_word_end(data, at, to);
    if (end > at && !therapycode_impl_is_listed(words, data + at, (size_t)(end - at)))
        return 0;
    while (end < to && THERAPYCODE_IMPL_AMONG(" :=-", data[end]))
        end++;
    return end == to;
}

/* "TherEx: LAQ, SAQ": told in its own line; "TherEx (L knee):" and "TherEx: 15 min" head the lines below. */
int therapycode_impl_tells_after_colon(const char *data, int32_t at, int32_t to)
{
    static const char times[] = " x min mins minutes time unit units total ";
    int32_t start;
    while (at < to && data[at] != ':')
        at++;
    for (; at < to; at += at == start) {
        start = at;
        at = therapycode_impl_word_end(data, at, to);
        if (at > start && !therapycode_impl_is_listed(times, data + start, (size_t)(at - start)))
            return 1;
    }
    return 0;
}

/* "...; required min A and cues for sequencing": how the service before it went. */
int therapycode_impl_tells_of_help(const char *data, int32_t at, int32_t to)
{
    static const char words[] = " required requires requiring needed needs needing ";
    int32_t end = at;
    end = therapycode_impl_word_end(data, end, to);
    return therapycode_impl_is_listed(words, data + at, (size_t)(end - at));
}

/* The place behind spaces. */
static int32_t past_spaces(const char *data, int32_t at, int32_t to)
{
    while (at < to && data[at] == ' ')
        at++;
    return at;
}

/* The place behind one or two digits and their number; `at` where there are none, or more. */
static int32_t past_count(const char *data, int32_t at, int32_t to, int *count)
{
    int32_t end = at;
    for (*count = 0; end < to && end - at < 2 && therapycode_impl_is_digit(data[end]); end++)
        *count = *count * 10 + (data[end] - '0');
    return end < to && therapycode_impl_is_digit(data[end]) ? at : end;
}

/* "x2", "1 unit", "(3)", "x 2 units": the place behind, and how many; `at` where there is no such count. */
static int32_t past_units(const char *data, int32_t at, int32_t to, int *units)
{
    int32_t from = at, end;
    int counted;
    while (at < to && data[at] != '\0' && THERAPYCODE_IMPL_AMONG(" (-:", data[at]))
        at++;
    counted = at < to && (data[at] | 0x20) == 'x';
    at = past_spaces(data, at + counted, to);
    end = past_count(data, at, to, units);
    if (end == at)
        return from;
    if (end - at == 1 && end < to && data[end] == ')' && data[at - 1] == '(')
        return end + 1; /* "97110 (1)" */
    if (counted && (end == to || !therapycode_impl_is_letter(data[end])))
        from = end;
    at = past_spaces(data, end, to);
    end = therapycode_impl_word_end(data, at, to);
    return therapycode_impl_is_listed(" unit units u ", data + at, (size_t)(end - at)) ? end : from;
}

int therapycode_impl_tells_units(const char *data, int32_t at, int32_t to)
{
    int units;
    return past_units(data, at, to, &units) > at ? units : 0;
}

int therapycode_impl_has_figure(const char *data, int32_t at, int32_t to)
{
    while (at < to && data[at] != '\0' && THERAPYCODE_IMPL_AMONG(" :x(=-", data[at]))
        at++;
    return at < to && therapycode_impl_is_digit(data[at]);
}

int therapycode_impl_is_joint(const char *data, int32_t at, int32_t to)
{
    static const char words[] = " and or plus with w ";
    int32_t end;
    int marks, units;
    at = past_units(data, at, to, &units);
    marks = units > 0; /* "TE (1u) MT (1u) 30 min" */
    at += at < to && data[at] == ')';
    for (; at < to; at = end) {
        end = therapycode_impl_word_end(data, at, to);
        if (end > at && !therapycode_impl_is_listed(words, data + at, (size_t)(end - at)))
            return 0;
        marks += end > at;
        if (end == at && !THERAPYCODE_IMPL_AMONG(" /,&+", data[at]))
            return 0;
        if (end == at) {
            marks += data[at] != ' ';
            end++;
        }
    }
    return marks > 0;
}

int therapycode_impl_is_enumerated(const char *data, int32_t from, int32_t to)
{
    int32_t i;
    for (i = from; i < to; i++) {
        if (THERAPYCODE_IMPL_AMONG(",;|+&\n", data[i]) && data[i] != '\0' &&
            !(data[i] == ',' && therapycode_impl_is_appended(data, i, to)))
            return 1;
        if (i + 4 < to && data[i] == ' ' && (memcmp(data + i, " and ", 5) == 0 || memcmp(data + i, " then", 5) == 0))
            return 1;
        if (i + 12 < to && data[i] == 'f' && memcmp(data + i, "followed by", 11) == 0)
            return 1;
    }
    return 0;
}

int therapycode_impl_is_blank_entry(const char *data, int32_t at, int32_t end)
{
    int colon = 0;
    for (; at < end && THERAPYCODE_IMPL_AMONG(" :_-\t\r", data[at]); at++)
        colon |= data[at] == ':' || data[at] == '_';
    if (!colon || (at < end && data[at] != '\n'))
        return 0;
    while (at < end && THERAPYCODE_IMPL_AMONG(" \t\r\n", data[at]))
        at++;
    return at == end || therapycode_impl_is_digit(data[at]);
}

/*
 * Whether the words from `at` to `to` say nothing but that a time is one of treatment; marks and figures do not count.
 */
static int are_time_words(const char *data, int32_t at, int32_t to)
{
    static const char words[] =
        " min mins minutes minute hr hrs hour hours time duration length total tx rx treatment treatments therapy "
        "session visit x for approx approximately about around spent today pt patient client ot st slp physical "
        "occupational speech timed untimed skilled service services provided received with of in on one direct "
        "contact was seen treated participated completed performed done this the a an and then each all "
        "individual intervention interventions therapeutic to code codes worked tolerated well plus rest rests ";
    int32_t end;
    for (; at < to; at = end) {
        end = at + 1;
        if (!therapycode_impl_is_letter(data[at]))
            continue;
        end = therapycode_impl_word_end(data, end, to);
        if (!therapycode_impl_is_listed(words, data + at, (size_t)(end - at)))
            return 0;
    }
    return 1;
}

int therapycode_impl_is_time_alone(const char *data, int32_t from, int32_t start, int32_t end, int32_t to)
{
    int32_t first = start, last = end;
    while (first > from && !THERAPYCODE_IMPL_AMONG(",;.:(|\n", data[first - 1]))
        first--;
    while (last < to && !THERAPYCODE_IMPL_AMONG(",;.:)|\n", data[last]))
        last++;
    return are_time_words(data, first, start) && are_time_words(data, end, last);
}

int therapycode_impl_is_plain_total(const char *data, int32_t from, int32_t start, int32_t end, int32_t to)
{
    static const char words[] = " total tot ttl min mins minutes of for a ther ex exercise ";
    int32_t first = start, last = end, at, stop, totals = 0;
    while (first > from && strchr(",;.:(|\n-", data[first - 1]) == NULL && (unsigned char)data[first - 1] < 0x80)
        first--;
    while (last < to && strchr(",;.:)|\n", data[last]) == NULL)
        last++;
    for (at = first; at < last; at = stop + (stop == at)) {
        stop = therapycode_impl_word_end(data, at, last);
        if (stop > at && (at < start || at >= end) &&
            !therapycode_impl_is_listed(words, data + at, (size_t)(stop - at)))
            return 0;
        totals += therapycode_impl_is_listed(" total tot ttl ", data + at, (size_t)(stop - at));
    }
    return totals > 0;
}

/* The end of a figure with its marks, "3/16/26", "0900", "9:00", "2026-03-16". */
static int32_t figure_end(const char *data, int32_t at, int32_t to)
{
    while (at < to && (therapycode_impl_is_digit(data[at]) || (at + 1 < to && THERAPYCODE_IMPL_AMONG("/-:", data[at]) &&
                                                               therapycode_impl_is_digit(data[at + 1]))))
        at++;
    return at;
}

int therapycode_impl_is_kind_of_note(const char *data, int32_t at, int32_t to, int32_t visit)
{
    static const char kinds[] =
        " late daily progress discharge dc therapy treatment tx pt ot slp note entry report visit session date "
        "dos of service for am pm ";
    static const char days[] =
        " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat "
        "sun january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sep sept oct nov dec ";
    const struct therapycode_impl_dated text = { data, to, visit };
    int32_t end, past, date;
    int marked = 0, dated = 0, figures = 0;
    for (; at < to; at = end) {
        end = therapycode_impl_word_end(data, at, to);
        if (end == at)
            end = figure_end(data, at, to);
        if (end == at) { /* "(" opens what follows */
            marked |= !THERAPYCODE_IMPL_AMONG(" .(", data[at]);
            end = at + 1;
            continue;
        }
        date = therapycode_impl_date_at(&text, at, &past);
        if (therapycode_impl_is_date(date) && date != visit)
            return 0;
        marked = therapycode_impl_is_digit(data[at]);
        figures |= marked;
        if (marked)
            continue;
        if (therapycode_impl_is_listed(days, data + at, (size_t)(end - at)))
            dated = 1;
        else if (!therapycode_impl_is_listed(kinds, data + at, (size_t)(end - at)))
            return 0;
    }
    return marked && dated <= figures; /* "Monday: TE 15 min. Wednesday: ..." */
}

int therapycode_impl_is_before_clock(const char *data, int32_t at, int32_t to)
{
    int32_t digits = 0;
    if (to - at > 5 && memcmp(data + at, " time", 5) == 0)
        at += 5;
    while (at < to && (data[at] == ' ' || data[at] == ':'))
        at++;
    for (; at < to && therapycode_impl_is_digit(data[at]); at++)
        digits++;
    return digits == 4 || (digits > 0 && digits < 3 && at < to && data[at] == ':');
}
