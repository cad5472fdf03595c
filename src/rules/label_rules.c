/* Labels that state another rate than the one in force. */
#include "rules.h"

static void check_row(struct rule_context *context, enum concept concept, const struct flat_rate *flat)
{
    const struct item *row = budget_item(context->budget, TABLE_COSTS, concept);
    if (!row || !row->has_rate || !row->has_amount || !flat->is_set || ratio_equal(flat->rate, row->rate))
        return;
    struct message message = {
        MESSAGE_RATE_LABEL,
        {row->label, words_of_percent(context->arena, context->findings->language, flat->rate)}};
    struct finding *finding = finding_add(context->findings, RULE_RATE_LABEL, row->origin, message);
    finding->cell = row->label;
    finding_set_action(context->findings, finding, (struct message){MESSAGE_DO_RATE_LABEL, {{0}}});
}

void rule_rate_label(struct rule_context *context)
{
    const struct conditions *conditions = &context->system->conditions;
    check_row(context, PAYROLL, &conditions->payroll);
    check_row(context, INDIRECT, &conditions->indirect);
}
