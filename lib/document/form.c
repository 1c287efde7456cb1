/* What a note has beside its sentences: forms that nobody filled in, and the line where somebody signs. */
#include <string.h>

#include "base/text.h"
#include "document/sentence.h"

/* ---- forms ---- */

static int is_word(const char *data, size_t length, size_t at)
{
    return at < length && (therapycode_impl_is_letter(data[at]) || therapycode_impl_is_digit(data[at]));
}

/* Where an item of a form ends: a stop, a line, a bar, two spaces. */
static int is_border(const char *data, size_t length, size_t at)
{
    char c = data[at];
    if (c == '.')
        return at + 1 >= length || !therapycode_impl_is_digit(data[at + 1]);
    return c == ';' || c == '\n' || c == '|' || c == '\t' || (c == ' ' && at + 1 < length && data[at + 1] == ' ');
}

/* A run of "_" with no letter or figure in it: "__x__" and "_5_" are filled in. */
static int is_blank_at(const char *data, size_t length, size_t at)
{
    size_t end = at;
    if (data[at] != '_' || (at > 0 && (data[at - 1] == '_' || is_word(data, length, at - 1))))
        return 0;
    while (end < length && data[end] == '_')
        end++;
    return !is_word(data, length, end);
}

int therapycode_impl_has_blank(const char *data, size_t length, int32_t place)
{
    enum { REACH = 160 };
    size_t at = (size_t)place, first = at, from = at > REACH ? at - REACH : 0;
    size_t most = length - from < 2 * REACH ? length - from : 2 * REACH;
    if (memchr(data + from, '_', most) == NULL)
        return 0;
    while (first > 0 && at - first < REACH && !is_border(data, length, first - 1))
        first--;
    for (; first < length && first < at + REACH && (first < at || !is_border(data, length, first)); first++)
        if (is_blank_at(data, length, first))
            return 1;
    return 0;
}

/* "[ ] progress per POC": the box stands before the item that the place is in. */
static int is_of_empty_box(const char *data, size_t length, int32_t place)
{
    enum { REACH = 48 };
    size_t at = (size_t)place, first = at > REACH ? at - REACH : 0;
    while (at > first && data[at - 1] != ']' && data[at - 1] != '[' && data[at - 1] != ',' && data[at - 1] != ':' &&
           (unsigned char)data[at - 1] < 0x80 && !is_border(data, length, at - 1))
        at--;
    return therapycode_impl_is_unticked(data, (int32_t)at);
}

int therapycode_impl_is_unfilled(const char *data, size_t length, const struct therapycode_impl_match *m)
{
    enum { LABEL = 12 }; /* "POC change: [ ]" */
    size_t at = (size_t)m->end, most = at + LABEL;
    if (is_of_empty_box(data, length, m->start) || therapycode_impl_has_blank(data, length, m->start))
        return 1;
    while (at < length && at < most && (therapycode_impl_is_letter(data[at]) || data[at] == ' '))
        at++;
    if (at >= length || data[at] != ':')
        return 0;
    for (at++; at < length && data[at] == ' '; at++)
        ;
    return at + 2 < length && data[at] == '[' && (data[at + 1] == ']' || data[at + 2] == ']') && data[at + 1] != 'x' &&
           data[at + 1] != 'X';
}

/* ---- signatures ---- */

/* Words of capitals that are no name, and no label of the one who signs. */
static int is_prose(const char *word, size_t length)
{
    static const char prose[] = " with for by to of and the in per from seen on at is was as see tx treatment therapy "
                                "training exercise skilled "
                                "continue cont progress plan gait balance total min mins minutes time units pt's next "
                                "visit eval evaluation discharge ";
    return therapycode_impl_is_listed(prose, word, length);
}

/* "Therapist: Kim Vo, PT", "Signed by Kim Vo, PT"; "Referring: A. Gomez, OTR/L" did not sign. */
static int is_label(const char *word, size_t length)
{
    static const char labels[] =
        " therapist clinician provider signed by signature sign author treating esigned electronically pt ot slp pta "
        "cota pathologist assistant credentials name therapists clinicians staff completed documented sincerely "
        "respectfully submitted /s/ s ";
    return therapycode_impl_is_listed(labels, word, length);
}

/* The start of the word that ends at `end`: letters, and what stands in names. */
static int32_t word_start(const char *data, int32_t first, int32_t end)
{
    while (end > first && (therapycode_impl_is_letter(data[end - 1]) || data[end - 1] == '\'' || data[end - 1] == '/' ||
                           (unsigned char)data[end - 1] >= 0x80 ||
                           (data[end - 1] == '-' && end - 1 > first && therapycode_impl_is_letter(data[end - 2]))))
        end--;
    return end;
}

/* "03/12/2026 ", "10:15 " */
static int is_date_before(const char *data, int32_t at)
{
    int32_t end = at;
    while (at > 0 && therapycode_impl_is_digit(data[at - 1]))
        at--;
    return at > 0 && end - at <= 4 && (data[at - 1] == '/' || data[at - 1] == ':' || data[at - 1] == '-');
}

/* "PT, DPT, OCS": what stands behind a name, and is none. */
static int is_credential(const char *word, size_t length)
{
    static const char credentials[] =
        " pt ot slp st pta cota ota dpt otr otd mot mpt msot mspt ccc ccc-slp ccc/slp ms ma med edd "
        "phd otr/l cota/l slpa lpta atc cscs ocs ncs gcs pcs scs cht clt jr sr ii iii ";
    return therapycode_impl_is_listed(credentials, word, length);
}

/* "Signed by", "completed by"; "referred by" and "done by" tell of somebody else, or of something else. */
static int is_signing(const char *data, int32_t first, int32_t at)
{
    static const char verbs[] =
        " signed esigned completed documented submitted authenticated written authored dictated "
        "electronically ";
    while (at > first && data[at - 1] == ' ')
        at--;
    first = word_start(data, first, at);
    return therapycode_impl_is_listed(verbs, data + first, (size_t)(at - first));
}

/* What may stand before a name with nothing between: "total 65 min L. Doe, CCC-SLP". "With Kim Vo, PT" did not sign. */
static int is_end_of_note(const char *word, size_t length)
{
    static const char ends[] = " min mins minutes total units unit well poc visit visits hr hrs today time x ";
    return therapycode_impl_is_listed(ends, word, length);
}

/* "J. Smith", "Dr. Vo": the stop ends no sentence. */
static int is_short(const char *data, int32_t first, int32_t stop)
{
    int32_t start = word_start(data, first, stop);
    return (stop - start == 1 && therapycode_impl_is_capital(data[start])) ||
           therapycode_impl_is_listed(" dr mr mrs ms prof ", data + start, (size_t)(stop - start));
}

/* Back over what divides names; whether a sentence or a column ends there. */
static int pass_divider(const char *data, int32_t first, int32_t *at)
{
    int stop = *at - 2 >= first && data[*at - 1] == ' ' && data[*at - 2] == ' ';
    for (; *at > first && (data[*at - 1] == ' ' || data[*at - 1] == ',' || data[*at - 1] == '.'); --*at)
        stop |= data[*at - 1] == '.' && !is_short(data, first, *at - 1);
    return stop;
}

/* Whether a word that is no name may stand before names that a credential follows. */
static int may_lead(const char *data, int32_t first, int32_t start, int32_t at, int names, int last)
{
    size_t length = (size_t)(at - start);
    if (length == 2 && (data[start] | 0x20) == 'b' && (data[start + 1] | 0x20) == 'y')
        return is_signing(data, first, start);
    return (names > 0 && is_label(data + start, length)) || (names > 1 && last && is_end_of_note(data + start, length));
}

/*
 * Whether a name stands right before a credential, and nothing before it but a label. One word needs a comma: "Vo, PT".
 */
static int has_name(const char *data, int32_t at, int32_t length)
{
    enum { MOST = 8, REACH = 80, END = 32 };
    static const char particles[] = " van von de der den del la le di da ter ";
    int32_t first = at > REACH ? at - REACH : 0, start, count;
    int last = length - at <= END, names = at > first + 1 && data[at - 2] == ',', least = names + 1;
    for (count = 0; count < MOST; count++) {
        int stop = pass_divider(data, first, &at);
        if (stop && names > 1)
            return 1; /* "Squats 3x10. Kim Vo, PT" */
        start = word_start(data, first, at);
        if (start == at) /* a line, a colon, a dash, a figure, the beginning */
            break;
        if (names < least && is_credential(data + start, (size_t)(at - start))) {
            at = start;
            continue;
        }
        if (names >= least && therapycode_impl_is_listed(particles, data + start, (size_t)(at - start))) {
            at = start;
            continue;
        }
        if (memchr(data + start, '/', (size_t)(at - start)) != NULL || data[start] < 'A' ||
            (data[start] > 'Z' && (unsigned char)data[start] < 0x80) || is_prose(data + start, (size_t)(at - start)))
            return may_lead(data, first, start, at, names, last);
        names++;
        at = start;
    }
    if (at > first && data[at - 1] == ':') {
        start = word_start(data, first, --at);
        return names > 0 && is_label(data + start, (size_t)(at - start));
    }
    return names > 1 && (at == 0 || !therapycode_impl_is_digit(data[at - 1]) || is_date_before(data, at));
}

/* Whether nothing of a sentence follows: another credential, a date, a licence, an end. */
static int ends_name(const char *data, int32_t at, int32_t length)
{
    static const char after[] = " lic license licence npi electronically signed esigned date time on at no ";
    int32_t end;
    while (at < length && (data[at] == ' ' || data[at] == ',' || data[at] == '/' || data[at] == ')'))
        at++;
    end = therapycode_impl_word_end(data, at, length);
    if (end + 1 < length && therapycode_impl_is_listed(" and with ", data + at, (size_t)(end - at)))
        return therapycode_impl_is_capital(data[end + 1]); /* "R. Vo, OTR/L with M. Ray, COTA/L" */
    return end == at || therapycode_impl_is_capital(data[at]) ||
           therapycode_impl_is_listed(after, data + at, (size_t)(end - at));
}

/* "PT: Kim Vo", at the end of the note. */
static int is_before_name(const char *data, int32_t at, int32_t length)
{
    enum { REACH = 40 };
    if (at >= length || data[at] != ':' || length - at > REACH)
        return 0;
    for (at++; at < length && data[at] == ' '; at++)
        ;
    return at + 1 < length && therapycode_impl_is_capital(data[at]) &&
           memchr(data + at, '\n', (size_t)(length - at - 1)) == NULL;
}

/* "Therapist: Kim Vo, PT" stands anywhere. */
static int has_label(const char *data, int32_t at)
{
    enum { REACH = 40 };
    int32_t first = at > REACH ? at - REACH : 0, start;
    while (at > first && data[at - 1] != ':' && data[at - 1] != '\n')
        at--;
    if (at == first || data[at - 1] != ':')
        return 0;
    start = word_start(data, first, at - 1);
    return is_label(data + start, (size_t)(at - 1 - start));
}

/* "Kim Vo, PT" on a line of its own, and not the first. */
static int has_own_line(const char *data, int32_t at)
{
    enum { REACH = 80 };
    int32_t first;
    if (at < 2 || data[at - 1] != ' ' || data[at - 2] != ',')
        return 0;
    for (first = at > REACH ? at - REACH : 0; at > first && data[at - 1] != '\n' && data[at - 1] != ';'; at--)
        if (data[at - 1] == '.')
            return 0;
    return at > first && data[at - 1] == '\n';
}

static int is_signed_with(const struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                          const struct therapycode_impl_match *m)
{
    enum { NEAR = 80 };
    const char *data = s->is_note ? d->e->session.note.data : NULL;
    int32_t length = (int32_t)d->e->session.note.length;
    if (data == NULL)
        return 0;
    if (d->signed_words && m->start >= d->signed_at && m->start - d->signed_at <= NEAR)
        return 1;
    if (m->start < length / 2 && !has_label(data, m->start) && !has_own_line(data, m->start))
        return 0; /* "SNF PT. Pt received supine": what kind of visit it is */
    return (has_name(data, m->start, length) && ends_name(data, m->end, length)) ||
           is_before_name(data, m->end, length);
}

/* "PTA 15 min", "COTA: ADL 20 min" */
static int has_minutes_behind(const char *data, int32_t at, int32_t length)
{
    int32_t from = at;
    while (at < length && at - from < 4 && THERAPYCODE_IMPL_AMONG(" :x", data[at]))
        at++;
    if (at > from && data[from] == ':')
        return 1;
    for (from = at; at < length && at - from < 3 && therapycode_impl_is_digit(data[at]); at++)
        ;
    return at > from && at + 4 <= length && memcmp(data + at, " min", 4) == 0;
}

/* "8 min by PTA", "x 16 min (COTA)", "10 min COTA", "97110-CQ": who gave it. */
static int is_giver(const char *data, int32_t at)
{
    if (therapycode_impl_listed_before(data, 0, at, " ", " min mins minutes minute "))
        return 1;
    if (at >= 2 && data[at - 1] == '-' && is_word(data, (size_t)at, (size_t)at - 2))
        return 1;
    if (at >= 4 && memcmp(data + at - 4, "the ", 4) == 0)
        at -= 4;
    else if (at >= 2 && memcmp(data + at - 2, "a ", 2) == 0)
        at -= 2;
    return (at >= 1 && data[at - 1] == '(') || therapycode_impl_listed_before(data, 0, at, " /", " by with w ");
}

static void give(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s, int side,
                 const struct therapycode_impl_match *m)
{
    struct therapycode_impl_proof proof = { therapycode_impl_phrase_why(d->e->engine, m->phrase), s->source, s->index,
                                            m->start, m->end };
    therapycode_impl_case_add(&d->note[ELEMENT(SIGNATURE_CREDENTIALS)], side, &proof);
}

/* The word behind a person is one of a list. */
static int is_followed(const char *data, int32_t at, int32_t length, const char *list)
{
    int32_t end;
    while (at < length && data[at] == ' ')
        at++;
    end = therapycode_impl_word_end(data, at, length);
    return therapycode_impl_is_listed(list, data + at, (size_t)(end - at));
}

/* "SPT present", "PT student assisted", "by the student PT"; SPT without such words is a stand pivot transfer. */
static int takes_part(const char *data, const struct therapycode_impl_match *m, int32_t length)
{
    static const char parts[] = " present assisted assisting observed observing participated participating led under "
                                "supervised directed completed provided instructed treated and ";
    return is_giver(data, m->start) ||
           (m->end >= 4 && memcmp(data + m->end - 4, "sent", 4) == 0) || /* "supervising PT present" */
           is_followed(data, m->end, length, parts);
}

/* "CQ" behind a code or a time, which no name bears. */
static int is_modifier(const struct therapycode_impl_match *m)
{
    return m->cue == CUE(DOC_ASSISTANT) && m->end - m->start == 2;
}

/* "15 min by PTA", "PTA provided TE", "PTA session", "97110-CQ"; "CO" may be an orthotist where PT is given. */
static int is_by_assistant(const struct therapycode_impl_document *d, const struct therapycode_impl_match *m)
{
    static const char deeds[] = " provided performed led treated gave delivered instructed directed completed "
                                "conducted session visit treatment tx ";
    const char *data = d->e->session.note.data;
    int32_t length = (int32_t)d->e->session.note.length;
    if (is_modifier(m) && (data[m->start + 1] == 'Q') != (d->e->session.discipline == THERAPYCODE_PT))
        return 0;
    return is_giver(data, m->start) || has_minutes_behind(data, m->end, length) ||
           is_followed(data, m->end, length, deeds);
}

void therapycode_impl_take_signature(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                                     const struct therapycode_impl_match *m)
{
    if (m->cue == CUE(DOC_UNSIGNED) || (m->cue == CUE(DOC_SIGNATURE) && m->context == THERAPYCODE_NEGATED)) {
        d->unsigned_words = 1;
        give(d, s, THERAPYCODE_IMPL_AGAINST, m);
    } else if (m->cue == CUE(DOC_SIGNATURE)) {
        d->signed_words = 1;
        d->signed_at = m->end;
        give(d, s, THERAPYCODE_IMPL_WEAK, m);
    } else if (m->cue == CUE(DOC_COSIGNED)) {
        d->cosigned_words = m->context != THERAPYCODE_NEGATED;
    } else if (m->cue == CUE(DOC_THERAPIST) || m->cue == CUE(DOC_ASSISTANT) || m->cue == CUE(DOC_STUDENT)) {
        if (is_modifier(m) || !is_signed_with(d, s, m)) {
            d->student_words |= m->cue == CUE(DOC_STUDENT) && m->context == THERAPYCODE_PERFORMED && s->is_note &&
                                takes_part(d->e->session.note.data, m, (int32_t)d->e->session.note.length);
            d->assistant_words |= m->cue == CUE(DOC_ASSISTANT) && m->context == THERAPYCODE_PERFORMED && s->is_note &&
                                  is_by_assistant(d, m);
            return;
        }
        d->assistant_words |= m->cue == CUE(DOC_ASSISTANT); /* beside a therapist, too */
        d->signed_words = 1;
        d->signed_at = m->end;
        if (d->credential == 0)
            d->credential = m->cue == CUE(DOC_THERAPIST)   ? THERAPYCODE_THERAPIST
                            : m->cue == CUE(DOC_ASSISTANT) ? THERAPYCODE_ASSISTANT
                                                           : THERAPYCODE_STUDENT;
        give(d, s, m->cue == CUE(DOC_STUDENT) ? THERAPYCODE_IMPL_WEAK : THERAPYCODE_IMPL_FOR, m);
    }
}
