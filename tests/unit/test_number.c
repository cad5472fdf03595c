/* Numbers as people write them: every form that exports have, and those that must not be guessed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/buffer.h"
#include "budgetkoll/number.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NBSP "\u00A0"
#define NARROW "\u202F"
#define THIN "\u2009"

/* The expectation of one text: its status and, where it is read, its amount in öre (a bare number is in kronor). */
struct expectation {
    const char *text;
    char mark; /* the column's decimal mark, or 0 */
    enum number_status status;
    money ore;
};

/* Prints a difference and returns 1, so that a table is walked to its end before the test fails. */
static int check(const struct expectation *row)
{
    money ore = -4711;
    struct number number = number_read(str_from(row->text), row->mark);
    enum number_status status = number_amount(number, ORE_PER_KRONA, &ore);
    if (status == row->status && (status != NUMBER_READ || ore == row->ore))
        return 0;
    print_error("“%s” (mark '%c'): status %d, %" PRId64 " öre; expected status %d, %" PRId64 "\n", row->text,
                row->mark ? row->mark : '0', (int)status, ore, (int)row->status, row->ore);
    return 1;
}

static void check_all(const struct expectation *rows, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += check(&rows[i]);
    assert_int_equal(wrong, 0);
}

static const struct expectation plain[] = {
    {"0", 0, NUMBER_READ, 0},
    {"7", 0, NUMBER_READ, 700},
    {"00", 0, NUMBER_READ, 0},
    {"1234567", 0, NUMBER_READ, 123456700},
    {"1 234 567", 0, NUMBER_READ, 123456700},
    {"1\u200B 234", 0, NUMBER_READ, 123400},
    {"\u20601 234\uFEFF", 0, NUMBER_READ, 123400},
    {"1\u00AD234", 0, NUMBER_READ, 123400},
    {"1\u200B\u200B,50", 0, NUMBER_READ, 150},
    {"1" NBSP "234" NBSP "567", 0, NUMBER_READ, 123456700},
    {"1" NARROW "234" NARROW "567", 0, NUMBER_READ, 123456700},
    {"1" THIN "234" THIN "567", 0, NUMBER_READ, 123456700},
    {"1 234" NBSP "567", 0, NUMBER_READ, 123456700},
    {"1'234'567", 0, NUMBER_READ, 123456700},
    {"1’234’567", 0, NUMBER_READ, 123456700},
    {"1.234.567", 0, NUMBER_READ, 123456700},
    {"1,234,567", 0, NUMBER_READ, 123456700},
    {" 756 000 ", 0, NUMBER_READ, 75600000},
    {NBSP "756 000" NBSP, 0, NUMBER_READ, 75600000},
    {"1234,5", 0, NUMBER_READ, 123450},
    {"1234.5", 0, NUMBER_READ, 123450},
    {"1234,56", 0, NUMBER_READ, 123456},
    {"1234.56", 0, NUMBER_READ, 123456},
    {"1 234,56", 0, NUMBER_READ, 123456},
    {"1 234.56", 0, NUMBER_READ, 123456},
    {"1" NBSP "234,56", 0, NUMBER_READ, 123456},
    {"1'234.56", 0, NUMBER_READ, 123456},
    {"1.234,56", 0, NUMBER_READ, 123456},
    {"1,234.56", 0, NUMBER_READ, 123456},
    {"1.234.567,89", 0, NUMBER_READ, 123456789},
    {"1,234,567.89", 0, NUMBER_READ, 123456789},
    {"3,104.45", 0, NUMBER_READ, 310445},
    {"20 104,45", 0, NUMBER_READ, 2010445},
    {"0,5", 0, NUMBER_READ, 50},
    {"1,50", 0, NUMBER_READ, 150},
    {"1,500000", 0, NUMBER_READ, 150}, /* zeros are no finer than öre */
    {"+5", 0, NUMBER_READ, 500},
};

static const struct expectation negative[] = {
    {"-5", 0, NUMBER_READ, -500},
    {"- 5", 0, NUMBER_READ, -500},
    {"−5", 0, NUMBER_READ, -500},
    {"–5", 0, NUMBER_READ, -500},
    {"5-", 0, NUMBER_READ, -500},
    {"5−", 0, NUMBER_READ, -500},
    {"5 -", 0, NUMBER_READ, -500},
    {"(5)", 0, NUMBER_READ, -500},
    {"( 1 234,56 )", 0, NUMBER_READ, -123456},
    {"-1 234,56", 0, NUMBER_READ, -123456},
    {"−1" NBSP "234" NBSP "567", 0, NUMBER_READ, -123456700},
    {"1.234,56-", 0, NUMBER_READ, -123456},
    {"-1 234 kr", 0, NUMBER_READ, -123400},
    {"(1 234 kr)", 0, NUMBER_READ, -123400},
    {"(1 234) kr", 0, NUMBER_READ, -123400},
    {"kr -1 234", 0, NUMBER_READ, -123400},
    {"-1 234:-", 0, NUMBER_READ, -123400},
    {"-0", 0, NUMBER_READ, 0},
};

static const struct expectation units[] = {
    {"1 234 kr", 0, NUMBER_READ, 123400},        {"1 234" NBSP "kr", 0, NUMBER_READ, 123400},
    {"1 234kr", 0, NUMBER_READ, 123400},         {"1 234 Kr", 0, NUMBER_READ, 123400},
    {"1 234 kr.", 0, NUMBER_READ, 123400},       {"kr 1 234", 0, NUMBER_READ, 123400},
    {"1 234,50 kr", 0, NUMBER_READ, 123450},     {"1 234 SEK", 0, NUMBER_READ, 123400},
    {"SEK 1 234", 0, NUMBER_READ, 123400},       {"SEK" NBSP "1,234.50", 0, NUMBER_READ, 123450},
    {"1 234:-", 0, NUMBER_READ, 123400},         {"1 234 :-", 0, NUMBER_READ, 123400},
    {"756 tkr", 0, NUMBER_READ, 75600000},       {"tkr 756", 0, NUMBER_READ, 75600000},
    {"1 655,64 tkr", 0, NUMBER_READ, 165564000}, {"0,01 tkr", 0, NUMBER_READ, 1000},
    {"1,5 mnkr", 0, NUMBER_READ, 150000000},     {"mnkr 1,5", 0, NUMBER_READ, 150000000},
    {"1,5 mkr", 0, NUMBER_READ, 150000000},      {"1.5 Mkr", 0, NUMBER_READ, 150000000},
    {"1,2345 mnkr", 0, NUMBER_READ, 123450000},  {"2 mdkr", 0, NUMBER_READ, 200000000000},
    {"mdkr 2,5", 0, NUMBER_READ, 250000000000},  {"25,5 MNKR", 0, NUMBER_READ, 2550000000},
    {"-1,5 mnkr", 0, NUMBER_READ, -150000000},
};

/* One mark before exactly three digits: the column settles it, or nobody does. */
static const struct expectation ambiguous[] = {
    {"1,234", 0, NUMBER_AMBIGUOUS, 0},
    {"1.234", 0, NUMBER_AMBIGUOUS, 0},
    {"12,345", 0, NUMBER_AMBIGUOUS, 0},
    {"999.999", 0, NUMBER_AMBIGUOUS, 0},
    {"-1,234", 0, NUMBER_AMBIGUOUS, 0},
    {"(1.234)", 0, NUMBER_AMBIGUOUS, 0},
    {"1,234 kr", 0, NUMBER_AMBIGUOUS, 0},
    {"1.234 mnkr", 0, NUMBER_AMBIGUOUS, 0},
    {"1,234", '.', NUMBER_READ, 123400},
    {"1.234", ',', NUMBER_READ, 123400},
    {"-1.234", ',', NUMBER_READ, -123400},
    {"1,234", ',', NUMBER_TOO_FINE, 0},
    {"1.234", '.', NUMBER_TOO_FINE, 0},
    {"1,230", ',', NUMBER_READ, 123},
    {"1.234 mnkr", '.', NUMBER_READ, 123400000},
    {"1.234 mnkr", ',', NUMBER_READ, 123400000000},
    {"1,234 mnkr", ',', NUMBER_READ, 123400000},
    {"1,234 tkr", ',', NUMBER_READ, 123400},
    /* a column's mark changes nothing where there is only one reading */
    {"1 234,56", '.', NUMBER_READ, 123456},
    {"1,234.56", ',', NUMBER_READ, 123456},
    {"1,234,567", ',', NUMBER_READ, 123456700},
    {"12,5", '.', NUMBER_READ, 1250},
    {"0,123", 0, NUMBER_TOO_FINE, 0}, /* thousands never begin with a zero */
    {"1234,567", 0, NUMBER_TOO_FINE, 0},
    {"1 234,567", 0, NUMBER_TOO_FINE, 0},
};

static const struct expectation blank[] = {
    {"", 0, NUMBER_BLANK, 0},          {"   ", 0, NUMBER_BLANK, 0},    {NBSP, 0, NUMBER_BLANK, 0},
    {THIN NARROW, 0, NUMBER_BLANK, 0}, {"-", 0, NUMBER_BLANK, 0},      {"–", 0, NUMBER_BLANK, 0},
    {" -   kr ", 0, NUMBER_BLANK, 0},  {"- kr", 0, NUMBER_BLANK, 0},   {"kr -", 0, NUMBER_BLANK, 0},
    {"− kr", 0, NUMBER_BLANK, 0},      {"– EUR", 0, NUMBER_BLANK, 0},  {"€ –", 0, NUMBER_BLANK, 0},
    {"kr", 0, NUMBER_NOT, 0},          {"- kronas", 0, NUMBER_NOT, 0}, {"-- kr", 0, NUMBER_NOT, 0},
    {"−", 0, NUMBER_BLANK, 0},         {" - ", 0, NUMBER_BLANK, 0},    {NBSP "–" NBSP, 0, NUMBER_BLANK, 0},
};

static const struct expectation invalid[] = {
    {"-9223372036854775808?2", 0, NUMBER_NOT, 0},
    {"12.34.56", 0, NUMBER_NOT, 0},
    {"12,34,56", 0, NUMBER_NOT, 0},
    {"1 23", 0, NUMBER_NOT, 0},
    {"1 2345", 0, NUMBER_NOT, 0},
    {"1234 567", 0, NUMBER_NOT, 0},
    {"1,23,456", 0, NUMBER_NOT, 0},
    {"1.23.456", ',', NUMBER_NOT, 0},
    {"1.234 567", 0, NUMBER_NOT, 0},
    {"1,234.567,89", 0, NUMBER_NOT, 0},
    {"1,,5", 0, NUMBER_NOT, 0},
    {"1..5", 0, NUMBER_NOT, 0},
    {"1., 5", 0, NUMBER_NOT, 0},
    {"5,", 0, NUMBER_NOT, 0},
    {",", 0, NUMBER_NOT, 0},
    {".", 0, NUMBER_NOT, 0},
    {"--1", 0, NUMBER_NOT, 0},
    {"-(1)", 0, NUMBER_NOT, 0},
    {"(-1)", 0, NUMBER_NOT, 0},
    {"-1-", 0, NUMBER_NOT, 0},
    {"(1", 0, NUMBER_NOT, 0},
    {"1)", 0, NUMBER_NOT, 0},
    {"()", 0, NUMBER_NOT, 0},
    {"1-2", 0, NUMBER_NOT, 0},
    {"1e5", 0, NUMBER_NOT, 0},
    {"1E+05", 0, NUMBER_NOT, 0},
    {"0x10", 0, NUMBER_NOT, 0},
    {"abc", 0, NUMBER_NOT, 0},
    {"12abc", 0, NUMBER_NOT, 0},
    {"kr", 0, NUMBER_NOT, 0},
    {":-", 0, NUMBER_NOT, 0},
    {"%", 0, NUMBER_NOT, 0},
    {"1 kr kr", 0, NUMBER_NOT, 0},
    {"kr 1 kr", 0, NUMBER_NOT, 0},
    {"1 xyz", 0, NUMBER_NOT, 0},
    {"2021-06-01", 0, NUMBER_NOT, 0},
    {"#REF!", 0, NUMBER_ERROR, 0},
    {"#DIV/0!", 0, NUMBER_ERROR, 0},
    {"#NAMN?", 0, NUMBER_ERROR, 0},
    {"#N/A", 0, NUMBER_ERROR, 0},
    {"#SAKNAS!", 0, NUMBER_ERROR, 0},
    {"Err:502", 0, NUMBER_ERROR, 0},
    {"Err", 0, NUMBER_NOT, 0},
    {"#12", 0, NUMBER_NOT, 0},
    {"=B2+B3", 0, NUMBER_FORMULA, 0},
    {"=SUMMA(B2:B6)", 0, NUMBER_FORMULA, 0},
    {"=\"0012\"", 0, NUMBER_NOT, 0},
    {"=", 0, NUMBER_NOT, 0},
    {"#####", 0, NUMBER_NOT, 0},
    {"1\n234", 0, NUMBER_NOT, 0},
    {"٣", 0, NUMBER_NOT, 0}, /* a digit, but not of these exports */
};

static const struct expectation extreme[] = {
    {"92233720368547758", 0, NUMBER_READ, INT64_C(9223372036854775800)},
    {"92 233 720 368 547 758,07", 0, NUMBER_READ, INT64_MAX},
    {"-92 233 720 368 547 758,07", 0, NUMBER_READ, -INT64_MAX},
    {"92 233 720 368 547 758,08", 0, NUMBER_TOO_LARGE, 0},
    {"-92 233 720 368 547 758,09", 0, NUMBER_TOO_LARGE, 0},
    {"92233720368547759", 0, NUMBER_TOO_LARGE, 0},
    {"9223372036854775807", 0, NUMBER_TOO_LARGE, 0},
    {"9223372036854775808", 0, NUMBER_TOO_LARGE, 0},
    {"-9223372036854775808", 0, NUMBER_TOO_LARGE, 0},
    {"-46116860184273879040", 0, NUMBER_TOO_LARGE, 0},
    {"99999999999999999999", 0, NUMBER_TOO_LARGE, 0},
    {"-99999999999999999999", 0, NUMBER_TOO_LARGE, 0},
    {"99 999 999 999 999 999 999", 0, NUMBER_TOO_LARGE, 0},
    {"99999999999999999999 mdkr", 0, NUMBER_TOO_LARGE, 0},
    {"100000000 mdkr", 0, NUMBER_TOO_LARGE, 0},
    {"0,001", 0, NUMBER_TOO_FINE, 0},
    {"1,2345", 0, NUMBER_TOO_FINE, 0},
    {"12,345678 tkr", 0, NUMBER_TOO_FINE, 0},
    {"0,000000001 mnkr", 0, NUMBER_TOO_FINE, 0},
};

static void test_plain(void **state)
{
    (void)state;
    check_all(plain, COUNT(plain));
}

static void test_negative(void **state)
{
    (void)state;
    check_all(negative, COUNT(negative));
}

static void test_units(void **state)
{
    (void)state;
    check_all(units, COUNT(units));
}

static void test_ambiguous(void **state)
{
    (void)state;
    check_all(ambiguous, COUNT(ambiguous));
}

static void test_blank(void **state)
{
    (void)state;
    check_all(blank, COUNT(blank));
}

static void test_invalid(void **state)
{
    (void)state;
    check_all(invalid, COUNT(invalid));
}

/* Amounts at the ends of what öre can hold. */
static void test_extreme(void **state)
{
    (void)state;
    check_all(extreme, COUNT(extreme));
}

/* The lowest amount fits; a reader may call it too large, but not read anything else. */
static void test_plain_decimals(void **state)
{
    static const struct {
        const char *text;
        bool plain;
    } rows[] = {{"1 234,50", true}, {"0,5", true},    {"1234,5", true},   {"1 234", false},
                {"1,234", false},   {",50", false},   {"12 34,5", false}, {"1,5 %", false},
                {"1.234,5", false}, {"1,2,3", false}, {"-1,50", false},   {"", false},
                {",", false},       {"1,", false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(number_is_plain_decimal(str_from(rows[i].text)), rows[i].plain);
}

static void test_lowest(void **state)
{
    money ore = 0;
    (void)state;
    enum number_status status =
        number_amount(number_read(STR("-92 233 720 368 547 758,08"), 0), ORE_PER_KRONA, &ore);
    assert_true(status == NUMBER_TOO_LARGE || (status == NUMBER_READ && ore == INT64_MIN));
}

/* The column's unit counts only where the cell has none of its own. */
static void test_column_unit(void **state)
{
    static const struct {
        const char *text;
        int64_t unit;
        money ore;
        int64_t step;
    } rows[] = {
        {"1,5", 100000000, 150000000, 10000000},
        {"756", 100000, 75600000, 100000},
        {"756,0", 100000, 75600000, 10000},
        {"756 kr", 100000, 75600, 100},
        {"756:-", 100000, 75600, 100},
        {"1 mnkr", 100000, 100000000, 100000000},
        {"1,50", 100, 150, 1},
        {"1,500000", 100, 150, 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        money ore = 0;
        assert_int_equal(number_amount(number_read(str_from(rows[i].text), 0), rows[i].unit, &ore),
                         NUMBER_READ);
        assert_int_equal(ore, rows[i].ore);
        assert_int_equal(number_step(number_read(str_from(rows[i].text), 0), rows[i].unit), rows[i].step);
    }
}

static void test_unit_names(void **state)
{
    static const struct {
        const char *name;
        int64_t ore;
    } rows[] = {
        {"kr", 100},
        {"KR", 100},
        {"SEK", 100},
        {"sek", 100},
        {"kronor", 100},
        {"tkr", 100000},
        {" Tkr ", 100000},
        {"mnkr", 100000000},
        {"Mkr", 100000000},
        {"mkr", 100000000},
        {"mdkr", 100000000000},
        {NBSP "tkr", 100000},
        {"", 0},
        {"EUR", 100},
        {"euro", 100},
        {"€", 100},
        {"k€", 100000},
        {"kEUR", 100000},
        {"MEUR", 100000000},
        {"NOK", 100},
        {"yen", 100},
        {"kronors", 0},
        {"k r", 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(unit_from_name(str_from(rows[i].name)), rows[i].ore);
}

/* What a number tells about its column. */
static void test_marks(void **state)
{
    static const struct {
        const char *text;
        char decimal, group, doubtful;
        bool has_group;
    } rows[] = {
        {"1234", 0, 0, 0, false},        {"1 234", 0, 0, 0, true},       {"12,5", ',', 0, 0, false},
        {"12.5", '.', 0, 0, false},      {"1 234,56", ',', 0, 0, true},  {"1.234,56", ',', '.', 0, true},
        {"1,234.56", '.', ',', 0, true}, {"1.234.567", 0, '.', 0, true}, {"1,234,567", 0, ',', 0, true},
        {"1'234'567", 0, 0, 0, true},    {"1.234", 0, 0, '.', true},     {"1,234", 0, 0, ',', true},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number number = number_read(str_from(rows[i].text), 0);
        bool right = number.decimal_mark == rows[i].decimal && number.group_mark == rows[i].group &&
                     number.doubtful_mark == rows[i].doubtful &&
                     (number.has_group == rows[i].has_group || rows[i].doubtful != 0);
        if (!right)
            print_error("marks of “%s”: %d %d %d\n", rows[i].text, number.decimal_mark, number.group_mark,
                        number.doubtful_mark);
        wrong += !right;
    }
    assert_int_equal(wrong, 0);
}

static void test_percent(void **state)
{
    static const struct {
        const char *text;
        char mark;
        enum number_status status;
        int64_t numerator, denominator;
    } rows[] = {
        {"45,24 %", 0, NUMBER_READ, 1131, 2500},
        {"45,24" NBSP "%", 0, NUMBER_READ, 1131, 2500},
        {"45,24" NARROW "%", 0, NUMBER_READ, 1131, 2500},
        {"45,24%", 0, NUMBER_READ, 1131, 2500},
        {"45.24%", 0, NUMBER_READ, 1131, 2500},
        {"50,00%", 0, NUMBER_READ, 1, 2},
        {"50 %", 0, NUMBER_READ, 1, 2},
        {"57,7 %", 0, NUMBER_READ, 577, 1000},
        {"0 %", 0, NUMBER_READ, 0, 1},
        {"0,5 %", 0, NUMBER_READ, 1, 200},
        {"100 %", 0, NUMBER_READ, 1, 1},
        {"-5 %", 0, NUMBER_READ, -1, 20},
        {"45,24", 0, NUMBER_READ, 1131, 2500},
        {"50", 0, NUMBER_READ, 1, 2},
        {"1,5", 0, NUMBER_READ, 3, 200},
        {"1,01", 0, NUMBER_READ, 101, 10000},
        {"45,240 %", ',', NUMBER_READ, 1131, 2500},
        /* a share of one, or a percentage: nobody can tell */
        {"0,5", 0, NUMBER_AMBIGUOUS, 0, 0},
        {"0,4524", 0, NUMBER_AMBIGUOUS, 0, 0},
        {"1", 0, NUMBER_AMBIGUOUS, 0, 0},
        {"1,00", 0, NUMBER_AMBIGUOUS, 0, 0},
        /* nothing is nothing in both readings */
        {"0", 0, NUMBER_READ, 0, 1},
        {"0,00", 0, NUMBER_READ, 0, 1},
        {"", 0, NUMBER_BLANK, 0, 0},
        {"-", 0, NUMBER_BLANK, 0, 0},
        {"%", 0, NUMBER_NOT, 0, 0},
        {"halva", 0, NUMBER_NOT, 0, 0},
        {"99999999999999999999 %", 0, NUMBER_TOO_LARGE, 0, 0},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ratio rate = {0, 1}, expected = {rows[i].numerator, rows[i].denominator};
        enum number_status status = number_percent(number_read(str_from(rows[i].text), rows[i].mark), &rate);
        bool right = status == rows[i].status && (status != NUMBER_READ || ratio_equal(rate, expected));
        if (!right)
            print_error("“%s”: status %d, %lld/%lld; expected status %d\n", rows[i].text, (int)status,
                        (long long)rate.numerator, (long long)rate.denominator, (int)rows[i].status);
        wrong += !right;
    }
    assert_int_equal(wrong, 0);
}

static void test_label_rate(void **state)
{
    static const struct {
        const char *label;
        bool taken;
        const char *rest;
        int64_t numerator, denominator;
    } rows[] = {
        {"Bilönekostnader 45,24%", true, "Bilönekostnader", 1131, 2500},
        {"Bilönekostnader 45,24 %", true, "Bilönekostnader", 1131, 2500},
        {"Bilönekostnader 45.24" NBSP "%", true, "Bilönekostnader", 1131, 2500},
        {"Indirekta kostnader 15%", true, "Indirekta kostnader", 3, 20},
        {"Indirekta kostnader (15 %)", true, "Indirekta kostnader", 3, 20},
        {" Indirekta kostnader" NBSP "15% ", true, "Indirekta kostnader", 3, 20},
        {"Lönebikostnader 45,240 %", true, "Lönebikostnader", 1131, 2500},
        {"Lönebikostnader 45.240 %", true, "Lönebikostnader", 1131, 2500},
        {"Schablon 0 %", true, "Schablon", 0, 1},
        {"Personal", false, "Personal", 0, 1},
        {"15 % av Personal", false, "15 % av Personal", 0, 1},
        {"Andel %", false, "Andel %", 0, 1},
        {"Andel 1.2.3 %", false, "Andel 1.2.3 %", 0, 1},
        {"", false, "", 0, 1},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str label = str_from(rows[i].label);
        struct ratio rate = {0, 1}, expected = {rows[i].numerator, rows[i].denominator};
        bool taken = label_take_rate(&label, &rate);
        bool right = taken == rows[i].taken && str_equal(label, str_from(rows[i].rest)) &&
                     (!taken || ratio_equal(rate, expected));
        if (!right)
            print_error("“%s”: %d, “%.*s”, %lld/%lld\n", rows[i].label, (int)taken, STR_ARG(label),
                        (long long)rate.numerator, (long long)rate.denominator);
        wrong += !right;
    }
    assert_int_equal(wrong, 0);
}

/* In memory of exactly its length, so that a read past the end is seen. */
static void read_cut(struct str text)
{
    static const char marks[] = {0, ',', '.'};
    char *copy = malloc(text.length + (text.length == 0));
    memcpy(copy, text.data, text.length);
    for (size_t i = 0; i < COUNT(marks); i++) {
        struct number number = number_read((struct str){copy, text.length}, marks[i]);
        struct str label = {copy, text.length};
        struct ratio rate = {0, 1};
        money ore = 0;
        number_amount(number, 100000000000, &ore);
        number_percent(number, &rate);
        label_take_rate(&label, &rate);
        unit_from_name((struct str){copy, text.length});
    }
    free(copy);
}

static void cut_everywhere(const struct expectation *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t length = 0; length <= strlen(rows[i].text); length++)
            read_cut((struct str){rows[i].text, length});
}

static void test_cut_at_every_byte(void **state)
{
    static const struct expectation more[] = {
        {"Bilönekostnader (45,24" NBSP "%)", 0, NUMBER_NOT, 0},
        {"−1" NBSP "234" NARROW "567" THIN "890’123,45 mdkr", 0, NUMBER_NOT, 0},
        {"1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", 0, NUMBER_NOT, 0},
        {"0,00000000000000000000000000000001", 0, NUMBER_NOT, 0},
        {"\xC2\xE2\x80\xF0\x9F\xFF", 0, NUMBER_NOT, 0},
    };
    (void)state;
    cut_everywhere(plain, COUNT(plain));
    cut_everywhere(negative, COUNT(negative));
    cut_everywhere(units, COUNT(units));
    cut_everywhere(ambiguous, COUNT(ambiguous));
    cut_everywhere(blank, COUNT(blank));
    cut_everywhere(invalid, COUNT(invalid));
    cut_everywhere(extreme, COUNT(extreme));
    cut_everywhere(more, COUNT(more));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_negative),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_ambiguous),
        cmocka_unit_test(test_blank),
        cmocka_unit_test(test_invalid),
        cmocka_unit_test(test_column_unit),
        cmocka_unit_test(test_unit_names),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_percent),
        cmocka_unit_test(test_label_rate),
        cmocka_unit_test(test_extreme),
        cmocka_unit_test(test_lowest),
        cmocka_unit_test(test_plain_decimals),
        cmocka_unit_test(test_cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
