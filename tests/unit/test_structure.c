/* The one search for sums: what words, order, depth and figures say, in right tables and in tables with one wrong figure. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "budgetkoll/structure.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_ROWS = 64, MOST_COLUMNS = 16 };

/* A table, and the sums that it has: what each says is told by the test, not found. */
struct model {
    size_t rows, columns;
    struct figure cells[MOST_ROWS][MOST_COLUMNS];
    struct line row[MOST_ROWS], column[MOST_COLUMNS];
    struct {
        enum axis axis;
        size_t target, count;
        int parts[MOST_ROWS]; /* ~line where it counts with minus */
    } sums[128];
    size_t sum_count;
};

static size_t line_of(int part)
{
    return (size_t)(part < 0 ? ~part : part);
}

static int64_t value_at(const struct model *model, enum axis axis, size_t line, size_t across)
{
    size_t row = axis == AXIS_ROWS ? line : across, column = axis == AXIS_ROWS ? across : line;
    return model->cells[row][column].value;
}

static int64_t sum_at(const struct model *model, const struct found_sum *sum, size_t across)
{
    int64_t total = 0;
    for (size_t i = 0; i < sum->parts.count; i++)
        total += sum->parts.items[i].sign * value_at(model, sum->axis, sum->parts.items[i].line, across);
    return total;
}

static bool holds_at(const struct model *model, const struct found_sum *sum, size_t across)
{
    return sum_at(model, sum, across) == value_at(model, sum->axis, sum->target, across);
}

static struct structure find(struct arena *arena, const struct model *model)
{
    struct figure *cells = arena_alloc(arena, model->rows * model->columns, sizeof *cells);
    for (size_t row = 0; row < model->rows; row++)
        memcpy(cells + row * model->columns, model->cells[row], model->columns * sizeof *cells);
    struct figures figures = {{model->rows, model->columns}, cells, {model->row, model->column}};
    return structure_find(arena, &figures);
}

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

/* ---- what is expected, and what is found ---- */

static bool is_that(const struct model *model, size_t nth, const struct found_sum *sum)
{
    if (model->sums[nth].axis != sum->axis || model->sums[nth].target != sum->target ||
        model->sums[nth].count != sum->parts.count)
        return false;
    for (size_t i = 0; i < sum->parts.count; i++) {
        int part = model->sums[nth].parts[i];
        if (line_of(part) != sum->parts.items[i].line || (part < 0 ? -1 : 1) != sum->parts.items[i].sign)
            return false;
    }
    return true;
}

static const struct found_sum *find_expected(const struct model *model, size_t nth,
                                             const struct structure *structure)
{
    for (size_t i = 0; i < structure->sums.count; i++)
        if (is_that(model, nth, &structure->sums.items[i]))
            return &structure->sums.items[i];
    return NULL;
}

static bool is_expected(const struct model *model, const struct found_sum *sum)
{
    for (size_t i = 0; i < model->sum_count; i++)
        if (is_that(model, i, sum))
            return true;
    return false;
}

static const char *word_for(const struct found_sum *sum, char *text, size_t size)
{
    int length = snprintf(text, size, "%c%zu=", sum->axis == AXIS_ROWS ? 'R' : 'C', sum->target);
    for (size_t i = 0; i < sum->parts.count && length < (int)size - 12; i++)
        length += snprintf(text + length, size - (size_t)length, "%s%zu",
                           sum->parts.items[i].sign < 0 ? "-"
                           : i                          ? "+"
                                                        : "",
                           sum->parts.items[i].line);
    return text;
}

static void tell_all(const struct structure *structure)
{
    char text[400];
    for (size_t i = 0; i < structure->sums.count; i++) {
        const struct found_sum *sum = &structure->sums.items[i];
        fprintf(stderr, "    %s %s, %d bits, holds in %zu, fails in %zu, rounded by %d\n",
                word_for(sum, text, sizeof text), sum->is_firm ? "firm" : "loose", sum->bits, sum->holds,
                sum->fails, sum->roundings);
    }
}

/* How many things are wrong with what is found in a right table: a sum that fails, or one that is missed. */
static size_t faults_of_right(const struct model *model, bool is_told)
{
    struct arena arena = {0};
    struct structure structure = find(&arena, model);
    size_t faults = 0;
    char text[400];
    for (size_t i = 0; i < structure.sums.count; i++) {
        const struct found_sum *sum = &structure.sums.items[i];
        if (!sum->is_firm || (sum->fails == 0 && is_expected(model, sum)))
            continue;
        bool fails = false;
        for (size_t across = sum->first; across < sum->end; across++)
            fails |= !holds_at(model, sum, across);
        faults += fails;
        if (fails && is_told)
            fprintf(stderr, "right table: %s fails\n", word_for(sum, text, sizeof text));
    }
    for (size_t i = 0; i < model->sum_count; i++) {
        const struct found_sum *sum = find_expected(model, i, &structure);
        faults += !sum || !sum->is_firm;
        if ((!sum || !sum->is_firm) && is_told)
            fprintf(stderr, "right table: %c%zu is %s\n", model->sums[i].axis == AXIS_ROWS ? 'R' : 'C',
                    model->sums[i].target, sum ? "not firm" : "not found");
    }
    if (faults && is_told)
        tell_all(&structure);
    arena_release(&arena);
    return faults;
}

/* Whether the expected sum has the cell in it. */
static bool has_cell(const struct model *model, size_t nth, size_t row, size_t column)
{
    bool is_row = model->sums[nth].axis == AXIS_ROWS;
    size_t line = is_row ? row : column, target = model->sums[nth].target;
    if (model->cells[is_row ? target : row][is_row ? column : target].state != FIGURE_AMOUNT)
        return false;
    if (model->sums[nth].target == line)
        return true;
    for (size_t i = 0; i < model->sums[nth].count; i++)
        if (line_of(model->sums[nth].parts[i]) == line)
            return true;
    return false;
}

/* How many things are wrong when the cell holds another amount: a firm sum that fails without having the cell in it, and
 * one that has it and is not blamed. */
static size_t faults_of_slip(struct model *model, size_t row, size_t column, int64_t value, bool is_told)
{
    struct arena arena = {0};
    struct figure kept = model->cells[row][column];
    size_t faults = 0;
    char text[400];
    model->cells[row][column].value = value;
    struct structure structure = find(&arena, model);
    for (size_t i = 0; i < structure.sums.count; i++) {
        const struct found_sum *sum = &structure.sums.items[i];
        for (size_t across = sum->first; sum->is_firm && across < sum->end; across++) {
            size_t cell = sum->axis == AXIS_ROWS ? column : row;
            bool is_blamed = !holds_at(model, sum, across);
            if (is_blamed && !(across == cell && is_expected(model, sum))) {
                faults++;
                if (is_told)
                    fprintf(stderr, "%zu,%zu = %ld: %s fails too\n", row, column, (long)value,
                            word_for(sum, text, sizeof text));
            }
        }
    }
    for (size_t i = 0; i < model->sum_count; i++) {
        if (!has_cell(model, i, row, column))
            continue;
        const struct found_sum *sum = find_expected(model, i, &structure);
        size_t cell = model->sums[i].axis == AXIS_ROWS ? column : row;
        bool is_right = sum && sum->is_firm && cell >= sum->first && cell < sum->end &&
                        !holds_at(model, sum, cell) && sum->roundings == 0;
        faults += !is_right;
        if (!is_right && is_told)
            fprintf(stderr, "%zu,%zu = %ld: %c%zu is not blamed\n", row, column, (long)value,
                    model->sums[i].axis == AXIS_ROWS ? 'R' : 'C', model->sums[i].target);
    }
    if (faults && is_told)
        tell_all(&structure);
    model->cells[row][column] = kept;
    arena_release(&arena);
    return faults;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right_examples),
        cmocka_unit_test(test_each_amount_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
