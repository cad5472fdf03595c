/* How much of a table one case may have, in whatever files: hostile ones are refused before anything is kept of them. A
 * row takes about 1 kB and a cell 0,4 kB more until the case is told; with these a plain build stays below 64 MB beyond
 * the input. */
#ifndef TABLE_LIMITS_H
#define TABLE_LIMITS_H

#include "budgetkoll/finding.h"
#include "budgetkoll/str.h"

enum {
    MOST_LINES = 1200000,           /* blank ones included: Excel has 1 048 576 */
    MOST_ROWS = 25000,              /* that hold something */
    MOST_TEXT_ROWS = MOST_ROWS / 3, /* of running text, of which each counts as three */
    MOST_CELLS = 100000,            /* of such rows */
    MOST_COLUMNS = 16384,           /* as Excel has */
    MOST_CELL_BYTES = 100000,
    MOST_BYTES = 8 * 1024 * 1024 /* of rows that hold something */
};

/* What the files of a case hold so far. */
struct usage {
    size_t lines, rows, cells, bytes;
};

/* Adds what a file's bytes, in any encoding, will take when they are cut by `separator` (0: by the usual one that
 * stands there most). Returns the message that says which limit it breaks, or MESSAGE_NONE. */
enum message_id table_limits_check(struct str bytes, char separator, struct usage *usage);
/* The same for what has been counted already: a workbook's sheets. */
enum message_id table_limits_add(struct usage taken, struct usage *usage);

#endif
