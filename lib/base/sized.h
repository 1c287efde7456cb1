/*
 * The sized-struct protocol: callers built against an older or newer header hand in structs of another size.
 * The first release's sizes are the oldest accepted ones; a newer caller is served as long as what this library
 * does not know is zero.
 */
#ifndef THERAPYCODE_BASE_SIZED_H
#define THERAPYCODE_BASE_SIZED_H

#include <stddef.h>

#include <therapycode/types.h>

enum { THERAPYCODE_IMPL_SIZE_MAX = 4096 };

/* OK, or E_SIZE for a size that no version had. `first` is the size in 0.1.0. */
static inline therapycode_status therapycode_impl_size_check(size_t size, size_t first)
{
    return size < first || size > THERAPYCODE_IMPL_SIZE_MAX || size % sizeof(int32_t) != 0 ? THERAPYCODE_E_SIZE
                                                                                           : THERAPYCODE_OK;
}
/*
 * Copies min(size, known) bytes into `to` and zeroes the rest; E_NEWER when the caller's tail beyond `known` is not
 * all zero. `size` was checked.
 */
therapycode_status therapycode_impl_sized_copy(void *to, size_t known, const void *from, size_t size);
/* Fills *error within its own size, if error is there, and returns status. */
therapycode_status therapycode_impl_fail(struct therapycode_error *error, therapycode_status status, const char *field,
                                         int32_t index, int32_t subindex, size_t offset, int32_t line);

#endif
