/*
 * Words of time and of better and worse: whether they compare with an earlier visit. "Worse in the morning", "steps
 * down from the bus" and "prior to the stroke" do not; "needed the rail last week; today he did not" does.
 */
#include <string.h>

#include "base/text.h"
#include "document/sentence.h"

/* The word stands right before that place. */
int therapycode_impl_follows(const char *data, int32_t first, int32_t at, const char *word)
{
    int32_t length = (int32_t)strlen(word), i;
    if (at - first < length + 1 || data[at - 1] != ' ')
        return 0;
    for (i = 0; i < length; i++)
        if (therapycode_impl_lower(data[at - 1 - length + i]) != word[i])
            return 0;
    return at - first == length + 1 || !therapycode_impl_is_letter(data[at - 2 - length]);
}

/* The word before that place is one of going somewhere. */
static int is_move(const char *data, int32_t first, int32_t at)
{
    static const char moves[] =
        " step steps stepped climb climbs climbed come comes came get gets got sit sits sat look looks "
        "bend bends walk walks walked go goes went reach reaches lie lies ";
    int32_t end = at, start = therapycode_impl_word_before(data, first, &end);
    return therapycode_impl_is_listed(moves, data + start, (size_t)(end - start));
}

/* "Plan of care is unchanged", "frequency unchanged". */
static int is_of_record(const char *data, int32_t first, int32_t at)
{
    int32_t end = at, start = therapycode_impl_word_before(data, first, &end);
    if (therapycode_impl_is_listed(" is remains are remain ", data + start, (size_t)(end - start))) {
        end = start;
        start = therapycode_impl_word_before(data, first, &end);
    }
    return (therapycode_impl_lists(data + start, (size_t)(end - start)) & THERAPYCODE_IMPL_LIST_OF_RECORD) != 0;
}

/* "No progress was measured": nobody looked. */
static int is_not_looked_at(const char *data, int32_t at, int32_t end)
{
    static const char looked[] = " measured recorded documented assessed tracked taken available tested ";
    int32_t stop = therapycode_impl_word_after(data, &at, end, ",;");
    if (stop != THERAPYCODE_NONE &&
        therapycode_impl_is_listed(" was were is has been data ", data + at, (size_t)(stop - at))) {
        at = stop;
        stop = therapycode_impl_word_after(data, &at, end, ",;");
    }
    return stop != THERAPYCODE_NONE && therapycode_impl_is_listed(looked, data + at, (size_t)(stop - at));
}

/*
 * "Worse in the morning", "improves with rest": what a symptom depends on; "prior to", "room for improvement": a time
 * that is not told, a change that has not come.
 */
int therapycode_impl_tells_no_change(const struct therapycode_impl_sentence *s, const char *data,
                                     const struct therapycode_impl_match *m, const char *phrase)
{
    static const char factors[] = " with in when at after by during ";
    int32_t start = m->end, at = m->end, end; /* the last word of the match, and the word behind it */
    start = therapycode_impl_word_start(data, m->start, start);
    while (at < s->end && data[at] == ' ')
        at++;
    end = therapycode_impl_word_end(data, at, s->end);
    if (((therapycode_impl_lists(data + start, (size_t)(m->end - start)) & THERAPYCODE_IMPL_LIST_DEPENDS) ||
         strcmp(phrase, "increased pain") == 0 || strcmp(phrase, "decreased pain") == 0) &&
        therapycode_impl_is_listed(factors, data + at, (size_t)(end - at)))
        return 1;
    if (m->end - start == 5 && therapycode_impl_is_listed(" prior ", data + start, 5))
        return therapycode_impl_is_listed(" to ", data + at, (size_t)(end - at));
    if (strncmp(phrase, "no ", 3) == 0 && is_not_looked_at(data, m->end, s->end))
        return 1;
    if (is_of_record(data, s->start, m->start))
        return 1;
    if ((strncmp(phrase, "down ", 5) == 0 || strncmp(phrase, "up ", 3) == 0) && is_move(data, s->start, m->start))
        return 1; /* "steps down from the bus" */
    if (strcmp(phrase, "down to") == 0) /* "down to the mailbox" */
        return therapycode_impl_is_listed(" the her his a their do complete pick get reach tie put ", data + at,
                                          (size_t)(end - at));
    return therapycode_impl_follows(data, s->start, m->start, "can") || /* "can no longer" */
           (therapycode_impl_follows(data, s->start, m->start, "for") &&
            therapycode_impl_is_listed(" improvement ", data + start, (size_t)(m->end - start)));
}

/* "4 min last visit", "8 reps on Friday": a value of that time stands right before it. */
static int value_before(const char *data, int32_t first, int32_t at)
{
    static const char units[] =
        " min mins minutes s sec secs seconds reps steps lb lbs ft feet words errors trials cues "
        "times stairs laps bites sips ";
    int32_t end = at, start = therapycode_impl_word_before(data, first, &end);
    if (!therapycode_impl_is_listed(units, data + start, (size_t)(end - start)))
        return 0;
    while (start > first && data[start - 1] == ' ')
        start--;
    return start > first && therapycode_impl_is_digit(data[start - 1]);
}

/* "Needed the rail last week; today he did not", "could not in March": what was then, told beside a past time. */
static int contrasts_times(const char *data, int32_t first, int32_t end)
{
    static const char words[] = " needed required couldn wouldn unable now ";
    int32_t start = first, at;
    for (; (at = therapycode_impl_word_after(data, &start, end, "")) != THERAPYCODE_NONE; start = at) {
        if (at - start == 4 && (data[start] | 0x20) == 't' && memcmp(data + start + 1, "his", 3) == 0 &&
            at + 5 <= end && (memcmp(data + at, " week", 5) == 0 || memcmp(data + at, " time", 5) == 0))
            return 1; /* "this week to the corner, last week to the gate" */
        if (therapycode_impl_is_listed(words, data + start, (size_t)(at - start)) ||
            (at - start == 5 && memcmp(data + start, "could", 5) == 0 && at + 4 <= end &&
             memcmp(data + at, " not", 4) == 0))
            return 1;
    }
    return 0;
}

/* "Closer than Monday", "straighter than in our first sessions": a past time stands behind "than". */
static int is_than_then(const char *data, int32_t at, int32_t end)
{
    enum { REACH = 4 };
    static const char times[] =
        " monday tuesday wednesday thursday friday saturday sunday last before yesterday ago first "
        "start eval evaluation admission initial initially earlier prior previous previously week "
        "weeks month months session sessions visit visits was were did had could usual ";
    return therapycode_impl_listed_within(data, at, end, REACH, "", times);
}

int therapycode_impl_compares_times(const struct therapycode_impl_sentence *s, const char *data, int32_t at)
{
    if (s->end - at >= 4 && (data[at] | 0x20) == 't' && memcmp(data + at + 1, "han", 3) == 0)
        return !therapycode_impl_follows(data, s->start, at, "rather") &&
               is_than_then(data, at + 4, s->end);
    return s->findings || contrasts_times(data, s->start, s->end) || value_before(data, s->start, at);
}
