/*
 * Words to elements, sentence by sentence, in one pass over what note/ found.
 *
 * A phrase earns something only where it is said of this visit: denied, planned, hypothetical and copied words earn
 * nothing, and a sentence that is made of such phrases alone says nothing of the visit (DOC-KEYWORD-ONLY).
 */
#include <string.h>

#include "base/text.h"
#include "document/sentence.h"

#define BIT(n) (1u << (n))

enum { OTHER_WORDS = 2, NAMES = 70, SUMMARY_REACH = 80 };

/* ---- giving ---- */

static void give(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s, int32_t element,
                 int side, const struct therapycode_impl_match *m)
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

/* In these sections words tell of the treatment itself. */
static int tells_treatment(const struct therapycode_impl_sentence *s, int32_t at)
{
    if (s->source == THERAPYCODE_FROM_DESCRIPTION)
        return 1;
    if (therapycode_impl_in_goal(s, at) || s->section == SECTION(SUBJECTIVE) || s->section == SECTION(PLAN) ||
        s->section == SECTION(HOME) ||
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
static int is_done(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s)
{
    int summary = d->summary_words || d->e->session.note_kind != THERAPYCODE_NOTE_DAILY;
    if (s->limits && !s->skilled && !s->minutes)
        return 0;
    return !summary || s->section == SECTION(TREATMENT) || s->skilled || s->minutes;
}

static void take_activity(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
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
static int function_after(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s, int32_t at)
{
    int32_t i, k;
    for (i = s->last - 1; i >= s->first; i--) {
        const struct therapycode_impl_statement *st = therapycode_impl_document_statement(d, i);
        for (k = st->match_count - 1; k >= 0; k--) {
            const struct therapycode_impl_match *m = therapycode_impl_document_match(d, st->match_first + k);
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
static int counts(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s, int32_t element,
                  const struct therapycode_impl_match *m)
{
    uint32_t context = BIT(m->context);
    int32_t weight = d->e->engine->phrases[m->phrase].weight;
    switch (element) {
    case ELEMENT(FUNCTIONAL_LIMITATIONS):
        return !therapycode_impl_in_goal(s, m->start) && s->section != SECTION(PLAN) && s->section != SECTION(HOME) &&
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
        return !s->copied && !therapycode_impl_in_goal(s, m->start) && s->section != SECTION(PLAN) &&
               s->section != SECTION(HOME) &&
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
static int number_before(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                         const struct therapycode_impl_match *m)
{
    const char *data = s->is_note ? d->e->session.note.data : d->e->activities[s->index].description.data;
    int32_t i;
    for (i = m->start - 1; i >= s->start && i >= m->start - 3; i--)
        if (therapycode_impl_is_digit(data[i]))
            return 1;
    return 0;
}

static void take_cue(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
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
        if (!therapycode_impl_in_goal(s, m->start) && !s->copied && m->context != THERAPYCODE_PLANNED && number_before(d, s, m))
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

static void take_goal(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                      const struct therapycode_impl_match *m)
{
    if (!therapycode_impl_in_goal(s, m->start) || m->context == THERAPYCODE_NEGATED || m->context == THERAPYCODE_OTHER_PERSON)
        return;
    if (m->cue == CUE(DOC_FUNCTION) || m->cue == CUE(DOC_TASK) ||
        ((m->cue == CUE(ACTIVITY) || m->cue == CUE(HEADING)) &&
         is_functional(d->e->engine->phrases[m->phrase].code)))
        give(d, s, ELEMENT(FUNCTIONAL_GOALS), THERAPYCODE_IMPL_FOR, m);
    else if (m->cue == CUE(DOC_GOAL) || m->cue == CUE(GOAL) || m->cue == CUE(GOAL_BEFORE))
        give(d, s, ELEMENT(FUNCTIONAL_GOALS), THERAPYCODE_IMPL_WEAK, m);
}

/* Signatures and credentials: where someone signs, or at the end of the note. */
static void take_signature(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
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

static void take_match(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
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

void therapycode_impl_document_words(struct therapycode_impl_document *d)
{
    struct therapycode_impl_sentence s, last = { 0 };
    int32_t i, k, measure = 0, total = therapycode_impl_count(d->e, THERAPYCODE_IMPL_STATEMENTS);
    for (i = 0; i < total; i = s.last) {
        const struct therapycode_impl_statement *st = therapycode_impl_document_statement(d, i);
        memset(&s, 0, sizeof s);
        s.first = i;
        for (s.last = i + 1; s.last < total; s.last++) {
            const struct therapycode_impl_statement *next = therapycode_impl_document_statement(d, s.last);
            if (next->sentence != st->sentence || next->text != st->text)
                break;
        }
        if (st->source == THERAPYCODE_FROM_GOAL || st->source == THERAPYCODE_FROM_EARLIER_NOTE)
            break; /* the goals have their own file, earlier notes prove nothing of today */
        therapycode_impl_survey(d, &s);
        /* "97116 x 12': ... CGA. Tactile cue at the quad": what follows on the line belongs to the same service */
        if (s.line_count == 0 && s.source == last.source && s.index == last.index && s.line == last.line) {
            memcpy(s.lines, last.lines, sizeof s.lines);
            s.line_count = last.line_count;
        }
        for (i = s.first; i < s.last; i++) {
            st = therapycode_impl_document_statement(d, i);
            for (k = 0; k < st->match_count; k++)
                take_match(d, &s, therapycode_impl_document_match(d, st->match_first + k));
            therapycode_impl_take_minutes(d, &s, st);
        }
        therapycode_impl_take_measures(d, &s, &measure);
        for (i = s.first; i < s.last; i++)
            therapycode_impl_take_figures(d, &s, therapycode_impl_document_statement(d, i));
        for (k = 0; k < s.line_count; k++)
            d->line_seen[s.lines[k]] = 1;
        last = s;
    }
}
