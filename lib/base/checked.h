/* Arithmetic on the caller's numbers that says when it does not fit. Each returns 1, or 0 and leaves *out alone. */
#ifndef THERAPYCODE_BASE_CHECKED_H
#define THERAPYCODE_BASE_CHECKED_H

#include <stddef.h>
#include <stdint.h>

static inline int therapycode_impl_add_size(size_t a, size_t b, size_t *out)
{
    if (a > SIZE_MAX - b)
        return 0;
    *out = a + b;
    return 1;
}

static inline int therapycode_impl_multiply_size(size_t a, size_t b, size_t *out)
{
    if (b != 0 && a > SIZE_MAX / b)
        return 0;
    *out = a * b;
    return 1;
}

#endif
