/* The pass over a text: words set the frame, numbers are read in it. */
#include <string.h>

#include "note/measure.h"
#include "note/note.h"

enum { SIDE_REACH = 10 };

static const struct word_row *word_at(const struct measure_segment *s, int32_t i)
{
    return i < 0 || i >= s->count || s->tokens[i].row < 0 ? NULL : therapycode_impl_measure_word(s->tokens[i].row);
}

static int is_sign(const struct measure_segment *s, int32_t i, char c)
{
    return i >= 0 && i < s->count && s->tokens[i].kind == TOKEN_SIGN && s->tokens[i].first == c;
}

/* ---- sides and modes: before the value they are meant for, or behind it ---- */

/* 1: a number follows before the phrase ends; 0: what came before is meant. */
static int points_ahead(const struct measure_segment *s, int32_t from)
{
    int32_t i;
    for (i = from < 0 ? 0 : from; i < s->count && i < from + SIDE_REACH; i++) {
        const struct word_row *word = word_at(s, i);
        if (s->tokens[i].kind == TOKEN_NUMBER)
            return 1;
        if (is_sign(s, i, ',') || is_sign(s, i, ')') || is_sign(s, i, '(') || s->tokens[i].kind == TOKEN_ARROW)
            return 0;
        if (word != NULL && (word->role == ROLE_SIDE || word->role == ROLE_TEST))
            return word->role == ROLE_TEST;
    }
    return 0;
}

/* Gives the side to the measures of this segment that take one and have none; 0 when there are none. */
static int side_back(struct measure_frame *f, int32_t side)
{
    struct therapycode_evaluation *e = f->e;
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_MEASURES), done = 0;
    for (i = f->first_row; i < n; i++) {
        struct therapycode_measure *m = therapycode_impl_row(e, THERAPYCODE_IMPL_MEASURES, i);
        const struct kind_row *kind = therapycode_impl_measure_kind(therapycode_impl_measure_find(m->kind));
        if (m->side == 0 && kind->side == THERAPYCODE_YES) {
            m->side = side;
            done = 1;
        }
    }
    return done;
}

static void take_side(struct measure_frame *f, int32_t i, int32_t side, int32_t span)
{
    if (f->last_at >= 0 && !points_ahead(f->segment, i + span) && side_back(f, side))
        return;
    f->side = side;
    f->side_at = i;
}

/* "Elbow extension -12 deg L, passive": the mode behind the angle. */
static void mode_back(struct measure_frame *f, uint16_t mode)
{
    struct therapycode_evaluation *e = f->e;
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_MEASURES);
    const char *name = therapycode_impl_measure_text(mode);
    for (i = f->first_row; i < n; i++) {
        struct therapycode_measure *m = therapycode_impl_row(e, THERAPYCODE_IMPL_MEASURES, i);
        size_t length = strlen(m->kind), more = strlen(name);
        char *kind;
        if (strcmp(m->unit, "deg") != 0 || (length > 3 && strcmp(m->kind + length - 3, "rom") == 0))
            continue;
        kind = therapycode_impl_take(e, length + more + 2);
        if (kind == NULL)
            return;
        memcpy(kind, m->kind, length);
        kind[length] = '-';
        memcpy(kind + length + 1, name, more);
        m = therapycode_impl_row(e, THERAPYCODE_IMPL_MEASURES, i);
        m->kind = kind;
    }
}

/* ---- what each word does to the frame ---- */

/* A new joint, muscle or test: what was said of the last one no longer holds. */
static void anchor(struct measure_frame *f, int32_t i, uint16_t joint)
{
    if (f->last_at >= 0 && f->side_at <= f->last_at && (joint == 0 || joint != f->joint))
        f->side = 0;
    f->joint_at = i;
    f->accuracy = 0;
}

static void take_joint(struct measure_frame *f, int32_t i, uint16_t joint)
{
    anchor(f, i, joint);
    if (f->joint != joint && f->last_at >= 0 && f->angles > 0)
        f->movement = 0;
    f->joint = joint;
    f->muscle = f->limb = f->finger = f->digit = 0;
}

/* Some movements only one joint has. */
static uint16_t joint_of(uint16_t movement)
{
    switch (movement) {
    case NAME_DORSIFLEXION: case NAME_PLANTARFLEXION: case NAME_INVERSION: case NAME_EVERSION:
        return NAME_ANKLE;
    case NAME_SUPINATION: case NAME_PRONATION:
        return NAME_FOREARM;
    case NAME_RADIAL_DEVIATION: case NAME_ULNAR_DEVIATION:
        return NAME_WRIST;
    default:
        return 0;
    }
}

static void take_movement(struct measure_frame *f, int32_t i, uint16_t movement)
{
    f->movement = movement;
    f->muscle = 0;
    f->joint_at = i;
    if (f->joint == 0 && f->finger == 0)
        f->joint = joint_of(movement);
}

static void take_muscle(struct measure_frame *f, int32_t i, uint16_t muscle)
{
    anchor(f, i, 0);
    f->muscle = muscle;
    f->joint = f->movement = f->limb = f->finger = f->digit = 0;
}

static void take_limb(struct measure_frame *f, int32_t i, const struct word_row *word)
{
    anchor(f, i, 0);
    if (word->site != 0)
        take_side(f, i, word->site, f->segment->tokens[i].span);
    f->limb = word->name;
    f->muscle = f->joint = f->movement = f->finger = f->digit = 0;
}

/* "index" alone is a word of its own; before a joint of the hand it is a finger. */
static int32_t take_finger(struct measure_frame *f, int32_t i)
{
    const struct measure_segment *s = f->segment;
    int32_t next = i + s->tokens[i].span;
    const struct word_row *joint = word_at(s, next), *finger = word_at(s, i);
    if (joint == NULL || joint->role != ROLE_DIGIT_JOINT)
        return next;
    anchor(f, i, 0);
    f->finger = finger->name;
    f->digit = joint->name;
    f->joint = f->muscle = f->limb = f->movement = 0;
    return next + s->tokens[next].span;
}

static void take_test_word(struct measure_frame *f, int32_t i, const struct word_row *word)
{
    if (f->test == word->name && f->test_site == word->site && f->test_values > 0 && i - f->test_at <= 2)
        return; /* "SPO2 94% sat": named again behind its value */
    if (f->last_at >= 0 && f->side_at <= f->last_at)
        f->side = 0;
    f->test = word->name;
    f->test_site = word->site;
    f->test_at = i + f->segment->tokens[i].span - 1;
    f->test_values = 0;
    f->test_unit = 0;
    f->den = 0;
    f->accuracy = 0;
}

static int32_t take_word(struct measure_frame *f, int32_t i)
{
    const struct measure_segment *s = f->segment;
    const struct word_row *word = word_at(s, i);
    int32_t next = i + s->tokens[i].span;
    switch (word->role) {
    case ROLE_JOINT:
        take_joint(f, i, word->name);
        break;
    case ROLE_MOVEMENT:
        take_movement(f, i, word->name);
        break;
    case ROLE_MUSCLE:
        take_muscle(f, i, word->name);
        break;
    case ROLE_LIMB:
        take_limb(f, i, word);
        break;
    case ROLE_FINGER:
        return take_finger(f, i);
    case ROLE_SIDE:
        /* "B / L" is one word of the list; a lone letter must be a capital or stand by itself */
        take_side(f, i, word->name, s->tokens[i].span);
        break;
    case ROLE_MODE:
        if (f->last_at >= 0 && f->angles > 0 && !points_ahead(s, next) &&
            strcmp(therapycode_impl_measure_text(word->name), "rom") != 0)
            mode_back(f, word->name);
        else
            f->mode = word->name;
        break;
    case ROLE_TEST:
        take_test_word(f, i, word);
        break;
    case ROLE_STRENGTH:
        f->strength = 1;
        break;
    case ROLE_LACK:
        f->lack = 1;
        break;
    case ROLE_HYPER:
        f->movement = NAME_EXTENSION;
        f->joint_at = i;
        f->mode = f->mode != 0 ? f->mode : NAME_ROM; /* a bare number behind it is an angle */
        break;
    case ROLE_TASK:
    case ROLE_ACCURACY:
        f->accuracy = 1;
        break;
    case ROLE_DENY:
        if (strcmp(therapycode_impl_measure_text(word->name), "rom") == 0)
            f->deny_angle = 1;
        else
            f->deny_at = next - 1;
        break;
    default:
        break;
    }
    return next;
}

/* Most tokens begin no level of help: they are not asked. */
static int may_be_level(const struct measure_token *t)
{
    return (t->role == ROLE_LEVEL) | (t->role == ROLE_AMOUNT) | ((t->first == 's') & (t->end - t->start == 1));
}

static void read_segment(struct measure_frame *f)
{
    const struct measure_segment *s = f->segment;
    int32_t i = 0;
    f->first_row = therapycode_impl_count(f->e, THERAPYCODE_IMPL_MEASURES);
    while (i < s->count) {
        const struct measure_token *t = &s->tokens[i];
        int32_t next = may_be_level(t) ? therapycode_impl_measure_level(f, i) : i;
        if (next > i) {
            i = next;
        } else if (t->row >= 0) {
            i = take_word(f, i);
        } else if (t->kind == TOKEN_NUMBER && !(i > 0 && !t->spaced && is_sign(s, i - 1, '.'))) {
            struct measure_value value;
            i = therapycode_impl_measure_value(f, i, &value);
            therapycode_impl_measure_take(f, &value);
        } else {
            i++;
        }
    }
}

static void forget(struct measure_frame *f)
{
    struct measure_frame fresh = { 0 };
    fresh.e = f->e;
    fresh.segment = f->segment;
    fresh.source = f->source;
    fresh.index = f->index;
    fresh.lenient = f->lenient;
    fresh.mute = f->mute;
    fresh.test = fresh.test_at = fresh.joint_at = fresh.side_at = fresh.deny_at = fresh.last_at = -1;
    *f = fresh;
}

/* Token numbers begin anew with each segment: what stays of the frame is as if it stood just before it. */
static void carry(struct measure_frame *f)
{
    f->test_at = f->joint_at = f->side_at = f->last_at = f->deny_at = -1;
    f->angles = 0;
}

static void read_text(struct measure_frame *f, struct measure_segment *s, struct therapycode_text text, int keep)
{
    s->text = text.data;
    s->length = (uint32_t)text.length;
    s->next = 0;
    s->count = 0;
    s->all = f->source == THERAPYCODE_FROM_GOAL || f->source == THERAPYCODE_FROM_FACT;
    while (therapycode_impl_measure_segment(s)) {
        if (s->count == 0)
            continue;
        if (keep)
            carry(f);
        else
            forget(f);
        read_segment(f);
    }
}

void therapycode_impl_measures_read(struct therapycode_evaluation *e, int32_t source, int32_t index,
                                    struct therapycode_text text)
{
    struct measure_segment segment;
    struct measure_frame frame = { 0 };
    if (text.length == 0)
        return;
    frame.e = e;
    frame.segment = &segment;
    frame.source = source;
    frame.index = index;
    forget(&frame);
    read_text(&frame, &segment, text, 0);
}

/* ---- the session ---- */

/* Rows of the measures of this text that were read between two counts get the context of their statement. */
static void place(struct therapycode_evaluation *e, int32_t from, int32_t *statement)
{
    int32_t i, rows = therapycode_impl_count(e, THERAPYCODE_IMPL_MEASURES);
    int32_t statements = therapycode_impl_count(e, THERAPYCODE_IMPL_STATEMENTS);
    for (i = from; i < rows; i++) {
        struct therapycode_measure *m = therapycode_impl_row(e, THERAPYCODE_IMPL_MEASURES, i);
        const struct therapycode_evidence *at = therapycode_impl_row(e, THERAPYCODE_IMPL_EVIDENCE, m->evidence);
        const struct therapycode_impl_statement *s = NULL;
        for (; *statement < statements; (*statement)++) {
            s = therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, *statement);
            if (s->source > at->source || (s->source == at->source && s->index > at->index) ||
                (s->source == at->source && s->index == at->index && s->end > at->start))
                break;
        }
        if (*statement < statements && s != NULL && s->source == at->source && s->index == at->index &&
            s->start <= at->start)
            m->context = s->context;
    }
}

/* The value of one field of a goal, in terms of what the goal measures; NONE where it holds none. */
static int32_t read_field(struct measure_frame *frame, struct measure_segment *segment, struct therapycode_text text)
{
    int32_t row = therapycode_impl_count(frame->e, THERAPYCODE_IMPL_MEASURES);
    struct measure_frame field = *frame;
    if (text.length == 0)
        return THERAPYCODE_NONE;
    field.lenient = 1;
    field.source = THERAPYCODE_FROM_FACT;
    field.test_values = 0;
    read_text(&field, segment, text, 1);
    return therapycode_impl_count(frame->e, THERAPYCODE_IMPL_MEASURES) > row ? row : THERAPYCODE_NONE;
}

static void read_goal(struct therapycode_evaluation *e, int32_t index)
{
    const struct therapycode_goal *goal = &e->goals[index];
    struct therapycode_impl_goal_values read = { 0 };
    struct measure_segment segment;
    struct measure_frame frame = { 0 };
    frame.e = e;
    frame.segment = &segment;
    frame.source = THERAPYCODE_FROM_GOAL;
    frame.index = index;
    forget(&frame);
    read.text_first = therapycode_impl_count(e, THERAPYCODE_IMPL_MEASURES);
    read_text(&frame, &segment, goal->text, 0);
    read.text_count = therapycode_impl_count(e, THERAPYCODE_IMPL_MEASURES) - read.text_first;
    if (goal->measure.length > 0) {
        frame.mute = 1;
        read_text(&frame, &segment, goal->measure, 0);
        frame.mute = 0;
    }
    read.baseline = read_field(&frame, &segment, goal->baseline);
    read.current = read_field(&frame, &segment, goal->current);
    read.target = read_field(&frame, &segment, goal->target);
    memcpy(therapycode_impl_add(e, THERAPYCODE_IMPL_GOAL_VALUES), &read, sizeof read);
}

void therapycode_impl_measures(struct therapycode_evaluation *e)
{
    int32_t statement = 0, from = 0;
    size_t i;
    if (e->status != THERAPYCODE_OK)
        return; /* rows of statements may be missing */
    therapycode_impl_measures_read(e, THERAPYCODE_FROM_NOTE, THERAPYCODE_NONE, e->session.note);
    place(e, from, &statement);
    for (i = 0; i < e->session.activity_count; i++) {
        from = therapycode_impl_count(e, THERAPYCODE_IMPL_MEASURES);
        therapycode_impl_measures_read(e, THERAPYCODE_FROM_DESCRIPTION, (int32_t)i, e->activities[i].description);
        place(e, from, &statement);
    }
    for (i = 0; i < e->session.goal_count; i++)
        read_goal(e, (int32_t)i);
}
