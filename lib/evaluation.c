#include "evaluation.h"

#include <string.h>

#include "base/date.h"
#include "base/sized.h"
#include "base/version.h"
#include "select/join.h"
#include "units/count.h"
#include "units/units.h"

static const size_t row_sizes[THERAPYCODE_IMPL_ROW_TABLES] = {
    [THERAPYCODE_IMPL_CANDIDATES] = sizeof(struct therapycode_candidate),
    [THERAPYCODE_IMPL_ELEMENTS] = sizeof(struct therapycode_element),
    [THERAPYCODE_IMPL_EVIDENCE] = sizeof(struct therapycode_evidence),
    [THERAPYCODE_IMPL_MEASURES] = sizeof(struct therapycode_measure),
    [THERAPYCODE_IMPL_PROGRESS] = sizeof(struct therapycode_progress),
    [THERAPYCODE_IMPL_LINES] = sizeof(struct therapycode_line),
    [THERAPYCODE_IMPL_TALLIES] = sizeof(struct therapycode_tally),
    [THERAPYCODE_IMPL_READINGS] = sizeof(struct therapycode_reading),
    [THERAPYCODE_IMPL_FINDINGS] = sizeof(struct therapycode_finding),
    [THERAPYCODE_IMPL_STEPS] = sizeof(struct therapycode_step),
    [THERAPYCODE_IMPL_FINDING_ARGS] = sizeof(struct therapycode_impl_args),
    [THERAPYCODE_IMPL_STEP_ARGS] = sizeof(struct therapycode_impl_args),
    [THERAPYCODE_IMPL_COUNTS] = sizeof(struct therapycode_impl_count),
    [THERAPYCODE_IMPL_RANKS] = sizeof(struct therapycode_impl_ranked),
    [THERAPYCODE_IMPL_WINDOWS] = sizeof(struct therapycode_impl_window),
    [THERAPYCODE_IMPL_PROOF] = sizeof(struct therapycode_step),
    [THERAPYCODE_IMPL_BATCH_ACTIVITIES] = sizeof(struct therapycode_activity),
    [THERAPYCODE_IMPL_STATEMENTS] = sizeof(struct therapycode_impl_statement),
    [THERAPYCODE_IMPL_MATCHES] = sizeof(struct therapycode_impl_match),
    [THERAPYCODE_IMPL_MINUTES] = sizeof(struct therapycode_impl_minutes),
    [THERAPYCODE_IMPL_TEXTS] = sizeof(struct therapycode_impl_read_text),
    [THERAPYCODE_IMPL_NUMBERS] = sizeof(struct therapycode_impl_number),
    [THERAPYCODE_IMPL_MARKS] = sizeof(struct therapycode_impl_mark),
    [THERAPYCODE_IMPL_PLACES] = sizeof(struct therapycode_impl_place),
    [THERAPYCODE_IMPL_GOAL_VALUES] = sizeof(struct therapycode_impl_goal_values),
    [THERAPYCODE_IMPL_MEASURE_TRAITS] = sizeof(struct therapycode_impl_measure_traits),
    [THERAPYCODE_IMPL_SLOT_WEIGHTS] = sizeof(struct therapycode_impl_slot_weight),
    [THERAPYCODE_IMPL_SLOT_CODES] = sizeof(struct therapycode_impl_of_code)
};

therapycode_status therapycode_evaluation_new(const struct therapycode_allocator *allocator,
                                              struct therapycode_evaluation **out)
{
    struct therapycode_allocator hooks;
    struct therapycode_evaluation *e;
    therapycode_status status;
    int t;
    if (out == NULL)
        return THERAPYCODE_E_ARGUMENT;
    status = therapycode_impl_allocator_copy(allocator, &hooks);
    if (status != THERAPYCODE_OK)
        return status;
    e = therapycode_impl_allocate(&hooks, sizeof *e);
    if (e == NULL)
        return THERAPYCODE_E_NOMEM;
    memset(e, 0, sizeof *e);
    e->allocator = hooks;
    therapycode_impl_arena_init(&e->arena, &e->allocator);
    for (t = 0; t < THERAPYCODE_IMPL_ROW_TABLES; t++)
        e->tables[t].row_size = row_sizes[t];
    *out = e;
    return THERAPYCODE_OK;
}

void therapycode_impl_reset(struct therapycode_evaluation *e)
{
    int t, end = e->units_alone ? THERAPYCODE_IMPL_STATEMENTS : THERAPYCODE_IMPL_ROW_TABLES;
    for (t = e->units_alone ? THERAPYCODE_IMPL_LINES : 0; t < end; t++)
        e->tables[t].count = 0;
    e->units_alone = 0;
    therapycode_impl_arena_reset(&e->arena);
    e->status = THERAPYCODE_OK;
    e->filled = 0;
    e->round++;
    e->unmarked = 0;
    e->plain = 0;
    e->units = NULL;
    e->episode = NULL;
    e->activities = NULL;
    e->goals = NULL;
}

void therapycode_evaluation_clear(struct therapycode_evaluation *e)
{
    int t;
    if (e == NULL)
        return;
    for (t = 0; t < THERAPYCODE_IMPL_ROW_TABLES; t++)
        therapycode_impl_wipe(e->tables[t].data, e->tables[t].capacity * e->tables[t].row_size);
    therapycode_impl_arena_wipe(&e->arena);
    therapycode_impl_wipe(&e->summary, sizeof e->summary);
    therapycode_impl_wipe(&e->session, sizeof e->session);
    therapycode_impl_wipe(&e->episode_copy, sizeof e->episode_copy);
    therapycode_impl_wipe(e->sink, sizeof e->sink);
    therapycode_impl_wipe(&e->known_date, sizeof e->known_date);
    therapycode_impl_reset(e);
    therapycode_engine_unref(e->engine);
    e->engine = NULL;
    e->policy = NULL;
}

void therapycode_evaluation_free(struct therapycode_evaluation *e)
{
    struct therapycode_allocator hooks;
    int t;
    if (e == NULL)
        return;
    therapycode_evaluation_clear(e);
    hooks = e->allocator;
    for (t = 0; t < THERAPYCODE_IMPL_ROW_TABLES; t++)
        therapycode_impl_rows_free(&e->tables[t], &hooks);
    therapycode_impl_arena_free(&e->arena);
    therapycode_impl_release(&hooks, e, sizeof *e);
}

therapycode_status therapycode_impl_end(struct therapycode_evaluation *e, therapycode_status status,
                                        struct therapycode_error *error)
{
    if (status == THERAPYCODE_OK && e->status != THERAPYCODE_OK)
        status = therapycode_impl_fail(error, e->status, NULL, THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
    if (status != THERAPYCODE_OK)
        therapycode_impl_reset(e);
    else
        e->filled = 1;
    return status;
}

void therapycode_impl_begin(struct therapycode_evaluation *e, const struct therapycode_engine *engine)
{
    struct therapycode_engine *held = e->engine;
    therapycode_impl_reset(e);
    if (held != engine) {
        /* The count is the one part of an engine that changes; callers hold engines they made, never const objects. */
        memcpy(&e->engine, &engine, sizeof e->engine);
        therapycode_engine_ref(e->engine);
        therapycode_engine_unref(held);
        e->policy = NULL;
    }
}

therapycode_status therapycode_impl_policy_take(struct therapycode_evaluation *e, const char *name, int32_t date)
{
    const struct therapycode_impl_policy *held = e->policy;
    if (held != NULL && therapycode_impl_in_force(date, held->effective_from, held->effective_to) &&
        (name == NULL ? e->policy_is_default : strcmp(held->name, name) == 0))
        return THERAPYCODE_OK;
    e->policy_is_default = name == NULL;
    if (name == NULL)
        name = "medicare";
    e->policy = therapycode_impl_find_policy(e->engine, name, date);
    return e->policy == NULL ? THERAPYCODE_E_NAME : THERAPYCODE_OK;
}

void therapycode_impl_summarise(struct therapycode_evaluation *e)
{
    struct therapycode_summary *s = &e->summary;
    memset(s, 0, sizeof *s);
    s->size = sizeof *s;
    s->version = THERAPYCODE_IMPL_VERSION;
    s->release = e->engine->info.release;
    s->digest = e->engine->info.digest;
    s->policy = e->policy->name;
    s->date_of_service = e->session.date_of_service;
    s->minutes_to_next_unit = THERAPYCODE_NONE;
    s->billable = THERAPYCODE_BILLABLE_NOT_ASSESSED;
    s->score = THERAPYCODE_NONE;
}

/* ---- rows ---- */

static void *throw_away(struct therapycode_evaluation *e)
{
    e->status = THERAPYCODE_E_NOMEM;
    memset(e->sink, 0, sizeof e->sink);
    return e->sink;
}

void *therapycode_impl_add(struct therapycode_evaluation *e, int table)
{
    struct therapycode_impl_rows *rows = &e->tables[table];
    void *row;
    if (rows->count >= INT32_MAX)
        return throw_away(e);
    row = therapycode_impl_rows_add(rows, &e->allocator);
    if (row == NULL)
        return throw_away(e);
    if (table < THERAPYCODE_IMPL_FINDING_ARGS)
        memcpy(row, &rows->row_size, sizeof rows->row_size); /* every public row begins with its size */
    return row;
}

void *therapycode_impl_no_row(struct therapycode_evaluation *e)
{
    memset(e->sink, 0, sizeof e->sink);
    return e->sink;
}

void *therapycode_impl_take(struct therapycode_evaluation *e, size_t bytes)
{
    void *piece = therapycode_impl_arena_take(&e->arena, bytes);
    if (piece == NULL)
        e->status = THERAPYCODE_E_NOMEM;
    else
        memset(piece, 0, bytes);
    return piece;
}

void *therapycode_impl_take_unset(struct therapycode_evaluation *e, size_t bytes)
{
    void *piece = therapycode_impl_arena_take(&e->arena, bytes);
    if (piece == NULL)
        e->status = THERAPYCODE_E_NOMEM;
    return piece;
}

void *therapycode_impl_lasting(struct therapycode_evaluation *e, int table, size_t count)
{
    struct therapycode_impl_rows *rows = &e->tables[table];
    if (count > rows->capacity || rows->data == NULL) {
        if (!therapycode_impl_rows_reserve(rows, &e->allocator, count > 0 ? count : 1)) {
            e->status = THERAPYCODE_E_NOMEM;
            return NULL;
        }
        memset(rows->data, 0, rows->capacity * rows->row_size);
    }
    return rows->data;
}

/* ---- messages ---- */

static inline void keep_args(struct therapycode_evaluation *e, int table, int32_t message, const int64_t *args,
                             size_t count)
{
    struct therapycode_impl_args *row = therapycode_impl_add_here(e, table, sizeof *row);
    size_t i;
    row->message = message;
    for (i = 0; i < count && i < THERAPYCODE_IMPL_MESSAGE_ARGS; i++)
        row->values[i] = args[i];
    row->buffer = therapycode_impl_arena_take(&e->arena, therapycode_impl_messages[message].length);
    if (row->buffer == NULL)
        e->status = THERAPYCODE_E_NOMEM;
}

struct therapycode_finding *therapycode_impl_find(struct therapycode_evaluation *e, int32_t message,
                                                  const int64_t *args, size_t arg_count)
{
    const struct therapycode_impl_messages_row *entry = &therapycode_impl_messages[message];
    struct therapycode_finding *finding;
    keep_args(e, THERAPYCODE_IMPL_FINDING_ARGS, message, args, arg_count);
    finding = therapycode_impl_add_here(e, THERAPYCODE_IMPL_FINDINGS, sizeof *finding);
    finding->rule = therapycode_impl_pool + therapycode_impl_rules[entry->rule].id;
    finding->citation = therapycode_impl_pool + therapycode_impl_rules[entry->rule].citation;
    finding->severity = entry->severity;
    finding->activity = THERAPYCODE_NONE;
    finding->line = THERAPYCODE_NONE;
    finding->other_line = THERAPYCODE_NONE;
    finding->goal = THERAPYCODE_NONE;
    finding->element = THERAPYCODE_NONE;
    return finding;
}

void therapycode_impl_show(struct therapycode_evaluation *e, struct therapycode_finding *finding, int32_t source,
                           int32_t index, int32_t start, int32_t end)
{
    struct therapycode_evidence *place;
    finding->evidence_first = therapycode_impl_count(e, THERAPYCODE_IMPL_EVIDENCE);
    finding->evidence_count = 1;
    if (source == THERAPYCODE_FROM_DESCRIPTION)
        finding->activity = index;
    place = therapycode_impl_add_here(e, THERAPYCODE_IMPL_EVIDENCE, sizeof *place);
    place->why = "it stands here";
    place->source = source;
    place->index = index;
    place->start = start;
    place->end = end;
}

struct therapycode_step *therapycode_impl_step(struct therapycode_evaluation *e, int32_t message, const int64_t *args,
                                               size_t arg_count)
{
    struct therapycode_step *step;
    keep_args(e, THERAPYCODE_IMPL_STEP_ARGS, message, args, arg_count);
    step = therapycode_impl_add_here(e, THERAPYCODE_IMPL_STEPS, sizeof *step);
    step->rule = therapycode_impl_rule_id(therapycode_impl_messages[message].rule);
    step->tally = THERAPYCODE_NONE;
    return step;
}

/* Writes message and suggestion out; returns where the suggestion begins, or NULL for none. */
static const char *write_out(struct therapycode_impl_args *args)
{
    const struct therapycode_impl_messages_row *entry = &therapycode_impl_messages[args->message];
    size_t capacity = entry->length;
    size_t used = therapycode_impl_format(args->buffer, capacity, therapycode_impl_pool + entry->message, args->values);
    args->written = 1;
    if (entry->suggestion == 0 || used + 1 >= capacity)
        return NULL;
    therapycode_impl_format(args->buffer + used + 1, capacity - used - 1, therapycode_impl_pool + entry->suggestion,
                            args->values);
    return args->buffer + used + 1;
}

/* ---- what callers see ---- */

static void *shown(const struct therapycode_evaluation *e, int table, size_t index)
{
    if (e == NULL || !e->filled || index >= e->tables[table].count)
        return NULL;
    return e->tables[table].data + index * e->tables[table].row_size;
}

const struct therapycode_summary *therapycode_evaluation_summary(const struct therapycode_evaluation *evaluation)
{
    return evaluation == NULL || !evaluation->filled ? NULL : &evaluation->summary;
}

const struct therapycode_line *therapycode_evaluation_line(const struct therapycode_evaluation *evaluation,
                                                           size_t index)
{
    return shown(evaluation, THERAPYCODE_IMPL_LINES, index);
}

const struct therapycode_tally *therapycode_evaluation_tally(const struct therapycode_evaluation *evaluation,
                                                             size_t index)
{
    if (evaluation != NULL && evaluation->filled)
        therapycode_impl_units_what_if(evaluation);
    return shown(evaluation, THERAPYCODE_IMPL_TALLIES, index);
}

const struct therapycode_reading *therapycode_evaluation_reading(const struct therapycode_evaluation *evaluation,
                                                                 size_t index)
{
    return shown(evaluation, THERAPYCODE_IMPL_READINGS, index);
}

const struct therapycode_candidate *therapycode_evaluation_candidate(const struct therapycode_evaluation *evaluation,
                                                                     size_t index)
{
    return shown(evaluation, THERAPYCODE_IMPL_CANDIDATES, index);
}

const struct therapycode_element *therapycode_evaluation_element(const struct therapycode_evaluation *evaluation,
                                                                 size_t index)
{
    return shown(evaluation, THERAPYCODE_IMPL_ELEMENTS, index);
}

const struct therapycode_evidence *therapycode_evaluation_evidence(const struct therapycode_evaluation *evaluation,
                                                                   size_t index)
{
    return shown(evaluation, THERAPYCODE_IMPL_EVIDENCE, index);
}

const struct therapycode_measure *therapycode_evaluation_measure(const struct therapycode_evaluation *evaluation,
                                                                 size_t index)
{
    return shown(evaluation, THERAPYCODE_IMPL_MEASURES, index);
}

const struct therapycode_progress *therapycode_evaluation_progress(const struct therapycode_evaluation *evaluation,
                                                                   size_t index)
{
    return shown(evaluation, THERAPYCODE_IMPL_PROGRESS, index);
}

const struct therapycode_finding *therapycode_evaluation_finding(const struct therapycode_evaluation *evaluation,
                                                                 size_t index)
{
    struct therapycode_finding *finding = shown(evaluation, THERAPYCODE_IMPL_FINDINGS, index);
    struct therapycode_impl_args *args = shown(evaluation, THERAPYCODE_IMPL_FINDING_ARGS, index);
    if (finding != NULL && args != NULL && !args->written) {
        finding->suggestion = write_out(args);
        finding->message = args->buffer;
    }
    return finding;
}

const struct therapycode_step *therapycode_evaluation_step(const struct therapycode_evaluation *evaluation,
                                                           size_t index)
{
    struct therapycode_step *step;
    struct therapycode_impl_args *args;
    size_t proof;
    if (evaluation == NULL || !evaluation->filled)
        return NULL;
    proof = (size_t)therapycode_impl_units_prove(evaluation); /* the units come before all that rests on them */
    if (index < proof)
        return (const struct therapycode_step *)(const void *)evaluation->tables[THERAPYCODE_IMPL_PROOF].data + index;
    step = shown(evaluation, THERAPYCODE_IMPL_STEPS, index - proof);
    args = shown(evaluation, THERAPYCODE_IMPL_STEP_ARGS, index - proof);
    if (step != NULL && args != NULL && !args->written) {
        write_out(args);
        step->message = args->buffer;
    }
    return step;
}
