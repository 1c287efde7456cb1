/* Memory: the caller's allocator, an arena that is reset and reused, and tables of rows that only grow. */
#ifndef THERAPYCODE_BASE_MEMORY_H
#define THERAPYCODE_BASE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include <therapycode/types.h>

/* Copies the caller's hooks, or the C library's for NULL. E_SIZE or E_ARGUMENT for hooks that cannot work. */
therapycode_status therapycode_impl_allocator_copy(const struct therapycode_allocator *from,
                                                   struct therapycode_allocator *to);
/* NULL when there is no memory or bytes is 0. */
void *therapycode_impl_allocate(const struct therapycode_allocator *allocator, size_t bytes);
void therapycode_impl_release(const struct therapycode_allocator *allocator, void *block, size_t bytes);
/* Overwrites so that the compiler may not leave it out. */
void therapycode_impl_wipe(void *block, size_t bytes);

/* ---- arena: many small pieces, released together; keeps its chunks for the next use ---- */

struct therapycode_impl_chunk;
struct therapycode_impl_arena {
    const struct therapycode_allocator *allocator;
    struct therapycode_impl_chunk *first;
    struct therapycode_impl_chunk *current;
    unsigned char *free; /* of the current chunk */
    size_t left;         /* multiple of the alignment */
};
enum { THERAPYCODE_IMPL_ARENA_ALIGN = 16 };

void therapycode_impl_arena_init(struct therapycode_impl_arena *arena, const struct therapycode_allocator *allocator);
/* From another chunk, for what the current one has no room for. */
void *therapycode_impl_arena_more(struct therapycode_impl_arena *arena, size_t bytes);
/* Aligned for any object; NULL when there is no memory. Not zeroed. */
static inline void *therapycode_impl_arena_take(struct therapycode_impl_arena *arena, size_t bytes)
{
    unsigned char *piece = arena->free;
    if (bytes - 1 >= arena->left) /* nothing at all, too */
        return therapycode_impl_arena_more(arena, bytes);
    bytes = (bytes + THERAPYCODE_IMPL_ARENA_ALIGN - 1) / THERAPYCODE_IMPL_ARENA_ALIGN * THERAPYCODE_IMPL_ARENA_ALIGN;
    arena->free += bytes;
    arena->left -= bytes;
    return piece;
}
void therapycode_impl_arena_reset(struct therapycode_impl_arena *arena);
void therapycode_impl_arena_wipe(struct therapycode_impl_arena *arena);
void therapycode_impl_arena_free(struct therapycode_impl_arena *arena);

/* ---- rows: one table ---- */

struct therapycode_impl_rows {
    unsigned char *data;
    size_t count;
    size_t capacity; /* 0: `data` is somebody else's, to be read only; it is copied before a row is added */
    size_t row_size;
};

/* Adds one row, zeroed; NULL when there is no memory. Rows may move: hold indexes, not pointers. */
void *therapycode_impl_rows_add(struct therapycode_impl_rows *rows, const struct therapycode_allocator *allocator);
int therapycode_impl_rows_grow(struct therapycode_impl_rows *rows, const struct therapycode_allocator *allocator,
                               size_t count);
/* Makes the capacity at least `count`. 0 when there is no memory. */
static inline int therapycode_impl_rows_reserve(struct therapycode_impl_rows *rows,
                                                const struct therapycode_allocator *allocator, size_t count)
{
    return count <= rows->capacity || therapycode_impl_rows_grow(rows, allocator, count);
}
void therapycode_impl_rows_free(struct therapycode_impl_rows *rows, const struct therapycode_allocator *allocator);

#endif
