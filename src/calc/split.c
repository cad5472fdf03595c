/* Splitting an amount by largest remainder. */
#include "budgetkoll/complete.h"

static money weight_at(const money *weights, size_t i)
{
    return weights[i] > 0 ? weights[i] : 0;
}

static bool sum_weights(const money *weights, size_t count, wide *sum)
{
    *sum = 0;
    for (size_t i = 0; i < count; i++)
        *sum += weight_at(weights, i);
    return *sum > 0;
}

/* The units of one part, and what was cut off, in parts of the sum of the weights. */
struct share {
    wide whole, rest;
};

static bool share_at(wide units, const money *weights, size_t i, wide sum, struct share *share)
{
    wide product = 0;
    if (!wide_multiply(units, weight_at(weights, i), &product))
        return false;
    *share = (struct share){product / sum, product % sum};
    return true;
}

/* How many parts are to get a unit more before part `i`: those with more cut off, and the earlier of equals. */
static bool comes_before(wide units, const money *weights, wide sum, size_t other, size_t i,
                         struct share mine)
{
    struct share share;
    if (!share_at(units, weights, other, sum, &share))
        return false;
    return share.rest > mine.rest || (share.rest == mine.rest && other < i);
}

bool split_total(money total, int64_t unit, const money *weights, size_t count, money *parts)
{
    wide sum, units = total / unit, given = 0;
    size_t last = 0;
    struct share share;
    if (total < 0 || !sum_weights(weights, count, &sum))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!share_at(units, weights, i, sum, &share))
            return false;
        parts[i] = (money)(share.whole * unit);
        given += share.whole;
        last = weight_at(weights, i) > 0 ? i : last;
    }
    for (size_t i = 0; i < count; i++) {
        wide rank = 0;
        share_at(units, weights, i, sum, &share);
        for (size_t other = 0; other < count; other++)
            rank += other != i && comes_before(units, weights, sum, other, i, share);
        parts[i] += rank < units - given ? unit : 0;
    }
    parts[last] += total % unit;
    return true;
}
