#include "page.h"

#include <stdlib.h>
#include <string.h>

/* Marks that turn the direction of what follows: embeddings, overrides and isolates. */
static int turns_direction(unsigned code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/* Characters that HTML forbids, or that turn the direction of text, are shown by name instead. */
static size_t escape_special(FILE *file, const unsigned char *p, size_t left)
{
    unsigned value = 0;
    size_t length = 1;
    if ((p[0] < 0x20 && memchr("\n\t\r", p[0], 3) == NULL) || p[0] == 0x7F) {
        value = p[0];
    } else if (p[0] == 0xC2 && left > 1 && p[1] < 0xA0) {
        value = p[1];
        length = 2;
    } else if (p[0] == 0xE2 && left > 2) {
        value = 0x2000u + ((p[1] & 0x3Fu) << 6) + (p[2] & 0x3Fu);
        value = turns_direction(value) ? value : 0;
        length = 3;
    }
    if (value == 0)
        return 0;
    fprintf(file, "[U+%04X]", value);
    return length;
}

void therapycode_own_escape(FILE *file, const char *text, size_t length)
{
    size_t i = 0;
    while (i < length) {
        size_t special = escape_special(file, (const unsigned char *)text + i, length - i);
        if (special > 0) {
            i += special;
            continue;
        }
        switch (text[i]) {
        case '&': fputs("&amp;", file); break;
        case '<': fputs("&lt;", file); break;
        case '>': fputs("&gt;", file); break;
        case '"': fputs("&quot;", file); break;
        case '\'': fputs("&#39;", file); break;
        case '\r': /* a line's end, alone or with \n after it */
            if (i + 1 == length || text[i + 1] != '\n')
                fputc('\n', file);
            break;
        default: fputc(text[i], file);
        }
        i++;
    }
}

void therapycode_own_escape_string(FILE *file, const char *text)
{
    if (text != NULL)
        therapycode_own_escape(file, text, strlen(text));
}

/* ---- elements and their words in the note ---- */

int32_t therapycode_own_page_number(const struct answer *answer, size_t element)
{
    const struct therapycode_element *mine = therapycode_evaluation_element(answer->evaluation, element), *other;
    int32_t number = 0;
    size_t i, j;
    if (mine == NULL || mine->status == THERAPYCODE_NOT_APPLICABLE)
        return 0;
    for (i = 0; i <= element; i++) {
        const struct therapycode_element *row = therapycode_evaluation_element(answer->evaluation, i);
        if (row->status == THERAPYCODE_NOT_APPLICABLE)
            continue;
        for (j = 0; j < i; j++) {
            other = therapycode_evaluation_element(answer->evaluation, j);
            if (other->status != THERAPYCODE_NOT_APPLICABLE && strcmp(other->id, row->id) == 0)
                break;
        }
        number += j == i;
        if (strcmp(row->id, mine->id) == 0)
            return number;
    }
    return 0;
}

static int by_place(const void *left, const void *right)
{
    const struct span *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return a->number - b->number;
}

static size_t collect(const struct answer *a, struct span *spans)
{
    const struct therapycode_element *element;
    size_t count = 0, i;
    for (i = 0; (element = therapycode_evaluation_element(a->evaluation, i)) != NULL; i++) {
        int32_t j, number = therapycode_own_page_number(a, i);
        for (j = 0; number > 0 && j < element->evidence_count; j++) {
            const struct therapycode_evidence *v =
                therapycode_evaluation_evidence(a->evaluation, (size_t)(element->evidence_first + j));
            if (v == NULL || v->source != THERAPYCODE_FROM_NOTE || v->end <= v->start)
                continue;
            if (spans != NULL) {
                struct span span = { v->start, v->end, number, 0 };
                spans[count] = span;
            }
            count++;
        }
    }
    return count;
}

int therapycode_own_page_open(struct page *page, const struct answer *answer, FILE *file)
{
    size_t i;
    int32_t mark = 0, end = 0;
    page->answer = answer;
    page->file = file;
    page->span_count = collect(answer, NULL);
    page->spans = calloc(page->span_count + 1, sizeof *page->spans);
    if (page->spans == NULL)
        return 0;
    collect(answer, page->spans);
    qsort(page->spans, page->span_count, sizeof *page->spans, by_place);
    for (i = 0; i < page->span_count; i++) {
        if (page->spans[i].start >= end)
            mark++;
        if (page->spans[i].end > end)
            end = page->spans[i].end;
        page->spans[i].mark = mark;
    }
    return 1;
}

void therapycode_own_page_close(struct page *page)
{
    free(page->spans);
}

/* ---- the note ---- */

/* The numbers of the elements that the spans of a mark show, each once. */
static void write_numbers(const struct page *page, const struct span *span, size_t count)
{
    const struct therapycode_element *element;
    char title[64];
    size_t i, j;
    int32_t told = 0;
    fputs("<sup>[", page->file);
    for (i = 0; (element = therapycode_evaluation_element(page->answer->evaluation, i)) != NULL; i++) {
        int32_t number = therapycode_own_page_number(page->answer, i);
        for (j = 0; j < count && span[j].number != number;)
            j++;
        if (j == count || number <= told)
            continue;
        fprintf(page->file, "%s<a href=\"#element-%d\" aria-label=\"%d, evidence of: %s\">%d</a>", told > 0 ? ", " : "",
                (int)number, (int)number, therapycode_own_element_title(element->id, title), (int)number);
        told = number;
    }
    fputs("]</sup>", page->file);
}

static void write_marked(const struct page *page, const struct therapycode_text *note)
{
    size_t at = 0, i = 0;
    while (i < page->span_count) {
        const struct span *first = &page->spans[i];
        size_t count = 0, end = 0;
        for (; i < page->span_count && page->spans[i].mark == first->mark; i++, count++)
            if ((size_t)page->spans[i].end > end)
                end = (size_t)page->spans[i].end;
        therapycode_own_escape(page->file, note->data + at, (size_t)first->start - at);
        fprintf(page->file, "<mark id=\"mark-%d\">", (int)first->mark);
        therapycode_own_escape(page->file, note->data + first->start, end - (size_t)first->start);
        fputs("</mark>", page->file);
        write_numbers(page, first, count);
        at = end;
    }
    therapycode_own_escape(page->file, note->data + at, note->length - at);
}

static void write_key(const struct page *page)
{
    const struct therapycode_element *element;
    char title[64];
    size_t i;
    int32_t told = 0;
    for (i = 0; (element = therapycode_evaluation_element(page->answer->evaluation, i)) != NULL; i++) {
        int32_t number = therapycode_own_page_number(page->answer, i);
        if (number <= told)
            continue;
        if (told == 0)
            fputs("<p>Underlined words are evidence; the numbers after them say of what:</p>\n"
                  "<p class=\"key\">", page->file);
        fprintf(page->file, "%s<span>%d %s</span>", told == 0 ? "" : "; ", (int)number,
                therapycode_own_element_title(element->id, title));
        told = number;
    }
    fputs(told > 0 ? ".</p>\n" : "", page->file);
}

void therapycode_own_page_note(const struct page *page)
{
    const struct therapycode_text *note = &page->answer->session->note;
    if (note->length == 0) {
        fputs("<p>No note came with the visit.</p>\n", page->file);
        return;
    }
    write_key(page);
    fputs("<div class=\"note\" dir=\"auto\">", page->file);
    write_marked(page, note);
    fputs("</div>\n", page->file);
}

/* ---- words and facts ---- */

static void write_quote(const struct page *page, const struct therapycode_evidence *v, int linked)
{
    struct therapycode_text text = therapycode_own_quoted(page->answer, v);
    size_t i = 0;
    if (linked && v->source == THERAPYCODE_FROM_NOTE)
        while (i < page->span_count && (page->spans[i].start > v->start || page->spans[i].end < v->end))
            i++;
    else
        i = page->span_count;
    if (i < page->span_count)
        fprintf(page->file, "<a href=\"#mark-%d\">", (int)page->spans[i].mark);
    fputs("<q>", page->file);
    therapycode_own_escape(page->file, text.data, text.length);
    fputs(i < page->span_count ? "</q></a>" : "</q>", page->file);
}

static const struct therapycode_evidence *evidence_at(const struct page *page, int32_t first, int32_t count, int32_t i)
{
    return i < count ? therapycode_evaluation_evidence(page->answer->evaluation, (size_t)(first + i)) : NULL;
}

/* What `alike` pieces of evidence tell: of words, of a fact. */
static void write_why(const struct page *page, const struct therapycode_evidence *v, int32_t alike)
{
    int fact = therapycode_own_quoted(page->answer, v).length == 0;
    if (!fact && v->why == NULL)
        return;
    fputs(fact ? "" : " (", page->file);
    therapycode_own_escape_string(page->file, v->why == NULL ? "a fact" : v->why);
    fputs(fact ? "" : v->weight < 0 ? "; speaks against)" : ")", page->file);
    if (fact && alike > 1)
        fprintf(page->file, " (%d)", (int)alike);
}

void therapycode_own_page_words(const struct page *page, int32_t first, int32_t count, int linked)
{
    const struct therapycode_evidence *v, *last = NULL, *next;
    char name[96];
    int32_t i = 0;
    while ((v = evidence_at(page, first, count, i)) != NULL) {
        int32_t alike = 0;
        if (last != NULL && therapycode_own_same_source(last, v)) {
            fputs("; ", page->file);
        } else {
            fputs(last == NULL ? "<p class=\"words\"><b>" : ".</p>\n<p class=\"words\"><b>", page->file);
            therapycode_own_escape_string(page->file, therapycode_own_source_name(page->answer, v, name));
            fputs(":</b> ", page->file);
        }
        for (next = v; next != NULL && therapycode_own_same_why(v, next); alike++) {
            if (therapycode_own_quoted(page->answer, next).length > 0) {
                fputs(alike > 0 ? ", " : "", page->file);
                write_quote(page, next, linked);
            }
            next = evidence_at(page, first, count, ++i);
        }
        write_why(page, v, alike);
        last = v;
    }
    fputs(last == NULL ? "" : ".</p>\n", page->file);
}
