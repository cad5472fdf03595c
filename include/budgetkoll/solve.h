/* Finding the amount that makes a budget come out as wished. */
#ifndef BUDGETKOLL_SOLVE_H
#define BUDGETKOLL_SOLVE_H

#include "budgetkoll/budget.h"
#include "budgetkoll/money.h"

/* What comes of an amount, both in öre; false when it cannot be computed. It must not fall as the amount grows, but for
 * what rounding does. */
typedef bool solve_function(void *context, money amount, money *result);

enum { MOST_FOUND = 8 };

/* Amounts that give the target exactly, and those on either side of it. */
struct found {
    money exact[MOST_FOUND];
    int exact_count;
    bool is_too_low;      /* already nothing gives more than the target */
    bool is_out_of_reach; /* no amount that can be computed gives as much */
    money below, below_result, above,
        above_result; /* the last that gives less, the first that gives at least as much */
};

/* Searches whole `unit`s from 0: by halving for the first that gives at least the target, then all that lie within
 * `slack` units of it, since rounding lets results go back and forth by a little. False when the function fails. */
bool solve_search(solve_function *function, void *context, money target, int64_t unit, int slack,
                  struct found *found);

/* An amount that goes from one cell of a category to another, by their numbers from 0. */
struct move {
    int from, to;
    money amount;
};

/* Makes a cost category's decided cells (its lines where they have amounts, else the row itself; by year where there are
 * years) add up to `total` öre, in the proportions they have, else evenly, by largest remainder; then `move` is made, which
 * leaves the total as it is. The number of cells; 0 when the budget has no such row, when one of its amounts cannot be read
 * or is below zero and would be lost, or when there are no such cells to move between, or the first has less. */
int put_category(struct arena *arena, struct budget *budget, enum concept category, money total,
                 struct move move);

/* The largest aid beside a co-financing that counts, share/(1 − share) × it, cut to whole units; false when nothing limits
 * it (100 %) or it does not fit. */
bool aid_for(struct ratio share, money co_financing, int64_t unit, money *aid);
/* The least co-financing that an aid needs, (1 − share)/share × it, in whole units above; false when the share is 0 or it
 * does not fit. */
bool co_financing_for(struct ratio share, money aid, int64_t unit, money *co_financing);

#endif
