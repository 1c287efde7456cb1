#include "rulebook/automaton.h"

#include <string.h>

#include "base/checked.h"
#include "base/sized.h"
#include "base/text.h"
#include "rulebook/engine.h"
#include "rulebook/entries.h"

/* A word of the phrase that is read, or of the one before it. */
struct read_word {
    uint64_t key;
    uint32_t stem;
    uint32_t end; /* in the text; of a sign that reads as a word, the end of the word behind it */
};

struct compiler {
    struct therapycode_engine *engine;
    struct therapycode_impl_vocabulary *v;
    struct therapycode_impl_arena scratch;
    const char *text;                     /* of the phrase that was read last, */
    size_t length;
    struct read_word words[THERAPYCODE_IMPL_PHRASE_WORDS]; /* its words, */
    uint32_t word_count;
    uint32_t exact_bits;                  /* and which of them stand for themselves by how they are spelled */
    uint8_t *shared;                      /* by phrase: how many words it begins with as the one before it does */
    size_t node_count;                    /* of two or more words, at most */
    struct therapycode_impl_rows stems;   /* of the words of all phrases, in order */
    struct therapycode_impl_rows keys;    /* the same of phrases some of whose words are exact */
    struct therapycode_impl_entering entering;
    uint32_t *alone;    /* by stem: first phrase + 1 that is that word alone; 0: none */
    uint32_t first_of[THERAPYCODE_IMPL_PHRASE_WORDS + 1]; /* the first node of each number of words; 0: none */
    uint32_t
        *exact; /* by stem: how many phrases are that word alone, where one is so only as it must be written; or 0 */
    uint32_t *taken;    /* all entries */
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

/* ---- phrases ---- */

/* Takes a word of c->text, which ends at `end`; an exact one is found in no other form. */
static therapycode_status add_word(struct compiler *c, const char *text, const struct therapycode_impl_word *word,
                                   size_t end, int exact)
{
    struct read_word *read = &c->words[c->word_count];
    if (c->word_count == THERAPYCODE_IMPL_PHRASE_WORDS || word->length == 0)
        return THERAPYCODE_E_LIMIT;
    read->key = word->key;
    read->stem = therapycode_impl_enter_word(&c->entering, text, word);
    read->end = (uint32_t)end;
    if (exact)
        c->exact_bits |= UINT32_C(1) << c->word_count;
    c->word_count++;
    return read->stem == 0 ? THERAPYCODE_E_NOMEM : THERAPYCODE_OK;
}

/* A word, and before it the one that an arrow or & reads as. */
static therapycode_status add_words(struct compiler *c, const struct therapycode_impl_word *word)
{
    therapycode_status status = THERAPYCODE_OK;
    if (c->word_count > 0 && (word->gap & (THERAPYCODE_IMPL_GAP_ARROW | THERAPYCODE_IMPL_GAP_AMPERSAND))) {
        const char *text = word->gap & THERAPYCODE_IMPL_GAP_ARROW ? "to" : "and";
        struct therapycode_impl_word sign;
        therapycode_impl_next_word(text, strlen(text), 0, &sign);
        status = add_word(c, text, &sign, word->end, 1);
    }
    if (status == THERAPYCODE_OK)
        status = add_word(c, c->text, word, word->end, !therapycode_impl_is_small_word(c->text, c->length, word));
    return status;
}

static int ends_word(char c)
{
    return (unsigned char)c < 0x80 && !therapycode_impl_is_letter(c) && !therapycode_impl_is_digit(c);
}

/* Keeps the words that a phrase begins with as the one before it, for the lexicon is in order; returns their end. */
static size_t share_words(struct compiler *c, const char *text, size_t length)
{
    size_t same = therapycode_impl_same_bytes(c->text, c->length, text, length);
    uint32_t n = 0;
    while (n < c->word_count && c->words[n].end <= same)
        n++;
    while (n > 0 && !(ends_word(c->text[c->words[n - 1].end]) && ends_word(text[c->words[n - 1].end])))
        n--; /* it goes on in one of them */
    c->text = text;
    c->length = length;
    c->word_count = n;
    c->exact_bits &= (UINT32_C(1) << n) - 1;
    return n == 0 ? 0 : c->words[n - 1].end;
}

/* Keeps the words of a phrase for the tree. */
static int keep_words(struct compiler *c, const struct therapycode_impl_vocabulary_phrase *phrase)
{
    const struct therapycode_allocator *allocator = &c->engine->allocator;
    int keyed = phrase->exact_bits != 0;
    uint32_t w;
    if (!therapycode_impl_rows_reserve(&c->stems, allocator, c->stems.count + phrase->words) ||
        c->keys.count > UINT32_MAX - phrase->words ||
        (keyed && !therapycode_impl_rows_reserve(&c->keys, allocator, c->keys.count + phrase->words)))
        return 0;
    for (w = 0; w < phrase->words; w++) {
        ((uint32_t *)(void *)c->stems.data)[c->stems.count++] = c->words[w].stem;
        if (keyed)
            ((uint64_t *)(void *)c->keys.data)[c->keys.count++] = c->words[w].key;
    }
    return 1;
}

/* E_VALUE for a phrase without a word, E_LIMIT for one that is too long. */
static therapycode_status read_phrase(struct compiler *c, size_t index)
{
    struct therapycode_impl_vocabulary_phrase *phrase = &c->v->phrases[index];
    const char *text = therapycode_impl_phrase_text(c->engine, (int32_t)index);
    struct therapycode_impl_word word;
    size_t length = strlen(text), at = share_words(c, text, length);
    therapycode_status status = THERAPYCODE_OK;
    if (length > UINT32_MAX)
        return THERAPYCODE_E_LIMIT;
    memset(phrase, 0, sizeof *phrase);
    phrase->cue = (uint8_t)c->engine->phrases[index].cue;
    phrase->room = (uint8_t)room_of(phrase->cue);
    phrase->as_written = text[0] == '=';
    c->shared[index] = (uint8_t)c->word_count;
    while (status == THERAPYCODE_OK && at < length && therapycode_impl_next_word(text, length, at, &word)) {
        status = add_words(c, &word);
        at = word.end;
    }
    if (status != THERAPYCODE_OK || c->word_count == 0)
        return status != THERAPYCODE_OK ? status : THERAPYCODE_E_VALUE;
    phrase->words = (uint8_t)c->word_count;
    phrase->exact_bits = phrase->as_written || phrase->room == THERAPYCODE_IMPL_ROOM_NOTE
                             ? UINT32_MAX >> (THERAPYCODE_IMPL_PHRASE_WORDS - c->word_count)
                             : c->exact_bits;
    phrase->exact = (uint32_t)c->keys.count;
    c->node_count += phrase->words - (c->shared[index] > 0 ? c->shared[index] : 1u);
    return keep_words(c, phrase) ? THERAPYCODE_OK : THERAPYCODE_E_NOMEM;
}

static therapycode_status read_phrases(struct compiler *c, struct therapycode_error *error)
{
    enum { USUAL_WORDS = 3 };
    size_t i, count = c->engine->phrase_count;
    c->text = "";
    c->stems.row_size = sizeof(uint32_t);
    c->keys.row_size = sizeof(uint64_t);
    c->v->phrases = take_unset(&c->engine->arena, count, sizeof *c->v->phrases);
    c->shared = take_unset(&c->scratch, count, sizeof *c->shared);
    if (c->v->phrases == NULL || c->shared == NULL || !therapycode_impl_enter_begin(&c->entering, c->engine) ||
        !therapycode_impl_rows_reserve(&c->stems, &c->engine->allocator, count * USUAL_WORDS))
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < count; i++) {
        therapycode_status status = read_phrase(c, i);
        if (status == THERAPYCODE_E_NOMEM)
            return status;
        if (status != THERAPYCODE_OK)
            return therapycode_impl_fail(error, status, "lexicon.phrase", (int32_t)i, THERAPYCODE_NONE, 0, 0);
    }
    return THERAPYCODE_OK;
}

/* ---- the tree of phrases ---- */

/*
 * The node after another one and a word, made when it is new. Of a node that is not linked back yet, `hits` is its
 * first phrase + 1 and `settle` the next node of as many words.
 */
static uint32_t child(struct compiler *c, uint32_t from, uint32_t stem, uint32_t words)
{
    struct therapycode_impl_vocabulary *v = c->v;
    uint32_t at = therapycode_impl_node_place(v, from, stem);
    struct therapycode_impl_node *node = &v->nodes[at];
    if (node->from != 0)
        return at;
    node->from = from;
    node->stem = stem;
    node->settle = c->first_of[words];
    c->first_of[words] = at;
    v->nodes[from].follow |= UINT32_C(1) << stem % 32;
    return at;
}

static therapycode_status make_room(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    struct therapycode_impl_arena *arena = &c->engine->arena;
    size_t slots = 16, stems = (size_t)v->stem_count + 1;
    while (slots / 4 * 3 < c->node_count)
        slots *= 2;
    if (slots > UINT32_C(1) << 30 || stems > UINT32_C(1) << 30)
        return THERAPYCODE_E_NOMEM;
    v->node_mask = (uint32_t)slots - 1;
    v->nodes = take(arena, stems + slots, sizeof *v->nodes);
    v->exact = take_unset(arena, c->keys.count, sizeof *v->exact);
    c->alone = take(&c->scratch, stems, sizeof *c->alone);
    if (v->nodes == NULL || v->exact == NULL || c->alone == NULL)
        return THERAPYCODE_E_NOMEM;
    if (c->keys.count > 0)
        memcpy(v->exact, c->keys.data, c->keys.count * sizeof *v->exact);
    return THERAPYCODE_OK;
}

static therapycode_status plant(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    const uint32_t *stems = (const void *)c->stems.data;
    uint32_t path[THERAPYCODE_IMPL_PHRASE_WORDS] = { 0 }, w = 0; /* the first w nodes are this phrase's too */
    size_t i, at = c->stems.count;
    therapycode_status status = make_room(c);
    if (status != THERAPYCODE_OK)
        return status;
    for (i = c->engine->phrase_count; i > 0; i--) { /* backwards, so that each node lists its phrases in order */
        struct therapycode_impl_vocabulary_phrase *phrase = &v->phrases[i - 1];
        uint32_t *first;
        at -= phrase->words;
        path[0] = stems[at];
        for (w = w > 1 ? w : 1; w < phrase->words; w++)
            path[w] = child(c, path[w - 1], stems[at + w], w + 1);
        first = w == 1 ? &c->alone[path[0]] : &v->nodes[path[w - 1]].hits;
        phrase->next = *first;
        *first = (uint32_t)i;
        w = c->shared[i - 1];
    }
    return THERAPYCODE_OK;
}

/* The node after `node` or the longest of its suffixes that a word follows. */
static uint32_t follow(const struct therapycode_impl_vocabulary *v, uint32_t node, uint32_t stem)
{
    for (; node != 0; node = v->nodes[node].back) {
        uint32_t to = v->nodes[node].follow >> stem % 32 & 1 ? therapycode_impl_node_after(v, node, stem) : 0;
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
    hit->cue = what->cue;
    hit->words = what->words;
    hit->room = what->room;
    hit->flags = (uint8_t)flags_of(what);
    return hit;
}

/* The phrases that end at a node of two or more words: its own, then those of its suffixes. */
static uint32_t hits_of(struct compiler *c, const struct therapycode_impl_node *node)
{
    uint32_t first = c->hit_count, phrase = node->hits, shorter = c->v->nodes[node->back].hits;
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

/* The phrases that are a word alone, of those that must be written so only what is; 0: none. */
static uint32_t hits_alone(struct compiler *c, uint32_t stem, uint64_t key)
{
    uint32_t first = c->hit_count, phrase = c->alone[stem];
    struct therapycode_impl_hit *last = NULL;
    for (; phrase != 0; phrase = c->v->phrases[phrase - 1].next) {
        const struct therapycode_impl_vocabulary_phrase *what = &c->v->phrases[phrase - 1];
        if (what->exact_bits == 0 || c->v->exact[what->exact] == key)
            last = add_hit(c, phrase - 1);
    }
    if (last == NULL)
        return 0;
    last->flags |= THERAPYCODE_IMPL_HIT_LAST;
    return first;
}

/*
 * Lists the entries, and makes room for what is said of them and for as many hits as there are at most: those of two or
 * more words with a jump each, those of one, and where some of these must be as written, those of every form.
 */
static int make_hits(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    const uint64_t *lists = (const void *)c->entering.lists.data;
    size_t count = c->engine->phrase_count * 2 + 1, stems = (size_t)v->stem_count + 1, senses = stems;
    uint32_t i, listed = 0;
    c->exact = take(&c->scratch, stems, sizeof *c->exact);
    if (c->exact == NULL ||
        !therapycode_impl_rows_reserve(&c->stems, &c->engine->allocator, (size_t)v->entry_count + 1))
        return 0;
    c->taken = (void *)c->stems.data; /* whose place is free: the tree is planted */
    for (i = 1; i < stems; i++) {
        uint32_t phrase = c->alone[i], bits = 0, alone = 0;
        for (; phrase != 0; phrase = v->phrases[phrase - 1].next, alone++)
            bits |= v->phrases[phrase - 1].exact_bits;
        c->exact[i] = bits != 0 ? alone : 0;
    }
    for (i = 0; i <= v->entry_mask; i++) { /* which of them are taken, nobody can foretell: so no choices here */
        const struct therapycode_impl_entry *entry = &v->entries[i];
        c->taken[listed] = i;
        listed += entry->stem != 0;
        count += c->exact[entry->stem];
        senses += (c->exact[entry->stem] | lists[entry->sense]) != 0;
    }
    if (count >= UINT32_MAX)
        return 0;
    v->senses = take_unset(&c->engine->arena, senses, sizeof *v->senses);
    v->hits = take_unset(&c->engine->arena, count, sizeof *v->hits);
    if (v->senses == NULL || v->hits == NULL)
        return 0;
    memset(v->hits, 0, sizeof *v->hits);
    v->hits[0].room = THERAPYCODE_IMPL_NO_ROOM;
    v->hits[0].flags = THERAPYCODE_IMPL_HIT_LAST;
    c->hit_count = 1;
    return 1;
}

/* Fills what is said of words. */
static void link_entries(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    const uint64_t *lists = (const void *)c->entering.lists.data;
    uint32_t i, count = v->stem_count;
    for (i = 0; i <= v->stem_count; i++) {
        v->senses[i].lists = 0;
        v->senses[i].hits = c->exact[i] != 0 ? 0 : hits_alone(c, i, 0);
        v->senses[i].follow = v->nodes[i].follow; /* nothing settles at the start */
    }
    for (i = 0; i < v->entry_count; i++) {
        struct therapycode_impl_entry *entry = &v->entries[c->taken[i]];
        struct therapycode_impl_sense *own;
        uint64_t in = lists[entry->sense];
        entry->sense = entry->stem;
        if (in == 0 && c->exact[entry->stem] == 0)
            continue;
        own = &v->senses[++count];
        own->lists = in;
        own->hits = c->exact[entry->stem] == 0 ? v->senses[entry->stem].hits : hits_alone(c, entry->stem, entry->key);
        own->follow = v->nodes[entry->stem].follow;
        entry->sense = count;
    }
}

/* Fills what nodes and words say, nodes near the start first: each looks only at nodes nearer than itself. */
static therapycode_status link_back(struct compiler *c)
{
    struct therapycode_impl_vocabulary *v = c->v;
    uint32_t at, next, words;
    if (!make_hits(c))
        return THERAPYCODE_E_NOMEM;
    for (at = 1; at <= v->stem_count; at++)
        v->nodes[at].settle = v->nodes[at].follow != 0 ? at : 0;
    for (words = 2; words <= THERAPYCODE_IMPL_PHRASE_WORDS; words++)
        for (at = c->first_of[words]; at != 0; at = next) {
            struct therapycode_impl_node *node = &v->nodes[at];
            uint32_t settle;
            next = node->settle;
            node->back = follow(v, v->nodes[node->from].back, node->stem);
            settle = v->nodes[node->back].settle;
            node->settle = node->follow != 0 ? at : settle;
            node->follow = v->nodes[node->settle].follow;
            node->hits = hits_of(c, node);
        }
    link_entries(c);
    return THERAPYCODE_OK;
}

therapycode_status therapycode_impl_vocabulary_compile(struct therapycode_engine *engine,
                                                       struct therapycode_error *error)
{
    struct compiler c;
    therapycode_status status;
    memset(&c, 0, sizeof c);
    c.engine = engine;
    c.v = &engine->vocabulary;
    therapycode_impl_arena_init(&c.scratch, &engine->allocator);
    status = read_phrases(&c, error);
    if (status == THERAPYCODE_OK && !therapycode_impl_enter_end(&c.entering))
        status = THERAPYCODE_E_NOMEM;
    if (status == THERAPYCODE_OK)
        status = plant(&c);
    if (status == THERAPYCODE_OK)
        status = link_back(&c);
    if (status == THERAPYCODE_OK) {
        c.v->to = therapycode_impl_entry_of(c.v, "to");
        c.v->and_word = therapycode_impl_entry_of(c.v, "and");
    }
    therapycode_impl_rows_free(&c.stems, &engine->allocator);
    therapycode_impl_rows_free(&c.keys, &engine->allocator);
    therapycode_impl_rows_free(&c.entering.lists, &engine->allocator);
    therapycode_impl_arena_free(&c.scratch);
    return status;
}
