#include "builder.h"

/* ---- nodes ---- */

static struct node *new_node(struct builder *builder, enum node_kind kind, enum value_kind value_kind)
{
    struct node *node = ARENA_NEW(builder->arena, struct node);
    node->kind = kind;
    node->value_kind = value_kind;
    return node;
}

struct node *node_constant(struct builder *builder, struct ratio value, enum value_kind kind)
{
    struct node *node = new_node(builder, NODE_CONSTANT, kind);
    node->value = value;
    return node;
}

struct node *node_sum(struct builder *builder)
{
    return new_node(builder, NODE_SUM, VALUE_AMOUNT);
}

void node_add(struct builder *builder, struct node *sum, const struct node *term, int sign)
{
    if (term)
        *ARENA_PUSH(builder->arena, &sum->terms) = (struct term){term, sign};
}

struct node *node_product(struct builder *builder, const struct node *a, const struct node *b)
{
    struct node *node = new_node(builder, NODE_PRODUCT, VALUE_AMOUNT);
    node_add(builder, node, a, 1);
    node_add(builder, node, b, 1);
    return node;
}

struct node *node_quotient(struct builder *builder, const struct node *a, const struct node *b)
{
    struct node *node = new_node(builder, NODE_QUOTIENT, VALUE_PERCENT);
    node_add(builder, node, a, 1);
    node_add(builder, node, b, 1);
    return node;
}

struct node *node_round(struct builder *builder, const struct node *a, int decimals)
{
    struct node *node = new_node(builder, NODE_ROUND, VALUE_PERCENT);
    node->decimals = decimals;
    node_add(builder, node, a, 1);
    return node;
}

struct node *node_of_cell(struct builder *builder, const struct cell *cell, bool row_has_amounts)
{
    struct node *node = new_node(builder, NODE_CELL, VALUE_AMOUNT);
    node->cell = cell;
    node->row_has_amounts = row_has_amounts;
    return node;
}

int table_years(const struct table *table)
{
    int years = 0;
    for (size_t i = 0; i < table->columns.count; i++)
    years += table->columns.items[i].concept == COL_YEAR;
    return years;
}

/* ---- rows ---- */

const struct node *lines_node(struct builder *builder, const struct item *item, int scope)
{
    struct node *sum = node_sum(builder);
    for (size_t i = 0; i < item->lines.count; i++)
        node_add(builder, sum, item_node(builder, item->lines.items[i], scope), 1);
    return sum->terms.count ? sum : NULL;
}

const struct node *years_node(struct builder *builder, const struct item *item)
{
    struct node *sum = node_sum(builder);
    for (size_t i = 0; i < item->table->columns.count; i++)
        if (item->table->columns.items[i].concept == COL_YEAR)
            node_add(builder, sum, item_node(builder, item, item->table->columns.items[i].scope), 1);
    return sum->terms.count ? sum : NULL;
}

bool has_year_amount(const struct item *item)
{
    for (size_t i = 0; i < item->table->columns.count; i++)
        if (item->table->columns.items[i].concept == COL_YEAR && item->cells[i].state >= CELL_VALUE)
            return true;
    return false;
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
    if (scope == SCOPE_TOTAL && has_year_amount(item))
        return years_node(builder, item);
    const struct node *lines = lines_node(builder, item, scope);
    bool in_budget = item->table->kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, item->table->kind);
    if (lines || !in_budget || item->concept == UNKNOWN)
        return lines;
    return definition_node(builder, side_of(item), item->concept, scope, &rule, &phrase);
}

/* The row's total is published and the years that are given already make it: then its blank years are zero. */
static bool total_confirms_blanks(const struct item *item)
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

const struct node *item_node(struct builder *builder, const struct item *item, int scope)
{
    const struct cell *cell = item_cell(item, scope);
    if (!cell)
        return scope == SCOPE_TOTAL ? years_node(builder, item) : NULL;
    struct node *node = node_of_cell(builder, cell, item->has_amount);
    node->value_kind = concept_kind(item->concept) == VALUE_PERCENT ? VALUE_PERCENT : VALUE_AMOUNT;
    node->item = item;
    node->scope = scope;
    if (cell->state == CELL_BLANK)
        node->stand_in = stand_in(builder, item, scope);
    if (cell->state == CELL_BLANK && scope != SCOPE_TOTAL && total_confirms_blanks(item))
        node->row_has_amounts = false;
    return node;
}

/* ---- concepts ---- */

/* What each sum consists of. Of several lines for one concept the first whose first part is published holds. */
enum { MOST_PARTS = 8 };
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
     {STAFF, EXTERNAL, TRAVEL, INVESTMENT, PORTFOLIO, FLAT_RATE, UNIT_COST, LUMP_SUM}},
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
        if (budget_item(builder->budget, kind, definition->parts[0]))
            return definition;
        last = definition;
    }
    return last;
}

/* Revenue is a negative cost, whether it is printed with its minus or without. */
static int part_sign(const struct builder *builder, enum concept part)
{
    const struct item *revenue = part == REVENUE ? budget_item(builder->budget, TABLE_COSTS, REVENUE) : NULL;
    for (size_t i = 0; revenue && i < revenue->table->columns.count; i++)
        if (revenue->cells[i].state == CELL_VALUE && revenue->cells[i].value != 0)
            return revenue->cells[i].value > 0 ? -1 : 1;
    return 1;
}

/* Categories that the vocabulary does not know by name, and other costs, count where they stand. */
static void add_other_costs(struct builder *builder, struct node *sum, int scope)
{
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        for (size_t i = 0; table->kind == TABLE_COSTS && i < table->items.count; i++) {
            const struct item *item = table->items.items[i];
            if (item->concept == OTHER_COST || item->concept == UNKNOWN)
                node_add(builder, sum, item_node(builder, item, scope), 1);
        }
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
    *rule = definition->rule;
    *phrase = definition->phrase;
    return sum->terms.count ? sum : NULL;
}

const struct node *concept_node(struct builder *builder, enum table_kind kind, enum concept concept,
                                int scope)
{
    const struct item *item = budget_item(builder->budget, kind, concept);
    const struct node *node = item ? item_node(builder, item, scope) : NULL;
    enum rule_id rule;
    enum message_id phrase;
    if (!node && !item)
        node = definition_node(builder, kind, concept, scope, &rule, &phrase);
    if (node && node->kind == NODE_SUM && node->terms.count == 1 && node->terms.items[0].sign == 1)
        return node->terms.items[0].node;
    return node;
}

/* ---- relations ---- */

struct str percent_words(struct builder *builder, struct ratio rate)
{
    return words_of_percent(builder->arena, builder->system->language, rate);
}

/* "EU-medel" for a total of a known row; else with its year or as a quotation that a colon ends. */
static struct str label_of(struct builder *builder, const struct item *item, int scope)
{
    struct buffer label = {.arena = builder->arena};
    enum language language = builder->system->language;
    struct str name = item_name(item, language);
    buffer_add(&label, name);
    if (scope != SCOPE_TOTAL) {
        buffer_add_char(&label, ' ');
        buffer_add(&label, scope_name(builder->arena, item, scope, language));
    }
    if (scope != SCOPE_TOTAL || str_equal(name, item->label))
        buffer_add_char(&label, ':');
    return buffer_text(&label);
}

struct relation *relate_node(struct builder *builder, enum rule_id rule, const struct node *target,
                             enum comparison comparison, const struct node *expression, struct message phrase)
{
    struct relation *relation = ARENA_PUSH(builder->arena, &builder->system->relations);
    relation->rule = rule;
    relation->comparison = comparison;
    relation->target = target;
    relation->expression = expression;
    relation->phrase = phrase;
    return relation;
}

static struct relation *relate_item(struct builder *builder, enum rule_id rule, const struct item *item,
                                    int scope, enum comparison comparison, const struct node *expression,
                                    struct message phrase, struct origin origin)
{
    struct relation *relation =
        relate_node(builder, rule, item_node(builder, item, scope), comparison, expression, phrase);
    relation->scope = scope;
    relation->row = item;
    relation->origin = origin;
    relation->cell = cell_name(builder->arena, item, scope);
    relation->label = label_of(builder, item, scope);
    return relation;
}

struct relation *relate(struct builder *builder, enum rule_id rule, const struct item *item, int scope,
                        enum comparison comparison, const struct node *expression, struct message phrase)
{
    const struct cell *cell = item ? item_cell(item, scope) : NULL;
    if (!cell || cell->state < CELL_VALUE || !expression)
        return NULL;
    return relate_item(builder, rule, item, scope, comparison, expression, phrase, cell->origin);
}

struct relation *relate_total(struct builder *builder, enum rule_id rule, const struct item *item, int scope,
                              enum comparison comparison, const struct node *expression,
                              struct message phrase)
{
    struct relation *relation = relate(builder, rule, item, scope, comparison, expression, phrase);
    if (relation || !item || !expression || scope != SCOPE_TOTAL || !has_year_amount(item))
        return relation;
    return relate_item(builder, rule, item, scope, comparison, expression, phrase, item->origin);
}

/* ---- the system ---- */

static void add_year(struct builder *builder, int year)
{
    size_t at = 0;
    while (at < builder->years.count && builder->years.items[at] < year)
        at++;
    if (at < builder->years.count && builder->years.items[at] == year)
        return;
    *ARENA_PUSH(builder->arena, &builder->years) = year;
    for (size_t i = builder->years.count - 1; i > at; i--)
        builder->years.items[i] = builder->years.items[i - 1];
    builder->years.items[at] = year;
}

static void collect_years(struct builder *builder)
{
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        bool budget_table = table->kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, table->kind);
        for (size_t i = 0; budget_table && i < table->columns.count; i++)
            if (table->columns.items[i].concept == COL_YEAR)
                add_year(builder, table->columns.items[i].scope);
    }
}

static void collect_totals(struct builder *builder)
{
    for (enum concept concept = STAFF; concept <= TOTAL_COSTS; concept ++)
        builder->system->totals[concept] = concept_node(builder, TABLE_COSTS, concept, SCOPE_TOTAL);
    for (enum concept concept = PUBLIC_CASH; concept <= TOTAL_FINANCING; concept ++)
        builder->system->totals[concept] = concept_node(builder, TABLE_FINANCING, concept, SCOPE_TOTAL);
}

const struct node *system_total(const struct system *system, enum concept concept)
{
    return system->totals[concept];
}

struct system *system_build(struct arena *arena, const struct budget *budget, struct conditions conditions,
                            enum language language)
{
    struct system *system = ARENA_NEW(arena, struct system);
    struct builder builder = {.arena = arena, .budget = budget, .system = system};
    *system =
        (struct system){.arena = arena, .budget = budget, .conditions = conditions, .language = language};
    collect_years(&builder);
    collect_totals(&builder);
    build_sums(&builder);
    build_rates(&builder);
    build_aid(&builder);
    build_activities(&builder);
    build_intervals(&builder);
    build_allocation(&builder);
    build_other(&builder);
    return system;
}
