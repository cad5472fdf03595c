/* Tables of rows with amounts: costs, financing, shares, intervals, allocations, and any other with totals. */
#include "ledger.h"

#include "budgetkoll/number.h"
#include "budgetkoll/wordings.h"

/* The cells of a row whose amounts could not be told apart, which has been reported. */
static void make_doubtful(struct ledger *ledger, size_t row, struct item *item)
{
    for (size_t i = 0; i < ledger->table->columns.count; i++)
        item->cells[i] = (struct cell){
            .id = ledger->filler->budget->cell_count++,
            .state = CELL_UNREADABLE,
            .origin = filler_origin(ledger->filler, row, (int)ledger->table->columns.items[i].origin.field)};
    item->has_amount = true;
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

/* Names the cell of the last finding, if it is listed. */
static void name_cell(struct filler *filler, struct str name)
{
    struct finding *last = &filler->findings->list.items[filler->findings->list.count - 1];
    if (last->more == 0)
        last->cell = name;
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

static void make_blank(struct ledger *ledger, size_t row, struct item *item)
{
    struct filler *filler = ledger->filler;
    for (size_t i = 0; i < ledger->table->columns.count; i++) {
        const struct column *column = &ledger->table->columns.items[i];
        item->cells[i] = (struct cell){.id = filler->budget->cell_count++,
                                       .state = CELL_BLANK,
                                       .unit = column->unit ? column->unit : filler->unit,
                                       .origin = filler_origin(filler, row, (int)column->origin.field)};
    }
}

static void read_cells(struct ledger *ledger, size_t row, struct item *item)
{
    struct filler *filler = ledger->filler;
    size_t count = ledger->table->columns.count;
    enum value_kind kind = concept_kind(item->concept) == VALUE_PERCENT ? VALUE_PERCENT : VALUE_AMOUNT;
    item->cells = ARENA_ARRAY(filler->arena, struct cell, count + 1);
    if (filler_row(filler, row)->doubtful) {
        make_doubtful(ledger, row, item);
        return;
    }
    if (repeats_header(ledger, row)) {
        make_blank(ledger, row, item);
        return;
    }
    struct str unit_name = filler_cell(filler, row, ledger->unit_field);
    int64_t row_unit = unit_name.length > 0 ? unit_from_name(unit_name) : 0;
    for (size_t i = 0; i < count; i++) {
        const struct column *column = &ledger->table->columns.items[i];
        int64_t unit = column->unit ? column->unit : row_unit;
        size_t reported = filler->findings->list.count; /* the name is made only for its finding */
        item->cells[i] = read_value(filler, row, (int)column->origin.field, kind, unit,
                                    ledger_cell_mark(ledger, row, i), STR(""));
        if (row_unit != 0 && item->cells[i].currency == CURRENCY_NONE)
            item->cells[i].currency = currency_from_name(unit_name);
        if (item->cells[i].state == CELL_UNREADABLE && filler->findings->list.count > reported)
            name_cell(filler, cell_name(filler->arena, item, column->scope));
        item->has_amount = item->has_amount || item->cells[i].state >= CELL_VALUE;
    }
    doubt_repeated(ledger, row, item);
}

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

static void report_repeated(struct ledger *ledger, const struct item *item, const struct item *first)
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
        report_repeated(ledger, item, first);
    else /* a heading repeated at a page break: its lines go on */
        ledger->group = first;
    return true;
}

/* The row with the same label, or NULL. */
static const struct item *find_label(const struct ledger *ledger, struct str label)
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
    if (ledger->has_plain_financiers)
        ledger_close_financiers(ledger, item);
    if (merge_total(ledger, item)) {
        ledger->group = NULL;
        return;
    }
    if (report_repeated_row(ledger, item))
        return;
    *ARENA_PUSH(arena, &ledger->table->items) = item;
    ledger->group = item->form == FORM_GROUP ? item : NULL;
    ledger->group_row = (long)row;
    ledger->group_indent = filler_row(ledger->filler, row)->indent;
}

/* "Delsumma", "Resultat", "varav lön": what other rows hold already, so that it is no cost beside them. */
static bool is_made_of_others(const struct item *item)
{
    return item->is_included || item->is_result || item->is_control || item->is_called_total;
}

/* The row's label; in other people's tables a total may stand in another column of words. */
static struct str row_label(const struct ledger *ledger, size_t row)
{
    const struct row *cells = filler_row(ledger->filler, row);
    struct str label = filler_cell(ledger->filler, row, ledger->label_field);
    for (uint32_t i = 0; ledger->table->kind == TABLE_OTHER && i < cells->count && label.length == 0; i++)
        if (row_number(cells, i, 0).status == NUMBER_NOT)
            label = row_cell(cells, i);
    return label;
}

/* The last row of the table whose label is known. */
static size_t last_known_row(struct ledger *ledger)
{
    struct filler *filler = ledger->filler;
    size_t row = filler->segment.end;
    while (row > filler->segment.first) {
        struct str label = row_label(ledger, --row);
        bool dashed = take_dash(&label);
        const struct label_sense *sense = label_sense(filler->arena, filler->known, label);
        if (!dashed && filler_is_data(filler, row) &&
            ledger_meaning(ledger, sense, dashed).concept != UNKNOWN)
            break;
    }
    return row;
}

static bool is_sum_of_costs(const struct item *item)
{
    return item->form == FORM_TOTAL &&
           (item->concept == SUM_COSTS || item->concept == ACTUAL_COSTS || item->concept == TOTAL_COSTS);
}

/* A row below the sum that ends a table of costs is none of its costs: "ERDF", "Own contribution". A sum that stands first
 * ends nothing. */
static bool is_below_costs(struct ledger *ledger, size_t row)
{
    const struct table *table = ledger->table;
    if (table->kind != TABLE_COSTS || table->items.count < 2 || is_sum_of_costs(table->items.items[0]) ||
        !is_sum_of_costs(table->items.items[table->items.count - 1]))
        return false;
    if (!ledger->has_last_known)
        ledger->last_known = last_known_row(ledger);
    ledger->has_last_known = true;
    return row > ledger->last_known;
}

/* What becomes of the amounts of a row whose label is unknown; `group` is the row it stands under, or NULL. */
static enum message_id unknown_row_message(const struct ledger *ledger, const struct item *item,
                                           const struct item *group, bool amounts, bool below)
{
    if (!amounts)
        return MESSAGE_UNKNOWN_ROW;
    if (group)
        return MESSAGE_UNKNOWN_ROW_LINE;
    bool counts =
        ledger->table->kind == TABLE_COSTS && item->has_amount && !below && !is_made_of_others(item);
    return counts ? MESSAGE_UNKNOWN_ROW_COST : MESSAGE_UNKNOWN_ROW_LEFT;
}

static void report_unknown_row(struct ledger *ledger, size_t row, const struct item *item,
                               const struct item *group)
{
    struct filler *filler = ledger->filler;
    enum language language = filler->findings->language;
    bool amounts = row_holds_amount(filler_row(filler, row), (uint32_t)ledger->label_field);
    bool made = amounts && !group && is_made_of_others(item);
    struct message without = {MESSAGE_NO_LABEL, {{0}}};
    struct str label = item->label.length > 0 ? item->label : message_text(filler->arena, language, without);
    bool below = is_below_costs(ledger, row);
    struct message message = {unknown_row_message(ledger, item, group, amounts, below),
                              {quoted(filler->arena, label), table_kind_name(ledger->table->kind, language),
                               group ? item_name(group, language) : STR("")}};
    struct message action = {made ? MESSAGE_DO_MADE_OF_OTHERS : MESSAGE_DO_UNKNOWN_ROW, {{0}}};
    struct finding *finding =
        report_unknown(filler, RULE_READ_UNKNOWN_ROW, item->origin, message, amounts || item->has_amount);
    finding_set_action(filler->findings, finding, action);
}

/* The cell of a control is zero, or says that all is well. */
static bool cell_agrees(const struct ledger *ledger, size_t row, int field)
{
    struct number number = filler_number(ledger->filler, row, field, 0);
    struct str text = filler_cell(ledger->filler, row, field);
    money amount = 0;
    if (number.status == NUMBER_NOT)
        return key_agrees(label_key(ledger->filler->arena, text));
    return number.status == NUMBER_BLANK ||
           (number_rounded_amount(number, ORE_PER_KRONA, &amount) == NUMBER_READ && amount == 0);
}

/* "Kontroll;0;0;0", "Diff kostnad - finansiering;OK;OK;OK" below a budget's own table. */
static bool is_control_row(const struct ledger *ledger, size_t row, const struct label_sense *sense)
{
    struct filler *filler = ledger->filler;
    bool filled = false, agrees = ledger_is_budget(ledger->table->kind) && sense->begins_as_control;
    for (size_t i = 0; i < ledger->table->columns.count && agrees; i++) {
        int field = (int)ledger->table->columns.items[i].origin.field;
        filled = filled || filler_cell(filler, row, field).length > 0;
        agrees = cell_agrees(ledger, row, field);
    }
    return agrees && filled;
}

static void remark_control(const struct ledger *ledger, const struct label_sense *sense)
{
    struct filler *filler = ledger->filler;
    struct message message = {MESSAGE_REMARK_CONTROL_ROW,
                              {quoted(filler->arena, sense->printable), filler->source->name}};
    budget_remark(filler->budget, filler->findings->language, message);
}

/* A row whose label says nothing is a detail line below a dash, and where it stands in a group without amounts. */
static bool is_group_line(const struct ledger *ledger, bool dashed)
{
    const struct item *group = ledger->group;
    return group && (dashed || (group != ledger->dashed_group && !group->has_amount));
}

/* "Delsumma", "Summa direkta kostnader" among the costs. */
static bool is_subtotal(struct ledger *ledger, size_t row, const struct item *item)
{
    return ledger->table->kind == TABLE_COSTS && item->is_called_total && item->has_amount &&
           !is_below_costs(ledger, row);
}

/* A row whose label says nothing: a detail line where it stands in a group, a row of its own in tables without
 * groups, and else unknown. An unknown cost row still counts as a cost, so that the sums can be judged. */
static void add_unknown(struct ledger *ledger, size_t row, struct item *item, bool dashed)
{
    struct arena *arena = ledger->filler->arena;
    bool in_group = is_group_line(ledger, dashed);
    if (ledger->has_plain_financiers) {
        *ARENA_PUSH(arena, &ledger->financiers) = item;
    } else if (ledger->table->kind == TABLE_ALLOCATION && find_label(ledger, item->label)) {
        report_repeated(ledger, item, find_label(ledger, item->label));
    } else if (!ledger_is_budget(ledger->table->kind)) {
        *ARENA_PUSH(arena, &ledger->table->items) = item;
    } else if (in_group) {
        ledger->group->has_plain_lines = true;
        *ARENA_PUSH(arena, &ledger->group->lines) = item;
    } else if (is_subtotal(ledger, row, item)) {
        item->concept = ROW_TOTAL;
        item->form = FORM_TOTAL;
        *ARENA_PUSH(arena, &ledger->table->items) = item;
    } else {
        report_unknown_row(ledger, row, item, NULL);
        ledger->group_indent = UINT32_MAX; /* what stands below it further in is not the group's */
        if (is_made_of_others(item) || is_below_costs(ledger, row))
            skip_cells(ledger->filler, item->cells, ledger->table->columns.count, item->label);
        else if (item->has_amount)
            *ARENA_PUSH(arena, &ledger->table->items) = item;
    }
}

static void remark_office(const struct ledger *ledger, const struct item *item)
{
    struct filler *filler = ledger->filler;
    struct message message = {MESSAGE_REMARK_OFFICE, {quoted(filler->arena, item->label)}};
    budget_remark(filler->budget, filler->findings->language, message);
}

/* The row without its cells. Below a dash only the two flat rates keep their meaning: " - Personal" is a detail. */
static struct item *make_item(struct ledger *ledger, size_t row, const struct label_sense *sense, bool dashed)
{
    struct filler *filler = ledger->filler;
    struct item *item = ARENA_NEW(filler->arena, struct item);
    struct meaning meaning = ledger_meaning(ledger, sense, dashed);
    bool in_rates = ledger->group && ledger->group->concept == FLAT_RATE; /* where " - Office" is no room */
    bool keeps = !dashed || meaning.concept == PAYROLL ||
                 (meaning.concept == INDIRECT && (in_rates || !sense->is_office));
    item->label = sense->printable;
    item->has_rate = sense->has_rate;
    item->rate = sense->rate;
    item->concept = keeps ? meaning.concept : UNKNOWN;
    item->form = meaning.form;
    item->is_line = dashed;
    item->is_included = sense->is_included;
    item->is_result = sense->is_result;
    item->is_control = sense->is_control;
    item->is_called_total = item->concept == UNKNOWN && sense->is_total;
    item->is_office = item->concept == INDIRECT && sense->is_office;
    if (item->is_office)
        remark_office(ledger, item);
    item->table = ledger->table;
    item->origin = filler_origin(filler, row, ledger->label_field);
    item->description = label_printable(filler->arena, filler_cell(filler, row, ledger->description_field));
    if (ledger->table->kind == TABLE_INTERVALS)
        settle_interval_row(filler->arena, item, sense->key);
    return item;
}

/* In a row with surplus cells it cannot be told which amount belongs in which column. */
static void doubt_cells(const struct ledger *ledger, struct item *item)
{
    for (size_t i = 0; i < ledger->table->columns.count; i++)
        if (item->cells[i].state == CELL_VALUE)
            item->cells[i].state = CELL_UNREADABLE;
}

/* A detail line. One of the flat-rate costs that is neither of them cannot be judged by itself, and is reported. */
static void add_line(struct ledger *ledger, size_t row, struct item *item)
{
    if (ledger->group->concept == FLAT_RATE && item->concept == UNKNOWN && item->has_amount)
        report_unknown_row(ledger, row, item, ledger->group);
    ledger->dashed_group = ledger->group;
    *ARENA_PUSH(ledger->filler->arena, &ledger->group->lines) = item;
}

/* The last row of a table of no known kind, with amounts and without a label, is its total. */
static void settle_last_row(const struct ledger *ledger, size_t row, struct item *item)
{
    bool last = row + 1 == ledger->filler->segment.end;
    if (ledger->table->kind == TABLE_OTHER && last && item->label.length == 0 && item->has_amount) {
        item->concept = ROW_TOTAL;
        item->form = FORM_TOTAL;
    }
}

/* The same without a word about what cannot be read. */
static void read_unheard(struct ledger *ledger, size_t row, struct item *item)
{
    struct filler *filler = ledger->filler;
    struct findings *heard = filler->findings;
    struct findings unheard = {.arena = filler->arena, .language = heard->language};
    filler->findings = &unheard;
    read_cells(ledger, row, item);
    filler->findings = heard;
}

/* Percentages alone, in a row that is reported since its label says nothing. */
static bool is_unknown_share(const struct ledger *ledger, size_t row, const struct item *item, bool dashed)
{
    bool shares = false;
    if (item->concept != UNKNOWN || !ledger_is_budget(ledger->table->kind) || is_group_line(ledger, dashed))
        return false;
    for (size_t i = 0; i < ledger->table->columns.count; i++) {
        int field = (int)ledger->table->columns.items[i].origin.field;
        struct number number = filler_number(ledger->filler, row, field, 0);
        if (!number.percent && number.status != NUMBER_BLANK)
            return false;
        shares = shares || number.percent;
    }
    return shares;
}

static void add_row(struct ledger *ledger, size_t row)
{
    struct str label = row_label(ledger, row);
    bool beside = ledger_line_beside(ledger, row, &label), dashed = take_dash(&label) || beside;
    const struct label_sense *sense = label_sense(ledger->filler->arena, ledger->filler->known, label);
    if (!dashed && is_control_row(ledger, row, sense)) {
        remark_control(ledger, sense);
        return;
    }
    struct item *item = make_item(ledger, row, sense, dashed);
    if (beside)
        ledger->group_beside = ledger->group;
    else
        ledger_end_lines(ledger);
    item->is_line = item->is_line || ledger_is_indented(ledger, row, item);
    bool shifted = report_surplus(ledger->filler, row);
    if (shifted || is_unknown_share(ledger, row, item, dashed)) /* one finding says it all */
        read_unheard(ledger, row, item);
    else
        read_cells(ledger, row, item);
    settle_last_row(ledger, row, item);
    if (shifted)
        doubt_cells(ledger, item);
    if (item->is_line && ledger->group)
        add_line(ledger, row, item);
    else if (item->concept == UNKNOWN)
        add_unknown(ledger, row, item, dashed);
    else
        add_known(ledger, row, item);
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
    const struct row *header = filler_header(ledger->filler);
    int64_t unit = header ? filler_heading(ledger->filler, (uint32_t)ledger->label_field).unit : 0;
    if (unit)
        ledger->filler->unit = unit;
    if (header && unit)
        ledger->table->currency =
            label_currency(ledger->filler->arena, row_cell(header, (uint32_t)ledger->label_field));
}

/* A table of no known kind can be checked when something in it is called a total. */
static bool has_totals(const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i].is_total)
            return true;
    return table->columns.count > 0 && table_row(table, ROW_TOTAL);
}

void fill_ledger(struct filler *filler)
{
    struct table *table = ARENA_NEW(filler->arena, struct table);
    size_t findings = filler->findings->list.count, remarks = filler->budget->remarks.count;
    struct ledger ledger = {.filler = filler,
                            .table = table,
                            .label_field = ledger_label_field(filler),
                            .description_field = filler_field(filler, COL_DESCRIPTION),
                            .unit_field = filler_field(filler, COL_MEASURE)};
    table->kind = filler->segment.kind;
    table->title = filler_title(filler);
    table->origin = filler_table_origin(filler);
    table->currency = filler->segment.currency;
    table->is_by_partner = filler->segment.by_partner;
    take_label_unit(&ledger);
    ledger_add_columns(&ledger);
    ledger_settle_marks(&ledger);
    ledger.has_plain_financiers =
        table->kind == TABLE_FINANCING &&
        segment_holds_financiers(filler->arena, filler->rows, &filler->segment, (uint32_t)ledger.label_field);
    for (size_t i = filler->segment.first; i < filler->segment.end; i++)
        if (filler_is_data(filler, i))
            add_row(&ledger, i);
    ledger_end_lines(&ledger);
    settle_only_sum(table);
    if (table->kind == TABLE_OTHER && !has_totals(table)) {
        filler->findings->list.count = findings; /* what is left out is not judged */
        filler->budget->remarks.count = remarks;
        fill_left_out(filler, table->columns.count > 0);
        return;
    }
    *ARENA_PUSH(filler->arena, &filler->budget->tables) = table;
}
