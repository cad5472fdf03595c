#include "placed_rows.h"

static uint32_t add_record(struct arena *arena, struct source *source, uint32_t line)
{
    *ARENA_PUSH(arena, &source->records) =
        (struct record_start){(uint32_t)source->text_cells.count, line, false};
    return (uint32_t)source->records.count - 1;
}

struct row *placed_row(const struct placed_rows *rows, size_t most, uint32_t line)
{
    struct row *row = ARENA_PUSH(rows->arena, &rows->rows->list);
    row->cells = ARENA_ARRAY(rows->arena, struct str, most);
    row->record = add_record(rows->arena, rows->source, line);
    return row;
}

void placed_cell(const struct placed_rows *rows, struct row *row, struct text_cell cell)
{
    row->cells[row->count++] = cell.text;
    *ARENA_PUSH(rows->arena, &rows->source->text_cells) = cell;
}

struct origin placed_origin(struct arena *arena, struct source *source, struct text_cell cell)
{
    struct origin origin = {source, add_record(arena, source, cell.line), 0};
    *ARENA_PUSH(arena, &source->text_cells) = cell;
    return origin;
}
