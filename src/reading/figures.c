/* Single numbers, as they are given on a command line. */
#include "budgetkoll/reading.h"

bool read_amount(struct str text, money *amount)
{
    struct number number = number_read(text, 0);
    return !number.percent && currency_among(number.currency, CURRENCY_SEK) <= CURRENCY_SEK &&
           number_amount(number, ORE_PER_KRONA, amount) == NUMBER_READ;
}

bool read_rate(struct str text, struct ratio *rate)
{
    struct number number = number_read(text, 0);
    if (number.status == NUMBER_AMBIGUOUS) /* "45,240": a percentage is never in thousands */
        number = number_read(text, number.doubtful_mark);
    number.percent = true; /* what is asked for is a percentage, with its sign or without */
    return number_percent(number, rate) == NUMBER_READ && rate->numerator >= 0 &&
           rate->numerator <= rate->denominator;
}
