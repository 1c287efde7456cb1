/* Cutting a sentence into statements. */
#include <string.h>

#include "base/text.h"
#include "note/bytes.h"
#include "note/reader.h"

/* What lies between two borders. */
struct piece {
    int32_t start;
    int32_t before_end; /* where the one before it ended */
    int32_t match_at;   /* its rows */
    int32_t match_end;
    int32_t number_at;
    int32_t number_end;
    int kind;           /* of the border that it begins with */
    int always;
    int is_answer;      /* stands after a heading or a code and a colon */
    int has_minutes;
    int has_activity;
    int has_say;        /* begins with words that say by themselves what was done */
    int is_headed;      /* begins with a code or a heading */
    int has_code;       /* begins with a code */
    int has_heading;    /* begins with the name of a procedure */
    int is_undone;      /* what it names was not done */
    int has_total;      /* its minutes are those of the session */
    int is_instead;     /* done instead of what stands before */
    int talks;          /* enum, below: what its cues say */
};

struct cutting {
    struct therapycode_impl_reader *r;
    int whole;          /* nothing in the sentence can cut it between two hard marks */
    int32_t match_at;   /* first row of the next statement */
    int32_t number_at;
    int32_t start;
    int32_t seen;       /* matches up to here have been asked how far they reach */
    int32_t reach;
    int32_t next_match; /* rows before these lie before the last border that was looked for */
    int32_t next_number;
    struct therapycode_impl_force force; /* what the last statement of this sentence leaves in force */
};

static const struct therapycode_impl_match *matches(const struct therapycode_impl_reader *r)
{
    return (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
}

static const struct therapycode_impl_number *numbers(const struct therapycode_impl_reader *r)
{
    return (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
}

/* By start, and of one start longer ones first. */
static uint64_t order_of(const struct therapycode_impl_match *m)
{
    return (uint64_t)(uint32_t)m->start << 32 | (uint32_t)(INT32_MAX - m->end);
}

/* Matches come by end; readers want them by start, longer first. Nearly in order already. */
static void sort_matches(struct therapycode_impl_reader *r)
{
    struct therapycode_impl_rows *rows = &r->e->tables[THERAPYCODE_IMPL_MATCHES];
    struct therapycode_impl_match *all = (void *)rows->data;
    size_t i, j;
    for (i = (size_t)r->match_first + 1; i < rows->count; i++) {
        struct therapycode_impl_match row = all[i];
        if (order_of(&all[i - 1]) <= order_of(&row))
            continue;
        for (j = i; j > (size_t)r->match_first && order_of(&all[j - 1]) > order_of(&row); j--)
            all[j] = all[j - 1];
        all[j] = row;
    }
}

/* Makes a statement of start .. end with the rows up to the given ones. */
static void add_statement(struct cutting *c, int32_t end, int32_t match_end, int32_t number_end, int headed)
{
    struct therapycode_impl_reader *r = c->r;
    struct therapycode_evaluation *e = r->e;
    int32_t index = therapycode_impl_count(e, THERAPYCODE_IMPL_STATEMENTS), openings = 0, handlings = 0, notes = 0, i;
    struct therapycode_impl_statement *row = therapycode_impl_add_here(e, THERAPYCODE_IMPL_STATEMENTS, sizeof *row);
    struct therapycode_impl_match *all = (void *)e->tables[THERAPYCODE_IMPL_MATCHES].data;
    struct therapycode_impl_number *found = (void *)e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    while (end > c->start && (r->data[end - 1] == ' ' || r->data[end - 1] == '\t'))
        end--; /* before a heading in the line */
    row->source = r->source;
    row->index = r->index;
    row->text = r->text;
    row->start = c->start;
    row->end = end;
    row->sentence = r->sentence;
    row->line = r->start_line;
    row->section = r->section;
    row->gaps = r->gaps;
    row->lists = r->lists;
    row->match_first = c->match_at;
    row->match_count = match_end - c->match_at;
    row->number_first = c->number_at;
    row->number_count = number_end - c->number_at;
    for (i = c->match_at; i < match_end; i++) {
        all[i].statement = index;
        openings += therapycode_impl_is_opening(all[i].cue);
        handlings += all[i].cue == THERAPYCODE_IMPL_CUE_HANDLING;
        notes += all[i].cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE;
    }
    row->opening_count = openings;
    row->handling_count = handlings;
    row->note_count = notes;
    for (i = c->number_at; i < number_end; i++)
        found[i].statement = index;
    therapycode_impl_context_fill(r, row, &c->force);
    if (openings > 0 && (r->lists & THERAPYCODE_IMPL_LIST_PAIR))
        therapycode_impl_deny_tried(r, row);
    therapycode_impl_minutes_fill(r, index, headed);
    c->match_at = match_end;
    c->number_at = number_end;
    if (e->status != THERAPYCODE_OK)
        return; /* rows that were not made tell of another text */
    row = therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, index);
    row->is_state = therapycode_impl_is_state(r, row);
    row->is_of_now = therapycode_impl_is_told_of_now(r, row);
}

static int begins_a_say(int32_t cue)
{
    return cue == THERAPYCODE_IMPL_CUE_PERFORMED || cue == THERAPYCODE_IMPL_CUE_CONTRAST;
}

static int is_border(int32_t cue)
{
    return cue == THERAPYCODE_IMPL_CUE_HEADING || cue == THERAPYCODE_IMPL_CUE_CONTRAST;
}

/* A code that says what follows it is; in brackets of its own it belongs to what stands before: "STM (97140)". */
static int is_heading_code(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number)
{
    return number->is_code && (number->start == 0 || r->data[number->start - 1] != '(' ||
                               (size_t)number->end >= r->length || r->data[number->end] != ')');
}

/* "15 min of gait training", "23 min were spent on": only such words stand between. */
static int is_spent_on(const struct therapycode_impl_reader *r, int32_t at, int32_t to)
{
    static const char words[] =
        " of on in for to with was were that which those these spent devoted skilled doing performing completing ";
    int32_t end, count = 0;
    for (; at < to; at = end) {
        while (at < to && r->data[at] == ' ')
            at++;
        end = therapycode_impl_word_end(r->data, at, to);
        if (end == at)
            return at == to && count > 0;
        if (!therapycode_impl_is_listed(words, r->data + at, (size_t)(end - at)))
            return 0;
        count++;
    }
    return count > 0;
}

/* "TE 30 min", "TE: 30": its own minutes stand right behind a heading. */
static int has_own_minutes(const struct therapycode_impl_reader *r, int32_t after, int32_t end)
{
    enum { NEAR = 5 };
    const struct therapycode_impl_number *n = numbers(r);
    int32_t count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS), at;
    if (after >= count || n[after].minutes <= 0 || n[after].start - end > NEAR)
        return 0;
    for (at = end; at < n[after].start; at++)
        if (!THERAPYCODE_IMPL_AMONG(" :x([-", r->data[at]))
            return 0;
    return 1;
}

/* Whether something was named, a total among it, between the start of a piece and a place in it. */
static int is_named_before(const struct therapycode_impl_reader *r, const struct piece *p, int32_t at)
{
    const struct therapycode_impl_match *m = matches(r);
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    for (i = p->match_at; i < count && m[i].start < at; i++)
        if (therapycode_impl_is_opening(m[i].cue) || therapycode_impl_is_total(m[i].cue) ||
            (m[i].cue == THERAPYCODE_IMPL_CUE_MINUTES_SUM && r->data[m[i].end - 1] != 'f')) /* "a total of 23 min TE" */
            return 1;
    return 0;
}

/* "15 min seated TE": plain words between minutes and what they are of, none of which is known. */
static int is_described(const struct therapycode_impl_reader *r, const struct piece *p, int32_t from, int32_t to)
{
    enum { WORDS_MOST = 24 };
    const struct therapycode_impl_match *m = matches(r);
    int32_t i, count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES), at;
    if (to - from > WORDS_MOST || r->data[from] != ' ')
        return 0;
    for (at = from; at < to; at++)
        if (!therapycode_impl_is_letter(r->data[at]) && !THERAPYCODE_IMPL_AMONG(" -:1", r->data[at]))
            return 0;
    for (i = p->match_at; i < count && m[i].start < to; i++)
        if (m[i].end > from && (m[i].cue <= THERAPYCODE_IMPL_LAST_NOTE_CUE || therapycode_impl_is_opening(m[i].cue)))
            return 0;
    return 1;
}

/* "30 min TE", "did 15 min of gait training": the minutes before a heading are its own, when nothing else has them. */
static int is_led_by_minutes(const struct therapycode_impl_reader *r, const struct piece *p,
                             const struct therapycode_impl_match *heading)
{
    enum { JOINT = 5 };
    const struct therapycode_impl_number *n = numbers(r);
    int32_t count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS), i = p->number_at, next;
    while (i + 1 < count && n[i + 1].start < heading->start)
        i++;
    next = i + 1;
    while (i > p->number_at && i < count && n[i].minutes < 0)
        i--; /* the end of "9:00-9:23" */
    if (i >= count || p->is_answer || n[i].minutes < 0 || n[i].minutes_end > heading->start ||
        has_own_minutes(r, next, heading->end))
        return 0;
    return is_spent_on(r, n[i].minutes_end, heading->start) ||
           ((heading->start - n[i].minutes_end <= JOINT || is_described(r, p, n[i].minutes_end, heading->start)) &&
            !is_named_before(r, p, n[i].start));
}

/* What the cues of a piece say: "no pain", "denies falls"; "refused"; anything else, "at home", "next visit". */
enum { TALKS = 1, DEFERS = 2, SAYS_MORE = 4, EARLIER = 8 };

static int talk_of(int32_t cue)
{
    if (cue == THERAPYCODE_IMPL_CUE_NEGATION_BEFORE || cue == THERAPYCODE_IMPL_CUE_PSEUDO_NEGATION ||
        cue == THERAPYCODE_IMPL_CUE_WITHOUT || cue == THERAPYCODE_IMPL_CUE_PSEUDO_WITHOUT ||
        cue == THERAPYCODE_IMPL_CUE_SUBJECTIVE_BEFORE)
        return TALKS;
    if (cue == THERAPYCODE_IMPL_CUE_DEFERRED_BEFORE || cue == THERAPYCODE_IMPL_CUE_DEFERRED_AFTER)
        return DEFERS;
    if (cue == THERAPYCODE_IMPL_CUE_HISTORICAL || cue == THERAPYCODE_IMPL_CUE_HISTORICAL_BEFORE)
        return EARLIER;
    return cue < THERAPYCODE_IMPL_CUE_PERFORMED ? SAYS_MORE : 0;
}

/* Fills what a piece that begins at p->start holds up to `end`. */
static void look_at(const struct cutting *c, struct piece *p, int32_t end)
{
    enum { SAY_NEAR = 16, HEAD_NEAR = 4 };
    const struct therapycode_impl_reader *r = c->r;
    const struct therapycode_impl_match *m = matches(r);
    const struct therapycode_impl_number *n = numbers(r);
    int32_t match_count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    int32_t number_count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    int32_t next;
    int refused = 0;
    p->has_minutes = p->has_activity = p->has_say = p->is_headed = p->has_code = p->has_heading = p->has_total =
        p->is_undone = p->talks = p->is_instead = 0;
    p->match_end = p->match_at;
    p->number_end = p->number_at;
    while (p->match_end < match_count && m[p->match_end].start < end) {
        int32_t cue = m[p->match_end].cue, from = m[p->match_end].start - p->start;
        int target = therapycode_impl_is_opening(cue);
        p->has_activity |= target;
        p->is_headed |= target && from <= HEAD_NEAR;
        p->has_heading |= cue == THERAPYCODE_IMPL_CUE_HEADING && from <= HEAD_NEAR;
        p->has_total |= therapycode_impl_is_total(cue);
        p->talks |= talk_of(cue);
        p->is_undone |= (cue == THERAPYCODE_IMPL_CUE_NEGATION_AFTER || cue == THERAPYCODE_IMPL_CUE_DEFERRED_AFTER) &&
                        (p->has_activity || therapycode_impl_is_measure_at(r, p->start));
        p->has_say |= begins_a_say(cue) && from <= SAY_NEAR;
        refused |= (cue == THERAPYCODE_IMPL_CUE_DEFERRED_BEFORE || cue == THERAPYCODE_IMPL_CUE_NEGATION_BEFORE) &&
                   from <= SAY_NEAR &&
                   (!p->has_activity || m[p->match_end].end >= end); /* "stairs no", not "STM d/t no sleep" */
        p->match_end++;
    }
    next = p->match_end; /* "SLR 3x10, no squats", "TE 15 min, refused gait 15 min" */
    for (; next < match_count && refused && m[next].start == end; next++)
        p->has_say |= m[next].cue == THERAPYCODE_IMPL_CUE_HEADING;
    p->has_say |= refused && p->has_activity;
    while (p->number_end < number_count && n[p->number_end].start < end) {
        p->has_minutes |= n[p->number_end].minutes >= 0;
        p->has_code |= n[p->number_end].start - p->start <= HEAD_NEAR && is_heading_code(r, &n[p->number_end]);
        if (n[p->number_end].minutes > 0)
            p->is_instead |= p->has_heading && therapycode_impl_ends_instead(r, n[p->number_end].minutes_end);
        p->number_end++;
    }
    p->is_headed |= p->has_code;
    p->is_instead |= p->has_minutes && p->has_heading && therapycode_impl_is_begun_instead(r, p->start);
}

/* "bike, then gait training 10 min": the time is of what came then, not of what stands before. */
static int is_next_in_time(const struct therapycode_impl_reader *r, int32_t at)
{
    return stands_at(r, at, "then ") || stands_at(r, at, "followed by ");
}

/* Where the next piece begins: at the next mark, code, heading or word of contrast after `from`. */
struct border {
    int32_t position; /* the end of the stretch: none left */
    int32_t end;      /* where the piece before it ends */
    int kind;         /* enum therapycode_impl_mark_kind; 0: a code, a heading or a contrast */
    int always;       /* cut here in any case */
};

/* Whether a place lies inside a match: nothing is cut there. Asked of places in ascending order. */
static int is_inside(struct cutting *c, int32_t position)
{
    const struct therapycode_impl_match *m = matches(c->r);
    int32_t count = therapycode_impl_count(c->r->e, THERAPYCODE_IMPL_MATCHES);
    for (; c->seen < count && m[c->seen].start < position; c->seen++)
        if (m[c->seen].end > c->reach)
            c->reach = m[c->seen].end;
    return c->reach > position;
}

static struct border next_border(struct cutting *c, const struct therapycode_impl_mark **mark,
                                 const struct therapycode_impl_mark *last, const struct piece *now, int32_t after,
                                 int32_t end)
{
    const struct therapycode_impl_reader *r = c->r;
    const struct therapycode_impl_match *m = matches(r);
    const struct therapycode_impl_number *n = numbers(r);
    int32_t match_count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES), i;
    int32_t number_count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
    struct border border = { end, end, 0, 0 };
    while (*mark < last && (*mark)->position <= after)
        ++*mark;
    if (*mark < last && (*mark)->position < end) {
        border.position = (*mark)->position;
        border.end = (*mark)->end;
        border.kind = (*mark)->kind;
    }
    while (c->next_number < number_count && n[c->next_number].start <= after)
        c->next_number++;
    for (i = c->next_number; i < number_count && n[i].start < border.position; i++)
        if (is_heading_code(r, &n[i])) {
            border.position = n[i].start;
            border.end = n[i].start;
            border.kind = 0;
            break;
        }
    if (!(r->heard & THERAPYCODE_IMPL_HIT_BORDER))
        return border;
    while (c->next_match < match_count && m[c->next_match].start <= after)
        c->next_match++;
    for (i = c->next_match; i < match_count && m[i].start < border.position; i++)
        if (is_border(m[i].cue) && !is_led_by_minutes(r, now, &m[i]) &&
            !is_inside(c, m[i].start)) {
            border.position = m[i].start;
            border.end = m[i].start;
            border.kind = 0;
            border.always = m[i].cue == THERAPYCODE_IMPL_CUE_CONTRAST;
            break;
        }
    return border;
}

/* The start of the last minutes from here to `end`, or NONE. */
static int32_t last_minutes(const struct cutting *c, int32_t end)
{
    const struct therapycode_impl_number *n = numbers(c->r);
    int32_t i, count = therapycode_impl_count(c->r->e, THERAPYCODE_IMPL_NUMBERS), last = THERAPYCODE_NONE;
    for (i = c->number_at; i < count && n[i].start < end; i++)
        if (n[i].minutes >= 0)
            last = n[i].start;
    return last;
}

/* Whether a piece after one with minutes is a statement of its own. */
static int is_another(const struct therapycode_impl_reader *r, const struct piece *p, int headed, int32_t late)
{
    int bracketed = p->start == p->before_end + 2 && r->data[p->before_end] == ')'; /* "MT (25) gait (--)" */
    if (p->has_code)
        return 1;
    if (headed || p->kind == THERAPYCODE_IMPL_MARK_INNER)
        return p->is_headed && p->has_minutes;
    return p->has_minutes || ((p->has_activity || p->is_headed) && (p->start <= late || bracketed));
}

/* Where nothing can be cut, what lies up to a hard mark is one statement. */
static void take_whole(struct cutting *c, int32_t end)
{
    const struct therapycode_impl_match *m = matches(c->r);
    const struct therapycode_impl_number *n = numbers(c->r);
    int32_t match_end = therapycode_impl_count(c->r->e, THERAPYCODE_IMPL_MATCHES);
    int32_t number_end = therapycode_impl_count(c->r->e, THERAPYCODE_IMPL_NUMBERS);
    while (match_end > c->match_at && m[match_end - 1].start >= end)
        match_end--;
    while (number_end > c->number_at && n[number_end - 1].start >= end)
        number_end--;
    add_statement(c, end, match_end, number_end, 0);
}

/* What the pieces of a statement hold so far. */
struct held {
    int minutes;
    int headed; /* the first ones are of all that follows a colon */
    int total;
    int named;  /* an activity */
    int talks;
};

/* "Denies falls", "sore from last visit" say nothing of a service behind their comma; "no show", "last visit" do. */
static int is_talk(const struct cutting *c, int talks, int32_t at, int32_t end)
{
    static const char visits[] =
        " show tx treatment treatments session visit therapy seen treated came come attended attend "
        "available time order orders auth authorization consent exercise exercises last previous prior "
        "yesterday ago when home did done ";
    static const char states[] =
        " sore soreness stiff stiffness pain tired fatigued fatigue better worse swelling doms achy ";
    if (talks & DEFERS)
        return !(talks & ~(TALKS | DEFERS)) && therapycode_impl_is_measure_at(c->r, at);
    if ((talks & ~TALKS) == EARLIER)
        return therapycode_impl_has_listed(c->r->data, at, end, states);
    return talks == 0 || (talks == TALKS && !therapycode_impl_has_listed(c->r->data, at, end, visits) &&
                          (!therapycode_impl_has_listed(c->r->data, at, end, " doing ") ||
                           therapycode_impl_has_listed(c->r->data, at, end, " well better good great ok okay fine ")));
}

/* Words of its own say what was done: "and performed ...", "refused TE, so MT 15 min". */
static int says_by_itself(const struct piece *now, const struct held *held)
{
    return now->always || (now->kind == THERAPYCODE_IMPL_MARK_SOFT && now->has_say) ||
           (now->is_instead && held->talks != 0 && !(held->talks & SAYS_MORE));
}

/*
 * "Vitals WNL, TE 15 min", "denies falls, TE 15 min", and not "no show, TE 15 min": the first time, behind words of
 * none.
 */
static int is_first_service(const struct cutting *c, const struct piece *now, const struct held *held)
{
    return now->kind == THERAPYCODE_IMPL_MARK_SOFT && !held->named && now->has_minutes &&
           (now->has_heading || now->has_code) && is_talk(c, held->talks, c->start, now->start);
}

/* Whether a piece begins another statement. */
static int is_cut(const struct cutting *c, const struct piece *now, const struct held *held, int32_t late)
{
    int soft = now->kind == THERAPYCODE_IMPL_MARK_SOFT, colon = now->kind == THERAPYCODE_IMPL_MARK_COLON;
    if (says_by_itself(now, held))
        return 1;
    if (soft && !held->headed && now->has_minutes && is_next_in_time(c->r, now->start))
        return 1;
    if (!held->minutes && soft && (held->talks & DEFERS) && now->has_heading && now->has_minutes &&
        c->start > c->r->start)
        return 1; /* "TE 15 min, declined MT, gait 10 min" */
    if (!held->minutes)
        return is_first_service(c, now, held);
    if (soft && now->is_undone)
        return 1; /* "TE 15 min, NMR none" */
    if (now->has_minutes && (((held->total || !held->named) && now->has_activity) || (colon && now->has_code)))
        return 1; /* what stood before was the time of all; "30 min: 97129 15 min" */
    return !colon && is_another(c->r, now, held->headed, late);
}

/* "9:15" */
static int is_in_clock(const struct therapycode_impl_reader *r, int32_t at)
{
    return at >= 2 && therapycode_impl_is_digit(r->data[at]) && r->data[at - 1] == ':' &&
           therapycode_impl_is_digit(r->data[at - 2]);
}

/* What a piece adds to the statement that it belongs to. */
static void hold(struct held *held, const struct cutting *c, const struct piece *now, const struct border *border)
{
    int colon = border->kind == THERAPYCODE_IMPL_MARK_COLON && !is_in_clock(c->r, border->position);
    if (held->headed && now->kind == THERAPYCODE_IMPL_MARK_COLON && now->has_heading && now->has_minutes)
        held->headed = 0; /* "SOR 3 min: MT 15'" */
    held->headed |= colon && !held->minutes && now->is_headed && now->has_minutes;
    held->minutes |= now->has_minutes;
    held->total |= now->has_total;
    held->named |= now->has_activity;
    held->talks |= now->talks;
}

/* The next piece begins at the border behind this one. */
static void go_on(struct piece *now, const struct border *border)
{
    now->is_answer = border->kind == THERAPYCODE_IMPL_MARK_COLON && now->is_headed;
    now->start = border->position;
    now->before_end = border->end;
    now->kind = border->kind;
    now->always = border->always;
    now->match_at = now->match_end;
    now->number_at = now->number_end;
}

/* The border that ends a piece, with what the piece holds. */
static struct border find_end(struct cutting *c, const struct therapycode_impl_mark **mark,
                              const struct therapycode_impl_mark *last, struct piece *now, int32_t end)
{
    struct border border = { now->start, now->start, 0, 0 };
    do
        border = next_border(c, mark, last, now, border.position, end);
    while (border.position < end && is_inside(c, border.position));
    look_at(c, now, border.position);
    return border;
}

/*
 * Joins the pieces between two hard marks into statements. A piece without minutes belongs to the next one that has
 * some ("quad sets, heel slides and SLR for 12 min"), unless no activity stands in it; two pieces with minutes are
 * two statements. Where code or heading and minutes come first ("97110 x 14': NuStep 5', SAQ 2x15"), all that follows
 * belongs to them until the next code or heading. A piece that begins with what was done is a statement too.
 */
static void cut_soft(struct cutting *c, const struct therapycode_impl_mark *mark,
                     const struct therapycode_impl_mark *last, int32_t end)
{
    int32_t late, aside = 0, talks = 0;
    struct piece now;
    struct border border;
    struct held held = { 0, 0, 0, 0, 0 };
    if (c->whole) {
        take_whole(c, end);
        return;
    }
    late = last_minutes(c, end);
    memset(&now, 0, sizeof now);
    now.start = c->start;
    now.match_at = c->match_at;
    now.number_at = c->number_at;
    for (;;) {
        border = find_end(c, &mark, last, &now, end);
        if (now.start > c->start && is_cut(c, &now, &held, late)) {
            add_statement(c, now.before_end, now.match_at, now.number_at, held.headed);
            if ((!held.named && !held.minutes && is_talk(c, held.talks, c->start, now.start)) ||
                (aside > c->start && now.has_heading && now.has_minutes && is_talk(c, talks, aside, now.start)))
                c->force.bits = 0; /* what somebody says, or denies, is not said of what follows */
            c->start = now.start;
            memset(&held, 0, sizeof held);
        }
        hold(&held, c, &now, &border);
        if (border.position >= end)
            break;
        talks = now.talks; /* "TE 15 min, pt reports less pain, MT 15 min" */
        aside = now.has_activity || now.has_minutes || talks == 0 ? 0 : now.start;
        go_on(&now, &border);
    }
    add_statement(c, end, now.match_end, now.number_end, held.headed);
}

void therapycode_impl_sentence_end(struct therapycode_impl_reader *r, int32_t end)
{
    struct therapycode_impl_rows *rows = &r->e->tables[THERAPYCODE_IMPL_MARKS];
    const struct therapycode_impl_mark *marks;
    size_t first = (size_t)r->mark_first, count, i;
    struct cutting c = { r, 0, r->match_first, r->number_first, r->start, r->match_first, 0, r->match_first,
                         r->number_first, { 0, 0, { 0 } } };
    int found;
    r->untimed = 0;
    if (therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS) > r->number_first)
        therapycode_impl_name_unnamed(r, end);
    if (r->is_nested)
        sort_matches(r);
    found = therapycode_impl_minutes_read(r);
    c.whole = !found && !(r->heard & THERAPYCODE_IMPL_HIT_SAYS);
    therapycode_impl_drop_past_minutes(r);
    if (!c.whole)
        therapycode_impl_settle_tails(r, end);
    if (r->section != THERAPYCODE_IMPL_SECTION_NONE &&
        (therapycode_impl_is_service_line(r) || therapycode_impl_ends_section(r, end)))
        r->section = THERAPYCODE_IMPL_SECTION_NONE;
    therapycode_impl_enter_day(r);
    therapycode_impl_enter_aside(r, end);
    marks = (const void *)rows->data;
    count = rows->count;
    for (i = first; i < count; i++) {
        const struct therapycode_impl_mark mark = marks[i];
        if (mark.kind != THERAPYCODE_IMPL_MARK_HARD && mark.kind != THERAPYCODE_IMPL_MARK_SECTION)
            continue;
        if (mark.position > c.start && mark.end > c.start) {
            cut_soft(&c, marks + first, marks + i, mark.end);
            c.start = mark.position;
        }
        first = i + 1;
        c.force.bits = 0;
        if (mark.kind == THERAPYCODE_IMPL_MARK_SECTION)
            therapycode_impl_enter_section(r, mark.value);
    }
    /* where there is no mark there may be no table yet: NULL + 0 is undefined in C */
    cut_soft(&c, count > 0 ? marks + first : NULL, count > 0 ? marks + count : NULL, end);
    rows->count = (size_t)r->mark_first;
    r->timed |= found;
    r->sentence++;
    r->match_first = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MATCHES);
    r->number_first = therapycode_impl_count(r->e, THERAPYCODE_IMPL_NUMBERS);
}
