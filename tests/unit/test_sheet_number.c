/* The numbers of a workbook: exact digits, number formats, dates. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "sheet_number.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The number as it would stand in a cell with the format's code, or "not" for what is none. */
static const char *shown(const char *value, const char *code, bool from_1904)
{
    static char text[1200];
    struct arena arena = {0};
    struct buffer buffer = {.arena = &arena};
    struct number_format format = number_format_of_code(str_from(code));
    bool read = sheet_number_add(&buffer, str_from(value), &format, from_1904);
    struct str got = read ? buffer_text(&buffer) : STR("not");
    memcpy(text, got.data, got.length);
    text[got.length] = '\0';
    arena_release(&arena);
    return text;
}

static void test_numbers(void **state)
{
    static const char *const rows[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"-0.0", "0"},
        {"2021", "2021"},
        {"1000", "1000"},
        {"756000.00", "756000"},
        {"-12.50", "-12.5"},
        {"0.61280000000000001", "0.6128"},
        {"0.1", "0.1"},
        {"0.30000000000000004", "0.3"},
        {"164702.16480000001", "164702.1648"},
        {"1E-3", "0.001"},
        {"1.5E+2", "150"},
        {"1e5", "100000"},
        {"1E15", "1000000000000000"},
        {"123456789012345678", "123456789012346000"},
        {"999999999999999.5", "1000000000000000"},
        {"9999999999999995", "10000000000000000"},
        {"0.99999999999999999", "1"},
        {"1.4210854715202004E-14", "0"},
        {"0.0000000000005", "0.000000000001"},
        {"0.00000000000049", "0"},
        {"-0.0000000000001", "0"},
        {"00012.5", "12.5"},
        {".5", "0.5"},
        {"5.", "5"},
        {"+5", "5"},
        {" 5 ", "5"},
        {"", "not"},
        {"-", "not"},
        {".", "not"},
        {"E5", "not"},
        {"1E", "not"},
        {"1E+", "not"},
        {"1E99999", "not"},
        {"1E5x", "not"},
        {"1,5", "not"},
        {"1.2.3", "not"},
        {"0x10", "not"},
        {"NaN", "not"},
        {"INF", "not"},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *got = shown(rows[i][0], "General", false);
        if (strcmp(got, rows[i][1]) != 0) {
            print_error("%s: %s, expected %s\n", rows[i][0], got, rows[i][1]);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void test_formats(void **state)
{
    static const struct {
        const char *value, *code, *shown;
    } rows[] = {
        {"0.6128", "0.00%", "61.28 %"},
        {"0.61280000000000001", "0.00%", "61.28 %"},
        {"0.612749999", "0.00%", "61.27 %"},
        {"0.61275000000000002", "0.00%", "61.275 %"}, /* written by hand: as it is held */
        {"0.613434512345", "0.00%", "61.34 %"},
        {"0.6134555555", "0.00 %", "61.35 %"},
        {"0.315883333", "0.0%", "31.6 %"},
        {"0.4524", "0%", "45.24 %"},
        {"0.15", "0%", "15 %"},
        {"0.5", "0.00%", "50.00 %"},
        {"1", "0%", "100 %"},
        {"15", "0%", "1500 %"},
        {"0", "0.00%", "0.00 %"},
        {"-0.05", "0%;[Red]-0%", "-5 %"},
        {"0.004999999", "0%", "0 %"},
        {"0.995555555", "0%", "100 %"},
        {"1234567", "#,##0", "1234567"},
        {"1234.5", "#,##0.00\\ \"kr\"", "1234.5"},
        {"1234.5", "_-* #,##0.00\\ \"kr\"_-;\\-* #,##0.00\\ \"kr\"_-", "1234.5"},
        {"25.5", "0.0\\ \"mnkr\"", "25.5 mnkr"},
        {"756", "#,##0\\ \"tkr\"", "756 tkr"},
        {"756", "#,##0\\ [$tkr-41D]", "756 tkr"},
        {"1234567", "#,##0,", "1234.567 tkr"}, /* shown as 1 235 */
        {"25500000", "0.0,,", "25.5 mnkr"},
        {"25500000", "0.0,,\\ \"mnkr\"", "25.5 mnkr"},
        {"25500", "#,##0.0,\\ [$\u20AC-2]", "25.5 kEUR"},
        {"25500", "[$$-409]#,##0.0,", "25500"},
        {"44348", "yyyy\\-mm\\-dd", "2021-06-01"},
        {"44348.75", "yyyy\\-mm\\-dd hh:mm", "2021-06-01"},
        {"44348", "d/m/yy", "2021-06-01"},
        {"44348", "[$-41D]d mmmm yyyy", "2021-06-01"},
        {"44348", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2021-06-01"},
        {"44348", "mmm\\ \"år\"\\ yyyy", "2021-06-01"},
        {"44348", "yyyy", "2021"},
        {"44348", "\"Budget \"yyyy", "2021"},
        {"44348", "[Red]0", "44348"},
        {"44348", "\"dym\"0", "44348"},
        {"44348", "\\d\\y0", "44348"},
        {"1.5", "[h]:mm", "1.5"},
        {"0.5", "h:mm AM/PM", "0.5"},
        {"1", "yyyy\\-mm\\-dd", "1900-01-01"},
        {"59", "yyyy\\-mm\\-dd", "1900-02-28"},
        {"60", "yyyy\\-mm\\-dd", "1900-02-29"},
        {"61", "yyyy\\-mm\\-dd", "1900-03-01"},
        {"0", "yyyy\\-mm\\-dd", "0"},
        {"-5", "yyyy\\-mm\\-dd", "-5"},
        {"36585", "yyyy\\-mm\\-dd", "2000-02-29"},
        {"73050", "yyyy\\-mm\\-dd", "2099-12-31"},
        {"109575", "yyyy\\-mm\\-dd", "2200-01-01"},
        {"9999999", "yyyy\\-mm\\-dd", "9999999"},
        {"12", "General\\ \"dagar\"", "12"},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *got = shown(rows[i].value, rows[i].code, false);
        if (strcmp(got, rows[i].shown) != 0) {
            print_error("%s as %s: %s, expected %s\n", rows[i].value, rows[i].code, got, rows[i].shown);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* The currency that a format's code names beside the value. */
static void test_currencies(void **state)
{
    static const struct {
        const char *code, *currency;
    } rows[] = {
        {"General", ""},
        {"#,##0.00", ""},
        {"#,##0.00\\ \"kr\"", "SEK"},
        {"_-* #,##0.00\\ \"kr\"_-;\\-* #,##0.00\\ \"kr\"_-", "SEK"},
        {"#,##0\\ [$kr-41D]", "SEK"},
        {"#,##0\\ \"tkr\"", "SEK"},
        {"[$\u20AC-2] #,##0.00", "EUR"},
        {"#,##0.00\\ [$\u20AC-407];[Red]\\-#,##0.00\\ [$\u20AC-407]", "EUR"},
        {"\"\u20AC\"#,##0", "EUR"},
        {"#,##0 \u20AC", "EUR"},
        {"#,##0 [$EUR]", "EUR"},
        {"#,##0 \"EUR\"", "EUR"},
        {"\"EUR \"#,##0", "EUR"},
        {"[$$-409]#,##0.00", "USD"},
        {"$#,##0", "USD"},
        {"\\$#,##0", "USD"},
        {"[$\u00A3-809]#,##0", "GBP"},
        {"[$NOK] #,##0", "NOK"},
        {"#,##0 \"amateur\"", ""},
        {"[$-41D]#,##0", ""},
        {"0.00%\\ \"kr\"", ""},
        {"[$-41D]d mmmm yyyy", ""},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *got = currency_code(number_format_of_code(str_from(rows[i].code)).currency);
        if (strcmp(got, rows[i].currency) != 0) {
            print_error("%s: %s, expected %s\n", rows[i].code, got, rows[i].currency);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void test_1904(void **state)
{
    (void)state;
    assert_string_equal(shown("0", "yyyy-mm-dd", true), "1904-01-01");
    assert_string_equal(shown("1", "yyyy-mm-dd", true), "1904-01-02");
    assert_string_equal(shown("42886", "yyyy-mm-dd", true), "2021-06-01");
    assert_string_equal(shown("42886", "0", true), "42886");
}

static void test_known_formats(void **state)
{
    static const struct {
        int id;
        enum number_format_kind kind;
        int decimals;
    } rows[] = {
        {0, NUMBER_FORMAT_PLAIN, 0},    {3, NUMBER_FORMAT_PLAIN, 0},  {9, NUMBER_FORMAT_PERCENT, 0},
        {10, NUMBER_FORMAT_PERCENT, 2}, {13, NUMBER_FORMAT_PLAIN, 0}, {14, NUMBER_FORMAT_DATE, 0},
        {17, NUMBER_FORMAT_DATE, 0},    {18, NUMBER_FORMAT_PLAIN, 0}, {22, NUMBER_FORMAT_DATE, 0},
        {44, NUMBER_FORMAT_PLAIN, 0},   {46, NUMBER_FORMAT_PLAIN, 0}, {-1, NUMBER_FORMAT_PLAIN, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_format format = number_format_of_id(rows[i].id);
        assert_int_equal(format.kind, rows[i].kind);
        assert_int_equal(format.decimals, rows[i].decimals);
    }
}

/* Cut at every byte, nothing is read beyond the end. */
static void test_cut(void **state)
{
    const char *codes[] = {"[$-41D]#,##0.00\\ \"mnkr\";[Red]-0", "_-* yyyy\\-mm\\-dd\"x"};
    const char *value = "-12345.67890123456789E-12";
    (void)state;
    for (size_t c = 0; c < COUNT(codes); c++)
        for (size_t length = 0; length <= strlen(codes[c]); length++) {
            struct arena arena = {0};
            char *copy = arena_copy(&arena, codes[c], length);
            struct number_format format = number_format_of_code((struct str){copy, length});
            for (size_t cut = 0; cut <= strlen(value); cut++) {
                struct buffer buffer = {.arena = &arena};
                bool read = sheet_number_add(&buffer, (struct str){arena_copy(&arena, value, cut), cut},
                                             &format, false);
                assert_int_equal(read, buffer.length > 0);
            }
            arena_release(&arena);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),       cmocka_unit_test(test_formats),
        cmocka_unit_test(test_currencies),    cmocka_unit_test(test_1904),
        cmocka_unit_test(test_known_formats), cmocka_unit_test(test_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
