/* How far words count: markers take out what stands behind them, or make an aim of it (docs/selection.md). */
#include <string.h>

#include "base/text.h"
#include "select/weigh.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum { INSTEAD_REACH = 12 }; /* bytes: "no", "rather than" take out the words right behind them */

void therapycode_impl_walk_begin(struct therapycode_impl_walk *walk, struct therapycode_evaluation *e)
{
    memset(walk, 0, sizeof *walk);
    walk->e = e;
    walk->statement_index = THERAPYCODE_NONE;
}

static int32_t word_end(const char *data, int32_t at, int32_t end)
{
    while (at < end && therapycode_impl_is_letter(data[at]))
        at++;
    return at;
}

/* "so she can rise at home", "to match the bed at home", and not "to do at home". */
static int is_for_home(const char *data, int32_t at, int32_t end, int32_t limit)
{
    static const char links[] = " so like as since because match matching ";
    static const char at_home[] = " do be perform continue complete practice practise use work try keep repeat carry follow "
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
 * "PT evaluation, low complexity, ankle sprain 3 weeks ago", "re-evaluation after a fall last month": what was evaluated is
 * older than the visit, not the evaluation. Returns where that begins, 0: nowhere.
 */
static int32_t before_onset(const struct therapycode_impl_walk *walk, int32_t at)
{
    static const char links[] = " after following post s since ";
    const struct therapycode_impl_statement *s = walk->statement;
    int32_t last = 0, end;
    for (; at < s->cue_start; at = end + (end == at)) {
        end = word_end(walk->data, at, s->cue_start);
        if (walk->data[at] == ',' || (end > at && therapycode_impl_is_listed(links, walk->data + at, (size_t)(end - at))))
            last = at;
    }
    return last;
}

/*
 * "Practised sit to stand so that she can get up at home" was practised here: a home that stands behind an aim belongs
 * to the aim, and so does one behind a word that likens or gives a reason. Returns where that begins, 0: nowhere.
 */
static int32_t before_aim(const struct therapycode_impl_walk *walk)
{
    const struct therapycode_impl_statement *s = walk->statement;
    const struct therapycode_impl_match *all = (const void *)walk->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, at = 0, end;
    if ((s->context != THERAPYCODE_EDUCATION_ONLY && s->context != THERAPYCODE_HISTORICAL) || s->cue_end == 0)
        return 0;
    for (i = s->match_first; i < s->match_first + s->match_count && all[i].start < s->cue_start; i++) {
        if (s->context == THERAPYCODE_HISTORICAL) {
            if (all[i].cue == CUE(EVALUATION) || all[i].cue == CUE(RE_EVALUATION))
                return before_onset(walk, all[i].end);
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

static void enter_statement(struct therapycode_impl_walk *walk, int32_t index)
{
    const struct therapycode_impl_read_text *text;
    walk->statement = therapycode_impl_row(walk->e, THERAPYCODE_IMPL_STATEMENTS, index);
    text = therapycode_impl_row(walk->e, THERAPYCODE_IMPL_TEXTS, walk->statement->text);
    walk->data = text->data;
    walk->statement_index = index;
    walk->aim_until = walk->before_until = walk->instead_until = 0;
    walk->done_until = before_aim(walk);
}

/* Where a clause with "before" or "after" ends: with the person who then does something, "after warm-up we stretched". */
static int32_t before_end(const struct therapycode_impl_walk *walk, int32_t from, int32_t to)
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

/* The end of the clause: the next comma, bracket, semicolon or dash of the statement. */
static int32_t clause_end(const struct therapycode_impl_walk *walk, int32_t from)
{
    int32_t at = from;
    while (at < walk->statement->end && strchr(",;().|", walk->data[at]) == NULL)
        at++;
    return at;
}

/*
 * "No TE", "rather than SLR": the words right behind, up to a comma; "no pain with TE" and "no sx, TE" name what was done
 * behind it.
 */
static int32_t instead_end(const struct therapycode_impl_walk *walk, int32_t from)
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

int32_t therapycode_impl_walk_step(struct therapycode_impl_walk *walk, const struct therapycode_impl_match *match)
{
    int at_start;
    if (match->statement != walk->statement_index)
        enter_statement(walk, match->statement);
    if (match->start < walk->before_until)
        return THERAPYCODE_IMPL_REACH_NONE;
    at_start = match->start - walk->statement->start < 4;
    switch (match->cue) {
    case CUE(AIM):
        walk->aim_until = at_start ? clause_end(walk, match->end) : walk->statement->end;
        return THERAPYCODE_IMPL_REACH_NONE;
    case CUE(BEFORE):
        walk->before_until = before_end(walk, match->end, clause_end(walk, match->end));
        return THERAPYCODE_IMPL_REACH_NONE;
    case CUE(INSTEAD):
        walk->instead_until = instead_end(walk, match->end);
        return THERAPYCODE_IMPL_REACH_NONE;
    case CUE(PLAIN):
        return THERAPYCODE_IMPL_REACH_NONE;
    default:
        break;
    }
    if (match->start < walk->instead_until)
        return THERAPYCODE_IMPL_REACH_NONE;
    return match->start < walk->aim_until ? THERAPYCODE_IMPL_REACH_AIM : THERAPYCODE_IMPL_REACH_FULL;
}
