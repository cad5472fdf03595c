/* budgetkoll calc: what each budget should be. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

const struct table_format table_formats[] = {{"csv", ".csv", ';'}, {"tsv", ".tsv", '\t'}, {NULL, NULL, '\0'}};

static const struct table_format *find_table_format(const char *name)
{
    for (size_t i = 0; table_formats[i].name; i++)
        if (strcmp(table_formats[i].name, name) == 0)
            return &table_formats[i];
    return NULL;
}

const char *table_ending(const char *format)
{
    const struct table_format *found = find_table_format(format);
    return found ? found->ending : NULL;
}

static const struct report_format *find_format(const char *name)
{
    for (size_t i = 0; calculation_formats[i]; i++)
        if (strcmp(calculation_formats[i]->name, name) == 0)
            return calculation_formats[i];
    return &calculation_text;
}

/* A run over cases, or over one draft. */
struct calc_run {
    struct inspector inspector;
    const struct report_format *format;
    struct report_options settings;
    const struct table_format *tables; /* instead of the report: the completed tables */
    struct buffer text;
    size_t cases;
    bool failed; /* something could not be written */
};

static void add_tables(struct calc_run *run, struct arena *arena, const struct case_report *report,
                       const struct case_inputs *inputs)
{
    struct str bytes = STR("");
    if (join_tables(arena, run->inspector.options, report, inputs, run->tables, &bytes))
        buffer_add(&run->text, bytes);
    else
        run->failed = true;
}

static void write_computed(struct calc_run *run, struct arena *arena, const struct case_inputs *inputs,
                           bool is_draft)
{
    const struct options *options = run->inspector.options;
    struct case_report report = compute_case(&run->inspector, arena, inputs);
    report.is_draft = is_draft;
    if (run->tables && report.is_checked)
        add_tables(run, arena, &report, inputs);
    else if (!run->tables)
        run->format->write_case(&run->text, &run->settings, &report, run->cases);
    if ((options->to_folder || options->in_place) && report.is_checked)
        run->failed = !save_tables(arena, options, &report, inputs) || run->failed;
    run->cases++;
}

static bool compute_draft(struct calc_run *run, struct arena *arena)
{
    struct draft draft;
    if (!read_ingredients(arena, run->inspector.options, run->inspector.scheme, &draft))
        return false;
    struct case_inputs inputs = draft_inputs(arena, &draft, run->inspector.scheme);
    write_computed(run, arena, &inputs, true);
    return true;
}

static void compute_cases(struct calc_run *run, struct arena *arena)
{
    struct case_list cases = cases_find(arena, run->inspector.options);
    struct arena own = {.exhausted = out_of_memory};
    for (size_t i = 0; i < cases.list.count; i++) {
        struct case_inputs inputs = load_case(&run->inspector, &own, &cases.list.items[i]);
        write_computed(run, &own, &inputs, false);
        arena_clear(&own);
    }
    arena_release(&own);
}

/* With a solution that there is the whole budget is shown, where there is one. */
static bool compute_solution(struct calc_run *run, struct arena *arena)
{
    struct solution *solution = ARENA_NEW(arena, struct solution);
    struct case_inputs inputs = {0};
    if (!solve_budget(arena, &run->inspector, solution, &inputs))
        return false;
    run->settings.solution = solution;
    if (inputs.count > 0 && solution->status != SOLUTION_NONE)
        write_computed(run, arena, &inputs, run->inspector.options->argument_count == 0);
    return true;
}

static bool compute_all(struct calc_run *run, struct arena *arena)
{
    if (run->inspector.options->solve)
        return compute_solution(run, arena);
    if (has_ingredients(run->inspector.options))
        return compute_draft(run, arena);
    compute_cases(run, arena);
    return true;
}

/* The budget that the workbook is to show, where it is not in files as it is: a draft, or what was solved. False after
 * saying why there is none. */
static bool prepare_book(struct calc_run *run, struct arena *arena, struct case_inputs *inputs)
{
    struct inspector *inspector = &run->inspector;
    struct solution *solution = ARENA_NEW(arena, struct solution);
    struct draft draft;
    if (inspector->options->solve) {
        run->settings.solution = solution;
        return solve_budget(arena, inspector, solution, inputs);
    }
    if (!read_ingredients(arena, inspector->options, inspector->scheme, &draft))
        return false;
    *inputs = draft_inputs(arena, &draft, inspector->scheme);
    return true;
}

static enum exit_status run_book(struct calc_run *run, struct arena *arena)
{
    const struct options *options = run->inspector.options;
    struct case_inputs inputs = {0};
    struct case_list cases = {0};
    run->inspector.computes = true;
    if (!options->solve && !has_ingredients(options)) {
        cases = cases_find(arena, options);
        return write_book(&run->inspector, arena, &cases);
    }
    if (!prepare_book(run, arena, &inputs))
        return EXIT_USAGE;
    run->format->end(&run->text, &run->settings, &run->inspector.summary);
    fwrite(run->text.data, 1, run->text.length, stdout);
    if (inputs.count == 0 || (run->settings.solution && run->settings.solution->status == SOLUTION_NONE))
        return printed_status(options->language) == EXIT_OK ? EXIT_FINDINGS : EXIT_UNCHECKED;
    run->inspector.draft = &inputs;
    *ARENA_PUSH(arena, &cases.list) = *inputs.files;
    return write_book(&run->inspector, arena, &cases);
}

/* What cannot be asked for together. */
static bool allow_request(const struct options *options)
{
    bool draft = has_ingredients(options), from_input = false, alone = options->solve != NULL;
    for (int i = 0; i < options->argument_count; i++)
        from_input = from_input || strcmp(options->arguments[i], "-") == 0;
    const struct {
        bool is_wrong;
        const char *sv, *en;
    } wrongs[] = {
        {draft && options->argument_count > 0,
         "antingen filer eller en budget av några tal (--years, --staff ...), inte båda",
         "either files or a budget from a few numbers (--years, --staff ...), not both"},
        {!draft && !alone && options->argument_count == 0,
         "ange en fil eller mapp att räkna på (- för standard in), eller några tal (--staff ...)",
         "give a file or folder to compute (- for standard input), or a few numbers (--staff ...)"},
        {options->given_count > 0 && !options->solve, "--given behöver --solve: vad som ska räknas ut",
         "--given needs --solve: what is to be found"},
        {options->in_place && options->to_folder, "antingen --in-place eller en mapp med -o, inte båda",
         "either --in-place or a folder with -o, not both"},
        {options->in_place && (draft || from_input), "--in-place behöver filer att skriva över",
         "--in-place needs files to write over"},
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        if (!wrongs[i].is_wrong)
            continue;
        complain(options->language, wrongs[i].sv, wrongs[i].en);
        return false;
    }
    return true;
}

static bool allow_cases(const struct calc_run *run)
{
    if (!run->tables || run->cases <= 1)
        return true;
    complain(run->inspector.options->language, "%zu ärenden ryms inte i en tabellfil; ange en mapp med -o",
             "%zu cases do not fit in one table file; name a folder with -o", run->cases);
    return false;
}

static enum exit_status write_text_of(struct calc_run *run)
{
    const struct options *options = run->inspector.options;
    struct output output;
    if (!output_open(&output, options->to_folder ? NULL : options->output, options->language))
        return EXIT_UNCHECKED;
    output_write(&output, buffer_text(&run->text));
    bool written = output_close(&output, options->language) && !run->failed;
    if (!written)
        return EXIT_UNCHECKED;
    if (run->settings.solution && run->settings.solution->status == SOLUTION_NONE)
        return EXIT_FINDINGS;
    return inspect_status(&run->inspector);
}

static enum exit_status run_calc(struct calc_run *run, struct arena *arena)
{
    if (!run->tables)
        run->format->begin(&run->text, &run->settings);
    if (!compute_all(run, arena) || !allow_cases(run))
        return EXIT_USAGE;
    if (run->tables && (run->failed || buffer_text(&run->text).length == 0))
        return EXIT_UNCHECKED;
    if (!run->tables)
        run->format->end(&run->text, &run->settings, &run->inspector.summary);
    return write_text_of(run);
}

enum exit_status command_calc(const struct options *options)
{
    if (options->compare)
        return command_compare(options);
    if (options->claims)
        return command_claims(options);
    struct arena arena = {.exhausted = out_of_memory};
    struct calc_run run = {
        .inspector = {.options = options},
        .format = find_format(options->format),
        .settings = {.language = options->language, .color = options->color, .quiet = options->quiet},
        .tables = find_table_format(options->format),
        .text = {.arena = &arena}};
    run.inspector.scheme = scheme_load(&arena, options->language, options->scheme);
    bool book = strcmp(options->format, BOOK_FORMAT) == 0,
         allowed = run.inspector.scheme && allow_request(options);
    enum exit_status status = !allowed ? EXIT_USAGE : book ? run_book(&run, &arena) : run_calc(&run, &arena);
    arena_release(&arena);
    return status;
}
