#include "read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct block {
    struct block *next;
    max_align_t data[];
};

void *therapycode_own_read_take(struct reader *r, size_t count, size_t size)
{
    struct block *block;
    if (count > (SIZE_MAX - sizeof *block) / size)
        return NULL;
    block = calloc(1, sizeof *block + count * size);
    if (block == NULL)
        return NULL;
    block->next = r->blocks;
    r->blocks = block;
    return block->data;
}

void therapycode_own_read_release(struct block *blocks)
{
    while (blocks != NULL) {
        struct block *next = blocks->next;
        free(blocks);
        blocks = next;
    }
}

/* ---- faults ---- */

therapycode_status therapycode_own_read_fail(struct reader *r, therapycode_status status, int at_key,
                                              const char *message)
{
    size_t offset = 0;
    if (r->error != NULL)
        offset = therapycode_own_place_of(r->text, r->length, r->path, at_key);
    return therapycode_own_json_fail(r->error, status, r->text, r->length, offset, r->path, message);
}

therapycode_status therapycode_own_read_nomem(struct reader *r)
{
    return therapycode_own_json_fail(r->error, THERAPYCODE_E_NOMEM, NULL, 0, 0, "$", "no memory left");
}

static therapycode_status wrong(struct reader *r, const char *message)
{
    return therapycode_own_read_fail(r, THERAPYCODE_E_VALUE, 0, message);
}

static const char *fault_message(int fault)
{
    switch (fault) {
    case TEXT_OPEN_STRING: return "the text ends within a string";
    case TEXT_CONTROL: return "a control character in a string must be escaped";
    case TEXT_ESCAPE: return "an escape that JSON does not have";
    case TEXT_SURROGATE: return "half of a surrogate pair is no character";
    case TEXT_NUL: return "U+0000 is not allowed";
    default: return "not valid JSON here";
    }
}

/* jansson's error in our words. Its own text can quote the input and is never read. */
static therapycode_status tell_syntax(struct reader *r, const json_error_t *fault)
{
    struct place place;
    therapycode_status status = THERAPYCODE_E_FORMAT;
    const char *message;
    size_t read = fault->position > 0 ? (size_t)fault->position : 0;
    enum json_error_code code = json_error_code(fault);
    if (code == json_error_out_of_memory)
        return therapycode_own_read_nomem(r);
    therapycode_own_place_at(r->text, r->length, read, &place);
    message = fault_message(place.fault);
    if (place.fault == TEXT_SURROGATE)
        status = THERAPYCODE_E_UTF8;
    else if (place.fault == TEXT_NUL)
        status = THERAPYCODE_E_VALUE;
    else if (place.fault != TEXT_FINE)
        status = THERAPYCODE_E_FORMAT;
    else if (code == json_error_duplicate_key)
        status = THERAPYCODE_E_CONFLICT, message = "the key is there twice";
    else if (code == json_error_numeric_overflow)
        status = THERAPYCODE_E_VALUE, message = "the number is too large";
    else if (code == json_error_stack_overflow)
        status = THERAPYCODE_E_LIMIT, message = "nested too deeply";
    else if (code == json_error_premature_end_of_input)
        message = "the text ends too early", place.offset = r->length;
    else if (code == json_error_end_of_input_expected)
        message = "there is text after the end of the document";
    return therapycode_own_json_fail(r->error, status, r->text, r->length, place.offset, place.path, message);
}

therapycode_status therapycode_own_read_begin(struct reader *r, const char *text, size_t length,
                                               struct therapycode_json_error *error)
{
    json_error_t fault;
    size_t bad;
    memset(r, 0, sizeof *r);
    r->text = text;
    r->length = length;
    r->error = error;
    r->path[0] = '$';
    if (length > THERAPYCODE_LIMIT_TEXT)
        return therapycode_own_json_fail(error, THERAPYCODE_E_LIMIT, NULL, 0, 0, "$", "the document is too large");
    bad = therapycode_own_text_check(text, length);
    if (bad < length) {
        struct place place;
        therapycode_own_place_at(text, length, bad, &place);
        return therapycode_own_json_fail(error, THERAPYCODE_E_UTF8, text, length, bad, place.path,
                                          "a byte that is not UTF-8");
    }
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        return therapycode_own_json_fail(error, THERAPYCODE_E_FORMAT, text, length, 0, "$",
                                          "begins with a byte order mark: save the file without one");
    memset(&fault, 0, sizeof fault);
    r->root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &fault);
    return r->root == NULL ? tell_syntax(r, &fault) : THERAPYCODE_OK;
}

/* ---- values ---- */

const char *therapycode_own_read_string(struct reader *r, json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    wrong(r, "must be a string");
    return NULL;
}

static therapycode_status read_number(struct reader *r, json_t *value, int32_t low, int32_t high,
                                      int32_t *out)
{
    char message[80];
    json_int_t number = json_integer_value(value);
    if (json_is_integer(value) && number >= low && number <= high) {
        *out = (int32_t)number;
        return THERAPYCODE_OK;
    }
    snprintf(message, sizeof message, "must be a whole number from %d to %d", (int)low, (int)high);
    return wrong(r, message);
}

static therapycode_status read_word(struct reader *r, json_t *value,
                                    const struct words *words, int32_t *out)
{
    char message[160] = "must be one of";
    size_t i;
    int32_t found = json_is_string(value) ? therapycode_own_word_value(words, json_string_value(value)) : 0;
    if (found != 0) {
        *out = found;
        return THERAPYCODE_OK;
    }
    for (i = 0; i < words->count; i++) {
        size_t have = strlen(message);
        snprintf(message + have, sizeof message - have, "%s \"%s\"", i > 0 ? "," : "", words->words[i]);
    }
    return wrong(r, message);
}

static int digits(const char *p, int count, int32_t *out)
{
    int i;
    *out = 0;
    for (i = 0; i < count; i++) {
        if (p[i] < '0' || p[i] > '9')
            return 0;
        *out = *out * 10 + (p[i] - '0');
    }
    return 1;
}

static int days_of(int32_t year, int32_t month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

therapycode_status therapycode_own_read_date(struct reader *r, json_t *value, void *row)
{
    int32_t year, month, day;
    const char *p = json_string_value(value);
    if (p == NULL || json_string_length(value) != 10 || p[4] != '-' || p[7] != '-' || !digits(p, 4, &year) ||
        !digits(p + 5, 2, &month) || !digits(p + 8, 2, &day))
        return wrong(r, "must be a date such as \"2026-03-02\"");
    if (year < 1900 || month < 1 || month > 12 || day < 1 || day > days_of(year, month))
        return wrong(r, "is not a day of the calendar");
    *(int32_t *)row = year * 10000 + month * 100 + day;
    return THERAPYCODE_OK;
}

/* "13:05" or "13:05:30"; "24:00" where the field's upper limit has it. */
static therapycode_status read_time(struct reader *r, json_t *value, int32_t high, int32_t *out)
{
    int32_t hour, minute, second = 0;
    const char *p = json_string_value(value);
    size_t length = p == NULL ? 0 : json_string_length(value);
    if ((length != 5 && length != 8) || p[2] != ':' || !digits(p, 2, &hour) || !digits(p + 3, 2, &minute) ||
        (length == 8 && (p[5] != ':' || !digits(p + 6, 2, &second))))
        return wrong(r, "must be a time of day such as \"13:05\" or \"13:05:30\"");
    if (minute > 59 || second > 59 || hour * 3600 + minute * 60 + second > high)
        return wrong(r, "is not a time of day");
    *out = hour * 3600 + minute * 60 + second;
    return THERAPYCODE_OK;
}

static therapycode_status read_money(struct reader *r, json_t *value, int32_t *out)
{
    const char *p = json_string_value(value);
    int64_t cents = 0;
    size_t i = 0, length = p == NULL ? 0 : json_string_length(value);
    while (i < length && p[i] >= '0' && p[i] <= '9' && i < 9)
        cents = cents * 10 + (p[i++] - '0');
    cents *= 100;
    if (i > 0 && i + 3 == length && p[i] == '.' && p[i + 1] >= '0' && p[i + 1] <= '9' && p[i + 2] >= '0' &&
        p[i + 2] <= '9') {
        cents += (p[i + 1] - '0') * 10 + (p[i + 2] - '0');
        i = length;
    }
    if (i == 0 || i != length)
        return wrong(r, "must be an amount in a string such as \"2310.55\"");
    if (cents > INT32_MAX)
        return wrong(r, "the amount is too large");
    *out = (int32_t)cents;
    return THERAPYCODE_OK;
}

therapycode_status therapycode_own_read_text(struct reader *r, json_t *value, void *row)
{
    struct therapycode_text *out = row;
    const char *data = therapycode_own_read_string(r, value);
    if (data == NULL)
        return THERAPYCODE_E_VALUE;
    out->length = json_string_length(value);
    out->data = out->length > 0 ? data : NULL;
    return THERAPYCODE_OK;
}

static therapycode_status read_code(struct reader *r, json_t *value, char *out)
{
    size_t i;
    const char *p = json_string_value(value);
    int fine = p != NULL && json_string_length(value) == 5;
    for (i = 0; fine && i < 5; i++)
        fine = (p[i] >= '0' && p[i] <= '9') || (p[i] >= 'A' && p[i] <= 'Z');
    if (!fine)
        return wrong(r, "must be a code of five digits or capital letters such as \"97530\"");
    memcpy(out, p, 5);
    return THERAPYCODE_OK;
}

therapycode_status therapycode_own_read_format(struct reader *r, json_t *value, void *row)
{
    (void)row;
    if (!json_is_integer(value) || json_integer_value(value) != 1)
        return wrong(r, "must be 1: the only format there is");
    return THERAPYCODE_OK;
}

/* ---- objects and arrays ---- */

static therapycode_status read_field(struct reader *r, json_t *value,
                                     const struct field *field, void *row)
{
    unsigned char *member = (unsigned char *)row + field->offset;
    switch (field->kind) {
    case KIND_NUMBER: return read_number(r, value, field->low, field->high, (void *)member);
    case KIND_WORD: return read_word(r, value, field->words, (void *)member);
    case KIND_DATE: return therapycode_own_read_date(r, value, member);
    case KIND_TIME: return read_time(r, value, field->high, (void *)member);
    case KIND_MONEY: return read_money(r, value, (void *)member);
    case KIND_TEXT: return therapycode_own_read_text(r, value, member);
    case KIND_CODE: return read_code(r, value, (char *)member);
    case KIND_OTHER: return field->read(r, value, row);
    case KIND_YES:
        if (!json_is_boolean(value))
            return wrong(r, "must be true or false");
        *(int32_t *)(void *)member = json_is_true(value) ? THERAPYCODE_YES : THERAPYCODE_NO;
        return THERAPYCODE_OK;
    default: {
        const char *name = therapycode_own_read_string(r, value);
        memcpy(member, &name, sizeof name);
        return name == NULL ? THERAPYCODE_E_VALUE : THERAPYCODE_OK;
    }
    }
}

static const struct field *find_field(const struct object *object, const char *key)
{
    size_t i;
    for (i = 0; i < object->count; i++)
        if (strcmp(object->fields[i].key, key) == 0)
            return &object->fields[i];
    return NULL;
}

static therapycode_status check_required(struct reader *r, json_t *value,
                                         const struct object *object)
{
    size_t i, have = strlen(r->path);
    for (i = 0; i < object->count; i++) {
        therapycode_status status;
        const char *key = object->fields[i].key;
        if (!object->fields[i].required || json_object_get(value, key) != NULL)
            continue;
        therapycode_own_path_key(r->path, key, strlen(key));
        status = wrong(r, "is required");
        r->path[have] = '\0';
        return status;
    }
    return THERAPYCODE_OK;
}

therapycode_status therapycode_own_read_object(struct reader *r, json_t *value,
                                                const struct object *object, void *row)
{
    size_t have = strlen(r->path);
    const char *key;
    json_t *member;
    if (!json_is_object(value))
        return wrong(r, "must be an object");
    json_object_foreach(value, key, member) {
        therapycode_status status;
        const struct field *field = find_field(object, key);
        therapycode_own_path_key(r->path, key, strlen(key));
        if (field == NULL)
            return therapycode_own_read_fail(r, THERAPYCODE_E_NAME, 1, "no such key");
        status = read_field(r, member, field, row);
        if (status != THERAPYCODE_OK)
            return status;
        if (field->stated != 0) {
            int32_t *stated = (void *)((unsigned char *)row + object->stated_offset);
            *stated |= field->stated;
        }
        r->path[have] = '\0';
    }
    return check_required(r, value, object);
}

therapycode_status therapycode_own_read_array(struct reader *r, json_t *value, size_t limit,
                                               read_value *read, void *rows, size_t row_size)
{
    size_t have = strlen(r->path), i, count = json_array_size(value);
    if (!json_is_array(value))
        return wrong(r, "must be an array");
    if (count > limit)
        return therapycode_own_read_fail(r, THERAPYCODE_E_LIMIT, 0, "has too many elements");
    for (i = 0; i < count; i++) {
        therapycode_status status;
        therapycode_own_path_index(r->path, i);
        status = read(r, json_array_get(value, i), (unsigned char *)rows + i * row_size);
        if (status != THERAPYCODE_OK)
            return status;
        r->path[have] = '\0';
    }
    return THERAPYCODE_OK;
}
