/*
 * What a tally says beside its figures, filled in when one is first read: the rule that decided, and what if - the
 * least number of minutes more, by a therapist, that give a code another unit, all else unchanged; and the least number
 * of minutes that would have to pass from therapist to assistant for CQ or CO to change.
 */
#include <string.h>

#include "units/count.h"
#include "units/units.h"

enum { QUARTER = THERAPYCODE_IMPL_UNIT_MINUTES };

/* The pooled services of one discipline, by leftover and then by their place among equals. */
struct field {
    const struct therapycode_impl_terms *terms;
    struct therapycode_impl_ranked *ranks;
    int64_t left;                 /* of all of them */
    int32_t from[QUARTER + 1];    /* ranks[from[l] .. from[l + 1]) have leftover l */
};

static int is_pooled(const struct therapycode_impl_count *head)
{
    return !head->is_add_on && head->kind == THERAPYCODE_IMPL_BY_POOL && head->minutes != THERAPYCODE_NONE &&
           !(head->flags & THERAPYCODE_IMPL_BARRED);
}

static void field_make(struct field *f, const struct therapycode_impl_count *counts, int32_t n, int32_t discipline)
{
    int32_t i, l, at[QUARTER];
    memset(f->from, 0, sizeof f->from);
    f->left = 0;
    for (i = 0; i < n; i++)
        if (is_pooled(&counts[i]) && therapycode_impl_count_discipline(&counts[i]) == discipline) {
            f->from[counts[i].left + 1]++;
            f->left += counts[i].left;
        }
    for (l = 0; l < QUARTER; l++) {
        f->from[l + 1] += f->from[l];
        at[l] = f->from[l];
    }
    for (i = 0; i < n; i++)
        if (is_pooled(&counts[i]) && therapycode_impl_count_discipline(&counts[i]) == discipline) {
            struct therapycode_impl_ranked *rank = &f->ranks[at[counts[i].left]++];
            rank->value = therapycode_impl_tie_rank(f->terms, &counts[i], counts[i].minutes);
            rank->index = i;
            rank->group = 0;
        }
    for (l = 1; l < QUARTER; l++)
        therapycode_impl_rank_sort(f->ranks + f->from[l], (size_t)(f->from[l + 1] - f->from[l]));
}

/* How many of the services with leftover `left` stand before `value`; the service itself does not count. */
static int32_t ahead(const struct field *f, int32_t left, uint64_t value, const struct therapycode_impl_count *head,
                     int32_t self)
{
    int32_t low = f->from[left], high = f->from[left + 1];
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (f->ranks[middle].value < value || (f->ranks[middle].value == value && f->ranks[middle].index < self))
            low = middle + 1;
        else
            high = middle;
    }
    if (head->left == left && therapycode_impl_tie_rank(f->terms, head, head->minutes) < value)
        low--;
    return low - f->from[left];
}

/* Units of one service if it had `minutes`, the others as they are. */
static int32_t units_if(const struct field *f, const struct therapycode_impl_count *head, int32_t index,
                        int32_t minutes)
{
    int32_t full = minutes / QUARTER, left = minutes % QUARTER, before;
    int64_t shared = (f->left - head->left + left + 7) / QUARTER;
    if (left == 0 || shared == 0)
        return full;
    before = f->from[QUARTER] - f->from[left + 1];
    if (head->left > left)
        before--;
    if (before < shared)
        before += ahead(f, left, therapycode_impl_tie_rank(f->terms, head, minutes), head, index);
    return full + (before < shared);
}

static int32_t next_pooled(const struct field *f, const struct therapycode_impl_count *head, int32_t index,
                           int32_t units)
{
    int32_t more;
    for (more = 1; more < 3 * QUARTER + 1; more++)
        if (units_if(f, head, index, head->minutes + more) > units)
            return more;
    return THERAPYCODE_NONE;
}

static int32_t next_alone(const struct therapycode_impl_terms *terms, const struct therapycode_impl_count *head,
                          int32_t add_on, int32_t units)
{
    int32_t low = 1, high = 2 * (head->block + add_on);
    if (add_on == 0 && head->code->timing == THERAPYCODE_BASE_BLOCK && head->units > 0)
        return THERAPYCODE_NONE; /* no code goes on where it ends */
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (therapycode_impl_block_units(terms->time_rule, head->minutes + middle, head->block, add_on) > units)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Minutes until a service has more than so many units, one or none more than now; or NONE. */
static int32_t next_of(const struct therapycode_evaluation *e, const struct field *f,
                       const struct therapycode_impl_count *counts, int32_t index,
                       int32_t units)
{
    const struct therapycode_impl_count *head = &counts[index];
    int32_t rule = f->terms->time_rule;
    int pooled = head->kind == THERAPYCODE_IMPL_BY_POOL && (rule == THERAPYCODE_IMPL_TIME_RULE_MEDICARE_TOTAL ||
                                                             rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY);
    if ((head->kind != THERAPYCODE_IMPL_BY_POOL && head->kind != THERAPYCODE_IMPL_BY_BLOCK) ||
        head->minutes == THERAPYCODE_NONE || head->flags & THERAPYCODE_IMPL_BARRED)
        return THERAPYCODE_NONE;
    if (!pooled) {
        const struct therapycode_code *add_on =
            head->code->timing == THERAPYCODE_BASE_BLOCK ? therapycode_impl_add_on_of(e, head->code) : NULL;
        if (head->partner != THERAPYCODE_NONE)
            add_on = counts[head->partner].code;
        return next_alone(f->terms, head, add_on == NULL ? 0 : add_on->minutes_per_unit, units);
    }
    return rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY ? THERAPYCODE_NONE : next_pooled(f, head, index, units);
}

/* Minutes that would have to pass from therapist to assistant, or NONE. */
static int32_t flip_of(const struct therapycode_impl_terms *terms, const struct therapycode_impl_count *head)
{
    int32_t more, most = head->minutes - head->assistant;
    if (terms->assistant_rule == THERAPYCODE_IMPL_ASSISTANT_RULE_NONE || head->units == 0 || head->minutes <= 0 ||
        head->flags & THERAPYCODE_IMPL_UNCHECKED || therapycode_impl_count_discipline(head) == THERAPYCODE_SLP)
        return THERAPYCODE_NONE;
    if (head->kind != THERAPYCODE_IMPL_BY_POOL) { /* a tenth of the whole service */
        int32_t low = 1, high = most + 1;
        while (low < high) {
            int32_t middle = low + (high - low) / 2;
            if (therapycode_impl_assistant_units(terms, head, head->units, head->minutes,
                                                 head->assistant + middle) != head->with)
                high = middle;
            else
                low = middle + 1;
        }
        return low <= most ? low : THERAPYCODE_NONE;
    }
    for (more = 1; more <= most; more++)
        if (therapycode_impl_assistant_units(terms, head, head->units, head->minutes, head->assistant + more) !=
            head->with)
            return more;
    return THERAPYCODE_NONE;
}

static void fill(const struct therapycode_evaluation *e, const struct field *f, int32_t index)
{
    struct therapycode_tally *tallies = (void *)e->tables[THERAPYCODE_IMPL_TALLIES].data;
    const struct therapycode_impl_count *counts = therapycode_impl_counts(e), *head = &counts[index];
    int32_t next = next_of(e, f, counts, index, head->units), flip = flip_of(f->terms, head);
    tallies[index].minutes_to_next_unit = next;
    tallies[index].minutes_to_assistant_flip = flip;
    /* the base has one unit at most: what comes next is the add-on's */
    if (head->units > 0 && head->code != NULL && head->code->timing == THERAPYCODE_BASE_BLOCK)
        tallies[index].minutes_to_next_unit = THERAPYCODE_NONE;
    if (head->partner == THERAPYCODE_NONE)
        return;
    if (head->units == 0)
        next = next_of(e, f, counts, index, 1);
    tallies[head->partner].minutes_to_next_unit = next;
    tallies[head->partner].minutes_to_assistant_flip = flip;
}

void therapycode_impl_units_what_if(const struct therapycode_evaluation *e)
{
    struct therapycode_tally *tallies = (void *)e->tables[THERAPYCODE_IMPL_TALLIES].data;
    const struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t i, d, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS);
    struct field f;
    if (n == 0 || tallies[0].minutes_to_next_unit != THERAPYCODE_IMPL_NOT_RECKONED)
        return;
    therapycode_impl_name_rules(e);
    f.terms = &e->units->terms;
    f.ranks = (void *)e->tables[THERAPYCODE_IMPL_RANKS].data;
    for (d = 1; d < THERAPYCODE_IMPL_POOLS; d++) {
        field_make(&f, counts, n, d);
        for (i = 0; i < n; i++)
            if (!counts[i].is_add_on && therapycode_impl_count_discipline(&counts[i]) == d)
                fill(e, &f, i);
    }
}
