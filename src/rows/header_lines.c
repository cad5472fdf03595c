/* Headers on two lines. */
#include "budgetkoll/headers.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"

/* "tkr" of "Belopp i tkr"; empty without a unit. */
static struct str unit_words(struct arena *arena, struct str label)
{
    struct str key = header_key(arena, label), rest = key;
    enum currency currency;
    if (header_take_unit(&rest, &currency) == 0)
        return STR("");
    struct str words = str_trim(str_slice(key, rest.length, key.length));
    return str_starts(words, STR("i ")) ? str_slice(words, 2, words.length) : words;
}

/* In parentheses, since "2020 kr" would be an amount. */
static struct str with_unit(struct arena *arena, struct str cell, struct str unit)
{
    if (unit.length == 0 || unit_words(arena, cell).length > 0)
        return cell;
    struct buffer joined = {.arena = arena};
    buffer_print(&joined, "%.*s (%.*s)", STR_ARG(cell), STR_ARG(unit));
    return buffer_text(&joined);
}

/* The cell of a header on two lines: years stand by themselves under "År", in the unit that stands above them; a unit
 * belongs to what is above it. */
static struct str joined_cell(struct arena *arena, struct str above, struct str below, struct str unit)
{
    if (below.length == 0)
        return above;
    if (above.length == 0 || header_year(label_key(arena, below)) != 0)
        return with_unit(arena, below, unit);
    if (unit_from_name(below))
        return with_unit(arena, above, below);
    struct buffer joined = {.arena = arena};
    buffer_print(&joined, "%.*s %.*s", STR_ARG(above), STR_ARG(below));
    return buffer_text(&joined);
}

/* What stands above in one cell holds for the columns up to the next: such cells are often merged. */
static struct row joined_row(struct arena *arena, const struct row *above, const struct row *below)
{
    struct row row = *above;
    struct str unit = STR("");
    row.count = above->count > below->count ? above->count : below->count;
    row.cells = ARENA_ARRAY(arena, struct str, row.count);
    row.exact = NULL;
    row.currencies = NULL;
    for (uint32_t field = 0; field < row.count; field++) {
        struct str label = row_cell(above, field);
        if (label.length > 0)
            unit = field == row_first_filled(above) ? STR("") : unit_words(arena, label);
        row.cells[field] = joined_cell(arena, label, row_cell(below, field), unit);
    }
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
        if (named && header_year(label_key(arena, row_cell(below, field))) != 0)
            return true;
    }
    return false;
}

void header_join(struct arena *arena, struct rows *rows, size_t i)
{
    struct row *row = &rows->list.items[i];
    if (i + 1 >= rows->list.count || !is_second_line(arena, row + 1, row_first_filled(row)) ||
        header_is_data(row))
        return;
    if (names_column_twice(arena, row, row + 1))
        return;
    struct row joined = joined_row(arena, row, row + 1);
    if (header_kind(arena, &joined) == TABLE_NONE)
        return;
    *row = joined;
    row[1].count = 0;
}
