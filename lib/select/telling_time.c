/* A statement that tells of another time: "twice a day", "2x/week", "yesterday", "before this admission". */
#include "select/telling_words.h"

/* "2x/week", "2w4" */
static int is_rate(const char *word, int32_t length)
{
    int32_t i;
    for (i = 0; i < length && (therapycode_impl_is_digit(word[i]) || (i > 0 && word[i] == 'x')); i++)
        ;
    if (i == 0 || i + 1 >= length)
        return 0;
    if (word[i] == 'w')
        return therapycode_impl_is_digit(word[i + 1]);
    return word[i] == '/' &&
           ((therapycode_impl_kinds_of(therapycode_impl_run_key(word + i + 1, (size_t)(length - i - 1))) & IS_UNIT) ||
            (i + 2 == length && (word[i + 1] == 'd' || word[i + 1] == 'w')));
}

/* "3x a day", "5 minutes a day", "10 reps per day" */
static int is_dose_a_day(const struct telling *t, int32_t i)
{
    return i > 0 && (is_word(t, i, "a") || is_word(t, i, "per")) && (is_at(t, i + 1) & IS_UNIT) &&
           (therapycode_impl_is_digit(t->data[t->words[i - 1].start]) ||
            (i > 1 && therapycode_impl_is_digit(t->data[t->words[i - 2].start])));
}

/* "twice a day", "every other evening", "nightly" */
static int is_habit(const struct telling *t, int32_t i)
{
    uint32_t is = is_at(t, i), next = is_at(t, i + 1), third = is_at(t, i + 2);
    if (is_dose_a_day(t, i))
        return 1;
    if (is & IS_TIMES)
        return (next & (IS_EACH | IS_OBJECT)) && (third & IS_UNIT);
    if (is & IS_EACH)
        return (next & IS_UNIT) || (is_word(t, i + 1, "other") && (third & IS_UNIT));
    if (is & IS_HABIT) /* "weekly pill organizer" is none */
        return i == 0 || i + 1 >= t->count || is_parted(t, i + 1) ||
               therapycode_impl_is_digit(t->data[t->words[i + 1].start]) || (next & (IS_LINK | IS_JOIN | IS_BETWEEN));
    return is_rate(t->data + t->words[i].start, t->words[i].end - t->words[i].start);
}

static int is_year(const struct telling *t, int32_t i)
{
    const char *at = t->data + t->words[i].start;
    return t->words[i].end - t->words[i].start == 4 && (memcmp(at, "20", 2) == 0 || memcmp(at, "19", 2) == 0) &&
           therapycode_impl_is_digit(at[2]) && therapycode_impl_is_digit(at[3]);
}

/* "yesterday", "in March"; "earlier in tx" is of this visit. */
static int is_earlier(const struct telling *t, int32_t i)
{
    return (is_at(t, i) & IS_EARLIER) && !(is_word(t, i + 1, "in") && (is_at(t, i + 2) & IS_TIME));
}

/* "before this admission", "prior to her fall" */
static int is_before_event(const struct telling *t, int32_t i)
{
    if (!(is_at(t, i) & (IS_LINK | IS_LAST)))
        return 0;
    return (is_word(t, i, "before") || is_word(t, i, "Before") ||
            ((is_at(t, i) & IS_LAST) && is_word(t, i + 1, "to"))) &&
           is_event(t, i + 1);
}

/* "progressed from last session", "more than last visit": this visit is compared with it. */
static int is_compared(const struct telling *t, int32_t i)
{
    static const char words[] = " from than since after over versus vs ";
    int32_t end = t->words[i].start, start;
    while (end > t->words[0].end && t->data[end - 1] == ' ')
        end--;
    for (start = end; start > t->words[0].end && therapycode_impl_is_letter(t->data[start - 1]); start--) {
    }
    return start < end && therapycode_impl_is_listed(words, t->data + start, (size_t)(end - start));
}

static int is_of_last_time(const struct telling *t, int32_t i)
{
    return (is_at(t, i + 1) & (IS_TIME | IS_EARLIER)) && !is_compared(t, i);
}

/* "prior speech tx" */
static int is_prior_name(const struct telling *t, int32_t i)
{
    return i + 1 == t->name && (i <= 0 || is_parted(t, i)) && !(t->tells & (TELLS_MINUTES | TELLS_DOSE));
}

void therapycode_impl_look_at_time(struct telling *t, int32_t i)
{
    /* the kinds that anything below asks for: one branch instead of theirs */
    const uint32_t asked = IS_TIMES | IS_EACH | IS_HABIT | IS_EARLIER | IS_LINK | IS_LAST | IS_OBJECT;
    uint32_t is = is_at(t, i);
    if (!((is & asked) | (uint32_t)therapycode_impl_is_digit(t->data[t->words[i].start])))
        return;
    t->tells |= is_habit(t, i) ? TELLS_HABIT : 0;
    if (is_in_main(t, i) && (is_earlier(t, i) || is_year(t, i) || is_before_event(t, i) ||
                        ((is & IS_LAST) && (is_of_last_time(t, i) || is_prior_name(t, i)))))
        t->tells |= TELLS_EARLIER;
    if ((is & IS_EACH) && is_word(t, i, "per") && i + 1 < t->count && !(is_at(t, i + 1) & (IS_UNIT | IS_PLAIN)))
        t->tells |= is_at(t, i + 1) & (IS_OTHER | IS_OWN | IS_PATIENT | IS_DISCIPLINE) || i + 1 == t->name
                        ? TELLS_REPORT
                        : TELLS_PER;
}

/* "Straw phonation. Twice daily": the sentence behind begins with how often. */
int therapycode_impl_is_habit_at(const struct telling *t, int32_t i)
{
    return is_habit(t, i) || ((is_at(t, i) & IS_TIMES) && (is_at(t, i + 1) & IS_HABIT));
}
