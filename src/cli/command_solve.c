/* budgetkoll calc --solve: the amount that makes a budget come out as wished. */
#include "solver.h"

#include <string.h>

/* ---- shares ---- */

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
static bool solve_shares(struct solver *solver)
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

/* ---- all of them ---- */

static bool needs_budget(const struct solver *solver)
{
    complain(solver_language(solver),
             "--solve %s behöver en budget: en fil, en mapp, eller tal (--external ...)",
             "--solve %s needs a budget: a file, a folder, or numbers (--external ...)",
             solver->inspector->options->solve);
    return false;
}

static bool uses_no_budget(const struct solver *solver)
{
    complain(solver_language(solver),
             "--solve %s räknar bara på det som är givet; redovisning i ett ärende räknas med --claims FIL",
             "--solve %s computes only from what is given; claims on a case are computed with --claims FILE",
             solver->inspector->options->solve);
    return false;
}

/* Without a budget only conditions are used: a cost or a promise beside them would be passed over. */
static bool uses_all(const struct solver *solver)
{
    const struct options *options = solver->inspector->options;
    for (int i = 0; i < INGREDIENT_PAYROLL_RATE && !solver->has_budget; i++) {
        if (!options->ingredients[i])
            continue;
        complain(options->language, "--solve %s använder inte --%s utan kostnader att räkna på",
                 "--solve %s does not use --%s without costs to compute", options->solve,
                 ingredient_name((enum ingredient)i));
        return false;
    }
    return true;
}

static bool solve_what(struct solver *solver)
{
    const char *what = solver->inspector->options->solve;
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
            if (strcmp(what, searches[i].names[n]) == 0)
                return solver->has_budget && !searches[i].takes_budget ? uses_no_budget(solver)
                                                                       : searches[i].solve(solver);
    enum concept category = solve_category_of(what);
    if (category != UNKNOWN)
        return solver->has_budget ? solve_category(solver, category) : needs_budget(solver);
    complain(solver_language(solver),
             "--solve kan inte vara ”%s”; välj aid, co-financing, payment, shares, staff, external ...",
             "--solve cannot be “%s”; choose aid, co-financing, payment, shares, staff, external ...", what);
    return false;
}

static bool has_cost(const struct options *options)
{
    for (int i = 0; i < INGREDIENT_PUBLIC_IN_KIND; i++)
        if (options->ingredients[i])
            return true;
    return options->years != NULL;
}

/* A draft has a row for what is searched, even when nothing is known of it. */
static bool draft_budget(struct solver *solver)
{
    const struct options *options = solver->inspector->options;
    enum concept category = solve_category_of(options->solve);
    struct draft draft;
    if (!read_ingredients(solver->arena, options, solver->inspector->scheme, &draft))
        return false;
    if (category != UNKNOWN)
        draft_row(solver->arena, &draft, TABLE_COSTS, category);
    solver->inputs = draft_inputs(solver->arena, &draft, solver->inspector->scheme);
    return true;
}

static bool load_budget(struct solver *solver)
{
    const struct options *options = solver->inspector->options;
    solver->has_budget = options->argument_count > 0 || has_cost(options);
    if (!solver->has_budget)
        return true;
    if (options->argument_count == 0)
        return draft_budget(solver);
    struct case_list cases = cases_find(solver->arena, options);
    if (cases.list.count != 1) {
        complain(options->language, "--solve räknar på ett ärende i taget, inte %zu",
                 "--solve computes one case at a time, not %zu", cases.list.count);
        return false;
    }
    solver->inputs = load_case(solver->inspector, solver->arena, &cases.list.items[0]);
    if (!solver->inputs.loaded)
        solver->failure = EXIT_UNCHECKED;
    return solver->inputs.loaded;
}

enum exit_status solve_budget(struct arena *arena, struct inspector *inspector, struct solution *solution,
                              struct case_inputs *inputs)
{
    struct solver solver = {
        .arena = arena, .inspector = inspector, .solution = solution, .failure = EXIT_USAGE};
    *solution = (struct solution){.what = str_from(inspector->options->solve)};
    if (!given_read(&solver) || !load_budget(&solver) || !uses_all(&solver) || !solve_what(&solver))
        return solver.failure;
    if (inspector->adjusted != UNKNOWN) /* else the budget is not what was solved */
        *inputs = solver.inputs;
    return EXIT_OK;
}
