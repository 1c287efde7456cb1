/*
 * Measures: values as therapists write them ("R knee AROM 4-98", "TUG 14.2 s (was 18.9)", "min A"), read in one pass
 * into exact fractions. The words are data: rulebook/data/measure_words.csv and measures.csv.
 */
#ifndef THERAPYCODE_NOTE_MEASURE_H
#define THERAPYCODE_NOTE_MEASURE_H

#include "evaluation.h"
#include "note/measure_words.h"

/* ---- tokens of one segment: the text between two sentence ends, semicolons or line ends ---- */

enum measure_token_kind { TOKEN_NUMBER = 1, TOKEN_WORD, TOKEN_SIGN, TOKEN_ARROW };
enum { SEGMENT_TOKENS = 192 };

struct measure_token {
    uint32_t start;
    uint32_t end;
    uint32_t starts; /* the phrases that begin with it: first row + 1, from bit 16 on how many, LEVEL; 0: none */
    int32_t value;   /* of a number, times its scale; -1: too large to be a measure */
    int32_t scale;
    int32_t row;     /* of the word list, or -1; set when the segment is complete */
    uint8_t kind;    /* enum measure_token_kind */
    uint8_t spaced;  /* white space stands before it */
    uint8_t span;    /* tokens that `row` covers */
    uint8_t role;    /* enum ROLE_ of `row`, or 0 */
    char first;      /* its first byte, lower case */
};

struct measure_segment {
    const char *text;
    uint32_t length;
    uint32_t next;   /* where the next segment begins */
    int32_t all;     /* 1: keep segments that measure nothing: they name what a goal measures */
    int32_t count;
    struct measure_token tokens[SEGMENT_TOKENS];
};

/* What a word says. */
struct word_row {
    uint16_t phrase; /* tokens with one space between */
    uint16_t role;   /* enum ROLE_ */
    uint16_t name;   /* a text, a kind, a unit, a side or a level: see generate.py */
    uint16_t site;
};
struct kind_row {
    uint16_t name;
    uint16_t title;        /* for people */
    uint16_t shape;        /* SHAPE_ */
    uint16_t side;         /* YES: it has one */
    uint16_t unit;         /* where none is written */
    uint32_t units;        /* bits 1 << UNIT_ */
    int32_t maximum;
    int32_t better;        /* BETTER_ */
    int32_t change;        /* smallest detectable, over change_scale; 0: none published that we know */
    int32_t change_scale;
    uint16_t change_source;
};

/* Fills the segment with the tokens from `next` on, looks their words up; 0 at the end of the text. */
int therapycode_impl_measure_segment(struct measure_segment *segment);
/* The token is the word `text` (lower case). */
int therapycode_impl_measure_same(const struct measure_segment *segment, const struct measure_token *token,
                                  const char *text);
/* The same of the token at i, if there is one. */
static inline int therapycode_impl_measure_is(const struct measure_segment *segment, int32_t i, const char *text)
{
    return i >= 0 && i < segment->count && segment->tokens[i].first == text[0] &&
           therapycode_impl_measure_same(segment, &segment->tokens[i], text);
}
const struct word_row *therapycode_impl_measure_word(int32_t row);
const struct kind_row *therapycode_impl_measure_kind(int32_t kind);
/* The kind of a row: names of angles are composed, so what is not in the list is one. */
int32_t therapycode_impl_measure_find(const char *kind);
const char *therapycode_impl_measure_text(uint16_t offset);
const char *therapycode_impl_measure_unit(int32_t unit);

/* ---- reading ---- */

/* What the words so far have named: it gives a number its meaning. */
struct measure_frame {
    struct therapycode_evaluation *e;
    const struct measure_segment *segment;
    int32_t source;      /* enum therapycode_evidence_source */
    int32_t index;
    int32_t lenient;     /* a field that holds a value and little else: bare numbers count */
    int32_t mute;        /* only learn what is measured */
    int32_t test;        /* kind, or -1 */
    int32_t test_at;     /* token of the anchor or of its last value */
    uint16_t test_site;
    int32_t test_values; /* read since the anchor */
    int32_t den;         /* below the line of the last value of this test */
    int32_t test_unit;   /* of its last value */
    uint16_t joint;
    uint16_t movement;
    uint16_t muscle;
    uint16_t limb;
    uint16_t mode;
    uint16_t finger;     /* and the joint of it */
    uint16_t digit;
    int32_t joint_at;
    int32_t side;
    int32_t side_at;
    int32_t strength;
    int32_t grade_first; /* the last grade stood before its muscle */
    int32_t lack;
    int32_t angles;      /* angles read in this segment */
    int32_t accuracy;
    int32_t deny_angle;
    int32_t deny_at;     /* token of the last word that makes a fraction no measure */
    int32_t last_at;     /* token of the last value, -1: none */
    int32_t first_row;   /* of measures, of this segment */
};

/* A number as written, before it is known what it measures. */
struct measure_value {
    int32_t num;
    int32_t scale;
    int32_t high;        /* over the same scale */
    int32_t grade;       /* thirds added by + or - */
    int32_t high_grade;
    int32_t graded;
    int32_t den;         /* 0: none */
    int32_t unit;        /* UNIT_, 0: none */
    int32_t ranged;
    int32_t reject;      /* a dose, a duration, a date */
    int32_t first;       /* tokens */
    int32_t end;
};

/* Reads the value at token i; returns the token after it. */
int32_t therapycode_impl_measure_value(const struct measure_frame *frame, int32_t i, struct measure_value *value);
/* Adds the measure of a value that the frame explains. */
void therapycode_impl_measure_take(struct measure_frame *frame, const struct measure_value *value);
/* Adds a row with its evidence. */
struct therapycode_measure *therapycode_impl_measure_add(struct measure_frame *frame, int32_t kind, int32_t first,
                                                         int32_t end);
/* Reads the levels of assistance at token i; returns the token after them, or i. */
int32_t therapycode_impl_measure_level(struct measure_frame *frame, int32_t i);

/* Reads the measures of one text into rows of measures, in the order of the text. */
void therapycode_impl_measures_read(struct therapycode_evaluation *e, int32_t source, int32_t index,
                                    struct therapycode_text text);

#endif
