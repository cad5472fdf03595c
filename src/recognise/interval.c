/* An interval of amounts in one text, as two. */
#include "budgetkoll/lexeme.h"

#include "budgetkoll/buffer.h"

/* The number that a text begins with, of digits and decimal marks alone. */
static struct str take_number(struct str *text)
{
    size_t end = 0;
    while (end < text->length &&
           (str_is_digit(text->data[end]) || text->data[end] == '.' || text->data[end] == ','))
        end++;
    struct str number = str_slice(*text, 0, end);
    *text = str_trim(str_slice(*text, end, text->length));
    return number;
}

static bool take_hyphen(struct str *text)
{
    bool hyphen = str_starts(*text, STR("-"));
    if (!hyphen && !str_starts(*text, STR("\u2013")))
        return false;
    *text = str_trim(str_slice(*text, hyphen ? 1 : 3, text->length));
    return true;
}

/* "2021-2025". */
static bool is_year(struct number number)
{
    return number.decimals == 0 && number.unit == 0 && number.digits >= 1900 && number.digits < 2200;
}

bool interval_cut(struct arena *arena, struct str text, struct str *low, struct str *high)
{
    struct str rest = text, lower = take_number(&rest);
    bool dashed = take_hyphen(&rest);
    struct str upper = rest, unit = rest;
    take_number(&unit);
    struct number first = number_read(lower, 0), last = number_read(upper, 0);
    bool decimals = first.decimals > 0 && first.decimals == last.decimals && last.unit != 0;
    if (first.status != NUMBER_READ || last.status != NUMBER_READ || last.percent || is_year(first) ||
        (unit.length > 0 && last.unit == 0) || (!dashed && !decimals))
        return false;
    struct buffer bound = {.arena = arena};
    buffer_add(&bound, lower);
    buffer_add(&bound, unit.length > 0 ? STR(" ") : STR(""));
    buffer_add(&bound, unit);
    *low = buffer_text(&bound);
    *high = upper;
    return true;
}
