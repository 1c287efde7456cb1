/* Times that are told with a bound: "10-15 min", "10 to 15 min", "<8 min", "at least 8 min", "8 min or less". */
#include "note/minutes_unit.h"

/* Where what stands before the upper figure of a range ends: "8-10", "8~10", "8 to 10", "8 - 10"; 0: no range. */
static int32_t before_range(const struct therapycode_impl_reader *r, int32_t at, int *spaced)
{
    *spaced = 0;
    if (byte_at(r, at - 1) == '-' || byte_at(r, at - 1) == '~')
        return at - 1;
    if (dash_at(r, at - 3) == 3)
        return at - 3;
    if (at > 4 && (memcmp(r->data + at - 4, " to ", 4) == 0 || memcmp(r->data + at - 4, " or ", 4) == 0))
        return at - 4;
    if (at > 5 && memcmp(r->data + at - 5, " and ", 5) == 0)
        *spaced = 2;
    else if (at > 5 && byte_at(r, at - 1) == ' ' && dash_at(r, at - 4) == 3 && byte_at(r, at - 5) == ' ')
        *spaced = 1;
    if (*spaced > 0)
        return at - 5;
    *spaced = at > 3 && memcmp(r->data + at - 3, " - ", 3) == 0;
    return *spaced ? at - 3 : 0;
}

/* "x 8 - 10 min", "3 sets of 8 - 10 min": repetitions, and then a time. */
static int is_range_of_time(const struct therapycode_impl_reader *r, int32_t at, int32_t low, int32_t value, int spaced)
{
    enum { WIDEST = 3 };
    char word[LETTERS];
    if (spaced == 0)
        return 1;
    word_before(r, at, word);
    if (spaced == 2)
        return strcmp(word, "between") == 0;
    return low >= THERAPYCODE_IMPL_SHORT_LOWEST && low * WIDEST >= value &&
           !one_of(word, "x of reps rep sets set level phase stage");
}

/* "C5-6 - 10 min": the figure before the dash closes a span of its own. */
static int closes_span(const struct therapycode_impl_reader *r, int32_t at)
{
    return (byte_at(r, at - 1) == '-' && is_digit_at(r, at - 2)) || (dash_at(r, at - 3) == 3 && is_digit_at(r, at - 4));
}

/*
 * "10-15 min", "10 to 15 min": what stands before the dash or the word, when it is the lower one; else 0. "From 10 to
 * 15 min" tells how it grew.
 */
int32_t therapycode_impl_least_of_range(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                                        int32_t value)
{
    int32_t at = first_digit(r, number), low;
    int spaced;
    char before;
    at = before_range(r, at, &spaced);
    if (at == 0)
        return 0;
    low = therapycode_impl_digits_before(r, &at);
    if (byte_at(r, at - 1) == '.' && is_digit_at(r, at - 2)) {
        at--;
        low = therapycode_impl_digits_before(r, &at); /* "7.5-10 min": 7 */
    }
    before = byte_at(r, at - 1);
    if (low == 0 || low >= value || therapycode_impl_is_letter(before) || before == ':' || before == '/' ||
        closes_span(r, at) ||
        (at > 5 && memcmp(r->data + at - 5, "from ", 5) == 0) || !is_range_of_time(r, at, low, value, spaced))
        return 0;
    number->start = at;
    number->doubt = THERAPYCODE_IMPL_DOUBT_RANGE;
    return low;
}

/* "<8 min", ">=8 min", "?8 min": -1 an upper bound or none that is known, 1 a lower one; 0: no such sign. */
static int bound_by_sign(const struct therapycode_impl_reader *r, int32_t at)
{
    if (byte_at(r, at - 1) == '=' && (byte_at(r, at - 2) == '<' || byte_at(r, at - 2) == '>'))
        at--;
    if (byte_at(r, at - 1) == '<' || byte_at(r, at - 1) == '?' ||
        (at > r->start + 2 && memcmp(r->data + at - 3, "\xE2\x89\xA4", 3) == 0))
        return -1;
    return byte_at(r, at - 1) == '>' || (at > r->start + 2 && memcmp(r->data + at - 3, "\xE2\x89\xA5", 3) == 0);
}

/* The same of words: "maximum of 8 min", "almost 8 min", "at most", "at least", "no more than". */
static int bound_by_word(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS], of[LETTERS];
    int bound;
    at = word_before(r, at, word);
    memcpy(of, word, sizeof of);
    if (strcmp(word, "of") == 0)
        at = word_before(r, at, word);
    if (one_of(word, "maximum minimum") || (strcmp(word, "max") == 0 && byte_at(r, at - 1) == ' ' &&
                                            !is_word_before(r, at, "to mod min moderate minimal")))
        return word[1] == 'a' ? -1 : 1;
    if (one_of(of, "under below almost nearly most exceed exceeding") && (of[0] != 'm' || is_word_before(r, at, "at")))
        return -1;
    if (strcmp(of, "least") == 0)
        return 1;
    if (strcmp(of, "than") != 0)
        return 0;
    at = word_before(r, at, word);
    bound = one_of(word, "less fewer shorter") ? -1 : one_of(word, "more greater longer");
    return bound > 0 && is_word_before(r, at, "no not") ? -1 : bound;
}

/* Which bound stands before a time: -1 "<8 min", "almost 8 min"; 1 "at least 8 min", "> 8 min"; 0 none. */
static int bound_before(const struct therapycode_impl_reader *r, int32_t at)
{
    int bound;
    while (at > r->start && byte_at(r, at - 1) == ' ')
        at--;
    bound = bound_by_sign(r, at);
    return bound != 0 || !(r->lists & THERAPYCODE_IMPL_LIST_COMPARE) ? bound : bound_by_word(r, at);
}

/* And the words behind it: "8 min or less", "8 min max", "8+ min", "8 min minimum". */
static int bound_behind(const struct therapycode_impl_reader *r, int32_t past)
{
    char word[LETTERS];
    int32_t at = skip_space(r, past), n;
    if (byte_at(r, past) == '+' && !is_digit_at(r, skip_space(r, past + 1)) &&
        !therapycode_impl_is_letter(byte_at(r, skip_space(r, past + 1))))
        return 1;
    if (!(r->lists & THERAPYCODE_IMPL_LIST_COMPARE))
        return 0;
    n = read_letters(r, at, word);
    if (one_of(word, "maximum tops") || (strcmp(word, "max") == 0 && therapycode_impl_ends_clause(r, at + n)))
        return -1;
    if (strcmp(word, "minimum") == 0)
        return 1;
    if (!one_of(word, "or at"))
        return 0;
    read_letters(r, skip_space(r, at + n), word);
    return one_of(word, "less fewer under most shorter") ? -1 : one_of(word, "more greater longer least");
}

/* Minutes with a bound: of a lower one the bound counts, below an upper one nothing is known. */
void therapycode_impl_read_bound(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                                 int32_t value,
                                 int32_t past)
{
    int bound = bound_before(r, number->start);
    if (bound == 0)
        bound = bound_behind(r, past);
    if (bound < 0) {
        set_doubt(number, past, THERAPYCODE_IMPL_DOUBT_UNCLEAR);
        return;
    }
    set_minutes(number, value, past);
    if (bound > 0 && number->doubt == 0)
        number->doubt = THERAPYCODE_IMPL_DOUBT_RANGE;
}
