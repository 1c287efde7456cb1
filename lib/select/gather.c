/* What the words of a piece speak for, by code: its phrases, its cues, and figures that decide between two codes. */
#include <string.h>

#include "base/text.h"
#include "select/telling.h"
#include "select/weigh.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum {
    LEAD = 8,            /* for the code that is named first */
    ADDED = 25,          /* over the base code, for the add-on code of a line that tells of further blocks */
    AIM_ALONE = 70,      /* per cent */
    AIM_SHARE = 5,       /* an aim that names a code counts a fifth, for a code that is a candidate anyway */
    FURTHER = 20, FURTHER_MOST = 160,
    NOW = 170,           /* per cent of a state, for a sentence in the present */
    FOUND = 300,         /* and for a line that tells nothing else */
    GRADED = 60,         /* added to a state that is told right behind what is named, */
    LATER = 3,           /* and the share of one in a later clause */
    NARROW = 50, AREA_TELLS = 60, BAND = 20
};

void therapycode_impl_forget(struct therapycode_impl_weighing *w)
{
    int32_t i;
    for (i = 0; i < w->touched_count; i++) {
        struct therapycode_impl_slot_weight *at = &w->slots[w->slots[i].touched];
        at->best = at->more = at->shift = at->aim = at->is_touched = 0;
    }
    for (i = 0; i < w->cue_count; i++)
        w->strength[w->cues[i]] = 0;
    w->touched_count = 0;
    w->cue_count = 0;
    w->named = INT32_MAX;
    w->name_end = 0;
    w->object = THERAPYCODE_NONE;
}

static void touch(struct therapycode_impl_weighing *w, int32_t slot)
{
    if (w->slots[slot].is_touched)
        return;
    w->slots[slot].is_touched = 1;
    w->slots[w->touched_count++].touched = slot;
}

static int32_t clamp(int32_t value)
{
    return value > 100000 ? 100000 : value < -100000 ? -100000 : value;
}

static void open_code(struct therapycode_impl_weighing *w, int32_t slot, int32_t weight)
{
    touch(w, slot);
    if (weight <= 0) {
        w->slots[slot].shift = clamp(w->slots[slot].shift + weight);
    } else if (weight > w->slots[slot].best) {
        w->slots[slot].more = clamp(w->slots[slot].more + w->slots[slot].best);
        w->slots[slot].best = weight;
    } else {
        w->slots[slot].more = clamp(w->slots[slot].more + weight);
    }
}

static void shift_code(struct therapycode_impl_weighing *w, int32_t slot, int32_t weight)
{
    touch(w, slot);
    w->slots[slot].shift = clamp(w->slots[slot].shift + weight);
}

static void aim_at(struct therapycode_impl_weighing *w, int32_t slot, int32_t weight)
{
    shift_code(w, slot, weight / AIM_SHARE);
    if (weight > w->slots[slot].aim)
        w->slots[slot].aim = weight;
}

static void hear(struct therapycode_impl_weighing *w, int32_t cue, int32_t strength)
{
    if (w->strength[cue] == 0)
        w->cues[w->cue_count++] = cue;
    else if ((cue == CUE(STATUS) || cue == CUE(MEASURE)) && w->strength[cue] < FURTHER_MOST)
        w->strength[cue] += FURTHER; /* several words of a state are plainer than one */
    if (strength > w->strength[cue] || w->strength[cue] == 0)
        w->strength[cue] = strength;
}

/* A movement named as an aim is a task that the exercise serves. */
static int is_task_as_aim(int32_t cue)
{
    return cue == CUE(RISE) || cue == CUE(STAIRS) || cue == CUE(REACH) || cue == CUE(WALKING);
}

/*
 * The strength of words for a state or a rest: more right behind what is named ("Transfers: min A"), less in a later
 * clause, which tells how it went ("STM to calf, pt reports less pain").
 */
static int32_t graded(int32_t cue, const char *data, int32_t from, int32_t to, int32_t strength)
{
    int32_t at = from;
    if (from == 0 || to <= from || (cue != CUE(STATUS) && cue != CUE(REST)))
        return strength;
    while (at < to && THERAPYCODE_IMPL_AMONG(" :=-", data[at]))
        at++;
    if (at == to)
        return strength + (cue == CUE(STATUS) ? GRADED : 0);
    while (at < to && !THERAPYCODE_IMPL_AMONG(",;().|", data[at]))
        at++;
    return at < to ? strength / LATER : strength;
}

static void take_match(struct therapycode_impl_weighing *w, const struct therapycode_impl_match *m, int32_t reach,
                       struct therapycode_impl_verdict *verdict, int32_t *lead, const char *data)
{
    const struct therapycode_impl_vocabulary_phrase *voice = &w->voices[m->phrase];
    int opening = therapycode_impl_is_opening_cue(m->cue);
    if (reach == THERAPYCODE_IMPL_REACH_AIM && opening) {
        if (voice->slot != THERAPYCODE_NONE)
            aim_at(w, voice->slot, voice->weight);
        else if (is_task_as_aim(m->cue))
            hear(w, CUE(TASK), 60);
        return;
    }
    if (reach == THERAPYCODE_IMPL_REACH_AIM && (m->cue == CUE(STATUS) || m->cue == CUE(HANDLING)))
        return; /* the deficit, or the task, that the treatment is for */
    if (opening) {
        if (verdict->end == 0) {
            verdict->start = m->start;
            w->named = (int32_t)(m - w->matches);
        }
        verdict->end = m->end > verdict->end ? m->end : verdict->end;
        if (w->name_end == 0 || voice->slot == THERAPYCODE_NONE || voice->weight > THERAPYCODE_IMPL_HEAD_WEIGHT)
            w->name_end = verdict->end;
    }
    if (m->cue == CUE(OBJECT) && w->object == THERAPYCODE_NONE)
        w->object = (int32_t)(m - w->matches);
    if (voice->slot == THERAPYCODE_NONE) {
        hear(w, m->cue, graded(m->cue, data, w->name_end, m->start, voice->weight));
    } else if (opening) {
        open_code(w, voice->slot, voice->weight + (*lead == THERAPYCODE_NONE || *lead == m->start ? LEAD : 0));
    } else {
        shift_code(w, voice->slot, voice->weight);
    }
    if (opening && *lead == THERAPYCODE_NONE && (voice->slot == THERAPYCODE_NONE || voice->weight > 0))
        *lead = m->start;
}

/* "R13.12 dysphagia", "G20 ...": a line of diagnoses. */
static int is_diagnosis(const char *data, const struct therapycode_impl_statement *s)
{
    const char *at = data + s->start;
    return s->end - s->start > 4 && therapycode_impl_is_capital(at[0]) && therapycode_impl_is_digit(at[1]) &&
           therapycode_impl_is_digit(at[2]) && (at[3] == '.' || at[3] == ' ');
}

/* "I set up the bench": the therapist; "I with dressing", "transfers I" is independent. */
static int is_pronoun(const char *data, const struct therapycode_impl_statement *s,
                      const struct therapycode_impl_match *m)
{
    static const char joints[] = " with w in for c and on at to after using from of without ";
    int32_t at = m->end + 1, start = at;
    if (m->end - m->start != 1 || data[m->start] != 'I' || at >= s->end || data[m->end] != ' ')
        return 0;
    while (at < s->end && therapycode_impl_is_small(data[at]))
        at++;
    return at > start && !therapycode_impl_is_listed(joints, data + start, (size_t)(at - start));
}

/* "a can of soup", "into the can", "paint can": a thing where no verb follows. */
static int is_vessel(const char *data, const struct therapycode_impl_statement *s,
                     const struct therapycode_impl_match *m)
{
    static const char joints[] = " of with w in into on onto to from and at for while x ";
    int32_t at = m->end, end;
    if (m->end - m->start != 3 || memcmp(data + m->start, "can", 3) != 0)
        return 0;
    if (at == s->end || data[at] != ' ')
        return at == s->end || strchr(",;.)", data[at]) != NULL;
    for (end = ++at; end < s->end && therapycode_impl_is_small(data[end]); end++) {
    }
    return therapycode_impl_is_digit(data[at]) || therapycode_impl_is_listed(joints, data + at, (size_t)(end - at));
}

static void take_matches(struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows,
                         struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_impl_statement *s = NULL;
    const char *data = NULL;
    int32_t i, lead = THERAPYCODE_NONE, statement = THERAPYCODE_NONE;
    for (i = rows->match_first; i < rows->match_end; i++) {
        const struct therapycode_impl_match *m = &w->matches[i];
        if (!therapycode_impl_is_select_cue(m->cue))
            continue;
        if (m->statement != statement) {
            statement = m->statement;
            s = therapycode_impl_row(w->e, THERAPYCODE_IMPL_STATEMENTS, statement);
            data = ((const struct therapycode_impl_read_text *)therapycode_impl_row(w->e, THERAPYCODE_IMPL_TEXTS,
                                                                                    s->text))->data;
            if (s->is_state || s->is_of_now || is_diagnosis(data, s))
                hear(w, CUE(STATUS), s->is_state ? FOUND : NOW);
        }
        if (w->reaches[i] == THERAPYCODE_IMPL_REACH_UNDONE) {
            if (therapycode_impl_is_opening_cue(m->cue) && verdict->context == 0)
                verdict->context = m->context;
            continue;
        }
        if (w->reaches[i] == THERAPYCODE_IMPL_REACH_NONE ||
            (m->cue == CUE(STATUS) && (is_pronoun(data, s, m) || is_vessel(data, s, m))))
            continue;
        take_match(w, m, w->reaches[i], verdict, &lead, data);
    }
}

/* A verb of handling ("took", "emptied") counts no further than the thing that is handled. */
static int32_t strength_of(const struct therapycode_impl_weighing *w, int32_t cue)
{
    int32_t most = cue == CUE(HANDLING) ? w->strength[CUE(OBJECT)] : w->strength[cue];
    return w->strength[cue] < most ? w->strength[cue] : most;
}

static void apply_cues(struct therapycode_impl_weighing *w)
{
    int32_t i;
    for (i = 0; i < w->cue_count; i++) {
        int32_t cue = w->cues[i], strength = strength_of(w, cue);
        uint32_t at;
        for (at = w->scheme->effect_first[cue]; at < w->scheme->effect_first[cue + 1]; at++) {
            const struct therapycode_impl_effect *effect = &w->scheme->effects[at];
            int32_t weight = effect->weight * strength / 100;
            if (effect->opens)
                open_code(w, effect->slot, weight);
            else
                shift_code(w, effect->slot, weight);
        }
    }
}

/*
 * Negative pressure is one code up to 50 square centimetres, 97605, and another beyond, 97606: a stated area decides.
 */
static void look_at_area(struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows)
{
    uint32_t at = w->scheme->effect_first[CUE(NEGATIVE_PRESSURE)];
    int32_t i, area, widest = THERAPYCODE_NONE;
    if (w->strength[CUE(NEGATIVE_PRESSURE)] == 0)
        return;
    for (i = w->matches[rows->match_first].statement; i <= w->matches[rows->match_end - 1].statement; i++) {
        area = therapycode_impl_widest(w->e, therapycode_impl_row(w->e, THERAPYCODE_IMPL_STATEMENTS, i));
        widest = area > widest ? area : widest;
    }
    for (; widest != THERAPYCODE_NONE && at < w->scheme->effect_first[CUE(NEGATIVE_PRESSURE) + 1]; at++) {
        int32_t slot = w->scheme->effects[at].slot;
        if (slot < (int32_t)w->e->engine->code_count && memcmp(w->e->engine->codes[slot].code, "97606", 5) == 0)
            shift_code(w, w->scheme->effects[at].slot, widest > NARROW ? AREA_TELLS : -AREA_TELLS);
    }
}

/*
 * Management of remote monitoring is one code from 10 to 19 minutes of a month, 98979, and another from 20 on, 98980.
 */
static void look_at_band(struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows)
{
    const struct therapycode_impl_minutes *minutes = (const void *)w->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    int32_t i, slot, count = w->touched_count, none = (int32_t)w->e->engine->code_count;
    if (rows->minutes_end != rows->minutes_first + 1 || w->strength[CUE(ADDITIONAL)] > 0)
        return;
    for (i = 0; i < count; i++) {
        slot = w->slots[i].touched;
        if (slot == none || slot == 0 || memcmp(w->e->engine->codes[slot].code, "98980", 5) != 0 ||
            w->slots[slot].best == 0)
            continue;
        if (minutes[rows->minutes_first].minutes < BAND &&
            memcmp(w->e->engine->codes[slot - 1].code, "98979", 5) == 0) {
            open_code(w, slot - 1, w->slots[slot].best);
            shift_code(w, slot, -AREA_TELLS);
        }
        return;
    }
}

/* Where the words name no activity at all, what they aim at is the best that is known of it. */
static void open_aims(struct therapycode_impl_weighing *w)
{
    int32_t i;
    for (i = 0; i < w->touched_count; i++)
        if (w->slots[w->slots[i].touched].best > 0)
            return;
    for (i = 0; i < w->touched_count; i++)
        if (w->slots[w->slots[i].touched].aim > 0)
            w->slots[w->slots[i].touched].best = w->slots[w->slots[i].touched].aim * AIM_ALONE / 100;
}

/* Further blocks of a service take its add-on code, unless the line tells of the first one too. */
static void open_add_ons(struct therapycode_impl_weighing *w)
{
    int32_t i, count = w->touched_count, none = (int32_t)w->e->engine->code_count;
    if (w->strength[CUE(ADDITIONAL)] == 0 || w->strength[CUE(INITIAL)] > 0)
        return;
    for (i = 0; i < count; i++) {
        int32_t slot = w->slots[i].touched, add_on = slot == none ? THERAPYCODE_NONE : w->scheme->add_on[slot];
        if (add_on == THERAPYCODE_NONE || w->slots[slot].best == 0 || w->slots[add_on].best > 0)
            continue;
        /* "continued" is open */
        open_code(w, add_on, w->slots[slot].best + (w->strength[CUE(ADDITIONAL)] < 60 ? -ADDED : ADDED));
        w->slots[add_on].shift = w->slots[slot].shift;
        w->slots[add_on].more = w->slots[slot].more;
    }
}

void therapycode_impl_gather(struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows,
                             struct therapycode_impl_verdict *verdict)
{
    take_matches(w, rows, verdict);
    apply_cues(w);
    look_at_area(w, rows);
    look_at_band(w, rows);
    open_aims(w);
    open_add_ons(w);
}
