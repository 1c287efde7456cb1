/* What the files share that look at a time beside another one of its sentence. */
#ifndef THERAPYCODE_NOTE_MINUTES_PAIRS_H
#define THERAPYCODE_NOTE_MINUTES_PAIRS_H

#include "note/bytes.h"

enum { THERAPYCODE_IMPL_NEAR = 60 /* bytes around a time that are looked at */ };

/* The next run of letters from `at` before `to`, folded; the place behind it, or `to` and an empty word. */
int32_t therapycode_impl_folded_word(const struct therapycode_impl_reader *r, int32_t at, int32_t to,
                                     char word[LETTERS]);
/* Words are there, and all of them in the list. */
int therapycode_impl_has_only(const struct therapycode_impl_reader *r, int32_t from, int32_t to, const char *list);
/* Where what belongs to a time behind it ends. */
int32_t therapycode_impl_clause_end(const struct therapycode_impl_reader *r, int32_t from);
/* "TE 30 min / MT 15 min planned": a service is named between two places. */
int therapycode_impl_is_named_between(const struct therapycode_impl_reader *r, int32_t from, int32_t to);
/* minutes_plan.c: "planned 30 min", "30 min scheduled". */
int therapycode_impl_is_planned(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n);
/* The same file: "15 min of 30 min", the first is part of what was meant. */
int therapycode_impl_is_part_of_plan(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                                     const struct therapycode_impl_number *b);
/* The same file: what was meant becomes a statement of its own. */
void therapycode_impl_cut_plan(struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                               const struct therapycode_impl_number *b);
/* minutes_rest.c: of a time and a rest in it; 0: no rest is named. */
int therapycode_impl_settle_rest(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                                 struct therapycode_impl_number *b);
/*
 * minutes_shares.c: of a time that two disciplines share the own part; `left` numbers from `n` on are of the sentence.
 */
void therapycode_impl_settle_shares(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n,
                                    int32_t left);

/* The word before a time, over spaces, colons and the like; where it begins. */
static inline int32_t word_before(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    return therapycode_impl_letters_before(r, at, " :=~(", word);
}

static inline int has_word(const struct therapycode_impl_reader *r, int32_t from, int32_t to, const char *list)
{
    return therapycode_impl_has_listed(r->data, from, (size_t)to < r->length ? to : (int32_t)r->length, list);
}

static inline void drop(struct therapycode_impl_number *n)
{
    n->minutes = THERAPYCODE_NONE;
    n->minutes_end = 0;
    n->doubt = THERAPYCODE_IMPL_DOUBT_NONE;
}

static inline void doubt(struct therapycode_impl_number *n, int32_t kind)
{
    n->minutes = THERAPYCODE_NONE;
    n->doubt = kind;
}

#endif
