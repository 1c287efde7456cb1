/*
 * A number with its unit: "15 min", "x15'", "1 hr 15 min", "1/2 hr", "0,5 h", "1:15 hr", "8-10 min", "<8 min". Not "min
 * A" (minimal assistance), not 150' (feet), not a time of the day.
 */
#include "note/minutes_unit.h"

enum {
    PRIME_HIGHEST = 90,  /* 150' is feet */
    UNITS_MOST = 8       /* of one service */
};

/* "min A", "min assist", "min VC", "min-mod", "min to mod A": minimal, no minutes. */
static int is_minimal(const struct therapycode_impl_reader *r, int32_t at, int timed)
{
    static const char aid[] =
        "a assist assistance asst assists vc vcs tc tcs verbal tactile cue cues cued cueing guard "
        "guarding support mod moderate max maximal cga sba";
    char word[LETTERS];
    int32_t n;
    if (byte_at(r, at) == '/' || byte_at(r, at) == '+')
        at++;
    at = skip_space(r, at);
    at = skip_space(r, at + dash_at(r, at));
    n = read_letters(r, at, word);
    if (timed && byte_at(r, at - 1) == ' ' && byte_at(r, at - 2) != '-' &&
        one_of(word, "mod moderate max maximal cga sba"))
        return 0; /* "20 min mod A": of a time, and then the help; "min-mod A" has a dash */
    if (strcmp(word, "to") == 0) {
        read_letters(r, skip_space(r, at + n), word);
        return one_of(word, "mod moderate max maximal cga sba");
    }
    return one_of(word, aid);
}

/* Reads "min", "minutes", "hr" and their kin; the place after, or 0. */
int32_t therapycode_impl_read_unit(const struct therapycode_impl_reader *r, int32_t at, int32_t *factor, int timed)
{
    char word[LETTERS], first = (char)(byte_at(r, at) | 0x20);
    int32_t n;
    if (first != 'm' && first != 'h')
        return 0;
    n = read_letters(r, at, word);
    *factor = first == 'm' ? 1 : 60;
    if (first == 'h')
        return one_of(word, "hr hrs hour hours") ? at + n : 0;
    if (strcmp(word, "min") == 0)
        return is_minimal(r, at + n, timed) ? 0 : at + n;
    return one_of(word, "mins minute minutes mintues mintue minuts minutues minuets") ? at + n : 0;
}

/* The place after a prime that means minutes, or 0: not 5'4", not 3''. */
static int32_t read_prime(const struct therapycode_impl_reader *r, int32_t at, int32_t value)
{
    int32_t width = byte_at(r, at) == '\'' ? 1 : 3;
    if (width == 3 && !((unsigned char)byte_at(r, at) == 0xE2 && (unsigned char)byte_at(r, at + 1) == 0x80 &&
                        ((unsigned char)byte_at(r, at + 2) == 0x99 || (unsigned char)byte_at(r, at + 2) == 0xB2)))
        return 0;
    if (value > PRIME_HIGHEST || byte_at(r, at + width) == '\'' || is_digit_at(r, at + width) ||
        therapycode_impl_is_letter(byte_at(r, at + width)))
        return 0;
    return at + width;
}

/* "... RW mod A x1. 15 min": a time spelled out ends the line. */
static int is_timed_line(const struct therapycode_impl_reader *r, int32_t at)
{
    int32_t end = at, unit;
    char word[LETTERS];
    while (byte_at(r, end) != '\0' && byte_at(r, end) != '\n' && byte_at(r, end) != '\r')
        end++;
    while (end > at && THERAPYCODE_IMPL_AMONG(" .)", byte_at(r, end - 1)))
        end--;
    unit = therapycode_impl_word_start(r->data, at, end);
    read_letters(r, unit, word);
    while (unit > at && byte_at(r, unit - 1) == ' ')
        unit--;
    return unit > at && is_digit_at(r, unit - 1) && one_of(word, "min mins minutes");
}

/* "50' x 2" */
static int is_done_again(const struct therapycode_impl_reader *r, int32_t past)
{
    int32_t at = skip_space(r, past);
    return (byte_at(r, at) | 0x20) == 'x' && (is_digit_at(r, at + 1) || is_digit_at(r, skip_space(r, at + 1)));
}

/* What stands before a figure has no say in it behind this: the end of a clause, or an x by itself. */
static int parts_from_figure(const struct therapycode_impl_reader *r, int32_t at)
{
    char c = byte_at(r, at);
    return c == ',' || c == ';' || c == '.' || c == ':' || c == '(' || c == '|' || c == '\n' ||
           ((c | 0x20) == 'x' && byte_at(r, at - 1) == ' ' && byte_at(r, at + 1) == ' ');
}

/* 1: words of going somewhere; -1: of gait or of pushing, where a time may be meant as well. */
static int tells_of_way(const char *word)
{
    if (strncmp(word, "amb", 3) == 0 || strncmp(word, "walk", 4) == 0 || strncmp(word, "carr", 4) == 0 ||
        strncmp(word, "propel", 6) == 0 ||
        one_of(word, "mobilised mobilises mobilising distance ward corridor hallway"))
        return 1;
    return one_of(word, "gait gt push pushed pull pulled sled") ? -1 : 0;
}

/*
 * Whether a number with a prime is a distance: 50' x 2, or "amb 40'". After "gait" the smaller ones are minutes, unless
 * the line has its time at its end; after an x all of them are.
 */
static int is_feet(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number, int32_t past)
{
    enum { BACK = 20, GAIT_FEET = 50 };
    int32_t at, from = number->start;
    char word[LETTERS];
    if (is_done_again(r, past))
        return 1;
    if (!is_digit_at(r, from))
        return 0;
    for (at = from - 1; at >= r->start && from - at <= BACK && !parts_from_figure(r, at); at--) {
        int way;
        if (!therapycode_impl_is_letter(byte_at(r, at)) || therapycode_impl_is_letter(byte_at(r, at - 1)))
            continue;
        read_letters(r, at, word);
        way = tells_of_way(word);
        if (way > 0 || (way < 0 && (number->value >= GAIT_FEET || is_timed_line(r, past))))
            return 1;
    }
    return 0;
}

/* The digits that end at `at`; 0: none. `at` becomes where they begin. */
int32_t therapycode_impl_digits_before(const struct therapycode_impl_reader *r, int32_t *at)
{
    int32_t value = 0, scale = 1;
    for (; is_digit_at(r, *at - 1) && scale < 10000; --*at, scale *= 10)
        value += (byte_at(r, *at - 1) - '0') * scale;
    return scale > 1 ? value : 0;
}

/* Nothing more is said in the clause. */
int therapycode_impl_ends_clause(const struct therapycode_impl_reader *r, int32_t at)
{
    char c = byte_at(r, skip_space(r, at));
    return c == '\0' || THERAPYCODE_IMPL_AMONG(",.;:)|\r\n", c);
}

/* "15 + 8 min": what stands before the plus; 0: nothing. */
static int32_t added_before(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number)
{
    int32_t at = first_digit(r, number), value;
    while (byte_at(r, at - 1) == ' ')
        at--;
    if (byte_at(r, at - 1) != '+')
        return 0;
    for (at--; byte_at(r, at - 1) == ' ';)
        at--;
    value = therapycode_impl_digits_before(r, &at);
    if (value < THERAPYCODE_IMPL_SHORT_LOWEST || (byte_at(r, at - 1) != '(' && byte_at(r, at - 1) != ' '))
        return 0;
    number->start = at;
    return value;
}

/* The place behind an h that stands for hours: "1h", "1 h", "1H15"; not "1H:2R", "2h/day". 0: none. */
static int32_t read_h(const struct therapycode_impl_reader *r, int32_t at)
{
    char next;
    at = skip_space(r, at);
    next = byte_at(r, at + 1);
    if (byte_at(r, at) != 'h' && !(byte_at(r, at) == 'H' && therapycode_impl_is_digit(next)))
        return 0;
    return therapycode_impl_is_letter(next) || next == ':' || next == '/' ? 0 : at + 1;
}

/*
 * What follows hours: "1h15", "1h 15m", "1 hr 15 min", "1 hr 15" at the end of a clause. The minutes of it; `past`
 * becomes the place behind.
 */
static int32_t read_rest(const struct therapycode_impl_reader *r, int32_t *past)
{
    int32_t at = skip_space(r, *past), start = at, rest, factor = 1, more;
    int close = at == *past;
    if (!is_digit_at(r, at))
        return 0;
    rest = read_digits(r, &at);
    more = therapycode_impl_read_unit(r, skip_space(r, at), &factor, 0);
    if (more == 0 && (byte_at(r, at) | 0x20) == 'm' && !therapycode_impl_is_letter(byte_at(r, at + 1)))
        more = at + 1;
    if (more == 0 && at - start == 2 &&
        (close ? !therapycode_impl_is_letter(byte_at(r, at)) : therapycode_impl_ends_clause(r, at)))
        more = at;
    if (more == 0 || factor != 1 || rest >= 60)
        return 0;
    *past = more;
    return rest;
}

/* Hours and what follows them; more than a visit has are how long somebody slept, or was watched. */
static void read_hours(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t value,
                       int32_t past)
{
    enum { DAY = 24 };
    int32_t rest = value <= THERAPYCODE_IMPL_MOST_HOURS ? read_rest(r, &past) : 0;
    if (value > THERAPYCODE_IMPL_MOST_HOURS && value <= DAY)
        number->minutes_end = past;
    else
        set_minutes(number, value * 60 + rest, past);
}

/* "STM 10m": minutes, unless it is a way: "walk 10m", "10m x 4", "10m walk test". */
static int is_short_minutes(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number,
                            int32_t value)
{
    char word[LETTERS];
    if (value < THERAPYCODE_IMPL_SHORT_LOWEST || value > PRIME_HIGHEST || is_feet(r, number, number->end))
        return 0;
    read_letters(r, skip_space(r, number->end), word);
    return !one_of(word, "walk walks wt run runs sprint sprints shuttle stepping forward backward");
}

/* "x6 min A", "x 6 min A": repetitions. */
static int is_counted_off(const struct therapycode_impl_reader *r, int32_t start)
{
    return !is_digit_at(r, start) || (byte_at(r, start - 1) == ' ' && (byte_at(r, start - 2) | 0x20) == 'x');
}

/* "fifteen (15) minutes", "15 (fifteen) minutes": the place where the unit would stand; `at` is behind the figure. */
static int32_t skip_spelled(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number,
                            int32_t at)
{
    char word[LETTERS];
    int32_t open = number->start - 1, next = skip_space(r, at);
    if (byte_at(r, open) == '(' && byte_at(r, at) == ')') {
        word_before(r, open, word);
        return word[0] != '\0' && byte_at(r, open - 1) == ' ' ? skip_space(r, at + 1) : at;
    }
    if (byte_at(r, next) != '(')
        return at;
    next++;
    while (therapycode_impl_is_letter(byte_at(r, next)) || byte_at(r, next) == '-' || byte_at(r, next) == ' ')
        next++;
    return byte_at(r, next) == ')' ? skip_space(r, next + 1) : at;
}

/* A prime that means minutes, or feet. */
static int read_primed(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t value)
{
    int32_t past = read_prime(r, number->end, value), least;
    if (past == 0)
        return 0;
    if (!is_feet(r, number, past)) {
        least = therapycode_impl_least_of_range(r, number, value);
        therapycode_impl_read_bound(r, number, least > 0 ? least : value, past);
    }
    return 1;
}

/* "Units: 2 Min: 23": what stands behind the word is no time. */
static int is_number_of_units(const struct therapycode_impl_reader *r, int32_t at)
{
    while (at > r->start && THERAPYCODE_IMPL_AMONG(" :=", byte_at(r, at - 1)))
        at--;
    return is_word_before(r, at, "units unit qty quantity");
}

/* Whether what stands behind a number, over spaces, can make a time of it: most is asked no further. */
static int may_be_unit(char c)
{
    switch (c) {
    case 'm': case 'M': case 'h': case 'H': /* and "3/4 of an hour" */
    case 'o': case 'O': case 'a': case 'A':
    case '\'': case '_': case '(': case ')': case ']': case '-': case '+': case '?':
        return 1;
    default:
        return (unsigned char)c >= 0x80;
    }
}

/* The unit right behind the digits: "10m", a sign for a part of an hour, "15'"; 0: none. */
static int read_close_unit(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t at,
                           int32_t value)
{
    if (at + 1 == number->end && (byte_at(r, at) | 0x20) == 'm' && is_short_minutes(r, number, value)) {
        therapycode_impl_read_bound(r, number, value, number->end);
        return 1;
    }
    return therapycode_impl_read_sign(r, number, at, value) || (at == number->end && read_primed(r, number, value));
}

/* Where a unit ends that is a word, and its factor; 0: none. `at` is behind the digits. */
static int32_t read_unit_word(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number,
                              int32_t at, int32_t value, int32_t *factor)
{
    int32_t start = first_digit(r, number), past;
    char mark = byte_at(r, at);
    if (at == number->end) {
        at = skip_spelled(r, number, at + (mark == '+' || mark == '?'));
        while (byte_at(r, at) == '_')
            at++; /* "__15__ min" */
        at += byte_at(r, at) == ']' && byte_at(r, start - 1) == '['; /* "[15] min" */
        at = skip_space(r, at);
        at = skip_space(r, at + dash_at(r, at));
    }
    past = therapycode_impl_read_unit(
        r, at, factor, value >= THERAPYCODE_IMPL_SHORT_LOWEST && !is_counted_off(r, number->start));
    if (past == 0 && value > 0 && byte_at(r, start - 1) == '/' && is_digit_at(r, start - 2))
        past = therapycode_impl_read_of_hour(r, at);
    return past;
}

/* A whole number of minutes, or the lower one of a range, with what is added or bounds it. */
static void read_whole(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t value,
                       int32_t past)
{
    int32_t least = therapycode_impl_least_of_range(r, number, value);
    therapycode_impl_read_bound(r, number, least > 0 ? least : value + added_before(r, number), past);
}

/* "97110 15, 97140 8 (min)": a unit alone in a bracket, which stands for all of a list. */
int therapycode_impl_is_unit_in_bracket(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t open = skip_space(r, at);
    return byte_at(r, open) == '(' && read_letters(r, open + 1, word) > 0 && one_of(word, "min mins minutes") &&
           byte_at(r, open + 1 + (int32_t)strlen(word)) == ')';
}

int therapycode_impl_read_with_unit(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number)
{
    int32_t start = first_digit(r, number), at = start, factor = 60, past, value = read_digits(r, &at);
    if (!may_be_unit(byte_at(r, skip_space(r, at))) || (value <= UNITS_MOST && is_number_of_units(r, start)))
        return 0;
    if (read_close_unit(r, number, at, value))
        return 1;
    past = read_h(r, at);
    if (past == 0) {
        past = read_unit_word(r, number, at, value, &factor);
        if (past == 0)
            return 0;
        if (byte_at(r, at) == '?') {
            set_doubt(number, past, THERAPYCODE_IMPL_DOUBT_UNCLEAR);
            return 1;
        }
        if (byte_at(r, at) == '+' && factor == 1)
            number->doubt = THERAPYCODE_IMPL_DOUBT_RANGE;
    }
    if (therapycode_impl_read_divided(r, number, past, factor) ||
        therapycode_impl_read_parts(r, number, value, past, factor))
        return 1;
    if (factor == 60)
        read_hours(r, number, value, past);
    else
        read_whole(r, number, value, past);
    return 1;
}
