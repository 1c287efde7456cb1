/* The evaluation document: keys and their order are those of schema/evaluation.schema.json. */
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "visit.h"

/* Reading i of tally t: head[t], then next[i] ...; -1 ends. */
struct chains {
    int32_t *head;
    int32_t *next;
};

struct writer {
    struct therapycode_json_output *o;
    const struct therapycode_json_visit *visit;
    const struct therapycode_evaluation *e;
    int quote;
    struct chains chains;
};

static int make_chains(struct writer *w)
{
    size_t tallies = 0, readings = 0, i;
    while (therapycode_evaluation_tally(w->e, tallies) != NULL)
        tallies++;
    while (therapycode_evaluation_reading(w->e, readings) != NULL)
        readings++;
    w->chains.head = malloc((tallies + readings + 1) * sizeof(int32_t));
    if (w->chains.head == NULL)
        return 0;
    w->chains.next = w->chains.head + tallies;
    for (i = 0; i < tallies; i++)
        w->chains.head[i] = THERAPYCODE_NONE;
    /* from the last, so that each chain ascends */
    for (i = readings; i-- > 0;) {
        int32_t tally = therapycode_evaluation_reading(w->e, i)->tally;
        w->chains.next[i] = THERAPYCODE_NONE;
        if (tally >= 0 && (size_t)tally < tallies) {
            w->chains.next[i] = w->chains.head[tally];
            w->chains.head[tally] = (int32_t)i;
        }
    }
    return 1;
}

/* An id where one is stated, else the index. */
static void write_ref(struct writer *w, const char *key, const char *id, int32_t index)
{
    if (id != NULL)
        therapycode_own_out_string(w->o, key, id);
    else
        therapycode_own_out_index(w->o, key, index);
}

static void write_activity_ref(struct writer *w, const char *key, int32_t activity)
{
    write_ref(w, key, therapycode_json_visit_activity_id(w->visit, activity), activity);
}

static void write_goal_ref(struct writer *w, const char *key, int32_t goal)
{
    write_ref(w, key, therapycode_json_visit_goal_id(w->visit, goal), goal);
}

/* ---- evidence ---- */

static const struct therapycode_text *source_text(const struct writer *w, const struct therapycode_evidence *v)
{
    const struct therapycode_session *s = &w->visit->session;
    size_t index = v->index < 0 ? 0 : (size_t)v->index;
    switch (v->source) {
    case THERAPYCODE_FROM_NOTE: return &s->note;
    case THERAPYCODE_FROM_DESCRIPTION: return index < s->activity_count ? &s->activities[index].description : NULL;
    case THERAPYCODE_FROM_GOAL: return index < s->goal_count ? &s->goals[index].text : NULL;
    case THERAPYCODE_FROM_EARLIER_NOTE:
        return s->episode != NULL && index < s->episode->note_count ? &s->episode->notes[index] : NULL;
    default: return NULL;
    }
}

static void write_evidence_row(struct writer *w, const char *key, const struct therapycode_evidence *v)
{
    const struct therapycode_text *text = source_text(w, v);
    therapycode_own_out_open(w->o, key, '{');
    therapycode_own_out_word(w->o, "source", &therapycode_own_word_source, v->source);
    therapycode_own_out_index(w->o, "index", v->index);
    therapycode_own_out_number(w->o, "start", v->start);
    therapycode_own_out_number(w->o, "end", v->end);
    therapycode_own_out_number(w->o, "weight", v->weight);
    therapycode_own_out_string(w->o, "why", v->why);
    if (w->quote && text != NULL && v->start >= 0 && v->end >= v->start && (size_t)v->end <= text->length)
        therapycode_own_out_text(w->o, "text", text->data + v->start, (size_t)(v->end - v->start));
    therapycode_own_out_close(w->o, '}');
}

static void write_evidence(struct writer *w, int32_t first, int32_t count)
{
    int32_t i;
    therapycode_own_out_open(w->o, "evidence", '[');
    for (i = 0; i < count; i++) {
        const struct therapycode_evidence *v = therapycode_evaluation_evidence(w->e, (size_t)(first + i));
        if (v != NULL)
            write_evidence_row(w, NULL, v);
    }
    therapycode_own_out_close(w->o, ']');
}

/* ---- the parts ---- */

static void write_provenance(struct writer *w, const struct therapycode_summary *s)
{
    therapycode_own_out_open(w->o, "provenance", '{');
    therapycode_own_out_string(w->o, "version", s->version);
    therapycode_own_out_string(w->o, "release", s->release);
    therapycode_own_out_string(w->o, "digest", s->digest);
    therapycode_own_out_string(w->o, "policy", s->policy);
    therapycode_own_out_date(w->o, "date_of_service", s->date_of_service);
    therapycode_own_out_close(w->o, '}');
}

static void write_units(struct writer *w, const struct therapycode_summary *s)
{
    therapycode_own_out_open(w->o, "units", '{');
    therapycode_own_out_number(w->o, "timed_minutes", s->timed_minutes);
    therapycode_own_out_number(w->o, "timed_units", s->timed_units);
    therapycode_own_out_number(w->o, "total_units", s->total_units);
    therapycode_own_out_index(w->o, "minutes_to_next_unit", s->minutes_to_next_unit);
    therapycode_own_out_number(w->o, "unplaced_minutes", s->unplaced_minutes);
    therapycode_own_out_close(w->o, '}');
}

static void write_modifiers(struct writer *w, const struct therapycode_line *line)
{
    int i;
    therapycode_own_out_open(w->o, "modifiers", '[');
    for (i = 0; i < 4 && line->modifiers[i][0] != '\0'; i++)
        therapycode_own_out_string(w->o, NULL, line->modifiers[i]);
    therapycode_own_out_close(w->o, ']');
}

static void write_line_sources(struct writer *w, int32_t tally)
{
    int32_t i, first = tally >= 0 ? w->chains.head[tally] : THERAPYCODE_NONE;
    therapycode_own_out_open(w->o, "activities", '[');
    for (i = first; i >= 0; i = w->chains.next[i]) {
        int32_t activity = therapycode_evaluation_reading(w->e, (size_t)i)->activity;
        if (activity >= 0)
            write_activity_ref(w, NULL, activity);
    }
    therapycode_own_out_close(w->o, ']');
    therapycode_own_out_index(w->o, "tally", tally);
    therapycode_own_out_open(w->o, "readings", '[');
    for (i = first; i >= 0; i = w->chains.next[i])
        therapycode_own_out_number(w->o, NULL, i);
    therapycode_own_out_close(w->o, ']');
}

static void write_lines(struct writer *w)
{
    const struct therapycode_line *line;
    size_t i;
    therapycode_own_out_open(w->o, "lines", '[');
    for (i = 0; (line = therapycode_evaluation_line(w->e, i)) != NULL; i++) {
        therapycode_own_out_open(w->o, NULL, '{');
        therapycode_own_out_string(w->o, "code", line->code);
        therapycode_own_out_number(w->o, "units", line->units);
        therapycode_own_out_index(w->o, "minutes", line->minutes);
        write_modifiers(w, line);
        therapycode_own_out_yes(w->o, "suggested", line->suggested == THERAPYCODE_YES);
        write_line_sources(w, line->tally);
        therapycode_own_out_word(w->o, "discipline", &therapycode_own_word_discipline, line->discipline);
        therapycode_own_out_close(w->o, '}');
    }
    therapycode_own_out_close(w->o, ']');
}

static void write_tie(struct writer *w, const struct therapycode_tally *tally)
{
    const struct therapycode_tally *other;
    size_t i;
    if (tally->tie == 0) {
        therapycode_own_out_null(w->o, "tie");
        return;
    }
    therapycode_own_out_open(w->o, "tie", '{');
    therapycode_own_out_number(w->o, "group", tally->tie);
    therapycode_own_out_number(w->o, "units", tally->tie_units);
    therapycode_own_out_open(w->o, "codes", '[');
    for (i = 0; (other = therapycode_evaluation_tally(w->e, i)) != NULL; i++)
        if (other->tie == tally->tie)
            therapycode_own_out_string(w->o, NULL, other->code);
    therapycode_own_out_close(w->o, ']');
    therapycode_own_out_close(w->o, '}');
}

static void write_tallies(struct writer *w)
{
    const struct therapycode_tally *t;
    size_t i;
    therapycode_own_out_open(w->o, "tallies", '[');
    for (i = 0; (t = therapycode_evaluation_tally(w->e, i)) != NULL; i++) {
        therapycode_own_out_open(w->o, NULL, '{');
        therapycode_own_out_string(w->o, "code", t->code);
        therapycode_own_out_index(w->o, "minutes", t->minutes);
        therapycode_own_out_number(w->o, "full_units", t->full_units);
        therapycode_own_out_number(w->o, "remainder", t->remainder);
        therapycode_own_out_number(w->o, "extra_units", t->extra_units);
        therapycode_own_out_number(w->o, "units", t->units);
        therapycode_own_out_number(w->o, "assistant_units", t->assistant_units);
        write_tie(w, t);
        therapycode_own_out_string(w->o, "rule", t->rule);
        therapycode_own_out_index(w->o, "minutes_to_next_unit", t->minutes_to_next_unit);
        therapycode_own_out_word(w->o, "discipline", &therapycode_own_word_discipline, t->discipline);
        therapycode_own_out_word(w->o, "timing", &therapycode_own_word_timing, t->timing);
        therapycode_own_out_number(w->o, "assistant_minutes", t->assistant_minutes);
        therapycode_own_out_index(w->o, "minutes_to_assistant_flip", t->minutes_to_assistant_flip);
        therapycode_own_out_close(w->o, '}');
    }
    therapycode_own_out_close(w->o, ']');
}

static void write_candidates(struct writer *w, const struct therapycode_reading *reading)
{
    int32_t i;
    therapycode_own_out_open(w->o, "candidates", '[');
    for (i = 0; i < reading->candidate_count; i++) {
        const struct therapycode_candidate *c =
            therapycode_evaluation_candidate(w->e, (size_t)(reading->candidate_first + i));
        if (c == NULL)
            break;
        therapycode_own_out_open(w->o, NULL, '{');
        therapycode_own_out_string(w->o, "code", c->code);
        therapycode_own_out_number(w->o, "confidence", c->confidence);
        therapycode_own_out_string(w->o, "reason", c->reason);
        write_evidence(w, c->evidence_first, c->evidence_count);
        therapycode_own_out_close(w->o, '}');
    }
    therapycode_own_out_close(w->o, ']');
}

static void write_readings(struct writer *w)
{
    const struct therapycode_reading *reading;
    size_t i;
    therapycode_own_out_open(w->o, "readings", '[');
    for (i = 0; (reading = therapycode_evaluation_reading(w->e, i)) != NULL; i++) {
        therapycode_own_out_open(w->o, NULL, '{');
        write_activity_ref(w, "activity", reading->activity);
        therapycode_own_out_string(w->o, "code", reading->code[0] == '\0' ? NULL : reading->code);
        therapycode_own_out_word(w->o, "context", &therapycode_own_word_context, reading->context);
        therapycode_own_out_index(w->o, "minutes", reading->minutes);
        therapycode_own_out_string(w->o, "question", reading->question);
        therapycode_own_out_yes(w->o, "from_note", reading->activity == THERAPYCODE_NONE);
        therapycode_own_out_index(w->o, "tally", reading->tally);
        write_candidates(w, reading);
        write_evidence(w, reading->evidence_first, reading->evidence_count);
        therapycode_own_out_close(w->o, '}');
    }
    therapycode_own_out_close(w->o, ']');
}

static void write_elements(struct writer *w)
{
    const struct therapycode_element *t;
    size_t i;
    therapycode_own_out_open(w->o, "elements", '[');
    for (i = 0; (t = therapycode_evaluation_element(w->e, i)) != NULL; i++) {
        therapycode_own_out_open(w->o, NULL, '{');
        therapycode_own_out_string(w->o, "id", t->id);
        therapycode_own_out_word(w->o, "status", &therapycode_own_word_element_status, t->status);
        therapycode_own_out_yes(w->o, "required", t->required == THERAPYCODE_YES);
        therapycode_own_out_number(w->o, "points", t->points);
        therapycode_own_out_number(w->o, "weight", t->weight);
        therapycode_own_out_index(w->o, "line", t->line);
        write_evidence(w, t->evidence_first, t->evidence_count);
        therapycode_own_out_string(w->o, "rule", t->rule);
        therapycode_own_out_string(w->o, "suggestion", t->suggestion);
        therapycode_own_out_close(w->o, '}');
    }
    therapycode_own_out_close(w->o, ']');
}

static void write_goals(struct writer *w)
{
    static const char *const directions[] = { NULL, "worse", "unchanged", "better", "met" };
    const struct therapycode_progress *p;
    size_t i;
    therapycode_own_out_open(w->o, "goals", '[');
    for (i = 0; (p = therapycode_evaluation_progress(w->e, i)) != NULL; i++) {
        int known = p->direction >= THERAPYCODE_WORSE && p->direction <= THERAPYCODE_MET;
        therapycode_own_out_open(w->o, NULL, '{');
        write_goal_ref(w, "goal", p->goal);
        therapycode_own_out_yes(w->o, "measurable", p->measurable == THERAPYCODE_YES);
        therapycode_own_out_yes(w->o, "functional", p->functional == THERAPYCODE_YES);
        therapycode_own_out_yes(w->o, "time_bound", p->time_bound == THERAPYCODE_YES);
        therapycode_own_out_string(w->o, "direction", known ? directions[p->direction + 2] : NULL);
        if (known)
            therapycode_own_out_number(w->o, "percent", p->percent);
        else
            therapycode_own_out_null(w->o, "percent");
        therapycode_own_out_index(w->o, "baseline", p->baseline);
        therapycode_own_out_index(w->o, "current", p->current);
        therapycode_own_out_index(w->o, "target", p->target);
        therapycode_own_out_close(w->o, '}');
    }
    therapycode_own_out_close(w->o, ']');
}

static void write_measures(struct writer *w)
{
    const struct therapycode_measure *m;
    size_t i;
    therapycode_own_out_open(w->o, "measures", '[');
    for (i = 0; (m = therapycode_evaluation_measure(w->e, i)) != NULL; i++) {
        const struct therapycode_evidence *v =
            m->evidence >= 0 ? therapycode_evaluation_evidence(w->e, (size_t)m->evidence) : NULL;
        therapycode_own_out_open(w->o, NULL, '{');
        therapycode_own_out_string(w->o, "kind", m->kind);
        therapycode_own_out_string(w->o, "unit", m->unit);
        therapycode_own_out_string(w->o, "site", m->site);
        therapycode_own_out_number(w->o, "value", m->value);
        therapycode_own_out_number(w->o, "high", m->high);
        therapycode_own_out_number(w->o, "scale", m->scale);
        therapycode_own_out_word(w->o, "side", &therapycode_own_word_side, m->side);
        therapycode_own_out_word(w->o, "context", &therapycode_own_word_context, m->context);
        if (v != NULL)
            write_evidence_row(w, "evidence", v);
        else
            therapycode_own_out_null(w->o, "evidence");
        therapycode_own_out_close(w->o, '}');
    }
    therapycode_own_out_close(w->o, ']');
}

static void write_documentation(struct writer *w, const struct therapycode_summary *s)
{
    therapycode_own_out_open(w->o, "documentation", '{');
    therapycode_own_out_index(w->o, "score", s->score);
    therapycode_own_out_word(w->o, "billable", &therapycode_own_word_billable, s->billable);
    write_elements(w);
    write_goals(w);
    write_measures(w);
    therapycode_own_out_close(w->o, '}');
}

static void write_finding_head(struct therapycode_json_output *o, const struct therapycode_finding *f)
{
    therapycode_own_out_open(o, NULL, '{');
    therapycode_own_out_word(o, "severity", &therapycode_own_word_severity, f->severity);
    therapycode_own_out_string(o, "rule", f->rule);
    therapycode_own_out_string(o, "message", f->message);
    therapycode_own_out_string(o, "citation", f->citation);
}

static void write_findings(struct writer *w)
{
    const struct therapycode_finding *f;
    size_t i;
    therapycode_own_out_open(w->o, "findings", '[');
    for (i = 0; (f = therapycode_evaluation_finding(w->e, i)) != NULL; i++) {
        write_finding_head(w->o, f);
        therapycode_own_out_index(w->o, "line", f->line);
        therapycode_own_out_string(w->o, "suggestion", f->suggestion);
        therapycode_own_out_index(w->o, "other_line", f->other_line);
        write_activity_ref(w, "activity", f->activity);
        write_goal_ref(w, "goal", f->goal);
        therapycode_own_out_index(w->o, "element", f->element);
        write_evidence(w, f->evidence_first, f->evidence_count);
        therapycode_own_out_close(w->o, '}');
    }
    therapycode_own_out_close(w->o, ']');
}

static void write_steps(struct writer *w)
{
    const struct therapycode_step *s;
    size_t i;
    therapycode_own_out_open(w->o, "steps", '[');
    for (i = 0; (s = therapycode_evaluation_step(w->e, i)) != NULL; i++) {
        therapycode_own_out_open(w->o, NULL, '{');
        therapycode_own_out_string(w->o, "rule", s->rule);
        therapycode_own_out_string(w->o, "message", s->message);
        therapycode_own_out_index(w->o, "tally", s->tally);
        therapycode_own_out_number(w->o, "minutes", s->minutes);
        therapycode_own_out_number(w->o, "units", s->units);
        therapycode_own_out_close(w->o, '}');
    }
    therapycode_own_out_close(w->o, ']');
}

static int flags_known(int32_t flags)
{
    return (flags & ~(THERAPYCODE_JSON_QUOTE | THERAPYCODE_JSON_PRETTY)) == 0;
}

therapycode_status therapycode_json_write_evaluation(const struct therapycode_json_visit *visit,
                                                     const struct therapycode_evaluation *evaluation, int32_t flags,
                                                     struct therapycode_json_output *output)
{
    struct writer w;
    size_t mark;
    const struct therapycode_summary *summary = therapycode_evaluation_summary(evaluation);
    if (visit == NULL || summary == NULL || output == NULL)
        return THERAPYCODE_E_ARGUMENT;
    if (!flags_known(flags))
        return THERAPYCODE_E_VALUE;
    mark = output->length;
    w.o = output;
    w.visit = visit;
    w.e = evaluation;
    w.quote = (flags & THERAPYCODE_JSON_QUOTE) != 0;
    if (!make_chains(&w))
        return THERAPYCODE_E_NOMEM;
    therapycode_own_out_begin(output, flags);
    therapycode_own_out_open(output, NULL, '{');
    therapycode_own_out_number(output, "format", 1);
    therapycode_own_out_string(output, "id", visit->id);
    write_provenance(&w, summary);
    write_units(&w, summary);
    write_lines(&w);
    write_tallies(&w);
    write_readings(&w);
    write_documentation(&w, summary);
    write_findings(&w);
    write_steps(&w);
    therapycode_own_out_close(output, '}');
    free(w.chains.head);
    return therapycode_own_out_end(output, mark);
}

therapycode_status therapycode_json_write_day(const struct therapycode_json_day *day,
                                              const struct therapycode_evaluation *evaluation, int32_t flags,
                                              struct therapycode_json_output *output)
{
    struct writer w;
    const struct therapycode_finding *f;
    const struct therapycode_summary *summary = therapycode_evaluation_summary(evaluation);
    size_t i, mark;
    if (day == NULL || summary == NULL || output == NULL)
        return THERAPYCODE_E_ARGUMENT;
    if (!flags_known(flags))
        return THERAPYCODE_E_VALUE;
    mark = output->length;
    memset(&w, 0, sizeof w);
    w.o = output;
    therapycode_own_out_begin(output, flags);
    therapycode_own_out_open(output, NULL, '{');
    therapycode_own_out_number(output, "format", 1);
    write_provenance(&w, summary);
    therapycode_own_out_open(output, "findings", '[');
    for (i = 0; (f = therapycode_evaluation_finding(evaluation, i)) != NULL; i++) {
        write_finding_head(output, f);
        therapycode_own_out_index(output, "interval", f->activity);
        therapycode_own_out_index(output, "other_interval", f->other_line);
        therapycode_own_out_string(output, "suggestion", f->suggestion);
        therapycode_own_out_close(output, '}');
    }
    therapycode_own_out_close(output, ']');
    therapycode_own_out_close(output, '}');
    return therapycode_own_out_end(output, mark);
}

therapycode_status therapycode_json_write_error(const char *id, const struct therapycode_json_error *error,
                                                int32_t flags, struct therapycode_json_output *output)
{
    size_t mark;
    if (error == NULL || output == NULL)
        return THERAPYCODE_E_ARGUMENT;
    if (error->size < sizeof *error || !flags_known(flags))
        return THERAPYCODE_E_VALUE;
    mark = output->length;
    therapycode_own_out_begin(output, flags);
    therapycode_own_out_open(output, NULL, '{');
    therapycode_own_out_string(output, "id", id);
    therapycode_own_out_open(output, "error", '{');
    therapycode_own_out_string(output, "status", therapycode_status_name(error->status));
    therapycode_own_out_string(output, "field", error->field[0] == '\0' ? NULL : error->field);
    therapycode_own_out_string(output, "path", error->path);
    therapycode_own_out_string(output, "message", error->message);
    therapycode_own_out_number(output, "line", error->line);
    therapycode_own_out_number(output, "column", error->column);
    therapycode_own_out_number(output, "offset", (int64_t)error->offset);
    therapycode_own_out_close(output, '}');
    therapycode_own_out_close(output, '}');
    return therapycode_own_out_end(output, mark);
}
