/* budgetkoll calc --solve: the amount that makes a budget come out as wished. */
#include "cli.h"

#include "budgetkoll/solver.h"

/* A search, and what it is made on. */
struct solve_run {
    struct solver solver;
    struct inspector *inspector;
    struct case_inputs inputs; /* of the budget; none when there is only what is given */
};

static void read_budget(void *context, struct arena *arena, struct budget **published,
                        struct budget **working)
{
    struct solve_run *run = context;
    struct findings findings = {.arena = arena, .language = run->solver.language};
    *published = read_inputs(arena, &run->inputs, &findings).budget;
    *working = read_inputs(arena, &run->inputs, &findings).budget;
}

static bool compute_budget(void *context, const struct adjustment *adjustment,
                           struct computed_budget *computed)
{
    struct solve_run *run = context;
    struct inspector inspector = {.options = run->inspector->options,
                                  .scheme = run->inspector->scheme,
                                  .adjusted = adjustment->category,
                                  .adjusted_to = adjustment->total,
                                  .moved = adjustment->move};
    struct case_report *report = ARENA_NEW(run->solver.arena, struct case_report);
    *report = compute_case(&inspector, run->solver.arena, &run->inputs);
    if (report->is_checked)
        *computed = (struct computed_budget){&report->calculation->plan, &report->result.in_force};
    return report->is_checked;
}

/* Without a budget only conditions are used: a cost or a promise beside them would be passed over. */
static bool uses_all(const struct options *options)
{
    for (int i = 0; i < INGREDIENT_PAYROLL_RATE; i++) {
        if (!options->ingredients[i])
            continue;
        complain(options->language, "--solve %s använder inte --%s utan kostnader att räkna på",
                 "--solve %s does not use --%s without costs to compute", options->solve,
                 ingredient_name((enum ingredient)i));
        return false;
    }
    return true;
}

static bool has_cost(const struct options *options)
{
    for (int i = 0; i < INGREDIENT_PUBLIC_IN_KIND; i++)
        if (options->ingredients[i])
            return true;
    return options->years != NULL;
}

/* A draft has a row for what is searched, even when nothing is known of it. */
static bool draft_budget(struct solve_run *run)
{
    const struct options *options = run->inspector->options;
    struct arena *arena = run->solver.arena;
    enum concept category = solve_category_of(options->solve);
    struct draft draft;
    if (!read_ingredients(arena, options, run->inspector->scheme, &draft))
        return false;
    if (category != UNKNOWN)
        draft_row(arena, &draft, TABLE_COSTS, category);
    run->inputs = draft_inputs(arena, &draft, run->inspector->scheme);
    return true;
}

static bool load_budget(struct solve_run *run)
{
    const struct options *options = run->inspector->options;
    if (options->argument_count == 0)
        return draft_budget(run);
    struct case_list cases = cases_find(run->solver.arena, options);
    if (cases.list.count != 1) {
        complain(options->language, "--solve räknar på ett ärende i taget, inte %zu",
                 "--solve computes one case at a time, not %zu", cases.list.count);
        return false;
    }
    run->inputs = load_case(run->inspector, run->solver.arena, &cases.list.items[0]);
    run->solver.budget.path = cases.list.items[0].path;
    run->solver.is_unchecked = !run->inputs.loaded;
    return run->inputs.loaded;
}

static bool read_given(struct solve_run *run)
{
    const struct options *options = run->inspector->options;
    for (int i = 0; i < options->given_count; i++) {
        struct str text = str_from(options->given[i]);
        ptrdiff_t equals = str_find(text, STR("="));
        struct given *given = ARENA_PUSH(run->solver.arena, &run->solver.solution->given);
        bool is_read = equals > 0;
        if (is_read) {
            given->key = str_trim(str_slice(text, 0, (size_t)equals));
            struct str amount = str_trim(str_slice(text, (size_t)equals + 1, text.length));
            is_read = read_amount(amount, &given->amount) && given->amount >= 0;
        }
        if (is_read)
            continue;
        complain(options->language, "--given ska vara NAMN=BELOPP, till exempel total=8 110 000; inte ”%s”",
                 "--given should be KEY=AMOUNT, total=8110000 for example; not “%s”", options->given[i]);
        return false;
    }
    return true;
}

static bool read_share(const struct options *options, enum ingredient ingredient, struct given_share *share)
{
    const char *given = options->ingredients[ingredient];
    share->is_given = given != NULL;
    if (!given || read_rate(str_from(given), &share->value))
        return true;
    complain(options->language, "--%s: ”%s” är ingen procentsats mellan 0 och 100",
             "--%s: “%s” is no percentage between 0 and 100", ingredient_name(ingredient), given);
    return false;
}

/* The conditions of a search without a budget. */
static bool read_terms(struct solve_run *run)
{
    const struct options *options = run->inspector->options;
    const char *most = options->ingredients[INGREDIENT_MAXIMUM_AID];
    run->solver.has_maximum = most != NULL;
    if (!read_share(options, INGREDIENT_AID_SHARE, &run->solver.share) ||
        !read_share(options, INGREDIENT_AID_SHARE_ACTUAL, &run->solver.share_actual))
        return false;
    if (!most || read_amount(str_from(most), &run->solver.maximum))
        return true;
    complain(options->language, "--maximum-aid: ”%s” är inget belopp", "--maximum-aid: “%s” is no amount",
             most);
    return false;
}

static bool prepare(struct solve_run *run)
{
    const struct options *options = run->inspector->options;
    run->solver.budget.is_there = options->argument_count > 0 || has_cost(options);
    if (!read_given(run))
        return false;
    return run->solver.budget.is_there ? load_budget(run) : uses_all(options) && read_terms(run);
}

enum exit_status solve_budget(struct arena *arena, struct inspector *inspector, struct solution *solution,
                              struct case_inputs *inputs)
{
    struct solve_run run = {.solver = {.arena = arena,
                                       .language = inspector->options->language,
                                       .what = inspector->options->solve,
                                       .scheme = inspector->scheme,
                                       .solution = solution},
                            .inspector = inspector};
    struct solver *solver = &run.solver;
    solver->budget.context = &run;
    solver->budget.read = read_budget;
    solver->budget.compute = compute_budget;
    *solution = (struct solution){.what = str_from(solver->what)};
    bool is_done = prepare(&run) && solver_run(solver);
    if (solver->complaint.length)
        complain(solver->language, "%.*s", "%.*s", STR_ARG(solver->complaint));
    if (!is_done)
        return solver->is_unchecked ? EXIT_UNCHECKED : EXIT_USAGE;
    if (solver->adjustment.category != UNKNOWN) { /* else the budget is not what was solved */
        inspector->adjusted = solver->adjustment.category;
        inspector->adjusted_to = solver->adjustment.total;
        inspector->moved = solver->adjustment.move;
        *inputs = run.inputs;
    }
    return EXIT_OK;
}
