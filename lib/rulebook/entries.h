/* The words of the vocabulary while the engine is made: a hash table of all forms in which each can stand in a text. */
#ifndef THERAPYCODE_RULEBOOK_ENTRIES_H
#define THERAPYCODE_RULEBOOK_ENTRIES_H

#include "rulebook/automaton.h"

/* Until the senses of entries are known, `sense` is an index of `lists`. */
enum {
    THERAPYCODE_IMPL_IS_FORM = 0, /* it is a form of another word; its own forms, if it has any, are not entered */
    THERAPYCODE_IMPL_HAS_FORMS /* its forms are entered too; it is in no list, as those are that have a place of their
                                  own */
};

struct therapycode_impl_entering {
    struct therapycode_engine *engine;
    struct therapycode_impl_rows lists; /* uint64_t: THERAPYCODE_IMPL_LIST_* */
};

/* Makes the table. 0 when there is no memory. */
int therapycode_impl_enter_begin(struct therapycode_impl_entering *e, struct therapycode_engine *engine);
/*
 * The stem of a word of a phrase, entered with all its forms when it is new; 0 when there is no memory. The forms of
 * words that stand for themselves too, for they may be forms of another phrase's word: what is exact is asked later.
 */
uint32_t therapycode_impl_enter_word(struct therapycode_impl_entering *e, const char *text,
                                     const struct therapycode_impl_word *word);
/*
 * When all words are entered: the usual misspellings of words, as forms of the word that is meant unless a phrase holds
 * them itself, and the lists of words that are there as forms only. 0 when there is no memory.
 */
int therapycode_impl_enter_end(struct therapycode_impl_entering *e);
/* Entry + 1 of a word, or 0. */
uint32_t therapycode_impl_entry_of(const struct therapycode_impl_vocabulary *v, const char *text);

#endif
