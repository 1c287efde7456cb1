/* A time that was planned beside one that was given: "planned 30 min, done 15 min", "15 of 30 min". */
#include "note/minutes_pairs.h"

static const char plans[] = "planned plan scheduled target goal intended prescribed allotted ordered booked";

/* "Planned 30 min", "goal of 30 min", "30 min scheduled", "30 min were planned"; not "30 min as planned". */
int therapycode_impl_is_planned(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at = word_before(r, n->start, word), end = therapycode_impl_clause_end(r, n->minutes_end);
    if (one_of(word, "for of was is time"))
        word_before(r, at, word);
    if (word[0] != '\0' && one_of(word, plans))
        return 1;
    at = therapycode_impl_folded_word(r, n->minutes_end, end, word);
    if (one_of(word, "were was had session originally"))
        therapycode_impl_folded_word(r, at, end, word);
    return word[0] != '\0' && one_of(word, "planned scheduled target goal intended prescribed allotted ordered booked");
}

/* "15 min of 30 min", "15 min completed out of 30 min": part of what was meant; "30 min total" is the session's. */
int therapycode_impl_is_part_of_plan(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                                     const struct therapycode_impl_number *b)
{
    static const char links[] =
        "of out the a his her full possible completed done performed tolerated planned scheduled "
        "only was were";
    char word[LETTERS];
    int32_t at = word_before(r, b->start, word);
    if (a->minutes > b->minutes)
        return 0;
    if (one_of(word, "the a his her full planned scheduled possible"))
        at = word_before(r, at, word);
    if (strcmp(word, "of") != 0)
        return 0;
    word_before(r, at, word);
    if (strcmp(word, "out") != 0 && !therapycode_impl_has_only(r, a->minutes_end, b->start, links))
        return 0;
    return !has_word(r, b->minutes_end, therapycode_impl_clause_end(r, b->minutes_end),
                     " total session treatment visit ");
}

/* "15 min TE out of 30 min scheduled": what was meant says nothing of what was done, where nothing more follows. */
void therapycode_impl_cut_plan(struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                               const struct therapycode_impl_number *b)
{
    char word[LETTERS];
    int32_t at = b->start, before, end = therapycode_impl_clause_end(r, b->minutes_end), next = b->minutes_end;
    while ((before = word_before(r, at, word)) > a->minutes_end && before < at &&
           word[0] != '\0' &&
           one_of(word, "out of the a his her full planned scheduled for"))
        at = before;
    if (at == b->start)
        return;
    next = therapycode_impl_folded_word(r, next, end, word);
    if (one_of(word, "were was had session originally"))
        next = therapycode_impl_folded_word(r, next, end, word);
    if (skip_space(r, word[0] == '\0' || one_of(word, plans) ? next : b->minutes_end) >= end)
        therapycode_impl_cut_apart(r, at, end);
}
