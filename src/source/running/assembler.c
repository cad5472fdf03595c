#include "assembler.h"

#include "budgetkoll/vocabulary.h"

void assembler_cell(struct assembler *assembler, struct str text, uint32_t offset, uint32_t line)
{
    *ARENA_PUSH(assembler->arena, &assembler->source->text_cells) = (struct text_cell){text, offset, line};
    *ARENA_PUSH(assembler->arena, &assembler->cells) = text;
}

void assembler_begin_row(struct assembler *assembler, uint32_t line)
{
    assembler->cells.count = 0;
    *ARENA_PUSH(assembler->arena, &assembler->source->records) =
        (struct record_start){(uint32_t)assembler->source->text_cells.count, line, false};
}

struct row *assembler_end_row(struct assembler *assembler)
{
    struct row *row = ARENA_PUSH(assembler->arena, &assembler->rows.list);
    row->count = (uint32_t)assembler->cells.count;
    row->cells = arena_copy(assembler->arena, assembler->cells.items,
                            assembler->cells.count * sizeof *assembler->cells.items);
    row->record = (uint32_t)assembler->source->records.count - 1;
    return row;
}

void assembler_blank(struct assembler *assembler, uint32_t line)
{
    assembler_begin_row(assembler, line);
    assembler_end_row(assembler);
}

void assembler_line(struct assembler *assembler, const struct text_line *line)
{
    assembler_begin_row(assembler, line->number);
    for (uint32_t i = 0; i < line->count; i++)
        assembler_cell(assembler, line->pieces[i].text, line->pieces[i].offset, line->number);
    assembler_end_row(assembler);
}

void assembler_fragment(struct assembler *assembler, struct text_fragment fragment)
{
    assembler_cell(assembler, fragment.text, fragment.offset, fragment.line);
}

bool assembler_parse(const struct assembler *assembler, const struct text_line *line,
                     struct text_parsed *parsed)
{
    return text_parse(assembler->arena, assembler->table ? &assembler->table->header : NULL, line, parsed);
}

enum concept assembler_meaning(struct assembler *assembler, const struct text_fragment *fragments,
                               uint32_t count)
{
    struct str label;
    return text_meaning(&assembler->scratch, assembler->table->header.kind, fragments, count, &label);
}

size_t assembler_next_line(const struct assembler *assembler, size_t at)
{
    for (at++; at < assembler->lines.list.count; at++)
        if (assembler->lines.list.items[at].count > 0)
            break;
    return at;
}

bool assembler_is_title(struct assembler *assembler, const struct text_line *line)
{
    struct str key = label_key(&assembler->scratch, line->pieces[0].text);
    return line->count == 1 && vocabulary_find(DOMAIN_TITLE, key).concept != UNKNOWN;
}

void assembler_count_loose(struct assembler *assembler, const struct text_token *first)
{
    if (assembler->loose_lines++ == 0)
        assembler->loose = (struct text_fragment){first->text, first->offset, first->line};
}
