/* Reads the note and the descriptions once: sentences, contexts, matches, minutes, measures. */
#ifndef THERAPYCODE_NOTE_NOTE_H
#define THERAPYCODE_NOTE_NOTE_H

#include "evaluation.h"

void therapycode_impl_note_read(struct therapycode_evaluation *e);
/* After it: the measures of the note, the descriptions and the goals, each with the context of its statement. */
void therapycode_impl_measures(struct therapycode_evaluation *e);
/*
 * The contexts that cues bring to the bytes start .. end of a text that was read (a row of texts), as bits
 * 1 << enum therapycode_context; what the section says is left out. Meant for measuring against annotated sentences.
 */
uint32_t therapycode_impl_context_at(struct therapycode_evaluation *e, int32_t text, int32_t start, int32_t end);

#endif
