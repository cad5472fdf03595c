/* What the rows of a ledger are, by their labels and by what stands above them. */
#include "ledger.h"

bool ledger_is_budget(enum table_kind kind)
{
    return kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, kind);
}

static struct meaning row_meaning(const struct ledger *ledger, const struct wording *words)
{
    enum table_kind kind = ledger->table->kind;
    return kind == TABLE_COSTS      ? words->in_costs
           : ledger_is_budget(kind) ? words->in_financing
                                    : words->in_totals;
}

/* "Summa personal", "Totalt externa tjänster": the total of the row that the rest of the label names. */
static struct meaning named_total(const struct ledger *ledger, struct str key)
{
    enum domain domain = ledger->table->kind == TABLE_COSTS ? DOMAIN_COST : DOMAIN_FINANCING;
    static const char *const beginnings[] = {"summa ", "total ", "totalt ", "sum of "};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        struct str beginning = str_from(beginnings[i]);
        if (!str_starts(key, beginning))
            continue;
        struct meaning meaning = vocabulary_find(domain, str_slice(key, beginning.length, key.length));
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

struct meaning ledger_meaning(const struct ledger *ledger, const struct wording *words, bool dashed)
{
    struct meaning meaning = row_meaning(ledger, words);
    if (meaning.concept != UNKNOWN || !ledger_is_budget(ledger->table->kind))
        return meaning;
    bool of_group = ledger->group && !ledger->group->has_amount && wording_has(words, CLUE_SUBTOTAL);
    bool plain = !dashed && (of_group || words->in_totals.concept == ROW_TOTAL);
    return plain ? plain_total(ledger) : named_total(ledger, words->key);
}

/* The sum of costs above the row of revenue, or NULL where either is missing. */
static struct item *sum_before_revenue(const struct table *table)
{
    struct item *sum = NULL;
    for (size_t i = 0; i < table->items.count; i++) {
        struct item *item = table->items.items[i];
        if (item->concept == REVENUE)
            return sum;
        if (item->concept == SUM_COSTS || item->concept == TOTAL_COSTS)
            sum = item;
    }
    return NULL;
}

/* "Total costs", "Net revenue", "Total eligible costs": the first is what revenue is taken from. */
static void settle_net(const struct ledger *ledger, struct item *item)
{
    struct item *before = sum_before_revenue(ledger->table);
    bool is_sum = item->concept == SUM_COSTS || item->concept == TOTAL_COSTS;
    if (!is_sum || !before || table_row(ledger->table, ACTUAL_COSTS) || table_row(ledger->table, IN_KIND))
        return;
    before->concept = SUM_COSTS;
    item->concept = ACTUAL_COSTS;
}

void ledger_settle_sum(const struct ledger *ledger, struct item *item)
{
    settle_net(ledger, item);
    if (item->concept != SUM_COSTS || table_row(ledger->table, TOTAL_COSTS))
        return;
    if (table_row(ledger->table, ACTUAL_COSTS) || table_row(ledger->table, IN_KIND))
        item->concept = TOTAL_COSTS;
}
