/* What has been reported, while it is read. */
#ifndef REPORTER_H
#define REPORTER_H

#include "budgetkoll/claims.h"
#include "fill.h"

enum { IN_KIND_KINDS = 3, MOST_OF_A_KIND = 2 };

struct reporter {
    struct filler filler;
    struct reported reported;
    LIST(struct column) columns; /* of both tables: the claims, and the total where there is one */
    struct column_mark *marks;   /* the decimal mark of each, or 0 */
    struct item *group;          /* that detail lines belong to, or NULL */
    struct item *in_kind[IN_KIND_KINDS][MOST_OF_A_KIND]; /* as cost and as financing, once both are known */
    bool has_rows;
};

/* ---- columns (reported_columns.c) ---- */

/* Reports at a place what cannot be relied on; `name` is the first argument of both messages. */
struct finding *reporter_report(struct reporter *reporter, enum rule_id rule, struct origin origin,
                                enum message_id message, enum message_id action, struct str name);
/* The first row with more than its label; a line above it, or its own label, may state the unit ("Belopp i tkr"). */
bool reporter_find_header(struct reporter *reporter);
/* Adds a column for each claim, and the total where there is one; reports those it cannot tell. Where only "Totalt"
 * stands, it is all that has been reported so far. */
void reporter_add_columns(struct reporter *reporter);

#endif
