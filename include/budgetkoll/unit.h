/* The names of units that amounts are given in: "kr", "tkr", "mnkr". */
#ifndef BUDGETKOLL_UNIT_H
#define BUDGETKOLL_UNIT_H

#include "budgetkoll/str.h"

struct unit_name {
    const char *name; /* in lower case */
    int64_t ore;      /* in one of it */
};

/* Every known name, a longer one before those that it ends in; ended by one without a name. */
extern const struct unit_name unit_names[];

/* The text is the unit's name, in any case. */
bool unit_is_named(struct str text, const struct unit_name *unit);
/* Öre in a unit's name (kr, SEK, tkr, mnkr, mkr, mdkr ...), or 0. */
int64_t unit_from_name(struct str name);

#endif
