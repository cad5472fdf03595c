/* The rows of a budget by what they are, in one pass over its tables. */
#include "builder.h"

static void keep_first(const struct item **rows, const struct item *item)
{
    if (!rows[item->concept])
        rows[item->concept] = item;
}

struct row_index *row_index_make(struct arena *arena, const struct budget *budget)
{
    struct row_index *index = ARENA_NEW(arena, struct row_index);
    for (size_t t = 0; t < budget->tables.count; t++) {
        const struct table *table = budget->tables.items[t];
        const struct item **rows = table->kind == TABLE_COSTS                       ? index->costs
                                   : table_kind_holds(TABLE_FINANCING, table->kind) ? index->financing
                                                                                    : NULL;
        for (size_t i = 0; rows && i < table->items.count; i++) {
            const struct item *item = table->items.items[i];
            keep_first(rows, item);
            for (size_t line = 0; item->concept == FLAT_RATE && line < item->lines.count; line++)
                keep_first(rows, item->lines.items[line]);
        }
    }
    return index;
}

const struct item *builder_item(const struct builder *builder, enum table_kind kind, enum concept concept)
{
    if (!builder->rows || (kind != TABLE_COSTS && kind != TABLE_FINANCING))
        return budget_item(builder->budget, kind, concept);
    return kind == TABLE_COSTS ? builder->rows->costs[concept] : builder->rows->financing[concept];
}
