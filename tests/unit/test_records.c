/* Texts cut into records and cells: the same as libcsv cuts them, whatever stands in them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/rows.h"
#include "budgetkoll/str.h"

#include "records.h"

enum { LONGEST = 4000 };

/* Cells as "[a][b]", a new line after each record. */
struct written {
    char text[LONGEST];
    size_t used;
};

static void write_cell(struct written *written, struct str cell)
{
    cell = str_trim(cell);
    written->text[written->used++] = '[';
    for (size_t i = 0; i < cell.length; i++) {
        bool pair = cell.data[i] == '\r' && i + 1 < cell.length && cell.data[i + 1] == '\n';
        if (!pair) /* every line end in a cell is one line feed */
            written->text[written->used++] = cell.data[i] == '\r' ? '\n' : cell.data[i];
    }
    written->text[written->used++] = ']';
}

static void write_end(struct written *written)
{
    written->text[written->used++] = '\n';
    written->text[written->used] = '\0';
}

static void take_cell(void *bytes, size_t size, void *context)
{
    write_cell(context, (struct str){size ? bytes : "", size});
}

static void take_row(int end, void *context)
{
    (void)end;
    write_end(context);
}

/* What libcsv alone makes of the text; false when it finds that the quotes do not follow the rules. */
static bool cut_by_libcsv(struct str text, struct written *written)
{
    struct csv_parser parser;
    written->used = 0;
    written->text[0] = '\0';
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser, ';');
    bool whole = csv_parse(&parser, text.data, text.length, take_cell, take_row, written) == text.length &&
                 csv_fini(&parser, take_cell, take_row, written) == 0;
    csv_free(&parser);
    return whole;
}

/* The same by records, but for blank lines, of which libcsv says nothing; false when some quotes break the rules. */
static bool cut_by_records(struct arena *arena, struct str text, struct written *written)
{
    struct record_reader reader = {.text = text, .separator = ';', .line = 1};
    struct record_cells cells = {.arena = arena};
    struct record record;
    bool strict = true;
    written->used = 0;
    written->text[0] = '\0';
    while (record_next(&reader, &record)) {
        record_cut(&cells, &reader, record);
        strict = strict && record.quotes <= QUOTES_STRICT;
        for (size_t i = 0; i < cells.list.count; i++) {
            struct text_cell cell = cells.list.items[i];
            write_cell(written, cell.text);
            assert_true(cell.offset >= (size_t)(record.text.data - text.data));
            if (str_find(record.text, STR("\"\"")) < 0 && str_find(record.text, STR("\r")) < 0)
                assert_true(str_equal(cell.text, record_field(&reader, record, i)));
        }
        if (cells.list.count > 0)
            write_end(written);
    }
    record_cells_end(&cells);
    return strict;
}

static void compare(struct str text)
{
    static struct written expected, found;
    struct arena arena = {0};
    char *copy = malloc(text.length ? text.length : 1); /* a byte behind it is nobody's */
    assert_non_null(copy);
    memcpy(copy, text.data, text.length);
    bool by_rules = cut_by_libcsv(text, &expected);
    bool strict = cut_by_records(&arena, (struct str){copy, text.length}, &found);
    if (strict != by_rules || (strict && strcmp(expected.text, found.text) != 0))
        fail_msg("“%.*s” is cut into\n%s by the rules: %d, by libcsv\n%s by the rules: %d", STR_ARG(text),
                 found.text, strict, expected.text, by_rules);
    free(copy);
    arena_release(&arena);
}

/* All texts of up to eight of these. */
static void test_short(void **state)
{
    (void)state;
    static const char letters[] = "a\";\n \r";
    enum { LETTERS = sizeof letters - 1, MOST = 7 };
    for (int length = 0, count = 1; length <= MOST; length++, count *= LETTERS)
        for (int number = 0; number < count; number++) {
            char text[MOST];
            for (int i = 0, left = number; i < length; i++, left /= LETTERS)
                text[i] = letters[left % LETTERS];
            compare((struct str){text, (size_t)length});
        }
}

/* Longer ones of pieces that reach over lines, over blocks and into other alphabets. */
static void test_long(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\"",
        "\"\"",
        ";",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "a",
        "\xC3\x84rende",
        "\xC2\xA0",
        "1 000,50",
        "\"a;b\"",
        "\"a\nb\"",
        "\"\"\"\"",
        ";;;;",
        "=1+1",
        "\xEF\xBB\xBF",
        "\xE2\x80\xAF",
    };
    enum { PIECES = sizeof pieces / sizeof *pieces, TEXTS = 30000 };
    uint32_t seed = 7;
    for (int i = 0; i < TEXTS; i++) {
        char text[LONGEST / 8];
        size_t used = 0;
        seed = seed * 1664525u + 1013904223u;
        for (uint32_t left = seed >> 8 & 31; left > 0; left--) {
            seed = seed * 1664525u + 1013904223u;
            const char *piece = pieces[(seed >> 16) % PIECES];
            memcpy(text + used, piece, strlen(piece));
            used += strlen(piece);
        }
        compare((struct str){text, used});
    }
}

/* A text cut off anywhere. */
static void test_every_cut(void **state)
{
    (void)state;
    static const char text[] = "\xC3\x84rendeid;Rad;\"Be\"\"lopp\"\r\n7; \"Anna\nAl\" ;1 000,00\r"
                               ";;\n\n\"\";=5;\xE2\x80\xAF 6\xC2\xA0\n\"a\r\nb\";\"\";c";
    for (size_t end = 0; end < sizeof text; end++)
        for (size_t begin = 0; begin <= end; begin++)
            compare(str_slice(STR(text), begin, end));
}

/* Lines longer than the blocks that are searched at a time. */
static void test_blocks(void **state)
{
    (void)state;
    static char text[3 * 4096 + 10];
    for (size_t at = 4090; at < 4100; at++) {
        memset(text, 'x', sizeof text);
        text[at] = '\r';
        text[at + 4096] = '\n';
        struct record_reader reader = {.text = {text, sizeof text}, .separator = ';', .line = 1};
        struct record record;
        size_t lengths[3] = {at, 4095, sizeof text - at - 4097};
        for (int i = 0; i < 3; i++) {
            assert_true(record_next(&reader, &record));
            assert_int_equal(record.text.length, lengths[i]);
            assert_int_equal(record.line, i + 1);
        }
        assert_false(record_next(&reader, &record));
    }
}

static void test_places(void **state)
{
    (void)state;
    static const char text[] = "a;\"b\nc\";d\n\"x;y\n";
    static const struct {
        const char *text;
        uint32_t offset, line;
    } expected[] = {{"a", 0, 1}, {"b\nc", 2, 1}, {"d", 8, 2}, {"\"x", 10, 3}, {"y", 13, 3}};
    struct arena arena = {0};
    struct record_reader reader = {.text = STR(text), .separator = ';', .line = 1};
    struct record_cells cells = {.arena = &arena};
    struct record record;
    for (size_t i = 0; record_next(&reader, &record);) {
        record_cut(&cells, &reader, record);
        for (size_t c = 0; c < cells.list.count; c++, i++) {
            struct text_cell cell = cells.list.items[c];
            assert_true(str_equal(cell.text, str_from(expected[i].text)));
            assert_int_equal(cell.offset, expected[i].offset);
            assert_int_equal(cell.line, expected[i].line);
        }
        assert_int_equal(cells.wrong_quote, record.quotes == QUOTES_UNCLOSED ? 1 : 0);
    }
    record_cells_end(&cells);
    arena_release(&arena);
}

/* Spreadsheets keep a text from being taken for a formula by an apostrophe, which is no part of it. */
static void test_apostrophe(void **state)
{
    (void)state;
    static const char *const cells[][2] = {{"'=1+1", "=1+1"}, {"'-5", "-5"}, {" '+5 ", "+5"},
                                           {"\"'@x\"", "@x"}, {"'n", "'n"},  {"'", "'"}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct arena arena = {0};
        struct record_reader reader = {.text = str_from(cells[i][0]), .separator = ';', .line = 1};
        struct record_cells cut = {.arena = &arena};
        struct record record;
        assert_true(record_next(&reader, &record));
        record_cut(&cut, &reader, record);
        assert_int_equal(cut.list.count, 1);
        assert_true(str_equal(cut.list.items[0].text, str_from(cells[i][1])));
        record_cells_end(&cut);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short),  cmocka_unit_test(test_long),   cmocka_unit_test(test_every_cut),
        cmocka_unit_test(test_blocks), cmocka_unit_test(test_places), cmocka_unit_test(test_apostrophe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
