/* The plain forms of an English word: what "squat" can look like in a note. */
#ifndef THERAPYCODE_RULEBOOK_FORMS_H
#define THERAPYCODE_RULEBOOK_FORMS_H

#include <stddef.h>

#include "rulebook/words.h"

enum {
    THERAPYCODE_IMPL_FORMS_MAX = 16,
    THERAPYCODE_IMPL_FORM_BYTES = THERAPYCODE_IMPL_WORD_MAX + 8
};

struct therapycode_impl_forms {
    char text[THERAPYCODE_IMPL_FORMS_MAX]
             [THERAPYCODE_IMPL_FORM_BYTES]; /* the word itself first, which may come again */
    size_t length[THERAPYCODE_IMPL_FORMS_MAX];
    uint64_t key[THERAPYCODE_IMPL_FORMS_MAX]; /* as in struct therapycode_impl_word */
    size_t count;
};

/*
 * The forms of a word of lower-case letters. A light rule, made to find too much rather than too little: it also
 * makes words that do not exist, which harm nobody. Words that are no lower-case letters have one form.
 */
void therapycode_impl_forms_of(const char *word, size_t length, struct therapycode_impl_forms *forms);

#endif
