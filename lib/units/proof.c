/* The proof: a tally for every code, a step for every unit given and not given, and the figures of the visit. */
#include <stdlib.h>

#include "base/text.h"
#include "units/count.h"

enum { QUARTER = THERAPYCODE_IMPL_UNIT_MINUTES };

struct prover {
    struct therapycode_evaluation *e;
    const struct therapycode_impl_terms *terms;
    const struct therapycode_impl_pool_state *pools;
    int32_t pool_count;
};

#define MESSAGE(name) THERAPYCODE_IMPL_MESSAGE_##name

/* ---- which rule decided ---- */

static int32_t decide_pooled(const struct prover *p, const struct therapycode_impl_count *head, int32_t full)
{
    const struct therapycode_impl_pool_state *pool = &p->pools[therapycode_impl_count_discipline(head)];
    int won = (head->flags & THERAPYCODE_IMPL_WON) != 0;
    if (p->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY)
        return MESSAGE(COUNT_TOTAL_ONLY);
    if (head->minutes == 0)
        return MESSAGE(COUNT_ZERO);
    if (pool->units == 0)
        return MESSAGE(COUNT_NONE);
    if (head->tie != 0 && pool->tie_has_full && pool->tie_has_none)
        return won ? MESSAGE(COUNT_UNRANKED_WON) : MESSAGE(COUNT_UNRANKED_LOST);
    if (head->tie != 0)
        return won ? MESSAGE(COUNT_TIE_WON) : MESSAGE(COUNT_TIE_LOST);
    if (won)
        return pool->longest <= 7 ? MESSAGE(COUNT_COMBINED) : MESSAGE(COUNT_REMAINDER);
    return full > 0 ? MESSAGE(COUNT_BLOCK) : MESSAGE(COUNT_UNBILLED);
}

static int32_t decide_alone(const struct prover *p, const struct therapycode_impl_count *count, int32_t full,
                            int32_t left)
{
    if (p->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_FULL_BLOCK)
        return MESSAGE(COUNT_FULL_BLOCK);
    if (p->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_CEILING)
        return MESSAGE(COUNT_CEILING);
    if (count->is_add_on)
        return MESSAGE(COUNT_ADD_ON);
    if (count->block != QUARTER)
        return MESSAGE(COUNT_LONG);
    return left > 0 && count->tally_units == full ? MESSAGE(COUNT_AMA_UNBILLED) : MESSAGE(COUNT_AMA);
}

static int32_t decide_barred(const struct therapycode_impl_count *count)
{
    switch (count->rule) {
    case THERAPYCODE_IMPL_RULE_ASSISTANT_NO_EVALUATION:
        return MESSAGE(COUNT_BARRED_EVALUATION);
    case THERAPYCODE_IMPL_RULE_GROUP_TWO_PATIENTS:
        return MESSAGE(COUNT_BARRED_GROUP);
    case THERAPYCODE_IMPL_RULE_GROUP_CONCURRENT:
        return MESSAGE(COUNT_BARRED_CONCURRENT);
    case THERAPYCODE_IMPL_RULE_SIGN_STUDENT:
        return MESSAGE(COUNT_BARRED_STUDENT);
    default:
        return MESSAGE(COUNT_BARRED_AIDE);
    }
}

static int32_t decide_special(const struct prover *p, const struct therapycode_impl_count *count,
                              const struct therapycode_impl_count *head)
{
    switch (head->kind) {
    case THERAPYCODE_IMPL_BY_DAY:
        return count->code->contact == THERAPYCODE_GROUP ? MESSAGE(COUNT_GROUP) : MESSAGE(COUNT_UNTIMED);
    case THERAPYCODE_IMPL_BY_AREA:
        return count->is_add_on && head->quantity + count->quantity == 0 ? MESSAGE(COUNT_AREA_OPEN)
                                                                         : MESSAGE(COUNT_AREA);
    case THERAPYCODE_IMPL_BY_PERIOD:
        return MESSAGE(COUNT_PERIOD);
    default:
        return therapycode_impl_code_first(p->e->engine, count->key & ~(uint64_t)0xFF) == SIZE_MAX
                   ? MESSAGE(COUNT_UNKNOWN) : MESSAGE(COUNT_NOT_IN_FORCE);
    }
}

/* Blocks and leftover of this code's own share. */
static void own_blocks(const struct therapycode_impl_count *count, const struct therapycode_impl_count *head,
                       int32_t *full, int32_t *left)
{
    int32_t minutes = count->tally_minutes;
    *full = 0;
    *left = 0;
    if ((head->kind != THERAPYCODE_IMPL_BY_POOL && head->kind != THERAPYCODE_IMPL_BY_BLOCK) || minutes <= 0)
        return;
    *full = minutes / count->block;
    *left = minutes % count->block;
}

static int32_t decide(const struct prover *p, const struct therapycode_impl_count *count,
                      const struct therapycode_impl_count *head, int32_t full, int32_t left)
{
    int pooled = p->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_MEDICARE_TOTAL ||
                 p->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY;
    if (head->flags & THERAPYCODE_IMPL_BARRED)
        return decide_barred(head);
    if (head->kind != THERAPYCODE_IMPL_BY_POOL && head->kind != THERAPYCODE_IMPL_BY_BLOCK)
        return decide_special(p, count, head);
    if (head->flags & THERAPYCODE_IMPL_UNCHECKED)
        return count->tally_units > 0 ? MESSAGE(COUNT_UNCHECKED) : MESSAGE(COUNT_NOT_STATED);
    if (head->partner != THERAPYCODE_NONE && head->minutes > 0) {
        if (count->is_add_on ? count->tally_minutes == 0 : head->minutes > head->block)
            return MESSAGE(COUNT_BASE);
    }
    if (head->minutes == 0)
        return MESSAGE(COUNT_ZERO);
    if (pooled && head->kind == THERAPYCODE_IMPL_BY_POOL)
        return decide_pooled(p, head, full);
    return decide_alone(p, count, full, left);
}

/* ---- tallies ---- */

static int32_t own_assistant(const struct therapycode_impl_count *count, const struct therapycode_impl_count *head,
                             const struct therapycode_impl_count *add_on)
{
    int64_t base;
    if (add_on == NULL)
        return head->assistant;
    base = head->assistant_seconds / 60;
    if (base > head->tally_minutes)
        base = head->tally_minutes;
    if (head->assistant - base > add_on->tally_minutes)
        base = head->assistant - add_on->tally_minutes;
    if (base < 0)
        base = 0;
    return count->is_add_on ? head->assistant - (int32_t)base : (int32_t)base;
}

/* A family's tie is about one unit: that of the base while it has none, else of the add-on. */
static int bears_tie(const struct therapycode_impl_count *count, const struct therapycode_impl_count *head)
{
    return head->tie != 0 && (head->partner == THERAPYCODE_NONE || count->is_add_on == (head->full > 0));
}

static void add_step(struct prover *p, int32_t message, int32_t row, const struct therapycode_impl_count *count,
                     int32_t full, int32_t left)
{
    const struct therapycode_impl_pool_state *pool = &p->pools[therapycode_impl_count_discipline(count)];
    const int64_t args[8] = { therapycode_impl_count_code(count), count->tally_minutes, full, left,
                              count->tally_units, pool->tied, pool->tie_units, count->block };
    struct therapycode_step *step = therapycode_impl_step(p->e, message, args, 8);
    step->tally = row;
    step->minutes = count->tally_minutes < 0 ? 0 : count->tally_minutes;
    step->units = count->tally_units;
}

/* Why these units carry CQ or CO, or do not although an assistant took part. */
static void assistant_steps(struct prover *p, int32_t row, const struct therapycode_impl_count *count,
                            const struct therapycode_impl_count *head)
{
    struct therapycode_impl_assistant_view view;
    const struct therapycode_impl_terms *terms = p->terms;
    int32_t message = MESSAGE(ASSISTANT_BLOCKS);
    struct therapycode_step *step;
    if (terms->assistant_rule == THERAPYCODE_IMPL_ASSISTANT_RULE_NONE || head->units == 0 ||
        therapycode_impl_count_discipline(head) == THERAPYCODE_SLP)
        return;
    therapycode_impl_assistant_look(terms, head, head->units, head->minutes, head->assistant, &view);
    if (head->minutes <= 0 || head->assistant == head->minutes)
        message = MESSAGE(ASSISTANT_ALL);
    else if (view.by_service)
        message = MESSAGE(ASSISTANT_SERVICE);
    else if (view.open > 0 && terms->assistant_rule == THERAPYCODE_IMPL_ASSISTANT_RULE_TEN_PERCENT)
        message = MESSAGE(ASSISTANT_TENTH_2020);
    else if (view.open >= 2)
        message = MESSAGE(ASSISTANT_TWO);
    else if (view.open == 1 && view.therapist_left >= 8)
        message = MESSAGE(ASSISTANT_MIDPOINT);
    else if (view.open == 1)
        message = MESSAGE(ASSISTANT_TENTH);
    {
        const int64_t args[8] = { therapycode_impl_count_code(count), head->minutes - head->assistant,
                                  head->assistant, head->with, head->units, view.therapist_left,
                                  view.assistant_left, view.open };
        step = therapycode_impl_step(p->e, message, args, 8);
    }
    step->tally = row;
    step->minutes = head->assistant;
    step->units = count->tally_with;
    if (count->tally_with > 0 && count->tally_with < count->tally_units) {
        step = THERAPYCODE_IMPL_STEP(p->e, ASSISTANT_SPLIT, therapycode_impl_count_code(count), count->tally_with,
                                     count->tally_units - count->tally_with);
        step->tally = row;
        step->units = count->tally_with;
    }
}

static void add_tally(struct prover *p, const struct therapycode_impl_count *count)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(p->e);
    const struct therapycode_impl_count *head = count->is_add_on ? &counts[count->partner] : count;
    const struct therapycode_impl_count *add_on = head->partner == THERAPYCODE_NONE ? NULL : &counts[head->partner];
    const struct therapycode_impl_pool_state *pool = &p->pools[therapycode_impl_count_discipline(head)];
    struct therapycode_tally *tally;
    int32_t full, left, message, row = therapycode_impl_count(p->e, THERAPYCODE_IMPL_TALLIES);
    uint64_t key = count->key;
    int i;
    own_blocks(count, head, &full, &left);
    message = decide(p, count, head, full, left);
    tally = therapycode_impl_add(p->e, THERAPYCODE_IMPL_TALLIES);
    for (i = 0; i < 7; i++)
        tally->code[i] = (char)(key >> (56 - 8 * i) & 0xFF);
    tally->rule = therapycode_impl_rule_id(therapycode_impl_messages[message].rule);
    tally->discipline = therapycode_impl_count_discipline(count);
    tally->timing = count->code == NULL ? 0 : count->code->timing;
    tally->minutes = count->tally_minutes;
    tally->assistant_minutes = own_assistant(count, head, add_on);
    tally->full_units = full;
    tally->remainder = left;
    tally->units = count->tally_units;
    tally->extra_units = head->flags & THERAPYCODE_IMPL_UNCHECKED || count->tally_units < full ? 0
                         : count->tally_units - full;
    tally->assistant_units = count->tally_with;
    if (bears_tie(count, head)) {
        tally->tie = head->tie;
        tally->tie_units = pool->tie_units;
    }
    tally->minutes_to_next_unit = THERAPYCODE_IMPL_NOT_RECKONED;
    tally->minutes_to_assistant_flip = THERAPYCODE_IMPL_NOT_RECKONED;
    add_step(p, message, row, count, full, left);
    if (count->tally_with > 0 || (head == count && head->assistant > 0))
        assistant_steps(p, row, count, head);
}

/* ---- what goes before: pools, and how the minutes of a service came together ---- */

static void pool_steps(struct prover *p, int32_t discipline)
{
    static const char *const names[] = { "", "PT", "OT", "SLP" };
    const struct therapycode_impl_pool_state *pool = &p->pools[discipline];
    int32_t total = (int32_t)pool->total, high = pool->units * QUARTER + 7;
    struct therapycode_step *step;
    if (p->pool_count > 1)
        THERAPYCODE_IMPL_STEP(p->e, UNITS_POOL, therapycode_impl_text_arg(names[discipline]), pool->services);
    if (pool->units == 0)
        step = THERAPYCODE_IMPL_STEP(p->e, UNITS_NONE, total);
    else
        step = THERAPYCODE_IMPL_STEP(p->e, UNITS_TOTAL, total, pool->units, high - 14, high);
    step->minutes = total;
    step->units = pool->units;
    if (total > pool->units * QUARTER) {
        step = THERAPYCODE_IMPL_STEP(p->e, UNITS_LOST, total - pool->units * QUARTER, total, high + 1 - total);
        step->minutes = total - pool->units * QUARTER;
    }
}

static void service_steps(struct prover *p, const struct therapycode_impl_count *head)
{
    const struct therapycode_impl_count *add_on =
        head->partner == THERAPYCODE_NONE ? NULL : &therapycode_impl_counts(p->e)[head->partner];
    int64_t code = therapycode_impl_count_code(head);
    int64_t joint = head->joint_seconds + (add_on == NULL ? 0 : add_on->joint_seconds);
    int64_t beyond = (head->seconds + (add_on == NULL ? 0 : add_on->seconds)) % 60;
    if (head->entries > 1)
        THERAPYCODE_IMPL_STEP(p->e, COUNT_SUM, code, head->entries, head->seconds / 60)->minutes =
            (int32_t)(head->seconds / 60);
    if (add_on != NULL && head->kind != THERAPYCODE_IMPL_BY_AREA)
        THERAPYCODE_IMPL_STEP(p->e, COUNT_FAMILY, code, therapycode_impl_count_code(add_on), head->minutes,
                              head->units)->minutes = head->minutes < 0 ? 0 : head->minutes;
    if (beyond > 0)
        THERAPYCODE_IMPL_STEP(p->e, COUNT_SECONDS, code, head->minutes, beyond)->minutes = head->minutes;
    if (joint >= 60)
        THERAPYCODE_IMPL_STEP(p->e, COUNT_JOINT, code, joint / 60)->minutes = (int32_t)(joint / 60);
    if (joint >= 60 && p->terms->assistant_rule != THERAPYCODE_IMPL_ASSISTANT_RULE_NONE)
        THERAPYCODE_IMPL_STEP(p->e, ASSISTANT_JOINT, code, joint / 60)->minutes = (int32_t)(joint / 60);
    if (head->kind == THERAPYCODE_IMPL_BY_BLOCK &&
        p->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_MEDICARE_TOTAL)
        THERAPYCODE_IMPL_STEP(p->e, COUNT_OUTSIDE, code, head->block);
}

/* ---- the visit ---- */

static void summarise(const struct prover *p)
{
    struct therapycode_summary *s = &p->e->summary;
    const struct therapycode_impl_count *counts = therapycode_impl_counts(p->e);
    int32_t i, d, n = therapycode_impl_count(p->e, THERAPYCODE_IMPL_COUNTS), pools = 0;
    for (i = 0; i < n; i++) {
        if (counts[i].is_add_on)
            continue;
        s->total_units += counts[i].units;
        if (counts[i].kind != THERAPYCODE_IMPL_BY_POOL)
            continue;
        s->timed_units += counts[i].units;
        s->timed_minutes += counts[i].minutes > 0 ? counts[i].minutes : 0;
    }
    for (d = 1; d < THERAPYCODE_IMPL_POOLS; d++) {
        const struct therapycode_impl_pool_state *pool = &p->pools[d];
        if (pool->services == 0)
            continue;
        if (p->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY)
            s->timed_units += pool->units;
        s->minutes_to_next_unit =
            ++pools > 1 ? THERAPYCODE_NONE : (int32_t)(pool->units * QUARTER + 8 - pool->total);
    }
}

void therapycode_impl_prove(struct therapycode_evaluation *e, const struct therapycode_impl_terms *terms,
                            const struct therapycode_impl_pool_state pools[THERAPYCODE_IMPL_POOLS])
{
    struct prover p = { e, terms, pools, 0 };
    const struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t i, d, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS);
    for (d = 1; d < THERAPYCODE_IMPL_POOLS; d++)
        p.pool_count += pools[d].services > 0;
    for (d = 1; d < THERAPYCODE_IMPL_POOLS; d++)
        if (pools[d].services > 0)
            pool_steps(&p, d);
    for (i = 0; i < n; i++) {
        if (!counts[i].is_add_on)
            service_steps(&p, &counts[i]);
        add_tally(&p, &counts[i]);
    }
    summarise(&p);
}
