#include "base/message.h"

#include <string.h>

struct writer {
    char *out;
    size_t capacity;
    size_t length;
};

static void put(struct writer *w, char c)
{
    if (w->length + 1 < w->capacity)
        w->out[w->length] = c;
    w->length++;
}

static void put_text(struct writer *w, const char *text)
{
    for (; *text != '\0'; text++)
        put(w, *text);
}

static void put_integer(struct writer *w, int64_t value, int digits)
{
    char reversed[24];
    int n = 0;
    uint64_t rest = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    do {
        reversed[n++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0 || n < digits);
    if (value < 0)
        put(w, '-');
    while (n > 0)
        put(w, reversed[--n]);
}

static void put_code(struct writer *w, int64_t value)
{
    int i;
    for (i = 56; i >= 0; i -= 8) {
        char c = (char)((uint64_t)value >> i & 0xFF);
        if (c != '\0')
            put(w, c);
    }
}

static void put_date(struct writer *w, int64_t value)
{
    put_integer(w, value / 10000, 4);
    put(w, '-');
    put_integer(w, value / 100 % 100, 2);
    put(w, '-');
    put_integer(w, value % 100, 2);
}

static int is_kind(const char *pattern, const char *kind)
{
    size_t n = strlen(kind);
    return strncmp(pattern, kind, n) == 0;
}

/* One place, pattern just after '{'; returns just after '}'. */
static const char *put_place(struct writer *w, const char *pattern, const int64_t *args)
{
    int64_t value = args[(unsigned char)(pattern[0] - '0') % THERAPYCODE_IMPL_MESSAGE_ARGS];
    pattern++;
    if (is_kind(pattern, ":code}")) {
        put_code(w, value);
    } else if (is_kind(pattern, ":date}")) {
        put_date(w, value);
    } else if (is_kind(pattern, ":clock}")) {
        put_integer(w, value / 3600, 2);
        put(w, ':');
        put_integer(w, value / 60 % 60, 2);
    } else if (is_kind(pattern, ":money}")) {
        put(w, '$');
        put_integer(w, value / 100, 1);
        put(w, '.');
        put_integer(w, value % 100, 2);
    } else if (is_kind(pattern, ":s}")) {
        if (value != 1)
            put(w, 's');
    } else if (is_kind(pattern, ":text}")) {
        put_text(w, (const char *)(intptr_t)value);
    } else {
        put_integer(w, value, 1);
    }
    while (*pattern != '}' && *pattern != '\0')
        pattern++;
    return *pattern == '}' ? pattern + 1 : pattern;
}

size_t therapycode_impl_format(char *out, size_t capacity, const char *pattern,
                               const int64_t args[THERAPYCODE_IMPL_MESSAGE_ARGS])
{
    struct writer w = { out, capacity, 0 };
    while (*pattern != '\0') {
        if (pattern[0] == '{' && pattern[1] >= '0' && pattern[1] <= '7')
            pattern = put_place(&w, pattern + 1, args);
        else
            put(&w, *pattern++);
    }
    if (capacity > 0)
        out[w.length < capacity ? w.length : capacity - 1] = '\0';
    return w.length;
}

int64_t therapycode_impl_code_arg(const char code[8])
{
    uint64_t value = 0;
    int i;
    for (i = 0; i < 8; i++)
        value = value << 8 | (unsigned char)code[i];
    return (int64_t)value;
}
