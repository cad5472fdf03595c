/* Options as one table: parsing, help and messages are made from it. */
#include "cli.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum option_id { OPT_LANG = 256, OPT_SCHEME, OPT_TOLERANCE, OPT_FORMAT, OPT_COLOR, OPT_FAIL_ON, OPT_HELP };

static const struct option_line {
    int id;
    const char *name, *argument;
    bool everywhere; /* for all commands */
    const char *help[LANGUAGES];
} option_lines[] = {
    {OPT_LANG,
     "lang",
     "sv|en",
     true,
     {"språk (annars efter LC_ALL, LC_MESSAGES, LANG)", "language (else from LC_ALL, LC_MESSAGES, LANG)"}},
    {OPT_SCHEME,
     "scheme",
     "ID|FILE",
     false,
     {"villkor: ett av budgetkoll schemes (ID eller ID/VARIANT), eller en egen fil",
      "conditions: one of budgetkoll schemes (ID or ID/VARIANT), or a file of your own"}},
    {OPT_TOLERANCE,
     "tolerance",
     "KRONOR",
     false,
     {"skillnader upp till detta är bara anmärkningar (2)", "differences up to this are notes only (2)"}},
    {OPT_FORMAT,
     "format",
     "text|json|xlsx",
     true,
     {"utdataformat (text, eller efter namnet i -o)", "output format (text, or by the name in -o)"}},
    {'o',
     "output",
     "FILE",
     true,
     {"skriv till en fil i stället för standard ut", "write to a file instead of standard output"}},
    {OPT_COLOR,
     "color",
     "auto|always|never",
     false,
     {"färg (auto: bara i en terminal, och inte med NO_COLOR)",
      "colour (auto: only on a terminal, and not with NO_COLOR)"}},
    {OPT_FAIL_ON,
     "fail-on",
     "error|warning|note",
     false,
     {"lägsta allvar som ger status 1 (error)", "the least severity that gives status 1 (error)"}},
    {'q', "quiet", NULL, false, {"bara fynden, en rad var", "only the findings, one line each"}},
    {OPT_HELP, "help", NULL, true, {"den här hjälpen", "this help"}},
};
enum { OPTION_LINES = sizeof option_lines / sizeof *option_lines };

static void print_options(enum language language, bool all)
{
    for (size_t i = 0; i < OPTION_LINES; i++) {
        const struct option_line *line = &option_lines[i];
        char left[48], letter[5] = "";
        if (!all && !line->everywhere)
            continue;
        if (line->id < 256)
            snprintf(letter, sizeof letter, "-%c, ", line->id);
        snprintf(left, sizeof left, "%s--%s%s%s", letter, line->name, line->argument ? " " : "",
                 line->argument ? line->argument : "");
        printf("  %-30s %s\n", left, line->help[language]);
    }
}

void print_help(enum language language)
{
    printf(language == SWEDISH
               ? "budgetkoll kontrollerar bidragsbudgetar: summor, schabloner, stödandelar, planer.\n\n"
                 "användning: budgetkoll KOMMANDO [alternativ] ...\n\n"
               : "budgetkoll checks grant budgets: sums, flat rates, aid shares, plans.\n\n"
                 "usage: budgetkoll COMMAND [options] ...\n\n");
    for (const struct command *command = commands; command->name; command++)
        printf("  %-8s %-8s %s\n", command->name, command->arguments, command->summary[language]);
    printf("\n");
    print_options(language, true);
    printf(language == SWEDISH ? "\nPATH är en tabellfil (.csv .tsv .txt), - för standard in, eller en mapp: "
                                 "en mapp med tabellfiler är ett\n"
                                 "ärende, en mapp av mappar är många.\n"
                                 "Status: 0 inget att anmärka, 1 fynd, 2 fel användning, 3 kunde inte "
                                 "kontrolleras, 4 fel i programmet.\n"
                               : "\nPATH is a table file (.csv .tsv .txt), - for standard input, or a "
                                 "folder: a folder of table files is\n"
                                 "one case, a folder of folders is many.\n"
                                 "Status: 0 nothing found, 1 findings, 2 wrong usage, 3 could not check, 4 a "
                                 "bug in the program.\n");
}

static void print_command_help(const struct command *command, enum language language)
{
    printf(language == SWEDISH ? "användning: budgetkoll %s [alternativ] %s\n%s\n\n"
                               : "usage: budgetkoll %s [options] %s\n%s\n\n",
           command->name, command->arguments, command->summary[language]);
    print_options(language, command->takes_all_options);
}

static bool wrong_value(const struct options *options, const char *name, const char *value)
{
    complain(options->language, "--%s kan inte vara ”%s”; se budgetkoll --help",
             "--%s cannot be “%s”; see budgetkoll --help", name, value);
    return false;
}

/* Kronor with at most two decimals, not negative. */
static bool read_tolerance(const char *text, money *tolerance)
{
    money ore = 0;
    int decimals = -1;
    for (const char *c = text; *c; c++) {
        if ((*c == ',' || *c == '.') && decimals < 0 && c != text) {
            decimals = 0;
            continue;
        }
        if (*c < '0' || *c > '9' || decimals == 2 || ore > INT64_MAX / 1000)
            return false;
        ore = ore * 10 + (*c - '0');
        decimals += decimals >= 0;
    }
    for (decimals = decimals < 0 ? 0 : decimals; decimals < 2; decimals++)
        ore *= 10;
    *tolerance = ore;
    return *text != '\0';
}

static bool is_format(const char *name)
{
    if (strcmp(name, BOOK_FORMAT) == 0)
        return true;
    for (size_t i = 0; report_formats[i]; i++)
        if (strcmp(report_formats[i]->name, name) == 0)
            return true;
    return false;
}

/* Which of the words a value is, or -1. */
static int choose(const char *value, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    return -1;
}

static bool take_option(struct options *options, int id, const char *value)
{
    static const char *const languages[] = {"sv", "en", NULL};
    static const char *const colors[] = {"auto", "always", "never", NULL};
    static const char *const severities[] = {"none", "note", "warning", "error", NULL};
    int choice = 0;
    switch (id) {
    case OPT_LANG:
        choice = choose(value, languages);
        options->language = choice == 0 ? SWEDISH : ENGLISH;
        return choice >= 0 || wrong_value(options, "lang", value);
    case OPT_COLOR:
        choice = choose(value, colors);
        options->color = choice == 1 || (choice == 0 && options->color);
        return choice >= 0 || wrong_value(options, "color", value);
    case OPT_FAIL_ON:
        choice = choose(value, severities);
        options->fail_on = (enum severity)(choice < 1 ? (int)ERROR : choice);
        return choice >= 1 || wrong_value(options, "fail-on", value);
    case OPT_TOLERANCE:
        return read_tolerance(value, &options->tolerance) || wrong_value(options, "tolerance", value);
    case OPT_FORMAT:
        options->format = value;
        return is_format(value) || wrong_value(options, "format", value);
    case OPT_SCHEME:
        options->scheme = value;
        return true;
    case 'o':
        options->output = value;
        return true;
    case 'q':
        options->quiet = true;
        return true;
    default:
        return false;
    }
}

/* getopt's tables, with only what the command takes. */
static void make_tables(const struct command *command, struct option *longs, char *shorts)
{
    size_t count = 0;
    *shorts++ = ':'; /* a missing argument is told apart from an unknown option */
    for (size_t i = 0; i < OPTION_LINES; i++) {
        const struct option_line *line = &option_lines[i];
        if (!command->takes_all_options && !line->everywhere)
            continue;
        longs[count++] =
            (struct option){line->name, line->argument ? required_argument : no_argument, NULL, line->id};
        if (line->id < 256) {
            *shorts++ = (char)line->id;
            if (line->argument)
                *shorts++ = ':';
        }
    }
    longs[count] = (struct option){0};
    *shorts = '\0';
}

/* A workbook goes to a file, and shows cases. */
static bool allow_book(const struct command *command, const struct options *options)
{
    if (strcmp(options->format, BOOK_FORMAT) != 0)
        return true;
    if (!command->takes_all_options)
        return wrong_value(options, "format", options->format);
    if (options->output)
        return true;
    complain(options->language, "ange vilken fil arbetsboken ska skrivas till: -o FIL.xlsx",
             "say which file the workbook is to be written to: -o FILE.xlsx");
    return false;
}

/* The format by the ending of the output's name; for standard output text, or a workbook where that is what the command
 * makes. */
static bool settle_format(const struct command *command, struct options *options)
{
    if (options->format || !options->output) {
        options->format = options->format ? options->format : command->makes_books ? BOOK_FORMAT : "text";
        return true;
    }
    if (str_ends(str_from(options->output), STR(".xlsx")))
        options->format = BOOK_FORMAT;
    for (size_t i = 0; report_formats[i]; i++)
        if (str_ends(str_from(options->output), str_from(report_formats[i]->ending)))
            options->format = report_formats[i]->name;
    if (options->format)
        return true;
    complain(options->language,
             "vet inte vilken sorts fil ”%s” ska bli; kalla den .txt, .json eller .xlsx, eller ange --format",
             "cannot tell what kind of file “%s” should be; name it .txt, .json or .xlsx, or give --format",
             options->output);
    return false;
}

bool options_read(const struct command *command, int argc, char **argv, struct options *options,
                  enum exit_status *status)
{
    struct option longs[OPTION_LINES + 1];
    char shorts[2 * OPTION_LINES + 2];
    const char *no_color = getenv("NO_COLOR");
    *options = (struct options){.language = options->language, .tolerance = 200, .fail_on = ERROR};
    options->color = isatty(STDOUT_FILENO) && !(no_color && *no_color);
    make_tables(command, longs, shorts);
    *status = EXIT_USAGE;
    opterr = 0;
    for (int id; (id = getopt_long(argc, argv, shorts, longs, NULL)) != -1;) {
        if (id == OPT_HELP) {
            print_command_help(command, options->language);
            *status = printed_status(options->language);
            return false;
        }
        if (id == ':' || id == '?') {
            complain(options->language,
                     id == ':' ? "alternativet %s behöver ett värde; se budgetkoll %s --help"
                               : "okänt alternativ %s; se budgetkoll %s --help",
                     id == ':' ? "the option %s needs a value; see budgetkoll %s --help"
                               : "unknown option %s; see budgetkoll %s --help",
                     argv[optind - 1], command->name);
            return false;
        }
        if (!take_option(options, id, optarg))
            return false;
    }
    options->argument_count = argc - optind;
    options->arguments = argv + optind;
    if (options->output && *options->output == '\0')
        return wrong_value(options, "output", "");
    if (options->output)
        options->color = false;
    return settle_format(command, options) && allow_book(command, options);
}
