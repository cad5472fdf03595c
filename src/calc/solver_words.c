/* What the searches say. */
#include "solver_parts.h"

#include "budgetkoll/buffer.h"

#include <stdarg.h>
#include <stdio.h>

struct str solver_kronor(const struct solver *solver, money amount)
{
    return words_of_kronor(solver->arena, solver->language, amount);
}

struct str solver_percent(const struct solver *solver, struct ratio share)
{
    return words_of_percent(solver->arena, solver->language, share);
}

void solver_say(struct solver *solver, struct message message)
{
    *ARENA_PUSH(solver->arena, &solver->solution->why) =
        message_text(solver->arena, solver->language, message);
}

bool solver_none(struct solver *solver, struct message message)
{
    solver->solution->status = SOLUTION_NONE;
    solver_say(solver, message);
    return true;
}

bool solver_refuse(struct solver *solver, const char *sv, const char *en, ...)
{
    const char *format = solver->language == SWEDISH ? sv : en;
    va_list arguments, again;
    va_start(arguments, en);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length > 0) {
        char *text = arena_alloc(solver->arena, (size_t)length + 1, 1);
        vsnprintf(text, (size_t)length + 1, format, arguments);
        solver->complaint = (struct str){text, (size_t)length};
    }
    va_end(arguments);
    return false;
}

bool solver_too_large(struct solver *solver)
{
    return solver_refuse(solver, "beloppen är för stora", "the amounts are too large");
}
