/* What a workbook's number format says about the value below it. */
#ifndef NUMBER_FORMAT_H
#define NUMBER_FORMAT_H

#include "budgetkoll/unit.h"

enum number_format_kind {
    NUMBER_FORMAT_PLAIN,
    NUMBER_FORMAT_PERCENT,
    NUMBER_FORMAT_DATE,
    NUMBER_FORMAT_YEAR
};

struct number_format {
    enum number_format_kind kind;
    int decimals;           /* of a percentage */
    int thousands;          /* how many times the value is shown divided by a thousand */
    const char *unit;       /* shown behind the value: "tkr", "mnkr"; NULL for kronor and for none */
    enum currency currency; /* shown beside the value: "kr", "EUR", "$" */
};

/* Of a format that every workbook knows by its number, or plain. */
struct number_format number_format_of_id(int id);
/* Of a code such as "yyyy\-mm\-dd", "0.00%" or "#,##0.0,,\ \"mnkr\"". */
struct number_format number_format_of_code(struct str code);
/* The name of the unit, above kronor, that a text is or ends in; NULL when there is none. */
const char *number_format_unit(struct str text);
/* The currency that a text is or ends in, perhaps with a unit of it ("kr", "tkr"); CURRENCY_NONE when it names none. */
enum currency number_format_currency(struct str text);

#endif
