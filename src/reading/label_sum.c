#include "label_sum.h"

static bool is_tried(const struct column *column)
{
    return !column_is_factor(column) && column->scope != SCOPE_TEXT;
}

/* The amount of a part, not above its cap; a blank counts as nothing. False where it cannot be told. */
static bool part_value(const struct table *table, const struct sum_part *part, size_t column,
                       struct ratio *value)
{
    const struct cell *cell = &table->items.items[part->line]->cells[column];
    if (cell->state != CELL_VALUE && cell->state != CELL_BLANK)
        return false;
    money amount = cell->state == CELL_VALUE ? cell->value : 0;
    if (part->cap > 0 && amount > part->cap)
        amount = part->cap;
    *value = ratio_from(part->sign < 0 ? -amount : amount);
    return true;
}

static bool make_value(const struct table *table, const struct label_sum *sum, size_t column,
                       struct ratio *made)
{
    *made = ratio_from(0);
    for (size_t i = 0; i < sum->parts.count; i++) {
        struct ratio value;
        if (!part_value(table, &sum->parts.items[i], column, &value) || !ratio_add(*made, value, made))
            return false;
    }
    return sum->share.denominator == 0 || ratio_multiply(*made, sum->share, made);
}

static void try_column(const struct table *table, size_t target, size_t column, struct label_sum *sum)
{
    const struct cell *cell = &table->items.items[target]->cells[column];
    struct ratio made, away;
    int order = 1;
    if (cell->state != CELL_VALUE || !make_value(table, sum, column, &made) ||
        !ratio_subtract(ratio_from(cell->value), made, &away))
        return;
    bool nothing = cell->value == 0 && ratio_is_zero(made);
    bool near = ratio_compare(ratio_absolute(away), ratio_from(ORE_PER_KRONA), &order) && order <= 0;
    sum->holds += near && !nothing;
    sum->fails += !near;
}

void label_sum_try(const struct table *table, size_t target, struct label_sum *sum)
{
    sum->holds = sum->fails = 0;
    for (int totals = 0; totals < 2 && sum->holds + sum->fails == 0; totals++)
        for (size_t c = 0; c < table->columns.count; c++)
            if (is_tried(&table->columns.items[c]) &&
                (table->columns.items[c].role == COLUMN_TOTAL) == (totals == 1))
                try_column(table, target, c, sum);
}

/* What was said of the row before gives way to its label. */
static void drop_others(struct table *table, size_t target)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->sums.count; i++)
        if (table->sums.items[i].axis != AXIS_ROWS || table->sums.items[i].target != target)
            table->sums.items[kept++] = table->sums.items[i];
    table->sums.count = kept;
}

void label_sum_add(struct arena *arena, struct table *table, size_t target, const struct label_sum *sum)
{
    struct found_sum found = {.axis = AXIS_ROWS,
                              .target = target,
                              .end = table->columns.count,
                              .found_by = FOUND_HEADING,
                              .holds = sum->holds,
                              .fails = sum->fails,
                              .is_firm = true,
                              .is_labelled = true,
                              .share = sum->share};
    drop_others(table, target);
    for (size_t i = 0; i < sum->parts.count; i++)
        *ARENA_PUSH(arena, &found.parts) = sum->parts.items[i];
    *ARENA_PUSH(arena, &table->sums) = found;
}
