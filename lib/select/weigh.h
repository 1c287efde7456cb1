/* Weighing the words of one piece of text: which codes they speak for, and how strongly (docs/selection.md). */
#ifndef THERAPYCODE_SELECT_WEIGH_H
#define THERAPYCODE_SELECT_WEIGH_H

#include "evaluation.h"

enum {
    THERAPYCODE_IMPL_RANKED = 4,        /* candidates that are kept */
    THERAPYCODE_IMPL_SCORE_ENOUGH = 20, /* below it nothing is said */
    THERAPYCODE_IMPL_MARGIN_ENOUGH = 5, /* a lead below it decides nothing */
    THERAPYCODE_IMPL_NO_SERVICE = 32,   /* words for "no service" that outweigh those for one */
    THERAPYCODE_IMPL_SURE = 80,         /* a confidence that is */
    THERAPYCODE_IMPL_HEADING_WEIGHT = 90, /* of phrases that name a procedure as a heading does */
    /* the head of a name ("rotation") tells by itself how something moved as often as what was done */
    THERAPYCODE_IMPL_HEAD_WEIGHT = 36
};

/* Rows of matches and of minutes that are weighed together. */
struct therapycode_impl_piece_rows {
    int32_t match_first;
    int32_t match_end;
    int32_t minutes_first;
    int32_t minutes_end;
};

struct therapycode_impl_rank {
    int32_t slot;
    int32_t score;
};

struct therapycode_impl_verdict {
    struct therapycode_impl_rank ranked[THERAPYCODE_IMPL_RANKED]; /* best first */
    int32_t count;
    int32_t margin;     /* of the first over the second */
    int32_t confidence;
    int32_t service;    /* 1: the words tell of a service, not only of a state, a test or a talk */
    int32_t determined; /* 1: the first candidate is the answer */
    int32_t context;    /* of what was named and not performed, 0: nothing such */
    int32_t start;      /* of the words that named something */
    int32_t end;
    int32_t best;       /* weight of the strongest phrase for the first candidate */
    int32_t dose;       /* 1: sets and repetitions are told */
    int32_t no_work;    /* 1: rest, waiting or paperwork is told of */
    int32_t foreign;    /* 1: the first candidate is not a code of the discipline */
};

/* What was gathered for a code. */
struct therapycode_impl_slot_weight {
    int32_t best;       /* strongest phrase that opens the code; 0: none did */
    int32_t more;       /* the others together */
    int32_t shift;
    int32_t aim;        /* strongest phrase that names the code as an aim only */
    int32_t is_touched; /* 1: it holds something */
    int32_t touched;    /* of the row with this number, not of this slot: the slots that hold something, as they came */
};

/* What one weighing uses; made once for an evaluation. */
struct therapycode_impl_weighing {
    struct therapycode_evaluation *e;
    const struct therapycode_impl_scheme *scheme;
    const struct therapycode_impl_match *matches;
    unsigned char *reaches; /* beside them, enum therapycode_impl_reach: NONE for those that are no cues of this room */
    const struct therapycode_impl_vocabulary_phrase *voices;
    int32_t discipline;
    struct therapycode_impl_slot_weight *slots; /* by slot; all zero between two weighings */
    int32_t touched_count;
    int32_t strength[THERAPYCODE_IMPL_CUES]; /* per cent, by cue */
    int32_t cues[THERAPYCODE_IMPL_CUES];
    int32_t cue_count;
    int32_t object; /* the first match of an object handled; NONE: none */
    int32_t name_end; /* of the last that is more than the head of a name; 0: none */
    int32_t named; /* the first match that names something done; INT32_MAX: none */
};

/* How far the words at a match count. */
enum therapycode_impl_reach {
    THERAPYCODE_IMPL_REACH_NONE = 0, /* a marker, or under one that takes it out */
    THERAPYCODE_IMPL_REACH_FULL,
    THERAPYCODE_IMPL_REACH_AIM,      /* named as an aim only */
    THERAPYCODE_IMPL_REACH_UNDONE    /* not done in this visit, its context says */
};
/* walk.c: finds it once, for all matches of the note and the descriptions. 0: there is no memory. */
int therapycode_impl_find_reaches(struct therapycode_impl_weighing *w);

static inline int therapycode_impl_is_select_cue(int32_t cue)
{
    return (cue > THERAPYCODE_IMPL_LAST_NOTE_CUE) & (cue <= THERAPYCODE_IMPL_LAST_SELECT_CUE);
}
static inline int therapycode_impl_is_opening_cue(int32_t cue)
{
    return (cue > THERAPYCODE_IMPL_LAST_NOTE_CUE) & (cue <= THERAPYCODE_IMPL_LAST_OPENING_CUE);
}

/* Takes the memory; 0 when there is none. */
int therapycode_impl_weighing_begin(struct therapycode_impl_weighing *w, struct therapycode_evaluation *e);
void therapycode_impl_weigh(struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows,
                            struct therapycode_impl_verdict *verdict);
/* gather.c: what the words speak for, by code. */
void therapycode_impl_gather(struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows,
                             struct therapycode_impl_verdict *verdict);
/* The same file: all of it is as before the first weighing. */
void therapycode_impl_forget(struct therapycode_impl_weighing *w);
/* rank.c: the candidates in force, best first. */
void therapycode_impl_rank_codes(struct therapycode_impl_weighing *w, struct therapycode_impl_verdict *verdict);
/* The same file: a candidate takes nothing from the lead of the first. */
int therapycode_impl_is_far_behind(const struct therapycode_impl_verdict *verdict, int32_t i);
/* The same file: 97014 takes the place of G0283 where the policy says so. */
void therapycode_impl_name_by_policy(const struct therapycode_impl_weighing *w,
                                     struct therapycode_impl_verdict *verdict);
/* The same file: the usual neighbours of the first stand last. */
void therapycode_impl_add_neighbours(const struct therapycode_impl_weighing *w,
                                     struct therapycode_impl_verdict *verdict);
/* The weight that a match has for a slot, in words already found to count; 0: says nothing of it. */
int32_t therapycode_impl_weight_for(const struct therapycode_impl_weighing *w,
                                    const struct therapycode_impl_match *match, int32_t slot);

#endif
