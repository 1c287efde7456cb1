/*
 * One clinician's or a clinic's day: the facts checked and copied, what one interval shows by itself, then the sweeps.
 */
#include "units/day.h"

#include <string.h>

#include "base/date.h"
#include "base/sized.h"
#include "base/text.h"

enum {
    DAY_SECONDS = 86400,
    DAY_MINUTES = 1440,
    POLICY_NAME_MAX = 64,
    DAY_FIRST = sizeof(struct therapycode_day),
    INTERVAL_FIRST = sizeof(struct therapycode_interval)
};

struct place {
    struct therapycode_error *error;
    int32_t index;
};

static therapycode_status fail(const struct place *at, therapycode_status status, const char *field)
{
    return therapycode_impl_fail(at->error, status, field, at->index, THERAPYCODE_NONE, 0, 0);
}

/* ---- checking ---- */

#define I(member) "intervals." #member, offsetof(struct therapycode_interval, member)
static const struct {
    const char *field;
    size_t offset;
    int32_t low;
    int32_t high;
} checks[] = {
    { I(clinician), 1, INT32_MAX }, { I(patient), 1, INT32_MAX }, { I(start), 0, DAY_SECONDS - 1 },
    { I(end), 1, DAY_SECONDS },     { I(minutes), 0, DAY_MINUTES }, { I(contact), 0, 3 },
    { I(performer), 0, 4 },         { I(stated), 0, 511 }
};
#undef I

static therapycode_status check_interval(const struct place *at, struct therapycode_interval *interval)
{
    size_t i;
    if (interval->code[0] != '\0') {
        if (!therapycode_impl_is_code(interval->code, 5) || interval->code[5] != '\0')
            return fail(at, THERAPYCODE_E_VALUE, "intervals.code");
        memset(interval->code + 5, 0, 3);
    }
    for (i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        int32_t value;
        memcpy(&value, (const unsigned char *)interval + checks[i].offset, sizeof value);
        if (value < checks[i].low || value > checks[i].high)
            return fail(at, THERAPYCODE_E_VALUE, checks[i].field);
    }
    if (interval->end <= interval->start)
        return fail(at, THERAPYCODE_E_CONFLICT, "intervals.end");
    return THERAPYCODE_OK;
}

/* As stated, or as the code has it; one-on-one where no code says otherwise. 0: the table does not say. */
static int32_t contact_of(const struct therapycode_evaluation *e, const struct therapycode_interval *interval)
{
    const struct therapycode_code *code = NULL;
    if (interval->contact != 0)
        return interval->contact;
    if (interval->code[0] != '\0')
        code = therapycode_impl_find_code(e->engine, therapycode_impl_code_key(interval->code),
                                          e->session.date_of_service);
    return code == NULL ? THERAPYCODE_ONE_ON_ONE : code->contact;
}

static void take_stretch(struct therapycode_impl_day *day, const struct therapycode_interval *interval,
                         struct therapycode_impl_stretch *to, int32_t index)
{
    int32_t length = interval->end - interval->start;
    int all = interval->minutes == 0 && (interval->stated & THERAPYCODE_STATED_MINUTES) == 0;
    to->start = interval->start;
    to->end = interval->end;
    to->need = all ? length : interval->minutes * 60;
    to->clinician = interval->clinician;
    to->patient = interval->patient;
    to->contact = contact_of(day->e, interval);
    to->performer = interval->performer == 0 ? THERAPYCODE_THERAPIST : interval->performer;
    if (to->need > length) {
        if (therapycode_impl_day_lists(day, THERAPYCODE_IMPL_DAY_LENGTH))
            THERAPYCODE_IMPL_FIND(day->e, DAY_TOO_MANY_MINUTES, interval->minutes, length / 60, interval->start,
                                  interval->end)->activity = index;
        to->need = length;
    }
}

static therapycode_status take_intervals(struct therapycode_impl_day *day, const struct therapycode_day *facts,
                                         struct therapycode_error *error)
{
    struct place at = { error, THERAPYCODE_NONE };
    const unsigned char *from = (const void *)facts->intervals;
    struct therapycode_impl_stretch *to;
    size_t i;
    if (facts->interval_count == 0)
        return THERAPYCODE_OK;
    if (from == NULL)
        return fail(&at, THERAPYCODE_E_ARGUMENT, "intervals");
    if (facts->interval_count > THERAPYCODE_LIMIT_ACTIVITIES)
        return fail(&at, THERAPYCODE_E_LIMIT, "intervals");
    to = therapycode_impl_take(day->e, facts->interval_count * sizeof *to);
    if (to == NULL)
        return fail(&at, THERAPYCODE_E_NOMEM, NULL);
    for (i = 0; i < facts->interval_count; i++) {
        struct therapycode_interval interval;
        therapycode_status status = therapycode_impl_sized_copy(&interval, sizeof interval,
                                                                from + i * facts->interval_size, facts->interval_size);
        at.index = (int32_t)i;
        if (status != THERAPYCODE_OK)
            return fail(&at, status, "intervals");
        status = check_interval(&at, &interval);
        if (status != THERAPYCODE_OK)
            return status;
        take_stretch(day, &interval, &to[i], (int32_t)i);
    }
    day->stretches = to;
    day->count = (int32_t)facts->interval_count;
    return THERAPYCODE_OK;
}

/* The session of the evaluation holds what every summary shows: policy and date. */
static therapycode_status take_day(struct therapycode_impl_day *day, const struct therapycode_day *from,
                                   struct therapycode_error *error)
{
    struct therapycode_evaluation *e = day->e;
    struct therapycode_day facts;
    struct place at = { error, THERAPYCODE_NONE };
    therapycode_status status = therapycode_impl_size_check(from->size, DAY_FIRST);
    if (status == THERAPYCODE_OK)
        status = therapycode_impl_sized_copy(&facts, sizeof facts, from, from->size);
    if (status != THERAPYCODE_OK)
        return fail(&at, status, "size");
    if (therapycode_impl_size_check(facts.interval_size, INTERVAL_FIRST) != THERAPYCODE_OK)
        return fail(&at, THERAPYCODE_E_SIZE, "interval_size");
    if (!therapycode_impl_is_date(facts.date_of_service))
        return fail(&at, THERAPYCODE_E_VALUE, "date_of_service");
    if (facts.reserved != 0)
        return fail(&at, THERAPYCODE_E_NEWER, "reserved");
    if (facts.policy != NULL && memchr(facts.policy, '\0', POLICY_NAME_MAX + 1) == NULL)
        return fail(&at, THERAPYCODE_E_NAME, "policy");
    if (therapycode_impl_policy_take(e, facts.policy, facts.date_of_service) != THERAPYCODE_OK)
        return fail(&at, THERAPYCODE_E_NAME, "policy");
    memset(&e->session, 0, sizeof e->session);
    e->session.size = sizeof e->session;
    e->session.date_of_service = facts.date_of_service;
    e->session.policy = e->policy->name;
    therapycode_impl_summarise(e);
    return take_intervals(day, &facts, error);
}

/* ---- what needs no comparison ---- */

/* Part B pays neither an aide's nor a student's own time (Pub. 100-02, ch. 15, sec. 220.2 and 230 B). */
static void staff(struct therapycode_impl_day *day)
{
    int32_t i, aides = 0, students = 0, aide = THERAPYCODE_NONE, student = THERAPYCODE_NONE;
    for (i = 0; i < day->count; i++) {
        if (day->stretches[i].performer == THERAPYCODE_AIDE && aides++ == 0)
            aide = i;
        if (day->stretches[i].performer == THERAPYCODE_STUDENT && students++ == 0)
            student = i;
    }
    if (aides > 0)
        THERAPYCODE_IMPL_FIND(day->e, DAY_AIDE, aides)->activity = aide;
    if (students > 0)
        THERAPYCODE_IMPL_FIND(day->e, DAY_STUDENT_TIME, students)->activity = student;
}

/* What was found and not listed, once for each rule. */
static void not_listed(struct therapycode_impl_day *day)
{
    static const int32_t messages[THERAPYCODE_IMPL_DAY_RULES] = {
        THERAPYCODE_IMPL_MESSAGE_DAY_MORE_OVERLAP, THERAPYCODE_IMPL_MESSAGE_DAY_MORE_GROUP,
        THERAPYCODE_IMPL_MESSAGE_DAY_MORE_STUDENT, THERAPYCODE_IMPL_MESSAGE_DAY_MORE_TOGETHER,
        THERAPYCODE_IMPL_MESSAGE_DAY_MORE_TWICE,   THERAPYCODE_IMPL_MESSAGE_DAY_MORE_WINDOW,
        THERAPYCODE_IMPL_MESSAGE_DAY_MORE_LONG,    THERAPYCODE_IMPL_MESSAGE_DAY_MORE_LENGTH
    };
    int i;
    for (i = 0; i < THERAPYCODE_IMPL_DAY_RULES; i++) {
        int64_t more = (int64_t)day->counts[i] - THERAPYCODE_IMPL_DAY_LISTED;
        if (more > 0)
            therapycode_impl_find(day->e, messages[i], &more, 1);
    }
}

therapycode_status therapycode_check_day(const struct therapycode_engine *engine, const struct therapycode_day *day,
                                         struct therapycode_evaluation *evaluation, struct therapycode_error *error)
{
    struct therapycode_impl_day work;
    therapycode_status status;
    if (engine == NULL || day == NULL || evaluation == NULL) {
        const char *field = engine == NULL ? "engine" : day == NULL ? "day" : "evaluation";
        if (evaluation != NULL)
            therapycode_impl_reset(evaluation);
        return therapycode_impl_fail(error, THERAPYCODE_E_ARGUMENT, field, THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
    }
    memset(&work, 0, sizeof work);
    work.e = evaluation;
    therapycode_impl_begin(evaluation, engine);
    status = take_day(&work, day, error);
    if (status == THERAPYCODE_OK) {
        staff(&work);
        therapycode_impl_day_sweep(&work);
        not_listed(&work);
    }
    return therapycode_impl_end(evaluation, status, error);
}
