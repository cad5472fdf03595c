/* What checking a case came to, beside its findings: plain data that every report writes from. */
#ifndef BUDGETKOLL_RESULT_H
#define BUDGETKOLL_RESULT_H

#include "budgetkoll/relation.h"
#include "budgetkoll/scheme.h"

/* A relation of the case, and what came of it. */
struct tested {
    const struct relation *relation;
    bool is_evaluated;
    enum severity severity; /* SEVERITY_NONE: it holds */
};

/* A cell that is counted and named: a relation that could not be evaluated, or an amount that no relation uses. */
struct counted {
    struct origin origin;
    struct str cell;
    bool has_amount;
    money amount;
    enum currency currency; /* of the amount */
};

/* A rate or a ceiling in use; without a source the scheme states it, else the case does, there. */
struct applied {
    enum concept concept; /* PAYROLL, INDIRECT, SHARE_ELIGIBLE, SHARE_ACTUAL */
    struct ratio value;
    struct origin origin;
};

struct result {
    bool was_run;       /* there were tables to check */
    bool has_substance; /* some relation was put to the test: more was said than that nothing is nothing */
    struct str scheme;  /* its id */
    enum convention convention;
    LIST(struct tested) tested;
    size_t amounts; /* published and readable */
    LIST(struct counted) unchecked, unbound;
    LIST(struct applied) conditions;
    struct conditions in_force;
    bool missing[MISSING_KINDS]; /* needed for this budget and not known: something could not be judged */
    money tolerance;             /* öre; a difference of at most this is a note */
    bool known[CONCEPTS];        /* the total of the concept over the project is known */
    money totals[CONCEPTS];
    bool has_activities;
    money activities;
    /* What those totals are made of, and the aid shares over the project; NULL where nothing is published. */
    const struct node *nodes[CONCEPTS], *activities_node;
    const struct node *flat_rates; /* both flat rates on the published wages, exact; or NULL */
};

#endif
