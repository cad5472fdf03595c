/* Text for people: each finding with its place, its row, its calculation and what to do; then the case in short. */
#include "budgetkoll/report.h"

#include "budgetkoll/label.h"

enum { SHOWN_COLUMNS = 100, SHOWN_PLACES = 10 };

struct text_writer {
    struct buffer *buffer;
    enum language language;
    bool color;
    bool explained[RULES];
};

/* The texts of this format, Swedish and English. */
enum phrase {
    COSTS_WORD,
    AID_WORD,
    CO_FINANCING_WORD,
    SHARE_WORD,
    ERROR_ONE,
    ERROR_MANY,
    WARNING_ONE,
    WARNING_MANY,
    NOTE_ONE,
    NOTE_MANY,
    PAYROLL_RATE,
    INDIRECT_RATE,
    ELIGIBLE_CEILING,
    ACTUAL_CEILING,
    READ_AS,
    SCHEME_USED,
    CHECKED_COUNT,
    UNCHECKED_COUNT,
    AMOUNTS_COUNT,
    UNBOUND_COUNT,
    ALL_BOUND,
    CONVENTION_INCLUDES_SAID,
    CONVENTION_BESIDE_SAID,
    NOT_CHECKED,
    NO_FINDINGS,
    MORE_PLACES,
    CASES_TOTAL,
    CASES_UNCHECKED,
    NO_TABLES,
    SEMICOLON,
    COMMA,
    TAB,
    BAR,
    PHRASES
};
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
    [SEMICOLON] = {"semikolon", "semicolon"},
    [COMMA] = {"komma", "comma"},
    [TAB] = {"tabb", "tab"},
    [BAR] = {"lodstreck", "bar"},
};

static const char *say(const struct text_writer *writer, enum phrase phrase)
{
    return phrases[phrase][writer->language];
}

static void add(struct text_writer *writer, const char *text)
{
    buffer_add(writer->buffer, str_from(text));
}

/* A name from outside, as far as it is safe to show on a terminal. */
static void add_name(struct text_writer *writer, struct str name)
{
    buffer_add(writer->buffer, label_safe(writer->buffer->arena, name));
}

static void paint(struct text_writer *writer, const char *code)
{
    if (writer->color)
        buffer_print(writer->buffer, "\033[%sm", code);
}

/* ---- one finding ---- */

static const char *severity_color(enum severity severity)
{
    return severity == ERROR ? "1;31" : severity == WARNING ? "1;33" : "1;36";
}

static void add_first_line(struct text_writer *writer, const struct finding *finding)
{
    const struct place *place = &finding->place;
    paint(writer, "1");
    add_name(writer, place->file);
    buffer_print(writer->buffer, ":%u:%u: ", place->line, place->column);
    paint(writer, severity_color(finding->severity));
    buffer_print(writer->buffer, "%.*s: ", STR_ARG(severity_name(finding->severity, writer->language)));
    paint(writer, "0");
    buffer_add(writer->buffer, finding->message);
    buffer_print(writer->buffer, " [%s]\n", rule_table[finding->rule].name);
}

/* A character of the row as it can be shown: blanks as one space, a tab as two, control characters as a dot. */
static void add_shown(struct buffer *shown, struct str text, size_t begin, size_t end)
{
    size_t at = begin;
    int32_t c = str_next(text, &at);
    if (c == '\t')
        buffer_add(shown, STR("  "));
    else if (str_is_blank(c))
        buffer_add_char(shown, ' ');
    else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
             (c >= 0x2066 && c <= 0x2069))
        buffer_add(shown, STR("·"));
    else
        buffer_add(shown, str_slice(text, begin, end));
}

/* The row with the cell underlined; of a long row only the part round the cell. */
static void add_excerpt(struct text_writer *writer, const struct place *place)
{
    struct buffer before = {.arena = writer->buffer->arena}, rest = before, cell = before;
    size_t at = 0, marked = 0, cell_bytes = 0;
    for (uint32_t count = 0; at < place->line_text.length;) {
        size_t begin = at;
        str_next(place->line_text, &at);
        bool in_cell = begin >= place->cell_start && count < place->length;
        count += in_cell;
        add_shown(begin < place->cell_start ? &before : in_cell ? &cell : &rest, place->line_text, begin, at);
    }
    struct str left = buffer_text(&before), middle = buffer_text(&cell), right = buffer_text(&rest);
    size_t indent = str_code_points(left), width = str_code_points(middle);
    bool cut_left = indent + width > SHOWN_COLUMNS && indent > SHOWN_COLUMNS / 2;
    while (cut_left && str_code_points(left) > SHOWN_COLUMNS / 2) {
        size_t skip = 0;
        str_next(left, &skip);
        left = str_slice(left, skip, left.length);
    }
    indent = str_code_points(left) + (cut_left ? 1 : 0);
    buffer_print(writer->buffer, "%7u | %s%.*s%.*s", place->line, cut_left ? "…" : "", STR_ARG(left),
                 STR_ARG(middle));
    while (cell_bytes < right.length && indent + width + marked < SHOWN_COLUMNS) {
        str_next(right, &cell_bytes);
        marked++;
    }
    buffer_print(writer->buffer, "%.*s%s\n        | %*s", (int)cell_bytes, right.data ? right.data : "",
                 cell_bytes < right.length ? "…" : "", (int)indent, "");
    paint(writer, "1;32");
    for (size_t i = 0; i < (width ? width : 1); i++)
        buffer_add_char(writer->buffer, '^');
    paint(writer, "0");
    add(writer, "\n");
}

static void add_line(struct text_writer *writer, struct str text)
{
    if (text.length != 0)
        buffer_print(writer->buffer, "        = %.*s\n", STR_ARG(text));
}

static void add_finding(struct text_writer *writer, const struct finding *finding, bool quiet)
{
    add_first_line(writer, finding);
    if (quiet)
        return;
    add_excerpt(writer, &finding->place);
    add_line(writer, finding->calculation);
    add_line(writer, finding->action);
    if (!writer->explained[finding->rule])
        buffer_print(writer->buffer, "        = budgetkoll explain %s\n", rule_table[finding->rule].name);
    writer->explained[finding->rule] = true;
    add(writer, "\n");
}

/* ---- the case in short ---- */

static void add_title(struct text_writer *writer, const struct case_report *report)
{
    const struct budget *budget = report->budget;
    const struct fact *name = budget_fact(budget, PROJECT_NAME), *applicant = budget_fact(budget, APPLICANT);
    struct date start, end;
    paint(writer, "1");
    add_name(writer, name ? name->text : report->id);
    paint(writer, "0");
    if (applicant)
        buffer_print(writer->buffer, ", %.*s", STR_ARG(applicant->text));
    if (budget_period(budget, &start, &end)) {
        add(writer, ", ");
        words_date(writer->buffer, start);
        add(writer, " - ");
        words_date(writer->buffer, end);
    }
    add(writer, "\n");
}

static bool add_amount(struct text_writer *writer, const struct case_report *report, enum concept concept,
                       enum phrase phrase, const char *between)
{
    if (!report->result.known[concept])
        return false;
    buffer_print(writer->buffer, "%s%s ", between, say(writer, phrase));
    words_kronor(writer->buffer, writer->language, report->result.totals[concept]);
    return true;
}

static void add_amounts(struct text_writer *writer, const struct case_report *report)
{
    const money *totals = report->result.totals;
    const bool *known = report->result.known;
    struct ratio share;
    money all = 0;
    bool any = add_amount(writer, report, TOTAL_COSTS, COSTS_WORD, "  ");
    any = add_amount(writer, report, EU_AID, AID_WORD, any ? ", " : "  ") || any;
    any = add_amount(writer, report, CO_FINANCING, CO_FINANCING_WORD, any ? ", " : "  ") || any;
    if (known[EU_AID] && known[CO_FINANCING] && money_add(totals[EU_AID], totals[CO_FINANCING], &all) &&
        ratio_make(totals[EU_AID], all, &share)) {
        buffer_print(writer->buffer, ", %s ", say(writer, SHARE_WORD));
        words_share(writer->buffer, writer->language, share);
    }
    if (any)
        add(writer, "\n");
}

/* "2 errors, 1 warning, 0 notes" */
static void add_severities(struct text_writer *writer, size_t errors, size_t warnings, size_t notes)
{
    buffer_print(writer->buffer, "%zu %s, %zu %s, %zu %s", errors,
                 say(writer, errors == 1 ? ERROR_ONE : ERROR_MANY), warnings,
                 say(writer, warnings == 1 ? WARNING_ONE : WARNING_MANY), notes,
                 say(writer, notes == 1 ? NOTE_ONE : NOTE_MANY));
}

static void add_counts(struct text_writer *writer, const struct case_report *report)
{
    const struct findings *findings = report->findings;
    add(writer, "  ");
    if (!report->is_checked) {
        paint(writer, "1;31");
        buffer_print(writer->buffer, "%s", say(writer, NOT_CHECKED));
        paint(writer, "0");
        add(writer, "; ");
    }
    if (findings->list.count == 0)
        add(writer, say(writer, NO_FINDINGS));
    else
        add_severities(writer, findings_count(findings, ERROR), findings_count(findings, WARNING),
                       findings_count(findings, NOTE));
    add(writer, "\n");
}

static const char *separator_name(const struct text_writer *writer, char separator)
{
    return say(writer, separator == ';'    ? SEMICOLON
                       : separator == ','  ? COMMA
                       : separator == '\t' ? TAB
                                           : BAR);
}

/* The tables that were found in a file, each once. */
static void add_tables(struct text_writer *writer, const struct budget *budget, const struct source *source)
{
    bool seen[TABLE_KINDS] = {false}, any = false;
    for (size_t i = 0; i < budget->tables.count; i++) {
        const struct table *table = budget->tables.items[i];
        if (table->origin.source != source || seen[table->kind])
            continue;
        seen[table->kind] = true;
        buffer_print(writer->buffer, "%s%.*s", any ? ", " : "",
                     STR_ARG(table_kind_name(table->kind, writer->language)));
        any = true;
    }
    if (!any)
        add(writer, say(writer, NO_TABLES));
}

static void add_files(struct text_writer *writer, const struct case_report *report)
{
    for (size_t i = 0; i < report->budget->files.count; i++) {
        const struct file_reading *file = &report->budget->files.items[i];
        buffer_print(writer->buffer, "  %s: ", say(writer, READ_AS));
        add_name(writer, file->name);
        add(writer, " (");
        if (file->source) {
            buffer_print(writer->buffer, "%s, %s): ", file->encoding,
                         separator_name(writer, file->source->separator));
            add_tables(writer, report->budget, file->source);
        } else {
            buffer_print(writer->buffer, "%.*s)", STR_ARG(file->failure));
        }
        add(writer, "\n");
    }
    for (size_t i = 0; i < report->budget->remarks.count; i++)
        buffer_print(writer->buffer, "  %s: %.*s\n", say(writer, READ_AS),
                     STR_ARG(report->budget->remarks.items[i].text));
}

/* "    FILE:LINE:COLUMN: CELL 90 000 kr" for each of a list, and how many more there are than are shown. */
static void add_counted(struct text_writer *writer, const struct counted *counted, size_t count)
{
    for (size_t i = 0; i < count && i < SHOWN_PLACES; i++) {
        struct place place = place_resolve(counted[i].origin);
        add(writer, "    ");
        add_name(writer, place.file);
        buffer_print(writer->buffer, ":%u:%u: ", place.line, place.column);
        add_name(writer, counted[i].cell);
        if (counted[i].has_amount) {
            add(writer, " ");
            words_kronor(writer->buffer, writer->language, counted[i].amount);
        }
        add(writer, "\n");
    }
    if (count > SHOWN_PLACES) {
        add(writer, "    ");
        buffer_print(writer->buffer, say(writer, MORE_PLACES), count - SHOWN_PLACES);
        add(writer, "\n");
    }
}

static void add_checked(struct text_writer *writer, const struct result *result)
{
    add(writer, "  ");
    buffer_print(writer->buffer, say(writer, CHECKED_COUNT), result->tested.count);
    if (result->unchecked.count)
        buffer_print(writer->buffer, say(writer, UNCHECKED_COUNT), result->unchecked.count);
    add(writer, "\n");
    add_counted(writer, result->unchecked.items, result->unchecked.count);
    add(writer, "  ");
    buffer_print(writer->buffer, say(writer, AMOUNTS_COUNT), result->amounts);
    if (result->unbound.count)
        buffer_print(writer->buffer, say(writer, UNBOUND_COUNT), result->unbound.count);
    else if (result->amounts)
        add(writer, say(writer, ALL_BOUND));
    add(writer, "\n");
    add_counted(writer, result->unbound.items, result->unbound.count);
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

/* "    payroll on-costs 45.24% (FILE:LINE)": one condition in use, and where the case states it. */
static void add_condition(struct text_writer *writer, const struct applied *applied)
{
    buffer_print(writer->buffer, "    %s ", say(writer, condition_phrase(applied->concept)));
    words_percent(writer->buffer, writer->language, applied->value, 0);
    if (applied->origin.source) {
        struct place place = place_resolve(applied->origin);
        add(writer, " (");
        add_name(writer, place.file);
        buffer_print(writer->buffer, ":%u)", place.line);
    }
    add(writer, "\n");
}

static void add_scheme(struct text_writer *writer, const struct case_report *report)
{
    const struct result *result = &report->result;
    if (!result->was_run)
        return;
    buffer_print(writer->buffer, "  %s: %.*s (%.*s)\n", say(writer, SCHEME_USED), STR_ARG(result->scheme),
                 STR_ARG(report->scheme_reason));
    for (size_t i = 0; i < result->conditions.count; i++)
        add_condition(writer, &result->conditions.items[i]);
    if (result->convention != CONVENTION_ANY)
        buffer_print(writer->buffer, "  %s\n",
                     say(writer, result->convention == CONVENTION_INCLUDES ? CONVENTION_INCLUDES_SAID
                                                                           : CONVENTION_BESIDE_SAID));
}

static void text_begin(struct buffer *buffer, const struct report_options *options)
{
    (void)buffer;
    (void)options;
}

static void text_case(struct buffer *buffer, const struct report_options *options,
                      const struct case_report *report, size_t index)
{
    struct text_writer writer = {buffer, options->language, options->color, {false}};
    if (index > 0 && !options->quiet)
        add(&writer, "\n");
    for (size_t i = 0; i < report->findings->list.count; i++)
        add_finding(&writer, &report->findings->list.items[i], options->quiet);
    if (options->quiet)
        return;
    add_title(&writer, report);
    add_amounts(&writer, report);
    add_counts(&writer, report);
    add_scheme(&writer, report);
    if (report->result.was_run)
        add_checked(&writer, &report->result);
    add_files(&writer, report);
}

static void text_end(struct buffer *buffer, const struct report_options *options,
                     const struct report_summary *summary)
{
    struct text_writer writer = {buffer, options->language, options->color, {false}};
    if (summary->cases < 2 || options->quiet)
        return;
    add(&writer, "\n");
    buffer_print(buffer, say(&writer, CASES_TOTAL), summary->cases);
    add_severities(&writer, summary->errors, summary->warnings, summary->notes);
    if (summary->unchecked)
        buffer_print(buffer, say(&writer, CASES_UNCHECKED), summary->unchecked);
    add(&writer, "\n");
}

const struct report_format report_text = {"text", ".txt", text_begin, text_case, text_end};
