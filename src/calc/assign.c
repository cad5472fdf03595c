/* Putting a value into a cell of the budget that is completed. */
#include "completer.h"

static bool row_is_blank(const struct item *row)
{
    for (size_t i = 0; row && i < row->table->columns.count; i++)
        if (row->cells[i].state == CELL_VALUE)
            return false;
    return true;
}

/* "Summa bidrag i annat än pengar;;;;0": the total says that the years are nothing. */
static bool only_total_is_nothing(const struct item *row)
{
    const struct cell *total = row ? item_cell(row, SCOPE_TOTAL) : NULL;
    bool is_nothing = total && total->state == CELL_VALUE && total->value == 0;
    for (size_t i = 0; is_nothing && i < row->table->columns.count; i++)
        is_nothing = row->cells[i].state != CELL_VALUE || &row->cells[i] == total;
    return is_nothing;
}

/* A flat rate of nothing is written out: else a wrong sum of both would have no parts to be compared with. */
static bool is_rate(const struct item *row)
{
    return row && (row->concept == PAYROLL || row->concept == INDIRECT);
}

void assign(struct completer *completer, const struct slot *slot, int64_t value, int decimals)
{
    struct cell *cell = slot->cell;
    bool same = cell->state == CELL_VALUE && cell->value == value && cell->decimals == decimals;
    bool is_nothing = row_is_blank(slot->row) || only_total_is_nothing(slot->row);
    bool may_stay = slot->kind == VALUE_AMOUNT && !is_rate(slot->row);
    bool is_needless = cell->state == CELL_BLANK && value == 0 && is_nothing && may_stay;
    if (same || is_needless)
        return;
    cell->state = CELL_VALUE;
    cell->value = value;
    cell->decimals = decimals;
    if (slot->row)
        slot->row->has_amount = true;
    completer->changed = true;
}

const struct slot *row_slot(const struct completer *completer, const struct item *row, int scope)
{
    const struct cell *cell = row ? item_cell(row, scope) : NULL;
    return cell ? &completer->slots.items[cell->id] : NULL;
}
