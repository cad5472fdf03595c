/* Which conditions hold for a case: its own go before the scheme's. */
#include "budgetkoll/label.h"
#include "budgetkoll/scheme.h"

#include "label_rates.h"

static void take_share(const struct budget *budget, enum concept concept, struct limit *limit)
{
    const struct fact *fact = budget_fact(budget, concept);
    if (fact && fact->cell.state == CELL_VALUE)
        *limit = (struct limit){
            .is_set = true, .value = cell_ratio(&fact->cell, VALUE_PERCENT), .origin = fact->origin};
}

/* The aid share of the programme that the case names, where the scheme has one of its own. */
static void take_programme(const struct scheme *scheme, const struct budget *budget, struct limit *eligible)
{
    const struct fact *programme = budget_fact(budget, PROGRAMME);
    struct arena *arena = budget->arena;
    for (size_t i = 0; programme && i < scheme->programmes.count; i++)
        if (str_find(label_key(arena, programme->text),
                     label_key(arena, scheme->programmes.items[i].programme)) >= 0)
            *eligible = scheme->programmes.items[i].eligible;
}

/* A rate stated by a condition of the case. */
static bool stated_rate(const struct budget *budget, enum concept concept, struct ratio *rate,
                        struct origin *origin)
{
    const struct fact *fact = budget_fact(budget, concept);
    if (!fact || fact->cell.state != CELL_VALUE)
        return false;
    *rate = cell_ratio(&fact->cell, VALUE_PERCENT);
    *origin = fact->origin;
    return true;
}

/* A rate that a condition states goes before one in the label of the row. One that the scheme knows with a base of its own brings that base with it (25 % of direct costs ...). */
static void take_rate(const struct scheme *scheme, const struct budget *budget, enum concept concept,
                      const struct flat_rate *payroll, struct flat_rate *flat)
{
    struct ratio rate;
    struct origin origin;
    if (!stated_rate(budget, concept, &rate, &origin)) {
        label_rate_settle(scheme, budget, concept, payroll, flat);
        return;
    }
    for (size_t i = 0; concept == INDIRECT && i < scheme->other_indirect.list.count; i++) {
        const struct flat_rate *known = &scheme->other_indirect.list.items[i];
        if (!flat_rate_is_slip(known) && ratio_equal(known->rate, rate) && !ratio_equal(flat->rate, rate)) {
            flat->base = known->base;
            break;
        }
    }
    flat->is_set = true;
    flat->rate = rate;
    flat->origin = origin;
}

/* "Avrundning; öre", "Rounding; truncate to 0.01", "hela kronor". */
static void take_rounding(const struct budget *budget, struct conditions *conditions)
{
    const struct fact *fact = budget_fact(budget, ROUNDING);
    if (!fact)
        return;
    bool fine = str_find(fact->text, STR("öre")) >= 0 || str_find(fact->text, STR("0,01")) >= 0 ||
                str_find(fact->text, STR("0.01")) >= 0;
    bool down = str_find(fact->text, STR("trunk")) >= 0 || str_find(fact->text, STR("trunc")) >= 0 ||
                str_find(fact->text, STR("nedåt")) >= 0 || str_find(fact->text, STR("down")) >= 0;
    conditions->rounding_unit = fine ? 1 : ORE_PER_KRONA;
    conditions->rounding = down ? ROUND_DOWN : ROUND_HALF_UP;
    conditions->rounding_origin = fact->origin;
}

/* The amount of the item with the finest last digit, or `finest` where that is finer; zero is as fine as any. */
static const struct cell *finest_cell(const struct item *item, const struct cell *finest)
{
    for (size_t i = 0; item && i < item->table->columns.count; i++) {
        const struct cell *cell = &item->cells[i];
        bool written = cell->state == CELL_VALUE && cell->value != 0 && cell->step > 0;
        if (written && (!finest || cell->step < finest->step))
            finest = cell;
    }
    return finest;
}

/* "Lönebikostnader (tkr);151": whoever writes that for 151 101,60 kr has rounded to the last digit that is written. */
static void take_written_unit(const struct budget *budget, struct conditions *conditions)
{
    conditions->written_unit = conditions->rounding_unit;
    static const enum concept rates[] = {PAYROLL, INDIRECT, FLAT_RATE};
    const struct cell *finest = NULL;
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        finest = finest_cell(budget_item(budget, TABLE_COSTS, rates[i]), finest);
    if (!finest || finest->step <= ORE_PER_KRONA || finest->step <= conditions->rounding_unit)
        return;
    conditions->written_unit = finest->step;
    conditions->rounding_origin = finest->origin;
}

/* What neither the case nor the scheme states. A rate without a base cannot be judged either. */
static void take_missing(const struct budget *budget, struct conditions *conditions)
{
    const struct flat_rate *payroll = &conditions->payroll, *indirect = &conditions->indirect;
    const struct limit *actual = &conditions->share_actual, *eligible = &conditions->share_eligible;
    bool has_ceiling = actual->is_set || conditions->scheme->bounds.maximum_aid != 0 ||
                       budget_fact(budget, MAXIMUM_AID) != NULL;
    conditions->missing[MISSING_PAYROLL] = payroll->is_asked && !payroll->is_set;
    conditions->missing[MISSING_INDIRECT] = indirect->is_asked && !indirect->is_set;
    conditions->missing[MISSING_BASE] = indirect->is_set && base_is_empty(&indirect->base);
    conditions->missing[MISSING_SHARE] = eligible->is_asked && !eligible->is_set && !has_ceiling;
    conditions->missing[MISSING_PRIVATE] = eligible->is_set && conditions->scheme->private_is_asked;
}

struct conditions conditions_find(const struct scheme *scheme, const struct budget *budget)
{
    struct conditions conditions = {.scheme = scheme,
                                    .payroll = scheme->payroll,
                                    .indirect = scheme->indirect,
                                    .share_actual = scheme->share_actual,
                                    .share_eligible = scheme->share_eligible,
                                    .rounding_unit = scheme->rounding_unit,
                                    .rounding = scheme->rounding};
    take_programme(scheme, budget, &conditions.share_eligible);
    take_share(budget, SHARE_ACTUAL, &conditions.share_actual);
    take_share(budget, SHARE_ELIGIBLE, &conditions.share_eligible);
    take_rate(scheme, budget, PAYROLL, &conditions.payroll, &conditions.payroll);
    take_rate(scheme, budget, INDIRECT, &conditions.payroll, &conditions.indirect);
    take_rounding(budget, &conditions);
    take_written_unit(budget, &conditions);
    take_missing(budget, &conditions);
    return conditions;
}
