/* Tables of rows with amounts: costs, financing, shares, intervals, allocations, and any other with totals. */
#include "fill.h"

#include "settle.h"
#include "vocabulary.h"
#include "wordings.h"

struct ledger {
    struct filler *filler;
    struct table *table;
    int label_field, description_field;
    char *marks;         /* the decimal mark of each column, or 0 */
    const char *settled; /* of each cell, by the sums; NULL when none is in doubt: see settle_cells() */
    struct item *group;  /* the group that detail lines belong to, or NULL */
    const struct item
        *dashed_group; /* the group whose lines begin with a dash: rows without one are not of it */
};

/* ---- columns ---- */

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

static int label_field(const struct filler *filler)
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

/* An unknown column with numbers: part of any other table, but nothing a budget's own tables should have. One that is
 * headed by a unit of money ("Antal kr") holds amounts, whatever it is called. */
static int unknown_column(struct ledger *ledger, uint32_t field, struct str label, bool has_unit)
{
    struct filler *filler = ledger->filler;
    struct str key = label_key(filler->arena, label);
    bool numbers = column_holds_numbers(filler, field) && (has_unit || !label_is_number(label, key));
    bool is_quantity = key_is_quantity(key) && !has_unit;
    ledger->table->has_quantities = ledger->table->has_quantities || is_quantity;
    if (numbers && (ledger->table->kind == TABLE_OTHER || ledger->table->is_by_partner))
        return SCOPE_OTHER + (int)field;
    if (numbers)
        report_unknown_column(filler, field);
    else if (label.length > 0)
        remark_column(filler, label);
    return SCOPE_TEXT;
}

static void report_repeated_column(struct ledger *ledger, struct origin origin, struct str label)
{
    struct message message = {MESSAGE_DUPLICATE_COLUMN, {quoted(ledger->filler->arena, label)}};
    struct finding *finding = report_unknown(ledger->filler, RULE_READ_DUPLICATE, origin, message, true);
    finding_set_action(ledger->filler->findings, finding,
                       (struct message){MESSAGE_DO_DUPLICATE_COLUMN, {{0}}});
}

static void add_column(struct ledger *ledger, uint32_t field)
{
    struct filler *filler = ledger->filler;
    struct str label = row_cell(filler_header(filler), field);
    struct origin origin = filler_origin(filler, (size_t)filler->segment.header, (int)field);
    int year = 0;
    int64_t unit = 0;
    enum concept concept = header_concept(filler->arena, label, &year, &unit);
    int scope = column_scope(concept, year);
    bool is_total = concept == COL_TOTAL;
    if (ledger->table->kind == TABLE_OTHER && (concept == COL_COST || concept == COL_VALUE))
        scope = SCOPE_OTHER + (int)field; /* an amount, but no sum of the others */
    if (concept == UNKNOWN)
        scope = unknown_column(ledger, field, label, unit != 0);
    if (scope == SCOPE_TEXT)
        return;
    if (ledger->table->kind == TABLE_OTHER) {
        is_total = is_total || key_is_total(label_key(filler->arena, label));
        if (has_scope(ledger->table, scope)) /* "Totalt" for each of several groups of columns */
            scope = SCOPE_OTHER + (int)field;
    }
    if (has_scope(ledger->table, scope)) {
        report_repeated_column(ledger, origin, label);
        return;
    }
    *ARENA_PUSH(filler->arena, &ledger->table->columns) =
        (struct column){.concept = concept,
                        .scope = scope,
                        .unit = unit,
                        .currency = label_currency(filler->arena, label),
                        .is_total = is_total,
                        .label = label_printable(filler->arena, label),
                        .origin = origin};
}

static void add_columns(struct ledger *ledger)
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

static void settle_marks(struct ledger *ledger)
{
    size_t count = ledger->table->columns.count;
    ledger->marks = ARENA_ARRAY(ledger->filler->arena, char, count + 1);
    for (size_t i = 0; i < count; i++)
        ledger->marks[i] = column_mark(ledger->filler, &ledger->table->columns.items[i]);
    ledger->settled = settle_cells(
        &(struct doubtful_table){ledger->filler, ledger->table, ledger->label_field, ledger->marks});
}

static char cell_mark(const struct ledger *ledger, size_t row, size_t column)
{
    size_t at = (row - ledger->filler->segment.first) * ledger->table->columns.count + column;
    const struct column *header = &ledger->table->columns.items[column];
    if (ledger->settled && ledger->settled[at])
        return ledger->settled[at];
    return cell_decimal_mark(ledger->filler, row, (int)header->origin.field, header->unit,
                             ledger->marks[column]);
}

/* ---- rows ---- */

bool take_dash(struct str *label)
{
    static const char *const dashes[] = {"-",      "\u2010", "\u2011", "\u2012", "\u2013",
                                         "\u2014", "\u2212", "\u2022", "\u00B7", "*"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (str_starts(*label, str_from(dashes[i]))) {
            *label = str_trim(str_slice(*label, str_from(dashes[i]).length, label->length));
            return true;
        }
    return false;
}

static bool is_budget_table(enum table_kind kind)
{
    return kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, kind);
}

static struct meaning row_meaning(const struct ledger *ledger, struct str key)
{
    enum table_kind kind = ledger->table->kind;
    enum domain domain = kind == TABLE_COSTS     ? DOMAIN_COST
                         : is_budget_table(kind) ? DOMAIN_FINANCING
                                                 : DOMAIN_TOTALS;
    return vocabulary_find(domain, key);
}

static struct item *find_item(const struct table *table, enum concept concept)
{
    for (size_t i = 0; i < table->items.count; i++)
        if (table->items.items[i]->concept == concept)
            return table->items.items[i];
    return NULL;
}

/* "Summa personal", "Totalt externa tjänster": the total of the row that the rest of the label names. */
static struct meaning named_total(const struct ledger *ledger, struct str key)
{
    static const char *const beginnings[] = {"summa ", "total ", "totalt ", "sum of "};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        struct str beginning = str_from(beginnings[i]);
        if (!str_starts(key, beginning))
            continue;
        struct meaning meaning = row_meaning(ledger, str_slice(key, beginning.length, key.length));
        return (struct meaning){meaning.form == FORM_GROUP ? meaning.concept : UNKNOWN, FORM_TOTAL};
    }
    return (struct meaning){UNKNOWN, FORM_GROUP};
}

/* A row "Summa" in a budget's own table: the open group's total, or that of the table so far. */
static struct meaning plain_total(const struct ledger *ledger)
{
    enum concept concept = ledger->table->kind == TABLE_COSTS ? SUM_COSTS : CO_FINANCING;
    if (ledger->group && !ledger->group->has_amount)
        concept = ledger->group->concept;
    else if (concept == CO_FINANCING && find_item(ledger->table, EU_AID))
        concept = TOTAL_FINANCING;
    return (struct meaning){concept, FORM_TOTAL};
}

/* "Summa kostnader" is the sum before revenue in a decision and the total with in-kind in an application: it is
 * the latter when actual costs or in-kind stand above it. */
static void settle_sum_of_costs(const struct ledger *ledger, struct item *item)
{
    if (item->concept != SUM_COSTS || find_item(ledger->table, TOTAL_COSTS))
        return;
    if (find_item(ledger->table, ACTUAL_COSTS) || find_item(ledger->table, IN_KIND))
        item->concept = TOTAL_COSTS;
}

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

static void name_last_finding(struct filler *filler, const struct item *item, int scope)
{
    struct finding *last = &filler->findings->list.items[filler->findings->list.count - 1];
    if (last->more == 0)
        last->cell = cell_name(filler->arena, item, scope);
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
    for (size_t i = 0; i < count; i++) {
        const struct column *column = &ledger->table->columns.items[i];
        item->cells[i] = read_value(filler, row, (int)column->origin.field, kind, column->unit,
                                    cell_mark(ledger, row, i), STR(""));
        if (item->cells[i].state == CELL_UNREADABLE) /* the name is made only for its finding */
            name_last_finding(filler, item, column->scope);
        item->has_amount = item->has_amount || item->cells[i].state >= CELL_VALUE;
    }
}

/* A total row below its group's heading bears the group's amounts. */
static bool merge_total(struct ledger *ledger, struct item *item)
{
    struct item *group = item->form == FORM_TOTAL ? find_item(ledger->table, item->concept) : NULL;
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
    struct item *first = find_item(ledger->table, item->concept);
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

static void add_known(struct ledger *ledger, struct item *item)
{
    struct arena *arena = ledger->filler->arena;
    bool child = item->concept == PAYROLL || item->concept == INDIRECT;
    struct item *parent = child ? find_item(ledger->table, FLAT_RATE) : NULL;
    if (parent) {
        *ARENA_PUSH(arena, &parent->lines) = item;
        return;
    }
    settle_sum_of_costs(ledger, item);
    if (merge_total(ledger, item)) {
        ledger->group = NULL;
        return;
    }
    if (report_repeated_row(ledger, item))
        return;
    *ARENA_PUSH(arena, &ledger->table->items) = item;
    ledger->group = item->form == FORM_GROUP ? item : NULL;
}

static void report_unknown_row(struct ledger *ledger, size_t row, const struct item *item)
{
    struct filler *filler = ledger->filler;
    bool amounts = row_holds_amount(filler_row(filler, row), (uint32_t)ledger->label_field);
    struct message message = {MESSAGE_UNKNOWN_ROW,
                              {quoted(filler->arena, item->label),
                               table_kind_name(ledger->table->kind, filler->findings->language)}};
    struct finding *finding = report_unknown(filler, RULE_READ_UNKNOWN_ROW, item->origin, message, amounts);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_UNKNOWN_ROW, {{0}}});
}

/* A row whose label says nothing: a detail line where it stands in a group, a row of its own in tables without
 * groups, and else unknown. An unknown cost row still counts as a cost, so that the sums can be judged. */
static void add_unknown(struct ledger *ledger, size_t row, struct item *item, bool dashed)
{
    struct arena *arena = ledger->filler->arena;
    bool is_line =
        dashed || (ledger->group != ledger->dashed_group && ledger->group && !ledger->group->has_amount);
    bool in_group = ledger->group && is_line;
    if (ledger->table->kind == TABLE_ALLOCATION && find_label(ledger, item->label)) {
        report_repeated(ledger, item, find_label(ledger, item->label));
    } else if (!is_budget_table(ledger->table->kind)) {
        *ARENA_PUSH(arena, &ledger->table->items) = item;
    } else if (in_group) {
        ledger->group->has_plain_lines = true;
        *ARENA_PUSH(arena, &ledger->group->lines) = item;
    } else {
        report_unknown_row(ledger, row, item);
        if (item->has_amount)
            *ARENA_PUSH(arena, &ledger->table->items) = item;
    }
}

/* What a row's label means in its table: its own words, else "Summa" or "Summa personal". */
static struct meaning find_meaning(const struct ledger *ledger, struct str key, bool dashed)
{
    struct meaning meaning = row_meaning(ledger, key);
    if (ledger->table->kind == TABLE_OTHER && (key_is_total(key) || key_is_result(key)))
        return (struct meaning){ROW_TOTAL, FORM_TOTAL};
    if (meaning.concept != UNKNOWN || !is_budget_table(ledger->table->kind))
        return meaning;
    bool plain = !dashed && vocabulary_find(DOMAIN_TOTALS, key).concept == ROW_TOTAL;
    return plain ? plain_total(ledger) : named_total(ledger, key);
}

static void remark_office(const struct ledger *ledger, const struct item *item)
{
    struct filler *filler = ledger->filler;
    struct message message = {MESSAGE_REMARK_OFFICE, {quoted(filler->arena, item->label)}};
    *ARENA_PUSH(filler->arena, &filler->budget->remarks) =
        (struct remark){message_text(filler->arena, filler->findings->language, message)};
}

/* The row without its cells. Below a dash only the two flat rates keep their meaning: " - Personal" is a detail. */
static struct item *make_item(struct ledger *ledger, size_t row, struct str label, bool dashed)
{
    struct filler *filler = ledger->filler;
    struct item *item = ARENA_NEW(filler->arena, struct item);
    item->label = label_printable(filler->arena, label);
    item->has_rate = label_take_rate(&label, &item->rate);
    struct str key = label_key(filler->arena, label);
    struct meaning meaning = find_meaning(ledger, key, dashed);
    bool keeps = !dashed || meaning.concept == PAYROLL || meaning.concept == INDIRECT;
    item->concept = keeps ? meaning.concept : UNKNOWN;
    item->form = meaning.form;
    item->is_line = dashed;
    item->is_included = key_is_included(key);
    item->is_result = key_is_result(key);
    item->is_office = item->concept == INDIRECT && key_is_office(key);
    if (item->is_office)
        remark_office(ledger, item);
    item->table = ledger->table;
    item->origin = filler_origin(filler, row, ledger->label_field);
    item->description = label_printable(filler->arena, filler_cell(filler, row, ledger->description_field));
    if (ledger->table->kind == TABLE_INTERVALS)
        settle_interval_row(filler->arena, item, key);
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
        report_unknown_row(ledger, row, item);
    ledger->dashed_group = ledger->group;
    *ARENA_PUSH(ledger->filler->arena, &ledger->group->lines) = item;
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

/* The last row of a table of no known kind, with amounts and without a label, is its total. */
static void settle_last_row(const struct ledger *ledger, size_t row, struct item *item)
{
    bool last = row + 1 == ledger->filler->segment.end;
    if (ledger->table->kind == TABLE_OTHER && last && item->label.length == 0 && item->has_amount) {
        item->concept = ROW_TOTAL;
        item->form = FORM_TOTAL;
    }
}

static void add_row(struct ledger *ledger, size_t row)
{
    struct str label = row_label(ledger, row);
    bool dashed = take_dash(&label);
    struct item *item = make_item(ledger, row, label, dashed);
    bool shifted = report_surplus(ledger->filler, row);
    read_cells(ledger, row, item);
    settle_last_row(ledger, row, item);
    if (shifted)
        doubt_cells(ledger, item);
    if (dashed && ledger->group)
        add_line(ledger, row, item);
    else if (item->concept == UNKNOWN)
        add_unknown(ledger, row, item, dashed);
    else
        add_known(ledger, item);
}

/* A table without actual costs and total costs: its one sum of costs is the total. */
static void settle_only_sum(struct table *table)
{
    struct item *sum = find_item(table, SUM_COSTS);
    bool last = sum && table->items.items[table->items.count - 1] == sum;
    if (last && !find_item(table, ACTUAL_COSTS) && !find_item(table, TOTAL_COSTS))
        sum->concept = TOTAL_COSTS;
}

/* "Kostnadslag (tkr)": a unit beside the label's heading is the table's. */
static void take_label_unit(struct ledger *ledger)
{
    const struct row *header = filler_header(ledger->filler);
    int year = 0;
    int64_t unit = 0;
    if (header)
        header_concept(ledger->filler->arena, row_cell(header, (uint32_t)ledger->label_field), &year, &unit);
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
    return table->columns.count > 0 && find_item(table, ROW_TOTAL);
}

void fill_ledger(struct filler *filler)
{
    struct table *table = ARENA_NEW(filler->arena, struct table);
    size_t findings = filler->findings->list.count, remarks = filler->budget->remarks.count;
    struct ledger ledger = {.filler = filler,
                            .table = table,
                            .label_field = label_field(filler),
                            .description_field = filler_field(filler, COL_DESCRIPTION)};
    table->kind = filler->segment.kind;
    table->title = filler_title(filler);
    table->origin = filler_table_origin(filler);
    table->currency = filler->segment.currency;
    table->is_by_partner = filler->segment.by_partner;
    take_label_unit(&ledger);
    add_columns(&ledger);
    settle_marks(&ledger);
    for (size_t i = filler->segment.first; i < filler->segment.end; i++)
        if (filler_is_data(filler, i))
            add_row(&ledger, i);
    settle_only_sum(table);
    if (table->kind == TABLE_OTHER && !has_totals(table)) {
        filler->findings->list.count = findings; /* what is left out is not judged */
        filler->budget->remarks.count = remarks;
        fill_left_out(filler, table->columns.count > 0);
        return;
    }
    *ARENA_PUSH(filler->arena, &filler->budget->tables) = table;
}
