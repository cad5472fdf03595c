/* Conditions: rates, ceilings and dates in use, each with its source and who states it; and the rules that were run. */
#include "findings_sheet.h"

enum { CONDITION_NAME, CONDITION_VALUE, CONDITION_FROM, CONDITION_SOURCE, CONDITION_COLUMNS };

static const struct style head = {.tone = TONE_HEAD};

struct condition_writer {
    struct case_book *at;
    struct sheet *sheet;
    lxw_row_t row;
};

/* Who states it: the case, with a link to where, or the scheme. */
static void put_origin(struct condition_writer *writer, struct origin origin, struct str otherwise)
{
    struct case_book *at = writer->at;
    if (!origin.source) {
        sheet_text(writer->sheet, writer->row, CONDITION_FROM, otherwise, (struct style){0});
        return;
    }
    struct buffer text = {.arena = at->arena};
    struct place place = place_resolve(origin);
    place.file = file_within(at->report, place.file);
    buffer_print(&text, "%s: ", book_word(at->book, WORD_FROM_CASE));
    buffer_add(&text, place_line_text(at->arena, place));
    sheet_link(writer->sheet, writer->row, CONDITION_FROM, layout_find(at, origin), buffer_text(&text),
               (struct style){0});
}

/* The legal source, where the scheme names one; else who it rests on. */
static void put_source(struct condition_writer *writer, struct str source, enum word otherwise)
{
    bool stated = source.length > 0 && !str_equal(source, STR("-"));
    sheet_text(writer->sheet, writer->row, CONDITION_SOURCE,
               stated ? source : str_from(book_word(writer->at->book, otherwise)),
               (struct style){.wrap = true});
}

/* A rate or a share: in a cell with a name, to be changed by who wants to see what follows. */
static void put_rate(struct condition_writer *writer, enum concept concept, struct origin origin,
                     struct str source)
{
    struct case_book *at = writer->at;
    if (!at->has_parameter[concept])
        return;
    struct address value = {writer->sheet, writer->row, CONDITION_VALUE};
    sheet_text(writer->sheet, writer->row, CONDITION_NAME, concept_name(concept, at->book->options.language),
               (struct style){0});
    sheet_number(writer->sheet, writer->row, CONDITION_VALUE,
                 number_of(at->parameters[concept], VALUE_PERCENT),
                 (struct style){.form = FORM_PERCENT, .decimals = 2, .tone = TONE_INPUT});
    book_name(at->book, case_name(at, parameter_word(concept)), value);
    put_origin(writer, origin, at->report->result.scheme);
    put_source(writer, source, origin.source ? WORD_BY_CASE : WORD_BY_SCHEME_ALONE);
    writer->row++;
}

static void put_rates(struct condition_writer *writer)
{
    const struct conditions *conditions = &writer->at->report->result.in_force;
    put_rate(writer, PAYROLL, conditions->payroll.origin, conditions->payroll.source);
    put_rate(writer, INDIRECT, conditions->indirect.origin, conditions->indirect.source);
    put_rate(writer, SHARE_ELIGIBLE, conditions->share_eligible.origin, conditions->share_eligible.source);
    put_rate(writer, SHARE_ACTUAL, conditions->share_actual.origin, conditions->share_actual.source);
}

static void put_tolerance(struct condition_writer *writer)
{
    struct case_book *at = writer->at;
    struct buffer name = {.arena = at->arena};
    buffer_print(&name, book_word(at->book, WORD_TOLERANCE), currency_words(at->report->budget->currency));
    sheet_text(writer->sheet, writer->row, CONDITION_NAME, buffer_text(&name), (struct style){0});
    sheet_number(writer->sheet, writer->row, CONDITION_VALUE, number_of_ore(at->report->result.tolerance),
                 (struct style){.form = FORM_ORE, .tone = TONE_INPUT});
    book_name(at->book, case_name(at, WORD_NAME_TOLERANCE),
              (struct address){writer->sheet, writer->row, CONDITION_VALUE});
    sheet_word(writer->sheet, writer->row, CONDITION_FROM, WORD_FROM_OPTION, (struct style){0});
    sheet_word(writer->sheet, writer->row++, CONDITION_SOURCE, WORD_TOLERANCE_SAID,
               (struct style){.wrap = true});
}

/* A condition in words. */
static void put_words(struct condition_writer *writer, enum word name, struct str value, struct origin origin)
{
    sheet_word(writer->sheet, writer->row, CONDITION_NAME, name, (struct style){0});
    sheet_text(writer->sheet, writer->row, CONDITION_VALUE, value, (struct style){0});
    put_origin(writer, origin, writer->at->report->result.scheme);
    put_source(writer, STR(""), origin.source ? WORD_BY_CASE : WORD_BY_SCHEME_ALONE);
    writer->row++;
}

static void put_rounding(struct condition_writer *writer)
{
    const struct conditions *conditions = &writer->at->report->result.in_force;
    const struct book *book = writer->at->book;
    enum currency currency = writer->at->report->budget->currency;
    struct str unit =
        words_of_money(writer->at->arena, book->options.language, conditions->written_unit, currency);
    struct buffer text = {.arena = writer->at->arena};
    buffer_print(&text,
                 book_word(book, conditions->rounding == ROUND_DOWN ? WORD_UNITS_DOWN : WORD_UNITS_HALF_UP),
                 STR_ARG(unit));
    put_words(writer, WORD_ROUNDING, buffer_text(&text), conditions->rounding_origin);
}

static void put_months(struct condition_writer *writer, enum word name, int months)
{
    struct buffer text = {.arena = writer->at->arena};
    buffer_print(&text, "%d %s", months, book_word(writer->at->book, WORD_MONTHS_SMALL));
    if (months > 0)
        put_words(writer, name, buffer_text(&text), (struct origin){0});
}

/* A date or an amount that the case states. */
static void put_fact(struct condition_writer *writer, enum concept concept)
{
    struct case_book *at = writer->at;
    const struct fact *fact = budget_fact(at->report->budget, concept);
    if (!fact)
        return;
    bool amount = concept_kind(concept) == VALUE_AMOUNT && fact->cell.state == CELL_VALUE;
    sheet_text(writer->sheet, writer->row, CONDITION_NAME, concept_name(concept, at->book->options.language),
               (struct style){0});
    if (amount) {
        const struct node node = {.kind = NODE_CELL, .value_kind = VALUE_AMOUNT, .cell = &fact->cell};
        put_node(at, (struct address){writer->sheet, writer->row, CONDITION_VALUE}, &node,
                 formula_style(&node, TONE_PLAIN));
    } else if (concept_kind(concept) == VALUE_DATE && fact->start.state == CELL_VALUE) {
        sheet_date(writer->sheet, writer->row, CONDITION_VALUE, fact->start.date, (struct style){0});
    } else {
        sheet_text(writer->sheet, writer->row, CONDITION_VALUE, fact->text, (struct style){0});
    }
    put_origin(writer, fact->origin, STR(""));
    put_source(writer, STR(""), WORD_BY_CASE);
    writer->row++;
}

static void put_facts(struct condition_writer *writer)
{
    static const enum concept concepts[] = {MAXIMUM_AID,      APPLIED,     PROGRAMME,    PROJECT_PERIOD,
                                            PROJECT_START,    PROJECT_END, FINAL_REPORT, NEED,
                                            AMOUNT_PER_ACTOR, ACTOR_COUNT};
    for (size_t i = 0; i < sizeof concepts / sizeof *concepts; i++)
        put_fact(writer, concepts[i]);
}

static void put_mandatory(struct condition_writer *writer)
{
    const struct scheme *scheme = writer->at->report->result.in_force.scheme;
    struct buffer text = {.arena = writer->at->arena};
    for (size_t i = 0; i < scheme->mandatory_activities.list.count; i++)
        buffer_print(&text, "%s%.*s", i ? "; " : "",
                     STR_ARG(scheme->mandatory_activities.list.items[i].text));
    if (text.length == 0)
        return;
    sheet_word(writer->sheet, writer->row, CONDITION_NAME, WORD_MANDATORY, (struct style){0});
    sheet_text(writer->sheet, writer->row, CONDITION_VALUE, STR(""), (struct style){0});
    put_origin(writer, (struct origin){0}, writer->at->report->result.scheme);
    sheet_text(writer->sheet, writer->row, CONDITION_SOURCE, buffer_text(&text),
               (struct style){.wrap = true});
    sheet_height(writer->sheet, writer->row, sheet_lines(buffer_text(&text), 60));
    writer->row++;
}

/* ---- the rules ---- */

/* How many rows of the sheet of checks or of findings bear the rule's name. */
static void put_count(struct condition_writer *writer, lxw_col_t column, struct address first, lxw_row_t last,
                      enum rule_id rule, size_t count)
{
    struct case_book *at = writer->at;
    struct buffer formula = {.arena = at->arena};
    struct address end = {first.sheet, last, first.column};
    buffer_add(&formula, STR("=COUNTIF("));
    address_add(&formula, first, writer->sheet, true);
    buffer_add_char(&formula, ':');
    address_add(&formula, end, end.sheet, true);
    buffer_print(&formula, ",\"%s\")", rule_table[rule].name);
    sheet_formula(writer->sheet, writer->row, column, buffer_text(&formula), (double)count,
                  (struct style){.form = FORM_COUNT, .center = true});
}

static size_t count_tested(const struct result *result, enum rule_id rule)
{
    size_t count = 0;
    for (size_t i = 0; i < result->tested.count; i++)
        count += result->tested.items[i].relation->rule == rule;
    return count;
}

static size_t count_found(const struct findings *findings, enum rule_id rule)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->list.count; i++)
        count += findings->list.items[i].rule == rule;
    return count;
}

static void put_rule(struct condition_writer *writer, enum rule_id rule)
{
    struct case_book *at = writer->at;
    const struct result *result = &at->report->result;
    size_t found = count_found(at->report->findings, rule);
    struct sheet *checks = at->sheets[SHEET_CHECKS];
    struct str severity = severity_name(rule_table[rule].severity, at->book->options.language);
    sheet_text(writer->sheet, writer->row, 0, str_from(rule_table[rule].name), (struct style){0});
    sheet_text(writer->sheet, writer->row, 1, severity, (struct style){0});
    if (at->book->options.rule_titles)
        sheet_text(writer->sheet, writer->row, 3, at->book->options.rule_titles[rule],
                   (struct style){.wrap = true});
    if (checks)
        put_count(writer, 2, (struct address){checks, ROW_BODY, CHECK_RULE},
                  ROW_BODY + (lxw_row_t)result->tested.count - 1, rule, count_tested(result, rule));
    sheet_formula(writer->sheet, writer->row, 4, findings_formula(at, 1, str_from(rule_table[rule].name)),
                  (double)found,
                  (struct style){.form = FORM_COUNT,
                                 .center = true,
                                 .mark = found ? (uint8_t)rule_table[rule].severity : 0});
    writer->row++;
}

static void put_rules(struct condition_writer *writer)
{
    static const enum word words[] = {WORD_RULE, WORD_SEVERITY, WORD_RELATIONS, WORD_RULE_CHECKS,
                                      WORD_FINDINGS};
    writer->row++;
    sheet_wide_text(writer->sheet, writer->row++, 0, CONDITION_COLUMNS,
                    str_from(book_word(writer->at->book, WORD_RULES_RUN)), (struct style){.tone = TONE_BAND});
    for (lxw_col_t i = 0; i < sizeof words / sizeof *words; i++)
        sheet_word(writer->sheet, writer->row, i, words[i],
                   i == 2 || i == 4 ? (struct style){.tone = TONE_HEAD, .center = true} : head);
    writer->row++;
    for (enum rule_id rule = 0; rule < RULES; rule++)
        put_rule(writer, rule);
}

void write_conditions(struct case_book *at)
{
    static const enum word words[CONDITION_COLUMNS] = {WORD_CONDITION, WORD_VALUE, WORD_STATED_BY,
                                                       WORD_SOURCE};
    const struct result *result = &at->report->result;
    struct condition_writer writer = {at, at->sheets[SHEET_CONDITIONS], ROW_BODY};
    struct buffer scheme = {.arena = at->arena};
    buffer_print(&scheme, "%.*s (%.*s): %.*s. %s", STR_ARG(result->scheme),
                 STR_ARG(at->report->scheme_reason),
                 STR_ARG(result->in_force.scheme->name[at->book->options.language]),
                 book_word(at->book, WORD_CONDITIONS_SAID));
    sheet_title(writer.sheet, case_title(at->report), buffer_text(&scheme));
    for (lxw_col_t i = 0; i < CONDITION_COLUMNS; i++)
        sheet_word(writer.sheet, ROW_HEAD, i, words[i], head);
    put_rates(&writer);
    put_facts(&writer);
    put_tolerance(&writer);
    put_rounding(&writer);
    put_months(&writer, WORD_CLAIM_MONTHS, result->in_force.scheme->claim_months);
    put_months(&writer, WORD_DUE_MONTHS, result->in_force.scheme->due_months);
    put_mandatory(&writer);
    put_rules(&writer);
    sheet_width(writer.sheet, 0, 40);
    sheet_width(writer.sheet, 1, 24);
    sheet_width(writer.sheet, 2, 34);
    sheet_width(writer.sheet, 3, 62);
    sheet_width(writer.sheet, 4, 12);
    sheet_finish(writer.sheet, case_title(at->report), 0, 0,
                 0); /* two tables: no heading goes on over the pages */
}
