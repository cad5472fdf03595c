/* Tables of the summary, made of the published cells, and the charts over them. */
#include "summary.h"

enum { MOST_OTHER_ROWS = 8 };

static const struct style head = {.tone = TONE_HEAD}, number_head = {.tone = TONE_HEAD, .center = true};

/* ---- costs by category and column ---- */

/* What the total costs are made of: categories and in-kind contributions, as they stand at the top of the table. */
static bool is_category(const struct item *item)
{
    switch ((int)item->concept) {
    case SUM_COSTS:
    case ACTUAL_COSTS:
    case IN_KIND:
    case TOTAL_COSTS:
    case ROW_TOTAL:
        return false;
    default:
        return item->has_amount && item->form == FORM_GROUP;
    }
}

static struct node cell_node(const struct case_book *at, const struct cell *cell)
{
    return (struct node){.kind = NODE_CELL,
                         .value_kind = VALUE_AMOUNT,
                         .cell = cell,
                         .stand_in = cell->state == CELL_ABSENT ? NULL : at->stand_ins[cell->id]};
}

static bool is_all_zero(const struct case_book *at, const struct item *item)
{
    for (size_t i = 0; i < item->table->columns.count; i++) {
        struct node node = cell_node(at, &item->cells[i]);
        if (item->cells[i].state != CELL_ABSENT && formula_value(&node) != 0)
            return false;
    }
    return true;
}

/* The columns of the chart: years where there are any, else all. */
static size_t year_columns(const struct table *table)
{
    size_t years = 0;
    while (years < table->columns.count && table->columns.items[years].concept == COL_YEAR)
        years++;
    return years ? years : table->columns.count;
}

static const struct block *find_block(const struct case_book *at, enum sheet_id id)
{
    for (size_t i = 0; i < at->blocks.count; i++)
        if (at->sheets[id] && at->blocks.items[i].sheet == at->sheets[id])
            return &at->blocks.items[i];
    return NULL;
}

/* A row's label and amounts, read from where they are published; their values for a chart unless NULL. */
static void put_amounts(struct summary *summary, const struct item *item, double *values)
{
    bool bold = item->concept == TOTAL_COSTS;
    sheet_text(summary->sheet, summary->right, SIDE_LABEL, item->label, (struct style){.bold = bold});
    for (size_t c = 0; c < item->table->columns.count; c++) {
        if (column_is_factor(&item->table->columns.items[c])) /* hours and prices sum up nothing */
            continue;
        struct node *node = ARENA_NEW(summary->at->arena, struct node);
        *node = cell_node(summary->at, &item->cells[c]);
        if (values)
            values[c] = item->cells[c].state == CELL_ABSENT ? 0 : formula_value(node);
        if (item->cells[c].state != CELL_ABSENT)
            summary_value(summary, summary->right, (lxw_col_t)(SIDE_VALUES + c), node, bold);
    }
}

static void write_costs(struct summary *summary)
{
    struct case_book *at = summary->at;
    const struct block *block = find_block(at, SHEET_COSTS);
    if (!block)
        return;
    const struct table *table = block->table;
    size_t years = year_columns(table);
    lxw_row_t head_row = summary->right++;
    lxw_chart *chart = NULL;
    int shown = 0;
    sheet_word(summary->sheet, head_row, SIDE_LABEL, WORD_COSTS_BY_CATEGORY, head);
    for (size_t c = 0; c < table->columns.count; c++)
        sheet_text(summary->sheet, head_row, (lxw_col_t)(SIDE_VALUES + c), table->columns.items[c].label,
                   number_head);
    for (size_t i = 0; i < table->items.count; i++) {
        const struct item *item = table->items.items[i];
        double *values = ARENA_ARRAY(at->arena, double, table->columns.count);
        if (!is_category(item) || is_all_zero(at, item))
            continue;
        chart = chart ? chart
                      : charts_new(at->book, LXW_CHART_COLUMN_STACKED, WORD_CHART_COSTS,
                                   at->report->budget->currency);
        put_amounts(summary, item, values);
        lxw_col_t last = (lxw_col_t)(SIDE_VALUES + years - 1);
        charts_add_series(
            at->book, chart,
            (struct chart_range){summary->sheet, head_row, head_row, SIDE_VALUES, last, NULL},
            (struct chart_range){summary->sheet, summary->right, summary->right, SIDE_VALUES, last, values},
            (struct address){summary->sheet, summary->right, SIDE_LABEL}, shown++);
        summary->right++;
    }
    const struct item *total = budget_item(at->report->budget, TABLE_COSTS, TOTAL_COSTS);
    if (total && total->table == table) {
        put_amounts(summary, total, NULL);
        summary->right++;
    }
    charts_show_kronor(chart);
    if (chart)
        summary->charts[summary->chart_count++] = chart;
    summary->right++;
}

/* ---- tables of other kinds ---- */

/* Their totals, or all their rows when they have none. */
static void write_other(struct summary *summary, const struct block *block)
{
    const struct table *table = block->table;
    bool has_totals = false;
    for (size_t i = 0; i < table->items.count; i++)
        has_totals = has_totals || table->items.items[i]->concept == ROW_TOTAL;
    if (table->columns.count > MOST_SIDE_COLUMNS || (!has_totals && table->items.count > MOST_OTHER_ROWS))
        return;
    sheet_text(summary->sheet, summary->right, SIDE_LABEL,
               table_kind_name(table->kind, summary->at->book->options.language), head);
    for (size_t c = 0; c < table->columns.count; c++)
        sheet_text(summary->sheet, summary->right, (lxw_col_t)(SIDE_VALUES + c),
                   table->columns.items[c].label, number_head);
    summary->right++;
    for (size_t i = 0; i < table->items.count; i++) {
        const struct item *item = table->items.items[i];
        if (has_totals && item->concept != ROW_TOTAL)
            continue;
        put_amounts(summary, item, NULL);
        summary->right++;
    }
    summary->right++;
}

static void write_others(struct summary *summary)
{
    struct case_book *at = summary->at;
    for (size_t i = 0; i < at->blocks.count; i++)
        if (at->sheets[SHEET_TABLES] && at->blocks.items[i].sheet == at->sheets[SHEET_TABLES])
            write_other(summary, &at->blocks.items[i]);
}

/* ---- financing by source ---- */

struct source_row {
    const struct node *node;
    enum concept concept;
};

/* As finely as the financing is known: by who pays how, else cash and in-kind, else as a whole. */
static size_t find_sources(const struct result *result, struct source_row *rows)
{
    static const enum concept levels[][5] = {
        {EU_AID, PUBLIC_CASH, PRIVATE_CASH, PUBLIC_IN_KIND, PRIVATE_IN_KIND},
        {EU_AID, CASH, IN_KIND},
        {EU_AID, CO_FINANCING}};
    size_t level = result->nodes[PUBLIC_CASH] || result->nodes[PRIVATE_CASH] ? 0
                   : result->nodes[CASH]                                     ? 1
                                                                             : 2;
    size_t count = 0;
    for (size_t i = 0; i < 5 && levels[level][i] != UNKNOWN; i++) {
        const struct node *node = result->nodes[levels[level][i]];
        if (node && node_evaluate(node).status <= VALUE_GUESSED && formula_value(node) != 0)
            rows[count++] = (struct source_row){node, levels[level][i]};
    }
    return count;
}

static void put_share(struct summary *summary, lxw_row_t row, lxw_row_t first, lxw_row_t last, double share)
{
    struct buffer formula = {.arena = summary->at->arena};
    struct sheet *sheet = summary->sheet;
    buffer_add_char(&formula, '=');
    address_add(&formula, (struct address){sheet, row, SIDE_VALUES}, sheet, false);
    buffer_add(&formula, STR("/SUM("));
    address_add(&formula, (struct address){sheet, first, SIDE_VALUES}, sheet, true);
    buffer_add_char(&formula, ':');
    address_add(&formula, (struct address){sheet, last, SIDE_VALUES}, sheet, true);
    buffer_add(&formula, STR(")"));
    sheet_formula(sheet, row, SIDE_VALUES + 1, buffer_text(&formula), share,
                  (struct style){.form = FORM_PERCENT, .decimals = 2});
}

static void write_sources(struct summary *summary)
{
    struct case_book *at = summary->at;
    struct source_row rows[5];
    size_t count = find_sources(&at->report->result, rows);
    double *values = ARENA_ARRAY(at->arena, double, 5), all = 0;
    lxw_row_t first = summary->right + 1;
    if (count == 0)
        return;
    sheet_word(summary->sheet, summary->right, SIDE_LABEL, WORD_FINANCING_BY_SOURCE, head);
    sheet_word(summary->sheet, summary->right, SIDE_VALUES, WORD_AMOUNT, number_head);
    sheet_word(summary->sheet, summary->right++, SIDE_VALUES + 1, WORD_SHARE, number_head);
    for (size_t i = 0; i < count; i++)
        all += values[i] = formula_value(rows[i].node);
    for (size_t i = 0; i < count; i++) {
        sheet_text(summary->sheet, summary->right, SIDE_LABEL,
                   concept_name(rows[i].concept, at->book->options.language), (struct style){0});
        summary_value(summary, summary->right, SIDE_VALUES, rows[i].node, false);
        put_share(summary, summary->right++, first, first + (lxw_row_t)count - 1,
                  all != 0 ? values[i] / all : 0);
    }
    lxw_chart *chart =
        charts_new(at->book, LXW_CHART_DOUGHNUT, WORD_CHART_FINANCING, at->report->budget->currency);
    lxw_row_t last = first + (lxw_row_t)count - 1;
    charts_add_slices(
        at->book, chart, (struct chart_range){summary->sheet, first, last, SIDE_LABEL, SIDE_LABEL, NULL},
        (struct chart_range){summary->sheet, first, last, SIDE_VALUES, SIDE_VALUES, values}, true);
    summary->charts[summary->chart_count++] = chart;
    summary->right++;
}

/* ---- budget against activities ---- */

static void write_comparison(struct summary *summary)
{
    struct case_book *at = summary->at;
    const struct result *result = &at->report->result;
    if (!result->has_activities || !result->nodes[TOTAL_COSTS] || !result->known[TOTAL_COSTS])
        return;
    double *values = ARENA_ARRAY(at->arena, double, 2);
    lxw_row_t first = summary->right + 1;
    sheet_word(summary->sheet, summary->right, SIDE_LABEL, WORD_BUDGET_AND_PLAN, head);
    sheet_word(summary->sheet, summary->right++, SIDE_VALUES, WORD_AMOUNT, number_head);
    sheet_text(summary->sheet, first, SIDE_LABEL, concept_name(TOTAL_COSTS, at->book->options.language),
               (struct style){0});
    sheet_word(summary->sheet, first + 1, SIDE_LABEL, WORD_ACTIVITIES_TOGETHER, (struct style){0});
    summary_value(summary, first, SIDE_VALUES, result->nodes[TOTAL_COSTS], false);
    summary_value(summary, first + 1, SIDE_VALUES, result->activities_node, false);
    values[0] = formula_value(result->nodes[TOTAL_COSTS]);
    values[1] = formula_value(result->activities_node);
    summary->right += 3;
    lxw_chart *chart = charts_new(at->book, LXW_CHART_COLUMN, WORD_CHART_PLAN, at->report->budget->currency);
    charts_add_slices(
        at->book, chart, (struct chart_range){summary->sheet, first, first + 1, SIDE_LABEL, SIDE_LABEL, NULL},
        (struct chart_range){summary->sheet, first, first + 1, SIDE_VALUES, SIDE_VALUES, values}, false);
    if (chart) {
        lxw.chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
        lxw.chart_axis_set_min(chart->y_axis, 0);
    }
    charts_show_kronor(chart);
    summary->charts[summary->chart_count++] = chart;
}

/* ---- all ---- */

size_t summary_columns(const struct case_book *at)
{
    size_t most = LEAST_SIDE_COLUMNS;
    for (size_t i = 0; i < at->blocks.count; i++) {
        const struct block *block = &at->blocks.items[i];
        size_t columns = block->table->columns.count;
        bool shown = block->sheet == at->sheets[SHEET_COSTS] ||
                     (block->sheet == at->sheets[SHEET_TABLES] && columns <= MOST_SIDE_COLUMNS);
        most = shown && columns > most ? columns : most;
    }
    return most;
}

void summary_tables(struct summary *summary)
{
    write_costs(summary);
    write_others(summary);
    write_sources(summary);
    write_comparison(summary);
}
