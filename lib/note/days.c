/*
 * Notes that hold more than one day: "03/14/2026" above what was done then, "Visit 3/9/26: ...", "Copied forward from
 * 3/9". A line that begins with a date opens the block of that day; what stands in the block of another day than the
 * visit's was not done in the visit. A note that never names the day of the visit, or "today", is not cut.
 */
#include "base/date.h"
#include "base/dated.h"
#include "note/bytes.h"

/* What a line begins with. */
struct opening {
    int32_t date;  /* 0: none */
    int32_t end;   /* behind it */
    int is_past;   /* "previous note", "copied forward from" */
    int is_today;  /* "today", "this visit" */
    int is_count;  /* "visit 3/12": the third of twelve, or a day */
    int is_short;  /* a date without a year, and without a mark that sets it apart */
    int is_named;  /* words of visits and notes stand before it */
    int is_note;   /* "3/9 note:", and below other text "Note 3/9:": of another paper */
};

enum { TOLD = 1, TOLD_AS_COUNT = 2, ASKED = 4 };

static struct therapycode_impl_dated text_of(const struct therapycode_impl_reader *r)
{
    struct therapycode_impl_dated text = { r->data, (int32_t)r->length, r->e->session.date_of_service };
    return text;
}

/* A date as it stands, without a year in the year that is nearer to the visit; 0: none, or a span of dates. */
static int32_t read_date(const struct therapycode_impl_reader *r, int32_t at, int32_t *end, int *is_short)
{
    struct therapycode_impl_dated text = text_of(r);
    int32_t date = therapycode_impl_date_at(&text, at, end), behind, last, past;
    if (!therapycode_impl_is_date(date) || therapycode_impl_is_letter(byte_at(r, *end)))
        return 0;
    *is_short = is_digit_at(r, at) && *end - at <= 5;
    if (*is_short && date / 100 - text.visit / 100 > 6)
        date -= 10000;
    behind = skip_space(r, *end);
    last = dash_at(r, behind);
    if (last == 0 && (byte_at(r, behind) | 0x20) == 't' && (byte_at(r, behind + 1) | 0x20) == 'o')
        last = 2;
    if (last > 0 && is_digit_at(r, skip_space(r, behind + last)) &&
        therapycode_impl_is_date(therapycode_impl_date_at(&text, skip_space(r, behind + last), &past)))
        return 0;
    return therapycode_impl_is_date(date) ? date : 0;
}

int32_t therapycode_impl_read_date(const struct therapycode_impl_reader *r, int32_t at, int32_t *end)
{
    int is_short;
    return read_date(r, at, end, &is_short);
}

/* A mark that sets a date apart from what follows: "3/9:", "3/9 - TE", "[3/9]", or the end of the line. */
static int is_apart(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t next = skip_space(r, at), n = next > at ? read_letters(r, next, word) : 0;
    if (n > 0 && one_of(word, "note visit session treatment tx")) /* "3/9 note: TE" */
        return byte_at(r, next + n) == ':' || dash_at(r, skip_space(r, next + n)) > 0;
    return is_line_end(r, next) || dash_at(r, next) > 0 || THERAPYCODE_IMPL_AMONG(":,;|)]*", byte_at(r, next)) ||
           byte_at(r, at) == '\t';
}

/* What a word at the beginning of a line says of the block below; 0: it is none of such a line. */
enum { PAST = 1, TODAY = 2, CURRENT = 4, NAMED = 8, COUNTED = 16, NOTED = 32 };

static int look_at_opening(const char *word)
{
    static const struct { char word[10]; unsigned char says; } words[] = {
        { "pt", NAMED }, { "s", NAMED }, { "ot", NAMED }, { "st", NAMED }, { "slp", NAMED }, { "previous", PAST },
        { "prior", PAST }, { "last", PAST }, { "copied", PAST }, { "carried", PAST }, { "brought", PAST },
        { "per", PAST },
        { "today", TODAY }, { "todays", TODAY }, { "this", CURRENT }, { "current", CURRENT },
        { "visit", NAMED | COUNTED },
        { "session", NAMED | COUNTED }, { "treatment", NAMED | COUNTED }, { "tx", NAMED | COUNTED },
        { "note", NAMED | COUNTED | NOTED }, { "notes", NAMED | NOTED }, { "dos", NAMED }, { "date", NAMED },
        { "of", NAMED }, { "service", NAMED }, { "daily", NAMED }, { "progress", NAMED }, { "soap", NAMED },
        { "encounter", NAMED }, { "forward", NAMED }, { "from", NAMED }, { "seen", NAMED }, { "dated", NAMED },
        { "late", NAMED }, { "entry", NAMED }, { "for", NAMED }, { "flowsheet", NAMED },
        { "wk", NAMED | COUNTED }, { "week", NAMED | COUNTED }
    };
    size_t i;
    for (i = 0; i < sizeof words / sizeof words[0]; i++)
        if (words[i].word[0] == word[0] && strcmp(words[i].word, word) == 0)
            return words[i].says;
    return 0;
}

/* Behind bullets of any kind and the marks of a label. */
static int32_t past_marks(const struct therapycode_impl_reader *r, int32_t at)
{
    enum { MARKS_MOST = 8 };
    int32_t start = at;
    while (at - start < MARKS_MOST && !is_line_end(r, at) &&
           ((unsigned char)byte_at(r, at) >= 0x80 || strchr(" \t:#*([|.-'>", byte_at(r, at)) != NULL))
        at++;
    return at;
}

/* A word that the beginning of no line of a visit holds: most lines are left there. */
static int is_foreign_word(const struct therapycode_impl_reader *r, int32_t at)
{
    uint64_t lists;
    if (!therapycode_impl_is_letter(byte_at(r, at)))
        return 0;
    therapycode_impl_letters(r->data, at, (int32_t)r->length, &lists);
    return !(lists & THERAPYCODE_IMPL_LIST_LINE_START);
}

/* What a word adds; 0: it belongs to no such line. `current`: "this" was said, "this visit" is of today. */
static int take_opening_word(const struct therapycode_impl_reader *r, struct opening *o, const char *word, int *current)
{
    int says = o->is_named && strcmp(word, "on") == 0 ? NAMED | COUNTED : look_at_opening(word); /* "Visit on 3/9" */
    o->is_past |= (says & PAST) != 0;
    o->is_today |= (says & TODAY) != 0;
    *current |= (says & CURRENT) != 0;
    o->is_named |= (says & NAMED) != 0;
    o->is_note |= r->start > 0 && (says & NOTED) != 0;
    if (says != 0)
        o->is_count = (says & COUNTED) != 0;
    return says;
}

/* Reads what stands at the beginning of a line: words of visits and of notes, and a date. */
static struct opening read_opening(const struct therapycode_impl_reader *r, int32_t at)
{
    enum { WORDS_MOST = 7 };
    struct opening o = { 0, 0, 0, 0, 0, 0, 0, 0 };
    char word[LETTERS];
    int32_t i, n;
    int current = 0;
    for (i = 0; i < WORDS_MOST; i++) {
        at = past_marks(r, at);
        if (is_foreign_word(r, at))
            return o;
        o.date = is_digit_at(r, at) || therapycode_impl_is_letter(byte_at(r, at))
                     ? read_date(r, at, &o.end, &o.is_short)
                     : 0;
        if (o.date != 0)
            break;
        for (n = 0; n < 3 && o.is_named && is_digit_at(r, at); n++)
            at++; /* "Visit 12" */
        n = n > 0 ? 0 : read_letters(r, at, word);
        if (n > 0 ? take_opening_word(r, &o, word, &current) == 0 : !is_digit_at(r, at - 1))
            return o;
        o.is_today |= current && o.is_named;
        at += n;
        o.end = at;
    }
    o.is_count &= o.is_short;
    if (o.date != 0 && read_letters(r, skip_space(r, o.end), word) > 0)
        o.is_note |= strcmp(word, "note") == 0;
    o.is_short &= !o.is_named && !o.is_past && !o.is_today && !is_apart(r, o.end);
    return o;
}

/* "Patient: A. B.  DOS: 3/16/26": a date with its year in the middle of a line, behind a word of the visit. */
static int is_told_inside(const struct therapycode_impl_reader *r, int32_t at)
{
    static const char words[] = " dos service visit today session encounter seen ";
    int32_t end, start;
    int is_short = 0;
    if (is_digit_at(r, at - 1) || (byte_at(r, at - 1) != ' ' && byte_at(r, at - 1) != ':'))
        return 0;
    for (end = at; at - end < 4 && (byte_at(r, end - 1) == ' ' || byte_at(r, end - 1) == ':'); end--) {
    }
    for (start = end; end - start < LETTERS && therapycode_impl_is_letter(byte_at(r, start - 1)); start--) {
    }
    return start < end && therapycode_impl_is_listed(words, r->data + start, (size_t)(end - start)) &&
           read_date(r, at, &end, &is_short) == r->e->session.date_of_service && !is_short;
}

/* ". 3/16/26 TE", "; Visit on 3/16: TE", ". Today's flowsheet: TE": a sentence of the visit's day behind others. */
static int opens_visit(const struct therapycode_impl_reader *r, int32_t at, struct opening *o)
{
    o->date = 0;
    if ((byte_at(r, at) != '.' && byte_at(r, at) != ';') || byte_at(r, at + 1) != ' ')
        return 0;
    *o = read_opening(r, skip_space(r, at + 1));
    if (o->is_past)
        return 0;
    return o->date == r->e->session.date_of_service ||
           (o->is_today && o->is_named && o->date == 0 && byte_at(r, skip_space(r, o->end)) == ':');
}

int therapycode_impl_begins_day(const struct therapycode_impl_reader *r, int32_t at)
{
    struct opening o;
    return opens_visit(r, at, &o) || (o.date != 0 && !o.is_short);
}

/* Whether the note names the day of its visit anywhere, or "today" at the beginning of a line; asked once. */
static int told(struct therapycode_impl_reader *r)
{
    int32_t at, length = (int32_t)r->length;
    int begins = 1;
    for (at = 0; at < length && !(r->told & ASKED); at++) {
        char c = r->data[at];
        struct opening o;
        if (opens_visit(r, at, &o))
            r->told |= o.is_count && !o.is_today ? TOLD_AS_COUNT : TOLD;
        if (begins && c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            o = read_opening(r, at);
            if ((o.is_today && !o.is_past) || (o.date == r->e->session.date_of_service && !o.is_past))
                r->told |= o.is_count && !o.is_today ? TOLD_AS_COUNT : TOLD;
            begins = 0;
        } else if (therapycode_impl_is_digit(c) && is_told_inside(r, at)) {
            r->told |= TOLD;
        }
        begins |= c == '\n';
    }
    r->told |= ASKED;
    return r->told & ~ASKED;
}

/* A bare "3/9 " is a date only right before the name of a service or a code: "3/5 MMT" and "4/5 strength" are none. */
static int is_before_service(const struct therapycode_impl_reader *r, int32_t at)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES), next = skip_space(r, at);
    for (i = r->match_first; i < count && m[i].start <= next; i++)
        if (m[i].start == next && m[i].cue == THERAPYCODE_IMPL_CUE_HEADING)
            return 1;
    count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    for (i = r->number_first; i < count && n[i].start <= next; i++)
        if (n[i].start == next && n[i].is_code)
            return 1;
    return 0;
}

/* "This visit", "current session" */
static int is_this_visit(const struct therapycode_impl_reader *r, int32_t at, const char *word)
{
    char next[LETTERS];
    if (!one_of(word, "this current"))
        return 0;
    word_at(r, at + (int32_t)strlen(word), next);
    return byte_at(r, at + (int32_t)strlen(word)) == ':' || one_of(next, "visit session treatment tx date");
}

/*
 * What a line says behind its date. Nothing, minutes, codes or "S:" make it the first of a block; "3/1/26: knee
 * replaced" tells of that day in its own line only. Where the line ends.
 */
static int32_t look_behind(const struct therapycode_impl_reader *r, int32_t at, int *opens)
{
    static const char words[] =
        "am pm visit dos date of service session note notes daily progress soap treatment tx encounter pt ot "
        "st slp";
    struct opening o;
    char word[LETTERS];
    int32_t n, sentence = 0;
    int empty = 1;
    *opens = 0;
    for (; !is_line_end(r, at); at += n > 0 ? n : 1) {
        if (opens_visit(r, at, &o)) { /* "3/9/26 TE 30 min. 3/16/26 TE 15 min" */
            *opens = 0;
            return at + 1;
        }
        n = read_letters(r, at, word);
        if (n == 1 && empty && byte_at(r, at + 1) == ':' && THERAPYCODE_IMPL_AMONG("soap", word[0]))
            *opens = 1;
        if (byte_at(r, at) == '.' && byte_at(r, at + 1) == ' ')
            sentence = at + 1;
        if (sentence > 0 && n > 0 &&
            (one_of(word, "today todays") ||
             is_this_visit(r, at, word))) { /* "Prior visit: TE 30 min. Today: TE 20 min" */
            *opens = 0;
            return sentence;
        }
        empty &= n > 0 ? one_of(word, words) : !therapycode_impl_is_letter(byte_at(r, at));
        if (is_digit_at(r, at)) {
            int32_t digits = at, unit;
            if (is_told_inside(r, at)) /* "3/1/26 onset of pain. DOS 3/16/26." */
                return at;
            while (is_digit_at(r, digits))
                digits++;
            unit = skip_space(r, digits);
            *opens |= byte_at(r, digits) == '\'' || byte_at(r, unit) == '|' ||
                      ((byte_at(r, unit) | 0x20) == 'm' && (byte_at(r, unit + 1) | 0x20) == 'i' &&
                       (byte_at(r, unit + 2) | 0x20) == 'n') ||
                      (digits - at == 5 && therapycode_impl_is_code(r->data + at, 5));
            n = digits - at;
        }
    }
    *opens |= empty;
    return at;
}

/*
 * Where a line of another day is met: the context of what stands there, 0 where the line opens nothing. "TE 15 min",
 * and below it "3/9: TE 30 min": the note begins with what has no date.
 */
static int32_t context_of(struct therapycode_impl_reader *r, const struct opening *o)
{
    int32_t visit = r->e->session.date_of_service;
    if (o->date == 0)
        return o->is_past && byte_at(r, skip_space(r, o->end)) == ':' ? THERAPYCODE_HISTORICAL : 0;
    if (o->is_short && !is_before_service(r, o->end))
        return 0;
    if (o->is_count ? !(told(r) & TOLD_AS_COUNT) && !o->is_past
                    : !o->is_past && !(o->is_note && o->date < visit) && !told(r) && !(o->date < visit && r->timed))
        return 0;
    return o->date > visit ? THERAPYCODE_PLANNED : THERAPYCODE_HISTORICAL;
}

/* "On 3/14 did TE 15 min": a sentence behind others. */
static int is_on_another_day(const struct therapycode_impl_reader *r)
{
    int32_t end, date;
    int is_short = 0;
    if (r->sentence == 0 || (byte_at(r, r->start) | 0x20) != 'o' || (byte_at(r, r->start + 1) | 0x20) != 'n' ||
        byte_at(r, r->start + 2) != ' ')
        return 0;
    date = read_date(r, r->start + 3, &end, &is_short);
    return date != 0 && date < r->e->session.date_of_service;
}

enum { DATED = 1, DOUBTED = 2 };

/* "March 16, 2026 - gait": no marching. */
static void forget_month(struct therapycode_impl_reader *r, int32_t end)
{
    struct therapycode_impl_match *m = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    for (i = r->match_first; i < count && m[i].start < end; i++)
        if (m[i].end <= end && therapycode_impl_is_opening(m[i].cue))
            m[i].cue = THERAPYCODE_IMPL_CUE_PSEUDO_NEGATION;
}

static int has_minutes(const struct therapycode_impl_reader *r)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i = r->number_first, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    while (i < count && n[i].minutes <= 0)
        i++;
    return i < count;
}

/*
 * "3/9 session: TE 30 min", and below it a line with times and no date, in a note that tells of no day of its visit: of
 * which day the first ones are has to be asked.
 */
static void doubt_day(struct therapycode_impl_reader *r, const struct opening *o)
{
    int other =
        o->date != 0 && o->date != r->e->session.date_of_service && (!o->is_short || is_before_service(r, o->end));
    if ((!other && r->dated != DATED) || r->dated == DOUBTED || o->is_past || !has_minutes(r))
        return;
    if (!other)
        therapycode_impl_find(r->e, THERAPYCODE_IMPL_MESSAGE_NOTE_MINUTES_OTHER_DAY, NULL, 0);
    r->dated = other ? DATED : DOUBTED;
}

void therapycode_impl_enter_day(struct therapycode_impl_reader *r)
{
    struct opening o;
    int32_t context, end;
    int opens;
    if (r->source != THERAPYCODE_FROM_NOTE)
        return;
    r->day = r->start < r->line_day_end ? r->line_day : r->block_day;
    if (is_on_another_day(r))
        r->day = THERAPYCODE_HISTORICAL;
    if (!therapycode_impl_begins_line(r->data, r->start)) {
        if (r->dated != DATED && !((r->lists & THERAPYCODE_IMPL_LIST_LINE_START) || is_digit_at(r, r->start)))
            return;
        o = read_opening(r, r->start);
        if (o.is_today && r->dated == DATED)
            doubt_day(r, &o); /* "3/9: TE 30 min. Today: TE 15 min" */
        if (o.date != 0 && o.date < r->e->session.date_of_service && told(r) && context_of(r, &o) != 0)
            r->day = THERAPYCODE_HISTORICAL; /* "Pt is well. 3/9/26: TE 30 min. 3/16/26: TE 15 min" */
        return;
    }
    o = read_opening(r, r->start);
    if (o.date != 0)
        forget_month(r, o.end);
    if (!o.is_past && (o.is_today || o.date == r->e->session.date_of_service)) {
        r->day = r->block_day = r->line_day_end = 0;
        return;
    }
    context = context_of(r, &o);
    if (context == 0) {
        doubt_day(r, &o);
        return;
    }
    end = look_behind(r, o.end, &opens);
    if (o.date == 0 && !o.is_named && is_line_end(r, end))
        return; /* "Prior: independent", and no "Current:" */
    r->day = r->line_day = context;
    r->line_day_end = end;
    if (opens && context == THERAPYCODE_HISTORICAL && told(r))
        r->block_day = context;
}

/* ---- "8 min today (15 min last visit)" ---- */

/* Where "last visit" or the like ends that stands at a place, perhaps behind "at the"; 0: it does not. */
static int32_t past_visit_end(const struct therapycode_impl_reader *r, int32_t at)
{
    enum { WORDS_MOST = 4 };
    char word[LETTERS];
    int32_t i, n, earlier = 0;
    for (i = 0; i < WORDS_MOST; i++) {
        at = skip_space(r, at);
        n = read_letters(r, at, word);
        if (n == 0)
            return 0;
        if (one_of(word, "yesterday") || (earlier && one_of(word, "visit session time treatment tx week date dos")))
            return at + n;
        if (!one_of(word, "at the on in from during of"))
            earlier = one_of(word, "last previous prior");
        if (!earlier && !one_of(word, "at the on in from during of"))
            return 0;
        at += n;
    }
    return 0;
}

/*
 * The same right before a place, in a bracket: "(last visit 15 min)", "(last session: 15 min)". Where it begins; 0: it
 * does not.
 */
static int32_t past_visit_start(const struct therapycode_impl_reader *r, int32_t open, int32_t at)
{
    int32_t end = past_visit_end(r, open + 1);
    if (end == 0)
        return 0;
    while (end < at && THERAPYCODE_IMPL_AMONG(" :-=", byte_at(r, end)))
        end++;
    if (at - end == 4 && stands_at(r, end, "was "))
        end = at;
    return end == at ? open + 1 : 0;
}

static int is_today_at(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t n;
    at = skip_space(r, at);
    n = read_letters(r, at, word);
    if (n > 0 && one_of(word, "this current")) {
        n = read_letters(r, skip_space(r, at + n), word);
        return n > 0 && one_of(word, "visit session time treatment tx date");
    }
    return n > 0 && one_of(word, "today now");
}

/* Minutes with "today" behind or right before them. */
static int is_of_today(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    static const char before[] = "today";
    int32_t at = n->start, length = (int32_t)sizeof before - 1;
    if (n->minutes <= 0)
        return 0;
    while (at > r->start && (byte_at(r, at - 1) == ' ' || byte_at(r, at - 1) == ':'))
        at--;
    return is_today_at(r, n->minutes_end) ||
           (at - length >= r->start && therapycode_impl_is_listed(" today ", r->data + at - length, (size_t)length));
}

/* The bracket that opens close before a place and is not closed before it; NONE. */
static int32_t bracket_before(const struct therapycode_impl_reader *r, int32_t at)
{
    enum { FARTHEST = 24 };
    int32_t i;
    for (i = at - 1; i > r->start && at - i <= FARTHEST && r->data[i] != ')'; i--)
        if (r->data[i] == '(')
            return i;
    return THERAPYCODE_NONE;
}

/*
 * Makes words say nothing of their clause. Places ascend from call to call; the first match that may lie behind them.
 */
static int32_t silence(struct therapycode_impl_reader *r, int32_t match, int32_t from, int32_t to)
{
    struct therapycode_impl_match *m = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    for (; match < count && m[match].start < to; match++)
        if (m[match].end > from && m[match].cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE)
            m[match].cue = THERAPYCODE_IMPL_CUE_PSEUDO_NEGATION;
    return match;
}

/*
 * "TE 8 min vs 15 last visit", "TE 8 min, 15 min last visit", "15 min, up from 8 last visit": nothing but words of a
 * comparison between a time and the next figure.
 */
static int is_compared(const struct therapycode_impl_reader *r, int32_t at, int32_t to)
{
    static const char words[] =
        "vs versus compared to with from was up down increased decreased improved progressed than pt patient "
        "tolerated did done completed only today this visit session at the prior previous last time";
    char word[LETTERS];
    int32_t n;
    int marked = 0;
    for (; at < to; at += n > 0 ? n : 1) {
        n = read_letters(r, at, word);
        if (n > 0 ? !one_of(word, words) : !THERAPYCODE_IMPL_AMONG(" ,.(:-", byte_at(r, at)))
            return 0;
        marked |= n > 0 || byte_at(r, at) == ',';
    }
    return marked;
}

/* The first word of the comparison: "today" is of the time before it. */
static int32_t compared_at(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    for (;;) {
        while (byte_at(r, at) != '\0' && THERAPYCODE_IMPL_AMONG(" ,(", byte_at(r, at)))
            at++;
        if (read_letters(r, at, word) == 0 || strcmp(word, "today") != 0)
            return at;
        at += (int32_t)strlen(word);
    }
}

/* Where "last visit" begins that stands between a time and a figure, behind "vs" or a comma; 0: it does not. */
static int32_t past_visit_between(const struct therapycode_impl_reader *r, int32_t at, int32_t to)
{
    enum { FARTHEST = 40 };
    for (; at < to && to - at <= FARTHEST; at++)
        if (!therapycode_impl_is_letter(byte_at(r, at - 1)) && (byte_at(r, at) | 0x20) >= 'a') {
            int32_t end = past_visit_end(r, at);
            if (end > 0 && end <= to)
                return at;
        }
    return 0;
}

/* Where words of the last visit stand beside a time. */
struct past_words {
    int32_t open;  /* the bracket that it stands in; NONE */
    int32_t start; /* where they begin before it; 0: they do not */
    int32_t end;   /* where they end, before the time or behind it; 0: there are none */
};

/* `last`: where the time before it ends, 0: none was told. */
static struct past_words past_words_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n,
                                       int32_t last)
{
    struct past_words w;
    w.open = bracket_before(r, n->start);
    w.start = w.open != THERAPYCODE_NONE ? past_visit_start(r, w.open, n->start) : 0;
    if (w.start == 0 && last > 0 && is_compared(r, last, n->start))
        w.start = past_visit_between(r, last, n->start);
    w.end = w.start > 0 ? n->start : past_visit_end(r, n->minutes > 0 ? n->minutes_end : n->end);
    return w;
}

/*
 * The words say that the time is of the last visit: before it, or behind it beside a time of today or in a comparison.
 */
static int is_of_last_visit(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n,
                            const struct past_words *w, int32_t last, int today)
{
    if (w->end == 0)
        return 0;
    if (w->start > 0 || today || (w->open != THERAPYCODE_NONE && last > 0 && last <= w->open))
        return 1;
    return last > 0 && is_compared(r, last, n->start);
}

/*
 * "8 min today (15 min last visit)", "23 min last visit, 8 min today", "TE 8 min vs 15 last visit": the time of the
 * last visit is none of this one, and its words do not make history of the rest.
 */
void therapycode_impl_drop_past_minutes(struct therapycode_impl_reader *r)
{
    struct therapycode_impl_number *n = (void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS), i, match = r->match_first, last = 0;
    int today = 0;
    if (!(r->lists & THERAPYCODE_IMPL_LIST_COMPARE))
        return;
    for (i = r->number_first; i < count; i++)
        today |= is_of_today(r, &n[i]);
    for (i = r->number_first; i < count; i++) {
        int32_t behind = n[i].minutes > 0 ? n[i].minutes_end : n[i].end;
        struct past_words w;
        if (n[i].minutes <= 0 && last == 0)
            continue;
        w = past_words_of(r, &n[i], last);
        if (!is_of_last_visit(r, &n[i], &w, last, today)) {
            last = n[i].minutes > 0 ? n[i].minutes_end : last;
            continue;
        }
        if (last > 0 && (w.start == 0 || w.open == THERAPYCODE_NONE) && is_compared(r, last, n[i].start))
            therapycode_impl_cut_apart(r, compared_at(r, last), w.end > behind ? w.end : behind);
        else
            match = silence(r, match, w.start > 0 ? w.start : behind, w.end);
        n[i].minutes = THERAPYCODE_NONE;
    }
}
