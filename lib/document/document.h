/* Documentation elements, goals and progress, score, and what is missing. */
#ifndef THERAPYCODE_DOCUMENT_DOCUMENT_H
#define THERAPYCODE_DOCUMENT_DOCUMENT_H

#include "evaluation.h"

void therapycode_impl_document(struct therapycode_evaluation *e);

#endif
