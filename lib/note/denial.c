/*
 * How far a denial reaches: "refused TE 15 min and MT 15 min", "no exercise, only massage", "TE 15 min, NMR 10 min and
 * MT 10 min not done".
 */
#include <string.h>

#include "base/text.h"
#include "note/context.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

/* Where the last minutes of a statement stand, or its start: what is denied has none. */
static int32_t timed_until(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i = statement->number_first + statement->number_count;
    while (i > statement->number_first && n[i - 1].minutes <= 0)
        i--;
    return i > statement->number_first ? n[i - 1].start : statement->start;
}

/* "No modalities used, joint mobilisation to ankle": a comma behind such a word ends what is denied before it. */
int therapycode_impl_is_told_to_end(const struct therapycode_impl_reader *r, int32_t denied, int32_t start)
{
    static const char words[] = " used needed given done performed today yet md ";
    int32_t at, word;
    for (at = denied; at < start; at++) {
        if (r->data[at] != ',')
            continue;
        word = therapycode_impl_word_start(r->data, denied, at);
        if (word < at && therapycode_impl_is_listed(words, r->data + word, (size_t)(at - word)))
            return 1;
    }
    return 0;
}

/*
 * "No fluido (open area), paraffin 10 min", "no exercise, only massage": what stands behind the comma was done, as it
 * has minutes, or is the only thing, or the denial is told to its end.
 */
int therapycode_impl_ends_denial(const struct therapycode_impl_reader *r,
                                 const struct therapycode_impl_statement *statement,
                                 int32_t denied, int32_t start)
{
    static const char only[] = ", only ";
    int32_t at;
    if (therapycode_impl_is_told_to_end(r, denied, start))
        return 1;
    for (at = denied; at < start; at++) {
        if (r->data[at] != ',')
            continue;
        if (at + (int32_t)sizeof only - 1 <= start && memcmp(r->data + at, only, sizeof only - 1) == 0)
            return 1;
        return timed_until(r, statement) > start;
    }
    return 0;
}

/* The minutes of a statement end there; its start where it has none. */
static int32_t minutes_end_of(const struct therapycode_impl_reader *r,
                              const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i, at = statement->start;
    for (i = statement->number_first; i < statement->number_first + statement->number_count; i++)
        if (n[i].minutes > 0)
            at = n[i].minutes_end;
    return at;
}

enum { LINK = 5 }; /* the longest word of these and a space */

/* How a statement is joined to the one before it in its sentence. */
enum joint { APART, LISTED /* by a comma, a number */, JOINED /* by "and", "or", "&", "/", "+" */ };

/* "TE (15) MT (10)", "1) TE 15 min 2) MT 10 min": a figure and its bracket end there. */
static int is_behind_figure(const struct therapycode_impl_reader *r, int32_t at)
{
    if (at < 2 || r->data[--at] != ')')
        return 0;
    while (at > 0 && (therapycode_impl_is_letter(r->data[at - 1]) || r->data[at - 1] == ' '))
        at--;
    return at > 0 && therapycode_impl_is_digit(r->data[at - 1]);
}

static enum joint joint_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement)
{
    int32_t at = statement->start, end = at + LINK < statement->end ? at + LINK : statement->end;
    enum joint joint = therapycode_impl_has_listed(r->data, at, end, " and or nor plus ") ? JOINED : APART;
    for (;; at = end) { /* the word may stand at the end of the statement before */
        for (; at > 0 && THERAPYCODE_IMPL_AMONG(" ,&/+", r->data[at - 1]); at--) {
            if (r->data[at - 1] == ',' && joint == APART)
                joint = LISTED;
            else if (r->data[at - 1] != ',' && r->data[at - 1] != ' ')
                joint = JOINED;
        }
        for (end = at; end > 0 && at - end < LINK && therapycode_impl_is_letter(r->data[end - 1]); end--) {
        }
        if (!therapycode_impl_has_listed(r->data, end, at, " and or nor plus "))
            return joint == APART && is_behind_figure(r, at) ? LISTED : joint;
        joint = JOINED;
    }
}

static const char other_words[] = " so then instead only just given got did does received tolerated preferred wanted "
                                  "chose opted requested asked was were is with pt patient client resident he she we ";

/* "TE 15 min, refused MT 15 min": something with a time that was done stands before it in its sentence. */
static int is_second(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_statement *first = (const void *)r->e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    return r->e->status == THERAPYCODE_OK && statement > first && statement[-1].sentence == statement->sentence &&
           statement[-1].text == statement->text && statement[-1].context == THERAPYCODE_PERFORMED &&
           minutes_end_of(r, statement - 1) > statement[-1].start;
}

/*
 * "Pt refused TE 15 min and MT 15 min": what is joined to something timed that was denied, without words of its own on
 * what was done, is denied with it.
 */
int therapycode_impl_shares_denial(const struct therapycode_impl_reader *r,
                                   const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_match *all = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, first = statement->match_first, end = first + statement->match_count;
    enum joint joint;
    for (i = first; i < end; i++)
        if (all[i].cue == CUE(PERFORMED) || all[i].cue == CUE(CONTRAST) || all[i].cue == CUE(DEMONSTRATED))
            return 0;
    joint = joint_of(r, statement);
    return minutes_end_of(r, statement) > statement->start && joint != APART &&
           (joint == JOINED || !is_second(r, statement - 1)) &&
           !therapycode_impl_has_listed(r->data, statement->start, statement->end, other_words);
}

/* What a statement leaves of the denial in force at its end: nothing, unless it denies something timed. */
uint32_t therapycode_impl_denial_left(const struct therapycode_impl_reader *r,
                                      const struct therapycode_impl_statement *statement,
                                      const struct therapycode_impl_force *force, uint32_t mine, int32_t target)
{
    const struct therapycode_impl_match *all = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    uint32_t bits = force->bits & mine & DENIAL;
    int32_t i, cue;
    if (bits == 0 || minutes_end_of(r, statement) == statement->start)
        return 0;
    for (i = statement->match_first; i < statement->match_first + statement->match_count; i++)
        if (all[i].cue == CUE(REASON)) /* "refused TE 15 min due to pain, MT 15 min" */
            return 0;
    cue = all[force->cue[strongest(bits)]].end;
    return cue > statement->start && cue < target && /* "no pain with TE 15 min", "unable to come earlier, TE 15 min" */
           (memchr(r->data + cue, ',', (size_t)(target - cue)) ||
            therapycode_impl_has_listed(r->data, cue, target, " with w during ")) ? 0 : bits;
}

/* Nothing but a name and minutes. */
static int is_bare(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement)
{
    int32_t end = minutes_end_of(r, statement), i = end;
    for (; i < statement->end && i - end <= LINK; i++)
        if (r->data[i] == '(' || r->data[i] == ':')
            return 0;
    return statement->note_count == 0 && statement->opening_count > 0 && end > statement->start &&
           end >= statement->end - LINK && therapycode_impl_target_of(r, statement) - statement->start <= LINK;
}

/*
 * "TE 15 min, NMR 10 min and MT 10 min not done": what is said behind the last of a list is said of all. A comma alone
 * lists what was done as well ("TE 15 min, MT 10 min held"), unless the word is of several, or of the visit.
 */
void therapycode_impl_deny_before(const struct therapycode_impl_reader *r, struct therapycode_impl_statement *statement,
                                  const struct therapycode_impl_force *behind)
{
    struct therapycode_impl_match *all = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    struct therapycode_impl_statement *first = (void *)r->e->tables[THERAPYCODE_IMPL_STATEMENTS].data, *s = statement;
    int32_t i, context = strongest(behind->bits & (DENIAL | BIT(THERAPYCODE_PLANNED))),
               said = minutes_end_of(r, statement);
    int several;
    enum joint joint;
    if (r->e->status != THERAPYCODE_OK || context == THERAPYCODE_PERFORMED || statement->context != context ||
        said == statement->start || all[behind->cue[context]].start < said)
        return;
    joint = joint_of(r, statement);
    several = therapycode_impl_has_listed(r->data, said, statement->end, " both all ");
    if (context == THERAPYCODE_PLANNED && !several) /* "TE 15 min, MT 15 min next visit" */
        return;
    if (joint == LISTED &&
        (several || therapycode_impl_has_listed(r->data, said, statement->end, " were cancelled canceled ")))
        joint = JOINED;
    for (; joint != APART && s > first && s[-1].sentence == statement->sentence && s[-1].text == statement->text &&
           is_bare(r, s - 1); s--) {
        if (joint == LISTED || joint_of(r, s) == APART)
            break;
        s[-1].context = context;
        s[-1].cue_start = statement->cue_start;
        s[-1].cue_end = statement->cue_end;
        for (i = s[-1].match_first; i < s[-1].match_first + s[-1].match_count; i++)
            all[i].context = context;
    }
}

/*
 * "Offered gait 15 min; pt declined", "attempted gait 15 min. Refused due to pain.": a refusal without an object is of
 * what was named right before, in the same sentence, or where that was only tried.
 */
void therapycode_impl_deny_offered(const struct therapycode_impl_reader *r,
                                   const struct therapycode_impl_statement *statement)
{
    static const char before[] = " pt patient client resident he she they but however then again ";
    static const char behind[] = " due secondary today this because per d at politely again ";
    static const char tried[] = " offered attempted encouraged suggested asked ";
    struct therapycode_impl_match *all = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    struct therapycode_impl_statement *first = (void *)r->e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    struct therapycode_impl_statement *s;
    int32_t i, at, end;
    if (r->e->status != THERAPYCODE_OK || statement == first) /* without memory it stands in no table */
        return;
    s = first + (statement - first) - 1;
    if (statement->opening_count > 0 || statement->cue_end == 0 || statement->context != THERAPYCODE_DEFERRED ||
        s->context != THERAPYCODE_PERFORMED || s->text != statement->text || minutes_end_of(r, s) == s->start)
        return;
    if (therapycode_impl_has_listed(r->data, s->start, s->end, tried)
            ? statement->sentence - s->sentence > 1
            : s->sentence != statement->sentence || !is_bare(r, s))
        return;
    for (at = statement->start; at < statement->cue_start; at = end + (end == at)) {
        end = therapycode_impl_word_end(r->data, at, statement->cue_start);
        if (end > at && !therapycode_impl_is_listed(before, r->data + at, (size_t)(end - at)))
            return;
    }
    for (at = statement->cue_end; at < statement->end && r->data[at] == ' '; at++) {
    }
    end = therapycode_impl_word_end(r->data, at, statement->end);
    if (end > at && !therapycode_impl_is_listed(behind, r->data + at, (size_t)(end - at)))
        return;
    s->context = THERAPYCODE_DEFERRED;
    s->cue_start = statement->cue_start;
    s->cue_end = statement->cue_end;
    for (i = s->match_first; i < s->match_first + s->match_count; i++)
        all[i].context = THERAPYCODE_DEFERRED;
}

/*
 * "NMR 10 min attempted; pt unable to perform", "attempted gait 15 min but not tolerated": what was only tried, where
 * nothing is told of what the patient was unable to do but the whole. Its words may be in a statement of their own.
 */
void therapycode_impl_deny_tried(const struct therapycode_impl_reader *r, struct therapycode_impl_statement *statement)
{
    enum { TRIED = sizeof "attempted " - 1 };
    static const char before[] = " pt patient client resident he she they but however and was is were it attempted x ";
    static const char whole[] = " to able tolerated perform tolerate participate complete do initiate it this "
                                "today ";
    static const char reasons[] = " due secondary d ";
    struct therapycode_impl_match *all = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, at = minutes_end_of(r, statement), end, from = 0, told = 0, denied = 0;
    if (at == statement->start || statement->context != THERAPYCODE_PERFORMED)
        return;
    for (; at < (int32_t)r->length && !told; at = end + (end == at)) {
        const char *word = r->data + at;
        end = therapycode_impl_word_end(r->data, at, (int32_t)r->length);
        if (end == at) {
            if (therapycode_impl_is_digit(*word))
                return; /* "unable to complete 10 reps" */
            told = !THERAPYCODE_IMPL_AMONG(" ,;:-()/", *word) && (from > 0 || *word != '.');
        } else if (from == 0) {
            from = therapycode_impl_is_listed(" unable not ", word, (size_t)(end - at)) ? at : 0;
            told = from == 0 && !therapycode_impl_is_listed(before, word, (size_t)(end - at));
        } else if (therapycode_impl_is_listed(reasons, word, (size_t)(end - at))) {
            told = 1;
        } else if (!therapycode_impl_is_listed(whole, word, (size_t)(end - at))) {
            return;
        }
        denied = end;
    }
    at = statement->start > TRIED ? statement->start - TRIED : 0; /* or right before it */
    if (from == 0 || !therapycode_impl_has_listed(r->data, at, from, " attempted "))
        return;
    statement->context = THERAPYCODE_DEFERRED;
    statement->cue_start = from;
    statement->cue_end = denied;
    for (i = statement->match_first; i < statement->match_first + statement->match_count; i++)
        all[i].context = THERAPYCODE_DEFERRED;
}
