/* Intervals, allocations, and any other table with totals. */
#include "builder.h"

static const struct table *find_table(const struct builder *builder, enum table_kind kind)
{
    for (size_t i = 0; i < builder->budget->tables.count; i++)
        if (builder->budget->tables.items[i]->kind == kind)
            return builder->budget->tables.items[i];
    return NULL;
}

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

static void set_action(struct relation *relation, enum message_id action)
{
    if (relation)
        relation->action = action;
}

/* ---- intervals ---- */

static void relate_order(struct builder *builder, const struct item *item)
{
    set_action(relate(builder, RULE_INTERVAL_ORDER, item, SCOPE_LOW, AT_MOST,
                      item_node(builder, item, SCOPE_HIGH), (struct message){MESSAGE_THAN_HIGHEST, {{0}}}),
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
        set_action(relate(builder, RULE_INTERVAL_SUM, total, scope, EQUAL,
                          rows_node(builder, table, at, scope), (struct message){MESSAGE_THAN_ROWS, {{0}}}),
                   MESSAGE_DO_SUM_PARTS);
        return;
    }
    struct str years = words_of_count(builder->arena, period_years);
    const struct node *count = node_constant(builder, ratio_from(period_years), VALUE_COUNT);
    set_action(relate(builder, RULE_INTERVAL_PERIOD, total, scope, EQUAL,
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
    const struct table *table = find_table(builder, TABLE_INTERVALS);
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

/* ---- tables with totals ---- */

/* All number columns of a table without years: its total column is their sum. */
static const struct node *columns_node(struct builder *builder, const struct item *item)
{
    struct node *sum = node_sum(builder);
    for (size_t i = 0; i < item->table->columns.count; i++)
        if (item->table->columns.items[i].scope != SCOPE_TOTAL)
            node_add(builder, sum, item_node(builder, item, item->table->columns.items[i].scope), 1);
    return sum->terms.count ? sum : NULL;
}

static void relate_table_row(struct builder *builder, const struct item *item, enum rule_id rule)
{
    set_action(
        relate(builder, rule, item, SCOPE_TOTAL, EQUAL, columns_node(builder, item),
               (struct message){rule == RULE_SUM_ROW ? MESSAGE_THAN_YEARS : MESSAGE_THAN_COLUMNS, {{0}}}),
        MESSAGE_DO_SUM_ROW);
}

static void relate_table_total(struct builder *builder, const struct table *table, size_t at)
{
    for (size_t c = 0; c < table->columns.count; c++) {
        int scope = table->columns.items[c].scope;
        set_action(relate(builder, RULE_SUM_TABLE, table->items.items[at], scope, EQUAL,
                          rows_node(builder, table, at, scope), (struct message){MESSAGE_THAN_ROWS, {{0}}}),
                   MESSAGE_DO_SUM_PARTS);
    }
}

static bool row_adds_up(struct builder *builder, const struct item *item)
{
    const struct node *sum = columns_node(builder, item), *total = item_node(builder, item, SCOPE_TOTAL);
    struct value left = sum ? node_evaluate(sum) : (struct value){VALUE_UNDEFINED, {0, 1}};
    struct value right = total ? node_evaluate(total) : left;
    return left.status <= VALUE_GUESSED && right.status <= VALUE_GUESSED &&
           ratio_equal(left.ratio, right.ratio);
}

/* A column called total in a table of no known kind can be a product (hours × price): it is judged as a sum when it
 * is one in some row, or in the only one. */
static bool rows_add_up(struct builder *builder, const struct table *table)
{
    for (size_t i = 0; i < table->items.count; i++)
        if (row_adds_up(builder, table->items.items[i]))
            return true;
    return table->kind != TABLE_OTHER || table->items.count < 2;
}

static void relate_table(struct builder *builder, const struct table *table, enum rule_id row_rule)
{
    bool sums = rows_add_up(builder, table);
    for (size_t i = 0; i < table->items.count; i++) {
        if (sums)
            relate_table_row(builder, table->items.items[i], row_rule);
        if (table->items.items[i]->concept == ROW_TOTAL)
            relate_table_total(builder, table, i);
    }
}

void build_other(struct builder *builder)
{
    for (size_t i = 0; i < builder->budget->tables.count; i++)
        if (builder->budget->tables.items[i]->kind == TABLE_OTHER)
            relate_table(builder, builder->budget->tables.items[i], RULE_SUM_TABLE);
}

/* ---- allocation ---- */

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
            set_action(relate(builder, RULE_ALLOCATION, item, item->table->columns.items[c].scope, EQUAL,
                              node_of_cell(builder, &amount->cell, true),
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
    const struct item *total = budget_item(builder->budget, TABLE_ALLOCATION, ROW_TOTAL);
    bool use_stated = stated && stated->cell.state == CELL_VALUE;
    int64_t actors = use_stated ? stated->cell.value : count_actors(table);
    const struct node *product =
        node_product(builder, node_constant(builder, ratio_from(actors), VALUE_COUNT),
                     node_constant(builder, ratio_from(allocation_years(builder, table)), VALUE_COUNT));
    set_action(relate(builder, RULE_ALLOCATION, total, SCOPE_TOTAL, EQUAL,
                      node_product(builder, product, node_of_cell(builder, &amount->cell, true)),
                      (struct message){MESSAGE_THAN_ALL_ACTORS, {{0}}}),
               MESSAGE_DO_ALLOCATION_TOTAL);
}

void build_allocation(struct builder *builder)
{
    const struct table *table = find_table(builder, TABLE_ALLOCATION);
    const struct fact *amount = budget_fact(builder->budget, AMOUNT_PER_ACTOR);
    const struct fact *actors = budget_fact(builder->budget, ACTOR_COUNT);
    if (!table)
        return;
    relate_table(builder, table, RULE_SUM_ROW);
    if (actors)
        relate_actor_count(builder, table, actors);
    if (!amount)
        return;
    for (size_t i = 0; i < table->items.count; i++)
        if (table->items.items[i]->concept != ROW_TOTAL)
            relate_actor_years(builder, table->items.items[i], amount);
    relate_grand_total(builder, table, amount);
}
