/* Which relation a cell follows from: the same relations that the check tests, read as definitions. */
#include "completer.h"

/* How near a rule is to the cell: a total is the sum of its years before it is a rate on a total. Rules that define
 * nothing have no rank: a balance says that something is wrong, not what. */
static const int ranks[RULES] = {
    [RULE_SUM_ROW] = 1,         [RULE_FLAT_RATE_PAYROLL] = 3,  [RULE_FLAT_RATE_INDIRECT] = 3,
    [RULE_SUM_PARTS] = 2,       [RULE_FLAT_RATE_COMBINED] = 3, [RULE_SUM_COSTS] = 2,
    [RULE_SUM_FINANCING] = 2,   [RULE_SUM_TABLE] = 2,          [RULE_INTERVAL_SUM] = 2,
    [RULE_INTERVAL_PERIOD] = 3, [RULE_ACTIVITY_PARTS] = 2,     [RULE_IN_KIND_BALANCE] = 4,
    [RULE_SHARE_PUBLISHED] = 2, [RULE_AID_APPLIED] = 2,
};

/* A heading over lines without a dash: filled in, it would no longer be theirs. */
static bool stays_heading(const struct item *row)
{
    return row && row->has_plain_lines && row->form == FORM_GROUP;
}

static void define(struct definition *definitions, const struct slots *slots, const struct cell *cell,
                   struct definition definition)
{
    if (cell->id >= slots->count || slots->items[cell->id].cell != cell ||
        stays_heading(slots->items[cell->id].row))
        return;
    struct definition *known = &definitions[cell->id];
    if (!known->relation || definition.rank < known->rank)
        *known = definition;
}

/* ---- in-kind ---- */

static bool has_amounts(const struct item *row)
{
    for (size_t i = 0; row && i < row->table->columns.count; i++)
        if (row->cells[i].state >= CELL_VALUE)
            return true;
    return false;
}

static bool lines_have_amounts(const struct item *row)
{
    for (size_t i = 0; row && i < row->lines.count; i++)
        if (has_amounts(row->lines.items[i]))
            return true;
    return false;
}

/* Some amount of it is published: of a row its cells, of a sum any of its terms. */
static bool says_amounts(const struct node *node)
{
    if (node->kind == NODE_CELL)
        return has_amounts(node->item);
    for (size_t i = 0; i < node->terms.count; i++)
        if (says_amounts(node->terms.items[i].node))
            return true;
    return false;
}

static bool has_lines(const struct node *node)
{
    return node->kind == NODE_CELL && lines_have_amounts(node->item);
}

/* In-kind stands alike in both tables. Financiers promise it, so the costs follow the financing, unless only the costs
 * say how much it is. */
static void define_in_kind(struct definition *definitions, const struct slots *slots,
                           const struct relation *relation)
{
    const struct node *target = relation->target, *expression = relation->expression;
    bool target_is_financing = target->item && target->item->table->kind != TABLE_COSTS;
    const struct node *financing = target_is_financing ? target : expression;
    const struct node *cost = target_is_financing ? expression : target;
    bool financing_decides = has_lines(financing) || (says_amounts(financing) && !has_lines(cost));
    const struct node *follower = financing_decides ? cost : financing;
    if (follower->kind == NODE_CELL)
        define(definitions, slots, follower->cell,
               (struct definition){relation, financing_decides ? financing : cost, ranks[relation->rule]});
}

/* ---- the rest ---- */

/* The aid is planned; only its total, and rows that repeat it, follow from it. Without a row for it all financing cannot be
 * added up. */
static bool is_planned(const struct system *system, const struct relation *relation)
{
    const struct item *row = relation->row;
    if (row && row->concept == TOTAL_FINANCING && !budget_item(system->budget, TABLE_FINANCING, EU_AID))
        return true;
    return row && row->concept == EU_AID && relation->rule != RULE_SUM_ROW &&
           row == budget_item(system->budget, TABLE_FINANCING, EU_AID);
}

/* How a plan of activities counts its parts is known only when the costs are; and what is made of the aid when that is. */
static bool comes_after_plan(const struct relation *relation)
{
    return relation->rule == RULE_ACTIVITY_PARTS || relation->rule == RULE_SHARE_PUBLISHED ||
           relation->rule == RULE_AID_APPLIED || (relation->row && relation->row->concept == TOTAL_FINANCING);
}

struct definition *define_cells(struct arena *arena, const struct system *system, const struct slots *slots,
                                bool with_plan)
{
    struct definition *definitions = ARENA_ARRAY(arena, struct definition, slots->count + 1);
    for (size_t i = 0; i < system->relations.count; i++) {
        const struct relation *relation = &system->relations.items[i];
        int rank = ranks[relation->rule];
        if (!with_plan && comes_after_plan(relation))
            continue;
        if (rank == 0 || relation->comparison != EQUAL || is_planned(system, relation))
            continue;
        if (relation->rule == RULE_IN_KIND_BALANCE)
            define_in_kind(definitions, slots, relation);
        else if (relation->target->kind == NODE_CELL)
            define(definitions, slots, relation->target->cell,
                   (struct definition){relation, relation->expression, rank});
    }
    return definitions;
}
