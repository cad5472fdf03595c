/* budgetkoll check and budgetkoll report: the same cases, written by the format that was asked for. */
#include "cli.h"

#include <string.h>

static const struct report_format *find_format(const char *name)
{
    for (size_t i = 0; report_formats[i]; i++)
        if (strcmp(report_formats[i]->name, name) == 0)
            return report_formats[i];
    return &report_text;
}

/* A format written as text, a case at a time. */
struct text_run {
    struct inspector *inspector;
    const struct report_format *format;
    struct report_options options;
    struct output output;
    struct arena arena; /* of one case at a time */
};

static void write_case(struct text_run *run, const struct case_files *files, size_t index)
{
    struct buffer text = {.arena = &run->arena};
    struct case_report report = inspect_case(run->inspector, &run->arena, files);
    run->format->write_case(&text, &run->options, &report, index);
    output_write(&run->output, buffer_text(&text));
    arena_clear(&run->arena);
}

static void write_part(struct text_run *run, struct arena *arena, bool end)
{
    struct buffer text = {.arena = arena};
    if (end)
        run->format->end(&text, &run->options, &run->inspector->summary);
    else
        run->format->begin(&text, &run->options);
    output_write(&run->output, buffer_text(&text));
}

static enum exit_status write_cases(struct inspector *inspector, struct arena *arena,
                                    const struct case_list *cases)
{
    const struct options *options = inspector->options;
    struct text_run run = {
        .inspector = inspector,
        .format = find_format(options->format),
        .options = {.language = options->language, .color = options->color, .quiet = options->quiet},
        .arena = {.exhausted = out_of_memory}};
    if (!output_open(&run.output, options->output, options->language))
        return EXIT_UNCHECKED;
    write_part(&run, arena, false);
    for (size_t i = 0; i < cases->list.count; i++)
        write_case(&run, &cases->list.items[i], i);
    arena_release(&run.arena);
    write_part(&run, arena, true);
    return output_close(&run.output, options->language) ? inspect_status(inspector) : EXIT_UNCHECKED;
}

enum exit_status command_check(const struct options *options)
{
    struct arena arena = {.exhausted = out_of_memory};
    struct inspector inspector = {.options = options,
                                  .scheme = scheme_load(&arena, options->language, options->scheme),
                                  .areas = areas_load(&arena)};
    enum exit_status status = EXIT_USAGE;
    if (options->argument_count == 0) {
        complain(options->language, "ange en fil eller mapp att kontrollera (- för standard in)",
                 "give a file or folder to check (- for standard input)");
    } else if (inspector.scheme) {
        struct case_list cases = cases_find(&arena, options);
        status = strcmp(options->format, BOOK_FORMAT) == 0 ? write_book(&inspector, &arena, &cases)
                                                           : write_cases(&inspector, &arena, &cases);
    }
    arena_release(&arena);
    return status;
}
