#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

void therapycode_own_complain(const char *format, ...)
{
    va_list args;
    fflush(stdout);
    fputs("therapycode: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

int therapycode_own_one_file(int given, const char *usage)
{
    if (given == 1)
        return 1;
    if (given == 0)
        therapycode_own_complain("which file? - is standard input");
    else
        therapycode_own_complain("one file at a time: %d were given", given);
    fputs(usage, stderr);
    return 0;
}

void therapycode_own_complain_json(const char *name, const struct therapycode_json_error *error)
{
    const char *shown = strcmp(name, "-") == 0 ? "standard input" : name;
    if (error->line > 0)
        therapycode_own_complain("%s:%d:%d: %s: %s (%s, byte %zu)", shown, (int)error->line, (int)error->column,
                                  error->path, error->message, therapycode_status_name(error->status), error->offset);
    else
        therapycode_own_complain("%s: %s: %s (%s)", shown, error->path, error->message,
                                  therapycode_status_name(error->status));
}

static int read_stream(FILE *file, struct bytes *out)
{
    size_t capacity = 0;
    for (;;) {
        size_t got;
        if (out->length == capacity) {
            size_t larger = capacity == 0 ? 65536 : capacity * 2;
            char *data = larger > capacity ? realloc(out->data, larger) : NULL;
            if (data == NULL)
                return 0;
            out->data = data;
            capacity = larger;
        }
        got = fread(out->data + out->length, 1, capacity - out->length, file);
        if (got == 0)
            return !ferror(file);
        out->length += got;
    }
}

int therapycode_own_read_file(const char *name, struct bytes *out)
{
    FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");
    int fine;
    memset(out, 0, sizeof *out);
    if (file == NULL) {
        therapycode_own_complain("%s: %s", name, strerror(errno));
        return 0;
    }
    fine = read_stream(file, out);
    if (!fine) {
        therapycode_own_complain("%s: cannot be read: %s", name, strerror(errno));
        therapycode_own_drop(out);
    }
    if (file != stdin)
        fclose(file);
    return fine;
}

void therapycode_own_drop(struct bytes *bytes)
{
    volatile char *p = bytes->data;
    size_t i;
    for (i = 0; i < bytes->length; i++)
        p[i] = 0;
    free(bytes->data);
    bytes->data = NULL;
    bytes->length = 0;
}

/* ---- the engine ---- */

static int table_of(const char *text, size_t length, int32_t *table)
{
    static const struct {
        const char *name;
        int32_t table;
    } kinds[] = {
        { "codes", THERAPYCODE_TABLE_CODES },       { "descriptors", THERAPYCODE_TABLE_DESCRIPTORS },
        { "policies", THERAPYCODE_TABLE_POLICIES }, { "lexicon", THERAPYCODE_TABLE_LEXICON },
        { "rubric", THERAPYCODE_TABLE_RUBRIC },     { "thresholds", THERAPYCODE_TABLE_THRESHOLDS }
    };
    size_t i;
    for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strlen(kinds[i].name) == length && memcmp(kinds[i].name, text, length) == 0) {
            *table = kinds[i].table;
            return 1;
        }
    return 0;
}

/* ---- what is wrong with a table ---- */

/* What a column takes, where its words do not say it: NULL. */
static const char *accepted(const char *field)
{
    static const struct {
        const char *field;
        const char *text;
    } columns[] = {
        { "lexicon.phrase", "words of the note" },
        { "lexicon.code", "a code such as 97530 that the tables hold, or nothing: then the phrase speaks through its cue" },
        { "lexicon.weight", "a whole number from -1000 to 1000, or nothing" },
        { "lexicon.cue", "activity, heading, purpose, object, device, region, setting; with no code any cue that "
                         "docs/reference/tables.md lists" },
    };
    size_t i;
    for (i = 0; field != NULL && i < sizeof columns / sizeof columns[0]; i++)
        if (strcmp(columns[i].field, field) == 0)
            return columns[i].text;
    return NULL;
}

/* "FILE:2: lexicon.code is "99999"; accepted: ...", or what `text` says where the column has no words of its own. */
static void complain_of_field(const char *name, int line, const char *field, const char *value, size_t length,
                              const char *text)
{
    enum { VALUE_MOST = 60 };
    const char *takes = accepted(field);
    size_t shown = 0;
    while (shown < length && shown < VALUE_MOST && value[shown] != ',' && value[shown] != '\n' && value[shown] != '\r')
        shown++;
    therapycode_own_complain("%s:%d: %s is \"%.*s\"%s%s", name, line, field == NULL ? "?" : field, (int)shown, value,
                             takes != NULL ? "; accepted: " : ": ", takes != NULL ? takes : text);
}

static int load_table(struct therapycode_rulebook *rulebook, const char *text)
{
    struct therapycode_source source = { sizeof source, NULL, 0, 0, 0 };
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    const char *name = strchr(text, '=');
    struct bytes bytes;
    therapycode_status status;
    if (name == NULL || !table_of(text, (size_t)(name - text), &source.table)) {
        therapycode_own_complain("--table wants KIND=FILE; kinds are codes, descriptors, policies, lexicon, rubric, "
                                  "thresholds");
        return 0;
    }
    if (!therapycode_own_read_file(++name, &bytes))
        return 0;
    source.data = bytes.data;
    source.length = bytes.length;
    status = therapycode_rulebook_load(rulebook, &source, &error);
    if (status == THERAPYCODE_E_VALUE && error.offset < bytes.length)
        complain_of_field(name, (int)error.line, error.field, bytes.data + error.offset, bytes.length - error.offset,
                          therapycode_status_text(status));
    else if (status == THERAPYCODE_E_FORMAT && error.line == 1 && error.field != NULL && strchr(error.field, '.') != NULL)
        therapycode_own_complain("%s:1: the column \"%s\" of %.*s is missing, or stands elsewhere than docs/reference/tables.md "
                                  "says", name, strchr(error.field, '.') + 1, (int)(name - 1 - text), text);
    else if (status != THERAPYCODE_OK)
        therapycode_own_complain("%s:%d: %s: %s (%s)", name, (int)error.line, error.field == NULL ? "?" : error.field,
                                  therapycode_status_text(status), therapycode_status_name(status));
    therapycode_own_drop(&bytes);
    return status == THERAPYCODE_OK;
}

/* A phrase of the caller's own with a code that no table holds is known when the rules are put together. */
static void complain_of_code(const struct engine_options *options, const struct therapycode_error *error)
{
    const char *name = strchr(options->tables[error->subindex], '=') + 1;
    struct bytes bytes;
    if (!therapycode_own_read_file(name, &bytes))
        return;
    if (error->offset < bytes.length)
        complain_of_field(name, (int)error->line, error->field, bytes.data + error->offset, bytes.length - error->offset,
                          "no table holds this code.");
    therapycode_own_drop(&bytes);
}

int therapycode_own_take_table(struct engine_options *options, const char *value)
{
    if (options->table_count == sizeof options->tables / sizeof options->tables[0]) {
        therapycode_own_complain("too many tables");
        return 0;
    }
    options->tables[options->table_count++] = value;
    return 1;
}

int therapycode_own_take_color(const char *value, int *color)
{
    static const char *const choices[] = { "auto", "always", "never" };
    int i;
    for (i = 0; i < 3; i++)
        if (strcmp(value, choices[i]) == 0) {
            *color = i;
            return 1;
        }
    therapycode_own_complain("--color is auto, always or never");
    return 0;
}

struct therapycode_engine *therapycode_own_make_engine(const struct engine_options *options)
{
    struct therapycode_rulebook *rulebook = NULL;
    struct therapycode_engine *engine = NULL;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    therapycode_status status = therapycode_rulebook_new(NULL, &rulebook);
    size_t i;
    for (i = 0; status == THERAPYCODE_OK && i < options->table_count; i++)
        if (!load_table(rulebook, options->tables[i])) {
            therapycode_rulebook_free(rulebook);
            return NULL;
        }
    if (status == THERAPYCODE_OK)
        status = therapycode_engine_new(rulebook, &engine, &error);
    if (status == THERAPYCODE_E_CONFLICT && error.field != NULL && strncmp(error.field, "rubric.weight.", 14) == 0) {
        therapycode_own_complain("the rules cannot be used: rubric: the weights of %s notes sum to %d, not to 100",
                                 error.field + 14, (int)error.index);
        therapycode_rulebook_free(rulebook);
    } else if (status == THERAPYCODE_E_CONFLICT && error.field != NULL && strcmp(error.field, "lexicon.code") == 0) {
        complain_of_code(options, &error);
        therapycode_rulebook_free(rulebook);
    } else if (status != THERAPYCODE_OK) {
        therapycode_own_complain("the rules cannot be used: %s%s%s", error.field == NULL ? "" : error.field,
                                  error.field == NULL ? "" : ": ", therapycode_status_text(status));
        therapycode_rulebook_free(rulebook);
    }
    return engine;
}

int therapycode_own_check_policy(const struct therapycode_engine *engine, const char *name)
{
    const struct therapycode_option *option;
    size_t i;
    for (i = 0; (option = therapycode_engine_option(engine, i)) != NULL; i++)
        if (strcmp(option->policy, name) == 0)
            return 1;
    therapycode_own_complain("no policy of that name; 'therapycode policies' lists them");
    return 0;
}

const struct therapycode_rule *therapycode_own_find_rule(const struct therapycode_engine *engine, const char *id)
{
    const struct therapycode_rule *rule;
    size_t i;
    for (i = 0; (rule = therapycode_engine_rule(engine, i)) != NULL; i++)
        if (strcasecmp(rule->id, id) == 0)
            return rule;
    return NULL;
}

int32_t therapycode_own_today(void)
{
    time_t now = time(NULL);
    struct tm parts;
    if (localtime_r(&now, &parts) == NULL)
        return 20260101;
    return (int32_t)((parts.tm_year + 1900) * 10000 + (parts.tm_mon + 1) * 100 + parts.tm_mday);
}
