/* A total split between partners. */
#include "solver_parts.h"

#include "budgetkoll/complete.h"

static bool add_parts(struct solver *solver, money *sum)
{
    struct solution *solution = solver->solution;
    for (size_t i = 0; i < solution->given.count; i++) {
        const struct given *given = &solution->given.items[i];
        if (given_concept(given->key) != UNKNOWN)
            continue;
        *ARENA_PUSH(solver->arena, &solution->parts) =
            (struct solved_part){given->key, given->amount, {0, 1}, given->amount};
        if (!money_add(*sum, given->amount, sum))
            return solver_too_large(solver);
    }
    return true;
}

/* Each partner's share is its amount by the sum of all; a total is split in that proportion by largest remainder. */
bool solve_shares(struct solver *solver)
{
    static const enum concept totals[] = {TOTAL_COSTS, ACTUAL_COSTS, EU_AID, CO_FINANCING};
    struct solution *solution = solver->solution;
    const money *total = NULL;
    money sum = 0;
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++)
        total = total ? total : given_find(solver, totals[i]);
    if (!given_is_clear(solver, total))
        return false;
    if (!add_parts(solver, &sum))
        return false;
    if (solution->parts.count == 0)
        return given_needed(solver, "NAMN=... (och total=...)");
    if (sum == 0)
        return solver_none(solver, (struct message){MESSAGE_SOLVE_NO_PARTS, {{0}}});
    money *weights = ARENA_ARRAY(solver->arena, money, solution->parts.count);
    money *parts = ARENA_ARRAY(solver->arena, money, solution->parts.count);
    for (size_t i = 0; i < solution->parts.count; i++) {
        weights[i] = solution->parts.items[i].given;
        ratio_make(weights[i], sum, &solution->parts.items[i].share);
    }
    money whole = total ? *total : sum;
    int64_t unit = whole % ORE_PER_KRONA ? 1 : ORE_PER_KRONA; /* öre where the total has them */
    if (!split_total(whole, unit, weights, solution->parts.count, parts))
        return solver_too_large(solver);
    for (size_t i = 0; i < solution->parts.count; i++)
        solution->parts.items[i].amount = parts[i];
    solution->amount = whole;
    solver_say(solver,
               (struct message){MESSAGE_SOLVE_SHARES,
                                {solver_kronor(solver, solution->amount), solver_kronor(solver, sum)}});
    return true;
}
