/* Direct cost lines that the flat rate for indirect costs already covers. */
#include "rules.h"

/* A listed word or phrase stands in the key at a word's beginning; "*" at its end lets the word go on. */
static bool matches(struct rule_context *context, struct str key, struct str listed)
{
    bool open = str_ends(listed, STR("*"));
    struct str phrase = label_key(context->arena, listed);
    for (size_t at = 0; at + phrase.length <= key.length; at++) {
        bool begins = at == 0 || key.data[at - 1] == ' ';
        size_t end = at + phrase.length;
        if (begins && str_equal(str_slice(key, at, end), phrase) &&
            (open || end == key.length || key.data[end] == ' '))
            return true;
    }
    return false;
}

static bool is_excepted(struct rule_context *context, struct str key)
{
    const struct scheme *scheme = context->system->conditions.scheme;
    for (size_t i = 0; i < scheme->overlap_exceptions.count; i++)
        if (matches(context, key, scheme->overlap_exceptions.items[i]))
            return true;
    return false;
}

static void check_line(struct rule_context *context, const struct item *line)
{
    const struct scheme *scheme = context->system->conditions.scheme;
    struct str key = label_key(context->arena, line->label);
    if (!line->has_amount || is_excepted(context, key))
        return;
    for (size_t i = 0; i < scheme->overlap_words.count; i++) {
        struct str listed = scheme->overlap_words.items[i];
        if (!matches(context, key, listed))
            continue;
        if (str_ends(listed, STR("*")))
            listed.length--;
        struct finding *finding = finding_add(context->findings, RULE_FLAT_RATE_OVERLAP, line->origin,
                                              (struct message){MESSAGE_OVERLAP, {line->label, listed}});
        finding->cell = line->label;
        finding_set_action(context->findings, finding, (struct message){MESSAGE_DO_OVERLAP, {{0}}});
        return;
    }
}

void rule_flat_rate_overlap(struct rule_context *context)
{
    static const enum concept direct[] = {STAFF, EXTERNAL, TRAVEL, INVESTMENT, OTHER_COST};
    bool flat_rate = budget_item(context->budget, TABLE_COSTS, INDIRECT) ||
                     budget_item(context->budget, TABLE_COSTS, FLAT_RATE);
    for (size_t c = 0; flat_rate && c < sizeof direct / sizeof *direct; c++) {
        const struct item *group = budget_item(context->budget, TABLE_COSTS, direct[c]);
        for (size_t i = 0; group && i < group->lines.count; i++)
            check_line(context, group->lines.items[i]);
    }
}
