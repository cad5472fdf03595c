#include "cli.h"
#include "budgetkoll/version.h"

#include <stdio.h>
#include <string.h>

static const struct command *find_command(const char *name)
{
    for (const struct command *command = commands; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

static bool reads_output(const struct command *command, const struct options *options)
{
    struct arena arena = {.exhausted = out_of_memory};
    bool to_file = (command->takes & TAKES_CASES) && options->output && !options->to_folder;
    bool reads = to_file && file_is_read(&arena, options, options->output);
    arena_release(&arena);
    return reads;
}

static enum exit_status run_command(int argc, char **argv)
{
    enum language language = language_from_environment();
    const struct command *command = find_command(argv[1]);
    struct options options = {.language = language};
    enum exit_status status = EXIT_USAGE;
    if (!command) {
        complain(language, "okänt kommando ”%s”; se budgetkoll --help",
                 "unknown command “%s”; see budgetkoll --help", argv[1]);
        return EXIT_USAGE;
    }
    if (!options_read(command, argc - 1, argv + 1, &options, &status))
        return status;
    return reads_output(command, &options) ? EXIT_UNCHECKED : command->run(&options);
}

int main(int argc, char **argv)
{
    if (!process_prepare()) {
        complain(language_from_environment(),
                 "/dev/null kan inte öppnas, och en av standardströmmarna är stängd",
                 "/dev/null cannot be opened, and one of the standard streams is closed");
        return (int)EXIT_UNCHECKED;
    }
    if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        printf("budgetkoll %s\n", BUDGETKOLL_VERSION);
        return (int)printed_status(language_from_environment());
    }
    bool help = argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
                             strcmp(argv[1], "help") == 0);
    if (help) {
        print_help(language_from_environment());
        return (int)printed_status(language_from_environment());
    }
    if (argc < 2) {
        complain(language_from_environment(), "vad ska göras? se budgetkoll --help",
                 "what is to be done? see budgetkoll --help");
        return (int)EXIT_USAGE;
    }
    return (int)run_command(argc, argv);
}
