/* What the cells of a header say, and which kind of table has such a header. */
#include "budgetkoll/headers.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/dates.h"
#include "budgetkoll/number.h"
#include "budgetkoll/vocabulary.h"

/* ---- one cell ---- */

int header_year(struct str key)
{
    static const char *const before[] = {"år ", "year ", "budget "};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (str_starts(key, str_from(before[i])))
            key = str_slice(key, str_from(before[i]).length, key.length);
    int year = 0;
    if (key.length == 6 &&
        str_ends(key, STR(" 0"))) /* "2021.0", as tables of floating-point numbers have it */
        key.length = 4;
    for (size_t i = 0; i < key.length; i++) {
        if (!str_is_digit(key.data[i]) || i == 4)
            return 0;
        year = year * 10 + (key.data[i] - '0');
    }
    return year >= 1900 && year <= 2199 ? year : 0;
}

/* The begin of the word before byte `end` of a key. */
static size_t word_before(struct str key, size_t end)
{
    while (end > 0 && key.data[end - 1] == ' ')
        end--;
    while (end > 0 && key.data[end - 1] != ' ')
        end--;
    return end;
}

/* "1000 kr", "1000-tals kronor", "tusental": units of headings only, since in a cell "1000 kr" is an amount. */
static int64_t heading_unit(struct str words, enum currency *currency)
{
    static const struct {
        const char *words;
        int64_t ore;
    } names[] = {{"tusental", 100000},        {"tusentals", 100000},
                 {"tusental kr", 100000},     {"tusentals kr", 100000},
                 {"tusen", 100000},           {"1000 tals kronor", 100000},
                 {"1000 tal kronor", 100000}, {"1000 tals kr", 100000},
                 {"1000 tal kr", 100000},     {"1000 tal", 100000},
                 {"1000 tals", 100000},       {"1000 kronor", 100000},
                 {"1000 kr", 100000},         {"1000 sek", 100000},
                 {"miljoner", 100000000},     {"miljontals kronor", 100000000},
                 {"miljontals kr", 100000000}};
    char joined[24];
    if (str_starts(words, STR("1 000 ")) && words.length < sizeof joined) {
        joined[0] = '1';
        memcpy(joined + 1, words.data + 2, words.length - 2);
        words = (struct str){joined, words.length - 1};
    }
    *currency = CURRENCY_SEK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(words, str_from(names[i].words)))
            return names[i].ore;
    *currency = currency_from_name(words);
    return unit_from_name(words);
}

/* The longest unit that ends at the key's end: its öre, and where it begins. */
static int64_t last_unit(struct str key, size_t *begin, enum currency *currency)
{
    enum { MOST_WORDS = 4 };
    size_t begins[MOST_WORDS] = {0};
    int count = 0;
    for (size_t at = key.length; at > 0 && count < MOST_WORDS; at = begins[count++])
        begins[count] = word_before(key, at);
    while (count-- > 0) {
        *begin = begins[count];
        int64_t unit = heading_unit(str_slice(key, *begin, key.length), currency);
        if (unit != 0)
            return unit;
    }
    return 0;
}

int64_t header_take_unit(struct str *key, enum currency *currency)
{
    size_t begin = 0;
    enum currency own = CURRENCY_NONE;
    if (key->length > 0 && str_is_digit(key->data[key->length - 1])) /* "2021": no unit ends like that */
        return 0;
    int64_t unit = last_unit(*key, &begin, &own);
    if (unit == 0)
        return 0;
    *currency = own;
    *key = str_trim(str_slice(*key, 0, begin));
    if (str_ends(*key, STR(" i")) || str_ends(*key, STR(" in")))
        *key = str_trim(str_slice(*key, 0, key->length - 2));
    return unit;
}

int64_t header_find_unit(struct str *key, enum currency *currency)
{
    struct str part = *key;
    int64_t unit = header_take_unit(&part, currency);
    for (size_t end = part.length; unit == 0 && end > 0; end = word_before(*key, end)) {
        part = str_trim(str_slice(*key, 0, end));
        size_t whole = part.length;
        unit = header_take_unit(&part, currency);
        bool is_said =
            part.length + 2 < whole && (str_starts(str_slice(*key, part.length, whole), STR(" i ")) ||
                                        str_starts(str_slice(*key, part.length, whole), STR(" in ")));
        unit = is_said ? unit : 0; /* "500 kr per deltagare" is none */
    }
    if (unit != 0)
        *key = part;
    return unit;
}

/* Signs of currencies are no letters or digits, and would be lost. */
struct str header_key(struct arena *arena, struct str label)
{
    static const struct {
        struct str sign;
        const char *letters;
    } signs[] = {{{"\u20AC", 3}, "eur"}, {{"\u00A3", 2}, " gbp"}, {{"$", 1}, " usd"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        ptrdiff_t at = str_find(label, signs[i].sign);
        if (at < 0)
            continue;
        struct buffer spelt = {.arena = arena};
        buffer_add(&spelt, str_slice(label, 0, (size_t)at));
        buffer_add(&spelt, str_from(signs[i].letters));
        buffer_add(&spelt, str_slice(label, (size_t)at + signs[i].sign.length, label.length));
        return label_key(arena, buffer_text(&spelt));
    }
    return label_key(arena, label);
}

enum currency label_currency(struct arena *arena, struct str label)
{
    enum currency currency = CURRENCY_NONE;
    struct str key = header_key(arena, label);
    header_find_unit(&key, &currency);
    return currency;
}

/* "Totalt 2021-2023", whose key ends in two years: a total over them all. */
static bool is_total_of_period(struct str label, struct str key)
{
    size_t second = word_before(key, key.length), first = second > 0 ? word_before(key, second) : 0;
    int from = first > 0 ? header_year(str_trim(str_slice(key, first, second))) : 0;
    int to = header_year(str_slice(key, second, key.length));
    bool joined = str_find(label, STR("-")) >= 0 || str_find(label, STR("\u2013")) >= 0;
    return joined && from > 0 && to > from &&
           vocabulary_find(DOMAIN_COLUMN, str_trim(str_slice(key, 0, first))).concept == COL_TOTAL;
}

enum concept header_concept(struct arena *arena, struct str label, int *year, int64_t *unit)
{
    struct str key = header_key(arena, label);
    enum currency currency;
    *unit = header_take_unit(&key, &currency);
    *year = header_year(key);
    if (*year == 0 && is_total_of_period(label, key))
        return COL_TOTAL;
    if (key.length == 0 && *unit != 0) /* "Kronor", "(tkr)" */
        return COL_COST;
    return *year ? COL_YEAR : vocabulary_find(DOMAIN_COLUMN, key).concept;
}

/* ---- a row ---- */

/* A table is of a kind when its header has a column of each of these sets. */
enum { SETS = 2 };
static const struct header_form {
    enum table_kind kind;
    uint64_t sets[SETS];
} header_forms[] = {
    {TABLE_ATTACHMENTS, {HEADER_COLUMN(COL_ATTACHMENT), HEADER_COLUMN(COL_ATTACHMENT)}},
    {TABLE_INDICATORS, {HEADER_COLUMN(COL_MEASURE), HEADER_COLUMN(COL_VALUE)}},
    {TABLE_INTERVALS, {HEADER_COLUMN(COL_LOW), HEADER_COLUMN(COL_HIGH)}},
    {TABLE_PARTNERS, {HEADER_COLUMN(COL_NAME) | HEADER_COLUMN(COL_ACTOR), HEADER_COLUMN(COL_ORG_NUMBER)}},
    {TABLE_ACTIVITIES,
     {HEADER_COLUMN(COL_ACTIVITY) | HEADER_COLUMN(COL_NAME),
      HEADER_COLUMN(COL_RANGE) | HEADER_COLUMN(COL_START) | HEADER_COLUMN(COL_COST) |
          HEADER_COLUMN(COL_PERIOD)}},
    {TABLE_CLAIMS,
     {HEADER_COLUMN(COL_PERIOD) | HEADER_COLUMN(COL_DUE),
      HEADER_COLUMN(COL_RANGE) | HEADER_COLUMN(COL_START)}},
    {TABLE_PROJECT, {HEADER_COLUMN(COL_KEY), HEADER_COLUMN(COL_VALUE)}},
    {TABLE_COSTS,
     {HEADER_COLUMN(COL_CATEGORY),
      HEADER_COLUMN(COL_YEAR) | HEADER_COLUMN(COL_TOTAL) | HEADER_COLUMN(COL_COST)}},
    {TABLE_FINANCING,
     {HEADER_COLUMN(COL_FINANCIER),
      HEADER_COLUMN(COL_YEAR) | HEADER_COLUMN(COL_TOTAL) | HEADER_COLUMN(COL_COST)}},
    {TABLE_EU_AID,
     {HEADER_COLUMN(COL_FINANCING),
      HEADER_COLUMN(COL_YEAR) | HEADER_COLUMN(COL_TOTAL) | HEADER_COLUMN(COL_COST)}},
    {TABLE_ALLOCATION,
     {HEADER_COLUMN(COL_ACTOR),
      HEADER_COLUMN(COL_YEAR) | HEADER_COLUMN(COL_TOTAL) | HEADER_COLUMN(COL_COST)}},
};

/* "2021", "2021.0", "2021 tkr", "2021-kr": all of them numbers as well. */
static bool is_year_heading(struct str cell)
{
    enum { DIGITS = 4 };
    if (cell.length <= DIGITS || header_year(str_slice(cell, 0, DIGITS)) == 0)
        return header_year(cell) != 0;
    struct str rest = str_slice(cell, DIGITS, cell.length);
    while (rest.length > 0 && (rest.data[0] == ' ' || rest.data[0] == '-' || rest.data[0] == '\n'))
        rest = str_slice(rest, 1, rest.length);
    return str_equal(rest, STR(".0")) || unit_from_name(rest) != 0;
}

bool header_is_data(const struct row *row)
{
    struct date date, end;
    if (row->is_header)
        return false;
    for (uint32_t field = 0; field < row->count; field++) {
        struct str cell = row_cell(row, field);
        if (!number_has_digit(cell))
            continue;
        if ((row_holds_number(row, field) && !is_year_heading(cell)) || date_read(cell, &date) == DATE_READ ||
            (cell.length > 8 && period_read(cell, &date, &end) == DATE_READ))
            return true;
    }
    return false;
}

uint64_t header_columns(struct arena *arena, const struct row *row)
{
    uint64_t columns = 0;
    if (header_is_data(row))
        return 0;
    for (uint32_t field = 0; field < row->count; field++) {
        int year = 0;
        int64_t unit = 0;
        enum concept concept = header_concept(arena, row_cell(row, field), &year, &unit);
        if (concept >= COL_CATEGORY && concept <= COL_TOTAL)
            columns |= HEADER_COLUMN(concept);
    }
    return columns;
}

enum table_kind header_columns_kind(uint64_t columns)
{
    for (size_t i = 0; i < sizeof header_forms / sizeof *header_forms; i++) {
        const uint64_t *sets = header_forms[i].sets;
        if ((columns & sets[0]) != 0 && (columns & sets[1]) != 0)
            return header_forms[i].kind;
    }
    return TABLE_NONE;
}

enum table_kind header_kind(struct arena *arena, const struct row *row)
{
    return header_columns_kind(header_columns(arena, row));
}
