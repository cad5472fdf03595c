/* Any table with totals that is none of a budget's own. */
#include "builder.h"
#include "totals.h"

static const struct message phrases[] = {
    [TOTAL_OF_ROWS_ABOVE] = {MESSAGE_THAN_ROWS, {{0}}},
    [TOTAL_OF_ROWS_BELOW] = {MESSAGE_THAN_ROWS_BELOW, {{0}}},
    [TOTAL_OF_LINES] = {MESSAGE_THAN_LINES, {{0}}},
    [TOTAL_DIFFERENCE] = {MESSAGE_THAN_DIFFERENCE, {{0}}},
};

static void relate_row_total(struct builder *builder, const struct table *table, const struct total *total,
                             enum rule_id rule)
{
    for (size_t c = 0; c < table->columns.count; c++) {
        int scope = table->columns.items[c].scope;
        struct node *sum = node_sum(builder);
        for (size_t i = 0; i < total->parts.count; i++)
            node_add(builder, sum, item_node(builder, table->items.items[total->parts.items[i].at], scope),
                     total->parts.items[i].sign);
        const struct node *parts = sum->terms.count ? sum : NULL;
        set_stand_in(builder, table->items.items[total->at], scope, parts);
        relation_set_action(
            relate(builder, rule, table->items.items[total->at], scope, EQUAL, parts, phrases[total->kind]),
            MESSAGE_DO_SUM_PARTS);
    }
}

static void relate_column_total(struct builder *builder, const struct table *table, const struct total *total,
                                enum rule_id rule)
{
    enum message_id phrase = rule == RULE_SUM_ROW ? MESSAGE_THAN_YEARS : MESSAGE_THAN_COLUMNS;
    for (size_t r = 0; r < table->items.count; r++) {
        const struct item *item = table->items.items[r];
        struct node *sum = node_sum(builder);
        if (concept_kind(item->concept) == VALUE_PERCENT)
            continue;
        for (size_t i = 0; i < total->parts.count; i++)
            node_add(builder, sum,
                     item_node(builder, item, table->columns.items[total->parts.items[i].at].scope),
                     total->parts.items[i].sign);
        int scope = table->columns.items[total->at].scope;
        const struct node *parts = sum->terms.count ? sum : NULL;
        set_stand_in(builder, item, scope, parts);
        relation_set_action(relate(builder, rule, item, scope, EQUAL, parts, (struct message){phrase, {{0}}}),
                            MESSAGE_DO_SUM_ROW);
    }
}

/* A column called total can be a product (hours × price) or stand beside figures of another kind: where the table has
 * quantities, or one other column only, it is judged as a sum when it is one in some row, or in the only one. */
static bool is_sum(const struct table *table, const struct total *total)
{
    bool doubtful = table->has_quantities || total->parts.count == 1;
    return total->holds > 0 || table->items.count < 2 || !doubtful;
}

/* The first column of each currency. */
static bool is_first_of_currency(const struct table *table, size_t at)
{
    for (size_t c = 0; c < at; c++)
        if (table->columns.items[c].currency == table->columns.items[at].currency)
            return false;
    return true;
}

void relate_row_totals(struct builder *builder, const struct table *table)
{
    struct totals rows = totals_find(builder->arena, (struct axis){table, false, 0});
    for (size_t i = 0; i < rows.list.count; i++)
        relate_row_total(builder, table, &rows.list.items[i], RULE_SUM_TABLE);
}

/* "Delsumma" among a budget's own costs, whose other sums have their names. */
static void relate_subtotals(struct builder *builder, const struct table *table)
{
    struct totals rows = {0};
    for (size_t i = 0; i < table->items.count && rows.list.count == 0; i++)
        if (table->items.items[i]->concept == ROW_TOTAL)
            rows = totals_find(builder->arena, (struct axis){table, false, 0});
    for (size_t i = 0; i < rows.list.count; i++)
        if (table->items.items[rows.list.items[i].at]->concept == ROW_TOTAL)
            relate_row_total(builder, table, &rows.list.items[i], RULE_SUM_COSTS);
}

void relate_column_totals(struct builder *builder, const struct table *table, enum rule_id rule)
{
    for (size_t c = 0; c < table->columns.count; c++) {
        if (!is_first_of_currency(table, c))
            continue;
        struct totals columns =
            totals_find(builder->arena, (struct axis){table, true, table->columns.items[c].currency});
        for (size_t i = 0; i < columns.list.count; i++)
            if (is_sum(table, &columns.list.items[i]))
                relate_column_total(builder, table, &columns.list.items[i], rule);
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
        if (table->kind == TABLE_OTHER || table->is_by_partner)
            relate_column_totals(builder, table, RULE_SUM_TABLE);
    }
}
