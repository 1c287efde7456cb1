/*
 * Messages are data (rulebook/data/messages.csv) with places for figures: {0} an integer, {0:code} a code,
 * {0:date}, {0:clock} a time of day, {0:money} cents, {0:s} the plural "s" of an integer, {0:text} constant text.
 */
#ifndef THERAPYCODE_BASE_MESSAGE_H
#define THERAPYCODE_BASE_MESSAGE_H

#include <stddef.h>
#include <stdint.h>

enum { THERAPYCODE_IMPL_MESSAGE_ARGS = 8 };

/* Writes at most capacity bytes, the NUL included; returns the length that it needed without the NUL. */
size_t therapycode_impl_format(char *out, size_t capacity, const char *pattern,
                               const int64_t args[THERAPYCODE_IMPL_MESSAGE_ARGS]);
/* A code, or a constant text, as a message argument. */
int64_t therapycode_impl_code_arg(const char code[8]);
static inline int64_t therapycode_impl_text_arg(const char *text)
{
    return (int64_t)(intptr_t)text;
}

#endif
