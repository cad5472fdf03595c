/* From the rows of one recognised table to the budget: what the table readers share. */
#ifndef FILL_H
#define FILL_H

#include "budgetkoll/budget.h"
#include "budgetkoll/finding.h"
#include "budgetkoll/headers.h"
#include "budgetkoll/lexeme.h"
#include "budgetkoll/rows.h"
#include "budgetkoll/recognise.h"

enum { NO_FIELD = -1 };

struct filler {
    struct arena *arena;
    struct budget *budget;
    struct findings *findings;
    const struct source *source;
    const struct rows *rows;
    struct found_table found;
    struct lexicon *lexicon; /* what texts say, from earlier cases too */
    char stated_mark;        /* the decimal mark that the user says, or 0 */
    int64_t unit; /* öre in one unit where neither cell nor header says: the case's "Belopp i", else kronor */
};

/* Each reader takes the rows of one table. */
void fill_project(struct filler *filler);     /* project.c */
void fill_ledger(struct filler *filler);      /* ledger.c: any rows with amounts */
void fill_activities(struct filler *filler);  /* plan.c */
void fill_claims(struct filler *filler);      /* plan.c */
void fill_partners(struct filler *filler);    /* plan.c */
void fill_attachments(struct filler *filler); /* plan.c */
void fill_unknown(struct filler *filler);     /* fill.c */
/* A table without totals or known rows: named and left out. */
struct finding *fill_left_out(struct filler *filler, bool amounts); /* fill.c */

/* The öre in the unit that a table of "key; value" states for the whole case ("Belopp i; mnkr"), or 0. */
int64_t project_unit(struct filler *filler); /* project.c */

/* Cuts "Org. nr: 212000-1157", a known key and its value in one cell, into two. */
void project_split_facts(struct arena *arena, struct rows *rows); /* project.c */

/* Makes two columns, of the lowest and of the highest, of one whose cells hold both: "1.5-2.0 mnkr". */
void intervals_split(struct arena *arena, struct rows *rows); /* intervals.c */

/* Settles whether a row of an interval table is a total, and over how many years, from its label's key. */
void settle_interval_row(struct arena *arena, struct item *item, struct str key); /* intervals.c */

const struct row *filler_row(const struct filler *filler, size_t i);
/* The header row, or NULL. */
const struct row *filler_header(const struct filler *filler);
/* The row is not blank. */
bool filler_is_data(const struct filler *filler, size_t i);
struct origin filler_origin(const struct filler *filler, size_t row, int field);
/* The field of the first header cell with this concept, or NO_FIELD. */
int filler_field(const struct filler *filler, enum concept concept);
/* The trimmed cell, empty for NO_FIELD. */
struct str filler_cell(const struct filler *filler, size_t row, int field);
/* The cell as a number; a blank one for NO_FIELD. */
struct number filler_number(const struct filler *filler, size_t row, int field, char decimal_mark);
/* The field of the value that belongs to the key in a field, in a table without a header. */
int filler_value_field(const struct filler *filler, size_t row, int key_field);
/* Names the cell of the last finding, if it is listed: names are made only where something has been found. */
void filler_name_finding(struct filler *filler, struct str name);
/* A table of the budget that says what was found where; its reader fills it. */
struct table *filler_add_table(struct filler *filler);
/* The table's heading, or empty; and the first cell of its header or heading. */
struct str filler_title(const struct filler *filler);
struct origin filler_table_origin(const struct filler *filler);

/* ---- one cell to one value (cells.c) ---- */
/* Reads an amount, percentage or count into a new cell; reports what cannot be read. `unit` is the column's or 0,
 * `mark` the column's decimal mark or 0. `name` names the row in messages. */
struct cell read_value(struct filler *filler, size_t row, int field, enum value_kind kind, int64_t unit,
                       char mark, struct str name);
/* Reads hours, a price or a rate of exchange into a new cell: its digits and decimals. Words there are no number, and no
 * finding. */
struct cell read_plain_number(struct filler *filler, size_t row, int field, char mark);
/* How the amounts of a column are written: its decimal mark, or 0; and whether some of them could be read with either
 * mark: only then does a cell need another look. */
struct column_mark {
    char mark;
    bool doubtful;
};
/* The decimal mark of a column, or 0: from what is unambiguous in it, else by the rule of three digits: money has no
 * third decimal, so two or more amounts with one mark before exactly three digits, and no other, use thousands. */
struct column_mark column_mark(struct filler *filler, const struct column *column);
/* The decimal mark of one cell by its column's: 0, in doubt, where that would give kronor a third decimal, since a column
 * may mix styles and money has none. `unit` is the column's or 0. */
char cell_decimal_mark(const struct filler *filler, size_t row, int field, int64_t unit,
                       struct column_mark column);
/* Reads a date; reports what cannot be read. */
struct dated read_dated(struct filler *filler, size_t row, int field);
/* Reads a period into two dates with one place. */
void read_period(struct filler *filler, size_t row, int field, struct dated *start, struct dated *end);

/* Leaves out all rows of the table, whose amounts are counted so that nothing is fine by omission; true when some of
 * them hold amounts. */
bool skip_rows(struct filler *filler);
void skip_column(struct filler *filler, uint32_t field);
void skip_cells(struct filler *filler, const struct cell *cells, size_t count, struct str name);

/* A row, table or column that is not understood: a warning, or an error when it holds amounts. */
struct finding *report_unknown(struct filler *filler, enum rule_id rule, struct origin origin,
                               struct message message, bool holds_amounts);
/* Cells beyond the header's last: true, reported at the first that is filled, when the row's cells may have moved. In a
 * sheet, where none can have, only numbers are reported. */
bool report_surplus(struct filler *filler, size_t row);
/* Columns that a table of this kind does not read: one with numbers is reported, one with text is remarked.
 * `amounts` is the field that its amounts are read from, or NO_FIELD. */
void report_unused_columns(struct filler *filler, const enum concept *used, size_t count, int amounts);
/* True when the column holds a number in some row. */
bool column_holds_numbers(const struct filler *filler, uint32_t field);
/* The numbers of the column are zeros, and some are. */
bool column_is_zero(const struct filler *filler, uint32_t field);
/* Says that a column without amounts was left out: a control of the table's own, numbers of something else, or text. */
void remark_column(struct filler *filler, uint32_t field);
/* An unknown column with numbers. */
void report_unknown_column(struct filler *filler, uint32_t field);

#endif
