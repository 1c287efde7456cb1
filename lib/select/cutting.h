/* What pieces.c and detail.c know while they cut a note into pieces. */
#ifndef THERAPYCODE_SELECT_CUTTING_H
#define THERAPYCODE_SELECT_CUTTING_H

#include "select/pieces.h"

struct cutting {
    struct therapycode_impl_weighing *w;
    struct therapycode_evaluation *e;
    struct therapycode_impl_pieces *pieces;
    const struct therapycode_impl_read_text *text;
    struct therapycode_impl_piece open;
    struct therapycode_impl_verdict verdict; /* of the open piece as it began */
    int is_open;
    int governs_line;    /* its heading rules what follows in its line */
    int32_t detail_end;  /* a colon or a bracket says that what stands before this place is its detail; 0: neither */
    int governs_list;    /* or, standing alone, the lines below it */
    int32_t line;        /* of its last statement */
    int32_t sentence;
    int has_minutes;     /* some piece before has */
    int extended;        /* the open piece holds more than was weighed */
};

static inline const struct therapycode_impl_statement *statement_at(const struct therapycode_evaluation *e,
                                                                    int32_t index)
{
    return (const struct therapycode_impl_statement *)(const void *)e->tables[THERAPYCODE_IMPL_STATEMENTS].data + index;
}

struct part {
    struct therapycode_impl_piece_rows rows;
    int32_t statement;
    int32_t heading;   /* slot, or NONE */
    int32_t heading_end;
    int by_number;
    int32_t joined;    /* names right before its own that have no time */
    int listed;        /* another stands joined right behind it */
    int mixed;         /* what stands before it in an enumeration is no name, and has no time */
    int opens;
};

/* detail.c: a time, a colon or a dash behind the name of a part: what follows in its line is of it. */
int therapycode_impl_governs_more(const struct cutting *c, const struct part *part);
/* "TE 30 min: ...", "TE (bike, SLR)": where the detail ends; 0: "TE: 20 min" and "TE (20)" open none. */
int32_t therapycode_impl_end_of_detail(const struct cutting *c, const struct therapycode_impl_statement *s, int32_t at);
/* Whether a part without a heading is a detail of the open piece. */
int therapycode_impl_is_detail(const struct cutting *c, const struct part *part,
                               const struct therapycode_impl_verdict *verdict);
/* Whether minutes in a sentence of their own are those of the open piece. */
int therapycode_impl_is_late_time(const struct cutting *c, const struct part *part);
/* Whether minutes stand beside words of their own, and not with the open piece. */
int therapycode_impl_is_own_time(const struct cutting *c, const struct part *part);

#endif
