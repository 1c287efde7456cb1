/* Reads the note and the descriptions once: sentences, contexts, matches, minutes, measures. */
#ifndef THERAPYCODE_NOTE_NOTE_H
#define THERAPYCODE_NOTE_NOTE_H

#include "evaluation.h"

void therapycode_impl_note_read(struct therapycode_evaluation *e);

#endif
