#include "rulebook/entries.h"

#include <string.h>

#include "base/checked.h"
#include "rulebook/engine.h"
#include "rulebook/forms.h"
#include "rulebook/spelling.inc"

enum { FIRST_ENTRIES = 4096 };

uint32_t therapycode_impl_entry_of(const struct therapycode_impl_vocabulary *v, const char *text)
{
    struct therapycode_impl_word word;
    return therapycode_impl_next_word(text, strlen(text), 0, &word) ? therapycode_impl_find_entry(v, &word) : 0;
}

/* Slot of a word: taken by it, or free. */
static uint32_t slot_of(const struct therapycode_impl_vocabulary *v, uint64_t key)
{
    uint32_t slot = therapycode_impl_entry_slot(v, key);
    while (v->entries[slot].stem != 0 && v->entries[slot].key != key)
        slot = (slot + 1) & v->entry_mask;
    return slot;
}

static int grow(struct therapycode_engine *engine)
{
    struct therapycode_impl_vocabulary *v = &engine->vocabulary;
    const struct therapycode_impl_entry *old = v->entries;
    uint32_t i, count = v->entries == NULL ? 0 : v->entry_mask + 1;
    uint32_t wanted = count == 0 ? FIRST_ENTRIES : count * 2;
    size_t bytes;
    while (count == 0 && wanted < engine->phrase_count * 2 && wanted < UINT32_C(1) << 30)
        wanted *= 2; /* a guess that is right for the built-in phrases */
    if (count >= UINT32_C(1) << 30 || !therapycode_impl_multiply_size(wanted, sizeof *v->entries, &bytes))
        return 0;
    v->entries = therapycode_impl_arena_take(&engine->arena, bytes);
    if (v->entries == NULL)
        return 0;
    v->entry_mask = wanted - 1;
    memset(v->entries, 0, bytes);
    for (i = 0; i < count; i++)
        if (old[i].stem != 0)
            v->entries[slot_of(v, old[i].key)] = old[i];
    return 1;
}

/* Keeps the lists of a word; 0 when there is no memory. */
static uint32_t add_lists(struct therapycode_impl_entering *e, uint64_t lists)
{
    uint64_t *row = therapycode_impl_rows_add(&e->lists, &e->engine->allocator);
    if (row == NULL)
        return 0;
    *row = lists;
    return (uint32_t)e->lists.count - 1;
}

int therapycode_impl_enter_begin(struct therapycode_impl_entering *e, struct therapycode_engine *engine)
{
    e->engine = engine;
    e->lists.row_size = sizeof(uint64_t);
    add_lists(e, 0); /* IS_FORM */
    return add_lists(e, 0) == THERAPYCODE_IMPL_HAS_FORMS && grow(engine);
}

/* The entry of a word, which is made with `stem` if it is new; NULL when there is no memory. */
static struct therapycode_impl_entry *enter(struct therapycode_engine *engine, uint64_t key, uint32_t stem)
{
    struct therapycode_impl_vocabulary *v = &engine->vocabulary;
    struct therapycode_impl_entry *entry;
    if (v->entry_count > v->entry_mask / 4 * 3 && !grow(engine))
        return NULL;
    entry = &v->entries[slot_of(v, key)];
    if (entry->stem == 0) {
        entry->key = key;
        entry->stem = stem;
        v->entry_count++;
    }
    return entry;
}

uint32_t therapycode_impl_enter_word(struct therapycode_impl_entering *e, const char *text,
                                     const struct therapycode_impl_word *word)
{
    struct therapycode_impl_vocabulary *v = &e->engine->vocabulary;
    struct therapycode_impl_forms forms;
    struct therapycode_impl_entry *made;
    char folded[THERAPYCODE_IMPL_WORD_MAX + 1];
    size_t length, i;
    uint64_t lists;
    uint32_t stem, entry = therapycode_impl_find_entry(v, word);
    if (entry != 0 && v->entries[entry - 1].sense != THERAPYCODE_IMPL_IS_FORM)
        return v->entries[entry - 1].stem;
    made = enter(e->engine, word->key, v->stem_count + 1);
    if (made == NULL)
        return 0;
    stem = made->stem;
    lists = therapycode_impl_lists_in(text, word);
    made->sense = lists == 0 ? THERAPYCODE_IMPL_HAS_FORMS : add_lists(e, lists);
    if (made->sense == THERAPYCODE_IMPL_IS_FORM)
        return 0;
    if (stem > v->stem_count)
        v->stem_count = stem;
    if (word->key >> 63) {
        length = therapycode_impl_fold_word(text + word->start, word->end - word->start, folded);
    } else { /* the key is the word */
        length = word->length;
        for (i = 0; i < sizeof word->key; i++)
            folded[i] = (char)(word->key >> (8 * i) & 0xFF);
    }
    therapycode_impl_forms_of(folded, length, &forms);
    for (i = 1; i < forms.count; i++)
        if (enter(e->engine, forms.key[i], stem) == NULL)
            return 0;
    return stem;
}

static int enter_misspelled(struct therapycode_engine *engine)
{
    const struct therapycode_impl_vocabulary *v = &engine->vocabulary;
    size_t i;
    for (i = 0; i < sizeof spelling / sizeof spelling[0]; i++) {
        uint32_t meant = therapycode_impl_entry_of(v, spelling[i][1]);
        if (meant != 0 && enter(engine, therapycode_impl_word_key(spelling[i][0], strlen(spelling[i][0])),
                                v->entries[meant - 1].stem) == NULL)
            return 0;
    }
    return 1;
}

int therapycode_impl_enter_end(struct therapycode_impl_entering *e)
{
    const struct therapycode_impl_vocabulary *v = &e->engine->vocabulary;
    const struct therapycode_impl_words *words = therapycode_impl_listed_words();
    uint32_t i;
    if (!enter_misspelled(e->engine))
        return 0;
    for (i = 0; i <= words->mask; i++) {
        struct therapycode_impl_entry *entry = &v->entries[slot_of(v, words->rows[i].key)];
        if (words->rows[i].bits == 0 || entry->stem == 0 || entry->sense != THERAPYCODE_IMPL_IS_FORM)
            continue;
        entry->sense = add_lists(e, words->rows[i].bits);
        if (entry->sense == THERAPYCODE_IMPL_IS_FORM)
            return 0;
    }
    return 1;
}
