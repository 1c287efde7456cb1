/* Dates as decimal yyyymmdd, proleptic Gregorian, 1900 to 9999; day numbers for spans. */
#ifndef THERAPYCODE_BASE_DATE_H
#define THERAPYCODE_BASE_DATE_H

#include <stdint.h>

/* 1 when the date exists. */
int therapycode_impl_is_date(int32_t date);
/* Days since 1 March of year 0, for a date that exists: differences are spans. */
int32_t therapycode_impl_day_number(int32_t date);
/* The date of a day number. */
int32_t therapycode_impl_day_date(int32_t number);

/* 1 when date is in [from, to); 0 in from or to is open. */
static inline int therapycode_impl_in_force(int32_t date, int32_t from, int32_t to)
{
    return (from == 0 || date >= from) && (to == 0 || date < to);
}

#endif
