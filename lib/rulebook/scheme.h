/*
 * How words speak for codes, laid out for weighing: what each phrase says (data/lexicon), what a cue without a code
 * says (data/scheme.csv), why a code leads or loses (data/reasons.csv), and how far a lead can be trusted
 * (data/confidence.csv). docs/selection.md describes the arithmetic.
 */
#ifndef THERAPYCODE_RULEBOOK_SCHEME_H
#define THERAPYCODE_RULEBOOK_SCHEME_H

#include <stdint.h>

#include <therapycode/status.h>

#include "rulebook/tables.h"

enum { THERAPYCODE_IMPL_CUES = THERAPYCODE_IMPL_LAST_SELECT_CUE + 1, THERAPYCODE_IMPL_NEAR_MOST = 7 };

/* A slot is the index of the first row of a code in engine->codes; code_count: no service. */
struct therapycode_impl_effect {
    int32_t slot;
    int32_t weight;
    int32_t opens;  /* 1: makes the code a candidate; 0: counts only for one that already is */
};

struct therapycode_impl_near {
    int32_t slot;       /* NONE: no more */
    int32_t nearness[4]; /* by discipline: how usual it is beside the code; 0: it is not */
};

struct therapycode_impl_scheme {
    struct therapycode_impl_effect *effects; /* ascending by cue */
    uint32_t effect_first[THERAPYCODE_IMPL_CUES + 1]; /* by cue */
    const struct therapycode_impl_reasons_row *reasons; /* ascending by code, then other */
    size_t reason_count;
    const struct therapycode_impl_confidence_row *steps; /* ascending by margin */
    size_t step_count;
    struct therapycode_impl_near *near; /* by slot, NEAR_MOST each: its usual neighbours */
    int32_t *add_on;    /* by slot: the code that further blocks of it take, or NONE */
    int32_t unattended; /* slots of G0283 and 97014, one service under two codes; NONE: not in the table */
    int32_t unattended_other;
};

struct therapycode_engine;
struct therapycode_error;

/* Lays the scheme out in the engine's arena. E_CONFLICT for a phrase of the caller's whose code no table has. */
therapycode_status therapycode_impl_scheme_compile(struct therapycode_engine *engine, struct therapycode_error *error);
/* The row for a code beside another; `other` "" for why it leads, itself for what it would need. NULL: none. */
const struct therapycode_impl_reasons_row *therapycode_impl_reason(const struct therapycode_engine *engine,
                                                                   const char code[8], const char other[8]);
/* 0..100 for a lead of so much. */
int32_t therapycode_impl_confidence(const struct therapycode_engine *engine, int32_t margin);

#endif
