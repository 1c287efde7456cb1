/* What a note tells of several services together: one time behind several names. */
#include "base/text.h"
#include "select/joining.h"
#include "select/wording.h"

struct therapycode_impl_of_code *therapycode_impl_code_of(const struct therapycode_impl_joining *j, int32_t slot)
{
    const struct therapycode_impl_scheme *scheme = j->w->scheme;
    struct therapycode_impl_of_code *code;
    if (slot == scheme->unattended_other && scheme->unattended != THERAPYCODE_NONE)
        slot = scheme->unattended;
    code = &j->codes[slot];
    if (code->round != j->e->round) {
        code->activity = code->host = code->by_number = code->by_name = code->by_detail = code->stated = code->joined =
            code->in_summary = code->again = code->total = code->part = THERAPYCODE_NONE;
        code->told = code->balance = code->detailed = code->in_group = code->parts = code->part_at = 0;
        code->round = j->e->round;
    }
    return code;
}

/* ---- one time behind several names ---- */

/* "97110 x1, 97140 x2 (30 min)": as much as its own units are, in brackets behind them. */
static int has_own_units(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece,
                         int32_t at)
{
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    int units = therapycode_impl_tells_units(text->data, piece->heading_end, at);
    while (at > piece->heading_end && text->data[at - 1] == ' ')
        at--;
    return units > 0 && text->data[at - 1] == '(' && (piece->minutes + 7) / 15 == units &&
           therapycode_impl_tells_units(text->data, piece[-1].heading_end, text->length) > 0;
}

/* "TE 30 min (97110 x2), NMR 15 min": the code of a name that has its time. */
static int is_code_of_last(const struct therapycode_impl_joining *j, int32_t index)
{
    const struct therapycode_impl_piece *code = &j->pieces->all[index], *name = code - 1;
    return index > 0 && code->by_number && code->minutes == THERAPYCODE_NONE && name->slot == code->slot &&
           name->minutes != THERAPYCODE_NONE && statement_of(j, name)->sentence == statement_of(j, code)->sentence;
}

/* "TE/TA 45 min", "45 min TE and TA". */
static int shares_its_time(const struct therapycode_impl_joining *j, int32_t index)
{
    const struct therapycode_impl_piece *piece = &j->pieces->all[index], *next = piece + 1;
    const struct therapycode_impl_minutes *row;
    if (piece->minutes == THERAPYCODE_NONE || piece->each) /* else there may be no table */
        return 0;
    row = &minutes_of(j)[piece->rows.minutes_first];
    if (piece->joined > 0 && index > 0)
        return row->start >= piece->heading_end && !has_own_units(j, piece, row->start) &&
               !(piece->joined == 1 && is_code_of_last(j, index - 1));
    return piece->rows.minutes_end - piece->rows.minutes_first == 1 && row->end <= piece->heading_end &&
           index + 1 < j->pieces->count && next->joined == 1 && next->statement == piece->statement &&
           next->minutes == THERAPYCODE_NONE && next->slot != piece->slot;
}

/* "TE, TA, gait: 15, 15, 10 min": as many times as names, in their order. 1: given. */
static int give_in_order(struct therapycode_impl_joining *j, int32_t index)
{
    struct therapycode_impl_piece *last = &j->pieces->all[index];
    const struct therapycode_impl_minutes *rows;
    int32_t i, count = last->joined + 1, sentence = statement_of(j, last)->sentence;
    int32_t end = index + 1 < j->pieces->count ? last[1].rows.minutes_first
                                               : therapycode_impl_count(j->e, THERAPYCODE_IMPL_MINUTES);
    if (last->joined == 0 || last->joined > index || end - last->rows.minutes_first < count)
        return 0;
    rows = minutes_of(j) + last->rows.minutes_first; /* there are some */
    for (i = 0; i < end - last->rows.minutes_first; i++) {
        const struct therapycode_impl_statement *s =
            therapycode_impl_row(j->e, THERAPYCODE_IMPL_STATEMENTS, rows[i].statement);
        if (s->source != THERAPYCODE_FROM_NOTE || s->sentence != sentence ||
            rows[i].kind != THERAPYCODE_IMPL_MINUTES_TREATMENT)
            break;
        if (rows[i].each || rows[i].start < last->heading_end || i == count ||
            (i + 1 < count && last[i + 1 - count].minutes != THERAPYCODE_NONE))
            return 0;
    }
    if (i != count)
        return 0;
    last->rows.minutes_end = last->rows.minutes_first + count;
    for (i = 0; i < count; i++)
        last[i + 1 - count].minutes = rows[i].minutes;
    return 1;
}

/* "97129/97130 45 min": the further blocks are told as the first. 1: the first has it all now. */
static int give_to_base(struct therapycode_impl_joining *j, int32_t index)
{
    struct therapycode_impl_piece *piece = &j->pieces->all[index], *other;
    if (piece->joined > 1)
        return 0;
    other = piece->joined == 1 ? piece - 1 : piece + 1;
    if (piece->joined == 1 && j->w->scheme->add_on[other->slot] == piece->slot) {
        other->minutes = piece->minutes;
        piece->minutes = THERAPYCODE_NONE;
        return 1;
    }
    return piece->joined == 0 && j->w->scheme->add_on[piece->slot] == other->slot;
}

/* The codes that share a time, "97110, 97112 and 97530": those joined before a piece, or behind one without. */
static const char *names_of(struct therapycode_impl_joining *j, int32_t index)
{
    enum { MOST = 6, CODE = 5, BETWEEN = 5 };
    const struct therapycode_impl_piece *all = j->pieces->all;
    int32_t first = index, last = index, i;
    char *text = therapycode_impl_take(j->e, MOST * (CODE + BETWEEN) + 1), *at = text;
    if (text == NULL)
        return "";
    if (all[index].joined > 0)
        first = all[index].joined < index ? index - all[index].joined : 0;
    else
        while (last + 1 < j->pieces->count && all[last + 1].joined == all[last].joined + 1)
            last++;
    for (i = first; i <= last && i - first < MOST; i++) {
        if (all[i].slot == THERAPYCODE_NONE)
            continue;
        if (at > text) {
            int is_end = i == last || i - first == MOST - 1;
            memcpy(at, is_end ? " and " : ", ", is_end ? 5 : 2);
            at += is_end ? 5 : 2;
        }
        memcpy(at, j->e->engine->codes[all[i].slot].code, CODE);
        at += CODE;
    }
    return text;
}

/*
 * "Squats, step-ups and gait training x 30 min": the time goes to one service, and another stands before it without.
 * Only where both are plain: timed, and each sure.
 */
static void ask_for_mixed(struct therapycode_impl_joining *j, int32_t index)
{
    const struct therapycode_impl_piece *piece = &j->pieces->all[index], *before = piece - 1;
    const struct therapycode_impl_minutes *row;
    const struct therapycode_code *codes = j->e->engine->codes;
    if (index == 0 || !piece->mixed || piece->minutes == THERAPYCODE_NONE || piece->each ||
        before->minutes != THERAPYCODE_NONE || before->slot == THERAPYCODE_NONE || before->slot == piece->slot ||
        before->statement != piece->statement || before->weak || piece->weak ||
        is_whole(j, before->slot) || is_whole(j, piece->slot) ||
        codes[before->slot].timing != THERAPYCODE_TIMED || codes[piece->slot].timing != THERAPYCODE_TIMED)
        return;
    row = &minutes_of(j)[piece->rows.minutes_first];
    if (row->start < piece->end || therapycode_impl_code_of(j, piece->slot)->stated != THERAPYCODE_NONE)
        return;
    therapycode_impl_show(j->e,
                          THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_MIXED, piece->minutes,
                                                therapycode_impl_code_arg(codes[before->slot].code),
                                                therapycode_impl_code_arg(codes[piece->slot].code)),
                          THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, row->start, row->end);
}

void therapycode_impl_settle_shared(struct therapycode_impl_joining *j)
{
    const struct therapycode_impl_minutes *row;
    int32_t i, minutes;
    for (i = 0; i < j->pieces->count; i++) {
        struct therapycode_impl_piece *piece = &j->pieces->all[i];
        if (piece->slot == THERAPYCODE_NONE || give_in_order(j, i))
            continue;
        ask_for_mixed(j, i);
        if (!shares_its_time(j, i) || give_to_base(j, i))
            continue;
        minutes = piece->minutes;
        piece->minutes = THERAPYCODE_NONE;
        if (therapycode_impl_code_of(j, piece->slot)->stated != THERAPYCODE_NONE)
            continue; /* the facts say it */
        row = &minutes_of(j)[piece->rows.minutes_first];
        therapycode_impl_show(j->e,
                              THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_SHARED, minutes,
                                                    therapycode_impl_text_arg(names_of(j, i))),
                              THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, row->start, row->end);
    }
}
