/**
 * @file types.h
 * @brief Text views, errors, allocators and the version: what every other header needs.
 * @since 0.1.0
 */
#ifndef THERAPYCODE_TYPES_H
#define THERAPYCODE_TYPES_H

#include <stddef.h>
#include <stdint.h>

#include <therapycode/status.h>

#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility push(default)
#endif
#ifdef __cplusplus
extern "C" {
#endif

/** Constants that mean the same in every table. @since 0.1.0 */
enum therapycode_constant {
    THERAPYCODE_NONE = -1, /**< No such row, or a figure that is not known. */
    THERAPYCODE_YES = 1,   /**< A fact stated as true; 0 is "not stated". */
    THERAPYCODE_NO = 2     /**< A fact stated as false. */
};

/**
 * Text: bytes of UTF-8, not NUL-terminated. `{ NULL, 0 }` is "not stated".
 * The bytes stay the caller's and are read during the call only.
 * @since 0.1.0
 */
struct therapycode_text {
    const char *data; /**< First byte, or NULL when length is 0. */
    size_t length;    /**< Bytes. At most ::THERAPYCODE_LIMIT_TEXT. */
};
/** Initialiser of a ::therapycode_text from a string literal. @since 0.1.0 */
#define THERAPYCODE_TEXT(literal) { (literal), sizeof(literal) - 1 }

/** Documented limits; beyond them a call answers ::THERAPYCODE_E_LIMIT. @since 0.1.0 */
enum therapycode_limit {
    THERAPYCODE_LIMIT_TEXT = 1073741824,    /**< Bytes of one text. */
    THERAPYCODE_LIMIT_ACTIVITIES = 1000000, /**< Activities of one session, intervals of one day. */
    THERAPYCODE_LIMIT_GOALS = 100000,       /**< Goals of one session. */
    THERAPYCODE_LIMIT_DATES = 100000,       /**< Dates or earlier notes of one episode. */
    THERAPYCODE_LIMIT_TABLE_TEXT = 4096,    /**< Bytes of one field of a table file. */
    THERAPYCODE_LIMIT_TABLE_ROWS = 4000000, /**< Rows of one table. */
    THERAPYCODE_LIMIT_ALLOCATIONS = 32      /**< Ways to share a tie's units that are listed. */
};

/**
 * Where a call failed; never what was there, for values may be PHI.
 * Set `size` before the call (::THERAPYCODE_ERROR_INIT); the library writes only within it.
 * @since 0.1.0
 */
struct therapycode_error {
    size_t size;               /**< sizeof(struct therapycode_error), set by the caller. */
    const char *field;         /**< Constant: "activities.goals", "date_of_service", "codes.timing"; or NULL. */
    size_t offset;             /**< Byte within that text or file. */
    int32_t index;             /**< Which element of the array, or ::THERAPYCODE_NONE. */
    int32_t subindex;          /**< And of the array inside it, or ::THERAPYCODE_NONE. */
    therapycode_status status; /**< The status that the call returned. */
    int32_t line;              /**< 1-based line of a table file; else 0. */
};
/** Initialiser of a ::therapycode_error. @since 0.1.0 */
#define THERAPYCODE_ERROR_INIT { sizeof(struct therapycode_error), 0, 0, 0, 0, 0, 0 }

/**
 * Where an object's memory comes from. Given at creation, inherited by what is made from the object, and
 * remembered for the release. NULL in place of a pointer to it means the C library's allocator.
 * The three functions must all be set, must not call back into the object, and follow malloc, realloc and
 * free, save that the size of the old block is handed in. Blocks are aligned as malloc aligns them.
 * @since 0.1.0
 */
struct therapycode_allocator {
    size_t size;                                    /**< sizeof(struct therapycode_allocator). */
    void *user;                                     /**< Handed to the three functions. */
    void *(*allocate)(void *user, size_t bytes);    /**< bytes > 0; NULL when there is no memory. */
    /** Grows or shrinks; on NULL the old block is untouched. */
    void *(*reallocate)(void *user, void *block, size_t old_bytes, size_t new_bytes);
    void (*release)(void *user, void *block, size_t bytes); /**< block is never NULL. */
};

/**
 * The version of the library that is linked now.
 * @return "0.1.0": constant, never NULL. Any thread.
 * @since 0.1.0
 */
const char *therapycode_version(void);

/**
 * The name of a status, for logs.
 * @param status any number
 * @return "THERAPYCODE_E_UTF8"; "unknown" for a number that is not in the registry. Constant. Any thread.
 * @since 0.1.0
 */
const char *therapycode_status_name(therapycode_status status);

/**
 * What a status means.
 * @param status any number
 * @return one English sentence; constant, never NULL. Any thread.
 * @since 0.1.0
 */
const char *therapycode_status_text(therapycode_status status);

#ifdef __cplusplus
}
#endif
#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
