/* Money in whole öre, and exact rational numbers for rates, shares and everything computed. Never floating point. */
#ifndef BUDGETKOLL_MONEY_H
#define BUDGETKOLL_MONEY_H

#include <stdbool.h>
#include <stdint.h>

/* An amount in öre (1 kr = 100 öre); any other currency in its hundredths. */
typedef int64_t money;

enum { ORE_PER_KRONA = 100 };

__extension__ typedef __int128 wide;

/* numerator / denominator in lowest terms, denominator > 0. A rate of 45,24 % is 1131/2500; an amount is öre/1. */
struct ratio {
    wide numerator, denominator;
};

enum rounding { ROUND_HALF_UP, ROUND_DOWN };

/* All of these return false, and leave *result alone, when the result does not fit; -2^127, which has no
 * counterpart above zero, counts as not fitting. */
bool money_add(money a, money b, money *result);
bool wide_multiply(wide a, wide b, wide *result);
bool ratio_make(wide numerator, wide denominator, struct ratio *result);
bool ratio_add(struct ratio a, struct ratio b, struct ratio *result);
bool ratio_subtract(struct ratio a, struct ratio b, struct ratio *result);
bool ratio_multiply(struct ratio a, struct ratio b, struct ratio *result);
/* Also false when b is zero. */
bool ratio_divide(struct ratio a, struct ratio b, struct ratio *result);
/* -1, 0 or 1 in *order. */
bool ratio_compare(struct ratio a, struct ratio b, int *order);
/* share / (1 − share): the aid that each krona of co-financing brings. Also false when the share is all of it (1), and nothing
 * limits the aid. */
bool ratio_to_rest(struct ratio share, struct ratio *result);

/* Those that cannot fail. */
struct ratio ratio_from(int64_t whole);
struct ratio ratio_absolute(struct ratio a);
struct ratio ratio_negative(struct ratio a);
bool ratio_is_zero(struct ratio a);
bool ratio_equal(struct ratio a, struct ratio b);
/* a <= b; false too when that cannot be told. */
bool ratio_at_most(struct ratio a, struct ratio b);
/* |a| <= b, likewise. */
bool ratio_within(struct ratio a, struct ratio b);

/* `a` as a whole number of `unit`s (unit > 0), times the unit. ROUND_HALF_UP takes a half away from zero, as
 * printed budgets do; ROUND_DOWN cuts towards zero (Jems). */
bool ratio_round(struct ratio a, int64_t unit, enum rounding rounding, money *result);

#endif
