/* Where an amount stands: under which column, in a layout with gaps. */
#include "running.h"

struct span {
    uint32_t begin, end;
};

static struct span amount_span(const struct running_row *row, uint32_t i)
{
    uint32_t last = (i + 1 < row->cut.count ? row->cut.first[i + 1] : row->token_count) - 1;
    return (struct span){row->tokens[row->cut.first[i]].column, row->tokens[last].end};
}

/* A row of the page, or of any, with an amount in each column. */
static bool is_full(const struct running_table *table, const struct running_row *row, uint32_t page,
                    bool any_page)
{
    return row->settled && row->spaced && (row->page == page || any_page) &&
           row->cut.count == table->header.amounts;
}

/* The spans of the columns, as the nearest full row has them, or the header. */
static bool find_spans(const struct running_table *table, size_t at, bool any_page, struct span *spans)
{
    enum { NEAR = 60 };
    const struct running_header *header = &table->header;
    const struct running_row *rows = table->rows.items;
    for (size_t away = 1; away <= NEAR; away++)
        for (int side = 0; side < 2; side++) {
            size_t i = side ? at + away : at - away;
            if ((side == 0 && away > at) || i >= table->rows.count ||
                !is_full(table, &rows[i], rows[at].page, any_page))
                continue;
            for (uint32_t column = 0; column < header->amounts; column++)
                spans[column] = amount_span(&rows[i], column);
            return true;
        }
    for (uint32_t i = 0, column = 0; i < header->count; i++)
        if (header->columns[i].amount)
            spans[column++] = (struct span){header->columns[i].piece.column, header->columns[i].piece.end};
    return header->page == rows[at].page || any_page;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

/* The column under which an amount stands, or -1 when two are about as near. */
static int nearest(uint32_t amounts, const struct span *spans, struct span amount)
{
    uint32_t best = UINT32_MAX, second = UINT32_MAX;
    int found = -1;
    for (uint32_t i = 0; i < amounts; i++) {
        uint32_t away = distance(spans[i].end, amount.end);
        second = away < best ? best : away < second ? away : second;
        found = away < best ? (int)i : found;
        best = away < best ? away : best;
    }
    return best <= 2 || best * 3 <= second ? found : -1;
}

/* Each page has columns of its own, which are not known where it holds no full row. But nothing stands to the right of the
 * totals: what stands alone as far to the right as they did on another page is one. A zero alone says the same anywhere. */
static bool is_lone_total(const struct running_table *table, size_t at)
{
    enum { SLACK = 2 };
    const struct running_row *row = &table->rows.items[at];
    const struct running_header *header = &table->header;
    struct span spans[MOST_TEXT_COLUMNS];
    int64_t value = 0;
    if (row->cut.count != 1 || row->dashed || header->total < 0 ||
        (uint32_t)header->total + 1 != header->amounts)
        return false;
    return (cuts_value(row, &row->cut, 0, &value) && value == 0) ||
           (find_spans(table, at, true, spans) &&
            amount_span(row, 0).end + SLACK >= spans[header->total].end);
}

bool under_headings_place(const struct running_table *table, size_t at)
{
    struct running_row *row = &table->rows.items[at];
    struct span spans[MOST_TEXT_COLUMNS];
    int before = -1;
    bool placed = find_spans(table, at, false, spans);
    if (!placed && is_lone_total(table, at)) {
        row->column[0] = (uint8_t)table->header.total;
        return true;
    }
    for (uint32_t i = 0; placed && i < row->cut.count; i++) {
        int column = nearest(table->header.amounts, spans, amount_span(row, i));
        placed = column > before;
        before = column;
        row->column[i] = (uint8_t)column;
    }
    return placed;
}
