/* A time that may have been given more than once: "15 min x 2". */
#include "note/bytes.h"

/* How often, from 2 to 9, in one figure that stands there; 0: none. */
static int times_at(const struct therapycode_impl_reader *r, int32_t at)
{
    char c = byte_at(r, at);
    return c >= '2' && c <= '9' && !is_digit_at(r, at + 1) && !is_digit_at(r, at - 1);
}

static int is_x_at(const struct therapycode_impl_reader *r, int32_t at)
{
    return (byte_at(r, at) | 0x20) == 'x' && !therapycode_impl_is_letter(byte_at(r, at - 1)) &&
           !therapycode_impl_is_letter(byte_at(r, at + 1));
}

/* "15 min x 2", "15 min (2x)", "15 min twice", "2 x 15 min": once, or as often as it says? */
static int is_repeated(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at = skip_space(r, n->minutes_end);
    at += byte_at(r, at) == '(';
    read_letters(r, at, word);
    if (strcmp(word, "twice") == 0 || (is_x_at(r, at) && times_at(r, skip_space(r, at + 1))) ||
        (times_at(r, at) && (byte_at(r, at + 1) | 0x20) == 'x' && !therapycode_impl_is_letter(byte_at(r, at + 2)) &&
         byte_at(r, at + 2) != '/'))
        return 1;
    at = n->start;
    if (!is_digit_at(r, at)) /* "2 x15 min" */
        at++;
    while (byte_at(r, at - 1) == ' ')
        at--;
    if ((byte_at(r, at - 1) | 0x20) != 'x' || at - 1 <= r->start)
        return 0;
    for (at--; byte_at(r, at - 1) == ' ';)
        at--;
    return times_at(r, at - 1);
}

/* The times that may have been given more than once. */
void therapycode_impl_doubt_repeated(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n)
{
    enum { DOSE_OF_TIME = 5 };
    if (n->minutes >= DOSE_OF_TIME && n->doubt == THERAPYCODE_IMPL_DOUBT_NONE && is_repeated(r, n))
        n->doubt = THERAPYCODE_IMPL_DOUBT_TIMES;
}
