/* What the files of this room share: the state of reading one text. */
#ifndef THERAPYCODE_NOTE_READER_H
#define THERAPYCODE_NOTE_READER_H

#include "evaluation.h"
#include "rulebook/automaton.h"
#include "rulebook/words.h"

enum therapycode_impl_mark_kind {
    THERAPYCODE_IMPL_MARK_SECTION = 1, /* a heading; value: enum therapycode_impl_section, and where it stands */
    THERAPYCODE_IMPL_MARK_HARD,        /* semicolon, bar, contrast: always cut here */
    THERAPYCODE_IMPL_MARK_SOFT,        /* comma, "and", "+": cut where both sides have minutes or a say of their own */
    THERAPYCODE_IMPL_MARK_INNER,       /* the same inside brackets: cut only before a code or heading with minutes */
    THERAPYCODE_IMPL_MARK_COLON        /* never cut; words before it are a heading */
};

enum therapycode_impl_heading_place {
    THERAPYCODE_IMPL_OWN_LINE = 0x100, /* nothing else in its line */
    THERAPYCODE_IMPL_IN_LINE = 0x200   /* in the middle of a line */
};

/* Where the first line of a table names no column of minutes. */
enum therapycode_impl_table_columns {
    THERAPYCODE_IMPL_TABLE_UNKNOWN = -1, /* nor any other */
    THERAPYCODE_IMPL_TABLE_NO_TIME = -2  /* but sets, repetitions and the like */
};

struct therapycode_impl_reader {
    struct therapycode_evaluation *e;
    const struct therapycode_impl_vocabulary *v;
    const char *data;
    size_t length;
    int32_t text;         /* row of texts */
    int32_t source;
    int32_t index;
    int32_t section;      /* now */
    int32_t outer;        /* the section to go back to at the end of the line; NONE: none */
    int in_line;          /* or already at the end of the sentence */
    int own_line;         /* its heading has a line of its own */
    int open_end;         /* a line that tells of a service ends the section */
    int32_t sentence;     /* its number */
    int32_t line;         /* lines so far */
    int32_t start;        /* of the sentence */
    int32_t start_line;
    int32_t words;        /* of the sentence so far */
    int32_t doubts;       /* findings for times that were not read as they stand */
    int has_markup;       /* told of */
    unsigned heard;       /* bits of enum therapycode_impl_hit_flag: of the matches of the sentence so far */
    uint32_t gaps;        /* bits of enum therapycode_impl_gap: before and between the words of the sentence so far */
    /*
     * Bits THERAPYCODE_IMPL_LIST_*: of the words of the sentence so far. A reader asks for `compare`, `pair`, `timed`
     * or `not-given` before it looks through the sentence, so a word that it comes to know must come into that list
     * too. The test `prefilters` reads with all bits set, and must answer the same.
     */
    uint64_t lists;
    uint64_t lists_before; /* the same of the text before it */
    int names_giver;      /* one of them is somebody who may have given a service */
    int is_nested;        /* some of them are of several words: they may not be in order */
    int32_t table_line;   /* start of the line of a table that was looked at last, + 1; 0: none */
    int32_t table_column; /* of its minutes, or enum therapycode_impl_table_columns */
    uint32_t table_of_givers; /* 1 << column: of a second person, where no column is of both */
    uint32_t table_of_days; /* 1 << column: those of other days, or of a plan beside what was done */
    int32_t day;          /* context of a sentence of another day; 0: of the visit's */
    int32_t block_day;    /* the same of the block that a line of a date has opened, */
    int32_t line_day;     /* and of one line of such a date, */
    int32_t line_day_end; /* which ends there */
    int32_t aside;        /* not_given.c: context of what stands in the sentence */
    int32_t aside_end;    /* up to there; 0: nothing such */
    int cancelled;        /* "visit cancelled" was told, and no time below it yet */
    int told;             /* days.c: what the note says of the day of the visit */
    int dated;            /* days.c: 1: a line of another date has times that count; 2: that was asked about */
    int timed;            /* a sentence before has a time */
    int untimed;          /* the last statement of the sentence names an activity without minutes */
    int32_t match_first;  /* rows of the sentence begin here */
    int32_t number_first;
    int32_t mark_first;
};

/* scan.c: reads one text. */
void therapycode_impl_scan(struct therapycode_impl_reader *r);
/* note.c: "15&nbsp;min", "TE<br>MT", a word of text that was taken out of a page as it stood there. Said once. */
void therapycode_impl_report_markup(struct therapycode_impl_reader *r, size_t start, size_t end);
/* unnamed.c: adds a match for the name of an exercise that no phrase knows, to a sentence that holds numbers. */
void therapycode_impl_name_unnamed(struct therapycode_impl_reader *r, int32_t end);
/* sentence.c: makes statements of the sentence that ends at `end`; its matches, numbers and marks are in the tables. */
void therapycode_impl_sentence_end(struct therapycode_impl_reader *r, int32_t end);
/* section.c: what follows stands in the section of a heading: enum therapycode_impl_section and heading_place. */
void therapycode_impl_enter_section(struct therapycode_impl_reader *r, int32_t heading);
/* The same file: whether the sentence begins with a service and its time, or a total, which stand in no section. */
int therapycode_impl_is_service_line(const struct therapycode_impl_reader *r);
/*
 * The same file: whether the sentence up to `end`, with its matches and numbers, ends the section that stands before
 * it.
 */
int therapycode_impl_ends_section(const struct therapycode_impl_reader *r, int32_t end);
/*
 * "Not performed today secondary to fatigue:" is a heading up to its colon: where it ends, given the end of its first
 * words; the same where it has none ("Held bridge:").
 */
int32_t therapycode_impl_reason_end(const struct therapycode_impl_reader *r, int32_t end);
/* The contexts that cues have put in force. */
struct therapycode_impl_force {
    uint32_t bits;                                   /* 1 << enum therapycode_context */
    uint32_t inherited;                              /* of these, from the statement before */
    int32_t cue[THERAPYCODE_EDUCATION_ONLY + 1];     /* by context: the match that did it */
};
/*
 * context.c: fills the contexts of the matches of a statement, and its own. `force` is what the statement before it in
 * the sentence has left, and becomes what this one leaves.
 */
void therapycode_impl_context_fill(const struct therapycode_impl_reader *r,
                                   struct therapycode_impl_statement *statement, struct therapycode_impl_force *force);
/* denial.c: a statement of what was only tried, by the words behind its time. */
void therapycode_impl_deny_tried(const struct therapycode_impl_reader *r, struct therapycode_impl_statement *statement);
/*
 * giver.c: whether a statement gives what it names to a student, an aide or another discipline; then all of it is
 * theirs.
 */
int therapycode_impl_is_given_away(const struct therapycode_impl_reader *r,
                                   struct therapycode_impl_statement *statement);
/* Whether somebody is named between two places who may have given a service in a visit of this discipline. */
int therapycode_impl_has_giver(const struct therapycode_impl_reader *r, int32_t at, int32_t end);
/* The same file: cuts off what another discipline did for a time of its own, behind another time. */
void therapycode_impl_part_givers(struct therapycode_impl_reader *r);
/* days.c: a date that stands there (20260316), and where it ends; 0: none. */
/* "30 min. 3/16/26 TE", "; Visit on 3/16: TE": behind a period or a semicolon at a place, a sentence of a day. */
int therapycode_impl_begins_day(const struct therapycode_impl_reader *r, int32_t at);
int32_t therapycode_impl_read_date(const struct therapycode_impl_reader *r, int32_t at, int32_t *end);
/* What day a sentence is of, whose minutes are read. */
void therapycode_impl_enter_day(struct therapycode_impl_reader *r);
/* Times of the last visit, beside one of this: "8 min today (15 min last visit)". */
void therapycode_impl_drop_past_minutes(struct therapycode_impl_reader *r);
/* tail.c: words behind the time of a service that are of what comes next; `end` is that of the sentence. */
void therapycode_impl_settle_tails(struct therapycode_impl_reader *r, int32_t end);
/* The same file: makes a statement of its own of a stretch of the sentence. */
void therapycode_impl_cut_apart(struct therapycode_impl_reader *r, int32_t from, int32_t to);
/* minutes.c: finds which numbers of the sentence are minutes; 0: none is. */
int therapycode_impl_minutes_read(struct therapycode_impl_reader *r);
/* minutes_unit.c: reads a number with its unit, or says that none stands beside it (0). */
int therapycode_impl_read_with_unit(const struct therapycode_impl_reader *r, struct therapycode_impl_number *number);
/* The same file: "(min)" stands there, over spaces. */
int therapycode_impl_is_unit_in_bracket(const struct therapycode_impl_reader *r, int32_t at);
/* minutes_bare.c: reads a number without a unit, as minutes or not. */
void therapycode_impl_read_bare(struct therapycode_impl_reader *r, int32_t index,
                                const struct therapycode_impl_match *heading, int32_t next);
/* minutes_times.c: "15 min x 2", which may have been given more than once, in doubt. */
void therapycode_impl_doubt_repeated(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n);
/* The same: "40 min, actual 25", a figure without a unit that tells how much of the time before it was given. */
int therapycode_impl_is_bare_actual(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                                    const struct therapycode_impl_number *n);
/*
 * The same: "40 min (actual 25 min)" counts the second; of "attempted 15 min, tolerated 8 min" it is asked. 0: neither.
 */
int therapycode_impl_settle_actual(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                                   struct therapycode_impl_number *b);
/* The same: "TE 15 min (9:00-9:20)", a time and a clock that differ: the lower one. */
void therapycode_impl_settle_clock(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                                   struct therapycode_impl_number *b);
/* minutes_rest.c: "Rest 8 min." in a sentence of its own, behind others with times. */
int therapycode_impl_is_rest_alone(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                                   const struct therapycode_impl_number *n);
/* minutes_pairs.c: of two times that speak of one another the one that counts. */
void therapycode_impl_settle_pairs(struct therapycode_impl_reader *r);
/*
 * cells.c: whether a number stands in a cell of a table that can be minutes: "| 15 |", or behind a tab or several
 * spaces.
 */
int therapycode_impl_is_time_cell(struct therapycode_impl_reader *r, int32_t start, int32_t end);
/*
 * comma_rows.c: the same where commas part the cells, "97110,15"; `heading` is where the last name of a procedure
 * begins.
 */
int therapycode_impl_is_comma_cell(const struct therapycode_impl_reader *r, int32_t at, int32_t end, int32_t heading);
/* Whether minutes stand in the column of another day, or of a plan. */
int therapycode_impl_is_of_other_day(struct therapycode_impl_reader *r, int32_t start);
/*
 * Which total (enum therapycode_impl_minutes_kind) a figure is that stands in a line of figures alone, below the title
 * of its column: "Timed | Untimed | Total". 0: none.
 */
int32_t therapycode_impl_total_of_cell(const struct therapycode_impl_reader *r, int32_t at);
/* An empty round bracket begins the statement, and another one in its line is ticked. */
int therapycode_impl_is_empty_box(const struct therapycode_impl_reader *r,
                                  const struct therapycode_impl_statement *statement);
/* Adds the minutes of a statement; headed: the first ones are of all that follows. */
void therapycode_impl_minutes_fill(struct therapycode_impl_reader *r, int32_t statement, int headed);
/* state.c: whether a statement only tells how somebody was found; its minutes are filled. */
int therapycode_impl_is_state(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s);
/*
 * "Pt ambulates", "the client requires", "she now carries": what somebody does, in the present, tells how things are;
 * what was done here is told in the past, or without a verb. "He then walks" tells what came next.
 */
int therapycode_impl_is_told_of_now(const struct therapycode_impl_reader *r,
                                    const struct therapycode_impl_statement *s);
/* Whether a cue names something done, which a statement can be about. */
static inline int therapycode_impl_is_opening(int32_t cue)
{
    return (cue > THERAPYCODE_IMPL_LAST_NOTE_CUE) & (cue <= THERAPYCODE_IMPL_LAST_OPENING_CUE);
}
static inline int therapycode_impl_is_total(int32_t cue)
{
    return cue == THERAPYCODE_IMPL_CUE_MINUTES_TOTAL || cue == THERAPYCODE_IMPL_CUE_MINUTES_TIMED_TOTAL;
}
/* codes.c: whether what looks like a code at `at` is another number: of a postcode, a telephone, a record. */
int therapycode_impl_is_other_number(const struct therapycode_impl_reader *r, int32_t at);
int therapycode_impl_is_modifier(int32_t value);
/* Whether a code ("97530") stands there. */
int therapycode_impl_is_code_at(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number);
/* "97110x2", "97110GP": the code is a word of its own. */
void therapycode_impl_cut_code(const struct therapycode_impl_reader *r, struct therapycode_impl_word *word);

/*
 * not_given.c: what the sentence up to `end` tells that was ordered, told by somebody else, or cancelled with the
 * visit.
 */
void therapycode_impl_enter_aside(struct therapycode_impl_reader *r, int32_t end);
/*
 * evaluation_day.c: "re-eval due 3/10", "last re-eval 2/20": whether an evaluation, named from `from` to `at`, is of
 * another day; 0: it is not told.
 */
int32_t therapycode_impl_context_of_evaluation(const struct therapycode_impl_reader *r, int32_t from, int32_t at,
                                               int32_t end);
/* The same of a statement that names one without a time. */
int32_t therapycode_impl_evaluation_day(const struct therapycode_impl_reader *r,
                                        const struct therapycode_impl_statement *statement);
/* The context of a statement where no section gives it one: of what is not of the visit, or PERFORMED. */
int32_t therapycode_impl_told_context(const struct therapycode_impl_reader *r,
                                      const struct therapycode_impl_statement *statement);
/* "TE 30 min of which 15 min 1:1": the second time is the one-on-one part of the first. */
int therapycode_impl_is_alone(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                              const struct therapycode_impl_number *b);
/* "Instructed in a 15 minute exercise routine": a time of what somebody is to do. */
int therapycode_impl_is_of_program(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n);
/* state.c: what stands right behind its time puts a service off: "15 min: will do next session". */
int therapycode_impl_is_put_off(const struct therapycode_impl_reader *r,
                                const struct therapycode_impl_statement *statement);
/* The same file: "so MT 15 min", "MT 15 min instead": done instead of what stands before in the sentence. */
int therapycode_impl_is_begun_instead(const struct therapycode_impl_reader *r, int32_t at);
int therapycode_impl_ends_instead(const struct therapycode_impl_reader *r, int32_t at);
/* The same file: something that is measured stands there. */
int therapycode_impl_is_measure_at(const struct therapycode_impl_reader *r, int32_t at);

#endif
