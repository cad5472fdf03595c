/* Tables for the tests of the search for sums: what they hold is told by the test, and compared with what is found. */
#ifndef STRUCTURE_MODEL_H
#define STRUCTURE_MODEL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

#endif
