#include "page.h"

#include <stdlib.h>
#include <string.h>

/* Characters that HTML forbids, or that turn the direction of text, are shown by name instead. */
static size_t escape_special(FILE *file, const unsigned char *p, size_t left)
{
    unsigned value = 0;
    size_t length = 1;
    if ((p[0] < 0x20 && p[0] != '\n' && p[0] != '\t' && p[0] != '\r') || p[0] == 0x7F) {
        value = p[0];
    } else if (p[0] == 0xC2 && left > 1 && p[1] < 0xA0) {
        value = p[1];
        length = 2;
    } else if (p[0] == 0xE2 && left > 2) {
        unsigned code = 0x2000u + ((p[1] & 0x3Fu) << 6) + (p[2] & 0x3Fu);
        if ((code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069))
            value = code;
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
        case '\r': break;
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

/* ---- the note ---- */

struct edge {
    int32_t at;
    int32_t opens;  /* 1: evidence begins, 0: ends */
    int32_t number; /* element, from 1 */
};

static int by_place(const void *left, const void *right)
{
    const struct edge *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->opens != b->opens)
        return a->opens - b->opens; /* what ends, ends first */
    return a->number - b->number;
}

static size_t collect(const struct answer *a, struct edge *edges)
{
    const struct therapycode_element *element;
    size_t count = 0, i;
    for (i = 0; (element = therapycode_evaluation_element(a->evaluation, i)) != NULL; i++) {
        int32_t j;
        for (j = 0; j < element->evidence_count; j++) {
            const struct therapycode_evidence *v =
                therapycode_evaluation_evidence(a->evaluation, (size_t)(element->evidence_first + j));
            if (v == NULL || v->source != THERAPYCODE_FROM_NOTE || therapycode_own_quoted(a, v).length == 0)
                continue;
            if (edges != NULL) {
                struct edge begin = { v->start, 1, (int32_t)i + 1 }, end = { v->end, 0, (int32_t)i + 1 };
                edges[count] = begin;
                edges[count + 1] = end;
            }
            count += 2;
        }
    }
    return count;
}

static void write_number(FILE *file, int32_t number)
{
    fprintf(file, "<sup><a href=\"#element-%d\" aria-label=\"evidence for element %d\">%d</a></sup>", (int)number,
            (int)number, (int)number);
}

/* A sweep over the edges: <mark> is open while any evidence is; each end is numbered, each number once a place. */
static void write_marked(FILE *file, const struct therapycode_text *note, const struct edge *edges, size_t count)
{
    size_t at = 0, i;
    int32_t depth = 0, told = 0;
    for (i = 0; i < count; i++) {
        const struct edge *edge = &edges[i];
        if ((size_t)edge->at > at)
            told = 0;
        therapycode_own_escape(file, note->data + at, (size_t)edge->at - at);
        at = (size_t)edge->at;
        if (edge->opens) {
            if (depth++ == 0)
                fputs("<mark>", file);
            continue;
        }
        if (--depth == 0)
            fputs("</mark>", file);
        if (edge->number != told)
            write_number(file, edge->number);
        told = edge->number;
    }
    therapycode_own_escape(file, note->data + at, note->length - at);
}

void therapycode_own_page_note(const struct answer *a, FILE *file)
{
    const struct therapycode_text *note = &a->session->note;
    size_t count = collect(a, NULL);
    struct edge *edges;
    if (note->length == 0) {
        fputs("<p>No note came with the visit.</p>\n", file);
        return;
    }
    edges = malloc((count + 1) * sizeof *edges);
    if (edges == NULL)
        count = 0;
    else
        collect(a, edges);
    if (count > 0)
        qsort(edges, count, sizeof *edges, by_place);
    fputs("<p>Underlined words are evidence; the number after them is the element of the table below.</p>\n"
          "<div class=\"note\" dir=\"auto\">", file);
    write_marked(file, note, edges, count);
    fputs("</div>\n", file);
    free(edges);
}

/* ---- the elements ---- */

static void write_words(const struct answer *a, FILE *file, const struct therapycode_element *element)
{
    int32_t i;
    if (element->evidence_count == 0)
        return;
    fputs("<ul>", file);
    for (i = 0; i < element->evidence_count && i < 8; i++) {
        const struct therapycode_evidence *v =
            therapycode_evaluation_evidence(a->evaluation, (size_t)(element->evidence_first + i));
        struct therapycode_text text;
        if (v == NULL)
            break;
        text = therapycode_own_quoted(a, v);
        fputs("<li>", file);
        if (text.length > 0) {
            fputs("<q>", file);
            therapycode_own_escape(file, text.data, text.length);
            fputs("</q>", file);
        }
        if (text.length > 0 && v->why != NULL)
            fputs(": ", file);
        therapycode_own_escape_string(file, v->why);
        fputs("</li>", file);
    }
    if (element->evidence_count > 8)
        fprintf(file, "<li>and %d more</li>", (int)element->evidence_count - 8);
    fputs("</ul>", file);
}

static void write_element(const struct answer *a, FILE *file, const struct therapycode_element *element, size_t number)
{
    char title[64];
    const struct therapycode_rule *rule =
        element->rule == NULL ? NULL : therapycode_own_find_rule(a->engine, element->rule);
    const struct therapycode_line *line =
        element->line >= 0 ? therapycode_evaluation_line(a->evaluation, (size_t)element->line) : NULL;
    fprintf(file, "<tr id=\"element-%zu\"><td>%zu</td><th scope=\"row\">%s", number, number,
            therapycode_own_element_title(element->id, title));
    if (line != NULL)
        fprintf(file, " (%s)", line->code);
    fprintf(file, "</th><td class=\"s%d\">%s%s</td><td>%d of %d</td><td>", (int)element->status,
            therapycode_own_status_word(element->status), element->required == THERAPYCODE_YES ? ", required" : "",
            (int)element->points, (int)element->weight);
    write_words(a, file, element);
    if (element->suggestion != NULL && element->status != THERAPYCODE_PRESENT) {
        fputs("<p class=\"add\"><b>To add, if true:</b> ", file);
        therapycode_own_escape_string(file, element->suggestion);
        fputs("</p>", file);
    }
    if (rule != NULL) {
        fputs("<p class=\"cite\">", file);
        therapycode_own_escape_string(file, rule->citation);
        fputs("</p>", file);
    }
    fputs("</td></tr>\n", file);
}

void therapycode_own_page_elements(const struct answer *a, FILE *file)
{
    const struct therapycode_element *element;
    size_t i;
    if (therapycode_evaluation_element(a->evaluation, 0) == NULL) {
        fputs("<p>Documentation was not assessed.</p>\n", file);
        return;
    }
    fputs("<table><caption>Elements of documentation, with the words that show them</caption>\n"
          "<thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Element</th><th scope=\"col\">Status</th>"
          "<th scope=\"col\">Points</th><th scope=\"col\">Evidence, or what to add</th></tr></thead>\n<tbody>\n", file);
    for (i = 0; (element = therapycode_evaluation_element(a->evaluation, i)) != NULL; i++)
        if (element->status != THERAPYCODE_NOT_APPLICABLE)
            write_element(a, file, element, i + 1);
    fputs("</tbody></table>\n", file);
}
