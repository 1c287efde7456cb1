#include "rulebook/automaton.h"

#include <string.h>

#include "base/checked.h"
#include "base/sized.h"
#include "base/text.h"
#include "rulebook/engine.h"
#include "rulebook/forms.h"
#include "rulebook/spelling.inc"

enum {
    FIRST_ENTRIES = 4096,
    ENTRY_BYTES = 32, /* half a line: sizeof (struct therapycode_impl_entry) with 64 bits */
    HAS_FORMS = 1 /* in an entry's `hits` until those are known: the forms of the word are entered too */
};

/* A word of a phrase, kept from the reading of the phrases until the tree is planted. */
struct planted {
    uint64_t key;
    uint32_t stem;
};

struct compiler {
    struct therapycode_engine *engine;
    struct therapycode_impl_vocabulary *v;
    const struct therapycode_impl_lexicon_row *rows;
    struct therapycode_impl_arena scratch;
    struct therapycode_impl_rows planted; /* of all phrases, in order */
    uint32_t *parent;   /* by node */
    uint32_t *by_stem;  /* by node: the word that leads to it */
    uint32_t *depth;
    uint32_t *phrase;   /* by node: first phrase + 1 that ends there; 0: none */
    uint32_t *alone;    /* by stem: how many phrases are that word alone, */
    uint32_t *common;   /* and the first hit of them, where it is the same for all forms and known; 0 */
    uint32_t entry_count;
    uint32_t hit_count;
};

/* Not zeroed: memory that is never touched costs nothing. */
static void *take_unset(struct therapycode_impl_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (!therapycode_impl_multiply_size(count > 0 ? count : 1, size, &bytes))
        return NULL;
    return therapycode_impl_arena_take(arena, bytes);
}

static void *take(struct therapycode_impl_arena *arena, size_t count, size_t size)
{
    void *piece = take_unset(arena, count, size);
    if (piece != NULL)
        memset(piece, 0, (count > 0 ? count : 1) * size);
    return piece;
}

static int32_t room_of(int32_t cue)
{
    return cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE     ? THERAPYCODE_IMPL_ROOM_NOTE
           : cue <= THERAPYCODE_IMPL_LAST_SELECT_CUE ? THERAPYCODE_IMPL_ROOM_SELECT
                                                     : THERAPYCODE_IMPL_ROOM_DOCUMENT;
}

/* ---- words ---- */

int therapycode_impl_word_is(const char *spelled, const char *data, const struct therapycode_impl_word *word)
{
    char folded[THERAPYCODE_IMPL_WORD_MAX + 1];
    size_t length = word->end - word->start, i;
    if (word->length == 0)
        return 0;
    for (i = 0; i < length && (unsigned char)data[word->start + i] < 0x80; i++)
        if (therapycode_impl_folded[(unsigned char)data[word->start + i]] != (unsigned char)spelled[i])
            return 0; /* or the spelled word has ended */
    if (i == length)
        return spelled[i] == '\0';
    length = therapycode_impl_fold_word(data + word->start, word->end - word->start, folded);
    return strlen(spelled) == length && memcmp(spelled, folded, length) == 0;
}

static uint32_t entry_of(const struct therapycode_impl_vocabulary *v, const char *text)
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
        if (entry->key == key &&
            (entry->text == 0 || (strlen(v->spelled + entry->text) == length &&
                                  memcmp(v->spelled + entry->text, text, length) == 0)))
            break;
        slot = (slot + 1) & v->entry_mask;
    }
    return slot;
}

static int grow_entries(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    struct therapycode_impl_entry *old = v->entries;
    unsigned char *piece;
    uint32_t i, count = v->entries == NULL ? 0 : v->entry_mask + 1;
    uint32_t wanted = count == 0 ? FIRST_ENTRIES : count * 2;
    while (count == 0 && wanted < c->engine->phrase_count * 2 && wanted < UINT32_C(1) << 30)
        wanted *= 2; /* a guess that is right for the built-in phrases */
    if (count >= UINT32_C(1) << 30)
        return 0;
    piece = take(&c->engine->arena, (size_t)wanted + 1, sizeof *v->entries);
    if (piece == NULL)
        return 0;
    piece += (ENTRY_BYTES - (uintptr_t)piece % ENTRY_BYTES) % ENTRY_BYTES; /* no entry lies in two lines of the cache */
    v->entries = (void *)piece;
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
    if (c->entry_count > v->entry_mask / 4 * 3 && !grow_entries(c))
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

/*
 * The stem of a word of a phrase, entered with all its forms when it is new; 0 when there is no memory. The forms of
 * words that stand for themselves too, for they may be forms of another phrase's word: what is exact is asked later.
 */
static uint32_t enter_word(struct compiler *c, const char *text, const struct therapycode_impl_word *word)
{
    struct therapycode_impl_forms forms;
    char folded[THERAPYCODE_IMPL_WORD_MAX + 1];
    size_t length, i;
    uint32_t stem, entry;
    entry = therapycode_impl_find_entry(c->v, text, word);
    if (entry != 0 && c->v->entries[entry - 1].hits == HAS_FORMS)
        return c->v->entries[entry - 1].stem;
    if (word->key >> 63) {
        length = therapycode_impl_fold_word(text + word->start, word->end - word->start, folded);
    } else { /* the key is the word */
        length = word->length;
        for (i = 0; i < sizeof word->key; i++)
            folded[i] = (char)(word->key >> (8 * i) & 0xFF);
    }
    stem = enter(c, folded, length, c->v->stem_count + 1);
    if (stem == 0)
        return 0;
    if (stem > c->v->stem_count)
        c->v->stem_count = stem;
    therapycode_impl_forms_of(folded, length, &forms);
    for (i = 1; i < forms.count; i++)
        if (enter(c, forms.text[i], forms.length[i], stem) == 0)
            return 0;
    entry = therapycode_impl_find_entry(c->v, text, word);
    c->v->entries[entry - 1].hits = HAS_FORMS;
    c->v->entries[entry - 1].lists = therapycode_impl_lists_in(text, word);
    return stem;
}

/* ---- phrases ---- */

static therapycode_status add_word(struct compiler *c, struct therapycode_impl_vocabulary_phrase *phrase,
                                   const char *text, const struct therapycode_impl_word *word, int fixed)
{
    struct planted *row;
    size_t i;
    if (phrase->words == THERAPYCODE_IMPL_PHRASE_WORDS || word->length == 0)
        return THERAPYCODE_E_LIMIT;
    row = therapycode_impl_rows_add(&c->planted, &c->engine->allocator);
    if (row == NULL)
        return THERAPYCODE_E_NOMEM;
    row->key = word->key;
    row->stem = enter_word(c, text, word);
    for (i = word->start; i < word->end && !fixed; i++)
        fixed = text[i] < 'a' || text[i] > 'z';
    if (fixed)
        phrase->exact_bits |= UINT32_C(1) << phrase->words;
    phrase->words++;
    return row->stem == 0 ? THERAPYCODE_E_NOMEM : THERAPYCODE_OK;
}

/* An arrow or & between two words. */
static therapycode_status add_sign(struct compiler *c, struct therapycode_impl_vocabulary_phrase *phrase, uint32_t gap)
{
    const char *text = gap & THERAPYCODE_IMPL_GAP_ARROW ? "to" : "and";
    struct therapycode_impl_word word;
    therapycode_impl_next_word(text, strlen(text), 0, &word);
    return add_word(c, phrase, text, &word, 1);
}

/* E_VALUE for a phrase without a word, E_LIMIT for one that is too long. */
static therapycode_status read_phrase(struct compiler *c, size_t index)
{
    struct therapycode_impl_vocabulary_phrase *phrase = &c->v->phrases[index];
    const char *text = c->engine->phrases[index].phrase;
    struct therapycode_impl_word word;
    size_t length = strlen(text), at = 0;
    therapycode_status status = THERAPYCODE_OK;
    int fixed;
    phrase->cue = c->rows[index].cue;
    phrase->room = (uint8_t)room_of(phrase->cue);
    phrase->as_written = text[0] == '=';
    fixed = phrase->as_written || phrase->room == THERAPYCODE_IMPL_ROOM_NOTE;
    while (status == THERAPYCODE_OK && therapycode_impl_next_word(text, length, at, &word)) {
        if (phrase->words > 0 && (word.gap & (THERAPYCODE_IMPL_GAP_ARROW | THERAPYCODE_IMPL_GAP_AMPERSAND)))
            status = add_sign(c, phrase, word.gap);
        if (status == THERAPYCODE_OK)
            status = add_word(c, phrase, text, &word, fixed);
        at = word.end;
    }
    return status == THERAPYCODE_OK && phrase->words == 0 ? THERAPYCODE_E_VALUE : status;
}

static therapycode_status read_phrases(struct compiler *c, struct therapycode_error *error)
{
    size_t i;
    c->v->phrases = take(&c->engine->arena, c->engine->phrase_count, sizeof *c->v->phrases);
    if (c->v->phrases == NULL || !grow_entries(c))
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < c->engine->phrase_count; i++) {
        therapycode_status status = read_phrase(c, i);
        if (status == THERAPYCODE_E_NOMEM)
            return status;
        if (status != THERAPYCODE_OK)
            return therapycode_impl_fail(error, status, "lexicon.phrase", (int32_t)i, THERAPYCODE_NONE, 0, 0);
    }
    return THERAPYCODE_OK;
}

/* Words written wrongly in a usual way are forms of the word that is meant, unless a phrase holds them itself. */
static therapycode_status enter_misspelled(struct compiler *c)
{
    size_t i;
    for (i = 0; i < sizeof spelling / sizeof spelling[0]; i++) {
        uint32_t meant = entry_of(c->v, spelling[i][1]);
        if (meant != 0 && enter(c, spelling[i][0], strlen(spelling[i][0]), c->v->entries[meant - 1].stem) == 0)
            return THERAPYCODE_E_NOMEM;
    }
    return THERAPYCODE_OK;
}

/* ---- the tree of phrases ---- */

static uint32_t edge_slot(const struct therapycode_impl_vocabulary *v, uint32_t node, uint32_t stem)
{
    uint32_t slot = therapycode_impl_edge_slot(v, node, stem);
    while (v->edges[slot].from != 0 && (v->edges[slot].from != node || v->edges[slot].stem != stem))
        slot = (slot + 1) & v->edge_mask;
    return slot;
}

static void add_node(struct compiler *c, uint32_t node, uint32_t parent, uint32_t stem)
{
    memset(&c->v->nodes[node], 0, sizeof c->v->nodes[node]);
    c->parent[node] = parent;
    c->by_stem[node] = stem;
    c->depth[node] = node == 0 ? 0 : c->depth[parent] + 1;
    c->phrase[node] = 0;
}

static uint32_t child(struct compiler *c, uint32_t node, uint32_t stem)
{
    struct therapycode_impl_vocabulary *v = c->v;
    struct therapycode_impl_edge *edge;
    if (node == 0)
        return stem;
    edge = &v->edges[edge_slot(v, node, stem)];
    if (edge->to == 0) {
        edge->from = node;
        edge->stem = stem;
        edge->to = ++v->node_count;
        add_node(c, edge->to, node, stem);
        v->nodes[node].follow |= UINT32_C(1) << stem % 32;
    }
    return edge->to;
}

static therapycode_status make_room(struct compiler *c, size_t words)
{
    struct therapycode_impl_vocabulary *v = c->v;
    struct therapycode_impl_arena *arena = &c->engine->arena;
    size_t slots = 16, edges = words - c->engine->phrase_count; /* a first word needs none: its node is its stem */
    size_t nodes = edges + v->stem_count + 1;
    uint32_t stem;
    while (slots < edges + edges / 2)
        slots *= 2;
    if (slots > UINT32_C(1) << 30)
        return THERAPYCODE_E_NOMEM;
    v->edge_mask = (uint32_t)slots - 1;
    v->edges = take(arena, slots, sizeof *v->edges);
    v->nodes = take_unset(arena, nodes, sizeof *v->nodes);
    v->exact = take_unset(arena, words, sizeof *v->exact);
    c->parent = take_unset(&c->scratch, nodes, sizeof *c->parent);
    c->by_stem = take_unset(&c->scratch, nodes, sizeof *c->by_stem);
    c->depth = take_unset(&c->scratch, nodes, sizeof *c->depth);
    c->phrase = take_unset(&c->scratch, nodes, sizeof *c->phrase);
    c->alone = take(&c->scratch, (size_t)v->stem_count + 1, sizeof *c->alone);
    c->common = take(&c->scratch, (size_t)v->stem_count + 1, sizeof *c->common);
    if (v->edges == NULL || v->nodes == NULL || v->exact == NULL || c->parent == NULL || c->by_stem == NULL ||
        c->depth == NULL || c->phrase == NULL || c->alone == NULL ||
        c->common == NULL)
        return THERAPYCODE_E_NOMEM;
    for (stem = 0; stem <= v->stem_count; stem++) /* the start, and a node for every first word */
        add_node(c, stem, 0, stem);
    v->node_count = v->stem_count;
    return THERAPYCODE_OK;
}

static therapycode_status plant(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    const struct planted *words = (const void *)c->planted.data;
    size_t i, at = c->planted.count;
    therapycode_status status = make_room(c, at);
    if (status != THERAPYCODE_OK)
        return status;
    for (i = c->engine->phrase_count; i > 0; i--) { /* backwards, so that each node lists its phrases in order */
        struct therapycode_impl_vocabulary_phrase *phrase = &v->phrases[i - 1];
        uint32_t node = 0, w;
        at -= phrase->words;
        phrase->exact = phrase->words == 1 ? words[at].key : at;
        for (w = 0; w < phrase->words; w++) {
            v->exact[at + w] = words[at + w].key;
            node = child(c, node, words[at + w].stem);
        }
        phrase->next = c->phrase[node];
        c->phrase[node] = (uint32_t)i;
        if (phrase->words == 1)
            c->alone[node]++;
    }
    return THERAPYCODE_OK;
}

/* The node after `node` or the longest of its suffixes that a word follows. */
static uint32_t follow(const struct therapycode_impl_vocabulary *v, uint32_t node, uint32_t stem)
{
    for (; node != 0; node = v->nodes[node].back) {
        uint32_t to = v->nodes[node].follow >> stem % 32 & 1 ? therapycode_impl_edge_to(v, node, stem) : 0;
        if (to != 0)
            return to;
    }
    return stem;
}

/* ---- hits ---- */

/* Phrases in the same case, headings of sections, minutes, and words that mean something else before a figure. */
static int is_asked(const struct therapycode_impl_vocabulary_phrase *what)
{
    return what->as_written || what->cue == THERAPYCODE_IMPL_CUE_DEFERRED_AFTER ||
           what->cue == THERAPYCODE_IMPL_CUE_DEFERRED_BEFORE || what->cue == THERAPYCODE_IMPL_CUE_HEADING ||
           what->cue == THERAPYCODE_IMPL_CUE_MINUTES_SPELLED ||
           (what->cue >= THERAPYCODE_IMPL_CUE_SECTION_SUBJECTIVE && what->cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE);
}

static int flags_of(const struct therapycode_impl_vocabulary_phrase *what)
{
    int flags = (what->exact_bits != 0 && what->words > 1 ? THERAPYCODE_IMPL_HIT_EXACT : 0) |
                (is_asked(what) ? THERAPYCODE_IMPL_HIT_ASKED : 0);
    if (what->cue == THERAPYCODE_IMPL_CUE_PERFORMED || what->cue == THERAPYCODE_IMPL_CUE_CONTRAST ||
        what->cue == THERAPYCODE_IMPL_CUE_DEFERRED_BEFORE || what->cue == THERAPYCODE_IMPL_CUE_NEGATION_BEFORE)
        flags |= THERAPYCODE_IMPL_HIT_SAYS;
    if (what->cue == THERAPYCODE_IMPL_CUE_HEADING || what->cue == THERAPYCODE_IMPL_CUE_CONTRAST)
        flags |= THERAPYCODE_IMPL_HIT_BORDER;
    if (what->cue <= THERAPYCODE_IMPL_CUE_SUBJECTIVE_BEFORE)
        flags |= THERAPYCODE_IMPL_HIT_BRINGS;
    if (what->cue >= THERAPYCODE_IMPL_CUE_MINUTES_TOTAL && what->cue <= THERAPYCODE_IMPL_CUE_MINUTES_OTHER_AFTER)
        flags |= THERAPYCODE_IMPL_HIT_TIMES;
    return flags;
}

static struct therapycode_impl_hit *add_hit(struct compiler *c, uint32_t phrase)
{
    struct therapycode_impl_hit *hit = &c->v->hits[c->hit_count++];
    const struct therapycode_impl_vocabulary_phrase *what = &c->v->phrases[phrase];
    hit->phrase = phrase;
    hit->cue = (uint8_t)what->cue;
    hit->words = (uint8_t)what->words;
    hit->room = what->room;
    hit->flags = (uint8_t)flags_of(what);
    return hit;
}

/* The phrases that end at a node of two or more words: its own, then those of its suffixes. */
static uint32_t hits_of(struct compiler *c, uint32_t node)
{
    uint32_t first = c->hit_count, phrase = c->phrase[node], back = c->v->nodes[node].back;
    uint32_t shorter = c->depth[back] > 1 ? c->v->nodes[back].hits : 0;
    struct therapycode_impl_hit *last = NULL;
    if (phrase == 0)
        return shorter;
    for (; phrase != 0; phrase = c->v->phrases[phrase - 1].next)
        last = add_hit(c, phrase - 1);
    if (shorter == 0) {
        last->flags |= THERAPYCODE_IMPL_HIT_LAST;
    } else {
        last = &c->v->hits[c->hit_count++];
        memset(last, 0, sizeof *last);
        last->phrase = shorter;
        last->flags = THERAPYCODE_IMPL_HIT_JUMP;
    }
    return first;
}

/* The phrases that are a word alone. */
static uint32_t hits_alone(struct compiler *c, const struct therapycode_impl_entry *entry)
{
    uint32_t first = c->hit_count, phrase = c->phrase[entry->stem], exact = 0;
    struct therapycode_impl_hit *last = NULL;
    if (phrase == 0 || c->common[entry->stem] != 0)
        return c->common[entry->stem];
    for (; phrase != 0; phrase = c->v->phrases[phrase - 1].next) {
        const struct therapycode_impl_vocabulary_phrase *what = &c->v->phrases[phrase - 1];
        exact |= what->exact_bits;
        if (what->exact_bits == 0 || what->exact == entry->key)
            last = add_hit(c, phrase - 1);
    }
    if (last == NULL)
        return 0;
    last->flags |= THERAPYCODE_IMPL_HIT_LAST;
    if (exact == 0)
        c->common[entry->stem] = first;
    return first;
}

/* How many hits there are at most: those of two or more words with a jump each, those of one for every form. */
static int make_hits(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    size_t count = c->engine->phrase_count * 2 + 1, i;
    for (i = 0; i <= v->entry_mask; i++)
        count += c->alone[v->entries[i].stem];
    if (count >= UINT32_MAX)
        return 0;
    v->hits = take_unset(&c->engine->arena, count, sizeof *v->hits);
    if (v->hits == NULL)
        return 0;
    memset(v->hits, 0, sizeof *v->hits);
    v->hits[0].room = THERAPYCODE_IMPL_NO_ROOM;
    v->hits[0].flags = THERAPYCODE_IMPL_HIT_LAST;
    c->hit_count = 1;
    return 1;
}

/* Fills what nodes and entries say, nodes near the start first: each looks only at nodes nearer than itself. */
static therapycode_status link_back(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    uint32_t first[THERAPYCODE_IMPL_PHRASE_WORDS + 2] = { 0 };
    uint32_t *order = take_unset(&c->scratch, (size_t)v->node_count + 1, sizeof *order);
    uint32_t n, d;
    if (order == NULL || !make_hits(c))
        return THERAPYCODE_E_NOMEM;
    for (n = 1; n <= v->node_count; n++)
        first[c->depth[n]]++;
    for (d = 1; d <= THERAPYCODE_IMPL_PHRASE_WORDS; d++)
        first[d + 1] += first[d];
    for (n = v->node_count; n > 0; n--)
        order[--first[c->depth[n]]] = n;
    for (n = 0; n < v->node_count; n++) {
        uint32_t at = order[n], parent = c->parent[at];
        struct therapycode_impl_node *node = &v->nodes[at];
        node->back = parent == 0 ? 0 : follow(v, v->nodes[parent].back, c->by_stem[at]);
        node->settle = node->follow != 0 ? at : v->nodes[node->back].settle;
        node->follow = v->nodes[node->settle].follow;
        node->hits = parent == 0 ? 0 : hits_of(c, at);
    }
    for (n = 0; n <= v->entry_mask; n++) {
        struct therapycode_impl_entry *entry = &v->entries[n];
        if (entry->stem == 0)
            continue;
        entry->follow = v->nodes[entry->stem].settle == entry->stem ? v->nodes[entry->stem].follow : 0;
        entry->hits = hits_alone(c, entry);
    }
    return THERAPYCODE_OK;
}

/* Marks the words of the short lists; those that have them among figures are marked as they are entered. */
static void mark_lists(const struct therapycode_impl_vocabulary *v)
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
    c.planted.row_size = sizeof(struct planted);
    status = read_phrases(&c, error);
    if (status == THERAPYCODE_OK)
        status = enter_misspelled(&c);
    if (status == THERAPYCODE_OK)
        status = plant(&c);
    if (status == THERAPYCODE_OK)
        status = link_back(&c);
    if (status == THERAPYCODE_OK) {
        mark_lists(c.v);
        c.v->to = entry_of(c.v, "to");
        c.v->and_word = entry_of(c.v, "and");
    }
    therapycode_impl_rows_free(&c.planted, &engine->allocator);
    therapycode_impl_arena_free(&c.scratch);
    return status;
}
