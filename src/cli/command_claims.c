/* budgetkoll calc --claims FILE PATH: what can be paid out now, and what remains of the budget. */
#include "cli.h"
#include "budgetkoll/claims_calc.h"
#include "budgetkoll/claims_report.h"

#include <string.h>

static const struct claims_format *find_format(const char *name)
{
    for (size_t i = 0; claims_formats[i]; i++)
        if (strcmp(claims_formats[i]->name, name) == 0)
            return claims_formats[i];
    return NULL;
}

/* ---- usage ---- */

static bool has_other_task(const struct options *options)
{
    bool other = options->in_place || options->force || options->solve || options->compare || options->years;
    for (int i = 0; i < INGREDIENTS; i++)
        other = other || options->ingredients[i];
    return other || options->given_count > 0;
}

static bool allow(const struct options *options)
{
    enum language language = options->language;
    if (has_other_task(options))
        complain(language, "--claims räknar på ett ärende som det är, utan andra uppgifter för calc",
                 "--claims computes a case as it is, without other tasks for calc");
    else if (options->to_folder || !find_format(options->format))
        complain(language,
                 "--claims skriver text, json, csv eller tsv; kalla filen till exempel utbetalning.json",
                 "--claims writes text, json, csv or tsv; name the file payment.json, for example");
    else if (options->argument_count != 1)
        complain(language, "ange en fil eller mapp: ärendet vars utbetalning ska räknas",
                 "give one file or folder: the case whose payment is to be computed");
    else if (strcmp(options->claims, "-") == 0 && strcmp(options->arguments[0], "-") == 0)
        complain(language, "bara en av filerna kan läsas från standard in",
                 "only one of the files can be read from standard input");
    else
        return true;
    return false;
}

static bool is_one_case(const struct options *options, const struct case_list *cases)
{
    if (cases->list.count == 1)
        return true;
    complain(options->language, "%s: mappen har flera ärenden; ange ett av dem",
             "%s: the folder holds several cases; give one of them", options->arguments[0]);
    return false;
}

/* ---- what stands in the way ---- */

static void complain_of(const struct options *options, struct arena *arena, enum message_id id)
{
    struct message message = {id, {str_from(options->claims), str_from(options->arguments[0])}};
    struct str text = message_text(arena, options->language, message);
    complain(options->language, "%.*s", "%.*s", STR_ARG(text));
}

static enum message_id obstacle_message(enum claims_obstacle obstacle)
{
    static const enum message_id messages[CLAIMS_OBSTACLES] = {
        [CLAIMS_COMPUTED] = MESSAGE_NONE,
        [CLAIMS_WRONG] = MESSAGE_CLAIMS_STOPPED_WRONG,
        [CLAIMS_OVERFLOW] = MESSAGE_CLAIMS_STOPPED_OVERFLOW,
        [CLAIMS_NO_SHARE] = MESSAGE_CLAIMS_STOPPED_NO_SHARE,
        [CLAIMS_NO_COSTS] = MESSAGE_CLAIMS_STOPPED_NO_COSTS,
        [CLAIMS_NO_CO_FINANCING] = MESSAGE_CLAIMS_STOPPED_NO_CO_FINANCING,
        [CLAIMS_PRIVATE_UNKNOWN] = MESSAGE_CLAIMS_STOPPED_PRIVATE,
        [CLAIMS_NO_RATE] = MESSAGE_CLAIMS_STOPPED_NO_RATE,
    };
    return messages[obstacle];
}

/* An amount of the budget that was left out would change what may be paid. */
static bool budget_is_read(const struct case_report *budget)
{
    for (size_t i = 0; i < budget->findings->list.count; i++) {
        const struct finding *finding = &budget->findings->list.items[i];
        if (finding->severity == ERROR && finding->rule <= RULE_READ_DUPLICATE)
            return false;
    }
    return true;
}

/* ---- the account ---- */

/* False after saying why there is nothing to compute from. */
static bool read_claims(const struct options *options, struct arena *arena, struct reported *reported,
                        struct findings *findings)
{
    struct input input = {.name = str_from(options->claims)};
    if (!file_read(arena, input.name, options->language, &input.bytes))
        return false;
    *reported = read_reported_as(arena, input, &options->reading, findings);
    findings_sort(findings);
    struct str failure = reported->budget->files.items[0].failure;
    if (failure.length > 0)
        complain(options->language, "%.*s: %.*s", "%.*s: %.*s", STR_ARG(input.name), STR_ARG(failure));
    else if (!reported->is_read || findings_count(findings, ERROR) > 0)
        complain_of(options, arena, MESSAGE_CLAIMS_STOPPED_WRONG);
    else
        return true;
    return false;
}

static void compute(struct inspector *inspector, struct arena *arena, struct reported *reported,
                    struct claims_report *report, struct findings *findings)
{
    const struct options *options = inspector->options;
    bool read = read_claims(options, arena, reported, findings);
    if (!read || !report->budget->is_checked)
        return;
    if (!budget_is_read(report->budget)) {
        complain_of(options, arena, MESSAGE_CLAIMS_STOPPED_BUDGET);
        return;
    }
    report->account =
        account_claims(arena, reported, report->budget->budget, &report->budget->result, findings);
    findings_sort(findings);
    if (report->account->obstacle != CLAIMS_COMPUTED)
        complain_of(options, arena, obstacle_message(report->account->obstacle));
}

/* Why it could not be computed: what was said of the budget, and of what has been reported. */
static void compute_with_reasons(struct inspector *inspector, struct arena *arena, struct reported *reported,
                                 struct claims_report *report, struct findings *findings)
{
    struct reasons said = {.arena = arena};
    for (size_t i = 0; i < report->budget->reasons.list.count; i++)
        *ARENA_PUSH(arena, &said.list) = report->budget->reasons.list.items[i];
    gather_complaints(&said);
    compute(inspector, arena, reported, report, findings);
    gather_complaints(NULL);
    for (size_t i = 0; !claims_are_computed(report) && i < said.list.count; i++)
        *ARENA_PUSH(arena, &report->reasons.list) = said.list.items[i];
}

static enum exit_status status_of(const struct options *options, const struct claims_report *report)
{
    const char *status = claims_status(report);
    if (strcmp(status, "unchecked") == 0)
        return EXIT_UNCHECKED;
    bool warned = strcmp(status, "warning") == 0 && options->fail_on <= WARNING;
    return warned || strcmp(status, "error") == 0 ? EXIT_FINDINGS : EXIT_OK;
}

static enum exit_status run(struct inspector *inspector, struct arena *arena, struct buffer *text)
{
    const struct options *options = inspector->options;
    struct report_options settings = {
        .language = options->language, .color = options->color, .quiet = options->quiet};
    struct findings findings = {.arena = arena, .language = options->language};
    struct budget nothing = {.arena = arena, .name = str_from(options->claims)};
    struct reported reported = {.budget = &nothing};
    struct case_list cases = cases_find(arena, options);
    if (!is_one_case(options, &cases))
        return EXIT_USAGE;
    struct case_inputs inputs = load_case(inspector, arena, &cases.list.items[0]);
    struct case_report budget = compute_case(inspector, arena, &inputs);
    struct claims_report report = {.budget = &budget, .reported = &reported, .findings = &findings};
    compute_with_reasons(inspector, arena, &reported, &report, &findings);
    find_format(options->format)->write(text, &settings, &report);
    return status_of(options, &report);
}

enum exit_status command_claims(const struct options *options)
{
    struct arena arena = {.exhausted = out_of_memory};
    struct buffer text = {.arena = &arena};
    struct output output;
    struct inspector inspector = {.options = options};
    if (!allow(options))
        return EXIT_USAGE;
    inspector.scheme = scheme_load(&arena, options->language, options->scheme);
    enum exit_status status = inspector.scheme ? run(&inspector, &arena, &text) : EXIT_USAGE;
    if (status != EXIT_USAGE && !output_open(&output, options->output, options->language)) {
        status = EXIT_UNCHECKED;
    } else if (status != EXIT_USAGE) {
        output_write(&output, buffer_text(&text));
        status = output_close(&output, options->language) ? status : EXIT_UNCHECKED;
    }
    arena_release(&arena);
    return status;
}
