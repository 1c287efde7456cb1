/*
 * Minutes as therapists write them: "15 min", "x15'", "TE: 15", "97110 x 15", "1 hr 15 min", "9:00-9:45", "0900-0932".
 * Not "min A" (minimal assistance), not 150' (feet), not "97110 x2" (units), not reps.
 */
#include "note/bytes.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum {
    DAY_MINUTES = 1440,
    BARE_LOWEST = 5,     /* "97110 x 2" and "x 4" are units; fewer than 8 minutes earn none, but may be written */
    BARE_HIGHEST = 120,
    TOTAL_HIGHEST = 600,
    PRIME_HIGHEST = 90   /* 150' is feet */
};

static int32_t read_digits(const struct therapycode_impl_reader *r, int32_t *at)
{
    int32_t value = 0;
    while (is_digit_at(r, *at)) {
        value = value < 100000 ? value * 10 + (byte_at(r, *at) - '0') : value;
        ++*at;
    }
    return value;
}

/* ---- a number with its unit ---- */

/* "min A", "min assist", "min VC", "min-mod", "min to mod A": minimal, no minutes. */
static int is_minimal(const struct therapycode_impl_reader *r, int32_t at)
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
    if (strcmp(word, "to") == 0) {
        read_letters(r, skip_space(r, at + n), word);
        return one_of(word, "mod moderate max maximal cga sba");
    }
    return one_of(word, aid);
}

/* Reads "min", "minutes", "hr" and their kin; the place after, or 0. */
static int32_t read_unit(const struct therapycode_impl_reader *r, int32_t at, int32_t *factor)
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
        return is_minimal(r, at + n) ? 0 : at + n;
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

/* First digit of a number, which may begin with x or the sign for it. */
static int32_t first_digit(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number)
{
    int32_t at = number->start;
    while (at < number->end && !is_digit_at(r, at))
        at++;
    return at;
}

static void set(struct therapycode_impl_number *number, int32_t minutes, int32_t end)
{
    number->minutes_end = end;
    if (minutes <= DAY_MINUTES)
        number->minutes = minutes;
    else
        number->doubt = THERAPYCODE_IMPL_DOUBT_TOO_LONG;
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
    char before;
    if (byte_at(r, at - 1) == '-')
        at -= 1;
    else if (dash_at(r, at - 3) == 3)
        at -= 3;
    else if (at > 4 && (memcmp(r->data + at - 4, " to ", 4) == 0 || memcmp(r->data + at - 4, " or ", 4) == 0))
        at -= 4;
    else
        return 0;
    low = digits_before(r, &at);
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

/* "1.5 hr" is 90 min and "15.0 min" 15; "7.5 min" is no whole number of minutes. The digits are those behind the point. */
static void read_fraction(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number, int32_t past,
                          int32_t factor)
{
    int32_t start = number->start, at = start - 1, whole = digits_before(r, &at), value = 0, scale = 1;
    for (; start < number->end && scale < 10000; start++, scale *= 10)
        value = value * 10 + (byte_at(r, start) - '0');
    number->start = at;
    if (value * factor % scale == 0) {
        set(number, whole * factor + value * factor / scale, past);
        return;
    }
    number->minutes_end = past;
    number->doubt = THERAPYCODE_IMPL_DOUBT_FRACTION;
}

/* "STM 10m": minutes, unless it is a way: "walk 10m", "10m x 4", "10m walk test". */
static int is_short_minutes(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number,
                            int32_t value)
{
    char word[LETTERS];
    if (value < BARE_LOWEST || value > PRIME_HIGHEST || is_feet(r, number, number->end))
        return 0;
    read_letters(r, skip_space(r, number->end), word);
    return !one_of(word, "walk walks wt run runs sprint sprints shuttle stepping forward backward");
}

static int read_with_unit(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number)
{
    int32_t start = first_digit(r, number), at = start, factor, past, more, value = read_digits(r, &at);
    if (at + 1 == number->end && (byte_at(r, at) | 0x20) == 'm' && is_short_minutes(r, number, value)) {
        set(number, value, number->end);
        return 1;
    }
    if (at == number->end) {
        past = read_prime(r, at, value);
        if (past != 0 && is_feet(r, number, past))
            return 1;
        if (past != 0) {
            set(number, value, past);
            return 1;
        }
        at = skip_space(r, at);
        at = skip_space(r, at + dash_at(r, at));
    }
    past = read_unit(r, at, &factor);
    if (past == 0)
        return 0;
    if (byte_at(r, start - 1) == '.' && is_digit_at(r, start - 2)) {
        read_fraction(r, number, past, factor);
        return 1;
    }
    if (factor == 1) {
        int32_t least = least_of_range(r, number, value);
        set(number, least > 0 ? least : value, past);
        return 1;
    }
    value *= 60;
    at = skip_space(r, past);
    if (is_digit_at(r, at)) { /* 1 hr 15 min */
        int32_t rest = read_digits(r, &at);
        more = read_unit(r, skip_space(r, at), &factor);
        if (more != 0 && factor == 1 && rest < 60) {
            set(number, value + rest, more);
            return 1;
        }
    }
    set(number, value, past);
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
            if (!one_of(word, "to until til till out end stop time finish and"))
                break;
            found |= strcmp(word, "time") != 0 && strcmp(word, "and") != 0;
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
    set(number, to - from, at);
    number->is_clock = 1;
    return 1;
}

/* ---- bare numbers beside a heading or a code ---- */

/* Where the words or the code before the number end, over ":", "x", "(", "-", "=" and spaces. */
static int32_t before_number(const struct therapycode_impl_reader *r, int32_t at, int *marked)
{
    enum { FARTHEST = 6 };
    int32_t from = at;
    *marked = 0;
    while (from - at <= FARTHEST && at > r->start) {
        char c = byte_at(r, at - 1);
        if (c == ' ' || c == ':' || c == '(' || c == '@' || c == '=' || (c == '-' && byte_at(r, at - 2) == ' ')) {
            *marked |= c != ' ';
            at--;
        } else if ((c == 'x' || c == 'X') && byte_at(r, at - 2) == ' ') {
            *marked = 1;
            at--;
        } else if ((unsigned char)c == 0x97 && (unsigned char)byte_at(r, at - 2) == 0xC3) {
            *marked = 1;
            at -= 2;
        } else if (((unsigned char)c & 0xF0) >= 0x90 && dash_at(r, at - 3) == 3) {
            *marked = 1;
            at -= 3;
        } else {
            break;
        }
    }
    return at;
}

static int is_capital_at(const struct therapycode_impl_reader *r, int32_t at)
{
    return byte_at(r, at) >= 'A' && byte_at(r, at) <= 'Z';
}

/* Whether something follows that makes the number no minutes. */
static int is_counted(const struct therapycode_impl_reader *r, int32_t at)
{
    static const char counted[] = "x rep reps set sets ft feet foot lb lbs kg sec secs s second seconds step steps unit "
                                  "units visit visits trial trials time times deg degrees pt pts patient patients other "
                                  "others yd yards m meters metres in inch inches lap laps of to mph hz mhz w";
    char word[LETTERS];
    char c = byte_at(r, at);
    if (c == '/' || (c == ' ' && byte_at(r, at + 1) == '/')) {
        int32_t behind = skip_space(r, at + (c == '/' ? 1 : 2));
        if ((is_capital_at(r, behind) && is_capital_at(r, behind + 1)) ||
            ((size_t)behind + 5 <= r->length && therapycode_impl_is_code(r->data + behind, 5)))
            return 0; /* "TE 15/MT 10", "97112 x 20 / 97530 x 18" */
    }
    if (c == '#' || c == '\'' || c == '%' || c == '"' || c == '/' || c == '.' || (unsigned char)c >= 0x80 ||
        therapycode_impl_is_letter(c) || (c == ':' && is_digit_at(r, at + 1)) || (c == '-' && is_digit_at(r, at + 1)))
        return c != '.' || is_digit_at(r, at + 1);
    at = skip_space(r, at);
    if (byte_at(r, at) != '\0' && strchr("#%/+", byte_at(r, at)) != NULL)
        return 1;
    return read_letters(r, at, word) > 0 && one_of(word, counted);
}

/* A short heading in capitals: "TE 15 TA 10" needs no mark between. */
static int is_capital(const struct therapycode_impl_reader *r, const struct therapycode_impl_match *heading)
{
    enum { LONGEST = 6 };
    int32_t at;
    if (heading->end - heading->start > LONGEST)
        return 0;
    for (at = heading->start; at < heading->end; at++)
        if (!is_capital_at(r, at))
            return 0;
    return 1;
}

/* "TE-15", but not "CELF-5". */
static int is_timed(const struct therapycode_impl_reader *r, const struct therapycode_impl_match *heading)
{
    int32_t slot = heading->cue == CUE(HEADING) ? r->v->phrases[heading->phrase].slot : THERAPYCODE_NONE;
    return slot != THERAPYCODE_NONE && r->e->engine->codes[slot].timing == THERAPYCODE_TIMED;
}

/* "Minutes: 23", "min = 23"; not "10 min: 3 sets". */
static int is_behind_unit(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t from;
    int marked = 0;
    for (; at > r->start && strchr(" :=", byte_at(r, at - 1)) != NULL; at--)
        marked |= byte_at(r, at - 1) != ' ';
    for (from = at; from > r->start && therapycode_impl_is_letter(byte_at(r, from - 1)); from--) {
    }
    if (!marked || read_letters(r, from, word) == 0 || !one_of(word, "min mins minutes"))
        return 0;
    while (from > r->start && strchr(" -", byte_at(r, from - 1)) != NULL)
        from--;
    return !is_digit_at(r, from - 1);
}

/*
 * Whether a number right behind a heading says its minutes without a mark: "TE 15 TA 10"; behind a name in full before a
 * comma or an end, "therapeutic exercise 23, manual therapy 15".
 */
static int is_plain_time(const struct therapycode_impl_reader *r, const struct therapycode_impl_match *heading,
                         int32_t value, int32_t past)
{
    enum { FULL_NAME = 110, FULL_NAME_HIGHEST = 60 };
    if (heading->cue == CUE(MINUTES_TIMED_TOTAL) || is_capital(r, heading))
        return 1;
    return heading->cue == CUE(HEADING) && value <= FULL_NAME_HIGHEST &&
           r->e->engine->phrases[heading->phrase].weight >= FULL_NAME &&
           (strchr(",;)\n", byte_at(r, past)) != NULL || (byte_at(r, past) == '.' && !is_digit_at(r, past + 1)));
}

/* "0:15": the place behind it, and its minutes; 0: none. With hours it would be a time of the day. */
static int32_t read_duration(const struct therapycode_impl_reader *r, int32_t colon, int32_t *minutes)
{
    int32_t at = colon + 1;
    if (byte_at(r, colon) != ':')
        return 0;
    *minutes = read_digits(r, &at);
    return at - colon == 3 && *minutes > 0 && *minutes < 60 && byte_at(r, at) != ':' && !is_counted(r, at) ? at : 0;
}

/*
 * "TE: 20", "97110 x 15", "97110 0:15", "TA (15)", "GT: 0", "total timed minutes: 38". `heading` is the last heading
 * or total before the number, or NULL.
 */
static void read_bare(struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                      const struct therapycode_impl_match *heading)
{
    int32_t at = first_digit(r, number), head, value = number->value, past = at;
    int32_t highest = heading != NULL && heading->cue != CUE(HEADING) ? TOTAL_HIGHEST : BARE_HIGHEST;
    int32_t minutes = 0, behind;
    int marked, code;
    read_digits(r, &past);
    behind = value == 0 ? read_duration(r, past, &minutes) : 0;
    if (past != number->end || (value != 0 && (value < BARE_LOWEST || value > highest)))
        return;
    if (value >= BARE_LOWEST && therapycode_impl_is_time_cell(r, number->start, past)) {
        set(number, value, past);
        return;
    }
    if (value >= BARE_LOWEST && is_behind_unit(r, number->start) && !is_counted(r, past)) {
        set(number, value, past);
        return;
    }
    head = before_number(r, number->start, &marked);
    marked |= at > number->start;
    if (heading != NULL && number->start == heading->end + 1 && byte_at(r, heading->end) == '-' && is_timed(r, heading) &&
        !is_digit_at(r, heading->start)) {
        head = heading->end; /* "TE-15" */
        marked = 1;
    }
    code = head - r->start >= 5 && therapycode_impl_is_code(r->data + head - 5, 5) &&
           (head - 5 == r->start || !is_digit_at(r, head - 6));
    if (!code && (heading == NULL || head != heading->end || head == number->start))
        return;
    if (behind > 0) {
        set(number, minutes, behind);
        return;
    }
    if (!code && !marked && value >= BARE_LOWEST)
        marked = is_plain_time(r, heading, value, past);
    if ((marked || (value > 0 && byte_at(r, past) == ')')) && !is_counted(r, past))
        set(number, value, past);
}

int therapycode_impl_is_code_at(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number)
{
    return number->end - number->start == 5 && therapycode_impl_is_code(r->data + number->start, 5) &&
           !therapycode_impl_is_other_number(r, number->start);
}

/* "15 TE / 10 MT": right before a short heading behind which nothing more is said of it. */
static void read_leading(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                         const struct therapycode_impl_match *next, const struct therapycode_impl_match *end)
{
    char behind;
    while (next < end && next->start <= number->end + 1 && !(next->cue == CUE(HEADING) && next->start == number->end + 1))
        next++;
    if (next == end || next->start != number->end + 1 || byte_at(r, number->end) != ' ' || !is_digit_at(r, number->start) ||
        number->value < BARE_LOWEST || number->value > BARE_HIGHEST || !is_capital(r, next) || !is_timed(r, next))
        return;
    behind = byte_at(r, skip_space(r, next->end));
    if (behind == '\0' || strchr(",/;+&\n", behind) != NULL)
        set(number, number->value, number->end);
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
                m[match].cue == CUE(MINUTES_TIMED_TOTAL))
                heading = &m[match];
        if (n[i].minutes_end > 0) { /* spelled out */
            past = n[i].minutes_end;
            found = 1;
            continue;
        }
        n[i].minutes = THERAPYCODE_NONE;
        if (n[i].start < past || n[i].value < 0 || therapycode_impl_is_code_at(r, &n[i]))
            continue;
        if (!read_clocks(r, &n[i]) && !read_with_unit(r, &n[i])) {
            read_bare(r, &n[i], heading);
            if (n[i].minutes_end == 0 && matches > 0) /* else there may be no table yet */
                read_leading(r, &n[i], m + match, m + matches);
        }
        if (i > r->number_first && n[i].minutes >= 0 && n[i].minutes == n[i - 1].minutes &&
            is_dictated(r, &n[i - 1], n[i].start))
            n[i].minutes = THERAPYCODE_NONE;
        if (n[i].minutes_end > past)
            past = n[i].minutes_end;
        found |= n[i].minutes >= 0;
    }
    return found;
}
