/* The rows of phrases for the caller: a megabyte that few ask for, so it is written when the first of them is. */
#include <string.h>

#include "base/checked.h"
#include "rulebook/engine.h"

enum { NOT_WRITTEN, BEING_WRITTEN, WRITTEN };

therapycode_status therapycode_impl_phrases_begin(struct therapycode_engine *engine)
{
    const struct therapycode_impl_rows *rows = &engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_LEXICON];
    size_t bytes;
    engine->phrases = (const void *)rows->data;
    engine->phrase_count = rows->count;
    engine->shown = therapycode_impl_arena_take(&engine->arena, sizeof *engine->shown);
    if (engine->shown == NULL || !therapycode_impl_multiply_size(rows->count + 1, sizeof *engine->shown->rows, &bytes))
        return THERAPYCODE_E_NOMEM;
    atomic_init(&engine->shown->state, NOT_WRITTEN);
    engine->shown->rows = therapycode_impl_arena_take(&engine->arena, bytes);
    return engine->shown->rows == NULL ? THERAPYCODE_E_NOMEM : THERAPYCODE_OK;
}

/* The column of a table, to show its words by. */
static const struct therapycode_impl_column *column_of(int table, const char *name)
{
    const struct therapycode_impl_column *column =
        &therapycode_impl_columns[therapycode_impl_tables[table].column_first];
    while (strcmp(therapycode_impl_pool + column->name, name) != 0)
        column++;
    return column;
}

/* The word that a column holds; they count from 1. */
static const char *column_word(const struct therapycode_impl_column *column, int32_t word)
{
    if (word < 1 || (uint32_t)word > column->word_count)
        return "";
    return therapycode_impl_pool + therapycode_impl_words[column->word_first + (uint32_t)word - 1];
}

static void write_phrases(const struct therapycode_engine *engine, struct therapycode_phrase *to)
{
    const struct therapycode_impl_lexicon_row *from = engine->phrases;
    const struct therapycode_impl_column *cues = column_of(THERAPYCODE_IMPL_TABLE_LEXICON, "cue");
    size_t i;
    for (i = 0; i < engine->phrase_count; i++) {
        to[i].size = sizeof to[i];
        to[i].phrase = therapycode_impl_phrase_text(engine, (int32_t)i);
        memcpy(to[i].code, from[i].code, 8);
        to[i].cue = column_word(cues, from[i].cue);
        to[i].why = therapycode_impl_phrase_why(engine, (int32_t)i);
        to[i].weight = from[i].weight;
        to[i].reserved = 0;
    }
}

const struct therapycode_phrase *therapycode_engine_phrase(const struct therapycode_engine *engine, size_t index)
{
    struct therapycode_impl_shown *shown;
    int state = NOT_WRITTEN;
    if (engine == NULL || index >= engine->phrase_count)
        return NULL;
    shown = engine->shown;
    if (atomic_load_explicit(&shown->state, memory_order_acquire) == WRITTEN)
        return &shown->rows[index];
    if (atomic_compare_exchange_strong(&shown->state, &state, BEING_WRITTEN)) {
        write_phrases(engine, shown->rows);
        atomic_store_explicit(&shown->state, WRITTEN, memory_order_release);
    }
    while (atomic_load_explicit(&shown->state, memory_order_acquire) != WRITTEN)
        continue; /* another thread is at it, for less than a millisecond */
    return &shown->rows[index];
}
