/* The words of the vocabulary while the engine is made: a hash table of all forms in which each can stand in a text. */
#ifndef THERAPYCODE_RULEBOOK_ENTRIES_H
#define THERAPYCODE_RULEBOOK_ENTRIES_H

#include "rulebook/automaton.h"

/* Makes the table. 0 when there is no memory. */
int therapycode_impl_entries_begin(struct therapycode_engine *engine);
/*
 * The stem of a word of a phrase, entered with all its forms when it is new; 0 when there is no memory. The forms of
 * words that stand for themselves too, for they may be forms of another phrase's word: what is exact is asked later.
 */
uint32_t therapycode_impl_enter_word(struct therapycode_engine *engine, const char *text,
                                     const struct therapycode_impl_word *word);
/*
 * Words written wrongly in a usual way are forms of the word that is meant, unless a phrase holds them itself. 0 when
 * there is no memory.
 */
int therapycode_impl_enter_misspelled(struct therapycode_engine *engine);
/* Marks the words of the short lists; those that have them among figures are marked as they are entered. */
void therapycode_impl_mark_lists(const struct therapycode_impl_vocabulary *v);
/* Entry + 1 of a word, or 0. */
uint32_t therapycode_impl_entry_of(const struct therapycode_impl_vocabulary *v, const char *text);

#endif
