/* Workbooks to the rows of their sheets: what .xlsx and .ods share. */
#ifndef SPREADSHEET_H
#define SPREADSHEET_H

#include "budgetkoll/workbook.h"
#include "sheet_rows.h"

enum {
    MOST_SHEETS = 255,
    MOST_REPEATS = 10000, /* of a cell or row that holds something */
    MOST_NAME = 255       /* characters of a sheet's name that are kept; Excel allows 31 */
};

enum { MOST_HIDDEN_RUNS = 1024 }; /* of columns; of more it is not said that they are hidden */

/* What of a sheet is not shown. */
struct sheet_hides {
    bool sheet;
    struct buffer rows; /* that hold something: "3, 7" */
    uint32_t row_count;
    bool *columns; /* of each column; NULL when all are shown */
    uint32_t column_runs;
};

struct spreadsheet {
    struct arena *arena;  /* of what stays */
    struct arena scratch; /* of what is needed while reading */
    struct archive archive;
    struct str file;
    const char *format; /* "xlsx" or "ods" */
    struct sheet_taken taken;
    LIST(struct workbook_sheet) sheets; /* that hold something, in the order of the workbook */
};

/* Reads a workbook that is a zip file; false, with the reason in book->archive.failure, when it cannot be read to its
 * end. */
bool spreadsheet_read(struct spreadsheet *book, struct arena *arena, struct str file, struct str bytes);
/* Frees what is not in `arena`. */
void spreadsheet_release(struct spreadsheet *book);

/* A row that holds something, from 0, is not shown. */
void spreadsheet_hide_row(struct spreadsheet *book, struct sheet_hides *hides, uint32_t row);
/* Columns that are not shown, from 0, `count` of them. */
void spreadsheet_hide_columns(struct spreadsheet *book, struct sheet_hides *hides, uint32_t first,
                              uint32_t count);

/* A sheet to fill, with a copy of its name (NULL: it has none); spreadsheet_close_sheet() keeps it when it holds
 * something. */
struct sheet_rows spreadsheet_open_sheet(struct spreadsheet *book, const char *name);
void spreadsheet_close_sheet(struct spreadsheet *book, struct sheet_rows *rows, struct sheet_hides *hides);

/* One reader a format; each returns false with the reason in the archive. */
bool xlsx_read(struct spreadsheet *book); /* xlsx.c */
bool ods_read(struct spreadsheet *book);  /* ods.c */

/* ---- text that comes in pieces ---- */

/* What the cell that is being read says so far. */
struct cell_text {
    struct buffer buffer; /* in the scratch arena; emptied for each cell */
};

/* False, with the reason in the archive, when the text of one cell grows beyond its limit. */
bool cell_text_add(struct spreadsheet *book, struct cell_text *cell, struct str text);

#endif
