/* The words of one statement, for the files that tell how it tells of what it names. */
#ifndef THERAPYCODE_SELECT_TELLING_WORDS_H
#define THERAPYCODE_SELECT_TELLING_WORDS_H

#include <string.h>

#include "base/text.h"
#include "rulebook/word_lists.h"
#include "rulebook/words.h"
#include "select/telling.h"
#include "select/telling_kinds.h"

enum { WORDS_MOST = 40, FEW_WORDS = 4, MANY_WORDS = 18, LABEL_WORDS = 4, SECTION_LETTERS = 3, SCORE_WORDS = 7 };

struct word {
    int32_t start;
    int32_t end;
    uint32_t is;  /* IS_* */
    int named;    /* 1: it is part of the name of an activity */
};

struct telling {
    const char *data;
    int32_t length;
    int32_t discipline;
    int32_t count;
    int32_t name;  /* the first word of what is named */
    int32_t main;  /* the main clause begins here, */
    int32_t main_end;  /* and ends before this word */
    int32_t label_end; /* what is found is told up to here: of a name with a colon, "Gait: RW 60 ft, slow" */
    uint64_t tells; /* TELLS_* */
    int has_verb;
    struct word words[WORDS_MOST];
};

static inline uint32_t is_at(const struct telling *t, int32_t i)
{
    return i >= 0 && i < t->count ? t->words[i].is : 0;
}

static inline int is_word(const struct telling *t, int32_t i, const char *word)
{
    int32_t n = (int32_t)strlen(word);
    return i < t->count && t->words[i].end - t->words[i].start == n &&
           memcmp(t->data + t->words[i].start, word, (size_t)n) == 0;
}

static inline int ends_in(const struct telling *t, const struct word *w, const char *end)
{
    int32_t n = (int32_t)strlen(end), i = 0;
    while (i < n && w->end - w->start > n + 1 && therapycode_impl_lower(t->data[w->end - n + i]) == end[i])
        i++;
    return i == n;
}

static inline char last_letter(const struct telling *t, const struct word *w)
{
    return (char)(t->data[w->end - 1] | 0x20);
}

/* "performed", "took"; "weighted" describes. */
static inline int is_past(const struct telling *t, const struct word *w)
{
    return (w->is & IS_PAST) ||
           (last_letter(t, w) == 'd' && !(w->is & (IS_PLAIN | IS_NEED)) && ends_in(t, w, "ed"));
}

/* "walks", "sees", unless it is known for a plural. */
static inline int is_present(const struct telling *t, const struct word *w)
{
    return last_letter(t, w) == 's' &&
           !(w->is & (IS_PLAIN | IS_OTHER | IS_HAD | IS_GIVE | IS_OWN | IS_UNIT | IS_JOIN)) && ends_in(t, w, "s") &&
           !ends_in(t, w, "ss") && !ends_in(t, w, "'s") && !therapycode_impl_is_digit(t->data[w->start]);
}

/* A comma, a bracket or the like stands before the word. */
static inline int is_parted(const struct telling *t, int32_t i)
{
    int32_t at;
    for (at = i > 0 ? t->words[i - 1].end : t->words[i].start; at < t->words[i].start; at++)
        if (THERAPYCODE_IMPL_AMONG(",;()|.", t->data[at]))
            return 1;
    return 0;
}

/* "a fall", "2 falls", "this admission" */
static inline int is_event(const struct telling *t, int32_t i)
{
    return ((is_at(t, i) | is_at(t, i + 1) | is_at(t, i + 2)) & IS_EVENT) != 0;
}

static inline int is_in_main(const struct telling *t, int32_t i)
{
    return i >= t->main && i < t->main_end;
}

/* telling.c: the kinds of a word by its key, bits IS_*. */
uint32_t therapycode_impl_kinds_of(uint64_t key);
/* telling_time.c: the word tells of another time than this visit. */
void therapycode_impl_look_at_time(struct telling *t, int32_t i);
int therapycode_impl_is_habit_at(const struct telling *t, int32_t i);
/* telling_verbs.c: the word is somebody, */
void therapycode_impl_look_at_person(struct telling *t, int32_t i);
/* denies what is named, */
void therapycode_impl_look_at_denial(struct telling *t, int32_t i);
/* or is a verb; the first one says most. */
void therapycode_impl_look_at_verb(struct telling *t, int32_t i);

#endif
