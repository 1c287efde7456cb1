/* Statements that tell how things are: "Transfers: min A", "Gait: RW 60 ft CGA", "knee flex 105"; "pt ambulates". */
#include <string.h>

#include "note/bytes.h"
#include "base/text.h"
#include "note/reader.h"

enum { HELPERS_MOST = 2 };

#define LIST(name) THERAPYCODE_IMPL_LIST_##name

/* What the words of a statement have shown so far. */
struct seen {
    int32_t name_end; /* of the last name */
    int helps;
    int figures;
    int others;       /* words beside help and figures */
    int times;        /* "x" stands before what comes next */
    int assist;       /* "A" does: "A x1" is the help of one */
};

static int is_a_word(char c)
{
    return therapycode_impl_is_letter(c) || therapycode_impl_is_digit(c);
}

/* The end of the activity that begins there, or 0; what is called training is no state. */
static int32_t name_at(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s, int32_t at)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, end = 0;
    for (i = s->match_first; i < s->match_first + s->match_count; i++) {
        if (m[i].start != at || !therapycode_impl_is_opening(m[i].cue) || m[i].end <= end)
            continue;
        end = m[i].end;
    }
    for (i = at; i + 5 <= end; i++)
        if (therapycode_impl_lower(r->data[i]) == 't' && memcmp(r->data + i + 1, "rain", 4) == 0)
            return 0;
    return end > 1 && memcmp(r->data + end - 2, "ed", 2) == 0 ? 0 : end;
}

/* "TA: sit to stand min A" is a service, "Transfers: sit to stand min A" is none. */
static int heads(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s, int32_t at)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, found = 0;
    for (i = s->match_first; i < s->match_first + s->match_count; i++)
        found |= m[i].start == at && m[i].cue == THERAPYCODE_IMPL_CUE_HEADING;
    return found;
}

/* "x1", "2x": how many helped, "x 60 ft", "x50ft": how far; "x10" was done. */
static int is_count(const struct therapycode_impl_reader *r, int32_t at, int32_t end)
{
    int32_t value = 0;
    for (; at < end && therapycode_impl_is_digit(r->data[at]); at++)
        value = value < 1000 ? value * 10 + (r->data[at] - '0') : value;
    return value <= HELPERS_MOST || (at < end && therapycode_impl_lower(r->data[at]) == 'f') ||
           ((size_t)end + 3 <= r->length && memcmp(r->data + end, " f", 2) == 0);
}

/* Takes a word, which is in some lists; 0 when it is none of a state. */
static int take(const struct therapycode_impl_reader *r, int32_t at, int32_t end, uint64_t lists, struct seen *seen)
{
    const char *word = r->data + at;
    size_t length = (size_t)(end - at);
    int times = seen->times;
    seen->times = length == 1 && therapycode_impl_lower(word[0]) == 'x';
    if (seen->times)
        return 1;
    if (therapycode_impl_lower(word[0]) == 'x' && therapycode_impl_is_digit(word[1])) {
        seen->helps += seen->assist;
        return is_count(r, at + 1, end);
    }
    seen->assist = length == 1 && word[0] == 'A';
    if (therapycode_impl_is_digit(word[0])) {
        seen->figures++;
        for (; at < end; at++)
            if (therapycode_impl_lower(r->data[at]) == 'x')
                return at + 1 == end && is_count(r, end - (int32_t)length, end);
        return !times || is_count(r, end - (int32_t)length, end);
    }
    if (lists & LIST(HELP)) {
        seen->helps++;
        return 1;
    }
    if (lists & (LIST(SIDE) | LIST(WHEN))) /* "knee flexion R 110 after session" */
        return 1;
    seen->others++;
    return (lists & LIST(BESIDE_HELP)) != 0;
}

static int ends_in_movement(const struct therapycode_impl_reader *r, int32_t start, int32_t end)
{
    int32_t at = end;
    at = therapycode_impl_word_start(r->data, start, at);
    return (therapycode_impl_lists(r->data + at, (size_t)(end - at)) & LIST(MOVEMENT)) != 0;
}

/* "STM <8 min": a time, though not one that can be counted. */
static int has_unclear_time(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i;
    for (i = s->number_first; i < s->number_first + s->number_count; i++)
        if (n[i].doubt >= THERAPYCODE_IMPL_DOUBT_FRACTION)
            return 1;
    return 0;
}

int therapycode_impl_is_state(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s)
{
    struct seen seen = { 0, 0, 0, 0, 0, 0 };
    uint64_t lists;
    int32_t at = s->start, first = s->start, end;
    int is_label = 1; /* what stands before is no heading of a service */
    int begins = 1;   /* a name may stand here: at the start, behind a side, a comma or a label and its colon */
    if (!(r->lists & (LIST(HELP) | LIST(MOVEMENT) | LIST(BESIDE_HELP))) || s->minutes_count > 0 ||
        s->opening_count == 0 || has_unclear_time(r, s))
        return 0;
    while (at < s->end) {
        if (!is_a_word(r->data[at])) {
            begins |= r->data[at] == ',' || (r->data[at] == ':' && is_label);
            at++;
            continue;
        }
        end = begins ? name_at(r, s, at) : 0;
        begins = 0;
        if (end > 0) {
            first = at;
            seen.name_end = end;
            is_label = !heads(r, s, at);
        } else {
            end = therapycode_impl_run(r->data, at, s->end, &lists);
            begins = seen.name_end == 0 && (lists & (LIST(SIDE) | LIST(HELP) | LIST(BESIDE_HELP)));
            seen.helps += begins && (lists & LIST(HELP)); /* "mod A bed mobility" */
            if (!begins && (seen.name_end == 0 || !take(r, at, end, lists, &seen)))
                return 0;
        }
        at = end;
    }
    return seen.helps > 0 || (seen.figures == 1 && seen.others == 0 && ends_in_movement(r, first, seen.name_end));
}

/*
 * The words stand here and not in the lexicon because they tell nothing where else they stand: as phrases "the", "he"
 * and "was" would be found in nearly every sentence, and each would have to be thrown away again.
 */
int therapycode_impl_is_told_of_now(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *s)
{
    uint64_t lists;
    int32_t at = s->start, start, words, subject = 0;
    if (!(r->lists & LIST(SUBJECT)))
        return 0;
    for (words = 0; words < 4; words++) {
        while (at < s->end && r->data[at] == ' ')
            at++;
        start = at;
        at = therapycode_impl_letters(r->data, at, s->end, &lists);
        if (!subject && (lists & LIST(SUBJECT)))
            subject = 1;
        else if (!(lists & LIST(FILLER)))
            return subject && at - start >= 2 && r->data[at - 1] == 's' && r->data[at - 2] != 's' &&
                   !(lists & LIST(NO_VERB));
    }
    return 0;
}

/*
 * "Gait training 15 min: will do next session", "TE 10 min (planned)", "NMR 10 min - tomorrow": what stands right
 * behind the time puts it off. "TE 15 min: squats, will add lunges" was done.
 */
int therapycode_impl_is_put_off(const struct therapycode_impl_reader *r,
                                const struct therapycode_impl_statement *statement)
{
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    char first[LETTERS], second[LETTERS], third[LETTERS];
    int32_t i, at = 0;
    for (i = statement->number_first; i < statement->number_first + statement->number_count && at == 0; i++)
        if (n[i].minutes > 0)
            at = skip_space(r, n[i].minutes_end);
    if (at == 0)
        return 0;
    at = skip_space(r, at + (byte_at(r, at) == ')'));
    if (byte_at(r, at) != ':' && byte_at(r, at) != '(' && dash_at(r, at) == 0)
        return 0;
    at = word_at(r, at + (dash_at(r, at) > 0 ? dash_at(r, at) : 1), first);
    if (one_of(first, "both all"))
        at = word_at(r, at, first);
    at = word_at(r, at, second);
    if (one_of(first, "planned tomorrow scheduled"))
        return !one_of(second, "min mins minutes time") && !is_digit_at(r, skip_space(r, at - (int32_t)strlen(second)));
    if (strcmp(first, "next") == 0)
        return one_of(second, "visit session time week tx treatment") &&
               (word_at(r, at, third) == skip_space(r, at) || one_of(third, "mt te nmr gait"));
    if (one_of(first, "will to"))
        return one_of(second, "do begin start initiate complete") ||
               (strcmp(second, "be") == 0 && word_at(r, at, third) > 0 &&
                one_of(third, "done started initiated begun completed"));
    return one_of(first, "hep") && strcmp(second, "at") == 0;
}

/*
 * "so MT 15 min", "only gait training 15 min": such a word right before a name says that it was done instead of others.
 */
int therapycode_impl_is_begun_instead(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t from = at - 1;
    if (byte_at(r, from) != ' ' || !(r->lists & THERAPYCODE_IMPL_LIST_NOT_GIVEN))
        return 0;
    from = therapycode_impl_word_start(r->data, r->start, from);
    return read_letters(r, from, word) > 0 && one_of(word, "so therefore thus only hence");
}

/* "MT 15 min instead", "MT 15 min completed", and not "instead of": the same, behind the time. */
int therapycode_impl_ends_instead(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[LETTERS];
    int32_t from = skip_space(r, at), n = read_letters(r, from, word);
    if (n == 0 || !one_of(word, "instead completed performed done given provided"))
        return 0;
    if (strcmp(word, "instead") != 0)
        return 1;
    return byte_at(r, from + n) == '\0' || THERAPYCODE_IMPL_AMONG(".,;)\r\n", byte_at(r, from + n));
}

/* "ROM deferred", "L LE not tested": what is measured, and no service, behind a side perhaps. */
int therapycode_impl_is_measure_at(const struct therapycode_impl_reader *r, int32_t at)
{
    static const char measures[] =
        "rom mmt measurements measurement measures reassess reassessment testing test tests strength vitals bp "
        "outcome outcomes sensation reflexes hep ice mhp modalities le ue les ues";
    char word[LETTERS];
    at = word_at(r, at, word);
    if (one_of(word, "l r b lt rt left right bil"))
        word_at(r, at, word);
    return word[0] != '\0' && one_of(word, measures);
}
