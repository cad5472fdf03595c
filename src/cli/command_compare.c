/* budgetkoll calc --compare: what one budget comes to under several schemes, and where they cross. */
#include "cli.h"

#include <string.h>

enum { FEWEST_COMPARED = 2 };

/* A candidate: a scheme and the budget as a draft, which may depend on the scheme (its unit cost for an hour). */
struct candidate {
    struct str name;
    const struct scheme *scheme;
    struct draft draft;
};

struct compare_run {
    struct inspector inspector;
    struct arena *arena;
    struct candidate candidates[MOST_COMPARED];
    size_t count;
    struct schemes_compared comparison;
    bool has_errors; /* of reading the case */
};

static enum language language_of(const struct compare_run *run)
{
    return run->inspector.options->language;
}

/* ---- which schemes ---- */

static bool wrong_count(const struct compare_run *run)
{
    complain(language_of(run), "--compare behöver två till åtta villkor med komma emellan, inte ”%s”",
             "--compare needs two to eight schemes with commas between, not “%s”",
             run->inspector.options->compare);
    return false;
}

static bool take_name(struct compare_run *run, struct str name)
{
    if (name.length == 0 || run->count == MOST_COMPARED)
        return wrong_count(run);
    for (size_t i = 0; i < run->count; i++)
        if (str_equal(run->candidates[i].name, name)) {
            complain(language_of(run), "--compare nämner %.*s två gånger", "--compare names %.*s twice",
                     STR_ARG(name));
            return false;
        }
    char *copy = ARENA_ARRAY(run->arena, char, name.length + 1); /* zeroed: ended for scheme_load() */
    memcpy(copy, name.data, name.length);
    run->candidates[run->count++].name = (struct str){copy, name.length};
    return true;
}

static bool take_names(struct compare_run *run)
{
    struct str rest = str_from(run->inspector.options->compare);
    for (bool more = true; more;) {
        ptrdiff_t end = str_find(rest, STR(","));
        more = end >= 0;
        if (!take_name(run, str_trim(more ? str_slice(rest, 0, (size_t)end) : rest)))
            return false;
        rest = more ? str_slice(rest, (size_t)end + 1, rest.length) : rest;
    }
    return run->count >= FEWEST_COMPARED || wrong_count(run);
}

static bool load_schemes(struct compare_run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        struct candidate *candidate = &run->candidates[i];
        candidate->scheme = scheme_load(run->arena, language_of(run), candidate->name.data);
        if (!candidate->scheme)
            return false;
    }
    run->inspector.scheme = run->candidates[0].scheme;
    return true;
}

/* ---- what goes together ---- */

/* Other ways of computing, and other outputs: one at a time. */
static bool allow_options(const struct compare_run *run)
{
    const struct options *options = run->inspector.options;
    const struct {
        bool is_given;
        const char *name;
    } others[] = {{options->scheme != NULL, "--scheme"},
                  {options->solve != NULL, "--solve"},
                  {options->claims != NULL, "--claims"},
                  {options->given_count > 0, "--given"},
                  {options->in_place, "--in-place"},
                  {options->force, "--force"},
                  {strcmp(options->format, BOOK_FORMAT) == 0, "--format xlsx"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (!others[i].is_given)
            continue;
        complain(options->language, "--compare kan inte användas tillsammans med %s",
                 "--compare cannot be used together with %s", others[i].name);
        return false;
    }
    if (options->to_folder)
        complain(options->language,
                 "en jämförelse är en fil: kalla den .txt, .json, .csv eller .tsv, inte ”%s”",
                 "a comparison is a file: name it .txt, .json, .csv or .tsv, not “%s”", options->output);
    return !options->to_folder;
}

/* Either one case, and conditions at most beside it, or a budget from a few numbers. */
static bool allow_source(const struct compare_run *run)
{
    const struct options *options = run->inspector.options;
    enum ingredient amount = first_amount(options);
    bool numbers = options->years || amount != INGREDIENTS;
    const char *option = options->years ? "years" : numbers ? ingredient_name(amount) : "";
    if (options->argument_count > 1)
        complain(options->language, "--compare tar ett ärende i taget, inte också %s",
                 "--compare takes one case at a time, not %s too", options->arguments[1]);
    else if (numbers && options->argument_count == 1)
        complain(options->language, "antingen ett ärende (%s) eller en budget av några tal (--%s), inte båda",
                 "either a case (%s) or a budget from a few numbers (--%s), not both", options->arguments[0],
                 option);
    else if (!numbers && options->argument_count == 0)
        complain(options->language, "ange ett ärende att jämföra villkor för, eller några tal (--staff ...)",
                 "give a case to compare schemes for, or a few numbers (--staff ...)");
    else
        return true;
    return false;
}

/* ---- the budget as drafts ---- */

static bool has_costs(const struct draft *draft)
{
    for (size_t i = 0; i < draft->rows.count; i++)
        if (draft->rows.items[i].table == TABLE_COSTS)
            return true;
    return false;
}

static void say(const struct compare_run *run, enum message_id message, struct str detail)
{
    struct str text =
        message_text(run->arena, language_of(run), (struct message){message, {run->comparison.name, detail}});
    complain(language_of(run), "%.*s", "%.*s", STR_ARG(text));
}

/* The same draft for every scheme, with the conditions that the user gives. */
static enum exit_status draft_case(struct compare_run *run, const struct case_report *report)
{
    struct draft draft = draft_of(run->arena, report->budget, language_of(run));
    run->comparison.name = report->id;
    run->comparison.budget = report->budget;
    if (draft.unread.length || !has_costs(&draft)) {
        say(run, draft.unread.length ? MESSAGE_COMPARE_UNREAD : MESSAGE_COMPARE_NO_COSTS, draft.unread);
        return EXIT_UNCHECKED;
    }
    if (!read_given_conditions(run->arena, run->inspector.options, run->inspector.scheme, &draft))
        return EXIT_USAGE;
    for (size_t i = 0; i < run->count; i++)
        run->candidates[i].draft = draft;
    return EXIT_OK;
}

/* An amount that was not read is in no column of the comparison. */
static void complain_of_errors(struct compare_run *run, const struct findings *findings)
{
    for (size_t i = 0; i < findings->list.count; i++) {
        const struct finding *finding = &findings->list.items[i];
        if (finding->severity != ERROR)
            continue;
        complain(language_of(run), "%.*s: %.*s [%s]", "%.*s: %.*s [%s]",
                 STR_ARG(place_text(run->arena, finding->place)), STR_ARG(finding->message),
                 rule_table[finding->rule].name);
        run->has_errors = true;
    }
}

static enum exit_status draft_files(struct compare_run *run)
{
    struct case_list cases = cases_find(run->arena, run->inspector.options);
    if (cases.list.count != 1) {
        complain(language_of(run), "--compare tar ett ärende i taget; %s har %zu",
                 "--compare takes one case at a time; %s has %zu", run->inspector.options->arguments[0],
                 cases.list.count);
        return EXIT_USAGE;
    }
    struct case_inputs inputs = load_case(&run->inspector, run->arena, &cases.list.items[0]);
    struct case_report report = read_report(&run->inspector, run->arena, &inputs);
    complain_of_errors(run, report.findings);
    return report.is_checked ? draft_case(run, &report) : EXIT_UNCHECKED;
}

static enum exit_status draft_numbers(struct compare_run *run)
{
    run->comparison.name = language_of(run) == SWEDISH ? STR("ny budget") : STR("new budget");
    for (size_t i = 0; i < run->count; i++)
        if (!read_ingredients(run->arena, run->inspector.options, run->candidates[i].scheme,
                              &run->candidates[i].draft))
            return EXIT_USAGE;
    return EXIT_OK;
}

/* ---- one candidate ---- */

struct completed {
    struct budget *budget;
    struct conditions conditions;
    const struct calculation *calculation;
};

static struct completed complete(struct arena *arena, const struct draft *draft, const struct scheme *scheme)
{
    struct case_inputs inputs = draft_inputs(arena, draft, scheme);
    struct findings findings = {.arena = arena, .language = draft->language};
    const struct budget *published = read_case(arena, inputs.items, inputs.count, &findings).budget;
    struct completed completed = {.budget = read_case(arena, inputs.items, inputs.count, &findings).budget,
                                  .conditions = conditions_find(scheme, published)};
    completed.calculation =
        complete_budget(arena, published, completed.budget, &completed.conditions, draft->language);
    return completed;
}

static void add_reason(struct compare_run *run, struct compared_scheme *result, struct str reason)
{
    *ARENA_PUSH(run->arena, &result->why_not) = reason;
    complain(language_of(run), "%.*s", "%.*s", STR_ARG(reason));
}

static void find_reasons(struct compare_run *run, const struct candidate *candidate,
                         const struct calculation *calculation, struct compared_scheme *result)
{
    for (int i = 0; i < MISSING_KINDS; i++)
        if (calculation->missing[i])
            add_reason(run, result,
                       missing_words(run->arena, language_of(run), (enum missing)i, candidate->name,
                                     candidate->scheme, true));
    if (calculation->obstacle != OBSTACLE_NONE)
        add_reason(run, result, obstacle_words(run->arena, language_of(run), candidate->name, calculation));
}

static void compare_column(struct compare_run *run, const struct candidate *candidate)
{
    struct compared_scheme *result = ARENA_PUSH(run->arena, &run->comparison.schemes);
    struct completed completed = complete(run->arena, &candidate->draft, candidate->scheme);
    struct calculation overflow = {.obstacle = OBSTACLE_OVERFLOW, .obstacle_cell = candidate->name};
    *result = (struct compared_scheme){.name = candidate->name, .ceiling = -1};
    find_reasons(run, candidate, completed.calculation, result);
    if (result->why_not.count == 0 &&
        !compare_completed(run->arena, &candidate->draft, completed.budget, &completed.conditions,
                           completed.calculation, result))
        find_reasons(run, candidate, &overflow, result);
}

/* ---- where they cross ---- */

struct pair {
    const struct candidate *a, *b;
    struct arena arena; /* of one try */
};

static bool total_costs(struct pair *pair, const struct candidate *candidate, money staff, money *costs)
{
    struct draft draft;
    if (!draft_with_wages(&pair->arena, &candidate->draft, staff, &draft))
        return false;
    const struct calculation *calculation = complete(&pair->arena, &draft, candidate->scheme).calculation;
    *costs = calculation->plan.costs;
    return calculation->obstacle == OBSTACLE_NONE && calculation->plan.is_known;
}

static bool difference_at(void *context, money staff, money *difference)
{
    struct pair *pair = context;
    money a = 0, b = 0;
    arena_clear(&pair->arena);
    return total_costs(pair, pair->a, staff, &a) && total_costs(pair, pair->b, staff, &b) &&
           !__builtin_sub_overflow(b, a, difference);
}

/* The first with each of the others. */
static void cross(struct compare_run *run)
{
    for (size_t i = 1; i < run->count; i++) {
        struct pair pair = {&run->candidates[0], &run->candidates[i], {.exhausted = out_of_memory}};
        if (!compared_is_known(&run->comparison.schemes.items[0]) ||
            !compared_is_known(&run->comparison.schemes.items[i]))
            continue;
        struct crossing crossing = find_crossing(difference_at, &pair, crossing_limit(&pair.a->draft));
        crossing.a = 0;
        crossing.b = i;
        *ARENA_PUSH(run->arena, &run->comparison.crossings) = crossing;
        arena_release(&pair.arena);
    }
}

/* ---- the whole ---- */

static enum exit_status write_comparison(const struct compare_run *run)
{
    const struct options *options = run->inspector.options;
    struct report_options settings = {
        .language = options->language, .color = options->color, .quiet = options->quiet};
    struct buffer text = {.arena = run->arena};
    const struct table_format *table = table_formats;
    while (table->name && strcmp(table->name, options->format) != 0)
        table++;
    if (table->name)
        compare_table(&text, &settings, &run->comparison, table->separator);
    else if (strcmp(options->format, report_json.name) == 0)
        compare_json(&text, &settings, &run->comparison);
    else
        compare_text(&text, &settings, &run->comparison);
    return write_text(options, buffer_text(&text));
}

/* 3 where some scheme could not be computed; what is compared is no finding. */
static enum exit_status compare_all(struct compare_run *run)
{
    for (size_t i = 0; i < run->count; i++)
        compare_column(run, &run->candidates[i]);
    cross(run);
    enum exit_status status = write_comparison(run);
    for (size_t i = 0; i < run->count && status == EXIT_OK; i++)
        if (!compared_is_known(&run->comparison.schemes.items[i]))
            status = EXIT_UNCHECKED;
    return status == EXIT_OK && run->has_errors ? EXIT_FINDINGS : status;
}

static enum exit_status run_compare(struct compare_run *run)
{
    if (!take_names(run) || !load_schemes(run) || !allow_options(run) || !allow_source(run))
        return EXIT_USAGE;
    enum exit_status status =
        run->inspector.options->argument_count > 0 ? draft_files(run) : draft_numbers(run);
    return status == EXIT_OK ? compare_all(run) : status;
}

enum exit_status command_compare(const struct options *options)
{
    struct arena arena = {.exhausted = out_of_memory};
    struct compare_run run = {.inspector = {.options = options}, .arena = &arena};
    enum exit_status status = run_compare(&run);
    arena_release(&arena);
    return status;
}
