/*
 * Memory: every allocation of every public function fails in turn. The loop is two-sided: with the n-th allocation failing the
 * call must answer E_NOMEM and leak nothing, and the first n at which it succeeds must be one more than all it makes.
 */
#include "api.h"
#include "heap.h"

static const char codes_file[] =
    "code,label\n97110,One label of a licensee\n97140,Another one\n97530,And a third that is somewhat longer\n";
static const char policy_file[] =
    "policy,option,value,from,to,citation,verified\n"
    "acme-hmo,base,medicare,,,Contract 7,yes\n"
    "acme-hmo,time_rule,ama-midpoint,2025-01-01,,Contract 7,yes\n";

/* What a scenario works with: made without failures before, so that only the call itself is swept. */
struct bench {
    struct heap heap;
    struct therapycode_allocator hooks;
    struct therapycode_rulebook *rulebook;
    struct therapycode_engine *engine;
    struct therapycode_evaluation *evaluation;
    struct therapycode_episode episode;
    struct therapycode_session session;
};

static struct therapycode_engine *shared_engine;

static void setup(void)
{
    ck_assert_int_eq(therapycode_engine_new(NULL, &shared_engine, NULL), THERAPYCODE_OK);
}

static void teardown(void)
{
    therapycode_engine_unref(shared_engine);
    shared_engine = NULL;
}

static void bench_close(struct bench *b)
{
    therapycode_evaluation_free(b->evaluation);
    therapycode_engine_unref(b->engine);
    therapycode_rulebook_free(b->rulebook);
    b->evaluation = NULL;
    b->engine = NULL;
    b->rulebook = NULL;
    ck_assert_int_eq(b->heap.blocks, 0);
    ck_assert_int_eq(b->heap.bytes, 0);
    ck_assert_int_eq(b->heap.faults, 0);
}

static void need_rulebook(struct bench *b)
{
    if (b->rulebook == NULL)
        ck_assert_int_eq(therapycode_rulebook_new(&b->hooks, &b->rulebook), THERAPYCODE_OK);
}

static void need_evaluation(struct bench *b)
{
    if (b->evaluation == NULL)
        ck_assert_int_eq(therapycode_evaluation_new(&b->hooks, &b->evaluation), THERAPYCODE_OK);
}

static therapycode_status load(struct bench *b, int32_t table, int32_t flags, const char *text)
{
    struct therapycode_source source = { sizeof source, text, strlen(text), table, flags };
    return therapycode_rulebook_load(b->rulebook, &source, NULL);
}

/* ---- the calls that allocate ---- */

static therapycode_status rulebook_new(struct bench *b)
{
    return therapycode_rulebook_new(&b->hooks, &b->rulebook);
}

static therapycode_status rulebook_load_labels(struct bench *b)
{
    return load(b, THERAPYCODE_TABLE_DESCRIPTORS, 0, codes_file);
}

static therapycode_status rulebook_load_policies(struct bench *b)
{
    return load(b, THERAPYCODE_TABLE_POLICIES, 0, policy_file);
}

static therapycode_status rulebook_set_policy(struct bench *b)
{
    return therapycode_rulebook_set_policy(b->rulebook, "acme-ppo", "base", "medicare");
}

static therapycode_status engine_new(struct bench *b)
{
    therapycode_status status = therapycode_engine_new(b->rulebook, &b->engine, NULL);
    if (status == THERAPYCODE_OK)
        b->rulebook = NULL; /* taken over on success only */
    return status;
}

static therapycode_status evaluation_new(struct bench *b)
{
    return therapycode_evaluation_new(&b->hooks, &b->evaluation);
}

static therapycode_status evaluate(struct bench *b)
{
    return therapycode_evaluate(shared_engine, &b->session, b->evaluation, NULL);
}

static therapycode_status calculate_units(struct bench *b)
{
    return therapycode_calculate_units(shared_engine, &b->session, b->evaluation, NULL);
}

static therapycode_status select_codes(struct bench *b)
{
    return therapycode_select_codes(shared_engine, &b->session, b->evaluation, NULL);
}

static therapycode_status score_documentation(struct bench *b)
{
    return therapycode_score_documentation(shared_engine, &b->session, b->evaluation, NULL);
}

static therapycode_status check_day(struct bench *b)
{
    static const struct therapycode_interval intervals[] = {
        { "97110", 1, 1, 32400, 34200, 0, 0, 0, 0 }, { "97110", 1, 2, 33300, 35100, 0, 0, 0, 0 },
        { "97140", 1, 3, 33900, 34200, 30, 0, 0, 0 }, { "97530", 2, 4, 33300, 35100, 0, 0, 0, 0 }
    };
    struct therapycode_day day = { sizeof day, sizeof intervals[0], intervals, 4, NULL, 20260302, 0 };
    return therapycode_check_day(shared_engine, &day, b->evaluation, NULL);
}

static therapycode_status evaluate_batch(struct bench *b)
{
    static const int64_t offsets[] = { 0, 2, 3 };
    static const int32_t dates[] = { 20260302, 20260303 }, disciplines[] = { THERAPYCODE_PT, THERAPYCODE_OT };
    static const char codes[] = "97110\0\0\0" "97140\0\0\0" "97530\0\0";
    static const int32_t minutes[] = { 33, 7, 24 };
    static const int64_t note_offsets[] = { 0, sizeof visit_note - 1, sizeof visit_note - 1 };
    int32_t scores[2];
    therapycode_status statuses[2];
    int32_t units[3];
    struct therapycode_batch batch;
    struct therapycode_batch_result result;
    therapycode_status status;
    memset(&batch, 0, sizeof batch);
    batch.size = sizeof batch;
    batch.visit_count = 2;
    batch.activity_offsets = offsets;
    batch.date_of_service = dates;
    batch.discipline = disciplines;
    batch.code = codes;
    batch.minutes = minutes;
    batch.note = visit_note;
    batch.note_offsets = note_offsets;
    memset(&result, 0, sizeof result);
    result.size = sizeof result;
    result.status = statuses;
    result.units = units;
    result.score = scores; /* asks for the notes to be read: units alone need no memory */
    status = therapycode_evaluate_batch(shared_engine, &batch, 0, 2, &result, b->evaluation, NULL);
    if (status == THERAPYCODE_OK) {
        ck_assert_int_eq(statuses[0], THERAPYCODE_OK);
        ck_assert_int_eq(statuses[1], THERAPYCODE_OK);
        ck_assert_int_eq(units[0] + units[1], 3);
    }
    return status;
}

enum { WITH_NOTHING, WITH_RULEBOOK, WITH_EVALUATION };

static const struct scenario {
    const char *name;
    therapycode_status (*call)(struct bench *b);
    int with;
} scenarios[] = {
    { "rulebook_new", rulebook_new, WITH_NOTHING },
    { "rulebook_load labels", rulebook_load_labels, WITH_RULEBOOK },
    { "rulebook_load policies", rulebook_load_policies, WITH_RULEBOOK },
    { "rulebook_set_policy", rulebook_set_policy, WITH_RULEBOOK },
    { "engine_new", engine_new, WITH_RULEBOOK },
    { "evaluation_new", evaluation_new, WITH_NOTHING },
    { "evaluate", evaluate, WITH_EVALUATION },
    { "calculate_units", calculate_units, WITH_EVALUATION },
    { "select_codes", select_codes, WITH_EVALUATION },
    { "score_documentation", score_documentation, WITH_EVALUATION },
    { "check_day", check_day, WITH_EVALUATION },
    { "evaluate_batch", evaluate_batch, WITH_EVALUATION }
};
enum { SCENARIOS = sizeof scenarios / sizeof scenarios[0] };

static void bench_open(struct bench *b, const struct scenario *scenario)
{
    memset(b, 0, sizeof *b);
    b->hooks = hooks_of(&b->heap);
    b->episode = full_episode();
    b->session = full_session(&b->episode);
    if (scenario->with == WITH_RULEBOOK)
        need_rulebook(b);
    if (scenario->with == WITH_EVALUATION)
        need_evaluation(b);
    b->heap.calls = 0;
}

/* One run with the n-th allocation failing; returns whether the call came through. */
static int fails_cleanly(const struct scenario *scenario, long n, int and_after)
{
    struct bench b;
    therapycode_status status;
    long blocks;
    bench_open(&b, scenario);
    blocks = b.heap.blocks;
    b.heap.fail_at = n;
    b.heap.fail_after = and_after;
    status = scenario->call(&b);
    if (status == THERAPYCODE_OK) {
        ck_assert_msg(b.heap.calls < n, "%s: allocation %ld failed and nothing was said", scenario->name, n);
        bench_close(&b);
        return 1;
    }
    ck_assert_msg(status == THERAPYCODE_E_NOMEM, "%s at allocation %ld: %s", scenario->name, n,
                  therapycode_status_name(status));
    ck_assert_int_ge(b.heap.calls, n);
    if (scenario->with == WITH_NOTHING) {
        ck_assert_int_eq(b.heap.blocks, blocks);
        ck_assert_ptr_null(b.rulebook);
        ck_assert_ptr_null(b.evaluation);
    }
    ck_assert_ptr_null(b.engine);
    if (scenario->with == WITH_EVALUATION) {
        size_t counts[ROW_KINDS], i;
        ck_assert_ptr_null(therapycode_evaluation_summary(b.evaluation));
        read_all(b.evaluation, counts);
        for (i = 0; i < ROW_KINDS; i++)
            ck_assert_uint_eq(counts[i], 0);
    }
    b.heap.fail_at = 0; /* the object stays usable */
    status = scenario->call(&b);
    ck_assert_msg(status == THERAPYCODE_OK, "%s after a failure: %s", scenario->name, therapycode_status_name(status));
    bench_close(&b);
    return 0;
}

START_TEST(every_allocation_may_fail)
{
    const struct scenario *scenario = &scenarios[_i % SCENARIOS];
    int and_after = _i >= SCENARIOS;
    struct bench b;
    long made, n;
    bench_open(&b, scenario);
    ck_assert_int_eq(scenario->call(&b), THERAPYCODE_OK);
    made = b.heap.calls;
    bench_close(&b);
    ck_assert_msg(made > 0, "%s allocates nothing: the sweep would prove nothing", scenario->name);
    ck_assert_int_lt(made, 100000);
    for (n = 1; !fails_cleanly(scenario, n, and_after); n++)
        ck_assert_int_le(n, made);
    ck_assert_msg(n == made + 1, "%s makes %ld allocations and came through at %ld", scenario->name, made, n);
}
END_TEST

/* Everything else must do without memory: a failing allocator is not even asked. */
START_TEST(all_other_functions_allocate_nothing)
{
    struct bench b;
    struct therapycode_session session;
    const struct therapycode_code *code;
    size_t counts[ROW_KINDS];
    bench_open(&b, &scenarios[4]);
    ck_assert_int_eq(engine_new(&b), THERAPYCODE_OK);
    need_evaluation(&b);
    ck_assert_int_eq(therapycode_evaluate(b.engine, &b.session, b.evaluation, NULL), THERAPYCODE_OK);
    b.heap.calls = 0;
    b.heap.fail_at = 1;
    b.heap.fail_after = 1;
    ck_assert_ptr_eq(therapycode_engine_ref(b.engine), b.engine);
    therapycode_engine_unref(b.engine);
    ck_assert_ptr_nonnull(therapycode_engine_info(b.engine)->digest);
    code = therapycode_engine_find_code(b.engine, "97110", 20260302);
    ck_assert_str_eq(code->code, "97110");
    ck_assert_ptr_nonnull(therapycode_engine_code(b.engine, 0));
    ck_assert_ptr_nonnull(therapycode_engine_rule(b.engine, 0));
    ck_assert_ptr_nonnull(therapycode_engine_option(b.engine, 0));
    ck_assert_ptr_nonnull(therapycode_engine_phrase(b.engine, 0));
    ck_assert_int_eq(therapycode_session_init(&session, sizeof session, sizeof(struct therapycode_activity),
                                              sizeof(struct therapycode_goal)), THERAPYCODE_OK);
    ck_assert_str_eq(therapycode_status_name(THERAPYCODE_E_NOMEM), "THERAPYCODE_E_NOMEM");
    ck_assert_ptr_nonnull(therapycode_status_text(THERAPYCODE_E_NOMEM));
    ck_assert_ptr_nonnull(therapycode_version());
    ck_assert_int_eq(therapycode_evaluation_allocation_count(b.evaluation, 9999), 0);
    ck_assert_uint_eq(therapycode_evaluation_allocation(b.evaluation, 1, (size_t)-1, NULL, 0), 0);
    therapycode_evaluation_allocation_count(b.evaluation, 1);
    therapycode_evaluation_allocation(b.evaluation, 1, 0, NULL, 0);
    read_all(b.evaluation, counts); /* all accessors: lines, tallies, readings ... steps */
    therapycode_evaluation_clear(b.evaluation);
    ck_assert_int_eq(b.heap.calls, 0);
    b.heap.fail_at = 0;
    bench_close(&b);
}
END_TEST

/* The visit that the sweeps use must reach every table, or they prove less than they say. */
START_TEST(the_visit_fills_every_table)
{
    static const char *const names[ROW_KINDS] = { "line", "tally", "reading", "candidate", "element",
                                                  "evidence", "measure", "progress", "finding", "step" };
    struct bench b;
    size_t counts[ROW_KINDS], i;
    bench_open(&b, &scenarios[6]);
    ck_assert_int_eq(evaluate(&b), THERAPYCODE_OK);
    read_all(b.evaluation, counts);
    for (i = 0; i < ROW_KINDS; i++)
        ck_assert_msg(counts[i] > 0, "no row of kind %s", names[i]);
    bench_close(&b);
}
END_TEST

START_TEST(steady_state_allocates_nothing)
{
    const struct scenario *scenario = &scenarios[6 + _i];
    struct bench b;
    uint64_t first;
    int again;
    bench_open(&b, scenario);
    ck_assert_int_eq(scenario->call(&b), THERAPYCODE_OK);
    first = read_all(b.evaluation, NULL);
    /* The second run settles the arena's chunks; from then on nothing may be asked for. */
    ck_assert_int_eq(scenario->call(&b), THERAPYCODE_OK);
    b.heap.calls = 0;
    for (again = 0; again < 5; again++) {
        ck_assert_int_eq(scenario->call(&b), THERAPYCODE_OK);
        ck_assert(read_all(b.evaluation, NULL) == first);
    }
    ck_assert_msg(b.heap.calls == 0, "%s asked %ld times for memory", scenario->name, b.heap.calls);
    therapycode_evaluation_clear(b.evaluation);
    ck_assert_int_eq(scenario->call(&b), THERAPYCODE_OK);
    ck_assert(read_all(b.evaluation, NULL) == first);
    ck_assert_msg(b.heap.calls == 0, "%s asked for memory after it was cleared", scenario->name);
    bench_close(&b);
}
END_TEST

/* ---- wiping: what is released, or cleared, holds no word of the visit ---- */

struct watched {
    struct heap heap;
    int leaks;
};

static int holds(const unsigned char *block, size_t bytes, const char *word)
{
    size_t length = strlen(word), i;
    for (i = 0; i + length <= bytes; i++)
        if (memcmp(block + i, word, length) == 0)
            return 1;
    return 0;
}

static void watch_release(void *user, void *block, size_t bytes)
{
    struct watched *watched = user;
    if (holds(block, bytes, "97110") || holds(block, bytes, "patella") || holds(block, bytes, "PT, DPT"))
        watched->leaks++;
    heap_release(&watched->heap, block, bytes);
}

static void *watch_allocate(void *user, size_t bytes)
{
    return heap_allocate(&((struct watched *)user)->heap, bytes);
}

static void *watch_reallocate(void *user, void *block, size_t old_bytes, size_t new_bytes)
{
    return heap_reallocate(&((struct watched *)user)->heap, block, old_bytes, new_bytes);
}

START_TEST(free_wipes)
{
    struct watched watched;
    struct therapycode_allocator hooks = { sizeof hooks, &watched, watch_allocate, watch_reallocate, watch_release };
    struct therapycode_episode episode = full_episode();
    struct therapycode_session session = full_session(&episode);
    struct therapycode_evaluation *evaluation = NULL;
    memset(&watched, 0, sizeof watched);
    ck_assert_int_eq(therapycode_evaluation_new(&hooks, &evaluation), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluate(shared_engine, &session, evaluation, NULL), THERAPYCODE_OK);
    therapycode_evaluation_free(evaluation);
    ck_assert_int_eq(watched.leaks, 0);
    ck_assert_int_eq(watched.heap.blocks, 0);
}
END_TEST

START_TEST(hooks_are_checked)
{
    struct heap heap;
    struct therapycode_allocator hooks;
    struct therapycode_evaluation *evaluation = NULL;
    struct therapycode_rulebook *rulebook = NULL;
    therapycode_status wanted = _i == 0 ? THERAPYCODE_E_SIZE : _i == 1 ? THERAPYCODE_E_SIZE : THERAPYCODE_E_ARGUMENT;
    memset(&heap, 0, sizeof heap);
    hooks = hooks_of(&heap);
    if (_i == 0)
        hooks.size = 0;
    if (_i == 1)
        hooks.size = sizeof hooks - sizeof(void *);
    if (_i == 2)
        hooks.allocate = NULL;
    if (_i == 3)
        hooks.reallocate = NULL;
    if (_i == 4)
        hooks.release = NULL;
    ck_assert_int_eq(therapycode_evaluation_new(&hooks, &evaluation), wanted);
    ck_assert_int_eq(therapycode_rulebook_new(&hooks, &rulebook), wanted);
    ck_assert_ptr_null(evaluation);
    ck_assert_ptr_null(rulebook);
    ck_assert_int_eq(heap.calls, 0);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("memory");
    TCase *tests = tcase_create("memory");
    tcase_add_unchecked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, every_allocation_may_fail, 0, 2 * SCENARIOS);
    tcase_add_test(tests, all_other_functions_allocate_nothing);
    tcase_add_test(tests, the_visit_fills_every_table);
    tcase_add_loop_test(tests, steady_state_allocates_nothing, 0, SCENARIOS - 6);
    tcase_add_test(tests, free_wipes);
    tcase_add_loop_test(tests, hooks_are_checked, 0, 5);
    suite_add_tcase(suite, tests);
    return suite;
}
