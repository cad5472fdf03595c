/* One case of a long export on its way from rows in any order to tables. */
#ifndef BULK_CASE_H
#define BULK_CASE_H

#include "bulk_file.h"

/* A row of a table: its label, and a cell for each of the table's columns, as far as there are any. */
struct bulk_line {
    struct text_cell label;
    LIST(struct text_cell) cells;   /* one without data: nothing stands there */
    LIST(struct text_cell) surplus; /* beyond the export's header */
    LIST(struct bulk_line *) lines; /* the detail lines of a category */
    bool has_own;                   /* some row was about it itself, and not about a line of it */
    int rank;                       /* where it belongs when the rows came in no order */
    size_t place;                   /* among those of one rank */
};

struct bulk_heading {
    struct text_cell cell; /* as it stands in the export, or "Totalt" */
    struct str text;       /* as it stands in the rows */
    struct heading meaning;
    int field; /* of one row a line: the column of the export */
};

struct bulk_table {
    enum table_kind kind;
    struct str key; /* of its name, for a table of no known kind */
    struct text_cell title, label;
    LIST(struct bulk_heading) headings;
    LIST(struct bulk_line *) categories;
    struct bulk_line *open; /* the category that a line with a dash belongs to */
};

/* Which line has a text in a table (of a category) or in a category (of a line). */
struct bulk_slot {
    const void *owner;
    struct str text;
    struct bulk_line *line;
};

struct bulk_reader {
    struct arena *arena;
    const struct bulk *bulk;
    struct budget *budget;
    struct findings *findings;
    struct source *source;
    struct loaded *loaded;
    LIST(struct bulk_table *) tables;
    struct record_cells header, row;
    struct bulk_slot *slots; /* a hash table */
    size_t slot_count, used;
    struct str id;            /* as it stands in the case's first row */
    struct bulk_table *table; /* of the row before, its line, and what stood in it */
    struct bulk_line *line;
    struct str table_text, category_text, line_text;
    bool mixed; /* the rows of one line, or the lines of one category, do not stand together */
};

/* Each row holds one amount, of a year; else all of a line. */
static inline bool bulk_is_by_amount(const struct bulk_reader *reader)
{
    return reader->bulk->columns.amount != NO_COLUMN;
}

/* Hands over what was collected as rows and tables, in the order in which an application has them where the export has
 * none. */
void bulk_tables(struct bulk_reader *reader); /* bulk_tables.c */

#endif
