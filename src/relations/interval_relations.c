/* Intervals: the lowest and highest amount of each row, and their totals over one and several years. */
#include "builder.h"

/* The rows above row `end` that are no totals, back to the total before. */
static const struct node *rows_node(struct builder *builder, const struct table *table, size_t end, int scope)
{
    struct node *sum = node_sum(builder);
    size_t first = end;
    while (first > 0 && table->items.items[first - 1]->concept != ROW_TOTAL)
        first--;
    for (size_t i = first; i < end; i++)
        node_add(builder, sum, item_node(builder, table->items.items[i], scope), 1);
    return sum->terms.count ? sum : NULL;
}

static void relate_order(struct builder *builder, const struct item *item)
{
    relation_set_action(relate(builder, RULE_INTERVAL_ORDER, item, SCOPE_LOW, AT_MOST,
                               item_node(builder, item, SCOPE_HIGH),
                               (struct message){MESSAGE_THAN_HIGHEST, {{0}}}),
                        MESSAGE_DO_INTERVAL_ORDER);
}

/* A total with no rows of its own below the yearly one is for all the project's years; 0 for any other. */
static int whole_period(struct builder *builder, const struct table *table, size_t at,
                        const struct item *yearly)
{
    struct date start, end;
    bool follows = yearly && table->items.items[at] != yearly && at > 0 &&
                   table->items.items[at - 1]->concept == ROW_TOTAL;
    return follows && budget_period(builder->budget, &start, &end) ? end.year - start.year + 1 : 0;
}

/* A total over N years is N times the yearly total, or N times the rows where there is none. */
static void relate_interval_total(struct builder *builder, const struct table *table, size_t at,
                                  const struct item *yearly, int scope)
{
    const struct item *total = table->items.items[at];
    const struct node *rows =
        yearly ? item_node(builder, yearly, scope) : rows_node(builder, table, at, scope);
    int period_years = total->period_years ? total->period_years : whole_period(builder, table, at, yearly);
    if (period_years < 2) {
        relation_set_action(relate(builder, RULE_INTERVAL_SUM, total, scope, EQUAL,
                                   rows_node(builder, table, at, scope),
                                   (struct message){MESSAGE_THAN_ROWS, {{0}}}),
                            MESSAGE_DO_SUM_PARTS);
        return;
    }
    struct str years = words_of_count(builder->arena, period_years);
    const struct node *count = node_constant(builder, ratio_from(period_years), VALUE_COUNT);
    relation_set_action(relate(builder, RULE_INTERVAL_PERIOD, total, scope, EQUAL,
                               rows ? node_product(builder, count, rows) : NULL,
                               (struct message){MESSAGE_THAN_YEARS_TIMES, {years}}),
                        MESSAGE_DO_INTERVAL_PERIOD);
}

static void relate_need(struct builder *builder, const struct item *total)
{
    const struct fact *need = budget_fact(builder->budget, NEED);
    static const struct {
        int scope;
        enum comparison comparison;
        enum message_id phrase;
    } bounds[] = {{SCOPE_LOW, AT_LEAST, MESSAGE_THAN_LOWEST_TOTAL},
                  {SCOPE_HIGH, AT_MOST, MESSAGE_THAN_HIGHEST_TOTAL}};
    for (size_t i = 0; need && i < sizeof bounds / sizeof *bounds; i++) {
        const struct node *bound = item_node(builder, total, bounds[i].scope);
        if (!bound)
            continue;
        struct relation *relation =
            relate_node(builder, RULE_INTERVAL_ORDER, node_of_cell(builder, &need->cell, true),
                        bounds[i].comparison, bound, (struct message){bounds[i].phrase, {{0}}});
        relation->origin = need->origin;
        relation->cell = concept_name(NEED, SWEDISH);
        relation->label = concept_name(NEED, builder->system->language);
        relation->action = MESSAGE_DO_NEED;
    }
}

void build_intervals(struct builder *builder)
{
    const struct table *table = builder_table(builder, TABLE_INTERVALS);
    const struct item *yearly = NULL, *total = NULL;
    for (size_t i = 0; table && i < table->items.count; i++) {
        const struct item *item = table->items.items[i];
        relate_order(builder, item);
        if (item->concept != ROW_TOTAL)
            continue;
        relate_interval_total(builder, table, i, yearly, SCOPE_LOW);
        relate_interval_total(builder, table, i, yearly, SCOPE_HIGH);
        yearly = item->period_years == 1 ? item : yearly;
        total = item;
    }
    if (total)
        relate_need(builder, total);
}
