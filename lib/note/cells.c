/*
 * Cells of tables: a bare number in one is minutes, unless the first line of the table names its columns and another
 * column is the one of minutes.
 */
#include "note/bytes.h"

enum {
    LINE_MOST = 400,   /* bytes of a line that are looked at, */
    LINES_MOST = 20    /* and lines between a row and the first of its table */
};

/* Where the line begins; -1: too far away. */
static int32_t line_start(const struct therapycode_impl_reader *r, int32_t at)
{
    int32_t start = at;
    while (start > 0 && r->data[start - 1] != '\n' && at - start < LINE_MOST)
        start--;
    return start == 0 || r->data[start - 1] == '\n' ? start : -1;
}

static int has_bar(const struct therapycode_impl_reader *r, int32_t at)
{
    int32_t end = at + LINE_MOST;
    for (; at < end && byte_at(r, at) != '\n' && byte_at(r, at) != '\0'; at++)
        if (byte_at(r, at) == '|')
            return 1;
    return 0;
}

/* The column whose title is one of minutes; NO_TIME: the titles name other figures only; UNKNOWN: no titles. */
static int32_t time_column(const struct therapycode_impl_reader *r, int32_t at)
{
    static const char times[] = "min mins minutes minute time duration mm";
    static const char others[] = "sets set reps rep weight wt resistance load level side hold rest pain score";
    char word[LETTERS];
    int32_t column = 0, end = at + LINE_MOST, n;
    int known = 0;
    for (; at < end && byte_at(r, at) != '\n' && byte_at(r, at) != '\0'; at += n > 0 ? n : 1) {
        if (is_digit_at(r, at))
            return THERAPYCODE_IMPL_TABLE_UNKNOWN;
        column += byte_at(r, at) == '|';
        n = read_letters(r, at, word);
        if (n == 0)
            continue;
        if (one_of(word, times))
            return column;
        known |= one_of(word, others);
    }
    return known ? THERAPYCODE_IMPL_TABLE_NO_TIME : THERAPYCODE_IMPL_TABLE_UNKNOWN;
}

/* Finds what the table says of its columns; once for each of its lines that holds a number. */
static void enter_line(struct therapycode_impl_reader *r, int32_t start)
{
    int32_t first = start, lines, before;
    if (r->table_line == start + 1)
        return;
    for (lines = 0; first > 0 && lines < LINES_MOST; lines++) {
        before = line_start(r, first - 1);
        if (before < 0 || !has_bar(r, before))
            break;
        first = before;
    }
    r->table_line = start + 1;
    r->table_column = time_column(r, first);
}

static int is_of_other_column(struct therapycode_impl_reader *r, int32_t at)
{
    int32_t start = line_start(r, at), column = 0, i;
    if (start < 0)
        return 0;
    enter_line(r, start);
    if (r->table_column == THERAPYCODE_IMPL_TABLE_UNKNOWN)
        return 0;
    for (i = start; i < at; i++)
        column += r->data[i] == '|';
    return column != r->table_column;
}

int therapycode_impl_is_time_cell(struct therapycode_impl_reader *r, int32_t start, int32_t end)
{
    int32_t at = start;
    char next;
    while (at > r->start && (byte_at(r, at - 1) == ' ' || byte_at(r, at - 1) == '\t'))
        at--;
    next = byte_at(r, skip_space(r, end));
    if (byte_at(r, at - 1) == '|')
        return (next == '|' || next == '\n' || next == '\0') && !is_of_other_column(r, start);
    return at > r->start && (start - at > 2 || byte_at(r, start - 1) == '\t') &&
           (next == '\n' || next == '\r' || next == '\0' || byte_at(r, end) == '\t');
}
