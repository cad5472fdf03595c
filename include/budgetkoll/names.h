/* Whether two names mean the same organisation: people shorten, inflect and misspell them. */
#ifndef BUDGETKOLL_NAMES_H
#define BUDGETKOLL_NAMES_H

#include "budgetkoll/label.h"

/* The words of a name with genitive s taken off: "Härnösands kommun" and "Härnösand kommun" have the same. */
struct words name_stems(struct arena *arena, struct str name);
bool stems_equal(const struct words *a, const struct words *b);
/* True when the text names the organisation: all words of its name stand there, "kommun" and company forms aside,
 * and no other kind of organisation is named (Region Örebro is not Örebro kommun). */
bool stems_named_in(const struct words *name, const struct words *text);
/* One of them is the other shortened: "Kommunförbundet" in the row of Kommunförbundet Västernorrland. All words count:
 * Sundsvalls Elnät AB is not Sundsvalls kommun. */
bool may_be_same(const struct words *a, const struct words *b);

#endif
