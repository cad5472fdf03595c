/* Options as one table: parsing, help and messages are made from it. */
#include "cli.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum option_id {
    OPT_LANG = 256,
    OPT_SCHEME,
    OPT_TOLERANCE,
    OPT_FORMAT,
    OPT_COLOR,
    OPT_FAIL_ON,
    OPT_HELP,
    OPT_RELATIONS,
    OPT_ENCODING,
    OPT_DELIMITER,
    OPT_DECIMAL,
    OPT_IN_PLACE,
    OPT_FORCE,
    OPT_YEARS,
    OPT_INGREDIENT, /* and one more for each of the ingredients */
    OPT_GIVEN = OPT_INGREDIENT + INGREDIENTS,
    OPT_SOLVE,
    OPT_COMPARE,
    OPT_CLAIMS,
};

/* Which commands take an option. */
enum taken { BY_ALL = 0, BY_CASES = TAKES_CASES, BY_CALC = TAKES_CALC, BY_CHECK = TAKES_CHECK };

static const struct option_line {
    int id;
    const char *name, *argument;
    enum taken taken;
    const char *help[LANGUAGES];
} option_lines[] = {
    {OPT_LANG,
     "lang",
     "sv|en",
     BY_ALL,
     {"språk (annars efter LC_ALL, LC_MESSAGES, LANG)", "language (else from LC_ALL, LC_MESSAGES, LANG)"}},
    {OPT_SCHEME,
     "scheme",
     "ID|FILE",
     BY_CASES,
     {"villkor: ett av budgetkoll schemes (ID eller ID/VARIANT), eller en egen fil",
      "conditions: one of budgetkoll schemes (ID or ID/VARIANT), or a file of your own"}},
    {OPT_TOLERANCE,
     "tolerance",
     "KRONOR",
     BY_CASES,
     {"skillnader upp till detta är bara anmärkningar (2)", "differences up to this are notes only (2)"}},
    {OPT_FORMAT,
     "format",
     "NAME",
     BY_ALL,
     {"text, json eller xlsx; med calc även csv och tsv (förval: text, eller efter namnet i -o)",
      "text, json or xlsx; with calc csv and tsv too (default: text, or by the name in -o)"}},
    {'o',
     "output",
     "FILE",
     BY_ALL,
     {"skriv till en fil i stället för standard ut", "write to a file instead of standard output"}},
    {OPT_COLOR,
     "color",
     "auto|always|never",
     BY_CASES,
     {"färg (auto: bara i en terminal, och inte med NO_COLOR)",
      "colour (auto: only on a terminal, and not with NO_COLOR)"}},
    {OPT_FAIL_ON,
     "fail-on",
     "error|warning|note",
     BY_CASES,
     {"lägsta allvar som ger status 1 (error)", "the least severity that gives status 1 (error)"}},
    {'q', "quiet", NULL, BY_CASES, {"bara fynden, en rad var", "only the findings, one line each"}},
    {OPT_RELATIONS,
     "relations",
     NULL,
     BY_CHECK,
     {"med --format json: också varje samband, med sina ställen",
      "with --format json: each relation too, with its places"}},
    {OPT_ENCODING,
     "encoding",
     "NAME",
     BY_CASES,
     {"filernas teckenkodning: utf-8, utf-16le, utf-16be, windows-1252, iso-8859-1, macintosh, cp850",
      "the files' encoding: utf-8, utf-16le, utf-16be, windows-1252, iso-8859-1, macintosh, cp850"}},
    {OPT_DELIMITER,
     "delimiter",
     "CHAR",
     BY_CASES,
     {"tecknet mellan celler, eller tab, semicolon, comma, bar",
      "the character between cells, or tab, semicolon, comma, bar"}},
    {OPT_DECIMAL,
     "decimal",
     "comma|point",
     BY_CASES,
     {"decimaltecknet i filernas alla tal (eller själva tecknet)",
      "the decimal mark of all numbers in the files (or the mark itself)"}},
    {OPT_HELP, "help", NULL, BY_ALL, {"den här hjälpen", "this help"}},
    {OPT_IN_PLACE,
     "in-place",
     NULL,
     BY_CALC,
     {"skriv de beräknade tabellerna över ärendets filer; de gamla sparas som FIL.bak",
      "write the computed tables over the files of the case; the old ones are kept as FILE.bak"}},
    {OPT_FORCE,
     "force",
     NULL,
     BY_CALC,
     {"med --in-place: skriv även där de publicerade summorna talar emot ett belopp",
      "with --in-place: write also where the published sums speak against a figure"}},
    {OPT_YEARS,
     "years",
     "2020-2022",
     BY_CALC,
     {"en budget av några tal, utan filer: dess år",
      "a budget from a few numbers, without files: its years"}},
#define INGREDIENT(id, name, argument, sv, en)                                                               \
    {OPT_INGREDIENT + INGREDIENT_##id, name, argument, BY_CALC, {sv, en}},
#include "ingredients.def"
#undef INGREDIENT
    {OPT_SOLVE,
     "solve",
     "WHAT",
     BY_CALC,
     {"räkna ut ett tal: aid, co-financing, shares, eller ett kostnadslag som staff",
      "find a number: aid, co-financing, shares, or a category such as staff"}},
    {OPT_GIVEN,
     "given",
     "KEY=AMOUNT",
     BY_CALC,
     {"vad som är givet för --solve: aid, co-financing, total, eller en parts namn",
      "what is given for --solve: aid, co-financing, total, or a partner's name"}},
    {OPT_COMPARE,
     "compare",
     "ID,ID",
     BY_CALC,
     {"samma budget under flera villkor, sida vid sida",
      "the same budget under several schemes, side by side"}},
    {OPT_CLAIMS,
     "claims",
     "FILE",
     BY_CALC,
     {"vad som redovisats hittills: vad som kan betalas ut nu, och vad som är kvar",
      "what has been reported so far: what can be paid out now, and what remains"}},
};
enum { OPTION_LINES = sizeof option_lines / sizeof *option_lines };

static bool takes(const struct command *command, const struct option_line *line)
{
    return line->taken == BY_ALL || (command->takes & (unsigned)line->taken) != 0;
}

static void print_option(const struct option_line *line, enum language language)
{
    char left[48], letter[5] = "";
    if (line->id < 256)
        snprintf(letter, sizeof letter, "-%c, ", line->id);
    snprintf(left, sizeof left, "%s--%s%s%s", letter, line->name, line->argument ? " " : "",
             line->argument ? line->argument : "");
    printf("  %-30s %s\n", left, line->help[language]);
}

/* Without a command, what most of them take. */
static void print_options(enum language language, const struct command *command)
{
    for (size_t i = 0; i < OPTION_LINES; i++)
        if (command ? takes(command, &option_lines[i]) : option_lines[i].taken != BY_CALC)
            print_option(&option_lines[i], language);
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
    print_options(language, NULL);
    printf(language == SWEDISH
               ? "\nPATH är en tabellfil (.csv .tsv .txt .xlsx .ods), en PDF, - för standard in, "
                 "eller en mapp: en mapp med\n"
                 "tabellfiler är ett ärende, en mapp av mappar är många, liksom en fil med en "
                 "kolumn Ärendeid.\n"
                 "Status: 0 inget att anmärka, 1 fynd, 2 fel användning, 3 kunde inte "
                 "kontrolleras, 4 fel i programmet.\n"
               : "\nPATH is a table file (.csv .tsv .txt .xlsx .ods), a PDF, - for standard input, "
                 "or a folder: a folder\n"
                 "of table files is one case, a folder of folders is many, as is a file with a "
                 "column Ärendeid.\n"
                 "Status: 0 nothing found, 1 findings, 2 wrong usage, 3 could not check, 4 a "
                 "bug in the program.\n");
}

static void print_command_help(const struct command *command, enum language language)
{
    printf(language == SWEDISH ? "användning: budgetkoll %s [alternativ] %s\n%s\n\n"
                               : "usage: budgetkoll %s [options] %s\n%s\n\n",
           command->name, command->arguments, command->summary[language]);
    print_options(language, command);
}

static bool wrong_value(const struct options *options, const char *name, const char *value)
{
    complain(options->language, "--%s kan inte vara ”%s”; se budgetkoll --help",
             "--%s cannot be “%s”; see budgetkoll --help", name, value);
    return false;
}

/* Kronor with at most two decimals, not negative and at most a billion. */
static bool read_tolerance(const char *text, money *tolerance)
{
    static const money most = (money)1000000000 * ORE_PER_KRONA;
    money ore = 0;
    int decimals = -1;
    for (const char *c = text; *c; c++) {
        if ((*c == ',' || *c == '.') && decimals < 0 && c != text) {
            decimals = 0;
            continue;
        }
        if (*c < '0' || *c > '9' || decimals == 2 || ore > most)
            return false;
        ore = ore * 10 + (*c - '0');
        decimals += decimals >= 0;
    }
    for (decimals = decimals < 0 ? 0 : decimals; decimals < 2; decimals++)
        ore *= 10;
    *tolerance = ore;
    return *text != '\0' && ore <= most;
}

static bool is_format(const char *name)
{
    if (strcmp(name, BOOK_FORMAT) == 0 || table_ending(name))
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

static bool take_encoding(struct options *options, const char *value)
{
    if (is_encoding_name(value)) {
        options->reading.encoding = value;
        return true;
    }
    complain(options->language, "--encoding kan inte vara ”%s”; teckenkodningarna är %s",
             "--encoding cannot be “%s”; the encodings are %s", value, encoding_names);
    return false;
}

/* A character by its name or as it is: a mark of ASCII that stands neither in numbers nor in words. */
static bool take_delimiter(struct options *options, const char *value)
{
    static const char *const names[] = {"tab", "\\t", "semicolon", "comma", "bar", "pipe", NULL};
    static const char characters[] = "\t\t;,||";
    int choice = choose(value, names);
    bool mark = *value && !value[1] && strchr(";,|:!#$&*/<=>@\\^_`~\t ", *value);
    options->reading.separator = choice >= 0 ? characters[choice] : *value;
    if (choice >= 0 || mark)
        return true;
    complain(options->language,
             "--delimiter kan inte vara ”%s”; ange ett skiljetecken som ; eller tab, semicolon, comma, bar",
             "--delimiter cannot be “%s”; give a mark such as ; or tab, semicolon, comma, bar", value);
    return false;
}

static bool take_decimal(struct options *options, const char *value)
{
    static const char *const names[] = {"comma", "point", ",", ".", NULL};
    static const char marks[] = ",.,.";
    int choice = choose(value, names);
    options->reading.decimal_mark = choice >= 0 ? marks[choice] : 0;
    return choice >= 0 || wrong_value(options, "decimal", value);
}

static bool take_given(struct options *options, const char *value)
{
    if (options->given_count == MOST_GIVEN)
        return wrong_value(options, "given", value);
    options->given[options->given_count++] = value;
    return true;
}

/* The calculator's options, which it reads itself. */
static bool take_calculation(struct options *options, int id, const char *value)
{
    if (id >= OPT_INGREDIENT && id < OPT_INGREDIENT + INGREDIENTS)
        options->ingredients[id - OPT_INGREDIENT] = value;
    else if (id == OPT_GIVEN)
        return take_given(options, value);
    else if (id == OPT_YEARS)
        options->years = value;
    else if (id == OPT_SOLVE)
        options->solve = value;
    else if (id == OPT_COMPARE)
        options->compare = value;
    else if (id == OPT_CLAIMS)
        options->claims = value;
    else if (id == OPT_IN_PLACE)
        options->in_place = true;
    else if (id == OPT_FORCE)
        options->force = true;
    else
        return false;
    return true;
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
    case OPT_ENCODING:
        return take_encoding(options, value);
    case OPT_DELIMITER:
        return take_delimiter(options, value);
    case OPT_DECIMAL:
        return take_decimal(options, value);
    case OPT_SCHEME:
        options->scheme = value;
        return true;
    case 'o':
        options->output = value;
        return true;
    case OPT_RELATIONS:
        options->relations = true;
        return true;
    case 'q':
        options->quiet = true;
        return true;
    default:
        return take_calculation(options, id, value);
    }
}

/* getopt's tables, with only what the command takes. */
static void make_tables(const struct command *command, struct option *longs, char *shorts)
{
    size_t count = 0;
    *shorts++ = ':'; /* a missing argument is told apart from an unknown option */
    for (size_t i = 0; i < OPTION_LINES; i++) {
        const struct option_line *line = &option_lines[i];
        if (!takes(command, line))
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

/* The formats that only some commands write, and a workbook only to a file. */
static bool allow_format(const struct command *command, const struct options *options)
{
    bool book = strcmp(options->format, BOOK_FORMAT) == 0;
    if (table_ending(options->format) && !(command->takes & TAKES_CALC))
        return wrong_value(options, "format", options->format);
    if (!book)
        return true;
    if (!(command->takes & TAKES_CASES))
        return wrong_value(options, "format", options->format);
    if (options->output && !options->to_folder)
        return true;
    complain(options->language, "ange vilken fil arbetsboken ska skrivas till: -o FIL.xlsx",
             "say which file the workbook is to be written to: -o FILE.xlsx");
    return false;
}

static const char *format_of_name(const struct command *command, struct str name)
{
    if (str_ends(name, STR(".xlsx")))
        return BOOK_FORMAT;
    for (size_t i = 0; report_formats[i]; i++)
        if (str_ends(name, str_from(report_formats[i]->ending)))
            return report_formats[i]->name;
    for (size_t i = 0; (command->takes & TAKES_CALC) && table_formats[i].name; i++)
        if (str_ends(name, str_from(table_formats[i].ending)))
            return table_formats[i].name;
    return NULL;
}

/* The format by the ending of the output's name; for standard output text, or a workbook where that is what the command
 * makes. A name that tells no kind of file is a folder for the calculator. */
static bool settle_format(const struct command *command, struct options *options)
{
    const char *by_name = options->output ? format_of_name(command, str_from(options->output)) : NULL;
    const char *usual = command->makes_books ? BOOK_FORMAT : "text";
    options->to_folder = options->output && (command->takes & TAKES_CALC) &&
                         (is_folder(options->output) || (!by_name && !is_file(options->output)));
    options->is_format_given = options->format != NULL;
    if (!options->format)
        options->format = by_name && !options->to_folder           ? by_name
                          : !options->output || options->to_folder ? usual
                                                                   : NULL;
    if (options->format)
        return true;
    complain(options->language,
             "vet inte vilken sorts fil ”%s” ska bli; kalla den .txt, .json eller .xlsx, eller ange --format",
             "cannot tell what kind of file “%s” should be; name it .txt, .json or .xlsx, or give --format",
             options->output);
    return false;
}

/* --lang holds for every message, also of what stands before it. */
static void find_language(int argc, char **argv, enum language *language)
{
    for (int i = 1; i < argc; i++) {
        const char *value = strncmp(argv[i], "--lang=", 7) == 0              ? argv[i] + 7
                            : strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
                                                                             : "";
        if (strcmp(value, "sv") == 0 || strcmp(value, "en") == 0)
            *language = strcmp(value, "sv") == 0 ? SWEDISH : ENGLISH;
    }
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
    find_language(argc, argv, &options->language);
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
    bool settled = settle_format(command, options);
    if (options->output && !options->to_folder)
        options->color = false;
    return settled && allow_format(command, options);
}
