/* What a budget should be: every cell that follows from others, from the same relations that the check uses. */
#ifndef BUDGETKOLL_COMPLETE_H
#define BUDGETKOLL_COMPLETE_H

#include "budgetkoll/calculation.h"
#include "budgetkoll/system.h"

/* Completes `working`, which must have been read from the same files as `published`, so that their cells have the same
 * ids. What people decide (lines, promises of financiers) is kept, but for the applicant's own contribution, which
 * takes what the ceilings leave. Everything returned lives in the arena, or in the two budgets. */
struct calculation *complete_budget(struct arena *arena, const struct budget *published,
                                    struct budget *working, const struct conditions *conditions,
                                    enum language language);

/* Splits `total` (not negative) in proportion to the weights (negative ones count as 0), in whole units, by largest
 * remainder: each part is cut to whole units, and those with the largest cut-off parts get one more, of equal ones
 * the earlier (Hamilton's method). What is no whole unit goes to the last part with weight. False when a product does
 * not fit or all weights are 0. */
bool split_total(money total, int64_t unit, const money *weights, size_t count, money *parts);

#endif
