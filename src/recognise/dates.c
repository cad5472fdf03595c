#include "budgetkoll/dates.h"

#include <string.h>

static const struct {
    const char *name;
    int month;
} month_names[] = {
    {"januari", 1}, {"january", 1},   {"jan", 1},      {"februari", 2}, {"february", 2},  {"feb", 2},
    {"mars", 3},    {"march", 3},     {"mar", 3},      {"april", 4},    {"apr", 4},       {"maj", 5},
    {"may", 5},     {"juni", 6},      {"june", 6},     {"jun", 6},      {"juli", 7},      {"july", 7},
    {"jul", 7},     {"augusti", 8},   {"august", 8},   {"aug", 8},      {"september", 9}, {"sept", 9},
    {"sep", 9},     {"oktober", 10},  {"october", 10}, {"okt", 10},     {"oct", 10},      {"november", 11},
    {"nov", 11},    {"december", 12}, {"dec", 12},
};

/* What stands between two dates. */
static const char *const between[] = {" - ", " \u2013 ", "\u2013", " \u2014 ", " till ", " to ", " t.o.m. "};

/* Nothing, or a dash in its place. */
static bool is_blank_date(struct str text)
{
    return text.length == 0 || str_equal(text, STR("-")) || str_equal(text, STR("\u2013")) ||
           str_equal(text, STR("\u2014"));
}

/* Reads digits at *at; the number of them is returned. */
static int take_number(struct str text, size_t *at, int *number)
{
    int digits = 0;
    *number = 0;
    while (*at < text.length && str_is_digit(text.data[*at]) && digits < 8) {
        *number = *number * 10 + (text.data[(*at)++] - '0');
        digits++;
    }
    return digits;
}

static enum date_status checked(struct date date, struct date *result)
{
    if (!date_is_valid(date))
        return DATE_NO_SUCH;
    *result = date;
    return DATE_READ;
}

/* What may follow a date in an export: nothing, or midnight. */
static bool ends_well(struct str rest)
{
    struct str tail = str_trim(rest);
    return tail.length == 0 || str_equal(tail, STR("00:00:00")) || str_equal(tail, STR("00:00")) ||
           str_equal(tail, STR("T00:00:00"));
}

/* Day and month in either order; settled when one of them is above twelve or both are the same. */
static enum date_status day_and_month(int first, int second, int year, struct date *date)
{
    struct date swedish = {year, second, first}, american = {year, first, second};
    if (date_is_valid(swedish) && date_is_valid(american) && first != second)
        return DATE_AMBIGUOUS;
    return checked(second > 12 ? american : swedish, date);
}

int date_month(struct str name)
{
    for (size_t i = 0; i < sizeof month_names / sizeof *month_names; i++)
        if (str_equal(name, str_from(month_names[i].name)))
            return month_names[i].month;
    return 0;
}

static int month_from_name(struct str text, size_t *at)
{
    char name[12] = {0};
    for (size_t count = 0; *at < text.length && text.data[*at] != ' ' && text.data[*at] != '.'; (*at)++)
        if (count < sizeof name - 1)
            name[count++] = (char)(text.data[*at] | 0x20);
    return date_month(str_from(name));
}

static void pass_over(struct str text, size_t *at, const char *marks)
{
    while (*at < text.length && strchr(marks, text.data[*at]))
        (*at)++;
}

/* "1 juni 2021" after its day. */
static enum date_status named_month(struct str text, size_t at, int day, struct date *date)
{
    int year = 0;
    pass_over(text, &at, " .");
    int month = month_from_name(text, &at);
    pass_over(text, &at, " .");
    if (month == 0 || take_number(text, &at, &year) != 4 || at != text.length)
        return DATE_NOT;
    return checked((struct date){year, month, day}, date);
}

enum date_status date_read(struct str text, struct date *date)
{
    int first = 0, second = 0, third = 0;
    size_t at = 0;
    text = str_trim(text);
    if (is_blank_date(text))
        return DATE_BLANK;
    int digits = take_number(text, &at, &first);
    if (digits == 8 && ends_well(str_slice(text, at, text.length)))
        return checked((struct date){first / 10000, first / 100 % 100, first % 100}, date);
    if (digits == 0 || at == text.length)
        return DATE_NOT;
    char mark = text.data[at];
    if (digits <= 2 && (mark == ' ' || (mark == '.' && at + 1 < text.length && text.data[at + 1] == ' ')))
        return named_month(text, at, first, date);
    if (!strchr("-/.", mark) || ++at >= text.length || take_number(text, &at, &second) == 0 ||
        at >= text.length || text.data[at++] != mark)
        return DATE_NOT;
    int last_digits = take_number(text, &at, &third);
    if (!ends_well(str_slice(text, at, text.length)))
        return DATE_NOT;
    if (digits == 4 && (last_digits == 1 || last_digits == 2))
        return checked((struct date){first, second, third}, date);
    return digits <= 2 && last_digits == 4 ? day_and_month(first, second, third, date) : DATE_NOT;
}

/* "2021-2025" */
static bool two_years(struct str first_text, struct str second_text, struct date *start, struct date *end)
{
    size_t first_at = 0, second_at = 0;
    int first = 0, second = 0;
    bool shaped = take_number(first_text, &first_at, &first) == 4 && first_at == first_text.length &&
                  take_number(second_text, &second_at, &second) == 4 && second_at == second_text.length;
    *start = (struct date){first, 1, 1};
    *end = (struct date){second, 12, 31};
    return shaped && date_is_valid(*start) && date_is_valid(*end);
}

/* Cuts a period in two; a dash without blanks stands in the middle of two dates, or years, of one form. */
static bool cut_period(struct str text, struct str *first, struct str *second)
{
    ptrdiff_t split = -1;
    size_t width = 0;
    for (size_t i = 0; i < sizeof between / sizeof *between && split < 0; i++) {
        split = str_find(text, str_from(between[i]));
        width = strlen(between[i]);
    }
    if (split < 0 && text.length % 2 == 1 && text.data[text.length / 2] == '-') {
        split = (ptrdiff_t)(text.length / 2);
        width = 1;
    }
    if (split < 0)
        return false;
    *first = str_trim(str_slice(text, 0, (size_t)split));
    *second = str_trim(str_slice(text, (size_t)split + width, text.length));
    return true;
}

enum date_status period_read(struct str text, struct date *start, struct date *end)
{
    struct str first, second;
    text = str_trim(text);
    if (is_blank_date(text))
        return DATE_BLANK;
    if (!cut_period(text, &first, &second))
        return DATE_NOT;
    if (two_years(first, second, start, end))
        return DATE_READ;
    enum date_status status = date_read(first, start);
    if (status != DATE_READ)
        return status == DATE_BLANK ? DATE_NOT : status;
    status = date_read(second, end);
    return status == DATE_BLANK ? DATE_NOT : status;
}

/* ---- years ---- */

/* "2021.0" and "2021.00000", as tables of floating-point numbers have it; the mark is a blank in a key. "2021.00" is
 * money. */
static bool is_followed_by_zeros(struct str key)
{
    bool zeros = key.length > 5 && (key.data[4] == ' ' || key.data[4] == '.') && key.length != 7;
    for (size_t i = 5; i < key.length && zeros; i++)
        zeros = key.data[i] == '0';
    return zeros;
}

int date_year(struct str key)
{
    static const char *const before[] = {"år ", "year ", "budget "};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (str_starts(key, str_from(before[i])))
            key = str_slice(key, str_from(before[i]).length, key.length);
    int year = 0;
    if (is_followed_by_zeros(key))
        key.length = 4;
    for (size_t i = 0; i < key.length; i++) {
        if (!str_is_digit(key.data[i]) || i == 4)
            return 0;
        year = year * 10 + (key.data[i] - '0');
    }
    return year >= 1900 && year <= 2199 ? year : 0;
}
