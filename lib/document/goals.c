/* Goals: what they lack, how far they are, and what that says of the record. */
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "document/sentence.h"

enum { LARGEST_SCALE = 10000, PERCENT_MAX = 100000 };

/* Measures of the note by what they measure, first come first kept: one look-up for each goal. */
struct index {
    int32_t *slots; /* row + 1 */
    size_t mask;
};

static const struct therapycode_measure *measure_at(const struct therapycode_impl_document *d, int32_t row)
{
    return therapycode_impl_row(d->e, THERAPYCODE_IMPL_MEASURES, row);
}

static int same(const struct therapycode_measure *a, const struct therapycode_measure *b)
{
    return a->side == b->side && strcmp(a->kind, b->kind) == 0 && strcmp(a->site, b->site) == 0 &&
           strcmp(a->unit, b->unit) == 0;
}

static size_t hash_of(const struct therapycode_measure *m)
{
    uint32_t hash = UINT32_C(2166136261) + (uint32_t)m->side;
    const char *parts[3];
    int i;
    parts[0] = m->kind;
    parts[1] = m->site;
    parts[2] = m->unit;
    for (i = 0; i < 3; i++) {
        const char *c;
        for (c = parts[i]; *c != '\0'; c++)
            hash = (hash ^ (unsigned char)*c) * UINT32_C(16777619);
    }
    return hash;
}

static int32_t *slot_of(const struct therapycode_impl_document *d, const struct index *x,
                        const struct therapycode_measure *m)
{
    size_t slot = hash_of(m) & x->mask;
    while (x->slots[slot] != 0 && !same(measure_at(d, x->slots[slot] - 1), m))
        slot = (slot + 1) & x->mask;
    return &x->slots[slot];
}

static int index_note(struct therapycode_impl_document *d, struct index *x)
{
    int32_t i, n = therapycode_impl_count(d->e, THERAPYCODE_IMPL_MEASURES);
    size_t size = 16;
    while (size < (size_t)n * 2)
        size *= 2;
    x->mask = size - 1;
    x->slots = therapycode_impl_take(d->e, size * sizeof *x->slots);
    if (x->slots == NULL)
        return 0;
    for (i = 0; i < n; i++) {
        const struct therapycode_measure *m = measure_at(d, i);
        const struct therapycode_evidence *at = therapycode_impl_row(d->e, THERAPYCODE_IMPL_EVIDENCE, m->evidence);
        if (at->source != THERAPYCODE_FROM_NOTE)
            break;
        if (m->context == THERAPYCODE_PERFORMED && *slot_of(d, x, m) == 0)
            *slot_of(d, x, m) = i + 1;
    }
    return 1;
}

/* ---- arithmetic on exact values ---- */

static int64_t number_of(const struct therapycode_measure *m)
{
    /* an arc of motion is as far as it reaches */
    return strcmp(m->unit, "deg") == 0 ? m->high : m->value;
}

static int comparable(const struct therapycode_measure *a, const struct therapycode_measure *b)
{
    return strcmp(a->kind, b->kind) == 0 && strcmp(a->unit, b->unit) == 0 && strcmp(a->site, b->site) == 0 &&
           a->scale <= LARGEST_SCALE && b->scale <= LARGEST_SCALE;
}

/* a - b, over a->scale * b->scale */
static int64_t difference(const struct therapycode_measure *a, const struct therapycode_measure *b)
{
    return number_of(a) * b->scale - number_of(b) * a->scale;
}

static int sign(int64_t x)
{
    return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/* Direction and per cent of the way; the target says which way is better, or the kind of measure where it cannot. */
static void compare(struct therapycode_impl_document *d, struct therapycode_progress *p)
{
    const struct therapycode_measure *base = measure_at(d, p->baseline), *now = measure_at(d, p->current),
                                     *target = measure_at(d, p->target);
    int has_base = p->baseline != THERAPYCODE_NONE, has_target = p->target != THERAPYCODE_NONE, better = 0;
    struct therapycode_impl_measure_traits *traits;
    p->direction = THERAPYCODE_NOT_KNOWABLE;
    p->percent = THERAPYCODE_NONE;
    if (p->current == THERAPYCODE_NONE || (has_base && !comparable(base, now)) ||
        (has_target && !comparable(target, now)) || (!has_base && !has_target))
        return;
    traits = therapycode_impl_row(d->e, THERAPYCODE_IMPL_MEASURE_TRAITS, p->current);
    if (has_base && has_target)
        better = sign(difference(target, base));
    if (better == 0)
        better = traits->better;
    if (better == 0)
        return;
    if (has_target && sign(difference(now, target)) * better >= 0)
        p->direction = THERAPYCODE_MET;
    else if (has_base)
        p->direction = sign(difference(now, base)) * better;
    if (has_base && has_target && difference(target, base) != 0) {
        int64_t way = difference(target, base) * now->scale, gone = difference(now, base) * target->scale;
        int64_t percent = gone * 100 / way;
        p->percent = (int32_t)(percent > PERCENT_MAX ? PERCENT_MAX : percent < -PERCENT_MAX ? -PERCENT_MAX : percent);
    }
}

/* ---- words of goals ---- */

/* "in 4 weeks", "by 4/15", "by discharge": a number before a span of time, or "by" before a number or discharge. */
static int is_span(const char *word, size_t n)
{
    static const char *const spans[] = { "wk", "wks", "week", "weeks", "day", "days", "month", "months", "mo", "mos",
                                         "visit", "visits", "session", "sessions", "treatments" };
    size_t i, k;
    for (i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        for (k = 0; k < n && spans[i][k] != '\0' && therapycode_impl_lower(word[k]) == spans[i][k]; k++)
            ;
        if (k == n && spans[i][k] == '\0')
            return 1;
    }
    return 0;
}

int therapycode_impl_document_time(const char *data, int32_t start, int32_t end)
{
    uint64_t lists;
    int number = 0, by = 0;
    int32_t i = start;
    while (i < end) {
        int32_t from = i;
        if (therapycode_impl_is_digit(data[i])) {
            if (by)
                return 1;
            while (i < end && (therapycode_impl_is_digit(data[i]) || data[i] == '-'))
                i++;
            number = 1;
        } else if (therapycode_impl_is_letter(data[i])) {
            i = therapycode_impl_letters(data, i, end, &lists);
            if (number && is_span(data + from, (size_t)(i - from)))
                return 1;
            if (by && (therapycode_impl_lower(data[from]) == 'd' || i - from > 2))
                return 1; /* "by discharge", "by June" */
            by = i - from == 2 && therapycode_impl_lower(data[from]) == 'b' &&
                 therapycode_impl_lower(data[from + 1]) == 'y';
            number = (lists & THERAPYCODE_IMPL_LIST_SPAN_NUMBER) != 0;
        } else {
            i++;
        }
    }
    return 0;
}

enum { FUNCTIONAL = 1, TIMED = 2 };

/*
 * Goals whose words name a task of daily life, and those that name minutes ("sit 20 min"), which a value can show
 * though they are no measure; statements of goals stand together, behind note and descriptions.
 */
static void mark_words(struct therapycode_impl_document *d, unsigned char *marks)
{
    struct therapycode_evaluation *e = d->e;
    int32_t t, i, k, texts = therapycode_impl_count(e, THERAPYCODE_IMPL_TEXTS);
    for (t = 0; t < texts; t++) {
        const struct therapycode_impl_read_text *text = therapycode_impl_row(e, THERAPYCODE_IMPL_TEXTS, t);
        if (text->source != THERAPYCODE_FROM_GOAL || text->part == THERAPYCODE_IMPL_GOAL_BASELINE ||
            text->part == THERAPYCODE_IMPL_GOAL_CURRENT)
            continue;
        for (i = 0; i < text->statement_count; i++) {
            const struct therapycode_impl_statement *st = therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS,
                                                                               text->statement_first + i);
            for (k = 0; k < st->match_count; k++) {
                const struct therapycode_impl_match *m = therapycode_impl_row(e, THERAPYCODE_IMPL_MATCHES,
                                                                              st->match_first + k);
                if (text->part != THERAPYCODE_IMPL_GOAL_TARGET && therapycode_impl_is_function(d, m))
                    marks[text->index] |= FUNCTIONAL;
            }
            for (k = 0; k < st->minutes_count; k++) {
                const struct therapycode_impl_minutes *m = therapycode_impl_row(e, THERAPYCODE_IMPL_MINUTES,
                                                                                st->minutes_first + k);
                if (m->minutes > 0)
                    marks[text->index] |= TIMED;
            }
        }
    }
}

static void mark_treated(struct therapycode_impl_document *d, unsigned char *treated, int *linked)
{
    size_t i, k;
    for (i = 0; i < d->e->session.activity_count; i++)
        for (k = 0; k < d->e->activities[i].goal_count; k++) {
            treated[d->e->activities[i].goals[k]] = 1;
            *linked = 1;
        }
}

/* ---- rows and findings ---- */

static void find_changes(struct therapycode_impl_document *d, int32_t goal, const struct therapycode_progress *p)
{
    struct therapycode_evaluation *e = d->e;
    int32_t target_date = e->goals[goal].target_date;
    const struct therapycode_impl_measure_traits *traits;
    const struct therapycode_measure *base, *now;
    if (p->direction == THERAPYCODE_MET)
        THERAPYCODE_IMPL_FIND(e, GOAL_MET, goal + 1)->goal = goal;
    else if (target_date != 0 && target_date < e->session.date_of_service)
        THERAPYCODE_IMPL_FIND(e, GOAL_EXPIRED, goal + 1, target_date)->goal = goal;
    if (p->direction == THERAPYCODE_WORSE)
        THERAPYCODE_IMPL_FIND(e, GOAL_REGRESSION, goal + 1)->goal = goal;
    if (p->direction == THERAPYCODE_UNCHANGED)
        THERAPYCODE_IMPL_FIND(e, GOAL_NO_CHANGE, goal + 1)->goal = goal;
    if (p->direction != THERAPYCODE_BETTER)
        return;
    traits = therapycode_impl_row(e, THERAPYCODE_IMPL_MEASURE_TRAITS, p->current);
    base = measure_at(d, p->baseline);
    now = measure_at(d, p->current);
    if (traits->change > 0 && strcmp(now->unit, "{score}") == 0) {
        int64_t gone = difference(now, base), scale = (int64_t)now->scale * base->scale;
        gone = gone < 0 ? -gone : gone;
        if (gone * traits->change_scale < traits->change * scale)
            THERAPYCODE_IMPL_FIND(e, GOAL_SMALL_CHANGE, goal + 1, therapycode_impl_text_arg(now->kind),
                                  therapycode_impl_text_arg(traits->source))->goal = goal;
    }
}

static void find_lacks(struct therapycode_impl_document *d, int32_t goal, const struct therapycode_progress *p,
                       int treated)
{
    struct therapycode_evaluation *e = d->e;
    if (p->measurable == THERAPYCODE_NO)
        THERAPYCODE_IMPL_FIND(e, GOAL_NOT_MEASURABLE, goal + 1)->goal = goal;
    if (p->functional == THERAPYCODE_NO)
        THERAPYCODE_IMPL_FIND(e, GOAL_NOT_FUNCTIONAL, goal + 1)->goal = goal;
    if (p->time_bound == THERAPYCODE_NO)
        THERAPYCODE_IMPL_FIND(e, GOAL_NOT_TIME_BOUND, goal + 1)->goal = goal;
    if (p->baseline == THERAPYCODE_NONE)
        THERAPYCODE_IMPL_FIND(e, GOAL_NO_BASELINE, goal + 1)->goal = goal;
    if (!treated)
        THERAPYCODE_IMPL_FIND(e, GOAL_NOT_TREATED, goal + 1)->goal = goal;
}

static struct therapycode_progress read_goal(struct therapycode_impl_document *d, const struct index *x, int32_t goal,
                                             int marks)
{
    struct therapycode_evaluation *e = d->e;
    const struct therapycode_impl_goal_values *v = therapycode_impl_row(e, THERAPYCODE_IMPL_GOAL_VALUES, goal);
    const struct therapycode_goal *g = &e->goals[goal];
    struct therapycode_progress p = { 0 };
    p.goal = goal;
    p.baseline = v->baseline;
    p.current = v->current;
    p.target = v->target != THERAPYCODE_NONE ? v->target : v->text_count > 0 ? v->text_first : THERAPYCODE_NONE;
    if (p.current == THERAPYCODE_NONE && (p.target != THERAPYCODE_NONE || p.baseline != THERAPYCODE_NONE)) {
        int32_t like = p.target != THERAPYCODE_NONE ? p.target : p.baseline;
        /* assistance is measured of many tasks: only the goal's own field says of which */
        if (strcmp(measure_at(d, like)->kind, "assist-level") != 0)
            p.current = *slot_of(d, x, measure_at(d, like)) - 1;
    }
    p.measurable = p.target != THERAPYCODE_NONE || (marks & TIMED) ? THERAPYCODE_YES : THERAPYCODE_NO;
    p.functional = (marks & FUNCTIONAL) ? THERAPYCODE_YES : THERAPYCODE_NO;
    p.time_bound = g->target_date != 0 || (g->text.length > 0 &&
                                           therapycode_impl_document_time(g->text.data, 0, (int32_t)g->text.length))
                       ? THERAPYCODE_YES
                       : THERAPYCODE_NO;
    compare(d, &p);
    return p;
}

static void goal_proofs(struct therapycode_impl_document *d, int32_t goal, const struct therapycode_progress *p)
{
    int functional = p->functional == THERAPYCODE_YES;
    int whole = p->measurable == THERAPYCODE_YES && p->time_bound == THERAPYCODE_YES;
    therapycode_impl_visit_fact(d, ELEMENT(FUNCTIONAL_GOALS),
                               functional ? THERAPYCODE_IMPL_FOR : THERAPYCODE_IMPL_WEAK, "goal", goal);
    therapycode_impl_visit_fact(d, ELEMENT(GOAL_MEASURABLE), whole ? THERAPYCODE_IMPL_FOR : THERAPYCODE_IMPL_WEAK,
                               "goal", goal);
    if (d->e->goals[goal].current.length > 0 && p->current != THERAPYCODE_NONE)
        therapycode_impl_visit_fact(d, ELEMENT(OBJECTIVE_MEASURES), THERAPYCODE_IMPL_FOR, "current value of a goal",
                                   goal);
    if (p->direction != THERAPYCODE_NOT_KNOWABLE && p->baseline != THERAPYCODE_NONE)
        therapycode_impl_visit_fact(d, ELEMENT(PROGRESS), THERAPYCODE_IMPL_FOR, "baseline and current value", goal);
}

void therapycode_impl_document_goals(struct therapycode_impl_document *d)
{
    struct therapycode_evaluation *e = d->e;
    int32_t i, n = (int32_t)e->session.goal_count, stuck = 0;
    unsigned char *marks, *treated;
    struct index x;
    int linked = 0;
    if (n == 0 || e->status != THERAPYCODE_OK)
        return;
    marks = therapycode_impl_take(e, (size_t)n);
    treated = therapycode_impl_take(e, (size_t)n);
    if (marks == NULL || treated == NULL || !index_note(d, &x))
        return;
    mark_words(d, marks);
    mark_treated(d, treated, &linked);
    if (linked)
        therapycode_impl_visit_fact(d, ELEMENT(PLAN_OF_CARE_RELATION), THERAPYCODE_IMPL_FOR,
                                   "activity linked to a goal", THERAPYCODE_NONE);
    for (i = 0; i < n; i++) {
        struct therapycode_progress p = read_goal(d, &x, i, marks[i]), *row;
        row = therapycode_impl_add(e, THERAPYCODE_IMPL_PROGRESS);
        p.size = row->size;
        memcpy(row, &p, sizeof p);
        find_lacks(d, i, &p, !linked || treated[i]);
        find_changes(d, i, &p);
        goal_proofs(d, i, &p);
        stuck |= p.direction == THERAPYCODE_WORSE || p.direction == THERAPYCODE_UNCHANGED;
    }
    if (stuck && e->session.note.length > 0 && !d->reason_words)
        THERAPYCODE_IMPL_FIND(e, DOC_NO_PROGRESS_REASON, 0);
}
