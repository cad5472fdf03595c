/* Claims for payment: what has been reported so far, what can be paid out, and what remains. Plain data, in öre; only
 * reading and calculating it are functions, in reading.h and claims_calc.h. */
#ifndef BUDGETKOLL_CLAIMS_H
#define BUDGETKOLL_CLAIMS_H

#include "budgetkoll/budget.h"

/* What has been reported is a budget whose years are the claims: a cost table and a financing table with the same
 * columns, and in the latter the row of what has been paid (AID_PAID). So every relation between rows and columns of
 * a budget holds for it too. */
struct reported {
    struct budget *budget;
    struct table *costs, *financing;
    LIST(struct column) claims; /* in the file's order; their scopes name them in both tables */
    bool is_read; /* false: no text, or no table of claims, which has been said as a failure or finding */
};

/* What the decision sets: shares of what has been reported, and the highest amount. */
struct claim_terms {
    bool has_actual;
    struct ratio actual; /* x: of actual costs */
    bool has_eligible;
    struct ratio eligible; /* y: of eligible financing, which is the aid and the co-financing that counts */
    bool has_maximum;
    money maximum;
    int64_t unit; /* öre: the right is cut to whole units */
};

/* What accumulated costs and co-financing give a right to. */
struct claim_right {
    money by_costs;        /* x × costs, cut to whole öre; 0 where x is not known */
    money by_co_financing; /* y/(1−y) × co-financing, cut likewise; 0 where y is not known or 100 % */
    bool costs_limit, co_financing_limit,
        maximum_limits; /* the lowest of them, or those that are equally low */
    money right;        /* the lowest of them in whole units, never below 0 */
    money payable;      /* right − paid, never below 0 */
    money overpaid;     /* paid − right, never below 0 */
};

/* Where the highest amount comes from: the case states it, the scheme does, or the budget has no more aid. */
enum maximum_source { MAXIMUM_NONE, MAXIMUM_OF_CASE, MAXIMUM_OF_SCHEME, MAXIMUM_OF_BUDGET };

/* Costs, co-financing that counts, and aid paid. */
struct claim_amounts {
    money costs, co_financing, paid;
};

/* One claim: what it reports, all that is reported up to and with it, and the right to what was not paid before it. */
struct claim_period {
    struct str name;
    struct claim_amounts own, so_far;
    money paid_before;
    struct claim_right right;
};

/* A category of costs, a group of financing or the aid (EU_AID): budgeted, reported, and what remains. */
struct remaining_row {
    enum concept concept;
    bool is_part; /* of the row above it */
    money budget, reported, remaining;
    money *claims;     /* what each claim reports */
    bool is_overspent; /* a cost or the aid, of which more is reported than is budgeted */
};

/* Why nothing could be computed. */
enum claims_obstacle {
    CLAIMS_COMPUTED,
    CLAIMS_WRONG, /* see the findings */
    CLAIMS_OVERFLOW,
    CLAIMS_NO_SHARE,
    CLAIMS_NO_COSTS,
    CLAIMS_NO_CO_FINANCING,
    CLAIMS_PRIVATE_UNKNOWN,
    CLAIMS_NO_RATE,
    CLAIMS_OBSTACLES
};

struct claims_account {
    enum claims_obstacle obstacle;
    struct claim_terms terms;
    enum maximum_source maximum_source;
    struct claim_amounts total;
    struct claim_right now;
    money
        over_costs; /* what the right is more than the actual costs so far, where they limit nothing; else 0 */
    LIST(struct claim_period) periods;
    LIST(struct remaining_row) remaining;
    bool computed[CONCEPTS]; /* flat-rate rows with an amount that was computed from the wages */
};

#endif
