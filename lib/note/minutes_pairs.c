/*
 * Two times of which one counts: "planned 30 min, done 15 min", "15 of 30 min", "from 30 min to 15 min", "15 min x 2 = 30
 * min", "30 min including 10 min rest", "30 min (correction: 15 min)". Each number looks at most NEAR bytes around.
 */
#include "note/bytes.h"

enum { NEAR = 60, LINE = 240, DOSE_MOST = 2 /* "(2 min rest)" lies between two sets */ };

static const char plans[] = "planned plan scheduled target goal intended prescribed allotted ordered booked";
static const char rests[] = "rest rests resting rested break breaks setup setting set";

/* The next run of letters from `at` before `to`, folded; the place behind it, or `to` and an empty word. */
static int32_t next_word(const struct therapycode_impl_reader *r, int32_t at, int32_t to, char word[LETTERS])
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

static int has_word(const struct therapycode_impl_reader *r, int32_t from, int32_t to, const char *list)
{
    return therapycode_impl_has_listed(r->data, from, (size_t)to < r->length ? to : (int32_t)r->length, list);
}

/* Words are there, and all of them in the list. */
static int has_only(const struct therapycode_impl_reader *r, int32_t from, int32_t to, const char *list)
{
    char word[LETTERS];
    int words = 0;
    while (from < to) {
        char c = byte_at(r, from);
        if (!therapycode_impl_is_letter(c) && strchr(" ,()-", c) == NULL)
            return 0;
        if (!therapycode_impl_is_letter(c)) {
            from++;
            continue;
        }
        from = next_word(r, from, to, word);
        if (!one_of(word, list))
            return 0;
        words++;
    }
    return words > 0;
}

/* The word that ends right before `at`, over spaces and colons; where it begins. */
static int32_t word_before(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    int32_t end;
    while (at > r->start && strchr(" :=~(", byte_at(r, at - 1)) != NULL)
        at--;
    end = at;
    while (at > r->start && end - at < LETTERS && therapycode_impl_is_letter(byte_at(r, at - 1)))
        at--;
    read_letters(r, at, word);
    return at;
}

/* Where what belongs to a time behind it ends. */
static int32_t clause_end(const struct therapycode_impl_reader *r, int32_t from)
{
    int32_t at = from;
    while (at - from < NEAR && byte_at(r, at) != '\0' && strchr(",;:.)|\r\n", byte_at(r, at)) == NULL &&
           !is_digit_at(r, at))
        at++;
    return at;
}

static void drop(struct therapycode_impl_number *n)
{
    n->minutes = THERAPYCODE_NONE;
    n->minutes_end = 0;
    n->doubt = THERAPYCODE_IMPL_DOUBT_NONE;
}

static void doubt(struct therapycode_impl_number *n, int32_t kind)
{
    n->minutes = THERAPYCODE_NONE;
    n->doubt = kind;
}

/* "Planned 30 min", "goal of 30 min", "30 min scheduled", "30 min were planned"; not "30 min as planned". */
static int is_planned(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at = word_before(r, n->start, word), end = clause_end(r, n->minutes_end);
    if (one_of(word, "for of was is time"))
        word_before(r, at, word);
    if (word[0] != '\0' && one_of(word, plans))
        return 1;
    at = next_word(r, n->minutes_end, end, word);
    if (one_of(word, "were was had session originally"))
        next_word(r, at, end, word);
    return word[0] != '\0' && one_of(word, "planned scheduled target goal intended prescribed allotted ordered booked");
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
        } else if (strchr(" )(=*,", byte_at(r, at)) == NULL && (unsigned char)byte_at(r, at) < 0x80) {
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

/* "15 min of 30 min", "15 min completed out of 30 min": part of what was meant; "30 min total" is the session's. */
static int is_part_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                      const struct therapycode_impl_number *b)
{
    static const char links[] = "of out the a his her full possible completed done performed tolerated planned scheduled "
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
    if (strcmp(word, "out") != 0 && !has_only(r, a->minutes_end, b->start, links))
        return 0;
    return !has_word(r, b->minutes_end, clause_end(r, b->minutes_end), " total session treatment visit ");
}

/* "From 30 min to 15 min" 1, "to 15 min from 30 min" 2: which of both is over. */
static int is_changed(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                      const struct therapycode_impl_number *b)
{
    char word[LETTERS];
    word_before(r, a->start, word);
    if (strcmp(word, "from") == 0 && has_only(r, a->minutes_end, b->start, "down to up"))
        return 1;
    return strcmp(word, "to") == 0 && has_only(r, a->minutes_end, b->start, "down from up") ? 2 : 0;
}

/* "TE 30 min / MT 15 min planned": the second time is of another service. */
static int is_named_between(const struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    for (i = r->match_first; i < count && m[i].start < to; i++)
        if (m[i].start >= from && m[i].cue == THERAPYCODE_IMPL_CUE_HEADING)
            return 1;
    return 0;
}

/* Rest is named right behind a time, within so many words, or right before it: "8 min seated rest", "rests totaling 8 min". */
static int is_rest(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n, int32_t end, int only)
{
    static const char kinds[] = "of a the seated sitting standing supine brief short long total needed";
    char word[LETTERS];
    int32_t at, i, found = 0;
    for (i = 0, at = n->minutes_end; i < 5 && at < end && !found; i++) {
        at = next_word(r, at, end, word);
        found = word[0] != '\0' && one_of(word, rests);
        if (found && one_of(word, "set setting")) {
            next_word(r, at, end, word);
            found = strcmp(word, "up") == 0;
        } else if (!found && only && !one_of(word, kinds)) {
            break;
        }
    }
    at = word_before(r, n->start, word);
    if (one_of(word, "of for x totaling totalling totaled total"))
        word_before(r, at, word);
    return found || one_of(word, "rest rests rested break breaks setup");
}

/* What lies between two times marks the second one as part of the first: a bracket, or a word. */
static int is_marked_inside(const struct therapycode_impl_reader *r, int32_t from, int32_t to, int32_t behind, int32_t end)
{
    return memchr(r->data + from, '(', (size_t)(to - from)) != NULL ||
           has_word(r, from, to, " including includes incl included inclusive minus less which ") ||
           has_word(r, behind, end, " which included ");
}

/*
 * "30 min including 10 min rest", "30 min minus 8 min rest", "30 min (8 min of which set-up)", "30 min w/ 8 min rest": taken off.
 * "30 min, 8 min rest": whether the time counts it is not told. 0: no rest is named.
 */
static int settle_rest(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a, struct therapycode_impl_number *b)
{
    int32_t at, from = a->minutes_end, behind = b->minutes_end, end = clause_end(r, behind), marked, inside;
    if (!(r->lists & THERAPYCODE_IMPL_LIST_PAIR) || a->minutes <= b->minutes || b->minutes <= DOSE_MOST ||
        has_word(r, from, b->start, " not excluding excludes excl plus after followed then without o ") ||
        has_word(r, behind, end, " between each every per exercise exercises sets reps "))
        return 0;
    marked = is_marked_inside(r, from, b->start, behind, end);
    if (!is_rest(r, b, end, !marked) || (marked && has_word(r, behind, end, " x ")))
        return 0;
    if (!marked && (is_named_between(r, from, behind + (byte_at(r, behind) == ' ' ? 5 : 0)) || memchr(r->data + from, '+', (size_t)(b->start - from)) != NULL))
        return 0;
    inside = marked || (has_word(r, from, b->start, " with w ") && !has_word(r, behind, end, " x ")) ||
             has_word(r, behind, end, " within ");
    for (at = from; at < b->start && inside && !marked; at++)
        inside = !is_digit_at(r, at) && (strchr(",;:", byte_at(r, at)) == NULL || has_word(r, behind, end, " within "));
    if (inside)
        a->minutes -= b->minutes;
    a->doubt = inside ? THERAPYCODE_IMPL_DOUBT_REST : THERAPYCODE_IMPL_DOUBT_BREAK;
    drop(b);
    return 1;
}

/* "15 min, stopped after 5 min", "15 min, only tolerated 5 min": how long it really was. */
static int is_broken_off(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                         const struct therapycode_impl_number *b)
{
    int32_t from = a->minutes_end, to = b->start;
    if (a->minutes <= b->minutes)
        return 0;
    return ((has_word(r, from, to, " stopped terminated ended quit halted ceased discontinued dc refused declined ") ||
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
    return has_only(r, a->minutes_end, b->start, "and not instead of rather than") &&
           has_word(r, a->minutes_end, b->start, " not instead rather ");
}

static int is_correction(const struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    return (has_word(r, from, to, " correction corrected amended revised ") && !therapycode_impl_names_correction(r, from, to)) ||
           (has_word(r, from, to, " should ") && has_word(r, from, to, " be read "));
}

/* Nothing but spaces before a time. */
static int is_alone(const struct therapycode_impl_reader *r, int32_t at, int32_t to)
{
    return skip_space(r, at) == to;
}

/* "15 min TE out of 30 min scheduled": what was meant says nothing of what was done, where nothing more follows. */
static void cut_plan(struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                     const struct therapycode_impl_number *b)
{
    char word[LETTERS];
    int32_t at = b->start, before, end = clause_end(r, b->minutes_end), next = b->minutes_end;
    while ((before = word_before(r, at, word)) > a->minutes_end && before < at && word[0] != '\0' &&
           one_of(word, "out of the a his her full planned scheduled for"))
        at = before;
    if (at == b->start)
        return;
    next = next_word(r, next, end, word);
    if (one_of(word, "were was had session originally"))
        next = next_word(r, next, end, word);
    if (skip_space(r, word[0] == '\0' || one_of(word, plans) ? next : b->minutes_end) >= end)
        therapycode_impl_cut_apart(r, at, end);
}

/*
 * "Total 45 min of which 30 min TE", "45 min with 30 min of TE": nothing is named before the words that say so, and the second
 * time has a name.
 */
static int is_of_session(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                         const struct therapycode_impl_number *b)
{
    static const char links[] = "which including includes incl inc included with w those these";
    enum { NAMED = 30 };
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    char word[LETTERS];
    int32_t i, at = a->minutes_end, link = THERAPYCODE_NONE, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    if (a->minutes <= b->minutes)
        return 0;
    while (at < b->start && link == THERAPYCODE_NONE) {
        at = next_word(r, at, b->start, word);
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
static struct therapycode_impl_number *inner_of(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                                                struct therapycode_impl_number *b)
{
    char word[LETTERS];
    int32_t at = next_word(r, a->minutes_end, b->start, word);
    if (strcmp(word, "while") == 0) {
        next_word(r, at, b->start, word);
        return a->minutes <= b->minutes && one_of(word, "doing performing completing participating") ? a : NULL;
    }
    if (strcmp(word, "for") == 0) /* "stood x 8 min for grooming x 8 min" */
        return a->minutes == b->minutes && !is_named_between(r, r->start, a->start) ? a : NULL;
    if (one_of(word, "incorporated embedded integrated"))
        return a->minutes <= b->minutes ? a : NULL;
    if (strcmp(word, "during") == 0) {
        next_word(r, at, b->start, word);
        if (one_of(word, "which this that"))
            return b->minutes <= a->minutes ? b : NULL;
        return a->minutes <= b->minutes ? a : NULL;
    }
    next_word(r, b->minutes_end, clause_end(r, b->minutes_end), word);
    return b->minutes <= a->minutes && one_of(word, "throughout during") ? b : NULL;
}

/* What one of two neighbours makes of the other. */
static void settle(struct therapycode_impl_reader *r, struct therapycode_impl_number *a, struct therapycode_impl_number *b)
{
    struct therapycode_impl_number *inner;
    int32_t at;
    int says = (r->lists & THERAPYCODE_IMPL_LIST_PAIR) != 0, changed;
    int planned = says && is_planned(r, a), planned_too = says && is_planned(r, b);
    if (is_product(r, a, b)) {
        a->minutes = b->minutes;
        a->minutes_end = b->minutes_end;
        drop(b);
        return;
    }
    for (at = a->minutes_end; at < b->start; at++)
        if (strchr(";|\n", byte_at(r, at)) != NULL) {
            if (byte_at(r, at) == ';' && (settle_rest(r, a, b) || (says && therapycode_impl_settle_actual(r, a, b))))
                return;
            if (planned_too && !planned && byte_at(r, at) == ';' && is_alone(r, at + 1, b->start))
                drop(b); /* "TE 15 min; 30 min scheduled" */
            return;
        }
    if (planned_too && !planned && is_named_between(r, a->minutes_end, b->start) && !is_part_of(r, a, b))
        return;
    if (!planned && !planned_too && (settle_rest(r, a, b) || (says && therapycode_impl_settle_actual(r, a, b))))
        return;
    if (is_of_session(r, a, b)) {
        a->doubt = THERAPYCODE_IMPL_DOUBT_WHOLE;
        return;
    }
    inner = says || a->minutes == b->minutes ? inner_of(r, a, b) : NULL;
    if (inner == NULL && therapycode_impl_is_alone(r, a, b)) {
        a->minutes = b->minutes;
        a->doubt = THERAPYCODE_IMPL_DOUBT_ALONE;
        inner = b;
    }
    if (inner != NULL) {
        drop(inner);
        return;
    }
    changed = is_changed(r, a, b);
    if (says && is_correction(r, a->minutes_end, b->start)) {
        drop(a);
    } else if (says && is_denied(r, a, b)) {
        drop(b);
    } else if (is_part_of(r, a, b) || changed == 2 || (planned_too && !planned)) {
        if (planned_too)
            cut_plan(r, a, b);
        drop(b);
    } else if (planned || changed == 1) {
        drop(planned && planned_too ? b : a);
    } else if (says && is_broken_off(r, a, b)) {
        keep_begun(r, a->minutes_end, b->start);
        drop(b);
        doubt(a, THERAPYCODE_IMPL_DOUBT_UNCLEAR);
    }
}

/* "15 of 30 min": the first figure has no unit. */
static int is_bare_part(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                        const struct therapycode_impl_number *b)
{
    char word[LETTERS];
    if (a->minutes_end > 0 || a->value <= 0 || a->value >= b->minutes || !is_digit_at(r, a->start) ||
        b->start - a->end > 22 || !has_only(r, a->end, b->start, "out of the planned scheduled"))
        return 0;
    word_before(r, a->start, word);
    return !one_of(word, "week day session visit set part step stage phase level grade");
}

/* "ERROR TE 30 min", "TE 30 min entered in error". */
static int is_in_error(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at = skip_space(r, r->start), end = clause_end(r, n->minutes_end), length = read_letters(r, at, word);
    if (strcmp(word, "error") == 0 && n->start - at <= NEAR &&
        (byte_at(r, at + length) == ':' || memcmp(r->data + at, "ERROR", 5) == 0))
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
    return strcmp(word, "correction") == 0 && !therapycode_impl_names_correction(r, at - LETTERS, n->start);
}

/* A discipline by its capitals: 1 the own one, 2 another, 0 none. */
static int discipline_at(const struct therapycode_impl_reader *r, int32_t at, const char *word)
{
    int32_t named = therapycode_impl_is_capital(byte_at(r, at)) ? therapycode_impl_discipline_of(word, strlen(word)) : 0;
    return named == 0 ? 0 : named == r->e->session.discipline ? 1 : 2;
}

/* Whose a figure is in "PT 15 min/OT 15 min", "15 PT / 15 OT": 1 the own discipline's, 2 another's, 0 nobody's that is told. */
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
    int32_t end = clause_end(r, n->minutes_end), at = next_word(r, n->minutes_end, end, word);
    return one_of(word, "split shared divided") && has_word(r, at, end, " ot slp st pt cota ");
}

/* "30 min co-tx with OT (PT 15 min/OT 15 min)", "30 min split w/ OT 15/15": the own part of a time that two disciplines share. */
static void settle_shares(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n, int32_t left)
{
    int32_t own;
    int halves, first, second, billed = 0;
    if (r->e->session.discipline < THERAPYCODE_PT || r->e->session.discipline > THERAPYCODE_SLP || left < 2 || n[1].value <= 0 ||
        n[1].value >= n->minutes || n[1].start - n->minutes_end > NEAR) {
        if ((r->lists & THERAPYCODE_IMPL_LIST_PAIR) && is_split(r, n))
            doubt(n, THERAPYCODE_IMPL_DOUBT_UNCLEAR);
        return;
    }
    if (left < 3 || n[2].value <= 0 || n[1].value + n[2].value != n->minutes || n[2].start - n->minutes_end > NEAR ||
        is_named_between(r, n->minutes_end, n[2].start)) {
        first = share_of(r, &n[1], &billed); /* "30 min, PT billing 15 min" */
        if (first != 1 || !(billed || (memchr(r->data + n->minutes_end, '(', (size_t)(n[1].start - n->minutes_end)) != NULL &&
                                       has_word(r, r->start, n[1].end + NEAR, " co cotx cotreat cotreatment cotreated "))))
            return;
        n->minutes = n[1].value;
        drop(&n[1]);
        return;
    }
    halves = n[1].value == n[2].value && has_word(r, n->minutes_end, n[1].start, " split shared divided ");
    first = share_of(r, &n[1], &billed);
    second = share_of(r, &n[2], &billed);
    if (!halves && (first == second || first == 0 || second == 0))
        return;
    own = first == 1 || halves ? 1 : 2;
    n->minutes = n[own].value;
    drop(&n[1]);
    drop(&n[2]);
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

/* "TE 15 min (9:00-9:20)": a clock and a time that differ, one of them in brackets behind the other; the lower one is used. */
static void settle_clock(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                         struct therapycode_impl_number *b)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES), at = skip_space(r, a->minutes_end);
    if (a->is_clock == b->is_clock || a->minutes == b->minutes || (byte_at(r, at) != '(' && byte_at(r, at) != '[') ||
        b->start != at + 1)
        return;
    for (i = r->match_first; i < count && m[i].start < a->start; i++)
        if (m[i].end <= a->start && a->start - m[i].end <= 4 && therapycode_impl_is_opening(m[i].cue)) {
            a->doubt = THERAPYCODE_IMPL_DOUBT_RANGE;
            if (b->minutes < a->minutes)
                a->minutes = b->minutes;
            drop(b);
            return;
        }
}

void therapycode_impl_settle_pairs(struct therapycode_impl_reader *r)
{
    struct therapycode_impl_number *n = (void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS), i, last = THERAPYCODE_NONE;
    int32_t at = strikes_from(r, n[count - 1].start);
    int struck = 0, says = (r->lists & THERAPYCODE_IMPL_LIST_PAIR) != 0;
    for (i = r->number_first; i < count; i++) {
        for (; at + 1 < n[i].start; at++)
            if (byte_at(r, at) == '~' && byte_at(r, at + 1) == '~') {
                struck = !struck;
                at++;
            }
        if (i > r->number_first && n[i].minutes > 0 && n[i - 1].minutes > 0)
            settle_clock(r, &n[i - 1], &n[i]);
        if (says && last != THERAPYCODE_NONE && therapycode_impl_is_bare_actual(r, &n[last], &n[i])) {
            n[i].minutes = n[i].value;
            n[i].minutes_end = n[i].end;
        }
        if (n[i].minutes <= 0 || n[i].minutes_end == 0 || n[i].is_clock)
            continue;
        if (struck) {
            drop(&n[i]);
            continue;
        }
        settle_shares(r, &n[i], count - i);
        if (says && is_in_error(r, &n[i])) {
            doubt(&n[i], THERAPYCODE_IMPL_DOUBT_CORRECTED);
            continue;
        }
        if (i > r->number_first && is_bare_part(r, &n[i - 1], &n[i])) {
            n[i - 1].minutes = n[i - 1].value;
            n[i - 1].minutes_end = n[i - 1].end;
            if (is_planned(r, &n[i]))
                cut_plan(r, &n[i - 1], &n[i]);
            drop(&n[i]);
            last = i - 1;
            continue;
        }
        if (last != THERAPYCODE_NONE && n[i].start - n[last].minutes_end <= NEAR && n[last].minutes > 0)
            settle(r, &n[last], &n[i]);
        else if (says && is_corrected_to(r, &n[i]))
            doubt(&n[i], THERAPYCODE_IMPL_DOUBT_CORRECTED);
        if (n[i].minutes > 0)
            last = i;
    }
    for (i = r->number_first; i < count; i++)
        therapycode_impl_doubt_repeated(r, &n[i]);
}
