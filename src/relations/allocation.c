/* Allocations: the same decided amount for each actor and year. */
#include "builder.h"

static int count_actors(const struct table *table)
{
    int actors = 0;
    for (size_t i = 0; i < table->items.count; i++)
        actors += table->items.items[i]->concept != ROW_TOTAL;
    return actors;
}

static void relate_actor_years(struct builder *builder, const struct item *item, const struct fact *amount)
{
    for (size_t c = 0; c < item->table->columns.count; c++)
        if (item->table->columns.items[c].concept == COL_YEAR)
            relation_set_action(relate(builder, RULE_ALLOCATION, item, item->table->columns.items[c].scope,
                                       EQUAL, node_of_cell(builder, &amount->cell, true),
                                       (struct message){MESSAGE_THAN_PER_ACTOR, {{0}}}),
                                MESSAGE_DO_ALLOCATION);
}

static void relate_actor_count(struct builder *builder, const struct table *table, const struct fact *stated)
{
    struct node *target = node_of_cell(builder, &stated->cell, true);
    target->value_kind = VALUE_COUNT;
    struct relation *relation =
        relate_node(builder, RULE_ALLOCATION, target, EQUAL,
                    node_constant(builder, ratio_from(count_actors(table)), VALUE_COUNT),
                    (struct message){MESSAGE_THAN_ACTORS, {{0}}});
    relation->origin = stated->origin;
    relation->cell = concept_name(ACTOR_COUNT, SWEDISH);
    relation->label = concept_name(ACTOR_COUNT, builder->system->language);
    relation->action = MESSAGE_DO_ACTORS;
}

/* The years that the allocation is for: those of the stated period, else those of the table. */
static int allocation_years(const struct builder *builder, const struct table *table)
{
    struct date start, end;
    return budget_period(builder->budget, &start, &end) ? end.year - start.year + 1 : table_years(table);
}

static void relate_grand_total(struct builder *builder, const struct table *table, const struct fact *amount)
{
    const struct fact *stated = budget_fact(builder->budget, ACTOR_COUNT);
    const struct item *total = builder_item(builder, TABLE_ALLOCATION, ROW_TOTAL);
    bool use_stated = stated && stated->cell.state == CELL_VALUE;
    int64_t actors = use_stated ? stated->cell.value : count_actors(table);
    const struct node *product =
        node_product(builder, node_constant(builder, ratio_from(actors), VALUE_COUNT),
                     node_constant(builder, ratio_from(allocation_years(builder, table)), VALUE_COUNT));
    relation_set_action(relate(builder, RULE_ALLOCATION, total, SCOPE_TOTAL, EQUAL,
                               node_product(builder, product, node_of_cell(builder, &amount->cell, true)),
                               (struct message){MESSAGE_THAN_ALL_ACTORS, {{0}}}),
                        MESSAGE_DO_ALLOCATION_TOTAL);
}

void build_allocation(struct builder *builder)
{
    const struct table *table = builder_table(builder, TABLE_ALLOCATION);
    const struct fact *amount = budget_fact(builder->budget, AMOUNT_PER_ACTOR);
    const struct fact *actors = budget_fact(builder->budget, ACTOR_COUNT);
    if (!table)
        return;
    relate_column_totals(builder, table, RULE_SUM_ROW);
    relate_row_totals(builder, table);
    if (actors)
        relate_actor_count(builder, table, actors);
    if (!amount)
        return;
    for (size_t i = 0; i < table->items.count; i++)
        if (table->items.items[i]->concept != ROW_TOTAL)
            relate_actor_years(builder, table->items.items[i], amount);
    relate_grand_total(builder, table, amount);
}
