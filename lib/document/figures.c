/* Figures that no test names: which of them are findings and which are doses. */
#include <string.h>

#include "base/text.h"
#include "document/board.h"

/* The word behind a figure makes a finding of it, not a dose. */
static int unit_follows(const char *after, int32_t left)
{
    static const char *const units[] = { "deg", "degree", "degrees", "feet", "ft", "foot", "bpm", "points", "meters",
                                         "trials", "attempts", "opportunities", "out", "wpm", "mmhg" };
    int32_t from = 0, n = 0;
    size_t i;
    if (from < left && (after[0] == ' ' || after[0] == '-'))
        from++;
    while (from + n < left && therapycode_impl_is_letter(after[from + n]))
        n++;
    for (i = 0; i < sizeof units / sizeof units[0]; i++) {
        int32_t k = 0;
        while (k < n && units[i][k] == therapycode_impl_lower(after[from + k]))
            k++;
        if (k == n && n > 0 && units[i][k] == '\0')
            return 1;
    }
    return 0;
}

/* "26.4" and "110, 105, 98" are no doses either: doses are whole and stand alone; here only the decimal is taken. */
static int is_decimal(const char *after, int32_t left)
{
    return left >= 2 && after[0] == '.' && therapycode_impl_is_digit(after[1]) &&
           (left < 4 || (after[2] != '.' && after[3] != '.'));
}

int therapycode_impl_document_figure(const char *after, int32_t left, int32_t value)
{
    if ((left >= 1 && after[0] == '%') || unit_follows(after, left) || is_decimal(after, left))
        return 1;
    return left >= 3 && memcmp(after, "/10", 3) == 0 && value <= 10 &&
           (left == 3 || (!therapycode_impl_is_digit(after[3]) && after[3] != '/'));
}
