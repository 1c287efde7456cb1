/*
 * Whose words they are: of the service that a place of the note tells of, of the services that a sentence names, or of
 * the visit. What stands with one service is no proof of another.
 */
#include <string.h>

#include "base/text.h"
#include "document/sentence.h"

static const struct therapycode_impl_place *place_at(const struct therapycode_impl_document *d, int32_t i)
{
    return (const struct therapycode_impl_place *)(const void *)d->e->tables[THERAPYCODE_IMPL_PLACES].data + i;
}

/* The sentence stands behind a sign of a list: "- cues for heel strike" below "Gait training 10 min:". */
static int is_item(const char *data, int32_t at)
{
    while (at > 0 && data[at - 1] == ' ')
        at--;
    return at > 0 && (data[at - 1] == '-' || data[at - 1] == '*' || (unsigned char)data[at - 1] == 0xA2);
}

void therapycode_impl_find_owner(struct therapycode_impl_document *d, struct therapycode_impl_sentence *s)
{
    int32_t count = therapycode_impl_count(d->e, THERAPYCODE_IMPL_PLACES), at = d->own_next;
    if (count == 0 || !s->is_note)
        return;
    while (at < count && place_at(d, at)->end <= s->start)
        at++;
    d->own_next = s->place_first = s->place_end = at;
    while (s->place_end < count && place_at(d, s->place_end)->start < s->end)
        s->place_end++;
    if (s->place_end > s->place_first) {
        d->own_line = place_at(d, s->place_end - 1)->line > s->line ? place_at(d, s->place_end - 1)->line : s->line;
        d->own_section = s->section;
    } else if (at > 0 && s->section == d->own_section &&
               (s->line == d->own_line || (s->line == d->own_line + 1 && s->line_count == 0 &&
                                           is_item(d->e->session.note.data, s->start)))) {
        s->follows = s->line == d->own_line; /* in a paragraph what follows may as well be of the visit */
        d->own_line = s->line;
        s->place_first = at - 1; /* what follows on the line, or in the list, belongs to the same service */
        s->place_end = at;
    }
}

/* Unattended stimulation has two codes, and further blocks of a service are told as the first. */
int therapycode_impl_is_of_line(const struct therapycode_impl_document *d, const char *line, const char *code)
{
    const struct therapycode_code *row;
    if (memcmp(line, code, 8) == 0 || (strcmp(line, "G0283") == 0 && strcmp(code, "97014") == 0) ||
        (strcmp(line, "97014") == 0 && strcmp(code, "G0283") == 0))
        return 1;
    row = therapycode_impl_find_code(d->e->engine, therapycode_impl_code_key(line), d->e->session.date_of_service);
    return row != NULL && row->add_on_to != THERAPYCODE_NONE &&
           strcmp(d->e->engine->codes[row->add_on_to].code, code) == 0;
}

static struct therapycode_impl_case *line_case(const struct therapycode_impl_document *d, int32_t line, int32_t element)
{
    return &d->lines[(size_t)line * ELEMENT_SLOTS + (size_t)element];
}

static void give_code(struct therapycode_impl_document *d, const char *code, int32_t element, int side,
                      const struct therapycode_impl_proof *proof)
{
    int32_t i;
    for (i = 0; i < d->line_count; i++) {
        const struct therapycode_line *line = therapycode_impl_row(d->e, THERAPYCODE_IMPL_LINES, i);
        if (therapycode_impl_is_of_line(d, line->code, code))
            therapycode_impl_case_add(line_case(d, i, element), side, proof);
    }
}

static const char *code_of_place(const struct therapycode_impl_document *d, int32_t i)
{
    const struct therapycode_reading *row =
        therapycode_impl_row(d->e, THERAPYCODE_IMPL_READINGS, place_at(d, i)->reading);
    return row->code;
}

const char *therapycode_impl_code_of_activity(const struct therapycode_impl_document *d, int32_t activity)
{
    const struct therapycode_reading *row;
    if (d->e->activities[activity].code[0] != '\0')
        return d->e->activities[activity].code;
    row = therapycode_impl_row(d->e, THERAPYCODE_IMPL_READINGS, activity); /* there may be none: an empty row */
    return row->code;
}

void therapycode_impl_give(struct therapycode_impl_document *d, const struct therapycode_impl_sentence *s,
                           int32_t element, int side, const struct therapycode_impl_proof *proof)
{
    int32_t i, at = s->place_first;
    therapycode_impl_case_add(&d->note[element], side, proof);
    if (d->line_count == 0)
        return;
    if (s->is_note && (s->place_end == s->place_first || s->follows))
        therapycode_impl_case_add(&d->visit[element], side, proof);
    if (!s->is_note) {
        give_code(d, therapycode_impl_code_of_activity(d, s->index), element, side, proof);
    } else if (s->place_end == s->place_first) {
        for (i = 0; i < s->line_count; i++)
            therapycode_impl_case_add(line_case(d, s->lines[i], element), side, proof);
    } else if (place_at(d, at)->start > proof->start) { /* "verbal cues during gait training and transfers" */
        for (; at < s->place_end; at++)
            give_code(d, code_of_place(d, at), element, side, proof);
    } else {
        while (at + 1 < s->place_end && place_at(d, at + 1)->start <= proof->start)
            at++;
        give_code(d, code_of_place(d, at), element, side, proof);
    }
}
