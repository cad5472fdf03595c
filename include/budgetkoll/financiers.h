/* Financing without groups: the financiers stand right below the header, and a sum of them ends the table. */
#ifndef BUDGETKOLL_FINANCIERS_H
#define BUDGETKOLL_FINANCIERS_H

#include "budgetkoll/segments.h"

/* Every row of the table is a financier with amounts, and the last the sum of them: there is no group that one could have
 * missed. Labels stand in field `label_field`. */
bool segment_holds_financiers(struct arena *arena, const struct rows *rows, const struct segment *segment,
                              uint32_t label_field);

#endif
