/* Totals of many cases, by scheme and by applicant, and the chart of the largest. */
#include "charts.h"
#include "overview.h"

enum { MOST_GROUPS = 500, CHARTED_GROUPS = 12, NAME_WIDTH = 60 };

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
    lxw.lxw_rowcol_to_cell(group, row, TOTAL_GROUP);
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
    groups_sort(groups);
    write_total_heads(book, *row, name);
    lxw_row_t first = *row + 2;
    *row = first;
    for (size_t i = 0; i < count; i++) {
        put_group(book, (*row)++, &groups->list.items[i], group_column);
        groups_join(book, &sum, &groups->list.items[i]);
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
    lxw_chart *chart = charts_new(book, LXW_CHART_COLUMN_STACKED, WORD_CHART_APPLICANTS, CURRENCY_SEK);
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

void write_totals(struct book *book)
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
    sheet_width(sheet, TOTAL_NAME, NAME_WIDTH);
    sheet_finish(sheet, str_from(book_word(book, WORD_SHEET_TOTALS)), 0, 0, 0);
}
