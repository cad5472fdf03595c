/* budgetkoll calc --solve: the amount that makes a budget come out as wished. */
#include "cli.h"

#include "budgetkoll/label.h"

#include <string.h>

struct solver {
    struct arena *arena;
    struct inspector *inspector;
    struct case_inputs inputs; /* of the budget; none when there is only what is given */
    bool has_budget;
    struct solution *solution;
};

/* ---- words ---- */

static enum language language_of(const struct solver *solver)
{
    return solver->inspector->options->language;
}

static struct str kronor(const struct solver *solver, money amount)
{
    return words_of_kronor(solver->arena, language_of(solver), amount);
}

static struct str percent(const struct solver *solver, struct ratio share)
{
    return words_of_percent(solver->arena, language_of(solver), share);
}

static void say(struct solver *solver, struct message message)
{
    *ARENA_PUSH(solver->arena, &solver->solution->why) =
        message_text(solver->arena, language_of(solver), message);
}

static bool found_none(struct solver *solver, struct message message)
{
    solver->solution->status = SOLUTION_NONE;
    say(solver, message);
    return true;
}

/* ---- what is given ---- */

static const struct known_key {
    const char *names[3];
    enum concept concept;
} known_keys[] = {
    {{"total", "totalt", "total-costs"}, TOTAL_COSTS},
    {{"actual-costs", "faktiska-kostnader", NULL}, ACTUAL_COSTS},
    {{"aid", "stöd", "eu-medel"}, EU_AID},
    {{"co-financing", "medfinansiering", NULL}, CO_FINANCING},
};

static enum concept key_concept(struct str key)
{
    for (size_t i = 0; i < sizeof known_keys / sizeof *known_keys; i++)
        for (size_t n = 0; n < 3 && known_keys[i].names[n]; n++)
            if (str_equal(key, str_from(known_keys[i].names[n])))
                return known_keys[i].concept;
    return UNKNOWN;
}

static bool read_given(struct solver *solver)
{
    const struct options *options = solver->inspector->options;
    for (int i = 0; i < options->given_count; i++) {
        struct str text = str_from(options->given[i]);
        ptrdiff_t equals = str_find(text, STR("="));
        struct given *given = ARENA_PUSH(solver->arena, &solver->solution->given);
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

/* The amount given for a concept; NULL when there is none. */
static const money *find_given(const struct solver *solver, enum concept concept)
{
    for (size_t i = 0; i < solver->solution->given.count; i++)
        if (key_concept(solver->solution->given.items[i].key) == concept)
            return &solver->solution->given.items[i].amount;
    return NULL;
}

static bool need_given(const struct solver *solver, const char *keys)
{
    complain(language_of(solver), "--solve %s behöver --given %s", "--solve %s needs --given %s",
             solver->inspector->options->solve, keys);
    return false;
}

/* Given amounts that contradict each other, or that this search does not use, are not passed over. */
static bool allow_given(const struct solver *solver, enum concept only)
{
    for (size_t i = 0; i < solver->solution->given.count; i++) {
        struct str key = solver->solution->given.items[i].key;
        bool first =
            key_concept(key) == only && find_given(solver, only) == &solver->solution->given.items[i].amount;
        if (first)
            continue;
        complain(language_of(solver),
                 "--solve %s använder inte --given %.*s (eller så är det angivet två gånger)",
                 "--solve %s does not use --given %.*s (or it is given twice)",
                 solver->inspector->options->solve, STR_ARG(key));
        return false;
    }
    return true;
}

/* ---- a category ---- */

static const struct category {
    const char *names[3];
    enum concept concept;
} categories[] = {
    {{"staff", "personal", "löner"}, STAFF},
    {{"external", "externa-tjänster", NULL}, EXTERNAL},
    {{"travel", "resor", NULL}, TRAVEL},
    {{"investment", "investeringar", NULL}, INVESTMENT},
    {{"portfolio", NULL, NULL}, PORTFOLIO},
    {{"other", "övrigt", NULL}, OTHER_COST},
    {{"unit-costs", "enhetskostnader", NULL}, UNIT_COST},
    {{"lump-sum", "klumpsumma", NULL}, LUMP_SUM},
};

static enum concept category_of(const char *name)
{
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        for (size_t n = 0; n < 3 && categories[i].names[n]; n++)
            if (strcmp(name, categories[i].names[n]) == 0)
                return categories[i].concept;
    return UNKNOWN;
}

/* One evaluation of the budget with another amount in a category. */
struct trial {
    const struct solver *solver;
    enum concept category, wanted;
    int cells; /* that the amount was put into */
};

/* The whole calculation is the function that is searched, so that solving and completing cannot disagree. */
static bool try_amount(void *context, money amount, money *result)
{
    struct trial *trial = context;
    const struct solver *solver = trial->solver;
    struct arena arena = {.exhausted = out_of_memory};
    struct findings findings = {.arena = &arena, .language = language_of(solver)};
    struct budget *published =
        read_case(&arena, solver->inputs.items, solver->inputs.count, &findings).budget;
    struct budget *working = read_case(&arena, solver->inputs.items, solver->inputs.count, &findings).budget;
    struct conditions conditions = conditions_find(solver->inspector->scheme, published);
    trial->cells = put_category(&arena, working, trial->category, amount);
    struct calculation *done = complete_budget(&arena, published, working, &conditions, language_of(solver));
    const struct system *system = system_build(&arena, working, conditions, language_of(solver));
    const struct node *node = system_total(system, trial->wanted);
    struct value value = node ? node_evaluate(node, NULL) : (struct value){VALUE_UNDEFINED, {0, 1}};
    bool known = trial->cells > 0 && done->obstacle == OBSTACLE_NONE && value.status <= VALUE_GUESSED &&
                 ratio_round(value.ratio, 1, ROUND_HALF_UP, result);
    arena_release(&arena);
    return known;
}

static void say_found(struct solver *solver, const struct trial *trial, const struct found *found,
                      money target)
{
    enum language language = language_of(solver);
    struct solution *solution = solver->solution;
    struct str category = concept_name(trial->category, language),
               wanted = concept_name(trial->wanted, language);
    solution->status = found->exact_count == 1 ? SOLUTION_ONE : SOLUTION_SEVERAL;
    solution->amount = found->exact[0];
    say(solver,
        (struct message){MESSAGE_SOLVE_FOUND,
                         {category, kronor(solver, found->exact[0]), wanted, kronor(solver, target)}});
    struct buffer others = {.arena = solver->arena};
    for (int i = 1; i < found->exact_count; i++) {
        *ARENA_PUSH(solver->arena, &solution->others) = found->exact[i];
        buffer_print(&others, "%s%.*s", i > 1 ? ", " : "", STR_ARG(kronor(solver, found->exact[i])));
    }
    if (others.length)
        say(solver, (struct message){MESSAGE_SOLVE_ALSO, {buffer_text(&others)}});
    if (trial->cells > 1)
        say(solver, (struct message){MESSAGE_SOLVE_SPLIT, {words_of_count(solver->arena, trial->cells)}});
}

static bool say_not_found(struct solver *solver, const struct trial *trial, const struct found *found,
                          money target)
{
    enum language language = language_of(solver);
    struct str category = concept_name(trial->category, language),
               wanted = concept_name(trial->wanted, language);
    struct str goal = kronor(solver, target);
    if (found->is_too_low)
        return found_none(solver,
                          (struct message){MESSAGE_SOLVE_TOO_LOW,
                                           {category, wanted, kronor(solver, found->above_result), goal}});
    if (found->is_out_of_reach)
        return found_none(solver, (struct message){MESSAGE_SOLVE_OUT_OF_REACH, {category, wanted, goal}});
    return found_none(
        solver,
        (struct message){MESSAGE_SOLVE_JUMPED,
                         {wanted, goal, kronor(solver, found->below), kronor(solver, found->below_result),
                          kronor(solver, found->above), kronor(solver, found->above_result)}});
}

static bool solve_category(struct solver *solver, enum concept category)
{
    static const enum concept wanted[] = {TOTAL_COSTS, ACTUAL_COSTS, EU_AID};
    struct trial trial = {solver, category, UNKNOWN, 0};
    struct found found;
    money probe = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && trial.wanted == UNKNOWN; i++)
        if (find_given(solver, wanted[i]))
            trial.wanted = wanted[i];
    if (trial.wanted == UNKNOWN)
        return need_given(solver, "total=..., actual-costs=... / aid=...");
    if (!allow_given(solver, trial.wanted))
        return false;
    money target = *find_given(solver, trial.wanted);
    try_amount(&trial, 0, &probe);
    if (!solve_search(try_amount, &trial, target, ORE_PER_KRONA, 2 * trial.cells + 2, &found)) {
        complain(language_of(solver), "budgeten går inte att räkna med andra belopp i %.*s (saknas raden?)",
                 "the budget cannot be computed with other amounts in %.*s (is the row missing?)",
                 STR_ARG(concept_name(category, language_of(solver))));
        return false;
    }
    if (found.exact_count == 0)
        return say_not_found(solver, &trial, &found, target);
    say_found(solver, &trial, &found, target);
    solver->inspector->adjusted = category;
    solver->inspector->adjusted_to = found.exact[0];
    return true;
}

/* ---- aid and co-financing ---- */

/* The budget as it is, completed: for its costs, what is promised, and the ceilings. */
static bool compute_budget(struct solver *solver, struct case_report *report)
{
    struct inspector inspector = {.options = solver->inspector->options, .scheme = solver->inspector->scheme};
    *report = compute_case(&inspector, solver->arena, &solver->inputs);
    return report->is_checked && report->calculation->plan.is_known;
}

/* The share that is in force without a budget: --aid-share, else the scheme's. */
static bool free_share(const struct solver *solver, struct ratio *share)
{
    const char *given = solver->inspector->options->ingredients[INGREDIENT_AID_SHARE];
    const struct limit *limit = &solver->inspector->scheme->share_eligible;
    *share = limit->value;
    if ((given && read_rate(str_from(given), share)) || (!given && limit->is_set))
        return true;
    complain(language_of(solver), "ange stödandelen med --aid-share ANDEL",
             "give the aid share with --aid-share SHARE");
    return false;
}

static int lowest_of(const struct financing_plan *plan)
{
    int lowest = -1;
    for (int i = 0; i < CEILING_KINDS; i++)
        if (plan->ceilings[i].is_set && (lowest < 0 || plan->ceilings[i].most < plan->ceilings[lowest].most))
            lowest = i;
    return lowest;
}

static bool fits_not(struct solver *solver)
{
    complain(language_of(solver), "beloppen är för stora", "the amounts are too large");
    return false;
}

static bool co_financing_of_budget(struct solver *solver, money aid)
{
    struct case_report report;
    if (!compute_budget(solver, &report))
        return false;
    const struct financing_plan *plan = &report.calculation->plan;
    int lowest = lowest_of(plan);
    money most =
        lowest >= 0 && plan->ceilings[lowest].most < plan->costs ? plan->ceilings[lowest].most : plan->costs;
    if (aid > most)
        return found_none(solver, (struct message){MESSAGE_SOLVE_AID_TOO_HIGH,
                                                   {kronor(solver, aid), kronor(solver, most)}});
    money needed = plan->costs - aid, more = needed - plan->promised;
    solver->solution->amount = needed;
    say(solver, (struct message){MESSAGE_SOLVE_NEEDS_CO_FINANCING,
                                 {kronor(solver, needed), kronor(solver, plan->costs), kronor(solver, aid)}});
    say(solver, (struct message){more > 0 ? MESSAGE_SOLVE_PROMISE_MORE : MESSAGE_SOLVE_PROMISED,
                                 {kronor(solver, plan->promised), kronor(solver, more > 0 ? more : -more)}});
    return true;
}

static bool solve_co_financing(struct solver *solver)
{
    const money *aid = find_given(solver, EU_AID);
    struct ratio share;
    money needed = 0, total = 0;
    if (!aid)
        return need_given(solver, "aid=...");
    if (!allow_given(solver, EU_AID))
        return false;
    if (solver->has_budget)
        return co_financing_of_budget(solver, *aid);
    if (!free_share(solver, &share))
        return false;
    if (share.numerator == 0)
        return found_none(solver, (struct message){MESSAGE_SOLVE_NO_SHARE, {{0}}});
    if (!co_financing_for(share, *aid, ORE_PER_KRONA, &needed) || !money_add(needed, *aid, &total))
        return fits_not(solver);
    solver->solution->amount = needed;
    say(solver, (struct message){MESSAGE_SOLVE_LEAST_CO_FINANCING,
                                 {kronor(solver, needed), percent(solver, share), kronor(solver, *aid),
                                  kronor(solver, total)}});
    return true;
}

static money least(money a, money b)
{
    return a < b ? a : b;
}

static bool aid_of_budget(struct solver *solver, money co_financing)
{
    struct case_report report;
    if (!compute_budget(solver, &report))
        return false;
    const struct financing_plan *plan = &report.calculation->plan;
    const struct conditions *conditions = &report.result.in_force;
    money aid = plan->costs - co_financing, by_share = 0, rest = 0;
    if (aid < 0)
        return found_none(solver,
                          (struct message){MESSAGE_SOLVE_MORE_THAN_COSTS,
                                           {kronor(solver, co_financing), kronor(solver, plan->costs)}});
    for (int i = CEILING_ACTUAL; i < CEILING_KINDS; i++)
        aid = plan->ceilings[i].is_set ? least(aid, plan->ceilings[i].most) : aid;
    if (conditions->share_eligible.is_set &&
        aid_for(conditions->share_eligible.value, co_financing, conditions->rounding_unit, &by_share))
        aid = least(aid, by_share);
    rest = plan->costs - co_financing - aid;
    solver->solution->amount = aid;
    say(solver,
        (struct message){MESSAGE_SOLVE_MOST_AID_OF_COSTS,
                         {kronor(solver, aid), kronor(solver, plan->costs), kronor(solver, co_financing)}});
    if (rest > 0)
        say(solver, (struct message){MESSAGE_SOLVE_REST, {kronor(solver, rest)}});
    return true;
}

static bool solve_aid(struct solver *solver)
{
    const money *co_financing = find_given(solver, CO_FINANCING);
    struct ratio share;
    money aid = 0, total = 0;
    if (!co_financing)
        return need_given(solver, "co-financing=...");
    if (!allow_given(solver, CO_FINANCING))
        return false;
    if (solver->has_budget)
        return aid_of_budget(solver, *co_financing);
    if (!free_share(solver, &share))
        return false;
    if (ratio_equal(share, ratio_from(1)))
        return found_none(solver, (struct message){MESSAGE_SOLVE_UNLIMITED, {{0}}});
    if (!aid_for(share, *co_financing, ORE_PER_KRONA, &aid) || !money_add(aid, *co_financing, &total))
        return fits_not(solver);
    solver->solution->amount = aid;
    say(solver, (struct message){MESSAGE_SOLVE_MOST_AID,
                                 {kronor(solver, aid), percent(solver, share), kronor(solver, *co_financing),
                                  kronor(solver, total)}});
    return true;
}

/* ---- shares ---- */

static bool add_parts(struct solver *solver, money *sum)
{
    struct solution *solution = solver->solution;
    for (size_t i = 0; i < solution->given.count; i++) {
        const struct given *given = &solution->given.items[i];
        if (key_concept(given->key) != UNKNOWN)
            continue;
        *ARENA_PUSH(solver->arena, &solution->parts) =
            (struct solved_part){given->key, given->amount, {0, 1}, given->amount};
        if (!money_add(*sum, given->amount, sum))
            return fits_not(solver);
    }
    return true;
}

/* Each partner's share is its amount by the sum of all; a total is split in that proportion by largest remainder. */
static bool solve_shares(struct solver *solver)
{
    struct solution *solution = solver->solution;
    const money *total = NULL;
    money sum = 0;
    for (size_t i = 0; i < sizeof known_keys / sizeof *known_keys; i++)
        total = total ? total : find_given(solver, known_keys[i].concept);
    if (!add_parts(solver, &sum))
        return false;
    if (solution->parts.count == 0)
        return need_given(solver, "NAMN=... (och total=...)");
    if (sum == 0)
        return found_none(solver, (struct message){MESSAGE_SOLVE_NO_PARTS, {{0}}});
    money *weights = ARENA_ARRAY(solver->arena, money, solution->parts.count);
    money *parts = ARENA_ARRAY(solver->arena, money, solution->parts.count);
    for (size_t i = 0; i < solution->parts.count; i++) {
        weights[i] = solution->parts.items[i].given;
        ratio_make(weights[i], sum, &solution->parts.items[i].share);
    }
    if (!split_total(total ? *total : sum, ORE_PER_KRONA, weights, solution->parts.count, parts))
        return fits_not(solver);
    for (size_t i = 0; i < solution->parts.count; i++)
        solution->parts.items[i].amount = parts[i];
    solution->amount = total ? *total : sum;
    say(solver,
        (struct message){MESSAGE_SOLVE_SHARES, {kronor(solver, solution->amount), kronor(solver, sum)}});
    return true;
}

/* ---- all of them ---- */

static bool needs_budget(const struct solver *solver)
{
    complain(language_of(solver), "--solve %s behöver en budget: en fil, en mapp, eller tal (--external ...)",
             "--solve %s needs a budget: a file, a folder, or numbers (--external ...)",
             solver->inspector->options->solve);
    return false;
}

static bool solve_what(struct solver *solver)
{
    const char *what = solver->inspector->options->solve;
    static const struct {
        const char *names[3];
        bool (*solve)(struct solver *solver);
    } searches[] = {{{"aid", "stöd", "eu-medel"}, solve_aid},
                    {{"co-financing", "medfinansiering", NULL}, solve_co_financing},
                    {{"shares", "andelar", "partners"}, solve_shares}};
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++)
        for (size_t n = 0; n < 3 && searches[i].names[n]; n++)
            if (strcmp(what, searches[i].names[n]) == 0)
                return searches[i].solve(solver);
    enum concept category = category_of(what);
    if (category != UNKNOWN)
        return solver->has_budget ? solve_category(solver, category) : needs_budget(solver);
    complain(language_of(solver),
             "--solve kan inte vara ”%s”; välj aid, co-financing, shares, staff, external ...",
             "--solve cannot be “%s”; choose aid, co-financing, shares, staff, external ...", what);
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
    enum concept category = category_of(options->solve);
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
    return solver->inputs.loaded;
}

bool solve_budget(struct arena *arena, struct inspector *inspector, struct solution *solution,
                  struct case_inputs *inputs)
{
    struct solver solver = {.arena = arena, .inspector = inspector, .solution = solution};
    *solution = (struct solution){.what = str_from(inspector->options->solve)};
    if (!read_given(&solver) || !load_budget(&solver) || !solve_what(&solver))
        return false;
    *inputs = solver.inputs;
    return true;
}
