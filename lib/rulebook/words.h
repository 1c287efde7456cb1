/*
 * How text is cut into words, for phrases when the vocabulary is compiled and for notes when they are read: both go
 * through here, so that they cannot differ.
 *
 * A word is a run of letters and digits; what stands between two words is a gap, of which only the kinds of
 * character in it are kept. ASCII letters are folded to lower case, and so are the Latin-1 ones. Characters that no
 * eye sees (soft hyphen, zero width, direction marks, byte order mark) are skipped, the sign for "times" is an x.
 * Bytes that are no UTF-8 count as letters: they end up in words that no vocabulary holds.
 */
#ifndef THERAPYCODE_RULEBOOK_WORDS_H
#define THERAPYCODE_RULEBOOK_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "rulebook/word_lists.h"

/* The kinds of character in a gap. */
enum therapycode_impl_gap {
    THERAPYCODE_IMPL_GAP_SPACE = 1 << 0,
    THERAPYCODE_IMPL_GAP_NEWLINE = 1 << 1,
    THERAPYCODE_IMPL_GAP_PERIOD = 1 << 2,
    THERAPYCODE_IMPL_GAP_STOP = 1 << 3, /* ! ? */
    THERAPYCODE_IMPL_GAP_COMMA = 1 << 4,
    THERAPYCODE_IMPL_GAP_SEMICOLON = 1 << 5,
    THERAPYCODE_IMPL_GAP_COLON = 1 << 6,
    THERAPYCODE_IMPL_GAP_OPEN = 1 << 7, /* ( [ { */
    THERAPYCODE_IMPL_GAP_CLOSE = 1 << 8,
    THERAPYCODE_IMPL_GAP_PLUS = 1 << 9,
    THERAPYCODE_IMPL_GAP_ARROW = 1 << 10, /* < > and arrows: stands for the word "to" */
    THERAPYCODE_IMPL_GAP_DASH = 1 << 11,
    THERAPYCODE_IMPL_GAP_SLASH = 1 << 12,
    THERAPYCODE_IMPL_GAP_BAR = 1 << 13,
    THERAPYCODE_IMPL_GAP_BULLET = 1 << 14,
    THERAPYCODE_IMPL_GAP_QUOTE = 1 << 15,
    THERAPYCODE_IMPL_GAP_APOSTROPHE = 1 << 16,
    THERAPYCODE_IMPL_GAP_AMPERSAND = 1 << 17, /* stands for the word "and" */
    THERAPYCODE_IMPL_GAP_EQUALS = 1 << 18,
    THERAPYCODE_IMPL_GAP_OTHER = 1 << 19,
    THERAPYCODE_IMPL_GAP_BLANK_LINE = 1 << 20,
    /* never in a gap: the character is part of a word */
    THERAPYCODE_IMPL_GAP_NONE = 0,
    THERAPYCODE_IMPL_GAP_UNSEEN = 1 << 30,
    THERAPYCODE_IMPL_GAP_TIMES = 1 << 29
};

enum {
    THERAPYCODE_IMPL_WORD_MAX = 64,    /* bytes of a word of the vocabulary, folded */
    THERAPYCODE_IMPL_PHRASE_WORDS = 32 /* words of a phrase */
};

struct therapycode_impl_word {
    uint64_t key;    /* eight folded bytes, first in the lowest; longer words: a hash with the top bit set */
    size_t start;
    size_t end;      /* first byte after; start when there was no further word */
    uint32_t gap;    /* what stood before it, or before the end */
    uint32_t length; /* folded; 0: too long to be in any vocabulary */
};

/*
 * The first word at or after `at`. 0 when there is none: then start and end are `length`. Linear in what it passes
 * over.
 */
int therapycode_impl_next_word(const char *data, size_t length, size_t at, struct therapycode_impl_word *word);
/*
 * The run of ASCII letters and digits at word->start, for readers that end a word there: sets its end, length and key
 * as above. Linear in what it passes over.
 */
void therapycode_impl_plain_word(const char *data, size_t length, struct therapycode_impl_word *word);
/* How many runs of ASCII letters, digits and bytes beyond ASCII lie in data[start .. end). */
int32_t therapycode_impl_count_words(const char *data, int32_t start, int32_t end);
/* Writes a word folded, at most WORD_MAX bytes, NUL-terminated; returns its length. */
size_t therapycode_impl_fold_word(const char *data, size_t length, char folded[THERAPYCODE_IMPL_WORD_MAX + 1]);
/* The key of a folded word. */
uint64_t therapycode_impl_word_key(const char *folded, size_t length);
/* The same of a word of ASCII, behind which eight bytes may be read. */
uint64_t therapycode_impl_padded_key(const char *folded, size_t length);
/* Whether a word is all small ASCII letters. */
int therapycode_impl_is_small_word(const char *data, size_t length, const struct therapycode_impl_word *word);
/* How many bytes two texts begin with alike. */
size_t therapycode_impl_same_bytes(const char *a, size_t a_length, const char *b, size_t b_length);
/*
 * A table of words that generate.py makes, a power of two of places: each word has its own. Where it is follows from
 * the hash and from how many steps the words of its group are moved.
 */
struct therapycode_impl_keyed {
    uint64_t key;  /* of the word */
    uint64_t bits; /* what it is; 0: no word */
};
struct therapycode_impl_words {
    const struct therapycode_impl_keyed *rows;
    const uint8_t *steps; /* by group */
    uint32_t mask;
    int shift;            /* of the hash, which leaves the group */
};
static inline uint64_t therapycode_impl_bits_of(const struct therapycode_impl_words *words, uint64_t key)
{
    uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15);
    uint32_t at = (uint32_t)(hash >> 32) + words->steps[hash >> words->shift] * (uint32_t)(hash >> 43 | 1);
    const struct therapycode_impl_keyed *row = &words->rows[at & words->mask];
    return row->bits & (0u - (uint64_t)(row->key == key));
}
/* All words of the short lists. */
const struct therapycode_impl_words *therapycode_impl_listed_words(void);
/* The end of the run of ASCII letters that begins at `at`, and the lists (THERAPYCODE_IMPL_LIST_*) it is in. */
int32_t therapycode_impl_letters(const char *data, int32_t at, int32_t end, uint64_t *lists);
/* The same of letters and digits. */
int32_t therapycode_impl_run(const char *data, int32_t at, int32_t end, uint64_t *lists);
/* The run of ASCII letters at a place, folded, as far as 15 of them; its length, or 16 where it is longer. */
int32_t therapycode_impl_spell_letters(const char *data, size_t at, size_t length, char word[16]);
/* The lists that the runs of ASCII letters in a word are in. */
uint64_t therapycode_impl_lists_in(const char *data, const struct therapycode_impl_word *word);
/* The next digit in [at, end); `end` where there is none. */
int32_t therapycode_impl_next_digit(const char *data, int32_t at, int32_t end);
/* The lists that a word of ASCII letters and digits is in. */
uint64_t therapycode_impl_lists(const char *word, size_t length);
/* What the therapists and assistants of a discipline (enum therapycode_discipline) are called, between spaces. */
const char *therapycode_impl_names_of(int32_t discipline);
/* The discipline that a word names, in any case; 0: none. In small letters "pt" is the patient. */
int32_t therapycode_impl_discipline_of(const char *word, size_t length);
/* The key of what stands there, as if it were a word: that of the word it is, else of none. */
uint64_t therapycode_impl_run_key(const char *data, size_t length);

#endif
