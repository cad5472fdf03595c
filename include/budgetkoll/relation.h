/* A relation of a budget, as data: a rule, a target, a comparison and an expression over published cells. */
#ifndef BUDGETKOLL_RELATION_H
#define BUDGETKOLL_RELATION_H

#include "budgetkoll/expression.h"
#include "budgetkoll/finding.h"
#include "budgetkoll/scheme.h"

enum comparison { EQUAL, AT_MOST, AT_LEAST };

/* The two ways in which an activity plan counts its sub-activities. */
enum convention { CONVENTION_ANY, CONVENTION_INCLUDES, CONVENTION_BESIDE };

/* Another rate or base that people use: when the target is exactly this, and not nothing, the message says so. */
struct alternative {
    const struct node *expression;
    enum message_id name; /* its arguments are the rate and its name */
    const struct flat_rate *rate;
};

struct relation {
    enum rule_id rule;
    enum comparison comparison;
    const struct node *target, *expression;
    int roundings; /* how many rounded amounts lie between the exact value and the published one */
    bool
        lacks_row; /* a row that was not recognised may be one of its parts: it can confirm, but not accuse */
    enum convention convention; /* holds only under this reading of the plan */
    enum currency currency;     /* of its amounts */
    int scope;                  /* a year or SCOPE_TOTAL */
    struct origin origin;       /* of the target, or of what stands for it */
    struct str cell, label;     /* of a target without a row: see relation_cell() and relation_label() */
    struct message phrase;      /* what the target is compared with: "summan av åren" */
    enum message_id action;     /* what to do; arguments as in verdict.c */
    const struct item *row;     /* of the target, or NULL */
    struct ratio slack; /* öre that the rounding of printed factors may account for; 0/0 or 0: none */
    int halves; /* figures seen to be rounded: so many halves of the last written digit may be missing */
    enum found_by found_by; /* how it is known that it should hold */
};

/* The machine-readable name of the target. */
struct str relation_cell(struct arena *arena, const struct relation *relation);
/* The target for people: "EU-medel", "Personal 2022:". */
struct str relation_label(struct arena *arena, const struct relation *relation, enum language language);

/* The target is a flat rate of other costs: payroll on-costs, indirect costs, or both in one row. */
bool relation_is_flat_rate(const struct relation *relation);
/* True when rounding can make an exact amount into the published one, `difference` being published - exact: at most
 * half a unit for each rounding, or where amounts are cut towards zero less than a unit, downwards only. Without
 * roundings only when there is no difference. */
bool rounding_reaches(int64_t unit, enum rounding rounding, int roundings, struct ratio difference);
/* The same for a relation's own roundings and those that were made when its cells were read. */
bool relation_reaches(const struct relation *relation, int64_t unit, enum rounding rounding,
                      struct ratio difference);
/* True when the difference can come from amounts that are written in thousands, say, and rounded to them: at most half of the
 * last digit of each. It is no excuse, only an explanation: a plain sum of published amounts must be exact. */
bool relation_writing_reaches(const struct relation *relation, struct ratio difference);
/* How many cells of the relation were rounded to öre when they were read: each may be half an öre off. */
int relation_rounded_cells(const struct relation *relation);
/* Öre that the last printed digits may account for: of the factors of a product and of what it makes, or of figures that are
 * seen to be rounded; 0 for all other relations. */
struct ratio relation_print_slack(const struct relation *relation);
/* Rounding, or reading, may take the target from its exact value. */
bool relation_has_slack(const struct relation *relation);

#endif
