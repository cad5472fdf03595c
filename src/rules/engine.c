/* Runs all rules over one budget and counts what was checked. */
#include "rules.h"

static void (*const rule_functions[])(struct rule_context *) = {
    rule_flat_rate_overlap,   rule_activity_dates, rule_activity_dates_parent,
    rule_activity_mandatory,  rule_activity_code,  rule_year_outside_period,
    rule_claim_periods,       rule_claim_deadline, rule_final_report_date,
    rule_certificate_missing, rule_org_number,     rule_bankgiro,
    rule_financier_duplicate, rule_outside_area,
};

struct counter {
    struct arena *arena;
    struct check *check;
    const bool *used;
};

static void count_amount(struct counter *counter, const struct cell *cell, struct str name)
{
    if (cell->state != CELL_VALUE)
        return;
    counter->check->amounts++;
    if (!counter->used[cell->id])
        *ARENA_PUSH(counter->arena, &counter->check->unbound) =
            (struct unbound){cell->origin, name, cell->value};
}

static void count_item(struct counter *counter, const struct item *item)
{
    if (concept_kind(item->concept) == VALUE_PERCENT)
        return;
    for (size_t i = 0; i < item->table->columns.count; i++)
        count_amount(counter, &item->cells[i],
                     cell_name(counter->arena, item, item->table->columns.items[i].scope));
    for (size_t i = 0; i < item->lines.count; i++)
        count_item(counter, item->lines.items[i]);
}

static void count_amounts(struct counter *counter, const struct budget *budget)
{
    for (size_t i = 0; i < budget->skipped.count; i++) {
        const struct skipped *skipped = &budget->skipped.items[i];
        counter->check->amounts++;
        *ARENA_PUSH(counter->arena, &counter->check->unbound) =
            (struct unbound){skipped->origin, skipped->name, skipped->amount};
    }
    for (size_t t = 0; t < budget->tables.count; t++)
        for (size_t i = 0; i < budget->tables.items[t]->items.count; i++)
            count_item(counter, budget->tables.items[t]->items.items[i]);
    for (size_t i = 0; i < budget->activities.count; i++)
        count_amount(counter, &budget->activities.items[i].cost, budget->activities.items[i].name);
    for (size_t i = 0; i < budget->facts.count; i++)
        if (concept_kind(budget->facts.items[i].concept) == VALUE_AMOUNT &&
            budget->facts.items[i].concept != PAYROLL && budget->facts.items[i].concept != INDIRECT)
            count_amount(counter, &budget->facts.items[i].cell, budget->facts.items[i].label);
}

struct check check_budget(struct arena *arena, const struct budget *budget,
                          const struct check_options *options, struct findings *findings)
{
    struct conditions conditions = conditions_find(options->scheme, budget);
    struct check check = {.system = system_build(arena, budget, conditions, findings->language)};
    struct rule_context context = {arena, budget, check.system, options, findings};
    bool *used = ARENA_ARRAY(arena, bool, budget->cell_count + 1);
    check.relations = check.system->relations.count;
    check.unchecked = judge_relations(&context, used);
    for (size_t i = 0; i < sizeof rule_functions / sizeof *rule_functions; i++)
        rule_functions[i](&context);
    count_amounts(&(struct counter){arena, &check, used}, budget);
    check.has_substance = check.relations > check.unchecked.list.count || budget->activities.count ||
                          budget->claims.count || budget->partners.count ||
                          (check.relations > 0 && findings_count(findings, ERROR) > 0);
    findings_sort(findings);
    return check;
}
