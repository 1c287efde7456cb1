/* Text that grows, and JSON written into it: keys in the order of the calls. */
#ifndef THERAPYCODE_JSON_OUTPUT_H
#define THERAPYCODE_JSON_OUTPUT_H

#include <therapycode/json.h>

#include "words.h"

struct therapycode_json_output {
    char *data;
    size_t length;
    size_t capacity;
    int failed; /* memory ran out: sticky until the write ends */
    int pretty;
    int depth;
    int first; /* nothing stands yet in the innermost bracket */
};

void therapycode_own_out_begin(struct therapycode_json_output *o, int32_t flags);
/* Takes back what was written since `mark` when memory ran out. */
therapycode_status therapycode_own_out_end(struct therapycode_json_output *o, size_t mark);

/* A value begins: with a key in an object, key NULL in an array. */
void therapycode_own_out_open(struct therapycode_json_output *o, const char *key, char bracket);
void therapycode_own_out_close(struct therapycode_json_output *o, char bracket);
void therapycode_own_out_number(struct therapycode_json_output *o, const char *key, int64_t value);
/* null for THERAPYCODE_NONE */
void therapycode_own_out_index(struct therapycode_json_output *o, const char *key, int32_t value);
/* null for NULL */
void therapycode_own_out_string(struct therapycode_json_output *o, const char *key, const char *value);
void therapycode_own_out_text(struct therapycode_json_output *o, const char *key, const char *data, size_t length);
void therapycode_own_out_yes(struct therapycode_json_output *o, const char *key, int yes);
void therapycode_own_out_null(struct therapycode_json_output *o, const char *key);
/* null for a value without a word */
void therapycode_own_out_word(struct therapycode_json_output *o, const char *key, const struct words *words,
                              int32_t value);
void therapycode_own_out_date(struct therapycode_json_output *o, const char *key, int32_t date);

#endif
