/* budgetkoll calc: what each budget should be. */
#include "cli.h"

#include <string.h>

const struct table_format table_formats[] = {{"csv", ".csv", ';'}, {"tsv", ".tsv", '\t'}, {NULL, NULL, '\0'}};

const char *table_ending(const char *format)
{
    for (size_t i = 0; table_formats[i].name; i++)
        if (strcmp(table_formats[i].name, format) == 0)
            return table_formats[i].ending;
    return NULL;
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
    struct buffer text;
    size_t cases;
};

static void write_computed(struct calc_run *run, struct arena *arena, const struct case_inputs *inputs,
                           bool is_draft)
{
    struct case_report report = compute_case(&run->inspector, arena, inputs);
    report.is_draft = is_draft;
    run->format->write_case(&run->text, &run->settings, &report, run->cases++);
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

static bool allow_paths(const struct options *options)
{
    bool draft = has_ingredients(options);
    if (draft && options->argument_count > 0)
        complain(options->language,
                 "antingen filer (%s) eller en budget av några tal (--years, --staff ...), inte båda",
                 "either files (%s) or a budget from a few numbers (--years, --staff ...), not both",
                 options->arguments[0]);
    else if (!draft && options->argument_count == 0)
        complain(options->language,
                 "ange en fil eller mapp att räkna på (- för standard in), eller några tal (--staff ...)",
                 "give a file or folder to compute (- for standard input), or a few numbers (--staff ...)");
    else
        return true;
    return false;
}

static enum exit_status run_calc(struct calc_run *run, struct arena *arena)
{
    const struct options *options = run->inspector.options;
    struct output output;
    run->format->begin(&run->text, &run->settings);
    if (!has_ingredients(options))
        compute_cases(run, arena);
    else if (!compute_draft(run, arena))
        return EXIT_USAGE;
    run->format->end(&run->text, &run->settings, &run->inspector.summary);
    if (!output_open(&output, options->output, options->language))
        return EXIT_UNCHECKED;
    output_write(&output, buffer_text(&run->text));
    return output_close(&output, options->language) ? inspect_status(&run->inspector) : EXIT_UNCHECKED;
}

enum exit_status command_calc(const struct options *options)
{
    struct arena arena = {.exhausted = out_of_memory};
    struct calc_run run = {.inspector = {.options = options},
                           .format = find_format(options->format),
                           .settings = {options->language, options->color, options->quiet},
                           .text = {.arena = &arena}};
    run.inspector.scheme = scheme_load(&arena, options->language, options->scheme);
    enum exit_status status =
        run.inspector.scheme && allow_paths(options) ? run_calc(&run, &arena) : EXIT_USAGE;
    arena_release(&arena);
    return status;
}
