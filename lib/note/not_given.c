/*
 * Times of services that the words name without saying that they were given: what was ordered or asked for, what
 * another one took the place of, what somebody else saw the patient do, and all that stands under "Visit cancelled".
 */
#include "note/bytes.h"

/* The word before a place, over spaces, a dash and an opening bracket; where it begins. */
static int32_t word_before(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    return therapycode_impl_letters_before(r, at, " (-", word);
}

/* ---- sentences ---- */

static int is_own(const struct therapycode_impl_reader *r, const char *word)
{
    int32_t discipline = r->e->session.discipline;
    return discipline == 0 || therapycode_impl_discipline_of(word, strlen(word)) == discipline;
}

/* "OT" and "nursing", and not "ot" in an OT's note, nor "pt", who is the patient. */
static int is_somebody(const struct therapycode_impl_reader *r, int32_t end, const char *word)
{
    if (therapycode_impl_discipline_of(word, strlen(word)) != 0)
        return !is_own(r, word) && therapycode_impl_is_capital(byte_at(r, end - 1));
    return one_of(word,
                  "nursing nurse rn lpn cna staff aide wife husband spouse daughter son mother mom father dad family "
                  "caregiver cg sister brother");
}

/* "Pt did", "she completed" */
static int is_deed_at(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    size_t n;
    at = word_at(r, at, word);
    if (!one_of(word, "pt patient client resident he she"))
        return 0;
    word_at(r, at, word);
    n = strlen(word);
    return one_of(word, "did had got") || (n > 4 && memcmp(word + n - 2, "ed", 2) == 0);
}

/*
 * "Per OT, pt did 30 min of ADLs", "Per RN report she walked", "In OT: self care 30 min"; `at`: behind the first word.
 */
static int is_told_by_another(const struct therapycode_impl_reader *r, int32_t at, int is_report)
{
    char word[LETTERS];
    int32_t next;
    at = word_at(r, at, word);
    if (one_of(word, "the his her"))
        at = word_at(r, at, word);
    if (!is_somebody(r, at, word) || (!is_report && !one_of(word, "pt ot st slp")))
        return 0;
    next = word_at(r, at, word);
    if (one_of(word, "report reports note notes documentation session"))
        at = next;
    if (byte_at(r, at) == ':')
        return 1;
    return is_deed_at(r, at + (byte_at(r, at) == ','));
}

/* The rest of the note says what was given. */
static int is_given_later(const struct therapycode_impl_reader *r, int32_t from)
{
    enum { FAR = 2000 };
    static const char words[] =
        " provided completed performed done given did today tx treatment received administered rendered "
        "delivered ";
    int32_t end = (size_t)from + FAR < r->length ? from + FAR : (int32_t)r->length;
    return therapycode_impl_has_listed(r->data, from, end, words);
}

/* "Per MD order: US 8 min, TE 30 min. Provided: TE 30 min"; `at`: behind "per". */
static int is_ordered(const struct therapycode_impl_reader *r, int32_t at, int32_t end)
{
    char word[LETTERS];
    at = word_at(r, at, word);
    if (one_of(word, "the md physician dr doctor provider surgeon"))
        at = word_at(r, at, word);
    if (!one_of(word, "order orders script rx referral prescription poc plan"))
        return 0;
    if (strcmp(word, "plan") == 0) {
        at = word_at(r, at, word);
        at = strcmp(word, "of") == 0 ? word_at(r, at, word) : at;
    }
    return byte_at(r, at) == ':' && is_given_later(r, end);
}

/* "Cancelled by pt", "Cancelled - same day", "CANCELLED.": names no service; where it ends, 0: it goes on otherwise. */
static int32_t cancelling_end(const struct therapycode_impl_reader *r, int32_t at, int32_t behind, const char *next)
{
    char word[LETTERS];
    at = skip_space(r, at);
    if (strcmp(next, "by") == 0) {
        behind = word_at(r, behind, word);
        return one_of(word, "pt patient client family facility clinic mother father mom dad wife husband") ? behind : 0;
    }
    return one_of(next, "same late via") || byte_at(r, at) == '.' || dash_at(r, at) > 0 ? at : 0;
}

/* "Visit not completed - pt sent to ER on arrival": nothing was begun; `at`: behind "not". 0: it may have been. */
static int32_t not_come_end(const struct therapycode_impl_reader *r, int32_t at)
{
    enum { FAR = 80 };
    char word[LETTERS];
    int32_t end;
    at = word_at(r, at, word);
    for (end = at; end - at < FAR && !is_line_end(r, end) && byte_at(r, end) != '.'; end++) {
    }
    if (strcmp(word, "held") == 0)
        return at;
    return one_of(word, "completed done started") &&
                   therapycode_impl_has_listed(r->data, at, end, " arrival er ed hospital hospitalized admitted away ")
               ? at
               : 0;
}

/* "1 hr prior", "24 hours before", "30 min notice": when it was told of; where it ends, 0: it is none. */
static int32_t notice_end(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    while (is_digit_at(r, at))
        at++;
    at = word_at(r, at, word);
    if (!one_of(word, "h hr hrs hour hours min mins minutes"))
        return 0;
    at = word_at(r, at, word);
    return one_of(word, "prior before notice ahead") ? at : 0;
}

/* Behind the first words: "visit cancelled", "cancelled appt", "pt no-showed"; 0: it does not say so. */
static int32_t cancelled_end(const struct therapycode_impl_reader *r, int32_t at)
{
    static const char visits[] = "visit session appt appointment treatment tx";
    char word[LETTERS], next[LETTERS];
    int32_t end = word_at(r, at, word), second;
    if (one_of(word, "todays this"))
        end = word_at(r, end, word);
    second = word_at(r, end, next);
    if (one_of(next, "was is has been")) {
        second = word_at(r, second, next);
        second = strcmp(next, "been") == 0 ? word_at(r, second, next) : second;
    }
    if (one_of(word, visits) || one_of(word, "pt patient client"))
        at = end;
    else if (one_of(word, "cancelled canceled missed"))
        return one_of(next, visits) ? second : word[0] == 'c' ? cancelling_end(r, end, second, next) : 0;
    if (at == end && one_of(word, visits) && strcmp(next, "not") == 0)
        return not_come_end(r, second);
    if (at == end && (one_of(next, "cancelled canceled") || (strcmp(next, "missed") == 0 && one_of(word, visits))))
        return second;
    at = word_at(r, at, word);
    if (byte_at(r, at) != ' ' && byte_at(r, at) != '-')
        return 0;
    second = word_at(r, at + 1, next);
    return strcmp(word, "no") == 0 && one_of(next, "show showed") ? second : 0;
}

/*
 * "Visit cancelled - pt ill.", "Pt no show": nothing that stands below was given, unless the sentence speaks of another
 * day or another service, or goes on to what was done.
 */
static int is_cancelled(const struct therapycode_impl_reader *r, int32_t at, int32_t end)
{
    enum { LONGEST = 80 };
    static const char others[] =
        " last previous prior next yesterday tomorrow monday tuesday wednesday thursday friday saturday mon tue "
        "tues wed thu thurs fri sat ago week weeks future other another ot slp st md dr surgery mri but "
        "however so until then seen therefore early ride transport remainder remaining rest was when if "
        "order policy rate ";
    int32_t behind = cancelled_end(r, at), start = behind;
    if (behind == 0 || end - at > LONGEST)
        return 0;
    for (at = behind; at < end; at++)
        if (stands_at(r, at, "PT")) { /* "Pt cancelled PT": "pt" is the patient */
            return 0;
        } else if (is_digit_at(r, at)) {
            int32_t told = notice_end(r, at);
            if (told == 0 || therapycode_impl_has_listed(r->data, start, at, others))
                return 0;
            start = at = told;
        }
    return !therapycode_impl_has_listed(r->data, start, end, others);
}

/* Told of at the first time below. */
static void report_cancelled(struct therapycode_impl_reader *r)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    for (i = r->number_first; i < count; i++)
        if (n[i].minutes > 0 && r->section == THERAPYCODE_IMPL_SECTION_UNDONE) {
            THERAPYCODE_IMPL_FIND(r->e, NOTE_VISIT_CANCELLED, 0);
            r->cancelled = 0;
            return;
        }
}

/* "per", "in", "during", "rx", "visit": most sentences begin otherwise. */
static int may_be_report(const struct therapycode_impl_reader *r, int32_t at)
{
    char first = (char)(byte_at(r, at) | 0x20), second = (char)(byte_at(r, at + 1) | 0x20);
    return (first == 'p' && second == 'e') || (first == 'i' && second == 'n') || (first == 'd' && second == 'u') ||
           (first == 'r' && second == 'x') || (first == 'v' && second == 'i');
}

/*
 * "Rx: TE 30 min. Completed TE 20 min.": a prescription, where the same name stands again behind a word that says what
 * was done. Where that word stands; 0: nowhere, and "Rx" is the treatment. `at`: behind "Rx".
 */
static int32_t done_after_order(const struct therapycode_impl_reader *r, int32_t at)
{
    enum { FAR = 600 };
    char name[LETTERS], word[LETTERS];
    int32_t start = at, next;
    if (byte_at(r, at) != ':')
        return 0;
    at = word_at(r, at + 1, name);
    if (name[0] == '\0')
        return 0;
    for (; at - start < FAR && (size_t)at < r->length; at += !therapycode_impl_is_letter(byte_at(r, at))) {
        int32_t said = at;
        next = at + read_letters(r, at, word);
        for (; therapycode_impl_is_letter(byte_at(r, at)); at++) {
        }
        if (!one_of(word, "completed performed did done provided given today actual") || next == said)
            continue;
        word_at(r, skip_space(r, next + (byte_at(r, next) == ':')), word);
        if (strcmp(word, name) == 0)
            return said;
    }
    return 0;
}

void therapycode_impl_enter_aside(struct therapycode_impl_reader *r, int32_t end)
{
    enum { MARKS = 4 };
    char word[LETTERS];
    int32_t at = r->start, next;
    r->aside = r->aside_end = 0;
    if (r->cancelled)
        report_cancelled(r);
    if (r->source != THERAPYCODE_FROM_NOTE)
        return;
    while (at < end && at - r->start < MARKS && !therapycode_impl_is_letter(byte_at(r, at)))
        at++;
    if (!(r->lists & THERAPYCODE_IMPL_LIST_NOT_GIVEN) && !may_be_report(r, at))
        return;
    next = at + read_letters(r, at, word);
    if (strcmp(word, "rx") == 0 && (next = done_after_order(r, next)) > 0) {
        r->aside = THERAPYCODE_PLANNED;
        r->aside_end = next < end ? next : end;
        return;
    }
    if (next - at < 2 ||
        !one_of(word, "per in during visit session appt appointment treatment tx pt patient client cancelled canceled "
                      "missed todays this no"))
        return;
    if (strcmp(word, "per") == 0 && is_ordered(r, next, end)) {
        r->aside = THERAPYCODE_PLANNED;
        r->aside_end = end;
    } else if (one_of(word, "per in during") && is_told_by_another(r, next, word[0] == 'p')) {
        r->aside = THERAPYCODE_OTHER_PERSON;
        for (r->aside_end = at; r->aside_end < end && byte_at(r, r->aside_end) != ';'; r->aside_end++) {
        }
    } else if (is_cancelled(r, at, end)) {
        r->cancelled = 1;
        r->section = THERAPYCODE_IMPL_SECTION_UNDONE;
        r->outer = THERAPYCODE_NONE;
        r->own_line = 1;
        r->in_line = r->open_end = 0;
    }
}

/* ---- statements ---- */

static int ends_clause(const struct therapycode_impl_reader *r, int32_t at)
{
    at = skip_space(r, at);
    return byte_at(r, at) == '\0' || THERAPYCODE_IMPL_AMONG(".,;)|\r\n", byte_at(r, at));
}

/*
 * "Gait 15 min pending clearance", "gait 15 min goal", "gait 15 min to follow": the word behind a time, and where it
 * ends.
 */
static int32_t context_of_wait(const struct therapycode_impl_reader *r, const char *word, int32_t past)
{
    char next[LETTERS];
    if (one_of(word, "pending awaiting tbd unsafe"))
        return word[0] == 'u' ? THERAPYCODE_DEFERRED : THERAPYCODE_PLANNED;
    if (strcmp(word, "goal") == 0)
        return ends_clause(r, past) ? THERAPYCODE_PLANNED : 0;
    if (strcmp(word, "to") != 0)
        return 0;
    past = word_at(r, past, next);
    return strcmp(next, "follow") == 0 && ends_clause(r, past) ? THERAPYCODE_PLANNED : 0;
}

/* ", wrong patient", "- wrong chart" */
static int is_of_wrong_patient(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    if (dash_at(r, at) == 0 && (byte_at(r, at) == '\0' || !THERAPYCODE_IMPL_AMONG(",(", byte_at(r, at))))
        return 0;
    at = word_at(r, at + 1, word);
    if (strcmp(word, "wrong") != 0)
        return 0;
    word_at(r, at, word);
    return one_of(word, "patient pt chart client");
}

/*
 * "TE 30 min planned.", "TE 30 min were held", "TE 15 min replaced by MT": what stands right behind a time; 0: nothing
 * such.
 */
static int32_t context_behind(const struct therapycode_impl_reader *r, int32_t at)
{
    static const char verbs[] = "were was is are had has been being";
    char word[LETTERS];
    int32_t past, put_off;
    int verb = 0, i;
    at += byte_at(r, at) == ')';
    if (stands_at(r, at, " (n/c)"))
        return THERAPYCODE_DEFERRED; /* no charge; elsewhere it is how oxygen is given */
    past = word_at(r, at, word);
    put_off = context_of_wait(r, word, past);
    if (put_off != 0)
        return put_off;
    for (i = 0; i < 2 && one_of(word, verbs); i++) {
        verb = 1;
        past = word_at(r, past, word);
    }
    if (verb && one_of(word, "held missed removed omitted"))
        return THERAPYCODE_DEFERRED;
    if (one_of(word, "removed deleted voided")) /* "TE 15 min removed." */
        return ends_clause(r, past) ? THERAPYCODE_DEFERRED : 0;
    if (is_of_wrong_patient(r, skip_space(r, at)))
        return THERAPYCODE_DEFERRED;
    if (one_of(word, "replaced switched changed swapped substituted")) {
        char link[LETTERS];
        word_at(r, past, link);
        return one_of(link, word[0] == 's' && word[1] == 'u' ? "by with" : "by with to for") ? THERAPYCODE_DEFERRED : 0;
    }
    if (!one_of(word, "planned scheduled intended"))
        return 0;
    at = skip_space(r, past);
    if (verb || ends_clause(r, at))
        return THERAPYCODE_PLANNED;
    word_at(r, at, word);
    return one_of(word, "for next tomorrow but originally today") ? THERAPYCODE_PLANNED : 0;
}

/* Of "TE 30 min / MT 15 min" the next time, joined by no more than a link and a name; NONE: none. */
static int32_t next_joined(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n, int32_t i,
                           int *linked)
{
    enum { NAME = 24 };
    int32_t at, next = i + 1, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    while (next < count && n[next].minutes <= 0)
        next++;
    if (next == count || n[next].start - n[i].minutes_end > NAME)
        return THERAPYCODE_NONE;
    at = skip_space(r, n[i].minutes_end);
    *linked = THERAPYCODE_IMPL_AMONG("/&+", byte_at(r, at)) || (byte_at(r, at) | 0x20) == 'a';
    if (!*linked && byte_at(r, at) != ',')
        return THERAPYCODE_NONE;
    for (at++; at < n[next].start; at++)
        if (THERAPYCODE_IMPL_AMONG(",;.:(\n", byte_at(r, at)))
            return THERAPYCODE_NONE;
    return next;
}

/* What stands behind a time, or behind a list of times that it is in: "TE 30 min / MT 15 min planned". */
static int32_t context_of_list(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n,
                               int32_t i)
{
    enum { LIST = 6 };
    char word[LETTERS];
    int32_t context = context_behind(r, n[i].minutes_end), steps, verb;
    int linked = 1;
    for (steps = 0; context == 0 && steps < LIST; steps++) {
        i = next_joined(r, n, i, &linked);
        if (i == THERAPYCODE_NONE)
            return 0;
        context = context_behind(r, n[i].minutes_end);
    }
    if (linked || steps == 0)
        return context;
    word_at(r, n[i].minutes_end, word); /* behind a comma alone it is of the last, unless it is of several */
    verb = one_of(word, "were both all");
    return verb ? context : 0;
}

/* The same as the word itself. */
static const char *before_of(const struct therapycode_impl_reader *r, int32_t at, char word[LETTERS])
{
    word_before(r, at, word);
    return word;
}

/* "TE was to be 30 min": what was meant. */
static int is_to_be(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t start = word_before(r, at, word);
    return strcmp(word, "be") == 0 && strcmp(before_of(r, start, word), "to") == 0;
}

/*
 * "Instead of TE 15 min", "MT for TE 15 min" behind "substituted", "pt requested MT 15 min": right before what is
 * named.
 */
static int32_t context_before(const struct therapycode_impl_reader *r, int32_t at, int32_t from)
{
    char word[LETTERS], before[LETTERS];
    int32_t start = word_before(r, at, word);
    if (one_of(word, "n no np nt") && (byte_at(r, start - 2) == ':' || byte_at(r, start - 2) == '-'))
        return THERAPYCODE_NEGATED; /* "MT - N - 10 min" */
    if (byte_at(r, start - 1) == '(' && one_of(word, "held skipped omitted deferred"))
        return THERAPYCODE_DEFERRED; /* "TE 15 min (held MT 10 min)" */
    if (byte_at(r, at - 1) == '(' && /* "after OT (30 min ADLs)" */
        therapycode_impl_discipline_of(word, strlen(word)) != 0) {
        int own = !is_somebody(r, start + (int32_t)strlen(word), word);
        word_before(r, start, before);
        return !own && one_of(before, "after before had from finished following by saw in") ? THERAPYCODE_OTHER_PERSON
                                                                                            : 0;
    }
    if (strcmp(word, "was") == 0) /* "plan was TE 30 min" */
        return one_of(before_of(r, start, before), "plan goal planned order") ? THERAPYCODE_PLANNED : 0;
    if (!one_of(word, "of than for requested wanted preferred requests wants prefers over holding"))
        return 0;
    if (strcmp(word, "holding") == 0)
        return start == from ? THERAPYCODE_DEFERRED : 0;
    word_before(r, start, before);
    if (strcmp(word, "of") == 0)
        return one_of(before, "instead place lieu") ? THERAPYCODE_DEFERRED : 0;
    if (strcmp(word, "than") == 0)
        return one_of(before, "rather other") ? THERAPYCODE_DEFERRED : 0;
    if (strcmp(word, "for") == 0 || strcmp(word, "over") == 0)
        return therapycode_impl_has_listed(r->data, r->start, start, word[0] == 'f' ? " substituted " : " preferred ")
                   ? THERAPYCODE_DEFERRED
                   : 0;
    return one_of(before, "pt patient client he she family") ? THERAPYCODE_HYPOTHETICAL : 0;
}

/* "Replaced TE 15 min with MT", "changed TE 15 min to MT": the first word says so. */
static int is_given_up(const struct therapycode_impl_reader *r, int32_t start, int32_t behind)
{
    char word[LETTERS];
    start += read_letters(r, start, word);
    if (one_of(word, "strike void delete remove disregard omit"))
        return 1; /* "Void: gait 15 min" */
    if (word[0] == 'd' && word[1] == '\0' && byte_at(r, start) == '/' && (byte_at(r, start + 1) | 0x20) == 'c')
        return byte_at(r, start + 2) == ' '; /* "D/C gait 15 min" */
    if (!one_of(word, "replaced changed switched"))
        return 0;
    word_at(r, behind, word);
    return one_of(word, "with to by for");
}

/* Where "TE 15 min" or "15 min of TE" begins; "leg press did sled push 15 min" is of what stands next to the time. */
static int32_t name_of_time(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement,
                            const struct therapycode_impl_number *n)
{
    enum { CLOSE = 4 };
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, at = n->start;
    for (i = statement->match_first; i < statement->match_first + statement->match_count && m[i].start < n->start; i++)
        if (therapycode_impl_is_opening(m[i].cue) && n->start - m[i].end <= CLOSE && m[i].start < at)
            at = m[i].start;
    return at;
}

int32_t therapycode_impl_told_context(const struct therapycode_impl_reader *r,
                                      const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i = statement->number_first, end = i + statement->number_count, context;
    if (statement->start < r->aside_end)
        return r->aside;
    context = r->source == THERAPYCODE_FROM_NOTE &&
                      ((r->lists & THERAPYCODE_IMPL_LIST_NOT_GIVEN) || statement->number_count > 0) /* "MBS 2/20" */
                  ? therapycode_impl_evaluation_day(r, statement)
                  : 0;
    if (context != 0)
        return context;
    while (i < end && n[i].minutes <= 0)
        i++;
    if (i < end && r->source == THERAPYCODE_FROM_NOTE) {
        if (therapycode_impl_is_put_off(r, statement))
            return THERAPYCODE_PLANNED;
        if (!(r->lists & THERAPYCODE_IMPL_LIST_NOT_GIVEN) && !r->names_giver)
            return r->day != 0 ? r->day : THERAPYCODE_PERFORMED;
        context = context_of_list(r, n, i);
        if (context == 0 && is_given_up(r, statement->start, n[i].minutes_end))
            context = THERAPYCODE_DEFERRED;
        if (context == 0 && is_to_be(r, n[i].start))
            context = THERAPYCODE_PLANNED;
        if (context == 0)
            context = context_before(r, name_of_time(r, statement, &n[i]), statement->start);
        if (context != 0)
            return context;
    }
    return r->day != 0 ? r->day : THERAPYCODE_PERFORMED;
}

int therapycode_impl_is_of_program(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    enum { WORDS = 4 };
    static const char told[] =
        " instructed educated given issued taught provided recommended advised prescribed encouraged ";
    char word[LETTERS];
    int32_t at, i;
    word_before(r, n->start, word);
    if (!one_of(word, "a an the this in on with"))
        return 0;
    for (at = n->minutes_end, i = 0; i < WORDS; i++) {
        at = word_at(r, at + (byte_at(r, at) == '-'), word);
        if (one_of(word, "routine program programme regimen hep"))
            return therapycode_impl_has_listed(r->data, r->start, n->start, told);
        if (word[0] == '\0')
            return 0;
    }
    return 0;
}

static int is_ratio_at(const struct therapycode_impl_reader *r, int32_t at)
{
    return stands_at(r, at, "1:1") && !is_digit_at(r, at + 3) && !is_digit_at(r, at - 1);
}

int therapycode_impl_is_alone(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *a,
                              const struct therapycode_impl_number *b)
{
    enum { FAR = 40 };
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, at = a->minutes_end, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES),
               behind = skip_space(r, b->minutes_end);
    int told = is_ratio_at(r, behind), named = 0;
    if (b->minutes >= a->minutes || b->start - a->minutes_end > FAR || is_ratio_at(r, skip_space(r, a->minutes_end)))
        return 0;
    for (; at < b->start && !told; at++)
        told = is_ratio_at(r, at);
    for (i = r->match_first; i < count && m[i].start < b->start && told; i++) {
        if (m[i].cue != THERAPYCODE_IMPL_CUE_HEADING)
            continue;
        if (m[i].start >= a->minutes_end)
            return 0; /* "TE 30 min, MT 15 min 1:1" */
        named = 1;
    }
    return told && named;
}
