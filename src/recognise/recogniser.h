/* What the files that recognise tables share. */
#ifndef RECOGNISER_H
#define RECOGNISER_H

#include "budgetkoll/lexeme.h"
#include "budgetkoll/recognise.h"

/* What a row is, looked at by itself. */
enum row_sort {
    SORT_BLANK,  /* or a line that states a unit, which has been taken */
    SORT_FACT,   /* "Sökande;Region Norrdal": a known key and its value */
    SORT_LONE,   /* one cell of words */
    SORT_WORDS,  /* several cells, and no number but years and percentages */
    SORT_SHARES, /* a label and percentages */
    SORT_FIGURES /* some cell holds a number that is no year and no percentage */
};

/* What a cell can be in a table. */
enum cell_sort {
    CELL_SORT_BLANK, /* empty, a dash, or a word for nothing */
    CELL_SORT_WORDS,
    CELL_SORT_YEAR, /* "2024", "2024.0": a number, and as often a heading */
    CELL_SORT_PERCENT,
    CELL_SORT_NUMBER /* in one way to read it or in several; also a formula or an error in its place */
};

/* A line that states a unit for all tables: "Belopp i tkr". */
struct unit_line {
    size_t row;
    struct money_unit unit;
};

struct recogniser {
    struct arena *arena;
    struct arena *own;     /* for what is asked while tables are looked for: the sorts */
    struct arena *scratch; /* for keys of texts that are compared at once; cleared row by row */
    struct rows *rows;
    const struct source *source;
    size_t first, end;    /* the rows that are looked at */
    unsigned char *sorts; /* the enum row_sort of each row */
    unsigned char *cells; /* the enum cell_sort of each of their cells: asked for many times; NULL: not yet */
    uint32_t *cells_begin; /* where those of each row begin */
    uint64_t *columns; /* the columns that each row would name as a header, as header_columns() has them */
    struct found_tables found;
    LIST(struct unit_line) units;
    LIST(size_t) loose; /* rows of a stretch between known tables that belong to no table */
};

/* ---- cells and rows (recogniser.c) ---- */

/* Sorts all cells and rows. */
void recogniser_sort_all(struct recogniser *recogniser);
const struct row *recogniser_row(const struct recogniser *recogniser, size_t row);
enum row_sort recogniser_sort(const struct recogniser *recogniser, size_t row);
enum cell_sort recogniser_cell(const struct recogniser *recogniser, size_t row, uint32_t field);
/* The kind of table that the row is the header of, or TABLE_NONE. */
enum table_kind recogniser_kind(const struct recogniser *recogniser, size_t row);
/* The row's label is a key that facts of projects have. */
bool recogniser_is_key(const struct recogniser *recogniser, size_t row);
/* The row from `row` on that is not blank, or the end. */
size_t recogniser_filled(const struct recogniser *recogniser, size_t row);

/* ---- tables by their figures (figure_tables.c) ---- */

/* Words or years stand above the figures of the next rows that have any. */
bool recogniser_is_header(const struct recogniser *recogniser, size_t row);
/* Adds what stands in the rows from recogniser->first to before recogniser->end: facts, tables and what belongs to none. */
void recogniser_find_tables(struct recogniser *recogniser);

/* ---- one table ---- */

/* Makes out the columns of a table whose rows and header are known; fields left .. right-1 (columns.c). */
void recognise_columns(struct recogniser *recogniser, struct found_table *table);
/* And then its rows (lines.c). */
void recognise_lines(struct recogniser *recogniser, struct found_table *table);
/* Parts a table whose columns are those of two or more tables side by side: returns how many (side_by_side.c). */
enum { MOST_SIDES = 16 };
size_t recognise_side_by_side(const struct recogniser *recogniser, const struct found_table *table,
                              struct found_table sides[MOST_SIDES]);
/* Settles of what kind a table is by what its columns and rows say; `kind` is what its header says (kind.c). */
void recognise_kind(const struct recogniser *recogniser, struct found_table *table);
/* The columns that a table has, as header_columns() has them. */
uint64_t found_columns(const struct found_table *table); /* kind.c */
/* Settles the unit that the title of each table, or a line above it, states (units.c). */
void recognise_units(struct recogniser *recogniser, long last_title);
/* The row is a line that states the unit of all amounts, in the cell of that field. */
bool recognise_unit_line(struct recogniser *recogniser, size_t row, uint32_t field); /* units.c */

#endif
