/* Checked money and exact ratios: results at the limits, and what happens beyond them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "budgetkoll/money.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The largest 128-bit number. The lowest, -TOP - 1, has no opposite: money.c never makes or takes it. */
#define TOP (((((wide)1) << 126) - 1) * 2 + 1)
#define BOTTOM (-TOP - 1)
#define POWER(n) (((wide)1) << (n))

static const struct ratio untouched = {77, 99};

static bool same(struct ratio a, struct ratio b)
{
    return a.numerator == b.numerator && a.denominator == b.denominator;
}

static void test_money_add(void **state)
{
    static const struct {
        money a, b;
        bool fits;
        money sum;
    } rows[] = {
        {0, 0, true, 0},
        {150, -50, true, 100},
        {INT64_MAX, 0, true, INT64_MAX},
        {INT64_MAX - 1, 1, true, INT64_MAX},
        {INT64_MAX, 1, false, 0},
        {1, INT64_MAX, false, 0},
        {INT64_MAX, INT64_MAX, false, 0},
        {INT64_MIN, 0, true, INT64_MIN},
        {INT64_MIN + 1, -1, true, INT64_MIN},
        {INT64_MIN, -1, false, 0},
        {INT64_MIN, INT64_MIN, false, 0},
        {INT64_MIN, INT64_MAX, true, -1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        money sum = 4711;
        assert_int_equal(money_add(rows[i].a, rows[i].b, &sum), rows[i].fits);
        assert_true(sum == (rows[i].fits ? rows[i].sum : 4711));
    }
}

static void test_wide_multiply(void **state)
{
    const struct {
        wide a, b;
        bool fits;
        wide product;
    } rows[] = {
        {0, 0, true, 0},
        {0, TOP, true, 0},
        {3, -4, true, -12},
        {-3, -4, true, 12},
        {TOP, 1, true, TOP},
        {TOP, -1, true, -TOP},
        {-TOP, -1, true, TOP},
        {TOP, 2, false, 0},
        {TOP, -2, false, 0},
        {-TOP, 2, false, 0},
        {-2, -TOP, false, 0},
        {TOP, TOP, false, 0},
        {POWER(63), POWER(63), true, POWER(126)},
        {POWER(64), POWER(63) - 1, true, TOP - POWER(64) + 1},
        {POWER(64) - 1, POWER(63), true, TOP - POWER(63) + 1},
        {POWER(64), POWER(63), false, 0},
        {-POWER(64), POWER(63), false, 0}, /* the lowest number, which is refused */
        {BOTTOM, 1, false, 0},
        {1, BOTTOM, false, 0},
        {INT64_MIN, INT64_MIN, true, POWER(126)},
        {INT64_MAX, INT64_MIN, true, POWER(63) - POWER(126)},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        wide product = 4711;
        if (wide_multiply(rows[i].a, rows[i].b, &product) != rows[i].fits ||
            product != (rows[i].fits ? rows[i].product : 4711))
            fail_msg("row %zu", i);
    }
}

static void test_ratio_make(void **state)
{
    const struct {
        wide numerator, denominator;
        bool fits;
        struct ratio ratio;
    } rows[] = {
        {6, 4, true, {3, 2}},
        {-6, 4, true, {-3, 2}},
        {6, -4, true, {-3, 2}},
        {-6, -4, true, {3, 2}},
        {4524, 10000, true, {1131, 2500}},
        {7, 1, true, {7, 1}},
        {0, 5, true, {0, 1}},
        {0, -5, true, {0, 1}},
        {5, 0, false, {0, 0}},
        {0, 0, false, {0, 0}},
        {TOP, TOP, true, {1, 1}},
        {TOP, -TOP, true, {-1, 1}},
        {TOP, -1, true, {-TOP, 1}},
        {1, TOP, true, {1, TOP}},
        {TOP - 1, 2, true, {TOP / 2, 1}},
        {INT64_MAX, INT64_MAX, true, {1, 1}},
        {INT64_MIN, 2, true, {INT64_MIN / 2, 1}},
        {INT64_MIN, 3, true, {INT64_MIN, 3}},
        {3, INT64_MIN, true, {-3, POWER(63)}},
        {POWER(63), 2, true, {POWER(62), 1}},
        {POWER(64), POWER(63), true, {2, 1}},
        {6, POWER(63), true, {3, POWER(62)}},
        {3 * POWER(64), 6, true, {POWER(63), 1}},
        {BOTTOM, 1, false, {0, 0}},
        {1, BOTTOM, false, {0, 0}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ratio ratio = untouched;
        if (ratio_make(rows[i].numerator, rows[i].denominator, &ratio) != rows[i].fits ||
            !same(ratio, rows[i].fits ? rows[i].ratio : untouched))
            fail_msg("row %zu", i);
    }
}

typedef bool operation(struct ratio, struct ratio, struct ratio *);

static void test_arithmetic(void **state)
{
    const struct {
        operation *operation;
        struct ratio a, b;
        bool fits;
        struct ratio result;
    } rows[] = {
        {ratio_add, {1, 3}, {1, 6}, true, {1, 2}},
        {ratio_add, {1, 4}, {1, 4}, true, {1, 2}},
        {ratio_add, {1, 2}, {-1, 2}, true, {0, 1}},
        {ratio_add, {-1, 2}, {-1, 3}, true, {-5, 6}},
        {ratio_add, {TOP, 1}, {0, 1}, true, {TOP, 1}},
        {ratio_add, {TOP, 1}, {-1, 1}, true, {TOP - 1, 1}},
        {ratio_add, {TOP, 1}, {1, 1}, false, {0, 0}},
        {ratio_add, {TOP, 1}, {1, 2}, false, {0, 0}},
        {ratio_add, {-TOP, 1}, {-1, 1}, false, {0, 0}},
        {ratio_add, {1, TOP}, {1, TOP - 1}, false, {0, 0}},
        {ratio_add, {INT64_MAX, 1}, {INT64_MAX, 1}, true, {POWER(64) - 2, 1}},
        {ratio_add, {INT64_MIN, 1}, {INT64_MIN, 1}, true, {-POWER(64), 1}},
        {ratio_add, {INT64_MAX, 2}, {1, POWER(63)}, true, {INT64_MAX * POWER(62) + 1, POWER(63)}},
        {ratio_add, {1, TOP}, {-1, TOP}, true, {0, 1}},
        {ratio_subtract, {1, 2}, {1, 3}, true, {1, 6}},
        {ratio_subtract, {5, 1}, {5, 1}, true, {0, 1}},
        {ratio_subtract, {-1, 3}, {-1, 2}, true, {1, 6}},
        {ratio_subtract, {0, 1}, {TOP, 1}, true, {-TOP, 1}},
        {ratio_subtract, {-TOP, 1}, {1, 1}, false, {0, 0}},
        {ratio_subtract, {TOP, 1}, {-TOP, 1}, false, {0, 0}},
        {ratio_multiply, {2, 3}, {3, 4}, true, {1, 2}},
        {ratio_multiply, {-2, 3}, {3, 2}, true, {-1, 1}},
        {ratio_multiply, {-2, 3}, {-3, 4}, true, {1, 2}},
        {ratio_multiply, {0, 1}, {7, 9}, true, {0, 1}},
        {ratio_multiply, {7, 9}, {0, 1}, true, {0, 1}},
        /* 45,24 % of 1 655 640 kr is 749 011,536 kr */
        {ratio_multiply, {1131, 2500}, {165564000, 1}, true, {374505768, 5}},
        /* what cancels across does not overflow */
        {ratio_multiply, {TOP, 3}, {3, TOP}, true, {1, 1}},
        {ratio_multiply, {TOP, 2}, {2, 1}, true, {TOP, 1}},
        {ratio_multiply, {TOP, 1}, {2, 1}, false, {0, 0}},
        {ratio_multiply, {1, TOP}, {1, 2}, false, {0, 0}},
        {ratio_divide, {1, 2}, {1, 4}, true, {2, 1}},
        {ratio_divide, {1, 1}, {-2, 1}, true, {-1, 2}},
        {ratio_divide, {-1, 1}, {-2, 1}, true, {1, 2}},
        {ratio_divide, {0, 1}, {5, 1}, true, {0, 1}},
        {ratio_divide, {0, 1}, {-5, 1}, true, {0, 1}},
        {ratio_divide, {5, 1}, {0, 1}, false, {0, 0}},
        {ratio_divide, {0, 1}, {0, 1}, false, {0, 0}},
        {ratio_divide, {1, 1}, {1, TOP}, true, {TOP, 1}},
        {ratio_divide, {TOP, 1}, {TOP, 1}, true, {1, 1}},
        {ratio_divide, {TOP, 1}, {1, 2}, false, {0, 0}},
        /* 3 697 755 of 6 034 348: the share 61,28 % before rounding */
        {ratio_divide, {369775500, 1}, {603434800, 1}, true, {3697755, 6034348}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ratio result = untouched;
        if (rows[i].operation(rows[i].a, rows[i].b, &result) != rows[i].fits ||
            !same(result, rows[i].fits ? rows[i].result : untouched))
            fail_msg("row %zu", i);
    }
}

static void test_ratio_compare(void **state)
{
    const struct {
        struct ratio a, b;
        int order;
    } rows[] = {
        {{1, 3}, {1, 2}, -1},        {{1, 2}, {1, 3}, 1},       {{1, 2}, {1, 2}, 0},
        {{-1, 2}, {-1, 3}, -1},      {{-1, 2}, {1, 2}, -1},     {{0, 1}, {-1, 2}, 1},
        {{TOP, 1}, {TOP - 1, 1}, 1}, {{-TOP, 1}, {-TOP, 1}, 0}, {{1131, 2500}, {4524, 10000}, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int order = 4711;
        assert_true(ratio_compare(rows[i].a, rows[i].b, &order));
        assert_int_equal(order, rows[i].order);
    }
}

/* Where the difference does not fit the answer may be missing, but never wrong. */
static struct ratio ratio(wide numerator, wide denominator)
{
    struct ratio made = {0, 1};
    assert_true(ratio_make(numerator, denominator, &made));
    return made;
}

static void test_ratio_bounds(void **state)
{
    (void)state;
    assert_true(ratio_at_most(ratio(1, 3), ratio(1, 3)));
    assert_true(ratio_at_most(ratio(-2, 3), ratio(1, 3)));
    assert_false(ratio_at_most(ratio(2, 3), ratio(1, 3)));
    assert_true(ratio_within(ratio(-1, 3), ratio(1, 3)));
    assert_false(ratio_within(ratio(-2, 3), ratio(1, 3)));
    assert_false(ratio_within(ratio(2, 3), ratio(1, 3)));
}

/* 40 % of the whole is 2/3 of the rest; of everything there is no rest. */
static void test_ratio_to_rest(void **state)
{
    (void)state;
    struct ratio part = {7, 1};
    assert_false(ratio_to_rest(ratio(1, 1), &part));
    assert_true(ratio_equal(part, ratio(7, 1)));
    assert_true(ratio_to_rest(ratio(2, 5), &part));
    assert_true(ratio_equal(part, ratio(2, 3)));
    assert_true(ratio_to_rest(ratio(0, 1), &part));
    assert_true(ratio_is_zero(part));
}

static void test_ratio_compare_beyond(void **state)
{
    const struct ratio high = {TOP, 1}, low = {-TOP, 1};
    int order = 4711;
    (void)state;
    if (ratio_compare(high, low, &order))
        assert_int_equal(order, 1);
    else
        assert_int_equal(order, 4711);
}

static void test_small_helpers(void **state)
{
    (void)state;
    assert_true(same(ratio_from(-7), (struct ratio){-7, 1}));
    assert_true(same(ratio_absolute((struct ratio){-7, 2}), (struct ratio){7, 2}));
    assert_true(same(ratio_absolute((struct ratio){7, 2}), (struct ratio){7, 2}));
    assert_true(same(ratio_negative((struct ratio){7, 2}), (struct ratio){-7, 2}));
    assert_true(ratio_is_zero((struct ratio){0, 1}));
    assert_false(ratio_is_zero((struct ratio){-1, 5}));
    assert_true(ratio_equal((struct ratio){1, 2}, (struct ratio){1, 2}));
    assert_false(ratio_equal((struct ratio){1, 2}, (struct ratio){1, 3}));
}

static void test_ratio_round(void **state)
{
    const struct {
        struct ratio value;
        int64_t unit;
        enum rounding rounding;
        money rounded;
    } rows[] = {
        {{0, 1}, 1, ROUND_HALF_UP, 0},
        {{1, 2}, 1, ROUND_HALF_UP, 1},
        {{-1, 2}, 1, ROUND_HALF_UP, -1},
        {{5, 2}, 1, ROUND_HALF_UP, 3},
        {{-5, 2}, 1, ROUND_HALF_UP, -3},
        {{49, 1}, 100, ROUND_HALF_UP, 0},
        {{50, 1}, 100, ROUND_HALF_UP, 100},
        {{99, 2}, 100, ROUND_HALF_UP, 0},
        {{-49, 1}, 100, ROUND_HALF_UP, 0},
        {{-50, 1}, 100, ROUND_HALF_UP, -100},
        {{49999, 1}, 100000, ROUND_HALF_UP, 0},
        {{50000, 1}, 100000, ROUND_HALF_UP, 100000},
        {{99999, 2}, 100000, ROUND_HALF_UP, 0},
        /* the application: 45,24 % of 756 000 kr is 342 014,40 kr, printed 342 014 */
        {{34201440, 1}, 100, ROUND_HALF_UP, 34201400},
        {{199, 1}, 100, ROUND_DOWN, 100},
        {{-199, 1}, 100, ROUND_DOWN, -100},
        {{99, 100}, 1, ROUND_DOWN, 0},
        {{-99, 100}, 1, ROUND_DOWN, 0},
        {{200, 1}, 100, ROUND_DOWN, 200},
        {{199999, 1}, 100000, ROUND_DOWN, 100000},
        {{INT64_MAX, 1}, 1, ROUND_HALF_UP, INT64_MAX},
        {{INT64_MIN, 1}, 1, ROUND_HALF_UP, INT64_MIN},
        {{(wide)INT64_MAX * 100 + 49, 100}, 1, ROUND_HALF_UP, INT64_MAX},
        {{(wide)INT64_MIN * 100 - 49, 100}, 1, ROUND_HALF_UP, INT64_MIN},
        {{(wide)INT64_MAX * 100 + 99, 100}, 1, ROUND_DOWN, INT64_MAX},
        {{INT64_MAX, 1}, 100, ROUND_HALF_UP, INT64_MAX - 7},
        {{INT64_MAX, 1}, 1000, ROUND_DOWN, INT64_MAX - 807},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        money rounded = 4711;
        if (!ratio_round(rows[i].value, rows[i].unit, rows[i].rounding, &rounded) ||
            rounded != rows[i].rounded)
            fail_msg("row %zu: got %lld", i, (long long)rounded);
    }
}

static void test_ratio_round_beyond(void **state)
{
    const struct {
        struct ratio value;
        int64_t unit;
    } rows[] = {
        {{(wide)INT64_MAX * 2 + 1, 2}, 1},
        {{(wide)INT64_MIN * 2 - 1, 2}, 1},
        {{INT64_MAX, 1}, 1000},
        {{INT64_MIN, 1}, 1000},
        {{TOP, 1}, 1},
        {{-TOP, 1}, 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        money rounded = 4711;
        if (ratio_round(rows[i].value, rows[i].unit, ROUND_HALF_UP, &rounded) || rounded != 4711)
            fail_msg("row %zu: got %lld", i, (long long)rounded);
    }
}

/* (unit × (2k + 1) / 2) moved by thousandths of an öre. */
static money round_near_half(int64_t k, int64_t unit, int thousandths, enum rounding rounding)
{
    struct ratio value = {0, 1};
    money rounded = 4711;
    assert_true(ratio_make((wide)unit * (2 * k + 1) * 500 + thousandths, 1000, &value));
    assert_true(ratio_round(value, unit, rounding, &rounded));
    return rounded;
}

/* Both sides of every half: away from zero on the half itself, the nearer unit beside it. */
static void test_both_sides_of_halves(void **state)
{
    static const int64_t units[] = {1, 100, 100000};
    (void)state;
    for (size_t u = 0; u < COUNT(units); u++)
        for (int64_t k = 0; k < 12; k++) {
            int64_t low = k * units[u], high = (k + 1) * units[u];
            assert_true(round_near_half(k, units[u], -1, ROUND_HALF_UP) == low);
            assert_true(round_near_half(k, units[u], 0, ROUND_HALF_UP) == high);
            assert_true(round_near_half(k, units[u], 1, ROUND_HALF_UP) == high);
            assert_true(round_near_half(-k - 1, units[u], 1, ROUND_HALF_UP) == -low);
            assert_true(round_near_half(-k - 1, units[u], 0, ROUND_HALF_UP) == -high);
            assert_true(round_near_half(-k - 1, units[u], -1, ROUND_HALF_UP) == -high);
            assert_true(round_near_half(k, units[u], 1, ROUND_DOWN) == low);
            assert_true(round_near_half(-k - 1, units[u], -1, ROUND_DOWN) == -low);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_money_add),          cmocka_unit_test(test_wide_multiply),
        cmocka_unit_test(test_ratio_make),         cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_ratio_compare),      cmocka_unit_test(test_ratio_compare_beyond),
        cmocka_unit_test(test_ratio_bounds),       cmocka_unit_test(test_ratio_to_rest),
        cmocka_unit_test(test_small_helpers),      cmocka_unit_test(test_ratio_round),
        cmocka_unit_test(test_ratio_round_beyond), cmocka_unit_test(test_both_sides_of_halves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
