/* The ways to share a tie's units, listed only when a caller asks. */
#include "units/count.h"

enum { LISTED_MAX = THERAPYCODE_LIMIT_ALLOCATIONS };

struct tie {
    const struct therapycode_tally *tallies;
    int32_t rows;
    int32_t group;
    int32_t tied;
    int32_t units;
};

static int find_tie(const struct therapycode_evaluation *e, int32_t group, struct tie *t)
{
    int32_t i;
    if (e == NULL || !e->filled || group <= 0)
        return 0;
    t->tallies = (const void *)e->tables[THERAPYCODE_IMPL_TALLIES].data;
    t->rows = therapycode_impl_count(e, THERAPYCODE_IMPL_TALLIES);
    t->group = group;
    t->tied = 0;
    t->units = 0;
    for (i = 0; i < t->rows; i++)
        if (t->tallies[i].tie == group) {
            t->tied++;
            t->units = t->tallies[i].tie_units;
        }
    return t->tied > 0;
}

/* n over k, or INT64_MAX when it is more than that. Each step is exact: it makes i + 1 over from n - k + i over. */
static int64_t choose(int32_t n, int32_t k)
{
    int64_t ways = 1;
    int32_t i;
    if (k < 0 || k > n)
        return 0;
    if (k > n - k)
        k = n - k;
    for (i = 1; i <= k; i++) {
        int64_t factor = n - k + i, whole = ways / i, rest = ways % i;
        /* ways * factor / i without a product beyond 64 bits; rest * factor < i * factor */
        if (whole > (INT64_MAX - factor) / factor)
            return INT64_MAX;
        ways = whole * factor + rest * factor / i;
    }
    return ways;
}

int64_t therapycode_evaluation_allocation_count(const struct therapycode_evaluation *evaluation, int32_t tie)
{
    struct tie t;
    return find_tie(evaluation, tie, &t) ? choose(t.tied, t.units) : 0;
}

/* Place of the default among the allocations in order of their rows. */
static int64_t default_place(const struct tie *t)
{
    int32_t i, seen = 0, open = t->units;
    int64_t place = 0;
    for (i = 0; i < t->rows && open > 0; i++) {
        if (t->tallies[i].tie != t->group)
            continue;
        seen++;
        if (t->tallies[i].extra_units > 0) {
            open--;
        } else {
            int64_t skipped = choose(t->tied - seen, open - 1);
            place = skipped > INT64_MAX - place ? INT64_MAX : place + skipped;
        }
    }
    return place;
}

size_t therapycode_evaluation_allocation(const struct therapycode_evaluation *evaluation, int32_t tie, size_t index,
                                         int32_t *tallies, size_t capacity)
{
    struct tie t;
    int64_t skip;
    int32_t i, seen = 0, open;
    size_t written = 0;
    if (!find_tie(evaluation, tie, &t) || index >= LISTED_MAX || (int64_t)index >= choose(t.tied, t.units))
        return 0;
    skip = default_place(&t);
    if (index > 0)
        skip = (int64_t)index - 1 < skip ? (int64_t)index - 1 : (int64_t)index;
    open = t.units;
    for (i = 0; i < t.rows && open > 0; i++) {
        int takes;
        if (t.tallies[i].tie != tie)
            continue;
        seen++;
        if (index == 0) {
            takes = t.tallies[i].extra_units > 0;
        } else {
            int64_t with = choose(t.tied - seen, open - 1);
            takes = skip < with;
            if (!takes)
                skip -= with;
        }
        if (!takes)
            continue;
        open--;
        if (tallies != NULL && written < capacity)
            tallies[written] = i;
        written++;
    }
    return written;
}
