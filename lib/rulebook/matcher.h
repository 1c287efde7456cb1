/* Running the vocabulary over the words of a text, one after the other. */
#ifndef THERAPYCODE_RULEBOOK_MATCHER_H
#define THERAPYCODE_RULEBOOK_MATCHER_H

#include "rulebook/automaton.h"

enum {
    THERAPYCODE_IMPL_RING = 64, /* words looked back upon: a power of two, above PHRASE_WORDS */
    /* A phrase does not reach over these. */
    THERAPYCODE_IMPL_HARD_GAPS = THERAPYCODE_IMPL_GAP_STOP | THERAPYCODE_IMPL_GAP_SEMICOLON | THERAPYCODE_IMPL_GAP_BAR |
                                 THERAPYCODE_IMPL_GAP_BULLET | THERAPYCODE_IMPL_GAP_OPEN | THERAPYCODE_IMPL_GAP_CLOSE |
                                 THERAPYCODE_IMPL_GAP_PLUS | THERAPYCODE_IMPL_GAP_EQUALS |
                                 THERAPYCODE_IMPL_GAP_BLANK_LINE,
    /* Nor over these, unless they stand inside "1:1", "P.T." or "4.5". */
    THERAPYCODE_IMPL_POINT_GAPS =
        THERAPYCODE_IMPL_GAP_PERIOD | THERAPYCODE_IMPL_GAP_COMMA | THERAPYCODE_IMPL_GAP_COLON
};

struct therapycode_impl_seen_word {
    uint32_t start;
    uint32_t end;
    uint32_t entry;
    uint32_t gap; /* before it */
};

struct therapycode_impl_matcher {
    const struct therapycode_impl_vocabulary *v;
    struct therapycode_impl_seen_word ring[THERAPYCODE_IMPL_RING];
    uint32_t at;     /* words seen; the last one is at - 1 */
    uint32_t node;   /* that something may follow; 0: the start */
    uint32_t follow; /* of the node; 0: of the start */
    uint32_t longer; /* first hit of the phrases of two or more words that end with the last word; 0: none */
    uint32_t alone;  /* of those that are the last word alone */
};

static inline void therapycode_impl_matcher_begin(struct therapycode_impl_matcher *m,
                                                  const struct therapycode_impl_vocabulary *v)
{
    m->v = v;
    m->at = 0;
    m->node = m->follow = m->longer = m->alone = 0;
    m->ring[THERAPYCODE_IMPL_RING - 1].end = 0;
}

/* The word `back` words ago; 1: the last one. */
static inline const struct therapycode_impl_seen_word *
therapycode_impl_matcher_back(const struct therapycode_impl_matcher *m, uint32_t back)
{
    return &m->ring[(m->at - back) & (THERAPYCODE_IMPL_RING - 1)];
}

static inline void therapycode_impl_matcher_push(struct therapycode_impl_matcher *m, uint32_t start, uint32_t end,
                                                 uint32_t entry, uint32_t gap)
{
    const struct therapycode_impl_vocabulary *v = m->v;
    struct therapycode_impl_seen_word *seen = &m->ring[m->at++ & (THERAPYCODE_IMPL_RING - 1)];
    const struct therapycode_impl_sense *sense;
    uint32_t stem;
    seen->start = start;
    seen->end = end;
    seen->entry = entry;
    seen->gap = gap;
    m->longer = m->alone = 0;
    if (entry == 0) {
        m->node = m->follow = 0;
        return;
    }
    stem = v->entries[entry - 1].stem;
    sense = &v->senses[v->entries[entry - 1].sense];
    m->alone = sense->hits;
    for (;;) { /* nothing follows the start, so it needs no branch of its own */
        uint32_t to = m->follow >> stem % 32 & 1 ? therapycode_impl_node_after(v, m->node, stem) : 0;
        if (to != 0) {
            m->longer = v->nodes[to].hits;
            m->node = v->nodes[to].settle;
            m->follow = v->nodes[to].follow;
            return;
        }
        if (m->node <= v->stem_count)
            break;
        m->node = v->nodes[m->node].back;
        m->follow = m->node != 0 ? v->nodes[m->node].follow : 0;
    }
    m->follow = sense->follow;
    m->node = sense->follow != 0 ? stem : 0;
}

/* Takes the next word of a text: the phrases that end with it are those of `longer`, then those of `alone`. */
static inline void therapycode_impl_matcher_word(struct therapycode_impl_matcher *m,
                                                 const struct therapycode_impl_word *word)
{
    uint32_t entry = therapycode_impl_find_entry(m->v, word), gap = word->gap;
    uint32_t parts = (uint32_t)((gap & THERAPYCODE_IMPL_HARD_GAPS) != 0) |
                     ((uint32_t)((gap & THERAPYCODE_IMPL_POINT_GAPS) != 0) &
                      (uint32_t)((gap & (THERAPYCODE_IMPL_GAP_SPACE | THERAPYCODE_IMPL_GAP_NEWLINE)) != 0));
    m->node &= parts - 1; /* all bits or none: what it is nobody foretells */
    m->follow &= parts - 1;
    if ((gap & (THERAPYCODE_IMPL_GAP_ARROW | THERAPYCODE_IMPL_GAP_AMPERSAND)) && m->node != 0)
        therapycode_impl_matcher_push(m, therapycode_impl_matcher_back(m, 1)->end, (uint32_t)word->start,
                                      gap & THERAPYCODE_IMPL_GAP_ARROW ? m->v->to : m->v->and_word, 0);
    therapycode_impl_matcher_push(m, (uint32_t)word->start, (uint32_t)word->end, entry, gap);
}

/* The first hit, as `longer` and `alone` tell it; NULL: none. */
static inline const struct therapycode_impl_hit *
therapycode_impl_matcher_first(const struct therapycode_impl_matcher *m, uint32_t first)
{
    return first == 0 ? NULL : &m->v->hits[first];
}

static inline const struct therapycode_impl_hit *therapycode_impl_matcher_next(const struct therapycode_impl_matcher *m,
                                                                               const struct therapycode_impl_hit *hit)
{
    if (hit->flags & THERAPYCODE_IMPL_HIT_LAST)
        return NULL;
    hit++;
    return hit->flags & THERAPYCODE_IMPL_HIT_JUMP ? &m->v->hits[hit->phrase] : hit;
}

/* Where a phrase that ends with the last word starts. */
static inline uint32_t therapycode_impl_matcher_start(const struct therapycode_impl_matcher *m,
                                                      const struct therapycode_impl_hit *hit)
{
    return therapycode_impl_matcher_back(m, hit->words)->start;
}

/* Whether the words that stand for themselves only are those of the phrase, and not other forms. */
static inline int therapycode_impl_matcher_is(const struct therapycode_impl_matcher *m,
                                              const struct therapycode_impl_hit *hit)
{
    const struct therapycode_impl_vocabulary_phrase *p;
    uint32_t bits, w;
    if (!(hit->flags & THERAPYCODE_IMPL_HIT_EXACT))
        return 1;
    p = &m->v->phrases[hit->phrase];
    for (bits = p->exact_bits, w = 0; bits != 0; w++, bits >>= 1)
        if ((bits & 1) && m->v->entries[therapycode_impl_matcher_back(m, p->words - w)->entry - 1].key !=
                              m->v->exact[p->exact + w])
            return 0;
    return 1;
}

#endif
