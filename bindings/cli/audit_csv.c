/*
 * Visits as CSV: a row per activity, the rows of a visit together. Each stretch of the file becomes columns for
 * therapycode_evaluate_batch. A visit belongs to the stretch in which its first row begins.
 */
#include "audit.h"

#include <stdlib.h>
#include <string.h>

enum column { VISIT, DATE, DISCIPLINE, SETTING, POLICY, CODE, MINUTES, ASSISTANT_MINUTES, BILLED_UNITS };
enum { FIELDS_MAX = 32 };

static const char *const names[CSV_COLUMNS] = {
    "visit", "date_of_service", "discipline", "setting", "policy", "code", "minutes", "assistant_minutes",
    "billed_units"
};

struct field {
    const char *data;
    size_t length;
};

/* Columns of one stretch; they grow and are used again. */
struct columns {
    size_t visits, visit_capacity, rows, row_capacity;
    int64_t *offsets;
    int32_t *date, *discipline, *setting, *policy;
    size_t *place; /* of the visit's first row in the file */
    char *code;
    int32_t *minutes, *assistant, *billed, *units;
    therapycode_status *status;
    int32_t *finding_rule, *finding_severity;
    size_t finding_capacity;
};

/* Splits a row; quotes are taken off where nothing within is doubled. Number of fields, or -1. */
static int split(const char *row, size_t length, struct field *fields)
{
    size_t at = 0;
    int count = 0;
    if (length > 0 && row[length - 1] == '\r')
        length--;
    for (;;) {
        struct field *f = &fields[count];
        if (count == FIELDS_MAX)
            return -1;
        if (at < length && row[at] == '"') {
            const char *end = memchr(row + at + 1, '"', length - at - 1);
            if (end == NULL)
                return -1;
            f->data = row + at + 1;
            f->length = (size_t)(end - f->data);
            at = (size_t)(end - row) + 1;
            if (at < length && row[at] != ',')
                return -1;
        } else {
            const char *end = at < length ? memchr(row + at, ',', length - at) : NULL;
            f->data = row + at;
            f->length = end == NULL ? length - at : (size_t)(end - f->data);
            at += f->length;
        }
        count++;
        if (at >= length)
            return count;
        at++;
    }
}

static int is_word(const struct field *f, const char *word)
{
    return f->length == strlen(word) && memcmp(f->data, word, f->length) == 0;
}

int therapycode_own_csv_header(struct audit *a)
{
    struct field fields[FIELDS_MAX];
    size_t end = therapycode_own_line_end(a, 0);
    int i, c, count = split(a->text, end, fields);
    for (c = 0; c < CSV_COLUMNS; c++)
        a->column[c] = -1;
    for (i = 0; i < count; i++) {
        for (c = 0; c < CSV_COLUMNS && !is_word(&fields[i], names[c]); c++)
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
    return 1;
}

/* ---- values ---- */

static int number(const struct field *f, int32_t high, int32_t *out)
{
    int32_t value = 0;
    size_t i;
    *out = THERAPYCODE_NONE;
    if (f == NULL || f->length == 0)
        return 1;
    for (i = 0; i < f->length; i++) {
        if (f->data[i] < '0' || f->data[i] > '9' || value > high)
            return 0;
        value = value * 10 + (f->data[i] - '0');
    }
    *out = value;
    return value <= high;
}

static int date(const struct field *f, int32_t *out)
{
    int32_t value = 0;
    size_t i;
    if (f->length != 10 || f->data[4] != '-' || f->data[7] != '-')
        return 0;
    for (i = 0; i < 10; i++) {
        if (i == 4 || i == 7)
            continue;
        if (f->data[i] < '0' || f->data[i] > '9')
            return 0;
        value = value * 10 + (f->data[i] - '0');
    }
    *out = value;
    return 1;
}

static int word(const struct field *f, const char *const *words, int32_t count, int32_t *out)
{
    *out = 0;
    if (f == NULL || f->length == 0)
        return 1;
    while (*out < count && !is_word(f, words[*out]))
        ++*out;
    return (*out)++ < count;
}

static int policy_of(const struct audit *a, const struct field *f, int32_t *out)
{
    size_t i;
    for (i = 0; i < a->policy_count; i++)
        if (f == NULL || f->length == 0 ? strcmp(a->policies[i], a->policy) == 0 : is_word(f, a->policies[i])) {
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
        !grow(&c->status, sizeof *c->status, n))
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
        !grow(&c->finding_severity, sizeof *c->finding_severity, n))
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
    free(c);
    w->csv = NULL;
}

/* ---- rows ---- */

/* A visit's own facts, from one of its rows. NULL, or the column at fault. */
static const char *read_visit(const struct audit *a, const struct field *fields, int count, struct columns *c, size_t v)
{
    static const char *const disciplines[] = { "PT", "OT", "SLP" };
    static const char *const settings[] = { "professional", "hospital-outpatient", "critical-access", "facility" };
    const struct field *f = cell(a, fields, count, DATE);
    if (f == NULL || !date(f, &c->date[v]))
        return "date_of_service";
    if (!word(cell(a, fields, count, DISCIPLINE), disciplines, 3, &c->discipline[v]) || c->discipline[v] == 0)
        return "discipline";
    if (!word(cell(a, fields, count, SETTING), settings, 4, &c->setting[v]))
        return "setting";
    return policy_of(a, cell(a, fields, count, POLICY), &c->policy[v]) ? NULL : "policy";
}

static const char *read_activity(const struct audit *a, const struct field *fields, int count, struct columns *c)
{
    const struct field *f = cell(a, fields, count, CODE);
    size_t row = c->rows;
    if (f == NULL || f->length != 5)
        return "code";
    memset(c->code + row * 8, 0, 8);
    memcpy(c->code + row * 8, f->data, 5);
    if (!number(cell(a, fields, count, MINUTES), 1440, &c->minutes[row]))
        return "minutes";
    if (!number(cell(a, fields, count, ASSISTANT_MINUTES), 1440, &c->assistant[row]))
        return "assistant_minutes";
    return number(cell(a, fields, count, BILLED_UNITS), 999, &c->billed[row]) ? NULL : "billed_units";
}

static uint64_t hash(const struct field *f)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    size_t i;
    for (i = 0; i < f->length; i++)
        h = (h ^ (unsigned char)f->data[i]) * 1099511628211u;
    return h;
}

static int remember(struct worker *w, const struct field *id)
{
    if (w->id_count == w->id_capacity) {
        size_t n = w->id_capacity < 1024 ? 1024 : w->id_capacity * 2;
        if (!grow(&w->ids, sizeof *w->ids, n))
            return 0;
        w->id_capacity = n;
    }
    w->ids[w->id_count++] = hash(id);
    return 1;
}

/* Reads the rows of the visit that begins at `at`; returns where the next one begins. */
static size_t read_rows(struct worker *w, struct columns *c, size_t at)
{
    const struct audit *a = w->audit;
    struct field fields[FIELDS_MAX], id = { NULL, 0 };
    size_t begin = at, first_row = c->rows, v = c->visits;
    const char *fault = NULL;
    if (!room_for_visit(c)) {
        w->out_of_memory = 1;
        return a->length;
    }
    while (at < a->length) {
        size_t end = therapycode_own_line_end(a, at);
        int count = split(a->text + at, end - at, fields);
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
        if (fault == NULL) {
            int32_t d = id.data == NULL ? 0 : c->date[v], who = id.data == NULL ? 0 : c->discipline[v];
            fault = count < 0 || f->length == 0 ? "visit" : read_visit(a, fields, count, c, v);
            if (fault == NULL && id.data != NULL && (d != c->date[v] || who != c->discipline[v]))
                fault = d != c->date[v] ? "date_of_service" : "discipline";
            if (fault == NULL)
                fault = read_activity(a, fields, count, c);
            c->rows += fault == NULL;
        }
        id = *f;
        at = end + 1;
        if (id.length == 0)
            break;
    }
    w->totals.visits++;
    if (id.length > 0 && !remember(w, &id))
        w->out_of_memory = 1;
    if (fault != NULL) {
        c->rows = first_row;
        therapycode_own_refuse(w, begin, THERAPYCODE_E_VALUE, fault, "a row that cannot be read");
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
    count = split(a->text + start, at - 1 - start, before);
    left = count < 0 ? NULL : cell(a, before, count, VISIT);
    while (left != NULL && left->length > 0 && at < a->length) {
        size_t end = therapycode_own_line_end(a, at);
        count = split(a->text + at, end - at, now);
        right = count < 0 ? NULL : cell(a, now, count, VISIT);
        if (right == NULL || right->length != left->length || memcmp(right->data, left->data, left->length) != 0)
            break;
        at = end + 1;
    }
    return at;
}

/* ---- a stretch ---- */

static void count_visit(struct worker *w, const struct columns *c, size_t v)
{
    int64_t i, j, from = c->offsets[v], to = c->offsets[v + 1];
    int over = 0, under = 0;
    for (i = from; i < to; i++) {
        const char *code = c->code + i * 8;
        int64_t billed = 0, units = 0;
        int stated = 0, timed = 0;
        for (j = from; j < i && memcmp(c->code + j * 8, code, 8) != 0; j++)
            ;
        if (j < i)
            continue; /* this code was counted at its first row */
        for (j = i; j < to; j++) {
            if (memcmp(c->code + j * 8, code, 8) != 0)
                continue;
            units += c->units[j];
            stated |= c->billed[j] != THERAPYCODE_NONE;
            timed |= c->minutes[j] != THERAPYCODE_NONE;
            billed += c->billed[j] == THERAPYCODE_NONE ? 0 : c->billed[j];
        }
        if (stated && timed)
            therapycode_own_account(&w->totals, billed, units, &over, &under);
    }
    w->totals.visits_over += over;
    w->totals.visits_under += under;
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
    size_t i;
    if (c->visits == 0 || w->out_of_memory)
        return;
    status = room_for_findings(c, c->visits * 8) ? evaluate(w, c, &result) : THERAPYCODE_E_NOMEM;
    if (status != THERAPYCODE_OK) {
        w->out_of_memory = 1;
        return;
    }
    for (i = 0; i < c->visits; i++) {
        if (c->status[i] == THERAPYCODE_OK)
            count_visit(w, c, i);
        else
            therapycode_own_refuse(w, c->place[i], c->status[i], "visit", therapycode_status_text(c->status[i]));
    }
    for (i = 0; i < result.finding_count; i++) {
        w->by_rule[c->finding_rule[i]]++;
        w->totals.severities[c->finding_severity[i]]++;
    }
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
