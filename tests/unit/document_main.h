/* What the tests of documentation share: a session, an evaluation, and questions about the rows. */
#ifndef THERAPYCODE_TESTS_DOCUMENT_MAIN_H
#define THERAPYCODE_TESTS_DOCUMENT_MAIN_H

#include "check_main.h"

#include <string.h>

#include <therapycode/therapycode.h>

static struct therapycode_engine *engine;
static struct therapycode_evaluation *e;
static struct therapycode_session s;
static struct therapycode_activity activities[4];
static struct therapycode_goal goals[3];
static struct therapycode_episode episode;

static struct therapycode_text text_of(const char *words)
{
    struct therapycode_text text = { words, strlen(words) };
    return text;
}

static void begin(void)
{
    struct therapycode_session fresh = THERAPYCODE_SESSION_INIT;
    s = fresh;
    s.date_of_service = 20260302;
    s.discipline = THERAPYCODE_PT;
    memset(activities, 0, sizeof activities);
    memset(goals, 0, sizeof goals);
    memset(&episode, 0, sizeof episode);
    episode.size = sizeof episode;
}

static void set_up(void)
{
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &e), THERAPYCODE_OK);
    begin();
}

static void tear_down(void)
{
    therapycode_evaluation_free(e);
    therapycode_engine_unref(engine);
}

static void activity(size_t i, const char *code, int32_t minutes)
{
    memcpy(activities[i].code, code, 6);
    activities[i].minutes = minutes;
    s.activities = activities;
    s.activity_count = i + 1;
}

static void run(void)
{
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    therapycode_status status = therapycode_evaluate(engine, &s, e, &error);
    ck_assert_msg(status == THERAPYCODE_OK, "%s %s", therapycode_status_name(status), error.field);
}

static int32_t score_of(const char *note)
{
    s.note = text_of(note);
    run();
    return therapycode_evaluation_summary(e)->score;
}

/* Findings of a rule; every one must have words. */
static int count_rule(const char *rule)
{
    const struct therapycode_finding *f;
    size_t i;
    int n = 0;
    for (i = 0; (f = therapycode_evaluation_finding(e, i)) != NULL; i++)
        if (strcmp(f->rule, rule) == 0) {
            ck_assert(f->message != NULL && f->message[0] != '\0' && strchr(f->message, '{') == NULL);
            n++;
        }
    return n;
}

static const struct therapycode_element *element(const char *id, int32_t line)
{
    const struct therapycode_element *row;
    size_t i;
    for (i = 0; (row = therapycode_evaluation_element(e, i)) != NULL; i++)
        if (row->line == line && strcmp(row->id, id) == 0)
            return row;
    ck_abort_msg("no row for %s", id);
    return NULL;
}

static int32_t status_of(const char *id)
{
    return element(id, THERAPYCODE_NONE)->status;
}

#endif
