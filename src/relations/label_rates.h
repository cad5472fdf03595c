/* Rates that the labels of flat-rate rows state: "Lönebikostnader 44,2 %", "Office and administration 15 %". */
#ifndef LABEL_RATES_H
#define LABEL_RATES_H

#include "budgetkoll/scheme.h"

/* Takes the rate that the label of the row of payroll on-costs, or of indirect costs, states into `flat`, where it holds the
 * scheme's own; false when the label states none. What a rate that the scheme does not know is counted on, the amounts of the
 * row say; `payroll` is the rate of payroll on-costs in force. */
bool label_rate_settle(const struct scheme *scheme, const struct budget *budget, enum concept concept,
                       const struct flat_rate *payroll, struct flat_rate *flat);

#endif
