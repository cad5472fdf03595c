/* One case of a long export: its rows, gathered by table, category and line, as the tables they were made from. */
#include "bulk_case.h"

#include <string.h>

static void put_surplus(struct bulk_collector *collector, struct bulk_line *line)
{
    for (size_t field = collector->bulk->names.count; field < collector->row.cells.count; field++)
        *ARENA_PUSH(collector->arena, &line->surplus) = collector->row.cells.items[field];
}

static size_t filled_cells(const struct bulk_row *row)
{
    size_t filled = 0;
    for (size_t field = 0; field < row->cells.count; field++)
        filled += row->cells.items[field].text.length > 0;
    return filled;
}

static void report_wrong_quote(struct bulk_collector *collector)
{
    struct text_cell cell = collector->row.cells.items[collector->row.wrong_quote - 1];
    bool closes = memchr(cell.text.data + 1, '"', cell.text.length - 1) != NULL;
    bulk_report(collector, RULE_READ_COLUMNS, cell,
                (struct message){closes ? MESSAGE_QUOTE_STRAY : MESSAGE_QUOTE_UNCLOSED, {{0}}},
                MESSAGE_DO_QUOTE);
}

static void take_id(struct bulk_collector *collector, struct text_cell id)
{
    if (collector->has_id)
        return;
    struct fact *fact = ARENA_PUSH(collector->arena, &collector->budget->facts);
    *fact = (struct fact){.concept = CASE_ID,
                          .label = concept_name(CASE_ID, collector->findings->language),
                          .text = id.text,
                          .origin = bulk_origin(collector, id)};
    collector->has_id = true;
}

/* Finds the line of a row, which most often is that of the row before. */
static struct bulk_line *settle_line(struct bulk_collector *collector, struct text_cell name,
                                     struct text_cell category, struct text_cell detail)
{
    bool same_table = collector->table && str_equal(name.text, collector->table_text);
    bool same_category = same_table && str_equal(category.text, collector->category_text);
    if (bulk_is_by_amount(collector) && same_category && str_equal(detail.text, collector->line_text))
        return collector->line;
    if (!same_table || (name.text.length == 0 && !same_category))
        collector->table = bulk_row_table(collector, name, category.text.length > 0 ? category : detail);
    struct bulk_line *line = bulk_row_line(collector, category, detail);
    if (bulk_is_by_amount(collector) && line->cells.count > 0)
        collector->mixed = true;
    if (!bulk_is_by_amount(collector) && line->cells.count > 0)
        line = bulk_repeat_line(collector, line);
    collector->line = line;
    collector->table_text = name.text;
    collector->category_text = category.text;
    collector->line_text = detail.text;
    return line;
}

static void take_row(struct bulk_collector *collector)
{
    const struct bulk_columns *columns = &collector->bulk->columns;
    struct text_cell id = bulk_cell(&collector->row, columns->id);
    struct text_cell category = bulk_cell(&collector->row, columns->category);
    struct text_cell detail = bulk_cell(&collector->row, columns->line);
    if (collector->row.wrong_quote != 0)
        report_wrong_quote(collector);
    if (id.text.length == 0) {
        bulk_report_row(collector, id, (struct message){MESSAGE_BULK_NO_CASE, {{0}}},
                        MESSAGE_DO_BULK_NO_CASE);
        return;
    }
    if (filled_cells(&collector->row) == 1) {
        bulk_report_row(collector, id,
                        (struct message){MESSAGE_BULK_NO_AMOUNT, {quoted(collector->arena, id.text)}},
                        MESSAGE_DO_BULK_NO_CASE);
        return;
    }
    take_id(collector, id);
    if (category.text.length == 0 && detail.text.length == 0) {
        bulk_report_row(collector, category, (struct message){MESSAGE_BULK_NO_LABEL, {{0}}},
                        MESSAGE_DO_BULK_NO_LABEL);
        return;
    }
    struct bulk_line *line =
        settle_line(collector, bulk_cell(&collector->row, columns->table), category, detail);
    if (bulk_is_by_amount(collector))
        bulk_put_amount(collector, line);
    else
        bulk_put_row(collector, line);
    put_surplus(collector, line);
}

static void collect(struct bulk_collector *collector)
{
    const struct bulk *bulk = collector->bulk;
    struct bulk_lines lines = bulk_lines(bulk, collector->index);
    struct bulk_cursor cursor = {
        .text = collector->source->text, .separator = bulk->cursor.separator, .line = 1};
    struct str header, record;
    uint32_t line = 0;
    if (!bulk_next_record(&cursor, &header, &line))
        return;
    bulk_cut(collector->arena, &cursor, header, bulk->header_line, &collector->header);
    while (bulk_next_record(&cursor, &record, &line)) {
        if (str_equal(record, header))
            continue;
        bulk_cut(collector->arena, &cursor, record, bulk_file_line(&lines, line), &collector->row);
        if (filled_cells(&collector->row) > 0)
            take_row(collector);
    }
}

static void remark(struct bulk_collector *collector, struct message message)
{
    budget_remark(collector->budget, collector->findings->language, message);
}

/* What people should know of how the case was read. */
static void add_remarks(struct bulk_collector *collector)
{
    const struct bulk *bulk = collector->bulk;
    const struct bulk_case *own = &bulk->cases.items[collector->index];
    struct str name = collector->source->name;
    long long runs = 0;
    for (uint32_t i = own->first; i != 0; i = bulk->runs.items[i - 1].next)
        runs++;
    if (runs > 1)
        remark(collector,
               (struct message){MESSAGE_REMARK_SCATTERED, {name, words_of_count(collector->arena, runs)}});
    for (uint32_t i = 0; i < bulk->extra.count; i++)
        remark(collector, (struct message){MESSAGE_REMARK_EXTRA_COLUMN,
                                           {quoted(collector->arena, row_cell(&bulk->extra, i)), name}});
}

/* The text of a case, in the encoding of the whole file: a case alone may hold too little to tell. */
static struct decoded decode_case(struct arena *arena, const struct bulk *bulk, size_t index)
{
    enum encoding encoding = encoding_is_utf16(bulk->encoding) ? ENCODING_UTF8 : bulk->encoding;
    struct decoded decoded = decode(arena, bulk_bytes(arena, bulk, index), encoding);
    decoded.encoding = bulk->encoding;
    decoded.first_high = encoding_pass_ascii(decoded.text, 0);
    decoded.rival = decoded.first_high < decoded.text.length ? bulk->rival : ENCODING_UNKNOWN;
    return decoded;
}

/* Where they stand in the file, and not in the text of the case. */
static void place_in_file(const struct bulk *bulk, size_t index, struct findings *findings)
{
    struct bulk_lines lines = bulk_lines(bulk, index);
    for (size_t i = 0; i < findings->list.count; i++)
        findings->list.items[i].place.line = bulk_file_line(&lines, findings->list.items[i].place.line);
}

static struct source *make_source(struct arena *arena, const struct bulk *bulk, size_t index, struct str name,
                                  struct findings *findings)
{
    struct source *source = ARENA_NEW(arena, struct source);
    struct decoded decoded = decode_case(arena, bulk, index);
    struct findings of_text = findings_apart(findings);
    source->name = name;
    source->kind = SOURCE_BULK;
    source->text = decoded.text;
    source->separator = bulk->cursor.separator;
    decoded_report(arena, source, &decoded, &of_text);
    place_in_file(bulk, index, &of_text);
    findings_join(findings, &of_text);
    return source;
}

void bulk_read(struct arena *arena, const struct bulk *bulk, size_t index, struct str name,
               struct budget *budget, struct findings *findings, struct loaded *loaded)
{
    loaded->source = make_source(arena, bulk, index, name, findings);
    struct bulk_collector collector = {.arena = arena,
                                       .bulk = bulk,
                                       .index = index,
                                       .budget = budget,
                                       .findings = findings,
                                       .source = loaded->source,
                                       .loaded = loaded};
    collect(&collector);
    bulk_tables(&collector);
    add_remarks(&collector);
}
