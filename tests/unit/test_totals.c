/* Which rows and columns a table's totals add up: by reading small tables, and by breaking one sum in each. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "budgetkoll/reading.h"
#include "totals.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What each total adds up: "2=0+1" says that row 2 is the sum of rows 0 and 1, counted below the header from 0. In each
 * table two columns add up. */
static const struct {
    const char *table, *sums;
} tables[] = {
    {"Post;A;B\na;100;10\nb;200;20\nSumma;300;30\n", "2=0+1"},
    {"Post;A;B\nSumma;300;30\na;100;10\nb;200;20\n", "0=1+2"},
    {"Post;A;B\na;100;10\nb;200;20\nDelsumma;300;30\nc;50;5\nDelsumma;50;5\nSumma;350;35\n",
     "2=0+1 4=3 5=2+4"},
    {"Post;A;B\na;100;10\nb;200;20\nDelsumma;300;30\nc;50;5\nSumma;350;35\n", "2=0+1 4=2+3"},
    {"Post;A;B\nx;70;7\nGrupp;;\na;100;10\nb;200;20\nSumma grupp;300;30\nTotalt;370;37\n", "4=2+3 5=0+4"},
    {"Post;A;B\na;1;10\nb;2;20\nSubtotal 1;3;30\nc;4;40\nSubtotal 2;4;40\nTotal X;7;70\nd;5;50\n"
     "Subtotal 3;5;50\nTotal Y;5;50\nGrand total;12;120\n",
     "2=0+1 4=3 5=2+4 7=6 8=7 9=5+8"},
    {"Post;A;B\nP;300;30\n - a;100;10\n - b;200;20\nQ;50;5\n - c;50;5\nSumma;350;35\n", "0=1+2 3=4 5=0+3"},
    {"Post;A;B\nP;300;30\n - a;100;10\n - b;200;20\nSumma P;300;30\nSumma;300;30\n", "0=1+2 3=0 4=3"},
    {"Post;A;B\nP totalt;300;30\na;100;10\nb;200;20\nQ totalt;50;5\nc;50;5\nSumma;350;35\n",
     "0=1+2 3=4 5=0+3"},
    {"Post;A;B\na;100;10\nvarav x;40;4\nb;200;20\nSumma;300;30\n", "3=0+2"},
    {"Post;A;B\n - a;100;10\n - b;200;20\nSumma;300;30\n", "2=0+1"},
    {"Post;A;B\na;80;8\nb;20;2\nSumma in;100;10\nc;60;6\nSumma ut;60;6\nResultat;40;4\n", "2=0+1 4=3 5=2-4"},
    {"In;A;B\na;80;8\nb;20;2\nSumma in;100;10\nUt;A;B\nc;60;6\nSumma ut;60;6\nResultat;40;4\n",
     "2=0+1 5=4 6=2-5"},
    {"Post;A;B\na;80;8\nb;-20;-2\nResultat;60;6\n", "2=0+1"},
    {"Post;A;B\na;100;10\nb;200;20\nSumma;300;30\nEU-medel;150;15\nKommunen;150;15\nSumma stöd;300;30\n",
     "2=0+1 5=3+4"},
};

static const struct table *read_table(struct arena *arena, const char *text)
{
    struct findings *findings = ARENA_NEW(arena, struct findings);
    findings->arena = arena;
    struct input input = {STR("t.csv"), str_from(text)};
    struct budget *budget = read_case(arena, &input, 1, findings).budget;
    assert_int_equal(budget->tables.count, 1);
    assert_int_equal(budget->tables.items[0]->kind, TABLE_OTHER);
    return budget->tables.items[0];
}

static struct str sums_words(struct arena *arena, const struct totals *totals)
{
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < totals->list.count; i++) {
        const struct total *total = &totals->list.items[i];
        buffer_print(&text, "%s%zu=", i ? " " : "", total->at);
        for (size_t p = 0; p < total->parts.count; p++)
            buffer_print(&text, "%s%zu",
                         total->parts.items[p].sign < 0 ? "-"
                         : p                            ? "+"
                                                        : "",
                         total->parts.items[p].at);
    }
    return buffer_text(&text);
}

static int compare(struct arena *arena, const char *table, const struct totals *totals, const char *expected)
{
    struct str got = sums_words(arena, totals);
    if (str_equal(got, str_from(expected)))
        return 0;
    print_error("%s%.*s instead of %s\n", table, STR_ARG(got), expected);
    return 1;
}

static void test_readings(void **state)
{
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(tables); i++) {
        const struct table *table = read_table(&arena, tables[i].table);
        struct totals totals = totals_find(&arena, (struct axis){table, false, CURRENCY_SEK});
        wrong += compare(&arena, tables[i].table, &totals, tables[i].sums);
        wrong += totals.fails;
        for (size_t t = 0; t < totals.list.count; t++)
            wrong += totals.list.items[t].holds != 2;
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

/* A figure of one column is wrong: the reading stays, and a total in that column does not hold. */
static void test_one_wrong_figure(void **state)
{
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(tables); i++) {
        const struct table *table = read_table(&arena, tables[i].table);
        struct totals right = totals_find(&arena, (struct axis){table, false, CURRENCY_SEK});
        for (size_t t = 0; t < right.list.count; t++) {
            struct cell *cell = &table->items.items[right.list.items[t].at]->cells[1];
            cell->value += 12345600;
            struct totals broken = totals_find(&arena, (struct axis){table, false, CURRENCY_SEK});
            size_t fails = 0;
            for (size_t b = 0; b < broken.list.count; b++)
                fails += broken.list.items[b].fails;
            if (fails == 0 || broken.list.count != right.list.count)
                print_error("%srow %zu changed: %zu fail\n", tables[i].table, right.list.items[t].at, fails);
            wrong += fails == 0 || broken.list.count != right.list.count;
            cell->value -= 12345600;
        }
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

/* The same tables on their side: rows become columns. "varav", dashes and headings are of rows only. */
static const struct {
    const char *table, *sums;
} columns[] = {
    {"Part;A;B;Summa\nx;1;2;3\ny;4;5;9\n", "2=0+1"},
    {"Part;Totalt;A;B\nx;3;1;2\ny;9;4;5\n", "0=1+2"},
    {"Part;A;B;Summa vår;C;Summa höst;Totalt\nx;1;2;3;4;4;7\ny;4;5;9;1;1;10\n", "2=0+1 4=3 5=2+4"},
    {"Part;A (EUR);B (EUR);C (SEK);Summa (EUR)\nx;1;2;100;3\ny;4;5;200;9\n", "3=0+1"},
};

static void test_columns(void **state)
{
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(columns); i++) {
        const struct table *table = read_table(&arena, columns[i].table);
        struct totals totals =
            totals_find(&arena, (struct axis){table, true, table->columns.items[0].currency});
        wrong += compare(&arena, columns[i].table, &totals, columns[i].sums);
        wrong += totals.fails;
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

/* Many totals in a row take time in proportion to them: each closes what it adds up. */
static void test_many_totals(void **state)
{
    enum { ROWS = 4000 };
    struct arena arena = {0};
    struct buffer text = {.arena = &arena};
    (void)state;
    buffer_print(&text, "Post;A;B\n");
    for (int i = 0; i < ROWS; i++)
        buffer_print(&text, i % 2 ? "Delsumma;1;2\n" : "a;1;2\n");
    buffer_print(&text, "Summa;%d;%d\n", ROWS / 2, ROWS);
    buffer_add_char(&text, '\0');
    const struct table *table = read_table(&arena, buffer_text(&text).data);
    struct totals totals = totals_find(&arena, (struct axis){table, false, CURRENCY_SEK});
    assert_int_equal(totals.list.count, ROWS / 2 + 1);
    assert_false(totals.fails);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readings),
        cmocka_unit_test(test_one_wrong_figure),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_many_totals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
