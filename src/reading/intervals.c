/* Interval tables: bounds that stand in one cell, which rows are totals, and over how many years. */
#include "fill.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/lexeme.h"

#include <stdio.h>

/* How many years a total in an interval table is for: "årlig" 1, "treårigt", "3-årig" and "tre år" 3; else 0. */
static int years_in_label(struct arena *arena, struct str key)
{
    static const char *const numbers[][3] = {{"två", "2", "two"},   {"tre", "3", "three"},
                                             {"fyra", "4", "four"}, {"fem", "5", "five"},
                                             {"sex", "6", "six"},   {"sju", "7", "seven"}};
    static const char *const yearly[] = {"årlig", "per år", "annual", "yearly", "per year"};
    static const char *const forms[] = {" %sårig", " %s årig", " %s år", " %s year"};
    struct buffer spaced = {.arena = arena};
    char words[32];
    buffer_print(&spaced, " %.*s", STR_ARG(key)); /* a word begins after a blank, the first one too */
    key = buffer_text(&spaced);
    for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++)
        for (size_t spelling = 0; spelling < 3; spelling++)
            for (size_t form = 0; form < sizeof forms / sizeof *forms; form++) {
                snprintf(words, sizeof words, forms[form], numbers[n][spelling]);
                if (str_find(key, str_from(words)) >= 0)
                    return (int)n + 2;
            }
    for (size_t i = 0; i < sizeof yearly / sizeof *yearly; i++)
        if (str_find(key, str_from(yearly[i])) >= 0)
            return 1;
    return 0;
}

static bool begins_as_total(struct str key)
{
    return str_starts(key, STR("total")) || str_starts(key, STR("summa")) || str_starts(key, STR("sum ")) ||
           str_find(key, STR("årig total")) >= 0;
}

void settle_interval_row(struct arena *arena, struct item *item, struct str key)
{
    if (item->concept == UNKNOWN && begins_as_total(key)) {
        item->concept = ROW_TOTAL;
        item->form = FORM_TOTAL;
    }
    if (item->concept == ROW_TOTAL)
        item->period_years = years_in_label(arena, key);
}

/* ---- both bounds in one cell ---- */

enum { LEAST_INTERVALS = 2 };

/* The heading says what the amounts are in, or that they are costs. */
static bool heads_amounts(struct arena *arena, struct str heading)
{
    int year = 0;
    int64_t unit = 0;
    enum concept concept = header_concept(arena, heading, &year, &unit);
    return unit != 0 || concept == COL_COST || concept == COL_TOTAL;
}

/* Below the header `first` each row to `end` has an interval in the field, with a unit or below a heading of amounts. */
static bool holds_intervals(struct arena *arena, const struct rows *rows, size_t first, size_t end,
                            uint32_t field)
{
    struct str low, high;
    bool amounts = heads_amounts(arena, row_cell(&rows->list.items[first], field));
    for (size_t i = first + 1; i < end; i++)
        if (!interval_cut(arena, row_cell(&rows->list.items[i], field), &low, &high) ||
            (!amounts && number_read(high, 0).unit == 0))
            return false;
    return end > first + LEAST_INTERVALS;
}

/* "Lägst (tkr)" of "Kostnad (tkr)". */
static struct str bound_heading(struct arena *arena, struct str heading, enum concept bound)
{
    struct money_unit unit = unit_take(&heading);
    const char *name = unit.ore ? unit_name(unit.ore, unit.currency) : NULL;
    struct buffer text = {.arena = arena};
    buffer_add(&text, concept_name(bound, SWEDISH));
    if (name)
        buffer_print(&text, " (%s)", name);
    return buffer_text(&text);
}

static void split_column(struct arena *arena, struct rows *rows, size_t first, size_t end, uint32_t field)
{
    uint32_t last = 0;
    for (size_t i = first; i < end; i++)
        last = rows->list.items[i].count > last ? rows->list.items[i].count : last;
    for (size_t i = first; i < end; i++) {
        struct row *row = &rows->list.items[i];
        struct str cell = row_cell(row, field), low = bound_heading(arena, cell, COL_LOW),
                   high = bound_heading(arena, cell, COL_HIGH);
        if (i > first)
            interval_cut(arena, cell, &low, &high);
        row_put_part(arena, row, field, low, field);
        row_put_part(arena, row, last, high,
                     i > first ? field : last); /* a column is known by its header's field */
    }
}

/* Some cell of the row is an interval. */
static bool has_interval(struct arena *arena, const struct row *row)
{
    struct str low, high;
    bool found = false;
    for (uint32_t field = 1; field < row->count && !found; field++)
        found = interval_cut(arena, row->cells[field], &low, &high);
    return found;
}

void intervals_split(struct arena *arena, struct rows *rows)
{
    for (size_t first = 0, end; first + 1 < rows->list.count; first = end) {
        end = first + 1;
        if (!has_interval(arena, &rows->list.items[end]))
            continue;
        while (end < rows->list.count && !row_is_blank(&rows->list.items[end]))
            end++;
        for (uint32_t field = 1; field < rows->list.items[first].count; field++)
            if (holds_intervals(arena, rows, first, end, field)) {
                split_column(arena, rows, first, end, field);
                break;
            }
    }
}
