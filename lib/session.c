/* Sessions: every fact checked, then copied into the evaluation in this version's layout. */
#include <string.h>

#include "base/date.h"
#include "base/sized.h"
#include "base/text.h"
#include "evaluation.h"

enum { DAY_MINUTES = 1440, DAY_SECONDS = 86400, POLICY_NAME_MAX = 64 };

/* The sizes of the first release: older callers than that do not exist. Fields are only appended. */
enum {
    SESSION_FIRST = sizeof(struct therapycode_session),
    ACTIVITY_FIRST = sizeof(struct therapycode_activity),
    GOAL_FIRST = sizeof(struct therapycode_goal),
    EPISODE_FIRST = sizeof(struct therapycode_episode)
};

therapycode_status therapycode_session_init(struct therapycode_session *session, size_t session_size,
                                            size_t activity_size, size_t goal_size)
{
    if (session == NULL)
        return THERAPYCODE_E_ARGUMENT;
    if (therapycode_impl_size_check(session_size, SESSION_FIRST) != THERAPYCODE_OK ||
        therapycode_impl_size_check(activity_size, ACTIVITY_FIRST) != THERAPYCODE_OK ||
        therapycode_impl_size_check(goal_size, GOAL_FIRST) != THERAPYCODE_OK)
        return THERAPYCODE_E_SIZE;
    memset(session, 0, session_size);
    session->size = session_size;
    session->activity_size = activity_size;
    session->goal_size = goal_size;
    return THERAPYCODE_OK;
}

/* Where we are while checking, so that every fault can name its field. */
struct place {
    struct therapycode_error *error;
    int32_t index;
};

static therapycode_status fail(const struct place *at, therapycode_status status, const char *field)
{
    return therapycode_impl_fail(at->error, status, field, at->index, THERAPYCODE_NONE, 0, 0);
}

static int in_range(int32_t value, int32_t low, int32_t high)
{
    return value >= low && value <= high;
}

static therapycode_status check_text(const struct place *at, struct therapycode_text text, const char *field,
                                     int32_t subindex)
{
    size_t bad;
    if (text.length == 0)
        return THERAPYCODE_OK;
    if (text.data == NULL)
        return therapycode_impl_fail(at->error, THERAPYCODE_E_ARGUMENT, field, at->index, subindex, 0, 0);
    if (text.length > THERAPYCODE_LIMIT_TEXT)
        return therapycode_impl_fail(at->error, THERAPYCODE_E_LIMIT, field, at->index, subindex, 0, 0);
    bad = therapycode_impl_utf8_check(text.data, text.length);
    if (bad < text.length)
        return therapycode_impl_fail(at->error, THERAPYCODE_E_UTF8, field, at->index, subindex, bad, 0);
    return THERAPYCODE_OK;
}

/* One number with the range it may have. A table, so that each fact is checked once and named once. */
struct number_check {
    const char *field;
    size_t offset;
    int32_t low;
    int32_t high;
};

static therapycode_status check_numbers(const struct place *at, const void *row, const struct number_check *checks,
                                        size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        int32_t value;
        memcpy(&value, (const unsigned char *)row + checks[i].offset, sizeof value);
        if (!in_range(value, checks[i].low, checks[i].high))
            return fail(at, THERAPYCODE_E_VALUE, checks[i].field);
    }
    return THERAPYCODE_OK;
}

enum { STATED_ALL = 511 };

#define A(member) "activities." #member, offsetof(struct therapycode_activity, member)
static const struct number_check activity_checks[] = {
    { A(minutes), 0, DAY_MINUTES },       { A(seconds), 0, 59 },
    { A(assistant_minutes), 0, DAY_MINUTES }, { A(joint_minutes), 0, DAY_MINUTES },
    { A(start), 0, DAY_SECONDS - 1 },     { A(end), 0, DAY_SECONDS },
    { A(billed_units), 0, 999 },          { A(quantity), 0, 100000 },
    { A(contact), 0, 3 },                 { A(participants), 0, 1000 },
    { A(performer), 0, 4 },               { A(clinician), 0, INT32_MAX },
    { A(discipline), 0, 3 },              { A(encounter), 0, INT32_MAX },
    { A(region), 0, INT32_MAX },          { A(stated), 0, STATED_ALL }
};
#undef A

static therapycode_status check_code(const struct place *at, char code[8], const char *field)
{
    if (code[0] != '\0') {
        if (!therapycode_impl_is_code(code, 5) || code[5] != '\0')
            return fail(at, THERAPYCODE_E_VALUE, field);
        memset(code + 5, 0, 3);
    } else {
        memset(code, 0, 8);
    }
    return THERAPYCODE_OK;
}

static therapycode_status check_modifiers(const struct place *at, char modifiers[4][4])
{
    int i, j;
    for (i = 0; i < 4; i++) {
        if (modifiers[i][0] == '\0')
            continue;
        for (j = 0; j < 2; j++)
            if (!therapycode_impl_is_digit(modifiers[i][j]) && !(modifiers[i][j] >= 'A' && modifiers[i][j] <= 'Z'))
                return therapycode_impl_fail(at->error, THERAPYCODE_E_VALUE, "activities.modifiers", at->index, i, 0,
                                             0);
        if (modifiers[i][2] != '\0')
            return therapycode_impl_fail(at->error, THERAPYCODE_E_VALUE, "activities.modifiers", at->index, i, 0, 0);
    }
    return THERAPYCODE_OK;
}

static therapycode_status check_goal_links(struct therapycode_evaluation *e, const struct place *at,
                                           struct therapycode_activity *activity)
{
    size_t i;
    int32_t *copy;
    if (activity->goal_count == 0)
        return THERAPYCODE_OK;
    if (activity->goals == NULL)
        return fail(at, THERAPYCODE_E_ARGUMENT, "activities.goals");
    if (activity->goal_count > THERAPYCODE_LIMIT_GOALS)
        return fail(at, THERAPYCODE_E_LIMIT, "activities.goals");
    for (i = 0; i < activity->goal_count; i++)
        if (activity->goals[i] < 0 || (size_t)activity->goals[i] >= e->session.goal_count)
            return therapycode_impl_fail(at->error, THERAPYCODE_E_VALUE, "activities.goals", at->index, (int32_t)i, 0,
                                         0);
    copy = therapycode_impl_take(e, activity->goal_count * sizeof *copy);
    if (copy == NULL)
        return fail(at, THERAPYCODE_E_NOMEM, NULL);
    memcpy(copy, activity->goals, activity->goal_count * sizeof *copy);
    activity->goals = copy;
    return THERAPYCODE_OK;
}

/* Facts that cannot both be true. */
static therapycode_status check_activity_facts(const struct place *at, const struct therapycode_activity *a)
{
    if ((int64_t)a->assistant_minutes + a->joint_minutes > a->minutes)
        return fail(at, THERAPYCODE_E_CONFLICT,
                    a->assistant_minutes > 0 ? "activities.assistant_minutes" : "activities.joint_minutes");
    if (a->minutes == DAY_MINUTES && a->seconds > 0)
        return fail(at, THERAPYCODE_E_VALUE, "activities.seconds");
    if (a->end > 0 && a->start == 0 && !(a->stated & THERAPYCODE_STATED_START))
        return fail(at, THERAPYCODE_E_CONFLICT, "activities.start");
    if (a->end > 0 && a->end <= a->start)
        return fail(at, THERAPYCODE_E_CONFLICT, "activities.end");
    return THERAPYCODE_OK;
}

static therapycode_status take_activity(struct therapycode_evaluation *e, const struct place *at,
                                        struct therapycode_activity *activity)
{
    therapycode_status status = check_code(at, activity->code, "activities.code");
    if (status == THERAPYCODE_OK)
        status = check_text(at, activity->description, "activities.description", THERAPYCODE_NONE);
    if (status == THERAPYCODE_OK)
        status = check_numbers(at, activity, activity_checks, sizeof activity_checks / sizeof activity_checks[0]);
    if (status == THERAPYCODE_OK)
        status = check_activity_facts(at, activity);
    if (status == THERAPYCODE_OK)
        status = check_modifiers(at, activity->modifiers);
    if (status == THERAPYCODE_OK)
        status = check_goal_links(e, at, activity);
    return status;
}

/* The highest value of each number, as in activity_checks: there the fault gets its name, here most find none. */
enum { ACTIVITY_NUMBERS = sizeof activity_checks / sizeof activity_checks[0] };
static const int32_t activity_highs[ACTIVITY_NUMBERS] = {
    DAY_MINUTES, 59, DAY_MINUTES, DAY_MINUTES, DAY_SECONDS - 1, DAY_SECONDS, 999, 100000, 3, 1000, 4, INT32_MAX, 3,
    INT32_MAX, INT32_MAX, STATED_ALL
};
_Static_assert(offsetof(struct therapycode_activity, stated) ==
                   offsetof(struct therapycode_activity, minutes) + (ACTIVITY_NUMBERS - 1) * sizeof(int32_t),
               "the numbers of an activity stand side by side");

/* Are all numbers in 0 .. highs? The top bit shows a number below 0, and one that leaves less than 0 of its highest. */
static int all_within(const void *numbers, const int32_t *highs, size_t count)
{
    uint32_t outside = 0;
    size_t i;
    for (i = 0; i < count; i++) {
        uint32_t value;
        memcpy(&value, (const unsigned char *)numbers + i * sizeof value, sizeof value);
        outside |= value | ((uint32_t)highs[i] - value);
    }
    return (outside & UINT32_C(0x80000000)) == 0;
}

/* Five digits and nothing behind them. */
static int is_five_digits(const char code[8])
{
    uint64_t key = therapycode_impl_code_key(code), digits = key & UINT64_C(0xFFFFFFFFFF000000);
    uint64_t above = digits + UINT64_C(0x4646464646000000); /* the top bit where a byte is more than '9' */
    uint64_t below =
        (digits | UINT64_C(0x8080808080000000)) - UINT64_C(0x3030303030000000); /* and where at least '0' */
    return digits == key && ((digits | above | ~below) & UINT64_C(0x8080808080000000)) == 0;
}

/* The usual activity needs no change: a code of five digits, no words, no goals, no clock, nothing out of range. */
static int is_usual(const struct therapycode_activity *a)
{
    uint64_t modifiers[2];
    memcpy(modifiers, a->modifiers, sizeof modifiers);
    return all_within((const unsigned char *)a + offsetof(struct therapycode_activity, minutes), activity_highs,
                      ACTIVITY_NUMBERS) &&
           is_five_digits(a->code) &&
           (a->description.length | a->goal_count | modifiers[0] | modifiers[1] | (uint64_t)a->end) == 0 &&
           a->assistant_minutes + a->joint_minutes <= a->minutes && (a->minutes < DAY_MINUTES || a->seconds == 0);
}

/* Activities of this version's layout that are all usual stay where they are, for the call. */
static int borrow_activities(struct therapycode_evaluation *e)
{
    const struct therapycode_session *s = &e->session;
    int32_t contact = 0;
    size_t i;
    if (s->activity_size != sizeof *s->activities)
        return 0;
    for (i = 0; i < s->activity_count; i++) {
        if (!is_usual(&s->activities[i]))
            return 0;
        contact |= s->activities[i].contact;
    }
    e->activities = s->activities;
    e->unmarked = contact == 0;
    return 1;
}

static therapycode_status take_activities(struct therapycode_evaluation *e, struct therapycode_error *error)
{
    struct therapycode_session *s = &e->session;
    struct place at = { error, THERAPYCODE_NONE };
    const unsigned char *from = (const void *)s->activities;
    struct therapycode_activity *copies;
    size_t i;
    if (s->activity_count == 0) {
        s->activities = NULL;
        return THERAPYCODE_OK;
    }
    if (from == NULL)
        return fail(&at, THERAPYCODE_E_ARGUMENT, "activities");
    if (s->activity_count > THERAPYCODE_LIMIT_ACTIVITIES)
        return fail(&at, THERAPYCODE_E_LIMIT, "activities");
    if (borrow_activities(e))
        return THERAPYCODE_OK;
    copies = therapycode_impl_arena_take(&e->arena, s->activity_count * sizeof *copies);
    if (copies == NULL)
        return fail(&at, THERAPYCODE_E_NOMEM, NULL);
    for (i = 0; i < s->activity_count; i++) {
        therapycode_status status;
        at.index = (int32_t)i;
        status = therapycode_impl_sized_copy(&copies[i], sizeof *copies, from + i * s->activity_size, s->activity_size);
        if (status != THERAPYCODE_OK)
            return fail(&at, status, "activities");
        if (!is_usual(&copies[i]))
            status = take_activity(e, &at, &copies[i]);
        if (status != THERAPYCODE_OK)
            return status;
    }
    e->activities = copies;
    s->activities = copies;
    s->activity_size = sizeof *copies;
    return THERAPYCODE_OK;
}

static therapycode_status check_date(const struct place *at, int32_t date, const char *field)
{
    return date == 0 || therapycode_impl_is_date(date) ? THERAPYCODE_OK : fail(at, THERAPYCODE_E_VALUE, field);
}

static therapycode_status check_goal(const struct place *at, const struct therapycode_goal *goal)
{
    therapycode_status status = check_text(at, goal->text, "goals.text", THERAPYCODE_NONE);
    if (status == THERAPYCODE_OK)
        status = check_text(at, goal->measure, "goals.measure", THERAPYCODE_NONE);
    if (status == THERAPYCODE_OK)
        status = check_text(at, goal->baseline, "goals.baseline", THERAPYCODE_NONE);
    if (status == THERAPYCODE_OK)
        status = check_text(at, goal->current, "goals.current", THERAPYCODE_NONE);
    if (status == THERAPYCODE_OK)
        status = check_text(at, goal->target, "goals.target", THERAPYCODE_NONE);
    if (status == THERAPYCODE_OK)
        status = check_date(at, goal->set_on, "goals.set_on");
    if (status == THERAPYCODE_OK)
        status = check_date(at, goal->target_date, "goals.target_date");
    if (status == THERAPYCODE_OK && goal->set_on != 0 && goal->target_date != 0 && goal->target_date < goal->set_on)
        status = fail(at, THERAPYCODE_E_CONFLICT, "goals.target_date");
    return status;
}

static therapycode_status take_goals(struct therapycode_evaluation *e, struct therapycode_error *error)
{
    struct therapycode_session *s = &e->session;
    struct place at = { error, THERAPYCODE_NONE };
    const unsigned char *from = (const void *)s->goals;
    size_t i;
    if (s->goal_count == 0) {
        s->goals = NULL;
        return THERAPYCODE_OK;
    }
    if (from == NULL)
        return fail(&at, THERAPYCODE_E_ARGUMENT, "goals");
    if (s->goal_count > THERAPYCODE_LIMIT_GOALS)
        return fail(&at, THERAPYCODE_E_LIMIT, "goals");
    e->goals = therapycode_impl_take(e, s->goal_count * sizeof *e->goals);
    if (e->goals == NULL)
        return fail(&at, THERAPYCODE_E_NOMEM, NULL);
    for (i = 0; i < s->goal_count; i++) {
        therapycode_status status;
        at.index = (int32_t)i;
        status = therapycode_impl_sized_copy(&e->goals[i], sizeof *e->goals, from + i * s->goal_size, s->goal_size);
        if (status != THERAPYCODE_OK)
            return fail(&at, status, "goals");
        status = check_goal(&at, &e->goals[i]);
        if (status != THERAPYCODE_OK)
            return status;
    }
    s->goals = e->goals;
    s->goal_size = sizeof *e->goals;
    return THERAPYCODE_OK;
}

/* ---- episode ---- */

static therapycode_status check_dates(struct therapycode_error *error, const int32_t *dates, size_t count,
                                      const char *field)
{
    struct place at = { error, THERAPYCODE_NONE };
    size_t i;
    if (count == 0)
        return THERAPYCODE_OK;
    if (dates == NULL)
        return fail(&at, THERAPYCODE_E_ARGUMENT, field);
    if (count > THERAPYCODE_LIMIT_DATES)
        return fail(&at, THERAPYCODE_E_LIMIT, field);
    for (i = 0; i < count; i++) {
        at.index = (int32_t)i;
        if (!therapycode_impl_is_date(dates[i]))
            return fail(&at, THERAPYCODE_E_VALUE, field);
        if (i > 0 && dates[i] < dates[i - 1])
            return fail(&at, THERAPYCODE_E_CONFLICT, field);
    }
    return THERAPYCODE_OK;
}

#define E(member) "episode." #member, offsetof(struct therapycode_episode, member)
static const struct number_check episode_checks[] = {
    { E(certification_signed), 0, 2 }, { E(order_on_file), 0, 2 },       { E(used_pt_slp_cents), 0, INT32_MAX },
    { E(used_ot_cents), 0, INT32_MAX }, { E(visit_cents), 0, INT32_MAX }, { E(stated), 0, STATED_ALL }
};
#undef E

static therapycode_status take_episode(struct therapycode_evaluation *e, struct therapycode_error *error)
{
    const struct therapycode_episode *from = e->session.episode;
    struct therapycode_episode *to = &e->episode_copy;
    struct place at = { error, THERAPYCODE_NONE };
    therapycode_status status;
    size_t i;
    if (from == NULL)
        return THERAPYCODE_OK;
    status = therapycode_impl_size_check(from->size, EPISODE_FIRST);
    if (status == THERAPYCODE_OK)
        status = therapycode_impl_sized_copy(to, sizeof *to, from, from->size);
    if (status != THERAPYCODE_OK)
        return fail(&at, status, "episode.size");
    status = check_dates(error, to->treatment_dates, to->treatment_date_count, "episode.treatment_dates");
    if (status == THERAPYCODE_OK)
        status = check_dates(error, to->report_dates, to->report_date_count, "episode.report_dates");
    if (status == THERAPYCODE_OK && to->note_count > 0 && to->notes == NULL)
        status = fail(&at, THERAPYCODE_E_ARGUMENT, "episode.notes");
    if (status == THERAPYCODE_OK && to->note_count > THERAPYCODE_LIMIT_DATES)
        status = fail(&at, THERAPYCODE_E_LIMIT, "episode.notes");
    for (i = 0; i < to->note_count && status == THERAPYCODE_OK; i++) {
        struct place note = { error, (int32_t)i };
        status = check_text(&note, to->notes[i], "episode.notes", THERAPYCODE_NONE);
    }
    if (status == THERAPYCODE_OK)
        status = check_date(&at, to->certified_from, "episode.certified_from");
    if (status == THERAPYCODE_OK)
        status = check_date(&at, to->certified_to, "episode.certified_to");
    if (status == THERAPYCODE_OK && to->certified_to != 0 && to->certified_to < to->certified_from)
        status = fail(&at, THERAPYCODE_E_CONFLICT, "episode.certified_to");
    if (status == THERAPYCODE_OK)
        status = check_date(&at, to->plan_sent_on, "episode.plan_sent_on");
    if (status == THERAPYCODE_OK)
        status = check_numbers(&at, to, episode_checks, sizeof episode_checks / sizeof episode_checks[0]);
    e->episode = to;
    return status;
}

/* ---- session ---- */

#define S(member) #member, offsetof(struct therapycode_session, member)
static const struct number_check session_checks[] = {
    { S(discipline), 1, 3 },          { S(setting), 0, 4 },
    { S(place_of_service), 0, 99 },   { S(note_kind), 0, 4 },
    { S(telehealth), 0, 3 },          { S(timed_minutes), 0, DAY_MINUTES },
    { S(total_minutes), 0, DAY_MINUTES }, { S(is_signed), 0, 2 },
    { S(signed_by), 0, 4 },           { S(cosigned), 0, 2 },
    { S(necessity_attested), 0, 2 },  { S(liability), 0, 4 },
    { S(stated), 0, STATED_ALL }
};
#undef S

/* As above, for the session: all in range. */
enum { SESSION_NUMBERS = sizeof session_checks / sizeof session_checks[0] };
static const int32_t session_highs[SESSION_NUMBERS] = { 3, 4, 99, 4, 3, DAY_MINUTES, DAY_MINUTES, 2, 4, 2, 2, 4,
                                                        STATED_ALL };
_Static_assert(offsetof(struct therapycode_session, stated) ==
                   offsetof(struct therapycode_session, discipline) + (SESSION_NUMBERS - 1) * sizeof(int32_t),
               "the numbers of a session stand side by side");

static int is_in_range(const struct therapycode_session *s)
{
    return s->discipline >= 1 &&
           all_within((const unsigned char *)s + offsetof(struct therapycode_session, discipline), session_highs,
                      SESSION_NUMBERS);
}

static therapycode_status take_policy(struct therapycode_evaluation *e, const struct place *at)
{
    const char *name = e->session.policy;
    if (name != NULL && memchr(name, '\0', POLICY_NAME_MAX + 1) == NULL)
        return fail(at, THERAPYCODE_E_NAME, "policy");
    if (therapycode_impl_policy_take(e, name, e->session.date_of_service) != THERAPYCODE_OK)
        return fail(at, THERAPYCODE_E_NAME, "policy");
    e->session.policy = e->policy->name;
    return THERAPYCODE_OK;
}

therapycode_status therapycode_impl_session_take(struct therapycode_evaluation *e,
                                                 const struct therapycode_session *session,
                                                 struct therapycode_error *error)
{
    struct therapycode_session *s = &e->session;
    struct place at = { error, THERAPYCODE_NONE };
    therapycode_status status = therapycode_impl_size_check(session->size, SESSION_FIRST);
    if (session->size == sizeof *s)
        *s = *session;
    else if (status == THERAPYCODE_OK)
        status = therapycode_impl_sized_copy(s, sizeof *s, session, session->size);
    if (status != THERAPYCODE_OK)
        return fail(&at, status, "size");
    if (therapycode_impl_size_check(s->activity_size, ACTIVITY_FIRST) != THERAPYCODE_OK)
        return fail(&at, THERAPYCODE_E_SIZE, "activity_size");
    if (therapycode_impl_size_check(s->goal_size, GOAL_FIRST) != THERAPYCODE_OK)
        return fail(&at, THERAPYCODE_E_SIZE, "goal_size");
    s->size = sizeof *s;
    if (s->date_of_service == 0 || s->date_of_service != e->known_date) {
        if (!therapycode_impl_is_date(s->date_of_service))
            return fail(&at, THERAPYCODE_E_VALUE, "date_of_service");
        e->known_date = s->date_of_service;
    }
    if (session->size != sizeof *session || !is_in_range(session))
        status = check_numbers(&at, s, session_checks, SESSION_NUMBERS);
    if (status == THERAPYCODE_OK)
        status = take_policy(e, &at);
    if (status == THERAPYCODE_OK)
        status = check_text(&at, s->note, "note", THERAPYCODE_NONE);
    if (status == THERAPYCODE_OK)
        status = take_goals(e, error);
    if (status == THERAPYCODE_OK)
        status = take_activities(e, error);
    if (status == THERAPYCODE_OK)
        status = take_episode(e, error);
    if (s->setting == 0)
        s->setting = THERAPYCODE_SETTING_PROFESSIONAL;
    if (s->note_kind == 0)
        s->note_kind = THERAPYCODE_NOTE_DAILY;
    return status;
}
