/* What a node is worth, exactly. */
#include "budgetkoll/expression.h"

static struct value known(struct ratio ratio)
{
    return (struct value){VALUE_KNOWN, ratio};
}

static enum value_status worse(enum value_status a, enum value_status b)
{
    return a > b ? a : b;
}

static struct value evaluate_cell(const struct node *node)
{
    const struct cell *cell = node->cell;
    if (cell->state == CELL_VALUE)
        return known(cell_ratio(cell, node->value_kind));
    if (cell->state == CELL_UNREADABLE)
        return (struct value){VALUE_UNREADABLE, ratio_from(0)};
    if (node->stand_in)
        return node_evaluate(node->stand_in);
    return (struct value){node->row_has_amounts ? VALUE_GUESSED : VALUE_KNOWN, ratio_from(0)};
}

static struct value combine(const struct node *node, struct value left, struct term term, struct value right)
{
    struct value result = {worse(left.status, right.status), left.ratio};
    bool fits = true;
    if (node->kind == NODE_SUM)
        fits =
            ratio_add(left.ratio, term.sign < 0 ? ratio_negative(right.ratio) : right.ratio, &result.ratio);
    else if (node->kind == NODE_PRODUCT)
        fits = ratio_multiply(left.ratio, right.ratio, &result.ratio);
    else if (ratio_is_zero(right.ratio))
        result = (struct value){worse(result.status, VALUE_UNDEFINED), ratio_from(0)};
    else
        fits = ratio_divide(left.ratio, right.ratio, &result.ratio);
    if (!fits)
        result.status = VALUE_OVERFLOW;
    return result;
}

static struct value round_share(const struct node *node, struct value value)
{
    int64_t scale = 100;
    for (int i = 0; i < node->decimals && i < 15; i++)
        scale *= 10;
    struct ratio scaled;
    money rounded = 0;
    if (value.status > VALUE_GUESSED && value.status != VALUE_UNDEFINED)
        return value;
    if (!ratio_multiply(value.ratio, ratio_from(scale), &scaled) ||
        !ratio_round(scaled, 1, ROUND_HALF_UP, &rounded) || !ratio_make(rounded, scale, &value.ratio))
        value.status = VALUE_OVERFLOW;
    return value;
}

/* Most sums are of amounts that stand in cells, whole öre: the first so many terms that are, added up in *sum. 128 bits
 * hold more of them than memory does. */
static size_t add_amounts(const struct node *node, wide *sum)
{
    size_t i = 0;
    for (; i < node->terms.count; i++) {
        const struct node *term = node->terms.items[i].node;
        if (term->kind != NODE_CELL || term->cell->state != CELL_VALUE || term->value_kind != VALUE_AMOUNT)
            break;
        *sum += node->terms.items[i].sign < 0 ? -(wide)term->cell->value : term->cell->value;
    }
    return i;
}

struct value node_evaluate(const struct node *node)
{
    if (node->kind == NODE_CELL)
        return evaluate_cell(node);
    if (node->kind == NODE_CONSTANT)
        return known(node->value);
    struct value value = known(ratio_from(0));
    size_t first = 1;
    if (node->kind == NODE_SUM)
        first = add_amounts(node, &value.ratio.numerator);
    else
        value = node_evaluate(node->terms.items[0].node);
    for (size_t i = first; i < node->terms.count; i++)
        value = combine(node, value, node->terms.items[i], node_evaluate(node->terms.items[i].node));
    return node->kind == NODE_ROUND ? round_share(node, value) : value;
}

bool node_amount(const struct node *node, money *amount)
{
    struct value value = node_evaluate(node);
    return value.status <= VALUE_GUESSED && ratio_round(value.ratio, 1, ROUND_HALF_UP, amount);
}

void node_mark(const struct node *node, bool *used)
{
    if (node->kind == NODE_CELL)
        used[node->cell->id] = true;
    if (node->kind == NODE_CELL && node->cell->state < CELL_VALUE && node->stand_in)
        node_mark(node->stand_in, used);
    for (size_t i = 0; i < node->terms.count; i++)
        node_mark(node->terms.items[i].node, used);
}

bool node_has_figure(const struct node *node)
{
    if (node->kind == NODE_CELL && node->cell->state == CELL_VALUE)
        return node->cell->value != 0;
    bool found = node->kind == NODE_CELL && node->stand_in && node_has_figure(node->stand_in);
    for (size_t i = 0; i < node->terms.count && !found; i++)
        found = node_has_figure(node->terms.items[i].node);
    return found;
}

bool node_in_one_currency(const struct node *node, enum currency *currency)
{
    bool amount = node->kind == NODE_CELL && node->value_kind == VALUE_AMOUNT &&
                  node->cell->state == CELL_VALUE && node->cell->value != 0;
    if (amount && *currency != CURRENCY_NONE && node->cell->currency != *currency)
        return false;
    if (amount)
        *currency = node->cell->currency;
    if (node->stand_in && node->cell->state == CELL_BLANK && !node_in_one_currency(node->stand_in, currency))
        return false;
    for (size_t i = 0; i < node->terms.count; i++)
        if (!node_in_one_currency(node->terms.items[i].node, currency))
            return false;
    return true;
}
