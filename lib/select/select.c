#include "select/select.h"

#include <string.h>

#include "base/text.h"
#include "select/join.h"
#include "select/wording.h"

enum { STATED_SCORE = 60, SURE = 80 };

static const char *context_text(int32_t context)
{
    switch (context) {
    case THERAPYCODE_NEGATED:
        return "The words say that it was not done";
    case THERAPYCODE_DEFERRED:
        return "The words say that it was deferred, held or refused";
    case THERAPYCODE_PLANNED:
        return "The words speak of a later visit or of a goal";
    case THERAPYCODE_HISTORICAL:
        return "The words speak of an earlier time or of a report";
    case THERAPYCODE_HYPOTHETICAL:
        return "The words speak of what may or could be done";
    case THERAPYCODE_OTHER_PERSON:
        return "The words speak of somebody else";
    default:
        return "The words speak of advice or of home, not of treatment in the visit";
    }
}

static int32_t stated_slot(const struct therapycode_evaluation *e, const struct therapycode_activity *activity)
{
    size_t at;
    if (activity->code[0] == '\0')
        return THERAPYCODE_NONE;
    at = therapycode_impl_code_first(e->engine, therapycode_impl_code_key(activity->code));
    return at == SIZE_MAX ? THERAPYCODE_NONE : (int32_t)at;
}

/* Two codes of one service: the unattended stimulation, and a base code with its add-on. */
static int same_service(const struct therapycode_impl_weighing *w, int32_t a, int32_t b)
{
    const struct therapycode_code *codes = w->e->engine->codes;
    int32_t one = w->scheme->unattended, two = w->scheme->unattended_other;
    if (a == b || (a == one && b == two) || (a == two && b == one))
        return 1;
    return a != THERAPYCODE_NONE && b != THERAPYCODE_NONE && (codes[a].add_on_to == b || codes[b].add_on_to == a);
}

/* The stated code counts as evidence: it moves up among the candidates that the words opened. */
static void count_stated(struct therapycode_impl_weighing *w, struct therapycode_impl_verdict *verdict, int32_t stated)
{
    int32_t i = 0;
    while (i < verdict->count && verdict->ranked[i].slot != stated)
        i++;
    if (i == verdict->count)
        return;
    verdict->ranked[i].score += STATED_SCORE;
    for (; i > 0 && verdict->ranked[i - 1].score < verdict->ranked[i].score; i--) {
        struct therapycode_impl_rank held = verdict->ranked[i];
        verdict->ranked[i] = verdict->ranked[i - 1];
        verdict->ranked[i - 1] = held;
    }
    verdict->margin = verdict->ranked[0].score - (verdict->count > 1 ? verdict->ranked[1].score : 0);
    verdict->confidence = therapycode_impl_confidence(w->e->engine, verdict->margin);
}

/* What the words of a stated code would have to be; "" where the table does not say. */
static int64_t needs(const struct therapycode_evaluation *e, const char *code)
{
    const struct therapycode_impl_reasons_row *reason = therapycode_impl_reason(e->engine, code, code);
    return therapycode_impl_text_arg(reason != NULL ? therapycode_impl_pool + reason->text : "");
}

/* The note often says again what the description does. */
static int is_told(const struct therapycode_evaluation *e, int32_t activity, int32_t rule)
{
    const char *id = therapycode_impl_pool + therapycode_impl_rules[rule].id;
    const struct therapycode_finding *all = (const void *)e->tables[THERAPYCODE_IMPL_FINDINGS].data;
    int32_t i, count = therapycode_impl_count(e, THERAPYCODE_IMPL_FINDINGS);
    for (i = 0; i < count; i++)
        if (all[i].activity == activity && all[i].rule == id)
            return 1;
    return 0;
}

void therapycode_impl_report_stated(struct therapycode_impl_weighing *w, int32_t activity,
                                    const struct therapycode_impl_verdict *words, int spoken)
{
    struct therapycode_evaluation *e = w->e;
    const struct therapycode_activity *row = &e->activities[activity];
    int32_t stated = stated_slot(e, row), read = words->ranked[0].slot;
    if (row->code[0] == '\0')
        return;
    if (stated != THERAPYCODE_NONE && e->engine->codes[stated].contact == THERAPYCODE_GROUP) {
        spoken |= row->contact == THERAPYCODE_GROUP || row->participants > 1;
    } else if (words->determined && words->confidence >= SURE && !same_service(w, read, stated)) {
        if (!is_told(e, activity, THERAPYCODE_IMPL_RULE_SELECT_DISAGREES))
            THERAPYCODE_IMPL_FIND(e, SELECT_DISAGREES, therapycode_impl_code_arg(row->code),
                                  therapycode_impl_code_arg(e->engine->codes[read].code), words->confidence,
                                  needs(e, row->code))->activity = activity;
        return;
    }
    if (!spoken && !is_told(e, activity, THERAPYCODE_IMPL_RULE_SELECT_UNSUPPORTED))
        THERAPYCODE_IMPL_FIND(e, SELECT_UNSUPPORTED, therapycode_impl_code_arg(row->code), needs(e, row->code))
            ->activity = activity;
}

/* Whether the words open the stated code, however little. */
static int speaks_for(const struct therapycode_impl_weighing *w, const struct therapycode_impl_verdict *words,
                      int32_t stated)
{
    int32_t i = 0;
    while (i < words->count && !same_service(w, words->ranked[i].slot, stated))
        i++;
    return i < words->count;
}

/* Which question the words leave open. */
static int32_t open_question(const struct therapycode_code *a, const struct therapycode_code *b)
{
    static const struct {
        char codes[24];
        int32_t message;
    } groups[] = {
        { "97161 97162 97163", THERAPYCODE_IMPL_MESSAGE_SELECT_EVALUATION_LEVEL },
        { "97165 97166 97167", THERAPYCODE_IMPL_MESSAGE_SELECT_EVALUATION_LEVEL },
        { "97760 97761 97763", THERAPYCODE_IMPL_MESSAGE_SELECT_FIRST_OR_LATER },
        { "97124 97140", THERAPYCODE_IMPL_MESSAGE_SELECT_MASSAGE_MANUAL },
        { "97110 97112 97530 97116", THERAPYCODE_IMPL_MESSAGE_SELECT_PURPOSE },
    };
    size_t i;
    for (i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (strstr(groups[i].codes, a->code) != NULL && strstr(groups[i].codes, b->code) != NULL)
            return groups[i].message;
    return THERAPYCODE_IMPL_MESSAGE_SELECT_UNDETERMINED;
}

static void report_undetermined(struct therapycode_evaluation *e, int32_t reading,
                                const struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_code *codes = e->engine->codes;
    struct therapycode_reading *row = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, reading);
    struct therapycode_finding *finding;
    int32_t activity = row->activity;
    row->question = therapycode_impl_question(e, verdict);
    if (verdict->service && verdict->count >= 2) {
        const struct therapycode_code *a = &codes[verdict->ranked[0].slot], *b = &codes[verdict->ranked[1].slot];
        const int64_t args[] = { therapycode_impl_code_arg(a->code), therapycode_impl_code_arg(b->code),
                                 therapycode_impl_text_arg(row->question) };
        finding = therapycode_impl_find(e, open_question(a, b), args, 3);
    } else {
        finding = therapycode_impl_find(e, verdict->no_work ? THERAPYCODE_IMPL_MESSAGE_SELECT_NOT_THERAPY
                                                            : THERAPYCODE_IMPL_MESSAGE_SELECT_UNREADABLE, NULL, 0);
    }
    finding->activity = activity;
}

void therapycode_impl_withdraw_question(struct therapycode_evaluation *e, int32_t activity)
{
    static const int32_t rules[] = { THERAPYCODE_IMPL_RULE_SELECT_EVALUATION_LEVEL,
                                     THERAPYCODE_IMPL_RULE_SELECT_FIRST_OR_LATER,
                                     THERAPYCODE_IMPL_RULE_SELECT_MASSAGE_MANUAL, THERAPYCODE_IMPL_RULE_SELECT_PURPOSE,
                                     THERAPYCODE_IMPL_RULE_SELECT_UNDETERMINED };
    struct therapycode_finding *all = (void *)e->tables[THERAPYCODE_IMPL_FINDINGS].data;
    struct therapycode_impl_args *args = (void *)e->tables[THERAPYCODE_IMPL_FINDING_ARGS].data;
    size_t i, k, count = e->tables[THERAPYCODE_IMPL_FINDINGS].count;
    for (i = 0; i < count; i++)
        for (k = 0; k < sizeof rules / sizeof rules[0] && all[i].activity == activity; k++)
            if (all[i].rule == therapycode_impl_rule_id(rules[k])) {
                memmove(all + i, all + i + 1, (count - i - 1) * sizeof *all);
                memmove(args + i, args + i + 1, (count - i - 1) * sizeof *args);
                e->tables[THERAPYCODE_IMPL_FINDINGS].count--;
                e->tables[THERAPYCODE_IMPL_FINDING_ARGS].count--;
                return;
            }
}

static int32_t context_message(int32_t context)
{
    switch (context) {
    case THERAPYCODE_NEGATED:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_NEGATED;
    case THERAPYCODE_DEFERRED:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_DEFERRED;
    case THERAPYCODE_PLANNED:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_PLANNED;
    case THERAPYCODE_HISTORICAL:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_HISTORICAL;
    case THERAPYCODE_HYPOTHETICAL:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_HYPOTHETICAL;
    case THERAPYCODE_OTHER_PERSON:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_OTHER_PERSON;
    default:
        return THERAPYCODE_IMPL_MESSAGE_SELECT_EDUCATION_ONLY;
    }
}

/* A stated code that was not performed is a warning; words alone are for the record. */
static void report_not_performed(struct therapycode_evaluation *e, int32_t activity, int32_t context)
{
    struct therapycode_finding *finding;
    if (e->activities[activity].code[0] != '\0')
        finding = THERAPYCODE_IMPL_FIND(e, SELECT_NOT_PERFORMED, therapycode_impl_text_arg(context_text(context)));
    else
        finding = therapycode_impl_find(e, context_message(context), NULL, 0);
    finding->activity = activity;
}

static void report_foreign(struct therapycode_evaluation *e, int32_t activity,
                           const struct therapycode_impl_verdict *verdict)
{
    struct therapycode_finding *finding = THERAPYCODE_IMPL_FIND(
        e, SELECT_DISCIPLINE, therapycode_impl_code_arg(e->engine->codes[verdict->ranked[0].slot].code));
    finding->activity = activity;
}

int32_t therapycode_impl_add_reading(struct therapycode_evaluation *e, int32_t activity)
{
    int32_t index = therapycode_impl_count(e, THERAPYCODE_IMPL_READINGS);
    struct therapycode_reading *row = therapycode_impl_add_here(e, THERAPYCODE_IMPL_READINGS, sizeof *row);
    row->activity = activity;
    row->context = THERAPYCODE_PERFORMED;
    row->minutes = THERAPYCODE_NONE;
    row->tally = THERAPYCODE_NONE;
    return index;
}

void therapycode_impl_answer(struct therapycode_impl_weighing *w, int32_t reading,
                             const struct therapycode_impl_verdict *verdict)
{
    struct therapycode_evaluation *e = w->e;
    struct therapycode_reading *row = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, reading);
    int32_t activity = row->activity;
    if (verdict->determined) {
        memcpy(row->code, e->engine->codes[verdict->ranked[0].slot].code, 8);
        if (verdict->foreign)
            report_foreign(e, activity, verdict);
        return;
    }
    report_undetermined(e, reading, verdict);
}

/* Two codes that serve one and the same goal must each have their own deficit; each goal is asked once. */
static void report_same_goal(struct therapycode_evaluation *e)
{
    int32_t count = (int32_t)e->session.activity_count, i, *first;
    if (e->session.goal_count == 0 || count < 2)
        return;
    first = therapycode_impl_take(e, e->session.goal_count * sizeof *first); /* activity + 1 */
    for (i = 0; i < count && first != NULL; i++) {
        const struct therapycode_activity *activity = &e->activities[i];
        const struct therapycode_reading *mine = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, i);
        const struct therapycode_reading *other;
        struct therapycode_finding *finding;
        int32_t goal;
        if (activity->goal_count != 1 || mine->code[0] == '\0')
            continue;
        goal = activity->goals[0];
        if (first[goal] == 0)
            first[goal] = i + 1;
        if (first[goal] <= 0 || first[goal] == i + 1)
            continue;
        other = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, first[goal] - 1);
        if (memcmp(mine->code, other->code, 8) == 0)
            continue;
        first[goal] = -1;
        finding = THERAPYCODE_IMPL_FIND(e, SELECT_SAME_GOAL, therapycode_impl_code_arg(other->code),
                                        therapycode_impl_code_arg(mine->code));
        finding->activity = i;
        finding->goal = goal;
    }
}

/* An activity without a code and without words, of which the note tells nothing either. */
static void report_unsaid(struct therapycode_evaluation *e)
{
    struct therapycode_impl_verdict nothing;
    int32_t i, count = (int32_t)e->session.activity_count;
    memset(&nothing, 0, sizeof nothing);
    for (i = 0; i < count; i++) {
        const struct therapycode_reading *row = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, i);
        if (row->code[0] == '\0' && row->question == NULL && row->context == THERAPYCODE_PERFORMED)
            report_undetermined(e, i, &nothing);
    }
}

static void report_suggested(struct therapycode_evaluation *e)
{
    int32_t i, count = therapycode_impl_count(e, THERAPYCODE_IMPL_READINGS), suggested = 0;
    for (i = 0; i < count; i++) {
        const struct therapycode_reading *row = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, i);
        suggested += row->code[0] != '\0' &&
                     (row->activity == THERAPYCODE_NONE || e->activities[row->activity].code[0] == '\0');
    }
    if (suggested > 0)
        THERAPYCODE_IMPL_FIND(e, SELECT_SUGGESTED, suggested);
}

/* ---- activities ---- */

static void rows_of_text(const struct therapycode_evaluation *e, const struct therapycode_impl_read_text *text,
                         struct therapycode_impl_piece_rows *rows)
{
    const struct therapycode_impl_statement *all = (const void *)e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    const struct therapycode_impl_statement *first = &all[text->statement_first];
    const struct therapycode_impl_statement *last = first + text->statement_count - 1;
    rows->match_first = first->match_first;
    rows->match_end = last->match_first + last->match_count;
    rows->minutes_first = first->minutes_first;
    rows->minutes_end = last->minutes_first + last->minutes_count;
}

/* Minutes of a description: of treatment, or where none are, the only total. */
static int32_t described_minutes(const struct therapycode_impl_weighing *w,
                                 const struct therapycode_impl_piece_rows *rows)
{
    const struct therapycode_evaluation *e = w->e;
    const struct therapycode_impl_minutes *minutes = (const void *)e->tables[THERAPYCODE_IMPL_MINUTES].data;
    const struct therapycode_impl_statement *all = (const void *)e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    int32_t i, found, heading_end = 0;
    for (i = rows->match_first; i < rows->match_end && heading_end == 0; i++)
        if (therapycode_impl_names_procedure(w, &w->matches[i]))
            heading_end = w->matches[i].end;
    found = therapycode_impl_sum_minutes(e, rows->minutes_first, rows->minutes_end, heading_end);
    for (i = rows->minutes_first; i < rows->minutes_end && found == THERAPYCODE_NONE; i++)
        if (minutes[i].kind == THERAPYCODE_IMPL_MINUTES_TOTAL ||
            minutes[i].kind == THERAPYCODE_IMPL_MINUTES_TIMED_TOTAL)
            found = minutes[i].minutes;
    if (found != THERAPYCODE_NONE && rows->minutes_end - rows->minutes_first > 1)
        found = therapycode_impl_total_of_parts(e, rows->minutes_first, rows->minutes_end,
                                                all[minutes[rows->minutes_first].statement].sentence, found);
    return found;
}

int32_t therapycode_impl_activity_minutes(const struct therapycode_activity *activity)
{
    if (activity->minutes > 0 || (activity->stated & THERAPYCODE_STATED_MINUTES))
        return activity->minutes;
    if (activity->end > activity->start && (activity->start > 0 || (activity->stated & THERAPYCODE_STATED_START)))
        return (activity->end - activity->start) / 60;
    return THERAPYCODE_NONE;
}

/* A state told in one sentence does not undo what another one tells of. */
static void weigh_alone(struct therapycode_impl_weighing *w, const struct therapycode_impl_read_text *text,
                        struct therapycode_impl_piece_rows *rows, struct therapycode_impl_verdict *words)
{
    const struct therapycode_impl_statement *all = (const void *)w->e->tables[THERAPYCODE_IMPL_STATEMENTS].data;
    struct therapycode_impl_verdict alone;
    int32_t i = text->statement_first, end = text->statement_first + text->statement_count;
    while (i < end && !words->service) {
        struct therapycode_impl_piece_rows mine = *rows;
        int32_t sentence = all[i].sentence;
        mine.match_first = all[i].match_first;
        for (; i < end && all[i].sentence == sentence; i++)
            mine.match_end = all[i].match_first + all[i].match_count;
        therapycode_impl_weigh(w, &mine, &alone);
        if (!alone.determined)
            continue;
        *words = alone;
        *rows = mine;
    }
}

/* "Gait training 15 min" of an activity of 25, or "stretching 20 min" of one of 8: one of the two is wrong. */
static void report_described_time(struct therapycode_impl_weighing *w, int32_t activity, const char *code,
                                  const struct therapycode_impl_piece_rows *rows, int32_t heading_end)
{
    enum { NEAR = 6 };
    const struct therapycode_impl_minutes *minutes = (const void *)w->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    int32_t stated = therapycode_impl_activity_minutes(&w->e->activities[activity]);
    int32_t told = therapycode_impl_sum_minutes(w->e, rows->minutes_first, rows->minutes_end, heading_end);
    int is_whole = heading_end > 0 && minutes[rows->minutes_first].start >= heading_end &&
                   minutes[rows->minutes_first].start - heading_end < NEAR;
    if (stated > 0 && told != THERAPYCODE_NONE && (told > stated || (is_whole && told != stated)))
        THERAPYCODE_IMPL_FIND(w->e, SELECT_MINUTES_DESCRIBED, therapycode_impl_code_arg(code), stated, told)->activity =
            activity;
}

/* "Therapeutic exercise and manual therapy": the minutes of one activity cannot be those of both. */
static void report_description(struct therapycode_impl_weighing *w, int32_t activity, const char *code,
                               const struct therapycode_impl_piece_rows *rows)
{
    const char *data = w->e->activities[activity].description.data;
    int32_t i, heading_end = 0, first = THERAPYCODE_NONE;
    for (i = rows->match_first; i < rows->match_end; i++) {
        const struct therapycode_impl_match *m = &w->matches[i];
        int32_t slot = w->voices[m->phrase].slot;
        if (m->context != THERAPYCODE_PERFORMED || !therapycode_impl_names_procedure(w, m))
            continue;
        if (first != THERAPYCODE_NONE && m->start >= heading_end && slot != THERAPYCODE_NONE &&
            !same_service(w, slot, first) &&
            (therapycode_impl_is_enumerated(data, heading_end, m->start) ||
             therapycode_impl_is_joint(data, heading_end, m->start))) {
            THERAPYCODE_IMPL_FIND(
                w->e, SELECT_DESCRIBED_TWICE, therapycode_impl_code_arg(w->e->engine->codes[first].code),
                therapycode_impl_code_arg(w->e->engine->codes[slot].code), therapycode_impl_code_arg(code))
                ->activity = activity;
            break;
        }
        if (m->end > heading_end)
            heading_end = m->end;
        if (first == THERAPYCODE_NONE)
            first = slot;
    }
    if (rows->minutes_end > rows->minutes_first)
        report_described_time(w, activity, code, rows, heading_end);
}

static void read_description(struct therapycode_impl_weighing *w, int32_t reading,
                             const struct therapycode_impl_read_text *text)
{
    struct therapycode_evaluation *e = w->e;
    struct therapycode_reading *row = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, reading);
    int32_t activity = row->activity, stated = stated_slot(e, &e->activities[activity]);
    int is_stated = e->activities[activity].code[0] != '\0';
    struct therapycode_impl_piece_rows rows;
    struct therapycode_impl_verdict words, verdict;
    rows_of_text(e, text, &rows);
    if (e->activities[activity].discipline != 0)
        w->discipline = e->activities[activity].discipline;
    therapycode_impl_weigh(w, &rows, &words);
    if (words.count > 0 && !words.service)
        weigh_alone(w, text, &rows, &words);
    w->discipline = e->session.discipline;
    verdict = words;
    if (is_stated)
        count_stated(w, &verdict, stated);
    if (words.count > 0)
        therapycode_impl_emit_candidates(w, reading, &rows, &verdict, &words, stated);
    row = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, reading);
    if (row->minutes == THERAPYCODE_NONE) {
        row->minutes = described_minutes(w, &rows);
        if (row->minutes == THERAPYCODE_NONE && rows.minutes_end > rows.minutes_first)
            therapycode_impl_find(e, THERAPYCODE_IMPL_MESSAGE_SELECT_MINUTES_IGNORED, NULL, 0)->activity = activity;
    }
    if (words.count == 0 && words.context != 0) {
        row->context = words.context;
        memset(row->code, 0, sizeof row->code);
        report_not_performed(e, activity, words.context);
    } else if (!is_stated) {
        therapycode_impl_answer(w, reading, &verdict);
    } else {
        therapycode_impl_report_stated(w, activity, &words, speaks_for(w, &words, stated));
    }
    row = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, reading);
    if (row->code[0] != '\0')
        report_description(w, activity, row->code, &rows);
}

static void read_activities(struct therapycode_impl_weighing *w)
{
    struct therapycode_evaluation *e = w->e;
    int32_t i, count = (int32_t)e->session.activity_count, text = 0;
    int32_t texts = therapycode_impl_count(e, THERAPYCODE_IMPL_TEXTS);
    for (i = 0; i < count; i++) {
        int32_t reading = therapycode_impl_add_reading(e, i);
        struct therapycode_reading *row = therapycode_impl_row(e, THERAPYCODE_IMPL_READINGS, reading);
        const struct therapycode_impl_read_text *found = NULL;
        memcpy(row->code, e->activities[i].code, 8);
        row->minutes = therapycode_impl_activity_minutes(&e->activities[i]);
        for (; text < texts; text++) {
            found = therapycode_impl_row(e, THERAPYCODE_IMPL_TEXTS, text);
            if (found->source > THERAPYCODE_FROM_DESCRIPTION ||
                (found->source == THERAPYCODE_FROM_DESCRIPTION && found->index >= i))
                break;
        }
        if (text < texts && found != NULL && found->source == THERAPYCODE_FROM_DESCRIPTION && found->index == i &&
            found->statement_count > 0)
            read_description(w, reading, found);
    }
}

void therapycode_impl_select(struct therapycode_evaluation *e)
{
    struct therapycode_impl_weighing w;
    struct therapycode_impl_pieces pieces;
    if (e->status != THERAPYCODE_OK || !therapycode_impl_weighing_begin(&w, e))
        return;
    therapycode_impl_pieces_find(&w, &pieces);
    if (e->status != THERAPYCODE_OK)
        return;
    read_activities(&w);
    if (e->status == THERAPYCODE_OK && e->session.note.length > 0)
        therapycode_impl_join(&w, &pieces);
    if (e->status != THERAPYCODE_OK)
        return;
    report_unsaid(e);
    report_same_goal(e);
    report_suggested(e);
}
