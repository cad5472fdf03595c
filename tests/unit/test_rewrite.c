/* Tables written back: nothing but the new cells changes, and each is read back as the amount it was given. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/buffer.h"
#include "budgetkoll/reading.h"
#include "budgetkoll/rewrite.h"
#include "budgetkoll/encoding.h"
#include "budgetkoll/number.h"
#include "file_bytes.h"
#include "number_style.h"
#include "budgetkoll/rows.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const examples[] = {
    "data/examples/digitaliseringsguiden/aktiviteter.csv",
    "data/examples/digitaliseringsguiden/bilagor.csv",
    "data/examples/digitaliseringsguiden/kostnader.csv",
    "data/examples/digitaliseringsguiden/medfinansiering.csv",
    "data/examples/digitaliseringsguiden/projekt.csv",
    "data/examples/digitaliseringskoordinatorer/fordelning.csv",
    "data/examples/digitaliseringskoordinatorer/villkor.csv",
    "data/examples/exempel-utan-fel/aktiviteter.csv",
    "data/examples/exempel-utan-fel/bilagor.csv",
    "data/examples/exempel-utan-fel/kostnader.csv",
    "data/examples/exempel-utan-fel/medfinansiering.csv",
    "data/examples/exempel-utan-fel/projekt.csv",
    "data/examples/hack-for-sweden/programbudget.csv",
    "data/examples/s2i2/beslut.tsv",
};

struct table_text {
    struct arena arena;
    struct findings findings;
    struct source source;
    struct rows rows;
};

static void start(struct table_text *read, struct str text, char separator)
{
    *read = (struct table_text){.source = {.name = STR("t.csv"), .text = text}};
    read->findings.arena = &read->arena;
    read->source.separator = separator ? separator : separator_find(text) ? separator_find(text) : ';';
    read->rows = rows_read(&read->arena, &read->source, &read->findings);
}

static struct new_cell amount_at(const struct source *source, uint32_t record, uint32_t field, int64_t ore)
{
    return (struct new_cell){.origin = {source, record, field},
                             .kind = VALUE_AMOUNT,
                             .value = ore,
                             .unit = 100,
                             .in_column = true};
}

/* ---- nothing changes ---- */

static const char odd_text[] =
    "sep=;\r\n\"Å;\"\"b\"\"\";2021;\"Totalt\r\n(kr)\"\r\nLön;1\u00A0000;\"\"\n\n"
    "\"oavslutad;1;2\n5\" skärm;\"x\" y;3\r\r;;\n \"a\" ; b \t;\u00A0c\n\"sist\ni fil\";€;😀";

static void check_unchanged(struct str text, char separator)
{
    struct table_text read;
    start(&read, text, separator);
    struct str again = rewrite_text(&read.arena, &read.source, NULL, 0);
    assert_true(str_equal(again, text));
    arena_release(&read.arena);
}

/* Every record gets a new number in its first, second and sixth cell; the result has the same rows and fields. */
static void check_changed(struct str text, char separator)
{
    struct table_text read;
    start(&read, text, separator);
    size_t records = read.source.records.count;
    struct new_cell *cells = ARENA_ARRAY(&read.arena, struct new_cell, 3 * records);
    for (size_t i = 0; i < 3 * records; i++) {
        static const uint32_t fields[] = {5, 0, 1};
        cells[i] = amount_at(&read.source, (uint32_t)(i / 3), fields[i % 3], (int64_t)i * 123457 - 50);
        cells[i].kind = i % 4 == 3 ? VALUE_PERCENT : VALUE_AMOUNT;
        cells[i].decimals = 2;
    }
    rewrite_text(&read.arena, &read.source, cells, 3 * records);
    const struct source *sources[] = {&read.source, &read.source};
    rewrite_joined(&read.arena, sources, 2, cells, 3 * records, '\t');
    arena_release(&read.arena);
}

static void test_unchanged(void **state)
{
    static const char *const texts[] = {
        "",
        "a",
        "a;b",
        "a;b\n",
        "a;b\r\nc;d\ne;f\rg",
        "\n\n\r\n\r",
        "sep=;",
        "sep=;\n",
        "\"sep=,\"\r\na,b\r\n",
        "\"a;b\";\"c\"\"d\"\r\n\"e\r\nf\";g\n",
        "5\" x;y\n\"z;\n",
        " a ; \"b\" ;\tc\n",
        ";;;\n;\n",
        odd_text,
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        check_unchanged(str_from(texts[i]), 0);
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct str bytes = load(&arena, examples[i]), again, missing;
        struct decoded decoded = decode(&arena, bytes, ENCODING_UNKNOWN);
        check_unchanged(decoded.text, 0);
        assert_true(encode_text(&arena, decoded.text, encoding_name(decoded.encoding), &again, &missing));
        assert_true(str_equal(again, bytes));
    }
    arena_release(&arena);
}

static void check_cut(struct str bytes, char separator)
{
    struct arena arena = {0};
    char *copy = malloc(bytes.length + (bytes.length == 0));
    memcpy(copy, bytes.data, bytes.length);
    struct decoded decoded = decode(&arena, (struct str){copy, bytes.length}, ENCODING_UNKNOWN);
    check_unchanged(decoded.text, separator);
    check_changed(decoded.text, separator);
    arena_release(&arena);
    free(copy);
}

static void test_cut_at_every_byte(void **state)
{
    static const char separators[] = {';', ',', '\t', '|', '"', '\0', ' ', '1', '-'};
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(separators); i++)
        for (size_t to = 0; to < sizeof odd_text; to++)
            check_cut((struct str){odd_text, to}, separators[i]);
    struct str bytes = load(&arena, "data/examples/hack-for-sweden/programbudget.csv");
    for (size_t to = 0; to <= bytes.length; to++)
        check_cut(str_slice(bytes, 0, to), 0);
    bytes = load(&arena, "data/examples/digitaliseringsguiden/kostnader.csv");
    for (size_t to = 0; to <= bytes.length; to++)
        check_cut(str_slice(bytes, 0, to), 0);
    arena_release(&arena);
}

/* ---- styles ---- */

/* The last row's last cell gets a new amount. */
static const struct styled {
    const char *before;
    int64_t value, unit;
    const char *after; /* its line */
} styled[] = {
    /* as the cell itself is written */
    {"a;756 000", 77112000, 100, "a;771 120"},
    {"a;756\u00A0000", 77112000, 100, "a;771\u00A0120"},
    {"a;756\u202F000", 123456700, 100, "a;1\u202F234\u202F567"},
    {"a;756\u2009000", 77112000, 100, "a;771\u2009120"},
    {"a;756'000", 77112000, 100, "a;771'120"},
    {"a;756\u2019000", 77112000, 100, "a;771\u2019120"},
    {"a;756000", 77112000, 100, "a;771120"},
    /* what is said beside a number is not said of the new one */
    {"a;ca 756 000 kr", 77112000, 100, "a;771 120 kr"},
    {"a;756 000 kr*", 77112000, 100, "a;771 120 kr"},
    {"a;kr +756 000", -77112000, 100, "a;kr -771 120"},
    {"a;1.234.567", 765432100, 100, "a;7.654.321"},
    {"a;1,234,567", 765432100, 100, "a;7,654,321"},
    {"a;1,234,567", 765432150, 100, "a;7,654,321.50"},
    {"a;1.234.567,00", 765432100, 100, "a;7.654.321,00"},
    {"a;1,234.50", 7654321, 100, "a;76,543.21"},
    {"a;756 000,00", 77112000, 100, "a;771 120,00"},
    {"a;756 000,0", 77112025, 100, "a;771 120,25"},
    {"a;756 000", 77112050, 100, "a;771 120,50"},
    {"a;756 000", 500, 100, "a;5"},
    {"a;756 000", 7, 100, "a;0,07"},
    {"a;756 000", 0, 100, "a;0"},
    {"a;1000", 150000, 100, "a;1500"},
    {"a;  756 000 ", 500, 100, "a;  5 "},
    {"a;\u00A0756 000\u00A0", 500, 100, "a;\u00A05\u00A0"},
    {"a;\"756 000\"", 77112000, 100, "a;\"771 120\""},
    {"a; \"756 000\" ", 77112000, 100, "a; \"771 120\" "},
    {"a;\" 756 000 \"", 77112000, 100, "a;\" 771 120 \""},
    {"a;\"\"", 77112000, 100, "a;\"771120\""},
    {"a;  ", 77112000, 100, "a;771120"},
    {"a;-", 77112000, 100, "a;771120"},
    {"a;b", 77112000, 100, "a;771120"},
    /* words */
    {"a;1 000 kr", 250000, 100, "a;2 500 kr"},
    {"a;1 000\u00A0kr", 250000, 100, "a;2 500\u00A0kr"},
    {"a;1 000kr", 250000, 100, "a;2 500kr"},
    {"a;1 000 kr.", 250000, 100, "a;2 500 kr."},
    {"a;1 000 SEK", 250000, 100, "a;2 500 SEK"},
    {"a;SEK 1 000", 250000, 100, "a;SEK 2 500"},
    {"a;kr 1 000", -250000, 100, "a;kr -2 500"},
    {"a;1 000:-", 250000, 100, "a;2 500:-"},
    {"a;1 000 :-", 250000, 100, "a;2 500 :-"},
    {"a;1 000,-", 250000, 100, "a;2 500,-"},
    {"a;1 000,-", -250050, 100, "a;-2 500,50 kr"},
    {"a;25,5 mnkr", 260000000, 100, "a;2,6 mnkr"},
    {"a;25,5 mnkr", 2600000000, 100, "a;26,0 mnkr"},
    {"a;25,5 mnkr", 2612000000, 100, "a;26,12 mnkr"},
    {"a;25,5 mnkr", 2612300000, 100, "a;26123000 kr"},
    {"a;25,5\u00A0mnkr", 2612345650, 100, "a;26123456,50\u00A0kr"},
    {"a;tkr 1 234", 2612300, 100, "a;kr 26 123"},
    {"a;1 234 tkr", 100000000, 100, "a;1 000 tkr"},
    {"a;1 234 kr", 100000000, 100000, "a;1 000 000 kr"},
    /* the column's unit */
    {"a;1 234", 100000000, 100000, "a;1 000"},
    {"a;1 234", 123456, 100000, "a;1,23456"},
    {"a;1 234", 123400, 100000, "a;1,2340"},
    {"a;1 234", 12300, 100000, "a;0,123"},
    {"a;1 234", 123456700000, 100000, "a;1 234 567"},
    {"a;756 000,0", 77112010, 100, "a;771 120,1"},
    {"a;1.5", 900000000, 100000000, "a;9.0"},
    {"a;1 234", 10000, 300, "a;100 kr"},
    /* minus */
    {"a;-1 000", -250000, 100, "a;-2 500"},
    {"a;- 1 000", -250000, 100, "a;- 2 500"},
    {"a;\u22121 000", -250000, 100, "a;\u22122 500"},
    {"a;\u22121 000", 250000, 100, "a;2 500"},
    {"a;(1 000)", -250000, 100, "a;(2 500)"},
    {"a;(1 000)", 250000, 100, "a;2 500"},
    {"a;(1 000 kr)", -250000, 100, "a;(2 500 kr)"},
    {"a;(kr 1 000)", 250000, 100, "a;kr 2 500"},
    {"a;(1 000) kr", -250000, 100, "a;(2 500) kr"},
    {"a;1 000-", -250000, 100, "a;2 500-"},
    {"a;1 000- kr", -250000, 100, "a;2 500- kr"},
    {"a;1 000 kr-", -250000, 100, "a;2 500- kr"},
    {"a;-kr 1 000", -250000, 100, "a;kr -2 500"},
    {"a;+1 000", 250000, 100, "a;2 500"},
    {"a;-1 000:-", -250000, 100, "a;-2 500:-"},
    {"a;1 000", -250000, 100, "a;-2 500"},
    {"x;-5\ny;(7)\nz;(8)\na;", -900, 100, "a;(9)"},
    /* as the column, the row, the file */
    {"x;1 234 567\na;", 765432100, 100, "a;7 654 321"},
    {"x;12 000\na;", 123400, 100, "a;1 234"},
    {"x;12 000\ny;2345\na;", 123400, 100, "a;1234"},
    {"x;12 000\na;1000", 1234500, 100, "a;12 345"},
    {"x;12 000\na;1000", 123400, 100, "a;1234"},
    {"x;1,50\ny;2,00\nz;3\na;", 400, 100, "a;4,00"},
    {"x;1 kr\ny;2 kr\na;", 400, 100, "a;4 kr"},
    {"x;1 kr\ny;2\na;3", 400, 100, "a;4"},
    {"x;2022;2023\na;12 000;", 1234500, 100, "a;12 000;12 345"},
    {"x;2022;2023\nb;12'000;\na;c;", 1234500, 100, "a;c;12'345"},
    {"x;50 %\na;", 1234550, 100, "a;12345,50"},
    {"x;1.5 %\na;", 1234550, 100, "a;12345.50"},
    {"x;1.234.567\na;12 000", 1234550, 100, "a;12 345,50"},
    /* as is usual */
    {"a;", 1234550, 100, "a;12345,50"},
    {"b\tc\na\t", 1234550, 100, "a\t12345,50"},
    {"b,c\na,", 1234550, 100, "a,12345.50"},
    {"b|c\na|", 1234550, 100, "a|12345,50"},
    /* quoted where it must be */
    {"b,\"1,5\"\na,", 250, 100, "a,\"2,5\""},
    {"b,\"1,5\"\na, 7 ", 250, 100, "a,\" 2,50 \""},
    {"b,\"1,234,567\"\na,x", 765432100, 100, "a,\"7,654,321\""},
    {"sep=.\nb.\"1.5\"\na.7", 250, 100, "a.\"2.50\""},
    /* never in doubt: a thousand or one and a bit */
    {"a;1,234,567", 234500, 100, "a;2345"},
    {"a;1.234,50", 234500, 100, "a;2.345,00"},
    {"x;1,234,567\na;1,234,567", 234500, 100, "a;2,345"},
    {"x;1,234,567\ny;b\na;1,234,567", 234500, 100, "a;2345"},
    {"x;1,234,567\ny;1.234.567\na;1,234,567", 234500, 100, "a;2345"},
    {"x;1,234,567\ny;1.234.567\na;1.234.567", 234500, 100, "a;2345"},
    {"x;1,234\ny;2,345\na;", 345600, 100, "a;3,456"},
    {"x;1.234\ny;2.345\na;", 345600, 100, "a;3.456"},
    {"x;1,234\na;", 345600, 100, "a;3456"},
    {"x;12.5\na;1.5", 234500, 100000, "a;2.345"},
    {"x;b\na;1.5", 234500, 100000, "a;2.3450"},
    /* the only cell that told the mark tells it still, since another needs it */
    {"x;1,234\na;1,234,567", 500, 100, "a;5.00"},
    {"x;1,234\na;2,345", 500, 100, "a;5.00"},
};

/* The last line of a text. */
static struct str last_line(struct str text)
{
    size_t at = text.length;
    while (at > 0 && text.data[at - 1] != '\n')
        at--;
    return str_slice(text, at, text.length);
}

static uint32_t last_field(const struct table_text *read)
{
    return read->rows.list.items[read->rows.list.count - 1].count - 1;
}

static bool reads_back(struct str cell, int64_t unit, int64_t value)
{
    money amount = 0;
    struct number number = number_read(cell, 0);
    if (number.status == NUMBER_AMBIGUOUS)
        return true; /* only where the column settles it: see test_examples */
    return number_amount(number, unit, &amount) == NUMBER_READ && amount == value;
}

static void test_styles(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(styled); i++) {
        struct table_text read, again;
        start(&read, str_from(styled[i].before), 0);
        uint32_t record = (uint32_t)read.source.records.count - 1;
        struct new_cell cell = amount_at(&read.source, record, last_field(&read), styled[i].value);
        cell.unit = styled[i].unit;
        struct str text = rewrite_text(&read.arena, &read.source, &cell, 1);
        struct str head = str_slice(read.source.text, 0, read.source.records.items[record].offset);
        start(&again, text, read.source.separator);
        const struct row *row = &again.rows.list.items[again.rows.list.count - 1];
        bool right = str_equal(last_line(text), str_from(styled[i].after)) && str_starts(text, head) &&
                     again.rows.list.count == read.rows.list.count &&
                     reads_back(row_cell(row, cell.origin.field), styled[i].unit, styled[i].value);
        if (!right)
            print_error("row %zu: “%.*s”, expected “%s”\n", i, STR_ARG(text), styled[i].after);
        wrong += !right;
        arena_release(&again.arena);
        arena_release(&read.arena);
    }
    assert_int_equal(wrong, 0);
}

static void test_percentages(void **state)
{
    static const struct {
        const char *before;
        int64_t value;
        int decimals;
        const char *after;
    } rows[] = {
        {"a;61,34 %", 6128, 2, "a;61,28 %"},
        {"a;61,34 %", 577, 1, "a;57,7 %"},
        {"a;61,34 %", 50, 0, "a;50 %"},
        {"a;61,34%", 6128, 2, "a;61,28%"},
        {"a;61,34\u00A0%", 6128, 2, "a;61,28\u00A0%"},
        {"a;61.34\u202F%", 6128, 2, "a;61.28\u202F%"},
        {"a;61,34 procent", 6128, 2, "a;61,28 procent"},
        {"a;61,34", 6128, 2, "a;61,28"},
        {"a;61,34", 100, 2, "a;1,00 %"},
        {"a;61,34", 5, 2, "a;0,05 %"},
        {"a;61,34", 0, 2, "a;0,00"},
        {"a;61,34 %", 45240, 3, "a;45,240 %"},
        {"a;61,34 %", 123456789, 2, "a;1234567,89 %"},
        {"a;-61,34 %", -6128, 2, "a;-61,28 %"},
        {"a;(61,34 %)", -6128, 2, "a;(61,28 %)"},
        {"a;% 61,34", 6128, 2, "a;% 61,28"},
        {"a;%61,34", -6128, 2, "a;%-61,28"},
        {"a;ca 61,34 pct", 6128, 2, "a;61,28 pct"},
        {"a;61,34", -6128, 2, "a;-61,28 %"},
        {"x;50,00%\na;", 6128, 2, "a;61,28%"},
        {"x;1.5\na;", 6128, 2, "a;61.28 %"},
        {"x;1 234\na;", 6128, 2, "a;61,28 %"},
        {"b,c\na,", 6128, 2, "a,61.28 %"},
        {"b,\"5,5%\"\na,", 6128, 2, "a,\"61,28%\""},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct table_text read, again;
        start(&read, str_from(rows[i].before), 0);
        struct new_cell cell = {.origin = {&read.source, (uint32_t)read.source.records.count - 1, 1},
                                .kind = VALUE_PERCENT,
                                .value = rows[i].value,
                                .decimals = rows[i].decimals};
        struct str text = rewrite_text(&read.arena, &read.source, &cell, 1);
        start(&again, text, read.source.separator);
        struct str written = row_cell(&again.rows.list.items[cell.origin.record], 1);
        struct number number = number_read(written, 0);
        struct ratio rate;
        if (number.status == NUMBER_AMBIGUOUS)
            number = number_read(written, number.doubtful_mark);
        bool right = str_equal(last_line(text), str_from(rows[i].after)) &&
                     number_percent(number, &rate) == NUMBER_READ && number.digits == rows[i].value &&
                     number.decimals == rows[i].decimals;
        if (!right)
            print_error("row %zu: “%.*s”, expected “%s”\n", i, STR_ARG(text), rows[i].after);
        wrong += !right;
        arena_release(&again.arena);
        arena_release(&read.arena);
    }
    assert_int_equal(wrong, 0);
}

/* What the reading room takes for a number is one for number_style.c as well, but for ".5" and "1 kr %", which tell
 * no style worth keeping. */
static void test_same_numbers(void **state)
{
    static const char *const texts[] = {
        "1",
        "-1",
        "1.5",
        "1 000",
        "1 00",
        "1  000",
        "12 34 567",
        "1234 567",
        "1.234.567",
        "1.23.456",
        "1,234,567.89",
        "1,234,567,8",
        "1.234,567.8",
        "1,234.567",
        "0.123",
        "1234.567",
        "1.",
        "1,-",
        "1:-",
        "1 :-",
        "kr",
        "1 kr",
        "kr 1",
        "kr1",
        "1kr",
        "kr 1 kr",
        "1 kr kr",
        "1 kr:-",
        "1 kr.",
        "1 st",
        "ca 1",
        "about 1,234.50 kr",
        "1 *",
        "1 000 a)",
        "'1",
        "ca",
        "(1)",
        "(1",
        "1)",
        "(1) kr",
        "(1 kr)",
        "kr (1)",
        "(kr 1)",
        "-(1)",
        "(-1)",
        "1-",
        "-1-",
        "1 - kr",
        "1 kr -",
        "- 1",
        "--1",
        "+1",
        "+1 kr",
        "kr +1",
        "+kr 1",
        "1+",
        "+-1",
        "+(1)",
        "kr -1",
        "1 %",
        "% 1",
        "%-1",
        "% 1 %",
        "1 pct",
        "1 per cent",
        "1%",
        "1 procent",
        "(1 %)",
        "(1) %",
        "1-%",
        "2021-01-01",
        "222000-0638",
        "1/2",
        "1e5",
        "1 tkr",
        "1 MNKR",
        "1 Mkr",
        "1 mdkr",
        "1 tusen kronor",
        "1 tusentals kronor",
        "1 miljoner kr",
        "1 miljarder kronor",
        "1 ksek",
        "1 kkr",
        "1 msek",
        "1 tsek",
        "1 kronor",
        "1 mm",
        "1'000",
        "1\u2019000",
        "1\u202F000,5",
        "1 000,000",
        "1,5 000",
        "\u22121",
        "\u20131",
        "\u20141",
        "1 a - kr",
        "a - kr 1",
        "1,1234567890123456",
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct number_style style;
        struct number number = number_read(str_from(texts[i]), 0);
        bool is_number = number.status == NUMBER_READ || number.status == NUMBER_AMBIGUOUS;
        bool right =
            number_style_read(&arena, str_from(texts[i]), &style) == is_number &&
            (!is_number || (style.percent == number.percent && style.doubtful == number.doubtful_mark));
        if (!right)
            print_error("“%s”: %s\n", texts[i], is_number ? "is a number" : "is no number");
        wrong += !right;
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

/* ---- where in the row ---- */

static void test_fields(void **state)
{
    static const struct {
        const char *text;
        uint32_t record, field;
        const char *after;
    } rows[] = {
        {"a;b\r\nc;1\r\n", 1, 1, "a;b\r\nc;7\r\n"},
        {"a;b\rc;1\r", 0, 1, "a;7\rc;1\r"},
        {"a;b\nc\n", 1, 3, "a;b\nc;;;7\n"},
        {"a;b\n\nc", 1, 2, "a;b\n;;7\nc"},
        {"a;b\nc", 1, 1, "a;b\nc;7"},
        {"a;b\nc", 9, 1, "a;b\nc"},
        {"\"x;y\nz\";1;2\nb;3", 0, 1, "\"x;y\nz\";7;2\nb;3"},
        {"\"x\"\";y\";1;2\n", 0, 2, "\"x\"\";y\";1;7\n"},
        {"\"x;1;2\n", 0, 1, "\"x;7;2\n"},
        {"\"x;y\";5\" z;1\n", 0, 2, "\"x;y\";5\" z;7\n"},
        {"\"x;y\";5\" z;\"1\"\n", 0, 2, "\"x;y\";5\" z;\"7\"\n"},
        {"\"x\n\n;y\"\n", 0, 2, "\"x\n\n;y\";;7\n"},
        {"sep=;\na;1\n", 0, 1, "sep=;\na;7\n"},
        {";;\n", 0, 1, ";7;\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct table_text read;
        start(&read, str_from(rows[i].text), ';');
        struct new_cell cell = amount_at(&read.source, rows[i].record, rows[i].field, 700);
        struct str text = rewrite_text(&read.arena, &read.source, &cell, 1);
        if (!str_equal(text, str_from(rows[i].after)))
            fail_msg("row %zu: “%.*s”", i, STR_ARG(text));
        arena_release(&read.arena);
    }
}

/* In any order, twice the same cell, and cells of another source. */
static void test_many_cells(void **state)
{
    struct table_text read, other;
    (void)state;
    start(&read, STR("a;1;2\nb;3;4\n"), ';');
    start(&other, STR("c;9\n"), ';');
    const struct new_cell cells[] = {amount_at(&read.source, 1, 4, 800),  amount_at(&read.source, 1, 1, 600),
                                     amount_at(&other.source, 0, 1, 100), amount_at(&read.source, 0, 2, 500),
                                     amount_at(&read.source, 1, 1, 700),  amount_at(&read.source, 1, 6, 900)};
    struct str text = rewrite_text(&read.arena, &read.source, cells, COUNT(cells));
    assert_true(str_equal(text, STR("a;1;5\nb;7;4;;8;;9\n")));
    const struct source *sources[] = {&read.source, &other.source};
    text = rewrite_joined(&read.arena, sources, 2, cells, COUNT(cells), '\t');
    assert_true(str_equal(text, STR("a\t1\t5\nb\t7\t4\t\t8\t\t9\n\nc\t1\n")));
    arena_release(&read.arena);
    arena_release(&other.arena);
}

/* What stands in no column of its like is never left to the column. */
static void test_fact(void **state)
{
    struct table_text read;
    (void)state;
    start(&read, STR("x;1,234,567\na;7,654,321\n"), ';');
    struct new_cell cell = amount_at(&read.source, 1, 1, 234500);
    assert_true(str_equal(rewrite_text(&read.arena, &read.source, &cell, 1), STR("x;1,234,567\na;2,345\n")));
    cell.in_column = false;
    assert_true(str_equal(rewrite_text(&read.arena, &read.source, &cell, 1), STR("x;1,234,567\na;2345\n")));
    arena_release(&read.arena);
}

static void test_joined(void **state)
{
    static const struct {
        const char *text;
        char from, to;
        const char *after;
    } rows[] = {
        {"sep=,\r\na,\"b,c\",\"1,5\"\r\n", ',', ';', "a;b,c;1,5\n"},
        {"a,b;c", ',', ';', "a;\"b;c\"\n"},
        {"a;\"b\r\nc\"\r\n\r\nd", ';', '\t', "a\t\"b\nc\"\n\nd\n"},
        {"a;\"b \"\"c\"\" d\"\n", ';', ';', "a;\"b \"\"c\"\" d\"\n"},
        {"5\" x;\"y\n", ';', ';', "\"5\"\" x\";\"\"\"y\"\n"},
        {" - a;b\n", ';', '\t', " - a\tb\n"},
        {"a|b\tc\n", '|', '\t', "a\t\"b\tc\"\n"},
        {"", ';', ';', ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct table_text read, again;
        start(&read, str_from(rows[i].text), rows[i].from);
        const struct source *sources[] = {&read.source};
        struct str text = rewrite_joined(&read.arena, sources, 1, NULL, 0, rows[i].to);
        if (!str_equal(text, str_from(rows[i].after)))
            fail_msg("row %zu: “%.*s”", i, STR_ARG(text));
        start(&again, text, rows[i].to);
        assert_int_equal(again.rows.list.count, read.rows.list.count);
        for (size_t r = 0; r < read.rows.list.count; r++)
            for (uint32_t field = 0; field < read.rows.list.items[r].count; field++)
                assert_true(str_equal(row_cell(&read.rows.list.items[r], field),
                                      row_cell(&again.rows.list.items[r], field)));
        arena_release(&read.arena);
        arena_release(&again.arena);
    }
}

/* ---- encodings ---- */

static void test_encodings(void **state)
{
    static const char *const texts[] = {"",         "a;b\r\n",  "Lön;1\u00A0000 €\n",
                                        "å\u22121", "😀;\u202F", "\uFFFD"};
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        for (enum encoding encoding = ENCODING_UTF8; encoding <= ENCODING_UTF16BE; encoding++) {
            struct str bytes, missing;
            bool narrow = encoding == ENCODING_WINDOWS_1252 && i >= 3;
            bool written = encode_text(&arena, str_from(texts[i]), encoding_name(encoding), &bytes, &missing);
            assert_int_equal(written, !narrow);
            if (narrow) {
                assert_true(str_equal(missing, i == 3 ? STR("\u2212") : i == 4 ? STR("😀") : STR("\uFFFD")));
                continue;
            }
            assert_int_equal(missing.length, 0);
            struct decoded decoded = decode(&arena, bytes, ENCODING_UNKNOWN);
            assert_true(str_equal(decoded.text, str_from(texts[i])));
            if (decoded.encoding != encoding) /* ASCII is UTF-8 as well */
                assert_true(encoding == ENCODING_WINDOWS_1252 && i < 2);
        }
    struct str bytes, missing;
    assert_false(encode_text(&arena, STR("a"), "EBCDIC", &bytes, &missing));
    assert_int_equal(missing.length, 0);
    arena_release(&arena);
}

/* Every byte of Windows-1252 comes back as itself, but for the five that mean nothing: they are refused. */
static void test_windows_1252(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (int c = 0x80; c <= 0xFF; c++) {
        char byte[2] = {(char)c, 'x'};
        struct str again, missing;
        struct decoded decoded = decode(&arena, (struct str){byte, 2}, ENCODING_WINDOWS_1252);
        bool undefined = c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D;
        assert_int_equal(decoded.encoding, ENCODING_WINDOWS_1252);
        assert_int_equal(encode_text(&arena, decoded.text, "Windows-1252", &again, &missing), !undefined);
        if (undefined)
            assert_true(str_equal(missing, STR("\uFFFD")));
        else
            assert_true(str_equal(again, (struct str){byte, 2}));
    }
    /* the control characters of Latin-1 have no byte of their own */
    for (int c = 0x80; c < 0xA0; c++) {
        char text[2] = {(char)0xC2, (char)c};
        struct str again, missing;
        assert_false(encode_text(&arena, (struct str){text, 2}, "Windows-1252", &again, &missing));
        assert_true(str_equal(missing, (struct str){text, 2}));
    }
    arena_release(&arena);
}

/* Every byte of the other code pages means something, and comes back as itself. */
static void test_code_pages(void **state)
{
    static const enum encoding pages[] = {ENCODING_MAC_ROMAN, ENCODING_CP850};
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(pages); i++)
        for (int c = 0x80; c <= 0xFF; c++) {
            char byte = (char)c;
            struct str again, missing, bytes = {&byte, 1};
            struct decoded decoded = decode(&arena, bytes, pages[i]);
            assert_int_equal(decoded.bad_offsets.count, 0);
            assert_true(encode_text(&arena, decoded.text, encoding_name(pages[i]), &again, &missing));
            assert_true(str_equal(again, bytes));
        }
    arena_release(&arena);
}

/* ---- whole cases, in every style ---- */

static const struct amount_style {
    const char *group, *mark, *before, *after, *minus;
    int decimals;
    int64_t unit; /* öre in the unit of its words, or 0 */
} amount_styles[] = {
    {"", ",", "", "", "-", 0, 0},
    {" ", ",", "", "", "-", 0, 0},
    {"\u00A0", ",", "", "", "-", 2, 0},
    {"\u202F", ",", "", " kr", "\u2212", 0, 100},
    {"\u2009", ".", "", ":-", "-", 0, 100},
    {".", ",", "", "", "(", 2, 0},
    {",", ".", "", "", "-", 2, 0},
    {",", ".", "", "", "-", 0, 0},
    {".", ",", "", "", "-", 0, 0},
    {"'", ".", "SEK ", "", "-", 2, 100},
    {"\u2019", ",", "kr\u00A0", "", "(", 0, 100},
    {"", ".", "", "", "-", 1, 0},
    {" ", ",", "", " tkr", "-", 1, 100000},
    {" ", ",", "", "\u00A0mnkr", "-", 1, 100000000},
    {".", ",", "", " mnkr", "-", 2, 100000000},
    {"", ",", "", ",-", "-", 0, 100},
};

static uint64_t random_state = 88172645463325252u;

static uint64_t random_number(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

/* Small and large ones alike, down to öre. */
static int64_t random_amount(void)
{
    int64_t most = 1;
    for (uint64_t digits = random_number() % 16; digits > 0; digits--)
        most *= 10;
    int64_t value = (int64_t)(random_number() % (uint64_t)(most + 1));
    if (random_number() % 2)
        value -= value % 100;
    return random_number() % 4 == 0 ? -value : value;
}

/* A whole number of a unit as the style writes it: what an author's table holds before it is rewritten. */
static struct str style_number(struct arena *arena, const struct amount_style *style, uint64_t whole)
{
    struct buffer digits = {.arena = arena}, text = {.arena = arena};
    buffer_print(&digits, "%" PRIu64, whole);
    struct str run = buffer_text(&digits);
    buffer_add(&text, str_from(style->before));
    for (size_t i = 0; i < run.length; i++) {
        if (i > 0 && (run.length - i) % 3 == 0)
            buffer_add(&text, str_from(style->group));
        buffer_add_char(&text, run.data[i]);
    }
    if (style->decimals > 0)
        buffer_add(&text, str_from(style->mark));
    for (int i = 0; i < style->decimals; i++)
        buffer_add_char(&text, '0');
    buffer_add(&text, str_from(style->after));
    return buffer_text(&text);
}

struct case_text {
    struct arena arena;
    struct findings findings;
    struct reading reading;
};

static void open_case(struct case_text *text, const struct input *input)
{
    *text = (struct case_text){.findings = {.language = SWEDISH}};
    text->findings.arena = &text->arena;
    text->reading = read_case(&text->arena, input, 1, &text->findings);
}

/* A cell that holds an amount or percentage. */
struct target {
    struct origin origin;
    enum value_kind kind;
    int64_t value, unit;
    int decimals;
    enum cell_state state;
};

struct targets {
    LIST(struct target) list;
};

static void add_target(struct arena *arena, struct targets *targets, const struct cell *cell,
                       enum value_kind kind, int64_t unit)
{
    if (cell->state != CELL_ABSENT && cell->origin.source)
        *ARENA_PUSH(arena, &targets->list) =
            (struct target){cell->origin, kind, cell->value, unit, cell->decimals, cell->state};
}

static void add_items(struct arena *arena, struct targets *targets, const struct table *table,
                      struct item *const *items, size_t count, int64_t unit)
{
    for (size_t i = 0; i < count; i++) {
        enum value_kind kind = concept_kind(items[i]->concept);
        for (size_t c = 0; c < table->columns.count; c++) {
            int64_t own = table->columns.items[c].unit;
            add_target(arena, targets, &items[i]->cells[c], kind == VALUE_PERCENT ? kind : VALUE_AMOUNT,
                       own ? own : unit);
        }
        add_items(arena, targets, table, items[i]->lines.items, items[i]->lines.count, unit);
    }
}

static struct targets find_targets(struct case_text *text, int64_t unit)
{
    struct targets targets = {0};
    const struct budget *budget = text->reading.budget;
    for (size_t i = 0; i < budget->tables.count; i++)
        add_items(&text->arena, &targets, budget->tables.items[i], budget->tables.items[i]->items.items,
                  budget->tables.items[i]->items.count, unit);
    for (size_t i = 0; i < budget->activities.count; i++)
        add_target(&text->arena, &targets, &budget->activities.items[i].cost, VALUE_AMOUNT, unit);
    return targets;
}

/* The example with its amounts in another style. */
static struct str restyled(struct arena *arena, const struct source *source, const struct targets *targets,
                           const struct amount_style *style, char separator)
{
    struct buffer text = {.arena = arena};
    struct source copy = *source;
    struct findings findings = {.arena = arena};
    copy.records.count = copy.records.capacity = 0;
    copy.records.items = NULL;
    struct rows rows = rows_read(arena, &copy, &findings);
    for (uint32_t r = 0; r < rows.list.count; r++) {
        for (uint32_t f = 0; f < rows.list.items[r].count; f++) {
            struct str cell = row_cell(&rows.list.items[r], f);
            for (size_t t = 0; t < targets->list.count; t++) {
                const struct target *target = &targets->list.items[t];
                if (target->origin.record == r && target->origin.field == f && target->kind == VALUE_AMOUNT &&
                    target->state == CELL_VALUE && target->value > 0)
                    cell = style_number(arena, style, (uint64_t)target->value / 100);
            }
            if (f > 0)
                buffer_add_char(&text, separator);
            bool quote = memchr(cell.data, separator, cell.length) != NULL;
            buffer_print(&text, quote ? "\"%.*s\"" : "%.*s", STR_ARG(cell));
        }
        buffer_add(&text, STR("\r\n"));
    }
    return buffer_text(&text);
}

static struct new_cell random_cell(const struct target *target)
{
    bool percent = target->kind == VALUE_PERCENT;
    int64_t value = percent ? (int64_t)(random_number() % 20000) : random_amount();
    return (struct new_cell){.origin = target->origin,
                             .kind = target->kind,
                             .value = value,
                             .decimals = (int)(random_number() % 4),
                             .unit = target->unit,
                             .in_column = true};
}

static bool same_origin(struct origin a, struct origin b)
{
    return a.record == b.record && a.field == b.field;
}

static size_t count_wrong(const struct targets *after, const struct targets *before,
                          const struct new_cell *cells, size_t count, struct str text, bool readable)
{
    size_t wrong = 0;
    for (size_t t = 0; t < after->list.count; t++) {
        const struct target *target = &after->list.items[t];
        const struct new_cell *cell = NULL;
        for (size_t i = 0; i < count; i++)
            cell = same_origin(cells[i].origin, target->origin) ? &cells[i] : cell;
        bool right = true;
        if (cell)
            right = target->state == CELL_VALUE && target->value == cell->value &&
                    (cell->kind != VALUE_PERCENT || target->decimals == cell->decimals);
        for (size_t i = 0; !cell && readable && i < before->list.count; i++)
            if (same_origin(before->list.items[i].origin, target->origin))
                right = target->state == before->list.items[i].state &&
                        target->value == before->list.items[i].value;
        struct place place = place_resolve(target->origin);
        if (!right && wrong == 0)
            print_error("%s cell, “%.*s” read as %" PRId64 ", expected %" PRId64 "\n%.*s\n",
                        cell ? "new" : "old", STR_ARG(place.line_text), target->value, cell ? cell->value : 0,
                        STR_ARG(text));
        wrong += !right;
    }
    return wrong;
}

/* Each by itself or by its column: what only the sums settle is in doubt again when random amounts break them. */
static bool all_are_readable(const struct case_text *text, const struct targets *targets)
{
    const struct budget *budget = text->reading.budget;
    for (size_t i = 0; i < budget->remarks.count; i++)
        if (str_find(budget->remarks.items[i].text, STR("bara så stämmer summorna")) >= 0)
            return false;
    for (size_t i = 0; i < targets->list.count; i++)
        if (targets->list.items[i].state == CELL_UNREADABLE)
            return false;
    return true;
}

/* Random new values for one in so many cells; all are read back, and the rest as they were. */
static size_t check_random(const struct input *input, int64_t unit, uint64_t one_in)
{
    struct case_text before, after;
    open_case(&before, input);
    struct targets targets = find_targets(&before, unit);
    struct new_cell *cells = ARENA_ARRAY(&before.arena, struct new_cell, targets.list.count);
    size_t count = 0;
    for (size_t i = 0; i < targets.list.count; i++)
        if (random_number() % one_in == 0)
            cells[count++] = random_cell(&targets.list.items[i]);
    const struct file_reading *file = &before.reading.budget->files.items[0];
    struct str text = rewrite_text(&before.arena, file->source, cells, count), bytes, missing;
    assert_true(encode_text(&before.arena, text, file->encoding, &bytes, &missing));
    struct input again = {STR("t.csv"), bytes};
    open_case(&after, &again);
    struct targets found = find_targets(&after, unit);
    size_t wrong = count_wrong(&found, &targets, cells, count, text, all_are_readable(&before, &targets));
    assert_true(found.list.count >= targets.list.count);
    arena_release(&after.arena);
    arena_release(&before.arena);
    return wrong;
}

static size_t check_example(struct str bytes, const struct amount_style *style, char separator,
                            uint64_t one_in)
{
    struct arena arena = {0};
    struct case_text original;
    struct input input = {STR("t.csv"), bytes};
    open_case(&original, &input);
    int64_t unit = str_find(bytes, STR("Belopp i;mnkr")) >= 0 ? 100000000 : 100;
    struct targets targets = find_targets(&original, unit);
    const struct source *source = original.reading.budget->files.items[0].source;
    struct input styled_input = {STR("t.csv"), restyled(&arena, source, &targets, style, separator)};
    size_t wrong = check_random(&styled_input, unit, one_in);
    arena_release(&original.arena);
    arena_release(&arena);
    return wrong;
}

static void test_examples(void **state)
{
    static const char separators[] = {';', '\t', ',', '|'};
    struct arena arena = {0};
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct str bytes = load(&arena, examples[i]);
        struct input input = {STR("t.csv"), bytes};
        int64_t unit = str_find(bytes, STR("Belopp i;mnkr")) >= 0 ? 100000000 : 100;
        for (uint64_t one_in = 1; one_in <= 4; one_in++)
            wrong += check_random(&input, unit, one_in);
        for (size_t s = 0; s < COUNT(amount_styles); s++)
            for (uint64_t one_in = 1; one_in <= 4; one_in++)
                wrong += check_example(bytes, &amount_styles[s], separators[(s + one_in) % 4], one_in);
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unchanged),    cmocka_unit_test(test_cut_at_every_byte),
        cmocka_unit_test(test_styles),       cmocka_unit_test(test_percentages),
        cmocka_unit_test(test_same_numbers), cmocka_unit_test(test_fields),
        cmocka_unit_test(test_many_cells),   cmocka_unit_test(test_fact),
        cmocka_unit_test(test_joined),       cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_windows_1252), cmocka_unit_test(test_code_pages),
        cmocka_unit_test(test_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
