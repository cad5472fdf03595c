/* Runs all rules over one budget and counts what was checked. */
#include "rules.h"

static void (*const rule_functions[])(struct rule_context *) = {
    rule_rate_label,         rule_flat_rate_overlap,   rule_activity_dates,      rule_activity_dates_parent,
    rule_activity_mandatory, rule_activity_code,       rule_year_outside_period, rule_claim_periods,
    rule_claim_deadline,     rule_final_report_date,   rule_certificate_missing, rule_org_number,
    rule_bankgiro,           rule_financier_duplicate, rule_outside_area,
};

struct counter {
    struct arena *arena;
    struct result *result;
    const bool *used;
};

/* Counts an amount; false when no relation used it. */
static bool count_amount(struct counter *counter, const struct cell *cell)
{
    bool is_amount = cell->state == CELL_VALUE;
    counter->result->amounts += is_amount;
    return !is_amount || counter->used[cell->id];
}

static void add_unbound(struct counter *counter, const struct cell *cell, struct str name)
{
    *ARENA_PUSH(counter->arena, &counter->result->unbound) =
        (struct counted){cell->origin, name, true, cell->value, cell->currency};
}

static void count_item(struct counter *counter, const struct item *item)
{
    if (concept_kind(item->concept) == VALUE_PERCENT)
        return;
    for (size_t i = 0; i < item->table->columns.count; i++) {
        const struct column *column = &item->table->columns.items[i];
        if (!column_is_factor(column) && !count_amount(counter, &item->cells[i]))
            add_unbound(counter, &item->cells[i], cell_name(counter->arena, item, column->scope));
    }
    for (size_t i = 0; i < item->lines.count; i++)
        count_item(counter, item->lines.items[i]);
}

static void count_named(struct counter *counter, const struct cell *cell, struct str name)
{
    if (!count_amount(counter, cell))
        add_unbound(counter, cell, name);
}

static void count_amounts(struct counter *counter, const struct budget *budget)
{
    for (size_t i = 0; i < budget->skipped.count; i++) {
        const struct skipped *skipped = &budget->skipped.items[i];
        counter->result->amounts++;
        *ARENA_PUSH(counter->arena, &counter->result->unbound) =
            (struct counted){skipped->origin, skipped->name, true, skipped->amount, skipped->currency};
    }
    for (size_t t = 0; t < budget->tables.count; t++)
        for (size_t i = 0; i < budget->tables.items[t]->items.count; i++)
            count_item(counter, budget->tables.items[t]->items.items[i]);
    for (size_t i = 0; i < budget->activities.count; i++)
        count_named(counter, &budget->activities.items[i].cost, budget->activities.items[i].name);
    for (size_t i = 0; i < budget->facts.count; i++)
        if (concept_kind(budget->facts.items[i].concept) == VALUE_AMOUNT &&
            budget->facts.items[i].concept != PAYROLL && budget->facts.items[i].concept != INDIRECT)
            count_named(counter, &budget->facts.items[i].cell, budget->facts.items[i].label);
}

static bool node_total(const struct node *node, enum currency currency, money *total)
{
    return node && node_in_one_currency(node, &currency) && node_amount(node, total);
}

/* A cost table without a row for a concept has none of it: its total is then known to be zero. */
static void take_totals(const struct system *system, struct result *result)
{
    enum currency currency = system->budget->currency;
    bool has_costs = node_total(system_total(system, TOTAL_COSTS), currency, &result->totals[TOTAL_COSTS]);
    for (enum concept concept = STAFF; concept <= TOTAL_FINANCING; concept++) {
        const struct node *node = system_total(system, concept);
        result->known[concept] = node_total(node, currency, &result->totals[concept]) ||
                                 (!node && has_costs && concept <= TOTAL_COSTS);
    }
    result->has_activities = node_total(system->activities, currency, &result->activities);
    for (enum concept concept = STAFF; concept <= SHARE_PRIVATE; concept++)
        result->nodes[concept] = system_total(system, concept);
    result->activities_node = system->activities;
    result->flat_rates = system->flat_rates;
}

static void take_condition(struct arena *arena, struct result *result, bool in_use, enum concept concept,
                           struct ratio value, struct origin origin)
{
    if (in_use)
        *ARENA_PUSH(arena, &result->conditions) = (struct applied){concept, value, origin};
}

/* Flat-rate costs that are not zero, or whose total nobody knows. */
static bool has_flat_rates(const struct system *system, const struct result *result)
{
    if (result->known[FLAT_RATE])
        return result->totals[FLAT_RATE] != 0;
    for (size_t i = 0; i < system->relations.count; i++)
        if (relation_is_flat_rate(&system->relations.items[i]))
            return true;
    return false;
}

/* The rates where there are flat-rate costs, the ceilings where there is EU aid. */
static void take_conditions(struct arena *arena, const struct system *system, struct result *result)
{
    const struct conditions *conditions = &system->conditions;
    bool rates = has_flat_rates(system, result), aid = result->known[EU_AID];
    take_condition(arena, result, rates && conditions->payroll.is_set, PAYROLL, conditions->payroll.rate,
                   conditions->payroll.origin);
    take_condition(arena, result, rates && conditions->indirect.is_set, INDIRECT, conditions->indirect.rate,
                   conditions->indirect.origin);
    take_condition(arena, result, aid && conditions->share_eligible.is_set, SHARE_ELIGIBLE,
                   conditions->share_eligible.value, conditions->share_eligible.origin);
    take_condition(arena, result, aid && conditions->share_actual.is_set, SHARE_ACTUAL,
                   conditions->share_actual.value, conditions->share_actual.origin);
}

struct check check_budget(struct arena *arena, const struct budget *budget,
                          const struct check_options *options, struct findings *findings)
{
    struct conditions conditions = conditions_find(options->scheme, budget);
    struct system *system = system_build(arena, budget, conditions, findings->language);
    struct check check = {.system = system};
    struct result *result = &check.result;
    struct rule_context context = {
        .arena = arena, .budget = budget, .system = check.system, .options = options, .findings = findings};
    bool *used = ARENA_ARRAY(arena, bool, budget->cell_count + 1);
    result->was_run = true;
    result->scheme = options->scheme->id;
    result->in_force = conditions;
    result->tolerance = options->tolerance;
    result->convention = check.system->convention;
    context.financiers = financiers_find(&context);
    judge_relations(&context, system, used, result);
    settle_unknown_rows(&context, result);
    for (size_t i = 0; i < sizeof rule_functions / sizeof *rule_functions; i++)
        rule_functions[i](&context);
    count_amounts(&(struct counter){arena, result, used}, budget);
    take_totals(check.system, result);
    take_conditions(arena, check.system, result);
    for (int missing = 0; missing < MISSING_KINDS; missing++)
        result->missing[missing] = check.system->missing[missing];
    findings_sort(findings);
    return check;
}
