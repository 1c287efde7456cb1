/* One worker of an audit: takes stretches of the file and adds up what it finds. */
#include "audit.h"

#include <stdlib.h>
#include <string.h>

size_t therapycode_own_line_end(const struct audit *audit, size_t at)
{
    const char *end = memchr(audit->text + at, '\n', audit->length - at);
    return end == NULL ? audit->length : (size_t)(end - audit->text);
}

long therapycode_own_line_number(const struct audit *a, size_t at, long line, size_t place)
{
    for (; at < place; at++)
        line += a->text[at] == '\n';
    return line;
}

static void copy(char *to, size_t size, const char *from)
{
    size_t length = strnlen(from, size - 1);
    memcpy(to, from, length);
    to[length] = '\0';
}

void therapycode_own_refuse(struct worker *w, size_t offset, therapycode_status status, const char *path,
                            const char *message)
{
    struct refusal *r;
    int at = w->refusal_count;
    w->totals.refused++;
    /* chunks are taken in ascending order, so the first ones that a worker meets are its first in the file */
    if (at == REFUSALS_MAX)
        return;
    r = &w->refusals[w->refusal_count++];
    r->offset = offset;
    r->status = status;
    copy(r->path, sizeof r->path, path);
    copy(r->message, sizeof r->message, message);
}

void therapycode_own_hear(struct visit_sum *sum, const char *rule)
{
    sum->said_over |= strcmp(rule, "BILLED-OVER") == 0;
    sum->said_under |= strcmp(rule, "BILLED-UNDER") == 0;
    sum->left_open |= strcmp(rule, "TOTAL-ONLY") == 0;
}

void therapycode_own_add_code(struct worker *w, struct visit_sum *sum, const struct therapycode_code *code,
                              int32_t minutes, int32_t discipline, long down, int64_t billed, int64_t units)
{
    struct found_line line = { 0 };
    if (code == NULL || code->timing == THERAPYCODE_PERIOD ||
        (minutes == THERAPYCODE_NONE && code->timing != THERAPYCODE_UNTIMED))
        return;
    sum->billed += billed;
    sum->supported += units;
    if (code->minutes_per_unit == 15 && code->timing != THERAPYCODE_UNTIMED) {
        sum->timed += billed;
        line.in_total = sum->has_total;
    }
    if (billed != units) {
        memcpy(line.code, code->code, sizeof line.code);
        line.billed = billed;
        line.supported = units;
        line.down = down;
        therapycode_own_lines_add(w, &line);
    }
    if (line.in_total)
        sum->total[discipline & 3] += billed - units;
    else if (billed > units)
        sum->over += billed - units;
    else
        sum->under += units - billed;
}

void therapycode_own_add_visit(struct worker *w, struct visit_sum *sum, int32_t discipline, int64_t timed_units)
{
    struct totals *t = &w->totals;
    int i;
    if (sum->left_open) {
        sum->supported += timed_units;
        sum->total[discipline & 3] -= timed_units;
    }
    for (i = 0; i < 4; i++) {
        sum->over += sum->total[i] > 0 ? sum->total[i] : 0;
        sum->under += sum->total[i] < 0 ? -sum->total[i] : 0;
    }
    t->billed += sum->billed;
    t->supported += sum->supported;
    t->over += sum->said_over ? sum->over : 0;
    t->under += sum->said_under ? sum->under : 0;
    t->visits_over += sum->said_over;
    t->visits_under += sum->said_under;
}

static int by_id(const void *key, const void *element)
{
    return strcmp(key, *(const char *const *)element);
}

static void count_findings(struct worker *w, struct visit_sum *sum)
{
    const struct therapycode_finding *f;
    size_t i;
    for (i = 0; (f = therapycode_evaluation_finding(w->evaluation, i)) != NULL; i++) {
        const char **found = bsearch(f->rule, w->audit->rules, w->audit->rule_count, sizeof *found, by_id);
        therapycode_own_hear(sum, f->rule);
        if (found == NULL || f->severity < 1 || f->severity >= SEVERITIES)
            continue;
        w->by_rule[(found - w->audit->rules) * SEVERITIES + f->severity]++;
        w->totals.severities[f->severity]++;
    }
}

/* Billed units of a code beside those that its minutes support. */
static void count_units(struct worker *w, const struct therapycode_session *session, size_t offset, const char *id,
                        struct visit_sum *sum)
{
    const struct field name = { id == NULL ? "" : id, id == NULL ? 0 : strlen(id) };
    size_t mark = w->lines.count;
    const struct therapycode_tally *tally;
    int64_t timed_units = therapycode_evaluation_summary(w->evaluation)->timed_units;
    size_t i, j;
    for (i = 0; i < w->audit->policy_count; i++)
        if (strcmp(w->audit->policies[i], session->policy) == 0)
            sum->has_total = w->audit->has_total[i];
    for (i = 0; (tally = therapycode_evaluation_tally(w->evaluation, i)) != NULL; i++) {
        int64_t billed = 0;
        int stated = 0;
        for (j = 0; j < session->activity_count; j++) {
            const struct therapycode_activity *a = &session->activities[j];
            int32_t discipline = a->discipline != 0 ? a->discipline : session->discipline;
            if (strcmp(a->code, tally->code) != 0 || discipline != tally->discipline ||
                (a->billed_units == 0 && !(a->stated & THERAPYCODE_STATED_BILLED_UNITS)))
                continue;
            stated = 1;
            billed += a->billed_units;
        }
        if (stated)
            therapycode_own_add_code(w, sum, therapycode_engine_find_code(w->audit->engine, tally->code,
                                                                          session->date_of_service),
                                     tally->minutes, tally->discipline, 0, billed, tally->units);
    }
    therapycode_own_add_visit(w, sum, session->discipline, timed_units);
    therapycode_own_lines_close(w, sum, mark, timed_units, offset, &name);
}

static void audit_visit(struct worker *w, size_t offset, const char *text, size_t length)
{
    struct therapycode_json_error error = THERAPYCODE_JSON_ERROR_INIT;
    struct therapycode_error fault = THERAPYCODE_ERROR_INIT;
    struct visit_sum sum = { 0 };
    struct therapycode_json_visit *visit = NULL;
    struct therapycode_session session;
    therapycode_status status = therapycode_json_visit_read(text, length, &visit, &error);
    w->totals.visits++;
    if (status == THERAPYCODE_OK) {
        session = *therapycode_json_visit_session(visit);
        if (session.policy == NULL)
            session.policy = w->audit->policy;
        status = therapycode_evaluate(w->audit->engine, &session, w->evaluation, &fault);
        if (status != THERAPYCODE_OK)
            therapycode_json_locate(text, length, &fault, &error);
    }
    if (status == THERAPYCODE_OK) {
        count_findings(w, &sum);
        count_units(w, &session, offset, therapycode_json_visit_id(visit), &sum);
    } else {
        therapycode_own_refuse(w, offset, status, error.path, error.message);
    }
    therapycode_json_visit_free(visit);
}

static int is_blank(const char *text, size_t length)
{
    size_t i;
    for (i = 0; i < length; i++)
        if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
            return 0;
    return 1;
}

/* Lines that begin within [from, to). */
static void json_chunk(struct worker *w, size_t from, size_t to)
{
    const struct audit *a = w->audit;
    size_t at = from;
    if (at > a->begin && a->text[at - 1] != '\n')
        at = therapycode_own_line_end(a, at) + 1;
    while (at < to && at < a->length) {
        size_t end = therapycode_own_line_end(a, at);
        if (!is_blank(a->text + at, end - at))
            audit_visit(w, at, a->text + at, end - at);
        at = end + 1;
    }
}

void *therapycode_own_audit_work(void *worker)
{
    struct worker *w = worker;
    struct audit *a = w->audit;
    while (!w->out_of_memory) {
        size_t from = atomic_fetch_add(&a->next, AUDIT_CHUNK);
        size_t to = from + AUDIT_CHUNK;
        if (from >= a->length)
            break;
        if (a->is_csv)
            therapycode_own_csv_chunk(w, from, to < a->length ? to : a->length);
        else
            json_chunk(w, from, to < a->length ? to : a->length);
        therapycode_own_lines_turn(w, from / AUDIT_CHUNK);
        atomic_fetch_add(&a->done, AUDIT_CHUNK);
    }
    atomic_fetch_sub(&a->running, 1);
    return NULL;
}
