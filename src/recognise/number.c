#include "budgetkoll/number.h"

#include "number_affixes.h"

enum { MOST_GROUPS = 24, MOST_DECIMALS = 15, GROUP_DIGITS = 3 };

/* The runs of digits in a number and the mark before each but the first (' ' for any blank or apostrophe). */
struct groups {
    int count;
    int digits[MOST_GROUPS];
    char mark[MOST_GROUPS];
    bool leading_zero;
};

static bool is_digit_to_digit(struct str text)
{
    return text.length > 0 && str_is_digit(text.data[0]) && str_is_digit(text.data[text.length - 1]);
}

/* ' ' for blanks and apostrophes, ',' or '.', or 0 for what cannot stand inside a number. */
static char mark_of(int32_t c)
{
    if (str_is_blank(c) || c == '\'' || c == 0x2019)
        return ' ';
    return c == ',' || c == '.' ? (char)c : 0;
}

static bool add_digit(struct number *number, char c)
{
    return !__builtin_mul_overflow(number->digits, 10, &number->digits) &&
           !__builtin_add_overflow(number->digits, c - '0', &number->digits);
}

/* Soft hyphens and characters of no width, which pages and word processors leave in what is copied from them. */
static bool is_invisible(int32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

/* Cuts the text into groups of digits and collects all digits; false when something else stands in it. */
static bool cut_groups(struct str text, struct groups *groups, struct number *number)
{
    char mark = 0;
    bool fits = true;
    if (text.length == 0)
        return false;
    groups->count = 1;
    groups->leading_zero = text.data[0] == '0';
    for (size_t at = 0; at < text.length;) {
        int32_t c = str_next(text, &at);
        if (is_invisible(c))
            continue;
        if (c >= '0' && c <= '9') {
            if (mark != 0) {
                if (groups->count == MOST_GROUPS)
                    return false;
                groups->mark[groups->count++] = mark;
                mark = 0;
            }
            groups->digits[groups->count - 1]++;
            fits = fits && add_digit(number, (char)c);
        } else if (mark_of(c) == 0 || (mark != 0 && !(mark == ' ' && mark_of(c) == ' '))) {
            return false;
        } else {
            mark = mark_of(c);
        }
    }
    number->status = fits ? NUMBER_READ : NUMBER_TOO_LARGE;
    return mark == 0;
}

/* Groups 1 .. last are thousands: three digits each, one mark throughout, one to three digits before them. */
static bool groups_are_thousands(const struct groups *groups, int last)
{
    if (last == 0)
        return true;
    if (groups->digits[0] < 1 || groups->digits[0] > 3)
        return false;
    for (int i = 1; i <= last; i++)
        if (groups->digits[i] != 3 || groups->mark[i] != groups->mark[1])
            return false;
    return true;
}

static int count_mark(const struct groups *groups, char mark)
{
    int count = 0;
    for (int i = 1; i < groups->count; i++)
        count += groups->mark[i] == mark;
    return count;
}

/* One comma or full stop before exactly three last digits, and nothing else to go by. */
static bool is_doubtful(const struct groups *groups)
{
    return groups->count == 2 && groups->digits[1] == 3 && groups->digits[0] >= 1 && groups->digits[0] <= 3 &&
           !groups->leading_zero;
}

/* Decides which mark is decimal; the last group then holds the decimals. */
static bool settle_marks(const struct groups *groups, char column_mark, struct number *number)
{
    int last = groups->count - 1;
    char mark = last > 0 ? groups->mark[last] : ' ';
    bool decimal = mark != ' ' && count_mark(groups, mark) == 1;
    if (decimal && is_doubtful(groups)) {
        number->doubtful_mark = mark;
        if (column_mark == 0 && number->status == NUMBER_READ)
            number->status = NUMBER_AMBIGUOUS;
        decimal = column_mark == mark;
    } else if (decimal) {
        number->decimal_mark = mark;
    }
    int whole_groups = decimal ? last - 1 : last;
    if (!groups_are_thousands(groups, whole_groups))
        return false;
    number->has_group = whole_groups > 0;
    if (whole_groups > 0 && groups->mark[1] != ' ' && number->doubtful_mark == 0)
        number->group_mark = groups->mark[1];
    number->decimals = decimal ? groups->digits[last] : 0;
    return number->decimals <= MOST_DECIMALS;
}

/* A formula or an error stands where a value should: NUMBER_BLANK when the text is neither. */
static enum number_status missing_value(struct str text)
{
    bool words = str_equal(text, STR("#N/A")) || str_starts(text, STR("#SAKNAS")) ||
                 ((str_starts(text, STR("Err:")) || str_starts(text, STR("Fel:"))) && number_has_digit(text));
    bool marked = str_starts(text, STR("#")) && (str_ends(text, STR("!")) || str_ends(text, STR("?")));
    if (words || marked)
        return NUMBER_ERROR;
    return str_starts(text, STR("=")) && text.length > 1 && text.data[1] != '"' ? NUMBER_FORMULA
                                                                                : NUMBER_BLANK;
}

/* "1 234 567,00" and "1234567": digits in groups of three set apart by single spaces, then perhaps a comma and one or two
 * decimals. Most numbers are; the long way round would read them alike. */
static bool read_plain(struct str text, struct number *number)
{
    enum { MOST_DIGITS = 18, WHOLE = 3 };
    int digits = 0, group = 0, groups = 0;
    size_t at = 0;
    int64_t value = 0;
    for (; at < text.length && text.data[at] != ','; at++) {
        if (str_is_digit(text.data[at])) {
            value = value * 10 + (text.data[at] - '0');
            group++;
            digits++;
        } else if (text.data[at] == ' ' && (groups == 0 ? group >= 1 && group <= WHOLE : group == WHOLE)) {
            groups++;
            group = 0;
        } else {
            return false;
        }
        if (digits > MOST_DIGITS - 2)
            return false;
    }
    size_t decimals = at < text.length ? text.length - at - 1 : 0;
    bool ends = group > 0 && (groups == 0 || group == WHOLE) && decimals <= 2 && at + 1 != text.length;
    for (size_t i = at + 1; ends && i < text.length; i++) {
        ends = str_is_digit(text.data[i]);
        value = value * 10 + (text.data[i] - '0');
    }
    if (!ends)
        return false;
    *number = (struct number){.status = NUMBER_READ,
                              .digits = value,
                              .decimals = (int)decimals,
                              .has_group = groups > 0,
                              .decimal_mark = decimals > 0 ? ',' : '\0'};
    return true;
}

bool number_is_plain_decimal(struct str text)
{
    struct number number;
    bool may_be = text.length > 2 && (text.data[text.length - 2] == ',' || text.data[text.length - 3] == ',');
    return may_be && read_plain(text, &number);
}

struct number number_read(struct str text, char decimal_mark)
{
    struct number number = {.status = NUMBER_BLANK};
    if (text.length == 0 || read_plain(text, &number))
        return number;
    text = str_trim(text);
    bool has_digit = number_has_digit(text);
    if (!has_digit && number_is_dash(text))
        return number;
    number.status = missing_value(text);
    if (number.status == NUMBER_BLANK && !has_digit)
        number.status = NUMBER_NOT;
    if (number.status != NUMBER_BLANK)
        return number;
    bool negative = false;
    struct groups groups = {0};
    if (!is_digit_to_digit(text) && !number_take_affixes(&text, &number, &negative))
        number.status = NUMBER_NOT;
    else if (!cut_groups(text, &groups, &number) || !settle_marks(&groups, decimal_mark, &number))
        number.status = NUMBER_NOT;
    bool has_value = number.status == NUMBER_READ || number.status == NUMBER_AMBIGUOUS;
    if (negative && has_value)
        number.digits = -number.digits;
    return number;
}

struct number number_settled(struct number number, char decimal_mark)
{
    bool in_doubt = number.doubtful_mark != 0 && decimal_mark != 0;
    if (!in_doubt || number.status != NUMBER_AMBIGUOUS)
        return number;
    number.status = NUMBER_READ;
    number.has_group = decimal_mark != number.doubtful_mark;
    number.decimals = decimal_mark == number.doubtful_mark ? GROUP_DIGITS : 0;
    return number;
}

bool number_contradicts(struct number number, char decimal_mark)
{
    return number.group_mark == decimal_mark ||
           (number.decimal_mark != 0 && number.decimal_mark != decimal_mark);
}

/* The exact öre, before they are divided by the power of ten that *power gets. */
static wide scale(struct number number, int64_t unit, wide *power)
{
    *power = 1;
    for (int i = 0; i < number.decimals; i++)
        *power *= 10;
    return (wide)number.digits * (number.unit ? number.unit : unit);
}

/* False when something is left over. Most amounts are short: a division of 128 bits is a call of its own. */
static bool divide(wide *scaled, wide power)
{
    bool is_short = *scaled == (int64_t)*scaled && power == (int64_t)power;
    wide quotient = is_short ? (int64_t)*scaled / (int64_t)power : *scaled / power;
    bool exact = quotient * power == *scaled;
    *scaled = quotient;
    return exact;
}

enum number_status number_amount(struct number number, int64_t unit, money *amount)
{
    if (number.status != NUMBER_READ)
        return number.status;
    wide power, scaled = scale(number, unit, &power);
    if (number.decimals > 0 && !divide(&scaled, power))
        return NUMBER_TOO_FINE;
    if (scaled > INT64_MAX || scaled < INT64_MIN)
        return NUMBER_TOO_LARGE;
    *amount = (money)scaled;
    return NUMBER_READ;
}

enum number_status number_rounded_amount(struct number number, int64_t unit, money *amount)
{
    struct ratio exact;
    wide power, scaled = scale(number, unit, &power);
    if (!ratio_make(scaled, power, &exact))
        return NUMBER_TOO_LARGE;
    return ratio_round(exact, 1, ROUND_HALF_UP, amount) ? NUMBER_READ : NUMBER_TOO_LARGE;
}

int64_t number_step(struct number number, int64_t unit)
{
    int64_t step = number.unit ? number.unit : unit;
    for (int i = 0; i < number.decimals && step > 1; i++)
        step /= 10;
    return step > 1 ? step : 1;
}

enum number_status number_percent(struct number number, struct ratio *rate)
{
    if (number.status == NUMBER_AMBIGUOUS)
        number.status = NUMBER_NOT;
    if (number.status != NUMBER_READ)
        return number.status;
    wide power = 100;
    for (int i = 0; i < number.decimals; i++)
        power *= 10;
    if (!ratio_make(number.digits, power, rate))
        return NUMBER_TOO_LARGE;
    bool above_one = rate->numerator > rate->denominator / 100;
    return number.percent || above_one || rate->numerator == 0 ? NUMBER_READ : NUMBER_AMBIGUOUS;
}

void label_drop_abbreviation(struct str *label)
{
    enum { SHORTEST = 2, LONGEST = 5 };
    struct str text = str_trim(*label);
    if (!str_take_end(&text, STR(")")))
        return;
    size_t at = text.length;
    while (at > 0 && ((text.data[at - 1] >= 'A' && text.data[at - 1] <= 'Z') || text.data[at - 1] == '+'))
        at--;
    struct str capitals = str_slice(text, at, text.length), rest = str_slice(text, 0, at);
    bool is_abbreviation = capitals.length >= SHORTEST && capitals.length <= LONGEST &&
                           unit_from_name(capitals) == 0 && str_take_end(&rest, STR("("));
    rest = str_trim(rest);
    if (is_abbreviation && rest.length > 0)
        *label = rest;
}

bool label_take_rate(struct str *label, struct ratio *rate)
{
    label_drop_abbreviation(label);
    struct str text = str_trim(*label);
    str_take_end(&text, STR(")"));
    if (!str_take_end(&text, STR("%")))
        return false;
    size_t at = text.length;
    while (at > 0 &&
           (str_is_digit(text.data[at - 1]) || text.data[at - 1] == ',' || text.data[at - 1] == '.'))
        at--;
    struct number number = number_read(str_slice(text, at, text.length), 0);
    if (number.status == NUMBER_AMBIGUOUS) /* a percentage is never in thousands */
        number = number_read(str_slice(text, at, text.length), number.doubtful_mark);
    number.percent = true;
    if (number_percent(number, rate) != NUMBER_READ)
        return false;
    struct str rest = str_trim(str_slice(text, 0, at));
    str_take_end(&rest, STR("("));
    label_drop_abbreviation(&rest);
    *label = rest;
    return rest.length > 0;
}
