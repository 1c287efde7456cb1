/* The C batch on columns from stdin (count, offsets, codes, minutes): its best time in ns, then the units. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <therapycode/therapycode.h>

enum { BEST_OF = 7, PER_VISIT = 3 };

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void *take(size_t count, size_t size)
{
    void *memory = malloc(count * size + 1);
    if (memory == NULL || fread(memory, size, count, stdin) != count)
        exit(2);
    return memory;
}

int main(void)
{
    struct therapycode_engine *engine;
    struct therapycode_evaluation *scratch;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    struct therapycode_batch batch = { .size = sizeof batch };
    struct therapycode_batch_result result = { .size = sizeof result };
    int64_t *counted = take(1, sizeof *counted), best = INT64_MAX;
    size_t visits = (size_t)*counted, rows = visits * PER_VISIT, i;
    int32_t *dates = malloc(visits * 4 + 1), *disciplines = malloc(visits * 4 + 1);
    batch.visit_count = visits;
    batch.activity_offsets = take(visits + 1, sizeof(int64_t));
    batch.code = take(rows, 8);
    batch.minutes = take(rows, sizeof(int32_t));
    result.status = malloc(visits * 4 + 1);
    result.timed_minutes = malloc(visits * 4 + 1);
    result.timed_units = malloc(visits * 4 + 1);
    result.units = malloc(rows * 4 + 1);
    if (dates == NULL || disciplines == NULL || result.units == NULL)
        return 2;
    for (i = 0; i < visits; i++) {
        dates[i] = 20260302;
        disciplines[i] = THERAPYCODE_PT;
    }
    batch.date_of_service = dates;
    batch.discipline = disciplines;
    if (therapycode_engine_new(NULL, &engine, NULL) || therapycode_evaluation_new(NULL, &scratch))
        return 2;
    for (i = 0; i < BEST_OF; i++) {
        int64_t start = now();
        if (therapycode_evaluate_batch(engine, &batch, 0, visits, &result, scratch, &error) < 0)
            return 2;
        start = now() - start;
        best = start < best ? start : best;
    }
    fwrite(&best, sizeof best, 1, stdout);
    fwrite(result.units, sizeof(int32_t), rows, stdout);
    return 0; /* the process ends: what is held goes with it */
}
