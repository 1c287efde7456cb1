/*
 * Minutes as therapists write them: "15 min", "x15'", "TE: 15", "97110 x 15", "1 hr 15 min", "9:00-9:45", "0900-0932".
 * Not "min A" (minimal assistance), not 150' (feet), not "97110 x2" (units), not reps.
 */
#include "note/bytes.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum {
    SHORT_LOWEST = 5,    /* "walk 3m" */
    PRIME_HIGHEST = 90   /* 150' is feet */
};

/* ---- a number with its unit ---- */

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

/*
 * Whether a number with a prime is a distance: 50' x 2, or "amb 40'". After "gait" the smaller ones are minutes, and
 * after an x all of them.
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
            strncmp(word, "propel", 6) == 0)
            return 1;
        if (number->value >= GAIT_FEET && one_of(word, "gait gt push pushed pull pulled sled"))
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

/*
 * "10-15 min", "10 to 15 min": what stands before the dash or the word, when it is the lower one; else 0. "From 10 to
 * 15 min" tells how it grew.
 */
static int32_t least_of_range(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                              int32_t value)
{
    int32_t at = first_digit(r, number), low;
    int spaced = 0, between = 0;
    char before;
    if (byte_at(r, at - 1) == '-')
        at -= 1;
    else if (dash_at(r, at - 3) == 3)
        at -= 3;
    else if (at > 4 && (memcmp(r->data + at - 4, " to ", 4) == 0 || memcmp(r->data + at - 4, " or ", 4) == 0))
        at -= 4;
    else if (byte_at(r, at - 1) == '~')
        at -= 1;
    else if (at > 3 && memcmp(r->data + at - 3, " - ", 3) == 0) {
        at -= 3;
        spaced = 1;
    } else if (at > 5 && memcmp(r->data + at - 5, " and ", 5) == 0) {
        at -= 5;
        between = 1;
    } else {
        return 0;
    }
    low = digits_before(r, &at);
    if (between && !(at > 8 && memcmp(r->data + at - 8, "between ", 8) == 0))
        return 0;
    if (spaced && at > 1 && byte_at(r, at - 1) == ' ' && (byte_at(r, at - 2) | 0x20) == 'x')
        return 0; /* "SLR x 10 - 15 min" */
    if (byte_at(r, at - 1) == '.' && is_digit_at(r, at - 2)) {
        at--;
        low = digits_before(r, &at); /* "7.5-10 min": 7 */
    }
    before = byte_at(r, at - 1);
    if (low == 0 || low >= value || therapycode_impl_is_letter(before) || before == ':' || before == '/' ||
        (at > 5 && memcmp(r->data + at - 5, "from ", 5) == 0))
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

/* "1.5 hr" is 90 min and "15.0 min" 15; "7.5 min" is no whole number. The digits are those behind the point. */
static void read_fraction(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t past,
                          int32_t factor)
{
    int32_t start = number->start, at = start - 1, whole = digits_before(r, &at), value = 0, scale = 1;
    for (; start < number->end && scale < 10000; start++, scale *= 10)
        value = value * 10 + (byte_at(r, start) - '0');
    number->start = at;
    if (value * factor % scale == 0) {
        set_minutes(number, whole * factor + value * factor / scale, past);
        return;
    }
    number->minutes_end = past;
    number->doubt = THERAPYCODE_IMPL_DOUBT_FRACTION;
}

/*
 * "1/2 hr", "1 1/2 hours"; other numbers before a slash ("15/30 min") are no single time. 0: no slash before it. `value` is
 * what stands behind the slash.
 */
static int read_parts(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t value,
                      int32_t past, int32_t factor)
{
    enum { MOST_PARTS = 4, MOST_HOURS = 4 };
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
        number->minutes_end = past;
        number->doubt = THERAPYCODE_IMPL_DOUBT_UNCLEAR;
        return 1;
    }
    number->start = at;
    set_minutes(number, whole * 60 + parts * 60 / value, past);
    return 1;
}

/* "1,5 hr": a fraction; "15,30 min" is no single time. Behind a code stands another number. 0: no comma before it. */
static int read_comma(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t past,
                      int32_t factor)
{
    int32_t at = first_digit(r, number) - 1;
    if (byte_at(r, at) != ',' || !is_digit_at(r, at - 1) || (is_digit_at(r, at - 2) && is_digit_at(r, at - 3)))
        return 0;
    if (factor == 60 && !is_digit_at(r, at - 2)) {
        read_fraction(r, number, past, factor);
        return 1;
    }
    if (digits_before(r, &at) < SHORT_LOWEST)
        return 0; /* "gr 3,15 min" */
    number->minutes_end = past;
    number->doubt = THERAPYCODE_IMPL_DOUBT_UNCLEAR;
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

/* "1h", "1h15", "1h 15 min", "1 and a half as one sign": an hour or a few with what follows. */
static int read_hours(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t at,
                      int32_t value)
{
    enum { MOST_HOURS = 4 };
    int32_t rest = 0, past, factor, parts = quarters_at(r, at);
    if (value > MOST_HOURS)
        return 0;
    if (parts > 0) {
        past = read_unit(r, skip_space(r, at + 2), &factor, 1);
        if (past == 0 || factor != 60)
            return 0;
        set_minutes(number, value * 60 + parts * 15, past);
        return 1;
    }
    if (value == 0 || (byte_at(r, at) | 0x20) != 'h' || therapycode_impl_is_letter(byte_at(r, at + 1)))
        return 0;
    past = at + 1;
    at = skip_space(r, past);
    if (is_digit_at(r, at)) {
        int32_t digits = at, close = at == past;
        rest = read_digits(r, &at);
        digits = at - digits;
        at += close && (byte_at(r, at) | 0x20) == 'm' && !therapycode_impl_is_letter(byte_at(r, at + 1));
        factor = 0;
        if (!(close && digits == 2 && !therapycode_impl_is_letter(byte_at(r, at))))
            at = read_unit(r, skip_space(r, at), &factor, 0);
        if (at == 0 || factor == 60 || rest >= 60)
            rest = 0;
        else
            past = at;
    }
    set_minutes(number, value * 60 + rest, past);
    return 1;
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

/* Which bound a time is: -1 "<8 min", "less than 8 min"; 1 "at least 8 min", "> 8 min"; 0 none. */
static int bound_before(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t from;
    while (at > r->start && byte_at(r, at - 1) == ' ')
        at--;
    if (byte_at(r, at - 1) == '=' && (byte_at(r, at - 2) == '<' || byte_at(r, at - 2) == '>'))
        at--;
    if (byte_at(r, at - 1) == '<' || (at > r->start + 2 && memcmp(r->data + at - 3, "\xE2\x89\xA4", 3) == 0))
        return -1;
    if (byte_at(r, at - 1) == '>' || (at > r->start + 2 && memcmp(r->data + at - 3, "\xE2\x89\xA5", 3) == 0))
        return 1;
    for (from = at; from > r->start && therapycode_impl_is_letter(byte_at(r, from - 1)); from--) {
    }
    read_letters(r, from, word);
    if (one_of(word, "under below"))
        return -1;
    if (strcmp(word, "least") == 0)
        return 1;
    if (strcmp(word, "than") != 0)
        return 0;
    for (at = from - 1, from = at; from > r->start && therapycode_impl_is_letter(byte_at(r, from - 1)); from--) {
    }
    read_letters(r, from, word);
    return one_of(word, "less fewer shorter") ? -1 : one_of(word, "more greater longer");
}

/* Minutes with a bound before them: of a lower one the bound counts, below an upper one nothing is known. */
static void read_bound(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t value,
                       int32_t past)
{
    int bound = bound_before(r, number->start);
    if (bound < 0) {
        number->minutes_end = past;
        number->doubt = THERAPYCODE_IMPL_DOUBT_UNCLEAR;
        return;
    }
    set_minutes(number, value, past);
    if (bound > 0 && number->doubt == 0)
        number->doubt = THERAPYCODE_IMPL_DOUBT_RANGE;
}

static int read_with_unit(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number)
{
    int32_t start = first_digit(r, number), at = start, factor, past, more, value = read_digits(r, &at);
    if (at + 1 == number->end && (byte_at(r, at) | 0x20) == 'm' && is_short_minutes(r, number, value)) {
        set_minutes(number, value, number->end);
        return 1;
    }
    if (read_hours(r, number, at, value))
        return 1;
    if (at == number->end) {
        past = read_prime(r, at, value);
        if (past != 0 && is_feet(r, number, past))
            return 1;
        if (past != 0) {
            set_minutes(number, value, past);
            return 1;
        }
        at += byte_at(r, at) == ')' && byte_at(r, start - 1) == '('; /* "twenty (20) minutes" */
        at = skip_space(r, at);
        at = skip_space(r, at + dash_at(r, at));
    }
    past = read_unit(r, at, &factor, value >= SHORT_LOWEST && !is_counted_off(r, number->start));
    if (past == 0)
        return 0;
    if (byte_at(r, start - 1) == '.' && (is_digit_at(r, start - 2) || strchr(" (:\n\t", byte_at(r, start - 2)) != NULL)) {
        read_fraction(r, number, past, factor);
        return 1;
    }
    if (read_parts(r, number, value, past, factor) || read_comma(r, number, past, factor))
        return 1;
    if (factor == 1) {
        int32_t least = least_of_range(r, number, value);
        read_bound(r, number, least > 0 ? least : value + added_before(r, number), past);
        return 1;
    }
    value *= 60;
    at = skip_space(r, past);
    if (is_digit_at(r, at)) { /* 1 hr 15 min */
        int32_t rest = read_digits(r, &at);
        more = read_unit(r, skip_space(r, at), &factor, 0);
        if (more != 0 && factor == 1 && rest < 60) {
            set_minutes(number, value + rest, more);
            return 1;
        }
    }
    set_minutes(number, value, past);
    return 1;
}

/* ---- clock times ---- */

/* Reads 9:05, 0905 or 13:05, with or without am or pm, as a minute of the day; the place after, or 0. */
static int32_t read_clock(const struct therapycode_impl_reader *r, int32_t at, int32_t *minute, int *half)
{
    char word[LETTERS];
    int32_t start = at, hours = read_digits(r, &at), minutes, n;
    *half = 0;
    if (byte_at(r, at) == ':' && at - start <= 2) {
        int32_t colon = at++;
        minutes = read_digits(r, &at);
        if (at - colon != 3)
            return 0;
    } else if (at - start == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else {
        return 0;
    }
    if (hours > 24 || minutes > 59)
        return 0;
    n = read_letters(r, skip_space(r, at), word);
    if (n > 0 && one_of(word, "am pm a p")) {
        *half = word[0] == 'p' ? 2 : 1;
        if (n == 1 && byte_at(r, at) == ' ')
            *half = 0; /* a word of its own */
        else
            at = skip_space(r, at) + n;
        if (*half == 2 && hours < 12)
            hours += 12;
        else if (*half == 1 && hours == 12)
            hours = 0;
    }
    *minute = hours * 60 + minutes;
    return at;
}

/* What may stand between two times: a dash, "to", "until", or "time out", "out", "stop". The place after, or 0. */
static int32_t read_until(const struct therapycode_impl_reader *r, int32_t at)
{
    enum { WORDS = 4 };
    char word[LETTERS];
    int32_t i, n, found = 0;
    for (i = 0; i < WORDS; i++) {
        at = skip_space(r, at);
        n = dash_at(r, at);
        if (n == 0 && (byte_at(r, at) == ',' || byte_at(r, at) == ':' || byte_at(r, at) == ';' || byte_at(r, at) == '/'))
            n = 1;
        else if (n > 0)
            found = 1;
        if (n == 0) {
            n = read_letters(r, at, word);
            if (!one_of(word, "to until til till out end stop time finish and at"))
                break;
            found |= !one_of(word, "time and at");
        }
        at += n;
    }
    at = skip_space(r, at);
    return found && is_digit_at(r, at) ? at : 0;
}

/* From one time of the day to another: "9:00-9:45", "in 12:30 out 1:15". */
static int read_clocks(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number)
{
    int32_t from, to, at;
    int from_half, to_half;
    at = number->end;
    if (!is_digit_at(r, number->start) || (byte_at(r, at) != ':' && at - number->start < 4))
        return 0;
    at = read_clock(r, number->start, &from, &from_half);
    if (at == 0 || at < number->end)
        return 0;
    at = read_until(r, at);
    if (at == 0)
        return 0;
    at = read_clock(r, at, &to, &to_half);
    if (at == 0 || therapycode_impl_is_letter(byte_at(r, at)) || is_digit_at(r, at))
        return 0;
    if (to_half == 2 && from_half == 0 && from < 720 && from + 720 < to)
        from += 720; /* 1:05-1:50 pm */
    if (to <= from && to_half == 0 && from_half != 2)
        to += 720; /* 12:30 to 1:15 */
    if (to <= from || to - from > 720)
        return 0;
    set_minutes(number, to - from, at);
    number->is_clock = 1;
    return 1;
}

/* "fifteen minutes 15 min", "twenty minutes manual 20 min": said twice. */
static int is_dictated(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *before, int32_t at)
{
    enum { FARTHEST = 30 };
    int32_t i;
    if (first_digit(r, before) < before->end)
        return at - before->minutes_end == 1;
    for (i = before->minutes_end; i < at; i++)
        if (strchr(",;.&+\n", byte_at(r, i)) != NULL)
            return 0;
    return at - before->minutes_end <= FARTHEST;
}

/* "Timed 30, total 45": a plain "total" close behind the timed one. */
static int is_other_total(const struct therapycode_impl_match *heading, const struct therapycode_impl_match *m)
{
    enum { NEAR = 24 };
    return m->cue == CUE(MINUTES_SUM) && heading != NULL && heading->cue == CUE(MINUTES_TIMED_TOTAL) &&
           m->start - heading->end <= NEAR;
}

/* Headings and numbers stand in the order of the text, so one walk over both is enough. */
int therapycode_impl_minutes_read(struct therapycode_impl_reader *r)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    struct therapycode_impl_number *n = (void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    const struct therapycode_impl_match *heading = NULL;
    int32_t match = r->match_first, matches = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES), i;
    int32_t numbers = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS), past = 0;
    int found = 0;
    for (i = r->number_first; i < numbers; i++) {
        for (; match < matches && m[match].start < n[i].start; match++)
            if (m[match].cue == CUE(HEADING) || m[match].cue == CUE(MINUTES_TOTAL) ||
                m[match].cue == CUE(MINUTES_TIMED_TOTAL) || is_other_total(heading, &m[match]))
                heading = &m[match];
        if (n[i].minutes_end > 0) { /* spelled out */
            past = n[i].minutes_end;
            found = 1;
            continue;
        }
        n[i].minutes = THERAPYCODE_NONE;
        if (n[i].start < past || n[i].value < 0 || therapycode_impl_is_code_at(r, &n[i]))
            continue;
        if (!read_clocks(r, &n[i]) && !read_with_unit(r, &n[i]))
            therapycode_impl_read_bare(r, i, heading, match);
        if (i > r->number_first && n[i].minutes >= 0 && n[i].minutes == n[i - 1].minutes &&
            is_dictated(r, &n[i - 1], n[i].start))
            n[i].minutes = THERAPYCODE_NONE;
        if (n[i].minutes_end > past)
            past = n[i].minutes_end;
        found |= n[i].minutes >= 0;
    }
    return found;
}
