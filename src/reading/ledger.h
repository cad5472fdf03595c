/* A table of rows with amounts while it is read. */
#ifndef LEDGER_H
#define LEDGER_H

#include "budgetkoll/vocabulary.h"
#include "budgetkoll/lexeme.h"
#include "general.h"

struct ledger {
    struct filler *filler;
    struct table *table;
    int label_field, description_field;
    int unit_field;            /* of "Enhet" or "Valuta": the unit of each row's amounts */
    struct column_mark *marks; /* of each column */
    const char *settled;       /* of each cell, by the sums; NULL when none is in doubt: see settle_cells() */
    LIST(const struct table_column *) found; /* of each column; NULL of one without a heading */
    LIST(uint32_t) unknown_columns; /* fields of columns of amounts under headings that say nothing */
    struct item *group;             /* the group that detail lines belong to, or NULL */
    struct financier_rows plain;    /* financiers without groups */
    LIST(struct item *) financiers; /* those of them that have been read as lines of their sum */
    bool has_last_known;            /* `last_known` has been looked for: the last row whose label is known */
    size_t last_known;
    const struct item
        *dashed_group;         /* the group whose lines begin with a dash: rows without one are not of it */
    uint32_t group_indent;     /* blanks before the last row that is no line */
    long group_row;            /* the row that opened the group */
    size_t lines_end;          /* the rows before it are lines of the group, by their figures */
    bool is_line;              /* the row that is being read has a dash, or stands further in */
    struct findings of_cells;  /* found in the cells of the row that is being read, and not yet told */
    struct item *group_beside; /* the group whose lines stand in the column beside its name, or NULL */
};

/* ---- columns (ledger_columns.c) ---- */

/* The field that the labels of its rows stand in. */
int ledger_label_field(const struct filler *filler);
/* Adds the columns that hold amounts; reports or remarks the others. */
void ledger_add_columns(struct ledger *ledger);
void ledger_push_column(struct ledger *ledger, struct column column, const struct table_column *found);
bool ledger_has_scope(const struct table *table, int scope);
/* Adds what the headings of its columns state. */
void ledger_add_stated(struct ledger *ledger);
/* When all rows have been read: reports columns of amounts that are not understood. They are errors unless the years make
 * the totals without them. */
void ledger_settle_unknown_columns(struct ledger *ledger);
/* Settles the decimal marks of its columns and, by the sums, of cells that stay in doubt. */
void ledger_settle_marks(struct ledger *ledger);
/* The decimal mark of a cell, or 0; `row` is one of the file, `column` one of the table. */
char ledger_cell_mark(const struct ledger *ledger, size_t row, size_t column);

/* ---- rows (ledger_meaning.c) ---- */

/* It has rows of known names: costs and financing. */
bool ledger_is_budget(enum table_kind kind);
/* What a row's label means in its table: its own words, else "Summa" or "Summa personal". */
struct meaning ledger_meaning(const struct ledger *ledger, const struct wording *words, bool dashed);
/* "Summa kostnader" is the sum before revenue in a decision and the total with in-kind in an application: it is
 * the latter when actual costs or in-kind stand above it. */
void ledger_settle_sum(const struct ledger *ledger, struct item *item);

/* The row's label, in whichever column of words one stands that is known. */
struct str ledger_row_label(const struct ledger *ledger, size_t row); /* ledger.c */
/* The row with the same label, or NULL. */
const struct item *ledger_find_label(const struct ledger *ledger, struct str label); /* ledger.c */
/* A row that stands twice; its amounts are not checked. */
void ledger_report_repeated(struct ledger *ledger, const struct item *item,
                            const struct item *first); /* ledger.c */

/* ---- the cells of a row (ledger_cells.c) ---- */

/* What is found in them waits in `of_cells` until it is known what the row is. */
void ledger_read_cells(struct ledger *ledger, size_t row, struct item *item);
/* Makes cells without a value: blank ones, or such as cannot be told. */
void ledger_make_cells(struct ledger *ledger, size_t row, struct item *item, enum cell_state state);
/* Adds what has been found in the cells of the row to the findings, and forgets it. */
void ledger_tell_cells(struct ledger *ledger);
/* Forgets what has been found in them, where another finding says it all. */
void ledger_hush_cells(struct ledger *ledger);
/* In a row with surplus cells it cannot be told which amount belongs in which column. */
void ledger_doubt_cells(const struct ledger *ledger, struct item *item);

/* ---- rows whose label says nothing (ledger_unknown.c) ---- */

/* "Kontroll;0;0;0", "Diff kostnad - finansiering;OK;OK;OK" below a budget's own table. */
bool ledger_is_control(const struct ledger *ledger, size_t row, const struct wording *words);
void ledger_remark_control(const struct ledger *ledger, const struct wording *words);
/* The row holds percentages, and nothing else. */
bool ledger_holds_only_shares(const struct ledger *ledger, size_t row);
/* Takes the row as what it can be, or reports it. */
void ledger_add_unknown(struct ledger *ledger, size_t row, struct item *item);
/* Reports the row that is being read, whose label is unknown; `group` is the row it stands under, or NULL. */
void ledger_report_unknown(struct ledger *ledger, size_t row, const struct item *item,
                           const struct item *group);

/* ---- detail lines without a dash (ledger_lines.c) ---- */

/* The row after those that are lines of the group by their figures, though they bear no dash; the row itself when none are. */
size_t ledger_lines_end(const struct ledger *ledger, size_t row, const struct item *group);
/* Words stand in the column, which is the one beside the labels, where there is no label. */
bool ledger_names_lines(const struct ledger *ledger, uint32_t field);
/* The row has no label, but words beside it, which become its label: true when it is a detail line of the group. */
bool ledger_line_beside(const struct ledger *ledger, size_t row, struct str *label);
/* The row, of an unknown name, stands further in than the one that opened the group. */
bool ledger_is_indented(const struct ledger *ledger, size_t row, const struct item *item);
/* No more lines beside the group's name. When its own row has words there too, it is the first of them, unless it is
 * their sum. */
void ledger_end_lines(struct ledger *ledger);

/* ---- financing without groups (ledger_financiers.c) ---- */

/* The row stands where the table has its financiers. */
bool ledger_names_financier(const struct ledger *ledger, size_t row, const struct item *item);
void ledger_add_financier(struct ledger *ledger, struct item *item);
/* Makes the financiers lines of their sum, which is that of all financing unless the table says otherwise. */
void ledger_close_financiers(struct ledger *ledger, struct item *total);
/* Where EU aid stands in another table, or is applied for, a bare "Summa" of financiers is the co-financing. */
void financiers_settle(struct arena *arena, const struct budget *budget);

#endif
