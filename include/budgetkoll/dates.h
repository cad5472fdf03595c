/* Dates and periods as people write them. */
#ifndef BUDGETKOLL_DATES_H
#define BUDGETKOLL_DATES_H

#include "budgetkoll/budget.h"
#include "budgetkoll/date.h"
#include "budgetkoll/str.h"

enum date_status {
    DATE_BLANK,
    DATE_READ,
    DATE_NOT,      /* nothing like a date */
    DATE_NO_SUCH,  /* a date that does not exist: 2021-02-30 */
    DATE_AMBIGUOUS /* day and month can change places: 03/04/2021 */
};

/* 2021-06-01, 2021/06/01, 2021.06.01, 20210601, 1 juni 2021, 1 June 2021, 30.6.2021, 30/6/2021; a time of
 * midnight after an ISO date is let pass. */
enum date_status date_read(struct str text, struct date *date);

/* The number of a month by its name, whole or short, in lower case: "mars", "dec"; else 0. */
int date_month(struct str name);

/* Two dates with a dash, "till" or "to" between them; two years ("2021-2025") mean 1 January to 31 December. */
enum date_status period_read(struct str text, struct date *start, struct date *end);

/* A year as a heading: "2021", "År 2021", "Budget 2021"; 0 for anything else. `key` is a label's key. */
int date_year(struct str key);

#endif
