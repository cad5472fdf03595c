/* INI texts: entries with the place of their values. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/reading.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char sample[] = "# comment\n"
                             "; comment\n"
                             "\n"
                             "[first]\n"
                             "a = 1\n"
                             "b=2\n"
                             "  \n"
                             "name =  två ord  \n"
                             "long = början\n"
                             "  fortsättning = med likhetstecken\n"
                             "    indragen\n"
                             "empty =\n"
                             "  bara nedanför\n"
                             "[ second part ]\r\n"
                             "a = 3\r\n"
                             "å = 4\r\n"
                             "last = x = y";

static void test_entries(void **state)
{
    static const struct {
        const char *section, *key, *value;
        uint32_t line, column;
    } rows[] = {
        {"first", "a", "1", 5, 5},
        {"first", "b", "2", 6, 3},
        {"first", "name", "två ord", 8, 9},
        {"first", "long", "början\nfortsättning = med likhetstecken\n  indragen", 9, 8},
        {"first", "empty", "bara nedanför", 12, 8},
        {"second part", "a", "3", 15, 5},
        {"second part", "å", "4", 16, 5},
        {"second part", "last", "x = y", 17, 8},
    };
    struct arena arena = {0};
    struct ini ini = ini_read(&arena, str_from(sample));
    int wrong = 0;
    (void)state;
    assert_int_equal(ini.error_line, 0);
    assert_int_equal(ini.entries.count, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct ini_entry *entry = ini_find(&ini, str_from(rows[i].section), str_from(rows[i].key));
        bool right = entry == &ini.entries.items[i] && str_equal(entry->value, str_from(rows[i].value)) &&
                     entry->line == rows[i].line && entry->column == rows[i].column;
        /* an empty value has its place where it would begin */
        if (!right)
            print_error("row %zu: “%.*s” at %u:%u\n", i, STR_ARG(ini.entries.items[i].value),
                        ini.entries.items[i].line, ini.entries.items[i].column);
        wrong += !right;
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void test_find_nothing(void **state)
{
    static const char *const absent[][2] = {{"first", "c"}, {"second", "a"}, {"", "a"}, {"FIRST", "a"}};
    struct arena arena = {0};
    struct ini ini = ini_read(&arena, str_from(sample));
    (void)state;
    for (size_t i = 0; i < COUNT(absent); i++)
        assert_null(ini_find(&ini, str_from(absent[i][0]), str_from(absent[i][1])));
    arena_release(&arena);
}

static void test_error_lines(void **state)
{
    static const struct {
        const char *text;
        uint32_t line;
    } rows[] = {
        {"", 0},
        {"# only a comment", 0},
        {"[a]\nb = 1\n", 0},
        {"\xEF\xBB\xBF[a]\nb = 1\n", 0},
        {"\xEF\xBB\xBF# comment\n[a]\nb = 1\n", 0}, /* as editors on Windows save the scheme's copy */
        {"b = 1\n", 1},
        {"\n\nb = 1\n[a]\n", 3},
        {"[a]\nnonsense\n", 2},
        {"[a]\nb = 1\nnonsense\nmore nonsense\n", 3},
        {"[a]\r\n\r\nnonsense\r\n", 3},
        {"[a\nb = 1\n", 1},
        {"[a] b\n", 1},
        {"[a]\n= 1\n", 2},
        {"  b\n[a]\n", 1}, /* goes on with nothing */
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        uint32_t line = ini_read(&arena, str_from(rows[i].text)).error_line;
        if (line != rows[i].line) {
            print_error("row %zu: line %u, expected %u\n", i, line, rows[i].line);
            wrong++;
        }
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

static void test_cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t from = 0; from < sizeof sample; from += 3)
        for (size_t to = from; to < sizeof sample; to++) {
            struct arena arena = {0};
            char *copy = malloc(to - from + (to == from));
            memcpy(copy, sample + from, to - from);
            ini_read(&arena, (struct str){copy, to - from});
            arena_release(&arena);
            free(copy);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries),
        cmocka_unit_test(test_find_nothing),
        cmocka_unit_test(test_error_lines),
        cmocka_unit_test(test_cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
