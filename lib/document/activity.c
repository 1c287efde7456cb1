/* What was done: tasks of daily life and named exercises that prove functional activities. */
#include "document/sentence.h"

/*
 * Tasks in an evaluation, a report or a discharge note are status or trials, unless the sentence tells of treatment:
 * minutes, a service, a cue. "Still cannot place dishes" is a limitation. A thing of daily life (weight 1) is no task
 * without a word for what was done with it.
 */
static int is_done(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s, int32_t weight,
                   int32_t at)
{
    int behind = s->now_at != THERAPYCODE_NONE && at > s->now_at; /* what was done stands in another clause */
    int summary = d->summary_words || d->e->session.note_kind != THERAPYCODE_NOTE_DAILY;
    int told = s->section == SECTION(TREATMENT) || s->source == THERAPYCODE_FROM_DESCRIPTION;
    if (s->asserts && !s->skilled && !s->figures && s->cue_words * LIST_SHARE >= s->words)
        return 0; /* "skilled intervention for functional mobility and ADLs" */
    if (((s->skilled && (!summary || s->performed)) || s->minutes || told) && (weight > 1 || s->performed))
        return 1;
    if (weight == STRONG)
        return !summary; /* named as training; names of services weigh more */
    return !summary && !s->limits && !behind && (s->performed || (weight > 1 && !s->of_now));
}

/* "Wall walks", "wheelbarrow walking", "toe walk": exercises that are only called so. */
static int is_exercise_walk(const char *data, int32_t first, int32_t at)
{
    static const char kinds[] =
        " wall wheelbarrow obstacle side sidestep heel toe tandem monster crab bear duck band banded "
        "bwd fwd backward retro march ";
    int32_t end = at, start;
    if (memcmp(data + at + 1, "alk", 3) != 0)
        return 0;
    start = therapycode_impl_word_before(data, first, &end);
    return therapycode_impl_is_listed(kinds, data + start, (size_t)(end - start));
}

/*
 * What is told of the visit itself: no walk that is an exercise, no status, no purpose, and a name only among figures.
 */
static int is_of_visit(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                       const struct therapycode_impl_match *m, int functional)
{
    int32_t weight = d->e->engine->phrases[m->phrase].weight;
    if (s->section == SECTION(ASSESSMENT) && (m->cue == CUE(DOC_TASK) || d->summary_words))
        return 0; /* a status, not what was done */
    if (!functional)
        return s->figures && weight >= NAMES; /* alone it may be any word */
    return (s->link_at == THERAPYCODE_NONE || m->start < s->link_at) && is_done(d, s, weight, m->start);
}

void therapycode_impl_take_activity(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                                    const struct therapycode_impl_match *m)
{
    int functional = m->cue == CUE(DOC_TASK) || therapycode_impl_is_functional_name(d, m);
    int named = functional || (s->figures && d->e->engine->phrases[m->phrase].weight >= NAMES);
    if (!named || !tells_treatment(s, m->start) || s->copied ||
        (m->end - m->start > 3 && is_exercise_walk(sentence_text(d, s), s->start, m->start)))
        return;
    /* taught with cues and technique: the patient did it */
    if (m->context == THERAPYCODE_PERFORMED || (m->context == THERAPYCODE_EDUCATION_ONLY && s->skilled)) {
        if (is_of_visit(d, s, m, functional))
            therapycode_impl_give_match(d, s, ELEMENT(FUNCTIONAL_ACTIVITIES),
                                        functional ? THERAPYCODE_IMPL_FOR : THERAPYCODE_IMPL_WEAK, m);
    } else if (m->context == THERAPYCODE_NEGATED && m->cue != CUE(DOC_TASK) && !s->limits) { /* "unable to cut meat" */
        therapycode_impl_give_match(d, s, ELEMENT(FUNCTIONAL_ACTIVITIES), THERAPYCODE_IMPL_AGAINST, m);
    }
}
