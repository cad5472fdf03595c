/* The unit of a table's amounts, where its title or a line of its own states it: "Alla belopp i tkr". */
#include "recogniser.h"

#include "budgetkoll/label.h"
#include "budgetkoll/wordings.h"

/* What is left of a line that states the unit of all amounts: nothing, "Alla belopp", "All figures are given". */
static bool names_amounts(struct str key)
{
    static const char *const verbs[] = {" anges", " är",        " visas", " redovisas",
                                        " are",   " are given", " given"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (str_ends(key, str_from(verbs[i])))
            key.length -= strlen(verbs[i]);
    return key.length == 0 || key_has(key, CLUE_AMOUNTS);
}

bool recognise_unit_line(struct recogniser *recogniser, size_t row, uint32_t field)
{
    struct str cell = row_cell(recogniser_row(recogniser, row), field);
    struct money_unit unit = unit_find(&cell);
    if (unit.ore == 0 || !names_amounts(label_key(recogniser->scratch, cell)))
        return false;
    *ARENA_PUSH(recogniser->own, &recogniser->units) = (struct unit_line){row, unit};
    return true;
}

/* The unit that a line above a table states: its title, or words of which some are one. */
static struct money_unit unit_of_title(const struct recogniser *recogniser, long title)
{
    struct money_unit unit = {.ore = 0};
    const struct row *row = title == NO_ROW ? NULL : recogniser_row(recogniser, (size_t)title);
    for (uint32_t field = 0; row && field < row->count && unit.ore == 0; field++) {
        struct str cell = row_cell(row, field);
        unit = row_filled(row) == 1 ? unit_find(&cell) : unit_take(&cell);
    }
    return unit;
}

/* The unit that the last line above a row states. */
static struct money_unit unit_above(const struct recogniser *recogniser, size_t row)
{
    struct money_unit unit = {.ore = 0};
    for (size_t i = 0; i < recogniser->units.count; i++)
        if (recogniser->units.items[i].row < row)
            unit = recogniser->units.items[i].unit;
    return unit;
}

/* "Alla belopp i tkr" as a footnote, or a title "Budget i tkr" that nothing follows: where nothing else was said. */
static struct money_unit unit_below(const struct recogniser *recogniser, long last_title)
{
    const struct found_tables *found = &recogniser->found;
    size_t last = found->list.count > 0 ? found->list.items[found->list.count - 1].first : 0;
    if (recogniser->units.count == 0)
        return unit_of_title(recogniser, last_title);
    bool is_footnote = recogniser->units.count == 1 && recogniser->units.items[0].row > last;
    return is_footnote ? recogniser->units.items[0].unit : (struct money_unit){.ore = 0};
}

void recognise_units(struct recogniser *recogniser, long last_title)
{
    struct money_unit below = unit_below(recogniser, last_title);
    for (size_t i = 0; i < recogniser->found.list.count; i++) {
        struct found_table *table = &recogniser->found.list.items[i];
        struct money_unit unit = unit_of_title(recogniser, table->title);
        unit = unit.ore == 0 ? unit_above(recogniser, table->first) : unit;
        unit = unit.ore == 0 ? below : unit;
        table->unit = unit.ore;
        table->currency = unit.currency;
    }
}
