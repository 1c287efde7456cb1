#include "note/bytes.h"

int32_t therapycode_impl_dash_at(const struct therapycode_impl_reader *r, int32_t at)
{
    unsigned char second, third;
    char first = byte_at(r, at);
    if (first == '-')
        return 1;
    if ((unsigned char)first != 0xE2)
        return 0;
    second = (unsigned char)byte_at(r, at + 1);
    third = (unsigned char)byte_at(r, at + 2);
    return (second == 0x80 && third >= 0x90 && third <= 0x95) || (second == 0x88 && third == 0x92) ? 3 : 0;
}

int32_t therapycode_impl_space_at(const struct therapycode_impl_reader *r, int32_t at)
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

int32_t therapycode_impl_read_letters(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    int32_t n = therapycode_impl_spell_letters(r->data, (size_t)at, r->length, word);
    return n < LETTERS ? n : 0; /* too long to be anything that is asked for */
}

int32_t therapycode_impl_word_at(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    at = skip_space(r, at);
    return at + read_letters(r, at, word);
}

int32_t therapycode_impl_letters_before(const struct therapycode_impl_reader *r, int32_t at, const char *past,
                                        char word[LETTERS])
{
    int32_t end;
    while (at > r->start && strchr(past, byte_at(r, at - 1)) != NULL)
        at--;
    for (end = at; at > r->start && end - at < LETTERS && therapycode_impl_is_letter(byte_at(r, at - 1)); at--) {
    }
    word[0] = '\0';
    if (at < end)
        read_letters(r, at, word);
    return at;
}

int32_t therapycode_impl_line_start(const struct therapycode_impl_reader *r, int32_t at, int32_t most)
{
    int32_t start = at;
    while (start > 0 && r->data[start - 1] != '\n' && at - start < most)
        start--;
    return start == 0 || r->data[start - 1] == '\n' ? start : -1;
}

int therapycode_impl_one_of(const char *word, const char *list)
{
    const char *at = list;
    size_t n;
    if (*word == '\0' || (at = strstr(at, word)) == NULL)
        return 0;
    for (n = strlen(word); at != NULL; at = strstr(at + 1, word))
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return 1;
    return 0;
}

int32_t therapycode_impl_read_digits(const struct therapycode_impl_reader *r, int32_t *at)
{
    int32_t value = 0;
    while (is_digit_at(r, *at)) {
        value = value < 100000 ? value * 10 + (byte_at(r, *at) - '0') : value;
        ++*at;
    }
    return value;
}

int therapycode_impl_parts_times(const struct therapycode_impl_reader *r, int32_t at)
{
    static const char units[] = "min mins minute minutes";
    char word[LETTERS];
    int32_t i;
    at += byte_at(r, at) == '\'';
    i = at;
    if (byte_at(r, at) != '/' || byte_at(r, at + 1) == ' ')
        return 0;
    if (is_digit_at(r, at + 1)) {
        for (i = at + 1; is_digit_at(r, i); i++) {
        }
        i = skip_space(r, i);
        read_letters(r, i, word);
        return byte_at(r, i) == '\'' || one_of(word, units);
    }
    if (byte_at(r, at - 1) == '\'')
        return is_digit_at(r, at - 2);
    if (is_digit_at(r, at - 1)) /* "TE 15/US 8" */
        return is_digit_at(r, skip_space(r, at + 1 + read_letters(r, at + 1, word)));
    i = therapycode_impl_word_start(r->data, 0, i);
    read_letters(r, i, word);
    return one_of(word, units) && (is_digit_at(r, i - 1) || (byte_at(r, i - 1) == ' ' && is_digit_at(r, i - 2)));
}
