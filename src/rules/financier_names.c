/* The financiers of a case, and small things. */
#include "rules.h"

/* FNV-1a over the words. */
uint32_t stems_hash(const struct words *stems)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < stems->list.count; i++)
        for (size_t at = 0; at < stems->list.items[i].length; at++)
            hash = (hash ^ (unsigned char)stems->list.items[i].data[at]) * 16777619U;
    return hash;
}

bool same_financier(const struct financier *a, const struct financier *b)
{
    return a->hash == b->hash && stems_equal(&a->stems, &b->stems);
}

static void add_financier(const struct rule_context *context, struct financiers *financiers,
                          const struct item *group, const struct item *row)
{
    struct financier financier = {group, row, name_stems(context->arena, row->label), 0, false};
    financier.hash = stems_hash(&financier.stems);
    for (size_t i = 0; i < financiers->list.count && !financier.repeats; i++)
        financier.repeats = same_financier(&financiers->list.items[i], &financier);
    if (financier.stems.list.count > 0)
        *ARENA_PUSH(context->arena, &financiers->list) = financier;
}

struct financiers financiers_find(const struct rule_context *context)
{
    static const enum concept groups[] = {PUBLIC_CASH, PRIVATE_CASH, PUBLIC_IN_KIND, PRIVATE_IN_KIND};
    struct financiers financiers = {0};
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        const struct item *group = budget_item(context->budget, TABLE_FINANCING, groups[g]);
        for (size_t i = 0; group && i < group->lines.count; i++)
            add_financier(context, &financiers, group, group->lines.items[i]);
    }
    return financiers;
}

/* ---- small things ---- */

struct str date_words(struct rule_context *context, struct date date)
{
    return words_of_date(context->arena, date);
}

struct str kronor_words(struct rule_context *context, money amount)
{
    return words_of_money(context->arena, context->findings->language, amount, context->budget->currency);
}

bool item_total(const struct item *item, money *total)
{
    const struct cell *cell = item_cell(item, SCOPE_TOTAL);
    *total = 0;
    if (cell && cell->state == CELL_VALUE) {
        *total = cell->value;
        return true;
    }
    for (size_t i = 0; i < item->table->columns.count; i++) {
        bool year = item->table->columns.items[i].concept == COL_YEAR;
        if (year && item->cells[i].state == CELL_UNREADABLE)
            return false;
        if (year && item->cells[i].state == CELL_VALUE && !money_add(*total, item->cells[i].value, total))
            return false;
    }
    return true;
}

struct str share_words(struct rule_context *context, money part, money whole)
{
    struct buffer text = {.arena = context->arena};
    struct ratio share;
    if (ratio_make(part, whole, &share))
        words_share(&text, context->findings->language, share);
    return buffer_text(&text);
}
