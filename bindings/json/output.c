#include "output.h"

#include <stdlib.h>
#include <string.h>

static void wipe(char *data, size_t length)
{
    volatile char *p = data;
    while (length-- > 0)
        *p++ = 0;
}

/* Room for `more` bytes and a NUL. Old text is overwritten when it moves, for it may hold quotes. */
static int reserve(struct therapycode_json_output *o, size_t more)
{
    size_t capacity = o->capacity < 1024 ? 1024 : o->capacity;
    char *data;
    if (o->failed)
        return 0;
    if (o->capacity - o->length > more)
        return 1;
    while (capacity - o->length <= more) {
        if (capacity > SIZE_MAX / 2) {
            o->failed = 1;
            return 0;
        }
        capacity *= 2;
    }
    data = malloc(capacity);
    if (data == NULL) {
        o->failed = 1;
        return 0;
    }
    if (o->length > 0) {
        memcpy(data, o->data, o->length);
        wipe(o->data, o->length);
    }
    free(o->data);
    o->data = data;
    o->capacity = capacity;
    return 1;
}

static void put(struct therapycode_json_output *o, const char *data, size_t length)
{
    if (length == 0 || !reserve(o, length))
        return;
    memcpy(o->data + o->length, data, length);
    o->length += length;
    o->data[o->length] = '\0';
}

static void newline(struct therapycode_json_output *o)
{
    int i;
    put(o, "\n", 1);
    for (i = 0; i < o->depth; i++)
        put(o, "  ", 2);
}

static void put_escaped(struct therapycode_json_output *o, const char *data, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    size_t from = 0, i;
    put(o, "\"", 1);
    for (i = 0; i < length; i++) {
        unsigned char c = (unsigned char)data[i];
        char escape[6] = { '\\', 0, '0', '0', 0, 0 };
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
            continue;
        put(o, data + from, i - from);
        from = i + 1;
        escape[1] = c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c >= 0x20 && c != 0x7F ? (char)c : 'u';
        escape[4] = digits[c >> 4];
        escape[5] = digits[c & 15];
        put(o, escape, escape[1] == 'u' ? 6 : 2);
    }
    put(o, data + from, length - from);
    put(o, "\"", 1);
}

static void lead(struct therapycode_json_output *o, const char *key)
{
    if (!o->first)
        put(o, ",", 1);
    if (o->pretty && o->depth > 0)
        newline(o);
    o->first = 0;
    if (key == NULL)
        return;
    put_escaped(o, key, strlen(key));
    put(o, ": ", o->pretty ? 2 : 1);
}

void therapycode_own_out_begin(struct therapycode_json_output *o, int32_t flags)
{
    o->pretty = (flags & THERAPYCODE_JSON_PRETTY) != 0;
    o->depth = 0;
    o->first = 1;
    o->failed = 0;
}

therapycode_status therapycode_own_out_end(struct therapycode_json_output *o, size_t mark)
{
    if (!o->failed)
        return THERAPYCODE_OK;
    o->failed = 0;
    if (o->length > mark) {
        wipe(o->data + mark, o->length - mark);
        o->length = mark;
    }
    return THERAPYCODE_E_NOMEM;
}

void therapycode_own_out_open(struct therapycode_json_output *o, const char *key, char bracket)
{
    lead(o, key);
    put(o, &bracket, 1);
    o->depth++;
    o->first = 1;
}

void therapycode_own_out_close(struct therapycode_json_output *o, char bracket)
{
    o->depth--;
    if (o->pretty && !o->first)
        newline(o);
    put(o, &bracket, 1);
    o->first = 0;
}

void therapycode_own_out_number(struct therapycode_json_output *o, const char *key, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        digits[--at] = '-';
    lead(o, key);
    put(o, digits + at, sizeof digits - at);
}

void therapycode_own_out_null(struct therapycode_json_output *o, const char *key)
{
    lead(o, key);
    put(o, "null", 4);
}

void therapycode_own_out_index(struct therapycode_json_output *o, const char *key, int32_t value)
{
    if (value == THERAPYCODE_NONE)
        therapycode_own_out_null(o, key);
    else
        therapycode_own_out_number(o, key, value);
}

void therapycode_own_out_text(struct therapycode_json_output *o, const char *key, const char *data, size_t length)
{
    lead(o, key);
    put_escaped(o, data, length);
}

void therapycode_own_out_string(struct therapycode_json_output *o, const char *key, const char *value)
{
    if (value == NULL)
        therapycode_own_out_null(o, key);
    else
        therapycode_own_out_text(o, key, value, strlen(value));
}

void therapycode_own_out_yes(struct therapycode_json_output *o, const char *key, int yes)
{
    lead(o, key);
    put(o, yes ? "true" : "false", yes ? 4 : 5);
}

void therapycode_own_out_word(struct therapycode_json_output *o, const char *key, const struct words *words,
                              int32_t value)
{
    therapycode_own_out_string(o, key, therapycode_own_word(words, value));
}

void therapycode_own_out_date(struct therapycode_json_output *o, const char *key, int32_t date)
{
    char text[10];
    int i;
    if (date <= 0) {
        therapycode_own_out_null(o, key);
        return;
    }
    for (i = 9; i >= 0; i--) {
        if (i == 4 || i == 7) {
            text[i] = '-';
        } else {
            text[i] = (char)('0' + date % 10);
            date /= 10;
        }
    }
    therapycode_own_out_text(o, key, text, sizeof text);
}

/* ---- public ---- */

therapycode_status therapycode_json_output_new(struct therapycode_json_output **out)
{
    struct therapycode_json_output *o;
    if (out == NULL)
        return THERAPYCODE_E_ARGUMENT;
    o = calloc(1, sizeof *o);
    if (o == NULL)
        return THERAPYCODE_E_NOMEM;
    *out = o;
    return THERAPYCODE_OK;
}

void therapycode_json_output_clear(struct therapycode_json_output *output)
{
    if (output == NULL || output->data == NULL)
        return;
    wipe(output->data, output->length);
    output->length = 0;
}

void therapycode_json_output_free(struct therapycode_json_output *output)
{
    if (output == NULL)
        return;
    therapycode_json_output_clear(output);
    free(output->data);
    free(output);
}

const char *therapycode_json_output_text(const struct therapycode_json_output *output, size_t *length)
{
    int empty = output == NULL || output->length == 0;
    if (length != NULL)
        *length = empty ? 0 : output->length;
    return empty ? "" : output->data;
}
