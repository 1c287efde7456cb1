/* Writing HTML: escaping in one place. */
#ifndef THERAPYCODE_CLI_PAGE_H
#define THERAPYCODE_CLI_PAGE_H

#include "cli.h"

/* Text into HTML, in element content and in quoted attributes alike. */
void therapycode_own_escape(FILE *file, const char *text, size_t length);
void therapycode_own_escape_string(FILE *file, const char *text);
/* The note with the evidence of each element marked and numbered. */
void therapycode_own_page_note(const struct answer *a, FILE *file);
/* What each element shows, with the words; numbers are those of the note's marks. */
void therapycode_own_page_elements(const struct answer *a, FILE *file);

#endif
