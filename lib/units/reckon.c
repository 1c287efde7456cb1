/*
 * Units of every service under the time rule. Medicare (Claims Processing Manual ch. 5 sec. 20.2 C): the total of the
 * day fixes how many units there are, whole blocks come first, then the largest leftovers. Every other rule looks at
 * one service at a time.
 */
#include "units/count.h"

enum { QUARTER = THERAPYCODE_IMPL_UNIT_MINUTES, NEAR = 16 };

static int32_t blocks(int32_t time_rule, int32_t minutes, int32_t block)
{
    int32_t full = minutes / block, left = minutes % block;
    if (time_rule == THERAPYCODE_IMPL_TIME_RULE_FULL_BLOCK)
        return full;
    if (time_rule == THERAPYCODE_IMPL_TIME_RULE_CEILING)
        return full + (left > 0);
    return full + (left > block - left); /* past the midpoint: 8 of 15, 16 of 30, 31 of 60 */
}

int32_t therapycode_impl_block_units(int32_t time_rule, int32_t minutes, int32_t block, int32_t add_on)
{
    int32_t first;
    if (minutes <= 0)
        return 0;
    if (add_on == 0)
        return blocks(time_rule, minutes, block);
    first = minutes < block ? minutes : block;
    return blocks(time_rule, first, block) + (minutes > block ? blocks(time_rule, minutes - block, add_on) : 0);
}

uint64_t therapycode_impl_tie_rank(const struct therapycode_impl_terms *terms,
                                   const struct therapycode_impl_count *head, int32_t minutes)
{
    uint64_t order = (uint32_t)head->first;
    int32_t full = minutes / QUARTER;
    switch (terms->tie_default) {
    case THERAPYCODE_IMPL_TIE_DEFAULT_MOST_MINUTES:
        return (uint64_t)(INT32_MAX - minutes) << 32 | order;
    case THERAPYCODE_IMPL_TIE_DEFAULT_LOWEST_CODE:
        return head->key;
    case THERAPYCODE_IMPL_TIE_DEFAULT_THERAPIST_FIRST:
        /* a unit without CQ or CO before one with it: APTA, the therapist's code may be billed */
        if (therapycode_impl_assistant_units(terms, head, full + 1, minutes, head->assistant) >
            therapycode_impl_assistant_units(terms, head, full, minutes, head->assistant))
            order |= (uint64_t)1 << 32;
        return order;
    default:
        return order;
    }
}

/* ---- minutes ---- */

static void bar(struct therapycode_impl_count *count, int32_t rule)
{
    count->flags |= THERAPYCODE_IMPL_BARRED;
    count->rule = rule;
}

/* A service whose only activities were set aside, or which nobody may bill as it was done. */
static void look_for_bars(const struct therapycode_engine *engine, struct therapycode_impl_count *head,
                          struct therapycode_impl_count *add_on)
{
    int32_t flags = head->flags | (add_on == NULL ? 0 : add_on->flags);
    int64_t seconds = head->seconds + (add_on == NULL ? 0 : add_on->seconds);
    int64_t assistant = head->assistant_seconds + (add_on == NULL ? 0 : add_on->assistant_seconds);
    int all_assistant = (flags & THERAPYCODE_IMPL_THERAPIST) == 0 || (seconds > 0 && assistant == seconds);
    if (head->code == NULL)
        return;
    if ((flags & (THERAPYCODE_IMPL_MINUTES_STATED | THERAPYCODE_IMPL_MINUTES_OPEN)) == 0) {
        bar(head, head->rule != 0 || add_on == NULL ? head->rule : add_on->rule);
        if (add_on != NULL)
            bar(add_on, head->rule);
    } else if (therapycode_impl_code_is(engine, head->code, THERAPYCODE_IMPL_NATURE_EVALUATION) && all_assistant) {
        bar(head, THERAPYCODE_IMPL_RULE_ASSISTANT_NO_EVALUATION);
    } else if (head->code->contact == THERAPYCODE_GROUP && !(flags & THERAPYCODE_IMPL_NOT_ONE)) {
        bar(head, THERAPYCODE_IMPL_RULE_GROUP_TWO_PATIENTS);
    }
}

static int32_t whole_minutes(int64_t seconds)
{
    return (int32_t)((uint64_t)seconds / 60); /* never below 0 */
}

static void cut_minutes(struct therapycode_impl_count *head, const struct therapycode_impl_count *add_on)
{
    int64_t seconds = head->seconds, assistant = head->assistant_seconds;
    int32_t flags = head->flags;
    if (add_on != NULL) {
        seconds += add_on->seconds;
        assistant += add_on->assistant_seconds;
        flags |= add_on->flags;
    }
    head->minutes = flags & THERAPYCODE_IMPL_MINUTES_STATED || !(flags & THERAPYCODE_IMPL_MINUTES_OPEN)
                        ? whole_minutes(seconds) : THERAPYCODE_NONE;
    if (assistant == 0)
        return;
    head->assistant = whole_minutes(assistant);
    if (assistant == seconds && head->minutes > 0)
        head->assistant = head->minutes;
}

/* ---- one service by itself ---- */

static void reckon_area(struct therapycode_impl_count *head, struct therapycode_impl_count *add_on)
{
    int64_t quantity = head->quantity + (add_on == NULL ? 0 : add_on->quantity);
    if (quantity > THERAPYCODE_IMPL_AREA_MAX)
        quantity = 0; /* cannot be: a finding says so */
    head->units = quantity > 0 || head->flags & THERAPYCODE_IMPL_LISTED;
    if (add_on == NULL)
        return;
    if (quantity > head->block)
        head->units += (int32_t)((quantity - head->block + add_on->block - 1) / add_on->block);
    else if (quantity == 0 && add_on->flags & THERAPYCODE_IMPL_BILLED_STATED)
        head->units += add_on->billed;
}

/* What the minutes cannot tell: units as the claim has them, or none. */
static void take_billed(struct therapycode_impl_count *head, const struct therapycode_impl_count *add_on)
{
    head->flags |= THERAPYCODE_IMPL_UNCHECKED;
    head->units = head->flags & THERAPYCODE_IMPL_BILLED_STATED ? head->billed : 0;
    if (add_on != NULL && add_on->flags & THERAPYCODE_IMPL_BILLED_STATED)
        head->units += add_on->billed;
}

static void reckon_alone(const struct therapycode_impl_terms *terms, struct therapycode_impl_count *head,
                         struct therapycode_impl_count *add_on)
{
    int32_t block = add_on == NULL ? 0 : add_on->block;
    if (head->minutes == THERAPYCODE_NONE) {
        take_billed(head, add_on);
        return;
    }
    head->full = therapycode_impl_block_units(THERAPYCODE_IMPL_TIME_RULE_FULL_BLOCK, head->minutes, head->block, block);
    head->left = head->minutes;
    if (add_on == NULL)
        head->left -= head->full * head->block;
    else if (head->full > 0)
        head->left -= head->block + (head->full - 1) * block;
    head->units = therapycode_impl_block_units(terms->time_rule, head->minutes, head->block, block);
    /* a base that has no add-on is the first block and nothing more */
    if (add_on == NULL && head->code->timing == THERAPYCODE_BASE_BLOCK && head->units > 1)
        head->units = 1;
}

static inline void reckon_pooled(struct therapycode_impl_count *head, struct therapycode_impl_pool_state *pool)
{
    head->flags |= THERAPYCODE_IMPL_POOLED;
    head->full = (int32_t)((uint32_t)head->minutes / QUARTER);
    head->left = head->minutes - head->full * QUARTER;
    head->units = head->full;
    pool->total += head->minutes;
    pool->shared -= head->full; /* completed by the units of the total */
    pool->services++;
    pool->longest = head->minutes > pool->longest ? head->minutes : pool->longest;
}

static void reckon_one(struct therapycode_impl_units_state *state, struct therapycode_impl_count *head,
                       struct therapycode_impl_count *add_on)
{
    switch (head->kind) {
    case THERAPYCODE_IMPL_BY_DAY:
        head->units = 1;
        break;
    case THERAPYCODE_IMPL_BY_AREA:
        reckon_area(head, add_on);
        break;
    case THERAPYCODE_IMPL_BY_PERIOD:
        take_billed(head, NULL);
        break;
    case THERAPYCODE_IMPL_NOT_KNOWN:
        break;
    default:
        reckon_alone(&state->terms, head, add_on);
        state->timed_units += head->kind == THERAPYCODE_IMPL_BY_POOL ? head->units : 0;
    }
}

/* ---- the pool ---- */

static int is_in_pool(const struct therapycode_impl_count *count, int32_t discipline)
{
    return ((count->flags & THERAPYCODE_IMPL_POOLED) != 0) & (therapycode_impl_count_discipline(count) == discipline);
}

/* Which of equals get the units: those that come first under the policy's default. */
static int share_tie(struct therapycode_evaluation *e, const struct therapycode_impl_terms *terms, int32_t discipline,
                     struct therapycode_impl_pool_state *pool)
{
    struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS);
    struct therapycode_impl_ranked near[NEAR], *ranked = near;
    size_t at = 0;
    if (pool->tied > NEAR)
        ranked = therapycode_impl_take(e, (size_t)pool->tied * sizeof *ranked);
    if (ranked == NULL)
        return 0;
    for (i = 0; i < n; i++) {
        struct therapycode_impl_count *head = &counts[i];
        if (!is_in_pool(head, discipline) || head->left != pool->threshold)
            continue;
        head->tie = pool->tie;
        ranked[at].value = therapycode_impl_tie_rank(terms, head, head->minutes);
        ranked[at++].index = i;
        *(head->full > 0 ? &pool->tie_has_full : &pool->tie_has_none) = 1;
    }
    therapycode_impl_rank_sort(ranked, at);
    for (at = 0; at < (size_t)pool->tie_units; at++) {
        counts[ranked[at].index].units++;
        counts[ranked[at].index].flags |= THERAPYCODE_IMPL_WON;
    }
    return 1;
}

/* The smallest leftover that wins, and whether those that have it are more than the units left for them. */
static void find_threshold(struct therapycode_impl_pool_state *pool, const int32_t having[QUARTER], int32_t *tie)
{
    int32_t open = pool->shared, left = QUARTER;
    while (open > 0 && left > 1)
        open -= having[--left];
    pool->threshold = left;
    if (open < 0) {
        pool->tied = having[left];
        pool->tie_units = having[left] + open;
        pool->tie = ++*tie;
    }
}

static int share(struct therapycode_evaluation *e, const struct therapycode_impl_terms *terms, int32_t discipline,
                 struct therapycode_impl_pool_state *pool, int32_t *tie)
{
    struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS), lowest;
    int32_t having[QUARTER] = { 0 };
    pool->units = (int32_t)((pool->total + 7) / QUARTER);
    pool->shared += pool->units;
    if (terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY)
        for (i = 0; i < n; i++)
            counts[i].units = is_in_pool(&counts[i], discipline) ? 0 : counts[i].units;
    if (terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY || pool->shared == 0)
        return 1;
    for (i = 0; i < n; i++) /* nobody asks how many have no leftover */
        having[is_in_pool(&counts[i], discipline) ? counts[i].left : 0]++;
    find_threshold(pool, having, tie);
    lowest = pool->threshold + (pool->tie != 0);
    for (i = 0; i < n; i++) {
        int32_t won = is_in_pool(&counts[i], discipline) & (counts[i].left >= lowest);
        counts[i].units += won;
        counts[i].flags |= won * THERAPYCODE_IMPL_WON;
    }
    return pool->tie == 0 || share_tie(e, terms, discipline, pool);
}

/* Base: the first block and one unit at most. Add-on: all beyond. */
static void split(struct therapycode_impl_count *head, struct therapycode_impl_count *add_on)
{
    int32_t units = head->units, minutes = head->minutes, first;
    if (head->flags & THERAPYCODE_IMPL_UNCHECKED) {
        head->tally_units = head->flags & THERAPYCODE_IMPL_BILLED_STATED ? head->billed : 0;
        add_on->flags |= THERAPYCODE_IMPL_UNCHECKED;
    } else if (head->kind == THERAPYCODE_IMPL_BY_AREA) {
        head->tally_units =
            units > 0 && (head->quantity + add_on->quantity > 0 || head->flags & THERAPYCODE_IMPL_LISTED);
    } else {
        head->tally_units = units > 0;
    }
    add_on->tally_units = units - head->tally_units;
    first = minutes == THERAPYCODE_NONE ? minutes : minutes < head->block ? minutes : head->block;
    if (head->kind == THERAPYCODE_IMPL_BY_AREA) {
        head->tally_minutes = head->flags & THERAPYCODE_IMPL_LISTED ? whole_minutes(head->seconds) : 0;
        add_on->tally_minutes = minutes == THERAPYCODE_NONE ? minutes : minutes - head->tally_minutes;
        if (minutes == THERAPYCODE_NONE)
            head->tally_minutes = minutes;
        return;
    }
    head->tally_minutes = first;
    add_on->tally_minutes = minutes == THERAPYCODE_NONE ? minutes : minutes - first;
}

static inline void reckon_service(const struct therapycode_engine *engine, struct therapycode_impl_count *counts,
                                  struct therapycode_impl_count *head, struct therapycode_impl_units_state *state)
{
    struct therapycode_impl_count *add_on = head->partner == THERAPYCODE_NONE ? NULL : &counts[head->partner];
    int alone = head->flags == THERAPYCODE_IMPL_MINUTES_ALONE && add_on == NULL;
    if (!alone)
        look_for_bars(engine, head, add_on);
    cut_minutes(head, add_on);
    if (!alone || head->minutes == 0 || head->kind > THERAPYCODE_IMPL_BY_POOL)
        state->seen |= THERAPYCODE_IMPL_SEEN_MORE;
    if (head->kind == THERAPYCODE_IMPL_BY_POOL && head->minutes > 0)
        state->timed_minutes += head->minutes;
    if (head->flags & THERAPYCODE_IMPL_BARRED)
        return;
    if (head->kind == THERAPYCODE_IMPL_BY_POOL && head->minutes != THERAPYCODE_NONE && state->terms.pooled)
        reckon_pooled(head, &state->pools[therapycode_impl_count_discipline(head)]);
    else
        reckon_one(state, head, add_on);
}

int therapycode_impl_reckon(struct therapycode_evaluation *e, struct therapycode_impl_units_state *state)
{
    struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t i, d, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS);
    for (i = 0; i < n; i++) {
        state->seconds += counts[i].seconds;
        if (!counts[i].is_add_on)
            reckon_service(e->engine, counts, &counts[i], state);
    }
    for (d = 1; d < THERAPYCODE_IMPL_POOLS; d++)
        if (state->pools[d].services > 0 && !share(e, &state->terms, d, &state->pools[d], &state->ties))
            return 0;
    for (i = 0; i < n && state->seen & THERAPYCODE_IMPL_SEEN_FAMILY; i++)
        if (counts[i].partner != THERAPYCODE_NONE && !counts[i].is_add_on)
            split(&counts[i], &counts[counts[i].partner]);
    return 1;
}

void therapycode_impl_terms_read(const struct therapycode_evaluation *e, struct therapycode_impl_terms *terms)
{
    uint32_t exempt = (uint32_t)therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_ASSISTANT_EXEMPT_SETTINGS);
    terms->time_rule = therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_TIME_RULE);
    terms->pooled = terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_MEDICARE_TOTAL ||
                    terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY;
    terms->tie_default = therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_TIE_DEFAULT);
    terms->assistant_rule = therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_ASSISTANT_RULE);
    terms->assistant_method = therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_ASSISTANT_METHOD);
    if (terms->assistant_rule == 0)
        terms->assistant_rule = THERAPYCODE_IMPL_ASSISTANT_RULE_NONE;
    terms->exempt = terms->assistant_rule != THERAPYCODE_IMPL_ASSISTANT_RULE_NONE &&
                    (exempt >> e->session.setting & 1u) != 0;
    if (terms->exempt)
        terms->assistant_rule = THERAPYCODE_IMPL_ASSISTANT_RULE_NONE;
}
