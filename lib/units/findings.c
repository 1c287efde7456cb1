/* What is to be said about services and pools. */
#include "units/count.h"

#include "base/text.h"

enum { DAY = 1440, GROUP_MAX = 4, NAMED_MAX = 4 };

struct finder {
    struct therapycode_evaluation *e;
    const struct therapycode_impl_terms *terms;
    const struct therapycode_impl_pool_state *pools;
};

static int32_t at(const struct finder *f, const struct therapycode_impl_count *count)
{
    return therapycode_impl_activity(f->e, count->first);
}

static const struct therapycode_impl_count *partner_of(const struct finder *f, const struct therapycode_impl_count *c)
{
    return c->partner == THERAPYCODE_NONE ? NULL : &therapycode_impl_counts(f->e)[c->partner];
}

/* ---- ties ---- */

/* The tied codes that won, then those that lost: as many as a message names. */
static int name_tied(const struct finder *f, int32_t tie, int won, int64_t *names, int room, int32_t *first)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(f->e);
    int32_t i, n = therapycode_impl_count(f->e, THERAPYCODE_IMPL_COUNTS);
    int named = 0;
    for (i = 0; i < n && named < room; i++) {
        const struct therapycode_impl_count *head = &counts[i];
        if (head->is_add_on || head->tie != tie || ((head->flags & THERAPYCODE_IMPL_WON) != 0) != won)
            continue;
        if (named == 0)
            *first = head->first;
        names[named++] = therapycode_impl_count_code(head);
    }
    return named;
}

/* 1 when some tied code would take CQ or CO with the unit and another would not. */
static int assistants_differ(const struct finder *f, int32_t tie)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(f->e);
    int32_t i, n = therapycode_impl_count(f->e, THERAPYCODE_IMPL_COUNTS), seen = 0;
    for (i = 0; i < n; i++) {
        const struct therapycode_impl_count *head = &counts[i];
        int32_t full = head->full, with;
        if (head->is_add_on || head->tie != tie)
            continue;
        with = therapycode_impl_assistant_units(f->terms, head, full + 1, head->minutes, head->assistant) -
               therapycode_impl_assistant_units(f->terms, head, full, head->minutes, head->assistant);
        seen |= with > 0 ? 2 : 1;
    }
    return seen == 3;
}

static void say_tie(const struct finder *f, const struct therapycode_impl_pool_state *pool)
{
    int64_t won[1] = { 0 }, lost[NAMED_MAX] = { 0 };
    int32_t first = THERAPYCODE_NONE, unused;
    int others;
    struct therapycode_finding *finding;
    name_tied(f, pool->tie, 1, won, 1, &first);
    others = name_tied(f, pool->tie, 0, lost, NAMED_MAX, &unused);
    if (pool->tied == 2)
        finding = THERAPYCODE_IMPL_FIND(f->e, UNITS_TIE_TWO, won[0], lost[0], pool->threshold);
    else if (others == 1)
        finding = THERAPYCODE_IMPL_FIND(f->e, UNITS_TIE_ONE_OUT, pool->tied, pool->tie_units, pool->threshold, lost[0]);
    else if (others == 2)
        finding = THERAPYCODE_IMPL_FIND(f->e, UNITS_TIE_TWO_OUT, pool->tied, pool->tie_units, pool->threshold, lost[0],
                                        lost[1]);
    else if (others == 3)
        finding = THERAPYCODE_IMPL_FIND(f->e, UNITS_TIE_THREE_OUT, pool->tied, pool->tie_units, pool->threshold,
                                        lost[0], lost[1], lost[2]);
    else
        finding = THERAPYCODE_IMPL_FIND(f->e, UNITS_TIE_MANY_OUT, pool->tied, pool->tie_units, pool->threshold, lost[0],
                                        lost[1], lost[2], lost[3], pool->tied - pool->tie_units - NAMED_MAX);
    finding->activity = therapycode_impl_activity(f->e, first);
    if (assistants_differ(f, pool->tie))
        THERAPYCODE_IMPL_FIND(f->e, ASSISTANT_TIE, won[0], pool->tied, pool->threshold)->activity =
            therapycode_impl_activity(f->e, first);
}

/* ---- services ---- */

static void say_minutes(const struct finder *f, const struct therapycode_impl_count *head)
{
    int64_t code = therapycode_impl_count_code(head);
    int timed = head->kind == THERAPYCODE_IMPL_BY_POOL || head->kind == THERAPYCODE_IMPL_BY_BLOCK;
    if (!timed || head->flags & THERAPYCODE_IMPL_BARRED)
        return;
    if (head->flags & THERAPYCODE_IMPL_UNCHECKED) {
        if (!(head->flags & THERAPYCODE_IMPL_LISTED) && partner_of(f, head) != NULL) /* the add-on was named alone */
            code = therapycode_impl_count_code(partner_of(f, head));
        if (head->units > 0)
            THERAPYCODE_IMPL_FIND(f->e, UNITS_NOT_CHECKABLE, code, head->units)->activity = at(f, head);
        else
            THERAPYCODE_IMPL_FIND(f->e, TIME_NOT_STATED, code)->activity = at(f, head);
    } else if (head->flags & THERAPYCODE_IMPL_MINUTES_OPEN) {
        THERAPYCODE_IMPL_FIND(f->e, TIME_PARTLY_STATED, code, head->minutes)->activity = at(f, head);
    } else if (head->minutes == 0) {
        THERAPYCODE_IMPL_FIND(f->e, TIME_ZERO, code)->activity = at(f, head);
    }
}

/* A payer that counts whole blocks, or every begun one, leaves no doubt about part of a block. */
static int has_midpoint(const struct finder *f)
{
    return f->terms->time_rule != THERAPYCODE_IMPL_TIME_RULE_FULL_BLOCK &&
           f->terms->time_rule != THERAPYCODE_IMPL_TIME_RULE_CEILING;
}

static void say_family(const struct finder *f, const struct therapycode_impl_count *head)
{
    const struct therapycode_impl_count *add_on = partner_of(f, head);
    int32_t beyond;
    if (add_on == NULL)
        return;
    if (!(head->flags & THERAPYCODE_IMPL_LISTED)) {
        int64_t alone = therapycode_impl_count_code(add_on), base = therapycode_impl_count_code(head);
        if (head->flags & THERAPYCODE_IMPL_UNCHECKED)
            THERAPYCODE_IMPL_FIND(f->e, ADDON_ALONE_BILLED, alone, base)->activity = at(f, add_on);
        else
            THERAPYCODE_IMPL_FIND(f->e, ADDON_ALONE, alone, base)->activity = at(f, add_on);
    }
    if (!(add_on->flags & THERAPYCODE_IMPL_LISTED) && add_on->tally_units > 0)
        THERAPYCODE_IMPL_FIND(f->e, ADDON_UNLISTED, therapycode_impl_count_code(head),
                              therapycode_impl_count_code(add_on), add_on->tally_units)->activity = at(f, head);
    beyond = head->kind == THERAPYCODE_IMPL_BY_BLOCK && has_midpoint(f) ? add_on->tally_minutes : 0;
    if (beyond > 0 && beyond % add_on->block != 0)
        THERAPYCODE_IMPL_FIND(f->e, ADDON_PARTIAL, therapycode_impl_count_code(add_on), beyond, add_on->block)
            ->activity = at(f, add_on);
}

static void say_kind(const struct finder *f, const struct therapycode_impl_count *head)
{
    int64_t code = therapycode_impl_count_code(head);
    const struct therapycode_impl_count *add_on = partner_of(f, head);
    int64_t quantity = head->quantity + (add_on == NULL ? 0 : add_on->quantity);
    if (head->kind == THERAPYCODE_IMPL_BY_AREA && quantity == 0)
        THERAPYCODE_IMPL_FIND(f->e, AREA_OPEN, code)->activity = at(f, head);
    if (head->kind == THERAPYCODE_IMPL_BY_AREA && quantity > THERAPYCODE_IMPL_AREA_MAX)
        THERAPYCODE_IMPL_FIND(f->e, AREA_TOO_LARGE, code, quantity)->activity = at(f, head);
    if (head->flags & THERAPYCODE_IMPL_BARRED && head->rule == THERAPYCODE_IMPL_RULE_GROUP_TWO_PATIENTS)
        THERAPYCODE_IMPL_FIND(f->e, GROUP_ONE, code)->activity = at(f, head);
    if (head->kind == THERAPYCODE_IMPL_BY_PERIOD && head->flags & THERAPYCODE_IMPL_BILLED_STATED)
        THERAPYCODE_IMPL_FIND(f->e, UNITS_PERIOD, code, head->units)->activity = at(f, head);
    else if (head->kind == THERAPYCODE_IMPL_BY_PERIOD)
        THERAPYCODE_IMPL_FIND(f->e, UNITS_PERIOD_OPEN, code)->activity = at(f, head);
    if (f->terms->time_rule == THERAPYCODE_IMPL_TIME_RULE_CEILING && head->minutes > 0 &&
        (head->kind == THERAPYCODE_IMPL_BY_POOL || head->kind == THERAPYCODE_IMPL_BY_BLOCK)) {
        int32_t supported = therapycode_impl_block_units(THERAPYCODE_IMPL_TIME_RULE_AMA_MIDPOINT, head->minutes,
                                                         head->block, add_on == NULL ? 0 : add_on->block);
        if (head->units > supported)
            THERAPYCODE_IMPL_FIND(f->e, CEILING_UNSUPPORTED, code, head->minutes, head->units, supported)->activity =
                at(f, head);
    }
}

/* No table row for the code on this date: nothing can be reckoned, and no line be made. */
static void say_not_known(const struct finder *f, const struct therapycode_impl_count *head)
{
    int64_t code = therapycode_impl_count_code(head);
    if (therapycode_impl_code_first(f->e->engine, (uint64_t)code) == SIZE_MAX)
        THERAPYCODE_IMPL_FIND(f->e, CODE_UNKNOWN, code)->activity = at(f, head);
    else
        THERAPYCODE_IMPL_FIND(f->e, CODE_NOT_IN_FORCE, code)->activity = at(f, head);
}

static void say_assistant(const struct finder *f, const struct therapycode_impl_count *head)
{
    struct therapycode_impl_assistant_view view;
    int64_t code = therapycode_impl_count_code(head);
    if (head->flags & THERAPYCODE_IMPL_BARRED && head->rule == THERAPYCODE_IMPL_RULE_ASSISTANT_NO_EVALUATION)
        THERAPYCODE_IMPL_FIND(f->e, ASSISTANT_EVALUATED, code)->activity = at(f, head);
    if (head->assistant == 0 || head->units == 0)
        return;
    therapycode_impl_assistant_look(f->terms, head, head->units, head->minutes, head->assistant, &view);
    if (view.differ)
        THERAPYCODE_IMPL_FIND(f->e, ASSISTANT_DIFFER, code, head->minutes - head->assistant, head->assistant)
            ->activity = at(f, head);
}

/* ---- the visit ---- */

/* Once for the visit: an assistant took part where no modifier is owed. */
static void say_exempt(const struct finder *f)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(f->e);
    int32_t i, n = therapycode_impl_count(f->e, THERAPYCODE_IMPL_COUNTS);
    int slp = 0, other = 0;
    if (f->terms->assistant_rule == THERAPYCODE_IMPL_ASSISTANT_RULE_NONE && !f->terms->exempt)
        return;
    for (i = 0; i < n; i++) {
        if (counts[i].assistant_seconds == 0)
            continue;
        if (therapycode_impl_count_discipline(&counts[i]) == THERAPYCODE_SLP)
            slp = 1;
        else
            other = 1;
    }
    if (slp)
        THERAPYCODE_IMPL_FIND(f->e, ASSISTANT_SLP, 0);
    if (other && f->terms->exempt)
        THERAPYCODE_IMPL_FIND(f->e, ASSISTANT_EXEMPT, 0);
}

static void say_group(const struct finder *f)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(f->e), *group = NULL, *alone = NULL;
    int32_t i, n = therapycode_impl_count(f->e, THERAPYCODE_IMPL_COUNTS);
    for (i = 0; i < n; i++) {
        const struct therapycode_impl_count *c = &counts[i];
        if (c->code == NULL || c->flags & THERAPYCODE_IMPL_BARRED || !(c->flags & THERAPYCODE_IMPL_LISTED))
            continue;
        if (c->code->contact == THERAPYCODE_GROUP && group == NULL)
            group = c;
        if (c->code->contact == THERAPYCODE_ONE_ON_ONE && alone == NULL)
            alone = c;
    }
    if (group != NULL && alone != NULL)
        THERAPYCODE_IMPL_FIND(f->e, GROUP_BESIDE, therapycode_impl_count_code(group),
                              therapycode_impl_count_code(alone))->activity = at(f, group);
}

static void say_activities(const struct finder *f)
{
    const struct therapycode_session *s = &f->e->session;
    size_t i;
    for (i = 0; i < s->activity_count; i++) {
        const struct therapycode_activity *a = &f->e->activities[i];
        if (a->participants > GROUP_MAX)
            THERAPYCODE_IMPL_FIND(f->e, GROUP_LARGE, a->participants, GROUP_MAX)->activity = (int32_t)i;
    }
}

void therapycode_impl_units_findings(struct therapycode_evaluation *e,
                                     const struct therapycode_impl_units_state *state)
{
    const struct finder f = { e, &state->terms, state->pools };
    const struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t i, d, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS);
    int total_only = state->terms.time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY;
    int ceiling = state->terms.time_rule == THERAPYCODE_IMPL_TIME_RULE_CEILING;
    for (i = 0; i < n && (state->seen & THERAPYCODE_IMPL_SEEN_MORE || ceiling); i++) {
        if (counts[i].is_add_on)
            continue;
        if (counts[i].kind == THERAPYCODE_IMPL_NOT_KNOWN)
            say_not_known(&f, &counts[i]);
        say_minutes(&f, &counts[i]);
        say_family(&f, &counts[i]);
        say_kind(&f, &counts[i]);
        say_assistant(&f, &counts[i]);
    }
    if (state->seconds > (int64_t)DAY * 60)
        THERAPYCODE_IMPL_FIND(e, TIME_OVER_DAY, state->seconds / 60);
    for (d = 1; d < THERAPYCODE_IMPL_POOLS && (state->ties > 0 || total_only); d++) {
        if (state->pools[d].tie != 0)
            say_tie(&f, &state->pools[d]);
        if (state->pools[d].services > 0 && total_only)
            THERAPYCODE_IMPL_FIND(e, UNITS_TOTAL_ONLY, state->pools[d].total, state->pools[d].units);
    }
    if (state->seen & THERAPYCODE_IMPL_SEEN_ASSISTANT)
        say_exempt(&f);
    if (state->seen & THERAPYCODE_IMPL_SEEN_GROUP) {
        say_group(&f);
        say_activities(&f);
    }
}
