/* The amount of a cost category that makes a budget come out as given. */
#include "solver_parts.h"

#include "budgetkoll/category.h"
#include "budgetkoll/complete.h"
#include "budgetkoll/system.h"

#include <string.h>

/* By the name of its option, in either language; revenue is not searched. */
enum concept solve_category_of(const char *name)
{
    for (size_t i = 0; i < CATEGORIES; i++)
        for (size_t n = 0; n < CATEGORY_NAMES && categories[i].kind != CATEGORY_INCOME; n++)
            if (strcmp(name, categories[i].names[n]) == 0)
                return categories[i].concept;
    return UNKNOWN;
}

/* How far amounts are moved between the first cells of a category to meet a total. */
enum { MOST_MOVED = 5, MOST_MOVED_CELLS = 6 };

/* One evaluation of the budget with another amount in a category. */
struct trial {
    const struct solver *solver;
    enum concept category, wanted;
    int cells; /* that the amount was put into */
    struct move move;
};

/* The whole calculation is the function that is searched, so that solving and completing cannot disagree. */
static bool try_amount(void *context, money amount, money *result)
{
    struct trial *trial = context;
    const struct solver *solver = trial->solver;
    struct arena arena = {.exhausted = solver->arena->exhausted};
    struct budget *published = NULL, *working = NULL;
    solver->budget.read(solver->budget.context, &arena, &published, &working);
    struct conditions conditions = conditions_find(solver->scheme, published);
    trial->cells = put_category(&arena, working, trial->category, amount, trial->move);
    struct calculation *done = complete_budget(&arena, published, working, &conditions, solver->language);
    const struct system *system = system_build(&arena, working, conditions, solver->language);
    const struct node *node = system_total(system, trial->wanted);
    bool known = trial->cells > 0 && done->obstacle == OBSTACLE_NONE && node && node_amount(node, result);
    arena_release(&arena);
    return known;
}

static void say_found(struct solver *solver, const struct trial *trial, const struct found *found,
                      money target)
{
    enum language language = solver->language;
    struct solution *solution = solver->solution;
    struct str category = concept_name(trial->category, language),
               wanted = concept_name(trial->wanted, language);
    solution->status = found->exact_count == 1 ? SOLUTION_ONE : SOLUTION_SEVERAL;
    solution->amount = found->exact[0];
    solver_say(solver, (struct message){MESSAGE_SOLVE_FOUND,
                                        {category, solver_kronor(solver, found->exact[0]), wanted,
                                         solver_kronor(solver, target)}});
    struct buffer others = {.arena = solver->arena};
    for (int i = 1; i < found->exact_count; i++) {
        *ARENA_PUSH(solver->arena, &solution->others) = found->exact[i];
        buffer_print(&others, "%s%.*s", i > 1 ? ", " : "", STR_ARG(solver_kronor(solver, found->exact[i])));
    }
    if (others.length)
        solver_say(solver, (struct message){MESSAGE_SOLVE_ALSO, {buffer_text(&others)}});
    if (trial->cells > 1)
        solver_say(solver,
                   (struct message){MESSAGE_SOLVE_SPLIT, {words_of_count(solver->arena, trial->cells)}});
    if (trial->move.amount)
        solver_say(solver,
                   (struct message){MESSAGE_SOLVE_MOVED, {solver_kronor(solver, trial->move.amount)}});
}

/* Rounding by year jumps over some totals; a few kronor from one year or line to the next meet them. */
static bool find_move(struct trial *trial, money amount, money target)
{
    for (int kronor = 1; kronor <= MOST_MOVED; kronor++)
        for (int from = 0; from < trial->cells && from < MOST_MOVED_CELLS; from++)
            for (int to = 0; to < trial->cells && to < MOST_MOVED_CELLS; to++) {
                int cells = trial->cells;
                money result = 0;
                trial->move = (struct move){from, to, (money)kronor * ORE_PER_KRONA};
                bool hit = from != to && try_amount(trial, amount, &result) && result == target;
                trial->cells = cells;
                if (hit)
                    return true;
            }
    trial->move = (struct move){0, 0, 0};
    return false;
}

static bool find_by_moving(struct trial *trial, struct found *found, money target)
{
    bool has_neighbours = !found->is_too_low && !found->is_out_of_reach;
    if (has_neighbours && find_move(trial, found->below, target))
        found->exact[found->exact_count++] = found->below;
    else if (has_neighbours && find_move(trial, found->above, target))
        found->exact[found->exact_count++] = found->above;
    return found->exact_count > 0;
}

static bool say_not_found(struct solver *solver, const struct trial *trial, const struct found *found,
                          money target)
{
    enum language language = solver->language;
    struct str category = concept_name(trial->category, language),
               wanted = concept_name(trial->wanted, language);
    struct str goal = solver_kronor(solver, target);
    if (found->is_too_low)
        return solver_none(
            solver, (struct message){MESSAGE_SOLVE_TOO_LOW,
                                     {category, wanted, solver_kronor(solver, found->above_result), goal}});
    if (found->is_out_of_reach)
        return solver_none(solver, (struct message){MESSAGE_SOLVE_OUT_OF_REACH, {category, wanted, goal}});
    return solver_none(solver, (struct message){MESSAGE_SOLVE_JUMPED,
                                                {wanted, goal, solver_kronor(solver, found->below),
                                                 solver_kronor(solver, found->below_result),
                                                 solver_kronor(solver, found->above),
                                                 solver_kronor(solver, found->above_result)}});
}

/* With that amount a condition may be needed that nobody has given: then it is said, and nothing is found. */
static bool can_compute(struct solver *solver, const struct adjustment *adjustment)
{
    struct computed_budget computed;
    bool is_computed = solver->budget.compute(solver->budget.context, adjustment, &computed);
    solver->is_unchecked = !is_computed;
    return is_computed;
}

bool solve_category(struct solver *solver, enum concept category)
{
    static const enum concept wanted[] = {TOTAL_COSTS, ACTUAL_COSTS, EU_AID};
    struct trial trial = {.solver = solver, .category = category};
    struct found found;
    money probe = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && trial.wanted == UNKNOWN; i++)
        if (given_find(solver, wanted[i]))
            trial.wanted = wanted[i];
    if (trial.wanted == UNKNOWN)
        return given_needed(solver, "total=..., actual-costs=... / aid=...");
    if (!given_allowed(solver, (enum concept[]){trial.wanted, UNKNOWN}))
        return false;
    money target = *given_find(solver, trial.wanted);
    try_amount(&trial, 0, &probe);
    if (!solve_search(try_amount, &trial, target, ORE_PER_KRONA, 2 * trial.cells + 2, &found)) {
        solver->is_unchecked = true;
        return solver_refuse(
            solver,
            "budgeten går inte att räkna med andra belopp i %.*s: raden saknas, eller ett av dess belopp är "
            "oläsligt eller negativt",
            "the budget cannot be computed with other amounts in %.*s: the row is missing, or one of its "
            "amounts "
            "is unreadable or below zero",
            STR_ARG(concept_name(category, solver->language)));
    }
    if (found.exact_count == 0 && !find_by_moving(&trial, &found, target))
        return say_not_found(solver, &trial, &found, target);
    struct adjustment adjustment = {category, found.exact[0], trial.move};
    if (!can_compute(solver, &adjustment))
        return false;
    say_found(solver, &trial, &found, target);
    solver->adjustment = adjustment;
    return true;
}
