/* A row of an unknown name is only a warning while the sums that it counts in hold: its amount is where it should be. */
#include "rules.h"

static bool same_origin(struct origin a, struct origin b)
{
    return a.source == b.source && a.record == b.record && a.field == b.field;
}

static const struct item *row_at(const struct budget *budget, struct origin origin)
{
    for (size_t t = 0; t < budget->tables.count; t++)
        for (size_t i = 0; i < budget->tables.items[t]->items.count; i++)
            if (same_origin(budget->tables.items[t]->items.items[i]->origin, origin))
                return budget->tables.items[t]->items.items[i];
    return NULL;
}

/* The cells that are parts of relations which hold, or which do not. */
struct parts {
    bool *holding, *failing;
};

static struct parts mark_parts(struct rule_context *context, const struct result *result)
{
    size_t cells = context->budget->cell_count + 1;
    struct parts parts = {ARENA_ARRAY(context->arena, bool, cells), ARENA_ARRAY(context->arena, bool, cells)};
    for (size_t i = 0; i < result->tested.count; i++) {
        const struct tested *tested = &result->tested.items[i];
        if (tested->relation->rule == RULE_SUM_ROW) /* of its own years */
            continue;
        bool holds = tested->is_evaluated && tested->severity < WARNING;
        node_mark(tested->relation->expression, holds ? parts.holding : parts.failing);
    }
    return parts;
}

static bool stands_right(const struct item *item, const struct parts *parts)
{
    bool right = item != NULL;
    for (size_t i = 0; right && i < item->table->columns.count; i++) {
        const struct cell *cell = &item->cells[i];
        bool amount = cell->state == CELL_UNREADABLE || (cell->state == CELL_VALUE && cell->value != 0);
        right = !amount || (parts->holding[cell->id] && !parts->failing[cell->id]);
    }
    return right;
}

void settle_unknown_rows(struct rule_context *context, const struct result *result)
{
    struct parts parts = {0};
    for (size_t i = 0; i < context->findings->list.count; i++) {
        struct finding *finding = &context->findings->list.items[i];
        if (finding->rule != RULE_READ_UNKNOWN_ROW || finding->severity != ERROR || finding->more > 0)
            continue;
        if (!parts.holding)
            parts = mark_parts(context, result);
        if (stands_right(row_at(context->budget, finding->origin), &parts))
            finding->severity = WARNING;
    }
}
