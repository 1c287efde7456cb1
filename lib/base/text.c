#include "base/text.h"

#include <string.h>

#include "base/date.h"

const unsigned char therapycode_impl_folded[256] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7',
    ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
    ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
    ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v',
    ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd',
    ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l',
    ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
    ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'
};

/* Length of the well-formed sequence at s[0 .. n), or 0 (RFC 3629, table 3-7 of the Unicode standard). */
static size_t sequence(const unsigned char *s, size_t n)
{
    unsigned char low = 0x80, high = 0xBF;
    size_t length, i;
    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xC2 && s[0] <= 0xDF) {
        length = 2;
    } else if (s[0] >= 0xE0 && s[0] <= 0xEF) {
        length = 3;
        if (s[0] == 0xE0)
            low = 0xA0;
        else if (s[0] == 0xED)
            high = 0x9F;
    } else if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        length = 4;
        if (s[0] == 0xF0)
            low = 0x90;
        else if (s[0] == 0xF4)
            high = 0x8F;
    } else {
        return 0;
    }
    if (length > n || s[1] < low || s[1] > high)
        return 0;
    for (i = 2; i < length; i++)
        if (s[i] < 0x80 || s[i] > 0xBF)
            return 0;
    return length;
}

size_t therapycode_impl_utf8_check(const char *data, size_t length)
{
    const unsigned char *s = (const unsigned char *)data;
    size_t i = 0;
    while (i < length) {
        size_t step;
        if (length - i >= 8) {
            uint64_t word; /* eight ASCII bytes at once */
            memcpy(&word, s + i, 8);
            if ((word & UINT64_C(0x8080808080808080)) == 0) {
                i += 8;
                continue;
            }
        }
        step = sequence(s + i, length - i);
        if (step == 0)
            return i;
        i += step;
    }
    return length;
}

uint32_t therapycode_impl_utf8_next(const char *data, size_t length, size_t *bytes)
{
    const unsigned char *s = (const unsigned char *)data;
    size_t n = sequence(s, length);
    *bytes = n == 0 ? 1 : n;
    switch (n) {
    case 2:
        return (uint32_t)(s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
    case 3:
        return (uint32_t)(s[0] & 0x0Fu) << 12 | (uint32_t)(s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
    case 4:
        return (uint32_t)(s[0] & 0x07u) << 18 | (uint32_t)(s[1] & 0x3Fu) << 12 | (uint32_t)(s[2] & 0x3Fu) << 6 |
               (s[3] & 0x3Fu);
    default:
        return s[0];
    }
}

int therapycode_impl_parse_int(const char *data, size_t length, int32_t low, int32_t high, int32_t *out)
{
    int64_t value = 0;
    size_t i = 0;
    int negative = length > 0 && data[0] == '-';
    if (negative)
        i = 1;
    if (i == length)
        return 0;
    for (; i < length; i++) {
        if (!therapycode_impl_is_digit(data[i]))
            return 0;
        value = value * 10 + (data[i] - '0');
        if (value > (int64_t)INT32_MAX + 1)
            return 0;
    }
    if (negative)
        value = -value;
    if (value < low || value > high)
        return 0;
    *out = (int32_t)value;
    return 1;
}

int therapycode_impl_parse_date(const char *data, size_t length, int32_t *out)
{
    int32_t year, month, day;
    if (length != 10 || data[4] != '-' || data[7] != '-')
        return 0;
    if (!therapycode_impl_parse_int(data, 4, 0, 9999, &year) ||
        !therapycode_impl_parse_int(data + 5, 2, 1, 12, &month) ||
        !therapycode_impl_parse_int(data + 8, 2, 1, 31, &day))
        return 0;
    if (!therapycode_impl_is_date(year * 10000 + month * 100 + day))
        return 0;
    *out = year * 10000 + month * 100 + day;
    return 1;
}

int therapycode_impl_is_code(const char *data, size_t length)
{
    int i, letters = 0;
    if (length != 5)
        return 0;
    for (i = 0; i < 5; i++) {
        if (data[i] >= 'A' && data[i] <= 'Z' && (i == 0 || i == 4))
            letters++;
        else if (!therapycode_impl_is_digit(data[i]))
            return 0;
    }
    return letters <= 1;
}

int therapycode_impl_is_listed(const char *list, const char *word, size_t length)
{
    char padded[24];
    size_t i;
    if (length == 0 || length > sizeof padded - 3)
        return 0;
    padded[0] = padded[length + 1] = ' ';
    for (i = 0; i < length; i++)
        padded[i + 1] = therapycode_impl_lower(word[i]);
    padded[length + 2] = '\0';
    return strstr(list, padded) != NULL;
}

int therapycode_impl_has_listed(const char *data, int32_t at, int32_t end, const char *list)
{
    uint32_t firsts = 0; /* bits 1 << letter: few words begin as one of the list does, and only they are compared */
    int32_t start;
    const char *word;
    for (word = list; word[0] != '\0' && word[1] != '\0'; word++)
        if (word[0] == ' ')
            firsts |= UINT32_C(1) << (word[1] & 31);
    while (at < end) {
        start = at;
        at = therapycode_impl_word_end(data, at, end);
        if (at > start && firsts >> (data[start] & 31) & 1 &&
            therapycode_impl_is_listed(list, data + start, (size_t)(at - start)))
            return 1;
        at += at == start;
    }
    return 0;
}

int therapycode_impl_listed_before(const char *data, int32_t from, int32_t at, const char *past, const char *list)
{
    int32_t end;
    while (at > from && data[at - 1] != '\0' && strchr(past, data[at - 1]) != NULL)
        at--;
    end = at;
    at = therapycode_impl_word_start(data, from, at);
    return therapycode_impl_is_listed(list, data + at, (size_t)(end - at));
}

int therapycode_impl_begins_line(const char *data, int32_t at)
{
    enum { BULLET_MOST = 8 }; /* bytes: "  - [x] " */
    int32_t from = at;
    while (at > 0 && from - at < BULLET_MOST && data[at - 1] != '\n' && data[at - 1] != '\r' &&
           !therapycode_impl_is_letter(data[at - 1]) && !therapycode_impl_is_digit(data[at - 1]))
        at--;
    return at == 0 || data[at - 1] == '\n' || data[at - 1] == '\r';
}

int therapycode_impl_is_unticked(const char *data, int32_t at)
{
    while (at > 0 && data[at - 1] == ' ')
        at--;
    if (at >= 2 && data[at - 1] == ']')
        return data[at - 2] == '[' || (at >= 3 && data[at - 2] == ' ' && data[at - 3] == '[');
    return at >= 3 && (memcmp(data + at - 3, "\xE2\x98\x90", 3) == 0 || memcmp(data + at - 3, "\xE2\x96\xA1", 3) == 0);
}

int therapycode_impl_is_ticked(const char *data, int32_t at)
{
    while (at > 0 && data[at - 1] == ' ')
        at--;
    if (at >= 3 && data[at - 1] == ']')
        return data[at - 3] == '[' && (data[at - 2] | 0x20) == 'x';
    return at >= 3 && (memcmp(data + at - 3, "\xE2\x98\x91", 3) == 0 || memcmp(data + at - 3, "\xE2\x98\x92", 3) == 0);
}
