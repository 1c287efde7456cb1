#include "document/document.h"

void therapycode_impl_document(struct therapycode_evaluation *e)
{
    (void)e;
}
