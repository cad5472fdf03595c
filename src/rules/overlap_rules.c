/* Direct cost lines that the flat rate for indirect costs already covers. */
#include "rules.h"

#include <string.h>

/* Where the word after byte `at` of a key begins, or the key's length. */
static size_t next_word(struct str key, size_t at)
{
    const char *blank = memchr(key.data + at, ' ', key.length - at);
    return blank ? (size_t)(blank - key.data) + 1 : key.length;
}

/* The listed phrase stands at a word of the key, to the end of a word, or on into it when open. */
static bool matches(struct str key, size_t at, const struct listed *listed)
{
    size_t end = at + listed->key.length;
    return end <= key.length && str_equal(str_slice(key, at, end), listed->key) &&
           (listed->open || end == key.length || key.data[end] == ' ');
}

/* The first of the listed words that stands anywhere in the key, or NULL. */
static const struct listed *find_word(const struct listed_words *words, struct str key)
{
    size_t first = words->list.count;
    for (size_t at = 0; at < key.length; at = next_word(key, at))
        for (size_t i = 0; i < first; i++)
            if (matches(key, at, &words->list.items[i]))
                first = i;
    return first < words->list.count ? &words->list.items[first] : NULL;
}

static void check_line(struct rule_context *context, const struct item *line)
{
    const struct scheme *scheme = context->system->conditions.scheme;
    struct str key = label_key(context->arena, line->label);
    const struct listed *word = find_word(&scheme->overlap_words, key);
    if (!line->has_amount || !word || find_word(&scheme->overlap_exceptions, key))
        return;
    struct finding *finding = finding_add(context->findings, RULE_FLAT_RATE_OVERLAP, line->origin,
                                          (struct message){MESSAGE_OVERLAP, {line->label, word->key}});
    finding->cell = line->label;
    finding_set_action(context->findings, finding, (struct message){MESSAGE_DO_OVERLAP, {{0}}});
}

void rule_flat_rate_overlap(struct rule_context *context)
{
    bool flat_rate = budget_item(context->budget, TABLE_COSTS, INDIRECT) ||
                     budget_item(context->budget, TABLE_COSTS, FLAT_RATE);
    for (size_t c = 0; flat_rate && c < CATEGORIES; c++) {
        const struct item *group = category_is_direct(&categories[c])
                                       ? budget_item(context->budget, TABLE_COSTS, categories[c].concept)
                                       : NULL;
        for (size_t i = 0; group && i < group->lines.count; i++)
            check_line(context, group->lines.items[i]);
    }
}
