/**
 * @file batch.h
 * @brief Many visits as columns: no object per visit, a bad visit fails alone.
 * @since 0.1.0
 */
#ifndef THERAPYCODE_BATCH_H
#define THERAPYCODE_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include <therapycode/status.h>
#include <therapycode/types.h>
#include <therapycode/engine.h>
#include <therapycode/evaluation.h>

#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility push(default)
#endif
#ifdef __cplusplus
extern "C" {
#endif

/**
 * Columns in. A NULL column is "not stated"; in minutes and units ::THERAPYCODE_NONE is too, and 0 is zero.
 * All columns stay the caller's and are only read.
 * @since 0.1.0
 */
struct therapycode_batch {
    size_t size;                      /**< sizeof(struct therapycode_batch). */
    size_t visit_count;               /**< Visits in the columns. */
    const int64_t *activity_offsets;  /**< visit_count + 1: visit v owns activities [o[v], o[v + 1]). */
    const int32_t *date_of_service;   /**< Per visit, required. */
    const int32_t *discipline;        /**< Per visit, required: enum therapycode_discipline. */
    const int32_t *setting;           /**< Per visit: enum therapycode_setting, or 0. */
    const int32_t *policy;            /**< Per visit: index into policies; NULL: the first for all. */
    const char *const *policies;      /**< Names; NULL: "medicare" for all. */
    size_t policy_count;              /**< How many names. */
    const char *note;                 /**< Bytes of all notes, or NULL. */
    const int64_t *note_offsets;      /**< visit_count + 1: visit v owns bytes [o[v], o[v + 1]). */
    const char *code;                 /**< Per activity: 8 bytes, NUL-padded; required where there are activities. */
    const int32_t *minutes;           /**< Per activity. */
    const int32_t *assistant_minutes; /**< Per activity. */
    const int32_t *billed_units;      /**< Per activity. */
};

/** Columns out: the caller's buffers; NULL: not wanted. They are written for the visits of the call only. @since 0.1.0 */
struct therapycode_batch_result {
    size_t size;                /**< sizeof(struct therapycode_batch_result). */
    therapycode_status *status; /**< Per visit: a bad visit fails alone. The field at fault is named by
                                     therapycode_calculate_units() of that visit. */
    int32_t *timed_minutes;     /**< Per visit. */
    int32_t *timed_units;       /**< Per visit. */
    int32_t *score;             /**< Per visit, or NONE. Asking for it reads the notes. */
    int32_t *units;             /**< Per activity: a code's units stand at its first activity, 0 at the others. Units
                                     of an add-on code that no activity names have no place here: a finding
                                     (ADDON-RUNNING-TOTAL) says so. */
    int64_t *finding_visit;     /**< The four finding columns hold finding_capacity rows each. Findings are made only
                                     where one of them is there, and cost the most of the time. */
    int32_t *finding_activity;  /**< Index within the visit, or NONE. */
    int32_t *finding_rule;      /**< Index for therapycode_engine_rule(). */
    int32_t *finding_severity;  /**< enum therapycode_severity */
    size_t finding_capacity;    /**< Rows that the columns can take. */
    size_t finding_count;       /**< Out: found, 0 where none are wanted; above the capacity the call returned MORE. */
};

/**
 * Evaluates visits [first, first + count), each as therapycode_calculate_units() would; as therapycode_evaluate()
 * where there are notes and the score is asked for. Threads take their own range, result (whose columns may be the same
 * buffers) and scratch.
 * @param engine the rules, shared
 * @param batch the columns
 * @param first first visit
 * @param count how many; first + count at most visit_count
 * @param[in,out] result the caller's buffers
 * @param[in,out] scratch an evaluation to work in; its content is lost
 * @param[out] error of the call itself; the fault of one visit is its status
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_MORE when findings did not fit (all else is done),
 *         ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_ARGUMENT, ::THERAPYCODE_E_SIZE, ::THERAPYCODE_E_NEWER,
 *         ::THERAPYCODE_E_VALUE for offsets that do not ascend, ::THERAPYCODE_E_NAME for an unknown policy.
 * @since 0.1.0
 */
therapycode_status therapycode_evaluate_batch(const struct therapycode_engine *engine, const struct therapycode_batch *batch,
                                              size_t first, size_t count, struct therapycode_batch_result *result,
                                              struct therapycode_evaluation *scratch, struct therapycode_error *error);

#ifdef __cplusplus
}
#endif
#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
