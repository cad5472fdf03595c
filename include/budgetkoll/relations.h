/* The one idea: a budget is a system of relations over published cells. The system is built once, as data, from
 * the budget and its conditions; checks, calculations and formulas all read it. */
#ifndef BUDGETKOLL_RELATIONS_H
#define BUDGETKOLL_RELATIONS_H

#include "budgetkoll/budget.h"
#include "budgetkoll/finding.h"
#include "budgetkoll/result.h"
#include "budgetkoll/scheme.h"

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
    int decimals;                /* NODE_ROUND: decimals of the percentage */
    LIST(struct term) terms;
};

enum comparison { EQUAL, AT_MOST, AT_LEAST };

/* Another rate or base that people use: when the target is exactly this, the message says so. */
struct alternative {
    const struct node *expression;
    struct str name;
};

struct relation {
    enum rule_id rule;
    enum comparison comparison;
    const struct node *target, *expression;
    int roundings; /* how many rounded amounts lie between the exact value and the published one */
    enum convention convention; /* holds only under this reading of the plan */
    int scope;                  /* a year or SCOPE_TOTAL */
    struct origin origin;       /* of the target, or of what stands for it */
    struct str cell;            /* machine-readable name of the target */
    struct str label;           /* the target for people: "EU-medel", "Personal 2022:" */
    struct message phrase;      /* what the target is compared with: "summan av åren" */
    enum message_id action;     /* what to do; arguments as in verdict.c */
    const struct item *row;     /* of the target, or NULL */
    LIST(struct alternative) alternatives;
};

struct system {
    struct arena *arena;
    const struct budget *budget;
    struct conditions conditions;
    enum language language;
    LIST(struct relation) relations;
    enum convention convention; /* the reading of the activity plan that fits better; ANY without parts */
    const struct node *totals[CONCEPTS]; /* the total of each concept, or NULL: see system_total() */
    const struct node *activities;       /* the sum of the plan under that reading, or NULL */
};

struct system *system_build(struct arena *arena, const struct budget *budget, struct conditions conditions,
                            enum language language);

enum value_status {
    VALUE_KNOWN,
    VALUE_GUESSED,    /* a blank cell without parts was taken as zero */
    VALUE_UNREADABLE, /* some cell in it could not be read */
    VALUE_UNDEFINED,  /* a division by zero */
    VALUE_OVERFLOW
};

struct value {
    enum value_status status;
    struct ratio ratio; /* öre, a share of one, or a count */
};

/* Exact; marks the ids of the cells it used in `used` unless that is NULL. */
struct value node_evaluate(const struct node *node, bool *used);

/* The total of a concept over the project: costs from the cost table, financing from the financing table.
 * NULL when nothing is published that it could be made of. */
const struct node *system_total(const struct system *system, enum concept concept);

/* "50 % × (3 697 755 + 3 697 745) = 50 % × 7 395 500 = 3 697 750": the expression with its numbers. */
struct str relation_calculation(struct arena *arena, const struct relation *relation, enum language language);

#endif
