/* Where a datum stands: it travels with every cell, so that each finding can point at its figure. */
#ifndef BUDGETKOLL_PLACE_H
#define BUDGETKOLL_PLACE_H

#include "budgetkoll/arena.h"
#include "budgetkoll/str.h"

/* One row of a source. */
struct record_start {
    uint32_t offset;   /* where it begins in the text; of one with text_cells, its first among them */
    uint32_t line;     /* from 1; of a sheet, its row */
    bool loose_quotes; /* its quotes do not all follow the rules: see place_cell_end() */
};

enum source_kind {
    SOURCE_TABLE, /* rows of cells with separators between them */
    SOURCE_SHEET, /* of a workbook: `text` shows each row that holds something, a tab before each column but the first */
    SOURCE_TEXT, /* running text: each cell is one of the text_cells */
    SOURCE_BULK  /* a case of a long export: the same, with the separator of its rows */
};

/* A cell of a SOURCE_TEXT: what it says, and where the first of that stands. */
struct text_cell {
    struct str text;
    uint32_t offset; /* in the source's text */
    uint32_t line;   /* from 1 */
};

/* A file, or a sheet of one, as it was read; `text` is its whole content as UTF-8 without a byte order mark. */
struct source {
    struct str name;       /* the path as the user would click on it */
    struct str sheet;      /* of a workbook; else empty */
    uint32_t sheet_number; /* which of its workbook, from 0 */
    enum source_kind kind;
    struct str text;
    char separator;
    bool is_uncut;  /* no separator stands in it: the one above is only that of other files */
    bool is_hidden; /* a sheet that its workbook does not show */
    bool is_pdf;    /* its text was made of a PDF */
    LIST(struct record_start) records;
    LIST(struct text_cell) text_cells; /* of SOURCE_TEXT and SOURCE_BULK, in the order of their records */
};

/* A cell of a source, resolved to line and column only when a finding needs it. */
struct origin {
    const struct source *source; /* NULL: stated nowhere in the case */
    uint32_t record;             /* index into source->records */
    uint32_t field;              /* index of the cell in its row, from 0 */
};

struct place {
    struct str file, sheet; /* sheet: empty but for a workbook */
    uint32_t sheet_number;  /* which of its workbook, from 0 */
    uint32_t line, column;  /* from 1; the column counts code points, of a sheet its columns */
    uint32_t length;        /* code points of the cell, without blanks at its end */
    struct str line_text;   /* the line it stands in, without its end */
    uint32_t cell_start;    /* byte offset of the cell in line_text */
};

/* The order of two sources: by file, then by sheet. 0 for the same one, also when it was read twice and so stands at two
 * addresses: a source is its file and its sheet, and the sheets of a workbook all have its name. */
int source_compare(const struct source *a, const struct source *b);

/* "FILE", or "FILE:Sheet" of a workbook: the source in a message. */
struct str source_text(struct arena *arena, const struct source *source);

/* The end of the cell that begins at `at` in a line whose quotes do not all follow the rules. A cell counts as quoted,
 * and *quoted is set, only when its closing quote is followed by a separator or the line's end; in any other its
 * quotes are ordinary characters. */
size_t place_cell_end(struct str line, char separator, size_t at, bool *quoted);

/* The end of the field of `record` that begins at byte `at` of the text: its separator, or the end of the row. *quoted
 * says that its content stands between quotes, with nothing but blanks outside them. */
size_t place_field_end(const struct source *source, struct record_start record, size_t at, bool *quoted);

/* The number of line ends (LF, CRLF or CR) in `text`. */
uint32_t place_line_ends(struct str text);
/* Finds line and column of a cell by reading its row again. A field past the row's end gives the end of the row. */
struct place place_resolve(struct origin origin);

/* A part of a source's text. */
struct stretch {
    size_t offset;   /* in bytes, from 0 */
    uint32_t length; /* in code points; 0: none is meant */
};

/* The place of a part of a source's text. */
struct place place_of_stretch(const struct source *source, struct stretch stretch);

/* "B": the second column of a sheet. */
struct str place_column(struct arena *arena, uint32_t column);

/* "B7": the address of a cell of a sheet, from its row and column. */
struct str place_address(struct arena *arena, struct place place);

/* "FILE:LINE:COLUMN", or "FILE:Sheet!B7" of a workbook, as far as the names are safe to show on a terminal. */
struct str place_text(struct arena *arena, struct place place);

/* The same without the column where there is a line: "FILE:LINE". */
struct str place_line_text(struct arena *arena, struct place place);

#endif
