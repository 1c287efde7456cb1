/* The rulebook while it can still change: built-in rows, then rows that the caller loaded. */
#ifndef THERAPYCODE_RULEBOOK_RULEBOOK_H
#define THERAPYCODE_RULEBOOK_RULEBOOK_H

#include <therapycode/rulebook.h>

#include "base/memory.h"
#include "base/sha256.h"
#include "rulebook/tables.h"

/* Where the code of a loaded row of words stands: what is wrong with it is known when the engine is made. */
struct therapycode_impl_loaded_at {
    size_t offset;
    int32_t line;
    int32_t load; /* by which call of therapycode_rulebook_load(), from 0 */
};

struct therapycode_rulebook {
    struct therapycode_allocator allocator;
    struct therapycode_impl_rows tables[THERAPYCODE_IMPL_TABLE_COUNT]; /* built-in rows, then loaded ones */
    struct therapycode_impl_rows pool;                                 /* bytes of loaded texts, each NUL-terminated */
    struct therapycode_impl_rows places;                               /* of the loaded rows of words, the last ones */
    int32_t loads;                                                     /* tables that were loaded */
    int changed;                                                       /* 0: the tables are the built-in ones */
};

/* The text behind an offset: below the size of the built-in pool there, above it in the rulebook's own. */
static inline const char *therapycode_impl_rulebook_text(const struct therapycode_rulebook *rulebook, uint32_t offset)
{
    return offset < therapycode_impl_pool_size
               ? therapycode_impl_pool + offset
               : (const char *)rulebook->pool.data + (offset - therapycode_impl_pool_size);
}
/* Keeps a text and stores its offset: 0 for the empty one. OK or E_NOMEM or E_LIMIT. */
therapycode_status therapycode_impl_rulebook_keep(struct therapycode_rulebook *rulebook, const char *data,
                                                  size_t length, uint32_t *offset);
/* Adds every row of every table to a digest. */
void therapycode_impl_rulebook_digest(const struct therapycode_rulebook *rulebook, struct therapycode_impl_sha256 *sha);

/* Which of a list of words a text is, counting from 1; 0 for none of them. */
int32_t therapycode_impl_find_word(uint32_t word_first, uint32_t word_count, const char *data, size_t length);
/* Reads an option's value; OK, E_NAME for an option that does not exist, E_VALUE for a value it cannot have. */
therapycode_status therapycode_impl_option_parse(const char *option, size_t option_length, const char *value,
                                                 size_t value_length, int32_t *option_id, int32_t *number);
/* 1 for a name that a policy may have: 1 to 64 of a-z, 0-9 and '-'. */
int therapycode_impl_is_policy_name(const char *data, size_t length);

#endif
