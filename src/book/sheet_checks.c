/* Every relation of the case, a row each: published, computed, difference and outcome, all of them live. */
#include "case_book.h"

enum { LABEL_WIDTH = 44, PHRASE_WIDTH = 44 };

static struct str sign_words(const struct relation *relation)
{
    return relation->comparison == EQUAL ? STR("=") : relation->comparison == AT_MOST ? STR("≤") : STR("≥");
}

static struct str cell_reference(const struct case_book *at, lxw_row_t row, lxw_col_t column)
{
    struct buffer text = {.arena = at->arena};
    struct sheet *sheet = at->sheets[SHEET_CHECKS];
    address_add(&text, (struct address){sheet, row, column}, sheet, false);
    return buffer_text(&text);
}

/* The words of the rule's own severity when it is broken by more than the tolerance. */
static struct str outcome_formula(const struct case_book *at, const struct relation *relation, lxw_row_t row)
{
    enum language language = at->book->options.language;
    struct buffer text = {.arena = at->arena}, exact = text, zero = text;
    struct str difference = cell_reference(at, row, CHECK_DIFFERENCE),
               published = cell_reference(at, row, CHECK_PUBLISHED),
               computed = cell_reference(at, row, CHECK_COMPUTED), note = severity_name(NOTE, language),
               broken = severity_name(rule_table[relation->rule].severity, language);
    const char *holds = book_word(at->book, WORD_HOLDS);
    buffer_print(&zero, "%.*s=0", STR_ARG(difference));
    struct str agrees = relation_has_slack(relation) ? reach_formula(at, relation, published, computed,
                                                                     cell_reference(at, row, CHECK_SLACK))
                                                     : buffer_text(&zero);
    buffer_print(&exact, "ROUND(%.*s-%.*s,7)", STR_ARG(published), STR_ARG(computed));
    if (relation->comparison == AT_MOST)
        buffer_print(&text, "=IF(%.*s>=1,\"%.*s\",\"%s\")", STR_ARG(buffer_text(&exact)), STR_ARG(broken),
                     holds);
    else if (relation->comparison == AT_LEAST)
        buffer_print(&text, "=IF(%.*s<=-1,\"%.*s\",\"%s\")", STR_ARG(buffer_text(&exact)), STR_ARG(broken),
                     holds);
    else if (relation->target->value_kind != VALUE_AMOUNT)
        buffer_print(&text, "=IF(%.*s=0,\"%s\",\"%.*s\")", STR_ARG(difference), holds, STR_ARG(broken));
    else
        buffer_print(&text, "=IF(%.*s,\"%s\",IF(ABS(%.*s)<=%.*s,\"%.*s\",\"%.*s\"))", STR_ARG(agrees), holds,
                     STR_ARG(buffer_text(&exact)), STR_ARG(case_name(at, WORD_NAME_TOLERANCE)), STR_ARG(note),
                     STR_ARG(broken));
    return buffer_text(&text);
}

static struct str outcome_words(const struct case_book *at, const struct tested *tested)
{
    return tested->severity == SEVERITY_NONE ? str_from(book_word(at->book, WORD_HOLDS))
                                             : severity_name(tested->severity, at->book->options.language);
}

static void put_outcome(struct case_book *at, lxw_row_t row, const struct tested *tested)
{
    struct sheet *sheet = at->sheets[SHEET_CHECKS];
    const struct relation *relation = tested->relation;
    double slack = relation_slack(at, relation), value = difference_value(at, relation);
    put_node(at, (struct address){sheet, row, CHECK_PUBLISHED}, relation->target,
             formula_style(relation->target, TONE_PLAIN));
    put_node(at, (struct address){sheet, row, CHECK_COMPUTED}, relation->expression,
             formula_style(relation->expression, TONE_COMPUTED));
    sheet_formula(sheet, row, CHECK_DIFFERENCE,
                  difference_formula(at, relation, cell_reference(at, row, CHECK_PUBLISHED),
                                     cell_reference(at, row, CHECK_COMPUTED),
                                     cell_reference(at, row, CHECK_SLACK)),
                  value, difference_style(relation, value));
    if (relation_has_slack(relation))
        sheet_number(sheet, row, CHECK_SLACK, slack, (struct style){.form = FORM_ORE});
    sheet_formula_text(sheet, row, CHECK_OUTCOME, outcome_formula(at, relation, row),
                       outcome_words(at, tested), (struct style){0});
}

/* "ord": a heading or label says so; "plats": indentation, codes or order; "siffror": nothing but the figures. */
static enum word found_word(const struct relation *relation)
{
    static const enum word words[] = {
        [FOUND_HEADING] = WORD_BY_HEADING, [FOUND_DEPTH] = WORD_BY_DEPTH, [FOUND_FIGURES] = WORD_BY_FIGURES};
    return words[relation->found_by];
}

static void write_check(struct case_book *at, size_t index)
{
    struct sheet *sheet = at->sheets[SHEET_CHECKS];
    const struct tested *tested = &at->report->result.tested.items[index];
    const struct relation *relation = tested->relation;
    lxw_row_t row = ROW_BODY + (lxw_row_t)index;
    struct style plain = {0};
    struct str phrase = message_text(at->arena, at->book->options.language, relation->phrase);
    struct str cell = relation_cell(at->arena, relation);
    int lines = sheet_lines(phrase, PHRASE_WIDTH), own = sheet_lines(cell, LABEL_WIDTH);
    sheet_height(sheet, row, own > lines ? own : lines);
    sheet_text(sheet, row, CHECK_RULE, str_from(rule_table[relation->rule].name), plain);
    sheet_text(sheet, row, CHECK_LABEL, cell, (struct style){.wrap = true});
    sheet_text(sheet, row, CHECK_PHRASE, phrase, (struct style){.wrap = true});
    sheet_text(sheet, row, CHECK_SIGN, sign_words(relation), (struct style){.center = true});
    if (tested->is_evaluated)
        put_outcome(at, row, tested);
    else
        sheet_word(sheet, row, CHECK_OUTCOME, WORD_NOT_TESTED, plain);
    sheet_link(sheet, row, CHECK_PLACE, layout_find(at, relation->origin), place_words(at, relation->origin),
               plain);
    sheet_word(sheet, row, CHECK_FOUND, found_word(relation), plain);
}

/* The outcome is coloured by its words, so that it follows when a rate is changed. */
static void colour_outcomes(struct case_book *at, lxw_row_t last)
{
    static const enum severity severities[] = {ERROR, WARNING, NOTE};
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
        struct buffer value = {.arena = at->arena};
        struct str word = severity_name(severities[i], at->book->options.language);
        buffer_print(&value, "\"%.*s\"", STR_ARG(word));
        lxw_conditional_format condition = {
            .type = LXW_CONDITIONAL_TYPE_CELL,
            .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
            .value_string = sheet_string(at->arena, buffer_text(&value)),
            .format = style_format(at->book, (struct style){.mark = (uint8_t)severities[i], .bold = true})};
        book_check(at->book,
                   lxw.worksheet_conditional_format_range(at->sheets[SHEET_CHECKS]->worksheet, ROW_BODY,
                                                          CHECK_OUTCOME, last, CHECK_OUTCOME, &condition));
    }
}

void write_checks(struct case_book *at)
{
    static const enum word words[CHECK_COLUMNS] = {
        WORD_RULE,       WORD_CELL,  WORD_COMPARED_WITH, WORD_PUBLISHED, WORD_SIGN,    WORD_COMPUTED,
        WORD_DIFFERENCE, WORD_SLACK, WORD_OUTCOME,       WORD_PLACE,     WORD_FOUND_BY};
    struct sheet *sheet = at->sheets[SHEET_CHECKS];
    lxw_row_t last = ROW_BODY + (lxw_row_t)at->report->result.tested.count - 1;
    sheet_title(sheet, case_title(at->report), str_from(book_word(at->book, WORD_CHECKS_SAID)));
    for (lxw_col_t i = 0; i < CHECK_COLUMNS; i++)
        sheet_word(sheet, ROW_HEAD, i, words[i], (struct style){.tone = TONE_HEAD});
    for (size_t i = 0; i < at->report->result.tested.count; i++)
        write_check(at, i);
    colour_outcomes(at, last);
    if (at->partial_sums)
        book_check(at->book,
                   lxw.worksheet_set_column_opt(sheet->worksheet, CHECK_PARTIAL_SUMS, CHECK_PARTIAL_SUMS, 12,
                                                NULL, &(lxw_row_col_options){.hidden = LXW_TRUE}));
    sheet_width(sheet, CHECK_LABEL, LABEL_WIDTH);
    sheet_width(sheet, CHECK_PHRASE, PHRASE_WIDTH);
    book_check(at->book, lxw.worksheet_autofilter(sheet->worksheet, ROW_HEAD, 0, last, CHECK_COLUMNS - 1));
    sheet_finish(sheet, case_title(at->report), ROW_HEAD, ROW_BODY, 2);
}
