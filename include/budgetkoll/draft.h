/* A budget from a few numbers: the tables of an application with what is known in them, for the calculator to fill in. */
#ifndef BUDGETKOLL_DRAFT_H
#define BUDGETKOLL_DRAFT_H

#include "budgetkoll/budget.h"
#include "budgetkoll/scheme.h"

/* Amounts of one row in öre: one for each of the draft's columns. */
struct draft_row {
    enum table_kind table; /* TABLE_COSTS or TABLE_FINANCING */
    enum concept concept;
    bool is_own; /* the applicant's own contribution, a line of public cash */
    money *amounts;
};

/* A condition as it is written in a case: "Lönebikostnader; 45,24 %". */
struct draft_fact {
    enum concept concept;
    struct str text;
};

struct draft {
    enum language language;
    LIST(int) years; /* none: one column of totals */
    LIST(struct draft_row) rows;
    LIST(struct draft_fact) facts;
    bool has_own_row; /* what the ceilings leave goes there; else it is missing */
};

/* The number of a row's amounts. */
size_t draft_columns(const struct draft *draft);
/* The row of a concept, new and of nothing when there is none yet. */
struct draft_row *draft_row(struct arena *arena, struct draft *draft, enum table_kind table,
                            enum concept concept);

struct draft_texts {
    struct str costs, financing, project; /* CSV in UTF-8, with semicolons and decimal commas */
};

/* The tables: each row of the draft, the flat-rate rows of the scheme, and every sum, blank. Where the scheme's flat rate
 * covers all other costs, those rows are left out. */
struct draft_texts draft_write(struct arena *arena, const struct draft *draft, const struct scheme *scheme);

#endif
