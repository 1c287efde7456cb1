/*
 * Places in a JSON text. jansson keeps no positions of values and its messages quote the input; so errors are placed
 * by a second look at the raw text, which reads keys and brackets and nothing else.
 */
#ifndef THERAPYCODE_JSON_PLACE_H
#define THERAPYCODE_JSON_PLACE_H

#include <therapycode/json.h>

enum { THERAPYCODE_IMPL_PATH_MAX = 192 };

/* What the second look found wrong by itself. */
enum therapycode_impl_text_fault {
    THERAPYCODE_IMPL_TEXT_FINE = 0,
    THERAPYCODE_IMPL_TEXT_OPEN_STRING,  /* ends within a string */
    THERAPYCODE_IMPL_TEXT_CONTROL,      /* a raw control character in a string */
    THERAPYCODE_IMPL_TEXT_ESCAPE,       /* an escape that JSON does not have */
    THERAPYCODE_IMPL_TEXT_SURROGATE,    /* half of a surrogate pair */
    THERAPYCODE_IMPL_TEXT_NUL           /* U+0000 */
};

struct therapycode_impl_place {
    size_t offset;
    int fault; /* enum therapycode_impl_text_fault */
    char path[THERAPYCODE_IMPL_PATH_MAX];
};

/* Which value of the path is being read when `limit` bytes are read, and where the last token began. */
void therapycode_impl_place_at(const char *text, size_t length, size_t limit, struct therapycode_impl_place *out);
/* Where the value of a path begins, or its key; where there is none, where its nearest parent begins. */
size_t therapycode_impl_place_of(const char *text, size_t length, const char *path, int want_key);
/* Appends ".key" to a path, or "[?]" for a key that is not a plain word (it could be anything). */
void therapycode_impl_path_key(char *path, const char *key, size_t length);
/* Appends "[index]". */
void therapycode_impl_path_index(char *path, size_t index);
/* First byte that is not UTF-8; length: all is. */
size_t therapycode_impl_text_check(const char *text, size_t length);

/* Fills an error, whose size the caller's struct states, and returns its status. */
therapycode_status therapycode_impl_json_fail(struct therapycode_json_error *error, therapycode_status status,
                                              const char *text, size_t length, size_t offset, const char *path,
                                              const char *message);
/* Whether an error's size can be used at all. */
therapycode_status therapycode_impl_json_error_check(const struct therapycode_json_error *error);

#endif
