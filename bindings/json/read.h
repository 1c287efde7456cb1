/* Reading documents: jansson parses, tables of fields say what each key may hold. */
#ifndef THERAPYCODE_JSON_READ_H
#define THERAPYCODE_JSON_READ_H

#include <jansson.h>

#include "place.h"
#include "words.h"

/* Memory that lives as long as a document. */
struct block;

struct reader {
    const char *text;
    size_t length;
    struct therapycode_json_error *error;
    json_t *root;
    struct block *blocks;
    json_t *goal_ids;     /* id -> index; NULL: none */
    json_t *activity_ids; /* the ids met so far */
    char path[PATH_SIZE];
};

enum kind {
    KIND_NUMBER, KIND_WORD, KIND_YES, KIND_DATE,
    KIND_TIME, KIND_MONEY, KIND_TEXT, KIND_NAME,
    KIND_CODE, KIND_OTHER
};

typedef therapycode_status read_value(struct reader *r, json_t *value, void *row);

/* One key of one object. */
struct field {
    const char *key;
    int kind;       /* enum kind */
    size_t offset;  /* of the member that it fills */
    int32_t low;
    int32_t high;
    int32_t stated; /* bit set when the key is there, or 0 */
    int32_t required;
    const struct words *words;
    read_value *read; /* of KIND_OTHER */
};

struct object {
    const struct field *fields;
    size_t count;
    size_t stated_offset; /* where the bits go; SIZE_MAX: nowhere */
};

/* Parses the text and sets r->root, an object. */
therapycode_status therapycode_own_read_begin(struct reader *r, const char *text, size_t length,
                                               struct therapycode_json_error *error);
/* Every key of an object into a row. */
therapycode_status therapycode_own_read_object(struct reader *r, json_t *value,
                                                const struct object *object, void *row);
/* An array, element by element; rows may be NULL. */
therapycode_status therapycode_own_read_array(struct reader *r, json_t *value, size_t limit,
                                               read_value *read, void *rows, size_t row_size);
/* A fault at the present path: its value, or its key. */
therapycode_status therapycode_own_read_fail(struct reader *r, therapycode_status status, int at_key,
                                              const char *message);
therapycode_status therapycode_own_read_nomem(struct reader *r);
/* Zeroed memory; NULL when there is none. */
void *therapycode_own_read_take(struct reader *r, size_t count, size_t size);
void therapycode_own_read_release(struct block *blocks);

/* A string; NULL, and the fault told, when the value is none. */
const char *therapycode_own_read_string(struct reader *r, json_t *value);
therapycode_status therapycode_own_read_date(struct reader *r, json_t *value, void *row);
therapycode_status therapycode_own_read_text(struct reader *r, json_t *value, void *row);
therapycode_status therapycode_own_read_format(struct reader *r, json_t *value, void *row);

#endif
