/*
 * Bare numbers as minutes: beside a heading or a code ("TE: 20", "97110 x 15", "TE 15/MT 10", "MT/TE: 15/10"), in front
 * of one ("15 TE, 10 MT"), behind "minutes:", in a cell of a table.
 */
#include "note/bytes.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum {
    BARE_LOWEST = 5,     /* "97110 x 2" and "x 4" are units; fewer than 8 minutes earn none, but may be written */
    BARE_HIGHEST = 120,
    TOTAL_HIGHEST = 600
};

/* Where the words or the code before the number end, over ":", "x", "(", "-", "=" and spaces. */
static int32_t before_number(const struct therapycode_impl_reader *r, int32_t at, int *marked)
{
    enum { FARTHEST = 6 };
    int32_t from = at;
    *marked = 0;
    while (from - at <= FARTHEST && at > r->start) {
        char c = byte_at(r, at - 1);
        if (THERAPYCODE_IMPL_AMONG(" :([@=", c) || (c == '-' && byte_at(r, at - 2) == ' ')) {
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
    return therapycode_impl_is_capital(byte_at(r, at));
}

/* "TE 15/MT 10", "TE 10 + MT 10", "97112 x 20 / 97530 x 18": behind the mark stands the next heading or code. */
static int begins_next(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS], mark;
    at = skip_space(r, at);
    mark = byte_at(r, at);
    if (mark != '/' && mark != '+' && mark != '&')
        return 0;
    at = skip_space(r, at + 1);
    read_letters(r, at, word);
    if (one_of(word, "total timed untimed"))
        return 1;
    if ((is_capital_at(r, at) ? word[0] != '\0' : mark != '/' && strlen(word) > 3) &&
        is_digit_at(r, skip_space(r, at + (int32_t)strlen(word))))
        return 1; /* "Ther-Ex 23 / Manual 15", "therex 15 + manual 15" */
    return (is_capital_at(r, at) && is_capital_at(r, at + 1)) ||
           ((size_t)at + 5 <= r->length && therapycode_impl_is_code(r->data + at, 5));
}

/* Whether something follows that makes the number no minutes. */
static int is_counted(const struct therapycode_impl_reader *r, int32_t at)
{
    static const char counted[] =
        "x rep reps set sets ft feet foot lb lbs kg sec secs s second seconds step steps unit "
        "units visit visits trial trials time times deg degrees pt pts patient patients other "
        "others yd yards m meters metres in inch inches lap laps of to mph hz mhz w wk "
        "wks week weeks mo mos month months day days session sessions yr yrs year years ma lvl";
    int32_t length;
    char word[LETTERS];
    char c = byte_at(r, at);
    if (begins_next(r, at))
        return 0;
    if (c == '#' || c == '\'' || c == '%' || c == '"' || c == '/' || c == '.' || (unsigned char)c >= 0x80 ||
        therapycode_impl_is_letter(c) || (c == ':' && is_digit_at(r, at + 1)) || (c == '-' && is_digit_at(r, at + 1)))
        return c != '.' || is_digit_at(r, at + 1);
    at = skip_space(r, at);
    if (byte_at(r, at) != '\0' && THERAPYCODE_IMPL_AMONG("#%/+", byte_at(r, at)))
        return 1;
    length = read_letters(r, at, word);
    if (strcmp(word, "of") == 0) { /* "TE 25 of those minutes" */
        at = skip_space(r, at + length);
        at = skip_space(r, at + read_letters(r, at, word));
        return !one_of(word, "those these the") || read_letters(r, at, word) == 0 || !one_of(word, "minutes mins min");
    }
    return length > 0 && one_of(word, counted) &&
           !(byte_at(r, at + length) == ':' && one_of(word, "unit units")); /* "min: 23 units: 2" */
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

/* "97110 Min: 23", "TE minutes 23": what stands before the word is a code or the last heading. */
static int is_unit_of_name(const struct therapycode_impl_reader *r, int32_t at,
                           const struct therapycode_impl_match *heading)
{
    static const char between[] = " -,:=|;";
    char word[LETTERS];
    int32_t from;
    while (at > r->start && strchr(between, byte_at(r, at - 1)) != NULL)
        at--;
    for (from = at; from > r->start && at - from < 3 && is_digit_at(r, from - 1); from--) {
    }
    if (from < at && !is_digit_at(r, from - 1)) { /* "97110 Units: 2 Min: 23" */
        while (from > r->start && strchr(between, byte_at(r, from - 1)) != NULL)
            from--;
        at = from;
        from = therapycode_impl_word_start(r->data, r->start, from);
        if (read_letters(r, from, word) == 0 || !one_of(word, "unit units qty"))
            return 0;
        for (at = from; at > r->start && strchr(between, byte_at(r, at - 1)) != NULL; at--) {
        }
    }
    return (heading != NULL && heading->end == at) ||
           (at - r->start >= 5 && therapycode_impl_is_code(r->data + at - 5, 5) && !is_digit_at(r, at - 6));
}

/* "Minutes: 23", "min = 23", "time (min): 23"; not "10 min: 3 sets". */
static int is_behind_unit(const struct therapycode_impl_reader *r, int32_t at,
                          const struct therapycode_impl_match *heading)
{
    char word[LETTERS];
    int32_t from;
    int marked = 0, timed;
    for (; at > r->start && strchr(" :=)[", byte_at(r, at - 1)) != NULL; at--)
        marked |= byte_at(r, at - 1) != ' ';
    from = therapycode_impl_word_start(r->data, r->start, at);
    if ((byte_at(r, from) | 0x20) != 'm' && (byte_at(r, from) | 0x20) != 't')
        return 0; /* "min" and its kin, or "time" */
    timed = read_letters(r, from, word) > 0 && one_of(word, "min mins minutes");
    if ((timed || (marked && strcmp(word, "time") == 0)) && is_unit_of_name(r, from, heading))
        return 1;
    if (!marked || !timed)
        return 0;
    if (byte_at(r, at - 1) == ')' || byte_at(r, at) == ')')
        return byte_at(r, from - 1) == '(';
    while (from > r->start && THERAPYCODE_IMPL_AMONG(" -", byte_at(r, from - 1)))
        from--;
    return !is_digit_at(r, from - 1);
}

/* "Therex 30 (2)": the units stand in a bracket behind the time. */
static int is_units_bracket(const struct therapycode_impl_reader *r, int32_t at)
{
    at = skip_space(r, at);
    return byte_at(r, at) == '(' && is_digit_at(r, at + 1) &&
           (byte_at(r, at + 2) == ')' || (byte_at(r, at + 2) | 0x20) == 'u');
}

/* The place behind the bracket that a figure stands in. */
static int32_t behind_bracket(const struct therapycode_impl_reader *r, int32_t at)
{
    enum { UNITS = 8 };
    int32_t from = at;
    while (at - from < UNITS && byte_at(r, at) != ')' && byte_at(r, at) != '\0')
        at++;
    return at + (byte_at(r, at) == ')');
}

/* "TE 15 TA 10": without a mark; behind a name in full before a comma or an end, "manual therapy 15". */
static int is_plain_time(const struct therapycode_impl_reader *r, const struct therapycode_impl_match *heading,
                         int32_t value, int32_t past)
{
    enum { FULL_NAME = 110, FULL_NAME_HIGHEST = 60 };
    if (heading->cue == CUE(MINUTES_TIMED_TOTAL) || heading->cue == CUE(MINUTES_SUM) || is_capital(r, heading))
        return 1;
    if (heading->cue == CUE(MINUTES_TOTAL))
        return is_capital_at(r, skip_space(r, past)) || byte_at(r, past) == '\0' ||
               THERAPYCODE_IMPL_AMONG(",;.)|(\r\n", byte_at(r, skip_space(r, past)));
    if (heading->cue != CUE(HEADING) || value > FULL_NAME_HIGHEST)
        return 0;
    return is_units_bracket(r, past) || (r->e->engine->phrases[heading->phrase].weight >= FULL_NAME &&
           (THERAPYCODE_IMPL_AMONG(",;)\n", byte_at(r, past)) || begins_next(r, past) ||
            (byte_at(r, past) == '.' && !is_digit_at(r, past + 1)) ||
            (byte_at(r, past) == ' ' && byte_at(r, past + 1) == '-' && byte_at(r, past + 2) == ' ')));
}

/* "/", ", ", " and ", " & ": what stands between the items of a list. */
static int is_gap(const struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    enum { LONGEST = 6 };
    char word[LETTERS];
    int marks = 0;
    int32_t length;
    if (to <= from || to - from > LONGEST)
        return 0;
    for (; from < to; from += length) {
        length = read_letters(r, from, word);
        if (length > 0 ? strcmp(word, "and") != 0 : !THERAPYCODE_IMPL_AMONG(" /,;&+", byte_at(r, from)))
            return 0;
        marks += length > 0 || byte_at(r, from) != ' ';
        length = length > 0 ? length : 1;
    }
    return marks > 0;
}

/* "TE 15, gait 10 (...)", "gait 10, TE 15": a name in a list of bare times, of which nothing more is said. */
static int is_listed_time(const struct therapycode_impl_reader *r, int32_t index,
                          const struct therapycode_impl_match *heading, int32_t past, int32_t next)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t matches = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    int32_t before = index - 1, from = 0;
    if (heading->cue != CUE(HEADING) || !is_timed(r, heading))
        return 0;
    if (index > r->number_first + 1 && n[index - 2].minutes > 0 && is_units_bracket(r, n[index - 2].end)) {
        before = index - 2; /* "Therex 30 (2), manual 15 (1)" */
        from = behind_bracket(r, n[index - 1].end);
    } else if (index > r->number_first) {
        from = n[before].minutes_end;
    }
    if (from > 0 && n[before].minutes > 0 && is_gap(r, from, heading->start))
        return THERAPYCODE_IMPL_AMONG(",;(=.\n", byte_at(r, skip_space(r, past))) || begins_next(r, past);
    while (next < matches && (m[next].cue != CUE(HEADING) || m[next].start < past))
        next++;
    return next < matches && is_timed(r, &m[next]) && is_gap(r, past, m[next].start) &&
           index + 1 < therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS) &&
           n[index + 1].start == m[next].end + 1 && n[index + 1].value >= BARE_LOWEST &&
           (byte_at(r, past) != '/' || !is_counted(r, n[index + 1].end));
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

static int is_of_that_at(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t next = skip_space(r, at);
    if (stands_at(r, next, "1:1")) /* "TE 30 min (15 1:1, 15 concurrent)" */
        return 1;
    at = word_at(r, at, word);
    if (strcmp(word, "of") != 0)
        return 0;
    word_at(r, at, word);
    return one_of(word, "that which those these it this them");
}

static int is_units_at(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    word_at(r, at, word);
    return one_of(word, "unit units u");
}

/* "97110 15, 97140 15": right behind a code and alone there, no more than a visit has, and no modifier. */
static int is_code_time(const struct therapycode_impl_reader *r, int32_t value, int32_t past)
{
    enum { LONGEST = 60 };
    int32_t at = skip_space(r, past);
    if (value > LONGEST || therapycode_impl_is_modifier(value))
        return 0;
    return byte_at(r, at) == '\0' || THERAPYCODE_IMPL_AMONG(",;\r\n", byte_at(r, at)) ||
           (byte_at(r, at) == '.' && !is_digit_at(r, at + 1)) || therapycode_impl_is_code(r->data + at, 5);
}

/* What stands right before a number. */
struct beside {
    int code;
    int heading;
    int marked; /* and something between that says that the number is of it: ":", "x", "(" */
};

static struct beside look_before(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number,
                                 const struct therapycode_impl_match *heading)
{
    struct beside beside = { 0, 0, 0 };
    int32_t head = before_number(r, number->start, &beside.marked);
    beside.marked |= first_digit(r, number) > number->start;
    beside.code = head - r->start >= 5 && therapycode_impl_is_code(r->data + head - 5, 5) &&
                  (head - 5 == r->start || !is_digit_at(r, head - 6));
    if (beside.code && therapycode_impl_is_modifier(number->value) &&
        (byte_at(r, number->start - 1) == '[' || stands_at(r, number->start - 1, "(59)")))
        return (struct beside){ 0, 0, 0 }; /* "97140 [59]" */
    if (heading == NULL)
        return beside;
    beside.heading = head == heading->end && (head < number->start || !is_digit_at(r, head - 1)); /* "TE15" */
    if (number->start == heading->end + 1 && byte_at(r, heading->end) == '-' && is_timed(r, heading) &&
        !is_digit_at(r, heading->start))
        beside.heading = beside.marked = 1; /* "TE-15" */
    return beside;
}

/* A figure where times stand alone: in a cell of a table, behind the word of a unit. `past`: behind its digits. */
static int is_in_place_of_time(struct therapycode_impl_reader *r, const struct therapycode_impl_number *number,
                               const struct therapycode_impl_match *heading, int32_t past)
{
    int32_t procedure = heading != NULL && heading->cue == CUE(HEADING) ? heading->start : THERAPYCODE_NONE;
    return therapycode_impl_is_time_cell(r, number->start, past) ||
           therapycode_impl_is_comma_cell(r, number->start, past, procedure) ||
           (is_behind_unit(r, number->start, heading) && !is_counted(r, past));
}

/* "MT 0, NMR 15 min": nothing more is said of the zero. */
static int is_zero_alone(const struct therapycode_impl_reader *r, int32_t past)
{
    char c = byte_at(r, past);
    return c == '\0' || (THERAPYCODE_IMPL_AMONG(",;\n", c) && !is_digit_at(r, past + 1));
}

/* What follows does not make the figure something else; "TE 15/gait 15" lists times. */
static int stays_time(const struct therapycode_impl_reader *r, int32_t index, const struct beside *beside,
                      const struct therapycode_impl_match *heading, int32_t past, int32_t next)
{
    return !is_counted(r, past) || (!beside->code && byte_at(r, skip_space(r, past)) == '/' &&
                                    is_listed_time(r, index, heading, past, next));
}

/* Nothing between a name or a code and a figure says that it is of it: what follows may. */
static int is_time_unmarked(const struct therapycode_impl_reader *r, int32_t index, const struct beside *beside,
                            const struct therapycode_impl_match *heading, int32_t past, int32_t next)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t value = n[index].value;
    if (value > 0 && therapycode_impl_is_unit_in_bracket(r, past))
        return 1;
    if (beside->code)
        return value > 0 && is_code_time(r, value, past);
    if (value == 0)
        return is_zero_alone(r, past);
    return is_plain_time(r, heading, value, past) || is_listed_time(r, index, heading, past, next);
}

/*
 * "TE: 20", "97110 x 15", "97110 0:15", "TA (15)", "GT: 0", "total timed minutes: 38". `heading` is the last heading
 * or total before the number, or NULL.
 */
static void read_bare(struct therapycode_impl_reader *r, int32_t index, struct therapycode_impl_number *number,
                      const struct therapycode_impl_match *heading, int32_t next)
{
    int32_t value = number->value, past = first_digit(r, number), minutes = 0, duration;
    int32_t highest = heading != NULL && heading->cue != CUE(HEADING) ? TOTAL_HIGHEST : BARE_HIGHEST;
    struct beside beside;
    read_digits(r, &past);
    if (past != number->end || (value != 0 && (value < BARE_LOWEST || value > highest)))
        return;
    if (value > 0 ? is_in_place_of_time(r, number, heading, past) ||
                        (index > r->number_first && number[-1].minutes > value && is_of_that_at(r, past))
                  : is_units_at(r, past)) {
        set_minutes(number, value, past); /* "TE 40 min (MT 15 of that)", "0 units NMR" */
        return;
    }
    beside = look_before(r, number, heading);
    if (!beside.code && !beside.heading)
        return;
    duration = value == 0 ? read_duration(r, past, &minutes) : 0;
    if (duration > 0) {
        set_minutes(number, minutes, duration);
        return;
    }
    if (!beside.marked)
        beside.marked = is_time_unmarked(r, index, &beside, heading, past, next);
    if ((beside.marked || (value > 0 && byte_at(r, past) == ')')) && stays_time(r, index, &beside, heading, past, next))
        set_minutes(number, value, past);
}

/* "45 timed", "50 min total, 45 were timed": the place behind a bare number that such a word makes minutes; 0: none. */
static int is_before_total(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number)
{
    char word[LETTERS];
    int32_t at = skip_space(r, number->end), n;
    if (!(r->lists & THERAPYCODE_IMPL_LIST_TIMED) || !is_digit_at(r, number->start) || number->value < BARE_LOWEST ||
        number->value > TOTAL_HIGHEST || at == number->end)
        return 0;
    n = read_letters(r, at, word);
    if (one_of(word, "were are was")) {
        at = skip_space(r, at + n);
        n = read_letters(r, at, word);
    }
    if (!one_of(word, "timed untimed"))
        return 0;
    at = skip_space(r, at + n);
    return read_letters(r, at, word) == 0 || one_of(word, "and with of total plus min minutes");
}

/* 97010 to 97039 but traction, whose figures are pounds, then G0283 and massage: nobody counts them in repetitions. */
static int is_modality(const struct therapycode_impl_reader *r, const struct therapycode_impl_match *m)
{
    int32_t slot = r->v->phrases[m->phrase].slot;
    const char *code = slot == THERAPYCODE_NONE ? "" : r->e->engine->codes[slot].code;
    return (strncmp(code, "970", 3) == 0 && code[3] >= '1' && code[3] <= '3' && strcmp(code, "97012") != 0) ||
           strcmp(code, "G0283") == 0 || strcmp(code, "97124") == 0;
}

/* Whether only words stand between, and none that tells of a level. */
static int are_plain_words(const struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    enum { FARTHEST = 24 };
    char word[LETTERS];
    if (to - from > FARTHEST)
        return 0;
    while (from < to) {
        int32_t n = read_letters(r, from, word);
        if (n > 0 ? one_of(word, "level lvl setting intensity temp at grade size not no")
                  : !THERAPYCODE_IMPL_AMONG(" /:-", byte_at(r, from)) && (from + 1 < to || byte_at(r, from) != '('))
            return 0;
        from += n > 0 ? n : 1;
    }
    return 1;
}

/* "MHP to LB x15", "IFC 15 w/ MHP", "massage 8 - calf": a bare number behind a modality is its time. */
static int is_of_modality(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number,
                          const struct therapycode_impl_match *first, const struct therapycode_impl_match *next)
{
    enum { HIGHEST = 30 };
    char word[LETTERS];
    int32_t at = number->end;
    if (number->value < BARE_LOWEST || number->value > HIGHEST)
        return 0;
    while (next > first && ((next - 1)->end > number->start || !therapycode_impl_is_opening((next - 1)->cue)))
        next--;
    while (next - 1 > first && (next - 2)->start == (next - 1)->start && !is_modality(r, next - 1))
        next--; /* massage may be manual therapy too */
    if (next == first || !is_modality(r, next - 1) || !are_plain_words(r, (next - 1)->end, number->start))
        return 0;
    at = skip_space(r, at);
    if (byte_at(r, at) == '\0' || THERAPYCODE_IMPL_AMONG(",;)]\n", byte_at(r, at)) ||
        therapycode_impl_is_unit_in_bracket(r, at))
        return 1;
    if (byte_at(r, at) == '-' || (byte_at(r, at) == '.' && at == number->end))
        return byte_at(r, at + 1) == ' ' || byte_at(r, at + 1) == '\n' || byte_at(r, at + 1) == '\0';
    at += read_letters(r, at, word);
    return one_of(word, "with post after before med low high") || (strcmp(word, "w") == 0 && byte_at(r, at) == '/');
}

/* "15 TE / 10 MT", "0 MT": right before a short heading behind which nothing more is said of it. */
static void read_leading(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                         const struct therapycode_impl_match *next, const struct therapycode_impl_match *end)
{
    int32_t at = number->end + 1;
    char behind;
    while (next < end && next->start <= at && !(next->cue == CUE(HEADING) && next->start == at))
        next++;
    if (next == end || next->start != at || byte_at(r, at - 1) != ' ' || !is_digit_at(r, number->start) ||
        (number->value < BARE_LOWEST && number->value != 0) || number->value > BARE_HIGHEST || !is_capital(r, next) ||
        !is_timed(r, next))
        return;
    behind = byte_at(r, skip_space(r, next->end));
    if (behind == '\0' || THERAPYCODE_IMPL_AMONG(",/;+&)\n", behind))
        set_minutes(number, number->value, number->end);
}

static int is_total_cue(int32_t cue)
{
    return cue == CUE(MINUTES_TOTAL) || cue == CUE(MINUTES_TIMED_TOTAL) || cue == CUE(MINUTES_SUM);
}

/* How many names of procedures or words of totals stand in a list, "MT/TE/NMR", that ends with the given one. */
static int32_t count_joined(const struct therapycode_impl_reader *r, const struct therapycode_impl_match *first,
                            const struct therapycode_impl_match *last)
{
    int is_total = last->cue != CUE(HEADING);
    const struct therapycode_impl_match *m = last, *before;
    int32_t count = 1;
    for (before = last; before-- > first;) {
        if (before->start >= m->start || (is_total ? !is_total_cue(before->cue) : before->cue != CUE(HEADING)))
            continue;
        if (!is_gap(r, before->end, m->start))
            break;
        m = before;
        count++;
    }
    return count;
}

/* Behind the last figure of a list: the end of its unit, or of itself; 0: something makes it no minutes. */
static int32_t end_of_list(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t from = skip_space(r, at), length = read_letters(r, from, word);
    if (length > 0 && one_of(word, "min mins minutes m"))
        return from + length;
    return is_counted(r, at) ? 0 : at;
}

/* "MT/TE/NMR: 15/15/8", "MT, TE, NMR: 15, 15, 8 min": as many figures as names. */
static void read_parallel(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n, int32_t left,
                          const struct therapycode_impl_match *first, const struct therapycode_impl_match *heading)
{
    int32_t count = 0, marked, i, end, highest = is_total_cue(heading->cue) ? TOTAL_HIGHEST : BARE_HIGHEST;
    if (before_number(r, n->start, &marked) != heading->end)
        return;
    while (count < left && n[count].value >= BARE_LOWEST && n[count].value <= highest &&
           is_digit_at(r, n[count].start) && (count == 0 || is_gap(r, n[count - 1].end, n[count].start)))
        count++;
    if (count < 2 || count_joined(r, first, heading) != count)
        return;
    end = end_of_list(r, n[count - 1].end);
    for (i = 0; i < count && end > 0; i++)
        set_minutes(&n[i], n[i].value, i + 1 < count ? n[i].end : end);
}

/* "US 8", at the end of its clause: a figure that may be minutes, were it in a list of such. */
static int is_bare_figure(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    static const char other[] =
        "pain level lvl room age week wk visit day reps rep sets set hr grade borg rpe phase stage pod number no of";
    char word[LETTERS];
    int32_t at = n->start - 1;
    if (n->minutes_end > 0 || n->value < BARE_LOWEST || n->value > BARE_HIGHEST / 2 || !is_digit_at(r, n->start) ||
        byte_at(r, at) != ' ' || !therapycode_impl_is_letter(byte_at(r, at - 1)))
        return 0;
    for (; at > r->start && therapycode_impl_is_letter(byte_at(r, at - 1)); at--) {
    }
    if (read_letters(r, at, word) > 0 && one_of(word, other))
        return 0;
    at = skip_space(r, n->end);
    return byte_at(r, at) == '\0' || THERAPYCODE_IMPL_AMONG(",;/)\r\n", byte_at(r, at)) ||
           (byte_at(r, at) == '.' && !is_digit_at(r, at + 1));
}

/* Two figures of one list, with no more than a name between: "TE 15, US 8", "massage 15; MT 15". */
static int are_listed(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    enum { FARTHEST = 24 };
    int32_t at;
    int parted = 0;
    if (n[1].start - n->end > FARTHEST)
        return 0;
    for (at = n->end; at < n[1].start; at++) {
        parted |= THERAPYCODE_IMPL_AMONG(",;/", byte_at(r, at));
        if (!therapycode_impl_is_letter(byte_at(r, at)) && !THERAPYCODE_IMPL_AMONG(" ,;/", byte_at(r, at)))
            return 0;
    }
    return parted;
}

static int is_bare_time(const struct therapycode_impl_number *n)
{
    return n->minutes > 0 && n->minutes_end == n->end;
}

/* Of two neighbours of which one is a bare time, the other may be one too, and is told of. */
static void doubt_neighbour(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n)
{
    struct therapycode_impl_number *unread = is_bare_time(n) ? n + 1 : n;
    if (is_bare_time(n) == is_bare_time(n + 1) || n->end > n[1].start || !is_bare_figure(r, unread) ||
        !are_listed(r, n))
        return;
    unread->minutes_end = unread->end;
    unread->doubt = THERAPYCODE_IMPL_DOUBT_BARE;
}

/*
 * Reads number `index`, behind `heading` (the last one before it, or a total; NULL: none) and before match `next`.
 */
void therapycode_impl_read_bare(struct therapycode_impl_reader *r, int32_t index,
                                const struct therapycode_impl_match *heading, int32_t next)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    struct therapycode_impl_number *n =
        (struct therapycode_impl_number *)(void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data + index;
    int32_t numbers = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    int32_t matches = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    if (heading != NULL && n->value >= BARE_LOWEST && numbers - index > 1)
        read_parallel(r, n, numbers - index, &m[r->match_first], heading);
    if (n->minutes_end == 0 && n->value >= BARE_LOWEST && (is_before_total(r, n) ||
        (n->value <= TOTAL_HIGHEST && is_digit_at(r, n->start) && therapycode_impl_total_of_cell(r, n->start) != 0)))
        set_minutes(n, n->value, n->end);
    if (n->minutes_end == 0)
        read_bare(r, index, n, heading, next);
    if (n->minutes_end == 0 && matches > 0 && is_of_modality(r, n, m + r->match_first, m + next))
        set_minutes(n, n->value, n->end);
    if (n->minutes_end == 0 && matches > 0) /* else there may be no table yet */
        read_leading(r, n, m + next, m + matches);
    if (index > r->number_first)
        doubt_neighbour(r, n - 1);
}
