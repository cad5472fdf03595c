/* The cells of a sheet, as they come, to a source and its rows. */
#ifndef SHEET_ROWS_H
#define SHEET_ROWS_H

#include "archive.h"
#include "budgetkoll/rows.h"
#include "budgetkoll/table_limits.h"

enum {
    /* of a workbook: with the blanks before the last of a row, its rows, and gaps between them */
    MOST_SHEET_CELLS = MOST_CELLS + MOST_ROWS,
    MOST_SHEET_TEXT = MOST_BYTES, /* of all cells of a workbook */
    MOST_CELL_TEXT = 32767,       /* characters of one, as in Excel */
    MOST_SHEET_COLUMNS = 16384,
    MOST_SHEET_ROWS = 1048576
};

/* What the sheets of one workbook take together. */
struct sheet_taken {
    size_t cells, rows, text;
};

struct sheet_cell {
    uint32_t column; /* from 0 */
    struct str text;
    bool exact;             /* a number of the workbook, in plain digits */
    enum currency currency; /* that its format names */
    uint32_t indent;        /* steps that its style moves it inwards */
};

/* A sheet while it is read: cells come row by row and from left to right. */
struct sheet_rows {
    struct arena *arena;   /* of what stays */
    struct arena *scratch; /* of what is needed until sheet_rows_end() */
    struct archive *archive;
    struct sheet_taken *taken;
    struct source *source;
    struct rows rows;
    uint32_t row; /* that is being filled, from 1; 0 before the first */
    LIST(struct str) text_blocks;
    size_t text_length;
    uint32_t fields;  /* of the row that is being filled */
    LIST(bool) exact; /* of its fields */
    LIST(unsigned char) currencies;
};

/* Adds a cell, unless it is blank; false, with the reason in the archive, when it is out of order or beyond a limit. */
bool sheet_rows_add(struct sheet_rows *sheet, uint32_t row, struct sheet_cell cell);

/* Finishes source and rows: rows that hold something, and one blank row where some were left out between them. */
void sheet_rows_end(struct sheet_rows *sheet);

#endif
