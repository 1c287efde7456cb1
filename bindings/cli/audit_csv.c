/*
 * Visits as CSV: a row per activity, the rows of a visit together. Each stretch of the file becomes columns for
 * therapycode_evaluate_batch. A visit belongs to the stretch in which its first row begins.
 */
#include "audit.h"

#include <stdlib.h>
#include <string.h>

enum column { VISIT, DATE, DISCIPLINE, SETTING, POLICY, CODE, MINUTES, ASSISTANT_MINUTES, BILLED_UNITS };

static const char *const names[CSV_COLUMNS] = {
    "visit", "date_of_service", "discipline", "setting", "policy", "code", "minutes", "assistant_minutes",
    "billed_units"
};

/* What each column wants, said of a row that has something else. */
static const char *const wants[CSV_COLUMNS + 1] = {
    "must be named, in every row, and quotes be closed",
    "must be a day of the calendar such as 2026-03-02, one for all rows of a visit",
    "must be PT, OT or SLP, one for all rows of a visit",
    "must be professional, hospital-outpatient, critical-access or facility, one for all rows of a visit",
    "must be a policy that 'therapycode policies' lists, one for all rows of a visit",
    "must be five digits or capital letters such as 97530",
    "must be a whole number from 0 to 1440, or empty",
    "must be a whole number of at most the minutes, or empty",
    "must be a whole number from 0 to 999, or empty",
    "has more fields than the header row"
};
enum { FINE = -1, TOO_LONG = CSV_COLUMNS };

/* Columns of one stretch; they grow and are used again. */
struct columns {
    size_t visits, visit_capacity, rows, row_capacity;
    int64_t *offsets;
    int32_t *date, *discipline, *setting, *policy;
    size_t *place; /* of the visit's first row in the file */
    char *code;
    int32_t *minutes, *assistant, *billed, *units;
    therapycode_status *status;
    int32_t *finding_rule, *finding_severity, *timed_units;
    int64_t *finding_visit;
    size_t finding_capacity;
};

int therapycode_own_csv_header(struct audit *a)
{
    struct field fields[FIELDS_MAX];
    size_t end = therapycode_own_line_end(a, a->begin);
    int i, c, count = therapycode_own_csv_split(a->text + a->begin, end - a->begin, fields);
    for (c = 0; c < CSV_COLUMNS; c++)
        a->column[c] = -1;
    for (i = 0; i < count; i++) {
        for (c = 0; c < CSV_COLUMNS && !therapycode_own_csv_is_word(&fields[i], names[c]); c++)
            ;
        if (c == CSV_COLUMNS || a->column[c] >= 0) {
            therapycode_own_complain("column %d of the header row is not known, or is there twice; columns are visit, "
                                     "date_of_service, discipline, setting, policy, code, minutes, assistant_minutes, "
                                     "billed_units", i + 1);
            return 0;
        }
        a->column[c] = i;
    }
    if (a->column[VISIT] < 0 || a->column[DATE] < 0 || a->column[DISCIPLINE] < 0 || a->column[CODE] < 0) {
        therapycode_own_complain("the header row must name visit, date_of_service, discipline and code");
        return 0;
    }
    a->begin = end < a->length ? end + 1 : a->length;
    a->fields = count;
    return 1;
}

/* ---- cells ---- */

static int policy_of(const struct audit *a, const struct field *f, int32_t *out)
{
    size_t i;
    for (i = 0; i < a->policy_count; i++)
        if (f == NULL || f->length == 0 ? strcmp(a->policies[i], a->policy) == 0 : therapycode_own_csv_is_word(f, a->policies[i])) {
            *out = (int32_t)i;
            return 1;
        }
    return 0;
}

static const struct field *cell(const struct audit *a, const struct field *fields, int count, int column)
{
    int at = a->column[column];
    return at >= 0 && at < count ? &fields[at] : NULL;
}

/* ---- growing ---- */

static int grow(void *column, size_t size, size_t capacity)
{
    void *old, *larger;
    memcpy(&old, column, sizeof old);
    larger = realloc(old, capacity * size);
    if (larger == NULL)
        return 0;
    memcpy(column, &larger, sizeof larger);
    return 1;
}

static int room_for_visit(struct columns *c)
{
    size_t n = c->visit_capacity < 1024 ? 1024 : c->visit_capacity * 2;
    if (c->visits < c->visit_capacity)
        return 1;
    if (!grow(&c->offsets, sizeof *c->offsets, n + 1) || !grow(&c->date, sizeof *c->date, n) ||
        !grow(&c->discipline, sizeof *c->discipline, n) || !grow(&c->setting, sizeof *c->setting, n) ||
        !grow(&c->policy, sizeof *c->policy, n) || !grow(&c->place, sizeof *c->place, n) ||
        !grow(&c->status, sizeof *c->status, n) || !grow(&c->timed_units, sizeof *c->timed_units, n))
        return 0;
    c->visit_capacity = n;
    return 1;
}

static int room_for_row(struct columns *c)
{
    size_t n = c->row_capacity < 4096 ? 4096 : c->row_capacity * 2;
    if (c->rows < c->row_capacity)
        return 1;
    if (!grow(&c->code, 8, n) || !grow(&c->minutes, sizeof *c->minutes, n) ||
        !grow(&c->assistant, sizeof *c->assistant, n) || !grow(&c->billed, sizeof *c->billed, n) ||
        !grow(&c->units, sizeof *c->units, n))
        return 0;
    c->row_capacity = n;
    return 1;
}

static int room_for_findings(struct columns *c, size_t n)
{
    if (n <= c->finding_capacity)
        return 1;
    if (!grow(&c->finding_rule, sizeof *c->finding_rule, n) ||
        !grow(&c->finding_severity, sizeof *c->finding_severity, n) ||
        !grow(&c->finding_visit, sizeof *c->finding_visit, n))
        return 0;
    c->finding_capacity = n;
    return 1;
}

void therapycode_own_csv_free(struct worker *w)
{
    struct columns *c = w->csv;
    if (c == NULL)
        return;
    free(c->offsets);
    free(c->date);
    free(c->discipline);
    free(c->setting);
    free(c->policy);
    free(c->place);
    free(c->code);
    free(c->minutes);
    free(c->assistant);
    free(c->billed);
    free(c->units);
    free(c->status);
    free(c->finding_rule);
    free(c->finding_severity);
    free(c->finding_visit);
    free(c->timed_units);
    free(c);
    w->csv = NULL;
}

/* ---- rows ---- */

static int is_empty(const struct field *f)
{
    return f == NULL || f->length == 0;
}

/* A visit's own facts, from one of its rows: the first, or one that may leave out or repeat what that has. */
static int read_visit(const struct audit *a, const struct field *fields, int count, struct columns *c, int first)
{
    static const char *const disciplines[] = { "PT", "OT", "SLP" };
    static const char *const settings[] = { "professional", "hospital-outpatient", "critical-access", "facility" };
    const struct field *f = cell(a, fields, count, DATE), *setting = cell(a, fields, count, SETTING);
    const struct field *policy = cell(a, fields, count, POLICY);
    int32_t day, discipline, place, payer;
    size_t v = c->visits;
    if (f == NULL || !therapycode_own_csv_date(f, &day) || (!first && day != c->date[v]))
        return DATE;
    if (!therapycode_own_csv_word(cell(a, fields, count, DISCIPLINE), disciplines, 3, &discipline) || discipline == 0 ||
        (!first && discipline != c->discipline[v]))
        return DISCIPLINE;
    if (!therapycode_own_csv_word(setting, settings, 4, &place) || (!first && !is_empty(setting) && place != c->setting[v]))
        return SETTING;
    if (!policy_of(a, policy, &payer) || (!first && !is_empty(policy) && payer != c->policy[v]))
        return POLICY;
    if (!first)
        return FINE;
    c->date[v] = day;
    c->discipline[v] = discipline;
    c->setting[v] = place;
    c->policy[v] = payer;
    return FINE;
}

static int read_activity(const struct audit *a, const struct field *fields, int count, struct columns *c)
{
    const struct field *f = cell(a, fields, count, CODE);
    size_t row = c->rows;
    int i;
    if (f == NULL || f->length != 5)
        return CODE;
    memset(c->code + row * 8, 0, 8);
    memcpy(c->code + row * 8, f->data, 5);
    if (!therapycode_own_csv_number(cell(a, fields, count, MINUTES), 1440, &c->minutes[row]))
        return MINUTES;
    if (!therapycode_own_csv_number(cell(a, fields, count, ASSISTANT_MINUTES), 1440, &c->assistant[row]))
        return ASSISTANT_MINUTES;
    for (i = a->fields; i < count; i++)
        if (fields[i].length > 0)
            return TOO_LONG;
    return therapycode_own_csv_number(cell(a, fields, count, BILLED_UNITS), 999, &c->billed[row]) ? FINE : BILLED_UNITS;
}

static int read_row(const struct audit *a, const struct field *fields, int count, struct columns *c, int first)
{
    int fault = read_visit(a, fields, count, c, first);
    return fault == FINE ? read_activity(a, fields, count, c) : fault;
}

static void refuse(struct worker *w, size_t offset, therapycode_status status, int fault)
{
    therapycode_own_refuse(w, offset, status, fault == TOO_LONG ? "row" : names[fault], wants[fault]);
}

static int remember(struct worker *w, const struct field *id)
{
    if (w->id_count == w->id_capacity) {
        size_t n = w->id_capacity < 1024 ? 1024 : w->id_capacity * 2;
        if (!grow(&w->ids, sizeof *w->ids, n))
            return 0;
        w->id_capacity = n;
    }
    w->ids[w->id_count++] = therapycode_own_csv_hash(id);
    return 1;
}

/* Reads the rows of the visit that begins at `at`; returns where the next one begins. */
static size_t read_rows(struct worker *w, struct columns *c, size_t at)
{
    const struct audit *a = w->audit;
    struct field fields[FIELDS_MAX], id = { NULL, 0 };
    size_t begin = at, wrong = at, first_row = c->rows, v = c->visits;
    int fault = FINE;
    if (!room_for_visit(c)) {
        w->out_of_memory = 1;
        return a->length;
    }
    while (at < a->length) {
        size_t end = therapycode_own_line_end(a, at);
        int count = therapycode_own_csv_split(a->text + at, end - at, fields);
        const struct field *f = count < 0 ? NULL : cell(a, fields, count, VISIT);
        struct field none = { "", 0 };
        if (f == NULL)
            f = &none;
        if (id.data != NULL && (f->length != id.length || memcmp(f->data, id.data, id.length) != 0))
            break;
        if (!room_for_row(c)) {
            w->out_of_memory = 1;
            return a->length;
        }
        if (fault == FINE) {
            fault = count < 0 || f->length == 0 ? VISIT : read_row(a, fields, count, c, id.data == NULL);
            wrong = at;
            c->rows += fault == FINE;
        }
        id = *f;
        at = end + 1;
        if (id.length == 0)
            break;
    }
    w->totals.visits++;
    if (id.length > 0 && !remember(w, &id))
        w->out_of_memory = 1;
    if (fault != FINE) {
        c->rows = first_row;
        refuse(w, wrong, THERAPYCODE_E_VALUE, fault);
        return at;
    }
    c->offsets[v] = (int64_t)first_row;
    c->place[v] = begin;
    c->visits++;
    c->offsets[c->visits] = (int64_t)c->rows;
    return at;
}

/* Rows at the beginning of a stretch may belong to a visit that began before it. */
static size_t first_visit(const struct audit *a, size_t from)
{
    struct field before[FIELDS_MAX], now[FIELDS_MAX];
    const struct field *left, *right;
    size_t at = from, start;
    int count;
    if (at <= a->begin)
        return a->begin;
    if (a->text[at - 1] != '\n')
        at = therapycode_own_line_end(a, at) + 1;
    if (at >= a->length)
        return a->length;
    for (start = at - 1; start > a->begin && a->text[start - 1] != '\n';)
        start--;
    count = therapycode_own_csv_split(a->text + start, at - 1 - start, before);
    left = count < 0 ? NULL : cell(a, before, count, VISIT);
    while (left != NULL && left->length > 0 && at < a->length) {
        size_t end = therapycode_own_line_end(a, at);
        count = therapycode_own_csv_split(a->text + at, end - at, now);
        right = count < 0 ? NULL : cell(a, now, count, VISIT);
        if (right == NULL || right->length != left->length || memcmp(right->data, left->data, left->length) != 0)
            break;
        at = end + 1;
    }
    return at;
}

/* ---- a stretch ---- */

static int is_add_on_of(const struct worker *w, const struct therapycode_code *code, const struct therapycode_code *base)
{
    return code->add_on_to >= 0 &&
           strcmp(therapycode_engine_code(w->audit->engine, (size_t)code->add_on_to)->code, base->code) == 0;
}

/* Minutes that some row states for a code, or for the base or add-on that is one service with it; or NONE. */
static int32_t minutes_of(const struct worker *w, const struct columns *c, size_t v, const struct therapycode_code *code)
{
    int64_t i;
    for (i = c->offsets[v]; i < c->offsets[v + 1]; i++) {
        const struct therapycode_code *other;
        if (c->minutes[i] == THERAPYCODE_NONE)
            continue;
        if (memcmp(c->code + i * 8, code->code, 8) == 0)
            return c->minutes[i];
        if (code->timing == THERAPYCODE_TIMED || code->timing == THERAPYCODE_UNTIMED)
            continue;
        other = therapycode_engine_find_code(w->audit->engine, c->code + i * 8, c->date[v]);
        if (other != NULL && (is_add_on_of(w, other, code) || is_add_on_of(w, code, other)))
            return c->minutes[i];
    }
    return THERAPYCODE_NONE;
}

static void count_visit(struct worker *w, const struct columns *c, size_t v, struct visit_sum *sum)
{
    int64_t i, j, from = c->offsets[v], to = c->offsets[v + 1];
    struct field fields[FIELDS_MAX];
    size_t mark = w->lines.count, end = therapycode_own_line_end(w->audit, c->place[v]);
    const struct field *id;
    int count;
    sum->has_total = w->audit->has_total[c->policy[v]];
    for (i = from; i < to; i++) {
        const char *text = c->code + i * 8;
        const struct therapycode_code *code;
        int64_t billed = 0, units = 0;
        int stated = 0;
        for (j = from; j < i && memcmp(c->code + j * 8, text, 8) != 0; j++)
            ;
        if (j < i)
            continue; /* this code was counted at its first row */
        for (j = i; j < to; j++) {
            if (memcmp(c->code + j * 8, text, 8) != 0)
                continue;
            units += c->units[j];
            stated |= c->billed[j] != THERAPYCODE_NONE;
            billed += c->billed[j] == THERAPYCODE_NONE ? 0 : c->billed[j];
        }
        code = stated ? therapycode_engine_find_code(w->audit->engine, text, c->date[v]) : NULL;
        if (code != NULL)
            therapycode_own_add_code(w, sum, code, minutes_of(w, c, v, code), c->discipline[v], (long)(i - from), billed,
                                     units);
    }
    therapycode_own_add_visit(w, sum, c->discipline[v], c->timed_units[v]);
    if (!sum->said_over && !sum->said_under) {
        w->lines.count = mark;
        return;
    }
    count = therapycode_own_csv_split(w->audit->text + c->place[v], end - c->place[v], fields);
    id = cell(w->audit, fields, count, VISIT);
    therapycode_own_lines_close(w, sum, mark, c->timed_units[v], c->place[v], id);
}

/* The batch says that a visit is refused; the session says which column it was, and of which row. */
static void tell_refused(struct worker *w, struct columns *c, size_t v)
{
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    size_t first = (size_t)c->offsets[v], count = (size_t)(c->offsets[v + 1] - c->offsets[v]), at = c->place[v], i;
    struct therapycode_activity *rows = calloc(count + 1, sizeof *rows);
    const char *field;
    int fault;
    for (i = 0; rows != NULL && i < count; i++) {
        memcpy(rows[i].code, c->code + (first + i) * 8, 8);
        rows[i].minutes = c->minutes[first + i] == THERAPYCODE_NONE ? 0 : c->minutes[first + i];
        rows[i].assistant_minutes = c->assistant[first + i] == THERAPYCODE_NONE ? 0 : c->assistant[first + i];
    }
    session.date_of_service = c->date[v];
    session.discipline = c->discipline[v];
    session.activities = rows;
    session.activity_count = rows == NULL ? 0 : count;
    therapycode_calculate_units(w->audit->engine, &session, w->evaluation, &error);
    free(rows);
    field = error.field == NULL ? "" : strncmp(error.field, "activities.", 11) == 0 ? error.field + 11 : error.field;
    for (fault = 0; fault < CSV_COLUMNS && strcmp(names[fault], field) != 0; fault++)
        ;
    for (i = 0; fault >= CODE && error.index > 0 && i < (size_t)error.index; i++)
        at = therapycode_own_line_end(w->audit, at) + 1; /* a row is a line, and a visit's rows stand together */
    if (fault < CSV_COLUMNS)
        refuse(w, at, c->status[v], fault);
    else
        therapycode_own_refuse(w, c->place[v], c->status[v], "visit", therapycode_status_text(c->status[v]));
}

static therapycode_status evaluate(struct worker *w, struct columns *c, struct therapycode_batch_result *result)
{
    struct therapycode_batch batch;
    therapycode_status status;
    memset(&batch, 0, sizeof batch);
    batch.size = sizeof batch;
    batch.visit_count = c->visits;
    batch.activity_offsets = c->offsets;
    batch.date_of_service = c->date;
    batch.discipline = c->discipline;
    batch.setting = c->setting;
    batch.policy = c->policy;
    batch.policies = w->audit->policies;
    batch.policy_count = w->audit->policy_count;
    batch.code = c->code;
    batch.minutes = c->minutes;
    batch.assistant_minutes = c->assistant;
    batch.billed_units = c->billed;
    do {
        memset(result, 0, sizeof *result);
        result->size = sizeof *result;
        result->status = c->status;
        result->units = c->units;
        result->timed_units = c->timed_units;
        result->finding_visit = c->finding_visit;
        result->finding_rule = c->finding_rule;
        result->finding_severity = c->finding_severity;
        result->finding_capacity = c->finding_capacity;
        status = therapycode_evaluate_batch(w->audit->engine, &batch, 0, c->visits, result, w->evaluation, NULL);
    } while (status == THERAPYCODE_MORE && room_for_findings(c, result->finding_count));
    return status;
}

static void evaluate_chunk(struct worker *w, struct columns *c)
{
    struct therapycode_batch_result result;
    therapycode_status status;
    size_t i, at = 0;
    if (c->visits == 0 || w->out_of_memory)
        return;
    status = room_for_findings(c, c->visits * 8) ? evaluate(w, c, &result) : THERAPYCODE_E_NOMEM;
    if (status != THERAPYCODE_OK) {
        w->out_of_memory = 1;
        return;
    }
    for (i = 0; i < c->visits; i++) {
        struct visit_sum sum = { 0 };
        for (; at < result.finding_count && c->finding_visit[at] == (int64_t)i; at++) {
            therapycode_own_hear(&sum, w->audit->rules[c->finding_rule[at]]);
            w->by_rule[c->finding_rule[at] * SEVERITIES + c->finding_severity[at]]++;
            w->totals.severities[c->finding_severity[at]]++;
        }
        if (c->status[i] == THERAPYCODE_OK)
            count_visit(w, c, i, &sum);
        else
            tell_refused(w, c, i);
    }
}

size_t therapycode_own_csv_again(const struct audit *a, uint64_t id)
{
    struct field fields[FIELDS_MAX];
    size_t at, end;
    int runs = 0, within = 0;
    for (at = a->begin; at < a->length; at = end + 1) {
        const struct field *f;
        int count;
        end = therapycode_own_line_end(a, at);
        count = therapycode_own_csv_split(a->text + at, end - at, fields);
        f = count < 0 ? NULL : cell(a, fields, count, VISIT);
        if (f == NULL || therapycode_own_csv_hash(f) != id) {
            within = 0;
            continue;
        }
        runs += !within;
        within = 1;
        if (runs == 2)
            return at;
    }
    return a->begin;
}

void therapycode_own_csv_chunk(struct worker *w, size_t from, size_t to)
{
    struct columns *c = w->csv;
    size_t at;
    if (c == NULL)
        c = w->csv = calloc(1, sizeof *c);
    if (c == NULL) {
        w->out_of_memory = 1;
        return;
    }
    c->visits = 0;
    c->rows = 0;
    at = first_visit(w->audit, from);
    while (at < to && at < w->audit->length && !w->out_of_memory) {
        if (w->audit->text[at] == '\n' || w->audit->text[at] == '\r')
            at = therapycode_own_line_end(w->audit, at) + 1;
        else
            at = read_rows(w, c, at);
    }
    evaluate_chunk(w, c);
}
