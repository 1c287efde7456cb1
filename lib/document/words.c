/*
 * Words to elements, sentence by sentence, in one pass over what note/ found.
 *
 * A phrase earns something only where it is said of this visit: denied, planned, hypothetical and copied words earn
 * nothing, and a sentence that is made of such phrases alone says nothing of the visit (DOC-KEYWORD-ONLY).
 */
#include <string.h>

#include "base/text.h"
#include "document/board.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name
#define SECTION(name) THERAPYCODE_IMPL_SECTION_##name
#define BIT(n) (1u << (n))

/* Weights of phrases: STRONG ones name the technique or the function; above it, a therapist who does it. */
enum { OTHER_WORDS = 2, STRONG = 3, NAMES = 70, SUM_LIMIT = 1000000, SUMMARY_REACH = 80 };

/* One sentence: rows of statements [first, last). */
struct sentence {
    int32_t first;
    int32_t last;
    int32_t start;
    int32_t end;
    int32_t section;
    int32_t source;
    int32_t index;
    int32_t number;
    int32_t line;       /* of the text */
    int is_goal;        /* it states a goal */
    int is_note;
    int copied;
    int32_t home_at;    /* "at home" stands here, behind what it is for: the treatment before it was not at home; or NONE */
    int has_time;       /* of a goal: it names a date or a span */
    int32_t link_at;    /* end of the first phrase that says what something is for; NONE */
    int function;       /* it names a function */
    int limits;         /* it tells what cannot be done */
    int skilled;        /* it tells what the therapist did */
    int figures;        /* it holds numbers */
    int minutes;        /* it gives treatment minutes */
    int32_t words;
    int32_t cue_words;
    int32_t cue_end;    /* so far: phrases that lie over each other count once */
    int32_t goal_at;    /* from here on it states a goal; NONE: it does not */
    int32_t lines[4];   /* claim lines that it is about */
    int32_t line_count;
};

static const struct therapycode_impl_statement *statement_at(const struct therapycode_impl_document *d, int32_t i)
{
    return therapycode_impl_row(d->e, THERAPYCODE_IMPL_STATEMENTS, i);
}

static const struct therapycode_impl_match *match_at(const struct therapycode_impl_document *d, int32_t i)
{
    return therapycode_impl_row(d->e, THERAPYCODE_IMPL_MATCHES, i);
}

/* ---- what the sentence is about ---- */

static int32_t count_words(const char *data, int32_t start, int32_t end)
{
    int32_t i, words = 0;
    int inside = 0;
    for (i = start; i < end; i++) {
        int letter = therapycode_impl_is_letter(data[i]) || therapycode_impl_is_digit(data[i]) ||
                     (unsigned char)data[i] >= 0x80;
        words += letter && !inside;
        inside = letter;
    }
    return words;
}

static void link_line(const struct therapycode_impl_document *d, struct sentence *s, const char *code)
{
    int32_t i, k;
    if (code[0] == '\0')
        return;
    for (i = 0; i < d->line_count && i < LINE_LIMIT; i++) {
        const struct therapycode_line *line = therapycode_impl_row(d->e, THERAPYCODE_IMPL_LINES, i);
        if (memcmp(line->code, code, 8) != 0)
            continue;
        for (k = 0; k < s->line_count; k++)
            if (s->lines[k] == i)
                break;
        if (k == s->line_count && s->line_count < 4)
            s->lines[s->line_count++] = i;
    }
}

static void note_match(const struct therapycode_impl_document *d, struct sentence *s,
                       const struct therapycode_impl_match *m, const char *data)
{
    const char *code;
    switch (m->cue) {
    case CUE(GOAL):
    case CUE(GOAL_BEFORE):
    case CUE(DOC_GOAL):
        if (s->goal_at == THERAPYCODE_NONE)
            s->goal_at = m->start;
        break;
    case CUE(DOC_LINK):
        if (s->link_at == THERAPYCODE_NONE)
            s->link_at = m->end;
        break;
    case CUE(DOC_TASK):
    case CUE(DOC_FUNCTION):
        s->function = 1;
        break;
    case CUE(DOC_LIMITATION):
        s->limits |= m->context != THERAPYCODE_NEGATED;
        break;
    case CUE(DOC_SKILLED):
        s->skilled |= m->context == THERAPYCODE_PERFORMED ||
                      (m->context == THERAPYCODE_EDUCATION_ONLY && d->e->engine->phrases[m->phrase].weight >= STRONG);
        break;
    case CUE(HEADING):
    case CUE(ACTIVITY):
        code = d->e->engine->phrases[m->phrase].code;
        if (m->context == THERAPYCODE_PERFORMED)
            link_line(d, s, code);
        break;
    default:
        break;
    }
    if (m->cue > THERAPYCODE_IMPL_LAST_SELECT_CUE && m->cue != CUE(DOC_FUNCTION) && m->cue != CUE(DOC_TASK) &&
        m->end > s->cue_end) {
        s->cue_words += count_words(data, m->start > s->cue_end ? m->start : s->cue_end, m->end);
        s->cue_end = m->end;
    }
}

static void survey(const struct therapycode_impl_document *d, struct sentence *s)
{
    const struct therapycode_impl_statement *st = statement_at(d, s->first);
    const struct therapycode_impl_read_text *text = therapycode_impl_row(d->e, THERAPYCODE_IMPL_TEXTS, st->text);
    int32_t i, k;
    s->section = st->section;
    s->source = st->source;
    s->index = st->index;
    s->number = st->sentence;
    s->start = st->start;
    s->line = st->line;
    s->is_note = st->source == THERAPYCODE_FROM_NOTE;
    s->goal_at = st->section == SECTION(GOALS) ? st->start : THERAPYCODE_NONE;
    s->link_at = s->home_at = THERAPYCODE_NONE;
    for (i = s->first; i < s->last; i++) {
        st = statement_at(d, i);
        s->end = st->end;
        if (st->context == THERAPYCODE_EDUCATION_ONLY && st->cue_end > 0 && s->home_at == THERAPYCODE_NONE)
            s->home_at = st->cue_start;
        s->figures |= st->number_count > 0;
        for (k = 0; k < st->match_count; k++)
            note_match(d, s, match_at(d, st->match_first + k), text->data);
        for (k = 0; k < st->minutes_count; k++) {
            const struct therapycode_impl_minutes *m = therapycode_impl_row(d->e, THERAPYCODE_IMPL_MINUTES,
                                                                            st->minutes_first + k);
            link_line(d, s, m->code);
            s->minutes |= m->kind != THERAPYCODE_IMPL_MINUTES_OTHER && m->minutes > 0 &&
                          m->kind != THERAPYCODE_IMPL_MINUTES_TOTAL;
        }
    }
    if (s->cue_words > 0)
        s->words = count_words(text->data, s->start, s->end);
    if (s->source == THERAPYCODE_FROM_DESCRIPTION) {
        link_line(d, s, d->e->activities[s->index].code);
        if (s->index < therapycode_impl_count(d->e, THERAPYCODE_IMPL_READINGS)) {
            const struct therapycode_reading *r = therapycode_impl_row(d->e, THERAPYCODE_IMPL_READINGS, s->index);
            link_line(d, s, r->code);
        }
    }
    s->is_goal = s->goal_at != THERAPYCODE_NONE;
    s->has_time = s->is_goal && therapycode_impl_document_time(text->data, s->start, s->end);
    s->copied = s->is_note && d->copied != NULL && s->number < d->sentence_count && d->copied[s->number];
}

/* ---- giving ---- */

static void give(struct therapycode_impl_document *d, const struct sentence *s, int32_t element, int side,
                 const struct therapycode_impl_match *m)
{
    struct therapycode_impl_proof proof;
    int32_t i;
    proof.why = d->e->engine->phrases[m->phrase].why;
    proof.source = s->source;
    proof.index = s->index;
    proof.start = m->start;
    proof.end = m->end;
    therapycode_impl_case_add(&d->note[element], side, &proof);
    for (i = 0; i < s->line_count; i++)
        therapycode_impl_case_add(&d->lines[(size_t)s->lines[i] * ELEMENT_SLOTS + (size_t)element], side, &proof);
}

/* The goal begins in the middle of its sentence: what stands before it is no goal. */
static int in_goal(const struct sentence *s, int32_t at)
{
    return s->goal_at != THERAPYCODE_NONE && at >= s->goal_at;
}

/* In these sections words tell of the treatment itself. */
static int tells_treatment(const struct sentence *s, int32_t at)
{
    if (s->source == THERAPYCODE_FROM_DESCRIPTION)
        return 1;
    if (in_goal(s, at) || s->section == SECTION(SUBJECTIVE) || s->section == SECTION(PLAN) || s->section == SECTION(HOME) ||
        s->section == SECTION(HISTORY) || s->section == SECTION(GOALS))
        return 0;
    return 1;
}

static int is_functional(const char *code)
{
    static const char *const codes[] = { "97530", "97535", "97537", "97542", "92507", "92508", "92526", "97129",
                                         "97130", "92609" };
    size_t i;
    for (i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (strcmp(code, codes[i]) == 0)
            return 1;
    return 0;
}

/*
 * Tasks in an evaluation, a report or a discharge note are status or trials, unless the sentence tells of treatment:
 * minutes, a service, a cue. "Still cannot place dishes" is a limitation.
 */
static int is_done(const struct therapycode_impl_document *d, const struct sentence *s)
{
    int summary = d->summary_words || d->e->session.note_kind != THERAPYCODE_NOTE_DAILY;
    if (s->limits && !s->skilled && !s->minutes)
        return 0;
    return !summary || s->section == SECTION(TREATMENT) || s->skilled || s->minutes;
}

static void take_activity(struct therapycode_impl_document *d, const struct sentence *s,
                          const struct therapycode_impl_match *m)
{
    int functional = m->cue == CUE(DOC_TASK);
    if (!tells_treatment(s, m->start) || s->copied)
        return;
    /* a name of an exercise is one among numbers; alone it may be any word */
    if (!functional && (!s->figures || d->e->engine->phrases[m->phrase].weight < NAMES))
        return;
    /* taught with cues and technique: the patient did it */
    if (m->context != THERAPYCODE_PERFORMED && !(m->context == THERAPYCODE_EDUCATION_ONLY && s->skilled)) {
        if (m->context == THERAPYCODE_NEGATED && m->cue != CUE(DOC_TASK))
            give(d, s, ELEMENT(FUNCTIONAL_ACTIVITIES), THERAPYCODE_IMPL_AGAINST, m);
        return;
    }
    if (s->section == SECTION(ASSESSMENT) && m->cue == CUE(DOC_TASK))
        return; /* a status, not what was done */
    if (functional && !is_done(d, s))
        return;
    give(d, s, ELEMENT(FUNCTIONAL_ACTIVITIES), functional ? THERAPYCODE_IMPL_FOR : THERAPYCODE_IMPL_WEAK, m);
}

/* The element that a cue of this room speaks for; 0: none by itself. */
static int32_t element_of(int32_t cue)
{
    switch (cue) {
    case CUE(DOC_LIMITATION):
        return ELEMENT(FUNCTIONAL_LIMITATIONS);
    case CUE(DOC_DIRECT):
        return ELEMENT(DIRECT_CONTACT);
    case CUE(DOC_SKILLED):
        return ELEMENT(SKILLED_INVOLVEMENT);
    case CUE(DOC_PLAN):
        return ELEMENT(PLAN_OF_CARE_RELATION);
    case CUE(DOC_LINK):
        return ELEMENT(OUTCOME_CONTRIBUTION);
    case CUE(DOC_PROGRESS):
        return ELEMENT(PROGRESS);
    case CUE(DOC_RESPONSE):
        return ELEMENT(PATIENT_RESPONSE);
    default:
        return 0;
    }
}

/* A function is named behind the link, in the same sentence. */
static int function_after(const struct therapycode_impl_document *d, const struct sentence *s, int32_t at)
{
    int32_t i, k;
    for (i = s->last - 1; i >= s->first; i--) {
        const struct therapycode_impl_statement *st = statement_at(d, i);
        for (k = st->match_count - 1; k >= 0; k--) {
            const struct therapycode_impl_match *m = match_at(d, st->match_first + k);
            if (m->start < at - 2)
                return 0;
            if ((m->cue == CUE(DOC_FUNCTION) || m->cue == CUE(DOC_TASK)) && m->context != THERAPYCODE_NEGATED)
                return 1;
        }
        if (st->start < at)
            return 0;
    }
    return 0;
}

/* Whether the context and the section let the words count for the element. */
static int counts(const struct therapycode_impl_document *d, const struct sentence *s, int32_t element,
                  const struct therapycode_impl_match *m)
{
    uint32_t context = BIT(m->context);
    int32_t weight = d->e->engine->phrases[m->phrase].weight;
    switch (element) {
    case ELEMENT(FUNCTIONAL_LIMITATIONS):
        return !in_goal(s, m->start) && s->section != SECTION(PLAN) && s->section != SECTION(HOME) &&
               (context & (BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_HISTORICAL)));
    case ELEMENT(DIRECT_CONTACT):
        return !s->copied && s->section != SECTION(PLAN) && m->context == THERAPYCODE_PERFORMED;
    case ELEMENT(SKILLED_INVOLVEMENT):
        return !s->copied && tells_treatment(s, m->start) &&
               ((context & (BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_EDUCATION_ONLY))) ||
                (weight > STRONG && m->context == THERAPYCODE_HISTORICAL));
    case ELEMENT(PLAN_OF_CARE_RELATION):
        return m->context != THERAPYCODE_NEGATED && m->context != THERAPYCODE_OTHER_PERSON &&
               m->context != THERAPYCODE_HYPOTHETICAL;
    case ELEMENT(OUTCOME_CONTRIBUTION):
        return !s->copied && !in_goal(s, m->start) && s->section != SECTION(PLAN) && s->section != SECTION(HOME) &&
               !(context & (BIT(THERAPYCODE_NEGATED) | BIT(THERAPYCODE_HYPOTHETICAL))) &&
               (weight >= STRONG || function_after(d, s, m->end));
    case ELEMENT(PROGRESS):
        return !s->copied && s->section != SECTION(HOME) &&
               !(context & (BIT(THERAPYCODE_PLANNED) | BIT(THERAPYCODE_HYPOTHETICAL) | BIT(THERAPYCODE_NEGATED) |
                            BIT(THERAPYCODE_OTHER_PERSON)));
    case ELEMENT(PATIENT_RESPONSE):
        return !s->copied && (context & (BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_HISTORICAL)));
    default:
        return 0;
    }
}

/* "3 spills", "5 indep steps": a figure just before the words. */
static int number_before(const struct therapycode_impl_document *d, const struct sentence *s,
                         const struct therapycode_impl_match *m)
{
    const char *data = s->is_note ? d->e->session.note.data : d->e->activities[s->index].description.data;
    int32_t i;
    for (i = m->start - 1; i >= s->start && i >= m->start - 3; i--)
        if (therapycode_impl_is_digit(data[i]))
            return 1;
    return 0;
}

static void take_cue(struct therapycode_impl_document *d, const struct sentence *s,
                     const struct therapycode_impl_match *m)
{
    int32_t element = element_of(m->cue);
    /* "c/o instability on stairs": one word more is enough where a function is named */
    int32_t others = s->words - s->cue_words + s->function +
                     (element == ELEMENT(FUNCTIONAL_LIMITATIONS) ? s->figures : 0);
    int32_t weight = d->e->engine->phrases[m->phrase].weight;
    /* "better", "now", "still" compare only where a figure or a function stands with them */
    int bare = others < OTHER_WORDS || (weight < 2 && !(element == ELEMENT(PROGRESS) && (s->function || s->figures)));
    if (m->cue == CUE(DOC_EMPTY)) {
        if (d->empty_words++ == 0)
            d->empty_at = (struct therapycode_impl_proof){ "words without content", s->source, s->index, m->start,
                                                           m->end };
        return;
    }
    if (m->cue == CUE(DOC_NO_SKILL)) {
        give(d, s, ELEMENT(SKILLED_INVOLVEMENT), THERAPYCODE_IMPL_AGAINST, m);
        return;
    }
    if (m->cue == CUE(DOC_SUMMARY)) {
        d->summary_words |= s->is_note && m->start < SUMMARY_REACH;
        return;
    }
    if (m->cue == CUE(DOC_COUNT)) {
        if (!in_goal(s, m->start) && !s->copied && m->context != THERAPYCODE_PLANNED && number_before(d, s, m))
            give(d, s, ELEMENT(OBJECTIVE_MEASURES), THERAPYCODE_IMPL_FOR, m);
        return;
    }
    if (m->cue == CUE(DOC_REASON)) {
        d->reason_words = 1;
        return;
    }
    if (m->cue == CUE(DOC_GROUP) && m->context == THERAPYCODE_PERFORMED) {
        give(d, s, ELEMENT(DIRECT_CONTACT), THERAPYCODE_IMPL_AGAINST, m);
        return;
    }
    if (element == 0)
        return;
    if (m->context == THERAPYCODE_NEGATED) {
        if (element != ELEMENT(FUNCTIONAL_LIMITATIONS) && element != ELEMENT(OUTCOME_CONTRIBUTION) &&
            element != ELEMENT(PATIENT_RESPONSE))
            give(d, s, element, THERAPYCODE_IMPL_AGAINST, m);
        return;
    }
    if (!counts(d, s, element, m))
        return;
    /* one to one, "continue POC", "tolerated well" say all in themselves; other phrases need something that they are said of */
    if (bare && element != ELEMENT(DIRECT_CONTACT) && element != ELEMENT(PLAN_OF_CARE_RELATION) &&
        element != ELEMENT(PATIENT_RESPONSE))
        return;
    give(d, s, element, THERAPYCODE_IMPL_FOR, m);
}

static void take_goal(struct therapycode_impl_document *d, const struct sentence *s,
                      const struct therapycode_impl_match *m)
{
    if (!in_goal(s, m->start) || m->context == THERAPYCODE_NEGATED || m->context == THERAPYCODE_OTHER_PERSON)
        return;
    if (m->cue == CUE(DOC_FUNCTION) || m->cue == CUE(DOC_TASK) ||
        ((m->cue == CUE(ACTIVITY) || m->cue == CUE(HEADING)) &&
         is_functional(d->e->engine->phrases[m->phrase].code)))
        give(d, s, ELEMENT(FUNCTIONAL_GOALS), THERAPYCODE_IMPL_FOR, m);
    else if (m->cue == CUE(DOC_GOAL) || m->cue == CUE(GOAL) || m->cue == CUE(GOAL_BEFORE))
        give(d, s, ELEMENT(FUNCTIONAL_GOALS), THERAPYCODE_IMPL_WEAK, m);
}

/* Signatures and credentials: where someone signs, or at the end of the note. */
static void take_signature(struct therapycode_impl_document *d, const struct sentence *s,
                           const struct therapycode_impl_match *m)
{
    int last = s->is_note && (size_t)m->end + 24 >= d->e->session.note.length;
    if (m->cue == CUE(DOC_UNSIGNED) || (m->cue == CUE(DOC_SIGNATURE) && m->context == THERAPYCODE_NEGATED)) {
        d->unsigned_words = 1;
        give(d, s, ELEMENT(SIGNATURE_CREDENTIALS), THERAPYCODE_IMPL_AGAINST, m);
    } else if (m->cue == CUE(DOC_SIGNATURE)) {
        d->signed_words = 1;
        give(d, s, ELEMENT(SIGNATURE_CREDENTIALS), THERAPYCODE_IMPL_WEAK, m);
    } else if (m->cue == CUE(DOC_COSIGNED)) {
        d->cosigned_words = m->context != THERAPYCODE_NEGATED;
    } else if (m->cue == CUE(DOC_THERAPIST) || m->cue == CUE(DOC_ASSISTANT) || m->cue == CUE(DOC_STUDENT)) {
        if (!last && !d->signed_words)
            return;
        d->signed_words = 1;
        if (d->credential == 0)
            d->credential = m->cue == CUE(DOC_THERAPIST)   ? THERAPYCODE_THERAPIST
                            : m->cue == CUE(DOC_ASSISTANT) ? THERAPYCODE_ASSISTANT
                                                           : THERAPYCODE_STUDENT;
        give(d, s, ELEMENT(SIGNATURE_CREDENTIALS),
             m->cue == CUE(DOC_STUDENT) ? THERAPYCODE_IMPL_WEAK : THERAPYCODE_IMPL_FOR, m);
    }
}

static void take_match(struct therapycode_impl_document *d, const struct sentence *s,
                       const struct therapycode_impl_match *match)
{
    struct therapycode_impl_match as = *match;
    const struct therapycode_impl_match *m = &as;
    /* "sit to stand x8, so that she can use the toilet at home": only the purpose is at home */
    if (as.context == THERAPYCODE_EDUCATION_ONLY && s->link_at != THERAPYCODE_NONE && s->home_at >= s->link_at &&
        as.end <= s->link_at)
        as.context = THERAPYCODE_PERFORMED;
    if (m->cue == CUE(DOC_TASK) || m->cue == CUE(ACTIVITY) || m->cue == CUE(HEADING))
        take_activity(d, s, m);
    if (s->is_goal)
        take_goal(d, s, m);
    if (m->cue >= CUE(DOC_SIGNATURE))
        take_signature(d, s, m);
    else if (m->cue > THERAPYCODE_IMPL_LAST_SELECT_CUE)
        take_cue(d, s, m);
}

/* ---- minutes ---- */

static void take_minutes(struct therapycode_impl_document *d, const struct sentence *s,
                         const struct therapycode_impl_statement *st)
{
    int32_t k, i;
    if (s->copied || st->context == THERAPYCODE_NEGATED || st->context == THERAPYCODE_PLANNED ||
        st->context == THERAPYCODE_DEFERRED || st->context == THERAPYCODE_HYPOTHETICAL)
        return;
    for (k = 0; k < st->minutes_count; k++) {
        const struct therapycode_impl_minutes *m = therapycode_impl_row(d->e, THERAPYCODE_IMPL_MINUTES,
                                                                        st->minutes_first + k);
        struct therapycode_impl_proof proof = { "treatment minutes", s->source, s->index, m->start, m->end };
        if (m->minutes <= 0 || m->kind == THERAPYCODE_IMPL_MINUTES_OTHER)
            continue;
        therapycode_impl_case_add(&d->note[ELEMENT(DURATION)], THERAPYCODE_IMPL_FOR, &proof);
        for (i = 0; i < s->line_count; i++)
            therapycode_impl_case_add(&d->lines[(size_t)s->lines[i] * ELEMENT_SLOTS + ELEMENT(DURATION)],
                                      THERAPYCODE_IMPL_FOR, &proof);
        if (m->kind == THERAPYCODE_IMPL_MINUTES_TIMED_TOTAL) {
            d->note_timed = m->minutes;
            therapycode_impl_case_add(&d->note[ELEMENT(TIMED_MINUTES)], THERAPYCODE_IMPL_FOR, &proof);
        } else if (m->kind == THERAPYCODE_IMPL_MINUTES_TOTAL) {
            d->note_total = m->minutes;
            therapycode_impl_case_add(&d->note[ELEMENT(TOTAL_TREATMENT_MINUTES)], THERAPYCODE_IMPL_FOR, &proof);
        } else if (m->kind == THERAPYCODE_IMPL_MINUTES_TREATMENT) {
            if (d->note_sum < SUM_LIMIT)
                d->note_sum = d->note_sum == THERAPYCODE_NONE ? m->minutes : d->note_sum + m->minutes;
            therapycode_impl_case_add(&d->note[ELEMENT(TIMED_MINUTES)], THERAPYCODE_IMPL_WEAK, &proof);
            therapycode_impl_case_add(&d->note[ELEMENT(TOTAL_TREATMENT_MINUTES)], THERAPYCODE_IMPL_WEAK, &proof);
        }
    }
}

/* ---- figures ---- */

/* "30%", "4/10", "50 feet", "26.4": a figure that is no dose, though no test is named. */
static void take_figures(struct therapycode_impl_document *d, const struct sentence *s,
                         const struct therapycode_impl_statement *st)
{
    const struct therapycode_impl_read_text *text = therapycode_impl_row(d->e, THERAPYCODE_IMPL_TEXTS, st->text);
    int32_t k;
    if (s->copied || st->context == THERAPYCODE_PLANNED || st->context == THERAPYCODE_NEGATED ||
        st->section == SECTION(PLAN) || st->section == SECTION(HOME))
        return;
    for (k = 0; k < st->number_count; k++) {
        const struct therapycode_impl_number *n = therapycode_impl_row(d->e, THERAPYCODE_IMPL_NUMBERS,
                                                                       st->number_first + k);
        struct therapycode_impl_proof proof = { "figure", s->source, s->index, n->start, n->end };
        const char *after = text->data + n->end;
        int32_t left = text->length - n->end;
        if (in_goal(s, n->start))
            return;
        if (therapycode_impl_document_figure(after, left, n->value))
            therapycode_impl_case_add(&d->note[ELEMENT(OBJECTIVE_MEASURES)], THERAPYCODE_IMPL_FOR, &proof);
    }
}

/* ---- measures ---- */

static int same_measure(const struct therapycode_measure *a, const struct therapycode_measure *b)
{
    return strcmp(a->kind, b->kind) == 0 && strcmp(a->site, b->site) == 0 && strcmp(a->unit, b->unit) == 0 &&
           a->side == b->side;
}

/* Hands-on help with a task, pain with one, strength well below normal: the value itself tells a limitation. */
static int is_deficit(const struct therapycode_measure *m, int function)
{
    if (strcmp(m->kind, "mmt") == 0)
        return m->high < 4 * m->scale;
    if (strcmp(m->kind, "assist-level") == 0)
        return function && m->value < 5 * m->scale;
    return strcmp(m->kind, "nprs") == 0 && function && m->value > 0;
}

/* Measures of the sentence, which stand in rows from *row on: objective, and two of one kind are a comparison. */
static void take_measures(struct therapycode_impl_document *d, const struct sentence *s, int32_t *row)
{
    struct therapycode_evaluation *e = d->e;
    int32_t rows = therapycode_impl_count(e, THERAPYCODE_IMPL_MEASURES), i, before = THERAPYCODE_NONE;
    for (; *row < rows; (*row)++) {
        const struct therapycode_measure *m = therapycode_impl_row(e, THERAPYCODE_IMPL_MEASURES, *row);
        const struct therapycode_evidence *at = therapycode_impl_row(e, THERAPYCODE_IMPL_EVIDENCE, m->evidence);
        struct therapycode_impl_proof proof = { m->kind, at->source, at->index, at->start, at->end };
        if (at->source != s->source || at->index != s->index || at->start >= s->end)
            return;
        if (in_goal(s, at->start))
            therapycode_impl_case_add(&d->note[ELEMENT(GOAL_MEASURABLE)],
                                      s->has_time ? THERAPYCODE_IMPL_FOR : THERAPYCODE_IMPL_WEAK, &proof);
        if (in_goal(s, at->start) || s->copied || m->context == THERAPYCODE_PLANNED || m->context == THERAPYCODE_HYPOTHETICAL ||
            m->context == THERAPYCODE_NEGATED || m->context == THERAPYCODE_OTHER_PERSON)
            continue;
        therapycode_impl_case_add(&d->note[ELEMENT(OBJECTIVE_MEASURES)], THERAPYCODE_IMPL_FOR, &proof);
        if (is_deficit(m, s->function))
            therapycode_impl_case_add(&d->note[ELEMENT(FUNCTIONAL_LIMITATIONS)], THERAPYCODE_IMPL_FOR, &proof);
        for (i = 0; i < s->line_count; i++)
            therapycode_impl_case_add(&d->lines[(size_t)s->lines[i] * ELEMENT_SLOTS + ELEMENT(OBJECTIVE_MEASURES)],
                                      THERAPYCODE_IMPL_FOR, &proof);
        if (before != THERAPYCODE_NONE && strcmp(m->kind, "assist-level") != 0) {
            const struct therapycode_measure *b = therapycode_impl_row(e, THERAPYCODE_IMPL_MEASURES, before);
            if (same_measure(b, m))
                therapycode_impl_case_add(&d->note[ELEMENT(PROGRESS)], THERAPYCODE_IMPL_FOR, &proof);
        }
        before = *row;
    }
}

void therapycode_impl_document_words(struct therapycode_impl_document *d)
{
    struct sentence s, last = { 0 };
    int32_t i, k, measure = 0, total = therapycode_impl_count(d->e, THERAPYCODE_IMPL_STATEMENTS);
    for (i = 0; i < total; i = s.last) {
        const struct therapycode_impl_statement *st = statement_at(d, i);
        memset(&s, 0, sizeof s);
        s.first = i;
        for (s.last = i + 1; s.last < total; s.last++) {
            const struct therapycode_impl_statement *next = statement_at(d, s.last);
            if (next->sentence != st->sentence || next->text != st->text)
                break;
        }
        if (st->source == THERAPYCODE_FROM_GOAL || st->source == THERAPYCODE_FROM_EARLIER_NOTE)
            break; /* the goals have their own file, earlier notes prove nothing of today */
        survey(d, &s);
        /* "97116 x 12': ... CGA. Tactile cue at the quad": what follows on the line belongs to the same service */
        if (s.line_count == 0 && s.source == last.source && s.index == last.index && s.line == last.line) {
            memcpy(s.lines, last.lines, sizeof s.lines);
            s.line_count = last.line_count;
        }
        for (i = s.first; i < s.last; i++) {
            st = statement_at(d, i);
            for (k = 0; k < st->match_count; k++)
                take_match(d, &s, match_at(d, st->match_first + k));
            take_minutes(d, &s, st);
        }
        take_measures(d, &s, &measure);
        for (i = s.first; i < s.last; i++)
            take_figures(d, &s, statement_at(d, i));
        for (k = 0; k < s.line_count; k++)
            d->line_seen[s.lines[k]] = 1;
        last = s;
    }
}
