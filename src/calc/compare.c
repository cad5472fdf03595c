#include "budgetkoll/compare.h"

enum { TIMES_THE_COSTS = 1000, KRONOR_BELOW = 50 };
/* A hundredth of what money holds, so that flat rates and sums on top of it fit too. */
static const money farthest = INT64_MAX / 100 / ORE_PER_KRONA * ORE_PER_KRONA;

/* ---- what a draft came to ---- */

struct comparer {
    const struct system *system;
    struct compared_scheme *result;
    bool fits;
};

static void add(struct comparer *comparer, money *sum, money amount)
{
    comparer->fits = comparer->fits && money_add(*sum, amount, sum);
}

static void put(struct comparer *comparer, enum compared_row row, money amount)
{
    comparer->result->has[row] = true;
    comparer->result->amounts[row] = amount;
}

/* The lines that are concepts of the cost table, from the completed budget. */
static void take_costs(struct comparer *comparer)
{
    for (enum compared_row row = COMPARED_STAFF; row <= COMPARED_FLAT_RATES; row++) {
        const struct node *node =
            system_amount(comparer->system, TABLE_COSTS, compared_lines[row].concept, SCOPE_TOTAL);
        money amount = 0;
        if (!node)
            continue;
        comparer->fits = node_amount(node, &amount) && comparer->fits;
        put(comparer, row, amount);
    }
}

static bool sum_row(const struct draft_row *row, size_t columns, money *sum)
{
    *sum = 0;
    for (size_t i = 0; i < columns; i++)
        if (!money_add(*sum, row->amounts[i], sum))
            return false;
    return true;
}

/* What the indirect rate stands for: all of it, and what it leaves for indirect costs. */
static void take_covered(struct comparer *comparer, const struct draft *draft, const struct scheme *scheme)
{
    money all = 0, left = comparer->result->amounts[COMPARED_INDIRECT];
    for (enum compared_row row = COMPARED_STAFF; row <= COMPARED_REVENUE; row++)
        for (size_t i = 0; i < draft->rows.count; i++) {
            const struct draft_row *cost = &draft->rows.items[i];
            bool same = cost->table == TABLE_COSTS && cost->concept == compared_lines[row].concept;
            if (!same || !draft_covers(scheme, TABLE_COSTS, cost->concept))
                continue;
            comparer->fits =
                comparer->fits && sum_row(cost, draft_columns(draft), &comparer->result->covered[row]);
            add(comparer, &all, comparer->result->covered[row]);
        }
    comparer->fits = comparer->fits && !__builtin_sub_overflow(left, all, &left);
    put(comparer, COMPARED_COVERED, all);
    put(comparer, COMPARED_LEFT, left);
}

static void take_financing(struct comparer *comparer, const struct financing_plan *plan)
{
    struct compared_scheme *result = comparer->result;
    money own = plan->own;
    result->ceiling = -1;
    for (int i = 0; i < CEILING_KINDS; i++) {
        result->ceilings[i] = plan->ceilings[i];
        if (plan->ceilings[i].is_set &&
            (result->ceiling < 0 || plan->ceilings[i].most < plan->ceilings[result->ceiling].most))
            result->ceiling = i;
    }
    result->ceiling_binds = plan->lowest >= 0;
    if (result->ceiling >= 0)
        put(comparer, COMPARED_HIGHEST_AID, plan->ceilings[result->ceiling].most);
    add(comparer, &own, plan->missing);
    put(comparer, COMPARED_PROMISED, plan->promised);
    put(comparer, COMPARED_AID, plan->aid);
    put(comparer, COMPARED_OWN, own);
    money left = result->amounts[COMPARED_LEFT], unpaid = left < 0 && left >= -INT64_MAX ? -left : 0;
    put(comparer, COMPARED_UNPAID, unpaid);
    add(comparer, &own, unpaid);
    put(comparer, COMPARED_OWN_IN_ALL, own);
    put(comparer, COMPARED_SURPLUS, plan->surplus);
}

/* Staff with on-costs, of all direct costs that are stated: wages, what the rate covers and what it does not. */
static void take_staff_share(struct comparer *comparer)
{
    static const enum compared_row staff[] = {COMPARED_STAFF, COMPARED_PAYROLL, COMPARED_UNIT_COST};
    struct compared_scheme *result = comparer->result;
    money part = 0;
    for (size_t i = 0; i < sizeof staff / sizeof *staff; i++)
        add(comparer, &part, result->amounts[staff[i]]);
    money all = part;
    for (enum compared_row row = COMPARED_EXTERNAL; row <= COMPARED_OTHER_COST; row++) {
        add(comparer, &all, result->amounts[row]);
        add(comparer, &all, result->covered[row]);
    }
    if (all > 0)
        comparer->fits = comparer->fits && ratio_make(part, all, &result->staff_share);
}

bool compare_completed(struct arena *arena, const struct draft *draft, const struct budget *completed,
                       const struct conditions *conditions, const struct calculation *calculation,
                       struct compared_scheme *result)
{
    struct comparer comparer = {system_build(arena, completed, *conditions, draft->language), result, true};
    take_costs(&comparer);
    take_covered(&comparer, draft, conditions->scheme);
    take_financing(&comparer, &calculation->plan);
    take_staff_share(&comparer);
    result->least_staff = conditions->indirect.least_staff;
    if (result->has[COMPARED_PAYROLL] && conditions->payroll.is_set)
        result->payroll_rate = conditions->payroll.rate;
    if (result->has[COMPARED_INDIRECT] && conditions->indirect.is_set)
        result->indirect_rate = conditions->indirect.rate;
    return comparer.fits;
}

/* ---- where two cross ---- */

struct search {
    cost_difference *difference;
    void *context;
    int first; /* the sign without wages */
    bool is_known;
};

static int sign_at(struct search *search, money staff)
{
    money difference = 0;
    search->is_known = search->is_known && search->difference(search->context, staff, &difference);
    return (difference > 0) - (difference < 0);
}

/* Between a krona with the first sign and one without it: the second of two neighbours of which that is true. */
static money bisect(struct search *search, money low, money high)
{
    while (search->is_known && high - low > ORE_PER_KRONA) {
        money middle = low + (high - low) / 2 / ORE_PER_KRONA * ORE_PER_KRONA;
        if (sign_at(search, middle) == search->first)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* The lowest within reach: each one found is a new place to look from. */
static money look_below(struct search *search, money found)
{
    money lowest = found;
    for (money staff = found - ORE_PER_KRONA;
         search->is_known && staff >= 0 && lowest - staff <= (money)KRONOR_BELOW * ORE_PER_KRONA;
         staff -= ORE_PER_KRONA)
        if (sign_at(search, staff) != search->first)
            lowest = staff;
    return lowest;
}

struct crossing find_crossing(cost_difference *difference, void *context, money most)
{
    struct search search = {difference, context, 0, true};
    struct crossing crossing = {0};
    search.first = sign_at(&search, 0);
    int last = sign_at(&search, most);
    if (search.is_known && search.first != 0 && last != search.first) {
        crossing.staff = look_below(&search, bisect(&search, 0, most));
        crossing.is_found = true;
        last = -search.first;
    }
    crossing.above = last;
    crossing.is_known = search.is_known;
    return crossing;
}

money crossing_limit(const struct draft *draft)
{
    money sum = ORE_PER_KRONA;
    for (size_t i = 0; i < draft->rows.count; i++) {
        money row = 0;
        if (draft->rows.items[i].table != TABLE_COSTS)
            continue;
        if (!sum_row(&draft->rows.items[i], draft_columns(draft), &row) ||
            !money_add(sum, row < 0 ? 0 : row, &sum))
            return farthest;
    }
    return sum < farthest / TIMES_THE_COSTS ? sum / ORE_PER_KRONA * ORE_PER_KRONA * TIMES_THE_COSTS
                                            : farthest;
}
