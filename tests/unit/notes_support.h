/* What the tests of whole notes share: a note, the services that it must be read as, and a finding. */
#ifndef THERAPYCODE_TESTS_NOTES_SUPPORT_H
#define THERAPYCODE_TESTS_NOTES_SUPPORT_H

#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

#include "findings.h"

enum { PT = THERAPYCODE_PT, OT = THERAPYCODE_OT, SLP = THERAPYCODE_SLP };

struct case_of {
    int32_t discipline;
    const char *note;
    const char *answer; /* "97110=15 97140" in the order of codes; "?": one without a code */
    const char *rule;   /* a finding that must be there, "!" before it: that must not; NULL: neither */
};

static struct therapycode_engine *engine;
static struct therapycode_evaluation *evaluation;

static void set_up(void)
{
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &evaluation), THERAPYCODE_OK);
}

static void tear_down(void)
{
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Every reading, sorted. */
static void write_answer(char *out, size_t size)
{
    enum { MOST = 32, LONG = 24 };
    static char rows[MOST][LONG];
    const struct therapycode_reading *r;
    size_t i, used = 0;
    for (i = 0; (r = therapycode_evaluation_reading(evaluation, i)) != NULL && i < MOST; i++) {
        const char *code = r->code[0] != '\0' ? r->code : "?";
        if (r->minutes >= 0)
            snprintf(rows[i], LONG, "%s=%d", code, (int)r->minutes);
        else
            snprintf(rows[i], LONG, "%s", code);
    }
    qsort(rows, i, LONG, by_text);
    out[0] = '\0';
    for (size_t k = 0; k < i; k++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", k > 0 ? " " : "", rows[k]);
}

static int has_finding(const char *rule)
{
    return finding_of(evaluation, rule) != NULL;
}

static void check_all(const struct case_of *cases, size_t count)
{
    char answer[512];
    size_t i;
    for (i = 0; i < count; i++) {
        struct therapycode_session s = THERAPYCODE_SESSION_INIT;
        const struct case_of *c = &cases[i];
        s.date_of_service = 20260302;
        s.discipline = c->discipline;
        s.note.data = c->note;
        s.note.length = strlen(c->note);
        ck_assert_int_eq(therapycode_evaluate(engine, &s, evaluation, NULL), THERAPYCODE_OK);
        write_answer(answer, sizeof answer);
        if (strcmp(answer, c->answer) != 0)
            ck_abort_msg("%s: %s, not %s", c->note, answer, c->answer);
        if (c->rule != NULL && has_finding(c->rule + (c->rule[0] == '!')) != (c->rule[0] != '!'))
            ck_abort_msg("%s: %s is wrong", c->note, c->rule);
    }
}

#define CHECK_ALL(cases) check_all(cases, sizeof(cases) / sizeof(cases)[0])

#endif
