/* The one idea: a budget is a system of relations over published cells. The system is built once, as data, from
 * the budget and its conditions; checks, calculations and formulas all read it. */
#ifndef BUDGETKOLL_SYSTEM_H
#define BUDGETKOLL_SYSTEM_H

#include "budgetkoll/relation.h"
#include "budgetkoll/scheme.h"

struct system {
    struct arena *arena;
    const struct budget *budget;
    struct conditions conditions;
    enum language language;
    LIST(struct relation) relations;
    bool missing[MISSING_KINDS]; /* relations that could not be made, since a condition is not known */
    enum convention convention;  /* the reading of the activity plan that fits better; ANY without parts */
    const struct node *totals[CONCEPTS]; /* the total of each concept, or NULL: see system_total() */
    const struct node *flat_rates;       /* both flat rates on the wages, exact; or NULL */
    const struct node *activities;       /* the sum of the plan under that reading, or NULL */
};

struct system *system_build(struct arena *arena, const struct budget *budget, struct conditions conditions,
                            enum language language);

/* The same, with a relation also for every blank cell that follows from others: what the calculator fills in. */
struct system *system_build_with_blanks(struct arena *arena, const struct budget *budget,
                                        struct conditions conditions, enum language language);

/* The total of a concept over the project: costs from the cost table, financing from the financing table; of a share
 * the quotient of its totals.
 * NULL when nothing is published that it could be made of. */
const struct node *system_total(const struct system *system, enum concept concept);
/* The amount of a concept in a column, a year or SCOPE_TOTAL, of the cost table (TABLE_COSTS) or the financing tables
 * (TABLE_FINANCING); NULL when nothing of it is published there. */
const struct node *system_amount(const struct system *system, enum table_kind kind, enum concept concept,
                                 int scope);
/* The same for a row, with what stands in for a blank; NULL where its table has no such column. */
const struct node *system_row_amount(const struct system *system, const struct item *row, int scope);

/* What else people use where the relation has a flat rate, from the most to the least likely; made only when it is asked
 * for, since nearly all relations hold. */
struct alternatives {
    LIST(struct alternative) list;
};
struct alternatives system_alternatives(const struct system *system, const struct relation *relation);

/* "50 % × (3 697 755 + 3 697 745) = 50 % × 7 395 500 = 3 697 750": the expression with its numbers. */
struct str relation_calculation(struct arena *arena, const struct relation *relation, enum language language);
/* The same for any expression; empty where it is a single figure. */
struct str node_calculation(struct arena *arena, const struct node *node, enum language language);

#endif
