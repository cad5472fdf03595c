/* The overview: a row for each case, to be sorted and filtered. */
#include "overview.h"

#include "findings_sheet.h"
#include "lights.h"

enum { REASON_WIDTH = 48 };

static void write_heads(const struct book *book, struct overview *overview)
{
    static const enum word words[CASE_COLUMNS] = {
        WORD_NUMBER, WORD_CASE,         WORD_PROJECT, WORD_APPLICANT,       WORD_SCHEME,
        WORD_START,  WORD_END,          WORD_ACTUAL,  WORD_IN_KIND,         WORD_TOTAL,
        WORD_AID,    WORD_CO_FINANCING, WORD_SHARE,   WORD_ERRORS,          WORD_WARNINGS,
        WORD_NOTES,  WORD_LIGHT,        WORD_REASON,  WORD_APPLICANT_GROUP, WORD_SCHEME_GROUP};
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
    if (!overview_shows(report, EU_AID) || !overview_shows(report, CO_FINANCING) ||
        !money_add(aid, report->result.totals[CO_FINANCING], &all))
        return;
    char name[LXW_MAX_CELL_NAME_LENGTH], other[LXW_MAX_CELL_NAME_LENGTH];
    lxw.lxw_rowcol_to_cell(name, overview->next, CASE_AID);
    lxw.lxw_rowcol_to_cell(other, overview->next, CASE_CO_FINANCING);
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
    struct str names[] = {report->id, case_title(report), budget_fact_text(report->budget, APPLICANT)};
    buffer_print(&number, "%zu", book->cases);
    int lines = 1;
    for (size_t i = 1; i < 3; i++)
        lines = sheet_lines(names[i], 32) > lines ? sheet_lines(names[i], 32) : lines;
    int told = sheet_lines(sentences_text(book->scratch, &report->reasons), REASON_WIDTH);
    lines = told > lines ? told : lines;
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
    sheet_text(overview->cases, overview->next, CASE_REASON, sentences_text(book->scratch, &report->reasons),
               (struct style){.wrap = true});
}

/* A case in another currency says so where its total would stand: a text is in no sum. */
static void put_currency(const struct overview *overview, const struct case_report *report)
{
    enum currency currency = report->budget->currency;
    if (currency != CURRENCY_SEK)
        sheet_text(overview->cases, overview->next, CASE_TOTAL, str_from(currency_words(currency)),
                   (struct style){0});
}

void overview_add(struct book *book, const struct case_report *report, struct sheet *summary)
{
    struct overview *overview = book->overview;
    struct group *applicant =
        groups_find(book, &overview->applicants, budget_fact_text(report->budget, APPLICANT));
    struct group *scheme = groups_find(book, &overview->schemes, report->result.scheme);
    struct date start, end;
    put_names(book, report, summary);
    if (budget_period(report->budget, &start, &end)) {
        sheet_date(overview->cases, overview->next, CASE_START, start, (struct style){0});
        sheet_date(overview->cases, overview->next, CASE_END, end, (struct style){0});
    }
    for (size_t i = 0; i < CASE_AMOUNTS; i++)
        if (overview_shows(report, case_amounts[i].concept))
            sheet_number(overview->cases, overview->next, case_amounts[i].column,
                         number_of_ore(report->result.totals[case_amounts[i].concept]),
                         (struct style){.form = FORM_KRONOR});
    put_currency(overview, report);
    put_share(book, report);
    put_counts(book, report);
    sheet_number(overview->cases, overview->next, CASE_APPLICANT_GROUP, (double)applicant->number,
                 (struct style){.form = FORM_COUNT});
    sheet_number(overview->cases, overview->next, CASE_SCHEME_GROUP, (double)scheme->number,
                 (struct style){.form = FORM_COUNT});
    groups_add(book, applicant, report);
    groups_add(book, scheme, report);
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
        book_check(book, lxw.worksheet_conditional_format_range(overview->cases->worksheet, OVERVIEW_BODY,
                                                                CASE_LIGHT, overview->next - 1, CASE_LIGHT,
                                                                &condition));
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
        book_check(book, lxw.worksheet_conditional_format_range(overview->cases->worksheet, OVERVIEW_BODY,
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
        book_check(book, lxw.worksheet_autofilter(sheet->worksheet, OVERVIEW_BODY - 1, 0, overview->next - 1,
                                                  CASE_COLUMNS - 1));
    }
    sheet_width(sheet, CASE_ID_TEXT, 20);
    sheet_width(sheet, CASE_PROJECT, 36);
    sheet_width(sheet, CASE_APPLICANT, 32);
    sheet_width(sheet, CASE_REASON, REASON_WIDTH);
    sheet_finish(sheet, str_from(book_word(book, WORD_SHEET_OVERVIEW)), OVERVIEW_BODY - 1, OVERVIEW_BODY, 2);
    book_check(book, lxw.worksheet_set_column_opt(sheet->worksheet, CASE_APPLICANT_GROUP, CASE_SCHEME_GROUP,
                                                  8, NULL, &hidden));
}

void overview_end(struct book *book)
{
    if (book->overview->next > OVERVIEW_BODY)
        write_totals(book);
    end_overview(book);
    findings_end(book, str_from(book_word(book, WORD_SHEET_FINDINGS)));
}
