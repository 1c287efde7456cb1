/* Words for several patients at once: "in a group of 3", "2:1", "Session type: group". */
#include <string.h>

#include "base/text.h"
#include "select/grouping.h"

/* The word at or behind `at`, in its own line; its length. */
int32_t therapycode_impl_word_behind(const struct grouping *g, int32_t *at, int32_t end)
{
    int32_t from = *at, to;
    while (from < end && g->data[from] == ' ')
        from++;
    to = therapycode_impl_word_end(g->data, from, end);
    *at = from;
    return to - from;
}

/* Where a word stands in a text, in any case; NONE. */
int32_t therapycode_impl_place_of_word(const struct grouping *g, int32_t from, int32_t to, const char *word)
{
    int32_t n = (int32_t)strlen(word), i;
    for (; from + n <= to; from++) {
        if ((g->data[from] | 0x20) != word[0])
            continue;
        for (i = 1; i < n && therapycode_impl_lower(g->data[from + i]) == word[i]; i++)
            ;
        if (i == n)
            return from;
    }
    return THERAPYCODE_NONE;
}

/* "groups of 10", "a group of 3 muscles", "concurrently with OT" are of no patients. */
static int is_of_patients(const struct grouping *g, const struct therapycode_impl_match *m, int32_t end)
{
    static const char people[] = " patient patients pt pts resident residents client clients participant participants "
                                 "people individuals members peers others other children kids students adults "
                                 "seniors women "
                                 "men for with w x to at in during while by led on working doing and focusing focused "
                                 "including therapist pta cota per min mins minutes total only today ";
    static const char things[] =
        " room home house homes gym number project health text chat name discussion muscles exercises ";
    static const char team[] = " ot pt slp st speech pta cota nursing rn physical occupational the ";
    int32_t at = therapycode_impl_place_of_word(g, m->start, m->end, "group"), length;
    if (at == THERAPYCODE_NONE) {
        at = m->end;
        length = therapycode_impl_word_behind(g, &at, end);
        if (!therapycode_impl_is_listed(" with w ", g->data + at, (size_t)length))
            return 1;
        at += length + (at + length < end && g->data[at + length] == '/');
        length = therapycode_impl_word_behind(g, &at, end);
        return length == 0 || !therapycode_impl_is_listed(team, g->data + at, (size_t)length);
    }
    at += 5;
    if (at < end && therapycode_impl_is_letter(g->data[at]))
        return 0;
    length = therapycode_impl_word_behind(g, &at, end);
    if (!therapycode_impl_is_listed(" of ", g->data + at, (size_t)length))
        return !therapycode_impl_is_listed(things, g->data + at, (size_t)length);
    at += length;
    length = therapycode_impl_word_behind(g, &at, end);
    if (length > 0) {
        at += length; /* "four" */
    } else {
        while (at < end && therapycode_impl_is_digit(g->data[at]))
            at++;
    }
    length = therapycode_impl_word_behind(g, &at, end);
    return length == 0 || therapycode_impl_is_listed(people, g->data + at, (size_t)length);
}

/* "Artic group", "language group" */
static int is_speech(const struct grouping *g, const struct therapycode_impl_match *m)
{
    int32_t slot = therapycode_impl_is_opening_cue(m->cue) ? g->j->w->voices[m->phrase].slot : THERAPYCODE_NONE;
    return slot != THERAPYCODE_NONE && strcmp(g->j->e->engine->codes[slot].code, "92507") == 0;
}

/* Whether the bare word stands as a label: "TE (group)", "97110 group 30 min", "TE 30 min, group". */
static int stands_alone(const struct grouping *g, const struct therapycode_impl_match *m,
                        const struct therapycode_impl_statement *s, int32_t index)
{
    const struct therapycode_impl_minutes *minutes = (const void *)g->j->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    const struct therapycode_impl_match *all = g->j->w->matches;
    enum { MANY = 64 };
    int32_t before = m->start, after = m->end, i;
    int free_before, free_after;
    if (s->minutes_count > MANY || s->match_count > MANY)
        return 0; /* no sentence of a note */
    while (before > s->start && g->data[before - 1] == ' ')
        before--;
    free_before = before > s->start && therapycode_impl_is_digit(g->data[before - 1]); /* "3:1 group" */
    while (after < s->end && g->data[after] == ' ')
        after++;
    free_before |= before <= s->start || THERAPYCODE_IMPL_AMONG(",;:(|-", g->data[before - 1]);
    free_after = after >= s->end || THERAPYCODE_IMPL_AMONG(",;:)|-.", g->data[after]) || g->data[after] == 'x';
    for (i = s->minutes_first; i < s->minutes_first + s->minutes_count; i++) {
        free_before |= minutes[i].end == before;
        free_after |= minutes[i].start == after;
    }
    for (i = s->match_first; i < s->match_first + s->match_count; i++) {
        if (i == index || !(therapycode_impl_names_procedure(g->j->w, &all[i]) || is_speech(g, &all[i])))
            continue;
        free_before |= all[i].end == before;
        free_after |= all[i].start == after;
    }
    return free_before && free_after;
}

/* Whether a match tells of several patients at once in this visit. */
int therapycode_impl_tells_of_group(const struct grouping *g, const struct therapycode_impl_match *m, int32_t index)
{
    const struct therapycode_impl_vocabulary_phrase *voice = &g->j->w->voices[m->phrase];
    const struct therapycode_impl_statement *s = statement_at(g, m->statement);
    if (m->cue == THERAPYCODE_IMPL_CUE_TOGETHER)
        return is_of_patients(g, m, s->end);
    if (!is_group(g, voice->slot))
        return 0;
    return voice->weight >= THERAPYCODE_IMPL_HEADING_WEIGHT || stands_alone(g, m, s, index);
}

static int32_t find_colon(const struct grouping *g, int32_t from, int32_t to)
{
    const char *at = from < to ? memchr(g->data + from, ':', (size_t)(to - from)) : NULL;
    return at == NULL ? THERAPYCODE_NONE : (int32_t)(at - g->data);
}

/* Two figures from 1 to 8 beside a colon, of which one is 1, and no time or score. */
static int is_ratio_at(const char *data, int32_t colon, int32_t from, int32_t to)
{
    char left = data[colon - 1], right = data[colon + 1];
    if (!THERAPYCODE_IMPL_AMONG("12345678", left) || !THERAPYCODE_IMPL_AMONG("12345678", right) || left == right ||
        (left != '1' && right != '1'))
        return 0;
    if (colon > from + 1 && !THERAPYCODE_IMPL_AMONG(" ([,/", data[colon - 2]))
        return 0;
    return colon + 2 >= to || (!therapycode_impl_is_digit(data[colon + 2]) && data[colon + 2] != ':');
}

/* Words beside a ratio that make it one of patients, or of something else. */
static int is_of_people(const struct grouping *g, int32_t colon, int32_t from, int32_t to, int beside)
{
    static const char people[] = " patient patients pt pts client resident staff staffing therapist treatment group ";
    static const char others[] =
        " a safety transfers mobility assist assistance help cga staff person people caregiver e rest work off on "
        "cycle duty relax "
        "hold inhale exhale inhalation exhalation breathing breath contract contraction sets leg arm "
        "rhythm stroke score grade level at by until from since lens wedge ";
    static const char help[] = " min mod max total sba dep ";
    const char *data = g->data;
    int32_t before = colon - 1, after = colon + 2, start, length;
    int is_ratio;
    while (before > from && THERAPYCODE_IMPL_AMONG(" ([,", data[before - 1]))
        before--;
    is_ratio = before - 5 >= from && memcmp(data + before - 5, "ratio", 5) == 0;
    if (is_ratio)
        for (before -= 5; before > from && data[before - 1] == ' ';)
            before--;
    start = therapycode_impl_word_start(data, from, before);
    if (!beside && !(is_ratio && therapycode_impl_is_listed(people, data + start, (size_t)(before - start))))
        return 0;
    if (after + 5 < to && memcmp(data + after, " for ", 5) == 0)
        after += 5;
    length = therapycode_impl_word_behind(g, &after, to);
    return !therapycode_impl_is_listed(others, data + start, (size_t)(before - start)) &&
           !therapycode_impl_is_listed(others, data + after, (size_t)length) &&
           !therapycode_impl_is_listed(help, data + after, (size_t)length);
}

/*
 * "TE 30 min 2:1", "ratio 1:3", but no "2:1 assist", "work/rest ratio 1:3" or "I:E 1:2"; beside no service only
 * "patient ratio 1:3" is one of patients. Its place, or NONE.
 */
int32_t therapycode_impl_find_ratio(const struct grouping *g, int32_t from, int32_t to, int beside)
{
    int32_t at = from;
    while ((at = find_colon(g, at + 1, to - 1)) != THERAPYCODE_NONE)
        if (is_ratio_at(g->data, at, from, to) && is_of_people(g, at, from, to, beside))
            return at - 1;
    return THERAPYCODE_NONE;
}

/* "Mode: concurrent", "Session type: group": whether such a label stands before a place. */
int therapycode_impl_is_mode(const struct grouping *g, int32_t start)
{
    static const char labels[] = " mode type format setting delivery model ";
    int32_t end = start;
    while (end > 0 && g->data[end - 1] == ' ')
        end--;
    return end > 0 && g->data[end - 1] == ':' && therapycode_impl_listed_before(g->data, 0, end - 1, "", labels);
}

/* Whether a word stands behind a colon that may be such a mode: most statements have none. */
static int may_tell_mode(const struct grouping *g, int32_t from, int32_t to)
{
    while (from > 0 && g->data[from - 1] == ' ')
        from--;
    from -= from > 0;
    while ((from = find_colon(g, from, to)) != THERAPYCODE_NONE) {
        while (++from < to && g->data[from] == ' ') {
        }
        if (from < to && THERAPYCODE_IMPL_AMONG("cCgG", g->data[from]))
            return 1;
    }
    return 0;
}

int32_t therapycode_impl_find_mode(const struct grouping *g, int32_t from, int32_t to)
{
    static const char *const modes[] = { "concurrent", "group" };
    size_t i;
    if (!may_tell_mode(g, from, to))
        return THERAPYCODE_NONE;
    for (i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        int32_t at = therapycode_impl_place_of_word(g, from, to, modes[i]), end = at + (int32_t)strlen(modes[i]);
        if (at != THERAPYCODE_NONE && therapycode_impl_is_mode(g, at) &&
            (end >= to || THERAPYCODE_IMPL_AMONG(" .,;(|-", g->data[end])))
            return at;
    }
    return THERAPYCODE_NONE;
}
