/* What all sheets of a workbook share: texts as a workbook can hold them, heights, days, addresses. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "sheet.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define TEXT(literal)                                                                                        \
    {                                                                                                        \
        (literal), sizeof(literal) - 1                                                                       \
    }                           /* as STR, for constant rows */
#define REPLACED "\xEF\xBF\xBD" /* U+FFFD */

enum { MOST_UNITS = 32767, LEAST_KEPT = 31000 };

static int differs(struct str text, struct str expected)
{
    if (str_equal(text, expected))
        return 0;
    print_error("“%.*s”, expected “%.*s”\n", STR_ARG(text), STR_ARG(expected));
    return 1;
}

/* ---- texts ---- */

static void test_strings(void **state)
{
    static const struct {
        struct str text, expected;
    } rows[] = {
        {TEXT(""), TEXT("")},
        {TEXT("Summa"), TEXT("Summa")},
        {TEXT("Åtgärd 1 – 50 %"), TEXT("Åtgärd 1 – 50 %")},
        {TEXT("rad\nrad\tkolumn"), TEXT("rad\nrad\tkolumn")},
        {TEXT("<a> & \"b\""), TEXT("<a> & \"b\"")},
        {TEXT("😀"), TEXT("😀")},
        /* control characters; NUL must not end the text */
        {TEXT("a\0b"), TEXT("a" REPLACED "b")},
        {TEXT("\0"), TEXT(REPLACED)},
        {TEXT("\x01\x08\x0B\x0C\x0E\x1F"), TEXT(REPLACED REPLACED REPLACED REPLACED REPLACED REPLACED)},
        {TEXT("a\rb"), TEXT("a" REPLACED "b")},
        {TEXT("a\x1B[31mb"), TEXT("a" REPLACED "[31mb")},
        {TEXT("a\x7F"), TEXT("a" REPLACED)},
        /* no valid UTF-8: a mark for each byte */
        {TEXT("a\xFF"), TEXT("a" REPLACED)},
        {TEXT("\x80x"), TEXT(REPLACED "x")},
        {TEXT("\xC3"), TEXT(REPLACED)},
        {TEXT("\xC3(z"), TEXT(REPLACED "(z")},
        {TEXT("\xE2\x82"), TEXT(REPLACED REPLACED)},
        {TEXT("\xC0\xAF"), TEXT(REPLACED REPLACED)},
        {TEXT("\xF4\x90\x80\x80"), TEXT(REPLACED REPLACED REPLACED REPLACED)},
        /* halves of surrogate pairs */
        {TEXT("\xED\xA0\x80"), TEXT(REPLACED REPLACED REPLACED)},
        {TEXT("\xED\xBF\xBF"), TEXT(REPLACED REPLACED REPLACED)},
        {TEXT("\xED\x9F\xBF\xEE\x80\x80"), TEXT("\xED\x9F\xBF\xEE\x80\x80")}, /* their neighbours */
        /* what XML has no place for */
        {TEXT("\xEF\xBF\xBE"), TEXT(REPLACED)},
        {TEXT("\xEF\xBF\xBF"), TEXT(REPLACED)},
        {TEXT(REPLACED), TEXT(REPLACED)},
        {TEXT("\xF0\x9F\xBF\xBE"), TEXT("\xF0\x9F\xBF\xBE")},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        wrong += differs(str_from(sheet_string(&arena, rows[i].text)), rows[i].expected);
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

/* As a workbook counts them. */
static size_t utf16_units(const char *text)
{
    struct str str = str_from(text);
    size_t units = 0;
    for (size_t at = 0; at < str.length;)
        units += str_next(str, &at) > 0xFFFF ? 2 : 1;
    return units;
}

static struct str repeated(struct arena *arena, const char *lead, const char *part, size_t times)
{
    struct buffer text = {.arena = arena};
    buffer_add(&text, str_from(lead));
    for (size_t i = 0; i < times; i++)
        buffer_add(&text, str_from(part));
    return buffer_text(&text);
}

/* A long text keeps its beginning, and says by its end that it goes on; no pair is halved. */
static void test_long_strings(void **state)
{
    static const char *const leads[] = {"", "x", "xy"};
    static const char *const parts[] = {"a", "å", "€", "😀", "a😀", "\xFF", "\x01", "a "};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(leads) * COUNT(parts); i++) {
        struct arena arena = {0};
        const char *part = parts[i / COUNT(leads)];
        struct str text = repeated(&arena, leads[i % COUNT(leads)], part, 70000);
        const char *string = sheet_string(&arena, text);
        size_t units = utf16_units(string);
        bool begins = strstr(string, REPLACED)
                          ? part[0] == '\xFF' || part[0] == '\x01'
                          : str_starts(text, str_slice(str_from(string), 0, strlen(string) - strlen("…")));
        if (units > MOST_UNITS || units < LEAST_KEPT || !begins || !str_ends(str_from(string), STR("…"))) {
            print_error("“%s”: %zu units\n", part, units);
            wrong++;
        }
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* What a workbook can hold and is not near its limit stays as it is. */
static void test_almost_long_strings(void **state)
{
    static const char *const parts[] = {"a", "å", "€"};
    (void)state;
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct arena arena = {0};
        struct str text = repeated(&arena, "", parts[i], LEAST_KEPT);
        int wrong = differs(str_from(sheet_string(&arena, text)), text);
        arena_release(&arena);
        assert_int_equal(wrong, 0);
    }
}

/* "_x0041_" is how a workbook writes a character by its number: as a text it begins with an escaped underscore. */
static void test_escapes(void **state)
{
    static const struct {
        struct str text, expected;
    } rows[] = {
        {TEXT("_x0041_"), TEXT("_x005F_x0041_")},
        {TEXT("a_x00e5_b"), TEXT("a_x005F_x00e5_b")},
        {TEXT("_x0041_x0042_"), TEXT("_x005F_x0041_x005F_x0042_")},
        {TEXT("_x004_"), TEXT("_x004_")},
        {TEXT("_x004G_"), TEXT("_x004G_")},
        {TEXT("_x0041"), TEXT("_x0041")},
        {TEXT("x0041_"), TEXT("x0041_")},
        {TEXT("_X0041_"), TEXT("_X0041_")},
        {TEXT("_x"), TEXT("_x")},
        {TEXT("_"), TEXT("_")},
        {TEXT("_x00\0001_"), TEXT("_x00" REPLACED "1_")},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        wrong += differs(str_from(sheet_string(&arena, rows[i].text)), rows[i].expected);
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void test_long_escapes(void **state)
{
    struct arena arena = {0};
    (void)state;
    size_t units = utf16_units(sheet_string(&arena, repeated(&arena, "", "_x0041_", 6000)));
    arena_release(&arena);
    assert_in_range(units, 1, MOST_UNITS);
}

static void test_shorten(void **state)
{
    static const struct {
        struct str text;
        size_t code_points;
        struct str expected;
    } rows[] = {
        {TEXT(""), 0, TEXT("")},
        {TEXT(""), 5, TEXT("")},
        {TEXT("abc"), 0, TEXT("")},
        {TEXT("abc"), 2, TEXT("ab")},
        {TEXT("abc"), 3, TEXT("abc")},
        {TEXT("abc"), SIZE_MAX, TEXT("abc")},
        {TEXT("åäö"), 1, TEXT("å")},
        {TEXT("åäö"), 2, TEXT("åä")},
        {TEXT("åäö"), 3, TEXT("åäö")},
        {TEXT("5 €/h"), 3, TEXT("5 €")},
        {TEXT("a😀b"), 2, TEXT("a😀")},
        {TEXT("a😀b"), 1, TEXT("a")},
        {TEXT("o\xCC\x88x"), 1, TEXT("o")}, /* a code point each */
        {TEXT("\xFF\xC3"), 1, TEXT("\xFF")},
        {TEXT("\xFF\xC3"), 2, TEXT("\xFF\xC3")},
        {TEXT("a\0b"), 2, TEXT("a\0")},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        wrong += differs(str_shorten(rows[i].text, rows[i].code_points), rows[i].expected);
    assert_int_equal(wrong, 0);
}

/* ---- heights ---- */

static void test_lines(void **state)
{
    static const struct {
        const char *text;
        double characters;
        int lines;
    } rows[] = {
        {"", 10, 1},
        {"ett", 10, 1},
        {"ett två", 10, 1},
        {"ett två tre", 10, 2},
        {"ett två tre", 11, 1},
        {"ett två tre fyra fem", 9, 3},
        {"åäö åäö", 7, 1}, /* characters, not bytes */
        {"åäö åäö", 6, 2},
        {"😀😀 😀😀", 5, 1},
        {"a\nb", 10, 2},
        {"a\n\nb", 10, 3},
        {"a\n", 10, 2},
        {"\n", 10, 2},
        {"ett två\ntre fyra", 9, 2},
        {"abcdefghijkl", 5, 3}, /* a word longer than a line is broken */
        {"abc abcdefghijkl", 5, 4},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int lines = sheet_lines(str_from(rows[i].text), rows[i].characters);
        if (lines != rows[i].lines) {
            print_error("“%s” in %g: %d lines, expected %d\n", rows[i].text, rows[i].characters, lines,
                        rows[i].lines);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* The lines of a text when each word goes on the line where it fits, and what is longer than a line is broken. */
static int wrapped_lines(const char *text, int width)
{
    int lines = 1, used = 0;
    for (const char *at = text; *at;) {
        int word = (int)strcspn(at, " \n"), rest = word % width;
        int needed = used ? used + 1 + word : word;
        if (needed <= width)
            used = needed;
        else if (word > width) {
            lines += (used > 0) + word / width - (rest == 0);
            used = rest ? rest : width;
        } else {
            lines++;
            used = word;
        }
        at += word;
        if (*at == '\n') {
            lines++;
            used = 0;
        }
        at += *at != '\0';
    }
    return lines;
}

/* A height is never too small; where every word fits into a line with some room, it is not too large either. */
static void test_lines_of_random_texts(void **state)
{
    enum { TEXTS = 20000, MOST_WORDS = 20 };
    uint64_t random = 1;
    int wrong = 0;
    (void)state;
    for (int i = 0; i < TEXTS && wrong < 10; i++) {
        struct arena arena = {0};
        struct buffer text = {.arena = &arena};
        int width = 4 + i % 20, words = i % MOST_WORDS, longest = 0;
        for (int w = 0; w < words; w++) {
            random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            int length = 1 + (int)((random >> 33) % (i % 3 ? (unsigned)width - 1 : 40));
            longest = length > longest ? length : longest;
            for (int c = 0; c < length; c++)
                buffer_add_char(&text, 'x');
            if (w + 1 < words)
                buffer_add_char(&text, (random >> 20) % 9 ? ' ' : '\n');
        }
        buffer_add_char(&text, '\0');
        int lines = sheet_lines(str_from(text.data), width), needed = wrapped_lines(text.data, width);
        if (lines < needed || (longest < width && lines != needed)) {
            print_error("“%s” in %d: %d lines, expected %d\n", text.data, width, lines, needed);
            wrong++;
        }
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* ---- days ---- */

static void test_date_serials(void **state)
{
    static const struct {
        struct date date;
        long serial;
    } rows[] = {
        {{1900, 3, 1}, 61},      {{1900, 12, 31}, 366},    {{1901, 1, 1}, 367},    {{1970, 1, 1}, 25569},
        {{1999, 12, 31}, 36525}, {{2000, 1, 1}, 36526},    {{2000, 2, 29}, 36585}, {{2000, 3, 1}, 36586},
        {{2021, 6, 1}, 44348},   {{2024, 2, 29}, 45351},   {{2024, 3, 1}, 45352},  {{2100, 2, 28}, 73109},
        {{2100, 3, 1}, 73110},   {{2199, 12, 31}, 109574},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct date date = rows[i].date;
        if (date_serial(date) != rows[i].serial) {
            print_error("%d-%d-%d: %ld, expected %ld\n", date.year, date.month, date.day, date_serial(date),
                        rows[i].serial);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void test_days_follow_each_other(void **state)
{
    struct date date = {1900, 3, 1}, last = {2199, 12, 31};
    long serial = date_serial(date);
    (void)state;
    while (date_compare(date, last) < 0) {
        date = date_next_day(date);
        assert_int_equal(date_serial(date), ++serial);
    }
}

/* ---- addresses and numbers ---- */

static void test_addresses(void **state)
{
    static struct sheet sheets[] = {{.reference = {"Kostnader!", 10}}, {.reference = {"'1 Kostnader'!", 14}}};
    static const struct {
        struct address address;
        const struct sheet *on;
        bool absolute;
        const char *expected;
    } rows[] = {
        {{&sheets[0], 0, 0}, &sheets[0], false, "A1"},
        {{&sheets[0], 4, 1}, &sheets[0], true, "$B$5"},
        {{&sheets[0], 4, 1}, &sheets[1], false, "Kostnader!B5"},
        {{&sheets[1], 4, 1}, &sheets[0], false, "'1 Kostnader'!B5"},
        {{&sheets[1], 4, 1}, &sheets[0], true, "'1 Kostnader'!$B$5"},
        {{&sheets[1], 4, 1}, NULL, true, "'1 Kostnader'!$B$5"},
        {{&sheets[0], 9, 25}, &sheets[0], false, "Z10"},
        {{&sheets[0], 9, 26}, &sheets[0], false, "AA10"},
        {{&sheets[0], 9, 701}, &sheets[0], true, "$ZZ$10"},
        {{&sheets[0], 9, 702}, &sheets[0], true, "$AAA$10"},
        {{&sheets[0], 1048575, 16383}, &sheets[0], false, "XFD1048576"},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer text = {.arena = &arena};
        buffer_add(&text, STR("="));
        address_add(&text, rows[i].address, rows[i].on, rows[i].absolute);
        wrong += differs(str_slice(buffer_text(&text), 1, text.length), str_from(rows[i].expected));
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void test_equal_addresses(void **state)
{
    struct sheet sheets[2] = {0};
    struct address address = {&sheets[0], 2, 3};
    (void)state;
    assert_true(address_equal(address, (struct address){&sheets[0], 2, 3}));
    assert_false(address_equal(address, (struct address){&sheets[1], 2, 3}));
    assert_false(address_equal(address, (struct address){&sheets[0], 3, 3}));
    assert_false(address_equal(address, (struct address){&sheets[0], 2, 2}));
}

/* Kronor, shares of one, counts; an amount of at most 15 digits is the double nearest to it. */
static void test_numbers(void **state)
{
    static const struct {
        int64_t numerator, denominator;
        enum value_kind kind;
        double expected;
    } rows[] = {
        {0, 1, VALUE_AMOUNT, 0},
        {100, 1, VALUE_AMOUNT, 1},
        {1, 1, VALUE_AMOUNT, 0.01},
        {-16470216, 1, VALUE_AMOUNT, -164702.16},
        {10, 1, VALUE_AMOUNT, 0.1},
        {INT64_C(999999999999999), 1, VALUE_AMOUNT, 9999999999999.99},
        {29, 1, VALUE_AMOUNT, 0.29},
        {1, 2, VALUE_PERCENT, 0.5},
        {1131, 2500, VALUE_PERCENT, 0.4524},
        {21, 1, VALUE_COUNT, 21},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ratio ratio = {rows[i].numerator, rows[i].denominator};
        assert_true(number_of(ratio, rows[i].kind) == rows[i].expected);
        assert_true(rows[i].kind != VALUE_AMOUNT || number_of_ore(rows[i].numerator) == rows[i].expected);
    }
}

/* Names of cells are the library's. */
static int open_library(void **state)
{
    const char *why = NULL;
    (void)state;
    if (library_open(&why))
        return 0;
    print_error("%s\n", why);
    return -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_long_strings),
        cmocka_unit_test(test_almost_long_strings),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_long_escapes),
        cmocka_unit_test(test_shorten),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_lines_of_random_texts),
        cmocka_unit_test(test_date_serials),
        cmocka_unit_test(test_days_follow_each_other),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_equal_addresses),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, open_library, NULL);
}
