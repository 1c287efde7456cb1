/* A visit as read. */
#ifndef THERAPYCODE_JSON_VISIT_H
#define THERAPYCODE_JSON_VISIT_H

#include <jansson.h>

#include <therapycode/json.h>

struct block;

/* Texts point into the parsed document, which is kept. */
struct therapycode_json_visit {
    json_t *root;
    struct block *blocks;
    const char *id;
    const char **activity_ids;
    const char **goal_ids;
    struct therapycode_session session;
};

struct therapycode_json_day {
    json_t *root;
    struct block *blocks;
    struct therapycode_day day;
};

/* As therapycode_json_visit_read, but *out is there after a failure too, for its id. */
therapycode_status therapycode_own_visit_read(const char *text, size_t length, struct therapycode_json_visit **out,
                                               struct therapycode_json_error *error);

#endif
