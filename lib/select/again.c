/* What a note tells twice: a billing summary, a list of times, a line that was pasted again. */
#include "base/text.h"
#include "select/joining.h"
#include "select/wording.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

static int32_t first_of(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    return j->w->matches[piece->rows.match_first].start;
}

/* Where the name of its service ends, "gait 15 min" being one; 0: it has none. */
static int32_t name_end(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    int32_t i;
    if (piece->heading != THERAPYCODE_NONE)
        return piece->heading_end;
    for (i = piece->rows.match_first; i < piece->rows.match_end; i++)
        if (j->w->matches[i].cue == CUE(HEADING) && j->w->voices[j->w->matches[i].phrase].slot == piece->slot)
            return j->w->matches[i].end;
    return 0;
}

/* Whether it says a name and its minutes, and no more. */
static int is_bare(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    int32_t i, named = name_end(j, piece);
    if (piece->slot == THERAPYCODE_NONE || piece->minutes == THERAPYCODE_NONE || named == 0)
        return 0;
    for (i = piece->rows.match_first; i < piece->rows.match_end; i++) {
        const struct therapycode_impl_match *m = &j->w->matches[i];
        if (therapycode_impl_is_opening_cue(m->cue) && m->start >= named &&
            !(m->cue == CUE(HEADING) && j->w->voices[m->phrase].slot == piece->slot))
            return 0;
    }
    return 1;
}

/*
 * What stands under a heading of billing is a summary. Where codes stand there by number, or names with their times and
 * no more, others behind them on the same line are no part of it.
 */
static void find_billed(struct therapycode_impl_joining *j)
{
    int32_t i, pass, numbers = 0, bare = 0;
    for (pass = 0; pass < 2; pass++)
        for (i = 0; i < j->pieces->count; i++) {
            struct therapycode_impl_piece *piece = &j->pieces->all[i];
            if (statement_of(j, piece)->section != THERAPYCODE_IMPL_SECTION_BILLING)
                continue;
            if (pass == 1)
                piece->summary = numbers ? piece->by_number : !bare || is_bare(j, piece);
            else if (piece->minutes != THERAPYCODE_NONE && piece->by_number)
                numbers = 1;
            else
                bare |= is_bare(j, piece);
        }
}

/* ---- what is told twice ---- */

static void drop_copy(struct therapycode_impl_joining *j, struct therapycode_impl_piece *piece)
{
    struct therapycode_impl_of_code *code = therapycode_impl_code_of(j, piece->slot);
    code->again = add_minutes(code->again, piece->minutes);
    piece->minutes = THERAPYCODE_NONE;
}

/* Where the words of a piece with its minutes end. */
static int32_t end_of(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    int32_t end = j->w->matches[piece->rows.match_end - 1].end, time;
    if (piece->rows.minutes_end == piece->rows.minutes_first)
        return end;
    time = minutes_of(j)[piece->rows.minutes_end - 1].end;
    return time > end ? time : end;
}

/* "AM session: ... PM session: ...": the day had both. */
static int is_another_session(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *before,
                              const struct therapycode_impl_piece *after)
{
    static const char words[] = " pm afternoon evening second later again 2nd ";
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    int32_t at = end_of(j, before), to = first_of(j, after), start;
    for (; at < to; at++) {
        for (start = at;
             at < to && (therapycode_impl_is_letter(text->data[at]) || therapycode_impl_is_digit(text->data[at]));
             at++) {
        }
        if (at > start && therapycode_impl_is_listed(words, text->data + start, (size_t)(at - start)))
            return 1;
    }
    return 0;
}

/*
 * Whether the pieces first .. end are a list of times that the note gives elsewhere too: each of their codes has other
 * ones, one of several codes has the same again, and the others tell what was done; or the list is called a total.
 */
static int is_list(struct therapycode_impl_joining *j, int32_t first, int32_t end)
{
    int32_t i, codes = 0, same = 0, detailed = 0;
    for (i = first; i < end; i++)
        therapycode_impl_code_of(j, j->pieces->all[i].slot)->balance = 0;
    for (i = first; i < end; i++) {
        struct therapycode_impl_of_code *code = therapycode_impl_code_of(j, j->pieces->all[i].slot);
        codes += code->balance == 0;
        code->balance = add_minutes(code->balance, j->pieces->all[i].minutes);
    }
    for (i = first; i < end; i++) {
        const struct therapycode_impl_of_code *code = therapycode_impl_code_of(j, j->pieces->all[i].slot);
        if (code->balance >= code->total)
            return 0;
        same |= code->balance * 2 == code->total;
        detailed |= code->detailed;
    }
    return (codes > 1 && same && detailed) || therapycode_impl_is_of_total(j, &j->pieces->all[first]);
}

/* The first piece behind `first` that begins another sentence; `end` if none does. */
static int32_t next_sentence(const struct therapycode_impl_joining *j, int32_t first, int32_t end)
{
    const struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i = first + 1;
    while (i < end && statement_of(j, &all[i])->sentence == statement_of(j, &all[first])->sentence)
        i++;
    return i;
}

/* "Time: TE 15, MT 10" beside both with what was done is a summary. */
static void find_lists(struct therapycode_impl_joining *j)
{
    enum { TRIES = 4 };
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, tries, end, count = j->pieces->count;
    for (i = 0; i < count; i++)
        if (all[i].slot != THERAPYCODE_NONE && !all[i].summary && all[i].minutes != THERAPYCODE_NONE) {
            struct therapycode_impl_of_code *code = therapycode_impl_code_of(j, all[i].slot);
            code->total = add_minutes(code->total, all[i].minutes);
            code->detailed |= !is_bare(j, &all[i]);
        }
    for (i = 0; i < count; i = end + 1) {
        for (end = i; end < count && is_bare(j, &all[end]) && !all[end].summary; end++) {
        }
        for (tries = 0; i < end && tries < TRIES && !is_list(j, i, end); tries++)
            i = next_sentence(j, i, end);
        for (; i < end && tries < TRIES; i++) {
            all[i].summary = 1;
            therapycode_impl_code_of(j, all[i].slot)->total -= all[i].minutes;
        }
    }
    for (i = 0; i < count; i++)
        if (all[i].slot != THERAPYCODE_NONE)
            therapycode_impl_code_of(j, all[i].slot)->balance = 0;
}

/* "TE 15, MT 10 ... TE 15, MT 10": names with the same times for the same codes, two or more, all over again. */
static void drop_repeated(struct therapycode_impl_joining *j)
{
    int32_t i, half, sum = 0, total = 0, codes = 0, count = j->pieces->count;
    struct therapycode_impl_piece *all = j->pieces->all;
    for (i = 0; i < count; i++) {
        if (all[i].slot == THERAPYCODE_NONE || all[i].heading == THERAPYCODE_NONE || all[i].summary ||
            all[i].minutes == THERAPYCODE_NONE || all[i].by_number != all[0].by_number)
            return;
        total = add_minutes(total, all[i].minutes);
    }
    for (half = 0; half < count && sum * 2 < total; half++)
        sum = add_minutes(sum, all[half].minutes);
    if (sum * 2 != total || half == count || is_another_session(j, &all[half - 1], &all[half]) ||
        statement_of(j, &all[half])->sentence == statement_of(j, &all[half - 1])->sentence)
        return;
    for (i = 0; i < count; i++) {
        struct therapycode_impl_of_code *code = therapycode_impl_code_of(j, all[i].slot);
        codes += i < half && code->balance == 0;
        code->balance += i < half ? all[i].minutes : -all[i].minutes;
    }
    for (i = 0; i < count; i++)
        if (codes < 2 || therapycode_impl_code_of(j, all[i].slot)->balance != 0)
            return;
    for (i = half; i < count; i++)
        drop_copy(j, &all[i]);
}

/* Whether a row of minutes is of some piece. */
static int32_t piece_of(const struct therapycode_impl_joining *j, int32_t from, int32_t row)
{
    for (; from < j->pieces->count && j->pieces->all[from].rows.minutes_first <= row; from++)
        if (row < j->pieces->all[from].rows.minutes_end)
            return from;
    return THERAPYCODE_NONE;
}

/*
 * "45 min of exercise. 5 min warm up, 35 min strengthening, 5 min cool down": parts of the time of the sentence before,
 * some of which name nothing. Where all of them are services of their own they are counted as such.
 */
static void drop_parts(struct therapycode_impl_joining *j)
{
    const struct therapycode_impl_minutes *rows = minutes_of(j);
    int32_t i, k, row, sum, lone, count = therapycode_impl_count(j->e, THERAPYCODE_IMPL_MINUTES);
    for (i = 0; i + 1 < j->pieces->count; i++) {
        const struct therapycode_impl_piece *whole = &j->pieces->all[i];
        int32_t sentence = statement_of(j, whole)->sentence + 1;
        if (whole->slot == THERAPYCODE_NONE || whole->minutes == THERAPYCODE_NONE ||
            whole->rows.minutes_end - whole->rows.minutes_first != 1)
            continue;
        for (row = whole->rows.minutes_end, sum = lone = 0; row < count && sum < whole->minutes; row++) {
            const struct therapycode_impl_statement *s =
                therapycode_impl_row(j->e, THERAPYCODE_IMPL_STATEMENTS, rows[row].statement);
            if (s->sentence != sentence || s->source != THERAPYCODE_FROM_NOTE ||
                rows[row].kind != THERAPYCODE_IMPL_MINUTES_TREATMENT)
                break;
            k = piece_of(j, i + 1, row);
            if (k != THERAPYCODE_NONE && j->pieces->all[k].slot != whole->slot)
                break;
            lone += k == THERAPYCODE_NONE;
            sum += rows[row].minutes;
        }
        if (sum != whole->minutes || lone == 0)
            continue;
        for (k = i + 1; k < j->pieces->count && j->pieces->all[k].rows.minutes_first < row; k++)
            j->pieces->all[k].minutes = THERAPYCODE_NONE;
        for (k = whole->rows.minutes_end; k < row; k++)
            ((struct therapycode_impl_minutes *)therapycode_impl_row(j->e, THERAPYCODE_IMPL_MINUTES, k))->kind =
                THERAPYCODE_IMPL_MINUTES_PART;
    }
}

/* "Minutes: 23" in a line or sentence of its own: the last of the times of a piece. */
static int is_labelled(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    const struct therapycode_impl_minutes *last = minutes_of(j) + piece->rows.minutes_end;
    const struct therapycode_impl_statement *s;
    if (piece->rows.minutes_end == piece->rows.minutes_first)
        return 0;
    s = therapycode_impl_row(j->e, THERAPYCODE_IMPL_STATEMENTS, (--last)->statement);
    return s->start < last->start && last->kind == THERAPYCODE_IMPL_MINUTES_TREATMENT &&
           therapycode_impl_is_label(text->data, s->start, last->start);
}

/* Lines of what was done, and "Minutes: 23" below them: the time of all, of which those in the lines are parts. */
static void drop_labelled(struct therapycode_impl_joining *j)
{
    struct therapycode_impl_piece *all = j->pieces->all;
    int32_t i, k, sum, whole;
    for (i = 1; i < j->pieces->count; i++) {
        if (all[i].slot == THERAPYCODE_NONE || all[i].heading != THERAPYCODE_NONE ||
            all[i].minutes == THERAPYCODE_NONE || !is_labelled(j, &all[i]))
            continue;
        whole = minutes_of(j)[all[i].rows.minutes_end - 1].minutes;
        sum = all[i].minutes - whole;
        for (k = i - 1; k >= 0 && all[k].slot == all[i].slot && all[k].heading == THERAPYCODE_NONE; k--)
            sum = add_minutes(all[k].minutes, sum);
        if (k < 0 || all[k].slot != all[i].slot)
            k++; /* the lines have no heading that is read */
        else if (all[k].minutes != THERAPYCODE_NONE)
            continue;
        if (sum > whole)
            continue;
        for (all[k].minutes = whole; k < i; k++)
            all[k + 1].minutes = THERAPYCODE_NONE;
    }
}

/* A line that was pasted a second time: the same words, and more than a name, with the same time. */
static void drop_copies(struct therapycode_impl_joining *j)
{
    enum { LOOK_BACK = 16 };
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    int32_t i, k;
    for (i = 1; i < j->pieces->count; i++) {
        struct therapycode_impl_piece *piece = &j->pieces->all[i];
        int32_t start = first_of(j, piece), length = end_of(j, piece) - start;
        if (piece->slot == THERAPYCODE_NONE || piece->minutes == THERAPYCODE_NONE || piece->summary ||
            piece->rows.match_end - piece->rows.match_first < 2)
            continue;
        for (k = i - 1; k >= 0 && i - k <= LOOK_BACK; k--) {
            const struct therapycode_impl_piece *other = &j->pieces->all[k];
            if (other->slot == piece->slot && other->minutes == piece->minutes && first_of(j, other) != start &&
                end_of(j, other) - first_of(j, other) == length &&
                memcmp(text->data + first_of(j, other), text->data + start, (size_t)length) == 0 &&
                !is_another_session(j, other, piece)) {
                drop_copy(j, piece);
                break;
            }
        }
    }
}

/* ---- a summary below what was done ---- */

static void sum_pieces(struct therapycode_impl_joining *j)
{
    int32_t i;
    j->whole = j->whole_minutes = THERAPYCODE_NONE;
    for (i = 0; i < j->pieces->count; i++) {
        const struct therapycode_impl_piece *piece = &j->pieces->all[i];
        struct therapycode_impl_of_code *code;
        j->has_minutes |= piece->minutes != THERAPYCODE_NONE;
        j->timed_pieces += piece->minutes != THERAPYCODE_NONE;
        j->has_heading |= piece->heading != THERAPYCODE_NONE;
        j->has_evaluation |= is_evaluation(j, piece->slot != THERAPYCODE_NONE ? piece->slot : piece->maybe[0]);
        if (piece->slot == THERAPYCODE_NONE)
            continue;
        if (is_whole(j, piece->slot) && j->whole == THERAPYCODE_NONE) {
            j->whole = piece->slot;
            j->whole_minutes = piece->minutes;
            j->whole_start = piece->start;
        }
        j->own += is_own(j, piece->slot);
        j->foreign += !is_own(j, piece->slot);
        code = therapycode_impl_code_of(j, piece->slot);
        if (piece->summary)
            code->in_summary = add_minutes(code->in_summary, piece->minutes);
        else if (piece->heading == THERAPYCODE_NONE)
            code->by_detail = add_minutes(code->by_detail, piece->minutes);
        else if (piece->by_number)
            code->by_number = add_minutes(code->by_number, piece->minutes);
        else
            code->by_name = add_minutes(code->by_name, piece->minutes);
    }
}

/* Minutes beside the code of a service, its further blocks included. */
static int32_t by_number(const struct therapycode_impl_joining *j, int32_t slot)
{
    int32_t add_on = j->w->scheme->add_on[slot], sum = therapycode_impl_code_of(j, slot)->by_number;
    return add_on == THERAPYCODE_NONE || sum == THERAPYCODE_NONE
               ? sum
               : add_minutes(sum, therapycode_impl_code_of(j, add_on)->by_number);
}

/* The same under a heading of billing. */
static int32_t in_summary(const struct therapycode_impl_joining *j, int32_t slot)
{
    int32_t add_on = j->w->scheme->add_on[slot], sum = therapycode_impl_code_of(j, slot)->in_summary;
    return add_on == THERAPYCODE_NONE || sum == THERAPYCODE_NONE
               ? sum
               : add_minutes(sum, therapycode_impl_code_of(j, add_on)->in_summary);
}

/*
 * What the named times of a code have in common, for its details: looked at once, as each detail asks for all of them.
 * Pieces stand in the order of the text.
 */
struct named_times {
    int32_t first;       /* piece; NONE: no name has a time */
    int32_t first_colon; /* piece with a colon behind its time, which governs what follows; NONE */
    int32_t last_bare;   /* piece that says nothing but its name and time, of all before it; NONE */
    int wide;            /* one of them names all of the code */
    int walking;         /* one of them says only that it was walking */
};

static struct named_times look_at_names(const struct therapycode_impl_joining *j, int32_t nature)
{
    static const char wide[] = " adl adls iadl iadls self care sc hm hmt sch schm home daily ";
    static const char walking[] = " gait gt ambulation amb locomotion locomotor walking pregait bwstt ";
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    struct named_times named = { THERAPYCODE_NONE, THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0 };
    int32_t i, from, at;
    for (i = 0; i < j->pieces->count; i++) {
        const struct therapycode_impl_piece *piece = &j->pieces->all[i];
        const struct therapycode_impl_minutes *row;
        if (!is_of(j, piece->slot, nature) || piece->heading == THERAPYCODE_NONE ||
            piece->minutes == THERAPYCODE_NONE)
            continue;
        row = &minutes_of(j)[piece->rows.minutes_first];
        from = first_of(j, piece);
        named.wide |= piece->by_number || therapycode_impl_has_listed(text->data, from, piece->heading_end, wide);
        named.walking |= therapycode_impl_has_listed(text->data, from, piece->heading_end, walking);
        if (named.first == THERAPYCODE_NONE)
            named.first = i;
        if (nature == THERAPYCODE_IMPL_NATURE_WALKING && row->start >= piece->heading_end &&
            row->start - piece->heading_end <= 5)
            named.last_bare = i; /* "grooming 10 min, LB dressing 15 min": one task holds no other */
        for (at = row->end; at < text->length && (text->data[at] == ' ' || text->data[at] == ')'); at++) {
        }
        if (named.first_colon == THERAPYCODE_NONE && at < text->length && text->data[at] == ':')
            named.first_colon = i;
    }
    return named;
}

/* Where lines begin, asked for places that only ever lie further on. */
struct lines {
    int32_t start;
    int32_t seen;
};

/* Whether the line of a place is an item of a list. */
static int is_in_item(struct lines *lines, const char *data, int32_t at)
{
    for (; lines->seen < at; lines->seen++)
        if (data[lines->seen] == '\n')
            lines->start = lines->seen + 1;
    return strchr(" \t-*\xE2", data[lines->start]) != NULL;
}

/*
 * "Gait training 15 min. Stair training 10 min", "dressing training 15 min; grooming 8 min": a narrow name and another
 * training, each with its own time, stand beside each other. "TE 30 min. Bike 10 min" is a part, and so is what a name
 * can govern: a colon or a list follows it, or it stands behind with nothing but its time.
 */
static int is_beside(const struct therapycode_impl_joining *j, int32_t index, const struct named_times *named,
                     struct lines *lines)
{
    enum { LEAD = 14, TRAIL = 12 };
    static const char training[] = " training trng trg retraining negotiation ";
    static const char parts[] = " this which those these including incl includes included part total ";
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    const struct therapycode_impl_piece *detail = &j->pieces->all[index];
    int32_t start = first_of(j, detail), end = end_of(j, detail);
    int32_t from = start > LEAD ? start - LEAD : 0, to = statement_of(j, detail)->end; /* not "... 5 min. Total 30." */
    if (end + TRAIL < to)
        to = end + TRAIL;
    if (named->first == THERAPYCODE_NONE || named->wide || named->last_bare > index ||
        (named->first_colon != THERAPYCODE_NONE && named->first_colon < index) ||
        (start > 0 && text->data[start - 1] == '(') ||
        (named->walking && !therapycode_impl_has_listed(text->data, start, end, training)))
        return 0;
    if (named->first < index && is_in_item(lines, text->data, start))
        return 0;
    return !therapycode_impl_has_listed(text->data, from, to, parts);
}

/*
 * Only a name in a line below may be what the details come to: "gait training 15 min; stair training 15 min" are two.
 */
static int is_name_below(const struct therapycode_impl_joining *j, int32_t index, const struct named_times *named)
{
    return named->first > index && statement_of(j, &j->pieces->all[named->first])->line !=
                                       statement_of(j, &j->pieces->all[index])->line;
}

/*
 * "97140 15 min" at the end of a note that told of manual therapy for 15 min is a summary, not another service; and
 * so is "TE 32'" under a list of exercises with their times, as long as these do not come to more.
 */
static void drop_told_again(struct therapycode_impl_joining *j)
{
    static const int32_t narrow[2] = { THERAPYCODE_IMPL_NATURE_WALKING, THERAPYCODE_IMPL_NATURE_CARE };
    struct named_times names[2] = { look_at_names(j, narrow[0]), look_at_names(j, narrow[1]) };
    struct lines lines = { 0, 0 };
    int32_t i, k;
    for (i = 0; i < j->pieces->count; i++) {
        struct therapycode_impl_piece *piece = &j->pieces->all[i];
        struct therapycode_impl_of_code *code;
        int32_t named;
        if (piece->slot == THERAPYCODE_NONE || piece->minutes == THERAPYCODE_NONE || piece->summary)
            continue;
        code = therapycode_impl_code_of(j, piece->slot);
        if (in_summary(j, piece->slot) != THERAPYCODE_NONE) {
            piece->minutes = THERAPYCODE_NONE;
            continue;
        }
        named = add_minutes(code->by_name, by_number(j, piece->slot));
        if (code->by_number != THERAPYCODE_NONE && code->by_name != THERAPYCODE_NONE && !piece->by_number) {
            piece->minutes = THERAPYCODE_NONE;
        } else if (named != THERAPYCODE_NONE && piece->heading == THERAPYCODE_NONE && code->by_detail <= named) {
            for (k = 0; k < 2 && !is_of(j, piece->slot, narrow[k]); k++) {
            }
            if (k == 2 || (code->by_detail == named && is_name_below(j, i, &names[k])) ||
                !is_beside(j, i, &names[k], &lines))
                therapycode_impl_take_as_part(j, piece);
        }
    }
}

/* What a code would have without a summary. */
static int32_t told_apart(const struct therapycode_impl_joining *j, int32_t slot)
{
    const struct therapycode_impl_of_code *code = therapycode_impl_code_of(j, slot);
    int32_t named = add_minutes(code->by_name, code->by_number);
    if (code->by_number != THERAPYCODE_NONE && code->by_name != THERAPYCODE_NONE)
        return code->by_number;
    return named != THERAPYCODE_NONE && code->by_detail <= named ? named : add_minutes(named, code->by_detail);
}

static void report_copies(struct therapycode_impl_joining *j)
{
    int32_t i;
    for (i = 0; i < j->pieces->count; i++) {
        const struct therapycode_impl_piece *piece = &j->pieces->all[i];
        struct therapycode_impl_of_code *code;
        if (piece->slot == THERAPYCODE_NONE)
            continue;
        code = therapycode_impl_code_of(j, piece->slot);
        if (code->again != THERAPYCODE_NONE)
            THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_TWICE,
                                  therapycode_impl_code_arg(j->e->engine->codes[piece->slot].code), code->again);
        code->again = THERAPYCODE_NONE;
    }
}

/* "TE 15 min ... TE 15 min": two times of a service that look the same may be one that was told twice. */
static void ask_for_same(struct therapycode_impl_joining *j)
{
    enum { LOOK_BACK = 16 };
    int32_t i, k;
    for (i = 1; i < j->pieces->count; i++) {
        const struct therapycode_impl_piece *piece = &j->pieces->all[i];
        struct therapycode_impl_of_code *code;
        if (piece->slot == THERAPYCODE_NONE || piece->minutes == THERAPYCODE_NONE || piece->each)
            continue;
        code = therapycode_impl_code_of(j, piece->slot);
        for (k = i - 1; k >= 0 && i - k <= LOOK_BACK && code->again == THERAPYCODE_NONE; k--) {
            const struct therapycode_impl_piece *other = &j->pieces->all[k];
            if (other->slot != piece->slot || other->minutes != piece->minutes || code->stated != THERAPYCODE_NONE ||
                !(is_bare(j, piece) || is_bare(j, other)) || is_another_session(j, other, piece))
                continue;
            code->again = piece->minutes;
            THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_SAME,
                                  therapycode_impl_code_arg(j->e->engine->codes[piece->slot].code), piece->minutes);
        }
    }
}

static void report_summaries(struct therapycode_impl_joining *j)
{
    int32_t i;
    for (i = 0; i < j->pieces->count; i++) {
        const struct therapycode_impl_piece *piece = &j->pieces->all[i];
        struct therapycode_impl_of_code *code;
        int32_t apart, summary;
        if (piece->slot == THERAPYCODE_NONE)
            continue;
        code = therapycode_impl_code_of(j, piece->slot);
        apart = code->by_name;
        summary = code->by_number != THERAPYCODE_NONE && code->by_name != THERAPYCODE_NONE ? by_number(j, piece->slot)
                                                                                           : THERAPYCODE_NONE;
        if (code->in_summary != THERAPYCODE_NONE) {
            apart = told_apart(j, piece->slot);
            summary = in_summary(j, piece->slot);
        }
        if (apart != THERAPYCODE_NONE && summary != THERAPYCODE_NONE && apart != summary)
            THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_SUMMARY,
                                  therapycode_impl_code_arg(j->e->engine->codes[piece->slot].code), apart, summary);
        code->by_number = code->in_summary = THERAPYCODE_NONE; /* said once */
    }
}

void therapycode_impl_settle_summaries(struct therapycode_impl_joining *j)
{
    find_billed(j);
    drop_parts(j);
    drop_labelled(j);
    find_lists(j);
    therapycode_impl_drop_summed(j);
    drop_repeated(j);
    drop_copies(j);
    report_copies(j);
    sum_pieces(j);
    drop_told_again(j);
    report_summaries(j);
    ask_for_same(j);
}
