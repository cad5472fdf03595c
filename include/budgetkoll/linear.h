/* A node as a sum of cells, each times a constant: what is asked of a relation in which one figure may be another. */
#ifndef BUDGETKOLL_LINEAR_H
#define BUDGETKOLL_LINEAR_H

#include "budgetkoll/expression.h"

struct linear_term {
    const struct node *node; /* a cell; a blank one has nothing that stands in for it */
    struct ratio factor;
};

struct linear_form {
    LIST(struct linear_term) terms;
};

/* Adds factor × node to the form, in the order of the cells; constants that stand alone are left out. False where the node is
 * no sum of cells (a quotient, a share that is rounded) or a number is too large. */
bool linear_add(struct arena *arena, struct linear_form *form, const struct node *node, struct ratio factor);

#endif
