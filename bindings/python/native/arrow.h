/*
 * What Arrow needs of C: the structs of its C data interface, which are published to be declared by every library
 * (docs: arrow.apache.org, "The Arrow C data interface"), memory for arrays that we export, and strings read without a
 * Python object for each.
 */
#ifndef THERAPYCODE_PY_ARROW_H
#define THERAPYCODE_PY_ARROW_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};
struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

/* ---- arrays and schemas of our own: malloc everywhere, released without Python ---- */

static void tcpy_release_schema(struct ArrowSchema *s)
{
    int64_t i;
    for (i = 0; i < s->n_children; i++) {
        if (s->children[i] != NULL && s->children[i]->release != NULL)
            s->children[i]->release(s->children[i]);
        free(s->children[i]);
    }
    free(s->children);
    free(s->private_data);
    s->release = NULL;
}

/* format and name are copied into one block. 1, or 0 for no memory. */
static int tcpy_make_schema(struct ArrowSchema *s, const char *format, const char *name, int nullable,
                            int64_t children)
{
    size_t f = strlen(format) + 1, n = strlen(name) + 1;
    int64_t i;
    char *text = malloc(f + n);
    memset(s, 0, sizeof *s);
    s->children = calloc((size_t)children + 1, sizeof *s->children);
    s->private_data = text;
    s->release = tcpy_release_schema;
    if (text == NULL || s->children == NULL) {
        tcpy_release_schema(s);
        return 0;
    }
    memcpy(text, format, f);
    memcpy(text + f, name, n);
    s->format = text;
    s->name = text + f;
    s->flags = nullable ? 2 : 0;
    s->n_children = children;
    for (i = 0; i < children; i++) {
        s->children[i] = calloc(1, sizeof **s->children);
        if (s->children[i] == NULL) {
            tcpy_release_schema(s);
            return 0;
        }
    }
    return 1;
}

static void tcpy_release_array(struct ArrowArray *a)
{
    int64_t i;
    for (i = 0; i < a->n_buffers; i++)
        free((void *)(uintptr_t)a->buffers[i]);
    for (i = 0; i < a->n_children; i++) {
        if (a->children[i] != NULL && a->children[i]->release != NULL)
            a->children[i]->release(a->children[i]);
        free(a->children[i]);
    }
    free(a->children);
    free(a->buffers);
    a->release = NULL;
}

static int tcpy_make_array(struct ArrowArray *a, int64_t length, int64_t buffers, int64_t children)
{
    int64_t i;
    memset(a, 0, sizeof *a);
    a->length = length;
    a->release = tcpy_release_array;
    a->buffers = calloc((size_t)buffers + 1, sizeof *a->buffers);
    a->children = calloc((size_t)children + 1, sizeof *a->children);
    if (a->buffers == NULL || a->children == NULL) {
        tcpy_release_array(a);
        return 0;
    }
    a->n_buffers = buffers;
    a->n_children = children;
    for (i = 0; i < children; i++) {
        a->children[i] = calloc(1, sizeof **a->children);
        if (a->children[i] == NULL) {
            tcpy_release_array(a);
            return 0;
        }
    }
    return 1;
}

/* Room of at least one byte for buffer `i`, zeroed and owned by the array; NULL for no memory. */
static void *tcpy_make_buffer(struct ArrowArray *a, int64_t i, size_t bytes)
{
    a->buffers[i] = calloc(1, bytes + 1);
    return (void *)(uintptr_t)a->buffers[i];
}

/* cffi defines it: Python's part of a stream's release. */
static void tcpy_stream_gone(struct ArrowArrayStream *stream);

/* Consumers release a stream from any thread, and while an exception is on its way: that one is kept aside. */
static void tcpy_release_stream(struct ArrowArrayStream *stream)
{
    if (Py_IsInitialized()) {
        PyObject *type, *value, *trace;
        PyGILState_STATE state = PyGILState_Ensure();
        PyErr_Fetch(&type, &value, &trace);
        tcpy_stream_gone(stream);
        PyErr_Restore(type, value, trace);
        PyGILState_Release(state);
    }
    stream->release = NULL;
}

static struct ArrowArrayStream *tcpy_make_stream(void)
{
    struct ArrowArrayStream *stream = calloc(1, sizeof *stream);
    if (stream != NULL)
        stream->release = tcpy_release_stream;
    return stream;
}

/* The destructor of a capsule: the stream goes unless a consumer moved it out. */
static void tcpy_capsule_gone(PyObject *capsule)
{
    struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (stream == NULL)
        return;
    if (stream->release != NULL)
        stream->release(stream);
    free(stream);
}

static void *tcpy_capsule_destructor(void)
{
    return (void *)(uintptr_t)tcpy_capsule_gone;
}

/* ---- strings ---- */

enum { TCPY_UTF8 = 1, TCPY_LARGE_UTF8 = 2, TCPY_VIEW = 3 };

struct tcpy_view {
    int32_t length;
    char prefix[4]; /* with the eight bytes after it: the text itself, of up to 12 bytes */
    int32_t buffer;
    int32_t offset;
};

/* String i (the array's own offset is added here): its bytes, or NULL for null. */
static const char *tcpy_string(const struct ArrowArray *a, int kind, int64_t i, int64_t *length)
{
    const unsigned char *valid = a->buffers[0];
    i += a->offset;
    *length = 0;
    if (valid != NULL && !(valid[i >> 3] >> (i & 7) & 1))
        return NULL;
    if (kind == TCPY_UTF8) {
        const int32_t *offsets = a->buffers[1];
        *length = offsets[i + 1] - offsets[i];
        return *length > 0 ? (const char *)a->buffers[2] + offsets[i] : "";
    }
    if (kind == TCPY_LARGE_UTF8) {
        const int64_t *offsets = a->buffers[1];
        *length = offsets[i + 1] - offsets[i];
        return *length > 0 ? (const char *)a->buffers[2] + offsets[i] : "";
    }
    {
        const struct tcpy_view *v = (const struct tcpy_view *)a->buffers[1] + i;
        *length = v->length;
        return v->length <= 12 ? v->prefix : (const char *)a->buffers[2 + v->buffer] + v->offset;
    }
}

/* Strings [first, first + count) into fields of `width` bytes, NUL-padded; one that does not fit, or that holds NUL,
 * becomes "?", which is no code and no word. */
static void tcpy_strings_fixed(const struct ArrowArray *a, int kind, int64_t first, int64_t count, int64_t width,
                               char *out)
{
    int64_t i, length;
    for (i = 0; i < count; i++, out += width) {
        const char *text = tcpy_string(a, kind, first + i, &length);
        memset(out, 0, (size_t)width);
        if (text == NULL)
            continue;
        if (length > width || memchr(text, 0, (size_t)length) != NULL)
            out[0] = '?';
        else
            memcpy(out, text, (size_t)length);
    }
}

/* Ends of strings [first, first + count) laid one after another: offsets[0] = 0, count + 1 entries. */
static void tcpy_strings_offsets(const struct ArrowArray *a, int kind, int64_t first, int64_t count,
                                 int64_t *offsets)
{
    int64_t i, length;
    offsets[0] = 0;
    for (i = 0; i < count; i++) {
        tcpy_string(a, kind, first + i, &length);
        offsets[i + 1] = offsets[i] + length;
    }
}

static void tcpy_strings_join(const struct ArrowArray *a, int kind, int64_t first, int64_t count, char *out)
{
    int64_t i, length;
    for (i = 0; i < count; i++) {
        const char *text = tcpy_string(a, kind, first + i, &length);
        if (length > 0)
            memcpy(out, text, (size_t)length);
        out += length;
    }
}

#endif
