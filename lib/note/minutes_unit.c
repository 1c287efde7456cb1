/*
 * A number with its unit: "15 min", "x15'", "1 hr 15 min", "1/2 hr", "0,5 h", "1:15 hr", "8-10 min", "<8 min". Not "min A"
 * (minimal assistance), not 150' (feet), not a time of the day.
 */
#include "note/bytes.h"

enum {
    SHORT_LOWEST = 5,    /* "walk 3m" */
    PRIME_HIGHEST = 90,  /* 150' is feet */
    UNITS_MOST = 8,      /* of one service */
    MOST_HOURS = 4       /* of a visit: more is how long somebody wore, slept or was watched */
};

/* "min A", "min assist", "min VC", "min-mod", "min to mod A": minimal, no minutes. */
static int is_minimal(const struct therapycode_impl_reader *r, int32_t at, int timed)
{
    static const char aid[] = "a assist assistance asst assists vc vcs tc tcs verbal tactile cue cues cued cueing guard "
                              "guarding support mod moderate max maximal cga sba";
    char word[LETTERS];
    int32_t n;
    if (byte_at(r, at) == '/' || byte_at(r, at) == '+')
        at++;
    at = skip_space(r, at);
    at = skip_space(r, at + dash_at(r, at));
    n = read_letters(r, at, word);
    if (timed && byte_at(r, at - 1) == ' ' && byte_at(r, at - 2) != '-' && one_of(word, "mod moderate max maximal cga sba"))
        return 0; /* "20 min mod A": of a time, and then the help; "min-mod A" has a dash */
    if (strcmp(word, "to") == 0) {
        read_letters(r, skip_space(r, at + n), word);
        return one_of(word, "mod moderate max maximal cga sba");
    }
    return one_of(word, aid);
}

/* Reads "min", "minutes", "hr" and their kin; the place after, or 0. */
static int32_t read_unit(const struct therapycode_impl_reader *r, int32_t at, int32_t *factor, int timed)
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
    while (end > at && strchr(" .)", byte_at(r, end - 1)) != NULL)
        end--;
    for (unit = end; unit > at && therapycode_impl_is_letter(byte_at(r, unit - 1)); unit--) {
    }
    read_letters(r, unit, word);
    while (unit > at && byte_at(r, unit - 1) == ' ')
        unit--;
    return unit > at && is_digit_at(r, unit - 1) && one_of(word, "min mins minutes");
}

/*
 * Whether a number with a prime is a distance: 50' x 2, or "amb 40'". After "gait" the smaller ones are minutes, unless
 * the line has its time at its end; after an x all of them are.
 */
static int is_feet(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number, int32_t past)
{
    enum { BACK = 20, GAIT_FEET = 50 };
    int32_t at = skip_space(r, past), from = number->start;
    char word[LETTERS];
    if ((byte_at(r, at) | 0x20) == 'x' && (is_digit_at(r, at + 1) || is_digit_at(r, skip_space(r, at + 1))))
        return 1;
    if (!is_digit_at(r, number->start))
        return 0;
    for (at = from - 1; at >= r->start && from - at <= BACK; at--) {
        char c = byte_at(r, at);
        if (c == ',' || c == ';' || c == '.' || c == ':' || c == '(' || c == '|' || c == '\n' ||
            ((c | 0x20) == 'x' && byte_at(r, at - 1) == ' ' && byte_at(r, at + 1) == ' '))
            return 0;
        if (!therapycode_impl_is_letter(c) || therapycode_impl_is_letter(byte_at(r, at - 1)))
            continue;
        read_letters(r, at, word);
        if (strncmp(word, "amb", 3) == 0 || strncmp(word, "walk", 4) == 0 || strncmp(word, "carr", 4) == 0 ||
            strncmp(word, "propel", 6) == 0 || one_of(word, "mobilised mobilises mobilising distance ward corridor hallway"))
            return 1;
        if (one_of(word, "gait gt push pushed pull pulled sled") &&
            (number->value >= GAIT_FEET || is_timed_line(r, past)))
            return 1;
    }
    return 0;
}

/* The digits that end at `at`; 0: none. `at` becomes where they begin. */
static int32_t digits_before(const struct therapycode_impl_reader *r, int32_t *at)
{
    int32_t value = 0, scale = 1;
    for (; is_digit_at(r, *at - 1) && scale < 10000; --*at, scale *= 10)
        value += (byte_at(r, *at - 1) - '0') * scale;
    return scale > 1 ? value : 0;
}

/* The word that ends at `at`, folded; where it begins. */
static int32_t word_before(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    while (at > r->start && byte_at(r, at - 1) == ' ')
        at--;
    while (at > r->start && therapycode_impl_is_letter(byte_at(r, at - 1)))
        at--;
    read_letters(r, at, word);
    return at;
}

static int is_word_before(const struct therapycode_impl_reader *r, int32_t at, const char *list)
{
    char word[LETTERS];
    word_before(r, at, word);
    return one_of(word, list);
}

/* Nothing more is said in the clause. */
static int ends_clause(const struct therapycode_impl_reader *r, int32_t at)
{
    char c = byte_at(r, skip_space(r, at));
    return c == '\0' || strchr(",.;:)|\r\n", c) != NULL;
}

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
    return low >= SHORT_LOWEST && low * WIDEST >= value && !one_of(word, "x of reps rep sets set level phase stage");
}

/*
 * "10-15 min", "10 to 15 min": what stands before the dash or the word, when it is the lower one; else 0. "From 10 to
 * 15 min" tells how it grew.
 */
static int32_t least_of_range(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                              int32_t value)
{
    int32_t at = first_digit(r, number), low;
    int spaced;
    char before;
    at = before_range(r, at, &spaced);
    if (at == 0)
        return 0;
    low = digits_before(r, &at);
    if (byte_at(r, at - 1) == '.' && is_digit_at(r, at - 2)) {
        at--;
        low = digits_before(r, &at); /* "7.5-10 min": 7 */
    }
    before = byte_at(r, at - 1);
    if (low == 0 || low >= value || therapycode_impl_is_letter(before) || before == ':' || before == '/' ||
        (at > 5 && memcmp(r->data + at - 5, "from ", 5) == 0) || !is_range_of_time(r, at, low, value, spaced))
        return 0;
    number->start = at;
    number->doubt = THERAPYCODE_IMPL_DOUBT_RANGE;
    return low;
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
    value = digits_before(r, &at);
    if (value < SHORT_LOWEST || (byte_at(r, at - 1) != '(' && byte_at(r, at - 1) != ' '))
        return 0;
    number->start = at;
    return value;
}

static void set_doubt(struct therapycode_impl_number *number, int32_t past, int32_t doubt)
{
    number->minutes_end = past;
    number->doubt = doubt;
}

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
    if (factor == 60 && whole <= MOST_HOURS && value < 60)
        set_minutes(number, whole * 60 + value, past);
    else if (factor == 60)
        number->minutes_end = past;
    else if (value == 0)
        set_minutes(number, whole, past);
    else
        set_doubt(number, past, THERAPYCODE_IMPL_DOUBT_FRACTION);
}

/* A point, a comma or a colon right before the number, and what stands before it: "1.5", ".5", "1,5", "1:15". 0: none. */
static int read_divided(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t past,
                        int32_t factor)
{
    enum { MOST_DIGITS = 3, HIGHEST = 120 };
    int32_t start = first_digit(r, number), end = start, at = start - 1, digits = read_digits(r, &end), whole, scale = 1, i;
    char mark = byte_at(r, at);
    if ((mark != '.' && mark != ',' && mark != ':') || end - start > MOST_DIGITS)
        return 0;
    if (mark == '.' && !is_digit_at(r, at - 1) && byte_at(r, at - 1) != ' ' && byte_at(r, at - 1) != '(' && at > r->start)
        return 0; /* "gait.15 min" */
    if (mark != '.' && !is_digit_at(r, at - 1))
        return 0;
    whole = digits_before(r, &at);
    if (mark == ':' && (end - start != 2 || start - 1 - at > MOST_DIGITS))
        return 0;
    if (mark == ',' && (therapycode_impl_is_letter(byte_at(r, at - 1)) || whole > HIGHEST ||
                        (factor == 1 && end - start > 1 && whole < SHORT_LOWEST)))
        return 0; /* "x10,15 min", "gr 3,15 min" */
    if (mark == ',' && (whole > MOST_HOURS || end - start > 2) && (factor == 60 || end - start > 1)) {
        set_doubt(number, past, THERAPYCODE_IMPL_DOUBT_UNCLEAR); /* "15,30 min" */
        return 1;
    }
    for (i = start; i < end; i++)
        scale *= 10;
    number->start = at;
    if (mark == ':')
        read_colon(number, whole, digits, past, factor);
    else
        read_fraction(number, whole, digits, scale, past, factor);
    return 1;
}

/* "3/4 of an hour": the place behind it, or 0. */
static int32_t read_of_hour(const struct therapycode_impl_reader *r, int32_t at)
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
 * "1/2 hr", "1 1/2 hours"; other numbers before a slash ("15/30 min") are no single time. 0: no slash before it. `value` is
 * what stands behind the slash.
 */
static int read_parts(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t value,
                      int32_t past, int32_t factor)
{
    enum { MOST_PARTS = 4 };
    int32_t at = first_digit(r, number) - 1, before, parts, whole = 0;
    if (byte_at(r, at) != '/' || !is_digit_at(r, at - 1))
        return 0;
    parts = digits_before(r, &at);
    before = at - 1;
    if ((byte_at(r, before) == ' ' || byte_at(r, before) == '-') && is_digit_at(r, before - 1)) {
        whole = digits_before(r, &before);
        at = before;
    }
    if (factor != 60 || value < 2 || value > MOST_PARTS || parts == 0 || parts >= value || whole > MOST_HOURS) {
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
static int read_sign(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t at,
                     int32_t value)
{
    int32_t parts, past, factor;
    if (byte_at(r, at) == ' ' || byte_at(r, at) == '-')
        at++;
    parts = quarters_at(r, at);
    if (parts == 0 || value > MOST_HOURS)
        return 0;
    at = skip_space(r, at + 2);
    past = read_unit(r, skip_space(r, at + dash_at(r, at)), &factor, 1);
    if (past == 0 && (byte_at(r, at) | 0x20) == 'h' && !therapycode_impl_is_letter(byte_at(r, at + 1))) {
        factor = 60;
        past = at + 1;
    }
    if (past == 0 || factor != 60)
        return 0;
    set_minutes(number, value * 60 + parts * 15, past);
    return 1;
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
 * What follows hours: "1h15", "1h 15m", "1 hr 15 min", "1 hr 15" at the end of a clause. The minutes of it; `past` becomes the
 * place behind.
 */
static int32_t read_rest(const struct therapycode_impl_reader *r, int32_t *past)
{
    int32_t at = skip_space(r, *past), start = at, rest, factor = 1, more;
    int close = at == *past;
    if (!is_digit_at(r, at))
        return 0;
    rest = read_digits(r, &at);
    more = read_unit(r, skip_space(r, at), &factor, 0);
    if (more == 0 && (byte_at(r, at) | 0x20) == 'm' && !therapycode_impl_is_letter(byte_at(r, at + 1)))
        more = at + 1;
    if (more == 0 && at - start == 2 && (close ? !therapycode_impl_is_letter(byte_at(r, at)) : ends_clause(r, at)))
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
    int32_t rest = value <= MOST_HOURS ? read_rest(r, &past) : 0;
    if (value > MOST_HOURS && value <= DAY)
        number->minutes_end = past;
    else
        set_minutes(number, value * 60 + rest, past);
}

/* "STM 10m": minutes, unless it is a way: "walk 10m", "10m x 4", "10m walk test". */
static int is_short_minutes(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number,
                            int32_t value)
{
    char word[LETTERS];
    if (value < SHORT_LOWEST || value > PRIME_HIGHEST || is_feet(r, number, number->end))
        return 0;
    read_letters(r, skip_space(r, number->end), word);
    return !one_of(word, "walk walks wt run runs sprint sprints shuttle stepping forward backward");
}

/* "x6 min A", "x 6 min A": repetitions. */
static int is_counted_off(const struct therapycode_impl_reader *r, int32_t start)
{
    return !is_digit_at(r, start) || (byte_at(r, start - 1) == ' ' && (byte_at(r, start - 2) | 0x20) == 'x');
}

/* Which bound the words before a time make of it: -1 "<8 min", "almost 8 min"; 1 "at least 8 min", "> 8 min"; 0 none. */
static int bound_before(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS], of[LETTERS];
    int bound;
    while (at > r->start && byte_at(r, at - 1) == ' ')
        at--;
    if (byte_at(r, at - 1) == '=' && (byte_at(r, at - 2) == '<' || byte_at(r, at - 2) == '>'))
        at--;
    if (byte_at(r, at - 1) == '<' || byte_at(r, at - 1) == '?' ||
        (at > r->start + 2 && memcmp(r->data + at - 3, "\xE2\x89\xA4", 3) == 0))
        return -1;
    if (byte_at(r, at - 1) == '>' || (at > r->start + 2 && memcmp(r->data + at - 3, "\xE2\x89\xA5", 3) == 0))
        return 1;
    if (!(r->lists & THERAPYCODE_IMPL_LIST_COMPARE))
        return 0;
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
    if (one_of(word, "maximum tops") || (strcmp(word, "max") == 0 && ends_clause(r, at + n)))
        return -1;
    if (strcmp(word, "minimum") == 0)
        return 1;
    if (!one_of(word, "or at"))
        return 0;
    read_letters(r, skip_space(r, at + n), word);
    return one_of(word, "less fewer under most shorter") ? -1 : one_of(word, "more greater longer least");
}

/* Minutes with a bound: of a lower one the bound counts, below an upper one nothing is known. */
static void read_bound(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t value,
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
        least = least_of_range(r, number, value);
        read_bound(r, number, least > 0 ? least : value, past);
    }
    return 1;
}

/* "Units: 2 Min: 23": what stands behind the word is no time. */
static int is_number_of_units(const struct therapycode_impl_reader *r, int32_t at)
{
    while (at > r->start && strchr(" :=", byte_at(r, at - 1)) != NULL)
        at--;
    return is_word_before(r, at, "units unit qty quantity");
}

/* Whether what stands behind a number, over spaces, can make a time of it: most is asked no further. */
static int may_be_unit(char c)
{
    switch (c) {
    case 'm': case 'M': case 'h': case 'H': /* and "3/4 of an hour" */
    case 'o': case 'O': case 'a': case 'A':
    case '\'': case '_': case '(': case ')': case '-': case '+': case '?':
        return 1;
    default:
        return (unsigned char)c >= 0x80;
    }
}

int therapycode_impl_read_with_unit(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number)
{
    int32_t start = first_digit(r, number), at = start, factor = 60, past, least, value = read_digits(r, &at);
    if (!may_be_unit(byte_at(r, skip_space(r, at))) || (value <= UNITS_MOST && is_number_of_units(r, start)))
        return 0;
    if (at + 1 == number->end && (byte_at(r, at) | 0x20) == 'm' && is_short_minutes(r, number, value)) {
        read_bound(r, number, value, number->end);
        return 1;
    }
    if (read_sign(r, number, at, value) || (at == number->end && read_primed(r, number, value)))
        return 1;
    past = read_h(r, at);
    if (past == 0 || value > MOST_HOURS) {
        char mark = byte_at(r, at);
        if (at == number->end) {
            at = skip_spelled(r, number, at + (mark == '+' || mark == '?'));
            while (byte_at(r, at) == '_')
                at++; /* "__15__ min" */
            at = skip_space(r, at);
            at = skip_space(r, at + dash_at(r, at));
        }
        if (past == 0)
            past = read_unit(r, at, &factor, value >= SHORT_LOWEST && !is_counted_off(r, number->start));
        if (past == 0)
            past = value > 0 && byte_at(r, start - 1) == '/' && is_digit_at(r, start - 2) ? read_of_hour(r, at) : 0;
        if (past == 0)
            return 0;
        if (mark == '+' && factor == 1)
            number->doubt = THERAPYCODE_IMPL_DOUBT_RANGE;
        if (mark == '?') {
            set_doubt(number, past, THERAPYCODE_IMPL_DOUBT_UNCLEAR);
            return 1;
        }
    }
    if (read_divided(r, number, past, factor) || read_parts(r, number, value, past, factor))
        return 1;
    if (factor == 60) {
        read_hours(r, number, value, past);
        return 1;
    }
    least = least_of_range(r, number, value);
    read_bound(r, number, least > 0 ? least : value + added_before(r, number), past);
    return 1;
}
