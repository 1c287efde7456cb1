/* What a value measures: decided by what the words before it, and a few behind it, have named. */
#include <string.h>

#include "note/measure.h"

/* How far, in tokens, an anchor reaches: a bare number must stand close, one with a unit may stand further off. */
enum { LEAST_BARE = 30, NEAR = 6, FAR = 24, AHEAD = 5, KIND_TEXT = 64 };

static int32_t role_at(const struct measure_segment *s, int32_t i)
{
    return i >= 0 && i < s->count ? s->tokens[i].role : 0;
}

static const struct word_row *word_at(const struct measure_segment *s, int32_t i)
{
    return i < 0 || i >= s->count || s->tokens[i].row < 0 ? NULL : therapycode_impl_measure_word(s->tokens[i].row);
}

static int is_comma(const struct measure_segment *s, int32_t i)
{
    return i < s->count && s->tokens[i].kind == TOKEN_SIGN && s->tokens[i].first == ',';
}

/* The first token with the role within `reach` behind the value, before the next number or comma; -1: none. */
static int32_t ahead(const struct measure_segment *s, int32_t from, int32_t reach, int32_t role)
{
    int32_t i;
    for (i = from; i < s->count && i < from + reach; i += s->tokens[i].row >= 0 ? s->tokens[i].span : 1) {
        if (role_at(s, i) == role)
            return i;
        if (s->tokens[i].kind == TOKEN_NUMBER || is_comma(s, i))
            return -1;
    }
    return -1;
}

/* ---- rows ---- */

struct therapycode_measure *therapycode_impl_measure_add(struct measure_frame *f, int32_t kind, int32_t first,
                                                         int32_t end)
{
    const struct kind_row *info = therapycode_impl_measure_kind(kind);
    struct therapycode_impl_measure_traits *traits;
    struct therapycode_evidence *evidence;
    struct therapycode_measure *row;
    int32_t number;
    f->last_at = end - 1;
    if (f->mute)
        return NULL;
    number = therapycode_impl_count(f->e, THERAPYCODE_IMPL_EVIDENCE);
    evidence = therapycode_impl_add_here(f->e, THERAPYCODE_IMPL_EVIDENCE, sizeof *evidence);
    evidence->why = therapycode_impl_measure_text(info->title);
    evidence->source = f->source;
    evidence->index = f->index;
    if (f->source != THERAPYCODE_FROM_FACT) {
        evidence->start = (int32_t)f->segment->tokens[first].start;
        evidence->end = (int32_t)f->segment->tokens[end - 1].end;
    }
    evidence->weight = 1;
    traits = therapycode_impl_add_here(f->e, THERAPYCODE_IMPL_MEASURE_TRAITS, sizeof *traits);
    traits->better = info->better == BETTER_HIGHER ? 1 : info->better == BETTER_LOWER ? -1 : 0;
    traits->change = info->change;
    traits->change_scale = info->change_scale;
    traits->source = therapycode_impl_measure_text(info->change_source);
    row = therapycode_impl_add_here(f->e, THERAPYCODE_IMPL_MEASURES, sizeof *row);
    row->kind = therapycode_impl_measure_text(info->name);
    row->unit = therapycode_impl_measure_unit(info->unit);
    row->site = "";
    row->scale = 1;
    row->side = info->side == THERAPYCODE_YES ? f->side : 0;
    row->context = THERAPYCODE_PERFORMED;
    row->evidence = number;
    return row;
}

static struct therapycode_measure *add_value(struct measure_frame *f, int32_t kind, const struct measure_value *v)
{
    struct therapycode_measure *row = therapycode_impl_measure_add(f, kind, v->first, v->end);
    if (row != NULL) {
        row->value = v->num;
        row->high = v->high;
        row->scale = v->scale;
        if (v->unit != 0)
            row->unit = therapycode_impl_measure_unit(v->unit);
    }
    return row;
}

/* "index-pip", "knee-flexion-arom": parts that are there, with "-" between; NULL without memory. */
static const char *compose(struct measure_frame *f, const uint16_t parts[4])
{
    char text[KIND_TEXT];
    size_t used = 0, i;
    char *copy;
    for (i = 0; i < 4; i++) {
        const char *part = therapycode_impl_measure_text(parts[i]);
        size_t n = strlen(part);
        if (n == 0 || used + n + 2 > sizeof text)
            continue;
        if (used > 0)
            text[used++] = '-';
        memcpy(text + used, part, n);
        used += n;
    }
    if (parts[1] == 0 && parts[2] == 0 && parts[3] == 0)
        return therapycode_impl_measure_text(parts[0]);
    copy = therapycode_impl_take(f->e, used + 1);
    if (copy != NULL)
        memcpy(copy, text, used);
    return copy == NULL ? "" : copy;
}

/* ---- accuracy ---- */

static int deny_ahead(const struct measure_segment *s, int32_t from)
{
    const struct word_row *word = word_at(s, ahead(s, from, 2, ROLE_DENY));
    return word != NULL && strcmp(therapycode_impl_measure_text(word->name), "fraction") == 0;
}

static int take_accuracy(struct measure_frame *f, const struct measure_value *v)
{
    const struct measure_segment *s = f->segment;
    int near = ahead(s, v->end, AHEAD, ROLE_ACCURACY) >= 0, named = f->accuracy;
    struct therapycode_measure *row;
    if (v->den > 0) {
        int64_t hundred = (int64_t)v->num * 100;
        if ((!near && !named) || v->num > v->den || v->num < 0 || v->scale != 1 || v->graded)
            return 0;
        row = add_value(f, KIND_ACCURACY, v);
        if (row != NULL) {
            int whole = hundred % v->den == 0 && (int64_t)v->high * 100 % v->den == 0;
            row->value = (int32_t)(whole ? hundred / v->den : hundred);
            row->high = (int32_t)(whole ? (int64_t)v->high * 100 / v->den : (int64_t)v->high * 100);
            row->scale = whole ? 1 : v->den;
            row->unit = therapycode_impl_measure_unit(UNIT_PERCENT);
        }
    } else {
        if (v->unit != UNIT_PERCENT || v->num > 100 * v->scale || (!near && !named))
            return 0;
        add_value(f, KIND_ACCURACY, v);
    }
    f->accuracy = 1;
    return 1;
}

/* ---- strength ---- */

static int has_muscle(const struct measure_frame *f)
{
    return f->muscle != 0 || f->limb != 0 || f->joint != 0 || f->movement != 0;
}

static int take_strength(struct measure_frame *f, const struct measure_value *v)
{
    struct therapycode_measure *row;
    if (v->num < 0 || v->num > 5 || v->scale != 1 || v->high > 5 || (v->den == 0 && !f->lenient) ||
        (v->den != 0 && v->den != 5) || (!f->strength && !has_muscle(f)))
        return 0;
    row = add_value(f, KIND_MMT, v);
    if (row != NULL) {
        const uint16_t parts[4] = { f->finger != 0 ? f->finger : f->joint, f->digit, f->movement, 0 };
        row->value = v->num * 3 + v->grade;
        row->high = v->ranged ? v->high * 3 + v->high_grade : row->value;
        row->scale = 3;
        row->unit = therapycode_impl_measure_unit(UNIT_SCORE);
        if (f->muscle != 0)
            row->site = therapycode_impl_measure_text(f->muscle);
        else if (parts[0] != 0 || parts[2] != 0)
            row->site = compose(f, parts);
        else if (f->limb != 0)
            row->site = therapycode_impl_measure_text(f->limb);
    }
    f->strength = 1;
    return 1;
}

/* "4/5 quad strength", "3+/5 hip abductors": the muscle stands behind its grade. */
static int take_strength_ahead(struct measure_frame *f, const struct measure_value *v)
{
    const struct measure_segment *s = f->segment;
    int32_t muscle = ahead(s, v->end, AHEAD, ROLE_MUSCLE), movement = ahead(s, v->end, AHEAD, ROLE_MOVEMENT);
    int32_t joint = ahead(s, v->end, AHEAD, ROLE_JOINT), limb = ahead(s, v->end, AHEAD, ROLE_LIMB);
    struct measure_frame own = *f;
    if (v->den != 5 || (!f->grade_first && (f->strength || has_muscle(f))) ||
        therapycode_impl_measure_is(s, v->end, "for") ||
        (muscle < 0 && !v->graded && ahead(s, v->end, AHEAD, ROLE_STRENGTH) < 0))
        return 0;
    own.muscle = muscle >= 0 ? word_at(s, muscle)->name : 0;
    own.movement = movement >= 0 ? word_at(s, movement)->name : 0;
    own.joint = joint >= 0 ? word_at(s, joint)->name : 0;
    own.limb = limb >= 0 ? word_at(s, limb)->name : 0;
    f->grade_first = has_muscle(&own) && take_strength(&own, v);
    return f->grade_first;
}

/* ---- angles ---- */

/* "lacks 8 deg of full extension", "110 degrees of knee flexion": what the words behind the value name. */
static void learn_ahead(struct measure_frame *f, int32_t from)
{
    int32_t at = ahead(f->segment, from, AHEAD, ROLE_MOVEMENT), joint;
    if (at < 0)
        return;
    f->movement = word_at(f->segment, at)->name;
    joint = ahead(f->segment, from, AHEAD, ROLE_JOINT);
    if (joint >= 0)
        f->joint = word_at(f->segment, joint)->name;
}

/*
 * "wrist ext 41 (34)", "rotation R 55 L 70": a bare number beside its movement, too large for a count of repetitions;
 * "ext -5": or below zero, which no count is.
 */
static int is_bare_angle(const struct measure_frame *f, const struct measure_value *v)
{
    int32_t at = v->first - 1;
    if (at >= 0 && role_at(f->segment, at) == ROLE_SIDE)
        at--;
    return role_at(f->segment, at) == ROLE_MOVEMENT && (v->num >= LEAST_BARE * v->scale || v->num < 0);
}

/* Whether a value is an angle of a joint that is known; a number without degrees only where angles are told. */
static int is_angle(struct measure_frame *f, const struct measure_value *v)
{
    int bare = v->unit == 0;
    if ((v->unit != UNIT_DEG && !bare) || v->den != 0 || v->graded || f->deny_angle)
        return 0;
    if (bare && f->mode == 0 && !f->lack && f->angles == 0 && !f->lenient && !is_bare_angle(f, v))
        return 0;
    if (f->movement == 0)
        learn_ahead(f, v->end);
    if (f->movement == 0 && f->lack && f->joint != 0)
        f->movement = NAME_EXTENSION;
    return (f->joint != 0 || f->finger != 0) && v->num <= 360 * v->scale && v->high <= 360 * v->scale;
}

static int take_angle(struct measure_frame *f, struct measure_value *v)
{
    struct therapycode_measure *row;
    if (!is_angle(f, v))
        return 0;
    if (f->lack && v->num > 0) { /* short of zero: the larger lack is the lower end */
        const int32_t least = v->num;
        v->num = v->ranged ? -v->high : -least;
        v->high = -least;
    }
    row = add_value(f, KIND_ROM, v);
    if (row != NULL) {
        /* An arc of a knee or an elbow with no movement named is flexion. */
        const uint16_t parts[4] = { f->finger != 0 ? f->finger : f->joint, f->digit,
                                    f->movement != 0 ? f->movement : NAME_FLEXION,
                                    f->mode != NAME_ROM ? f->mode : 0 };
        const uint16_t site[4] = { parts[0], f->digit, 0, 0 };
        row->kind = compose(f, parts);
        row->site = compose(f, site);
        row->unit = therapycode_impl_measure_unit(UNIT_DEG);
    }
    f->lack = 0;
    f->angles++;
    return 1;
}

/* An arc without a movement can only be flexion of a knee or an elbow. */
static int angle_named(const struct measure_frame *f, const struct measure_value *v)
{
    if (f->movement != 0 || f->lack || ahead(f->segment, v->end, AHEAD, ROLE_MOVEMENT) >= 0)
        return 1;
    return f->joint != 0 && (f->joint == NAME_KNEE || f->joint == NAME_ELBOW) &&
           (f->mode != 0 || (v->ranged && v->unit == UNIT_DEG) || f->angles > 0);
}

/* ---- tests ---- */

/* The value continues the last one: "(was 18.9 s)", "-> 22", "R 34, L 51", "up from 31/56". */
static int continues(const struct measure_frame *f, const struct measure_value *v)
{
    const struct measure_segment *s = f->segment;
    int32_t i, back = v->first - 3 > f->test_at ? v->first - 3 : f->test_at;
    for (i = v->first - 1; i >= back && i >= 0; i--) {
        int32_t role = role_at(s, i);
        if (s->tokens[i].kind == TOKEN_ARROW || role == ROLE_CHANGE || role == ROLE_SIDE)
            return 1;
        if (i == v->first - 1 && s->tokens[i].kind == TOKEN_SIGN && s->tokens[i].first == '(')
            return 1;
    }
    if (s->tokens[v->end < s->count ? v->end : s->count - 1].row >= 0 && v->unit != 0 &&
        ahead(s, v->end, 3, ROLE_CHANGE) >= 0)
        return 1;
    return f->test == KIND_GAIT_DISTANCE && v->unit != 0;
}

/* The unit stands with the next value: "grip R 55 / L 48 lbs". */
static int32_t unit_ahead(const struct measure_frame *f, const struct kind_row *kind, int32_t from)
{
    const struct measure_segment *s = f->segment;
    int32_t i;
    for (i = from; i < s->count && i < from + NEAR; i++) {
        const struct word_row *word = word_at(s, i);
        if (word != NULL && word->role == ROLE_UNIT && (kind->units >> word->name & 1u))
            return word->name;
        if (word != NULL && word->role == ROLE_TEST)
            return 0;
    }
    return 0;
}

/* Kinds that are never meant when their number has no unit: a bare number beside them is a dose or a count. */
static int needs_unit(const struct kind_row *kind)
{
    return kind->shape == SHAPE_DISTANCE || kind->shape == SHAPE_FORCE || kind->shape == SHAPE_LENGTH ||
           kind->shape == SHAPE_SPEED || kind->shape == SHAPE_LOUDNESS || kind->shape == SHAPE_PERCENT;
}

static int fits(const struct measure_frame *f, const struct kind_row *kind, struct measure_value *v)
{
    int32_t gap = v->first - f->test_at;
    if (v->unit == UNIT__IN_I_ && !(kind->units >> UNIT__IN_I_ & 1u))
        v->unit = 0; /* "14 in parallel bars" */
    if (v->unit == UNIT_COUNT && kind->shape == SHAPE_SCORE)
        return 0;
    if (v->unit != 0 && !(kind->units >> v->unit & 1u))
        return 0;
    if (v->num < 0 || v->num > (int64_t)kind->maximum * v->scale ||
        v->high > (int64_t)kind->maximum * v->scale)
        return 0;
    if (v->unit == 0 && v->den == 0) {
        if (needs_unit(kind))
            v->unit = unit_ahead(f, kind, v->end);
        if (needs_unit(kind) && v->unit == 0) {
            if (!f->lenient && f->test_unit == 0)
                return 0;
            v->unit = f->test_unit != 0 ? f->test_unit : kind->unit;
        }
        return gap <= NEAR + 2 || f->lenient;
    }
    return gap <= FAR;
}

/* A range with two values below the line: blood pressure. */
static int take_pressure(struct measure_frame *f, const struct measure_value *v)
{
    struct therapycode_measure *row;
    if (v->den == 0 || v->num > 300 || v->den > 200)
        return 0;
    row = add_value(f, KIND_VITALS, v);
    if (row != NULL) {
        row->site = "systolic";
        row->unit = therapycode_impl_measure_unit(UNIT_MM_HG_);
        row = add_value(f, KIND_VITALS, v);
        row->site = "diastolic";
        row->value = row->high = v->den;
        row->unit = therapycode_impl_measure_unit(UNIT_MM_HG_);
    }
    return 1;
}

static int32_t vital_unit(const char *site)
{
    if (strcmp(site, "spo2") == 0)
        return UNIT_PERCENT;
    return strcmp(site, "systolic") == 0 ? UNIT_MM_HG_ : UNIT__MIN;
}

/* Whether a value can be of the test that was named: of its scale, and the first of it or one that goes on. */
static int is_of_test(const struct measure_frame *f, const struct kind_row *kind, const struct measure_value *v)
{
    if ((f->test == KIND_EDEMA) != (v->graded != 0))
        return 0;
    if (v->den != 0 && ((f->test == KIND_NPRS && v->den != 10) ||
                        (kind->shape != SHAPE_SCORE && kind->shape != SHAPE_GRADE) ||
                        v->num > (int64_t)v->den * v->scale))
        return 0;
    return f->test_values == 0 || (v->den != 0 && v->den == f->den) || continues(f, v);
}

static int take_test(struct measure_frame *f, struct measure_value *v)
{
    const char *site = therapycode_impl_measure_text(f->test_site);
    const struct kind_row *kind;
    struct therapycode_measure *row;
    int32_t is_kind = f->test;
    if (f->test == KIND_VITALS && strcmp(site, "systolic") == 0)
        return take_pressure(f, v);
    if (v->unit == UNIT_M_S || v->unit == UNIT__FT_I__S) {
        if (f->test != KIND_GAIT_DISTANCE && f->test != KIND_10MWT && f->test != KIND_GAIT_SPEED)
            return 0;
        is_kind = KIND_GAIT_SPEED;
    }
    kind = therapycode_impl_measure_kind(is_kind);
    if (!is_of_test(f, kind, v) || !fits(f, kind, v))
        return 0;
    row = add_value(f, is_kind, v);
    if (row != NULL && f->test_site != 0) /* vitals always have one */
        row->site = site;
    if (row != NULL && f->test == KIND_VITALS && v->unit == 0)
        row->unit = therapycode_impl_measure_unit(vital_unit(site));
    f->test_values++;
    f->den = v->den;
    f->test_unit = v->unit;
    f->test_at = v->end - 1;
    return 1;
}

/* "3/10 pain", "42/56 on the Berg", "2+ pitting edema": the name stands behind the value. */
static int take_test_ahead(struct measure_frame *f, struct measure_value *v)
{
    struct measure_frame ahead_frame = *f;
    int32_t at = ahead(f->segment, v->end, AHEAD, ROLE_TEST);
    const struct word_row *word = word_at(f->segment, at);
    if (word == NULL || (v->unit == 0 && v->den == 0 && !v->graded))
        return 0;
    ahead_frame.test = word->name;
    ahead_frame.test_site = word->site;
    ahead_frame.test_values = 0;
    ahead_frame.test_at = v->first;
    if (!take_test(&ahead_frame, v))
        return 0;
    *f = ahead_frame;
    return 1;
}

/* Rejected, denied, or the date of something: "on 3/5". */
static int is_set_aside(const struct measure_frame *f, const struct measure_value *v)
{
    const struct measure_segment *s = f->segment;
    if (v->reject || (f->deny_at >= 0 && v->first - f->deny_at <= 3) || deny_ahead(s, v->end))
        return 1;
    return v->den != 0 && (therapycode_impl_measure_is(s, v->first - 1, "on") ||
                           therapycode_impl_measure_is(s, v->first - 1, "by") ||
                           therapycode_impl_measure_is(s, v->first - 1, "since"));
}

/* A figure of five, or in a list of grades a bare one behind a muscle. */
static int may_be_strength(const struct measure_frame *f, const struct measure_value *v, int test_live)
{
    if (v->den == 5 && (!test_live || f->joint_at > f->test_at || f->test_values > 0))
        return 1;
    return f->lenient && v->unit == 0 && !test_live && (f->strength || v->graded || f->muscle != 0 || f->limb != 0);
}

static int may_be_angle(const struct measure_frame *f, const struct measure_value *v, int test_live)
{
    return v->unit == UNIT_DEG || (v->unit == 0 && v->den == 0 && (!test_live || f->joint_at > f->test_at));
}

void therapycode_impl_measure_take(struct measure_frame *f, const struct measure_value *value)
{
    struct measure_value v = *value;
    int test_live = f->test >= 0 && v.first - f->test_at <= FAR;
    if (is_set_aside(f, &v))
        return;
    if (ahead(f->segment, v.end, 3, ROLE_ACCURACY) >= 0 && take_accuracy(f, &v))
        return;
    if (f->grade_first && take_strength_ahead(f, &v))
        return; /* "4/5 quads, 3+/5 hip abductors" */
    if (may_be_strength(f, &v, test_live) && take_strength(f, &v))
        return;
    if (may_be_angle(f, &v, test_live) && angle_named(f, &v) && take_angle(f, &v))
        return;
    if ((test_live && take_test(f, &v)) || take_test_ahead(f, &v))
        return;
    if (v.den == 5 && (take_strength(f, &v) || take_strength_ahead(f, &v)))
        return;
    if (v.unit == UNIT_DB && v.num > 0)
        add_value(f, KIND_LOUDNESS, &v);
    else
        take_accuracy(f, &v);
}
