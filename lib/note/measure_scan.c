/* Tokens of a segment, and the words that they are. */
#include <string.h>

#include "base/text.h"
#include "note/measure.h"
#include "rulebook/words.h"

#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Woverlength-strings"
#endif
#include "note/measure_words.inc"

enum { NUMBER_DIGITS = 7 };
#define LEVEL (UINT32_C(1) << 31) /* one of the phrases is a level of assistance */

const struct word_row *therapycode_impl_measure_word(int32_t row)
{
    return &word_rows[row];
}

const struct kind_row *therapycode_impl_measure_kind(int32_t kind)
{
    return &kind_rows[kind];
}

int32_t therapycode_impl_measure_find(const char *kind)
{
    int32_t k;
    for (k = 0; k < KIND_COUNT; k++)
        if (strcmp(measure_pool + kind_rows[k].name, kind) == 0)
            return k;
    return KIND_ROM;
}

const char *therapycode_impl_measure_text(uint16_t offset)
{
    return measure_pool + offset;
}

const char *therapycode_impl_measure_unit(int32_t unit)
{
    return measure_pool + unit_names[unit];
}

static uint32_t starts_with(uint64_t key)
{
    return (uint32_t)therapycode_impl_bits_of(&word_starts, key);
}

static char at(const struct measure_segment *s, uint32_t i)
{
    return i < s->length ? s->text[i] : '\0';
}

/* "14.2", "1,150": digits, a comma before exactly three of them, a point with digits after it. */
static uint32_t scan_number(const struct measure_segment *s, uint32_t i, struct measure_token *token)
{
    int64_t value = 0;
    int32_t scale = 1, digits = 0;
    for (;;) {
        char c = at(s, i);
        if (therapycode_impl_is_digit(c)) {
            if (++digits <= NUMBER_DIGITS) {
                value = value * 10 + (c - '0');
                scale *= scale > 1 ? 10 : 1;
            }
        } else if (c == ',' && scale == 1 && digits <= 3 && therapycode_impl_is_digit(at(s, i + 1)) &&
                   therapycode_impl_is_digit(at(s, i + 2)) && therapycode_impl_is_digit(at(s, i + 3)) &&
                   !therapycode_impl_is_digit(at(s, i + 4))) {
            /* thousands */
        } else if (c == '.' && scale == 1 && therapycode_impl_is_digit(at(s, i + 1))) {
            if (++digits <= NUMBER_DIGITS) {
                value = value * 10 + (at(s, ++i) - '0');
                scale = 10;
            }
        } else {
            break;
        }
        i++;
    }
    token->value = digits > NUMBER_DIGITS ? -1 : (int32_t)value;
    token->scale = scale;
    return i;
}

/* Signs beyond ASCII that notes use, as the ASCII sign that they stand for; 0: none of them. */
static char fold(const char *data, size_t length, size_t *bytes)
{
    uint32_t c = therapycode_impl_utf8_next(data, length, bytes);
    switch (c) {
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212:
        return '-';
    case 0x2018: case 0x2019: case 0x2032:
        return '\'';
    case 0x201C: case 0x201D: case 0x2033:
        return '"';
    case 0x00B0: case 0x00BA:
        return '^'; /* degree: no ASCII sign of its own */
    case 0x00D7:
        return 'x';
    case 0x2192: case 0x21D2: case 0x279C:
        return '>';
    case 0x00A0: case 0x2009: case 0x202F:
        return ' ';
    default:
        return 0;
    }
}

static uint32_t scan_sign(const struct measure_segment *s, uint32_t i, struct measure_token *token)
{
    char c = at(s, i);
    size_t bytes = 1;
    if ((unsigned char)c >= 0x80) {
        c = fold(s->text + i, s->length - i, &bytes);
        if (c == '>' || c == ' ')
            token->kind = c == '>' ? TOKEN_ARROW : 0;
    } else if ((c == '-' || c == '=') && at(s, i + 1) == '>') {
        token->kind = TOKEN_ARROW;
        bytes = 2;
    } else if (c == '-' && at(s, i + 1) == '-' && at(s, i + 2) == '>') {
        token->kind = TOKEN_ARROW;
        bytes = 3;
    }
    token->first = c;
    if (token->kind != TOKEN_ARROW)
        token->starts = starts_with((unsigned char)c);
    return i + (uint32_t)bytes;
}

static int ends_segment(const struct measure_segment *s, uint32_t i)
{
    char c = at(s, i), n = at(s, i + 1);
    if (c == '\n' || c == '\r' || c == ';' || c == '|')
        return 1;
    return (c == '.' || c == '?' || c == '!') && (n == ' ' || n == '\n' || n == '\r' || n == '\t' || n == '\0');
}

static uint32_t scan_word(const struct measure_segment *s, uint32_t i, struct measure_token *token)
{
    struct therapycode_impl_word word;
    word.start = i;
    therapycode_impl_plain_word(s->text, s->length, &word);
    token->starts = starts_with(word.key);
    token->first = (char)therapycode_impl_folded[(unsigned char)s->text[i]];
    return (uint32_t)word.end;
}

static uint32_t scan_token(const struct measure_segment *s, uint32_t i, struct measure_token *token)
{
    char c = s->text[i];
    token->start = i;
    token->row = -1;
    token->starts = 0;
    token->span = 1;
    token->role = 0;
    if (therapycode_impl_is_digit(c)) {
        uint32_t end = scan_number(s, i, token);
        token->kind = TOKEN_NUMBER;
        token->first = c;
        token->starts = starts_with(therapycode_impl_run_key(s->text + i, end - i));
        i = end;
    } else if (therapycode_impl_is_letter(c)) {
        token->kind = TOKEN_WORD;
        i = scan_word(s, i, token);
    } else {
        token->kind = TOKEN_SIGN;
        i = scan_sign(s, i, token);
    }
    token->end = i;
    return i;
}

/* The space or the end behind the token in a phrase that begins with it; else NULL. */
static const char *behind(const struct measure_segment *s, const struct measure_token *token, const char *phrase)
{
    uint32_t k;
    if (token->kind == TOKEN_ARROW)
        return NULL;
    if (token->kind == TOKEN_SIGN && (unsigned char)s->text[token->start] >= 0x80) {
        if (*phrase++ != token->first)
            return NULL;
    } else {
        for (k = token->start; k < token->end; k++, phrase++)
            if (*phrase != therapycode_impl_lower(s->text[k]))
                return NULL;
    }
    return *phrase == '\0' || *phrase == ' ' ? phrase : NULL;
}

/* How many tokens from i on are the phrase; 0: they are not. `rest` is the phrase behind the first of them. */
static int32_t phrase_here(const struct measure_segment *s, int32_t i, const char *rest)
{
    int32_t used = 1;
    for (; *rest != '\0'; used++) {
        rest++; /* the space */
        if (i + used >= s->count || s->tokens[i + used].first != *rest)
            return 0;
        rest = behind(s, &s->tokens[i + used], rest);
        if (rest == NULL)
            return 0;
    }
    return used;
}

/* The longest phrase that begins at token i: longer ones stand first. */
static void look_up(struct measure_segment *s, int32_t i)
{
    struct measure_token *token = &s->tokens[i];
    int32_t row = (int32_t)(token->starts & 0xFFFF) - 1, end = row + (int32_t)(token->starts >> 16 & 0xFF);
    uint32_t length = token->end - token->start;
    const char *phrase = measure_pool + word_rows[row].phrase, *rest = phrase + length;
    if (length > sizeof(uint64_t) || token->kind == TOKEN_SIGN) /* else the key is the token */
        rest = behind(s, token, phrase);
    if (rest == NULL)
        return; /* another word with the same key */
    for (; row < end; row++) {
        int32_t used = phrase_here(s, i, measure_pool + word_rows[row].phrase + (rest - phrase));
        if (used > 0) {
            token->row = row;
            token->role = (uint8_t)word_rows[row].role;
            token->span = (uint8_t)used;
            return;
        }
    }
}

/* Nothing can be measured without a number or a word of help; "S" alone is one. */
static int may_measure(const struct measure_segment *s, const struct measure_token *token)
{
    if (token->kind == TOKEN_WORD && token->end - token->start == 1 && s->text[token->start] == 'S')
        return 1;
    return token->kind == TOKEN_NUMBER || (token->starts & LEVEL);
}

int therapycode_impl_measure_segment(struct measure_segment *s)
{
    int32_t i;
    uint8_t spaced = 1;
    int measures = 0;
    s->count = 0;
    if (s->next >= s->length)
        return 0;
    while (s->next < s->length && s->count < SEGMENT_TOKENS) {
        struct measure_token *token = &s->tokens[s->count];
        char c = s->text[s->next];
        if (c == ' ' || c == '\t') {
            spaced = 1;
            s->next++;
            continue;
        }
        if (therapycode_impl_folded[(unsigned char)c] == 0 && ends_segment(s, s->next)) {
            s->next++;
            if (s->count > 0)
                break;
            continue;
        }
        token->spaced = spaced;
        s->next = scan_token(s, s->next, token);
        spaced = token->kind == 0;
        if (token->kind != 0) {
            measures |= may_measure(s, token);
            s->count++;
        }
        spaced |= at(s, s->next) == ' '; /* as mostly */
        s->next += at(s, s->next) == ' ';
    }
    if (!measures && !s->all)
        s->count = 0;
    for (i = 0; i < s->count; i++)
        if (s->tokens[i].starts != 0)
            look_up(s, i);
    return 1;
}

int therapycode_impl_measure_same(const struct measure_segment *s, const struct measure_token *token, const char *text)
{
    uint32_t k;
    for (k = token->start; k < token->end; k++, text++)
        if (*text != therapycode_impl_lower(s->text[k]))
            return 0;
    return *text == '\0';
}
