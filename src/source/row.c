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
    return is_there && row->forms && row->forms->exact && row->forms->exact[field];
}

bool row_is_blank(const struct row *row)
{
    for (uint32_t field = 0; field < row->count; field++)
        if (row_cell(row, field).length != 0)
            return false;
    return true;
}

enum currency row_currency(const struct row *row, uint32_t field)
{
    bool is_known = row->forms && row->forms->currencies && field < row->count;
    return is_known ? (enum currency)row->forms->currencies[field] : CURRENCY_NONE;
}

static uint32_t place_of(const struct row *row, uint32_t field)
{
    bool is_known = row->forms && row->forms->places && field < row->count;
    return is_known ? row->forms->places[field] : field;
}

struct origin row_origin(const struct source *source, const struct row *row, uint32_t field)
{
    return (struct origin){source, row->record, place_of(row, field)};
}

void row_put_part(struct arena *arena, struct row *row, uint32_t field, struct str text, uint32_t place)
{
    uint32_t count = field < row->count ? row->count : field + 1;
    struct str *cells = ARENA_ARRAY(arena, struct str, count);
    uint32_t *places = ARENA_ARRAY(arena, uint32_t, count);
    bool *exact = ARENA_ARRAY(arena, bool, count);
    unsigned char *currencies = ARENA_ARRAY(arena, unsigned char, count);
    struct row_forms *forms = ARENA_NEW(arena, struct row_forms);
    for (uint32_t i = 0; i < count; i++) {
        bool is_old = i < row->count;
        cells[i] = is_old ? row->cells[i] : STR("");
        places[i] = place_of(row, i);
        exact[i] = is_old && row_is_exact(row, (int)i);
        currencies[i] = is_old ? (unsigned char)row_currency(row, i) : CURRENCY_NONE;
    }
    cells[field] = text;
    places[field] = place;
    *forms = (struct row_forms){places, exact, currencies};
    row->cells = cells;
    row->forms = forms;
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
