/* Detail lines that bear no dash: set apart by a column of their own, by blanks before them, or told by their figures. */
#include "ledger.h"

#include "budgetkoll/wordings.h"

/* No amounts stand in the column. */
static bool is_words_column(const struct ledger *ledger, uint32_t field)
{
    const struct row *header = filler_header(ledger->filler);
    for (size_t i = 0; i < ledger->table->columns.count; i++)
        if (ledger->table->columns.items[i].origin.field == field)
            return false;
    return header && field < header->count;
}

bool ledger_names_lines(const struct ledger *ledger, uint32_t field)
{
    const struct filler *filler = ledger->filler;
    bool names = false;
    for (size_t i = filler->found.first; i < filler->found.end && !names; i++)
        names = filler_cell(filler, i, ledger->label_field).length == 0 &&
                row_number(filler_row(filler, i), field, 0).status == NUMBER_NOT;
    return names && (int)field == ledger->label_field + 1;
}

/* The words in the column beside the label's. */
static struct str words_beside(const struct ledger *ledger, size_t row)
{
    uint32_t field = (uint32_t)ledger->label_field + 1;
    bool words = ledger_is_budget(ledger->table->kind) && is_words_column(ledger, field) &&
                 row_number(filler_row(ledger->filler, row), field, 0).status == NUMBER_NOT;
    return words ? filler_cell(ledger->filler, row, (int)field) : STR("");
}

bool ledger_line_beside(const struct ledger *ledger, size_t row, struct str *label)
{
    if (!ledger->group || label->length > 0)
        return false;
    struct str beside = words_beside(ledger, row);
    if (beside.length == 0)
        return false;
    const struct wording *words = words_of(ledger->filler->lexicon, beside);
    *label = beside;
    return !wording_has(words, CLUE_TOTAL) && !wording_has(words, CLUE_RESULT) &&
           !wording_has(words, CLUE_CONTROL);
}

bool ledger_is_indented(const struct ledger *ledger, size_t row, const struct item *item)
{
    const struct row *cells = filler_row(ledger->filler, row);
    bool named = item->concept == UNKNOWN && item->label.length > 0 && item->role < ITEM_TOTAL;
    return named && ledger->group && ledger_is_budget(ledger->table->kind) && cells->first == 0 &&
           cells->indent > ledger->group_indent;
}

/* ---- lines told by their figures ---- */

/* A row with amounts under a name that says nothing. */
static bool is_nameless(const struct ledger *ledger, size_t row)
{
    struct filler *filler = ledger->filler;
    struct str label = filler_cell(filler, row, ledger->label_field);
    if (!filler_is_data(filler, row) || row_take_dash(filler_row(filler, row), &label) || label.length == 0)
        return false;
    const struct wording *words = words_of(filler->lexicon, label);
    return ledger_meaning(ledger, words, false).concept == UNKNOWN && !wording_has(words, CLUE_TOTAL) &&
           !wording_has(words, CLUE_RESULT) && !wording_has(words, CLUE_CONTROL) &&
           !wording_has(words, CLUE_INCLUDED) &&
           row_holds_amount(filler_row(filler, row), (uint32_t)ledger->label_field);
}

/* What the rows make in a column; false where some cell is no amount. */
static bool add_rows(const struct ledger *ledger, size_t first, size_t end, size_t column, money *sum)
{
    const struct column *of = &ledger->table->columns.items[column];
    int64_t unit = of->unit ? of->unit : ledger->filler->unit;
    *sum = 0;
    for (size_t row = first; row < end; row++) {
        money amount = 0;
        struct number number =
            filler_number(ledger->filler, row, (int)of->origin.field, ledger_cell_mark(ledger, row, column));
        bool read = !number.percent && number_amount(number, unit, &amount) == NUMBER_READ;
        if ((!read && number.status != NUMBER_BLANK) || !money_add(*sum, amount, sum))
            return false;
    }
    return true;
}

/* The rows make the amounts of the group: in two columns, and in most of those that are filled. */
static bool rows_add_up(const struct ledger *ledger, const struct item *group, size_t first, size_t end)
{
    size_t holds = 0, fails = 0;
    for (size_t i = 0; i < ledger->table->columns.count; i++) {
        const struct cell *cell = &group->cells[i];
        bool filled = cell->state == CELL_VALUE && cell->value != 0;
        money sum = 0;
        bool same = filled && add_rows(ledger, first, end, i, &sum) && sum == cell->value;
        holds += same;
        fails += filled && !same;
    }
    return holds > 1 && holds > fails;
}

/* A row that lines could make. EU aid has none: half of the financing, it is often just what the financiers below it pay. */
static bool may_have_lines(const struct ledger *ledger, const struct item *group)
{
    return group == ledger->group && group->has_amount && group->concept != FLAT_RATE &&
           group->concept != EU_AID && ledger_is_budget(ledger->table->kind);
}

size_t ledger_lines_end(const struct ledger *ledger, size_t row, const struct item *group)
{
    size_t end = row + 1;
    size_t fewest = ledger->table->kind == TABLE_COSTS ? 2 : 1; /* two costs may be alike by chance */
    if (!may_have_lines(ledger, group))
        return row;
    while (end < ledger->filler->found.end && is_nameless(ledger, end))
        end++;
    bool are_lines = end - row > fewest && rows_add_up(ledger, group, row + 1, end);
    return are_lines ? end : row;
}

/* Two lines or more that add up to their row in every column, which is their sum then and no line itself. */
static bool lines_add_up(const struct item *group)
{
    for (size_t column = 0; column < group->table->columns.count; column++) {
        money sum = 0;
        for (size_t i = 0; i < group->lines.count; i++)
            if (group->lines.items[i]->cells[column].state == CELL_VALUE &&
                !money_add(sum, group->lines.items[i]->cells[column].value, &sum))
                return false;
        if (group->cells[column].state == CELL_VALUE && group->cells[column].value != sum)
            return false;
    }
    return group->lines.count > 1;
}

/* The row's own line, with its amounts; the row keeps only its name. */
static struct item *move_amounts(const struct ledger *ledger, struct item *group, struct str label)
{
    size_t count = ledger->table->columns.count;
    struct item *line = ARENA_NEW(ledger->filler->arena, struct item);
    *line = (struct item){.label = label_printable(ledger->filler->arena, label),
                          .origin = group->origin,
                          .has_amount = true,
                          .role = ITEM_LINE,
                          .table = ledger->table,
                          .cells = group->cells};
    line->origin.field++;
    group->cells = ARENA_ARRAY(ledger->filler->arena, struct cell, count + 1);
    for (size_t i = 0; i < count; i++)
        group->cells[i] = (struct cell){.id = ledger->filler->budget->cell_count++,
                                        .state = CELL_BLANK,
                                        .unit = line->cells[i].unit,
                                        .origin = line->cells[i].origin};
    group->has_amount = false;
    group->has_plain_lines = true;
    return line;
}

void ledger_end_lines(struct ledger *ledger)
{
    struct item *group = ledger->group_beside;
    ledger->group_beside = NULL;
    if (!group || !group->has_amount || ledger->group_row == NO_ROW || lines_add_up(group))
        return;
    struct str label = words_beside(ledger, (size_t)ledger->group_row);
    if (label.length == 0)
        return;
    struct item *line = move_amounts(ledger, group, label);
    *ARENA_PUSH(ledger->filler->arena, &group->lines) = NULL;
    for (size_t i = group->lines.count - 1; i > 0; i--)
        group->lines.items[i] = group->lines.items[i - 1];
    group->lines.items[0] = line;
}
