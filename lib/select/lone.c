/* Times of a note beside no service that was found: the one time of a visit of one service, and what nobody heard. */
#include "base/text.h"
#include "select/joining.h"
#include "select/wording.h"

/* ---- one service, one time ---- */

/* Whether a row of minutes speaks of the visit at all. */
static int is_of_visit(const struct therapycode_impl_minutes *row, const struct therapycode_impl_statement *s)
{
    return row->kind != THERAPYCODE_IMPL_MINUTES_OTHER && s->context == THERAPYCODE_PERFORMED;
}

/*
 * How plainly a time that no service has is that of the visit: one of timed services, one of the session, one that
 * stands before any service ("OT 24 min. Pt declined ..."), any other.
 */
static int32_t plainness(const struct therapycode_impl_joining *j, const struct therapycode_impl_minutes *row,
                         int timed)
{
    const struct therapycode_impl_statement *s =
        therapycode_impl_row(j->e, THERAPYCODE_IMPL_STATEMENTS, row->statement);
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, s->text);
    if (row->kind == THERAPYCODE_IMPL_MINUTES_TIMED_TOTAL)
        return timed ? 4 : 0;
    if (row->kind == THERAPYCODE_IMPL_MINUTES_TOTAL)
        return 3;
    if (!therapycode_impl_is_time_alone(text->data, s->start, row->start, row->end, s->end) && s->opening_count == 0)
        return 0;
    return j->pieces->count > 0 && row->end <= j->pieces->all[0].start ? 2 : 1;
}

/* The time of a visit in which the note tells of one service is that service's; NONE where the plainest disagree. */
static int32_t only_time(const struct therapycode_impl_joining *j, int timed)
{
    const struct therapycode_impl_minutes *rows = (const void *)j->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    const struct therapycode_impl_statement *statements = (const void *)j->e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    int32_t i, count = therapycode_impl_count(j->e, THERAPYCODE_IMPL_MINUTES), found = THERAPYCODE_NONE, best = 0;
    for (i = 0; i < count; i++) {
        const struct therapycode_impl_statement *s = &statements[rows[i].statement];
        int32_t plain;
        if (s->source != THERAPYCODE_FROM_NOTE)
            break;
        plain = is_of_visit(&rows[i], s) ? plainness(j, &rows[i], timed) : 0;
        if (plain > best)
            found = rows[i].minutes;
        else if (plain == best && found != rows[i].minutes)
            found = THERAPYCODE_NONE;
        best = plain > best ? plain : best;
    }
    return found;
}

int therapycode_impl_give_only_time(struct therapycode_impl_joining *j)
{
    struct therapycode_reading *row;
    int32_t minutes, slot;
    if (j->activity_count > 0 || therapycode_impl_count(j->e, THERAPYCODE_IMPL_READINGS) != 1)
        return 0;
    row = reading_at(j, 0);
    if (row->code[0] == '\0' || row->minutes != THERAPYCODE_NONE)
        return 0;
    slot = slot_of_reading(j, 0);
    minutes = only_time(j, slot != THERAPYCODE_NONE && j->e->engine->codes[slot].timing == THERAPYCODE_TIMED);
    if (minutes == THERAPYCODE_NONE)
        return 0;
    row->minutes = minutes;
    THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_READ, therapycode_impl_code_arg(row->code), minutes);
    return 1;
}

int32_t therapycode_impl_total_of_parts(const struct therapycode_evaluation *e, int32_t first, int32_t end,
                                        int32_t sentence, int32_t sum)
{
    const struct therapycode_impl_minutes *rows = (const void *)e->tables[THERAPYCODE_IMPL_MINUTES].data;
    const struct therapycode_impl_statement *statements = (const void *)e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    const struct therapycode_impl_read_text *texts = (const void *)e->tables[THERAPYCODE_IMPL_TEXTS].data;
    int32_t i;
    for (i = first; i < end; i++) {
        const struct therapycode_impl_statement *s = &statements[rows[i].statement];
        if (rows[i].kind == THERAPYCODE_IMPL_MINUTES_TOTAL && rows[i].minutes > sum && s->sentence == sentence &&
            s->context == THERAPYCODE_PERFORMED &&
            therapycode_impl_is_plain_total(texts[s->text].data, s->start, rows[i].start, rows[i].end, s->end))
            return rows[i].minutes;
    }
    return sum;
}

/* "Bike 5 min, SLR 3x10 - 15 min total": the one service of a note has the total of its sentence, not a part of it. */
void therapycode_impl_give_total(struct therapycode_impl_joining *j)
{
    enum { NEAR = 6 };
    const struct therapycode_impl_minutes *rows = (const void *)j->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    const struct therapycode_impl_statement *statements = (const void *)j->e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    const struct therapycode_impl_piece *piece = j->pieces->all;
    struct therapycode_reading *row;
    int32_t minutes, end;
    if (j->activity_count > 0 || therapycode_impl_count(j->e, THERAPYCODE_IMPL_READINGS) != 1 || j->pieces->count == 0)
        return;
    row = reading_at(j, 0);
    if (row->code[0] == '\0' || row->minutes <= 0 || piece->rows.minutes_end == piece->rows.minutes_first ||
        (piece->heading != THERAPYCODE_NONE && rows[piece->rows.minutes_first].start >= piece->heading_end &&
         rows[piece->rows.minutes_first].start - piece->heading_end < NEAR))
        return;
    for (end = piece->rows.minutes_end; end < therapycode_impl_count(j->e, THERAPYCODE_IMPL_MINUTES) &&
                                        statements[rows[end].statement].source == THERAPYCODE_FROM_NOTE; end++) {
    }
    minutes = therapycode_impl_total_of_parts(j->e, piece->rows.minutes_first, end, statements[piece->last].sentence,
                                              row->minutes);
    if (minutes == row->minutes)
        return;
    row->minutes = minutes;
    THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_READ, therapycode_impl_code_arg(row->code), minutes);
}

/* ---- time that no piece took ---- */

/* "30 min individual", beside a group: neither a total nor a part of that. */
int therapycode_impl_is_individual(const struct therapycode_impl_joining *j, const struct therapycode_impl_statement *s)
{
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, s->text);
    int32_t at;
    for (at = s->start; at + 2 < s->end; at++)
        if (memcmp(text->data + at, "1:1", 3) == 0)
            return 1;
    return therapycode_impl_has_listed(text->data, s->start, s->end, " individual individually ");
}

/* "25 min were for TE": the name of a procedure stands with the time. */
static int is_named(const struct therapycode_impl_joining *j, const struct therapycode_impl_statement *s)
{
    int32_t i;
    for (i = s->match_first; i < s->match_first + s->match_count; i++)
        if (therapycode_impl_names_procedure(j->w, &j->w->matches[i]))
            return 1;
    return 0;
}

/*
 * Minutes of treatment beside words that name no service: nobody should have to find out alone that they count
 * nowhere. What comes to as much as all services together, or to more and stands before them, is their total. Pieces
 * stand in the order of their minutes.
 */
void therapycode_impl_report_lone(struct therapycode_impl_joining *j)
{
    const struct therapycode_impl_minutes *rows = (const void *)j->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    const struct therapycode_impl_statement *statements = (const void *)j->e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    int32_t i, count = therapycode_impl_count(j->e, THERAPYCODE_IMPL_MINUTES), piece = 0, first = THERAPYCODE_NONE;
    int32_t lone = 0, placed = 0;
    int alone, apart = 0; /* some of them are plainly no total */
    for (i = 0; i < therapycode_impl_count(j->e, THERAPYCODE_IMPL_READINGS); i++)
        placed = add_minutes(placed, reading_at(j, i)->minutes);
    for (i = 0; i < count && statements[rows[i].statement].source == THERAPYCODE_FROM_NOTE; i++) {
        while (piece < j->pieces->count && j->pieces->all[piece].rows.minutes_end <= i)
            piece++;
        if ((piece < j->pieces->count && j->pieces->all[piece].rows.minutes_first <= i) ||
            rows[i].kind != THERAPYCODE_IMPL_MINUTES_TREATMENT ||
            statements[rows[i].statement].section == THERAPYCODE_IMPL_SECTION_ASSESSMENT ||
            statements[rows[i].statement].context != THERAPYCODE_PERFORMED)
            continue;
        alone = j->tells_group && therapycode_impl_is_individual(j, &statements[rows[i].statement]);
        alone |= is_named(j, &statements[rows[i].statement]);
        if (placed > 0 && rows[i].minutes >= placed && plainness(j, &rows[i], 1) > 1 && !alone)
            continue;
        apart |= alone || plainness(j, &rows[i], 1) == 0;
        if (first == THERAPYCODE_NONE)
            first = i;
        lone = add_minutes(lone, rows[i].minutes);
    }
    if (first == THERAPYCODE_NONE || (lone == placed && !apart))
        return;
    therapycode_impl_show(j->e, THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_LONE, lone), THERAPYCODE_FROM_NOTE,
                          THERAPYCODE_NONE, rows[first].start, rows[first].end);
}

/* ---- activities that the name of their service covers ---- */

void therapycode_impl_take_as_part(const struct therapycode_impl_joining *j, struct therapycode_impl_piece *piece)
{
    struct therapycode_impl_of_code *code = therapycode_impl_code_of(j, piece->slot);
    code->part = add_minutes(code->part, piece->minutes);
    code->parts++;
    code->part_at = piece->rows.minutes_first;
    piece->minutes = THERAPYCODE_NONE;
}

/*
 * "Bike 8 min. TE 15 min": 15 may be of all, or 23. Several activities that come to the time of the name, or a code by
 * its number behind them, are plain.
 */
void therapycode_impl_report_parts(struct therapycode_impl_joining *j)
{
    const struct therapycode_impl_minutes *rows = minutes_of(j);
    int32_t i;
    for (i = 0; i < j->pieces->count; i++) {
        const struct therapycode_impl_piece *piece = &j->pieces->all[i];
        struct therapycode_impl_of_code *code;
        if (piece->slot == THERAPYCODE_NONE || piece->minutes == THERAPYCODE_NONE)
            continue;
        code = therapycode_impl_code_of(j, piece->slot);
        if (code->part != THERAPYCODE_NONE && code->stated == THERAPYCODE_NONE && !piece->by_number &&
            (code->parts == 1 || code->part != code->by_name))
            therapycode_impl_show(
                j->e,
                THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_PART,
                                      therapycode_impl_code_arg(j->e->engine->codes[piece->slot].code), code->part,
                                      code->by_name),
                THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, rows[code->part_at].start, rows[code->part_at].end);
        code->part = THERAPYCODE_NONE; /* said once */
    }
}

/* ---- services that the words take back ---- */

/*
 * The name in a statement that a time may have been of; NULL: none. One that is no heading only where words deny it or
 * say that it was held.
 */
static const struct therapycode_impl_match *name_in(const struct therapycode_evaluation *e,
                                                    const struct therapycode_impl_statement *s)
{
    const struct therapycode_impl_match *all = (const void *)e->tables[THERAPYCODE_IMPL_MATCHES].data, *first = NULL;
    int taken_back = s->cue_end > 0 && (s->context == THERAPYCODE_NEGATED || s->context == THERAPYCODE_DEFERRED);
    int32_t i;
    for (i = s->match_first; i < s->match_first + s->match_count; i++) { /* without a match there is no table */
        if (all[i].cue == THERAPYCODE_IMPL_CUE_HEADING)
            return &all[i];
        if (first == NULL && taken_back && therapycode_impl_is_opening_cue(all[i].cue))
            first = &all[i];
    }
    return first;
}

static int32_t message_for(int32_t context)
{
    switch (context) {
    case THERAPYCODE_NEGATED:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_TIME_NEGATED;
    case THERAPYCODE_DEFERRED:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_TIME_DEFERRED;
    case THERAPYCODE_PLANNED:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_TIME_PLANNED;
    case THERAPYCODE_HISTORICAL:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_TIME_HISTORICAL;
    case THERAPYCODE_HYPOTHETICAL:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_TIME_HYPOTHETICAL;
    case THERAPYCODE_OTHER_PERSON:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_TIME_OTHER_PERSON;
    default:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_TIME_EDUCATION_ONLY;
    }
}

/* Shows a name with its time and the words that take it back; NULL: these alone. */
static void report_taken_back(struct therapycode_evaluation *e, const struct therapycode_impl_minutes *row,
                              const struct therapycode_impl_statement *s, const struct therapycode_impl_match *name)
{
    int64_t minutes = row->minutes;
    int32_t start = name != NULL && name->start < row->start ? name->start : row->start;
    int32_t end = name != NULL && name->end > row->end ? name->end : row->end;
    if (s->cue_end > 0 && s->cue_start < start)
        start = s->cue_start;
    if (s->cue_end > end && s->cue_end <= s->end)
        end = s->cue_end;
    therapycode_impl_show(e, therapycode_impl_find(e, message_for(s->context), &minutes, 1), THERAPYCODE_FROM_NOTE,
                          THERAPYCODE_NONE, start, end);
}

/*
 * A time right behind a name that other words make rest, a delay, what somebody tolerates: "able to walk with TE 15
 * min".
 */
static int is_ignored(const struct therapycode_impl_minutes *row, const struct therapycode_impl_match *name)
{
    enum { NEAR = 4 };
    return row->kind == THERAPYCODE_IMPL_MINUTES_OTHER && name->cue == THERAPYCODE_IMPL_CUE_HEADING &&
           ((row->start >= name->end && row->start - name->end <= NEAR) ||
            (name->start >= row->end && name->start - row->end <= NEAR));
}

/* "TE 15 min, patient education 10 min" */
static int is_taught(const struct therapycode_impl_statement *s)
{
    return s->context == THERAPYCODE_EDUCATION_ONLY && s->cue_end > 0 && !therapycode_impl_is_told_elsewhere(s);
}

/* "Dys tx 23 min": words that name nothing known, where nothing else is found either. */
static int is_of_nothing(const struct therapycode_impl_statement *s)
{
    return s->context == THERAPYCODE_PERFORMED && s->section != THERAPYCODE_IMPL_SECTION_ASSESSMENT &&
           !therapycode_impl_is_told_elsewhere(s);
}

/* Whether a giver was named, which is told of already. */
static int is_given_away(const struct therapycode_impl_statement *s)
{
    return s->context == THERAPYCODE_OTHER_PERSON && s->cue_end == s->end;
}

/* Quotes a name and the time beside it, which is of something else. */
static void report_ignored(struct therapycode_evaluation *e, const struct therapycode_impl_minutes *row,
                           const struct therapycode_impl_match *name)
{
    therapycode_impl_show(e, therapycode_impl_find(e, THERAPYCODE_IMPL_MESSAGE_SELECT_MINUTES_IGNORED, NULL, 0),
                          THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, name->start < row->start ? name->start : row->start,
                          name->end > row->end ? name->end : row->end);
}

/* Some piece has the time; `piece` goes on from call to call, as rows do. */
static int is_heard(const struct therapycode_impl_joining *j, int32_t row, int32_t *piece)
{
    while (*piece < j->pieces->count && j->pieces->all[*piece].rows.minutes_end <= row)
        ++*piece;
    return *piece < j->pieces->count && j->pieces->all[*piece].rows.minutes_first <= row;
}

/*
 * A name with its time that words or a section take back is quoted, so that nobody has to find out alone that it counts
 * nowhere. Where no service is found at all, one in a section that tells of none, a plan or a home programme, or beside
 * words of paperwork, may have been meant as what was done.
 */
void therapycode_impl_report_unheard(struct therapycode_impl_joining *j)
{
    enum { MOST = 8 };
    struct therapycode_evaluation *e = j->e;
    const struct therapycode_impl_minutes *rows = (const void *)e->tables[THERAPYCODE_IMPL_MINUTES].data;
    int32_t i, count = therapycode_impl_count(e, THERAPYCODE_IMPL_MINUTES), first = THERAPYCODE_NONE, lone = 0,
               told = 0;
    int32_t statement = THERAPYCODE_NONE, piece = 0;
    int is_empty = j->pieces->count == 0;
    for (i = 0; i < count && told < MOST; i++) {
        const struct therapycode_impl_statement *s =
            therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, rows[i].statement);
        const struct therapycode_impl_match *name;
        if (s->source != THERAPYCODE_FROM_NOTE)
            break;
        if (is_heard(j, i, &piece) || rows[i].statement == statement || is_given_away(s))
            continue;
        name = name_in(e, s);
        if (name == NULL && !is_taught(s) && !(is_empty && is_of_nothing(s)))
            continue;
        if (name != NULL && is_ignored(&rows[i], name)) {
            report_ignored(e, &rows[i], name);
            told++;
        }
        if (rows[i].kind != THERAPYCODE_IMPL_MINUTES_TREATMENT || (s->context == THERAPYCODE_PERFORMED && !is_empty))
            continue;
        statement = rows[i].statement;
        if (is_empty && s->cue_end == 0) {
            first = first == THERAPYCODE_NONE ? i : first;
            lone = add_minutes(lone, rows[i].minutes);
        } else {
            report_taken_back(e, &rows[i], s, name);
            told++;
        }
    }
    if (first != THERAPYCODE_NONE)
        therapycode_impl_show(e, THERAPYCODE_IMPL_FIND(e, SELECT_MINUTES_LONE, lone), THERAPYCODE_FROM_NOTE,
                              THERAPYCODE_NONE, rows[first].start, rows[first].end);
}
