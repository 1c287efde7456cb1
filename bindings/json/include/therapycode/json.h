/**
 * @file json.h
 * @brief libtherapycode-json: visits in, evaluations out, as JSON text. Sits on the public API alone.
 *
 * docs: bindings/json/schema/visit.schema.json and evaluation.schema.json (JSON Schema 2020-12) name every key.
 * Reading is strict: an unknown or duplicate key, a wrong type, a value that cannot be, broken UTF-8, a lone
 * surrogate, U+0000 or a truncated text is refused with the JSON path and the position, never with the value.
 *
 * @since 0.1.0
 */
#ifndef THERAPYCODE_JSON_H
#define THERAPYCODE_JSON_H

#include <stddef.h>
#include <stdint.h>

#include <therapycode/therapycode.h>

#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility push(default)
#endif
#ifdef __cplusplus
extern "C" {
#endif

/**
 * Where a text was refused, and why, in our own words. Set `size` first (::THERAPYCODE_JSON_ERROR_INIT).
 * No part of it is ever a value of the document; a key is named only where it is a plain word.
 * @since 0.1.0
 */
struct therapycode_json_error {
    size_t size;               /**< sizeof(struct therapycode_json_error), set by the caller. */
    size_t offset;             /**< Byte of the text, from 0. */
    therapycode_status status; /**< The status that the call returned. */
    int32_t line;              /**< From 1; 0: does not apply (no memory). */
    int32_t column;            /**< In characters, from 1. */
    int32_t reserved;          /**< 0. */
    char path[192];            /**< "$.activities[2].minutes"; "$" for the document. */
    char field[64];            /**< The path without its indexes, "activities.minutes"; "" for the document. */
    char message[160];         /**< English, of our own: "must be a whole number from 0 to 1440". */
};
/** Initialiser of a ::therapycode_json_error. @since 0.1.0 */
#define THERAPYCODE_JSON_ERROR_INIT { sizeof(struct therapycode_json_error), 0, 0, 0, 0, 0, { 0 }, { 0 }, { 0 } }

/** A visit as read: the session, its texts and the ids of its rows. Opaque; immutable. @since 0.1.0 */
struct therapycode_json_visit;

/**
 * Reads a visit document.
 * @param text UTF-8 JSON, one object; copied as needed, it can go after the call
 * @param length bytes
 * @param[out] out the visit, to be freed with therapycode_json_visit_free()
 * @param[out] error what was refused and where, or NULL
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_E_ARGUMENT, ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_SIZE for the error's
 *         own size, ::THERAPYCODE_E_FORMAT for text that is not JSON, ::THERAPYCODE_E_UTF8 for bytes or surrogates
 *         that are not text, ::THERAPYCODE_E_NAME for an unknown key or goal, ::THERAPYCODE_E_CONFLICT for a
 *         duplicate key or id, ::THERAPYCODE_E_VALUE for a wrong type or value, ::THERAPYCODE_E_LIMIT. Any thread.
 * @since 0.1.0
 */
therapycode_status therapycode_json_visit_read(const char *text, size_t length, struct therapycode_json_visit **out,
                                               struct therapycode_json_error *error);

/**
 * Releases a visit. Its memory is not overwritten: it was read from a text that the caller holds.
 * @param visit the visit, or NULL
 * @since 0.1.0
 */
void therapycode_json_visit_free(struct therapycode_json_visit *visit);

/**
 * The facts, ready for therapycode_evaluate().
 * @param visit the visit
 * @return the session, which lives as long as the visit. Any thread.
 * @since 0.1.0
 */
const struct therapycode_session *therapycode_json_visit_session(const struct therapycode_json_visit *visit);

/**
 * The visit's own id.
 * @param visit the visit
 * @return NUL-terminated UTF-8, or NULL where none is stated; lives as long as the visit. Any thread.
 * @since 0.1.0
 */
const char *therapycode_json_visit_id(const struct therapycode_json_visit *visit);

/**
 * The id of an activity.
 * @param visit the visit
 * @param activity index
 * @return NUL-terminated UTF-8, or NULL where none is stated or there is no such activity. Any thread.
 * @since 0.1.0
 */
const char *therapycode_json_visit_activity_id(const struct therapycode_json_visit *visit, int32_t activity);

/**
 * The id of a goal.
 * @param visit the visit
 * @param goal index
 * @return NUL-terminated UTF-8, or NULL where none is stated or there is no such goal. Any thread.
 * @since 0.1.0
 */
const char *therapycode_json_visit_goal_id(const struct therapycode_json_visit *visit, int32_t goal);

/**
 * Says where in the document the fact stands that therapycode_evaluate() refused.
 * @param text the document that the visit was read from; NULL: line, column and offset stay 0
 * @param length bytes
 * @param fault as therapycode_evaluate() filled it
 * @param[out] error path, position and message
 * @return fault->status; ::THERAPYCODE_E_ARGUMENT, ::THERAPYCODE_E_SIZE. Any thread.
 * @since 0.1.0
 */
therapycode_status therapycode_json_locate(const char *text, size_t length, const struct therapycode_error *fault,
                                           struct therapycode_json_error *error);

/** A day as read. Opaque; immutable. @since 0.1.0 */
struct therapycode_json_day;

/**
 * Reads a day document: `{"format":1,"date_of_service":...,"policy":...,"intervals":[...]}`.
 * @param text UTF-8 JSON, one object
 * @param length bytes
 * @param[out] out the day, to be freed with therapycode_json_day_free()
 * @param[out] error as for therapycode_json_visit_read()
 * @return as therapycode_json_visit_read()
 * @since 0.1.0
 */
therapycode_status therapycode_json_day_read(const char *text, size_t length, struct therapycode_json_day **out,
                                             struct therapycode_json_error *error);

/**
 * Releases a day.
 * @param day the day, or NULL
 * @since 0.1.0
 */
void therapycode_json_day_free(struct therapycode_json_day *day);

/**
 * The facts, ready for therapycode_check_day().
 * @param day the day
 * @return the struct, which lives as long as the day. Any thread.
 * @since 0.1.0
 */
const struct therapycode_day *therapycode_json_day_facts(const struct therapycode_json_day *day);

/** Text that grows. Opaque; one thread at a time. @since 0.1.0 */
struct therapycode_json_output;

/**
 * An empty output.
 * @param[out] out to be freed with therapycode_json_output_free()
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_ARGUMENT. Any thread.
 * @since 0.1.0
 */
therapycode_status therapycode_json_output_new(struct therapycode_json_output **out);

/**
 * Empties an output and overwrites its text; its memory is kept.
 * @param output the output, or NULL
 * @since 0.1.0
 */
void therapycode_json_output_clear(struct therapycode_json_output *output);

/**
 * Overwrites, then releases.
 * @param output the output, or NULL
 * @since 0.1.0
 */
void therapycode_json_output_free(struct therapycode_json_output *output);

/**
 * What was written: UTF-8, NUL-terminated.
 * @param output the output
 * @param[out] length bytes without the NUL; may be NULL
 * @return the text until the output's next use; "" while it is empty
 * @since 0.1.0
 */
const char *therapycode_json_output_text(const struct therapycode_json_output *output, size_t *length);

/** How to write. @since 0.1.0 */
enum therapycode_json_flag {
    THERAPYCODE_JSON_QUOTE = 1, /**< The words of the evidence too: PHI, so off by default. */
    THERAPYCODE_JSON_PRETTY = 2 /**< Over several lines, indented. */
};

/**
 * Appends an evaluation document, without a newline after it.
 * @param visit the visit that was evaluated
 * @param evaluation its evaluation, filled
 * @param flags bits of enum therapycode_json_flag
 * @param[in,out] output appended to; as it was where the call fails
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_ARGUMENT for NULL or an empty evaluation,
 *         ::THERAPYCODE_E_VALUE for unknown flags. One thread at a time for evaluation and output.
 * @since 0.1.0
 */
therapycode_status therapycode_json_write_evaluation(const struct therapycode_json_visit *visit,
                                                     const struct therapycode_evaluation *evaluation, int32_t flags,
                                                     struct therapycode_json_output *output);

/**
 * Appends the findings of a day: `{"format":1,"provenance":{...},"findings":[...]}`.
 * @param day the day that was checked
 * @param evaluation as therapycode_check_day() filled it
 * @param flags as for therapycode_json_write_evaluation()
 * @param[in,out] output as for therapycode_json_write_evaluation()
 * @return as therapycode_json_write_evaluation()
 * @since 0.1.0
 */
therapycode_status therapycode_json_write_day(const struct therapycode_json_day *day,
                                              const struct therapycode_evaluation *evaluation, int32_t flags,
                                              struct therapycode_json_output *output);

/**
 * Appends the document of a refused visit: `{"id":...,"error":{"status","field","path","message",...}}`.
 * @param id of the visit, NUL-terminated UTF-8; NULL: it could not be read
 * @param error what was refused
 * @param flags as for therapycode_json_write_evaluation()
 * @param[in,out] output as for therapycode_json_write_evaluation()
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_ARGUMENT, ::THERAPYCODE_E_VALUE
 * @since 0.1.0
 */
therapycode_status therapycode_json_write_error(const char *id, const struct therapycode_json_error *error,
                                                int32_t flags, struct therapycode_json_output *output);

/** How therapycode_json_evaluate() works. Zero means the default. @since 0.1.0 */
struct therapycode_json_options {
    size_t size;        /**< sizeof(struct therapycode_json_options). */
    const char *policy; /**< For visits that name none; NULL: "medicare". */
    int32_t flags;      /**< Bits of enum therapycode_json_flag. */
    int32_t line;       /**< Number of the text's first line in its file, which errors count from; 0: the first. */
};
/** Initialiser of a ::therapycode_json_options. @since 0.1.0 */
#define THERAPYCODE_JSON_OPTIONS_INIT { sizeof(struct therapycode_json_options), 0, 0, 0 }

/**
 * Text in, text out: reads, evaluates and writes one visit, or its error document. The shortest way in from any
 * language.
 * @param engine the rules, shared
 * @param text the visit document
 * @param length bytes
 * @param options or NULL
 * @param[in,out] scratch an evaluation to work in; holds the answer afterwards, or nothing
 * @param[in,out] output appended to: the evaluation document where the call returns OK, the error document where it
 *        returns the status of a refused visit
 * @param[out] error of a refused visit, or NULL
 * @return ::THERAPYCODE_OK, or as therapycode_json_visit_read() and therapycode_evaluate(). The engine is shared by
 *         any number of threads; scratch and output belong to one.
 * @since 0.1.0
 */
therapycode_status therapycode_json_evaluate(const struct therapycode_engine *engine, const char *text, size_t length,
                                             const struct therapycode_json_options *options,
                                             struct therapycode_evaluation *scratch,
                                             struct therapycode_json_output *output,
                                             struct therapycode_json_error *error);

#ifdef __cplusplus
}
#endif
#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
