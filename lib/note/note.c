#include "note/note.h"

void therapycode_impl_note_read(struct therapycode_evaluation *e)
{
    (void)e;
}
