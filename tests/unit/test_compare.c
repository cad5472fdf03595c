/* Comparing schemes: where two of them cross, and what of a budget is taken into the comparison. Every crossing is
 * worked by hand in the comments. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "budgetkoll/compare.h"
#include "budgetkoll/complete.h"
#include "budgetkoll/reading.h"
#include "file_bytes.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KRONOR(amount) ((money)(amount)*ORE_PER_KRONA)

/* ---- the search ---- */

/* rate × wages + constant, in öre, rounded half-up to `unit`. */
struct line {
    struct ratio rate;
    money constant, unit;
    money fails_from; /* or 0 */
};

static bool line_at(void *context, money staff, money *difference)
{
    const struct line *line = context;
    struct ratio product;
    money rounded = 0;
    if (line->fails_from && staff >= line->fails_from)
        return false;
    assert_true(ratio_multiply(line->rate, ratio_from(staff), &product));
    assert_true(ratio_round(product, line->unit, ROUND_HALF_UP, &rounded));
    return money_add(rounded, line->constant, difference);
}

static struct ratio part(int64_t numerator, int64_t denominator)
{
    struct ratio ratio;
    assert_true(ratio_make(numerator, denominator, &ratio));
    return ratio;
}

/* Other costs O under 15 % of staff costs, or covered by 40 % of them (eruf-2014 and its variant other-costs; rates of
 * TVFS 2019:1 15 §): O + 0,15 × 1,4524 W = 0,40 × 1,4524 W, so W = O / (0,25 × 1,4524) = O / 0,3631. */
static void test_crossing_by_hand(void **state)
{
    (void)state;
    static const struct {
        money other_costs, wages;
    } cases[] = {
        {KRONOR(3631), KRONOR(10000)},      /* exactly */
        {KRONOR(3632), KRONOR(10003)},      /* 10 002,75: the first whole krona from there */
        {KRONOR(3269000), KRONOR(9003030)}, /* 9 003 029,47 */
        {1, KRONOR(1)},                     /* 0,03 kr */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct line line = {part(3631, 10000), -cases[i].other_costs, 1, 0};
        struct crossing crossing = find_crossing(line_at, &line, KRONOR(1000000000));
        assert_true(crossing.is_known && crossing.is_found);
        assert_int_equal(crossing.staff, cases[i].wages);
        assert_int_equal(crossing.above, 1);
    }
}

/* The same, the other way round: what was more without wages is less above. */
static void test_crossing_downwards(void **state)
{
    (void)state;
    struct line line = {part(-3631, 10000), KRONOR(3631), 1, 0};
    struct crossing crossing = find_crossing(line_at, &line, KRONOR(1000000));
    assert_true(crossing.is_found);
    assert_int_equal(crossing.staff, KRONOR(10000));
    assert_int_equal(crossing.above, -1);
}

/* 20 % against 15 %: equal without wages, then always more; parallel lines; the same line. */
static void test_no_crossing(void **state)
{
    (void)state;
    static const struct {
        int64_t percent;
        money constant;
        int above;
    } cases[] = {{5, 0, 1}, {-5, 0, -1}, {0, 100, 1}, {0, -100, -1}, {0, 0, 0}, {5, 100, 1}, {-5, -100, -1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct line line = {part(cases[i].percent, 100), cases[i].constant, 1, 0};
        struct crossing crossing = find_crossing(line_at, &line, KRONOR(1000000));
        assert_true(crossing.is_known);
        assert_false(crossing.is_found);
        assert_int_equal(crossing.above, cases[i].above);
    }
}

/* Beyond the limit there is none; at the limit itself there is. */
static void test_limit(void **state)
{
    (void)state;
    struct line line = {part(3631, 10000), -KRONOR(3631), 1, 0};
    assert_false(find_crossing(line_at, &line, KRONOR(9999)).is_found);
    assert_true(find_crossing(line_at, &line, KRONOR(10000)).is_found);
    assert_int_equal(find_crossing(line_at, &line, KRONOR(9999)).above, -1);
}

/* In whole kronor 0,3631 × W reaches 3 631 from 3 630,50 on: W ≥ 9 998,63, so 9 999. */
static void test_crossing_rounded(void **state)
{
    (void)state;
    struct line line = {part(3631, 10000), -KRONOR(3631), ORE_PER_KRONA, 0};
    assert_int_equal(find_crossing(line_at, &line, KRONOR(1000000)).staff, KRONOR(9999));
}

/* Two roundings against each other: the sign steps to and fro, and the lowest is what trying every krona gives. */
static bool ripple_at(void *context, money staff, money *difference)
{
    struct line up = {part(40, 100), 0, ORE_PER_KRONA, 0}, down = {part(37, 100), 0, ORE_PER_KRONA, 0};
    money a = 0, b = 0;
    assert_true(line_at(&up, staff, &a) && line_at(&down, staff, &b));
    *difference = a - b - *(const money *)context;
    return true;
}

static void test_crossing_that_ripples(void **state)
{
    (void)state;
    int returns = 0;
    for (money other = KRONOR(1); other <= KRONOR(60); other += KRONOR(1)) {
        money lowest = 0, difference = -1;
        while (ripple_at(&other, lowest, &difference) && difference < 0)
            lowest += ORE_PER_KRONA;
        struct crossing crossing = find_crossing(ripple_at, &other, KRONOR(100000));
        assert_int_equal(crossing.staff, lowest);
        assert_true(ripple_at(&other, lowest + ORE_PER_KRONA, &difference));
        returns += difference < 0;
    }
    assert_true(returns > 0); /* there was something to look for below */
}

static void test_crossing_that_fails(void **state)
{
    (void)state;
    struct line line = {part(3631, 10000), -KRONOR(3631), 1, KRONOR(500)};
    struct crossing crossing = find_crossing(line_at, &line, KRONOR(1000000));
    assert_false(crossing.is_known);
    assert_false(crossing.is_found && crossing.is_known);
}

static void test_how_far(void **state)
{
    (void)state;
    money wages[] = {KRONOR(5), KRONOR(7)}, cash[] = {KRONOR(100), 0}, revenue[] = {-KRONOR(1), 0};
    money huge[] = {INT64_MAX, INT64_MAX};
    struct arena arena = {0};
    struct draft draft = {0};
    *ARENA_PUSH(&arena, &draft.years) = 2021;
    *ARENA_PUSH(&arena, &draft.years) = 2022;
    draft_row(&arena, &draft, TABLE_COSTS, STAFF)->amounts = wages;
    draft_row(&arena, &draft, TABLE_COSTS, REVENUE)->amounts = revenue;
    draft_row(&arena, &draft, TABLE_FINANCING, PUBLIC_CASH)->amounts = cash;
    assert_int_equal(crossing_limit(&draft), KRONOR(13000)); /* 1 + 5 + 7 */
    draft_row(&arena, &draft, TABLE_COSTS, EXTERNAL)->amounts = huge;
    assert_true(crossing_limit(&draft) < INT64_MAX / 50);
    assert_int_equal(crossing_limit(&draft) % ORE_PER_KRONA, 0);
    arena_release(&arena);
}

/* ---- with the calculator ---- */

struct world {
    struct arena arena;
    const struct scheme *schemes[2];
    struct draft draft;
};

static const struct scheme *load_scheme(struct arena *arena, const char *variant)
{
    struct str error = STR("");
    struct input input = {STR("eruf-2014.ini"), load(arena, "data/schemes/eruf-2014.ini")};
    struct scheme *scheme = read_scheme(arena, input, SWEDISH, &error);
    assert_non_null(scheme);
    assert_true(!variant || scheme_choose(arena, scheme, str_from(variant)));
    return scheme;
}

struct outcome {
    struct budget *budget;
    struct conditions conditions;
    const struct calculation *calculation;
};

static struct outcome complete(struct arena *arena, const struct draft *draft, const struct scheme *scheme)
{
    struct draft_texts texts = draft_write(arena, draft, scheme);
    struct input inputs[] = {{STR("kostnader.csv"), texts.costs},
                             {STR("medfinansiering.csv"), texts.financing},
                             {STR("projekt.csv"), texts.project}};
    size_t count = texts.project.length ? 3 : 2;
    struct findings findings = {.arena = arena, .language = SWEDISH};
    const struct budget *published = read_case(arena, inputs, count, &findings).budget;
    struct outcome outcome = {.budget = read_case(arena, inputs, count, &findings).budget,
                              .conditions = conditions_find(scheme, published)};
    outcome.calculation = complete_budget(arena, published, outcome.budget, &outcome.conditions, SWEDISH);
    assert_int_equal(findings.list.count, 0);
    return outcome;
}

static struct compared_scheme compare(struct world *world, const struct scheme *scheme)
{
    struct compared_scheme result = {0};
    struct outcome outcome = complete(&world->arena, &world->draft, scheme);
    assert_true(compare_completed(&world->arena, &world->draft, outcome.budget, &outcome.conditions,
                                  outcome.calculation, &result));
    return result;
}

static bool costs_at(void *context, money staff, money *difference)
{
    struct world *world = context;
    struct arena arena = {0};
    struct draft draft;
    assert_true(draft_with_wages(&arena, &world->draft, staff, &draft));
    *difference = complete(&arena, &draft, world->schemes[1]).calculation->plan.costs -
                  complete(&arena, &draft, world->schemes[0]).calculation->plan.costs;
    arena_release(&arena);
    return true;
}

static void set(struct world *world, enum table_kind table, enum concept concept, money amount)
{
    draft_row(&world->arena, &world->draft, table, concept)->amounts[0] = amount;
}

/* One column: wages 10 000, external services 3 631.
 *   15 %: on-costs 4 524; indirect 15 % × 14 524 = 2 178,60 → 2 179; in all 10 000 + 3 631 + 4 524 + 2 179 = 20 334
 *   40 %: indirect 40 % × 14 524 = 5 809,60 → 5 810; in all 10 000 + 4 524 + 5 810 = 20 334; 5 810 − 3 631 = 2 179 left
 * The indirect rate starts from unrounded on-costs, which are alike under both:
 * At 9 999: 15 % × 14 522,55 = 2 178,38 → 2 178; 40 % × 14 522,55 = 5 809,02 → 5 809 = 2 178 + 3 631: as much.
 * At 9 998: 15 % × 14 521,10 = 2 178,16 → 2 178; 40 % × 14 521,10 = 5 808,44 → 5 808: 1 kr less. */
static void test_schemes_cross(void **state)
{
    (void)state;
    struct world world = {.draft = {.language = SWEDISH, .has_own_row = true}};
    world.schemes[0] = load_scheme(&world.arena, NULL);
    world.schemes[1] = load_scheme(&world.arena, "other-costs");
    set(&world, TABLE_COSTS, STAFF, KRONOR(10000));
    set(&world, TABLE_COSTS, EXTERNAL, KRONOR(3631));
    struct compared_scheme first = compare(&world, world.schemes[0]);
    struct compared_scheme second = compare(&world, world.schemes[1]);
    assert_int_equal(first.amounts[COMPARED_TOTAL_COSTS], KRONOR(20334));
    assert_int_equal(second.amounts[COMPARED_TOTAL_COSTS], KRONOR(20334));
    assert_int_equal(first.amounts[COMPARED_INDIRECT], KRONOR(2179));
    assert_int_equal(second.amounts[COMPARED_INDIRECT], KRONOR(5810));
    assert_int_equal(first.covered[COMPARED_EXTERNAL], 0);
    assert_int_equal(second.covered[COMPARED_EXTERNAL], KRONOR(3631));
    assert_false(second.has[COMPARED_EXTERNAL]);
    assert_int_equal(second.amounts[COMPARED_LEFT], KRONOR(2179));
    struct crossing crossing = find_crossing(costs_at, &world, KRONOR(1000000));
    assert_true(crossing.is_found);
    assert_int_equal(crossing.staff, KRONOR(9999));
    assert_int_equal(crossing.above, 1);
    arena_release(&world.arena);
}

/* 1 000 kr of wages: on-costs 452 (452,40), indirect 40 % × 1 452,40 = 580,96 → 581. It covers 900 of external services: 319
 * are unpaid. The costs are 2 033; half of them is the ceiling, 1 016 in whole kronor; 100 are promised, so that
 * 2 033 − 100 − 1 016 = 917 is the applicant's, and 917 + 319 = 1 236 in all. Staff is 1 452 of 2 352, 61,73 %. */
static void test_money_of_ones_own(void **state)
{
    (void)state;
    struct world world = {.draft = {.language = SWEDISH, .has_own_row = true}};
    set(&world, TABLE_COSTS, STAFF, KRONOR(1000));
    set(&world, TABLE_COSTS, EXTERNAL, KRONOR(900));
    set(&world, TABLE_FINANCING, PUBLIC_CASH, KRONOR(100));
    struct compared_scheme result = compare(&world, load_scheme(&world.arena, "other-costs"));
    assert_int_equal(result.amounts[COMPARED_FLAT_RATES], KRONOR(452 + 581));
    assert_int_equal(result.amounts[COMPARED_LEFT], -KRONOR(319));
    assert_int_equal(result.amounts[COMPARED_UNPAID], KRONOR(319));
    assert_int_equal(result.amounts[COMPARED_HIGHEST_AID], KRONOR(1016));
    assert_int_equal(result.amounts[COMPARED_AID], KRONOR(1016));
    assert_int_equal(result.amounts[COMPARED_OWN], KRONOR(917));
    assert_int_equal(result.amounts[COMPARED_OWN_IN_ALL], KRONOR(1236));
    assert_true(result.ceiling == CEILING_ELIGIBLE && result.ceiling_binds);
    assert_true(ratio_equal(result.staff_share, part(1452, 2352)));
    assert_true(ratio_equal(result.least_staff, part(45, 100)));
    arena_release(&world.arena);
}

/* ---- which is best ---- */

static void test_best(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct schemes_compared comparison = {0};
    static const money aid[] = {5, 7, 7, 9};
    for (size_t i = 0; i < COUNT(aid); i++) {
        struct compared_scheme *scheme = ARENA_PUSH(&arena, &comparison.schemes);
        scheme->amounts[COMPARED_AID] = aid[i];
        scheme->amounts[COMPARED_OWN_IN_ALL] = aid[i];
    }
    *ARENA_PUSH(&arena, &comparison.schemes.items[3].why_not) = STR("its rate is not known");
    static const bool most[] = {false, true, true, false}, least[] = {true, false, false, false};
    for (size_t i = 0; i < COUNT(aid); i++) {
        assert_int_equal(comparison_is_best(&comparison, BEST_AID, i), most[i]);
        assert_int_equal(comparison_is_best(&comparison, BEST_OWN, i), least[i]);
    }
    arena_release(&arena);
}

/* ---- a budget as a draft ---- */

static struct draft draft_from(struct arena *arena, const char *text)
{
    struct findings findings = {.arena = arena, .language = SWEDISH};
    struct input input = {STR("t.csv"), str_from(text)};
    return draft_of(arena, read_case(arena, &input, 1, &findings).budget, SWEDISH);
}

static const struct draft_row *find(const struct draft *draft, enum table_kind table, enum concept concept,
                                    bool is_own)
{
    for (size_t i = 0; i < draft->rows.count; i++) {
        const struct draft_row *row = &draft->rows.items[i];
        if (row->table == table && row->concept == concept && row->is_own == is_own)
            return row;
    }
    return NULL;
}

static void check_row(const struct draft *draft, enum table_kind table, enum concept concept, bool is_own,
                      money first, money second)
{
    const struct draft_row *row = find(draft, table, concept, is_own);
    assert_non_null(row);
    assert_int_equal(row->amounts[0], KRONOR(first));
    if (draft->years.count > 1)
        assert_int_equal(row->amounts[1], KRONOR(second));
}

static void test_draft_of_a_budget(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct draft draft = draft_from(&arena, "Uppgift;Värde\n"
                                            "Organisationsnamn;Timrå kommun\n"
                                            "Program;\"Mitt; \"\"eget\"\" 2014-2020\"\n"
                                            "Indirekta kostnader;20 %\n"
                                            "\n"
                                            "Kostnadstyp;2021;2022;Totalt\n"
                                            "Personal;;;\n"
                                            " - Ekonom;100;200;300\n"
                                            " - Ledare;10;;10\n"
                                            "Externa tjänster;5;6;11\n"
                                            "Resor och logi;0;0;0\n"
                                            "Drönare;7;8;15\n"
                                            "Bilönekostnader 45,24%;50;90;140\n"
                                            "Projektintäkter;-1;-2;-3\n"
                                            "\n"
                                            "Finansiär;2021;2022;Totalt\n"
                                            "Offentlig kontantfinansiering;90;95;185\n"
                                            " - Timrå kommun;40;41;81\n"
                                            " - Region Jämtland;50;54;104\n"
                                            "Privat bidrag i annat än pengar;3;4;7\n");
    assert_int_equal(draft.unread.length, 0);
    assert_int_equal(draft.years.count, 2);
    check_row(&draft, TABLE_COSTS, STAFF, false, 110, 200);
    check_row(&draft, TABLE_COSTS, EXTERNAL, false, 5, 6);
    check_row(&draft, TABLE_COSTS, OTHER_COST, false, 7, 8);
    check_row(&draft, TABLE_COSTS, REVENUE, false, -1, -2);
    check_row(&draft, TABLE_FINANCING, PUBLIC_CASH, false, 50, 54);
    check_row(&draft, TABLE_FINANCING, PUBLIC_CASH, true, 40, 41);
    check_row(&draft, TABLE_FINANCING, PRIVATE_IN_KIND, false, 3, 4);
    assert_null(find(&draft, TABLE_COSTS, TRAVEL, false));
    assert_null(find(&draft, TABLE_COSTS, PAYROLL, false));
    assert_true(draft.has_own_row);
    /* of what is said about the project only the programme goes along, whatever its name holds */
    assert_int_equal(draft.facts.count, 1);
    assert_int_equal(draft.facts.items[0].concept, PROGRAMME);
    struct outcome outcome = complete(&arena, &draft, load_scheme(&arena, NULL));
    assert_true(str_equal(budget_fact_text(outcome.budget, PROGRAMME), STR("Mitt; \"eget\" 2014-2020")));
    arena_release(&arena);
}

/* Financing that only has a total, so that there are no years; a sum without kinds is public cash. */
static void test_draft_without_years(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct draft draft = draft_from(&arena, "Kostnadstyp;2021;2022;Totalt\n"
                                            "Personal;100;200;300\n"
                                            "\n"
                                            "Finansiär;Totalt\n"
                                            "Summa medfinansiering;170\n"
                                            "Privat kontantfinansiering;20\n");
    assert_int_equal(draft.years.count, 0);
    check_row(&draft, TABLE_COSTS, STAFF, false, 300, 0);
    check_row(&draft, TABLE_FINANCING, PUBLIC_CASH, false, 150, 0);
    check_row(&draft, TABLE_FINANCING, PRIVATE_CASH, false, 20, 0);
    assert_false(draft.has_own_row);
    arena_release(&arena);
}

static void test_draft_that_cannot_be_read(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct draft draft =
        draft_from(&arena, "Kostnadstyp;2021;Totalt\nPersonal;x12y;\nExterna tjänster;5;5\n");
    assert_true(str_equal(draft.unread, STR("Personal")));
    arena_release(&arena);
}

/* The own contribution stays in its group: whether it counts may depend on that. */
static void test_private_own_row(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct draft draft = draft_from(&arena, "Kostnadstyp;Totalt\n"
                                            "Personal;1000\n"
                                            "\n"
                                            "Finansiär;Totalt\n"
                                            "Privat kontantfinansiering;60\n"
                                            " - Egen insats;10\n"
                                            " - Bolaget AB;50\n");
    check_row(&draft, TABLE_FINANCING, PRIVATE_CASH, true, 10, 0);
    check_row(&draft, TABLE_FINANCING, PRIVATE_CASH, false, 50, 0);
    struct outcome outcome = complete(&arena, &draft, load_scheme(&arena, NULL));
    const struct item *group = budget_item(outcome.budget, TABLE_FINANCING, PRIVATE_CASH);
    assert_int_equal(group->lines.count, 2);
    assert_ptr_equal(outcome.calculation->plan.own_row, group->lines.items[1]);
    /* 1 000 + 452 + 218 = 1 670 costs, half of it aid, 60 promised: 775 are left to the own row */
    assert_int_equal(outcome.calculation->plan.own, KRONOR(775));
    arena_release(&arena);
}

/* In proportion, in whole kronor by largest remainder: 1 000 by 1 : 2 is 333 and 667; evenly where there are none. */
static void test_other_wages(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct draft draft = {0}, other;
    *ARENA_PUSH(&arena, &draft.years) = 2021;
    *ARENA_PUSH(&arena, &draft.years) = 2022;
    draft_row(&arena, &draft, TABLE_COSTS, EXTERNAL)->amounts[0] = KRONOR(9);
    assert_true(draft_with_wages(&arena, &draft, KRONOR(1000), &other));
    check_row(&other, TABLE_COSTS, STAFF, false, 500, 500);
    assert_null(find(&draft, TABLE_COSTS, STAFF, false));
    money wages[] = {KRONOR(10), KRONOR(20)};
    draft_row(&arena, &draft, TABLE_COSTS, STAFF)->amounts = wages;
    assert_true(draft_with_wages(&arena, &draft, KRONOR(1000), &other));
    check_row(&other, TABLE_COSTS, STAFF, false, 333, 667);
    check_row(&other, TABLE_COSTS, EXTERNAL, false, 9, 0);
    check_row(&draft, TABLE_COSTS, STAFF, false, 10, 20);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crossing_by_hand),
        cmocka_unit_test(test_crossing_downwards),
        cmocka_unit_test(test_no_crossing),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_crossing_rounded),
        cmocka_unit_test(test_crossing_that_ripples),
        cmocka_unit_test(test_crossing_that_fails),
        cmocka_unit_test(test_how_far),
        cmocka_unit_test(test_schemes_cross),
        cmocka_unit_test(test_money_of_ones_own),
        cmocka_unit_test(test_best),
        cmocka_unit_test(test_draft_of_a_budget),
        cmocka_unit_test(test_draft_without_years),
        cmocka_unit_test(test_draft_that_cannot_be_read),
        cmocka_unit_test(test_private_own_row),
        cmocka_unit_test(test_other_wages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
