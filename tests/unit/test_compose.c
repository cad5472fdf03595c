/* Letters and their marks to composed letters. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "budgetkoll/label.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define RING "\u030A"
#define DIAERESIS "\u0308"

static void test_compose(void **state)
{
    static const struct {
        const char *text, *composed;
    } rows[] = {
        {"", ""},
        {"Personal", "Personal"},
        {"Årlig mål", "Årlig mål"},
        {"A" RING "rlig ma" RING "l", "Årlig mål"},
        {" - Ho" DIAERESIS "gskola", " - Högskola"},
        {"Lu" DIAERESIS "beck \u2013 50\u00A0%", "Lübeck \u2013 50\u00A0%"},
        {"q" RING, "q" RING}, /* no letter for it */
        {RING, RING},
        {"\u212B", "\u212B"}, /* without a mark of its own: left as it stands */
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str composed = label_compose(&arena, str_from(rows[i].text));
        if (!str_equal(composed, str_from(rows[i].composed)))
            fail_msg("row %zu: \"%.*s\"", i, STR_ARG(composed));
    }
    arena_release(&arena);
}

/* A text that ends within a mark cannot be composed, and stays as it is. */
static void test_cut_at_every_byte(void **state)
{
    static const char text[] = "A" RING "ngstro" DIAERESIS "m";
    struct arena arena = {0};
    (void)state;
    for (size_t size = 0; size < sizeof text - 1; size++) {
        struct str cut = {text, size}, composed = label_compose(&arena, cut);
        bool is_whole = size == 0 || (unsigned char)text[size - 1] != 0xCC;
        assert_true(composed.length <= size);
        assert_true(is_whole || str_equal(composed, cut));
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compose),
        cmocka_unit_test(test_cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
