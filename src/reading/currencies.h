/* In which currency each amount of a case stands. */
#ifndef CURRENCIES_H
#define CURRENCIES_H

#include "budgetkoll/budget.h"
#include "budgetkoll/finding.h"

/* Gives each amount its currency: its own, else its column's, its table's, the case's. The case's is the one that it
 * states, or the only one that stands in its tables, else kronor. Amounts in different currencies that a budget would
 * compare with each other are reported. */
void currencies_settle(struct budget *budget, struct findings *findings);

#endif
