/* What stands before and behind the digits of a number. */
#ifndef NUMBER_AFFIXES_H
#define NUMBER_AFFIXES_H

#include "budgetkoll/number.h"

/* Takes everything round the digits off a text that holds some, and notes it in the number: sign, unit, currency, percent sign,
 * "ca", marks of footnotes, an apostrophe. False when something there belongs to no number. */
bool number_take_affixes(struct str *text, struct number *number, bool *negative);

/* The text is a dash in place of an amount, alone or with a unit on either side: Excel writes nothing as "-   kr". */
bool number_is_dash(struct str text);

#endif
