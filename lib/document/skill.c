/* What the therapist did, and not the patient: words that prove skilled involvement. */
#include "document/sentence.h"

#define BIT(n) (1u << (n))

/* "PT guarding", "therapist limiting": who does it stands right before. "Pt" is the patient. */
static int is_by_therapist(const char *data, int32_t first, int32_t at)
{
    int32_t end = at, start = therapycode_impl_word_before(data, first, &end);
    if (end - start == 2 && data[start + 1] == 't')
        return 0;
    return therapycode_impl_is_listed(" pt ot slp st pta cota ota therapist clinician ", data + start,
                                      (size_t)(end - start));
}

/*
 * "PT lifted the pelvis", "I steadied her": behind who gave it stands what was done, and no word of the record ("PT
 * recommended", "OT held today"). "PT AMBULATED" in capitals may be the patient.
 */
static int is_deed_of_therapist(const char *data, int32_t at, int32_t end)
{
    static const char record[] =
        " held ordered recommended consulted completed continued progressed attempted declined signed required "
        "provided initiated resumed started ended needed indicated warranted referred reviewed notified discussed "
        "educated noted reported assessed evaluated performed discharged focused addressed scheduled cancelled "
        "canceled treated tolerated observed watched called arrived asked explained requested documented planned "
        "agreed updated received issued contacted checked measured tested screened billed worked established "
        "concluded supervised ";
    static const char irregular[] = " gave set placed put had let kept led brought cut took drew fed split hid ";
    int32_t start;
    while (at < end && data[at] == ' ')
        at++;
    for (start = at; at < end && therapycode_impl_is_small(data[at]); at++)
        ;
    if (at - start > 3 && memcmp(data + at - 2, "ed", 2) == 0)
        return !therapycode_impl_is_listed(record, data + start, (size_t)(at - start));
    return therapycode_impl_is_listed(irregular, data + start, (size_t)(at - start));
}

/*
 * "He guided his walker", "patient graded his pain": the patient did it. "Pt instructed in" was told, "pt had" is none.
 */
static int is_deed_of_patient(const char *data, const struct therapycode_impl_sentence *s,
                              const struct therapycode_impl_match *m)
{
    int32_t end = m->start, start = therapycode_impl_word_before(data, s->start, &end), at = m->end;
    if (m->end - m->start < 3 || memcmp(data + m->end - 2, "ed", 2) != 0)
        return end - start == 4 && start > s->start && memcmp(data + start, "used",
                                                              4) == 0; /* "she used proper form" */
    if (therapycode_impl_is_listed(" he she ", data + start, (size_t)(end - start)))
        return 1;
    while (at < s->end && data[at] == ' ')
        at++;
    end = therapycode_impl_word_end(data, at, s->end);
    return therapycode_impl_is_listed(" his her their own himself herself ", data + at, (size_t)(end - at)) &&
           therapycode_impl_is_listed(" pt patient client resident child student ", data + start,
                                      (size_t)(m->start - 1 - start));
}

/* Taught and given count, and what a therapist is named for; "PT limiting" needs the therapist. */
int therapycode_impl_counts_as_skill(const struct therapycode_impl_document *d,
                                     const struct therapycode_impl_sentence *s,
                                     const struct therapycode_impl_match *m)
{
    if (!tells_treatment(s, m->start) || is_deed_of_patient(sentence_text(d, s), s, m) ||
        (m->end - m->start == 5 && therapycode_impl_is_listed(" grade ", sentence_text(d, s) + m->start, 5)) ||
        therapycode_impl_is_own_glide(sentence_text(d, s), s->start, m))
        return 0; /* "grade 2 sprain" */
    if (d->e->engine->phrases[m->phrase].weight < 1)
        return m->context == THERAPYCODE_PERFORMED && is_deed_of_therapist(sentence_text(d, s), m->end, s->end);
    if (d->first_visit && !s->performed && !s->minutes && s->section != SECTION(TREATMENT) &&
        memcmp(sentence_text(d, s) + m->end - 2, "ed", 2) != 0)
        return 0; /* "toileting: verbal cues" of an evaluation: how he was found */
    if (d->e->engine->phrases[m->phrase].weight > 1 &&
        (BIT(m->context) & (BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_EDUCATION_ONLY))))
        return 1;
    return (BIT(m->context) & (BIT(THERAPYCODE_PERFORMED) | BIT(THERAPYCODE_HISTORICAL))) &&
           is_by_therapist(sentence_text(d, s), s->start, m->start);
}
