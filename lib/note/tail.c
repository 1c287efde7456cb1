/*
 * What stands behind the time of a service and is of what comes next: "TE 15 min (will progress next visit)", "MT 10
 * min, added to HEP", "gait 15 min, next visit: stairs". The service was done; what the tail names was not.
 */
#include "note/bytes.h"

static const char steps[] =
    "progress advance increase add upgrade reassess assess monitor challenge introduce incorporate include "
    "modify adjust focus address consider work continue cont decrease reduce change grade wean update "
    "review issue teach train integrate transition follow see return repeat rpt";

static int is_visit(const char *word)
{
    return one_of(word, "visit visits session sessions time tx treatment");
}

/*
 * "will progress", "plan to add", "pt to continue", "to be progressed", and not "will do", "to begin"; "progress next
 * visit", but "work on balance" is what was done.
 */
static int tells_of_step(const struct therapycode_impl_reader *r, int32_t at, int32_t end)
{
    static const char leads[] =
        "will may can could should would to plan plans planning be able ready pt patient we therapist i";
    enum { WORDS_MOST = 5 };
    char word[LETTERS];
    int32_t i;
    if ((byte_at(r, at) | 0x20) == 'f' && byte_at(r, at + 1) == '/' && (byte_at(r, at + 2) | 0x20) == 'u')
        return 1;
    for (i = 0; i < WORDS_MOST; i++) {
        at = word_at(r, at, word);
        if (word[0] == '\0')
            return 0;
        if (one_of(word, steps))
            return i > 0 ||
                   therapycode_impl_has_listed(r->data, at, end, " next wk wks week weeks weekly month months ");
        if (one_of(word, "progressed advanced increased continued upgraded"))
            return i > 0; /* "to be progressed" */
        if (!one_of(word, leads))
            return 0;
    }
    return 0;
}

/* "next visit: stairs", "next session add lunges"; "next visit" alone puts the service itself off. */
static int tells_of_next(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    at = word_at(r, at, word);
    if (strcmp(word, "hold") == 0)
        at = word_at(r, at, word);
    if (strcmp(word, "next") != 0)
        return 0;
    at = word_at(r, at, word);
    if (!is_visit(word))
        return 0;
    if (byte_at(r, at) == ':')
        return 1;
    word_at(r, at, word);
    return word[0] != '\0' && !one_of(word, "if when as by per pending or and");
}

/*
 * "TE 15 min, HEP next visit", "gait 15 min, will start stairs next session": a clause of its own behind a comma that
 * names what comes next, without a time. "TE 15 min, both next visit", "TE 15 min, will do next visit" put off the
 * service itself.
 */
static int tells_of_other_next(const struct therapycode_impl_reader *r, int32_t number, int32_t at, int32_t end)
{
    static const char bare[] =
        "a about again all also and at be before begin both by can could do done due for give given going i if in "
        "it likely may maybe might needed of on only or per perform perhaps plan planned planning possible "
        "possibly provide pt s same scheduled should start the then these they this those to total try "
        "we when will with would x";
    static const char denied[] =
        "cancelled canceled declined deferred defer held hold moved no not omitted pending postpone "
        "postponed refused resched reschedule rescheduled save saved skipped skip unable until till";
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    char word[LETTERS], after[LETTERS];
    int named = 0;
    read_letters(r, r->start, word);
    if (one_of(word, "plan plans planned planning"))
        return 0; /* "plan TE 15 min, gait next visit" */
    for (; at < end; at += !therapycode_impl_is_letter(byte_at(r, at))) {
        int32_t next = at + read_letters(r, at, word);
        if (next == at) { /* no letter, or a word too long to be read, which names something */
            for (; therapycode_impl_is_letter(byte_at(r, at)); at++)
                named = 1;
            continue;
        }
        if (strcmp(word, "next") == 0) {
            word_at(r, next, after);
            break;
        }
        if (one_of(word, denied))
            return 0;
        named |= !one_of(word, bare);
        at = next;
    }
    for (; number < therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS) && n[number].start < end; number++)
        if (n[number].minutes > 0)
            return 0;
    return at < end && named && is_visit(after);
}

/*
 * "added to HEP", "added bridges to HEP", "discharged to HEP", "HEP handout given", "handout given", "with HEP review"
 */
static int tells_of_home(const struct therapycode_impl_reader *r, int32_t at)
{
    enum { WORDS_MOST = 3 };
    char word[LETTERS];
    int32_t i;
    int purpose;
    at = word_at(r, at, word);
    if (one_of(word, "added issued updated discharged transitioned"))
        for (i = 0; i < WORDS_MOST && word[0] != '\0' && strcmp(word, "hep") != 0 && !one_of(word, "to with w"); i++)
            at = word_at(r, at, word);
    purpose = strcmp(word, "for") == 0;
    if (purpose || one_of(word, "to with w"))
        at = word_at(r, at + (byte_at(r, at) == '/'), word);
    if (strcmp(word, "hep") == 0) {
        word_at(r, at, word);
        return word[0] == '\0'
                   ? !purpose && !is_digit_at(r, skip_space(r, at)) && byte_at(r, at) != ':'
                   : one_of(word, "handout review reviewed update updated issued given provided instruction "
                                  "instructed education program progression today and");
    }
    if (one_of(word, "handout handouts")) {
        word_at(r, at, word);
        return one_of(word, "given issued provided");
    }
    return 0;
}

/* "Re-eval due 3/10", "PN/re-eval on 3/10" */
static int tells_of_evaluation(const struct therapycode_impl_reader *r, int32_t at, int32_t end)
{
    enum { WORDS_MOST = 5 };
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, from = at, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    char word[LETTERS];
    while (is_digit_at(r, at) || byte_at(r, at) == '-')
        at++; /* "10th visit re-eval", "30-day re-eval" */
    for (i = 0; i < WORDS_MOST; i++) {
        at = word_at(r, at, word) + 1;
        if (one_of(word, "re reeval reevaluation"))
            break;
        if (!one_of(word,
                    "pn pt ot progress note due for next last the a th visit visits day days week wk month monthly"))
            return 0;
    }
    for (i = r->match_first; i < count && m[i].start < end; i++)
        if (m[i].start >= from && m[i].cue == THERAPYCODE_IMPL_CUE_RE_EVALUATION)
            return therapycode_impl_context_of_evaluation(r, m[i].start, m[i].end, end) != 0;
    return 0;
}

/* "GFTA planned", "CELF-5 to be given", and not "as planned": the last words of a tail put off what it names. */
static int tells_of_plan(const struct therapycode_impl_reader *r, int32_t at, int32_t end)
{
    char last[LETTERS], before[LETTERS];
    int32_t from;
    while (end > at && THERAPYCODE_IMPL_AMONG(" .;", byte_at(r, end - 1)))
        end--;
    from = therapycode_impl_word_start(r->data, at, end);
    read_letters(r, from, last);
    if (!one_of(last, "planned scheduled recommended requested given administered completed"))
        return 0;
    for (end = from > at ? from - 1 : at, from = end; from > at && therapycode_impl_is_letter(byte_at(r, from - 1));
         from--) {
    }
    read_letters(r, from, before);
    return one_of(last, "given administered completed") ? strcmp(before, "be") == 0 : !one_of(before, "as than");
}

/* A time stands before `end`, from row `number` on. */
static int has_minutes(const struct therapycode_impl_reader *r, int32_t number, int32_t end)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    while (number < count && n[number].minutes <= 0)
        number++;
    return number < count && n[number].start < end;
}

/* Where a mark stands in the order of the marks of the sentence; it becomes one that cuts in any case. */
static void cut_at(struct therapycode_impl_reader *r, int32_t position)
{
    struct therapycode_impl_rows *rows = &r->e->tables[THERAPYCODE_IMPL_MARKS];
    struct therapycode_impl_mark *marks = (void *)rows->data, *added;
    size_t i = rows->count;
    int32_t end = position;
    while (end > r->start && THERAPYCODE_IMPL_AMONG(" ,;(", byte_at(r, end - 1)))
        end--;
    while (i > (size_t)r->mark_first && marks[i - 1].position >= position)
        i--;
    if (i < rows->count && marks[i].position == position) {
        if (marks[i].kind != THERAPYCODE_IMPL_MARK_SECTION)
            marks[i].kind = THERAPYCODE_IMPL_MARK_HARD;
        return;
    }
    added = therapycode_impl_add_here(r->e, THERAPYCODE_IMPL_MARKS, sizeof *added);
    if (r->e->status != THERAPYCODE_OK)
        return;
    marks = (void *)rows->data;
    memmove(marks + i + 1, marks + i, (rows->count - 1 - i) * sizeof *marks);
    marks[i].position = position;
    marks[i].end = end;
    marks[i].kind = THERAPYCODE_IMPL_MARK_HARD;
    marks[i].value = 0;
}

void therapycode_impl_cut_apart(struct therapycode_impl_reader *r, int32_t from, int32_t to)
{
    cut_at(r, from);
    while (byte_at(r, to) != '\0' && THERAPYCODE_IMPL_AMONG(" ,;)", byte_at(r, to)))
        to++;
    if (therapycode_impl_is_letter(byte_at(r, to)) || is_digit_at(r, to))
        cut_at(r, to);
}

/* The times of a tail are none of the visit. */
static void forget_times(struct therapycode_impl_reader *r, int32_t number, int32_t to)
{
    struct therapycode_impl_number *n = (void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    for (; number < count && n[number].start < to; number++)
        n[number].minutes = THERAPYCODE_NONE;
}

/* Where a tail ends: its bracket, or its clause; without a bracket also what follows in it before another time. */
static int32_t tail_end(const struct therapycode_impl_reader *r, int32_t from, int32_t end, int enclosed)
{
    enum { MOST = 160 };
    int32_t at;
    for (at = from; at < end && at - from < MOST; at++)
        if (enclosed ? byte_at(r, at) == ')' : THERAPYCODE_IMPL_AMONG(",;()\r\n", byte_at(r, at)))
            break;
    return at;
}

/* "Re-eval 20 min, TE 15 min": with its time right behind it was done, and is no plan. */
static void take_as_done(struct therapycode_impl_reader *r, int32_t at)
{
    struct therapycode_impl_match *m = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, planned = THERAPYCODE_NONE, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    int named = 0;
    for (i = r->match_first; i < count && m[i].start - r->start < 4; i++)
        if (m[i].end < at && at - m[i].end <= 2) {
            named |= therapycode_impl_is_opening(m[i].cue);
            planned = m[i].cue == THERAPYCODE_IMPL_CUE_PLANNED_FIRST ? i : planned;
        }
    if (named && planned != THERAPYCODE_NONE)
        m[planned].cue = THERAPYCODE_IMPL_CUE_PSEUDO_NEGATION;
}

/* "Re-eval due 3/10, TE 15 min": the time is of what stands behind the comma. */
static void part_evaluation(struct therapycode_impl_reader *r, int32_t number)
{
    int32_t at = r->start;
    while (at < number && !THERAPYCODE_IMPL_AMONG(",;", byte_at(r, at)))
        at++;
    if (at < number && tells_of_evaluation(r, r->start, at))
        cut_at(r, skip_space(r, at + 1));
}

/* What stands at `at`, up to `past`, is of what comes next; `mark` is the end of the time before it. */
static int is_tail(const struct therapycode_impl_reader *r, int32_t number, int32_t mark, int32_t at, int32_t past)
{
    if (is_digit_at(r, at))
        return tells_of_evaluation(r, at, past);
    return tells_of_step(r, at, past) || (at > mark && tells_of_next(r, at)) || tells_of_home(r, at) ||
           tells_of_evaluation(r, at, past) ||
           (at > mark && tells_of_plan(r, at, past) && !has_minutes(r, number, past)) ||
           (byte_at(r, mark) == ',' && tells_of_other_next(r, number, at, past));
}

void therapycode_impl_settle_tails(struct therapycode_impl_reader *r, int32_t end)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    enum { HEAD_MOST = 40 };
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS), past = 0;
    if (r->names_giver)
        therapycode_impl_part_givers(r);
    for (i = r->number_first; i < count; i++) {
        int32_t at, mark;
        int enclosed = 0;
        if (n[i].minutes <= 0 || n[i].start < past)
            continue;
        if (i < r->number_first + 2 && n[i].start - r->start < HEAD_MOST && (r->heard & THERAPYCODE_IMPL_HIT_BRINGS))
            take_as_done(r, n[i].start);
        if (!(r->lists & THERAPYCODE_IMPL_LIST_NOT_GIVEN))
            continue;
        if (past == 0 && n[i].start - r->start < HEAD_MOST)
            part_evaluation(r, n[i].start);
        at = mark = skip_space(r, n[i].minutes_end);
        while (at < end && THERAPYCODE_IMPL_AMONG(" ,;(.", byte_at(r, at)))
            enclosed |= byte_at(r, at++) == '(';
        at = skip_space(r, at + dash_at(r, at));
        if (at >= end || (!therapycode_impl_is_letter(byte_at(r, at)) && !is_digit_at(r, at)))
            continue;
        past = tail_end(r, at, end, enclosed);
        if (is_tail(r, i + 1, mark, at, past)) {
            forget_times(r, i + 1, past);
            therapycode_impl_cut_apart(r, at, past);
        } else {
            past = 0;
        }
    }
}
