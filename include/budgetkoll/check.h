/* Checking a case: which relations do not hold and which rules are broken, and how much was checked. */
#ifndef BUDGETKOLL_CHECK_H
#define BUDGETKOLL_CHECK_H

#include "budgetkoll/result.h"
#include "budgetkoll/system.h"

/* Municipalities and counties with their programme areas. */
struct areas;

/* Reads data/areas.tsv; what is returned belongs to the arena and refers to the text. */
struct areas *areas_read(struct arena *arena, struct str text);

struct check_options {
    money tolerance; /* öre; a difference of at most this is a note */
    const struct scheme *scheme;
    const struct areas *areas; /* NULL: none is known */
};

struct check {
    const struct system *system;
    struct result result;
};

/* Runs every rule; adds to `findings` (which already holds those of the reading) and sorts them. */
struct check check_budget(struct arena *arena, const struct budget *budget,
                          const struct check_options *options, struct findings *findings);

#endif
