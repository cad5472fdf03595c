/* Rows put together of cells that each keep a place of their own in the source's text. */
#ifndef PLACED_ROWS_H
#define PLACED_ROWS_H

#include "budgetkoll/rows.h"

struct placed_rows {
    struct arena *arena;
    struct source *source; /* a SOURCE_TEXT or SOURCE_BULK: its text_cells hold the cells */
    struct rows *rows;
};

/* A new last row for at most so many cells; `line` is where it stands. Good until the next. */
struct row *placed_row(const struct placed_rows *rows, size_t most, uint32_t line);
/* Adds a cell to the last row. */
void placed_cell(const struct placed_rows *rows, struct row *row, struct text_cell cell);
/* What findings point at for a cell, whatever row it will stand in. Not between the cells of a row. */
struct origin placed_origin(struct arena *arena, struct source *source, struct text_cell cell);

#endif
