/* Candidates and their evidence, written as rows. */
#include <string.h>

#include "select/pieces.h"

enum { EVIDENCE_MOST = 8, FACT_WEIGHT = 60 };

static const char none[8] = "";
static const char fewer_words[] = "Fewer words speak for it.";
static const char its_words[] = "The words name it.";
static const char as_well[] = "The words fit it about as well as another code.";
static const char no_service[] = "The words name it, but do not tell of a service in this visit.";
static const char stated_only[] = "The code was stated; the words speak for others.";
static const char stated_leads[] = "The code was stated; the words fit another one as well or better.";
static const char stated_other[] = "The words fit it as well or better, but another code was stated.";
static const char settled[] = "A heading or another place of the note names it.";
static const char stated_fact[] = "the code was stated";

static const char *text(const struct therapycode_evaluation *e, uint32_t offset)
{
    (void)e;
    return therapycode_impl_pool + offset; /* of a table that is never loaded */
}

/* The score that the words alone give a code. */
static int32_t score_in(const struct therapycode_impl_verdict *words, int32_t slot)
{
    int32_t i;
    for (i = 0; i < words->count; i++)
        if (words->ranked[i].slot == slot)
            return words->ranked[i].score;
    return 0;
}

static const char *reason_of(const struct therapycode_evaluation *e, const struct therapycode_impl_reasons_row *row,
                             const char *otherwise)
{
    return row != NULL ? text(e, row->text) : otherwise;
}

/*
 * Why a candidate leads or loses. The rows of the table compare what the words tell, so they hold only where the words
 * decide: not where the lead is none, nor where it is the stated code that turned it.
 */
static const char *reason_for(const struct therapycode_evaluation *e, const struct therapycode_impl_verdict *verdict,
                              const struct therapycode_impl_verdict *words, int32_t i)
{
    const struct therapycode_code *codes = e->engine->codes;
    int32_t slot = verdict->ranked[i].slot, leader = verdict->ranked[0].slot;
    const char *code = codes[slot].code;
    const struct therapycode_impl_reasons_row *row;
    if (leader != words->ranked[0].slot && (i == 0 || score_in(words, slot) >= score_in(words, leader)))
        return i == 0 ? stated_leads : stated_other;
    if (leader == words->ranked[0].slot && i == 0 && !words->service)
        return no_service;
    if (!words->determined && words->count > 1 && score_in(words, slot) > 0 &&
        score_in(words, leader) - score_in(words, slot) < THERAPYCODE_IMPL_MARGIN_ENOUGH && words->service)
        return as_well;
    if (i == 0)
        return reason_of(e, therapycode_impl_reason(e->engine, code, none), its_words);
    row = therapycode_impl_reason(e->engine, code, codes[leader].code);
    return reason_of(e, row != NULL ? row : therapycode_impl_reason(e->engine, code, code), fewer_words);
}

const char *therapycode_impl_question(const struct therapycode_evaluation *e,
                                      const struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_code *codes = e->engine->codes;
    const struct therapycode_impl_reasons_row *row = NULL;
    if (verdict->count >= 2)
        row = therapycode_impl_reason(e->engine, codes[verdict->ranked[0].slot].code,
                                      codes[verdict->ranked[1].slot].code);
    if (row != NULL && row->question != 0)
        return text(e, row->question);
    return verdict->count >= 2 ? "What was done, how, and what for?" : "What was done in this visit, and how?";
}

static void add_evidence(struct therapycode_evaluation *e, const struct therapycode_impl_match *m, int32_t weight,
                         int32_t first)
{
    const struct therapycode_impl_statement *s = therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, m->statement);
    int32_t i, source = s->source, index = s->index, count = therapycode_impl_count(e, THERAPYCODE_IMPL_EVIDENCE);
    struct therapycode_evidence *row = NULL;
    for (i = first; i < count; i++) { /* "TA" is a phrase in capitals and one in any case: the reader sees it once */
        row = therapycode_impl_row(e, THERAPYCODE_IMPL_EVIDENCE, i);
        if (row->source == source && row->index == index && row->start == m->start && row->end == m->end &&
            (row->weight > 0) == (weight > 0))
            break;
    }
    if (row == NULL || i == count)
        row = therapycode_impl_add_here(e, THERAPYCODE_IMPL_EVIDENCE, sizeof *row);
    else if ((weight > 0 ? weight : -weight) <= (row->weight > 0 ? row->weight : -row->weight))
        return;
    row->why = therapycode_impl_phrase_why(e->engine, m->phrase);
    row->source = source;
    row->index = index;
    row->start = m->start;
    row->end = m->end;
    row->weight = weight;
}

static void add_fact(struct therapycode_evaluation *e, int32_t activity)
{
    struct therapycode_evidence *row = therapycode_impl_add_here(e, THERAPYCODE_IMPL_EVIDENCE, sizeof *row);
    row->why = stated_fact;
    row->source = THERAPYCODE_FROM_FACT;
    row->index = activity;
    row->weight = FACT_WEIGHT;
}

/* The words that speak for or against a code: the first so many. */
static void emit_words(struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows,
                       int32_t slot)
{
    int32_t i, weight, first = therapycode_impl_count(w->e, THERAPYCODE_IMPL_EVIDENCE);
    for (i = rows->match_first; i < rows->match_end; i++) {
        const struct therapycode_impl_match *m = &w->matches[i];
        if (therapycode_impl_count(w->e, THERAPYCODE_IMPL_EVIDENCE) >= first + EVIDENCE_MOST)
            return;
        if ((w->reaches[i] != THERAPYCODE_IMPL_REACH_FULL) & (w->reaches[i] != THERAPYCODE_IMPL_REACH_AIM))
            continue;
        weight = therapycode_impl_weight_for(w, m, slot);
        if (weight != 0)
            add_evidence(w->e, m, weight, first);
    }
}

static int32_t share(const struct therapycode_impl_verdict *verdict, int32_t i)
{
    int32_t rest = 100 - verdict->confidence, sum = 0, k, mine;
    for (k = 1; k < verdict->count; k++)
        sum += verdict->ranked[k].score;
    mine = sum > 0 ? (int32_t)((int64_t)rest * verdict->ranked[i].score / sum) : 0;
    return mine < verdict->confidence ? mine : verdict->confidence;
}

static void add_candidate(struct therapycode_impl_weighing *w, int32_t reading, int32_t slot, int32_t confidence,
                          const char *reason, const struct therapycode_impl_piece_rows *rows, int stated)
{
    struct therapycode_evaluation *e = w->e;
    int32_t row = therapycode_impl_count(e, THERAPYCODE_IMPL_CANDIDATES);
    int32_t first = therapycode_impl_count(e, THERAPYCODE_IMPL_EVIDENCE), count;
    struct therapycode_candidate *candidate =
        therapycode_impl_add_here(e, THERAPYCODE_IMPL_CANDIDATES, sizeof *candidate);
    struct therapycode_reading *to = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, reading);
    memcpy(candidate->code, e->engine->codes[slot].code, 8);
    candidate->reason = reason;
    candidate->reading = reading;
    candidate->confidence = confidence;
    if (to->candidate_count == 0)
        to->candidate_first = row;
    to->candidate_count++;
    if (stated)
        add_fact(e, to->activity);
    emit_words(w, rows, slot);
    count = therapycode_impl_count(e, THERAPYCODE_IMPL_EVIDENCE) - first;
    candidate = therapycode_impl_row(e, THERAPYCODE_IMPL_CANDIDATES, row);
    candidate->evidence_first = first;
    candidate->evidence_count = count;
}

void therapycode_impl_emit_candidates(struct therapycode_impl_weighing *w, int32_t reading,
                                      const struct therapycode_impl_piece_rows *rows,
                                      const struct therapycode_impl_verdict *verdict,
                                      const struct therapycode_impl_verdict *words, int32_t stated)
{
    int32_t i;
    int has_stated = 0;
    if (verdict->count == 0)
        return;
    for (i = 0; i < verdict->count; i++) {
        int32_t slot = verdict->ranked[i].slot;
        int32_t confidence = i == 0 ? verdict->confidence : share(verdict, i);
        has_stated |= slot == stated;
        add_candidate(w, reading, slot, confidence, reason_for(w->e, verdict, words, i), rows, slot == stated);
    }
    if (stated != THERAPYCODE_NONE && !has_stated)
        add_candidate(w, reading, stated, 0, stated_only, rows, 1);
}

void therapycode_impl_lead_candidate(struct therapycode_evaluation *e, int32_t reading)
{
    const struct therapycode_reading *row = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, reading);
    struct therapycode_candidate *all = therapycode_impl_row(e, THERAPYCODE_IMPL_CANDIDATES, row->candidate_first),
                                 lead;
    int32_t confidence = therapycode_impl_confidence(e->engine, THERAPYCODE_IMPL_MARGIN_ENOUGH), sum = 0, i, at = 0;
    while (at < row->candidate_count && memcmp(all[at].code, row->code, 8) != 0)
        at++;
    if (at == 0 || at == row->candidate_count)
        return;
    lead = all[at];
    memmove(all + 1, all, (size_t)at * sizeof *all);
    all[0] = lead;
    all[0].reason = settled;
    all[0].confidence = confidence;
    for (i = 1; i < row->candidate_count; i++)
        sum += all[i].confidence;
    for (i = 1; i < row->candidate_count && sum > 0; i++)
        all[i].confidence = (int32_t)((int64_t)(100 - confidence) * all[i].confidence / sum);
}

void therapycode_impl_emit_stretches(struct therapycode_evaluation *e, const struct therapycode_impl_pieces *pieces)
{
    int32_t i;
    for (i = 0; i < pieces->count; i++) {
        const struct therapycode_impl_piece *piece = &pieces->all[i];
        const struct therapycode_impl_statement *last =
            therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, piece->last);
        struct therapycode_impl_place *place;
        if (piece->reading == THERAPYCODE_NONE)
            continue;
        place = therapycode_impl_add_raw(e, THERAPYCODE_IMPL_PLACES, sizeof *place);
        *place = (struct therapycode_impl_place){ piece->start, last->end, last->line, piece->reading };
    }
}
