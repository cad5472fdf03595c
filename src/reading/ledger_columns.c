/* The columns of a ledger: what each holds, and how its numbers are to be read. */
#include "ledger.h"

#include "budgetkoll/wordings.h"
#include "settle.h"

/* The first column that holds words and no numbers; else the first. */
static int first_words(const struct filler *filler)
{
    const struct row *header = filler_header(filler);
    for (uint32_t field = 0; header && field < header->count; field++) {
        bool words = false;
        for (size_t i = filler->segment.first; i < filler->segment.end && !words; i++)
            words = row_number(filler_row(filler, i), field, 0).status == NUMBER_NOT;
        if (words && !column_holds_numbers(filler, field))
            return (int)field;
    }
    return 0;
}

int ledger_label_field(const struct filler *filler)
{
    static const enum concept labels[] = {COL_CATEGORY, COL_FINANCIER, COL_FINANCING, COL_ACTOR,
                                          COL_ACTIVITY, COL_NAME,      COL_KEY};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (filler_field(filler, labels[i]) != NO_FIELD)
            return filler_field(filler, labels[i]);
    return filler->segment.kind == TABLE_OTHER ? first_words(filler) : (int)filler->segment.left;
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

static bool has_scope(const struct table *table, int scope)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i].scope == scope)
            return true;
    return false;
}

/* The scope of a heading in a table by partner: that of the same heading in another, else one that none has. */
static int partner_scope(const struct ledger *ledger, uint32_t field, struct str label)
{
    struct arena *arena = ledger->filler->arena;
    const struct budget *budget = ledger->filler->budget;
    int own = SCOPE_OTHER + (int)field;
    for (size_t t = 0; t < budget->tables.count; t++) {
        const struct table *table = budget->tables.items[t];
        for (size_t i = 0; table->is_by_partner && i < table->columns.count; i++) {
            const struct column *column = &table->columns.items[i];
            bool same = str_equal(label_key(arena, column->label), label_key(arena, label));
            if (column->concept == UNKNOWN && same && !has_scope(ledger->table, column->scope))
                return column->scope;
            own = column->scope >= own ? column->scope + 1 : own;
        }
    }
    while (has_scope(ledger->table, own))
        own++;
    return own;
}

/* An unknown column with numbers: part of any other table, but nothing a budget's own tables should have. One that is
 * headed by a unit of money ("Antal kr") holds amounts, whatever it is called. */
static int unknown_column(struct ledger *ledger, uint32_t field, struct str label, bool has_unit)
{
    struct filler *filler = ledger->filler;
    struct str key = label_key(filler->arena, label);
    bool is_control = key_is_control(key) && column_is_zero(filler, field);
    bool numbers =
        column_holds_numbers(filler, field) && !is_control && (has_unit || !label_is_number(label, key));
    bool is_quantity = key_is_quantity(key) && !has_unit;
    ledger->table->has_quantities = ledger->table->has_quantities || is_quantity;
    ledger->table->has_unread_column = ledger->table->has_unread_column || (numbers && !key_is_control(key));
    if (numbers && ledger->table->is_by_partner)
        return partner_scope(ledger, field, label);
    if (numbers && ledger->table->kind == TABLE_OTHER)
        return SCOPE_OTHER + (int)field;
    if (numbers)
        report_unknown_column(filler, field);
    else if (!ledger_names_lines(ledger, field))
        remark_column(filler, field);
    return SCOPE_TEXT;
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

static void add_column(struct ledger *ledger, uint32_t field)
{
    struct filler *filler = ledger->filler;
    struct str label = row_cell(filler_header(filler), field);
    struct origin origin = filler_origin(filler, (size_t)filler->segment.header, (int)field);
    struct str key = label_key(filler->arena, label);
    struct heading heading = filler_heading(filler, field);
    enum concept concept = heading.concept;
    int64_t unit = heading.unit;
    int scope = column_scope(concept, heading.year);
    bool is_total = concept == COL_TOTAL;
    if (ledger->table->kind == TABLE_OTHER && (concept == COL_COST || concept == COL_VALUE))
        scope = SCOPE_OTHER + (int)field; /* an amount, but no sum of the others */
    if (concept == UNKNOWN)
        scope = unknown_column(ledger, field, label, unit != 0);
    if (scope == SCOPE_TEXT)
        return;
    if (ledger->table->kind == TABLE_OTHER || ledger->table->is_by_partner) {
        is_total = is_total || key_is_total(key);
        if (has_scope(ledger->table, scope)) /* "Totalt" for each of several groups of columns */
            scope = SCOPE_OTHER + (int)field;
    }
    if (has_scope(ledger->table, scope)) {
        report_repeated_column(ledger, origin, label);
        doubt_column(ledger, scope, field);
        return;
    }
    *ARENA_PUSH(filler->arena, &ledger->table->columns) =
        (struct column){.concept = concept,
                        .scope = scope,
                        .unit = unit,
                        .currency = unit ? label_currency(label) : CURRENCY_NONE,
                        .is_total = is_total,
                        .is_apart = key_is_control(key) || key_is_outcome(key),
                        .label = label_printable(filler->arena, label),
                        .origin = origin};
}

void ledger_add_columns(struct ledger *ledger)
{
    struct filler *filler = ledger->filler;
    const struct row *header = filler_header(filler);
    if (!header) { /* the aid shares stand below a title, as label and percentage */
        struct origin origin = filler_table_origin(filler);
        origin.field = filler->segment.left + 1;
        *ARENA_PUSH(filler->arena, &ledger->table->columns) =
            (struct column){.concept = COL_TOTAL, .scope = SCOPE_TOTAL, .origin = origin};
        return;
    }
    for (uint32_t field = 0; field < header->count; field++)
        if ((int)field != ledger->label_field)
            add_column(ledger, field);
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
    size_t at = (row - ledger->filler->segment.first) * ledger->table->columns.count + column;
    const struct column *header = &ledger->table->columns.items[column];
    if (ledger->settled && ledger->settled[at])
        return ledger->settled[at];
    return cell_decimal_mark(ledger->filler, row, (int)header->origin.field, header->unit,
                             ledger->marks[column]);
}
