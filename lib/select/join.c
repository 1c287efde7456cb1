#include "select/joining.h"
#include "select/wording.h"

#include <string.h>

#include "base/text.h"

enum { LOOK_AHEAD = 8, SURE = THERAPYCODE_IMPL_SURE, EVIDENCE_MOST = 16 };

static int prepare(struct therapycode_impl_joining *j)
{
    struct therapycode_evaluation *e = j->e;
    size_t slots = e->engine->code_count, i;
    j->activity_count = (int32_t)e->session.activity_count;
    j->reading_room = j->activity_count + j->pieces->count;
    j->codes = therapycode_impl_lasting(e, THERAPYCODE_IMPL_SLOT_CODES, slots);
    j->next_activity = therapycode_impl_take(e, ((size_t)j->activity_count + 1) * sizeof(int32_t));
    j->first_piece = therapycode_impl_take(e, ((size_t)j->reading_room + 1) * sizeof(int32_t));
    j->last_piece = therapycode_impl_take(e, ((size_t)j->reading_room + 1) * sizeof(int32_t));
    if (j->codes == NULL || j->next_activity == NULL || j->first_piece == NULL || j->last_piece == NULL)
        return 0;
    for (i = 0; i < (size_t)j->reading_room; i++)
        j->first_piece[i] = j->last_piece[i] = THERAPYCODE_NONE;
    return 1;
}

static void index_activities(struct therapycode_impl_joining *j)
{
    int32_t i;
    for (i = j->activity_count - 1; i >= 0; i--) {
        int32_t slot = slot_of_reading(j, i);
        struct therapycode_impl_of_code *code;
        j->next_activity[i] = THERAPYCODE_NONE;
        if (slot == THERAPYCODE_NONE)
            continue;
        code = therapycode_impl_code_of(j, slot);
        j->next_activity[i] = code->activity;
        code->activity = i;
        code->host = i;
        code->stated = add_minutes(code->stated, reading_at(j, i)->minutes);
    }
}

/* Whether "complexity" is what a word is said of: "HIGH complexity", and not "complex regional pain". */
static int is_of_complexity(const struct therapycode_impl_joining *j, const struct therapycode_impl_match *m)
{
    static const char stem[] = "complexity";
    enum { STEM = sizeof stem - 1 };
    const struct therapycode_impl_read_text *text = therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0);
    int32_t at, i;
    for (at = m->start + 1; at <= m->end + 1 && at + STEM <= text->length; at++) {
        for (i = 0; i < STEM && therapycode_impl_lower(text->data[at + i]) == stem[i]; i++) {
        }
        if (i == STEM)
            return 1;
    }
    return 0;
}

/*
 * "OT evaluation ... Moderate complexity": the level of an evaluation may be told anywhere in the note. Where two
 * levels are, it stays open.
 */
static void settle_level(struct therapycode_impl_joining *j, struct therapycode_impl_piece *piece)
{
    int32_t i, k, count = therapycode_impl_count(j->e, THERAPYCODE_IMPL_MATCHES), found = THERAPYCODE_NONE;
    for (i = 0; i < count; i++) {
        const struct therapycode_impl_match *m = &j->w->matches[i];
        if (!therapycode_impl_is_select_cue(m->cue) || therapycode_impl_is_opening_cue(m->cue) ||
            !is_of_complexity(j, m))
            continue;
        for (k = 0; k < THERAPYCODE_IMPL_MAYBE; k++) {
            if (!is_evaluation(j, piece->maybe[k]) || therapycode_impl_weight_for(j->w, m, piece->maybe[k]) <= 0)
                continue;
            if (found != THERAPYCODE_NONE && found != piece->maybe[k])
                return;
            found = piece->maybe[k];
        }
    }
    piece->slot = found;
    if (found != THERAPYCODE_NONE)
        therapycode_impl_code_of(j, found)->told = 1;
}

/* What the words of one place leave open, another place of the note may have settled. */
static void settle_open(struct therapycode_impl_joining *j)
{
    int32_t i, k;
    int level = 0;
    for (i = 0; i < j->pieces->count; i++)
        if (j->pieces->all[i].slot != THERAPYCODE_NONE)
            therapycode_impl_code_of(j, j->pieces->all[i].slot)->told = 1;
    for (i = 0; i < j->pieces->count; i++) {
        struct therapycode_impl_piece *piece = &j->pieces->all[i];
        if (piece->slot == THERAPYCODE_NONE && !level && is_evaluation(j, piece->maybe[0])) {
            settle_level(j, piece);
            level = 1; /* what another place of the note says of it is the same */
        }
        for (k = 0; k < THERAPYCODE_IMPL_MAYBE && piece->slot == THERAPYCODE_NONE; k++) {
            int32_t maybe = piece->maybe[k];
            if (maybe != THERAPYCODE_NONE && (therapycode_impl_code_of(j, maybe)->told ||
                                              therapycode_impl_code_of(j, maybe)->activity != THERAPYCODE_NONE))
                piece->slot = maybe;
        }
    }
}

/* "Cognitive tx: memory strategies": named as a heading is, with its detail in its sentence. */
static int has_colon(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    const struct therapycode_impl_match *m = &j->w->matches[piece->rows.match_first];
    const struct therapycode_impl_statement *s =
        therapycode_impl_row(j->e, THERAPYCODE_IMPL_STATEMENTS, piece->statement);
    const char *data =
        ((const struct therapycode_impl_read_text *)therapycode_impl_row(j->e, THERAPYCODE_IMPL_TEXTS, 0))->data;
    const struct therapycode_impl_piece *next = piece + 1;
    int alone = next == j->pieces->all + j->pieces->count ||
                ((const struct therapycode_impl_statement *)therapycode_impl_row(j->e, THERAPYCODE_IMPL_STATEMENTS,
                                                                                 next->statement))
                        ->sentence != s->sentence;
    return alone && m->start == s->start && m->end < s->end && data[m->end] == ':';
}

/*
 * Exercise of whatever kind in a pool or a group is done in it, as long as it took no longer; what needs the
 * therapist's hands or a device and has its own time is not.
 */
static int is_part_of_whole(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    const struct therapycode_code *code = piece->slot == THERAPYCODE_NONE ? NULL : &j->e->engine->codes[piece->slot];
    if (piece->heading != THERAPYCODE_NONE || j->whole == THERAPYCODE_NONE || piece->slot == j->whole ||
        (code != NULL && code->timing != THERAPYCODE_TIMED))
        return 0;
    if (piece->minutes == THERAPYCODE_NONE)
        return 1;
    return (code == NULL || is_of(j, piece->slot, THERAPYCODE_IMPL_NATURE_EXERCISE)) && piece->start > j->whole_start &&
           (j->whole_minutes == THERAPYCODE_NONE || piece->minutes <= j->whole_minutes) &&
           !therapycode_impl_is_individual(j, statement_of(j, piece));
}

/* What an evaluation names without repetitions was looked at. */
static int is_examined(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    return j->has_evaluation && !piece->verdict.dose;
}

static int is_timed(const struct therapycode_impl_joining *j, int32_t slot)
{
    return slot != THERAPYCODE_NONE && j->e->engine->codes[slot].timing == THERAPYCODE_TIMED;
}

/* Another discipline bills it, in a note most of whose services are of this one; in speech therapy, of which any is. */
static int is_of_another(const struct therapycode_impl_joining *j, int32_t slot)
{
    return !is_own(j, slot) &&
           (j->own > j->foreign || (j->own > 0 && j->e->session.discipline == THERAPYCODE_SLP));
}

/* A name without heading and minutes, whose code is known. */
static int is_only_mentioned(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    if (is_of_another(j, piece->slot) || (is_examined(j, piece) && is_timed(j, piece->slot)))
        return 1;
    if (j->e->engine->codes[piece->slot].disciplines & 1 << THERAPYCODE_SLP)
        return (j->has_minutes || j->has_heading) && !has_colon(j, piece);
    if (piece->plain && !j->has_heading && (piece->verdict.dose || j->timed_pieces < 2))
        return 0; /* done, though its time is not told */
    return j->has_minutes && is_timed(j, piece->slot);
}

/*
 * Where a note gives minutes service by service, a timed code that is named without them and without a heading is a
 * detail of one of those services: it stays only where its code is there anyway. Speech and swallowing are untimed:
 * what a note names beside its heading is a detail of that session too; and so is what another discipline bills.
 */
static int is_detail_only(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    if (is_part_of_whole(j, piece))
        return 1;
    if (piece->minutes != THERAPYCODE_NONE)
        return 0;
    if (piece->heading != THERAPYCODE_NONE) /* "UB dressing: mod A" */
        return is_examined(j, piece) && piece->verdict.confidence < SURE && is_timed(j, piece->slot);
    if (piece->weak && !piece->plain && j->pieces->count > 1)
        return 1;
    if (piece->slot == THERAPYCODE_NONE)
        return j->has_minutes || (is_examined(j, piece) && !is_evaluation(j, piece->maybe[0]));
    return is_only_mentioned(j, piece);
}

/* ---- joining ---- */

static void attach(struct therapycode_impl_joining *j, int32_t index, int32_t reading)
{
    struct therapycode_impl_piece *piece = &j->pieces->all[index];
    piece->reading = reading;
    piece->next = THERAPYCODE_NONE;
    if (j->first_piece[reading] == THERAPYCODE_NONE)
        j->first_piece[reading] = index;
    else
        j->pieces->all[j->last_piece[reading]].next = index;
    j->last_piece[reading] = index;
}

/* The activity of a code that a piece is about: the next one, or a near one with the same minutes. */
static int32_t pick_activity(struct therapycode_impl_joining *j, struct therapycode_impl_of_code *code,
                             const struct therapycode_impl_piece *piece)
{
    int32_t i, seen = 0, before = THERAPYCODE_NONE, picked = code->activity;
    if (picked == THERAPYCODE_NONE)
        return code->host;
    for (i = picked; i != THERAPYCODE_NONE && seen < LOOK_AHEAD; before = i, i = j->next_activity[i], seen++) {
        if (piece->minutes == THERAPYCODE_NONE || reading_at(j, i)->minutes != piece->minutes)
            continue;
        if (before == THERAPYCODE_NONE)
            break;
        j->next_activity[before] = j->next_activity[i];
        return i;
    }
    code->activity = j->next_activity[picked];
    return picked;
}

/* An activity without a piece of its code, with the same minutes: the same service, read as another code. */
static int32_t same_minutes(const struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    int32_t i, most = j->activity_count < 64 ? j->activity_count : 64;
    if (piece->minutes == THERAPYCODE_NONE)
        return THERAPYCODE_NONE;
    for (i = 0; i < most; i++) {
        const struct therapycode_reading *row = reading_at(j, i);
        if (row->minutes == piece->minutes && j->first_piece[i] == THERAPYCODE_NONE)
            return i;
    }
    return THERAPYCODE_NONE;
}

static const struct therapycode_impl_verdict *verdict_of(struct therapycode_impl_joining *j,
                                                         struct therapycode_impl_piece *piece)
{
    if (!piece->weighed)
        therapycode_impl_weigh(j->w, &piece->rows, &piece->verdict);
    piece->weighed = 1;
    return &piece->verdict;
}

/* Further blocks are stated with the first when that has more minutes than its own: 97129 of 30 min. */
static struct therapycode_impl_of_code *stated_with(struct therapycode_impl_joining *j, int32_t slot,
                                                    struct therapycode_impl_of_code *code)
{
    int32_t base = j->e->engine->codes[slot].add_on_to;
    struct therapycode_impl_of_code *first = base == THERAPYCODE_NONE ? code : therapycode_impl_code_of(j, base);
    return first->stated > j->e->engine->codes[base == THERAPYCODE_NONE ? slot : base].minutes_per_unit ? first : code;
}

/* Of a code for a group the note must tell that there was one. */
static int is_spoken_for(const struct therapycode_impl_joining *j, int32_t activity)
{
    int32_t stated = slot_of_reading(j, activity);
    return stated == THERAPYCODE_NONE || j->e->engine->codes[stated].contact != THERAPYCODE_GROUP || j->tells_group;
}

/* A piece that fits an activity. 1 when it found one. */
static int join_activity(struct therapycode_impl_joining *j, int32_t index)
{
    struct therapycode_impl_piece *piece = &j->pieces->all[index];
    struct therapycode_impl_of_code *code = therapycode_impl_code_of(j, piece->slot);
    struct therapycode_finding *finding;
    const struct therapycode_impl_verdict *verdict;
    struct therapycode_reading *row;
    int32_t activity;
    if (code->host == THERAPYCODE_NONE)
        code = stated_with(j, piece->slot, code);
    if (code->host != THERAPYCODE_NONE && code->host < j->activity_count) {
        activity = pick_activity(j, code, piece);
    } else {
        activity = same_minutes(j, piece);
        if (activity == THERAPYCODE_NONE)
            return 0;
        verdict = verdict_of(j, piece);
        therapycode_impl_report_stated(j->w, activity, verdict, is_spoken_for(j, activity));
        row = reading_at(j, activity);
        if (row->code[0] == '\0' && row->context == THERAPYCODE_PERFORMED) {
            memcpy(row->code, j->e->engine->codes[piece->slot].code, 8); /* the note tells what the facts do not */
            row->question = NULL;
            therapycode_impl_withdraw_question(j->e, activity);
            if (row->candidate_count == 0)
                therapycode_impl_emit_candidates(j->w, activity, &piece->rows, verdict, verdict, THERAPYCODE_NONE);
            therapycode_impl_lead_candidate(j->e, activity);
        }
    }
    row = reading_at(j, activity);
    if (j->first_piece[activity] == THERAPYCODE_NONE) {
        finding = THERAPYCODE_IMPL_FIND(j->e, SELECT_JOINED, activity + 1,
                                        therapycode_impl_code_arg(j->e->engine->codes[piece->slot].code));
        finding->activity = activity;
    }
    code->joined = add_minutes(code->joined, piece->minutes);
    if (row->minutes == THERAPYCODE_NONE && piece->minutes != THERAPYCODE_NONE) {
        row->minutes = piece->minutes;
        finding = THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_READ,
                                        therapycode_impl_code_arg(j->e->engine->codes[piece->slot].code),
                                        piece->minutes);
        finding->activity = activity;
        code->stated = add_minutes(code->stated, piece->minutes);
    }
    attach(j, index, activity);
    return 1;
}

/* The words that speak for a code that a list of charges gives the time of: those of the note, not the number there. */
static struct therapycode_impl_piece *telling_piece(struct therapycode_impl_joining *j, int32_t index)
{
    struct therapycode_impl_piece *piece = &j->pieces->all[index];
    int32_t i;
    for (i = 0; i < index && (piece->by_number || piece->summary); i++) {
        struct therapycode_impl_piece *other = &j->pieces->all[i];
        if (other->slot == piece->slot && other->slot != THERAPYCODE_NONE && !other->by_number && !other->summary)
            return other;
    }
    return piece;
}

static int32_t new_reading(struct therapycode_impl_joining *j, int32_t index)
{
    struct therapycode_impl_piece *piece = telling_piece(j, index);
    const struct therapycode_impl_verdict *verdict;
    int32_t reading = therapycode_impl_add_reading(j->e, THERAPYCODE_NONE);
    struct therapycode_reading *row = reading_at(j, reading);
    row->minutes = j->pieces->all[index].minutes;
    if (j->e->status != THERAPYCODE_OK)
        return reading;
    verdict = verdict_of(j, piece);
    therapycode_impl_emit_candidates(j->w, reading, &piece->rows, verdict, verdict, THERAPYCODE_NONE);
    if (piece->slot != THERAPYCODE_NONE && !verdict->determined) {
        row = reading_at(j, reading); /* its heading named it */
        memcpy(row->code, j->e->engine->codes[piece->slot].code, 8);
        therapycode_impl_lead_candidate(j->e, reading);
    } else {
        therapycode_impl_answer(j->w, reading, verdict);
    }
    return reading;
}

/* "TE 15 min. Tandem walking 4x, SLS 3x30 s": plainly done, as another service, and no time stands with it. */
static void ask_for_time(struct therapycode_impl_joining *j, const struct therapycode_impl_piece *piece)
{
    if (piece->slot == THERAPYCODE_NONE || piece->minutes != THERAPYCODE_NONE || j->has_evaluation ||
        !(piece->plain || piece->verdict.confidence >= SURE) ||
        !piece->verdict.determined || !is_own(j, piece->slot) || j->activity_count > 0 ||
        j->e->engine->codes[piece->slot].timing != THERAPYCODE_TIMED || is_part_of_whole(j, piece) ||
        therapycode_impl_code_of(j, piece->slot)->parts > 0)
        return;
    therapycode_impl_code_of(j, piece->slot)->parts = 1; /* said once */
    therapycode_impl_show(j->e,
                          THERAPYCODE_IMPL_FIND(j->e, SELECT_TIME_MISSING,
                                                therapycode_impl_code_arg(j->e->engine->codes[piece->slot].code)),
                          THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, piece->start, piece->end);
}

/* A piece that no activity is about. */
static void place_piece(struct therapycode_impl_joining *j, int32_t index)
{
    struct therapycode_impl_piece *piece = &j->pieces->all[index];
    struct therapycode_impl_of_code *code =
        piece->slot == THERAPYCODE_NONE ? NULL : therapycode_impl_code_of(j, piece->slot);
    int32_t reading;
    if (code != NULL && code->host != THERAPYCODE_NONE) {
        struct therapycode_reading *host = reading_at(j, code->host);
        if (piece->minutes == THERAPYCODE_NONE || host->minutes == THERAPYCODE_NONE) {
            if (host->minutes == THERAPYCODE_NONE)
                host->minutes = piece->minutes;
            attach(j, index, code->host);
            return;
        }
    }
    if (is_detail_only(j, piece)) {
        ask_for_time(j, piece);
        return;
    }
    if (code == NULL && j->activity_count > 0 && piece->minutes == THERAPYCODE_NONE)
        return; /* a bare mention beside stated activities */
    reading = new_reading(j, index);
    if (j->e->status != THERAPYCODE_OK)
        return;
    attach(j, index, reading);
    if (code == NULL)
        return;
    if (code->host == THERAPYCODE_NONE)
        code->host = reading;
    if (j->activity_count > 0)
        THERAPYCODE_IMPL_FIND(j->e, SELECT_NOTE_FOUND,
                              therapycode_impl_code_arg(j->e->engine->codes[piece->slot].code));
}

/* What is known of a code in this note; NULL: nothing, or it has none. */
static const struct therapycode_impl_of_code *known_of(const struct therapycode_impl_joining *j, int32_t slot)
{
    return slot != THERAPYCODE_NONE && j->codes[slot].round == j->e->round ? &j->codes[slot] : NULL;
}

/* A service and its further blocks are told as one: "cognitive training 30 min" beside 97129 and 97130 of 15 each. */
static void report_conflicts(struct therapycode_impl_joining *j)
{
    size_t i;
    if (j->activity_count == 0)
        return;
    for (i = 0; i < j->e->engine->code_count; i++) {
        const struct therapycode_impl_of_code *code = known_of(j, (int32_t)i);
        const struct therapycode_impl_of_code *further = known_of(j, j->w->scheme->add_on[i]);
        int32_t base = j->e->engine->codes[i].add_on_to, stated, joined;
        if (code == NULL || (base != THERAPYCODE_NONE && known_of(j, base) != NULL))
            continue;
        stated = further == NULL ? code->stated : add_minutes(code->stated, further->stated);
        joined = further == NULL ? code->joined : add_minutes(code->joined, further->joined);
        if (stated != THERAPYCODE_NONE && joined != THERAPYCODE_NONE && stated != joined)
            THERAPYCODE_IMPL_FIND(j->e, SELECT_MINUTES_CONFLICT,
                                  therapycode_impl_code_arg(j->e->engine->codes[i].code), stated, joined);
    }
}

/* ---- where it stands ---- */

/* The last of the rows goes where it stands in the note: those with minutes came first. */
static void in_order(struct therapycode_evidence *last, int32_t count)
{
    struct therapycode_evidence row = *last;
    for (; count > 1 && last[-1].start > row.start; count--, last--)
        last[0] = last[-1];
    *last = row;
}

static void emit_places(struct therapycode_impl_joining *j)
{
    int32_t reading, count = therapycode_impl_count(j->e, THERAPYCODE_IMPL_READINGS);
    for (reading = 0; reading < count && reading < j->reading_room; reading++) {
        int32_t at = j->first_piece[reading], first = therapycode_impl_count(j->e, THERAPYCODE_IMPL_EVIDENCE), left;
        struct therapycode_reading *row;
        if (at == THERAPYCODE_NONE)
            continue;
        for (left = EVIDENCE_MOST; at != THERAPYCODE_NONE && left > 0; at = j->pieces->all[at].next, left--) {
            const struct therapycode_impl_piece *piece = &j->pieces->all[at];
            struct therapycode_evidence *evidence =
                therapycode_impl_add_here(j->e, THERAPYCODE_IMPL_EVIDENCE, sizeof *evidence);
            evidence->why = "the note tells of it here";
            evidence->source = THERAPYCODE_FROM_NOTE;
            evidence->index = THERAPYCODE_NONE;
            evidence->start = piece->start;
            evidence->end = piece->end;
            in_order(evidence, therapycode_impl_count(j->e, THERAPYCODE_IMPL_EVIDENCE) - first);
        }
        row = reading_at(j, reading);
        row->evidence_first = first;
        row->evidence_count = therapycode_impl_count(j->e, THERAPYCODE_IMPL_EVIDENCE) - first;
    }
}

void therapycode_impl_join(struct therapycode_impl_weighing *w, struct therapycode_impl_pieces *pieces)
{
    struct therapycode_impl_joining j;
    int32_t i, pass;
    memset(&j, 0, sizeof j);
    j.w = w;
    j.e = w->e;
    j.pieces = pieces;
    if (pieces->count == 0 && w->e->session.activity_count == 0) {
        therapycode_impl_find(w->e, THERAPYCODE_IMPL_MESSAGE_SELECT_NO_ACTIVITY, NULL, 0);
        therapycode_impl_report_unheard(&j);
        return;
    }
    if (pieces->count == 0 || !prepare(&j))
        return;
    index_activities(&j);
    therapycode_impl_settle_near(&j);
    settle_open(&j);
    therapycode_impl_settle_groups(&j);
    therapycode_impl_settle_shared(&j);
    therapycode_impl_settle_within(&j);
    therapycode_impl_settle_summaries(&j);
    therapycode_impl_report_parts(&j);
    therapycode_impl_settle_unsaid(&j);
    /* those with minutes first: those without go to one of them */
    for (pass = 0; pass < 2; pass++)
        for (i = 0; i < pieces->count && w->e->status == THERAPYCODE_OK; i++) {
            const struct therapycode_impl_piece *piece = &pieces->all[i];
            if ((piece->minutes != THERAPYCODE_NONE) != (pass == 0))
                continue;
            if (piece->slot == THERAPYCODE_NONE || j.activity_count == 0 || !join_activity(&j, i))
                place_piece(&j, i);
        }
    report_conflicts(&j);
    therapycode_impl_give_total(&j);
    if (!therapycode_impl_give_only_time(&j))
        therapycode_impl_report_lone(&j);
    therapycode_impl_report_unheard(&j);
    emit_places(&j);
    therapycode_impl_emit_stretches(j.e, pieces);
}
