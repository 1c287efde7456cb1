#include "rulebook/forms.h"

#include <string.h>

#include "base/text.h"
#include "rulebook/irregular.inc"

/* Endings, each as four bytes: copies of a size that does not change need no call. */
enum ending { NOTHING, S, D, E, ES, ED, ING, IES, IED };
static const char endings[][4] = { "", "s", "d", "e", "es", "ed", "ing", "ies", "ied" };
static const uint8_t ending_lengths[] = { 0, 1, 1, 1, 2, 2, 3, 3, 3 };

typedef char buffer[THERAPYCODE_IMPL_FORM_BYTES];

static int is_vowel(char c)
{
    return UINT32_C(0x1104111) >> ((unsigned)(c - 'a') & 31) & 1; /* a e i o u y, of small letters */
}

/* A word with an ending; not those that are there already, which do no harm. */
static void add(struct therapycode_impl_forms *forms, const buffer word, size_t length, enum ending ending)
{
    char *to = forms->text[forms->count];
    if (forms->count == THERAPYCODE_IMPL_FORMS_MAX || length > THERAPYCODE_IMPL_WORD_MAX - 3)
        return;
    memcpy(to, word, THERAPYCODE_IMPL_WORD_MAX);
    memcpy(to + length, endings[ending], sizeof endings[ending]);
    length += ending_lengths[ending];
    forms->length[forms->count] = length;
    forms->key[forms->count++] = therapycode_impl_padded_key(to, length);
}

/* 1, and every word of its group added, when the word is one of those that follow no rule. */
static int add_irregular(struct therapycode_impl_forms *forms)
{
    uint64_t group = therapycode_impl_bits_of(&irregular_words, forms->key[0]);
    size_t i;
    for (i = 0; group != 0 && irregular[group - 1][i][0] != '\0'; i++) {
        buffer word = { 0 };
        memcpy(word, irregular[group - 1][i], sizeof irregular[group - 1][i]);
        add(forms, word, strlen(word), NOTHING);
    }
    return group != 0;
}

static int ends(const char *word, size_t length, const char *ending)
{
    size_t n = strlen(ending);
    return length >= n && memcmp(word + length - n, ending, n) == 0;
}

/* hop: a short vowel and one consonant at the end, which is doubled before -ing and -ed. */
static int doubles(const char *w, size_t n)
{
    return n >= 3 && !is_vowel(w[n - 1]) && w[n - 1] != 'w' && w[n - 1] != 'x' && is_vowel(w[n - 2]) &&
           (!is_vowel(w[n - 3]) || (n >= 4 && w[n - 3] == 'u' && w[n - 4] == 'q'));
}

/* All forms of a word in its plain form. */
static void inflect(const buffer w, size_t n, struct therapycode_impl_forms *forms)
{
    char last = w[n - 1];
    add(forms, w, n, NOTHING);
    if (last == 'y' && !is_vowel(w[n - 2])) {
        add(forms, w, n - 1, IES);
        add(forms, w, n - 1, IED);
        add(forms, w, n, ING);
        return;
    }
    if (last == 'e') {
        add(forms, w, n, S);
        add(forms, w, n, D);
        add(forms, w, n - 1, ING);
        return;
    }
    add(forms, w, n, last == 's' || last == 'x' || last == 'z' || ends(w, n, "ch") || ends(w, n, "sh") ? ES : S);
    add(forms, w, n, ED);
    add(forms, w, n, ING);
    if (doubles(w, n)) {
        buffer twice;
        memcpy(twice, w, sizeof twice);
        twice[n] = last;
        add(forms, twice, n + 1, ING);
        add(forms, twice, n + 1, ED);
    }
}

/* The plain forms that a word ending in -ing or -ed may come from: "hop" for hopp, "cycle" and "cycl" for cycl. */
static void inflect_stripped(const buffer w, size_t n, struct therapycode_impl_forms *forms)
{
    if (w[n - 1] == 'i') { /* carri-ed */
        buffer y;
        memcpy(y, w, sizeof y);
        y[n - 1] = 'y';
        inflect(y, n, forms);
        return;
    }
    if (n >= 4 && w[n - 1] == w[n - 2] && !is_vowel(w[n - 1]) && strchr("lsfz", w[n - 1]) == NULL) {
        inflect(w, n - 1, forms); /* hopp-ing */
        return;
    }
    inflect(w, n, forms);
    if (!is_vowel(w[n - 1]) || w[n - 1] == 'u') {
        add(forms, w, n, E);
        add(forms, w, n, ES);
    }
}

void therapycode_impl_forms_of(const char *word, size_t length, struct therapycode_impl_forms *forms)
{
    const char *w = forms->text[0];
    uint64_t vowels = 0; /* a bit a letter */
    int other = length < 3 || length > THERAPYCODE_IMPL_WORD_MAX - 4;
    size_t i;
    memset(forms->text[0], 0, sizeof forms->text[0]);
    memcpy(forms->text[0], word, length);
    forms->length[0] = length;
    forms->key[0] = therapycode_impl_word_key(w, length);
    forms->count = 1;
    for (i = 0; i < length; i++) {
        other |= !therapycode_impl_is_small(w[i]);
        vowels |= (uint64_t)is_vowel(w[i]) << i;
    }
    if (other || vowels == 0 || add_irregular(forms))
        return;
    if (length > 5 && ends(w, length, "ing") && (vowels & ((UINT64_C(1) << (length - 3)) - 1))) {
        inflect_stripped(w, length - 3, forms);
    } else if (length > 4 && ends(w, length, "ed") && !ends(w, length, "eed") &&
               (vowels & ((UINT64_C(1) << (length - 2)) - 1))) {
        inflect_stripped(w, length - 2, forms);
    } else if (length > 4 && ends(w, length, "ies")) {
        buffer y;
        memcpy(y, w, sizeof y);
        y[length - 3] = 'y';
        inflect(y, length - 2, forms);
    } else if (length > 3 && w[length - 1] == 's' && !ends(w, length, "ss") && !ends(w, length, "us") &&
               !ends(w, length, "is")) {
        inflect(w, length - 1, forms);
        if (ends(w, length, "ches") || ends(w, length, "shes") || ends(w, length, "sses") || ends(w, length, "xes"))
            inflect(w, length - 2, forms);
    } else {
        inflect(w, length, forms);
    }
}
