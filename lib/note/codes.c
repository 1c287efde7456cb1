/* Codes among the words of a note: five signs that are one, or only look so. */
#include <string.h>

#include "note/bytes.h"

/*
 * Five digits that look like a code and are none: of a postcode ("Fairview, OR 97024"; the states whose postcodes can
 * look so), of a telephone ("555-97035"), or named as another number ("MRN 97110").
 */
int therapycode_impl_is_other_number(const struct therapycode_impl_reader *r, int32_t at)
{
    static const char states[] = " or ca hi dc ";
    static const char names[] = " mrn zip phone tel fax acct account ssn box suite claim ";
    const char *word;
    size_t length;
    int32_t end = at, start, digits = 0;
    if (end > 0 && r->data[end - 1] == '-') {
        for (start = end - 1; start > 0 && therapycode_impl_is_digit(r->data[start - 1]); start--)
            digits++;
        return digits > 0 && digits != 5; /* "97161-97163" */
    }
    while (end > 0 && THERAPYCODE_IMPL_AMONG(" #:", r->data[end - 1]) && at - end < 3)
        end--;
    if (end == at)
        return 0;
    start = therapycode_impl_word_start(r->data, 0, end);
    word = r->data + start;
    length = (size_t)(end - start);
    while (start > 0 && r->data[start - 1] == ' ')
        start--;
    if (start > 0 && length == 2 && therapycode_impl_is_capital(word[0]) && therapycode_impl_is_capital(word[1]) &&
        therapycode_impl_is_listed(states, word, length)) /* not "97110 OR 97530" */
        return r->data[start - 1] == ',' || therapycode_impl_is_small(r->data[start - 1]);
    return therapycode_impl_is_listed(names, word, length);
}

int therapycode_impl_is_code_at(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number)
{
    return number->end - number->start == 5 && therapycode_impl_is_code(r->data + number->start, 5) &&
           !therapycode_impl_is_other_number(r, number->start);
}

/*
 * "TE15", "NMR10": where a short name of a service ends that has its minutes without a space; 0: none. "MT5" is a bone.
 */
static size_t end_of_name(const char *data, size_t length)
{
    static const char names[] = " te ta mt nmr gt adl ";
    enum { LETTERS_MOST = 3, DIGITS_MOST = 2 };
    size_t n = 0;
    while (n < length && n <= LETTERS_MOST && therapycode_impl_is_capital(data[n]))
        n++;
    if (n < 2 || n > LETTERS_MOST || length < n + DIGITS_MOST || !therapycode_impl_is_digit(data[n]) ||
        data[n] == '0' || !therapycode_impl_is_digit(data[n + 1]) ||
        (length > n + DIGITS_MOST && (data[n + DIGITS_MOST] | 0x20) != 'm'))
        return 0;
    return therapycode_impl_is_listed(names, data, n) ? n : 0;
}

void therapycode_impl_cut_code(const struct therapycode_impl_reader *r, struct therapycode_impl_word *word)
{
    enum { CODE = 5 };
    const char *data = r->data + word->start;
    size_t length = word->end - word->start, end = CODE;
    char folded[THERAPYCODE_IMPL_WORD_MAX + 1];
    if (therapycode_impl_is_capital(data[0]))
        end = end_of_name(data, length);
    else if (length < CODE + 2 || !therapycode_impl_is_code(data, CODE) ||
             !((data[CODE] | 0x20) == 'x'
                   ? therapycode_impl_is_digit(data[CODE + 1])
                   : therapycode_impl_is_capital(data[CODE]) && therapycode_impl_is_capital(data[CODE + 1])))
        return;
    if (end == 0)
        return;
    word->end = word->start + end;
    word->length = (uint32_t)therapycode_impl_fold_word(data, end, folded);
    word->key = therapycode_impl_word_key(folded, word->length);
}

/* Modifiers that a figure alone may be: "97140-59", "97140 [59]". */
int therapycode_impl_is_modifier(int32_t value)
{
    return value == 22 || value == 52 || value == 53 || value == 59;
}
