#include "number_affixes.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct affixes {
    struct unit_words unit;
    int minus, plus, opens, closes, percent;
    bool is_strange; /* a code or sign of no known currency */
};

/* "XYZ": a code that is none, or a sign of a currency that is not known. */
static bool is_strange_currency(struct str word)
{
    enum { CODE = 3 };
    size_t at = 0;
    int32_t c = word.length > 0 ? str_next(word, &at) : 0;
    if (at == word.length && (c == 0xA4 || (c >= 0x20A0 && c <= 0x20CF)))
        return true;
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] < 'A' || word.data[i] > 'Z')
            return false;
    return word.length == CODE;
}

static bool add_word(struct affixes *affixes, struct str word)
{
    word = str_trim(word);
    if (is_percent_word(word)) {
        affixes->percent++;
        return true;
    }
    struct unit_words before = affixes->unit;
    if (unit_add_words(&affixes->unit, word, UNIT_CAPITALS))
        return true;
    affixes->unit = before;
    affixes->is_strange = is_strange_currency(word);
    return affixes->is_strange;
}

/* The length of the sign that stands at `at`, which is noted; 0 for other characters. */
static size_t add_sign(struct affixes *affixes, struct str text, size_t at)
{
    struct str rest = str_slice(text, at, text.length);
    enum { WIDE = 3 }; /* bytes */
    if (str_starts(rest, STR("\u2212")) || str_starts(rest, STR("\u2013"))) {
        affixes->minus++;
        return WIDE;
    }
    affixes->minus += rest.data[0] == '-';
    affixes->plus += rest.data[0] == '+';
    affixes->opens += rest.data[0] == '(';
    affixes->closes += rest.data[0] == ')';
    affixes->percent += rest.data[0] == '%';
    return strchr("-+()%", rest.data[0]) ? 1 : 0;
}

/* "AOU 1" and "MSB 2020" are names: an unknown code before a number that is as short as a count, or a year, is no currency. */
static bool is_name(struct str before, struct str digits)
{
    enum { COUNT = 2, YEAR = 4 };
    bool is_code = before.length > 0 && is_letter(before.data[0]);
    bool is_year = digits.length == YEAR && str_compare(digits, STR("1900")) >= 0 &&
                   str_compare(digits, STR("2199")) <= 0;
    return is_code && (digits.length <= COUNT || is_year);
}

/* Everything on one side of the digits: signs, and the words between them. */
static bool add_side(struct affixes *affixes, struct str side)
{
    size_t begin = 0;
    for (size_t at = 0; at < side.length;) {
        size_t sign = add_sign(affixes, side, at);
        if (sign == 0) {
            at++;
            continue;
        }
        if (!add_word(affixes, str_slice(side, begin, at)))
            return false;
        begin = at += sign;
    }
    return add_word(affixes, str_slice(side, begin, side.length));
}

/* "12 000:-", "12 000,-" */
static bool take_dash_of_kronor(struct str *side)
{
    return str_take_start(side, STR(":-")) || str_take_start(side, STR(",-"));
}

static bool add_sides(struct affixes *affixes, struct str before, struct str behind)
{
    if (take_dash_of_kronor(&behind))
        affixes->unit.currency = CURRENCY_KRONOR;
    if (str_starts(behind, STR(".")) || str_starts(behind, STR(",")))
        return false;
    if (!add_side(affixes, before) || affixes->closes > 0)
        return false;
    int opens = affixes->opens, plus = affixes->plus;
    return add_side(affixes, behind) && affixes->opens == opens && affixes->plus == plus;
}

/* Some part of a unit was said: then all of it must be one. */
static bool note_unit(const struct affixes *affixes, struct number *number)
{
    const struct unit_words *words = &affixes->unit;
    struct money_unit unit = unit_of_phrase(words);
    bool is_said = words->scale != 0 || words->currency != CURRENCY_NONE || words->is_wrong;
    if (affixes->is_strange && is_said)
        return false;
    number->unit = affixes->is_strange ? ORE_PER_KRONA : unit.ore;
    number->currency = affixes->is_strange ? CURRENCY_OTHER : unit.currency;
    return !is_said || unit.ore != 0;
}

static size_t first_digit(struct str text)
{
    size_t at = 0;
    while (!str_is_digit(text.data[at]))
        at++;
    return at > 0 && (text.data[at - 1] == '.' || text.data[at - 1] == ',') &&
                   (at == 1 || strchr("-( ", text.data[at - 2]))
               ? at - 1
               : at;
}

bool number_take_affixes(struct str *text, struct number *number, bool *negative)
{
    struct affixes affixes = {.minus = 0};
    struct number_remarks remarks = number_take_remarks(text);
    number->is_noted = remarks.is_noted;
    number->is_about = remarks.is_about;
    number->is_quoted = remarks.is_quoted;
    size_t first = first_digit(*text), end = text->length;
    while (!str_is_digit(text->data[end - 1]))
        end--;
    struct str before = str_trim(str_slice(*text, 0, first));
    bool fits = add_sides(&affixes, before, str_trim(str_slice(*text, end, text->length)));
    *text = str_slice(*text, first, end);
    *negative = affixes.minus + affixes.opens > 0;
    number->percent = affixes.percent > 0;
    return fits && !(affixes.is_strange && is_name(before, *text)) && affixes.opens == affixes.closes &&
           affixes.minus + affixes.plus + affixes.opens <= 1 && affixes.percent <= 1 &&
           note_unit(&affixes, number) && !(number->percent && number->unit != 0);
}

bool number_is_dash(struct str text)
{
    static const char *const dashes[] = {"-", "\u2013", "\u2014", "\u2212"};
    bool taken = text.length == 0;
    for (size_t i = 0; !taken && i < sizeof dashes / sizeof *dashes; i++)
        taken = str_take_start(&text, str_from(dashes[i])) || str_take_end(&text, str_from(dashes[i]));
    return taken && (text.length == 0 || unit_from_name(text) != 0);
}
