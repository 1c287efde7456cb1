/*
 * Two times of which one counts: "planned 30 min, done 15 min", "15 of 30 min", "from 30 min to 15 min", "15 min x 2 =
 * 30 min", "30 min including 10 min rest", "30 min (correction: 15 min)". Each number looks at most NEAR bytes around.
 */
#include "note/minutes_pairs.h"

enum { LINE = 240 };

/* The next run of letters from `at` before `to`, folded; the place behind it, or `to` and an empty word. */
int32_t therapycode_impl_folded_word(const struct therapycode_impl_reader *r, int32_t at, int32_t to,
                                     char word[LETTERS])
{
    word[0] = '\0';
    while (at < to && !therapycode_impl_is_letter(byte_at(r, at)))
        at++;
    if (at >= to)
        return to;
    if (read_letters(r, at, word) == 0)
        word[0] = '\0';
    while (at < to && therapycode_impl_is_letter(byte_at(r, at)))
        at++;
    return at;
}

/* Words are there, and all of them in the list. */
int therapycode_impl_has_only(const struct therapycode_impl_reader *r, int32_t from, int32_t to, const char *list)
{
    char word[LETTERS];
    int words = 0;
    while (from < to) {
        char c = byte_at(r, from);
        if (!therapycode_impl_is_letter(c) && !THERAPYCODE_IMPL_AMONG(" ,()-", c))
            return 0;
        if (!therapycode_impl_is_letter(c)) {
            from++;
            continue;
        }
        from = therapycode_impl_folded_word(r, from, to, word);
        if (!one_of(word, list))
            return 0;
        words++;
    }
    return words > 0;
}

/* Where what belongs to a time behind it ends. */
int32_t therapycode_impl_clause_end(const struct therapycode_impl_reader *r, int32_t from)
{
    int32_t at = from;
    while (at - from < THERAPYCODE_IMPL_NEAR && byte_at(r, at) != '\0' &&
           !THERAPYCODE_IMPL_AMONG(",;:.)|\r\n", byte_at(r, at)) &&
           !is_digit_at(r, at))
        at++;
    return at;
}

/* "15 min x 2 units = 30 min", "(15 mins) x 2 = 30", "2 units x 15 min = 30 min": how often, and what comes of it. */
static int is_product(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                      const struct therapycode_impl_number *b)
{
    char word[LETTERS];
    int32_t at = a->minutes_end, times = 0;
    for (; at < b->start; at++) {
        if (is_digit_at(r, at)) {
            times = read_digits(r, &at);
            at--;
        } else if (therapycode_impl_is_letter(byte_at(r, at))) {
            int32_t length = read_letters(r, at, word);
            if (length == 0 || !one_of(word, "x times unit units u each ea"))
                return 0;
            at += length - 1;
        } else if (!THERAPYCODE_IMPL_AMONG(" )(=*,", byte_at(r, at)) && (unsigned char)byte_at(r, at) < 0x80) {
            return 0;
        }
    }
    while (byte_at(r, at - 1) == ' ' || byte_at(r, at - 1) == '(')
        at--;
    if (byte_at(r, at - 1) != '=' || a->minutes == 0)
        return 0;
    if (times > 0)
        return (int64_t)a->minutes * times == b->minutes;
    word_before(r, first_digit(r, a), word);
    return b->minutes % a->minutes == 0 && (one_of(word, "x units unit times") || first_digit(r, a) > a->start);
}

/* "From 30 min to 15 min" 1, "to 15 min from 30 min" 2: which of both is over. */
static int is_changed(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                      const struct therapycode_impl_number *b)
{
    char word[LETTERS];
    word_before(r, a->start, word);
    if (strcmp(word, "from") == 0 && therapycode_impl_has_only(r, a->minutes_end, b->start, "down to up"))
        return 1;
    return strcmp(word, "to") == 0 && therapycode_impl_has_only(r, a->minutes_end, b->start, "down from up") ? 2 : 0;
}

/* "TE 30 min / MT 15 min planned": the second time is of another service. */
int therapycode_impl_is_named_between(const struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    for (i = r->match_first; i < count && m[i].start < to; i++)
        if (m[i].start >= from && m[i].cue == THERAPYCODE_IMPL_CUE_HEADING)
            return 1;
    return 0;
}

/* "15 min, stopped after 5 min", "15 min, only tolerated 5 min": how long it really was. */
static int is_broken_off(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                         const struct therapycode_impl_number *b)
{
    int32_t from = a->minutes_end, to = b->start;
    if (a->minutes <= b->minutes)
        return 0;
    return ((has_word(r, from, to,
                      " stopped stop terminated ended quit halted ceased discontinued dc refused declined ") ||
             (has_word(r, from, to, " d ") && has_word(r, from, to, " c "))) && /* "d/c'd" */
            has_word(r, from, to, " after at ")) ||
           (has_word(r, from, to, " only ") && has_word(r, from, to, " tolerated completed able tolerate complete "));
}

/* "TE 15 min, discontinued after 5 min": it was begun, so the word puts nothing off. */
static void keep_begun(const struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    struct therapycode_impl_match *m = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    for (i = r->match_first; i < count && m[i].start < to; i++)
        if (m[i].start >= from && (m[i].cue == THERAPYCODE_IMPL_CUE_DEFERRED_AFTER ||
                                   m[i].cue == THERAPYCODE_IMPL_CUE_DEFERRED_BEFORE))
            m[i].cue = THERAPYCODE_IMPL_CUE_PSEUDO_NEGATION;
}

/* "15 min, not 30 min" */
static int is_denied(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                     const struct therapycode_impl_number *b)
{
    return therapycode_impl_has_only(r, a->minutes_end, b->start, "and not instead of rather than") &&
           has_word(r, a->minutes_end, b->start, " not instead rather ");
}

/* "Posture correction", "lateral shift correction": a word right before it that speaks of no time and no note. */
static int names_correction(const struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    static const char named[] = "correction";
    enum { LENGTH = sizeof named - 1 };
    char word[LETTERS];
    int32_t at;
    for (at = from; at + LENGTH <= to; at++)
        if (!therapycode_impl_is_letter(byte_at(r, at - 1)) && read_letters(r, at, word) == LENGTH &&
            strcmp(word, named) == 0) {
            therapycode_impl_letters_before(r, at, " ", word);
            return word[0] != '\0' &&
                   !one_of(word, "time note min mins minutes a the entry late charting documentation my with see "
                                 "made needs");
        }
    return 0;
}

static int is_correction(const struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    return (has_word(r, from, to, " correction corrected amended revised ") &&
            !names_correction(r, from, to)) ||
           (has_word(r, from, to, " should ") && has_word(r, from, to, " be read "));
}

/* Nothing but spaces before a time. */
static int is_alone(const struct therapycode_impl_reader *r, int32_t at, int32_t to)
{
    return skip_space(r, at) == to;
}

/*
 * "Total 45 min of which 30 min TE", "45 min with 30 min of TE": nothing is named before the words that say so, and the
 * second time has a name.
 */
static int is_of_session(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                         const struct therapycode_impl_number *b)
{
    static const char links[] = "which including includes incl inc included with w those these";
    enum { NAMED = 30 };
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    char word[LETTERS];
    int32_t i, at = a->minutes_end, link = THERAPYCODE_NONE;
    int32_t count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    if (a->minutes <= b->minutes)
        return 0;
    while (at < b->start && link == THERAPYCODE_NONE) {
        at = therapycode_impl_folded_word(r, at, b->start, word);
        if (word[0] != '\0' && one_of(word, links))
            link = at;
    }
    for (i = r->match_first; i < count && link != THERAPYCODE_NONE; i++)
        if (therapycode_impl_is_opening(m[i].cue))
            return m[i].start >= link && m[i].start - b->minutes_end <= NAMED;
    return 0;
}

/*
 * "Sat EOB 10 min during TE 15 min", "TA 15 min, during which pt stood 8 min", "TE 15 min, stood 8 min throughout": one
 * interval, of which the longer time is told.
 */
static struct therapycode_impl_number *inner_of(const struct therapycode_impl_reader *r,
                                                struct therapycode_impl_number *a,
                                                struct therapycode_impl_number *b)
{
    char word[LETTERS];
    int32_t at = therapycode_impl_folded_word(r, a->minutes_end, b->start, word);
    if (strcmp(word, "while") == 0) {
        therapycode_impl_folded_word(r, at, b->start, word);
        return a->minutes <= b->minutes && one_of(word, "doing performing completing participating") ? a : NULL;
    }
    if (strcmp(word, "for") == 0) /* "stood x 8 min for grooming x 8 min" */
        return a->minutes == b->minutes && !therapycode_impl_is_named_between(r, r->start, a->start) ? a : NULL;
    if (one_of(word, "incorporated embedded integrated"))
        return a->minutes <= b->minutes ? a : NULL;
    if (strcmp(word, "during") == 0) {
        therapycode_impl_folded_word(r, at, b->start, word);
        if (one_of(word, "which this that"))
            return b->minutes <= a->minutes ? b : NULL;
        return a->minutes <= b->minutes ? a : NULL;
    }
    therapycode_impl_folded_word(r, b->minutes_end, therapycode_impl_clause_end(r, b->minutes_end), word);
    return b->minutes <= a->minutes && one_of(word, "throughout during") ? b : NULL;
}

/* "TE 15 min vs MT 15 min": one of two names with its time, and which is not told. */
static int is_choice(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                     const struct therapycode_impl_number *b)
{
    enum { FAR = 24 };
    char word[LETTERS];
    int32_t at = word_at(r, a->minutes_end, word);
    int told = one_of(word, "vs versus") || (strcmp(word, "or") == 0 && !(r->heard & THERAPYCODE_IMPL_HIT_BRINGS));
    return told && b->start - a->minutes_end <= FAR && therapycode_impl_is_named_between(r, at, b->start);
}

/* A time and the product of it: "15 min x 2 = 30 min". */
static int settle_product(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                          struct therapycode_impl_number *b)
{
    if (!is_product(r, a, b))
        return 0;
    a->minutes = b->minutes;
    a->minutes_end = b->minutes_end;
    drop(b);
    return 1;
}

/*
 * Where a semicolon, a bar or the end of a line stands between two times, which then have little to do with each other.
 */
static int32_t parted_at(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                         const struct therapycode_impl_number *b)
{
    int32_t at;
    for (at = a->minutes_end; at < b->start; at++)
        if (THERAPYCODE_IMPL_AMONG(";|\n", byte_at(r, at)))
            return at;
    return THERAPYCODE_NONE;
}

/* A rest in the first time, or the second as what was really given. */
static int settle_rest_or_actual(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                                 struct therapycode_impl_number *b)
{
    return therapycode_impl_settle_rest(r, a, b) ||
           ((r->lists & THERAPYCODE_IMPL_LIST_PAIR) && therapycode_impl_settle_actual(r, a, b));
}

/* One of both is told inside the other, which counts. */
static int settle_inner(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                        struct therapycode_impl_number *b)
{
    int says = (r->lists & THERAPYCODE_IMPL_LIST_PAIR) != 0;
    struct therapycode_impl_number *inner = says || a->minutes == b->minutes ? inner_of(r, a, b) : NULL;
    if (inner == NULL && therapycode_impl_is_alone(r, a, b)) {
        a->minutes = b->minutes;
        a->doubt = THERAPYCODE_IMPL_DOUBT_ALONE;
        inner = b;
    }
    if (inner != NULL)
        drop(inner);
    return inner != NULL;
}

static void break_off(struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                      struct therapycode_impl_number *b)
{
    keep_begun(r, a->minutes_end, b->start);
    drop(b);
    doubt(a, THERAPYCODE_IMPL_DOUBT_UNCLEAR);
}

/* Of a time and what took its place, or was meant, the one that is over is dropped. */
static void settle_change(struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                          struct therapycode_impl_number *b, int planned, int planned_too)
{
    int says = (r->lists & THERAPYCODE_IMPL_LIST_PAIR) != 0, changed = is_changed(r, a, b);
    if (is_choice(r, a, b)) {
        doubt(a, THERAPYCODE_IMPL_DOUBT_UNCLEAR);
        doubt(b, THERAPYCODE_IMPL_DOUBT_UNCLEAR);
    } else if (says && is_correction(r, a->minutes_end, b->start)) {
        drop(a);
    } else if (says && is_denied(r, a, b)) {
        drop(b);
    } else if (therapycode_impl_is_part_of_plan(r, a, b) || changed == 2 || (planned_too && !planned)) {
        if (planned_too)
            therapycode_impl_cut_plan(r, a, b);
        drop(b);
    } else if (planned || changed == 1) {
        drop(planned && planned_too ? b : a);
    } else if (says && is_broken_off(r, a, b)) {
        break_off(r, a, b);
    }
}

/* What one of two neighbours makes of the other. */
static void settle(struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                   struct therapycode_impl_number *b)
{
    int says = (r->lists & THERAPYCODE_IMPL_LIST_PAIR) != 0;
    int planned = says && therapycode_impl_is_planned(r, a), planned_too = says && therapycode_impl_is_planned(r, b);
    int32_t at;
    if (settle_product(r, a, b))
        return;
    at = parted_at(r, a, b);
    if (at != THERAPYCODE_NONE) {
        if (byte_at(r, at) != ';' || settle_rest_or_actual(r, a, b))
            return;
        if (planned_too && !planned && is_alone(r, at + 1, b->start))
            drop(b); /* "TE 15 min; 30 min scheduled" */
        else if (says && is_broken_off(r, a, b) && !therapycode_impl_is_named_between(r, at, b->start))
            break_off(r, a, b);
        return;
    }
    if (planned_too && !planned && therapycode_impl_is_named_between(r, a->minutes_end, b->start) &&
        !therapycode_impl_is_part_of_plan(r, a, b))
        return;
    if (!planned && !planned_too && settle_rest_or_actual(r, a, b))
        return;
    if (is_of_session(r, a, b))
        a->doubt = THERAPYCODE_IMPL_DOUBT_WHOLE;
    else if (!settle_inner(r, a, b))
        settle_change(r, a, b, planned, planned_too);
}

/* "15 of 30 min": the first figure has no unit. */
static int is_bare_part(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                        const struct therapycode_impl_number *b)
{
    char word[LETTERS];
    if (a->minutes_end > 0 || a->value <= 0 || a->value >= b->minutes || !is_digit_at(r, a->start) ||
        b->start - a->end > 22 || !therapycode_impl_has_only(r, a->end, b->start, "out of the planned scheduled"))
        return 0;
    word_before(r, a->start, word);
    return !one_of(word, "week day session visit set part step stage phase level grade");
}

/* "ERROR TE 30 min", "TE 30 min entered in error". */
static int is_in_error(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at = skip_space(r, r->start), end = therapycode_impl_clause_end(r, n->minutes_end),
            length = read_letters(r, at, word);
    if (strcmp(word, "error") == 0 && n->start - at <= THERAPYCODE_IMPL_NEAR &&
        (byte_at(r, at + length) == ':' || stands_at(r, at, "ERROR")))
        return 1;
    return has_word(r, n->minutes_end, end, " error ") && has_word(r, n->minutes_end, end, " in ");
}

/* "Corrected to 15 min", "correction: 15 min": the time that it corrects stands in another sentence. */
static int is_corrected_to(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at = word_before(r, n->start, word);
    if (strcmp(word, "to") == 0) {
        word_before(r, at, word);
        return one_of(word, "corrected amended revised changed");
    }
    return strcmp(word, "correction") == 0 && !names_correction(r, at - LETTERS, n->start);
}

/* Where a line begins that may be struck out with "~~" before a number; the number itself where none of it is. */
static int32_t strikes_from(const struct therapycode_impl_reader *r, int32_t number)
{
    int32_t at = r->start, first = at > LINE ? at - LINE : 0;
    if (memchr(r->data + first, '~', (size_t)(number - first)) == NULL)
        return number;
    while (at > first && byte_at(r, at - 1) != '\n')
        at--;
    return at;
}

/* Goes on to a number; whether it stands between "~~", which strikes it out. */
static int pass_strikes(const struct therapycode_impl_reader *r, int32_t *at, int32_t number, int struck)
{
    for (; *at + 1 < number; ++*at)
        if (byte_at(r, *at) == '~' && byte_at(r, *at + 1) == '~') {
            struck = !struck;
            ++*at;
        }
    return struck;
}

/* A figure without a unit is a time. */
static void take_as_minutes(struct therapycode_impl_number *n)
{
    n->minutes = n->value;
    n->minutes_end = n->end;
}

/* "15 of 30 min": the figure before is what was done. */
static int settle_bare_part(struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                            struct therapycode_impl_number *b)
{
    if (!is_bare_part(r, a, b))
        return 0;
    take_as_minutes(a);
    if (therapycode_impl_is_planned(r, b))
        therapycode_impl_cut_plan(r, a, b);
    drop(b);
    return 1;
}

/* A time beside the last one before it (NULL: none). */
static void settle_beside(struct therapycode_impl_reader *r, struct therapycode_impl_number *last,
                          struct therapycode_impl_number *n)
{
    if (last != NULL && n->start - last->minutes_end <= THERAPYCODE_IMPL_NEAR && last->minutes > 0)
        settle(r, last, n);
    else if ((r->lists & THERAPYCODE_IMPL_LIST_PAIR) && is_corrected_to(r, n))
        doubt(n, THERAPYCODE_IMPL_DOUBT_CORRECTED);
}

void therapycode_impl_settle_pairs(struct therapycode_impl_reader *r)
{
    struct therapycode_impl_number *n = (void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data, *last = NULL;
    int32_t count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS), i;
    int32_t at = strikes_from(r, n[count - 1].start);
    int struck = 0, says = (r->lists & THERAPYCODE_IMPL_LIST_PAIR) != 0;
    for (i = r->number_first; i < count; i++) {
        struct therapycode_impl_number *before = i > r->number_first ? &n[i - 1] : NULL;
        struck = pass_strikes(r, &at, n[i].start, struck);
        if (before != NULL && n[i].minutes > 0 && before->minutes > 0)
            therapycode_impl_settle_clock(r, before, &n[i]);
        if (says && last != NULL && therapycode_impl_is_bare_actual(r, last, &n[i]))
            take_as_minutes(&n[i]);
        if (n[i].minutes <= 0 || n[i].minutes_end == 0 || n[i].is_clock)
            continue;
        if (struck) {
            drop(&n[i]);
            continue;
        }
        therapycode_impl_settle_shares(r, &n[i], count - i);
        if (says && is_in_error(r, &n[i])) {
            doubt(&n[i], THERAPYCODE_IMPL_DOUBT_CORRECTED);
        } else if (before != NULL && settle_bare_part(r, before, &n[i])) {
            last = before;
        } else {
            settle_beside(r, last, &n[i]);
            if (n[i].minutes > 0)
                last = &n[i];
        }
    }
    for (i = r->number_first; i < count; i++)
        therapycode_impl_doubt_repeated(r, &n[i]);
}
