#include "place.h"

#include <stdlib.h>
#include <string.h>

/* jansson's own limit of nesting (JSON_PARSER_MAX_DEPTH) is 2048: deeper text is refused before it is placed. */
enum { DEPTH_MAX = 2050, KEY_MAX = 40 };

struct frame {
    size_t key;        /* offset of its first byte */
    size_t key_length;
    size_t index;
    int is_array;
    int has_key;
    int wants_key;
};

struct scan {
    const char *text;
    size_t length;
    size_t at;
    size_t token; /* where the last token began */
    size_t key_token;
    int fault;
    int depth;
    struct frame *frames;
    const char *wanted; /* path that is looked for, or NULL */
    int want_key;
    int found;
};

/* ---- paths ---- */

static void append(char *path, const char *piece, size_t length)
{
    size_t have = strlen(path);
    if (have + length + 4 > PATH_SIZE) {
        /* cut, and say so once */
        if (have < 3 || strcmp(path + have - 3, "...") != 0)
            memcpy(path + (have + 4 > PATH_SIZE ? PATH_SIZE - 4 : have), "...", 4);
        return;
    }
    memcpy(path + have, piece, length);
    path[have + length] = '\0';
}

static int is_plain(const char *key, size_t length)
{
    size_t i;
    if (length == 0 || length > KEY_MAX)
        return 0;
    for (i = 0; i < length; i++) {
        char c = key[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (i > 0 && c >= '0' && c <= '9')))
            return 0;
    }
    return 1;
}

void therapycode_own_path_key(char *path, const char *key, size_t length)
{
    char piece[KEY_MAX + 2];
    if (!is_plain(key, length)) {
        append(path, "[?]", 3);
        return;
    }
    piece[0] = '.';
    memcpy(piece + 1, key, length);
    append(path, piece, length + 1);
}

void therapycode_own_path_index(char *path, size_t index)
{
    char piece[24];
    size_t at = sizeof piece;
    piece[--at] = ']';
    do {
        piece[--at] = (char)('0' + index % 10);
        index /= 10;
    } while (index > 0);
    piece[--at] = '[';
    append(path, piece + at, sizeof piece - at);
}

static void write_path(const struct scan *s, char *path)
{
    int i;
    path[0] = '$';
    path[1] = '\0';
    for (i = 0; i < s->depth; i++) {
        const struct frame *f = &s->frames[i];
        if (f->is_array)
            therapycode_own_path_index(path, f->index);
        else if (f->has_key)
            therapycode_own_path_key(path, s->text + f->key, f->key_length);
    }
}

/* ---- the second look ---- */

static int hex(const char *p, unsigned *value)
{
    int i;
    *value = 0;
    for (i = 0; i < 4; i++) {
        char c = p[i];
        unsigned digit;
        if (c >= '0' && c <= '9')
            digit = (unsigned)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (unsigned)(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            digit = (unsigned)(c - 'A') + 10;
        else
            return 0;
        *value = *value * 16 + digit;
    }
    return 1;
}

/* One escape at s->at, the backslash. */
static int scan_escape(struct scan *s)
{
    const char *p = s->text + s->at;
    size_t left = s->length - s->at;
    unsigned unit, low;
    if (left < 2)
        return TEXT_OPEN_STRING;
    if (p[1] != 'u') {
        if (p[1] == '\0' || strchr("\"\\/bfnrt", p[1]) == NULL)
            return TEXT_ESCAPE;
        s->at += 2;
        return TEXT_FINE;
    }
    if (left < 6)
        return TEXT_OPEN_STRING;
    if (!hex(p + 2, &unit))
        return TEXT_ESCAPE;
    if (unit == 0)
        return TEXT_NUL;
    if (unit >= 0xDC00 && unit <= 0xDFFF)
        return TEXT_SURROGATE;
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (left < 12 || p[6] != '\\' || p[7] != 'u' || !hex(p + 8, &low) || low < 0xDC00 || low > 0xDFFF)
            return TEXT_SURROGATE;
        s->at += 6;
    }
    s->at += 6;
    return TEXT_FINE;
}

/* A string from its opening quote; s->at ends after the closing one. */
static int scan_string(struct scan *s)
{
    s->at++;
    while (s->at < s->length) {
        unsigned char c = (unsigned char)s->text[s->at];
        if (c == '"') {
            s->at++;
            return TEXT_FINE;
        }
        if (c < 0x20)
            return c == 0 ? TEXT_NUL : TEXT_CONTROL;
        if (c == '\\') {
            int fault = scan_escape(s);
            if (fault != TEXT_FINE)
                return fault;
        } else {
            s->at++;
        }
    }
    return TEXT_OPEN_STRING;
}

static void check_found(struct scan *s, int is_key)
{
    char path[PATH_SIZE];
    if (s->wanted == NULL || s->want_key != is_key)
        return;
    write_path(s, path);
    s->found = strcmp(path, s->wanted) == 0;
}

static int scan_text(struct scan *s, struct frame *top)
{
    int is_key = top != NULL && !top->is_array && top->wants_key;
    if (!is_key)
        check_found(s, 0);
    if (s->found)
        return 0;
    s->fault = scan_string(s);
    if (is_key && s->fault == TEXT_FINE) {
        top->key = s->token + 1;
        top->key_length = s->at - s->token - 2;
        top->has_key = 1;
        top->wants_key = 0;
        check_found(s, 1);
    }
    return s->fault == TEXT_FINE && !s->found;
}

/* One token. 0: the end, a fault, or found. */
static int scan_token(struct scan *s)
{
    struct frame *top = s->depth > 0 ? &s->frames[s->depth - 1] : NULL;
    char c = s->text[s->at];
    s->token = s->at;
    if (c == '"')
        return scan_text(s, top);
    if (c == '{' || c == '[') {
        check_found(s, 0);
        if (s->found || s->depth == DEPTH_MAX)
            return 0;
        memset(&s->frames[s->depth], 0, sizeof s->frames[0]);
        s->frames[s->depth].is_array = c == '[';
        s->frames[s->depth].wants_key = c == '{';
        s->depth++;
    } else if (c == '}' || c == ']') {
        if (top == NULL || top->is_array != (c == ']'))
            return 0;
        s->depth--;
    } else if (c == ',' && top != NULL) {
        if (top->is_array)
            top->index++;
        else
            top->has_key = 0;
        top->wants_key = !top->is_array;
    } else if (c != ':') {
        check_found(s, 0);
        while (!s->found && s->at + 1 < s->length && strchr(" \t\r\n,:[]{}\"", s->text[s->at + 1]) == NULL)
            s->at++;
    }
    if (s->found)
        return 0;
    s->at++;
    return 1;
}

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int scan_begin(struct scan *s, const char *text, size_t length)
{
    memset(s, 0, sizeof *s);
    s->text = text;
    s->length = length;
    s->frames = calloc(DEPTH_MAX, sizeof *s->frames);
    return s->frames != NULL;
}

static void scan_run(struct scan *s, size_t limit)
{
    while (s->at < s->length && s->at < limit) {
        if (is_space(s->text[s->at]))
            s->at++;
        else if (!scan_token(s))
            break;
    }
}

void therapycode_own_place_at(const char *text, size_t length, size_t limit, struct place *out)
{
    struct scan s;
    memset(out, 0, sizeof *out);
    out->path[0] = '$';
    out->offset = limit < length ? limit : length;
    if (!scan_begin(&s, text, length))
        return;
    scan_run(&s, limit);
    out->fault = s.fault;
    /* within a string the fault itself, else the token that was being read */
    out->offset = s.fault == TEXT_FINE ? s.token : s.at;
    write_path(&s, out->path);
    free(s.frames);
}

/* Drops the last step of a path. */
static void shorten(char *path)
{
    size_t at = strlen(path);
    while (at > 1 && path[at - 1] != '.' && path[at - 1] != '[')
        at--;
    path[at > 1 ? at - 1 : 1] = '\0';
}

size_t therapycode_own_place_of(const char *text, size_t length, const char *path, int want_key)
{
    char wanted[PATH_SIZE];
    memset(wanted, 0, sizeof wanted);
    memcpy(wanted, path, strnlen(path, sizeof wanted - 1));
    for (;;) {
        struct scan s;
        size_t token;
        int found;
        if (!scan_begin(&s, text, length))
            return 0;
        s.wanted = wanted;
        s.want_key = want_key && wanted[1] != '\0';
        scan_run(&s, length);
        found = s.found;
        token = s.token;
        free(s.frames);
        if (found || wanted[1] == '\0')
            return token;
        want_key = 0;
        shorten(wanted);
    }
}

/* ---- UTF-8 ---- */

/* Length of the well-formed sequence at p, 0 for none (Unicode 15, table 3-7). */
static size_t sequence(const unsigned char *p, size_t left)
{
    unsigned char low = 0x80, high = 0xBF;
    size_t need, i;
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xC2 && p[0] <= 0xDF)
        need = 2;
    else if (p[0] >= 0xE0 && p[0] <= 0xEF)
        need = 3;
    else if (p[0] >= 0xF0 && p[0] <= 0xF4)
        need = 4;
    else
        return 0;
    if (left < need)
        return 0;
    if (p[0] == 0xE0)
        low = 0xA0;
    else if (p[0] == 0xED)
        high = 0x9F;
    else if (p[0] == 0xF0)
        low = 0x90;
    else if (p[0] == 0xF4)
        high = 0x8F;
    if (p[1] < low || p[1] > high)
        return 0;
    for (i = 2; i < need; i++)
        if (p[i] < 0x80 || p[i] > 0xBF)
            return 0;
    return need;
}

size_t therapycode_own_text_check(const char *text, size_t length)
{
    const unsigned char *p = (const void *)text;
    size_t at = 0;
    while (at < length) {
        size_t step = sequence(p + at, length - at);
        if (step == 0)
            return at;
        at += step;
    }
    return length;
}

/* ---- errors ---- */

therapycode_status therapycode_own_json_error_check(const struct therapycode_json_error *error)
{
    return error == NULL || error->size >= sizeof *error ? THERAPYCODE_OK : THERAPYCODE_E_SIZE;
}

static void copy(char *to, size_t size, const char *from)
{
    size_t length = strnlen(from, size - 1);
    memcpy(to, from, length);
    to[length] = '\0';
}

/* "$.activities[2].minutes" -> "activities.minutes" */
static void copy_field(char *to, size_t size, const char *path)
{
    size_t at = 0;
    int inside = 0;
    const char *p = path + (path[0] == '$' ? 1 : 0);
    if (*p == '.')
        p++;
    for (; *p != '\0' && at + 1 < size; p++) {
        if (*p == '[')
            inside = 1;
        if (!inside)
            to[at++] = *p;
        if (*p == ']')
            inside = 0;
    }
    to[at] = '\0';
}

static void set_position(struct therapycode_json_error *error, const char *text, size_t length, size_t offset)
{
    size_t i;
    error->offset = offset < length ? offset : length;
    error->line = 1;
    error->column = 1;
    for (i = 0; i < error->offset; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '\n') {
            error->line += error->line < INT32_MAX;
            error->column = 1;
        } else if ((c & 0xC0) != 0x80) {
            error->column += error->column < INT32_MAX;
        }
    }
}

therapycode_status therapycode_own_json_fail(struct therapycode_json_error *error, therapycode_status status,
                                              const char *text, size_t length, size_t offset, const char *path,
                                              const char *message)
{
    size_t size;
    if (error == NULL)
        return status;
    size = error->size;
    memset(error, 0, sizeof *error);
    error->size = size;
    error->status = status;
    copy(error->path, sizeof error->path, path);
    copy_field(error->field, sizeof error->field, path);
    copy(error->message, sizeof error->message, message);
    if (text != NULL)
        set_position(error, text, length, offset);
    return status;
}
