/* Labels to concepts: one table of spellings, matched without regard to case, form and punctuation. */
#ifndef BUDGETKOLL_VOCABULARY_H
#define BUDGETKOLL_VOCABULARY_H

#include "budgetkoll/arena.h"
#include "budgetkoll/budget.h"
#include "budgetkoll/label.h"

/* Where a label stands decides what it can mean ("Medfinansiering" is a title, or a column). */
enum domain {
    DOMAIN_COLUMN,
    DOMAIN_BULK,  /* columns of an export of many cases */
    DOMAIN_TABLE, /* what an export calls its tables: the heading of their labels, or a title */
    DOMAIN_TITLE,
    DOMAIN_COST,
    DOMAIN_FINANCING,
    DOMAIN_TOTALS,
    DOMAIN_LEVEL,
    DOMAIN_KEY,
    DOMAIN_REPORTED, /* rows that only a table of claims has */
    DOMAIN_PAGE      /* what a page says of the case it is about, before its code */
};

struct meaning {
    enum concept concept; /* UNKNOWN when no spelling matches */
    enum row_form form;
};

/* What a key means in a domain. */
struct meaning vocabulary_find(enum domain domain, struct str key);

/* The same for a key whose blanks may stand anywhere, as in labels that were broken over lines; *spelling is how it is
 * spelled. */
struct meaning vocabulary_find_broken(enum domain domain, struct str key, struct str *spelling);

/* The number of spellings, and the key of one, for the tests of the table. */
size_t vocabulary_count(void);
struct str vocabulary_key(size_t index);

#endif
