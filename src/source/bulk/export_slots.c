/* Categories and lines by their texts: a hash table, since a case may have thousands. */
#include "export_case.h"

static size_t slot_at(const struct export_collector *collector, const void *owner, struct str text)
{
    uint64_t hash = str_hash(text) ^ (uint64_t)(uintptr_t)owner >> 4; /* whose last bits are always zero */
    size_t at = hash & (collector->slot_count - 1);
    const struct export_slot *slots = collector->slots;
    while (slots[at].line && (slots[at].owner != owner || !str_equal(slots[at].text, text)))
        at = (at + 1) & (collector->slot_count - 1);
    return at;
}

static void grow_slots(struct export_collector *collector)
{
    enum { FIRST_SLOTS = 256 };
    struct export_slot *old = collector->slots;
    size_t count = collector->slot_count;
    if (count > collector->used * 2)
        return;
    collector->slot_count = count ? count * 2 : FIRST_SLOTS;
    collector->slots = ARENA_ARRAY(collector->arena, struct export_slot, collector->slot_count);
    for (size_t i = 0; i < count; i++)
        if (old[i].line)
            collector->slots[slot_at(collector, old[i].owner, old[i].text)] = old[i];
}

struct export_line *export_find_line(struct export_collector *collector, const void *owner, struct str text)
{
    grow_slots(collector);
    return collector->slots[slot_at(collector, owner, text)].line;
}

void export_name_line(struct export_collector *collector, const void *owner, struct str text,
                      struct export_line *line)
{
    collector->slots[slot_at(collector, owner, text)] = (struct export_slot){owner, text, line};
    collector->used++;
}

struct export_line *export_new_line(struct export_collector *collector, struct text_cell label)
{
    struct export_line *line = ARENA_NEW(collector->arena, struct export_line);
    line->label = label;
    return line;
}
