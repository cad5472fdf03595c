/* Tables of rows with amounts: costs, financing, shares, intervals, allocations, and any other with totals. */
#include "ledger.h"

#include "label_sum.h"

#include "budgetkoll/wordings.h"

/* A total row below its group's heading bears the group's amounts. */
static bool merge_total(struct ledger *ledger, struct item *item)
{
    struct item *group = item->form == FORM_TOTAL ? table_row(ledger->table, item->concept) : NULL;
    if (!group || group->has_amount ||
        item->concept == ROW_TOTAL) /* of other tables every total is one of its own */
        return false;
    group->cells = item->cells;
    group->has_amount = item->has_amount;
    group->origin = item->origin;
    group->form = FORM_TOTAL;
    return true;
}

void ledger_report_repeated(struct ledger *ledger, const struct item *item, const struct item *first)
{
    struct filler *filler = ledger->filler;
    skip_cells(filler, item->cells, ledger->table->columns.count, item_name(item, SWEDISH));
    struct message message = {MESSAGE_DUPLICATE_ROW, {item_name(item, filler->findings->language)}};
    struct finding *finding = report_unknown(filler, RULE_READ_DUPLICATE, item->origin, message, true);
    finding_relate(filler->findings, finding, first->origin, item_name(first, SWEDISH));
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_DUPLICATE_ROW, {{0}}});
}

static bool report_repeated_row(struct ledger *ledger, const struct item *item)
{
    struct item *first = table_row(ledger->table, item->concept);
    if (!first || item->concept == OTHER_COST || item->concept == ROW_TOTAL || first->form != item->form)
        return false;
    if (item->has_amount)
        ledger_report_repeated(ledger, item, first);
    else /* a heading repeated at a page break: its lines go on */
        ledger->group = first;
    return true;
}

/* The row with the same label, or NULL. */
const struct item *ledger_find_label(const struct ledger *ledger, struct str label)
{
    struct str key = label_key(ledger->filler->arena, label);
    for (size_t i = 0; i < ledger->table->items.count; i++)
        if (str_equal(key, label_key(ledger->filler->arena, ledger->table->items.items[i]->label)))
            return ledger->table->items.items[i];
    return NULL;
}

static void add_known(struct ledger *ledger, size_t row, struct item *item)
{
    struct arena *arena = ledger->filler->arena;
    bool child = item->concept == PAYROLL || item->concept == INDIRECT;
    struct item *parent = child ? table_row(ledger->table, FLAT_RATE) : NULL;
    if (parent) {
        *ARENA_PUSH(arena, &parent->lines) = item;
        return;
    }
    ledger_settle_sum(ledger, item);
    if (ledger->plain.form != FINANCIERS_NONE && row == ledger->plain.sum)
        ledger_close_financiers(ledger, item);
    if (merge_total(ledger, item)) {
        ledger->group = NULL;
        return;
    }
    if (report_repeated_row(ledger, item))
        return;
    *ARENA_PUSH(arena, &ledger->table->items) = item;
    bool of_amounts =
        concept_kind(item->concept) != VALUE_PERCENT; /* shares have no lines that add up to them */
    ledger->group = of_amounts && item->form == FORM_GROUP ? item : NULL;
    ledger->group_row = (long)row;
    ledger->group_indent = filler_row(ledger->filler, row)->indent;
}

/* The row's label, in whichever column of words one stands that is known: "Summa kostnader;;1 900" below "7010;Personal". */
struct str ledger_row_label(const struct ledger *ledger, size_t row)
{
    const struct filler *filler = ledger->filler;
    const struct row *cells = filler_row(filler, row);
    struct str label = filler_cell(filler, row, ledger->label_field);
    for (uint32_t i = 0; i < cells->count && label.length == 0; i++) {
        if (row_number(cells, i, 0).status != NUMBER_NOT)
            continue;
        const struct wording *words = words_of(filler->lexicon, row_cell(cells, i));
        if (wording_has(words, CLUE_TOTAL) || ledger_meaning(ledger, words, false).concept != UNKNOWN)
            label = row_cell(cells, i);
    }
    return label;
}

static void remark_office(const struct ledger *ledger, const struct item *item)
{
    struct filler *filler = ledger->filler;
    struct message message = {MESSAGE_REMARK_OFFICE, {quoted(filler->arena, item->label)}};
    budget_remark(filler->budget, filler->findings->language, message);
}

static enum item_role role_of(const struct wording *words, enum concept concept)
{
    return wording_has(words, CLUE_INCLUDED)                      ? ITEM_INCLUDED
           : wording_has(words, CLUE_CONTROL)                     ? ITEM_CONTROL
           : concept == UNKNOWN && wording_has(words, CLUE_TOTAL) ? ITEM_TOTAL
           : wording_has(words, CLUE_RESULT)                      ? ITEM_RESULT
                                                                  : ITEM_ROW;
}

/* The row without its cells. Below a dash only the two flat rates keep their meaning: " - Personal" is a detail. */
static struct item *make_item(struct ledger *ledger, size_t row, const struct wording *words, bool dashed)
{
    struct filler *filler = ledger->filler;
    struct item *item = ARENA_NEW(filler->arena, struct item);
    struct meaning meaning = ledger_meaning(ledger, words, dashed);
    bool in_rates = ledger->group && ledger->group->concept == FLAT_RATE; /* where " - Office" is no room */
    bool keeps = !dashed || meaning.concept == PAYROLL ||
                 (meaning.concept == INDIRECT && (in_rates || !wording_has(words, CLUE_OFFICE)));
    item->label = words->printable;
    item->has_rate = words->has_rate;
    item->rate = words->rate;
    item->rate_is_doubtful = words->rate_is_doubtful;
    item->concept = keeps ? meaning.concept : UNKNOWN;
    item->form = meaning.form;
    item->role = role_of(words, item->concept);
    item->is_office = item->concept == INDIRECT && wording_has(words, CLUE_OFFICE);
    if (item->is_office && !item->has_rate)
        remark_office(ledger, item);
    item->table = ledger->table;
    item->origin = filler_origin(filler, row, ledger->label_field);
    item->description = label_printable(filler->arena, filler_cell(filler, row, ledger->description_field));
    if (ledger->table->kind == TABLE_INTERVALS)
        settle_interval_row(filler->arena, item, words->key);
    return item;
}

/* A detail line. One of the flat-rate costs that is neither of them cannot be judged by itself, and is reported. */
static void add_line(struct ledger *ledger, size_t row, struct item *item)
{
    if (ledger->group->concept == FLAT_RATE && item->concept == UNKNOWN && item->has_amount)
        ledger_report_unknown(ledger, row, item, ledger->group);
    ledger->dashed_group = ledger->group;
    *ARENA_PUSH(ledger->filler->arena, &ledger->group->lines) = item;
}

/* A template's row that nobody has filled in: no words, and sums of nothing. */
static bool is_spare(const struct ledger *ledger, size_t row)
{
    const struct row *cells = filler_row(ledger->filler, row);
    for (uint32_t field = 0; field < cells->count; field++) {
        struct number number = row_number(cells, field, 0);
        if (number.status != NUMBER_BLANK && (number.status != NUMBER_READ || number.digits != 0))
            return false;
    }
    return ledger_is_budget(ledger->table->kind);
}

static void add_row(struct ledger *ledger, size_t row)
{
    struct str label = ledger_row_label(ledger, row);
    if (label.length == 0 && is_spare(ledger, row))
        return;
    bool beside = ledger_line_beside(ledger, row, &label),
         dashed = row_take_dash(filler_row(ledger->filler, row), &label) || beside;
    const struct wording *words = words_of(ledger->filler->lexicon, label);
    if (!dashed && ledger_is_control(ledger, row, words)) {
        ledger_remark_control(ledger, words);
        return;
    }
    struct item *item = make_item(ledger, row, words, dashed);
    if (beside)
        ledger->group_beside = ledger->group;
    else
        ledger_end_lines(ledger);
    ledger->is_line = dashed || row < ledger->lines_end || ledger_is_indented(ledger, row, item);
    if (ledger->is_line && ledger->group)
        item->role = ITEM_LINE;
    bool shifted = report_surplus(ledger->filler, row);
    ledger_read_cells(ledger, row, item);
    if (shifted) {
        ledger_hush_cells(ledger); /* one finding says it all */
        ledger_doubt_cells(ledger, item);
    }
    if (item->role == ITEM_LINE)
        add_line(ledger, row, item);
    else if (item->concept == UNKNOWN)
        ledger_add_unknown(ledger, row, item);
    else
        add_known(ledger, row, item);
    ledger_tell_cells(ledger);
    if (row >= ledger->lines_end)
        ledger->lines_end = ledger_lines_end(ledger, row, item);
}

/* A table without actual costs and total costs: its one sum of costs is the total. */
static void settle_only_sum(struct table *table)
{
    struct item *sum = table_row(table, SUM_COSTS);
    bool last = sum && table->items.items[table->items.count - 1] == sum;
    if (last && !table_row(table, ACTUAL_COSTS) && !table_row(table, TOTAL_COSTS))
        sum->concept = TOTAL_COSTS;
}

/* "Kostnadslag (tkr)": a unit beside the label's heading is the table's. */
static void take_label_unit(struct ledger *ledger)
{
    const struct table_column *label = found_column(&ledger->filler->found, (uint32_t)ledger->label_field);
    if (!label || label->unit == 0)
        return;
    ledger->filler->unit = label->unit;
    ledger->table->currency = label->currency;
}

static void read_ledger(struct ledger *ledger)
{
    struct filler *filler = ledger->filler;
    struct table *table = ledger->table;
    table->kind = filler->found.kind;
    table->title = filler_title(filler);
    table->origin = filler_table_origin(filler);
    table->currency = filler->found.currency;
    table->is_by_partner = filler->found.is_by_partner;
    take_label_unit(ledger);
    ledger_add_columns(ledger);
    ledger_settle_marks(ledger);
    if (table->kind == TABLE_FINANCING)
        ledger->plain =
            table_financiers(filler->arena, filler->rows, &filler->found, (uint32_t)ledger->label_field);
    for (size_t i = filler->found.first; i < filler->found.end; i++)
        if (filler_is_data(filler, i))
            add_row(ledger, i);
    ledger_end_lines(ledger);
    settle_only_sum(table);
    ledger_settle_unknown_columns(ledger);
}

/* "Delsumma", "Summa direkta kostnader": a sum of rows that its place tells. */
static bool has_unnamed_totals(const struct table *table)
{
    return table->kind == TABLE_COSTS && table_row(table, ROW_TOTAL);
}

void fill_ledger(struct filler *filler)
{
    struct table *table = ARENA_NEW(filler->arena, struct table);
    struct ledger ledger = {.filler = filler,
                            .table = table,
                            .label_field = ledger_label_field(filler),
                            .description_field = filler_field(filler, COL_DESCRIPTION),
                            .unit_field = filler_field(filler, COL_MEASURE)};
    read_ledger(&ledger);
    table_add_stated_rows(filler->arena, filler->lexicon, table, NULL);
    if (table->is_by_partner || table->kind == TABLE_ALLOCATION || has_unnamed_totals(table))
        table_find_sums(filler->arena, table, (struct table_words){NULL, NULL});
    if (ledger_is_budget(table->kind))
        ledger_add_stated(&ledger);
    *ARENA_PUSH(filler->arena, &filler->budget->tables) = table;
}
