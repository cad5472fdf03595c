#include "number_format.h"

#include <string.h>

enum { MOST_LITERAL = 64 };

/* What is met in the code, before its first ";". */
struct met {
    bool year, month, day, time, percent, point;
    int decimals, thousands;
    char literal[MOST_LITERAL]; /* the words that are shown as they stand */
    size_t literal_length;
};

static void add_literal(struct met *met, char c)
{
    if (met->literal_length < sizeof met->literal)
        met->literal[met->literal_length++] = c;
}

/* "[h]", "[mm]": hours or minutes beyond a day. */
static bool is_elapsed(struct str code, size_t at)
{
    char c = at + 2 < code.length ? code.data[at + 1] : '\0';
    bool letter = c == 'h' || c == 'H' || c == 'm' || c == 'M' || c == 's' || c == 'S';
    return code.data[at] == '[' && letter && (code.data[at + 2] == ']' || code.data[at + 2] == c);
}

/* Passes "words" or [Red], [$kr-41D]; returns where they end. */
static size_t pass_quoted(struct met *met, struct str code, size_t at)
{
    char end = code.data[at] == '"' ? '"' : ']';
    bool shown = end == '"';
    for (at++; at < code.length && code.data[at] != end; at++) {
        if (end == ']' && code.data[at] == '$' && !shown)
            shown = true;
        else if (end == ']' && code.data[at] == '-')
            shown = false;
        else if (shown)
            add_literal(met, code.data[at]);
    }
    return at;
}

static void take_digit(struct met *met)
{
    met->decimals += met->point;
    met->thousands = 0; /* a comma between digits only sets groups apart */
}

/* A letter of a date; a sign that stands by itself, as in "$#,##0" and "0 €", is shown. */
static void take_letter(struct met *met, char c)
{
    if (c == '$' || (unsigned char)c >= 0x80)
        add_literal(met, c);
    met->year = met->year || c == 'y' || c == 'Y';
    met->month = met->month || c == 'm' || c == 'M';
    met->day = met->day || c == 'd' || c == 'D';
    met->time = met->time || c == 'h' || c == 'H' || c == 's' || c == 'S';
}

static struct met meet(struct str code)
{
    struct met met = {0};
    for (size_t at = 0; at < code.length && code.data[at] != ';'; at++) {
        char c = code.data[at];
        met.time = met.time || is_elapsed(code, at);
        if (c == '"' || c == '[')
            at = pass_quoted(&met, code, at);
        else if (c == '\\' && at + 1 < code.length)
            add_literal(&met, code.data[++at]);
        else if (c == '_' || c == '*')
            at++; /* the width of a character, or one that fills the cell */
        else if (c == '0' || c == '#' || c == '?')
            take_digit(&met);
        else if (c == ',')
            met.thousands++;
        else if (c == '.')
            met.point = true;
        else if (c == '%')
            met.percent = true;
        else
            take_letter(&met, c);
    }
    return met;
}

const char *number_format_unit(struct str text)
{
    struct money_unit unit = unit_take(&text);
    return unit_name(unit.ore, unit.currency);
}

enum currency number_format_currency(struct str text)
{
    return unit_take(&text).currency;
}

struct number_format number_format_of_code(struct str code)
{
    struct met met = meet(code);
    struct number_format format = {NUMBER_FORMAT_PLAIN, met.decimals, 0, NULL, CURRENCY_NONE};
    if (str_equal(code, STR("General")))
        return format;
    if (met.percent)
        format.kind = NUMBER_FORMAT_PERCENT;
    else if (met.year && !met.month && !met.day)
        format.kind = NUMBER_FORMAT_YEAR;
    else if (met.year || met.day || (met.month && !met.time))
        format.kind = NUMBER_FORMAT_DATE;
    else {
        format.thousands = met.thousands;
        format.unit = number_format_unit((struct str){met.literal, met.literal_length});
        format.currency = number_format_currency((struct str){met.literal, met.literal_length});
    }
    return format;
}

struct number_format number_format_of_id(int id)
{
    bool date =
        (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
    if (id == 9 || id == 10)
        return (struct number_format){NUMBER_FORMAT_PERCENT, id == 10 ? 2 : 0, 0, NULL, CURRENCY_NONE};
    return (struct number_format){date ? NUMBER_FORMAT_DATE : NUMBER_FORMAT_PLAIN, 0, 0, NULL, CURRENCY_NONE};
}
