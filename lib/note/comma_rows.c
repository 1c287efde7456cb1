/*
 * Rows whose cells a comma or a semicolon parts: "97110,TE,15" below "Code,Description,Minutes", "TE,15", "97110;15;1".
 * Without a line of titles a row begins with a code or the name of a procedure, and its first figure is its minutes
 * where no others but units follow.
 */
#include "note/bytes.h"

enum {
    LINE_MOST = 160,  /* bytes of a line that are looked at, */
    LINES_MOST = 20,  /* and lines between a row and its titles */
    UNITS_MOST = 8
};

/* What a line has: cells, and the first cell that speaks of minutes. */
struct line {
    int32_t cells;   /* marks between them */
    int32_t minutes; /* which cell; NONE */
    int figures;
    int spaced;      /* a mark has a space behind it: an enumeration */
};

static struct line look_at(const struct therapycode_impl_reader *r, int32_t at, char mark)
{
    struct line line = { 0, THERAPYCODE_NONE, 0, 0 };
    char word[LETTERS];
    int32_t end = at + LINE_MOST, n;
    for (; at < end && !is_line_end(r, at); at += n > 0 ? n : 1) {
        n = read_letters(r, at, word);
        line.figures |= is_digit_at(r, at);
        if (byte_at(r, at) == mark) {
            line.cells++;
            line.spaced |= byte_at(r, at + 1) == ' ';
        } else if (n > 0 && line.minutes == THERAPYCODE_NONE && one_of(word, "min mins minutes minute time duration")) {
            line.minutes = line.cells;
        }
    }
    return line;
}

/* The titles of the rows: the first line above that has such marks and no figures. 0: there is none. */
static int find_titles(const struct therapycode_impl_reader *r, int32_t start, char mark, struct line *titles)
{
    int32_t lines;
    for (lines = 0; start > 0 && lines < LINES_MOST; lines++) {
        start = therapycode_impl_line_start(r, start - 1, LINE_MOST);
        if (start < 0)
            return 0;
        *titles = look_at(r, start, mark);
        if (titles->cells == 0 || titles->spaced)
            return 0;
        if (!titles->figures)
            return 1;
    }
    return 0;
}

/*
 * "97110,15,1", "TE,15": the row begins with a code or the name of a procedure, and behind the place only units stand.
 */
static int is_plain_row(const struct therapycode_impl_reader *r, int32_t start, int32_t at, int32_t end,
                        int32_t heading)
{
    int32_t i, value;
    int is_code = (size_t)start + 5 <= r->length && therapycode_impl_is_code(r->data + start, 5);
    if (!is_code && start != heading)
        return 0;
    for (i = start + (is_code ? 5 : 0); i < at; i++)
        if (is_digit_at(r, i))
            return 0;
    for (i = end; i - end < LINE_MOST && !is_line_end(r, i); i++)
        if (is_digit_at(r, i)) {
            value = read_digits(r, &i);
            if (value > UNITS_MOST)
                return 0;
            i--;
        }
    return 1;
}

int therapycode_impl_is_comma_cell(const struct therapycode_impl_reader *r, int32_t at, int32_t end, int32_t heading)
{
    int32_t before = at - 1, start, column = 0, i;
    struct line row, titles;
    char mark;
    before -= byte_at(r, before) == '"';
    mark = byte_at(r, before);
    end += byte_at(r, end) == '"';
    if ((mark != ',' && mark != ';') || (byte_at(r, end) != mark && !is_line_end(r, end)))
        return 0;
    start = therapycode_impl_line_start(r, at, LINE_MOST);
    if (start < 0)
        return 0;
    row = look_at(r, start, mark);
    if (row.spaced)
        return 0;
    for (i = start; i < at; i++)
        column += r->data[i] == mark;
    start += byte_at(r, start) == '"';
    return find_titles(r, start, mark, &titles) ? titles.minutes == column : is_plain_row(r, start, at, end, heading);
}
