/* What the files that recognise tables share. */
#ifndef RECOGNISER_H
#define RECOGNISER_H

#include "budgetkoll/recognise.h"

/* What a row is, looked at by itself. */
enum row_sort {
    SORT_BLANK,
    SORT_FACT,   /* "Sökande;Region Norrdal": a known key and its value */
    SORT_LONE,   /* one cell of words */
    SORT_WORDS,  /* several cells, and no number but years and percentages */
    SORT_SHARES, /* a label and percentages */
    SORT_FIGURES /* some cell holds a number that is no year and no percentage */
};

struct recogniser {
    struct arena *arena;
    struct arena *own;     /* for what is asked while tables are looked for: the sorts */
    struct arena *scratch; /* for keys of texts that are compared at once; cleared row by row */
    const struct rows *rows;
    size_t first, end;     /* the rows that are looked at */
    unsigned char *sorts;  /* the enum row_sort of each of them, from `first` */
    unsigned char *cells;  /* the enum cell_sort of each of their cells: asked for many times */
    uint32_t *cells_begin; /* where those of each row begin */
    struct found_tables found;
};

const struct row *recogniser_row(const struct recogniser *recogniser, size_t row);
enum row_sort recogniser_sort(const struct recogniser *recogniser, size_t row);

/* What a cell can be in a table. */
enum cell_sort {
    CELL_SORT_BLANK, /* empty, a dash, or a word for nothing */
    CELL_SORT_WORDS,
    CELL_SORT_YEAR, /* "2024", "2024.0": a number, and as often a heading */
    CELL_SORT_PERCENT,
    CELL_SORT_NUMBER /* in one way to read it or in several; also a formula or an error in its place */
};
enum cell_sort recogniser_cell(const struct recogniser *recogniser, size_t row, uint32_t field);

/* Makes out the columns of a table whose rows and header are known; fields left .. right-1 (columns.c). */
void recognise_columns(struct recogniser *recogniser, struct found_table *table);
/* And then its rows (lines.c). */
void recognise_lines(struct recogniser *recogniser, struct found_table *table);
/* Parts a table whose columns are those of two or more tables side by side; true when it did, and each has been added
 * (side_by_side.c). */
bool recognise_side_by_side(struct recogniser *recogniser, const struct found_table *table);
/* Makes out columns and rows of a table and adds it (tables.c). */
void recogniser_add(struct recogniser *recogniser, struct found_table table);

#endif
