/* Cells such as "1,234", which their column leaves in doubt, read as the sums of their table must have them. */
#ifndef SETTLE_H
#define SETTLE_H

#include "fill.h"

/* A table of amounts as the settler sees it: its columns, the field of the labels, and the mark of each column. */
struct doubtful_table {
    struct filler *filler;
    const struct table *table;
    int label_field;
    const struct column_mark *marks;
};

/* The decimal mark of each cell, row by row from the table's first and column by column, or 0; NULL when no cell is
 * in doubt. Where a row's years must add up to its total, lines to the row above them, or rows to the first total
 * below them, and exactly one reading of the cells in doubt does, that is how they are read; a remark says so. */
const char *settle_cells(const struct doubtful_table *doubtful);

#endif
