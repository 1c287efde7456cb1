/* What context.c and denial.c share. */
#ifndef THERAPYCODE_NOTE_CONTEXT_H
#define THERAPYCODE_NOTE_CONTEXT_H

#include "note/reader.h"

#define BIT(context) (UINT32_C(1) << (context))

/* Contexts that a clause of its own may end. */
enum { ENDED_BY_CLAUSE = BIT(THERAPYCODE_HISTORICAL) | BIT(THERAPYCODE_DEFERRED) | BIT(THERAPYCODE_HYPOTHETICAL) |
                         BIT(THERAPYCODE_OTHER_PERSON) };
enum { DENIAL = BIT(THERAPYCODE_NEGATED) | BIT(THERAPYCODE_DEFERRED) };

/* The weakest first: where two contexts reach the same words. */
static const int32_t by_strength[] = {
    THERAPYCODE_EDUCATION_ONLY, THERAPYCODE_HYPOTHETICAL, THERAPYCODE_HISTORICAL, THERAPYCODE_PLANNED,
    THERAPYCODE_NEGATED,        THERAPYCODE_DEFERRED,     THERAPYCODE_OTHER_PERSON
};

/* The strongest context in force, or PERFORMED. */
static inline int32_t strongest(uint32_t bits)
{
    int32_t found = THERAPYCODE_PERFORMED;
    size_t i;
    for (i = 0; i < sizeof by_strength / sizeof by_strength[0]; i++)
        found = bits & BIT(by_strength[i]) ? by_strength[i] : found;
    return found;
}

/* Where the words stand that the statement is about: its first heading, activity or code; else its end. */
int32_t therapycode_impl_target_of(const struct therapycode_impl_reader *r,
                                   const struct therapycode_impl_statement *statement);
/* own_words.c: whether a cue, a row of matches with its number, says nothing of what stands around it. */
int therapycode_impl_is_of_own_words(const struct therapycode_impl_statement *statement,
                                     const struct therapycode_impl_match *row, int32_t index, const char *data);
/*
 * The same file: contexts in force that a clause of its own ends, which begins before a match: "previously max A, today
 * ...".
 */
uint32_t therapycode_impl_ended_by(const struct therapycode_impl_reader *r,
                                   const struct therapycode_impl_statement *statement,
                                   const struct therapycode_impl_force *force, const struct therapycode_impl_match *m);
/* denial.c: whether what was denied up to a place is denied no more where a match begins. */
int therapycode_impl_ends_denial(const struct therapycode_impl_reader *r,
                                 const struct therapycode_impl_statement *statement, int32_t denied, int32_t start);
/* The same file: whether a comma ends what is denied from a place on before a match begins, by the word before it. */
int therapycode_impl_is_told_to_end(const struct therapycode_impl_reader *r, int32_t denied, int32_t start);
/* The same file: whether a statement is joined to something that was denied, and denied with it. */
int therapycode_impl_shares_denial(const struct therapycode_impl_reader *r,
                                   const struct therapycode_impl_statement *statement);
/* The same file: what a statement leaves of the denial in force at its end. */
uint32_t therapycode_impl_denial_left(const struct therapycode_impl_reader *r,
                                      const struct therapycode_impl_statement *statement,
                                      const struct therapycode_impl_force *force, uint32_t mine, int32_t target);
/* The same file: what is said behind the last of a list is said of all. */
void therapycode_impl_deny_before(const struct therapycode_impl_reader *r, struct therapycode_impl_statement *statement,
                                  const struct therapycode_impl_force *behind);
/* "Offered gait 15 min; pt declined": a refusal of what stands before it. */
void therapycode_impl_deny_offered(const struct therapycode_impl_reader *r,
                                   const struct therapycode_impl_statement *statement);

#endif
