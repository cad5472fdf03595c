#include "budgetkoll/lexeme.h"

#include "budgetkoll/headers.h"

/* ---- words for nothing ---- */

static bool same_in_lower_case(struct str text, const char *word)
{
    size_t i = 0;
    for (; i < text.length && word[i]; i++) {
        char c = text.data[i];
        char lower = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
        if (lower != word[i])
            return false;
    }
    return i == text.length && !word[i];
}

static bool is_nothing(struct str text)
{
    enum { LONGEST = 24 };
    static const char *const words[] = {
#define NOTHING(word) word,
#include "nothing.def"
#undef NOTHING
    };
    for (size_t i = 0; text.length <= LONGEST && i < sizeof words / sizeof *words; i++)
        if (same_in_lower_case(text, words[i]))
            return true;
    return false;
}

/* ---- intervals ---- */

static bool is_amount(struct number number)
{
    return number.status == NUMBER_READ || number.status == NUMBER_AMBIGUOUS;
}

/* Cuts "1,5-2,0 mnkr" at its dash, which stands between a digit or a blank on its left and one on its right. */
static bool cut_interval(struct str text, struct str *low, struct str *high)
{
    static const char *const dashes[] = {"\u2013", "\u2014", "\u2212", "-", " till ", " to ", ".."};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        ptrdiff_t at = str_find(text, str_from(dashes[i]));
        if (at <= 0)
            continue;
        *low = str_trim(str_slice(text, 0, (size_t)at));
        *high = str_trim(str_slice(text, (size_t)at + strlen(dashes[i]), text.length));
        return number_has_digit(*low) && number_has_digit(*high);
    }
    return false;
}

bool lexeme_interval(const struct lexeme *lexeme, char decimal_mark, struct number *low, struct number *high)
{
    struct str first, last;
    if (!cut_interval(lexeme->text, &first, &last))
        return false;
    *low = number_read(first, decimal_mark);
    *high = number_read(last, decimal_mark);
    if (low->unit == 0) {
        low->unit = high->unit;
        low->currency = high->currency;
    }
    return is_amount(*low) && is_amount(*high) && low->digits >= 0 && high->digits >= 0 &&
           low->percent <= high->percent && (low->decimals != high->decimals || low->digits <= high->digits);
}

/* ---- numbers ---- */

enum { FIRST_SERIAL = 36526, LAST_SERIAL = 58804 }; /* 2000-01-01 and 2060-12-29 as Excel counts days */

static bool is_whole(struct number number)
{
    return number.status == NUMBER_READ && number.decimals == 0 && !number.has_group && !number.percent &&
           number.unit == 0;
}

static uint32_t number_forms(const struct lexeme *lexeme)
{
    const struct number *number = &lexeme->number;
    uint32_t forms = number->percent ? LEX_PERCENT : LEX_AMOUNT;
    if (is_whole(*number) && number->digits >= FIRST_SERIAL && number->digits <= LAST_SERIAL)
        forms |= LEX_SERIAL_DATE;
    if (is_whole(*number) && lexeme->text.length == 4 && date_year(lexeme->text) != 0)
        forms |= LEX_YEAR;
    return forms | (number->is_about ? LEX_ABOUT : 0U) | (number->is_noted ? LEX_NOTED : 0U) |
           (number->is_quoted ? LEX_QUOTED : 0U);
}

struct number lexeme_number(const struct lexeme *lexeme, char decimal_mark)
{
    return number_settled(lexeme->number, decimal_mark);
}

struct date lexeme_serial_date(const struct lexeme *lexeme)
{
    struct date date = {2000, 1, 1};
    int64_t days = lexeme->number.digits - FIRST_SERIAL;
    for (; days > 31; days -= date_days_in_month(date.year, date.month), date = date_add_months(date, 1))
        ;
    for (; days > 0; days--)
        date = date_next_day(date);
    return date;
}

/* ---- all forms ---- */

/* What a text with digits may be beside a number. */
static uint32_t dated_forms(struct str text)
{
    enum { SHORTEST_PERIOD = 9 }; /* "2021-2023" */
    struct date start, end;
    enum date_status day = date_read(text, &start);
    if (day != DATE_NOT && day != DATE_BLANK)
        return LEX_DATE;
    if (text.length < SHORTEST_PERIOD)
        return 0;
    enum date_status period = period_read(text, &start, &end);
    return period != DATE_NOT && period != DATE_BLANK ? LEX_PERIOD : 0;
}

static uint32_t word_forms(const struct lexeme *lexeme)
{
    struct number low, high;
    if (!number_has_digit(lexeme->text))
        return is_nothing(lexeme->text) ? LEX_NOTHING | LEX_WORDS : LEX_WORDS;
    uint32_t dated = dated_forms(lexeme->text);
    if (dated == 0 && lexeme_interval(lexeme, 0, &low, &high))
        return LEX_INTERVAL | LEX_WORDS;
    return dated != 0 ? dated : LEX_WORDS;
}

static uint32_t all_forms(const struct lexeme *lexeme)
{
    enum { DATE_DIGITS = 8 };
    switch (lexeme->number.status) {
    case NUMBER_BLANK:
        return lexeme->text.length == 0 ? LEX_BLANK : LEX_NOTHING;
    case NUMBER_NOT:
        return word_forms(lexeme);
    case NUMBER_FORMULA:
        return LEX_FORMULA;
    case NUMBER_ERROR:
        return LEX_ERROR;
    default:
        return number_forms(lexeme) |
               (lexeme->text.length >= DATE_DIGITS && !lexeme->number.has_group ? dated_forms(lexeme->text)
                                                                                : 0U);
    }
}

void lex_cell(struct str text, bool exact, enum currency currency, struct lexeme *lexeme)
{
    *lexeme = (struct lexeme){.text = str_trim(text)};
    lexeme->number = number_read(lexeme->text, exact ? '.' : '\0');
    if (exact) /* a number of a workbook tells nothing of how others in its column are written */
        lexeme->number.decimal_mark = lexeme->number.group_mark = lexeme->number.doubtful_mark = 0;
    if (exact && lexeme->number.currency == CURRENCY_NONE)
        lexeme->number.currency = currency;
    lexeme->is = all_forms(lexeme);
}

enum date_status lexeme_date(const struct lexeme *lexeme, struct date *date)
{
    return date_read(lexeme->text, date);
}

enum date_status lexeme_period(const struct lexeme *lexeme, struct date *start, struct date *end)
{
    return period_read(lexeme->text, start, end);
}
