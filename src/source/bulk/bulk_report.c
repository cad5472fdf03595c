/* What is said of the rows of a case, and where. */
#include "bulk_case.h"

struct text_cell bulk_cell(const struct bulk_row *row, int field)
{
    if (field >= 0 && (size_t)field < row->cells.count)
        return row->cells.items[field];
    struct text_cell last = row->cells.items[row->cells.count - 1];
    return (struct text_cell){STR(""), last.offset, last.line};
}

struct origin bulk_origin(struct bulk_collector *collector, struct text_cell cell)
{
    struct source *source = collector->source;
    *ARENA_PUSH(collector->arena, &source->records) =
        (struct record_start){(uint32_t)source->text_cells.count, cell.line, false};
    *ARENA_PUSH(collector->arena, &source->text_cells) = cell;
    return (struct origin){source, (uint32_t)source->records.count - 1, 0};
}

struct finding *bulk_report(struct bulk_collector *collector, enum rule_id rule, struct text_cell cell,
                            struct message message, enum message_id action)
{
    struct finding *finding = finding_add(collector->findings, rule, bulk_origin(collector, cell), message);
    finding_set_action(collector->findings, finding, (struct message){action, {{0}}});
    return finding;
}

static bool is_amount(struct str text)
{
    struct number number = number_read(text, 0);
    return number.status != NUMBER_BLANK && number.status != NUMBER_NOT && !number.percent;
}

void bulk_skip(struct bulk_collector *collector, struct text_cell cell, struct str name)
{
    int64_t unit = collector->bulk->unit ? collector->bulk->unit : ORE_PER_KRONA;
    struct number number = number_read(cell.text, 0);
    money amount = 0;
    if (!number.percent && number_amount(number, unit, &amount) == NUMBER_READ)
        *ARENA_PUSH(collector->arena, &collector->budget->skipped) = (struct skipped){
            bulk_origin(collector, cell), quoted(collector->arena, name), amount, number.currency};
}

/* What a row is about, as far as it says. */
static struct str row_name(const struct bulk_collector *collector)
{
    const struct bulk_columns *columns = &collector->bulk->columns;
    struct str category = bulk_cell(&collector->row, columns->category).text;
    return category.length > 0 ? category : bulk_cell(&collector->row, columns->line).text;
}

void bulk_report_row(struct bulk_collector *collector, struct text_cell cell, struct message message,
                     enum message_id action)
{
    const struct bulk_columns *columns = &collector->bulk->columns;
    struct finding *finding = bulk_report(collector, RULE_READ_UNKNOWN_ROW, cell, message, action);
    for (int field = 0; (size_t)field < collector->row.cells.count; field++) {
        bool counts = columns->amount != NO_COLUMN ? field == columns->amount
                                                   : field != columns->id && field != columns->category;
        struct text_cell amount = collector->row.cells.items[field];
        if (!counts || !is_amount(amount.text))
            continue;
        finding->severity = ERROR;
        bulk_skip(collector, amount, row_name(collector));
    }
}
