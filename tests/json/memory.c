/*
 * libtherapycode-json when memory runs out: every allocation of a whole read, evaluation and writing fails once; the
 * answer is E_NOMEM, nothing leaks, and the next call works. malloc is replaced for the whole program, jansson too.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <therapycode/json.h>

#include "../unit/check_main.h"

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

static long until_failure = -1; /* allocations that still succeed; -1: all */
static long taken;
static long living;
static int counting;

static int may_allocate(void)
{
    if (!counting)
        return 1;
    taken++;
    if (until_failure == 0)
        return 0;
    if (until_failure > 0)
        until_failure--;
    return 1;
}

void *malloc(size_t size)
{
    void *block = may_allocate() ? __libc_malloc(size) : NULL;
    living += counting && block != NULL;
    return block;
}

void *calloc(size_t count, size_t size)
{
    void *block = may_allocate() ? __libc_calloc(count, size) : NULL;
    living += counting && block != NULL;
    return block;
}

void *realloc(void *block, size_t size)
{
    void *larger = may_allocate() ? __libc_realloc(block, size) : NULL;
    living += counting && block == NULL && larger != NULL;
    return larger;
}

void free(void *block)
{
    living -= counting && block != NULL;
    __libc_free(block);
}

static char *load(const char *name, size_t *length)
{
    char path[512], *text;
    FILE *file;
    long size;
    snprintf(path, sizeof path, "%s/docs/examples/%s", TEST_TOP, name);
    file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
    size = ftell(file);
    rewind(file);
    text = malloc((size_t)size + 1);
    ck_assert_ptr_nonnull(text);
    *length = fread(text, 1, (size_t)size, file);
    fclose(file);
    return text;
}

/* All of it with an evaluation and an output of its own, so that every allocation falls within. */
static therapycode_status whole(const struct therapycode_engine *engine, const char *text, size_t length,
                                struct therapycode_json_error *error)
{
    struct therapycode_evaluation *evaluation = NULL;
    struct therapycode_json_output *output = NULL;
    therapycode_status status = therapycode_evaluation_new(NULL, &evaluation);
    if (status == THERAPYCODE_OK)
        status = therapycode_json_output_new(&output);
    if (status == THERAPYCODE_OK)
        status = therapycode_json_evaluate(engine, text, length, NULL, evaluation, output, error);
    therapycode_json_output_free(output);
    therapycode_evaluation_free(evaluation);
    return status;
}

static void sweep(const char *text, size_t length, therapycode_status expected)
{
    struct therapycode_engine *engine = NULL;
    struct therapycode_json_error error = THERAPYCODE_JSON_ERROR_INIT;
    long failing = 0, all;
    ck_assert_int_eq(therapycode_engine_new(NULL, &engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(whole(engine, text, length, &error), expected); /* what is made once is made now */
    counting = 1;
    taken = living = 0;
    ck_assert_int_eq(whole(engine, text, length, &error), expected);
    all = taken;
    ck_assert_int_eq(living, 0);
    for (failing = 0; failing < all; failing++) {
        therapycode_status status;
        until_failure = failing;
        living = 0;
        status = whole(engine, text, length, &error);
        until_failure = -1;
        /* placing an error takes memory that it can do without */
        ck_assert_msg(status == THERAPYCODE_E_NOMEM || status == expected, "allocation %ld of %ld: %d", failing, all,
                      (int)status);
        ck_assert_msg(living == 0, "allocation %ld of %ld: %ld blocks leak", failing, all, living);
    }
    ck_assert_int_eq(whole(engine, text, length, &error), expected);
    counting = 0;
    ck_assert_int_gt(all, 10);
    therapycode_engine_unref(engine);
}

START_TEST(every_allocation_of_a_visit_may_fail)
{
    static const char *const names[] = { "pt-knee.json", "ot-stroke.json", "slp-swallow.json", "units-only.json" };
    size_t length;
    char *text = load(names[_i], &length);
    sweep(text, length, THERAPYCODE_OK);
    free(text);
}
END_TEST

START_TEST(every_allocation_of_a_refusal_may_fail)
{
    static const char *const texts[] = {
        "{\"date_of_service\":\"2026-03-02\",\"discipline\":\"PT\",\"goals\":[{\"id\":\"a\"}],"
        "\"activities\":[{\"x\":1}]}",
        "{\"date_of_service\":\"2026-03-02\",\"date_of_service\":\"2026-03-02\"}",
        "{\"date_of_service\":\"2026-03-02\",\"discipline\":\"PT\",\"activities\":[{\"minutes\":4,"
        "\"assistant_minutes\":5}]}"
    };
    static const therapycode_status expected[] = { THERAPYCODE_E_NAME, THERAPYCODE_E_CONFLICT, THERAPYCODE_E_CONFLICT };
    sweep(texts[_i], strlen(texts[_i]), expected[_i]);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("json memory");
    TCase *tc = tcase_create("failing allocations");
    tcase_set_timeout(tc, 120);
    tcase_add_loop_test(tc, every_allocation_of_a_visit_may_fail, 0, 4);
    tcase_add_loop_test(tc, every_allocation_of_a_refusal_may_fail, 0, 3);
    suite_add_tcase(suite, tc);
    return suite;
}
