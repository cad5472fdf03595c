/* Workbooks (.xlsx, .ods) to the rows of their sheets. */
#ifndef BUDGETKOLL_WORKBOOK_H
#define BUDGETKOLL_WORKBOOK_H

#include "budgetkoll/finding.h"
#include "budgetkoll/rows.h"
#include "budgetkoll/table_limits.h"

struct workbook_sheet {
    bool hidden;
    struct str hidden_rows;    /* that hold something: "3, 7" */
    struct str hidden_columns; /* the same: "C, E" */
    struct source *source;
    struct rows rows;
};

struct workbook {
    const char *format;                 /* "xlsx" or "ods" */
    LIST(struct workbook_sheet) sheets; /* that hold something, in the order of the workbook */
    struct usage taken;                 /* what they hold together */
    struct str failure;                 /* why there are none; else empty */
};

/* Reads a file that is a zip archive. A workbook counts whole or not at all: a part of it could look like a budget that is
 * all fine. What is returned belongs to the arena. */
struct workbook workbook_read(struct arena *arena, struct str file, struct str bytes, enum language language);

#endif
