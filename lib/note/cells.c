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
    return therapycode_impl_line_start(r, at, LINE_MOST);
}

static int has_bar(const struct therapycode_impl_reader *r, int32_t at)
{
    int32_t end = at + LINE_MOST;
    for (; at < end && byte_at(r, at) != '\n' && byte_at(r, at) != '\0'; at++)
        if (byte_at(r, at) == '|')
            return 1;
    return 0;
}

/* What the title of a column has said so far, in bits. */
enum {
    TITLE_TIME = 1,
    TITLE_DONE = 2,
    TITLE_OTHER_DAY = 4,
    TITLE_OTHER = 8,
    TITLE_WORD = 16,
    TITLE_GIVER = 32,
    TITLE_TOTAL = 64
};

static int look_at_word(const char *word)
{
    if (one_of(word, "min mins minutes minute time duration mm"))
        return TITLE_TIME;
    if (one_of(word, "pt pta ot cota slp therapist assistant"))
        return TITLE_GIVER;
    if (one_of(word, "total tot"))
        return TITLE_TOTAL;
    if (one_of(word, "actual provided today todays delivered performed rendered given"))
        return TITLE_DONE;
    if (one_of(word,
               "planned plan scheduled ordered prescribed last prior previous goal target expected estimated budgeted"))
        return TITLE_OTHER_DAY;
    return one_of(word, "sets set reps rep weight wt resistance load level side hold rest pain score") ? TITLE_OTHER
                                                                                                       : 0;
}

/* What the columns are of that were passed, as numbers of columns; NONE: no such column. */
struct titles {
    int32_t time; /* of minutes, first of them */
    int32_t done; /* of what was done, or of the day of the visit */
    uint32_t days; /* 1 << column: of other days, plans and the like */
    int32_t giver; /* of the one who gave it, first of them, */
    int32_t total; /* and of the sum of all of them */
    uint32_t givers; /* 1 << column: the others */
    int timed;    /* they name minutes */
    int cells;    /* that hold words */
    int dates;    /* some of them are dates */
    int known;    /* other figures */
};

static void leave_column(struct titles *t, int32_t column, int bits)
{
    if ((bits & TITLE_OTHER_DAY) && column < 32)
        t->days |= UINT32_C(1) << column;
    else if ((bits & TITLE_DONE) && t->done == THERAPYCODE_NONE)
        t->done = column;
    else if ((bits & TITLE_TIME) && t->time == THERAPYCODE_NONE)
        t->time = column;
    if ((bits & TITLE_GIVER) && (bits & TITLE_TIME) && !t->timed) { /* "| Pt | PT min | PTA min |" */
        t->giver = column;
        t->givers = 0;
        t->timed = 1;
    } else if ((bits & TITLE_GIVER) && t->giver == THERAPYCODE_NONE)
        t->giver = column;
    else if ((bits & TITLE_GIVER) && column < 32 && (!t->timed || (bits & TITLE_TIME)))
        t->givers |= UINT32_C(1) << column;
    else if ((bits & TITLE_TOTAL) && t->total == THERAPYCODE_NONE)
        t->total = column;
    t->known |= (bits & TITLE_OTHER) != 0;
    t->cells += (bits & TITLE_WORD) != 0;
}

/*
 * The column whose title is the day of the visit, or "Actual" or "Today" beside one of a plan or another day; else one
 * of minutes; NO_TIME: the titles name other days or figures only; UNKNOWN: no titles.
 */
static int32_t time_column(struct therapycode_impl_reader *r, int32_t at)
{
    struct titles t = { THERAPYCODE_NONE, THERAPYCODE_NONE, 0, THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0, 0, 0, 0 };
    char word[LETTERS];
    int32_t column = 0, end = at + LINE_MOST, n, date, past;
    int bits = 0;
    r->table_of_days = r->table_of_givers = 0;
    for (; at < end && byte_at(r, at) != '\n' && byte_at(r, at) != '\0'; at += n > 0 ? n : 1) {
        n = 0;
        if (is_digit_at(r, at)) {
            date = therapycode_impl_read_date(r, at, &past);
            if (date == 0)
                return THERAPYCODE_IMPL_TABLE_UNKNOWN;
            t.dates++;
            bits |= date == r->e->session.date_of_service ? TITLE_DONE : TITLE_OTHER_DAY;
            n = past - at;
            continue;
        }
        if (byte_at(r, at) == '|') {
            leave_column(&t, column++, bits);
            bits = 0;
        }
        n = read_letters(r, at, word);
        if (n > 0)
            bits |= TITLE_WORD | (look_at_word(word) & ~(t.cells == 0 ? TITLE_DONE : 0)); /* "Treatment provided" */
    }
    leave_column(&t, column, bits);
    if (t.days != 0 && (t.dates > 1 || (t.done != THERAPYCODE_NONE && t.time == THERAPYCODE_NONE))) {
        r->table_of_days = t.days;
        return t.done != THERAPYCODE_NONE ? t.done : THERAPYCODE_IMPL_TABLE_NO_TIME;
    }
    if (t.dates > 0)
        return THERAPYCODE_IMPL_TABLE_UNKNOWN;
    if (!t.timed && t.time != THERAPYCODE_NONE)
        t.givers = 0; /* "| Therapist | Patient | Minutes |" */
    if (t.givers != 0 && t.total != THERAPYCODE_NONE) /* "| PT | PTA | Total |" */
        return t.total;
    r->table_of_givers = t.givers;
    if (t.givers != 0)
        return t.giver;
    return t.time != THERAPYCODE_NONE ? t.time
           : t.known                  ? THERAPYCODE_IMPL_TABLE_NO_TIME
                                      : THERAPYCODE_IMPL_TABLE_UNKNOWN;
}

/* Finds what the table says of its columns; once for each of its lines that holds a number. */
static void enter_line(struct therapycode_impl_reader *r, int32_t start)
{
    int32_t first = start, lines, before;
    if (r->table_line == start + 1)
        return;
    if (start > 0 && r->table_line > 0 && line_start(r, start - 1) == r->table_line - 1 &&
        has_bar(r, r->table_line - 1)) {
        r->table_line = start + 1; /* the next line of the same table */
        return;
    }
    for (lines = 0; first > 0 && lines < LINES_MOST; lines++) {
        before = line_start(r, first - 1);
        if (before < 0 || !has_bar(r, before))
            break;
        first = before;
    }
    r->table_line = start + 1;
    r->table_column = time_column(r, first);
}

/* Which column a place is in, with what the table says of its columns; NONE: too far in its line. */
static int32_t column_at(struct therapycode_impl_reader *r, int32_t at)
{
    int32_t start = line_start(r, at), column = 0;
    if (start < 0)
        return THERAPYCODE_NONE;
    enter_line(r, start);
    for (; start < at; start++)
        column += r->data[start] == '|';
    return column;
}

static int is_of_other_column(struct therapycode_impl_reader *r, int32_t at)
{
    int32_t column = column_at(r, at);
    if (column != THERAPYCODE_NONE && column < 32 && (r->table_of_givers >> column & 1)) {
        THERAPYCODE_IMPL_FIND(r->e, NOTE_OTHER_COLUMN, 0); /* whose line it is, and how much of it, the facts can say */
        r->table_of_givers = 0;
    }
    return column != THERAPYCODE_NONE && r->table_column != THERAPYCODE_IMPL_TABLE_UNKNOWN && column != r->table_column;
}

/* "| TE | 15 min | 10 min |" below "| | 3/9 | 3/16 |": minutes of another day. */
int therapycode_impl_is_of_other_day(struct therapycode_impl_reader *r, int32_t start)
{
    int32_t column, at = start;
    while (at > r->start && byte_at(r, at - 1) == ' ')
        at--;
    if (byte_at(r, at - 1) != '|')
        return 0;
    column = column_at(r, start);
    return column != THERAPYCODE_NONE && column < 32 && (r->table_of_days >> column & 1);
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

/* ---- "Timed | Untimed | Total", and the figures below ---- */

/* Bytes of what separates cells at a place: a bar, a tab, two spaces or more; 0: nothing does. */
static int32_t separator_at(const struct therapycode_impl_reader *r, int32_t at)
{
    int32_t from = at, cuts = 0, spaces = 0;
    for (;; at++) {
        char c = byte_at(r, at);
        if (c == '|' || c == '\t')
            cuts++;
        else if (c == ' ')
            spaces++;
        else
            break;
    }
    return cuts > 0 || spaces > 1 ? at - from : 0;
}

/* Which cell of its line a place is in, from 0; a separator before the first does not count. */
static int32_t cell_of(const struct therapycode_impl_reader *r, int32_t line, int32_t at)
{
    int32_t from = line + separator_at(r, line), cell = 0, n;
    while (from < at) {
        n = separator_at(r, from);
        cell += n > 0;
        from += n > 0 ? n : 1;
    }
    return cell;
}

/* What a line of a table is made of. */
enum { FIGURES_ONLY, WORDS, WORDS_OF_TIMED };

static int look_at_line(const struct therapycode_impl_reader *r, int32_t line)
{
    char word[LETTERS];
    int32_t n, from;
    int found = FIGURES_ONLY;
    for (; byte_at(r, line) != '\n' && byte_at(r, line) != '\0'; line += n > 0 ? n : 1) {
        from = line;
        n = read_letters(r, line, word);
        if (therapycode_impl_is_letter(byte_at(r, line)) && !one_of(word, "min mins minutes") && found == FIGURES_ONLY)
            found = WORDS;
        if (strcmp(word, "timed") == 0)
            found = WORDS_OF_TIMED;
        if (is_digit_at(r, from) && (size_t)from + 5 <= r->length && therapycode_impl_is_code(r->data + from, 5))
            return WORDS; /* the row of a code */
    }
    return found;
}

/* What a title of a column says of the minutes below it; 0: nothing. Any other word than those of times: no title. */
static int32_t kind_of_title(const struct therapycode_impl_reader *r, int32_t line, int32_t cell)
{
    static const char known[] = "timed untimed total treatment tx min mins minutes code codes time session cpt visit";
    char word[LETTERS];
    int32_t at = line + separator_at(r, line), now = 0, n, kind = 0;
    for (; byte_at(r, at) != '\n' && byte_at(r, at) != '\0' && now <= cell; at += n) {
        n = separator_at(r, at);
        now += n > 0;
        if (n > 0 || now < cell || !therapycode_impl_is_letter(byte_at(r, at))) {
            n = n > 0 ? n : 1;
            continue;
        }
        n = read_letters(r, at, word);
        if (n == 0 || !one_of(word, known))
            return 0;
        if (strcmp(word, "untimed") == 0)
            kind = THERAPYCODE_IMPL_MINUTES_OTHER;
        else if (strcmp(word, "timed") == 0)
            kind = THERAPYCODE_IMPL_MINUTES_TIMED_TOTAL;
        else if (one_of(word, "total session") && kind == 0)
            kind = THERAPYCODE_IMPL_MINUTES_TOTAL;
    }
    return kind;
}

/* Whether a cell ends before a number or behind it; most stand in none, and are not asked further. */
static int stands_in_cell(const struct therapycode_impl_reader *r, int32_t at)
{
    int32_t end = at;
    while (is_digit_at(r, end) ||
           (end - at < 16 && therapycode_impl_is_letter(byte_at(r, end + (byte_at(r, end) == ' ')))))
        end++; /* "40 min | 48 min" */
    while (at > 0 && r->data[at - 1] == ' ')
        at--;
    return separator_at(r, end) > 0 || (at > 0 && separator_at(r, at - 1) > 0) ||
           (at > 1 && (separator_at(r, at - 2) > 0 || separator_at(r, at) > 0));
}

int32_t therapycode_impl_total_of_cell(const struct therapycode_impl_reader *r, int32_t at)
{
    int32_t line, titles, cell, lines = 0;
    if (!((r->lists | r->lists_before) & THERAPYCODE_IMPL_LIST_TIMED) || !stands_in_cell(r, at))
        return 0;
    line = titles = line_start(r, at);
    if (line <= 0 || look_at_line(r, line) != FIGURES_ONLY)
        return 0;
    do
        titles = line_start(r, titles - 1);
    while (titles > 0 && look_at_line(r, titles) == FIGURES_ONLY && byte_at(r, titles) != '\n' && ++lines < LINES_MOST);
    if (titles < 0 || line - titles > LINE_MOST || look_at_line(r, titles) != WORDS_OF_TIMED)
        return 0;
    cell = cell_of(r, line, at);
    return cell_of(r, titles, line) > 0 ? kind_of_title(r, titles, cell) : 0;
}

/* "( ) TE 15 min (X) MT 15 min": an empty bracket is a box where another one in its line is ticked. */
int therapycode_impl_is_empty_box(const struct therapycode_impl_reader *r,
                                  const struct therapycode_impl_statement *statement)
{
    int32_t at = statement->start, end = (int32_t)r->length, from, i;
    while (at > 0 && r->data[at - 1] == ' ')
        at--;
    if (!stands_at(r, at - 3, "( )")) {
        at = statement->start + 3;
        if (at > statement->end || memcmp(r->data + at - 3, "( )", 3) != 0)
            return 0;
    }
    for (from = at; from > 0 && at - from < LINE_MOST && r->data[from - 1] != '\n'; from--) {
    }
    if (end - at > LINE_MOST)
        end = at + LINE_MOST;
    for (i = from; i + 3 <= end && r->data[i] != '\n'; i++)
        if (r->data[i] == '(' && (r->data[i + 1] | 0x20) == 'x' && r->data[i + 2] == ')')
            return 1;
    return 0;
}
