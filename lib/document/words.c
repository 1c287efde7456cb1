/*
 * Words to elements, sentence by sentence, in one pass over what note/ found.
 *
 * A phrase earns something only where it is said of this visit: denied, planned, hypothetical and copied words earn
 * nothing, and a sentence that is made of such phrases alone says nothing of the visit (DOC-KEYWORD-ONLY).
 */
#include <string.h>

#include "base/text.h"
#include "document/sentence.h"
#include "rulebook/words.h"

#define BIT(n) (1u << (n))

enum { OTHER_WORDS = 1, LIST_WORDS = 6, SUMMARY_REACH = 80, GOAL_WORDS = 3 };

void therapycode_impl_give_match(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                                 int32_t element,
                                 int side, const struct therapycode_impl_match *m)
{
    struct therapycode_impl_proof proof;
    proof.why = therapycode_impl_phrase_why(d->e->engine, m->phrase);
    proof.source = s->source;
    proof.index = s->index;
    proof.start = m->start;
    proof.end = m->end;
    therapycode_impl_give(d, s, element, side, &proof);
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

/* Where words count for an element: in which contexts, in which sections not, and whether also when copied. */
static const struct {
    uint8_t element;
    uint8_t copied;
    uint16_t contexts;
    uint32_t not_in;
} places[] = {
    { ELEMENT(FUNCTIONAL_LIMITATIONS), 1, /* the family may report it, a plan may name it */
      BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_HISTORICAL) | BIT(THERAPYCODE_OTHER_PERSON) |
          BIT(THERAPYCODE_PLANNED) | BIT(THERAPYCODE_EDUCATION_ONLY),
      BIT(SECTION(PLAN)) | BIT(SECTION(HOME)) },
    { ELEMENT(DIRECT_CONTACT), 0, BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_EDUCATION_ONLY), /* "1:1, weekly" */
      BIT(SECTION(PLAN)) },
    { ELEMENT(SKILLED_INVOLVEMENT), 0,
      BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_EDUCATION_ONLY) | BIT(THERAPYCODE_HISTORICAL), 0 },
    { ELEMENT(PLAN_OF_CARE_RELATION), 1,
      BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_HISTORICAL) | BIT(THERAPYCODE_PLANNED) |
          BIT(THERAPYCODE_DEFERRED) | BIT(THERAPYCODE_EDUCATION_ONLY), BIT(SECTION(SUBJECTIVE)) },
    { ELEMENT(OUTCOME_CONTRIBUTION), 0,
      BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_HISTORICAL) | BIT(THERAPYCODE_PLANNED) | BIT(THERAPYCODE_DEFERRED) |
          BIT(THERAPYCODE_EDUCATION_ONLY) | BIT(THERAPYCODE_OTHER_PERSON),
      BIT(SECTION(PLAN)) | BIT(SECTION(HOME)) },
    { ELEMENT(PROGRESS), 0,
      BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_HISTORICAL) | BIT(THERAPYCODE_DEFERRED) |
          BIT(THERAPYCODE_EDUCATION_ONLY), BIT(SECTION(HOME)) },
    { ELEMENT(PATIENT_RESPONSE), 0, BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_HISTORICAL), 0 },
};

/*
 * "Reduced night pain", "limited home practice", "less" of what nobody wants or of what others do; "for fall risk":
 * looked for.
 */
static int is_eased(const char *data, const struct therapycode_impl_sentence *s, const struct therapycode_impl_match *m)
{
    enum { REACH = 2 };
    static const char eased[] =
        " pain swelling edema oedema symptoms sx spasm spasms tightness tenderness soreness stiffness guarding "
        "cues cueing prompts assist assistance practice time frequency visits sessions attendance "
        "headache headaches dizziness numbness tingling fear anxiety fatigue errors leakage information ";
    if (therapycode_impl_follows(data, s->start, m->start, "for"))
        return therapycode_impl_is_listed(" risk ", data + m->end - 4, 4);
    if (therapycode_impl_follows(data, s->start, m->start, "contact"))
        return 1; /* "contact guard" */
    return therapycode_impl_is_listed(" reduced limited decreased ", data + m->start, (size_t)(m->end - m->start)) &&
           therapycode_impl_listed_within(data, m->end, s->end, REACH, ",;", eased);
}

/* Whether the element may be told in this context and section, and in copied words. */
static int is_in_place(const struct therapycode_impl_sentence *s, int32_t element,
                       const struct therapycode_impl_match *m)
{
    size_t i = 0;
    while (i < sizeof places / sizeof places[0] && places[i].element != element)
        i++;
    return i < sizeof places / sizeof places[0] && (!s->copied || places[i].copied) &&
           (places[i].contexts & BIT(m->context)) && !(places[i].not_in & BIT(s->section));
}

/* "Humidity was 60% last week": a comparison or a purpose of nobody that is known. */
static int is_of_nobody(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                        int32_t element, const struct therapycode_impl_match *m)
{
    if (!s->unknown)
        return 0;
    return element == ELEMENT(OUTCOME_CONTRIBUTION) ||
           (element == ELEMENT(PROGRESS) && (s->figures || d->e->engine->phrases[m->phrase].weight < STRONG));
}

/* Whether the words count for the element. */
static int counts(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s, int32_t element,
                  const struct therapycode_impl_match *m)
{
    const char *data = sentence_text(d, s);
    if (!is_in_place(s, element, m) || is_of_nobody(d, s, element, m))
        return 0;
    if (therapycode_impl_is_letter(data[m->start]) && therapycode_impl_follows(data, s->start, m->start, "see"))
        return 0; /* "goals: see plan of care" */
    switch (element) {
    case ELEMENT(PLAN_OF_CARE_RELATION):
        return s->section == SECTION(PLAN) || !therapycode_impl_is_habit(data, s, m);
    case ELEMENT(DIRECT_CONTACT):
        return !therapycode_impl_is_of_somebody(data, m, s->end);
    case ELEMENT(PATIENT_RESPONSE):
        return !therapycode_impl_follows(data, s->start, m->start, "not");
    case ELEMENT(FUNCTIONAL_LIMITATIONS):
        return !therapycode_impl_in_goal(s, m->start) && !is_eased(data, s, m) &&
               !(m->context == THERAPYCODE_EDUCATION_ONLY && s->taught);
    case ELEMENT(SKILLED_INVOLVEMENT):
        return therapycode_impl_counts_as_skill(d, s, m);
    case ELEMENT(OUTCOME_CONTRIBUTION):
        return therapycode_impl_counts_as_link(d, s, m);
    default:
        return 1;
    }
}

/* Two elements in one sentence are no list: "fewer verbal cues than last week". */
static int names_three(const struct therapycode_impl_sentence *s)
{
    uint32_t more = s->named & (s->named - 1);
    return (more & (more - 1)) != 0;
}

/* A sentence of words of the rubric, one after the other. */
static int is_rubric_list(const struct therapycode_impl_sentence *s)
{
    return s->cue_words >= LIST_WORDS && names_three(s) && (s->words - s->cue_words) * LIST_SHARE < s->cue_words;
}

/*
 * "Better", "now", "still" compare where something is compared, and a time that has passed where a value of it is told.
 */
static int is_bare_progress(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                            int32_t weight, int32_t at, int32_t others)
{
    if (weight < 1)
        return !therapycode_impl_compares_times(s, sentence_text(d, s), at);
    if (weight < 2)
        return !(s->function || s->figures || s->limits || s->findings);
    if (weight >= STRONG)
        return 0;
    if (s->is_note)
        others -= therapycode_impl_count_listed(s, sentence_text(d, s),
                                                THERAPYCODE_IMPL_LIST_PERSON); /* say who, and no more */
    return others < OTHER_WORDS;
}

/*
 * Whether the words need more beside them than they find. A sign of a disorder says all in itself; a symptom is a
 * limitation of something only where that is named.
 */
static int is_bare(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                   int32_t element, int32_t weight, int32_t at)
{
    int32_t others = s->words - s->cue_words + s->function;
    if (element == ELEMENT(PLAN_OF_CARE_RELATION) && weight < 2)
        return s->section != SECTION(PLAN) && (at > s->start || !s->therapy); /* "continue": what */
    if (element == ELEMENT(DIRECT_CONTACT) || element == ELEMENT(PLAN_OF_CARE_RELATION) ||
        element == ELEMENT(PATIENT_RESPONSE) || (element == ELEMENT(SKILLED_INVOLVEMENT) && weight > STRONG))
        return 0; /* "STM", one to one, "continue POC", "tolerated well" say all in themselves */
    if (is_rubric_list(s))
        return 1;
    if (element == ELEMENT(PROGRESS))
        return is_bare_progress(d, s, weight, at, others);
    if (element != ELEMENT(FUNCTIONAL_LIMITATIONS))
        return others < OTHER_WORDS;
    if (weight >= STRONG)
        return 0;
    return weight < 2 ? !s->function : others + s->figures < OTHER_WORDS;
}

static void take_count(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                       const struct therapycode_impl_match *m)
{
    int32_t weight = d->e->engine->phrases[m->phrase].weight;
    if (therapycode_impl_in_goal(s, m->start) || s->copied || s->unknown || m->context == THERAPYCODE_PLANNED ||
        m->context == THERAPYCODE_NEGATED || !therapycode_impl_is_counted(s, sentence_text(d, s), weight, m) ||
        therapycode_impl_is_of_size(sentence_text(d, s), s))
        return;
    therapycode_impl_give_match(d, s, ELEMENT(OBJECTIVE_MEASURES), THERAPYCODE_IMPL_FOR, m);
    if (weight < 2 && s->function) /* "five out of ten on stairs" */
        therapycode_impl_give_match(d, s, ELEMENT(FUNCTIONAL_LIMITATIONS), THERAPYCODE_IMPL_FOR, m);
}

/* "Initial evaluation": there is no earlier visit to compare with. "Re-evaluation" and "since evaluation" have one. */
static int is_first_visit(const struct therapycode_impl_sentence *s, const char *data, const char *phrase,
                          const struct therapycode_impl_match *m)
{
    static const char before[] = " re at since from on after vs than post ";
    int32_t end = m->start, start = therapycode_impl_word_before(data, s->start, &end);
    return (strstr(phrase, "eval") != NULL || strstr(phrase, "EVAL") != NULL ||
            strstr(phrase, " assessment") != NULL) &&
           strncmp(phrase, "re-", 3) != 0 &&
           !therapycode_impl_is_listed(before, data + start, (size_t)(end - start));
}

/* "Grip 52# (eval 18#)": what was found then; it does not say what the note is. */
static int is_of_then(const char *data, const struct therapycode_impl_match *m, int32_t end)
{
    int32_t at = m->end;
    while (at < end && (data[at] == ' ' || data[at] == ':' || data[at] == '='))
        at++;
    return m->start > 0 && data[m->start - 1] == '(' && at < end && therapycode_impl_is_digit(data[at]);
}

/* Cues that speak for no element by themselves. */
static void take_other(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                       const struct therapycode_impl_match *m)
{
    switch (m->cue) {
    case CUE(DOC_EMPTY):
        if (d->empty_words++ == 0)
            d->empty_at = (struct therapycode_impl_proof){ "words without content", s->source, s->index, m->start,
                                                           m->end };
        break;
    case CUE(DOC_NO_SKILL):
        therapycode_impl_give_match(d, s, ELEMENT(SKILLED_INVOLVEMENT), THERAPYCODE_IMPL_AGAINST, m);
        break;
    case CUE(DOC_SUMMARY):
        if (is_of_then(sentence_text(d, s), m, s->end))
            break;
        d->summary_words |= s->is_note && m->start < SUMMARY_REACH;
        d->first_visit |=
            s->is_note && m->start < SUMMARY_REACH &&
            is_first_visit(s, sentence_text(d, s), therapycode_impl_phrase_text(d->e->engine, m->phrase), m);
        break;
    case CUE(DOC_COUNT):
        take_count(d, s, m);
        break;
    case CUE(DOC_REASON):
        d->reason_words = 1;
        break;
    case CUE(DOC_GROUP):
        if (m->context == THERAPYCODE_PERFORMED)
            therapycode_impl_give_match(d, s, ELEMENT(DIRECT_CONTACT), THERAPYCODE_IMPL_AGAINST, m);
        break;
    default:
        break;
    }
}

/* "Unable to dress, continue POC": the denial ends with the comma. */
static int is_own_clause(const char *data, int32_t first, const struct therapycode_impl_match *m)
{
    int32_t at = m->start;
    while (at > first && data[at - 1] == ' ')
        at--;
    return m->cue == CUE(DOC_PLAN) && at > first && (data[at - 1] == ',' || data[at - 1] == '-') &&
           (data[m->start] == 'c' || data[m->start] == 'C');
}

static void take_cue(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                     const struct therapycode_impl_match *m)
{
    int32_t element = element_of(m->cue);
    if (element == 0) {
        take_other(d, s, m);
    } else if (m->context == THERAPYCODE_NEGATED) {
        if (element != ELEMENT(FUNCTIONAL_LIMITATIONS) && element != ELEMENT(OUTCOME_CONTRIBUTION) &&
            element != ELEMENT(PATIENT_RESPONSE))
            therapycode_impl_give_match(d, s, element, THERAPYCODE_IMPL_AGAINST, m);
    } else if (element == ELEMENT(PROGRESS) && d->first_visit &&
               strstr(therapycode_impl_phrase_text(d->e->engine, m->phrase), "than") == NULL) {
        return; /* "worse than a month ago" */
    } else if (element == ELEMENT(PROGRESS) &&
               therapycode_impl_tells_no_change(s, sentence_text(d, s), m,
                                                therapycode_impl_phrase_text(d->e->engine, m->phrase))) {
        return;
    } else if (counts(d, s, element, m) && !is_bare(d, s, element, d->e->engine->phrases[m->phrase].weight, m->start)) {
        therapycode_impl_give_match(d, s, element, THERAPYCODE_IMPL_FOR, m);
    }
}

/* "Functional", "addressed", "noted": words that say only that there is something. */
static int32_t count_assertions(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s)
{
    if (s->cue_words == 0 || !s->is_note)
        return 0;
    return therapycode_impl_count_listed(s, sentence_text(d, s), THERAPYCODE_IMPL_LIST_ASSERTION);
}

/* "Functional goals were addressed": which. */
static int only_asserts(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s)
{
    int32_t count = count_assertions(d, s);
    return count > 0 && s->words <= s->cue_words + count;
}

static void take_goal(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                      const struct therapycode_impl_match *m)
{
    /* "walk without a cane" is a goal, "no goals" is none */
    if (!therapycode_impl_in_goal(s, m->start) ||
        (m->context == THERAPYCODE_NEGATED && s->goal_denied))
        return;
    if (therapycode_impl_is_function(d, m))
        therapycode_impl_give_match(d, s, ELEMENT(FUNCTIONAL_GOALS), THERAPYCODE_IMPL_FOR, m);
    else if (((m->cue == CUE(DOC_GOAL) && d->e->engine->phrases[m->phrase].weight > 1) || m->cue == CUE(GOAL_BEFORE)) &&
             therapycode_impl_aims_at_life(sentence_text(d, s), m->end,
                                           s->goal_end == THERAPYCODE_NONE ? s->end : s->goal_end,
                                           GOAL_WORDS))
        therapycode_impl_give_match(d, s, ELEMENT(FUNCTIONAL_GOALS), THERAPYCODE_IMPL_FOR, m);
    else if ((m->cue == CUE(DOC_GOAL) || m->cue == CUE(GOAL) || m->cue == CUE(GOAL_BEFORE)) && !only_asserts(d, s))
        therapycode_impl_give_match(d, s, ELEMENT(FUNCTIONAL_GOALS), THERAPYCODE_IMPL_WEAK, m);
}

/* A line under the heading of goals that names no known function. */
static void take_listed_goal(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s)
{
    struct therapycode_impl_proof proof = { "goal", s->source, s->index, s->start, s->end };
    if (s->section == SECTION(GOALS) && s->is_note && !s->is_list && !s->goal_denied &&
        !(d->is_form && therapycode_impl_has_blank(d->e->session.note.data, d->e->session.note.length, s->start)) &&
        therapycode_impl_aims_at_life(sentence_text(d, s), s->start, s->end, GOAL_WORDS))
        therapycode_impl_give(d, s, ELEMENT(FUNCTIONAL_GOALS), THERAPYCODE_IMPL_FOR, &proof);
}

/* "is not safe", "has not been able": the words that deny are those of the phrase. */
static int is_negative(const struct therapycode_impl_document *d, const struct therapycode_impl_match *m)
{
    return strncmp(therapycode_impl_phrase_text(d->e->engine, m->phrase), "not ", 4) == 0;
}

/* Contexts that words like "not" bring, and those that a place, a time or a person does. */
enum {
    DENIED = BIT(THERAPYCODE_NEGATED) | BIT(THERAPYCODE_DEFERRED),
    ELSEWHERE = BIT(THERAPYCODE_EDUCATION_ONLY) | BIT(THERAPYCODE_HISTORICAL) | BIT(THERAPYCODE_OTHER_PERSON)
};

/* "Fewer spills", "0 coughs", "to reduce tone", "monitored for fatigue": it does not say that there is one. */
static int is_not_stated(const char *data, const struct therapycode_impl_sentence *s,
                         const struct therapycode_impl_match *m)
{
    static const char aims[] = " fewer less no zero without reduce decrease lessen relieve manage prevent avoid "
                               "minimize strengthening strengthen stretching stretch ";
    static const char watched[] = " monitored screened assessed watched checked monitor monitoring screen ";
    int32_t end = m->start, start = therapycode_impl_word_before(data, s->start, &end);
    if (end == start)
        return end - s->start >= 2 && data[end - 1] == '0' && data[end - 2] == ' ';
    if (therapycode_impl_is_listed(aims, data + start, (size_t)(end - start)) ||
        (end - start == 2 && memcmp(data + start, "to", 2) == 0 &&
         therapycode_impl_is_listed(" decrease limit ", data + m->start,
                                    (size_t)(m->end - m->start)))) /* "to decrease tone" */
        return 1;
    if (end - start == 1 && data[start] == 'a' && (data[m->start] | 0x20) == 'f' &&
        therapycode_impl_is_event(data, s->start, start))
        return 1;
    if (end - start != 3 || memcmp(data + start, "for", 3) != 0)
        return 0;
    end = start;
    start = therapycode_impl_word_before(data, s->start, &end);
    return therapycode_impl_is_listed(watched, data + start, (size_t)(end - start));
}

/* Whether the words count as done, though a place, a time, a condition or a denial in the sentence says otherwise. */
static int counts_as_done(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                          const struct therapycode_impl_match *m)
{
    /* "sit to stand x8, so that she can use the toilet at home": only the purpose is at home */
    if ((BIT(m->context) & ELSEWHERE) && s->link_at != THERAPYCODE_NONE && s->elsewhere_at >= s->link_at &&
        m->end <= s->link_at)
        return 1;
    if (m->cue == CUE(DOC_LIMITATION) && (BIT(m->context) & DENIED))
        return is_negative(d, m);
    switch (m->context) {
    case THERAPYCODE_HYPOTHETICAL:
        return s->as_needed;
    case THERAPYCODE_HISTORICAL: /* also the last session that a discharge note tells of with its minutes */
        return (s->this_morning && (s->minutes || s->skilled)) || (d->summary_words && s->minutes);
    case THERAPYCODE_PLANNED: /* "LTG 2 achieved": what is told of a goal is of today */
        return m->cue == CUE(DOC_PROGRESS) &&
               ((therapycode_impl_in_goal(s, m->start) &&
                 strcmp(therapycode_impl_phrase_text(d->e->engine, m->phrase), "achieved") == 0) ||
                therapycode_impl_follows(sentence_text(d, s), s->start, m->start, "needs")); /* "needs fewer cues" */
    case THERAPYCODE_NEGATED: /* a time is not denied: "2 errors (6 without the list, Tuesday)" */
        return is_own_clause(sentence_text(d, s), s->start, m) ||
               (m->cue == CUE(DOC_PROGRESS) && d->e->engine->phrases[m->phrase].weight < 1);
    default:
        return 0;
    }
}

/* A blank of a form, a sound that is none, "no pain": the words tell of nothing. */
static int tells_of_nothing(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                            const struct therapycode_impl_match *m)
{
    const char *data = sentence_text(d, s);
    if (s->is_note && d->is_form && therapycode_impl_is_unfilled(data, d->e->session.note.length, m))
        return 1;
    if (m->cue == CUE(DOC_TASK))
        return therapycode_impl_is_no_sound(therapycode_impl_phrase_text(d->e->engine, m->phrase), data, m);
    return m->cue == CUE(DOC_LIMITATION) &&
           (therapycode_impl_is_denied(s, m->start) || is_not_stated(data, s, m));
}

static void take_match(struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                       const struct therapycode_impl_match *match)
{
    struct therapycode_impl_match as = *match;
    const struct therapycode_impl_match *m = &as;
    if (as.context != THERAPYCODE_PERFORMED && counts_as_done(d, s, match))
        as.context = THERAPYCODE_PERFORMED;
    if (tells_of_nothing(d, s, m))
        return;
    if (m->cue == CUE(PSEUDO_NEGATION) || m->cue == CUE(PSEUDO_WITHOUT))
        s->denied_end = m->end;
    if (s->is_list && m->cue < CUE(DOC_SIGNATURE) && m->cue != CUE(DOC_EMPTY) && m->context != THERAPYCODE_NEGATED)
        return;
    if (m->cue == CUE(DOC_TASK) || m->cue == CUE(ACTIVITY) || m->cue == CUE(HEADING))
        therapycode_impl_take_activity(d, s, m);
    if (s->is_goal && !s->is_list)
        take_goal(d, s, m);
    if (m->cue >= CUE(DOC_SIGNATURE))
        therapycode_impl_take_signature(d, s, m);
    else if (m->cue > THERAPYCODE_IMPL_LAST_SELECT_CUE)
        take_cue(d, s, m);
}

/* Whether words can speak for or against anything where no goal is told; one question, for most cannot. */
static int speaks(int32_t cue)
{
    return (cue > THERAPYCODE_IMPL_LAST_SELECT_CUE) | (cue == CUE(ACTIVITY)) | (cue == CUE(HEADING)) |
           (cue == CUE(PSEUDO_NEGATION)) | (cue == CUE(PSEUDO_WITHOUT));
}

static void take_matches(struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                         const struct therapycode_impl_statement *st)
{
    int32_t rows[MATCHES_AT_ONCE], from, to, k, count;
    for (from = 0; from < st->match_count; from = to) {
        const struct therapycode_impl_match *all = therapycode_impl_document_match(d, st->match_first);
        to = st->match_count - from < MATCHES_AT_ONCE ? st->match_count : from + MATCHES_AT_ONCE;
        for (k = from, count = 0; k < to; k++) {
            rows[count] = k;
            count += (s->is_goal != 0) | speaks(all[k].cue);
        }
        for (k = 0; k < count; k++)
            take_match(d, s, &all[rows[k]]);
    }
}

/*
 * "45 minutes per plan of care": of what? Where nothing is named that was done, these only touch on it. The plan of a
 * consult or of an evaluation that found something is one.
 */
static void weaken(struct therapycode_impl_document *d)
{
    static const uint8_t elements[] = { ELEMENT(DURATION), ELEMENT(PLAN_OF_CARE_RELATION), ELEMENT(TIMED_MINUTES),
                                        ELEMENT(TOTAL_TREATMENT_MINUTES) };
    size_t i;
    for (i = 0; i < sizeof elements; i++) {
        struct therapycode_impl_case *c = &d->note[elements[i]];
        int32_t k, held = c->held_count;
        if (elements[i] == ELEMENT(PLAN_OF_CARE_RELATION) && d->note[ELEMENT(FUNCTIONAL_LIMITATIONS)].held_count > 0 &&
            d->note[ELEMENT(OBJECTIVE_MEASURES)].held_count > 0)
            continue;
        c->held_count = 0;
        for (k = 0; k < held; k++)
            therapycode_impl_case_add(c, THERAPYCODE_IMPL_WEAK, &c->held[k]);
    }
}

/* The sentence that begins with a statement, up to the last statement of it. */
static struct therapycode_impl_sentence sentence_from(const struct therapycode_impl_document *d, int32_t first)
{
    const struct therapycode_impl_statement *st = therapycode_impl_document_statement(d, first), *next;
    int32_t total = therapycode_impl_count(d->e, THERAPYCODE_IMPL_STATEMENTS);
    struct therapycode_impl_sentence s;
    memset(&s, 0, sizeof s);
    s.first = first;
    for (s.last = first + 1; s.last < total; s.last++) {
        next = therapycode_impl_document_statement(d, s.last);
        if (next->sentence != st->sentence || next->text != st->text)
            break;
    }
    return s;
}

/* What the words, figures and minutes of a sentence prove. */
static void take_statements(struct therapycode_impl_document *d, struct therapycode_impl_sentence *s, int32_t *measure)
{
    int32_t i;
    therapycode_impl_take_measures(d, s, measure);
    for (i = s->first; i < s->last; i++)
        therapycode_impl_take_figures(d, s, therapycode_impl_document_statement(d, i));
    for (i = s->first; i < s->last; i++) {
        const struct therapycode_impl_statement *st = therapycode_impl_document_statement(d, i);
        take_matches(d, s, st);
        therapycode_impl_take_minutes(d, s, st);
    }
    take_listed_goal(d, s);
}

/* The sentence tells of treatment, in more than words that only assert it. */
static int tells_of_treatment(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s)
{
    return (s->therapy || s->service) && !s->is_list &&
           (s->words == 0 || s->words > s->cue_words + count_assertions(d, s));
}

void therapycode_impl_document_words(struct therapycode_impl_document *d)
{
    struct therapycode_impl_sentence s, last = { 0 };
    int32_t i, k, measure = 0, total = therapycode_impl_count(d->e, THERAPYCODE_IMPL_STATEMENTS);
    for (i = 0; i < total; i = s.last) {
        int32_t source = therapycode_impl_document_statement(d, i)->source;
        if (source == THERAPYCODE_FROM_GOAL || source == THERAPYCODE_FROM_EARLIER_NOTE)
            break; /* the goals have their own file, earlier notes prove nothing of today */
        s = sentence_from(d, i);
        s.quoted_to = last.quoted_to;
        therapycode_impl_survey(d, &s);
        /* "97116 x 12': ... CGA. Tactile cue at the quad": what follows on the line belongs to the same service */
        if (s.line_count == 0 && s.source == last.source && s.index == last.index && s.line == last.line) {
            memcpy(s.lines, last.lines, sizeof s.lines);
            s.line_count = last.line_count;
        }
        therapycode_impl_find_owner(d, &s);
        take_statements(d, &s, &measure);
        d->treated = d->treated || tells_of_treatment(d, &s);
        for (k = 0; k < s.line_count; k++)
            d->line_seen[s.lines[k]] = 1;
        last = s;
    }
    if (!d->treated && d->e->session.activity_count == 0)
        weaken(d);
}
