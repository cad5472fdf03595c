/* Financiers, and whether two names mean the same organisation. */
#include "rules.h"

/* Words that every organisation of a kind bears, and that may be left out when it is named. */
static bool is_optional_word(struct str word)
{
    static const char *const words[] = {"kommun", "kommunen", "stad",      "ab",
                                        "svb",    "län",      "ekonomisk", "förening"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(word, str_from(words[i])))
            return true;
    return false;
}

bool is_kind_word(struct str word)
{
    static const char *const beginnings[] = {"region",      "landsting", "länsstyrelse", "kommunförbund",
                                             "universitet", "högskola",  "stiftelse"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (str_starts(word, str_from(beginnings[i])))
            return true;
    return false;
}

/* The name without what stands in parentheses. */
static struct str without_parentheses(struct arena *arena, struct str name)
{
    struct buffer text = {.arena = arena};
    int depth = 0;
    for (size_t i = 0; i < name.length; i++) {
        depth += name.data[i] == '(';
        if (depth == 0)
            buffer_add_char(&text, name.data[i]);
        depth -= name.data[i] == ')' && depth > 0;
    }
    return buffer_text(&text);
}

struct words name_stems(struct arena *arena, struct str name)
{
    struct words words = label_words(arena, label_key(arena, without_parentheses(arena, name)));
    for (size_t i = 0; i < words.list.count; i++)
        if (words.list.items[i].length > 3 && str_ends(words.list.items[i], STR("s")))
            words.list.items[i].length--;
    return words;
}

bool stems_equal(const struct words *a, const struct words *b)
{
    if (a->list.count != b->list.count)
        return false;
    for (size_t i = 0; i < a->list.count; i++)
        if (!str_equal(a->list.items[i], b->list.items[i]))
            return false;
    return true;
}

static bool has_word(const struct words *words, struct str word)
{
    for (size_t i = 0; i < words->list.count; i++)
        if (str_equal(words->list.items[i], word))
            return true;
    return false;
}

bool stems_named_in(const struct words *name, const struct words *text)
{
    size_t needed = 0;
    for (size_t i = 0; i < name->list.count; i++) {
        if (is_optional_word(name->list.items[i]))
            continue;
        needed++;
        if (!has_word(text, name->list.items[i]))
            return false;
    }
    for (size_t i = 0; i < text->list.count; i++)
        if (is_kind_word(text->list.items[i]) && !has_word(name, text->list.items[i]))
            return false;
    return needed > 0;
}

/* FNV-1a over the words. */
static uint32_t hash_stems(const struct words *stems)
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

static void add_financier(struct rule_context *context, struct financiers *financiers,
                          const struct item *group, const struct item *row)
{
    struct financier financier = {group, row, name_stems(context->arena, row->label), 0, false};
    financier.hash = hash_stems(&financier.stems);
    for (size_t i = 0; i < financiers->list.count && !financier.repeats; i++)
        financier.repeats = same_financier(&financiers->list.items[i], &financier);
    if (financier.stems.list.count > 0)
        *ARENA_PUSH(context->arena, &financiers->list) = financier;
}

struct financiers financiers_find(struct rule_context *context)
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
    return words_of_kronor(context->arena, context->findings->language, amount);
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
