/*
 * The section that a sentence stands in: entered at its heading, and over where a sentence tells of treatment: "S: Pain
 * 3/10. Performed TE 15 min.", "Plan: TE, MT. Today: TE 15 min".
 */
#include <string.h>

#include "base/text.h"
#include "note/bytes.h"
#include "note/reader.h"

/* What a sentence has that tells of treatment. */
struct told {
    int32_t head;      /* the start of the first name of a service; NONE */
    int32_t head_end;
    int32_t performed; /* the start of "performed", "completed"; NONE */
    int32_t time;      /* of the first minutes; NONE */
};

static struct told look(const struct therapycode_impl_reader *r)
{
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    struct told told = { THERAPYCODE_NONE, THERAPYCODE_NONE, THERAPYCODE_NONE, THERAPYCODE_NONE };
    for (i = r->match_first; i < count; i++) {
        if (m[i].cue == THERAPYCODE_IMPL_CUE_HEADING && (told.head == THERAPYCODE_NONE || m[i].start < told.head)) {
            told.head = m[i].start;
            told.head_end = m[i].end;
        }
        if ((m[i].cue == THERAPYCODE_IMPL_CUE_PERFORMED || m[i].cue == THERAPYCODE_IMPL_CUE_DEMONSTRATED ||
             (m[i].cue == THERAPYCODE_IMPL_CUE_CONTRAST && m[i].start == r->start)) && /* "today completed" */
            told.performed == THERAPYCODE_NONE)
            told.performed = m[i].start;
    }
    count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    for (i = r->number_first; i < count && told.time == THERAPYCODE_NONE; i++)
        if (n[i].minutes > 0)
            told.time = n[i].start;
    return told;
}

/* "Today:", "Today's session:", "This visit:" */
static int begins_with_today(const struct therapycode_impl_reader *r, int32_t end)
{
    static const char firsts[] = " today todays this ";
    static const char words[] = " today todays this s session visit treatment tx ";
    int32_t at = r->start, start;
    int first = 1;
    for (; at < end && r->data[at] != ':'; at += at == start) {
        start = at;
        at = therapycode_impl_word_end(r->data, at, end);
        if (at == start && r->data[at] != ' ' && r->data[at] != '\'')
            return 0;
        if (at > start && !therapycode_impl_is_listed(first ? firsts : words, r->data + start, (size_t)(at - start)))
            return 0;
        first = 0;
    }
    return !first; /* "Today: TE 15 min", "Today TE 15 min" */
}

/* Whether words of the sentence speak of home, of another day, of how often, or of what somebody says. */
static int is_of_elsewhere(const struct therapycode_impl_reader *r, int32_t end)
{
    static const char words[] =
        " daily day days week weeks wk weekly home gym pool yesterday tomorrow next each every per bid tid qd "
        "will would can should able without reports reported states stated says said hep visits sessions "
        "independently ago last prior previous previously since night morning evening weekend times "
        "her his their self own he she they aide around house outside community goal goals am pm ";
    return therapycode_impl_has_listed(r->data, r->start, end, words);
}

static int is_of_today(const struct therapycode_impl_reader *r, int32_t end)
{
    return therapycode_impl_has_listed(r->data, r->start, end, " today today's ");
}

/*
 * "S: Pt had PT yesterday. Completed TE 20 min": what the patient told of before happened elsewhere, and so may this
 * have. Where the section begins no further back than a line or so.
 */
static int is_told_of_elsewhere(const struct therapycode_impl_reader *r, int32_t end)
{
    enum { BACK = 300 };
    static const char words[] =
        " yesterday gym pool trainer chiropractor acupuncture massage hospital ymca school nursing aide aides nurse "
        "cna wife husband family there ";
    static const char therapies[] = " pt ot slp st therapy session hhpt hhot rehab ";
    static const char had[] = " had saw did received attended went finished completed seen ";
    int32_t at = r->start, had_at;
    while (at > 0 && r->start - at < BACK && r->data[at - 1] != '\n')
        at--;
    if (therapycode_impl_has_listed(r->data, at, end, words))
        return 1;
    for (had_at = at; had_at < r->start; had_at++) { /* "had PT", "saw OT", "after OT this am" */
        int32_t word = had_at, next;
        if (had_at > at && therapycode_impl_is_letter(r->data[had_at - 1]))
            continue;
        word = therapycode_impl_word_end(r->data, word, r->start);
        if (word == had_at || !(therapycode_impl_is_listed(had, r->data + had_at, (size_t)(word - had_at)) ||
                                therapycode_impl_is_listed(" after ", r->data + had_at, (size_t)(word - had_at))))
            continue;
        had_at = word + 1;
        next = therapycode_impl_word_end(r->data, had_at, r->start);
        if (next > had_at && next - had_at > 1 &&
            therapycode_impl_is_listed(therapies, r->data + had_at, (size_t)(next - had_at)) &&
            (therapycode_impl_is_capital(r->data[had_at + 1]) || next - had_at > 3))
            return 1;
        had_at = word;
    }
    return 0;
}

/* Sections that a sentence of treatment may end: not what was found, done or charged. */
static int may_end(int32_t section)
{
    return section >= THERAPYCODE_IMPL_SECTION_SUBJECTIVE && section != THERAPYCODE_IMPL_SECTION_OBJECTIVE &&
           section != THERAPYCODE_IMPL_SECTION_TREATMENT && section != THERAPYCODE_IMPL_SECTION_BILLING;
}

/* The words say that a service was performed, near the start of the sentence and before its name. */
static int is_told_as_done(const struct therapycode_impl_reader *r, const struct told *told)
{
    enum { SAY_NEAR = 20 };
    return told->performed != THERAPYCODE_NONE && told->performed - r->start <= SAY_NEAR &&
           told->performed < told->head;
}

/* A name with its time begins the sentence. */
static int begins_with_service(const struct therapycode_impl_reader *r, const struct told *told)
{
    enum { HEAD_NEAR = 4, TIME_NEAR = 12 };
    return told->head - r->start <= HEAD_NEAR && told->time > told->head && told->time - told->head_end <= TIME_NEAR;
}

int therapycode_impl_ends_section(const struct therapycode_impl_reader *r, int32_t end)
{
    int subjective = r->section == THERAPYCODE_IMPL_SECTION_SUBJECTIVE;
    int home = r->section == THERAPYCODE_IMPL_SECTION_HOME;
    struct told told;
    if (!may_end(r->section))
        return 0;
    told = look(r);
    if (told.head == THERAPYCODE_NONE || told.time == THERAPYCODE_NONE || is_of_elsewhere(r, end))
        return 0;
    if (subjective && is_of_today(r, end) && told.performed != THERAPYCODE_NONE && told.performed < told.head)
        return !r->own_line;
    if (begins_with_today(r, told.head))
        return 1;
    if (r->own_line)
        return 0;
    if (home && begins_with_service(r, &told))
        return 1;
    if (r->section == THERAPYCODE_IMPL_SECTION_PLAN && told.performed == r->start && told.head < told.time)
        return 1; /* "Plan: TE 30 min. Completed TE 20 min." */
    return (home || (subjective && !is_told_of_elsewhere(r, end))) && is_told_as_done(r, &told);
}

/*
 * Goals, home programme and history are items: after their line the section before them goes on, and when they begin
 * in the middle of a line, after their sentence, and so after what was not done ("Held: MT 15 min. TE 15 min"). On a
 * line of its own such a heading lasts like the others.
 */
void therapycode_impl_enter_section(struct therapycode_impl_reader *r, int32_t heading)
{
    int32_t section = heading & 0xFF;
    int item = (section == THERAPYCODE_IMPL_SECTION_GOALS || section == THERAPYCODE_IMPL_SECTION_HOME ||
                section == THERAPYCODE_IMPL_SECTION_HISTORY) &&
               !(heading & THERAPYCODE_IMPL_OWN_LINE);
    int undone = section == THERAPYCODE_IMPL_SECTION_UNDONE && !(heading & THERAPYCODE_IMPL_OWN_LINE);
    item |= undone;
    if (item && r->outer == THERAPYCODE_NONE)
        r->outer = r->section;
    else if (!item)
        r->outer = THERAPYCODE_NONE;
    r->in_line = undone || (heading & THERAPYCODE_IMPL_IN_LINE) != 0;
    r->open_end = section == THERAPYCODE_IMPL_SECTION_SUBJECTIVE || section == THERAPYCODE_IMPL_SECTION_HISTORY ||
                  ((section == THERAPYCODE_IMPL_SECTION_PLAN || section == THERAPYCODE_IMPL_SECTION_GOALS ||
                    section == THERAPYCODE_IMPL_SECTION_HOME) &&
                   !(heading & THERAPYCODE_IMPL_OWN_LINE));
    r->own_line = (heading & THERAPYCODE_IMPL_OWN_LINE) != 0;
    r->section = section;
}

/*
 * "POC: continue 3x/wk.", and below it "TherEx 15 min: ...": a line that begins with a heading or a code and has
 * minutes tells what was done, whatever the last heading in a line was, and so does such a sentence behind a complaint,
 * a goal or the history; a plan that stands below a heading of its own goes on. "Total time 45 min" is of no section.
 */
int therapycode_impl_is_service_line(const struct therapycode_impl_reader *r)
{
    enum { HEAD_NEAR = 4, TIME_NEAR = 12 };
    const struct therapycode_impl_match *m = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    int32_t i = r->match_first, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES), head = 0;
    for (; i < count && m[i].start - r->start <= HEAD_NEAR; i++)
        if (((m[i].cue == THERAPYCODE_IMPL_CUE_HEADING && r->open_end) || therapycode_impl_is_total(m[i].cue)) &&
            m[i].end > head)
            head = m[i].end;
    count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    for (i = r->number_first; i < count && head > 0; i++)
        if (n[i].minutes > 0)
            return (n[i].start - head <= TIME_NEAR || ((size_t)head < r->length && r->data[head] == ':')) &&
                   (therapycode_impl_begins_line(r->data, r->start) ||
                    r->section == THERAPYCODE_IMPL_SECTION_SUBJECTIVE ||
                    r->section == THERAPYCODE_IMPL_SECTION_GOALS || r->section == THERAPYCODE_IMPL_SECTION_HISTORY ||
                    (r->section == THERAPYCODE_IMPL_SECTION_HOME && (size_t)n[i].minutes_end < r->length &&
                     r->data[n[i].minutes_end] == ':'));
    return 0;
}

int32_t therapycode_impl_reason_end(const struct therapycode_impl_reader *r, int32_t end)
{
    enum { REASON_MOST = 48 };
    static const char words[] = " due secondary today this because per d ";
    int32_t at = end + 1, start = at;
    if (byte_at(r, end) != ' ')
        return end;
    while (therapycode_impl_is_letter(byte_at(r, at)))
        at++;
    if (at == start && stands_at(r, start, "2/2 "))
        at += 4;
    else if (!therapycode_impl_is_listed(words, r->data + start, (size_t)(at - start)))
        return end;
    while (at - start < REASON_MOST && (therapycode_impl_is_letter(byte_at(r, at)) ||
                                        byte_at(r, at) == ' ' || byte_at(r, at) == '/'))
        at++;
    return byte_at(r, at) == ':' ? at : end;
}
