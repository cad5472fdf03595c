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

/* ---- what is said (export_report.c) ---- */

/* The cell in a field; a blank one at the last cell's place beyond them. */
struct text_cell export_cell(const struct export_row *row, int field);
/* A cell that findings can point at, whatever row it will stand in. */
struct origin export_origin(struct export_collector *collector, struct text_cell cell);
/* Adds a finding at a cell. */
struct finding *export_report(struct export_collector *collector, enum rule_id rule, struct text_cell cell,
                              struct message message, enum message_id action);
/* An amount that nothing is checked of; what it is has been reported. */
void export_skip(struct export_collector *collector, struct text_cell cell, struct str name);
/* A row that belongs nowhere: a warning, or an error when it holds amounts, which are counted. */
void export_report_row(struct export_collector *collector, struct text_cell cell, struct message message,
                       enum message_id action);

/* ---- tables and lines ---- */

/* Each row holds one amount, of a year; else all of a line. */
bool export_is_by_amount(const struct export_collector *collector); /* export_row_table.c */
/* The table of a row: by its name, else by what its category means. */
struct export_table *export_row_table(struct export_collector *collector, struct text_cell name,
                                      struct text_cell category); /* export_row_table.c */
/* The line of a row whose texts are not those of the row before. */
struct export_line *export_row_line(struct export_collector *collector, struct text_cell category,
                                    struct text_cell detail); /* export_row_line.c */
/* Of one row a line every row is one of its own, also when its label has been there: that is for its table to judge. */
struct export_line *export_repeat_line(struct export_collector *collector,
                                       struct export_line *line); /* export_row_line.c */
/* The line that has a text in a table or a category, or NULL; and giving it that text. */
struct export_line *export_find_line(struct export_collector *collector, const void *owner,
                                     struct str text); /* export_slots.c */
void export_name_line(struct export_collector *collector, const void *owner, struct str text,
                      struct export_line *line); /* export_slots.c */
struct export_line *export_new_line(struct export_collector *collector,
                                    struct text_cell label); /* export_slots.c */
/* Puts the one amount of a row into its year; reports another one that stands there. */
void export_put_amount(struct export_collector *collector, struct export_line *line); /* export_amounts.c */
/* Puts all cells of a row into their columns. */
void export_put_row(struct export_collector *collector, struct export_line *line); /* export_amounts.c */

/* How the readers of a kind of table know its columns. */
extern const struct export_kind_headings {
    const char *label, *total;
} export_headings[TABLE_KINDS]; /* export_tables.c */

/* Writes what was collected as rows and tables, in the order in which an application has them where the export has
 * none. */
void export_tables(struct export_collector *collector); /* export_tables.c */

#endif
