#include "units/units.h"

#include "units/count.h"

void therapycode_impl_units(struct therapycode_evaluation *e)
{
    struct therapycode_impl_units_state *state = therapycode_impl_add(e, THERAPYCODE_IMPL_UNITS_STATE);
    if (e->status != THERAPYCODE_OK)
        return;
    therapycode_impl_terms_read(e, &state->terms);
    if (!therapycode_impl_collect(e, state))
        return;
    if (state->seen & THERAPYCODE_IMPL_SEEN_FAMILY && !therapycode_impl_families(e))
        return;
    therapycode_impl_windows_bound(e);
    if (!therapycode_impl_reckon(e, state))
        return;
    if (state->seen & THERAPYCODE_IMPL_SEEN_ASSISTANT)
        therapycode_impl_assistants(e, &state->terms);
    therapycode_impl_tallies(e, state);
    therapycode_impl_units_findings(e, state);
    therapycode_impl_windows_compare(e);
    if (state->seen & THERAPYCODE_IMPL_SEEN_BILLED)
        therapycode_impl_billed(e, &state->terms, state->pools);
}
