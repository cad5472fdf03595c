/* What remains of the budget, as a table: for people, and as a file of its own. */
#include "claims_table.h"

#include "budgetkoll/table_field.h"

bool claims_are_computed(const struct claims_report *report)
{
    return report->account && report->account->obstacle == CLAIMS_COMPUTED;
}

const char *claims_status(const struct claims_report *report)
{
    if (!claims_are_computed(report))
        return "unchecked";
    if (report->account->now.overpaid > 0)
        return "error";
    if (report->account->over_costs > 0)
        return "warning";
    for (size_t i = 0; i < report->account->remaining.count; i++)
        if (report->account->remaining.items[i].is_overspent)
            return "warning";
    return "ok";
}

/* ---- the grid ---- */

static void add_text(struct arena *arena, struct cell_grid *grid, struct str text)
{
    *ARENA_PUSH(arena, &grid->cells) = text;
}

static void add_amount(struct arena *arena, struct cell_grid *grid, enum language language,
                       amount_writer *write, money amount)
{
    struct buffer text = {.arena = arena};
    write(&text, language, amount);
    add_text(arena, grid, buffer_text(&text));
}

static struct str row_label(struct arena *arena, const struct remaining_row *row, enum language language)
{
    struct buffer text = {.arena = arena};
    buffer_add(&text, row->is_part ? STR(" - ") : STR(""));
    buffer_add(&text, concept_name(row->concept, language));
    return buffer_text(&text);
}

static struct str say(struct arena *arena, enum language language, enum message_id id)
{
    return message_text(arena, language, (struct message){id, {{0}}});
}

struct cell_grid claims_remaining_grid(struct arena *arena, const struct claims_report *report,
                                       enum language language, amount_writer *write)
{
    size_t claims = report->reported->claims.count;
    struct cell_grid grid = {.columns = claims + 4};
    add_text(arena, &grid, concept_name(COL_CATEGORY, language));
    add_text(arena, &grid, say(arena, language, MESSAGE_CLAIMS_BUDGET));
    for (size_t i = 0; i < claims; i++)
        add_text(arena, &grid, report->reported->claims.items[i].label);
    add_text(arena, &grid, say(arena, language, MESSAGE_CLAIMS_REPORTED));
    add_text(arena, &grid, say(arena, language, MESSAGE_CLAIMS_LEFT));
    for (size_t r = 0; r < report->account->remaining.count; r++) {
        const struct remaining_row *row = &report->account->remaining.items[r];
        add_text(arena, &grid, row_label(arena, row, language));
        add_amount(arena, &grid, language, write, row->budget);
        for (size_t i = 0; i < claims; i++)
            add_amount(arena, &grid, language, write, row->claims[i]);
        add_amount(arena, &grid, language, write, row->reported);
        add_amount(arena, &grid, language, write, row->remaining);
    }
    return grid;
}

/* ---- table files ---- */

/* Without thousands apart: "-1234,50", or "-1234.50" in English. */
static void write_plain(struct buffer *buffer, enum language language, money amount)
{
    uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    buffer_print(buffer, "%s%llu", amount < 0 ? "-" : "", (unsigned long long)(size / ORE_PER_KRONA));
    if (size % ORE_PER_KRONA != 0)
        buffer_print(buffer, "%c%02u", language == SWEDISH ? ',' : '.', (unsigned)(size % ORE_PER_KRONA));
}

static void write_table(struct buffer *buffer, const struct report_options *options,
                        const struct claims_report *report, char separator)
{
    if (!claims_are_computed(report))
        return;
    struct cell_grid grid = claims_remaining_grid(buffer->arena, report, options->language, write_plain);
    for (size_t i = 0; i < grid.cells.count; i++) {
        buffer_add(buffer, table_field(buffer->arena, grid.cells.items[i], separator));
        buffer_add_char(buffer, (i + 1) % grid.columns == 0 ? '\n' : separator);
    }
}

static void write_csv(struct buffer *buffer, const struct report_options *options,
                      const struct claims_report *report)
{
    write_table(buffer, options, report, ';');
}

static void write_tsv(struct buffer *buffer, const struct report_options *options,
                      const struct claims_report *report)
{
    write_table(buffer, options, report, '\t');
}

const struct claims_format claims_csv = {"csv", write_csv};
const struct claims_format claims_tsv = {"tsv", write_tsv};
