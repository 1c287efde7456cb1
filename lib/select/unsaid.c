/*
 * Times that other words of the note take back: "TE 15 min, MT 15 min. MT not done", "Pt left early, only TE
 * completed".
 */
#include "base/text.h"
#include "select/joining.h"

static const char done[] =
    " completed complete done did performed perform tolerated tolerate given provided received got ";

/* The word from a place on, over spaces: where it ends; `start` becomes where it begins. */
static int32_t word_behind(const char *data, int32_t at, int32_t end, int32_t *start)
{
    while (at < end && data[at] == ' ')
        at++;
    *start = at;
    at = therapycode_impl_word_end(data, at, end);
    return at;
}

/*
 * Nothing follows in the clause, or words that tell why, when or that it was (not) given: "MT today", not "manual
 * cues".
 */
static int is_name_alone(const char *data, int32_t at, int32_t end)
{
    static const char words[] = " today this due secondary as per d was were not held deferred declined refused "
                                "skipped omitted able because since "
                                "only completed done performed tolerated given provided received could unable pt and ";
    int32_t start, next = word_behind(data, at, end, &start);
    if (next == start)
        return start >= end || THERAPYCODE_IMPL_AMONG(".,;)-|\r\n", data[start]);
    return therapycode_impl_is_listed(words, data + start, (size_t)(next - start));
}

/* Whether all words between two places are in a list. */
static int are_listed(const char *data, int32_t at, int32_t end, const char *list)
{
    int32_t start, next;
    for (; (next = word_behind(data, at, end, &start)) > start; at = next)
        if (!therapycode_impl_is_listed(list, data + start, (size_t)(next - start)))
            return 0;
    return start >= end;
}

/* "No MT today", "MT was not done", "unable to get to MT": the words of a denial stand right beside the name. */
static int is_denied(const char *data, const struct therapycode_impl_statement *s,
                     const struct therapycode_impl_match *m)
{
    static const char before[] = " get to complete completed perform do any the time for able start begin tolerate ";
    static const char behind[] = " was were is been today ";
    static const char others[] = " last previous prior yesterday initially first until ";
    if ((s->context != THERAPYCODE_NEGATED && s->context != THERAPYCODE_DEFERRED) || m->context != s->context ||
        s->cue_end == 0 || therapycode_impl_has_listed(data, s->start, s->end, others))
        return 0;
    if (s->cue_start >= m->end)
        return are_listed(data, m->end, s->cue_start, behind);
    return s->cue_end <= m->start && are_listed(data, s->cue_end, m->start, before) &&
           is_name_alone(data, m->end, s->end);
}

/* "Only TE completed", "completed TE only", "TE only today": nothing else was. */
static int is_only(const char *data, const struct therapycode_impl_statement *s, const struct therapycode_impl_match *m)
{
    static const char before[] =
        " only completed complete did performed perform done received tolerated tolerate got to able ";
    static const char now[] = " today this due secondary ";
    int32_t at = m->end, start, next;
    if (therapycode_impl_listed_before(data, s->start, m->start, " ", before) && is_name_alone(data, m->end, s->end)) {
        int32_t from = m->start > s->start + 24 ? m->start - 24 : s->start;
        if (therapycode_impl_has_listed(data, from, m->start, " only "))
            return therapycode_impl_has_listed(data, from, s->end, done);
    }
    next = word_behind(data, at, s->end, &start);
    if (!therapycode_impl_is_listed(" only ", data + start, (size_t)(next - start)))
        return 0;
    if (therapycode_impl_listed_before(data, s->start, m->start, " ", done))
        return 1;
    next = word_behind(data, next, s->end, &start);
    return therapycode_impl_is_listed(now, data + start, (size_t)(next - start)) ||
           therapycode_impl_is_listed(done, data + start, (size_t)(next - start));
}

/* A time stands with the name itself. */
static int is_timed(const struct therapycode_impl_joining *j, const struct therapycode_impl_statement *s,
                    const struct therapycode_impl_match *m)
{
    enum { NEAR = 5 };
    const struct therapycode_impl_minutes *rows = minutes_of(j);
    int32_t i;
    for (i = s->minutes_first; i < s->minutes_first + s->minutes_count; i++)
        if ((rows[i].start >= m->end && rows[i].start - m->end <= NEAR) ||
            (rows[i].end <= m->start && m->start - rows[i].end <= NEAR))
            return 1;
    return 0;
}

/* Takes out the times of a code, or of another one, before a place, and says so; 1: of some. */
static int take_out(struct therapycode_impl_joining *j, int32_t slot, int others,
                    const struct therapycode_impl_match *m)
{
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, sum = THERAPYCODE_NONE, found = THERAPYCODE_NONE;
    for (i = 0; i < j->pieces->count; i++) {
        if (all[i].slot == THERAPYCODE_NONE || all[i].minutes == THERAPYCODE_NONE || all[i].start >= m->start ||
            (all[i].slot == slot) == others || (found != THERAPYCODE_NONE && all[i].slot != found) ||
            j->e->engine->codes[all[i].slot].timing != THERAPYCODE_TIMED)
            continue;
        found = all[i].slot;
        sum = add_minutes(sum, all[i].minutes);
        all[i].minutes = THERAPYCODE_NONE;
    }
    if (found == THERAPYCODE_NONE)
        return 0;
    therapycode_impl_show(j->e, THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_UNSAID,
                                                      therapycode_impl_code_arg(j->e->engine->codes[found].code), sum),
                          THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, m->start, m->end);
    return 1;
}

void therapycode_impl_settle_unsaid(struct therapycode_impl_joining *j)
{
    enum { MOST = 4 };
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    const struct therapycode_impl_statement *s = (const void *)j->e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    int32_t i, k, slot, told = 0, count = therapycode_impl_count(j->e, THERAPYCODE_IMPL_STATEMENTS);
    for (i = 0; i < count && s[i].source == THERAPYCODE_FROM_NOTE; i++) {
        if (s[i].opening_count == 0 || therapycode_impl_is_told_elsewhere(&s[i]))
            continue;
        for (k = s[i].match_first; k < s[i].match_first + s[i].match_count && told < MOST; k++) {
            const struct therapycode_impl_match *m = &j->w->matches[k];
            if (!therapycode_impl_names_procedure(j->w, m) || is_timed(j, &s[i], m))
                continue;
            slot = j->w->voices[m->phrase].slot;
            if (is_denied(text->data, &s[i], m))
                told += take_out(j, slot, 0, m);
            else if (is_only(text->data, &s[i], m))
                told += take_out(j, slot, 1, m);
        }
    }
}
