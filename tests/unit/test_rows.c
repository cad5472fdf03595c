/* Text to rows of cells, and back from a cell to its line and column. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/rows.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_separator(void **state)
{
    static const struct {
        const char *text;
        char separator;
    } rows[] = {
        {"a;b\n1;2\n", ';'},
        {"a,b\n1,2\n", ','},
        {"a\tb\n1\t2\n", '\t'},
        {"a|b\n1|2\n", '|'},
        {"", '\0'},
        {"Personal\n", '\0'},
        {"Finansiär|2024|Totaler\nKontanter\n - A|3,00\n - B|4,00\nSumma\nEU\nTotal\n", '|'}, /* cut short */
        {"Kostnad;2021;2022;Totaler\nPersonal;1,50;2,50\nResor;3,50;4,50\nSumma\n", ';'},
        /* decimal commas and commas in texts do not outvote the semicolon */
        {"Kostnad;2021;2022\nPersonal;1,50;2,50\nResor, logi;3,50;4,50\n", ';'},
        {"Kostnadslag\t2021\nInvesteringar, materiel och lokaler\t1,5\n", '\t'},
        {"\"a;b\",\"c;d\"\n\"e;f\",\"g;h\"\n", ','},
        {"a;b\r1;2\r", ';'},
        {"\xEF\xBB\xBFTitel\n\na;b\n1;2\n", ';'},
        {"sep=,\na;b,c\n", ','},
        {"sep=;\na,b,c\n1,2,3\n", ';'},
        {"SEP=|\na;b\n", '|'},
        {"\"sep=;\"\r\na,b\r\n", ';'},
        {"sep=\t\na;b\n", '\t'},
        {"sep=;", ';'},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char found = separator_find(str_from(rows[i].text));
        if (found != rows[i].separator) {
            print_error("row %zu: '%c', expected '%c'\n", i, found, rows[i].separator);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

struct read {
    struct arena arena;
    struct source source;
    struct findings findings;
    struct rows rows;
};

static void start(struct read *read, struct str text, char separator)
{
    *read = (struct read){.source = {.name = STR("t.csv"), .text = text, .separator = separator}};
    read->findings.arena = &read->arena;
    read->rows = rows_read(&read->arena, &read->source, &read->findings);
}

/* The rows as one text: cells in brackets, rows ended by a slash. */
static struct str shown(struct read *read)
{
    struct buffer text = {.arena = &read->arena};
    for (size_t i = 0; i < read->rows.list.count; i++) {
        const struct row *row = &read->rows.list.items[i];
        for (uint32_t field = 0; field < row->count; field++) {
            struct str cell = row_cell(row, field);
            buffer_print(&text, "[%.*s]", STR_ARG(cell));
        }
        buffer_add_char(&text, '/');
    }
    return buffer_text(&text);
}

static void test_rows(void **state)
{
    static const struct {
        const char *text, *rows;
    } tests[] = {
        {"a;b\nc;d\n", "[a][b]/[c][d]/"},
        {"a;b\r\nc;d\r\n", "[a][b]/[c][d]/"},
        {"a;b\rc;d\r", "[a][b]/[c][d]/"},
        {"a;b\nc;d\r\ne;f\rg;h", "[a][b]/[c][d]/[e][f]/[g][h]/"},
        {"a;b", "[a][b]/"},
        {"a;b\n", "[a][b]/"},
        {"a;;\n;b;\n", "[a][][]/[][b][]/"},
        {";\n", "/"},
        {"a\n\nb\n", "[a]//[b]/"},
        {"a\r\n\r\n\r\nb", "[a]///[b]/"},
        {"\n\na", "//[a]/"},
        {"a\n \t \nb\n", "[a]//[b]/"}, /* a line of blanks has no cells */
        {" ; \n", "/"},
        {" a ; b\n", "[a][b]/"},
        {"\"a;b\";c\n", "[a;b][c]/"},
        {"\"a\nb\";c\nd;e\n", "[a\nb][c]/[d][e]/"},
        {"\"a\r\nb\";c\r\nd;e\r\n", "[a\nb][c]/[d][e]/"},
        {"\"a\n\nb\";c\n", "[a\n\nb][c]/"},
        {"\"a \"\"b\"\" c\";d\n", "[a \"b\" c][d]/"},
        {"\"\"\"a\"\"\";d\n", "[\"a\"][d]/"},
        {"\"\";\"\"\n", "/"},
        {"\"a\" ; \"b\"\n", "[a][b]/"},
        {"sep=;\na;b\n", "[a][b]/"},
        {"\"sep=;\"\r\na;b\r\n", "[a][b]/"},
        {"sep=;", ""},
        {"", ""},
        {"\u00A0 a\u00A0;b\n", "[a][b]/"},
        {"5\" skärm;100\n", "[5\" skärm][100]/"},
        {"skärm 5\";100\nb;2\n", "[skärm 5\"][100]/[b][2]/"},
        /* a cell that is quoted well stays one cell beside a stray mark */
        {"\"Plattform; utv.\";5\" skärm;100\nb;c;d\n", "[Plattform; utv.][5\" skärm][100]/[b][c][d]/"},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(tests); i++) {
        struct read read;
        start(&read, str_from(tests[i].text), ';');
        struct str got = shown(&read);
        if (!str_equal(got, str_from(tests[i].rows)) || read.findings.list.count != 0) {
            print_error("row %zu: “%.*s”, %zu findings; expected “%s”\n", i, STR_ARG(got),
                        read.findings.list.count, tests[i].rows);
            wrong++;
        }
        arena_release(&read.arena);
    }
    assert_int_equal(wrong, 0);
}

/* Lines of any length end where they end, whatever ends them. */
static void test_long_lines(void **state)
{
    static const char *const ends[] = {"\n", "\r", "\r\n"};
    enum { LONGEST = 600 };
    char text[2 * LONGEST];
    (void)state;
    for (size_t e = 0; e < COUNT(ends); e++)
        for (size_t length = 1; length < LONGEST; length++) {
            struct read read;
            memset(text, 'x', length);
            strcpy(text + length, ends[e]);
            strcat(text, "b;c");
            start(&read, str_from(text), ';');
            assert_int_equal(read.rows.list.count, 2);
            assert_int_equal(read.rows.list.items[0].cells[0].length, length);
            assert_int_equal(read.rows.list.items[1].count, 2);
            arena_release(&read.arena);
        }
}

/* A broken quote costs its own row and is reported where it opens; all other rows are read. */
static void test_broken_quotes(void **state)
{
    static const struct {
        const char *text, *rows;
        uint32_t line, column;
    } tests[] = {
        {"a;b\n\"c;d\ne;f\n", "[a][b]/[\"c][d]/[e][f]/", 2, 1},
        {"a;b\nå;\"d\ne;f\n", "[a][b]/[å][\"d]/[e][f]/", 2, 3},
        {"a;b\r\nc; \"d\r\ne;f\r\n", "[a][b]/[c][\"d]/[e][f]/", 2, 3},
        {"a;b\rc;\"d\re;f\r", "[a][b]/[c][\"d]/[e][f]/", 2, 3},
        {"a;\"b", "[a][\"b]/", 1, 3},
        {"a;\"b\" x;c\nd;e;f\n", "[a][\"b\" x][c]/[d][e][f]/", 1, 3},
        {"\n\nåäö;\"b\"\"\" x\nd;e\n", "//[åäö][\"b\"\"\" x]/[d][e]/", 3, 5},
        {"sep=;\na;\"b\nc;d\n", "[a][\"b]/[c][d]/", 2, 3},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(tests); i++) {
        struct read read;
        start(&read, str_from(tests[i].text), ';');
        struct str got = shown(&read);
        const struct finding *finding = read.findings.list.count ? read.findings.list.items : NULL;
        bool right = str_equal(got, str_from(tests[i].rows)) && read.findings.list.count == 1 &&
                     finding->rule == RULE_READ_COLUMNS && finding->place.line == tests[i].line;
        /* the cell's first character: the quote, or the blank before it */
        right =
            right && finding->place.column >= tests[i].column && finding->place.column <= tests[i].column + 1;
        if (!right)
            print_error("row %zu: “%.*s”, %zu findings at %u:%u\n", i, STR_ARG(got), read.findings.list.count,
                        finding ? finding->place.line : 0, finding ? finding->place.column : 0);
        wrong += !right;
        arena_release(&read.arena);
    }
    assert_int_equal(wrong, 0);
}

/* The finding names the cell whose quotes are broken, not one before it whose quotes are right. */
static void test_stray_quote_beside_good_one(void **state)
{
    struct read read;
    (void)state;
    start(&read, STR("\"a\";\"b\" x;c\n"), ';');
    assert_int_equal(read.findings.list.count, 1);
    assert_int_equal(read.findings.list.items[0].place.line, 1);
    assert_int_equal(read.findings.list.items[0].place.column, 5);
    arena_release(&read.arena);
}

/* A quote that is left open never swallows the table below it. */
static void test_unclosed_quote_in_long_file(void **state)
{
    enum { LINES = 400 };
    struct arena arena = {0};
    struct buffer text = {.arena = &arena};
    struct read read;
    (void)state;
    buffer_add(&text, STR("a;\"b\n"));
    for (int i = 0; i < LINES; i++)
        buffer_print(&text, "rad %d;%d\n", i, i);
    start(&read, buffer_text(&text), ';');
    assert_int_equal(read.rows.list.count, LINES + 1);
    assert_int_equal(read.findings.list.count, 1);
    for (size_t i = 1; i <= LINES; i++)
        assert_int_equal(read.rows.list.items[i].count, 2);
    arena_release(&read.arena);
    arena_release(&arena);
}

/* Two unclosed quotes: each is reported, unless they make one quoted cell. */
static void test_two_unclosed_quotes(void **state)
{
    struct read read;
    (void)state;
    start(&read, STR("\"a;1\n\"b;2\nc;3\n"), ';');
    assert_int_equal(read.rows.list.count, 3);
    assert_int_equal(read.findings.list.count, 2);
    assert_int_equal(read.findings.list.items[0].place.line, 1);
    assert_int_equal(read.findings.list.items[1].place.line, 2);
    arena_release(&read.arena);
}

static const struct located {
    const char *text;
    uint32_t record, field; /* which row and cell */
    uint32_t line, column, length;
    const char *line_text;
    uint32_t cell_start;
} located[] = {
    {"a;b\nc;dd\n", 0, 0, 1, 1, 1, "a;b", 0},
    {"a;b\nc;dd\n", 0, 1, 1, 3, 1, "a;b", 2},
    {"a;b\nc;dd\n", 1, 1, 2, 3, 2, "c;dd", 2},
    {"a;b\r\nc;dd\r\n", 1, 1, 2, 3, 2, "c;dd", 2},
    {"a;b\rc;dd\r", 1, 1, 2, 3, 2, "c;dd", 2},
    {"a\n\r\nb\rc;d", 3, 1, 4, 3, 1, "c;d", 2},
    {"\n\na;b\n", 2, 1, 3, 3, 1, "a;b", 2},
    {"sep=;\na;b\n", 0, 1, 2, 3, 1, "a;b", 2},
    /* columns are code points, the start in its line is bytes */
    {"åäö;b\n", 0, 1, 1, 5, 1, "åäö;b", 7},
    {"1\u00A0000;b\n", 0, 1, 1, 7, 1, "1\u00A0000;b", 7},
    {"1\u00A0000;b\n", 0, 0, 1, 1, 5, "1\u00A0000;b", 0},
    {"😀;å\n", 0, 1, 1, 3, 1, "😀;å", 5},
    {"a\u030A;b\n", 0, 1, 1, 4, 1, "a\u030A;b", 4},
    {"a;;c\n", 0, 1, 1, 3, 0, "a;;c", 2},
    {"a;;c\n", 0, 2, 1, 4, 1, "a;;c", 3},
    {"a;b  ;c\n", 0, 1, 1, 3, 1, "a;b  ;c", 2},
    /* a quoted cell begins at its quote; separators in it do not count */
    {"\"x;y\";b\n", 0, 0, 1, 1, 5, "\"x;y\";b", 0},
    {"\"x;y\";b\n", 0, 1, 1, 7, 1, "\"x;y\";b", 6},
    {"\"x \"\"; y\";b\n", 0, 1, 1, 11, 1, "\"x \"\"; y\";b", 10},
    /* over several lines: the cell after it stands on the last of them */
    {"\"x\ny\";b\nc;d\n", 0, 0, 1, 1, 2, "\"x", 0},
    {"\"x\ny\";b\nc;d\n", 0, 1, 2, 4, 1, "y\";b", 3},
    {"\"x\ny\";b\nc;d\n", 1, 1, 3, 3, 1, "c;d", 2},
    {"\"x\r\nåy\";b\r\nc;d\r\n", 0, 1, 2, 5, 1, "åy\";b", 5},
    {"\"x\r\nåy\";b\r\nc;d\r\n", 1, 0, 3, 1, 1, "c;d", 0},
    {"\"x\n\n\ny\";\"b\nz\";e\nc;d\n", 0, 1, 4, 4, 2, "y\";\"b", 3},
    {"\"x\n\n\ny\";\"b\nz\";e\nc;d\n", 0, 2, 5, 4, 1, "z\";e", 3},
    {"\"x\n\n\ny\";\"b\nz\";e\nc;d\n", 1, 1, 6, 3, 1, "c;d", 2},
    /* a row that is read as it stands: its quotes are ordinary */
    {"\"x;y\nc;d\n", 0, 1, 1, 4, 1, "\"x;y", 3},
    {"5\" x;y\nc;d\n", 0, 1, 1, 6, 1, "5\" x;y", 5},
    /* a cell past the row's end stands at its end */
    {"a;b\nc\nd;e\n", 1, 1, 2, 2, 0, "c", 1},
    {"a;b\nc\nd;e\n", 1, 5, 2, 2, 0, "c", 1},
    {"a;b", 0, 7, 1, 4, 0, "a;b", 3},
};

static void test_places(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(located); i++) {
        const struct located *row = &located[i];
        struct read read;
        start(&read, str_from(row->text), ';');
        struct place place = place_resolve((struct origin){&read.source, row->record, row->field});
        bool right = place.line == row->line && place.column == row->column && place.length == row->length &&
                     str_equal(place.line_text, str_from(row->line_text)) &&
                     place.cell_start == row->cell_start && str_equal(place.file, STR("t.csv"));
        if (!right)
            print_error("row %zu: %u:%u, length %u, “%.*s” from %u\n", i, place.line, place.column,
                        place.length, STR_ARG(place.line_text), place.cell_start);
        wrong += !right;
        arena_release(&read.arena);
    }
    assert_int_equal(wrong, 0);
}

static void test_places_without_row(void **state)
{
    struct read read;
    (void)state;
    start(&read, STR("a;b\n"), ';');
    struct place nowhere = place_resolve((struct origin){NULL, 0, 0});
    struct place beyond = place_resolve((struct origin){&read.source, 9, 0});
    assert_int_equal(nowhere.line, 1);
    assert_int_equal(nowhere.file.length, 0);
    assert_int_equal(beyond.line, 1);
    assert_true(str_equal(beyond.file, STR("t.csv")));
    arena_release(&read.arena);
}

static void test_place_of_stretch(void **state)
{
    static const struct {
        size_t offset;
        uint32_t line, column;
    } rows[] = {{0, 1, 1}, {2, 1, 2}, {3, 1, 3}, {6, 2, 1}, {7, 2, 2}, {8, 2, 3}, {99, 2, 3}};
    struct read read;
    (void)state;
    start(&read, STR("å;b\r\ncd"), ';'); /* å is two bytes */
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct place place = place_of_stretch(&read.source, (struct stretch){rows[i].offset, 1});
        if (place.line != rows[i].line || place.column != rows[i].column)
            fail_msg("offset %zu: %u:%u", rows[i].offset, place.line, place.column);
    }
    arena_release(&read.arena);
}

static bool lies_within(struct str part, struct str text)
{
    return part.length == 0 || (part.data >= text.data && part.data + part.length <= text.data + text.length);
}

/* Every cell of every row, and one past each row's end, has a place inside the text. */
static void check_places(const struct read *read)
{
    struct str text = read->source.text;
    for (size_t i = 0; i < read->rows.list.count; i++) {
        const struct row *row = &read->rows.list.items[i];
        for (uint32_t field = 0; field <= row->count; field++) {
            struct place place = place_resolve(row_origin(&read->source, row, field));
            assert_true(lies_within(place.line_text, text));
            assert_true(place.cell_start <= place.line_text.length);
            assert_true(place.line >= 1 && place.column >= 1);
            assert_true(place.length <= text.length);
        }
    }
}

static void check_cut(const char *text, size_t length, char separator)
{
    struct read read;
    char *copy = malloc(length + (length == 0));
    memcpy(copy, text, length);
    separator_find((struct str){copy, length});
    start(&read, (struct str){copy, length}, separator);
    check_places(&read);
    arena_release(&read.arena);
    free(copy);
}

static void test_cut_at_every_byte(void **state)
{
    static const char text[] = "sep=;\r\n\"Å;\"\"b\"\"\";2021;\"Totalt\r\n(kr)\"\r\nLön;1\u00A0000;\"\"\n\n"
                               "\"oavslutad;1;2\n5\" skärm;\"x\" y;3\r\r;;\n\"sist\ni fil\";€;😀";
    static const char separators[] = {';', ',', '\t', '|', '"', '\0', ' '};
    (void)state;
    for (size_t from = 0; from < sizeof text; from += from < 8 ? 1 : 7)
        for (size_t to = from; to < sizeof text; to++)
            check_cut(text + from, to - from, ';');
    for (size_t i = 0; i < COUNT(separators); i++)
        for (size_t to = 0; to < sizeof text; to++)
            check_cut(text, to, separators[i]);
    for (size_t i = 0; i < COUNT(located); i++)
        for (size_t to = 0; to <= strlen(located[i].text); to++)
            check_cut(located[i].text, to, ';');
}

static void test_row_helpers(void **state)
{
    struct read read;
    (void)state;
    start(&read, STR("a; \u00A0;b\n;;\n"), ';');
    const struct row *row = &read.rows.list.items[0];
    assert_true(str_equal(row_cell(row, 0), STR("a")));
    assert_int_equal(row_cell(row, 1).length, 0);
    assert_int_equal(row_cell(row, 99).length, 0);
    assert_false(row_is_blank(row));
    assert_true(row_is_blank(&read.rows.list.items[1]));
    arena_release(&read.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_separator),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_broken_quotes),
        cmocka_unit_test(test_stray_quote_beside_good_one),
        cmocka_unit_test(test_unclosed_quote_in_long_file),
        cmocka_unit_test(test_two_unclosed_quotes),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_places_without_row),
        cmocka_unit_test(test_place_of_stretch),
        cmocka_unit_test(test_row_helpers),
        cmocka_unit_test(test_cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
