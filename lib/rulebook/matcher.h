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
    uint32_t at; /* words seen; the last one is at - 1 */
    uint32_t node;
};

static inline void therapycode_impl_matcher_begin(struct therapycode_impl_matcher *m,
                                                  const struct therapycode_impl_vocabulary *v)
{
    m->v = v;
    m->at = 0;
    m->node = 0;
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
    struct therapycode_impl_seen_word *seen = &m->ring[m->at++ & (THERAPYCODE_IMPL_RING - 1)];
    seen->start = start;
    seen->end = end;
    seen->entry = entry;
    seen->gap = gap;
    if (entry == 0)
        m->node = 0;
    else
        m->node = therapycode_impl_follow(m->v, m->node, m->v->entries[entry - 1].stem);
}

/*
 * Takes the next word of a text; returns the node whose phrases end with it, 0: none. Further ones are found with
 * nodes[nodes[node].back].report.
 */
static inline uint32_t therapycode_impl_matcher_word(struct therapycode_impl_matcher *m, const char *data,
                                                     const struct therapycode_impl_word *word)
{
    uint32_t entry = therapycode_impl_find_entry(m->v, data, word), report, gap = word->gap;
    if (gap != THERAPYCODE_IMPL_GAP_SPACE && m->node != 0) {
        if ((gap & THERAPYCODE_IMPL_HARD_GAPS) ||
            ((gap & THERAPYCODE_IMPL_POINT_GAPS) && (gap & (THERAPYCODE_IMPL_GAP_SPACE | THERAPYCODE_IMPL_GAP_NEWLINE))))
            m->node = 0;
        else if (gap & (THERAPYCODE_IMPL_GAP_ARROW | THERAPYCODE_IMPL_GAP_AMPERSAND)) {
            therapycode_impl_matcher_push(m, therapycode_impl_matcher_back(m, 1)->end, (uint32_t)word->start,
                                          gap & THERAPYCODE_IMPL_GAP_ARROW ? m->v->to : m->v->and_word, 0);
            m->node = m->v->nodes[m->node].settle;
        }
    }
    therapycode_impl_matcher_push(m, (uint32_t)word->start, (uint32_t)word->end, entry, gap);
    report = m->v->nodes[m->node].report;
    m->node = m->v->nodes[m->node].settle;
    return report;
}

/* Where a phrase that ends with the last word starts. */
static inline uint32_t therapycode_impl_matcher_start(const struct therapycode_impl_matcher *m, uint32_t phrase)
{
    return therapycode_impl_matcher_back(m, m->v->phrases[phrase].words)->start;
}

/* Whether the words that stand for themselves only are those of the phrase, and not other forms. */
static inline int therapycode_impl_matcher_is(const struct therapycode_impl_matcher *m, uint32_t phrase)
{
    const struct therapycode_impl_vocabulary_phrase *p = &m->v->phrases[phrase];
    uint32_t bits = p->exact_bits, w;
    for (w = 0; bits != 0; w++, bits >>= 1)
        if ((bits & 1) && m->v->entries[therapycode_impl_matcher_back(m, p->words - w)->entry - 1].key !=
                              m->v->exact[p->exact_first + w])
            return 0;
    return 1;
}

#endif
