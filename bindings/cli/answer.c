/* Looking things up in a visit and its answer. */
#include "cli.h"

#include <string.h>

int therapycode_own_is_left_open(const struct therapycode_tally *tally)
{
    return strcmp(tally->rule, "TOTAL-ONLY") == 0;
}

int therapycode_own_has_left_open(const struct therapycode_evaluation *evaluation)
{
    const struct therapycode_tally *tally;
    size_t i;
    for (i = 0; (tally = therapycode_evaluation_tally(evaluation, i)) != NULL; i++)
        if (therapycode_own_is_left_open(tally))
            return 1;
    return 0;
}

/* The text that an evidence points into, or one of length 0. */
static struct therapycode_text whole_text(const struct answer *a, const struct therapycode_evidence *evidence)
{
    struct therapycode_text text = { NULL, 0 };
    const struct therapycode_session *s = a->session;
    size_t index = evidence->index < 0 ? 0 : (size_t)evidence->index;
    if (evidence->source == THERAPYCODE_FROM_NOTE)
        text = s->note;
    else if (evidence->source == THERAPYCODE_FROM_DESCRIPTION && index < s->activity_count)
        text = s->activities[index].description;
    else if (evidence->source == THERAPYCODE_FROM_GOAL && index < s->goal_count)
        text = s->goals[index].text;
    else if (evidence->source == THERAPYCODE_FROM_EARLIER_NOTE && s->episode != NULL && index < s->episode->note_count)
        text = s->episode->notes[index];
    if (text.data == NULL || evidence->start < 0 || evidence->end <= evidence->start ||
        (size_t)evidence->end > text.length) {
        text.data = NULL;
        text.length = 0;
    }
    return text;
}

struct therapycode_text therapycode_own_quoted(const struct answer *a, const struct therapycode_evidence *evidence)
{
    struct therapycode_text text = whole_text(a, evidence);
    if (text.length > 0) {
        text.data += evidence->start;
        text.length = (size_t)(evidence->end - evidence->start);
    }
    return text;
}

static const char *name_of(const char *id, const char *noun, int32_t index, char buffer[64])
{
    if (id == NULL)
        snprintf(buffer, 64, "%s %d", noun, (int)index + 1);
    else
        therapycode_own_plain(id, buffer);
    return buffer;
}

const char *therapycode_own_activity_name(const struct answer *a, int32_t activity, char buffer[64])
{
    return name_of(therapycode_json_visit_activity_id(a->visit, activity), "activity", activity, buffer);
}

const char *therapycode_own_goal_name(const struct answer *a, int32_t goal, char buffer[64])
{
    return name_of(therapycode_json_visit_goal_id(a->visit, goal), "goal", goal, buffer);
}

/* ---- evidence ---- */

int therapycode_own_same_source(const struct therapycode_evidence *a, const struct therapycode_evidence *b)
{
    return a->source == b->source && (a->source == THERAPYCODE_FROM_FACT || a->index == b->index);
}

int therapycode_own_same_why(const struct therapycode_evidence *a, const struct therapycode_evidence *b)
{
    return therapycode_own_same_source(a, b) && (a->weight < 0) == (b->weight < 0) &&
           strcmp(a->why == NULL ? "" : a->why, b->why == NULL ? "" : b->why) == 0;
}

const char *therapycode_own_source_name(const struct answer *a, const struct therapycode_evidence *evidence,
                                        char buffer[96])
{
    char name[64];
    switch (evidence->source) {
    case THERAPYCODE_FROM_NOTE: return "Note";
    case THERAPYCODE_FROM_DESCRIPTION:
        snprintf(buffer, 96, "Description of %s", therapycode_own_activity_name(a, evidence->index, name));
        return buffer;
    case THERAPYCODE_FROM_GOAL:
        snprintf(buffer, 96, "Goal %s", therapycode_own_goal_name(a, evidence->index, name));
        return buffer;
    case THERAPYCODE_FROM_EARLIER_NOTE:
        snprintf(buffer, 96, "Earlier note %d", (int)evidence->index + 1);
        return buffer;
    default: return "Stated";
    }
}

int therapycode_own_is_split(const struct answer *a, const struct therapycode_line *line)
{
    const struct therapycode_line *other;
    size_t i;
    for (i = 0; (other = therapycode_evaluation_line(a->evaluation, i)) != NULL; i++)
        if (other != line && strcmp(other->code, line->code) == 0 && other->discipline == line->discipline &&
            other->minutes == line->minutes)
            return 1;
    return 0;
}

const struct therapycode_code *therapycode_own_code_of(const struct answer *a, const char *code)
{
    return therapycode_engine_find_code(a->engine, code, a->session->date_of_service);
}

int therapycode_own_tells_of_element(const struct answer *a, const struct therapycode_finding *finding)
{
    const struct therapycode_element *element =
        finding->element < 0 ? NULL : therapycode_evaluation_element(a->evaluation, (size_t)finding->element);
    return element != NULL && element->rule != NULL && strcmp(element->rule, finding->rule) == 0;
}

/* ---- elements ---- */

int therapycode_own_is_short(const struct therapycode_element *element)
{
    return element->status != THERAPYCODE_PRESENT && element->status != THERAPYCODE_NOT_APPLICABLE;
}

int therapycode_own_is_first_short(const struct answer *a, size_t element)
{
    const struct therapycode_element *mine = therapycode_evaluation_element(a->evaluation, element), *other;
    size_t i;
    if (mine == NULL || !therapycode_own_is_short(mine))
        return 0;
    for (i = 0; i < element && (other = therapycode_evaluation_element(a->evaluation, i)) != NULL; i++)
        if (therapycode_own_is_short(other) && strcmp(other->id, mine->id) == 0)
            return 0;
    return 1;
}

const char *therapycode_own_payment_word(const struct answer *a, size_t element)
{
    const struct therapycode_element *mine = therapycode_evaluation_element(a->evaluation, element);
    const struct therapycode_finding *f;
    size_t i;
    if (mine == NULL || mine->required != THERAPYCODE_YES || !therapycode_own_is_short(mine))
        return "";
    for (i = 0; (f = therapycode_evaluation_finding(a->evaluation, i)) != NULL; i++)
        if (f->element == (int32_t)element && f->severity <= THERAPYCODE_WARNING)
            return ", blocks payment";
    return therapycode_evaluation_summary(a->evaluation)->score == THERAPYCODE_NONE ? ", payment asks for it"
                                                                                     : ", enough for payment";
}

const char *therapycode_own_asked_of(const struct answer *a, const struct therapycode_element *element)
{
    const struct therapycode_line *line =
        element->line < 0 ? NULL : therapycode_evaluation_line(a->evaluation, (size_t)element->line);
    return line == NULL ? "visit" : line->code;
}

/* ---- what would earn another unit ---- */

int therapycode_own_recorded(const struct answer *a, size_t tally)
{
    const struct therapycode_reading *reading;
    int minutes = 0;
    size_t i;
    for (i = 0; (reading = therapycode_evaluation_reading(a->evaluation, i)) != NULL; i++)
        if (reading->tally == (int32_t)tally && reading->minutes > 0)
            minutes += (int)reading->minutes;
    return minutes;
}

static int is_quarter_hour(const struct answer *a, const struct therapycode_tally *tally)
{
    const struct therapycode_code *code = therapycode_own_code_of(a, tally->code);
    return code != NULL && code->minutes_per_unit == 15 && code->timing != THERAPYCODE_UNTIMED;
}

/* The code whose leftover won a unit with the fewest minutes, and so loses it first; NULL where several are equal. */
static const struct therapycode_tally *loser(const struct answer *a, const struct therapycode_tally *gains)
{
    const struct therapycode_tally *tally, *found = NULL;
    size_t i;
    int equal = 0;
    for (i = 0; (tally = therapycode_evaluation_tally(a->evaluation, i)) != NULL; i++) {
        if (tally->extra_units <= 0 || tally->discipline != gains->discipline || !is_quarter_hour(a, tally) ||
            strcmp(tally->code, gains->code) == 0 || (found != NULL && tally->remainder > found->remainder))
            continue;
        equal = found != NULL && tally->remainder == found->remainder;
        found = tally;
    }
    return equal ? NULL : found;
}

/* Each discipline's minutes are added up by themselves; the summary tells of one. */
static int has_other_pool(const struct answer *a, const struct therapycode_tally *mine)
{
    const struct therapycode_tally *tally;
    size_t i;
    for (i = 0; (tally = therapycode_evaluation_tally(a->evaluation, i)) != NULL; i++)
        if (tally->discipline != mine->discipline && is_quarter_hour(a, tally))
            return 1;
    return 0;
}

void therapycode_own_next_unit(const struct answer *a, const struct therapycode_tally *tally, char buffer[160])
{
    const struct therapycode_summary *summary = therapycode_evaluation_summary(a->evaluation);
    const struct therapycode_tally *other;
    int more = (int)tally->minutes_to_next_unit;
    buffer[0] = '\0';
    if (more <= 0)
        return;
    if (summary->minutes_to_next_unit == THERAPYCODE_NONE && is_quarter_hour(a, tally) && has_other_pool(a, tally)) {
        snprintf(buffer, 160, "at %d min it would have one%s", (int)tally->minutes + more,
                 tally->units > 0 ? " more" : "");
        return;
    }
    if (summary->minutes_to_next_unit <= more || !is_quarter_hour(a, tally)) {
        snprintf(buffer, 160, "%d more %s would earn one%s", more, more == 1 ? "minute" : "minutes",
                 tally->units > 0 ? " more" : "");
        return;
    }
    other = loser(a, tally);
    snprintf(buffer, 160, "at %d min %s unit would be its own instead of %s's; the total stays %d",
             (int)tally->minutes + more, tally->units > 0 ? "one more" : "the", other == NULL ? "another code" : other->code,
             (int)summary->timed_units);
}
