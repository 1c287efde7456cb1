/*
 * How a statement tells of what it names: as a deed of this visit, or as a state, a habit, an order, the work of
 * somebody else. That is read from the small words around the name and from the form of the first verb, never from the
 * name: what a state or a habit is of may be any word. data/telling_words.csv holds the small words by kind, and
 * data/telling.csv what each thing that is found weighs.
 */
#include "select/telling_words.h"
#include "select/weigh.h"
#include "select/wording.h"

#include "select/telling.inc"

uint32_t therapycode_impl_kinds_of(uint64_t key)
{
    return (uint32_t)therapycode_impl_bits_of(&small_words, key);
}

/* Letters, digits, ' and /, and all beyond ASCII. */
static int is_of_word(char c)
{
    unsigned char byte = (unsigned char)c;
    return (therapycode_impl_folded[byte] != 0) | (byte == '\'') | (byte == '/') | (byte >= 0x80);
}

/* "[ ]", "____", "?"; ">= 90" */
static void look_at_mark(struct telling *t, int32_t at, int32_t end)
{
    char c = t->data[at], next = at + 1 < end ? t->data[at + 1] : ' ';
    if (c == '?' || (c == '_' && next == '_') || (c == '[' && (next == ' ' || next == ']')))
        t->tells |= TELLS_BLANK;
    t->tells |= (c == '>' || c == '<') && next == '=' ? TELLS_BOUND : 0;
}

/* The end of the word that begins there, and what it is. */
static int32_t read_run(const char *data, int32_t at, int32_t end, uint32_t *is)
{
    struct therapycode_impl_word run;
    int32_t past;
    run.start = (size_t)at;
    therapycode_impl_plain_word(data, (size_t)end, &run);
    past = (int32_t)run.end;
    if (past < end && is_of_word(data[past])) { /* "pt's", "w/c" */
        while (past < end && is_of_word(data[past]))
            past++;
        *is = therapycode_impl_kinds_of(therapycode_impl_run_key(data + at, (size_t)(past - at)));
        if (*is == 0 && data[run.end] == '/') /* "Establish/upgrade" */
            *is = therapycode_impl_kinds_of(run.key) & IS_ORDER;
        return past;
    }
    *is = therapycode_impl_kinds_of(run.key);
    return past;
}

/* The first match from `m` on that names something done. */
static int32_t next_name(const struct therapycode_impl_match *all, int32_t m, int32_t last)
{
    while (m < last && !therapycode_impl_is_opening_cue(all[m].cue))
        m++;
    return m;
}

static void split(struct telling *t, const struct therapycode_impl_statement *s,
                  const struct therapycode_impl_match *all)
{
    int32_t last = s->match_first + s->match_count, m = next_name(all, s->match_first, last);
    int32_t at = s->start, covered = 0;
    while (at < s->end && t->count < WORDS_MOST) {
        struct word *w = &t->words[t->count];
        if (!is_of_word(t->data[at])) {
            look_at_mark(t, at, s->end);
            at++;
            continue;
        }
        w->start = at;
        at = read_run(t->data, at, s->end, &w->is);
        w->end = at;
        for (; m < last && all[m].start < w->end; m = next_name(all, m + 1, last))
            covered = all[m].end > covered ? all[m].end : covered;
        w->named = w->start < covered;
        if (therapycode_impl_is_item(t->data + w->start, w->end - w->start))
            t->tells |= TELLS_ITEM;
        t->count++;
        at += at < s->end && t->data[at] == ' '; /* as mostly */
    }
}

/* "after a fall last month" */
static int is_after_event(const struct telling *t, int32_t i)
{
    return (is_at(t, i) & IS_LINK) && (is_word(t, i, "after") || is_word(t, i, "following")) && is_event(t, i + 1);
}

/*
 * Where the name begins, and where the clause that holds it ends: at what joins or parts. "Because it hurt, we did"
 * begins behind its comma.
 */
static void find_clause(struct telling *t, const struct therapycode_impl_match *name, int is_label)
{
    int32_t i;
    for (i = 0; i < t->count && t->words[i].end <= name->start; i++)
        ;
    t->name = i;
    for (; i < t->count; i++)
        if (t->words[i].start >= name->end && ((t->words[i].is & IS_JOIN) || is_parted(t, i) || is_after_event(t, i)))
            break;
    t->main_end = i;
    t->main = 0;
    t->label_end = is_label && t->name == 0 && name->end < t->length && t->data[name->end] == ':' ? t->count : 0;
    if (is_at(t, 0) & IS_JOIN)
        for (i = 1; i <= t->name && t->main == 0; i++)
            if (i < t->count && is_parted(t, i))
                t->main = i;
}

/* "weak quads", "scar adherent over A1"; in "for impaired balance" it belongs to what the treatment is for. */
static int is_finding(const struct telling *t, int32_t i)
{
    return i == 0 || is_parted(t, i) ||
           (!(is_at(t, i - 1) & (IS_LINK | IS_OBJECT | IS_OWN)) &&
            (i + 1 == t->count || is_parted(t, i + 1) ||
             (is_at(t, i + 1) & (IS_LINK | IS_JOIN | IS_BETWEEN | IS_SAY))));
}

/* "weeks", "mo"; "visits of", "sessions with" */
static int is_weeks(const struct telling *t, int32_t i)
{
    char c = therapycode_impl_lower(t->data[t->words[i].start]);
    if (!(t->words[i].is & IS_UNIT))
        return (t->words[i].is & IS_TIME) && last_letter(t, &t->words[i]) == 's' && (is_at(t, i + 1) & IS_LINK);
    return t->words[i].end - t->words[i].start >= 2 && (c == 'w' || c == 'm' || c == 'y');
}

static int is_on_list(const struct telling *t, int32_t i, uint64_t list)
{
    const struct word *w = t->words + i;
    return i < t->count && (therapycode_impl_lists(t->data + w->start, (size_t)(w->end - w->start)) & list) != 0;
}

/* "6", "six" */
static int is_number(const struct telling *t, int32_t i)
{
    return i < t->count && (therapycode_impl_is_digit(t->data[t->words[i].start]) ||
                            is_on_list(t, i, THERAPYCODE_IMPL_LIST_NUMBER_WORD));
}

/*
 * "Produce /r/ with 80% accuracy", "Name colors in 4 of 5 trials" are to be reached; what was done is told in the past.
 */
static int is_goal(const struct telling *t)
{
    int32_t i, k;
    if (!is_on_list(t, 0, THERAPYCODE_IMPL_LIST_BARE_VERB))
        return 0;
    for (i = 1; i < t->count; i++)
        if (is_number(t, i) && ((is_at(t, i - 1) & IS_LINK) || is_word(t, i - 1, "across")))
            for (k = i + 1; k <= i + 3; k++)
                if (is_on_list(t, k, THERAPYCODE_IMPL_LIST_CRITERION))
                    return 1;
    return 0;
}

/* "strengthening to resume", "drainage to start", "tasks to be added" */
static int is_put_off(const struct telling *t, int32_t i)
{
    static const char words[] = " be start begin resume continue focus follow ";
    return i < t->count && therapycode_impl_is_listed(words, t->data + t->words[i].start,
                                                      (size_t)(t->words[i].end - t->words[i].start));
}

/* "to play with the twins": behind the name, what it is for. */
static int is_aimed(const struct telling *t, int32_t i)
{
    while (i > t->name && !is_word(t, i, "to") && !is_word(t, i, "for"))
        i--;
    return i > t->name;
}

/* Most words are of no kind, no figure and end like no verb. */
static inline int says_nothing(const struct telling *t, const struct word *w)
{
    int digit = therapycode_impl_is_digit(t->data[w->start]);
    char last = last_letter(t, w);
    return (w->is == 0) & (last != 's') & (last != 'd') & !digit;
}

/* "Supplies: ...", "Goal": a word that stands over what follows. */
static int is_heading_word(const struct telling *t, int32_t i)
{
    const struct word *w = &t->words[i];
    return (w->is & IS_LABEL) && !w->named &&
           (i == 0 || (i < LABEL_WORDS && w->end < t->length && t->data[w->end] == ':'));
}

/* "strengthening to resume": work that is put off, right behind its name. */
static int is_put_off_at(const struct telling *t, int32_t i)
{
    return i > t->name && t->words[i - 1].named && t->words[i].start == t->words[i - 1].end + 1 &&
           is_word(t, i, "to") && is_put_off(t, i + 1);
}

/* "6 weeks" of a plan; "at wk 8" is of a protocol. */
static uint64_t told_by_weeks(const struct telling *t, int32_t i)
{
    if (i == 0 || !is_weeks(t, i))
        return 0;
    if (is_number(t, i - 1))
        return TELLS_WEEKS;
    return i + 1 < t->count && is_number(t, i + 1) && is_word(t, i - 1, "at") ? TELLS_EARLIER : 0;
}

/* "keep your elbows in": what is said to the patient in the visit stands in quotes. */
static int is_quoted(const struct telling *t, int32_t i)
{
    int32_t at, quotes = 0;
    for (at = t->words[0].start; at < t->words[i].start; at++)
        quotes += t->data[at] == '"';
    return quotes % 2;
}

/* What a word of a kind says by itself. */
static uint64_t told_by_kind(const struct telling *t, int32_t i)
{
    uint32_t is = is_at(t, i);
    uint64_t tells = 0;
    if ((is & IS_FINDING) && !(i == t->name && t->words[i].named) && (is_in_main(t, i) || i < t->label_end) &&
        is_finding(t, i))
        tells |= TELLS_FINDING | (i < t->label_end ? TELLS_COLON : 0) | (is_word(t, i + 1, "than") ? TELLS_AUX : 0);
    if ((is & IS_BETWEEN) && (is_word(t, i, "now") || is_word(t, i, "currently")) && ends_in(t, &t->words[0], "ing"))
        tells |= TELLS_AUX; /* "ambulating 50 ft now" */
    if ((is & IS_MATTER) && is_in_main(t, i) && !is_aimed(t, i))
        tells |= TELLS_MATTER;
    return tells | (is & IS_CUE ? TELLS_CUE : 0) | ((is & IS_YOUR) && !is_quoted(t, i) ? TELLS_YOUR : 0);
}

static void look_at_word(struct telling *t, int32_t i)
{
    /* the kinds that are asked for below: one branch instead of theirs */
    const uint32_t tells = IS_FINDING | IS_BETWEEN | IS_MATTER | IS_CUE | IS_YOUR | IS_UNIT | IS_TIME | IS_LABEL;
    const struct word *w = &t->words[i];
    if (says_nothing(t, w))
        return;
    therapycode_impl_look_at_time(t, i);
    if (is_in_main(t, i)) {
        therapycode_impl_look_at_verb(t, i);
        therapycode_impl_look_at_person(t, i);
        therapycode_impl_look_at_denial(t, i);
    }
    if (w->is & tells)
        t->tells |= told_by_kind(t, i) | told_by_weeks(t, i) | (is_heading_word(t, i) ? TELLS_LABEL : 0);
    t->tells |= is_put_off_at(t, i) ? TELLS_TO | TELLS_ORDER : 0;
}

/* "effort with exercises", "reaction to needling", and not "instruction in gait" or "8 min of gait". */
static int is_inside(const struct telling *t)
{
    int32_t i = t->name - 1;
    if (i > 0 && ((is_at(t, i) & (IS_OBJECT | IS_OWN)) || is_word(t, i, "all")))
        i--;
    if (i < 1 || !(is_at(t, i) & IS_LINK) || is_word(t, i, "and"))
        return 0;
    for (i--; i >= 0; i--)
        if (t->words[i].named || (t->words[i].is & (IS_HELPER | IS_CUE)) ||
            therapycode_impl_is_digit(t->data[t->words[i].start]) || is_past(t, &t->words[i]) ||
            (ends_in(t, &t->words[i], "ing") && !(t->words[i].is & IS_PLAIN)))
            return 0;
    return 1;
}

/* "Begin", "next wk begin", "once pain free: add": an order, if behind a time or a condition. */
static int is_order(const struct telling *t)
{
    int32_t i = 0;
    while (i < LABEL_WORDS && ((is_at(t, i) & (IS_UNIT | IS_TIME)) || is_word(t, i, "next") ||
                               (i > 0 && is_number(t, i))))
        i++;
    if (!(is_at(t, i) & IS_ORDER) && (is_at(t, 0) & (IS_JOIN | IS_LINK | IS_TIME)))
        for (i = 1; i < t->name && !is_parted(t, i); i++) {
        }
    return i < t->count && !t->words[i].named && (is_at(t, i) & IS_ORDER) &&
           !(t->words[i].end < t->length && t->data[t->words[i].end] == ':') &&
           !therapycode_impl_is_before_clock(t->data, t->words[i].end, t->length);
}

/* "2nd visit: ...", "Session 3: ..." tell of the visit. */
static int is_visit(const struct telling *t)
{
    int32_t i = t->count > 1 && t->data[t->words[0].end] != ':', end = t->words[i].end;
    return end + 1 < t->length && t->data[end] == ':' && t->data[end + 1] == ' ' &&
           ((is_at(t, 0) | is_at(t, i)) & IS_TIME);
}

/* "HEP", "home program", "home exercise program" */
static int is_for_home(const struct telling *t, int32_t i)
{
    static const char words[] = " program programme exercise exercises ";
    const struct word *next = t->words + i + 1;
    if (is_word(t, i, "HEP") || is_word(t, i, "hep"))
        return 1;
    return (is_word(t, i, "home") || is_word(t, i, "Home")) && i + 1 < t->count &&
           therapycode_impl_is_listed(words, t->data + next->start, (size_t)(next->end - next->start));
}

/* "HEP bridges 2x12", "Home exercise program reviewed: SLR 2x10": what is to be done there, unless it was done here. */
static int is_home_programme(const struct telling *t)
{
    return is_for_home(t, 0) && (t->tells & TELLS_DOSE) &&
           !(t->tells & (TELLS_DEED | TELLS_DONE | TELLS_CUE | TELLS_MINUTES));
}

/* How the statement begins: an order, the patient who walked, "To bathe with min A", "had pt walk". */
static void look_at_start(struct telling *t)
{
    const struct word *first = &t->words[0];
    if (t->name < t->count && is_past(t, &t->words[t->name]) &&
        (t->name == 0 || (t->name == 1 && (first->is & IS_PATIENT))))
        t->tells |= TELLS_ACTS;
    if (t->name == 1 && (is_word(t, 0, "To") || is_word(t, 0, "to")))
        t->tells |= TELLS_ORDER | TELLS_TO;
    if (is_home_programme(t))
        t->tells |= TELLS_LABEL | TELLS_TO;
    if (is_goal(t))
        t->tells |= TELLS_ORDER | TELLS_BOUND;
    else if (is_order(t))
        t->tells |= TELLS_ORDER;
    if (!first->named && (first->is & (IS_AUX | IS_HAD))) /* "had pt walk", "had the pt walk": by the therapist */
        t->tells |= (first->is & IS_HAD) && (is_at(t, 1 + is_word(t, 1, "the")) & IS_PATIENT) ? TELLS_DEED : TELLS_BARE;
}

/* How much is said, and whether by names alone. */
static void look_at_length(struct telling *t, const struct therapycode_impl_statement *s,
                           const struct therapycode_impl_told *told)
{
    int is_bare = !told->dose && !told->minutes;
    if (t->count <= FEW_WORDS && !told->thing)
        t->tells |= TELLS_SHORT;
    if (t->count >= MANY_WORDS)
        t->tells |= TELLS_LONG;
    if (t->has_verb)
        return;
    if (told->test && t->count <= (is_bare ? SCORE_WORDS : FEW_WORDS))
        t->tells |= TELLS_SCORE;
    if (!told->thing)
        t->tells |= TELLS_NAME | (is_bare && s->end + 1 == t->length && t->data[s->end] == '.' ? TELLS_STOP : 0);
    if (is_inside(t))
        t->tells |= TELLS_INSIDE;
}

/* The first word behind the name. */
static int32_t behind_name(const struct telling *t, const struct therapycode_impl_match *name)
{
    int32_t i = t->name;
    while (i < t->count && t->words[i].start < name->end)
        i++;
    return i;
}

/* "Completed ergonomic education for his desk" */
static int is_taught(const struct telling *t, const struct therapycode_impl_match *name)
{
    static const char words[] = " education educ handout handouts ";
    int32_t i = behind_name(t, name);
    return (is_at(t, i) & IS_GIVE) && (is_at(t, i + 1) & IS_LINK) && t->words[i].start == name->end + 1 &&
           therapycode_impl_is_listed(words, t->data + t->words[i].start,
                                      (size_t)(t->words[i].end - t->words[i].start));
}

/* "Sitting tolerance 20 min": how long it can be borne. */
static int is_tolerance(const struct telling *t, const struct therapycode_impl_match *name)
{
    int32_t i = behind_name(t, name);
    if (i == 0 || !is_word(t, i - 1, "tolerance"))
        return 0;
    for (; is_word(t, i, "up") || (is_at(t, i) & (IS_LINK | IS_AUX | IS_HAD)) || is_word(t, i, "x"); i++) {
    }
    return is_number(t, i) && i + 1 < t->count && is_word(t, i + 1, "min");
}

/* "Straw phonation. Twice daily, 5 min": the next sentence begins with how often. */
static int is_habit_behind(struct telling *t, const struct therapycode_impl_statement *s)
{
    enum { GAP = 5, PEEK = 3 };
    int32_t at = s->end, count = t->count, habit;
    while (at < t->length && at < s->end + GAP && t->data[at] != '\n' && !is_of_word(t->data[at]))
        at++;
    if (at >= t->length || strchr("dDtTbBnNeEoO123", t->data[at]) == NULL)
        return 0;
    while (at < t->length && t->count < WORDS_MOST && t->count < count + PEEK && t->data[at] != '\n') {
        struct word *w = &t->words[t->count];
        w->start = at;
        w->named = 0;
        if (is_of_word(t->data[at])) {
            at = read_run(t->data, at, t->length, &w->is);
            w->end = at;
            t->count++;
        } else {
            at++;
        }
    }
    habit = t->count > count && therapycode_impl_is_habit_at(t, count);
    t->count = count;
    return habit;
}

/* What was measured in the main clause, and what the patient answered. */
static void look_at_results(struct telling *t, const struct therapycode_impl_statement *s,
                            const struct therapycode_impl_match *name, const struct therapycode_impl_told *told)
{
    int is_bare = !told->dose && !told->minutes;
    int32_t measured_at = told->dose ? THERAPYCODE_NONE : told->measured_at;
    if (measured_at >= s->start && measured_at < (t->main_end < t->count ? t->words[t->main_end].start : s->end))
        t->tells |= TELLS_MEASURED;
    if (is_tolerance(t, name))
        t->tells |= TELLS_MEASURED;
    if (is_bare && t->has_verb && is_taught(t, name))
        t->tells |= TELLS_GIVE;
    if (is_bare && is_habit_behind(t, s))
        t->tells |= TELLS_HABIT;
    if (told->tally)
        t->tells &= ~TELLS_GIVE; /* "answered questions 16/20", "told the story, 5/6 parts": the patient did */
}

/* "RN note: ...": a label before the name, and none of a section or of the visit. */
static void look_at_label(struct telling *t, const struct therapycode_impl_statement *s,
                          const struct therapycode_impl_match *name)
{
    const struct word *first = &t->words[0];
    if (s->section == THERAPYCODE_IMPL_SECTION_TREATMENT || name->start <= first->end + 1 || is_visit(t) ||
        (t->data[first->end] == ':' && first->end - first->start <= SECTION_LETTERS))
        return;
    if (memchr(t->data + first->end, ':', (size_t)(name->start - first->end)) != NULL)
        t->tells |= TELLS_COLON | ((first->is & IS_OTHER) ? TELLS_OTHER : 0);
}

static void look_at_whole(struct telling *t, const struct therapycode_impl_statement *s,
                          const struct therapycode_impl_match *name, const struct therapycode_impl_told *told)
{
    look_at_start(t);
    look_at_length(t, s, told);
    look_at_results(t, s, name, told);
    look_at_label(t, s, name);
    if (s->end < t->length && t->data[s->end] == '?')
        t->tells |= TELLS_BLANK;
}

/* What kind of note it is, and of what day, tells nothing of a service with its time. */
static void skip_kind_of_note(struct telling *t, int32_t visit)
{
    int32_t i = 0;
    while (i < t->count && !t->words[i].named)
        i++;
    if (i == 0 || i == t->count ||
        !therapycode_impl_is_kind_of_note(t->data, t->words[0].start, t->words[i].start, visit))
        return;
    t->count -= i;
    memmove(t->words, t->words + i, (size_t)t->count * sizeof t->words[0]);
}

int32_t therapycode_impl_telling(const struct therapycode_impl_read_text *text,
                                 const struct therapycode_impl_statement *s, const struct therapycode_impl_match *all,
                                 const struct therapycode_impl_match *name,
                                 const struct therapycode_impl_told *told)
{
    struct telling t;
    int32_t i, sum = 0;
    t.data = text->data;
    t.length = text->length;
    t.discipline = told->discipline;
    t.count = 0;
    t.has_verb = 0;
    t.tells = (told->minutes ? TELLS_MINUTES : 0) | (told->dose ? TELLS_DOSE : 0) |
              (told->tally ? TELLS_TALLY : 0);
    split(&t, s, all);
    if (told->minutes)
        skip_kind_of_note(&t, told->visit);
    find_clause(&t, name, told->label);
    for (i = 0; i < t.count; i++)
        look_at_word(&t, i);
    if (t.count > 0)
        look_at_whole(&t, s, name, told);
    for (i = 0; i < TELLS_COUNT; i++) /* without a choice: it is a dozen of many, and nobody foretells which */
        sum += tell_weights[i] & -(int32_t)(t.tells >> i & 1);
    return sum;
}
