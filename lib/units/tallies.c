/* A tally for every code, which rule decided it, and the figures of the visit. */
#include <string.h>

#include "base/text.h"
#include "units/count.h"

/* At most: of a service before and after its decision (summed, joined, cut, together twice, outside, CQ twice). */
enum { QUARTER = THERAPYCODE_IMPL_UNIT_MINUTES, MORE_STEPS = 7, POOL_STEPS = 3 };

struct teller {
    struct therapycode_evaluation *e;
    struct therapycode_impl_units_state *state;
    size_t steps;  /* at most, that the proof will have */
};

#define MESSAGE(name) THERAPYCODE_IMPL_MESSAGE_##name

/* ---- which rule decided: asked when a tally or the proof is first read ---- */

static int32_t decide_pooled(const struct therapycode_evaluation *e, const struct therapycode_impl_count *head,
                             int32_t full, int32_t left)
{
    const struct therapycode_impl_pool_state *pool = &e->units->pools[therapycode_impl_count_discipline(head)];
    int won = (head->flags & THERAPYCODE_IMPL_WON) != 0;
    if (pool->units == 0)
        return MESSAGE(COUNT_NONE);
    if (e->units->terms.time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY)
        return MESSAGE(COUNT_TOTAL_ONLY);
    if (head->tie != 0 && pool->tie_has_full && pool->tie_has_none)
        return won ? MESSAGE(COUNT_UNRANKED_WON) : MESSAGE(COUNT_UNRANKED_LOST);
    if (head->tie != 0)
        return won ? MESSAGE(COUNT_TIE_WON) : MESSAGE(COUNT_TIE_LOST);
    if (won && pool->longest <= 7)
        return MESSAGE(COUNT_COMBINED);
    if (won)
        return full > 0 ? MESSAGE(COUNT_REMAINDER) : MESSAGE(COUNT_REMAINDER_SHORT);
    if (full > 0)
        return left > 0 ? MESSAGE(COUNT_BLOCK) : MESSAGE(COUNT_BLOCK_WHOLE);
    return MESSAGE(COUNT_UNBILLED);
}

static int32_t decide_alone(const struct therapycode_evaluation *e, const struct therapycode_impl_count *count,
                            int32_t full, int32_t left)
{
    if (e->units->terms.time_rule == THERAPYCODE_IMPL_TIME_RULE_FULL_BLOCK)
        return MESSAGE(COUNT_FULL_BLOCK);
    if (e->units->terms.time_rule == THERAPYCODE_IMPL_TIME_RULE_CEILING)
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

static int32_t decide_special(const struct therapycode_evaluation *e, const struct therapycode_impl_count *count,
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
        return therapycode_impl_code_first(e->engine, count->key & ~(uint64_t)0xFF) == SIZE_MAX
                   ? MESSAGE(COUNT_UNKNOWN) : MESSAGE(COUNT_NOT_IN_FORCE);
    }
}

void therapycode_impl_own_blocks(const struct therapycode_impl_count *count, const struct therapycode_impl_count *head,
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

static int32_t decide_timed(const struct therapycode_evaluation *e, const struct therapycode_impl_count *count,
                            const struct therapycode_impl_count *head)
{
    int32_t full, left;
    therapycode_impl_own_blocks(count, head, &full, &left);
    if (head->flags & THERAPYCODE_IMPL_UNCHECKED)
        return count->tally_units > 0 ? MESSAGE(COUNT_UNCHECKED) : MESSAGE(COUNT_NOT_STATED);
    if (head->minutes == 0)
        return MESSAGE(COUNT_ZERO);
    if (head->partner != THERAPYCODE_NONE &&
        (head->kind != THERAPYCODE_IMPL_BY_POOL ||
         e->units->terms.time_rule != THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY) &&
        (count->is_add_on ? count->tally_minutes == 0 : head->minutes > head->block))
        return MESSAGE(COUNT_BASE);
    return e->units->terms.pooled && head->kind == THERAPYCODE_IMPL_BY_POOL ? decide_pooled(e, head, full, left)
                                                                            : decide_alone(e, count, full, left);
}

int32_t therapycode_impl_decision(const struct therapycode_evaluation *e, const struct therapycode_impl_count *count)
{
    const struct therapycode_impl_count *head =
        count->is_add_on ? &therapycode_impl_counts(e)[count->partner] : count;
    if (head->flags & THERAPYCODE_IMPL_BARRED)
        return decide_barred(head);
    if (head->kind == THERAPYCODE_IMPL_BY_POOL || head->kind == THERAPYCODE_IMPL_BY_BLOCK)
        return decide_timed(e, count, head);
    return decide_special(e, count, head);
}

void therapycode_impl_name_rules(const struct therapycode_evaluation *e)
{
    struct therapycode_tally *tallies = (void *)e->tables[THERAPYCODE_IMPL_TALLIES].data;
    const struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_TALLIES);
    for (i = 0; i < n; i++) {
        int32_t message = therapycode_impl_decision(e, &counts[i]);
        tallies[i].rule = therapycode_impl_rule_id(therapycode_impl_messages[message].rule);
    }
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
    return head->partner == THERAPYCODE_NONE || count->is_add_on == (head->full > 0);
}

/* Does the proof say more of the service than which rule decided? */
static int takes_more_steps(const struct therapycode_impl_count *head)
{
    return (head->flags & THERAPYCODE_IMPL_MORE_STATED) != 0 || head->entries > 1 ||
           head->partner != THERAPYCODE_NONE || head->kind == THERAPYCODE_IMPL_BY_BLOCK;
}

static void name(const struct therapycode_impl_count *count, struct therapycode_tally *tally)
{
    tally->discipline = therapycode_impl_count_discipline(count);
    if (count->code == NULL) {
        therapycode_impl_code_of_key(count->key & ~(uint64_t)0xFF, tally->code);
        return;
    }
    memcpy(tally->code, count->code->code, sizeof tally->code);
    tally->timing = count->code->timing;
}

static inline void fill(struct teller *p, struct therapycode_impl_count *count, struct therapycode_tally *tally)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(p->e), *head = count, *add_on = NULL;
    int32_t full = count->full, left = count->left;
    if (count->partner == THERAPYCODE_NONE) {
        count->tally_units = count->units;
        count->tally_minutes = count->minutes;
    } else {
        head = count->is_add_on ? &counts[count->partner] : count;
        add_on = &counts[head->partner];
    }
    if (add_on != NULL || head->flags & THERAPYCODE_IMPL_BARRED)
        therapycode_impl_own_blocks(count, head, &full, &left);
    name(count, tally);
    tally->minutes = count->tally_minutes;
    tally->assistant_minutes = own_assistant(count, head, add_on);
    tally->full_units = full;
    tally->remainder = left;
    tally->units = count->tally_units;
    tally->extra_units = head->flags & THERAPYCODE_IMPL_UNCHECKED || count->tally_units < full ? 0
                         : count->tally_units - full;
    tally->assistant_units = count->tally_with;
    if (head->tie != 0 && bears_tie(count, head)) {
        tally->tie = head->tie;
        tally->tie_units = p->state->pools[therapycode_impl_count_discipline(head)].tie_units;
    }
    tally->minutes_to_next_unit = THERAPYCODE_IMPL_NOT_RECKONED;
    tally->minutes_to_assistant_flip = THERAPYCODE_IMPL_NOT_RECKONED;
    p->steps += takes_more_steps(head) ? 1 + MORE_STEPS : 1;
}

/* ---- the visit ---- */

/* Room for the proof, which is written when somebody asks for it and memory can no longer run out. */
static void reserve_proof(struct teller *p)
{
    struct therapycode_evaluation *e = p->e;
    size_t bytes = p->steps * THERAPYCODE_IMPL_STEP_LONGEST;
    p->state->text = therapycode_impl_arena_take(&e->arena, bytes);
    p->state->text_left = bytes;
    if (p->state->text == NULL ||
        !therapycode_impl_rows_reserve(&e->tables[THERAPYCODE_IMPL_PROOF], &e->allocator, p->steps) ||
        !therapycode_impl_rows_reserve(&e->tables[THERAPYCODE_IMPL_RANKS], &e->allocator,
                                       e->tables[THERAPYCODE_IMPL_COUNTS].count))
        e->status = THERAPYCODE_E_NOMEM;
}

/* The figures of 15-minute codes; of all codes together, the claim room. */
static void summarise(struct teller *p)
{
    struct therapycode_summary *s = &p->e->summary;
    int32_t d, pools = 0;
    s->timed_minutes = p->state->timed_minutes;
    s->timed_units = p->state->timed_units;
    for (d = 1; d < THERAPYCODE_IMPL_POOLS; d++) {
        const struct therapycode_impl_pool_state *pool = &p->state->pools[d];
        if (pool->services == 0)
            continue;
        s->timed_units += pool->units;
        s->minutes_to_next_unit =
            ++pools > 1 ? THERAPYCODE_NONE : (int32_t)(pool->units * QUARTER + 8 - pool->total);
        p->steps += POOL_STEPS;
    }
}

void therapycode_impl_tallies(struct therapycode_evaluation *e, struct therapycode_impl_units_state *state)
{
    struct teller p = { e, state, 0 };
    struct therapycode_tally *tallies;
    struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS);
    if (n == 0)
        return;
    tallies = therapycode_impl_add_rows(e, THERAPYCODE_IMPL_TALLIES, sizeof *tallies, (size_t)n);
    if (tallies == NULL)
        return;
    for (i = 0; i < n; i++) {
        memset(&tallies[i], 0, sizeof tallies[i]);
        tallies[i].size = sizeof tallies[i];
        fill(&p, &counts[i], &tallies[i]);
    }
    if (!e->units_alone) /* other rooms may look at them; else they wait until somebody does */
        therapycode_impl_name_rules(e);
    summarise(&p);
    reserve_proof(&p);
}
