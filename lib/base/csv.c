#include "base/csv.h"

#include <string.h>

void therapycode_impl_csv_begin(struct therapycode_impl_csv *csv, const char *data, size_t length)
{
    memset(csv, 0, sizeof *csv);
    csv->data = data;
    csv->length = length;
    csv->next_line = 1;
    if (length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0)
        csv->position = 3;
}

static int at_line_end(const struct therapycode_impl_csv *csv, size_t position)
{
    if (position >= csv->length || csv->data[position] == '\n')
        return 1;
    return csv->data[position] == '\r' && position + 1 < csv->length && csv->data[position + 1] == '\n';
}

/* Reads one quoted field whose opening quote is at csv->position. */
static int quoted(struct therapycode_impl_csv *csv, struct therapycode_impl_csv_field *field, size_t *offset)
{
    size_t p = csv->position + 1;
    field->start = p;
    for (;;) {
        if (p >= csv->length) {
            *offset = csv->position; /* the quote is never closed: a truncated file */
            return THERAPYCODE_E_FORMAT;
        }
        if (csv->data[p] == '"') {
            if (p + 1 < csv->length && csv->data[p + 1] == '"') {
                field->escaped = 1;
                p += 2;
                continue;
            }
            break;
        }
        if (csv->data[p] == '\n')
            csv->next_line++;
        p++;
    }
    field->length = p - field->start;
    csv->position = p + 1;
    if (!at_line_end(csv, csv->position) && csv->data[csv->position] != ',') {
        *offset = csv->position;
        return THERAPYCODE_E_FORMAT;
    }
    return THERAPYCODE_OK;
}

static int plain(struct therapycode_impl_csv *csv, struct therapycode_impl_csv_field *field, size_t *offset)
{
    size_t p = csv->position;
    field->start = p;
    while (!at_line_end(csv, p) && csv->data[p] != ',') {
        if (csv->data[p] == '"' || csv->data[p] == '\r' || csv->data[p] == '\0') {
            *offset = p;
            return THERAPYCODE_E_FORMAT;
        }
        p++;
    }
    field->length = p - field->start;
    csv->position = p;
    return THERAPYCODE_OK;
}

static void pass_line_end(struct therapycode_impl_csv *csv)
{
    if (csv->position < csv->length && csv->data[csv->position] == '\r')
        csv->position++;
    if (csv->position < csv->length)
        csv->position++;
    csv->next_line++;
}

int therapycode_impl_csv_next(struct therapycode_impl_csv *csv, size_t *offset)
{
    while (csv->position < csv->length && at_line_end(csv, csv->position))
        pass_line_end(csv);
    if (csv->position >= csv->length)
        return 0;
    csv->line = csv->next_line;
    csv->count = 0;
    for (;;) {
        struct therapycode_impl_csv_field *field;
        int status;
        if (csv->count == THERAPYCODE_IMPL_CSV_FIELDS) {
            *offset = csv->position;
            return THERAPYCODE_E_FORMAT;
        }
        field = &csv->fields[csv->count];
        memset(field, 0, sizeof *field);
        if (csv->position < csv->length && csv->data[csv->position] == '"')
            status = quoted(csv, field, offset);
        else
            status = plain(csv, field, offset);
        if (status != THERAPYCODE_OK)
            return status;
        csv->count++;
        if (at_line_end(csv, csv->position)) {
            pass_line_end(csv);
            return 1;
        }
        csv->position++; /* the comma */
    }
}

size_t therapycode_impl_csv_copy(const struct therapycode_impl_csv *csv, size_t field, char *out)
{
    const struct therapycode_impl_csv_field *f = &csv->fields[field];
    const char *from = csv->data + f->start;
    size_t i, n = 0;
    if (!f->escaped) {
        if (f->length > 0)
            memcpy(out, from, f->length);
        return f->length;
    }
    for (i = 0; i < f->length; i++) {
        out[n++] = from[i];
        if (from[i] == '"')
            i++;
    }
    return n;
}
