/* What has been reported: one table with a column for each claim, read into a budget whose years are the claims. */
#include "reporter.h"

#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"
#include "load.h"

static const enum concept in_kind_kinds[IN_KIND_KINDS] = {PUBLIC_IN_KIND, PRIVATE_IN_KIND, IN_KIND};

/* ---- what a row is ---- */

/* Rows of a budget that nothing is reported in: the aid is paid, and the whole financing holds it. */
static bool is_reported(enum concept concept)
{
    return concept != UNKNOWN && concept != EU_AID && concept != TOTAL_FINANCING && concept != APPLIED &&
           concept_kind(concept) == VALUE_AMOUNT;
}

static struct meaning row_meaning(struct str key, bool *is_cost)
{
    static const enum domain domains[] = {DOMAIN_COST, DOMAIN_FINANCING, DOMAIN_REPORTED};
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
        struct meaning meaning = vocabulary_find(domains[i], key);
        *is_cost = domains[i] == DOMAIN_COST;
        if (is_reported(meaning.concept))
            return meaning;
    }
    return (struct meaning){UNKNOWN, FORM_GROUP};
}

/* "Summa kostnader" is the sum before revenue in a decision; below revenue it is the actual costs, and below those or
 * in-kind the total with in-kind. */
static enum concept settle_sum(const struct reporter *reporter, enum concept concept)
{
    const struct table *costs = reporter->reported.costs;
    bool in_kind = reporter->in_kind[0][0] || reporter->in_kind[1][0] || reporter->in_kind[2][0];
    if (concept != SUM_COSTS)
        return concept;
    if (table_row(costs, ACTUAL_COSTS) || in_kind)
        return TOTAL_COSTS;
    return table_row(costs, REVENUE) ? ACTUAL_COSTS : SUM_COSTS;
}

/* Below a dash only the two flat rates keep their meaning: " - Personal" is a detail. */
static struct item *make_item(struct reporter *reporter, size_t row, struct str label, bool dashed)
{
    struct filler *filler = &reporter->filler;
    struct item *item = ARENA_NEW(filler->arena, struct item);
    bool is_cost = false;
    item->label = label_printable(filler->arena, label);
    item->has_rate = label_take_rate(&label, &item->rate);
    struct meaning meaning = row_meaning(label_key(filler->arena, label), &is_cost);
    bool keeps = !dashed || meaning.concept == PAYROLL || meaning.concept == INDIRECT;
    item->concept = keeps ? settle_sum(reporter, meaning.concept) : UNKNOWN;
    item->form = meaning.form;
    item->origin = filler_origin(filler, row, 0);
    item->table = is_cost ? reporter->reported.costs : reporter->reported.financing;
    if (dashed && !keeps && reporter->group)
        item->table = reporter->group->table;
    return item;
}

/* What is paid out is counted in kronor: an amount in another currency is not read. */
static void settle_currency(struct reporter *reporter, const struct column *column, struct cell *cell)
{
    enum currency currency = cell->currency;
    currency = currency != CURRENCY_NONE ? currency : column->currency;
    currency = currency != CURRENCY_NONE ? currency : reporter->filler.found.currency;
    currency = currency_among(currency, CURRENCY_SEK);
    if (currency == CURRENCY_NONE || currency == CURRENCY_SEK || cell->state != CELL_VALUE)
        return;
    reporter_report(reporter, RULE_READ_NUMBER, cell->origin, MESSAGE_REPORTED_CURRENCY,
                    MESSAGE_DO_REPORTED_CURRENCY, str_from(currency_code(currency)));
    cell->state = CELL_UNREADABLE;
}

static void read_cells(struct reporter *reporter, size_t row, struct item *item)
{
    struct filler *filler = &reporter->filler;
    size_t count = reporter->columns.count;
    item->cells = ARENA_ARRAY(filler->arena, struct cell, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct column *column = &reporter->columns.items[i];
        int field = (int)column->origin.field;
        char mark = cell_decimal_mark(filler, row, field, column->unit, reporter->marks[i]);
        item->cells[i] = read_value(filler, row, field, VALUE_AMOUNT, column->unit, mark,
                                    cell_name(filler->arena, item, column->scope));
        settle_currency(reporter, column, &item->cells[i]);
        item->has_amount = item->has_amount || item->cells[i].state >= CELL_VALUE;
    }
}

/* ---- where a row goes ---- */

static void report_repeated(struct reporter *reporter, const struct item *item, const struct item *first)
{
    struct filler *filler = &reporter->filler;
    struct finding *finding =
        reporter_report(reporter, RULE_READ_DUPLICATE, item->origin, MESSAGE_CLAIMS_ROW_TWICE,
                        MESSAGE_DO_DUPLICATE_ROW, item_name(item, filler->findings->language));
    finding_relate(filler->findings, finding, first->origin, item_name(first, SWEDISH));
}

/* A heading without amounts takes those of its total row below. */
static void merge(struct reporter *reporter, struct item *first, struct item *item)
{
    if (first->has_amount && item->has_amount) {
        report_repeated(reporter, item, first);
        return;
    }
    if (item->has_amount) {
        first->cells = item->cells;
        first->has_amount = true;
        first->origin = item->origin;
    }
}

static bool take_in_kind(struct reporter *reporter, struct item *item)
{
    for (int kind = 0; kind < IN_KIND_KINDS; kind++) {
        struct item **places = reporter->in_kind[kind];
        if (in_kind_kinds[kind] != item->concept)
            continue;
        if (places[0] && !places[0]->has_amount && places[0]->form == FORM_GROUP)
            merge(reporter, places[0], item);
        else if (places[1])
            merge(reporter, places[1], item);
        else
            places[places[0] ? 1 : 0] = item;
        return true;
    }
    return false;
}

static void add_known(struct reporter *reporter, struct item *item)
{
    struct arena *arena = reporter->filler.arena;
    bool is_rate = item->concept == PAYROLL || item->concept == INDIRECT;
    struct item *parent = is_rate ? table_row(reporter->reported.costs, FLAT_RATE) : NULL;
    struct item *first = item->concept == OTHER_COST ? NULL : table_row(item->table, item->concept);
    if (parent) {
        *ARENA_PUSH(arena, &parent->lines) = item;
        return;
    }
    reporter->group = item->form == FORM_GROUP ? item : NULL;
    if (take_in_kind(reporter, item))
        return;
    if (first) {
        reporter->group = item->form == FORM_GROUP ? first : NULL;
        merge(reporter, first, item);
        return;
    }
    bool is_cost = item->table == reporter->reported.costs;
    *ARENA_PUSH(arena, is_cost ? &reporter->reported.costs->items : &reporter->reported.financing->items) =
        item;
}

/* The header again, as above a second table with the same claims. Where claims are called 1 and 2 it could be a row. */
static bool is_header_again(const struct reporter *reporter, size_t row)
{
    const struct filler *filler = &reporter->filler;
    const struct row *header = filler_header(filler), *other = filler_row(filler, row);
    for (uint32_t field = 1; field < header->count || field < other->count; field++)
        if (!str_equal(label_key(filler->arena, row_cell(header, field)),
                       label_key(filler->arena, row_cell(other, field))))
            return false;
    return !row_holds_amount(other, 0);
}

static void add_row(struct reporter *reporter, size_t row)
{
    struct filler *filler = &reporter->filler;
    struct str label = filler_cell(filler, row, 0);
    bool dashed = take_dash(&label);
    struct item *item = make_item(reporter, row, label, dashed);
    bool holds_amount = row_holds_amount(filler_row(filler, row), 0);
    bool in_group = dashed && item->concept == UNKNOWN && reporter->group &&
                    reporter->group->concept != FLAT_RATE && item->label.length > 0;
    if (item->concept == UNKNOWN && !in_group) {
        if (holds_amount)
            reporter_report(reporter, RULE_READ_UNKNOWN_ROW, item->origin, MESSAGE_CLAIMS_UNKNOWN_ROW,
                            MESSAGE_DO_CLAIMS_UNKNOWN_ROW, item->label);
        return;
    }
    report_surplus(filler, row);
    read_cells(reporter, row, item);
    reporter->has_rows = reporter->has_rows || item->has_amount;
    if (in_group)
        *ARENA_PUSH(filler->arena, &reporter->group->lines) = item;
    else
        add_known(reporter, item);
}

/* ---- in-kind ---- */

/* The same amounts again, as cells of their own. */
static struct item *copy_item(struct reporter *reporter, const struct item *item, struct table *table)
{
    struct arena *arena = reporter->filler.arena;
    size_t count = reporter->columns.count;
    struct item *copy = ARENA_NEW(arena, struct item);
    *copy = *item;
    copy->table = table;
    copy->lines.items = NULL;
    copy->lines.count = copy->lines.capacity = 0;
    copy->cells = ARENA_ARRAY(arena, struct cell, count + 1);
    for (size_t i = 0; i < count; i++) {
        copy->cells[i] = item->cells[i];
        copy->cells[i].id = reporter->reported.budget->cell_count++;
    }
    return copy;
}

static void put_in(struct arena *arena, struct table *table, struct item *item)
{
    item->table = table;
    for (size_t i = 0; i < item->lines.count; i++)
        item->lines.items[i]->table = table;
    *ARENA_PUSH(arena, &table->items) = item;
}

/* In-kind that stands once is both a cost and financing; that stands twice, first the one and then the other. */
static void place_in_kind(struct reporter *reporter)
{
    struct arena *arena = reporter->filler.arena;
    struct table *costs = reporter->reported.costs, *financing = reporter->reported.financing;
    for (int kind = 0; kind < IN_KIND_KINDS; kind++) {
        struct item *first = reporter->in_kind[kind][0], *second = reporter->in_kind[kind][1];
        if (!first)
            continue;
        put_in(arena, financing, second ? second : first);
        put_in(arena, costs, second ? first : copy_item(reporter, first, costs));
    }
}

/* ---- the file ---- */

static struct table *add_table(struct reporter *reporter, enum table_kind kind)
{
    struct arena *arena = reporter->filler.arena;
    struct table *table = ARENA_NEW(arena, struct table);
    table->kind = kind;
    table->origin = filler_table_origin(&reporter->filler);
    for (size_t i = 0; i < reporter->columns.count; i++)
        *ARENA_PUSH(arena, &table->columns) = reporter->columns.items[i];
    *ARENA_PUSH(arena, &reporter->reported.budget->tables) = table;
    return table;
}

/* A table whose first row is a row of the budget has no header. */
static bool header_is_row(const struct reporter *reporter)
{
    struct str label = row_cell(filler_header(&reporter->filler), 0);
    struct ratio rate;
    bool is_cost;
    label_take_rate(&label, &rate);
    return row_meaning(label_key(reporter->filler.arena, label), &is_cost).concept != UNKNOWN;
}

static void read_table(struct reporter *reporter)
{
    struct filler *filler = &reporter->filler;
    reporter_add_columns(reporter);
    reporter->reported.costs = add_table(reporter, TABLE_COSTS);
    reporter->reported.financing = add_table(reporter, TABLE_FINANCING);
    for (size_t i = filler->found.first; i < filler->found.end; i++)
        if (filler_is_data(filler, i) && !is_header_again(reporter, i))
            add_row(reporter, i);
    place_in_kind(reporter);
}

static bool holds_amounts(const struct rows *rows)
{
    for (size_t i = 0; i < rows->list.count; i++)
        if (row_holds_amount(&rows->list.items[i], 0))
            return true;
    return false;
}

static void remark_sheet(struct reporter *reporter, struct str sheet)
{
    struct filler *filler = &reporter->filler;
    struct message message = {MESSAGE_REMARK_CLAIMS_SHEET, {quoted(filler->arena, sheet)}};
    budget_remark(filler->budget, filler->findings->language, message);
}

/* The one sheet that holds amounts, else the first; false, reported, when there are two: what is paid out depends on it. */
static bool choose_sheet(struct reporter *reporter, const struct loaded_files *files)
{
    const struct loaded *chosen = NULL;
    for (size_t i = 0; i < files->list.count; i++) {
        const struct loaded *loaded = &files->list.items[i];
        bool amounts = holds_amounts(&loaded->rows);
        if (amounts && chosen) {
            reporter_report(reporter, RULE_READ_UNKNOWN_TABLE,
                            row_origin(loaded->source, &loaded->rows.list.items[0], 0), MESSAGE_CLAIMS_SHEETS,
                            MESSAGE_DO_CLAIMS_SHEETS, loaded->source->sheet);
            return false;
        }
        chosen = amounts ? loaded : chosen;
    }
    chosen = chosen ? chosen : &files->list.items[0];
    reporter->filler.source = chosen->source;
    reporter->filler.rows = &chosen->rows;
    for (size_t i = 0; i < files->list.count; i++)
        if (&files->list.items[i] != chosen)
            remark_sheet(reporter, files->list.items[i].source->sheet);
    return true;
}

struct reported read_reported(struct arena *arena, struct input input, struct findings *findings)
{
    return read_reported_as(arena, input, &(struct reading_choice){0}, findings);
}

struct reported read_reported_as(struct arena *arena, struct input input, const struct reading_choice *choice,
                                 struct findings *findings)
{
    struct reporter reporter = {.filler = {.arena = arena,
                                           .findings = findings,
                                           .unit = ORE_PER_KRONA,
                                           .stated_mark = choice->decimal_mark}};
    struct budget *budget = ARENA_NEW(arena, struct budget);
    budget->arena = arena;
    budget->name = input.name;
    reporter.reported.budget = reporter.filler.budget = budget;
    struct loaded_files files = {0};
    load_input(arena, budget, &input, choice, findings, &files);
    if (files.list.count == 0)
        return reporter.reported;
    loaded_cut(arena, &files, findings);
    if (!choose_sheet(&reporter, &files))
        return reporter.reported;
    bool has_header = reporter_find_header(&reporter) && !header_is_row(&reporter);
    if (has_header)
        read_table(&reporter);
    reporter.reported.is_read = has_header && reporter.reported.claims.count > 0 && reporter.has_rows;
    if (!reporter.reported.is_read && findings_count(findings, ERROR) == 0)
        reporter_report(&reporter, RULE_READ_UNKNOWN_TABLE, (struct origin){reporter.filler.source, 0, 0},
                        MESSAGE_CLAIMS_NO_TABLE, MESSAGE_DO_CLAIMS_NO_TABLE, STR(""));
    return reporter.reported;
}
