/* Activities: dates and costs, what the costs should be, and a bar over the months of the project. */
#include "case_book.h"

enum { NAME_WIDTH = 52, MOST_MONTH_COLUMNS = 60, MONTHS_OF_YEAR = 12 };

static const struct style head = {.tone = TONE_HEAD};

/* The first month of the bars, how many columns they take, and how many months a column is. */
struct timeline {
    struct date first;
    int columns, step;
};

static void stretch(struct date *first, struct date *last, const struct dated *dated)
{
    if (dated->state != CELL_VALUE)
        return;
    if (first->year == 0 || date_compare(dated->date, *first) < 0)
        *first = dated->date;
    if (last->year == 0 || date_compare(dated->date, *last) > 0)
        *last = dated->date;
}

/* The project's period and every activity. */
static struct timeline find_timeline(const struct budget *budget)
{
    struct date first = {0}, last = {0};
    if (!budget_period(budget, &first, &last))
        first = last = (struct date){0};
    for (size_t i = 0; i < budget->activities.count; i++) {
        stretch(&first, &last, &budget->activities.items[i].start);
        stretch(&first, &last, &budget->activities.items[i].end);
    }
    if (first.year == 0)
        return (struct timeline){0};
    int months = (last.year - first.year) * MONTHS_OF_YEAR + last.month - first.month + 1;
    int step = (months + MOST_MONTH_COLUMNS - 1) / MOST_MONTH_COLUMNS;
    return (struct timeline){{first.year, first.month, 1}, (months + step - 1) / step, step};
}

static void write_heads(struct case_book *at, struct sheet *sheet, const struct timeline *timeline)
{
    static const enum word words[] = {WORD_ACTIVITY, WORD_START,      WORD_END,     WORD_COST,
                                      WORD_COMPUTED, WORD_DIFFERENCE, WORD_FINDINGS};
    sheet_wide_text(sheet, ROW_BAND, 0, ACTIVITY_END, str_from(book_word(at->book, WORD_SHEET_ACTIVITIES)),
                    (struct style){.tone = TONE_BAND});
    sheet_wide_text(sheet, ROW_BAND, ACTIVITY_COST, ACTIVITY_FINDINGS,
                    str_from(book_word(at->book, WORD_COST)),
                    (struct style){.tone = TONE_BAND, .center = true});
    if (timeline->columns > 0)
        sheet_wide_text(sheet, ROW_BAND, ACTIVITY_MONTHS,
                        (lxw_col_t)(ACTIVITY_MONTHS + timeline->columns - 1),
                        str_from(book_word(at->book, WORD_MONTHS)), (struct style){.tone = TONE_BAND});
    for (lxw_col_t i = 0; i < ACTIVITY_MONTHS; i++)
        put_text(at, (struct address){sheet, ROW_HEAD, i}, str_from(book_word(at->book, words[i])), head);
    for (int i = 0; i < timeline->columns; i++) {
        lxw_col_t column = (lxw_col_t)(ACTIVITY_MONTHS + i);
        struct date month = date_add_months(timeline->first, i * timeline->step);
        sheet_width(sheet, column, 2.9);
        sheet_number(sheet, ROW_HEAD, column, (double)date_serial(month),
                     (struct style){.form = FORM_MONTH, .tone = TONE_HEAD});
    }
    book_check(at->book, lxw.worksheet_set_row(sheet->worksheet, ROW_HEAD, 48, NULL));
}

static void write_activity(struct case_book *at, struct sheet *sheet, size_t index)
{
    const struct activity *activity = &at->report->budget->activities.items[index];
    lxw_row_t row = ROW_BODY + (lxw_row_t)index;
    struct style style = {.bold = !activity->is_part},
                 name = {.bold = style.bold, .wrap = true, .indent = activity->is_part};
    put_text(at, (struct address){sheet, row, ACTIVITY_NAME}, activity->name, name);
    sheet_height(sheet, row, sheet_lines(activity->name, NAME_WIDTH - 4.0));
    put_date(at, (struct address){sheet, row, ACTIVITY_START}, &activity->start, (struct style){0});
    put_date(at, (struct address){sheet, row, ACTIVITY_END}, &activity->end, (struct style){0});
    if (activity->cost.state != CELL_ABSENT) {
        put_cell(at, (struct address){sheet, row, ACTIVITY_COST}, &activity->cost, VALUE_AMOUNT, style);
        put_computed(at, &activity->cost, (struct address){sheet, row, ACTIVITY_COMPUTED},
                     (struct address){sheet, row, ACTIVITY_DIFFERENCE}, style.bold);
    }
    put_row_findings(at, (struct address){sheet, row, ACTIVITY_FINDINGS});
}

static void write_stated_total(struct case_book *at, struct sheet *sheet, lxw_row_t row)
{
    const struct item *total = at->report->budget->activity_total;
    struct style style = {.bold = true, .line_above = true};
    put_text(at, (struct address){sheet, row, ACTIVITY_NAME}, total->label, style);
    put_cell(at, (struct address){sheet, row, ACTIVITY_COST}, total->cells, VALUE_AMOUNT, style);
    put_computed(at, total->cells, (struct address){sheet, row, ACTIVITY_COMPUTED},
                 (struct address){sheet, row, ACTIVITY_DIFFERENCE}, true);
    put_row_findings(at, (struct address){sheet, row, ACTIVITY_FINDINGS});
}

/* All activities together against the costs that they must cover. */
static void write_sum(struct case_book *at, struct sheet *sheet, lxw_row_t row)
{
    const struct result *result = &at->report->result;
    struct style style = {.bold = true, .line_above = true};
    sheet_word(sheet, row, ACTIVITY_NAME, WORD_ACTIVITIES_TOGETHER, style);
    style.form = FORM_KRONOR;
    put_node(at, (struct address){sheet, row, ACTIVITY_COST}, result->activities_node, style);
    if (!result->nodes[TOTAL_COSTS] || !result->known[TOTAL_COSTS])
        return;
    style.tone = TONE_COMPUTED;
    put_node(at, (struct address){sheet, row, ACTIVITY_COMPUTED}, result->nodes[TOTAL_COSTS], style);
    struct buffer formula = {.arena = at->arena};
    buffer_add(&formula, STR("=ROUND("));
    address_add(&formula, (struct address){sheet, row, ACTIVITY_COST}, sheet, false);
    buffer_add_char(&formula, '-');
    address_add(&formula, (struct address){sheet, row, ACTIVITY_COMPUTED}, sheet, false);
    buffer_add(&formula, STR(",2)"));
    style.tone = TONE_PLAIN;
    money difference = result->activities - result->totals[TOTAL_COSTS];
    sheet_formula(sheet, row, ACTIVITY_DIFFERENCE, buffer_text(&formula), number_of_ore(difference), style);
}

/* The bars follow the dates: a column is filled when the activity goes on in its months. */
static void draw_bars(struct case_book *at, struct sheet *sheet, const struct timeline *timeline)
{
    size_t count = at->report->budget->activities.count;
    struct buffer formula = {.arena = at->arena};
    lxw_col_t last = (lxw_col_t)(ACTIVITY_MONTHS + timeline->columns - 1);
    if (timeline->columns == 0)
        return;
    buffer_print(&formula, "=AND(ISNUMBER($B%d),ISNUMBER($C%d),$B%d<EDATE(H$%d,%d),$C%d>=H$%d)", ROW_BODY + 1,
                 ROW_BODY + 1, ROW_BODY + 1, ROW_HEAD + 1, timeline->step, ROW_BODY + 1, ROW_HEAD + 1);
    lxw_format *bar = lxw.workbook_add_format(at->book->workbook);
    lxw.format_set_bg_color(bar, 0x5B7DB1);
    lxw.format_set_top(bar, LXW_BORDER_THIN); /* keeps the bars of two rows apart */
    lxw.format_set_bottom(bar, LXW_BORDER_THIN);
    lxw.format_set_top_color(bar, LXW_COLOR_WHITE);
    lxw.format_set_bottom_color(bar, LXW_COLOR_WHITE);
    lxw_conditional_format condition = {.type = LXW_CONDITIONAL_TYPE_FORMULA,
                                        .value_string = sheet_string(at->arena, buffer_text(&formula)),
                                        .format = bar};
    book_check(at->book,
               lxw.worksheet_conditional_format_range(sheet->worksheet, ROW_BODY, ACTIVITY_MONTHS,
                                                      ROW_BODY + (lxw_row_t)count - 1, last, &condition));
}

void write_activities(struct case_book *at)
{
    const struct budget *budget = at->report->budget;
    struct sheet *sheet = at->sheets[SHEET_ACTIVITIES];
    struct timeline timeline = find_timeline(budget);
    lxw_row_t row = ROW_BODY + (lxw_row_t)budget->activities.count;
    sheet_text(sheet, ROW_TITLE, 0, case_title(at->report), (struct style){.tone = TONE_TITLE});
    sheet_word(sheet, ROW_SUBTITLE, 0,
               at->report->result.convention == CONVENTION_BESIDE ? WORD_PLAN_BESIDE : WORD_PLAN_INCLUDES,
               (struct style){.tone = TONE_SUBTITLE});
    write_heads(at, sheet, &timeline);
    for (size_t i = 0; i < budget->activities.count; i++)
        write_activity(at, sheet, i);
    if (budget->activity_total)
        write_stated_total(at, sheet, row++);
    if (at->report->result.activities_node && at->report->result.has_activities)
        write_sum(at, sheet, row);
    draw_bars(at, sheet, &timeline);
    sheet_width(sheet, ACTIVITY_NAME, NAME_WIDTH);
    sheet_width(sheet, ACTIVITY_START, 10.5);
    sheet_width(sheet, ACTIVITY_END, 10.5);
    sheet_width(sheet, ACTIVITY_FINDINGS, 26);
    book_check(at->book, lxw.worksheet_autofilter(sheet->worksheet, ROW_HEAD, 0,
                                                  ROW_BODY + (lxw_row_t)budget->activities.count - 1,
                                                  ACTIVITY_FINDINGS));
    sheet_finish(sheet, case_title(at->report), ROW_BAND, ROW_BODY, 1);
}
