/* Sums and products that a table keeps, as data: which row or column is made of which others. */
#ifndef BUDGETKOLL_SUMS_H
#define BUDGETKOLL_SUMS_H

#include "budgetkoll/arena.h"
#include "budgetkoll/money.h"

#include <stdbool.h>
#include <stddef.h>

enum axis { AXIS_ROWS, AXIS_COLUMNS, AXES };

/* How it was found. */
enum found_by {
    FOUND_HEADING, /* words say so: "Summa", "Avvikelse" beside "Budget" and "Utfall" */
    FOUND_DEPTH,   /* indentation, codes or the order of a parent and its parts */
    FOUND_FIGURES  /* nothing but its figures */
};

struct sum_part {
    size_t line; /* number of the row, or of the column */
    int sign;    /* 1 or -1 */
    int64_t cap; /* öre, of which no more counts: "at most 25 000 of subcontracting"; 0: all of it */
};

/* target = sum of sign * part, in each line across from `first` to `end` - 1; or the product of its two parts. */
struct found_sum {
    enum axis axis; /* AXIS_ROWS: a row is made of rows, down the columns */
    size_t target;
    LIST(struct sum_part) parts; /* in the order of the table */
    size_t first, end;
    enum found_by found_by;
    bool is_product;     /* number × price: then it holds within the rounding of the printed factors */
    int bits;            /* what speaks for it, less what it costs to have looked for it */
    size_t holds, fails; /* lines across in which it does, of those that say something */
    bool is_firm;        /* where it fails that is a wrong figure, and no other structure */
    bool is_labelled;    /* the target's own label states it: "Total (1+2)", "Administration 5 %" */
    struct ratio share;  /* of what the parts make: 7/100 of "(7% of 7)"; 0/0 when the target is all of it */
    int roundings; /* figures that are seen to be rounded: so many halves of the last digit may be missing */
};

#endif
