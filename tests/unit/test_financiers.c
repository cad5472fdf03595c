/* Which rows of a table of financing are financiers without a group, and of which sum. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "budgetkoll/recognise.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *text; /* from its header */
    enum financiers_form form;
    size_t sum; /* the row, where there is a form */
} tables[] = {
    {"F;T\nA;5\nB;3\nSumma medfinansiering;8\nEU-medel;8\nTotal finansiering;16\n",
     FINANCIERS_OF_CO_FINANCING, 3},
    {"F;T\nEU-medel;8\nA;5\nB;3\nSumma medfinansiering;8\n", FINANCIERS_OF_CO_FINANCING, 4},
    {"F;T\nA;5\nSumma medfinansiering;5\nB;3\nTotal finansiering;8\n", FINANCIERS_OF_CO_FINANCING, 2},
    {"F;T\nA;5\nB;3\nSumma;8\nEU-medel;8\nSumma;16\n", FINANCIERS_OF_CO_FINANCING, 3},
    {"F;T\nEU-medel;8\nA;5\nB;3\nSumma finansiering;16\n", FINANCIERS_BESIDE_AID, 4},
    {"F;T\nA;5\nB;3\nEU-medel;8\nSumma;16\n", FINANCIERS_BESIDE_AID, 4},
    {"F;T\nSökt belopp;8\nEU-medel;8\nA;5\nB;\nSumma;13\nSumma medfinansiering;5\n", FINANCIERS_BESIDE_AID,
     5},
    {"F;T\nA;5\n\nB;3\nSumma;8\n", FINANCIERS_OF_SUM, 4},
    {"F;T\nA;5\nB;3\nSumma finansiering;8\nKontroll;0\n", FINANCIERS_OF_SUM, 3},
    /* what another sum, or a row below it, makes doubtful */
    {"F;T\nA;5\nSumma;5\nB;3\n", FINANCIERS_NONE, 0},
    {"F;T\nA;5\nSumma;5\nTotal finansiering;5\n", FINANCIERS_NONE, 0},
    {"F;T\nA;5\nSumma finansiering;5\nEU-medel;8\nSumma;13\n", FINANCIERS_NONE, 0},
    {"F;T\nEU-medel;8\nA;5\nSumma;13\nSumma;13\n", FINANCIERS_NONE, 0},
    /* groups, lines, subtotals, headings */
    {"F;T\nA;5\nOffentlig kontantfinansiering;3\nSumma medfinansiering;8\n", FINANCIERS_NONE, 0},
    {"F;T\nA;5\n - B;3\nSumma medfinansiering;5\n", FINANCIERS_NONE, 0},
    {"F;T\nA;5\nDelsumma;5\nB;3\nSumma medfinansiering;8\n", FINANCIERS_NONE, 0},
    {"F;T\nA;5\nvarav B;3\nSumma medfinansiering;5\n", FINANCIERS_NONE, 0},
    {"F;T\nEU-medel;\nA;5\nSumma;5\n", FINANCIERS_NONE, 0},
    {"F;T\nA;5\nB;3\nEU-medel;8\n", FINANCIERS_NONE, 0},
    {"F;T\nSumma medfinansiering;8\nA;5\nB;3\n", FINANCIERS_NONE, 0},
    {"F;T\nEU-medel;8\nSumma finansiering;8\n", FINANCIERS_NONE, 0},
    {"F;T\n", FINANCIERS_NONE, 0},
};

static struct financier_rows find(struct arena *arena, struct str text)
{
    struct source source = {.name = STR("a.csv"), .text = text, .separator = ';'};
    struct findings findings = {.arena = arena};
    struct rows rows = rows_read(arena, &source, &findings);
    struct found_table table = {.header = 0, .title = NO_ROW, .first = 1, .end = rows.list.count};
    return table_financiers(arena, &rows, &table, 0);
}

static void test_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(tables); i++) {
        struct arena arena = {0};
        struct financier_rows found = find(&arena, str_from(tables[i].text));
        if (found.form != tables[i].form || (found.form != FINANCIERS_NONE && found.sum != tables[i].sum))
            fail_msg("“%s”: form %d, row %zu", tables[i].text, (int)found.form, found.sum);
        arena_release(&arena);
    }
}

/* Cut anywhere, the sum is still one of the rows. */
static void test_cut_short(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(tables); i++)
        for (size_t length = 4; length <= str_from(tables[i].text).length; length++) {
            struct arena arena = {0};
            struct financier_rows found = find(&arena, str_slice(str_from(tables[i].text), 0, length));
            assert_true(found.form == FINANCIERS_NONE || (found.sum > 1 && found.sum < 8));
            arena_release(&arena);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms), cmocka_unit_test(test_cut_short)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
