/* CSV as RFC 4180 has it: quoted fields, doubled quotes, LF or CRLF; a BOM is passed over. One record at a time. */
#ifndef THERAPYCODE_BASE_CSV_H
#define THERAPYCODE_BASE_CSV_H

#include <stddef.h>
#include <stdint.h>

#include <therapycode/types.h>

enum { THERAPYCODE_IMPL_CSV_FIELDS = 32 };

struct therapycode_impl_csv_field {
    size_t start; /* in the file; of the content, inside the quotes */
    size_t length;
    int escaped; /* holds doubled quotes: unescape when copying */
};

struct therapycode_impl_csv {
    const char *data;
    size_t length;
    size_t position;
    int32_t line;                                                    /* of the record just read, from 1 */
    int32_t next_line;
    size_t count;                                                    /* fields of the record just read */
    struct therapycode_impl_csv_field fields[THERAPYCODE_IMPL_CSV_FIELDS];
};

void therapycode_impl_csv_begin(struct therapycode_impl_csv *csv, const char *data, size_t length);
/* 1: a record was read; 0: the end; negative: status, with *offset at the fault. Empty lines are passed over. */
int therapycode_impl_csv_next(struct therapycode_impl_csv *csv, size_t *offset);
/* Copies the content of a field, doubled quotes made single, into out[0 .. length); returns the bytes written. */
size_t therapycode_impl_csv_copy(const struct therapycode_impl_csv *csv, size_t field, char *out);

#endif
