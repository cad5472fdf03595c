/* The page that a steering group reads: the project, the traffic light, key figures, charts, findings in short. */
#include "charts.h"
#include "findings_sheet.h"
#include "lights.h"

#include <stdlib.h>

enum { KEY_LABEL, KEY_VALUE, KEY_LIMIT, KEY_DIFFERENCE, KEY_OUTCOME, GAP, SIDE_LABEL, SIDE_VALUES };
enum { ROW_SCHEME = 2, ROW_LIGHT = 4, ROW_TABLES = 6 };
enum {
    LABEL_WIDTH = 42,
    VALUE_WIDTH = 14,
    SIDE_WIDTH = 38,
    CHART_ROWS = 16,
    CHART_HEIGHT = 305,
    CHART_SPACE = 12,
    MOST_CHARTS = 3,
    MOST_FINDINGS = 25,
    LEAST_SIDE_COLUMNS = 4,
    MOST_SIDE_COLUMNS = 8,
    MOST_OTHER_ROWS = 8
};

struct summary {
    struct case_book *at;
    struct sheet *sheet;
    lxw_row_t left, right; /* the next row of each half */
    lxw_col_t last;
    lxw_chart *charts[MOST_CHARTS];
    int chart_count;
};

static const struct style head = {.tone = TONE_HEAD}, number_head = {.tone = TONE_HEAD, .center = true};

/* ---- the heading ---- */

static void add_part(struct buffer *text, struct str part)
{
    if (part.length)
        buffer_print(text, "%s%.*s", text->length ? " · " : "", STR_ARG(part));
}

static void write_heading(struct summary *summary)
{
    const struct case_report *report = summary->at->report;
    struct book *book = summary->at->book;
    struct buffer persons = {.arena = summary->at->arena}, scheme = persons, period = persons;
    struct date start, end;
    add_part(&persons, fact_text(report->budget, APPLICANT));
    add_part(&persons, fact_text(report->budget, ORGANISATION_NUMBER));
    add_part(&persons, report->id);
    if (budget_period(report->budget, &start, &end)) {
        words_date(&period, start);
        buffer_add(&period, STR(" – "));
        words_date(&period, end);
    }
    add_part(&scheme, buffer_text(&period));
    add_part(&scheme, fact_text(report->budget, PROGRAMME));
    if (report->result.was_run)
        buffer_print(&scheme, "%s%s %.*s (%.*s)", scheme.length ? " · " : "", book_word(book, WORD_SCHEME),
                     STR_ARG(report->result.scheme), STR_ARG(report->scheme_reason));
    sheet_title(summary->sheet, case_title(report), buffer_text(&persons));
    sheet_text(summary->sheet, ROW_SCHEME, 0, buffer_text(&scheme), (struct style){.tone = TONE_SUBTITLE});
}

static void write_light(struct summary *summary)
{
    struct book *book = summary->at->book;
    const struct light *light = light_of(summary->at->report);
    struct style style = {.tone = TONE_LIGHT, .mark = (uint8_t)light->severity, .center = true};
    sheet_word(summary->sheet, ROW_LIGHT, 0, light->color, style);
    sheet_wide_text(summary->sheet, ROW_LIGHT, 1, summary->last, str_from(book_word(book, light->sentence)),
                    (struct style){.mark = (uint8_t)light->severity, .bold = true});
    sheet_height(summary->sheet, ROW_LIGHT, 2);
}

/* ---- key figures ---- */

static void put_label(struct summary *summary, struct str label, bool bold)
{
    sheet_text(summary->sheet, summary->left, KEY_LABEL, label, (struct style){.bold = bold});
}

static void put_value(struct summary *summary, lxw_row_t row, lxw_col_t column, const struct node *node,
                      bool bold)
{
    struct style style = formula_style(node, TONE_PLAIN);
    style.bold = bold;
    put_node(summary->at, (struct address){summary->sheet, row, column}, node, style);
}

/* The cell of a relation in the sheet of checks. */
static struct str check_reference(struct summary *summary, size_t index, lxw_col_t column)
{
    struct buffer text = {.arena = summary->at->arena};
    struct address address = summary->at->checks[index];
    address.column = column;
    buffer_add_char(&text, '=');
    address_add(&text, address, summary->sheet, false);
    return buffer_text(&text);
}

/* The relation over the whole project that a key figure answers to, or none. */
static bool find_check(const struct summary *summary, enum rule_id rule, size_t *index)
{
    const struct result *result = &summary->at->report->result;
    for (size_t i = 0; rule != RULES && i < result->tested.count; i++) {
        const struct tested *tested = &result->tested.items[i];
        if (tested->relation->rule == rule && tested->relation->scope == SCOPE_TOTAL &&
            tested->is_evaluated) {
            *index = i;
            return true;
        }
    }
    return false;
}

/* What the figure may be or should be, how far it is from that, and the outcome, all read from the checks. */
static void put_check(struct summary *summary, enum rule_id rule, enum concept limit)
{
    struct case_book *at = summary->at;
    size_t index;
    if (!find_check(summary, rule, &index))
        return;
    const struct tested *tested = &at->report->result.tested.items[index];
    double difference = difference_value(at, tested->relation);
    if (limit != UNKNOWN && at->has_parameter[limit]) {
        struct buffer name = {.arena = at->arena};
        struct str words = case_name(at, parameter_word(limit));
        buffer_print(&name, "=%.*s", STR_ARG(words));
        sheet_formula(summary->sheet, summary->left, KEY_LIMIT, buffer_text(&name),
                      number_of(at->parameters[limit], VALUE_PERCENT),
                      (struct style){.form = FORM_PERCENT, .decimals = 2});
    } else {
        sheet_formula(summary->sheet, summary->left, KEY_LIMIT,
                      check_reference(summary, index, CHECK_COMPUTED),
                      formula_value(tested->relation->expression),
                      formula_style(tested->relation->expression, TONE_PLAIN));
    }
    sheet_formula(summary->sheet, summary->left, KEY_DIFFERENCE,
                  check_reference(summary, index, CHECK_DIFFERENCE), difference,
                  difference_style(tested->relation, difference));
    struct str outcome = tested->severity == SEVERITY_NONE
                             ? str_from(book_word(at->book, WORD_HOLDS))
                             : severity_name(tested->severity, at->book->options.language);
    sheet_formula_text(summary->sheet, summary->left, KEY_OUTCOME,
                       check_reference(summary, index, CHECK_OUTCOME), outcome,
                       (struct style){.mark = (uint8_t)tested->severity, .center = true});
}

static const struct key_figure {
    enum concept concept;
    enum rule_id rule; /* that says what it should be, or RULES */
    enum concept limit;
    enum word name; /* a defined name, or BOOK_WORDS */
    bool bold;
} key_figures[] = {
    {STAFF, RULES, UNKNOWN, BOOK_WORDS, false},
    {FLAT_RATE, RULES, UNKNOWN, WORD_NAME_FLAT_RATE, false},
    {ACTUAL_COSTS, RULES, UNKNOWN, WORD_NAME_ACTUAL_COSTS, false},
    {IN_KIND, RULES, UNKNOWN, WORD_NAME_IN_KIND, false},
    {TOTAL_COSTS, RULE_FINANCING_BALANCE, UNKNOWN, WORD_NAME_TOTAL_COSTS, true},
    {CO_FINANCING, RULES, UNKNOWN, WORD_NAME_CO_FINANCING, false},
    {EU_AID, RULE_AID_MAXIMUM, UNKNOWN, WORD_NAME_EU_AID, true},
    {SHARE_ACTUAL, RULE_AID_SHARE_ACTUAL, SHARE_ACTUAL, BOOK_WORDS, false},
    {SHARE_ELIGIBLE, RULE_AID_SHARE_ELIGIBLE, SHARE_ELIGIBLE, BOOK_WORDS, false},
};

/* A figure that is known to be nothing has no node; one that is not known is left out. */
static void put_figure(struct summary *summary, const struct key_figure *figure)
{
    struct case_book *at = summary->at;
    const struct result *result = &at->report->result;
    const struct node *node = result->nodes[figure->concept];
    if (!node && !result->known[figure->concept])
        return;
    if (node && node_evaluate(node, NULL).status > VALUE_GUESSED)
        return;
    put_label(summary, concept_name(figure->concept, at->book->options.language), figure->bold);
    if (node)
        put_value(summary, summary->left, KEY_VALUE, node, figure->bold);
    else
        sheet_number(summary->sheet, summary->left, KEY_VALUE, 0, (struct style){.form = FORM_KRONOR});
    put_check(summary, figure->rule, figure->limit);
    if (figure->name != BOOK_WORDS)
        book_name(at->book, case_name(at, figure->name),
                  (struct address){summary->sheet, summary->left, KEY_VALUE});
    summary->left++;
}

/* Both flat rates on the published wages, exactly: what changes at once when a rate is changed. */
static void put_flat_rates(struct summary *summary)
{
    const struct node *node = summary->at->report->result.flat_rates;
    if (!node || !summary->at->report->result.known[FLAT_RATE] ||
        node_evaluate(node, NULL).status > VALUE_GUESSED)
        return;
    put_label(summary, str_from(book_word(summary->at->book, WORD_FLAT_RATES_BY_RATES)), false);
    put_value(summary, summary->left, KEY_VALUE, node, false);
    summary->left++;
}

static void put_activities(struct summary *summary)
{
    const struct result *result = &summary->at->report->result;
    if (!result->has_activities)
        return;
    put_label(summary, str_from(book_word(summary->at->book, WORD_ACTIVITIES_TOGETHER)), false);
    put_value(summary, summary->left, KEY_VALUE, result->activities_node, false);
    put_check(summary, RULE_ACTIVITY_TOTAL, UNKNOWN);
    summary->left++;
}

/* Findings of a severity, counted in their sheet. */
static void put_count(struct summary *summary, enum severity severity, enum word label)
{
    struct book *book = summary->at->book;
    size_t count = findings_count(summary->at->report->findings, severity);
    struct str formula = findings_formula(summary->at, 0, severity_name(severity, book->options.language));
    sheet_word(summary->sheet, summary->left, KEY_LABEL, label, (struct style){0});
    sheet_formula(summary->sheet, summary->left, KEY_VALUE, formula, (double)count,
                  (struct style){.form = FORM_COUNT, .mark = count ? (uint8_t)severity : 0});
    summary->left++;
}

static size_t count_outcomes(const struct result *result, bool all)
{
    size_t count = 0;
    for (size_t i = 0; i < result->tested.count; i++)
        count += all ||
                 (result->tested.items[i].is_evaluated && result->tested.items[i].severity != SEVERITY_NONE);
    return count;
}

/* How many relations were tested, and how many do not hold now, whatever has been changed since. */
static void put_tested(struct summary *summary)
{
    struct case_book *at = summary->at;
    const struct result *result = &at->report->result;
    if (!at->sheets[SHEET_CHECKS])
        return;
    struct buffer range = {.arena = at->arena}, all = range, broken = range;
    struct address first = {at->sheets[SHEET_CHECKS], ROW_BODY, CHECK_OUTCOME}, last = first;
    last.row += (lxw_row_t)result->tested.count - 1;
    address_add(&range, first, summary->sheet, true);
    buffer_add_char(&range, ':');
    address_add(&range, last, last.sheet, true);
    buffer_print(&all, "=COUNTA(%.*s)", STR_ARG(buffer_text(&range)));
    buffer_print(&broken, "=COUNTA(%.*s)-COUNTIF(%.*s,\"%s\")-COUNTIF(%.*s,\"%s\")",
                 STR_ARG(buffer_text(&range)), STR_ARG(buffer_text(&range)), book_word(at->book, WORD_HOLDS),
                 STR_ARG(buffer_text(&range)), book_word(at->book, WORD_NOT_TESTED));
    put_label(summary, str_from(book_word(at->book, WORD_RELATIONS)), false);
    sheet_formula(summary->sheet, summary->left++, KEY_VALUE, buffer_text(&all),
                  (double)count_outcomes(result, true), (struct style){.form = FORM_COUNT});
    put_label(summary, str_from(book_word(at->book, WORD_RELATIONS_BROKEN)), false);
    sheet_formula(summary->sheet, summary->left++, KEY_VALUE, buffer_text(&broken),
                  (double)count_outcomes(result, false), (struct style){.form = FORM_COUNT});
    put_label(summary, str_from(book_word(at->book, WORD_AMOUNTS)), false);
    sheet_number(summary->sheet, summary->left++, KEY_VALUE, (double)result->amounts,
                 (struct style){.form = FORM_COUNT});
    put_label(summary, str_from(book_word(at->book, WORD_AMOUNTS_UNBOUND)), false);
    sheet_number(summary->sheet, summary->left++, KEY_VALUE, (double)result->unbound.count,
                 (struct style){.form = FORM_COUNT});
}

static void write_figures(struct summary *summary)
{
    static const enum word words[] = {WORD_KEY_FIGURE, WORD_VALUE, WORD_LIMIT, WORD_DIFFERENCE, WORD_OUTCOME};
    for (lxw_col_t i = 0; i < sizeof words / sizeof *words; i++)
        sheet_word(summary->sheet, summary->left, i, words[i], i ? number_head : head);
    summary->left++;
    for (size_t i = 0; i < sizeof key_figures / sizeof *key_figures; i++) {
        put_figure(summary, &key_figures[i]);
        if (key_figures[i].concept == FLAT_RATE)
            put_flat_rates(summary);
    }
    put_activities(summary);
    put_count(summary, ERROR, WORD_ERRORS);
    put_count(summary, WARNING, WORD_WARNINGS);
    put_count(summary, NOTE, WORD_NOTES);
    put_tested(summary);
}

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
        struct node *node = ARENA_NEW(summary->at->arena, struct node);
        *node = cell_node(summary->at, &item->cells[c]);
        if (values)
            values[c] = item->cells[c].state == CELL_ABSENT ? 0 : formula_value(node);
        if (item->cells[c].state != CELL_ABSENT)
            put_value(summary, summary->right, (lxw_col_t)(SIDE_VALUES + c), node, bold);
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
        chart = chart ? chart : charts_new(at->book, LXW_CHART_COLUMN_STACKED, WORD_CHART_COSTS);
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
        if (node && node_evaluate(node, NULL).status <= VALUE_GUESSED && formula_value(node) != 0)
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
        put_value(summary, summary->right, SIDE_VALUES, rows[i].node, false);
        put_share(summary, summary->right++, first, first + (lxw_row_t)count - 1,
                  all != 0 ? values[i] / all : 0);
    }
    lxw_chart *chart = charts_new(at->book, LXW_CHART_DOUGHNUT, WORD_CHART_FINANCING);
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
    put_value(summary, first, SIDE_VALUES, result->nodes[TOTAL_COSTS], false);
    put_value(summary, first + 1, SIDE_VALUES, result->activities_node, false);
    values[0] = formula_value(result->nodes[TOTAL_COSTS]);
    values[1] = formula_value(result->activities_node);
    summary->right += 3;
    lxw_chart *chart = charts_new(at->book, LXW_CHART_COLUMN, WORD_CHART_PLAN);
    charts_add_slices(
        at->book, chart, (struct chart_range){summary->sheet, first, first + 1, SIDE_LABEL, SIDE_LABEL, NULL},
        (struct chart_range){summary->sheet, first, first + 1, SIDE_VALUES, SIDE_VALUES, values}, false);
    if (chart) {
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
        chart_axis_set_min(chart->y_axis, 0);
    }
    charts_show_kronor(chart);
    summary->charts[summary->chart_count++] = chart;
}

static int pixels(double characters)
{
    return (int)(characters * 7 + 5);
}

/* Side by side, over the whole width. */
static void place_charts(struct summary *summary)
{
    lxw_row_t row = summary->left > summary->right ? summary->left : summary->right;
    int side = (int)summary->last - SIDE_VALUES + 1;
    int width = pixels(LABEL_WIDTH) + 4 * pixels(VALUE_WIDTH) + pixels(2) + pixels(SIDE_WIDTH) +
                side * pixels(VALUE_WIDTH);
    int each =
        summary->chart_count ? (width - (summary->chart_count - 1) * CHART_SPACE) / summary->chart_count : 0;
    summary->left = row + 1;
    if (each > width / 2)
        each = width / 2;
    for (int i = 0; i < summary->chart_count; i++)
        charts_insert(summary->at->book, summary->charts[i],
                      (struct chart_place){summary->sheet, summary->left, i * (each + CHART_SPACE), each,
                                           CHART_HEIGHT});
    if (summary->chart_count)
        summary->left += CHART_ROWS;
}

/* ---- findings in short ---- */

static int compare_severity(const void *a, const void *b)
{
    const struct finding *const *left = a, *const *right = b;
    int order = (int)(*right)->severity - (int)(*left)->severity;
    return order != 0 ? order : (*left > *right) - (*left < *right); /* in one array: as sorted */
}

static void put_finding(struct summary *summary, const struct finding *finding)
{
    struct case_book *at = summary->at;
    struct buffer text = {.arena = at->arena};
    struct str severity = severity_name(finding->severity, at->book->options.language);
    double room = 4.0 * VALUE_WIDTH + SIDE_WIDTH + ((double)summary->last - SIDE_VALUES + 1) * VALUE_WIDTH;
    buffer_print(&text, "%.*s: %s", STR_ARG(severity), rule_table[finding->rule].name);
    struct address target = layout_find(at, finding->origin);
    if (!target.sheet)
        target = findings_row(at->book, (size_t)(finding - at->report->findings->list.items) +
                                            (at->book->findings.next - FINDINGS_BODY));
    sheet_link(summary->sheet, summary->left, 0, target, buffer_text(&text),
               (struct style){.mark = (uint8_t)finding->severity});
    sheet_height(summary->sheet, summary->left, sheet_lines(finding->message, room));
    sheet_wide_text(summary->sheet, summary->left++, 1, summary->last, finding->message,
                    (struct style){.wrap = true});
}

static void write_short_findings(struct summary *summary)
{
    struct case_book *at = summary->at;
    const struct findings *findings = at->report->findings;
    size_t count = findings->list.count;
    const struct finding **order = ARENA_ARRAY(at->arena, const struct finding *, count + 1);
    for (size_t i = 0; i < count; i++)
        order[i] = &findings->list.items[i];
    if (count > 1)
        qsort(order, count, sizeof *order, compare_severity);
    sheet_wide_text(summary->sheet, summary->left++, 0, summary->last,
                    str_from(book_word(at->book, count ? WORD_FINDINGS_SHORT : WORD_NO_FINDINGS)),
                    (struct style){.tone = TONE_BAND});
    for (size_t i = 0; i < count && i < MOST_FINDINGS; i++)
        put_finding(summary, order[i]);
    if (count > MOST_FINDINGS) {
        struct buffer more = {.arena = at->arena};
        buffer_print(&more, book_word(at->book, WORD_MORE_FINDINGS), count - MOST_FINDINGS);
        sheet_link(summary->sheet, summary->left++, 0,
                   findings_row(at->book, at->book->findings.next - FINDINGS_BODY), buffer_text(&more),
                   (struct style){0});
    }
}

/* As many as the widest table shown takes. */
static size_t side_columns(const struct case_book *at)
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

void write_summary(struct case_book *at)
{
    struct summary summary = {
        .at = at, .sheet = at->sheets[SHEET_SUMMARY], .left = ROW_TABLES, .right = ROW_TABLES};
    size_t side = side_columns(at);
    summary.last = (lxw_col_t)(SIDE_VALUES + side - 1);
    write_heading(&summary);
    write_light(&summary);
    write_figures(&summary);
    write_costs(&summary);
    write_others(&summary);
    write_sources(&summary);
    write_comparison(&summary);
    place_charts(&summary);
    write_short_findings(&summary);
    sheet_width(summary.sheet, KEY_LABEL, LABEL_WIDTH);
    for (lxw_col_t i = KEY_VALUE; i <= KEY_OUTCOME; i++)
        sheet_width(summary.sheet, i, VALUE_WIDTH);
    sheet_width(summary.sheet, GAP, 2);
    sheet_width(summary.sheet, SIDE_LABEL, SIDE_WIDTH);
    for (lxw_col_t i = SIDE_VALUES; i <= summary.last; i++)
        sheet_width(summary.sheet, i, VALUE_WIDTH);
    worksheet_gridlines(summary.sheet->worksheet, LXW_HIDE_ALL_GRIDLINES);
    sheet_finish(summary.sheet, case_title(at->report), 0, 0, 0);
}
