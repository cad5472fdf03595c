/* What the rows of a ledger are, by their labels and by what stands above them. */
#include "ledger.h"

#include "budgetkoll/wordings.h"

bool ledger_is_budget(enum table_kind kind)
{
    return kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, kind);
}

static struct meaning row_meaning(const struct ledger *ledger, struct str key)
{
    enum table_kind kind = ledger->table->kind;
    enum domain domain = kind == TABLE_COSTS      ? DOMAIN_COST
                         : ledger_is_budget(kind) ? DOMAIN_FINANCING
                                                  : DOMAIN_TOTALS;
    return vocabulary_find(domain, key);
}

/* "Summa personal", "Totalt externa tjänster": the total of the row that the rest of the label names. */
static struct meaning named_total(const struct ledger *ledger, struct str key)
{
    static const char *const beginnings[] = {"summa ", "total ", "totalt ", "sum of "};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        struct str beginning = str_from(beginnings[i]);
        if (!str_starts(key, beginning))
            continue;
        struct meaning meaning = row_meaning(ledger, str_slice(key, beginning.length, key.length));
        return (struct meaning){meaning.form == FORM_GROUP ? meaning.concept : UNKNOWN, FORM_TOTAL};
    }
    return (struct meaning){UNKNOWN, FORM_GROUP};
}

/* A row "Summa" in a budget's own table: the open group's total, or that of the table so far. */
static struct meaning plain_total(const struct ledger *ledger)
{
    enum concept concept = ledger->table->kind == TABLE_COSTS ? SUM_COSTS : CO_FINANCING;
    if (ledger->group && !ledger->group->has_amount)
        concept = ledger->group->concept;
    else if (concept == CO_FINANCING && table_row(ledger->table, EU_AID))
        concept = TOTAL_FINANCING;
    return (struct meaning){concept, FORM_TOTAL};
}

struct meaning ledger_meaning(const struct ledger *ledger, struct str key, bool dashed)
{
    struct meaning meaning = row_meaning(ledger, key);
    if (ledger->table->kind == TABLE_OTHER && (key_is_total(key) || key_is_result(key)))
        return (struct meaning){ROW_TOTAL, FORM_TOTAL};
    if (meaning.concept != UNKNOWN || !ledger_is_budget(ledger->table->kind))
        return meaning;
    bool of_group = ledger->group && !ledger->group->has_amount && key_is_subtotal(key);
    bool plain = !dashed && (of_group || vocabulary_find(DOMAIN_TOTALS, key).concept == ROW_TOTAL);
    return plain ? plain_total(ledger) : named_total(ledger, key);
}

void ledger_settle_sum(const struct ledger *ledger, struct item *item)
{
    if (item->concept != SUM_COSTS || table_row(ledger->table, TOTAL_COSTS))
        return;
    if (table_row(ledger->table, ACTUAL_COSTS) || table_row(ledger->table, IN_KIND))
        item->concept = TOTAL_COSTS;
}
