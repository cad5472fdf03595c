#include "label_rates.h"

/* One way to read the label, tried on the amounts of its row. */
struct trial {
    struct ratio rate;
    struct base base;
    size_t holds;
};

struct settler {
    const struct budget *budget;
    const struct item *row, *staff;
    const struct flat_rate *payroll;
    bool is_payroll;
    struct trial best;
    bool has_best;
};

static bool add_amount(const struct item *item, int scope, int sign, struct ratio *sum)
{
    const struct cell *cell = item ? item_cell(item, scope) : NULL;
    if (!cell || cell->state == CELL_BLANK || cell->state == CELL_ABSENT)
        return true;
    return cell->state == CELL_VALUE && ratio_add(*sum, ratio_from(sign * cell->value), sum);
}

/* Every cost but wages and the flat rates; those of external services may be left out. */
static bool add_other_costs(const struct settler *settler, int scope, bool external, struct ratio *sum)
{
    static const enum concept others[] = {TRAVEL, INVESTMENT, PORTFOLIO, OTHER_COST, EXTERNAL};
    bool known = true;
    for (size_t i = 0; i < sizeof others / sizeof *others && known; i++)
        if (external || others[i] != EXTERNAL)
            known = add_amount(budget_item(settler->budget, TABLE_COSTS, others[i]), scope, 1, sum);
    return known;
}

/* Not every scheme has such a rate. */
static bool add_on_costs(const struct flat_rate *payroll, struct ratio wages, struct ratio *on_costs)
{
    return payroll->is_set && ratio_multiply(wages, payroll->rate, on_costs);
}

/* What the rate is counted on in a column; false where it cannot be told. */
static bool base_amount(const struct settler *settler, const struct base *base, int scope, struct ratio *sum)
{
    struct ratio wages = ratio_from(0), on_costs = ratio_from(0);
    const struct budget *budget = settler->budget;
    *sum = ratio_from(0);
    if (!add_amount(settler->staff, scope, 1, &wages) ||
        (base->sign[BASE_PAYROLL] && !add_on_costs(settler->payroll, wages, &on_costs)))
        return false;
    bool direct = base->sign[BASE_DIRECT] != 0, costs = base->sign[BASE_STAFF_COSTS] != 0;
    bool known = true;
    if (base->sign[BASE_STAFF] || direct || costs)
        known = ratio_add(*sum, wages, sum);
    if (known && base->sign[BASE_PAYROLL])
        known = ratio_add(*sum, on_costs, sum);
    if (known && costs)
        known = add_amount(budget_item(budget, TABLE_COSTS, PAYROLL), scope, 1, sum);
    if (known && (direct || base->sign[BASE_OTHER_DIRECT]))
        known = add_other_costs(settler, scope, base->sign[BASE_EXTERNAL] >= 0, sum);
    return known;
}

static bool holds_in(const struct settler *settler, const struct trial *trial, int scope)
{
    const struct cell *cell = item_cell(settler->row, scope);
    struct ratio sum, away;
    int order = 1;
    if (!cell || cell->state != CELL_VALUE || cell->value == 0 ||
        !base_amount(settler, &trial->base, scope, &sum) || !ratio_multiply(sum, trial->rate, &sum) ||
        !ratio_subtract(ratio_from(cell->value), sum, &away))
        return false;
    return ratio_compare(ratio_absolute(away), ratio_from(ORE_PER_KRONA), &order) && order <= 0;
}

static void try_reading(struct settler *settler, struct ratio rate, struct base base)
{
    struct trial trial = {.rate = rate, .base = base};
    const struct table *table = settler->row->table;
    for (size_t i = 0; i < table->columns.count; i++)
        trial.holds += holds_in(settler, &trial, table->columns.items[i].scope);
    if (!settler->has_best || trial.holds > settler->best.holds)
        settler->best = trial;
    settler->has_best = true;
}

/* Wages, wages with on-costs, all direct costs, and those without external services. */
static const struct base usual_bases[] = {
    {{[BASE_STAFF] = 1}},
    {{[BASE_STAFF] = 1, [BASE_PAYROLL] = 1}},
    {{[BASE_STAFF_COSTS] = 1}},
    {{[BASE_DIRECT] = 1}},
    {{[BASE_STAFF_COSTS] = 1, [BASE_OTHER_DIRECT] = 1}},
    {{[BASE_STAFF_COSTS] = 1, [BASE_OTHER_DIRECT] = 1, [BASE_EXTERNAL] = -1}},
};

/* The base that the scheme gives the rate; NULL where it does not know it. */
static const struct base *known_base(const struct scheme *scheme, struct ratio rate)
{
    if (ratio_equal(scheme->indirect.rate, rate) && scheme->indirect.is_set)
        return &scheme->indirect.base;
    for (size_t i = 0; i < scheme->other_indirect.list.count; i++) {
        const struct flat_rate *known = &scheme->other_indirect.list.items[i];
        if (!flat_rate_is_slip(known) && ratio_equal(known->rate, rate))
            return &known->base;
    }
    return NULL;
}

static void try_rate(struct settler *settler, const struct scheme *scheme, struct ratio rate)
{
    const struct base *known = settler->is_payroll ? &usual_bases[0] : known_base(scheme, rate);
    bool other_office = known && settler->row->is_office && known->sign[BASE_PAYROLL] != 0;
    if (known && !other_office) {
        try_reading(settler, rate, *known);
        return;
    }
    if (!settler->row->is_office && !base_is_empty(&scheme->indirect.base))
        try_reading(settler, rate, scheme->indirect.base);
    for (size_t i = 0; i < sizeof usual_bases / sizeof *usual_bases; i++)
        try_reading(settler, rate, usual_bases[i]);
}

bool label_rate_settle(const struct scheme *scheme, const struct budget *budget, enum concept concept,
                       const struct flat_rate *payroll, struct flat_rate *flat)
{
    const struct item *row = budget_item(budget, TABLE_COSTS, concept);
    struct settler settler = {.budget = budget,
                              .row = row,
                              .staff = budget_item(budget, TABLE_COSTS, STAFF),
                              .payroll = payroll,
                              .is_payroll = concept == PAYROLL};
    struct ratio hundredfold;
    if (!row || !row->has_rate)
        return false;
    if (row->rate_is_doubtful && ratio_multiply(row->rate, ratio_from(100), &hundredfold))
        try_rate(&settler, scheme, hundredfold);
    if (!settler.has_best || settler.best.holds == 0)
        try_rate(&settler, scheme, row->rate);
    if (settler.best.holds == 0)
        settler.best.rate = row->rate;
    flat->is_set = true;
    flat->rate = settler.best.rate;
    if (concept != PAYROLL)
        flat->base = settler.best.base;
    flat->origin = row->origin;
    flat->from_label = true;
    return true;
}
