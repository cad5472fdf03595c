/* Checking a case: which relations do not hold and which rules are broken, and how much was checked. */
#ifndef BUDGETKOLL_CHECK_H
#define BUDGETKOLL_CHECK_H

#include "budgetkoll/finding.h"
#include "budgetkoll/relations.h"

struct check_options {
    money tolerance; /* öre; a difference of at most this is a note */
    const struct scheme *scheme;
    struct str areas; /* data/areas.tsv: municipalities and counties with their programme areas */
};

/* An amount that no relation uses. */
struct unbound {
    struct origin origin;
    struct str cell;
    money amount;
};

/* The relations that could not be evaluated: some figure in them is unreadable, or blank where nothing stands in. */
struct unchecked {
    LIST(const struct relation *) list;
};

struct check {
    const struct system *system;
    size_t relations; /* in the system */
    struct unchecked unchecked;
    size_t amounts; /* published and readable */
    LIST(struct unbound) unbound;
    bool has_substance; /* something was tested, or could not be and has been reported as an error */
};

/* Runs every rule; adds to `findings` (which already holds those of the reading) and sorts them. */
struct check check_budget(struct arena *arena, const struct budget *budget,
                          const struct check_options *options, struct findings *findings);

#endif
