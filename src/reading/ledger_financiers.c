/* Financing without groups: see table_financiers(). */
#include "ledger.h"

/* "Medfinansiär": the table says itself that EU aid is not in it. */
static bool is_headed_co_financing(const struct ledger *ledger)
{
    struct filler *filler = ledger->filler;
    const struct row *header = filler_header(filler);
    struct str key =
        header ? label_key(filler->arena, row_cell(header, (uint32_t)ledger->label_field)) : STR("");
    return str_starts(key, STR("medfinansi")) || str_starts(key, STR("co financ"));
}

static bool is_named_total(struct arena *arena, const struct item *total)
{
    return vocabulary_find(DOMAIN_FINANCING, label_key(arena, total->label)).concept != UNKNOWN;
}

bool ledger_names_financier(const struct ledger *ledger, size_t row, const struct item *item)
{
    return ledger->plain.form != FINANCIERS_NONE && row < ledger->plain.sum && item->has_amount;
}

void ledger_add_financier(struct ledger *ledger, struct item *item)
{
    struct arena *arena = ledger->filler->arena;
    if (ledger->plain.form == FINANCIERS_BESIDE_AID) {
        item->role = ITEM_FINANCIER;
        *ARENA_PUSH(arena, &ledger->table->items) = item;
    } else {
        *ARENA_PUSH(arena, &ledger->financiers) = item;
    }
}

void ledger_close_financiers(struct ledger *ledger, struct item *total)
{
    struct arena *arena = ledger->filler->arena;
    for (size_t i = 0; i < ledger->financiers.count; i++)
        *ARENA_PUSH(arena, &total->lines) = ledger->financiers.items[i];
    bool may_be_all = ledger->plain.form == FINANCIERS_OF_SUM;
    if (may_be_all && !is_named_total(arena, total) && !is_headed_co_financing(ledger))
        total->concept = TOTAL_FINANCING;
}

void financiers_settle(struct arena *arena, const struct budget *budget)
{
    bool has_aid = budget_item(budget, TABLE_FINANCING, EU_AID) || budget_fact(budget, APPLIED);
    for (size_t t = 0; has_aid && t < budget->tables.count; t++) {
        struct table *table = budget->tables.items[t];
        for (size_t i = 0; table->kind == TABLE_FINANCING && i < table->items.count; i++) {
            struct item *total = table->items.items[i];
            if (total->concept == TOTAL_FINANCING && total->lines.count > 0 && !is_named_total(arena, total))
                total->concept = CO_FINANCING;
        }
    }
}
