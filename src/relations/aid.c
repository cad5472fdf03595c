/* Balances, ceilings and published shares. */
#include "builder.h"

static const struct node *costs(struct builder *builder, enum concept concept, int scope)
{
    return concept_node(builder, TABLE_COSTS, concept, scope);
}

static const struct node *financing(struct builder *builder, enum concept concept, int scope)
{
    return concept_node(builder, TABLE_FINANCING, concept, scope);
}

static const struct node *sum_of_two(struct builder *builder, const struct node *a, const struct node *b,
                                     int sign)
{
    if (!a || !b)
        return NULL;
    struct node *sum = node_sum(builder);
    node_add(builder, sum, a, 1);
    node_add(builder, sum, b, sign);
    return sum;
}

/* EU aid + co-financing */
static const struct node *all_financing(struct builder *builder, int scope)
{
    return sum_of_two(builder, financing(builder, EU_AID, scope), financing(builder, CO_FINANCING, scope), 1);
}

/* ---- balances ---- */

static bool is_side(enum table_kind side, enum table_kind kind)
{
    return kind == side || (side == TABLE_FINANCING && kind == TABLE_EU_AID);
}

/* All tables of a side have years, and this one is not among them, nor can be in a column that is not understood. */
static bool lacks_year(const struct builder *builder, enum table_kind side, int year)
{
    bool has_tables = false;
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        if (!is_side(side, table->kind))
            continue;
        has_tables = true;
        if (table_years(table) == 0 || table->has_unread_column)
            return false;
        for (size_t c = 0; c < table->columns.count; c++)
            if (table->columns.items[c].scope == year)
                return false;
    }
    return has_tables;
}

/* EU aid + co-financing, where a part whose own table has years but not this one is nothing. */
static const struct node *financing_of_year(struct builder *builder, int year)
{
    static const enum concept parts[] = {EU_AID, CO_FINANCING};
    struct node *sum = node_sum(builder);
    size_t lacking = 0;
    for (size_t i = 0; i < 2; i++) {
        const struct item *item = builder_item(builder, TABLE_FINANCING, parts[i]);
        const struct node *part = financing(builder, parts[i], year);
        if (!part && (!item || table_years(item->table) == 0))
            return NULL;
        lacking += !part;
        node_add(builder, sum, part ? part : node_constant(builder, ratio_from(0), VALUE_AMOUNT), 1);
    }
    return lacking < 2 ? sum : NULL;
}

/* The row of all financing whose lines are the financiers: which of them is EU aid it does not say. */
static const struct item *sum_of_financiers(const struct builder *builder)
{
    const struct item *total = builder_item(builder, TABLE_FINANCING, TOTAL_FINANCING);
    return total && item_is_sum_of_financiers(total) ? total : NULL;
}

static const struct node *side_amount(struct builder *builder, enum table_kind side, int scope)
{
    const struct item *plain = sum_of_financiers(builder);
    if (side == TABLE_COSTS)
        return costs(builder, TOTAL_COSTS, scope);
    if (plain)
        return item_node(builder, plain, scope);
    return scope == SCOPE_TOTAL ? all_financing(builder, scope) : financing_of_year(builder, scope);
}

/* The last row of a side with an amount in the year: its sum, as tables are made. */
static const struct cell *last_amount(const struct builder *builder, enum table_kind side, int year)
{
    const struct cell *last = NULL;
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        for (size_t i = 0; is_side(side, table->kind) && i < table->items.count; i++) {
            const struct cell *cell = item_cell(table->items.items[i], year);
            bool is_amount = cell && concept_kind(table->items.items[i]->concept) == VALUE_AMOUNT;
            last = is_amount && cell->state >= CELL_VALUE ? cell : last;
        }
    }
    return last;
}

/* What each side has in a year that the other has no column for, which counts as nothing there. */
static const struct lone_side {
    enum table_kind side, other;
    enum message_id label, phrase;
    const char *cell;
} lone_sides[] = {
    {TABLE_COSTS, TABLE_FINANCING, MESSAGE_COSTS_OF_YEAR, MESSAGE_THAN_FINANCING_WITHOUT_YEAR,
     "Totala kostnader"},
    {TABLE_FINANCING, TABLE_COSTS, MESSAGE_FINANCING_OF_YEAR, MESSAGE_THAN_COSTS_WITHOUT_YEAR,
     "Total finansiering"},
};

static void relate_lone_side(struct builder *builder, const struct lone_side *lone, int year)
{
    const struct cell *place = last_amount(builder, lone->side, year);
    const struct node *amount = side_amount(builder, lone->side, year);
    const struct node *other = side_amount(builder, lone->other, SCOPE_TOTAL);
    if (!place || !amount || !other || !lacks_year(builder, lone->other, year))
        return;
    struct str words = words_of_count(builder->arena, year);
    struct buffer cell = {.arena = builder->arena};
    buffer_print(&cell, "%s / %d", lone->cell, year);
    struct relation *relation = relate_node(builder, RULE_FINANCING_BALANCE, amount, EQUAL,
                                            node_constant(builder, ratio_from(0), VALUE_AMOUNT),
                                            (struct message){lone->phrase, {words}});
    relation->scope = year;
    relation->origin = place->origin;
    relation->cell = buffer_text(&cell);
    relation->label =
        message_text(builder->arena, builder->system->language, (struct message){lone->label, {words}});
    relation->action = MESSAGE_DO_BALANCE_YEAR;
}

static struct relation *relate_total_costs(struct builder *builder, int scope)
{
    const struct item *total = builder_item(builder, TABLE_COSTS, TOTAL_COSTS);
    const struct item *aid = builder_item(builder, TABLE_FINANCING, EU_AID);
    const struct node *all = side_amount(builder, TABLE_FINANCING, scope);
    struct relation *relation = relate(builder, RULE_FINANCING_BALANCE, total, scope, EQUAL, all,
                                       (struct message){MESSAGE_THAN_FINANCING, {{0}}});
    if (relation || (total && item_cell(total, scope) && item_cell(total, scope)->state != CELL_BLANK))
        return relation;
    const struct node *rest =
        sum_of_two(builder, costs(builder, TOTAL_COSTS, scope), financing(builder, CO_FINANCING, scope), -1);
    return relate_total(builder, RULE_FINANCING_BALANCE, aid, scope, EQUAL, rest,
                        (struct message){MESSAGE_THAN_COSTS_LEFT, {{0}}});
}

static void relate_balance(struct builder *builder, int scope)
{
    const struct item *plain = sum_of_financiers(builder);
    struct relation *relation = plain ? relate_total(builder, RULE_FINANCING_BALANCE, plain, scope, EQUAL,
                                                     costs(builder, TOTAL_COSTS, scope),
                                                     (struct message){MESSAGE_THAN_TOTAL_COSTS, {{0}}})
                                      : relate_total_costs(builder, scope);
    if (relation)
        relation->action = plain ? MESSAGE_DO_BALANCE_FINANCIERS : MESSAGE_DO_BALANCE;
}

static void relate_lone_years(struct builder *builder)
{
    for (size_t i = 0; i < builder->years.count; i++)
        for (size_t s = 0; s < sizeof lone_sides / sizeof *lone_sides; s++)
            relate_lone_side(builder, &lone_sides[s], builder->years.items[i]);
}

static bool has_table(const struct builder *builder, enum table_kind kind)
{
    for (size_t i = 0; i < builder->budget->tables.count; i++)
        if (builder->budget->tables.items[i]->kind == kind)
            return true;
    return false;
}

/* A kind of in-kind contribution in both tables; where one does not name it, it is nothing there. */
static void relate_in_kind(struct builder *builder, enum concept concept, int scope)
{
    const struct item *cost = builder_item(builder, TABLE_COSTS, concept);
    const struct item *finance = builder_item(builder, TABLE_FINANCING, concept);
    const struct node *as_cost = costs(builder, concept, scope),
                      *as_financing = financing(builder, concept, scope);
    const struct node *nothing = node_constant(builder, ratio_from(0), VALUE_AMOUNT);
    struct relation *relation =
        relate(builder, RULE_IN_KIND_BALANCE, finance, scope, EQUAL, cost || as_cost ? as_cost : nothing,
               (struct message){MESSAGE_THAN_IN_KIND_COST, {{0}}});
    if (!relation)
        relation = relate(builder, RULE_IN_KIND_BALANCE, cost, scope, EQUAL,
                          finance || as_financing ? as_financing : nothing,
                          (struct message){MESSAGE_THAN_IN_KIND_FINANCING, {{0}}});
    if (relation)
        relation->action = MESSAGE_DO_IN_KIND;
}

/* Public and private in-kind stand apart in a table. */
static bool names_in_kind_parts(const struct builder *builder, enum table_kind kind)
{
    return builder_item(builder, kind, PUBLIC_IN_KIND) || builder_item(builder, kind, PRIVATE_IN_KIND);
}

/* Apart where both tables have them apart, or one says nothing of in-kind at all; else as sums. */
static void relate_in_kinds(struct builder *builder, int scope)
{
    if (!has_table(builder, TABLE_COSTS) || !has_table(builder, TABLE_FINANCING))
        return;
    bool cost_parts = names_in_kind_parts(builder, TABLE_COSTS);
    bool financing_parts = names_in_kind_parts(builder, TABLE_FINANCING);
    bool cost_sum = builder_item(builder, TABLE_COSTS, IN_KIND) != NULL;
    bool financing_sum = builder_item(builder, TABLE_FINANCING, IN_KIND) != NULL;
    bool apart =
        (cost_parts && financing_parts) || (cost_parts && !financing_sum) || (financing_parts && !cost_sum);
    if (!apart) {
        relate_in_kind(builder, IN_KIND, scope);
        return;
    }
    relate_in_kind(builder, PUBLIC_IN_KIND, scope);
    relate_in_kind(builder, PRIVATE_IN_KIND, scope);
}

/* ---- ceilings ---- */

static bool is_nothing(const struct node *node)
{
    struct value value = node ? node_evaluate(node) : (struct value){0};
    return !node || (value.status <= VALUE_GUESSED && ratio_is_zero(value.ratio));
}

/* Private money is part of eligible financing where the scheme lets it count; NULL where that is not known and
 * matters. */
static const struct node *eligible_base(struct builder *builder, int scope)
{
    const struct scheme *scheme = builder->conditions->scheme;
    const struct node *all = all_financing(builder, scope);
    const struct node *private_money = financing(builder, PRIVATE_FINANCING, scope);
    if (scheme->private_is_asked && !is_nothing(private_money))
        return NULL;
    if (scheme->private_counts || scheme->private_is_asked || !private_money)
        return all;
    return sum_of_two(builder, all, private_money, -1);
}

/* Lowering the aid means lowering the amount applied for as well, where that is stated. */
static bool is_applied_for(const struct builder *builder)
{
    return budget_fact(builder->budget, APPLIED) || builder_item(builder, TABLE_FINANCING, APPLIED);
}

static enum message_id share_action(const struct builder *builder)
{
    return is_applied_for(builder) ? MESSAGE_DO_AID_SHARE_APPLIED : MESSAGE_DO_AID_SHARE;
}

static void relate_ceiling(struct builder *builder, enum rule_id rule, const struct limit *limit,
                           const struct node *base, int scope, enum message_id phrase)
{
    if (!limit->is_set || !base)
        return;
    const struct node *share =
        node_parameter(builder, limit->value, rule == RULE_AID_SHARE_ACTUAL ? SHARE_ACTUAL : SHARE_ELIGIBLE);
    const struct item *aid = builder_item(builder, TABLE_FINANCING, EU_AID);
    struct relation *relation = relate_total(
        builder, scope == SCOPE_TOTAL ? rule : RULE_AID_SHARE_YEAR, aid, scope, AT_MOST,
        node_product(builder, share, base), (struct message){phrase, {percent_words(builder, limit->value)}});
    if (relation)
        relation->action = scope == SCOPE_TOTAL ? share_action(builder) : MESSAGE_DO_AID_SHARE_YEAR;
}

static void relate_shares(struct builder *builder, int scope)
{
    const struct conditions *conditions = builder->conditions;
    relate_ceiling(builder, RULE_AID_SHARE_ACTUAL, &conditions->share_actual,
                   costs(builder, ACTUAL_COSTS, scope), scope, MESSAGE_THAN_SHARE_ACTUAL);
    relate_ceiling(builder, RULE_AID_SHARE_ELIGIBLE, &conditions->share_eligible,
                   eligible_base(builder, scope), scope, MESSAGE_THAN_SHARE_ELIGIBLE);
}

/* Aid that no known ceiling can judge. */
static void miss_ceiling(struct builder *builder)
{
    const bool *unknown = builder->conditions->missing;
    if (is_nothing(financing(builder, EU_AID, SCOPE_TOTAL)))
        return;
    builder->system->missing[MISSING_SHARE] = unknown[MISSING_SHARE];
    builder->system->missing[MISSING_PRIVATE] =
        unknown[MISSING_PRIVATE] && !is_nothing(financing(builder, PRIVATE_FINANCING, SCOPE_TOTAL));
}

/* The highest amount that the case states, else the scheme; or NULL. */
static const struct node *maximum_node(struct builder *builder)
{
    const struct fact *maximum = budget_fact(builder->budget, MAXIMUM_AID);
    money most = builder->conditions->scheme->bounds.maximum_aid;
    if (maximum)
        return node_of_cell(builder, &maximum->cell, true);
    return most != 0 ? node_constant(builder, ratio_from(most), VALUE_AMOUNT) : NULL;
}

static void relate_maximum(struct builder *builder)
{
    const struct item *aid = builder_item(builder, TABLE_FINANCING, EU_AID);
    struct relation *relation =
        relate_total(builder, RULE_AID_MAXIMUM, aid, SCOPE_TOTAL, AT_MOST, maximum_node(builder),
                     (struct message){MESSAGE_THAN_MAXIMUM, {{0}}});
    if (relation)
        relation->action = is_applied_for(builder) ? MESSAGE_DO_AID_MAXIMUM_APPLIED : MESSAGE_DO_AID_MAXIMUM;
}

static void relate_applied(struct builder *builder)
{
    const struct fact *fact = budget_fact(builder->budget, APPLIED);
    const struct node *aid = financing(builder, EU_AID, SCOPE_TOTAL);
    struct message phrase = {MESSAGE_THAN_TABLE_AID, {{0}}};
    struct relation *row = relate(builder, RULE_AID_APPLIED, builder_item(builder, TABLE_FINANCING, APPLIED),
                                  SCOPE_TOTAL, EQUAL, aid, phrase);
    if (row)
        row->action = MESSAGE_DO_AID_APPLIED;
    if (!fact || !aid || !is_target(builder, &fact->cell))
        return;
    struct relation *relation =
        relate_node(builder, RULE_AID_APPLIED, node_of_cell(builder, &fact->cell, true), EQUAL, aid, phrase);
    relation->origin = fact->origin;
    relation->cell = concept_name(APPLIED, SWEDISH);
    relation->label = concept_name(APPLIED, builder->system->language);
    relation->action = MESSAGE_DO_AID_APPLIED;
}

/* Where there is in-kind: EU aid <= actual costs - public cash. */
static void relate_actual(struct builder *builder)
{
    const struct node *in_kind = costs(builder, IN_KIND, SCOPE_TOTAL);
    if (!in_kind)
        in_kind = financing(builder, IN_KIND, SCOPE_TOTAL);
    struct value value = in_kind ? node_evaluate(in_kind) : (struct value){0};
    if (!in_kind || value.status > VALUE_GUESSED || ratio_is_zero(value.ratio))
        return;
    const struct node *left = sum_of_two(builder, costs(builder, ACTUAL_COSTS, SCOPE_TOTAL),
                                         financing(builder, PUBLIC_CASH, SCOPE_TOTAL), -1);
    struct relation *relation =
        relate_total(builder, RULE_AID_OVER_ACTUAL, builder_item(builder, TABLE_FINANCING, EU_AID),
                     SCOPE_TOTAL, AT_MOST, left, (struct message){MESSAGE_THAN_ACTUAL_LEFT, {{0}}});
    if (relation)
        relation->action = MESSAGE_DO_AID_OVER_ACTUAL;
}

/* ---- published shares ---- */

static void relate_share_row(struct builder *builder, const struct item *item, const struct node *share,
                             int scope, enum message_id phrase)
{
    const struct cell *cell = item_cell(item, scope);
    struct relation *relation =
        !cell ? NULL
              : relate(builder, RULE_SHARE_PUBLISHED, item, scope, EQUAL,
                       node_round(builder, share, cell->decimals), (struct message){phrase, {{0}}});
    if (relation)
        relation->action = MESSAGE_DO_SHARE_PUBLISHED;
}

/* Every row that prints the share, in the financing table or in one of its own. */
static void relate_published(struct builder *builder, enum concept concept, const struct node *share,
                             int scope, enum message_id phrase)
{
    for (size_t t = 0; share && t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        for (size_t i = 0; table_kind_holds(TABLE_FINANCING, table->kind) && i < table->items.count; i++)
            if (table->items.items[i]->concept == concept)
                relate_share_row(builder, table->items.items[i], share, scope, phrase);
    }
}

static const struct node *share_of(struct builder *builder, const struct node *part, const struct node *whole)
{
    return part && whole ? node_quotient(builder, part, whole) : NULL;
}

/* What a share is of what, as it should be printed. */
static const struct node *share_node(struct builder *builder, enum concept concept, int scope)
{
    const struct node *aid = financing(builder, EU_AID, scope), *all = all_financing(builder, scope);
    const struct node *private_money = financing(builder, PRIVATE_FINANCING, scope);
    switch ((int)concept) {
    case SHARE_ACTUAL:
        return share_of(builder, aid, costs(builder, ACTUAL_COSTS, scope));
    case SHARE_ELIGIBLE:
        return share_of(builder, aid, eligible_base(builder, scope));
    case SHARE_TOTAL:
        return share_of(builder, aid, all);
    case SHARE_PUBLIC:
        return share_of(builder, financing(builder, PUBLIC_FINANCING, scope), all);
    default:
        if (!private_money)
            private_money = node_constant(builder, ratio_from(0), VALUE_AMOUNT);
        return share_of(builder, private_money, all);
    }
}

static void relate_published_shares(struct builder *builder, int scope)
{
    static const struct {
        enum concept concept;
        enum message_id phrase;
    } shares[] = {{SHARE_ACTUAL, MESSAGE_THAN_COMPUTED_ACTUAL},
                  {SHARE_ELIGIBLE, MESSAGE_THAN_COMPUTED_ELIGIBLE},
                  {SHARE_TOTAL, MESSAGE_THAN_COMPUTED_TOTAL},
                  {SHARE_PUBLIC, MESSAGE_THAN_COMPUTED_PUBLIC},
                  {SHARE_PRIVATE, MESSAGE_THAN_COMPUTED_PRIVATE}};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        if (scope != SCOPE_TOTAL && !builder_item(builder, TABLE_FINANCING, shares[i].concept))
            continue;
        const struct node *share = share_node(builder, shares[i].concept, scope);
        relate_published(builder, shares[i].concept, share, scope, shares[i].phrase);
        if (scope == SCOPE_TOTAL)
            builder->system->totals[shares[i].concept] = share;
    }
}

static void relate_scope(struct builder *builder, int scope)
{
    relate_balance(builder, scope);
    relate_in_kinds(builder, scope);
    relate_shares(builder, scope);
    relate_published_shares(builder, scope);
}

/* Some table of financing has a column under the same heading. */
static bool is_financed_apart(const struct builder *builder, int scope)
{
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        for (size_t c = 0; is_side(TABLE_FINANCING, table->kind) && c < table->columns.count; c++)
            if (table->is_by_partner && table->columns.items[c].scope == scope)
                return true;
    }
    return false;
}

/* "År 1", "Partner A" in both tables: each is financed like a year. */
static void relate_partners(struct builder *builder)
{
    const struct table *table = builder_table(builder, TABLE_COSTS);
    for (size_t c = 0; table && table->is_by_partner && c < table->columns.count; c++) {
        int scope = table->columns.items[c].scope;
        if (table->columns.items[c].concept == UNKNOWN && is_financed_apart(builder, scope))
            relate_scope(builder, scope);
    }
}

void build_aid(struct builder *builder)
{
    for (size_t i = 0; i < builder->years.count; i++)
        relate_scope(builder, builder->years.items[i]);
    relate_partners(builder);
    relate_scope(builder, SCOPE_TOTAL);
    relate_lone_years(builder);
    miss_ceiling(builder);
    relate_maximum(builder);
    relate_applied(builder);
    relate_actual(builder);
}
