/* A rest that is told beside a time: "30 min including 10 min rest", "30 min, 8 min rest". */
#include "note/minutes_pairs.h"

enum {
    DOSE_MOST = 2, /* "(2 min rest)" lies between two sets */
    REMAINDER = 20 /* "10 min rest, remainder TE" */
};

static const char rests[] =
    "rest rests resting rested break breaks setup setting set phone interrupted interruption interruptions";

/*
 * Rest is named right behind a time, within so many words, or right before it: "8 min seated rest", "rests totaling 8
 * min".
 */
static int is_rest(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n, int32_t end,
                   int only)
{
    static const char kinds[] = "of a the seated sitting standing supine brief short long total needed";
    char word[LETTERS];
    int32_t at, i, found = 0;
    for (i = 0, at = n->minutes_end; i < 5 && at < end && !found; i++) {
        at = therapycode_impl_folded_word(r, at, end, word);
        found = word[0] != '\0' && one_of(word, rests);
        if (found && one_of(word, "set setting phone")) { /* "set up", "phone call" */
            therapycode_impl_folded_word(r, at, end, word);
            found = one_of(word, "up call");
        } else if (!found && only && !one_of(word, kinds)) {
            break;
        }
    }
    at = word_before(r, n->start, word);
    if (one_of(word, "of for x totaling totalling totaled total"))
        word_before(r, at, word);
    return found || one_of(word, "rest rests rested break breaks setup interrupted");
}

/* What lies between two times marks the second one as part of the first: a bracket, or a word. */
static int is_marked_inside(const struct therapycode_impl_reader *r, int32_t from, int32_t to, int32_t behind,
                            int32_t end)
{
    return memchr(r->data + from, '(', (size_t)(to - from)) != NULL ||
           has_word(r, from, to, " including includes incl included inclusive minus less which ") ||
           has_word(r, behind, end, " which included ");
}

/* Words that make of a rest something else: "not", "then", "between sets". */
static int is_no_rest_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                         const struct therapycode_impl_number *b, int32_t end)
{
    return a->minutes <= b->minutes || b->minutes <= DOSE_MOST ||
           has_word(r, a->minutes_end, b->start, " not excluding excludes excl plus after followed then without o ") ||
           has_word(r, b->minutes_end, end, " between each every per exercise exercises sets reps ");
}

/* "30 min w/ 8 min rest", "8 min within": the rest lies in the time, with no mark of a list between. */
static int is_inside(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                     const struct therapycode_impl_number *b, int32_t end)
{
    int within = has_word(r, b->minutes_end, end, " within ");
    int32_t at;
    if (!within && (!has_word(r, a->minutes_end, b->start, " with w ") || has_word(r, b->minutes_end, end, " x ")))
        return 0;
    for (at = a->minutes_end; at < b->start; at++)
        if (is_digit_at(r, at) || (!within && THERAPYCODE_IMPL_AMONG(",;:", byte_at(r, at))))
            return 0;
    return 1;
}

/*
 * "30 min including 10 min rest", "30 min minus 8 min rest", "30 min (8 min of which set-up)", "30 min w/ 8 min rest":
 * taken off. "30 min, 8 min rest": whether the time counts it is not told. 0: no rest is named.
 */
int therapycode_impl_settle_rest(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                                 struct therapycode_impl_number *b)
{
    int32_t from = a->minutes_end, behind = b->minutes_end, end = therapycode_impl_clause_end(r, behind);
    int marked, inside;
    if (!(r->lists & THERAPYCODE_IMPL_LIST_PAIR) || is_no_rest_of(r, a, b, end))
        return 0;
    marked = is_marked_inside(r, from, b->start, behind, end) ||
             has_word(r, behind, end + REMAINDER, " remainder remaining ");
    if (!is_rest(r, b, end, !marked) || (marked && has_word(r, behind, end, " x ")))
        return 0;
    if (!marked && (therapycode_impl_is_named_between(r, from, behind + (byte_at(r, behind) == ' ' ? 5 : 0)) ||
                    memchr(r->data + from, '+', (size_t)(b->start - from)) != NULL))
        return 0;
    inside = marked || is_inside(r, a, b, end);
    if (inside)
        a->minutes -= b->minutes;
    a->doubt = inside ? THERAPYCODE_IMPL_DOUBT_REST : THERAPYCODE_IMPL_DOUBT_BREAK;
    drop(b);
    return 1;
}

int therapycode_impl_is_rest_alone(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                                   const struct therapycode_impl_number *n)
{
    static const char others[] =
        " between each every per exercise exercises sets reps not excluding excluded home night sleep bed hour hrs day "
        "daily pain until before prior able needs requires ";
    return r->timed && s->opening_count == 0 && s->context == THERAPYCODE_PERFORMED &&
           s->source == THERAPYCODE_FROM_NOTE && n->minutes > DOSE_MOST &&
           is_rest(r, n, therapycode_impl_clause_end(r, n->minutes_end), 0) && !has_word(r, s->start, s->end, others);
}
