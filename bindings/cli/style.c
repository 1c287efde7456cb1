#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Reports are made for 80 columns; on a wider terminal they may use up to 100. */
enum { WIDTH = 80, WIDTH_MAX = 100, WIDTH_MIN = 40 };

static const char *const colours[] = { "", "\033[1m", "\033[32m", "\033[31m", "\033[33m", "\033[2m" };

struct style therapycode_own_style(FILE *file, int choice)
{
    struct style s = { NULL, 0, WIDTH };
    int terminal = isatty(fileno(file));
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    struct winsize size;
    s.file = file;
    if (terminal && ioctl(fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col >= WIDTH_MIN)
        s.width = size.ws_col > WIDTH_MAX ? WIDTH_MAX : size.ws_col;
    /* no-color.org: present and not empty, whatever its value */
    s.colour = choice == COLOUR_ALWAYS ||
               (choice == COLOUR_AUTO && terminal && (no_color == NULL || no_color[0] == '\0') &&
                (term == NULL || strcmp(term, "dumb") != 0));
    return s;
}

void therapycode_own_on(const struct style *s, enum colour colour)
{
    if (s->colour)
        fputs(colours[colour], s->file);
}

void therapycode_own_off(const struct style *s, enum colour colour)
{
    if (s->colour && colour != COLOUR_NONE)
        fputs("\033[0m", s->file);
}

void therapycode_own_heading(const struct style *s, const char *title)
{
    fputc('\n', s->file);
    therapycode_own_on(s, COLOUR_STRONG);
    fputs(title, s->file);
    therapycode_own_off(s, COLOUR_STRONG);
}

/* Bytes of the character at p. A character that could steer a terminal or turn the direction of text is `unsafe`. */
static size_t character(const char *p, size_t left, int *unsafe)
{
    unsigned char c = (unsigned char)p[0];
    size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    unsigned char second = left > 1 ? (unsigned char)p[1] : 0, third = left > 2 ? (unsigned char)p[2] : 0;
    if (n > left)
        n = left;
    *unsafe = c < 0x20 || c == 0x7F || (c == 0xC2 && second < 0xA0) ||
              (c == 0xE2 && second == 0x80 && third >= 0xAA && third <= 0xAE) ||
              (c == 0xE2 && second == 0x81 && third >= 0xA6 && third <= 0xA9);
    return n;
}

void therapycode_own_plain(const char *text, char buffer[64])
{
    size_t i = 0, out = 0, length = strlen(text);
    while (i < length) {
        int unsafe;
        size_t n = character(text + i, length - i, &unsafe);
        if (out + n + 1 > 64)
            break;
        if (unsafe)
            buffer[out++] = '?';
        else
            memcpy(buffer + out, text + i, n), out += n;
        i += n;
    }
    buffer[out] = '\0';
}

int therapycode_own_columns(const char *text, size_t length)
{
    int columns = 0;
    size_t i;
    for (i = 0; i < length; i++)
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    return columns;
}

static void put_word(const struct style *s, const char *word, size_t length)
{
    size_t i = 0;
    while (i < length) {
        int unsafe;
        size_t n = character(word + i, length - i, &unsafe);
        if (unsafe)
            fputc('?', s->file);
        else
            fwrite(word + i, 1, n, s->file);
        i += n;
    }
}

void therapycode_own_wrap_bytes(const struct style *s, int column, int indent, const char *text, size_t length)
{
    size_t at = 0;
    int fresh = 1;
    for (;;) {
        size_t end;
        int columns;
        while (at < length && ((unsigned char)text[at] <= 0x20))
            at++;
        if (at == length)
            break;
        for (end = at; end < length && (unsigned char)text[end] > 0x20;)
            end++;
        columns = therapycode_own_columns(text + at, end - at);
        if (!fresh && column + 1 + columns > s->width) {
            fprintf(s->file, "\n%*s", indent, "");
            column = indent;
            fresh = 1;
        }
        if (!fresh) {
            fputc(' ', s->file);
            column++;
        }
        put_word(s, text + at, end - at);
        column += columns;
        fresh = 0;
        at = end;
    }
    fputc('\n', s->file);
}

void therapycode_own_wrap(const struct style *s, int column, int indent, const char *text)
{
    therapycode_own_wrap_bytes(s, column, indent, text, strlen(text));
}

const char *therapycode_own_date(int32_t date, char buffer[16])
{
    unsigned d = date > 0 ? (unsigned)date % 100000000u : 0;
    if (d == 0)
        snprintf(buffer, 16, "any date");
    else
        snprintf(buffer, 16, "%04u-%02u-%02u", d / 10000, d / 100 % 100, d % 100);
    return buffer;
}

#define NAMES(function, ...) \
    const char *function(int32_t value) \
    { \
        static const char *const names[] = { __VA_ARGS__ }; \
        return value >= 1 && (size_t)value <= sizeof names / sizeof names[0] ? names[value - 1] : "-"; \
    }

NAMES(therapycode_own_discipline_name, "PT", "OT", "SLP")
NAMES(therapycode_own_status_word, "present", "partial", "missing", "n/a", "contradicted")
NAMES(therapycode_own_severity_word, "error", "warning", "advice", "info")
NAMES(therapycode_own_context_word, "performed", "not done", "deferred", "planned", "at an earlier visit",
      "hypothetical", "somebody else's", "education only")
NAMES(therapycode_own_timing_word, "untimed", "timed", "first block of time", "added blocks of time", "by area",
      "per period")

const char *therapycode_own_element_title(const char *id, char buffer[64])
{
    size_t i;
    for (i = 0; id[i] != '\0' && i + 1 < 64; i++)
        buffer[i] = id[i] == '-' ? ' ' : id[i];
    buffer[i] = '\0';
    if (buffer[0] >= 'a' && buffer[0] <= 'z')
        buffer[0] = (char)(buffer[0] - 'a' + 'A');
    return buffer;
}
