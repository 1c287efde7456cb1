/**
 * @file rulebook.h
 * @brief What the rules are: dated tables, built in or loaded, and policies as rows among them.
 * @since 0.1.0
 */
#ifndef THERAPYCODE_RULEBOOK_H
#define THERAPYCODE_RULEBOOK_H

#include <stddef.h>
#include <stdint.h>

#include <therapycode/status.h>
#include <therapycode/types.h>

#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility push(default)
#endif
#ifdef __cplusplus
extern "C" {
#endif

/** A set of tables that can still change. Opaque; one owner, one thread at a time. @since 0.1.0 */
struct therapycode_rulebook;

/**
 * The tables that can be loaded. Each has a CSV form with a header row; docs/reference/tables.md names the
 * columns. 1 to 6 are kept for the compiled form and for the pair and unit-limit files as CMS publishes them.
 * @since 0.1.0
 */
enum therapycode_table {
    THERAPYCODE_TABLE_CODES = 7,       /**< Codes and how they are counted. */
    THERAPYCODE_TABLE_DESCRIPTORS = 8, /**< The licensee's own: code,label. */
    THERAPYCODE_TABLE_POLICIES = 9,    /**< policy,option,value,from,to,citation,verified */
    THERAPYCODE_TABLE_LEXICON = 10,    /**< The vocabulary: phrase,code,cue,weight,why */
    THERAPYCODE_TABLE_RUBRIC = 11,     /**< Documentation elements and their weights. */
    THERAPYCODE_TABLE_THRESHOLDS = 12  /**< KX and review thresholds by year. */
};

/** Bits of therapycode_source.flags. @since 0.1.0 */
enum therapycode_load_flag {
    THERAPYCODE_REPLACE = 1 /**< In place of the rows of this table, not beside them. */
};

/**
 * A table file in memory. The bytes are copied as needed: they can go after the call.
 * @since 0.1.0
 */
struct therapycode_source {
    size_t size;      /**< sizeof(struct therapycode_source). */
    const void *data; /**< UTF-8 CSV (RFC 4180), with its header row. */
    size_t length;    /**< Bytes. */
    int32_t table;    /**< enum therapycode_table. */
    int32_t flags;    /**< Bits of enum therapycode_load_flag; unknown bits are ::THERAPYCODE_E_VALUE. */
};

/**
 * A rulebook that holds the built-in tables.
 * @param allocator where memory comes from, copied; NULL: the C library's
 * @param[out] out the rulebook, to be freed or handed to therapycode_engine_new()
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_ARGUMENT, ::THERAPYCODE_E_SIZE. Any thread.
 * @since 0.1.0
 */
therapycode_status therapycode_rulebook_new(const struct therapycode_allocator *allocator,
                                            struct therapycode_rulebook **out);

/**
 * Reads a table file: all rows or none. Where a later row speaks for the same key and date, it wins.
 * @param rulebook the rulebook to change
 * @param source the bytes and which table they are
 * @param[out] error field ("codes.timing"), line and byte offset of the first fault; never the value
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_ARGUMENT, ::THERAPYCODE_E_SIZE,
 *         ::THERAPYCODE_E_NEWER, ::THERAPYCODE_E_VALUE, ::THERAPYCODE_E_NAME, ::THERAPYCODE_E_UTF8,
 *         ::THERAPYCODE_E_LIMIT, ::THERAPYCODE_E_FORMAT. One thread at a time.
 * @since 0.1.0
 */
therapycode_status therapycode_rulebook_load(struct therapycode_rulebook *rulebook,
                                             const struct therapycode_source *source,
                                             struct therapycode_error *error);

/**
 * Makes or changes a policy, for all dates. (rulebook, "acme-ppo", "base", "medicare") makes one that follows
 * another; (rulebook, "acme-ppo", "time_rule", "ama-midpoint") changes one option of it. The file
 * docs/reference/policies.md lists the options and their values. That a base exists, and no policy is its own
 * base, is checked when the rulebook is sealed.
 * @param rulebook the rulebook to change
 * @param policy its name: 1 to 64 of a-z, 0-9 and '-'
 * @param option the option's name
 * @param value its value
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_ARGUMENT, ::THERAPYCODE_E_NAME for an
 *         unknown option, ::THERAPYCODE_E_VALUE for a value or a policy name that cannot be. One thread at a time.
 * @since 0.1.0
 */
therapycode_status therapycode_rulebook_set_policy(struct therapycode_rulebook *rulebook, const char *policy,
                                                   const char *option, const char *value);

/**
 * Releases a rulebook that no engine took over.
 * @param rulebook the rulebook, or NULL
 * @since 0.1.0
 */
void therapycode_rulebook_free(struct therapycode_rulebook *rulebook);

#ifdef __cplusplus
}
#endif
#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
