/* What can be paid out, from what has been reported and what the decision sets. */
#ifndef BUDGETKOLL_CLAIMS_CALC_H
#define BUDGETKOLL_CLAIMS_CALC_H

#include "budgetkoll/claims.h"
#include "budgetkoll/finding.h"
#include "budgetkoll/result.h"

/* The right to aid: min(x × actual costs, y/(1−y) × co-financing, highest amount), in whole units below it, less what
 * was paid. Only what the terms know limits; y = 100 % does not. All amounts in öre, accumulated over the claims so
 * far; `co_financing` is what counts as eligible, in-kind included. Source: Tillväxtverkets beslut om stöd, which sets x
 * and y. False, with nothing of use in *result, when a number does not fit or when nothing limits the aid. */
bool claim_right(const struct claim_terms *terms, money actual_costs, money co_financing, money paid,
                 struct claim_right *result);

/* Computes the account of what has been reported under a completed budget, `result` being of its check. Sums that are
 * missing, and flat rates that the budget has, are filled in in `reported`; a sum that is not that of its parts, and an
 * amount that would be left out, are findings. Lives in the arena. */
struct claims_account *account_claims(struct arena *arena, struct reported *reported,
                                      const struct budget *budget, const struct result *result,
                                      struct findings *findings);

#endif
