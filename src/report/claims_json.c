/* The account of claims in JSON. */
#include "claims_table.h"
#include "json_parts.h"

#include "budgetkoll/version.h"

static void add_right(struct buffer *buffer, const struct claim_terms *terms, const struct claim_right *right)
{
    bool limits_by_share = terms->has_eligible && !ratio_equal(terms->eligible, ratio_from(1));
    if (terms->has_actual)
        json_number(buffer, "by_costs", right->by_costs);
    if (limits_by_share)
        json_number(buffer, "by_co_financing", right->by_co_financing);
    buffer_print(buffer, ",\"limited_by\":[%s%s%s%s%s]", right->costs_limit ? "\"costs\"" : "",
                 right->costs_limit && right->co_financing_limit ? "," : "",
                 right->co_financing_limit ? "\"co_financing\"" : "",
                 (right->costs_limit || right->co_financing_limit) && right->maximum_limits ? "," : "",
                 right->maximum_limits ? "\"maximum\"" : "");
}

static void add_terms(struct buffer *buffer, const struct claims_account *account)
{
    static const char *const sources[] = {[MAXIMUM_NONE] = "",
                                          [MAXIMUM_OF_CASE] = "case",
                                          [MAXIMUM_OF_SCHEME] = "scheme",
                                          [MAXIMUM_OF_BUDGET] = "budget"};
    const struct claim_terms *terms = &account->terms;
    buffer_add(buffer, STR(",\n   \"terms\":{\"rounding_unit\":"));
    json_hundredths(buffer, terms->unit);
    if (terms->has_actual)
        json_share(buffer, "share_actual", terms->actual);
    if (terms->has_eligible)
        json_share(buffer, "share_eligible", terms->eligible);
    if (terms->has_maximum)
        json_number(buffer, "maximum", terms->maximum);
    json_text(buffer, "maximum_source", str_from(sources[account->maximum_source]));
    buffer_add_char(buffer, '}');
}

static void add_totals(struct buffer *buffer, const struct claims_account *account)
{
    buffer_add(buffer, STR(",\n   \"actual_costs\":"));
    json_hundredths(buffer, account->total.costs);
    json_number(buffer, "co_financing", account->total.co_financing);
    add_right(buffer, &account->terms, &account->now);
    json_number(buffer, "right", account->now.right);
    json_number(buffer, "paid", account->total.paid);
    json_number(buffer, "payable", account->now.payable);
    json_number(buffer, "overpaid", account->now.overpaid);
    json_number(buffer, "over_costs", account->over_costs);
}

static void add_period(struct buffer *buffer, const struct claims_account *account,
                       const struct claim_period *period)
{
    buffer_add(buffer, STR("{\"claim\":"));
    json_string(buffer, period->name);
    json_number(buffer, "actual_costs", period->own.costs);
    json_number(buffer, "co_financing", period->own.co_financing);
    json_number(buffer, "paid", period->own.paid);
    json_number(buffer, "actual_costs_so_far", period->so_far.costs);
    json_number(buffer, "co_financing_so_far", period->so_far.co_financing);
    json_number(buffer, "paid_before", period->paid_before);
    add_right(buffer, &account->terms, &period->right);
    json_number(buffer, "right", period->right.right);
    json_number(buffer, "payable", period->right.payable);
    json_number(buffer, "overpaid", period->right.overpaid);
    buffer_add_char(buffer, '}');
}

static void add_remaining(struct buffer *buffer, const struct claims_report *report,
                          const struct remaining_row *row)
{
    const struct reported *reported = report->reported;
    buffer_add(buffer, STR("{\"cell\":"));
    json_string(buffer, concept_name(row->concept, SWEDISH));
    json_number(buffer, "budget", row->budget);
    json_number(buffer, "reported", row->reported);
    json_number(buffer, "remaining", row->remaining);
    buffer_print(buffer, ",\"overspent\":%s,\"claims\":[", row->is_overspent ? "true" : "false");
    for (size_t i = 0; i < reported->claims.count; i++) {
        buffer_add(buffer, i ? STR(",") : STR(""));
        json_hundredths(buffer, row->claims[i]);
    }
    buffer_add(buffer, STR("]}"));
}

/* The flat rates that were not reported, in the words of Swedish budgets. */
static void add_computed(struct buffer *buffer, const struct claims_account *account)
{
    static const enum concept rates[] = {PAYROLL, INDIRECT, FLAT_RATE};
    const char *between = "";
    buffer_add(buffer, STR(",\n   \"computed\":["));
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        if (!account->computed[rates[i]])
            continue;
        buffer_add(buffer, str_from(between));
        json_string(buffer, concept_name(rates[i], SWEDISH));
        between = ",";
    }
    buffer_add_char(buffer, ']');
}

static void add_account(struct buffer *buffer, const struct claims_report *report)
{
    const struct claims_account *account = report->account;
    add_totals(buffer, account);
    add_terms(buffer, account);
    add_computed(buffer, account);
    buffer_add(buffer, STR(",\n   \"periods\":["));
    for (size_t i = 0; i < account->periods.count; i++) {
        buffer_add(buffer, i ? STR(",\n    ") : STR("\n    "));
        add_period(buffer, account, &account->periods.items[i]);
    }
    buffer_add(buffer, STR("],\n   \"remaining\":["));
    for (size_t i = 0; i < account->remaining.count; i++) {
        buffer_add(buffer, i ? STR(",\n    ") : STR("\n    "));
        add_remaining(buffer, report, &account->remaining.items[i]);
    }
    buffer_add_char(buffer, ']');
}

static void write_account(struct buffer *buffer, const struct report_options *options,
                          const struct claims_report *report)
{
    (void)options;
    buffer_print(buffer, "{\"tool\":{\"name\":\"budgetkoll\",\"version\":\"%s\"},\n \"claims\":{\"case\":",
                 BUDGETKOLL_VERSION);
    json_string(buffer, report->budget->id);
    json_text(buffer, "path", report->budget->path);
    json_text(buffer, "reported", report->reported->budget->name);
    json_text(buffer, "status", str_from(claims_status(report)));
    json_text(buffer, "reason", sentences_text(buffer->arena, &report->reasons));
    json_text(buffer, "scheme", report->budget->result.scheme);
    if (claims_are_computed(report))
        add_account(buffer, report);
    json_files(buffer, report->reported->budget);
    json_remarks(buffer, report->reported->budget);
    buffer_add(buffer, STR(",\n   \"findings\":["));
    for (size_t i = 0; i < report->findings->list.count; i++) {
        buffer_add(buffer, i ? STR(",\n    ") : STR("\n    "));
        json_finding(buffer, &report->findings->list.items[i]);
    }
    buffer_add(buffer, STR("]}}\n"));
}

const struct claims_format claims_json = {"json", write_account};
