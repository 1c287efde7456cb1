/* Whose deed a statement tells of, and what its first verb says: done, denied, a state, of somebody else. */
#include "select/telling_words.h"

/* A first verb that tells nothing by itself. */
#define A_VERB (UINT64_C(1) << 63)

/* "The aide walked", "Mom reports"; "trained wife", "with her husband", "given by RN" is none. */
static int is_subject(const struct telling *t, int32_t i)
{
    int32_t before = i - 1;
    if (before >= 0 && (t->words[before].is & (IS_OBJECT | IS_OWN | IS_PATIENT)))
        before--;
    return before < 0 || (!(t->words[before].is & (IS_LINK | IS_GIVE)) && !is_past(t, &t->words[before]) &&
                          !ends_in(t, &t->words[before], "ing"));
}

/* A verb that somebody is the subject of. */
static int does(const struct telling *t, int32_t i)
{
    return i < t->count && ((t->words[i].is & (IS_AUX | IS_HAD | IS_SAY | IS_GIVE)) ||
                            is_past(t, &t->words[i]) || is_present(t, &t->words[i]));
}

/* "OT facilitated" in a visit of occupational therapy. */
static int is_own_discipline(const struct telling *t, int32_t i)
{
    const char *word = t->data + t->words[i].start;
    return t->discipline != 0 &&
           therapycode_impl_discipline_of(word, (size_t)(t->words[i].end - t->words[i].start)) == t->discipline;
}

void therapycode_impl_look_at_person(struct telling *t, int32_t i)
{
    uint32_t is = is_at(t, i);
    int32_t verb = i + 1, before = i - 1 - ((is_at(t, i - 1) & (IS_OBJECT | IS_OWN)) != 0);
    if (!(is & (IS_PATIENT | IS_OTHER | IS_DISCIPLINE)))
        return;
    if ((is & IS_OTHER) && before >= 1 && (is_word(t, before, "by") || is_word(t, before, "at")) &&
        (t->words[before - 1].named || is_past(t, &t->words[before - 1]) || is_word(t, before - 1, "done")))
        t->tells |= TELLS_OTHER; /* "lift used by the aides" */
    if (t->words[i].named)
        return;
    while (is_at(t, verb) & IS_BETWEEN)
        verb++;
    if (verb >= t->count)
        return;
    if (is_word(t, verb, "to") && !(i > 0 && is_past(t, &t->words[i - 1]) && !(is_at(t, i - 1) & IS_GIVE)))
        t->tells |= TELLS_TO; /* and not "taught pt to" */
    if (is & IS_PATIENT) {
        if ((is_at(t, verb) & IS_AUX) || is_present(t, &t->words[verb]))
            t->tells |= TELLS_NOW;
    } else if (is_subject(t, i) && does(t, verb) && ((is & IS_OTHER) || !is_own_discipline(t, i))) {
        t->tells |= TELLS_OTHER;
    }
}

/* "Ultrasound: 0", "97112 - 0 units", "GT 0", "97112 x 0", and not "0.8 W" or "CPM 0 to 90" */
static int is_zero(const struct telling *t, int32_t i)
{
    const struct word *w = &t->words[i];
    int32_t at;
    if (t->data[w->start] != '0' || !is_word(t, i, "0") || i == 0 ||
        (w->end < t->length && THERAPYCODE_IMPL_AMONG(".,:-/", t->data[w->end]) &&
         w->end + 1 < t->length && t->data[w->end + 1] > ' '))
        return 0;
    if (!t->words[i - 1].named)
        return i > 1 && is_word(t, i - 1, "x") && t->words[i - 2].named;
    for (at = t->words[i - 1].end; at < w->start && !THERAPYCODE_IMPL_AMONG(":=-", t->data[at]);)
        at++;
    return at < w->start || i + 1 == t->count || is_parted(t, i + 1);
}

/* "maneuver not carried out", "group did not meet" */
void therapycode_impl_look_at_denial(struct telling *t, int32_t i)
{
    int32_t k = i - 1;
    if (is_zero(t, i))
        t->tells |= TELLS_DENIED;
    if (!(is_at(t, i) & IS_DID))
        return;
    if ((!is_word(t, i, "not") && !is_word(t, i, "never")) || i + 1 >= t->count ||
        (!is_past(t, &t->words[i + 1]) && !(is_at(t, k) & IS_DID)))
        return;
    while (k > t->name && !t->words[k].named && (is_at(t, k) & (IS_AUX | IS_HAD | IS_DID | IS_BETWEEN)))
        k--;
    if (k > t->name && t->words[k - 1].named) /* "iontophoresis order not signed" */
        k--;
    if (k >= t->name && t->words[k].named)
        t->tells |= TELLS_DENIED;
}

/* "Our focus was on glute activation", "emphasis was on heel strike" */
static int is_focus(const struct telling *t, int32_t i)
{
    static const char words[] = " focus emphasis attention time session treatment work ";
    const struct word *before = &t->words[i - (i > 0)];
    return i > 0 && (is_word(t, i + 1, "on") || (is_word(t, i + 1, "mainly") && is_word(t, i + 2, "on"))) &&
           therapycode_impl_is_listed(words, t->data + before->start, (size_t)(before->end - before->start));
}

/* "was in", "was the main concern": no passive. */
static int is_was(const struct telling *t, int32_t i)
{
    return (t->words[i].is & IS_HAD) && (is_at(t, i + 1) & (IS_LINK | IS_OBJECT | IS_OWN));
}

/* "Stencils and coloring", "coins into a slot": what stands before it is more often a noun. */
static int joins_nouns(const struct telling *t, int32_t i)
{
    return is_word(t, i, "and") || is_word(t, i, "of") || is_word(t, i, "into");
}

/* What the first verb tells, or 0: it is no verb. */
static uint64_t told_by(const struct telling *t, int32_t i)
{
    const struct word *w = &t->words[i];
    uint32_t next = is_at(t, i + 1), at_object = next & (IS_OBJECT | IS_OWN);
    int before = i < t->name;
    if ((w->is & IS_HAD) && is_focus(t, i))
        return TELLS_DEED;
    if (w->is & IS_GIVE)
        return before ? TELLS_GIVE : w->is & IS_SAY ? TELLS_SAY : A_VERB; /* "home exercises recommended" */
    if ((w->is & IS_SAY) || is_was(t, i) || (is_word(t, i, "being") && i + 1 < t->count && is_past(t, w + 1)))
        return TELLS_SAY;
    if (w->is & (IS_AUX | IS_HAD))
        return A_VERB;
    if (is_past(t, w))
        return before ? TELLS_DEED : TELLS_DONE;
    if ((w->is & IS_STATE) ||
        (is_present(t, w) && (at_object || (i == 0 && (next & IS_LINK) && !joins_nouns(t, i + 1)))))
        return i == 0 ? TELLS_AUX : A_VERB;
    return 0;
}

/* "carrying a paint can, ...", "into a can with": a thing. */
static int is_vessel(const struct telling *t, int32_t i)
{
    return is_word(t, i, "can") && i > 0 && (i + 1 == t->count || is_parted(t, i + 1) || (is_at(t, i + 1) & IS_LINK));
}

/* The first verb says most. */
void therapycode_impl_look_at_verb(struct telling *t, int32_t i)
{
    const struct word *w = &t->words[i];
    if (w->is & IS_NEED)
        t->tells |= TELLS_NEED;
    if (w->named) {
        if (i == 0 && (w->is & IS_GIVE)) /* "wrote letter" */
            t->tells |= TELLS_GIVE;
        if (i == 0 && (w->is & IS_STATE)) { /* "Propels chair on level floors" */
            t->tells |= TELLS_AUX;
            t->has_verb = 1;
        }
        return;
    }
    if ((w->is & IS_AUX) && is_vessel(t, i))
        return;
    if ((w->is & IS_AUX) ||
        (((w->is & IS_STATE) || (is_present(t, w) && (is_at(t, i + 1) & (IS_OBJECT | IS_OWN)))) && i > 0))
        t->tells |= TELLS_AUX;
    if ((w->is & IS_HAD) && i + 1 == t->name && (t->data[w->start] == 'h' || t->data[w->start] == 'H'))
        t->tells |= TELLS_HAD;
    if (!t->has_verb) {
        uint64_t tells = told_by(t, i);
        t->has_verb = tells != 0;
        t->tells |= tells;
    }
}
