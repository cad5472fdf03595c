/* Adding relations to the system, each with its target, its place and its name. */
#include "builder.h"

struct str percent_words(struct builder *builder, struct ratio rate)
{
    return words_of_percent(builder->arena, builder->system->language, rate);
}

struct relation *relate_node(struct builder *builder, enum rule_id rule, const struct node *target,
                             enum comparison comparison, const struct node *expression, struct message phrase)
{
    struct relation *relation = ARENA_PUSH(builder->arena, &builder->system->relations);
    relation->rule = rule;
    relation->comparison = comparison;
    relation->target = target;
    relation->expression = expression;
    relation->phrase = phrase;
    return relation;
}

/* NULL where the row's amount is not known: of years beside a column that is not understood no total is made. */
static struct relation *relate_item(struct builder *builder, enum rule_id rule, const struct item *item,
                                    int scope, enum comparison comparison, const struct node *expression,
                                    struct message phrase, struct origin origin)
{
    const struct node *target = item_node(builder, item, scope);
    if (!target)
        return NULL;
    struct relation *relation = relate_node(builder, rule, target, comparison, expression, phrase);
    relation->scope = scope;
    relation->row = item;
    relation->origin = origin;
    return relation;
}

void relation_set_action(struct relation *relation, enum message_id action)
{
    if (relation)
        relation->action = action;
}

bool is_target(const struct builder *builder, const struct cell *cell)
{
    return cell->state >= CELL_VALUE || (builder->with_blanks && cell->state == CELL_BLANK);
}

struct relation *relate(struct builder *builder, enum rule_id rule, const struct item *item, int scope,
                        enum comparison comparison, const struct node *expression, struct message phrase)
{
    const struct cell *cell = item ? item_cell(item, scope) : NULL;
    if (!cell || !is_target(builder, cell) || !expression)
        return NULL;
    return relate_item(builder, rule, item, scope, comparison, expression, phrase, cell->origin);
}

struct relation *relate_total(struct builder *builder, enum rule_id rule, const struct item *item, int scope,
                              enum comparison comparison, const struct node *expression,
                              struct message phrase)
{
    struct relation *relation = relate(builder, rule, item, scope, comparison, expression, phrase);
    if (relation || !item || !expression || scope != SCOPE_TOTAL || !item_has_year_amount(item))
        return relation;
    return relate_item(builder, rule, item, scope, comparison, expression, phrase, item->origin);
}
