/* Categories and lines by their texts: a hash table, since a case may have thousands. */
#include "bulk_case.h"

static size_t slot_at(const struct bulk_collector *collector, const void *owner, struct str text)
{
    uint64_t hash = str_hash(text) ^ (uint64_t)(uintptr_t)owner >> 4; /* whose last bits are always zero */
    size_t at = hash & (collector->slot_count - 1);
    const struct bulk_slot *slots = collector->slots;
    while (slots[at].line && (slots[at].owner != owner || !str_equal(slots[at].text, text)))
        at = (at + 1) & (collector->slot_count - 1);
    return at;
}

static void grow_slots(struct bulk_collector *collector)
{
    enum { FIRST_SLOTS = 256 };
    struct bulk_slot *old = collector->slots;
    size_t count = collector->slot_count;
    if (count > collector->used * 2)
        return;
    collector->slot_count = count ? count * 2 : FIRST_SLOTS;
    collector->slots = ARENA_ARRAY(collector->arena, struct bulk_slot, collector->slot_count);
    for (size_t i = 0; i < count; i++)
        if (old[i].line)
            collector->slots[slot_at(collector, old[i].owner, old[i].text)] = old[i];
}

struct bulk_line *bulk_find_line(struct bulk_collector *collector, const void *owner, struct str text)
{
    grow_slots(collector);
    return collector->slots[slot_at(collector, owner, text)].line;
}

void bulk_name_line(struct bulk_collector *collector, const void *owner, struct str text,
                    struct bulk_line *line)
{
    collector->slots[slot_at(collector, owner, text)] = (struct bulk_slot){owner, text, line};
    collector->used++;
}

struct bulk_line *bulk_new_line(struct bulk_collector *collector, struct text_cell label)
{
    struct bulk_line *line = ARENA_NEW(collector->arena, struct bulk_line);
    line->label = label;
    return line;
}
