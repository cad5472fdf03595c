#include "budgetkoll/report.h"

const struct report_format *const report_formats[] = {&report_text, &report_json, NULL};

const char *report_status(const struct case_report *report)
{
    if (!report->is_checked)
        return "unchecked";
    if (findings_count(report->findings, ERROR))
        return "error";
    if (findings_count(report->findings, WARNING))
        return "warning";
    return findings_count(report->findings, NOTE) ? "note" : "ok";
}

bool report_amount(const struct case_report *report, enum concept concept, money *amount)
{
    const struct system *system = report->check.system;
    const struct node *node = system ? system_total(system, concept) : NULL;
    if (!node && concept != TOTAL_COSTS && concept <= TOTAL_COSTS &&
        report_amount(report, TOTAL_COSTS, amount)) {
        *amount = 0; /* a cost table without such a row has none of it */
        return true;
    }
    struct value value = node ? node_evaluate(node, NULL) : (struct value){VALUE_UNDEFINED, {0, 1}};
    return value.status <= VALUE_GUESSED && ratio_round(value.ratio, 1, ROUND_HALF_UP, amount);
}
