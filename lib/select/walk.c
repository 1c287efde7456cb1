/*
 * How far words count: markers take out what stands behind them, or make an aim of it (docs/selection.md). It is found
 * once, for every rule that asks.
 */
#include <string.h>

#include "base/text.h"
#include "select/weigh.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

/* Markers reach to the end of their statement or clause. */
struct walk {
    const struct therapycode_impl_statement *statement;
    const struct therapycode_impl_match *matches;
    const char *data;
    int32_t aim_until;
    int32_t before_until;
    int32_t instead_until;
    int32_t done_until; /* words before it were done here, though the statement ends with what they serve at home, or an
                           onset */
};

enum { INSTEAD_REACH = 12 }; /* bytes: "no", "rather than" take out the words right behind them */

static int32_t word_end(const char *data, int32_t at, int32_t end)
{
    at = therapycode_impl_word_end(data, at, end);
    return at;
}

/* "so she can rise at home", "to match the bed at home", and not "to do at home". */
static int is_for_home(const char *data, int32_t at, int32_t end, int32_t limit)
{
    static const char links[] = " so like as since because match matching ";
    static const char at_home[] =
        " do be perform continue complete practice practise use work try keep repeat carry follow "
        "wear take start begin progress add have help go ";
    if (therapycode_impl_is_listed(links, data + at, (size_t)(end - at)))
        return 1;
    if (end - at != 2 || memcmp(data + at, "to", 2) != 0 || end + 1 >= limit || data[end] != ' ')
        return 0;
    at = end + 1;
    end = word_end(data, at, limit);
    return end - at > 1 && !therapycode_impl_is_listed(at_home, data + at, (size_t)(end - at));
}

/*
 * "PT evaluation, low complexity, ankle sprain 3 weeks ago", "re-evaluation after a fall last month": what was
 * evaluated is older than the visit, not the evaluation. Returns where that begins, 0: nowhere.
 */
static int32_t before_onset(const struct walk *walk, int32_t at)
{
    static const char links[] = " after following post s since ";
    const struct therapycode_impl_statement *s = walk->statement;
    int32_t last = 0, end;
    for (; at < s->cue_start; at = end + (end == at)) {
        end = word_end(walk->data, at, s->cue_start);
        if (walk->data[at] == ',' ||
            (end > at && therapycode_impl_is_listed(links, walk->data + at, (size_t)(end - at))))
            last = at;
    }
    return last == 0 && memcmp(walk->data + s->cue_start, "post", 4) == 0 ? s->cue_start : last; /* "post op day 1" */
}

/*
 * "Practised sit to stand so that she can get up at home" was practised here: a home that stands behind an aim belongs
 * to the aim, and so does one behind a word that likens or gives a reason. Returns where that begins, 0: nowhere.
 */
static int32_t before_aim(const struct walk *walk)
{
    const struct therapycode_impl_statement *s = walk->statement;
    const struct therapycode_impl_match *all = walk->matches;
    int32_t i, at = 0, end;
    if ((s->context != THERAPYCODE_EDUCATION_ONLY && s->context != THERAPYCODE_HISTORICAL) || s->cue_end == 0)
        return 0;
    for (i = s->match_first; i < s->match_first + s->match_count && all[i].start < s->cue_start; i++) {
        if (s->context == THERAPYCODE_HISTORICAL) {
            if (all[i].cue == CUE(EVALUATION) || all[i].cue == CUE(RE_EVALUATION))
                return before_onset(walk, all[i].end);
            if (all[i].cue == CUE(AIM) && (walk->data[all[i].start] | 0x20) == 's') /* "so he can ride in preschool" */
                return all[i].start;
            continue;
        }
        if (all[i].cue == CUE(AIM) && i > s->match_first)
            return all[i].start;
        if (at == 0 && therapycode_impl_is_opening_cue(all[i].cue))
            at = all[i].end;
    }
    for (; at > 0 && at < s->cue_start; at = end + (end == at)) {
        end = word_end(walk->data, at, s->cue_start);
        if (end > at && is_for_home(walk->data, at, end, s->cue_start))
            return at;
    }
    return 0;
}

/*
 * Where a clause with "before" or "after" ends: with the person who then does something, "after warm-up we stretched".
 */
static int32_t before_end(const struct walk *walk, int32_t from, int32_t to)
{
    static const char persons[] = " we i she he pt patient client therapist ";
    int32_t at = from, end;
    for (; at < to; at = end + (end == at)) {
        end = word_end(walk->data, at, to);
        if (end > at && at > from + 2 && therapycode_impl_is_listed(persons, walk->data + at, (size_t)(end - at)))
            return at;
    }
    return to;
}

/* The end of the clause: the next comma, colon, bracket, semicolon or dash of the statement. */
static int32_t clause_end(const struct walk *walk, int32_t from)
{
    int32_t at = from;
    while (at < walk->statement->end && !THERAPYCODE_IMPL_AMONG(",;:().|", walk->data[at]))
        at++;
    return at;
}

/* The same, or a colon before it: "agreed after lunch: SLR". */
static int32_t label_end(const struct walk *walk, int32_t from)
{
    int32_t to = clause_end(walk, from);
    const char *colon = memchr(walk->data + from, ':', (size_t)(to - from));
    return colon == NULL ? to : (int32_t)(colon - walk->data);
}

/*
 * "No TE", "rather than SLR": the words right behind, up to a comma; "no pain with TE" and "no sx, TE" name what was
 * done behind it.
 */
static int32_t instead_end(const struct walk *walk, int32_t from)
{
    static const char links[] = " with w during ";
    int32_t at = from, end, until = from + INSTEAD_REACH;
    if (until > walk->statement->end)
        until = walk->statement->end;
    for (; at < until; at = end + (end == at)) {
        end = word_end(walk->data, at, walk->statement->end);
        if (end > at ? at > from + 1 && therapycode_impl_is_listed(links, walk->data + at, (size_t)(end - at))
                     : walk->data[at] == ',' || walk->data[at] == ';')
            return at;
    }
    return from + INSTEAD_REACH;
}

/* Words that take out, or make an aim of, what stands behind them. */
static int is_marker(int32_t cue)
{
    return (cue == CUE(AIM)) | (cue == CUE(BEFORE)) | (cue == CUE(INSTEAD)) | (cue == CUE(PLAIN));
}

static void mark(struct walk *walk, const struct therapycode_impl_match *match)
{
    int at_start = match->start - walk->statement->start < 4;
    if (match->start < walk->before_until)
        return;
    if (match->cue == CUE(AIM))
        walk->aim_until = at_start ? clause_end(walk, match->end) : walk->statement->end;
    else if (match->cue == CUE(BEFORE))
        walk->before_until = before_end(walk, match->end, label_end(walk, match->end));
    else if (match->cue == CUE(INSTEAD))
        walk->instead_until = instead_end(walk, match->end);
}

/* Whether the words at a match, to which the walk has come, were done in this visit. */
static int is_performed(const struct walk *walk, const struct therapycode_impl_match *match)
{
    return (match->context == THERAPYCODE_PERFORMED) |
           (((match->context == THERAPYCODE_EDUCATION_ONLY) | (match->context == THERAPYCODE_HISTORICAL)) &
            (match->start < walk->done_until));
}

/* Most words are no markers; how far they count is reckoned, for a branch would often be guessed wrongly. */
static void go_through(struct therapycode_impl_weighing *w, const char *data,
                       const struct therapycode_impl_statement *s)
{
    struct walk walk = { s, w->matches, data, 0, 0, 0, 0 };
    int32_t i;
    walk.done_until = before_aim(&walk);
    for (i = s->match_first; i < s->match_first + s->match_count; i++) {
        const struct therapycode_impl_match *m = &w->matches[i];
        int marker = is_marker(m->cue);
        int none = marker | (m->start < walk.before_until) | (m->start < walk.instead_until);
        int reach = m->start < walk.aim_until ? THERAPYCODE_IMPL_REACH_AIM : THERAPYCODE_IMPL_REACH_FULL;
        reach = none ? THERAPYCODE_IMPL_REACH_NONE : reach;
        reach = is_performed(&walk, m) ? reach : THERAPYCODE_IMPL_REACH_UNDONE;
        w->reaches[i] = (unsigned char)(therapycode_impl_is_select_cue(m->cue) ? reach : THERAPYCODE_IMPL_REACH_NONE);
        if (marker)
            mark(&walk, m);
    }
}

int therapycode_impl_find_reaches(struct therapycode_impl_weighing *w)
{
    const struct therapycode_impl_statement *all = (const void *)w->e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    const struct therapycode_impl_read_text *texts = (const void *)w->e->tables[THERAPYCODE_IMPL_TEXTS].data;
    int32_t i, count = therapycode_impl_count(w->e, THERAPYCODE_IMPL_STATEMENTS);
    w->reaches = therapycode_impl_take_unset(w->e, (size_t)therapycode_impl_count(w->e, THERAPYCODE_IMPL_MATCHES) + 1);
    if (w->reaches == NULL)
        return 0;
    for (i = 0; i < count && all[i].source <= THERAPYCODE_FROM_DESCRIPTION; i++)
        go_through(w, texts[all[i].text].data, &all[i]);
    return 1;
}
