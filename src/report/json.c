/* A checked case in JSON, as the contract fixes it. */
#include "json_parts.h"

/* ,"key":[places] for a list that is not empty; of a very long one its beginning, since its length is told beside it. */
static void add_counted(struct buffer *buffer, const char *key, const struct counted *counted, size_t count)
{
    enum { MOST_PLACES = 1000 };
    if (count == 0)
        return;
    buffer_print(buffer, ",\"%s\":[", key);
    for (size_t i = 0; i < count && i < MOST_PLACES; i++)
        json_named_place(buffer, i, place_resolve(counted[i].origin), counted[i].cell);
    buffer_add_char(buffer, ']');
}

static void add_checked(struct buffer *buffer, const struct result *result)
{
    buffer_print(
        buffer,
        ",\n   \"checked\":{\"relations\":%zu,\"unchecked\":%zu,\"amounts\":%zu,\"amounts_unbound\":%zu",
        result->tested.count, result->unchecked.count, result->amounts, result->unbound.count);
    add_counted(buffer, "unbound", result->unbound.items, result->unbound.count);
    add_counted(buffer, "unchecked_relations", result->unchecked.items, result->unchecked.count);
    buffer_add_char(buffer, '}');
}

static void json_case(struct buffer *buffer, const struct report_options *options,
                      const struct case_report *report, size_t index)
{
    buffer_add(buffer, index ? STR(",\n  {\"case\":") : STR("\n  {\"case\":"));
    json_string(buffer, report->id);
    json_text(buffer, "path", report->path);
    json_text(buffer, "status", str_from(report_status(report)));
    json_text(buffer, "reason", sentences_text(buffer->arena, &report->reasons));
    json_text(buffer, "scheme", report->result.scheme);
    if (report->budget->currency != CURRENCY_SEK)
        json_text(buffer, "currency", str_from(currency_code(report->budget->currency)));
    json_project(buffer, report->budget);
    json_amounts(buffer, &report->result);
    add_checked(buffer, &report->result);
    json_files(buffer, report->budget);
    json_remarks(buffer, report->budget);
    buffer_add(buffer, STR(",\n   \"findings\":["));
    for (size_t i = 0; i < report->findings->list.count; i++) {
        buffer_add(buffer, i ? STR(",\n    ") : STR("\n    "));
        json_finding(buffer, &report->findings->list.items[i]);
    }
    buffer_add_char(buffer, ']');
    if (options->relations)
        json_relations(buffer, &report->result);
    buffer_add_char(buffer, '}');
}

static void json_end(struct buffer *buffer, const struct report_options *options,
                     const struct report_summary *summary)
{
    (void)options;
    buffer_add_char(buffer, ']');
    json_summary(buffer, summary);
}

const struct report_format report_json = {"json", ".json", json_begin, json_case, json_end};
