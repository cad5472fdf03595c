/* A table's cells to figures, and what structure_find() makes of them back to the table. */
#include "general.h"

#include "budgetkoll/wordings.h"

static struct figure figure_of(const struct column *column, const struct item *item, const struct cell *cell)
{
    static const enum figure_state states[] = {[CELL_ABSENT] = FIGURE_NONE,
                                               [CELL_BLANK] = FIGURE_BLANK,
                                               [CELL_VALUE] = FIGURE_AMOUNT,
                                               [CELL_UNREADABLE] = FIGURE_UNREADABLE};
    if (column_is_factor(column) || concept_kind(item->concept) == VALUE_PERCENT)
        return (struct figure){.state = FIGURE_NONE};
    enum cell_state state = cell->state == CELL_UNREADABLE && cell->rounded ? CELL_VALUE : cell->state;
    return (struct figure){states[state], cell->value, cell->step > 0 ? cell->step : 1};
}

/* What labels state goes before what stands there: a wrong total changes nothing but itself. */
static void take_labelled(const struct table *table, struct figure *figures)
{
    for (size_t i = 0; i < table->sums.count; i++) {
        const struct found_sum *sum = &table->sums.items[i];
        for (size_t c = 0; sum->is_labelled && sum->share.denominator == 0 && c < table->columns.count; c++) {
            struct figure *figure = &figures[sum->target * table->columns.count + c];
            int64_t made = 0;
            bool known = figure->state == FIGURE_AMOUNT;
            for (size_t p = 0; known && p < sum->parts.count; p++) {
                const struct figure *part = &figures[sum->parts.items[p].line * table->columns.count + c];
                known = part->state == FIGURE_AMOUNT &&
                        money_add(made, sum->parts.items[p].sign * part->value, &made);
            }
            figure->value = known ? made : figure->value;
        }
    }
}

/* The label of a row states already what it is the sum of. */
static bool is_labelled(const struct table *table, const struct found_sum *found)
{
    bool is = false;
    for (size_t i = 0; i < table->sums.count && !is; i++) {
        const struct found_sum *sum = &table->sums.items[i];
        is = sum->is_labelled && found->axis == AXIS_ROWS && sum->target == found->target;
    }
    return is;
}

static const struct figure *table_figures(struct arena *arena, const struct table *table)
{
    size_t columns = table->columns.count;
    struct figure *figures = ARENA_ARRAY(arena, struct figure, table->items.count * columns + 1);
    for (size_t i = 0; i < table->items.count; i++)
        for (size_t c = 0; c < columns; c++)
            figures[i * columns + c] =
                figure_of(&table->columns.items[c], table->items.items[i], &table->items.items[i]->cells[c]);
    take_labelled(table, figures);
    return figures;
}

/* What nothing was said of: its name, as far as the table keeps it. */
static const struct line *plain_rows(struct arena *arena, const struct table *table)
{
    struct line *lines = ARENA_ARRAY(arena, struct line, table->items.count + 1);
    for (size_t i = 0; i < table->items.count; i++) {
        const struct item *item = table->items.items[i];
        enum line_word word = label_line_word(arena, item->label);
        if (word == LINE_PLAIN && item->form == FORM_TOTAL)
            word = LINE_TOTAL_OF;
        lines[i] = (struct line){.word = item->role == ITEM_RESULT ? LINE_RESULT : word,
                                 .depth = -1,
                                 .is_apart = item->role == ITEM_INCLUDED};
    }
    return lines;
}

static const struct line *plain_columns(struct arena *arena, const struct table *table)
{
    struct line *lines = ARENA_ARRAY(arena, struct line, table->columns.count + 1);
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.items[i];
        lines[i] = (struct line){.word = column->role == COLUMN_TOTAL ? LINE_TOTAL : LINE_PLAIN,
                                 .depth = -1,
                                 .is_apart = column_is_factor(column) || column->role == COLUMN_APART,
                                 .unit = (unsigned char)column->currency};
    }
    return lines;
}

/* A bare "Summa" or "Delsumma" claims a sum, however many of its figures are wrong. */
static bool is_bare_total(const struct found_sum *sum, const struct line *lines)
{
    enum line_word word = lines[sum->target].word;
    return sum->found_by == FOUND_HEADING && (word == LINE_TOTAL || word == LINE_SUBTOTAL);
}

/* A relation that may be another structure where it fails is kept only where it holds, unless words claim it. Columns have no
 * order of parents and parts: one is a sum when its heading says so, or the figures of many rows. */
static bool is_sure(const struct found_sum *sum, const struct line *lines)
{
    bool by_order = sum->axis == AXIS_COLUMNS && sum->found_by == FOUND_DEPTH;
    return !by_order && (sum->is_firm || sum->fails == 0 || is_bare_total(sum, lines));
}

/* The currency of a column: what it states, else what stands in its cells. */
static enum currency column_currency(const struct table *table, size_t column)
{
    enum currency currency = table->columns.items[column].currency;
    for (size_t i = 0; i < table->items.count && currency == CURRENCY_NONE; i++)
        currency = table->items.items[i]->cells[column].currency;
    return currency == CURRENCY_NONE ? table->currency : currency;
}

/* Columns of different currencies are not added; where only one is named, the others are in it too. */
static void set_units(const struct table *table, struct line *columns)
{
    enum currency only = CURRENCY_NONE;
    bool several = false;
    for (size_t i = 0; i < table->columns.count; i++) {
        enum currency currency = column_currency(table, i);
        several = several || (only != CURRENCY_NONE && currency != CURRENCY_NONE && currency != only);
        only = currency != CURRENCY_NONE ? currency : only;
    }
    for (size_t i = 0; i < table->columns.count; i++) {
        enum currency currency = column_currency(table, i);
        columns[i].unit = (unsigned char)(currency == CURRENCY_NONE && !several ? only : currency);
    }
}

static bool is_blank(const struct table *table, const struct found_sum *sum, size_t across)
{
    size_t row = sum->axis == AXIS_ROWS ? sum->target : across,
           column = sum->axis == AXIS_ROWS ? across : sum->target;
    return !column_is_factor(&table->columns.items[column]) &&
           table->items.items[row]->cells[column].state == CELL_BLANK;
}

/* What words call a total is one also where it has not been filled in: calc does that. */
static void reach_blanks(const struct table *table, struct found_sum *sum)
{
    size_t most = sum->axis == AXIS_ROWS ? table->columns.count : table->items.count;
    bool words = sum->found_by == FOUND_HEADING;
    while (words && sum->first > 0 && is_blank(table, sum, sum->first - 1))
        sum->first--;
    while (words && sum->end < most && is_blank(table, sum, sum->end))
        sum->end++;
}

void table_find_sums(struct arena *arena, struct table *table, struct table_words words)
{
    const struct line *rows = words.rows ? words.rows : plain_rows(arena, table);
    const struct line *plain = words.columns ? words.columns : plain_columns(arena, table);
    struct line *columns = arena_copy(arena, plain, table->columns.count * sizeof *columns);
    set_units(table, columns);
    struct figures figures = {.count = {table->items.count, table->columns.count},
                              .cells = table_figures(arena, table),
                              .lines = {rows, columns}};
    struct structure structure = structure_find(arena, &figures);
    for (size_t i = 0; i < structure.sums.count; i++) {
        struct found_sum sum = structure.sums.items[i];
        if (!is_sure(&sum, figures.lines[sum.axis]) || is_labelled(table, &sum))
            continue;
        reach_blanks(table, &sum);
        *ARENA_PUSH(arena, &table->sums) = sum;
    }
    table_add_left_out(arena, table, AXIS_ROWS, rows);
    table_add_left_out(arena, table, AXIS_COLUMNS, columns);
}
