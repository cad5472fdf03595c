#include "segments.h"

#include "dates.h"
#include "fill.h"
#include "number.h"
#include "vocabulary.h"
#include "wordings.h"

#include "budgetkoll/buffer.h"

/* ---- headers ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A year as a heading: "2021", "År 2021", "Budget 2021". */
static int year_of(struct str key)
{
    static const char *const before[] = {"år ", "year ", "budget "};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (str_starts(key, str_from(before[i])))
            key = str_slice(key, str_from(before[i]).length, key.length);
    int year = 0;
    for (size_t i = 0; i < key.length; i++) {
        if (!is_digit(key.data[i]) || i == 4)
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
static int64_t take_unit(struct str *key, enum currency *currency)
{
    if (key->length > 0 && is_digit(key->data[key->length - 1])) /* "2021": no unit ends like that */
        return 0;
    size_t last = word_before(*key, key->length), begin = word_before(*key, last);
    int64_t unit = unit_from_name(str_slice(*key, begin, key->length));
    if (unit == 0) {
        begin = last;
        unit = unit_from_name(str_slice(*key, begin, key->length));
    }
    if (unit == 0)
        return 0;
    *currency = currency_from_name(str_slice(*key, begin, key->length));
    *key = str_trim(str_slice(*key, 0, begin));
    if (str_ends(*key, STR(" i")) || str_ends(*key, STR(" in")))
        *key = str_trim(str_slice(*key, 0, key->length - 2));
    return unit;
}

enum currency label_currency(struct arena *arena, struct str label)
{
    enum currency currency = CURRENCY_NONE;
    struct str key = label_key(arena, label);
    take_unit(&key, &currency);
    return currency;
}

enum concept header_concept(struct arena *arena, struct str label, int *year, int64_t *unit)
{
    struct str key = label_key(arena, label);
    enum currency currency;
    *unit = take_unit(&key, &currency);
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
        if (!number_has_digit(cell))
            continue;
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

enum table_kind segments_header_kind(struct arena *arena, const struct row *row)
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

enum { LONG_HEADER = 50 }; /* bytes */

struct cutter {
    struct arena *arena;
    struct rows *rows;
    struct segments segments;
    long pending_title;
    int64_t title_unit, file_unit; /* stated by the pending title; by a line for all tables after it */
    enum currency title_currency, file_currency;
    bool open;        /* the last segment still takes rows */
    bool after_blank; /* the row before was blank, or there is none */
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

/* The number of the next row that is not blank, or the number of rows. */
static size_t next_filled(const struct cutter *cutter, size_t i)
{
    for (i++; i < cutter->rows->list.count; i++)
        if (!row_is_blank(row_at(cutter, i)))
            break;
    return i;
}

/* The field in which a table that begins with row `i` has its labels: no header need stand above them. */
static uint32_t leftmost(const struct cutter *cutter, size_t i)
{
    size_t count = cutter->rows->list.count, below = i < count ? next_filled(cutter, i) : count;
    uint32_t left = i < count ? row_first_filled(row_at(cutter, i)) : 0;
    uint32_t under = below < count ? row_first_filled(row_at(cutter, below)) : left;
    return under < left ? under : left;
}

static void open_segment(struct cutter *cutter, enum table_kind kind, long header, size_t first)
{
    struct segment *segment = ARENA_PUSH(cutter->arena, &cutter->segments.list);
    int64_t unit = cutter->title_unit ? cutter->title_unit : cutter->file_unit;
    size_t begin = header != NO_ROW ? (size_t)header : next_filled(cutter, first - 1);
    enum currency currency = cutter->title_unit ? cutter->title_currency : cutter->file_currency;
    *segment = (struct segment){.kind = kind,
                                .title = cutter->pending_title,
                                .header = header,
                                .unit = unit,
                                .first = first,
                                .end = first,
                                .left = leftmost(cutter, begin),
                                .currency = currency};
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

/* A table that is understood is open. */
static bool is_inside(struct cutter *cutter)
{
    return cutter->open && current(cutter)->kind != TABLE_UNKNOWN;
}

/* The row has a number, beside the labels that stand in field `left`. */
static bool has_number(const struct cutter *cutter, size_t i, uint32_t left)
{
    const struct row *row = i < cutter->rows->list.count ? row_at(cutter, i) : NULL;
    for (uint32_t field = left + 1; row && field < row->count; field++)
        if (holds_number(row, field))
            return true;
    return false;
}

/* The next row with more than a heading in it, which ends at a blank row, or the number of rows. */
static size_t first_amounts(const struct cutter *cutter, size_t i)
{
    i = next_filled(cutter, i);
    while (i < cutter->rows->list.count && filled_cells(row_at(cutter, i)) == 1)
        i++;
    return i;
}

/* A long cell with a full stop or a colon after a word is running text. */
static bool holds_sentence(const struct row *row)
{
    for (uint32_t field = 0; field < row->count; field++) {
        struct str cell = row_cell(row, field);
        if (cell.length >= LONG_HEADER && (str_find(cell, STR(". ")) >= 0 || str_ends(cell, STR(":"))))
            return true;
    }
    return false;
}

/* A header of a table of no known kind: words only (or years), above a row that holds numbers. `inside` a table it
 * must look more like one, since a detail line can be words only as well. */
static bool is_other_header(const struct cutter *cutter, size_t i, bool inside)
{
    if (i >= cutter->rows->list.count)
        return false;
    const struct row *row = row_at(cutter, i);
    uint32_t filled = filled_cells(row), left = leftmost(cutter, i);
    uint64_t amounts = COLUMN(COL_YEAR) | COLUMN(COL_TOTAL);
    bool corner = row_cell(row, left).length != 0 || (header_columns(cutter->arena, row) & amounts) != 0;
    if (filled < 2 || !corner || holds_data(row) || holds_sentence(row) ||
        !has_number(cutter, first_amounts(cutter, i), left))
        return false;
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
        if (str_equal(row_cell(row_at(cutter, row), segment->left),
                      row_cell(row_at(cutter, below), segment->left)) &&
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
    struct str label = row_cell(row, row_first_filled(row));
    struct ratio rate;
    label_take_rate(&label, &rate);
    return vocabulary_find(DOMAIN_KEY, label_key(cutter->arena, label)).concept != UNKNOWN;
}

/* "Belopp i tkr", "(mnkr)": a unit for all tables that follow. */
static bool take_file_unit(struct cutter *cutter, struct str key, int64_t unit, enum currency currency)
{
    bool alone = key.length == 0 || str_equal(key, STR("belopp")) || str_equal(key, STR("alla belopp")) ||
                 str_equal(key, STR("amounts")) || str_equal(key, STR("all amounts"));
    if (unit == 0 || !alone)
        return false;
    cutter->file_unit = unit;
    cutter->file_currency = currency;
    return true;
}

static bool is_budget_row(struct str key)
{
    return vocabulary_find(DOMAIN_COST, key).concept != UNKNOWN ||
           vocabulary_find(DOMAIN_FINANCING, key).concept != UNKNOWN;
}

static bool is_inside_other(struct cutter *cutter)
{
    return cutter->open && current(cutter)->kind == TABLE_OTHER;
}

/* In a table of no known kind a row of words is a heading of its rows, after a blank row only when rows follow. */
static bool is_heading_inside(struct cutter *cutter, size_t next, enum concept title)
{
    bool rows_follow =
        title != TITLE_PROJECT && title != TITLE_SHARES && has_number(cutter, next, leftmost(cutter, next));
    return is_inside_other(cutter) && (!cutter->after_blank || rows_follow);
}

/* Words stand where the open table has its amounts: the row belongs to another table. */
static bool contradicts_header(struct cutter *cutter, const struct row *row)
{
    const struct segment *segment = current(cutter);
    if (!segment || segment->header == NO_ROW || holds_data(row))
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

/* Words only, above a row with as many cells: the header of a table, below a heading, that may be no budget. */
static bool is_words_header(const struct cutter *cutter, size_t i)
{
    size_t next = i < cutter->rows->list.count ? next_filled(cutter, i) : i;
    return next < cutter->rows->list.count && filled_cells(row_at(cutter, i)) > 1 &&
           !holds_data(row_at(cutter, i)) &&
           filled_cells(row_at(cutter, next)) >= filled_cells(row_at(cutter, i));
}

/* A row with one cell, in the first column unless its table begins in another: a title, or a row of the table without
 * amounts. */
static bool take_title(struct cutter *cutter, size_t i)
{
    const struct row *row = row_at(cutter, i);
    size_t next = next_filled(cutter, i);
    uint32_t left = row_first_filled(row);
    if (left > row->first && (holds_data(row) || (cutter->open && !cutter->after_blank)))
        return false;
    struct str key = label_key(cutter->arena, row_cell(row, left));
    enum currency currency = CURRENCY_NONE;
    int64_t unit = take_unit(&key, &currency);
    if (take_file_unit(cutter, key, unit, currency))
        return true;
    if (is_repeated_header(cutter, next)) {
        blank_row(cutter, i);
        return true;
    }
    enum concept title = vocabulary_find(DOMAIN_TITLE, key).concept;
    bool apart = !cutter->open || cutter->after_blank || next == i + 1; /* else it ends the table above */
    bool above_header = apart && next < cutter->rows->list.count &&
                        segments_header_kind(cutter->arena, row_at(cutter, next)) != TABLE_NONE;
    bool above_other = cutter->after_blank && !is_budget_row(key) && next < cutter->rows->list.count &&
                       (is_other_header(cutter, next, is_inside(cutter)) ||
                        contradicts_header(cutter, row_at(cutter, next)) ||
                        (is_inside_other(cutter) && is_words_header(cutter, next)));
    bool is_title = title != UNKNOWN && !is_heading_inside(cutter, next, title);
    bool holds_amount = row_holds_amount(row, left); /* which no heading has, and which must not be lost */
    if (!is_title && (holds_amount || (!above_header && !above_other)))
        return false;
    cutter->pending_title = (long)i;
    cutter->title_unit = unit;
    cutter->title_currency = currency;
    cutter->open = false;
    if (title == TITLE_SHARES && !above_header)
        open_segment(cutter, TABLE_SHARES, NO_ROW, i + 1);
    if (title == TITLE_PROJECT && !above_header)
        open_segment(cutter, TABLE_PROJECT, NO_ROW, i + 1);
    return true;
}

static void take_row(struct cutter *cutter, size_t i)
{
    const struct row *row = row_at(cutter, i);
    if (!cutter->open && filled_cells(row) > 1 && is_key(cutter, row))
        open_segment(cutter, TABLE_PROJECT, NO_ROW, i);
    else if ((!cutter->open || cutter->after_blank) &&
             (is_other_header(cutter, i, is_inside(cutter)) ||
              (cutter->pending_title != NO_ROW && is_words_header(cutter, i))))
        open_segment(cutter, TABLE_OTHER, (long)i, i + 1);
    else if (!cutter->open || (cutter->after_blank && contradicts_header(cutter, row)))
        open_segment(cutter, TABLE_UNKNOWN, NO_ROW, i);
    current(cutter)->end = i + 1;
}

/* The cell of a header on two lines: years stand by themselves under "År", a unit belongs to what is above it, in
 * parentheses, since "2020 kr" would be an amount. */
static struct str joined_cell(struct arena *arena, struct str above, struct str below)
{
    if (below.length == 0 || above.length == 0 || year_of(label_key(arena, below)) != 0)
        return below.length ? below : above;
    struct buffer joined = {.arena = arena};
    buffer_add(&joined, above);
    buffer_print(&joined, unit_from_name(below) ? " (%.*s)" : " %.*s", STR_ARG(below));
    return buffer_text(&joined);
}

static struct row joined_row(struct arena *arena, const struct row *above, const struct row *below)
{
    struct row row = *above;
    row.count = above->count > below->count ? above->count : below->count;
    row.cells = ARENA_ARRAY(arena, struct str, row.count);
    row.exact = NULL;
    for (uint32_t field = 0; field < row.count; field++)
        row.cells[field] = joined_cell(arena, row_cell(above, field), row_cell(below, field));
    return row;
}

/* The second line of a header: no label, and only years, totals and units. */
static bool is_second_line(struct arena *arena, const struct row *row, uint32_t label_field)
{
    if (row_cell(row, label_field).length != 0 || row_is_blank(row))
        return false;
    for (uint32_t field = 0; field < row->count; field++) {
        int year = 0;
        int64_t unit = 0;
        struct str cell = row_cell(row, field);
        enum concept concept = header_concept(arena, cell, &year, &unit);
        if (cell.length != 0 && unit == 0 && concept != COL_YEAR && concept != COL_TOTAL)
            return false;
    }
    return true;
}

/* A year below a year or a total is no heading but an amount of a row without label. */
static bool names_column_twice(struct arena *arena, const struct row *above, const struct row *below)
{
    for (uint32_t field = 0; field < below->count; field++) {
        int year = 0;
        int64_t unit = 0;
        enum concept concept = header_concept(arena, row_cell(above, field), &year, &unit);
        bool named = concept == COL_YEAR || concept == COL_TOTAL;
        if (named && year_of(label_key(arena, row_cell(below, field))) != 0)
            return true;
    }
    return false;
}

/* Joins a header on two lines into its first. */
static void join_header(struct cutter *cutter, size_t i)
{
    struct row *row = &cutter->rows->list.items[i];
    if (i + 1 >= cutter->rows->list.count || !is_second_line(cutter->arena, row + 1, row_first_filled(row)) ||
        holds_data(row))
        return;
    if (names_column_twice(cutter->arena, row, row + 1))
        return;
    struct row joined = joined_row(cutter->arena, row, row + 1);
    if (segments_header_kind(cutter->arena, &joined) == TABLE_NONE)
        return;
    *row = joined;
    row[1].count = 0;
}

static void cut_row(struct cutter *cutter, size_t i)
{
    join_header(cutter, i);
    const struct row *row = row_at(cutter, i);
    uint32_t filled = filled_cells(row);
    enum table_kind kind = filled > 1 ? segments_header_kind(cutter->arena, row) : TABLE_NONE;
    if (kind != TABLE_NONE && is_repeated_header(cutter, i))
        blank_row(cutter, i);
    else if (kind != TABLE_NONE)
        open_segment(cutter, kind, (long)i, i + 1);
    else if (filled != 1 || !take_title(cutter, i))
        take_row(cutter, i);
}

/* ---- whose table it is ---- */

static enum table_kind side_of(enum table_kind kind)
{
    return kind == TABLE_COSTS || kind == TABLE_FINANCING ? kind : TABLE_NONE;
}

/* Some row of the table is one of a budget's own. */
static bool has_budget_row(const struct cutter *cutter, const struct segment *segment)
{
    enum domain domain = segment->kind == TABLE_COSTS ? DOMAIN_COST : DOMAIN_FINANCING;
    for (size_t i = segment->first; i < segment->end; i++)
        for (uint32_t field = 0; field < row_at(cutter, i)->count && field < 2; field++) {
            struct str label = row_cell(row_at(cutter, i), field);
            struct ratio rate;
            label_take_rate(&label, &rate);
            struct meaning meaning = vocabulary_find(domain, label_key(cutter->arena, label));
            if (meaning.concept != UNKNOWN && meaning.form == FORM_GROUP)
                return true;
        }
    return false;
}

static bool is_column_of_numbers(const struct cutter *cutter, const struct segment *segment, uint32_t field)
{
    for (size_t i = segment->first; i < segment->end; i++)
        if (holds_number(row_at(cutter, i), field) && !row_number(row_at(cutter, i), field, 0).percent)
            return true;
    return false;
}

/* Columns of amounts under names that say nothing. */
static int unknown_columns(const struct cutter *cutter, const struct segment *segment)
{
    const struct row *header = row_at(cutter, (size_t)segment->header);
    int unknown = 0;
    for (uint32_t field = 1; field < header->count; field++) {
        int year = 0;
        int64_t unit = 0;
        struct str label = row_cell(header, field);
        if (header_concept(cutter->arena, label, &year, &unit) == UNKNOWN && label.length != 0 &&
            !label_is_number(label, label_key(cutter->arena, label)))
            unknown += is_column_of_numbers(cutter, segment, field);
    }
    return unknown;
}

/* "Kostnader" heads anybody's costs; "Kostnadslag" only a budget's. */
static bool has_common_header(const struct cutter *cutter, const struct segment *segment)
{
    struct str key = label_key(cutter->arena, row_cell(row_at(cutter, (size_t)segment->header), 0));
    return str_equal(key, STR("kostnader")) || str_equal(key, STR("costs"));
}

/* A header like that of costs or financing, above rows that are none of a budget's own: an event's costs. Where it
 * has years below "Kostnadslag" it stays what its header says, so that a category that is not understood is reported. */
static void settle_kind(const struct cutter *cutter, struct segment *segment)
{
    if (side_of(segment->kind) == TABLE_NONE || segment->header == NO_ROW)
        return;
    uint64_t columns = header_columns(cutter->arena, row_at(cutter, (size_t)segment->header));
    bool years = (columns & COLUMN(COL_YEAR)) != 0, total = (columns & COLUMN(COL_TOTAL)) != 0;
    int unknown = unknown_columns(cutter, segment);
    bool may_be_other = (!years && (!total || unknown > 1)) || has_common_header(cutter, segment);
    if (may_be_other && !has_budget_row(cutter, segment))
        segment->kind = TABLE_OTHER;
    segment->by_partner = !years && segment->kind == TABLE_COSTS && unknown > 1;
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
    for (size_t i = 0; i < cutter.segments.list.count; i++)
        settle_kind(&cutter, &cutter.segments.list.items[i]);
    return cutter.segments;
}
