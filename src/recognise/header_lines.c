/* Headers on two lines, and lines of words above a header. */
#include "budgetkoll/lexeme.h"
#include "budgetkoll/headers.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"
#include "budgetkoll/wordings.h"

/* "tkr" of "Belopp i tkr"; empty without a unit. */
static struct str unit_words(struct str label)
{
    struct str rest = label;
    if (unit_take(&rest).ore == 0)
        return STR("");
    struct str words = str_trim(str_slice(label, rest.length, label.length));
    while (words.length > 0 && strchr("(, ", words.data[0]))
        words = str_slice(words, 1, words.length);
    if (str_ends(words, STR(")")))
        words.length--;
    return str_starts(words, STR("i ")) ? str_slice(words, 2, words.length) : words;
}

/* In parentheses, since "2020 kr" would be an amount. */
static struct str with_unit(struct arena *arena, struct str cell, struct str unit)
{
    if (unit.length == 0 || unit_words(cell).length > 0)
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
    if (above.length == 0 || date_year(label_key(arena, below)) != 0)
        return with_unit(arena, below, unit);
    if (unit_from_name(below))
        return with_unit(arena, above, below);
    struct buffer joined = {.arena = arena};
    buffer_print(&joined, "%.*s %.*s", STR_ARG(above), STR_ARG(below));
    return buffer_text(&joined);
}

/* The row above, as wide as both, with cells still to write: words, whatever a workbook held there. */
static struct row wide_row(struct arena *arena, const struct row *above, const struct row *below)
{
    struct row row = *above;
    row.count = above->count > below->count ? above->count : below->count;
    row.cells = ARENA_ARRAY(arena, struct str, row.count);
    row.forms = NULL;
    row.lexemes = NULL;
    return row;
}

/* What stands above in one cell holds for the columns up to the next: such cells are often merged. */
static struct row joined_row(struct arena *arena, const struct row *above, const struct row *below)
{
    struct row row = wide_row(arena, above, below);
    struct str unit = STR("");
    for (uint32_t field = 0; field < row.count; field++) {
        struct str label = row_cell(above, field);
        if (label.length > 0)
            unit = field == row_first_filled(above) ? STR("") : unit_words(label);
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
        if (named && date_year(label_key(arena, row_cell(below, field))) != 0)
            return true;
    }
    return false;
}

/* ---- words below the years ---- */

static bool heads_amounts(struct arena *arena, struct str label)
{
    int year = 0;
    int64_t unit = 0;
    enum concept concept = header_concept(arena, label, &year, &unit);
    return concept == COL_YEAR || concept == COL_TOTAL || concept == COL_COST;
}

/* No label and no figures, but words ("Budget", "Utfall", "jan-jun") below headings of amounts, or right of one. */
static bool is_line_of_words(struct arena *arena, const struct row *above, const struct row *below)
{
    struct str group = STR("");
    bool words = row_cell(below, row_first_filled(above)).length == 0 && !row_is_blank(below);
    for (uint32_t field = 0; field < below->count && words; field++) {
        enum number_status status = row_number(below, field, 0).status;
        group = row_cell(above, field).length > 0 ? row_cell(above, field) : group;
        words = status == NUMBER_BLANK || (status == NUMBER_NOT && heads_amounts(arena, group));
    }
    return words;
}

/* "2021" over "Budget" and "Utfall" heads two columns, of which the budget's is the year's; words below each heading of its
 * own add nothing. */
static struct row words_row(struct arena *arena, const struct row *above, const struct row *below)
{
    struct row row = wide_row(arena, above, below);
    struct str group = STR("");
    for (uint32_t field = 0; field < row.count; field++) {
        struct str own = row_cell(above, field), words = row_cell(below, field);
        bool shared = (field + 1 < row.count && row_cell(above, field + 1).length == 0 &&
                       row_cell(below, field + 1).length > 0) ||
                      own.length == 0;
        group = own.length > 0 ? own : group;
        struct buffer name = {.arena = arena};
        bool bare = words.length == 0 || !shared || str_equal(label_key(arena, words), STR("budget"));
        buffer_print(&name, bare ? "%.*s" : "%.*s %.*s", STR_ARG(group), STR_ARG(words));
        row.cells[field] = own.length == 0 && words.length == 0 ? own : buffer_text(&name);
    }
    return row;
}

void header_join(struct arena *arena, struct rows *rows, size_t i)
{
    struct row *row = &rows->list.items[i];
    if (i + 1 >= rows->list.count || header_is_data(row))
        return;
    bool second = is_second_line(arena, row + 1, row_first_filled(row));
    bool words = !second && is_line_of_words(arena, row, row + 1);
    if (!(second && !names_column_twice(arena, row, row + 1)) && !words)
        return;
    struct row joined = second ? joined_row(arena, row, row + 1) : words_row(arena, row, row + 1);
    if (header_kind(arena, &joined) == TABLE_NONE)
        return;
    *row = joined;
    row[1].count = 0;
}

/* ---- words above a header ---- */

/* Years or a total stand as headings right of the labels. */
static bool heads_years(struct arena *arena, const struct row *row, uint32_t left)
{
    bool heads = false;
    for (uint32_t field = left + 1; field < row->count && !heads; field++) {
        int year = 0;
        int64_t unit = 0;
        enum concept concept = header_concept(arena, row_cell(row, field), &year, &unit);
        heads = concept == COL_YEAR || concept == COL_TOTAL;
    }
    return heads;
}

/* Something stands below a column that has no name in the row above. */
static bool names_more(const struct row *row, const struct row *below, uint32_t left)
{
    bool names = false;
    for (uint32_t field = left + 1; field < below->count && !names; field++)
        names = row_cell(below, field).length != 0 && row_cell(row, field).length == 0;
    return names;
}

bool header_is_below(struct arena *arena, const struct row *row, const struct row *below, uint32_t left)
{
    struct str label = label_key(arena, row_cell(below, left));
    bool pivot = str_equal(label, STR("radetiketter")) || str_equal(label, STR("row labels"));
    bool years =
        names_more(row, below, left) && heads_years(arena, below, left) && !key_has(label, CLUE_TOTAL);
    return (pivot || years) && !header_is_data(row) && !header_is_data(below) &&
           !heads_years(arena, row, left);
}
