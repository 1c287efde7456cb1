#include "rulebook/entries.h"

#include <string.h>

#include "base/checked.h"
#include "rulebook/engine.h"
#include "rulebook/forms.h"
#include "rulebook/spelling.inc"

enum {
    FIRST_ENTRIES = 4096,
    ENTRY_BYTES = 32, /* half a line: sizeof (struct therapycode_impl_entry) with 64 bits */
    HAS_FORMS = 1 /* in an entry's `hits` until those are known: the forms of the word are entered too */
};

uint32_t therapycode_impl_entry_of(const struct therapycode_impl_vocabulary *v, const char *text)
{
    struct therapycode_impl_word word;
    return therapycode_impl_next_word(text, strlen(text), 0, &word) ? therapycode_impl_find_entry(v, text, &word) : 0;
}

/* Slot of a word: taken by it, or free. */
static uint32_t slot_of(const struct therapycode_impl_vocabulary *v, const char *text, size_t length, uint64_t key)
{
    uint32_t slot = therapycode_impl_entry_slot(v, key);
    while (v->entries[slot].stem != 0) {
        const struct therapycode_impl_entry *entry = &v->entries[slot];
        if (entry->key == key && (entry->text == 0 || ((unsigned char)v->spelled[entry->text - 1] == length &&
                                                       memcmp(v->spelled + entry->text, text, length) == 0)))
            break;
        slot = (slot + 1) & v->entry_mask;
    }
    return slot;
}

static int grow(struct therapycode_engine *engine)
{
    struct therapycode_impl_vocabulary *v = &engine->vocabulary;
    struct therapycode_impl_entry *old = v->entries;
    unsigned char *piece;
    uint32_t i, count = v->entries == NULL ? 0 : v->entry_mask + 1;
    uint32_t wanted = count == 0 ? FIRST_ENTRIES : count * 2;
    size_t bytes;
    while (count == 0 && wanted < engine->phrase_count * 2 && wanted < UINT32_C(1) << 30)
        wanted *= 2; /* a guess that is right for the built-in phrases */
    if (count >= UINT32_C(1) << 30 || !therapycode_impl_multiply_size((size_t)wanted + 1, sizeof *v->entries, &bytes))
        return 0;
    piece = therapycode_impl_arena_take(&engine->arena, bytes);
    if (piece == NULL)
        return 0;
    piece += (ENTRY_BYTES - (uintptr_t)piece % ENTRY_BYTES) % ENTRY_BYTES; /* no entry lies in two lines of the cache */
    v->entries = (void *)piece;
    v->entry_mask = wanted - 1;
    memset(v->entries, 0, wanted * sizeof *v->entries);
    for (i = 0; i < count; i++)
        if (old[i].stem != 0) {
            uint32_t slot = therapycode_impl_entry_slot(v, old[i].key);
            while (v->entries[slot].stem != 0)
                slot = (slot + 1) & v->entry_mask;
            v->entries[slot] = old[i];
        }
    return 1;
}

int therapycode_impl_entries_begin(struct therapycode_engine *engine)
{
    engine->spelled.row_size = 1;
    return grow(engine);
}

/* Keeps the spelling of a word whose key is a hash, behind its length; 0 when there is no memory. */
static uint32_t spell_out(struct therapycode_engine *engine, const char *text, size_t length)
{
    struct therapycode_impl_rows *rows = &engine->spelled;
    uint32_t at = (uint32_t)rows->count + 1;
    if (rows->count > UINT32_MAX - length - 1 ||
        !therapycode_impl_rows_reserve(rows, &engine->allocator, rows->count + length + 1))
        return 0;
    rows->data[at - 1] = (unsigned char)length;
    memcpy(rows->data + at, text, length);
    rows->count = at + length;
    engine->vocabulary.spelled = (char *)rows->data;
    return at;
}

/* The entry of a word, which is made with `stem` if it is new; NULL when there is no memory. */
static struct therapycode_impl_entry *enter(struct therapycode_engine *engine, const char *text, size_t length,
                                            uint64_t key, uint32_t stem)
{
    struct therapycode_impl_vocabulary *v = &engine->vocabulary;
    struct therapycode_impl_entry *entry;
    uint32_t spelled = 0;
    if (v->entry_count > v->entry_mask / 4 * 3 && !grow(engine))
        return NULL;
    entry = &v->entries[slot_of(v, text, length, key)];
    if (entry->stem != 0)
        return entry;
    if (key >> 63) {
        spelled = spell_out(engine, text, length);
        if (spelled == 0)
            return NULL;
    }
    entry->key = key;
    entry->stem = stem;
    entry->text = spelled;
    v->entry_count++;
    return entry;
}

uint32_t therapycode_impl_enter_word(struct therapycode_engine *engine, const char *text,
                                     const struct therapycode_impl_word *word)
{
    struct therapycode_impl_vocabulary *v = &engine->vocabulary;
    struct therapycode_impl_forms forms;
    struct therapycode_impl_entry *made;
    char folded[THERAPYCODE_IMPL_WORD_MAX + 1];
    size_t length, i;
    uint32_t stem, entry = therapycode_impl_find_entry(v, text, word);
    if (entry != 0 && v->entries[entry - 1].hits == HAS_FORMS)
        return v->entries[entry - 1].stem;
    if (word->key >> 63) {
        length = therapycode_impl_fold_word(text + word->start, word->end - word->start, folded);
    } else { /* the key is the word */
        length = word->length;
        for (i = 0; i < sizeof word->key; i++)
            folded[i] = (char)(word->key >> (8 * i) & 0xFF);
    }
    made = enter(engine, folded, length, word->key, v->stem_count + 1);
    if (made == NULL)
        return 0;
    stem = made->stem;
    made->hits = HAS_FORMS;
    made->lists = therapycode_impl_lists_in(text, word);
    if (stem > v->stem_count)
        v->stem_count = stem;
    therapycode_impl_forms_of(folded, length, &forms);
    for (i = 1; i < forms.count; i++)
        if (enter(engine, forms.text[i], forms.length[i], forms.key[i], stem) == NULL)
            return 0;
    return stem;
}

int therapycode_impl_enter_misspelled(struct therapycode_engine *engine)
{
    const struct therapycode_impl_vocabulary *v = &engine->vocabulary;
    size_t i;
    for (i = 0; i < sizeof spelling / sizeof spelling[0]; i++) {
        uint32_t meant = therapycode_impl_entry_of(v, spelling[i][1]);
        size_t length = strlen(spelling[i][0]);
        if (meant != 0 && enter(engine, spelling[i][0], length, therapycode_impl_word_key(spelling[i][0], length),
                                v->entries[meant - 1].stem) == NULL)
            return 0;
    }
    return 1;
}

void therapycode_impl_mark_lists(const struct therapycode_impl_vocabulary *v)
{
    const struct therapycode_impl_words *words = therapycode_impl_listed_words();
    uint32_t i, slot;
    for (i = 0; i <= words->mask; i++) {
        if (words->rows[i].bits == 0)
            continue;
        slot = therapycode_impl_entry_slot(v, words->rows[i].key);
        while (v->entries[slot].stem != 0 && v->entries[slot].key != words->rows[i].key)
            slot = (slot + 1) & v->entry_mask;
        if (v->entries[slot].stem != 0)
            v->entries[slot].lists = words->rows[i].bits;
    }
}
