/* Plain sums: rows, parts, costs and financing. */
#include "builder.h"

static void relate_row(struct builder *builder, const struct item *item)
{
    if (!item_has_year_amount(item) || concept_kind(item->concept) == VALUE_PERCENT)
        return;
    struct relation *relation =
        relate(builder, RULE_SUM_ROW, item, SCOPE_TOTAL, EQUAL, years_node(builder, item),
               (struct message){MESSAGE_THAN_YEARS, {{0}}});
    if (relation)
        relation->action = MESSAGE_DO_SUM_ROW;
}

static void relate_parts(struct builder *builder, const struct item *item, int scope)
{
    bool financiers = item_is_sum_of_financiers(item);
    struct message phrase = {financiers ? MESSAGE_THAN_ROWS : MESSAGE_THAN_LINES, {{0}}};
    struct relation *relation = relate(builder, financiers ? RULE_SUM_FINANCING : RULE_SUM_PARTS, item, scope,
                                       EQUAL, lines_node(builder, item, scope), phrase);
    if (relation)
        relation->action = MESSAGE_DO_SUM_PARTS;
}

/* A second row with the same amount: the group's total below its lines, or the EU aid in a table of its own. */
static void relate_repeated(struct builder *builder, const struct item *item, enum table_kind kind, int scope)
{
    const struct item *first = builder_item(builder, kind, item->concept);
    if (first == item)
        return;
    struct relation *relation =
        relate(builder, RULE_SUM_PARTS, item, scope, EQUAL, item_node(builder, first, scope),
               (struct message){MESSAGE_THAN_OTHER_ROW, {{0}}});
    if (relation)
        relation->action = MESSAGE_DO_SUM_PARTS;
}

/* Some row of the financing was not recognised, and is in no sum. */
static bool lacks_financing(const struct builder *builder)
{
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        bool financing = table_kind_holds(TABLE_FINANCING, table->kind);
        for (size_t i = 0; financing && i < table->items.count; i++) {
            const struct item *item = table->items.items[i];
            if (item->concept == UNKNOWN && item->has_amount && item->role != ITEM_FINANCIER)
                return true;
        }
    }
    return false;
}

static void relate_definition(struct builder *builder, const struct item *item, enum table_kind kind,
                              int scope)
{
    enum rule_id rule = RULE_SUM_COSTS;
    enum message_id phrase = MESSAGE_NONE;
    const struct node *parts = definition_node(builder, kind, item->concept, scope, &rule, &phrase);
    struct relation *relation =
        relate(builder, rule, item, scope, EQUAL, parts, (struct message){phrase, {{0}}});
    if (!relation)
        return;
    relation->action = MESSAGE_DO_SUM_TOTAL;
    relation->lacks_row = rule == RULE_SUM_FINANCING && lacks_financing(builder);
}

static void relate_item(struct builder *builder, const struct item *item, enum table_kind kind)
{
    relate_row(builder, item);
    for (size_t c = 0; c < item->table->columns.count; c++) {
        int scope = item->table->columns.items[c].scope;
        if (column_is_factor(&item->table->columns.items[c]))
            continue;
        relate_parts(builder, item, scope);
        if (concept_is_rest(item->concept) || item->concept == ROW_TOTAL)
            continue;
        relate_repeated(builder, item, kind, scope);
        if (item->lines.count == 0)
            relate_definition(builder, item, kind, scope);
    }
    for (size_t i = 0; i < item->lines.count; i++)
        relate_row(builder, item->lines.items[i]);
}

void build_sums(struct builder *builder)
{
    for (size_t t = 0; t < builder->budget->tables.count; t++) {
        const struct table *table = builder->budget->tables.items[t];
        bool costs = table->kind == TABLE_COSTS;
        bool financing = table->kind == TABLE_FINANCING || table->kind == TABLE_EU_AID;
        for (size_t i = 0; (costs || financing) && i < table->items.count; i++)
            relate_item(builder, table->items.items[i], costs ? TABLE_COSTS : TABLE_FINANCING);
    }
}
