/* Amounts, rates and dates as people read them, in both languages. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <limits.h>

#include "budgetkoll/words.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TOP (((((wide)1) << 126) - 1) * 2 + 1)

/* Prints a difference and returns 1, so that a table is walked to its end before the test fails. */
static int differs(struct str got, const char *wanted)
{
    if (str_equal(got, str_from(wanted)))
        return 0;
    print_error("got “%.*s”, expected “%s”\n", STR_ARG(got), wanted);
    return 1;
}

static void test_amounts(void **state)
{
    static const struct {
        money amount;
        const char *words[LANGUAGES];
    } rows[] = {
        {0, {"0", "0"}},
        {1, {"0,01", "0.01"}},
        {10, {"0,10", "0.10"}},
        {99, {"0,99", "0.99"}},
        {100, {"1", "1"}},
        {105, {"1,05", "1.05"}},
        {99900, {"999", "999"}},
        {100000, {"1 000", "1,000"}},
        {100050, {"1 000,50", "1,000.50"}},
        {16470216, {"164 702,16", "164,702.16"}},
        {369775500, {"3 697 755", "3,697,755"}},
        {100000000000, {"1 000 000 000", "1,000,000,000"}},
        {-1, {"−0,01", "−0.01"}},
        {-500, {"−5", "−5"}},
        {-100000, {"−1 000", "−1,000"}},
        {INT64_MAX, {"92 233 720 368 547 758,07", "92,233,720,368,547,758.07"}},
        {INT64_MIN, {"−92 233 720 368 547 758,08", "−92,233,720,368,547,758.08"}},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        for (enum language language = SWEDISH; language < LANGUAGES; language++)
            wrong += differs(words_of_amount(&arena, language, rows[i].amount), rows[i].words[language]);
    wrong += differs(words_of_money(&arena, SWEDISH, 123450, CURRENCY_EUR), "1 234,50 EUR");
    wrong += differs(words_of_money(&arena, ENGLISH, 123450, CURRENCY_NOK), "1,234.50 NOK");
    wrong += differs(words_of_kronor(&arena, SWEDISH, 16470216), "164 702,16 kr");
    wrong += differs(words_of_kronor(&arena, ENGLISH, -500), "−5 kr");
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void test_percents(void **state)
{
    const struct {
        struct ratio rate;
        int decimals;
        const char *words[LANGUAGES];
    } rows[] = {
        {{0, 1}, 0, {"0 %", "0%"}},
        {{0, 1}, 2, {"0,00 %", "0.00%"}},
        {{1, 2}, 0, {"50 %", "50%"}},
        {{1, 2}, 2, {"50,00 %", "50.00%"}},
        {{1131, 2500}, 0, {"45,24 %", "45.24%"}},
        {{577, 1000}, 0, {"57,7 %", "57.7%"}},
        {{577, 1000}, 2, {"57,70 %", "57.70%"}},
        {{1, 1}, 0, {"100 %", "100%"}},
        {{123, 1}, 0, {"12 300 %", "12,300%"}},
        {{-1, 8}, 0, {"−12,5 %", "−12.5%"}},
        {{1, 20000}, 0, {"0,005 %", "0.005%"}},
        {{1, 1000000}, 0, {"0,0001 %", "0.0001%"}},
        /* endless shares, and those with over four decimals, have two */
        {{1, 3}, 0, {"33,33 %", "33.33%"}},
        {{2, 3}, 0, {"66,67 %", "66.67%"}},
        {{-1, 3}, 0, {"−33,33 %", "−33.33%"}},
        {{1, 7}, 0, {"14,29 %", "14.29%"}},
        {{1, 10000000}, 0, {"0,00 %", "0.00%"}},
        {{3697755, 6034348}, 2, {"61,28 %", "61.28%"}},
        {{TOP, 1}, 0, {"? %", "?%"}},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        for (enum language language = SWEDISH; language < LANGUAGES; language++) {
            struct buffer words = {.arena = &arena};
            words_percent(&words, language, rows[i].rate, rows[i].decimals);
            wrong += differs(buffer_text(&words), rows[i].words[language]);
        }
    wrong += differs(words_of_percent(&arena, SWEDISH, (struct ratio){1131, 2500}), "45,24 %");
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void test_exact_amounts(void **state)
{
    const struct {
        struct ratio value;
        bool exact;
        const char *words[LANGUAGES];
    } rows[] = {
        {{0, 1}, true, {"0", "0"}},
        {{369775000, 1}, true, {"3 697 750", "3,697,750"}},
        {{16470216, 1}, true, {"164 702,16", "164,702.16"}},
        {{10050, 1}, true, {"100,50", "100.50"}},
        {{10, 1}, true, {"0,10", "0.10"}},
        /* 15 % × (756 000 + 45,24 % × 756 000) = 164 702,16; with 771 120 it is 167 996,2032 */
        {{1679962032, 100}, true, {"167 996,2032", "167,996.2032"}},
        {{1, 2}, true, {"0,005", "0.005"}},
        {{-1, 2}, true, {"−0,005", "−0.005"}},
        {{1, 100}, true, {"0,0001", "0.0001"}},
        {{1, 3}, false, {"0,00", "0.00"}},
        {{2, 3}, false, {"0,01", "0.01"}},
        {{-200, 3}, false, {"−0,67", "−0.67"}},
        {{100001, 1000}, false, {"1,00", "1.00"}},
        {{INT64_MAX, 1}, true, {"92 233 720 368 547 758,07", "92,233,720,368,547,758.07"}},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        for (enum language language = SWEDISH; language < LANGUAGES; language++) {
            struct buffer words = {.arena = &arena};
            struct ratio value = rows[i].value;
            ratio_make(value.numerator, value.denominator, &value);
            bool exact = words_exact_amount(&words, language, value);
            wrong += differs(buffer_text(&words), rows[i].words[language]) + (exact != rows[i].exact);
        }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void test_exact_amount_beyond(void **state)
{
    struct arena arena = {0};
    struct buffer words = {.arena = &arena};
    (void)state;
    assert_false(words_exact_amount(&words, SWEDISH, (struct ratio){TOP, 1}));
    assert_int_equal(differs(buffer_text(&words), "?"), 0);
    arena_release(&arena);
}

static void test_dates_and_counts(void **state)
{
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    wrong += differs(words_of_date(&arena, (struct date){2021, 6, 1}), "2021-06-01");
    wrong += differs(words_of_date(&arena, (struct date){1900, 12, 31}), "1900-12-31");
    wrong += differs(words_of_count(&arena, 0), "0");
    wrong += differs(words_of_count(&arena, 21), "21");
    wrong += differs(words_of_count(&arena, LLONG_MIN), "-9223372036854775808");
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_amounts),          cmocka_unit_test(test_percents),
        cmocka_unit_test(test_exact_amounts),    cmocka_unit_test(test_exact_amount_beyond),
        cmocka_unit_test(test_dates_and_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
