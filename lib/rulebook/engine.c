#include "rulebook/engine.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "base/date.h"
#include "base/sized.h"
#include "base/text.h"

/* ---- laying out ---- */

static const char *text(const struct therapycode_engine *engine, uint32_t offset)
{
    return therapycode_impl_rulebook_text(engine->rulebook, offset);
}

static void *take_rows(struct therapycode_engine *engine, size_t count, size_t row_size)
{
    size_t bytes;
    void *rows;
    if (!therapycode_impl_multiply_size(count > 0 ? count : 1, row_size, &bytes))
        return NULL;
    rows = therapycode_impl_arena_take(&engine->arena, bytes);
    if (rows != NULL)
        memset(rows, 0, bytes);
    return rows;
}

/* By code; rows of one code keep the order of the table, which their addresses tell. */
static int compare_code_rows(const void *a, const void *b)
{
    const struct therapycode_impl_codes_row *const *x = a, *const *y = b;
    uint64_t kx = therapycode_impl_code_key((*x)->code), ky = therapycode_impl_code_key((*y)->code);
    if (kx != ky)
        return kx < ky ? -1 : 1;
    return *x < *y ? -1 : *x > *y ? 1 : 0;
}

static void fill_code(const struct therapycode_engine *engine, const struct therapycode_impl_codes_row *row,
                      struct therapycode_code *code)
{
    const char *status = text(engine, row->medicare_status);
    code->size = sizeof *code;
    memcpy(code->code, row->code, 8);
    code->label = text(engine, row->label);
    code->citation = text(engine, row->source);
    code->timing = row->timing;
    code->minutes_per_unit = row->minutes_per_unit;
    code->disciplines = row->disciplines;
    code->contact = row->contact == THERAPYCODE_IMPL_CONTACT_NONE ? 0 : row->contact;
    code->add_on_to = THERAPYCODE_NONE;
    code->therapy_list = row->therapy_list;
    /* PFS status I: not valid for Medicare purposes */
    code->medicare_valid = strcmp(status, "I") == 0 ? THERAPYCODE_NO : THERAPYCODE_YES;
    code->verified = row->verified == THERAPYCODE_YES ? THERAPYCODE_YES : THERAPYCODE_NO;
    code->effective_from = row->effective_from;
    code->effective_to = row->effective_to;
}

static size_t slot_of(const struct therapycode_engine *engine, uint64_t key)
{
    return (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (engine->code_slot_count - 1);
}

static void index_codes(struct therapycode_engine *engine)
{
    size_t i;
    for (i = 0; i < engine->code_count; i++) {
        size_t slot;
        if (i > 0 && memcmp(engine->codes[i].code, engine->codes[i - 1].code, 8) == 0)
            continue;
        slot = slot_of(engine, therapycode_impl_code_key(engine->codes[i].code));
        while (engine->code_slots[slot] != 0)
            slot = (slot + 1) & (engine->code_slot_count - 1);
        engine->code_slots[slot] = (uint32_t)i + 1;
    }
}

/* The licensee's own descriptors take the place of our labels; the last one of a code wins. */
static void label_codes(struct therapycode_engine *engine)
{
    const struct therapycode_impl_rows *rows = &engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_DESCRIPTORS];
    const struct therapycode_impl_descriptors_row *descriptors = (const void *)rows->data;
    size_t d, i;
    for (d = 0; d < rows->count; d++) {
        uint64_t key = therapycode_impl_code_key(descriptors[d].code);
        for (i = therapycode_impl_code_first(engine, key); i < engine->code_count; i++) {
            if (therapycode_impl_code_key(engine->codes[i].code) != key)
                break;
            engine->codes[i].label = text(engine, descriptors[d].label);
        }
    }
}

static therapycode_status link_add_ons(struct therapycode_engine *engine, struct therapycode_error *error)
{
    size_t i;
    for (i = 0; i < engine->code_count; i++)
        engine->add_ons[i] = THERAPYCODE_NONE;
    for (i = 0; i < engine->code_count; i++) {
        const struct therapycode_impl_codes_row *row = engine->code_rows[i];
        size_t base;
        if (row->add_on_to[0] == '\0')
            continue;
        base = therapycode_impl_code_first(engine, therapycode_impl_code_key(row->add_on_to));
        if (base == SIZE_MAX)
            return therapycode_impl_fail(error, THERAPYCODE_E_CONFLICT, "codes.add_on_to", (int32_t)i, THERAPYCODE_NONE,
                                         0, 0);
        engine->codes[i].add_on_to = (int32_t)base;
        if (engine->add_ons[base] == THERAPYCODE_NONE)
            engine->add_ons[base] =
                (int32_t)therapycode_impl_code_first(engine, therapycode_impl_code_key(row->code));
    }
    return THERAPYCODE_OK;
}

/* In which disciplines no rule has anything to say of the code by itself: bits 1 << discipline. */
static uint8_t settled(const struct therapycode_engine *engine, size_t i)
{
    const struct therapycode_code *code = &engine->codes[i];
    const char *status = text(engine, engine->code_rows[i]->medicare_status);
    return code->verified == THERAPYCODE_YES && code->therapy_list == THERAPYCODE_IMPL_THERAPY_LIST_ALWAYS &&
                   status[0] == 'A' && code->code[0] != 'G'
               ? (uint8_t)code->disciplines
               : 0;
}

/* 15-minute and untimed codes that have one row: what nearly all visits are made of. */
static therapycode_status brief_codes(struct therapycode_engine *engine)
{
    size_t i, slots = 512;
    while (slots < engine->code_count * 8) /* mostly found at the first look */
        slots *= 2;
    if (slots > (size_t)1 << 20) /* the hash has 20 bits */
        slots = (size_t)1 << 20;
    engine->briefs = take_rows(engine, slots, sizeof *engine->briefs);
    if (engine->briefs == NULL)
        return THERAPYCODE_E_NOMEM;
    engine->brief_mask = (uint32_t)slots - 1;
    for (i = 0; i < engine->code_count; i++) {
        const struct therapycode_code *code = &engine->codes[i];
        uint64_t key = therapycode_impl_code_key(code->code);
        uint32_t slot = (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 44) & engine->brief_mask;
        int alone = (i == 0 || memcmp(code->code, engine->codes[i - 1].code, 8) != 0) &&
                    (i + 1 == engine->code_count || memcmp(code->code, engine->codes[i + 1].code, 8) != 0);
        if (!alone || code->add_on_to != THERAPYCODE_NONE)
            continue;
        while (engine->briefs[slot].key != 0)
            slot = (slot + 1) & engine->brief_mask;
        engine->briefs[slot].key = key;
        engine->briefs[slot].from = code->effective_from;
        engine->briefs[slot].to = code->effective_to == 0 ? INT32_MAX : code->effective_to;
        engine->briefs[slot].code = (int32_t)i;
        engine->briefs[slot].group = code->contact == THERAPYCODE_IMPL_CONTACT_GROUP;
        engine->briefs[slot].settled = settled(engine, i);
        engine->briefs[slot].measure =
            code->timing == THERAPYCODE_UNTIMED                                      ? THERAPYCODE_IMPL_MEASURE_DAY
            : code->timing == THERAPYCODE_TIMED && code->minutes_per_unit == 15 ? THERAPYCODE_IMPL_MEASURE_QUARTER
                                                                                     : 0;
    }
    return THERAPYCODE_OK;
}

static therapycode_status lay_out_codes(struct therapycode_engine *engine, struct therapycode_error *error)
{
    const struct therapycode_impl_rows *rows = &engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_CODES];
    size_t i, slots = 16;
    while (slots < rows->count * 8) /* mostly found at the first look */
        slots *= 2;
    engine->code_count = rows->count;
    engine->codes = take_rows(engine, rows->count, sizeof *engine->codes);
    engine->code_rows = take_rows(engine, rows->count, sizeof *engine->code_rows);
    engine->add_ons = take_rows(engine, rows->count, sizeof *engine->add_ons);
    engine->code_slots = take_rows(engine, slots, sizeof *engine->code_slots);
    engine->code_slot_count = slots;
    if (engine->codes == NULL || engine->code_rows == NULL || engine->add_ons == NULL || engine->code_slots == NULL)
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < rows->count; i++)
        engine->code_rows[i] = (const void *)(rows->data + i * rows->row_size);
    qsort(engine->code_rows, rows->count, sizeof *engine->code_rows, compare_code_rows);
    for (i = 0; i < rows->count; i++)
        fill_code(engine, engine->code_rows[i], &engine->codes[i]);
    index_codes(engine);
    label_codes(engine);
    return link_add_ons(engine, error);
}

static therapycode_status lay_out_rules(struct therapycode_engine *engine)
{
    size_t i;
    engine->rules = take_rows(engine, THERAPYCODE_IMPL_RULE_COUNT, sizeof *engine->rules);
    if (engine->rules == NULL)
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < THERAPYCODE_IMPL_RULE_COUNT; i++) {
        const struct therapycode_impl_rules_row *row = &therapycode_impl_rules[i];
        struct therapycode_rule *rule = &engine->rules[i];
        rule->size = sizeof *rule;
        rule->id = therapycode_impl_pool + row->id;
        rule->title = therapycode_impl_pool + row->title;
        rule->citation = therapycode_impl_pool + row->citation;
        rule->meaning = therapycode_impl_pool + row->meaning;
        rule->effective_from = row->effective_from;
        rule->effective_to = row->effective_to;
        rule->verified = row->verified == THERAPYCODE_YES ? THERAPYCODE_YES : THERAPYCODE_NO;
    }
    return THERAPYCODE_OK;
}

/* Rules are in order of their ids. */
static const struct therapycode_rule *rule_of(const struct therapycode_engine *engine, const char *id)
{
    size_t low = 0, high = THERAPYCODE_IMPL_RULE_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(engine->rules[middle].id, id);
        if (order == 0)
            return &engine->rules[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static int compare_asked_by(const void *a, const void *b)
{
    const struct therapycode_impl_asked_by *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->asked < y->asked ? -1 : x->asked > y->asked ? 1 : 0;
}

/* Writes the codes of a list of words, if `to` is there, and counts them. */
static size_t list_codes(const char *codes, uint32_t asked, struct therapycode_impl_asked_by *to)
{
    size_t count = 0;
    while (*codes != '\0') {
        char code[8] = { 0 };
        size_t n = strcspn(codes, " ");
        if (n > 0 && n <= sizeof code) {
            memcpy(code, codes, n);
            if (to != NULL) {
                to[count].key = therapycode_impl_code_key(code);
                to[count].asked = asked;
            }
            count++;
        }
        codes += n;
        codes += *codes == ' ';
    }
    return count;
}

/* The same for the kinds of note of a row. */
static size_t list_kinds(int32_t kinds, uint32_t asked, struct therapycode_impl_asked_by *to)
{
    size_t count = 0;
    uint32_t kind;
    for (kind = 1; kind < 31; kind++) {
        if (!(kinds >> kind & 1))
            continue;
        if (to != NULL) {
            to[count].key = kind;
            to[count].asked = asked;
        }
        count++;
    }
    return count;
}

static size_t list_asked(const struct therapycode_engine *engine, uint32_t asked, struct therapycode_impl_asked_by *to)
{
    const struct therapycode_impl_rubric_row *row = engine->asked[asked].row;
    return row->scope == THERAPYCODE_IMPL_SCOPE_NOTE ? list_kinds(row->kinds, asked, to)
                                                     : list_codes(text(engine, row->codes), asked, to);
}

/* The rubric: what is looked up for every note is looked up once. */
static therapycode_status lay_out_rubric(struct therapycode_engine *engine)
{
    const struct therapycode_impl_rows *rows = &engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_RUBRIC];
    const struct therapycode_impl_rubric_row *from = (const void *)rows->data;
    size_t i, count = 0;
    engine->asked_count = rows->count;
    engine->asked = take_rows(engine, rows->count, sizeof *engine->asked);
    if (engine->asked == NULL)
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < rows->count; i++) {
        engine->asked[i].row = &from[i];
        engine->asked[i].rule = rule_of(engine, text(engine, from[i].rule));
        engine->asked[i].title = text(engine, from[i].title);
        engine->asked[i].suggestion = text(engine, from[i].suggestion);
        count += list_asked(engine, (uint32_t)i, NULL);
    }
    engine->asked_by = take_rows(engine, count, sizeof *engine->asked_by);
    if (engine->asked_by == NULL)
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < rows->count; i++)
        engine->asked_by_count += list_asked(engine, (uint32_t)i, engine->asked_by + engine->asked_by_count);
    qsort(engine->asked_by, engine->asked_by_count, sizeof *engine->asked_by, compare_asked_by);
    return THERAPYCODE_OK;
}

/* The weights of a kind of note on a date: of each element the last row in force, as for a visit. */
static int32_t weights_of(const struct therapycode_engine *engine, uint64_t kind, int32_t date)
{
    int32_t by_element[THERAPYCODE_IMPL_ID_DATE_OF_SERVICE + 1] = { 0 }, sum = 0;
    size_t i;
    for (i = 0; i < engine->asked_by_count && engine->asked_by[i].key <= kind; i++) {
        const struct therapycode_impl_rubric_row *row = engine->asked[engine->asked_by[i].asked].row;
        if (engine->asked_by[i].key == kind && therapycode_impl_in_force(date, row->effective_from, row->effective_to))
            by_element[row->id] = row->weight;
    }
    for (i = 0; i < sizeof by_element / sizeof by_element[0]; i++)
        sum += by_element[i];
    return sum;
}

/* The score is a sum of points of 100: before all dates, and from each on that a row begins or ends. */
static therapycode_status check_rubric(const struct therapycode_engine *engine, struct therapycode_error *error)
{
    static const char *const fields[] = { "rubric.weight.daily", "rubric.weight.evaluation", "rubric.weight.progress",
                                          "rubric.weight.discharge" };
    uint64_t kind;
    for (kind = THERAPYCODE_IMPL_KINDS_DAILY; kind <= THERAPYCODE_IMPL_KINDS_DISCHARGE; kind++) {
        int32_t sum = weights_of(engine, kind, 0);
        size_t i;
        for (i = 0; sum == 100 && i < 2 * engine->asked_by_count && engine->asked_by[i / 2].key <= kind; i++) {
            const struct therapycode_impl_rubric_row *row = engine->asked[engine->asked_by[i / 2].asked].row;
            int32_t date = i % 2 == 0 ? row->effective_from : row->effective_to;
            if (date != 0 && engine->asked_by[i / 2].key == kind)
                sum = weights_of(engine, kind, date);
        }
        if (sum != 100)
            return therapycode_impl_fail(error, THERAPYCODE_E_CONFLICT, fields[kind - THERAPYCODE_IMPL_KINDS_DAILY],
                                         sum, THERAPYCODE_NONE, 0, 0);
    }
    return THERAPYCODE_OK;
}

static therapycode_status lay_out_options(struct therapycode_engine *engine)
{
    const struct therapycode_impl_rows *rows = &engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_POLICIES];
    const struct therapycode_impl_policies_row *from = (const void *)rows->data;
    size_t i;
    engine->option_count = rows->count;
    engine->options = take_rows(engine, rows->count, sizeof *engine->options);
    if (engine->options == NULL)
        return THERAPYCODE_E_NOMEM;
    for (i = 0; i < rows->count; i++) {
        struct therapycode_option *option = &engine->options[i];
        option->size = sizeof *option;
        option->policy = text(engine, from[i].policy);
        option->option = text(engine, from[i].option);
        option->value = text(engine, from[i].value);
        option->citation = text(engine, from[i].citation);
        option->effective_from = from[i].effective_from;
        option->effective_to = from[i].effective_to;
    }
    return THERAPYCODE_OK;
}

static void describe(struct therapycode_engine *engine)
{
    struct therapycode_impl_sha256 sha;
    if (engine->rulebook->changed) {
        therapycode_impl_sha256_begin(&sha);
        therapycode_impl_rulebook_digest(engine->rulebook, &sha);
        therapycode_impl_sha256_end(&sha, engine->digest);
    } else {
        memcpy(engine->digest, therapycode_impl_builtin_digest, sizeof engine->digest);
    }
    engine->info.size = sizeof engine->info;
    engine->info.release = therapycode_impl_pool + therapycode_impl_release_name;
    engine->info.digest = engine->digest;
    engine->info.verified_from = therapycode_impl_verified_from;
    engine->info.verified_to = therapycode_impl_verified_to;
}

/* ---- life ---- */

static void release(struct therapycode_engine *engine)
{
    struct therapycode_allocator hooks = engine->allocator;
    therapycode_impl_arena_free(&engine->arena);
    therapycode_rulebook_free(engine->rulebook);
    therapycode_impl_release(&hooks, engine, sizeof *engine);
}

static therapycode_status seal(struct therapycode_engine *engine, struct therapycode_error *error)
{
    therapycode_status status = lay_out_codes(engine, error);
    if (status == THERAPYCODE_OK)
        status = brief_codes(engine);
    if (status == THERAPYCODE_OK)
        status = lay_out_rules(engine);
    if (status == THERAPYCODE_OK)
        status = lay_out_rubric(engine);
    if (status == THERAPYCODE_OK)
        status = check_rubric(engine, error);
    if (status == THERAPYCODE_OK)
        status = lay_out_options(engine);
    if (status == THERAPYCODE_OK)
        status = therapycode_impl_phrases_begin(engine);
    if (status == THERAPYCODE_OK)
        status = therapycode_impl_vocabulary_compile(engine, error);
    if (status == THERAPYCODE_OK)
        status = therapycode_impl_scheme_compile(engine, error);
    if (status == THERAPYCODE_OK)
        status = therapycode_impl_policies_resolve(engine, error);
    if (status == THERAPYCODE_OK)
        describe(engine);
    return status;
}

therapycode_status therapycode_engine_new(struct therapycode_rulebook *rulebook, struct therapycode_engine **out,
                                          struct therapycode_error *error)
{
    struct therapycode_rulebook *owned = rulebook;
    struct therapycode_engine *engine;
    therapycode_status status = THERAPYCODE_OK;
    if (out == NULL)
        return therapycode_impl_fail(error, THERAPYCODE_E_ARGUMENT, "out", THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
    if (owned == NULL)
        status = therapycode_rulebook_new(NULL, &owned);
    if (status != THERAPYCODE_OK)
        return therapycode_impl_fail(error, status, NULL, THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
    engine = therapycode_impl_allocate(&owned->allocator, sizeof *engine);
    if (engine == NULL) {
        if (rulebook == NULL)
            therapycode_rulebook_free(owned);
        return therapycode_impl_fail(error, THERAPYCODE_E_NOMEM, NULL, THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
    }
    memset(engine, 0, sizeof *engine);
    engine->allocator = owned->allocator;
    engine->rulebook = owned;
    therapycode_impl_arena_init(&engine->arena, &engine->allocator);
    atomic_init(&engine->references, 1);
    status = seal(engine, error);
    if (status != THERAPYCODE_OK) {
        if (status == THERAPYCODE_E_NOMEM)
            therapycode_impl_fail(error, status, NULL, THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
        if (rulebook != NULL)
            engine->rulebook = NULL; /* still the caller's */
        release(engine);
        return status;
    }
    *out = engine;
    return THERAPYCODE_OK;
}

struct therapycode_engine *therapycode_engine_ref(struct therapycode_engine *engine)
{
    if (engine != NULL)
        atomic_fetch_add_explicit(&engine->references, 1, memory_order_relaxed);
    return engine;
}

void therapycode_engine_unref(struct therapycode_engine *engine)
{
    if (engine != NULL && atomic_fetch_sub_explicit(&engine->references, 1, memory_order_acq_rel) == 1)
        release(engine);
}

/* ---- asking ---- */

const struct therapycode_info *therapycode_engine_info(const struct therapycode_engine *engine)
{
    return engine == NULL ? NULL : &engine->info;
}

size_t therapycode_impl_code_first(const struct therapycode_engine *engine, uint64_t key)
{
    size_t slot = slot_of(engine, key);
    while (engine->code_slots[slot] != 0) {
        size_t index = engine->code_slots[slot] - 1;
        if (therapycode_impl_code_key(engine->codes[index].code) == key)
            return index;
        slot = (slot + 1) & (engine->code_slot_count - 1);
    }
    return SIZE_MAX;
}

const struct therapycode_code *therapycode_impl_find_code(const struct therapycode_engine *engine, uint64_t key,
                                                          int32_t date)
{
    const struct therapycode_impl_brief *brief = therapycode_impl_find_brief(engine, key, date);
    const struct therapycode_code *found = NULL;
    size_t i;
    if (brief != NULL)
        return &engine->codes[brief->code];
    i = therapycode_impl_code_first(engine, key);
    for (; i < engine->code_count && therapycode_impl_code_key(engine->codes[i].code) == key; i++)
        if (therapycode_impl_in_force(date, engine->codes[i].effective_from, engine->codes[i].effective_to))
            found = &engine->codes[i]; /* the last row in force wins: loaded rows stand after built-in ones */
    return found;
}

const struct therapycode_code *therapycode_engine_find_code(const struct therapycode_engine *engine, const char *code,
                                                            int32_t date)
{
    char padded[8] = { 0 };
    size_t length;
    if (engine == NULL || code == NULL)
        return NULL;
    length = strlen(code);
    if (!therapycode_impl_is_code(code, length) || !therapycode_impl_is_date(date))
        return NULL;
    memcpy(padded, code, length);
    return therapycode_impl_find_code(engine, therapycode_impl_code_key(padded), date);
}

int32_t therapycode_impl_threshold(const struct therapycode_engine *engine, int32_t name, int32_t date)
{
    const struct therapycode_impl_rows *rows = &engine->rulebook->tables[THERAPYCODE_IMPL_TABLE_THRESHOLDS];
    const struct therapycode_impl_thresholds_row *row = (const void *)rows->data;
    int32_t cents = THERAPYCODE_NONE;
    size_t i;
    for (i = 0; i < rows->count; i++)
        if (row[i].name == name && therapycode_impl_in_force(date, row[i].effective_from, row[i].effective_to))
            cents = row[i].cents;
    return cents;
}

const struct therapycode_code *therapycode_engine_code(const struct therapycode_engine *engine, size_t index)
{
    return engine == NULL || index >= engine->code_count ? NULL : &engine->codes[index];
}

const struct therapycode_rule *therapycode_engine_rule(const struct therapycode_engine *engine, size_t index)
{
    return engine == NULL || index >= THERAPYCODE_IMPL_RULE_COUNT ? NULL : &engine->rules[index];
}

const struct therapycode_option *therapycode_engine_option(const struct therapycode_engine *engine, size_t index)
{
    return engine == NULL || index >= engine->option_count ? NULL : &engine->options[index];
}
