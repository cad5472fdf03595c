/* One case from its files to its findings: what check and report share. */
#include "cli.h"
#include "budgetkoll/label.h"
#include "embedded.h"

#include <stdlib.h>
#include <string.h>

/* Why this scheme is used: --scheme, a programme that names its period, or because none was given. */
static struct str scheme_reason(const struct inspector *inspector, const struct budget *budget)
{
    bool swedish = inspector->options->language == SWEDISH;
    const struct fact *programme = budget_fact(budget, PROGRAMME);
    if (inspector->options->scheme)
        return swedish ? STR("enligt --scheme") : STR("by --scheme");
    struct arena *arena = budget->arena;
    if (programme && inspector->scheme->period.length &&
        str_find(label_key(arena, programme->text), label_key(arena, inspector->scheme->period)) >= 0)
        return swedish ? STR("efter programmet i ärendet") : STR("from the programme of the case");
    if (programme)
        return swedish ? STR("förvalt; programmet i ärendet är ett annat, ange --scheme")
                       : STR("default; the programme of the case is another, give --scheme");
    return swedish ? STR("förvalt; ärendet nämner inget program")
                   : STR("default; the case names no programme");
}

/* The case id, else the last part of the path; of "." and ".." the folder's real name. */
static struct str case_id(struct arena *arena, const struct budget *budget, struct str path)
{
    const struct fact *id = budget_fact(budget, CASE_ID);
    struct str last = path_last_part(path);
    char *real = str_equal(last, STR(".")) || str_equal(last, STR("..")) ? realpath(path.data, NULL) : NULL;
    if (real)
        last = path_last_part((struct str){arena_copy(arena, real, strlen(real)), strlen(real)});
    free(real);
    return id ? id->text : last;
}

/* A PDF that was named itself is read as its text; one in a folder's table file is not what it is called. */
static bool load_input_file(struct arena *arena, const struct inspector *inspector,
                            struct case_inputs *inputs, struct input *input)
{
    enum language language = inspector->options->language;
    const struct case_files *files = inputs->files;
    input->bytes = files->kept;
    if (!files->is_kept && !file_read(arena, input->name, language, &input->bytes))
        return false;
    inputs->choice.is_pdf = str_equal(input->name, files->path) && pdf_is(input->bytes);
    return !inputs->choice.is_pdf || pdf_read(arena, input->name, language, &input->bytes);
}

/* Every file of the case; false when one, or the case's path, could not be read. */
static bool load_inputs(struct arena *arena, const struct inspector *inspector, struct case_inputs *inputs)
{
    const struct case_files *files = inputs->files;
    for (size_t i = 0; i < files->names.count; i++) {
        inputs->items[i].name = files->names.items[i];
        if (!load_input_file(arena, inspector, inputs, &inputs->items[i]))
            return false;
    }
    return files->names.count > 0;
}

static void complain_of_case(const struct inspector *inspector, const struct case_report *report,
                             bool recognised)
{
    enum language language = inspector->options->language;
    bool said = false;
    for (size_t i = 0; i < report->budget->files.count; i++) {
        const struct file_reading *file = &report->budget->files.items[i];
        if (file->failure.length == 0)
            continue;
        complain(language, "%.*s: %.*s", "%.*s: %.*s", STR_ARG(file->name), STR_ARG(file->failure));
        said = true;
    }
    if (!said && recognised)
        complain(language,
                 "%.*s: tabellerna har inget som går att pröva, så inget är kontrollerat; se efter att "
                 "belopp och summor "
                 "har kommit med",
                 "%.*s: the tables hold nothing that can be tested, so nothing has been checked; see whether "
                 "their "
                 "amounts and sums are there",
                 STR_ARG(report->path));
    else if (!said)
        complain(language,
                 "%.*s: ingen budgettabell känns igen, så inget är kontrollerat; en sådan börjar med en "
                 "rubrikrad som "
                 "Kostnadslag;2021;Totalt",
                 "%.*s: no budget table is recognised, so nothing has been checked; one begins with a header "
                 "such as "
                 "Kostnadslag;2021;Totalt",
                 STR_ARG(report->path));
}

/* What is said of a condition that is not known: how to state it in the case, and for a draft which option does it. */
static const struct {
    enum message_id in_case, in_draft;
} missing_messages[MISSING_KINDS] = {
    [MISSING_PAYROLL] = {MESSAGE_MISSING_PAYROLL, MESSAGE_DRAFT_PAYROLL},
    [MISSING_INDIRECT] = {MESSAGE_MISSING_INDIRECT, MESSAGE_DRAFT_INDIRECT},
    [MISSING_BASE] = {MESSAGE_MISSING_BASE, MESSAGE_MISSING_BASE},
    [MISSING_SHARE] = {MESSAGE_MISSING_SHARE, MESSAGE_DRAFT_SHARE},
    [MISSING_PRIVATE] = {MESSAGE_MISSING_PRIVATE, MESSAGE_MISSING_PRIVATE},
};

struct str missing_words(struct arena *arena, enum language language, enum missing missing, struct str path,
                         const struct scheme *scheme, bool by_options)
{
    struct message message = {by_options ? missing_messages[missing].in_draft
                                         : missing_messages[missing].in_case,
                              {path, scheme_base_of(scheme)}};
    return message_text(arena, language, message);
}

/* Says what the scheme leaves to the user and the case needs; false when nothing. */
static bool complain_of_missing(const struct inspector *inspector, struct arena *arena,
                                const struct case_report *report)
{
    bool said = false, draft = has_ingredients(inspector->options);
    for (int missing = 0; missing < MISSING_KINDS; missing++) {
        if (!report->result.missing[missing])
            continue;
        struct str text = missing_words(arena, inspector->options->language, (enum missing)missing,
                                        report->path, inspector->scheme, draft);
        complain(inspector->options->language, "%.*s", "%.*s", STR_ARG(text));
        said = true;
    }
    return said;
}

static void count_case(struct inspector *inspector, const struct case_report *report)
{
    inspector->summary.cases++;
    inspector->summary.errors += findings_count(report->findings, ERROR);
    inspector->summary.warnings += findings_count(report->findings, WARNING);
    inspector->summary.notes += findings_count(report->findings, NOTE);
    inspector->summary.unchecked += !report->is_checked;
}

/* What a report of a case begins with: its files read, nothing checked. */
struct opened {
    struct case_report report;
    struct findings *findings;
    struct budget *budget;
    bool recognised;
};

static struct findings *new_findings(struct arena *arena, enum language language)
{
    struct findings *findings = ARENA_NEW(arena, struct findings);
    *findings = (struct findings){.arena = arena, .language = language};
    return findings;
}

struct reading read_inputs(struct arena *arena, const struct case_inputs *inputs, struct findings *findings)
{
    if (inputs->export)
        return read_export_case(arena, inputs->export, inputs->files->index, inputs->files->path,
                                &inputs->choice, inputs->known, findings);
    return read_case_as(arena, inputs->items, inputs->count, &inputs->choice, findings);
}

static struct opened open_case(const struct inspector *inspector, struct arena *arena,
                               const struct case_inputs *inputs)
{
    enum language language = inspector->options->language;
    struct opened opened = {.findings = new_findings(arena, language)};
    struct reading reading = read_inputs(arena, inputs, opened.findings);
    opened.budget = reading.budget;
    opened.recognised = reading.recognised;
    opened.report = (struct case_report){.path = inputs->files->path,
                                         .findings = opened.findings,
                                         .budget = reading.budget,
                                         .id = case_id(arena, reading.budget, inputs->files->path),
                                         .scheme_reason = scheme_reason(inspector, reading.budget)};
    return opened;
}

struct areas *areas_load(struct arena *arena)
{
    return areas_read(arena, embedded_text("areas.tsv"));
}

static void check_opened(const struct inspector *inspector, struct arena *arena, struct opened *opened)
{
    struct check_options check = {inspector->options->tolerance, inspector->scheme,
                                  inspector->areas ? inspector->areas : areas_load(arena)};
    if (opened->budget->tables.count > 0)
        opened->report.result = check_budget(arena, opened->budget, &check, opened->findings).result;
    findings_sort(opened->findings);
}

/* Says why a case could not be judged, if so, and counts it. */
static void conclude(struct inspector *inspector, struct arena *arena, struct opened *opened, bool loaded)
{
    struct case_report *report = &opened->report;
    bool missing = complain_of_missing(inspector, arena, report);
    report->is_checked = loaded && opened->recognised && report->result.has_substance && !missing;
    if (!report->is_checked && loaded && !(missing && opened->recognised))
        complain_of_case(inspector, report, opened->recognised);
}

struct case_inputs load_case(struct inspector *inspector, struct arena *arena, const struct case_files *files)
{
    struct case_inputs inputs = {.files = files,
                                 .export = open_export(files),
                                 .loaded = true,
                                 .choice = inspector->options->reading,
                                 .known = inspector->known};
    if (inputs.export)
        return inputs;
    inputs.items = ARENA_ARRAY(arena, struct input, files->names.count + 1);
    inputs.loaded = load_inputs(arena, inspector, &inputs);
    inputs.count = inputs.loaded ? files->names.count : 0;
    return inputs;
}

struct case_report inspect_case(struct inspector *inspector, struct arena *arena,
                                const struct case_files *files)
{
    struct case_inputs inputs = load_case(inspector, arena, files);
    struct opened opened = open_case(inspector, arena, &inputs);
    check_opened(inspector, arena, &opened);
    conclude(inspector, arena, &opened, inputs.loaded);
    count_case(inspector, &opened.report);
    return opened.report;
}

struct str obstacle_words(struct arena *arena, enum language language, struct str path,
                          const struct calculation *calculation)
{
    static const enum message_id messages[] = {[OBSTACLE_UNREADABLE] = MESSAGE_CALC_STOPPED_UNREADABLE,
                                               [OBSTACLE_OVERFLOW] = MESSAGE_CALC_STOPPED_OVERFLOW,
                                               [OBSTACLE_UNSETTLED] = MESSAGE_CALC_STOPPED_UNSETTLED};
    struct message message = {messages[calculation->obstacle], {path, calculation->obstacle_cell}};
    return message_text(arena, language, message);
}

struct case_report read_report(const struct inspector *inspector, struct arena *arena,
                               const struct case_inputs *inputs)
{
    struct opened opened = open_case(inspector, arena, inputs);
    findings_close(opened.findings);
    opened.report.is_checked = inputs->loaded && opened.recognised;
    if (inputs->loaded && !opened.recognised)
        complain_of_case(inspector, &opened.report, false);
    return opened.report;
}

static bool same_origin(struct origin a, struct origin b)
{
    return a.source == b.source && a.record == b.record && a.field == b.field;
}

/* A cell that could not be read and has been computed is no longer wrong; of those that are not listed it cannot be said. */
static bool is_still_wrong(const struct finding *finding, const void *context)
{
    const struct calculation *calculation = context;
    if (finding->more > 0)
        return true;
    if (finding->rule != RULE_READ_NUMBER && finding->rule != RULE_READ_AMBIGUOUS)
        return true;
    for (size_t i = 0; i < calculation->cells.count; i++) {
        const struct computed *cell = &calculation->cells.items[i];
        if (cell->published->state == CELL_UNREADABLE && same_origin(cell->computed->origin, finding->origin))
            return false;
    }
    return true;
}

struct case_report compute_case(struct inspector *inspector, struct arena *arena,
                                const struct case_inputs *inputs)
{
    enum language language = inspector->options->language;
    struct findings *twice = new_findings(arena, language); /* the same as those of the first reading */
    struct opened opened = open_case(inspector, arena, inputs);
    const struct budget *published = read_inputs(arena, inputs, twice).budget;
    struct conditions conditions = conditions_find(inspector->scheme, published);
    if (inspector->adjusted != UNKNOWN)
        put_category(arena, opened.budget, inspector->adjusted, inspector->adjusted_to, inspector->moved);
    struct calculation *calculation = complete_budget(arena, published, opened.budget, &conditions, language);
    opened.report.calculation = calculation;
    findings_keep(opened.findings, is_still_wrong, calculation);
    check_opened(inspector, arena, &opened);
    for (int missing = 0; missing < MISSING_KINDS; missing++)
        opened.report.result.missing[missing] |= calculation->missing[missing];
    if (inputs->loaded && opened.recognised && calculation->obstacle != OBSTACLE_NONE)
        complain(language, "%.*s", "%.*s",
                 STR_ARG(obstacle_words(arena, language, opened.report.path, calculation)));
    else
        conclude(inspector, arena, &opened, inputs->loaded);
    count_case(inspector, &opened.report);
    inspector->unpaid += opened.report.is_checked && !plan_is_paid(&calculation->plan);
    return opened.report;
}

enum exit_status inspect_status(const struct inspector *inspector)
{
    const struct report_summary *summary = &inspector->summary;
    enum severity fail_on = inspector->options->fail_on;
    bool broken = summary->errors > 0 || (fail_on <= WARNING && summary->warnings > 0) ||
                  (fail_on <= NOTE && summary->notes > 0) || inspector->unpaid > 0;
    if (summary->unchecked > 0)
        return EXIT_UNCHECKED;
    return broken ? EXIT_FINDINGS : EXIT_OK;
}
