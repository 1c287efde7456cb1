/*
 * Cues that say nothing of what stands around them: of words of their own behind a comma, of what this visit is
 * compared with, of what a treatment is for, of what comes next.
 */
#include <string.h>

#include "base/text.h"
#include "note/context.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

/*
 * "STM 8 min, redness none", "TE 15 min, AD not used": behind the comma stands a word of its own that there was none
 * of, and nothing that is done.
 */
static int is_of_own_word(const struct therapycode_impl_statement *statement, const struct therapycode_impl_match *row,
                          int32_t index, const char *data)
{
    static const char absences[] = " none nil absent negative assessed tested needed required used utilized ";
    static const char bare[] = " was were is it this that these they all both also but today still so and ";
    int32_t at = row->end, words = 0, start;
    at = therapycode_impl_word_start(data, row->start, at);
    if (!therapycode_impl_is_listed(absences, data + at, (size_t)(row->end - at)))
        return 0;
    for (at = row->start; at > statement->start && data[at - 1] != ','; at = start - (start == at)) {
        start = therapycode_impl_word_start(data, statement->start, at);
        words += start < at && !therapycode_impl_is_listed(bare, data + start, (size_t)(at - start));
    }
    for (index--; index >= statement->match_first && row[-1].start > at; index--, row--)
        if (therapycode_impl_is_opening(row[-1].cue))
            return 0;
    return at > statement->start && words > 0;
}

/*
 * "Walked 150 ft with a cane, improved from 100 ft last session": behind the comma this visit is compared with another.
 */
static int is_compared(const struct therapycode_impl_statement *statement, const struct therapycode_impl_match *row,
                       const char *data)
{
    static const char words[] = " from than vs versus over compared ";
    int32_t at = row->start;
    while (at > statement->start && data[at - 1] != ',' && data[at - 1] != '(')
        at--;
    return at > statement->start && therapycode_impl_has_listed(data, at, row->start, words);
}

/* "Progressed from last session", "resumed after last week's flare", "than last visit": the word before the cue. */
static int is_measured_from(const struct therapycode_impl_statement *statement,
                            const struct therapycode_impl_match *row, const char *data)
{
    static const char words[] = " from since than after over versus vs repeated continued ";
    static const char own[] = " the her his their pt patient s ";
    int32_t i, start, at = row->start;
    for (i = 0; i < 2; i++) {
        while (at > statement->start && data[at - 1] == ' ')
            at--;
        start = therapycode_impl_word_start(data, statement->start, at);
        if (therapycode_impl_is_listed(words, data + start, (size_t)(at - start)))
            return start > statement->start;
        if (!therapycode_impl_is_listed(own, data + start, (size_t)(at - start)))
            return 0;
        at = start;
    }
    return 0;
}

/* "Lifting practice in preparation for return to work next month": an aim stands between what is done and the cue. */
static int is_of_aim(const struct therapycode_impl_statement *statement, const struct therapycode_impl_match *row,
                     int32_t index)
{
    int aimed = 0;
    for (index--, row--; index >= statement->match_first; index--, row--) {
        if (aimed && therapycode_impl_is_opening(row->cue))
            return 1;
        aimed |= row->cue == CUE(AIM);
    }
    return 0;
}

/* "Initiated band rows today, will progress next visit": what comes next stands in a clause of its own. */
static int is_of_next_visit(const struct therapycode_impl_statement *statement,
                            const struct therapycode_impl_match *row, int32_t index, const char *data)
{
    static const char next[] = " will plan to ";
    int32_t at = row->end, end;
    int done = 0;
    while (at > statement->start && data[at - 1] != ',')
        at--;
    if (at == statement->start || data[at] != ' ')
        return 0;
    at++;
    end = therapycode_impl_word_end(data, at, statement->end);
    if (!therapycode_impl_is_listed(next, data + at, (size_t)(end - at)))
        return 0;
    for (index--, row--; index >= statement->match_first; index--, row--) {
        if (row->start > at && therapycode_impl_is_opening(row->cue))
            return 0;
        done |= row->start < at && row->cue == CUE(PERFORMED);
    }
    return done || therapycode_impl_has_listed(data, statement->start, at, " today ");
}

int therapycode_impl_is_of_own_words(const struct therapycode_impl_statement *statement,
                                     const struct therapycode_impl_match *row, int32_t index, const char *data)
{
    switch (row->cue) {
    case CUE(NEGATION_AFTER):
        return is_of_own_word(statement, row, index, data);
    case CUE(HISTORICAL):
    case CUE(HISTORICAL_BEFORE):
        return is_compared(statement, row, data) || is_measured_from(statement, row, data);
    case CUE(PLANNED):
    case CUE(PLANNED_BEFORE):
        return is_of_aim(statement, row, index) || is_of_next_visit(statement, row, index, data);
    default:
        return 0;
    }
}

/*
 * Where the clause begins that holds a place, behind a comma, a colon or a semicolon; the statement's start where there
 * is none.
 */
static int32_t clause_of(const char *data, int32_t start, int32_t at)
{
    while (at > start && (data[at - 1] == '\0' || strchr(",;:", data[at - 1]) == NULL))
        at--;
    while (data[at] == ' ')
        at++;
    return at;
}

static int begins_with(const char *data, int32_t at, int32_t end, const char *list)
{
    return therapycode_impl_is_listed(list, data + at, (size_t)(therapycode_impl_word_end(data, at, end) - at));
}

/* "S/p stroke in March, ...": what somebody has or had, up to the comma; "last week, ..." is when the rest was. */
static int is_of_illness(const char *data, const struct therapycode_impl_match *cue)
{
    static const char *const words[] = { "s/p", "status", "history of", "hx of", "h/o" };
    size_t i, length;
    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        length = strlen(words[i]);
        if ((size_t)(cue->end - cue->start) >= length && (data[cue->start] | 0x20) == words[i][0] &&
            memcmp(data + cue->start + 1, words[i] + 1, length - 1) == 0)
            return 1;
    }
    return 0;
}

/*
 * "The wife followed with the chair while he walked", "with an aide for lines, pt transferred": somebody else did only
 * the first.
 */
static int is_of_patient_again(const char *data, const struct therapycode_impl_match *cue, int32_t clause, int32_t at)
{
    static const char persons[] = " pt patient resident client he she ",
                      says[] = " reports reported states stated says said told ";
    int32_t i;
    if (therapycode_impl_has_listed(data, cue->start, at, says))
        return 0;
    if (clause > cue->end && begins_with(data, clause, at, persons))
        return 1;
    for (i = cue->end; i + 7 < at; i++)
        if (memcmp(data + i, " while ", 7) == 0)
            return begins_with(data, i + 7, at, persons);
    return 0;
}

uint32_t therapycode_impl_ended_by(const struct therapycode_impl_reader *r,
                                   const struct therapycode_impl_statement *statement,
                                   const struct therapycode_impl_force *force, const struct therapycode_impl_match *m)
{
    static const char now[] = " today now ", done[] = " done performed completed did used worked ";
    const struct therapycode_impl_match *all = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data, *cue;
    int32_t clause = clause_of(r->data, statement->start, m->start);
    uint32_t ended = 0;
    cue = &all[force->cue[THERAPYCODE_HISTORICAL]];
    if ((force->bits & BIT(THERAPYCODE_HISTORICAL)) && clause > cue->end &&
        (begins_with(r->data, clause, m->start, now) || is_of_illness(r->data, cue)))
        ended |= BIT(THERAPYCODE_HISTORICAL); /* "previously max A, today rolled" */
    cue = &all[force->cue[THERAPYCODE_HYPOTHETICAL]];
    if ((force->bits & BIT(THERAPYCODE_HYPOTHETICAL)) && clause > cue->end && m->cue == CUE(PERFORMED) &&
        m->start == clause)
        ended |= BIT(THERAPYCODE_HYPOTHETICAL); /* "may be able to do it at home, practiced 3 times" */
    cue = &all[force->cue[THERAPYCODE_OTHER_PERSON]];
    if ((force->bits & BIT(THERAPYCODE_OTHER_PERSON)) && is_of_patient_again(r->data, cue, clause, m->start))
        ended |= BIT(THERAPYCODE_OTHER_PERSON);
    cue = &all[force->cue[THERAPYCODE_DEFERRED]];
    if ((force->bits & BIT(THERAPYCODE_DEFERRED)) && cue->end < m->start &&
        therapycode_impl_has_listed(r->data, cue->end, m->start, " so ") &&
        therapycode_impl_has_listed(r->data, m->start, statement->end, done))
        ended |= BIT(THERAPYCODE_DEFERRED); /* "did not tolerate prone so bridging was done in standing" */
    return ended;
}
