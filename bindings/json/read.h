/* Reading documents: jansson parses, tables of fields say what each key may hold. */
#ifndef THERAPYCODE_JSON_READ_H
#define THERAPYCODE_JSON_READ_H

#include <jansson.h>

#include "place.h"
#include "words.h"

/* Memory that lives as long as a document. */
struct therapycode_impl_block;

struct therapycode_impl_reader {
    const char *text;
    size_t length;
    struct therapycode_json_error *error;
    json_t *root;
    struct therapycode_impl_block *blocks;
    json_t *goal_ids;     /* id -> index; NULL: none */
    json_t *activity_ids; /* the ids met so far */
    char path[THERAPYCODE_IMPL_PATH_MAX];
};

enum therapycode_impl_kind {
    THERAPYCODE_IMPL_KIND_NUMBER, THERAPYCODE_IMPL_KIND_WORD, THERAPYCODE_IMPL_KIND_YES, THERAPYCODE_IMPL_KIND_DATE,
    THERAPYCODE_IMPL_KIND_TIME, THERAPYCODE_IMPL_KIND_MONEY, THERAPYCODE_IMPL_KIND_TEXT, THERAPYCODE_IMPL_KIND_NAME,
    THERAPYCODE_IMPL_KIND_CODE, THERAPYCODE_IMPL_KIND_OTHER
};

typedef therapycode_status therapycode_impl_read(struct therapycode_impl_reader *r, json_t *value, void *row);

/* One key of one object. */
struct therapycode_impl_field {
    const char *key;
    int kind;       /* enum therapycode_impl_kind */
    size_t offset;  /* of the member that it fills */
    int32_t low;
    int32_t high;
    int32_t stated; /* bit set when the key is there, or 0 */
    int32_t required;
    const struct therapycode_impl_words *words;
    therapycode_impl_read *read; /* of KIND_OTHER */
};

struct therapycode_impl_object {
    const struct therapycode_impl_field *fields;
    size_t count;
    size_t stated_offset; /* where the bits go; SIZE_MAX: nowhere */
};

/* Parses the text and sets r->root, an object. */
therapycode_status therapycode_impl_read_begin(struct therapycode_impl_reader *r, const char *text, size_t length,
                                               struct therapycode_json_error *error);
/* Every key of an object into a row. */
therapycode_status therapycode_impl_read_object(struct therapycode_impl_reader *r, json_t *value,
                                                const struct therapycode_impl_object *object, void *row);
/* An array, element by element; rows may be NULL. */
therapycode_status therapycode_impl_read_array(struct therapycode_impl_reader *r, json_t *value, size_t limit,
                                               therapycode_impl_read *read, void *rows, size_t row_size);
/* A fault at the present path: its value, or its key. */
therapycode_status therapycode_impl_read_fail(struct therapycode_impl_reader *r, therapycode_status status, int at_key,
                                              const char *message);
therapycode_status therapycode_impl_read_nomem(struct therapycode_impl_reader *r);
/* Zeroed memory; NULL when there is none. */
void *therapycode_impl_read_take(struct therapycode_impl_reader *r, size_t count, size_t size);
void therapycode_impl_read_release(struct therapycode_impl_block *blocks);

/* A string; NULL, and the fault told, when the value is none. */
const char *therapycode_impl_read_string(struct therapycode_impl_reader *r, json_t *value);
therapycode_status therapycode_impl_read_date(struct therapycode_impl_reader *r, json_t *value, void *row);
therapycode_status therapycode_impl_read_text(struct therapycode_impl_reader *r, json_t *value, void *row);
therapycode_status therapycode_impl_read_format(struct therapycode_impl_reader *r, json_t *value, void *row);

#endif
