#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

static void *libc_allocate(void *user, size_t bytes)
{
    (void)user;
    return malloc(bytes);
}

static void *libc_reallocate(void *user, void *block, size_t old_bytes, size_t new_bytes)
{
    (void)user;
    (void)old_bytes;
    return realloc(block, new_bytes);
}

static void libc_release(void *user, void *block, size_t bytes)
{
    (void)user;
    (void)bytes;
    free(block);
}

therapycode_status therapycode_impl_allocator_copy(const struct therapycode_allocator *from,
                                                   struct therapycode_allocator *to)
{
    if (from == NULL) {
        to->size = sizeof *to;
        to->user = NULL;
        to->allocate = libc_allocate;
        to->reallocate = libc_reallocate;
        to->release = libc_release;
        return THERAPYCODE_OK;
    }
    if (from->size != sizeof *from)
        return from->size > sizeof *from ? THERAPYCODE_E_NEWER : THERAPYCODE_E_SIZE;
    if (from->allocate == NULL || from->reallocate == NULL || from->release == NULL)
        return THERAPYCODE_E_ARGUMENT;
    *to = *from;
    return THERAPYCODE_OK;
}

void *therapycode_impl_allocate(const struct therapycode_allocator *allocator, size_t bytes)
{
    return bytes == 0 ? NULL : allocator->allocate(allocator->user, bytes);
}

void therapycode_impl_release(const struct therapycode_allocator *allocator, void *block, size_t bytes)
{
    if (block != NULL)
        allocator->release(allocator->user, block, bytes);
}

void therapycode_impl_wipe(void *block, size_t bytes)
{
    /* A call through a volatile pointer cannot be proven useless, so it stays. */
    void *(*volatile set)(void *, int, size_t) = memset;
    if (bytes > 0)
        set(block, 0, bytes);
}

/* ---- arena ---- */

enum { ARENA_FIRST = 8192, ARENA_MAX_DOUBLING = 1 << 20 };

struct therapycode_impl_chunk {
    struct therapycode_impl_chunk *next;
    size_t capacity;
    size_t reserved[2]; /* keeps what follows aligned to 16 on LP64 and ILP32 */
};

static void use(struct therapycode_impl_arena *arena, struct therapycode_impl_chunk *chunk)
{
    arena->current = chunk;
    arena->free = chunk == NULL ? NULL : (unsigned char *)(chunk + 1);
    arena->left = chunk == NULL ? 0 : chunk->capacity;
}

void therapycode_impl_arena_init(struct therapycode_impl_arena *arena, const struct therapycode_allocator *allocator)
{
    arena->allocator = allocator;
    arena->first = NULL;
    use(arena, NULL);
}

/* Stands behind the current one, where there is one. */
static struct therapycode_impl_chunk *chunk_add(struct therapycode_impl_arena *arena, size_t bytes)
{
    size_t capacity = ARENA_FIRST;
    struct therapycode_impl_chunk *chunk, **link = arena->current == NULL ? &arena->first : &arena->current->next;
    if (arena->current != NULL) {
        capacity = arena->current->capacity;
        if (capacity < ARENA_MAX_DOUBLING)
            capacity *= 2;
    }
    if (capacity < bytes)
        capacity = bytes;
    if (capacity > SIZE_MAX - sizeof *chunk)
        return NULL;
    chunk = therapycode_impl_allocate(arena->allocator, sizeof *chunk + capacity);
    if (chunk == NULL)
        return NULL;
    chunk->capacity = capacity;
    chunk->next = *link;
    *link = chunk;
    return chunk;
}

void *therapycode_impl_arena_more(struct therapycode_impl_arena *arena, size_t bytes)
{
    struct therapycode_impl_chunk *chunk;
    if (bytes == 0)
        return therapycode_impl_arena_take(arena, 1);
    if (bytes > SIZE_MAX - THERAPYCODE_IMPL_ARENA_ALIGN)
        return NULL;
    bytes = (bytes + THERAPYCODE_IMPL_ARENA_ALIGN - 1) / THERAPYCODE_IMPL_ARENA_ALIGN * THERAPYCODE_IMPL_ARENA_ALIGN;
    chunk = arena->current == NULL ? arena->first : arena->current->next;
    while (chunk != NULL && chunk->capacity < bytes)
        chunk = chunk->next;
    if (chunk == NULL)
        chunk = chunk_add(arena, bytes);
    if (chunk == NULL)
        return NULL;
    use(arena, chunk);
    arena->free += bytes;
    arena->left -= bytes;
    return arena->free - bytes;
}

void therapycode_impl_arena_reset(struct therapycode_impl_arena *arena)
{
    use(arena, arena->first);
}

void therapycode_impl_arena_wipe(struct therapycode_impl_arena *arena)
{
    struct therapycode_impl_chunk *chunk;
    for (chunk = arena->first; chunk != NULL; chunk = chunk->next)
        therapycode_impl_wipe(chunk + 1, chunk->capacity);
    therapycode_impl_arena_reset(arena);
}

void therapycode_impl_arena_free(struct therapycode_impl_arena *arena)
{
    struct therapycode_impl_chunk *chunk = arena->first;
    while (chunk != NULL) {
        struct therapycode_impl_chunk *next = chunk->next;
        therapycode_impl_release(arena->allocator, chunk, sizeof *chunk + chunk->capacity);
        chunk = next;
    }
    arena->first = NULL;
    use(arena, NULL);
}

/* ---- rows ---- */

int therapycode_impl_rows_grow(struct therapycode_impl_rows *rows, const struct therapycode_allocator *allocator,
                               size_t count)
{
    size_t capacity = rows->capacity > 0 ? rows->capacity : 8;
    size_t bytes;
    void *data;
    while (capacity < count) {
        if (capacity > SIZE_MAX / 2)
            return 0;
        capacity *= 2;
    }
    if (!therapycode_impl_multiply_size(capacity, rows->row_size, &bytes))
        return 0;
    if (rows->capacity == 0)
        data = therapycode_impl_allocate(allocator, bytes);
    else
        data = allocator->reallocate(allocator->user, rows->data, rows->capacity * rows->row_size, bytes);
    if (data == NULL)
        return 0;
    if (rows->capacity == 0 && rows->count > 0)
        memcpy(data, rows->data, rows->count * rows->row_size);
    rows->data = data;
    rows->capacity = capacity;
    return 1;
}

void *therapycode_impl_rows_add(struct therapycode_impl_rows *rows, const struct therapycode_allocator *allocator)
{
    void *row;
    if (!therapycode_impl_rows_reserve(rows, allocator, rows->count + 1))
        return NULL;
    row = rows->data + rows->count * rows->row_size;
    memset(row, 0, rows->row_size);
    rows->count++;
    return row;
}

void therapycode_impl_rows_free(struct therapycode_impl_rows *rows, const struct therapycode_allocator *allocator)
{
    if (rows->capacity > 0)
        therapycode_impl_release(allocator, rows->data, rows->capacity * rows->row_size);
    rows->data = NULL;
    rows->count = 0;
    rows->capacity = 0;
}
