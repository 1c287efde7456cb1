#include "units/quick.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "units/count.h"

enum { QUARTER = THERAPYCODE_IMPL_UNIT_MINUTES, SERVICES_MAX = 16, DAY_MINUTES = 1440, BILLED_MAX = 999 };

/* What became of a code: a timed service, or units that are known already. */
struct services {
    uint64_t keys[SERVICES_MAX];
    int32_t minutes[SERVICES_MAX];
    int32_t first[SERVICES_MAX];
    int32_t timed[SERVICES_MAX];   /* 1 */
    int32_t count;
};

/* Facts of one activity; 0 for what the long way must look at, or refuse. */
static int check(const struct therapycode_impl_quick *v, size_t i)
{
    uint32_t minutes = v->minutes == NULL ? 0 : (uint32_t)v->minutes[i];
    if (v->minutes == NULL || minutes > DAY_MINUTES)
        return 0; /* NONE as well: a visit without minutes is not checkable */
    if (v->assistant_minutes != NULL && v->assistant_minutes[i] != THERAPYCODE_NONE &&
        ((uint32_t)v->assistant_minutes[i] > minutes ||
         ((uint32_t)v->assistant_minutes[i] == minutes && minutes > 0 && memcmp(v->codes + 8 * i, "9716", 4) == 0)))
        return 0; /* more than there is; or an evaluation by the assistant, which is barred */
    if (v->billed_units != NULL && v->billed_units[i] != THERAPYCODE_NONE &&
        (uint32_t)v->billed_units[i] > BILLED_MAX)
        return 0;
    return 1;
}

static int add(const struct therapycode_impl_quick *v, struct services *s, size_t i)
{
    const struct therapycode_impl_brief *brief;
    uint64_t key = therapycode_impl_code_key(v->codes + 8 * i) & ~(uint64_t)0xFFFF;
    int32_t n;
    for (n = 0; n < s->count; n++)
        if (s->keys[n] == key) {
            s->minutes[n] += v->minutes[i];
            return 1;
        }
    if (n == SERVICES_MAX || (brief = therapycode_impl_find_brief(v->engine, key, v->date)) == NULL)
        return 0;
    s->timed[n] = brief->measure == THERAPYCODE_IMPL_MEASURE_QUARTER;
    s->keys[n] = key;
    s->minutes[n] = v->minutes[i];
    s->first[n] = (int32_t)i;
    s->count++;
    return 1;
}

/* Whole blocks, then the largest leftovers; among equals the first listed. */
static void share(const struct services *s, int32_t shared, int32_t units[SERVICES_MAX])
{
    uint32_t rank[SERVICES_MAX];
    int32_t i, j;
    for (i = 0; i < s->count; i++)
        rank[i] = s->timed[i] ? (uint32_t)(s->minutes[i] % QUARTER) << 8 | (uint32_t)(SERVICES_MAX - i) : 0;
    for (i = 0; i < s->count; i++) {
        int32_t before = 0;
        for (j = 0; j < s->count; j++)
            before += rank[j] > rank[i];
        units[i] += s->timed[i] & (before < shared);
    }
}

static int reckon(struct therapycode_impl_quick *v, const struct services *s, int32_t units[SERVICES_MAX])
{
    int32_t i, total = 0, full = 0;
    for (i = 0; i < s->count; i++) {
        units[i] = s->timed[i] ? s->minutes[i] / QUARTER : 1;
        total += s->timed[i] ? s->minutes[i] : 0;
        full += s->timed[i] ? units[i] : 0;
    }
    v->timed_minutes = total;
    if (v->time_rule == THERAPYCODE_IMPL_TIME_RULE_MEDICARE_TOTAL) {
        v->timed_units = (total + 7) / QUARTER;
        if (v->timed_units > full)
            share(s, v->timed_units - full, units);
        return v->tie_default <= THERAPYCODE_IMPL_TIE_DEFAULT_FIRST_LISTED;
    }
    if (v->time_rule == THERAPYCODE_IMPL_TIME_RULE_TOTAL_ONLY) {
        v->timed_units = (total + 7) / QUARTER;
        for (i = 0; i < s->count; i++)
            units[i] = !s->timed[i];
        return 1;
    }
    v->timed_units = 0;
    for (i = 0; i < s->count; i++) {
        if (!s->timed[i])
            continue;
        units[i] = therapycode_impl_block_units(v->time_rule, s->minutes[i], QUARTER, 0);
        v->timed_units += units[i];
    }
    return 1;
}

int therapycode_impl_quick_units(struct therapycode_impl_quick *visit, size_t count)
{
    struct services s;
    int32_t units[SERVICES_MAX], n;
    size_t i;
    s.count = 0;
    for (i = 0; i < count; i++)
        if (!check(visit, i) || !add(visit, &s, i))
            return 0;
    if (!reckon(visit, &s, units))
        return 0;
    if (visit->units != NULL) {
        for (i = 0; i < count; i++)
            visit->units[i] = 0;
        for (n = 0; n < s.count; n++)
            visit->units[s.first[n]] = units[n];
    }
    return 1;
}
