#include "budgetkoll/relation.h"

#include "budgetkoll/buffer.h"

bool relation_is_flat_rate(const struct relation *relation)
{
    return relation->rule == RULE_FLAT_RATE_PAYROLL || relation->rule == RULE_FLAT_RATE_INDIRECT ||
           relation->rule == RULE_FLAT_RATE_COMBINED;
}

bool rounding_reaches(int64_t unit, enum rounding rounding, int roundings, struct ratio difference)
{
    bool down = rounding == ROUND_DOWN;
    struct ratio slack = ratio_from(0);
    int order = 0;
    if (roundings == 0)
        return ratio_is_zero(difference);
    if (!ratio_make((wide)unit * roundings, down ? 1 : 2, &slack) ||
        !ratio_compare(ratio_absolute(difference), slack, &order))
        return false;
    return down ? difference.numerator <= 0 && order < 0 : order <= 0;
}

static int rounded_cells(const struct node *node)
{
    int count = node->kind == NODE_CELL && node->cell->state == CELL_VALUE && node->cell->rounded;
    if (node->kind == NODE_CELL && node->stand_in)
        count += rounded_cells(node->stand_in);
    for (size_t i = 0; i < node->terms.count; i++)
        count += rounded_cells(node->terms.items[i].node);
    return count;
}

int relation_rounded_cells(const struct relation *relation)
{
    if (relation->target->value_kind != VALUE_AMOUNT)
        return 0;
    return rounded_cells(relation->target) + rounded_cells(relation->expression);
}

/* Of the amounts that are written in more than kronor. */
static wide written_steps(const struct node *node)
{
    bool coarse =
        node->kind == NODE_CELL && node->cell->state == CELL_VALUE && node->cell->step > ORE_PER_KRONA;
    wide steps = coarse ? node->cell->step : 0;
    if (node->kind == NODE_CELL && node->stand_in)
        steps += written_steps(node->stand_in);
    for (size_t i = 0; i < node->terms.count; i++)
        steps += written_steps(node->terms.items[i].node);
    return steps;
}

bool relation_writing_reaches(const struct relation *relation, struct ratio difference)
{
    struct ratio slack;
    return relation->target->kind == NODE_CELL && relation->target->cell->step > ORE_PER_KRONA &&
           ratio_make(written_steps(relation->target) + written_steps(relation->expression), 2, &slack) &&
           ratio_within(difference, slack);
}

struct ratio relation_print_slack(const struct relation *relation)
{
    struct ratio slack = ratio_from(0);
    int64_t step = relation->target->kind == NODE_CELL ? relation->target->cell->step : 0;
    bool product = relation->slack.denominator > 0 && !ratio_is_zero(relation->slack);
    bool made = product
                    ? ratio_make(step > 0 ? step : 1, 2, &slack) && ratio_add(slack, relation->slack, &slack)
                    : ratio_make((wide)step * relation->halves, 2, &slack);
    return made ? slack : ratio_from(0);
}

static bool print_reaches(const struct relation *relation, struct ratio difference)
{
    struct ratio slack = relation_print_slack(relation);
    return !ratio_is_zero(slack) && ratio_within(difference, slack);
}

bool relation_has_slack(const struct relation *relation)
{
    return relation->roundings > 0 || !ratio_is_zero(relation_print_slack(relation)) ||
           relation_rounded_cells(relation) > 0;
}

bool relation_reaches(const struct relation *relation, int64_t unit, enum rounding rounding,
                      struct ratio difference)
{
    struct ratio size = ratio_absolute(difference), slack, left;
    if (rounding_reaches(unit, rounding, relation->roundings, difference) ||
        print_reaches(relation, difference))
        return true;
    int cells = relation_rounded_cells(relation);
    if (cells == 0 || !ratio_make(cells, 2, &slack) || !ratio_subtract(size, slack, &left))
        return false;
    bool below = left.numerator <= 0;
    return below || rounding_reaches(unit, rounding, relation->roundings,
                                     difference.numerator < 0 ? ratio_negative(left) : left);
}

struct str relation_cell(struct arena *arena, const struct relation *relation)
{
    return relation->row ? cell_name(arena, relation->row, relation->scope) : relation->cell;
}

/* "EU-medel" for a total of a known row; else with its year, or in the row's own words, and a colon. */
static struct str label_of(struct arena *arena, const struct item *item, int scope, enum language language)
{
    struct buffer label = {.arena = arena};
    buffer_add(&label, item_name(item, language));
    struct str column = scope != SCOPE_TOTAL ? scope_name(arena, item, scope, language) : STR("");
    if (column.length > 0) {
        buffer_add_char(&label, ' ');
        buffer_add(&label, column);
    }
    bool own_words = concept_is_rest(item->concept) || item->concept == ROW_TOTAL;
    if (scope != SCOPE_TOTAL || own_words)
        buffer_add_char(&label, ':');
    return buffer_text(&label);
}

struct str relation_label(struct arena *arena, const struct relation *relation, enum language language)
{
    return relation->row ? label_of(arena, relation->row, relation->scope, language) : relation->label;
}
