/* Blanks that people left in what they decide. A blank in a row that has other amounts is unknown; where it is the only unknown
 * of a published sum it is the rest of it, and where only a row's total is known its years stay open. */
#include "completer.h"

/* The value of the node hangs on a blank of a row of which only the total is known. */
static bool hangs_on_unsplit(const struct completer *completer, const struct node *node)
{
    if (node->kind == NODE_CELL && node->cell->state == CELL_BLANK && completer->unsplit[node->cell->id])
        return true;
    if (node->kind == NODE_CELL && node->cell->state == CELL_BLANK && node->stand_in)
        return hangs_on_unsplit(completer, node->stand_in);
    for (size_t i = 0; i < node->terms.count; i++)
        if (hangs_on_unsplit(completer, node->terms.items[i].node))
            return true;
    return false;
}

/* A blank that follows from an open one is open too. */
static bool spread_unsplit(struct completer *completer)
{
    bool any = false;
    for (size_t id = 0; id < completer->slots.count; id++) {
        const struct slot *slot = &completer->slots.items[id];
        const struct definition *definition = &completer->definitions[id];
        bool may_be =
            slot->cell && slot->cell->state == CELL_BLANK && definition->relation && !completer->unsplit[id];
        if (!may_be || !hangs_on_unsplit(completer, definition->expression))
            continue;
        completer->unsplit[id] = true;
        any = true;
    }
    return any;
}

void settle_unsplit(struct completer *completer)
{
    bool any = false;
    for (size_t id = 0; id < completer->slots.count; id++) {
        completer->unsplit[id] = completer->lonely[id] && !completer->definitions[id].relation;
        any = any || completer->unsplit[id];
    }
    while (any)
        any = spread_unsplit(completer);
}

static void fill_rest(struct completer *completer, const struct cell *blank, money sum, money known)
{
    struct buffer words = {.arena = completer->arena};
    const struct slot *slot = &completer->slots.items[blank->id];
    words_amount(&words, completer->language, sum);
    buffer_add(&words, STR(" − "));
    words_amount(&words, completer->language, known);
    buffer_add(&words, STR(" = "));
    words_amount(&words, completer->language, sum - known);
    completer->rests[blank->id] = buffer_text(&words);
    assign(completer, slot, sum - known, 0);
}

/* ---- rows ---- */

/* The years of a row: what the given ones make, and which are blank. */
struct years {
    money sum;
    const struct cell *blank; /* the last */
    int blanks;
    bool is_known; /* every given one can be read, and their sum fits */
};

static struct years read_years(const struct item *row)
{
    struct years years = {.is_known = true};
    for (size_t i = 0; i < row->table->columns.count; i++) {
        const struct cell *cell = &row->cells[i];
        if (row->table->columns.items[i].concept != COL_YEAR)
            continue;
        if (cell->state == CELL_BLANK) {
            years.blank = cell;
            years.blanks++;
        }
        bool fits = cell->state != CELL_VALUE || money_add(years.sum, cell->value, &years.sum);
        years.is_known = years.is_known && fits && cell->state != CELL_UNREADABLE;
    }
    return years;
}

/* Relations say it, and from nothing that is itself unknown. */
static bool follows(const struct completer *completer, const struct cell *cell)
{
    const struct definition *definition = &completer->definitions[cell->id];
    return definition->relation && node_evaluate(definition->expression).status == VALUE_KNOWN;
}

static void mark_lonely(struct completer *completer, const struct item *row)
{
    for (size_t i = 0; i < row->table->columns.count; i++)
        if (row->table->columns.items[i].concept == COL_YEAR && row->cells[i].state == CELL_BLANK)
            completer->lonely[row->cells[i].id] = true;
}

static void settle_row(struct completer *completer, const struct item *row)
{
    const struct cell *total = item_cell(row, SCOPE_TOTAL);
    struct years years = read_years(row);
    bool is_open =
        years.blanks > 0 && !follows(completer, years.blank) && concept_kind(row->concept) != VALUE_PERCENT;
    if (!is_open || !years.is_known || !total || total->state != CELL_VALUE || total->value == years.sum ||
        row->concept == EU_AID || row->concept == APPLIED)
        return;
    if (years.blanks > 1)
        mark_lonely(completer, row);
    else if (total->value > years.sum)
        fill_rest(completer, years.blank, total->value, years.sum);
}

/* ---- columns ---- */

/* The one unknown line of a group whose amount is published is what the others leave. */
static void settle_column(struct completer *completer, const struct item *group, size_t column)
{
    const struct cell *sum = &group->cells[column], *blank = NULL;
    money known = 0;
    int blanks = 0;
    for (size_t i = 0; i < group->lines.count; i++) {
        const struct item *line = group->lines.items[i];
        const struct cell *cell = &line->cells[column];
        if (cell->state == CELL_UNREADABLE ||
            (cell->state == CELL_VALUE && !money_add(known, cell->value, &known)))
            return;
        if (cell->state != CELL_BLANK || !line->has_amount)
            continue;
        blank = cell;
        blanks++;
    }
    if (blanks == 1 && sum->state == CELL_VALUE && sum->value > known && !follows(completer, blank))
        fill_rest(completer, blank, sum->value, known);
}

static void settle_group(struct completer *completer, const struct item *group)
{
    for (size_t i = 0; i < group->lines.count; i++)
        settle_row(completer, group->lines.items[i]);
    for (size_t column = 0; column < group->table->columns.count; column++)
        if (group->table->columns.items[column].concept == COL_YEAR)
            settle_column(completer, group, column);
}

void settle_blanks(struct completer *completer)
{
    for (size_t t = 0; t < completer->working->tables.count; t++) {
        const struct table *table = completer->working->tables.items[t];
        bool in_budget = table->kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, table->kind);
        for (size_t i = 0; in_budget && i < table->items.count; i++) {
            settle_row(completer, table->items.items[i]);
            settle_group(completer, table->items.items[i]);
        }
    }
}
