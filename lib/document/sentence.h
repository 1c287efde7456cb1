/* What the files of this room share of one sentence: what it is about, found before anything is given for it. */
#ifndef THERAPYCODE_DOCUMENT_SENTENCE_H
#define THERAPYCODE_DOCUMENT_SENTENCE_H

#include <string.h>

#include "base/text.h"
#include "document/board.h"
#include "rulebook/words.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name
#define SECTION(name) THERAPYCODE_IMPL_SECTION_##name

/* Weights of phrases: STRONG ones name the technique or the function; above it, a therapist who does it. */
enum { STRONG = 3, NAMES = 70, MATCHES_AT_ONCE = 64 };
/* So many words of the rubric on one of another kind are a list of them. */
enum { LIST_SHARE = 4 };

/* One sentence: rows of statements [first, last). */
struct therapycode_impl_sentence {
    int32_t first;
    int32_t last;
    int32_t start;
    int32_t end;
    int32_t section;
    int32_t source;
    int32_t index;
    int32_t number;
    uint64_t lists;     /* THERAPYCODE_IMPL_LIST_* of its words: what none of them is in need not be looked for */
    int32_t line;       /* of the text */
    int is_goal;        /* it states a goal */
    int is_note;
    int copied;
    int32_t elsewhere_at; /* "at home", "last week" stand here: what stands before a purpose is not meant; or NONE */
    int this_morning;     /* what is told as earlier was of this day */
    int taught;           /* the patient was told or taught something */
    int planned;          /* it begins with what is planned */
    int conditional;      /* "if tolerated", "would" */
    int as_needed;        /* "if needed" is said of it, which makes nothing hypothetical that was done */
    int goal_denied;    /* "no goals" */
    int has_time;       /* of a goal: it names a date or a span */
    int32_t link_at;    /* end of the first phrase that says what something is for; NONE */
    int function;       /* it names a function */
    int limits;         /* it tells what cannot be done */
    int skilled;        /* it tells what the therapist did */
    int32_t denied_end; /* so far: end of the last "no pain", "without difficulty", which deny what they name */
    int skilled_if;     /* the same, under a condition */
    int figures;        /* it holds numbers */
    int findings;       /* measures, and figures that are no doses */
    int therapy;        /* it names an exercise, a service, a task or a technique */
    int service;        /* it names anything that select/ knows as done to or by a patient */
    int performed;      /* it says that something was done */
    int of_now;         /* it tells how things are: "Pt ambulates", "Gait: min A" */
    int32_t now_at;     /* from this clause on it does: "...; she ambulates"; NONE */
    int minutes;        /* it gives treatment minutes */
    int32_t words;
    int32_t cue_words;
    int asserts;        /* "skilled", "medically necessary": words without content stand in it */
    int32_t quoted_at;  /* another paper is named here, "per last visit's note", and what follows is of it; NONE */
    int32_t quoted_to;  /* so far: where what is quoted from it ends */
    int32_t
        paper_at; /* what payment or a policy asks for may be told behind this place: "Medicare", "guidelines"; NONE */
    int foreign;        /* nothing in it is told of this patient and visit */
    int known;          /* it holds a word of therapy */
    int unknown;        /* it holds none, and no patient: "The weather is 70 deg, was 60" */
    int is_list;        /* it names elements of the rubric one after the other, and tells nothing of them */
    uint32_t named;     /* bits 1 << (cue - doc-task): what it names */
    int32_t cue_end;    /* so far: phrases that lie over each other count once */
    int32_t goal_at;    /* from here on it states a goal; NONE: it does not */
    int32_t goal_if_at; /* "he will", "is to be" stand here: a goal where a time is named with it; NONE */
    int32_t goal_end;   /* as far as this: "98 deg (goal 120), gait training"; NONE: to the end */
    int32_t lines[4];   /* claim lines whose services its words name */
    int32_t line_count;
    int32_t place_first; /* rows of places: services that it tells of; */
    int32_t place_end;
    int follows;         /* none, but it follows on the line upon one that did */
};

/* Rows that are known to be there; the first of none is NULL. */
static inline const struct therapycode_impl_statement *
therapycode_impl_document_statement(const struct therapycode_impl_document *d, int32_t i)
{
    const struct therapycode_impl_statement *rows = (const void *)d->e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    return rows == NULL ? NULL : rows + i;
}

static inline const struct therapycode_impl_match *
therapycode_impl_document_match(const struct therapycode_impl_document *d, int32_t i)
{
    const struct therapycode_impl_match *rows = (const void *)d->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    return rows == NULL ? NULL : rows + i;
}

/* The goal begins in the middle of its sentence: what stands before it is no goal. */
static inline int therapycode_impl_in_goal(const struct therapycode_impl_sentence *s, int32_t at)
{
    return s->goal_at != THERAPYCODE_NONE && at >= s->goal_at && (s->goal_end == THERAPYCODE_NONE || at < s->goal_end);
}

/* The words stand inside "no pain" or just behind "no increase in". */
static inline int therapycode_impl_is_denied(const struct therapycode_impl_sentence *s, int32_t at)
{
    enum { BEHIND = 4 };
    return at < s->denied_end + BEHIND && s->denied_end > 0;
}

/* The text that the sentence stands in. */
static inline const char *sentence_text(const struct therapycode_impl_document *d,
                                        const struct therapycode_impl_sentence *s)
{
    return s->is_note ? d->e->session.note.data : d->e->activities[s->index].description.data;
}

/* In these sections words tell of the treatment itself. */
static inline int tells_treatment(const struct therapycode_impl_sentence *s, int32_t at)
{
    if (s->source == THERAPYCODE_FROM_DESCRIPTION)
        return 1;
    if (therapycode_impl_in_goal(s, at) || s->section == SECTION(SUBJECTIVE) || s->section == SECTION(PLAN) ||
        s->section == SECTION(HOME) ||
        s->section == SECTION(HISTORY) || s->section == SECTION(GOALS))
        return 0;
    return 1;
}

/* Where the word before *at begins; *at: where it ends. Spaces, a dash or a bracket may stand between. */
static inline int32_t therapycode_impl_word_before(const char *data, int32_t first, int32_t *at)
{
    while (*at > first && (data[*at - 1] == ' ' || data[*at - 1] == '-' || data[*at - 1] == '('))
        --*at;
    return therapycode_impl_word_start(data, first, *at);
}

/*
 * Where the next word from *at on ends; *at: where it begins. NONE: there is none before `end` or before one of the
 * characters of `stops`, at which a clause ends.
 */
static inline int32_t therapycode_impl_word_after(const char *data, int32_t *at, int32_t end, const char *stops)
{
    uint64_t lists;
    int32_t stop;
    for (; *at < end && !therapycode_impl_is_letter(data[*at]); ++*at)
        if (data[*at] != '\0' && strchr(stops, data[*at]) != NULL)
            return THERAPYCODE_NONE;
    stop = *at < end ? therapycode_impl_letters(data, *at, end, &lists) : *at;
    return stop > *at ? stop : THERAPYCODE_NONE;
}

/* Whether one of the next words, at most so many and within the clause, is in a list. */
static inline int therapycode_impl_listed_within(const char *data, int32_t at, int32_t end, int32_t words,
                                                 const char *stops, const char *list)
{
    int32_t stop;
    for (; words > 0; words--, at = stop) {
        stop = therapycode_impl_word_after(data, &at, end, stops);
        if (stop == THERAPYCODE_NONE)
            return 0;
        if (therapycode_impl_is_listed(list, data + at, (size_t)(stop - at)))
            return 1;
    }
    return 0;
}

/*
 * counted.c: whether a figure stands beside the words of the match: "3 spills", "four out of ten"; of weight STRONG,
 * behind them: "flexion 110"; above it the words are a grade themselves: "hand held assist".
 */
int therapycode_impl_is_counted(const struct therapycode_impl_sentence *s, const char *data, int32_t weight,
                                const struct therapycode_impl_match *m);
/* The phrase is of a sound, "/s/ in", and the text has none there: "patient's in", "0.6 m/s in". */
int therapycode_impl_is_no_sound(const char *phrase, const char *data, const struct therapycode_impl_match *m);
/* change.c: the word stands right before that place. */
int therapycode_impl_follows(const char *data, int32_t first, int32_t at, const char *word);
/* What a symptom depends on, a time that is not told, somebody who steps down: no change since an earlier visit. */
int therapycode_impl_tells_no_change(const struct therapycode_impl_sentence *s, const char *data,
                                     const struct therapycode_impl_match *m, const char *phrase);
/* A past time at that place is compared: a value stands with it, or what was then and is today. */
int therapycode_impl_compares_times(const struct therapycode_impl_sentence *s, const char *data, int32_t at);
/* In a goal: words for what the person will do, handle, or where. */
int therapycode_impl_is_function(const struct therapycode_impl_document *d, const struct therapycode_impl_match *m);
/* A service whose name is that of a task: "meal prep", "car transfers", "picture naming". */
int therapycode_impl_is_functional_name(const struct therapycode_impl_document *d,
                                        const struct therapycode_impl_match *m);
/*
 * link.c: "eighteen holes with no pad": what stands there is of life unless it begins with the body, a test or the
 * record; `least`: how many words it needs.
 */
int therapycode_impl_aims_at_life(const char *data, int32_t at, int32_t end, int32_t least);
/* The words say what an activity is for, and a function or somebody who will do something stands behind them. */
int therapycode_impl_counts_as_link(const struct therapycode_impl_document *d,
                                    const struct therapycode_impl_sentence *s,
                                    const struct therapycode_impl_match *m);
/*
 * foreign.c: whether a word of the sentence between two places is in a list (THERAPYCODE_IMPL_LIST_*): mostly none of
 * all of it is.
 */
int therapycode_impl_has_of(const struct therapycode_impl_sentence *s, const char *data, int32_t at, int32_t end,
                            uint64_t list);
/* The same file: whether the sentence is of another paper or of another person. */
void therapycode_impl_note_foreign(struct therapycode_impl_sentence *s, const char *data, int32_t length);
/* "After a fall"; a goal of the record; "tendon glides"; "individual response": what words look like and are not. */
int therapycode_impl_is_of_size(const char *data, const struct therapycode_impl_sentence *s);
int therapycode_impl_is_habit(const char *data, const struct therapycode_impl_sentence *s,
                              const struct therapycode_impl_match *m);
int therapycode_impl_is_event(const char *data, int32_t first, int32_t at);
int therapycode_impl_is_goal_of_record(const char *data, int32_t start, int32_t at, int32_t end);
int therapycode_impl_is_own_glide(const char *data, int32_t first, const struct therapycode_impl_match *m);
int therapycode_impl_is_of_somebody(const char *data, const struct therapycode_impl_match *m, int32_t end);
/* How many words of the sentence are in a list (THERAPYCODE_IMPL_LIST_*); 0: all of them. */
int32_t therapycode_impl_count_listed(const struct therapycode_impl_sentence *s, const char *data, uint64_t list);
/* Fills what the rows of statements from `first` to `last` are about. */
void therapycode_impl_survey(const struct therapycode_impl_document *d, struct therapycode_impl_sentence *s);
/* owner.c: whose words they are; and a proof for the note, its line or lines, and the visit. */
void therapycode_impl_find_owner(struct therapycode_impl_document *d, struct therapycode_impl_sentence *s);
void therapycode_impl_give(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                           int32_t element,
                           int side, const struct therapycode_impl_proof *proof);
/* words.c: the same, proved by the words of a match. */
void therapycode_impl_give_match(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                                 int32_t element, int side, const struct therapycode_impl_match *m);
/* activity.c: what a task or a named exercise proves. */
void therapycode_impl_take_activity(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                                    const struct therapycode_impl_match *m);
/* skill.c: whether the words tell what the therapist did. */
int therapycode_impl_counts_as_skill(const struct therapycode_impl_document *d,
                                     const struct therapycode_impl_sentence *s, const struct therapycode_impl_match *m);
/* values.c: what the minutes, figures and measures of the sentence prove. */
void therapycode_impl_take_minutes(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                                   const struct therapycode_impl_statement *st);
void therapycode_impl_take_figures(struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                                   const struct therapycode_impl_statement *st);
void therapycode_impl_take_measures(struct therapycode_impl_document *d, struct therapycode_impl_sentence *s,
                                    int32_t *row);

/* form.c */

/* An item of a form that nobody filled in: "[ ] group", "Plan of care: [ ] continue", "Tolerated ____". */
int therapycode_impl_is_unfilled(const char *data, size_t length, const struct therapycode_impl_match *m);
/* Whether a blank stands in the item of a form around a place. */
int therapycode_impl_has_blank(const char *data, size_t length, int32_t place);
/* Signatures and credentials: a name with its credential, or words that say that it is signed. */
void therapycode_impl_take_signature(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                                     const struct therapycode_impl_match *m);

#endif
