/* The claim room alone: tallies and readings are laid out by hand, as the units room would leave them. */
#ifndef THERAPYCODE_TESTS_CLAIM_SUPPORT_H
#define THERAPYCODE_TESTS_CLAIM_SUPPORT_H

#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

#include "check_main.h"
#include "findings.h"
#include "claim/claim.h"

enum { MOST_ACTIVITIES = 40 };

struct visit {
    struct therapycode_session session;
    struct therapycode_episode episode;
    struct therapycode_activity activities[MOST_ACTIVITIES];
    struct therapycode_tally tallies[MOST_ACTIVITIES];
    int32_t tally_of[MOST_ACTIVITIES]; /* per activity */
    size_t tally_count;
};

static struct therapycode_engine *engine;
static struct therapycode_evaluation *evaluation;

static inline void set_up(void)
{
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &evaluation), THERAPYCODE_OK);
}

static inline void tear_down(void)
{
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
}

static inline struct visit visit_of(int32_t date, int32_t discipline)
{
    struct visit v;
    memset(&v, 0, sizeof v);
    therapycode_session_init(&v.session, sizeof v.session, sizeof v.activities[0], sizeof(struct therapycode_goal));
    v.session.date_of_service = date;
    v.session.discipline = discipline;
    v.episode.size = sizeof v.episode;
    return v;
}

/* One more activity with a tally of its own; "CQ" units are the assistant's. Returns its index. */
static inline size_t perform(struct visit *v, const char *code, int32_t minutes, int32_t units, int32_t assistant_units)
{
    size_t at = v->session.activity_count++;
    struct therapycode_tally *tally = &v->tallies[v->tally_count];
    ck_assert_uint_lt(at, MOST_ACTIVITIES);
    snprintf(v->activities[at].code, sizeof v->activities[at].code, "%s", code);
    v->activities[at].minutes = minutes;
    v->tally_of[at] = (int32_t)v->tally_count++;
    memcpy(tally->code, v->activities[at].code, sizeof tally->code);
    tally->discipline = v->session.discipline;
    tally->minutes = minutes;
    tally->units = units;
    tally->assistant_units = assistant_units;
    tally->assistant_minutes = assistant_units * 15;
    return at;
}

/* Another entry of the code of activity `like`. */
static inline size_t again(struct visit *v, size_t like)
{
    size_t at = v->session.activity_count++;
    ck_assert_uint_lt(at, MOST_ACTIVITIES);
    v->activities[at] = v->activities[like];
    memset(v->activities[at].modifiers, 0, sizeof v->activities[at].modifiers);
    v->tally_of[at] = v->tally_of[like];
    return at;
}

/* "GP KX": the caller's own modifiers of an activity. */
static inline void state(struct visit *v, size_t activity, const char *modifiers)
{
    int i;
    memset(v->activities[activity].modifiers, 0, sizeof v->activities[activity].modifiers);
    for (i = 0; i < 4 && strlen(modifiers) >= 2; i++) {
        memcpy(v->activities[activity].modifiers[i], modifiers, 2);
        modifiers += strlen(modifiers) > 2 ? 3 : 2;
    }
}

static inline void claim(struct visit *v)
{
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    size_t i;
    v->session.activities = v->activities;
    therapycode_impl_begin(evaluation, engine);
    ck_assert_msg(therapycode_impl_session_take(evaluation, &v->session, &error) == THERAPYCODE_OK, "%s", error.field);
    therapycode_impl_summarise(evaluation);
    for (i = 0; i < v->tally_count; i++) {
        struct therapycode_tally *tally = therapycode_impl_add(evaluation, THERAPYCODE_IMPL_TALLIES);
        *tally = v->tallies[i];
        tally->size = sizeof *tally;
    }
    for (i = 0; i < v->session.activity_count; i++) {
        struct therapycode_reading *reading = therapycode_impl_add(evaluation, THERAPYCODE_IMPL_READINGS);
        reading->activity = (int32_t)i;
        reading->tally = v->tally_of[i];
    }
    therapycode_impl_claim(evaluation);
    ck_assert_int_eq(evaluation->status, THERAPYCODE_OK);
    evaluation->filled = 1;
}

/* "97530x2[GP CQ];97110x1[GP]" */
static inline const char *lines_text(void)
{
    static char text[4096];
    const struct therapycode_line *line;
    size_t i, n = 0;
    int m;
    text[0] = '\0';
    for (i = 0; (line = therapycode_evaluation_line(evaluation, i)) != NULL; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%sx%d[", i > 0 ? ";" : "", line->code, (int)line->units);
        for (m = 0; m < 4 && line->modifiers[m][0] != '\0'; m++)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", m > 0 ? " " : "", line->modifiers[m]);
        n += (size_t)snprintf(text + n, sizeof text - n, "]");
    }
    return text;
}

static inline const struct therapycode_finding *found(const char *rule)
{
    return finding_of(evaluation, rule);
}

static inline size_t count_found(const char *rule)
{
    const struct therapycode_finding *finding;
    size_t i, n = 0;
    for (i = 0; (finding = therapycode_evaluation_finding(evaluation, i)) != NULL; i++)
        n += strcmp(finding->rule, rule) == 0;
    return n;
}

static inline const struct therapycode_step *stepped(const char *rule)
{
    const struct therapycode_step *step;
    size_t i;
    for (i = 0; (step = therapycode_evaluation_step(evaluation, i)) != NULL; i++)
        if (strcmp(step->rule, rule) == 0)
            return step;
    return NULL;
}

/* Of the finding of that rule; "" when there is none. */
static inline const char *message(const char *rule)
{
    const struct therapycode_finding *finding = found(rule);
    return finding == NULL ? "" : finding->message;
}

static inline const char *step_message(const char *rule)
{
    const struct therapycode_step *step = stepped(rule);
    return step == NULL ? "" : step->message;
}

#endif
