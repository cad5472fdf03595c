#include "sheet_number.h"

#include "budgetkoll/date.h"

#include <string.h>

enum {
    MOST_DIGITS = 15,         /* that a workbook holds for sure, and shows */
    MOST_EXPONENT = 400,      /* beyond every value of a workbook */
    MOST_PLACES = 12,         /* decimals that are kept: far below an öre */
    STATED_PLACES = 4,        /* a percentage with at most so many decimals was written by hand */
    LAST_DAY_SERIAL = 109940, /* in 2200 */
    DAYS_TO_1904 = 1462,
    MOST_THOUSANDS = 3 /* times that a format divides: beyond thousands of millions nothing is budgeted */
};

/* digits × 10^exponent; the first digit is not 0 unless there is only one. */
struct decimal {
    bool negative;
    char digits[MOST_DIGITS + 1];
    int count, exponent;
};

/* One more in the last place; a carry out of the first makes the number one digit longer, and its last a 0 again. */
static void round_up(struct decimal *decimal)
{
    int i = decimal->count - 1;
    for (; i >= 0 && decimal->digits[i] == '9'; i--)
        decimal->digits[i] = '0';
    if (i >= 0) {
        decimal->digits[i]++;
        return;
    }
    decimal->digits[0] = '1';
    decimal->count = decimal->count > 0 ? decimal->count : 1;
    decimal->exponent++;
}

/* Half-up to at most so many decimals. A value below half of the last gives zero. */
static void round_to_places(struct decimal *decimal, int places)
{
    int drop = -decimal->exponent - places;
    if (drop <= 0)
        return;
    bool up = drop <= decimal->count && decimal->digits[decimal->count - drop] >= '5';
    decimal->count = drop < decimal->count ? decimal->count - drop : 0;
    decimal->exponent = -places;
    if (up && decimal->count == 0)
        decimal->exponent--; /* a carry into a place that was empty */
    if (up)
        round_up(decimal);
    if (decimal->count == 0)
        *decimal = (struct decimal){false, "0", 1, 0};
}

static void drop_zeros(struct decimal *decimal)
{
    while (decimal->count > 1 && decimal->digits[decimal->count - 1] == '0' && decimal->exponent < 0) {
        decimal->count--;
        decimal->exponent++;
    }
    if (decimal->count == 1 && decimal->digits[0] == '0')
        *decimal = (struct decimal){false, "0", 1, 0};
}

/* Reads "E-3" from `at` to the end. */
static bool read_exponent(struct str text, size_t at, int *exponent)
{
    bool negative = false;
    int value = 0;
    if (at == text.length)
        return true;
    if ((text.data[at] | 0x20) != 'e' || ++at == text.length)
        return false;
    if (text.data[at] == '-' || text.data[at] == '+')
        negative = text.data[at++] == '-';
    if (at == text.length)
        return false;
    for (; at < text.length; at++) {
        if (!str_is_digit(text.data[at]) || value > MOST_EXPONENT)
            return false;
        value = value * 10 + (text.data[at] - '0');
    }
    *exponent += negative ? -value : value;
    return true;
}

/* Keeps the first fifteen digits of value, and rounds by the sixteenth. */
static void add_digit(struct decimal *decimal, char digit, int *seen)
{
    if (*seen == 0 && digit == '0')
        return;
    if (*seen < MOST_DIGITS)
        decimal->digits[decimal->count++] = digit;
    else if (*seen == MOST_DIGITS)
        decimal->digits[MOST_DIGITS] = digit; /* kept beside until all are read */
    (*seen)++;
}

static bool read_decimal(struct str text, struct decimal *decimal)
{
    size_t at = 0, digits = 0;
    int seen = 0, places = 0;
    bool point = false;
    *decimal = (struct decimal){0};
    if (text.length > 0 && (text.data[0] == '-' || text.data[0] == '+'))
        decimal->negative = text.data[at++] == '-';
    for (; at < text.length && (str_is_digit(text.data[at]) || (text.data[at] == '.' && !point)); at++) {
        point = point || text.data[at] == '.';
        if (!str_is_digit(text.data[at]))
            continue;
        if (++digits > MOST_EXPONENT)
            return false;
        places += point;
        add_digit(decimal, text.data[at], &seen);
    }
    decimal->exponent = (seen > MOST_DIGITS ? seen - MOST_DIGITS : 0) - places;
    if (digits == 0 || !read_exponent(text, at, &decimal->exponent))
        return false;
    if (seen > MOST_DIGITS && decimal->digits[MOST_DIGITS] >= '5')
        round_up(decimal);
    if (decimal->count == 0)
        *decimal = (struct decimal){false, "0", 1, 0};
    drop_zeros(decimal);
    return decimal->exponent <= MOST_EXPONENT && decimal->exponent >= -2 * MOST_EXPONENT;
}

/* With at least `places` decimals. */
static void write_decimal(struct buffer *text, const struct decimal *decimal, int places)
{
    int whole = decimal->count + decimal->exponent; /* digits before the full stop */
    int decimals = decimal->exponent < 0 ? -decimal->exponent : 0;
    if (decimal->negative)
        buffer_add_char(text, '-');
    for (int i = 0; i < (whole > 1 ? whole : 1); i++)
        buffer_add_char(text, whole <= 0 || i >= decimal->count ? '0' : decimal->digits[i]);
    if (decimals > 0 || places > 0)
        buffer_add_char(text, '.');
    for (int i = 0; i < (decimals > places ? decimals : places); i++) {
        int digit = whole + i;
        buffer_add_char(text, digit < 0 || digit >= decimal->count ? '0' : decimal->digits[digit]);
    }
}

/* ---- formats ---- */

/* The share as it is shown; one that was written by hand with more decimals than are shown keeps them. */
static void write_percent(struct buffer *text, struct decimal decimal, int places)
{
    decimal.exponent += 2;
    drop_zeros(&decimal);
    if (-decimal.exponent > STATED_PLACES)
        round_to_places(&decimal, places);
    write_decimal(text, &decimal, places);
    buffer_add(text, STR(" %"));
}

/* The whole days of a value, or -1 when it can be no date. */
static long serial_of(const struct decimal *decimal)
{
    long serial = 0;
    for (int i = 0; i < decimal->count + decimal->exponent; i++) {
        serial = serial * 10 + (i < decimal->count ? decimal->digits[i] - '0' : 0);
        if (serial > LAST_DAY_SERIAL)
            return -1;
    }
    return decimal->negative ? -1 : serial;
}

/* The day with a serial number of the 1900 system, which has a 29 February 1900 that never was, as 60. */
static struct date date_of_serial(long serial)
{
    struct date date = {1900, 1, 1};
    if (serial == 60)
        return (struct date){1900, 2, 29};
    for (long left = serial > 60 ? serial - 2 : serial - 1; left > 0;) {
        long days = date_days_in_month(date.year, date.month);
        if (left < days) {
            date.day += (int)left;
            break;
        }
        left -= days;
        date.year += date.month == 12;
        date.month = date.month == 12 ? 1 : date.month + 1;
    }
    return date;
}

static bool write_date(struct buffer *text, const struct decimal *decimal, bool year_only, bool from_1904)
{
    long serial = serial_of(decimal);
    if (serial < 0 || serial + (from_1904 ? DAYS_TO_1904 : 0) < 1)
        return false;
    struct date date = date_of_serial(serial + (from_1904 ? DAYS_TO_1904 : 0));
    if (year_only)
        buffer_print(text, "%04d", date.year);
    else
        buffer_print(text, "%04d-%02d-%02d", date.year, date.month, date.day);
    return true;
}

/* An amount that is shown in another unit than it is held in is written in that unit. */
static void write_amount(struct buffer *text, struct decimal decimal, const struct number_format *format)
{
    static const char *const shown[CURRENCIES][MOST_THOUSANDS + 1] = {
        [CURRENCY_NONE] = {NULL, "tkr", "mnkr", "mdkr"}, [CURRENCY_SEK] = {NULL, "tkr", "mnkr", "mdkr"},
        [CURRENCY_EUR] = {NULL, "kEUR", "mEUR"},         [CURRENCY_NOK] = {NULL, "tNOK", "mNOK"},
        [CURRENCY_DKK] = {NULL, "tDKK", "mDKK"},
    };
    int thousands = format->thousands > MOST_THOUSANDS ? MOST_THOUSANDS : format->thousands;
    const char *unit = format->unit ? format->unit : shown[format->currency][thousands];
    if (!unit) /* of other currencies no such unit has a name: as it is held */
        thousands = 0;
    decimal.exponent -= 3 * thousands;
    drop_zeros(&decimal);
    round_to_places(&decimal, MOST_PLACES);
    drop_zeros(&decimal);
    write_decimal(text, &decimal, 0);
    if (unit)
        buffer_print(text, " %s", unit);
}

bool sheet_number_add(struct buffer *text, struct str value, const struct number_format *format,
                      bool from_1904)
{
    struct decimal decimal;
    bool date = format->kind == NUMBER_FORMAT_DATE || format->kind == NUMBER_FORMAT_YEAR;
    if (!read_decimal(str_trim(value), &decimal))
        return false;
    if (format->kind == NUMBER_FORMAT_PERCENT)
        write_percent(text, decimal, format->decimals < MOST_PLACES ? format->decimals : MOST_PLACES);
    else if (!date || !write_date(text, &decimal, format->kind == NUMBER_FORMAT_YEAR, from_1904))
        write_amount(text, decimal, format);
    return true;
}
