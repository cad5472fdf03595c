/* The searches behind --solve: which one is asked for. */
#include "solver_parts.h"

#include <string.h>

static bool needs_budget(struct solver *solver)
{
    return solver_refuse(solver, "--solve %s behöver en budget: en fil, en mapp, eller tal (--external ...)",
                         "--solve %s needs a budget: a file, a folder, or numbers (--external ...)",
                         solver->what);
}

static bool uses_no_budget(struct solver *solver)
{
    return solver_refuse(
        solver,
        "--solve %s räknar bara på det som är givet; redovisning i ett ärende räknas med --claims FIL",
        "--solve %s computes only from what is given; claims on a case are computed with --claims FILE",
        solver->what);
}

bool solver_run(struct solver *solver)
{
    static const struct {
        const char *names[3];
        bool (*solve)(struct solver *solver);
        bool takes_budget;
    } searches[] = {{{"aid", "stöd", "eu-medel"}, solve_aid, true},
                    {{"co-financing", "medfinansiering", NULL}, solve_co_financing, true},
                    {{"payment", "utbetalning", NULL}, solve_payment, false},
                    {{"shares", "andelar", "partners"}, solve_shares, false}};
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++)
        for (size_t n = 0; n < 3 && searches[i].names[n]; n++)
            if (strcmp(solver->what, searches[i].names[n]) == 0)
                return solver->budget.is_there && !searches[i].takes_budget ? uses_no_budget(solver)
                                                                            : searches[i].solve(solver);
    enum concept category = solve_category_of(solver->what);
    if (category != UNKNOWN)
        return solver->budget.is_there ? solve_category(solver, category) : needs_budget(solver);
    return solver_refuse(
        solver, "--solve kan inte vara ”%s”; välj aid, co-financing, payment, shares, staff, external ...",
        "--solve cannot be “%s”; choose aid, co-financing, payment, shares, staff, external ...",
        solver->what);
}
