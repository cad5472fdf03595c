/* Text for people: each finding with its place, its row, its calculation and what to do; then the case in short. */
#include "text_parts.h"

#include "budgetkoll/label.h"

enum { SHOWN_COLUMNS = 100, SHOWN_PLACES = 10 };

/* ---- one finding ---- */

/* A character of the row as it can be shown: blanks as one space, a tab as two, control characters as a dot. */
static void add_shown(struct buffer *shown, struct str text, size_t begin, size_t end)
{
    size_t at = begin;
    int32_t c = str_next(text, &at);
    if (c == '\t')
        buffer_add(shown, STR("  "));
    else if (str_is_blank(c))
        buffer_add_char(shown, ' ');
    else if (label_acts(c))
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
    text_paint(writer, "1;32");
    for (size_t i = 0; i < (width ? width : 1); i++)
        buffer_add_char(writer->buffer, '^');
    text_paint(writer, "0");
    text_add(writer, "\n");
}

static void add_line(struct text_writer *writer, struct str text)
{
    if (text.length != 0)
        buffer_print(writer->buffer, "        = %.*s\n", STR_ARG(text));
}

static void add_finding(struct text_writer *writer, const struct finding *finding, bool quiet)
{
    text_finding(writer, finding);
    if (quiet)
        return;
    add_excerpt(writer, &finding->place);
    add_line(writer, finding->calculation);
    add_line(writer, finding->action);
    if (!writer->explained[finding->rule])
        buffer_print(writer->buffer, "        = budgetkoll explain %s\n", rule_table[finding->rule].name);
    writer->explained[finding->rule] = true;
    text_add(writer, "\n");
}

/* ---- the case in short ---- */

static bool add_amount(struct text_writer *writer, const struct case_report *report, enum concept concept,
                       enum phrase phrase, const char *between)
{
    if (!report->result.known[concept])
        return false;
    buffer_print(writer->buffer, "%s%s ", between, text_say(writer, phrase));
    words_money(writer->buffer, writer->language, report->result.totals[concept], writer->currency);
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
        buffer_print(writer->buffer, ", %s ", text_say(writer, SHARE_WORD));
        words_share(writer->buffer, writer->language, share);
    }
    if (any)
        text_add(writer, "\n");
}

static void add_counts(struct text_writer *writer, const struct case_report *report)
{
    const struct findings *findings = report->findings;
    text_add(writer, "  ");
    if (!report->is_checked) {
        text_not_checked(writer);
        text_add(writer, "; ");
    }
    if (findings->list.count == 0)
        text_add(writer, text_say(writer, NO_FINDINGS));
    else
        text_severities(writer, findings_count(findings, ERROR), findings_count(findings, WARNING),
                        findings_count(findings, NOTE));
    text_add(writer, "\n");
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
        text_add(writer, text_say(writer, NO_TABLES));
}

static void add_files(struct text_writer *writer, const struct case_report *report)
{
    for (size_t i = 0; i < report->budget->files.count; i++) {
        const struct file_reading *file = &report->budget->files.items[i];
        buffer_print(writer->buffer, "  %s: ", text_say(writer, READ_AS));
        text_name(writer, file->name);
        struct str words = reading_words(writer->buffer->arena, writer->language, file);
        buffer_print(writer->buffer, " (%.*s)", STR_ARG(words));
        if (file->source) {
            text_add(writer, ": ");
            add_tables(writer, report->budget, file->source);
        }
        text_add(writer, "\n");
    }
    for (size_t i = 0; i < report->budget->remarks.count; i++)
        buffer_print(writer->buffer, "  %s: %.*s\n", text_say(writer, READ_AS),
                     STR_ARG(report->budget->remarks.items[i].text));
}

/* "    FILE:LINE:COLUMN: CELL 90 000 kr" for each of a list, and how many more there are than are shown. */
static void add_counted(struct text_writer *writer, const struct counted *counted, size_t count)
{
    for (size_t i = 0; i < count && i < SHOWN_PLACES; i++) {
        struct place place = place_resolve(counted[i].origin);
        text_add(writer, "    ");
        buffer_add(writer->buffer, place_text(writer->buffer->arena, place));
        text_add(writer, ": ");
        text_name(writer, counted[i].cell);
        if (counted[i].has_amount) {
            text_add(writer, " ");
            words_money(writer->buffer, writer->language, counted[i].amount, counted[i].currency);
        }
        text_add(writer, "\n");
    }
    if (count > SHOWN_PLACES) {
        text_add(writer, "    ");
        buffer_print(writer->buffer, text_say(writer, MORE_PLACES), count - SHOWN_PLACES);
        text_add(writer, "\n");
    }
}

static void add_checked(struct text_writer *writer, const struct result *result)
{
    text_add(writer, "  ");
    buffer_print(writer->buffer, text_say(writer, CHECKED_COUNT), result->tested.count);
    if (result->unchecked.count)
        buffer_print(writer->buffer, text_say(writer, UNCHECKED_COUNT), result->unchecked.count);
    text_add(writer, "\n");
    add_counted(writer, result->unchecked.items, result->unchecked.count);
    text_add(writer, "  ");
    buffer_print(writer->buffer, text_say(writer, AMOUNTS_COUNT), result->amounts);
    if (result->unbound.count)
        buffer_print(writer->buffer, text_say(writer, UNBOUND_COUNT), result->unbound.count);
    else if (result->amounts)
        text_add(writer, text_say(writer, ALL_BOUND));
    text_add(writer, "\n");
    add_counted(writer, result->unbound.items, result->unbound.count);
}

static void text_begin(struct buffer *buffer, const struct report_options *options)
{
    (void)buffer;
    (void)options;
}

static void text_case(struct buffer *buffer, const struct report_options *options,
                      const struct case_report *report, size_t index)
{
    struct text_writer writer = {
        buffer, options->language, options->color, {false}, report->budget->currency};
    if (index > 0 && !options->quiet)
        text_add(&writer, "\n");
    for (size_t i = 0; i < report->findings->list.count; i++)
        add_finding(&writer, &report->findings->list.items[i], options->quiet);
    if (options->quiet)
        return;
    text_title(&writer, report);
    add_amounts(&writer, report);
    add_counts(&writer, report);
    text_reasons(&writer, &report->reasons);
    text_scheme(&writer, report);
    if (report->result.was_run)
        add_checked(&writer, &report->result);
    add_files(&writer, report);
}

static void text_end(struct buffer *buffer, const struct report_options *options,
                     const struct report_summary *summary)
{
    struct text_writer writer = {buffer, options->language, options->color, {false}, CURRENCY_SEK};
    if (summary->cases < 2 || options->quiet)
        return;
    text_add(&writer, "\n");
    buffer_print(buffer, text_say(&writer, CASES_TOTAL), summary->cases);
    text_severities(&writer, summary->errors, summary->warnings, summary->notes);
    if (summary->unchecked)
        buffer_print(buffer, text_say(&writer, CASES_UNCHECKED), summary->unchecked);
    text_add(&writer, "\n");
}

const struct report_format report_text = {"text", ".txt", text_begin, text_case, text_end};
