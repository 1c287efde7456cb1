/*
 * Comparing the stretches of a day. CMS, 11 Part B billing scenarios: time may be shared in turns, so two windows
 * that overlap are no fault; two that cannot both hold the minutes treated in them are.
 *
 * Of two windows A and B, A beginning first, both hold their minutes unless need(A) + need(B) > union(A, B). That is
 * slack(A) < need(B) and start(A) + need(A) > end(B) - need(B), where slack = length - need. So, going through the
 * windows by their start, B conflicts with an earlier one exactly if the largest start + need among those whose slack
 * is below need(B) lies beyond B's latest start. A Fenwick tree over slack keeps that largest value, and, because a
 * patient does not conflict with the same patient here, the largest of another patient too. Windows that have ended
 * need no removal: they cannot lie beyond.
 */
#include "units/day.h"

/* ---- sorting: merges from below, so n log n whatever the input, and stable ---- */

typedef int compare_function(const struct therapycode_impl_stretch *a, const struct therapycode_impl_stretch *b);

static void sort(const struct therapycode_impl_stretch *s, int32_t *items, int32_t *spare, int32_t count,
                 compare_function *compare)
{
    int64_t width, from, i;
    for (width = 1; width < count; width *= 2) {
        for (from = 0; from < count; from += 2 * width) {
            int64_t middle = from + width < count ? from + width : count;
            int64_t end = from + 2 * width < count ? from + 2 * width : count;
            int64_t left = from, right = middle, at = from;
            while (left < middle && right < end)
                spare[at++] = compare(&s[items[right]], &s[items[left]]) < 0 ? items[right++] : items[left++];
            while (left < middle)
                spare[at++] = items[left++];
            while (right < end)
                spare[at++] = items[right++];
        }
        for (i = 0; i < count; i++)
            items[i] = spare[i];
    }
}

static int three_way(int32_t a, int32_t b)
{
    return (a > b) - (a < b);
}

static int by_time(const struct therapycode_impl_stretch *a, const struct therapycode_impl_stretch *b)
{
    int order = three_way(a->start, b->start);
    return order != 0 ? order : three_way(a->end, b->end);
}

static int by_clinician(const struct therapycode_impl_stretch *a, const struct therapycode_impl_stretch *b)
{
    int order = three_way(a->clinician, b->clinician);
    return order != 0 ? order : by_time(a, b);
}

static int by_patient(const struct therapycode_impl_stretch *a, const struct therapycode_impl_stretch *b)
{
    int order = three_way(a->patient, b->patient);
    return order != 0 ? order : by_time(a, b);
}

static int by_both(const struct therapycode_impl_stretch *a, const struct therapycode_impl_stretch *b)
{
    int order = three_way(a->clinician, b->clinician);
    return order != 0 ? order : by_patient(a, b);
}

static int32_t slack(const struct therapycode_impl_stretch *s)
{
    return s->end - s->start - s->need;
}

static int by_slack(const struct therapycode_impl_stretch *a, const struct therapycode_impl_stretch *b)
{
    return three_way(slack(a), slack(b));
}

static int by_end(const struct therapycode_impl_stretch *a, const struct therapycode_impl_stretch *b)
{
    return three_way(a->end, b->end);
}

/* ---- the tree of earlier windows ---- */

/* The two largest of start + need with different others (patients, or clinicians); -1: none. */
struct best {
    int32_t first;
    int32_t second;
};

struct work {
    struct therapycode_impl_day *day;
    const struct therapycode_impl_stretch *s;
    int32_t *order;       /* all stretches of the sweep, sorted */
    int32_t *spare;
    int32_t *slacks;      /* those of one run, by slack */
    int32_t *ranks;       /* per stretch: where it stands there */
    struct best *one;     /* tree of one-on-one windows */
    struct best *group;   /* tree of group windows */
    struct window *windows;
    int by_other_patient; /* "other" is the patient, else the clinician */
};

static int32_t other(const struct work *w, int32_t index)
{
    return w->by_other_patient ? w->s[index].patient : w->s[index].clinician;
}

static int32_t reach(const struct work *w, int32_t index)
{
    return w->s[index].start + w->s[index].need;
}

static void better(const struct work *w, struct best *best, int32_t index)
{
    if (index < 0 || index == best->first)
        return;
    if (best->first < 0 || reach(w, index) > reach(w, best->first)) {
        if (best->first >= 0 && other(w, index) != other(w, best->first))
            best->second = best->first;
        best->first = index;
    } else if (other(w, index) != other(w, best->first) &&
               (best->second < 0 || reach(w, index) > reach(w, best->second))) {
        best->second = index;
    }
}

static void insert(const struct work *w, struct best *tree, int32_t size, int32_t index)
{
    int64_t at;
    for (at = (int64_t)w->ranks[index] + 1; at <= size; at += at & -at)
        better(w, &tree[at - 1], index);
}

/* The earlier window that conflicts most with `index`, or NONE; `distinct`: of another patient or clinician. */
static int32_t conflict(const struct work *w, const struct best *tree, int32_t size, int32_t index, int distinct)
{
    const struct therapycode_impl_stretch *b = &w->s[index];
    struct best found = { -1, -1 };
    int32_t low = 0, high = size, pick;
    while (low < high) { /* how many have less slack than b needs */
        int32_t middle = low + (high - low) / 2;
        if (slack(&w->s[w->slacks[middle]]) < b->need)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low > 0; low -= low & -low) {
        better(w, &found, tree[low - 1].first);
        better(w, &found, tree[low - 1].second);
    }
    pick = found.first;
    if (distinct && pick >= 0 && other(w, pick) == other(w, index))
        pick = found.second;
    return pick >= 0 && reach(w, pick) > b->end - b->need ? pick : THERAPYCODE_NONE;
}

static void clear(struct best *tree, int32_t size)
{
    int32_t i;
    for (i = 0; i < size; i++)
        tree[i].first = tree[i].second = -1;
}

/* Lays out the run [from, to) of the order: empty trees, ranks by slack. */
static void begin_run(struct work *w, int32_t from, int32_t to)
{
    int32_t i, size = to - from;
    for (i = 0; i < size; i++)
        w->slacks[i] = w->order[from + i];
    sort(w->s, w->slacks, w->spare, size, by_slack);
    for (i = 0; i < size; i++)
        w->ranks[w->slacks[i]] = i;
    clear(w->one, size);
    clear(w->group, size);
}

/* Minutes, rounded up, that two windows claim at the same time. */
static int32_t claimed_twice(const struct therapycode_impl_stretch *a, const struct therapycode_impl_stretch *b)
{
    int32_t start = a->start < b->start ? a->start : b->start;
    int32_t end = a->end > b->end ? a->end : b->end;
    return (a->need + b->need - (end - start) + 59) / 60;
}

static void tell(struct work *w, int rule, int32_t message, int32_t index, int32_t earlier)
{
    const struct therapycode_impl_stretch *a = &w->s[earlier], *b = &w->s[index];
    int64_t args[5];
    struct therapycode_finding *finding;
    if (!therapycode_impl_day_lists(w->day, rule))
        return;
    args[0] = claimed_twice(a, b);
    args[1] = a->start;
    args[2] = a->end;
    args[3] = b->start;
    args[4] = b->end;
    finding = therapycode_impl_find(w->day->e, message, args, 5);
    finding->activity = index;
    finding->other_line = earlier;
}

#define TELL(w, rule, message, index, earlier) \
    tell((w), THERAPYCODE_IMPL_DAY_##rule, THERAPYCODE_IMPL_MESSAGE_##message, (index), (earlier))

/* ---- the clock of one clinician ---- */

/* A node of the tree over starts: sum of needs, and the best of start + needs from there on. */
struct window {
    int64_t sum;
    int64_t best;
    int32_t at;
    int32_t reserved;
};

static const int64_t never = INT64_MIN / 2;

static void join(struct window *to, const struct window *left, const struct window *right)
{
    to->sum = left->sum + right->sum;
    *to = left->best + right->sum >= right->best
              ? (struct window){ to->sum, left->best + right->sum, left->at, 0 }
              : (struct window){ to->sum, right->best, right->at, 0 };
}

/* Needs and number of the windows of the run that lie within [start, end]. */
static int32_t within(const struct work *w, const int32_t *run, int32_t count, int32_t start, int32_t end,
                      int64_t *seconds)
{
    int32_t i, n = 0;
    *seconds = 0;
    for (i = 0; i < count; i++) {
        const struct therapycode_impl_stretch *s = &w->s[run[i]];
        if (s->start >= start && s->end <= end) {
            *seconds += s->need;
            n++;
        }
    }
    return n;
}

/*
 * The stretch of clock that is most overfull: over every start a and end b, needs within [a, b] less b - a. Ends are
 * taken ascending; each window, once added, counts for every start up to its own.
 */
static void fullest(struct work *w, const int32_t *run, int32_t count)
{
    int64_t excess = 0, seconds;
    int32_t i, size = 1, from = 0, until = 0, first = THERAPYCODE_NONE, n;
    while (size < count)
        size *= 2;
    for (i = 0; i < 2 * size; i++)
        w->windows[i] = (struct window){ 0, never, 0, 0 };
    for (i = 0; i < count; i++) {
        w->ranks[run[i]] = i;
        w->slacks[i] = run[i];
    }
    sort(w->s, w->slacks, w->spare, count, by_end);
    for (i = 0; i < count; i++) {
        const struct therapycode_impl_stretch *s = &w->s[w->slacks[i]];
        int32_t node = size + w->ranks[w->slacks[i]];
        w->windows[node] = (struct window){ s->need, (int64_t)s->start + s->need, w->slacks[i], 0 };
        for (node /= 2; node > 0; node /= 2)
            join(&w->windows[node], &w->windows[2 * node], &w->windows[2 * node + 1]);
        if (w->windows[1].best - s->end > excess) {
            excess = w->windows[1].best - s->end;
            first = w->windows[1].at;
            from = w->s[first].start;
            until = s->end;
        }
    }
    if (excess == 0)
        return;
    n = within(w, run, count, from, until, &seconds);
    if (n < 3 || /* two windows: told as a pair */
        !therapycode_impl_day_lists(w->day, THERAPYCODE_IMPL_DAY_WINDOW))
        return;
    THERAPYCODE_IMPL_FIND(w->day->e, DAY_IMPOSSIBLE, (seconds + 59) / 60, n, (until - from) / 60, from, until)
        ->activity = first;
}

/* ---- the sweeps ---- */

static int is_group(const struct therapycode_impl_stretch *s)
{
    return s->contact == THERAPYCODE_GROUP;
}

static int32_t count_run(const struct work *w, int32_t from, int32_t count, int both)
{
    int32_t to = from + 1, first = w->order[from];
    for (; to < count; to++) {
        const struct therapycode_impl_stretch *a = &w->s[first], *b = &w->s[w->order[to]];
        if (both ? a->clinician != b->clinician || a->patient != b->patient
                 : w->by_other_patient ? a->clinician != b->clinician : a->patient != b->patient)
            break;
    }
    return to;
}

static void clinician_window(struct work *w, int32_t index, int32_t size)
{
    const struct therapycode_impl_stretch *s = &w->s[index];
    int32_t earlier;
    if (is_group(s)) {
        earlier = conflict(w, w->one, size, index, 0);
        if (earlier != THERAPYCODE_NONE)
            TELL(w, GROUP, DAY_GROUP_MIXED, index, earlier);
        insert(w, w->group, size, index);
        return;
    }
    earlier = conflict(w, w->group, size, index, 0);
    if (earlier != THERAPYCODE_NONE)
        TELL(w, GROUP, DAY_GROUP_MIXED, index, earlier);
    earlier = conflict(w, w->one, size, index, 1);
    if (earlier != THERAPYCODE_NONE) {
        if (s->performer == THERAPYCODE_STUDENT || w->s[earlier].performer == THERAPYCODE_STUDENT)
            TELL(w, STUDENT, DAY_STUDENT_BESIDE, index, earlier);
        else
            TELL(w, PATIENTS, DAY_OVERLAP, index, earlier);
    }
    insert(w, w->one, size, index);
}

/* More direct contact in a day than a person gives: the policy's figure, in minutes. Groups count once. */
static void long_day(struct work *w, int32_t from, int32_t to)
{
    int32_t i, most = therapycode_impl_option(w->day->e, THERAPYCODE_IMPL_OPTION_LONG_DAY_MINUTES), until = 0;
    int64_t seconds = 0;
    for (i = from; i < to; i++) {
        const struct therapycode_impl_stretch *s = &w->s[w->order[i]];
        if (!is_group(s)) {
            seconds += s->need;
        } else if (s->end > until) {
            int32_t fresh = s->end - (s->start > until ? s->start : until);
            seconds += fresh < s->need ? fresh : s->need;
            until = s->end;
        }
    }
    if (most > 0 && seconds > (int64_t)most * 60 && therapycode_impl_day_lists(w->day, THERAPYCODE_IMPL_DAY_LONG))
        THERAPYCODE_IMPL_FIND(w->day->e, DAY_LONG, seconds / 60, most)->activity = w->order[from];
}

static void of_clinician(struct work *w, int32_t from, int32_t to)
{
    int32_t i, size = to - from, alone = 0;
    long_day(w, from, to);
    begin_run(w, from, to);
    for (i = from; i < to; i++)
        clinician_window(w, w->order[i], size);
    for (i = from; i < to; i++) /* what follows looks at one-on-one windows alone, still by start */
        if (!is_group(&w->s[w->order[i]]))
            w->order[from + alone++] = w->order[i];
    if (alone > 0)
        fullest(w, w->order + from, alone);
}

/* One patient with two clinicians: the minutes are the patient's, once (sec. 20.3), and may be divided. */
static void of_patient(struct work *w, int32_t from, int32_t to)
{
    int32_t i, size = to - from;
    begin_run(w, from, to);
    for (i = from; i < to; i++) {
        int32_t earlier = conflict(w, w->one, size, w->order[i], 1);
        if (earlier != THERAPYCODE_NONE)
            TELL(w, TOGETHER, DAY_CO_TREATMENT, w->order[i], earlier);
        insert(w, w->one, size, w->order[i]);
    }
}

/* One patient, one clinician, two one-on-one services in the same minutes. */
static void of_both(struct work *w, int32_t from, int32_t to)
{
    int32_t i, size = to - from;
    begin_run(w, from, to);
    for (i = from; i < to; i++) {
        int32_t earlier;
        if (is_group(&w->s[w->order[i]]))
            continue;
        earlier = conflict(w, w->one, size, w->order[i], 0);
        if (earlier != THERAPYCODE_NONE)
            TELL(w, TWICE, DAY_TWICE, w->order[i], earlier);
        insert(w, w->one, size, w->order[i]);
    }
}

static void sweep(struct work *w, compare_function *compare, int by_other_patient, int both,
                  void (*run)(struct work *, int32_t, int32_t))
{
    int32_t i, count = 0, from, to;
    w->by_other_patient = by_other_patient;
    for (i = 0; i < w->day->count; i++) {
        const struct therapycode_impl_stretch *s = &w->s[i];
        /* a supervised modality may run beside anything, and an aide's time is nobody's treatment */
        if ((s->contact == THERAPYCODE_ONE_ON_ONE || is_group(s)) && s->performer != THERAPYCODE_AIDE && s->need > 0)
            w->order[count++] = i;
    }
    sort(w->s, w->order, w->spare, count, compare);
    for (from = 0; from < count; from = to) {
        to = count_run(w, from, count, both);
        if (to - from > 1 || run == of_clinician)
            run(w, from, to);
    }
}

void therapycode_impl_day_sweep(struct therapycode_impl_day *day)
{
    struct work w = { day, day->stretches, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0 };
    size_t count = (size_t)day->count, leaves = 1;
    if (count == 0)
        return;
    while (leaves < count)
        leaves *= 2;
    w.order = therapycode_impl_take(day->e, count * sizeof *w.order);
    w.spare = therapycode_impl_take(day->e, count * sizeof *w.spare);
    w.slacks = therapycode_impl_take(day->e, count * sizeof *w.slacks);
    w.ranks = therapycode_impl_take(day->e, count * sizeof *w.ranks);
    w.one = therapycode_impl_take(day->e, count * sizeof *w.one);
    w.group = therapycode_impl_take(day->e, count * sizeof *w.group);
    w.windows = therapycode_impl_take(day->e, 2 * leaves * sizeof *w.windows);
    if (day->e->status != THERAPYCODE_OK)
        return;
    sweep(&w, by_clinician, 1, 0, of_clinician);
    sweep(&w, by_patient, 0, 0, of_patient);
    sweep(&w, by_both, 1, 1, of_both);
}
