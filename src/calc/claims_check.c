/* What has been reported, completed and checked by the same relations as a budget: its years are the claims. */
#include "claims_parts.h"
#include "completer.h"

#include "budgetkoll/buffer.h"

enum { MOST_PASSES = 100, FLAT_RATE_ROUNDINGS = 2 /* payroll on-costs and indirect costs */ };

static bool is_rate(enum concept concept)
{
    return concept == FLAT_RATE || concept == PAYROLL || concept == INDIRECT;
}

/* Rules by which amounts are sums of others, or the same amount again. */
static bool is_sum(enum rule_id rule)
{
    return rule == RULE_SUM_ROW || rule == RULE_SUM_PARTS || rule == RULE_SUM_COSTS ||
           rule == RULE_SUM_FINANCING || rule == RULE_IN_KIND_BALANCE;
}

/* ---- flat rates that are not reported ---- */

static void add_blank_row(struct accounting *accounting, enum concept concept)
{
    struct table *costs = accounting->reported->costs;
    const struct item *staff = budget_item(accounting->reported->budget, TABLE_COSTS, STAFF);
    struct item *row = ARENA_NEW(accounting->arena, struct item);
    *row = (struct item){.concept = concept,
                         .label = concept_name(concept, accounting->findings->language),
                         .origin = staff->origin,
                         .table = costs};
    row->cells = ARENA_ARRAY(accounting->arena, struct cell, costs->columns.count + 1);
    for (size_t i = 0; i < costs->columns.count; i++)
        row->cells[i] = (struct cell){.id = accounting->reported->budget->cell_count++,
                                      .state = CELL_BLANK,
                                      .unit = ORE_PER_KRONA,
                                      .origin = staff->cells[i].origin};
    *ARENA_PUSH(accounting->arena, &costs->items) = row;
}

static bool budget_has(const struct accounting *accounting, enum concept concept)
{
    const struct result *result = accounting->result;
    return budget_item(accounting->budget, TABLE_COSTS, concept) && result->known[concept] &&
           result->totals[concept] != 0;
}

/* Rows of the flat rates that the budget has and the claims leave out, where wages are reported. */
static void add_missing_rates(struct accounting *accounting)
{
    static const enum concept rates[] = {PAYROLL, INDIRECT};
    const struct budget *reported = accounting->reported->budget;
    bool both = budget_item(reported, TABLE_COSTS, FLAT_RATE) != NULL, any = false;
    if (both || !budget_item(reported, TABLE_COSTS, STAFF))
        return;
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        bool stands = budget_item(reported, TABLE_COSTS, rates[i]) != NULL;
        any = any || stands || budget_has(accounting, rates[i]);
        if (!stands && budget_has(accounting, rates[i]))
            add_blank_row(accounting, rates[i]);
    }
    if (!any && budget_has(accounting, FLAT_RATE))
        add_blank_row(accounting, FLAT_RATE);
}

/* ---- blanks ---- */

struct filling {
    struct accounting *accounting;
    struct slots slots;
    struct arena pass; /* of one building of the system */
    bool *filled;      /* cells that were blank, by id */
};

static bool fill(struct filling *filling, size_t id, const struct definition *definition)
{
    struct accounting *accounting = filling->accounting;
    const struct conditions *conditions = &accounting->result->in_force;
    const struct slot *slot = &filling->slots.items[id];
    bool rate = is_rate(slot->row->concept) && !is_sum(definition->relation->rule);
    struct value value = node_evaluate(definition->expression);
    money amount = 0;
    if (value.status > VALUE_GUESSED || !ratio_round(value.ratio, rate ? conditions->rounding_unit : 1,
                                                     rate ? conditions->rounding : ROUND_HALF_UP, &amount)) {
        stop_account(accounting, CLAIMS_OVERFLOW);
        return false;
    }
    bool same = filling->filled[id] && slot->cell->value == amount;
    filling->filled[id] = slot->row->has_amount = true;
    slot->cell->state = CELL_VALUE;
    slot->cell->value = amount;
    if (rate && amount != 0)
        accounting->account->computed[slot->row->concept] = true;
    return !same;
}

/* A blank sum or flat rate follows from other rows; a blank in any other row is nothing. What was filled in is computed
 * again as long as what it follows from is. */
static bool fill_blanks(struct filling *filling)
{
    struct accounting *accounting = filling->accounting;
    arena_clear(&filling->pass);
    const struct system *system =
        system_build_with_blanks(&filling->pass, accounting->reported->budget, accounting->result->in_force,
                                 accounting->findings->language);
    const struct definition *definitions = define_cells(&filling->pass, system, &filling->slots, false);
    bool changed = false;
    for (size_t id = 0; id < filling->slots.count; id++) {
        const struct cell *cell = filling->slots.items[id].cell;
        if (cell && (cell->state == CELL_BLANK || filling->filled[id]) && definitions[id].relation)
            changed = fill(filling, id, &definitions[id]) || changed;
    }
    return changed && accounting->account->obstacle == CLAIMS_COMPUTED;
}

static bool has_wages(const struct accounting *accounting)
{
    const struct item *staff = budget_item(accounting->reported->budget, TABLE_COSTS, STAFF);
    for (size_t i = 0; staff && i < staff->table->columns.count; i++)
        if (staff->cells[i].state == CELL_VALUE && staff->cells[i].value != 0)
            return true;
    return false;
}

/* Where a flat rate that the budget has could not be computed, too little would be paid for the wages. */
static void require_rates(struct accounting *accounting, const struct slots *slots)
{
    const struct result *result = accounting->result;
    bool needed = result->known[FLAT_RATE] && result->totals[FLAT_RATE] != 0 && has_wages(accounting);
    for (size_t id = 0; needed && id < slots->count; id++) {
        const struct slot *slot = &slots->items[id];
        bool open = slot->cell && slot->cell->state == CELL_BLANK && is_rate(slot->row->concept);
        if (open && slot->scope != SCOPE_TOTAL)
            stop_account(accounting, CLAIMS_NO_RATE);
    }
}

static void fill_all(struct accounting *accounting)
{
    struct filling filling = {accounting,
                              slots_find(accounting->arena, accounting->reported->budget),
                              {.exhausted = accounting->arena->exhausted},
                              NULL};
    filling.filled = ARENA_ARRAY(accounting->arena, bool, filling.slots.count + 1);
    for (int i = 0; i < MOST_PASSES && fill_blanks(&filling); i++)
        continue;
    arena_release(&filling.pass);
    require_rates(accounting, &filling.slots);
}

/* ---- sums ---- */

/* The costs hold flat rates that were computed here. */
static bool holds_computed(const struct accounting *accounting, const struct relation *relation)
{
    const bool *computed = accounting->account->computed;
    return relation->rule == RULE_SUM_COSTS &&
           (computed[FLAT_RATE] || computed[PAYROLL] || computed[INDIRECT]);
}

static enum message_id action_of(const struct accounting *accounting, const struct relation *relation)
{
    return holds_computed(accounting, relation) ? MESSAGE_DO_CLAIMS_RATES : relation->action;
}

/* Who made the sum may have rounded the flat rates in another way. */
static bool is_rounding(const struct accounting *accounting, const struct relation *relation,
                        struct ratio difference)
{
    const struct conditions *conditions = &accounting->result->in_force;
    int claims = relation->scope == SCOPE_TOTAL ? (int)accounting->reported->claims.count : 1;
    return holds_computed(accounting, relation) &&
           (rounding_reaches(conditions->rounding_unit, conditions->rounding, FLAT_RATE_ROUNDINGS * claims,
                             difference) ||
            rounding_reaches(conditions->rounding_unit, conditions->rounding, FLAT_RATE_ROUNDINGS * claims,
                             ratio_negative(difference)));
}

static struct str amount_words(const struct accounting *accounting, money amount)
{
    return words_of_kronor(accounting->arena, accounting->findings->language, amount);
}

static struct message phrase_of(const struct relation *relation)
{
    return relation->rule == RULE_SUM_ROW ? (struct message){MESSAGE_THAN_CLAIMS, {{0}}} : relation->phrase;
}

static void report_relation(struct accounting *accounting, const struct relation *relation, money published,
                            money expected, enum severity severity)
{
    struct findings *findings = accounting->findings;
    money difference = account_difference(accounting, published, expected);
    struct str phrase = message_text(accounting->arena, findings->language, phrase_of(relation));
    struct str label = relation_label(accounting->arena, relation, findings->language);
    struct str size = amount_words(accounting, difference < 0 ? -difference : difference);
    struct message message = {difference > 0 ? MESSAGE_MORE : MESSAGE_LESS,
                              {label, amount_words(accounting, published), size, phrase}};
    struct finding *finding = finding_add(findings, relation->rule, relation->origin, message);
    finding->severity = severity;
    finding->calculation = relation_calculation(accounting->arena, relation, findings->language);
    finding->cell = relation_cell(accounting->arena, relation);
    finding->unit = UNIT_MONEY;
    finding->currency = CURRENCY_SEK;
    finding->has_values = true;
    finding->published = published;
    finding->expected = expected;
    finding_set_action(findings, finding,
                       (struct message){action_of(accounting, relation),
                                        {label, amount_words(accounting, published), size,
                                         amount_words(accounting, expected)}});
}

/* A rate that was reported by another amount than the case's is said; who reported it must answer for it. */
static bool is_reached(const struct accounting *accounting, const struct relation *relation,
                       struct ratio difference)
{
    const struct conditions *conditions = &accounting->result->in_force;
    if (is_sum(relation->rule))
        return ratio_is_zero(difference) || is_rounding(accounting, relation, difference);
    return relation_reaches(relation, conditions->rounding_unit, conditions->rounding, difference);
}

static void check_relation(struct accounting *accounting, const struct relation *relation)
{
    struct value target = node_evaluate(relation->target), parts = node_evaluate(relation->expression);
    node_mark(relation->target, accounting->used);
    node_mark(relation->expression, accounting->used);
    struct ratio difference;
    money published = 0, expected = 0;
    if (target.status > VALUE_GUESSED || parts.status > VALUE_GUESSED ||
        !ratio_subtract(target.ratio, parts.ratio, &difference) ||
        !ratio_round(target.ratio, 1, ROUND_HALF_UP, &published) ||
        !ratio_round(parts.ratio, 1, ROUND_HALF_UP, &expected))
        stop_account(accounting, CLAIMS_OVERFLOW);
    else if (!is_reached(accounting, relation, difference))
        report_relation(accounting, relation, published, expected, is_sum(relation->rule) ? ERROR : WARNING);
}

void complete_reported(struct accounting *accounting)
{
    struct budget *reported = accounting->reported->budget;
    add_missing_rates(accounting);
    fill_all(accounting);
    accounting->used = ARENA_ARRAY(accounting->arena, bool, reported->cell_count + 1);
    accounting->system = system_build_with_blanks(accounting->arena, reported, accounting->result->in_force,
                                                  accounting->findings->language);
    for (size_t i = 0; i < accounting->system->relations.count; i++)
        if (is_sum(accounting->system->relations.items[i].rule) ||
            relation_is_flat_rate(&accounting->system->relations.items[i]))
            check_relation(accounting, &accounting->system->relations.items[i]);
    if (findings_count(accounting->findings, ERROR) > 0)
        stop_account(accounting, CLAIMS_WRONG);
}

/* ---- what nothing was counted from ---- */

static void report_cell(struct accounting *accounting, const struct slot *slot)
{
    struct findings *findings = accounting->findings;
    struct message message = {
        MESSAGE_CLAIMS_UNUSED,
        {item_name(slot->row, findings->language), amount_words(accounting, slot->cell->value)}};
    struct finding *finding = finding_add(findings, RULE_READ_UNKNOWN_ROW, slot->cell->origin, message);
    finding->severity = ERROR;
    finding->cell = cell_name(accounting->arena, slot->row, slot->scope);
    finding_set_action(findings, finding, (struct message){MESSAGE_DO_CLAIMS_UNUSED, {{0}}});
}

void report_unused(struct accounting *accounting)
{
    struct slots slots = slots_find(accounting->arena, accounting->reported->budget);
    for (size_t id = 0; id < slots.count; id++) {
        const struct slot *slot = &slots.items[id];
        if (slot->cell && slot->cell->state == CELL_VALUE && slot->cell->value != 0 && !accounting->used[id])
            report_cell(accounting, slot);
    }
}
