/* Where a label in a line is over: "S: Pain 3/10. Performed TE 15 min.", "Plan: TE, MT. Today: TE 15 min". */
#include "base/text.h"
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
        if ((m[i].cue == THERAPYCODE_IMPL_CUE_PERFORMED || m[i].cue == THERAPYCODE_IMPL_CUE_DEMONSTRATED) &&
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
        for (start = at; at < end && therapycode_impl_is_letter(r->data[at]); at++) {
        }
        if (at == start && r->data[at] != ' ' && r->data[at] != '\'')
            return 0;
        if (at > start && !therapycode_impl_is_listed(first ? firsts : words, r->data + start, (size_t)(at - start)))
            return 0;
        first = 0;
    }
    return at < end && !first;
}

/* Whether words of the sentence speak of home, of another day, of how often, or of what somebody says. */
static int is_of_elsewhere(const struct therapycode_impl_reader *r, int32_t end)
{
    static const char words[] = " daily day days week weeks wk weekly home gym pool yesterday tomorrow next each every per bid tid qd "
                                "will would can should able without reports reported states stated says said hep visits sessions "
                                "independently ago last prior previous previously since night morning evening weekend times "
                                "her his their self own he she they aide around house outside community goal goals am pm ";
    return therapycode_impl_has_listed(r->data, r->start, end, words);
}

int therapycode_impl_ends_section(const struct therapycode_impl_reader *r, int32_t end)
{
    enum { SAY_NEAR = 20, HEAD_NEAR = 4, TIME_NEAR = 12 };
    struct told told;
    if (r->section < THERAPYCODE_IMPL_SECTION_SUBJECTIVE || r->section == THERAPYCODE_IMPL_SECTION_OBJECTIVE ||
        r->section == THERAPYCODE_IMPL_SECTION_TREATMENT || r->section == THERAPYCODE_IMPL_SECTION_BILLING)
        return 0;
    told = look(r);
    if (told.head == THERAPYCODE_NONE || told.time == THERAPYCODE_NONE)
        return 0;
    if (is_of_elsewhere(r, end))
        return 0;
    if (begins_with_today(r, told.head))
        return 1;
    if (r->own_line)
        return 0;
    if (r->section == THERAPYCODE_IMPL_SECTION_HOME && told.head - r->start <= HEAD_NEAR && told.time > told.head &&
        told.time - told.head_end <= TIME_NEAR)
        return 1;
    return (r->section == THERAPYCODE_IMPL_SECTION_SUBJECTIVE || r->section == THERAPYCODE_IMPL_SECTION_HOME) &&
           told.performed != THERAPYCODE_NONE && told.performed - r->start <= SAY_NEAR && told.performed < told.head;
}
