#include "units/units.h"

#include "units/count.h"

void therapycode_impl_units(struct therapycode_evaluation *e)
{
    static const int32_t not_plain =
        THERAPYCODE_IMPL_SEEN_FAMILY | THERAPYCODE_IMPL_SEEN_ASSISTANT | THERAPYCODE_IMPL_SEEN_UNSETTLED;
    struct therapycode_impl_units_state *state = therapycode_impl_take_unset(e, sizeof *state);
    int d;
    if (state == NULL)
        return;
    for (d = 0; d < THERAPYCODE_IMPL_POOLS; d++)
        memset(&state->pools[d], 0, sizeof state->pools[d]);
    state->seconds = 0;
    state->timed_minutes = 0;
    state->timed_units = 0;
    state->ties = 0;
    state->proved = 0;
    state->step_count = 0;
    e->units = state;
    therapycode_impl_terms_read(e, &state->terms);
    if (!therapycode_impl_collect(e, state))
        return;
    e->plain = e->unmarked && e->units_alone && !(state->seen & not_plain);
    if (state->seen & THERAPYCODE_IMPL_SEEN_FAMILY && !therapycode_impl_families(e))
        return;
    if (e->tables[THERAPYCODE_IMPL_WINDOWS].count > 1)
        therapycode_impl_windows_bound(e);
    if (!therapycode_impl_reckon(e, state))
        return;
    if (state->seen & THERAPYCODE_IMPL_SEEN_ASSISTANT)
        therapycode_impl_assistants(e, &state->terms);
    therapycode_impl_tallies(e, state);
    therapycode_impl_units_findings(e, state);
    if (e->tables[THERAPYCODE_IMPL_WINDOWS].count > 1)
        therapycode_impl_windows_compare(e);
    if (state->seen & THERAPYCODE_IMPL_SEEN_BILLED)
        therapycode_impl_billed(e, &state->terms, state->pools);
}
