/* One budget under several schemes, side by side: plain data that every report writes from. */
#ifndef BUDGETKOLL_COMPARISON_H
#define BUDGETKOLL_COMPARISON_H

#include "budgetkoll/calculation.h"
#include "budgetkoll/finding.h"

enum { MOST_COMPARED = 8 }; /* schemes side by side */

/* The lines of a comparison, in order. */
enum compared_row {
#define CATEGORY(id, ...) COMPARED_##id,
#define FLAT CATEGORY
#include "budgetkoll/categories.def"
    COMPARED_ACTUAL_COSTS,
    COMPARED_IN_KIND,
    COMPARED_TOTAL_COSTS,
    COMPARED_FLAT_RATES,
    COMPARED_COVERED, /* direct costs that the indirect rate stands for, and that are no costs of the budget */
    COMPARED_LEFT, /* the indirect rate's amount beyond those: what there is for indirect costs; below 0: unpaid */
    COMPARED_PROMISED,
    COMPARED_HIGHEST_AID,
    COMPARED_AID,
    COMPARED_OWN,        /* money beyond the promises that the costs need: of the applicant, or missing */
    COMPARED_UNPAID,     /* covered costs that the flat rate is not enough for: paid outside the budget */
    COMPARED_OWN_IN_ALL, /* those two together: what the applicant must find */
    COMPARED_SURPLUS,
    COMPARED_ROWS
};

struct compared_line {
    const char *key;         /* in machine-readable output */
    enum concept concept;    /* the cost category or sum, or UNKNOWN */
    enum message_id message; /* its name where that is no concept's */
    bool is_always;          /* shown even where it is nothing */
};
extern const struct compared_line compared_lines[COMPARED_ROWS];
struct str compared_name(struct arena *arena, enum compared_row row, enum language language);

struct compared_scheme {
    struct str name;          /* as it was asked for */
    LIST(struct str) why_not; /* sentences that say why it could not be computed; none: it was */
    /* What it came to, where it was computed. Amounts in öre. */
    bool has[COMPARED_ROWS];
    money amounts[COMPARED_ROWS];
    money covered[COMPARED_ROWS];             /* of each category, what the indirect rate stands for */
    struct ratio payroll_rate, indirect_rate; /* 0/0 where there is none */
    int ceiling;                              /* the lowest ceiling on the aid (enum ceiling_kind), or -1 */
    bool ceiling_binds;
    struct ceiling ceilings[CEILING_KINDS];
    struct ratio least_staff; /* staff must be this share of the budget to use the rate; 0/0: nothing said */
    struct ratio staff_share; /* staff with on-costs, of all stated direct costs; 0/0 where there are none */
};

/* Whether one scheme's total costs overtake another's as the wages grow, all other amounts unchanged. */
struct crossing {
    size_t a, b; /* the two, as indices */
    bool is_known;
    bool is_found;
    money staff; /* from these wages over the project on the order is another */
    int above; /* above them, or whatever the wages are: 1 when b's costs are larger, -1 when a's, 0: always alike */
};

/* What one can be best at. */
enum compared_best { BEST_FLAT_RATES, BEST_AID, BEST_OWN, BEST_LEFT, COMPARED_BESTS };

struct schemes_compared {
    struct str name;             /* of the case */
    const struct budget *budget; /* as it was read, or NULL for a budget from a few numbers */
    LIST(struct compared_scheme) schemes;
    LIST(struct crossing) crossings;
};

bool compared_is_known(const struct compared_scheme *scheme);
/* Computed, and none of the others does better. */
bool comparison_is_best(const struct schemes_compared *comparison, enum compared_best best, size_t scheme);
/* The line that it is judged by. */
enum compared_row compared_best_row(enum compared_best best);
/* The line is shown: some scheme has an amount in it. */
bool comparison_shows(const struct schemes_compared *comparison, enum compared_row row);
/* The wages as they are. */
money comparison_wages(const struct schemes_compared *comparison);

#endif
