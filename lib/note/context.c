/*
 * What the words say of what they name: done, not done, planned, done by somebody else.
 *
 * The method is that of NegEx and ConText (Chapman 2001, Harkema 2009): cues work forward, backward or on their whole
 * clause, until words that end their reach. Cues are phrases of the vocabulary (data/lexicon/note.csv), so that they
 * can be added to at run time. What the section says counts where no cue does.
 */
#include <string.h>

#include "base/text.h"
#include "note/note.h"
#include "note/bytes.h"
#include "note/context.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

/* Taught, and then shown by the patient: done. Only while looking backward. */
enum { DEMONSTRATED = 1 };

/* The context that a cue brings to what follows it; 0: none. */
static int32_t forward_context(int32_t cue)
{
    switch (cue) {
    case CUE(NEGATION_BEFORE):
    case CUE(WITHOUT):
        return THERAPYCODE_NEGATED;
    case CUE(DEFERRED_BEFORE):
        return THERAPYCODE_DEFERRED;
    case CUE(PLANNED_BEFORE):
    case CUE(PLANNED_FIRST):
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
    case THERAPYCODE_IMPL_SECTION_UNDONE:
        return THERAPYCODE_DEFERRED;
    default:
        return THERAPYCODE_PERFORMED;
    }
}

static void bring(struct therapycode_impl_force *force, int32_t context, int32_t match)
{
    if (context == 0)
        return;
    force->bits |= BIT(context);
    force->inherited &= ~BIT(context);
    force->cue[context] = match;
}

/* The match begins within so many bytes of the statement. */
static int is_near(const struct therapycode_impl_statement *statement, const struct therapycode_impl_match *match,
                   int32_t farthest)
{
    return match->start - statement->start <= farthest;
}

/* "Trained wife in guarding", "with husband": the word before makes a person the object and not the subject. */
static int is_object(const char *data, const struct therapycode_impl_statement *statement, int32_t start)
{
    static const char *const words[] = { "ing ", "ed ", "and ", "with ", "w/ ", "by ", "to ", "for " };
    size_t i;
    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        int32_t n = (int32_t)strlen(words[i]);
        if (start - n >= statement->start && memcmp(data + start - n, words[i], (size_t)n) == 0)
            return 1;
    }
    return 0;
}

enum {
    FIRST_WORD = 3,  /* imperatives: "Begin gait training"; later in the clause the same words are something else */
    FIRST_WORDS = 20 /* who did it: "The patient's wife", "Nursing", "Pt reports" */
};

/* "OT worked on" in a visit of occupational therapy; "OT at" is of another place. */
static int is_own_discipline(int32_t discipline, const char *data, const struct therapycode_impl_match *match)
{
    int32_t at = match->start;
    while (at < match->end && therapycode_impl_is_capital(data[at]))
        at++;
    return at < match->end && data[at] == ' ' && memcmp(data + match->end - 3, " at", 3) != 0 &&
           discipline != 0 &&
           therapycode_impl_discipline_of(data + match->start, (size_t)(at - match->start)) == discipline;
}

/* "Gave him twenty minutes of exercise": a time is given as treatment; "gave her a handout" is advice. */
static int gives_time(const struct therapycode_impl_statement *statement, const struct therapycode_impl_match *match,
                      const char *data)
{
    static const char units[] = " min mins minute minutes ";
    int32_t at = match->end + 1, start = at;
    if (match->end >= statement->end || data[match->end] != ' ' || (data[match->start] | 0x20) != 'g')
        return 0; /* "instructed in 15 min of walking" is advice */
    while (at < statement->end && (therapycode_impl_folded[(unsigned char)data[at]] != 0 || data[at] == '-'))
        at++;
    return at < statement->end && data[at] == ' ' && at > start &&
           therapycode_impl_has_listed(data, at, at + 9 < statement->end ? at + 9 : statement->end, units);
}

/* "8 wks s/p ACLR: quad sets, SLR 15 min": what stands before the colon is for whom it was done. */
static int is_onset_label(const struct therapycode_impl_statement *statement,
                          const struct therapycode_impl_match *match, const char *data)
{
    enum { FAR = 40 };
    int32_t at = match->end, end = at + FAR < statement->end ? at + FAR : statement->end;
    if (match->end - match->start != 3 || data[match->start + 1] != '/')
        return 0;
    while (at < end && data[at] != ':' && data[at] != ',')
        at++;
    return at < end && data[at] == ':';
}

/* One cue, going forward; `target` is where the words stand that the statement is about. */
static void pass_forward(struct therapycode_impl_force *force, const struct therapycode_impl_statement *statement,
                         const struct therapycode_impl_match *match, int32_t index, int32_t target, const char *data,
                         int32_t discipline)
{
    switch (match->cue) {
    case CUE(CONTRAST):
    case CUE(DEMONSTRATED):
        force->bits = 0;
        break;
    case CUE(PERFORMED): /* taught and then done; or after what the statement before has left in force */
        force->bits &= ~BIT(THERAPYCODE_EDUCATION_ONLY);
        if (match->start > target) /* "instead of leg press did sled push": the deferral was of what is named by then */
            force->bits &= ~BIT(THERAPYCODE_DEFERRED);
        if (is_near(statement, match, FIRST_WORDS))
            force->bits &= ~force->inherited;
        break;
    case CUE(EDUCATION_BEFORE):
        if (!gives_time(statement, match, data))
            bring(force, THERAPYCODE_EDUCATION_ONLY, index);
        break;
    case CUE(SCOPE_END):
    case CUE(REASON):
        force->bits &= ~BIT(THERAPYCODE_NEGATED);
        break;
    case CUE(DEFERRED_BEFORE): /* "gait training deferred, STM 10 min" speaks of what stands before it */
        if (match->start <= target)
            bring(force, THERAPYCODE_DEFERRED, index);
        break;
    case CUE(PLANNED_FIRST):
        if (is_near(statement, match, FIRST_WORD))
            bring(force, THERAPYCODE_PLANNED, index);
        break;
    case CUE(OTHER_PERSON_BEFORE):
        if (is_object(data, statement, match->start) || is_own_discipline(discipline, data, match))
            break;
        /* fall through */
    case CUE(GOAL_BEFORE):
    case CUE(SUBJECTIVE_BEFORE):
        if (is_near(statement, match, FIRST_WORDS))
            bring(force, forward_context(match->cue), index);
        break;
    case CUE(HISTORICAL):
    case CUE(HISTORICAL_BEFORE):
        if (!therapycode_impl_is_of_own_words(statement, match, index, data) && !is_onset_label(statement, match, data))
            bring(force, THERAPYCODE_HISTORICAL, index);
        break;
    default:
        bring(force, forward_context(match->cue), index);
        break;
    }
}

/* One cue, going backward. */
static void pass_backward(struct therapycode_impl_force *force, const struct therapycode_impl_statement *statement,
                          const struct therapycode_impl_match *row, int32_t match, const char *data)
{
    int32_t cue = row->cue;
    if (therapycode_impl_is_of_own_words(statement, row, match, data))
        return;
    if (cue == CUE(HOME) && therapycode_impl_has_listed(data, row->start, row->end, " for ") &&
        therapycode_impl_has_listed(data, statement->start, row->start, " min mins minutes "))
        return; /* "TE 10 min (bridges) for HEP": what it was for, not where */
    if (row->end >= statement->end - 1 && (cue == CUE(NEGATION_BEFORE) ||
        (cue == CUE(PLANNED_BEFORE) && is_near(statement, row, FIRST_WORDS) &&
         memchr(data + statement->start, ',', (size_t)(row->start - statement->start)) == NULL &&
         !therapycode_impl_has_listed(data, statement->start, row->start, " min mins minutes "))))
        bring(force, forward_context(cue), match); /* "Ultrasound: no", "GFTA planned" */
    else if (cue == CUE(CONTRAST))
        force->bits = 0;
    else if (cue == CUE(REASON)) /* "practised rising from the floor since she fell last month" */
        force->bits &= ~(BIT(THERAPYCODE_HISTORICAL) | BIT(THERAPYCODE_EDUCATION_ONLY));
    else if (cue == CUE(DEMONSTRATED))
        force->bits |= DEMONSTRATED;
    else
        bring(force, backward_context(cue), match);
}

/* What comes from before and what comes from behind, as bits. */
static uint32_t joined(uint32_t bits, uint32_t behind)
{
    if (behind & DEMONSTRATED)
        bits &= ~BIT(THERAPYCODE_EDUCATION_ONLY);
    return bits | (behind & ~(uint32_t)DEMONSTRATED);
}

static void meet(struct therapycode_impl_force *force, const struct therapycode_impl_force *behind)
{
    int32_t context;
    force->bits = joined(force->bits, behind->bits & DEMONSTRATED);
    for (context = THERAPYCODE_PERFORMED + 1; context <= THERAPYCODE_EDUCATION_ONLY; context++)
        if (behind->bits & BIT(context))
            bring(force, context, behind->cue[context]);
}

/* Where the words stand that the statement is about: its first heading, activity or code; else its end. */
int32_t therapycode_impl_target_of(const struct therapycode_impl_reader *r,
                                   const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_match *all = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i, at = statement->end;
    for (i = statement->match_first; i < statement->match_first + statement->match_count; i++)
        if (therapycode_impl_is_opening(all[i].cue)) {
            at = all[i].start;
            break;
        }
    for (i = statement->number_first; i < statement->number_first + statement->number_count && n[i].start < at; i++)
        if (n[i].is_code)
            at = n[i].start;
    return at;
}

/* "Without cues pt unable to rise": two negations make it done. */
static int is_doubly_negated(const struct therapycode_impl_match *all, int32_t first, int32_t end)
{
    int without = 0, unable = 0;
    for (; first < end; first++) {
        without |= all[first].cue == CUE(WITHOUT) || all[first].cue == CUE(PSEUDO_WITHOUT);
        unable |= all[first].cue == CUE(NEGATION_BEFORE);
    }
    return without && unable;
}

static void conclude(const struct therapycode_impl_reader *r, struct therapycode_impl_statement *statement,
                     const struct therapycode_impl_force *force)
{
    const struct therapycode_impl_match *cue;
    int32_t context = strongest(force->bits);
    if (context == THERAPYCODE_PERFORMED)
        return; /* what the section says stays */
    statement->context = context;
    cue = therapycode_impl_row(r->e, THERAPYCODE_IMPL_MATCHES, force->cue[context]);
    statement->cue_start = cue->start;
    statement->cue_end = cue->end;
}

/*
 * Where the detail of a heading with minutes begins ("Therapeutic activity 14 min: ..."): that it was done stands
 * before the colon, and what may be or was another time behind it is of the detail. The start where there is none.
 */
static int32_t detail_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i, at;
    for (i = statement->number_first; i < statement->number_first + statement->number_count; i++)
        if (n[i].minutes > 0) {
            at = n[i].minutes_end;
            while (at < statement->end && (r->data[at] == ' ' || r->data[at] == ')'))
                at++;
            return at < statement->end && r->data[at] == ':' ? at : statement->start;
        }
    return statement->start;
}

/* A box, ticked or not, stands between words. */
enum { BOX_GAPS = THERAPYCODE_IMPL_GAP_OPEN | THERAPYCODE_IMPL_GAP_CLOSE | THERAPYCODE_IMPL_GAP_BULLET };

/* What goes on into the next statement of the sentence: "next visit: TE 15 min, MT 10 min". */
enum { LASTING = BIT(THERAPYCODE_PLANNED) | BIT(THERAPYCODE_HISTORICAL) | BIT(THERAPYCODE_HYPOTHETICAL) };

/* "The trainer taped the ankle and ran him through drills": who did it goes on, unless somebody else is named. */
static int goes_on(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement)
{
    static const char persons[] = " pt patient client resident child student he she they i we therapist ";
    int32_t at = statement->start + 4, start = at;
    if (statement->end - statement->start < 6 || memcmp(r->data + statement->start, "and ", 4) != 0)
        return 0;
    at = therapycode_impl_word_end(r->data, at, statement->end);
    return !therapycode_impl_is_listed(persons, r->data + start, (size_t)(at - start));
}

/*
 * Where the bracket ends in which a place stands, "(12/20 last session), now 18/20 with cues": what a cue says in
 * brackets it says of what is in them. INT32_MAX: in none.
 */
static int32_t bracket_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement,
                          int32_t at)
{
    int32_t i = at;
    if (!(r->gaps & THERAPYCODE_IMPL_GAP_OPEN))
        return INT32_MAX;
    while (i > statement->start && r->data[i - 1] != '(' && r->data[i - 1] != ')')
        i--;
    if (i == statement->start || r->data[i - 1] != '(')
        return INT32_MAX;
    for (i = at; i < statement->end && r->data[i] != ')'; i++) {
    }
    return i < statement->end ? i : INT32_MAX;
}

/* "TE 15 min (held MT 10 min)": what opens a bracket is said of what follows in it. */
static int is_of_next(const struct therapycode_impl_reader *r, int32_t end, const struct therapycode_impl_match *row)
{
    return row->cue == CUE(DEFERRED_AFTER) && row->end >= end - 1 && row->start > 0 && r->data[row->start - 1] == '(' &&
           (size_t)row->end < r->length && r->data[row->end] == ' ';
}

/* What a statement is under before any of its words: an empty box, its section, what the sentence is told in. */
static int32_t context_around(const struct therapycode_impl_reader *r,
                              const struct therapycode_impl_statement *statement)
{
    int32_t section = section_context(statement->section);
    if ((r->gaps & BOX_GAPS) && (therapycode_impl_is_unticked(r->data, statement->start) ||
                                 therapycode_impl_is_empty_box(r, statement)))
        return THERAPYCODE_NEGATED;
    return section == THERAPYCODE_PERFORMED ? therapycode_impl_told_context(r, statement) : section;
}

/* On the way forward through a statement. */
struct passing {
    const struct therapycode_impl_reader *r;
    const struct therapycode_impl_statement *statement;
    int32_t target; /* what the statement is about stands here */
    int negates;    /* its negations do not undo each other */
    struct therapycode_impl_force force;   /* now */
    struct therapycode_impl_force mine;    /* at the target, */
    int passed;                            /* once it is passed */
    struct therapycode_impl_force outside; /* before the bracket that a cue stands in */
    int32_t bracket;                       /* which ends here; INT32_MAX: in none */
    int32_t denied;                        /* the end of what is denied first; 0: nothing is */
};

/* Whether a match is a cue that counts. */
static int is_heard(const struct passing *p, const struct therapycode_impl_match *m)
{
    return m->cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE &&
           (p->negates || (m->cue != CUE(NEGATION_BEFORE) && m->cue != CUE(WITHOUT)));
}

/* What a cue brings in brackets it brings up to their end. */
static void pass_cue(struct passing *p, const struct therapycode_impl_match *m, int32_t index)
{
    uint32_t bits = p->force.bits;
    if (p->bracket == INT32_MAX)
        p->outside = p->force;
    pass_forward(&p->force, p->statement, m, index, p->target, p->r->data, p->r->e->session.discipline);
    if ((p->force.bits & ~bits) != 0 && p->bracket == INT32_MAX)
        p->bracket = bracket_of(p->r, p->statement, m->start);
}

/* A denial ends where what it is about is named and something else follows. */
static void follow_denial(struct passing *p, const struct therapycode_impl_match *m)
{
    const struct therapycode_impl_match *all = (const void *)p->r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    if (p->denied == 0 && therapycode_impl_is_opening(m->cue)) {
        p->denied = m->end;
        int32_t from = all[p->force.cue[THERAPYCODE_NEGATED]].end;
        if (therapycode_impl_is_told_to_end(p->r, from > p->statement->start ? from : p->statement->start, m->start))
            p->force.bits &= ~BIT(THERAPYCODE_NEGATED);
    } else if (p->denied > 0 && m->start >= p->denied &&
               therapycode_impl_ends_denial(p->r, p->statement, p->denied, m->start))
        p->force.bits &= ~BIT(THERAPYCODE_NEGATED);
}

static void pass_match(struct passing *p, struct therapycode_impl_match *m, int32_t index)
{
    if (!p->passed && m->start > p->target) {
        p->mine = p->force;
        p->passed = 1;
    }
    if (p->force.bits & ENDED_BY_CLAUSE)
        p->force.bits &= ~therapycode_impl_ended_by(p->r, p->statement, &p->force, m);
    if (p->force.bits & BIT(THERAPYCODE_NEGATED))
        follow_denial(p, m);
    if (m->start >= p->bracket) {
        p->force = p->outside;
        p->bracket = INT32_MAX;
    }
    if (is_heard(p, m))
        pass_cue(p, m, index);
    m->context = (int32_t)p->force.bits; /* until the way back */
}

/* Every match takes what the cues before it bring; `left` becomes what the statement leaves. */
static struct therapycode_impl_force go_forward(const struct therapycode_impl_reader *r,
                                                const struct therapycode_impl_statement *statement, int32_t target,
                                                struct therapycode_impl_force *left)
{
    struct therapycode_impl_match *all = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t first = statement->match_first, end = first + statement->match_count, i;
    struct passing p = { r, statement, target, !is_doubly_negated(all, first,
                                                                  end), *left, *left, 0, *left, INT32_MAX, 0 };
    for (i = first; i < end; i++)
        pass_match(&p, &all[i], i);
    if (p.bracket != INT32_MAX)
        p.force = p.outside;
    if (!p.passed)
        p.mine = p.force;
    left->bits = (p.force.bits & (LASTING | BIT(THERAPYCODE_OTHER_PERSON))) |
                 therapycode_impl_denial_left(r, statement, &p.force, p.mine.bits, target);
    left->inherited = left->bits & (LASTING | DENIAL);
    memcpy(left->cue, p.force.cue, sizeof left->cue);
    return p.mine;
}

/* And what those behind it bring; `mine`, of what the statement is about, with them. */
static struct therapycode_impl_force go_back(const struct therapycode_impl_reader *r,
                                             const struct therapycode_impl_statement *statement, int32_t target,
                                             struct therapycode_impl_force *mine)
{
    struct therapycode_impl_match *all = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t first = statement->match_first, i, detail = detail_of(r, statement);
    int32_t aim = target == statement->end ? statement->start : target;
    struct therapycode_impl_force behind = { 0, 0, { 0 } };
    for (i = first + statement->match_count - 1; i >= first; i--) {
        if (all[i].start < detail)
            behind.bits &= DENIAL;
        if (all[i].cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE && !is_of_next(r, statement->end, &all[i]))
            pass_backward(&behind, statement, &all[i], i, r->data);
        all[i].context = strongest(joined((uint32_t)all[i].context, behind.bits));
        if (all[i].context == THERAPYCODE_PERFORMED)
            all[i].context = statement->context;
        if (all[i].start >= aim && (i == first || all[i - 1].start < aim)) {
            meet(mine, &behind);
            aim = INT32_MAX; /* once */
        }
    }
    return behind;
}

/* Both ways are linear in the matches. */
void therapycode_impl_context_fill(const struct therapycode_impl_reader *r,
                                   struct therapycode_impl_statement *statement, struct therapycode_impl_force *left)
{
    struct therapycode_impl_match *all = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t first = statement->match_first, end = first + statement->match_count, i, target;
    struct therapycode_impl_force mine, behind;
    statement->context = context_around(r, statement);
    if (goes_on(r, statement))
        left->inherited = 0;
    else
        left->bits &= ~(uint32_t)BIT(THERAPYCODE_OTHER_PERSON);
    if (therapycode_impl_is_given_away(r, statement)) {
        left->inherited = 0;
        return;
    }
    if (!(r->heard & THERAPYCODE_IMPL_HIT_BRINGS) && left->bits == 0) { /* no match can change a context */
        for (i = first; i < end; i++)
            all[i].context = statement->context;
        left->inherited = 0;
        return;
    }
    if ((left->bits & DENIAL) && !therapycode_impl_shares_denial(r, statement))
        left->bits &= ~(uint32_t)DENIAL;
    target = therapycode_impl_target_of(r, statement);
    mine = go_forward(r, statement, target, left);
    behind = go_back(r, statement, target, &mine);
    conclude(r, statement, &mine);
    therapycode_impl_deny_before(r, statement, &behind);
    therapycode_impl_deny_offered(r, statement);
}

uint32_t therapycode_impl_context_at(struct therapycode_evaluation *e, int32_t text, int32_t start, int32_t end)
{
    const struct therapycode_impl_read_text *t = therapycode_impl_row(e, THERAPYCODE_IMPL_TEXTS, text);
    const struct therapycode_impl_statement *s = (const void *)e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    const struct therapycode_impl_match *all = (const void *)e->tables[THERAPYCODE_IMPL_MATCHES].data;
    struct therapycode_impl_force force = { 0, 0, { 0 } }, behind = { 0, 0, { 0 } };
    int32_t i = t->statement_first, last = t->statement_first + t->statement_count, m, matches;
    while (i < last && s[i].end <= start)
        i++;
    if (i == last)
        return 0;
    matches = s[i].match_first + s[i].match_count;
    for (m = s[i].match_first; m < matches && all[m].start < start; m++)
        if (all[m].end <= start && all[m].cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE)
            pass_forward(&force, &s[i], &all[m], m, start, t->data, e->session.discipline);
    for (m = matches - 1; m >= s[i].match_first && all[m].start >= end; m--)
        if (all[m].cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE)
            pass_backward(&behind, &s[i], &all[m], m, t->data);
    meet(&force, &behind);
    return force.bits;
}
