/*
 * Places in a JSON text. jansson keeps no positions of values and its messages quote the input; so errors are placed
 * by a second look at the raw text, which reads keys and brackets and nothing else.
 */
#ifndef THERAPYCODE_JSON_PLACE_H
#define THERAPYCODE_JSON_PLACE_H

#include <therapycode/json.h>

enum { PATH_SIZE = 192 };

/* What the second look found wrong by itself. */
enum text_fault {
    TEXT_FINE = 0,
    TEXT_OPEN_STRING,  /* ends within a string */
    TEXT_CONTROL,      /* a raw control character in a string */
    TEXT_ESCAPE,       /* an escape that JSON does not have */
    TEXT_SURROGATE,    /* half of a surrogate pair */
    TEXT_NUL           /* U+0000 */
};

struct place {
    size_t offset;
    int fault; /* enum text_fault */
    char path[PATH_SIZE];
};

/* Which value of the path is being read when `limit` bytes are read, and where the last token began. */
void therapycode_own_place_at(const char *text, size_t length, size_t limit, struct place *out);
/* Where the value of a path begins, or its key; where there is none, where its nearest parent begins. */
size_t therapycode_own_place_of(const char *text, size_t length, const char *path, int want_key);
/* Appends ".key" to a path, or "[?]" for a key that is not a plain word (it could be anything). */
void therapycode_own_path_key(char *path, const char *key, size_t length);
/* Appends "[index]". */
void therapycode_own_path_index(char *path, size_t index);
/* First byte that is not UTF-8; length: all is. */
size_t therapycode_own_text_check(const char *text, size_t length);

/* Fills an error, whose size the caller's struct states, and returns its status. */
therapycode_status therapycode_own_json_fail(struct therapycode_json_error *error, therapycode_status status,
                                              const char *text, size_t length, size_t offset, const char *path,
                                              const char *message);
/* Whether an error's size can be used at all. */
therapycode_status therapycode_own_json_error_check(const struct therapycode_json_error *error);

#endif
