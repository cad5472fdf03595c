/* What the columns of one table are, by their headings and by what stands below them. */
#include "budgetkoll/headers.h"
#include "budgetkoll/segments.h"

/* Headings that name labels in a budget's own tables, and amounts in others: "Partner;Kostnader;EU-stöd". */
static bool may_head_amounts(enum concept concept)
{
    return concept == COL_CATEGORY || concept == COL_FINANCIER || concept == COL_FINANCING;
}

/* More numbers than words: an amount may be said to be missing, but no label is a number. */
static bool holds_no_labels(const struct rows *rows, const struct segment *segment, uint32_t field)
{
    size_t numbers = 0, words = 0;
    for (size_t i = segment->first; i < segment->end; i++) {
        enum number_status status = row_number(&rows->list.items[i], field, 0).status;
        words += status == NUMBER_NOT;
        numbers += status != NUMBER_NOT && status != NUMBER_BLANK;
    }
    return numbers > words || (words == 0 && segment->first < segment->end);
}

enum concept segment_column(struct arena *arena, const struct rows *rows, const struct segment *segment,
                            uint32_t field, int *year, int64_t *unit)
{
    const struct row *header = &rows->list.items[segment->header];
    enum concept concept = header_concept(arena, row_cell(header, field), year, unit);
    bool is_right = field > segment->left && may_head_amounts(concept);
    return is_right && holds_no_labels(rows, segment, field) ? UNKNOWN : concept;
}
