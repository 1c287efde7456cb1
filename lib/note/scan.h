/* What scan.c knows while it goes over the words of a text. */
#ifndef THERAPYCODE_NOTE_SCAN_H
#define THERAPYCODE_NOTE_SCAN_H

#include "note/reader.h"
#include "rulebook/matcher.h"

#define GAP(name) ((uint32_t)THERAPYCODE_IMPL_GAP_##name)

struct scan {
    struct therapycode_impl_reader *r;
    struct therapycode_impl_matcher m;
    struct therapycode_impl_word word;
    struct {                             /* the word before it */
        size_t start;
        size_t end;
        uint64_t key;
    } before;
    int32_t reach[THERAPYCODE_IMPL_NO_ROOM + 1]; /* by room: the end of its last match */
    unsigned covered;         /* bits 1 << room: a match of several words ends with the last one */
    int32_t line_start;
    int32_t items;            /* sentences since the heading of goals, home programme or history */
    int32_t charges;          /* sentences since the heading of what is charged */
    int listed;               /* which stand in lines below it */
    int32_t bracket;          /* words that it may still have; 0: none open */
    /* a heading that may have been found, until what follows it is known */
    int32_t heading;          /* enum therapycode_impl_section; 0: none */
    int32_t heading_start;
    int32_t heading_end;
    uint32_t heading_gap;     /* before it */
};

/* scan.c: a place where the sentence may be cut, or a heading; enum therapycode_impl_mark_kind. */
void therapycode_impl_add_mark(struct scan *s, int32_t position, int32_t end, int32_t kind, int32_t value);
/* section_heading.c: words that may be a heading, as what follows them will tell. */
void therapycode_impl_maybe_heading(struct scan *s, int32_t cue, uint32_t words, int32_t start, int32_t end);
/* The same file: what follows is known, the gap behind the heading or the end of the text. */
void therapycode_impl_settle_heading(struct scan *s, uint32_t gap, int last);
/* The same file: "LTG 1:", the last word is a number that belongs to the heading. */
int therapycode_impl_is_heading_number(const struct scan *s);
/* The same file: whether the last section is over where a sentence begins. */
void therapycode_impl_leave_items(struct scan *s);

#endif
