/* Places: of cells between separators, in sheets, and in running text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "budgetkoll/place.h"

static void assert_text(struct str text, const char *expected)
{
    if (!str_equal(text, str_from(expected)))
        print_error("\"%.*s\", expected \"%s\"\n", STR_ARG(text), expected);
    assert_true(str_equal(text, str_from(expected)));
}

static void test_address(void **state)
{
    static const struct {
        uint32_t line, column;
        const char *address;
    } rows[] = {{1, 1, "A1"},    {7, 2, "B7"},     {10, 26, "Z10"},
                {3, 27, "AA3"},  {3, 52, "AZ3"},   {3, 53, "BA3"},
                {9, 702, "ZZ9"}, {9, 703, "AAA9"}, {1048576, 16384, "XFD1048576"}};
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_text(place_address(&arena, (struct place){.line = rows[i].line, .column = rows[i].column}),
                    rows[i].address);
    arena_release(&arena);
}

static void test_sheet(void **state)
{
    static const struct record_start records[] = {{0, 3, false}, {22, 9, false}};
    struct source source = {.name = STR("b.xlsx"),
                            .sheet = STR("Blad 1"),
                            .kind = SOURCE_SHEET,
                            .text = STR("\tKostnad \"2021\"\t\"2022\n\tPersonal\t5\n"),
                            .separator = '\t',
                            .records = {(struct record_start *)records, 2, 2}};
    struct arena arena = {0};
    (void)state;
    struct place place = place_resolve((struct origin){&source, 1, 2});
    assert_text(place_text(&arena, place), "b.xlsx:Blad 1!C9");
    assert_text(place_line_text(&arena, place), "b.xlsx:Blad 1!C9");
    assert_text(place.line_text, "\tPersonal\t5");
    assert_int_equal(place.cell_start, 10);
    assert_int_equal(place.length, 1);
    place = place_resolve((struct origin){&source, 0, 2}); /* a quote is an ordinary character of a sheet */
    assert_int_equal(place.length, 5);
    place = place_resolve(
        (struct origin){&source, 1, 7}); /* beyond the row: a blank that a total should stand in */
    assert_text(place_text(&arena, place), "b.xlsx:Blad 1!H9");
    arena_release(&arena);
}

static void test_running_text(void **state)
{
    static const struct record_start records[] = {{0, 1, false}, {2, 3, false}, {2, 4, false}};
    const struct text_cell cells[] = {{STR("Externa tjänster"), 8, 2}, {STR("5 000"), 19, 3}};
    struct source source = {.name = STR("t.txt"),
                            .kind = SOURCE_TEXT,
                            .text = STR("Budget\n Externa\ntj. 5 000 9\nslut\n"),
                            .records = {(struct record_start *)records, 3, 3},
                            .text_cells = {(struct text_cell *)cells, 2, 2}};
    struct arena arena = {0};
    (void)state;
    assert_text(place_text(&arena, place_resolve((struct origin){&source, 0, 0})), "t.txt:2:2");
    struct place place = place_resolve((struct origin){&source, 0, 1});
    assert_text(place_text(&arena, place), "t.txt:3:4");
    assert_text(place_text(&arena, place_resolve((struct origin){&source, 0, 9})), "t.txt:3:4");
    assert_text(place_text(&arena, place_resolve((struct origin){&source, 1, 0})), "t.txt:3:1");
    assert_text(place_line_text(&arena, place_resolve((struct origin){&source, 2, 0})), "t.txt:4");
    arena_release(&arena);
}

/* Read twice it is the same source; another sheet of the same file is another one. */
static void test_sources(void **state)
{
    const struct source sources[] = {{.name = STR("a.csv")},
                                     {.name = STR("a.xlsx"), .sheet = STR("Kostnader")},
                                     {.name = STR("a.xlsx"), .sheet = STR("Finansiering"), .sheet_number = 1},
                                     {.name = STR("a.xlsx"), .sheet = STR("Finansiering"), .sheet_number = 2},
                                     {.name = STR("b.xlsx"), .sheet = STR("Kostnader")}};
    static const char *const texts[] = {"a.csv", "a.xlsx:Kostnader", "a.xlsx:Finansiering",
                                        "a.xlsx:Finansiering", "b.xlsx:Kostnader"};
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        assert_text(source_text(&arena, &sources[i]), texts[i]);
        for (size_t j = 0; j < sizeof sources / sizeof *sources; j++) {
            struct source again = sources[j];
            int order = source_compare(&sources[i], &again);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_address), cmocka_unit_test(test_sheet),
                                       cmocka_unit_test(test_running_text), cmocka_unit_test(test_sources)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
