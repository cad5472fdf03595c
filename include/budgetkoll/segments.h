/* Cuts the rows of a file into its tables, each recognised by its header or its title. */
#ifndef BUDGETKOLL_SEGMENTS_H
#define BUDGETKOLL_SEGMENTS_H

#include "budgetkoll/budget.h"
#include "budgetkoll/headers.h"
#include "budgetkoll/rows.h"

enum { NO_ROW = -1 };

/* Rows first .. end-1 belong to a table whose header is row `header` and whose title is row `title`. */
struct segment {
    enum table_kind kind;
    long title, header; /* row numbers or NO_ROW */
    int64_t unit; /* öre in the unit that its heading, or a line above it ("Belopp i tkr"), states; else 0 */
    size_t first, end;
    uint32_t left;                  /* the field that its header, or its first row, begins in */
    enum currency currency;         /* of that unit */
    const struct heading *headings; /* what each cell of its header is, where its file says so; else NULL */
    bool by_partner;                /* no years, but a column for each partner, or for "År 1" and "År 2" */
};

struct segments {
    LIST(struct segment) list;
};

/* Rows that only repeat a title or a header at a page break are blanked. */
struct segments segments_find(struct arena *arena, struct rows *rows);

/* Which sides of a budget some table is recognised of by its heading or its rows. */
enum { SIDE_COSTS = 1, SIDE_FINANCING = 2 };
uint32_t segments_sides(const struct segments *segments); /* segment_kind.c */
/* With only one side recognised in a whole case, the other may stand under a heading that says nothing: a table whose rows
 * all are of that side becomes it. */
void segments_settle_side(struct arena *arena, const struct rows *rows, struct segments *segments,
                          uint32_t sides); /* segment_kind.c */
/* A table of names and costs is no plan of activities unless its heading, its title, its rows or the name of its sheet or
 * file say so, and becomes one of no known kind. */
void segments_settle_plans(struct arena *arena, const struct rows *rows, struct segments *segments,
                           const struct source *source); /* plans.c */
/* "A4.1", "1.2", "WP3": letters, digits and full stops that a name begins with, followed by a blank; else empty. */
struct str activity_code(struct str name); /* plans.c */
/* Financing without groups: financiers, and perhaps EU aid, stand above the first sum, and no group that one could have
 * missed. */
enum financiers_form {
    FINANCIERS_NONE,
    FINANCIERS_OF_SUM,          /* its lines; whether it is all financing its name or other tables must say */
    FINANCIERS_OF_CO_FINANCING, /* its lines; EU aid stands apart from it, or it says so itself */
    FINANCIERS_BESIDE_AID /* parts of the sum of all financing, as is the EU aid: together the co-financing */
};
struct financier_rows {
    enum financiers_form form;
    size_t sum;    /* the row of the sum: rows below it are none of its financiers */
    bool is_named; /* the sum says that it is of financing: "Summa finansiering", and no "Summa" */
};
/* Labels stand in field `label_field`. */
struct financier_rows segment_financiers(struct arena *arena, const struct rows *rows,
                                         const struct segment *segment,
                                         uint32_t label_field); /* financiers.c */

/* What column `field` of a table with a header is: what its heading says (see header_concept()), but UNKNOWN where that
 * is labels of costs or financing and numbers stand there, right of the table's first column: "EU-stöd" beside "Partner". */
enum concept segment_column(struct arena *arena, const struct rows *rows, const struct segment *segment,
                            uint32_t field, int *year, int64_t *unit); /* segment_column.c */

/* A file, or a sheet of one, as rows of cells. */
struct loaded {
    struct source *source;
    struct rows rows; /* of a SOURCE_TABLE only when it has been cut */
    bool has_tables;  /* they are known already: `tables` */
    struct segments tables;
};

#endif
