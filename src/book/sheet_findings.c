/* Every finding as a row, with columns for the case officer's own decision and comment. */
#include "findings_sheet.h"

enum {
    PLACE_WIDTH = 23,
    CELL_WIDTH = 22,
    MESSAGE_WIDTH = 48,
    ACTION_WIDTH = 36,
    DECISION_WIDTH = 18,
    COMMENT_WIDTH = 22
};

enum {
    FINDING_SEVERITY,
    FINDING_RULE,
    FINDING_PLACE,
    FINDING_CELL,
    FINDING_PUBLISHED,
    FINDING_EXPECTED,
    FINDING_DIFFERENCE,
    FINDING_MESSAGE,
    FINDING_ACTION,
    FINDING_DECISION,
    FINDING_COMMENT,
    FINDING_COLUMNS
};

void findings_begin(struct book *book, struct sheet *sheet, struct str title)
{
    static const enum word words[FINDING_COLUMNS] = {
        WORD_SEVERITY,   WORD_RULE,    WORD_PLACE,  WORD_CELL,     WORD_PUBLISHED, WORD_COMPUTED,
        WORD_DIFFERENCE, WORD_MESSAGE, WORD_ACTION, WORD_DECISION, WORD_COMMENT};
    bool many = book->options.case_count > 1;
    book->findings = (struct findings_table){sheet, FINDINGS_BODY, many ? 2 : 0};
    sheet_title(sheet, title, str_from(book_word(book, WORD_FINDINGS_SAID)));
    if (many) {
        sheet_word(sheet, FINDINGS_BODY - 1, 0, WORD_NUMBER, (struct style){.tone = TONE_HEAD});
        sheet_word(sheet, FINDINGS_BODY - 1, 1, WORD_CASE, (struct style){.tone = TONE_HEAD});
    }
    for (lxw_col_t i = 0; i < FINDING_COLUMNS; i++)
        sheet_word(sheet, FINDINGS_BODY - 1, (lxw_col_t)(book->findings.first + i), words[i],
                   (struct style){.tone = TONE_HEAD});
}

static struct style value_style(const struct finding *finding, int64_t hundredths)
{
    if (finding->unit == UNIT_PERCENT)
        return (struct style){.form = FORM_PERCENT, .decimals = 2, .line_above = true};
    return (struct style){.form = hundredths % 100 ? FORM_ORE : FORM_KRONOR, .line_above = true};
}

static double value_number(const struct finding *finding, int64_t hundredths)
{
    double value = number_of_ore(hundredths); /* hundredths of whatever the unit is */
    return finding->unit == UNIT_PERCENT ? value / 100 : value;
}

/* A value that a relation computed is read from the sheet of checks, where its formula stands. */
static void put_value(struct book *book, const struct case_book *at, const struct finding *finding,
                      lxw_col_t column, int64_t hundredths, lxw_col_t check)
{
    struct findings_table *table = &book->findings;
    lxw_col_t to = (lxw_col_t)(table->first + column);
    double number = value_number(finding, hundredths);
    if (!at || !finding->relation) {
        sheet_number(table->sheet, table->next, to, number, value_style(finding, hundredths));
        return;
    }
    const struct tested *tested = at->report->result.tested.items;
    struct address address = at->checks[finding->relation - tested->relation];
    struct buffer formula = {.arena = book->scratch};
    address.column = check;
    buffer_add(&formula, STR("=ROUND("));
    address_add(&formula, address, table->sheet, false);
    buffer_add(&formula, finding->unit == UNIT_PERCENT ? STR(",4)") : STR(",2)"));
    sheet_formula(table->sheet, table->next, to, buffer_text(&formula), number,
                  value_style(finding, hundredths));
}

static void put_difference(struct book *book, const struct finding *finding)
{
    struct findings_table *table = &book->findings;
    struct buffer formula = {.arena = book->scratch};
    int64_t difference = 0;
    if (__builtin_sub_overflow(finding->published, finding->expected, &difference))
        return;
    buffer_add(&formula, STR("=ROUND("));
    address_add(&formula,
                (struct address){table->sheet, table->next, (lxw_col_t)(table->first + FINDING_PUBLISHED)},
                table->sheet, false);
    buffer_add_char(&formula, '-');
    address_add(&formula,
                (struct address){table->sheet, table->next, (lxw_col_t)(table->first + FINDING_EXPECTED)},
                table->sheet, false);
    buffer_add(&formula, finding->unit == UNIT_PERCENT ? STR(",4)") : STR(",2)"));
    sheet_formula(table->sheet, table->next, (lxw_col_t)(table->first + FINDING_DIFFERENCE),
                  buffer_text(&formula), value_number(finding, difference), value_style(finding, difference));
}

static void put_words(struct book *book, lxw_col_t column, struct str text, bool wrap)
{
    struct findings_table *table = &book->findings;
    sheet_text(table->sheet, table->next, (lxw_col_t)(table->first + column), text,
               (struct style){.wrap = wrap, .line_above = true, .indent = column == FINDING_MESSAGE});
}

static void put_place(struct book *book, const struct case_report *report, const struct case_book *at,
                      const struct finding *finding)
{
    struct findings_table *table = &book->findings;
    struct buffer text = {.arena = book->scratch};
    struct place place = finding->place;
    place.file = file_within(report, place.file);
    buffer_add(&text, place_text(book->scratch, place));
    sheet_link(table->sheet, table->next, (lxw_col_t)(table->first + FINDING_PLACE),
               at ? layout_find(at, finding->origin) : (struct address){0}, buffer_text(&text),
               (struct style){.wrap = true, .line_above = true});
}

/* Message and calculation, one below the other. */
static struct str message_of(struct book *book, const struct finding *finding)
{
    struct buffer text = {.arena = book->scratch};
    buffer_add(&text, finding->message);
    if (finding->calculation.length)
        buffer_print(&text, "\n= %.*s", STR_ARG(finding->calculation));
    return buffer_text(&text);
}

static void set_height(struct book *book, const struct finding *finding, struct str message)
{
    int lines[] = {sheet_lines(message, MESSAGE_WIDTH), sheet_lines(finding->action, ACTION_WIDTH),
                   sheet_lines(finding->cell, CELL_WIDTH)};
    int most = 1;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        most = lines[i] > most ? lines[i] : most;
    sheet_height(book->findings.sheet, book->findings.next, most);
}

static void add_finding(struct book *book, const struct case_report *report, const struct case_book *at,
                        const struct finding *finding)
{
    struct findings_table *table = &book->findings;
    struct str severity = severity_name(finding->severity, book->options.language),
               message = message_of(book, finding);
    set_height(book, finding, message);
    if (table->first > 0) {
        sheet_number(table->sheet, table->next, 0, (double)book->cases, (struct style){.form = FORM_COUNT});
        sheet_text(table->sheet, table->next, 1, report->id,
                   (struct style){.wrap = true, .line_above = true});
    }
    sheet_text(table->sheet, table->next, table->first, severity,
               (struct style){.mark = (uint8_t)finding->severity, .bold = true, .line_above = true});
    put_words(book, FINDING_RULE, str_from(rule_table[finding->rule].name), false);
    put_place(book, report, at, finding);
    put_words(book, FINDING_CELL, finding->cell, true);
    for (lxw_col_t i = FINDING_PUBLISHED; !finding->has_values && i <= FINDING_DIFFERENCE; i++)
        sheet_blank(table->sheet, table->next, (lxw_col_t)(table->first + i),
                    (struct style){.line_above = true});
    if (finding->has_expected)
        put_value(book, at, finding, FINDING_EXPECTED, finding->expected, CHECK_COMPUTED);
    if (finding->has_values) {
        put_value(book, at, finding, FINDING_PUBLISHED, finding->published, CHECK_PUBLISHED);
        put_value(book, at, finding, FINDING_EXPECTED, finding->expected, CHECK_COMPUTED);
        put_difference(book, finding);
    }
    put_words(book, FINDING_MESSAGE, message, true);
    put_words(book, FINDING_ACTION, finding->action, true);
    sheet_blank(table->sheet, table->next, (lxw_col_t)(table->first + FINDING_DECISION),
                (struct style){.tone = TONE_INPUT});
    sheet_blank(table->sheet, table->next, (lxw_col_t)(table->first + FINDING_COMMENT),
                (struct style){.tone = TONE_INPUT, .wrap = true});
    table->next++;
}

void findings_add(struct book *book, const struct case_report *report, const struct case_book *at)
{
    for (size_t i = 0; i < report->findings->list.count; i++)
        add_finding(book, report, at, &report->findings->list.items[i]);
}

static void add_column(struct buffer *text, const struct findings_table *table, lxw_col_t column)
{
    char name[LXW_MAX_COL_NAME_LENGTH];
    lxw.lxw_col_to_name(name, column, LXW_TRUE);
    buffer_print(text, "%.*s%s:%s", STR_ARG(table->sheet->reference), name, name);
}

struct str findings_formula(const struct case_book *at, lxw_col_t column, struct str text)
{
    const struct findings_table *table = &at->book->findings;
    struct buffer formula = {.arena = at->arena};
    buffer_add(&formula, at->number ? STR("=COUNTIFS(") : STR("=COUNTIF("));
    if (at->number) {
        add_column(&formula, table, 0);
        buffer_print(&formula, ",%zu,", at->number);
    }
    add_column(&formula, table, (lxw_col_t)(table->first + column));
    buffer_print(&formula, ",\"%.*s\")", STR_ARG(text));
    return buffer_text(&formula);
}

struct address findings_row(const struct book *book, size_t index)
{
    return (struct address){book->findings.sheet, FINDINGS_BODY + (lxw_row_t)index, book->findings.first};
}

/* The library's lists are not const. */
static char *own_word(const struct book *book, enum word word)
{
    return sheet_string(book->scratch, str_from(book_word(book, word)));
}

/* The decision is chosen from a list. */
static void offer_decisions(struct book *book, lxw_row_t last)
{
    const struct findings_table *table = &book->findings;
    lxw_col_t column = (lxw_col_t)(table->first + FINDING_DECISION);
    char *choices[] = {own_word(book, WORD_ACCEPT), own_word(book, WORD_ASK), own_word(book, WORD_CORRECT),
                       NULL};
    lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST,
                                      .value_list = choices,
                                      .error_title = own_word(book, WORD_DECISION),
                                      .error_message = own_word(book, WORD_CHOOSE),
                                      .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
    book_check(book, lxw.worksheet_data_validation_range(table->sheet->worksheet, FINDINGS_BODY, column, last,
                                                         column, &validation));
}

void findings_end(struct book *book, struct str title)
{
    struct findings_table *table = &book->findings;
    lxw_row_t last = table->next > FINDINGS_BODY ? table->next - 1 : FINDINGS_BODY;
    if (table->next == FINDINGS_BODY)
        sheet_word(table->sheet, FINDINGS_BODY, table->first, WORD_NO_FINDINGS, (struct style){.bold = true});
    offer_decisions(book, last);
    book_check(book, lxw.worksheet_autofilter(table->sheet->worksheet, FINDINGS_BODY - 1, 0, last,
                                              (lxw_col_t)(table->first + FINDING_COLUMNS - 1)));
    sheet_width(table->sheet, (lxw_col_t)(table->first + FINDING_PLACE), PLACE_WIDTH);
    sheet_width(table->sheet, (lxw_col_t)(table->first + FINDING_CELL), CELL_WIDTH);
    sheet_width(table->sheet, (lxw_col_t)(table->first + FINDING_MESSAGE), MESSAGE_WIDTH);
    sheet_width(table->sheet, (lxw_col_t)(table->first + FINDING_ACTION), ACTION_WIDTH);
    sheet_width(table->sheet, (lxw_col_t)(table->first + FINDING_DECISION), DECISION_WIDTH);
    sheet_width(table->sheet, (lxw_col_t)(table->first + FINDING_COMMENT), COMMENT_WIDTH);
    sheet_finish(table->sheet, title, FINDINGS_BODY - 1, FINDINGS_BODY, (lxw_col_t)(table->first + 2));
}
