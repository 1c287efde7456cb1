/* What group.c and group_words.c share. */
#ifndef THERAPYCODE_SELECT_GROUPING_H
#define THERAPYCODE_SELECT_GROUPING_H

#include "select/joining.h"

struct grouping {
    struct therapycode_impl_joining *j;
    const char *data;
    int32_t piece;  /* the first of the sentence, or after it */
    int32_t start;  /* of words that tell of several patients, beside no service; NONE */
    int32_t end;
    int32_t sentence;
    int32_t looked_at; /* sentence, and how often: a hostile one has no end of such words */
    int32_t looks;
};

static inline const struct therapycode_impl_statement *statement_at(const struct grouping *g, int32_t index)
{
    return therapycode_impl_row(g->j->e, THERAPYCODE_IMPL_STATEMENTS, index);
}

static inline const struct therapycode_code *code_at(const struct grouping *g, int32_t slot)
{
    return slot == THERAPYCODE_NONE ? NULL : &g->j->e->engine->codes[slot];
}

static inline int is_group(const struct grouping *g, int32_t slot)
{
    return slot != THERAPYCODE_NONE && code_at(g, slot)->contact == THERAPYCODE_GROUP;
}

/* group_words.c: the word at or behind `at`, in its own line; its length. */
int32_t therapycode_impl_word_behind(const struct grouping *g, int32_t *at, int32_t end);
/* The same file: where a word stands between two places; NONE. */
int32_t therapycode_impl_place_of_word(const struct grouping *g, int32_t from, int32_t to, const char *word);
/* A match, the one of that index, tells of several patients. */
int therapycode_impl_tells_of_group(const struct grouping *g, const struct therapycode_impl_match *m, int32_t index);
/* "TE 30 min 2:1": the place of such a ratio, `beside` a service or by itself; NONE. */
int32_t therapycode_impl_find_ratio(const struct grouping *g, int32_t from, int32_t to, int beside);
/* "Mode: concurrent": whether such a label stands before a place; and where one stands between two, NONE. */
int therapycode_impl_is_mode(const struct grouping *g, int32_t start);
int32_t therapycode_impl_find_mode(const struct grouping *g, int32_t from, int32_t to);

#endif
