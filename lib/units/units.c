#include "units/units.h"

#include <string.h>

#include "units/count.h"

void therapycode_impl_units(struct therapycode_evaluation *e)
{
    struct therapycode_impl_pool_state pools[THERAPYCODE_IMPL_POOLS];
    struct therapycode_impl_terms terms;
    struct therapycode_impl_rows *ranks = &e->tables[THERAPYCODE_IMPL_RANKS];
    memset(pools, 0, sizeof pools);
    therapycode_impl_terms_read(e, &terms);
    if (!therapycode_impl_collect(e) || !therapycode_impl_families(e))
        return;
    therapycode_impl_windows_bound(e);
    if (!therapycode_impl_reckon(e, &terms, pools))
        return;
    therapycode_impl_assistants(e, &terms);
    therapycode_impl_prove(e, &terms, pools);
    therapycode_impl_units_findings(e, &terms, pools);
    therapycode_impl_windows_compare(e);
    therapycode_impl_billed(e, &terms, pools);
    /* room for the what-if, which may be asked for when memory can no longer run out */
    if (!therapycode_impl_rows_reserve(ranks, &e->allocator, e->tables[THERAPYCODE_IMPL_COUNTS].count))
        e->status = THERAPYCODE_E_NOMEM;
}
