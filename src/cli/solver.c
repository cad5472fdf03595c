/* What the searches say. */
#include "solver.h"

enum language solver_language(const struct solver *solver)
{
    return solver->inspector->options->language;
}

struct str solver_kronor(const struct solver *solver, money amount)
{
    return words_of_kronor(solver->arena, solver_language(solver), amount);
}

struct str solver_percent(const struct solver *solver, struct ratio share)
{
    return words_of_percent(solver->arena, solver_language(solver), share);
}

void solver_say(struct solver *solver, struct message message)
{
    *ARENA_PUSH(solver->arena, &solver->solution->why) =
        message_text(solver->arena, solver_language(solver), message);
}

bool solver_none(struct solver *solver, struct message message)
{
    solver->solution->status = SOLUTION_NONE;
    solver_say(solver, message);
    return true;
}

bool solver_too_large(struct solver *solver)
{
    complain(solver_language(solver), "beloppen är för stora", "the amounts are too large");
    return false;
}
