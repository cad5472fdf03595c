#include "currencies.h"

/* The first amount of a currency in what a budget compares. */
struct stated {
    enum currency currency;
    struct origin origin;
    struct str name;
};

struct settler {
    struct budget *budget;
    bool seen[CURRENCIES];
    struct stated first, other; /* `other` is the first in another currency than `first` */
};

static void see(struct settler *settler, enum currency currency)
{
    settler->seen[currency] = true;
}

/* ---- what is stated ---- */

static void see_item(struct settler *settler, const struct item *item)
{
    for (size_t c = 0; c < item->table->columns.count; c++)
        see(settler, item->cells[c].currency);
    for (size_t i = 0; i < item->lines.count; i++)
        see_item(settler, item->lines.items[i]);
}

static void see_table(struct settler *settler, const struct table *table)
{
    see(settler, table->currency);
    for (size_t c = 0; c < table->columns.count; c++)
        see(settler, table->columns.items[c].currency);
    for (size_t i = 0; i < table->items.count; i++)
        see_item(settler, table->items.items[i]);
}

static enum currency only_one(const struct settler *settler)
{
    enum currency only = CURRENCY_NONE;
    for (enum currency currency = CURRENCY_SEK; currency < CURRENCIES; currency++)
        if (settler->seen[currency] && only != CURRENCY_NONE)
            return CURRENCY_SEK;
        else if (settler->seen[currency])
            only = currency;
    return only == CURRENCY_NONE ? CURRENCY_SEK : only;
}

static enum currency case_currency(struct settler *settler)
{
    const struct budget *budget = settler->budget;
    enum currency currency = currency_from_name(budget_fact_text(budget, AMOUNTS_IN));
    if (currency != CURRENCY_NONE)
        return currency;
    for (size_t i = 0; i < budget->tables.count; i++)
        see_table(settler, budget->tables.items[i]);
    for (size_t i = 0; i < budget->activities.count; i++)
        see(settler, budget->activities.items[i].cost.currency);
    for (size_t i = 0; i < budget->facts.count; i++)
        see(settler, budget->facts.items[i].cell.currency);
    return only_one(settler);
}

/* ---- each amount ---- */

/* What is compared with each other: costs, financing, the plan and the stated amounts. */
static void compare_amount(struct settler *settler, const struct cell *cell, struct str name)
{
    struct stated stated = {cell->currency, cell->origin, name};
    if (cell->state != CELL_VALUE || cell->value == 0)
        return;
    if (settler->first.currency == CURRENCY_NONE)
        settler->first = stated;
    else if (settler->other.currency == CURRENCY_NONE && cell->currency != settler->first.currency)
        settler->other = stated;
}

static void settle_cell(struct cell *cell, enum currency currency)
{
    if (cell->currency == CURRENCY_NONE)
        cell->currency = currency;
}

static void settle_item(struct settler *settler, struct item *item, bool compared)
{
    bool amounts = concept_kind(item->concept) != VALUE_PERCENT;
    for (size_t c = 0; c < item->table->columns.count; c++) {
        settle_cell(&item->cells[c], item->table->columns.items[c].currency);
        if (compared && amounts)
            compare_amount(settler, &item->cells[c], item_name(item, SWEDISH));
    }
    for (size_t i = 0; i < item->lines.count; i++)
        settle_item(settler, item->lines.items[i], compared);
}

/* The first currency that stands in a cell of the column. */
static enum currency column_currency(const struct table *table, size_t column)
{
    for (size_t i = 0; i < table->items.count; i++)
        if (table->items.items[i]->cells[column].currency != CURRENCY_NONE)
            return table->items.items[i]->cells[column].currency;
    return CURRENCY_NONE;
}

static void settle_table(struct settler *settler, struct table *table)
{
    bool compared = table->kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, table->kind);
    for (size_t c = 0; c < table->columns.count; c++) {
        enum currency *currency = &table->columns.items[c].currency;
        *currency = *currency != CURRENCY_NONE ? *currency : column_currency(table, c);
        *currency = *currency != CURRENCY_NONE ? *currency : table->currency;
        *currency = *currency != CURRENCY_NONE ? *currency : settler->budget->currency;
    }
    for (size_t i = 0; i < table->items.count; i++)
        settle_item(settler, table->items.items[i], compared);
}

static enum currency activity_currency(const struct budget *budget)
{
    for (size_t i = 0; i < budget->tables.count; i++) {
        const struct table *table = budget->tables.items[i];
        if (table->kind == TABLE_ACTIVITIES && table->columns.count > 0)
            return table->columns.items[0].currency;
    }
    return budget->currency;
}

static void settle_all(struct settler *settler)
{
    struct budget *budget = settler->budget;
    for (size_t i = 0; i < budget->tables.count; i++)
        settle_table(settler, budget->tables.items[i]);
    for (size_t i = 0; i < budget->activities.count; i++) {
        settle_cell(&budget->activities.items[i].cost, activity_currency(budget));
        compare_amount(settler, &budget->activities.items[i].cost, budget->activities.items[i].name);
    }
    for (size_t i = 0; i < budget->facts.count; i++) {
        struct fact *fact = &budget->facts.items[i];
        settle_cell(&fact->cell, budget->currency);
        if (concept_kind(fact->concept) == VALUE_AMOUNT)
            compare_amount(settler, &fact->cell, fact->label);
    }
}

static void report_mixed(const struct settler *settler, struct findings *findings)
{
    struct message message = {MESSAGE_CURRENCIES_MIXED,
                              {str_from(currency_code(settler->other.currency)),
                               str_from(currency_code(settler->first.currency)),
                               place_line_text(findings->arena, place_resolve(settler->first.origin))}};
    struct finding *finding = finding_add(findings, RULE_READ_AMBIGUOUS, settler->other.origin, message);
    finding->cell = settler->other.name;
    finding_relate(findings, finding, settler->first.origin, settler->first.name);
    message.id = MESSAGE_DO_CURRENCIES_MIXED;
    finding_set_action(findings, finding, message);
}

void currencies_settle(struct budget *budget, struct findings *findings)
{
    struct settler settler = {.budget = budget};
    budget->currency = case_currency(&settler);
    settle_all(&settler);
    if (settler.other.currency != CURRENCY_NONE)
        report_mixed(&settler, findings);
}
