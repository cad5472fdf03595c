/* What the cells of a header say, and which kind of table has such a header. */
#include "budgetkoll/headers.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/dates.h"
#include "budgetkoll/lexeme.h"
#include "budgetkoll/vocabulary.h"

/* ---- one cell ---- */

/* The begin of the word before byte `end` of a key. */
static size_t word_before(struct str key, size_t end)
{
    while (end > 0 && key.data[end - 1] == ' ')
        end--;
    while (end > 0 && key.data[end - 1] != ' ')
        end--;
    return end;
}

enum currency label_currency(struct str label)
{
    return unit_find(&label).currency;
}

/* "Totalt 2021-2023", whose key ends in two years: a total over them all. */
static bool is_total_of_period(struct str label, struct str key)
{
    size_t second = word_before(key, key.length), first = second > 0 ? word_before(key, second) : 0;
    int from = first > 0 ? date_year(str_trim(str_slice(key, first, second))) : 0;
    int to = date_year(str_slice(key, second, key.length));
    bool joined = str_find(label, STR("-")) >= 0 || str_find(label, STR("\u2013")) >= 0;
    return joined && from > 0 && to > from &&
           vocabulary_find(DOMAIN_COLUMN, str_trim(str_slice(key, 0, first))).concept == COL_TOTAL;
}

enum concept header_concept(struct arena *arena, struct str label, int *year, int64_t *unit)
{
    struct ratio share;
    struct str rest = label;
    if (label_take_rate(&rest, &share)) /* "2024 (50 %)" */
        label = rest;
    *unit = unit_take(&label).ore;
    struct str key = label_key(arena, label);
    *year = date_year(key);
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

bool header_is_year(struct str cell)
{
    enum { DIGITS = 4 };
    if (cell.length <= DIGITS || date_year(str_slice(cell, 0, DIGITS)) == 0)
        return date_year(cell) != 0;
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
    for (uint32_t field = row->count; field-- > 0;) { /* amounts stand to the right */
        struct str cell = row_cell(row, field);
        if (!number_has_digit(cell))
            continue;
        if ((row_holds_number(row, field) && !header_is_year(cell)) || date_read(cell, &date) == DATE_READ ||
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
