/* What lies outside the programme area: stated costs, and financiers said or known to. */
#include "rules.h"

/* "utanför" in the spellings that occur: one letter may be wrong. */
static bool is_outside(struct str word)
{
    struct str outside = STR("utanför");
    bool near = word.length + 1 >= outside.length && word.length <= outside.length + 1;
    return (near && label_distance(word, outside) <= 1) || str_equal(word, STR("outside"));
}

static bool says_outside(struct arena *arena, const struct item *row)
{
    struct buffer text = {.arena = arena};
    buffer_add(&text, row->label);
    buffer_add_char(&text, ' ');
    buffer_add(&text, row->description);
    struct words words = label_words(arena, label_key(arena, buffer_text(&text)));
    for (size_t i = 0; i < words.list.count; i++)
        if (is_outside(words.list.items[i]))
            return true;
    return false;
}

static bool financier_sum(const struct financiers *financiers, const struct financier *one, money *sum)
{
    *sum = 0;
    for (size_t i = 0; i < financiers->list.count; i++) {
        money total = 0;
        if (!same_financier(&financiers->list.items[i], one))
            continue;
        if (!item_total(financiers->list.items[i].row, &total) || !money_add(*sum, total, sum))
            return false;
    }
    return true;
}

static bool total_of(const struct rule_context *context, enum concept concept, money *total)
{
    const struct node *node = system_total(context->system, concept);
    return node && node_amount(node, total);
}

static void report_outside(struct rule_context *context, struct origin origin, struct str cell,
                           struct message message)
{
    struct finding *finding = finding_add(context->findings, RULE_OUTSIDE_AREA, origin, message);
    finding->cell = cell;
    finding_set_action(context->findings, finding, (struct message){MESSAGE_DO_OUTSIDE, {{0}}});
}

/* `programme` is the key of what the case says, empty where places cannot be compared with it. */
static void check_financier(struct rule_context *context, const struct financier *financier,
                            struct str programme)
{
    const struct areas *areas = context->options->areas;
    struct str area = programme.length ? areas_find(context->arena, areas, &financier->stems) : STR("");
    bool said = says_outside(context->arena, financier->row);
    bool known = area.length > 0 && str_find(programme, label_key(context->arena, area)) < 0;
    money sum = 0, all = 0;
    if (financier->repeats || (!said && !known) || !financier_sum(&context->financiers, financier, &sum) ||
        !total_of(context, TOTAL_FINANCING, &all) || sum == 0)
        return;
    struct message message = {
        known ? MESSAGE_OUTSIDE_KNOWN : MESSAGE_OUTSIDE_SAID,
        {financier->row->label, kronor_words(context, sum), share_words(context, sum, all), area}};
    report_outside(context, financier->row->origin, financier->row->label, message);
}

/* The key of the programme that the case names, where places can be compared with it. */
static struct str comparable_programme(const struct rule_context *context)
{
    struct str key = label_key(context->arena, budget_fact_text(context->budget, PROGRAMME));
    const struct areas *areas = context->options->areas;
    return areas && areas_name_programme(areas, key) ? key : STR("");
}

void rule_outside_area(struct rule_context *context)
{
    const struct fact *costs = budget_fact(context->budget, OUTSIDE_COSTS);
    struct str programme = comparable_programme(context);
    money all = 0;
    if (costs && costs->cell.state == CELL_VALUE && costs->cell.value != 0 &&
        total_of(context, TOTAL_COSTS, &all)) {
        struct message message = {MESSAGE_OUTSIDE_COSTS_NOTE,
                                  {kronor_words(context, costs->cell.value),
                                   share_words(context, costs->cell.value, all), kronor_words(context, all)}};
        report_outside(context, costs->origin, costs->label, message);
    }
    for (size_t i = 0; i < context->financiers.list.count; i++)
        check_financier(context, &context->financiers.list.items[i], programme);
}
