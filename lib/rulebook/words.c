#include "rulebook/words.h"

#include <string.h>

#include <therapycode/session.h>

#include "base/text.h"

#include "rulebook/word_lists.inc"

#define G(name) THERAPYCODE_IMPL_GAP_##name

/* The gap bits of an ASCII byte; 0: part of a word. */
static const uint32_t ascii_gaps[128] = {
    [0] = G(OTHER), [1] = G(OTHER), [2] = G(OTHER), [3] = G(OTHER), [4] = G(OTHER), [5] = G(OTHER), [6] = G(OTHER),
    [7] = G(OTHER), [8] = G(OTHER), ['\t'] = G(SPACE), ['\n'] = G(NEWLINE), ['\v'] = G(NEWLINE), ['\f'] = G(NEWLINE),
    ['\r'] = G(NEWLINE), [14] = G(OTHER), [15] = G(OTHER), [16] = G(OTHER), [17] = G(OTHER), [18] = G(OTHER),
    [19] = G(OTHER), [20] = G(OTHER), [21] = G(OTHER), [22] = G(OTHER), [23] = G(OTHER), [24] = G(OTHER),
    [25] = G(OTHER), [26] = G(OTHER), [27] = G(OTHER), [28] = G(OTHER), [29] = G(OTHER), [30] = G(OTHER),
    [31] = G(OTHER), [' '] = G(SPACE), ['!'] = G(STOP), ['"'] = G(QUOTE), ['#'] = G(OTHER), ['$'] = G(OTHER),
    ['%'] = G(OTHER), ['&'] = G(AMPERSAND), ['\''] = G(APOSTROPHE), ['('] = G(OPEN), [')'] = G(CLOSE),
    ['*'] = G(BULLET), ['+'] = G(PLUS), [','] = G(COMMA), ['-'] = G(DASH), ['.'] = G(PERIOD), ['/'] = G(SLASH),
    [':'] = G(COLON), [';'] = G(SEMICOLON), ['<'] = G(ARROW), ['='] = G(EQUALS), ['>'] = G(ARROW), ['?'] = G(STOP),
    ['@'] = G(OTHER), ['['] = G(OPEN), ['\\'] = G(SLASH), [']'] = G(CLOSE), ['^'] = G(OTHER), ['_'] = G(SPACE),
    ['`'] = G(APOSTROPHE), ['{'] = G(OPEN), ['|'] = G(BAR), ['}'] = G(CLOSE), ['~'] = G(OTHER), [127] = G(OTHER)
};

struct wide_gap {
    uint32_t first;
    uint32_t last;
    uint32_t gap;
};
/* Ascending. Everything else above ASCII is a letter. */
static const struct wide_gap wide_gaps[] = {
    { 0x80, 0x9F, G(OTHER) },        { 0xA0, 0xA0, G(SPACE) },       { 0xA1, 0xA6, G(OTHER) },
    { 0xA7, 0xA7, G(BULLET) },       { 0xA8, 0xA9, G(OTHER) },       { 0xAB, 0xAB, G(QUOTE) },
    { 0xAC, 0xAC, G(OTHER) },        { 0xAD, 0xAD, G(UNSEEN) },      { 0xAE, 0xB1, G(OTHER) },
    { 0xB4, 0xB4, G(APOSTROPHE) },   { 0xB6, 0xB6, G(OTHER) },       { 0xB7, 0xB7, G(BULLET) },
    { 0xB8, 0xB8, G(OTHER) },        { 0xBB, 0xBB, G(QUOTE) },       { 0xBF, 0xBF, G(OTHER) },
    { 0xD7, 0xD7, G(TIMES) },        { 0xF7, 0xF7, G(OTHER) },       { 0x2000, 0x200A, G(SPACE) },
    { 0x200B, 0x200F, G(UNSEEN) },   { 0x2010, 0x2015, G(DASH) },    { 0x2018, 0x201B, G(APOSTROPHE) },
    { 0x201C, 0x201F, G(QUOTE) },    { 0x2020, 0x2023, G(BULLET) },  { 0x2024, 0x2027, G(PERIOD) },
    { 0x2028, 0x2029, G(NEWLINE) },  { 0x202A, 0x202E, G(UNSEEN) },  { 0x202F, 0x202F, G(SPACE) },
    { 0x2032, 0x2032, G(APOSTROPHE) }, { 0x2033, 0x2033, G(QUOTE) }, { 0x2039, 0x203A, G(QUOTE) },
    { 0x2043, 0x2043, G(BULLET) },   { 0x2044, 0x2044, G(SLASH) },   { 0x205F, 0x205F, G(SPACE) },
    { 0x2060, 0x206F, G(UNSEEN) },   { 0x2190, 0x21FF, G(ARROW) },   { 0x2200, 0x2211, G(OTHER) },
    { 0x2212, 0x2212, G(DASH) },     { 0x2213, 0x22FF, G(OTHER) },   { 0x2500, 0x257F, G(BAR) },
    { 0x25A0, 0x25FF, G(BULLET) },   { 0x2605, 0x2606, G(BULLET) },  { 0x2610, 0x2612, G(BULLET) },
    { 0x2713, 0x2718, G(BULLET) },   { 0x2794, 0x27BE, G(ARROW) },   { 0x27F0, 0x27FF, G(ARROW) },
    { 0x2900, 0x297F, G(ARROW) },    { 0x2B00, 0x2B11, G(ARROW) },   { 0x3000, 0x3000, G(SPACE) },
    { 0xFE00, 0xFE0F, G(UNSEEN) },   { 0xFEFF, 0xFEFF, G(UNSEEN) },  { 0xFFFC, 0xFFFD, G(OTHER) }
};

/* Gap bits of the character at s[0 .. n), which is not ASCII, and its length. */
static uint32_t wide(const char *s, size_t n, size_t *bytes)
{
    uint32_t c = therapycode_impl_utf8_next(s, n, bytes);
    size_t low = 0, high = sizeof wide_gaps / sizeof wide_gaps[0];
    if (*bytes == 1)
        return G(NONE); /* no UTF-8 */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > wide_gaps[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < sizeof wide_gaps / sizeof wide_gaps[0] && c >= wide_gaps[low].first)
        return wide_gaps[low].gap;
    return G(NONE);
}

static uint64_t mix(uint64_t hash, uint64_t lane)
{
    hash = (hash ^ lane) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* Eight bytes, the first in the lowest: compilers make one load of it where the machine has that order. */
static uint64_t load8(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
           (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static uint64_t load4(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
}

/* As many of them as there are; the others are 0. */
static uint64_t load(const char *data, size_t count)
{
    const unsigned char *p = (const unsigned char *)data;
    uint64_t lane = 0;
    if (count >= 8)
        return load8(p);
    if (count >= 4)
        return load4(p) | load4(p + count - 4) << (8 * (count - 4));
    if (count > 0)
        lane =
            (uint64_t)p[0] | (uint64_t)p[count / 2] << (8 * (count / 2)) | (uint64_t)p[count - 1] << (8 * (count - 1));
    return lane;
}

/* The same at data[at], up to `end`; without a choice between many lengths, which nobody can foretell. */
static inline uint64_t load_at(const char *data, size_t at, size_t end)
{
    size_t from;
    if (end < 8 || at >= end)
        return load(data + at, end - at);
    from = at < end - 8 ? at : end - 8;
    return load8((const unsigned char *)data + from) >> 8 * (at - from);
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The top bit of every byte that is a digit. */
static inline uint64_t digits(uint64_t lane)
{
    uint64_t low = lane & EACH(0x7F);
    return (low + EACH(0x80 - '0')) & ~(low + EACH(0x7F - '9')) & ~lane & EACH(0x80);
}

/* The top bit of every byte that is neither an ASCII letter nor a digit. */
static uint64_t outside(uint64_t lane)
{
    uint64_t folded = (lane & EACH(0x7F)) | EACH(0x20);
    uint64_t letter = (folded + EACH(0x80 - 'a')) & ~(folded + EACH(0x7F - 'z')) & ~lane & EACH(0x80);
    return (letter | digits(lane)) ^ EACH(0x80);
}

/* The top bit of every byte that is no ASCII letter. */
static uint64_t no_letter(uint64_t lane)
{
    uint64_t folded = (lane & EACH(0x7F)) | EACH(0x20);
    return (~((folded + EACH(0x80 - 'a')) & ~(folded + EACH(0x7F - 'z'))) | lane) & EACH(0x80);
}

/* How many bytes lie below the lowest set top bit. */
static unsigned bytes_below(uint64_t tops)
{
    return (unsigned)((((tops ^ (tops - 1)) & EACH(0x01)) * EACH(0x01)) >> 56) - 1;
}

int32_t therapycode_impl_count_words(const char *data, int32_t start, int32_t end)
{
    uint64_t before = 0; /* 1: the byte before the lane belongs to a word */
    int32_t at, count = 0;
    for (at = start; at < end; at += 8) {
        uint64_t lane = load_at(data, (size_t)at, (size_t)end);
        uint64_t inside = (~outside(lane) | lane) >> 7 & EACH(0x01); /* a bit a byte */
        uint64_t first = inside & ~(inside << 8 | before);           /* where a run begins */
        count += (int32_t)(first * EACH(0x01) >> 56);
        before = inside >> 56;
    }
    return count;
}

uint64_t therapycode_impl_word_key(const char *folded, size_t length)
{
    uint64_t hash = length, lane = load(folded, length);
    size_t i;
    if (length <= 8 && (lane & EACH(0x80)) == 0)
        return lane;
    for (i = 0; i < length; i += 8)
        hash = mix(hash, load(folded + i, length - i));
    return hash | UINT64_C(1) << 63;
}

uint64_t therapycode_impl_padded_key(const char *folded, size_t length)
{
    uint64_t hash = length, lane;
    const unsigned char *p = (const unsigned char *)folded;
    for (; length > 8; p += 8, length -= 8)
        hash = mix(hash, load8(p));
    lane = length == 0 ? 0 : load8(p) & ~(uint64_t)0 >> (64 - 8 * length);
    return p == (const unsigned char *)folded ? lane : mix(hash, lane) | UINT64_C(1) << 63;
}

uint64_t therapycode_impl_run_key(const char *data, size_t length)
{
    uint64_t hash = length, lane = 0;
    size_t i;
    for (i = 0; i < length; i += 8) {
        lane = load(data + i, length - i) | EACH(0x20);
        if (length - i < 8)
            lane &= ((uint64_t)1 << (8 * (length - i))) - 1;
        hash = mix(hash, lane);
    }
    return length <= 8 ? lane : hash | UINT64_C(1) << 63;
}

/* The word at data[at ..), character by character; returns its end. `folded` may overflow: *count says how long. */
static size_t spell(const char *data, size_t length, size_t at, char *folded, size_t *count)
{
    size_t used = 0;
    while (at < length) {
        unsigned char c = (unsigned char)data[at];
        size_t bytes = 1, i;
        uint32_t gap = c < 0x80 ? ascii_gaps[c] : wide(data + at, length - at, &bytes);
        if (gap == G(UNSEEN)) {
            at += bytes;
            continue;
        }
        if (gap != G(NONE) && gap != G(TIMES))
            break;
        for (i = 0; i < bytes; i++) {
            unsigned char b = (unsigned char)data[at + i];
            if (gap == G(TIMES)) {
                b = 'x';
                i = bytes;
            } else if (b < 0x80) {
                b = (unsigned char)therapycode_impl_lower((char)b);
            } else if (bytes == 2 && i == 1 && c == 0xC3 && b <= 0x9E) {
                b |= 0x20; /* U+00C0 to U+00DE */
            }
            if (used < THERAPYCODE_IMPL_WORD_MAX)
                folded[used] = (char)b;
            used++;
        }
        at += bytes;
    }
    *count = used;
    return at;
}

size_t therapycode_impl_fold_word(const char *data, size_t length, char folded[THERAPYCODE_IMPL_WORD_MAX + 1])
{
    size_t used;
    spell(data, length, 0, folded, &used);
    if (used > THERAPYCODE_IMPL_WORD_MAX)
        used = THERAPYCODE_IMPL_WORD_MAX;
    folded[used] = '\0';
    return used;
}

/* A word that is not plain ASCII of at most 64 bytes. */
static int slow_word(const char *data, size_t length, struct therapycode_impl_word *word)
{
    char folded[THERAPYCODE_IMPL_WORD_MAX];
    size_t used;
    word->end = spell(data, length, word->start, folded, &used);
    word->length = used > THERAPYCODE_IMPL_WORD_MAX ? 0 : (uint32_t)used;
    word->key = word->length == 0 ? 0 : therapycode_impl_word_key(folded, used);
    return 1;
}

/* The end of a run that goes on behind its first lane, and its key. */
static void long_word(const char *data, size_t length, struct therapycode_impl_word *word)
{
    size_t at = word->start, left;
    uint64_t tops, lane, hash;
    do { /* the end first, for the hash begins with the length */
        at += 8;
        tops = at < length ? outside(load_at(data, at, length)) : EACH(0x80);
    } while (tops == 0);
    word->end = at + bytes_below(tops);
    word->length = 0;
    word->key = 0;
    if (word->end - word->start > THERAPYCODE_IMPL_WORD_MAX)
        return;
    word->length = (uint32_t)(word->end - word->start);
    word->key = load(data + word->start, 8) | EACH(0x20);
    if (word->length == 8)
        return;
    hash = mix(word->length, word->key);
    for (at = word->start + 8; at < word->end; at += 8) {
        left = word->end - at;
        lane = load_at(data, at, length) | EACH(0x20);
        if (left < 8)
            lane &= ((uint64_t)1 << (8 * left)) - 1;
        hash = mix(hash, lane);
    }
    word->key = hash | UINT64_C(1) << 63;
}

static inline void plain_word(const char *data, size_t length, struct therapycode_impl_word *word)
{
    uint64_t lane = load_at(data, word->start, length), tops = outside(lane);
    unsigned below;
    if (tops == 0) {
        long_word(data, length, word);
        return;
    }
    below = bytes_below(tops);
    word->end = word->start + below;
    word->length = below;
    word->key = (lane | EACH(0x20)) & (((uint64_t)1 << (8 * below)) - 1);
}

void therapycode_impl_plain_word(const char *data, size_t length, struct therapycode_impl_word *word)
{
    plain_word(data, length, word);
}

const struct therapycode_impl_words *therapycode_impl_listed_words(void)
{
    return &listed_words;
}

const char *therapycode_impl_names_of(int32_t discipline)
{
    static const char *const names[] = { "", " pt pta ", " ot otr ota cota ", " slp slpa st " };
    return discipline >= THERAPYCODE_PT && discipline <= THERAPYCODE_SLP ? names[discipline] : names[0];
}

int32_t therapycode_impl_discipline_of(const char *word, size_t length)
{
    int32_t i;
    if (length < 2 || length > 4 || !THERAPYCODE_IMPL_AMONG("pPoOcCsS", word[0])) /* most words begin as no name does */
        return 0;
    for (i = THERAPYCODE_PT; i <= THERAPYCODE_SLP; i++)
        if (therapycode_impl_is_listed(therapycode_impl_names_of(i), word, length))
            return i;
    return 0;
}

int32_t therapycode_impl_next_digit(const char *data, int32_t at, int32_t end)
{
    for (; at < end; at += 8) {
        uint64_t tops = digits(load_at(data, (size_t)at, (size_t)end));
        if (tops != 0)
            return at + (int32_t)bytes_below(tops);
    }
    return end;
}

uint64_t therapycode_impl_lists(const char *word, size_t length)
{
    return therapycode_impl_bits_of(&listed_words, therapycode_impl_run_key(word, length));
}

int32_t therapycode_impl_run(const char *data, int32_t at, int32_t end, uint64_t *lists)
{
    struct therapycode_impl_word word;
    word.start = (size_t)at;
    plain_word(data, (size_t)end, &word);
    *lists = therapycode_impl_bits_of(&listed_words, word.key);
    return (int32_t)word.end;
}

int32_t therapycode_impl_letters(const char *data, int32_t at, int32_t end, uint64_t *lists)
{
    uint64_t lane = load_at(data, (size_t)at, (size_t)end), tops = no_letter(lane), key;
    int32_t past = at;
    if (tops != 0) {
        unsigned below = bytes_below(tops);
        key = (lane | EACH(0x20)) & (((uint64_t)1 << (8 * below)) - 1);
        past += (int32_t)below;
    } else {
        past = therapycode_impl_word_end(data, past, end);
        key = therapycode_impl_run_key(data + at, (size_t)(past - at));
    }
    *lists = therapycode_impl_bits_of(&listed_words, key);
    return past;
}

/* The lane in the order of its bytes: compilers make one store of it where the machine has that order. */
static void store8(char *p, uint64_t lane)
{
    int i;
    for (i = 0; i < 8; i++)
        p[i] = (char)(unsigned char)(lane >> 8 * i & 0xFF);
}

int32_t therapycode_impl_spell_letters(const char *data, size_t at, size_t length, char word[16])
{
    uint64_t lane = at < length ? load_at(data, at, length) : 0, tops = no_letter(lane);
    int32_t n = 0;
    if (tops == 0) {
        store8(word, lane | EACH(0x20));
        lane = at + 8 < length ? load_at(data, at + 8, length) : 0;
        tops = no_letter(lane);
        n = 8;
    }
    if (tops == 0) { /* 16 letters and more */
        store8(word + 8, lane | EACH(0x20));
        word[15] = '\0';
        return 16;
    }
    store8(word + n, (lane | EACH(0x20)) & (((uint64_t)1 << (8 * bytes_below(tops))) - 1));
    return n + (int32_t)bytes_below(tops);
}

/* Whether a word has anything but ASCII letters in it. */
static int is_mixed(const char *data, const struct therapycode_impl_word *word)
{
    uint64_t other = 0;
    size_t at;
    if (!(word->key >> 63)) /* all letters have both bits, digits one of them, and no byte has none */
        return ((word->key >> 5 ^ word->key >> 6) & EACH(0x01)) != 0 || word->length != word->end - word->start;
    for (at = word->start; at < word->end && other == 0; at += 8)
        other = no_letter(load_at(data, at, word->end) | (word->end - at < 8 ? EACH('a') << 8 * (word->end - at) : 0));
    return other != 0;
}

uint64_t therapycode_impl_lists_in(const char *data, const struct therapycode_impl_word *word)
{
    uint64_t lists, all;
    int32_t at, end = (int32_t)word->end;
    all = therapycode_impl_bits_of(&listed_words, word->key);
    if (is_mixed(data, word))
        for (at = (int32_t)word->start; at < end; at++) {
            at = therapycode_impl_letters(data, at, end, &lists);
            all |= lists;
        }
    return all;
}

int therapycode_impl_is_small_word(const char *data, size_t length, const struct therapycode_impl_word *word)
{
    uint64_t other = 0;
    size_t at;
    if (!(word->key >> 63)) /* as in is_mixed(); and no byte was folded */
        return ((word->key >> 5 ^ word->key >> 6) & EACH(0x01)) == 0 && word->length == word->end - word->start &&
               ((load_at(data, word->start, length) ^ word->key) << 8 * (8 - word->length)) == 0;
    for (at = word->start; at < word->end; at += 8) {
        uint64_t lane = load_at(data, at, word->end) | (word->end - at < 8 ? EACH('a') << 8 * (word->end - at) : 0);
        other |= no_letter(lane) | (~lane & EACH(0x20));
    }
    return other == 0;
}

size_t therapycode_impl_same_bytes(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t at, length = a_length < b_length ? a_length : b_length;
    for (at = 0; at < length; at += 8) {
        uint64_t other = load_at(a, at, length) ^ load_at(b, at, length);
        uint64_t tops = (((other & EACH(0x7F)) + EACH(0x7F)) | other) & EACH(0x80);
        if (tops != 0)
            return at + bytes_below(tops);
    }
    return length;
}

static int read_word(const char *data, size_t length, struct therapycode_impl_word *word)
{
    plain_word(data, length, word);
    if (word->end < length && (unsigned char)data[word->end] >= 0x80)
        return slow_word(data, length, word);
    return 1;
}

int therapycode_impl_next_word(const char *data, size_t length, size_t at, struct therapycode_impl_word *word)
{
    uint32_t gap = 0;
    if (length - at > 2 &&
        (((unsigned char)data[at] | (unsigned char)data[at + 1] | (unsigned char)data[at + 2]) & 0x80) == 0) {
        /* as nearly always none, one or two of ASCII, which are told apart without a branch */
        uint32_t first = ascii_gaps[(unsigned char)data[at]], second = ascii_gaps[(unsigned char)data[at + 1]];
        uint32_t one = first != 0, two = one & (uint32_t)(second != 0);
        gap = first | (second & (0u - two));
        if (((ascii_gaps[(unsigned char)data[at + 2]] | (first & second & G(NEWLINE))) & (0u - two)) == 0) {
            word->start = at + one + two;
            word->gap = gap;
            return read_word(data, length, word);
        }
        gap = 0;
    }
    while (at < length) {
        unsigned char c = (unsigned char)data[at];
        size_t bytes = 1;
        uint32_t bits = c < 0x80 ? ascii_gaps[c] : wide(data + at, length - at, &bytes);
        if (bits == G(NONE) || bits == G(TIMES)) {
            word->start = at;
            word->gap = gap;
            return read_word(data, length, word);
        }
        if (bits == G(NEWLINE) && (gap & G(NEWLINE)) && !(c == '\n' && data[at - 1] == '\r'))
            gap |= G(BLANK_LINE);
        if (bits != G(UNSEEN))
            gap |= bits;
        at += bytes;
    }
    word->start = length;
    word->end = length;
    word->gap = gap;
    word->length = 0;
    word->key = 0;
    return 0;
}
