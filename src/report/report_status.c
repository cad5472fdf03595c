#include "budgetkoll/report.h"

struct str sentences_text(struct arena *arena, const struct sentences *sentences)
{
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < sentences->list.count; i++) {
        buffer_add(&text, i > 0 ? STR(". ") : STR(""));
        buffer_add(&text, sentences->list.items[i]);
    }
    return buffer_text(&text);
}

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

const char *calculation_status(const struct case_report *report)
{
    if (!report->is_checked)
        return "unchecked";
    const struct calculation *calculation = report->calculation;
    bool is_ok = plan_is_paid(&calculation->plan) && calculation->doubts.count == 0 &&
                 findings_count(report->findings, ERROR) == 0;
    return is_ok ? "ok" : "error";
}
