/* What names a procedure as a heading does, and the time that stands with it. */
#include "select/pieces.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum {
    MINUTES_MOST = 100000,
    PART = 2,   /* without a heading, half of the first at most is a part of it */
    HEADED = 40 /* weight of a phrase that is a heading with its time behind it */
};

static const struct therapycode_impl_minutes *minutes_rows(const struct therapycode_evaluation *e)
{
    return (const void *)e->tables[THERAPYCODE_IMPL_MINUTES].data;
}

int32_t therapycode_impl_sum_minutes(const struct therapycode_evaluation *e, int32_t first, int32_t end, int named)
{
    const struct therapycode_impl_minutes *rows = minutes_rows(e);
    int32_t i, sum = 0, head = THERAPYCODE_NONE, last = 0;
    for (i = first; i < end; i++) {
        if (rows[i].kind != THERAPYCODE_IMPL_MINUTES_TREATMENT)
            continue;
        last = rows[i].minutes;
        if (head == THERAPYCODE_NONE)
            head = last;
        if (sum < MINUTES_MOST)
            sum += last;
    }
    if (head == THERAPYCODE_NONE || (sum - head) * (named ? 1 : PART) <= head)
        return head;
    return named && sum - last <= last ? last : sum;
}

/* "Manual (15 min)", "Gait: 15": a short word that heads a statement and has its time right behind it. */
static int heads_time(const struct therapycode_evaluation *e, const struct therapycode_impl_match *match)
{
    const struct therapycode_impl_statement *s = (const struct therapycode_impl_statement *)(const void *)e->tables[THERAPYCODE_IMPL_STATEMENTS].data +
                                                   match->statement;
    const struct therapycode_impl_read_text *text =
        (const struct therapycode_impl_read_text *)(const void *)e->tables[THERAPYCODE_IMPL_TEXTS].data + s->text;
    int32_t at = match->end;
    if (match->start != s->start || s->minutes_count == 0)
        return 0;
    while (at < s->end && text->data[at] == ' ')
        at++;
    if (at >= s->end || (text->data[at] != '(' && text->data[at] != ':'))
        return 0;
    for (at++; at < s->end && (text->data[at] == ' ' || text->data[at] == 'x'); at++) {
    }
    return at == minutes_rows(e)[s->minutes_first].start;
}

int therapycode_impl_names_procedure(const struct therapycode_impl_weighing *w,
                                     const struct therapycode_impl_match *match)
{
    const struct therapycode_impl_vocabulary_phrase *voice = &w->voices[match->phrase];
    return match->cue == CUE(HEADING) && voice->slot != THERAPYCODE_NONE &&
           (voice->weight >= THERAPYCODE_IMPL_HEADING_WEIGHT || (voice->weight >= HEADED && heads_time(w->e, match)));
}
