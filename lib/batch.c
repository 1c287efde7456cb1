/*
 * Columns in, columns out. A visit that asks for units alone, and holds nothing but 15-minute and untimed codes, is
 * reckoned here without rows; every other one goes through the session API, of which this is only a quicker form.
 */
#include <string.h>

#include "base/date.h"
#include "base/sized.h"
#include "base/text.h"
#include "evaluation.h"
#include "units/quick.h"

enum {
    BATCH_FIRST = sizeof(struct therapycode_batch),
    RESULT_FIRST = sizeof(struct therapycode_batch_result)
};

struct run {
    const struct therapycode_engine *engine;
    struct therapycode_batch in;
    struct therapycode_batch_result out;
    struct therapycode_evaluation *scratch;
    const struct therapycode_impl_policy *held; /* of the last visit */
    int32_t held_name;
    int32_t held_date;                          /* a date that was checked */
    int want_findings;
    int want_notes;
    size_t found;
};

static therapycode_status fail(struct therapycode_error *error, therapycode_status status, const char *field,
                               int32_t index)
{
    return therapycode_impl_fail(error, status, field, index, THERAPYCODE_NONE, 0, 0);
}

/* ---- one visit ---- */

static const char *policy_name(const struct run *r, size_t visit)
{
    if (r->in.policies == NULL || r->in.policy_count == 0)
        return NULL;
    return r->in.policies[r->in.policy == NULL ? 0 : r->in.policy[visit]];
}

static void fill_activity(const struct run *r, size_t a, struct therapycode_activity *activity)
{
    memcpy(activity->code, r->in.code + 8 * a, 8);
    if (r->in.minutes != NULL && r->in.minutes[a] != THERAPYCODE_NONE) {
        activity->minutes = r->in.minutes[a];
        activity->stated |= THERAPYCODE_STATED_MINUTES;
    }
    if (r->in.assistant_minutes != NULL && r->in.assistant_minutes[a] != THERAPYCODE_NONE) {
        activity->assistant_minutes = r->in.assistant_minutes[a];
        activity->stated |= THERAPYCODE_STATED_ASSISTANT_MINUTES;
    }
    if (r->in.billed_units != NULL && r->in.billed_units[a] != THERAPYCODE_NONE) {
        activity->billed_units = r->in.billed_units[a];
        activity->stated |= THERAPYCODE_STATED_BILLED_UNITS;
    }
}

static void keep_findings(struct run *r, size_t visit)
{
    const struct therapycode_finding *rows = (const void *)r->scratch->tables[THERAPYCODE_IMPL_FINDINGS].data;
    const struct therapycode_impl_args *args = (const void *)r->scratch->tables[THERAPYCODE_IMPL_FINDING_ARGS].data;
    size_t i, n = r->scratch->tables[THERAPYCODE_IMPL_FINDINGS].count;
    for (i = 0; i < n; i++, r->found++) {
        if (r->found >= r->out.finding_capacity)
            continue;
        if (r->out.finding_visit != NULL)
            r->out.finding_visit[r->found] = (int64_t)visit;
        if (r->out.finding_activity != NULL)
            r->out.finding_activity[r->found] = rows[i].activity;
        if (r->out.finding_rule != NULL)
            r->out.finding_rule[r->found] = therapycode_impl_messages[args[i].message].rule;
        if (r->out.finding_severity != NULL)
            r->out.finding_severity[r->found] = rows[i].severity;
    }
}

/* A code's units stand at its first activity. */
static void keep_units(struct run *r, size_t first)
{
    const struct therapycode_reading *readings =
        (const void *)r->scratch->tables[THERAPYCODE_IMPL_READINGS].data;
    struct therapycode_tally *tallies = (void *)r->scratch->tables[THERAPYCODE_IMPL_TALLIES].data;
    size_t i, n = r->scratch->session.activity_count;
    for (i = 0; i < n; i++) {
        int32_t tally = readings[i].tally;
        if (tally == THERAPYCODE_NONE)
            continue;
        r->out.units[first + i] = tallies[tally].units;
        tallies[tally].units = 0; /* taken: the scratch is not read again */
    }
}

static therapycode_status run_session(struct run *r, size_t visit, size_t first, size_t count)
{
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    struct therapycode_impl_rows *rows = &r->scratch->tables[THERAPYCODE_IMPL_BATCH_ACTIVITIES];
    const struct therapycode_summary *summary;
    therapycode_status status;
    size_t i;
    if (!therapycode_impl_rows_reserve(rows, &r->scratch->allocator, count))
        return THERAPYCODE_E_NOMEM;
    if (count > 0)
        memset(rows->data, 0, count * rows->row_size);
    for (i = 0; i < count; i++)
        fill_activity(r, first + i, (struct therapycode_activity *)(void *)(rows->data + i * rows->row_size));
    session.activities = (const void *)rows->data;
    session.activity_count = count;
    session.date_of_service = r->in.date_of_service[visit];
    session.discipline = r->in.discipline[visit];
    session.setting = r->in.setting == NULL ? 0 : r->in.setting[visit];
    session.policy = policy_name(r, visit);
    if (r->want_notes) {
        session.note.data = r->in.note + r->in.note_offsets[visit];
        session.note.length = (size_t)(r->in.note_offsets[visit + 1] - r->in.note_offsets[visit]);
        status = therapycode_evaluate(r->engine, &session, r->scratch, NULL);
    } else {
        status = therapycode_calculate_units(r->engine, &session, r->scratch, NULL);
    }
    if (status != THERAPYCODE_OK)
        return status;
    summary = &r->scratch->summary;
    if (r->out.timed_minutes != NULL)
        r->out.timed_minutes[visit] = summary->timed_minutes;
    if (r->out.timed_units != NULL)
        r->out.timed_units[visit] = summary->timed_units;
    if (r->out.score != NULL)
        r->out.score[visit] = summary->score;
    if (r->want_findings)
        keep_findings(r, visit);
    if (r->out.units != NULL)
        keep_units(r, first);
    return THERAPYCODE_OK;
}

static const struct therapycode_impl_policy *policy_of(struct run *r, size_t visit, int32_t date)
{
    int32_t name = r->in.policy == NULL ? 0 : r->in.policy[visit];
    const char *text;
    if (r->held != NULL && name == r->held_name && therapycode_impl_in_force(date, r->held->effective_from,
                                                                             r->held->effective_to))
        return r->held;
    text = policy_name(r, visit);
    r->held = therapycode_impl_find_policy(r->engine, text == NULL ? "medicare" : text, date);
    r->held_name = name;
    return r->held;
}

/* 1 when the visit was reckoned without rows; 0 when it needs them, or has a fault that they will name. */
static int run_quick(struct run *r, size_t visit, size_t first, size_t count)
{
    struct therapycode_impl_quick quick;
    int32_t date = r->in.date_of_service[visit], setting = r->in.setting == NULL ? 0 : r->in.setting[visit];
    const struct therapycode_impl_policy *policy;
    if (r->want_findings || r->want_notes || r->in.discipline[visit] < THERAPYCODE_PT ||
        r->in.discipline[visit] > THERAPYCODE_SLP || setting < 0 || setting > THERAPYCODE_SETTING_FACILITY)
        return 0;
    if (date != r->held_date) {
        if (!therapycode_impl_is_date(date))
            return 0;
        r->held_date = date;
    }
    policy = policy_of(r, visit, date);
    if (policy == NULL)
        return 0;
    quick.engine = r->engine;
    quick.date = date;
    quick.time_rule = policy->values[THERAPYCODE_IMPL_OPTION_TIME_RULE];
    quick.tie_default = policy->values[THERAPYCODE_IMPL_OPTION_TIE_DEFAULT];
    quick.codes = r->in.code == NULL ? NULL : r->in.code + 8 * first;
    quick.minutes = r->in.minutes == NULL ? NULL : r->in.minutes + first;
    quick.assistant_minutes = r->in.assistant_minutes == NULL ? NULL : r->in.assistant_minutes + first;
    quick.billed_units = r->in.billed_units == NULL ? NULL : r->in.billed_units + first;
    quick.units = r->out.units == NULL ? NULL : r->out.units + first;
    if (!therapycode_impl_quick_units(&quick, count))
        return 0;
    if (r->out.timed_minutes != NULL)
        r->out.timed_minutes[visit] = quick.timed_minutes;
    if (r->out.timed_units != NULL)
        r->out.timed_units[visit] = quick.timed_units;
    if (r->out.score != NULL)
        r->out.score[visit] = THERAPYCODE_NONE;
    return 1;
}

static void blank(struct run *r, size_t visit, size_t first, size_t count)
{
    if (r->out.timed_minutes != NULL)
        r->out.timed_minutes[visit] = 0;
    if (r->out.timed_units != NULL)
        r->out.timed_units[visit] = 0;
    if (r->out.score != NULL)
        r->out.score[visit] = THERAPYCODE_NONE;
    if (r->out.units != NULL && count > 0)
        memset(r->out.units + first, 0, count * sizeof *r->out.units);
}

static therapycode_status run_visit(struct run *r, size_t visit)
{
    size_t first = 0, count = 0;
    therapycode_status status = THERAPYCODE_OK;
    if (r->in.activity_offsets != NULL) {
        first = (size_t)r->in.activity_offsets[visit];
        count = (size_t)(r->in.activity_offsets[visit + 1] - r->in.activity_offsets[visit]);
    }
    if (r->in.policy != NULL && r->in.policies != NULL &&
        (r->in.policy[visit] < 0 || (size_t)r->in.policy[visit] >= r->in.policy_count))
        status = THERAPYCODE_E_VALUE;
    else if (count > THERAPYCODE_LIMIT_ACTIVITIES)
        status = THERAPYCODE_E_LIMIT;
    if (status != THERAPYCODE_OK) {
        blank(r, visit, first, count);
    } else if (!run_quick(r, visit, first, count)) {
        blank(r, visit, first, count);
        status = run_session(r, visit, first, count);
    }
    if (r->out.status != NULL)
        r->out.status[visit] = status;
    return status;
}

/* ---- the call ---- */

static therapycode_status check_offsets(const int64_t *offsets, size_t first, size_t count, const char *field,
                                        struct therapycode_error *error)
{
    size_t i;
    if (offsets == NULL || count == 0)
        return THERAPYCODE_OK;
    for (i = first; i < first + count; i++)
        if (offsets[i] < 0 || offsets[i + 1] < offsets[i])
            return fail(error, THERAPYCODE_E_VALUE, field, i > INT32_MAX ? THERAPYCODE_NONE : (int32_t)i);
    return THERAPYCODE_OK;
}

static therapycode_status check_policies(const struct run *r, struct therapycode_error *error)
{
    enum { ANY_DATE = 20240101, NAME_LONGEST = 64 };
    size_t i;
    if (r->in.policies == NULL)
        return THERAPYCODE_OK;
    for (i = 0; i < r->in.policy_count; i++) {
        const char *name = r->in.policies[i];
        int32_t index = i > INT32_MAX ? THERAPYCODE_NONE : (int32_t)i;
        if (name == NULL)
            return fail(error, THERAPYCODE_E_ARGUMENT, "policies", index);
        if (memchr(name, '\0', NAME_LONGEST + 1) == NULL ||
            therapycode_impl_find_policy(r->engine, name, ANY_DATE) == NULL)
            return fail(error, THERAPYCODE_E_NAME, "policies", index);
    }
    return THERAPYCODE_OK;
}

static therapycode_status check_columns(const struct run *r, size_t first, size_t count,
                                        struct therapycode_error *error)
{
    therapycode_status status;
    if (count > 0 && r->in.date_of_service == NULL)
        return fail(error, THERAPYCODE_E_ARGUMENT, "date_of_service", THERAPYCODE_NONE);
    if (count > 0 && r->in.discipline == NULL)
        return fail(error, THERAPYCODE_E_ARGUMENT, "discipline", THERAPYCODE_NONE);
    status = check_offsets(r->in.activity_offsets, first, count, "activity_offsets", error);
    if (status != THERAPYCODE_OK)
        return status;
    if (r->in.code == NULL && r->in.activity_offsets != NULL && count > 0 &&
        r->in.activity_offsets[first + count] > r->in.activity_offsets[first])
        return fail(error, THERAPYCODE_E_ARGUMENT, "code", THERAPYCODE_NONE);
    if (r->in.note != NULL && r->in.note_offsets == NULL)
        return fail(error, THERAPYCODE_E_ARGUMENT, "note_offsets", THERAPYCODE_NONE);
    if (r->in.note != NULL)
        status = check_offsets(r->in.note_offsets, first, count, "note_offsets", error);
    return status == THERAPYCODE_OK ? check_policies(r, error) : status;
}

static therapycode_status take_arguments(struct run *r, const struct therapycode_batch *batch,
                                         const struct therapycode_batch_result *result, struct therapycode_error *error)
{
    therapycode_status status = therapycode_impl_size_check(batch->size, BATCH_FIRST);
    if (status == THERAPYCODE_OK)
        status = therapycode_impl_sized_copy(&r->in, sizeof r->in, batch, batch->size);
    if (status != THERAPYCODE_OK)
        return fail(error, status, "batch.size", THERAPYCODE_NONE);
    status = therapycode_impl_size_check(result->size, RESULT_FIRST);
    if (status == THERAPYCODE_OK)
        status = therapycode_impl_sized_copy(&r->out, sizeof r->out, result, result->size);
    if (status != THERAPYCODE_OK)
        return fail(error, status, "result.size", THERAPYCODE_NONE);
    r->want_findings = r->out.finding_visit != NULL || r->out.finding_activity != NULL ||
                       r->out.finding_rule != NULL || r->out.finding_severity != NULL;
    r->want_notes = r->in.note != NULL && r->out.score != NULL;
    return THERAPYCODE_OK;
}

therapycode_status therapycode_evaluate_batch(const struct therapycode_engine *engine,
                                              const struct therapycode_batch *batch, size_t first, size_t count,
                                              struct therapycode_batch_result *result,
                                              struct therapycode_evaluation *scratch, struct therapycode_error *error)
{
    struct run r;
    therapycode_status status;
    size_t i;
    memset(&r, 0, sizeof r);
    if (engine == NULL || batch == NULL || result == NULL || scratch == NULL)
        return fail(error, THERAPYCODE_E_ARGUMENT,
                    engine == NULL ? "engine" : batch == NULL ? "batch" : result == NULL ? "result" : "scratch",
                    THERAPYCODE_NONE);
    r.engine = engine;
    r.scratch = scratch;
    status = take_arguments(&r, batch, result, error);
    if (status != THERAPYCODE_OK)
        return status;
    if (first > r.in.visit_count || count > r.in.visit_count - first)
        return fail(error, THERAPYCODE_E_VALUE, "count", THERAPYCODE_NONE);
    status = check_columns(&r, first, count, error);
    if (status != THERAPYCODE_OK)
        return status;
    for (i = first; i < first + count; i++)
        if (run_visit(&r, i) == THERAPYCODE_E_NOMEM)
            break;
    therapycode_impl_reset(scratch);
    result->finding_count = r.found;
    if (i < first + count)
        return fail(error, THERAPYCODE_E_NOMEM, NULL, THERAPYCODE_NONE);
    return r.found > r.out.finding_capacity && r.want_findings ? THERAPYCODE_MORE : THERAPYCODE_OK;
}
