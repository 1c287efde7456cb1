/* Text in, text out; and the path of a fact that the core refused. */
#include <string.h>

#include "output.h"
#include "place.h"
#include "visit.h"

/* "activities.goals", 2, 0 -> "$.activities[2].goals[0]": the index belongs to the first name that is an array. */
static void fault_path(const struct therapycode_error *fault, char *path)
{
    static const struct {
        const char *field;
        const char *key;
    } renamed[] = {
        { "episode.used_pt_slp_cents", "episode.used_pt_slp" },
        { "episode.used_ot_cents", "episode.used_ot" },
        { "episode.visit_cents", "episode.visit_amount" }
    };
    const char *field = fault->field == NULL ? "" : fault->field;
    int32_t index = fault->index, subindex = fault->subindex;
    size_t i;
    for (i = 0; i < sizeof renamed / sizeof renamed[0]; i++)
        if (strcmp(renamed[i].field, field) == 0)
            field = renamed[i].key;
    path[0] = '$';
    path[1] = '\0';
    while (*field != '\0') {
        size_t length = strcspn(field, ".");
        int is_episode = length == 7 && memcmp(field, "episode", 7) == 0;
        therapycode_own_path_key(path, field, length);
        if (!is_episode && index >= 0) {
            therapycode_own_path_index(path, (size_t)index);
            index = subindex;
            subindex = THERAPYCODE_NONE;
        }
        field += length + (field[length] == '.');
    }
}

/* The other key of facts that cannot both be true, which stands beside the one that the path names. */
static const char *conflict_message(const char *field)
{
    static const struct {
        const char *field, *message;
    } rows[] = {
        { "activities.assistant_minutes", "more than `minutes`, by itself or with `joint_minutes`" },
        { "activities.joint_minutes", "more than `minutes`" },
        { "activities.start", "must be there where `end` is" },
        { "activities.end", "not after `start`" },
        { "intervals.end", "not after `start`" },
        { "goals.target_date", "before `set_on`" },
        { "episode.certified_to", "before `certified_from`" },
        { "episode.treatment_dates", "before the date that stands before it: dates ascend" },
        { "episode.report_dates", "before the date that stands before it: dates ascend" }
    };
    size_t i;
    for (i = 0; field != NULL && i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].field, field) == 0)
            return rows[i].message;
    return "cannot be true together with the facts beside it";
}

static const char *fault_message(const struct therapycode_error *fault)
{
    switch (fault->status) {
    case THERAPYCODE_E_VALUE: return "a value that cannot be";
    case THERAPYCODE_E_CONFLICT: return conflict_message(fault->field);
    case THERAPYCODE_E_NAME: return "the rulebook has no such name";
    case THERAPYCODE_E_LIMIT: return "larger than a documented limit";
    default: return therapycode_status_text(fault->status);
    }
}

therapycode_status therapycode_json_locate(const char *text, size_t length, const struct therapycode_error *fault,
                                           struct therapycode_json_error *error)
{
    char path[PATH_SIZE];
    size_t offset = 0;
    if (fault == NULL || error == NULL)
        return THERAPYCODE_E_ARGUMENT;
    if (therapycode_own_json_error_check(error) != THERAPYCODE_OK || fault->size < sizeof *fault)
        return THERAPYCODE_E_SIZE;
    fault_path(fault, path);
    if (text != NULL)
        offset = therapycode_own_place_of(text, length, path, 0);
    return therapycode_own_json_fail(error, fault->status, text, length, offset, path, fault_message(fault));
}

static therapycode_status evaluate(const struct therapycode_engine *engine, const char *text, size_t length,
                                   const char *policy, const struct therapycode_json_visit *visit,
                                   struct therapycode_evaluation *scratch, struct therapycode_json_error *error)
{
    struct therapycode_error fault = THERAPYCODE_ERROR_INIT;
    struct therapycode_session session = visit->session;
    therapycode_status status;
    if (session.policy == NULL)
        session.policy = policy;
    status = therapycode_evaluate(engine, &session, scratch, &fault);
    return status == THERAPYCODE_OK ? status : therapycode_json_locate(text, length, &fault, error);
}

therapycode_status therapycode_json_evaluate(const struct therapycode_engine *engine, const char *text, size_t length,
                                             const struct therapycode_json_options *options,
                                             struct therapycode_evaluation *scratch,
                                             struct therapycode_json_output *output,
                                             struct therapycode_json_error *error)
{
    struct therapycode_json_error own = THERAPYCODE_JSON_ERROR_INIT;
    struct therapycode_json_error *e = error == NULL ? &own : error;
    struct therapycode_json_visit *visit = NULL;
    int32_t flags = options == NULL ? 0 : options->flags;
    therapycode_status status;
    if (therapycode_own_json_error_check(e) != THERAPYCODE_OK || (options != NULL && options->size < sizeof *options))
        return THERAPYCODE_E_SIZE;
    if (engine == NULL || (text == NULL && length > 0) || scratch == NULL || output == NULL)
        return therapycode_own_json_fail(e, THERAPYCODE_E_ARGUMENT, NULL, 0, 0, "$", "an argument is NULL");
    status = therapycode_own_visit_read(text == NULL ? "" : text, length, &visit, e);
    if (status == THERAPYCODE_OK)
        status = evaluate(engine, text, length, options == NULL ? NULL : options->policy, visit, scratch, e);
    else
        therapycode_evaluation_clear(scratch);
    if (status != THERAPYCODE_OK && options != NULL && options->line > 1 && e->line > 0 &&
        e->line <= INT32_MAX - options->line)
        e->line += options->line - 1;
    if (status == THERAPYCODE_OK)
        status = therapycode_json_write_evaluation(visit, scratch, flags, output);
    else if (therapycode_json_write_error(therapycode_json_visit_id(visit), e, flags, output) != THERAPYCODE_OK)
        status = THERAPYCODE_E_NOMEM;
    therapycode_json_visit_free(visit);
    return status;
}
