/* Calendar dates (proleptic Gregorian), as budgets state them: a day, without a time or a zone. */
#ifndef BUDGETKOLL_DATE_H
#define BUDGETKOLL_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct date {
    int year, month, day;
};

/* True for an existing day in the years 1900-2199. */
bool date_is_valid(struct date date);
int date_days_in_month(int year, int month);
bool date_is_last_of_month(struct date date);
/* Negative, zero or positive. */
int date_compare(struct date a, struct date b);
struct date date_next_day(struct date date);
/* Month-end to month-end: the last day of a month gives the last day of the other (30 Nov + 2 = 31 Jan);
 * any other day keeps its number or is cut to the month's last. */
struct date date_add_months(struct date date, int months);

#endif
