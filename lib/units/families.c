/* Base and add-on codes are one service: one running total, first block to the base, the rest to the add-on. */
#include "units/count.h"

#include "base/text.h"

const struct therapycode_code *therapycode_impl_add_on_of(const struct therapycode_evaluation *e,
                                                          const struct therapycode_code *base)
{
    const struct therapycode_engine *engine = e->engine;
    size_t first = therapycode_impl_code_first(engine, therapycode_impl_code_key(base->code));
    int32_t at = first < engine->code_count ? engine->add_ons[first] : THERAPYCODE_NONE;
    if (at == THERAPYCODE_NONE)
        return NULL;
    return therapycode_impl_find_code(engine, therapycode_impl_code_key(engine->codes[at].code),
                                      e->session.date_of_service);
}

static const struct therapycode_code *base_of(const struct therapycode_evaluation *e,
                                              const struct therapycode_code *add_on)
{
    const struct therapycode_code *named = &e->engine->codes[add_on->add_on_to];
    return therapycode_impl_find_code(e->engine, therapycode_impl_code_key(named->code), e->session.date_of_service);
}

/* The count of a code in a discipline among those of families, which `ranked` lists by key. */
static int32_t lookup(const struct therapycode_impl_ranked *ranked, size_t n, uint64_t key)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranked[middle].value < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && ranked[low].value == key ? ranked[low].index : THERAPYCODE_NONE;
}

static int32_t create(struct therapycode_evaluation *e, const struct therapycode_code *code, int32_t like)
{
    int32_t index = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS);
    struct therapycode_impl_count *count = therapycode_impl_add(e, THERAPYCODE_IMPL_COUNTS);
    const struct therapycode_impl_count *named = &therapycode_impl_counts(e)[like];
    if (e->status != THERAPYCODE_OK)
        return THERAPYCODE_NONE;
    count->key = therapycode_impl_code_key(code->code) | (named->key & 0xFF);
    count->code = code;
    count->block = code->minutes_per_unit;
    count->first = named->first;
    count->partner = THERAPYCODE_NONE;
    return index;
}

/* Bases that this pass has made stand behind those that were named. */
static int32_t created(const struct therapycode_evaluation *e, int32_t listed, uint64_t key)
{
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS);
    for (i = listed; i < n; i++)
        if (therapycode_impl_counts(e)[i].key == key)
            return i;
    return THERAPYCODE_NONE;
}

static void join(struct therapycode_evaluation *e, int32_t base, int32_t add_on)
{
    struct therapycode_impl_count *b = &therapycode_impl_counts(e)[base], *a = &therapycode_impl_counts(e)[add_on];
    int all_quarter = b->block == THERAPYCODE_IMPL_UNIT_MINUTES && a->block == THERAPYCODE_IMPL_UNIT_MINUTES;
    b->partner = add_on;
    a->partner = base;
    a->is_add_on = 1;
    if (b->code->timing == THERAPYCODE_AREA)
        b->kind = THERAPYCODE_IMPL_BY_AREA;
    else
        b->kind = all_quarter ? THERAPYCODE_IMPL_BY_POOL : THERAPYCODE_IMPL_BY_BLOCK;
    a->kind = b->kind;
    if (a->first < b->first)
        b->first = a->first;
}

/* An add-on that was named finds its base; one whose base was not named gets it all the same. */
static int join_add_on(struct therapycode_evaluation *e, const struct therapycode_impl_ranked *ranked, size_t n,
                       int32_t listed, int32_t index)
{
    struct therapycode_impl_count *count = &therapycode_impl_counts(e)[index];
    const struct therapycode_code *base = base_of(e, count->code);
    int32_t at;
    if (base == NULL || base->minutes_per_unit <= 0)
        return 1;
    at = lookup(ranked, n, therapycode_impl_code_key(base->code) | (count->key & 0xFF));
    if (at == THERAPYCODE_NONE)
        at = created(e, listed, therapycode_impl_code_key(base->code) | (count->key & 0xFF));
    if (at == THERAPYCODE_NONE)
        at = create(e, base, index);
    if (at == THERAPYCODE_NONE)
        return 0;
    /* A loaded table may give a base two add-ons, or an add-on one of its own: those go on by themselves. */
    if (therapycode_impl_counts(e)[at].partner == THERAPYCODE_NONE &&
        therapycode_impl_counts(e)[index].partner == THERAPYCODE_NONE)
        join(e, at, index);
    return 1;
}

static int join_base(struct therapycode_evaluation *e, int32_t index)
{
    struct therapycode_impl_count *count = &therapycode_impl_counts(e)[index];
    const struct therapycode_code *add_on;
    int64_t block = count->kind == THERAPYCODE_IMPL_BY_AREA ? count->block : (int64_t)count->block * 60;
    int64_t amount = count->kind == THERAPYCODE_IMPL_BY_AREA ? count->quantity : count->seconds;
    int32_t at;
    if (count->partner != THERAPYCODE_NONE || amount <= block)
        return 1;
    add_on = therapycode_impl_add_on_of(e, count->code);
    if (add_on == NULL || add_on->minutes_per_unit <= 0)
        return 1;
    at = create(e, add_on, index);
    if (at == THERAPYCODE_NONE)
        return 0;
    join(e, index, at);
    return 1;
}

static int is_family(const struct therapycode_impl_count *count)
{
    return count->code != NULL && count->kind != THERAPYCODE_IMPL_BY_PERIOD &&
           count->kind != THERAPYCODE_IMPL_BY_DAY &&
           (count->code->timing != THERAPYCODE_TIMED || count->code->add_on_to != THERAPYCODE_NONE);
}

int therapycode_impl_families(struct therapycode_evaluation *e)
{
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS);
    struct therapycode_impl_ranked *ranked;
    size_t members = 0, at = 0;
    for (i = 0; i < n; i++)
        members += (size_t)is_family(&therapycode_impl_counts(e)[i]);
    if (members == 0)
        return 1;
    ranked = therapycode_impl_take(e, members * sizeof *ranked);
    if (ranked == NULL)
        return 0;
    for (i = 0; i < n; i++) {
        if (!is_family(&therapycode_impl_counts(e)[i]))
            continue;
        ranked[at].value = therapycode_impl_counts(e)[i].key;
        ranked[at++].index = i;
    }
    therapycode_impl_rank_sort(ranked, members);
    for (at = 0; at < members; at++)
        if (therapycode_impl_counts(e)[ranked[at].index].code->add_on_to != THERAPYCODE_NONE &&
            !join_add_on(e, ranked, members, n, ranked[at].index))
            return 0;
    for (at = 0; at < members; at++)
        if (therapycode_impl_counts(e)[ranked[at].index].code->add_on_to == THERAPYCODE_NONE &&
            !join_base(e, ranked[at].index))
            return 0;
    return 1;
}
