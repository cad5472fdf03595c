/* Running text, as pdftotext or a paste from a viewer gives it, to rows of cells. */
#ifndef BUDGETKOLL_RUNNING_TEXT_H
#define BUDGETKOLL_RUNNING_TEXT_H

#include "budgetkoll/budget.h"
#include "budgetkoll/finding.h"
#include "budgetkoll/rows.h"

/* The text is to be read as running text: a line is a table's header without separators, and none cuts most lines; or a
 * viewer's markup is left in it. */
bool running_recognise(const struct arena *arena, struct str text);

/* Its rows; fills the source's records and cells. What cannot be settled goes to the findings, what was left out to the
 * budget's remarks. */
struct rows running_read(struct arena *arena, struct budget *budget, struct source *source,
                         struct findings *findings);

#endif
