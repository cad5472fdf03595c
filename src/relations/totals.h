/* Which rows each total row of a table adds up, and which columns each total column: several readings are possible, and the
 * one under which most columns (or rows) add up is the table's. */
#ifndef TOTALS_H
#define TOTALS_H

#include "budgetkoll/budget.h"

/* The rows of a table, or across, its columns of one currency. */
struct axis {
    const struct table *table;
    bool across;
    enum currency currency; /* across */
};

struct total_part {
    size_t at; /* number of the row, or column */
    int sign;
};

enum total_kind { TOTAL_OF_ROWS_ABOVE, TOTAL_OF_ROWS_BELOW, TOTAL_OF_LINES, TOTAL_DIFFERENCE };

struct total {
    size_t at;
    enum total_kind kind;
    LIST(struct total_part) parts;
    size_t holds, fails; /* of the columns (rows) in which it can be tested */
};

struct totals {
    LIST(struct total) list;
    bool fails; /* some total does not hold, or has nothing to add up */
    long score; /* the higher, the better this reading fits */
};

/* Reads the totals of the axis in each way, and gives those of the way that fits best. */
struct totals totals_find(struct arena *arena, struct axis axis);

#endif
