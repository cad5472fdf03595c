#include "cells.h"

#include "budgetkoll/buffer.h"

static void put(struct slots *slots, struct slot slot)
{
    if (slot.cell->id < slots->count && slot.cell->state != CELL_ABSENT)
        slots->items[slot.cell->id] = slot;
}

static void put_row(struct slots *slots, struct item *row)
{
    enum value_kind kind = concept_kind(row->concept) == VALUE_PERCENT ? VALUE_PERCENT : VALUE_AMOUNT;
    for (size_t i = 0; i < row->table->columns.count; i++)
        put(slots, (struct slot){&row->cells[i], row, row->table->columns.items[i].scope, kind, {0}, false});
    for (size_t i = 0; i < row->lines.count; i++)
        put_row(slots, row->lines.items[i]);
}

static void put_activities(struct slots *slots, struct arena *arena, struct budget *budget)
{
    for (size_t i = 0; i < budget->activities.count; i++) {
        struct activity *activity = &budget->activities.items[i];
        struct buffer name = {.arena = arena};
        buffer_print(&name, "%.*s / Kostnad", STR_ARG(activity->name));
        put(slots,
            (struct slot){&activity->cost, NULL, SCOPE_TOTAL, VALUE_AMOUNT, buffer_text(&name), false});
    }
}

static void put_facts(struct slots *slots, struct budget *budget)
{
    for (size_t i = 0; i < budget->facts.count; i++) {
        struct fact *fact = &budget->facts.items[i];
        if (concept_kind(fact->concept) == VALUE_AMOUNT)
            put(slots, (struct slot){&fact->cell, NULL, SCOPE_TOTAL, VALUE_AMOUNT,
                                     concept_name(fact->concept, SWEDISH), true});
    }
}

struct slots slots_find(struct arena *arena, struct budget *budget)
{
    struct slots slots = {ARENA_ARRAY(arena, struct slot, budget->cell_count + 1), budget->cell_count};
    put_facts(&slots, budget);
    for (size_t t = 0; t < budget->tables.count; t++)
        for (size_t i = 0; i < budget->tables.items[t]->items.count; i++)
            put_row(&slots, budget->tables.items[t]->items.items[i]);
    put_activities(&slots, arena, budget);
    return slots;
}

struct str slot_name(struct arena *arena, const struct slot *slot)
{
    return slot->row ? cell_name(arena, slot->row, slot->scope) : slot->name;
}
