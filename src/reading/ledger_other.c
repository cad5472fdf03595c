/* What only tables need that are none of a budget's own: what makes them tables with totals, and what goes unchecked. */
#include "ledger.h"

/* What the rows above make in a column. */
static bool adds_up(const struct table *table, size_t column, const struct cell *cell)
{
    money sum = 0;
    for (size_t i = 0; i < table->items.count; i++) {
        const struct cell *part = &table->items.items[i]->cells[column];
        if (part->state == CELL_VALUE && !money_add(sum, part->value, &sum))
            return false;
    }
    return sum == cell->value;
}

/* Under a name that says nothing, a row is the total of those above by its figures: in two columns, and in most. */
static bool adds_up_most(const struct table *table, const struct item *item)
{
    size_t holds = 0, fails = 0;
    for (size_t i = 0; i < table->columns.count; i++) {
        bool filled = item->cells[i].state == CELL_VALUE && item->cells[i].value != 0;
        bool holds_here = filled && adds_up(table, i, &item->cells[i]);
        holds += holds_here;
        fails += filled && !holds_here;
    }
    return table->items.count > 1 && holds > 1 && holds > fails && !table_row(table, ROW_TOTAL);
}

void ledger_settle_last_row(const struct ledger *ledger, size_t row, struct item *item)
{
    bool last = row + 1 == ledger->filler->segment.end && ledger->table->kind == TABLE_OTHER;
    if (last && item->has_amount && (item->label.length == 0 || adds_up_most(ledger->table, item))) {
        item->concept = ROW_TOTAL;
        item->form = FORM_TOTAL;
    }
}

bool ledger_has_totals(const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i].is_total)
            return true;
    return table->columns.count > 0 && table_row(table, ROW_TOTAL);
}

void ledger_remark_shares(const struct ledger *ledger, struct str label)
{
    struct filler *filler = ledger->filler;
    struct message message = {MESSAGE_REMARK_SHARE_ROW,
                              {quoted(filler->arena, label), source_text(filler->arena, filler->source)}};
    budget_remark(filler->budget, filler->findings->language, message);
}

void ledger_remark_no_total_row(const struct ledger *ledger)
{
    struct filler *filler = ledger->filler;
    const struct table *table = ledger->table;
    if (table->kind != TABLE_OTHER || table->items.count < 2 || table_row(table, ROW_TOTAL))
        return;
    struct str name = table->title.length > 0
                          ? table->title
                          : row_cell(filler_header(filler), (uint32_t)ledger->label_field);
    struct message message = {MESSAGE_REMARK_NO_TOTAL_ROW,
                              {quoted(filler->arena, name), source_text(filler->arena, filler->source)}};
    budget_remark(filler->budget, filler->findings->language, message);
}
