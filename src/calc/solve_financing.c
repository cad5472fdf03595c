/* The aid that a co-financing allows, the co-financing that an aid needs, and the aid that can be paid out. */
#include "solver_parts.h"

#include "budgetkoll/claims_calc.h"

/* The budget as it is, completed: for its costs, what is promised, and the ceilings. */
static bool compute_budget(struct solver *solver, struct computed_budget *computed)
{
    struct adjustment none = {.category = UNKNOWN};
    bool is_computed = solver->budget.compute(solver->budget.context, &none, computed);
    if (is_computed && computed->plan->is_known)
        return true;
    solver->is_unchecked = true;
    return is_computed &&
           solver_refuse(solver, "%.*s: budgeten har inga kostnader och ingen finansiering att räkna på",
                         "%.*s: the budget has no costs and financing to compute",
                         STR_ARG(solver->budget.path));
}

/* The share that is in force without a budget: the one given, else the scheme's. */
static bool free_share(struct solver *solver, struct ratio *share)
{
    const struct limit *limit = &solver->scheme->share_eligible;
    *share = solver->share.is_given ? solver->share.value : limit->value;
    return solver->share.is_given || limit->is_set ||
           solver_refuse(solver, "ange stödandelen med --aid-share ANDEL",
                         "give the aid share with --aid-share SHARE");
}

/* What the aid cannot be more than. */
static struct str limit_words(const struct solver *solver, const struct financing_plan *plan, money most)
{
    static const enum message_id names[] = {[CEILING_ELIGIBLE] = MESSAGE_SOLVE_BY_ELIGIBLE,
                                            [CEILING_ACTUAL] = MESSAGE_SOLVE_BY_ACTUAL,
                                            [CEILING_MAXIMUM] = MESSAGE_SOLVE_BY_HIGHEST};
    int lowest = plan_lowest_ceiling(plan);
    bool by_costs = lowest < 0 || most == plan->costs;
    struct message message = {by_costs ? MESSAGE_SOLVE_BY_ALL_COSTS : names[lowest],
                              {by_costs ? STR("") : solver_percent(solver, plan->ceilings[lowest].share)}};
    return message_text(solver->arena, solver->language, message);
}

static bool co_financing_of_budget(struct solver *solver, money aid)
{
    struct computed_budget computed;
    if (!compute_budget(solver, &computed))
        return false;
    const struct financing_plan *plan = computed.plan;
    int lowest = plan_lowest_ceiling(plan);
    money most =
        lowest >= 0 && plan->ceilings[lowest].most < plan->costs ? plan->ceilings[lowest].most : plan->costs;
    if (aid > most)
        return solver_none(solver, (struct message){MESSAGE_SOLVE_AID_TOO_HIGH,
                                                    {solver_kronor(solver, aid), solver_kronor(solver, most),
                                                     limit_words(solver, plan, most)}});
    money needed = plan->costs - aid, more = needed - plan->promised;
    solver->solution->amount = needed;
    solver_say(solver, (struct message){MESSAGE_SOLVE_NEEDS_CO_FINANCING,
                                        {solver_kronor(solver, needed), solver_kronor(solver, plan->costs),
                                         solver_kronor(solver, aid)}});
    solver_say(solver, (struct message){more > 0 ? MESSAGE_SOLVE_PROMISE_MORE : MESSAGE_SOLVE_PROMISED,
                                        {solver_kronor(solver, plan->promised),
                                         solver_kronor(solver, more > 0 ? more : -more)}});
    return true;
}

bool solve_co_financing(struct solver *solver)
{
    const money *aid = given_find(solver, EU_AID);
    struct ratio share;
    money needed = 0, total = 0;
    if (!aid)
        return given_needed(solver, "aid=...");
    if (!given_allowed(solver, (enum concept[]){EU_AID, UNKNOWN}))
        return false;
    if (solver->budget.is_there)
        return co_financing_of_budget(solver, *aid);
    if (!free_share(solver, &share))
        return false;
    if (share.numerator == 0)
        return solver_none(solver, (struct message){MESSAGE_SOLVE_NO_SHARE, {{0}}});
    if (!co_financing_for(share, *aid, ORE_PER_KRONA, &needed) || !money_add(needed, *aid, &total))
        return solver_too_large(solver);
    solver->solution->amount = needed;
    solver_say(solver, (struct message){MESSAGE_SOLVE_LEAST_CO_FINANCING,
                                        {solver_kronor(solver, needed), solver_percent(solver, share),
                                         solver_kronor(solver, *aid), solver_kronor(solver, total)}});
    return true;
}

static money least(money a, money b)
{
    return a < b ? a : b;
}

static bool aid_of_budget(struct solver *solver, money co_financing)
{
    struct computed_budget computed;
    if (!compute_budget(solver, &computed))
        return false;
    const struct financing_plan *plan = computed.plan;
    const struct conditions *conditions = computed.in_force;
    money aid = 0, by_share = 0, rest = 0;
    if (!money_add(plan->costs, -co_financing, &aid) || aid < 0)
        return solver_none(solver, (struct message){MESSAGE_SOLVE_MORE_THAN_COSTS,
                                                    {solver_kronor(solver, co_financing),
                                                     solver_kronor(solver, plan->costs)}});
    for (int i = CEILING_ACTUAL; i < CEILING_KINDS; i++)
        aid = plan->ceilings[i].is_set ? least(aid, plan->ceilings[i].most) : aid;
    if (conditions->share_eligible.is_set &&
        aid_for(conditions->share_eligible.value, co_financing, conditions->rounding_unit, &by_share))
        aid = least(aid, by_share);
    rest = plan->costs - co_financing - aid;
    solver->solution->amount = aid;
    solver_say(solver, (struct message){MESSAGE_SOLVE_MOST_AID_OF_COSTS,
                                        {solver_kronor(solver, aid), solver_kronor(solver, plan->costs),
                                         solver_kronor(solver, co_financing)}});
    if (rest > 0)
        solver_say(solver, (struct message){MESSAGE_SOLVE_REST, {solver_kronor(solver, rest)}});
    return true;
}

bool solve_aid(struct solver *solver)
{
    const money *co_financing = given_find(solver, CO_FINANCING);
    struct ratio share;
    money aid = 0, total = 0;
    if (!co_financing)
        return given_needed(solver, "co-financing=...");
    if (!given_allowed(solver, (enum concept[]){CO_FINANCING, UNKNOWN}))
        return false;
    if (solver->budget.is_there)
        return aid_of_budget(solver, *co_financing);
    if (!free_share(solver, &share))
        return false;
    if (ratio_equal(share, ratio_from(1)))
        return solver_none(solver, (struct message){MESSAGE_SOLVE_UNLIMITED, {{0}}});
    if (!aid_for(share, *co_financing, ORE_PER_KRONA, &aid) || !money_add(aid, *co_financing, &total))
        return solver_too_large(solver);
    solver->solution->amount = aid;
    solver_say(solver,
               (struct message){MESSAGE_SOLVE_MOST_AID,
                                {solver_kronor(solver, aid), solver_percent(solver, share),
                                 solver_kronor(solver, *co_financing), solver_kronor(solver, total)}});
    return true;
}

/* ---- payment ---- */

/* The terms without a budget: those given, else the scheme's. */
static bool find_terms(struct solver *solver, struct claim_terms *terms)
{
    const struct scheme *scheme = solver->scheme;
    const struct given_share *actual = &solver->share_actual;
    *terms =
        (struct claim_terms){.has_actual = actual->is_given || scheme->share_actual.is_set,
                             .actual = actual->is_given ? actual->value : scheme->share_actual.value,
                             .has_eligible = true,
                             .has_maximum = solver->has_maximum || scheme->bounds.maximum_aid != 0,
                             .maximum = solver->has_maximum ? solver->maximum : scheme->bounds.maximum_aid,
                             .unit = scheme->rounding_unit};
    return free_share(solver, &terms->eligible);
}

/* The formula of Tillväxtverkets beslut om stöd, with the accumulated amounts given. */
bool solve_payment(struct solver *solver)
{
    const money *costs = given_find(solver, ACTUAL_COSTS), *co_financing = given_find(solver, CO_FINANCING),
                *paid = given_find(solver, AID_PAID);
    struct claim_terms terms;
    struct claim_right result;
    if (!costs || !co_financing)
        return given_needed(solver, "actual-costs=... --given co-financing=... (--given paid=...)");
    if (!given_allowed(solver, (enum concept[]){ACTUAL_COSTS, CO_FINANCING, AID_PAID, UNKNOWN}) ||
        !find_terms(solver, &terms))
        return false;
    if (!claim_right(&terms, *costs, *co_financing, paid ? *paid : 0, &result))
        return solver_too_large(solver);
    solver->solution->amount = result.payable;
    if (terms.has_actual)
        solver_say(solver,
                   (struct message){MESSAGE_SOLVE_BY_COSTS,
                                    {solver_percent(solver, terms.actual), solver_kronor(solver, *costs),
                                     solver_kronor(solver, result.by_costs)}});
    solver_say(solver,
               (struct message){MESSAGE_SOLVE_BY_CO_FINANCING,
                                {solver_percent(solver, terms.eligible), solver_kronor(solver, *co_financing),
                                 solver_kronor(solver, result.by_co_financing)}});
    if (terms.has_maximum)
        solver_say(solver,
                   (struct message){MESSAGE_SOLVE_BY_MAXIMUM, {solver_kronor(solver, terms.maximum)}});
    if (result.overpaid > 0)
        return solver_none(solver, (struct message){MESSAGE_SOLVE_OVERPAID,
                                                    {solver_kronor(solver, result.right),
                                                     solver_kronor(solver, paid ? *paid : 0),
                                                     solver_kronor(solver, result.overpaid)}});
    solver_say(solver,
               (struct message){MESSAGE_SOLVE_PAYABLE,
                                {solver_kronor(solver, result.payable), solver_kronor(solver, result.right),
                                 solver_kronor(solver, paid ? *paid : 0)}});
    return true;
}
