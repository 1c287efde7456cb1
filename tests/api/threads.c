/*
 * One engine, many threads, no lock: each with its own evaluation, all with the same answers, while references come and go.
 * Under ThreadSanitizer (preset tsan) this proves that nothing behind the engine is written, but the rows of phrases once.
 */
#include "api.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 6, ROUNDS = 40 };

struct worker {
    pthread_t thread;
    struct therapycode_engine *engine; /* its own reference */
    uint64_t wanted[2];
    const char *phrase; /* the one of its number */
    int number;
    int wrong;
};

static uint64_t answer(const struct therapycode_engine *engine, struct therapycode_evaluation *evaluation, int which)
{
    struct therapycode_episode episode = full_episode();
    struct therapycode_session session = full_session(&episode);
    if (which == 1)
        session.policy = "commercial-ama";
    if (therapycode_evaluate(engine, &session, evaluation, NULL) != THERAPYCODE_OK)
        return 0;
    return read_all(evaluation, NULL);
}

static void *work(void *user)
{
    struct worker *me = user;
    struct therapycode_evaluation *evaluation = NULL;
    int round;
    if (therapycode_evaluation_new(NULL, &evaluation) != THERAPYCODE_OK)
        me->wrong++;
    for (round = 0; round < ROUNDS; round++) {
        int which = (me->number + round) % 2;
        struct therapycode_engine *more = therapycode_engine_ref(me->engine);
        if (answer(more, evaluation, which) != me->wanted[which])
            me->wrong++;
        if (therapycode_engine_find_code(more, "97110", 20260302) == NULL || therapycode_engine_rule(more, 0) == NULL)
            me->wrong++;
        if (strcmp(therapycode_engine_phrase(more, (size_t)me->number)->phrase, me->phrase) != 0)
            me->wrong++;
        therapycode_engine_unref(more);
        if (round % 10 == 9)
            therapycode_evaluation_clear(evaluation); /* gives its reference up */
    }
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(me->engine);
    return NULL;
}

START_TEST(threads_share_an_engine)
{
    struct worker workers[THREADS];
    struct therapycode_engine *engine = NULL, *other = NULL; /* the other's rows of phrases are written beforehand */
    struct therapycode_evaluation *evaluation = NULL;
    uint64_t wanted[2];
    int i;
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_engine_new(NULL, &other, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &evaluation), THERAPYCODE_OK);
    wanted[0] = answer(engine, evaluation, 0);
    wanted[1] = answer(engine, evaluation, 1);
    therapycode_evaluation_free(evaluation);
    ck_assert(wanted[0] != wanted[1]);
    for (i = 0; i < THREADS; i++) {
        workers[i].engine = therapycode_engine_ref(engine);
        workers[i].wanted[0] = wanted[0];
        workers[i].wanted[1] = wanted[1];
        workers[i].number = i;
        workers[i].phrase = therapycode_engine_phrase(other, (size_t)i)->phrase;
        workers[i].wrong = 0;
        ck_assert_int_eq(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    therapycode_engine_unref(engine); /* the last thread to end releases it */
    for (i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        ck_assert_msg(workers[i].wrong == 0, "thread %d was wrong %d times", i, workers[i].wrong);
    }
    therapycode_engine_unref(other);
}
END_TEST

static void *make_engines(void *user)
{
    int *failures = user, i;
    for (i = 0; i < 4; i++) {
        struct therapycode_rulebook *rulebook = NULL;
        struct therapycode_engine *engine = NULL;
        if (therapycode_rulebook_new(NULL, &rulebook) != THERAPYCODE_OK ||
            therapycode_rulebook_set_policy(rulebook, "acme", "base", "medicare") != THERAPYCODE_OK ||
            therapycode_engine_new(rulebook, &engine, NULL) != THERAPYCODE_OK)
            (*failures)++;
        therapycode_engine_unref(engine);
    }
    return NULL;
}

/* There is no initialisation that only one thread may do. */
START_TEST(engines_are_made_side_by_side)
{
    pthread_t threads[THREADS];
    int failures[THREADS], i;
    for (i = 0; i < THREADS; i++) {
        failures[i] = 0;
        ck_assert_int_eq(pthread_create(&threads[i], NULL, make_engines, &failures[i]), 0);
    }
    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        ck_assert_int_eq(failures[i], 0);
    }
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("threads");
    TCase *tests = tcase_create("threads");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, threads_share_an_engine);
    tcase_add_test(tests, engines_are_made_side_by_side);
    suite_add_tcase(suite, tests);
    return suite;
}
