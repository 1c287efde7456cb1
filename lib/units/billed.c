#include "units/count.h"

void therapycode_impl_billed(struct therapycode_evaluation *e, const struct therapycode_impl_terms *terms,
                             const struct therapycode_impl_pool_state pools[THERAPYCODE_IMPL_POOLS])
{
    (void)e;
    (void)terms;
    (void)pools;
}
