/*
 * libFuzzer: any bytes as a note. Bytes that are no UTF-8 are refused by the session; the reader must survive them all
 * the same, so it is also handed them past that check. What it makes of them must hold together.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "evaluation.h"
#include "note/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct therapycode_engine *engine;
static struct therapycode_evaluation *evaluation;

static void must(int good)
{
    if (!good)
        abort();
}

/* Statements in order and inside the text, matches and numbers inside their statements. */
static void check_rows(size_t size)
{
    int32_t i, k, previous = 0;
    for (i = 0; i < therapycode_impl_count(evaluation, THERAPYCODE_IMPL_STATEMENTS); i++) {
        const struct therapycode_impl_statement *s = therapycode_impl_row(evaluation, THERAPYCODE_IMPL_STATEMENTS, i);
        must(s->start >= previous && s->end > s->start && (size_t)s->end <= size);
        must(s->context >= THERAPYCODE_PERFORMED && s->context <= THERAPYCODE_EDUCATION_ONLY);
        must(s->cue_start >= 0 && s->cue_start <= s->cue_end && (size_t)s->cue_end <= size);
        previous = s->end;
        for (k = s->match_first; k < s->match_first + s->match_count; k++) {
            const struct therapycode_impl_match *m = therapycode_impl_row(evaluation, THERAPYCODE_IMPL_MATCHES, k);
            must(m->statement == i && m->start >= s->start && m->start < m->end && m->end <= s->end);
        }
        for (k = s->number_first; k < s->number_first + s->number_count; k++) {
            const struct therapycode_impl_number *n = therapycode_impl_row(evaluation, THERAPYCODE_IMPL_NUMBERS, k);
            must(n->statement == i && n->start >= s->start && n->start < n->end && n->end <= s->end);
        }
        for (k = s->minutes_first; k < s->minutes_first + s->minutes_count; k++) {
            const struct therapycode_impl_minutes *m = therapycode_impl_row(evaluation, THERAPYCODE_IMPL_MINUTES, k);
            must(m->statement == i && m->minutes > 0 && m->minutes <= 1440 && m->start >= s->start);
            must(m->start < m->end && (size_t)m->end <= size);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    char *text = malloc(size + (size == 0)); /* a block of its own, so that reading past its end is seen */
    if (engine == NULL) {
        must(therapycode_engine_new(NULL, &engine, NULL) == THERAPYCODE_OK);
        must(therapycode_evaluation_new(NULL, &evaluation) == THERAPYCODE_OK);
    }
    must(text != NULL);
    if (size > 0)
        memcpy(text, data, size);
    session.note.data = text;
    session.note.length = size;
    session.date_of_service = 20260302;
    session.discipline = size % 3 == 0 ? THERAPYCODE_PT : size % 3 == 1 ? THERAPYCODE_OT : THERAPYCODE_SLP;
    if (therapycode_evaluate(engine, &session, evaluation, NULL) == THERAPYCODE_OK)
        check_rows(size);
    therapycode_impl_begin(evaluation, engine);
    evaluation->session = session;
    therapycode_impl_note_read(evaluation);
    check_rows(size);
    free(text);
    return 0;
}
