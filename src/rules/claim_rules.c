/* Payment claims and the final report. */
#include "rules.h"

static struct str claim_name(struct rule_context *context, const struct claim *claim)
{
    return claim->name.length                 ? claim->name
           : claim->start.state == CELL_VALUE ? date_words(context, claim->start.date)
                                              : STR("?");
}

static bool is_dated(const struct claim *claim)
{
    return claim->start.state == CELL_VALUE && claim->end.state == CELL_VALUE;
}

static void report_claim(struct rule_context *context, const struct claim *claim, struct origin origin,
                         enum message_id id, struct date first, struct date second)
{
    int months = context->system->conditions.scheme->claim_months;
    struct message message = {id,
                              {claim_name(context, claim), date_words(context, first),
                               date_words(context, second), words_of_count(context->arena, months)}};
    struct finding *finding = finding_add(context->findings, RULE_CLAIM_PERIODS, origin, message);
    finding->cell = claim->name;
    finding_set_action(context->findings, finding, (struct message){MESSAGE_DO_CLAIMS, {{0}}});
}

static void check_claim(struct rule_context *context, const struct claim *claim, const struct claim *before)
{
    int months = context->system->conditions.scheme->claim_months;
    struct date start = claim->start.date, end = claim->end.date;
    if (date_compare(start, end) > 0)
        report_claim(context, claim, claim->start.origin, MESSAGE_CLAIM_REVERSED, start, end);
    else if (months > 0 && date_compare(date_next_day(end), date_add_months(start, months)) > 0)
        report_claim(context, claim, claim->start.origin, MESSAGE_CLAIM_LONG, start, end);
    if (before && date_compare(date_next_day(before->end.date), start) != 0)
        report_claim(context, claim, claim->start.origin, MESSAGE_CLAIM_GAP, start, before->end.date);
}

void rule_claim_periods(struct rule_context *context)
{
    const struct claim *before = NULL, *first = NULL, *last = NULL;
    struct date start, end;
    for (size_t i = 0; i < context->budget->claims.count; i++) {
        const struct claim *claim = &context->budget->claims.items[i];
        if (!is_dated(claim)) { /* what could not be read has been reported there; a blank is reported here */
            if (claim->start.state == CELL_BLANK || claim->end.state == CELL_BLANK)
                report_claim(context, claim, claim->origin, MESSAGE_CLAIM_UNDATED, claim->start.date,
                             claim->end.date);
            before = NULL;
            continue;
        }
        check_claim(context, claim, before);
        first = first ? first : claim;
        before = last = claim;
    }
    if (!first || !budget_period(context->budget, &start, &end))
        return;
    if (date_compare(first->start.date, start) != 0)
        report_claim(context, first, first->start.origin, MESSAGE_CLAIM_FIRST, first->start.date, start);
    if (date_compare(last->end.date, end) != 0)
        report_claim(context, last, last->end.origin, MESSAGE_CLAIM_LAST, last->end.date, end);
}

void rule_claim_deadline(struct rule_context *context)
{
    int months = context->system->conditions.scheme->due_months;
    for (size_t i = 0; months > 0 && i < context->budget->claims.count; i++) {
        const struct claim *claim = &context->budget->claims.items[i];
        if (!is_dated(claim) || claim->due.state != CELL_VALUE)
            continue;
        struct date latest = date_add_months(claim->end.date, months);
        if (date_compare(claim->due.date, latest) <= 0)
            continue;
        struct message message = {MESSAGE_CLAIM_DUE_LATE,
                                  {claim_name(context, claim), date_words(context, claim->due.date),
                                   date_words(context, latest), words_of_count(context->arena, months)}};
        struct finding *finding =
            finding_add(context->findings, RULE_CLAIM_DEADLINE, claim->due.origin, message);
        finding->cell = claim->name;
        finding_set_action(context->findings, finding,
                           (struct message){MESSAGE_DO_CLAIM_DUE, {{0}, {0}, date_words(context, latest)}});
    }
}

void rule_final_report_date(struct rule_context *context)
{
    const struct fact *report = budget_fact(context->budget, FINAL_REPORT);
    size_t count = context->budget->claims.count;
    const struct claim *last = count ? &context->budget->claims.items[count - 1] : NULL;
    if (!report || !last || report->start.state != CELL_VALUE || last->end.state != CELL_VALUE)
        return;
    int months = context->system->conditions.scheme->due_months;
    if (months == 0)
        return;
    struct date first = {0}, end = last->end.date;
    budget_period(context->budget, &first, &end); /* else it ends with the last claim */
    struct date latest = date_add_months(end, months);
    bool early = date_compare(report->start.date, last->end.date) < 0;
    if (!early && date_compare(report->start.date, latest) <= 0)
        return;
    struct message message = {early ? MESSAGE_FINAL_EARLY : MESSAGE_FINAL_LATE,
                              {date_words(context, report->start.date),
                               date_words(context, early ? last->end.date : end), date_words(context, latest),
                               words_of_count(context->arena, months)}};
    struct finding *finding = finding_add(context->findings, RULE_FINAL_REPORT_DATE, report->origin, message);
    finding->cell = report->label;
    finding_relate(context->findings, finding, last->end.origin, last->name);
    message.id = MESSAGE_DO_FINAL;
    finding_set_action(context->findings, finding, message);
}
