/* Financing without groups: the financiers stand right below the header, and a sum of them ends the table. */
#include "ledger.h"

#include "budgetkoll/wordings.h"

enum financier_row { FINANCIER, SUM_OF_FINANCIERS, NOT_PLAIN };

static enum financier_row row_kind(const struct ledger *ledger, size_t row)
{
    struct filler *filler = ledger->filler;
    struct str label = filler_cell(filler, row, ledger->label_field);
    if (take_dash(&label) || label.length == 0 ||
        !row_holds_amount(filler_row(filler, row), (uint32_t)ledger->label_field))
        return NOT_PLAIN;
    const struct label_sense *sense = label_sense(filler->arena, filler->known, label);
    enum concept concept = sense->in_financing.concept;
    if (concept == CO_FINANCING || concept == TOTAL_FINANCING || sense->in_totals.concept == ROW_TOTAL)
        return SUM_OF_FINANCIERS;
    bool made_of_others = sense->is_total || sense->is_included || sense->is_result || sense->is_control;
    return concept != UNKNOWN || made_of_others ? NOT_PLAIN : FINANCIER;
}

bool ledger_has_plain_financiers(const struct ledger *ledger)
{
    const struct filler *filler = ledger->filler;
    enum financier_row last = NOT_PLAIN;
    if (ledger->table->kind != TABLE_FINANCING)
        return false;
    for (size_t row = filler->segment.first; row < filler->segment.end; row++) {
        if (!filler_is_data(filler, row))
            continue;
        enum financier_row kind = row_kind(ledger, row);
        if (kind == NOT_PLAIN || last == SUM_OF_FINANCIERS ||
            (kind == SUM_OF_FINANCIERS && last == NOT_PLAIN))
            return false;
        last = kind;
    }
    return last == SUM_OF_FINANCIERS;
}

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

void ledger_close_financiers(struct ledger *ledger, struct item *total)
{
    struct arena *arena = ledger->filler->arena;
    for (size_t i = 0; i < ledger->financiers.count; i++)
        *ARENA_PUSH(arena, &total->lines) = ledger->financiers.items[i];
    if (!is_named_total(arena, total) && !is_headed_co_financing(ledger))
        total->concept = TOTAL_FINANCING;
}

void financiers_settle(struct arena *arena, const struct budget *budget)
{
    bool has_aid = budget_item(budget, TABLE_FINANCING, EU_AID) != NULL;
    for (size_t t = 0; has_aid && t < budget->tables.count; t++) {
        struct table *table = budget->tables.items[t];
        for (size_t i = 0; table->kind == TABLE_FINANCING && i < table->items.count; i++) {
            struct item *total = table->items.items[i];
            if (total->concept == TOTAL_FINANCING && total->lines.count > 0 && !is_named_total(arena, total))
                total->concept = CO_FINANCING;
        }
    }
}
