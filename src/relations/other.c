/* What the rows and columns of any table make, where no budget's own words say it: see table->sums. */
#include "builder.h"

#include "budgetkoll/label.h"

/* The amount of a row in a column; of a column of numbers its number. */
static const struct node *part_node(struct builder *builder, const struct item *item,
                                    const struct column *column)
{
    const struct cell *cell = item_cell(item, column->scope);
    if (column->role != COLUMN_NUMBERS)
        return item_node(builder, item, column->scope);
    struct node *node = node_of_cell(builder, cell, item->has_amount);
    node->value_kind = VALUE_COUNT;
    node->item = item;
    node->scope = column->scope;
    return node;
}

/* What figures alone found to be a sum held with nothing where a part is blank. */
static bool is_nothing(const struct found_sum *sum, const struct item *item, const struct column *column)
{
    return sum->found_by == FOUND_FIGURES && item_cell(item, column->scope)->state == CELL_BLANK;
}

/* All parts lie on one side of the target. */
static bool lie_above(const struct found_sum *sum)
{
    for (size_t i = 0; i < sum->parts.count; i++)
        if (sum->parts.items[i].line > sum->target)
            return false;
    return true;
}

static bool has_minus(const struct found_sum *sum)
{
    for (size_t i = 0; i < sum->parts.count; i++)
        if (sum->parts.items[i].sign < 0)
            return true;
    return false;
}

static bool is_exact(const struct node *target, const struct node *sum)
{
    struct value printed = node_evaluate(target), made = node_evaluate(sum);
    int order = 1;
    return printed.status == VALUE_KNOWN && made.status == VALUE_KNOWN &&
           ratio_compare(printed.ratio, made.ratio, &order) && order == 0;
}

static enum message_id row_phrase(const struct table *table, const struct found_sum *sum)
{
    bool total = table->items.items[sum->target]->form == FORM_TOTAL;
    if (has_minus(sum))
        return MESSAGE_THAN_DIFFERENCE;
    if (lie_above(sum))
        return MESSAGE_THAN_ROWS;
    return total ? MESSAGE_THAN_ROWS_BELOW : MESSAGE_THAN_LINES;
}

/* A part of the sum; what is above its cap does not count. */
static const struct node *row_part(struct builder *builder, const struct table *table,
                                   const struct sum_part *part, const struct column *column)
{
    const struct item *item = table->items.items[part->line];
    const struct cell *cell = item_cell(item, column->scope);
    if (part->cap > 0 && cell && cell->state == CELL_VALUE && cell->value > part->cap)
        return node_constant(builder, ratio_from(part->cap), VALUE_AMOUNT);
    return part_node(builder, item, column);
}

/* What the rows make in a column, or the share of it; NULL where there is nothing. */
static const struct node *row_parts(struct builder *builder, const struct table *table,
                                    const struct found_sum *sum, const struct column *column)
{
    struct node *parts = node_sum(builder);
    for (size_t i = 0; i < sum->parts.count; i++)
        if (!is_nothing(sum, table->items.items[sum->parts.items[i].line], column))
            node_add(builder, parts, row_part(builder, table, &sum->parts.items[i], column),
                     sum->parts.items[i].sign);
    if (parts->terms.count == 0 || column_is_factor(column) || sum->share.denominator == 0)
        return parts->terms.count > 0 ? parts : NULL;
    return node_product(builder, node_parameter(builder, sum->share, UNKNOWN), parts);
}

/* "25 % × (A + B)": what the share is of. */
static struct message share_phrase(struct builder *builder, const struct table *table,
                                   const struct found_sum *sum)
{
    struct buffer words = {.arena = builder->arena};
    for (size_t i = 0; i < sum->parts.count; i++) {
        if (i > 0)
            buffer_add(&words, STR(" + "));
        buffer_add(&words, table->items.items[sum->parts.items[i].line]->label);
    }
    return (struct message){MESSAGE_THAN_SHARE, {percent_words(builder, sum->share), buffer_text(&words)}};
}

/* How many amounts of the row, each rounded by itself, a column adds up. */
static int columns_added(const struct table *table, const struct column *column)
{
    int added = 0;
    for (size_t i = 0; column->role == COLUMN_TOTAL && i < table->columns.count; i++)
        added += table->columns.items[i].role != COLUMN_TOTAL && !column_is_factor(&table->columns.items[i]);
    return added > 1 ? added : 1;
}

static void relate_rows(struct builder *builder, const struct table *table, const struct found_sum *sum,
                        enum rule_id rule)
{
    bool share = sum->share.denominator != 0;
    for (size_t c = sum->first; c < sum->end; c++) {
        const struct column *column = &table->columns.items[c];
        const struct node *parts = row_parts(builder, table, sum, column);
        const struct item *target = table->items.items[sum->target];
        if (column_is_factor(column) && (!parts || !is_exact(part_node(builder, target, column), parts)))
            continue; /* hours and prices are no amounts: where they add up, that is said */
        set_stand_in(builder, target, column->scope, parts);
        struct message phrase =
            share ? share_phrase(builder, table, sum) : (struct message){row_phrase(table, sum), {{0}}};
        struct relation *relation = relate(builder, rule, target, column->scope, EQUAL, parts, phrase);
        if (!relation)
            continue;
        relation->target = part_node(builder, target, column);
        relation->action = MESSAGE_DO_SUM_PARTS;
        relation->found_by = sum->found_by;
        relation->halves = sum->roundings;
        relation->roundings = share ? columns_added(table, column) : 0;
    }
}

/* ---- across ---- */

/* "Budget − Utfall", "Antal × À-pris": the headings as they make the target. */
static struct message column_phrase(struct builder *builder, const struct table *table,
                                    const struct found_sum *sum, enum rule_id rule)
{
    if (!sum->is_product && !has_minus(sum))
        return (struct message){rule == RULE_SUM_ROW ? MESSAGE_THAN_YEARS : MESSAGE_THAN_COLUMNS, {{0}}};
    struct buffer words = {.arena = builder->arena};
    for (size_t i = 0; i < sum->parts.count; i++) {
        bool minus = sum->parts.items[i].sign < 0;
        if (i > 0 || minus)
            buffer_add(&words, sum->is_product ? STR(" × ") : minus ? STR(" − ") : STR(" + "));
        buffer_add(&words, table->columns.items[sum->parts.items[i].line].label);
    }
    return (struct message){MESSAGE_THAN_FORMULA, {buffer_text(&words)}};
}

/* Half of the last printed digit of each factor times the other one: so far rounding may take a product. */
static struct ratio product_slack(const struct node *product)
{
    struct ratio slack = ratio_from(0);
    for (int i = 0; i < 2; i++) {
        const struct node *factor = product->terms.items[i].node, *other = product->terms.items[1 - i].node;
        struct value value = node_evaluate(other);
        struct ratio half, part;
        int64_t step = factor->value_kind == VALUE_COUNT ? 1 : factor->cell->step, scale = 2;
        for (int d = 0; factor->value_kind == VALUE_COUNT && d < factor->cell->decimals; d++)
            scale *= 10;
        bool whole = factor->value_kind == VALUE_COUNT && factor->cell->decimals == 0;
        if (!whole && ratio_make(step, scale, &half) &&
            ratio_multiply(half, ratio_absolute(value.ratio), &part))
            ratio_add(slack, part, &slack);
    }
    return slack;
}

static const struct node *column_parts(struct builder *builder, const struct table *table,
                                       const struct found_sum *sum, const struct item *item)
{
    struct node *parts = sum->is_product ? NULL : node_sum(builder);
    if (sum->is_product)
        return node_product(builder,
                            part_node(builder, item, &table->columns.items[sum->parts.items[0].line]),
                            part_node(builder, item, &table->columns.items[sum->parts.items[1].line]));
    for (size_t i = 0; i < sum->parts.count; i++) {
        const struct column *column = &table->columns.items[sum->parts.items[i].line];
        if (!is_nothing(sum, item, column))
            node_add(builder, parts, part_node(builder, item, column), sum->parts.items[i].sign);
    }
    return parts->terms.count ? parts : NULL;
}

/* The row is a sum of other rows: its number and its price, if it has them, do not make its amount. */
static bool is_row_total(const struct table *table, const struct item *item)
{
    bool total = item->form == FORM_TOTAL;
    for (size_t i = 0; i < table->sums.count && !total; i++)
        total =
            table->sums.items[i].axis == AXIS_ROWS && table->items.items[table->sums.items[i].target] == item;
    return total;
}

/* A factor that is not printed cannot make anything. */
static bool has_factors(const struct table *table, const struct found_sum *sum, const struct item *item)
{
    if (sum->is_product && is_row_total(table, item))
        return false;
    for (size_t i = 0; sum->is_product && i < sum->parts.count; i++)
        if (item->cells[sum->parts.items[i].line].state != CELL_VALUE)
            return false;
    return true;
}

static void relate_columns(struct builder *builder, const struct table *table, const struct found_sum *sum,
                           enum rule_id rule)
{
    for (size_t r = sum->first; r < sum->end; r++) {
        const struct item *item = table->items.items[r];
        if (concept_kind(item->concept) == VALUE_PERCENT || !has_factors(table, sum, item))
            continue;
        const struct node *parts = column_parts(builder, table, sum, item);
        set_stand_in(builder, item, table->columns.items[sum->target].scope, parts);
        struct relation *relation = relate(builder, rule, item, table->columns.items[sum->target].scope,
                                           EQUAL, parts, column_phrase(builder, table, sum, rule));
        if (!relation)
            continue;
        relation->action = MESSAGE_DO_SUM_ROW;
        relation->found_by = sum->found_by;
        relation->halves = sum->roundings;
        if (sum->is_product)
            relation->slack = product_slack(parts);
    }
}

void relate_column_totals(struct builder *builder, const struct table *table, enum rule_id rule)
{
    for (size_t i = 0; i < table->sums.count; i++)
        if (table->sums.items[i].axis == AXIS_COLUMNS)
            relate_columns(builder, table, &table->sums.items[i], rule);
}

void relate_row_totals(struct builder *builder, const struct table *table)
{
    for (size_t i = 0; i < table->sums.count; i++)
        if (table->sums.items[i].axis == AXIS_ROWS)
            relate_rows(builder, table, &table->sums.items[i], RULE_SUM_TABLE);
}

/* "Delsumma" among a budget's own costs, whose other sums have their names. */
static void relate_subtotals(struct builder *builder, const struct table *table)
{
    for (size_t i = 0; i < table->sums.count; i++) {
        const struct found_sum *sum = &table->sums.items[i];
        if (sum->axis == AXIS_ROWS &&
            (sum->is_labelled || table->items.items[sum->target]->concept == ROW_TOTAL))
            relate_rows(builder, table, sum, RULE_SUM_COSTS);
    }
}

/* ---- partners' tables ---- */

static const struct item *item_called(struct builder *builder, const struct table *table, struct str key)
{
    for (size_t i = 0; i < table->items.count; i++)
        if (str_equal(key, label_key(builder->arena, table->items.items[i]->label)))
            return table->items.items[i];
    return NULL;
}

/* A row of the table that is their total: the sum of the rows of the same name. */
static void relate_partners(struct builder *builder, const struct table *table, const struct item *item,
                            int scope)
{
    struct node *sum = node_sum(builder);
    struct str key = label_key(builder->arena, item->label);
    for (size_t i = 0; i < builder->budget->tables.count; i++) {
        const struct table *part = builder->budget->tables.items[i];
        const struct item *row = part->part_of == table->kind ? item_called(builder, part, key) : NULL;
        if (row && item_cell(row, scope))
            node_add(builder, sum, item_node(builder, row, scope), 1);
    }
    struct relation *relation =
        relate(builder, RULE_SUM_TABLE, item, scope, EQUAL, sum->terms.count > 0 ? sum : NULL,
               (struct message){MESSAGE_THAN_PARTNERS, {{0}}});
    relation_set_action(relation, MESSAGE_DO_SUM_PARTS);
}

static bool has_parts(const struct budget *budget, enum table_kind kind)
{
    bool has = false;
    for (size_t i = 0; i < budget->tables.count && !has; i++)
        has = budget->tables.items[i]->part_of == kind;
    return has;
}

static void relate_total_table(struct builder *builder, const struct table *table)
{
    for (size_t i = 0; i < table->items.count; i++)
        for (size_t c = 0; c < table->columns.count; c++) {
            const struct item *item = table->items.items[i];
            relate_partners(builder, table, item, table->columns.items[c].scope);
            for (size_t line = 0; line < item->lines.count; line++)
                relate_partners(builder, table, item->lines.items[line], table->columns.items[c].scope);
        }
}

void build_other(struct builder *builder)
{
    for (size_t i = 0; i < builder->budget->tables.count; i++) {
        const struct table *table = builder->budget->tables.items[i];
        if (table->kind == TABLE_OTHER)
            relate_row_totals(builder, table);
        if (table->kind == TABLE_COSTS)
            relate_subtotals(builder, table);
        if (table->kind != TABLE_OTHER && has_parts(builder->budget, table->kind))
            relate_total_table(builder, table);
        if (table->kind != TABLE_ALLOCATION) /* which has a family of its own */
            relate_column_totals(builder, table, RULE_SUM_TABLE);
    }
}
