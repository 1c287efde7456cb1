/* What the files of this room share: the state of reading one text. */
#ifndef THERAPYCODE_NOTE_READER_H
#define THERAPYCODE_NOTE_READER_H

#include "evaluation.h"
#include "rulebook/automaton.h"
#include "rulebook/words.h"

enum therapycode_impl_mark_kind {
    THERAPYCODE_IMPL_MARK_SECTION = 1, /* a heading; value: enum therapycode_impl_section */
    THERAPYCODE_IMPL_MARK_HARD,        /* semicolon, bar, contrast: always cut here */
    THERAPYCODE_IMPL_MARK_SOFT,        /* comma, "and", "+": cut where both sides have minutes or a say of their own */
    THERAPYCODE_IMPL_MARK_COLON        /* never cut; words before it are a heading */
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
    int32_t sentence;     /* its number */
    int32_t line;         /* lines so far */
    int32_t start;        /* of the sentence */
    int32_t start_line;
    int32_t words;        /* of the sentence so far */
    int32_t match_first;  /* rows of the sentence begin here */
    int32_t number_first;
    int32_t mark_first;
};

/* scan.c: reads one text. */
void therapycode_impl_scan(struct therapycode_impl_reader *r);
/* sentence.c: makes statements of the sentence that ends at `end`; its matches, numbers and marks are in the tables. */
void therapycode_impl_sentence_end(struct therapycode_impl_reader *r, int32_t end);
/* context.c: fills the contexts of the matches of a statement, and its own. */
void therapycode_impl_context_fill(struct therapycode_evaluation *e, struct therapycode_impl_statement *statement,
                                   const struct therapycode_impl_statement *before);
/* minutes.c: adds the minutes of a statement whose matches and numbers are known. */
void therapycode_impl_minutes_fill(struct therapycode_impl_reader *r, int32_t statement);
/* Whether the number at a row is the beginning of minutes of treatment: for cutting sentences. */
int therapycode_impl_minutes_at(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number,
                                int32_t *minutes, int32_t *end);

#endif
