/* What minutes_rows.c and minutes_total.c share. */
#ifndef THERAPYCODE_NOTE_MINUTES_TOTAL_H
#define THERAPYCODE_NOTE_MINUTES_TOTAL_H

#include "note/bytes.h"

/* Which total the statement has named so far. */
struct totals {
    int32_t used;  /* the last word of a total that has its minutes */
    int before;    /* such words stand before their minutes */
    int both;      /* "Timed and total minutes: 45" */
    int all_timed; /* "Total 45 min, all timed": the last total is that of the timed codes too */
};

/* Which total a cue is a word for: enum therapycode_impl_minutes_kind, MINUTES_TREATMENT: none. */
static inline int32_t kind_of_cue(int32_t cue)
{
    if (cue == THERAPYCODE_IMPL_CUE_MINUTES_TIMED_TOTAL)
        return THERAPYCODE_IMPL_MINUTES_TIMED_TOTAL;
    return cue == THERAPYCODE_IMPL_CUE_MINUTES_TOTAL || cue == THERAPYCODE_IMPL_CUE_MINUTES_SUM
               ? THERAPYCODE_IMPL_MINUTES_TOTAL
               : THERAPYCODE_IMPL_MINUTES_TREATMENT;
}

/*
 * minutes_total.c: the total that minutes are; `next`: where the next ones begin, 0: none. `lone`: the first
 * time of an activity. */
int32_t therapycode_impl_total_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                                  const struct therapycode_impl_number *n, int lone, int32_t next,
                                  struct totals *totals);
/* The same file: the words for a total before the next time are those of a whole, of which a part is told. */
void therapycode_impl_use_total_words(const struct therapycode_impl_reader *r,
                                      const struct therapycode_impl_statement *s, int32_t next, struct totals *totals);

#endif
