/* The text of CSV: rows into fields, and what a field holds. */
#include "audit.h"

#include <string.h>

/* Splits a row; quotes are taken off where nothing within is doubled. Number of fields, or -1. */
int therapycode_own_csv_split(const char *row, size_t length, struct field *fields)
{
    size_t at = 0;
    int count = 0;
    if (length > 0 && row[length - 1] == '\r')
        length--;
    for (;;) {
        struct field *f = &fields[count];
        if (count == FIELDS_MAX)
            return -1;
        if (at < length && row[at] == '"') {
            const char *end = memchr(row + at + 1, '"', length - at - 1);
            if (end == NULL)
                return -1;
            f->data = row + at + 1;
            f->length = (size_t)(end - f->data);
            at = (size_t)(end - row) + 1;
            if (at < length && row[at] != ',')
                return -1;
        } else {
            const char *end = at < length ? memchr(row + at, ',', length - at) : NULL;
            f->data = row + at;
            f->length = end == NULL ? length - at : (size_t)(end - f->data);
            at += f->length;
        }
        count++;
        if (at >= length)
            return count;
        at++;
    }
}

int therapycode_own_csv_is_word(const struct field *f, const char *word)
{
    return f->length == strlen(word) && memcmp(f->data, word, f->length) == 0;
}

int therapycode_own_csv_number(const struct field *f, int32_t high, int32_t *out)
{
    int32_t value = 0;
    size_t i;
    *out = THERAPYCODE_NONE;
    if (f == NULL || f->length == 0)
        return 1;
    for (i = 0; i < f->length; i++) {
        if (f->data[i] < '0' || f->data[i] > '9' || value > high)
            return 0;
        value = value * 10 + (f->data[i] - '0');
    }
    *out = value;
    return value <= high;
}

int therapycode_own_csv_date(const struct field *f, int32_t *out)
{
    int32_t value = 0;
    size_t i;
    if (f->length != 10 || f->data[4] != '-' || f->data[7] != '-')
        return 0;
    for (i = 0; i < 10; i++) {
        if (i == 4 || i == 7)
            continue;
        if (f->data[i] < '0' || f->data[i] > '9')
            return 0;
        value = value * 10 + (f->data[i] - '0');
    }
    *out = value;
    return 1;
}

int therapycode_own_csv_word(const struct field *f, const char *const *words, int32_t count, int32_t *out)
{
    *out = 0;
    if (f == NULL || f->length == 0)
        return 1;
    while (*out < count && !therapycode_own_csv_is_word(f, words[*out]))
        ++*out;
    return (*out)++ < count;
}

uint64_t therapycode_own_csv_hash(const struct field *f)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    size_t i;
    for (i = 0; i < f->length; i++)
        h = (h ^ (unsigned char)f->data[i]) * 1099511628211u;
    return h;
}
