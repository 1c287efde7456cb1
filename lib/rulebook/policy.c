/* Policies: options read, and resolved by date through their bases. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/sized.h"
#include "base/text.h"
#include "rulebook/engine.h"

enum { NAME_MAX_BYTES = 64, BASES_MAX = 16 };

int therapycode_impl_is_policy_name(const char *data, size_t length)
{
    size_t i;
    for (i = 0; i < length; i++)
        if (!(data[i] >= 'a' && data[i] <= 'z') && !therapycode_impl_is_digit(data[i]) && data[i] != '-')
            return 0;
    return length > 0 && length <= NAME_MAX_BYTES;
}

static int32_t word_number(const struct therapycode_impl_option_info *info, const char *data, size_t length)
{
    return therapycode_impl_find_word(info->word_first, info->word_count, data, length);
}

/* Words separated by single spaces: as bits 1 << n, or in their order, four bits each. */
static int read_words(const struct therapycode_impl_option_info *info, const char *data, size_t length, int32_t *out)
{
    uint32_t value = 0, seen = 0;
    size_t at = 0;
    int count = 0;
    while (at < length) {
        size_t end = at;
        int32_t word;
        while (end < length && data[end] != ' ')
            end++;
        word = word_number(info, data + at, end - at);
        if (word == 0 || word > 30)
            return 0;
        if (info->kind == THERAPYCODE_IMPL_KIND_SET) {
            value |= (uint32_t)1 << word;
        } else {
            if (count == 7 || (seen >> word & 1u) != 0)
                return 0;
            value |= (uint32_t)word << (4 * count);
            seen |= (uint32_t)1 << word;
            count++;
        }
        at = end < length ? end + 1 : end;
    }
    *out = (int32_t)value;
    return 1;
}

therapycode_status therapycode_impl_option_parse(const char *option, size_t option_length, const char *value,
                                                 size_t value_length, int32_t *option_id, int32_t *number)
{
    int32_t id;
    for (id = 0; id < THERAPYCODE_IMPL_OPTION_COUNT; id++) {
        const struct therapycode_impl_option_info *info = &therapycode_impl_options[id];
        const char *name = therapycode_impl_pool + info->name;
        int good;
        if (strlen(name) != option_length || memcmp(name, option, option_length) != 0)
            continue;
        *number = 0;
        switch (info->kind) {
        case THERAPYCODE_IMPL_KIND_BASE:
            good = therapycode_impl_is_policy_name(value, value_length);
            break;
        case THERAPYCODE_IMPL_KIND_TEXT:
            good = value_length <= THERAPYCODE_LIMIT_TABLE_TEXT &&
                   therapycode_impl_utf8_check(value, value_length) == value_length;
            break;
        case THERAPYCODE_IMPL_KIND_WORD:
            *number = word_number(info, value, value_length);
            good = *number > 0;
            break;
        case THERAPYCODE_IMPL_KIND_INT:
            good = therapycode_impl_parse_int(value, value_length, info->low, info->high, number);
            break;
        default:
            good = read_words(info, value, value_length, number);
            break;
        }
        *option_id = id;
        return good ? THERAPYCODE_OK : THERAPYCODE_E_VALUE;
    }
    return THERAPYCODE_E_NAME;
}

/* ---- resolving ---- */

/* A row with its policy's name, so that rows can be sorted into policies: thousands of payers stay cheap. */
struct named_row {
    const char *name;
    const struct therapycode_impl_policies_row *row;
};

/* The rows of one policy: [first, first + count) of the sorted rows. */
struct group {
    const struct named_row *first;
    size_t count;
};

struct resolving {
    struct therapycode_engine *engine;
    struct named_row *rows; /* by name, then as loaded */
    size_t row_count;
    int32_t *dates;         /* room for every break date */
    struct therapycode_impl_rows out;
};

static int compare_rows(const void *a, const void *b)
{
    const struct named_row *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    if (order != 0)
        return order;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* The rows of a policy; none for a name that no row has. */
static struct group find_group(const struct resolving *r, const char *name)
{
    size_t low = 0, high = r->row_count;
    struct group group = { NULL, 0 };
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(r->rows[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    group.first = r->rows + low;
    while (low + group.count < r->row_count && strcmp(group.first[group.count].name, name) == 0)
        group.count++;
    return group;
}

/* The name of the policy that this one follows: its last row wins. "" for none. */
static const char *base_of(const struct resolving *r, struct group group)
{
    const char *base = "";
    size_t i;
    for (i = 0; i < group.count; i++)
        if (group.first[i].row->option_id == THERAPYCODE_IMPL_OPTION_BASE)
            base = therapycode_impl_rulebook_text(r->engine->rulebook, group.first[i].row->value);
    return base;
}

/* The policy and those that it follows, nearest first. */
static therapycode_status chain(const struct resolving *r, const char *name, struct group groups[BASES_MAX],
                                size_t *count)
{
    size_t n = 0, i;
    while (name[0] != '\0') {
        struct group group = find_group(r, name);
        if (group.count == 0)
            return THERAPYCODE_E_NAME;
        for (i = 0; i < n; i++)
            if (groups[i].first == group.first)
                return THERAPYCODE_E_CONFLICT;
        if (n == BASES_MAX)
            return THERAPYCODE_E_CONFLICT;
        groups[n++] = group;
        name = base_of(r, group);
    }
    *count = n;
    return THERAPYCODE_OK;
}

static int compare_dates(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* The dates at which any row of the chain begins or ends, ascending, 0 first, each once. */
static size_t break_dates(const struct resolving *r, const struct group *groups, size_t group_count)
{
    size_t i, j, n = 0, kept = 1;
    r->dates[n++] = 0;
    for (j = 0; j < group_count; j++) {
        for (i = 0; i < groups[j].count; i++) {
            r->dates[n++] = groups[j].first[i].row->effective_from;
            r->dates[n++] = groups[j].first[i].row->effective_to;
        }
    }
    qsort(r->dates, n, sizeof *r->dates, compare_dates);
    for (i = 1; i < n; i++)
        if (r->dates[i] != r->dates[kept - 1])
            r->dates[kept++] = r->dates[i];
    return kept;
}

/* Farthest base first, so that nearer rows overwrite it; within one policy the last row in force wins. */
static void resolve_at(const struct resolving *r, const struct group *groups, size_t group_count,
                       struct therapycode_impl_policy *policy)
{
    int32_t date = policy->effective_from == 0 ? 1 : policy->effective_from;
    size_t i, j;
    for (j = group_count; j > 0; j--) {
        for (i = 0; i < groups[j - 1].count; i++) {
            const struct therapycode_impl_policies_row *row = groups[j - 1].first[i].row;
            if (!therapycode_impl_in_force(date, row->effective_from, row->effective_to))
                continue;
            policy->values[row->option_id] = row->number;
            policy->recalled &= ~((uint32_t)1 << row->option_id);
            if (row->verified == THERAPYCODE_NO)
                policy->recalled |= (uint32_t)1 << row->option_id;
            if (row->option_id == THERAPYCODE_IMPL_OPTION_TITLE)
                policy->title = therapycode_impl_rulebook_text(r->engine->rulebook, row->value);
        }
    }
}

static therapycode_status resolve_one(struct resolving *r, const char *name)
{
    struct group groups[BASES_MAX];
    size_t group_count, date_count, i;
    therapycode_status status = chain(r, name, groups, &group_count);
    if (status != THERAPYCODE_OK)
        return status;
    date_count = break_dates(r, groups, group_count);
    for (i = 0; i < date_count; i++) {
        struct therapycode_impl_policy *policy = therapycode_impl_rows_add(&r->out, &r->engine->allocator);
        if (policy == NULL)
            return THERAPYCODE_E_NOMEM;
        policy->name = name;
        policy->title = name;
        policy->effective_from = r->dates[i];
        policy->effective_to = i + 1 < date_count ? r->dates[i + 1] : 0;
        resolve_at(r, groups, group_count, policy);
    }
    return THERAPYCODE_OK;
}

static therapycode_status resolve_all(struct resolving *r)
{
    const struct therapycode_impl_rows *table = &r->engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_POLICIES];
    const struct therapycode_impl_policies_row *rows = (const void *)table->data;
    therapycode_status status = THERAPYCODE_OK;
    size_t i;
    for (i = 0; i < r->row_count; i++) {
        r->rows[i].name = therapycode_impl_rulebook_text(r->engine->rulebook, rows[i].policy);
        r->rows[i].row = &rows[i];
    }
    qsort(r->rows, r->row_count, sizeof *r->rows, compare_rows);
    for (i = 0; i < r->row_count && status == THERAPYCODE_OK; i++)
        if (i == 0 || strcmp(r->rows[i].name, r->rows[i - 1].name) != 0)
            status = resolve_one(r, r->rows[i].name);
    return status;
}

therapycode_status therapycode_impl_policies_resolve(struct therapycode_engine *engine, struct therapycode_error *error)
{
    struct resolving r = { engine, NULL, 0, NULL, { NULL, 0, 0, sizeof(struct therapycode_impl_policy) } };
    const struct therapycode_allocator *allocator = &engine->allocator;
    size_t row_bytes, date_bytes;
    therapycode_status status = THERAPYCODE_E_NOMEM;
    r.row_count = engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_POLICIES].count;
    if (r.row_count > THERAPYCODE_LIMIT_TABLE_ROWS)
        return THERAPYCODE_E_LIMIT;
    row_bytes = (r.row_count + 1) * sizeof *r.rows;
    date_bytes = (2 * r.row_count + 1) * sizeof *r.dates; /* a chain holds each row once */
    r.rows = therapycode_impl_allocate(allocator, row_bytes);
    r.dates = therapycode_impl_allocate(allocator, date_bytes);
    if (r.rows != NULL && r.dates != NULL)
        status = resolve_all(&r);
    therapycode_impl_release(allocator, r.rows, row_bytes);
    therapycode_impl_release(allocator, r.dates, date_bytes);
    if (status == THERAPYCODE_OK && r.out.count > 0) {
        engine->policies = therapycode_impl_arena_take(&engine->arena, r.out.count * sizeof *engine->policies);
        if (engine->policies == NULL)
            status = THERAPYCODE_E_NOMEM;
        else
            memcpy(engine->policies, r.out.data, r.out.count * sizeof *engine->policies);
        engine->policy_count = r.out.count;
    }
    therapycode_impl_rows_free(&r.out, allocator);
    if (status == THERAPYCODE_E_NAME || status == THERAPYCODE_E_CONFLICT)
        return therapycode_impl_fail(error, status, "policies.base", THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
    return status;
}

const struct therapycode_impl_policy *therapycode_impl_find_policy(const struct therapycode_engine *engine,
                                                                   const char *name, int32_t date)
{
    size_t low = 0, high = engine->policy_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(engine->policies[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < engine->policy_count && strcmp(engine->policies[low].name, name) == 0; low++)
        if (therapycode_impl_in_force(date, engine->policies[low].effective_from, engine->policies[low].effective_to))
            return &engine->policies[low];
    return NULL;
}
