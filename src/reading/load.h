/* A file's bytes to its rows: what reading a case and reading what has been reported share. */
#ifndef LOAD_H
#define LOAD_H

#include "budgetkoll/reading.h"

#include "rows.h"

/* Notes in the budget how the file was read, and cuts it into rows. NULL, with the reason in the note, when it is no
 * text; bytes that cannot be read go to the findings. */
const struct source *load_rows(struct arena *arena, struct budget *budget, const struct input *input,
                               struct findings *findings, struct rows *rows);

#endif
