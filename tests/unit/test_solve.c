/* Splitting an amount, and finding the one that makes a budget come out as wished. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>

#include "budgetkoll/complete.h"
#include "budgetkoll/reading.h"
#include "budgetkoll/solve.h"
#include "budgetkoll/system.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KRONOR(amount) ((money)(amount)*ORE_PER_KRONA)

/* ---- splitting ---- */

enum { MOST_PARTS = 5 };

/* Hamilton's method: what is cut off decides who gets the units that are left, of equal ones the earlier. */
static void test_split(void **state)
{
    (void)state;
    static const struct {
        money total, unit;
        size_t count;
        money weights[MOST_PARTS], parts[MOST_PARTS];
    } rows[] = {
        {10, 1, 2, {1, 1}, {5, 5}},
        {10, 1, 3, {1, 1, 1}, {4, 3, 3}},             /* 3,33 each: the first of equals */
        {11, 1, 3, {1, 1, 1}, {4, 4, 3}},             /* 3,67 each: the first two */
        {10, 1, 3, {1, 2, 3}, {2, 3, 5}},             /* 1,67 3,33 5: the largest remainder */
        {7, 1, 4, {5, 3, 1, 1}, {3, 2, 1, 1}},        /* 3,5 2,1 0,7 0,7: 0,7 twice, and not 0,5 */
        {100, 1, 3, {47, 16, 37}, {47, 16, 37}},      /* exactly */
        {1000, 100, 3, {1, 1, 1}, {400, 300, 300}},   /* in whole kronor */
        {1050, 100, 3, {1, 1, 1}, {400, 300, 350}},   /* what is no whole krona goes to the last */
        {1050, 100, 3, {1, 1, 0}, {500, 550, 0}},     /* the last with weight */
        {50, 100, 3, {1, 1, 1}, {0, 0, 50}},          /* less than one unit */
        {0, 100, 3, {1, 2, 3}, {0, 0, 0}},            /* nothing */
        {10, 1, 3, {0, 1, 0}, {0, 10, 0}},            /* one with weight */
        {10, 1, 3, {-5, 1, 1}, {0, 5, 5}},            /* negative weights count as 0 */
        {9, 1, 1, {3}, {9}},                          /* one part */
        {10, 1, 5, {1, 1, 1, 1, 0}, {3, 3, 2, 2, 0}}, /* 2,5 each; none without weight gets a unit */
        {3, 1, 5, {1, 1, 1, 1, 1}, {1, 1, 1, 0, 0}},  /* fewer units than parts */
        {9223372036854775807, 1, 2, {1, 1}, {4611686018427387904, 4611686018427387903}},
        {9223372036854775807, 1, 2, {9223372036854775807, 0}, {9223372036854775807, 0}},
        {9223372036854775807,
         1,
         2,
         {9223372036854775807, 9223372036854775807},
         {4611686018427387904, 4611686018427387903}}, /* the sum of the weights is more than money holds */
        {9223372036854775807,
         100,
         2,
         {1, 1},
         {4611686018427387900, 4611686018427387907}}, /* 92 233 720 368 547 758 kr */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        money parts[MOST_PARTS] = {0};
        assert_true(split_total(rows[i].total, rows[i].unit, rows[i].weights, rows[i].count, parts));
        for (size_t p = 0; p < rows[i].count; p++)
            if (parts[p] != rows[i].parts[p])
                fail_msg("row %zu, part %zu: %" PRId64 ", expected %" PRId64, i, p, parts[p],
                         rows[i].parts[p]);
    }
}

/* Whatever is split, the parts add up, none is less than its share cut to units, and none is more than one unit above
 * it; what is no whole unit apart. */
static void test_split_adds_up(void **state)
{
    (void)state;
    uint64_t seed = 20240601;
    for (int run = 0; run < 20000; run++) {
        money weights[MOST_PARTS], parts[MOST_PARTS], sum = 0, whole = 0;
        money unit = run % 2 ? 100 : 1;
        for (int i = 0; i < MOST_PARTS; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            weights[i] = (money)(seed >> 33) % (run % 7 + 1) * (run % 3 ? 1 : 999983);
            whole += weights[i];
        }
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        money total = (money)(seed >> 20) % 1000000007;
        bool split = split_total(total, unit, weights, MOST_PARTS, parts);
        assert_int_equal(split, whole > 0);
        for (int i = 0; split && i < MOST_PARTS; i++) {
            money units = (money)((wide)(total / unit) * weights[i] / whole);
            money rest = total % unit;
            sum += parts[i];
            assert_true(parts[i] / unit - units <= 1 && parts[i] / unit >= units);
            assert_true(parts[i] % unit == 0 || parts[i] % unit == rest);
            assert_true(weights[i] > 0 || parts[i] == 0);
        }
        assert_true(!split || sum == total);
    }
}

static void test_no_split(void **state)
{
    (void)state;
    static const money nothing[] = {0, 0, -5};
    money parts[MOST_PARTS];
    assert_false(split_total(10, 1, nothing, 3, parts));
    assert_false(split_total(10, 1, nothing, 0, parts));
    assert_false(split_total(-1, 1, (const money[]){1}, 1, parts));
}

/* ---- searching ---- */

/* result = floor(amount × numerator / denominator / step) × step + constant, all in öre. */
struct steps {
    money numerator, denominator, step, constant;
    money fails_from; /* or 0 */
    money most;       /* no result above it, or 0 */
};

static bool step_at(void *context, money amount, money *result)
{
    const struct steps *steps = context;
    wide exact = (wide)amount * steps->numerator / steps->denominator;
    if (steps->fails_from && amount >= steps->fails_from)
        return false;
    *result = (money)(exact / steps->step * steps->step) + steps->constant;
    if (steps->most && *result > steps->most)
        *result = steps->most;
    return true;
}

static struct found search(struct steps steps, money target, int slack)
{
    struct found found;
    assert_true(solve_search(step_at, &steps, target, ORE_PER_KRONA, slack, &found));
    return found;
}

/* Twice the amount: 8 kr come of 4 kr, 7 kr of none, 2 kr of the first krona. */
static void test_search_one(void **state)
{
    (void)state;
    struct steps twice = {2, 1, 100, 0, 0, 0};
    struct found found = search(twice, 800, 3);
    assert_int_equal(found.exact_count, 1);
    assert_int_equal(found.exact[0], 400);
    found = search(twice, 700, 3);
    assert_int_equal(found.exact_count, 0);
    assert_false(found.is_too_low || found.is_out_of_reach);
    assert_int_equal(found.below, 300);
    assert_int_equal(found.below_result, 600);
    assert_int_equal(found.above, 400);
    assert_int_equal(found.above_result, 800);
    found = search(twice, 200, 3);
    assert_int_equal(found.exact_count, 1);
    assert_int_equal(found.exact[0], 100);
    /* nothing at all gives nothing */
    found = search(twice, 0, 0);
    assert_int_equal(found.exact_count, 1);
    assert_int_equal(found.exact[0], 0);
}

/* Half of it in whole kronor: 4 kr come of 8 and of 9 kr; a third: of 12, 13 and 14 kr. */
static void test_search_several(void **state)
{
    (void)state;
    struct found found = search((struct steps){1, 2, 100, 0, 0, 0}, 400, 5);
    assert_int_equal(found.exact_count, 2);
    assert_int_equal(found.exact[0], 800);
    assert_int_equal(found.exact[1], 900);
    found = search((struct steps){1, 3, 100, 0, 0, 0}, 400, 5);
    assert_int_equal(found.exact_count, 3);
    assert_int_equal(found.exact[0], 1200);
    assert_int_equal(found.exact[2], 1400);
    /* more than are told: the lowest of them */
    found = search((struct steps){1, 100, 100, 0, 0, 0}, 400, 50);
    assert_int_equal(found.exact_count, MOST_FOUND);
    assert_int_equal(found.exact[0], 40000);
    /* the least amount that the slack reaches is 0 */
    found = search((struct steps){1, 3, 100, 0, 0, 0}, 0, 5);
    assert_int_equal(found.exact_count, 3);
    assert_int_equal(found.exact[0], 0);
}

/* Rounding lets a result fall: what gives the target below the first that gives more is found too. */
static bool ripple_at(void *context, money amount, money *result)
{
    static const money results[] = {0, 100, 200, 300, 500, 400, 500, 600, 700};
    (void)context;
    *result = amount / 100 < (money)COUNT(results) ? results[amount / 100] : amount;
    return true;
}

static void test_search_ripple(void **state)
{
    (void)state;
    struct found found;
    assert_true(solve_search(ripple_at, NULL, 400, ORE_PER_KRONA, 3, &found));
    assert_int_equal(found.exact_count, 1);
    assert_int_equal(found.exact[0], 500);
    assert_true(solve_search(ripple_at, NULL, 500, ORE_PER_KRONA, 3, &found));
    assert_int_equal(found.exact_count, 2);
    assert_int_equal(found.exact[0], 400);
    assert_int_equal(found.exact[1], 600);
}

static void test_search_limits(void **state)
{
    (void)state;
    struct found found = search((struct steps){1, 1, 100, 5000, 0, 0}, 4900, 3); /* 50 kr come of nothing */
    assert_true(found.is_too_low);
    assert_int_equal(found.above_result, 5000);
    assert_int_equal(found.exact_count, 0);
    found = search((struct steps){1, 1, 100, 5000, 0, 0}, 5000, 3);
    assert_false(found.is_too_low);
    assert_int_equal(found.exact_count, 1);
    found = search((struct steps){1, 1, 100, 0, 0, 9000}, 9100, 3); /* never more than 90 kr */
    assert_true(found.is_out_of_reach);
    assert_int_equal(found.exact_count, 0);
    found = search((struct steps){0, 1, 100, 0, 0, 0}, 100, 3);
    assert_true(found.is_out_of_reach);
    /* large: 10^13 kr */
    found = search((struct steps){1, 1, 100, 0, 0, 0}, KRONOR(10000000000000), 3);
    assert_int_equal(found.exact_count, 1);
    assert_true(found.exact[0] == KRONOR(10000000000000));
}

static void test_search_fails(void **state)
{
    (void)state;
    struct found found;
    struct steps steps = {1, 1, 100, 0, 1, 0}; /* for every amount but nothing */
    assert_true(solve_search(step_at, &steps, 500, ORE_PER_KRONA, 3, &found));
    assert_true(found.is_out_of_reach); /* no amount that can be computed gives as much */
    assert_int_equal(found.exact_count, 0);
    steps.constant = 500; /* nothing gives it, and what lies around cannot be told */
    assert_false(solve_search(step_at, &steps, 500, ORE_PER_KRONA, 3, &found));
    steps.constant = 0;
    steps.fails_from = 900;
    assert_true(solve_search(step_at, &steps, 500, ORE_PER_KRONA, 3, &found));
    assert_int_equal(found.exact_count, 1);
}

/* ---- aid and co-financing ---- */

/* y/(1 − y) × what counts, in whole kronor below; and the other way, in whole kronor above. */
static void test_aid_for(void **state)
{
    (void)state;
    static const struct {
        int64_t percent;
        money co_financing, aid;
    } rows[] = {
        {50, KRONOR(3697745), KRONOR(3697745)}, /* the bundled application */
        {40, KRONOR(300), KRONOR(200)},         /* 40/60 × 300 */
        {40, KRONOR(100), KRONOR(66)},          /* 66,67 */
        {60, KRONOR(100), KRONOR(150)},         /* 60/40 × 100 */
        {0, KRONOR(100), 0},
        {50, 0, 0},
        {1, KRONOR(98), 0}, /* 0,99 */
        {1, KRONOR(99), KRONOR(1)},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ratio share;
        money aid = -1;
        assert_true(ratio_make(rows[i].percent, 100, &share));
        assert_true(aid_for(share, rows[i].co_financing, ORE_PER_KRONA, &aid));
        if (aid != rows[i].aid)
            print_error("row %zu\n", i);
        assert_int_equal(aid, rows[i].aid);
    }
    money aid = 0;
    struct ratio most;
    assert_false(aid_for(ratio_from(1), KRONOR(100), ORE_PER_KRONA, &aid));
    assert_true(ratio_make(99, 100, &most));
    assert_false(aid_for(most, KRONOR(10000000000000000), ORE_PER_KRONA, &aid)); /* 99 × 10^16 kr */
}

static void test_co_financing_for(void **state)
{
    (void)state;
    static const struct {
        int64_t percent;
        money aid, co_financing;
    } rows[] = {
        {50, KRONOR(4055000), KRONOR(4055000)}, /* the bundled decision */
        {40, KRONOR(200), KRONOR(300)},
        {60, KRONOR(100), KRONOR(67)}, /* 40/60 × 100 = 66,67 */
        {60, KRONOR(150), KRONOR(100)},
        {100, KRONOR(100), 0},
        {30, KRONOR(1), KRONOR(3)}, /* 2,33 */
        {50, 50, KRONOR(1)},        /* 0,50 kr */
        {50, 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ratio share;
        money co_financing = -1, aid = 0;
        assert_true(ratio_make(rows[i].percent, 100, &share));
        assert_true(co_financing_for(share, rows[i].aid, ORE_PER_KRONA, &co_financing));
        if (co_financing != rows[i].co_financing)
            print_error("row %zu\n", i);
        assert_int_equal(co_financing, rows[i].co_financing);
        /* it is enough, and a krona less would not be */
        assert_true(rows[i].percent == 100 || aid_for(share, co_financing, 1, &aid));
        assert_true(rows[i].percent == 100 || aid >= rows[i].aid);
        assert_true(co_financing == 0 ||
                    (aid_for(share, co_financing - ORE_PER_KRONA, 1, &aid) && aid < rows[i].aid));
    }
    money co_financing = 0;
    struct ratio least;
    assert_false(co_financing_for(ratio_from(0), KRONOR(100), ORE_PER_KRONA, &co_financing));
    assert_true(ratio_make(1, 100, &least));
    assert_false(co_financing_for(least, KRONOR(10000000000000000), ORE_PER_KRONA, &co_financing));
}

/* ---- a category of a budget ---- */

struct world {
    struct arena arena;
    struct findings findings;
    const char *text;
    const struct scheme *scheme;
};

static struct budget *read(struct world *world)
{
    struct input input = {STR("t.csv"), str_from(world->text)};
    return read_case(&world->arena, &input, 1, &world->findings).budget;
}

static void start(struct world *world, const char *text)
{
    enum { MOST = 1 << 17 };
    struct str error = STR("");
    *world = (struct world){.text = text};
    world->findings = (struct findings){.arena = &world->arena, .language = SWEDISH};
    FILE *file = fopen("data/schemes/eruf-2014.ini", "rb");
    assert_non_null(file);
    char *bytes = arena_alloc(&world->arena, MOST, 1);
    struct input input = {STR("eruf-2014.ini"), {bytes, fread(bytes, 1, MOST, file)}};
    fclose(file);
    world->scheme = read_scheme(&world->arena, input, SWEDISH, &error);
    assert_non_null(world->scheme);
}

static money amount_at(const struct budget *budget, enum concept category, int line, int scope)
{
    const struct item *row = budget_item(budget, TABLE_COSTS, category);
    assert_non_null(row);
    const struct cell *cell = item_cell(line < 0 ? row : row->lines.items[line], scope);
    assert_non_null(cell);
    return cell->state == CELL_VALUE ? cell->value : -1;
}

static void test_put_category(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        money total; /* kronor */
        int cells;
        struct {
            int line, scope;
            money amount; /* kronor */
        } expected[4];
    } rows[] = {
        /* in the proportions they have: 3 : 7 of 100, of 11 (3,3 and 7,7) */
        {"Kostnadstyp;2021;2022;Totaler\nPersonal;30;70;100\n", 100, 2, {{-1, 2021, 30}, {-1, 2022, 70}}},
        {"Kostnadstyp;2021;2022;Totaler\nPersonal;30;70;100\n", 11, 2, {{-1, 2021, 3}, {-1, 2022, 8}}},
        {"Kostnadstyp;2021;2022;Totaler\nPersonal;30;70;100\n", 0, 2, {{-1, 2021, 0}, {-1, 2022, 0}}},
        /* evenly where there are none */
        {"Kostnadstyp;2021;2022;Totaler\nPersonal;;;\n", 11, 2, {{-1, 2021, 6}, {-1, 2022, 5}}},
        {"Kostnadstyp;2021;2022;Totaler\nPersonal;0;0;0\n", 11, 2, {{-1, 2021, 6}, {-1, 2022, 5}}},
        /* the lines where they have amounts, and only those */
        {"Kostnadstyp;2021;2022;Totaler\nPersonal;;;\n - A;10;20;\n - B;30;40;\n",
         1000,
         4,
         {{0, 2021, 100}, {0, 2022, 200}, {1, 2021, 300}, {1, 2022, 400}}},
        {"Kostnadstyp;2021;2022;Totaler\nPersonal;5;5;10\n - A;;;\n",
         100,
         2,
         {{-1, 2021, 50}, {-1, 2022, 50}}},
        /* one column */
        {"Kostnadstyp;Totaler\nPersonal;30\n", 500, 1, {{-1, SCOPE_TOTAL, 500}}},
        {"Kostnadstyp;Totaler\nPersonal;\n", 500, 1, {{-1, SCOPE_TOTAL, 500}}},
        {"Kostnadstyp;Totaler\nResor och logi;30\n", 500, 0, {{0}}},
        {"Finansiär;Totaler\nOffentlig kontantfinansiering;30\n", 500, 0, {{0}}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world world;
        start(&world, rows[i].text);
        struct budget *budget = read(&world);
        int cells = put_category(&world.arena, budget, STAFF, KRONOR(rows[i].total), (struct move){0});
        if (cells != rows[i].cells)
            fail_msg("row %zu: %d cells", i, cells);
        for (int e = 0; e < cells; e++) {
            money got = amount_at(budget, STAFF, rows[i].expected[e].line, rows[i].expected[e].scope);
            if (got != KRONOR(rows[i].expected[e].amount))
                fail_msg("row %zu, cell %d: %" PRId64, i, e, got);
        }
        arena_release(&world.arena);
    }
}

/* ---- staff for a total ---- */

struct trial {
    struct world *world;
    struct conditions conditions;
};

static bool total_at(void *context, money amount, money *total)
{
    struct trial *trial = context;
    struct world world = {.text = trial->world->text};
    world.findings = (struct findings){.arena = &world.arena, .language = SWEDISH};
    struct budget *published = read(&world), *working = read(&world);
    assert_true(put_category(&world.arena, working, STAFF, amount, (struct move){0}) > 0);
    complete_budget(&world.arena, published, working, &trial->conditions, SWEDISH);
    *total = amount_at(working, TOTAL_COSTS, -1, SCOPE_TOTAL);
    arena_release(&world.arena);
    return true;
}

/* The bundled decision: 3 150 000 of external services, and wages W that come with 67,026 % of them: W × 1,67026 =
 * 4 960 000, so W = 2 969 597,55. 2 969 598 gives 1 990 402,75, which with the years' roundings (650 874 + 1 321 469 +
 * 18 059) is 1 990 402; 2 969 597 gives 1 990 402 too, and a total of 8 109 999. */
static void test_staff_of_the_decision(void **state)
{
    (void)state;
    struct world world;
    struct found found;
    start(&world, "Kostnadslag;2021;2022;2023;Totalt\nPersonal;971 077;1 971 577;26 944;2 969 598\n"
                  "Externa tjänster;1 025 000;2 075 000;50 000;3 150 000\nSchablonkostnader;;;;\n"
                  "Summa totala kostnader;;;;\n");
    struct trial trial = {&world, conditions_find(world.scheme, read(&world))};
    assert_true(solve_search(total_at, &trial, KRONOR(8110000), ORE_PER_KRONA, 8, &found));
    assert_int_equal(found.exact_count, 1);
    assert_int_equal(found.exact[0], KRONOR(2969598));
    arena_release(&world.arena);
}

/* One year: W + round(0,67026 W). 100 000 → 167 026; 167 027 is skipped: 100 001 → 67 026,67 → 167 028. */
static void test_staff_skips(void **state)
{
    (void)state;
    struct world world;
    struct found found;
    start(&world, "Kostnadslag;Totalt\nPersonal;\nSchablonkostnader;\nSumma totala kostnader;\n");
    struct trial trial = {&world, conditions_find(world.scheme, read(&world))};
    assert_true(solve_search(total_at, &trial, KRONOR(167026), ORE_PER_KRONA, 4, &found));
    assert_int_equal(found.exact_count, 1);
    assert_int_equal(found.exact[0], KRONOR(100000));
    assert_true(solve_search(total_at, &trial, KRONOR(167027), ORE_PER_KRONA, 4, &found));
    assert_int_equal(found.exact_count, 0);
    assert_int_equal(found.below, KRONOR(100000));
    assert_int_equal(found.above, KRONOR(100001));
    assert_int_equal(found.above_result, KRONOR(167028));
    arena_release(&world.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),          cmocka_unit_test(test_split_adds_up),
        cmocka_unit_test(test_no_split),       cmocka_unit_test(test_search_one),
        cmocka_unit_test(test_search_several), cmocka_unit_test(test_search_ripple),
        cmocka_unit_test(test_search_limits),  cmocka_unit_test(test_search_fails),
        cmocka_unit_test(test_aid_for),        cmocka_unit_test(test_co_financing_for),
        cmocka_unit_test(test_put_category),   cmocka_unit_test(test_staff_of_the_decision),
        cmocka_unit_test(test_staff_skips),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
