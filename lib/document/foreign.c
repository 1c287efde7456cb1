/*
 * Sentences that tell nothing of this patient and visit: of another paper ("Per last visit's note: ...", "Clinic
 * policy:
 * ..."), of another person ("Her husband cannot climb stairs"), or of nothing that therapy measures ("The weather is 70
 * deg, was 60").
 */
#include <string.h>

#include "base/text.h"
#include "document/sentence.h"
#include "rulebook/words.h"

int therapycode_impl_has_of(const struct therapycode_impl_sentence *s, const char *data, int32_t at, int32_t end,
                            uint64_t list)
{
    uint64_t lists;
    for (; at < end && (s->lists & list); at++) {
        at = therapycode_impl_letters(data, at, end, &lists);
        if (lists & list)
            return 1;
    }
    return 0;
}

/* "Per last note TUG 14 s, today 11 s": beside today's the earlier is compared. */
static int tells_today(const struct therapycode_impl_sentence *s, const char *data, int32_t at)
{
    return therapycode_impl_has_of(s, data, at, s->end, THERAPYCODE_IMPL_LIST_NOW);
}

/* Where the quotation ends that opens behind `at` in its sentence; it may hold several sentences. NONE: none opens. */
static int32_t quotation_end(const char *data, int32_t at, int32_t end, int32_t length)
{
    const char *close;
    while (at < end && data[at] != '"')
        at++;
    if (at >= end)
        return THERAPYCODE_NONE;
    close = memchr(data + at + 1, '"', (size_t)(length - at - 1));
    return close == NULL ? THERAPYCODE_NONE : (int32_t)(close - data);
}

/*
 * "Her husband cannot climb stairs, his pain is 5/10": what he can or has is his, as long as nothing names the patient
 * and nobody helps. "Husband dresses her", "Her husband reports pain" are of the patient.
 */
static int is_of_other(const char *data, int32_t start, int32_t end)
{
    uint64_t lists;
    int32_t at = start, stop, words;
    static const char *const patients[] = { " he him she her hers his pt patient resident client child ",
                                            " he him pt patient resident client child ",
                                            " she her pt patient resident client " };
    const char *patient = NULL;
    int state = 0;
    for (words = 0; (stop = therapycode_impl_word_after(data, &at, end, "")) != THERAPYCODE_NONE; words++, at = stop) {
        size_t length = (size_t)(stop - at);
        if (words == 0 && (length != 3 || !THERAPYCODE_IMPL_AMONG("tThH", data[at])))
            return 0;
        therapycode_impl_letters(data, at, stop, &lists);
        if (words == 0) {
            patient = therapycode_impl_is_listed(" the ", data + at, length)   ? patients[0]
                      : therapycode_impl_is_listed(" his ", data + at, length) ? patients[1]
                      : therapycode_impl_is_listed(" her ", data + at, length) ? patients[2]
                                                                               : NULL;
            if (patient == NULL)
                return 0;
        } else if (words == 1) {
            if (!(lists & THERAPYCODE_IMPL_LIST_RELATIVE))
                return 0;
        } else if (words == 2) {
            state = 1;
            if (!therapycode_impl_is_listed(" cannot can has had suffers fell needs improved walks struggles ",
                                            data + at, length))
                return 0;
        } else if (words == 3 && therapycode_impl_is_listed(" been to agreed ", data + at, length)) {
            return 0;
        } else if ((lists & THERAPYCODE_IMPL_LIST_HELPING) || therapycode_impl_is_listed(patient, data + at, length)) {
            return 0;
        }
    }
    return state;
}

/*
 * "Per Medicare guidelines pt must ...", "Documentation must include", "Guidelines: ...": what is asked of notes in
 * general.
 */
static int is_of_paper(const char *data, int32_t at, int32_t end)
{
    enum { NEAR = 6 };
    static const char asks[] =
        " must should shall require requires want wants look state states say says expect expects include "
        "includes tip tips write document chart need needs ";
    int32_t words, stop;
    if (at < end && data[at] == ':')
        return data[at - 1] == 's' || data[at - 1] == 'e' || data[at - 1] == 'y'; /* "guidelines:", and no "Billing:" */
    for (words = 0; words < NEAR && (stop = therapycode_impl_word_after(data, &at, end, ";")) != THERAPYCODE_NONE;
         words++) {
        if (therapycode_impl_is_listed(asks, data + at, (size_t)(stop - at)) ||
            (stop < end && data[stop] == ':' &&
             therapycode_impl_is_listed(" guidelines policy rules ", data + at, (size_t)(stop - at))))
            return 1;
        at = stop;
    }
    return 0;
}

void therapycode_impl_note_foreign(struct therapycode_impl_sentence *s, const char *data, int32_t length)
{
    int32_t to;
    if (s->paper_at != THERAPYCODE_NONE && !s->minutes && is_of_paper(data, s->paper_at, s->end) &&
        !tells_today(s, data, s->paper_at)) {
        s->foreign = 1;
        return;
    }
    if (s->quoted_at == THERAPYCODE_NONE) {
        s->foreign = s->start < s->quoted_to || (!s->minutes && !s->skilled && is_of_other(data, s->start, s->end));
        return;
    }
    to = quotation_end(data, s->quoted_at, s->end, length);
    if (to != THERAPYCODE_NONE)
        s->quoted_to = to;
    s->foreign = to != THERAPYCODE_NONE || !tells_today(s, data, s->quoted_at);
}

/* "A 3 cm incision was made", "she weighs 150 pounds": of an operation, or of how big somebody is. */
int therapycode_impl_is_of_size(const char *data, const struct therapycode_impl_sentence *s)
{
    return therapycode_impl_has_of(s, data, s->start, s->end, THERAPYCODE_IMPL_LIST_OF_SIZE);
}

/* "Pt continues to limp", "falls twice a week", "swims 3x/week": how things are, and no plan. */
int therapycode_impl_is_habit(const char *data, const struct therapycode_impl_sentence *s,
                              const struct therapycode_impl_match *m)
{
    int32_t at = m->end, stop = therapycode_impl_word_after(data, &at, s->end, ",;");
    if (m->end - m->start >= 9 && memcmp(data + m->end - 8, "ontinues", 8) == 0)
        return stop - at == 2 && memcmp(data + at, "to", 2) == 0;
    return therapycode_impl_has_of(s, data, s->start, s->end, THERAPYCODE_IMPL_LIST_OF_LIFE) &&
           memchr(data + m->start, 'w', (size_t)(m->end - m->start)) != NULL;
}

/* "Seen after a fall": what brought the patient, and no limitation. */
int therapycode_impl_is_event(const char *data, int32_t first, int32_t at)
{
    int32_t end = at, start = therapycode_impl_word_before(data, first, &end);
    return therapycode_impl_is_listed(" after following from since p sustained ", data + start, (size_t)(end - start));
}

/*
 * "Goals of care", "the goal of surgery"; "patient will be seen twice a week", "will follow up", "should avoid
 * lifting": of the record, not what the patient is to reach.
 */
int therapycode_impl_is_goal_of_record(const char *data, int32_t start, int32_t at, int32_t end)
{
    static const char of[] = " care surgery ";
    static const char verbs[] = " follow avoid benefit continue receive undergo attend call schedule contact ";
    static const char done[] =
        " seen admitted discharged referred followed scheduled evaluated treated given provided instructed "
        "reassessed monitored placed transferred taken contacted reevaluated re notified sent started ";
    int32_t stop = therapycode_impl_word_after(data, &at, end, ":;."), from = at, length = stop - at;
    int is_will =
        start < at && (memchr(data + start, 'l', (size_t)(at - start)) != NULL) && (data[start] | 0x20) != 'g';
    if (stop == THERAPYCODE_NONE)
        return 0;
    if ((data[start] | 0x20) == 'g') { /* the match is "goals" or "goals of" */
        if (length == 2 && memcmp(data + at, "of", 2) == 0) {
            at = stop;
            stop = therapycode_impl_word_after(data, &at, end, ":;.");
        } else if (data[from - 2] != 'f') {
            return 0;
        }
        return stop != THERAPYCODE_NONE && therapycode_impl_is_listed(of, data + at, (size_t)(stop - at));
    }
    if (!is_will)
        return 0;
    if (therapycode_impl_is_listed(verbs, data + from, (size_t)length) ||
        (length == 2 && memcmp(data + from, "up", 2) == 0))
        return 1;
    if (length != 2 || memcmp(data + from, "be", 2) != 0)
        return 0;
    at = stop;
    stop = therapycode_impl_word_after(data, &at, end, ":;.");
    return stop != THERAPYCODE_NONE && therapycode_impl_is_listed(done, data + at, (size_t)(stop - at));
}

/* "Tendon glides": an exercise, and no technique of the therapist. */
int therapycode_impl_is_own_glide(const char *data, int32_t first, const struct therapycode_impl_match *m)
{
    int32_t end = m->start, start;
    if (m->end - m->start < 5 || memcmp(data + m->end - 5, "lides", 5) != 0)
        return 0;
    start = therapycode_impl_word_before(data, first, &end);
    return therapycode_impl_is_listed(" tendon tendons nerve neural median ulnar ", data + start,
                                      (size_t)(end - start));
}

/* "Individual response: 2 LOB": of somebody, and not alone. */
int therapycode_impl_is_of_somebody(const char *data, const struct therapycode_impl_match *m, int32_t end)
{
    int32_t at = m->end, stop = therapycode_impl_word_after(data, &at, end, ",;:");
    return (data[m->start] | 0x20) == 'i' && stop != THERAPYCODE_NONE &&
           therapycode_impl_is_listed(" response responses needs goals plan level levels abilities ", data + at,
                                      (size_t)(stop - at));
}
