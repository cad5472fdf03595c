/* Making the nodes of expressions. */
#include "builder.h"

static struct node *new_node(struct builder *builder, enum node_kind kind, enum value_kind value_kind)
{
    struct node *node = ARENA_NEW(builder->arena, struct node);
    node->kind = kind;
    node->value_kind = value_kind;
    return node;
}

struct node *node_constant(struct builder *builder, struct ratio value, enum value_kind kind)
{
    struct node *node = new_node(builder, NODE_CONSTANT, kind);
    node->value = value;
    return node;
}

struct node *node_parameter(struct builder *builder, struct ratio value, enum concept parameter)
{
    struct node *node = node_constant(builder, value, VALUE_PERCENT);
    node->parameter = parameter;
    return node;
}

struct node *node_sum(struct builder *builder)
{
    return new_node(builder, NODE_SUM, VALUE_AMOUNT);
}

void node_add(struct builder *builder, struct node *sum, const struct node *term, int sign)
{
    if (term)
        *ARENA_PUSH(builder->arena, &sum->terms) = (struct term){term, sign};
}

struct node *node_product(struct builder *builder, const struct node *a, const struct node *b)
{
    bool counts = a->value_kind == VALUE_COUNT && b->value_kind == VALUE_COUNT;
    struct node *node = new_node(builder, NODE_PRODUCT, counts ? VALUE_COUNT : VALUE_AMOUNT);
    node_add(builder, node, a, 1);
    node_add(builder, node, b, 1);
    return node;
}

struct node *node_quotient(struct builder *builder, const struct node *a, const struct node *b)
{
    struct node *node = new_node(builder, NODE_QUOTIENT, VALUE_PERCENT);
    node_add(builder, node, a, 1);
    node_add(builder, node, b, 1);
    return node;
}

struct node *node_round(struct builder *builder, const struct node *a, int decimals)
{
    struct node *node = new_node(builder, NODE_ROUND, VALUE_PERCENT);
    node->decimals = decimals;
    node_add(builder, node, a, 1);
    return node;
}

struct node *node_of_cell(struct builder *builder, const struct cell *cell, bool row_has_amounts)
{
    bool amount = cell->state == CELL_VALUE && cell->value != 0;
    if (amount && cell->currency != builder->budget->currency)
        builder->has_other_currency = true;
    struct node *node = new_node(builder, NODE_CELL, VALUE_AMOUNT);
    node->cell = cell;
    node->row_has_amounts = row_has_amounts;
    return node;
}
