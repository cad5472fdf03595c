/* The amount of a row or a concept as a node: its cell, and what stands in where the cell is blank or missing. */
#include "builder.h"

const struct table *builder_table(const struct builder *builder, enum table_kind kind)
{
    for (size_t i = 0; i < builder->budget->tables.count; i++)
        if (builder->budget->tables.items[i]->kind == kind)
            return builder->budget->tables.items[i];
    return NULL;
}

int table_years(const struct table *table)
{
    int years = 0;
    for (size_t i = 0; i < table->columns.count; i++)
        years += table->columns.items[i].concept == COL_YEAR;
    return years;
}

/* ---- rows ---- */

bool item_is_sum_of_financiers(const struct item *item)
{
    return item->lines.count > 0 && (item->concept == CO_FINANCING || item->concept == TOTAL_FINANCING);
}

/* Lines that are only names say nothing about the amount of their group. */
static bool lines_have_amounts(const struct item *item)
{
    for (size_t i = 0; i < item->lines.count; i++)
        if (item->lines.items[i]->has_amount)
            return true;
    return !item->has_amount;
}

const struct node *lines_node(struct builder *builder, const struct item *item, int scope)
{
    if (item->lines.count == 0 || !lines_have_amounts(item))
        return NULL;
    struct node *sum = node_sum(builder);
    for (size_t i = 0; i < item->lines.count; i++)
        node_add(builder, sum, item_node(builder, item->lines.items[i], scope), 1);
    return sum->terms.count ? sum : NULL;
}

/* The row's total is published and the years that are given already make it: then its blank years are zero, and
 * no column that is not understood is one of its years. */
static bool years_make_total(const struct item *item)
{
    const struct cell *total = item_cell(item, SCOPE_TOTAL);
    money sum = 0;
    if (!total || total->state != CELL_VALUE)
        return false;
    for (size_t i = 0; i < item->table->columns.count; i++) {
        const struct cell *cell = &item->cells[i];
        bool year = item->table->columns.items[i].concept == COL_YEAR;
        if (year && cell->state == CELL_UNREADABLE)
            return false;
        if (year && cell->state == CELL_VALUE && !money_add(sum, cell->value, &sum))
            return false;
    }
    return sum == total->value;
}

const struct node *years_node(struct builder *builder, const struct item *item)
{
    struct node *sum = node_sum(builder);
    bool may_miss_years = item->table->has_unread_column && !years_make_total(item);
    for (size_t i = 0; i < item->table->columns.count && !may_miss_years; i++)
        if (item->table->columns.items[i].concept == COL_YEAR)
            node_add(builder, sum, item_node(builder, item, item->table->columns.items[i].scope), 1);
    return sum->terms.count ? sum : NULL;
}

static enum table_kind side_of(const struct item *item)
{
    return item->table->kind == TABLE_COSTS ? TABLE_COSTS : TABLE_FINANCING;
}

/* What a blank cell stands for: a total its years, where they are given, else the lines or parts below the row. */
static const struct node *stand_in(struct builder *builder, const struct item *item, int scope)
{
    enum rule_id rule;
    enum message_id phrase;
    if (scope == SCOPE_TOTAL && item_has_year_amount(item))
        return years_node(builder, item);
    const struct node *lines = lines_node(builder, item, scope);
    bool in_budget = item->table->kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, item->table->kind);
    if (lines || !in_budget || item->concept == UNKNOWN)
        return lines;
    return definition_node(builder, side_of(item), item->concept, scope, &rule, &phrase);
}

static struct node *cell_node(struct builder *builder, const struct item *item, int scope,
                              const struct cell *cell)
{
    struct node *node = node_of_cell(builder, cell, item->has_amount);
    node->value_kind = concept_kind(item->concept) == VALUE_PERCENT ? VALUE_PERCENT : VALUE_AMOUNT;
    node->item = item;
    node->scope = scope;
    if (cell->state == CELL_BLANK)
        node->stand_in = stand_in(builder, item, scope);
    if (cell->state == CELL_BLANK && scope != SCOPE_TOTAL && years_make_total(item))
        node->row_has_amounts = false;
    return node;
}

/* The relations of a row, its group and the whole share one node a cell. */
const struct node *item_node(struct builder *builder, const struct item *item, int scope)
{
    const struct cell *cell = item_cell(item, scope);
    if (!cell)
        return scope == SCOPE_TOTAL ? years_node(builder, item) : NULL;
    if (!builder->cell_nodes)
        return cell_node(builder, item, scope, cell);
    struct node **kept = &builder->cell_nodes[cell->id];
    if (!*kept || (*kept)->item != item)
        *kept = cell_node(builder, item, scope, cell);
    return *kept;
}

void set_stand_in(struct builder *builder, const struct item *item, int scope, const struct node *sum)
{
    const struct cell *cell = item_cell(item, scope);
    if (!cell || cell->state != CELL_BLANK || !sum || builder->with_blanks || !builder->cell_nodes)
        return;
    item_node(builder, item, scope);
    struct node *node = builder->cell_nodes[cell->id];
    if (!node->stand_in)
        node->stand_in = sum;
}

/* ---- concepts ---- */

/* What each sum consists of. Of several lines for one concept the first with a published part holds. */
enum { MOST_PARTS = 12 };
static const struct definition {
    enum table_kind kind;
    enum concept concept;
    enum rule_id rule;
    enum message_id phrase;
    enum concept parts[MOST_PARTS];
} definitions[] = {
    {TABLE_COSTS, FLAT_RATE, RULE_SUM_PARTS, MESSAGE_THAN_FLAT_RATES, {PAYROLL, INDIRECT}},
    {TABLE_COSTS,
     SUM_COSTS,
     RULE_SUM_COSTS,
     MESSAGE_THAN_CATEGORIES,
     {
#define CATEGORY(id, ...) id,
#define REST(...)
#define INCOME(...)
#define FLAT_SUM CATEGORY
#include "budgetkoll/categories.def"
     }},
    {TABLE_COSTS, ACTUAL_COSTS, RULE_SUM_COSTS, MESSAGE_THAN_ACTUAL_PARTS, {SUM_COSTS, REVENUE}},
    {TABLE_COSTS, IN_KIND, RULE_SUM_COSTS, MESSAGE_THAN_IN_KIND_PARTS, {PUBLIC_IN_KIND, PRIVATE_IN_KIND}},
    {TABLE_COSTS, TOTAL_COSTS, RULE_SUM_COSTS, MESSAGE_THAN_TOTAL_PARTS, {ACTUAL_COSTS, IN_KIND}},
    {TABLE_FINANCING, CASH, RULE_SUM_FINANCING, MESSAGE_THAN_CASH_PARTS, {PUBLIC_CASH, PRIVATE_CASH}},
    {TABLE_FINANCING,
     IN_KIND,
     RULE_SUM_FINANCING,
     MESSAGE_THAN_IN_KIND_PARTS,
     {PUBLIC_IN_KIND, PRIVATE_IN_KIND}},
    {TABLE_FINANCING,
     PUBLIC_FINANCING,
     RULE_SUM_FINANCING,
     MESSAGE_THAN_PUBLIC_PARTS,
     {PUBLIC_CASH, PUBLIC_IN_KIND}},
    {TABLE_FINANCING,
     PRIVATE_FINANCING,
     RULE_SUM_FINANCING,
     MESSAGE_THAN_PRIVATE_PARTS,
     {PRIVATE_CASH, PRIVATE_IN_KIND}},
    {TABLE_FINANCING, CO_FINANCING, RULE_SUM_FINANCING, MESSAGE_THAN_CO_FINANCING_PARTS, {CASH, IN_KIND}},
    {TABLE_FINANCING,
     CO_FINANCING,
     RULE_SUM_FINANCING,
     MESSAGE_THAN_CO_FINANCING_PARTS,
     {PUBLIC_FINANCING, PRIVATE_FINANCING}},
    {TABLE_FINANCING,
     CO_FINANCING,
     RULE_SUM_FINANCING,
     MESSAGE_THAN_CO_FINANCING_PARTS,
     {PUBLIC_CASH, PRIVATE_CASH, PUBLIC_IN_KIND, PRIVATE_IN_KIND}},
    {TABLE_FINANCING,
     TOTAL_FINANCING,
     RULE_SUM_FINANCING,
     MESSAGE_THAN_FINANCING_PARTS,
     {CO_FINANCING, EU_AID}},
};

static const struct definition *find_definition(const struct builder *builder, enum table_kind kind,
                                                enum concept concept)
{
    const struct definition *last = NULL;
    for (size_t i = 0; i < sizeof definitions / sizeof *definitions; i++) {
        const struct definition *definition = &definitions[i];
        if (definition->kind != kind || definition->concept != concept)
            continue;
        for (int part = 0; part < MOST_PARTS && definition->parts[part] != UNKNOWN; part++)
            if (builder_item(builder, kind, definition->parts[part]))
                return definition;
        last = definition;
    }
    return last;
}

/* Revenue is a negative cost, whether it is printed with its minus or without. */
static int part_sign(const struct builder *builder, enum concept part)
{
    const struct item *revenue = part == REVENUE ? builder_item(builder, TABLE_COSTS, REVENUE) : NULL;
    for (size_t i = 0; revenue && i < revenue->table->columns.count; i++)
        if (revenue->cells[i].state == CELL_VALUE && revenue->cells[i].value != 0)
            return revenue->cells[i].value > 0 ? -1 : 1;
    return 1;
}

/* A flat rate that stands as a category of its own beside a row of flat-rate costs with other lines. */
static bool is_lone_rate(const struct builder *builder, const struct item *item)
{
    const struct item *both = builder_item(builder, TABLE_COSTS, FLAT_RATE);
    return (item->concept == PAYROLL || item->concept == INDIRECT) && both && both->lines.count > 0;
}

/* Categories that the vocabulary does not know by name, and other costs, count where they stand. */
static void add_other_costs(struct builder *builder, struct node *sum, int scope)
{
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        for (size_t i = 0; table->kind == TABLE_COSTS && i < table->items.count; i++) {
            const struct item *item = table->items.items[i];
            if (concept_is_rest(item->concept) || is_lone_rate(builder, item))
                node_add(builder, sum, item_node(builder, item, scope), 1);
        }
    }
}

/* Financiers without groups count as co-financing where they stand. */
static void add_financiers(struct builder *builder, struct node *sum, int scope)
{
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        for (size_t i = 0; table->kind == TABLE_FINANCING && i < table->items.count; i++)
            if (table->items.items[i]->role == ITEM_FINANCIER)
                node_add(builder, sum, item_node(builder, table->items.items[i], scope), 1);
    }
}

const struct node *definition_node(struct builder *builder, enum table_kind kind, enum concept concept,
                                   int scope, enum rule_id *rule, enum message_id *phrase)
{
    const struct definition *definition = find_definition(builder, kind, concept);
    if (!definition)
        return NULL;
    struct node *sum = node_sum(builder);
    for (int i = 0; i < MOST_PARTS && definition->parts[i] != UNKNOWN; i++)
        node_add(builder, sum, concept_node(builder, kind, definition->parts[i], scope),
                 part_sign(builder, definition->parts[i]));
    if (concept == SUM_COSTS)
        add_other_costs(builder, sum, scope);
    if (concept == CO_FINANCING)
        add_financiers(builder, sum, scope);
    *rule = definition->rule;
    *phrase = definition->phrase;
    return sum->terms.count ? sum : NULL;
}

const struct node *concept_node(struct builder *builder, enum table_kind kind, enum concept concept,
                                int scope)
{
    const struct item *item = builder_item(builder, kind, concept);
    const struct node *node = item ? item_node(builder, item, scope) : NULL;
    enum rule_id rule;
    enum message_id phrase;
    if (!node && !item)
        node = definition_node(builder, kind, concept, scope, &rule, &phrase);
    if (node && node->kind == NODE_SUM && node->terms.count == 1 && node->terms.items[0].sign == 1)
        return node->terms.items[0].node;
    return node;
}
