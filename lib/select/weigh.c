#include "select/weigh.h"

#include <string.h>

#include "base/text.h"
#include "select/telling.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum {
    MORE_SHARE = 4,      /* further phrases of a code count a quarter */
    MORE_MOST = 30,
    LEAD = 8,            /* for the code that is named first */
    ADDED = 25,          /* over the base code, for the add-on code of a line that tells of further blocks */
    AIM_ALONE = 70,      /* per cent */
    AIM_SHARE = 5,       /* an aim that names a code counts a fifth, for a code that is a candidate anyway */
    FOREIGN = 40,        /* against a code that the discipline does not bill */
    MINUTES_TELL = 60,   /* minutes of treatment speak for a service */
    DOSE_TELLS = 45,     /* and so does "3x10" */
    FURTHER = 20, FURTHER_MOST = 160,
    SPEAKS_FOR = 60,     /* per cent of the score speak for a service, at most */
    SPEAKS_MOST = 92,
    TRUSTED = 34,        /* a lead is trusted so much further than the service is */
    OWED = 56,           /* and it owes so much in any case */
    NOW = 170,           /* per cent of a state, for a sentence in the present */
    FOUND = 300,         /* and for a line that tells nothing else */
    GRADED = 60,         /* added to a state that is told right behind what is named, */
    LATER = 3,           /* and the share of one in a later clause */
    PLAINLY = 100,       /* so plain is it told that it was no deed that what follows with "and" is none either */
    A_HEAD = 36,         /* the head of a name ("rotation") tells by itself how something moved as often as what was done */
    LEAST_NAME = 20,     /* a phrase of less names nothing by itself */
    NARROW = 50, AREA_TELLS = 60, BAND = 20,
    FARTHER = 20,       /* and one that is usual in another */
    NEAREST = 5,        /* the neighbour that the discipline of the visit usually has */
    KEEP_SHARE = 3       /* a candidate below a third of the first takes nothing from its lead */
};

/* ---- gathering ---- */

int therapycode_impl_weighing_begin(struct therapycode_impl_weighing *w, struct therapycode_evaluation *e)
{
    size_t slots = e->engine->code_count + 1;
    memset(w, 0, sizeof *w);
    w->e = e;
    w->scheme = &e->engine->scheme;
    w->matches = (const void *)e->tables[THERAPYCODE_IMPL_MATCHES].data;
    w->voices = e->engine->vocabulary.phrases;
    w->discipline = e->session.discipline;
    w->named = INT32_MAX;
    w->object = THERAPYCODE_NONE;
    w->slots = therapycode_impl_lasting(e, THERAPYCODE_IMPL_SLOT_WEIGHTS, slots);
    return w->slots != NULL && therapycode_impl_find_reaches(w);
}

static void forget(struct therapycode_impl_weighing *w)
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
 * The strength of words for a state or a rest: more right behind what is named ("Transfers: min A"), less in a later clause, which
 * tells how it went ("STM to calf, pt reports less pain").
 */
static int32_t graded(int32_t cue, const char *data, int32_t from, int32_t to, int32_t strength)
{
    int32_t at = from;
    if (from == 0 || to <= from || (cue != CUE(STATUS) && cue != CUE(REST)))
        return strength;
    while (at < to && strchr(" :=-", data[at]) != NULL)
        at++;
    if (at == to)
        return strength + (cue == CUE(STATUS) ? GRADED : 0);
    while (at < to && strchr(",;().|", data[at]) == NULL)
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
    if (reach == THERAPYCODE_IMPL_REACH_AIM && m->cue == CUE(STATUS))
        return; /* the deficit that the treatment is for */
    if (opening) {
        if (verdict->end == 0) {
            verdict->start = m->start;
            w->named = (int32_t)(m - w->matches);
        }
        verdict->end = m->end > verdict->end ? m->end : verdict->end;
        if (w->name_end == 0 || voice->slot == THERAPYCODE_NONE || voice->weight > A_HEAD)
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
static int is_pronoun(const char *data, const struct therapycode_impl_statement *s, const struct therapycode_impl_match *m)
{
    static const char joints[] = " with w in for c and on at to after using from of without ";
    int32_t at = m->end + 1, start = at;
    if (m->end - m->start != 1 || data[m->start] != 'I' || at >= s->end || data[m->end] != ' ')
        return 0;
    while (at < s->end && therapycode_impl_is_small(data[at]))
        at++;
    return at > start && !therapycode_impl_is_listed(joints, data + start, (size_t)(at - start));
}

static void gather(struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows,
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
            data = ((const struct therapycode_impl_read_text *)therapycode_impl_row(w->e, THERAPYCODE_IMPL_TEXTS, s->text))->data;
            if (s->is_state || s->is_of_now || is_diagnosis(data, s))
                hear(w, CUE(STATUS), s->is_state ? FOUND : NOW);
        }
        if (w->reaches[i] == THERAPYCODE_IMPL_REACH_UNDONE) {
            if (therapycode_impl_is_opening_cue(m->cue) && verdict->context == 0)
                verdict->context = m->context;
            continue;
        }
        if (w->reaches[i] == THERAPYCODE_IMPL_REACH_NONE || (m->cue == CUE(STATUS) && is_pronoun(data, s, m)))
            continue;
        take_match(w, m, w->reaches[i], verdict, &lead, data);
    }
}

/* ---- deciding ---- */

static void apply_cues(struct therapycode_impl_weighing *w)
{
    int32_t i;
    for (i = 0; i < w->cue_count; i++) {
        int32_t cue = w->cues[i];
        uint32_t at;
        for (at = w->scheme->effect_first[cue]; at < w->scheme->effect_first[cue + 1]; at++) {
            const struct therapycode_impl_effect *effect = &w->scheme->effects[at];
            int32_t weight = effect->weight * w->strength[cue] / 100;
            if (effect->opens)
                open_code(w, effect->slot, weight);
            else
                shift_code(w, effect->slot, weight);
        }
    }
}

/* Negative pressure is one code up to 50 square centimetres, 97605, and another beyond, 97606: a stated area decides. */
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

/* Management of remote monitoring is one code from 10 to 19 minutes of a month, 98979, and another from 20 on, 98980. */
static void look_at_band(struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows)
{
    const struct therapycode_impl_minutes *minutes = (const void *)w->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    int32_t i, slot, count = w->touched_count, none = (int32_t)w->e->engine->code_count;
    if (rows->minutes_end != rows->minutes_first + 1 || w->strength[CUE(ADDITIONAL)] > 0)
        return;
    for (i = 0; i < count; i++) {
        slot = w->slots[i].touched;
        if (slot == none || slot == 0 || memcmp(w->e->engine->codes[slot].code, "98980", 5) != 0 || w->slots[slot].best == 0)
            continue;
        if (minutes[rows->minutes_first].minutes < BAND && memcmp(w->e->engine->codes[slot - 1].code, "98979", 5) == 0) {
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
        open_code(w, add_on, w->slots[slot].best + (w->strength[CUE(ADDITIONAL)] < 60 ? -ADDED : ADDED)); /* "continued" is open */
        w->slots[add_on].shift = w->slots[slot].shift;
        w->slots[add_on].more = w->slots[slot].more;
    }
}

static int has_minutes(const struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows)
{
    const struct therapycode_impl_minutes *minutes = (const void *)w->e->tables[THERAPYCODE_IMPL_MINUTES].data;
    int32_t i;
    for (i = rows->minutes_first; i < rows->minutes_end; i++)
        if (minutes[i].kind == THERAPYCODE_IMPL_MINUTES_TREATMENT)
            return 1;
    return 0;
}

/* What the numbers of a piece show. */
static struct therapycode_impl_told look_at_numbers(const struct therapycode_impl_weighing *w,
                                                    const struct therapycode_impl_piece_rows *rows)
{
    struct therapycode_impl_told told = { 0, 0, 0, THERAPYCODE_NONE, w->discipline, w->e->session.date_of_service, 0, 0, 0 };
    int32_t i;
    if (rows->match_first == rows->match_end)
        return told;
    for (i = w->matches[rows->match_first].statement; i <= w->matches[rows->match_end - 1].statement; i++)
        therapycode_impl_look_at_figures(w->e, therapycode_impl_row(w->e, THERAPYCODE_IMPL_STATEMENTS, i), &told);
    told.minutes = has_minutes(w, rows);
    told.tally = told.tally && w->strength[CUE(MEASURE)] == 0;
    return told;
}

/* The code in force on the date of service, or NULL. */
static const struct therapycode_code *in_force(const struct therapycode_impl_weighing *w, int32_t slot)
{
    const struct therapycode_engine *engine = w->e->engine;
    return therapycode_impl_find_code(engine, therapycode_impl_code_key(engine->codes[slot].code),
                                      w->e->session.date_of_service);
}

static void rank(struct therapycode_impl_verdict *verdict, int32_t slot, int32_t score)
{
    int32_t i = verdict->count < THERAPYCODE_IMPL_RANKED ? verdict->count++ : THERAPYCODE_IMPL_RANKED;
    if (i == THERAPYCODE_IMPL_RANKED) {
        i--;
        if (verdict->ranked[i].score > score || (verdict->ranked[i].score == score && verdict->ranked[i].slot < slot))
            return;
    }
    for (; i > 0 && (verdict->ranked[i - 1].score < score ||
                     (verdict->ranked[i - 1].score == score && verdict->ranked[i - 1].slot > slot)); i--)
        verdict->ranked[i] = verdict->ranked[i - 1];
    verdict->ranked[i].slot = slot;
    verdict->ranked[i].score = score;
}

static int is_far_behind(const struct therapycode_impl_verdict *verdict, int32_t i)
{
    return verdict->ranked[i].score < verdict->ranked[0].score / KEEP_SHARE;
}

static void rank_codes(struct therapycode_impl_weighing *w, struct therapycode_impl_verdict *verdict)
{
    int32_t i, more, score, none = (int32_t)w->e->engine->code_count;
    for (i = 0; i < w->touched_count; i++) {
        int32_t slot = w->slots[i].touched;
        const struct therapycode_code *code;
        if (slot == none || w->slots[slot].best == 0 || (code = in_force(w, slot)) == NULL)
            continue;
        more = w->slots[slot].more / MORE_SHARE;
        score = w->slots[slot].best + (more < MORE_MOST ? more : MORE_MOST) + w->slots[slot].shift;
        if (!(code->disciplines >> w->discipline & 1))
            score -= FOREIGN;
        if (score > 0)
            rank(verdict, slot, score);
    }
    /* The second is named however little speaks for it: it is the usual neighbour of what was done. */
    while (verdict->count > 2 && is_far_behind(verdict, verdict->count - 1))
        verdict->count--;
    if (verdict->count > 0)
        verdict->foreign = !(in_force(w, verdict->ranked[0].slot)->disciplines >> w->discipline & 1);
}

static int is_ranked(const struct therapycode_impl_verdict *verdict, int32_t slot)
{
    int32_t i = 0;
    while (i < verdict->count && verdict->ranked[i].slot != slot)
        i++;
    return i < verdict->count;
}

/*
 * Neighbours that no word names stand last, so that it can be said why they lose: first towards what the words shift,
 * then the one that is usual in the discipline, then as the table has them.
 */
static void add_neighbours(const struct therapycode_impl_weighing *w, struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_impl_near *near =
        w->scheme->near + (size_t)verdict->ranked[0].slot * THERAPYCODE_IMPL_NEAR_MOST;
    struct therapycode_impl_rank found[THERAPYCODE_IMPL_NEAR_MOST];
    int32_t k, i, score, count = 0;
    for (k = 0; k < THERAPYCODE_IMPL_NEAR_MOST && near[k].slot != THERAPYCODE_NONE; k++) {
        const struct therapycode_code *code = in_force(w, near[k].slot);
        if (code == NULL || !(code->disciplines >> w->discipline & 1) || is_ranked(verdict, near[k].slot))
            continue;
        score = w->slots[near[k].slot].best + w->slots[near[k].slot].shift +
                (near[k].discipline == 0 ? 0 : near[k].discipline == w->discipline ? NEAREST : -FARTHER);
        for (i = count++; i > 0 && found[i - 1].score <= score; i--)
            found[i] = found[i - 1];
        found[i].slot = near[k].slot;
        found[i].score = score;
    }
    for (i = 0; i < count && verdict->count < THERAPYCODE_IMPL_RANKED; i++) {
        found[i].score = 0;
        verdict->ranked[verdict->count++] = found[i];
    }
}

/* The unattended form of electrical stimulation is one service under two codes; the policy says which. */
static void name_by_policy(const struct therapycode_impl_weighing *w, struct therapycode_impl_verdict *verdict)
{
    int32_t i, to = w->scheme->unattended_other;
    if (therapycode_impl_option(w->e, THERAPYCODE_IMPL_OPTION_UNATTENDED_ESTIM_CODE) !=
            THERAPYCODE_IMPL_UNATTENDED_ESTIM_CODE_97014 ||
        to == THERAPYCODE_NONE)
        return;
    for (i = 0; i < verdict->count; i++)
        if (verdict->ranked[i].slot == w->scheme->unattended)
            verdict->ranked[i].slot = to;
}

static int begins_with_and(struct therapycode_evaluation *e, int32_t statement)
{
    const struct therapycode_impl_statement *s = therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, statement);
    const struct therapycode_impl_read_text *text = therapycode_impl_row(e, THERAPYCODE_IMPL_TEXTS, s->text);
    return s->end - s->start > 4 && memcmp(text->data + s->start, "and ", 4) == 0;
}

/* "Gait: RW 60 ft, slow" may tell what was found; "Therapeutic exercise: ...", "Balance: tandem walk, fair" what was done. */
static int is_label(const struct therapycode_impl_weighing *w, const struct therapycode_impl_statement *s,
                    const struct therapycode_impl_match *name)
{
    const struct therapycode_impl_match *m, *end = &w->matches[s->match_first + s->match_count];
    const struct therapycode_impl_vocabulary_phrase *voice = &w->voices[name->phrase];
    if (name->cue > CUE(CORE) || (voice->slot != THERAPYCODE_NONE && voice->weight >= THERAPYCODE_IMPL_HEADING_WEIGHT))
        return 0;
    for (m = name + 1; m < end; m++)
        if (m->start >= name->end && therapycode_impl_is_opening_cue(m->cue) && w->voices[m->phrase].weight > A_HEAD)
            return 0;
    return 1;
}

/* How a statement tells of what a match in it names. */
static int32_t told_of(const struct therapycode_impl_weighing *w, const struct therapycode_impl_match *m,
                       struct therapycode_impl_told *told)
{
    const struct therapycode_impl_statement *s = therapycode_impl_row(w->e, THERAPYCODE_IMPL_STATEMENTS, m->statement);
    told->label = is_label(w, s, m);
    return therapycode_impl_telling(therapycode_impl_row(w->e, THERAPYCODE_IMPL_TEXTS, s->text), s, w->matches, m,
                                    told);
}

/* How the words tell of what they name, against a service; of several statements the one that tells best of a deed. */
static int32_t told_against(const struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows,
                            struct therapycode_impl_told *told)
{
    int32_t i, against, before = 0, least = 0, last = THERAPYCODE_NONE;
    told->thing = w->named == INT32_MAX;
    if (told->thing && w->object != THERAPYCODE_NONE)
        return told_of(w, &w->matches[w->object], told);
    for (i = w->named; i < rows->match_end; i++) {
        const struct therapycode_impl_match *m = &w->matches[i];
        if (m->statement == last || (m->context != THERAPYCODE_PERFORMED && i > w->named) ||
            !therapycode_impl_is_opening_cue(m->cue) ||
            (w->voices[m->phrase].weight < LEAST_NAME && i > w->named))
            continue;
        against = told_of(w, m, told);
        if (last != THERAPYCODE_NONE && before >= PLAINLY && begins_with_and(w->e, m->statement))
            against = before; /* "before this admission she used a bench and did meal prep" */
        before = against;
        least = last == THERAPYCODE_NONE || against < least ? against : least;
        last = m->statement;
    }
    return least;
}

/* How far what is named outweighs what speaks against a service: the plainer it is named, the more. */
static int32_t surplus(int32_t top, int32_t against)
{
    int32_t speaks = top * SPEAKS_FOR / 100;
    return (speaks < SPEAKS_MOST ? speaks : SPEAKS_MOST) - against - OWED;
}

/* What the words of a cue speak for "no service". */
static int32_t speaks_against(const struct therapycode_impl_weighing *w, int32_t cue)
{
    const struct therapycode_impl_effect *effects = w->scheme->effects;
    int32_t sum = 0;
    uint32_t at;
    for (at = w->scheme->effect_first[cue]; at < w->scheme->effect_first[cue + 1]; at++)
        if (effects[at].slot == (int32_t)w->e->engine->code_count)
            sum += effects[at].weight * w->strength[cue] / 100;
    return sum;
}

/* 92521 to 92524, 96105, 96125, 97750: told of by the name of a test and a figure, "CAPE-V 42"; "SSI-4" is but a name. */
static int is_test(const struct therapycode_impl_weighing *w, const char *code, const struct therapycode_impl_piece_rows *rows)
{
    const struct therapycode_impl_statement *s =
        therapycode_impl_row(w->e, THERAPYCODE_IMPL_STATEMENTS, w->matches[rows->match_first].statement);
    const struct therapycode_impl_read_text *text = therapycode_impl_row(w->e, THERAPYCODE_IMPL_TEXTS, s->text);
    const struct therapycode_impl_number *numbers = (const void *)w->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i = s->number_first, end = s->number_first + s->number_count;
    if (!(memcmp(code, "9252", 4) == 0 && code[4] >= '1' && code[4] <= '4') && strcmp(code, "96105") != 0 &&
        strcmp(code, "96125") != 0 && strcmp(code, "97750") != 0)
        return 0;
    while (i < end && (numbers[i].start == 0 || text->data[numbers[i].start - 1] != ' '))
        i++;
    return i < end && w->strength[CUE(DONE)] == 0 && w->strength[CUE(EVALUATION)] == 0;
}

/* 97161 to 97168, 92521 to 92524, 92610 */
static int is_evaluation(const char *code)
{
    return memcmp(code, "9716", 4) == 0 || (memcmp(code, "9252", 4) == 0 && code[4] >= '1' && code[4] <= '4') ||
           memcmp(code, "92610", 5) == 0;
}

void therapycode_impl_weigh(struct therapycode_impl_weighing *w, const struct therapycode_impl_piece_rows *rows,
                            struct therapycode_impl_verdict *verdict)
{
    int32_t no_service, no_work, top;
    memset(verdict, 0, sizeof *verdict);
    gather(w, rows, verdict);
    apply_cues(w);
    look_at_area(w, rows);
    look_at_band(w, rows);
    open_aims(w);
    open_add_ons(w);
    rank_codes(w, verdict);
    no_service = w->slots[w->e->engine->code_count].shift;
    /* rest, waiting and paperwork: minutes do not make a service of them */
    no_work = speaks_against(w, CUE(REST)) + speaks_against(w, CUE(ADMIN)) + speaks_against(w, CUE(DONE));
    verdict->no_work = no_work >= THERAPYCODE_IMPL_NO_SERVICE;
    if (no_work > no_service)
        no_work = no_service;
    if (verdict->count > 0) {
        struct therapycode_impl_told told = look_at_numbers(w, rows);
        told.test = is_test(w, w->e->engine->codes[verdict->ranked[0].slot].code, rows);
        name_by_policy(w, verdict);
        verdict->dose = told.dose;
        verdict->best = w->slots[verdict->ranked[0].slot].best;
        top = verdict->ranked[0].score;
        if (is_evaluation(w->e->engine->codes[verdict->ranked[0].slot].code)) /* what is found is part of it */
            no_service -= speaks_against(w, CUE(STATUS)) + speaks_against(w, CUE(MEASURE));
        else if (memcmp(w->e->engine->codes[verdict->ranked[0].slot].code, "98975", 5) == 0) /* teaching is */
            no_service -= speaks_against(w, CUE(TALK));
        if (told.dose)
            no_work -= DOSE_TELLS;
        if (no_service > no_work)
            no_service -= (told.minutes ? MINUTES_TELL : 0) + (told.dose ? DOSE_TELLS : 0);
        if (no_service < no_work)
            no_service = no_work;
        if (verdict->no_work && w->strength[CUE(ADMIN)] == 0) /* rest has its minutes too */
            told.minutes = 0;
        no_service += told_against(w, rows, &told);
        verdict->margin = verdict->count > 1 && !is_far_behind(verdict, 1) ? top - verdict->ranked[1].score : top;
        verdict->service = top >= THERAPYCODE_IMPL_SCORE_ENOUGH && surplus(top, no_service) > 0;
        verdict->determined = verdict->service && verdict->margin >= THERAPYCODE_IMPL_MARGIN_ENOUGH;
        if (verdict->margin > surplus(top, no_service) + TRUSTED)
            verdict->margin = surplus(top, no_service) > -TRUSTED ? surplus(top, no_service) + TRUSTED : 0;
        verdict->confidence = therapycode_impl_confidence(w->e->engine, verdict->margin);
        add_neighbours(w, verdict);
    }
    forget(w);
}

int32_t therapycode_impl_weight_for(const struct therapycode_impl_weighing *w,
                                    const struct therapycode_impl_match *match, int32_t slot)
{
    const struct therapycode_impl_vocabulary_phrase *voice = &w->voices[match->phrase];
    uint32_t at;
    int32_t base = w->e->engine->codes[slot].add_on_to;
    if (slot == w->scheme->unattended_other)
        slot = w->scheme->unattended;
    if (voice->slot != THERAPYCODE_NONE) /* words for a service speak for its further blocks too */
        return voice->slot == slot || (base != THERAPYCODE_NONE && voice->slot == base) ? voice->weight : 0;
    for (at = w->scheme->effect_first[match->cue]; at < w->scheme->effect_first[match->cue + 1]; at++)
        if (w->scheme->effects[at].slot == slot)
            return w->scheme->effects[at].weight * voice->weight / 100;
    return 0;
}
