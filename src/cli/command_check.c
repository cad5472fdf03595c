/* budgetkoll check */
#include "cli.h"
#include "budgetkoll/label.h"
#include "embedded.h"

#include <stdlib.h>
#include <string.h>

struct check_run {
    const struct options *options;
    const struct report_format *format;
    struct report_options report_options;
    const struct scheme *scheme;
    struct output output;
    struct report_summary summary;
};

static const struct report_format *find_format(const char *name)
{
    for (size_t i = 0; report_formats[i]; i++)
        if (strcmp(report_formats[i]->name, name) == 0)
            return report_formats[i];
    return &report_text;
}

/* Why this scheme is used: --scheme, a programme that names its period, or because none was given. */
static struct str scheme_reason(const struct check_run *run, const struct budget *budget)
{
    bool swedish = run->options->language == SWEDISH;
    const struct fact *programme = budget_fact(budget, PROGRAMME);
    if (run->options->scheme)
        return swedish ? STR("enligt --scheme") : STR("by --scheme");
    struct arena *arena = budget->arena;
    if (programme && run->scheme->period.length &&
        str_find(label_key(arena, programme->text), label_key(arena, run->scheme->period)) >= 0)
        return swedish ? STR("efter programmet i ärendet") : STR("from the programme of the case");
    if (programme)
        return swedish ? STR("förvalt; programmet i ärendet är ett annat, ange --scheme")
                       : STR("default; the programme of the case is another, give --scheme");
    return swedish ? STR("förvalt; ärendet nämner inget program")
                   : STR("default; the case names no programme");
}

static struct str last_part(struct str path)
{
    while (path.length > 1 && str_ends(path, STR("/")))
        path.length--;
    for (size_t at = path.length; at > 0; at--)
        if (path.data[at - 1] == '/')
            return str_slice(path, at, path.length);
    return path;
}

/* The case id, else the last part of the path; of "." and ".." the folder's real name. */
static struct str case_id(struct arena *arena, const struct budget *budget, struct str path)
{
    const struct fact *id = budget_fact(budget, CASE_ID);
    struct str last = last_part(path);
    char *real = str_equal(last, STR(".")) || str_equal(last, STR("..")) ? realpath(path.data, NULL) : NULL;
    if (real)
        last = last_part((struct str){arena_copy(arena, real, strlen(real)), strlen(real)});
    free(real);
    return id ? id->text : last;
}

/* Every file of the case; false when one, or the case's path, could not be read. */
static bool load_inputs(struct arena *arena, const struct check_run *run, const struct case_files *files,
                        struct input *inputs)
{
    for (size_t i = 0; i < files->names.count; i++) {
        inputs[i].name = files->names.items[i];
        if (!file_read(arena, inputs[i].name, run->options->language, &inputs[i].bytes))
            return false;
    }
    return files->names.count > 0;
}

static void complain_of_case(const struct check_run *run, const struct case_report *report, bool recognised)
{
    enum language language = run->options->language;
    bool said = false;
    for (size_t i = 0; i < report->budget->files.count; i++) {
        const struct file_reading *file = &report->budget->files.items[i];
        if (file->failure.length == 0)
            continue;
        complain(language, "%.*s: %.*s", "%.*s: %.*s", STR_ARG(file->name), STR_ARG(file->failure));
        said = true;
    }
    if (!said && recognised)
        complain(language, "%.*s: tabellerna har inget som går att pröva, så inget är kontrollerat",
                 "%.*s: the tables hold nothing that can be tested, so nothing has been checked",
                 STR_ARG(report->path));
    else if (!said)
        complain(language, "%.*s: ingen budgettabell känns igen, så inget är kontrollerat",
                 "%.*s: no budget table is recognised, so nothing has been checked", STR_ARG(report->path));
}

static void remark_folders(struct budget *budget, const struct case_files *files, enum language language)
{
    for (size_t i = 0; i < files->passed_over.count; i++) {
        struct message message = {MESSAGE_REMARK_FOLDER, {files->passed_over.items[i]}};
        *ARENA_PUSH(budget->arena, &budget->remarks) =
            (struct remark){message_text(budget->arena, language, message)};
    }
}

static void count_case(struct check_run *run, const struct case_report *report)
{
    run->summary.cases++;
    run->summary.errors += findings_count(report->findings, ERROR);
    run->summary.warnings += findings_count(report->findings, WARNING);
    run->summary.notes += findings_count(report->findings, NOTE);
    run->summary.unchecked += !report->is_checked;
}

static void check_case(struct check_run *run, struct arena *arena, const struct case_files *files)
{
    struct findings findings = {.arena = arena, .language = run->options->language};
    struct input *inputs = ARENA_ARRAY(arena, struct input, files->names.count);
    struct check_options options = {run->options->tolerance, run->scheme, embedded_text("areas.tsv")};
    struct case_report report = {.path = files->path, .findings = &findings};
    struct buffer text = {.arena = arena};
    bool loaded = load_inputs(arena, run, files, inputs);
    struct reading reading = read_case(arena, inputs, loaded ? files->names.count : 0, &findings);
    remark_folders(reading.budget, files, run->options->language);
    report.budget = reading.budget;
    report.id = case_id(arena, reading.budget, files->path);
    report.scheme_reason = scheme_reason(run, reading.budget);
    if (reading.budget->tables.count > 0)
        report.result = check_budget(arena, reading.budget, &options, &findings).result;
    findings_sort(&findings);
    report.is_checked = loaded && reading.recognised && report.result.has_substance;
    if (!report.is_checked && loaded)
        complain_of_case(run, &report, reading.recognised);
    run->format->write_case(&text, &run->report_options, &report, run->summary.cases);
    output_write(&run->output, buffer_text(&text));
    count_case(run, &report);
}

static enum exit_status status_of(const struct check_run *run)
{
    const struct report_summary *summary = &run->summary;
    bool broken = summary->errors > 0 || (run->options->fail_on <= WARNING && summary->warnings > 0) ||
                  (run->options->fail_on <= NOTE && summary->notes > 0);
    if (summary->unchecked > 0)
        return EXIT_UNCHECKED;
    return broken ? EXIT_FINDINGS : EXIT_OK;
}

static void write_part(struct check_run *run, struct arena *arena, bool end)
{
    struct buffer text = {.arena = arena};
    if (end)
        run->format->end(&text, &run->report_options, &run->summary);
    else
        run->format->begin(&text, &run->report_options);
    output_write(&run->output, buffer_text(&text));
}

static enum exit_status check_all(struct check_run *run, struct arena *arena, const struct case_list *cases)
{
    if (!output_open(&run->output, run->options->output, run->options->language))
        return EXIT_UNCHECKED;
    write_part(run, arena, false);
    for (size_t i = 0; i < cases->list.count; i++) {
        struct arena case_arena = {.exhausted = out_of_memory};
        check_case(run, &case_arena, &cases->list.items[i]);
        arena_release(&case_arena);
    }
    write_part(run, arena, true);
    if (!output_close(&run->output, run->options->language))
        return EXIT_UNCHECKED;
    return status_of(run);
}

enum exit_status command_check(const struct options *options)
{
    struct arena arena = {.exhausted = out_of_memory};
    struct check_run run = {.options = options, .format = find_format(options->format)};
    enum exit_status status = EXIT_USAGE;
    run.report_options = (struct report_options){options->language, options->color, options->quiet};
    run.scheme = scheme_load(&arena, options);
    if (options->argument_count == 0) {
        complain(options->language, "ange en fil eller mapp att kontrollera (- för standard in)",
                 "give a file or folder to check (- for standard input)");
    } else if (run.scheme) {
        struct case_list cases = cases_find(&arena, options);
        status = check_all(&run, &arena, &cases);
    }
    arena_release(&arena);
    return status;
}
