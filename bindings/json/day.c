/* The day document: one clinician's or a clinic's day across patients. */
#include <stdlib.h>
#include <string.h>

#include "read.h"
#include "visit.h"

enum { DAY_MINUTES = 1440, DAY_SECONDS = 86400 };

#define I struct therapycode_interval
#define COUNT(key, low, high, bit, must) \
    { #key, KIND_NUMBER, offsetof(I, key), low, high, bit, must, NULL, NULL }
#define WORD(key, list) { #key, KIND_WORD, offsetof(I, key), 0, 0, 0, 0, &therapycode_own_word_##list, NULL }
static const struct field interval_fields[] = {
    { "code", KIND_CODE, offsetof(I, code), 0, 0, 0, 0, NULL, NULL },
    COUNT(clinician, 1, INT32_MAX, 0, 1),
    COUNT(patient, 1, INT32_MAX, 0, 1),
    { "start", KIND_TIME, offsetof(I, start), 0, DAY_SECONDS - 1, THERAPYCODE_STATED_START, 1, NULL, NULL },
    { "end", KIND_TIME, offsetof(I, end), 0, DAY_SECONDS, 0, 1, NULL, NULL },
    COUNT(minutes, 0, DAY_MINUTES, THERAPYCODE_STATED_MINUTES, 0),
    WORD(contact, contact),
    WORD(performer, performer)
};
#undef I
static const struct object interval_object = {
    interval_fields, sizeof interval_fields / sizeof interval_fields[0], offsetof(struct therapycode_interval, stated)
};

static therapycode_status read_interval(struct reader *r, json_t *value, void *row)
{
    return therapycode_own_read_object(r, value, &interval_object, row);
}

static therapycode_status read_intervals(struct reader *r, json_t *value, void *row)
{
    struct therapycode_day *day = row;
    size_t count = json_array_size(value);
    struct therapycode_interval *intervals = therapycode_own_read_take(r, count + 1, sizeof *intervals);
    if (intervals == NULL)
        return therapycode_own_read_nomem(r);
    day->interval_count = count;
    day->intervals = count > 0 ? intervals : NULL;
    return therapycode_own_read_array(r, value, THERAPYCODE_LIMIT_ACTIVITIES, read_interval, intervals,
                                      sizeof *intervals);
}

#define D struct therapycode_day
static const struct field day_fields[] = {
    { "format", KIND_OTHER, 0, 0, 0, 0, 0, NULL, therapycode_own_read_format },
    { "date_of_service", KIND_DATE, offsetof(D, date_of_service), 0, 0, 0, 1, NULL, NULL },
    { "policy", KIND_NAME, offsetof(D, policy), 0, 0, 0, 0, NULL, NULL },
    { "intervals", KIND_OTHER, 0, 0, 0, 0, 1, NULL, read_intervals }
};
#undef D
static const struct object day_object = { day_fields, sizeof day_fields / sizeof day_fields[0], SIZE_MAX };

therapycode_status therapycode_json_day_read(const char *text, size_t length, struct therapycode_json_day **out,
                                             struct therapycode_json_error *error)
{
    struct reader r;
    struct therapycode_json_day *day;
    therapycode_status status;
    if (therapycode_own_json_error_check(error) != THERAPYCODE_OK)
        return THERAPYCODE_E_SIZE;
    if (out == NULL || (text == NULL && length > 0))
        return therapycode_own_json_fail(error, THERAPYCODE_E_ARGUMENT, NULL, 0, 0, "$", "an argument is NULL");
    day = calloc(1, sizeof *day);
    if (day == NULL)
        return therapycode_own_json_fail(error, THERAPYCODE_E_NOMEM, NULL, 0, 0, "$", "no memory left");
    day->day.size = sizeof day->day;
    day->day.interval_size = sizeof(struct therapycode_interval);
    status = therapycode_own_read_begin(&r, text == NULL ? "" : text, length, error);
    if (status == THERAPYCODE_OK)
        status = therapycode_own_read_object(&r, r.root, &day_object, &day->day);
    day->root = r.root;
    day->blocks = r.blocks;
    if (status == THERAPYCODE_OK)
        *out = day;
    else
        therapycode_json_day_free(day);
    return status;
}

void therapycode_json_day_free(struct therapycode_json_day *day)
{
    if (day == NULL)
        return;
    json_decref(day->root);
    therapycode_own_read_release(day->blocks);
    free(day);
}

const struct therapycode_day *therapycode_json_day_facts(const struct therapycode_json_day *day)
{
    return day == NULL ? NULL : &day->day;
}
