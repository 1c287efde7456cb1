/* The engine: a sealed rulebook, with rows laid out for the caller, policies resolved by date, and the vocabulary. */
#ifndef THERAPYCODE_RULEBOOK_ENGINE_H
#define THERAPYCODE_RULEBOOK_ENGINE_H

#include <stdatomic.h>

#include <therapycode/engine.h>

#include "rulebook/automaton.h"
#include "rulebook/rulebook.h"
#include "rulebook/scheme.h"

/* One policy in one period: the value of every option after following `base`. 0: no row says anything. */
struct therapycode_impl_policy {
    const char *name;
    const char *title;
    int32_t effective_from;
    int32_t effective_to;
    uint32_t recalled;                             /* bits 1 << option: no source could be opened for its row */
    int32_t values[THERAPYCODE_IMPL_OPTION_COUNT]; /* by enum therapycode_impl_option */
};

/* What units ask of a code first, in one cache line's half: no two loads where one will do. */
struct therapycode_impl_brief {
    uint64_t key;     /* as therapycode_impl_code_key; 0: an empty slot */
    int32_t from;     /* the period of its only row */
    int32_t to;       /* INT32_MAX: open */
    int32_t code;     /* index of codes */
    uint8_t measure;  /* enum therapycode_impl_measure; 0: other, or more than one row: ask the long way */
    uint8_t group;    /* 1: a group code */
    uint8_t settled;  /* bits 1 << discipline: the code is verified, active, always therapy and of that discipline */
    uint8_t reserved;
};
enum therapycode_impl_measure { THERAPYCODE_IMPL_MEASURE_DAY = 1, THERAPYCODE_IMPL_MEASURE_QUARTER };

/* A row of the rubric with its texts and its rule looked up. */
struct therapycode_impl_asked {
    const struct therapycode_impl_rubric_row *row;
    const struct therapycode_rule *rule; /* NULL: the catalogue does not have it */
    const char *title;
    const char *suggestion;
};
/* What a row of the rubric is asked by: a code that a row of lines lists, or a kind of note. */
struct therapycode_impl_asked_by {
    uint64_t key;                        /* as therapycode_impl_code_key; or the kind, which is below all of them */
    uint32_t asked;                      /* index of engine->asked */
};

/* Rows that are written when the first of them is asked for. */
struct therapycode_impl_shown {
    atomic_int state;
    struct therapycode_phrase *rows;
};

struct therapycode_engine {
    struct therapycode_allocator allocator;
    atomic_int references;
    struct therapycode_rulebook *rulebook;
    struct therapycode_info info;
    char digest[65];
    struct therapycode_impl_arena arena;                 /* all that follows lies in it */
    struct therapycode_code *codes;                      /* ascending by code, then as loaded */
    const struct therapycode_impl_codes_row **code_rows; /* beside them, the row each was made from */
    int32_t *add_ons;                                    /* at a code's first row: first row of its add-on, or NONE */
    size_t code_count;
    uint32_t *code_slots;                                /* hash of the code -> index + 1 of its first row */
    size_t code_slot_count;                              /* power of two */
    struct therapycode_impl_brief *briefs;               /* hash of the code -> what most visits need of it */
    uint32_t brief_mask;
    struct therapycode_rule *rules;                      /* ascending by id: enum therapycode_impl_rule */
    struct therapycode_option *options;
    size_t option_count;
    const struct therapycode_impl_lexicon_row *phrases;  /* as loaded */
    struct therapycode_impl_shown *shown;                /* the same for the caller */
    size_t phrase_count;
    struct therapycode_impl_vocabulary vocabulary;      /* the phrases, compiled */
    struct therapycode_impl_scheme scheme;               /* how the phrases speak for codes */
    struct therapycode_impl_asked *asked;                /* beside the rows of the rubric */
    size_t asked_count;
    struct therapycode_impl_asked_by *asked_by;          /* ascending by key, then row */
    size_t asked_by_count;
    struct therapycode_impl_policy *policies;            /* ascending by name, then period */
    size_t policy_count;
};

/* Takes the phrases of the rulebook, and room to show them. OK or E_NOMEM. */
therapycode_status therapycode_impl_phrases_begin(struct therapycode_engine *engine);
/* A phrase as it is looked for, and what it tells in words. */
static inline const char *therapycode_impl_phrase_text(const struct therapycode_engine *engine, int32_t phrase)
{
    return therapycode_impl_rulebook_text(engine->rulebook, engine->phrases[phrase].phrase);
}
static inline const char *therapycode_impl_phrase_why(const struct therapycode_engine *engine, int32_t phrase)
{
    return therapycode_impl_rulebook_text(engine->rulebook, engine->phrases[phrase].why);
}
/* Index of the first row of a code, or SIZE_MAX. */
size_t therapycode_impl_code_first(const struct therapycode_engine *engine, uint64_t key);
/* Whether a code of the engine is an evaluation, an exercise, ...: enum therapycode_impl_nature. */
static inline int therapycode_impl_code_is(const struct therapycode_engine *engine, const struct therapycode_code *code,
                                           int32_t nature)
{
    return engine->code_rows[code - engine->codes]->nature >> nature & 1;
}
/* The code on a date, or NULL; `key` as therapycode_impl_code_key makes it. */
const struct therapycode_code *therapycode_impl_find_code(const struct therapycode_engine *engine, uint64_t key,
                                                          int32_t date);
/* The brief of a code, or NULL where the long way must be asked. */
static inline const struct therapycode_impl_brief *therapycode_impl_find_brief(const struct therapycode_engine *engine,
                                                                               uint64_t key, int32_t date)
{
    uint32_t slot = (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 44) & engine->brief_mask;
    const struct therapycode_impl_brief *brief = &engine->briefs[slot];
    while (brief->key != key) {
        if (brief->key == 0)
            return NULL;
        slot = (slot + 1) & engine->brief_mask;
        brief = &engine->briefs[slot];
    }
    return brief->measure != 0 && date >= brief->from && date < brief->to ? brief : NULL;
}
/* The policy on a date; NULL for a name that the engine does not have. */
const struct therapycode_impl_policy *therapycode_impl_find_policy(const struct therapycode_engine *engine,
                                                                   const char *name, int32_t date);
/* The amount in cents of a threshold (enum therapycode_impl_name) on a date, or NONE. */
int32_t therapycode_impl_threshold(const struct therapycode_engine *engine, int32_t name, int32_t date);
/* Resolves every policy of the sealed rulebook into engine->policies. */
therapycode_status therapycode_impl_policies_resolve(struct therapycode_engine *engine,
                                                     struct therapycode_error *error);

#endif
