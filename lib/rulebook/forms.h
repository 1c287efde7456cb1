/* The plain forms of an English word: what "squat" can look like in a note. */
#ifndef THERAPYCODE_RULEBOOK_FORMS_H
#define THERAPYCODE_RULEBOOK_FORMS_H

#include <stddef.h>

#include "rulebook/words.h"

enum { THERAPYCODE_IMPL_FORMS_MAX = 16 };

struct therapycode_impl_forms {
    char text[THERAPYCODE_IMPL_FORMS_MAX][THERAPYCODE_IMPL_WORD_MAX + 8]; /* NUL-terminated, the word itself first */
    size_t length[THERAPYCODE_IMPL_FORMS_MAX];
    size_t count;
};

/*
 * The forms of a word of lower-case letters. A light rule, made to find too much rather than too little: it also
 * makes words that do not exist, which harm nobody. Words that are no lower-case letters have one form.
 */
void therapycode_impl_forms_of(const char *word, size_t length, struct therapycode_impl_forms *forms);

#endif
