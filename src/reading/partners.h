/* Tables of one kind of which one is what the others add up to: sheets a partner beside a sheet of the total. */
#ifndef PARTNERS_H
#define PARTNERS_H

#include "budgetkoll/recognise.h"

/* Marks the tables of each file that are those of partners, and makes them tables of no kind, so that their own sums are
 * checked. Nothing is done where no table is the sum of two others or more. */
void partners_settle(struct arena *arena, struct loaded *files, size_t count);

#endif
