/* How strongly the words of a piece speak for a code, and whether they tell of a service at all. */
#include "select/weigh.h"

#include <string.h>

#include "base/text.h"
#include "select/telling.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum {
    MINUTES_TELL = 60,   /* minutes of treatment speak for a service */
    DOSE_TELLS = 45,     /* and so does "3x10" */
    SPEAKS_FOR = 60,     /* per cent of the score speak for a service, at most */
    SPEAKS_MOST = 92,
    TRUSTED = 34,        /* a lead is trusted so much further than the service is */
    OWED = 56,           /* and it owes so much in any case */
    PLAINLY = 100,       /* so plain is it told that it was no deed that what follows with "and" is none either */
    LEAST_NAME = 20      /* a phrase of less names nothing by itself */
};

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
    struct therapycode_impl_told told = { 0, 0, 0, THERAPYCODE_NONE, w->discipline, w->e->session.date_of_service,
                                          0, 0, 0 };
    int32_t i;
    if (rows->match_first == rows->match_end)
        return told;
    for (i = w->matches[rows->match_first].statement; i <= w->matches[rows->match_end - 1].statement; i++)
        therapycode_impl_look_at_figures(w->e, therapycode_impl_row(w->e, THERAPYCODE_IMPL_STATEMENTS, i), &told);
    told.minutes = has_minutes(w, rows);
    told.tally = told.tally && w->strength[CUE(MEASURE)] == 0;
    return told;
}

static int begins_with_and(struct therapycode_evaluation *e, int32_t statement)
{
    const struct therapycode_impl_statement *s = therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, statement);
    const struct therapycode_impl_read_text *text = therapycode_impl_row(e, THERAPYCODE_IMPL_TEXTS, s->text);
    return s->end - s->start > 4 && memcmp(text->data + s->start, "and ", 4) == 0;
}

/*
 * "Gait: RW 60 ft, slow" may tell what was found; "Therapeutic exercise: ...", "Balance: tandem walk, fair" what was
 * done.
 */
static int is_label(const struct therapycode_impl_weighing *w, const struct therapycode_impl_statement *s,
                    const struct therapycode_impl_match *name)
{
    const struct therapycode_impl_match *m, *end = &w->matches[s->match_first + s->match_count];
    const struct therapycode_impl_vocabulary_phrase *voice = &w->voices[name->phrase];
    if (name->cue > CUE(CORE) || (voice->slot != THERAPYCODE_NONE && voice->weight >= THERAPYCODE_IMPL_HEADING_WEIGHT))
        return 0;
    for (m = name + 1; m < end; m++)
        if (m->start >= name->end && therapycode_impl_is_opening_cue(m->cue) &&
            w->voices[m->phrase].weight > THERAPYCODE_IMPL_HEAD_WEIGHT)
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

/*
 * 92521 to 92524, 96105, 96125, 97750: told of by the name of a test and a figure, "CAPE-V 42"; "SSI-4" is but a name.
 */
static int is_test(const struct therapycode_impl_weighing *w, const char *code,
                   const struct therapycode_impl_piece_rows *rows)
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
    therapycode_impl_gather(w, rows, verdict);
    therapycode_impl_rank_codes(w, verdict);
    no_service = w->slots[w->e->engine->code_count].shift;
    /* rest, waiting and paperwork: minutes do not make a service of them */
    no_work = speaks_against(w, CUE(REST)) + speaks_against(w, CUE(ADMIN)) + speaks_against(w, CUE(DONE));
    verdict->no_work = no_work >= THERAPYCODE_IMPL_NO_SERVICE;
    if (no_work > no_service)
        no_work = no_service;
    if (verdict->count > 0) {
        struct therapycode_impl_told told = look_at_numbers(w, rows);
        told.test = is_test(w, w->e->engine->codes[verdict->ranked[0].slot].code, rows);
        therapycode_impl_name_by_policy(w, verdict);
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
        verdict->margin =
            verdict->count > 1 && !therapycode_impl_is_far_behind(verdict, 1) ? top - verdict->ranked[1].score : top;
        verdict->service = top >= THERAPYCODE_IMPL_SCORE_ENOUGH && surplus(top, no_service) > 0;
        verdict->determined = verdict->service && verdict->margin >= THERAPYCODE_IMPL_MARGIN_ENOUGH;
        if (verdict->margin > surplus(top, no_service) + TRUSTED)
            verdict->margin = surplus(top, no_service) > -TRUSTED ? surplus(top, no_service) + TRUSTED : 0;
        verdict->confidence = therapycode_impl_confidence(w->e->engine, verdict->margin);
        therapycode_impl_add_neighbours(w, verdict);
    }
    therapycode_impl_forget(w);
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
