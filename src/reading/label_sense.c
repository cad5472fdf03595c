#include "label_sense.h"

#include "budgetkoll/number.h"
#include "budgetkoll/wordings.h"

static void find_sense(struct arena *arena, struct str label, struct label_sense *sense)
{
    *sense = (struct label_sense){.printable = label_printable(arena, label)};
    sense->has_rate = label_take_rate(&label, &sense->rate);
    sense->key = label_key(arena, label);
    sense->in_costs = vocabulary_find(DOMAIN_COST, sense->key);
    sense->in_financing = vocabulary_find(DOMAIN_FINANCING, sense->key);
    sense->in_totals = vocabulary_find(DOMAIN_TOTALS, sense->key);
    sense->is_included = key_is_included(sense->key);
    sense->is_result = key_is_result(sense->key);
    sense->is_total = key_is_total(sense->key);
    sense->is_subtotal = key_is_subtotal(sense->key);
    sense->is_control = key_is_control(sense->key);
    sense->begins_as_control = key_begins_as_control(sense->key);
    sense->is_office = key_is_office(sense->key);
}

/* ---- labels that come again ---- */

/* A hash table that is never full: when so many are known, further ones are not kept. */
enum { SLOTS = 1024, MOST_KNOWN = SLOTS / 2, LONGEST_KNOWN = 120 };

struct known_label {
    struct str label; /* empty: none stands here */
    struct label_sense sense;
};

struct known_labels {
    struct arena *arena;
    size_t count;
    struct known_label slots[SLOTS];
};

struct known_labels *known_labels_new(struct arena *arena)
{
    struct known_labels *known = ARENA_NEW(arena, struct known_labels);
    known->arena = arena;
    return known;
}

static struct known_label *find_slot(struct known_labels *known, struct str label)
{
    size_t at = str_hash(label) % SLOTS;
    while (known->slots[at].label.length > 0 && !str_equal(known->slots[at].label, label))
        at = (at + 1) % SLOTS;
    return &known->slots[at];
}

const struct label_sense *label_sense(struct arena *arena, struct known_labels *known, struct str label)
{
    bool may_keep = known && label.length > 0 && label.length <= LONGEST_KNOWN;
    struct known_label *slot = may_keep ? find_slot(known, label) : NULL;
    if (slot && slot->label.length > 0)
        return &slot->sense;
    if (!slot || known->count == MOST_KNOWN) {
        struct label_sense *sense = ARENA_NEW(arena, struct label_sense);
        find_sense(arena, label, sense);
        return sense;
    }
    slot->label = (struct str){arena_copy(known->arena, label.data, label.length), label.length};
    find_sense(known->arena, slot->label, &slot->sense);
    known->count++;
    return &slot->sense;
}
