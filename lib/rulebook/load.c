/* Reading table files at run time: any table, from the column descriptions that generate.py wrote. */
#include <string.h>

#include "base/csv.h"
#include "base/sized.h"
#include "base/text.h"
#include "rulebook/rulebook.h"

struct loading {
    struct therapycode_rulebook *rulebook;
    const struct therapycode_impl_table_info *info;
    struct therapycode_impl_csv csv;
    const char *field; /* of the fault */
    size_t offset;
};

static int32_t find_word(const struct therapycode_impl_column *column, const char *data, size_t length)
{
    return therapycode_impl_find_word(column->word_first, column->word_count, data, length);
}

/* Words separated by single spaces, as bits 1 << n. */
static int read_set(const struct therapycode_impl_column *column, const char *data, size_t length, int32_t *out)
{
    int32_t bits = 0;
    size_t at = 0;
    while (at < length) {
        size_t end = at;
        int32_t word;
        while (end < length && data[end] != ' ')
            end++;
        word = find_word(column, data + at, end - at);
        if (word == 0 || word > 30)
            return 0;
        bits |= (int32_t)1 << word;
        at = end < length ? end + 1 : end;
    }
    *out = bits;
    return 1;
}

static therapycode_status read_text(struct loading *l, size_t field, unsigned char *at)
{
    char text[THERAPYCODE_LIMIT_TABLE_TEXT];
    const struct therapycode_impl_csv_field *f = &l->csv.fields[field];
    uint32_t offset = 0;
    therapycode_status status;
    size_t length, bad;
    if (f->length > sizeof text)
        return THERAPYCODE_E_LIMIT;
    length = therapycode_impl_csv_copy(&l->csv, field, text);
    bad = therapycode_impl_utf8_check(text, length);
    if (bad < length) {
        l->offset = f->start + bad;
        return THERAPYCODE_E_UTF8;
    }
    if (memchr(text, '\0', length) != NULL)
        return THERAPYCODE_E_VALUE;
    status = therapycode_impl_rulebook_keep(l->rulebook, text, length, &offset);
    memcpy(at, &offset, sizeof offset);
    return status;
}

static int read_code(const char *data, size_t length, unsigned char *at)
{
    if (!therapycode_impl_is_code(data, length))
        return 0;
    memcpy(at, data, length);
    return 1;
}

/* One field into its place in the row. Only texts can hold quotes, so the others are read where they stand. */
static therapycode_status read_field(struct loading *l, size_t field, unsigned char *row)
{
    const struct therapycode_impl_column *column = &therapycode_impl_columns[l->info->column_first + field];
    const struct therapycode_impl_csv_field *f = &l->csv.fields[field];
    const char *data = l->csv.data + f->start;
    unsigned char *at = row + column->offset;
    int32_t number = 0;
    int good = 1;
    l->field = therapycode_impl_pool + column->field;
    l->offset = f->start;
    switch (column->kind) {
    case THERAPYCODE_IMPL_COLUMN_NAME:
        return f->length == 0 ? THERAPYCODE_E_VALUE : read_text(l, field, at);
    case THERAPYCODE_IMPL_COLUMN_TEXT:
        return read_text(l, field, at);
    case THERAPYCODE_IMPL_COLUMN_CODE:
        return read_code(data, f->length, at) ? THERAPYCODE_OK : THERAPYCODE_E_VALUE;
    case THERAPYCODE_IMPL_COLUMN_CODE_OR_NONE:
        return f->length == 0 || read_code(data, f->length, at) ? THERAPYCODE_OK : THERAPYCODE_E_VALUE;
    case THERAPYCODE_IMPL_COLUMN_DATE:
        good = f->length == 0 || therapycode_impl_parse_date(data, f->length, &number);
        break;
    case THERAPYCODE_IMPL_COLUMN_INT:
        good = f->length == 0 ? column->low <= 0
                              : therapycode_impl_parse_int(data, f->length, column->low, column->high, &number);
        break;
    case THERAPYCODE_IMPL_COLUMN_WORD:
    case THERAPYCODE_IMPL_COLUMN_WORD_OR_NONE:
        number = find_word(column, data, f->length);
        good = number > 0 || (f->length == 0 && column->kind == THERAPYCODE_IMPL_COLUMN_WORD_OR_NONE);
        break;
    default:
        good = read_set(column, data, f->length, &number);
        break;
    }
    memcpy(at, &number, sizeof number);
    return good ? THERAPYCODE_OK : THERAPYCODE_E_VALUE;
}

/* What the columns alone cannot say: an option and its value, and periods that end after they begin. */
static therapycode_status check_row(struct loading *l, unsigned char *row)
{
    const struct therapycode_rulebook *rulebook = l->rulebook;
    int32_t from = 0, to = 0;
    uint32_t c;
    for (c = 0; c < l->info->column_count; c++) {
        const struct therapycode_impl_column *column = &therapycode_impl_columns[l->info->column_first + c];
        const char *name = therapycode_impl_pool + column->name;
        if (column->kind == THERAPYCODE_IMPL_COLUMN_DATE)
            memcpy(strcmp(name, "from") == 0 ? &from : &to, row + column->offset, sizeof from);
    }
    if (from != 0 && to != 0 && from >= to)
        return THERAPYCODE_E_CONFLICT; /* l->field is the last column read; the line says where */
    if (l->info == &therapycode_impl_tables[THERAPYCODE_IMPL_TABLE_POLICIES]) {
        struct therapycode_impl_policies_row policy;
        const char *name, *option, *value;
        therapycode_status status;
        memcpy(&policy, row, sizeof policy);
        name = therapycode_impl_rulebook_text(rulebook, policy.policy);
        option = therapycode_impl_rulebook_text(rulebook, policy.option);
        value = therapycode_impl_rulebook_text(rulebook, policy.value);
        l->field = "policies.policy";
        if (!therapycode_impl_is_policy_name(name, strlen(name)))
            return THERAPYCODE_E_VALUE;
        status = therapycode_impl_option_parse(option, strlen(option), value, strlen(value), &policy.option_id,
                                               &policy.number);
        l->field = status == THERAPYCODE_E_NAME ? "policies.option" : "policies.value";
        if (status != THERAPYCODE_OK)
            return status;
        memcpy(row, &policy, sizeof policy);
    }
    return THERAPYCODE_OK;
}

static therapycode_status read_header(struct loading *l)
{
    uint32_t c;
    int got = therapycode_impl_csv_next(&l->csv, &l->offset);
    if (got < 0)
        return got;
    if (got == 0)
        return THERAPYCODE_E_FORMAT;
    for (c = 0; c < l->info->column_count; c++) {
        const struct therapycode_impl_column *column = &therapycode_impl_columns[l->info->column_first + c];
        const char *name = therapycode_impl_pool + column->name;
        const struct therapycode_impl_csv_field *f = c < l->csv.count ? &l->csv.fields[c] : NULL;
        if (f == NULL || f->length != strlen(name) || memcmp(l->csv.data + f->start, name, f->length) != 0) {
            l->field = therapycode_impl_pool + column->field; /* the first that is missing or stands elsewhere */
            l->offset = f != NULL ? f->start : l->offset;
            return THERAPYCODE_E_FORMAT;
        }
    }
    return l->csv.count == l->info->column_count ? THERAPYCODE_OK : THERAPYCODE_E_FORMAT;
}

static therapycode_status keep_place(struct loading *l)
{
    enum { CODE = 1 }; /* phrase,code,... */
    struct therapycode_impl_loaded_at *place;
    if (l->info != &therapycode_impl_tables[THERAPYCODE_IMPL_TABLE_LEXICON])
        return THERAPYCODE_OK;
    place = therapycode_impl_rows_add(&l->rulebook->places, &l->rulebook->allocator);
    if (place == NULL)
        return THERAPYCODE_E_NOMEM;
    place->offset = l->csv.fields[CODE].start;
    place->line = l->csv.line;
    place->load = l->rulebook->loads;
    return THERAPYCODE_OK;
}

static therapycode_status read_rows(struct loading *l, struct therapycode_impl_rows *rows)
{
    therapycode_status status = read_header(l);
    while (status == THERAPYCODE_OK) {
        unsigned char *row;
        size_t field;
        int got = therapycode_impl_csv_next(&l->csv, &l->offset);
        l->field = therapycode_impl_pool + l->info->name;
        if (got <= 0)
            return got;
        if (l->csv.count != l->info->column_count) {
            l->offset = l->csv.fields[0].start;
            return THERAPYCODE_E_FORMAT;
        }
        if (rows->count >= THERAPYCODE_LIMIT_TABLE_ROWS)
            return THERAPYCODE_E_LIMIT;
        row = therapycode_impl_rows_add(rows, &l->rulebook->allocator);
        if (row == NULL)
            return THERAPYCODE_E_NOMEM;
        for (field = 0; field < l->csv.count && status == THERAPYCODE_OK; field++)
            status = read_field(l, field, row);
        if (status == THERAPYCODE_OK)
            status = check_row(l, row);
        if (status == THERAPYCODE_OK)
            status = keep_place(l);
    }
    return status;
}

static int table_of(int32_t public_table)
{
    switch (public_table) {
    case THERAPYCODE_TABLE_CODES:
        return THERAPYCODE_IMPL_TABLE_CODES;
    case THERAPYCODE_TABLE_DESCRIPTORS:
        return THERAPYCODE_IMPL_TABLE_DESCRIPTORS;
    case THERAPYCODE_TABLE_POLICIES:
        return THERAPYCODE_IMPL_TABLE_POLICIES;
    case THERAPYCODE_TABLE_LEXICON:
        return THERAPYCODE_IMPL_TABLE_LEXICON;
    case THERAPYCODE_TABLE_RUBRIC:
        return THERAPYCODE_IMPL_TABLE_RUBRIC;
    case THERAPYCODE_TABLE_THRESHOLDS:
        return THERAPYCODE_IMPL_TABLE_THRESHOLDS;
    default:
        return -1;
    }
}

static therapycode_status check_source(const struct therapycode_source *from, struct therapycode_source *to,
                                       struct therapycode_error *error)
{
    therapycode_status status = therapycode_impl_size_check(from->size, sizeof *to);
    if (status == THERAPYCODE_OK)
        status = therapycode_impl_sized_copy(to, sizeof *to, from, from->size);
    if (status != THERAPYCODE_OK)
        return therapycode_impl_fail(error, status, "source.size", THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
    if (to->data == NULL)
        return therapycode_impl_fail(error, THERAPYCODE_E_ARGUMENT, "source.data", THERAPYCODE_NONE, THERAPYCODE_NONE,
                                     0, 0);
    if (to->length > THERAPYCODE_LIMIT_TEXT)
        return therapycode_impl_fail(error, THERAPYCODE_E_LIMIT, "source.length", THERAPYCODE_NONE, THERAPYCODE_NONE,
                                     0, 0);
    if (table_of(to->table) < 0)
        return therapycode_impl_fail(error, THERAPYCODE_E_NAME, "source.table", THERAPYCODE_NONE, THERAPYCODE_NONE, 0,
                                     0);
    if ((to->flags & ~THERAPYCODE_REPLACE) != 0)
        return therapycode_impl_fail(error, THERAPYCODE_E_VALUE, "source.flags", THERAPYCODE_NONE, THERAPYCODE_NONE, 0,
                                     0);
    return THERAPYCODE_OK;
}

therapycode_status therapycode_rulebook_load(struct therapycode_rulebook *rulebook,
                                             const struct therapycode_source *source,
                                             struct therapycode_error *error)
{
    struct therapycode_source copy;
    struct loading l;
    struct therapycode_impl_rows *rows;
    size_t row_count, pool_count, place_count, added;
    therapycode_status status;
    if (rulebook == NULL || source == NULL)
        return therapycode_impl_fail(error, THERAPYCODE_E_ARGUMENT, rulebook == NULL ? "rulebook" : "source",
                                     THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
    status = check_source(source, &copy, error);
    if (status != THERAPYCODE_OK)
        return status;
    memset(&l, 0, sizeof l);
    l.rulebook = rulebook;
    l.info = &therapycode_impl_tables[table_of(copy.table)];
    l.field = therapycode_impl_pool + l.info->name;
    rows = &rulebook->tables[table_of(copy.table)];
    row_count = rows->count;
    pool_count = rulebook->pool.count;
    place_count = rulebook->places.count;
    therapycode_impl_csv_begin(&l.csv, copy.data, copy.length);
    status = read_rows(&l, rows);
    if (status != THERAPYCODE_OK) {
        rows->count = row_count; /* all rows or none */
        rulebook->pool.count = pool_count;
        rulebook->places.count = place_count;
        return therapycode_impl_fail(error, status, l.field, THERAPYCODE_NONE, THERAPYCODE_NONE, l.offset,
                                     l.csv.line > 0 ? l.csv.line : 1);
    }
    rulebook->changed = 1;
    rulebook->loads++;
    if (copy.flags & THERAPYCODE_REPLACE) {
        added = rows->count - row_count;
        memmove(rows->data, rows->data + row_count * rows->row_size, added * rows->row_size);
        rows->count = added;
    }
    return THERAPYCODE_OK;
}
