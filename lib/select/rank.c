/* The codes that words speak for, in their order, and the neighbours that lose. */
#include "base/text.h"
#include "select/weigh.h"

enum {
    MORE_SHARE = 4,      /* further phrases of a code count a quarter */
    MORE_MOST = 30,
    FOREIGN = 40,        /* against a code that the discipline does not bill */
    FARTHER = 20,        /* against a code that hardly any word names and that is no usual neighbour of the first */
    AIMED = 4,           /* a neighbour that is named as an aim only gains a quarter */
    KEEP_SHARE = 3       /* a candidate below a third of the first takes nothing from its lead */
};

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

int therapycode_impl_is_far_behind(const struct therapycode_impl_verdict *verdict, int32_t i)
{
    return verdict->ranked[i].score < verdict->ranked[0].score / KEEP_SHARE;
}

void therapycode_impl_rank_codes(struct therapycode_impl_weighing *w, struct therapycode_impl_verdict *verdict)
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
    while (verdict->count > 2 && therapycode_impl_is_far_behind(verdict, verdict->count - 1))
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

static void insert(struct therapycode_impl_rank *found, int32_t count, int32_t slot, int32_t score)
{
    for (; count > 0 && found[count - 1].score < score; count--)
        found[count] = found[count - 1];
    found[count].slot = slot;
    found[count].score = score;
}

/*
 * The usual neighbours stand last, so that it can be said why they lose: by how usual they are in the discipline, and
 * by what the words shift to. A code far behind is one of them: a word that hardly says anything does not put a
 * code before those that are usually meant.
 */
void therapycode_impl_add_neighbours(const struct therapycode_impl_weighing *w,
                                     struct therapycode_impl_verdict *verdict)
{
    const struct therapycode_impl_near *near =
        w->scheme->near + (size_t)verdict->ranked[0].slot * THERAPYCODE_IMPL_NEAR_MOST;
    struct therapycode_impl_rank found[THERAPYCODE_IMPL_NEAR_MOST + 1], last = verdict->ranked[1];
    int32_t k, i, usual, count = 0, weak = verdict->count == 2 && therapycode_impl_is_far_behind(verdict, 1);
    int32_t left = !weak ? 0 : in_force(w, last.slot)->disciplines >> w->discipline & 1 ? last.score - FARTHER : 0;
    for (k = 0; k < THERAPYCODE_IMPL_NEAR_MOST && near[k].slot != THERAPYCODE_NONE; k++) {
        const struct therapycode_code *code = in_force(w, near[k].slot);
        const struct therapycode_impl_slot_weight *at = &w->slots[near[k].slot];
        usual = near[k].nearness[w->discipline];
        if (weak && near[k].slot == last.slot)
            left = last.score + usual;
        if (usual == 0 || code == NULL || !(code->disciplines >> w->discipline & 1) || is_ranked(verdict, near[k].slot))
            continue;
        insert(found, count++, near[k].slot, at->best + at->shift + at->aim / AIMED + usual);
    }
    if (weak) {
        insert(found, count++, last.slot, left);
        verdict->count = 1;
    }
    for (i = 0; i < count && verdict->count < THERAPYCODE_IMPL_RANKED; i++) {
        found[i].score = weak && i == 0 && found[i].slot == last.slot ? last.score : 0;
        verdict->ranked[verdict->count++] = found[i];
    }
}

/* The unattended form of electrical stimulation is one service under two codes; the policy says which. */
void therapycode_impl_name_by_policy(const struct therapycode_impl_weighing *w,
                                     struct therapycode_impl_verdict *verdict)
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
