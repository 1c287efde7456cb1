/* What the numbers of a piece show: sets and repetitions, or what was measured. */
#include <string.h>

#include "base/text.h"
#include "select/telling.h"

enum { TRIALS_LEAST = 3, TRIALS_MOST = 60, SIDE_MOST = 1000, ROUND = 5, HALF_TURN = 180 };

struct place {
    const char *data;
    int32_t length;
};

static int begins(const struct place *p, int32_t at, const char *words)
{
    int32_t n = (int32_t)strlen(words);
    return at + n <= p->length && memcmp(p->data + at, words, (size_t)n) == 0;
}

/* A figure without its decimals, and the place behind them; NONE: none. */
static int32_t figure(const struct place *p, int32_t *at)
{
    int32_t value = 0;
    if (*at >= p->length || !therapycode_impl_is_digit(p->data[*at]))
        return THERAPYCODE_NONE;
    for (; *at < p->length && therapycode_impl_is_digit(p->data[*at]); ++*at)
        value = value < SIDE_MOST ? value * 10 + (p->data[*at] - '0') : value;
    if (*at + 1 < p->length && p->data[*at] == '.' && therapycode_impl_is_digit(p->data[*at + 1]))
        for (++*at; *at < p->length && therapycode_impl_is_digit(p->data[*at]); ++*at) {
        }
    return value;
}

/* The word before `at` is one of the list (" in at "). */
static int is_behind(const struct place *p, int32_t at, const char *list)
{
    int32_t end = at > 0 && p->data[at - 1] == ' ' ? at - 1 : 0, start = end;
    start = therapycode_impl_word_start(p->data, 0, start);
    return end > start && therapycode_impl_is_listed(list, p->data + start, (size_t)(end - start));
}

/* "min A x1", "assist x 2", "1x assist", "2x mod A": how many helped; `at` and `end` hold the count with its x. */
static int is_of_helpers(const struct place *p, int32_t at, int32_t end)
{
    static const char before[] = " a assist assistance person people hoyer ",
                      behind[] = " assist assistance person people ";
    static const char levels[] = " light min mod max minimal moderate maximal ";
    int32_t from;
    if (is_behind(p, at, before))
        return 1;
    for (from = end; from < p->length && p->data[from] == ' '; from++) {
    }
    end = therapycode_impl_word_end(p->data, from, p->length);
    return therapycode_impl_is_listed(behind, p->data + from, (size_t)(end - from)) ||
           (therapycode_impl_is_digit(p->data[at]) &&
            therapycode_impl_is_listed(levels, p->data + from, (size_t)(end - from)));
}

/* "x 50 ft", "x 20'": how far; "x6 wks", "x 8 visits": how long. */
static int is_distance(const struct place *p, int32_t end)
{
    end += begins(p, end, " ");
    return begins(p, end, "ft") || begins(p, end, "feet") || begins(p, end, "'") || begins(p, end, "yd") ||
           begins(p, end, "meter") || begins(p, end, "wk") || begins(p, end, "week") || begins(p, end, "visit") ||
           begins(p, end, "session");
}

/* "3x10", "x15", "x 4" */
static int is_dose(const struct place *p, const struct therapycode_impl_number *number)
{
    int32_t at = number->start, end = number->end;
    if (is_distance(p, end))
        return 0;
    while (at < end && therapycode_impl_lower(p->data[at]) != 'x')
        at++;
    if (at < end && (at + 1 == end || therapycode_impl_is_digit(p->data[at + 1])) &&
        !(number->value <= 2 && is_of_helpers(p, number->start, end)))
        return 1;
    at = number->start;
    return at >= 2 && p->data[at - 1] == ' ' && therapycode_impl_lower(p->data[at - 2]) == 'x' &&
           (at == 2 || p->data[at - 3] == ' ') && !(number->value <= 2 && is_of_helpers(p, at - 2, end));
}

/* "with 10 degrees more flexion", "flexion improved 10 deg": how it went is no finding. */
static int is_gain(const struct place *p, const struct therapycode_impl_number *number)
{
    static const char gains[] = " more greater further gain increase improvement better afterwards afterward ";
    static const char gained[] = " gained improved increased by another gain ";
    int32_t at = number->end, start;
    if (is_behind(p, number->start, gained))
        return 1;
    while (at < p->length && (p->data[at] == ' ' ? at == number->end : p->data[at] != ' '))
        at++;
    start = ++at;
    at = therapycode_impl_word_end(p->data, at, p->length);
    return at <= p->length && at > start && therapycode_impl_is_listed(gains, p->data + start, (size_t)(at - start));
}

/* "128°", "100 deg", "0-120"; "in 90 deg flexion" is where something was done. */
static int is_angle(const struct place *p, const struct therapycode_impl_number *number)
{
    static const char places[] = " in at past beyond ";
    int32_t next = number->end + 1;
    if (number->value > HALF_TURN) /* "roll 270 deg": no joint moves so far */
        return 0;
    if (number->value == 0 && begins(p, number->end, "-") && next + 1 < p->length &&
        therapycode_impl_is_digit(p->data[next]) && therapycode_impl_is_digit(p->data[next + 1]))
        return 1;
    return (begins(p, number->end, "\xC2\xB0") || begins(p, number->end, " deg")) &&
           !is_behind(p, number->start, places) && !is_gain(p, number);
}

/* "8 sec right", "6 sec L" */
static int is_side(const struct place *p, int32_t end)
{
    static const char sides[] = " r l right left ";
    int32_t start = ++end;
    while (end < p->length && therapycode_impl_is_letter(p->data[end]))
        end++;
    return end <= p->length && end > start && therapycode_impl_is_listed(sides, p->data + start, (size_t)(end - start));
}

/*
 * "R 4 sec", "Tandem stance: 8 seconds", "plank 38 sec": what a side or a stance was measured at; a hold is asked for.
 */
static int is_time_held(const struct place *p, const struct therapycode_impl_number *number)
{
    static const char asked[] = " hold holds held pause pauses for with w x each every in of over after rest to up ";
    int32_t end = number->end, at = number->start, value = figure(p, &at);
    int is_value = number->start > 1 && p->data[number->start - 1] == ' ' && p->data[number->start - 2] == ':';
    if (!begins(p, end, " s") || at != end)
        return 0;
    end += begins(p, end, " seconds") ? 8 : begins(p, end, " sec") ? 4 : 2;
    if (end < p->length && therapycode_impl_is_letter(p->data[end]))
        return 0;
    return is_value || is_behind(p, number->start, " r l ") ||
           (value % ROUND != 0 && !is_behind(p, number->start, asked) &&
            (end >= p->length || THERAPYCODE_IMPL_AMONG(",;.)\n", p->data[end]) || is_side(p, end)));
}

/* "12 on the right, 20 on the left": how many a side can do. */
static int is_of_side(const struct place *p, const struct therapycode_impl_number *number)
{
    int32_t at = number->end + (begins(p, number->end, " reps") ? 5 : 0);
    return begins(p, at, " on the right") || begins(p, at, " on the left") || begins(p, at, " on R") ||
           begins(p, at, " on L");
}

/* "0.7 m/s" */
static int is_speed(const struct place *p, const struct therapycode_impl_number *number)
{
    return begins(p, number->end, " m/s") || begins(p, number->end, "m/s");
}

static int ends_score(const struct place *p, int32_t at)
{
    return at >= p->length || begins(p, at, " on the ") ||
           (THERAPYCODE_IMPL_AMONG(",.;)\n", p->data[at]) &&
            (at + 1 >= p->length || p->data[at] != '.' || !therapycode_impl_is_digit(p->data[at + 1])));
}

/* "4/5", "3+/5", "4-": a grade of strength; "in 4/5 trials" is none. */
static int is_grade(const struct place *p, const struct therapycode_impl_number *number)
{
    int32_t end = number->end;
    if (end < p->length && (p->data[end] == '+' || p->data[end] == '-'))
        end++;
    if (end > number->end && number->value <= 5 && number->start + 1 == number->end && ends_score(p, end))
        return 1;
    return begins(p, end, "/5") && ends_score(p, end + 2);
}

/* "7/10", "12/15", "4/5 items", "7 of 10", "7 out of 10": of so many trials, in a visit of speech therapy. */
static int is_tally(const struct place *p, const struct therapycode_impl_number *number)
{
    int32_t at = number->end, of = 0;
    at += begins(p, at, "/") ? 1 : begins(p, at, " of ") ? 4 : begins(p, at, " out of ") ? 8 : 0;
    if (at == number->end)
        return 0;
    for (; at < p->length && therapycode_impl_is_digit(p->data[at]) && of < TRIALS_MOST; at++)
        of = of * 10 + (p->data[at] - '0');
    return of >= number->value && of >= TRIALS_LEAST && of <= TRIALS_MOST && (at >= p->length || p->data[at] != '/');
}

/* ---- areas ---- */

static int32_t past_spaces(const struct place *p, int32_t at)
{
    while (at < p->length && p->data[at] == ' ')
        at++;
    return at;
}

/* "80 sq cm", "96 cm2", "12 x 8 cm", "12cm x 8cm x 2": the area of a figure, NONE: it has none. */
static int32_t area_at(const struct place *p, int32_t *at)
{
    int32_t first = figure(p, at), second, next = past_spaces(p, *at);
    if (begins(p, next, "sq") || begins(p, next, "cm2") || begins(p, next, "cm\xC2\xB2") || begins(p, next, "cm^2"))
        return first;
    next = past_spaces(p, next + (begins(p, next, "cm") ? 2 : 0));
    if (next >= p->length || therapycode_impl_lower(p->data[next]) != 'x')
        return THERAPYCODE_NONE;
    next = past_spaces(p, next + 1);
    second = figure(p, &next);
    *at = next > *at ? next : *at;
    return second == THERAPYCODE_NONE ? THERAPYCODE_NONE : first * second;
}

int32_t therapycode_impl_widest(const struct therapycode_evaluation *e, const struct therapycode_impl_statement *s)
{
    const struct therapycode_impl_read_text *text = (const void *)e->tables[THERAPYCODE_IMPL_TEXTS].data;
    struct place p = { text[s->text].data, s->end };
    int32_t at = s->start, widest = THERAPYCODE_NONE, area;
    while (at < s->end) {
        if (!therapycode_impl_is_digit(p.data[at])) {
            at++;
            continue;
        }
        area = area_at(&p, &at);
        widest = area > widest ? area : widest;
    }
    return widest;
}

void therapycode_impl_look_at_figures(const struct therapycode_evaluation *e,
                                      const struct therapycode_impl_statement *s, struct therapycode_impl_told *told)
{
    const struct therapycode_impl_number *numbers = (const void *)e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    const struct therapycode_impl_read_text *text = (const void *)e->tables[THERAPYCODE_IMPL_TEXTS].data;
    struct place p = { text[s->text].data, text[s->text].length };
    int32_t i;
    for (i = s->number_first; i < s->number_first + s->number_count; i++) {
        told->dose |= is_dose(&p, &numbers[i]);
        told->dose |= numbers[i].doubt >= THERAPYCODE_IMPL_DOUBT_FRACTION; /* a time, if not a clear one */
        told->tally |= told->discipline == THERAPYCODE_SLP && is_tally(&p, &numbers[i]);
        if (told->measured_at == THERAPYCODE_NONE &&
            (is_angle(&p, &numbers[i]) || is_of_side(&p, &numbers[i]) ||
             (told->discipline != THERAPYCODE_SLP &&
              (is_time_held(&p, &numbers[i]) || is_speed(&p, &numbers[i]) || is_grade(&p, &numbers[i])))))
            told->measured_at = numbers[i].start;
    }
}
