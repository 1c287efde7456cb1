/* The visit document: design of the keys in schema/visit.schema.json. */
#include <stdlib.h>
#include <string.h>

#include "read.h"
#include "visit.h"

enum { DAY_MINUTES = 1440, DAY_SECONDS = 86400 };

#define NUMBER(T, key, low, high) { #key, KIND_NUMBER, offsetof(T, key), low, high, 0, 0, NULL, NULL }
#define STATED(T, key, high, bit) { #key, KIND_NUMBER, offsetof(T, key), 0, high, bit, 0, NULL, NULL }
#define WORD(T, key, list) \
    { #key, KIND_WORD, offsetof(T, key), 0, 0, 0, 0, &therapycode_own_word_##list, NULL }
#define PLAIN(T, key, kind) { #key, KIND_##kind, offsetof(T, key), 0, 0, 0, 0, NULL, NULL }
#define OTHER(key, function) { key, KIND_OTHER, 0, 0, 0, 0, 0, NULL, function }

/* Rows as they are read: the API's struct first, so that a row's address is the struct's. */
struct goal_row {
    struct therapycode_goal goal;
    const char *id;
};
struct activity_row {
    struct therapycode_activity activity;
    const char *id;
};
struct visit_row {
    struct therapycode_session session;
    struct therapycode_json_visit *visit;
};

/* ---- ids ---- */

/* An id must be a string that no other row of its table has. Which row has it is filled in later. */
static therapycode_status take_id(struct reader *r, json_t *value, json_t **seen,
                                  const char **out)
{
    const char *id = therapycode_own_read_string(r, value);
    if (id == NULL)
        return THERAPYCODE_E_VALUE;
    if (*seen == NULL && (*seen = json_object()) == NULL)
        return therapycode_own_read_nomem(r);
    if (json_object_get(*seen, id) != NULL)
        return therapycode_own_read_fail(r, THERAPYCODE_E_CONFLICT, 0, "another one has this id");
    if (json_object_set_new(*seen, id, json_true()) != 0)
        return therapycode_own_read_nomem(r);
    *out = id;
    return THERAPYCODE_OK;
}

/* ---- goals ---- */

static therapycode_status read_goal_id(struct reader *r, json_t *value, void *row)
{
    struct goal_row *goal = row;
    return take_id(r, value, &r->goal_ids, &goal->id);
}

static const struct field goal_fields[] = {
    OTHER("id", read_goal_id),
    PLAIN(struct therapycode_goal, text, TEXT),
    PLAIN(struct therapycode_goal, measure, TEXT),
    PLAIN(struct therapycode_goal, baseline, TEXT),
    PLAIN(struct therapycode_goal, current, TEXT),
    PLAIN(struct therapycode_goal, target, TEXT),
    PLAIN(struct therapycode_goal, set_on, DATE),
    PLAIN(struct therapycode_goal, target_date, DATE)
};
static const struct object goal_object = {
    goal_fields, sizeof goal_fields / sizeof goal_fields[0], SIZE_MAX
};

static therapycode_status read_goal(struct reader *r, json_t *value, void *row)
{
    return therapycode_own_read_object(r, value, &goal_object, row);
}

static therapycode_status read_goals(struct reader *r, json_t *value,
                                     struct therapycode_json_visit *visit)
{
    size_t i, count = json_array_size(value);
    struct goal_row *rows = therapycode_own_read_take(r, count + 1, sizeof *rows);
    struct therapycode_goal *goals = therapycode_own_read_take(r, count + 1, sizeof *goals);
    const char **ids = therapycode_own_read_take(r, count + 1, sizeof *ids);
    therapycode_status status;
    if (rows == NULL || goals == NULL || ids == NULL)
        return therapycode_own_read_nomem(r);
    status = therapycode_own_read_array(r, value, THERAPYCODE_LIMIT_GOALS, read_goal, rows, sizeof *rows);
    if (status != THERAPYCODE_OK)
        return status;
    for (i = 0; i < count; i++) {
        goals[i] = rows[i].goal;
        ids[i] = rows[i].id;
        if (ids[i] != NULL && json_object_set_new(r->goal_ids, ids[i], json_integer((json_int_t)i)) != 0)
            return therapycode_own_read_nomem(r);
    }
    visit->session.goals = count > 0 ? goals : NULL;
    visit->session.goal_count = count;
    visit->goal_ids = ids;
    return THERAPYCODE_OK;
}

/* ---- activities ---- */

static therapycode_status read_activity_id(struct reader *r, json_t *value, void *row)
{
    struct activity_row *activity = row;
    return take_id(r, value, &r->activity_ids, &activity->id);
}

static therapycode_status read_goal_link(struct reader *r, json_t *value, void *row)
{
    const char *id = therapycode_own_read_string(r, value);
    json_t *index;
    if (id == NULL)
        return THERAPYCODE_E_VALUE;
    index = r->goal_ids == NULL ? NULL : json_object_get(r->goal_ids, id);
    if (index == NULL)
        return therapycode_own_read_fail(r, THERAPYCODE_E_NAME, 0, "no goal has this id");
    *(int32_t *)row = (int32_t)json_integer_value(index);
    return THERAPYCODE_OK;
}

static therapycode_status read_goal_links(struct reader *r, json_t *value, void *row)
{
    struct activity_row *activity = row;
    size_t count = json_array_size(value);
    int32_t *links = therapycode_own_read_take(r, count + 1, sizeof *links);
    if (links == NULL)
        return therapycode_own_read_nomem(r);
    activity->activity.goals = count > 0 ? links : NULL;
    activity->activity.goal_count = count;
    return therapycode_own_read_array(r, value, THERAPYCODE_LIMIT_GOALS, read_goal_link, links, sizeof *links);
}

static therapycode_status read_modifier(struct reader *r, json_t *value, void *row)
{
    size_t i;
    const char *p = json_string_value(value);
    int fine = p != NULL && json_string_length(value) == 2;
    for (i = 0; fine && i < 2; i++)
        fine = (p[i] >= '0' && p[i] <= '9') || (p[i] >= 'A' && p[i] <= 'Z');
    if (!fine)
        return therapycode_own_read_fail(r, THERAPYCODE_E_VALUE, 0,
                                         "must be two digits or capital letters such as \"GP\"");
    memcpy(row, p, 2);
    return THERAPYCODE_OK;
}

static therapycode_status read_modifiers(struct reader *r, json_t *value, void *row)
{
    struct activity_row *activity = row;
    return therapycode_own_read_array(r, value, 4, read_modifier, activity->activity.modifiers, 4);
}

#define A struct therapycode_activity
static const struct field activity_fields[] = {
    OTHER("id", read_activity_id),
    PLAIN(A, code, CODE),
    PLAIN(A, description, TEXT),
    OTHER("goals", read_goal_links),
    STATED(A, minutes, DAY_MINUTES, THERAPYCODE_STATED_MINUTES),
    NUMBER(A, seconds, 0, 59),
    STATED(A, assistant_minutes, DAY_MINUTES, THERAPYCODE_STATED_ASSISTANT_MINUTES),
    STATED(A, joint_minutes, DAY_MINUTES, THERAPYCODE_STATED_JOINT_MINUTES),
    { "start", KIND_TIME, offsetof(A, start), 0, DAY_SECONDS - 1, THERAPYCODE_STATED_START, 0, NULL, NULL },
    { "end", KIND_TIME, offsetof(A, end), 0, DAY_SECONDS, 0, 0, NULL, NULL },
    STATED(A, billed_units, 999, THERAPYCODE_STATED_BILLED_UNITS),
    NUMBER(A, quantity, 0, 100000),
    WORD(A, contact, contact),
    NUMBER(A, participants, 0, 1000),
    WORD(A, performer, performer),
    NUMBER(A, clinician, 0, INT32_MAX),
    WORD(A, discipline, discipline),
    NUMBER(A, encounter, 0, INT32_MAX),
    NUMBER(A, region, 0, INT32_MAX),
    OTHER("modifiers", read_modifiers)
};
#undef A
static const struct object activity_object = {
    activity_fields, sizeof activity_fields / sizeof activity_fields[0], offsetof(struct therapycode_activity, stated)
};

static therapycode_status read_activity(struct reader *r, json_t *value, void *row)
{
    return therapycode_own_read_object(r, value, &activity_object, row);
}

static therapycode_status read_activities(struct reader *r, json_t *value, void *row)
{
    struct therapycode_json_visit *visit = ((struct visit_row *)row)->visit;
    struct therapycode_session *session = row;
    size_t i, count = json_array_size(value);
    struct activity_row *rows = therapycode_own_read_take(r, count + 1, sizeof *rows);
    struct therapycode_activity *activities = therapycode_own_read_take(r, count + 1, sizeof *activities);
    const char **ids = therapycode_own_read_take(r, count + 1, sizeof *ids);
    therapycode_status status;
    if (rows == NULL || activities == NULL || ids == NULL)
        return therapycode_own_read_nomem(r);
    status = therapycode_own_read_array(r, value, THERAPYCODE_LIMIT_ACTIVITIES, read_activity, rows, sizeof *rows);
    if (status != THERAPYCODE_OK)
        return status;
    for (i = 0; i < count; i++) {
        activities[i] = rows[i].activity;
        ids[i] = rows[i].id;
    }
    session->activities = count > 0 ? activities : NULL;
    session->activity_count = count;
    visit->activity_ids = ids;
    return THERAPYCODE_OK;
}

/* ---- episode ---- */

static therapycode_status read_dates(struct reader *r, json_t *value, const int32_t **out,
                                     size_t *count)
{
    int32_t *dates = therapycode_own_read_take(r, json_array_size(value) + 1, sizeof *dates);
    if (dates == NULL)
        return therapycode_own_read_nomem(r);
    *out = dates;
    *count = json_array_size(value);
    return therapycode_own_read_array(r, value, THERAPYCODE_LIMIT_DATES, therapycode_own_read_date, dates,
                                      sizeof *dates);
}

static therapycode_status read_treatment_dates(struct reader *r, json_t *value, void *row)
{
    struct therapycode_episode *episode = row;
    return read_dates(r, value, &episode->treatment_dates, &episode->treatment_date_count);
}

static therapycode_status read_report_dates(struct reader *r, json_t *value, void *row)
{
    struct therapycode_episode *episode = row;
    return read_dates(r, value, &episode->report_dates, &episode->report_date_count);
}

static therapycode_status read_notes(struct reader *r, json_t *value, void *row)
{
    struct therapycode_episode *episode = row;
    struct therapycode_text *notes = therapycode_own_read_take(r, json_array_size(value) + 1, sizeof *notes);
    if (notes == NULL)
        return therapycode_own_read_nomem(r);
    episode->notes = notes;
    episode->note_count = json_array_size(value);
    return therapycode_own_read_array(r, value, THERAPYCODE_LIMIT_DATES, therapycode_own_read_text, notes,
                                      sizeof *notes);
}

#define E struct therapycode_episode
#define MONEY(key, member, bit) { key, KIND_MONEY, offsetof(E, member), 0, 0, bit, 0, NULL, NULL }
static const struct field episode_fields[] = {
    OTHER("treatment_dates", read_treatment_dates),
    OTHER("report_dates", read_report_dates),
    OTHER("notes", read_notes),
    PLAIN(E, certified_from, DATE),
    PLAIN(E, certified_to, DATE),
    PLAIN(E, certification_signed, YES),
    PLAIN(E, order_on_file, YES),
    PLAIN(E, plan_sent_on, DATE),
    MONEY("used_pt_slp", used_pt_slp_cents, THERAPYCODE_STATED_USED_PT_SLP),
    MONEY("used_ot", used_ot_cents, THERAPYCODE_STATED_USED_OT),
    MONEY("visit_amount", visit_cents, 0)
};
#undef E
static const struct object episode_object = {
    episode_fields, sizeof episode_fields / sizeof episode_fields[0], offsetof(struct therapycode_episode, stated)
};

static therapycode_status read_episode(struct reader *r, json_t *value, void *row)
{
    struct therapycode_session *session = row;
    struct therapycode_episode *episode = therapycode_own_read_take(r, 1, sizeof *episode);
    if (episode == NULL)
        return therapycode_own_read_nomem(r);
    episode->size = sizeof *episode;
    session->episode = episode;
    return therapycode_own_read_object(r, value, &episode_object, episode);
}

/* ---- visit ---- */

static therapycode_status read_visit_id(struct reader *r, json_t *value, void *row)
{
    struct therapycode_json_visit *visit = ((struct visit_row *)row)->visit;
    visit->id = therapycode_own_read_string(r, value);
    return visit->id == NULL ? THERAPYCODE_E_VALUE : THERAPYCODE_OK;
}

/* Goals were read first, for activities refer to them. */
static therapycode_status goals_done(struct reader *r, json_t *value, void *row)
{
    (void)r;
    (void)value;
    (void)row;
    return THERAPYCODE_OK;
}

#define S struct therapycode_session
static const struct field visit_fields[] = {
    OTHER("format", therapycode_own_read_format),
    OTHER("id", read_visit_id),
    { "date_of_service", KIND_DATE, offsetof(S, date_of_service), 0, 0, 0, 1, NULL, NULL },
    { "discipline", KIND_WORD, offsetof(S, discipline), 0, 0, 0, 1, &therapycode_own_word_discipline, NULL },
    WORD(S, setting, setting),
    NUMBER(S, place_of_service, 1, 99),
    PLAIN(S, policy, NAME),
    PLAIN(S, note, TEXT),
    WORD(S, note_kind, note_kind),
    WORD(S, telehealth, telehealth),
    STATED(S, timed_minutes, DAY_MINUTES, THERAPYCODE_STATED_TIMED_MINUTES),
    STATED(S, total_minutes, DAY_MINUTES, THERAPYCODE_STATED_TOTAL_MINUTES),
    PLAIN(S, is_signed, YES),
    WORD(S, signed_by, performer),
    PLAIN(S, cosigned, YES),
    PLAIN(S, necessity_attested, YES),
    WORD(S, liability, liability),
    OTHER("activities", read_activities),
    OTHER("goals", goals_done),
    OTHER("episode", read_episode)
};
#undef S
static const struct object visit_object = {
    visit_fields, sizeof visit_fields / sizeof visit_fields[0], offsetof(struct therapycode_session, stated)
};

static therapycode_status read_visit(struct reader *r, struct therapycode_json_visit *visit)
{
    struct visit_row row;
    json_t *goals;
    therapycode_status status;
    if (!json_is_object(r->root))
        return therapycode_own_read_fail(r, THERAPYCODE_E_VALUE, 0, "must be an object");
    visit->session = (struct therapycode_session)THERAPYCODE_SESSION_INIT;
    goals = json_object_get(r->root, "goals");
    if (goals != NULL) {
        therapycode_own_path_key(r->path, "goals", 5);
        status = read_goals(r, goals, visit);
        if (status != THERAPYCODE_OK)
            return status;
        r->path[1] = '\0';
    }
    row.session = visit->session;
    row.visit = visit;
    status = therapycode_own_read_object(r, r->root, &visit_object, &row);
    visit->session = row.session;
    return status;
}

static therapycode_status visit_read(const char *text, size_t length, struct therapycode_json_visit *visit,
                                     struct therapycode_json_error *error)
{
    struct reader r;
    therapycode_status status = therapycode_own_read_begin(&r, text, length, error);
    if (status == THERAPYCODE_OK)
        status = read_visit(&r, visit);
    visit->root = r.root;
    visit->blocks = r.blocks;
    json_decref(r.goal_ids);
    json_decref(r.activity_ids);
    if (status != THERAPYCODE_OK && visit->id == NULL)
        visit->id = json_string_value(json_object_get(r.root, "id"));
    return status;
}

therapycode_status therapycode_own_visit_read(const char *text, size_t length, struct therapycode_json_visit **out,
                                               struct therapycode_json_error *error)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return therapycode_own_json_fail(error, THERAPYCODE_E_NOMEM, NULL, 0, 0, "$", "no memory left");
    return visit_read(text, length, *out, error);
}

therapycode_status therapycode_json_visit_read(const char *text, size_t length, struct therapycode_json_visit **out,
                                               struct therapycode_json_error *error)
{
    struct therapycode_json_visit *visit = NULL;
    therapycode_status status;
    if (therapycode_own_json_error_check(error) != THERAPYCODE_OK)
        return THERAPYCODE_E_SIZE;
    if (out == NULL || (text == NULL && length > 0))
        return therapycode_own_json_fail(error, THERAPYCODE_E_ARGUMENT, NULL, 0, 0, "$", "an argument is NULL");
    status = therapycode_own_visit_read(text == NULL ? "" : text, length, &visit, error);
    if (status == THERAPYCODE_OK)
        *out = visit;
    else
        therapycode_json_visit_free(visit);
    return status;
}

void therapycode_json_visit_free(struct therapycode_json_visit *visit)
{
    if (visit == NULL)
        return;
    json_decref(visit->root);
    therapycode_own_read_release(visit->blocks);
    free(visit);
}

const struct therapycode_session *therapycode_json_visit_session(const struct therapycode_json_visit *visit)
{
    return visit == NULL ? NULL : &visit->session;
}

const char *therapycode_json_visit_id(const struct therapycode_json_visit *visit)
{
    return visit == NULL ? NULL : visit->id;
}

const char *therapycode_json_visit_activity_id(const struct therapycode_json_visit *visit, int32_t activity)
{
    if (visit == NULL || activity < 0 || (size_t)activity >= visit->session.activity_count)
        return NULL;
    return visit->activity_ids[activity];
}

const char *therapycode_json_visit_goal_id(const struct therapycode_json_visit *visit, int32_t goal)
{
    if (visit == NULL || goal < 0 || (size_t)goal >= visit->session.goal_count)
        return NULL;
    return visit->goal_ids[goal];
}
