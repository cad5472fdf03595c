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

/* A number of a workbook tells nothing of how others in its column are written. */
struct number row_number(const struct row *row, uint32_t field, char decimal_mark)
{
    bool exact = row_is_exact(row, field > INT32_MAX ? -1 : (int)field);
    struct number number = number_read(row_cell(row, field), exact ? '.' : decimal_mark);
    if (exact)
        number.decimal_mark = number.group_mark = number.doubtful_mark = 0;
    if (exact && row->currencies && number.currency == CURRENCY_NONE)
        number.currency = (enum currency)row->currencies[field];
    return number;
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

bool row_holds_number(const struct row *row, uint32_t field)
{
    enum number_status status = row_number(row, field, 0).status;
    return status != NUMBER_BLANK && status != NUMBER_NOT;
}

bool row_holds_number_after(const struct row *row, uint32_t field)
{
    for (field++; field < row->count; field++)
        if (row_holds_number(row, field))
            return true;
    return false;
}

/* The label without "kr", "tkr", ":-" at its end. */
static struct str without_unit(struct str label)
{
    size_t last = label.length;
    while (last > 0 && label.data[last - 1] != ' ')
        last--;
    if (str_ends(label, STR(":-")))
        return str_trim(str_slice(label, 0, label.length - 2));
    return unit_from_name(str_slice(label, last, label.length)) ? str_trim(str_slice(label, 0, last)) : label;
}

/* "Personal 756 000 771 120", "Kvar: 45 000 kr": amounts that a paste from a PDF left in the label's cell. */
static bool ends_in_amount(struct str label)
{
    label = without_unit(label);
    size_t length = label.length, group = 0;
    while (group < 3 && length > 0 && str_is_digit(label.data[length - 1])) {
        length--;
        group++;
    }
    bool blank = length >= 2 && label.data[length - 1] == ' ';
    return group == 3 && blank && str_is_digit(label.data[length - 2]);
}

bool row_holds_amount(const struct row *row, uint32_t label_field)
{
    if (ends_in_amount(row_cell(row, label_field)))
        return true;
    for (uint32_t field = 0; field < row->count; field++) {
        struct number number = row_number(row, field, 0);
        if (field != label_field && number.status != NUMBER_BLANK && number.status != NUMBER_NOT &&
            !number.percent)
            return true;
    }
    return false;
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
