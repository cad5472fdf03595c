/* Bases of flat rates, and choosing among the variants of a scheme. */
#include "budgetkoll/scheme.h"
#include "budgetkoll/buffer.h"

const char *base_part_name(enum base_part part)
{
    static const char *const names[BASE_PARTS] = {"staff",  "payroll",     "external",
                                                  "direct", "staff-costs", "other-direct"};
    return names[part];
}

bool base_is_empty(const struct base *base)
{
    bool empty = true;
    for (int part = 0; part < BASE_PARTS; part++)
        empty = empty && base->sign[part] == 0;
    return empty;
}

bool flat_rate_is_slip(const struct flat_rate *flat)
{
    return str_equal(flat->source, STR("-"));
}

/* A rate that the scheme had stays known in the place of the chosen one; where it had none that place goes. */
static bool choose_rate(struct flat_rate *own, struct flat_rates *others, struct str variant)
{
    size_t at = 0, count = others->list.count;
    struct flat_rate *items = others->list.items;
    while (at < count && (!str_equal(items[at].id, variant) || flat_rate_is_slip(&items[at])))
        at++;
    if (at == count)
        return false;
    struct flat_rate chosen = items[at];
    if (own->is_set) {
        items[at] = *own;
    } else {
        for (size_t i = at + 1; i < count; i++)
            items[i - 1] = items[i];
        others->list.count--;
    }
    *own = chosen;
    return true;
}

static bool choose_bounds(struct scheme *scheme, struct str variant)
{
    for (size_t i = 0; i < scheme->other_bounds.count; i++)
        if (str_equal(scheme->other_bounds.items[i].id, variant)) {
            scheme->bounds = scheme->other_bounds.items[i];
            return true;
        }
    return false;
}

bool scheme_choose(struct arena *arena, struct scheme *scheme, struct str variant)
{
    if (variant.length == 0)
        return false;
    bool payroll = choose_rate(&scheme->payroll, &scheme->other_payroll, variant);
    bool indirect = choose_rate(&scheme->indirect, &scheme->other_indirect, variant);
    bool bounds = choose_bounds(scheme, variant);
    if (!payroll && !indirect && !bounds)
        return false;
    struct buffer id = {.arena = arena};
    buffer_print(&id, "%.*s/%.*s", STR_ARG(scheme->id), STR_ARG(variant));
    scheme->id = buffer_text(&id);
    return true;
}
