/* Numbers and letters before a label: "1. Personal", "a) Lön", "A4.1 Projektledning", "IV. Resor". */
#ifndef ENUMERATOR_H
#define ENUMERATOR_H

#include "budgetkoll/str.h"

/* The number or letter that a label begins with, and where its words begin. `is_marked`: a full stop, a parenthesis or a colon
 * sets it off, so that it can be nothing else; without one, "3 konsulter" is a number of things. */
struct enumerator {
    struct str text; /* "1", "a", "A4.1", "IV" without marks; empty where there is none */
    size_t end;      /* the byte of the label that its words begin at */
    bool is_marked;
};

struct enumerator enumerator_find(struct str label);

/* The label without dash and enumerator: "Lön" of "- a) Lön" and "3 Lön". */
struct str enumerator_off(struct str label);

/* The text is nothing but one: "6i", "A4.1", "12". */
bool enumerator_is(struct str text);

#endif
