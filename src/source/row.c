/* One row: its cells, and what it holds. */
#include "budgetkoll/rows.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"

struct str row_cell(const struct row *row, uint32_t field)
{
    return field >= row->first && field < row->count ? row->cells[field] : STR("");
}

uint32_t row_first_filled(const struct row *row)
{
    for (uint32_t field = row->first; field < row->count; field++)
        if (row_cell(row, field).length != 0)
            return field;
    return 0;
}

bool row_is_exact(const struct row *row, int field)
{
    bool is_there = field >= 0 && (uint32_t)field >= row->first && (uint32_t)field < row->count;
    return row->exact && is_there && row->exact[field];
}

bool row_is_blank(const struct row *row)
{
    for (uint32_t field = 0; field < row->count; field++)
        if (row_cell(row, field).length != 0)
            return false;
    return true;
}

static uint32_t place_of(const struct row *row, uint32_t field)
{
    return row->places && field < row->count ? row->places[field] : field;
}

struct origin row_origin(const struct source *source, const struct row *row, uint32_t field)
{
    return (struct origin){source, row->record, place_of(row, field)};
}

void row_put_part(struct arena *arena, struct row *row, uint32_t field, struct str text, uint32_t place)
{
    uint32_t count = field < row->count ? row->count : field + 1;
    struct row parted = {.cells = ARENA_ARRAY(arena, struct str, count),
                         .places = ARENA_ARRAY(arena, uint32_t, count)};
    bool *exact = ARENA_ARRAY(arena, bool, count);
    unsigned char *currencies = ARENA_ARRAY(arena, unsigned char, count);
    for (uint32_t i = 0; i < count; i++) {
        parted.cells[i] = i < row->count ? row->cells[i] : STR("");
        parted.places[i] = place_of(row, i);
        exact[i] = row->exact && i < row->count && row->exact[i];
        currencies[i] = row->currencies && i < row->count ? row->currencies[i] : 0;
    }
    parted.cells[field] = text;
    parted.places[field] = place;
    row->cells = parted.cells;
    row->places = parted.places;
    row->exact = row->exact ? exact : NULL;
    row->currencies = row->currencies ? currencies : NULL;
    row->count = count;
}

void rows_compose(struct arena *arena, struct rows *rows)
{
    for (size_t i = 0; i < rows->list.count; i++)
        for (uint32_t field = 0; field < rows->list.items[i].count; field++) {
            struct str *cell = &rows->list.items[i].cells[field];
            *cell = label_compose(arena, *cell);
        }
}

uint32_t row_filled(const struct row *row)
{
    uint32_t filled = 0;
    for (uint32_t field = 0; field < row->count; field++)
        filled += row_cell(row, field).length != 0;
    return filled;
}

enum { QUOTED_CHARACTERS = 60 };

struct str quoted(struct arena *arena, struct str text)
{
    enum { LONGEST = 16 * QUOTED_CHARACTERS }; /* more bytes are not looked at */
    struct str line =
        label_printable(arena, str_slice(text, 0, text.length < LONGEST ? text.length : LONGEST));
    size_t at = 0;
    for (int count = 0; at < line.length && count < QUOTED_CHARACTERS; count++)
        str_next(line, &at);
    if (at == line.length && text.length < LONGEST)
        return line;
    struct buffer cut = {.arena = arena};
    buffer_add(&cut, str_slice(line, 0, at));
    buffer_add(&cut, STR("…"));
    return buffer_text(&cut);
}
