/* One count for each code in each discipline: time summed in seconds, cut to minutes once, later. */
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "units/count.h"

enum { SCAN_MAX = 16, MINUTE = 60 };

struct collector {
    struct therapycode_evaluation *e;
    uint32_t *slots;       /* hash of the key -> count + 1; NULL while a scan is quicker */
    uint32_t mask;
    int64_t unplaced;      /* seconds */
    int32_t seen;          /* bits of enum therapycode_impl_seen */
};

static uint32_t slot_of(const struct collector *c, uint64_t key)
{
    return (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & c->mask;
}

static void slot_put(struct collector *c, uint64_t key, uint32_t index)
{
    uint32_t slot = slot_of(c, key);
    while (c->slots[slot] != 0)
        slot = (slot + 1) & c->mask;
    c->slots[slot] = index + 1;
}

/* Beyond a handful of codes a hash finds them; its size follows from all that can still come. */
static int slots_make(struct collector *c, size_t most)
{
    size_t size = 64, i;
    const struct therapycode_impl_count *counts = therapycode_impl_counts(c->e);
    while (size < most * 2)
        size *= 2;
    c->slots = therapycode_impl_take(c->e, size * sizeof *c->slots);
    if (c->slots == NULL)
        return 0;
    c->mask = (uint32_t)(size - 1);
    for (i = 0; i < SCAN_MAX; i++)
        slot_put(c, counts[i].key, (uint32_t)i);
    return 1;
}

static int32_t kind_of(const struct therapycode_impl_count *count)
{
    if (count->code == NULL)
        return THERAPYCODE_IMPL_NOT_KNOWN;
    switch (count->code->timing) {
    case THERAPYCODE_UNTIMED:
        return THERAPYCODE_IMPL_BY_DAY;
    case THERAPYCODE_AREA:
        return count->block > 0 ? THERAPYCODE_IMPL_BY_AREA : THERAPYCODE_IMPL_BY_PERIOD;
    case THERAPYCODE_PERIOD:
        return THERAPYCODE_IMPL_BY_PERIOD;
    default:
        if (count->block <= 0) /* a loaded table may leave the block out: then nothing can be reckoned */
            return THERAPYCODE_IMPL_BY_PERIOD;
        return count->block == THERAPYCODE_IMPL_UNIT_MINUTES ? THERAPYCODE_IMPL_BY_POOL : THERAPYCODE_IMPL_BY_BLOCK;
    }
}

static void look_up(struct collector *c, struct therapycode_impl_count *count)
{
    const struct therapycode_engine *engine = c->e->engine;
    uint64_t key = count->key & ~(uint64_t)0xFF;
    const struct therapycode_impl_brief *brief =
        therapycode_impl_find_brief(engine, key, c->e->session.date_of_service);
    if (brief != NULL) {
        count->code = &engine->codes[brief->code];
        count->block = count->code->minutes_per_unit;
        count->kind = brief->measure;
        count->settled = brief->settled >> therapycode_impl_count_discipline(count) & 1;
        c->seen |= (brief->group ? THERAPYCODE_IMPL_SEEN_GROUP : 0) |
                   (count->settled ? 0 : THERAPYCODE_IMPL_SEEN_UNSETTLED);
        return;
    }
    count->code = therapycode_impl_find_code(engine, key, c->e->session.date_of_service);
    if (count->code != NULL)
        count->block = count->code->minutes_per_unit;
    count->kind = kind_of(count);
    c->seen |= THERAPYCODE_IMPL_SEEN_FAMILY;
    if (count->code != NULL && count->code->contact == THERAPYCODE_GROUP)
        c->seen |= THERAPYCODE_IMPL_SEEN_GROUP;
}

static int32_t count_add(struct collector *c, uint64_t key, int32_t first)
{
    struct therapycode_impl_count *count;
    int32_t index = therapycode_impl_count(c->e, THERAPYCODE_IMPL_COUNTS);
    if (index == SCAN_MAX && c->slots == NULL &&
        !slots_make(c, c->e->tables[THERAPYCODE_IMPL_READINGS].count))
        return THERAPYCODE_NONE;
    count = therapycode_impl_add_raw(c->e, THERAPYCODE_IMPL_COUNTS, sizeof *count);
    if (c->e->status != THERAPYCODE_OK)
        return THERAPYCODE_NONE;
    if (c->slots != NULL)
        slot_put(c, key, (uint32_t)index);
    memset(count, 0, sizeof *count / 2); /* in halves: compilers clear these at once, and call for more */
    memset((unsigned char *)count + sizeof *count / 2, 0, sizeof *count - sizeof *count / 2);
    count->key = key;
    count->first = first;
    count->partner = THERAPYCODE_NONE;
    look_up(c, count);
    return index;
}

static int32_t slot_find(const struct collector *c, uint64_t key)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(c->e);
    uint32_t slot = slot_of(c, key);
    for (; c->slots[slot] != 0; slot = (slot + 1) & c->mask)
        if (counts[c->slots[slot] - 1].key == key)
            return (int32_t)c->slots[slot] - 1;
    return THERAPYCODE_NONE;
}

/* The count of a code in a discipline, made where there is none yet; NONE when memory ran out. */
static inline int32_t count_of(struct collector *c, const char code[8], int32_t discipline, int32_t first)
{
    uint64_t key = therapycode_impl_code_key(code) + (uint64_t)discipline; /* whose place is empty */
    const struct therapycode_impl_count *counts = therapycode_impl_counts(c->e);
    int32_t i, n = therapycode_impl_count(c->e, THERAPYCODE_IMPL_COUNTS);
    if (c->slots != NULL) {
        i = slot_find(c, key);
        return i == THERAPYCODE_NONE ? count_add(c, key, first) : i;
    }
    for (i = 0; i < n; i++)
        if (counts[i].key == key)
            return i;
    return count_add(c, key, first);
}

/* Time of an activity in seconds, or NONE; where only start and end are stated, the time between them. */
static int64_t seconds_of(struct collector *c, const struct therapycode_activity *a, int32_t index)
{
    int64_t seconds = (int64_t)a->minutes * MINUTE + a->seconds;
    int32_t window = a->end > 0 ? a->end - a->start : 0;
    if (seconds == 0 && !(a->stated & THERAPYCODE_STATED_MINUTES)) {
        if (window == 0)
            return THERAPYCODE_NONE;
        THERAPYCODE_IMPL_FIND(c->e, TIME_FROM_WINDOW, window / MINUTE, a->start, a->end)->activity =
            therapycode_impl_activity(c->e, index);
        return window;
    }
    if (window > 0 && seconds > window)
        THERAPYCODE_IMPL_FIND(c->e, TIME_OVER_WINDOW, a->minutes, window / MINUTE, a->start, a->end)->activity =
            therapycode_impl_activity(c->e, index);
    else if (window > 0 && window - seconds >= MINUTE)
        THERAPYCODE_IMPL_FIND(c->e, TIME_REST, window / MINUTE, a->minutes, (window - seconds) / MINUTE)->activity =
            therapycode_impl_activity(c->e, index);
    return seconds;
}

/* Minutes that cannot belong to the code that was named: said, and kept apart. 1 when so. */
static int is_barred(struct collector *c, struct therapycode_impl_count *count, const struct therapycode_activity *a,
                     int32_t index, int64_t seconds)
{
    int64_t minutes = seconds > 0 ? seconds / MINUTE : 0;
    int32_t rule = a->performer == THERAPYCODE_AIDE ? THERAPYCODE_IMPL_RULE_SIGN_AIDE
                                                    : THERAPYCODE_IMPL_RULE_SIGN_STUDENT;
    /* Part B pays neither (Pub. 100-02 ch. 15 sec. 230 B and 220.2) */
    if (a->performer == THERAPYCODE_AIDE || a->performer == THERAPYCODE_STUDENT) {
        if (a->performer == THERAPYCODE_AIDE)
            THERAPYCODE_IMPL_FIND(c->e, SIGN_AIDE_ACTIVITY, therapycode_impl_count_code(count))->activity =
                therapycode_impl_activity(c->e, index);
        else
            THERAPYCODE_IMPL_FIND(c->e, SIGN_STUDENT_ACTIVITY, therapycode_impl_count_code(count))->activity =
                therapycode_impl_activity(c->e, index);
        if (count->rule == 0)
            count->rule = rule;
        return 1;
    }
    if (count->code != NULL && count->code->contact == THERAPYCODE_ONE_ON_ONE &&
        (a->contact == THERAPYCODE_GROUP || a->participants > 1)) {
        THERAPYCODE_IMPL_FIND(c->e, GROUP_CONCURRENT, therapycode_impl_count_code(count), minutes)->activity =
            therapycode_impl_activity(c->e, index);
        if (count->rule == 0)
            count->rule = THERAPYCODE_IMPL_RULE_GROUP_CONCURRENT;
        return 1;
    }
    return 0;
}

/* Who did it: an assistant who performed the activity did all of it that was not done together. */
static void add_time(struct therapycode_impl_count *count, const struct therapycode_activity *a, int64_t seconds)
{
    int64_t joint = (int64_t)a->joint_minutes * MINUTE;
    int64_t assistant = (int64_t)a->assistant_minutes * MINUTE;
    int stated = a->assistant_minutes > 0 || (a->stated & THERAPYCODE_STATED_ASSISTANT_MINUTES);
    if (a->performer == THERAPYCODE_ASSISTANT && !stated)
        assistant = seconds > joint ? seconds - joint : 0;
    if (a->performer != THERAPYCODE_ASSISTANT || stated || joint > 0)
        count->flags |= THERAPYCODE_IMPL_THERAPIST;
    if (seconds < 0) {
        count->flags |= THERAPYCODE_IMPL_MINUTES_OPEN;
        return;
    }
    count->flags |= THERAPYCODE_IMPL_MINUTES_STATED;
    count->seconds += seconds;
    count->assistant_seconds += assistant < seconds ? assistant : seconds;
    count->joint_seconds += joint;
}

static void add_window(struct collector *c, const struct therapycode_impl_count *count,
                       const struct therapycode_activity *a, int32_t index, int64_t seconds)
{
    struct therapycode_impl_window *window = therapycode_impl_add(c->e, THERAPYCODE_IMPL_WINDOWS);
    int32_t length = a->end - a->start, contact = a->contact;
    if (contact == 0 && count->code != NULL)
        contact = count->code->contact;
    window->start = a->start;
    window->end = a->end;
    window->seconds = seconds < length ? (int32_t)seconds : length;
    window->count = (int32_t)(count - therapycode_impl_counts(c->e));
    window->activity = index;
    window->supervised = contact == THERAPYCODE_SUPERVISED;
}

/* An activity that states more than its minutes, or less. */
static int32_t take_facts(struct collector *c, const char code[8], int32_t discipline,
                          const struct therapycode_activity *a, int32_t index)
{
    int64_t seconds = seconds_of(c, a, index);
    struct therapycode_impl_count *count;
    int32_t at;
    if (code[0] == '\0') {
        if (seconds >= MINUTE) {
            c->unplaced += seconds;
            THERAPYCODE_IMPL_FIND(c->e, TIME_UNPLACED, seconds / MINUTE)->activity =
            therapycode_impl_activity(c->e, index);
        }
        return THERAPYCODE_NONE;
    }
    at = count_of(c, code, discipline, index);
    if (at == THERAPYCODE_NONE)
        return THERAPYCODE_NONE;
    count = &therapycode_impl_counts(c->e)[at];
    count->flags |= THERAPYCODE_IMPL_LISTED | THERAPYCODE_IMPL_MORE_STATED;
    count->entries++;
    count->quantity += a->quantity;
    if (a->billed_units > 0 || (a->stated & THERAPYCODE_STATED_BILLED_UNITS)) {
        c->seen |= THERAPYCODE_IMPL_SEEN_BILLED;
        count->flags |= THERAPYCODE_IMPL_BILLED_STATED;
        count->billed += a->billed_units;
    } else {
        count->flags |= THERAPYCODE_IMPL_BILLED_OPEN;
    }
    if (a->participants != 1)
        count->flags |= THERAPYCODE_IMPL_NOT_ONE;
    if ((a->contact | a->participants) != 0)
        c->seen |= THERAPYCODE_IMPL_SEEN_GROUP;
    if (a->assistant_minutes > 0 || a->performer == THERAPYCODE_ASSISTANT)
        c->seen |= THERAPYCODE_IMPL_SEEN_ASSISTANT;
    if ((a->contact | a->participants | a->performer) != 0 && is_barred(c, count, a, index, seconds)) {
        c->seen |= THERAPYCODE_IMPL_SEEN_BARRED;
        c->unplaced += seconds > 0 ? seconds : 0;
    } else {
        add_time(count, a, seconds);
        if (a->end > 0)
            add_window(c, count, a, index, seconds);
    }
    return at;
}

/* What is stated beside code and minutes; 0 for most activities. */
static int32_t beside_minutes(const struct therapycode_activity *a)
{
    return a->seconds | a->assistant_minutes | a->joint_minutes | a->end | a->billed_units | a->quantity | a->contact |
           a->participants | a->performer |
           (a->stated & (THERAPYCODE_STATED_ASSISTANT_MINUTES | THERAPYCODE_STATED_BILLED_UNITS));
}

/* The count that an activity was added to, or NONE. */
static inline int32_t take_activity(struct collector *c, const char code[8], const struct therapycode_activity *a,
                             int32_t index)
{
    int32_t discipline = a->discipline != 0 ? a->discipline : c->e->session.discipline;
    int32_t at;
    if (beside_minutes(a) != 0 || (a->minutes | (a->stated & THERAPYCODE_STATED_MINUTES)) == 0 || code[0] == '\0')
        return take_facts(c, code, discipline, a, index);
    at = count_of(c, code, discipline, index);
    if (at == THERAPYCODE_NONE)
        return THERAPYCODE_NONE;
    therapycode_impl_counts(c->e)[at].flags |= THERAPYCODE_IMPL_MINUTES_ALONE;
    therapycode_impl_counts(c->e)[at].entries++;
    therapycode_impl_counts(c->e)[at].seconds += (int64_t)a->minutes * MINUTE;
    return at;
}

/* Everything that was read: a stated code stands in the reading, and so do minutes that only the note has. */
static void take_readings(struct collector *c)
{
    size_t i, n = c->e->tables[THERAPYCODE_IMPL_READINGS].count;
    for (i = 0; i < n; i++) {
        struct therapycode_reading *reading = therapycode_impl_row(c->e, THERAPYCODE_IMPL_READINGS, (int32_t)i);
        const struct therapycode_activity *a = NULL;
        struct therapycode_activity found;
        int32_t tally;
        if (reading->context != THERAPYCODE_PERFORMED && reading->code[0] == '\0')
            continue; /* not done: its minutes, if any, are of another day */
        if (reading->activity >= 0 && (size_t)reading->activity < c->e->session.activity_count)
            a = &c->e->activities[reading->activity];
        if (a == NULL || (a->minutes == 0 && a->seconds == 0 && !(a->stated & THERAPYCODE_STATED_MINUTES) &&
                          a->end == 0 && reading->minutes >= 0)) {
            memset(&found, 0, sizeof found);
            if (a != NULL)
                found = *a;
            found.minutes = reading->minutes > 0 ? reading->minutes : 0;
            found.stated |= reading->minutes >= 0 ? THERAPYCODE_STATED_MINUTES : 0;
            a = &found;
        }
        tally = take_activity(c, reading->code, a, (int32_t)i);
        reading = therapycode_impl_row(c->e, THERAPYCODE_IMPL_READINGS, (int32_t)i);
        reading->tally = tally;
    }
}

/* Where no room has read anything, the activities stand for themselves. */
static void take_activities(struct collector *c)
{
    struct therapycode_evaluation *e = c->e;
    size_t i, n = e->session.activity_count;
    struct therapycode_reading *readings;
    if (n == 0)
        return;
    readings = therapycode_impl_add_rows(e, THERAPYCODE_IMPL_READINGS, sizeof *readings, n);
    for (i = 0; i < n && readings != NULL; i++) {
        const struct therapycode_activity *a = &e->activities[i];
        memset(&readings[i], 0, sizeof readings[i]);
        readings[i].size = sizeof readings[i];
        memcpy(readings[i].code, a->code, sizeof readings[i].code);
        readings[i].activity = (int32_t)i;
        readings[i].context = THERAPYCODE_PERFORMED;
        readings[i].minutes =
            a->minutes > 0 || (a->stated & THERAPYCODE_STATED_MINUTES) ? a->minutes : THERAPYCODE_NONE;
        readings[i].tally = take_activity(c, a->code, a, (int32_t)i);
    }
}

int therapycode_impl_collect(struct therapycode_evaluation *e, struct therapycode_impl_units_state *state)
{
    struct collector c = { e, NULL, 0, 0, 0 };
    if (e->tables[THERAPYCODE_IMPL_READINGS].count == 0)
        take_activities(&c);
    else
        take_readings(&c);
    e->summary.unplaced_minutes = (int32_t)(c.unplaced / MINUTE);
    state->seen = c.seen;
    return e->status == THERAPYCODE_OK;
}
