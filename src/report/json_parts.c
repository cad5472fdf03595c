/* What several reports write in JSON. */
#include "json_parts.h"
#include "budgetkoll/label.h"
#include "budgetkoll/version.h"

/* Characters that stand in a JSON string as they are: none that acts on a terminal, and no bytes that are no UTF-8. */
static bool is_plain(int32_t c)
{
    if (c > '"' && c < 0x7F) /* most characters */
        return c != '\\';
    return c != '"' && c != 0xFFFD && !label_acts(c);
}

static void add_escaped(struct buffer *buffer, int32_t c)
{
    if (c == '"' || c == '\\')
        buffer_print(buffer, "\\%c", (char)c);
    else if (c == '\n')
        buffer_add(buffer, STR("\\n"));
    else if (c == 0xFFFD)
        buffer_add(buffer, STR("\uFFFD"));
    else
        buffer_print(buffer, "\\u%04x", (unsigned)c);
}

void json_string(struct buffer *buffer, struct str text)
{
    size_t plain = 0; /* where the characters begin that have not been added yet */
    buffer_add_char(buffer, '"');
    for (size_t at = 0; at < text.length;) {
        size_t begin = at;
        int32_t c = str_next(text, &at);
        if (is_plain(c))
            continue;
        buffer_add(buffer, str_slice(text, plain, begin));
        add_escaped(buffer, c);
        plain = at;
    }
    buffer_add(buffer, str_slice(text, plain, text.length));
    buffer_add_char(buffer, '"');
}

void json_hundredths(struct buffer *buffer, int64_t hundredths)
{
    uint64_t size = hundredths < 0 ? 0 - (uint64_t)hundredths : (uint64_t)hundredths;
    if (hundredths < 0)
        buffer_add_char(buffer, '-');
    buffer_add_count(buffer, size / 100);
    if (size % 100 != 0)
        buffer_print(buffer, size % 10 ? ".%02llu" : ".%.1llu",
                     (unsigned long long)(size % 10 ? size % 100 : size % 100 / 10));
}

void json_key(struct buffer *buffer, const char *key)
{
    buffer_add_char(buffer, '"');
    buffer_add(buffer, str_from(key));
    buffer_add(buffer, STR("\":"));
}

void json_text(struct buffer *buffer, const char *key, struct str text)
{
    if (text.length == 0)
        return;
    buffer_add_char(buffer, ',');
    json_key(buffer, key);
    json_string(buffer, text);
}

void json_number(struct buffer *buffer, const char *key, int64_t hundredths)
{
    buffer_add_char(buffer, ',');
    json_key(buffer, key);
    json_hundredths(buffer, hundredths);
}

void json_share(struct buffer *buffer, const char *key, struct ratio share)
{
    struct ratio percent;
    int64_t hundredths = 0;
    if (share.denominator != 0 && ratio_multiply(share, ratio_from(10000), &percent) &&
        ratio_round(percent, 1, ROUND_HALF_UP, &hundredths))
        json_number(buffer, key, hundredths);
}

void json_begin(struct buffer *buffer, const struct report_options *options)
{
    (void)options;
    buffer_print(buffer, "{\"tool\":{\"name\":\"budgetkoll\",\"version\":\"%s\"},\n \"cases\":[",
                 BUDGETKOLL_VERSION);
}

void json_project(struct buffer *buffer, const struct budget *budget)
{
    static const struct {
        const char *key;
        enum concept concept;
    } keys[] = {{"name", PROJECT_NAME},
                {"id", CASE_ID},
                {"applicant", APPLICANT},
                {"org_number", ORGANISATION_NUMBER}};
    struct buffer project = {.arena = buffer->arena};
    struct date start, end;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        json_text(&project, keys[i].key, budget_fact_text(budget, keys[i].concept));
    if (budget_period(budget, &start, &end)) {
        json_text(&project, "start", words_of_date(buffer->arena, start));
        json_text(&project, "end", words_of_date(buffer->arena, end));
    }
    struct str inside = buffer_text(&project);
    buffer_add(buffer, STR(",\n   \"project\":{"));
    buffer_add(buffer, inside.length ? str_slice(inside, 1, inside.length) : inside);
    buffer_add_char(buffer, '}');
}

void json_amounts(struct buffer *buffer, const struct result *result)
{
    static const struct {
        const char *key;
        enum concept concept;
    } keys[] = {{"staff", STAFF},     {"flat_rate_costs", FLAT_RATE}, {"actual_costs", ACTUAL_COSTS},
                {"in_kind", IN_KIND}, {"total_costs", TOTAL_COSTS},   {"co_financing", CO_FINANCING},
                {"eu_aid", EU_AID}};
    const char *between = "";
    buffer_add(buffer, STR(",\n   \"amounts\":{"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!result->known[keys[i].concept])
            continue;
        buffer_add(buffer, str_from(between));
        json_key(buffer, keys[i].key);
        json_hundredths(buffer, result->totals[keys[i].concept]);
        between = ",";
    }
    if (result->has_activities) {
        buffer_add(buffer, str_from(between));
        json_key(buffer, "activities");
        json_hundredths(buffer, result->activities);
    }
    buffer_add_char(buffer, '}');
}

void json_place(struct buffer *buffer, const struct place *place)
{
    json_key(buffer, "file");
    json_string(buffer, place->file);
    buffer_add(buffer, STR(",\"line\":"));
    buffer_add_count(buffer, place->line);
    buffer_add(buffer, STR(",\"column\":"));
    buffer_add_count(buffer, place->column);
    json_text(buffer, "sheet", place->sheet);
    if (place->sheet.length > 0)
        json_text(buffer, "address", place_address(buffer->arena, *place));
}

void json_named_place(struct buffer *buffer, size_t index, struct place place, struct str cell)
{
    buffer_add(buffer, index ? STR(",{") : STR("{"));
    json_place(buffer, &place);
    json_text(buffer, "cell", cell);
    buffer_add_char(buffer, '}');
}

void json_difference(struct buffer *buffer, int64_t published, int64_t expected)
{
    int64_t difference = 0;
    if (__builtin_sub_overflow(published, expected, &difference))
        return;
    json_number(buffer, "difference", difference);
}

static void add_values(struct buffer *buffer, const struct finding *finding)
{
    const char *unit = finding->unit == UNIT_PERCENT ? "%"
                       : finding->unit == UNIT_MONEY ? currency_code(finding->currency)
                                                     : "";
    if (*unit)
        json_text(buffer, "unit", str_from(unit));
    if (finding->has_values) {
        json_number(buffer, "published", finding->published);
    }
    if (finding->has_values || finding->has_expected) {
        json_number(buffer, "expected", finding->expected);
    }
    if (finding->has_values)
        json_difference(buffer, finding->published, finding->expected);
}

void json_finding(struct buffer *buffer, const struct finding *finding)
{
    buffer_add(buffer, STR("{\"rule\":"));
    json_string(buffer, str_from(rule_table[finding->rule].name));
    json_text(buffer, "severity", severity_name(finding->severity, ENGLISH));
    json_text(buffer, "message", finding->message);
    buffer_add_char(buffer, ',');
    json_place(buffer, &finding->place);
    json_text(buffer, "cell", finding->cell);
    add_values(buffer, finding);
    json_text(buffer, "calculation", finding->calculation);
    json_text(buffer, "action", finding->action);
    if (finding->more > 0)
        buffer_print(buffer, ",\"more\":%zu", finding->more);
    buffer_add(buffer, STR(",\"related\":["));
    for (size_t i = 0; i < finding->related.count; i++)
        json_named_place(buffer, i, finding->related.items[i].place, finding->related.items[i].cell);
    buffer_add(buffer, STR("]}"));
}

/* What a file was read as: the sheet of a workbook, running text, or rows with a separator. */
static void json_reading(struct buffer *buffer, const struct file_reading *file)
{
    if (!file->source)
        return;
    json_text(buffer, "sheet", file->source->sheet);
    json_text(buffer, "format", str_from(file->format));
    json_text(buffer, "encoding", str_from(file->encoding));
    if ((file->source->kind == SOURCE_TABLE && !file->source->is_uncut) || file->source->kind == SOURCE_BULK)
        json_text(buffer, "separator", (struct str){&file->source->separator, 1});
}

void json_files(struct buffer *buffer, const struct budget *budget)
{
    buffer_add(buffer, STR(",\n   \"files\":["));
    for (size_t i = 0; i < budget->files.count; i++) {
        const struct file_reading *file = &budget->files.items[i];
        buffer_add(buffer, i ? STR(",{") : STR("{"));
        json_key(buffer, "file");
        json_string(buffer, file->name);
        json_reading(buffer, file);
        json_text(buffer, "failure", file->failure);
        buffer_add_char(buffer, '}');
    }
    buffer_add_char(buffer, ']');
}

void json_remarks(struct buffer *buffer, const struct budget *budget)
{
    if (budget->remarks.count == 0)
        return;
    buffer_add(buffer, STR(",\n   \"remarks\":["));
    for (size_t i = 0; i < budget->remarks.count; i++) {
        buffer_add(buffer, i ? STR(",\n    ") : STR("\n    "));
        json_string(buffer, budget->remarks.items[i].text);
    }
    buffer_add_char(buffer, ']');
}

void json_summary(struct buffer *buffer, const struct report_summary *summary)
{
    buffer_print(
        buffer,
        ",\n \"summary\":{\"cases\":%zu,\"unchecked\":%zu,\"errors\":%zu,\"warnings\":%zu,\"notes\":%zu}}\n",
        summary->cases, summary->unchecked, summary->errors, summary->warnings, summary->notes);
}
