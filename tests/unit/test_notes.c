/* Lines beside the tables: which are notes, and which must still be reported. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "budgetkoll/reading.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TABLE "Kostnadslag;2020;Totalt\nPersonal;1;1\nSumma kostnader;1;1\n"

static void test_notes(void **state)
{
    static const struct {
        const char *text;
        size_t findings, remarks;
    } rows[] = {
        {TABLE, 0, 0},
        {"Härnösands kommun\n" TABLE, 0, 0}, /* a title */
        {"Härnösands kommun\n\n" TABLE, 0, 0},
        {"Härnösands kommun\nProjekt: Skog\nUtskriven 2024-01-01\n\n" TABLE, 0, 1},
        {"Organisation;Härnösands kommun\nDatum;2024-01-01\n\n" TABLE, 0, 1},
        {"Organisation;5 000\n\n" TABLE, 1, 0},
        {"Kvar från 2023: 45 000 kr\n\n" TABLE, 1, 0},
        {TABLE "\nKälla: ekonomisystemet\n", 0, 1},
        {TABLE "Källa: ekonomisystemet\n", 0, 1},
        {TABLE "Sida;1;av;2\n", 0, 1},
        {TABLE "Utskriven;2024-01-01;\n", 0, 1},
        {TABLE "\nKontrollerad av Anna Ek\nKälla: x\n", 0, 1},
        {TABLE "Källa: x\nKontrollerad av Anna Ek\n", 0, 1},
        {TABLE "\nKvar att fördela 45 000 kr\n", 1, 0},
        {TABLE "\nKvar att fördela 45 000:-\n", 1, 0},
        {TABLE "Källa;45 000\n", 1, 0},
        {TABLE "\nUnderskrift;Eva Ek\n", 0, 1},
        {TABLE ";;\nUnderskrift;;Eva Ek\n", 0, 1},
        {TABLE "\nOrt och datum;;\nSundsvall 2021-03-04;;\nUnderskrift;;Eva Ek\nVersion 3;;\n", 0, 1},
        {TABLE "\nNamn: Anna\n", 0, 1},
        {TABLE "\nOrt;Datum;Underskrift\nSundsvall;den 4 mars;Eva Ek\n", 0, 1},
        {TABLE "\n* Avser endast direkta kostnader;;\n", 0, 1},
        {TABLE "* Avser endast direkta kostnader;;\n", 1, 0},
        {TABLE "\nResor;saknas;saknas\n", 2,
         0}, /* a row whose amounts are missing: each is said to be read as none */
        {TABLE "\nUnderskrift;;5 000\n", 1, 0},
        {TABLE "\nUnderskrift;;kvar 45 000 kr\n", 1, 0},
        {TABLE "\nDjur;Färg\nhund;brun\n", 1, 0}, /* a table of words */
        /* straight below the table it may be a row that lost its amounts */
        {TABLE "Bilönekost\n", 1, 0},
        {TABLE " - rad\n", 1, 0},
        /* a note in the midst of a table is none */
        {"Kostnadslag;2020;Totalt\nPersonal;1;1\nKälla: x\nResor och logi;1;1\n", 1, 0},
        /* amounts that look like years are no second line of a header */
        {"Kostnadslag;2020;2021;Totalt\n;2021;2022;2023\nPersonal;1;1;2\n", 1, 0},
        /* all the words there are */
        {"Djur;Färg\nhund;brun\n", 1, 0},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena, .language = ENGLISH};
        struct input input = {STR("t.csv"), str_from(rows[i].text)};
        const struct budget *budget = read_case(&arena, &input, 1, &findings).budget;
        bool right = findings.list.count == rows[i].findings && budget->remarks.count == rows[i].remarks;
        if (!right)
            print_error("row %zu: %zu findings, %zu remarks\n", i, findings.list.count,
                        budget->remarks.count);
        wrong += !right;
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* A header on two lines is one. */
static void test_two_lines(void **state)
{
    static const char *const texts[] = {
        "Kostnadslag;År;;Totalt\n;2020;2021;\nPersonal;1;2;3\n",
        "Kostnadslag;Budget;;\n;2020;2021;Totalt\nPersonal;1;2;3\n",
        "Kostnadslag;2020;2021;Totalt\n;kr;SEK;kronor\nPersonal;1;2;3\n",
        "Kostnadslag;2020;2021;Totalt\n;(kr);(kr);(kr)\nPersonal;1;2;3\n",
        "Kostnadslag;2020;2021;Totalt\n;tkr;tkr;tkr\nPersonal;0,001;0,002;0,003\n",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena, .language = ENGLISH};
        struct input input = {STR("t.csv"), str_from(texts[i])};
        const struct budget *budget = read_case(&arena, &input, 1, &findings).budget;
        assert_int_equal(budget->tables.count, 1);
        assert_int_equal(budget->tables.items[0]->kind, TABLE_COSTS);
        assert_int_equal(budget->tables.items[0]->items.count, 1);
        const struct item *item = budget->tables.items[0]->items.items[0];
        assert_int_equal(item_cell(item, 2020)->value, 100);
        assert_int_equal(item_cell(item, 2021)->value, 200);
        assert_int_equal(item_cell(item, SCOPE_TOTAL)->value, 300);
        assert_int_equal(findings.list.count, 0);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_two_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
