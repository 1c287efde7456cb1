/* Times that are no whole number as they stand: "1.5 hr", "1:15 hr", "1/2 hr", "3/4 of an hour", "15/30 min". */
#include "note/minutes_unit.h"

/* "1.5 hr" is 90 min and "15.0 min" 15; "7.5 min" is no whole number. The digits are those behind the point. */
static void read_fraction(struct therapycode_impl_number *number, int32_t whole, int32_t digits, int32_t scale,
                          int32_t past, int32_t factor)
{
    if (digits * factor % scale == 0)
        set_minutes(number, whole * factor + digits * factor / scale, past);
    else
        set_doubt(number, past, THERAPYCODE_IMPL_DOUBT_FRACTION);
}

/* "1:15 hr"; "15:30 min" are minutes and seconds; "13:05 hrs" is a time of the day. */
static void read_colon(struct therapycode_impl_number *number, int32_t whole, int32_t value, int32_t past,
                       int32_t factor)
{
    if (factor == 60 && whole <= THERAPYCODE_IMPL_MOST_HOURS && value < 60)
        set_minutes(number, whole * 60 + value, past);
    else if (factor == 60)
        number->minutes_end = past;
    else if (value == 0)
        set_minutes(number, whole, past);
    else
        set_doubt(number, past, THERAPYCODE_IMPL_DOUBT_FRACTION);
}

/* Whether a point, a comma or a colon right before digits stands in their number: not "gait.15 min". */
static int is_divider(const struct therapycode_impl_reader *r, int32_t at)
{
    char mark = byte_at(r, at), before = byte_at(r, at - 1);
    if (mark != '.')
        return (mark == ',' || mark == ':') && is_digit_at(r, at - 1);
    return is_digit_at(r, at - 1) || before == ' ' || before == '(' || at <= r->start;
}

/* "x10,15 min", "gr 3,15 min": the comma parts two things; `at` is where what stands before it begins. */
static int parts_two(const struct therapycode_impl_reader *r, int32_t at, int32_t whole, int32_t digits, int32_t factor)
{
    enum { HIGHEST = 120 };
    return therapycode_impl_is_letter(byte_at(r, at - 1)) || whole > HIGHEST ||
           (factor == 1 && digits > 1 && whole < THERAPYCODE_IMPL_SHORT_LOWEST);
}

/*
 * A point, a comma or a colon right before the number, and what stands before it: "1.5", ".5", "1,5", "1:15". 0: none.
 */
int therapycode_impl_read_divided(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                                  int32_t past, int32_t factor)
{
    enum { MOST_DIGITS = 3 };
    int32_t start = first_digit(r, number), end = start, at = start - 1, value = read_digits(r, &end), whole, i;
    int32_t digits = end - start, scale = 1;
    char mark = byte_at(r, at);
    if (digits > MOST_DIGITS || !is_divider(r, at))
        return 0;
    whole = therapycode_impl_digits_before(r, &at);
    if (mark == ':' && (digits != 2 || start - 1 - at > MOST_DIGITS))
        return 0;
    if (mark == ',' && parts_two(r, at, whole, digits, factor))
        return 0;
    if (mark == ',' && (whole > THERAPYCODE_IMPL_MOST_HOURS || digits > 2) && (factor == 60 || digits > 1)) {
        set_doubt(number, past, THERAPYCODE_IMPL_DOUBT_UNCLEAR); /* "15,30 min" */
        return 1;
    }
    for (i = 0; i < digits; i++)
        scale *= 10;
    number->start = at;
    if (mark == ':')
        read_colon(number, whole, value, past, factor);
    else
        read_fraction(number, whole, value, scale, past, factor);
    return 1;
}

/* "3/4 of an hour": the place behind it, or 0. */
int32_t therapycode_impl_read_of_hour(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t n = read_letters(r, at, word);
    if (strcmp(word, "of") == 0) {
        at = skip_space(r, at + n);
        n = read_letters(r, at, word);
    }
    if (strcmp(word, "an") != 0)
        return 0;
    at = skip_space(r, at + n);
    n = read_letters(r, at, word);
    return one_of(word, "hour hr") ? at + n : 0;
}

/*
 * "1/2 hr", "1 1/2 hours"; other numbers before a slash ("15/30 min") are no single time. 0: no slash before it.
 * `value` is what stands behind the slash.
 */
int therapycode_impl_read_parts(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                                int32_t value,
                                int32_t past, int32_t factor)
{
    enum { MOST_PARTS = 4 };
    int32_t at = first_digit(r, number) - 1, before, parts, whole = 0;
    if (byte_at(r, at) != '/' || !is_digit_at(r, at - 1))
        return 0;
    parts = therapycode_impl_digits_before(r, &at);
    before = at - 1;
    if ((byte_at(r, before) == ' ' || byte_at(r, before) == '-') && is_digit_at(r, before - 1)) {
        whole = therapycode_impl_digits_before(r, &before);
        at = before;
    }
    if (factor != 60 || value < 2 || value > MOST_PARTS || parts == 0 || parts >= value ||
        whole > THERAPYCODE_IMPL_MOST_HOURS) {
        set_doubt(number, past, THERAPYCODE_IMPL_DOUBT_UNCLEAR);
        return 1;
    }
    number->start = at;
    set_minutes(number, whole * 60 + parts * 60 / value, past);
    return 1;
}

/* Quarters of an hour that U+00BC to U+00BE say at a place; 0: none. */
static int32_t quarters_at(const struct therapycode_impl_reader *r, int32_t at)
{
    unsigned char second = (unsigned char)byte_at(r, at + 1);
    if ((unsigned char)byte_at(r, at) != 0xC2 || second < 0xBC || second > 0xBE)
        return 0;
    return second == 0xBC ? 1 : second == 0xBD ? 2 : 3;
}

/* "1 1/2 hr" as one sign; 0: no such sign. */
int therapycode_impl_read_sign(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                               int32_t at,
                               int32_t value)
{
    int32_t parts, past, factor;
    if (byte_at(r, at) == ' ' || byte_at(r, at) == '-')
        at++;
    parts = quarters_at(r, at);
    if (parts == 0 || value > THERAPYCODE_IMPL_MOST_HOURS)
        return 0;
    at = skip_space(r, at + 2);
    past = therapycode_impl_read_unit(r, skip_space(r, at + dash_at(r, at)), &factor, 1);
    if (past == 0 && (byte_at(r, at) | 0x20) == 'h' && !therapycode_impl_is_letter(byte_at(r, at + 1))) {
        factor = 60;
        past = at + 1;
    }
    if (past == 0 || factor != 60)
        return 0;
    set_minutes(number, value * 60 + parts * 15, past);
    return 1;
}
