/*
 * Cues that say nothing of what stands around them: of words of their own behind a comma, of what this visit is compared
 * with, of what a treatment is for, of what comes next.
 */
#include "base/text.h"
#include "note/context.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

/*
 * "STM 8 min, redness none", "TE 15 min, AD not used": behind the comma stands a word of its own that there was none of, and
 * nothing that is done.
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

/* "Walked 150 ft with a cane, improved from 100 ft last session": behind the comma this visit is compared with another. */
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
static int is_measured_from(const struct therapycode_impl_statement *statement, const struct therapycode_impl_match *row,
                            const char *data)
{
    static const char words[] = " from since than after over versus vs ";
    static const char own[] = " the her his their pt patient s ";
    int32_t i, start, at = row->start;
    for (i = 0; i < 2; i++) {
        while (at > statement->start && data[at - 1] == ' ')
            at--;
        for (start = at; start > statement->start && therapycode_impl_is_letter(data[start - 1]); start--) {
        }
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
static int is_of_next_visit(const struct therapycode_impl_statement *statement, const struct therapycode_impl_match *row,
                            int32_t index, const char *data)
{
    static const char next[] = " will plan to ";
    int32_t at = row->end, end;
    int done = 0;
    while (at > statement->start && data[at - 1] != ',')
        at--;
    if (at == statement->start || data[at] != ' ')
        return 0;
    for (end = ++at; end < statement->end && therapycode_impl_is_letter(data[end]); end++) {
    }
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

/* "Previously max A, today rolled", "did not tolerate prone so bridging was done in standing" */
uint32_t therapycode_impl_ended_by(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement,
                                   const struct therapycode_impl_force *force, int32_t at)
{
    static const char now[] = " today now ", done[] = " done performed completed did used worked ";
    const struct therapycode_impl_match *all = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    uint32_t ended = 0;
    int32_t cue;
    if (force->bits & BIT(THERAPYCODE_HISTORICAL)) {
        for (cue = at; cue > statement->start && r->data[cue - 1] != ','; cue--) {
        }
        if (cue > statement->start && cue > all[force->cue[THERAPYCODE_HISTORICAL]].end &&
            therapycode_impl_has_listed(r->data, cue, cue + 6 < at ? cue + 6 : at, now))
            ended |= BIT(THERAPYCODE_HISTORICAL);
    }
    cue = all[force->cue[THERAPYCODE_DEFERRED]].end;
    if ((force->bits & BIT(THERAPYCODE_DEFERRED)) && cue < at && therapycode_impl_has_listed(r->data, cue, at, " so ") &&
        therapycode_impl_has_listed(r->data, at, statement->end, done))
        ended |= BIT(THERAPYCODE_DEFERRED);
    return ended;
}
