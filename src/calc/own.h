/* The applicant's own contribution among the financing rows. */
#ifndef CALC_OWN_H
#define CALC_OWN_H

#include "budgetkoll/budget.h"

/* A cash row in the applicant's name, or one that is called its own contribution; *group is PUBLIC_CASH or PRIVATE_CASH.
 * NULL, and *group left alone, when there is none. */
const struct item *own_row_of(struct arena *arena, const struct budget *budget, enum concept *group);

#endif
