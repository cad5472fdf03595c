/* Where a datum stands: it travels with every cell, so that each finding can point at its figure. */
#ifndef BUDGETKOLL_PLACE_H
#define BUDGETKOLL_PLACE_H

#include "budgetkoll/arena.h"
#include "budgetkoll/str.h"

/* One row of a table file: where it begins in the decoded text. */
struct record_start {
    uint32_t offset;
    uint32_t line;     /* from 1 */
    bool loose_quotes; /* its quotes do not all follow the rules: see place_cell_end() */
};

/* A file as it was read; `text` is its whole content as UTF-8 without a byte order mark. */
struct source {
    struct str name; /* the path as the user would click on it */
    struct str text;
    char separator;
    LIST(struct record_start) records;
};

/* A cell of a source, resolved to line and column only when a finding needs it. */
struct origin {
    const struct source *source; /* NULL: stated nowhere in the case */
    uint32_t record;             /* index into source->records */
    uint32_t field;              /* index of the cell in its row, from 0 */
};

struct place {
    struct str file;
    uint32_t line, column; /* from 1; the column counts code points */
    uint32_t length;       /* code points of the cell, without blanks at its end */
    struct str line_text;  /* the line it stands in, without its end */
    uint32_t cell_start;   /* byte offset of the cell in line_text */
};

/* The end of the cell that begins at `at` in a line whose quotes do not all follow the rules. A cell counts as quoted,
 * and *quoted is set, only when its closing quote is followed by a separator or the line's end; in any other its
 * quotes are ordinary characters. */
size_t place_cell_end(struct str line, char separator, size_t at, bool *quoted);

/* The end of the field of `record` that begins at byte `at` of the text: its separator, or the end of the row. *quoted
 * says that its content stands between quotes, with nothing but blanks outside them. */
size_t place_field_end(const struct source *source, struct record_start record, size_t at, bool *quoted);

/* Finds line and column of a cell by reading its row again. A field past the row's end gives the end of the row. */
struct place place_resolve(struct origin origin);

/* A place for a byte offset in the text of a source, `length` code points long. */
struct place place_at_offset(const struct source *source, size_t offset, uint32_t length);

#endif
