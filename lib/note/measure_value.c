/* Values as they are written - "3+ to 4-/5", "0-110 deg", "18 of 30" - and levels of assistance. */
#include "base/text.h"
#include "note/measure.h"

enum { LEVEL_SCALE = 2 };

static const struct measure_token *token_at(const struct measure_segment *s, int32_t i)
{
    return i >= 0 && i < s->count ? &s->tokens[i] : NULL;
}

static int is_sign(const struct measure_segment *s, int32_t i, char c)
{
    const struct measure_token *t = token_at(s, i);
    return t != NULL && t->kind == TOKEN_SIGN && t->first == c;
}

static int is_number(const struct measure_segment *s, int32_t i)
{
    const struct measure_token *t = token_at(s, i);
    return t != NULL && t->kind == TOKEN_NUMBER;
}

static int32_t role_at(const struct measure_segment *s, int32_t i)
{
    return i >= 0 && i < s->count ? s->tokens[i].role : 0;
}

static int glued(const struct measure_segment *s, int32_t i)
{
    const struct measure_token *t = token_at(s, i);
    return t != NULL && !t->spaced;
}

/* "+" or "-" behind a grade of strength: glued to it, and no digit glued behind. */
static int32_t grade_at(const struct measure_segment *s, int32_t i, int32_t *grade)
{
    if (therapycode_impl_measure_is(s, i, "plus") || therapycode_impl_measure_is(s, i, "minus")) {
        if (!is_sign(s, i + 1, '/'))
            return i;
        *grade = therapycode_impl_measure_is(s, i, "plus") ? 1 : -1;
        return i + 1;
    }
    if (!glued(s, i) || (is_number(s, i + 1) && glued(s, i + 1)))
        return i;
    if (is_sign(s, i, '+'))
        *grade = 1;
    else if (is_sign(s, i, '-') && is_sign(s, i + 1, '/'))
        *grade = -1;
    else
        return i;
    return i + 1;
}

/* "/56", "of 30", "out of 10"; a second "/" makes a date of it. */
static int32_t below_at(const struct measure_segment *s, int32_t i, struct measure_value *v)
{
    int32_t k = i;
    if (is_sign(s, k, '/'))
        k++;
    else if (therapycode_impl_measure_is(s, k, "out") && therapycode_impl_measure_is(s, k + 1, "of"))
        k += 2;
    else if (therapycode_impl_measure_is(s, k, "of"))
        k++;
    else
        return i;
    if (!is_number(s, k) || s->tokens[k].scale != 1 || s->tokens[k].value <= 0)
        return i;
    v->den = s->tokens[k].value;
    k++;
    if (is_sign(s, k, '/') && is_number(s, k + 1)) {
        v->reject = 1;
        k += 2;
    }
    return k;
}

/* A unit, or a word that makes the number a dose or a duration. "in" is also a preposition: kinds decide. */
static int32_t unit_at(const struct measure_segment *s, int32_t i, struct measure_value *v)
{
    const struct measure_token *t = token_at(s, i);
    int32_t role = role_at(s, i);
    if (t == NULL || t->row < 0)
        return i;
    if (role == ROLE_UNIT) {
        const struct word_row *row = therapycode_impl_measure_word(t->row);
        /* "40 M": a man, not metres */
        if (row->name == UNIT_M && s->text[t->start] == 'M')
            return i;
        v->unit = row->name;
        return i + t->span;
    }
    /* "30 min" is no level of help here, and "5/6 steps" is a count out of a number */
    if ((role == ROLE_DOSE && v->den == 0) || (role == ROLE_AMOUNT && therapycode_impl_measure_is(s, i, "min")))
        v->reject = 1;
    return i;
}

/* One number with all that belongs to it. */
static int32_t single_at(const struct measure_segment *s, int32_t i, struct measure_value *v)
{
    v->num = s->tokens[i].value;
    v->scale = s->tokens[i].scale;
    if (v->num < 0)
        v->reject = 1;
    i++;
    {
        int32_t k = grade_at(s, i, &v->grade);
        v->graded = k > i;
        i = k;
    }
    i = below_at(s, i, v);
    return unit_at(s, i, v);
}

static int reads_from(const struct measure_segment *s, int32_t i)
{
    return therapycode_impl_measure_is(s, i - 1, "from") || therapycode_impl_measure_is(s, i - 2, "from");
}

static int32_t power(int32_t scale, int32_t from)
{
    return scale / from;
}

/* Both ends over one scale; 0 when that does not fit. */
static int join(struct measure_value *v, const struct measure_value *w)
{
    int32_t scale = v->scale > w->scale ? v->scale : w->scale;
    int64_t low = (int64_t)v->num * power(scale, v->scale), high = (int64_t)w->num * power(scale, w->scale);
    if (low > INT32_MAX || high > INT32_MAX)
        return 0;
    v->num = (int32_t)low;
    v->high = (int32_t)high;
    v->scale = scale;
    return 1;
}

/* The upper end of a range behind v, which ends at token i; returns where the range ends, or i. */
static int32_t range_at(const struct measure_segment *s, int32_t first, int32_t i, struct measure_value *v)
{
    struct measure_value w = { 0 };
    int dash = is_sign(s, i, '-'), to = therapycode_impl_measure_is(s, i, "to");
    int32_t end;
    if ((!dash && !to) || !is_number(s, i + 1))
        return i;
    if (dash && !glued(s, i) && glued(s, i + 1))
        return i; /* "12 -4": a sign */
    end = single_at(s, i + 1, &w);
    if ((to && reads_from(s, first)) || w.num < 0 || v->num < 0)
        return i;
    /* A falling "A to B" is a change, not a range; the same where both ends stand with units that differ. */
    if (v->unit != 0 && w.unit != 0 && v->unit != w.unit)
        return i;
    if ((int64_t)v->num * w.scale * 3 + v->grade * (int64_t)w.scale * v->scale >
        (int64_t)w.num * v->scale * 3 + w.grade * (int64_t)v->scale * w.scale)
        return i;
    if (!join(v, &w))
        return i;
    v->ranged = 1;
    v->graded |= w.graded;
    v->high_grade = w.grade;
    v->reject |= w.reject;
    if (w.den != 0)
        v->den = w.den;
    if (w.unit != 0)
        v->unit = w.unit;
    return end;
}

int32_t therapycode_impl_measure_value(const struct measure_frame *frame, int32_t i, struct measure_value *v)
{
    const struct measure_segment *s = frame->segment;
    int32_t end, last;
    *v = (struct measure_value){ .first = i };
    end = single_at(s, i, v);
    v->high = v->num;
    v->high_grade = v->grade;
    last = range_at(s, i, end, v);
    /* the word behind "5 to 8" or "3 x" decides for the whole */
    v->end = last;
    /* a minus sign stands before an angle, glued to it */
    if (is_sign(s, i - 1, '-') && glued(s, i) && !glued(s, i - 1) && v->num > 0) {
        v->num = -v->num;
        v->high = v->ranged ? v->high : v->num;
        v->first = i - 1;
    }
    if (is_sign(s, i - 1, '/') || role_at(s, i - 1) == ROLE_DOSE)
        v->reject = 1;
    return last;
}

/* ---- levels of assistance, in halves ---- */

static int excluded(const struct measure_segment *s, int32_t i, int32_t next)
{
    static const char *const after[] = { "living", "position", "edema", "on", "upon", "of", "variable", "apartment",
                                         "apt", "contractor", "positions", "side", "lobe" };
    size_t k;
    /* "insulin-dependent" is no level; the second half of "SBA-CGA" is */
    if (is_sign(s, i - 1, '-') && glued(s, i) && glued(s, i - 1) && role_at(s, i - 2) != ROLE_LEVEL &&
        role_at(s, i - 2) != ROLE_AMOUNT)
        return 1;
    if (therapycode_impl_measure_is(s, i - 1, "under") || therapycode_impl_measure_is(s, i - 1, "direct"))
        return 1;
    if (s->tokens[i].end - s->tokens[i].start <= 3)
        return 0; /* SBA, CGA: never another word */
    for (k = 0; k < sizeof after / sizeof after[0]; k++)
        if (therapycode_impl_measure_is(s, next, after[k]))
            return 1;
    return 0;
}

/* "A" for assistance: a capital, unless its line is all lower case and no word that an article precedes follows. */
static int is_help(const struct measure_segment *s, int32_t i)
{
    if (role_at(s, i) != ROLE_HELP)
        return 0;
    if (!therapycode_impl_measure_is(s, i, "a") || s->text[s->tokens[i].start] == 'A')
        return 1;
    return i + 1 >= s->count || s->tokens[i + 1].kind != TOKEN_WORD || role_at(s, i + 1) == ROLE_DOSE ||
           therapycode_impl_measure_is(s, i + 1, "to") || therapycode_impl_measure_is(s, i + 1, "w") ||
           therapycode_impl_measure_is(s, i + 1, "with") || therapycode_impl_measure_is(s, i + 1, "for");
}

/* "set up" is a level before "for" or with assistance, else a verb. */
static int is_set_up(const struct measure_segment *s, int32_t i, int32_t next)
{
    if (!therapycode_impl_measure_is(s, i, "set") && !therapycode_impl_measure_is(s, i, "setup"))
        return 1;
    if (s->tokens[i].span > 2 || (s->tokens[i].span == 2 && therapycode_impl_measure_is(s, i, "setup")))
        return 1;
    return next >= s->count || s->tokens[next].kind != TOKEN_WORD || therapycode_impl_measure_is(s, next, "for") ||
           therapycode_impl_measure_is(s, next, "only") || therapycode_impl_measure_is(s, next, "with");
}

/* A bare capital S behind a word: supervision; at the start of a line it is the heading "Subjective". */
static int is_bare_s(const struct measure_segment *s, int32_t i)
{
    const struct measure_token *t = token_at(s, i), *before = token_at(s, i - 1);
    if (t == NULL || t->kind != TOKEN_WORD || t->end - t->start != 1 || s->text[t->start] != 'S' || !t->spaced)
        return 0;
    return before != NULL && before->kind == TOKEN_WORD && before->end - before->start > 1 && !is_sign(s, i + 1, ':') &&
           !is_sign(s, i + 1, '/') && !is_sign(s, i + 1, '\'') && !is_number(s, i + 1);
}

/* One level; the token after it, or i. */
static int32_t level_at(const struct measure_segment *s, int32_t i, int32_t *low, int32_t *high)
{
    int32_t role = role_at(s, i), next;
    const struct word_row *row;
    if (is_bare_s(s, i)) {
        *low = *high = 5 * LEVEL_SCALE;
        return i + 1;
    }
    if (role != ROLE_LEVEL && role != ROLE_AMOUNT)
        return i;
    row = therapycode_impl_measure_word(s->tokens[i].row);
    next = i + s->tokens[i].span;
    *low = *high = row->name;
    if (role == ROLE_LEVEL) {
        if (excluded(s, i, next) || !is_set_up(s, i, next))
            return i;
        return is_help(s, next) ? next + s->tokens[next].span : next;
    }
    /* "min-mod A" */
    if ((is_sign(s, next, '-') || is_sign(s, next, '/') || therapycode_impl_measure_is(s, next, "to")) &&
        role_at(s, next + 1) == ROLE_AMOUNT) {
        *high = therapycode_impl_measure_word(s->tokens[next + 1].row)->name;
        next += 2;
    } else if ((is_sign(s, next, '-') || is_sign(s, next, '/')) && role_at(s, next + 1) == ROLE_LEVEL &&
               is_help(s, next + 2)) {
        *high = therapycode_impl_measure_word(s->tokens[next + 1].row)->name;
        next += 2;
    }
    if (therapycode_impl_measure_is(s, next, "physical") && is_help(s, next + 1))
        next++;
    return is_help(s, next) ? next + s->tokens[next].span : i;
}

int32_t therapycode_impl_measure_level(struct measure_frame *frame, int32_t i)
{
    const struct measure_segment *s = frame->segment;
    int32_t low, high, more_low, more_high, k, next = level_at(s, i, &low, &high);
    struct therapycode_measure *row;
    int to;
    if (next == i)
        return i;
    to = therapycode_impl_measure_is(s, next, "to");
    if (is_sign(s, next, '-') || is_sign(s, next, '/') || to) {
        k = level_at(s, next + 1, &more_low, &more_high);
        if (k > next + 1 && !(to && (reads_from(s, i) || more_low < low))) {
            high = more_high;
            next = k;
        }
    }
    if (high < low) {
        k = low;
        low = high;
        high = k;
    }
    row = therapycode_impl_measure_add(frame, KIND_ASSIST_LEVEL, i, next);
    if (row != NULL) {
        int whole = low % LEVEL_SCALE == 0 && high % LEVEL_SCALE == 0;
        row->value = whole ? low / LEVEL_SCALE : low;
        row->high = whole ? high / LEVEL_SCALE : high;
        row->scale = whole ? 1 : LEVEL_SCALE;
        row->unit = therapycode_impl_measure_unit(UNIT_SCORE);
    }
    return next;
}
