#include "label_rate.h"

/* The digits and marks that a text ends in. */
static struct str number_at_end(struct str text)
{
    size_t at = text.length;
    while (at > 0 &&
           (str_is_digit(text.data[at - 1]) || text.data[at - 1] == ',' || text.data[at - 1] == '.'))
        at--;
    return str_slice(text, at, text.length);
}

static bool take_percent_sign(struct str *text)
{
    static const char *const signs[] = {"%", "procent", "percent", "per cent", "prosent", "pct"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_take_end(text, str_from(signs[i])))
            return true;
    return false;
}

/* A number as a rate: never in thousands, and without its sign only as a ratio below one with a mark, "0,4524". */
static bool read_rate(struct str digits, bool percent, struct label_rate *rate)
{
    struct number number = number_read(digits, 0);
    if (number.status == NUMBER_AMBIGUOUS)
        number = number_read(digits, number.doubtful_mark);
    bool ratio = !percent && number.decimals > 0 && digits.length > 2 && digits.data[0] == '0';
    number.percent = true;
    if ((!percent && !ratio) || number_percent(number, &rate->rate) != NUMBER_READ)
        return false;
    rate->is_doubtful = percent && number.decimals > 0 && digits.data[0] == '0' && number.digits != 0;
    return !ratio || ratio_multiply(rate->rate, ratio_from(100), &rate->rate);
}

/* The text ends in a percentage, or in the parenthesis that opens behind one: "15 %", "50 % (". */
static bool ends_in_percent(struct str text, size_t *end)
{
    text = str_trim(text);
    if (str_take_end(&text, STR("(")))
        text = str_trim(text);
    *end = text.length;
    str_take_end(&text, STR("-ig"));
    return take_percent_sign(&text) && number_at_end(text).length > 0;
}

/* "... 15 % av personal", "50 % (of staff)": cuts the words that a rate is of off the end. */
static struct str take_base(struct str *text)
{
    static const char *const joins[] = {" av ", "(av ",  " of ",  "(of ",  " på ",  "(på ", " on ",
                                        "(on ", " der ", "(der ", " von ", "(von ", " af ", "(af "};
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        struct str join = str_from(joins[i]);
        ptrdiff_t at = str_find(*text, join);
        size_t end;
        if (at <= 0 || !ends_in_percent(str_slice(*text, 0, (size_t)at + 1), &end))
            continue;
        struct str base = str_trim(str_slice(*text, (size_t)at + join.length, text->length));
        *text = str_slice(*text, 0, end);
        return base;
    }
    return STR("");
}

bool label_rate_take(struct str *label, struct label_rate *rate)
{
    struct str text = str_trim(*label), whole = text;
    bool closes = str_take_end(&text, STR(")"));
    rate->base = take_base(&text);
    struct str written = text;
    str_take_end(&text, STR("-ig"));
    bool percent = take_percent_sign(&text);
    struct str digits = number_at_end(text);
    struct str rest = str_trim(str_slice(text, 0, text.length - digits.length));
    bool opens = str_take_end(&rest, STR("("));
    bool apart = opens || rest.length < text.length - digits.length;
    if (digits.length == 0 || rest.length == 0 || (closes && !opens && rate->base.length == 0 && !percent) ||
        (!percent && !apart) || !read_rate(digits, percent, rate))
        return false;
    size_t begin = (size_t)(digits.data - whole.data);
    rate->text = str_slice(whole, begin, (size_t)(written.data - whole.data) + written.length);
    *label = rest;
    return true;
}

bool label_rate_take_first(struct str *label, struct label_rate *rate)
{
    struct str text = str_trim(*label);
    size_t end = 0;
    while (end < text.length &&
           (str_is_digit(text.data[end]) || text.data[end] == ',' || text.data[end] == '.'))
        end++;
    size_t sign = end;
    while (sign < text.length && text.data[sign] == ' ')
        sign++;
    if (end == 0 || sign == text.length || text.data[sign] != '%' || sign + 1 == text.length ||
        !read_rate(str_slice(text, 0, end), true, rate))
        return false;
    rate->text = str_slice(text, 0, sign + 1);
    *label = str_trim(str_slice(text, sign + 1, text.length));
    return true;
}
