/* The names of units that amounts are given in: "kr", "tkr", "mnkr". */
#ifndef BUDGETKOLL_UNIT_H
#define BUDGETKOLL_UNIT_H

#include "budgetkoll/str.h"

/* CURRENCY_NONE: not stated. CURRENCIES: several. */
enum currency {
    CURRENCY_NONE,
    CURRENCY_SEK,
    CURRENCY_EUR,
    CURRENCY_NOK,
    CURRENCY_DKK,
    CURRENCY_GBP,
    CURRENCY_USD,
    CURRENCIES
};

/* "SEK": its code in machine-readable output; empty for none. */
const char *currency_code(enum currency currency);
/* "kr": what stands after an amount in it, for people; empty for none. */
const char *currency_words(enum currency currency);

/* "kronor": amounts are in it. */
const char *currency_name(enum currency currency);

struct unit_name {
    const char *name; /* in lower case */
    int64_t ore;      /* in one of it, or hundredths of another currency */
    enum currency currency;
};

/* Every known name, a longer one before those that it ends in; ended by one without a name. */
extern const struct unit_name unit_names[];

/* The text is the unit's name, in any case. */
bool unit_is_named(struct str text, const struct unit_name *unit);
/* Its currency, or CURRENCY_NONE. */
enum currency currency_from_name(struct str name);
/* Öre in a unit's name (kr, SEK, tkr, mnkr, mkr, mdkr, EUR, kEUR ...), or 0. */
int64_t unit_from_name(struct str name);

#endif
