/* What the files share that read a number with its unit. */
#ifndef THERAPYCODE_NOTE_MINUTES_UNIT_H
#define THERAPYCODE_NOTE_MINUTES_UNIT_H

#include "note/bytes.h"

enum {
    THERAPYCODE_IMPL_SHORT_LOWEST = 5, /* "walk 3m" */
    THERAPYCODE_IMPL_MOST_HOURS = 4    /* of a visit: more is how long somebody wore, slept or was watched */
};

/* The digits that end at `at`; 0: none. `at` becomes where they begin. */
int32_t therapycode_impl_digits_before(const struct therapycode_impl_reader *r, int32_t *at);
/* Nothing more is said in the clause. */
int therapycode_impl_ends_clause(const struct therapycode_impl_reader *r, int32_t at);
/* Reads "min", "minutes", "hr" and their kin; the place after, or 0. */
int32_t therapycode_impl_read_unit(const struct therapycode_impl_reader *r, int32_t at, int32_t *factor, int timed);
/* minutes_bound.c: the lower figure of a range that ends with the number; 0: it is none. */
int32_t therapycode_impl_least_of_range(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                                        int32_t value);
/* The same file: minutes with a bound, or without one. */
void therapycode_impl_read_bound(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                                 int32_t value, int32_t past);
/* minutes_fraction.c: "1.5", ".5", "1,5", "1:15"; 0: no point, comma or colon stands before the number. */
int therapycode_impl_read_divided(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                                  int32_t past, int32_t factor);
/* The same file: "3/4 of an hour", the place behind it, or 0. */
int32_t therapycode_impl_read_of_hour(const struct therapycode_impl_reader *r, int32_t at);
/* The same file: "1/2 hr", "15/30 min"; 0: no slash stands before the number. */
int therapycode_impl_read_parts(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                                int32_t value, int32_t past, int32_t factor);
/* The same file: "1 1/2 hr" as one sign; 0: no such sign. */
int therapycode_impl_read_sign(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number,
                               int32_t at, int32_t value);

/* The word before a figure, over spaces; where it begins. */
static inline int32_t word_before(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    return therapycode_impl_letters_before(r, at, " ", word);
}

static inline int is_word_before(const struct therapycode_impl_reader *r, int32_t at, const char *list)
{
    char word[LETTERS];
    word_before(r, at, word);
    return one_of(word, list);
}

static inline void set_doubt(struct therapycode_impl_number *number, int32_t past, int32_t doubt)
{
    number->minutes_end = past;
    number->doubt = doubt;
}

#endif
