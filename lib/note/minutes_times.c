/*
 * A time that may have been given more than once, "15 min x 2", one that was not what it was to be, "40 min (actual
 * 25)", and one beside its clock.
 */
#include "note/minutes_pairs.h"

/* How often, from 2 to 9, in one figure that stands there; 0: none. */
static int times_at(const struct therapycode_impl_reader *r, int32_t at)
{
    char c = byte_at(r, at);
    return c >= '2' && c <= '9' && !is_digit_at(r, at + 1) && !is_digit_at(r, at - 1);
}

static int is_x_at(const struct therapycode_impl_reader *r, int32_t at)
{
    return (byte_at(r, at) | 0x20) == 'x' && !therapycode_impl_is_letter(byte_at(r, at - 1)) &&
           !therapycode_impl_is_letter(byte_at(r, at + 1));
}

/* "15 min x 2", "15 min (2x)", "15 min twice", "2 x 15 min": once, or as often as it says? */
static int is_repeated(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at = skip_space(r, n->minutes_end);
    at += byte_at(r, at) == '(';
    read_letters(r, at, word);
    if (strcmp(word, "twice") == 0 || (is_x_at(r, at) && times_at(r, skip_space(r, at + 1))) ||
        (times_at(r, at) && (byte_at(r, at + 1) | 0x20) == 'x' && !therapycode_impl_is_letter(byte_at(r, at + 2)) &&
         byte_at(r, at + 2) != '/'))
        return 1;
    at = n->start;
    if (!is_digit_at(r, at)) /* "2 x15 min" */
        at++;
    while (byte_at(r, at - 1) == ' ')
        at--;
    if ((byte_at(r, at - 1) | 0x20) != 'x' || at - 1 <= r->start)
        return 0;
    for (at--; byte_at(r, at - 1) == ' ';)
        at--;
    return times_at(r, at - 1);
}

/* "3 bouts of 4 min", "2 rounds of 5 min": how often; 1: no such words. */
static int32_t bouts_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    char word[LETTERS];
    int32_t at = therapycode_impl_letters_before(r, n->start, " ", word);
    if (!one_of(word, "of at x"))
        return 1;
    at = therapycode_impl_letters_before(r, at, " ", word);
    if (!one_of(word, "bouts rounds intervals"))
        return 1;
    while (byte_at(r, at - 1) == ' ')
        at--;
    return times_at(r, at - 1) ? byte_at(r, at - 1) - '0' : 1;
}

/* The times that may have been given more than once, and those that were. */
void therapycode_impl_doubt_repeated(const struct therapycode_impl_reader *r, struct therapycode_impl_number *n)
{
    enum { DOSE_OF_TIME = 5, BOUTS_MOST = 60 };
    if (n->minutes > 0 && n->minutes * bouts_of(r, n) <= BOUTS_MOST)
        n->minutes *= bouts_of(r, n);
    if (n->minutes >= DOSE_OF_TIME && n->doubt == THERAPYCODE_IMPL_DOUBT_NONE && is_repeated(r, n))
        n->doubt = THERAPYCODE_IMPL_DOUBT_TIMES;
}

/* Nothing follows that the time could be of: "tolerated 8 min", "8 min due to pain", not "8 min standing". */
static int ends_there(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    at = skip_space(r, at);
    if (read_letters(r, at, word) > 0)
        return one_of(word, "due secondary before then only d because since with total today and of");
    return byte_at(r, at) == '\0' || THERAPYCODE_IMPL_AMONG(".,;:)-|\r\n2", byte_at(r, at)); /* "2/2 pain" */
}

/* "Actual 25", "actual time 25 min", "actually did 20 min", "25 min actual". */
static int is_actual(const struct therapycode_impl_reader *r, int32_t start, int32_t end)
{
    char word[LETTERS];
    int32_t i, at = start;
    for (i = 0; i < 3; i++) {
        at = therapycode_impl_letters_before(r, at, " :=(", word);
        if (one_of(word, "actual actually billed billable skilled"))
            return 1;
        if (!one_of(word, "time tx treatment minutes min was only did done performed completed of for x"))
            break;
    }
    at = skip_space(r, end);
    at += read_letters(r, at, word);
    return strcmp(word, "actual") == 0 || (one_of(word, "billable billed skilled") && ends_there(r, at)) ||
           (strcmp(word, "one") == 0 && stands_at(r, at, "-on-one"));
}

/*
 * "TE 15 min, pt tolerated only 8", "gait 15 min, had to stop after 3": no more stands between a time and how much of
 * it came off.
 */
static int falls_short(const struct therapycode_impl_reader *r, int32_t from, int32_t start, int32_t end,
                       const char *verbs)
{
    static const char words[] =
        "pt patient client resident he she they only but was were able to could had just then x for after at about the "
        "attempted tolerated tolerate completed complete stopped stop terminated ended quit halted ceased";
    from += byte_at(r, from) == ';';
    return therapycode_impl_has_only(r, from, start, words) && has_word(r, from, start, verbs) && ends_there(r, end);
}

static const char reaches[] = " tolerated tolerate completed complete ";
static const char breaks[] = " tolerated tolerate completed complete stopped stop terminated ended quit halted ceased ";

/* "Attempted 15 min, tolerated 8 min": what stands right beside the second time. */
static int is_reached(const struct therapycode_impl_reader *r, int32_t start, int32_t end)
{
    char word[LETTERS];
    int32_t at = therapycode_impl_letters_before(r, start, " :=(", word);
    if (one_of(word, "for x only"))
        therapycode_impl_letters_before(r, at, " :=(", word);
    if (!one_of(word, "tolerated completed performed"))
        read_letters(r, skip_space(r, end), word);
    return one_of(word, "tolerated completed performed") &&
           therapycode_impl_has_listed(r->data, r->start, end, " attempted ");
}

int therapycode_impl_is_bare_actual(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                                    const struct therapycode_impl_number *n)
{
    enum { FAR = 40 };
    char word[LETTERS];
    int32_t at = skip_space(r, n->end);
    if (n->minutes > 0 || n->value <= 0 || n->value >= a->minutes || !is_digit_at(r, n->start) ||
        n->start - a->minutes_end > FAR)
        return 0;
    if (read_letters(r, at, word) > 0 ? !one_of(word, "actual tolerated completed billable billed skilled")
                                      : byte_at(r, at) != '\0' && !THERAPYCODE_IMPL_AMONG(");,.\r\n", byte_at(r, at)))
        return 0;
    return is_actual(r, n->start, n->end) || is_reached(r, n->start, n->end) ||
           falls_short(r, a->minutes_end, n->start, n->end, breaks);
}

int therapycode_impl_settle_actual(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                                   struct therapycode_impl_number *b)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    int actual = is_actual(r, b->start, b->minutes_end);
    if (a->minutes <= b->minutes || (!actual && !is_reached(r, b->start, b->minutes_end) &&
                                     !falls_short(r, a->minutes_end, b->start, b->minutes_end, reaches)))
        return 0; /* "TE 30 min, MT 15 min; actual 40 min" is of both */
    for (i = r->match_first; i < count && m[i].start < b->start; i++)
        if (m[i].start >= a->minutes_end && m[i].cue == THERAPYCODE_IMPL_CUE_HEADING)
            return 0; /* "TE 30 min, MT 15 min actual" */
    a->minutes = actual ? b->minutes : THERAPYCODE_NONE;
    a->doubt = actual ? THERAPYCODE_IMPL_DOUBT_NONE : THERAPYCODE_IMPL_DOUBT_UNCLEAR;
    b->minutes = THERAPYCODE_NONE;
    b->minutes_end = 0;
    b->doubt = THERAPYCODE_IMPL_DOUBT_NONE;
    return 1;
}

/*
 * "TE 15 min (9:00-9:20)": a clock and a time that differ, one of them in brackets behind the other; the lower one is
 * used.
 */
void therapycode_impl_settle_clock(const struct therapycode_impl_reader *r, struct therapycode_impl_number *a,
                                   struct therapycode_impl_number *b)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES), at = skip_space(r, a->minutes_end);
    if (a->is_clock == b->is_clock || a->minutes == b->minutes || (byte_at(r, at) != '(' && byte_at(r, at) != '[') ||
        b->start != at + 1)
        return;
    for (i = r->match_first; i < count && m[i].start < a->start; i++)
        if (m[i].end <= a->start && a->start - m[i].end <= 4 && therapycode_impl_is_opening(m[i].cue)) {
            a->doubt = THERAPYCODE_IMPL_DOUBT_RANGE;
            if (b->minutes < a->minutes)
                a->minutes = b->minutes;
            b->minutes = THERAPYCODE_NONE;
            b->minutes_end = 0;
            b->doubt = THERAPYCODE_IMPL_DOUBT_NONE;
            return;
        }
}
