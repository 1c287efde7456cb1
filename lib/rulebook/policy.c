/* Policies: options read, and resolved by date through their bases. */
#include <string.h>

#include "base/checked.h"
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
    uint32_t w;
    for (w = 0; w < info->word_count; w++) {
        const char *word = therapycode_impl_pool + therapycode_impl_words[info->word_first + w];
        if (strlen(word) == length && memcmp(word, data, length) == 0)
            return (int32_t)w + 1;
    }
    return 0;
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

static const struct therapycode_impl_policies_row *option_rows(const struct therapycode_engine *engine, size_t *count)
{
    const struct therapycode_impl_rows *rows = &engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_POLICIES];
    *count = rows->count;
    return (const void *)rows->data;
}

static const char *row_text(const struct therapycode_engine *engine, uint32_t offset)
{
    return therapycode_impl_rulebook_text(engine->rulebook, offset);
}

static int row_is(const struct therapycode_engine *engine, const struct therapycode_impl_policies_row *row,
                  const char *name)
{
    return strcmp(row_text(engine, row->policy), name) == 0;
}

/* The name of the policy that `name` follows: its last row wins. "" for none; NULL if there is no such policy. */
static const char *base_of(const struct therapycode_engine *engine, const char *name)
{
    const char *base = NULL;
    size_t count, i;
    const struct therapycode_impl_policies_row *rows = option_rows(engine, &count);
    for (i = 0; i < count; i++) {
        if (!row_is(engine, &rows[i], name))
            continue;
        if (rows[i].option_id == THERAPYCODE_IMPL_OPTION_BASE)
            base = row_text(engine, rows[i].value);
        else if (base == NULL)
            base = "";
    }
    return base;
}

/* The policy and those that it follows, nearest first. */
static therapycode_status chain(const struct therapycode_engine *engine, const char *name,
                                const char *names[BASES_MAX], size_t *count)
{
    size_t n = 0, i;
    while (name[0] != '\0') {
        const char *base = base_of(engine, name);
        if (base == NULL)
            return THERAPYCODE_E_NAME;
        for (i = 0; i < n; i++)
            if (strcmp(names[i], name) == 0)
                return THERAPYCODE_E_CONFLICT;
        if (n == BASES_MAX)
            return THERAPYCODE_E_CONFLICT;
        names[n++] = name;
        name = base;
    }
    *count = n;
    return THERAPYCODE_OK;
}

/* The dates at which any row of the chain begins or ends, ascending, 0 first, each once. */
static size_t break_dates(const struct therapycode_engine *engine, const char *const *names, size_t name_count,
                          int32_t *dates)
{
    size_t count, i, j, k, n = 1;
    const struct therapycode_impl_policies_row *rows = option_rows(engine, &count);
    dates[0] = 0;
    for (i = 0; i < count; i++) {
        for (j = 0; j < name_count && !row_is(engine, &rows[i], names[j]); j++) {
        }
        if (j == name_count)
            continue;
        for (k = 0; k < 2; k++) {
            int32_t date = k == 0 ? rows[i].effective_from : rows[i].effective_to;
            size_t at = n;
            while (at > 0 && dates[at - 1] > date)
                at--;
            if (at > 0 && dates[at - 1] == date)
                continue;
            memmove(dates + at + 1, dates + at, (n - at) * sizeof *dates);
            dates[at] = date;
            n++;
        }
    }
    return n;
}

/* Farthest base first, so that nearer rows overwrite it; within one policy the last row in force wins. */
static void resolve_at(const struct therapycode_engine *engine, const char *const *names, size_t name_count,
                       struct therapycode_impl_policy *policy)
{
    size_t count, i, j;
    const struct therapycode_impl_policies_row *rows = option_rows(engine, &count);
    int32_t date = policy->effective_from == 0 ? 1 : policy->effective_from;
    for (j = name_count; j > 0; j--) {
        for (i = 0; i < count; i++) {
            if (!row_is(engine, &rows[i], names[j - 1]) ||
                !therapycode_impl_in_force(date, rows[i].effective_from, rows[i].effective_to))
                continue;
            policy->values[rows[i].option_id] = rows[i].number;
            if (rows[i].option_id == THERAPYCODE_IMPL_OPTION_TITLE)
                policy->title = row_text(engine, rows[i].value);
        }
    }
}

static therapycode_status resolve_one(struct therapycode_engine *engine, const char *name, int32_t *dates,
                                      struct therapycode_impl_rows *out)
{
    const char *names[BASES_MAX];
    size_t name_count, date_count, i;
    therapycode_status status = chain(engine, name, names, &name_count);
    if (status != THERAPYCODE_OK)
        return status;
    date_count = break_dates(engine, names, name_count, dates);
    for (i = 0; i < date_count; i++) {
        struct therapycode_impl_policy *policy = therapycode_impl_rows_add(out, &engine->allocator);
        if (policy == NULL)
            return THERAPYCODE_E_NOMEM;
        policy->name = name;
        policy->title = name;
        policy->effective_from = dates[i];
        policy->effective_to = i + 1 < date_count ? dates[i + 1] : 0;
        resolve_at(engine, names, name_count, policy);
    }
    return THERAPYCODE_OK;
}

static int is_first_row_of_policy(const struct therapycode_engine *engine,
                                  const struct therapycode_impl_policies_row *rows, size_t index)
{
    size_t i;
    for (i = 0; i < index; i++)
        if (rows[i].policy == rows[index].policy || row_is(engine, &rows[i], row_text(engine, rows[index].policy)))
            return 0;
    return 1;
}

therapycode_status therapycode_impl_policies_resolve(struct therapycode_engine *engine, struct therapycode_error *error)
{
    struct therapycode_impl_rows out = { NULL, 0, 0, sizeof(struct therapycode_impl_policy) };
    size_t count, i, bytes;
    const struct therapycode_impl_policies_row *rows = option_rows(engine, &count);
    int32_t *dates;
    therapycode_status status = THERAPYCODE_OK;
    if (!therapycode_impl_multiply_size(count + 1, 2 * sizeof *dates, &bytes))
        return THERAPYCODE_E_NOMEM;
    dates = therapycode_impl_allocate(&engine->allocator, bytes);
    if (dates == NULL)
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < count && status == THERAPYCODE_OK; i++)
        if (is_first_row_of_policy(engine, rows, i))
            status = resolve_one(engine, row_text(engine, rows[i].policy), dates, &out);
    therapycode_impl_release(&engine->allocator, dates, bytes);
    if (status == THERAPYCODE_OK && out.count > 0) {
        engine->policies = therapycode_impl_arena_take(&engine->arena, out.count * sizeof *engine->policies);
        if (engine->policies == NULL)
            status = THERAPYCODE_E_NOMEM;
        else
            memcpy(engine->policies, out.data, out.count * sizeof *engine->policies);
        engine->policy_count = out.count;
    }
    therapycode_impl_rows_free(&out, &engine->allocator);
    if (status == THERAPYCODE_E_NAME || status == THERAPYCODE_E_CONFLICT)
        return therapycode_impl_fail(error, status, "policies.base", THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
    return status;
}

const struct therapycode_impl_policy *therapycode_impl_find_policy(const struct therapycode_engine *engine,
                                                                   const char *name, int32_t date)
{
    size_t i;
    for (i = 0; i < engine->policy_count; i++) {
        const struct therapycode_impl_policy *policy = &engine->policies[i];
        if (therapycode_impl_in_force(date, policy->effective_from, policy->effective_to) &&
            strcmp(policy->name, name) == 0)
            return policy;
    }
    return NULL;
}
