/* Looking at the bytes of a text that is being read; past its ends stand NULs. */
#ifndef THERAPYCODE_NOTE_BYTES_H
#define THERAPYCODE_NOTE_BYTES_H

#include <string.h>

#include "base/text.h"
#include "note/reader.h"

static inline char byte_at(const struct therapycode_impl_reader *r, int32_t at)
{
    return at >= 0 && (size_t)at < r->length ? r->data[at] : '\0';
}

static inline int is_digit_at(const struct therapycode_impl_reader *r, int32_t at)
{
    return therapycode_impl_is_digit(byte_at(r, at));
}

/* Bytes of a dash at a place: ASCII, or U+2010 to U+2015 and the minus sign; 0: none. */
static inline int32_t dash_at(const struct therapycode_impl_reader *r, int32_t at)
{
    unsigned char second = (unsigned char)byte_at(r, at + 1), third = (unsigned char)byte_at(r, at + 2);
    if (byte_at(r, at) == '-')
        return 1;
    if ((unsigned char)byte_at(r, at) != 0xE2)
        return 0;
    return (second == 0x80 && third >= 0x90 && third <= 0x95) || (second == 0x88 && third == 0x92) ? 3 : 0;
}

/* Bytes of a space at a place: ASCII, or the no-break, thin and other spaces that editors put before a unit. */
static inline int32_t space_at(const struct therapycode_impl_reader *r, int32_t at)
{
    unsigned char c = (unsigned char)byte_at(r, at), third;
    if (c == ' ' || c == '\t')
        return 1;
    if (c == 0xC2)
        return (unsigned char)byte_at(r, at + 1) == 0xA0 ? 2 : 0;
    if (c != 0xE2 || (unsigned char)byte_at(r, at + 1) != 0x80)
        return 0;
    third = (unsigned char)byte_at(r, at + 2); /* U+2000 to U+200A, U+202F */
    return (third >= 0x80 && third <= 0x8A) || third == 0xAF ? 3 : 0;
}

static inline int32_t skip_space(const struct therapycode_impl_reader *r, int32_t at)
{
    int32_t n;
    while ((n = space_at(r, at)) > 0)
        at += n;
    return at;
}

enum { LETTERS = 16 }; /* "documentation" is the longest word of any list */

/* Length of the run of letters at a place, folded into `word` as far as it goes. */
static inline int32_t read_letters(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    int32_t n = 0;
    while (n < LETTERS - 1 && therapycode_impl_is_letter(byte_at(r, at + n))) {
        word[n] = therapycode_impl_lower(byte_at(r, at + n));
        n++;
    }
    word[n] = '\0';
    return therapycode_impl_is_letter(byte_at(r, at + n)) ? 0 : n; /* too long to be anything that is asked for */
}

/* Whether the word is in a list of words between spaces. */
static inline int one_of(const char *word, const char *list)
{
    size_t n = strlen(word);
    const char *at = list;
    while (n > 0 && (at = strstr(at, word)) != NULL) {
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return 1;
        at++;
    }
    return 0;
}

static inline int32_t read_digits(const struct therapycode_impl_reader *r, int32_t *at)
{
    int32_t value = 0;
    while (is_digit_at(r, *at)) {
        value = value < 100000 ? value * 10 + (byte_at(r, *at) - '0') : value;
        ++*at;
    }
    return value;
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

#endif
