/**
 * @file day.h
 * @brief One clinician's or a clinic's day across patients: overlaps and impossible hours.
 * @since 0.1.0
 */
#ifndef THERAPYCODE_DAY_H
#define THERAPYCODE_DAY_H

#include <stddef.h>
#include <stdint.h>

#include <therapycode/status.h>
#include <therapycode/types.h>
#include <therapycode/session.h>
#include <therapycode/engine.h>
#include <therapycode/evaluation.h>

#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility push(default)
#endif
#ifdef __cplusplus
extern "C" {
#endif

/** One stretch of treatment: who treated whom, when. @since 0.1.0 */
struct therapycode_interval {
    char code[8];      /**< "97530", or "" where the code is not known. */
    int32_t clinician; /**< The caller's number, 1 or more. */
    int32_t patient;   /**< The caller's number, 1 or more. */
    int32_t start;     /**< Second of the day, 0..86399. */
    int32_t end;       /**< Second of the day, after start, at most 86400. */
    int32_t minutes;   /**< Treated within it; 0: all of it, unless STATED_MINUTES is set. */
    int32_t contact;   /**< enum therapycode_contact; 0: as the code has it, one-on-one where no code is given. */
    int32_t performer; /**< enum therapycode_performer; 0: therapist. */
    int32_t stated;    /**< Bits of enum therapycode_stated. */
};

/** One day. @since 0.1.0 */
struct therapycode_day {
    size_t size;                                  /**< sizeof(struct therapycode_day). */
    size_t interval_size;                         /**< sizeof(struct therapycode_interval), the caller's. */
    const struct therapycode_interval *intervals; /**< In any order. */
    size_t interval_count;                        /**< At most ::THERAPYCODE_LIMIT_ACTIVITIES. */
    const char *policy;                           /**< NULL: "medicare". */
    int32_t date_of_service;                      /**< Required. */
    int32_t reserved;                             /**< 0. */
};

/**
 * Looks for what one day cannot hold: one-on-one time of a clinician with two patients at once or beside a group, one
 * patient's minutes claimed by two clinicians or for two services, a stretch of clock with more minutes in it than it
 * has, very long days, students and aides. Intervals that overlap are no fault while both hold the minutes treated in
 * them: treating in turns is allowed. Each interval is reported against the earlier one that it conflicts with most;
 * of one rule at most 1000 findings are listed, the rest is one finding that counts them.
 * @param engine the rules
 * @param day the facts, borrowed for the call
 * @param[in,out] evaluation emptied first; then findings, whose `activity` and `other_line` are intervals
 * @param[out] error field and index of the first fault
 * @return as therapycode_evaluate()
 * @since 0.1.0
 */
therapycode_status therapycode_check_day(const struct therapycode_engine *engine, const struct therapycode_day *day,
                                         struct therapycode_evaluation *evaluation, struct therapycode_error *error);

#ifdef __cplusplus
}
#endif
#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
