/*
 * The proof: a step for every unit given and not given. It is written when a caller first reads a step, from what the
 * room has kept, into memory that was set aside.
 */
#include "base/text.h"
#include "units/count.h"
#include "units/units.h"

enum { QUARTER = THERAPYCODE_IMPL_UNIT_MINUTES };

struct prover {
    const struct therapycode_evaluation *e;
    struct therapycode_impl_units_state *state;
    struct therapycode_step *steps;
    size_t room;
    int32_t pool_count;
};

#define MESSAGE(name) THERAPYCODE_IMPL_MESSAGE_##name

static struct therapycode_step *write_step(struct prover *p, int32_t message,
                                           const int64_t args[THERAPYCODE_IMPL_MESSAGE_ARGS])
{
    const struct therapycode_impl_messages_row *entry = &therapycode_impl_messages[message];
    struct therapycode_step *step = &p->steps[p->state->step_count];
    size_t length = entry->length;
    /* both were reckoned to suffice; a step too many would overwrite the last one rather than what lies behind it */
    if (length > p->state->text_left)
        length = p->state->text_left;
    if ((size_t)p->state->step_count + 1 < p->room)
        p->state->step_count++;
    memset(step, 0, sizeof *step);
    step->size = sizeof *step;
    step->rule = therapycode_impl_rule_id(entry->rule);
    step->tally = THERAPYCODE_NONE;
    step->message = p->state->text;
    length = therapycode_impl_format(p->state->text, length, therapycode_impl_pool + entry->message, args) + 1;
    p->state->text += length;
    p->state->text_left -= length;
    return step;
}

#define STEP(p, name, ...) \
    write_step((p), MESSAGE(name), (const int64_t[THERAPYCODE_IMPL_MESSAGE_ARGS]){ __VA_ARGS__ })

static void decision_step(struct prover *p, int32_t row, const struct therapycode_impl_count *count,
                          const struct therapycode_impl_count *head)
{
    const struct therapycode_impl_pool_state *pool = &p->state->pools[therapycode_impl_count_discipline(count)];
    int64_t args[THERAPYCODE_IMPL_MESSAGE_ARGS];
    struct therapycode_step *step;
    int32_t full, left;
    therapycode_impl_own_blocks(count, head, &full, &left);
    args[0] = therapycode_impl_count_code(count);
    args[1] = count->tally_minutes;
    args[2] = full;
    args[3] = left;
    args[4] = count->tally_units;
    args[5] = pool->tied;
    args[6] = pool->tie_units;
    args[7] = count->block;
    step = write_step(p, therapycode_impl_decision(p->e, count), args);
    step->tally = row;
    step->minutes = count->tally_minutes < 0 ? 0 : count->tally_minutes;
    step->units = count->tally_units;
}

/* Why these units carry CQ or CO, or do not although an assistant took part. */
static void assistant_steps(struct prover *p, int32_t row, const struct therapycode_impl_count *count,
                            const struct therapycode_impl_count *head)
{
    struct therapycode_impl_assistant_view view;
    const struct therapycode_impl_terms *terms = &p->state->terms;
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
        step = write_step(p, message, args);
    }
    step->tally = row;
    step->minutes = head->assistant;
    step->units = count->tally_with;
    if (count->tally_with > 0 && count->tally_with < count->tally_units) {
        step = STEP(p, ASSISTANT_SPLIT, therapycode_impl_count_code(count), count->tally_with,
                                     count->tally_units - count->tally_with);
        step->tally = row;
        step->units = count->tally_with;
    }
}

/* ---- what goes before: pools, and how the minutes of a service came together ---- */

static void pool_steps(struct prover *p, int32_t discipline)
{
    static const char *const names[] = { "", "PT", "OT", "SLP" };
    const struct therapycode_impl_pool_state *pool = &p->state->pools[discipline];
    int32_t total = (int32_t)pool->total, high = pool->units * QUARTER + 7;
    struct therapycode_step *step;
    if (p->pool_count > 1)
        STEP(p, UNITS_POOL, therapycode_impl_text_arg(names[discipline]), pool->services);
    if (pool->units == 0)
        step = STEP(p, UNITS_NONE, total);
    else
        step = STEP(p, UNITS_TOTAL, total, pool->units, high - 14, high);
    step->minutes = total;
    step->units = pool->units;
    if (total > pool->units * QUARTER) {
        step = STEP(p, UNITS_LOST, total - pool->units * QUARTER, total, high + 1 - total);
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
        STEP(p, COUNT_SUM, code, head->entries, head->seconds / 60)->minutes =
            (int32_t)(head->seconds / 60);
    if (add_on != NULL && head->kind != THERAPYCODE_IMPL_BY_AREA && head->minutes >= 0) {
        int64_t other = therapycode_impl_count_code(add_on);
        if (p->state->terms.time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY &&
            head->kind == THERAPYCODE_IMPL_BY_POOL)
            STEP(p, COUNT_FAMILY_OPEN, code, other, head->minutes)->minutes = head->minutes;
        else
            STEP(p, COUNT_FAMILY, code, other, head->minutes, head->units)->minutes = head->minutes;
    }
    if (beyond > 0)
        STEP(p, COUNT_SECONDS, code, head->minutes, beyond)->minutes = head->minutes;
    if (joint >= 60)
        STEP(p, COUNT_JOINT, code, joint / 60)->minutes = (int32_t)(joint / 60);
    if (joint >= 60 && p->state->terms.assistant_rule != THERAPYCODE_IMPL_ASSISTANT_RULE_NONE)
        STEP(p, ASSISTANT_JOINT, code, joint / 60)->minutes = (int32_t)(joint / 60);
    if (head->kind == THERAPYCODE_IMPL_BY_BLOCK &&
        p->state->terms.time_rule == THERAPYCODE_IMPL_TIME_RULE_MEDICARE_TOTAL)
        STEP(p, COUNT_OUTSIDE, code, head->block);
}

/* ---- all ---- */

static void prove(struct prover *p)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(p->e);
    int32_t i, d, n = therapycode_impl_count(p->e, THERAPYCODE_IMPL_COUNTS);
    for (d = 1; d < THERAPYCODE_IMPL_POOLS; d++)
        p->pool_count += p->state->pools[d].services > 0;
    for (d = 1; d < THERAPYCODE_IMPL_POOLS; d++)
        if (p->state->pools[d].services > 0)
            pool_steps(p, d);
    for (i = 0; i < n; i++) {
        const struct therapycode_impl_count *head = counts[i].is_add_on ? &counts[counts[i].partner] : &counts[i];
        if (head == &counts[i])
            service_steps(p, head);
        decision_step(p, i, &counts[i], head);
        if (counts[i].tally_with > 0 || (head == &counts[i] && head->assistant > 0))
            assistant_steps(p, i, &counts[i], head);
    }
}

int32_t therapycode_impl_units_prove(const struct therapycode_evaluation *e)
{
    struct therapycode_impl_units_state *state = e->units;
    struct prover p = { e, state, (void *)e->tables[THERAPYCODE_IMPL_PROOF].data,
                        e->tables[THERAPYCODE_IMPL_PROOF].capacity, 0 };
    if (state == NULL || e->tables[THERAPYCODE_IMPL_COUNTS].count == 0)
        return 0;
    if (!state->proved) {
        state->proved = 1;
        prove(&p);
    }
    return state->step_count;
}
