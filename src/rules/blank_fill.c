/* What a blank may hold, and a relation with blanks filled in. */
#include "blank_search.h"

/* The amounts of a row say which sign its blanks have; a row of nothing else has positive ones. */
static void find_signs(const struct item *row, bool *positive, bool *negative)
{
    bool more = false, less = false;
    for (size_t i = 0; i < row->table->columns.count; i++) {
        const struct cell *cell = &row->cells[i];
        more = more || (cell->state == CELL_VALUE && cell->value > 0);
        less = less || (cell->state == CELL_VALUE && cell->value < 0);
    }
    *positive = more || !less;
    *negative = less;
}

bool leaf_mends(const struct open_relation *open, const struct leaf *leaf, struct ratio rest)
{
    bool positive, negative;
    find_signs(leaf->node->item, &positive, &negative);
    bool opposite = (rest.numerator > 0) != (leaf->factor.numerator > 0);
    return open->is_mixed || (opposite ? positive : negative);
}

static const struct node *amount_node(struct arena *arena, const struct node *blank, struct ratio amount)
{
    struct node *constant = ARENA_NEW(arena, struct node), *filled = ARENA_NEW(arena, struct node);
    constant->kind = NODE_CONSTANT;
    constant->value_kind = VALUE_AMOUNT;
    constant->value = amount;
    *filled = *blank;
    filled->stand_in = constant;
    return filled;
}

static const struct node *fill_cell(const struct blank_search *search, const struct node *node, size_t except)
{
    struct arena *arena = search->context->arena;
    size_t number = search->number[node->cell->id];
    if (node->cell->state != CELL_BLANK)
        return node;
    if (!node->stand_in && number > 0 && number - 1 != except && node->row_has_amounts &&
        search->blanks.items[number - 1].state == BLANK_SETTLED)
        return amount_node(arena, node, search->blanks.items[number - 1].amount);
    const struct node *stand_in = node->stand_in ? fill_blanks(search, node->stand_in, except) : NULL;
    if (stand_in == node->stand_in)
        return node;
    struct node *filled = ARENA_NEW(arena, struct node);
    *filled = *node;
    filled->stand_in = stand_in;
    return filled;
}

const struct node *fill_blanks(const struct blank_search *search, const struct node *node, size_t except)
{
    if (node->kind == NODE_CELL)
        return fill_cell(search, node, except);
    struct node *filled = NULL;
    for (size_t i = 0; i < node->terms.count; i++) {
        const struct node *term = fill_blanks(search, node->terms.items[i].node, except);
        if (term == node->terms.items[i].node)
            continue;
        if (!filled) {
            filled = ARENA_NEW(search->context->arena, struct node);
            *filled = *node;
            filled->terms.items = arena_copy(search->context->arena, node->terms.items,
                                             node->terms.count * sizeof *node->terms.items);
        }
        filled->terms.items[i].node = term;
    }
    return filled ? filled : node;
}
