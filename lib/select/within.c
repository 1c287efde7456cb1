/*
 * Times that lie within other ones: "TE 45 min, of which 15 min MT", "self care 30; LB dressing 10; grooming 10"; and
 * the time that a correction puts in the place of another: "TE 20 min. Addendum: TE was 10 min".
 */
#include <string.h>

#include "select/joining.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

static const char *note_of(const struct therapycode_impl_joining *j, int32_t *length)
{
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    *length = (int32_t)text->length;
    return text->data;
}

static int64_t code_arg(const struct therapycode_impl_joining *j, int32_t slot)
{
    return therapycode_impl_code_arg(j->e->engine->codes[slot].code);
}

/* ---- "TE 45 min, of which 15 min MT" ---- */

static const struct therapycode_impl_minutes *first_time(const struct therapycode_impl_joining *j,
                                                         const struct therapycode_impl_piece *piece)
{
    return &minutes_of(j)[piece->rows.minutes_first];
}

static int has_one_time(const struct therapycode_impl_piece *piece)
{
    return piece->slot != THERAPYCODE_NONE && piece->minutes != THERAPYCODE_NONE &&
           piece->rows.minutes_end - piece->rows.minutes_first == 1;
}

/*
 * Whether the words around the second time say that it is a part of the first: "including 15 min NMR", "15 min of it in
 * a group".
 */
static int is_part(const struct therapycode_impl_joining *j, const struct therapycode_impl_minutes *whole,
                   const struct therapycode_impl_minutes *part)
{
    enum { FAR = 60, BEHIND = 12, CLOSE = 24 };
    static const char before[] = " which including includes included incl inc inclusive last first final half ";
    static const char behind[] = " which this that it these those ";
    int32_t length, at = part->end, end;
    const char *data = note_of(j, &length);
    if (part->start - whole->end > FAR ||
        therapycode_impl_has_listed(data, whole->start > BEHIND ? whole->start - BEHIND : 0, whole->start, " first "))
        return 0; /* "first 25 min TE, last 13 min MT" */
    for (end = whole->end; end < part->start; end++)
        if (data[end] == ';' || data[end] == '\n' ||
            (data[end] == '.' && data[end + 1] == ' ' && memcmp(data + end - 4, "incl", 4) != 0))
            return 0;
    for (end = part->start; end > whole->end && part->start - end < CLOSE && data[end - 1] != ','; end--) {
    }
    if (end > whole->end && therapycode_impl_is_letter(data[end - 1]))
        end++; /* no half of a word */
    if (therapycode_impl_has_listed(data, end, part->start, before))
        return 1;
    end = at + BEHIND < length ? at + BEHIND : length;
    return at + 4 < length && memcmp(data + at, " of ", 4) == 0 &&
           therapycode_impl_has_listed(data, at + 4, end, behind);
}

/* "... 15 min MT and 10 min NMR": joined to a part. */
static int is_next_part(const struct therapycode_impl_joining *j, const struct therapycode_impl_minutes *before,
                        const struct therapycode_impl_minutes *part)
{
    enum { FAR = 40 };
    int32_t length, at;
    const char *data = note_of(j, &length);
    if (part->start - before->end > FAR)
        return 0;
    for (at = before->end; at < part->start; at++)
        if (THERAPYCODE_IMPL_AMONG(".;:\n", data[at]))
            return 0;
        else if (data[at] == '&' || data[at] == '+' || (at + 5 <= part->start && memcmp(data + at, " and ", 5) == 0))
            return 1;
    return 0;
}

static void settle_parts(struct therapycode_impl_joining *j)
{
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, k, last;
    for (i = 0; i + 1 < j->pieces->count; i++) {
        if (!has_one_time(&all[i]) || statement_of(j, &all[i])->sentence != statement_of(j, &all[i + 1])->sentence)
            continue;
        for (k = last = i + 1; k < j->pieces->count && has_one_time(&all[k]); last = k, k++) {
            if (all[k].minutes >= all[i].minutes ||
                !(k == i + 1 ? is_part(j, first_time(j, &all[i]), first_time(j, &all[k]))
                             : is_next_part(j, first_time(j, &all[last]), first_time(j, &all[k]))))
                break;
            if (all[k].slot == all[i].slot) { /* "gait 15 min, of which 5 min stairs" */
                all[k].minutes = THERAPYCODE_NONE;
                continue;
            }
            all[i].minutes -= all[k].minutes;
            THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_WITHIN, all[k].minutes, code_arg(j, all[i].slot),
                                  code_arg(j, all[k].slot));
        }
    }
}

/* ---- a whole and its parts ---- */

/*
 * Where what a time governs ends: "Cog tx (30 min): ...", "balance 20 min - ...", "cognition 30 min (...)"; 0: it
 * governs nothing.
 */
static int32_t governed_end(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    int32_t length, at = minutes_of(j)[piece->rows.minutes_first].end;
    const char *data = note_of(j, &length);
    while (at < length && (data[at] == ' ' || data[at] == ')' || data[at] == ']'))
        at++;
    if (at + 1 < length && (data[at] == ':' || (data[at] == '-' && data[at - 1] == ' ' && data[at + 1] == ' ')))
        return INT32_MAX;
    if (at == length || data[at] != '(')
        return 0;
    while (at < length && data[at] != ')' && data[at] != '\n')
        at++;
    return at;
}

/* The parts that follow a time, and what they come to. */
struct parts {
    int32_t last;
    int32_t sum;
    int32_t count;
};

/* Pieces of its code in its sentence, up to `until` where its name governs so far; 0: then in the next sentence too. */
static struct parts parts_behind(const struct therapycode_impl_joining *j, int32_t index, int32_t until, int32_t whole)
{
    enum { LOOK = 12 };
    const struct therapycode_impl_piece *all = j->pieces->all;
    struct parts parts = { index, all[index].minutes - whole, 0 };
    int32_t k, sentence = statement_of(j, &all[index])->sentence + (until == 0);
    for (k = index + 1; k < j->pieces->count && k - index <= LOOK && statement_of(j, &all[k])->sentence <= sentence;
         k++) {
        if (until > 0 && all[k].start > until)
            break;
        if (all[k].slot != all[index].slot || all[k].minutes == THERAPYCODE_NONE)
            continue;
        if (all[k].heading != THERAPYCODE_NONE || (until == 0 && parts.sum + all[k].minutes > whole))
            break;
        parts.sum = add_minutes(parts.sum, all[k].minutes);
        parts.last = k;
        parts.count++;
    }
    return parts;
}

/*
 * "Cog tx 30 min: attention 10 min, memory 20 min", "strengthening 20 min; SLR 10 min; bridges 10 min": what a name
 * governs, or two or more that come to exactly as much, are parts of it. Headings that govern are known to again.c.
 */
static void settle_governed(struct therapycode_impl_joining *j)
{
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, k, until, whole;
    for (i = 0; i < j->pieces->count; i++) {
        struct parts parts;
        if (all[i].slot == THERAPYCODE_NONE || all[i].minutes == THERAPYCODE_NONE ||
            all[i].heading != THERAPYCODE_NONE || all[i].summary)
            continue;
        until = governed_end(j, &all[i]);
        if (until > 0 && minutes_of(j)[all[i].rows.minutes_end - 1].start > until)
            continue; /* "STM 15 min (L), 10 min (R)" */
        whole = until > 0 ? minutes_of(j)[all[i].rows.minutes_first].minutes : all[i].minutes;
        parts = parts_behind(j, i, until, whole);
        if (until > 0 ? parts.sum == 0 || parts.sum > whole : parts.sum != whole || parts.count < 2)
            continue;
        all[i].minutes = whole;
        for (k = i + 1; k <= parts.last; k++)
            if (all[k].slot == all[i].slot)
                all[k].minutes = THERAPYCODE_NONE;
        if (until == 0)
            THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_PARTS, code_arg(j, all[i].slot), parts.sum, whole);
    }
}

/* 1: the name is of all of the code, 0: of a part of it. */
static int is_whole_name(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece,
                         int walking)
{
    static const char care[] = " adl adls self care sc ";
    static const char gait[] = " gait gt ambulation amb ";
    static const char narrow[] = " training trng stair stairs curb curbs ramp ramps ";
    int32_t length, from = j->w->matches[piece->rows.match_first].start, to;
    const char *data = note_of(j, &length);
    to = piece->heading != THERAPYCODE_NONE ? piece->heading_end : piece->end;
    if (!therapycode_impl_has_listed(data, from, to, walking ? gait : care))
        return 0;
    if (!walking)
        return 1;
    to = to + 10 < length ? to + 10 : length;
    return !therapycode_impl_has_listed(data, from, to, narrow);
}

/* "AM: ... PM: ...": words of another session between two pieces. */
static int is_other_session(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *a,
                            const struct therapycode_impl_piece *b)
{
    static const char words[] = " am pm afternoon evening second later again ";
    int32_t length, from = a->start, to = b->start;
    const char *data = note_of(j, &length);
    return therapycode_impl_has_listed(data, from < to ? from : to, from < to ? to : from, words);
}

/*
 * "Self care 30; LB dressing 10; grooming 10", "stairs 10, curb 5, gait 25": where the parts come to no more than the
 * whole.
 */
static void settle_whole(struct therapycode_impl_joining *j, int32_t slot, int walking)
{
    struct therapycode_impl_piece *all = j->pieces->all, *whole = NULL;
    int32_t i, sum = 0, parts = 0;
    for (i = 0; i < j->pieces->count; i++) {
        if (all[i].slot != slot || all[i].minutes == THERAPYCODE_NONE || all[i].summary || all[i].by_number)
            continue;
        if (!is_whole_name(j, &all[i], walking)) {
            sum = add_minutes(sum, all[i].minutes);
            parts++;
        } else if (whole == NULL) {
            whole = &all[i];
        } else {
            return;
        }
    }
    if (whole == NULL || parts == 0 || sum > whole->minutes || (walking && parts < 2))
        return;
    for (i = 0; i < j->pieces->count; i++)
        if (all[i].slot == slot && &all[i] != whole && all[i].minutes != THERAPYCODE_NONE &&
            is_other_session(j, &all[i], whole))
            return;
    for (i = 0; i < j->pieces->count; i++)
        if (all[i].slot == slot && &all[i] != whole)
            all[i].minutes = THERAPYCODE_NONE;
    if (sum != whole->minutes)
        THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_PARTS, code_arg(j, slot), sum, whole->minutes);
}

/* "Therex 25 min. Therex included bike 10 min, SLR 15 min": what the name had before. */
static void settle_included(struct therapycode_impl_joining *j)
{
    static const char words[] = " included includes including consisted consisting ";
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, k, length, at, end;
    const char *data = note_of(j, &length);
    for (i = 1; i < j->pieces->count; i++) {
        if (all[i].slot == THERAPYCODE_NONE || all[i].heading == THERAPYCODE_NONE || all[i].minutes == THERAPYCODE_NONE)
            continue;
        for (at = all[i].heading_end; at < length && data[at] == ' '; at++) {
        }
        end = therapycode_impl_word_end(data, at, length);
        if (!therapycode_impl_is_listed(words, data + at, (size_t)(end - at)))
            continue;
        for (k = i - 1; k >= 0 && (all[k].slot != all[i].slot || all[k].minutes == THERAPYCODE_NONE); k--) {
        }
        if (k >= 0 && all[k].minutes >= all[i].minutes)
            all[i].minutes = THERAPYCODE_NONE;
    }
}

/* "TE incl bike 5 min, LP, TKE: 23 min", "TE (bike 5 min, LP) 23 min": the whole stands behind its parts. */
static void settle_ending(struct therapycode_impl_joining *j)
{
    static const char words[] = " incl inc including includes included consisting consisted ";
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, at, length;
    const char *data = note_of(j, &length);
    for (i = 0; i + 1 < j->pieces->count; i++) {
        struct therapycode_impl_piece *next = &all[i + 1];
        if (!has_one_time(&all[i]) || all[i].heading == THERAPYCODE_NONE || !has_one_time(next) ||
            next->slot != all[i].slot || next->heading != THERAPYCODE_NONE || next->minutes < all[i].minutes ||
            statement_of(j, next)->sentence != statement_of(j, &all[i])->sentence)
            continue;
        for (at = first_time(j, next)->start; at > 0 && data[at - 1] == ' '; at--) {
        }
        if (at == 0 || !THERAPYCODE_IMPL_AMONG(":)=-", data[at - 1]))
            continue;
        for (at = all[i].heading_end; at < length && data[at] == ' '; at++) {
        }
        if (at < length && data[at] != '(' &&
            !therapycode_impl_has_listed(data, at, first_time(j, &all[i])->start, words))
            continue;
        all[i].minutes = next->minutes;
        next->minutes = THERAPYCODE_NONE;
    }
}

static void settle_wholes(struct therapycode_impl_joining *j)
{
    const struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, k;
    for (k = 0; k < 2; k++) {
        for (i = 0; i < j->pieces->count &&
                    !is_of(j, all[i].slot, k ? THERAPYCODE_IMPL_NATURE_WALKING : THERAPYCODE_IMPL_NATURE_CARE); i++) {
        }
        if (i < j->pieces->count)
            settle_whole(j, all[i].slot, k);
    }
}

/* ---- "total MT 18 min" ---- */

/* "Total: TE 15": a word for a total stands before the name. */
int therapycode_impl_is_of_total(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    const struct therapycode_impl_statement *s = statement_of(j, piece);
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    int32_t i;
    int32_t named = piece->heading != THERAPYCODE_NONE ? piece->heading_end : piece->start;
    if (therapycode_impl_listed_before(text->data, 0, j->w->matches[piece->rows.match_first].start, " :",
                                       " total tot ")) /* a name begins a statement of its own */
        return 1;
    for (i = s->match_first; i < s->match_first + s->match_count && j->w->matches[i].start < named; i++)
        if (j->w->matches[i].cue == CUE(MINUTES_SUM) || j->w->matches[i].cue == CUE(MINUTES_TOTAL) ||
            j->w->matches[i].cue == CUE(MINUTES_TIMED_TOTAL))
            return 1;
    return 0;
}

/* Minutes of the other pieces of a code outside any summary; how many of them have some. */
static int32_t sum_of_others(const struct therapycode_impl_joining *j, int32_t index, int32_t *others)
{
    enum { LOOK = 16 };
    const struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, sum = 0;
    *others = 0;
    for (i = index - 1; i >= 0 && index - i <= LOOK; i--) {
        if (all[i].slot != all[index].slot || all[i].minutes == THERAPYCODE_NONE || all[i].summary)
            continue;
        sum = add_minutes(sum, all[i].minutes);
        ++*others;
    }
    return sum;
}

/*
 * "97140 STM 10 min, 97140 mobs 13 min, 97140 total 23 min", "dressing 15 min, toileting 8 min, self-care (97535) 23
 * min": what comes to as much as all of its code before it, two or more, is their total; and "total MT 18 min" is,
 * where it comes to no less than they do.
 */
void therapycode_impl_drop_summed(struct therapycode_impl_joining *j)
{
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, k, others, sum;
    for (i = 1; i < j->pieces->count; i++) {
        if (all[i].slot == THERAPYCODE_NONE || all[i].minutes == THERAPYCODE_NONE || all[i].summary ||
            (all[i].heading == THERAPYCODE_NONE && !therapycode_impl_is_of_total(j, &all[i])))
            continue;
        sum = sum_of_others(j, i, &others);
        if (others == 0 ||
            (therapycode_impl_is_of_total(j, &all[i]) ? sum > all[i].minutes : sum != all[i].minutes || others < 2))
            continue;
        for (k = i - 1; k >= 0 && others > 0; k--)
            if (all[k].slot == all[i].slot && all[k].minutes != THERAPYCODE_NONE && !all[k].summary) {
                all[k].minutes = THERAPYCODE_NONE;
                others--;
            }
    }
}

/* ---- "TE 20 min. Addendum: TE was 10 min" ---- */

/* The first word of a sentence says that it corrects: "Addendum:", "Correction -", "*Amended:". */
static int begins_correction(const char *data, int32_t start, int32_t end)
{
    static const char words[] = " addendum correction corrections corrected amended amendment revised revision actual ";
    int32_t at = start;
    while (at < end && at - start < 4 && !therapycode_impl_is_letter(data[at]))
        at++;
    if (at == end || !THERAPYCODE_IMPL_AMONG("acr", data[at] | 0x20)) /* most do not begin so */
        return 0;
    start = at;
    at = therapycode_impl_word_end(data, at, end);
    return therapycode_impl_is_listed(words, data + start, (size_t)(at - start));
}

/* "TE should be 10 min", "TE was actually 10 min": right before the time. */
static int is_put_right(const char *data, int32_t from, int32_t at)
{
    static const char words[] = " be read actually ";
    int32_t end;
    while (at > from && data[at - 1] == ' ')
        at--;
    end = at;
    at = therapycode_impl_word_start(data, from, at);
    return end - at > 1 && therapycode_impl_is_listed(words, data + at, (size_t)(end - at)) &&
           (end - at > 4 || therapycode_impl_has_listed(data, from, at, " should "));
}

/* What a statement of a correction names; NONE: nothing, or what was done besides. */
static int32_t corrected_slot(const struct therapycode_impl_joining *j, const char *data,
                              const struct therapycode_impl_statement *s)
{
    int32_t i;
    if (therapycode_impl_has_listed(data, s->start, s->end, " also additional additionally further another added "))
        return THERAPYCODE_NONE;
    for (i = s->match_first; i < s->match_first + s->match_count; i++)
        if (j->w->matches[i].cue == CUE(HEADING) && j->w->voices[j->w->matches[i].phrase].slot != THERAPYCODE_NONE)
            return j->w->voices[j->w->matches[i].phrase].slot;
    return THERAPYCODE_NONE;
}

static void take_time(struct therapycode_impl_joining *j, struct therapycode_impl_piece *piece)
{
    int32_t i;
    for (i = piece->rows.minutes_first; i < piece->rows.minutes_end; i++)
        ((struct therapycode_impl_minutes *)therapycode_impl_row(j->e, THERAPYCODE_IMPL_MINUTES, i))->kind =
            THERAPYCODE_IMPL_MINUTES_OTHER;
    piece->minutes = THERAPYCODE_NONE;
}

/* The times of a code before a place are what the correction says; NONE: none, it was not done. */
static void put_right(struct therapycode_impl_joining *j, int32_t slot, int32_t at, int32_t minutes, int32_t undone)
{
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, before = THERAPYCODE_NONE, count = 0;
    for (i = 0; i < j->pieces->count && all[i].start < at; i++) {
        if (all[i].slot != slot || all[i].minutes == THERAPYCODE_NONE)
            continue;
        before = add_minutes(before, all[i].minutes);
        if (undone > 0 && undone < all[i].minutes && count == 0)
            minutes = all[i].minutes - undone;
        take_time(j, &all[i]);
        all[i].minutes = count++ == 0 ? minutes : THERAPYCODE_NONE;
    }
    if (count == 0)
        return;
    for (; i < j->pieces->count; i++)
        if (all[i].slot == slot && all[i].minutes == minutes) { /* the correction itself */
            take_time(j, &all[i]);
            break;
        }
    if (before != minutes)
        THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_CORRECTED, code_arg(j, slot), before, minutes > 0 ? minutes : 0);
}

static void settle_corrections(struct therapycode_impl_joining *j)
{
    const struct therapycode_impl_statement *all = (const void *)j->e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    int32_t i, end = text->statement_first + text->statement_count, sentence = THERAPYCODE_NONE, slot, time;
    int corrects = 0;
    for (i = text->statement_first; i < end; i++) {
        const struct therapycode_impl_statement *s = &all[i];
        if (s->sentence != sentence)
            corrects = begins_correction(text->data, s->start, s->end);
        sentence = s->sentence;
        time = s->minutes_count > 0 ? minutes_of(j)[s->minutes_first].start : THERAPYCODE_NONE;
        if (s->opening_count == 0 ||
            !(corrects || (time != THERAPYCODE_NONE && is_put_right(text->data, s->start, time))))
            continue;
        slot = corrected_slot(j, text->data, s);
        if (slot == THERAPYCODE_NONE)
            continue;
        if (s->context == THERAPYCODE_NEGATED || s->context == THERAPYCODE_DEFERRED)
            put_right(j, slot, s->start, THERAPYCODE_NONE,
                      time != THERAPYCODE_NONE ? minutes_of(j)[s->minutes_first].minutes : 0);
        else if (time != THERAPYCODE_NONE && minutes_of(j)[s->minutes_first].kind == THERAPYCODE_IMPL_MINUTES_TREATMENT)
            put_right(j, slot, s->start, minutes_of(j)[s->minutes_first].minutes, 0);
    }
}

/* "GFTA-3 and CELF-5 administered": 92523 is of speech sounds and language, and so there is no 92522 beside it. */
static void settle_evaluations(struct therapycode_impl_joining *j)
{
    static const char codes[2][8] = { "92522", "92523" };
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t sounds = slot_of_code(j, codes[0]), both = slot_of_code(j, codes[1]), i, found = 0;
    for (i = 0; both != THERAPYCODE_NONE && i < j->pieces->count; i++)
        found |= all[i].slot == both;
    for (i = 0; found && i < j->pieces->count; i++)
        if (all[i].slot == sounds && !all[i].by_number) {
            all[i].slot = all[i].verdict.ranked[0].slot = both;
            if (all[i].heading == sounds)
                all[i].heading = both;
        }
}

/* "Balance testing 15 min", "15 min of gait analysis": a word beside the time says that something was looked at. */
static int is_examining(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    enum { TRAIL = 16 };
    static const char words[] = " assessment assessments assessed assessing testing tests test tested analysis "
                                "screen screening trials evaluation eval measurement measurements examination mmt ";
    int32_t length, to = first_time(j, piece)->start;
    const char *data = note_of(j, &length);
    if (to < piece->start) /* the name stands behind it */
        to = piece->end + TRAIL < length ? piece->end + TRAIL : length;
    return therapycode_impl_has_listed(data, piece->start, to, words);
}

/*
 * "PT eval 45 min, including balance testing 15 min", "swallow eval 45 min, of which PO trials 20 min": what an
 * evaluation is told to hold, in its sentence or the next, is no treatment beside it.
 */
static void settle_examined(struct therapycode_impl_joining *j)
{
    static const char words[] = " incl including includes included which consisting consisted comprised comprising ";
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, k, whole, length;
    const char *data = note_of(j, &length);
    for (i = 0; i + 1 < j->pieces->count; i++) {
        if (!is_evaluation(j, all[i].slot) || !has_one_time(&all[i]))
            continue;
        whole = all[i].minutes;
        for (k = i + 1; k < j->pieces->count && all[k].slot != THERAPYCODE_NONE &&
                        all[k].minutes != THERAPYCODE_NONE && all[k].minutes < whole &&
                        all[k].rows.minutes_end > all[k].rows.minutes_first && !is_evaluation(j, all[k].slot) &&
                        statement_of(j, &all[k])->sentence <= statement_of(j, &all[i])->sentence + 1; k++) {
            if (!is_examining(j, &all[k]) || !therapycode_impl_has_listed(data, all[i].end, all[k].start, words))
                break;
            THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_PARTS, code_arg(j, all[i].slot), all[k].minutes, whole);
            take_time(j, &all[k]);
            all[k].slot = all[k].heading = THERAPYCODE_NONE;
        }
    }
}

void therapycode_impl_settle_within(struct therapycode_impl_joining *j)
{
    settle_corrections(j);
    if (j->pieces->count > 1)
        settle_examined(j);
    settle_parts(j);
    settle_governed(j);
    settle_included(j);
    settle_ending(j);
    settle_wholes(j);
    if (j->pieces->count > 1)
        settle_evaluations(j);
}
