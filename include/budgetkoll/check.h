/* Checking a case: which relations do not hold and which rules are broken, and how much was checked. */
#ifndef BUDGETKOLL_CHECK_H
#define BUDGETKOLL_CHECK_H

#include "budgetkoll/result.h"
#include "budgetkoll/system.h"

struct check_options {
    money tolerance; /* öre; a difference of at most this is a note */
    const struct scheme *scheme;
    struct str areas; /* data/areas.tsv: municipalities and counties with their programme areas */
};

struct check {
    const struct system *system;
    struct result result;
};

/* Runs every rule; adds to `findings` (which already holds those of the reading) and sorts them. */
struct check check_budget(struct arena *arena, const struct budget *budget,
                          const struct check_options *options, struct findings *findings);

#endif
