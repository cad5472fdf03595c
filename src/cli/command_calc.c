/* budgetkoll calc: what each budget should be. */
#include "cli.h"

#include <string.h>

static const struct report_format *find_format(const char *name)
{
    for (size_t i = 0; calculation_formats[i]; i++)
        if (strcmp(calculation_formats[i]->name, name) == 0)
            return calculation_formats[i];
    return &calculation_text;
}

/* What is computed: cases from files; or a single budget, made from numbers or found by --solve. */
struct calc_run {
    struct inspector inspector;
    struct case_list cases;
    struct case_inputs single; /* nothing when there are cases, or when no budget was needed */
    bool is_draft;
    struct str covered; /* of a draft: see struct case_report */
    const struct report_format *format;
    struct report_options settings;
    const struct table_format *tables; /* instead of the report: the completed tables */
    struct output output;
    struct places *places; /* of tables that go to a folder, else NULL */
    size_t written;
    bool failed; /* something could not be written */
};

static enum exit_status prepare_solution(struct calc_run *run, struct arena *arena)
{
    struct solution *solution = ARENA_NEW(arena, struct solution);
    struct case_inputs inputs = {0};
    enum exit_status status = solve_budget(arena, &run->inspector, solution, &inputs);
    if (status != EXIT_OK)
        return status;
    run->settings.solution = solution;
    if (solution->status != SOLUTION_NONE)
        run->single = inputs;
    run->is_draft = run->inspector.options->argument_count == 0;
    return EXIT_OK;
}

/* "Externa tjänster 250 000 kr, ...": given costs that are none of the budget. */
static struct str covered_words(struct arena *arena, const struct draft *draft, const struct scheme *scheme)
{
    struct buffer list = {.arena = arena};
    for (size_t i = 0; i < draft->rows.count; i++) {
        const struct draft_row *row = &draft->rows.items[i];
        money sum = 0;
        for (size_t c = 0; c < draft_columns(draft); c++)
            sum = money_add(sum, row->amounts[c], &sum) ? sum : INT64_MAX;
        if (sum == 0 || !draft_covers(scheme, row->table, row->concept))
            continue;
        buffer_print(&list, "%s%.*s ", list.length ? ", " : "",
                     STR_ARG(concept_name(row->concept, draft->language)));
        words_kronor(&list, draft->language, sum);
    }
    return list.length == 0 ? STR("")
                            : message_text(arena, draft->language,
                                           (struct message){MESSAGE_CALC_COVERED, {buffer_text(&list)}});
}

static enum exit_status prepare_draft(struct calc_run *run, struct arena *arena)
{
    struct draft draft;
    if (!read_ingredients(arena, run->inspector.options, run->inspector.scheme, &draft))
        return EXIT_USAGE;
    run->single = draft_inputs(arena, &draft, run->inspector.scheme);
    run->covered = covered_words(arena, &draft, run->inspector.scheme);
    run->is_draft = true;
    return EXIT_OK;
}

/* EXIT_OK, or what is wrong with what was asked for, said. */
static enum exit_status find_budgets(struct calc_run *run, struct arena *arena)
{
    const struct options *options = run->inspector.options;
    if (options->solve)
        return prepare_solution(run, arena);
    if (has_ingredients(options))
        return prepare_draft(run, arena);
    run->cases = cases_find(arena, options);
    if ((run->tables || options->to_folder || options->in_place) && !allow_tables(options, &run->cases))
        return EXIT_USAGE;
    if (!run->tables || run->cases.list.count <= 1)
        return EXIT_OK;
    complain(options->language, "%zu ärenden ryms inte i en tabellfil; ange en mapp med -o",
             "%zu cases do not fit in one table file; name a folder with -o", run->cases.list.count);
    return EXIT_USAGE;
}

static enum exit_status prepare(struct calc_run *run, struct arena *arena)
{
    const struct options *options = run->inspector.options;
    enum exit_status status = find_budgets(run, arena);
    struct case_list written = run->cases;
    if (status != EXIT_OK || !options->to_folder)
        return status;
    if (run->single.files)
        *ARENA_PUSH(arena, &written.list) = *run->single.files;
    run->places = places_find(arena, options, &written, run->is_draft);
    return run->places ? EXIT_OK : EXIT_UNCHECKED;
}

/* ---- reports and tables ---- */

/* False, said, where files would be written over with what follows from a figure that their own sums speak against. */
static bool allow_doubts(const struct options *options, struct arena *arena, const struct case_report *report)
{
    const struct calculation *calculation = report->calculation;
    if (!options->in_place || options->force || calculation->doubts.count == 0)
        return true;
    struct message message = {MESSAGE_CALC_DOUBT_REFUSED, {report->path, calculation->doubts.items[0].name}};
    struct str text = message_text(arena, options->language, message);
    complain(options->language, "%.*s", "%.*s", STR_ARG(text));
    return false;
}

static void write_computed(struct calc_run *run, struct arena *arena, const struct case_inputs *inputs)
{
    const struct options *options = run->inspector.options;
    struct buffer text = {.arena = arena};
    struct str tables = STR("");
    struct case_report report = compute_case(&run->inspector, arena, inputs);
    report.is_draft = run->is_draft;
    report.covered = run->covered;
    if (!run->tables)
        run->format->write_case(&text, &run->settings, &report, run->written++);
    else if (!report.is_checked || !join_tables(arena, options, &report, inputs, run->tables, &tables))
        run->failed = true;
    output_write(&run->output, run->tables ? tables : buffer_text(&text));
    if ((options->to_folder || options->in_place) && report.is_checked &&
        allow_doubts(options, arena, &report))
        run->failed = !save_tables(arena, options, &report, inputs, run->places) || run->failed;
}

static void write_all(struct calc_run *run)
{
    struct arena own = {.exhausted = out_of_memory};
    for (size_t i = 0; i < run->cases.list.count; i++) {
        struct case_inputs inputs = load_case(&run->inspector, &own, &run->cases.list.items[i]);
        write_computed(run, &own, &inputs);
        arena_clear(&own);
    }
    if (run->single.files)
        write_computed(run, &own, &run->single);
    arena_release(&own);
}

static void write_part(struct calc_run *run, struct arena *arena, bool end)
{
    struct buffer text = {.arena = arena};
    if (run->tables)
        return;
    if (end)
        run->format->end(&text, &run->settings, &run->inspector.summary);
    else
        run->format->begin(&text, &run->settings);
    output_write(&run->output, buffer_text(&text));
}

static enum exit_status status_of(const struct calc_run *run)
{
    const struct solution *solution = run->settings.solution;
    if (run->failed)
        return EXIT_UNCHECKED;
    return solution && solution->status == SOLUTION_NONE ? EXIT_FINDINGS : inspect_status(&run->inspector);
}

static enum exit_status run_report(struct calc_run *run, struct arena *arena)
{
    const struct options *options = run->inspector.options;
    if (!output_open(&run->output, options->to_folder ? NULL : options->output, options->language))
        return EXIT_UNCHECKED;
    write_part(run, arena, false);
    write_all(run);
    write_part(run, arena, true);
    if (run->tables && run->failed) { /* no half file in the place of a whole one */
        output_abandon(&run->output);
        return EXIT_UNCHECKED;
    }
    return output_close(&run->output, options->language) ? status_of(run) : EXIT_UNCHECKED;
}

/* ---- the workbook ---- */

/* What was solved is said on standard output, for the workbook shows only the budget. */
static enum exit_status run_book(struct calc_run *run, struct arena *arena)
{
    const struct options *options = run->inspector.options;
    if (run->settings.solution) {
        struct buffer text = {.arena = arena};
        calculation_text.end(&text, &run->settings, &run->inspector.summary);
        struct output output;
        output_open(&output, NULL, options->language);
        output_write(&output, buffer_text(&text));
        if (!output_close(&output, options->language))
            return EXIT_UNCHECKED;
        if (!run->single.files)
            return EXIT_FINDINGS;
    }
    run->inspector.computes = true;
    if (run->single.files) {
        run->inspector.draft = &run->single;
        *ARENA_PUSH(arena, &run->cases.list) = *run->single.files;
    }
    return write_book(&run->inspector, arena, &run->cases);
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
        {options->force && !options->in_place, "--force hör till --in-place",
         "--force belongs to --in-place"},
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
        .tables = table_format_find(options->format)};
    bool book = strcmp(options->format, BOOK_FORMAT) == 0;
    enum exit_status status = EXIT_USAGE;
    run.inspector.scheme = scheme_load(&arena, options->language, options->scheme);
    run.inspector.areas = areas_load(&arena);
    if (run.inspector.scheme && allow_request(options))
        status = prepare(&run, &arena);
    if (run.inspector.scheme && status == EXIT_OK)
        status = book ? run_book(&run, &arena) : run_report(&run, &arena);
    if (run.places)
        places_close(run.places);
    arena_release(&arena);
    return status;
}
