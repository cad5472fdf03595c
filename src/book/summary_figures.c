/* Key figures: what the budget comes to, what it may be, and how many relations hold. */
#include "summary.h"

static void put_label(struct summary *summary, struct str label, bool bold)
{
    sheet_text(summary->sheet, summary->left, KEY_LABEL, label, (struct style){.bold = bold});
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
    if (node && node_evaluate(node).status > VALUE_GUESSED)
        return;
    put_label(summary, concept_name(figure->concept, at->book->options.language), figure->bold);
    if (node)
        summary_value(summary, summary->left, KEY_VALUE, node, figure->bold);
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
    if (!node || !summary->at->report->result.known[FLAT_RATE] || node_evaluate(node).status > VALUE_GUESSED)
        return;
    put_label(summary, str_from(book_word(summary->at->book, WORD_FLAT_RATES_BY_RATES)), false);
    summary_value(summary, summary->left, KEY_VALUE, node, false);
    summary->left++;
}

static void put_activities(struct summary *summary)
{
    const struct result *result = &summary->at->report->result;
    if (!result->has_activities)
        return;
    put_label(summary, str_from(book_word(summary->at->book, WORD_ACTIVITIES_TOGETHER)), false);
    summary_value(summary, summary->left, KEY_VALUE, result->activities_node, false);
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

void summary_figures(struct summary *summary)
{
    static const enum word words[] = {WORD_KEY_FIGURE, WORD_VALUE, WORD_LIMIT, WORD_DIFFERENCE, WORD_OUTCOME};
    for (lxw_col_t i = 0; i < sizeof words / sizeof *words; i++)
        sheet_word(summary->sheet, summary->left, i, words[i],
                   (struct style){.tone = TONE_HEAD, .center = i > 0});
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
