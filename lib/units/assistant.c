/*
 * CQ and CO: which units of a service carry them. 42 CFR 410.60(a)(4) and 410.59(a)(4): a unit does when the separate
 * minutes of the assistant exceed a tenth of it; from 2022 not the last unit of which the therapist has 8 minutes or
 * more, and of two last units with 9 to 14 minutes each, one.
 */
#include <string.h>

#include "units/count.h"

enum { QUARTER = THERAPYCODE_IMPL_UNIT_MINUTES, MIDPOINT = 8 };

/*
 * More than a tenth, by the two methods that CMS published for CY 2020: the percentage rounded to a whole number is 11
 * or more; or the minutes reach a tenth of the total, rounded, plus 1.
 */
static int exceeds(int32_t method, int64_t assistant, int64_t total)
{
    if (assistant <= 0)
        return 0;
    if (method == THERAPYCODE_IMPL_ASSISTANT_METHOD_SIMPLE)
        return assistant >= (total + 5) / 10 + 1;
    return (200 * assistant + total) / (2 * total) >= 11;
}

static int by_tenth(const struct therapycode_impl_terms *terms, int32_t assistant, int32_t total,
                    struct therapycode_impl_assistant_view *view)
{
    int percentage = exceeds(THERAPYCODE_IMPL_ASSISTANT_METHOD_PERCENTAGE, assistant, total);
    int simple = exceeds(THERAPYCODE_IMPL_ASSISTANT_METHOD_SIMPLE, assistant, total);
    view->differ = percentage != simple;
    return terms->assistant_method == THERAPYCODE_IMPL_ASSISTANT_METHOD_SIMPLE ? simple : percentage;
}

static int is_quarter_service(const struct therapycode_impl_count *head)
{
    return head->kind == THERAPYCODE_IMPL_BY_POOL;
}

void therapycode_impl_assistant_look(const struct therapycode_impl_terms *terms,
                                     const struct therapycode_impl_count *head, int32_t units, int32_t minutes,
                                     int32_t assistant, struct therapycode_impl_assistant_view *view)
{
    int32_t therapist = minutes - assistant, rest;
    memset(view, 0, sizeof *view);
    if (units <= 0 || terms->assistant_rule == THERAPYCODE_IMPL_ASSISTANT_RULE_NONE ||
        therapycode_impl_count_discipline(head) == THERAPYCODE_SLP)
        return;
    if (!is_quarter_service(head) || minutes <= 0) {
        view->by_service = 1;
        if (minutes > 0 ? by_tenth(terms, assistant, minutes, view) : (head->flags & THERAPYCODE_IMPL_THERAPIST) == 0)
            view->with = units;
        return;
    }
    view->with = assistant / QUARTER;
    view->therapist_left = therapist % QUARTER;
    view->assistant_left = assistant % QUARTER;
    view->open = units - view->with - therapist / QUARTER;
    rest = view->therapist_left + view->assistant_left;
    if (view->open <= 0)
        return;
    if (terms->assistant_rule == THERAPYCODE_IMPL_ASSISTANT_RULE_MIDPOINT) {
        if (view->open >= 2)
            view->with++;
        else if (view->therapist_left < MIDPOINT && by_tenth(terms, view->assistant_left, rest, view))
            view->with++;
    } else if (by_tenth(terms, view->assistant_left, rest, view)) {
        view->with += view->open;
    }
}

int32_t therapycode_impl_assistant_units(const struct therapycode_impl_terms *terms,
                                         const struct therapycode_impl_count *head, int32_t units, int32_t minutes,
                                         int32_t assistant)
{
    struct therapycode_impl_assistant_view view;
    therapycode_impl_assistant_look(terms, head, units, minutes, assistant, &view);
    return view.with;
}

/*
 * Base or add-on? The minutes are one running total, so the modifier stands where the assistant's minutes were
 * recorded, as far as that code has units.
 */
static void split_family(struct therapycode_impl_count *head, struct therapycode_impl_count *add_on)
{
    int64_t twice = 2 * head->assistant_seconds;
    int base = head->tally_units > 0 && head->with > 0 &&
               (head->with > add_on->tally_units || (head->seconds > 0 && twice > head->seconds));
    head->tally_with = base;
    add_on->tally_with = head->with - base;
}

void therapycode_impl_assistants(struct therapycode_evaluation *e, const struct therapycode_impl_terms *terms)
{
    struct therapycode_impl_count *counts = therapycode_impl_counts(e);
    int32_t i, n = therapycode_impl_count(e, THERAPYCODE_IMPL_COUNTS);
    if (terms->assistant_rule == THERAPYCODE_IMPL_ASSISTANT_RULE_NONE)
        return;
    for (i = 0; i < n; i++) {
        struct therapycode_impl_count *head = &counts[i];
        int only = (head->flags & (THERAPYCODE_IMPL_LISTED | THERAPYCODE_IMPL_THERAPIST)) == THERAPYCODE_IMPL_LISTED;
        if (head->is_add_on || head->units == 0 || (head->assistant == 0 && !only))
            continue;
        head->with = therapycode_impl_assistant_units(terms, head, head->units, head->minutes, head->assistant);
        if (head->with > head->units)
            head->with = head->units;
        head->tally_with = head->with;
        if (head->partner != THERAPYCODE_NONE)
            split_family(head, &counts[head->partner]);
    }
}
