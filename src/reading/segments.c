#include "segments.h"

#include "dates.h"
#include "number.h"
#include "vocabulary.h"

/* ---- headers ---- */

/* A year as a heading: "2021", "År 2021", "Budget 2021". */
static int year_of(struct str key)
{
    static const char *const before[] = {"år ", "year ", "budget "};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (str_starts(key, str_from(before[i])))
            key = str_slice(key, str_from(before[i]).length, key.length);
    int year = 0;
    for (size_t i = 0; i < key.length; i++) {
        if (key.data[i] < '0' || key.data[i] > '9' || i == 4)
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

/* Takes a unit off the end of a key: "kostnad tkr" and "kostnad tusen kronor" give "kostnad". */
static int64_t take_unit(struct str *key)
{
    size_t last = word_before(*key, key->length), begin = word_before(*key, last);
    int64_t unit = unit_from_name(str_slice(*key, begin, key->length));
    if (unit == 0) {
        begin = last;
        unit = unit_from_name(str_slice(*key, begin, key->length));
    }
    if (unit == 0)
        return 0;
    *key = str_trim(str_slice(*key, 0, begin));
    if (str_ends(*key, STR(" i")) || str_ends(*key, STR(" in")))
        *key = str_trim(str_slice(*key, 0, key->length - 2));
    return unit;
}

enum concept header_concept(struct arena *arena, struct str label, int *year, int64_t *unit)
{
    struct str key = label_key(arena, label);
    *unit = take_unit(&key);
    *year = year_of(key);
    return *year ? COL_YEAR : vocabulary_find(DOMAIN_COLUMN, key).concept;
}

/* A table is of a kind when its header has a column of each of these sets. */
#define COLUMN(c) (UINT64_C(1) << ((c)-COL_CATEGORY))
enum { SETS = 2 };
static const struct header_form {
    enum table_kind kind;
    uint64_t sets[SETS];
} header_forms[] = {
    {TABLE_ATTACHMENTS, {COLUMN(COL_ATTACHMENT), COLUMN(COL_ATTACHMENT)}},
    {TABLE_INDICATORS, {COLUMN(COL_MEASURE), COLUMN(COL_VALUE)}},
    {TABLE_INTERVALS, {COLUMN(COL_LOW), COLUMN(COL_HIGH)}},
    {TABLE_PARTNERS, {COLUMN(COL_NAME) | COLUMN(COL_ACTOR), COLUMN(COL_ORG_NUMBER)}},
    {TABLE_ACTIVITIES,
     {COLUMN(COL_ACTIVITY) | COLUMN(COL_NAME),
      COLUMN(COL_RANGE) | COLUMN(COL_START) | COLUMN(COL_COST) | COLUMN(COL_PERIOD)}},
    {TABLE_CLAIMS, {COLUMN(COL_PERIOD) | COLUMN(COL_DUE), COLUMN(COL_RANGE) | COLUMN(COL_START)}},
    {TABLE_PROJECT, {COLUMN(COL_KEY), COLUMN(COL_VALUE)}},
    {TABLE_COSTS, {COLUMN(COL_CATEGORY), COLUMN(COL_YEAR) | COLUMN(COL_TOTAL) | COLUMN(COL_COST)}},
    {TABLE_FINANCING, {COLUMN(COL_FINANCIER), COLUMN(COL_YEAR) | COLUMN(COL_TOTAL) | COLUMN(COL_COST)}},
    {TABLE_EU_AID, {COLUMN(COL_FINANCING), COLUMN(COL_YEAR) | COLUMN(COL_TOTAL) | COLUMN(COL_COST)}},
    {TABLE_ALLOCATION, {COLUMN(COL_ACTOR), COLUMN(COL_YEAR) | COLUMN(COL_TOTAL) | COLUMN(COL_COST)}},
};

static bool holds_number(const struct row *row, uint32_t field)
{
    enum number_status status = row_number(row, field, 0).status;
    return status != NUMBER_BLANK && status != NUMBER_NOT;
}

/* True when a cell holds a number that is no year, or a date: then the row is no header. */
static bool holds_data(const struct row *row)
{
    struct date date, end;
    for (uint32_t field = 0; field < row->count; field++) {
        struct str cell = row_cell(row, field);
        if ((holds_number(row, field) && year_of(cell) == 0) || date_read(cell, &date) == DATE_READ ||
            (cell.length > 8 && period_read(cell, &date, &end) == DATE_READ))
            return true;
    }
    return false;
}

/* The set of columns that a row would name as a header; 0 when it holds data. */
static uint64_t header_columns(struct arena *arena, const struct row *row)
{
    uint64_t columns = 0;
    if (holds_data(row))
        return 0;
    for (uint32_t field = 0; field < row->count; field++) {
        int year = 0;
        int64_t unit = 0;
        enum concept concept = header_concept(arena, row_cell(row, field), &year, &unit);
        if (concept >= COL_CATEGORY && concept <= COL_TOTAL)
            columns |= COLUMN(concept);
    }
    return columns;
}

enum table_kind header_kind(struct arena *arena, const struct row *row)
{
    uint64_t columns = header_columns(arena, row);
    for (size_t i = 0; i < sizeof header_forms / sizeof *header_forms; i++) {
        const uint64_t *sets = header_forms[i].sets;
        if ((columns & sets[0]) != 0 && (columns & sets[1]) != 0)
            return header_forms[i].kind;
    }
    return TABLE_NONE;
}

/* ---- segments ---- */

struct cutter {
    struct arena *arena;
    struct rows *rows;
    struct segments segments;
    long pending_title;
    int64_t title_unit, file_unit; /* stated by the pending title; by a line for all tables after it */
    bool open;                     /* the last segment still takes rows */
    bool after_blank;              /* the row before was blank, or there is none */
};

static const struct row *row_at(const struct cutter *cutter, size_t i)
{
    return &cutter->rows->list.items[i];
}

static uint32_t filled_cells(const struct row *row)
{
    uint32_t filled = 0;
    for (uint32_t field = 0; field < row->count; field++)
        filled += row_cell(row, field).length != 0;
    return filled;
}

static void open_segment(struct cutter *cutter, enum table_kind kind, long header, size_t first)
{
    struct segment *segment = ARENA_PUSH(cutter->arena, &cutter->segments.list);
    int64_t unit = cutter->title_unit ? cutter->title_unit : cutter->file_unit;
    *segment = (struct segment){kind, cutter->pending_title, header, unit, first, first};
    cutter->pending_title = NO_ROW;
    cutter->title_unit = 0;
    cutter->open = true;
}

static struct segment *current(struct cutter *cutter)
{
    return cutter->open ? &cutter->segments.list.items[cutter->segments.list.count - 1] : NULL;
}

/* The same header again, whatever its case and punctuation. */
static bool same_header(struct arena *arena, const struct row *a, const struct row *b)
{
    uint32_t count = a->count > b->count ? a->count : b->count;
    for (uint32_t field = 0; field < count; field++)
        if (!str_equal(label_key(arena, row_cell(a, field)), label_key(arena, row_cell(b, field))))
            return false;
    return true;
}

/* The number of the next row that is not blank, or the number of rows. */
static size_t next_filled(const struct cutter *cutter, size_t i)
{
    for (i++; i < cutter->rows->list.count; i++)
        if (!row_is_blank(row_at(cutter, i)))
            break;
    return i;
}

static bool has_number(const struct cutter *cutter, size_t i)
{
    const struct row *row = i < cutter->rows->list.count ? row_at(cutter, i) : NULL;
    for (uint32_t field = 1; row && field < row->count; field++)
        if (holds_number(row, field))
            return true;
    return false;
}

/* A header of a table of no known kind: words only (or years), above a row that holds numbers. `inside` a table it
 * must look more like one, since a detail line can be words only as well. */
static bool is_other_header(const struct cutter *cutter, size_t i, bool inside)
{
    if (i >= cutter->rows->list.count)
        return false;
    const struct row *row = row_at(cutter, i);
    uint32_t filled = filled_cells(row);
    if (filled < 2 || row_cell(row, 0).length == 0 || holds_data(row) ||
        !has_number(cutter, next_filled(cutter, i)))
        return false;
    uint64_t amounts = COLUMN(COL_YEAR) | COLUMN(COL_TOTAL);
    return !inside || filled > 2 || (header_columns(cutter->arena, row) & amounts) != 0;
}

/* Row `i` is the open table's header again, as at a page break: what follows goes on with the table. When the first
 * row below it has been there already, it is the table itself that stands twice. */
static bool is_repeated_header(struct cutter *cutter, size_t i)
{
    const struct segment *segment = current(cutter);
    size_t below = i < cutter->rows->list.count ? next_filled(cutter, i) : i;
    if (!segment || segment->header == NO_ROW || i >= cutter->rows->list.count ||
        !same_header(cutter->arena, row_at(cutter, i), row_at(cutter, (size_t)segment->header)))
        return false;
    for (size_t row = segment->first; below < cutter->rows->list.count && row < segment->end; row++)
        if (str_equal(row_cell(row_at(cutter, row), 0), row_cell(row_at(cutter, below), 0)) &&
            filled_cells(row_at(cutter, row)) > 1)
            return false;
    return true;
}

/* Takes a row out of the table: a header or title repeated at a page break. */
static void blank_row(struct cutter *cutter, size_t i)
{
    cutter->rows->list.items[i].count = 0;
    current(cutter)->end = i + 1;
}

static bool is_key(const struct cutter *cutter, const struct row *row)
{
    struct str label = row_cell(row, 0);
    struct ratio rate;
    label_take_rate(&label, &rate);
    return vocabulary_find(DOMAIN_KEY, label_key(cutter->arena, label)).concept != UNKNOWN;
}

/* "Belopp i tkr", "(mnkr)": a unit for all tables that follow. */
static bool take_file_unit(struct cutter *cutter, struct str key, int64_t unit)
{
    bool alone = key.length == 0 || str_equal(key, STR("belopp")) || str_equal(key, STR("alla belopp")) ||
                 str_equal(key, STR("amounts")) || str_equal(key, STR("all amounts"));
    if (unit == 0 || !alone)
        return false;
    cutter->file_unit = unit;
    return true;
}

static bool is_budget_row(struct str key)
{
    return vocabulary_find(DOMAIN_COST, key).concept != UNKNOWN ||
           vocabulary_find(DOMAIN_FINANCING, key).concept != UNKNOWN;
}

/* A row with only its first cell: a title, or a row of the table without amounts. */
static bool take_title(struct cutter *cutter, size_t i)
{
    const struct row *row = row_at(cutter, i);
    size_t next = next_filled(cutter, i);
    if (row_cell(row, 0).length == 0)
        return false;
    struct str key = label_key(cutter->arena, row_cell(row, 0));
    int64_t unit = take_unit(&key);
    if (take_file_unit(cutter, key, unit))
        return true;
    if (is_repeated_header(cutter, next)) {
        blank_row(cutter, i);
        return true;
    }
    enum concept title = vocabulary_find(DOMAIN_TITLE, key).concept;
    bool apart = !cutter->open || cutter->after_blank || next == i + 1; /* else it ends the table above */
    bool above_header = apart && next < cutter->rows->list.count &&
                        header_kind(cutter->arena, row_at(cutter, next)) != TABLE_NONE;
    bool above_other = cutter->after_blank && !is_budget_row(key) && is_other_header(cutter, next, true);
    if (title == UNKNOWN && !above_header && !above_other)
        return false;
    cutter->pending_title = (long)i;
    cutter->title_unit = unit;
    cutter->open = false;
    if (title == TITLE_SHARES && !above_header)
        open_segment(cutter, TABLE_SHARES, NO_ROW, i + 1);
    if (title == TITLE_PROJECT && !above_header)
        open_segment(cutter, TABLE_PROJECT, NO_ROW, i + 1);
    return true;
}

/* Words stand where the open table has its amounts: the row belongs to another table. */
static bool contradicts_header(struct cutter *cutter, const struct row *row)
{
    const struct segment *segment = current(cutter);
    if (!segment || segment->header == NO_ROW || !cutter->after_blank || holds_data(row))
        return false;
    const struct row *header = row_at(cutter, (size_t)segment->header);
    for (uint32_t field = 1; field < row->count; field++) {
        int year = 0;
        int64_t unit = 0;
        enum concept concept = header_concept(cutter->arena, row_cell(header, field), &year, &unit);
        bool amounts =
            concept == COL_YEAR || concept == COL_TOTAL || concept == COL_LOW || concept == COL_HIGH;
        if (amounts && row_number(row, field, 0).status == NUMBER_NOT)
            return true;
    }
    return false;
}

static void take_row(struct cutter *cutter, size_t i)
{
    const struct row *row = row_at(cutter, i);
    if (!cutter->open && filled_cells(row) > 1 && is_key(cutter, row))
        open_segment(cutter, TABLE_PROJECT, NO_ROW, i);
    else if ((!cutter->open || cutter->after_blank) && is_other_header(cutter, i, cutter->open))
        open_segment(cutter, TABLE_OTHER, (long)i, i + 1);
    else if (!cutter->open || contradicts_header(cutter, row))
        open_segment(cutter, TABLE_UNKNOWN, NO_ROW, i);
    current(cutter)->end = i + 1;
}

static void cut_row(struct cutter *cutter, size_t i)
{
    const struct row *row = row_at(cutter, i);
    uint32_t filled = filled_cells(row);
    enum table_kind kind = filled > 1 ? header_kind(cutter->arena, row) : TABLE_NONE;
    if (kind != TABLE_NONE && is_repeated_header(cutter, i))
        blank_row(cutter, i);
    else if (kind != TABLE_NONE)
        open_segment(cutter, kind, (long)i, i + 1);
    else if (filled != 1 || !take_title(cutter, i))
        take_row(cutter, i);
}

struct segments segments_find(struct arena *arena, struct rows *rows)
{
    struct cutter cutter = {.arena = arena, .rows = rows, .pending_title = NO_ROW, .after_blank = true};
    for (size_t i = 0; i < rows->list.count; i++) {
        bool blank = row_is_blank(row_at(&cutter, i));
        if (!blank)
            cut_row(&cutter, i);
        cutter.after_blank = blank;
    }
    return cutter.segments;
}
