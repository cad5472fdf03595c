#include "budgetkoll/unit.h"

static const struct {
    const char *code, *words;
} currencies[CURRENCIES] = {
    [CURRENCY_NONE] = {"", ""},      [CURRENCY_SEK] = {"SEK", "kr"},  [CURRENCY_EUR] = {"EUR", "EUR"},
    [CURRENCY_NOK] = {"NOK", "NOK"}, [CURRENCY_DKK] = {"DKK", "DKK"}, [CURRENCY_GBP] = {"GBP", "GBP"},
    [CURRENCY_USD] = {"USD", "USD"},
};

const struct unit_name unit_names[] = {
    {"miljarder kronor", 100000000000, CURRENCY_SEK},
    {"miljoner kronor", 100000000, CURRENCY_SEK},
    {"tusental kronor", 100000, CURRENCY_SEK},
    {"tusentals kronor", 100000, CURRENCY_SEK},
    {"tusen kronor", 100000, CURRENCY_SEK},
    {"miljoner kr", 100000000, CURRENCY_SEK},
    {"tusen kr", 100000, CURRENCY_SEK},
    {"mdkr", 100000000000, CURRENCY_SEK},
    {"mnkr", 100000000, CURRENCY_SEK},
    {"mkr", 100000000, CURRENCY_SEK},
    {"msek", 100000000, CURRENCY_SEK},
    {"tkr", 100000, CURRENCY_SEK},
    {"kkr", 100000, CURRENCY_SEK},
    {"tsek", 100000, CURRENCY_SEK},
    {"ksek", 100000, CURRENCY_SEK},
    {"kronor", 100, CURRENCY_SEK},
    {"kr.", 100, CURRENCY_SEK},
    {"kr", 100, CURRENCY_SEK},
    {"sek", 100, CURRENCY_SEK},
    {"miljoner euro", 100000000, CURRENCY_EUR},
    {"tusen euro", 100000, CURRENCY_EUR},
    {"million euro", 100000000, CURRENCY_EUR},
    {"thousand euro", 100000, CURRENCY_EUR},
    {"thousand euros", 100000, CURRENCY_EUR},
    {"meur", 100000000, CURRENCY_EUR},
    {"keur", 100000, CURRENCY_EUR},
    {"teur", 100000, CURRENCY_EUR},
    {"m\u20AC", 100000000, CURRENCY_EUR},
    {"k\u20AC", 100000, CURRENCY_EUR},
    {"t\u20AC", 100000, CURRENCY_EUR},
    {"euros", 100, CURRENCY_EUR},
    {"euro", 100, CURRENCY_EUR},
    {"eur", 100, CURRENCY_EUR},
    {"\u20AC", 100, CURRENCY_EUR},
    {"mnok", 100000000, CURRENCY_NOK},
    {"tnok", 100000, CURRENCY_NOK},
    {"knok", 100000, CURRENCY_NOK},
    {"nok", 100, CURRENCY_NOK},
    {"mdkk", 100000000, CURRENCY_DKK},
    {"tdkk", 100000, CURRENCY_DKK},
    {"kdkk", 100000, CURRENCY_DKK},
    {"dkk", 100, CURRENCY_DKK},
    {"gbp", 100, CURRENCY_GBP},
    {"\u00A3", 100, CURRENCY_GBP},
    {"usd", 100, CURRENCY_USD},
    {"$", 100, CURRENCY_USD},
    {NULL, 0, CURRENCY_NONE},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool unit_is_named(struct str text, const struct unit_name *unit)
{
    size_t i = 0;
    while (i < text.length && unit->name[i] && lower(text.data[i]) == unit->name[i])
        i++;
    return i == text.length && !unit->name[i];
}

/* The one without a name when there is none. */
static const struct unit_name *find_unit(struct str name)
{
    const struct unit_name *unit = unit_names;
    struct str trimmed = str_trim(name);
    char first = trimmed.length ? lower(trimmed.data[0]) : '\0';
    while (unit->name && !(unit->name[0] == first && unit_is_named(trimmed, unit)))
        unit++;
    return unit;
}

int64_t unit_from_name(struct str name)
{
    return find_unit(name)->ore;
}

enum currency currency_from_name(struct str name)
{
    return find_unit(name)->currency;
}

const char *currency_code(enum currency currency)
{
    return currencies[currency].code;
}

const char *currency_name(enum currency currency)
{
    return currency == CURRENCY_SEK ? "kronor" : currencies[currency].words;
}

const char *currency_words(enum currency currency)
{
    return currencies[currency].words;
}
