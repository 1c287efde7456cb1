/*
 * KX: Pub. 100-04, ch. 5, sec. 10.2 and 10.3. PT and SLP count to one threshold, OT to its own; "more than", on the
 * amounts of the year before this visit and of this visit. Nothing but this file reads an amount, and nothing but KX
 * follows from one.
 */
#include "claim/claim.h"

/* One pot on this claim. */
struct pot {
    int64_t used;
    int64_t visit;
    int64_t threshold;
    int32_t name;      /* 0: PT and SLP, 1: OT */
    int32_t known;     /* used is stated */
    int32_t lines;     /* tallies with units on the therapy list */
    int32_t with_kx;   /* of these, by the caller */
    int32_t with_ga;   /* GA or GZ */
    int32_t activity;  /* the first with KX, or NONE */
};

static int64_t pot_name(const struct pot *pot)
{
    return therapycode_impl_text_arg(pot->name == 0 ? "PT and SLP" : "OT");
}

static void count_lines(struct therapycode_impl_claim *c, struct pot pots[2])
{
    int32_t i;
    for (i = 0; i < c->tally_count; i++) {
        const struct therapycode_tally *tally = therapycode_impl_claim_tally(c, i);
        const struct therapycode_impl_claimed *claimed = &c->claimed[i];
        struct pot *pot = &pots[therapycode_impl_pot(tally->discipline)];
        if (tally->units == 0 || claimed->discipline_modifier == THERAPYCODE_IMPL_WITHOUT)
            continue;
        pot->lines++;
        if (claimed->stated_count == 0)
            continue;
        if (therapycode_impl_states(claimed, MODIFIER_KX)) {
            pot->with_kx++;
            if (pot->activity == THERAPYCODE_NONE)
                pot->activity = claimed->activity;
        }
        pot->with_ga += therapycode_impl_states(claimed, MODIFIER_GA) || therapycode_impl_states(claimed, MODIFIER_GZ);
    }
}

static void take_amounts(struct therapycode_impl_claim *c, struct pot pots[2])
{
    static const int32_t names[2] = { THERAPYCODE_IMPL_NAME_KX_PT_SLP, THERAPYCODE_IMPL_NAME_KX_OT };
    static const int32_t bits[2] = { THERAPYCODE_STATED_USED_PT_SLP, THERAPYCODE_STATED_USED_OT };
    const struct therapycode_episode *episode = c->e->episode;
    int i;
    for (i = 0; i < 2; i++) {
        pots[i].name = i;
        pots[i].activity = THERAPYCODE_NONE;
        pots[i].threshold = therapycode_impl_threshold(c->e->engine, names[i], c->e->session.date_of_service);
        if (episode == NULL)
            continue;
        pots[i].used = i == 0 ? episode->used_pt_slp_cents : episode->used_ot_cents;
        pots[i].known = pots[i].used > 0 || (episode->stated & bits[i]) != 0;
        pots[i].visit = episode->visit_cents;
    }
}

/*
 * GA says that denial as not necessary is expected, KX that the service is necessary: never both (sec. 10.3.3, 10.5).
 */
static void without_necessity(struct therapycode_impl_claim *c, const struct pot *pot)
{
    int64_t m = therapycode_impl_modifier_arg(c->liability == MODIFIER_GZ ? MODIFIER_GZ : MODIFIER_GA, 0, 0);
    if (pot->with_kx > 0)
        THERAPYCODE_IMPL_FIND(c->e, KX_BESIDE_GA, m, pot_name(pot))->activity = pot->activity;
    else if (c->e->session.necessity_attested == THERAPYCODE_YES)
        THERAPYCODE_IMPL_FIND(c->e, KX_ATTESTED_AND_GA, m, pot_name(pot));
    else
        THERAPYCODE_IMPL_STEP(c->e, KX_GA_INSTEAD, m, pot_name(pot));
}

static void over(struct therapycode_impl_claim *c, const struct pot *pot)
{
    int32_t attested = c->e->session.necessity_attested;
    int institution = c->e->session.setting != THERAPYCODE_SETTING_PROFESSIONAL;
    int64_t sum = pot->used + pot->visit;
    if (c->liability == MODIFIER_GA || c->liability == MODIFIER_GZ || pot->with_ga > 0) {
        without_necessity(c, pot);
    } else if (attested == THERAPYCODE_YES) {
        c->add_kx[pot->name] = 1;
        THERAPYCODE_IMPL_STEP(c->e, KX_ADDED, pot_name(pot), sum, pot->threshold);
        if (institution)
            THERAPYCODE_IMPL_STEP(c->e, KX_ALL_ADDED, pot_name(pot));
    } else if (attested == THERAPYCODE_NO && pot->with_kx > 0) {
        THERAPYCODE_IMPL_FIND(c->e, KX_NOT_ATTESTED, pot_name(pot))->activity = pot->activity;
    } else if (pot->with_kx == 0 || !institution) {
        if (pot->with_kx < pot->lines)
            THERAPYCODE_IMPL_FIND(c->e, KX_ADVISED, pot_name(pot), sum, pot->threshold);
    } else if (pot->with_kx < pot->lines) {
        THERAPYCODE_IMPL_FIND(c->e, KX_SOME_LINES, pot_name(pot), pot->with_kx, pot->lines)->activity = pot->activity;
    }
}

/* Amounts are there; `shared`: the visit has lines of both pots and one amount for them. */
static void judge(struct therapycode_impl_claim *c, const struct pot *pot, int shared)
{
    static const int32_t reviews[2] = { THERAPYCODE_IMPL_NAME_TARGETED_REVIEW_PT_SLP,
                                        THERAPYCODE_IMPL_NAME_TARGETED_REVIEW_OT };
    int64_t sum = pot->used + pot->visit;
    int32_t review = therapycode_impl_threshold(c->e->engine, reviews[pot->name], c->e->session.date_of_service);
    if (shared && pot->used <= pot->threshold && sum > pot->threshold) {
        THERAPYCODE_IMPL_FIND(c->e, KX_POTS_MIXED, pot_name(pot), pot->visit, pot->threshold - pot->used);
        return;
    }
    THERAPYCODE_IMPL_STEP(c->e, KX_SUM, pot_name(pot), pot->used, pot->visit, sum, pot->threshold);
    if (sum > pot->threshold)
        over(c, pot);
    else if (pot->with_kx > 0)
        THERAPYCODE_IMPL_FIND(c->e, KX_BELOW, pot_name(pot), sum, pot->threshold)->activity = pot->activity;
    if (pot->visit == 0 && sum <= pot->threshold)
        THERAPYCODE_IMPL_FIND(c->e, KX_VISIT_NOT_STATED, pot_name(pot), pot->threshold - pot->used);
    if (review != THERAPYCODE_NONE && sum > review && !shared)
        THERAPYCODE_IMPL_FIND(c->e, KX_REVIEW, pot_name(pot), sum, review);
}

void therapycode_impl_claim_threshold(struct therapycode_impl_claim *c)
{
    struct pot pots[2] = { { 0, 0, 0, 0, 0, 0, 0, 0, 0 }, { 0, 0, 0, 0, 0, 0, 0, 0, 0 } };
    int i, shared;
    if (therapycode_impl_option(c->e, THERAPYCODE_IMPL_OPTION_THRESHOLD) != THERAPYCODE_IMPL_THRESHOLD_KX)
        return;
    if (c->e->episode == NULL && !c->any_stated)
        return;
    take_amounts(c, pots);
    count_lines(c, pots);
    shared = pots[0].lines > 0 && pots[1].lines > 0;
    for (i = 0; i < 2; i++) {
        const struct pot *pot = &pots[i];
        if (pot->lines == 0 || (c->e->episode == NULL && pot->with_kx == 0))
            continue;
        if (!pot->known)
            THERAPYCODE_IMPL_FIND(c->e, KX_USED_NOT_STATED, pot_name(pot))->activity = pot->activity;
        else if (pot->threshold == THERAPYCODE_NONE)
            THERAPYCODE_IMPL_FIND(c->e, KX_YEAR, pot_name(pot), c->e->session.date_of_service / 10000)->activity =
                pot->activity;
        else
            judge(c, pot, shared);
    }
}
