/* The page's parts: escaping in one place, and the words of the note that are marked as evidence. */
#ifndef THERAPYCODE_CLI_PAGE_H
#define THERAPYCODE_CLI_PAGE_H

#include "cli.h"

/* Words of the note that show an element of documentation. Elements are numbered by their id: the same element asked
   of the visit and of a line has one number. */
struct span {
    int32_t start;
    int32_t end;
    int32_t number; /* of the element */
    int32_t mark;   /* spans that overlap are one mark, numbered from 1 */
};

struct page {
    const struct answer *answer;
    FILE *file;
    struct span *spans; /* by place */
    size_t span_count;
};

/* page.c. Text into HTML, in element content and in quoted attributes alike. */
void therapycode_own_escape(FILE *file, const char *text, size_t length);
void therapycode_own_escape_string(FILE *file, const char *text);
/* 0: no memory. */
int therapycode_own_page_open(struct page *page, const struct answer *answer, FILE *file);
void therapycode_own_page_close(struct page *page);
/* Number of an element that applies, the same for all of one id; 0: it does not apply. */
int32_t therapycode_own_page_number(const struct answer *answer, size_t element);
/* The note with its evidence marked. */
void therapycode_own_page_note(const struct page *page);
/* Words and facts, by where they stand; words of marks lead to them where `linked`. */
void therapycode_own_page_words(const struct page *page, int32_t first, int32_t count, int linked);

/* html_claim.c */
void therapycode_own_page_claim(const struct page *page);
void therapycode_own_page_findings(const struct page *page);
void therapycode_own_page_activities(const struct page *page);
/* Steps about documentation, or those about the claim. */
void therapycode_own_page_steps(const struct page *page, int documentation);

/* html_note.c */
void therapycode_own_page_missing(const struct page *page);
void therapycode_own_page_elements(const struct page *page);
void therapycode_own_page_goals(const struct page *page);

#endif
