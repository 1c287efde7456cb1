/*
 * Lines billed over or under: the first ones for the text, all of them for --visits. A worker keeps those of its stretch,
 * and stretches take turns, so that they come in the order of the file whatever the number of threads.
 */
#include "audit.h"

#include <stdlib.h>
#include <string.h>

static int append(struct found_lines *l, const struct found_line *line)
{
    if (l->count == l->capacity) {
        size_t n = l->capacity < 64 ? 64 : l->capacity * 2;
        struct found_line *larger = realloc(l->rows, n * sizeof *larger);
        if (larger == NULL)
            return 0;
        l->rows = larger;
        l->capacity = n;
    }
    l->rows[l->count++] = *line;
    return 1;
}

static int append_id(struct found_lines *l, const struct field *id, size_t *at)
{
    if (id->length >= l->id_capacity - l->id_length) { /* an empty one too has a place */
        size_t n = (l->id_length + id->length) * 2 + 4096;
        char *larger = realloc(l->ids, n);
        if (larger == NULL)
            return 0;
        l->ids = larger;
        l->id_capacity = n;
    }
    *at = l->id_length;
    if (id->length > 0)
        memcpy(l->ids + l->id_length, id->data, id->length);
    l->id_length += id->length;
    return 1;
}

void therapycode_own_lines_free(struct found_lines *l)
{
    free(l->rows);
    free(l->ids);
}

void therapycode_own_lines_add(struct worker *w, const struct found_line *line)
{
    if (!append(&w->lines, line))
        w->out_of_memory = 1;
}

/* The payer checks the timed units of the day alone, or the codes that are stated do not show what is wrong. */
static void add_timed(struct worker *w, int64_t billed, int64_t supported)
{
    struct found_line line = { 0 };
    memcpy(line.code, "timed", 6);
    line.billed = billed;
    line.supported = supported;
    therapycode_own_lines_add(w, &line);
}

static int is_said(const struct visit_sum *sum, const struct found_line *line)
{
    return line->billed > line->supported ? sum->said_over : line->billed < line->supported && sum->said_under;
}

/* In the order of their codes, as rows and lines of JSON name them in different ones. */
static void sort(struct found_line *rows, size_t count)
{
    size_t i, j;
    for (i = 1; i < count; i++) {
        struct found_line line = rows[i];
        for (j = i; j > 0 && strcmp(rows[j - 1].code, line.code) > 0; j--)
            rows[j] = rows[j - 1];
        rows[j] = line;
    }
}

void therapycode_own_lines_close(struct worker *w, const struct visit_sum *sum, size_t mark, int64_t timed_units,
                                 size_t offset, const struct field *id)
{
    struct found_lines *l = &w->lines;
    size_t i, kept = mark, id_at = 0;
    int over = 0, under = 0;
    if (sum->left_open)
        add_timed(w, sum->timed, timed_units);
    for (i = mark; i < l->count; i++) {
        if (!is_said(sum, &l->rows[i]) || (sum->left_open && l->rows[i].in_total))
            continue;
        over |= l->rows[i].billed > l->rows[i].supported;
        under |= l->rows[i].billed < l->rows[i].supported;
        l->rows[kept++] = l->rows[i];
    }
    l->count = kept;
    if ((sum->said_over && !over && sum->timed > timed_units) || (sum->said_under && !under && sum->timed < timed_units))
        add_timed(w, sum->timed, timed_units);
    if (l->count == mark)
        return;
    w->totals.lines += (int64_t)(l->count - mark);
    if (w->audit->visits_file == NULL && mark >= FIRST_LINES) {
        l->count = mark; /* a stretch shows no more than these */
        return;
    }
    sort(l->rows + mark, l->count - mark);
    if (!append_id(l, id, &id_at))
        w->out_of_memory = 1;
    for (i = mark; i < l->count; i++) {
        l->rows[i].offset = offset;
        l->rows[i].id = id_at;
        l->rows[i].id_length = w->out_of_memory ? 0 : id->length;
    }
}

const char *therapycode_own_line_rule(const struct found_line *line)
{
    return line->billed > line->supported ? "BILLED-OVER" : "BILLED-UNDER";
}

static void write_cell(FILE *file, const char *text, size_t length)
{
    size_t i;
    int quote = 0;
    for (i = 0; i < length; i++)
        quote |= text[i] == '"' || text[i] == ',' || text[i] == '\r' || text[i] == '\n';
    if (quote)
        fputc('"', file);
    for (i = 0; i < length; i++) {
        if (text[i] == '"')
            fputc('"', file);
        fputc(text[i], file);
    }
    if (quote)
        fputc('"', file);
}

/* The stretch whose turn it is: its lines get their numbers, which are counted once over the file. */
static void hand_over(struct audit *a, const struct found_lines *l)
{
    size_t i;
    for (i = 0; i < l->count; i++) {
        struct found_line line = l->rows[i];
        struct field id = { l->ids + line.id, line.id_length };
        if (a->visits_file == NULL && a->first.count >= FIRST_LINES)
            return;
        a->line = therapycode_own_line_number(a, a->line_at, a->line, line.offset);
        a->line_at = line.offset;
        line.number = a->line + line.down;
        if (a->visits_file != NULL) {
            write_cell(a->visits_file, id.data, id.length);
            fprintf(a->visits_file, ",%ld,%s,%lld,%lld,%s\n", line.number, line.code, (long long)line.billed,
                    (long long)line.supported, therapycode_own_line_rule(&line));
        }
        if (a->first.count < FIRST_LINES)
            a->lines_failed |= !append_id(&a->first, &id, &line.id) || !append(&a->first, &line);
    }
}

void therapycode_own_lines_turn(struct worker *w, size_t stretch)
{
    struct audit *a = w->audit;
    pthread_mutex_lock(&a->turn_lock);
    while (a->turn != stretch)
        pthread_cond_wait(&a->turn_passed, &a->turn_lock);
    if (!w->out_of_memory)
        hand_over(a, &w->lines);
    a->turn++;
    pthread_cond_broadcast(&a->turn_passed);
    pthread_mutex_unlock(&a->turn_lock);
    w->lines.count = 0;
    w->lines.id_length = 0;
}
