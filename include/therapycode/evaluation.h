/**
 * @file evaluation.h
 * @brief What follows from a session: flat tables of rows that refer to each other by index.
 * @since 0.1.0
 */
#ifndef THERAPYCODE_EVALUATION_H
#define THERAPYCODE_EVALUATION_H

#include <stddef.h>
#include <stdint.h>

#include <therapycode/status.h>
#include <therapycode/types.h>
#include <therapycode/session.h>
#include <therapycode/engine.h>

#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility push(default)
#endif
#ifdef __cplusplus
extern "C" {
#endif

/** The result of one evaluation, reusable: steady state allocates nothing. Opaque; one thread at a time. @since 0.1.0 */
struct therapycode_evaluation;

/**
 * An empty evaluation.
 * @param allocator where memory comes from, copied; NULL: the C library's
 * @param[out] out the evaluation, to be freed with therapycode_evaluation_free()
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_ARGUMENT, ::THERAPYCODE_E_SIZE. Any thread.
 * @since 0.1.0
 */
therapycode_status therapycode_evaluation_new(const struct therapycode_allocator *allocator,
                                              struct therapycode_evaluation **out);

/**
 * Empties an evaluation and overwrites all memory that it holds, which it keeps for the next use.
 * @param evaluation the evaluation, or NULL. One thread at a time.
 * @since 0.1.0
 */
void therapycode_evaluation_clear(struct therapycode_evaluation *evaluation);

/**
 * Overwrites, then releases.
 * @param evaluation the evaluation, or NULL. One thread at a time.
 * @since 0.1.0
 */
void therapycode_evaluation_free(struct therapycode_evaluation *evaluation);

/**
 * Answers all three questions - units, codes, documentation - and makes the claim lines.
 * @param engine the rules
 * @param session the facts, borrowed for the call
 * @param[in,out] evaluation emptied first; holds the answer, or nothing where the call fails
 * @param[out] error field, index and offset of the first fault; never the value
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_ARGUMENT, ::THERAPYCODE_E_SIZE,
 *         ::THERAPYCODE_E_NEWER, ::THERAPYCODE_E_VALUE, ::THERAPYCODE_E_CONFLICT, ::THERAPYCODE_E_UTF8,
 *         ::THERAPYCODE_E_LIMIT, ::THERAPYCODE_E_NAME for a policy that the engine does not have. The engine is
 *         shared by any number of threads; the evaluation belongs to one.
 * @since 0.1.0
 */
therapycode_status therapycode_evaluate(const struct therapycode_engine *engine, const struct therapycode_session *session,
                                        struct therapycode_evaluation *evaluation, struct therapycode_error *error);

/**
 * Units and claim lines only: the note is not read, and activities without a code stay unplaced.
 * @param engine the rules
 * @param session the facts, borrowed for the call
 * @param[in,out] evaluation as for therapycode_evaluate()
 * @param[out] error as for therapycode_evaluate()
 * @return as therapycode_evaluate()
 * @since 0.1.0
 */
therapycode_status therapycode_calculate_units(const struct therapycode_engine *engine,
                                               const struct therapycode_session *session,
                                               struct therapycode_evaluation *evaluation, struct therapycode_error *error);

/**
 * Readings, candidates and their evidence only.
 * @param engine the rules
 * @param session the facts, borrowed for the call
 * @param[in,out] evaluation as for therapycode_evaluate()
 * @param[out] error as for therapycode_evaluate()
 * @return as therapycode_evaluate()
 * @since 0.1.0
 */
therapycode_status therapycode_select_codes(const struct therapycode_engine *engine,
                                            const struct therapycode_session *session,
                                            struct therapycode_evaluation *evaluation, struct therapycode_error *error);

/**
 * Documentation only: elements, measures, progress, their evidence and findings; no claim lines, so elements are
 * asked of the whole note.
 * @param engine the rules
 * @param session the facts, borrowed for the call
 * @param[in,out] evaluation as for therapycode_evaluate()
 * @param[out] error as for therapycode_evaluate()
 * @return as therapycode_evaluate()
 * @since 0.1.0
 */
therapycode_status therapycode_score_documentation(const struct therapycode_engine *engine,
                                                   const struct therapycode_session *session,
                                                   struct therapycode_evaluation *evaluation,
                                                   struct therapycode_error *error);

/** Are the items there that payment depends on? @since 0.1.0 */
enum therapycode_billable {
    THERAPYCODE_BILLABLE_YES = 1,         /**< All required items are there. */
    THERAPYCODE_BILLABLE_NO = 2,          /**< One or more required items are not there. */
    THERAPYCODE_BILLABLE_NOT_ASSESSED = 3 /**< No note and no fact to judge by. */
};

/** The figures of the whole visit, and what is needed to replay the answer years later. @since 0.1.0 */
struct therapycode_summary {
    size_t size;                  /**< How far this row may be read. */
    const char *version;          /**< Of the library. */
    const char *release;          /**< Of the built-in tables. */
    const char *digest;           /**< Of every table and policy, SHA-256. */
    const char *policy;           /**< That was applied. */
    int32_t date_of_service;      /**< As of which everything was looked up. */
    int32_t timed_minutes;        /**< Of 15-minute codes, in the pool or pools: what the interval table speaks of. */
    int32_t timed_units;          /**< Of the same codes. */
    int32_t total_units;          /**< Of all lines. */
    int32_t minutes_to_next_unit; /**< Of the pool; NONE under per-code rules or with several pools. */
    int32_t unplaced_minutes;     /**< Counted for no code: of activities whose code is undetermined, of an aide, of
                                       several patients at once under a one-on-one code. */
    int32_t billable;             /**< enum therapycode_billable */
    int32_t score;                /**< 0..100, or NONE without a note: how well it would stand an audit. */
};

/** What goes on the claim: whole units, one or more. Codes that earned none are tallies, never lines. @since 0.1.0 */
struct therapycode_line {
    size_t size;          /**< How far this row may be read. */
    char code[8];         /**< "97530" */
    char modifiers[4][4]; /**< In the policy's order, "" unused. */
    int32_t discipline;   /**< enum therapycode_discipline */
    int32_t units;        /**< One or more. */
    int32_t minutes;      /**< Of the code, all its lines together; NONE: not stated. */
    int32_t tally;        /**< Row: the code's arithmetic. */
    int32_t suggested;    /**< YES: the code came from words; a person must accept it. */
    int32_t reserved;     /**< 0. */
};

/**
 * The arithmetic of one code in one pool: proof, ties and what-if in one row. Every code that was stated has one,
 * with or without units; so has the partner of a base or add-on code that shares its running total.
 *
 * - A base and its add-on share one running total: the base's row holds its first block, the add-on's the rest.
 * - Under a rule that leaves the placing of units to the biller ("total-only"), rows of timed codes have 0 units and
 *   the rule TOTAL-ONLY; therapycode_summary.timed_units has the number.
 * - Where minutes are not stated and units are, `units` is the stated number and the rule NOT-CHECKABLE.
 * - A code that is unknown, or not in force on the date, has 0 units; its timing is 0.
 * @since 0.1.0
 */
struct therapycode_tally {
    size_t size;                       /**< How far this row may be read. */
    char code[8];                      /**< "97530" */
    const char *rule;                  /**< Id: why it got, or did not get, its last unit. */
    int32_t discipline;                /**< enum therapycode_discipline: the pool. */
    int32_t timing;                    /**< enum therapycode_timing, or 0: the code is not known. */
    int32_t minutes;                   /**< Whole minutes, summed in seconds and truncated once; NONE: not stated. */
    int32_t assistant_minutes;         /**< Of these, by assistants alone. */
    int32_t full_units;                /**< Whole blocks. */
    int32_t remainder;                 /**< Minutes left over. */
    int32_t extra_units;               /**< Won by the remainder. */
    int32_t units;                     /**< Billed. */
    int32_t assistant_units;           /**< Of these, with CQ or CO. */
    int32_t tie;                       /**< 0, or the group in which any choice is equally right. */
    int32_t tie_units;                 /**< How many units that group shares: r of the k tied codes. */
    int32_t minutes_to_next_unit;      /**< More of them, by a therapist, all else unchanged; NONE where none can earn one. */
    int32_t minutes_to_assistant_flip; /**< To pass from therapist to assistant until CQ/CO changes; NONE if it cannot. */
    int32_t reserved;                  /**< 0. */
};

/** What the words say of an activity: only "performed" can be billed. @since 0.1.0 */
enum therapycode_context {
    THERAPYCODE_PERFORMED = 1,     /**< Done in this session. */
    THERAPYCODE_NEGATED = 2,       /**< Not done. */
    THERAPYCODE_DEFERRED = 3,      /**< Held, refused or put off. */
    THERAPYCODE_PLANNED = 4,       /**< For a later visit. */
    THERAPYCODE_HISTORICAL = 5,    /**< At an earlier visit. */
    THERAPYCODE_HYPOTHETICAL = 6,  /**< If, should, might. */
    THERAPYCODE_OTHER_PERSON = 7,  /**< By or for somebody else. */
    THERAPYCODE_EDUCATION_ONLY = 8 /**< Told or handed out, not practised. */
};

/** One per activity of the session, then one per activity found only in the note. @since 0.1.0 */
struct therapycode_reading {
    size_t size;             /**< How far this row may be read. */
    char code[8];            /**< "" : undetermined, or not performed. */
    const char *question;    /**< What would settle it, or NULL. */
    int32_t activity;        /**< Index in the session, or NONE: found in the note. */
    int32_t context;         /**< enum therapycode_context */
    int32_t minutes;         /**< Stated, or read from the note; NONE. */
    int32_t tally;           /**< Row of its code, in which its minutes were counted unless a finding says why not; or NONE. */
    int32_t candidate_first; /**< Row of its first candidate, best first. */
    int32_t candidate_count; /**< How many. */
    int32_t evidence_first;  /**< Row: where it stands in the note. */
    int32_t evidence_count;  /**< How many. */
};

/** One code that a reading could be, best first. @since 0.1.0 */
struct therapycode_candidate {
    size_t size;            /**< How far this row may be read. */
    char code[8];           /**< "97530" */
    const char *reason;     /**< Why it leads, or what it lacks. */
    int32_t reading;        /**< Row. */
    int32_t confidence;     /**< 0..100: how often answers with this figure were right. */
    int32_t evidence_first; /**< Row of its first evidence. */
    int32_t evidence_count; /**< How many. */
};

/** How far a documentation element is met. @since 0.1.0 */
enum therapycode_element_status {
    THERAPYCODE_PRESENT = 1,        /**< Shown. */
    THERAPYCODE_PARTIAL = 2,        /**< Touched on, not shown. */
    THERAPYCODE_MISSING = 3,        /**< Not found. */
    THERAPYCODE_NOT_APPLICABLE = 4, /**< Not asked of this note or line. */
    THERAPYCODE_CONTRADICTED = 5    /**< The note, or a fact, says the opposite. */
};

/** One documentation element, of the note or of one line. @since 0.1.0 */
struct therapycode_element {
    size_t size;            /**< How far this row may be read. */
    const char *id;         /**< "functional-activities": the rubric's, stable. */
    const char *rule;       /**< Id of the rule that asks for it. */
    const char *suggestion; /**< Pattern with blanks, never invented facts; or NULL. */
    int32_t line;           /**< Claim line it is asked of, or NONE: the whole note. */
    int32_t status;         /**< enum therapycode_element_status */
    int32_t required;       /**< YES: counts for billable. */
    int32_t points;         /**< Of the weight, earned. */
    int32_t weight;         /**< What it is worth. */
    int32_t reserved;       /**< 0. */
    int32_t evidence_first; /**< Row of its first evidence. */
    int32_t evidence_count; /**< How many. */
};

/** Which text or fact an evidence points into. @since 0.1.0 */
enum therapycode_evidence_source {
    THERAPYCODE_FROM_NOTE = 1,        /**< The note of the session. */
    THERAPYCODE_FROM_DESCRIPTION = 2, /**< The description of activity `index`. */
    THERAPYCODE_FROM_GOAL = 3,        /**< The text of goal `index`. */
    THERAPYCODE_FROM_FACT = 4,        /**< A field of the session: start and end are 0. */
    THERAPYCODE_FROM_EARLIER_NOTE = 5 /**< Earlier note `index` of the episode. */
};

/** Words or a fact that speak for or against something. Never quoted: offsets into the caller's own text. @since 0.1.0 */
struct therapycode_evidence {
    size_t size;      /**< How far this row may be read. */
    const char *why;  /**< The cue that matched, in words. */
    int32_t source;   /**< enum therapycode_evidence_source */
    int32_t index;    /**< Which activity, goal or earlier note; else NONE. */
    int32_t start;    /**< First byte. */
    int32_t end;      /**< First byte after. */
    int32_t weight;   /**< Negative: speaks against. */
    int32_t reserved; /**< 0. */
};

/** Which side of the body. @since 0.1.0 */
enum therapycode_side {
    THERAPYCODE_LEFT = 1,  /**< Left. */
    THERAPYCODE_RIGHT = 2, /**< Right. */
    THERAPYCODE_BOTH = 3   /**< Both. */
};

/** A value read from text, exact: value / scale. @since 0.1.0 */
struct therapycode_measure {
    size_t size;      /**< How far this row may be read. */
    const char *kind; /**< "knee-flexion-arom", "mmt", "tug", "assist-level" */
    const char *unit; /**< UCUM where it has one, or "". */
    const char *site; /**< Muscle, joint or vital sign that a general kind was measured of: "quadriceps"; or "". */
    int32_t value;    /**< Numerator. */
    int32_t high;     /**< Of a range; else equal to value. */
    int32_t scale;    /**< Denominator: 1, 10, 100, 3 ... */
    int32_t side;     /**< enum therapycode_side, or 0. */
    int32_t context;  /**< enum therapycode_context */
    int32_t evidence; /**< Row: where it stands. */
};

/** Which way a goal's measure went. @since 0.1.0 */
enum therapycode_direction {
    THERAPYCODE_NOT_KNOWABLE = -2, /**< Two comparable values are not there. */
    THERAPYCODE_WORSE = -1,        /**< Away from the target. */
    THERAPYCODE_UNCHANGED = 0,     /**< As at the baseline. */
    THERAPYCODE_BETTER = 1,        /**< Toward the target. */
    THERAPYCODE_MET = 2            /**< At the target or beyond. */
};

/** One per goal. @since 0.1.0 */
struct therapycode_progress {
    size_t size;        /**< How far this row may be read. */
    int32_t goal;       /**< Index in the session. */
    int32_t measurable; /**< YES / NO: a value can show it. */
    int32_t functional; /**< YES / NO: tied to a task of daily life or work. */
    int32_t time_bound; /**< YES / NO: has a date or a duration. */
    int32_t direction;  /**< enum therapycode_direction */
    int32_t percent;    /**< Of the way from baseline to target, may pass 100 or fall under 0; NONE with
                             therapycode_progress.direction NOT_KNOWABLE. */
    int32_t baseline;   /**< Row of measures, or NONE. */
    int32_t current;    /**< Row of measures, or NONE. */
    int32_t target;     /**< Row of measures, or NONE. */
    int32_t reserved;   /**< 0. */
};

/** How grave a finding is. @since 0.1.0 */
enum therapycode_severity {
    THERAPYCODE_ERROR = 1,   /**< The claim would be wrong. */
    THERAPYCODE_WARNING = 2, /**< It may be denied or must be looked at. */
    THERAPYCODE_ADVICE = 3,  /**< It could be better. */
    THERAPYCODE_INFO = 4     /**< For the record. */
};

/** Anything noticed. Indexes that do not apply are NONE. @since 0.1.0 */
struct therapycode_finding {
    size_t size;            /**< How far this row may be read. */
    const char *rule;       /**< Id in the catalogue. */
    const char *citation;   /**< Where the rule stands. */
    const char *message;    /**< English, figures filled in, never words of the note. */
    const char *suggestion; /**< What to do, or NULL. */
    int32_t severity;       /**< enum therapycode_severity */
    int32_t activity;       /**< Index in the session; of a day, of the interval. */
    int32_t line;           /**< Row of lines. */
    int32_t other_line;     /**< Of a pair: the other line; of a day, the other interval. */
    int32_t goal;           /**< Index in the session. */
    int32_t element;        /**< Row of elements. */
    int32_t evidence_first; /**< Row of its first evidence. */
    int32_t evidence_count; /**< How many. */
};

/** The trace, in the order it was reckoned: the proof. @since 0.1.0 */
struct therapycode_step {
    size_t size;         /**< How far this row may be read. */
    const char *rule;    /**< Id in the catalogue. */
    const char *message; /**< "31 timed minutes are 2 units, as are all from 23 to 37" */
    int32_t tally;       /**< Row, or NONE: the whole pool. */
    int32_t minutes;     /**< That the step is about. */
    int32_t units;       /**< That it gave. */
    int32_t reserved;    /**< 0. */
};

/**
 * The figures of the whole visit.
 * @param evaluation the evaluation
 * @return the row, until the evaluation's next use; NULL while it is empty. One thread at a time, as all below.
 * @since 0.1.0
 */
const struct therapycode_summary *therapycode_evaluation_summary(const struct therapycode_evaluation *evaluation);

/**
 * @name Rows
 * Row `index` of the last result, until the evaluation's next use, or NULL past the end:
 * `for (i = 0; (row = therapycode_evaluation_line(e, i)) != NULL; i++)`.
 * @{
 */
/**
 * Claim lines.
 * @param evaluation the evaluation
 * @param index from 0
 * @return the row, or NULL past the end
 * @since 0.1.0
 */
const struct therapycode_line *therapycode_evaluation_line(const struct therapycode_evaluation *evaluation, size_t index);

/**
 * Tallies.
 * @param evaluation the evaluation
 * @param index from 0
 * @return the row, or NULL past the end
 * @since 0.1.0
 */
const struct therapycode_tally *therapycode_evaluation_tally(const struct therapycode_evaluation *evaluation, size_t index);

/**
 * In how many ways a tie's units can be shared: r of k tied codes.
 * @param evaluation the evaluation
 * @param tie therapycode_tally.tie, from 1
 * @return the exact number; INT64_MAX where it is more than that; 0 for a tie that is not there
 * @since 0.1.0
 */
int64_t therapycode_evaluation_allocation_count(const struct therapycode_evaluation *evaluation, int32_t tie);

/**
 * One way to share a tie's units, all of them equally right: which of the tied codes get one.
 * @param evaluation the evaluation
 * @param tie therapycode_tally.tie, from 1
 * @param index 0: the policy's default, as in the tallies; then the others in order of their rows, of which
 *        ::THERAPYCODE_LIMIT_ALLOCATIONS are listed, the default included
 * @param[out] tallies rows of the tallies that get one unit each, ascending; may be NULL
 * @param capacity how many rows fit
 * @return how many rows there are, of which at most `capacity` were written; 0 past the end
 * @since 0.1.0
 */
size_t therapycode_evaluation_allocation(const struct therapycode_evaluation *evaluation, int32_t tie, size_t index,
                                         int32_t *tallies, size_t capacity);

/**
 * Readings.
 * @param evaluation the evaluation
 * @param index from 0
 * @return the row, or NULL past the end
 * @since 0.1.0
 */
const struct therapycode_reading *therapycode_evaluation_reading(const struct therapycode_evaluation *evaluation, size_t index);

/**
 * Candidates.
 * @param evaluation the evaluation
 * @param index from 0
 * @return the row, or NULL past the end
 * @since 0.1.0
 */
const struct therapycode_candidate *therapycode_evaluation_candidate(const struct therapycode_evaluation *evaluation, size_t index);

/**
 * Documentation elements.
 * @param evaluation the evaluation
 * @param index from 0
 * @return the row, or NULL past the end
 * @since 0.1.0
 */
const struct therapycode_element *therapycode_evaluation_element(const struct therapycode_evaluation *evaluation, size_t index);

/**
 * Evidence.
 * @param evaluation the evaluation
 * @param index from 0
 * @return the row, or NULL past the end
 * @since 0.1.0
 */
const struct therapycode_evidence *therapycode_evaluation_evidence(const struct therapycode_evaluation *evaluation, size_t index);

/**
 * Measures.
 * @param evaluation the evaluation
 * @param index from 0
 * @return the row, or NULL past the end
 * @since 0.1.0
 */
const struct therapycode_measure *therapycode_evaluation_measure(const struct therapycode_evaluation *evaluation, size_t index);

/**
 * Progress, one per goal.
 * @param evaluation the evaluation
 * @param index from 0
 * @return the row, or NULL past the end
 * @since 0.1.0
 */
const struct therapycode_progress *therapycode_evaluation_progress(const struct therapycode_evaluation *evaluation, size_t index);

/**
 * Findings.
 * @param evaluation the evaluation
 * @param index from 0
 * @return the row, or NULL past the end
 * @since 0.1.0
 */
const struct therapycode_finding *therapycode_evaluation_finding(const struct therapycode_evaluation *evaluation, size_t index);

/**
 * Steps.
 * @param evaluation the evaluation
 * @param index from 0
 * @return the row, or NULL past the end
 * @since 0.1.0
 */
const struct therapycode_step *therapycode_evaluation_step(const struct therapycode_evaluation *evaluation, size_t index);
/** @} */

#ifdef __cplusplus
}
#endif
#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
