/* Rows of elements with their points, the score, and whether the visit is billable. */
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "document/board.h"

#define BIT(n) (1 << (n))

static int32_t points_of(int32_t status, int32_t weight)
{
    if (status == THERAPYCODE_PRESENT || status == THERAPYCODE_NOT_APPLICABLE)
        return weight;
    return status == THERAPYCODE_PARTIAL ? weight / 2 : 0;
}

static int32_t add_proofs(struct therapycode_impl_document *d, const struct therapycode_impl_proof *proofs,
                          int32_t count, int32_t weight)
{
    int32_t i;
    for (i = 0; i < count; i++) {
        struct therapycode_evidence *row = therapycode_impl_add_here(d->e, THERAPYCODE_IMPL_EVIDENCE, sizeof *row);
        row->why = proofs[i].why;
        row->source = proofs[i].source;
        row->index = proofs[i].index;
        row->start = proofs[i].start;
        row->end = proofs[i].end;
        row->weight = weight;
    }
    return count;
}

static int32_t add_row(struct therapycode_impl_document *d, const struct therapycode_impl_asked *asked,
                       const struct therapycode_impl_case *c, int32_t status, int32_t line)
{
    struct therapycode_evaluation *e = d->e;
    const struct therapycode_impl_rubric_row *r = asked->row;
    int32_t first = therapycode_impl_count(e, THERAPYCODE_IMPL_EVIDENCE), n = 0;
    struct therapycode_element *row;
    if (status == THERAPYCODE_PRESENT)
        n += add_proofs(d, c->held, c->held_count, 2);
    if (status == THERAPYCODE_PARTIAL) {
        n += add_proofs(d, c->held, c->held_count, 1);
        n += add_proofs(d, c->weak, c->weak_count, 1);
    }
    if (status != THERAPYCODE_NOT_APPLICABLE)
        n += add_proofs(d, c->against, c->against_count, -1);
    row = therapycode_impl_add_here(e, THERAPYCODE_IMPL_ELEMENTS, sizeof *row);
    row->id = therapycode_impl_element_name(r->id);
    row->rule = asked->rule == NULL ? "" : asked->rule->id;
    row->suggestion = status == THERAPYCODE_PRESENT || status == THERAPYCODE_NOT_APPLICABLE ? NULL
                                                                                            : asked->suggestion;
    row->line = line;
    row->status = status;
    row->required = line == THERAPYCODE_NONE &&
                            (therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_BILLABLE_ITEMS) & BIT(r->id))
                        ? THERAPYCODE_YES : THERAPYCODE_NO;
    row->weight = r->weight;
    row->points = points_of(status, r->weight);
    row->evidence_first = n > 0 ? first : 0;
    row->evidence_count = n;
    return therapycode_impl_count(e, THERAPYCODE_IMPL_ELEMENTS) - 1;
}

/* ---- the whole note ---- */

/* Minutes must stand as totals; of the other items a part is enough: the rule asks that they be named. */
static int fulfils(int32_t element, int32_t status)
{
    if (status == THERAPYCODE_PRESENT || status == THERAPYCODE_NOT_APPLICABLE)
        return 1;
    return status == THERAPYCODE_PARTIAL && element != ELEMENT(TIMED_MINUTES) &&
           element != ELEMENT(TOTAL_TREATMENT_MINUTES) && element != ELEMENT(SIGNATURE_CREDENTIALS);
}

/* Signatures, contact: one place says so, another denies it. */
static void find_contradiction(struct therapycode_impl_document *d, int32_t element, int32_t row)
{
    const struct therapycode_impl_case *c = &d->note[element];
    struct therapycode_finding *f;
    if (c->held_count == 0 || c->against_count == 0 ||
        (element != ELEMENT(DIRECT_CONTACT) && element != ELEMENT(SIGNATURE_CREDENTIALS)))
        return;
    f = THERAPYCODE_IMPL_FIND(d->e, DOC_CONTRADICTED,
                              therapycode_impl_text_arg(therapycode_impl_element_name(element)));
    f->element = row;
}

static void find_missing(struct therapycode_impl_document *d, const struct therapycode_impl_asked *asked, int32_t index)
{
    struct therapycode_evaluation *e = d->e;
    const struct therapycode_element *row = therapycode_impl_row(e, THERAPYCODE_IMPL_ELEMENTS, index);
    const struct therapycode_rule *rule = asked->rule;
    int64_t title = therapycode_impl_text_arg(asked->title);
    int32_t status = row->status, required = row->required == THERAPYCODE_YES, first = row->evidence_first,
            count = row->evidence_count;
    struct therapycode_finding *f;
    if (status == THERAPYCODE_PRESENT || status == THERAPYCODE_NOT_APPLICABLE || e->session.note.length == 0 ||
        e->status != THERAPYCODE_OK)
        return;
    if (status == THERAPYCODE_CONTRADICTED)
        f = THERAPYCODE_IMPL_FIND(e, DOC_DENIED, title);
    else if (status == THERAPYCODE_PARTIAL)
        f = THERAPYCODE_IMPL_FIND(e, DOC_PARTLY, title);
    else
        f = THERAPYCODE_IMPL_FIND(e, DOC_MISSING, title);
    if (rule != NULL) {
        f->rule = rule->id;
        f->citation = rule->citation;
    }
    f->severity = required && !fulfils(asked->row->id, status) ? THERAPYCODE_WARNING : THERAPYCODE_ADVICE;
    f->element = index;
    f->evidence_first = first;
    f->evidence_count = count;
}

/* No row of this kind of note: shown, and not asked. */
static void add_unasked(struct therapycode_impl_document *d, int32_t element)
{
    struct therapycode_element *row = therapycode_impl_add_here(d->e, THERAPYCODE_IMPL_ELEMENTS, sizeof *row);
    row->id = therapycode_impl_element_name(element);
    row->rule = therapycode_impl_rule_id(THERAPYCODE_IMPL_RULE_DOC_SCORE);
    row->line = THERAPYCODE_NONE;
    row->status = THERAPYCODE_NOT_APPLICABLE;
    row->required = THERAPYCODE_NO;
}

/* The first row that is asked by a key, or how many there are. */
static size_t asked_first(const struct therapycode_engine *engine, uint64_t key)
{
    size_t low = 0, high = engine->asked_by_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (engine->asked_by[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The row is of this kind of note and in force. */
static int is_asked(const struct therapycode_impl_document *d, const struct therapycode_impl_rubric_row *r)
{
    return (r->kinds & BIT(d->e->session.note_kind)) &&
           therapycode_impl_in_force(d->e->session.date_of_service, r->effective_from, r->effective_to);
}

/*
 * What payment asks for and this kind of note is not scored by: named all the same where it is not shown, as other
 * kinds of notes ask for it. 1: named.
 */
static int add_required(struct therapycode_impl_document *d, int32_t element, int32_t status)
{
    enum { KINDS = 16 };
    const struct therapycode_engine *engine = d->e->engine;
    int32_t index;
    size_t i;
    if (!(therapycode_impl_option(d->e, THERAPYCODE_IMPL_OPTION_BILLABLE_ITEMS) & BIT(element)) ||
        fulfils(element, status))
        return 0;
    for (i = 0; i < engine->asked_by_count && engine->asked_by[i].key < KINDS; i++) {
        const struct therapycode_impl_asked *asked = &engine->asked[engine->asked_by[i].asked];
        struct therapycode_element *row;
        if (asked->row->id != element ||
            !therapycode_impl_in_force(d->e->session.date_of_service, asked->row->effective_from,
                                       asked->row->effective_to))
            continue;
        index = add_row(d, asked, &d->note[element], status, THERAPYCODE_NONE);
        row = therapycode_impl_row(d->e, THERAPYCODE_IMPL_ELEMENTS, index);
        row->weight = row->points = 0;
        find_missing(d, asked, index);
        return 1;
    }
    return 0;
}

static int32_t note_rows(struct therapycode_impl_document *d)
{
    struct therapycode_evaluation *e = d->e;
    const struct therapycode_impl_asked *by_element[ELEMENT_SLOTS] = { 0 };
    const struct therapycode_engine *engine = e->engine;
    uint64_t kind = (uint64_t)e->session.note_kind;
    int32_t score = 0, id;
    size_t i;
    /* the last row in force wins: loaded rows stand after built-in ones */
    for (i = asked_first(engine, kind); i < engine->asked_by_count && engine->asked_by[i].key == kind; i++) {
        const struct therapycode_impl_asked *asked = &engine->asked[engine->asked_by[i].asked];
        if (is_asked(d, asked->row))
            by_element[asked->row->id] = asked;
    }
    for (id = 1; id < ELEMENT_SLOTS; id++) {
        const struct therapycode_impl_asked *asked = by_element[id];
        int32_t status = therapycode_impl_case_status(&d->note[id]), index, points;
        if (asked == NULL) {
            if (!add_required(d, id, status))
                add_unasked(d, id);
            continue;
        }
        index = add_row(d, asked, &d->note[id], status, THERAPYCODE_NONE);
        points = points_of(status, asked->row->weight);
        score += points;
        if (asked->row->weight > 0 && e->session.note.length > 0)
            THERAPYCODE_IMPL_STEP(e, DOC_POINTS, therapycode_impl_text_arg(asked->title), points, asked->row->weight);
        find_contradiction(d, id, index);
        find_missing(d, asked, index);
    }
    return score > 100 ? 100 : score;
}

/* ---- lines ---- */

/*
 * What a visit shows once - limitations, goals, plan, contact, progress, and what was measured or reached apart from
 * any service - serves every line; what was done, with what skill and how long must stand with the line itself, and
 * what stands with another service counts half.
 */
static int is_of_visit(int32_t element)
{
    return element == ELEMENT(FUNCTIONAL_LIMITATIONS) || element == ELEMENT(FUNCTIONAL_GOALS) ||
           element == ELEMENT(GOAL_MEASURABLE) || element == ELEMENT(DIRECT_CONTACT) ||
           element == ELEMENT(PLAN_OF_CARE_RELATION) || element == ELEMENT(PROGRESS) ||
           element == ELEMENT(OUTCOME_CONTRIBUTION) || element == ELEMENT(OBJECTIVE_MEASURES) ||
           element == ELEMENT(PATIENT_RESPONSE);
}

static void line_row(struct therapycode_impl_document *d, const struct therapycode_impl_asked *asked, int32_t line)
{
    const struct therapycode_impl_rubric_row *r = asked->row;
    const struct therapycode_line *row = therapycode_impl_row(d->e, THERAPYCODE_IMPL_LINES, line);
    const struct therapycode_impl_case *whole = &d->note[r->id];
    const struct therapycode_impl_case *own =
        line < d->line_count ? &d->lines[(size_t)line * ELEMENT_SLOTS + (size_t)r->id] : whole;
    struct therapycode_impl_case both;
    const struct therapycode_impl_case *shown = own;
    int32_t status, whole_status = therapycode_impl_case_status(whole);
    /* a named exercise is what an exercise code must show; a functional task is what 97530 and its kin must */
    int any_activity = r->id == ELEMENT(FUNCTIONAL_ACTIVITIES) && strcmp(row->code, "97530") != 0 &&
                       strcmp(row->code, "97535") != 0 && strcmp(row->code, "97537") != 0;
    status = therapycode_impl_case_status(own);
    if (status == THERAPYCODE_PARTIAL && any_activity)
        status = THERAPYCODE_PRESENT;
    if (status != THERAPYCODE_PRESENT && is_of_visit(r->id) &&
        therapycode_impl_case_status(&d->visit[r->id]) == THERAPYCODE_PRESENT) {
        shown = &d->visit[r->id];
        status = THERAPYCODE_PRESENT;
    } else if (status != THERAPYCODE_PRESENT && whole_status == THERAPYCODE_PRESENT) {
        shown = whole;
        status = THERAPYCODE_PARTIAL;
    }
    if (status == THERAPYCODE_PRESENT && shown->held_count == 0) {
        both = *shown;
        memcpy(both.held, both.weak, sizeof both.weak);
        both.held_count = both.weak_count;
        shown = &both;
    }
    add_row(d, asked, shown, status, line);
}

static void line_rows(struct therapycode_impl_document *d)
{
    struct therapycode_evaluation *e = d->e;
    const struct therapycode_engine *engine = e->engine;
    int32_t line, lines = therapycode_impl_count(e, THERAPYCODE_IMPL_LINES);
    if (e->session.note.length == 0)
        return;
    for (line = 0; line < lines; line++) {
        const struct therapycode_line *row = therapycode_impl_row(e, THERAPYCODE_IMPL_LINES, line);
        uint64_t key = therapycode_impl_code_key(row->code);
        size_t first = asked_first(engine, key), i;
        for (i = first; i < engine->asked_by_count && engine->asked_by[i].key == key; i++) {
            const struct therapycode_impl_asked *asked = &engine->asked[engine->asked_by[i].asked];
            int again = i > first && engine->asked_by[i].asked == engine->asked_by[i - 1].asked;
            if (!again && is_asked(d, asked->row))
                line_row(d, asked, line);
        }
    }
}

/* ---- billable ---- */

static int32_t billable(const struct therapycode_impl_document *d, int32_t *lacking)
{
    const struct therapycode_session *s = &d->e->session;
    int32_t items = therapycode_impl_option(d->e, THERAPYCODE_IMPL_OPTION_BILLABLE_ITEMS), id, denied = 0;
    *lacking = 0;
    for (id = 1; id < ELEMENT_SLOTS; id++) {
        int32_t status = therapycode_impl_case_status(&d->note[id]);
        if (!(items & BIT(id)) || fulfils(id, status))
            continue;
        (*lacking)++;
        denied |= status == THERAPYCODE_CONTRADICTED;
    }
    if (s->note.length == 0 && (s->activity_count == 0 || (*lacking > 0 && !denied)))
        return THERAPYCODE_BILLABLE_NOT_ASSESSED;
    return *lacking > 0 ? THERAPYCODE_BILLABLE_NO : THERAPYCODE_BILLABLE_YES;
}

void therapycode_impl_document_rubric(struct therapycode_impl_document *d)
{
    struct therapycode_evaluation *e = d->e;
    int32_t score, lacking;
    if (e->status != THERAPYCODE_OK)
        return;
    score = note_rows(d);
    line_rows(d);
    e->summary.billable = billable(d, &lacking);
    if (e->summary.billable == THERAPYCODE_BILLABLE_NOT_ASSESSED)
        THERAPYCODE_IMPL_FIND(e, DOC_NOT_ASSESSED, 0);
    else
        THERAPYCODE_IMPL_STEP(e, DOC_BILLABLE, lacking);
    if (e->session.note.length == 0)
        return;
    e->summary.score = score;
    THERAPYCODE_IMPL_STEP(e, DOC_SCORE, score);
    if (d->empty_words > 0 && d->note[ELEMENT(SKILLED_INVOLVEMENT)].held_count == 0) {
        struct therapycode_finding *f;
        int32_t first = therapycode_impl_count(e, THERAPYCODE_IMPL_EVIDENCE);
        add_proofs(d, &d->empty_at, 1, -1);
        f = THERAPYCODE_IMPL_FIND(e, DOC_KEYWORD_ONLY, d->empty_words);
        f->evidence_first = first;
        f->evidence_count = 1;
    }
}
