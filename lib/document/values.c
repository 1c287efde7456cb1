/* What the numbers of a sentence prove: minutes, measures, and figures that no test names. */
#include <string.h>

#include "base/text.h"
#include "document/sentence.h"
#include "rulebook/words.h"

enum { SUM_LIMIT = 1000000, TOTAL_LENGTH = 24 }; /* "Eval time: 45 min" may stand at the end of a plan */

static int is_listed(const char *list, const char *data, int32_t start, int32_t end)
{
    return therapycode_impl_is_listed(list, data + start, (size_t)(end - start));
}

/* ---- minutes ---- */

/* A value that tells when the goal is reached; without a time it touches on it. */
static void give_goal(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s, const char *why,
                      int32_t start, int32_t end)
{
    struct therapycode_impl_proof proof = { why, s->source, s->index, start, end };
    if (s->goal_denied) /* "there is no goal to walk 500 ft" */
        return;
    therapycode_impl_give(d, s, ELEMENT(GOAL_MEASURABLE), s->has_time ? THERAPYCODE_IMPL_FOR : THERAPYCODE_IMPL_WEAK,
                          &proof);
}

void therapycode_impl_take_minutes(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                                   const struct therapycode_impl_statement *st)
{
    int32_t k;
    for (k = 0; k < st->minutes_count; k++) { /* "goal: sit 20 min" */
        const struct therapycode_impl_minutes *m = therapycode_impl_row(d->e, THERAPYCODE_IMPL_MINUTES,
                                                                        st->minutes_first + k);
        if (therapycode_impl_in_goal(s, m->start) && m->minutes > 0)
            give_goal(d, s, "minutes", m->start, m->end);
    }
    if (s->copied || st->context == THERAPYCODE_NEGATED ||
        (st->context == THERAPYCODE_PLANNED && (st->cue_end > 0 || st->end - st->start > TOTAL_LENGTH)) ||
        st->context == THERAPYCODE_DEFERRED || st->context == THERAPYCODE_HYPOTHETICAL)
        return;
    for (k = 0; k < st->minutes_count; k++) {
        const struct therapycode_impl_minutes *m = therapycode_impl_row(d->e, THERAPYCODE_IMPL_MINUTES,
                                                                        st->minutes_first + k);
        struct therapycode_impl_proof proof = { "treatment minutes", s->source, s->index, m->start, m->end };
        if (m->minutes <= 0 || m->kind == THERAPYCODE_IMPL_MINUTES_OTHER)
            continue;
        therapycode_impl_give(d, s, ELEMENT(DURATION), THERAPYCODE_IMPL_FOR, &proof);
        if (m->kind == THERAPYCODE_IMPL_MINUTES_TIMED_TOTAL) {
            d->note_timed = m->minutes;
            therapycode_impl_case_add(&d->note[ELEMENT(TIMED_MINUTES)], THERAPYCODE_IMPL_FOR, &proof);
        } else if (m->kind == THERAPYCODE_IMPL_MINUTES_TOTAL) {
            d->note_total = m->minutes;
            therapycode_impl_case_add(&d->note[ELEMENT(TOTAL_TREATMENT_MINUTES)], THERAPYCODE_IMPL_FOR, &proof);
        } else if (m->kind == THERAPYCODE_IMPL_MINUTES_TREATMENT) {
            if (d->note_sum < SUM_LIMIT)
                d->note_sum = d->note_sum == THERAPYCODE_NONE ? m->minutes : d->note_sum + m->minutes;
            therapycode_impl_case_add(&d->note[ELEMENT(TIMED_MINUTES)], THERAPYCODE_IMPL_WEAK, &proof);
            therapycode_impl_case_add(&d->note[ELEMENT(TOTAL_TREATMENT_MINUTES)], THERAPYCODE_IMPL_WEAK, &proof);
        }
    }
}

/* ---- figures ---- */

/* The word behind a figure makes a finding of it, not a dose. */
static int unit_follows(const char *after, int32_t left)
{
    uint64_t lists;
    int32_t from = left > 0 && (after[0] == ' ' || after[0] == '-');
    therapycode_impl_letters(after, from, left, &lists);
    return (lists & THERAPYCODE_IMPL_LIST_FINDING_UNIT) != 0;
}

/* "1.2 w/cm2", "3.3 MHz", "7.5 min": how a device was set, or how long. */
static int is_setting(const char *after, int32_t left)
{
    static const char list[] = " w mhz hz pps ma ua khz joules duty pulsed continuous min mins minutes hr hrs hours ";
    int32_t from = 0, n;
    while (from < left && (therapycode_impl_is_digit(after[from]) || after[from] == '.' || after[from] == ' '))
        from++;
    for (n = from; n < left && therapycode_impl_is_letter(after[n]); n++)
        ;
    return is_listed(list, after, from, n);
}

/* "26.4" and "110, 105, 98" are no doses either: doses are whole and stand alone; here only the decimal is taken. */
static int is_decimal(const char *after, int32_t left)
{
    return left >= 2 && after[0] == '.' && therapycode_impl_is_digit(after[1]) && !is_setting(after, left) &&
           (left < 4 || (after[2] != '.' && after[3] != '.'));
}

/* "Visit 5/10", "room 5/10": which one, and no measure. */
static int is_numbered(const char *data, int32_t at)
{
    static const char counted[] = " visit visits visited day days session sessions week weeks treatment tx of goals "
                                  "goal stg ltg room rm bed unit apt page ";
    return therapycode_impl_listed_before(data, 0, at, " #", counted);
}

/* "4/6 correct", "5/8 letters": what was counted stands behind it, and no word of a date before. */
static int is_of_trials(const char *data, int32_t start, int32_t at, int32_t length)
{
    static const char counted[] =
        " correct corect right accurate trials tries attempts opportunities opps times words sounds letters "
        "items targets steps sips bites swallows sentences questions pictures commands tasks pieces ";
    static const char dated[] = " on from since by until dated eval of at ";
    enum { NEAR = 24 };
    int32_t end = start, before,
            stop = therapycode_impl_word_after(data, &at, length - at > NEAR ? at + NEAR : length, ",.;:()\n");
    if (stop == THERAPYCODE_NONE || !is_listed(counted, data, at, stop))
        return 0;
    before = therapycode_impl_word_before(data, 0, &end);
    return !is_listed(dated, data, before, end);
}

/* "3 of 5", "14/20": so many of so many. A date or "visit 3 of 12" is no such count. */
static int is_share(const char *data, int32_t length, const struct therapycode_impl_number *n)
{
    int32_t at = n->end, start, end = n->start, most = 0, slash = at < length && data[at] == '/';
    if (end > 0 && data[end - 1] == '/')
        return 0; /* 11/14/25 */
    if (slash)
        at++;
    else if (length - at > 4 && memcmp(data + at, " of ", 4) == 0)
        at += 4;
    else
        return 0;
    for (start = at; at < length && therapycode_impl_is_digit(data[at]) && at < start + 3; at++)
        most = most * 10 + (data[at] - '0');
    if (at == start || n->value > most || (at < length && (data[at] == '/' || therapycode_impl_is_letter(data[at]) ||
                                                           therapycode_impl_is_digit(data[at])))) /* 01/2026 */
        return 0;
    if (slash)
        return most > 31 || n->value > 12 || is_of_trials(data, n->start, at, length); /* else it may be a date */
    return !is_numbered(data, n->start);
}

static int is_finding(const char *after, int32_t left, int32_t value)
{
    if ((left >= 1 && after[0] == '%' && !is_setting(after + 1, left - 1)) || unit_follows(after, left) ||
        is_decimal(after, left))
        return 1;
    return left >= 3 && memcmp(after, "/10", 3) == 0 && value <= 10 &&
           (left == 3 || (!therapycode_impl_is_digit(after[3]) && after[3] != '/'));
}

/* "11/3: 3.8", "10/30 ": a date, not a share. */
static int is_date(const char *data, int32_t length)
{
    int32_t at = therapycode_impl_is_digit(data[0]) ? 1 : 0;
    at += at == 1 && therapycode_impl_is_digit(data[1]);
    if (at == 0 || data[at] != '/')
        return 0;
    for (at++; at < length && therapycode_impl_is_digit(data[at]); at++)
        ;
    return at < length && (data[at] == ':' || data[at] == ' ');
}

/* Bytes of "|", "->" or an arrow at a place; 0: none. */
static int32_t arrow_at(const char *data, int32_t at, int32_t end)
{
    if (at < end && data[at] == '|')
        return 1;
    if (at + 1 < end && (data[at] == '-' || data[at] == '=') && data[at + 1] == '>')
        return 2;
    return at + 2 < end && memcmp(data + at, "\xE2\x86\x92", 3) == 0 ? 3 : 0;
}

/* Behind a value: "(vs 100 L)", "R 31, 74 uninvolved": the other side of the body is no earlier day. */
static int is_other_side(const char *data, int32_t at, int32_t end)
{
    static const char sides[] = " l r lt rt left right uninvolved unaffected noninvolved sound contralateral opposite ";
    static const char units[] = " deg degrees lb lbs kg cm in s sec mm ";
    int32_t words, stop;
    for (words = 0; words < 2; words++, at = stop) {
        stop = therapycode_impl_word_after(data, &at, end, ";");
        if (stop == THERAPYCODE_NONE || !is_listed(units, data, at, stop))
            return stop != THERAPYCODE_NONE && is_listed(sides, data, at, stop);
    }
    return 0;
}

/* Behind a bracket: "35 lb wk 1)", "15 last week)", "132 on 5/2)": a value and when it was taken. */
static int is_dated(const char *data, int32_t at, int32_t end)
{
    enum { WORDS = 3 };
    static const char times[] =
        " wk week weeks last yest eval evaluation initial initially admission admit soc ie baseline visit "
        "before previously prior earlier yesterday day start on monday tuesday wednesday thursday "
        "friday saturday sunday mon tue tues wed thu thurs fri ";
    if (at >= end || !therapycode_impl_is_digit(data[at]))
        return 0;
    return therapycode_impl_listed_within(data, at, end, WORDS, "),", times);
}

/*
 * "21.0 cm from 21.8", "14 s (was 18)", "312 cm (prev 325)", "52 compared to 38", "0.48 m/s | 0.71 m/s", "30% -> 92%":
 * the other value stands behind it without its name.
 */
static int is_compared(const char *data, int32_t at, int32_t end)
{
    static const char between[] = " to with from at on was were of visit session tx wk week time note eval ";
    int32_t start, count, arrow;
    while (at < end && THERAPYCODE_IMPL_AMONG(" ,(;", data[at]))
        at++;
    if (at + 3 < end && at > 0 && data[at - 1] == '(' && (is_date(data + at, end - at) || is_dated(data, at, end)))
        return 1;
    arrow = arrow_at(data, at, end);
    if (arrow > 0) {
        at += arrow;
        while (at < end && data[at] == ' ')
            at++;
        return at < end && therapycode_impl_is_digit(data[at]);
    }
    for (count = 0; count < 3; count++) { /* "compared to 38", "last visit 12" */
        start = at;
        at = therapycode_impl_word_end(data, at, end);
        if (at == start ||
            (count == 0 ? !(therapycode_impl_lists(data + start, (size_t)(at - start)) & THERAPYCODE_IMPL_LIST_COMPARED)
                        : !is_listed(between, data, start, at)))
            return 0;
        while (at < end && THERAPYCODE_IMPL_AMONG(" .:", data[at]))
            at++;
        if (at < end && therapycode_impl_is_digit(data[at]))
            return !is_other_side(data, at, end);
    }
    return 0;
}

/* "20 lb (10 lb on 03/02)": behind the bracket stands the same of another day. */
static int is_dated_load(const char *data, int32_t at, int32_t end)
{
    int32_t from = at;
    while (at < end && (therapycode_impl_is_digit(data[at]) || data[at] == '.'))
        at++;
    if (at == from)
        return 0;
    at += at < end && data[at] == ' ';
    from = at;
    at = therapycode_impl_word_end(data, at, end);
    if (!is_listed(" lb lbs kg ft feet reps m steps ", data, from, at) || end - at < 7 ||
        memcmp(data + at, " on ", 4) != 0)
        return 0;
    for (at += 4; at < end && therapycode_impl_is_digit(data[at]); at++)
        ;
    return at + 1 < end && data[at] == '/' && therapycode_impl_is_digit(data[at + 1]);
}

/*
 * "45 lb (35 lb wk 1)", "100, was 88": what stands behind the figure makes a finding of it, too; of a dose it does not:
 * "3 sets, was 2".
 */
static int is_followed(const char *data, int32_t number_end, int32_t unit, int32_t end)
{
    static const char doses[] = " x reps rep sets set min mins minutes visits visit weeks wks wk lb lbs ";
    int32_t at = unit, start = number_end;
    while (at < end && data[at] == ' ')
        at++;
    if (at >= end || (data[at] != '(' && data[at] != ','))
        return 0;
    if (data[at] == '(' && (is_dated(data, at + 1, end) || is_dated_load(data, at + 1, end)))
        return 1;
    while (start < unit && !therapycode_impl_is_letter(data[start]))
        start++;
    if (end - at > 6 && memcmp(data + at, ", was ", 6) == 0 && therapycode_impl_is_digit(data[at + 6]) &&
        is_listed(" lb lbs kg ", data, start, unit))
        return 1; /* "20 lb, was 10 lb on 03/02"; "3x10, was 3x8" is a dose */
    if (data[at] != ',' || is_listed(doses, data, start, unit) || (number_end < end && data[number_end] == '#'))
        return 0;
    for (start = number_end; start > 1 && therapycode_impl_is_digit(data[start - 1]); start--)
        ;
    if (start > 1 && (data[start - 1] | 0x20) == 'x' && therapycode_impl_is_digit(data[start - 2]))
        return 0;
    return is_compared(data, at, end);
}

/* "stood at the sink for 4 min", "pegs in 48 seconds": how long it took or lasted; a hold of a stretch is a dose. */
static int is_timed_deed(const char *data, int32_t first, const struct therapycode_impl_number *n, int32_t end)
{
    enum { WORDS = 7 };
    uint64_t lists;
    int32_t at = n->end, words;
    at += at < end && data[at] == ' ';
    at = therapycode_impl_letters(data, at, end, &lists);
    if (!(lists & THERAPYCODE_IMPL_LIST_TIMED_UNIT) || (at + 1 < end && data[at + 1] == 'x') ||
        (n->start - first >= 2 && (data[n->start - 2] | 0x20) == 'x')) /* "sit to stands x 15 min" */
        return 0;
    if (at + 6 <= end && memcmp(data + at, " today", 6) == 0)
        return 1;
    for (at = n->start, words = 0; words < WORDS && at > first; words++) {
        int32_t stop;
        while (at > first && !therapycode_impl_is_letter(data[at - 1]))
            if (data[--at] == ';')
                return 0;
        stop = at;
        at = therapycode_impl_word_start(data, first, at);
        if (therapycode_impl_lists(data + at, (size_t)(stop - at)) & THERAPYCODE_IMPL_LIST_TIMED_DEED)
            return 1;
    }
    return 0;
}

/* "92 -> 58 mmHg": an arrow and another value stand before the figure. */
static int is_reached(const char *data, int32_t first, int32_t at)
{
    while (at > first && data[at - 1] == ' ')
        at--;
    if (at - first < 3 || (arrow_at(data, at - 2, at) != 2 && arrow_at(data, at - 3, at) != 3))
        return 0;
    at -= arrow_at(data, at - 3, at) == 3 ? 3 : 2;
    while (at > first && data[at - 1] == ' ')
        at--;
    return at > first && therapycode_impl_is_digit(data[at - 1]);
}

/* "60% eaten in 20 min, was 25%": what it was stands behind a comma or in a bracket, and what it is before it. */
static int is_what_it_was(const char *data, int32_t first, int32_t at)
{
    return at - first >= 6 && memcmp(data + at - 4, "was ", 4) == 0 &&
           (data[at - 5] == '(' || (data[at - 5] == ' ' && data[at - 6] == ','));
}

/*
 * "120 ft with facilitation, was 80", "14 wpm (9 last)", "80 ft LBQC (50 ft yest)": of another day, behind a finding.
 */
static int is_past_value(const char *data, int32_t first, int32_t at, int32_t end)
{
    return is_what_it_was(data, first, at) || (at > first && data[at - 1] == '(' && is_dated(data, at, end));
}

/* Where the unit of a figure ends: "21.0 cm", "50%", "4/10". */
static int32_t unit_end(const char *data, int32_t at, int32_t end)
{
    uint64_t lists;
    int32_t start;
    while (at < end && (therapycode_impl_is_digit(data[at]) || THERAPYCODE_IMPL_AMONG("./%", data[at])))
        at++;
    start = at + (at < end && data[at] == ' ');
    at = therapycode_impl_letters(data, start, end, &lists);
    return lists & THERAPYCODE_IMPL_LIST_WAS ? start : at;
}

/* One figure, and what the words around it make of it. */
struct figure {
    const struct therapycode_impl_number *n;
    int32_t unit; /* where its unit ends */
    int past;     /* of another day, behind a finding */
    int dated;    /* a time that has passed stands behind it */
    int finds;    /* it is a finding */
};

static struct figure look_at_figure(const struct therapycode_impl_sentence *s,
                                    const struct therapycode_impl_read_text *text,
                                    const struct therapycode_impl_number *n, int told)
{
    const char *data = text->data;
    struct figure f;
    f.n = n;
    f.unit = unit_end(data, n->end, s->end);
    f.past = told && s->findings > 0 && !s->unknown && is_past_value(data, s->start, n->start, s->end);
    f.dated = is_followed(data, n->end, f.unit, s->end);
    f.finds = f.dated ||
              (is_finding(data + n->end, text->length - n->end, n->value) && !is_numbered(data, n->start)) ||
              is_share(data, text->length, n) || is_timed_deed(data, s->start, n, s->end);
    return f;
}

/* A finding is a measure, may be of what cannot be done, and progress where it is compared. */
static void give_finding(struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                         const struct therapycode_impl_read_text *text, const struct figure *f,
                         const struct therapycode_impl_proof *proof)
{
    const char *data = text->data;
    s->findings += s->findings < 2; /* 2: this one had another before it */
    therapycode_impl_give(d, s, ELEMENT(OBJECTIVE_MEASURES), THERAPYCODE_IMPL_FOR, proof);
    if (s->section == SECTION(SUBJECTIVE) && s->function && f->n->value > 0 && text->length - f->n->end >= 3 &&
        memcmp(data + f->n->end, "/10", 3) == 0) /* "3/10 knee with stairs" */
        therapycode_impl_give(d, s, ELEMENT(FUNCTIONAL_LIMITATIONS), THERAPYCODE_IMPL_FOR, proof);
    if (f->dated || is_compared(data, f->unit, s->end) || is_reached(data, s->start, f->n->start) ||
        (s->findings > 1 && is_what_it_was(data, s->start, f->n->start)))
        therapycode_impl_give(d, s, ELEMENT(PROGRESS), THERAPYCODE_IMPL_FOR, proof);
}

/* "30%", "4/10", "50 feet", "26.4": a figure that is no dose, though no test is named. */
void therapycode_impl_take_figures(struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                                   const struct therapycode_impl_statement *st)
{
    const struct therapycode_impl_read_text *text = therapycode_impl_row(d->e, THERAPYCODE_IMPL_TEXTS, st->text);
    int32_t k, asked = 0; /* what the figures are of */
    int told = !s->copied && st->context != THERAPYCODE_HYPOTHETICAL && st->context != THERAPYCODE_OTHER_PERSON &&
               st->context != THERAPYCODE_PLANNED && st->context != THERAPYCODE_NEGATED &&
               st->section != SECTION(PLAN) && st->section != SECTION(HOME);
    if (s->foreign || (!told && !s->is_goal))
        return;
    for (k = 0; k < st->number_count; k++) {
        const struct therapycode_impl_number *n = therapycode_impl_row(d->e, THERAPYCODE_IMPL_NUMBERS,
                                                                       st->number_first + k);
        struct therapycode_impl_proof proof = { "figure", s->source, s->index, n->start, n->end };
        struct figure f = look_at_figure(s, text, n, told);
        int in_goal = therapycode_impl_in_goal(s, n->start);
        if ((f.past || f.finds) && !asked++ && therapycode_impl_is_of_size(text->data, s))
            return;
        if (f.past && !in_goal)
            therapycode_impl_give(d, s, ELEMENT(PROGRESS), THERAPYCODE_IMPL_FOR, &proof);
        if (f.finds && in_goal)
            give_goal(d, s, proof.why, n->start, n->end);
        else if (f.finds && told && !s->unknown)
            give_finding(d, s, text, &f, &proof);
    }
}

/* ---- measures ---- */

static int same_measure(const struct therapycode_measure *a, const struct therapycode_measure *b)
{
    return strcmp(a->kind, b->kind) == 0 && strcmp(a->site, b->site) == 0 && strcmp(a->unit, b->unit) == 0 &&
           a->side == b->side;
}

/* "5/10 during", "3/10 with": pain of something. */
static int is_with(const char *data, int32_t at, int32_t end)
{
    int32_t start;
    while (at < end && data[at] == ' ')
        at++;
    start = at;
    at = therapycode_impl_word_end(data, at, end);
    return is_listed(" with during when while w ", data, start, at);
}

/* Hands-on help with a task, pain with one, strength well below normal: the value itself tells a limitation. */
static int is_deficit(const struct therapycode_measure *m, int function)
{
    if (strcmp(m->kind, "mmt") == 0)
        return m->high < 4 * m->scale;
    if (strcmp(m->kind, "assist-level") == 0)
        return function && m->value <= 4 * m->scale; /* contact guard is no hands-on help */
    return strcmp(m->kind, "nprs") == 0 && function && m->value > 0;
}

/* "0.48 m/s | 0.71 m/s", "12 (7 on 10/30)": between two values stand only words that compare, dates, signs. */
static int compares(const char *data, int32_t from, int32_t to)
{
    static const char words[] = " to from was were is now vs versus at eval evaluation initial initially last prior "
                                "previous previously before today on visit session week wk tx soc start baseline up "
                                "down and then since compared with ";
    while (from < to) {
        int32_t start = from;
        from = therapycode_impl_word_end(data, from, to);
        if (from > start && !is_listed(words, data, start, from))
            return 0;
        from += from == start;
    }
    return 1;
}

/* "Lives alone, was independent before admission": how it was. */
static int is_of_before(const struct therapycode_measure *m, const char *data,
                        const struct therapycode_impl_sentence *s,
                        const struct therapycode_evidence *at)
{
    return strcmp(m->kind, "assist-level") == 0 && m->value >= 6 * m->scale &&
           (therapycode_impl_has_of(s, data, s->start, at->start, THERAPYCODE_IMPL_LIST_BEFORE_VISIT) ||
            therapycode_impl_has_listed(data, at->end, s->end, " before "));
}

/* What a measure of today proves beyond being one. `before`: the one before it in the sentence, or NULL. */
static void take_value(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                       const struct therapycode_measure *m, const struct therapycode_measure *before,
                       const struct therapycode_impl_proof *proof)
{
    const struct therapycode_impl_read_text *text =
        therapycode_impl_row(d->e, THERAPYCODE_IMPL_TEXTS, therapycode_impl_document_statement(d, s->first)->text);
    therapycode_impl_give(d, s, ELEMENT(OBJECTIVE_MEASURES), THERAPYCODE_IMPL_FOR, proof);
    if (is_deficit(m, s->function || (strcmp(m->kind, "nprs") == 0 && is_with(text->data, proof->end, s->end))))
        therapycode_impl_give(d, s, ELEMENT(FUNCTIONAL_LIMITATIONS), THERAPYCODE_IMPL_FOR, proof);
    if (before != NULL && same_measure(before, m)) {
        const struct therapycode_evidence *at = therapycode_impl_row(d->e, THERAPYCODE_IMPL_EVIDENCE, before->evidence);
        if (compares(text->data, at->end, proof->start) && !is_other_side(text->data, proof->end, s->end))
            therapycode_impl_give(d, s, ELEMENT(PROGRESS), THERAPYCODE_IMPL_FOR, proof);
    } else if (is_compared(text->data, proof->end, s->end)) {
        therapycode_impl_give(d, s, ELEMENT(PROGRESS), THERAPYCODE_IMPL_FOR, proof);
    }
}

/* Measures of the sentence, which stand in rows from *row on. */
void therapycode_impl_take_measures(struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                                    int32_t *row)
{
    struct therapycode_evaluation *e = d->e;
    int32_t rows = therapycode_impl_count(e, THERAPYCODE_IMPL_MEASURES);
    const struct therapycode_measure *before = NULL;
    const char *data = s->is_note ? e->session.note.data : e->activities[s->index].description.data;
    for (; *row < rows; (*row)++) {
        const struct therapycode_measure *m = therapycode_impl_row(e, THERAPYCODE_IMPL_MEASURES, *row);
        const struct therapycode_evidence *at = therapycode_impl_row(e, THERAPYCODE_IMPL_EVIDENCE, m->evidence);
        struct therapycode_impl_proof proof = { at->why, at->source, at->index, at->start, at->end };
        if (at->source != s->source || at->index != s->index || at->start >= s->end)
            return;
        if (s->foreign || (s->is_note && d->is_form && therapycode_impl_is_unticked(e->session.note.data, at->start)))
            continue;
        if (therapycode_impl_in_goal(s, at->start))
            give_goal(d, s, at->why, at->start, at->end);
        else if (!s->copied && !is_of_before(m, data, s, at) && m->context != THERAPYCODE_PLANNED &&
                 m->context != THERAPYCODE_HYPOTHETICAL &&
                 m->context != THERAPYCODE_NEGATED && m->context != THERAPYCODE_OTHER_PERSON) {
            take_value(d, s, m, before, &proof);
            s->findings = 1;
            before = m;
        }
    }
}
