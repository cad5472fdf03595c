#include "budget_table.h"

enum { WIDEST_LABEL = 46, NARROWEST_LABEL = 24, CHANGED = '*', FILLED = '+', DOUBTED = '!' };

struct grid {
    struct text_writer *writer;
    const struct table *table;
    const char *marks; /* of each cell, by id: how it differs from the published one */
    size_t label_width;
    size_t *widths; /* of each column */
};

static bool is_shown(const struct item *row)
{
    for (size_t i = 0; i < row->table->columns.count; i++)
        if (row->cells[i].state == CELL_VALUE)
            return true;
    return false;
}

static bool is_amounts_table(const struct table *table)
{
    switch ((int)table->kind) {
    case TABLE_COSTS:
    case TABLE_FINANCING:
    case TABLE_EU_AID:
    case TABLE_SHARES:
    case TABLE_INTERVALS:
    case TABLE_ALLOCATION:
    case TABLE_OTHER:
        break;
    default:
        return false;
    }
    for (size_t i = 0; i < table->items.count; i++)
        if (is_shown(table->items.items[i]))
            return true;
    return false;
}

static struct str cell_words(const struct grid *grid, const struct item *row, size_t column)
{
    const struct cell *cell = &row->cells[column];
    struct buffer text = {.arena = grid->writer->buffer->arena};
    if (cell->state == CELL_UNREADABLE)
        return STR("?");
    if (cell->state != CELL_VALUE)
        return STR("");
    struct ratio hundredths;
    if (row->table->columns.items[column].role == COLUMN_NUMBERS &&
        ratio_multiply(cell_ratio(cell, VALUE_COUNT), ratio_from(ORE_PER_KRONA), &hundredths))
        words_exact_amount(&text, grid->writer->language, hundredths);
    else if (concept_kind(row->concept) == VALUE_PERCENT)
        words_percent(&text, grid->writer->language, cell_ratio(cell, VALUE_PERCENT), cell->decimals);
    else
        words_amount(&text, grid->writer->language, cell->value);
    return buffer_text(&text);
}

static struct str row_label(const struct grid *grid, const struct item *row, bool is_line)
{
    struct buffer text = {.arena = grid->writer->buffer->arena};
    buffer_add(&text, is_line ? STR(" - ") : STR(""));
    buffer_add(&text, item_name(row, grid->writer->language));
    struct str label = buffer_text(&text);
    if (str_code_points(label) <= WIDEST_LABEL)
        return label;
    struct buffer cut = {.arena = text.arena};
    buffer_add(&cut, str_shorten(label, WIDEST_LABEL - 1));
    buffer_add(&cut, STR("…"));
    return buffer_text(&cut);
}

static void widen(size_t *width, struct str text)
{
    size_t length = str_code_points(text);
    *width = length > *width ? length : *width;
}

static void measure_row(struct grid *grid, const struct item *row, bool is_line)
{
    if (!is_shown(row))
        return;
    widen(&grid->label_width, row_label(grid, row, is_line));
    for (size_t i = 0; i < grid->table->columns.count; i++)
        widen(&grid->widths[i], cell_words(grid, row, i));
}

static void pad(struct text_writer *writer, struct str text, size_t width)
{
    for (size_t i = str_code_points(text); i < width; i++)
        buffer_add_char(writer->buffer, ' ');
}

static void add_row(struct grid *grid, const struct item *row, bool is_line)
{
    struct text_writer *writer = grid->writer;
    struct str label = row_label(grid, row, is_line);
    if (!is_shown(row))
        return;
    text_add(writer, "  ");
    text_name(writer, label);
    pad(writer, label, grid->label_width);
    for (size_t i = 0; i < grid->table->columns.count; i++) {
        char mark = grid->marks[row->cells[i].id];
        struct str words = cell_words(grid, row, i);
        text_add(writer, "  ");
        pad(writer, words, grid->widths[i]);
        text_paint(writer, mark == DOUBTED ? "1;31" : mark == CHANGED ? "1;33" : mark == FILLED ? "32" : "0");
        buffer_add(writer->buffer, words);
        buffer_add_char(writer->buffer, mark ? mark : ' ');
        text_paint(writer, "0");
    }
    while (writer->buffer->length > 0 && writer->buffer->data[writer->buffer->length - 1] == ' ')
        writer->buffer->length--;
    text_add(writer, "\n");
}

/* Each row with its lines below it. */
static void each_row(struct grid *grid, void (*visit)(struct grid *, const struct item *, bool))
{
    for (size_t i = 0; i < grid->table->items.count; i++) {
        const struct item *row = grid->table->items.items[i];
        visit(grid, row, false);
        for (size_t line = 0; line < row->lines.count; line++)
            visit(grid, row->lines.items[line], true);
    }
}

static void add_table(struct grid *grid)
{
    struct text_writer *writer = grid->writer;
    struct str name = table_kind_name(grid->table->kind, writer->language);
    grid->label_width = NARROWEST_LABEL;
    grid->widths = ARENA_ARRAY(writer->buffer->arena, size_t, grid->table->columns.count + 1);
    for (size_t i = 0; i < grid->table->columns.count; i++)
        widen(&grid->widths[i], grid->table->columns.items[i].label);
    each_row(grid, measure_row);
    text_add(writer, "\n");
    text_paint(writer, "1");
    buffer_add(writer->buffer, name);
    pad(writer, name, grid->label_width + 2);
    for (size_t i = 0; i < grid->table->columns.count; i++) {
        struct str label = grid->table->columns.items[i].label;
        text_add(writer, i ? "   " : "  ");
        pad(writer, label, grid->widths[i]);
        text_name(writer, label);
    }
    text_paint(writer, "0");
    text_add(writer, "\n");
    each_row(grid, add_row);
}

static char *find_marks(struct arena *arena, const struct case_report *report)
{
    char *marks = ARENA_ARRAY(arena, char, report->budget->cell_count + 1);
    for (size_t i = 0; i < report->calculation->cells.count && !report->is_draft; i++) {
        const struct computed *cell = &report->calculation->cells.items[i];
        if (computed_differs(cell))
            marks[cell->computed->id] = cell->follows_doubt                    ? DOUBTED
                                        : cell->published->state == CELL_BLANK ? FILLED
                                                                               : CHANGED;
    }
    for (size_t i = 0; i < report->calculation->doubts.count && !report->is_draft; i++)
        marks[report->calculation->doubts.items[i].published->id] = DOUBTED;
    return marks;
}

void text_tables(struct text_writer *writer, const struct case_report *report)
{
    struct grid grid = {.writer = writer, .marks = find_marks(writer->buffer->arena, report)};
    for (size_t t = 0; t < report->budget->tables.count; t++) {
        grid.table = report->budget->tables.items[t];
        if (is_amounts_table(grid.table))
            add_table(&grid);
    }
}
