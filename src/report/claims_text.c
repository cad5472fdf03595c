/* The account of claims for people: how the aid was counted, each claim, and what remains of the budget. */
#include "claims_table.h"
#include "text_parts.h"

#include "budgetkoll/label.h"

static struct str say(struct text_writer *writer, struct message message)
{
    return message_text(writer->buffer->arena, writer->language, message);
}

static struct str say_plain(struct text_writer *writer, enum message_id id)
{
    return say(writer, (struct message){id, {{0}}});
}

static void add_sentence(struct text_writer *writer, struct message message)
{
    buffer_print(writer->buffer, "  %.*s\n", STR_ARG(say(writer, message)));
}

static struct str amount_words(struct text_writer *writer, money amount)
{
    return words_of_amount(writer->buffer->arena, writer->language, amount);
}

static struct str kronor(struct text_writer *writer, money amount)
{
    return words_of_kronor(writer->buffer->arena, writer->language, amount);
}

static void pad(struct text_writer *writer, struct str text, size_t width)
{
    for (size_t i = str_code_points(text); i < width; i++)
        buffer_add_char(writer->buffer, ' ');
}

/* ---- aligned columns ---- */

static size_t column_width(const struct cell_grid *grid, size_t column)
{
    size_t width = 0;
    for (size_t i = column; i < grid->cells.count; i += grid->columns) {
        size_t length = str_code_points(grid->cells.items[i]);
        width = length > width ? length : width;
    }
    return width;
}

/* Labels to the left, amounts to the right; the header in bold. */
static void add_grid(struct text_writer *writer, const struct cell_grid *grid)
{
    for (size_t i = 0; i < grid->cells.count; i++) {
        size_t column = i % grid->columns, width = column_width(grid, column);
        struct str cell = grid->cells.items[i];
        if (column == 0)
            text_add(writer, "  ");
        if (i == 0)
            text_paint(writer, "1");
        if (column > 0)
            pad(writer, cell, width + 2);
        text_name(writer, cell);
        if (column == 0)
            pad(writer, cell, width);
        if (column + 1 < grid->columns)
            continue;
        if (i < grid->columns)
            text_paint(writer, "0");
        text_add(writer, "\n");
    }
}

static void add_heading(struct text_writer *writer, enum message_id id)
{
    text_add(writer, "\n");
    text_paint(writer, "1");
    buffer_add(writer->buffer, say_plain(writer, id));
    text_paint(writer, "0");
    text_add(writer, "\n");
}

/* ---- what was read and assumed ---- */

static void add_file(struct text_writer *writer, const struct claims_report *report)
{
    struct buffer names = {.arena = writer->buffer->arena};
    for (size_t i = 0; i < report->reported->claims.count; i++)
        buffer_print(&names, "%s%.*s", i ? ", " : "", STR_ARG(report->reported->claims.items[i].label));
    add_sentence(
        writer, (struct message){MESSAGE_CLAIMS_FILE, {report->reported->budget->name, buffer_text(&names)}});
    for (size_t i = 0; i < report->reported->budget->remarks.count; i++)
        buffer_print(writer->buffer, "  %.*s\n", STR_ARG(report->reported->budget->remarks.items[i].text));
}

static void add_rates(struct text_writer *writer, const struct claims_report *report)
{
    static const enum concept rates[] = {PAYROLL, INDIRECT, FLAT_RATE};
    const struct conditions *conditions = &report->budget->result.in_force;
    struct buffer names = {.arena = writer->buffer->arena};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        if (report->account->computed[rates[i]])
            buffer_print(&names, "%s%.*s", names.length ? ", " : "",
                         STR_ARG(concept_name(rates[i], writer->language)));
    if (names.length == 0)
        return;
    struct str direction =
        say_plain(writer, conditions->rounding == ROUND_DOWN ? MESSAGE_CLAIMS_CUT : MESSAGE_CLAIMS_HALF_UP);
    add_sentence(writer, (struct message){
                             MESSAGE_CLAIMS_RATES,
                             {buffer_text(&names), kronor(writer, conditions->rounding_unit), direction}});
}

static void add_budget_state(struct text_writer *writer, const struct case_report *budget)
{
    const struct financing_plan *plan = &budget->calculation->plan;
    if (findings_count(budget->findings, ERROR) > 0 || plan->missing != 0 || plan->surplus != 0)
        add_sentence(writer, (struct message){MESSAGE_CLAIMS_BUDGET_LEFT, {{0}}});
}

/* ---- what can be paid ---- */

enum { WIDEST_TERM = 30 };

static void add_term(struct text_writer *writer, enum message_id id, struct str value)
{
    struct str name = say_plain(writer, id);
    buffer_print(writer->buffer, "  %.*s:", STR_ARG(name));
    pad(writer, name, WIDEST_TERM);
    buffer_print(writer->buffer, "%.*s\n", STR_ARG(value));
}

/* share × base = product, where the product is not always a whole number of öre. */
static void add_product(struct text_writer *writer, enum message_id id, struct str share_words,
                        struct ratio share, money base)
{
    struct buffer text = {.arena = writer->buffer->arena}, product = {.arena = writer->buffer->arena};
    struct ratio exact;
    if (!ratio_multiply(share, ratio_from(base), &exact))
        return;
    bool is_exact = words_exact_amount(&product, writer->language, exact);
    buffer_print(&text, "%.*s × %.*s %s %.*s", STR_ARG(share_words), STR_ARG(amount_words(writer, base)),
                 is_exact ? "=" : "≈", STR_ARG(buffer_text(&product)));
    add_term(writer, id, buffer_text(&text));
}

static void add_by_co_financing(struct text_writer *writer, const struct claims_account *account)
{
    struct ratio share = account->terms.eligible, rest;
    struct str words = words_of_percent(writer->buffer->arena, writer->language, share);
    struct buffer text = {.arena = writer->buffer->arena};
    if (!account->terms.has_eligible)
        return;
    if (!ratio_to_rest(share, &rest)) {
        buffer_print(&text, "%.*s %.*s", STR_ARG(words), STR_ARG(say_plain(writer, MESSAGE_CLAIMS_NO_LIMIT)));
        add_term(writer, MESSAGE_CLAIMS_BY_CO_FINANCING, buffer_text(&text));
        return;
    }
    buffer_print(&text, "%.*s / (1 − %.*s)", STR_ARG(words), STR_ARG(words));
    add_product(writer, MESSAGE_CLAIMS_BY_CO_FINANCING, buffer_text(&text), rest,
                account->total.co_financing);
}

static void add_maximum(struct text_writer *writer, const struct claims_account *account)
{
    static const enum message_id sources[] = {[MAXIMUM_NONE] = MESSAGE_NONE,
                                              [MAXIMUM_OF_CASE] = MESSAGE_CLAIMS_OF_CASE,
                                              [MAXIMUM_OF_SCHEME] = MESSAGE_CLAIMS_OF_SCHEME,
                                              [MAXIMUM_OF_BUDGET] = MESSAGE_CLAIMS_OF_BUDGET};
    struct buffer text = {.arena = writer->buffer->arena};
    if (!account->terms.has_maximum)
        return;
    buffer_print(&text, "%.*s (%.*s)", STR_ARG(amount_words(writer, account->terms.maximum)),
                 STR_ARG(say_plain(writer, sources[account->maximum_source])));
    add_term(writer, MESSAGE_CLAIMS_MAXIMUM, buffer_text(&text));
}

static void add_payable(struct text_writer *writer, const struct claims_account *account)
{
    text_paint(writer, "1");
    add_term(writer, MESSAGE_CLAIMS_PAYABLE, kronor(writer, account->now.payable));
    text_paint(writer, "0");
    if (account->now.overpaid == 0)
        return;
    text_paint(writer, "1;31");
    add_term(writer, MESSAGE_CLAIMS_OVERPAID, kronor(writer, account->now.overpaid));
    text_paint(writer, "0");
}

static void add_now(struct text_writer *writer, const struct claims_account *account)
{
    struct buffer right = {.arena = writer->buffer->arena};
    struct str words = words_of_percent(writer->buffer->arena, writer->language, account->terms.actual);
    add_heading(writer, MESSAGE_CLAIMS_NOW);
    if (account->terms.has_actual)
        add_product(writer, MESSAGE_CLAIMS_BY_COSTS, words, account->terms.actual, account->total.costs);
    add_by_co_financing(writer, account);
    add_maximum(writer, account);
    buffer_print(
        &right, "%.*s (%.*s)", STR_ARG(amount_words(writer, account->now.right)),
        STR_ARG(say(writer, (struct message){MESSAGE_CLAIMS_LOWEST, {kronor(writer, account->terms.unit)}})));
    add_term(writer, MESSAGE_CLAIMS_RIGHT, buffer_text(&right));
    add_term(writer, MESSAGE_CLAIMS_PAID, amount_words(writer, account->total.paid));
    add_payable(writer, account);
}

/* ---- each claim ---- */

static void add_periods(struct text_writer *writer, const struct claims_account *account)
{
    static const enum message_id headings[] = {
        MESSAGE_CLAIMS_CLAIM,        MESSAGE_CLAIMS_COSTS_SO_FAR, MESSAGE_CLAIMS_CO_FINANCING_SO_FAR,
        MESSAGE_CLAIMS_RIGHT_SO_FAR, MESSAGE_CLAIMS_PAID_BEFORE,  MESSAGE_CLAIMS_TO_PAY,
        MESSAGE_CLAIMS_PAID_OUT};
    struct cell_grid grid = {.columns = sizeof headings / sizeof *headings};
    struct arena *arena = writer->buffer->arena;
    for (size_t i = 0; i < grid.columns; i++)
        *ARENA_PUSH(arena, &grid.cells) = say_plain(writer, headings[i]);
    for (size_t i = 0; i < account->periods.count; i++) {
        const struct claim_period *period = &account->periods.items[i];
        const money amounts[] = {period->so_far.costs, period->so_far.co_financing, period->right.right,
                                 period->paid_before,  period->right.payable,       period->own.paid};
        *ARENA_PUSH(arena, &grid.cells) = period->name;
        for (size_t a = 0; a < sizeof amounts / sizeof *amounts; a++)
            *ARENA_PUSH(arena, &grid.cells) = amount_words(writer, amounts[a]);
    }
    text_add(writer, "\n");
    add_grid(writer, &grid);
}

static void add_warning(struct text_writer *writer, struct message message)
{
    text_paint(writer, "1;33");
    buffer_print(writer->buffer, "  %.*s: ", STR_ARG(severity_name(WARNING, writer->language)));
    text_paint(writer, "0");
    buffer_print(writer->buffer, "%.*s\n", STR_ARG(say(writer, message)));
}

static void add_warnings(struct text_writer *writer, const struct claims_account *account)
{
    if (account->over_costs > 0)
        add_warning(writer,
                    (struct message){MESSAGE_CLAIMS_OVER_COSTS, {kronor(writer, account->over_costs)}});
    for (size_t i = 0; i < account->remaining.count; i++) {
        const struct remaining_row *row = &account->remaining.items[i];
        enum message_id id = row->concept == EU_AID ? MESSAGE_CLAIMS_AID_OVERSPENT : MESSAGE_CLAIMS_OVERSPENT;
        if (row->is_overspent)
            add_warning(writer, (struct message){id,
                                                 {concept_name(row->concept, writer->language),
                                                  kronor(writer, -row->remaining)}});
    }
}

/* ---- the account ---- */

static void add_findings(struct text_writer *writer, const struct findings *findings, bool quiet)
{
    for (size_t i = 0; i < findings->list.count; i++) {
        const struct finding *finding = &findings->list.items[i];
        text_finding(writer, finding);
        if (!quiet && finding->calculation.length > 0)
            buffer_print(writer->buffer, "        = %.*s\n", STR_ARG(finding->calculation));
        if (!quiet && finding->action.length > 0)
            buffer_print(writer->buffer, "        = %.*s\n", STR_ARG(finding->action));
    }
}

static void add_unchecked(struct text_writer *writer, const struct claims_report *report, bool quiet)
{
    if (quiet)
        return;
    text_title(writer, report->budget);
    text_unchecked(writer, &report->reasons);
}

static void write_account(struct buffer *buffer, const struct report_options *options,
                          const struct claims_report *report)
{
    struct text_writer writer = {buffer, options->language, options->color, {false}, CURRENCY_SEK};
    add_findings(&writer, report->findings, options->quiet);
    if (!claims_are_computed(report)) {
        add_unchecked(&writer, report, options->quiet);
        return;
    }
    if (options->quiet) {
        add_payable(&writer, report->account);
        add_warnings(&writer, report->account);
        return;
    }
    text_title(&writer, report->budget);
    text_scheme(&writer, report->budget);
    add_file(&writer, report);
    add_rates(&writer, report);
    add_budget_state(&writer, report->budget);
    add_now(&writer, report->account);
    add_periods(&writer, report->account);
    struct cell_grid grid = claims_remaining_grid(buffer->arena, report, options->language, words_amount);
    add_heading(&writer, MESSAGE_CLAIMS_REMAINING);
    add_grid(&writer, &grid);
    add_warnings(&writer, report->account);
}

const struct claims_format claims_text = {"text", write_account};
