/*
 * Whether the words that link what was done to an outcome find one behind them: a function, or somebody who will do
 * something with it. "To improve patellar glide" serves the body alone; "what lets him stand at the stove" does not.
 */
#include <string.h>

#include "base/text.h"
#include "document/sentence.h"
#include "rulebook/words.h"

/* Words of tasks from this weight on name a place, a thing or a role: "recliner", "mailbox", "cashier". */
enum { PLACE = 90, NAMES_IT = 3 }; /* "for driving" names the function itself */

/*
 * A function, a task of daily life, a thing or place of it. `loose`: also what may be an exercise elsewhere: "driving".
 */
static int is_served(const struct therapycode_impl_document *d, const struct therapycode_impl_match *m, int loose)
{
    if (m->context == THERAPYCODE_NEGATED)
        return 0;
    if (m->cue == CUE(DOC_FUNCTION) || m->cue == CUE(DOC_TASK) || m->cue == CUE(OBJECT) ||
        therapycode_impl_is_functional_name(d, m))
        return 1;
    if (m->cue == CUE(TASK))
        return loose || d->e->engine->phrases[m->phrase].weight >= PLACE;
    return loose && (m->cue == CUE(STAIRS) || m->cue == CUE(ACTIVITY));
}

/*
 * A function is named behind the link, in the same sentence; or a task that begins in it and goes on behind it: "to get
 * off the toilet".
 */
static int function_after(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                          const struct therapycode_impl_match *link, int loose)
{
    int32_t at = loose ? link->start + NAMES_IT : link->end, i, k;
    int begins_to = (therapycode_impl_phrase_text(d->e->engine, link->phrase)[0] | 0x20) == 't';
    for (i = s->last - 1; i >= s->first; i--) {
        const struct therapycode_impl_statement *st = therapycode_impl_document_statement(d, i);
        for (k = st->match_count - 1; k >= 0; k--) {
            const struct therapycode_impl_match *m = therapycode_impl_document_match(d, st->match_first + k);
            if (m->start < link->start)
                return 0;
            if (m->start < at - 2 ? begins_to && m->end > link->end + 1 && is_served(d, m, m->cue == CUE(ACTIVITY))
                                  : is_served(d, m, loose))
                return 1;
        }
        if (st->start < link->start)
            return 0;
    }
    return 0;
}

/*
 * "So she can reach", "once he holds 45 lb there he can run the route": somebody will be able to. With `habits` also
 * "when she turns from the stove": what somebody does in life is told in the present.
 */
static int person_after(const char *data, int32_t at, int32_t end, int habits)
{
    enum { REACH = 16, HABIT = 4 };
    static const char subjects[] =
        " he she they pt patient client resident child student mom wife husband family staff ";
    static const char adverbs[] = " now then again also soon only alone safely family staff ";
    static const char abilities[] = " can could will would may might must ";
    int32_t words, stop;
    int subject = 0;
    for (words = 0; words < REACH && (stop = therapycode_impl_word_after(data, &at, end, ";")) != THERAPYCODE_NONE;
         words++) {
        size_t length = (size_t)(stop - at);
        if (subject && therapycode_impl_is_listed(abilities, data + at, length))
            return 1;
        if (subject && habits && length >= HABIT && data[stop - 1] == 's' && data[stop - 2] != 's')
            return 1;
        subject = therapycode_impl_is_listed(subjects, data + at, length) ||
                  (subject && therapycode_impl_is_listed(adverbs, data + at, length));
        at = stop;
    }
    return 0;
}

int therapycode_impl_aims_at_life(const char *data, int32_t at, int32_t end, int32_t least)
{
    enum { FIRST = 5 };
    uint64_t lists;
    int32_t stop, words = 0;
    for (; (words < FIRST || words < least) &&
           (stop = therapycode_impl_word_after(data, &at, end, ";")) != THERAPYCODE_NONE; words++, at = stop) {
        therapycode_impl_letters(data, at, stop, &lists);
        if (words < FIRST && (lists & THERAPYCODE_IMPL_LIST_NO_AIM))
            return 0;
    }
    return words >= least;
}

/* "Tired, so she sat down", "so walked back": what followed, not what it was for. */
static int tells_deed(const char *data, int32_t at, int32_t end)
{
    enum { NEAR = 3 };
    static const char deeds[] = " sat took went did had was were stood held gave made kept began left ran ";
    int32_t words, stop;
    for (words = 0; words < NEAR && (stop = therapycode_impl_word_after(data, &at, end, ";")) != THERAPYCODE_NONE;
         words++) {
        if ((stop - at > 3 && memcmp(data + stop - 2, "ed", 2) == 0) ||
            therapycode_impl_is_listed(deeds, data + at, (size_t)(stop - at)))
            return 1;
        at = stop;
    }
    return 0;
}

/* "Pain is what stops her": a limitation, not what treatment is for. */
static int tells_limit(const char *data, int32_t at, int32_t end)
{
    static const char limits[] = " stops limits prevents hurts bothers wakes causes scares worries ";
    int32_t stop = therapycode_impl_word_after(data, &at, end, ";");
    return stop != THERAPYCODE_NONE && therapycode_impl_is_listed(limits, data + at, (size_t)(stop - at));
}

/* "Max A x2": two help. */
static int is_of_helpers(const char *data, int32_t first, int32_t at)
{
    static const char help[] = " a assist assistance max mod min dep cga sba ";
    return therapycode_impl_listed_before(data, first, at, "0123456789 xX", help);
}

/*
 * "Squats x 10 to get off the toilet", "strengthening for opening jars": an exercise or its dose stands right before.
 */
static int is_behind_exercise(const char *data, int32_t first, int32_t at)
{
    static const char ends[] =
        " reps rep lb lbs sets set min mins minutes sec s x ea each ft in strengthening stretching stretch "
        "exercise exercises squats squat ups raises rows bridges curls work drill drills therex ";
    while (at > first && (data[at - 1] == ' ' || data[at - 1] == ','))
        at--;
    if (at > first && (data[at - 1] == '#' || data[at - 1] == '"'))
        return 1;
    if (at > first && therapycode_impl_is_digit(data[at - 1]))
        return !is_of_helpers(data, first, at);
    return therapycode_impl_listed_before(data, first, at, "", ends);
}

/* "I gave him the mirror": handed, and not made able. */
static int is_by_giver(const char *data, int32_t first, int32_t at)
{
    int32_t end = at, start = therapycode_impl_word_before(data, first, &end);
    return therapycode_impl_is_listed(" i we pt ot slp therapist he she mom staff ", data + start,
                                      (size_t)(end - start));
}

/* "Simulating stocking", "which she needs to lift": a task is meant, and no exercise. */
static int names_task(const char *phrase)
{
    return strcmp(phrase, "=simulating") == 0 || strncmp(phrase, "which ", 6) == 0;
}

/* "Loses balance on turning to reach for the phone": what cannot be done. */
static int is_of_loss(const struct therapycode_impl_sentence *s, const char *phrase)
{
    return s->limits && !s->performed && !s->skilled && !s->minutes &&
           (strncmp(phrase, "to reach", 8) == 0 || strncmp(phrase, "to get", 6) == 0);
}

/* "I gave him the mirror", "pain is what stops her", "how to get in and out": no purpose of a treatment. */
static int is_no_purpose(const struct therapycode_impl_sentence *s, const char *data,
                         const struct therapycode_impl_match *m)
{
    return ((data[m->start] | 0x20) == 'g' && is_by_giver(data, s->start, m->start)) ||
           tells_limit(data, m->end, s->end) || therapycode_impl_follows(data, s->start, m->start, "how");
}

int therapycode_impl_counts_as_link(const struct therapycode_impl_document *d,
                                    const struct therapycode_impl_sentence *s, const struct therapycode_impl_match *m)
{
    const char *data = sentence_text(d, s), *phrase = therapycode_impl_phrase_text(d->e->engine, m->phrase);
    int32_t weight = d->e->engine->phrases[m->phrase].weight;
    if (therapycode_impl_in_goal(s, m->start) || (m->context == THERAPYCODE_PLANNED && s->planned))
        return 0;
    if (weight < 1 && !is_behind_exercise(data, s->start, m->start))
        return 0;
    if (weight < 2)
        return s->therapy && !s->limits && !tells_deed(data, m->end, s->end) &&
               (function_after(d, s, m, weight < 1) || person_after(data, m->end, s->end, 0));
    if ((weight == 2 && is_of_loss(s, phrase)) || is_no_purpose(s, data, m))
        return 0;
    if (weight > STRONG && therapycode_impl_aims_at_life(data, m->end, s->end, 2))
        return 1;
    return weight == STRONG || function_after(d, s, m, names_task(phrase)) ||
           person_after(data, m->start, s->end, 0) || person_after(data, m->end, s->end, 1);
}
