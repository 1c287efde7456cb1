/*
 * "Heel digs 3x10", "2 sets of 15 froggers": a name that no phrase knows is one of an exercise where sets and
 * repetitions stand beside it. Only sentences that name nothing else are looked at.
 */
#include "note/bytes.h"
#include "note/reader.h"

enum { SETS_MOST = 12, REPEATS_LEAST = 3, REPEATS_MOST = 60, ALONE_LEAST = 8 };
enum { NAME_WORDS = 6, NAME_LETTERS = 3, EACH_SET = 5 };

/* "x" or the sign of multiplication stands there: its bytes. */
static int32_t times_at(const struct therapycode_impl_reader *r, int32_t at)
{
    if (byte_at(r, at) == 'x' || byte_at(r, at) == 'X')
        return 1;
    return byte_at(r, at) == '\xC3' && byte_at(r, at + 1) == '\x97' ? 2 : 0;
}

/*
 * What stands behind a figure: 1: how long it is held; 0: nothing that says what it is of; -1: it is of something else.
 */
static int unit_of(const struct therapycode_impl_reader *r, int32_t at)
{
    static const char held[] = " s sec secs second seconds ";
    static const char others[] =
        " cm mm m in inch inches ft feet yd yds mg mcg ml cc oz tab tabs pill pills day days d wk wks week weeks hr "
        "hrs hour hours min mins minute minutes mo month months yr yrs year years visit visits session sessions "
        "unit units a per daily weekly bid tid qid qd assist person people ";
    char word[LETTERS];
    if (byte_at(r, at) == '-' && is_digit_at(r, at + 1))
        for (at++; is_digit_at(r, at); at++) {
        }
    if (byte_at(r, at) == '"' || (byte_at(r, at) == '\'' && byte_at(r, at + 1) == '\''))
        return 1;
    if (byte_at(r, at) == '/' || byte_at(r, at) == '%' || byte_at(r, at) == '\'' || byte_at(r, at) == '.')
        return byte_at(r, at) == '.' && !is_digit_at(r, at + 1) ? 0 : -1;
    therapycode_impl_word_at(r, at, word);
    return therapycode_impl_one_of(word, held) ? 1 : word[0] != '\0' && therapycode_impl_one_of(word, others) ? -1 : 0;
}

/* "3x10", "10 x 5s", "x 15", "20x": where it begins; NONE: it is no such thing. */
static int32_t repeats_at(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    int32_t at = n->start, sets = 0, repeats = 0, unit, times, from = n->start;
    if (is_digit_at(r, at))
        sets = therapycode_impl_read_digits(r, &at);
    times = times_at(r, skip_space(r, at));
    if (times == 0 && sets > 0 && byte_at(r, n->start - 1) == ' ' && times_at(r, n->start - 2) == 1 &&
        byte_at(r, n->start - 3) == ' ' && !is_digit_at(r, n->start - 4)) {
        repeats = sets; /* "x 15" */
        sets = 0;
        from -= 2;
    } else if (times == 0 || therapycode_impl_is_letter(byte_at(r, skip_space(r, at) + times))) {
        return THERAPYCODE_NONE;
    } else {
        at = skip_space(r, at) + times;
        if (is_digit_at(r, skip_space(r, at))) {
            at = skip_space(r, at);
            repeats = therapycode_impl_read_digits(r, &at);
        } else {
            repeats = sets; /* "20x" */
            sets = 0;
        }
    }
    unit = unit_of(r, at);
    if (unit < 0 || sets > SETS_MOST || repeats < REPEATS_LEAST || repeats > REPEATS_MOST ||
        (unit == 0 && (sets == 0 ? repeats < ALONE_LEAST : repeats < EACH_SET)))
        return THERAPYCODE_NONE;
    return from;
}

/* "2 sets", "10 reps": where the figure begins. */
static int32_t counted_at(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *n)
{
    static const char counts[] = " set sets rep reps repetition repetitions ";
    char word[LETTERS];
    therapycode_impl_word_at(r, n->end, word);
    return word[0] != '\0' && therapycode_impl_one_of(word, counts) ? n->start : THERAPYCODE_NONE;
}

/*
 * How many words of a name stand from `at` to `end`, or before the comma, colon or bracket that ends it there; -1: no
 * exercise is told so. "Cleared throat" is a deed, "banded" and "seated" are no verbs. One word must be of several:
 * "froggers".
 */
static int words_of_name(const struct therapycode_impl_reader *r, int32_t at, int32_t *end)
{
    static const char none[] =
        " of for with without and the a an each per side sets set reps rep left right both bilateral level hold holds "
        "sec min pt patient client x w performed completed did done tolerated continued progressed added ";
    static const char adjectives[] =
        " banded seated weighted resisted assisted loaded elevated staggered flexed extended supported "
        "raised straddled crossed ";
    static const char others[] =
        " bp hr falls fall lob voids visits wound incision units meds oriented pain cues rest needed will would "
        "could should can may not no if when while until forgot denies reports states says goal plan next "
        "last ago this yesterday night overnight spasms seizures spells stools coughing cough episodes "
        "attempts errors sutures staples calls photo room ";
    int words = 0, several = 0;
    int32_t length;
    char word[LETTERS];
    for (; at < *end; at += length > 0 ? length : 1) {
        length = therapycode_impl_read_letters(r, at, word);
        if (length == 0) {
            if (!THERAPYCODE_IMPL_AMONG(",;:()\n", byte_at(r, at)))
                continue;
            *end = at;
            break;
        }
        if (therapycode_impl_one_of(word, others))
            return -1;
        if (therapycode_impl_one_of(word, none) || therapycode_impl_one_of(word, adjectives) || length < NAME_LETTERS)
            continue;
        if (length > NAME_LETTERS && memcmp(word + length - 2, "ed", 2) == 0)
            return -1;
        words++;
        several |= word[length - 1] == 's';
    }
    return words == 1 && !several ? 0 : words;
}

/* Adds what an exercise without a known name is, from `at` to `end`. */
static int add_name(struct therapycode_impl_reader *r, int32_t at, int32_t end)
{
    struct therapycode_impl_match *row;
    int words;
    while (at < end && !therapycode_impl_is_letter(byte_at(r, at)))
        at++;
    words = words_of_name(r, at, &end);
    while (end > at && byte_at(r, end - 1) == ' ')
        end--;
    if (words <= 0 || words > NAME_WORDS)
        return words != 0;
    row = therapycode_impl_add_here(r->e, THERAPYCODE_IMPL_MATCHES, sizeof *row);
    row->phrase = (int32_t)r->v->unnamed;
    row->start = at;
    row->end = end;
    row->cue = THERAPYCODE_IMPL_CUE_UNNAMED;
    row->context = THERAPYCODE_PERFORMED;
    r->is_nested = 1; /* it stands behind what comes after it */
    return 1;
}

void therapycode_impl_name_unnamed(struct therapycode_impl_reader *r, int32_t end)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i, at, from, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    if (r->v->unnamed == 0)
        return;
    for (i = r->match_first; i < count; i++)
        if (therapycode_impl_is_opening(m[i].cue))
            return;
    count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    for (i = r->number_first; i < count; i++) {
        at = repeats_at(r, &n[i]);
        if (at == THERAPYCODE_NONE)
            at = counted_at(r, &n[i]);
        if (at == THERAPYCODE_NONE)
            continue;
        for (from = at; from > r->start && !THERAPYCODE_IMPL_AMONG(",;:()\n", byte_at(r, from - 1)); from--) {
        }
        if (!add_name(r, from, at) && !add_name(r, n[i].end, end) && from > r->start && byte_at(r, from - 1) == ',')
            add_name(r, r->start, from - 1); /* "slow heavy work for the calf, 4x6" */
        return;
    }
}
