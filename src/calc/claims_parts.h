/* What the files that keep the account of claims share. */
#ifndef CALC_CLAIMS_PARTS_H
#define CALC_CLAIMS_PARTS_H

#include "budgetkoll/claims_calc.h"
#include "budgetkoll/system.h"

struct accounting {
    struct arena *arena;
    struct reported *reported;
    const struct budget *budget; /* completed */
    const struct result *result; /* of its check */
    struct findings *findings;
    struct claims_account *account;
    const struct system *system; /* of what has been reported */
    bool *used;                  /* cells of it, by id, that something has been counted from */
};

/* The first obstacle stands. */
void stop_account(struct accounting *accounting, enum claims_obstacle obstacle);
/* A reported amount; 0 where nothing is reported of it. */
money reported_amount(struct accounting *accounting, enum table_kind kind, enum concept concept, int scope);
/* Something is reported of it, itself or its parts. */
bool is_reported(const struct accounting *accounting, enum table_kind kind, enum concept concept);
/* Sums and differences; one that does not fit stops the account. */
money account_sum(struct accounting *accounting, money a, money b);
money account_difference(struct accounting *accounting, money a, money b);

/* Fills in sums and flat rates that are missing, builds the system, and reports sums that do not agree with their
 * parts (claims_check.c). */
void complete_reported(struct accounting *accounting);
/* Reports amounts that nothing was counted from, so far (claims_check.c). */
void report_unused(struct accounting *accounting);
/* What remains of the budget (claims_remaining.c). */
void add_remaining(struct accounting *accounting);

#endif
