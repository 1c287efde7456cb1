/* Structured facts as evidence: what most records keep outside the text. */
#include <string.h>

#include "base/text.h"
#include "document/board.h"

static const struct therapycode_code *code_of(const struct therapycode_impl_document *d, const char code[8])
{
    return code[0] == '\0' ? NULL
                           : therapycode_impl_find_code(d->e->engine, therapycode_impl_code_key(code),
                                                        d->e->session.date_of_service);
}

static void activity_facts(struct therapycode_impl_document *d, int32_t i, int one_on_one, int *timed, int *unknown)
{
    const struct therapycode_activity *a = &d->e->activities[i];
    const struct therapycode_code *code = code_of(d, therapycode_impl_code_of_activity(d, i));
    int minutes = a->minutes > 0 || (a->stated & THERAPYCODE_STATED_MINUTES) != 0;
    if (a->contact == THERAPYCODE_ONE_ON_ONE)
        therapycode_impl_case_fact(&d->note[ELEMENT(DIRECT_CONTACT)], THERAPYCODE_IMPL_FOR, "contact: one-on-one", i);
    /* a service in a group is no word against another that was one-on-one: each is stated as what it was */
    if (a->contact == THERAPYCODE_GROUP && !one_on_one)
        therapycode_impl_case_fact(&d->note[ELEMENT(DIRECT_CONTACT)], THERAPYCODE_IMPL_AGAINST, "contact: group", i);
    if (a->minutes > 0)
        therapycode_impl_case_fact(&d->note[ELEMENT(DURATION)], THERAPYCODE_IMPL_FOR, "minutes of the activity", i);
    if (a->code[0] != '\0')
        therapycode_impl_case_fact(&d->note[ELEMENT(FUNCTIONAL_ACTIVITIES)], THERAPYCODE_IMPL_WEAK,
                                   "code of the activity", i);
    *timed |= code != NULL && code->timing != THERAPYCODE_UNTIMED;
    *unknown |= !minutes;
}

static void line_facts(struct therapycode_impl_document *d)
{
    int32_t i, k, activities = (int32_t)d->e->session.activity_count;
    for (i = 0; i < activities; i++) {
        const struct therapycode_activity *a = &d->e->activities[i];
        for (k = 0; k < d->line_count; k++) {
            const struct therapycode_line *line = therapycode_impl_row(d->e, THERAPYCODE_IMPL_LINES, k);
            struct therapycode_impl_case *c = d->lines + (size_t)k * ELEMENT_SLOTS;
            if (memcmp(line->code, a->code, 8) != 0)
                continue;
            if (a->minutes > 0)
                therapycode_impl_case_fact(&c[ELEMENT(DURATION)], THERAPYCODE_IMPL_FOR, "minutes of the activity", i);
            if (a->contact == THERAPYCODE_ONE_ON_ONE)
                therapycode_impl_case_fact(&c[ELEMENT(DIRECT_CONTACT)], THERAPYCODE_IMPL_FOR, "contact: one-on-one", i);
        }
    }
}

static int has_untimed_only(const struct therapycode_impl_document *d)
{
    int32_t i, n = therapycode_impl_count(d->e, THERAPYCODE_IMPL_TALLIES);
    for (i = 0; i < n; i++) {
        const struct therapycode_tally *t = therapycode_impl_row(d->e, THERAPYCODE_IMPL_TALLIES, i);
        if (t->timing != THERAPYCODE_UNTIMED)
            return 0;
    }
    return n > 0;
}

void therapycode_impl_document_facts(struct therapycode_impl_document *d)
{
    const struct therapycode_session *s = &d->e->session;
    int32_t i, n = (int32_t)s->activity_count;
    int timed = 0, unknown = 0, one_on_one = 0;
    for (i = 0; i < n; i++)
        one_on_one |= d->e->activities[i].contact == THERAPYCODE_ONE_ON_ONE;
    for (i = 0; i < n; i++)
        activity_facts(d, i, one_on_one, &timed, &unknown);
    line_facts(d);
    if (s->timed_minutes > 0 || (s->stated & THERAPYCODE_STATED_TIMED_MINUTES))
        therapycode_impl_case_fact(&d->note[ELEMENT(TIMED_MINUTES)], THERAPYCODE_IMPL_FOR, "timed minutes",
                                   THERAPYCODE_NONE);
    if (s->total_minutes > 0 || (s->stated & THERAPYCODE_STATED_TOTAL_MINUTES))
        therapycode_impl_case_fact(&d->note[ELEMENT(TOTAL_TREATMENT_MINUTES)], THERAPYCODE_IMPL_FOR,
                                   "total treatment minutes", THERAPYCODE_NONE);
    /* minutes of every activity are recorded: both totals follow from them */
    if (n > 0 && !unknown) {
        if (timed)
            therapycode_impl_case_fact(&d->note[ELEMENT(TIMED_MINUTES)], THERAPYCODE_IMPL_FOR,
                                       "minutes of every activity", THERAPYCODE_NONE);
        therapycode_impl_case_fact(&d->note[ELEMENT(TOTAL_TREATMENT_MINUTES)], THERAPYCODE_IMPL_FOR,
                                   "minutes of every activity", THERAPYCODE_NONE);
    }
    /* with minutes recorded and no timed code there is nothing to add up */
    if (d->note[ELEMENT(DURATION)].held_count > 0 && has_untimed_only(d))
        d->note[ELEMENT(TIMED_MINUTES)].empty = 1;
    therapycode_impl_case_fact(&d->note[ELEMENT(DATE_OF_SERVICE)], THERAPYCODE_IMPL_FOR, "date of service",
                               THERAPYCODE_NONE);
}

/* ---- who signed ---- */

static int is_report(const struct therapycode_session *s)
{
    return s->note_kind == THERAPYCODE_NOTE_PROGRESS || s->note_kind == THERAPYCODE_NOTE_EVALUATION ||
           s->note_kind == THERAPYCODE_NOTE_DISCHARGE;
}

/* Where CQ and CO are owed, somebody has to tell whether the assistant gave any of it. */
static void ask_for_assistant(const struct therapycode_impl_document *d, int by)
{
    struct therapycode_evaluation *e = d->e;
    uint32_t exempt = (uint32_t)therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_ASSISTANT_EXEMPT_SETTINGS);
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_TALLIES), discipline = e->session.discipline;
    if ((by != THERAPYCODE_ASSISTANT && !d->assistant_words) || n == 0 || (exempt >> e->session.setting & 1u) != 0 ||
        (discipline != THERAPYCODE_PT && discipline != THERAPYCODE_OT) || e->session.date_of_service < 20200101 ||
        therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_ASSISTANT_RULE) == THERAPYCODE_IMPL_ASSISTANT_RULE_NONE)
        return;
    for (i = 0; i < n; i++) {
        const struct therapycode_tally *t = therapycode_impl_row(e, THERAPYCODE_IMPL_TALLIES, i);
        if (t->assistant_minutes > 0 || t->assistant_units > 0)
            return;
    }
    for (i = 0; i < (int32_t)e->session.activity_count; i++)
        if (e->activities[i].performer != 0 || e->activities[i].joint_minutes > 0 ||
            e->activities[i].assistant_minutes > 0)
            return; /* it is told */
    THERAPYCODE_IMPL_FIND(e, SIGN_ASSISTANT_MINUTES,
                          therapycode_impl_text_arg(discipline == THERAPYCODE_PT ? "CQ" : "CO"));
}

/* A student who took part, and no activity that is stated as anybody's. */
static void ask_for_student(const struct therapycode_impl_document *d, int by)
{
    int32_t i;
    if (!d->student_words || by == THERAPYCODE_STUDENT ||
        therapycode_impl_count(d->e, THERAPYCODE_IMPL_TALLIES) == 0)
        return;
    for (i = 0; i < (int32_t)d->e->session.activity_count; i++)
        if (d->e->activities[i].performer != 0)
            return;
    THERAPYCODE_IMPL_FIND(d->e, SIGN_STUDENT_SHARE, 0);
}

/* What the facts say of the signature, and else the words. `by`: whose it is. */
static void take_signature(struct therapycode_impl_document *d, int32_t by)
{
    const struct therapycode_session *s = &d->e->session;
    struct therapycode_impl_case *c = &d->note[ELEMENT(SIGNATURE_CREDENTIALS)];
    int is_professional = by == THERAPYCODE_THERAPIST || by == THERAPYCODE_ASSISTANT;
    if (s->is_signed == THERAPYCODE_NO || (s->is_signed == 0 && d->unsigned_words)) {
        c->held_count = c->weak_count = 0;
        if (s->is_signed == THERAPYCODE_NO)
            therapycode_impl_case_fact(c, THERAPYCODE_IMPL_AGAINST, "not signed", THERAPYCODE_NONE);
        THERAPYCODE_IMPL_FIND(d->e, SIGN_MISSING, 0);
    } else if (s->is_signed == THERAPYCODE_YES) {
        c->against_count = 0;
        therapycode_impl_case_fact(c, is_professional ? THERAPYCODE_IMPL_FOR : THERAPYCODE_IMPL_WEAK, "signed",
                                   THERAPYCODE_NONE);
    }
}

/* Both worked together, and the therapist's signature is stated to be missing beside the assistant's. */
static void ask_for_cosign(struct therapycode_impl_document *d)
{
    struct therapycode_evaluation *e = d->e;
    int32_t i = 0;
    while (i < (int32_t)e->session.activity_count && e->activities[i].joint_minutes <= 0)
        i++;
    if (i < (int32_t)e->session.activity_count)
        THERAPYCODE_IMPL_FIND(e, SIGN_COSIGN, e->activities[i].joint_minutes)->activity = i;
}

void therapycode_impl_document_signatures(struct therapycode_impl_document *d)
{
    struct therapycode_evaluation *e = d->e;
    const struct therapycode_session *s = &e->session;
    int32_t by = s->signed_by != 0 ? s->signed_by : d->credential;
    int has_signature = s->is_signed == THERAPYCODE_YES || (s->is_signed == 0 && d->signed_words);
    take_signature(d, by);
    if (has_signature && by == 0)
        THERAPYCODE_IMPL_FIND(e, SIGN_CREDENTIALS, 0);
    if (has_signature && by == THERAPYCODE_ASSISTANT && is_report(s))
        THERAPYCODE_IMPL_FIND(e, SIGN_ASSISTANT_REPORT, 0);
    if (by == THERAPYCODE_STUDENT && s->cosigned != THERAPYCODE_YES && !d->cosigned_words)
        THERAPYCODE_IMPL_FIND(e, SIGN_STUDENT, 0);
    ask_for_student(d, by);
    if (by == THERAPYCODE_AIDE)
        THERAPYCODE_IMPL_FIND(e, SIGN_AIDE, 0);
    ask_for_assistant(d, by);
    if (by == THERAPYCODE_ASSISTANT && s->cosigned == THERAPYCODE_NO)
        ask_for_cosign(d);
}
