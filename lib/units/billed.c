/* Units as billed beside units as reckoned: over, under, on another code, or another way that a tie allows. */
#include "units/count.h"

enum { QUARTER = THERAPYCODE_IMPL_UNIT_MINUTES };

struct auditor {
    struct therapycode_evaluation *e;
    const struct therapycode_impl_terms *terms;
};

/* What is billed of the codes of a pool, and how that compares with what each can have. */
struct billed_pool {
    int64_t units;
    int32_t stated;    /* services with billed units */
    int32_t open;      /* and without */
    int32_t above;     /* services with more than they can have */
    int32_t below;     /* with fewer than are theirs under every allocation */
    int32_t differ;    /* with another number than the default, but one that they can have */
    int32_t short_one; /* under 15 minutes, billed with one unit */
    int32_t first;     /* activity */
};

static int32_t flags_of(const struct auditor *a, const struct therapycode_impl_count *head)
{
    return head->flags |
           (head->partner == THERAPYCODE_NONE ? 0 : therapycode_impl_counts(a->e)[head->partner].flags);
}

static int32_t billed_of(const struct auditor *a, const struct therapycode_impl_count *head)
{
    return head->billed + (head->partner == THERAPYCODE_NONE ? 0 : therapycode_impl_counts(a->e)[head->partner].billed);
}

static int is_pooled(const struct auditor *a, const struct therapycode_impl_count *head)
{
    return head->kind == THERAPYCODE_IMPL_BY_POOL && head->minutes != THERAPYCODE_NONE &&
           !(head->flags & THERAPYCODE_IMPL_BARRED) &&
           (a->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_MEDICARE_TOTAL ||
            a->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY);
}

/* The most units that a service of the pool can have in any allocation that the rule allows. */
static int32_t most_of(const struct auditor *a, const struct therapycode_impl_count *head,
                       const struct therapycode_impl_pool_state *pool)
{
    if (a->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY)
        return head->minutes > 0 ? pool->units : 0;
    return head->tie != 0 ? head->full + 1 : head->units;
}

/* The fewest, where every unit of the day is billed. */
static int32_t least_of(const struct auditor *a, const struct therapycode_impl_count *head)
{
    if (a->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY)
        return 0;
    return head->tie != 0 ? head->full : head->units;
}

static void add(const struct auditor *a, struct billed_pool *sum, const struct therapycode_impl_count *head,
                const struct therapycode_impl_pool_state *pool)
{
    int32_t flags = flags_of(a, head), billed = billed_of(a, head);
    if (!(flags & THERAPYCODE_IMPL_BILLED_STATED)) {
        sum->open++;
        return;
    }
    if (sum->stated++ == 0)
        sum->first = head->first;
    sum->units += billed;
    if (billed > most_of(a, head, pool))
        sum->above++;
    else if (billed < least_of(a, head))
        sum->below++;
    else if (billed != head->units)
        sum->differ++;
    if (billed == 1 && head->minutes < QUARTER)
        sum->short_one++;
}

/* The number is wrong. */
static void say_number(const struct auditor *a, const struct billed_pool *sum,
                       const struct therapycode_impl_pool_state *pool)
{
    int32_t at = therapycode_impl_activity(a->e, sum->first);
    if (sum->units > pool->units) {
        THERAPYCODE_IMPL_FIND(a->e, BILLED_OVER, sum->units, pool->total, pool->units)->activity = at;
        if (sum->short_one > 1)
            THERAPYCODE_IMPL_FIND(a->e, BILLED_MINIMUM, sum->short_one, sum->units, pool->total, pool->units)
                ->activity = at;
    } else if (sum->units < pool->units && sum->open == 0) {
        THERAPYCODE_IMPL_FIND(a->e, BILLED_UNDER, sum->units, pool->total, pool->units)->activity = at;
    }
    if (sum->units > 1 && sum->units <= pool->units && pool->total < (int64_t)QUARTER * sum->units)
        THERAPYCODE_IMPL_FIND(a->e, BILLED_SHORT, sum->units, pool->total, QUARTER * sum->units - pool->total)
            ->activity = at;
}

/*
 * Codes of the pool that are billed with more than they can have, where the number of the day is not exceeded; or,
 * where none is, those whose units stand on others.
 */
static void say_codes(const struct auditor *a, int32_t discipline, const struct therapycode_impl_pool_state *pool,
                      const struct billed_pool *sum, int above)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(a->e);
    int32_t i, n = therapycode_impl_count(a->e, THERAPYCODE_IMPL_COUNTS);
    for (i = 0; i < n; i++) {
        const struct therapycode_impl_count *head = &counts[i];
        int32_t due = above ? most_of(a, head, pool) : least_of(a, head);
        if (head->is_add_on || !is_pooled(a, head) || therapycode_impl_count_discipline(head) != discipline ||
            !(flags_of(a, head) & THERAPYCODE_IMPL_BILLED_STATED) ||
            (above ? billed_of(a, head) <= due : billed_of(a, head) >= due))
            continue;
        THERAPYCODE_IMPL_FIND(a->e, BILLED_ALLOCATION, therapycode_impl_count_code(head), billed_of(a, head),
                              head->minutes, due, pool->units, sum->units)->activity =
            therapycode_impl_activity(a->e, head->first);
    }
}

static void look_at_pool(const struct auditor *a, int32_t discipline, const struct therapycode_impl_pool_state *pool)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(a->e);
    int32_t i, n = therapycode_impl_count(a->e, THERAPYCODE_IMPL_COUNTS);
    struct billed_pool sum = { 0, 0, 0, 0, 0, 0, 0, THERAPYCODE_NONE };
    for (i = 0; i < n; i++)
        if (!counts[i].is_add_on && is_pooled(a, &counts[i]) &&
            therapycode_impl_count_discipline(&counts[i]) == discipline)
            add(a, &sum, &counts[i], pool);
    if (sum.stated == 0)
        return;
    say_number(a, &sum, pool);
    if (sum.above > 0 && sum.units <= pool->units)
        say_codes(a, discipline, pool, &sum, 1);
    else if (sum.below > 0 && sum.open == 0 && sum.units == pool->units)
        say_codes(a, discipline, pool, &sum, 0);
    else if (sum.above == 0 && sum.below == 0 && sum.differ > 0 && sum.open == 0 && sum.units == pool->units &&
             a->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_MEDICARE_TOTAL)
        THERAPYCODE_IMPL_FIND(a->e, BILLED_ALTERNATIVE, pool->tied)->activity =
            therapycode_impl_activity(a->e, sum.first);
}

/* A service that is counted by itself. */
static void look_at_one(const struct auditor *a, const struct therapycode_impl_count *head)
{
    int32_t flags = flags_of(a, head), billed = billed_of(a, head);
    int64_t code = therapycode_impl_count_code(head);
    int32_t at = therapycode_impl_activity(a->e, head->first), minutes = head->minutes < 0 ? 0 : head->minutes;
    if (!(flags & THERAPYCODE_IMPL_BILLED_STATED) || head->flags & THERAPYCODE_IMPL_UNCHECKED ||
        head->kind == THERAPYCODE_IMPL_NOT_KNOWN)
        return;
    if (head->kind == THERAPYCODE_IMPL_BY_AREA && head->quantity == 0)
        return; /* the room for doubt has its own finding */
    if (head->flags & THERAPYCODE_IMPL_BARRED || head->kind == THERAPYCODE_IMPL_BY_DAY ||
        head->kind == THERAPYCODE_IMPL_BY_AREA) { /* what minutes do not decide */
        if (billed > head->units)
            THERAPYCODE_IMPL_FIND(a->e, BILLED_OVER_FACT, code, billed, head->units)->activity = at;
        else if (billed < head->units && !(flags & THERAPYCODE_IMPL_BILLED_OPEN))
            THERAPYCODE_IMPL_FIND(a->e, BILLED_UNDER_FACT, code, billed, head->units)->activity = at;
    } else if (billed > head->units)
        THERAPYCODE_IMPL_FIND(a->e, BILLED_OVER_CODE, code, billed, minutes, head->units)->activity = at;
    else if (billed < head->units && !(flags & THERAPYCODE_IMPL_BILLED_OPEN))
        THERAPYCODE_IMPL_FIND(a->e, BILLED_UNDER_CODE, code, billed, minutes, head->units)->activity = at;
}

/* The base code has one unit at most, and the first: the rest stands on its add-on. */
static void look_at_family(const struct auditor *a, const struct therapycode_impl_count *head)
{
    const struct therapycode_impl_count *add_on =
        head->partner == THERAPYCODE_NONE ? NULL : &therapycode_impl_counts(a->e)[head->partner];
    if (add_on != NULL && add_on->billed > 0 && head->billed == 0 && head->flags & THERAPYCODE_IMPL_BILLED_STATED &&
        !(head->flags & THERAPYCODE_IMPL_BILLED_OPEN))
        THERAPYCODE_IMPL_FIND(a->e, BILLED_ADD_ON_ALONE, therapycode_impl_count_code(add_on),
                              therapycode_impl_count_code(head), add_on->billed)->activity =
            therapycode_impl_activity(a->e, add_on->first);
    if (head->code == NULL || head->code->timing != THERAPYCODE_BASE_BLOCK || head->billed <= 1 ||
        head->flags & THERAPYCODE_IMPL_UNCHECKED)
        return;
    THERAPYCODE_IMPL_FIND(a->e, BILLED_BASE, therapycode_impl_count_code(head), head->billed)->activity =
        therapycode_impl_activity(a->e, head->first);
}

void therapycode_impl_billed(struct therapycode_evaluation *e, const struct therapycode_impl_terms *terms,
                             const struct therapycode_impl_pool_state pools[THERAPYCODE_IMPL_POOLS])
{
    const struct auditor a = { e, terms };
    const struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t i, d, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS), flags = 0;
    for (i = 0; i < n; i++)
        flags |= counts[i].flags;
    if (!(flags & THERAPYCODE_IMPL_BILLED_STATED))
        return;
    for (d = 1; d < THERAPYCODE_IMPL_POOLS; d++)
        if (pools[d].services > 0)
            look_at_pool(&a, d, &pools[d]);
    for (i = 0; i < n; i++) {
        if (counts[i].is_add_on)
            continue;
        look_at_family(&a, &counts[i]);
        if (!is_pooled(&a, &counts[i]))
            look_at_one(&a, &counts[i]);
    }
}
