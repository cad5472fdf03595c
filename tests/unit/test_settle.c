/* Cells that can be read in two ways: what the sums of their table make of them, and what they leave in doubt. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <string.h>

#include "budgetkoll/reading.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define HEADER "Kostnadslag;2020;2021;Totalt\n"

struct world {
    struct arena arena;
    struct findings findings;
    const struct budget *budget;
};

static void start(struct world *world, const char *text)
{
    struct input input = {STR("t.csv"), str_from(text)};
    *world = (struct world){.findings = {.language = ENGLISH}};
    world->findings.arena = &world->arena;
    world->budget = read_case(&world->arena, &input, 1, &world->findings).budget;
}

static size_t count_ambiguous(const struct world *world)
{
    size_t count = 0;
    for (size_t i = 0; i < world->findings.list.count; i++)
        count += world->findings.list.items[i].rule == RULE_READ_AMBIGUOUS;
    return count;
}

static bool has_remark(const struct world *world, const char *part)
{
    for (size_t i = 0; i < world->budget->remarks.count; i++)
        if (str_find(world->budget->remarks.items[i].text, str_from(part)) >= 0)
            return true;
    return false;
}

enum { DOUBT = -1 };

/* The first row's three amounts in öre, or DOUBT. */
static void test_sums(void **state)
{
    static const struct {
        const char *text;
        money first, second, total;
    } rows[] = {
        /* a row's years and its total: each of the three in doubt */
        {HEADER "Personal;1,234;2 000;3 234\n", 123400, 200000, 323400},
        {HEADER "Personal;1 234;2,000;3 234\n", 123400, 200000, 323400},
        {HEADER "Personal;1 234;2 000;3,234\n", 123400, 200000, 323400},
        {HEADER "Personal;1.234;2 000;3 234\n", 123400, 200000, 323400},
        {HEADER "Personal;1 234;2,000;1 236\n", 123400, 200, 123600},
        {HEADER "Personal;1 234;2,000;1236,00\n", 123400, 200, 123600},
        /* two in doubt, one reading of both */
        {HEADER "Personal;1,234;2,766;4 000\n", 123400, 276600, 400000},
        /* an error in the sum, or two readings that agree: not guessed */
        {HEADER "Personal;1,234;2 000;3 235\n", DOUBT, 200000, 323500},
        {HEADER "Personal;1,234;2,000;3,234\n", DOUBT, DOUBT, DOUBT},
        {HEADER "Personal;1,234;;1,234\n", DOUBT, 0, DOUBT},
        {HEADER "Personal;1,234;2 000;\n", DOUBT, 200000, 0},
        {HEADER "Personal;1,234;2 000;tio\n", DOUBT, 200000, DOUBT},
        /* lines below it, and rows above the total, in their column */
        {HEADER "Personal;1,234;;\n - a;1 000;;\n - b;234;;\n", 123400, 0, 0},
        {HEADER "Personal;1 234;;\n - a;1,000;;\n - b;234;;\n", 123400, 0, 0},
        {HEADER "Personal;1,234;;\nResor och logi;766;;\nSumma kostnader;2 000;;\n", 123400, 0, 0},
        {HEADER "Personal;1,234;;\n - a;1 000;;\nSumma kostnader;2 000;;\n", DOUBT, 0, 0},
        /* thousands of kronor may have three decimals */
        {"Kostnadslag (tkr);2020;2021;Totalt\nPersonal;1,234;2,5;3,734\n", 123400, 250000, 373400},
        {"Kostnadslag (tkr);2020;2021;Totalt\nPersonal;1,234;2,000;3 234\n", 123400000, 200000000, 323400000},
        {"Kostnadslag (tkr);2020;2021;Totalt\nPersonal;1,234;2,000;3234\n", 123400000, 200000000, 323400000},
        /* styles that exclude each other stand together, each clear by itself */
        {HEADER "Personal;3,104.45;20 104,45;23 208,90\n", 310445, 2010445, 2320890},
        /* a comma is decimal in the column, but kronor have no third decimal: only the sums can tell */
        {HEADER "Personal;756,000;0;756 000\nResor och logi;1,50;0;1,50\n", 75600000, 0, 75600000},
        {HEADER "Personal;756,000;0;756\nResor och logi;1,50;0;1,50\n", 75600, 0, 75600},
        {HEADER "Personal;756,000;0;755\nResor och logi;1,50;0;1,50\n", DOUBT, 0, 75500},
        {HEADER "Personal;3,104.45;1,000;4 104,45\nResor och logi;20 104,45;1;20 105,45\n", 310445, 100000,
         410445},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world world;
        start(&world, rows[i].text);
        const money wanted[] = {rows[i].first, rows[i].second, rows[i].total};
        const struct item *item = world.budget->tables.items[0]->items.items[0];
        for (size_t c = 0; c < COUNT(wanted); c++) {
            const struct cell *cell = &item->cells[c];
            bool right = wanted[c] == DOUBT ? cell->state == CELL_UNREADABLE
                                            : cell->state <= CELL_VALUE && cell->value == wanted[c];
            if (!right)
                print_error("row %zu, cell %zu: state %d, %" PRId64 "\n", i, c, (int)cell->state,
                            cell->value);
            wrong += !right;
        }
        arena_release(&world.arena);
    }
    assert_int_equal(wrong, 0);
}

static void test_remarks(void **state)
{
    struct world world;
    (void)state;
    start(&world, HEADER "Personal;1,234;2,766;4 000\n");
    assert_int_equal(count_ambiguous(&world), 0);
    assert_true(has_remark(&world, "“1,234” (t.csv:2:10) is read as 1,234, and 1 more likewise"));
    arena_release(&world.arena);
    start(&world, HEADER "Personal;1,234;2 000;3 235\n");
    assert_int_equal(count_ambiguous(&world), 1);
    assert_false(has_remark(&world, "only so"));
    arena_release(&world.arena);
    start(&world, HEADER "Personal;3,104.45;1;3 105,45\nResor och logi;20 104,45;1;20 105,45\n");
    assert_true(
        has_remark(&world, "2020 (t.csv) numbers with a decimal point (1) and with a decimal comma (1)"));
    assert_false(has_remark(&world, "Totalt"));
    arena_release(&world.arena);
}

/* More cells in doubt than are tried stay in doubt. */
static void test_bounded(void **state)
{
    struct world world;
    (void)state;
    start(&world, "Kostnadslag;2020;2021;2022;2023;2024;2025;2026;2027;2028;2029;2030;Totalt\n"
                  "Personal;1,001;1,002;1,003;1,004;1,005;1,006;1,007;1,008;1,009;1,010;1,011;11 066\n");
    assert_int_equal(count_ambiguous(&world), 11);
    arena_release(&world.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_remarks),
        cmocka_unit_test(test_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
