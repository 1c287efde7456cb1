/*
 * One service told of with words of near codes: "platform swing to calm him, therapist graded the vestibular input,
 * 30 min". Where pieces of one sentence have one time at its end and each names the code of the other, they are one
 * service, and all its words together say which.
 */
#include "select/joining.h"

static int names(const struct therapycode_impl_piece *piece, int32_t slot)
{
    int32_t k;
    for (k = 0; k < THERAPYCODE_IMPL_MAYBE; k++)
        if (piece->maybe[k] == slot)
            return 1;
    return 0;
}

static int32_t sentence_of(const struct therapycode_impl_joining *j, int32_t statement)
{
    const struct therapycode_impl_statement *s = therapycode_impl_row(j->e, THERAPYCODE_IMPL_STATEMENTS, statement);
    return s->sentence;
}

/* A heading or sets and repetitions make an item of its own. */
static int are_near(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *a,
                    const struct therapycode_impl_piece *b)
{
    if (a->heading != THERAPYCODE_NONE || b->heading != THERAPYCODE_NONE || a->verdict.dose || b->verdict.dose ||
        a->minutes != THERAPYCODE_NONE || b->minutes == THERAPYCODE_NONE)
        return 0;
    if (a->slot == THERAPYCODE_NONE || b->slot == THERAPYCODE_NONE || a->slot == b->slot ||
        sentence_of(j, a->last) != sentence_of(j, b->statement))
        return 0;
    return names(a, b->slot) || names(b, a->slot);
}

/* 1: the second is part of the first now. */
static int unite(struct therapycode_impl_joining *j, struct therapycode_impl_piece *a,
                 const struct therapycode_impl_piece *b)
{
    struct therapycode_impl_piece both = *b;
    both.statement = a->statement;
    both.start = a->start;
    both.mixed = a->mixed;
    both.rows.match_first = a->rows.match_first;
    therapycode_impl_weigh(j->w, &both.rows, &both.verdict);
    both.slot = both.verdict.ranked[0].slot;
    if (!both.verdict.determined || (both.slot != a->slot && both.slot != b->slot))
        return 0;
    both.plain |= a->plain;
    both.weak &= a->weak;
    both.weighed = 1;
    *a = both;
    return 1;
}

void therapycode_impl_settle_near(struct therapycode_impl_joining *j)
{
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, count = 0;
    for (i = 0; i < j->pieces->count; i++)
        if (count == 0 || !are_near(j, &all[count - 1], &all[i]) || !unite(j, &all[count - 1], &all[i]))
            all[count++] = all[i];
    j->pieces->count = count;
}
