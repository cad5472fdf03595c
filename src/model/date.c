#include "budgetkoll/date.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_is_valid(struct date date)
{
    return date.year >= FIRST_YEAR && date.year <= LAST_YEAR && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= date_days_in_month(date.year, date.month);
}

bool date_is_last_of_month(struct date date)
{
    return date.day == date_days_in_month(date.year, date.month);
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

struct date date_next_day(struct date date)
{
    if (!date_is_last_of_month(date))
        return (struct date){date.year, date.month, date.day + 1};
    if (date.month < 12)
        return (struct date){date.year, date.month + 1, 1};
    return (struct date){date.year + 1, 1, 1};
}

struct date date_add_months(struct date date, int months)
{
    int count = date.year * 12 + date.month - 1 + months;
    int year = count / 12, month = count % 12 + 1;
    int last = date_days_in_month(year, month);
    bool at_end = date_is_last_of_month(date) || date.day > last;
    return (struct date){year, month, at_end ? last : date.day};
}
