/*
 * Units: the batch and the session API beside a bare C loop that does only the arithmetic, all in one run.
 *
 *   bench_units [--check | --profile]
 *
 * prints nanoseconds for a visit and the ratios; with --check it fails below the ratios that are promised. The best of
 * many short rounds counts, in turns, so that a busy machine disturbs all of them alike. --profile runs the session API
 * alone, for a profiler.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <therapycode/therapycode.h>

enum { VISITS = 4096, MOST = 6, ROUNDS = 60, LONGEST = 10000 };

static int64_t offsets[VISITS + 1];
static int32_t dates[VISITS], disciplines[VISITS];
static char codes[VISITS * MOST * 8];
static int32_t minutes[VISITS * MOST];
static struct therapycode_activity activities[VISITS * MOST];

static therapycode_status statuses[VISITS];
static int32_t timed_minutes[VISITS], timed_units[VISITS], units[VISITS * MOST];
static int32_t bare_timed[VISITS], bare_units[VISITS * MOST];

/* ---- visits ---- */

static uint64_t state = 2026;

static uint32_t draw(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % below;
}

/* Two to five services of a usual visit, some of them twice, with minutes of 5 to 40. */
static void draw_visits(void)
{
    static const char names[8][8] = { "97110", "97112", "97116", "97140", "97530", "97535", "97032", "97035" };
    size_t v, a;
    for (v = 0; v < VISITS; v++) {
        size_t count = 2 + draw(4);
        offsets[v + 1] = offsets[v] + (int64_t)count;
        dates[v] = 20260302;
        disciplines[v] = THERAPYCODE_PT;
        for (a = (size_t)offsets[v]; a < (size_t)offsets[v + 1]; a++) {
            memcpy(codes + 8 * a, names[draw(8)], 8);
            minutes[a] = 5 + (int32_t)draw(36);
            memcpy(activities[a].code, codes + 8 * a, 8);
            activities[a].minutes = minutes[a];
        }
    }
}

/* ---- the five ways ---- */

/* Minutes by code, total, whole blocks, largest leftovers; no checks, no tables, no ties. */
static void bare_visit(size_t first, size_t count, int32_t *timed)
{
    uint64_t keys[MOST];
    int32_t sum[MOST], left[MOST], won[MOST], at[MOST], n = 0, total = 0, shared, i;
    size_t a;
    for (a = 0; a < count; a++) {
        uint64_t key;
        memcpy(&key, codes + 8 * (first + a), 8);
        for (i = 0; i < n && keys[i] != key; i++) {
        }
        if (i == n) {
            keys[n] = key;
            sum[n] = 0;
            at[n++] = (int32_t)a;
        }
        sum[i] += minutes[first + a];
        total += minutes[first + a];
        bare_units[first + a] = 0;
    }
    shared = *timed = (total + 7) / 15;
    for (i = 0; i < n; i++) {
        won[i] = sum[i] / 15;
        left[i] = sum[i] % 15;
        shared -= won[i];
    }
    for (; shared > 0; shared--) {
        int32_t best = 0;
        for (i = 1; i < n; i++)
            if (left[i] > left[best])
                best = i;
        won[best]++;
        left[best] = -1;
    }
    for (i = 0; i < n; i++)
        bare_units[first + (size_t)at[i]] = won[i];
}

static void run_bare(void)
{
    size_t v;
    for (v = 0; v < VISITS; v++)
        bare_visit((size_t)offsets[v], (size_t)(offsets[v + 1] - offsets[v]), &bare_timed[v]);
}

static struct therapycode_engine *engine;
static struct therapycode_evaluation *scratch[2];

static void run_batch_range(size_t first, size_t count, struct therapycode_evaluation *own)
{
    struct therapycode_batch in;
    struct therapycode_batch_result out;
    memset(&in, 0, sizeof in);
    memset(&out, 0, sizeof out);
    in.size = sizeof in;
    in.visit_count = VISITS;
    in.activity_offsets = offsets;
    in.date_of_service = dates;
    in.discipline = disciplines;
    in.code = codes;
    in.minutes = minutes;
    out.size = sizeof out;
    out.status = statuses;
    out.timed_minutes = timed_minutes;
    out.timed_units = timed_units;
    out.units = units;
    if (therapycode_evaluate_batch(engine, &in, first, count, &out, own, NULL) != THERAPYCODE_OK)
        exit(2);
}

static void run_batch(void)
{
    run_batch_range(0, VISITS, scratch[0]);
}

static void run_session_visit(const struct therapycode_activity *given, size_t count)
{
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    session.date_of_service = 20260302;
    session.discipline = THERAPYCODE_PT;
    session.activities = given;
    session.activity_count = count;
    if (therapycode_calculate_units(engine, &session, scratch[0], NULL) != THERAPYCODE_OK)
        exit(2);
}

/* What a claim takes: the figures of the visit, and every line with its code, units and modifier. */
static int32_t read_claim(void)
{
    const struct therapycode_line *line;
    int32_t seen = 0;
    size_t i;
    for (i = 0; (line = therapycode_evaluation_line(scratch[0], i)) != NULL; i++)
        seen += line->units + line->code[4] + line->modifiers[0][1];
    return seen;
}

static int32_t claimed[VISITS];

static void run_session(void)
{
    size_t v;
    for (v = 0; v < VISITS; v++) {
        run_session_visit(activities + offsets[v], (size_t)(offsets[v + 1] - offsets[v]));
        timed_units[v] = therapycode_evaluation_summary(scratch[0])->timed_units;
        claimed[v] = read_claim();
    }
}

/* The same, and every tally read, with the rule that decided it and its what-if. */
static void run_session_tallies(void)
{
    const struct therapycode_tally *tally;
    size_t v, i;
    for (v = 0; v < VISITS; v++) {
        run_session_visit(activities + offsets[v], (size_t)(offsets[v + 1] - offsets[v]));
        claimed[v] = read_claim();
        for (i = 0; (tally = therapycode_evaluation_tally(scratch[0], i)) != NULL; i++)
            claimed[v] += tally->units;
    }
}

/* The same, and all of the result read: tallies with their what-if, lines, steps and findings in words. */
static void run_session_read(void)
{
    size_t v, i;
    for (v = 0; v < VISITS; v++) {
        run_session_visit(activities + offsets[v], (size_t)(offsets[v + 1] - offsets[v]));
        for (i = 0; therapycode_evaluation_tally(scratch[0], i) != NULL; i++) {
        }
        for (i = 0; therapycode_evaluation_line(scratch[0], i) != NULL; i++) {
        }
        for (i = 0; therapycode_evaluation_step(scratch[0], i) != NULL; i++) {
        }
        for (i = 0; therapycode_evaluation_finding(scratch[0], i) != NULL; i++) {
        }
    }
}

/* ---- threads ---- */

static pthread_barrier_t barrier;
static int repeats;

static void *run_half(void *which)
{
    size_t half = *(const int *)which == 0 ? 0 : 1;
    int i;
    pthread_barrier_wait(&barrier);
    for (i = 0; i < repeats; i++)
        run_batch_range(half * (VISITS / 2), VISITS / 2, scratch[half]);
    pthread_barrier_wait(&barrier);
    return NULL;
}

/* ---- measuring ---- */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void keep_best(void (*run)(void), double *best)
{
    double begun = now(), spent;
    run();
    spent = now() - begun;
    if (*best == 0 || spent < *best)
        *best = spent;
}

/* One thread over all visits against two over half of them each, the best of each. */
static double thread_ratio(void)
{
    static const int names[2] = { 0, 1 };
    double one = 0, two = 0, begun, spent;
    int round, t;
    repeats = 16;
    pthread_barrier_init(&barrier, NULL, 3);
    for (round = 0; round < 12; round++) {
        pthread_t threads[2];
        int i;
        begun = now();
        for (i = 0; i < repeats; i++)
            run_batch();
        spent = now() - begun;
        if (one == 0 || spent < one)
            one = spent;
        for (t = 0; t < 2; t++) {
            const void *name = &names[t];
            void *argument;
            memcpy(&argument, &name, sizeof argument);
            if (pthread_create(&threads[t], NULL, run_half, argument) != 0)
                exit(2);
        }
        begun = now(); /* both wait; the second one to start ends the first wait */
        pthread_barrier_wait(&barrier);
        pthread_barrier_wait(&barrier);
        spent = now() - begun;
        for (t = 0; t < 2; t++)
            pthread_join(threads[t], NULL);
        if (two == 0 || spent < two)
            two = spent;
    }
    pthread_barrier_destroy(&barrier);
    return one / two;
}

static void print_growth(void)
{
    static struct therapycode_activity many[LONGEST];
    static const int sizes[] = { 1, 2, 5, 10, 20, 50, 100, 1000, 10000 };
    size_t s;
    int i, r;
    for (i = 0; i < LONGEST; i++) {
        memcpy(many[i].code, codes + 8 * i, 8);
        many[i].minutes = 1 + i % 12;
    }
    printf("activities      ns a visit   ns an activity\n");
    for (s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        double best = 0;
        for (r = 0; r < 20; r++) {
            int calls = 200000 / sizes[s] / 10 + 1;
            double begun = now(), spent;
            for (i = 0; i < calls; i++)
                run_session_visit(many, (size_t)sizes[s]);
            spent = (now() - begun) / calls;
            if (best == 0 || spent < best)
                best = spent;
        }
        printf("%10d %15.0f %16.1f\n", sizes[s], best, best / sizes[s]);
    }
}

/* ---- allocations ---- */

static size_t allocations;

static void *count_allocate(void *user, size_t bytes)
{
    (void)user;
    allocations++;
    return malloc(bytes);
}

static void *count_reallocate(void *user, void *block, size_t old_bytes, size_t new_bytes)
{
    (void)user;
    (void)old_bytes;
    allocations++;
    return realloc(block, new_bytes);
}

static void count_release(void *user, void *block, size_t bytes)
{
    (void)user;
    (void)bytes;
    free(block);
}

static int differs(void)
{
    size_t v;
    for (v = 0; v < VISITS; v++)
        if (statuses[v] != THERAPYCODE_OK || timed_units[v] != bare_timed[v])
            return 1;
    return memcmp(units, bare_units, (size_t)offsets[VISITS] * sizeof units[0]) != 0;
}

int main(int argc, char **argv)
{
    const struct therapycode_allocator hooks = { sizeof hooks, NULL, count_allocate, count_reallocate, count_release };
    double bare = 0, batch = 0, session = 0, tallies = 0, read = 0, threads;
    int check = argc > 1 && strcmp(argv[1], "--check") == 0, round;
    int profile = argc > 1 && strcmp(argv[1], "--profile") == 0;
    size_t counted;
    if (therapycode_engine_new(NULL, &engine, NULL) != THERAPYCODE_OK ||
        therapycode_evaluation_new(&hooks, &scratch[0]) != THERAPYCODE_OK ||
        therapycode_evaluation_new(&hooks, &scratch[1]) != THERAPYCODE_OK)
        return 2;
    draw_visits();
    run_bare();
    run_session_read();
    run_batch();
    if (differs()) {
        printf("the batch and the bare loop differ\n");
        return 1;
    }
    for (round = 0; profile && round < 200; round++)
        run_session();
    if (profile)
        return 0;
    counted = allocations;
    for (round = 0; round < ROUNDS; round++) {
        keep_best(run_bare, &bare);
        keep_best(run_batch, &batch);
        keep_best(run_session, &session);
        keep_best(run_session_tallies, &tallies);
        keep_best(run_session_read, &read);
    }
    counted = allocations - counted;
    threads = thread_ratio();
    printf("%d visits of %.1f activities, best of %d rounds\n", VISITS, (double)offsets[VISITS] / VISITS, ROUNDS);
    printf("bare loop            %8.1f ns a visit\n", bare / VISITS);
    printf("batch                %8.1f ns a visit, %.2f times the bare loop's speed (at least 0.50)\n", batch / VISITS,
           bare / batch);
    printf("session API          %8.1f ns a visit, %.2f times (at least 0.20)\n", session / VISITS, bare / session);
    printf("session, tallies read%8.1f ns a visit, %.2f times\n", tallies / VISITS, bare / tallies);
    printf("session, all read    %8.1f ns a visit, %.2f times\n", read / VISITS, bare / read);
    printf("two threads          %8.2f times one (at least 1.80)\n", threads);
    printf("allocations          %8zu in the steady state (none)\n", counted);
    print_growth();
    therapycode_evaluation_free(scratch[1]);
    therapycode_evaluation_free(scratch[0]);
    therapycode_engine_unref(engine);
    return counted > 0 || (check && (bare / batch < 0.5 || bare / session < 0.2 || threads < 1.8));
}
