/*
 * Sentences of the note that stand in an earlier note of the episode, word for word.
 *
 * Every run of six words of the note is hashed into a table whose size follows from the note alone; the earlier notes
 * then stream past it. So the memory is bounded by the note in hand, however many notes came before.
 */
#include <string.h>

#include "base/text.h"
#include "document/board.h"

enum { RUN = 6, SENTENCE_WORDS = 6 };

struct run {
    uint64_t hash; /* 0: free slot */
    int32_t hit;   /* 1 + the earlier note where it stands */
};

/* The words of one text, one after the other, as hashes of their lower-case bytes. */
struct words {
    const char *data;
    int32_t length;
    int32_t at;
    int32_t start; /* of the last word */
    uint64_t ring[RUN];
    int32_t count;
};

static int is_word(char c)
{
    return therapycode_impl_is_letter(c) || therapycode_impl_is_digit(c) || (unsigned char)c >= 0x80;
}

static int next_word(struct words *w)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    while (w->at < w->length && !is_word(w->data[w->at]))
        w->at++;
    if (w->at >= w->length)
        return 0;
    w->start = w->at;
    for (; w->at < w->length && is_word(w->data[w->at]); w->at++)
        hash = (hash ^ (unsigned char)therapycode_impl_lower(w->data[w->at])) * UINT64_C(0x100000001B3);
    w->ring[w->count % RUN] = hash;
    w->count++;
    return 1;
}

/* Of the last six words, in order; never 0. */
static uint64_t run_hash(const struct words *w)
{
    uint64_t hash = 0;
    int32_t i;
    for (i = 0; i < RUN; i++)
        hash = (hash ^ w->ring[(w->count + i) % RUN]) * UINT64_C(0x9E3779B97F4A7C15) + (hash >> 29);
    return hash | 1;
}

static struct run *slot_of(struct run *runs, size_t mask, uint64_t hash)
{
    size_t slot = (size_t)(hash >> 20) & mask;
    while (runs[slot].hash != 0 && runs[slot].hash != hash)
        slot = (slot + 1) & mask;
    return &runs[slot];
}

static struct words words_of(const char *data, size_t length)
{
    struct words w;
    memset(&w, 0, sizeof w);
    w.data = data;
    w.length = (int32_t)length;
    return w;
}

static void mark_earlier(struct therapycode_impl_document *d, struct run *runs, size_t mask)
{
    size_t i;
    for (i = 0; i < d->e->episode->note_count; i++) {
        struct words w = words_of(d->e->episode->notes[i].data, d->e->episode->notes[i].length);
        while (next_word(&w))
            if (w.count >= RUN) {
                struct run *run = slot_of(runs, mask, run_hash(&w));
                if (run->hash != 0)
                    run->hit = (int32_t)i + 1;
            }
    }
}

/* Words of [start, end) that lie in a run found earlier, and all of them. */
static void count_copied(struct words *w, int32_t end, struct run *runs, size_t mask, int32_t *copied, int32_t *all,
                         int32_t *from)
{
    int32_t covered = 0;
    *copied = *all = 0;
    while (w->at < end && next_word(w)) {
        (*all)++;
        if (*all >= RUN && w->count >= RUN) {
            const struct run *run = slot_of(runs, mask, run_hash(w));
            if (run->hash != 0 && run->hit != 0) {
                *from = run->hit - 1;
                *copied += covered == 0 ? RUN : 1;
                covered = RUN;
            } else if (covered > 0) {
                covered--;
            }
        }
    }
}

static void mark_sentences(struct therapycode_impl_document *d, struct run *runs, size_t mask)
{
    const struct therapycode_impl_read_text *text = therapycode_impl_row(d->e, THERAPYCODE_IMPL_TEXTS, 0);
    struct words w = words_of(d->e->session.note.data, d->e->session.note.length);
    int64_t copied_words = 0, words = 0;
    int32_t i;
    for (i = 0; i < text->statement_count;) {
        const struct therapycode_impl_statement *st = therapycode_impl_row(d->e, THERAPYCODE_IMPL_STATEMENTS,
                                                                           text->statement_first + i);
        int32_t sentence = st->sentence, end = st->end, copied, all;
        for (; i < text->statement_count; i++) {
            st = therapycode_impl_row(d->e, THERAPYCODE_IMPL_STATEMENTS, text->statement_first + i);
            if (st->sentence != sentence)
                break;
            end = st->end;
        }
        count_copied(&w, end, runs, mask, &copied, &all, &d->copied_from);
        words += all;
        copied_words += copied > all ? all : copied;
        if (all >= SENTENCE_WORDS && (int64_t)copied * 4 >= (int64_t)all * 3 && sentence < d->sentence_count)
            d->copied[sentence] = 1;
    }
    d->copied_percent = words > 0 ? (int32_t)(copied_words * 100 / words) : 0;
}

void therapycode_impl_document_copied(struct therapycode_impl_document *d)
{
    struct therapycode_evaluation *e = d->e;
    const struct therapycode_impl_read_text *text = therapycode_impl_row(e, THERAPYCODE_IMPL_TEXTS, 0);
    size_t words = 0, size = 64;
    struct words w;
    struct run *runs;
    if (e->episode == NULL || e->episode->note_count == 0 || e->session.note.length == 0 || text->statement_count == 0)
        return;
    w = words_of(e->session.note.data, e->session.note.length);
    while (next_word(&w))
        words++;
    while (size < words * 2)
        size *= 2;
    {
        const struct therapycode_impl_statement *last = therapycode_impl_row(
            e, THERAPYCODE_IMPL_STATEMENTS, text->statement_first + text->statement_count - 1);
        d->sentence_count = last->sentence + 1;
    }
    runs = therapycode_impl_take(e, size * sizeof *runs);
    d->copied = therapycode_impl_take(e, (size_t)d->sentence_count);
    if (runs == NULL || d->copied == NULL)
        return;
    w = words_of(e->session.note.data, e->session.note.length);
    while (next_word(&w))
        if (w.count >= RUN)
            slot_of(runs, size - 1, run_hash(&w))->hash = run_hash(&w);
    mark_earlier(d, runs, size - 1);
    mark_sentences(d, runs, size - 1);
    if (d->copied_percent >= COPIED_SHARE)
        THERAPYCODE_IMPL_FIND(e, DOC_COPIED, d->copied_percent, d->copied_from + 1);
}
