/* Periods as headings: "2021-03-01 – 2021-12-31", "2023 (jan-jun)". One within a year stands for it. */
#include "budgetkoll/buffer.h"
#include "budgetkoll/dates.h"
#include "budgetkoll/headers.h"
#include "budgetkoll/label.h"
#include "budgetkoll/lexeme.h"

enum { SHORTEST = 9, LONGEST = 50, LAST_DAY = 31 }; /* "2021-2023", in bytes */

struct period_heading {
    bool is_period; /* and else `start` and `end` are those of a year, if it is one */
    bool is_total;
    struct date start, end;
};

static struct str take_word(struct str *key)
{
    size_t end = 0;
    while (end < key->length && key->data[end] != ' ')
        end++;
    struct str word = str_slice(*key, 0, end);
    *key = str_trim(str_slice(*key, end, key->length));
    return word;
}

static bool is_word_of_year(struct str word)
{
    return str_equal(word, STR("år")) || str_equal(word, STR("year")) || str_equal(word, STR("budget"));
}

/* "2021 (mar-dec)", "Budget jan–dec 2019": a year and the first and last of its months. */
static bool read_months(struct str key, struct period_heading *heading)
{
    int year = 0, months[2] = {0}, count = 0;
    while (key.length > 0) {
        struct str word = take_word(&key);
        if (is_word_of_year(word))
            continue;
        int month = date_month(word), other = date_year(word);
        if ((month == 0 && other == 0) || (month != 0 && count == 2) || (other != 0 && year != 0))
            return false;
        year = other != 0 ? other : year;
        if (month != 0)
            months[count++] = month;
    }
    heading->start = (struct date){year, months[0], 1};
    heading->end = (struct date){year, months[1], LAST_DAY};
    return year != 0 && count == 2 && months[0] <= months[1];
}

static bool may_be_period(struct str cell)
{
    return cell.length >= SHORTEST && cell.length <= LONGEST && number_has_digit(cell);
}

static struct period_heading read_heading(struct arena *arena, struct str cell)
{
    struct period_heading heading = {0};
    struct str key = label_key(arena, cell), text = label_printable(arena, cell);
    int year = 0;
    int64_t unit = 0;
    enum concept concept = header_concept(arena, cell, &year, &unit);
    heading.is_total = concept == COL_TOTAL;
    heading.is_period =
        !heading.is_total && may_be_period(cell) &&
        (period_read(text, &heading.start, &heading.end) == DATE_READ || read_months(key, &heading)) &&
        date_compare(heading.start, heading.end) <= 0;
    if (!heading.is_period) {
        heading.start = (struct date){year, 1, 1};
        heading.end = (struct date){year, 12, LAST_DAY};
    }
    return heading;
}

static bool is_of_one_year(const struct period_heading *heading)
{
    return heading->start.year != 0 && heading->start.year == heading->end.year;
}

/* The headings of a row, of which `first` is the labels'. */
struct headings {
    struct period_heading *list;
    uint32_t first, count;
};

/* No other column is of the same year. */
static bool is_only(const struct headings *headings, uint32_t field)
{
    for (uint32_t i = headings->first + 1; i < headings->count; i++)
        if (i != field && is_of_one_year(&headings->list[i]) &&
            headings->list[i].start.year == headings->list[field].start.year)
            return false;
    return true;
}

/* The last column, of a period over those of all other columns, at least two years, which no other is the total of. */
static bool is_total_of_all(const struct row *row, const struct headings *headings, uint32_t field)
{
    const struct period_heading *all = &headings->list[field];
    struct date start = all->end, end = all->start;
    int years = 0;
    for (uint32_t i = headings->first + 1; i < headings->count; i++) {
        const struct period_heading *heading = &headings->list[i];
        if (i == field || row_cell(row, i).length == 0)
            continue;
        if (i > field || !is_of_one_year(heading))
            return false;
        start = date_compare(heading->start, start) < 0 ? heading->start : start;
        end = date_compare(heading->end, end) > 0 ? heading->end : end;
        years++;
    }
    return years >= 2 && start.year == all->start.year && end.year == all->end.year;
}

/* Another period takes in some of the year, so that the column does not hold all of it. */
static bool is_shared(const struct row *row, const struct headings *headings, uint32_t field)
{
    int year = headings->list[field].start.year;
    for (uint32_t i = headings->first + 1; i < headings->count; i++) {
        const struct period_heading *heading = &headings->list[i];
        if (i != field && heading->is_period && heading->start.year <= year && year <= heading->end.year &&
            !is_total_of_all(row, headings, i))
            return true;
    }
    return false;
}

/* Every column is a year, a period or a total, and one of them is called a total: no row of data is like that. */
static bool has_only_columns(const struct row *row, const struct headings *headings)
{
    bool total = false;
    for (uint32_t i = headings->first + 1; i < headings->count; i++) {
        const struct period_heading *heading = &headings->list[i];
        if (row_cell(row, i).length != 0 && heading->start.year == 0 && !heading->is_total)
            return false;
        total = total || heading->is_total;
    }
    return total && !row_holds_number(row, headings->first);
}

/* What the cells of years and of the total become; false where two columns would be of one year. */
static bool name_columns(struct arena *arena, const struct headings *headings, struct row *row)
{
    row->cells = arena_copy(arena, row->cells, row->count * sizeof *row->cells);
    for (uint32_t i = headings->first + 1; i < headings->count; i++) {
        const struct period_heading *heading = &headings->list[i];
        struct buffer name = {.arena = arena};
        if (!heading->is_period)
            continue;
        if (is_of_one_year(heading) && !is_only(headings, i))
            return false;
        if (is_of_one_year(heading) && !is_shared(row, headings, i))
            buffer_print(&name, "%d", heading->start.year);
        else if (!is_of_one_year(heading) && is_total_of_all(row, headings, i))
            buffer_add(&name, concept_name(COL_TOTAL, SWEDISH));
        else
            buffer_add(&name, row_cell(row, i));
        row->cells[i] = buffer_text(&name);
    }
    row->is_header = true;
    return true;
}

/* Some cell but the first may be a period, and none is an amount: most rows end here. */
static bool may_hold_period(const struct row *row, uint32_t first)
{
    bool may = false;
    for (uint32_t i = first + 1; i < row->count && !may; i++)
        may = may_be_period(row_cell(row, i));
    bool period = false;
    for (uint32_t i = row->count; may && i-- > first + 1;) {
        bool number = row_holds_number(row, i);
        if (number && !header_is_year(row_cell(row, i)))
            return false;
        period = period || (!number && may_be_period(row_cell(row, i)));
    }
    return period;
}

static void settle_row(struct arena *arena, struct row *row)
{
    struct headings headings = {.first = row_first_filled(row), .count = row->count};
    if (!may_hold_period(row, headings.first))
        return;
    bool periods = false;
    headings.list = ARENA_ARRAY(arena, struct period_heading, row->count);
    for (uint32_t i = headings.first + 1; i < row->count; i++) {
        headings.list[i] = read_heading(arena, row_cell(row, i));
        periods = periods || headings.list[i].is_period;
    }
    struct row named = *row;
    if (!periods || !name_columns(arena, &headings, &named))
        return;
    enum table_kind kind = header_kind(arena, &named);
    bool budget =
        kind == TABLE_COSTS || kind == TABLE_FINANCING || kind == TABLE_EU_AID || kind == TABLE_ALLOCATION;
    if (budget || (kind == TABLE_NONE && has_only_columns(row, &headings)))
        *row = named;
}

void header_settle_periods(struct arena *arena, struct rows *rows)
{
    for (size_t i = 0; i < rows->list.count; i++)
        settle_row(arena, &rows->list.items[i]);
}
