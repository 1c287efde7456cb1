/*
 * What the words say of what they name: done, not done, planned, done by somebody else.
 *
 * The method is that of NegEx and ConText (Chapman 2001, Harkema 2009): cues work forward, backward or on their whole
 * clause, until words that end their reach. Cues are phrases of the vocabulary (data/lexicon/note.csv), so that they
 * can be added to at run time. What the section says counts where no cue does.
 */
#include "note/reader.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

/* A context in force, and the match of its cue. */
struct force {
    int32_t context;
    int32_t cue;
    int ends_at_scope; /* a negation: reaches to the next scope-end only */
};

/* The stronger first: where two contexts reach the same words. */
static int rank(int32_t context)
{
    switch (context) {
    case THERAPYCODE_OTHER_PERSON:
        return 7;
    case THERAPYCODE_DEFERRED:
        return 6;
    case THERAPYCODE_NEGATED:
        return 5;
    case THERAPYCODE_PLANNED:
        return 4;
    case THERAPYCODE_HISTORICAL:
        return 3;
    case THERAPYCODE_HYPOTHETICAL:
        return 2;
    case THERAPYCODE_EDUCATION_ONLY:
        return 1;
    default:
        return 0;
    }
}

/* The context that a cue brings to what follows it; 0: none. */
static int32_t forward_context(int32_t cue)
{
    switch (cue) {
    case CUE(NEGATION_BEFORE):
        return THERAPYCODE_NEGATED;
    case CUE(DEFERRED_BEFORE):
        return THERAPYCODE_DEFERRED;
    case CUE(PLANNED_BEFORE):
    case CUE(PLANNED):
    case CUE(GOAL_BEFORE):
    case CUE(GOAL):
        return THERAPYCODE_PLANNED;
    case CUE(HISTORICAL_BEFORE):
    case CUE(HISTORICAL):
    case CUE(SUBJECTIVE_BEFORE):
        return THERAPYCODE_HISTORICAL;
    case CUE(HYPOTHETICAL_BEFORE):
    case CUE(HYPOTHETICAL):
        return THERAPYCODE_HYPOTHETICAL;
    case CUE(OTHER_PERSON_BEFORE):
    case CUE(OTHER_PERSON):
        return THERAPYCODE_OTHER_PERSON;
    case CUE(EDUCATION_BEFORE):
    case CUE(EDUCATION):
    case CUE(HOME_BEFORE):
    case CUE(HOME):
        return THERAPYCODE_EDUCATION_ONLY;
    default:
        return 0;
    }
}

/* The same for what stands before it. */
static int32_t backward_context(int32_t cue)
{
    switch (cue) {
    case CUE(NEGATION_AFTER):
        return THERAPYCODE_NEGATED;
    case CUE(DEFERRED_AFTER):
        return THERAPYCODE_DEFERRED;
    case CUE(PLANNED):
    case CUE(GOAL):
        return THERAPYCODE_PLANNED;
    case CUE(HISTORICAL):
        return THERAPYCODE_HISTORICAL;
    case CUE(HYPOTHETICAL):
        return THERAPYCODE_HYPOTHETICAL;
    case CUE(OTHER_PERSON):
        return THERAPYCODE_OTHER_PERSON;
    case CUE(EDUCATION):
    case CUE(HOME):
        return THERAPYCODE_EDUCATION_ONLY;
    default:
        return 0;
    }
}

static int32_t section_context(int32_t section)
{
    switch (section) {
    case THERAPYCODE_IMPL_SECTION_SUBJECTIVE:
    case THERAPYCODE_IMPL_SECTION_HISTORY:
        return THERAPYCODE_HISTORICAL;
    case THERAPYCODE_IMPL_SECTION_PLAN:
    case THERAPYCODE_IMPL_SECTION_GOALS:
        return THERAPYCODE_PLANNED;
    case THERAPYCODE_IMPL_SECTION_HOME:
        return THERAPYCODE_EDUCATION_ONLY;
    default:
        return THERAPYCODE_PERFORMED;
    }
}

static void strengthen(struct force *force, int32_t context, int32_t cue, int ends_at_scope)
{
    if (context != 0 && rank(context) > rank(force->context)) {
        force->context = context;
        force->cue = cue;
        force->ends_at_scope = ends_at_scope;
    }
}

static void weaken(struct force *force)
{
    force->context = THERAPYCODE_PERFORMED;
    force->cue = THERAPYCODE_NONE;
    force->ends_at_scope = 0;
}

/* One cue, going forward. */
static void pass_forward(struct force *force, int32_t cue, int32_t match)
{
    if (cue == CUE(PERFORMED) || cue == CUE(CONTRAST))
        weaken(force);
    else if (cue == CUE(SCOPE_END) && force->ends_at_scope)
        weaken(force);
    else
        strengthen(force, forward_context(cue), match, cue == CUE(NEGATION_BEFORE));
}

/* One cue, going backward. */
static void pass_backward(struct force *force, int32_t cue, int32_t match)
{
    if (cue == CUE(CONTRAST))
        weaken(force);
    else
        strengthen(force, backward_context(cue), match, 0);
}

static int is_target(int32_t cue)
{
    return cue == CUE(HEADING) || cue == CUE(ACTIVITY);
}

static void set_statement(struct therapycode_impl_statement *statement, const struct force *force,
                          const struct therapycode_impl_match *all)
{
    statement->context = force->context;
    if (force->cue != THERAPYCODE_NONE) {
        statement->cue_start = all[force->cue].start;
        statement->cue_end = all[force->cue].end;
    }
}

/*
 * Forward, every match takes what the cues before it bring; backward, what those after it bring, where that is
 * stronger. Both passes are linear in the matches.
 */
void therapycode_impl_context_fill(struct therapycode_evaluation *e, struct therapycode_impl_statement *statement,
                                   const struct therapycode_impl_statement *before)
{
    struct therapycode_impl_match *all = (void *)e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t first = statement->match_first, end = first + statement->match_count, i, target = THERAPYCODE_NONE;
    struct force force, whole, mine;
    weaken(&force);
    weaken(&whole);
    weaken(&mine);
    statement->context = section_context(statement->section);
    (void)before;
    for (i = first; i < end; i++) {
        if (e->engine->vocabulary.phrases[all[i].phrase].room == THERAPYCODE_IMPL_ROOM_NOTE)
            pass_forward(&force, all[i].cue, i);
        all[i].context = force.context;
        if (target == THERAPYCODE_NONE && is_target(all[i].cue)) {
            target = i;
            mine = force;
        }
    }
    whole = force;
    weaken(&force);
    for (i = end - 1; i >= first; i--) {
        if (e->engine->vocabulary.phrases[all[i].phrase].room == THERAPYCODE_IMPL_ROOM_NOTE)
            pass_backward(&force, all[i].cue, i);
        if (rank(force.context) > rank(all[i].context))
            all[i].context = force.context;
        if (all[i].context == THERAPYCODE_PERFORMED)
            all[i].context = statement->context; /* of the section */
        if (i == target)
            strengthen(&mine, force.context, force.cue, 0);
    }
    strengthen(&whole, force.context, force.cue, 0);
    if (target != THERAPYCODE_NONE)
        whole = mine;
    if (whole.context != THERAPYCODE_PERFORMED)
        set_statement(statement, &whole, all);
}
