/**
 * @file engine.h
 * @brief A sealed rulebook with its vocabulary compiled: immutable, shared, and open to questions.
 * @since 0.1.0
 */
#ifndef THERAPYCODE_ENGINE_H
#define THERAPYCODE_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#include <therapycode/status.h>
#include <therapycode/types.h>
#include <therapycode/rulebook.h>

#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility push(default)
#endif
#ifdef __cplusplus
extern "C" {
#endif

/** A sealed rulebook. Opaque, immutable, reference-counted; any number of threads. @since 0.1.0 */
struct therapycode_engine;

/**
 * Seals a rulebook and compiles its vocabulary. The engine serves every policy in it.
 * @param rulebook taken over on success only (do not free it then); NULL: the built-in tables
 * @param[out] out the engine, with one reference, to be given up with therapycode_engine_unref()
 * @param[out] error what the rulebook lacks: "policies.base", "codes.add_on_to", "lexicon.code"
 * @return ::THERAPYCODE_OK, ::THERAPYCODE_E_NOMEM, ::THERAPYCODE_E_ARGUMENT, ::THERAPYCODE_E_NAME for a policy
 *         whose base does not exist, ::THERAPYCODE_E_CONFLICT for one that is its own base or for an add-on code
 *         without its base code, a phrase of the caller's own with a code that no table holds (`index`: its row among
 *         all rows of words that were loaded, from 0, `subindex`: by which call of therapycode_rulebook_load(), from 0,
 *         `line` and `offset`: where in what that call was given) or a rubric whose weights in force do not sum to 100 ("rubric.weight.daily" and so on
 *         by kind of note, `index` is the sum), ::THERAPYCODE_E_VALUE for a phrase without a word in it and ::THERAPYCODE_E_LIMIT
 *         for one of too many words ("lexicon.phrase"). One thread at a time for the rulebook.
 * @since 0.1.0
 */
therapycode_status therapycode_engine_new(struct therapycode_rulebook *rulebook, struct therapycode_engine **out,
                                          struct therapycode_error *error);

/**
 * Takes one more reference.
 * @param engine the engine, or NULL
 * @return `engine`. Any thread; atomic.
 * @since 0.1.0
 */
struct therapycode_engine *therapycode_engine_ref(struct therapycode_engine *engine);

/**
 * Gives one reference up; the last one releases the engine. Evaluations keep their own.
 * @param engine the engine, or NULL. Any thread; atomic.
 * @since 0.1.0
 */
void therapycode_engine_unref(struct therapycode_engine *engine);

/** For an About box, a log line, a stored answer. @since 0.1.0 */
struct therapycode_info {
    size_t size;           /**< How far this row may be read. */
    const char *release;   /**< Of the built-in tables: "2026.4". */
    const char *digest;    /**< SHA-256 of every table and policy as sealed, 64 hexadecimal digits. */
    int32_t verified_from; /**< First date that the built-in tables speak for. */
    int32_t verified_to;   /**< And the first date that they do not. */
};

/**
 * What this engine was made of.
 * @param engine the engine, or NULL
 * @return its description, which lives as long as the engine; NULL for NULL. Any thread.
 * @since 0.1.0
 */
const struct therapycode_info *therapycode_engine_info(const struct therapycode_engine *engine);

/** How a code's units follow from its minutes or quantity. @since 0.1.0 */
enum therapycode_timing {
    THERAPYCODE_UNTIMED = 1,    /**< One unit a day whatever the minutes. */
    THERAPYCODE_TIMED = 2,      /**< A unit for each block of minutes_per_unit. */
    THERAPYCODE_BASE_BLOCK = 3, /**< The first block, once a day; further ones go to its add-on code. */
    THERAPYCODE_ADD_ON = 4,     /**< Further blocks, never alone. */
    THERAPYCODE_AREA = 5,       /**< By area: minutes_per_unit is square centimetres. */
    THERAPYCODE_PERIOD = 6      /**< Per month, per 30 days, per episode: not a visit's matter. */
};

/** Whether a code is on Medicare's therapy list. @since 0.1.0 */
enum therapycode_therapy_list {
    THERAPYCODE_ALWAYS_THERAPY = 1,    /**< Always takes the discipline modifier. */
    THERAPYCODE_SOMETIMES_THERAPY = 2, /**< Takes it under a therapy plan of care. */
    THERAPYCODE_NEVER_THERAPY = 3      /**< Not on the list. */
};

/** One code in one period. @since 0.1.0 */
struct therapycode_code {
    size_t size;              /**< How far this row may be read. */
    char code[8];             /**< "97530" */
    const char *label;        /**< Our own words, or the licensee's descriptor if one was loaded. */
    const char *citation;     /**< Where its counting rule stands. */
    int32_t timing;           /**< enum therapycode_timing */
    int32_t minutes_per_unit; /**< Minutes of a block (square centimetres of an area code); 0: none. */
    int32_t disciplines;      /**< Bits: 1 << enum therapycode_discipline. */
    int32_t contact;          /**< enum therapycode_contact, or 0: does not apply. */
    int32_t add_on_to;        /**< Index of the base code for therapycode_engine_code(), or NONE. */
    int32_t therapy_list;     /**< enum therapycode_therapy_list */
    int32_t medicare_valid;   /**< YES, or NO: Medicare takes another code or none. */
    int32_t verified;         /**< YES; NO: recalled, no source could be opened. */
    int32_t effective_from;   /**< First date, or 0: open. */
    int32_t effective_to;     /**< First date no longer, or 0: open. */
};

/** One rule of the catalogue. @since 0.1.0 */
struct therapycode_rule {
    size_t size;            /**< How far this row may be read. */
    const char *id;         /**< "CMS-UNITS-TOTAL": stable for ever. */
    const char *title;      /**< A few words. */
    const char *citation;   /**< Where the rule stands. */
    const char *meaning;    /**< One plain sentence. */
    int32_t effective_from; /**< First date of service, or 0: open. */
    int32_t effective_to;   /**< First date of service no longer, or 0: open. */
    int32_t verified;       /**< YES; NO: recalled, no source could be opened. */
    int32_t reserved;       /**< 0. */
};

/** One option of one policy in one period. @since 0.1.0 */
struct therapycode_option {
    size_t size;            /**< How far this row may be read. */
    const char *policy;     /**< "medicare" */
    const char *option;     /**< "time_rule" */
    const char *value;      /**< "medicare-total" */
    const char *citation;   /**< Who says so; "" for one set by the caller. */
    int32_t effective_from; /**< First date of service, or 0: open. */
    int32_t effective_to;   /**< First date of service no longer, or 0: open. */
};

/** One phrase of the vocabulary. @since 0.1.0 */
struct therapycode_phrase {
    size_t size;        /**< How far this row may be read. */
    const char *phrase; /**< As it is looked for, normalised. */
    char code[8];       /**< The code it speaks for, or "" for a cue. */
    const char *cue;    /**< What it tells: "activity", "purpose", "negation-before"; docs list them. */
    const char *why;    /**< In words, for people. */
    int32_t weight;     /**< How strongly; negative speaks against. */
    int32_t reserved;   /**< 0. */
};

/**
 * The code as it stands on a date.
 * @param engine the engine
 * @param code five characters, NUL-terminated
 * @param date date of service, yyyymmdd
 * @return the row, which lives as long as the engine; NULL where the code is unknown, ill-formed or not in force
 *         on that date. Any thread.
 * @since 0.1.0
 */
const struct therapycode_code *therapycode_engine_find_code(const struct therapycode_engine *engine, const char *code,
                                                            int32_t date);

/**
 * Code rows by index, in ascending order of code; rows of one code in the order of the table.
 * @param engine the engine
 * @param index from 0
 * @return the row, which lives as long as the engine; NULL past the end. Any thread.
 * @since 0.1.0
 */
const struct therapycode_code *therapycode_engine_code(const struct therapycode_engine *engine, size_t index);

/**
 * Rules by index, in ascending order of id. The batch names rules by this index.
 * @param engine the engine
 * @param index from 0
 * @return the row, which lives as long as the engine; NULL past the end. Any thread.
 * @since 0.1.0
 */
const struct therapycode_rule *therapycode_engine_rule(const struct therapycode_engine *engine, size_t index);

/**
 * Policy options by index, in the order of the table.
 * @param engine the engine
 * @param index from 0
 * @return the row, which lives as long as the engine; NULL past the end. Any thread.
 * @since 0.1.0
 */
const struct therapycode_option *therapycode_engine_option(const struct therapycode_engine *engine, size_t index);

/**
 * Phrases of the vocabulary by index, in the order of the table.
 * @param engine the engine
 * @param index from 0
 * @return the row, which lives as long as the engine; NULL past the end. Any thread.
 * @since 0.1.0
 */
const struct therapycode_phrase *therapycode_engine_phrase(const struct therapycode_engine *engine, size_t index);

#ifdef __cplusplus
}
#endif
#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
