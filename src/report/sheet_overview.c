#include "charts.h"
#include "findings_sheet.h"
#include "lights.h"
#include "overview.h"

#include "budgetkoll/label.h"

#include <stdlib.h>
#include <string.h>

enum { OVERVIEW_BODY = 4, MOST_GROUPS = 500, CHARTED_GROUPS = 12, LONGEST_NAME = 60 };

/* The columns of the overview. The groups are numbers that the totals add by, so that no name can be mistaken for a
 * pattern or a formula. */
enum {
    CASE_NUMBER,
    CASE_ID_TEXT,
    CASE_PROJECT,
    CASE_APPLICANT,
    CASE_SCHEME,
    CASE_START,
    CASE_END,
    CASE_ACTUAL,
    CASE_IN_KIND,
    CASE_TOTAL,
    CASE_AID,
    CASE_CO_FINANCING,
    CASE_SHARE,
    CASE_ERRORS,
    CASE_WARNINGS,
    CASE_NOTES,
    CASE_LIGHT,
    CASE_APPLICANT_GROUP,
    CASE_SCHEME_GROUP,
    CASE_COLUMNS
};

static const struct case_amount {
    enum concept concept;
    lxw_col_t column;
} case_amounts[] = {{ACTUAL_COSTS, CASE_ACTUAL},
                    {IN_KIND, CASE_IN_KIND},
                    {TOTAL_COSTS, CASE_TOTAL},
                    {EU_AID, CASE_AID},
                    {CO_FINANCING, CASE_CO_FINANCING}};
enum { CASE_AMOUNTS = sizeof case_amounts / sizeof *case_amounts };

/* Cases that belong together, and their sums; the total costs order them. */
struct group {
    struct str key, name;
    size_t number, cases;
    money sums[CASE_AMOUNTS];
    size_t counts[ERROR + 1]; /* findings by severity */
};

struct groups {
    LIST(struct group) list;
    LIST(size_t) index; /* of the groups, in the order of their keys */
};

struct overview {
    struct sheet *cases, *totals;
    lxw_row_t next;
    struct groups applicants, schemes;
};

/* ---- groups ---- */

/* The group with this name, without regard to case and punctuation; a new one when there is none. */
static struct group *find_group(struct book *book, struct groups *groups, struct str name)
{
    struct str key = label_key(book->scratch, name);
    size_t low = 0, high = groups->index.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(groups->list.items[groups->index.items[middle]].key, key);
        if (order == 0)
            return &groups->list.items[groups->index.items[middle]];
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    struct group *group = ARENA_PUSH(book->arena, &groups->list);
    group->key = (struct str){arena_copy(book->arena, key.data, key.length), key.length};
    group->name = (struct str){arena_copy(book->arena, name.data, name.length), name.length};
    group->number = groups->list.count;
    ARENA_PUSH(book->arena, &groups->index);
    memmove(&groups->index.items[low + 1], &groups->index.items[low],
            (groups->index.count - 1 - low) * sizeof *groups->index.items);
    groups->index.items[low] = groups->list.count - 1;
    return group;
}

static void add_to_group(struct book *book, struct group *group, const struct case_report *report)
{
    group->cases++;
    for (size_t i = 0; i < CASE_AMOUNTS; i++)
        if (report->result.known[case_amounts[i].concept] &&
            !money_add(group->sums[i], report->result.totals[case_amounts[i].concept], &group->sums[i]))
            book_check(book, LXW_ERROR_PARAMETER_VALIDATION);
    for (enum severity severity = NOTE; severity <= ERROR; severity++)
        group->counts[severity] += findings_count(report->findings, severity);
}

/* ---- the overview ---- */

static void write_heads(const struct book *book, struct overview *overview)
{
    static const enum word words[CASE_COLUMNS] = {
        WORD_NUMBER, WORD_CASE,         WORD_PROJECT,         WORD_APPLICANT,   WORD_SCHEME,
        WORD_START,  WORD_END,          WORD_ACTUAL,          WORD_IN_KIND,     WORD_TOTAL,
        WORD_AID,    WORD_CO_FINANCING, WORD_SHARE,           WORD_ERRORS,      WORD_WARNINGS,
        WORD_NOTES,  WORD_LIGHT,        WORD_APPLICANT_GROUP, WORD_SCHEME_GROUP};
    sheet_title(overview->cases, str_from(book_word(book, WORD_SHEET_OVERVIEW)),
                str_from(book_word(book, WORD_OVERVIEW_SAID)));
    for (lxw_col_t i = 0; i < CASE_COLUMNS; i++)
        sheet_word(overview->cases, OVERVIEW_BODY - 1, i, words[i], (struct style){.tone = TONE_HEAD});
}

void overview_begin(struct book *book)
{
    struct overview *overview = ARENA_NEW(book->arena, struct overview);
    book->overview = overview;
    overview->cases = sheet_add(book, str_from(book_word(book, WORD_SHEET_OVERVIEW)));
    overview->totals = sheet_add(book, str_from(book_word(book, WORD_SHEET_TOTALS)));
    struct sheet *findings = sheet_add(book, str_from(book_word(book, WORD_SHEET_FINDINGS)));
    overview->next = OVERVIEW_BODY;
    if (book->error == LXW_NO_ERROR) {
        write_heads(book, overview);
        findings_begin(book, findings, str_from(book_word(book, WORD_SHEET_FINDINGS)));
    }
}

/* EU aid of EU aid and co-financing, from the row's own cells. */
static void put_share(struct book *book, const struct case_report *report)
{
    struct overview *overview = book->overview;
    struct buffer formula = {.arena = book->scratch};
    money all = 0, aid = report->result.totals[EU_AID];
    if (!report->result.known[EU_AID] || !report->result.known[CO_FINANCING] ||
        !money_add(aid, report->result.totals[CO_FINANCING], &all))
        return;
    char name[LXW_MAX_CELL_NAME_LENGTH], other[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(name, overview->next, CASE_AID);
    lxw_rowcol_to_cell(other, overview->next, CASE_CO_FINANCING);
    buffer_print(&formula, "=IF(%s+%s=0,0,%s/(%s+%s))", name, other, name, name, other);
    sheet_formula(overview->cases, overview->next, CASE_SHARE, buffer_text(&formula),
                  all ? number_of_ore(aid) / number_of_ore(all) : 0,
                  (struct style){.form = FORM_PERCENT, .decimals = 2});
}

static void put_names(struct book *book, const struct case_report *report, struct sheet *summary)
{
    struct overview *overview = book->overview;
    struct address target = {summary, 0, 0};
    struct buffer number = {.arena = book->scratch};
    struct style wrap = {.wrap = true};
    struct str names[] = {report->id, case_title(report), fact_text(report->budget, APPLICANT)};
    buffer_print(&number, "%zu", book->cases);
    int lines = 1;
    for (size_t i = 1; i < 3; i++)
        lines = sheet_lines(names[i], 32) > lines ? sheet_lines(names[i], 32) : lines;
    sheet_height(overview->cases, overview->next, lines);
    sheet_number(overview->cases, overview->next, CASE_NUMBER, (double)book->cases,
                 (struct style){.form = FORM_COUNT});
    sheet_link(overview->cases, overview->next, CASE_ID_TEXT, summary ? target : (struct address){0},
               names[0], wrap);
    sheet_text(overview->cases, overview->next, CASE_PROJECT, names[1], wrap);
    sheet_text(overview->cases, overview->next, CASE_APPLICANT, names[2], wrap);
    sheet_text(overview->cases, overview->next, CASE_SCHEME, report->result.scheme, (struct style){0});
}

static void put_counts(struct book *book, const struct case_report *report)
{
    static const struct {
        enum severity severity;
        lxw_col_t column;
    } counts[] = {{ERROR, CASE_ERRORS}, {WARNING, CASE_WARNINGS}, {NOTE, CASE_NOTES}};
    struct overview *overview = book->overview;
    const struct light *light = light_of(report);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        sheet_number(overview->cases, overview->next, counts[i].column,
                     (double)findings_count(report->findings, counts[i].severity),
                     (struct style){.form = FORM_COUNT});
    sheet_word(overview->cases, overview->next, CASE_LIGHT, light->color, (struct style){.center = true});
}

void overview_add(struct book *book, const struct case_report *report, struct sheet *summary)
{
    struct overview *overview = book->overview;
    struct group *applicant = find_group(book, &overview->applicants, fact_text(report->budget, APPLICANT));
    struct group *scheme = find_group(book, &overview->schemes, report->result.scheme);
    struct date start, end;
    put_names(book, report, summary);
    if (budget_period(report->budget, &start, &end)) {
        sheet_date(overview->cases, overview->next, CASE_START, start, (struct style){0});
        sheet_date(overview->cases, overview->next, CASE_END, end, (struct style){0});
    }
    for (size_t i = 0; i < CASE_AMOUNTS; i++)
        if (report->result.known[case_amounts[i].concept])
            sheet_number(overview->cases, overview->next, case_amounts[i].column,
                         number_of_ore(report->result.totals[case_amounts[i].concept]),
                         (struct style){.form = FORM_KRONOR});
    put_share(book, report);
    put_counts(book, report);
    sheet_number(overview->cases, overview->next, CASE_APPLICANT_GROUP, (double)applicant->number,
                 (struct style){.form = FORM_COUNT});
    sheet_number(overview->cases, overview->next, CASE_SCHEME_GROUP, (double)scheme->number,
                 (struct style){.form = FORM_COUNT});
    add_to_group(book, applicant, report);
    add_to_group(book, scheme, report);
    overview->next++;
}

/* The colours follow the words and the counts when the rows are sorted. */
static void colour_lights(struct book *book)
{
    static const struct {
        enum word word;
        enum severity severity;
    } lights[] = {{WORD_UNCHECKED, ERROR}, {WORD_RED, ERROR}, {WORD_YELLOW, WARNING}, {WORD_GREEN, NOTE}};
    struct overview *overview = book->overview;
    for (size_t i = 0; i < sizeof lights / sizeof *lights; i++) {
        struct buffer value = {.arena = book->scratch};
        buffer_print(&value, "\"%s\"", book_word(book, lights[i].word));
        lxw_conditional_format condition = {
            .type = LXW_CONDITIONAL_TYPE_CELL,
            .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
            .value_string = sheet_string(book->scratch, buffer_text(&value)),
            .format =
                style_format(book, (struct style){.tone = TONE_LIGHT, .mark = (uint8_t)lights[i].severity})};
        book_check(book,
                   worksheet_conditional_format_range(overview->cases->worksheet, OVERVIEW_BODY, CASE_LIGHT,
                                                      overview->next - 1, CASE_LIGHT, &condition));
    }
}

static void colour_counts(struct book *book)
{
    static const struct {
        lxw_col_t column;
        enum severity severity;
    } counts[] = {{CASE_ERRORS, ERROR}, {CASE_WARNINGS, WARNING}, {CASE_NOTES, NOTE}};
    struct overview *overview = book->overview;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        lxw_conditional_format condition = {
            .type = LXW_CONDITIONAL_TYPE_CELL,
            .criteria = LXW_CONDITIONAL_CRITERIA_GREATER_THAN,
            .value = 0,
            .format = style_format(book, (struct style){.mark = (uint8_t)counts[i].severity})};
        book_check(book, worksheet_conditional_format_range(overview->cases->worksheet, OVERVIEW_BODY,
                                                            counts[i].column, overview->next - 1,
                                                            counts[i].column, &condition));
    }
}

static void end_overview(struct book *book)
{
    struct overview *overview = book->overview;
    struct sheet *sheet = overview->cases;
    static lxw_row_col_options hidden = {.hidden = LXW_TRUE};
    if (overview->next > OVERVIEW_BODY) {
        colour_lights(book);
        colour_counts(book);
        book_check(book, worksheet_autofilter(sheet->worksheet, OVERVIEW_BODY - 1, 0, overview->next - 1,
                                              CASE_COLUMNS - 1));
    }
    sheet_width(sheet, CASE_ID_TEXT, 20);
    sheet_width(sheet, CASE_PROJECT, 36);
    sheet_width(sheet, CASE_APPLICANT, 32);
    sheet_finish(sheet, str_from(book_word(book, WORD_SHEET_OVERVIEW)), OVERVIEW_BODY - 1, OVERVIEW_BODY, 2);
    book_check(book, worksheet_set_column_opt(sheet->worksheet, CASE_APPLICANT_GROUP, CASE_SCHEME_GROUP, 8,
                                              NULL, &hidden));
}

/* ---- totals ---- */

enum {
    TOTAL_GROUP,
    TOTAL_NAME,
    TOTAL_CASES,
    TOTAL_AMOUNTS,
    TOTAL_ERRORS = TOTAL_AMOUNTS + CASE_AMOUNTS,
    TOTAL_WARNINGS,
    TOTAL_NOTES,
    TOTAL_COLUMNS
};

/* "Översikt!$J$5:$J$104" */
static void add_column(struct buffer *text, const struct book *book, lxw_col_t column)
{
    const struct overview *overview = book->overview;
    lxw_row_t last = overview->next > OVERVIEW_BODY ? overview->next - 1 : OVERVIEW_BODY;
    address_add(text, (struct address){overview->cases, OVERVIEW_BODY, column}, overview->totals, true);
    buffer_add_char(text, ':');
    address_add(text, (struct address){overview->cases, last, column}, overview->cases, true);
}

/* The sum of a column over the cases of the group whose number stands at the row's beginning. */
static void put_group_sum(struct book *book, lxw_row_t row, lxw_col_t to, lxw_col_t group_column,
                          lxw_col_t column, double value, uint8_t form)
{
    struct buffer formula = {.arena = book->scratch};
    char group[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(group, row, TOTAL_GROUP);
    buffer_add(&formula, to == TOTAL_CASES ? STR("=COUNTIF(") : STR("=SUMIF("));
    add_column(&formula, book, group_column);
    buffer_print(&formula, ",%s", group);
    if (to != TOTAL_CASES) {
        buffer_add_char(&formula, ',');
        add_column(&formula, book, column);
    }
    buffer_add_char(&formula, ')');
    sheet_formula(book->overview->totals, row, to, buffer_text(&formula), value,
                  (struct style){.form = form});
}

static void put_group(struct book *book, lxw_row_t row, const struct group *group, lxw_col_t group_column)
{
    struct sheet *sheet = book->overview->totals;
    struct str name = group->name.length ? group->name : str_from(book_word(book, WORD_NOT_STATED));
    sheet_number(sheet, row, TOTAL_GROUP, (double)group->number,
                 (struct style){.form = FORM_COUNT, .center = true});
    sheet_text(sheet, row, TOTAL_NAME, name, (struct style){.wrap = true});
    put_group_sum(book, row, TOTAL_CASES, group_column, 0, (double)group->cases, FORM_COUNT);
    for (size_t i = 0; i < CASE_AMOUNTS; i++)
        put_group_sum(book, row, (lxw_col_t)(TOTAL_AMOUNTS + i), group_column, case_amounts[i].column,
                      number_of_ore(group->sums[i]), FORM_KRONOR);
    put_group_sum(book, row, TOTAL_ERRORS, group_column, CASE_ERRORS, (double)group->counts[ERROR],
                  FORM_COUNT);
    put_group_sum(book, row, TOTAL_WARNINGS, group_column, CASE_WARNINGS, (double)group->counts[WARNING],
                  FORM_COUNT);
    put_group_sum(book, row, TOTAL_NOTES, group_column, CASE_NOTES, (double)group->counts[NOTE], FORM_COUNT);
}

static int compare_groups(const void *a, const void *b)
{
    const struct group *left = a, *right = b;
    enum { TOTAL = 2 }; /* of case_amounts */
    if (left->sums[TOTAL] != right->sums[TOTAL])
        return left->sums[TOTAL] < right->sums[TOTAL] ? 1 : -1;
    return (left->number > right->number) - (left->number < right->number);
}

/* A sum over a column of rows, or what is left of the overview's column when those are taken away. */
static void put_column_sum(struct book *book, lxw_row_t row, lxw_col_t to, lxw_row_t first, lxw_row_t last,
                           double value, uint8_t form)
{
    struct buffer formula = {.arena = book->scratch};
    struct sheet *sheet = book->overview->totals;
    buffer_add(&formula, STR("=SUM("));
    address_add(&formula, (struct address){sheet, first, to}, sheet, false);
    buffer_add_char(&formula, ':');
    address_add(&formula, (struct address){sheet, last, to}, sheet, false);
    buffer_add_char(&formula, ')');
    sheet_formula(sheet, row, to, buffer_text(&formula), value,
                  (struct style){.form = form, .bold = true, .line_above = true});
}

static void add_groups(struct book *book, struct group *to, const struct group *from)
{
    to->cases += from->cases;
    for (size_t i = 0; i < CASE_AMOUNTS; i++)
        if (!money_add(to->sums[i], from->sums[i], &to->sums[i]))
            book_check(book, LXW_ERROR_PARAMETER_VALIDATION);
    for (enum severity severity = NOTE; severity <= ERROR; severity++)
        to->counts[severity] += from->counts[severity];
}

/* What the groups shown come to. */
static void put_sum(struct book *book, lxw_row_t row, lxw_row_t first, const struct group *sum)
{
    lxw_row_t last = row - 1;
    sheet_word(book->overview->totals, row, TOTAL_NAME, WORD_SUM,
               (struct style){.bold = true, .line_above = true});
    put_column_sum(book, row, TOTAL_CASES, first, last, (double)sum->cases, FORM_COUNT);
    for (size_t i = 0; i < CASE_AMOUNTS; i++)
        put_column_sum(book, row, (lxw_col_t)(TOTAL_AMOUNTS + i), first, last, number_of_ore(sum->sums[i]),
                       FORM_KRONOR);
    put_column_sum(book, row, TOTAL_ERRORS, first, last, (double)sum->counts[ERROR], FORM_COUNT);
    put_column_sum(book, row, TOTAL_WARNINGS, first, last, (double)sum->counts[WARNING], FORM_COUNT);
    put_column_sum(book, row, TOTAL_NOTES, first, last, (double)sum->counts[NOTE], FORM_COUNT);
}

static void write_total_heads(struct book *book, lxw_row_t row, enum word name)
{
    static const enum word words[TOTAL_COLUMNS] = {WORD_NUMBER,  WORD_NAME,     WORD_CASES, WORD_ACTUAL,
                                                   WORD_IN_KIND, WORD_TOTAL,    WORD_AID,   WORD_CO_FINANCING,
                                                   WORD_ERRORS,  WORD_WARNINGS, WORD_NOTES};
    struct sheet *sheet = book->overview->totals;
    sheet_wide_text(sheet, row, 0, TOTAL_COLUMNS - 1, str_from(book_word(book, name)),
                    (struct style){.tone = TONE_BAND});
    for (lxw_col_t i = 0; i < TOTAL_COLUMNS; i++)
        sheet_word(sheet, row + 1, i, words[i], (struct style){.tone = TONE_HEAD});
}

/* The largest groups, each a row, and their sum. Returns the first row of the groups. */
static lxw_row_t write_groups(struct book *book, struct groups *groups, lxw_row_t *row, enum word name,
                              lxw_col_t group_column)
{
    struct group sum = {0};
    size_t count = groups->list.count < MOST_GROUPS ? groups->list.count : MOST_GROUPS;
    if (groups->list.count > 1)
        qsort(groups->list.items, groups->list.count, sizeof *groups->list.items, compare_groups);
    write_total_heads(book, *row, name);
    lxw_row_t first = *row + 2;
    *row = first;
    for (size_t i = 0; i < count; i++) {
        put_group(book, (*row)++, &groups->list.items[i], group_column);
        add_groups(book, &sum, &groups->list.items[i]);
    }
    put_sum(book, (*row)++, first, &sum);
    if (groups->list.count > count) {
        struct buffer text = {.arena = book->scratch};
        buffer_print(&text, book_word(book, WORD_MORE_GROUPS), groups->list.count - count);
        sheet_text(book->overview->totals, (*row)++, TOTAL_NAME, buffer_text(&text),
                   (struct style){.wrap = true});
    }
    (*row)++;
    return first;
}

/* Aid and co-financing of the largest applicants. */
static void draw_groups(struct book *book, lxw_row_t first, lxw_row_t row)
{
    const struct groups *groups = &book->overview->applicants;
    size_t count = groups->list.count < CHARTED_GROUPS ? groups->list.count : CHARTED_GROUPS;
    struct sheet *sheet = book->overview->totals;
    lxw_row_t last = first + (lxw_row_t)count - 1;
    lxw_chart *chart = charts_new(book, LXW_CHART_COLUMN_STACKED, WORD_CHART_APPLICANTS);
    for (int amount = 3; amount < CASE_AMOUNTS; amount++) {
        double *values = ARENA_ARRAY(book->arena, double, count);
        lxw_col_t column = (lxw_col_t)(TOTAL_AMOUNTS + amount);
        for (size_t i = 0; i < count; i++)
            values[i] = number_of_ore(groups->list.items[i].sums[amount]);
        charts_add_series(book, chart, (struct chart_range){sheet, first, last, TOTAL_NAME, TOTAL_NAME, NULL},
                          (struct chart_range){sheet, first, last, column, column, values},
                          (struct address){sheet, first - 1, column}, amount - 3);
    }
    charts_show_kronor(chart);
    charts_insert(book, chart, (struct chart_place){sheet, row, 10, 1000, 380});
}

static void end_totals(struct book *book)
{
    struct overview *overview = book->overview;
    struct sheet *sheet = overview->totals;
    lxw_row_t row = 3;
    sheet_title(sheet, str_from(book_word(book, WORD_SHEET_TOTALS)),
                str_from(book_word(book, WORD_TOTALS_SAID)));
    write_groups(book, &overview->schemes, &row, WORD_BY_SCHEME, CASE_SCHEME_GROUP);
    lxw_row_t first =
        write_groups(book, &overview->applicants, &row, WORD_BY_APPLICANT, CASE_APPLICANT_GROUP);
    draw_groups(book, first, row);
    sheet_width(sheet, TOTAL_NAME, LONGEST_NAME);
    sheet_finish(sheet, str_from(book_word(book, WORD_SHEET_TOTALS)), 0, 0, 0);
}

void overview_end(struct book *book, const struct report_summary *summary)
{
    (void)summary;
    if (book->overview->next > OVERVIEW_BODY)
        end_totals(book);
    end_overview(book);
    findings_end(book, str_from(book_word(book, WORD_SHEET_FINDINGS)));
}
