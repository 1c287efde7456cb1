/* Claim lines from tallies: codes checked, modifiers and their order, thresholds, calendar rules. */
#ifndef THERAPYCODE_CLAIM_CLAIM_H
#define THERAPYCODE_CLAIM_CLAIM_H

#include "evaluation.h"

/* Modifiers are handled as their two characters in one number. Those that some rule speaks of: */
enum {
    MODIFIER_GP = 'G' << 8 | 'P', MODIFIER_GO = 'G' << 8 | 'O', MODIFIER_GN = 'G' << 8 | 'N',
    MODIFIER_CQ = 'C' << 8 | 'Q', MODIFIER_CO = 'C' << 8 | 'O', MODIFIER_KX = 'K' << 8 | 'X',
    MODIFIER_GA = 'G' << 8 | 'A', MODIFIER_GX = 'G' << 8 | 'X', MODIFIER_GY = 'G' << 8 | 'Y',
    MODIFIER_GZ = 'G' << 8 | 'Z', MODIFIER_59 = '5' << 8 | '9', MODIFIER_XE = 'X' << 8 | 'E',
    MODIFIER_XS = 'X' << 8 | 'S', MODIFIER_XP = 'X' << 8 | 'P', MODIFIER_XU = 'X' << 8 | 'U',
    MODIFIER_95 = '9' << 8 | '5', MODIFIER_93 = '9' << 8 | '3', MODIFIER_GT = 'G' << 8 | 'T',
    MODIFIER_96 = '9' << 8 | '6', MODIFIER_97 = '9' << 8 | '7', MODIFIER_99 = '9' << 8 | '9',
    MODIFIER_LT = 'L' << 8 | 'T', MODIFIER_RT = 'R' << 8 | 'T'
};

enum { THERAPYCODE_IMPL_STATED_MAX = 16 };

/* What the claim knows beside one tally. */
struct therapycode_impl_claimed {
    const struct therapycode_code *code;           /* in force on the date, or NULL */
    int32_t activity;                              /* the first one of the session, or NONE */
    int32_t activities;                            /* how many */
    int32_t suggested;                             /* 1: the code came from words */
    int32_t discipline_modifier;                   /* enum therapycode_impl_discipline_use */
    int32_t stated_count;
    int32_t stated_over;                           /* stated, and more than fit below */
    uint32_t everywhere;                           /* bits of those that every one of them states */
    int32_t contact[4];                            /* by stated contact: the first such activity + 1, or 0 */
    uint16_t stated[THERAPYCODE_IMPL_STATED_MAX];  /* modifiers that its activities state, each once */
};

/* Does the line carry GP, GO or GN? */
enum therapycode_impl_discipline_use {
    THERAPYCODE_IMPL_WITHOUT = 0,
    THERAPYCODE_IMPL_ADDED,  /* by the library */
    THERAPYCODE_IMPL_STATED, /* the caller's own, and the right one */
    THERAPYCODE_IMPL_WRONG   /* the caller's own, and not the one of the discipline */
};

struct therapycode_impl_claim {
    struct therapycode_evaluation *e;
    const struct therapycode_tally *tallies;  /* this room adds none, so they stay where they are */
    struct therapycode_impl_claimed *claimed; /* one per tally */
    int32_t tally_count;
    int32_t medicare_rules;                   /* 1: the policy follows Medicare's list of codes */
    uint16_t liability;                       /* modifier for every line, or 0 */
    uint16_t telehealth;                      /* the same */
    int32_t adds_discipline;                  /* 1: the policy wants GP, GO and GN */
    int32_t any_stated;                       /* 1: some activity states a modifier */
    int32_t add_kx[2];                        /* per pot: 1 where lines get KX */
    int32_t disciplined[4];                   /* lines with GP, GO, GN from the therapy list */
};

void therapycode_impl_claim(struct therapycode_evaluation *e);

static inline const struct therapycode_tally *therapycode_impl_claim_tally(const struct therapycode_impl_claim *c,
                                                                           int32_t index)
{
    return &c->tallies[index];
}
/* PT and SLP share a pot, OT has its own: Pub. 100-04, ch. 5, sec. 10.2. */
static inline int therapycode_impl_pot(int32_t discipline)
{
    return discipline == THERAPYCODE_OT;
}
static inline const char *therapycode_impl_discipline_name(int32_t discipline)
{
    return discipline == THERAPYCODE_PT ? "PT" : discipline == THERAPYCODE_OT ? "OT" : "SLP";
}
/* GP, GO or GN. */
static inline uint16_t therapycode_impl_discipline_modifier(int32_t discipline)
{
    return discipline == THERAPYCODE_PT ? MODIFIER_GP : discipline == THERAPYCODE_OT ? MODIFIER_GO : MODIFIER_GN;
}
/* CQ or CO, or 0 for speech. */
static inline uint16_t therapycode_impl_assistant_modifier(int32_t discipline)
{
    return discipline == THERAPYCODE_PT ? MODIFIER_CQ : discipline == THERAPYCODE_OT ? MODIFIER_CO : 0;
}
/* As an argument of a message: up to three modifiers, separated by spaces. */
int64_t therapycode_impl_modifier_arg(uint16_t a, uint16_t b, uint16_t c);
static inline int therapycode_impl_states(const struct therapycode_impl_claimed *claimed, uint16_t modifier)
{
    int32_t i;
    for (i = 0; i < claimed->stated_count; i++)
        if (claimed->stated[i] == modifier)
            return 1;
    return 0;
}
/* An evaluation or re-evaluation, which belongs to one discipline: Pub. 100-04, ch. 5, sec. 20.2 D. */
int therapycode_impl_is_evaluation(const struct therapycode_engine *engine, const char code[8]);

/* codes.c: codes that are not what the payer or the date allows. */
void therapycode_impl_claim_codes(struct therapycode_impl_claim *c);
/* modifiers.c: what the caller stated against what belongs there, then the lines. */
void therapycode_impl_claim_stated(struct therapycode_impl_claim *c);
void therapycode_impl_claim_visit_modifiers(struct therapycode_impl_claim *c);
void therapycode_impl_claim_lines(struct therapycode_impl_claim *c);
/* For a plain visit, in place of all that stands around: each line takes the discipline's modifier and nothing else. */
void therapycode_impl_claim_plain(struct therapycode_impl_claim *c);
/* threshold.c: KX. The only place that reads an amount. */
void therapycode_impl_claim_threshold(struct therapycode_impl_claim *c);
/* calendar.c: progress reports and certification. */
void therapycode_impl_claim_calendar(struct therapycode_impl_claim *c);

#endif
