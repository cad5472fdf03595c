/* Tables that stand side by side: each as rows of its own, below one another. */
#ifndef BANDS_H
#define BANDS_H

#include "budgetkoll/rows.h"

/* Where a row holds the headers of two or more recognised tables, with blank columns between them, that row, the
 * headings above it and the rows below it are taken apart: first come all rows of the left table, then those of the
 * next. Cells keep their fields. */
void bands_unfold(struct arena *arena, struct rows *rows);

#endif
