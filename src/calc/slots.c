#include "slots.h"

#include "budgetkoll/buffer.h"

static void put(struct slots *slots, struct slot slot)
{
    if (slot.cell->id < slots->count && slot.cell->state != CELL_ABSENT)
        slots->items[slot.cell->id] = slot;
}

static bool has_total(const struct item *row)
{
    const struct cell *total = item_cell(row, SCOPE_TOTAL);
    return total && total->state >= CELL_VALUE;
}

/* Applications leave the totals of their detail lines blank; that is their layout, and nothing is missing. */
static bool gives_lines_totals(const struct table *table)
{
    for (size_t i = 0; i < table->items.count; i++)
        for (size_t line = 0; line < table->items.items[i]->lines.count; line++)
            if (has_total(table->items.items[i]->lines.items[line]))
                return true;
    return false;
}

static void put_row(struct slots *slots, struct item *row, bool leaves_total)
{
    enum value_kind kind = concept_kind(row->concept) == VALUE_PERCENT ? VALUE_PERCENT : VALUE_AMOUNT;
    for (size_t i = 0; i < row->table->columns.count; i++) {
        int scope = row->table->columns.items[i].scope;
        put(slots, (struct slot){.cell = &row->cells[i],
                                 .row = row,
                                 .scope = scope,
                                 .kind = kind,
                                 .is_left_out = leaves_total && scope == SCOPE_TOTAL});
    }
}

static void put_table(struct slots *slots, struct table *table)
{
    bool leaves_totals = table_has_years(table) && !gives_lines_totals(table);
    for (size_t i = 0; i < table->items.count; i++) {
        struct item *row = table->items.items[i];
        put_row(slots, row, false);
        for (size_t line = 0; line < row->lines.count; line++)
            put_row(slots, row->lines.items[line], leaves_totals);
    }
}

static void put_activities(struct slots *slots, struct arena *arena, struct budget *budget)
{
    for (size_t i = 0; i < budget->activities.count; i++) {
        struct activity *activity = &budget->activities.items[i];
        struct buffer name = {.arena = arena};
        buffer_print(&name, "%.*s / Kostnad", STR_ARG(activity->name));
        put(slots, (struct slot){.cell = &activity->cost, .kind = VALUE_AMOUNT, .name = buffer_text(&name)});
    }
}

static void put_facts(struct slots *slots, struct budget *budget)
{
    for (size_t i = 0; i < budget->facts.count; i++) {
        struct fact *fact = &budget->facts.items[i];
        if (concept_kind(fact->concept) == VALUE_AMOUNT)
            put(slots, (struct slot){.cell = &fact->cell,
                                     .kind = VALUE_AMOUNT,
                                     .name = concept_name(fact->concept, SWEDISH),
                                     .is_fact = true});
    }
}

struct slots slots_find(struct arena *arena, struct budget *budget)
{
    struct slots slots = {ARENA_ARRAY(arena, struct slot, budget->cell_count + 1), budget->cell_count};
    put_facts(&slots, budget);
    for (size_t t = 0; t < budget->tables.count; t++)
        put_table(&slots, budget->tables.items[t]);
    put_activities(&slots, arena, budget);
    return slots;
}

struct str slot_name(struct arena *arena, const struct slot *slot)
{
    return slot->row ? cell_name(arena, slot->row, slot->scope) : slot->name;
}
