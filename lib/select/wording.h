/* What the words between two places, or at one, make of the services around them. */
#ifndef THERAPYCODE_SELECT_WORDING_H
#define THERAPYCODE_SELECT_WORDING_H

#include <stdint.h>

#include "base/text.h"

/* ", for quad control": a comma with a word that adds to what stands before it. */
int therapycode_impl_is_appended(const char *data, int32_t at, int32_t to);
/* Nothing, or "Time: ". */
int therapycode_impl_is_label(const char *data, int32_t at, int32_t to);
int therapycode_impl_tells_after_colon(const char *data, int32_t at, int32_t to);
/* "required min A": how the service before it went. */
int therapycode_impl_tells_of_help(const char *data, int32_t at, int32_t to);
/* "x2", "1 unit": how many units, behind a code; 0: not told. */
int therapycode_impl_tells_units(const char *data, int32_t at, int32_t to);
/* ": 15", " x 15": a figure behind a name. */
int therapycode_impl_has_figure(const char *data, int32_t at, int32_t to);
/* Nothing but "/", ",", "&", "+", "and" or "with" stands between two names (and units behind the first). */
int therapycode_impl_is_joint(const char *data, int32_t at, int32_t to);

/* Whether a comma, "and" or "then" stands between two places. */
int therapycode_impl_is_enumerated(const char *data, int32_t from, int32_t to);
/* "97112:" in a form, with nothing behind it and another figure, or nothing, in the next line. */
int therapycode_impl_is_blank_entry(const char *data, int32_t at, int32_t end);

/*
 * Whether the clause between `from` and `to` that holds the time from `start` to `end` says nothing else: "PT 20 min",
 * "pt seen for 20 min"; not "SOB after 10 min", "commute 40 min".
 */
int therapycode_impl_is_time_alone(const char *data, int32_t from, int32_t start, int32_t end, int32_t to);
/*
 * "..., 15 min total", "(total 15 min)", "; total ther ex 15 min": the words around a time call it the sum of what
 * stands before.
 */
int therapycode_impl_is_plain_total(const char *data, int32_t from, int32_t start, int32_t end, int32_t to);
/*
 * Whether nothing but the kind of the note and the day of the visit stands between two places, and sets itself apart:
 * "Late entry:", "Discharge note - ", "Monday 3/16/26: ".
 */
int therapycode_impl_is_kind_of_note(const char *data, int32_t at, int32_t to, int32_t visit);

/* "Start 1:00 PM", "start time 0900": when it began. */
int therapycode_impl_is_before_clock(const char *data, int32_t at, int32_t to);
/* "K0005": the code of a device. */
static inline int therapycode_impl_is_item(const char *word, int32_t length)
{
    return ((length == 5) & THERAPYCODE_IMPL_AMONG("AEKL", word[0])) && word[0] != '\0' &&
           therapycode_impl_is_digit(word[1]) && therapycode_impl_is_digit(word[2]) &&
           therapycode_impl_is_digit(word[3]) && therapycode_impl_is_digit(word[4]);
}

#endif
