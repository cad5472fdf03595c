#include "budgetkoll/wordings.h"

#include "budgetkoll/emphasis.h"

enum { MOST_WORDS = 7 };

static const char *const total_words[] = {
    "summa",     "summor",         "totalt",        "total",       "totala",   "totaler",   "totalsumma",
    "delsumma",  "delsummor",      "delsum",        "sum",         "subtotal", "sub total", "subtotals",
    "totals",    "grand total",    "sammanlagt",    "sammantaget", "i alt",    "i allt",    "helår",
    "full year", "hela året",      "slutsumma",     "s a",         "tot",      "summering", "σ",
    "samtliga",  "hela projektet", "hela perioden", NULL};

static const char *const result_words[] = {"resultat",
                                           "årets resultat",
                                           "nettoresultat",
                                           "netto",
                                           "result",
                                           "net result",
                                           "net",
                                           "net total",
                                           "överskott",
                                           "underskott",
                                           "surplus",
                                           "deficit",
                                           "balance",
                                           "saldo",
                                           "överskott underskott",
                                           "surplus deficit",
                                           NULL};

static const char *const subtotal_words[] = {"delsumma", "deltotal", "subtotal", "sub total", NULL};

static const char *const control_words[] = {
    "kontroll", "kontrollsumma", "kontrollrad", "kontrollkolumn", "differens", "diff",     "avvikelse",
    "skillnad", "check",         "control",     "difference",     "deviation", "variance", NULL};

static const char *const outcome_words[] = {
    "utfall",      "utfallet",  "faktiskt utfall", "redovisat", "upparbetat", "förbrukat", "återstår",
    "återstående", "kvar",      "prognos",         "outcome",   "actual",     "actuals",   "spent",
    "reported",    "remaining", "remainder",       "forecast",  NULL};

static const char *const agreeing_words[] = {"ok",   "o k",        "true",    "sant",    "sann",
                                             "ja",   "yes",        "stämmer", "korrekt", "correct",
                                             "rätt", "balanserar", NULL};

static const char *const included_words[] = {"varav", "därav", "of which", "hereof", "thereof", NULL};

static const char *const quantity_words[] = {
    "antal",           "timmar",      "hours",      "timpris",   "timlön",
    "à pris",          "a pris",      "pris",       "price",     "unit price",
    "styckpris",       "pris per st", "pris st",    "quantity",  "qty",
    "number",          "units",       "dagar",      "days",      "månader",
    "months",          "hourly rate", "rate",       "unit cost", "antal timmar",
    "number of hours", "kvantitet",   "timkostnad", NULL};

static const char *const number_words[] = {"år",
                                           "year",
                                           "andel",
                                           "procent",
                                           "nr",
                                           "id",
                                           "vikt",
                                           "ordning",
                                           "konto",
                                           "kontonummer",
                                           "kostnadsställe",
                                           "kst",
                                           "account",
                                           "cost centre",
                                           "cost center",
                                           "löpnr",
                                           "löpnummer",
                                           "share",
                                           "stödandel",
                                           "aid share",
                                           "percent",
                                           "no",
                                           "telefon",
                                           "telefonnummer",
                                           "phone",
                                           "mobil",
                                           "mobile",
                                           "tel",
                                           "fax",
                                           "postnummer",
                                           "postnr",
                                           "vecka",
                                           "week",
                                           "personnummer",
                                           "org nr",
                                           "orgnr",
                                           "organisationsnummer",
                                           "bankgiro",
                                           "plusgiro",
                                           "kod",
                                           "code",
                                           "kontonr",
                                           "fte",
                                           "heltider",
                                           "heltidstjänster",
                                           "tjänster",
                                           "person months",
                                           "personmånader",
                                           "årsarbetare",
                                           "årsarbetskraft",
                                           "ålder",
                                           NULL};

static bool is_one_of(struct str key, const char *const *words)
{
    for (; *words && key.length > 0; words++)
        if (**words == key.data[0] && str_equal(key, str_from(*words)))
            return true;
    return false;
}

/* The word stands at the key's begin, with another one after it. */
static bool begins_with(struct str key, struct str word)
{
    return key.length > word.length && str_starts(key, word) && key.data[word.length] == ' ';
}

/* A sentence that begins or ends with such a word is no total. */
static bool is_short(struct str key)
{
    int blanks = 0;
    for (size_t i = 0; i < key.length; i++)
        blanks += key.data[i] == ' ';
    return blanks < MOST_WORDS;
}

bool key_is_total(struct str key)
{
    bool is_total = is_one_of(key, total_words), asks_words = !is_total && is_short(key);
    for (size_t i = 0; i < key.length && asks_words && !is_total; i++)
        if (key.data[i] == ' ')
            is_total = is_one_of(str_slice(key, 0, i), total_words) ||
                       is_one_of(str_slice(key, i + 1, key.length), total_words);
    return is_total;
}

bool key_is_subtotal(struct str key)
{
    return is_one_of(key, subtotal_words);
}

bool key_is_result(struct str key)
{
    return is_one_of(key, result_words);
}

bool key_is_control(struct str key)
{
    return is_one_of(key, control_words);
}

/* One of the words, or one of them with others after it. */
static bool begins_with_one_of(struct str key, const char *const *words)
{
    bool begins = is_one_of(key, words);
    for (; *words && !begins && key.length > 0; words++)
        begins = **words == key.data[0] && begins_with(key, str_from(*words));
    return begins;
}

bool key_is_outcome(struct str key)
{
    return is_one_of(key, outcome_words) || begins_with_one_of(key, outcome_words);
}
bool key_begins_as_control(struct str key)
{
    return begins_with_one_of(key, control_words);
}

bool key_agrees(struct str key)
{
    return is_one_of(key, agreeing_words);
}

bool key_is_included(struct str key)
{
    return begins_with_one_of(key, included_words);
}

bool key_is_office(struct str key)
{
    return str_equal(key, STR("office")) || begins_with(key, STR("office")) ||
           begins_with(key, STR("kontor")) || begins_with(key, STR("kontorskostnader"));
}

bool key_is_quantity(struct str key)
{
    return is_one_of(key, quantity_words) || begins_with(key, STR("antal")) ||
           begins_with(key, STR("number of"));
}

/* Those, and columns of other numbers that are no amounts: shares, row numbers, accounts. */
static bool key_is_number(struct str key)
{
    return key_is_quantity(key) || is_one_of(key, number_words);
}

bool label_is_number(struct str label, struct str key)
{
    return str_find(label, STR("%")) >= 0 || key_is_number(key);
}

/* An asterisk without a blank after it is what bold text begins with, or a footnote. */
static bool is_bullet(struct str label)
{
    return str_equal(label, STR("*")) || str_starts(label, STR("* ")) || str_starts(label, STR("*\u00A0"));
}

bool take_dash(struct str *label)
{
    static const char *const dashes[] = {"-",      "\u2010", "\u2011", "\u2012", "\u2013",
                                         "\u2014", "\u2212", "\u2022", "\u00B7", "*"};
    for (size_t i = 0; label->length > 0 && i < sizeof dashes / sizeof *dashes; i++)
        if (dashes[i][0] == label->data[0] && str_starts(*label, str_from(dashes[i])) &&
            (label->data[0] != '*' || is_bullet(*label))) {
            *label = emphasis_off(str_trim(str_slice(*label, str_from(dashes[i]).length, label->length)));
            return true;
        }
    return false;
}
