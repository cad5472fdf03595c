/* What the figures say of a line as the sum of some others: exact sums say more than rounded ones, and round numbers little. */
#include "structure_outline.h"

#include <string.h>

enum {
    MOST = 16 * BIT,
    ONE_FAILS = 5 * BIT,
    FEW_FAIL = 13 * BIT, /* what failing in all of a few lines takes away at most */
    MANY_FAIL = 40 * BIT,
    FEW = 3,
    ROUNDED = 3 * BIT, /* what a sum that is only nearly right says less */
    REPEATED = 8,      /* one part in so many for an amount that has been seen */
    NEAREST = 3 * BIT / 2
};

struct adder adder_make(struct arena *arena, const struct view *view)
{
    struct adder adder = {.view = view};
    adder.sums = ARENA_ARRAY(arena, int64_t, view->across);
    adder.units = ARENA_ARRAY(arena, int64_t, view->across);
    adder.nonzeros = ARENA_ARRAY(arena, uint32_t, view->across);
    adder.zeros = ARENA_ARRAY(arena, unsigned char, view->across);
    return adder;
}

void adder_clear(struct adder *adder)
{
    size_t count = adder->view->across;
    memset(adder->sums, 0, count * sizeof *adder->sums);
    memset(adder->nonzeros, 0, count * sizeof *adder->nonzeros);
    memset(adder->zeros, 19, count);
    for (size_t i = 0; i < count; i++)
        adder->units[i] = INT64_MAX;
}

static void add_figure(struct adder *adder, size_t line, size_t across, bool is_minus)
{
    const struct figure *figure = view_figure(adder->view, line, across);
    unsigned char zeros = view_zeros(adder->view, line, across);
    if (figure->state == FIGURE_UNREADABLE)
        adder->sums[across] = TOO_LARGE;
    if (figure->state != FIGURE_AMOUNT || figure->value == 0)
        return;
    adder->nonzeros[across]++;
    adder->sums[across] = is_minus ? subtract_checked(adder->sums[across], figure->value)
                                   : add_checked(adder->sums[across], figure->value);
    if (figure->step < adder->units[across])
        adder->units[across] = figure->step;
    if (zeros < adder->zeros[across])
        adder->zeros[across] = zeros;
}

void adder_add(struct adder *adder, size_t line, bool is_minus)
{
    for (size_t i = 0; i < adder->view->across; i++)
        add_figure(adder, line, i, is_minus);
}

/* ---- one line across ---- */

/* How much an amount says: 1 200 000 beside other hundreds of thousands is one of a dozen, not one of a million. */
static int size_bits(int64_t value, unsigned char own, unsigned char zeros)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    for (unsigned char i = 0; i < own && i < zeros; i++)
        size /= 10;
    int bits = weigh_log2(size);
    return bits > MOST ? MOST : bits < BIT ? BIT : bits;
}

static uint64_t away(int64_t a, int64_t b)
{
    return a > b ? (uint64_t)a - (uint64_t)b : (uint64_t)b - (uint64_t)a;
}

static bool is_rounding(const struct adder *adder, size_t across, int64_t step, uint64_t missing)
{
    int64_t unit = step < adder->units[across] ? step : adder->units[across];
    uint64_t most = (uint64_t)(unit < 1 ? 1 : unit) * (adder->nonzeros[across] + 1) / 2;
    return missing <= most;
}

/* The same amount a few lines before says the same thing again: one year, and a total of that year alone. */
static bool is_repeated(const struct view *view, size_t target, size_t across)
{
    int64_t value = view_figure(view, target, across)->value;
    for (size_t i = across; i-- > 0 && across - i <= 8;) {
        const struct figure *figure = view_figure(view, target, i);
        if (figure->state == FIGURE_AMOUNT && figure->value == value)
            return true;
    }
    return false;
}

static int nearness_of(int64_t value, uint64_t missing)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    int bits = weigh_log2(size) - weigh_log2(missing);
    return bits < 0 ? 0 : bits > NEAREST ? NEAREST : bits;
}

static void fit_holds(const struct adder *adder, size_t target, size_t across, bool is_exact, struct fit *fit)
{
    int bits = size_bits(view_figure(adder->view, target, across)->value,
                         view_zeros(adder->view, target, across), adder->zeros[across]);
    bits -= is_exact ? 0 : ROUNDED;
    bits = bits < BIT ? BIT : bits;
    fit->bits += is_repeated(adder->view, target, across) ? bits / REPEATED : bits;
    fit->holds += is_exact;
    fit->rounded += !is_exact;
}

static void fit_figure(const struct adder *adder, size_t target, size_t across, struct fit *fit)
{
    const struct figure *figure = view_figure(adder->view, target, across);
    int64_t sum = adder->sums[across];
    if (figure->state != FIGURE_AMOUNT || sum == TOO_LARGE || (figure->value == 0 && sum == 0))
        return;
    uint64_t missing = away(sum, figure->value);
    if (missing == 0 || is_rounding(adder, across, figure->step, missing)) {
        fit_holds(adder, target, across, missing == 0, fit);
    } else if (!adder->view->other[across].is_apart) {
        fit->fails++;
        int near = nearness_of(figure->value, missing);
        fit->nearness = near > fit->nearness ? near : fit->nearness;
    }
}

struct fit adder_fit(const struct adder *adder, size_t target)
{
    struct fit fit = {0};
    for (size_t i = 0; i < adder->view->across; i++)
        fit_figure(adder, target, i, &fit);
    return fit;
}

int adder_score(const struct view *view, const struct fit *fit)
{
    int most = view->across <= FEW ? FEW_FAIL : MANY_FAIL;
    int lost = fit->fails > (size_t)(MANY_FAIL / ONE_FAILS) ? MANY_FAIL : (int)fit->fails * ONE_FAILS;
    if (fit->fails > fit->holds + fit->rounded && lost > most)
        lost = most;
    return fit->bits - lost + (fit->holds + fit->rounded ? 0 : fit->nearness);
}
