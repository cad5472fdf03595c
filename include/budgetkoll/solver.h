/* What amount makes a budget come out as wished: the searches behind --solve. */
#ifndef BUDGETKOLL_SOLVER_H
#define BUDGETKOLL_SOLVER_H

#include "budgetkoll/calculation.h"
#include "budgetkoll/scheme.h"
#include "budgetkoll/solution.h"
#include "budgetkoll/solve.h"

/* A category that is given another total before a budget is computed; UNKNOWN: none is. */
struct adjustment {
    enum concept category;
    money total; /* öre */
    struct move move;
};

/* A budget that was computed; it lives as long as the solver's arena. */
struct computed_budget {
    const struct financing_plan *plan;
    const struct conditions *in_force;
};

/* The budget of a search, read and computed by whoever asks for it. */
struct solver_budget {
    bool is_there; /* else there is only what is given */
    struct str path;
    void *context;
    /* Two readings: as it is published, and one to be filled in. Both live in the arena. */
    void (*read)(void *context, struct arena *arena, struct budget **published, struct budget **working);
    /* False, after saying why, when it cannot be computed. */
    bool (*compute)(void *context, const struct adjustment *adjustment, struct computed_budget *computed);
};

/* A condition that the user gives in place of the scheme's. */
struct given_share {
    bool is_given;
    struct ratio value;
};

struct solver {
    struct arena *arena;
    enum language language;
    const char *what; /* "staff", "aid", "medfinansiering" */
    const struct scheme *scheme;
    struct solver_budget budget;
    struct given_share share, share_actual; /* without a budget */
    bool has_maximum;
    money maximum;                /* öre; without a budget */
    struct solution *solution;    /* with what is given */
    struct adjustment adjustment; /* what was found: the budget is then to be computed with it */
    struct str complaint; /* why the search cannot be made; empty: it was made, or that has been said */
    bool is_unchecked;    /* because the budget cannot be computed, not because of what was asked */
};

/* Makes the search that is asked for; false, with a complaint, when it cannot be made. That nothing was found is a result. */
bool solver_run(struct solver *solver);
/* Returns the category of a name ("staff", "personal"), or UNKNOWN. */
enum concept solve_category_of(const char *name);

#endif
