#include "budgetkoll/money.h"

#define WIDE_MAX (((((wide)1) << 126) - 1) * 2 + 1)

bool money_add(money a, money b, money *result)
{
    money sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        return false;
    *result = sum;
    return true;
}

static wide magnitude(wide a)
{
    return a < 0 ? -a : a;
}

/* Nearly every number is short: what follows then needs no division of 128 bits, which is a call of its own. */
static bool is_short(wide a)
{
    return a == (int64_t)a;
}

/* By division, since clang's checked 128-bit product needs a runtime library that gcc's lacks. */
bool wide_multiply(wide a, wide b, wide *result)
{
    bool fits = is_short(a) && is_short(b);
    if (!fits && (a == -WIDE_MAX - 1 || b == -WIDE_MAX - 1))
        return false;
    if (!fits && a != 0 && magnitude(b) > WIDE_MAX / magnitude(a))
        return false;
    *result = a * b;
    return true;
}

static bool wide_add(wide a, wide b, wide *result)
{
    if ((b > 0 && a > WIDE_MAX - b) || (b < 0 && a < -WIDE_MAX - b))
        return false;
    *result = a + b;
    return true;
}

static int64_t short_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Of two numbers that are not negative. */
static wide common_divisor(wide a, wide b)
{
    if (a == 1 || b == 1)
        return 1;
    while (b != 0) {
        if (is_short(a) && is_short(b))
            return short_divisor((int64_t)a, (int64_t)b);
        wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* `by` is above zero. */
static wide quotient(wide a, wide by)
{
    if (by == 1)
        return a;
    return is_short(a) && is_short(by) ? (int64_t)a / (int64_t)by : a / by;
}

bool ratio_make(wide numerator, wide denominator, struct ratio *result)
{
    if (denominator == 0 || numerator == -WIDE_MAX - 1 || denominator == -WIDE_MAX - 1)
        return false;
    wide divisor = common_divisor(magnitude(numerator), magnitude(denominator));
    wide sign = denominator < 0 ? -1 : 1;
    *result = (struct ratio){sign * quotient(numerator, divisor), quotient(magnitude(denominator), divisor)};
    return true;
}

struct ratio ratio_from(int64_t whole)
{
    return (struct ratio){whole, 1};
}

struct ratio ratio_negative(struct ratio a)
{
    return (struct ratio){-a.numerator, a.denominator};
}

struct ratio ratio_absolute(struct ratio a)
{
    return a.numerator < 0 ? ratio_negative(a) : a;
}

bool ratio_is_zero(struct ratio a)
{
    return a.numerator == 0;
}

bool ratio_equal(struct ratio a, struct ratio b)
{
    return a.numerator == b.numerator && a.denominator == b.denominator;
}

static bool add_whole(wide a, wide b, struct ratio *result)
{
    wide sum;
    if (!wide_add(a, b, &sum))
        return false;
    *result = (struct ratio){sum, 1};
    return true;
}

bool ratio_add(struct ratio a, struct ratio b, struct ratio *result)
{
    if (a.denominator == 1 && b.denominator == 1)
        return add_whole(a.numerator, b.numerator, result);
    wide divisor = common_divisor(a.denominator, b.denominator);
    wide left, right, sum, denominator;
    return wide_multiply(a.numerator, quotient(b.denominator, divisor), &left) &&
           wide_multiply(b.numerator, quotient(a.denominator, divisor), &right) &&
           wide_add(left, right, &sum) &&
           wide_multiply(quotient(a.denominator, divisor), b.denominator, &denominator) &&
           ratio_make(sum, denominator, result);
}

bool ratio_subtract(struct ratio a, struct ratio b, struct ratio *result)
{
    return ratio_add(a, ratio_negative(b), result);
}

bool ratio_multiply(struct ratio a, struct ratio b, struct ratio *result)
{
    wide across = common_divisor(magnitude(a.numerator), b.denominator);
    wide back = common_divisor(magnitude(b.numerator), a.denominator);
    wide numerator, denominator;
    if (!wide_multiply(quotient(a.numerator, across), quotient(b.numerator, back), &numerator) ||
        !wide_multiply(quotient(a.denominator, back), quotient(b.denominator, across), &denominator) ||
        denominator == 0)
        return false;
    *result = (struct ratio){numerator, denominator}; /* nothing is left that both could be divided by */
    return true;
}

bool ratio_divide(struct ratio a, struct ratio b, struct ratio *result)
{
    if (b.numerator == 0)
        return false;
    struct ratio inverse = b.numerator < 0 ? (struct ratio){-b.denominator, -b.numerator}
                                           : (struct ratio){b.denominator, b.numerator};
    return ratio_multiply(a, inverse, result);
}

bool ratio_compare(struct ratio a, struct ratio b, int *order)
{
    struct ratio difference;
    if (!ratio_subtract(a, b, &difference))
        return false;
    *order = (difference.numerator > 0) - (difference.numerator < 0);
    return true;
}

bool ratio_at_most(struct ratio a, struct ratio b)
{
    int order = 1;
    return ratio_compare(a, b, &order) && order <= 0;
}

bool ratio_within(struct ratio a, struct ratio b)
{
    return ratio_at_most(ratio_absolute(a), b);
}

bool ratio_to_rest(struct ratio share, struct ratio *result)
{
    struct ratio rest;
    return ratio_subtract(ratio_from(1), share, &rest) && ratio_divide(share, rest, result);
}

bool ratio_round(struct ratio a, int64_t unit, enum rounding rounding, money *result)
{
    wide units;
    if (!wide_multiply(a.denominator, unit, &units))
        return false;
    wide whole = quotient(a.numerator, units), rest = magnitude(a.numerator - whole * units);
    if (rounding == ROUND_HALF_UP && rest >= units - rest)
        whole += a.numerator < 0 ? -1 : 1;
    wide rounded;
    if (!wide_multiply(whole, unit, &rounded) || rounded > INT64_MAX || rounded < INT64_MIN)
        return false;
    *result = (money)rounded;
    return true;
}
