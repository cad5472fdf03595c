/* The numbers of a workbook as text: exact decimal arithmetic on their digits, no floating point. */
#ifndef SHEET_NUMBER_H
#define SHEET_NUMBER_H

#include "budgetkoll/buffer.h"
#include "number_format.h"

/* Adds a value as it stands in a part ("0.61280000000000001", "1E-3"): half-up to the fifteen digits that a workbook
 * shows, in plain digits with a full stop ("0.6128", "0.001"); formatted as a percentage "61.28 %", as a date
 * "2021-06-01", with a unit "25.5 mnkr". Adds nothing and returns false for what is no number. */
bool sheet_number_add(struct buffer *text, struct str value, const struct number_format *format,
                      bool from_1904);

#endif
