/* What the text reports share. */
#include "text_parts.h"

#include "budgetkoll/label.h"

static const char *const phrases[PHRASES][LANGUAGES] = {
    [COSTS_WORD] = {"kostnader", "costs"},
    [AID_WORD] = {"EU-medel", "EU aid"},
    [CO_FINANCING_WORD] = {"medfinansiering", "co-financing"},
    [SHARE_WORD] = {"stödandel", "aid share"},
    [ERROR_ONE] = {"fel", "error"},
    [ERROR_MANY] = {"fel", "errors"},
    [WARNING_ONE] = {"varning", "warning"},
    [WARNING_MANY] = {"varningar", "warnings"},
    [NOTE_ONE] = {"anmärkning", "note"},
    [NOTE_MANY] = {"anmärkningar", "notes"},
    [PAYROLL_RATE] = {"lönebikostnader", "payroll on-costs"},
    [INDIRECT_RATE] = {"indirekta kostnader", "indirect costs"},
    [ELIGIBLE_CEILING] = {"stödandel av stödgrundande finansiering högst",
                          "aid share of eligible financing at most"},
    [ACTUAL_CEILING] = {"stödandel av faktiska kostnader högst", "aid share of actual costs at most"},
    [WRITTEN_ROUNDING] = {"schablonerna avrundas så som de är skrivna, till jämna ",
                          "flat rates are rounded as they are written, to units of "},
    [READ_AS] = {"läst", "read"},
    [SCHEME_USED] = {"villkor", "conditions"},
    [CHECKED_COUNT] = {"prövat: %zu samband", "checked: %zu relations"},
    [UNCHECKED_COUNT] = {"; %zu av dem kunde inte räknas:", "; %zu of them could not be evaluated:"},
    [AMOUNTS_COUNT] = {"prövat: %zu belopp", "checked: %zu amounts"},
    [UNBOUND_COUNT] = {"; %zu av dem prövas inte av något samband:", "; %zu of them tested by no relation:"},
    [ALL_BOUND] = {"; alla prövade", "; all of them tested"},
    [CONVENTION_INCLUDES_SAID] = {"aktiviteter: en aktivitets kostnad innehåller dess delaktiviteter",
                                  "activities: the cost of an activity includes its sub-activities"},
    [CONVENTION_BESIDE_SAID] = {"aktiviteter: delaktiviteternas kostnader kommer till aktivitetens egen",
                                "activities: the costs of sub-activities come on top of the activity's own"},
    [NOT_CHECKED] = {"EJ KONTROLLERAT", "NOT CHECKED"},
    [NO_FINDINGS] = {"inga fynd", "no findings"},
    [MORE_PLACES] = {"… och %zu till", "… and %zu more"},
    [CASES_TOTAL] = {"%zu ärenden: ", "%zu cases: "},
    [CASES_UNCHECKED] = {"; %zu kunde inte kontrolleras", "; %zu could not be checked"},
    [NO_TABLES] = {"ingen tabell som kontrollerats", "no table that was checked"},
};

const char *text_say(const struct text_writer *writer, enum phrase phrase)
{
    return phrases[phrase][writer->language];
}

void text_add(struct text_writer *writer, const char *text)
{
    buffer_add(writer->buffer, str_from(text));
}

/* A name from outside, as far as it is safe to show on a terminal. */
void text_name(struct text_writer *writer, struct str name)
{
    buffer_add(writer->buffer, label_safe(writer->buffer->arena, name));
}

void text_paint(struct text_writer *writer, const char *code)
{
    if (writer->color)
        buffer_print(writer->buffer, "\033[%sm", code);
}

static const char *severity_color(enum severity severity)
{
    return severity == ERROR ? "1;31" : severity == WARNING ? "1;33" : "1;36";
}

void text_finding(struct text_writer *writer, const struct finding *finding)
{
    text_paint(writer, "1");
    buffer_add(writer->buffer, place_text(writer->buffer->arena, finding->place));
    text_add(writer, ": ");
    text_paint(writer, severity_color(finding->severity));
    buffer_print(writer->buffer, "%.*s: ", STR_ARG(severity_name(finding->severity, writer->language)));
    text_paint(writer, "0");
    buffer_add(writer->buffer, finding->message);
    buffer_print(writer->buffer, " [%s]\n", rule_table[finding->rule].name);
}

void text_reasons(struct text_writer *writer, const struct sentences *reasons)
{
    for (size_t i = 0; i < reasons->list.count; i++)
        buffer_print(writer->buffer, "  %.*s\n", STR_ARG(reasons->list.items[i]));
}

void text_not_checked(struct text_writer *writer)
{
    text_paint(writer, "1;31");
    text_add(writer, text_say(writer, NOT_CHECKED));
    text_paint(writer, "0");
}

void text_unchecked(struct text_writer *writer, const struct sentences *reasons)
{
    text_add(writer, "  ");
    text_not_checked(writer);
    text_add(writer, "\n");
    text_reasons(writer, reasons);
}

void text_title(struct text_writer *writer, const struct case_report *report)
{
    const struct budget *budget = report->budget;
    const struct fact *name = budget_fact(budget, PROJECT_NAME), *applicant = budget_fact(budget, APPLICANT);
    struct date start, end;
    text_paint(writer, "1");
    text_name(writer, name ? name->text : report->id);
    text_paint(writer, "0");
    if (applicant)
        buffer_print(writer->buffer, ", %.*s", STR_ARG(applicant->text));
    if (budget_period(budget, &start, &end)) {
        text_add(writer, ", ");
        words_date(writer->buffer, start);
        text_add(writer, " - ");
        words_date(writer->buffer, end);
    }
    text_add(writer, "\n");
}

/* "2 errors, 1 warning, 0 notes" */
void text_severities(struct text_writer *writer, size_t errors, size_t warnings, size_t notes)
{
    buffer_print(writer->buffer, "%zu %s, %zu %s, %zu %s", errors,
                 text_say(writer, errors == 1 ? ERROR_ONE : ERROR_MANY), warnings,
                 text_say(writer, warnings == 1 ? WARNING_ONE : WARNING_MANY), notes,
                 text_say(writer, notes == 1 ? NOTE_ONE : NOTE_MANY));
}

static enum phrase condition_phrase(enum concept concept)
{
    switch ((int)concept) {
    case PAYROLL:
        return PAYROLL_RATE;
    case INDIRECT:
        return INDIRECT_RATE;
    default:
        return concept == SHARE_ELIGIBLE ? ELIGIBLE_CEILING : ACTUAL_CEILING;
    }
}

/* Where the case states it, if it does. */
static void add_stated(struct text_writer *writer, struct origin origin)
{
    if (origin.source) {
        text_add(writer, " (");
        buffer_add(writer->buffer, place_line_text(writer->buffer->arena, place_resolve(origin)));
        text_add(writer, ")");
    }
    text_add(writer, "\n");
}

/* "    payroll on-costs 45.24% (FILE:LINE)": one condition in use, and where the case states it. */
static void add_condition(struct text_writer *writer, const struct applied *applied)
{
    buffer_print(writer->buffer, "    %s ", text_say(writer, condition_phrase(applied->concept)));
    words_percent(writer->buffer, writer->language, applied->value, 0);
    add_stated(writer, applied->origin);
}

/* Flat rates that are written in thousands, say, and taken as rounded to them. */
static void add_written_unit(struct text_writer *writer, const struct conditions *conditions)
{
    if (conditions->written_unit == conditions->rounding_unit)
        return;
    buffer_print(writer->buffer, "    %s", text_say(writer, WRITTEN_ROUNDING));
    words_money(writer->buffer, writer->language, conditions->written_unit, writer->currency);
    add_stated(writer, conditions->rounding_origin);
}

void text_scheme(struct text_writer *writer, const struct case_report *report)
{
    const struct result *result = &report->result;
    if (!result->was_run)
        return;
    buffer_print(writer->buffer, "  %s: %.*s (%.*s)\n", text_say(writer, SCHEME_USED),
                 STR_ARG(result->scheme), STR_ARG(report->scheme_reason));
    for (size_t i = 0; i < result->conditions.count; i++)
        add_condition(writer, &result->conditions.items[i]);
    add_written_unit(writer, &result->in_force);
    if (result->convention != CONVENTION_ANY)
        buffer_print(writer->buffer, "  %s\n",
                     text_say(writer, result->convention == CONVENTION_INCLUDES ? CONVENTION_INCLUDES_SAID
                                                                                : CONVENTION_BESIDE_SAID));
}
