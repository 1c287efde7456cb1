#include "rulebook/automaton.h"

#include <string.h>

#include "base/checked.h"
#include "base/sized.h"
#include "base/text.h"
#include "rulebook/engine.h"
#include "rulebook/forms.h"

#define GAP(name) THERAPYCODE_IMPL_GAP_##name

/* ---- the words of a phrase ---- */

struct phrase_word {
    char text[THERAPYCODE_IMPL_WORD_MAX + 1]; /* folded */
    uint32_t length;
    int fixed; /* stands for itself only */
};

struct phrase_words {
    struct phrase_word words[THERAPYCODE_IMPL_PHRASE_WORDS];
    uint32_t count;
    int as_written;
};

static int add_phrase_word(struct phrase_words *to, const char *text, size_t length, int fixed)
{
    struct phrase_word *word;
    size_t i;
    if (to->count == THERAPYCODE_IMPL_PHRASE_WORDS)
        return 0;
    word = &to->words[to->count++];
    word->length = (uint32_t)therapycode_impl_fold_word(text, length, word->text);
    word->fixed = fixed;
    for (i = 0; i < length; i++)
        word->fixed |= text[i] < 'a' || text[i] > 'z';
    return 1;
}

/* E_VALUE for a phrase without a word, E_LIMIT for one that is too long. */
static therapycode_status read_phrase(const char *text, int fixed, struct phrase_words *to)
{
    struct therapycode_impl_word word;
    size_t length = strlen(text), at = 0;
    to->count = 0;
    to->as_written = text[0] == '=';
    while (therapycode_impl_next_word(text, length, at, &word)) {
        if (word.length == 0)
            return THERAPYCODE_E_LIMIT;
        if (to->count > 0 && (word.gap & (GAP(ARROW) | GAP(AMPERSAND))) &&
            !add_phrase_word(to, word.gap & GAP(ARROW) ? "to" : "and", word.gap & GAP(ARROW) ? 2 : 3, 1))
            return THERAPYCODE_E_LIMIT;
        if (!add_phrase_word(to, text + word.start, word.end - word.start, fixed || to->as_written))
            return THERAPYCODE_E_LIMIT;
        at = word.end;
    }
    return to->count > 0 ? THERAPYCODE_OK : THERAPYCODE_E_VALUE;
}

/* ---- compiling ---- */

struct compiler {
    struct therapycode_engine *engine;
    struct therapycode_impl_vocabulary *v;
    const struct therapycode_impl_lexicon_row *rows;
    struct therapycode_impl_arena scratch;
    struct phrase_words phrase;
    uint32_t *parent;   /* by node */
    uint32_t *by_stem;  /* by node: the word that leads to it */
    uint32_t *depth;
    size_t word_count;  /* of all phrases */
    size_t spelled_used;
    size_t exact_used;
    uint32_t entry_count;
    uint32_t edge_count;
};

static void *take(struct therapycode_impl_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    void *piece;
    if (!therapycode_impl_multiply_size(count > 0 ? count : 1, size, &bytes))
        return NULL;
    piece = therapycode_impl_arena_take(arena, bytes);
    if (piece != NULL)
        memset(piece, 0, bytes);
    return piece;
}

static therapycode_status phrase_of(struct compiler *c, size_t row)
{
    const char *text = therapycode_impl_rulebook_text(c->engine->rulebook, c->rows[row].phrase);
    return read_phrase(text, c->v->phrases[row].room == THERAPYCODE_IMPL_ROOM_NOTE, &c->phrase);
}

static int32_t room_of(int32_t cue)
{
    return cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE     ? THERAPYCODE_IMPL_ROOM_NOTE
           : cue <= THERAPYCODE_IMPL_LAST_SELECT_CUE ? THERAPYCODE_IMPL_ROOM_SELECT
                                                     : THERAPYCODE_IMPL_ROOM_DOCUMENT;
}

/* Reads every phrase once, to refuse what cannot be and to know how much memory the rest needs. */
static therapycode_status measure(struct compiler *c, struct therapycode_error *error)
{
    size_t i;
    c->v->phrases = take(&c->engine->arena, c->engine->phrase_count, sizeof *c->v->phrases);
    if (c->v->phrases == NULL)
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < c->engine->phrase_count; i++) {
        therapycode_status status;
        c->v->phrases[i].cue = c->rows[i].cue;
        c->v->phrases[i].room = (uint8_t)room_of(c->rows[i].cue);
        status = phrase_of(c, i);
        if (status != THERAPYCODE_OK)
            return therapycode_impl_fail(error, status, "lexicon.phrase", (int32_t)i, THERAPYCODE_NONE, 0, 0);
        c->v->phrases[i].words = (uint16_t)c->phrase.count;
        c->v->phrases[i].as_written = (uint8_t)c->phrase.as_written;
        c->word_count += c->phrase.count;
    }
    return THERAPYCODE_OK;
}

/* ---- words ---- */

int therapycode_impl_word_is(const char *spelled, const char *data, const struct therapycode_impl_word *word)
{
    char folded[THERAPYCODE_IMPL_WORD_MAX + 1];
    size_t length;
    if (word->length == 0)
        return 0;
    length = therapycode_impl_fold_word(data + word->start, word->end - word->start, folded);
    return strlen(spelled) == length && memcmp(spelled, folded, length) == 0;
}

/* Slot of a word: taken by it, or free. */
static uint32_t slot_of(const struct therapycode_impl_vocabulary *v, const char *text, size_t length, uint64_t key)
{
    uint32_t slot = therapycode_impl_entry_slot(v, key);
    while (v->entries[slot].stem != 0) {
        uint32_t at = v->entries[slot].text; /* 0: short enough for the key to hold all; then nothing is spelled */
        if (v->entries[slot].key == key &&
            (at == 0 || (strlen(v->spelled + at) == length && memcmp(v->spelled + at, text, length) == 0)))
            break;
        slot = (slot + 1) & v->entry_mask;
    }
    return slot;
}

static int grow_entries(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    struct therapycode_impl_entry *old = v->entries;
    uint32_t i, count = v->entries == NULL ? 0 : v->entry_mask + 1;
    uint32_t wanted = count == 0 ? 4096 : count * 2;
    if (count >= UINT32_C(1) << 30)
        return 0;
    v->entries = take(&c->engine->arena, wanted, sizeof *v->entries);
    if (v->entries == NULL)
        return 0;
    v->entry_mask = wanted - 1;
    for (i = 0; i < count; i++)
        if (old[i].stem != 0) {
            uint32_t slot = therapycode_impl_entry_slot(v, old[i].key);
            while (v->entries[slot].stem != 0)
                slot = (slot + 1) & v->entry_mask;
            v->entries[slot] = old[i];
        }
    return 1;
}

/* Keeps the spelling of a word whose key is a hash; 0 when there is no memory. */
static uint32_t spell_out(struct compiler *c, const char *text, size_t length)
{
    struct therapycode_impl_rows *rows = &c->engine->spelled;
    uint32_t at = (uint32_t)rows->count;
    if (rows->count > UINT32_MAX - length - 2 ||
        !therapycode_impl_rows_reserve(rows, &c->engine->allocator, rows->count + length + 2))
        return 0;
    if (at == 0)
        at = 1; /* 0 says: not spelled out */
    memcpy(rows->data + at, text, length);
    rows->data[at + length] = '\0';
    rows->count = at + length + 1;
    c->v->spelled = (char *)rows->data;
    return at;
}

/* The stem of a word, which is entered with `stem` if it is new; 0 when there is no memory. */
static uint32_t enter(struct compiler *c, const char *text, size_t length, uint32_t stem)
{
    struct therapycode_impl_vocabulary *v = c->v;
    uint64_t key = therapycode_impl_word_key(text, length);
    struct therapycode_impl_entry *entry;
    uint32_t spelled = 0;
    if ((v->entries == NULL || c->entry_count > v->entry_mask / 2) && !grow_entries(c))
        return 0;
    entry = &v->entries[slot_of(v, text, length, key)];
    if (entry->stem != 0)
        return entry->stem;
    if (key >> 63) {
        spelled = spell_out(c, text, length);
        if (spelled == 0)
            return 0;
    }
    entry->key = key;
    entry->stem = stem;
    entry->text = spelled;
    c->entry_count++;
    return stem;
}

static int enter_word(struct compiler *c, const struct phrase_word *word)
{
    struct therapycode_impl_forms forms;
    uint32_t stem = enter(c, word->text, word->length, c->v->stem_count + 1);
    size_t i;
    if (stem == 0)
        return 0;
    if (stem > c->v->stem_count)
        c->v->stem_count = stem;
    /* The forms of fixed words too, for they may be forms of another phrase's word: what is exact is asked later. */
    therapycode_impl_forms_of(word->text, word->length, &forms);
    for (i = 1; i < forms.count; i++)
        if (enter(c, forms.text[i], strlen(forms.text[i]), stem) == 0)
            return 0;
    return 1;
}

static therapycode_status enter_words(struct compiler *c)
{
    size_t i;
    uint32_t w;
    for (i = 0; i < c->engine->phrase_count; i++) {
        phrase_of(c, i);
        for (w = 0; w < c->phrase.count; w++)
            if (!enter_word(c, &c->phrase.words[w]))
                return THERAPYCODE_E_NOMEM;
    }
    return THERAPYCODE_OK;
}

/* ---- the tree of phrases ---- */

static uint32_t edge_slot(const struct therapycode_impl_vocabulary *v, uint32_t node, uint32_t stem)
{
    uint32_t slot = (node * UINT32_C(0x9E3779B1) ^ stem * UINT32_C(0x85EBCA6B)) & v->edge_mask;
    while (v->edges[slot].from != 0 && (v->edges[slot].from != node || v->edges[slot].stem != stem))
        slot = (slot + 1) & v->edge_mask;
    return slot;
}

static uint32_t child(struct compiler *c, uint32_t node, uint32_t stem)
{
    struct therapycode_impl_vocabulary *v = c->v;
    uint32_t *to = &v->start[stem];
    if (node != 0) {
        struct therapycode_impl_edge *edge = &v->edges[edge_slot(v, node, stem)];
        edge->from = node;
        edge->stem = stem;
        to = &edge->to;
    }
    if (*to == 0) {
        *to = ++v->node_count;
        c->parent[*to] = node;
        c->by_stem[*to] = stem;
        c->depth[*to] = c->depth[node] + 1;
        v->nodes[node].settle = node; /* something follows it */
    }
    return *to;
}

static therapycode_status plant(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    struct therapycode_impl_arena *arena = &c->engine->arena;
    size_t i, slots = 16, nodes = c->word_count + 1;
    while (slots < c->word_count * 2)
        slots *= 2;
    if (slots > UINT32_C(1) << 30)
        return THERAPYCODE_E_NOMEM;
    v->edge_mask = (uint32_t)slots - 1;
    v->edges = take(arena, slots, sizeof *v->edges);
    v->nodes = take(arena, nodes, sizeof *v->nodes);
    v->start = take(arena, (size_t)v->stem_count + 1, sizeof *v->start);
    v->exact = take(arena, c->word_count, sizeof *v->exact);
    c->parent = take(&c->scratch, nodes, sizeof *c->parent);
    c->by_stem = take(&c->scratch, nodes, sizeof *c->by_stem);
    c->depth = take(&c->scratch, nodes, sizeof *c->depth);
    if (v->edges == NULL || v->nodes == NULL || v->start == NULL || v->exact == NULL || c->parent == NULL ||
        c->by_stem == NULL || c->depth == NULL)
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < nodes; i++)
        v->nodes[i].settle = UINT32_MAX;
    for (i = c->engine->phrase_count; i > 0; i--) { /* backwards, so that each node lists its phrases in order */
        struct therapycode_impl_vocabulary_phrase *phrase = &v->phrases[i - 1];
        uint32_t node = 0, w;
        phrase_of(c, i - 1);
        phrase->exact_first = (uint32_t)c->exact_used;
        for (w = 0; w < c->phrase.count; w++) {
            const struct phrase_word *word = &c->phrase.words[w];
            uint32_t slot = slot_of(v, word->text, word->length, therapycode_impl_word_key(word->text, word->length));
            v->exact[c->exact_used++] = slot + 1;
            if (word->fixed)
                phrase->exact_bits |= UINT32_C(1) << w;
            node = child(c, node, v->entries[slot].stem);
        }
        phrase->next = v->nodes[node].phrase;
        v->nodes[node].phrase = (uint32_t)i;
    }
    return THERAPYCODE_OK;
}

/* Fills back, report and settle, nodes near the start first: each looks only at nodes nearer than itself. */
static therapycode_status link_back(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    uint32_t first[THERAPYCODE_IMPL_PHRASE_WORDS + 2] = { 0 };
    uint32_t *order = take(&c->scratch, (size_t)v->node_count + 1, sizeof *order);
    uint32_t n, d;
    if (order == NULL)
        return THERAPYCODE_E_NOMEM;
    for (n = 1; n <= v->node_count; n++)
        first[c->depth[n]]++;
    for (d = 1; d <= THERAPYCODE_IMPL_PHRASE_WORDS; d++)
        first[d + 1] += first[d];
    for (n = v->node_count; n > 0; n--)
        order[--first[c->depth[n]]] = n;
    v->nodes[0].settle = 0;
    for (n = 0; n < v->node_count; n++) {
        uint32_t at = order[n], parent = c->parent[at];
        struct therapycode_impl_node *node = &v->nodes[at];
        node->back = parent == 0 ? 0 : therapycode_impl_follow(v, v->nodes[parent].back, c->by_stem[at]);
        node->report = node->phrase != 0 ? at : v->nodes[node->back].report;
        if (node->settle == UINT32_MAX)
            node->settle = v->nodes[node->back].settle;
    }
    return THERAPYCODE_OK;
}

static uint32_t entry_of(const struct therapycode_impl_vocabulary *v, const char *text)
{
    struct therapycode_impl_word word;
    return therapycode_impl_next_word(text, strlen(text), 0, &word) ? therapycode_impl_find_entry(v, text, &word) : 0;
}

therapycode_status therapycode_impl_vocabulary_compile(struct therapycode_engine *engine,
                                                       struct therapycode_error *error)
{
    struct compiler c;
    therapycode_status status;
    memset(&c, 0, sizeof c);
    c.engine = engine;
    c.v = &engine->vocabulary;
    c.rows = (const void *)engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_LEXICON].data;
    engine->spelled.row_size = 1;
    therapycode_impl_arena_init(&c.scratch, &engine->allocator);
    status = measure(&c, error);
    if (status == THERAPYCODE_OK && !grow_entries(&c))
        status = THERAPYCODE_E_NOMEM;
    if (status == THERAPYCODE_OK)
        status = enter_words(&c);
    if (status == THERAPYCODE_OK)
        status = plant(&c);
    if (status == THERAPYCODE_OK)
        status = link_back(&c);
    if (status == THERAPYCODE_OK) {
        c.v->to = entry_of(c.v, "to");
        c.v->and_word = entry_of(c.v, "and");
    }
    therapycode_impl_arena_free(&c.scratch);
    return status;
}
