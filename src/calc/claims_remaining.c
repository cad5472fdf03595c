/* What remains of the budget: each category and group as budgeted, as reported in each claim, and the difference. */
#include "claims_parts.h"

/* The rows, in the order of a budget. */
static const struct remaining_kind {
    enum table_kind kind;
    enum concept concept, budgeted; /* how it is reported, and what it is in the budget */
    bool is_category;               /* shown only where categories are reported */
    bool is_spent;                  /* more than is budgeted is too much */
} kinds[] = {
#define CATEGORY(id, ...) {TABLE_COSTS, id, id, true, true},
#define INCOME(id, ...) {TABLE_COSTS, id, id, true, false},
#define FLAT_SUM CATEGORY
#define FLAT CATEGORY
#include "budgetkoll/categories.def"
    {TABLE_COSTS, ACTUAL_COSTS, ACTUAL_COSTS, false, true},
    {TABLE_FINANCING, PUBLIC_CASH, PUBLIC_CASH, false, false},
    {TABLE_FINANCING, PRIVATE_CASH, PRIVATE_CASH, false, false},
    {TABLE_FINANCING, PUBLIC_IN_KIND, PUBLIC_IN_KIND, false, false},
    {TABLE_FINANCING, PRIVATE_IN_KIND, PRIVATE_IN_KIND, false, false},
    {TABLE_FINANCING, CO_FINANCING, CO_FINANCING, false, false},
    {TABLE_FINANCING, AID_PAID, EU_AID, false, true},
};

/* ---- other costs, of which there may be several rows ---- */

static money row_amount(struct accounting *accounting, const struct item *row, int scope)
{
    const struct cell *cell = item_cell(row, scope);
    money sum = 0;
    if (cell)
        return cell->state == CELL_VALUE ? cell->value : 0;
    for (size_t i = 0; i < row->table->columns.count; i++)
        if (row->table->columns.items[i].concept == COL_YEAR && row->cells[i].state == CELL_VALUE)
            sum = account_sum(accounting, sum, row->cells[i].value);
    return sum;
}

static money other_costs(struct accounting *accounting, const struct budget *budget, int scope)
{
    money sum = 0;
    for (size_t t = 0; t < budget->tables.count; t++) {
        const struct table *table = budget->tables.items[t];
        for (size_t i = 0; table->kind == TABLE_COSTS && i < table->items.count; i++) {
            const struct item *row = table->items.items[i];
            if (concept_is_rest(row->concept))
                sum = account_sum(accounting, sum, row_amount(accounting, row, scope));
        }
    }
    return sum;
}

/* ---- amounts ---- */

/* Revenue is a negative cost, whether it is printed with its minus or without. */
static int revenue_sign(const struct budget *budget)
{
    const struct item *row = budget_item(budget, TABLE_COSTS, REVENUE);
    for (size_t i = 0; row && i < row->table->columns.count; i++)
        if (row->cells[i].state == CELL_VALUE && row->cells[i].value != 0)
            return row->cells[i].value > 0 ? -1 : 1;
    return 1;
}

static money budgeted(struct accounting *accounting, const struct remaining_kind *kind)
{
    const struct result *result = accounting->result;
    money amount = result->known[kind->budgeted] ? result->totals[kind->budgeted] : 0;
    if (kind->concept == OTHER_COST)
        return other_costs(accounting, accounting->budget, SCOPE_TOTAL);
    return kind->concept == REVENUE ? revenue_sign(accounting->budget) * amount : amount;
}

static money claimed(struct accounting *accounting, const struct remaining_kind *kind, int scope)
{
    const struct budget *reported = accounting->reported->budget;
    if (kind->concept == OTHER_COST)
        return other_costs(accounting, reported, scope);
    money amount = reported_amount(accounting, kind->kind, kind->concept, scope);
    return kind->concept == REVENUE ? revenue_sign(reported) * amount : amount;
}

/* ---- which rows ---- */

static bool has_categories(const struct accounting *accounting)
{
    const struct table *costs = accounting->reported->costs;
    for (size_t i = 0; i < costs->items.count; i++)
        if (costs->items.items[i]->concept <= REVENUE)
            return true;
    return false;
}

/* One of the two flat rates, where both the budget and the claims tell them apart. */
static bool is_told_apart(const struct accounting *accounting, enum concept concept)
{
    return budget_item(accounting->budget, TABLE_COSTS, concept) &&
           budget_item(accounting->reported->budget, TABLE_COSTS, concept);
}

/* The budget says how much, or that there is none of it. */
static bool is_budgeted(const struct accounting *accounting, const struct remaining_kind *kind)
{
    const bool *known = accounting->result->known;
    bool is_group = kind->concept == PUBLIC_CASH || kind->concept == PRIVATE_CASH;
    return known[kind->budgeted] || (kind->concept == OTHER_COST && known[TOTAL_COSTS]) ||
           (is_group && known[CO_FINANCING]);
}

static bool is_shown(const struct accounting *accounting, const struct remaining_kind *kind, bool categories)
{
    bool is_rate = kind->concept == PAYROLL || kind->concept == INDIRECT;
    if (!is_budgeted(accounting, kind))
        return false;
    if (kind->is_category)
        return categories && (!is_rate || is_told_apart(accounting, kind->concept));
    return kind->concept == AID_PAID || is_reported(accounting, kind->kind, kind->concept);
}

static void add_kind(struct accounting *accounting, const struct remaining_kind *kind)
{
    size_t count = accounting->reported->claims.count;
    struct remaining_row row = {.concept = kind->budgeted,
                                .is_part = kind->concept == PAYROLL || kind->concept == INDIRECT,
                                .budget = budgeted(accounting, kind),
                                .claims = ARENA_ARRAY(accounting->arena, money, count + 1)};
    bool any = row.budget != 0;
    for (size_t i = 0; i < count; i++) {
        row.claims[i] = claimed(accounting, kind, accounting->reported->claims.items[i].scope);
        row.reported = account_sum(accounting, row.reported, row.claims[i]);
        any = any || row.claims[i] != 0;
    }
    row.remaining = account_difference(accounting, row.budget, row.reported);
    row.is_overspent = kind->is_spent && row.remaining < 0;
    if (any)
        *ARENA_PUSH(accounting->arena, &accounting->account->remaining) = row;
}

void add_remaining(struct accounting *accounting)
{
    bool categories = has_categories(accounting);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_shown(accounting, &kinds[i], categories))
            add_kind(accounting, &kinds[i]);
}
