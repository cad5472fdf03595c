/* A budget's decided amounts as a draft. */
#include "budgetkoll/draft.h"
#include "budgetkoll/complete.h"

#include "own.h"

/* Where each row of the draft comes from: the first of the tables in which it has an amount. In-kind stands in both. */
static const struct source_row {
    enum table_kind table;
    enum concept concept;
    enum table_kind from[2];
} sources[] = {
#define CATEGORY(id, ...) {TABLE_COSTS, id, {TABLE_COSTS}},
#define REST(...)
#include "budgetkoll/categories.def"
    {TABLE_FINANCING, PUBLIC_IN_KIND, {TABLE_FINANCING, TABLE_COSTS}},
    {TABLE_FINANCING, PRIVATE_IN_KIND, {TABLE_FINANCING, TABLE_COSTS}},
    {TABLE_FINANCING, PUBLIC_CASH, {TABLE_FINANCING}},
    {TABLE_FINANCING, PRIVATE_CASH, {TABLE_FINANCING}},
};
enum { SOURCES = sizeof sources / sizeof *sources, MOST_TABLES = 2 };

struct drafter {
    struct arena *arena;
    const struct budget *budget;
    const struct system *system;
    struct draft *draft;
};

/* ---- amounts ---- */

/* The first of what stands in the way. */
static void refuse(struct drafter *drafter, struct str name)
{
    if (drafter->draft->unread.length == 0)
        drafter->draft->unread = name.length ? name : STR("?");
}

static money evaluate(struct drafter *drafter, const struct node *node, struct str name)
{
    money amount = 0;
    if (node && !node_amount(node, &amount))
        refuse(drafter, name);
    return amount;
}

static int scope_at(const struct drafter *drafter, size_t column)
{
    return drafter->draft->years.count ? drafter->draft->years.items[column] : SCOPE_TOTAL;
}

/* Adds to `sum`, or subtracts. */
static void add_amount(struct drafter *drafter, money *sum, money amount, struct str name, bool subtract)
{
    bool fits = subtract ? !__builtin_sub_overflow(*sum, amount, sum) : money_add(*sum, amount, sum);
    if (!fits)
        refuse(drafter, name);
}

static bool is_empty(const struct drafter *drafter, const money *amounts)
{
    for (size_t i = 0; i < draft_columns(drafter->draft); i++)
        if (amounts[i] != 0)
            return false;
    return true;
}

static money *new_amounts(const struct drafter *drafter)
{
    return ARENA_ARRAY(drafter->arena, money, draft_columns(drafter->draft));
}

static void keep(struct drafter *drafter, struct draft_row row)
{
    if (!is_empty(drafter, row.amounts))
        *ARENA_PUSH(drafter->arena, &drafter->draft->rows) = row;
}

/* ---- rows ---- */

static money *amounts_of(struct drafter *drafter, enum table_kind table, enum concept concept)
{
    money *amounts = new_amounts(drafter);
    for (size_t i = 0; i < draft_columns(drafter->draft); i++)
        amounts[i] = evaluate(drafter, system_amount(drafter->system, table, concept, scope_at(drafter, i)),
                              concept_name(concept, drafter->draft->language));
    return amounts;
}

static void take_source(struct drafter *drafter, const struct source_row *source)
{
    money *amounts = NULL;
    for (int i = 0; i < MOST_TABLES && source->from[i] != TABLE_NONE; i++)
        if (!amounts || is_empty(drafter, amounts))
            amounts = amounts_of(drafter, source->from[i], source->concept);
    keep(drafter, (struct draft_row){source->table, source->concept, false, amounts});
}

static void add_row(struct drafter *drafter, const struct item *item, money *amounts)
{
    for (size_t i = 0; i < draft_columns(drafter->draft); i++) {
        const struct node *node = system_row_amount(drafter->system, item, scope_at(drafter, i));
        add_amount(drafter, &amounts[i], evaluate(drafter, node, item->label), item->label, false);
    }
}

/* Rows of the cost table that the vocabulary does not know count as other costs, as they do in the sums. */
static void take_other_costs(struct drafter *drafter)
{
    struct draft_row row = {TABLE_COSTS, OTHER_COST, false, new_amounts(drafter)};
    for (size_t t = 0; t < drafter->budget->tables.count; t++) {
        const struct table *table = drafter->budget->tables.items[t];
        for (size_t i = 0; table->kind == TABLE_COSTS && i < table->items.count; i++)
            if (concept_is_rest(table->items.items[i]->concept))
                add_row(drafter, table->items.items[i], row.amounts);
    }
    keep(drafter, row);
}

/* ---- co-financing ---- */

/* What the table's sum of co-financing has beyond the kinds that it tells apart. */
static void take_unsorted_financing(struct drafter *drafter)
{
    struct str name = concept_name(CO_FINANCING, drafter->draft->language);
    const struct draft *draft = drafter->draft;
    if (system_amount(drafter->system, TABLE_FINANCING, PUBLIC_CASH, SCOPE_TOTAL))
        return;
    money *rest = amounts_of(drafter, TABLE_FINANCING, CO_FINANCING);
    for (size_t r = 0; r < draft->rows.count; r++)
        for (size_t i = 0; draft->rows.items[r].table == TABLE_FINANCING && i < draft_columns(draft); i++)
            add_amount(drafter, &rest[i], draft->rows.items[r].amounts[i], name, true);
    keep(drafter, (struct draft_row){TABLE_FINANCING, PUBLIC_CASH, false, rest});
}

/* The applicant's own promise out of its group. */
static void take_own(struct drafter *drafter)
{
    struct own_row found = own_row_of(drafter->arena, drafter->budget);
    const struct item *own = found.is_doubtful ? NULL : found.row;
    drafter->draft->has_own_row = own != NULL;
    if (!own)
        return;
    enum concept group = found.group->concept;
    struct draft_row row = {TABLE_FINANCING, group, true, new_amounts(drafter)};
    struct draft_row *others = draft_row(drafter->arena, drafter->draft, TABLE_FINANCING, group);
    add_row(drafter, own, row.amounts);
    for (size_t i = 0; i < draft_columns(drafter->draft); i++)
        add_amount(drafter, &others->amounts[i], row.amounts[i], own->label, true);
    /* An empty row too: it tells in which group the own contribution stands. */
    *ARENA_PUSH(drafter->arena, &drafter->draft->rows) = row;
}

/* ---- years ---- */

static void add_year(struct drafter *drafter, int year)
{
    struct draft *draft = drafter->draft;
    size_t at = 0;
    while (at < draft->years.count && draft->years.items[at] < year)
        at++;
    if (at < draft->years.count && draft->years.items[at] == year)
        return;
    *ARENA_PUSH(drafter->arena, &draft->years) = year;
    for (size_t i = draft->years.count - 1; i > at; i--)
        draft->years.items[i] = draft->years.items[i - 1];
    draft->years.items[at] = year;
}

static bool is_budget_table(const struct table *table)
{
    return table->kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, table->kind);
}

static void find_years(struct drafter *drafter)
{
    for (size_t t = 0; t < drafter->budget->tables.count; t++) {
        const struct table *table = drafter->budget->tables.items[t];
        for (size_t i = 0; is_budget_table(table) && i < table->columns.count; i++)
            if (table->columns.items[i].concept == COL_YEAR)
                add_year(drafter, table->columns.items[i].scope);
    }
}

/* A row that the draft takes something from. */
static bool is_taken(const struct item *row)
{
    bool taken = concept_is_rest(row->concept) || row->concept == CO_FINANCING;
    for (size_t i = 0; i < SOURCES && !taken; i++)
        taken = row->concept == sources[i].concept;
    return taken && row->has_amount;
}

static bool is_nothing(const struct node *node)
{
    struct value value = node ? node_evaluate(node) : (struct value){VALUE_KNOWN, {0, 1}};
    return value.status <= VALUE_GUESSED && ratio_is_zero(value.ratio);
}

/* The row has an amount over the project and none in any year. */
static bool is_undivided(const struct drafter *drafter, const struct item *row)
{
    if (!is_taken(row) || is_nothing(system_row_amount(drafter->system, row, SCOPE_TOTAL)))
        return false;
    for (size_t i = 0; i < drafter->draft->years.count; i++)
        if (!is_nothing(system_row_amount(drafter->system, row, drafter->draft->years.items[i])))
            return false;
    return true;
}

/* One such row, and the years cannot be told apart. */
static bool has_undivided(const struct drafter *drafter)
{
    for (size_t t = 0; t < drafter->budget->tables.count; t++) {
        const struct table *table = drafter->budget->tables.items[t];
        for (size_t i = 0; is_budget_table(table) && i < table->items.count; i++)
            if (is_undivided(drafter, table->items.items[i]))
                return true;
    }
    return false;
}

/* ---- the whole ---- */

static void take_programme(struct drafter *drafter)
{
    const struct fact *programme = budget_fact(drafter->budget, PROGRAMME);
    if (programme && programme->text.length)
        *ARENA_PUSH(drafter->arena, &drafter->draft->facts) = (struct draft_fact){PROGRAMME, programme->text};
}

struct draft draft_of(struct arena *arena, const struct budget *budget, enum language language)
{
    static const struct scheme none = {.rounding_unit = ORE_PER_KRONA};
    struct draft draft = {.language = language};
    struct conditions conditions = {
        .scheme = &none, .rounding_unit = ORE_PER_KRONA, .written_unit = ORE_PER_KRONA};
    struct drafter drafter = {arena, budget, system_build(arena, budget, conditions, language), &draft};
    find_years(&drafter);
    if (has_undivided(&drafter))
        draft.years.count = 0;
    for (size_t i = 0; i < SOURCES; i++)
        take_source(&drafter, &sources[i]);
    take_other_costs(&drafter);
    take_unsorted_financing(&drafter);
    take_own(&drafter);
    take_programme(&drafter);
    return draft;
}

/* ---- other wages ---- */

static void copy_rows(struct arena *arena, const struct draft *draft, struct draft *result)
{
    *result = *draft;
    result->rows.items = NULL;
    result->rows.count = result->rows.capacity = 0;
    for (size_t i = 0; i < draft->rows.count; i++)
        *ARENA_PUSH(arena, &result->rows) = draft->rows.items[i];
}

bool draft_with_wages(struct arena *arena, const struct draft *draft, money staff, struct draft *result)
{
    size_t columns = draft_columns(draft);
    money *even = ARENA_ARRAY(arena, money, columns), *parts = ARENA_ARRAY(arena, money, columns);
    bool has_wages = false;
    copy_rows(arena, draft, result);
    struct draft_row *row = draft_row(arena, result, TABLE_COSTS, STAFF);
    for (size_t i = 0; i < columns; i++) {
        even[i] = 1;
        has_wages = has_wages || row->amounts[i] > 0;
    }
    bool fits = split_total(staff, ORE_PER_KRONA, has_wages ? row->amounts : even, columns, parts);
    row->amounts = parts;
    return fits;
}
