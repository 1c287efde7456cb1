/**
 * @file session.h
 * @brief What was done: one patient, one billing provider, one day. Plain structs, borrowed for the call.
 * @since 0.1.0
 */
#ifndef THERAPYCODE_SESSION_H
#define THERAPYCODE_SESSION_H

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

/** Who treats: decides the discipline modifier (GP, GO, GN) and the pool of timed minutes. @since 0.1.0 */
enum therapycode_discipline {
    THERAPYCODE_PT = 1, /**< Physical therapy. */
    THERAPYCODE_OT = 2, /**< Occupational therapy. */
    THERAPYCODE_SLP = 3 /**< Speech-language pathology. */
};

/** Where the claim comes from: decides who owes CQ/CO and, later, which edit tables apply. @since 0.1.0 */
enum therapycode_setting {
    THERAPYCODE_SETTING_PROFESSIONAL = 1,        /**< Private practice, physician's office. */
    THERAPYCODE_SETTING_HOSPITAL_OUTPATIENT = 2, /**< Hospital outpatient department. */
    THERAPYCODE_SETTING_CRITICAL_ACCESS = 3,     /**< Critical access hospital: owes no CQ/CO. */
    THERAPYCODE_SETTING_FACILITY = 4             /**< SNF or HHA (Part B), rehabilitation agency, CORF. */
};

/** Who did it, or signed it. @since 0.1.0 */
enum therapycode_performer {
    THERAPYCODE_THERAPIST = 1, /**< PT, OT or SLP. */
    THERAPYCODE_ASSISTANT = 2, /**< PTA or OTA. */
    THERAPYCODE_STUDENT = 3,   /**< A student, whose own time Medicare Part B does not pay. */
    THERAPYCODE_AIDE = 4       /**< An aide or technician: never covered. */
};

/** How staff and patient were together. @since 0.1.0 */
enum therapycode_contact {
    THERAPYCODE_ONE_ON_ONE = 1, /**< Direct contact with one patient. */
    THERAPYCODE_GROUP = 2,      /**< Two or more patients at once, constant attendance. */
    THERAPYCODE_SUPERVISED = 3  /**< A modality without constant attendance. */
};

/** What kind of note: decides which documentation elements are asked of it. @since 0.1.0 */
enum therapycode_note_kind {
    THERAPYCODE_NOTE_DAILY = 1,      /**< Treatment note. */
    THERAPYCODE_NOTE_EVALUATION = 2, /**< Initial evaluation or re-evaluation. */
    THERAPYCODE_NOTE_PROGRESS = 3,   /**< Progress report. */
    THERAPYCODE_NOTE_DISCHARGE = 4   /**< Discharge note. */
};

/** Whether by telehealth. @since 0.1.0 */
enum therapycode_telehealth {
    THERAPYCODE_IN_PERSON = 1, /**< Face to face in one room. */
    THERAPYCODE_VIDEO = 2,     /**< Audio and video. */
    THERAPYCODE_AUDIO = 3      /**< Audio only. */
};

/** Advance beneficiary notice: who is liable if Medicare does not pay. @since 0.1.0 */
enum therapycode_liability {
    THERAPYCODE_ABN_REQUIRED_ON_FILE = 1, /**< GA: required and on file. */
    THERAPYCODE_ABN_VOLUNTARY = 2,        /**< GX: voluntary notice. */
    THERAPYCODE_ABN_EXCLUDED = 3,         /**< GY: excluded by statute. */
    THERAPYCODE_ABN_MISSING = 4           /**< GZ: denial expected, no notice. */
};

/** Bits of `stated`: "this field's zero is a fact". @since 0.1.0 */
enum therapycode_stated {
    THERAPYCODE_STATED_MINUTES = 1,           /**< therapycode_activity.minutes, therapycode_interval.minutes */
    THERAPYCODE_STATED_ASSISTANT_MINUTES = 2, /**< therapycode_activity.assistant_minutes */
    THERAPYCODE_STATED_JOINT_MINUTES = 4,     /**< therapycode_activity.joint_minutes */
    THERAPYCODE_STATED_BILLED_UNITS = 8,      /**< therapycode_activity.billed_units */
    THERAPYCODE_STATED_START = 16,            /**< start: midnight is a fact */
    THERAPYCODE_STATED_TIMED_MINUTES = 32,    /**< therapycode_session.timed_minutes */
    THERAPYCODE_STATED_TOTAL_MINUTES = 64,    /**< therapycode_session.total_minutes */
    THERAPYCODE_STATED_USED_PT_SLP = 128,     /**< therapycode_episode.used_pt_slp_cents */
    THERAPYCODE_STATED_USED_OT = 256          /**< therapycode_episode.used_ot_cents */
};

/**
 * One goal of the plan of care. The texts are read for measures ("12 s", "3+/5", "min A").
 * @since 0.1.0
 */
struct therapycode_goal {
    struct therapycode_text text;     /**< The goal in words. */
    struct therapycode_text measure;  /**< What is measured: "5xSTS". */
    struct therapycode_text baseline; /**< At the start. */
    struct therapycode_text current;  /**< Now. */
    struct therapycode_text target;   /**< To be reached. */
    int32_t set_on;                   /**< Date, yyyymmdd. */
    int32_t target_date;              /**< Date; not before set_on. */
};

/**
 * One thing done. Several may share a code: their time is summed, then counted.
 * @since 0.1.0
 */
struct therapycode_activity {
    char code[8]; /**< CPT or HCPCS code, five characters and a NUL; "" asks for one. A stated code is never replaced. */
    struct therapycode_text description; /**< What was done, in words. */
    const int32_t *goals;                /**< Indexes into therapycode_session.goals. */
    size_t goal_count;                   /**< How many. */
    int32_t minutes;                     /**< Direct treatment, all performers together, 0..1440. */
    int32_t seconds;                     /**< Beyond the whole minutes, 0..59. */
    int32_t assistant_minutes;           /**< Of these, by the assistant alone. */
    int32_t joint_minutes;               /**< Of these, both at once: count as the therapist's. */
    int32_t start;                       /**< Second of the day, 0..86399. */
    int32_t end;                         /**< Second of the day, after start, at most 86400. */
    int32_t billed_units;                /**< As billed, 0..999: audited against the minutes. */
    int32_t quantity;                    /**< Of an area code: square centimetres, 0..100000. */
    int32_t contact;                     /**< enum therapycode_contact; 0: as the code has it. */
    int32_t participants;                /**< Patients in the group, 0..1000. */
    int32_t performer;                   /**< enum therapycode_performer; 0: therapist, less the assistant's minutes. */
    int32_t clinician;                   /**< The caller's number for the person, 0: not stated. */
    int32_t discipline;                  /**< enum therapycode_discipline; 0: the session's. Pools stay apart. */
    int32_t encounter;                   /**< Which visit of the day, 0 or more; all are pooled. */
    int32_t region;                      /**< The caller's number for the body region, 0: not stated. */
    int32_t stated;                      /**< Bits of enum therapycode_stated. */
    char modifiers[4][4]; /**< The caller's own, two characters and a NUL, "" unused; checked, never dropped. */
};

/**
 * What came before: clocks of reports and certification, thresholds, copied notes. Optional.
 * @since 0.1.0
 */
struct therapycode_episode {
    size_t size;                          /**< sizeof(struct therapycode_episode). */
    const int32_t *treatment_dates;       /**< Treatment days to date, ascending, evaluation included. */
    size_t treatment_date_count;          /**< How many. */
    const int32_t *report_dates;          /**< Progress reports written, ascending. */
    size_t report_date_count;             /**< How many. */
    const struct therapycode_text *notes; /**< Earlier notes, latest last. */
    size_t note_count;                    /**< How many. */
    int32_t certified_from;               /**< Date. */
    int32_t certified_to;                 /**< Date, last day; not before certified_from. */
    int32_t certification_signed;         /**< YES / NO. */
    int32_t order_on_file;                /**< YES / NO: a signed, dated order or referral. */
    int32_t plan_sent_on;                 /**< Date the plan went to the physician or NPP. */
    int32_t used_pt_slp_cents;            /**< Allowed amounts of the calendar year before this visit, PT and SLP. */
    int32_t used_ot_cents;                /**< The same for OT. */
    int32_t visit_cents;                  /**< Of this visit, after reduction. For KX only: reaches nothing else. */
    int32_t stated;                       /**< Bits of enum therapycode_stated. */
    int32_t reserved;                     /**< 0. */
};

/**
 * What one patient received from one billing provider on one day.
 * @since 0.1.0
 */
struct therapycode_session {
    size_t size;                                   /**< sizeof(struct therapycode_session), the caller's. */
    size_t activity_size;                          /**< sizeof(struct therapycode_activity), the caller's. */
    size_t goal_size;                              /**< sizeof(struct therapycode_goal), the caller's. */
    const struct therapycode_activity *activities; /**< What was done. */
    size_t activity_count;                         /**< At most ::THERAPYCODE_LIMIT_ACTIVITIES. */
    const struct therapycode_goal *goals;          /**< Goals of the plan of care. */
    size_t goal_count;                             /**< At most ::THERAPYCODE_LIMIT_GOALS. */
    struct therapycode_text note;                  /**< The note of the visit. */
    const struct therapycode_episode *episode;     /**< What came before; NULL: its clocks are not looked at. */
    const char *policy;          /**< Name in the rulebook, NUL-terminated; NULL: "medicare". */
    int32_t date_of_service;     /**< Required: everything is looked up as of it. */
    int32_t discipline;          /**< Required: enum therapycode_discipline. */
    int32_t setting;             /**< enum therapycode_setting; 0: professional. */
    int32_t place_of_service;    /**< CMS two-digit code, 1..99. */
    int32_t note_kind;           /**< enum therapycode_note_kind; 0: daily. */
    int32_t telehealth;          /**< enum therapycode_telehealth. */
    int32_t timed_minutes;       /**< Total as recorded, 0..1440: checked against the activities. */
    int32_t total_minutes;       /**< Total as recorded, 0..1440. */
    int32_t is_signed;           /**< YES / NO: signatures live outside the text in most records. */
    int32_t signed_by;           /**< enum therapycode_performer. */
    int32_t cosigned;            /**< YES / NO. */
    int32_t necessity_attested;  /**< YES / NO: without it KX is advised, never added. */
    int32_t liability;           /**< enum therapycode_liability. */
    int32_t stated;              /**< Bits of enum therapycode_stated. */
};
/** Initialiser of a ::therapycode_session. @since 0.1.0 */
#define THERAPYCODE_SESSION_INIT { sizeof(struct therapycode_session), sizeof(struct therapycode_activity), sizeof(struct therapycode_goal), 0, 0, 0, 0, { 0, 0 }, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/**
 * For callers without the macro: zeroes `*session` and records the sizes that they were built with.
 * @param[out] session the struct to fill
 * @param session_size sizeof(struct therapycode_session) as the caller has it
 * @param activity_size sizeof(struct therapycode_activity) as the caller has it
 * @param goal_size sizeof(struct therapycode_goal) as the caller has it
 * @return ::THERAPYCODE_OK; ::THERAPYCODE_E_ARGUMENT for NULL; ::THERAPYCODE_E_SIZE for sizes that no version
 *         had. Any thread.
 * @since 0.1.0
 */
therapycode_status therapycode_session_init(struct therapycode_session *session, size_t session_size,
                                            size_t activity_size, size_t goal_size);

#ifdef __cplusplus
}
#endif
#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility pop
#endif

#endif
