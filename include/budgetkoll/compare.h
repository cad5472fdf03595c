/* Comparing schemes: what a draft comes to under one, and where two of them cross. */
#ifndef BUDGETKOLL_COMPARE_H
#define BUDGETKOLL_COMPARE_H

#include "budgetkoll/comparison.h"
#include "budgetkoll/draft.h"
#include "budgetkoll/system.h"

/* What a draft came to once it was written under a scheme, read, and completed without an obstacle. Everything in it
 * that is no amount lives as long as the scheme. False when a sum does not fit. */
bool compare_completed(struct arena *arena, const struct draft *draft, const struct budget *completed,
                       const struct conditions *conditions, const struct calculation *calculation,
                       struct compared_scheme *result);

/* The total costs of the second scheme less those of the first, at wages of `staff` over the project; false when they
 * cannot be computed. */
typedef bool cost_difference(void *context, money staff, money *difference);

/* Searches the wages from 0 to `most` (both in öre, whole kronor) for those at which the sign of the difference is no
 * longer what it is without wages. The difference must be linear in the wages but for rounding, so bisection finds a
 * krona at which the sign changes; since rounding lets the difference step to and fro by some kronor, the nearest kronor
 * below are tried too, and the lowest is taken. Fills in all but a and b. */
struct crossing find_crossing(cost_difference *difference, void *context, money most);

/* How far to search: a thousand times the draft's costs, or as far as money goes. */
money crossing_limit(const struct draft *draft);

#endif
