/* What a sentence is about: function, limitation, skill, figures, goal and claim lines. */
#include <string.h>

#include "base/text.h"
#include "document/sentence.h"
#include "rulebook/words.h"

#define LIST(name) THERAPYCODE_IMPL_LIST_##name

enum { WHOLE_CODE = 8, NEEDED = 6, NEAR_START = 12, PAPER_NEAR = 24 };

/* The sentence is about the lines whose codes begin so: "evaluation" names no level, and any line of one is meant. */
static void link_line(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s, const char *code,
                      size_t length)
{
    int32_t i, k;
    if (code[0] == '\0')
        return;
    for (i = 0; i < d->line_count && i < LINE_LIMIT; i++) {
        const struct therapycode_line *line = therapycode_impl_row(d->e, THERAPYCODE_IMPL_LINES, i);
        if (memcmp(line->code, code, length) != 0)
            continue;
        for (k = 0; k < s->line_count; k++)
            if (s->lines[k] == i)
                break;
        if (k == s->line_count && s->line_count < 4)
            s->lines[s->line_count++] = i;
    }
}

/* Help with a task does not say that it was not done. */
static int is_help(const char *phrase)
{
    return strstr(phrase, "assist") != NULL || strstr(phrase, "help") != NULL || strstr(phrase, "cues") != NULL;
}

/* A goal that begins in parentheses ends with them. */
static void note_goal(struct therapycode_impl_sentence *s, const struct therapycode_impl_match *m, const char *data)
{
    int32_t at = m->end;
    if (s->goal_at != THERAPYCODE_NONE || therapycode_impl_is_goal_of_record(data, m->start, m->end, s->end))
        return;
    s->goal_at = m->start;
    s->goal_denied = m->context == THERAPYCODE_NEGATED;
    if (m->start > s->start && data[m->start - 1] == '(' && data[at] != ')') {
        while (at < s->end && data[at] != ')')
            at++;
        s->goal_end = at < s->end ? at : THERAPYCODE_NONE;
    }
}

/* "I want to introduce", "we want to add": what the therapist wants is a plan. */
static int is_own_wish(const char *data, int32_t first, int32_t at)
{
    return at - first >= 2 && data[at - 1] == ' ' && data[at - 2] == 'I' && (at - first == 2 || data[at - 3] == ' ');
}

/* "If tolerated", "would", and "if needed", which is no condition where none of the others stands. */
static void note_condition(struct therapycode_impl_sentence *s, const struct therapycode_impl_match *m,
                           const char *data)
{
    if (m->end - m->start > NEEDED && memcmp(data + m->end - NEEDED, "needed", NEEDED) == 0)
        s->as_needed = 1;
    else
        s->conditional = 1;
}

/* Asked only where it counts: the rows of phrases are many, and each lies in a line of the cache of its own. */
static int32_t weight_of(const struct therapycode_impl_document *d, const struct therapycode_impl_match *m)
{
    return d->e->engine->phrases[m->phrase].weight;
}

/* Words that bring a context. */
static void note_context(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                         const struct therapycode_impl_match *m, const char *data)
{
    if ((m->cue == CUE(HYPOTHETICAL_BEFORE) || m->cue == CUE(HISTORICAL_BEFORE) ||
         m->cue == CUE(OTHER_PERSON_BEFORE)) &&
        s->quoted_at == THERAPYCODE_NONE && m->start - s->start <= NEAR_START && weight_of(d, m) > 0)
        s->quoted_at = m->end; /* "per last visit's note": of another paper */
    switch (m->cue) {
    case CUE(GOAL):
    case CUE(GOAL_BEFORE):
        note_goal(s, m, data);
        break;
    case CUE(PSEUDO_NEGATION):
    case CUE(PSEUDO_WITHOUT):
        s->denied_end = m->end;
        break;
    case CUE(PERFORMED):
        s->performed |= m->context == THERAPYCODE_PERFORMED;
        break;
    case CUE(PLANNED_BEFORE):
    case CUE(PLANNED_FIRST):
    case CUE(PLANNED):
        s->planned |= m->start - s->start <= NEAR_START;
        break;
    case CUE(EDUCATION_BEFORE):
        s->taught = 1;
        break;
    case CUE(HYPOTHETICAL_BEFORE):
        note_condition(s, m, data);
        break;
    case CUE(HYPOTHETICAL):
        note_condition(s, m, data);
        /* fall through */
    case CUE(HISTORICAL):
        s->this_morning |= m->end - m->start > 5 && (data[m->start] | 0x20) == 't' && memcmp(data + m->start + 1,
                                                                                             "his ", 4) == 0;
        /* fall through */
    case CUE(OTHER_PERSON):
    case CUE(EDUCATION):
    case CUE(HOME):
        if (s->elsewhere_at == THERAPYCODE_NONE)
            s->elsewhere_at = m->start;
        break;
    default:
        break;
    }
}

/* The name of a service that is a task by itself: "gait training" and not "strengthening". */
static int is_functional(const struct therapycode_engine *engine, const struct therapycode_impl_match *m)
{
    const struct therapycode_impl_vocabulary_phrase *voice = &engine->vocabulary.phrases[m->phrase];
    return voice->slot != THERAPYCODE_NONE && voice->weight >= NAMES && /* of a code, so that of the phrase */
           therapycode_impl_code_is(engine, &engine->codes[voice->slot], THERAPYCODE_IMPL_NATURE_FUNCTION);
}

int therapycode_impl_is_functional_name(const struct therapycode_impl_document *d,
                                        const struct therapycode_impl_match *m)
{
    return m->cue == CUE(ACTIVITY) && is_functional(d->e->engine, m) &&
           strstr(therapycode_impl_phrase_text(d->e->engine, m->phrase), "eturn to") == NULL;
}

int therapycode_impl_is_function(const struct therapycode_impl_document *d, const struct therapycode_impl_match *m)
{
    switch (m->cue) {
    case CUE(DOC_FUNCTION):
    case CUE(DOC_TASK):
    case CUE(OBJECT):
    case CUE(WALKING):
    case CUE(STAIRS):
    case CUE(RISE):
    case CUE(REACH):
        return 1;
    case CUE(TASK): /* "functional" by itself names none */
        return strncmp(therapycode_impl_phrase_text(d->e->engine, m->phrase), "function", 8) != 0;
    case CUE(ACTIVITY):
    case CUE(HEADING):
        return is_functional(d->e->engine, m);
    default:
        return 0;
    }
}

/* Words that name a service. */
static void note_service(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                         const struct therapycode_impl_match *m)
{
    switch (m->cue) {
    case CUE(DONE): /* not the "did" of "did not" */
        s->performed |= m->context == THERAPYCODE_PERFORMED;
        break;
    case CUE(EVALUATION):
    case CUE(PT_EVALUATION):
    case CUE(OT_EVALUATION):
    case CUE(RE_EVALUATION):
    case CUE(PT_RE_EVALUATION):
    case CUE(OT_RE_EVALUATION):
        if (m->context == THERAPYCODE_PERFORMED)
            link_line(d, s, "9716", 4);
        break;
    case CUE(HEADING):
    case CUE(ACTIVITY):
        s->therapy = 1;
        s->function |= therapycode_impl_is_functional_name(d, m);
        if (m->context == THERAPYCODE_PERFORMED)
            link_line(d, s, d->e->engine->phrases[m->phrase].code, WHOLE_CODE);
        break;
    default:
        break;
    }
}

/* Cues that claim an element, and are not what the sentence is about. */
#define CLAIM(name) (1u << (CUE(name) - CUE(DOC_TASK)))
static const uint32_t claims = CLAIM(DOC_LIMITATION) | CLAIM(DOC_GOAL) | CLAIM(DOC_DIRECT) | CLAIM(DOC_SKILLED) |
                               CLAIM(DOC_EMPTY) | CLAIM(DOC_PLAN) | CLAIM(DOC_PROGRESS) | CLAIM(DOC_RESPONSE);

/* Words of a goal: stated here, stated where a time is named with them, or a purpose. */
static void note_goal_words(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                            const struct therapycode_impl_match *m, const char *data)
{
    if (weight_of(d, m) >= 2) {
        if (!is_own_wish(data, s->start, m->start))
            note_goal(s, m, data);
    } else if ((data[m->start] | 0x20) == 't' && memcmp(data + m->start + 1, "o ", 2) == 0 && m->start > s->start) {
        return; /* "to be able to" states a goal where it begins the sentence; else it is a purpose */
    } else if (s->goal_if_at == THERAPYCODE_NONE &&
               !therapycode_impl_is_goal_of_record(data, m->start, m->end, s->end)) {
        s->goal_if_at = m->start;
    }
}

/* Words of this room. */
static void note_cue(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                     const struct therapycode_impl_match *m, const char *data)
{
    int32_t weight = weight_of(d, m);
    s->named |= claims & 1u << (m->cue - CUE(DOC_TASK));
    switch (m->cue) {
    case CUE(DOC_GOAL):
        note_goal_words(d, s, m, data);
        break;
    case CUE(DOC_LINK):
        if (weight < 1) /* "squats x 10 to get off the toilet": a purpose only behind an exercise */
            return;
        if (s->link_at == THERAPYCODE_NONE)
            s->link_at = m->end;
        break;
    case CUE(DOC_TASK):
        if (therapycode_impl_is_no_sound(therapycode_impl_phrase_text(d->e->engine, m->phrase), data, m))
            return;
        s->therapy = 1;
        /* fall through */
    case CUE(DOC_FUNCTION):
        s->function = 1;
        return; /* what the sentence is about, and no word that only claims */
    case CUE(DOC_LIMITATION):
        s->limits |= weight < STRONG && m->context != THERAPYCODE_NEGATED && !therapycode_impl_is_denied(s, m->start) &&
                     !is_help(therapycode_impl_phrase_text(d->e->engine, m->phrase));
        break;
    case CUE(DOC_SKILLED):
        if (weight < 1) /* who may have done something */
            return;
        s->therapy = 1;
        s->skilled_if |= m->context == THERAPYCODE_HYPOTHETICAL && weight > 1;
        s->skilled |= (m->context == THERAPYCODE_PERFORMED && weight > 1) ||
                      (m->context == THERAPYCODE_EDUCATION_ONLY && weight >= STRONG);
        break;
    case CUE(DOC_EMPTY):
        s->asserts = 1;
        break;
    case CUE(DOC_COUNT):
        if (therapycode_impl_is_counted(s, data, weight, m)) {
            s->findings = 1;
            s->limits |= weight < 2; /* of pain: "five out of ten" */
        }
        return;
    case CUE(DOC_SUMMARY):
        return;
    case CUE(DOC_PAPER):
        if (s->paper_at == THERAPYCODE_NONE && m->start - s->start <= PAPER_NEAR)
            s->paper_at = m->end;
        return;
    default:
        break;
    }
    if (m->end > s->cue_end) {
        s->cue_words += therapycode_impl_count_words(data, m->start > s->cue_end ? m->start : s->cue_end, m->end);
        s->cue_end = m->end;
    }
}

/* The word is of therapy, and none of time, talk or the office: "last week", "therapist". */
static int is_clinical(int32_t cue)
{
    return (cue > THERAPYCODE_IMPL_LAST_NOTE_CUE) & (cue != CUE(SETTING)) & (cue != CUE(STATUS)) & (cue != CUE(TALK)) &
           (cue != CUE(ADMIN)) & (cue != CUE(DONE)) & (cue != CUE(DISTANCE)) & (cue != CUE(DOSE)) &
           (cue < CUE(ADDITIONAL));
}

/* The same of the cues of this room: words that link and compare may stand in any sentence. */
static int is_clinical_here(const struct therapycode_impl_document *d, const struct therapycode_impl_match *m,
                            const char *data)
{
    static const char common[] = " grade score found read answered sorted typed matched ";
    int32_t cue = m->cue;
    if (cue == CUE(DOC_SKILLED) || cue == CUE(DOC_COUNT))
        return weight_of(d, m) >= (cue == CUE(DOC_COUNT) ? STRONG : 2) &&
               !therapycode_impl_is_listed(common, data + m->start, (size_t)(m->end - m->start));
    return cue == CUE(DOC_TASK) || cue == CUE(DOC_FUNCTION) || cue == CUE(DOC_LIMITATION) || cue == CUE(DOC_DIRECT) ||
           cue == CUE(DOC_PLAN) || cue == CUE(DOC_RESPONSE) || cue >= CUE(DOC_SIGNATURE);
}

static int is_asked(int32_t cue)
{
    /* the cues of the other rooms that anything above asks for */
    static const unsigned char asked[THERAPYCODE_IMPL_LAST_SELECT_CUE + 2] = {
        [CUE(GOAL)] = 1, [CUE(GOAL_BEFORE)] = 1, [CUE(PSEUDO_NEGATION)] = 1, [CUE(PSEUDO_WITHOUT)] = 1,
        [CUE(PERFORMED)] = 1, [CUE(PLANNED_BEFORE)] = 1, [CUE(PLANNED_FIRST)] = 1, [CUE(PLANNED)] = 1,
        [CUE(EDUCATION_BEFORE)] = 1, [CUE(HYPOTHETICAL_BEFORE)] = 1, [CUE(HISTORICAL_BEFORE)] = 1,
        [CUE(OTHER_PERSON_BEFORE)] = 1, [CUE(HYPOTHETICAL)] = 1, [CUE(HISTORICAL)] = 1,
        [CUE(OTHER_PERSON)] = 1, [CUE(EDUCATION)] = 1, [CUE(HOME)] = 1, [CUE(DONE)] = 1, [CUE(EVALUATION)] = 1,
        [CUE(PT_EVALUATION)] = 1, [CUE(OT_EVALUATION)] = 1, [CUE(RE_EVALUATION)] = 1, [CUE(PT_RE_EVALUATION)] = 1,
        [CUE(OT_RE_EVALUATION)] = 1, [CUE(HEADING)] = 1, [CUE(ACTIVITY)] = 1,
        [THERAPYCODE_IMPL_LAST_SELECT_CUE + 1] = 1 /* and all of this room */
    };
    return asked[cue <= THERAPYCODE_IMPL_LAST_SELECT_CUE ? cue : THERAPYCODE_IMPL_LAST_SELECT_CUE + 1];
}

/* "At IE", "previous session", "since eval": compared with a visit, which nothing but care has. */
static int names_visit(const struct therapycode_impl_match *m, const char *data)
{
    int32_t start = m->end;
    start = therapycode_impl_word_start(data, m->start, start);
    return m->cue == CUE(DOC_PROGRESS) &&
           therapycode_impl_is_listed(" session eval evaluation ie soc intake tx treatment ", data + start,
                                      (size_t)(m->end - start));
}

static void note_match(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                       const struct therapycode_impl_match *m, const char *data)
{
    if (m->cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE) {
        note_context(d, s, m, data);
    } else if (m->cue <= THERAPYCODE_IMPL_LAST_SELECT_CUE) {
        note_service(d, s, m);
    } else {
        s->known = s->known || names_visit(m, data) || is_clinical_here(d, m, data);
        note_cue(d, s, m, data);
    }
}

/* Which matches anything is asked of is found first, without a branch for each: nobody foretells it. */
static void note_matches(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                         const struct therapycode_impl_statement *st, const char *data)
{
    int32_t rows[MATCHES_AT_ONCE], from, to, k, count;
    for (from = 0; from < st->match_count; from = to) {
        const struct therapycode_impl_match *all = therapycode_impl_document_match(d, st->match_first);
        to = st->match_count - from < MATCHES_AT_ONCE ? st->match_count : from + MATCHES_AT_ONCE;
        for (k = from, count = 0; k < to; k++) {
            int32_t cue = all[k].cue;
            s->known |= is_clinical(cue);
            s->service |= ((cue >= CUE(HEADING)) & (cue <= CUE(CAREGIVER_GROUP))) | (cue == CUE(WOUND));
            rows[count] = k;
            count += is_asked(cue);
        }
        for (k = 0; k < count; k++)
            note_match(d, s, &all[rows[k]], data);
    }
}

/* "Walks x 3", "walks 2 laps": things that were counted, not what somebody does. */
static int begins_dose(const char *data, int32_t at, int32_t end)
{
    while (at < end && data[at] == ' ')
        at++;
    return at < end && (therapycode_impl_is_digit(data[at]) || data[at] == ':' || data[at] == ',' ||
                        (data[at] == 'x' && at + 1 < end && !therapycode_impl_is_letter(data[at + 1])));
}

/*
 * How the sentence begins: with what was done ("Folded towels", "Pt hung shirts": 1), with what was talked about
 * ("Reviewed car transfers": 2), or with how things are ("Uses a cane": -1). Words of the record tell nothing: 0.
 */
static int opening_of(const char *data, int32_t start, int32_t end)
{
    uint64_t lists;
    int32_t at = start, words;
    for (words = 0; words < 3; words++) {
        while (at < end && !therapycode_impl_is_letter(data[at]))
            at++;
        start = at;
        at = therapycode_impl_letters(data, at, end, &lists);
        if ((lists & LIST(HABIT)) && !begins_dose(data, at, end))
            return -1;
        if (lists & LIST(PAST))
            return 1;
        if (lists & LIST(TALK))
            return 2;
        if (at - start > 4 && (data[at - 2] | 0x20) == 'e' && (data[at - 1] | 0x20) == 'd')
            return !(lists & LIST(RECORD));
        if (!(lists & LIST(OPENING)))
            return 0;
    }
    return 0;
}

static int32_t bits_of(uint32_t set)
{
    int32_t count = 0;
    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

int32_t therapycode_impl_count_listed(const struct therapycode_impl_sentence *s, const char *data, uint64_t list)
{
    uint64_t lists;
    int32_t at, start, count = 0;
    if (list != 0 && !(s->lists & list))
        return 0;
    for (at = s->start; at < s->end; at++) {
        start = at;
        at = therapycode_impl_run(data, at, s->end, &lists); /* none: the byte is passed over */
        count += list == 0 ? at > start : (lists & list) != 0;
    }
    return count;
}

/* A word ends in a digit; "1:1" is none. */
static int has_figure(const struct therapycode_impl_sentence *s, const char *data)
{
    int32_t at;
    for (at = s->start; at < s->end; at++)
        if (s->end - at >= 3 && memcmp(data + at, "1:1", 3) == 0)
            at += 2;
        else if (therapycode_impl_is_digit(data[at]) &&
            (at + 1 == s->end ||
             (!therapycode_impl_is_letter(data[at + 1]) && !therapycode_impl_is_digit(data[at + 1]))))
            return 1;
    return 0;
}

/*
 * "Goals, cues, progress, tolerated well, plan of care, stairs": a list of what an audit asks for. It names several
 * elements without a figure and almost without the small words that make sentences.
 */
static int is_list(const struct therapycode_impl_sentence *s, const char *data)
{
    enum { LIST_LEAST = 6, LIST_NAMED = 3, GLUE_SHARE = 10 };
    int32_t words, joined;
    if (bits_of(s->named) < LIST_NAMED || has_figure(s, data))
        return 0;
    words = therapycode_impl_count_listed(s, data, 0);
    joined = therapycode_impl_count_listed(s, data, THERAPYCODE_IMPL_LIST_GLUE) +
             therapycode_impl_count_listed(s, data, THERAPYCODE_IMPL_LIST_PERSON);
    return words >= LIST_LEAST && joined * GLUE_SHARE < words;
}

/* "MMO 38 (31)", of a test or a finding, unless all is in capitals. */
static int is_acronym(const char *data, int32_t start, int32_t at, int32_t end)
{
    int32_t i;
    if (at - start < 2)
        return 0;
    for (i = start; i < at; i++)
        if (!therapycode_impl_is_letter(data[i]) || therapycode_impl_is_small(data[i]))
            return 0;
    for (i = at; i < end; i++)
        if (therapycode_impl_is_small(data[i]))
            return 1;
    return 0;
}

/*
 * "Humidity 45%, was 60%": a word that no room knows, and neither a patient nor a part of one. "5 of 6 right" and "up
 * from 6/10 last session" tell of what went before.
 */
static int is_of_nothing_known(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                               const char *data)
{
    const struct therapycode_impl_statement *last = therapycode_impl_document_statement(d, s->last - 1);
    int32_t k = therapycode_impl_document_statement(d,
                                                    s->first)->match_first, end = last->match_first + last->match_count;
    int32_t at, start, told = 0, others = 0;
    uint64_t lists;
    for (at = s->start; at < s->end; at++) {
        start = at;
        at = therapycode_impl_run(data, at, s->end, &lists);
        if ((lists & (LIST(SUBJECT) | LIST(BEARER) | LIST(HELP) | LIST(MOVEMENT))) ||
            is_acronym(data, start, at, s->end))
            return 0;
        for (; k < end && therapycode_impl_document_match(d, k)->start <= start; k++) {
            const struct therapycode_impl_match *m = therapycode_impl_document_match(d, k);
            if ((m->cue == CUE(DOC_PROGRESS) || m->cue == CUE(DOC_LINK) || m->cue == CUE(DOC_PLAN)) && m->end > told)
                told = m->end; /* words that compare or link say themselves what they are */
        }
        others += at > start && at > told && !therapycode_impl_is_digit(data[start]) &&
                  !(lists & (LIST(GLUE) | LIST(SIDE) | LIST(FILLER) | LIST(OF_TIME)));
    }
    return others > 0;
}

/* Where it stands; nothing is known of its words yet. */
static void begin_survey(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s)
{
    const struct therapycode_impl_statement *st = therapycode_impl_document_statement(d, s->first);
    s->of_now = st->is_of_now;
    s->section = st->section;
    s->source = st->source;
    s->index = st->index;
    s->number = st->sentence;
    s->lists = st->lists;
    s->start = st->start;
    s->line = st->line;
    s->is_note = st->source == THERAPYCODE_FROM_NOTE;
    s->goal_at = st->section == SECTION(GOALS) ? st->start : THERAPYCODE_NONE;
    s->link_at = s->quoted_at = s->paper_at = s->elsewhere_at = s->goal_end = s->goal_if_at = THERAPYCODE_NONE;
    s->now_at = THERAPYCODE_NONE;
    s->end = therapycode_impl_document_statement(d, s->last - 1)->end;
}

/* The matches and minutes of one statement of it. */
static void survey_statement(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                             const struct therapycode_impl_statement *st, const char *data)
{
    int32_t k;
    s->figures |= st->number_count > 0;
    if (st->is_of_now && st->start > s->start && s->now_at == THERAPYCODE_NONE)
        s->now_at = st->start - 1;
    note_matches(d, s, st, data);
    for (k = 0; k < st->minutes_count; k++) {
        const struct therapycode_impl_minutes *m = therapycode_impl_row(d->e, THERAPYCODE_IMPL_MINUTES,
                                                                        st->minutes_first + k);
        link_line(d, s, m->code, WHOLE_CODE);
        s->minutes |= m->kind != THERAPYCODE_IMPL_MINUTES_OTHER && m->minutes > 0 &&
                      m->kind != THERAPYCODE_IMPL_MINUTES_TOTAL;
    }
}

/* Words of the rubric one after the other, items that are all ticked, or what is told of nobody here. */
static int tells_nothing(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                         const char *data)
{
    if (s->foreign)
        return 1;
    if (d->all_ticked && s->is_note && !s->figures && s->words <= s->cue_words + 1 &&
        therapycode_impl_is_ticked(data, s->start))
        return 1;
    return s->cue_words > 0 && s->is_note && is_list(s, data);
}

/* A description is of its activity, under the code that is stated and the one that was read. */
static void link_activity(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s)
{
    if (s->source != THERAPYCODE_FROM_DESCRIPTION)
        return;
    link_line(d, s, d->e->activities[s->index].code, WHOLE_CODE);
    if (s->index < therapycode_impl_count(d->e, THERAPYCODE_IMPL_READINGS)) {
        const struct therapycode_reading *r = therapycode_impl_row(d->e, THERAPYCODE_IMPL_READINGS, s->index);
        link_line(d, s, r->code, WHOLE_CODE);
    }
}

/*
 * Whether a function is told of as things are or as what was done; `states`: its statements tell only how somebody was
 * found.
 */
static void survey_function(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s, int states,
                            const char *data)
{
    int opening;
    if (!s->function) {
        s->of_now = 0;
        s->now_at = THERAPYCODE_NONE;
        return;
    }
    opening = opening_of(data, s->start, s->end);
    s->of_now |= (states && !s->figures) || opening < 0 || (opening == 2 && !s->skilled);
    s->performed |= opening == 1 &&
                    therapycode_impl_document_statement(d, s->last - 1)->context == THERAPYCODE_PERFORMED;
}

/* "He will", "is to be" make a goal where a time is named with them. */
static void survey_goal(struct therapycode_impl_sentence *s, const char *data)
{
    if (s->goal_if_at != THERAPYCODE_NONE && (s->goal_at == THERAPYCODE_NONE || s->goal_at > s->goal_if_at) &&
        therapycode_impl_document_time(data, s->start, s->end))
        s->goal_at = s->goal_if_at;
    s->is_goal = s->goal_at != THERAPYCODE_NONE;
    s->has_time = s->is_goal && therapycode_impl_document_time(data, s->start, s->end);
}

void therapycode_impl_survey(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s)
{
    const struct therapycode_impl_statement *st = therapycode_impl_document_statement(d, s->first);
    const struct therapycode_impl_read_text *text = therapycode_impl_row(d->e, THERAPYCODE_IMPL_TEXTS, st->text);
    int32_t i;
    int states = 1;
    begin_survey(d, s);
    for (i = s->first; i < s->last; i++) {
        st = therapycode_impl_document_statement(d, i);
        states &= st->is_state;
        survey_statement(d, s, st, text->data);
    }
    if (s->cue_words > 0)
        s->words = therapycode_impl_count_words(text->data, s->start, s->end);
    s->unknown = !s->known && (s->figures || s->cue_words > 0) && s->is_note &&
                 is_of_nothing_known(d, s, text->data);
    if (s->is_note)
        therapycode_impl_note_foreign(s, text->data, text->length);
    s->is_list = tells_nothing(d, s, text->data);
    link_activity(d, s);
    s->as_needed &= !s->conditional;
    s->skilled |= s->as_needed && s->skilled_if;
    s->denied_end = 0;
    survey_function(d, s, states, text->data);
    survey_goal(s, text->data);
    s->copied = s->is_note && d->copied != NULL && s->number < d->sentence_count && d->copied[s->number];
}
