/* A time that two disciplines share: "30 min co-tx with OT (PT 15 min/OT 15 min)", "split w/ OT 15/15". */
#include "note/minutes_pairs.h"

/* A discipline by its capitals: 1 the own one, 2 another, or an aide or a student, 0 none. */
static int discipline_at(const struct therapycode_impl_reader *r, int32_t at, const char *word)
{
    int32_t named = 0;
    if (one_of(word, "aide aides tech techs spt student"))
        return 2;
    if (therapycode_impl_is_capital(byte_at(r, at)))
        named = therapycode_impl_discipline_of(word, strlen(word));
    return named == 0 ? 0 : named == r->e->session.discipline ? 1 : 2;
}

/*
 * Whose a figure is in "PT 15 min/OT 15 min", "15 PT / 15 OT": 1 the own discipline's, 2 another's, 0 nobody's that is
 * told.
 */
static int share_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n, int *billed)
{
    char word[LETTERS];
    int32_t at = first_digit(r, n), from = at;
    int found;
    while (byte_at(r, from - 1) == ' ')
        from--;
    if (byte_at(r, from - 1) != '(') {
        from = word_before(r, at, word);
        *billed |= one_of(word, "billed billing bills");
        if (one_of(word, "portion part share time x for billed billing bills"))
            from = word_before(r, from, word);
        found = discipline_at(r, from, word);
        if (found)
            return found;
    }
    at = skip_space(r, n->minutes_end > 0 ? n->minutes_end : n->end);
    from = skip_space(r, at + read_letters(r, at, word));
    for (found = 0; found < 2 && one_of(word, "for with by billed"); found++) {
        at = from;
        from = skip_space(r, at + read_letters(r, at, word));
    }
    return discipline_at(r, at, word);
}

/* "30 min split PT/OT": no time of either is told. */
static int is_split(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t end = therapycode_impl_clause_end(r, n->minutes_end);
    int32_t at = therapycode_impl_folded_word(r, n->minutes_end, end, word);
    return one_of(word, "split shared divided") && has_word(r, at, end, " ot slp st pt cota ");
}

/*
 * "Seen 30 min: half TE, half NMR", "1/2 TE, 1/2 NMR", "50% TE, 50% NMR": two names with their part of it, and no
 * minutes.
 */
static int is_halved(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES), at, parts = 0;
    char word[LETTERS];
    for (i = r->match_first; i < count && m[i].start - n->minutes_end <= THERAPYCODE_IMPL_NEAR; i++) {
        if (m[i].cue != THERAPYCODE_IMPL_CUE_HEADING)
            continue;
        at = m[i].start - 1;
        if (m[i].start < n->start || at < 4 || byte_at(r, at) != ' ')
            return 0; /* the time has a name */
        therapycode_impl_letters_before(r, at, " ", word);
        parts += memcmp(r->data + at - 3, "1/2", 3) == 0 || memcmp(r->data + at - 3, "50%", 3) == 0 ||
                 strcmp(word, "half") == 0;
    }
    return parts > 1;
}

/* The figure behind a time may be a share of it. */
static int may_be_share(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n, int32_t left)
{
    int32_t discipline = r->e->session.discipline;
    return discipline >= THERAPYCODE_PT && discipline <= THERAPYCODE_SLP && left >= 2 && n[1].value > 0 &&
           n[1].value < n->minutes && n[1].start - n->minutes_end <= THERAPYCODE_IMPL_NEAR;
}

/* And the two behind it all of it. */
static int are_shares(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n, int32_t left)
{
    return left >= 3 && n[2].value > 0 && n[1].value + n[2].value == n->minutes &&
           n[2].start - n->minutes_end <= THERAPYCODE_IMPL_NEAR &&
           !therapycode_impl_is_named_between(r, n->minutes_end, n[2].start);
}

/* "30 min, PT billing 15 min", "30 min co-tx with OT (PT 15)": the own share alone is told. */
static void settle_own_share(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n)
{
    static const char together[] = " co cotx cotreat cotreatment cotreated ";
    int billed = 0, share = share_of(r, &n[1], &billed);
    if (share != 1)
        return;
    if (!billed && (memchr(r->data + n->minutes_end, '(', (size_t)(n[1].start - n->minutes_end)) == NULL ||
                    !has_word(r, r->start, n[1].end + THERAPYCODE_IMPL_NEAR, together)))
        return;
    n->minutes = n[1].value;
    drop(&n[1]);
}

void therapycode_impl_settle_shares(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n,
                                    int32_t left)
{
    int halves, first, second, billed = 0, halved = is_halved(r, n);
    if (halved || !may_be_share(r, n, left)) {
        if (halved || ((r->lists & THERAPYCODE_IMPL_LIST_PAIR) && is_split(r, n)))
            doubt(n, THERAPYCODE_IMPL_DOUBT_UNCLEAR);
        return;
    }
    if (!are_shares(r, n, left)) {
        settle_own_share(r, n);
        return;
    }
    halves = n[1].value == n[2].value && has_word(r, n->minutes_end, n[1].start, " split shared divided ");
    first = share_of(r, &n[1], &billed);
    second = share_of(r, &n[2], &billed);
    if (!halves && (first == second || first == 0 || second == 0))
        return;
    n->minutes = n[first == 1 || halves ? 1 : 2].value;
    drop(&n[1]);
    drop(&n[2]);
}
