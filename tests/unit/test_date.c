/* The calendar, and dates and periods as people write them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/date.h"
#include "budgetkoll/dates.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PRINTED(d) (d).year, (d).month, (d).day

static void test_validity(void **state)
{
    static const struct {
        struct date date;
        bool valid;
    } rows[] = {
        {{2021, 6, 1}, true},   {{2021, 1, 1}, true},   {{2021, 12, 31}, true}, {{2021, 2, 28}, true},
        {{2021, 2, 29}, false}, {{2021, 2, 30}, false}, {{1900, 2, 29}, false}, {{1900, 2, 28}, true},
        {{2000, 2, 29}, true},  {{2024, 2, 29}, true},  {{2024, 2, 30}, false}, {{2100, 2, 29}, false},
        {{2021, 4, 31}, false}, {{2021, 6, 31}, false}, {{2021, 9, 31}, false}, {{2021, 11, 31}, false},
        {{2021, 1, 31}, true},  {{2021, 1, 32}, false}, {{2021, 0, 1}, false},  {{2021, 13, 1}, false},
        {{2021, 1, 0}, false},  {{2021, 1, -1}, false}, {{2021, -1, 1}, false}, {{1899, 12, 31}, false},
        {{1900, 1, 1}, true},   {{2199, 12, 31}, true}, {{2200, 1, 1}, false},  {{0, 0, 0}, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (date_is_valid(rows[i].date) != rows[i].valid)
            fail_msg("%d-%d-%d", PRINTED(rows[i].date));
}

static void test_months(void **state)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    (void)state;
    for (int month = 1; month <= 12; month++) {
        assert_int_equal(date_days_in_month(2021, month), days[month - 1]);
        assert_int_equal(date_days_in_month(2024, month), days[month - 1] + (month == 2));
        assert_true(date_is_last_of_month((struct date){2021, month, days[month - 1]}));
        assert_false(date_is_last_of_month((struct date){2021, month, days[month - 1] - 1}));
    }
    assert_int_equal(date_days_in_month(1900, 2), 28);
    assert_int_equal(date_days_in_month(2000, 2), 29);
    assert_int_equal(date_days_in_month(2100, 2), 28);
    assert_false(date_is_last_of_month((struct date){2024, 2, 28}));
}

static void test_compare(void **state)
{
    static const struct date rising[] = {{1999, 12, 31}, {2020, 1, 1},  {2020, 1, 2},
                                         {2020, 2, 1},   {2020, 12, 1}, {2021, 1, 1}};
    (void)state;
    for (size_t i = 0; i < COUNT(rising); i++)
        for (size_t j = 0; j < COUNT(rising); j++) {
            int order = date_compare(rising[i], rising[j]);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

static void test_next_day(void **state)
{
    static const struct {
        struct date date, next;
    } rows[] = {
        {{2021, 6, 1}, {2021, 6, 2}},  {{2021, 6, 30}, {2021, 7, 1}},  {{2021, 12, 31}, {2022, 1, 1}},
        {{2021, 2, 28}, {2021, 3, 1}}, {{2024, 2, 28}, {2024, 2, 29}}, {{2024, 2, 29}, {2024, 3, 1}},
        {{1900, 2, 28}, {1900, 3, 1}}, {{2000, 2, 28}, {2000, 2, 29}}, {{2100, 2, 28}, {2100, 3, 1}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(date_compare(date_next_day(rows[i].date), rows[i].next), 0);
}

static void test_add_months(void **state)
{
    static const struct {
        struct date date;
        int months;
        struct date result;
    } rows[] = {
        {{2021, 11, 30}, 2, {2022, 1, 31}},  {{2021, 12, 31}, 2, {2022, 2, 28}},
        {{2023, 12, 31}, 2, {2024, 2, 29}},  {{2021, 12, 30}, 2, {2022, 2, 28}},
        {{2023, 12, 30}, 2, {2024, 2, 29}},  {{2023, 12, 29}, 2, {2024, 2, 29}},
        {{2021, 12, 28}, 2, {2022, 2, 28}},  {{2022, 2, 28}, 2, {2022, 4, 30}},
        {{2024, 2, 28}, 2, {2024, 4, 28}},   {{2024, 2, 29}, 2, {2024, 4, 30}},
        {{2024, 2, 29}, 12, {2025, 2, 28}},  {{2023, 2, 28}, 12, {2024, 2, 29}},
        {{2023, 3, 31}, 2, {2023, 5, 31}},   {{2021, 6, 30}, 6, {2021, 12, 31}},
        {{2021, 6, 1}, 6, {2021, 12, 1}},    {{2021, 1, 31}, 1, {2021, 2, 28}},
        {{2021, 1, 30}, 1, {2021, 2, 28}},   {{2021, 5, 15}, 0, {2021, 5, 15}},
        {{2021, 12, 1}, 1, {2022, 1, 1}},    {{2021, 12, 1}, 24, {2023, 12, 1}},
        {{2022, 1, 31}, -2, {2021, 11, 30}}, {{2021, 3, 15}, -3, {2020, 12, 15}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct date got = date_add_months(rows[i].date, rows[i].months);
        if (date_compare(got, rows[i].result) != 0)
            fail_msg("%d-%d-%d + %d gave %d-%d-%d", PRINTED(rows[i].date), rows[i].months, PRINTED(got));
    }
}

static const struct {
    const char *text;
    enum date_status status;
    struct date date;
} dates[] = {
    {"2021-06-01", DATE_READ, {2021, 6, 1}},
    {" 2021-06-01 ", DATE_READ, {2021, 6, 1}},
    {"2021-6-1", DATE_READ, {2021, 6, 1}},
    {"2021/06/01", DATE_READ, {2021, 6, 1}},
    {"2021.06.01", DATE_READ, {2021, 6, 1}},
    {"20210601", DATE_READ, {2021, 6, 1}},
    {"2021-06-01 00:00:00", DATE_READ, {2021, 6, 1}},
    {"2021-06-01 00:00", DATE_READ, {2021, 6, 1}},
    {"2021-06-01T00:00:00", DATE_READ, {2021, 6, 1}},
    {"1 juni 2021", DATE_READ, {2021, 6, 1}},
    {"1 June 2021", DATE_READ, {2021, 6, 1}},
    {"01 JUNI 2021", DATE_READ, {2021, 6, 1}},
    {"1. juni 2021", DATE_READ, {2021, 6, 1}},
    {"1 jan 2021", DATE_READ, {2021, 1, 1}},
    {"28 februari 2021", DATE_READ, {2021, 2, 28}},
    {"3 mars 2021", DATE_READ, {2021, 3, 3}},
    {"3 March 2021", DATE_READ, {2021, 3, 3}},
    {"3 april 2021", DATE_READ, {2021, 4, 3}},
    {"3 maj 2021", DATE_READ, {2021, 5, 3}},
    {"3 May 2021", DATE_READ, {2021, 5, 3}},
    {"3 juli 2021", DATE_READ, {2021, 7, 3}},
    {"3 augusti 2021", DATE_READ, {2021, 8, 3}},
    {"3 sept. 2021", DATE_READ, {2021, 9, 3}},
    {"3 okt 2021", DATE_READ, {2021, 10, 3}},
    {"3 October 2021", DATE_READ, {2021, 10, 3}},
    {"30 november 2021", DATE_READ, {2021, 11, 30}},
    {"31 december 2021", DATE_READ, {2021, 12, 31}},
    {"30.6.2021", DATE_READ, {2021, 6, 30}},
    {"30/6/2021", DATE_READ, {2021, 6, 30}},
    {"30-06-2021", DATE_READ, {2021, 6, 30}},
    {"6/30/2021", DATE_READ, {2021, 6, 30}},
    {"04/04/2021", DATE_READ, {2021, 4, 4}},
    {"29/2/2024", DATE_READ, {2024, 2, 29}},
    {"03/04/2021", DATE_AMBIGUOUS, {0, 0, 0}},
    {"3.4.2021", DATE_AMBIGUOUS, {0, 0, 0}},
    {"12/11/2021", DATE_AMBIGUOUS, {0, 0, 0}},
    {"2021-02-30", DATE_NO_SUCH, {0, 0, 0}},
    {"2021-02-29", DATE_NO_SUCH, {0, 0, 0}},
    {"2021-13-01", DATE_NO_SUCH, {0, 0, 0}},
    {"2021-00-10", DATE_NO_SUCH, {0, 0, 0}},
    {"20210230", DATE_NO_SUCH, {0, 0, 0}},
    {"31 juni 2021", DATE_NO_SUCH, {0, 0, 0}},
    {"31/4/2021", DATE_NO_SUCH, {0, 0, 0}},
    {"32/13/2021", DATE_NO_SUCH, {0, 0, 0}},
    {"29/2/2021", DATE_NO_SUCH, {0, 0, 0}},
    {"", DATE_BLANK, {0, 0, 0}},
    {"   ", DATE_BLANK, {0, 0, 0}},
    {"-", DATE_BLANK, {0, 0, 0}},
    {"–", DATE_BLANK, {0, 0, 0}}, /* a dash is an empty cell, as for numbers */
    {"juni 2021", DATE_NOT, {0, 0, 0}},
    {"2021", DATE_NOT, {0, 0, 0}},
    {"2021-06", DATE_NOT, {0, 0, 0}},
    {"2021-06-", DATE_NOT, {0, 0, 0}},
    {"2021-06-01x", DATE_NOT, {0, 0, 0}},
    {"2021-06/01", DATE_NOT, {0, 0, 0}},
    {"2021-06-01 12:30", DATE_NOT, {0, 0, 0}},
    {"2021-06-001", DATE_NOT, {0, 0, 0}},
    {"202106011", DATE_NOT, {0, 0, 0}},
    {"21-06-01", DATE_NOT, {0, 0, 0}},
    {"1 juni 21", DATE_NOT, {0, 0, 0}},
    {"1 juni", DATE_NOT, {0, 0, 0}},
    {"1 foo 2021", DATE_NOT, {0, 0, 0}},
    {"3 marknader 2021", DATE_NOT, {0, 0, 0}},
    {"1 juni 2021 kl 12", DATE_NOT, {0, 0, 0}},
    {"50 000", DATE_NOT, {0, 0, 0}},
    {"756 000", DATE_NOT, {0, 0, 0}},
    {"1.234", DATE_NOT, {0, 0, 0}},
    {"1.234.567", DATE_NOT, {0, 0, 0}},
    {"snarast", DATE_NOT, {0, 0, 0}},
    {"232100-0255", DATE_NOT, {0, 0, 0}},
};

static void test_date_read(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(dates); i++) {
        struct date date = {0, 0, 0};
        enum date_status status = date_read(str_from(dates[i].text), &date);
        bool right =
            status == dates[i].status && (status != DATE_READ || date_compare(date, dates[i].date) == 0);
        if (!right)
            print_error("“%s”: status %d, %d-%d-%d; expected status %d\n", dates[i].text, (int)status,
                        PRINTED(date), (int)dates[i].status);
        wrong += !right;
    }
    assert_int_equal(wrong, 0);
}

static const struct {
    const char *text;
    enum date_status status;
    struct date start, end;
} periods[] = {
    {"2021-06-01 - 2023-03-31", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"2021-06-01 – 2023-03-31", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"2021-06-01–2023-03-31", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"2021-06-01-2023-03-31", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"2021/06/01-2023/03/31", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"20210601 - 20230331", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"20210601-20230331", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"2021-06-01 till 2023-03-31", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"2021-06-01 to 2023-03-31", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"1 juni 2021 - 31 mars 2023", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"1 June 2021 to 31 March 2023", DATE_READ, {2021, 6, 1}, {2023, 3, 31}},
    {"30.6.2021 - 31.12.2021", DATE_READ, {2021, 6, 30}, {2021, 12, 31}},
    {"  2021-06-01 - 2021-11-30  ", DATE_READ, {2021, 6, 1}, {2021, 11, 30}},
    {"2021-2025", DATE_READ, {2021, 1, 1}, {2025, 12, 31}},
    {"2021–2025", DATE_READ, {2021, 1, 1}, {2025, 12, 31}},
    {"2021 - 2025", DATE_READ, {2021, 1, 1}, {2025, 12, 31}},
    {"2021 till 2025", DATE_READ, {2021, 1, 1}, {2025, 12, 31}},
    {"", DATE_BLANK, {0, 0, 0}, {0, 0, 0}},
    {"  ", DATE_BLANK, {0, 0, 0}, {0, 0, 0}},
    {"-", DATE_BLANK, {0, 0, 0}, {0, 0, 0}},
    {"–", DATE_BLANK, {0, 0, 0}, {0, 0, 0}},
    {"2021-02-30 - 2021-03-31", DATE_NO_SUCH, {0, 0, 0}, {0, 0, 0}},
    {"2021-02-01 - 2021-02-30", DATE_NO_SUCH, {0, 0, 0}, {0, 0, 0}},
    {"03/04/2021 - 30/06/2021", DATE_AMBIGUOUS, {0, 0, 0}, {0, 0, 0}},
    {"2021-06-01", DATE_NOT, {0, 0, 0}, {0, 0, 0}},
    {"2021-06-01 -", DATE_NOT, {0, 0, 0}, {0, 0, 0}},
    {"- 2021-06-01", DATE_NOT, {0, 0, 0}, {0, 0, 0}},
    {"2021", DATE_NOT, {0, 0, 0}, {0, 0, 0}},
    {"20212025", DATE_NOT, {0, 0, 0}, {0, 0, 0}},
    {"2021abc2025", DATE_NOT, {0, 0, 0}, {0, 0, 0}},
    {"2021 2 2025", DATE_NOT, {0, 0, 0}, {0, 0, 0}},
    {"hela perioden", DATE_NOT, {0, 0, 0}, {0, 0, 0}},
    {"556101-2153", DATE_NOT, {0, 0, 0}, {0, 0, 0}},
};

static void test_period_read(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(periods); i++) {
        struct date start = {0, 0, 0}, end = {0, 0, 0};
        enum date_status status = period_read(str_from(periods[i].text), &start, &end);
        bool right = status == periods[i].status &&
                     (status != DATE_READ ||
                      (date_compare(start, periods[i].start) == 0 && date_compare(end, periods[i].end) == 0));
        if (!right)
            print_error("“%s”: status %d, %d-%d-%d to %d-%d-%d; expected status %d\n", periods[i].text,
                        (int)status, PRINTED(start), PRINTED(end), (int)periods[i].status);
        wrong += !right;
    }
    assert_int_equal(wrong, 0);
}

/* In memory of exactly its length, so that a read past the end is seen. */
static void read_cut(const char *text, size_t length)
{
    char *copy = malloc(length + (length == 0));
    struct date start = {0, 0, 0}, end = {0, 0, 0};
    memcpy(copy, text, length);
    date_read((struct str){copy, length}, &start);
    period_read((struct str){copy, length}, &start, &end);
    free(copy);
}

static void test_cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(dates); i++)
        for (size_t length = 0; length <= strlen(dates[i].text); length++)
            read_cut(dates[i].text, length);
    for (size_t i = 0; i < COUNT(periods); i++)
        for (size_t length = 0; length <= strlen(periods[i].text); length++)
            read_cut(periods[i].text, length);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_validity),    cmocka_unit_test(test_months),
        cmocka_unit_test(test_compare),     cmocka_unit_test(test_next_day),
        cmocka_unit_test(test_add_months),  cmocka_unit_test(test_date_read),
        cmocka_unit_test(test_period_read), cmocka_unit_test(test_cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
