/* Which total a time is, by the words before and behind it: "Timed 30, total 45", "30 min timed, 45 min total". */
#include "note/minutes_total.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

/* "15 minutes total 30 minutes": the word is of the next time, unless another one stands behind that. */
static int is_before_next(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                          int32_t index)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t at = m[index].end, i;
    int marked = 0;
    for (; byte_at(r, at) == ' ' || byte_at(r, at) == ':' || byte_at(r, at) == '='; at++)
        marked |= byte_at(r, at) != ' ';
    if (!is_digit_at(r, at))
        return 0;
    if (marked) /* "total: 30 min" */
        return 1;
    for (i = index + 1; i < s->match_first + s->match_count; i++)
        if (kind_of_cue(m[i].cue) != THERAPYCODE_IMPL_MINUTES_TREATMENT && m[i].start > at)
            return 0;
    return 1;
}

/* "Total time 50 min = 45 timed": a word behind another figure is not of what stands before that. */
static int is_figure_between(const struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    for (; from < to; from++)
        if (is_digit_at(r, from))
            return 1;
    return 0;
}

/*
 * Whether a name of its own stands between the word of a total and the minutes: "timed codes: TE 15 min" is of TE.
 * "Seen", "seen for", "treated x" are of a session only where the time stands close behind.
 */
static int is_named_between(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                            int32_t total, int32_t at)
{
    enum { CLOSE = 16 };
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    char word[LETTERS];
    int32_t from = m[total].end, end = at, i;
    from = therapycode_impl_word_start(r->data, r->start, from);
    read_letters(r, from, word);
    if (one_of(word, "for seen x") && at - m[total].end > CLOSE)
        return 1;
    while (end > m[total].end && THERAPYCODE_IMPL_AMONG(" :x(-=@", byte_at(r, end - 1)))
        end--;
    for (i = s->match_first; i < s->match_first + s->match_count; i++)
        if ((m[i].cue == CUE(HEADING) || therapycode_impl_is_opening(m[i].cue)) && m[i].start >= m[total].end &&
            m[i].end == end)
            return 1;
    return 0;
}

/* "A total of 23 min TE and 15 min MT", "total of 23 min of TE": of what is named right behind. */
static int is_total_of_name(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                            const struct therapycode_impl_match *total, const struct therapycode_impl_number *n)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, at = skip_space(r, n->minutes_end);
    if (total->end < 3 || memcmp(r->data + total->end - 3, " of", 3) != 0)
        return 0;
    if (byte_at(r, at) == 'o' && byte_at(r, at + 1) == 'f' && byte_at(r, at + 2) == ' ')
        at += 3;
    for (i = s->match_first; i < s->match_first + s->match_count && m[i].start <= at; i++)
        if (m[i].start == at && m[i].cue == CUE(HEADING))
            return !is_digit_at(r, skip_space(r, m[i].end));
    return 0;
}

/* "Total timed and total treatment time: 45 min", "timed/total": nothing but a link between two words of totals. */
static int is_linked(const struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    char word[LETTERS];
    while (from < to) {
        int32_t n = read_letters(r, from, word);
        if (n == 0 ? !THERAPYCODE_IMPL_AMONG(" /&=+", byte_at(r, from)) : !one_of(word, "and min mins minutes time"))
            return 0;
        from += n > 0 ? n : 1;
    }
    return 1;
}

/* The words for a total before a time and behind it. */
struct total_words {
    int32_t before; /* the last one before; NONE */
    int32_t after;  /* the first one behind; NONE */
    int linked;     /* another kind stands right before that one, "timed/total 45": both are meant */
};

/* Whether a word behind a time is of it, and not of the next one. */
static int is_total_behind(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                           const struct therapycode_impl_number *n, int32_t match, int32_t next)
{
    enum { AFTER = 12 };
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    return m[match].start <= n->minutes_end + AFTER && (next == 0 || m[match].start <= next) &&
           !is_before_next(r, s, match) && !is_figure_between(r, n->minutes_end, m[match].start);
}

/* A plain "total" of an activity (`lone`: the time may be of one), or too far away: it is not the session's. */
static int is_total_of_activity(const struct therapycode_impl_match *m, const struct therapycode_impl_number *n,
                                int lone)
{
    enum { BEFORE = 24 };
    return m->cue == CUE(MINUTES_SUM) && (lone || n->start - m->end > BEFORE);
}

static struct total_words find_total_words(const struct therapycode_impl_reader *r,
                                           const struct therapycode_impl_statement *s,
                                           const struct therapycode_impl_number *n, int lone, int32_t next,
                                           struct totals *totals)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    struct total_words found = { THERAPYCODE_NONE, THERAPYCODE_NONE, 0 };
    int in_order = next > 0 && is_linked(r, n->minutes_end, next);
    int32_t i;
    for (i = s->match_first; i < s->match_first + s->match_count; i++) {
        if (kind_of_cue(m[i].cue) == THERAPYCODE_IMPL_MINUTES_TREATMENT || (i <= totals->used && !n->is_clock))
            continue;
        if (is_total_of_activity(&m[i], n, lone)) {
            if (m[i].start < n->start)
                totals->used = i; /* "TherEx total 38 min: bike 8 min": it has its time */
        } else if (m[i].start >= n->start) {
            if (found.after == THERAPYCODE_NONE && is_total_behind(r, s, n, i, next))
                found.after = i;
        } else if (!is_named_between(r, s, i, n->start) && !is_total_of_name(r, s, &m[i], n)) {
            found.linked = found.before != THERAPYCODE_NONE && m[found.before].cue != m[i].cue &&
                           is_linked(r, m[found.before].end, m[i].start);
            found.before = found.linked && in_order ? found.before : i;
        }
    }
    totals->both = found.linked && !in_order;
    return found;
}

/*
 * The total that minutes are, if a word says so: the last one before them, "Timed 30, total 45", else the first one
 * behind, "30 min timed, 45 min total". Each word is of one time. A plain "total" in a statement that names an activity
 * is the total of that activity, unless minutes came before it (`lone`: it is not).
 */
int32_t therapycode_impl_total_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                                  const struct therapycode_impl_number *n, int lone, int32_t next,
                                  struct totals *totals)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    struct total_words found = find_total_words(r, s, n, lone, next, totals);
    int32_t said = found.before != THERAPYCODE_NONE ? found.before : found.after;
    totals->all_timed = found.before != THERAPYCODE_NONE && found.after != THERAPYCODE_NONE && next == 0 &&
                        m[found.after].cue == CUE(MINUTES_TIMED_TOTAL);
    if (found.before == THERAPYCODE_NONE && totals->before && next > 0)
        return THERAPYCODE_IMPL_MINUTES_TREATMENT;
    totals->before |= found.before != THERAPYCODE_NONE;
    if (said == THERAPYCODE_NONE)
        return THERAPYCODE_IMPL_MINUTES_TREATMENT;
    totals->used = said;
    return kind_of_cue(m[said].cue);
}

/* The words for a total before the next time are those of a whole whose part it is. */
void therapycode_impl_use_total_words(const struct therapycode_impl_reader *r,
                                      const struct therapycode_impl_statement *s,
                                      int32_t next, struct totals *totals)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i;
    for (i = s->match_first; i < s->match_first + s->match_count && (next == 0 || m[i].start < next); i++)
        if (kind_of_cue(m[i].cue) != THERAPYCODE_IMPL_MINUTES_TREATMENT)
            totals->used = i;
}
