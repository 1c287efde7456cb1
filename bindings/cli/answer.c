/* Looking things up in a visit and its answer. */
#include "cli.h"

struct therapycode_text therapycode_own_quoted(const struct answer *a, const struct therapycode_evidence *evidence)
{
    struct therapycode_text none = { NULL, 0 }, text = none;
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
        (size_t)evidence->end > text.length)
        return none;
    text.data += evidence->start;
    text.length = (size_t)(evidence->end - evidence->start);
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

const struct therapycode_code *therapycode_own_code_of(const struct answer *a, const char *code)
{
    return therapycode_engine_find_code(a->engine, code, a->session->date_of_service);
}
