/* Cuts the rows of a file into its tables, each recognised by its header or its title. */
#ifndef SEGMENTS_H
#define SEGMENTS_H

#include "budgetkoll/budget.h"
#include "rows.h"

enum { NO_ROW = -1 };

/* Rows first .. end-1 belong to a table whose header is row `header` and whose title is row `title`. */
struct segment {
    enum table_kind kind;
    long title, header; /* row numbers or NO_ROW */
    int64_t unit; /* öre in the unit that its heading, or a line above it ("Belopp i tkr"), states; else 0 */
    size_t first, end;
};

struct segments {
    LIST(struct segment) list;
};

/* Rows that only repeat a title or a header at a page break are blanked. */
struct segments segments_find(struct arena *arena, struct rows *rows);

/* What a header cell means: a column concept, or a year in *year. *unit gets the öre in a unit that the header
 * states ("Kostnad (tkr)"), else 0. */
enum concept header_concept(struct arena *arena, struct str label, int *year, int64_t *unit);

/* The kind of table that a row would be the header of; TABLE_NONE where it is none. */
enum table_kind header_kind(struct arena *arena, const struct row *row);

#endif
