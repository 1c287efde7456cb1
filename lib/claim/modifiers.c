/*
 * Modifiers: what belongs on a line and why, what the caller stated against it, and the order of the policy.
 * Pub. 100-04, ch. 5, sec. 20.1 (discipline, assistants), 10.3.3 (KX, order), NCCI ch. I-E (59 and X).
 */
#include <string.h>

#include "base/text.h"
#include "claim/claim.h"

/* The group of a modifier in the policy's order; 0: the library has no rule for it. */
static int group_of(uint16_t m)
{
    switch (m) {
    case MODIFIER_59:
    case MODIFIER_XE:
    case MODIFIER_XS:
    case MODIFIER_XP:
    case MODIFIER_XU:
        return THERAPYCODE_IMPL_MODIFIER_ORDER_59;
    case MODIFIER_GP:
    case MODIFIER_GO:
    case MODIFIER_GN:
        return THERAPYCODE_IMPL_MODIFIER_ORDER_DISCIPLINE;
    case MODIFIER_CQ:
    case MODIFIER_CO:
        return THERAPYCODE_IMPL_MODIFIER_ORDER_ASSISTANT;
    case MODIFIER_KX:
        return THERAPYCODE_IMPL_MODIFIER_ORDER_KX;
    case MODIFIER_GA:
    case MODIFIER_GX:
    case MODIFIER_GY:
    case MODIFIER_GZ:
    case MODIFIER_95:
    case MODIFIER_93:
    case MODIFIER_GT:
    case MODIFIER_96:
    case MODIFIER_97:
    case MODIFIER_99:
    case MODIFIER_LT:
    case MODIFIER_RT:
        return THERAPYCODE_IMPL_MODIFIER_ORDER_OTHER;
    default:
        return 0;
    }
}

static int64_t arg(uint16_t m)
{
    return (int64_t)((uint64_t)m << 48); /* as therapycode_impl_modifier_arg(m, 0, 0) */
}

/* ---- what the caller stated ---- */

static void check_discipline(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                             const struct therapycode_tally *tally, uint16_t m)
{
    uint16_t wanted = therapycode_impl_discipline_modifier(tally->discipline);
    int64_t name = (int64_t)therapycode_impl_code_key(tally->code);
    if (m != wanted)
        THERAPYCODE_IMPL_FIND(c->e, MODIFIER_DISCIPLINE_MISMATCH, arg(m), name,
                              therapycode_impl_text_arg(therapycode_impl_discipline_name(tally->discipline)),
                              arg(wanted))->activity = claimed->activity;
    else if (claimed->code != NULL && claimed->code->therapy_list == THERAPYCODE_IMPL_THERAPY_LIST_NONE)
        THERAPYCODE_IMPL_FIND(c->e, MODIFIER_OFF_LIST, arg(m), name)->activity = claimed->activity;
}

/* CQ and CO: from 2020, CQ beside GP and CO beside GO, never for speech; then against the minutes. */
static void check_assistant(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                            const struct therapycode_tally *tally, uint16_t m)
{
    const struct therapycode_evaluation *e = c->e;
    int32_t exempt = therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_ASSISTANT_EXEMPT_SETTINGS);
    int64_t name = (int64_t)therapycode_impl_code_key(tally->code);
    struct therapycode_finding *finding = NULL;
    if (!c->medicare_rules && m == therapycode_impl_assistant_modifier(tally->discipline))
        return; /* the contract decides */
    if (e->session.date_of_service < 20200101)
        finding = THERAPYCODE_IMPL_FIND(c->e, MODIFIER_ASSISTANT_EARLY, arg(m), name);
    else if (tally->discipline == THERAPYCODE_SLP)
        finding = THERAPYCODE_IMPL_FIND(c->e, MODIFIER_ASSISTANT_SPEECH, arg(m), name);
    else if (m != therapycode_impl_assistant_modifier(tally->discipline) ||
             claimed->discipline_modifier == THERAPYCODE_IMPL_WITHOUT ||
             claimed->discipline_modifier == THERAPYCODE_IMPL_WRONG)
        finding = THERAPYCODE_IMPL_FIND(c->e, MODIFIER_ASSISTANT_PAIRING, arg(m), name,
                                        arg(m == MODIFIER_CQ ? MODIFIER_GP : MODIFIER_GO));
    else if ((exempt >> e->session.setting & 1) != 0)
        finding = THERAPYCODE_IMPL_FIND(c->e, MODIFIER_ASSISTANT_EXEMPT, arg(m), name);
    else if (tally->assistant_units == 0 && tally->minutes != THERAPYCODE_NONE)
        finding = THERAPYCODE_IMPL_FIND(c->e, MODIFIER_ASSISTANT_NOT_SHOWN, arg(m), name, tally->assistant_minutes,
                                        tally->minutes);
    if (finding != NULL)
        finding->activity = claimed->activity;
}

/* The caller listed modifiers and left the assistant's out, which the minutes ask for. */
static void check_assistant_missing(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                                    const struct therapycode_tally *tally)
{
    uint16_t m = therapycode_impl_assistant_modifier(tally->discipline);
    if (tally->assistant_units == 0 || m == 0)
        return;
    THERAPYCODE_IMPL_FIND(c->e, MODIFIER_ASSISTANT_MISSING, arg(m), (int64_t)therapycode_impl_code_key(tally->code),
                          tally->assistant_units, tally->units)->activity = claimed->activity;
}

static void check_other(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                        const struct therapycode_tally *tally, uint16_t m)
{
    struct therapycode_finding *finding = NULL;
    int64_t name = (int64_t)therapycode_impl_code_key(tally->code);
    int32_t telehealth = c->e->session.telehealth;
    if ((m == MODIFIER_96 || m == MODIFIER_97) && c->medicare_rules)
        finding = THERAPYCODE_IMPL_FIND(c->e, MODIFIER_HABILITATIVE, arg(m), name);
    else if ((m == MODIFIER_95 || m == MODIFIER_GT) &&
             (telehealth == THERAPYCODE_IN_PERSON || telehealth == THERAPYCODE_AUDIO))
        finding = THERAPYCODE_IMPL_FIND(c->e, TELEHEALTH_MARK_CONFLICT, arg(m), name);
    else if (m == MODIFIER_93 && (telehealth == THERAPYCODE_IN_PERSON || telehealth == THERAPYCODE_VIDEO))
        finding = THERAPYCODE_IMPL_FIND(c->e, TELEHEALTH_MARK_CONFLICT, arg(m), name);
    else if (m == MODIFIER_GA && therapycode_impl_states(claimed, MODIFIER_GZ))
        finding = THERAPYCODE_IMPL_FIND(c->e, LIABILITY_CONFLICT, arg(MODIFIER_GA), arg(MODIFIER_GZ), name);
    else if (group_of(m) == 0)
        finding = THERAPYCODE_IMPL_FIND(c->e, MODIFIER_UNKNOWN, arg(m), name);
    if (finding != NULL)
        finding->activity = claimed->activity;
}

/* 59 beside an X modifier, or two of them: the exact one is used alone (NCCI ch. I-E). */
static void check_distinct(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                           const struct therapycode_tally *tally)
{
    uint16_t found[3] = { 0, 0, 0 };
    int32_t i, n = 0;
    for (i = 0; i < claimed->stated_count && n < 3; i++)
        if (group_of(claimed->stated[i]) == THERAPYCODE_IMPL_MODIFIER_ORDER_59)
            found[n++] = claimed->stated[i];
    if (n > 1)
        THERAPYCODE_IMPL_FIND(c->e, MODIFIER_59_AND_X, therapycode_impl_modifier_arg(found[0], found[1], found[2]),
                              (int64_t)therapycode_impl_code_key(tally->code))->activity = claimed->activity;
}

/* Entries of one code go on one line: what only some of them state stands for all. */
static void check_mixed(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                        const struct therapycode_tally *tally)
{
    uint16_t some[3] = { 0, 0, 0 };
    int32_t i, n = 0;
    if (claimed->activities < 2)
        return;
    for (i = 0; i < claimed->stated_count && n < 3; i++) {
        int group = group_of(claimed->stated[i]);
        if ((claimed->everywhere >> i & 1u) == 0 && group != THERAPYCODE_IMPL_MODIFIER_ORDER_DISCIPLINE &&
            group != THERAPYCODE_IMPL_MODIFIER_ORDER_ASSISTANT)
            some[n++] = claimed->stated[i];
    }
    if (n > 0)
        THERAPYCODE_IMPL_FIND(c->e, MODIFIER_MIXED, (int64_t)therapycode_impl_code_key(tally->code),
                              therapycode_impl_modifier_arg(some[0], some[1], some[2]))->activity = claimed->activity;
}

static void check_stated(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                         const struct therapycode_tally *tally)
{
    int32_t i;
    int assistant = 0;
    for (i = 0; i < claimed->stated_count; i++) {
        uint16_t m = claimed->stated[i];
        switch (group_of(m)) {
        case THERAPYCODE_IMPL_MODIFIER_ORDER_DISCIPLINE:
            check_discipline(c, claimed, tally, m);
            break;
        case THERAPYCODE_IMPL_MODIFIER_ORDER_ASSISTANT:
            check_assistant(c, claimed, tally, m);
            assistant = 1;
            break;
        default: /* KX is a matter of amounts: threshold.c */
            check_other(c, claimed, tally, m);
            break;
        }
    }
    if (!assistant)
        check_assistant_missing(c, claimed, tally);
    check_distinct(c, claimed, tally);
    check_mixed(c, claimed, tally);
}

/*
 * GP, GO, GN: every line of an always-therapy code; of a sometimes-therapy code under a plan of care, which a
 * therapist's claim is; never off the list; an evaluation only with its own. sec. 20, 20.1, 20.2 D.
 */
static int32_t discipline_use(const struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                              const struct therapycode_tally *tally)
{
    const struct therapycode_code *code = claimed->code;
    int32_t i;
    if (therapycode_impl_states(claimed, therapycode_impl_discipline_modifier(tally->discipline)))
        return THERAPYCODE_IMPL_STATED;
    for (i = 0; i < claimed->stated_count; i++)
        if (group_of(claimed->stated[i]) == THERAPYCODE_IMPL_MODIFIER_ORDER_DISCIPLINE)
            return THERAPYCODE_IMPL_WRONG;
    if (code == NULL || code->therapy_list == THERAPYCODE_IMPL_THERAPY_LIST_NONE || !c->adds_discipline)
        return THERAPYCODE_IMPL_WITHOUT;
    if ((code->disciplines >> tally->discipline & 1) == 0 && therapycode_impl_is_evaluation(c->e->engine, tally->code))
        return THERAPYCODE_IMPL_WITHOUT;
    return THERAPYCODE_IMPL_ADDED;
}

static void say_disciplined(struct therapycode_impl_claim *c)
{
    int32_t d;
    for (d = THERAPYCODE_PT; d <= THERAPYCODE_SLP; d++)
        if (c->disciplined[d] > 0)
            THERAPYCODE_IMPL_STEP(c->e, MODIFIER_DISCIPLINE, arg(therapycode_impl_discipline_modifier(d)),
                                  c->disciplined[d], therapycode_impl_text_arg(therapycode_impl_discipline_name(d)));
}

void therapycode_impl_claim_stated(struct therapycode_impl_claim *c)
{
    int32_t i;
    for (i = 0; i < c->tally_count; i++) {
        const struct therapycode_tally *tally = therapycode_impl_claim_tally(c, i);
        struct therapycode_impl_claimed *claimed = &c->claimed[i];
        int32_t lines = (tally->units > tally->assistant_units) + (tally->assistant_units > 0);
        claimed->discipline_modifier = discipline_use(c, claimed, tally);
        if (claimed->discipline_modifier == THERAPYCODE_IMPL_ADDED) {
            if (claimed->code->therapy_list == THERAPYCODE_IMPL_THERAPY_LIST_ALWAYS)
                c->disciplined[tally->discipline] += lines;
            else if (lines > 0)
                THERAPYCODE_IMPL_STEP(c->e, MODIFIER_SOMETIMES,
                                      arg(therapycode_impl_discipline_modifier(tally->discipline)),
                                      (int64_t)therapycode_impl_code_key(tally->code))
                    ->tally = i;
        }
        if (claimed->stated_count > 0 && tally->units > 0)
            check_stated(c, claimed, tally);
    }
    say_disciplined(c);
}

/* ---- modifiers of the whole visit ---- */

static void liability(struct therapycode_impl_claim *c)
{
    static const uint16_t by_fact[5] = { 0, MODIFIER_GA, MODIFIER_GX, MODIFIER_GY, MODIFIER_GZ };
    uint16_t m = by_fact[c->e->session.liability];
    if (m == 0)
        return;
    if (therapycode_impl_option(c->e, THERAPYCODE_IMPL_OPTION_ADVANCE_NOTICE) !=
        THERAPYCODE_IMPL_DISCIPLINE_MODIFIERS_YES) {
        THERAPYCODE_IMPL_FIND(c->e, LIABILITY_NOT_THIS_PAYER, arg(m));
        return;
    }
    c->liability = m;
    THERAPYCODE_IMPL_STEP(c->e, LIABILITY_ADDED, arg(m));
    if (m == MODIFIER_GZ)
        THERAPYCODE_IMPL_FIND(c->e, LIABILITY_NO_NOTICE, arg(m));
}

static uint16_t telehealth_mark(const struct therapycode_evaluation *e)
{
    if (e->session.telehealth == THERAPYCODE_VIDEO)
        switch (therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_TELEHEALTH_VIDEO)) {
        case THERAPYCODE_IMPL_TELEHEALTH_VIDEO_95:
            return MODIFIER_95;
        case THERAPYCODE_IMPL_TELEHEALTH_VIDEO_GT:
            return MODIFIER_GT;
        default:
            return 0;
        }
    return therapycode_impl_option(e, THERAPYCODE_IMPL_OPTION_TELEHEALTH_AUDIO) == THERAPYCODE_IMPL_TELEHEALTH_AUDIO_93
               ? MODIFIER_93
               : 0;
}

/*
 * Therapists entered Medicare telehealth on 2020-03-01 and leave it after 2027-12-31 unless the law is extended
 * (Consolidated Appropriations Act, 2026).
 */
static void telehealth(struct therapycode_impl_claim *c)
{
    const struct therapycode_session *s = &c->e->session;
    int by_place = s->place_of_service == 2 || s->place_of_service == 10;
    if (s->telehealth != THERAPYCODE_VIDEO && s->telehealth != THERAPYCODE_AUDIO) {
        if (by_place)
            THERAPYCODE_IMPL_FIND(c->e, TELEHEALTH_PLACE, s->place_of_service);
        return;
    }
    if (c->medicare_rules && s->date_of_service < 20200301)
        THERAPYCODE_IMPL_FIND(c->e, TELEHEALTH_BEFORE, s->date_of_service);
    else if (c->medicare_rules && s->date_of_service >= 20280101)
        THERAPYCODE_IMPL_FIND(c->e, TELEHEALTH_ENDED, s->date_of_service);
    else if (c->medicare_rules)
        THERAPYCODE_IMPL_FIND(c->e, TELEHEALTH_CODE_LIST, s->date_of_service / 10000);
    c->telehealth = telehealth_mark(c->e);
    if (c->telehealth != 0)
        THERAPYCODE_IMPL_STEP(c->e, TELEHEALTH_ADDED, arg(c->telehealth));
    else
        THERAPYCODE_IMPL_FIND(c->e, TELEHEALTH_MARK_UNKNOWN, s->date_of_service / 10000);
}

void therapycode_impl_claim_visit_modifiers(struct therapycode_impl_claim *c)
{
    liability(c);
    telehealth(c);
}

/* ---- lines ---- */

enum { LIST_MAX = THERAPYCODE_IMPL_STATED_MAX + 8, OTHER_RANK = 8 };

struct list {
    uint16_t modifiers[LIST_MAX];
    int8_t ranks[LIST_MAX];
    int32_t count;
    int32_t moved;  /* 1: those were not in the policy's order */
    uint32_t order;
};

/* Where a group stands in the policy's order. */
static int8_t rank_of(uint32_t order, int group)
{
    int8_t i;
    if (group == 0)
        group = THERAPYCODE_IMPL_MODIFIER_ORDER_OTHER;
    for (i = 0; i < OTHER_RANK - 1; i++)
        if ((int)(order >> (4 * i) & 15u) == group)
            return i;
    return OTHER_RANK;
}

/* Stable: within a group the order of arrival stays. */
static void put(struct list *list, uint16_t m, int stated)
{
    int8_t rank = rank_of(list->order, group_of(m));
    int32_t i, at = list->count;
    for (i = 0; i < list->count; i++)
        if (list->modifiers[i] == m)
            return;
    while (at > 0 && list->ranks[at - 1] > rank) {
        list->modifiers[at] = list->modifiers[at - 1];
        list->ranks[at] = list->ranks[at - 1];
        at--;
    }
    list->modifiers[at] = m;
    list->ranks[at] = rank;
    if (stated && at < list->count)
        list->moved = 1;
    list->count++;
}

/*
 * With the assistant's modifier beside none of GP and GO the claim would be returned: it stays off, and that is said.
 */
static void put_assistant(struct therapycode_impl_claim *c, struct list *list, int32_t index, int32_t units)
{
    const struct therapycode_tally *tally = therapycode_impl_claim_tally(c, index);
    const struct therapycode_impl_claimed *claimed = &c->claimed[index];
    uint16_t m = therapycode_impl_assistant_modifier(tally->discipline);
    if (m == 0)
        return;
    if (claimed->discipline_modifier == THERAPYCODE_IMPL_WITHOUT ||
        claimed->discipline_modifier == THERAPYCODE_IMPL_WRONG) {
        if (!therapycode_impl_states(claimed, m))
            THERAPYCODE_IMPL_FIND(c->e, MODIFIER_ASSISTANT_LEFT_OFF, arg(m),
                                  (int64_t)therapycode_impl_code_key(tally->code),
                                  arg(therapycode_impl_discipline_modifier(tally->discipline)))
                ->activity = claimed->activity;
        return;
    }
    put(list, m, 0);
    THERAPYCODE_IMPL_STEP(c->e, MODIFIER_ASSISTANT, arg(m), (int64_t)therapycode_impl_code_key(tally->code), units,
                          tally->units)->tally = index;
}

/*
 * Those that the activities state. The assistant's goes with the units that are the assistant's, where there are any.
 */
static void put_stated(struct list *list, const struct therapycode_impl_claimed *claimed,
                       const struct therapycode_tally *tally, int by_assistant)
{
    uint16_t assistant = therapycode_impl_assistant_modifier(tally->discipline);
    int32_t i;
    for (i = 0; i < claimed->stated_count; i++) {
        if (claimed->stated[i] == assistant && !by_assistant && tally->assistant_units > 0)
            continue;
        put(list, claimed->stated[i], 1);
    }
}

static void write(char to[4], uint16_t m)
{
    to[0] = (char)(m >> 8);
    to[1] = (char)(m & 0xFF);
}

static void fill(struct therapycode_impl_claim *c, struct list *list, int32_t index, int32_t line, int32_t left_over)
{
    const struct therapycode_tally *tally = therapycode_impl_claim_tally(c, index);
    struct therapycode_line *row = therapycode_impl_row(c->e, THERAPYCODE_IMPL_LINES, line);
    int32_t i, most = therapycode_impl_option(c->e, THERAPYCODE_IMPL_OPTION_MAX_MODIFIERS);
    uint16_t out[6] = { 0, 0, 0, 0, 0, 0 };
    if (most < 1 || most > 4)
        most = 4;
    for (i = 0; i < list->count && i < most; i++)
        write(row->modifiers[i], list->modifiers[i]);
    for (i = most; i < list->count && i < most + 6; i++)
        out[i - most] = list->modifiers[i];
    if (list->moved)
        THERAPYCODE_IMPL_STEP(c->e, MODIFIER_ORDERED, (int64_t)therapycode_impl_code_key(tally->code))->tally = index;
    if (list->count + left_over > most)
        THERAPYCODE_IMPL_FIND(c->e, MODIFIER_FOUR_SLOTS, list->count + left_over,
                              (int64_t)therapycode_impl_code_key(tally->code), most,
                              therapycode_impl_modifier_arg(out[0], out[1], out[2]),
                              therapycode_impl_modifier_arg(out[3], out[4], out[5]))->line = line;
}

/* Every modifier that belongs on a line, in the policy's order. */
static void write_modifiers(struct therapycode_impl_claim *c, int32_t index, int32_t number, int32_t units,
                            int by_assistant)
{
    const struct therapycode_tally *tally = therapycode_impl_claim_tally(c, index);
    const struct therapycode_impl_claimed *claimed = &c->claimed[index];
    struct list list;
    list.count = 0;
    list.moved = 0;
    list.order = (uint32_t)therapycode_impl_option(c->e, THERAPYCODE_IMPL_OPTION_MODIFIER_ORDER);
    put_stated(&list, claimed, tally, by_assistant);
    if (claimed->discipline_modifier == THERAPYCODE_IMPL_ADDED)
        put(&list, therapycode_impl_discipline_modifier(tally->discipline), 0);
    if (by_assistant)
        put_assistant(c, &list, index, units);
    if (c->add_kx[therapycode_impl_pot(tally->discipline)] &&
        claimed->discipline_modifier != THERAPYCODE_IMPL_WITHOUT)
        put(&list, MODIFIER_KX, 0);
    if (c->liability != 0)
        put(&list, c->liability, 0);
    if (c->telehealth != 0)
        put(&list, c->telehealth, 0);
    fill(c, &list, index, number, claimed->stated_over);
}

static inline struct therapycode_line *add_line(struct therapycode_impl_claim *c, int32_t index, int32_t units)
{
    const struct therapycode_tally *tally = therapycode_impl_claim_tally(c, index);
    struct therapycode_line *line = therapycode_impl_add_here(c->e, THERAPYCODE_IMPL_LINES, sizeof *line);
    memcpy(line->code, tally->code, sizeof line->code);
    line->discipline = tally->discipline;
    line->units = units;
    line->minutes = tally->minutes;
    line->tally = index;
    line->suggested = THERAPYCODE_NO;
    return line;
}

static void add_full_line(struct therapycode_impl_claim *c, int32_t index, int32_t units, int by_assistant)
{
    int32_t number = therapycode_impl_count(c->e, THERAPYCODE_IMPL_LINES);
    struct therapycode_line *line = add_line(c, index, units);
    if (c->claimed[index].suggested)
        line->suggested = THERAPYCODE_YES;
    write_modifiers(c, index, number, units, by_assistant);
}

void therapycode_impl_claim_plain(struct therapycode_impl_claim *c)
{
    int32_t i;
    int64_t total = 0;
    for (i = 0; i < c->tally_count; i++) {
        const struct therapycode_tally *tally = therapycode_impl_claim_tally(c, i);
        struct therapycode_line *line;
        total += tally->units;
        if (tally->units == 0)
            continue;
        line = add_line(c, i, tally->units);
        if (!c->adds_discipline)
            continue;
        write(line->modifiers[0], therapycode_impl_discipline_modifier(tally->discipline));
        c->disciplined[tally->discipline]++;
    }
    say_disciplined(c);
    c->e->summary.total_units = total > INT32_MAX ? INT32_MAX : (int32_t)total;
}

void therapycode_impl_claim_lines(struct therapycode_impl_claim *c)
{
    int32_t i;
    int64_t total = 0;
    for (i = 0; i < c->tally_count; i++) {
        const struct therapycode_tally *tally = therapycode_impl_claim_tally(c, i);
        int32_t units = tally->units, assistant = tally->assistant_units;
        if (units > assistant)
            add_full_line(c, i, units - assistant, 0);
        if (assistant > 0)
            add_full_line(c, i, assistant, 1);
        if (units > assistant && assistant > 0)
            THERAPYCODE_IMPL_STEP(c->e, LINE_SPLIT, (int64_t)therapycode_impl_code_key(tally->code), units - assistant,
                                  assistant)->tally = i;
        total += units;
    }
    c->e->summary.total_units = total > INT32_MAX ? INT32_MAX : (int32_t)total;
}
