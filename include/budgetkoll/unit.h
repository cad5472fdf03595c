/* Currencies, and the names of units that amounts are given in: "kr", "tkr", "EUR thousand", "£'000". */
#ifndef BUDGETKOLL_UNIT_H
#define BUDGETKOLL_UNIT_H

#include "budgetkoll/str.h"

/* CURRENCY_NONE: not stated. */
enum currency {
    CURRENCY_NONE,
#define CURRENCY(code, digits, sv, en) CURRENCY_##code,
#include "budgetkoll/currencies.def"
#undef CURRENCY
    CURRENCY_KRONOR,  /* "kr": of the Nordic currency that the table names, else Swedish */
    CURRENCY_DOLLARS, /* "$": of the dollars that the table names, else of the United States */
    CURRENCY_OTHER,   /* a code or sign that is none of them: "400 XYZ" */
    CURRENCIES
};

/* "SEK": its code in machine-readable output; empty for none. */
const char *currency_code(enum currency currency);
/* "kr", else its code: what stands after an amount in it, for people; empty for none. */
const char *currency_words(enum currency currency);
/* "kronor", else its code: amounts are in it. */
const char *currency_name(enum currency currency);

/* Which currency "kr" or "$" is beside amounts of `around`: NOK among NOK, else SEK. Others are what they are. */
enum currency currency_among(enum currency currency, enum currency around);

struct money_unit {
    int64_t ore;            /* in one of it, or hundredths of another currency; 0: none */
    enum currency currency; /* CURRENCY_NONE of "tusental" */
};

/* ---- a unit as it is put together (unit.c) ---- */

/* What the words before and behind a number, or in a heading, say together. */
struct unit_words {
    int64_t scale; /* 0: not said */
    enum currency currency;
    bool is_short; /* the scale is one that needs a currency beside it: "mn", "1000" */
    bool is_tal;   /* "tal", or an apostrophe, which makes "000" thousands */
    bool is_wrong; /* two scales, or two currencies */
};

enum {
    UNIT_CAPITALS = 1, /* a code in capitals is one, also where it is a word: "ALL" */
    UNIT_HEADING =
        2 /* "i 1 000-tal kr", "(£'000)": numbers of thousands, and what stands between words, too */
};
/* Adds the words of a text; false when something in it is of no unit. */
bool unit_add_words(struct unit_words *words, struct str text, unsigned manner);
/* The unit that they make; ore 0 where they make none. */
struct money_unit unit_of_phrase(const struct unit_words *words);

/* The unit that a text is and nothing else; ore 0 where it is none. */
struct money_unit unit_read(struct str text);
/* Takes a unit off the end of a heading: "Kostnad (tkr)", "Belopp i SEK thousand", "Totalt, £'000" give "Kostnad", "Belopp",
 * "Totalt". ore 0 where there is none. */
struct money_unit unit_take(struct str *label);
/* The same where more words may follow: "Alla belopp i tkr om inget annat anges" gives "Alla belopp". */
struct money_unit unit_find(struct str *label);

/* Its currency, or CURRENCY_NONE. */
enum currency currency_from_name(struct str name);
/* Öre in a unit's name (kr, SEK, tkr, mnkr, mkr, mdkr, EUR, kEUR ...), or 0. */
int64_t unit_from_name(struct str name);

/* "tkr", "mnkr", "tusen": a name of so many öre that unit_read() reads again; NULL for a single one. */
const char *unit_name(int64_t ore, enum currency currency);

#endif
