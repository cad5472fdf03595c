/* The arena: zeroed, aligned, and loud when memory is out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "budgetkoll/arena.h"

static jmp_buf out_of_memory;

static void jump_out(void)
{
    longjmp(out_of_memory, 1);
}

static void test_alloc(void **state)
{
    static const size_t sizes[] = {0, 1, 7, 16, 17, 4096, 65536, 65537, 1000000};
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned char *memory = arena_alloc(&arena, sizes[i], 1);
        assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t at = 0; at < sizes[i]; at++)
            assert_int_equal(memory[at], 0);
        if (sizes[i] != 0)
            memset(memory, 0xAA, sizes[i]);
    }
    arena_release(&arena);
    assert_null(arena.blocks);
}

static void test_copy(void **state)
{
    struct arena arena = {0};
    char text[] = "kostnad";
    (void)state;
    const char *copy = arena_copy(&arena, text, sizeof text);
    text[0] = 'x';
    assert_string_equal(copy, "kostnad");
    assert_non_null(arena_copy(&arena, NULL, 0));
    arena_release(&arena);
}

static void test_list(void **state)
{
    struct arena arena = {0};
    LIST(int) list = {0};
    (void)state;
    for (int i = 0; i < 1000; i++) {
        int *last = ARENA_PUSH(&arena, &list);
        assert_int_equal(*last, 0);
        *last = i;
    }
    assert_int_equal(list.count, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list.items[i], i);
    arena_release(&arena);
}

static void test_reuse_after_release(void **state)
{
    struct arena arena = {0};
    (void)state;
    arena_alloc(&arena, 10, 10);
    arena_release(&arena);
    assert_non_null(arena_alloc(&arena, 10, 10));
    arena_release(&arena);
    arena_release(&arena);
}

/* What is there stays through every size, and what else is in the arena with it. */
static void test_resize(void **state)
{
    struct arena arena = {0};
    (void)state;
    char *before = arena_copy(&arena, "before", 6), *text = arena_resize(&arena, NULL, 1);
    text[0] = 'a';
    for (size_t size = 2; size < 1000000; size *= 3) {
        text = arena_resize(&arena, text, size);
        text[size - 1] = 'z';
        assert_int_equal(text[0], 'a');
    }
    text = arena_resize(&arena, text, 2);
    memset(arena_alloc(&arena, 100, 1), 'x', 100);
    assert_memory_equal(text, "az", 2);
    assert_string_equal(before, "before");
    arena_clear(&arena);
    assert_non_null(arena_alloc(&arena, 100, 1000));
    arena_release(&arena);
}

/* A size that overflows is refused through the caller's function, never allocated too small. */
static void test_exhausted(void **state)
{
    static const struct {
        size_t count, size;
    } rows[] = {{SIZE_MAX, 2}, {SIZE_MAX / 2, 3}, {2, SIZE_MAX}, {SIZE_MAX, 1}, {SIZE_MAX / 2, 1}};
    (void)state;
    for (volatile size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = {.exhausted = jump_out};
        if (setjmp(out_of_memory) == 0) {
            arena_alloc(&arena, rows[i].count, rows[i].size);
            fail_msg("row %zu was allocated", i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alloc),  cmocka_unit_test(test_copy),
        cmocka_unit_test(test_list),   cmocka_unit_test(test_reuse_after_release),
        cmocka_unit_test(test_resize), cmocka_unit_test(test_exhausted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
