/*
 * The vocabulary, compiled when the engine is made: one automaton that finds every phrase of the lexicon in one pass
 * over the words of a text, however many phrases there are.
 *
 * It is the automaton of Aho and Corasick over words instead of bytes. Words are looked up in a hash table; a word
 * that no phrase holds sends it back to the start at once. How phrases are written (docs/reference/tables.md):
 *  - Letters in either case; hyphens, slashes and spaces are the same: "sit to stand" finds "Sit-to-Stand". An arrow
 *    or <> between words reads as "to", & reads as "and".
 *  - A word of three or more lower-case letters also finds its regular plural and verb forms, and the irregular ones
 *    of a short list: "lift box" finds "lifted boxes", "squat" finds "squatting", "squatting" finds "squats".
 *  - A word with a capital or a digit in it ("STM", "Berg", "5xSTS"), and every word of a cue that belongs to note/,
 *    stands for itself only.
 *  - A phrase that begins with "=" is found only as written, in the same case: "=US".
 */
#ifndef THERAPYCODE_RULEBOOK_AUTOMATON_H
#define THERAPYCODE_RULEBOOK_AUTOMATON_H

#include "base/memory.h"
#include "rulebook/rulebook.h"
#include "rulebook/words.h"

/* Who asks for a phrase: a phrase hides the phrases of its own room that lie inside it, and no other's. */
enum therapycode_impl_room {
    THERAPYCODE_IMPL_ROOM_NOTE = 0,
    THERAPYCODE_IMPL_ROOM_SELECT,
    THERAPYCODE_IMPL_ROOM_DOCUMENT,
    THERAPYCODE_IMPL_NO_ROOM
};

/* A word as it can stand in a text. */
struct therapycode_impl_entry {
    uint64_t key; /* as in struct therapycode_impl_word: of a long word its hash alone, which no other has by chance */
    uint32_t stem;   /* the same for all forms of a word, from 1; 0: free slot */
    uint32_t sense;
};

/* What a word is by itself: most forms of a word share one, whose index is their stem. */
struct therapycode_impl_sense {
    uint64_t lists;  /* bits THERAPYCODE_IMPL_LIST_*: what therapycode_impl_lists_in() says of the word */
    uint32_t hits;   /* first hit of the phrases that are this word alone, as they must be written; 0: none */
    uint32_t follow; /* of the node of its stem */
};

/*
 * Where one is after some words of phrases; those of two or more words are found by the node before them and the word.
 */
struct therapycode_impl_node {
    uint32_t from;   /* the node before it; 0: a free place, or of the first word */
    uint32_t stem;   /* the word */
    uint32_t back;   /* where to look on: the longest suffix of this node that begins a phrase */
    uint32_t settle; /* this node, or for one that nothing follows, the first of its suffixes that something does */
    uint32_t hits;   /* first hit of the phrases of two or more words that end here, longest first; 0: none */
    uint32_t follow; /* bits 1 << stem % 32 of the words that go on from `settle`: most look-ups end at it */
};

/* A phrase that ends at a place, with what is asked of every one of them; those of one place stand side by side. */
struct therapycode_impl_hit {
    uint32_t phrase; /* or the hit to go on with */
    uint8_t cue;     /* enum therapycode_impl_cue */
    uint8_t words;
    uint8_t room;    /* enum therapycode_impl_room; NO_ROOM: no phrase, but the hit of all that has none */
    uint8_t flags;   /* enum therapycode_impl_hit_flag */
};
enum therapycode_impl_hit_flag {
    THERAPYCODE_IMPL_HIT_LAST = 1,
    THERAPYCODE_IMPL_HIT_JUMP = 2,   /* no phrase: shorter ones stand elsewhere; it is the last of its place */
    THERAPYCODE_IMPL_HIT_EXACT = 4,  /* some of its words must not be other forms */
    THERAPYCODE_IMPL_HIT_ASKED = 8,  /* note/ looks at the text around it: it may be none, or another thing */
    /* what one of them in a sentence makes necessary: most sentences have none */
    THERAPYCODE_IMPL_HIT_SAYS = 16,  /* a statement may begin with it though it tells no minutes */
    THERAPYCODE_IMPL_HIT_BORDER = 32, /* a piece of a sentence may begin at it without a mark */
    THERAPYCODE_IMPL_HIT_BRINGS = 64, /* it may bring a context to what stands around it */
    THERAPYCODE_IMPL_HIT_TIMES = 128  /* it tells of a time what it is of */
};

/* What a phrase is and says: small, for there are many. */
struct therapycode_impl_vocabulary_phrase {
    uint32_t exact;       /* where in `exact` the keys of its words stand, if some must have them */
    uint32_t exact_bits;  /* which words must, the first in the lowest bit */
    uint32_t next;        /* phrase + 1 that ends at the same node, while it is compiled; 0: none */
    int32_t slot;         /* of its code, as in scheme.h; NONE: it speaks through its cue */
    int16_t weight;       /* of the code; or per cent of the weights of the cue */
    uint8_t words;
    uint8_t cue;          /* enum therapycode_impl_cue */
    uint8_t room;         /* enum therapycode_impl_room */
    uint8_t as_written;   /* same case */
};

struct therapycode_impl_vocabulary {
    struct therapycode_impl_entry *entries;
    uint32_t entry_mask;
    struct therapycode_impl_sense *senses;
    struct therapycode_impl_node
        *nodes; /* 0: the start; then those of the first word, by stem; then all others, hashed */
    uint32_t node_mask;
    struct therapycode_impl_vocabulary_phrase *phrases; /* beside engine->phrases */
    struct therapycode_impl_hit *hits;                  /* 0: of NO_ROOM, and the last of its place */
    uint64_t *exact;
    uint32_t entry_count;
    uint32_t stem_count;
    uint32_t to; /* entry + 1 of the word "to", for arrows; 0: no phrase holds it */
    uint32_t and_word;
    uint32_t unnamed; /* phrase that speaks for the name of an exercise that no phrase knows; 0: none */
};

struct therapycode_engine;

/* Compiles the lexicon of the engine's rulebook into engine->vocabulary, in the engine's arena. */
therapycode_status therapycode_impl_vocabulary_compile(struct therapycode_engine *engine,
                                                       struct therapycode_error *error);

static inline uint32_t therapycode_impl_entry_slot(const struct therapycode_impl_vocabulary *v, uint64_t key)
{
    return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & v->entry_mask;
}

/* Entry + 1 of a word, or 0. */
static inline uint32_t therapycode_impl_find_entry(const struct therapycode_impl_vocabulary *v,
                                                   const struct therapycode_impl_word *word)
{
    uint32_t slot = therapycode_impl_entry_slot(v, word->key);
    if (word->length == 0)
        return 0; /* too long to be in it */
    while (v->entries[slot].stem != 0) {
        if (v->entries[slot].key == word->key)
            return slot + 1;
        slot = (slot + 1) & v->entry_mask;
    }
    return 0;
}

/* What a word is by itself; nothing for entry 0. */
static inline const struct therapycode_impl_sense *
therapycode_impl_sense_of(const struct therapycode_impl_vocabulary *v, uint32_t entry)
{
    return &v->senses[entry == 0 ? 0 : v->entries[entry - 1].sense];
}

/*
 * The place of the node after another one, which is not the start, and a word: its own, or a free one. Nodes and stems
 * are numbered as they come, so low bits of a product would fall together: the high ones are taken.
 */
static inline uint32_t therapycode_impl_node_place(const struct therapycode_impl_vocabulary *v, uint32_t node,
                                                   uint32_t stem)
{
    const struct therapycode_impl_node *table = v->nodes + v->stem_count + 1;
    uint32_t slot = (uint32_t)((((uint64_t)node << 32 | stem) * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & v->node_mask;
    while (table[slot].from != 0 && (table[slot].from != node || table[slot].stem != stem))
        slot = (slot + 1) & v->node_mask;
    return v->stem_count + 1 + slot;
}

/* That node; 0: none. */
static inline uint32_t therapycode_impl_node_after(const struct therapycode_impl_vocabulary *v, uint32_t node,
                                                   uint32_t stem)
{
    uint32_t at = therapycode_impl_node_place(v, node, stem);
    return v->nodes[at].from != 0 ? at : 0;
}

#endif
