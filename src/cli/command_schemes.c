/* budgetkoll schemes: the schemes there are, or all that one of them says. */
#include "cli.h"

#include "budgetkoll/scheme_report.h"

#include "embedded.h"

#include <string.h>

enum { MOST_SCHEMES = 32 };

static enum exit_status list_schemes(const struct options *options, struct arena *arena)
{
    static const char *const keys[] = {"scheme", "name"};
    struct str cells[MOST_SCHEMES * 2];
    size_t count = 0;
    for (const struct embedded *file = embedded_files; file->name && count < MOST_SCHEMES; file++) {
        struct str error = STR(""), name = str_from(file->name);
        struct input input = {name, {file->data, file->length}};
        struct scheme *scheme = str_starts(name, STR("schemes/"))
                                    ? read_scheme_with(arena, input, scheme_source, options->language, &error)
                                    : NULL;
        if (!scheme)
            continue;
        cells[count * 2] = scheme->id;
        cells[count * 2 + 1] = scheme->name[options->language];
        count++;
    }
    return write_text(options, make_table(arena, options, "schemes", keys, 2, cells, count));
}

static enum exit_status show_scheme(const struct options *options, struct arena *arena)
{
    struct buffer text = {.arena = arena};
    const struct scheme *scheme = scheme_load(arena, options->language, options->arguments[0]);
    if (!scheme)
        return EXIT_USAGE;
    if (strcmp(options->format, "json") == 0)
        scheme_json(&text, options->language, scheme);
    else
        scheme_text(&text, options->language, scheme);
    return write_text(options, buffer_text(&text));
}

enum exit_status command_schemes(const struct options *options)
{
    struct arena arena = {.exhausted = out_of_memory};
    enum exit_status status = EXIT_USAGE;
    if (options->argument_count > 1)
        complain(options->language, "ange högst ett av de villkor som budgetkoll schemes visar (”%s”)",
                 "give at most one of the schemes that budgetkoll schemes lists (“%s”)",
                 options->arguments[1]);
    else
        status = options->argument_count ? show_scheme(options, &arena) : list_schemes(options, &arena);
    arena_release(&arena);
    return status;
}
