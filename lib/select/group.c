/*
 * Several patients at once are group therapy, whatever was done (Pub. 100-02 ch. 15 sec. 230 A): "gait training 30 min
 * in a group of 3" is one untimed unit, and Part B knows no concurrent therapy.
 */
#include <string.h>

#include "base/text.h"
#include "rulebook/words.h"
#include "select/grouping.h"

enum { LEADS_BY = 60, NAMED = 40 /* a score of more names a service */, FAR = 600 /* bytes */ };

/* Brings the first piece of a sentence up; 0: the sentence was looked at too often. */
static int enter(struct grouping *g, int32_t sentence)
{
    enum { LOOKS_MOST = 16 };
    const struct therapycode_impl_pieces *pieces = g->j->pieces;
    while (g->piece < pieces->count && statement_at(g, pieces->all[g->piece].statement)->sentence < sentence)
        g->piece++;
    g->looks = g->looked_at == sentence ? g->looks + 1 : 0;
    g->looked_at = sentence;
    return g->looks < LOOKS_MOST;
}

/* ---- what was done in a group ---- */

static int32_t named(const struct therapycode_impl_piece *piece)
{
    return piece->slot != THERAPYCODE_NONE ? piece->slot : piece->maybe[0];
}

/* The code that group treatment of a kind takes: speech has its own. */
static int32_t group_slot(const struct grouping *g, int32_t slot)
{
    static const char speech[8] = "92508", other[8] = "97150";
    int is_speech = strcmp(code_at(g, slot)->code, "92507") == 0;
    return slot_of_code(g->j, is_speech ? speech : other);
}

/* A treatment of one patient, that is no evaluation. */
static int is_alone(const struct grouping *g, const struct therapycode_impl_piece *piece)
{
    int32_t slot = named(piece);
    return slot != THERAPYCODE_NONE && code_at(g, slot)->contact == THERAPYCODE_ONE_ON_ONE && !is_evaluation(g->j,
                                                                                                             slot);
}

/* "TE 15 min 1:1, then TA in a group of 3" */
static int is_told_alone(const struct grouping *g, const struct therapycode_impl_piece *piece)
{
    const struct therapycode_impl_minutes *rows = (const void *)g->j->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    int32_t i, at;
    for (i = piece->rows.match_first; i < piece->rows.match_end; i++)
        if (g->j->w->matches[i].cue == THERAPYCODE_IMPL_CUE_ATTENDED)
            return 1;
    if (piece->start >= 4 && memcmp(g->data + piece->start - 4, "1:1 ", 4) == 0)
        return 1;
    if (therapycode_impl_listed_before(g->data, 0, piece->start, " ", " individual indiv "))
        return 1;
    for (i = piece->rows.minutes_first; i < piece->rows.minutes_end; i++) {
        int32_t length;
        at = rows[i].end;
        length = therapycode_impl_word_behind(g, &at, statement_at(g, piece->last)->end);
        if (therapycode_impl_is_listed(" individual individually ", g->data + at, (size_t)length))
            return 1;
    }
    return 0;
}

/* The group is what was done; what it seemed to be comes next. */
static void lead(const struct grouping *g, struct therapycode_impl_piece *piece, int32_t slot)
{
    struct therapycode_impl_verdict *verdict = &piece->verdict;
    int32_t i = 0, score = verdict->count > 0 ? verdict->ranked[0].score : 0;
    while (i < verdict->count && verdict->ranked[i].slot != slot)
        i++;
    if (i == verdict->count && verdict->count < THERAPYCODE_IMPL_RANKED)
        verdict->count++;
    for (i = i < THERAPYCODE_IMPL_RANKED ? i : THERAPYCODE_IMPL_RANKED - 1; i > 0; i--)
        verdict->ranked[i] = verdict->ranked[i - 1];
    verdict->ranked[0].slot = slot;
    verdict->ranked[0].score = score + LEADS_BY;
    verdict->margin = LEADS_BY;
    verdict->confidence = therapycode_impl_confidence(g->j->e->engine, LEADS_BY);
    verdict->determined = verdict->service = 1;
    verdict->foreign = 0;
    piece->weighed = 1;
    piece->slot = slot;
    piece->heading = THERAPYCODE_NONE;
}

static void report_at_once(struct grouping *g, int32_t slot, int32_t activity, int32_t start, int32_t end)
{
    struct therapycode_finding *finding = THERAPYCODE_IMPL_FIND(g->j->e, SELECT_AT_ONCE,
                                                                therapycode_impl_code_arg(code_at(g, slot)->code));
    finding->activity = activity;
    therapycode_impl_show(g->j->e, finding, THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, start, end);
}

/* The words for several patients are of this piece, which is named with a code of one-on-one treatment. */
static void take_in(struct grouping *g, struct therapycode_impl_piece *piece, int32_t slot, int32_t start, int32_t end)
{
    int32_t group = group_slot(g, slot);
    struct therapycode_impl_of_code *code = therapycode_impl_code_of(g->j, slot);
    struct therapycode_finding *finding;
    int is_stated;
    if (group == THERAPYCODE_NONE)
        return;
    is_stated = therapycode_impl_code_of(g->j, group)->activity != THERAPYCODE_NONE;
    if (code->activity != THERAPYCODE_NONE && !is_stated) { /* the stated code stands, and the note speaks against it */
        piece->slot = slot;
        if (!code->in_group)
            report_at_once(g, slot, code->activity, start, end);
    } else {
        lead(g, piece, group);
        if (!code->in_group && !is_stated) {
            finding = THERAPYCODE_IMPL_FIND(g->j->e, SELECT_IN_GROUP, therapycode_impl_code_arg(code_at(g, slot)->code),
                                            therapycode_impl_code_arg(code_at(g, group)->code));
            therapycode_impl_show(g->j->e, finding, THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, start, end);
        }
    }
    code->in_group = 1;
}

/* The one-on-one service that a piece names, if it names one: also one that the words for several patients outweigh. */
static int32_t named_beside(const struct grouping *g, const struct therapycode_impl_piece *piece)
{
    int32_t i;
    if (is_alone(g, piece))
        return named(piece);
    for (i = 0; i < piece->verdict.count && is_group(g, piece->slot) && !is_group(g, piece->heading); i++) {
        int32_t slot = piece->verdict.ranked[i].slot;
        if (piece->verdict.ranked[i].score > NAMED && code_at(g, slot)->contact == THERAPYCODE_ONE_ON_ONE &&
            is_own(g->j, slot))
            return slot;
    }
    return THERAPYCODE_NONE;
}

/*
 * Whether something else begins between a service and words behind it: "TE 15 min, then a group of 3"; `firm`: no
 * comma.
 */
static int is_apart(const struct grouping *g, int32_t from, int32_t to, int firm)
{
    int32_t at;
    if (to - from > FAR)
        return 1;
    for (at = from; at < to; at++)
        if (g->data[at] == ';' || (!firm && THERAPYCODE_IMPL_AMONG(",+&", g->data[at])) ||
            (at + 5 < to && (memcmp(g->data + at, " then ", 6) == 0 ||
                             (!firm && memcmp(g->data + at, " and ", 5) == 0))) ||
            (at + 8 < to && memcmp(g->data + at, "followed ", 9) == 0))
            return 1;
    return 0;
}

/* Words like those for several patients, and of none: what they outweighed stands. */
static void give_back(struct grouping *g, const struct therapycode_impl_match *m)
{
    const struct therapycode_impl_pieces *pieces = g->j->pieces;
    int32_t i, slot;
    if (!enter(g, statement_at(g, m->statement)->sentence))
        return;
    for (i = g->piece; i < pieces->count && statement_at(g, pieces->all[i].statement)->start <= m->start; i++) {
        struct therapycode_impl_piece *piece = &pieces->all[i];
        if (piece->rows.match_end <= m - g->j->w->matches || piece->rows.match_first > m - g->j->w->matches)
            continue;
        slot = is_group(g, piece->slot) ? named_beside(g, piece) : THERAPYCODE_NONE;
        if (slot != THERAPYCODE_NONE && !therapycode_impl_code_of(g->j, slot)->in_group)
            lead(g, piece, slot);
    }
}

/* "Group session 45 min: TE 20 min, balance 25 min": the parts of a group with its own time. */
static int is_part(const struct grouping *g, const struct therapycode_impl_piece *group,
                   const struct therapycode_impl_piece *piece, int32_t *left)
{
    if (group == NULL || piece->minutes == THERAPYCODE_NONE || piece->minutes > *left ||
        piece->start - group->start > FAR || therapycode_impl_place_of_word(g, group->start, piece->start,
                                                                            ":") == THERAPYCODE_NONE)
        return 0;
    *left -= piece->minutes;
    return 1;
}

static void remark(struct grouping *g, int32_t start, int32_t end, int32_t sentence)
{
    if (g->start != THERAPYCODE_NONE)
        return;
    g->start = start;
    g->end = end;
    g->sentence = sentence;
}

/* What stands in the sentence of words for several patients. */
struct together {
    const struct therapycode_impl_match *m;
    int32_t end;    /* of its pieces */
    int is_service; /* the words name a group themselves */
    int timed;      /* a group in it has a time of its own */
    int taken;      /* a service was done with them, */
    int against;    /* beside a stated code that stays */
    int both;       /* "TE 30 min (15 min group, 15 min 1:1)" */
    const struct therapycode_impl_piece *group; /* the last group with a time, */
    int32_t left;   /* of which so much is not in its parts yet */
};

static struct together look_at_sentence(const struct grouping *g, const struct therapycode_impl_match *m,
                                        int32_t sentence)
{
    const struct therapycode_impl_pieces *pieces = g->j->pieces;
    struct together t = { m, g->piece, 0, 0, 0, 0, 0, NULL, 0 };
    t.is_service = m->cue != THERAPYCODE_IMPL_CUE_TOGETHER && therapycode_impl_names_procedure(g->j->w, m);
    for (; t.end < pieces->count && statement_at(g, pieces->all[t.end].statement)->sentence == sentence; t.end++)
        t.timed |= is_group(g, pieces->all[t.end].slot) && pieces->all[t.end].minutes != THERAPYCODE_NONE;
    return t;
}

/* Whether a piece that names a service was done with several patients. */
static int is_done_together(const struct grouping *g, const struct together *t,
                            const struct therapycode_impl_piece *piece)
{
    if (is_told_alone(g, piece) || (t->timed && !is_group(g, piece->slot) && piece->minutes != THERAPYCODE_NONE))
        return 0;
    return piece->start >= t->m->start ||
           !is_apart(g, piece->start, t->m->start, !t->is_service || piece->minutes == THERAPYCODE_NONE);
}

static void take_piece(struct grouping *g, struct together *t, struct therapycode_impl_piece *piece)
{
    int32_t slot, index = (int32_t)(t->m - g->j->w->matches);
    int is_taken = is_group(g, piece->slot);
    if (is_taken && piece->minutes != THERAPYCODE_NONE) {
        t->group = piece;
        t->left = piece->minutes;
    }
    slot = named_beside(g, piece);
    if (slot == THERAPYCODE_NONE)
        return;
    t->both |= piece->minutes != THERAPYCODE_NONE && is_told_alone(g, piece) && piece->rows.match_first <= index &&
               index < piece->rows.match_end;
    if (!is_taken && !is_told_alone(g, piece) && is_part(g, t->group, piece, &t->left))
        piece->minutes = THERAPYCODE_NONE;
    if (!is_done_together(g, t, piece))
        return;
    take_in(g, piece, slot, t->m->start, t->m->end);
    t->against |= !is_group(g, piece->slot);
    t->taken = 1;
}

/* Words for several patients: what is named in their sentence was done with them. */
static void take_sentence(struct grouping *g, const struct therapycode_impl_match *m)
{
    struct therapycode_impl_piece *all = g->j->pieces->all;
    int32_t sentence = statement_at(g, m->statement)->sentence, i;
    struct together t;
    if (!enter(g, sentence))
        return;
    t = look_at_sentence(g, m, sentence);
    for (i = g->piece; i < t.end; i++)
        take_piece(g, &t, &all[i]);
    for (i = g->piece; i < t.end; i++) {
        if (!is_group(g, all[i].slot))
            continue;
        if (t.against) /* the stated code is kept: there is no second service */
            all[i].slot = all[i].heading = all[i].maybe[0] = THERAPYCODE_NONE;
        else if (!t.taken && !t.timed && !t.is_service)
            remark(g, m->start, m->end, sentence);
    }
    if (t.both && !t.taken)
        remark(g, m->start, m->end, sentence);
}

/* "Seen with two other patients." in a sentence of its own, or a ratio: was what else the note tells of done so? */
static void ask_of_remark(struct grouping *g)
{
    const struct therapycode_impl_pieces *pieces = g->j->pieces;
    int32_t i, first = THERAPYCODE_NONE;
    for (i = 0; i < pieces->count; i++) {
        const struct therapycode_impl_piece *piece = &pieces->all[i];
        if (is_group(g, piece->slot) && piece->minutes != THERAPYCODE_NONE)
            return; /* of that */
        if (first == THERAPYCODE_NONE && is_alone(g, piece) && piece->minutes != THERAPYCODE_NONE)
            first = i;
    }
    if (first != THERAPYCODE_NONE)
        report_at_once(g, named(&pieces->all[first]),
                       therapycode_impl_code_of(g->j, named(&pieces->all[first]))->activity,
                       g->start, g->end);
    for (i = 0; i < pieces->count; i++) {
        struct therapycode_impl_piece *piece = &pieces->all[i];
        if (first == THERAPYCODE_NONE && is_alone(g, piece) && !is_told_alone(g, piece))
            take_in(g, piece, named(piece), g->start, g->end);
        else if (first != THERAPYCODE_NONE && is_group(g, piece->slot) &&
                 statement_at(g, piece->statement)->sentence == g->sentence)
            piece->slot = piece->heading = piece->maybe[0] = THERAPYCODE_NONE;
    }
}

/* Whether the facts state a group; `told`: whether they or the note also say so otherwise. */
static int is_stated_group(const struct grouping *g, int *told)
{
    int32_t i, found = 0;
    for (i = 0; i < g->j->activity_count; i++) {
        const struct therapycode_activity *activity = &g->j->e->activities[i];
        int32_t row = slot_of_code(g->j, activity->code);
        if (row == THERAPYCODE_NONE || g->j->e->engine->codes[row].contact != THERAPYCODE_GROUP)
            continue;
        found = 1;
        *told |= activity->contact == THERAPYCODE_GROUP || activity->participants > 1;
    }
    return found;
}

/* A stated group is what the note tells of without minutes or a code of its own: no word against it. */
static void join_stated(struct grouping *g)
{
    const struct therapycode_impl_pieces *pieces = g->j->pieces;
    int32_t i;
    for (i = 0; i < pieces->count; i++)
        if (is_group(g, pieces->all[i].slot) && pieces->all[i].minutes != THERAPYCODE_NONE)
            return;
    for (i = 0; i < pieces->count; i++)
        if (is_alone(g, &pieces->all[i]) && !is_told_alone(g, &pieces->all[i]) &&
            therapycode_impl_code_of(g->j, named(&pieces->all[i]))->activity == THERAPYCODE_NONE)
            take_in(g, &pieces->all[i], named(&pieces->all[i]), g->start, g->end);
}

/* "15 min concurrent", "concurrent 15 min": of one of the times of a statement; its place, or NONE. */
static int32_t find_timed_mode(const struct grouping *g, const struct therapycode_impl_statement *s)
{
    static const char others[] = " with w to e cue cues cueing feedback and estim ";
    const struct therapycode_impl_minutes *rows = (const void *)g->j->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    int32_t i, at, next, length;
    for (i = s->minutes_first; i < s->minutes_first + s->minutes_count; i++) {
        at = rows[i].end;
        length = therapycode_impl_word_behind(g, &at, s->end);
        if (!therapycode_impl_is_listed(" concurrent concurrently ", g->data + at, (size_t)length))
            continue;
        next = at + length;
        length = therapycode_impl_word_behind(g, &next, s->end);
        if (length == 0 || !therapycode_impl_is_listed(others, g->data + next, (size_t)length))
            return at;
    }
    return THERAPYCODE_NONE;
}

/* A ratio in the words of a service with minutes, or one of patients to staff or a label anywhere. */
static void look_for_labels(struct grouping *g, int32_t first, int32_t end)
{
    const struct therapycode_impl_piece *all = g->j->pieces->all;
    int32_t i, at, piece = 0, count = g->j->pieces->count;
    for (i = first; i < end && g->start == THERAPYCODE_NONE; i++) {
        const struct therapycode_impl_statement *s = statement_at(g, i);
        int beside;
        while (piece < count && all[piece].last < i)
            piece++;
        beside = piece < count && all[piece].statement <= i && all[piece].minutes != THERAPYCODE_NONE &&
                 is_alone(g, &all[piece]);
        if (therapycode_impl_is_told_elsewhere(s) ||
            (s->context != THERAPYCODE_PERFORMED && s->context != THERAPYCODE_OTHER_PERSON)) /* "staff ratio" */
            continue;
        at = s->gaps & THERAPYCODE_IMPL_GAP_COLON ? therapycode_impl_find_ratio(g, s->start, s->end, beside)
                                                  : THERAPYCODE_NONE;
        if (at == THERAPYCODE_NONE && (s->lists & THERAPYCODE_IMPL_LIST_MODE))
            at = therapycode_impl_find_mode(g, s->start, s->end);
        if (at == THERAPYCODE_NONE && beside)
            at = find_timed_mode(g, s);
        if (at != THERAPYCODE_NONE)
            remark(g, at, at + 3, s->sentence);
    }
}

void therapycode_impl_settle_groups(struct therapycode_impl_joining *j)
{
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    struct grouping g = { j, text->data, 0, THERAPYCODE_NONE, 0, THERAPYCODE_NONE, THERAPYCODE_NONE, 0 };
    int32_t s, i, end = text->statement_first + text->statement_count;
    int told;
    for (s = text->statement_first; s < end; s++) {
        const struct therapycode_impl_statement *row = statement_at(&g, s);
        if (row->opening_count == 0 || therapycode_impl_is_told_elsewhere(row))
            continue;
        for (i = row->match_first; i < row->match_first + row->match_count; i++) {
            const struct therapycode_impl_match *m = &j->w->matches[i];
            if (!therapycode_impl_is_opening_cue(m->cue) | (j->w->reaches[i] != THERAPYCODE_IMPL_REACH_FULL))
                continue;
            if (therapycode_impl_tells_of_group(&g, m, i)) {
                j->tells_group = 1;
                take_sentence(&g, m);
            } else if (m->cue == THERAPYCODE_IMPL_CUE_TOGETHER) {
                give_back(&g, m);
            }
        }
    }
    look_for_labels(&g, text->statement_first, end);
    told = g.start != THERAPYCODE_NONE;
    if (is_stated_group(&g, &told) && told)
        join_stated(&g);
    else if (g.start != THERAPYCODE_NONE)
        ask_of_remark(&g);
}
