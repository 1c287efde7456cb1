/*
 * One evaluation: the facts as checked and copied in, and the tables of rows that the rooms fill in turn.
 *
 * A room adds rows and never looks at a status: when memory runs out, the evaluation remembers it and hands out a
 * row that is thrown away, so every room can run to its end and the pipeline answers E_NOMEM. Rows move when a table
 * grows: hold indexes across additions, not pointers.
 */
#ifndef THERAPYCODE_EVALUATION_INTERNAL_H
#define THERAPYCODE_EVALUATION_INTERNAL_H

#include <string.h>

#include <therapycode/batch.h>
#include <therapycode/day.h>
#include <therapycode/evaluation.h>
#include <therapycode/session.h>

#include "base/memory.h"
#include "base/message.h"
#include "rulebook/engine.h"

enum therapycode_impl_row_table {
    THERAPYCODE_IMPL_CANDIDATES, THERAPYCODE_IMPL_ELEMENTS, THERAPYCODE_IMPL_EVIDENCE, THERAPYCODE_IMPL_MEASURES,
    THERAPYCODE_IMPL_PROGRESS,
    /* from here on, what units and lines need */
    THERAPYCODE_IMPL_LINES, THERAPYCODE_IMPL_TALLIES, THERAPYCODE_IMPL_READINGS, THERAPYCODE_IMPL_FINDINGS,
    THERAPYCODE_IMPL_STEPS,
    /* not shown to callers */
    THERAPYCODE_IMPL_FINDING_ARGS, THERAPYCODE_IMPL_STEP_ARGS,
    THERAPYCODE_IMPL_COUNTS, THERAPYCODE_IMPL_RANKS, THERAPYCODE_IMPL_WINDOWS, /* units/count.h */
    THERAPYCODE_IMPL_PROOF, /* the steps of the units room */
    THERAPYCODE_IMPL_BATCH_ACTIVITIES, /* batch.c: a visit's activities while it is evaluated */
    /* from here on, what is read in words */
    THERAPYCODE_IMPL_STATEMENTS, THERAPYCODE_IMPL_MATCHES, THERAPYCODE_IMPL_MINUTES, THERAPYCODE_IMPL_TEXTS,
    THERAPYCODE_IMPL_NUMBERS, THERAPYCODE_IMPL_MARKS, /* note/ only */
    THERAPYCODE_IMPL_GOAL_VALUES, THERAPYCODE_IMPL_MEASURE_TRAITS,
    THERAPYCODE_IMPL_PLACES,
    THERAPYCODE_IMPL_SLOT_WEIGHTS, THERAPYCODE_IMPL_SLOT_CODES, /* select/: therapycode_impl_lasting() */
    THERAPYCODE_IMPL_ROW_TABLES
};

/* What a message is made of. It is written out when a caller first asks for the row. */
struct therapycode_impl_args {
    int64_t values[THERAPYCODE_IMPL_MESSAGE_ARGS];
    char *buffer;    /* room for message and suggestion; NULL when memory ran out */
    int32_t message; /* enum therapycode_impl_message */
    int32_t written;
};

/* ---- what note/ read, for select/ and document/ ---- */

enum therapycode_impl_section {
    THERAPYCODE_IMPL_SECTION_NONE = 0, THERAPYCODE_IMPL_SECTION_SUBJECTIVE, THERAPYCODE_IMPL_SECTION_OBJECTIVE,
    THERAPYCODE_IMPL_SECTION_TREATMENT, THERAPYCODE_IMPL_SECTION_ASSESSMENT, THERAPYCODE_IMPL_SECTION_PLAN,
    THERAPYCODE_IMPL_SECTION_GOALS, THERAPYCODE_IMPL_SECTION_HOME, THERAPYCODE_IMPL_SECTION_HISTORY,
    THERAPYCODE_IMPL_SECTION_BILLING, /* what is charged: services that are told of elsewhere too */
    THERAPYCODE_IMPL_SECTION_UNDONE   /* what was scheduled, held or refused */
};
/*
 * A text that was read: the note, then each description, each text of a goal, each earlier note that is not empty.
 * Offsets of everything below are bytes of `data`.
 */
struct therapycode_impl_read_text {
    const char *data;        /* the caller's */
    int32_t length;
    int32_t source;          /* enum therapycode_evidence_source */
    int32_t index;           /* which activity, goal or earlier note; NONE: the note */
    int32_t part;            /* of a goal: enum therapycode_impl_goal_part; else 0 */
    int32_t statement_first; /* rows of statements */
    int32_t statement_count;
    uint64_t lists;          /* THERAPYCODE_IMPL_LIST_*: of its words */
};
enum therapycode_impl_goal_part {
    THERAPYCODE_IMPL_GOAL_TEXT = 0, THERAPYCODE_IMPL_GOAL_MEASURE, THERAPYCODE_IMPL_GOAL_BASELINE,
    THERAPYCODE_IMPL_GOAL_CURRENT, THERAPYCODE_IMPL_GOAL_TARGET
};
/* A stretch of text that says one thing: a clause, an item of a list, a description. In order of text and place. */
struct therapycode_impl_statement {
    int32_t source;        /* enum therapycode_evidence_source */
    int32_t index;         /* which activity, goal or earlier note; NONE: the note */
    int32_t start;
    int32_t end;
    int32_t sentence;      /* clauses of one sentence share this number; it counts through all texts */
    int32_t section;       /* enum therapycode_impl_section */
    int32_t context;       /* enum therapycode_context: of its first heading or activity, else of the whole */
    int32_t cue_start;     /* the words that decided the context; 0, 0: none, or the section did */
    int32_t cue_end;
    int32_t match_first;   /* rows of matches, ascending by start; of one start, longer first */
    int32_t match_count;
    int32_t opening_count; /* of these: they name something done; */
    int32_t handling_count; /* they are verbs of handling, which name something done with a thing that is handled; */
    int32_t note_count;    /* they are cues of note/ */
    int32_t minutes_first; /* rows of minutes, ascending by start */
    int32_t minutes_count;
    int32_t number_first;  /* rows of numbers, ascending by start */
    int32_t number_count;
    int32_t text;          /* row of texts */
    int32_t line;          /* lines of the text before it: items of one list stand on different lines */
    int32_t is_state;      /* 1: a name and how much help or motion was found, and nothing that was done */
    int32_t is_of_now;     /* 1: it begins with what somebody does in the present, which tells how things are */
    uint32_t gaps;         /* enum therapycode_impl_gap: before and between the words of its sentence */
    uint64_t lists;        /* THERAPYCODE_IMPL_LIST_*: of these words; all where it is not known */
};
/* A phrase of the vocabulary where it stands, at word bounds. */
struct therapycode_impl_match {
    int32_t phrase;        /* index of engine->phrases and of engine->vocabulary.phrases, which knows its cue */
    int32_t start;
    int32_t end;
    int32_t statement;
    int32_t cue;           /* enum therapycode_impl_cue */
    int32_t context;       /* enum therapycode_context of these very words */
};
enum therapycode_impl_minutes_kind {
    THERAPYCODE_IMPL_MINUTES_TREATMENT = 1, /* of what the statement says */
    THERAPYCODE_IMPL_MINUTES_TIMED_TOTAL,   /* of all timed codes */
    THERAPYCODE_IMPL_MINUTES_TOTAL,         /* of the whole session, or time in and out */
    THERAPYCODE_IMPL_MINUTES_OTHER,         /* rest, hold, goal, delay, tolerance: not treatment time */
    THERAPYCODE_IMPL_MINUTES_PART /* part of the first minutes of the statement: "97110 x 14': bike 5', ..." */
};
struct therapycode_impl_minutes {
    int32_t minutes;
    int32_t kind;          /* enum therapycode_impl_minutes_kind */
    int32_t start;
    int32_t end;
    int32_t statement;
    int32_t each;          /* 1: "10 min each": of every activity of the statement */
    char code[8];          /* a code written beside it, or "" */
};
/* A word that begins with a digit, or with x and a digit: "15", "3x10", "x15", "97110". */
struct therapycode_impl_number {
    int32_t start;
    int32_t end;
    int32_t statement;
    int32_t value;         /* of the leading digits; NONE: too large */
    int32_t minutes;       /* that it says, 0 or more; NONE: it is no minutes */
    int32_t minutes_end;   /* where they end, unit and all; 0: no minutes */
    int32_t is_code;       /* 1: it is a code, "97110" */
    int32_t is_clock;      /* 1: it begins "9:00-9:45" */
    int32_t doubt;         /* enum therapycode_impl_doubt */
};
/* What is to be told of a time beside the minutes that it was read as, or why it was not. */
enum therapycode_impl_doubt {
    THERAPYCODE_IMPL_DOUBT_NONE = 0,
    THERAPYCODE_IMPL_DOUBT_RANGE,    /* "10-15 min": the lower one was read */
    THERAPYCODE_IMPL_DOUBT_REST,     /* "30 min including 10 min rest": 20 were read */
    THERAPYCODE_IMPL_DOUBT_ALONE,    /* "30 min of which 15 min 1:1": 15 were read */
    THERAPYCODE_IMPL_DOUBT_WHOLE,    /* "45 min of which 30 min TE": no doubt, but it is that of the session */
    THERAPYCODE_IMPL_DOUBT_TIMES,    /* "15 min x 2": read once */
    THERAPYCODE_IMPL_DOUBT_BARE,     /* "TE 15, US 8": a figure that may be one of the times, not read */
    THERAPYCODE_IMPL_DOUBT_BREAK,    /* "30 min, 10 min rest": read, with or without the rest */
    THERAPYCODE_IMPL_DOUBT_FRACTION, /* "7.5 min": not read */
    THERAPYCODE_IMPL_DOUBT_CORRECTED, /* of another time, or itself wrong: not read */
    THERAPYCODE_IMPL_DOUBT_UNCLEAR, /* "15/30 min", "<8 min" */
    THERAPYCODE_IMPL_DOUBT_TOO_LONG  /* more than a day: not read */
};

/* Where the note tells of a service that has a reading, in order of place: select/ writes it for document/. */
struct therapycode_impl_place {
    int32_t start; /* of the words that name it */
    int32_t end;   /* of the last statement about it; the next place may begin before */
    int32_t line;  /* of the text, on which that statement stands */
    int32_t reading;
};
/* Where a sentence may have to be cut: for note/ alone. */
struct therapycode_impl_mark {
    int32_t position;      /* where the next piece would begin */
    int32_t end;           /* where the last one would end */
    int32_t kind;
    int32_t value;
};
/* One per row of measures, beside it: how its kind behaves. */
struct therapycode_impl_measure_traits {
    const char *source;    /* where the smallest change stands, or "" */
    int32_t better;        /* 1: more is better; -1: less is; 0: neither by itself */
    int32_t change;        /* smallest detectable, over change_scale; 0: none published that we know */
    int32_t change_scale;
    int32_t reserved;
};
/* One per goal: rows of measures that its fields hold, NONE for none. */
struct therapycode_impl_goal_values {
    int32_t text_first;    /* read in the words of the goal */
    int32_t text_count;
    int32_t baseline;
    int32_t current;
    int32_t target;
};

struct therapycode_impl_units_state;

enum { THERAPYCODE_IMPL_ROW_MAX = 128 };

struct therapycode_evaluation {
    struct therapycode_allocator allocator;
    struct therapycode_impl_arena arena;
    struct therapycode_impl_rows tables[THERAPYCODE_IMPL_ROW_TABLES];
    struct therapycode_engine *engine;             /* a reference: rows point into it */
    const struct therapycode_impl_policy *policy;  /* in force on the date of service */
    int32_t policy_is_default;                     /* 1: it was found for a session that names none */
    therapycode_status status;                     /* sticky: E_NOMEM once a row or a text could not be had */
    int32_t filled;                                /* the last call succeeded */
    int32_t units_alone;                           /* 1: nothing else was asked, so tables of words have no rows */
    int32_t known_date;                            /* one that exists, or 0 */
    int32_t unmarked;                              /* 1: every activity names a code; none a modifier or a contact */
    int32_t plain;                                 /* 1: and neither who did it nor the code itself bears on modifiers:
                                                      every line takes its discipline's, and nothing else */
    struct therapycode_impl_units_state *units;    /* of units/: what its later answers need; NULL: not asked */
    struct therapycode_summary summary;
    /* the facts, in this version's layout, defaults filled in (setting, note_kind); texts are still the caller's */
    struct therapycode_session session;
    const struct therapycode_activity *activities; /* where none needed a change, the caller's: for the call alone */
    struct therapycode_goal *goals;
    const struct therapycode_episode *episode;     /* NULL: none */
    struct therapycode_episode episode_copy;
    int64_t round; /* of this evaluation; tells what a lasting table holds from before */
    int64_t sink[THERAPYCODE_IMPL_ROW_MAX / 8];    /* the row that is thrown away */
};

/* Empties the tables, keeps the memory. */
void therapycode_impl_reset(struct therapycode_evaluation *e);
/* A new row, zeroed, `size` set where rows have one. */
void *therapycode_impl_add(struct therapycode_evaluation *e, int table);
/* The same where the table is known to the compiler, and mostly has room. `size` is that of its rows; not zeroed. */
static inline void *therapycode_impl_add_raw(struct therapycode_evaluation *e, int table, size_t size)
{
    struct therapycode_impl_rows *rows = &e->tables[table];
    return rows->count < rows->capacity ? rows->data + rows->count++ * size : therapycode_impl_add(e, table);
}
/* Zeroed, and its size set. */
static inline void *therapycode_impl_add_here(struct therapycode_evaluation *e, int table, size_t size)
{
    unsigned char *row = therapycode_impl_add_raw(e, table, size);
    memset(row, 0, size);
    if (table < THERAPYCODE_IMPL_FINDING_ARGS)
        memcpy(row, &size, sizeof size);
    return row;
}
/* So many rows at once, one or more, not zeroed; NULL, and the status set, when there is no memory. */
static inline void *therapycode_impl_add_rows(struct therapycode_evaluation *e, int table, size_t size, size_t count)
{
    struct therapycode_impl_rows *rows = &e->tables[table];
    if (!therapycode_impl_rows_reserve(rows, &e->allocator, rows->count + count)) {
        e->status = THERAPYCODE_E_NOMEM;
        return NULL;
    }
    rows->count += count;
    return rows->data + (rows->count - count) * size;
}
/* The row that is thrown away, where there is none of a number. */
void *therapycode_impl_no_row(struct therapycode_evaluation *e);
/* Row `index`, or the one that is thrown away. */
static inline void *therapycode_impl_row(struct therapycode_evaluation *e, int table, int32_t index)
{
    const struct therapycode_impl_rows *rows = &e->tables[table];
    if (index < 0 || (size_t)index >= rows->count)
        return therapycode_impl_no_row(e);
    return rows->data + (size_t)index * rows->row_size;
}
static inline int32_t therapycode_impl_count(const struct therapycode_evaluation *e, int table)
{
    return (int32_t)e->tables[table].count;
}
/* Memory for as long as the result; zeroed. NULL, and the status set, when there is none. */
void *therapycode_impl_take(struct therapycode_evaluation *e, size_t bytes);
/* The same, not zeroed. */
void *therapycode_impl_take_unset(struct therapycode_evaluation *e, size_t bytes);
/*
 * At least `count` rows of a table that is not emptied: zero at first, then as the last evaluation left them. For what
 * would be too much to clear for every note. NULL, and the status set, when there is no memory.
 */
void *therapycode_impl_lasting(struct therapycode_evaluation *e, int table, size_t count);

/* Adds a finding or a step from the catalogue of messages; every index that can be NONE is. */
struct therapycode_finding *therapycode_impl_find(struct therapycode_evaluation *e, int32_t message,
                                                  const int64_t *args, size_t arg_count);
/* Adds the words that a finding is about as its evidence. */
void therapycode_impl_show(struct therapycode_evaluation *e, struct therapycode_finding *finding, int32_t source,
                           int32_t index, int32_t start, int32_t end);
struct therapycode_step *therapycode_impl_step(struct therapycode_evaluation *e, int32_t message, const int64_t *args,
                                               size_t arg_count);
/* The same with the figures written in the call: THERAPYCODE_IMPL_FIND(e, UNITS_TIE, minutes, units). */
#define THERAPYCODE_IMPL_FIND(e, message, ...) \
    therapycode_impl_find((e), THERAPYCODE_IMPL_MESSAGE_##message, (const int64_t[]){ __VA_ARGS__ }, \
                          sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t))
#define THERAPYCODE_IMPL_STEP(e, message, ...) \
    therapycode_impl_step((e), THERAPYCODE_IMPL_MESSAGE_##message, (const int64_t[]){ __VA_ARGS__ }, \
                          sizeof((const int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t))

static inline const char *therapycode_impl_rule_id(int32_t rule)
{
    return therapycode_impl_pool + therapycode_impl_rules[rule].id;
}
/* "functional-activities" of enum therapycode_impl_id */
static inline const char *therapycode_impl_element_name(int32_t element)
{
    return therapycode_impl_pool + therapycode_impl_words[therapycode_impl_element_words + (uint32_t)element - 1];
}
static inline int32_t therapycode_impl_option(const struct therapycode_evaluation *e, int option)
{
    return e->policy->values[option];
}

/* session.c: checks a session and copies it into the evaluation, which is empty and has its engine. */
therapycode_status therapycode_impl_session_take(struct therapycode_evaluation *e,
                                                 const struct therapycode_session *session,
                                                 struct therapycode_error *error);
/* Looks the policy up as of a date; E_NAME. */
therapycode_status therapycode_impl_policy_take(struct therapycode_evaluation *e, const char *name, int32_t date);
/* Empties the evaluation and makes it hold the engine. */
void therapycode_impl_begin(struct therapycode_evaluation *e, const struct therapycode_engine *engine);
/* And after the last: `status` of taking the facts in; what failed then or since leaves no row behind. */
therapycode_status therapycode_impl_end(struct therapycode_evaluation *e, therapycode_status status,
                                        struct therapycode_error *error);
/* Writes what every summary holds. */
void therapycode_impl_summarise(struct therapycode_evaluation *e);

#endif
