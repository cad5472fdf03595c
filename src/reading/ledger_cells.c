/* The cells of a row: read, or why not. */
#include "ledger.h"

void ledger_make_cells(struct ledger *ledger, size_t row, struct item *item, enum cell_state state)
{
    struct filler *filler = ledger->filler;
    size_t count = ledger->table->columns.count;
    item->cells = ARENA_ARRAY(filler->arena, struct cell, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct column *column = &ledger->table->columns.items[i];
        item->cells[i] = (struct cell){.id = filler->budget->cell_count++,
                                       .state = state,
                                       .unit = column->unit ? column->unit : filler->unit,
                                       .origin = filler_origin(filler, row, (int)column->origin.field)};
    }
    item->has_amount = item->has_amount || state == CELL_UNREADABLE;
}

/* Of a column that stands twice no cell can be read in one way, blank ones included. */
static void doubt_repeated(const struct ledger *ledger, size_t row, struct item *item)
{
    const struct row *data = filler_row(ledger->filler, row);
    for (size_t i = 0; i < ledger->table->columns.count; i++)
        if (ledger->table->columns.items[i].is_repeated &&
            row_holds_amount(data, (uint32_t)ledger->label_field)) {
            item->cells[i].state = CELL_UNREADABLE;
            item->has_amount = true;
        }
}

/* A word stands where an amount should; as it seldom does, this is asked first. */
static bool holds_word(const struct ledger *ledger, const struct row *cells)
{
    for (size_t i = 0; i < ledger->table->columns.count; i++) {
        struct str cell = row_cell(cells, ledger->table->columns.items[i].origin.field);
        if (cell.length > 0 && !number_has_digit(cell))
            return true;
    }
    return false;
}

/* "Utgifter;Belopp" among the rows of a table headed "Intäkter;Belopp": a heading that says again what its columns hold. */
static bool repeats_header(const struct ledger *ledger, size_t row)
{
    const struct filler *filler = ledger->filler;
    const struct row *header = filler_header(filler), *cells = filler_row(filler, row);
    bool same = header && holds_word(ledger, cells);
    for (size_t i = 0; same && i < ledger->table->columns.count; i++) {
        uint32_t field = ledger->table->columns.items[i].origin.field;
        same = str_equal(label_key(filler->arena, row_cell(cells, field)),
                         label_key(filler->arena, row_cell(header, field)));
    }
    return same;
}

static void read_cells(struct ledger *ledger, size_t row, struct item *item)
{
    struct filler *filler = ledger->filler;
    size_t count = ledger->table->columns.count;
    enum value_kind kind = concept_kind(item->concept) == VALUE_PERCENT ? VALUE_PERCENT : VALUE_AMOUNT;
    if (filler_row(filler, row)->doubtful || repeats_header(ledger, row)) { /* the first has been reported */
        ledger_make_cells(ledger, row, item,
                          filler_row(filler, row)->doubtful ? CELL_UNREADABLE : CELL_BLANK);
        return;
    }
    item->cells = ARENA_ARRAY(filler->arena, struct cell, count + 1);
    struct str unit_name = filler_cell(filler, row, ledger->unit_field);
    int64_t row_unit = unit_name.length > 0 ? unit_from_name(unit_name) : 0;
    for (size_t i = 0; i < count; i++) {
        const struct column *column = &ledger->table->columns.items[i];
        int64_t unit = column->unit ? column->unit : row_unit;
        size_t found = filler->findings->total; /* the name is made only for its finding */
        char mark = ledger_cell_mark(ledger, row, i);
        item->cells[i] = column->role == COLUMN_NUMBERS
                             ? read_plain_number(filler, row, (int)column->origin.field, mark)
                             : read_value(filler, row, (int)column->origin.field, kind, unit, mark, STR(""));
        if (row_unit != 0 && item->cells[i].currency == CURRENCY_NONE)
            item->cells[i].currency = currency_from_name(unit_name);
        if (filler->findings->total > found)
            filler_name_finding(filler, cell_name(filler->arena, item, column->scope));
        item->has_amount = item->has_amount || item->cells[i].state >= CELL_VALUE;
    }
    doubt_repeated(ledger, row, item);
}

void ledger_read_cells(struct ledger *ledger, size_t row, struct item *item)
{
    struct filler *filler = ledger->filler;
    struct findings *findings = filler->findings;
    findings_apart_again(&ledger->of_cells, findings);
    filler->findings = &ledger->of_cells;
    read_cells(ledger, row, item);
    filler->findings = findings;
}

void ledger_tell_cells(struct ledger *ledger)
{
    findings_join(ledger->filler->findings, &ledger->of_cells);
}

void ledger_hush_cells(struct ledger *ledger)
{
    findings_apart_again(&ledger->of_cells, ledger->filler->findings);
}

/* In a row with surplus cells it cannot be told which amount belongs in which column. */
void ledger_doubt_cells(const struct ledger *ledger, struct item *item)
{
    for (size_t i = 0; i < ledger->table->columns.count; i++)
        if (item->cells[i].state == CELL_VALUE)
            item->cells[i].state = CELL_UNREADABLE;
}
