/* Where an amount stands: under which column, in a layout with gaps. */
#include "settler.h"

struct span {
    uint32_t begin, end;
};

static struct span amount_span(const struct text_row *row, uint32_t i)
{
    uint32_t last = (i + 1 < row->cut.count ? row->cut.first[i + 1] : row->token_count) - 1;
    return (struct span){row->tokens[row->cut.first[i]].column, row->tokens[last].end};
}

/* The spans of the columns, as the nearest full row (of the page, or of any) has them, or the header. */
static bool find_spans(const struct settler *settler, size_t at, bool any_page, struct span *spans)
{
    enum { NEAR = 60 };
    const struct text_row *rows = settler->table->rows.items, *row = &rows[at];
    for (size_t away = 1; away <= NEAR; away++)
        for (int side = 0; side < 2; side++) {
            size_t i = side ? at + away : at - away;
            if ((side == 0 && away > at) || i >= settler->table->rows.count)
                continue;
            if (!rows[i].settled || !rows[i].spaced || (rows[i].page != row->page && !any_page) ||
                rows[i].cut.count != settler->amounts)
                continue;
            for (uint32_t column = 0; column < settler->amounts; column++)
                spans[column] = amount_span(&rows[i], column);
            return true;
        }
    const struct text_header *header = &settler->table->header;
    for (uint32_t i = 0, column = 0; i < header->count; i++)
        if (header->columns[i].amount)
            spans[column++] = (struct span){header->columns[i].piece.column, header->columns[i].piece.end};
    return header->page == row->page || any_page;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

/* The column under which an amount stands, or -1 when two are about as near. */
static int nearest(const struct settler *settler, const struct span *spans, struct span amount)
{
    uint32_t best = UINT32_MAX, second = UINT32_MAX;
    int found = -1;
    for (uint32_t i = 0; i < settler->amounts; i++) {
        uint32_t away = distance(spans[i].end, amount.end);
        if (away < best) {
            second = best;
            best = away;
            found = (int)i;
        } else if (away < second) {
            second = away;
        }
    }
    return best <= 2 || best * 3 <= second ? found : -1;
}

/* Each page has columns of its own, which are not known where it holds no full row. But nothing stands to the right of the
 * totals: what stands alone as far to the right as they did on another page is one. A zero alone says the same anywhere. */
static bool is_lone_total(const struct settler *settler, size_t at)
{
    enum { SLACK = 2 };
    const struct text_row *row = &settler->table->rows.items[at];
    struct span spans[MOST_TEXT_COLUMNS];
    int64_t value = 0;
    if (row->cut.count != 1 || row->dashed || settler->total < 0 ||
        (uint32_t)settler->total + 1 != settler->amounts)
        return false;
    bool zero = text_settle_value(row, &row->cut, 0, &value) && value == 0;
    return zero || (find_spans(settler, at, true, spans) &&
                    amount_span(row, 0).end + SLACK >= spans[settler->total].end);
}

void text_place(const struct settler *settler, size_t at)
{
    struct text_row *row = &settler->table->rows.items[at];
    struct span spans[MOST_TEXT_COLUMNS];
    int before = -1;
    if (row->settled || row->doubtful)
        return;
    bool placed = find_spans(settler, at, false, spans);
    if (!placed && is_lone_total(settler, at)) {
        row->column[0] = (uint8_t)settler->total;
        row->settled = true;
        return;
    }
    for (uint32_t i = 0; placed && i < row->cut.count; i++) {
        int column = nearest(settler, spans, amount_span(row, i));
        placed = column > before;
        before = column;
        row->column[i] = (uint8_t)column;
    }
    row->settled = placed;
    if (!placed && settler->total >= 0 && row->cut.count + 1U == settler->amounts &&
        text_settle_lacks_total(settler, row, &row->cut))
        text_settle_take(row, &row->cut, settler->total);
    row->doubtful = !row->settled;
}
