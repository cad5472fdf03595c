/* How a blank that must hold an amount is told: which, how much, and for which sums. */
#include "blank_search.h"

#include "budgetkoll/buffer.h"

enum { SHOWN = 3 };

/* "Konsult 2021" */
static struct str cell_words(const struct blank_search *search, const struct item *item, int scope)
{
    struct buffer text = {.arena = search->context->arena};
    enum language language = search->context->findings->language;
    buffer_add(&text, item_name(item, language));
    buffer_add_char(&text, ' ');
    buffer_add(&text, scope_name(text.arena, item, scope, language));
    return buffer_text(&text);
}

static struct str money_words(const struct blank_search *search, struct ratio amount, enum currency currency)
{
    money rounded = 0;
    ratio_round(amount, 1, ROUND_HALF_UP, &rounded);
    return words_of_money(search->context->arena, search->context->findings->language, rounded, currency);
}

/* "Konsult totalt 900 000 kr" */
static struct str sum_words(const struct blank_search *search, const struct relation *relation)
{
    struct buffer text = {.arena = search->context->arena};
    buffer_add(&text, relation->row ? cell_words(search, relation->row, relation->scope) : relation->label);
    buffer_add_char(&text, ' ');
    buffer_add(&text, money_words(search, node_evaluate(relation->target).ratio, relation->currency));
    return buffer_text(&text);
}

/* "Konsult 2020, Konsult 2021 och Resor 2021"; of many the first, and that there are more. */
struct name_list {
    struct str names[SHOWN];
    size_t count;
};

static void add_name(struct name_list *list, struct str name)
{
    if (list->count < SHOWN)
        list->names[list->count] = name;
    list->count++;
}

static struct str join_names(const struct blank_search *search, const struct name_list *list)
{
    struct arena *arena = search->context->arena;
    size_t shown = list->count < SHOWN ? list->count : SHOWN;
    bool is_whole = list->count == shown && shown > 1;
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < shown - is_whole; i++)
        buffer_print(&text, "%s%.*s", i ? ", " : "", STR_ARG(list->names[i]));
    if (is_whole)
        return message_text(arena, search->context->findings->language,
                            (struct message){MESSAGE_AND_ALSO, {buffer_text(&text), list->names[shown - 1]}});
    if (list->count > shown)
        buffer_add(&text, STR(" …"));
    return buffer_text(&text);
}

/* What the blank of that factor is: "900 000 − 300 000 − 400 000 = 200 000". */
static struct str calculation_words(const struct blank_search *search, const struct relation *relation,
                                    struct ratio factor, size_t except)
{
    struct arena *arena = search->context->arena;
    struct node *difference = ARENA_NEW(arena, struct node);
    bool in_target = factor.numerator > 0;
    if (!ratio_equal(ratio_absolute(factor), ratio_from(1)))
        return STR("");
    difference->kind = NODE_SUM;
    difference->value_kind = VALUE_AMOUNT;
    *ARENA_PUSH(arena, &difference->terms) =
        (struct term){fill_blanks(search, relation->target, except), in_target ? -1 : 1};
    *ARENA_PUSH(arena, &difference->terms) =
        (struct term){fill_blanks(search, relation->expression, except), in_target ? 1 : -1};
    return node_calculation(arena, difference, search->context->findings->language);
}

/* What lies within the tolerance is a note, as a difference is. */
static bool is_small(const struct blank_search *search, struct ratio amount)
{
    return ratio_within(amount, ratio_from(search->context->options->tolerance));
}

/* A finding at a blank, of an amount that is expected there. */
static struct finding *add_finding(struct blank_search *search, const struct node *node,
                                   struct message message, struct ratio amount)
{
    struct findings *findings = search->context->findings;
    struct finding *finding = finding_add(findings, RULE_SUM_BLANK, node->cell->origin, message);
    if (is_small(search, amount))
        finding->severity = NOTE;
    finding->cell = cell_name(search->context->arena, node->item, node->scope);
    finding->unit = UNIT_MONEY;
    finding->currency = node->cell->currency;
    finding->has_expected = ratio_round(amount, 1, ROUND_HALF_UP, &finding->expected);
    return finding;
}

static void relate_sum(struct blank_search *search, struct finding *finding, const struct relation *relation)
{
    finding_relate(search->context->findings, finding, relation->origin,
                   relation_cell(search->context->arena, relation));
}

static const struct demand *next_agreeing(const struct blank *blank, size_t *at)
{
    while (*at < blank->demands.count) {
        const struct demand *demand = &blank->demands.items[(*at)++];
        if (ratio_equal(demand->amount, blank->amount))
            return demand;
    }
    return NULL;
}

/* "Externa tjänster 2021 350 000 kr och Konsult totalt 900 000 kr" */
static struct str sums_of(const struct blank_search *search, const struct blank *blank)
{
    struct name_list sums = {0};
    size_t at = 0;
    for (const struct demand *demand; (demand = next_agreeing(blank, &at));)
        add_name(&sums, sum_words(search, demand->relation));
    return join_names(search, &sums);
}

void tell_blank(struct blank_search *search, size_t number)
{
    struct blank *blank = &search->blanks.items[number];
    size_t at = 0;
    const struct demand *demand = next_agreeing(blank, &at);
    if (!demand)
        return;
    struct str amount = money_words(search, blank->amount, demand->relation->currency);
    struct str name = cell_words(search, blank->node->item, blank->node->scope);
    struct message message = {MESSAGE_BLANK_MUST_BE, {name, amount, sums_of(search, blank)}};
    struct finding *finding = add_finding(search, blank->node, message, blank->amount);
    finding->calculation = calculation_words(search, demand->relation, demand->factor, number);
    finding_set_action(search->context->findings, finding, (struct message){MESSAGE_DO_SUM_BLANK, {amount}});
    blank->is_told = true;
    for (; demand; demand = next_agreeing(blank, &at))
        relate_sum(search, finding, demand->relation);
}

/* The blanks that are not settled and would take the rest to nothing. */
static bool may_mend(const struct blank_search *search, const struct open_relation *open, size_t leaf,
                     struct ratio rest)
{
    return search->blanks.items[open->leaves.items[leaf].blank].state != BLANK_SETTLED &&
           leaf_mends(open, &open->leaves.items[leaf], rest);
}

/* Every unknown has the factor of the first: then the amount is what they hold together, else the least that the listed ones
 * do. */
static bool share_factor(const struct blank_search *search, const struct open_relation *open,
                         struct ratio factor)
{
    for (size_t i = 0; i < open->leaves.count; i++)
        if (search->blanks.items[open->leaves.items[i].blank].state != BLANK_SETTLED &&
            !ratio_equal(open->leaves.items[i].factor, factor))
            return false;
    return true;
}

static const struct leaf *first_untold(const struct blank_search *search, const struct open_relation *open,
                                       struct ratio rest)
{
    for (size_t i = 0; i < open->leaves.count; i++)
        if (may_mend(search, open, i, rest) && !search->blanks.items[open->leaves.items[i].blank].is_told)
            return &open->leaves.items[i];
    return NULL;
}

/* "Konsult 2020, Konsult 2021"; they are told from then on. */
static struct str list_blanks(struct blank_search *search, const struct open_relation *open,
                              struct ratio rest, size_t *count)
{
    struct name_list list = {0};
    for (size_t i = 0; i < open->leaves.count; i++) {
        const struct node *node = open->leaves.items[i].node;
        if (!may_mend(search, open, i, rest))
            continue;
        add_name(&list, cell_words(search, node->item, node->scope));
        search->blanks.items[open->leaves.items[i].blank].is_told = true;
    }
    *count = list.count;
    return join_names(search, &list);
}

void tell_blanks(struct blank_search *search, const struct open_relation *open, struct ratio rest)
{
    const struct leaf *first = first_untold(search, open, rest);
    struct ratio amount;
    size_t count = 0;
    if (!first || !ratio_divide(ratio_negative(rest), first->factor, &amount))
        return;
    struct arena *arena = search->context->arena;
    struct findings *findings = search->context->findings;
    struct str names = list_blanks(search, open, rest, &count);
    struct str words = money_words(search, amount, open->relation->currency);
    if (!share_factor(search, open, first->factor))
        words = message_text(arena, findings->language, (struct message){MESSAGE_BLANK_AT_LEAST, {words}});
    struct message message = {count > 1 ? MESSAGE_BLANKS_MUST_BE : MESSAGE_BLANK_MUST_BE,
                              {names, words, sum_words(search, open->relation)}};
    struct finding *finding = add_finding(search, first->node, message, amount);
    finding->calculation = calculation_words(search, open->relation, first->factor, SIZE_MAX);
    finding_set_action(findings, finding, (struct message){MESSAGE_DO_SUM_BLANKS, {{0}}});
    relate_sum(search, finding, open->relation);
    for (size_t i = 0; i < open->leaves.count; i++)
        if (&open->leaves.items[i] != first && may_mend(search, open, i, rest))
            finding_relate(
                findings, finding, open->leaves.items[i].node->cell->origin,
                cell_name(arena, open->leaves.items[i].node->item, open->leaves.items[i].node->scope));
}
