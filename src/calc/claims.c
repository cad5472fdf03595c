/* Payment claims: the formula of the decision, and the account of all claims so far. */
#include "claims_parts.h"

/* ---- the formula ---- */

enum limit_kind { BY_COSTS, BY_CO_FINANCING, BY_MAXIMUM, LIMIT_KINDS };

/* What limits the right, exact; in öre. */
struct limits {
    bool is_set[LIMIT_KINDS];
    struct ratio most[LIMIT_KINDS]; /* 0 where it does not limit */
};

/* *limits is false where the share is all of it. */
static bool aid_per_krona(struct ratio share, struct ratio *aid, bool *limits)
{
    *limits = !ratio_equal(share, ratio_from(1));
    return !*limits || ratio_to_rest(share, aid);
}

static bool find_limits(const struct claim_terms *terms, money actual_costs, money co_financing,
                        struct limits *limits)
{
    struct ratio aid = ratio_from(0);
    for (int kind = 0; kind < LIMIT_KINDS; kind++)
        limits->most[kind] = ratio_from(0);
    limits->is_set[BY_COSTS] = terms->has_actual;
    limits->is_set[BY_MAXIMUM] = terms->has_maximum;
    if (terms->has_maximum)
        limits->most[BY_MAXIMUM] = ratio_from(terms->maximum);
    if (terms->has_actual &&
        !ratio_multiply(terms->actual, ratio_from(actual_costs), &limits->most[BY_COSTS]))
        return false;
    if (terms->has_eligible && !aid_per_krona(terms->eligible, &aid, &limits->is_set[BY_CO_FINANCING]))
        return false;
    return ratio_multiply(aid, ratio_from(co_financing), &limits->most[BY_CO_FINANCING]);
}

/* The lowest of the limits that are set; false when none is. */
static bool find_lowest(const struct limits *limits, struct ratio *lowest)
{
    bool any = false;
    for (int kind = 0; kind < LIMIT_KINDS; kind++) {
        int order = -1;
        if (!limits->is_set[kind])
            continue;
        if (any && !ratio_compare(limits->most[kind], *lowest, &order))
            return false;
        if (order < 0)
            *lowest = limits->most[kind];
        any = true;
    }
    return any;
}

static bool is_lowest(const struct limits *limits, enum limit_kind kind, struct ratio lowest)
{
    return limits->is_set[kind] && ratio_equal(limits->most[kind], lowest);
}

/* What is left of the right after what was paid, or was paid beyond it. */
static bool settle_payment(struct claim_right *result, money paid)
{
    money rest = 0;
    if (__builtin_sub_overflow(result->right, paid, &rest) || rest == INT64_MIN)
        return false;
    result->payable = rest > 0 ? rest : 0;
    result->overpaid = rest < 0 ? -rest : 0;
    return true;
}

bool claim_right(const struct claim_terms *terms, money actual_costs, money co_financing, money paid,
                 struct claim_right *result)
{
    struct limits limits = {0};
    struct ratio lowest = ratio_from(0);
    *result = (struct claim_right){0};
    if (!find_limits(terms, actual_costs, co_financing, &limits) || !find_lowest(&limits, &lowest) ||
        !ratio_round(limits.most[BY_COSTS], 1, ROUND_DOWN, &result->by_costs) ||
        !ratio_round(limits.most[BY_CO_FINANCING], 1, ROUND_DOWN, &result->by_co_financing) ||
        !ratio_round(lowest, terms->unit, ROUND_DOWN, &result->right))
        return false;
    result->costs_limit = is_lowest(&limits, BY_COSTS, lowest);
    result->co_financing_limit = is_lowest(&limits, BY_CO_FINANCING, lowest);
    result->maximum_limits = is_lowest(&limits, BY_MAXIMUM, lowest);
    result->right = result->right < 0 ? 0 : result->right;
    return settle_payment(result, paid);
}

/* ---- terms ---- */

static void take_maximum(struct claim_terms *terms, enum maximum_source *source, money maximum,
                         enum maximum_source from)
{
    if (terms->has_maximum && terms->maximum <= maximum)
        return;
    terms->has_maximum = true;
    terms->maximum = maximum;
    *source = from;
}

/* The terms of a case that was checked: its own, else its scheme's, and never more than the budget's aid. */
static struct claim_terms claim_terms_find(const struct budget *budget, const struct result *result,
                                           enum maximum_source *source)
{
    const struct conditions *conditions = &result->in_force;
    const struct fact *maximum = budget_fact(budget, MAXIMUM_AID);
    struct claim_terms terms = {.has_actual = conditions->share_actual.is_set,
                                .actual = conditions->share_actual.value,
                                .has_eligible = conditions->share_eligible.is_set,
                                .eligible = conditions->share_eligible.value,
                                .unit = conditions->rounding_unit};
    *source = MAXIMUM_NONE;
    if (maximum && maximum->cell.state == CELL_VALUE)
        take_maximum(&terms, source, maximum->cell.value, MAXIMUM_OF_CASE);
    else if (conditions->scheme->bounds.maximum_aid != 0)
        take_maximum(&terms, source, conditions->scheme->bounds.maximum_aid, MAXIMUM_OF_SCHEME);
    if (result->known[EU_AID])
        take_maximum(&terms, source, result->totals[EU_AID], MAXIMUM_OF_BUDGET);
    return terms;
}

/* ---- amounts ---- */

/* Private money is part of the eligible financing only where the scheme counts it. */
static money counted_co_financing(struct accounting *accounting, int scope)
{
    money all = reported_amount(accounting, TABLE_FINANCING, CO_FINANCING, scope);
    if (accounting->result->in_force.scheme->private_counts)
        return all;
    return account_difference(accounting, all,
                              reported_amount(accounting, TABLE_FINANCING, PRIVATE_FINANCING, scope));
}

static struct claim_amounts claim_amounts(struct accounting *accounting, int scope)
{
    return (struct claim_amounts){reported_amount(accounting, TABLE_COSTS, ACTUAL_COSTS, scope),
                                  counted_co_financing(accounting, scope),
                                  reported_amount(accounting, TABLE_FINANCING, AID_PAID, scope)};
}

/* ---- what must be known ---- */

/* The file says nothing of this private financing, though the budget has some. */
static bool hides_private(const struct accounting *accounting, enum concept concept)
{
    const struct budget *budget = accounting->reported->budget;
    const struct result *result = accounting->result;
    return result->known[concept] && result->totals[concept] != 0 &&
           !budget_item(budget, TABLE_FINANCING, concept) &&
           !budget_item(budget, TABLE_FINANCING, PRIVATE_FINANCING);
}

static void require_amounts(struct accounting *accounting)
{
    const struct claim_terms *terms = &accounting->account->terms;
    bool by_co_financing = terms->has_eligible && !ratio_equal(terms->eligible, ratio_from(1));
    bool private_counts = accounting->result->in_force.scheme->private_counts;
    if (!terms->has_actual && !by_co_financing)
        stop_account(accounting, CLAIMS_NO_SHARE);
    if (terms->has_actual && !is_reported(accounting, TABLE_COSTS, ACTUAL_COSTS))
        stop_account(accounting, CLAIMS_NO_COSTS);
    if (by_co_financing && !is_reported(accounting, TABLE_FINANCING, CO_FINANCING))
        stop_account(accounting, CLAIMS_NO_CO_FINANCING);
    if (by_co_financing && !private_counts &&
        (hides_private(accounting, PRIVATE_CASH) || hides_private(accounting, PRIVATE_IN_KIND)))
        stop_account(accounting, CLAIMS_PRIVATE_UNKNOWN);
}

/* ---- the account ---- */

static void add_amounts(struct accounting *accounting, struct claim_amounts *sum,
                        const struct claim_amounts *amounts)
{
    sum->costs = account_sum(accounting, sum->costs, amounts->costs);
    sum->co_financing = account_sum(accounting, sum->co_financing, amounts->co_financing);
    sum->paid = account_sum(accounting, sum->paid, amounts->paid);
}

static void find_right(struct accounting *accounting, const struct claim_amounts *amounts, money paid,
                       struct claim_right *right)
{
    if (!claim_right(&accounting->account->terms, amounts->costs, amounts->co_financing, paid, right))
        stop_account(accounting, CLAIMS_OVERFLOW);
}

static void add_periods(struct accounting *accounting)
{
    struct claims_account *account = accounting->account;
    for (size_t i = 0; i < accounting->reported->claims.count; i++) {
        const struct column *claim = &accounting->reported->claims.items[i];
        struct claim_period *period = ARENA_PUSH(accounting->arena, &account->periods);
        period->name = claim->label;
        period->own = claim_amounts(accounting, claim->scope);
        period->paid_before = account->total.paid;
        add_amounts(accounting, &account->total, &period->own);
        period->so_far = account->total;
        find_right(accounting, &period->so_far, period->paid_before, &period->right);
    }
    find_right(accounting, &account->total, account->total.paid, &account->now);
    if (is_reported(accounting, TABLE_COSTS, ACTUAL_COSTS) && account->now.right > account->total.costs)
        account->over_costs = account_difference(accounting, account->now.right, account->total.costs);
}

struct claims_account *account_claims(struct arena *arena, struct reported *reported,
                                      const struct budget *budget, const struct result *result,
                                      struct findings *findings)
{
    struct claims_account *account = ARENA_NEW(arena, struct claims_account);
    struct accounting accounting = {.arena = arena,
                                    .reported = reported,
                                    .budget = budget,
                                    .result = result,
                                    .findings = findings,
                                    .account = account};
    account->terms = claim_terms_find(budget, result, &account->maximum_source);
    complete_reported(&accounting);
    if (account->obstacle == CLAIMS_COMPUTED)
        require_amounts(&accounting);
    if (account->obstacle != CLAIMS_COMPUTED)
        return account;
    add_periods(&accounting);
    report_unused(&accounting);
    add_remaining(&accounting);
    if (findings_count(findings, ERROR) > 0)
        stop_account(&accounting, CLAIMS_WRONG);
    return account;
}
