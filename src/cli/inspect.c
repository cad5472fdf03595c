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
    if (inputs->bulk)
        return read_bulk_case(arena, inputs->bulk, inputs->files->index, inputs->files->path, &inputs->choice,
                              inputs->lexicon, findings);
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

/* Says why a case could not be judged, if so. What could not be loaded has been said. */
static void conclude(struct inspector *inspector, struct arena *arena, struct opened *opened, bool loaded)
{
    struct case_report *report = &opened->report;
    bool missing = complain_of_missing(inspector, arena, report);
    report->is_checked = loaded && opened->recognised && report->result.has_substance && !missing;
    if (loaded && !opened->recognised)
        complain_of_unrecognised(inspector->options->language, report);
    else if (loaded && !missing && !report->is_checked)
        complain_of_untested(inspector->options->language, report);
}

/* What is complained of from here on is why the case could not be checked; it comes after what is known already. */
static struct reasons *begin_reasons(struct arena *arena, const struct case_inputs *inputs)
{
    struct reasons *reasons = inputs->reasons;
    if (!reasons) {
        reasons = ARENA_NEW(arena, struct reasons);
        *reasons = (struct reasons){.arena = arena};
        for (size_t i = 0; i < inputs->files->reasons.count; i++)
            *ARENA_PUSH(arena, &reasons->list) = inputs->files->reasons.items[i];
    }
    gather_complaints(reasons);
    return reasons;
}

static void end_reasons(struct arena *arena, const struct reasons *reasons, struct case_report *report)
{
    gather_complaints(NULL);
    for (size_t i = 0; !report->is_checked && i < reasons->list.count; i++)
        *ARENA_PUSH(arena, &report->reasons.list) = reasons->list.items[i];
}

struct case_inputs load_case(struct inspector *inspector, struct arena *arena, const struct case_files *files)
{
    struct case_inputs inputs = {.files = files,
                                 .bulk = open_bulk(files),
                                 .loaded = true,
                                 .choice = inspector->options->reading,
                                 .lexicon = inspector->lexicon};
    inputs.reasons = begin_reasons(arena, &inputs);
    if (!inputs.bulk) {
        inputs.items = ARENA_ARRAY(arena, struct input, files->names.count + 1);
        inputs.loaded = load_inputs(arena, inspector, &inputs);
        inputs.count = inputs.loaded ? files->names.count : 0;
    }
    gather_complaints(NULL);
    return inputs;
}

struct case_report inspect_case(struct inspector *inspector, struct arena *arena,
                                const struct case_files *files)
{
    struct case_inputs inputs = load_case(inspector, arena, files);
    begin_reasons(arena, &inputs);
    struct opened opened = open_case(inspector, arena, &inputs);
    check_opened(inspector, arena, &opened);
    conclude(inspector, arena, &opened, inputs.loaded);
    end_reasons(arena, inputs.reasons, &opened.report);
    count_case(inspector, &opened.report);
    return opened.report;
}

struct case_report read_report(const struct inspector *inspector, struct arena *arena,
                               const struct case_inputs *inputs)
{
    const struct reasons *reasons = begin_reasons(arena, inputs);
    struct opened opened = open_case(inspector, arena, inputs);
    findings_close(opened.findings);
    opened.report.is_checked = inputs->loaded && opened.recognised;
    if (inputs->loaded && !opened.recognised)
        complain_of_unrecognised(inspector->options->language, &opened.report);
    end_reasons(arena, reasons, &opened.report);
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
    const struct reasons *reasons = begin_reasons(arena, inputs);
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
    end_reasons(arena, reasons, &opened.report);
    count_case(inspector, &opened.report);
    inspector->unpaid += opened.report.is_checked && !plan_is_paid(&calculation->plan);
    inspector->doubted += opened.report.is_checked && calculation->doubts.count > 0;
    return opened.report;
}

enum exit_status inspect_status(const struct inspector *inspector)
{
    const struct report_summary *summary = &inspector->summary;
    enum severity fail_on = inspector->options->fail_on;
    bool broken = summary->errors > 0 || (fail_on <= WARNING && summary->warnings > 0) ||
                  (fail_on <= NOTE && summary->notes > 0) || inspector->unpaid > 0 || inspector->doubted > 0;
    if (summary->unchecked > 0)
        return EXIT_UNCHECKED;
    return broken ? EXIT_FINDINGS : EXIT_OK;
}
