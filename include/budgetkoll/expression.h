/* Expressions over published cells, as data: evaluated exactly, worded in messages, written as formulas. */
#ifndef BUDGETKOLL_EXPRESSION_H
#define BUDGETKOLL_EXPRESSION_H

#include "budgetkoll/budget.h"

enum node_kind { NODE_CELL, NODE_CONSTANT, NODE_SUM, NODE_PRODUCT, NODE_QUOTIENT, NODE_ROUND };

/* A term of a sum has a sign; the factors of a product and the two of a quotient have none. */
struct term {
    const struct node *node;
    int sign;
};

struct node {
    enum node_kind kind;
    enum value_kind
        value_kind; /* how the value reads: VALUE_AMOUNT (öre), VALUE_PERCENT (of one), VALUE_COUNT */
    const struct cell *cell; /* NODE_CELL */
    const struct item *item; /* NODE_CELL: its row, or NULL; and its column */
    int scope;
    bool row_has_amounts;        /* NODE_CELL: a blank one is unknown, not zero */
    const struct node *stand_in; /* NODE_CELL: what stands in for a blank, or NULL */
    struct ratio value;          /* NODE_CONSTANT */
    enum concept parameter;      /* NODE_CONSTANT: the condition that it is (PAYROLL, SHARE_ELIGIBLE ...) when
                                    it is the one in use, else UNKNOWN */
    int decimals;                /* NODE_ROUND: decimals of the percentage */
    LIST(struct term) terms;
};

enum value_status {
    VALUE_KNOWN,
    VALUE_GUESSED,    /* a blank cell without parts was taken as zero */
    VALUE_UNREADABLE, /* some cell in it could not be read */
    VALUE_UNDEFINED,  /* a division by zero, which counts as 0 */
    VALUE_OVERFLOW
};

struct value {
    enum value_status status;
    struct ratio ratio; /* öre, a share of one, or a count */
};

/* Exact. */
struct value node_evaluate(const struct node *node);
/* The value in whole öre, a half rounded up; false, with *amount left alone, where it is not known or does not fit. */
bool node_amount(const struct node *node, money *amount);

/* Marks the ids of the cells that the value is made of. */
void node_mark(const struct node *node, bool *used);
/* Some cell below it holds a figure that is not 0. */
bool node_has_figure(const struct node *node);

/* All amounts in it are in *currency, which is set to that of the first where it is CURRENCY_NONE: amounts in different
 * currencies are neither added nor compared. Nothing is in any currency. */
bool node_in_one_currency(const struct node *node, enum currency *currency);

#endif
