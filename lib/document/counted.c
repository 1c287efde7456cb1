/* Whether words have a figure beside them: "3 spills", "four out of ten", "flexion 110". */
#include "document/sentence.h"
#include "rulebook/words.h"

#define LIST(name) THERAPYCODE_IMPL_LIST_##name

/* A figure, or a number in words with what stands between it and its unit: "four minus out of five". */
static int number_before(const char *data, int32_t first, int32_t at)
{
    int32_t i, end = at;
    for (i = at - 1; i >= first && i >= at - 3; i--)
        if (therapycode_impl_is_digit(data[i]))
            return 1;
    while (end > first && (data[end - 1] == ' ' || data[end - 1] == '-'))
        end--;
    i = therapycode_impl_word_start(data, first, end);
    return (therapycode_impl_lists(data + i, (size_t)(end - i)) & LIST(NUMBER_WORD)) != 0;
}

/* "flexion 110", "pain is now a four", and no dose: "flexion 3x10", "flexion 20 reps". */
static int number_behind(const char *data, int32_t at, int32_t end)
{
    static const char doses[] =
        " x reps rep sets times min mins minutes sec secs seconds s lb lbs visits weeks wks with w using ";
    uint64_t lists;
    int32_t start, words;
    for (words = 0; words < 5; words++) {
        while (at < end && THERAPYCODE_IMPL_AMONG(" :=-(", data[at]))
            at++;
        start = at;
        at = therapycode_impl_letters(data, at, end, &lists);
        if (at == start)
            break;
        if (lists & LIST(NUMBER_WORD))
            return 1;
        if (!(lists & LIST(BEFORE_VALUE)))
            return 0;
    }
    for (start = at; at < end && therapycode_impl_is_digit(data[at]); at++)
        ;
    if (at == start || (at < end && THERAPYCODE_IMPL_AMONG("xX'\"#/", data[at])))
        return at > start && at < end && data[at] == '/';
    at += at < end && data[at] == ' ';
    start = at;
    at = therapycode_impl_word_end(data, at, end);
    return !therapycode_impl_is_listed(doses, data + start, (size_t)(at - start));
}

/* "4 steps x 5": a dose. */
static int is_repeated(const char *data, int32_t at, int32_t end)
{
    while (at < end && data[at] == ' ')
        at++;
    if (at >= end || (data[at] | 0x20) != 'x')
        return 0;
    for (at++; at < end && data[at] == ' '; at++)
        ;
    return at < end && therapycode_impl_is_digit(data[at]);
}

int therapycode_impl_is_no_sound(const char *phrase, const char *data, const struct therapycode_impl_match *m)
{
    if (phrase[0] != '/' && (phrase[0] != '=' || phrase[1] != '/'))
        return 0;
    if (data[m->start] == '/')
        return 0;
    return m->start == 0 || data[m->start - 1] != '/' || (m->start > 1 &&
                                                          therapycode_impl_is_letter(data[m->start - 2]));
}

int therapycode_impl_is_counted(const struct therapycode_impl_sentence *s, const char *data, int32_t weight,
                                const struct therapycode_impl_match *m)
{
    if (weight > STRONG)
        return 1;
    return weight == STRONG ? number_behind(data, m->end, s->end)
                            : number_before(data, s->start, m->start) && !is_repeated(data, m->end, s->end);
}
