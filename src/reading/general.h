/* Tables of no known kind: any rows and columns with amounts, checked by the sums that they state or keep. */
#ifndef GENERAL_H
#define GENERAL_H

#include "budgetkoll/recognise.h"
#include "fill.h"

/* Reads a recognised table into the budget. False when nothing in it can be checked: then it is left out, and what it holds
 * is counted; *left_out tells where it stands. */
bool fill_general(struct filler *filler);

/* Finds what the rows and columns of a table make (table_sums.c): `words` of its rows and columns, or NULL. */
struct table_words {
    const struct line *rows, *columns;
};
void table_find_sums(struct arena *arena, struct table *table, struct table_words words);

/* Adds lines that no total takes to the total that should hold them, which then is wrong (left_out.c). */
void table_add_left_out(struct arena *arena, struct table *table, enum axis axis, const struct line *lines);

/* Adds what the headings of its columns state: budget less outcome is the deviation (stated.c). `senses` of each column. */
void table_add_stated(struct arena *arena, struct table *table, const enum column_sense *senses);

#endif
