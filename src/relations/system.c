/* Builds the system: which years there are, which totals, and every family of relations. */
#include "builder.h"

static void add_year(struct builder *builder, int year)
{
    size_t at = 0;
    while (at < builder->years.count && builder->years.items[at] < year)
        at++;
    if (at < builder->years.count && builder->years.items[at] == year)
        return;
    *ARENA_PUSH(builder->arena, &builder->years) = year;
    for (size_t i = builder->years.count - 1; i > at; i--)
        builder->years.items[i] = builder->years.items[i - 1];
    builder->years.items[at] = year;
}

static void collect_years(struct builder *builder)
{
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        bool budget_table = table->kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, table->kind);
        for (size_t i = 0; budget_table && i < table->columns.count; i++)
            if (table->columns.items[i].concept == COL_YEAR)
                add_year(builder, table->columns.items[i].scope);
    }
}

static void collect_totals(struct builder *builder)
{
    for (enum concept concept = STAFF; concept <= TOTAL_COSTS; concept++)
        builder->system->totals[concept] = concept_node(builder, TABLE_COSTS, concept, SCOPE_TOTAL);
    for (enum concept concept = PUBLIC_CASH; concept <= TOTAL_FINANCING; concept++)
        builder->system->totals[concept] = concept_node(builder, TABLE_FINANCING, concept, SCOPE_TOTAL);
}

/* Nearly all cases have one currency, which need not be looked for in each relation. */
static void take_currency(struct system *system)
{
    for (size_t i = 0; i < system->relations.count; i++)
        system->relations.items[i].currency = system->budget->currency;
}

/* Keeps the relations whose amounts are all in one currency; the reader has reported the others. */
static void settle_currencies(struct system *system)
{
    size_t kept = 0;
    for (size_t i = 0; i < system->relations.count; i++) {
        struct relation relation = system->relations.items[i];
        bool one = node_in_one_currency(relation.target, &relation.currency) &&
                   node_in_one_currency(relation.expression, &relation.currency);
        if (relation.currency == CURRENCY_NONE)
            relation.currency = system->budget->currency;
        if (one)
            system->relations.items[kept++] = relation;
    }
    system->relations.count = kept;
}

static struct system *build(struct arena *arena, const struct budget *budget, struct conditions conditions,
                            enum language language, bool with_blanks)
{
    struct system *system = ARENA_NEW(arena, struct system);
    struct builder builder = {.arena = arena,
                              .budget = budget,
                              .system = system,
                              .conditions = &system->conditions,
                              .with_blanks = with_blanks,
                              .cell_nodes = ARENA_ARRAY(arena, struct node *, budget->cell_count + 1),
                              .rows = row_index_make(arena, budget)};
    *system =
        (struct system){.arena = arena, .budget = budget, .conditions = conditions, .language = language};
    collect_years(&builder);
    collect_totals(&builder);
    build_sums(&builder);
    build_rates(&builder);
    build_aid(&builder);
    build_activities(&builder);
    build_intervals(&builder);
    build_allocation(&builder);
    build_other(&builder);
    if (builder.has_other_currency)
        settle_currencies(system);
    else
        take_currency(system);
    return system;
}

struct system *system_build(struct arena *arena, const struct budget *budget, struct conditions conditions,
                            enum language language)
{
    return build(arena, budget, conditions, language, false);
}

struct system *system_build_with_blanks(struct arena *arena, const struct budget *budget,
                                        struct conditions conditions, enum language language)
{
    return build(arena, budget, conditions, language, true);
}

const struct node *system_total(const struct system *system, enum concept concept)
{
    return system->totals[concept];
}

const struct node *system_amount(const struct system *system, enum table_kind kind, enum concept concept,
                                 int scope)
{
    struct builder builder = {.arena = system->arena, .budget = system->budget};
    return concept_node(&builder, kind, concept, scope);
}

const struct node *system_row_amount(const struct system *system, const struct item *row, int scope)
{
    struct builder builder = {.arena = system->arena, .budget = system->budget};
    return item_node(&builder, row, scope);
}
