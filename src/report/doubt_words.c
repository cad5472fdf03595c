/* How a figure that the published sums speak against is said, in every report alike. */
#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"
#include "budgetkoll/report.h"

enum { SHOWN_SUMS = 3 };

/* "Konsult 2021" */
static struct str cell_words(struct arena *arena, enum language language, const struct item *row, int scope,
                             struct str name)
{
    struct buffer text = {.arena = arena};
    if (!row)
        return label_safe(arena, name);
    buffer_add(&text, label_safe(arena, item_name(row, language)));
    buffer_add_char(&text, ' ');
    buffer_add(&text, scope_name(arena, row, scope, language));
    return buffer_text(&text);
}

/* "Konsult totalt 900 000 kr" */
static struct str sum_words(struct arena *arena, enum language language, const struct relation *sum)
{
    struct buffer text = {.arena = arena};
    money amount = 0;
    buffer_add(&text, cell_words(arena, language, sum->row, sum->scope, sum->label));
    buffer_add_char(&text, ' ');
    if (ratio_round(node_evaluate(sum->target).ratio, 1, ROUND_HALF_UP, &amount))
        words_money(&text, language, amount, sum->currency);
    return buffer_text(&text);
}

/* "Externa tjänster 2021 350 000 kr, Konsult totalt 900 000 kr …" */
static struct str sums_words(struct arena *arena, enum language language, const struct doubt *doubt)
{
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < doubt->sums.count && i < SHOWN_SUMS; i++)
        buffer_print(&text, "%s%.*s", i ? ", " : "",
                     STR_ARG(sum_words(arena, language, doubt->sums.items[i])));
    if (doubt->sums.count > SHOWN_SUMS)
        buffer_add(&text, STR(" …"));
    return buffer_text(&text);
}

static size_t count_group(const struct calculation *calculation, size_t group)
{
    size_t count = 0;
    for (size_t i = 0; i < calculation->doubts.count; i++)
        count += calculation->doubts.items[i].group == group;
    return count;
}

struct str doubt_words(struct arena *arena, enum language language, const struct calculation *calculation,
                       const struct doubt *doubt)
{
    enum currency currency = doubt->published->currency;
    size_t figures = count_group(calculation, doubt->group);
    struct str text =
        message_text(arena, language,
                     (struct message){MESSAGE_CALC_DOUBT,
                                      {cell_words(arena, language, doubt->row, doubt->scope, doubt->name),
                                       words_of_money(arena, language, doubt->published->value, currency),
                                       sums_words(arena, language, doubt),
                                       words_of_money(arena, language, doubt->needed, currency)}});
    if (figures == 1)
        return text;
    struct str count = words_of_count(arena, (long long)figures);
    return message_text(arena, language, (struct message){MESSAGE_CALC_DOUBT_ONE_OF, {text, count}});
}

struct str with_doubt(struct arena *arena, enum language language, bool follows_doubt, struct str text)
{
    return follows_doubt ? message_text(arena, language, (struct message){MESSAGE_CALC_FOLLOWS, {text}})
                         : text;
}
