/* What the calculator came to: plain data that every report writes from. */
#ifndef BUDGETKOLL_CALCULATION_H
#define BUDGETKOLL_CALCULATION_H

#include "budgetkoll/relation.h"
#include "budgetkoll/scheme.h"

/* What else can have made a published flat rate that differs: rounding; or years that a right total was spread over. */
enum reason { REASON_NONE, REASON_ROUNDING, REASON_SPREAD };

/* A cell that follows from others, or that was changed: as it was published, and as it should be. */
struct computed {
    struct str name; /* "EU-medel / 2021", as in other machine-readable output */
    const struct item
        *row; /* in the completed budget; NULL for an activity or what is said about the project */
    int scope;
    enum value_kind kind;
    bool is_fact; /* said about the project: it stands in no column */
    const struct cell *published, *computed;
    struct str calculation; /* in words; empty for what is decided by people */
    enum reason reason;
    bool follows_doubt; /* a figure that the published sums speak against is one of what it follows from */
};

/* A figure that people decided, and that the published sums speak against. */
struct doubt {
    struct str name;
    const struct item *row; /* in the published budget; NULL for an activity */
    int scope;
    const struct cell *published;
    money needed; /* what the sums are right with */
    size_t group; /* from 1: one figure of each group is wrong, and nothing tells which */
    LIST(const struct relation *)
    sums; /* that are not right with what is published, and are with what is needed */
};

enum ceiling_kind { CEILING_ELIGIBLE, CEILING_ACTUAL, CEILING_MAXIMUM, CEILING_KINDS };

/* A ceiling on the aid over the project, in whole units of the scheme's rounding below the exact value. */
struct ceiling {
    bool is_set;
    struct ratio share;  /* nothing for the highest amount */
    money base, most;    /* what it is a share of, fully financed; and what the aid may be */
    bool is_by_promises; /* the base is the co-financing that counts: most = share/(1 − share) × base */
};

/* One year's financing, or the project's where there are no years. Everything in öre. */
struct financed_year {
    int scope;
    money costs, promised; /* total costs; co-financing as promised */
    money aid;
    money own;     /* added to the applicant's own contribution */
    money missing; /* co-financing that nobody has promised */
    money surplus; /* co-financing beyond the costs */
};

/* How the costs are paid: the aid is what the co-financing leaves, as far as the ceilings reach. */
struct financing_plan {
    bool is_known; /* there are costs and a financing table */
    LIST(struct financed_year) years;
    money costs, promised, aid, own, missing, surplus; /* over the project */
    struct ceiling ceilings[CEILING_KINDS];
    int lowest;                 /* the ceiling that binds, or -1 */
    const struct item *own_row; /* the applicant's own row, or NULL */
    bool own_is_uncounted;      /* its money is no part of eligible financing */
    bool own_is_doubtful;       /* several rows may be the applicant's own: none is used */
    bool lacks_aid_row;         /* nothing was put into the tables: the aid has no row */
    bool follows_doubt;         /* costs or promises follow from a figure that the sums speak against */
    bool years_differ;          /* of costs and financing: nothing could be planned */
};

/* The costs are paid: no co-financing is missing or too much, and the aid has its row. */
bool plan_is_paid(const struct financing_plan *plan);
/* The ceiling that allows the least aid, whether or not it binds; -1 when none is set. */
int plan_lowest_ceiling(const struct financing_plan *plan);

/* What stands in the way of a result. */
enum obstacle { OBSTACLE_NONE, OBSTACLE_UNREADABLE, OBSTACLE_OVERFLOW, OBSTACLE_UNSETTLED };

struct calculation {
    LIST(struct computed) cells;
    LIST(struct computed)
    blanks; /* blank cells that people decide, in rows with other amounts; taken as nothing */
    LIST(struct doubt) doubts; /* those of a group one after the other */
    struct financing_plan plan;
    bool
        lacks_flat_rates; /* there are wages, and the scheme has flat rates, but no row for them: none are counted */
    bool missing[MISSING_KINDS]; /* conditions that some cell needs and that are not known */
    enum obstacle obstacle;
    struct str obstacle_cell; /* the cell that could not be computed */
};

/* It was published otherwise: blank, unreadable, or as another amount; 57,7 % and 57,70 % are the same. */
bool computed_differs(const struct computed *cell);

#endif
