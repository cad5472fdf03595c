/* Flat rates: payroll on-costs and indirect costs, in two rows or in one. */
#include "builder.h"

/* Payroll is one rounding, indirect goes through payroll: two; the row of both also two. In thousands the wages are rounded
 * as well, and payroll is two. */
enum { PAYROLL_ROUNDINGS = 1, INDIRECT_ROUNDINGS = 2, WRITTEN_ROUNDINGS = 2 };

/* A rate in use is a parameter, another one (an alternative) only a number. */
static const struct node *rate_node(struct builder *builder, const struct flat_rate *flat)
{
    const struct conditions *conditions = builder->conditions;
    enum concept parameter = flat == &conditions->payroll    ? PAYROLL
                             : flat == &conditions->indirect ? INDIRECT
                                                             : UNKNOWN;
    return node_parameter(builder, flat->rate, parameter);
}

/* The wages. A cost table that has other categories but no staff has no wages: then they are nothing, and so is a
 * flat rate on them. */
static const struct node *staff_node(struct builder *builder, int scope)
{
    const struct node *staff = concept_node(builder, TABLE_COSTS, STAFF, scope);
    for (size_t i = 0; !staff && i < CATEGORIES; i++)
        if (categories[i].is_named && builder_item(builder, TABLE_COSTS, categories[i].concept))
            staff = node_constant(builder, ratio_from(0), VALUE_AMOUNT);
    return staff;
}

/* Staff paid by unit costs: what the indirect rate is then counted on cannot be told. */
static bool has_unit_costs_alone(const struct builder *builder)
{
    const struct item *units = builder_item(builder, TABLE_COSTS, UNIT_COST);
    return units && units->has_amount && !builder_item(builder, TABLE_COSTS, STAFF);
}

/* Some line of the flat-rate costs is neither payroll nor indirect: only their sum can be judged. */
static bool has_unknown_lines(const struct item *both)
{
    for (size_t i = 0; i < both->lines.count; i++)
        if (both->lines.items[i]->concept == UNKNOWN && both->lines.items[i]->has_amount)
            return true;
    return false;
}

/* rate × wages; NULL where there are no wages or no rate. */
static const struct node *payroll_node(struct builder *builder, const struct flat_rate *payroll, int scope)
{
    const struct node *staff = staff_node(builder, scope);
    return staff && payroll && payroll->is_set ? node_product(builder, rate_node(builder, payroll), staff)
                                               : NULL;
}

/* Direct costs: every category but the flat rates and what is outside actual costs. */
static void add_direct(struct builder *builder, struct node *sum, int scope, int sign)
{
    for (size_t i = 0; i < CATEGORIES; i++)
        if (category_is_direct(&categories[i]))
            node_add(builder, sum, concept_node(builder, TABLE_COSTS, categories[i].concept, scope), sign);
}

/* Payroll on-costs as published; by their rate only where they are part of a row that holds both flat rates. */
static const struct node *staff_payroll_node(struct builder *builder, const struct flat_rate *payroll,
                                             int scope)
{
    if (builder_item(builder, TABLE_COSTS, PAYROLL))
        return concept_node(builder, TABLE_COSTS, PAYROLL, scope);
    bool hidden = builder_item(builder, TABLE_COSTS, FLAT_RATE) &&
                  !builder_item(builder, TABLE_COSTS, INDIRECT) && builder_item(builder, TABLE_COSTS, STAFF);
    return hidden ? payroll_node(builder, payroll, scope) : NULL;
}

/* Direct staff costs: wages, payroll on-costs, and staff paid by unit costs. */
static void add_staff_costs(struct builder *builder, struct node *sum, const struct flat_rate *payroll,
                            int scope, int sign)
{
    const struct node *wages = concept_node(builder, TABLE_COSTS, STAFF, scope);
    const struct node *units = concept_node(builder, TABLE_COSTS, UNIT_COST, scope);
    node_add(builder, sum, wages || units ? wages : staff_node(builder, scope), sign);
    node_add(builder, sum, staff_payroll_node(builder, payroll, scope), sign);
    node_add(builder, sum, units, sign);
}

/* Direct costs that are no staff costs, with or without external services: every row that stands for such a
 * category, also those that only the budget has a name for. */
static void add_other_direct(struct builder *builder, struct node *sum, const struct base *base, int scope)
{
    int sign = base->sign[BASE_OTHER_DIRECT];
    bool external = sign + base->sign[BASE_EXTERNAL] != 0;
    for (size_t i = 0; i < CATEGORIES; i++)
        if (categories[i].kind == CATEGORY_OTHER && categories[i].is_named &&
            (external || categories[i].concept != EXTERNAL))
            node_add(builder, sum, concept_node(builder, TABLE_COSTS, categories[i].concept, scope), sign);
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        for (size_t i = 0; table->kind == TABLE_COSTS && i < table->items.count; i++) {
            const struct item *item = table->items.items[i];
            if (concept_is_rest(item->concept))
                node_add(builder, sum, item_node(builder, item, scope), sign);
        }
    }
}

/* What the indirect rate is counted on; exact, through the wages and never through a rounded payroll amount. */
static const struct node *base_node(struct builder *builder, const struct base *base,
                                    const struct flat_rate *payroll, int scope)
{
    if (base->sign[BASE_PAYROLL] && builder->conditions->missing[MISSING_PAYROLL])
        return NULL;
    struct node *sum = node_sum(builder);
    const struct node *staff = has_unit_costs_alone(builder) ? NULL : staff_node(builder, scope);
    if (base->sign[BASE_STAFF])
        node_add(builder, sum, staff, base->sign[BASE_STAFF]);
    if (base->sign[BASE_PAYROLL])
        node_add(builder, sum, payroll_node(builder, payroll, scope), base->sign[BASE_PAYROLL]);
    if (base->sign[BASE_DIRECT])
        add_direct(builder, sum, scope, base->sign[BASE_DIRECT]);
    if (base->sign[BASE_STAFF_COSTS])
        add_staff_costs(builder, sum, payroll, scope, base->sign[BASE_STAFF_COSTS]);
    if (base->sign[BASE_OTHER_DIRECT])
        add_other_direct(builder, sum, base, scope);
    else if (base->sign[BASE_EXTERNAL])
        node_add(builder, sum, concept_node(builder, TABLE_COSTS, EXTERNAL, scope),
                 base->sign[BASE_EXTERNAL]);
    bool needs_staff = base->sign[BASE_STAFF] || base->sign[BASE_PAYROLL] || base->sign[BASE_DIRECT];
    if ((needs_staff && !staff) || sum->terms.count == 0)
        return NULL;
    return sum->terms.count == 1 && sum->terms.items[0].sign == 1 ? sum->terms.items[0].node : sum;
}

static const struct node *indirect_node(struct builder *builder, const struct flat_rate *indirect,
                                        const struct flat_rate *payroll, int scope)
{
    const struct node *base =
        indirect && indirect->is_set ? base_node(builder, &indirect->base, payroll, scope) : NULL;
    return base ? node_product(builder, rate_node(builder, indirect), base) : NULL;
}

/* Both together; either of them alone when the other is NULL. */
static const struct node *combined_node(struct builder *builder, const struct flat_rate *payroll,
                                        const struct flat_rate *indirect, int scope)
{
    const struct node *first = payroll_node(builder, payroll, scope);
    const struct node *second = indirect_node(builder, indirect, payroll, scope);
    if (!first || !second)
        return first ? first : second;
    struct node *sum = node_sum(builder);
    node_add(builder, sum, first, 1);
    node_add(builder, sum, second, 1);
    return sum;
}

/* ---- relations ---- */

/* One way to an amount from the rates. */
typedef const struct node *rate_node_of(struct builder *, const struct flat_rate *payroll,
                                        const struct flat_rate *indirect, int scope);

/* The three rows that flat rates can stand in, each with its rule and its way to an amount. */
struct rate_row {
    enum rule_id rule;
    const struct item *item;
    int roundings;
    rate_node_of *node;
};

static const struct node *payroll_of(struct builder *builder, const struct flat_rate *payroll,
                                     const struct flat_rate *indirect, int scope)
{
    (void)indirect;
    return payroll_node(builder, payroll, scope);
}

static const struct node *indirect_of(struct builder *builder, const struct flat_rate *payroll,
                                      const struct flat_rate *indirect, int scope)
{
    return indirect_node(builder, indirect, payroll, scope);
}

/* How many columns of the table, each rounded by itself, a column adds up. */
static int columns_added(const struct table *table, int scope)
{
    int partners = 0;
    bool is_total = scope == SCOPE_TOTAL;
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.items[i];
        partners += column->scope >= SCOPE_OTHER && column->role != COLUMN_TOTAL && table->is_by_partner;
        is_total = is_total || (column->scope == scope && column->role == COLUMN_TOTAL);
    }
    int added = table_years(table) + partners;
    return is_total && added > 1 ? added : 1;
}

static void relate_rate(struct builder *builder, const struct rate_row *row, int scope, struct message phrase)
{
    const struct conditions *conditions = builder->conditions;
    const struct node *expression = row->node(builder, &conditions->payroll, &conditions->indirect, scope);
    struct relation *relation = relate(builder, row->rule, row->item, scope, EQUAL, expression, phrase);
    if (!relation)
        return;
    int roundings = conditions->written_unit > conditions->rounding_unit ? WRITTEN_ROUNDINGS : row->roundings;
    relation->roundings = roundings * columns_added(row->item->table, scope);
    relation->action = MESSAGE_DO_FLAT_RATE;
}

static bool is_judged(const struct flat_rate *indirect)
{
    return indirect->is_set && !base_is_empty(&indirect->base);
}

/* The usual base is named; the calculation shows any other. */
static enum message_id indirect_phrase(const struct base *base)
{
    bool usual = base->sign[BASE_STAFF] == 1 && base->sign[BASE_PAYROLL] == 1;
    for (int part = BASE_EXTERNAL; part < BASE_PARTS; part++)
        usual = usual && base->sign[part] == 0;
    return usual ? MESSAGE_THAN_INDIRECT_STAFF : MESSAGE_THAN_INDIRECT;
}

/* ---- rates that are not known ---- */

/* Some amount of the row is more than nothing, or cannot be read. */
static bool is_something(const struct item *item)
{
    for (size_t i = 0; item && i < item->table->columns.count; i++)
        if (item->cells[i].state == CELL_UNREADABLE ||
            (item->cells[i].state == CELL_VALUE && item->cells[i].value != 0))
            return true;
    return false;
}

/* A row that says nothing, or nothing of no wages, is right under every rate. */
static bool needs_rate(const struct builder *builder, const struct item *item)
{
    return is_something(item) || ((item->has_amount || builder->with_blanks) &&
                                  is_something(builder_item(builder, TABLE_COSTS, STAFF)));
}

static void miss(struct builder *builder, enum missing missing)
{
    bool *all = builder->system->missing;
    all[missing] = all[missing] || builder->conditions->missing[missing];
}

/* Notes what the row cannot be judged without. */
static void miss_rates(struct builder *builder, const struct rate_row *row)
{
    const struct base *base = &builder->conditions->indirect.base;
    if (!needs_rate(builder, row->item))
        return;
    if (row->node != indirect_of || base->sign[BASE_PAYROLL])
        miss(builder, MISSING_PAYROLL);
    if (row->node != payroll_of) {
        miss(builder, MISSING_INDIRECT);
        miss(builder, MISSING_BASE);
    }
}

/* ---- rows ---- */

/* Interreg's office costs are a share of wages alone: a rate on wages with payroll on-costs says nothing about them. */
static bool is_other_office(const struct conditions *conditions, const struct rate_row *row)
{
    return row->item->is_office && conditions->indirect.base.sign[BASE_PAYROLL] != 0;
}

static void relate_rates(struct builder *builder, int scope)
{
    const struct conditions *conditions = builder->conditions;
    const struct rate_row payroll = {RULE_FLAT_RATE_PAYROLL, builder_item(builder, TABLE_COSTS, PAYROLL),
                                     PAYROLL_ROUNDINGS, payroll_of};
    const struct rate_row indirect = {RULE_FLAT_RATE_INDIRECT, builder_item(builder, TABLE_COSTS, INDIRECT),
                                      INDIRECT_ROUNDINGS, indirect_of};
    const struct rate_row both = {RULE_FLAT_RATE_COMBINED, builder_item(builder, TABLE_COSTS, FLAT_RATE),
                                  INDIRECT_ROUNDINGS, combined_node};
    struct str payroll_rate = percent_words(builder, conditions->payroll.rate);
    struct str indirect_rate = percent_words(builder, conditions->indirect.rate);
    bool together = both.item && ((!payroll.item && !indirect.item) || has_unknown_lines(both.item));
    const struct {
        bool stands;
        const struct rate_row *row;
        struct message phrase;
    } rows[] = {
        {payroll.item != NULL, &payroll, {MESSAGE_THAN_PAYROLL, {payroll_rate}}},
        {indirect.item != NULL, &indirect, {indirect_phrase(&conditions->indirect.base), {indirect_rate}}},
        {together, &both, {MESSAGE_THAN_COMBINED, {payroll_rate, indirect_rate}}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool known = rows[i].row != &both || (conditions->payroll.is_set && is_judged(&conditions->indirect));
        if (rows[i].stands && scope == SCOPE_TOTAL)
            miss_rates(builder, rows[i].row);
        if (rows[i].stands && known && !is_other_office(conditions, rows[i].row))
            relate_rate(builder, rows[i].row, scope, rows[i].phrase);
    }
}

/* Partners, or periods that are no years: each of their columns is counted by itself. */
static void relate_partners(struct builder *builder)
{
    const struct table *table = builder_table(builder, TABLE_COSTS);
    for (size_t i = 0; table && table->is_by_partner && i < table->columns.count; i++) {
        const struct column *column = &table->columns.items[i];
        if (column->scope >= SCOPE_OTHER && column->role <= COLUMN_TOTAL)
            relate_rates(builder, column->scope);
    }
}

void build_rates(struct builder *builder)
{
    for (size_t i = 0; i < builder->years.count; i++)
        relate_rates(builder, builder->years.items[i]);
    relate_partners(builder);
    relate_rates(builder, SCOPE_TOTAL);
    const struct conditions *conditions = builder->conditions;
    const bool *missing = conditions->missing;
    if (!missing[MISSING_PAYROLL] && !missing[MISSING_INDIRECT] && !missing[MISSING_BASE])
        builder->system->flat_rates =
            combined_node(builder, &conditions->payroll, &conditions->indirect, SCOPE_TOTAL);
}

/* ---- other rates ---- */

/* A relation for whose amount other rates or bases are looked for. */
struct search {
    struct builder *builder;
    const struct relation *relation;
    rate_node_of *node;
    struct alternatives found;
};

static void add_alternative(struct search *search, const struct flat_rate *payroll,
                            const struct flat_rate *indirect, enum message_id name,
                            const struct flat_rate *named)
{
    const struct node *expression = search->node(search->builder, payroll, indirect, search->relation->scope);
    if (expression)
        *ARENA_PUSH(search->builder->arena, &search->found.list) =
            (struct alternative){expression, name, named};
}

/* The known rates and the usual slips. */
static void add_alternatives(struct search *search)
{
    const struct conditions *conditions = search->builder->conditions;
    const struct scheme *scheme = conditions->scheme;
    const struct flat_rate *payroll = &conditions->payroll, *indirect = &conditions->indirect;
    if (search->node != indirect_of)
        add_alternative(search, &scheme->payroll, indirect, MESSAGE_ALTERNATIVE_PAYROLL, &scheme->payroll);
    if (search->node != payroll_of)
        add_alternative(search, payroll, &scheme->indirect, MESSAGE_ALTERNATIVE_INDIRECT, &scheme->indirect);
    for (size_t i = 0; i < scheme->other_payroll.list.count; i++)
        add_alternative(search, &scheme->other_payroll.list.items[i], indirect, MESSAGE_ALTERNATIVE_PAYROLL,
                        &scheme->other_payroll.list.items[i]);
    for (size_t i = 0; search->node != payroll_of && i < scheme->other_indirect.list.count; i++)
        add_alternative(search, payroll, &scheme->other_indirect.list.items[i], MESSAGE_ALTERNATIVE_INDIRECT,
                        &scheme->other_indirect.list.items[i]);
    if (search->node == combined_node) {
        add_alternative(search, payroll, NULL, MESSAGE_ALTERNATIVE_NO_INDIRECT, payroll);
        add_alternative(search, NULL, indirect, MESSAGE_ALTERNATIVE_NO_PAYROLL, indirect);
    }
}

struct alternatives system_alternatives(const struct system *system, const struct relation *relation)
{
    struct builder builder = {
        .arena = system->arena, .budget = system->budget, .conditions = &system->conditions};
    struct search search = {.builder = &builder, .relation = relation};
    if (!relation_is_flat_rate(relation))
        return search.found;
    search.node = relation->rule == RULE_FLAT_RATE_PAYROLL    ? payroll_of
                  : relation->rule == RULE_FLAT_RATE_INDIRECT ? indirect_of
                                                              : combined_node;
    add_alternatives(&search);
    return search.found;
}
