#include "units/count.h"

void therapycode_impl_windows_bound(struct therapycode_evaluation *e)
{
    (void)e;
}

void therapycode_impl_windows_compare(struct therapycode_evaluation *e)
{
    (void)e;
}
