#include "rulebook/forms.h"

#include <string.h>

/* Verbs and nouns of therapy notes whose forms follow no rule. */
enum { GROUP_WORDS = 6, GROUP_LETTERS = 12 };
typedef char group[GROUP_WORDS][GROUP_LETTERS]; /* ends with an empty word */
static const group irregular[] = {
    { "stand", "stands", "standing", "stood" }, { "sit", "sits", "sitting", "sat" },
    { "bend", "bends", "bending", "bent" }, { "kneel", "kneels", "kneeling", "knelt", "kneeled" },
    { "rise", "rises", "rising", "rose", "risen" }, { "hold", "holds", "holding", "held" },
    { "throw", "throws", "throwing", "threw", "thrown" }, { "go", "goes", "going", "went", "gone" },
    { "do", "does", "doing", "did", "done" }, { "write", "writes", "writing", "wrote", "written" },
    { "swing", "swings", "swinging", "swung" }, { "ride", "rides", "riding", "rode", "ridden" },
    { "drive", "drives", "driving", "drove", "driven" }, { "take", "takes", "taking", "took", "taken" },
    { "eat", "eats", "eating", "ate", "eaten" }, { "speak", "speaks", "speaking", "spoke", "spoken" },
    { "swim", "swims", "swimming", "swam" }, { "run", "runs", "running", "ran" },
    { "wear", "wears", "wearing", "wore", "worn" }, { "teach", "teaches", "teaching", "taught" },
    { "make", "makes", "making", "made" }, { "sweep", "sweeps", "sweeping", "swept" },
    { "drink", "drinks", "drinking", "drank" }, { "put", "puts", "putting" }, { "cut", "cuts", "cutting" },
    { "catch", "catches", "catching", "caught" }, { "hang", "hangs", "hanging", "hung" },
    { "shake", "shakes", "shaking", "shook" }, { "begin", "begins", "beginning", "began", "begun" },
    { "give", "gives", "giving", "gave", "given" }, { "build", "builds", "building", "built" }, { "foot", "feet" },
    { "shelf", "shelves" }, { "knife", "knives" }, { "exercise", "exercises", "exercising", "exercised", "exs" }
};
static const group otherwise = { "went", "ate" }; /* of groups that begin with another letter */

static int is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static int has_vowel(const char *word, size_t length)
{
    size_t i;
    for (i = 0; i < length; i++)
        if (is_vowel(word[i]))
            return 1;
    return 0;
}

static void add(struct therapycode_impl_forms *forms, const char *stem, size_t length, const char *ending)
{
    char *to = forms->text[forms->count];
    size_t i, more = strlen(ending);
    if (forms->count == THERAPYCODE_IMPL_FORMS_MAX || length + more > THERAPYCODE_IMPL_WORD_MAX)
        return;
    memcpy(to, stem, length);
    memcpy(to + length, ending, more + 1);
    for (i = 0; i < forms->count; i++)
        if (forms->length[i] == length + more && memcmp(forms->text[i], to, length + more) == 0)
            return;
    forms->length[forms->count++] = length + more;
}

/* Whether a word is one of the words of a group. */
static int is_in(const group *words, const char *word, size_t length)
{
    size_t i;
    for (i = 0; (*words)[i][0] != '\0'; i++)
        if ((*words)[i][1] == word[1] && (*words)[i][length] == '\0' && memcmp((*words)[i], word, length) == 0)
            return 1;
    return 0;
}

/* 1, and every word of its group added, when the word is in the list of irregular ones. */
static int add_irregular(const char *word, size_t length, struct therapycode_impl_forms *forms)
{
    int is_other = length < GROUP_LETTERS && is_in(&otherwise, word, length);
    size_t g, i;
    for (g = 0; length < GROUP_LETTERS && g < sizeof irregular / sizeof irregular[0]; g++) {
        if ((irregular[g][0][0] != *word && !is_other) || !is_in(&irregular[g], word, length))
            continue;
        for (i = 0; irregular[g][i][0] != '\0'; i++)
            add(forms, irregular[g][i], strlen(irregular[g][i]), "");
        return 1;
    }
    return 0;
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
static void inflect(const char *w, size_t n, struct therapycode_impl_forms *forms)
{
    char last = w[n - 1];
    add(forms, w, n, "");
    if (last == 'y' && !is_vowel(w[n - 2])) {
        add(forms, w, n - 1, "ies");
        add(forms, w, n - 1, "ied");
        add(forms, w, n, "ing");
        return;
    }
    if (last == 'e') {
        add(forms, w, n, "s");
        add(forms, w, n, "d");
        add(forms, w, n - 1, "ing");
        return;
    }
    add(forms, w, n, last == 's' || last == 'x' || last == 'z' || ends(w, n, "ch") || ends(w, n, "sh") ? "es" : "s");
    add(forms, w, n, "ed");
    add(forms, w, n, "ing");
    if (doubles(w, n)) {
        char twice[THERAPYCODE_IMPL_WORD_MAX + 1];
        memcpy(twice, w, n);
        twice[n] = last;
        add(forms, twice, n + 1, "ing");
        add(forms, twice, n + 1, "ed");
    }
}

/* The plain forms that a word ending in -ing or -ed may come from: "hop" for hopp, "cycle" and "cycl" for cycl. */
static void inflect_stripped(const char *w, size_t n, struct therapycode_impl_forms *forms)
{
    if (w[n - 1] == 'i') { /* carri-ed */
        char y[THERAPYCODE_IMPL_WORD_MAX + 1];
        memcpy(y, w, n - 1);
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
        add(forms, w, n, "e");
        add(forms, w, n, "es");
    }
}

void therapycode_impl_forms_of(const char *word, size_t length, struct therapycode_impl_forms *forms)
{
    size_t i;
    forms->count = 0;
    add(forms, word, length, "");
    for (i = 0; i < length; i++)
        if (word[i] < 'a' || word[i] > 'z')
            return;
    if (length < 3 || length > THERAPYCODE_IMPL_WORD_MAX - 4 || !has_vowel(word, length) ||
        add_irregular(word, length, forms))
        return;
    if (length > 5 && ends(word, length, "ing") && has_vowel(word, length - 3)) {
        inflect_stripped(word, length - 3, forms);
    } else if (length > 4 && ends(word, length, "ed") && !ends(word, length, "eed") && has_vowel(word, length - 2)) {
        inflect_stripped(word, length - 2, forms);
    } else if (length > 4 && ends(word, length, "ies")) {
        char y[THERAPYCODE_IMPL_WORD_MAX + 1];
        memcpy(y, word, length - 3);
        y[length - 3] = 'y';
        inflect(y, length - 2, forms);
    } else if (length > 3 && word[length - 1] == 's' && !ends(word, length, "ss") && !ends(word, length, "us") &&
               !ends(word, length, "is")) {
        inflect(word, length - 1, forms);
        if (ends(word, length, "ches") || ends(word, length, "shes") || ends(word, length, "sses") ||
            ends(word, length, "xes"))
            inflect(word, length - 2, forms);
    } else {
        inflect(word, length, forms);
    }
}
