#include "units/units.h"

void therapycode_impl_units(struct therapycode_evaluation *e)
{
    (void)e;
}
