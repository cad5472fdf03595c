/* What each cell and each row of a file is, looked at by itself. */
#include "recogniser.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/label.h"
#include "budgetkoll/vocabulary.h"

const struct row *recogniser_row(const struct recogniser *recogniser, size_t row)
{
    return &recogniser->rows->list.items[row];
}

enum row_sort recogniser_sort(const struct recogniser *recogniser, size_t row)
{
    return row < recogniser->end ? recogniser->sorts[row] : SORT_BLANK;
}

enum table_kind recogniser_kind(const struct recogniser *recogniser, size_t row)
{
    return row < recogniser->rows->list.count && row_filled(recogniser_row(recogniser, row)) > 1
               ? header_columns_kind(recogniser->columns[row])
               : TABLE_NONE;
}

size_t recogniser_filled(const struct recogniser *recogniser, size_t row)
{
    while (row < recogniser->end && recogniser_sort(recogniser, row) == SORT_BLANK)
        row++;
    return row;
}

bool recogniser_is_key(const struct recogniser *recogniser, size_t row)
{
    const struct row *cells = recogniser_row(recogniser, row);
    struct str label = row_cell(cells, row_first_filled(cells));
    struct ratio rate;
    label_take_rate(&label, &rate);
    bool known = vocabulary_find(DOMAIN_KEY, label_key(recogniser->scratch, label)).concept != UNKNOWN;
    arena_clear(recogniser->scratch);
    return known;
}

/* ---- cells ---- */

static enum cell_sort sort_of_cell(struct arena *arena, const struct row *row, uint32_t field)
{
    struct str text = row_cell(row, field);
    if (text.length == 0)
        return CELL_SORT_BLANK;
    struct number number = row_number(row, field, 0);
    if (number.status == NUMBER_BLANK)
        return CELL_SORT_BLANK;
    if (number.status == NUMBER_NOT)
        return is_word_for_nothing(arena, text) ? CELL_SORT_BLANK : CELL_SORT_WORDS;
    if (number.percent)
        return CELL_SORT_PERCENT;
    return date_year(text) != 0 ? CELL_SORT_YEAR : CELL_SORT_NUMBER;
}

enum cell_sort recogniser_cell(const struct recogniser *recogniser, size_t row, uint32_t field)
{
    const struct row *cells = recogniser_row(recogniser, row);
    if (field >= cells->count)
        return CELL_SORT_BLANK;
    return recogniser->cells ? recogniser->cells[recogniser->cells_begin[row] + field]
                             : sort_of_cell(recogniser->scratch, cells, field);
}

static void sort_cells(struct recogniser *recogniser)
{
    size_t rows = recogniser->rows->list.count;
    uint32_t count = 0;
    recogniser->cells_begin = ARENA_ARRAY(recogniser->own, uint32_t, rows + 1);
    for (size_t i = 0; i < rows; i++) {
        recogniser->cells_begin[i] = count;
        count += recogniser_row(recogniser, i)->count;
    }
    recogniser->cells = ARENA_ARRAY(recogniser->own, unsigned char, (size_t)count + 1);
    for (size_t i = 0; i < rows; i++) {
        const struct row *row = recogniser_row(recogniser, i);
        unsigned char *cells = recogniser->cells + recogniser->cells_begin[i];
        for (uint32_t field = 0; field < row->count; field++)
            cells[field] = (unsigned char)sort_of_cell(recogniser->scratch, row, field);
        arena_clear(recogniser->scratch);
    }
}

/* ---- rows ---- */

static enum row_sort sort_of_row(const struct recogniser *recogniser, size_t at)
{
    const struct row *row = recogniser_row(recogniser, at);
    uint32_t filled = 0, numbers = 0, percents = 0;
    for (uint32_t field = 0; field < row->count; field++) {
        if (row_cell(row, field).length == 0)
            continue;
        enum cell_sort sort = recogniser_cell(recogniser, at, field);
        filled++;
        numbers += sort == CELL_SORT_NUMBER;
        percents += sort == CELL_SORT_PERCENT;
    }
    if (filled == 0)
        return SORT_BLANK;
    if (numbers > 0 && !row->is_header)
        return SORT_FIGURES;
    if (percents > 0 && percents + 1 == filled)
        return SORT_SHARES;
    return filled == 1 ? SORT_LONE : SORT_WORDS;
}

/* The header above a row: the nearest row of words, without a blank row between; or NO_ROW. */
static long words_above(const struct recogniser *recogniser, size_t row)
{
    while (row-- > 0) {
        enum row_sort sort = recogniser_sort(recogniser, row);
        if (sort == SORT_WORDS || sort == SORT_BLANK)
            return sort == SORT_WORDS ? (long)row : NO_ROW;
    }
    return NO_ROW;
}

/* "Porto;2023;2024;2025" below "Post;Kvartal 1;Kvartal 2;Kvartal 3": what could be years has headings of its own, and a
 * label. */
static bool is_row_of_years(const struct recogniser *recogniser, size_t row)
{
    long header = recogniser_sort(recogniser, row) == SORT_WORDS ? words_above(recogniser, row) : NO_ROW;
    if (header == NO_ROW)
        return false;
    const struct row *cells = recogniser_row(recogniser, row),
                     *above = recogniser_row(recogniser, (size_t)header);
    uint32_t years = 0, headed = 0, left = row_first_filled(cells);
    bool label =
        recogniser_cell(recogniser, row, left) == CELL_SORT_WORDS && row_cell(above, left).length > 0;
    for (uint32_t field = left + 1; field < cells->count && label; field++) {
        bool year = recogniser_cell(recogniser, row, field) == CELL_SORT_YEAR;
        years += year;
        headed += year && recogniser_cell(recogniser, (size_t)header, field) == CELL_SORT_WORDS;
    }
    return years > 1 && headed == years; /* one alone is a year above figures */
}

/* It holds nothing that no header does. */
static bool may_be_header(const struct recogniser *recogniser, size_t row)
{
    const struct row *cells = recogniser_row(recogniser, row);
    enum row_sort sort = recogniser_sort(recogniser, row);
    bool may = sort == SORT_WORDS || sort == SORT_FIGURES;
    for (uint32_t field = 0; field < cells->count && may; field++)
        may = recogniser_cell(recogniser, row, field) != CELL_SORT_NUMBER ||
              header_is_year(row_cell(cells, field));
    return may;
}

void recogniser_sort_all(struct recogniser *recogniser)
{
    size_t count = recogniser->rows->list.count;
    sort_cells(recogniser);
    recogniser->sorts = ARENA_ARRAY(recogniser->own, unsigned char, count + 1);
    recogniser->columns = ARENA_ARRAY(recogniser->own, uint64_t, count + 1);
    for (size_t row = 0; row < count; row++)
        recogniser->sorts[row] = (unsigned char)sort_of_row(recogniser, row);
    for (size_t row = 0; row < count; row++) {
        if (may_be_header(recogniser, row))
            recogniser->columns[row] = header_columns(recogniser->scratch, recogniser_row(recogniser, row));
        arena_clear(recogniser->scratch);
        if (recogniser_kind(recogniser, row) != TABLE_NONE)
            recogniser->sorts[row] = SORT_WORDS;
        else if (is_row_of_years(recogniser, row))
            recogniser->sorts[row] = SORT_FIGURES;
    }
}
