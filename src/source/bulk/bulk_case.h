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
    struct str text; /* as it stands in the export */
    int scope;       /* a year, or SCOPE_TOTAL */
    struct text_cell cell;
};

struct bulk_table {
    enum table_kind kind;
    struct str key; /* of its name, for a table of no known kind */
    struct text_cell title, label;
    LIST(struct bulk_heading) headings;
    LIST(struct bulk_line *) categories;
    struct bulk_line *open; /* the category that a line with a dash belongs to */
};

struct bulk_slot {
    const void *owner; /* the table of a category, the category of a line */
    struct str text;
    struct bulk_line *line;
};

struct bulk_collector {
    struct arena *arena;
    const struct bulk *bulk;
    size_t index;
    struct budget *budget;
    struct findings *findings;
    struct source *source;
    struct loaded *loaded;
    LIST(struct bulk_table *) tables;
    struct bulk_row header, row;
    struct bulk_slot *slots; /* a hash table */
    size_t slot_count, used;
    struct bulk_table *table; /* of the row before, its line, and what stood in it */
    struct bulk_line *line;
    struct str table_text, category_text, line_text;
    bool has_id, mixed; /* the rows of one line, or the lines of one category, do not stand together */
};

/* ---- what is said (bulk_report.c) ---- */

/* The cell in a field; a blank one at the last cell's place beyond them. */
struct text_cell bulk_cell(const struct bulk_row *row, int field);
/* A cell that findings can point at, whatever row it will stand in. */
struct origin bulk_origin(struct bulk_collector *collector, struct text_cell cell);
/* Adds a finding at a cell. */
struct finding *bulk_report(struct bulk_collector *collector, enum rule_id rule, struct text_cell cell,
                            struct message message, enum message_id action);
/* An amount that nothing is checked of; what it is has been reported. */
void bulk_skip(struct bulk_collector *collector, struct text_cell cell, struct str name);
/* A row that belongs nowhere: a warning, or an error when it holds amounts, which are counted. */
void bulk_report_row(struct bulk_collector *collector, struct text_cell cell, struct message message,
                     enum message_id action);

/* ---- tables and lines ---- */

/* Each row holds one amount, of a year; else all of a line. */
bool bulk_is_by_amount(const struct bulk_collector *collector); /* bulk_row_table.c */
/* The table of a row: by its name, else by what its category means. */
struct bulk_table *bulk_row_table(struct bulk_collector *collector, struct text_cell name,
                                  struct text_cell category); /* bulk_row_table.c */
/* The line of a row whose texts are not those of the row before. */
struct bulk_line *bulk_row_line(struct bulk_collector *collector, struct text_cell category,
                                struct text_cell detail); /* bulk_row_line.c */
/* Of one row a line every row is one of its own, also when its label has been there: that is for its table to judge. */
struct bulk_line *bulk_repeat_line(struct bulk_collector *collector,
                                   struct bulk_line *line); /* bulk_row_line.c */
/* The line that has a text in a table or a category, or NULL; and giving it that text. */
struct bulk_line *bulk_find_line(struct bulk_collector *collector, const void *owner,
                                 struct str text); /* bulk_slots.c */
void bulk_name_line(struct bulk_collector *collector, const void *owner, struct str text,
                    struct bulk_line *line);                                               /* bulk_slots.c */
struct bulk_line *bulk_new_line(struct bulk_collector *collector, struct text_cell label); /* bulk_slots.c */
/* Puts the one amount of a row into its year; reports another one that stands there. */
void bulk_put_amount(struct bulk_collector *collector, struct bulk_line *line); /* bulk_amounts.c */
/* Puts all cells of a row into their columns. */
void bulk_put_row(struct bulk_collector *collector, struct bulk_line *line); /* bulk_amounts.c */

/* How the readers of a kind of table know its columns. */
extern const struct bulk_kind_headings {
    const char *label, *total;
} bulk_headings[TABLE_KINDS]; /* bulk_tables.c */

/* Writes what was collected as rows and tables, in the order in which an application has them where the export has
 * none. */
void bulk_tables(struct bulk_collector *collector); /* bulk_tables.c */

#endif
