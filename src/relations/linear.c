#include "budgetkoll/linear.h"

/* A rate times an amount. */
static bool add_product(struct arena *arena, struct linear_form *form, const struct node *node,
                        struct ratio factor)
{
    const struct node *a = node->terms.items[0].node, *b = node->terms.items[1].node;
    const struct node *rate = a->kind == NODE_CONSTANT ? a : b, *amount = rate == a ? b : a;
    return rate->kind == NODE_CONSTANT && ratio_multiply(factor, rate->value, &factor) &&
           linear_add(arena, form, amount, factor);
}

bool linear_add(struct arena *arena, struct linear_form *form, const struct node *node, struct ratio factor)
{
    if (node->kind == NODE_CONSTANT)
        return true;
    if (node->kind == NODE_CELL && node->cell->state == CELL_BLANK && node->stand_in)
        return linear_add(arena, form, node->stand_in, factor);
    if (node->kind == NODE_CELL)
        *ARENA_PUSH(arena, &form->terms) = (struct linear_term){node, factor};
    if (node->kind == NODE_CELL)
        return true;
    if (node->kind == NODE_PRODUCT)
        return add_product(arena, form, node, factor);
    bool is_linear = node->kind == NODE_SUM;
    for (size_t i = 0; i < node->terms.count && is_linear; i++) {
        struct term term = node->terms.items[i];
        is_linear = linear_add(arena, form, term.node, term.sign < 0 ? ratio_negative(factor) : factor);
    }
    return is_linear;
}
