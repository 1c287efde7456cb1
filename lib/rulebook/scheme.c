#include "rulebook/scheme.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/sized.h"
#include "base/text.h"
#include "rulebook/engine.h"

static int32_t slot_of(const struct therapycode_engine *engine, const char code[8])
{
    size_t at = therapycode_impl_code_first(engine, therapycode_impl_code_key(code));
    return at == SIZE_MAX ? THERAPYCODE_NONE : (int32_t)at;
}

static void *take(struct therapycode_engine *engine, size_t count, size_t row_size)
{
    size_t bytes;
    if (!therapycode_impl_multiply_size(count > 0 ? count : 1, row_size, &bytes))
        return NULL;
    return therapycode_impl_arena_take(&engine->arena, bytes);
}

/* A phrase of the caller's own with a code that no table holds: `left` rows of words from the last one. */
static therapycode_status fail_of_code(const struct therapycode_rulebook *rulebook, size_t left,
                                       struct therapycode_error *error)
{
    size_t index = rulebook->places.count - left;
    const struct therapycode_impl_loaded_at *place = (const void *)rulebook->places.data;
    place += index;
    return therapycode_impl_fail(error, THERAPYCODE_E_CONFLICT, "lexicon.code", (int32_t)index, place->load,
                                 place->offset, place->line);
}

/*
 * A cue of the caller's own without a weight counts fully. A built-in phrase whose code the caller's table of codes
 * has not says nothing; a phrase of the caller's own with such a code is an error, for it could never count.
 */
static therapycode_status lay_out_voices(struct therapycode_engine *engine, struct therapycode_error *error)
{
    const struct therapycode_impl_rows *rows = &engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_LEXICON];
    const struct therapycode_impl_lexicon_row *from = (const void *)rows->data;
    struct therapycode_impl_vocabulary_phrase *voices = engine->vocabulary.phrases;
    size_t i;
    for (i = 0; i < rows->count; i++) {
        voices[i].slot = THERAPYCODE_NONE;
        voices[i].weight = (int16_t)from[i].weight;
        if (from[i].cue == THERAPYCODE_IMPL_CUE_UNNAMED)
            engine->vocabulary.unnamed = (uint32_t)i;
        if (from[i].code[0] == '\0') {
            voices[i].weight = from[i].weight == 0 ? 100 : (int16_t)from[i].weight;
            continue;
        }
        voices[i].slot = i > 0 && memcmp(from[i].code, from[i - 1].code, sizeof from[i].code) == 0
                             ? voices[i - 1].slot
                             : slot_of(engine, from[i].code); /* rows of a code mostly stand together */
        if (voices[i].slot == THERAPYCODE_NONE && from[i].phrase >= therapycode_impl_pool_size)
            return fail_of_code(engine->rulebook, rows->count - i, error);
        if (voices[i].slot == THERAPYCODE_NONE)
            voices[i].weight = 0;
    }
    return THERAPYCODE_OK;
}

static therapycode_status lay_out_effects(struct therapycode_engine *engine)
{
    const struct therapycode_impl_rows *rows = &engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_SCHEME];
    const struct therapycode_impl_scheme_row *from = (const void *)rows->data;
    struct therapycode_impl_scheme *scheme = &engine->scheme;
    uint32_t used = 0;
    int32_t cue;
    size_t i;
    scheme->effects = take(engine, rows->count, sizeof *scheme->effects);
    if (scheme->effects == NULL)
        return THERAPYCODE_E_NOMEM;
    for (cue = 0; cue < THERAPYCODE_IMPL_CUES; cue++) {
        scheme->effect_first[cue] = used;
        for (i = 0; i < rows->count; i++) {
            struct therapycode_impl_effect *effect = &scheme->effects[used];
            int32_t slot = from[i].code[0] == '\0' ? (int32_t)engine->code_count : slot_of(engine, from[i].code);
            if (from[i].cue != cue || slot == THERAPYCODE_NONE)
                continue;
            effect->slot = slot;
            effect->weight = from[i].weight;
            effect->opens = from[i].opens == THERAPYCODE_YES;
            used++;
        }
    }
    scheme->effect_first[THERAPYCODE_IMPL_CUES] = used;
    return THERAPYCODE_OK;
}

static therapycode_status lay_out_add_ons(struct therapycode_engine *engine)
{
    int32_t *add_on = take(engine, engine->code_count, sizeof *add_on);
    size_t i;
    if (add_on == NULL)
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < engine->code_count; i++)
        add_on[i] = THERAPYCODE_NONE;
    for (i = 0; i < engine->code_count; i++)
        if (engine->codes[i].add_on_to != THERAPYCODE_NONE)
            add_on[engine->codes[i].add_on_to] = slot_of(engine, engine->codes[i].code);
    engine->scheme.add_on = add_on;
    return THERAPYCODE_OK;
}

static therapycode_status lay_out_near(struct therapycode_engine *engine)
{
    const struct therapycode_impl_rows *rows = &engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_NEAR];
    const struct therapycode_impl_near_row *from = (const void *)rows->data;
    size_t count = engine->code_count * THERAPYCODE_IMPL_NEAR_MOST, i, k;
    struct therapycode_impl_near *near = take(engine, count, sizeof *near), *to;
    if (near == NULL)
        return THERAPYCODE_E_NOMEM;
    memset(near, 0, count * sizeof *near);
    for (i = 0; i < count; i++)
        near[i].slot = THERAPYCODE_NONE;
    for (i = 0; i < rows->count; i++) {
        int32_t code = slot_of(engine, from[i].code), other = slot_of(engine, from[i].near);
        if (code == THERAPYCODE_NONE || other == THERAPYCODE_NONE)
            continue;
        to = near + (size_t)code * THERAPYCODE_IMPL_NEAR_MOST;
        for (k = 0; k < THERAPYCODE_IMPL_NEAR_MOST && to[k].slot != THERAPYCODE_NONE; k++)
            ;
        if (k == THERAPYCODE_IMPL_NEAR_MOST)
            continue;
        to[k].slot = other;
        to[k].nearness[THERAPYCODE_IMPL_DISCIPLINES_PT] = from[i].pt;
        to[k].nearness[THERAPYCODE_IMPL_DISCIPLINES_OT] = from[i].ot;
        to[k].nearness[THERAPYCODE_IMPL_DISCIPLINES_SLP] = from[i].slp;
    }
    engine->scheme.near = near;
    return THERAPYCODE_OK;
}

const struct therapycode_impl_reasons_row *therapycode_impl_reason(const struct therapycode_engine *engine,
                                                                   const char code[8], const char other[8])
{
    /* the last row that does not stand behind the codes, halved without a choice that nobody foretells */
    const struct therapycode_impl_reasons_row *rows = engine->scheme.reasons;
    uint64_t first = therapycode_impl_code_key(code), second = therapycode_impl_code_key(other);
    size_t at = 0, count = engine->scheme.reason_count, half;
    for (; count > 1; count -= half) {
        const struct therapycode_impl_reasons_row *row = &rows[at + (half = count / 2)];
        uint64_t key = therapycode_impl_code_key(row->code);
        at += half * (size_t)((key < first) | ((key == first) & (therapycode_impl_code_key(row->other) <= second)));
    }
    return count == 1 && memcmp(rows[at].code, code, 8) == 0 && memcmp(rows[at].other, other, 8) == 0 ? &rows[at]
                                                                                                      : NULL;
}

int32_t therapycode_impl_confidence(const struct therapycode_engine *engine, int32_t margin)
{
    const struct therapycode_impl_scheme *scheme = &engine->scheme;
    int32_t answer = 0;
    size_t i;
    for (i = 0; i < scheme->step_count && scheme->steps[i].margin <= margin; i++)
        answer = scheme->steps[i].confidence;
    return answer;
}

therapycode_status therapycode_impl_scheme_compile(struct therapycode_engine *engine, struct therapycode_error *error)
{
    const struct therapycode_impl_rows *tables = engine->rulebook->tables;
    struct therapycode_impl_scheme *scheme = &engine->scheme;
    therapycode_status status = lay_out_voices(engine, error);
    if (status == THERAPYCODE_OK)
        status = lay_out_effects(engine);
    if (status == THERAPYCODE_OK)
        status = lay_out_add_ons(engine);
    if (status == THERAPYCODE_OK)
        status = lay_out_near(engine);
    if (status != THERAPYCODE_OK)
        return status;
    scheme->reasons = (const void *)tables[THERAPYCODE_IMPL_TABLE_REASONS].data;
    scheme->reason_count = tables[THERAPYCODE_IMPL_TABLE_REASONS].count;
    scheme->steps = (const void *)tables[THERAPYCODE_IMPL_TABLE_CONFIDENCE].data;
    scheme->step_count = tables[THERAPYCODE_IMPL_TABLE_CONFIDENCE].count;
    scheme->unattended = slot_of(engine, "G0283\0\0");
    scheme->unattended_other = slot_of(engine, "97014\0\0");
    return THERAPYCODE_OK;
}
