/*
 * Who gave what a statement names, where it says so of a student, an aide or another discipline: "by SPT", "(aide)",
 * "| OTS", "OT: ...", "PT student led ...". That is read from where the person stands and what follows, as the same
 * words in another place are the patient ("student climbed stairs") or a pair of hands ("with aide for safety").
 */
#include <string.h>

#include "base/text.h"
#include "note/note.h"
#include "note/reader.h"
#include "rulebook/words.h"

enum {
    NOBODY,
    STUDENT = 1,  /* who may be the patient at a school */
    TRAINEE,      /* "SPT", "student PT" */
    HELPER,       /* an aide, a technician, a trainer */
    DISCIPLINE    /* another one than the visit's */
};

/* A statement while its words are read. */
struct giver {
    const char *data;
    int32_t start;
    int32_t end;
    int32_t discipline;
    int32_t named; /* the first thing that it names ends here */
    int timed;     /* minutes that it names: of several, some may be somebody's and some not */
};

struct word {
    const char *data;
    size_t length;
};

/* How many times a statement names, and the last of them. */
static int count_minutes(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement,
                         int32_t *minutes)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i;
    int count = 0;
    for (i = statement->number_first; i < statement->number_first + statement->number_count; i++)
        if (n[i].minutes > 0) {
            *minutes = n[i].minutes;
            count++;
        }
    return count;
}

/* Where the first thing ends that the statement names: who stands before it brought the patient, or the like. */
static int32_t named_at(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i;
    for (i = statement->match_first; i < statement->match_first + statement->match_count; i++)
        if (therapycode_impl_is_opening(m[i].cue))
            return m[i].end;
    return statement->end;
}

/* The letters from `at` on, past spaces; an empty word where none stand there. */
static struct word word_at(const struct giver *g, int32_t *at)
{
    struct word w;
    while (*at < g->end && g->data[*at] == ' ')
        ++*at;
    w.data = g->data + *at;
    while (*at < g->end && therapycode_impl_is_letter(g->data[*at]))
        ++*at;
    w.length = (size_t)(g->data + *at - w.data);
    return w;
}

static int is_in(const char *list, struct word w)
{
    return w.length > 0 && therapycode_impl_is_listed(list, w.data, w.length);
}

/* "PT" is a discipline and "pt" the patient; so are "slp" and "st", while "ot" is not. */
static int32_t discipline_of(struct word w)
{
    int32_t named = therapycode_impl_discipline_of(w.data, w.length);
    size_t i;
    for (i = 0; named != THERAPYCODE_OT && i < w.length; i++)
        if (!therapycode_impl_is_capital(w.data[i]))
            return 0;
    return named;
}

/* The person whose words begin there, and where they end: "the rehab tech", "student PT". */
static int person_at(const struct giver *g, int32_t from, int32_t *end)
{
    static const char before[] =
        " the a an rehab therapy physical occupational speech pt ot slp dpt pta ota cota clinical ";
    static const char after[] = " pt ot slp pta therapist clinician ";
    int32_t at = from, next, kind = NOBODY;
    struct word first = word_at(g, &at), w = first;
    int words;
    for (words = 0; words < 3 && is_in(before, w); words++) {
        next = at;
        if (discipline_of(w) != 0 && kind == NOBODY)
            *end = at;
        w = word_at(g, &next);
        if (w.length == 0)
            break;
        at = next;
    }
    if (is_in(" student students ", w)) {
        next = at;
        kind = words > 0 && !is_in(" the a an ", first) ? TRAINEE : STUDENT;
        w = word_at(g, &next);
        if (is_in(" physical occupational speech ", w))
            w = word_at(g, &next);
        if (is_in(after, w)) {
            kind = TRAINEE;
            at = next;
        }
    } else if (is_in(" spt spta ots otas ", w)) {
        kind = TRAINEE;
    } else if (is_in(" aide aides tech techs technician technicians atc cna cnas rna rnas nsg nursing rn lpn "
                     "restorative ",
                     w)) {
        kind = HELPER;
    }
    if (kind == NOBODY && discipline_of(first) != 0 && discipline_of(first) != g->discipline && g->discipline != 0) {
        at = from;
        word_at(g, &at);
        kind = DISCIPLINE;
    }
    *end = at;
    return kind;
}

/* Nothing follows that would make it something else: "by aide to the gym"; "by SPT under supervision" */
static int is_stopped(const struct giver *g, int32_t at)
{
    int32_t next = at;
    if (is_in(" under with x ", word_at(g, &next)))
        return 1;
    while (at < g->end && g->data[at] == ' ')
        at++;
    return at >= g->end || THERAPYCODE_IMPL_AMONG(".,;:)|", g->data[at]) || therapycode_impl_is_digit(g->data[at]);
}

/* The word that ends before a place. */
static struct word word_before(const struct giver *g, int32_t at)
{
    struct word w;
    int32_t end;
    while (at > g->start && g->data[at - 1] == ' ')
        at--;
    end = at;
    at = therapycode_impl_word_start(g->data, g->start, at);
    w.data = g->data + at;
    w.length = (size_t)(end - at);
    return w;
}

static int is_after_minutes(const struct giver *g, int32_t at)
{
    static const char which[] = "of which ";
    enum { WHICH = sizeof which - 1 };
    if (at - g->start > WHICH && memcmp(g->data + at - WHICH, which, WHICH) == 0)
        at -= WHICH; /* "15 min of which with aide" */
    return is_in(" min mins minutes minute ", word_before(g, at));
}

/* "15 min by", "TE by", "led by", and not "bridges, set up by" */
static int is_of_service(const struct giver *g, int32_t at)
{
    static const char gives[] = " performed provided led given done completed supervised directed conducted instructed "
                                "delivered treated ";
    return at <= g->named + 1 || g->data[at - 1] == '(' || is_after_minutes(g, at) || is_in(gives, word_before(g, at));
}

/* "by SPT", "under supervision of ATC"; right after minutes "with tech". */
static int is_given_at(const struct giver *g, int32_t at)
{
    int32_t next = at, end = at;
    struct word w = word_at(g, &next);
    int kind;
    if (!(therapycode_impl_lists(w.data, w.length) & THERAPYCODE_IMPL_LIST_GIVEN_BY))
        return 0;
    if (is_in(" by per ", w) && is_of_service(g, at)) {
        kind = person_at(g, next, &end);
        return kind != NOBODY && (kind != STUDENT || is_after_minutes(g, at)) && (kind != DISCIPLINE || g->timed) &&
               is_stopped(g, end);
    }
    if (is_in(" of from ", w) && is_in(" supervision direction ", word_before(g, at))) {
        kind = person_at(g, next, &end);
        return (kind == TRAINEE || kind == HELPER) && is_stopped(g, end);
    }
    if (is_in(" with w ", w) && is_after_minutes(g, at)) {
        next += next < g->end && g->data[next] == '/';
        kind = person_at(g, next, &end);
        return (kind == TRAINEE || kind == HELPER) && is_stopped(g, end);
    }
    return 0;
}

/* "(aide)", "| SPT", "- aide": nothing else between the marks. */
static int is_marked_at(const struct giver *g, int32_t at)
{
    int32_t end = at + 1;
    char mark = g->data[at];
    if (!THERAPYCODE_IMPL_AMONG("(|-", mark) || (mark == '-' && g->data[at - 1] != ' ') ||
        person_at(g, at + 1, &end) == NOBODY)
        return 0;
    while (end < g->end && g->data[end] == ' ')
        end++;
    return end >= g->end || g->data[end] == (mark == '(' ? ')' : '|');
}

/*
 * "15 min, SPT", "15 min aide", "30 min / OTS": right behind the time and nothing after it. "TA 15 min, SPT" may be a
 * transfer.
 */
static int is_signed_at(const struct giver *g, int32_t at)
{
    static const char transfers[] = " ta transfer transfers activity activities bed mobility ";
    int32_t from = at + 1, end = from, next;
    int kind;
    if (!is_after_minutes(g, at))
        return 0;
    kind = person_at(g, from, &end);
    next = from;
    if (kind != TRAINEE && kind != HELPER)
        return 0;
    if (is_in(" spt ", word_at(g, &next)) && therapycode_impl_has_listed(g->data, g->start, at, transfers))
        return 0;
    while (end < g->end && g->data[end] == ' ')
        end++;
    return end >= g->end || THERAPYCODE_IMPL_AMONG(".,;)", g->data[end]);
}

/* "led", "performed" */
static int is_deed(struct word w)
{
    static const char deeds[] = " led saw gave did ran ";
    return is_in(deeds, w) || (w.length > 4 && memcmp(w.data + w.length - 2, "ed", 2) == 0);
}

/*
 * "OT in for ADLs 15 min", "SLP doing swallow tx 15 min": what another discipline does beside; in capitals "PT IN
 * CHAIR" is a patient.
 */
static int is_beside(const struct giver *g, int32_t at)
{
    static const char deeds[] =
        " doing working seeing treating giving providing training addressing performing completing saw ";
    struct word w = word_at(g, &at);
    if (w.length == 0 || therapycode_impl_is_capital(w.data[0]) ||
        (w.data < g->data + g->named && memchr(w.data, ',', (size_t)(g->data + g->named - w.data)) != NULL))
        return 0; /* "PT doing well, ADL 15 min" */
    if (is_in(deeds, w))
        return 1;
    if (is_in(" to ", w))
        return is_in(" see treat do work address ", word_at(g, &at));
    if (!is_in(" in here present ", w))
        return 0;
    w = word_at(g, &at);
    if (is_in(" room ", w))
        w = word_at(g, &at);
    return is_in(" for to doing working seeing treating giving ", w);
}

/* A discipline that is not the visit's, in words that mean nothing else: "PT" may be the patient, "ST" soft tissue. */
static int is_plainly_other(const struct giver *g, struct word w)
{
    int32_t named = discipline_of(w);
    return named != 0 && g->discipline != 0 && named != g->discipline && !is_in(" st pt ", w);
}

/* "Pt left with OT for ADLs 15 min", "handed off to SLP for swallow tx 15 min": to whom, and what for. */
static int is_handed_over(const struct giver *g)
{
    int32_t at, next, past;
    for (at = g->start; at < g->named && g->data[at] != ','; at = past + (past == at)) {
        past = at;
        if (!is_plainly_other(g, word_at(g, &past)))
            continue;
        next = past;
        if (is_in(" to with by from w ", word_before(g, past - 2)) && is_in(" for who ", word_at(g, &next)))
            return 1;
    }
    return 0;
}

/* "Just finished OT ADL session 30 min": where the person stands behind such words, or where it began. */
static int32_t behind_finished(const struct giver *g, int32_t from)
{
    int32_t at = from, next;
    struct word w = word_at(g, &at);
    if (is_in(" pt patient client he she ", w))
        w = word_at(g, &at);
    if (is_in(" has just ", w))
        w = word_at(g, &at);
    if (!is_in(" finished completed finishing returned ", w))
        return from;
    next = at;
    return is_in(" from with a his her the ", word_at(g, &next)) ? next : at;
}

/* "OT took over for ADLs 15 min", "OT ADL 15 min": the other discipline is named before what has the time. */
static int is_other_before_name(const struct giver *g, int32_t first)
{
    int32_t next = first;
    return is_plainly_other(g, word_at(g, &next)) && g->data[next] == ' ' &&
           memchr(g->data + next, ',', (size_t)(g->named > next ? g->named - next : 0)) == NULL;
}

/* "OT: ...", "OT portion 15 min", "OT 20 min ADL"; `w` is the word behind the discipline, from `at` to `end`. */
static int is_time_of_other(const struct giver *g, struct word w, int32_t at, int32_t end)
{
    if (is_in(" portion part share time session ", w)) {
        at = end;
        if (g->timed && is_in(" portion part share ", w))
            return 1;
    }
    while (at < g->end && g->data[at] == ' ')
        at++;
    return g->timed && at < g->end &&
           (g->data[at] == ':' || (g->timed == 1 && therapycode_impl_is_digit(g->data[at])));
}

/* "OT: ...", "OT portion: ..."; "PT student led ...", but not "SPT performed with min A" of a stand pivot transfer. */
static int is_opened(const struct giver *g)
{
    static const char transfer[] = " with from to bed x w min mod max cga sba ";
    int32_t at = g->start, end, first, behind;
    int kind;
    struct word w = word_at(g, &at);
    if (!is_in(" while and but then ", w))
        at = g->start;
    if (g->timed == 1 && is_handed_over(g))
        return 1;
    first = behind_finished(g, at);
    kind = person_at(g, first, &end);
    if (kind < TRAINEE)
        return 0;
    if (first > at)
        return kind == DISCIPLINE && g->timed == 1 &&
               therapycode_impl_has_listed(g->data, end, g->end, " session treatment tx ");
    behind = end;
    w = word_at(g, &end);
    if (kind == DISCIPLINE && ((g->timed == 1 && (is_beside(g, behind) || is_other_before_name(g, first))) ||
                               is_time_of_other(g, w, behind, end)))
        return 1;
    /* an aide's deeds are cues of the vocabulary; what another discipline does without a time is not billed */
    if (kind == HELPER || (kind == DISCIPLINE && !g->timed) || !is_deed(w))
        return 0;
    w = word_at(g, &end);
    return !is_in(transfer, w);
}

/* Where somebody is told to have given it: from the first thing named on, or right at the start. */
static int32_t told_at(const struct giver *g)
{
    int32_t at = g->start;
    if (is_given_at(g, at))
        return at;
    for (at = g->named < g->end ? g->named : g->start + 1; at < g->end; at++) {
        char c = g->data[at];
        if ((c == ' ' || c == ',' || c == '/' || c == '\0') && is_signed_at(g, at))
            return at;
        if (THERAPYCODE_IMPL_AMONG("(|-", c) ? is_marked_at(g, at)
                                             : !therapycode_impl_is_letter(g->data[at - 1]) &&
                                                   THERAPYCODE_IMPL_AMONG("bpwofBP", c) && is_given_at(g, at))
            return at;
    }
    return THERAPYCODE_NONE;
}

/*
 * Whether a word is there that person_at() makes a person of, in a visit of this discipline; most statements have none.
 */
int therapycode_impl_has_giver(const struct therapycode_impl_reader *r, int32_t at, int32_t end)
{
    int32_t past, discipline, own = r->e->session.discipline;
    uint64_t lists;
    for (; at < end; at = past) {
        struct word w = { r->data + at, 0 };
        past = at + 1;
        if (!therapycode_impl_is_letter(r->data[at]))
            continue;
        past = therapycode_impl_letters(r->data, at, end, &lists);
        if (!(lists & THERAPYCODE_IMPL_LIST_GIVER))
            continue;
        w.length = (size_t)(past - at);
        discipline = discipline_of(w);
        if (discipline != 0 ? discipline != own && own != 0 : therapycode_impl_discipline_of(w.data, w.length) == 0)
            return 1;
    }
    return 0;
}

/* Something with a time stands before it in its sentence. */
static int is_behind_time(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i;
    for (i = r->number_first; i < statement->number_first; i++)
        if (n[i].minutes > 0)
            return 1;
    return 0;
}

/* "ADLs 15 min with OT", "ADLs with OT 15 min": who gave it, or who helped, is not told. */
static int is_with_another(const struct giver *g)
{
    int32_t at, next, end;
    if (therapycode_impl_has_listed(g->data, g->start, g->end, " co cotx cotreat cotreated cotreatment concurrently "))
        return 0; /* each of them bills the own part */
    for (at = g->named; at < g->end; at++) {
        next = at;
        if (g->data[at] != ' ' || !is_in(" with w ", word_at(g, &next)) ||
            !(at <= g->named + 1 || is_after_minutes(g, at)))
            continue;
        next += next < g->end && g->data[next] == '/';
        end = next;
        return person_at(g, next, &end) == DISCIPLINE && is_plainly_other(g, word_before(g, end)) && is_stopped(g, end);
    }
    return 0;
}

/*
 * "TE 15 min, OT in for ADLs 15 min", "TE 15 min + OT: ADL 15 min": what has a time of its own and begins with another
 * discipline stands apart from what is before it.
 */
void therapycode_impl_part_givers(struct therapycode_impl_reader *r)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    struct giver g = { r->data, 0, 0, r->e->session.discipline, 0, 0 };
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS), at = 0;
    for (i = r->number_first; i < count; i++) {
        int32_t from = at, next;
        struct word w;
        if (n[i].minutes <= 0)
            continue;
        at = n[i].minutes_end;
        g.end = n[i].start;
        while (from > 0 && from < g.end && THERAPYCODE_IMPL_AMONG(" ,;(+&/-", g.data[from]))
            from++;
        next = from;
        if (from > 0 && is_in(" and then while but ", word_at(&g, &next)))
            for (from = next; from < g.end && g.data[from] == ' '; from++) {
            }
        g.start = next = from;
        g.named = g.end;
        if (from == 0 || from >= g.end)
            continue;
        w = word_at(&g, &next);
        if (is_plainly_other(&g, w)
                ? next < g.end && THERAPYCODE_IMPL_AMONG(" :", g.data[next])
                : is_handed_over(&g) || (discipline_of(w) != 0 && discipline_of(w) != g.discipline &&
                                         g.discipline != 0 && is_beside(&g, next)))
            therapycode_impl_cut_apart(r, from, from);
    }
}

/*
 * "30 min (15 min with aide)", "30 min, 15 min of which with aide": what is told of the second time makes it a part of
 * the first.
 */
static int is_told_as_part(const char *data, int32_t from, int32_t start, int32_t to)
{
    static const char words[] = " which last first final remaining including incl includes ";
    int32_t open = start;
    while (open > from && data[open - 1] == ' ')
        open--;
    return (open > from && data[open - 1] == '(') || therapycode_impl_has_listed(data, from, to, words);
}

/* The part that somebody else gave is taken off the time that holds it, in this statement or before it; 1: done. */
static int take_off(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s,
                    const struct giver *g, int32_t at)
{
    struct therapycode_impl_number *n = (void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    struct therapycode_impl_minutes *rows = (void *)r->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    int32_t part = s->number_first + s->number_count - 1, whole,
            last = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MINUTES) - 1;
    while (part > s->number_first && (n[part].minutes <= 0 || n[part].start > at))
        part--;
    if (part < s->number_first || n[part].minutes <= 0)
        return 0;
    for (whole = part - 1; whole >= s->number_first && n[whole].minutes <= 0; whole--) {
    }
    if (g->timed == 2 && whole >= s->number_first && n[whole].minutes > n[part].minutes &&
        is_told_as_part(g->data, n[whole].minutes_end, n[part].start, at)) {
        n[whole].minutes -= n[part].minutes;
        THERAPYCODE_IMPL_FIND(r->e, NOTE_OTHER_PART, n[part].minutes);
        n[part].minutes = THERAPYCODE_NONE;
        return 1;
    }
    if (r->e->status != THERAPYCODE_OK || g->timed != 1 || s->opening_count > 0 || last < 0 ||
        rows[last].minutes <= n[part].minutes ||
        therapycode_impl_row(r->e, THERAPYCODE_IMPL_STATEMENTS, rows[last].statement) != (const void *)(s - 1) ||
        s[-1].sentence != s->sentence || !is_told_as_part(g->data, rows[last].end, n[part].start, s->end))
        return 0;
    rows[last].minutes -= n[part].minutes;
    THERAPYCODE_IMPL_FIND(r->e, NOTE_OTHER_PART, n[part].minutes);
    return 1;
}

/* Where the words stand that give it away, or NONE. */
static int32_t other_giver(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement)
{
    int32_t minutes = 0, at;
    struct giver g = { r->data, statement->start, statement->end, r->e->session.discipline, named_at(r, statement),
                       count_minutes(r, statement, &minutes) };
    at = is_opened(&g) ? g.start : told_at(&g);
    if (at != THERAPYCODE_NONE && g.timed > 0 && take_off(r, statement, &g, at))
        return g.timed > 1 ? THERAPYCODE_NONE : at;
    if (at != THERAPYCODE_NONE && at != g.start && g.timed > 1) {
        THERAPYCODE_IMPL_FIND(r->e, NOTE_SHARED_TIME, 0); /* whose the minutes are is not told */
        return THERAPYCODE_NONE;
    }
    if (at != THERAPYCODE_NONE && at > g.start && g.timed > 0 && (g.data[at] == ',' || statement->opening_count == 0) &&
        is_behind_time(r, statement))
        THERAPYCODE_IMPL_FIND(r->e, NOTE_SHARED_TIME, 0); /* "TE 15 min, MT 10 min, SPT": of the last, or of both */
    if (at != THERAPYCODE_NONE && g.timed > 0)
        THERAPYCODE_IMPL_FIND(r->e, NOTE_OTHER_GIVER, minutes);
    if (at == THERAPYCODE_NONE && g.timed > 0 && is_with_another(&g))
        THERAPYCODE_IMPL_FIND(r->e, NOTE_SHARED_TIME, 0);
    return at;
}

int therapycode_impl_is_given_away(const struct therapycode_impl_reader *r,
                                   struct therapycode_impl_statement *statement)
{
    struct therapycode_impl_match *all = (void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, at;
    if (!r->names_giver || !therapycode_impl_has_giver(r, statement->start, statement->end))
        return 0;
    at = other_giver(r, statement);
    if (at == THERAPYCODE_NONE)
        return 0;
    for (i = statement->match_first; i < statement->match_first + statement->match_count; i++)
        all[i].context = THERAPYCODE_OTHER_PERSON;
    statement->context = THERAPYCODE_OTHER_PERSON;
    statement->cue_start = at;
    statement->cue_end = statement->end;
    return 1;
}
