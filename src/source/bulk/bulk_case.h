/* One case of a long export on its way from rows in any order to tables. */
#ifndef BULK_CASE_H
#define BULK_CASE_H

#include "bulk_file.h"

#include "../placed_rows.h"

/* A row of a table: its label, and a cell for each of the table's columns, as far as there are any. */
struct bulk_line {
    struct bulk_line *next; /* of those whose names share a slot, the latest first */
    const void *owner;      /* the table of a category, the category of a detail line */
    struct str name;        /* as it stands in the rows */
    struct text_cell label;
    struct bulk_line *category;     /* itself, when it is one */
    LIST(struct text_cell) cells;   /* one without data: nothing stands there */
    LIST(struct text_cell) surplus; /* beyond the export's header */
    bool has_own;                   /* of a category: some row was about it itself */
    int rank;                       /* of a category: where it belongs when the rows came in no order */
    size_t place;                   /* among those of one rank */
};

struct bulk_heading {
    struct text_cell cell; /* as it stands in the export, or "Totalt" */
    struct str text;       /* as it stands in the rows */
    struct heading meaning;
    size_t column; /* of a line's cells */
    int field;     /* of one row a line: the column of the export */
};

struct bulk_table {
    enum table_kind kind;
    struct str key; /* of its name, for a table of no known kind */
    struct text_cell title, label;
    LIST(struct bulk_heading) headings;
    LIST(struct bulk_line *) lines;
    struct bulk_line *open; /* the category that a line with a dash belongs to */
};

enum { LINE_SLOTS = 1024 };
struct bulk_reader {
    struct arena *arena;
    const struct bulk *bulk;
    struct budget *budget;
    struct findings *findings;
    struct source *source;
    struct record_cells header, row;
    LIST(struct bulk_table *) tables;
    struct bulk_line **slots; /* lines by their owners and names */
    struct str id;            /* as it stands in the case's first row */
    struct bulk_table *table; /* of the row before, its line, and what stood in it */
    struct bulk_line *line;
    struct str table_text, category_text, line_text;
    bool by_amount; /* each row holds one amount, of a year; else all of a line */
    bool mixed;     /* the rows of one line, or the lines of one category, do not stand together */
};

/* Hands over what was collected as rows and tables, in the order in which an application has them where the export has
 * none. */
void bulk_tables(struct bulk_reader *reader, struct loaded *loaded); /* bulk_tables.c */

#endif
