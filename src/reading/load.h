/* A file's bytes to its text: what reading a case and reading what has been reported share. */
#ifndef LOAD_H
#define LOAD_H

#include "budgetkoll/reading.h"

/* Decodes a file and finds its separator, which is 0 when none stands in it; notes in the budget how it was read. NULL,
 * with the reason in the note, when it is no text; bytes that cannot be read go to the findings. */
struct source *load_source(struct arena *arena, struct budget *budget, const struct input *input,
                           struct findings *findings);

#endif
