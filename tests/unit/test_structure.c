/* The one search for sums: what words, order, depth and figures say, in right tables and in tables with one wrong figure. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "structure_model.h"

/* ---- tables as text ---- */

/* A line is told by letters: "." plain, S total, D subtotal, O total of something, R result, M mentions a total; then
 * "!" where a heading stands before it, "n" a cost, "a" apart, and a digit for its depth. */
static struct line read_line(const char *text)
{
    static const char words[] = ".SDORM";
    struct line line = {.word = (enum line_word)(strchr(words, *text) - words), .depth = -1};
    for (text++; *text > ' '; text++) {
        line.begins |= *text == '!';
        line.is_negative |= *text == 'n';
        line.is_apart |= *text == 'a';
        if (*text >= '0' && *text <= '9')
            line.depth = *text - '0';
    }
    return line;
}

/* "12" and "12,50" in crowns; "_" is blank, "?" cannot be read, "x" is no amount. */
static struct figure read_figure(const char *text)
{
    if (*text == '_')
        return (struct figure){.state = FIGURE_BLANK};
    if (*text == '?')
        return (struct figure){.state = FIGURE_UNREADABLE};
    if (*text == 'x')
        return (struct figure){.state = FIGURE_NONE};
    int64_t crowns = strtoll(text, NULL, 10), ore = 0;
    const char *comma = strchr(text, ',');
    if (comma)
        ore = strtoll(comma + 1, NULL, 10) * (comma[2] ? 1 : 10);
    return (struct figure){FIGURE_AMOUNT, crowns * 100 + (*text == '-' ? -ore : ore), comma ? 1 : 100};
}

static void read_rows(struct model *model, char *text)
{
    char *rest;
    for (char *row = strtok_r(text, "\n", &rest); row; row = strtok_r(NULL, "\n", &rest)) {
        char *more, *word = strtok_r(row, " ", &more);
        size_t column = 0;
        model->row[model->rows] = read_line(word);
        while ((word = strtok_r(NULL, " ", &more)))
            model->cells[model->rows][column++] = read_figure(word);
        assert_int_equal(column, model->columns);
        model->rows++;
    }
}

/* "R3=0+1-2 C2=0+1": the third row is the first and the second less the third ... counted from 0. */
static void read_sums(struct model *model, const char *text)
{
    while (*text) {
        int part = 0;
        model->sums[model->sum_count].axis = *text == 'R' ? AXIS_ROWS : AXIS_COLUMNS;
        model->sums[model->sum_count].target = strtoul(text + 1, (char **)&text, 10);
        while (*text == '=' || *text == '+' || *text == '-') {
            char sign = *text;
            part = (int)strtol(text + 1, (char **)&text, 10);
            model->sums[model->sum_count].parts[model->sums[model->sum_count].count++] =
                sign == '-' ? ~part : part;
        }
        model->sum_count++;
        text += *text == ' ';
    }
}

static struct model read_model(const char *columns, const char *rows, const char *sums)
{
    struct model model = {0};
    char head[200], body[4000], *rest;
    snprintf(head, sizeof head, "%s", columns);
    snprintf(body, sizeof body, "%s", rows);
    for (char *word = strtok_r(head, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        model.column[model.columns++] = read_line(word);
    read_rows(&model, body);
    read_sums(&model, sums);
    return model;
}

/* One digit more or less in the second place: 37 500 becomes 38 500. */
static int64_t slipped(int64_t value)
{
    int64_t unit = 100;
    while (value / unit / 100)
        unit *= 10;
    return value / unit % 10 == 9 || value / unit % 10 == -9 ? value - (value < 0 ? -unit : unit)
                                                             : value + (value < 0 ? -unit : unit);
}

/* ---- tables ---- */

struct example {
    const char *name, *columns, *rows, *sums;
};

static const struct example examples[] = {
#include "structure_examples.inc"
};

static void test_right_examples(void **state)
{
    size_t faults = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct model model = read_model(examples[i].columns, examples[i].rows, examples[i].sums);
        size_t own = faults_of_right(&model, true);
        if (own)
            fprintf(stderr, "^ %s\n", examples[i].name);
        faults += own;
    }
    assert_int_equal(faults, 0);
}

static void test_each_amount_changed(void **state)
{
    size_t wrong = 0, slips = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct model model = read_model(examples[i].columns, examples[i].rows, examples[i].sums);
        for (size_t row = 0; row < model.rows; row++)
            for (size_t column = 0; column < model.columns; column++) {
                if (model.cells[row][column].state != FIGURE_AMOUNT || model.cells[row][column].value == 0)
                    continue;
                int64_t value = slipped(model.cells[row][column].value);
                size_t faults = faults_of_slip(&model, row, column, value, true);
                slips++;
                wrong += faults > 0;
                if (faults)
                    fprintf(stderr, "^ %s\n", examples[i].name);
            }
    }
    printf("%zu of %zu changed amounts are blamed where they should be, and nothing else\n", slips - wrong,
           slips);
    assert_int_equal(wrong, 0);
}

/* A figure that is a little away in one line or two is wrong; in several, what is printed has been rounded. Where all figures end
 * in 5 or 0 they are rounded to that. */
static void test_rounding(void **state)
{
    struct arena arena = {0};
    struct model one = read_model(". . S", "S 100 200 301\n. 60 150 210\n. 40 50 90", "R0=1+2 C2=0+1");
    struct model two = read_model(". . .", ". 61 151 33\n. 40 50 21\n. 30 70 11\nS 132 271 64", "R3=0+1+2");
    struct model many =
        read_model(". . . .", ". 61 151 33 25\n. 40 50 21 18\n. 30 70 11 13\nS 132 271 64 57", "R3=0+1+2");
    struct model fives = read_model(
        ". . . .",
        ". 65 155 35 25\n. 45 50 20 15\n. 30 70 10 15\n. 80 25 105 35\nS 225 300 165 95\n. 10 20 5 65",
        "R4=0+1+2+3");
    (void)state;
    struct structure found = find(&arena, &one);
    const struct found_sum *sum = find_expected(&one, 0, &found);
    assert_true(sum && sum->is_firm && sum->fails == 1 && sum->roundings == 0);
    found = find(&arena, &two);
    sum = find_expected(&two, 0, &found);
    assert_true(sum && sum->is_firm && sum->fails == 2 && sum->roundings == 0);
    found = find(&arena, &many);
    sum = find_expected(&many, 0, &found);
    assert_true(sum && sum->is_firm && sum->fails == 0 && sum->roundings == 4);
    found = find(&arena, &fives);
    sum = find_expected(&fives, 0, &found);
    assert_true(sum && sum->is_firm && sum->fails == 0 && sum->roundings == 25);
    arena_release(&arena);
}

/* Nothing is said of a sum with a part that cannot be read, nor of one that no number holds. */
static void test_unreadable(void **state)
{
    struct arena arena = {0};
    struct model model = read_model(". .", ". 100 ?\n. 50 30\nS 150 70", "R2=0+1");
    (void)state;
    struct structure found = find(&arena, &model);
    const struct found_sum *sum = find_expected(&model, 0, &found);
    assert_true(sum && sum->holds == 1 && sum->fails == 0);
    model.cells[0][0].value = INT64_MIN;
    model.cells[1][0].value = INT64_MAX;
    model.cells[2][1].value = INT64_MIN + 1;
    find(&arena, &model);
    arena_release(&arena);
}

/* Fills a table of figures in which each tenth row is the sum of the nine before it, but for one. */
static struct figure *large_table(struct arena *arena, size_t rows, size_t columns)
{
    struct figure *cells = arena_alloc(arena, rows * columns, sizeof *cells);
    uint64_t random = 7;
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++) {
            struct figure *figure = &cells[row * columns + column];
            random = random * 6364136223846793005U + 1442695040888963407U;
            *figure = (struct figure){FIGURE_AMOUNT, (int64_t)(random >> 40) * 100, 100};
            for (size_t i = 1; row % 10 == 9 && i < 10; i++)
                figure->value = (i == 1 ? 0 : figure->value) + cells[(row - i) * columns + column].value;
        }
    cells[19 * columns + 3].value += 100000;
    return cells;
}

/* Looks at each cell so many times at most, whatever the machine. */
static void find_in_large(size_t rows, size_t columns, int64_t times)
{
    struct arena arena = {0};
    struct line *lines = arena_alloc(&arena, rows > columns ? rows : columns, sizeof *lines);
    struct figures figures = {{rows, columns}, large_table(&arena, rows, columns), {lines, lines}};
    struct structure found = structure_find(&arena, &figures);
    size_t firm = 0, failing = 0;
    for (size_t i = 0; i < found.sums.count; i++) {
        firm += found.sums.items[i].is_firm;
        failing += found.sums.items[i].is_firm && found.sums.items[i].fails > 0;
    }
    printf("%zu x %zu figures: %zu firm sums, each figure looked at %ld times\n", rows, columns, firm,
           (long)found.looked_at / (long)(rows * columns));
    assert_int_equal(firm, rows / 10);
    assert_int_equal(failing, 1);
    assert_true(found.looked_at < times * (int64_t)(rows * columns));
    arena_release(&arena);
}

static void test_large(void **state)
{
    (void)state;
    find_in_large(200, 20, 10000);
    find_in_large(5000, 20, 5000);
}

/* Rows of two columns in ten groups of 70, each with its total, and the total of all at the end: words say what figures of two
 * columns cannot. */
static struct figure *grouped_table(struct arena *arena, struct line *lines)
{
    struct figure *cells = arena_alloc(arena, 711 * 2, sizeof *cells);
    for (size_t row = 0; row < 711; row++)
        for (size_t column = 0; column < 2; column++) {
            bool is_total = row % 71 == 70, is_last = row == 710;
            struct figure *figure = &cells[row * 2 + column];
            *figure =
                (struct figure){FIGURE_AMOUNT, (int64_t)(row * 7919 + column * 104729) % 9000 * 100, 100};
            for (size_t i = 1; (is_total || is_last) && i <= (is_last ? 10 : 70); i++) {
                size_t part = is_last ? i * 71 - 1 : row - i;
                figure->value = (i == 1 ? 0 : figure->value) + cells[part * 2 + column].value;
            }
            lines[row].word = is_last ? LINE_TOTAL : is_total ? LINE_TOTAL_OF : LINE_PLAIN;
            lines[row].depth = -1;
        }
    return cells;
}

static void test_long_with_words(void **state)
{
    struct arena arena = {0};
    struct line rows[711] = {{0}}, columns[2] = {{0}};
    struct figure *cells = grouped_table(&arena, rows);
    struct figures figures = {{711, 2}, cells, {rows, columns}};
    (void)state;
    for (int wrong = 0; wrong <= 1; wrong++) {
        cells[710 * 2 + 1].value += wrong * 200000;
        struct structure found = structure_find(&arena, &figures);
        size_t firm = 0, failing = 0;
        for (size_t i = 0; i < found.sums.count; i++)
            if (found.sums.items[i].is_firm && found.sums.items[i].axis == AXIS_ROWS) {
                firm++;
                failing += found.sums.items[i].fails > 0;
                assert_true(found.sums.items[i].fails == 0 || found.sums.items[i].target == 710);
            }
        assert_int_equal(firm, 11);
        assert_int_equal(failing, wrong);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right_examples), cmocka_unit_test(test_each_amount_changed),
        cmocka_unit_test(test_rounding),       cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_large),          cmocka_unit_test(test_long_with_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
