/* The amounts of a row, put into the columns of its line. */
#include "bulk_case.h"

static struct text_cell *line_cell(struct bulk_collector *collector, struct bulk_line *line, size_t column)
{
    while (line->cells.count <= column)
        *ARENA_PUSH(collector->arena, &line->cells) = (struct text_cell){{NULL, 0}, 0, 0};
    return &line->cells.items[column];
}

/* The column of a year, from 0; false, reported, when the cell names none. */
static bool find_heading(struct bulk_collector *collector, struct text_cell year, size_t *column)
{
    struct bulk_table *table = collector->table;
    for (size_t i = 0; i < table->headings.count; i++)
        if (str_equal(table->headings.items[i].text, year.text)) {
            *column = i;
            return true;
        }
    int scope = SCOPE_TOTAL;
    int64_t unit = 0;
    enum concept concept =
        year.text.length == 0 ? COL_TOTAL : header_concept(collector->arena, year.text, &scope, &unit);
    if (concept != COL_YEAR && concept != COL_TOTAL) {
        bulk_report_row(collector, year,
                        (struct message){MESSAGE_BULK_YEAR, {quoted(collector->arena, year.text)}},
                        MESSAGE_DO_BULK_YEAR);
        return false;
    }
    struct bulk_heading heading = {year.text, scope, year};
    const char *total = bulk_headings[table->kind].total;
    if (concept == COL_TOTAL)
        heading.cell.text = str_from(total ? total : "Totalt");
    for (size_t i = 0; i < table->headings.count; i++)
        if (table->headings.items[i].scope == scope) { /* "2021" and "År 2021" */
            *column = i;
            return true;
        }
    *column = table->headings.count;
    *ARENA_PUSH(collector->arena, &table->headings) = heading;
    return true;
}

/* "2021", "totalt": the column of a heading in a message. */
static struct str heading_words(const struct bulk_collector *collector, const struct bulk_heading *heading)
{
    if (heading->scope != SCOPE_TOTAL)
        return heading->cell.text;
    return collector->findings->language == SWEDISH ? STR("totalt") : STR("in total");
}

static void report_twice(struct bulk_collector *collector, const struct bulk_line *line, size_t column,
                         struct text_cell first, struct text_cell second)
{
    const struct bulk_heading *heading = &collector->table->headings.items[column];
    struct origin before = bulk_origin(collector, first);
    struct message message = {MESSAGE_BULK_TWICE,
                              {quoted(collector->arena, line->label.text), heading_words(collector, heading),
                               place_line_text(collector->arena, place_resolve(before))}};
    struct finding *finding =
        bulk_report(collector, RULE_READ_DUPLICATE, second, message, MESSAGE_DO_BULK_TWICE);
    finding->severity = ERROR;
    finding_relate(collector->findings, finding, before, line->label.text);
    bulk_skip(collector, second, line->label.text);
}

void bulk_put_amount(struct bulk_collector *collector, struct bulk_line *line)
{
    const struct bulk_columns *columns = &collector->bulk->columns;
    struct text_cell amount = bulk_cell(&collector->row, columns->amount);
    size_t column = 0;
    if (!find_heading(collector, bulk_cell(&collector->row, columns->year), &column))
        return;
    struct text_cell *cell = line_cell(collector, line, column);
    if (!cell->text.data || cell->text.length == 0)
        *cell = amount;
    else if (amount.text.length > 0)
        report_twice(collector, line, column, *cell, amount);
}

void bulk_put_row(struct bulk_collector *collector, struct bulk_line *line)
{
    const struct bulk_table *table = collector->table;
    for (size_t i = 0; i < table->headings.count; i++)
        *line_cell(collector, line, i) = bulk_cell(&collector->row, table->headings.items[i].scope);
}
