#include "budgetkoll/unit.h"

enum how { NO_SCALE, SHORT, LONG };

struct name {
    struct str word;
    int64_t scale; /* 0: of money */
    enum how how;
    enum currency currency;
};

static const struct name names[] = {
#define SCALE(word, many, how) {{(word), sizeof(word) - 1}, many, how, CURRENCY_NONE},
#define MONEY(word, code) {{(word), sizeof(word) - 1}, 0, NO_SCALE, CURRENCY_##code},
#include "units.def"
#undef SCALE
#undef MONEY
};
enum { NAMES = sizeof names / sizeof *names };

/* The first byte of each, beside each other: most are told from a word by that alone. */
static const char firsts[NAMES] = {
#define SCALE(word, many, how) word[0],
#define MONEY(word, code) word[0],
#include "units.def"
#undef SCALE
#undef MONEY
};

enum { ORE = 100, CODE = 3 };

/* Codes that are known in small letters too, since they are no words. */
static const char known_codes[] = "SEK EUR NOK DKK ISK GBP USD CHF PLN CZK HUF";
/* Codes that are words in a heading of capitals: "TOTAL ALL". */
static const char word_codes[] =
    "ALL TOP TRY CUP MAD PEN BOB SOS COP GEL LAK MOP BAM SAR RUB ARS MUR BIF DOP CAD NAD KES";

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_letter(char c)
{
    char small = lower(c);
    return small >= 'a' && small <= 'z';
}

/* A letter, or a byte of one above ASCII; a sign of a currency is none. */
static bool is_word_byte(struct str text, size_t at)
{
    bool latin = (unsigned char)text.data[at] >= 0xC3 && (unsigned char)text.data[at] <= 0xC9;
    return is_letter(text.data[at]) || latin ||
           (at > 0 && (text.data[at] & 0xC0) == 0x80 && (unsigned char)text.data[at - 1] >= 0xC3 &&
            (unsigned char)text.data[at - 1] <= 0xC9);
}

/* The byte after the name when it stands at `at`, whole; else `at`. */
static size_t pass_name(struct str text, size_t at, struct str name)
{
    size_t i = 0, end = at + name.length;
    if (end > text.length)
        return at;
    while (i < name.length && lower(text.data[at + i]) == name.data[i])
        i++;
    bool cut = is_letter(name.data[name.length - 1]) && end < text.length && is_word_byte(text, end);
    return i == name.length && !cut ? end : at;
}

/* The next name from *i on that begins with a byte; NULL when there is none. */
static const struct name *next_name(char first, size_t *i)
{
    const char *found = *i < NAMES ? memchr(firsts + *i, first, NAMES - *i) : NULL;
    if (!found)
        return NULL;
    *i = (size_t)(found - firsts) + 1;
    return &names[found - firsts];
}

/* The longest name that stands at `at`; NULL when none does. */
static const struct name *find_name(struct str text, size_t at, size_t *end)
{
    const struct name *found = NULL, *name;
    char first = lower(text.data[at]);
    *end = at;
    for (size_t i = 0; (name = next_name(first, &i));) {
        size_t after = pass_name(text, at, name->word);
        if (after <= *end)
            continue;
        *end = after;
        found = name;
    }
    return found;
}

static bool lists_code(const char *codes, const char *code)
{
    const char *found = strstr(codes, code);
    return found && (found - codes) % (CODE + 1) == 0;
}

/* A code of ISO 4217: one that is a word in capitals only where `capitals` says that it can be no word. */
static enum currency code_at(struct str text, size_t at, bool capitals)
{
    char code[CODE + 1] = {0};
    bool is_capital = true;
    if (at + CODE > text.length)
        return CURRENCY_NONE;
    for (size_t i = 0; i < CODE; i++) {
        if (!is_letter(text.data[at + i]))
            return CURRENCY_NONE;
        is_capital = is_capital && lower(text.data[at + i]) != text.data[at + i];
        code[i] = (char)(text.data[at + i] & ~0x20);
    }
    if (!lists_code(known_codes, code) && (!is_capital || (!capitals && lists_code(word_codes, code))))
        return CURRENCY_NONE;
    for (enum currency currency = CURRENCY_SEK; currency < CURRENCY_KRONOR; currency++)
        if (memcmp(currency_code(currency), code, CODE) == 0)
            return currency;
    return CURRENCY_NONE;
}

/* ---- putting it together ---- */

static void add_scale(struct unit_words *words, int64_t scale, enum how how)
{
    words->is_wrong = words->is_wrong || words->scale != 0;
    words->scale = scale;
    words->is_short = how == SHORT;
}

static void add_currency(struct unit_words *words, enum currency currency)
{
    enum currency before = words->currency;
    if (before == CURRENCY_NONE || currency_among(before, currency) == currency)
        words->currency = currency;
    else
        words->is_wrong = words->is_wrong || currency_among(currency, before) != before;
}

/* A currency, by name or code, that ends where the word does; `at` itself when none stands there. */
static size_t pass_currency(struct str text, size_t at, bool capitals, enum currency *currency)
{
    size_t end = at;
    const struct name *name = at < text.length ? find_name(text, at, &end) : NULL;
    if (name && name->scale == 0) {
        *currency = name->currency;
        return end;
    }
    *currency = code_at(text, at, capitals);
    bool whole = *currency != CURRENCY_NONE && (at + CODE == text.length || !is_word_byte(text, at + CODE));
    return whole ? at + CODE : at;
}

/* "tkr", "MSEK", "kEUR", "k€": thousands, then the currency in one word. The longest word for thousands goes first: "mnkr" is no
 * million Norwegian kroner. */
static size_t add_scaled_currency(struct unit_words *words, struct str text, size_t at)
{
    const struct name *scale = NULL, *name;
    enum currency currency = CURRENCY_NONE, found;
    size_t end = at;
    for (size_t i = 0; (name = next_name(lower(text.data[at]), &i));) {
        size_t begin = at + name->word.length;
        bool longer = !scale || name->word.length > scale->word.length;
        if (name->how != SHORT || begin >= text.length || !longer ||
            pass_name(str_slice(text, 0, begin), at, name->word) != begin)
            continue;
        size_t after = pass_currency(text, begin, false, &found);
        if (after == begin)
            continue;
        scale = name;
        currency = found;
        end = after;
    }
    if (scale) {
        add_scale(words, scale->scale, LONG);
        add_currency(words, currency);
    }
    return end;
}

/* "SEKm", "EURk": the currency, then millions in one word. */
static size_t add_currency_scaled(struct unit_words *words, struct str text, size_t at)
{
    enum currency currency = code_at(text, at, false);
    size_t end = at;
    const struct name *name =
        currency != CURRENCY_NONE && at + CODE < text.length ? find_name(text, at + CODE, &end) : NULL;
    if (!name || name->how != SHORT)
        return at;
    add_currency(words, currency);
    add_scale(words, name->scale, LONG);
    return end;
}

/* The byte after the word, name or code that begins at `at`; `at` when it is none of a unit. */
static size_t add_word(struct unit_words *words, struct str text, size_t at, bool capitals)
{
    size_t end = at;
    enum currency currency;
    const struct name *name = find_name(text, at, &end);
    if (name && name->scale != 0) {
        add_scale(words, name->scale, name->how);
        return end;
    }
    end = pass_currency(text, at, capitals, &currency);
    if (end > at) {
        add_currency(words, currency);
        return end;
    }
    end = add_scaled_currency(words, text, at);
    return end > at ? end : add_currency_scaled(words, text, at);
}

/* ---- what only headings have ---- */

static size_t pass_digits(struct str text, size_t at)
{
    while (at < text.length && str_is_digit(text.data[at]))
        at++;
    return at;
}

/* "1000", "1 000", "1.000", "000", "1 000 000": its size, or 0 for other numbers; *end is the byte after it. */
static int64_t round_number(struct str text, size_t at, size_t *end)
{
    enum { THOUSAND = 3, MILLION = 6 };
    int zeros = 0;
    for (size_t next = at + (text.data[at] == '1'), begin = next; next < text.length; begin = next + 1) {
        size_t after = pass_digits(text, begin), digits = after - begin;
        if (digits == 0 || digits % THOUSAND != 0 || after > text.length)
            break;
        for (; begin < after; begin++)
            if (text.data[begin] != '0')
                return 0;
        zeros += (int)digits;
        *end = next = after;
    }
    return zeros == THOUSAND ? 1000 : zeros == MILLION ? 1000000 : 0;
}

static size_t add_round_number(struct unit_words *words, struct str text, size_t at)
{
    size_t end = at;
    int64_t scale = round_number(text, at, &end);
    if (scale == 0)
        return at;
    add_scale(words, scale, words->is_tal ? LONG : SHORT);
    return end;
}

/* "i", "of", "'": what stands before and between the words; "tal", "s" and an apostrophe make a number one of thousands. */
static size_t pass_joint(struct unit_words *words, struct str text, size_t at)
{
    static const struct {
        struct str word;
        bool is_tal;
    } joints[] = {{{"tals", 4}, true},   {{"tal", 3}, true},    {{"s", 1}, true},   {{"'", 1}, true},
                  {{"\u2019", 3}, true}, {{"i", 1}, false},     {{"in", 2}, false}, {{"of", 2}, false},
                  {{"en", 2}, false},    {{"d", 1}, false},     {{"de", 2}, false}, {{"(", 1}, false},
                  {{")", 1}, false},     {{"[", 1}, false},     {{"]", 1}, false},  {{":", 1}, false},
                  {{"-", 1}, false},     {{"\u2013", 3}, false}};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t end = pass_name(text, at, joints[i].word);
        if (end == at)
            continue;
        words->is_tal = words->is_tal || joints[i].is_tal;
        words->is_short = words->is_short && !joints[i].is_tal;
        return end;
    }
    return at;
}

static size_t add_of_heading(struct unit_words *words, struct str text, size_t at)
{
    return str_is_digit(text.data[at]) ? add_round_number(words, text, at) : pass_joint(words, text, at);
}

/* ---- a text ---- */

/* A blank or a mark between words, or a character of no width, which pages leave in what is copied from them. */
static bool is_mark(struct str text, size_t at)
{
    size_t next = at;
    int32_t c = str_next(text, &next);
    return c == '.' || c == ',' || c == '\n' || str_is_blank(c) || c == 0xAD ||
           (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

bool unit_add_words(struct unit_words *words, struct str text, unsigned manner)
{
    for (size_t at = 0, next = 0; at < text.length; at = next) {
        next = at;
        if (is_mark(text, at)) {
            str_next(text, &next);
            continue;
        }
        next = add_word(words, text, at, (manner & UNIT_CAPITALS) != 0);
        if (next == at && (manner & UNIT_HEADING) != 0)
            next = add_of_heading(words, text, at);
        if (next == at)
            return false;
    }
    return true;
}

struct money_unit unit_of_phrase(const struct unit_words *words)
{
    bool is_unit =
        !words->is_wrong && (words->currency != CURRENCY_NONE || (words->scale != 0 && !words->is_short));
    if (!is_unit)
        return (struct money_unit){.ore = 0};
    return (struct money_unit){ORE * (words->scale ? words->scale : 1), words->currency};
}

struct money_unit unit_read(struct str text)
{
    struct unit_words words = {0};
    return unit_add_words(&words, text, UNIT_CAPITALS) ? unit_of_phrase(&words)
                                                       : (struct money_unit){.ore = 0};
}

int64_t unit_from_name(struct str name)
{
    return unit_read(name).ore;
}

enum currency currency_from_name(struct str name)
{
    return unit_read(name).currency;
}

const char *unit_name(int64_t ore, enum currency currency)
{
    bool kronor = currency == CURRENCY_SEK || currency == CURRENCY_KRONOR;
    switch (ore / ORE) {
    case 1000:
        return kronor ? "tkr" : "tusen";
    case 1000000:
        return kronor ? "mnkr" : "miljoner";
    case 1000000000:
        return kronor ? "mdkr" : "miljarder";
    default:
        return NULL;
    }
}
