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

enum exit_status command_calc(const struct options *options)
{
    if (options->claims)
        return command_claims(options);
    struct arena arena = {.exhausted = out_of_memory};
    struct inspector inspector = {.options = options,
                                  .scheme = scheme_load(&arena, options->language, options->scheme)};
    struct report_options settings = {options->language, options->color, options->quiet};
    const struct report_format *format = find_format(options->format);
    struct output output;
    if (!inspector.scheme || !output_open(&output, options->output, options->language))
        return EXIT_USAGE;
    struct case_list cases = cases_find(&arena, options);
    struct arena own = {.exhausted = out_of_memory};
    struct buffer text = {.arena = &arena};
    format->begin(&text, &settings);
    for (size_t i = 0; i < cases.list.count; i++) {
        struct case_inputs inputs = load_case(&inspector, &own, &cases.list.items[i]);
        struct case_report report = compute_case(&inspector, &own, &inputs);
        format->write_case(&text, &settings, &report, i);
        arena_clear(&own);
    }
    format->end(&text, &settings, &inspector.summary);
    output_write(&output, buffer_text(&text));
    return output_close(&output, options->language) ? inspect_status(&inspector) : EXIT_UNCHECKED;
}
