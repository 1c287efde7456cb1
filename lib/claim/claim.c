/* The claim room: what each tally's activities state, then codes, modifiers, thresholds, lines and clocks. */
#include "claim/claim.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"

int64_t therapycode_impl_modifier_arg(uint16_t a, uint16_t b, uint16_t c)
{
    char text[8] = { 0 };
    uint16_t all[3];
    int i, at = 0;
    all[0] = a;
    all[1] = b;
    all[2] = c;
    for (i = 0; i < 3 && all[i] != 0; i++) {
        if (i > 0)
            text[at++] = ' ';
        text[at++] = (char)(all[i] >> 8);
        text[at++] = (char)(all[i] & 0xFF);
    }
    return therapycode_impl_code_arg(text);
}

/* Whatever the date: what is no longer in force was an evaluation. */
int therapycode_impl_is_evaluation(const struct therapycode_engine *engine, const char code[8])
{
    size_t row = therapycode_impl_code_first(engine, therapycode_impl_code_key(code));
    return row != SIZE_MAX &&
           therapycode_impl_code_is(engine, &engine->codes[row], THERAPYCODE_IMPL_NATURE_EVALUATION);
}

/* ---- what the activities of a tally state ---- */

static void gather_modifiers(struct therapycode_impl_claim *c, struct therapycode_impl_claimed *to, int32_t activity)
{
    const char(*modifiers)[4] = (const char(*)[4])c->e->activities[activity].modifiers;
    uint32_t here = 0;
    int i, j;
    for (i = 0; i < 4; i++) {
        uint16_t m = (uint16_t)((unsigned char)modifiers[i][0] << 8 | (unsigned char)modifiers[i][1]);
        if (modifiers[i][0] == '\0')
            continue;
        for (j = 0; j < to->stated_count && to->stated[j] != m; j++) {
        }
        if (j == THERAPYCODE_IMPL_STATED_MAX) {
            to->stated_over++;
            continue;
        }
        if (here >> j & 1u) {
            THERAPYCODE_IMPL_FIND(c->e, MODIFIER_DUPLICATE, therapycode_impl_modifier_arg(m, 0, 0))->activity =
                activity;
            continue;
        }
        if (j == to->stated_count)
            to->stated[to->stated_count++] = m;
        here |= (uint32_t)1 << j;
    }
    if (here != 0)
        c->any_stated = 1;
    to->everywhere = to->activities == 1 ? here : to->everywhere & here;
}

static void gather_activity(struct therapycode_impl_claim *c, int32_t tally, int32_t activity)
{
    struct therapycode_impl_claimed *to = &c->claimed[tally];
    int32_t contact = c->e->activities[activity].contact;
    uint64_t any[2];
    if (to->activity == THERAPYCODE_NONE)
        to->activity = activity;
    to->activities++;
    if (to->contact[contact] == 0)
        to->contact[contact] = activity + 1;
    memcpy(any, c->e->activities[activity].modifiers, sizeof any);
    if ((any[0] | any[1]) != 0)
        gather_modifiers(c, to, activity);
    else
        to->everywhere = 0; /* most activities state none */
}

/* Every activity has its reading, whatever was asked. */
static void gather_readings(struct therapycode_impl_claim *c)
{
    const struct therapycode_reading *reading = (const void *)c->e->tables[THERAPYCODE_IMPL_READINGS].data;
    int32_t i, count = therapycode_impl_count(c->e, THERAPYCODE_IMPL_READINGS);
    for (i = 0; i < count; i++) {
        int32_t tally = reading[i].tally, activity = reading[i].activity;
        if (tally < 0 || tally >= c->tally_count)
            continue;
        if (activity == THERAPYCODE_NONE || c->e->activities[activity].code[0] == '\0')
            c->claimed[tally].suggested = 1;
        if (activity != THERAPYCODE_NONE)
            gather_activity(c, tally, activity);
    }
}

/* Further blocks of a service that was read from words are read from words too. */
static void gather_further_blocks(struct therapycode_impl_claim *c)
{
    const struct therapycode_tally *tally = (const void *)c->e->tables[THERAPYCODE_IMPL_TALLIES].data;
    const struct therapycode_code *codes = c->e->engine->codes;
    int32_t i, k;
    for (i = 0; i < c->tally_count; i++) {
        size_t slot;
        if (tally[i].timing != THERAPYCODE_ADD_ON)
            continue;
        slot = therapycode_impl_code_first(c->e->engine, therapycode_impl_code_key(tally[i].code));
        for (k = 0; slot != SIZE_MAX && codes[slot].add_on_to != THERAPYCODE_NONE && k < c->tally_count; k++)
            if (tally[k].discipline == tally[i].discipline && c->claimed[k].suggested &&
                strcmp(tally[k].code, codes[codes[slot].add_on_to].code) == 0)
                c->claimed[i].suggested = 1;
    }
}

/* Choices that this room and the units room acted on. */
static void recalled_policy(struct therapycode_impl_claim *c)
{
    static const uint32_t used = (uint32_t)1 << THERAPYCODE_IMPL_OPTION_TIME_RULE |
                                 (uint32_t)1 << THERAPYCODE_IMPL_OPTION_DISCIPLINE_MODIFIERS |
                                 (uint32_t)1 << THERAPYCODE_IMPL_OPTION_ASSISTANT_RULE;
    if ((c->e->policy->recalled & used) != 0)
        THERAPYCODE_IMPL_FIND(c->e, POLICY_UNVERIFIED, 0);
}

/* Dates that the table of codes was not verified for. */
static void date_coverage(struct therapycode_impl_claim *c)
{
    int32_t date = c->e->session.date_of_service;
    if (!therapycode_impl_in_force(date, therapycode_impl_verified_from, therapycode_impl_verified_to))
        THERAPYCODE_IMPL_FIND(c->e, TABLE_DATE_COVERAGE, date, therapycode_impl_verified_from,
                              therapycode_impl_verified_to);
}

/* ---- the room ---- */

enum { FEW = 8 };

static void claim_all(struct therapycode_impl_claim *c)
{
    int32_t i;
    for (i = 0; i < c->tally_count; i++) {
        memset(&c->claimed[i], 0, sizeof c->claimed[i]);
        c->claimed[i].activity = THERAPYCODE_NONE;
    }
    gather_readings(c);
    gather_further_blocks(c);
    date_coverage(c);
    therapycode_impl_claim_codes(c);
    therapycode_impl_claim_stated(c);
    therapycode_impl_claim_visit_modifiers(c);
    therapycode_impl_claim_threshold(c);
    therapycode_impl_claim_lines(c);
    therapycode_impl_claim_calendar(c);
}

void therapycode_impl_claim(struct therapycode_evaluation *e)
{
    struct therapycode_impl_claimed few[FEW];
    struct therapycode_impl_claim c;
    if (e->status != THERAPYCODE_OK)
        return; /* rows may be missing that belong together */
    memset(&c, 0, sizeof c);
    c.e = e;
    c.tallies = (const void *)e->tables[THERAPYCODE_IMPL_TALLIES].data;
    c.tally_count = therapycode_impl_count(e, THERAPYCODE_IMPL_TALLIES);
    c.medicare_rules =
        therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_MEDICARE_RULES) == THERAPYCODE_IMPL_DISCIPLINE_MODIFIERS_YES;
    c.adds_discipline = therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_DISCIPLINE_MODIFIERS) ==
                        THERAPYCODE_IMPL_DISCIPLINE_MODIFIERS_YES;
    recalled_policy(&c);
    if (e->plain && e->episode == NULL &&
        (e->session.liability | e->session.telehealth | e->session.place_of_service) == 0) {
        date_coverage(&c);
        therapycode_impl_claim_plain(&c);
        return;
    }
    c.claimed = few;
    if (c.tally_count > FEW)
        c.claimed = therapycode_impl_take(e, (size_t)c.tally_count * sizeof *c.claimed);
    if (c.claimed != NULL)
        claim_all(&c);
}
