/* One case of a long export on its way from rows in any order to tables. */
#ifndef EXPORT_CASE_H
#define EXPORT_CASE_H

#include "export_file.h"

/* A row of a table: its label, and a cell for each of the table's columns, as far as there are any. */
struct export_line {
    struct text_cell label;
    LIST(struct text_cell) cells;     /* one without data: nothing stands there */
    LIST(struct text_cell) surplus;   /* beyond the export's header */
    LIST(struct export_line *) lines; /* the detail lines of a category */
    bool has_own;                     /* some row was about it itself, and not about a line of it */
    int rank;                         /* where it belongs when the rows came in no order */
    size_t place;                     /* among those of one rank */
};

struct export_heading {
    struct str text; /* as it stands in the export */
    int scope;       /* a year, or SCOPE_TOTAL */
    struct text_cell cell;
};

struct export_table {
    enum table_kind kind;
    struct str key; /* of its name, for a table of no known kind */
    struct text_cell title, label;
    LIST(struct export_heading) headings;
    LIST(struct export_line *) categories;
    struct export_line *open; /* the category that a line with a dash belongs to */
};

struct export_slot {
    const void *owner; /* the table of a category, the category of a line */
    struct str text;
    struct export_line *line;
};

struct export_collector {
    struct arena *arena;
    const struct export *export;
    size_t index;
    struct budget *budget;
    struct findings *findings;
    struct source *source;
    struct loaded *loaded;
    LIST(struct export_table *) tables;
    struct export_row header, row;
    struct export_slot *slots; /* a hash table */
    size_t slot_count, used;
    struct export_table *table; /* of the row before, its line, and what stood in it */
    struct export_line *line;
    struct str table_text, category_text, line_text;
    bool has_id, mixed; /* the rows of one line, or the lines of one category, do not stand together */
};

/* How the readers of a kind of table know its columns. */
extern const struct export_kind_headings {
    const char *label, *total;
} export_headings[TABLE_KINDS]; /* export_tables.c */

/* Writes what was collected as rows and tables, in the order in which an application has them where the export has
 * none. */
void export_tables(struct export_collector *collector); /* export_tables.c */

#endif
