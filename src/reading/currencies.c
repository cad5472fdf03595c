#include "currencies.h"

/* The first amount of a currency in what a budget compares. */
struct stated {
    enum currency currency;
    struct origin origin;
    struct str name;
};

/* Amounts that are compared: the first of them, and the first in another currency. */
struct compared {
    struct stated first, other;
};

struct settler {
    struct budget *budget;
    struct findings *findings;
    bool seen[CURRENCIES];
    struct compared own; /* costs, financing, the plan and the stated amounts */
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

/* "kr" beside NOK is NOK, alone it is SEK: what has been seen without it. */
static void merge_family(bool *seen, enum currency family)
{
    enum currency own = currency_among(family, CURRENCY_NONE);
    if (!seen[family])
        return;
    for (enum currency currency = CURRENCY_SEK; currency < CURRENCY_KRONOR; currency++)
        if (seen[currency] && currency_among(family, currency) == currency)
            own = currency;
    seen[family] = false;
    seen[own] = true;
}

/* The only currency that has been seen, or `otherwise` where there is none or several. */
static enum currency only_one(bool *seen, enum currency otherwise)
{
    enum currency only = CURRENCY_NONE;
    merge_family(seen, CURRENCY_KRONOR);
    merge_family(seen, CURRENCY_DOLLARS);
    for (enum currency currency = CURRENCY_SEK; currency < CURRENCIES; currency++) {
        if (seen[currency] && only != CURRENCY_NONE)
            return otherwise;
        only = seen[currency] ? currency : only;
    }
    return only == CURRENCY_NONE ? otherwise : only;
}

/* A table whose amounts a budget compares with each other. */
static bool is_own(const struct table *table)
{
    return table->kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, table->kind);
}

static bool has_own_tables(const struct budget *budget)
{
    for (size_t i = 0; i < budget->tables.count; i++)
        if (is_own(budget->tables.items[i]))
            return true;
    return false;
}

static enum currency case_currency(struct settler *settler)
{
    const struct budget *budget = settler->budget;
    enum currency currency =
        currency_among(currency_from_name(budget_fact_text(budget, AMOUNTS_IN)), CURRENCY_NONE);
    if (currency != CURRENCY_NONE)
        return currency;
    bool own = has_own_tables(budget);
    for (size_t i = 0; i < budget->tables.count; i++)
        if (!own || is_own(budget->tables.items[i]))
            see_table(settler, budget->tables.items[i]);
    return only_one(settler->seen, CURRENCY_SEK);
}

/* ---- each amount ---- */

static void compare_amount(struct compared *compared, const struct cell *cell, struct str name)
{
    struct stated stated = {cell->currency, cell->origin, name};
    if (cell->state != CELL_VALUE || cell->value == 0)
        return;
    if (compared->first.currency == CURRENCY_NONE)
        compared->first = stated;
    else if (compared->other.currency == CURRENCY_NONE && cell->currency != compared->first.currency)
        compared->other = stated;
}

/* Says that amounts are compared which stand in different currencies; nothing when they do not. */
static void report_mixed(struct findings *findings, const struct compared *compared)
{
    const struct stated *first = &compared->first, *other = &compared->other;
    if (other->currency == CURRENCY_NONE)
        return;
    struct message message = {MESSAGE_CURRENCIES_MIXED,
                              {str_from(currency_code(other->currency)),
                               str_from(currency_code(first->currency)),
                               place_line_text(findings->arena, place_resolve(first->origin))}};
    struct finding *finding = finding_add(findings, RULE_READ_AMBIGUOUS, other->origin, message);
    finding->cell = other->name;
    finding_relate(findings, finding, first->origin, first->name);
    message.id = MESSAGE_DO_CURRENCIES_MIXED;
    finding_set_action(findings, finding, message);
}

/* In a table of no known kind a column is added up. */
static void compare_column(struct settler *settler, const struct table *table, size_t column)
{
    struct compared compared = {0};
    for (size_t i = 0; i < table->items.count; i++)
        compare_amount(&compared, &table->items.items[i]->cells[column],
                       item_name(table->items.items[i], SWEDISH));
    report_mixed(settler->findings, &compared);
}

static void settle_cell(struct cell *cell, enum currency currency)
{
    cell->currency = cell->currency == CURRENCY_NONE ? currency : currency_among(cell->currency, currency);
}

/* A column beside the budget's own, "Budget EUR" or a rate of exchange: nothing of the budget is compared with it. */
static bool is_beside(const struct table *table, const struct column *column)
{
    bool other = column->scope >= SCOPE_OTHER && column->scope < 1900 && !table->is_by_partner;
    return other || column_is_factor(column);
}

static void settle_item(struct settler *settler, struct item *item, bool compared)
{
    bool amounts = concept_kind(item->concept) != VALUE_PERCENT;
    for (size_t c = 0; c < item->table->columns.count; c++) {
        settle_cell(&item->cells[c], item->table->columns.items[c].currency);
        if (compared && amounts && !is_beside(item->table, &item->table->columns.items[c]))
            compare_amount(&settler->own, &item->cells[c], item_name(item, SWEDISH));
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
    bool seen[CURRENCIES] = {0};
    table->currency = currency_among(table->currency, settler->budget->currency);
    enum currency around = table->currency != CURRENCY_NONE ? table->currency : settler->budget->currency;
    for (size_t c = 0; c < table->columns.count; c++) {
        enum currency *currency = &table->columns.items[c].currency;
        *currency = *currency != CURRENCY_NONE ? *currency : column_currency(table, c);
        *currency = currency_among(*currency != CURRENCY_NONE ? *currency : table->currency, around);
        seen[*currency] = true;
    }
    enum currency usual = only_one(seen, settler->budget->currency);
    for (size_t c = 0; c < table->columns.count; c++) {
        enum currency *currency = &table->columns.items[c].currency;
        *currency = *currency != CURRENCY_NONE ? *currency : usual;
    }
    for (size_t i = 0; i < table->items.count; i++)
        settle_item(settler, table->items.items[i], is_own(table));
    for (size_t c = 0; table->kind == TABLE_OTHER && c < table->columns.count; c++)
        compare_column(settler, table, c);
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
        compare_amount(&settler->own, &budget->activities.items[i].cost, budget->activities.items[i].name);
    }
    for (size_t i = 0; i < budget->skipped.count; i++) {
        enum currency *currency = &budget->skipped.items[i].currency;
        *currency =
            *currency == CURRENCY_NONE ? budget->currency : currency_among(*currency, budget->currency);
    }
    for (size_t i = 0; i < budget->facts.count; i++) {
        struct fact *fact = &budget->facts.items[i];
        settle_cell(&fact->cell, budget->currency);
        if (concept_kind(fact->concept) == VALUE_AMOUNT)
            compare_amount(&settler->own, &fact->cell, fact->label);
    }
}

void currencies_settle(struct budget *budget, struct findings *findings)
{
    struct settler settler = {.budget = budget, .findings = findings};
    budget->currency = case_currency(&settler);
    settle_all(&settler);
    report_mixed(findings, &settler.own);
}
