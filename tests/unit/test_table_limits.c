/* How much of a table a case may have: what breaks each limit by one, in each encoding and with each line end. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/table_limits.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* `piece` so many times over. */
static struct str repeated(struct str piece, size_t count)
{
    char *text = malloc(piece.length * count + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * piece.length, piece.data, piece.length);
    return (struct str){text, piece.length * count};
}

static void test_each_limit(void **state)
{
    static const struct {
        struct str piece;
        size_t most; /* so many are let through, and one more is not */
        enum message_id message;
    } rows[] = {
        {{"x\n", 2}, MOST_ROWS, MESSAGE_LIMIT_ROWS},
        {{"x\r", 2}, MOST_ROWS, MESSAGE_LIMIT_ROWS},
        {{"x\r\n", 3}, MOST_ROWS, MESSAGE_LIMIT_ROWS},
        {{"x\0\r\0\n\0", 6}, MOST_ROWS, MESSAGE_LIMIT_ROWS},
        {{"a;b;c;d;e;f;g;h;i;j\n", 20}, MOST_CELLS / 10, MESSAGE_LIMIT_CELLS},
        {{"a#b#c#d#e#f#g#h#i#j\n", 20}, MOST_CELLS / 10, MESSAGE_LIMIT_CELLS},
        {{"a;", 2}, MOST_COLUMNS - 1, MESSAGE_LIMIT_COLUMNS},
        {{";", 1}, MOST_COLUMNS - 1, MESSAGE_LIMIT_COLUMNS},
        {{"x", 1}, MOST_CELL_BYTES, MESSAGE_LIMIT_CELL},
        {{"\n", 1}, MOST_LINES - 1, MESSAGE_LIMIT_LINES},
        {{";;\r\n", 4}, MOST_LINES - 1, MESSAGE_LIMIT_LINES},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t more = 0; more < 2; more++) {
            struct usage usage = {0};
            struct str text = repeated(rows[i].piece, rows[i].most + more);
            assert_int_equal(table_limits_check(text, '#', &usage), more ? rows[i].message : MESSAGE_NONE);
            free((char *)text.data);
        }
}

/* The files of a case count together. */
static void test_files_add_up(void **state)
{
    struct usage usage = {0};
    struct str half = repeated(STR("x\n"), MOST_ROWS / 2);
    (void)state;
    assert_int_equal(table_limits_check(half, 0, &usage), MESSAGE_NONE);
    assert_int_equal(table_limits_check(half, 0, &usage), MESSAGE_NONE);
    assert_int_equal(table_limits_check(STR("x"), 0, &usage), MESSAGE_LIMIT_ROWS);
    free((char *)half.data);
}

/* What is counted elsewhere counts with the rest. */
static void test_counted_elsewhere(void **state)
{
    struct usage usage = {0};
    (void)state;
    assert_int_equal(table_limits_check(STR("x\n"), 0, &usage), MESSAGE_NONE);
    assert_int_equal(table_limits_add((struct usage){.rows = MOST_ROWS - 1}, &usage), MESSAGE_NONE);
    assert_int_equal(table_limits_add((struct usage){.rows = 1}, &usage), MESSAGE_LIMIT_ROWS);
    usage = (struct usage){0};
    assert_int_equal(table_limits_add((struct usage){.cells = MOST_CELLS}, &usage), MESSAGE_NONE);
    assert_int_equal(table_limits_check(STR("x"), 0, &usage), MESSAGE_LIMIT_CELLS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_limit),
        cmocka_unit_test(test_files_add_up),
        cmocka_unit_test(test_counted_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
