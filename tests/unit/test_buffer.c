/* The growing text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "budgetkoll/buffer.h"

static void test_empty(void **state)
{
    struct arena arena = {0};
    struct buffer buffer = {.arena = &arena};
    (void)state;
    assert_int_equal(buffer_text(&buffer).length, 0);
    buffer_add(&buffer, STR(""));
    buffer_print(&buffer, "%s", "");
    assert_int_equal(buffer_text(&buffer).length, 0);
    arena_release(&arena);
}

static void test_pieces(void **state)
{
    struct arena arena = {0};
    struct buffer buffer = {.arena = &arena};
    (void)state;
    buffer_add(&buffer, STR("summa "));
    buffer_add_char(&buffer, '=');
    buffer_print(&buffer, " %d,%02d kr", 12, 5);
    buffer_add(&buffer, (struct str){"\0x", 2}); /* counted, so a NUL is a character like any other */
    assert_true(str_equal(buffer_text(&buffer), STR("summa = 12,05 kr\0x")));
    arena_release(&arena);
}

/* What was written stays when the buffer moves, at every size around its growth. */
static void test_growth(void **state)
{
    enum { ROUNDS = 5000 };
    struct arena arena = {0};
    struct buffer buffer = {.arena = &arena};
    (void)state;
    for (int i = 0; i < ROUNDS; i++)
        buffer_print(&buffer, "%04d;", i);
    struct str text = buffer_text(&buffer);
    assert_int_equal(text.length, ROUNDS * 5);
    for (size_t i = 0; i < ROUNDS; i++) {
        size_t number = (size_t)(text.data[i * 5] - '0') * 1000 + (size_t)(text.data[i * 5 + 1] - '0') * 100 +
                        (size_t)(text.data[i * 5 + 2] - '0') * 10 + (size_t)(text.data[i * 5 + 3] - '0');
        assert_int_equal(number, i);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_growth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
