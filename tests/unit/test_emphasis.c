/* Marks of bold and italic text around labels and amounts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "budgetkoll/emphasis.h"
#include "budgetkoll/wordings.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_off(void **state)
{
    static const struct {
        const char *text, *plain;
    } rows[] = {
        {"**Summa**", "Summa"},
        {"__Summa kostnader__", "Summa kostnader"},
        {"***620***", "620"},
        {"_**1 000**_", "1 000"},
        {"*a*", "a"},
        {"", ""},
        {"*", "*"},
        {"**", "**"},
        {"***", "***"},
        {"****", "****"},
        {"****a****", "****a****"},
        {"* a *", "* a *"},
        {"* Resor*", "* Resor*"},
        {"**Summa", "**Summa"},
        {"Summa**", "Summa**"},
        {"**Summa*", "**Summa*"},
        {"**Summa__", "**Summa__"},
        {"**Summa** kr", "**Summa** kr"},
        {"*a* och *b*", "*a* och *b*"},
        {"a_b_c", "a_b_c"},
        {"**2*3**", "2*3"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str plain = emphasis_off(str_from(rows[i].text));
        if (!str_equal(plain, str_from(rows[i].plain)))
            fail_msg("\"%s\" became \"%.*s\"", rows[i].text, STR_ARG(plain));
    }
}

static void test_open(void **state)
{
    static const struct {
        const char *text;
        size_t at, marks, close;
    } rows[] = {
        {"**Summa** 620", 0, 2, 7},   {"Summa **620** 7", 6, 2, 11},  {"Summa**620**", 5, 0, 0},
        {"**1 000** **2**", 0, 2, 7}, {"**1 000** **2**", 10, 2, 13}, {"** 1 **", 0, 0, 0},
        {"**1**2", 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t close = 0, marks = emphasis_open(str_from(rows[i].text), rows[i].at, &close);
        assert_int_equal(marks, rows[i].marks);
        assert_int_equal(close, rows[i].close);
    }
}

/* Each part of a text in memory of its own, so that a sanitizer sees what is read beyond it. */
static void test_cut_at_every_byte(void **state)
{
    static const char text[] = "***_Summa_ **1 000** __a* b__ *";
    (void)state;
    for (size_t length = 0; length < sizeof text; length++) {
        char *copy = malloc(length + 1);
        memcpy(copy, text, length);
        char *exact = realloc(copy, length > 0 ? length : 1);
        struct str part = {exact, length};
        assert_true(emphasis_off(part).length <= length);
        for (size_t at = 0; at <= length; at++) {
            size_t close = 0, marks = emphasis_open(part, at, &close);
            assert_true(marks == 0 || (close > at + marks && close + marks <= length));
        }
        free(exact);
    }
}

static void test_bullets(void **state)
{
    static const struct {
        const char *label, *rest; /* NULL: no detail line */
    } rows[] = {
        {"* Resor", "Resor"},
        {"*\u00A0Resor", "Resor"},
        {"* **Resor**", "Resor"},
        {"- Resor", "Resor"},
        {"-Resor", "Resor"},
        {"\u2022Resor", "Resor"},
        {"*Resor", NULL},
        {"**Resor**", NULL},
        {"** Resor", NULL},
        {"__Resor__", NULL},
        {"*", ""},
        {"Resor", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str label = str_from(rows[i].label);
        bool taken = take_dash(&label);
        if (taken != (rows[i].rest != NULL) ||
            !str_equal(label, str_from(taken ? rows[i].rest : rows[i].label)))
            fail_msg("\"%s\" became \"%.*s\"", rows[i].label, STR_ARG(label));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_off),
        cmocka_unit_test(test_open),
        cmocka_unit_test(test_cut_at_every_byte),
        cmocka_unit_test(test_bullets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
