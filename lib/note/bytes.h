/* Looking at the bytes of a text that is being read; past its ends stand NULs. */
#ifndef THERAPYCODE_NOTE_BYTES_H
#define THERAPYCODE_NOTE_BYTES_H

#include <string.h>

#include "base/text.h"
#include "note/reader.h"

static inline char char_at(const struct therapycode_impl_reader *r, size_t at)
{
    return at < r->length ? r->data[at] : '\0';
}

static inline char byte_at(const struct therapycode_impl_reader *r, int32_t at)
{
    return char_at(r, (size_t)at); /* what lies before the text is far behind it, so */
}

static inline int is_digit_at(const struct therapycode_impl_reader *r, int32_t at)
{
    return therapycode_impl_is_digit(byte_at(r, at));
}

/* Whether a text stands there. */
static inline int stands_at(const struct therapycode_impl_reader *r, int32_t at, const char *text)
{
    size_t length = strlen(text);
    return at >= 0 && (size_t)at + length <= r->length && memcmp(r->data + at, text, length) == 0;
}

/* Bytes of a dash at a place: ASCII, or U+2010 to U+2015 and the minus sign; 0: none. */
int32_t therapycode_impl_dash_at(const struct therapycode_impl_reader *r, int32_t at);
/* Bytes of a space at a place: ASCII, or the no-break, thin and other spaces that editors put before a unit. */
int32_t therapycode_impl_space_at(const struct therapycode_impl_reader *r, int32_t at);

enum { LETTERS = 16 }; /* "documentation" is the longest word of any list */

/* Length of the run of letters at a place, folded into `word` as far as it goes; 0 too where it is longer than that. */
int32_t therapycode_impl_read_letters(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS]);
/* The same for the word behind spaces; the place behind it. */
int32_t therapycode_impl_word_at(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS]);
/*
 * The word that ends before a place, or before the bytes of `past` in front of it, folded; where it begins. Empty: none
 * ends there.
 */
int32_t therapycode_impl_letters_before(const struct therapycode_impl_reader *r, int32_t at, const char *past,
                                        char word[LETTERS]);
/* Where the line begins, of which at most `most` bytes are looked at; -1: too far away. */
int32_t therapycode_impl_line_start(const struct therapycode_impl_reader *r, int32_t at, int32_t most);
/* Whether the word is in a list of words between spaces. */
int therapycode_impl_one_of(const char *word, const char *list);
/*
 * A slash without spaces stands there, right behind a time or right before one: "TE 15 min/US 8 min", "15 min gait/15
 * min TE".
 */
int therapycode_impl_parts_times(const struct therapycode_impl_reader *r, int32_t at);
/* The number whose digits stand at `*at`, which becomes the place behind them. */
int32_t therapycode_impl_read_digits(const struct therapycode_impl_reader *r, int32_t *at);

/* Called from many places, so they are not copied into each: what a processor runs must fit into its first cache. */
static inline int32_t dash_at(const struct therapycode_impl_reader *r, int32_t at)
{
    return therapycode_impl_dash_at(r, at);
}

static inline int32_t skip_space(const struct therapycode_impl_reader *r, int32_t at)
{
    int32_t n = 1;
    at += byte_at(r, at) == ' '; /* one, as mostly, or none: without a branch */
    for (; n > 0; at += n) {
        unsigned char c = (unsigned char)byte_at(r, at);
        n = c == ' ' ? 1 : c == '\t' || c >= 0x80 ? therapycode_impl_space_at(r, at) : 0;
    }
    return at;
}

static inline int32_t read_letters(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    return therapycode_impl_read_letters(r, at, word);
}

static inline int one_of(const char *word, const char *list)
{
    return therapycode_impl_one_of(word, list);
}

static inline int32_t read_digits(const struct therapycode_impl_reader *r, int32_t *at)
{
    return therapycode_impl_read_digits(r, at);
}

/* First digit of a number, which may begin with x or the sign for it. */
static inline int32_t first_digit(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number)
{
    int32_t at = number->start;
    while (at < number->end && !is_digit_at(r, at))
        at++;
    return at;
}

static inline void set_minutes(struct therapycode_impl_number *number, int32_t minutes, int32_t end)
{
    enum { DAY_MINUTES = 1440 };
    number->minutes_end = end;
    if (minutes <= DAY_MINUTES)
        number->minutes = minutes;
    else
        number->doubt = THERAPYCODE_IMPL_DOUBT_TOO_LONG;
}

static inline int32_t word_at(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    return therapycode_impl_word_at(r, at, word);
}

/* A line ends there, or the text. */
static inline int is_line_end(const struct therapycode_impl_reader *r, int32_t at)
{
    char c = byte_at(r, at);
    return c == '\n' || c == '\r' || c == '\0';
}

#endif
