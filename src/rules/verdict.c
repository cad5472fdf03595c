/* Relations to findings: when a difference is an error, and how it is said. */
#include "verdict.h"

enum { MOST_RELATED = 12 };

static bool is_amount(const struct relation *relation)
{
    return relation->target->value_kind == VALUE_AMOUNT;
}

/* By the unit and the direction in force. */
static bool is_rounding(const struct rule_context *context, const struct relation *relation,
                        struct ratio difference)
{
    const struct conditions *conditions = &context->system->conditions;
    return relation_reaches(relation, conditions->written_unit, conditions->rounding, difference);
}

static enum severity judge_equal(const struct rule_context *context, const struct relation *relation,
                                 struct ratio difference)
{
    if (is_rounding(context, relation, difference))
        return SEVERITY_NONE;
    bool small = is_amount(relation) &&
                 ratio_at_most(ratio_absolute(difference), ratio_from(context->options->tolerance));
    return small ? NOTE : rule_table[relation->rule].severity;
}

/* A ceiling is hard: broken from one krona over it, and not below. */
static enum severity judge_bound(const struct relation *relation, struct ratio difference)
{
    struct ratio over = relation->comparison == AT_MOST ? difference : ratio_negative(difference);
    return ratio_at_most(ratio_from(ORE_PER_KRONA), over) ? rule_table[relation->rule].severity
                                                          : SEVERITY_NONE;
}

/* The known rate or base that gives exactly the published amount. */
static const struct alternative *find_alternative(const struct rule_context *context,
                                                  const struct relation *relation, struct ratio published)
{
    struct alternatives others = system_alternatives(context->system, relation);
    const struct alternative *alternatives = others.list.items;
    for (size_t i = 0; i < others.list.count; i++) {
        struct value value = node_evaluate(alternatives[i].expression);
        struct ratio difference;
        if (value.status <= VALUE_GUESSED && !ratio_is_zero(value.ratio) &&
            ratio_subtract(published, value.ratio, &difference) && is_rounding(context, relation, difference))
            return &alternatives[i];
    }
    return NULL;
}

/* Shares of nothing are not judged when they are printed as zero. */
static bool is_nothing_of_nothing(struct value target, struct value expected)
{
    return expected.status == VALUE_UNDEFINED && target.status == VALUE_KNOWN && ratio_is_zero(target.ratio);
}

/* Nothing is published as nothing, or nothing stays below a ceiling: true whatever the budget is. */
bool verdict_judge(struct rule_context *context, const struct relation *relation, struct judgement *judgement)
{
    struct value target = node_evaluate(relation->target);
    struct value expected = node_evaluate(relation->expression);
    *judgement = (struct judgement){.relation = relation, .target = target.ratio, .expected = expected.ratio};
    if (is_nothing_of_nothing(target, expected))
        return true;
    if (target.status > VALUE_GUESSED || expected.status > VALUE_GUESSED)
        return false;
    judgement->is_guess = target.status == VALUE_GUESSED || expected.status == VALUE_GUESSED;
    if (ratio_equal(target.ratio, expected.ratio)) /* as nearly all are: every comparison holds then */
        return true;
    if (!ratio_subtract(target.ratio, expected.ratio, &judgement->difference))
        return false;
    judgement->severity = relation->comparison == EQUAL
                              ? judge_equal(context, relation, judgement->difference)
                              : judge_bound(relation, judgement->difference);
    if (judgement->severity == SEVERITY_NONE)
        return true;
    if (judgement->severity == ERROR)
        judgement->alternative = find_alternative(context, relation, target.ratio);
    return !judgement->is_guess && !relation->lacks_row;
}

/* ---- words ---- */

/* A ratio in hundredths of its unit: öre, or hundredths of a percentage point. */
static bool hundredths(const struct relation *relation, struct ratio value, int64_t *result)
{
    struct ratio scaled = value;
    int64_t scale = relation->target->value_kind == VALUE_PERCENT ? 10000
                    : relation->target->value_kind == VALUE_COUNT ? 100
                                                                  : 1;
    return ratio_multiply(value, ratio_from(scale), &scaled) && ratio_round(scaled, 1, ROUND_HALF_UP, result);
}

static struct str text_of(struct rule_context *context, struct message message)
{
    return message_text(context->arena, context->findings->language, message);
}

static struct str value_words(struct rule_context *context, const struct relation *relation,
                              struct ratio value)
{
    struct buffer text = {.arena = context->arena};
    enum language language = context->findings->language;
    int64_t rounded = 0;
    if (relation->target->value_kind == VALUE_PERCENT) {
        int decimals = relation->expression->kind == NODE_ROUND ? relation->expression->decimals : 0;
        words_percent(&text, language, value, decimals);
    } else if (relation->target->value_kind == VALUE_COUNT) {
        buffer_print(&text, "%lld", (long long)value.numerator);
    } else if (hundredths(relation, value, &rounded) && rounded == 0 && !ratio_is_zero(value)) {
        buffer_add(&text, text_of(context, (struct message){MESSAGE_UNDER_ORE,
                                                            {str_from(currency_words(relation->currency))}}));
    } else if (hundredths(relation, value, &rounded)) {
        words_money(&text, language, rounded, relation->currency);
    }
    return buffer_text(&text);
}

/* "18,41": a difference of percentages is in points, with two decimals or as many as it takes. */
static struct str point_words(struct rule_context *context, struct ratio difference)
{
    struct buffer text = {.arena = context->arena};
    words_percent(&text, context->findings->language, difference, 2);
    while (text.length > 0 && (text.data[text.length - 1] == '%' || text.data[text.length - 1] == ' '))
        text.length--;
    return buffer_text(&text);
}

/* A condition that a phrase names: where the case states it, if it does. */
struct named_condition {
    bool found, from_label;
    struct origin origin; /* no source when the scheme states it */
};

static struct named_condition find_condition(const struct rule_context *context, enum message_id phrase)
{
    const struct conditions *conditions = &context->system->conditions;
    const struct fact *maximum = budget_fact(context->budget, MAXIMUM_AID);
    switch ((int)phrase) {
    case MESSAGE_THAN_SHARE_ACTUAL:
        return (struct named_condition){true, false, conditions->share_actual.origin};
    case MESSAGE_THAN_SHARE_ELIGIBLE:
        return (struct named_condition){true, false, conditions->share_eligible.origin};
    case MESSAGE_THAN_PAYROLL:
    case MESSAGE_THAN_COMBINED:
        return (struct named_condition){true, conditions->payroll.from_label, conditions->payroll.origin};
    case MESSAGE_THAN_INDIRECT:
    case MESSAGE_THAN_INDIRECT_STAFF:
        return (struct named_condition){true, conditions->indirect.from_label, conditions->indirect.origin};
    case MESSAGE_THAN_MAXIMUM:
        return (struct named_condition){true, false, maximum ? maximum->origin : (struct origin){0}};
    default:
        return (struct named_condition){0};
    }
}

/* The phrase, and which condition it is: the case's with its place, or the scheme's. */
static struct str with_condition(struct rule_context *context, struct message phrase)
{
    struct named_condition condition = find_condition(context, phrase.id);
    struct str words = text_of(context, phrase);
    if (!condition.found)
        return words;
    if (!condition.origin.source)
        return text_of(context,
                       (struct message){MESSAGE_BY_SCHEME, {words, context->system->conditions.scheme->id}});
    enum message_id stated = condition.from_label ? MESSAGE_STATED_LABEL : MESSAGE_STATED;
    struct str where = place_line_text(context->arena, place_resolve(condition.origin));
    return text_of(context, (struct message){stated, {words, where}});
}

static struct str phrase_words(struct rule_context *context, const struct judgement *judgement)
{
    struct str phrase = with_condition(context, judgement->relation->phrase);
    if (judgement->also.id == MESSAGE_NONE)
        return phrase;
    struct str also = with_condition(context, judgement->also);
    return text_of(context, (struct message){MESSAGE_AND_ALSO, {phrase, also}});
}

static struct str alternative_words(struct rule_context *context, const struct alternative *alternative)
{
    enum language language = context->findings->language;
    struct str rate = words_of_percent(context->arena, language, alternative->rate->rate);
    return text_of(context, (struct message){alternative->name, {rate, alternative->rate->name[language]}});
}

static struct str target_words(struct rule_context *context, const struct relation *relation)
{
    return relation_label(context->arena, relation, context->findings->language);
}

static struct message sentence(struct rule_context *context, const struct judgement *judgement)
{
    const struct relation *relation = judgement->relation;
    bool more = judgement->difference.numerator > 0;
    struct ratio size = ratio_absolute(judgement->difference);
    struct str published = value_words(context, relation, judgement->target);
    if (judgement->alternative)
        return (struct message){MESSAGE_OTHER_RATE,
                                {target_words(context, relation), published,
                                 value_words(context, relation, size),
                                 value_words(context, relation, judgement->expected),
                                 alternative_words(context, judgement->alternative)}};
    if (relation->target->value_kind == VALUE_PERCENT)
        return (struct message){more ? MESSAGE_MORE_POINTS : MESSAGE_LESS_POINTS,
                                {target_words(context, relation), published, point_words(context, size),
                                 phrase_words(context, judgement),
                                 value_words(context, relation, judgement->expected)}};
    return (struct message){more ? MESSAGE_MORE : MESSAGE_LESS,
                            {target_words(context, relation), published, value_words(context, relation, size),
                             phrase_words(context, judgement)}};
}

/* What the figure should become. A ceiling is met in whole units below it, so that the remedy does not break it again; an
 * amount that is cut to öre is met by its cut value. */
static struct ratio wanted_value(const struct rule_context *context, const struct judgement *judgement)
{
    const struct relation *relation = judgement->relation;
    bool ceiling = relation->comparison == AT_MOST && is_amount(relation);
    bool cut = relation->roundings > 0 && context->system->conditions.rounding == ROUND_DOWN;
    money whole = 0;
    if ((ceiling || cut) && ratio_round(judgement->expected, ceiling ? ORE_PER_KRONA : 1, ROUND_DOWN, &whole))
        return ratio_from(whole);
    return judgement->expected;
}

/* Sums of amounts in whole thousands are often off by one: then the user may say so. */
static struct message with_writing(struct rule_context *context, const struct judgement *judgement,
                                   struct message action)
{
    const struct relation *relation = judgement->relation;
    bool may_be = relation->comparison == EQUAL && is_amount(relation) && relation->roundings == 0 &&
                  judgement->severity > NOTE && relation_writing_reaches(relation, judgement->difference);
    if (!may_be)
        return action;
    struct ratio kronor, difference = ratio_absolute(judgement->difference);
    money whole = 0;
    struct buffer option = {.arena = context->arena};
    if (!ratio_divide(difference, ratio_from(ORE_PER_KRONA), &kronor) ||
        !ratio_round(kronor, 1, ROUND_HALF_UP, &whole))
        return action;
    buffer_print(&option, "%lld", (long long)whole);
    return (struct message){MESSAGE_OR_WRITTEN,
                            {text_of(context, action),
                             words_of_money(context->arena, context->findings->language,
                                            relation->target->cell->step, relation->currency),
                             buffer_text(&option)}};
}

static struct message action(struct rule_context *context, const struct judgement *judgement)
{
    const struct relation *relation = judgement->relation;
    bool within = relation->comparison == EQUAL && judgement->severity < rule_table[relation->rule].severity;
    struct ratio wanted = within ? judgement->expected : wanted_value(context, judgement), change;
    if (!ratio_subtract(judgement->target, wanted, &change))
        change = judgement->difference;
    return (struct message){
        judgement->alternative ? MESSAGE_DO_FLAT_RATE_OTHER
        : within               ? MESSAGE_DO_WITHIN_TOLERANCE
                               : relation->action,
        {target_words(context, relation), value_words(context, relation, judgement->target),
         value_words(context, relation, ratio_absolute(change)), value_words(context, relation, wanted),
         words_of_money(context->arena, context->findings->language, context->options->tolerance,
                        relation->currency)}};
}

/* ---- findings ---- */

static void relate_cells(struct rule_context *context, struct finding *finding, const struct node *node)
{
    if (finding->related.count >= MOST_RELATED)
        return;
    if (node->kind == NODE_CELL && node->cell->state == CELL_VALUE)
        finding_relate(context->findings, finding, node->cell->origin,
                       node->item ? cell_name(context->arena, node->item, node->scope) : STR(""));
    if (node->kind == NODE_CELL && node->stand_in)
        relate_cells(context, finding, node->stand_in);
    for (size_t i = 0; i < node->terms.count; i++)
        relate_cells(context, finding, node->terms.items[i].node);
}

void verdict_report(struct rule_context *context, const struct judgement *judgement)
{
    const struct relation *relation = judgement->relation;
    enum rule_id rule = judgement->alternative ? RULE_FLAT_RATE_OTHER_RATE : relation->rule;
    bool listed = !findings_is_full(context->findings, rule);
    struct finding *finding = finding_add(context->findings, rule, relation->origin,
                                          listed ? sentence(context, judgement) : (struct message){0});
    finding->severity = judgement->severity;
    if (!listed)
        return;
    finding->relation = relation;
    finding->cell = relation_cell(context->arena, relation);
    finding->unit = relation->target->value_kind == VALUE_PERCENT  ? UNIT_PERCENT
                    : relation->target->value_kind == VALUE_AMOUNT ? UNIT_MONEY
                                                                   : UNIT_NONE;
    finding->currency = relation->currency;
    finding->has_values = hundredths(relation, judgement->target, &finding->published) &&
                          hundredths(relation, judgement->expected, &finding->expected);
    finding->calculation = relation_calculation(context->arena, relation, context->findings->language);
    finding_set_action(context->findings, finding,
                       with_writing(context, judgement, action(context, judgement)));
    relate_cells(context, finding, relation->expression);
}

enum severity report_relation(struct rule_context *context, const struct relation *relation)
{
    struct judgement judgement;
    verdict_judge(context, relation, &judgement);
    if (judgement.severity != SEVERITY_NONE)
        verdict_report(context, &judgement);
    return judgement.severity;
}
