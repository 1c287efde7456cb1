/* Evaluations and tests of another day: "re-eval due 3/10", "10th visit re-eval", "rec. FEES", "per MBS". */
#include "note/bytes.h"
#include "rulebook/engine.h"

/* "Next re-eval", "due for re-eval", "last re-evaluation": what stands right before it. */
static int32_t context_before_evaluation(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t start = therapycode_impl_letters_before(r, at, " (-.:", word);
    if (one_of(word, "next rec recs recommend recommends recommending request requesting"))
        return THERAPYCODE_PLANNED;
    if (one_of(word, "last prior previous per"))
        return THERAPYCODE_HISTORICAL;
    if (one_of(word, "a the pt ot slp"))
        start = therapycode_impl_letters_before(r, start, " (-", word);
    if (strcmp(word, "for") != 0)
        return 0;
    therapycode_impl_letters_before(r, start, " (-", word);
    return one_of(word, "due scheduled") ? THERAPYCODE_PLANNED : 0;
}

/* A date, and no score as in "re-eval: 3/10 pain"; 0: none. */
static int32_t date_at(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t end, date = therapycode_impl_read_date(r, at, &end);
    if (date != 0 && end - at <= 5 && is_digit_at(r, at)) {
        word_at(r, end, word);
        if (word[0] != '\0' && !one_of(word, "at by with w per and or if for in pt ot slp pta te ta mt"))
            return 0;
    }
    return date;
}

/* "Re-eval due to a fall" */
static int is_cause(const struct therapycode_impl_reader *r, int32_t at, const char *word)
{
    char next[LETTERS];
    word_at(r, at, next);
    return strcmp(word, "due") == 0 && strcmp(next, "to") == 0;
}

static int is_weekday(const char *word)
{
    return one_of(
        word,
        "mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday sun sunday");
}

/*
 * "10th visit", "visit 10", "2 visits", "q30 days", "every month", "?", and, where `in` stands before it, "2 weeks":
 * when the next one comes.
 */
static int is_count_of_visits(const struct therapycode_impl_reader *r, int32_t at, int in)
{
    char word[LETTERS];
    int32_t past;
    if (byte_at(r, at) == '?')
        return 1;
    if (is_digit_at(r, at)) {
        while (is_digit_at(r, at))
            at++;
        past = word_at(r, at, word);
        if (one_of(word, "th st nd rd"))
            word_at(r, past, word);
        return one_of(word, "visit visits session sessions tx") ||
               (in && one_of(word, "day days week weeks wk wks month months"));
    }
    past = skip_space(r, word_at(r, at, word));
    if (one_of(word, "q every"))
        return 1;
    return one_of(word, "visit session") && (is_digit_at(r, past) || byte_at(r, past) == '#');
}

static int32_t context_of_date(const struct therapycode_impl_reader *r, int32_t date)
{
    int32_t visit = r->e->session.date_of_service;
    if (date == visit)
        return 0;
    return date > visit ? THERAPYCODE_PLANNED : THERAPYCODE_HISTORICAL;
}

int32_t therapycode_impl_context_of_evaluation(const struct therapycode_impl_reader *r, int32_t from, int32_t at,
                                               int32_t end)
{
    enum { WORDS = 7 };
    static const char links[] = "is was will be to on at by for in with w the a about around before after week wk wks "
                                "weeks of pt ot slp pta therapist "
                                "needed required again";
    char word[LETTERS];
    int32_t i, past, date, done = 0, be = 0, in = 0, context = context_before_evaluation(r, from);
    if (byte_at(r, at) == '-' && is_digit_at(r, at + 1) && !is_digit_at(r, at + 2) && byte_at(r, at + 2) != '/')
        at += 2; /* "GFTA-3" */
    for (i = 0; i < WORDS; i++) {
        while (at < end && THERAPYCODE_IMPL_AMONG(" :~-/(", byte_at(r, at)))
            at++;
        if (is_count_of_visits(r, at, in))
            return done ? 0 : THERAPYCODE_PLANNED;
        if (at >= end)
            break;
        date = is_digit_at(r, at) || therapycode_impl_is_letter(byte_at(r, at)) ? date_at(r, at) : 0;
        if (date != 0)
            return context_of_date(r, date);
        past = word_at(r, at, word);
        if (past == at)
            break;
        if (strcmp(word, "today") == 0 || (done && strcmp(word, "next") == 0) || is_cause(r, past, word))
            return 0;
        if (one_of(word, "done completed performed"))
            done = !be;
        else if (one_of(word, "due scheduled planned next upcoming needed required pending") || is_weekday(word))
            context = context == 0 ? THERAPYCODE_PLANNED : context;
        else if (!one_of(word, links))
            break;
        be = strcmp(word, "be") == 0;
        in = one_of(word, "in by within");
        at = past;
    }
    return done ? 0 : context;
}

/* "GFTA-3", "MBS": a test that is billed as an evaluation. */
static int is_of_evaluation(const struct therapycode_impl_reader *r, const struct therapycode_impl_match *m)
{
    const struct therapycode_engine *engine = r->e->engine;
    int32_t slot = therapycode_impl_is_opening(m->cue) ? r->v->phrases[m->phrase].slot : THERAPYCODE_NONE;
    return slot != THERAPYCODE_NONE &&
           therapycode_impl_code_is(engine, &engine->codes[slot], THERAPYCODE_IMPL_NATURE_EVALUATION);
}

/* "Re-eval due 3/10.", "PN/re-eval 3/10": an evaluation of another day, which has no time of its own. */
int32_t therapycode_impl_evaluation_day(const struct therapycode_impl_reader *r,
                                        const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i;
    for (i = statement->number_first; i < statement->number_first + statement->number_count; i++)
        if (n[i].minutes > 0)
            return 0;
    for (i = statement->match_first; i < statement->match_first + statement->match_count; i++)
        if (m[i].cue == THERAPYCODE_IMPL_CUE_RE_EVALUATION || is_of_evaluation(r, &m[i]))
            return therapycode_impl_context_of_evaluation(r, m[i].start, m[i].end, statement->end);
    return 0;
}
