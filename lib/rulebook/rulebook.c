#include "rulebook/rulebook.h"

#include <string.h>

#include "base/checked.h"

therapycode_status therapycode_rulebook_new(const struct therapycode_allocator *allocator,
                                            struct therapycode_rulebook **out)
{
    struct therapycode_allocator hooks;
    struct therapycode_rulebook *rulebook;
    therapycode_status status;
    int t;
    if (out == NULL)
        return THERAPYCODE_E_ARGUMENT;
    status = therapycode_impl_allocator_copy(allocator, &hooks);
    if (status != THERAPYCODE_OK)
        return status;
    rulebook = therapycode_impl_allocate(&hooks, sizeof *rulebook);
    if (rulebook == NULL)
        return THERAPYCODE_E_NOMEM;
    memset(rulebook, 0, sizeof *rulebook);
    rulebook->allocator = hooks;
    rulebook->pool.row_size = 1;
    rulebook->places.row_size = sizeof(struct therapycode_impl_loaded_at);
    for (t = 0; t < THERAPYCODE_IMPL_TABLE_COUNT; t++) {
        const struct therapycode_impl_table_info *info = &therapycode_impl_tables[t];
        struct therapycode_impl_rows *rows = &rulebook->tables[t];
        const void *built_in = therapycode_impl_builtin_rows(t);
        rows->row_size = info->row_size;
        rows->count = info->row_count;
        memcpy(&rows->data, &built_in, sizeof rows->data); /* read only, as long as nothing is added */
    }
    *out = rulebook;
    return THERAPYCODE_OK;
}

void therapycode_rulebook_free(struct therapycode_rulebook *rulebook)
{
    struct therapycode_allocator hooks;
    int t;
    if (rulebook == NULL)
        return;
    hooks = rulebook->allocator;
    for (t = 0; t < THERAPYCODE_IMPL_TABLE_COUNT; t++)
        therapycode_impl_rows_free(&rulebook->tables[t], &hooks);
    therapycode_impl_rows_free(&rulebook->pool, &hooks);
    therapycode_impl_rows_free(&rulebook->places, &hooks);
    therapycode_impl_release(&hooks, rulebook, sizeof *rulebook);
}

therapycode_status therapycode_impl_rulebook_keep(struct therapycode_rulebook *rulebook, const char *data,
                                                  size_t length, uint32_t *offset)
{
    struct therapycode_impl_rows *pool = &rulebook->pool;
    size_t at = pool->count, end;
    if (length == 0) {
        *offset = 0;
        return THERAPYCODE_OK;
    }
    if (!therapycode_impl_add_size(at, length + 1, &end) || end > UINT32_MAX - therapycode_impl_pool_size)
        return THERAPYCODE_E_LIMIT;
    if (!therapycode_impl_rows_reserve(pool, &rulebook->allocator, end))
        return THERAPYCODE_E_NOMEM;
    memcpy(pool->data + at, data, length);
    pool->data[at + length] = '\0';
    pool->count = end;
    *offset = (uint32_t)(therapycode_impl_pool_size + at);
    return THERAPYCODE_OK;
}

int32_t therapycode_impl_find_word(uint32_t word_first, uint32_t word_count, const char *data, size_t length)
{
    uint32_t w;
    for (w = 0; w < word_count; w++) {
        const char *word = therapycode_impl_pool + therapycode_impl_words[word_first + w];
        if (strlen(word) == length && memcmp(word, data, length) == 0)
            return (int32_t)w + 1;
    }
    return 0;
}

therapycode_status therapycode_rulebook_set_policy(struct therapycode_rulebook *rulebook, const char *policy,
                                                   const char *option, const char *value)
{
    struct therapycode_impl_policies_row row, *added;
    struct therapycode_impl_rows *rows;
    size_t pool_count;
    therapycode_status status;
    if (rulebook == NULL || policy == NULL || option == NULL || value == NULL)
        return THERAPYCODE_E_ARGUMENT;
    if (!therapycode_impl_is_policy_name(policy, strlen(policy)))
        return THERAPYCODE_E_VALUE;
    memset(&row, 0, sizeof row);
    status = therapycode_impl_option_parse(option, strlen(option), value, strlen(value), &row.option_id, &row.number);
    if (status != THERAPYCODE_OK)
        return status;
    pool_count = rulebook->pool.count;
    status = therapycode_impl_rulebook_keep(rulebook, policy, strlen(policy), &row.policy);
    if (status == THERAPYCODE_OK)
        status = therapycode_impl_rulebook_keep(rulebook, value, strlen(value), &row.value);
    if (status == THERAPYCODE_OK) {
        row.option = therapycode_impl_options[row.option_id].name;
        rows = &rulebook->tables[THERAPYCODE_IMPL_TABLE_POLICIES];
        added = therapycode_impl_rows_add(rows, &rulebook->allocator);
        if (added != NULL) {
            *added = row;
            rulebook->changed = 1;
            return THERAPYCODE_OK;
        }
        status = THERAPYCODE_E_NOMEM;
    }
    rulebook->pool.count = pool_count;
    return status;
}

/* ---- digest ---- */

static void add_number(struct therapycode_impl_sha256 *sha, int32_t value)
{
    unsigned char bytes[4];
    uint32_t v = (uint32_t)value;
    int i;
    for (i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(v >> (24 - 8 * i));
    therapycode_impl_sha256_add(sha, bytes, 4);
}

static void add_text(struct therapycode_impl_sha256 *sha, const char *text)
{
    therapycode_impl_sha256_add(sha, text, strlen(text) + 1);
}

static void add_row(const struct therapycode_rulebook *rulebook, const struct therapycode_impl_table_info *info,
                    const unsigned char *row, struct therapycode_impl_sha256 *sha)
{
    uint32_t c;
    for (c = 0; c < info->column_count; c++) {
        const struct therapycode_impl_column *column = &therapycode_impl_columns[info->column_first + c];
        uint32_t offset;
        int32_t number;
        switch (column->kind) {
        case THERAPYCODE_IMPL_COLUMN_TEXT:
        case THERAPYCODE_IMPL_COLUMN_NAME:
            memcpy(&offset, row + column->offset, sizeof offset);
            add_text(sha, therapycode_impl_rulebook_text(rulebook, offset));
            break;
        case THERAPYCODE_IMPL_COLUMN_CODE:
        case THERAPYCODE_IMPL_COLUMN_CODE_OR_NONE:
            therapycode_impl_sha256_add(sha, row + column->offset, 8);
            break;
        default:
            memcpy(&number, row + column->offset, sizeof number);
            add_number(sha, number);
            break;
        }
    }
}

void therapycode_impl_rulebook_digest(const struct therapycode_rulebook *rulebook, struct therapycode_impl_sha256 *sha)
{
    int t;
    for (t = 0; t < THERAPYCODE_IMPL_TABLE_COUNT; t++) {
        const struct therapycode_impl_table_info *info = &therapycode_impl_tables[t];
        const struct therapycode_impl_rows *rows = &rulebook->tables[t];
        size_t i;
        add_text(sha, therapycode_impl_pool + info->name);
        add_number(sha, (int32_t)rows->count);
        for (i = 0; i < rows->count; i++)
            add_row(rulebook, info, rows->data + i * rows->row_size, sha);
    }
}
