/* The applicant's own contribution among the financing rows. */
#ifndef CALC_OWN_H
#define CALC_OWN_H

#include "budgetkoll/budget.h"

struct own_row {
    const struct item *row, *group; /* a line of public or private cash, or NULL */
    bool is_doubtful;               /* several rows may be it: none of them is to be used */
};

/* The cash row in the applicant's name, else one that is called its own contribution, else one whose name is the
 * applicant's shortened or lengthened. */
struct own_row own_row_of(struct arena *arena, const struct budget *budget);

#endif
