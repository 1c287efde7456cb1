/* Candidates and their evidence, written as rows. */
#include <string.h>

#include "select/pieces.h"

enum { EVIDENCE_MOST = 8, FACT_WEIGHT = 60 };

static const char none[8] = "";
static const char fewer_words[] = "Fewer words speak for it.";
static const char its_words[] = "The words name it.";
static const char stated_only[] = "The code was stated; the words do not speak for it.";
static const char stated_fact[] = "the code was stated";

static const char *text(const struct therapycode_evaluation *e, uint32_t offset)
{
    (void)e;
    return therapycode_impl_pool + offset; /* of a table that is never loaded */
}

static const char *reason_for(const struct therapycode_evaluation *e, const char code[8], const char first[8],
                              int spoken_for)
{
    const struct therapycode_impl_reasons_row *row;
    if (memcmp(code, first, 8) == 0) {
        row = therapycode_impl_reason(e->engine, code, none);
        return row != NULL ? text(e, row->text) : its_words;
    }
    if (!spoken_for)
        return stated_only;
    row = therapycode_impl_reason(e->engine, code, first);
    if (row == NULL)
        row = therapycode_impl_reason(e->engine, code, code);
    return row != NULL ? text(e, row->text) : fewer_words;
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

static void add_evidence(struct therapycode_evaluation *e, const struct therapycode_impl_match *m, int32_t weight)
{
    const struct therapycode_impl_statement *s = therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, m->statement);
    int32_t source = s->source, index = s->index;
    struct therapycode_evidence *row = therapycode_impl_add_here(e, THERAPYCODE_IMPL_EVIDENCE, sizeof *row);
    row->why = e->engine->phrases[m->phrase].why;
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
    struct therapycode_impl_walk walk;
    int32_t i, left = EVIDENCE_MOST;
    therapycode_impl_walk_begin(&walk, w->e);
    for (i = rows->match_first; i < rows->match_end && left > 0; i++) {
        const struct therapycode_impl_match *m = &w->matches[i];
        int32_t weight, reach;
        if (!therapycode_impl_is_select_cue(m->cue))
            continue;
        reach = therapycode_impl_walk_step(&walk, m);
        if (reach == THERAPYCODE_IMPL_REACH_NONE || !therapycode_impl_is_performed(&walk, m))
            continue;
        weight = therapycode_impl_weight_for(w, m, slot);
        if (weight == 0)
            continue;
        add_evidence(w->e, m, weight);
        left--;
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
                                      const struct therapycode_impl_verdict *verdict, int32_t stated)
{
    const struct therapycode_code *codes = w->e->engine->codes;
    const char *first;
    int32_t i;
    int has_stated = 0;
    if (verdict->count == 0)
        return;
    first = codes[verdict->ranked[0].slot].code;
    for (i = 0; i < verdict->count; i++) {
        int32_t slot = verdict->ranked[i].slot;
        int32_t confidence = i == 0 ? verdict->confidence : share(verdict, i);
        has_stated |= slot == stated;
        add_candidate(w, reading, slot, confidence, reason_for(w->e, codes[slot].code, first, 1), rows, slot == stated);
    }
    if (stated != THERAPYCODE_NONE && !has_stated)
        add_candidate(w, reading, stated, 0, reason_for(w->e, codes[stated].code, first, 0), rows, 1);
}
