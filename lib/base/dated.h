/* Dates as notes write them: "3/4/26", "2026-03-04", "March 4, 2026". */
#ifndef THERAPYCODE_BASE_DATED_H
#define THERAPYCODE_BASE_DATED_H

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* The text they stand in. */
struct therapycode_impl_dated {
    const char *data;
    int32_t length;
    int32_t visit; /* 20260304: its year is that of dates without one */
};

static inline int therapycode_impl_dated_letter(const struct therapycode_impl_dated *r, int32_t at)
{
    return at >= 0 && at < r->length && therapycode_impl_is_letter(r->data[at]);
}

/* The place behind the bytes of a list that stand there. */
static inline int32_t therapycode_impl_dated_skip(const struct therapycode_impl_dated *r, int32_t at, const char *bytes)
{
    while (at < r->length && r->data[at] != '\0' && strchr(bytes, r->data[at]) != NULL)
        at++;
    return at;
}

/* The month whose name, or the beginning of it, stands there, and where it ends; 0: none. */
int32_t therapycode_impl_month_at(const struct therapycode_impl_dated *r, int32_t *at);
/*
 * The date there, behind the name of a weekday perhaps, as 20260304, and where it ends; 0: none. Not all of them exist.
 */
int32_t therapycode_impl_date_at(const struct therapycode_impl_dated *r, int32_t at, int32_t *end);
/* "3/1/26 - 3/31/26": whether a date that ends at `at` begins a span that holds the visit. */
int therapycode_impl_is_date_within(const struct therapycode_impl_dated *r, int32_t date, int32_t at);

#endif
