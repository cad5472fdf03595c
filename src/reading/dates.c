#include "dates.h"

#include <string.h>

static const char *const month_names[][2] = {
    {"jan", "jan"}, {"feb", "feb"}, {"mar", "mar"}, {"apr", "apr"}, {"maj", "may"}, {"jun", "jun"},
    {"jul", "jul"}, {"aug", "aug"}, {"sep", "sep"}, {"okt", "oct"}, {"nov", "nov"}, {"dec", "dec"},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads digits at *at; the number of them is returned. */
static int take_number(struct str text, size_t *at, int *number)
{
    int digits = 0;
    *number = 0;
    while (*at < text.length && is_digit(text.data[*at]) && digits < 8) {
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

static int month_from_name(struct str text, size_t *at)
{
    char name[4] = {0};
    size_t begin = *at;
    for (; *at < text.length && text.data[*at] != ' ' && text.data[*at] != '.'; (*at)++)
        if (*at - begin < 3)
            name[*at - begin] = (char)(text.data[*at] | 0x20);
    for (int month = 0; month < 12; month++)
        if (strcmp(name, month_names[month][0]) == 0 || strcmp(name, month_names[month][1]) == 0)
            return month + 1;
    return 0;
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
    if (text.length == 0 || str_equal(text, STR("-")))
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
static bool two_years(struct str text, struct date *start, struct date *end)
{
    size_t at = 0;
    int first = 0, second = 0;
    bool shaped = take_number(text, &at, &first) == 4;
    while (at < text.length && !is_digit(text.data[at]))
        at++;
    if (!shaped || take_number(text, &at, &second) != 4 || at != text.length)
        return false;
    *start = (struct date){first, 1, 1};
    *end = (struct date){second, 12, 31};
    return date_is_valid(*start) && date_is_valid(*end);
}

enum date_status period_read(struct str text, struct date *start, struct date *end)
{
    static const char *const between[] = {" - ",    " \u2013 ", "\u2013",  " \u2014 ",
                                          " till ", " to ",     " t.o.m. "};
    text = str_trim(text);
    if (text.length == 0)
        return DATE_BLANK;
    if (text.length < 16 && two_years(text, start, end))
        return DATE_READ;
    ptrdiff_t split = -1;
    size_t width = 0;
    for (size_t i = 0; i < sizeof between / sizeof *between && split < 0; i++) {
        split = str_find(text, str_from(between[i]));
        width = strlen(between[i]);
    }
    if (split < 0 && text.length == 21 && text.data[10] == '-') { /* 2021-06-01-2021-11-30 */
        split = 10;
        width = 1;
    }
    if (split < 0)
        return DATE_NOT;
    enum date_status first = date_read(str_slice(text, 0, (size_t)split), start);
    enum date_status second = date_read(str_slice(text, (size_t)split + width, text.length), end);
    return first != DATE_READ ? first : second;
}
