/* Rows of cells with their places, and what belongs to no row. */
#include "running.h"

void row_writer_begin(struct running *running, uint32_t line)
{
    running->cells.count = 0;
    *ARENA_PUSH(running->arena, &running->source->records) =
        (struct record_start){(uint32_t)running->source->text_cells.count, line, false};
}

void row_writer_cell(struct running *running, struct fragment cell)
{
    *ARENA_PUSH(running->arena, &running->source->text_cells) =
        (struct text_cell){cell.text, cell.offset, cell.line};
    *ARENA_PUSH(running->arena, &running->cells) = cell.text;
}

struct row *row_writer_end(struct running *running)
{
    struct row *row = ARENA_PUSH(running->arena, &running->rows.list);
    row->count = (uint32_t)running->cells.count;
    row->cells =
        arena_copy(running->arena, running->cells.items, running->cells.count * sizeof *running->cells.items);
    row->record = (uint32_t)running->source->records.count - 1;
    return row;
}

void row_writer_blank(struct running *running, uint32_t line)
{
    row_writer_begin(running, line);
    row_writer_end(running);
}

void row_writer_line(struct running *running, const struct running_line *line)
{
    row_writer_begin(running, line->number);
    for (uint32_t i = 0; i < line->count; i++)
        row_writer_cell(running,
                        (struct fragment){line->pieces[i].text, line->pieces[i].offset, line->number});
    row_writer_end(running);
}

void row_writer_loose(struct running *running, const struct running_word *first)
{
    if (running->loose_lines++ == 0)
        running->loose = (struct fragment){first->text, first->offset, first->line};
}
