/*
 * Start and end times. The minutes are the patient's: entries of one code cannot hold more of them than the clock
 * does, and two services cannot claim the same ones (NCCI ch. XI-P), a supervised modality excepted. Blocks may be
 * split and done in turns, so what is asked is whether all can be fitted in: scheduling by the earliest end answers
 * that exactly.
 */
#include "units/count.h"

/* ---- entries of one code ---- */

static struct therapycode_impl_window *windows_of(const struct therapycode_evaluation *e)
{
    return (struct therapycode_impl_window *)(void *)e->tables[THERAPYCODE_IMPL_WINDOWS].data;
}

/* Takes seconds that were stated twice from the entries, the last ones first, and from the count. */
static void take_back(struct therapycode_evaluation *e, const struct therapycode_impl_ranked *from,
                      const struct therapycode_impl_ranked *to, int64_t seconds, int64_t room)
{
    struct therapycode_impl_window *windows = windows_of(e);
    struct therapycode_impl_count *count = &therapycode_impl_counts(e)[windows[from->index].count];
    int64_t stated = seconds + room, rest = seconds;
    THERAPYCODE_IMPL_FIND(e, TIME_JOINT_WINDOW, therapycode_impl_count_code(count), stated / 60, room / 60)->activity =
        therapycode_impl_activity(e, windows[from->index].activity);
    count->seconds -= seconds;
    /* two people at once: what the assistant did beside the therapist is the therapist's */
    count->assistant_seconds -= count->assistant_seconds < seconds ? count->assistant_seconds : seconds;
    for (; rest > 0 && to > from; to--) {
        struct therapycode_impl_window *window = &windows[to[-1].index];
        int32_t part = rest < window->seconds ? (int32_t)rest : window->seconds;
        window->seconds -= part;
        rest -= part;
    }
}

static struct therapycode_impl_ranked *rank(struct therapycode_evaluation *e, int by_count)
{
    const struct therapycode_impl_window *windows = windows_of(e);
    size_t i, n = e->tables[THERAPYCODE_IMPL_WINDOWS].count;
    struct therapycode_impl_ranked *ranked = therapycode_impl_take(e, n * sizeof *ranked);
    if (ranked == NULL)
        return NULL;
    for (i = 0; i < n; i++) {
        ranked[i].index = (int32_t)i;
        ranked[i].value = (uint64_t)windows[i].start;
        if (by_count)
            ranked[i].value |= (uint64_t)windows[i].count << 32;
    }
    therapycode_impl_rank_sort(ranked, n);
    return ranked;
}

void therapycode_impl_windows_bound(struct therapycode_evaluation *e)
{
    const struct therapycode_impl_window *windows = windows_of(e);
    size_t i = 0, n = e->tables[THERAPYCODE_IMPL_WINDOWS].count;
    struct therapycode_impl_ranked *ranked;
    if ((ranked = rank(e, 1)) == NULL)
        return;
    while (i < n) {
        size_t from = i;
        int32_t count = windows[ranked[i].index].count, end = 0;
        int64_t seconds = 0, room = 0;
        for (; i < n && windows[ranked[i].index].count == count; i++) {
            const struct therapycode_impl_window *w = &windows[ranked[i].index];
            int32_t start = w->start > end ? w->start : end;
            seconds += w->seconds;
            if (w->end > start) {
                room += w->end - start;
                end = w->end;
            }
        }
        if (seconds > room)
            take_back(e, ranked + from, ranked + i, seconds - room, room);
    }
}

/* ---- different codes ---- */

/* A heap of windows, the earliest end on top, in place of the ranks already passed. */
struct schedule {
    struct therapycode_evaluation *e;
    struct therapycode_impl_window *windows;
    struct therapycode_impl_ranked *heap;
    size_t waiting;
    int32_t recent; /* window that was treated last */
    int32_t other;  /* and before it, one of another code */
};

static void push(struct schedule *s, int32_t index)
{
    struct therapycode_impl_ranked row = { 0, 0, 0 };
    size_t at = s->waiting++;
    row.value = (uint64_t)s->windows[index].end;
    row.index = index;
    while (at > 0 && s->heap[(at - 1) / 2].value > row.value) {
        s->heap[at] = s->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    s->heap[at] = row;
}

static void pop(struct schedule *s)
{
    struct therapycode_impl_ranked row = s->heap[--s->waiting];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= s->waiting)
            break;
        if (child + 1 < s->waiting && s->heap[child + 1].value < s->heap[child].value)
            child++;
        if (row.value <= s->heap[child].value)
            break;
        s->heap[at] = s->heap[child];
        at = child;
    }
    s->heap[at] = row;
}

static int is_evaluation(const struct schedule *s, const struct therapycode_impl_count *count)
{
    return therapycode_impl_code_is(s->e->engine, count->code, THERAPYCODE_IMPL_NATURE_EVALUATION);
}

/* Time that `late` lacks because of `other`. */
static void say(struct schedule *s, int32_t late, int32_t other, int32_t seconds)
{
    const struct therapycode_impl_count *counts = therapycode_impl_counts(s->e);
    const struct therapycode_impl_count *a = &counts[s->windows[late].count], *b = &counts[s->windows[other].count];
    int64_t x = therapycode_impl_count_code(a), y = therapycode_impl_count_code(b);
    int32_t minutes = (seconds + 59) / 60;
    struct therapycode_finding *finding;
    if (therapycode_impl_count_discipline(a) != therapycode_impl_count_discipline(b))
        finding = THERAPYCODE_IMPL_FIND(s->e, TIME_JOINT_DISCIPLINES, y, x, minutes);
    else if (is_evaluation(s, a) != is_evaluation(s, b))
        finding = THERAPYCODE_IMPL_FIND(s->e, OVERLAP_EVALUATION, y, x, minutes);
    else if ((a->code->contact == THERAPYCODE_GROUP) != (b->code->contact == THERAPYCODE_GROUP))
        finding = THERAPYCODE_IMPL_FIND(s->e, OVERLAP_GROUP, y, x, minutes);
    else
        finding = THERAPYCODE_IMPL_FIND(s->e, OVERLAP_TIMED, y, x, minutes);
    finding->activity = therapycode_impl_activity(s->e, s->windows[late].activity);
}

static void treat(struct schedule *s, int32_t index)
{
    if (s->recent != THERAPYCODE_NONE && s->windows[s->recent].count != s->windows[index].count)
        s->other = s->recent;
    s->recent = index;
}

/* Does the patient spend this time with the therapist, so that nothing else can take it? */
static int takes_patient(const struct therapycode_evaluation *e, const struct therapycode_impl_window *window)
{
    const struct therapycode_code *code = therapycode_impl_counts(e)[window->count].code;
    return !window->supervised && code != NULL && code->contact != 0 && code->contact != THERAPYCODE_SUPERVISED &&
           window->seconds > 0;
}

/* Treats by the earliest end; a window whose time runs out first is said, and given up. */
static void fit(struct schedule *s, const struct therapycode_impl_ranked *ranked, size_t n)
{
    size_t i = 0;
    int32_t now = 0;
    while (i < n || s->waiting > 0) {
        struct therapycode_impl_window *window;
        int32_t index, until, late;
        if (s->waiting == 0 && s->windows[ranked[i].index].start > now)
            now = s->windows[ranked[i].index].start;
        for (; i < n && s->windows[ranked[i].index].start <= now; i++)
            if (takes_patient(s->e, &s->windows[ranked[i].index]))
                push(s, ranked[i].index);
        if (s->waiting == 0)
            continue;
        index = s->heap[0].index;
        window = &s->windows[index];
        treat(s, index);
        late = now + window->seconds - window->end;
        if (late > 0) {
            if (s->other != THERAPYCODE_NONE)
                say(s, index, s->other, late);
            window->seconds = late < window->seconds ? window->seconds - late : 0;
        }
        until = now + window->seconds;
        if (i < n && s->windows[ranked[i].index].start < until)
            until = s->windows[ranked[i].index].start;
        window->seconds -= until - now;
        now = until;
        if (window->seconds == 0)
            pop(s);
    }
}

static void say_supervised(struct therapycode_evaluation *e, const struct therapycode_impl_ranked *ranked, size_t n)
{
    const struct therapycode_impl_window *windows = windows_of(e);
    const struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t longest = THERAPYCODE_NONE;
    size_t i;
    for (i = 0; i < n; i++) {
        const struct therapycode_impl_window *w = &windows[ranked[i].index];
        int32_t beside = THERAPYCODE_NONE;
        if (longest != THERAPYCODE_NONE && windows[longest].end > w->start)
            beside = longest;
        else if (i + 1 < n && windows[ranked[i + 1].index].start < w->end)
            beside = ranked[i + 1].index;
        if (w->supervised && beside != THERAPYCODE_NONE && windows[beside].count != w->count)
            THERAPYCODE_IMPL_FIND(e, OVERLAP_SUPERVISED, therapycode_impl_count_code(&counts[w->count]),
                                  therapycode_impl_count_code(&counts[windows[beside].count]))->activity =
                therapycode_impl_activity(e, w->activity);
        if (longest == THERAPYCODE_NONE || w->end > windows[longest].end)
            longest = ranked[i].index;
    }
}

void therapycode_impl_windows_compare(struct therapycode_evaluation *e)
{
    size_t n = e->tables[THERAPYCODE_IMPL_WINDOWS].count;
    struct schedule s = { e, windows_of(e), NULL, 0, THERAPYCODE_NONE, THERAPYCODE_NONE };
    struct therapycode_impl_ranked *ranked;
    if ((ranked = rank(e, 0)) == NULL)
        return;
    say_supervised(e, ranked, n);
    s.heap = therapycode_impl_take(e, n * sizeof *s.heap);
    if (s.heap != NULL)
        fit(&s, ranked, n);
}
