/* Text views: UTF-8 validity, ASCII classes that no locale can change, and exact integer reading. */
#ifndef THERAPYCODE_BASE_TEXT_H
#define THERAPYCODE_BASE_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include <therapycode/types.h>

/* Offset of the first byte that is not part of valid UTF-8 (RFC 3629), or `length`. */
size_t therapycode_impl_utf8_check(const char *data, size_t length);
/*
 * Decodes one code point at data[0 .. length), length > 0, of text that was checked; stores its length in bytes.
 */
uint32_t therapycode_impl_utf8_next(const char *data, size_t length, size_t *bytes);

static inline int therapycode_impl_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline int therapycode_impl_is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline int therapycode_impl_is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline int therapycode_impl_is_letter(char c)
{
    return therapycode_impl_is_small(c) || therapycode_impl_is_capital(c);
}

/* Where the run of letters ends that begins at a place, and where the one begins that ends there. */
static inline int32_t therapycode_impl_word_end(const char *data, int32_t at, int32_t end)
{
    while (at < end && therapycode_impl_is_letter(data[at]))
        at++;
    return at;
}

static inline int32_t therapycode_impl_word_start(const char *data, int32_t first, int32_t at)
{
    while (at > first && therapycode_impl_is_letter(data[at - 1]))
        at--;
    return at;
}

static inline char therapycode_impl_lower(char c)
{
    return therapycode_impl_is_capital(c) ? (char)(c - 'A' + 'a') : c;
}

/* ASCII letters in lower case and digits, by byte; 0: neither. */
extern const unsigned char therapycode_impl_folded[256];

/*
 * Whether a byte is one of a short string that is written there, or the NUL behind it: strchr() as a look at bits,
 * which a processor need not foretell.
 */
#define THERAPYCODE_IMPL_BYTE_BIT(set, i, half)                                  \
    ((i) < sizeof(set) && (unsigned char)(set)[(i) % sizeof(set)] >> 6 == (half) \
         ? UINT64_C(1) << ((set)[(i) % sizeof(set)] & 63) : 0)
#define THERAPYCODE_IMPL_BYTE_BITS(set, half)                                                                          \
    (THERAPYCODE_IMPL_BYTE_BIT(set, 0, half) | THERAPYCODE_IMPL_BYTE_BIT(set, 1, half) |                               \
     THERAPYCODE_IMPL_BYTE_BIT(set, 2, half) | THERAPYCODE_IMPL_BYTE_BIT(set, 3, half) |                               \
     THERAPYCODE_IMPL_BYTE_BIT(set, 4, half) | THERAPYCODE_IMPL_BYTE_BIT(set, 5, half) |                               \
     THERAPYCODE_IMPL_BYTE_BIT(set, 6, half) | THERAPYCODE_IMPL_BYTE_BIT(set, 7, half) |                               \
     THERAPYCODE_IMPL_BYTE_BIT(set, 8, half) | THERAPYCODE_IMPL_BYTE_BIT(set, 9, half) |                               \
     THERAPYCODE_IMPL_BYTE_BIT(set, 10, half))
#define THERAPYCODE_IMPL_AMONG(set, c) \
    therapycode_impl_has_byte(THERAPYCODE_IMPL_BYTE_BITS(set, 0), THERAPYCODE_IMPL_BYTE_BITS(set, 1), c)
static inline int therapycode_impl_has_byte(uint64_t low, uint64_t high, char c)
{
    unsigned byte = (unsigned char)c;
    return (int)((byte < 64 ? low : high) >> (byte & 63) & (byte < 128));
}

/* Whether a word, in any case, is one of a list of words in lower case, each between spaces: " from to was ". */
int therapycode_impl_is_listed(const char *list, const char *word, size_t length);
/* Whether a word between two places is in such a list. */
int therapycode_impl_has_listed(const char *data, int32_t at, int32_t end, const char *list);
/* Whether the word that ends before a place, or before the bytes of `past` in front of it, is in such a list. */
int therapycode_impl_listed_before(const char *data, int32_t from, int32_t at, const char *past, const char *list);
/* Whole text as an integer in [low, high]: an optional '-', then digits, nothing else. 1, or 0. */
int therapycode_impl_parse_int(const char *data, size_t length, int32_t low, int32_t high, int32_t *out);
/* "2026-03-02" -> 20260302. 1, or 0. */
int therapycode_impl_parse_date(const char *data, size_t length, int32_t *out);
/* A CPT or HCPCS code: four digits with a digit or a capital letter before or after them. 1, or 0. */
int therapycode_impl_is_code(const char *data, size_t length);

/*
 * Five characters and the rest of the field, as one number: equal codes have equal keys, and keys sort as codes do.
 * Written out, for then compilers make one load of it.
 */
static inline uint64_t therapycode_impl_code_key(const char code[8])
{
    const unsigned char *c = (const unsigned char *)code;
    return (uint64_t)c[0] << 56 | (uint64_t)c[1] << 48 | (uint64_t)c[2] << 40 | (uint64_t)c[3] << 32 |
           (uint64_t)c[4] << 24 | (uint64_t)c[5] << 16 | (uint64_t)c[6] << 8 | (uint64_t)c[7];
}
/* And back. */
static inline void therapycode_impl_code_of_key(uint64_t key, char code[8])
{
    code[0] = (char)(key >> 56 & 0xFF);
    code[1] = (char)(key >> 48 & 0xFF);
    code[2] = (char)(key >> 40 & 0xFF);
    code[3] = (char)(key >> 32 & 0xFF);
    code[4] = (char)(key >> 24 & 0xFF);
    code[5] = (char)(key >> 16 & 0xFF);
    code[6] = (char)(key >> 8 & 0xFF);
    code[7] = (char)(key & 0xFF);
}

/* Whether nothing but a bullet, a box or a bracket stands before a place in its line. */
int therapycode_impl_begins_line(const char *data, int32_t at);
/* "[ ] gait training", and the same as a sign (U+2610, U+25A1): an empty box stands right before a place. */
int therapycode_impl_is_unticked(const char *data, int32_t at);
/* The same of a ticked one. */
int therapycode_impl_is_ticked(const char *data, int32_t at);

#endif
