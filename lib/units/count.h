/*
 * What the units room works on: one count for each code in each discipline, and a pool for each discipline.
 * Counts lie in a table of the evaluation that no caller sees, in the order of the tallies made from them.
 */
#ifndef THERAPYCODE_UNITS_COUNT_H
#define THERAPYCODE_UNITS_COUNT_H

#include "evaluation.h"

enum {
    THERAPYCODE_IMPL_UNIT_MINUTES = 15,
    THERAPYCODE_IMPL_POOLS = 4,
    THERAPYCODE_IMPL_AREA_MAX = 1000000, /* sq cm of one day: a hundred square metres, more than any body has */
    THERAPYCODE_IMPL_NOT_RECKONED = INT32_MIN /* in a tally: what-if that nobody has asked for yet */
};

enum therapycode_impl_measure_kind {
    THERAPYCODE_IMPL_BY_DAY = THERAPYCODE_IMPL_MEASURE_DAY,      /* untimed: one a day */
    THERAPYCODE_IMPL_BY_POOL = THERAPYCODE_IMPL_MEASURE_QUARTER, /* 15-minute blocks: in the pool, if there is one */
    THERAPYCODE_IMPL_BY_BLOCK,   /* blocks of another length: by themselves under every rule */
    THERAPYCODE_IMPL_BY_AREA,
    THERAPYCODE_IMPL_BY_PERIOD,  /* no matter of one visit */
    THERAPYCODE_IMPL_NOT_KNOWN   /* code unknown, or not in force */
};

enum therapycode_impl_count_flag {
    THERAPYCODE_IMPL_LISTED = 1,         /* an activity names the code; else only its partner was named */
    THERAPYCODE_IMPL_MINUTES_STATED = 2, /* by at least one activity */
    THERAPYCODE_IMPL_MINUTES_OPEN = 4,   /* not by at least one activity */
    THERAPYCODE_IMPL_BILLED_STATED = 8,
    THERAPYCODE_IMPL_BILLED_OPEN = 16,
    THERAPYCODE_IMPL_THERAPIST = 32,   /* at least one activity was not an assistant's alone */
    THERAPYCODE_IMPL_MORE_STATED = 64, /* at least one activity states more than its minutes, or less */
    THERAPYCODE_IMPL_BARRED = 128,     /* nothing of it can be billed: `rule` says why */
    THERAPYCODE_IMPL_UNCHECKED = 256,  /* units taken from the claim: there is nothing to reckon them from */
    THERAPYCODE_IMPL_WON = 512,        /* got one of the units that leftovers share */
    THERAPYCODE_IMPL_POOLED = 1024,    /* its minutes are in its discipline's total */
    THERAPYCODE_IMPL_NOT_ONE = 2048,   /* at least one activity does not state a single patient */
    /*
     * These alone, on a code without partner: minutes are all that is known, and rules for other facts need not look.
     */
    THERAPYCODE_IMPL_MINUTES_ALONE = THERAPYCODE_IMPL_LISTED | THERAPYCODE_IMPL_MINUTES_STATED |
                                     THERAPYCODE_IMPL_BILLED_OPEN | THERAPYCODE_IMPL_THERAPIST |
                                     THERAPYCODE_IMPL_NOT_ONE
};

/*
 * A base code and its add-on are one service: the base's count is its head and reckons for both, `partner` leads from
 * either to the other. Every other count is its own head.
 */
struct therapycode_impl_count {
    uint64_t key;                       /* code, as therapycode_impl_code_key, or'ed with the discipline */
    const struct therapycode_code *code; /* NULL: unknown */
    int64_t seconds;
    int64_t assistant_seconds;
    int64_t joint_seconds;
    int64_t quantity;
    int32_t kind;
    int32_t block;                      /* minutes (or sq cm) of a unit; of the first one where there is a partner */
    int32_t flags;
    int32_t first;                      /* the activity that named it first; beyond them, the reading */
    int32_t entries;
    int32_t partner;                    /* or NONE */
    int16_t is_add_on;                  /* 1: the partner is the head */
    int16_t settled;                    /* 1: no rule has anything to say of the code by itself */
    int32_t billed;
    int32_t minutes;                    /* of the head: of the whole service */
    int32_t assistant;                  /* whole minutes, at most `minutes` */
    int32_t full;                       /* whole blocks of the service */
    int32_t left;
    int32_t units;                      /* of the service */
    int32_t with;                       /* of these, with CQ or CO */
    int32_t tie;                        /* group, or 0 */
    int32_t tally_minutes;              /* this code's own share, below here: what its tally shows */
    int32_t tally_units;
    int32_t tally_with;
    int32_t rule;                       /* enum therapycode_impl_rule: why it is barred */
};

/* An activity with start and end. */
struct therapycode_impl_window {
    int32_t start;
    int32_t end;
    int32_t seconds;     /* of treatment in it */
    int32_t count;
    int32_t activity;
    int32_t supervised;
};

struct therapycode_impl_pool_state {
    int64_t total;          /* minutes */
    int32_t services;
    int32_t units;
    int32_t shared;         /* units that leftovers share */
    int32_t threshold;      /* the smallest leftover that got one */
    int32_t tied;           /* services with that leftover, where they are more than the units for them */
    int32_t tie_units;
    int32_t tie;            /* group, or 0 */
    int32_t longest;        /* minutes of the longest service */
    int32_t tie_has_full;   /* some tied service has a unit already */
    int32_t tie_has_none;   /* and some has not */
};

/* What of the policy and the session bears on units. */
struct therapycode_impl_terms {
    int32_t time_rule;
    int32_t tie_default;
    int32_t assistant_rule;   /* NONE where the setting is exempt */
    int32_t assistant_method;
    int32_t exempt;           /* 1: the policy has the rule, the setting is exempt */
    int32_t pooled;           /* 1: the total of the day fixes how many units there are */
};

/* What a visit has, so that nothing is looked for that cannot be there. */
enum therapycode_impl_seen {
    THERAPYCODE_IMPL_SEEN_ASSISTANT = 1,
    THERAPYCODE_IMPL_SEEN_BILLED = 2,
    THERAPYCODE_IMPL_SEEN_FAMILY = 4,   /* a code that may have a base or an add-on */
    THERAPYCODE_IMPL_SEEN_GROUP = 8,    /* a group code, or activities with several patients */
    THERAPYCODE_IMPL_SEEN_BARRED = 16,
    THERAPYCODE_IMPL_SEEN_UNSETTLED = 64, /* a code that some rule may speak of by itself */
    THERAPYCODE_IMPL_SEEN_MORE = 32     /* a service of which more is known than its minutes, or less */
};

/* What the room keeps for the questions that come later: what-if and proof. In the arena: evaluation.units. */
struct therapycode_impl_units_state {
    struct therapycode_impl_pool_state pools[THERAPYCODE_IMPL_POOLS];
    struct therapycode_impl_terms terms;
    int64_t seconds;       /* of all services together */
    int32_t timed_minutes; /* of 15-minute codes */
    int32_t timed_units;   /* of those that are in no pool */
    int32_t seen;
    int32_t ties;          /* groups */
    int32_t proved;        /* 1: the steps are written */
    int32_t step_count;
    char *text;            /* room for their words */
    size_t text_left;
};

static inline struct therapycode_impl_count *therapycode_impl_counts(const struct therapycode_evaluation *e)
{
    return (struct therapycode_impl_count *)(void *)e->tables[THERAPYCODE_IMPL_COUNTS].data;
}
static inline int32_t therapycode_impl_count_discipline(const struct therapycode_impl_count *count)
{
    return (int32_t)(count->key & 3u);
}
static inline int64_t therapycode_impl_count_code(const struct therapycode_impl_count *count)
{
    return (int64_t)(count->key & ~(uint64_t)0xFF);
}
/* What a finding may point to: readings found only in the note stand behind those of activities. */
static inline int32_t therapycode_impl_activity(const struct therapycode_evaluation *e, int32_t first)
{
    return (size_t)first < e->session.activity_count ? first : THERAPYCODE_NONE;
}

void therapycode_impl_terms_read(const struct therapycode_evaluation *e, struct therapycode_impl_terms *terms);

/* collect.c: one count for each code and discipline; findings about single activities. 0 when memory ran out. */
int therapycode_impl_collect(struct therapycode_evaluation *e, struct therapycode_impl_units_state *state);
/* families.c: joins base and add-on codes; creates the one that was not named. */
int therapycode_impl_families(struct therapycode_evaluation *e);
/* The code that goes on where a base code ends, on the date of service, or NULL. */
const struct therapycode_code *therapycode_impl_add_on_of(const struct therapycode_evaluation *e,
                                                          const struct therapycode_code *base);

/* reckon.c: minutes, then units of every service under the time rule. */
int therapycode_impl_reckon(struct therapycode_evaluation *e, struct therapycode_impl_units_state *state);
/* Units of `minutes` by themselves; `add_on` is the block of the add-on code, 0 where the code goes on by itself. */
int32_t therapycode_impl_block_units(int32_t time_rule, int32_t minutes, int32_t block, int32_t add_on);
/* Its place among equals under the policy's default: the lowest goes first. */
uint64_t therapycode_impl_tie_rank(const struct therapycode_impl_terms *terms,
                                   const struct therapycode_impl_count *head, int32_t minutes);

/* assistant.c */
/* How the rule reached its answer, for the proof. */
struct therapycode_impl_assistant_view {
    int32_t with;
    int32_t therapist_left;  /* beyond whole blocks */
    int32_t assistant_left;
    int32_t open;            /* units that neither completed alone */
    int32_t differ;          /* the two published methods give different answers */
    int32_t by_service;      /* the tenth was taken of the whole service */
};
void therapycode_impl_assistant_look(const struct therapycode_impl_terms *terms,
                                     const struct therapycode_impl_count *head, int32_t units, int32_t minutes,
                                     int32_t assistant, struct therapycode_impl_assistant_view *view);
int32_t therapycode_impl_assistant_units(const struct therapycode_impl_terms *terms,
                                         const struct therapycode_impl_count *head, int32_t units, int32_t minutes,
                                         int32_t assistant);
void therapycode_impl_assistants(struct therapycode_evaluation *e, const struct therapycode_impl_terms *terms);

/* tallies.c: tallies, and the summary's figures. */
void therapycode_impl_tallies(struct therapycode_evaluation *e, struct therapycode_impl_units_state *state);
/* The message (enum therapycode_impl_message) of the step that says why a code has the units that it has. */
int32_t therapycode_impl_decision(const struct therapycode_evaluation *e, const struct therapycode_impl_count *count);
/* Writes into each tally which rule decided it. */
void therapycode_impl_name_rules(const struct therapycode_evaluation *e);
/* Blocks and leftover of a code's own share. */
void therapycode_impl_own_blocks(const struct therapycode_impl_count *count, const struct therapycode_impl_count *head,
                                 int32_t *full, int32_t *left);
/* findings.c: what is to be said about services and pools. */
void therapycode_impl_units_findings(struct therapycode_evaluation *e,
                                     const struct therapycode_impl_units_state *state);
/*
 * overlap.c: start and end times, of two activities or more; first bounds the minutes of one code, then compares codes.
 */
void therapycode_impl_windows_bound(struct therapycode_evaluation *e);
void therapycode_impl_windows_compare(struct therapycode_evaluation *e);
/* billed.c: units as billed beside units as reckoned. */
void therapycode_impl_billed(struct therapycode_evaluation *e, const struct therapycode_impl_terms *terms,
                             const struct therapycode_impl_pool_state pools[THERAPYCODE_IMPL_POOLS]);
/* sort.c: ascending by (value, index), in place. */
struct therapycode_impl_ranked {
    uint64_t value;
    int32_t index;
    int32_t group;
};
void therapycode_impl_rank_sort(struct therapycode_impl_ranked *rows, size_t count);

#endif
