#include "select/select.h"

void therapycode_impl_select(struct therapycode_evaluation *e)
{
    (void)e;
}
