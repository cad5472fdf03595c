#include "budgetkoll/unit.h"

static const struct {
    const char *code;
    int digits; /* after the decimal mark */
} currencies[CURRENCIES] = {
    [CURRENCY_NONE] = {"", 2},
#define CURRENCY(code, digits, sv, en) [CURRENCY_##code] = {#code, digits},
#include "budgetkoll/currencies.def"
#undef CURRENCY
    [CURRENCY_KRONOR] = {"SEK", 2},
    [CURRENCY_DOLLARS] = {"USD", 2},
    [CURRENCY_OTHER] = {"", 2},
};

static bool is_krona(enum currency currency)
{
    return currency == CURRENCY_SEK || currency == CURRENCY_NOK || currency == CURRENCY_DKK ||
           currency == CURRENCY_ISK;
}

static bool is_dollar(enum currency currency)
{
    static const enum currency dollars[] = {CURRENCY_USD, CURRENCY_CAD, CURRENCY_AUD,
                                            CURRENCY_NZD, CURRENCY_SGD, CURRENCY_HKD,
                                            CURRENCY_TWD, CURRENCY_MXN, CURRENCY_BRL};
    for (size_t i = 0; i < sizeof dollars / sizeof *dollars; i++)
        if (currency == dollars[i])
            return true;
    return false;
}

enum currency currency_among(enum currency currency, enum currency around)
{
    if (currency == CURRENCY_KRONOR)
        return is_krona(around) ? around : CURRENCY_SEK;
    if (currency == CURRENCY_DOLLARS)
        return is_dollar(around) ? around : CURRENCY_USD;
    return currency;
}

const char *currency_code(enum currency currency)
{
    return currencies[currency].code;
}

const char *currency_words(enum currency currency)
{
    return currency == CURRENCY_SEK || currency == CURRENCY_KRONOR ? "kr" : currencies[currency].code;
}

const char *currency_name(enum currency currency)
{
    return currency == CURRENCY_SEK || currency == CURRENCY_KRONOR ? "kronor" : currencies[currency].code;
}
