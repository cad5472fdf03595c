/* Sums that a label states itself: "Summa kostnader (1-4)", "Total (a + b)", "Reserve (7% of 7)". */
#ifndef STATED_SUM_H
#define STATED_SUM_H

#include "budgetkoll/lexeme.h"

/* Takes the parentheses that state a sum off the end of a label; the terms belong to the arena. 0 where none does. */
size_t stated_sum_take(struct arena *arena, struct str *label, const struct stated_term **terms);

#endif
