/* The columns of a ledger: what each holds, and how its numbers are to be read. */
#include "ledger.h"

#include "budgetkoll/wordings.h"
#include "settle.h"

int ledger_label_field(const struct filler *filler)
{
    static const enum concept labels[] = {COL_CATEGORY, COL_FINANCIER, COL_FINANCING, COL_ACTOR,
                                          COL_ACTIVITY, COL_NAME,      COL_KEY};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (filler_field(filler, labels[i]) != NO_FIELD)
            return filler_field(filler, labels[i]);
    return (int)filler->found.left;
}

/* The scope of a header cell; SCOPE_TEXT where no amounts are expected. */
static int column_scope(enum concept concept, int year)
{
    switch ((int)concept) {
    case COL_YEAR:
        return year;
    case COL_TOTAL:
    case COL_COST:
    case COL_VALUE:
        return SCOPE_TOTAL;
    case COL_LOW:
        return SCOPE_LOW;
    case COL_HIGH:
        return SCOPE_HIGH;
    default:
        return SCOPE_TEXT;
    }
}

bool ledger_has_scope(const struct table *table, int scope)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i].scope == scope)
            return true;
    return false;
}

/* The scope of a heading that is no year and no total: that of the same heading in another table, else one that none has. */
static int other_scope(const struct ledger *ledger, uint32_t field, struct str label)
{
    struct arena *arena = ledger->filler->arena;
    const struct budget *budget = ledger->filler->budget;
    int own = SCOPE_OTHER + (int)field;
    for (size_t t = 0; t < budget->tables.count; t++) {
        const struct table *table = budget->tables.items[t];
        for (size_t i = 0; table->kind != TABLE_OTHER && i < table->columns.count; i++) {
            const struct column *column = &table->columns.items[i];
            bool other = column->scope >= SCOPE_OTHER && column->concept != COL_YEAR;
            bool same = other && label.length > 0 && table->is_by_partner == ledger->table->is_by_partner &&
                        str_equal(label_key(arena, column->label), label_key(arena, label));
            if (same && !ledger_has_scope(ledger->table, column->scope))
                return column->scope;
            own = other && column->scope >= own ? column->scope + 1 : own;
        }
    }
    while (ledger_has_scope(ledger->table, own))
        own++;
    return own;
}

static bool is_factor(enum column_sense sense)
{
    return sense == SENSE_QUANTITY || sense == SENSE_PRICE || sense == SENSE_RATE;
}

/* What a column is whose heading names no year and no total; SCOPE_TEXT where it holds nothing that could be checked. A
 * heading of a unit of money ("Antal kr") is one of amounts, whatever else it says. */
static void settle_other_column(struct ledger *ledger, const struct table_column *found,
                                struct column *column)
{
    struct filler *filler = ledger->filler;
    uint32_t field = found->field;
    struct str key = label_key(filler->arena, found->heading);
    bool named_control = key_has(key, CLUE_CONTROL),
         is_control = named_control && column_is_zero(filler, field);
    bool factor = is_factor(found->sense) && found->unit == 0;
    bool numbers = found->numbers > 0 && !is_control;
    bool unknown = found->sense == SENSE_NONE;
    bool amounts = numbers && !factor && !(unknown && named_control) &&
                   (found->unit != 0 || !label_is_number(found->heading, key));
    if (numbers && unknown && named_control) {
        skip_column(filler, field);
        *ARENA_PUSH(filler->arena, &ledger->unknown_columns) = field;
    }
    column->scope =
        (amounts || (numbers && factor)) ? other_scope(ledger, field, found->heading) : SCOPE_TEXT;
    if (factor)
        column->role = found->sense == SENSE_PRICE ? COLUMN_PRICE : COLUMN_NUMBERS;
    else if (!ledger->table->is_by_partner)
        column->role = COLUMN_APART;
    if (column->scope == SCOPE_TEXT && !ledger_names_lines(ledger, field))
        remark_column(filler, field);
    if (amounts && unknown && !ledger->table->is_by_partner)
        *ARENA_PUSH(filler->arena, &ledger->unknown_columns) = field;
}

static void report_repeated_column(struct ledger *ledger, struct origin origin, struct str label)
{
    struct message message = {MESSAGE_DUPLICATE_COLUMN, {quoted(ledger->filler->arena, label)}};
    struct finding *finding = report_unknown(ledger->filler, RULE_READ_DUPLICATE, origin, message, true);
    finding_set_action(ledger->filler->findings, finding,
                       (struct message){MESSAGE_DO_DUPLICATE_COLUMN, {{0}}});
}

/* The first column of the same scope cannot be relied on either: which of the two applies is not known. */
static void doubt_column(struct ledger *ledger, int scope, uint32_t field)
{
    struct table *table = ledger->table;
    for (size_t i = 0; i < table->columns.count; i++) {
        struct column *column = &table->columns.items[i];
        if (column->scope != scope)
            continue;
        if (!column->is_repeated)
            skip_column(ledger->filler, column->origin.field);
        column->is_repeated = true;
    }
    skip_column(ledger->filler, field);
}

/* Another column of the same scope in another currency is a column of its own, beside which it stands. */
static bool is_in_other_currency(const struct ledger *ledger, const struct column *column)
{
    for (size_t i = 0; i < ledger->table->columns.count; i++)
        if (ledger->table->columns.items[i].scope == column->scope)
            return ledger->table->columns.items[i].currency != column->currency;
    return false;
}

void ledger_push_column(struct ledger *ledger, struct column column, const struct table_column *found)
{
    struct arena *arena = ledger->filler->arena;
    *ARENA_PUSH(arena, &ledger->table->columns) = column;
    *ARENA_PUSH(arena, &ledger->found) = found;
}

void ledger_add_stated(struct ledger *ledger)
{
    struct arena *arena = ledger->filler->arena;
    enum column_sense *senses = ARENA_ARRAY(arena, enum column_sense, ledger->found.count + 1);
    for (size_t i = 0; i < ledger->found.count; i++)
        senses[i] = ledger->found.items[i] ? ledger->found.items[i]->sense : SENSE_TOTAL;
    table_add_stated(arena, ledger->table, senses);
}

static enum column_role role_of(enum concept concept, struct str key)
{
    bool apart = key_has(key, CLUE_CONTROL) || key_has(key, CLUE_OUTCOME) || key_has(key, CLUE_REMAINS);
    return concept == COL_TOTAL ? COLUMN_TOTAL : apart ? COLUMN_APART : COLUMN_AMOUNTS;
}

static void add_column(struct ledger *ledger, const struct table_column *found)
{
    struct filler *filler = ledger->filler;
    struct str key = label_key(filler->arena, found->heading);
    struct column column = {.concept = found->concept,
                            .scope = column_scope(found->concept, found->year),
                            .unit = found->unit,
                            .currency = found->currency,
                            .role = role_of(found->concept, key),
                            .label = found->heading,
                            .origin = filler_origin(filler, found->header_row, (int)found->field)};
    if (found->concept == UNKNOWN)
        settle_other_column(ledger, found, &column);
    if (column.scope == SCOPE_TEXT)
        return;
    if (ledger->table->is_by_partner && key_has(key, CLUE_TOTAL))
        column.role = COLUMN_TOTAL;
    if (ledger_has_scope(ledger->table, column.scope) &&
        (ledger->table->is_by_partner || is_in_other_currency(ledger, &column))) {
        column.scope =
            other_scope(ledger, found->field, found->heading); /* "Totalt" for each of several groups */
    }
    if (ledger_has_scope(ledger->table, column.scope)) {
        report_repeated_column(ledger, column.origin, found->heading);
        doubt_column(ledger, column.scope, found->field);
        return;
    }
    ledger_push_column(ledger, column, found);
}

/* ---- columns that are not understood ---- */

/* In every row that can be tested the years make the total, and in some row they do: no other column is one of them. */
static bool years_make_totals(const struct table *table)
{
    size_t holds = 0;
    for (size_t i = 0; i < table->items.count; i++) {
        const struct item *item = table->items.items[i];
        const struct cell *total = item_cell(item, SCOPE_TOTAL);
        money sum = 0;
        bool known = total && total->state == CELL_VALUE && concept_kind(item->concept) != VALUE_PERCENT;
        for (size_t c = 0; known && c < table->columns.count; c++) {
            bool year = table->columns.items[c].concept == COL_YEAR;
            known = !year || item->cells[c].state == CELL_BLANK ||
                    (item->cells[c].state == CELL_VALUE && money_add(sum, item->cells[c].value, &sum));
        }
        if (known && sum != total->value)
            return false;
        holds += known;
    }
    return holds > 0;
}

static void report_column(struct ledger *ledger, uint32_t field, bool is_beside)
{
    struct filler *filler = ledger->filler;
    struct str label = quoted(filler->arena, row_cell(filler_header(filler), field));
    struct str number = filler->source->kind == SOURCE_SHEET
                            ? place_column(filler->arena, field + 1)
                            : words_of_count(filler->arena, (long long)field + 1);
    struct message nameless = {MESSAGE_NO_HEADING, {number}};
    if (label.length == 0)
        label = message_text(filler->arena, filler->findings->language, nameless);
    struct message message = {is_beside ? MESSAGE_COLUMN_BESIDE : MESSAGE_UNKNOWN_COLUMN, {label}};
    struct finding *finding =
        report_unknown(filler, RULE_READ_UNKNOWN_TABLE,
                       filler_origin(filler, (size_t)filler->found.header, (int)field), message, !is_beside);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_UNKNOWN_COLUMN, {{0}}});
}

void ledger_settle_unknown_columns(struct ledger *ledger)
{
    bool beside = years_make_totals(ledger->table);
    for (size_t i = 0; i < ledger->unknown_columns.count; i++)
        report_column(ledger, ledger->unknown_columns.items[i], beside);
    ledger->table->has_unread_column = ledger->unknown_columns.count > 0 && !beside;
}

void ledger_add_columns(struct ledger *ledger)
{
    struct filler *filler = ledger->filler;
    const struct row *header = filler_header(filler);
    if (!header) { /* the aid shares stand below a title, as label and percentage */
        struct origin origin = filler_table_origin(filler);
        origin.field = filler->found.left + 1;
        ledger_push_column(
            ledger,
            (struct column){
                .concept = COL_TOTAL, .scope = SCOPE_TOTAL, .role = COLUMN_AMOUNTS, .origin = origin},
            NULL);
        return;
    }
    for (size_t i = 0; i < filler->found.columns.count; i++)
        if ((int)filler->found.columns.items[i].field != ledger->label_field)
            add_column(ledger, &filler->found.columns.items[i]);
}

void ledger_settle_marks(struct ledger *ledger)
{
    size_t count = ledger->table->columns.count;
    ledger->marks = ARENA_ARRAY(ledger->filler->arena, struct column_mark, count + 1);
    for (size_t i = 0; i < count; i++)
        ledger->marks[i] = column_mark(ledger->filler, &ledger->table->columns.items[i]);
    ledger->settled = settle_cells(
        &(struct doubtful_table){ledger->filler, ledger->table, ledger->label_field, ledger->marks});
}

char ledger_cell_mark(const struct ledger *ledger, size_t row, size_t column)
{
    size_t at = (row - ledger->filler->found.first) * ledger->table->columns.count + column;
    const struct column *header = &ledger->table->columns.items[column];
    if (ledger->settled && ledger->settled[at])
        return ledger->settled[at];
    return cell_decimal_mark(ledger->filler, row, (int)header->origin.field, header->unit,
                             ledger->marks[column]);
}
