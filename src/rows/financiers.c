/* Which tables of financing list the financiers themselves. */
#include "budgetkoll/segments.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

enum financier_row { NO_FINANCIER, FINANCIER, SUM_OF_FINANCIERS };

static enum financier_row row_kind(struct arena *arena, const struct row *row, uint32_t label_field)
{
    struct str label = row_cell(row, label_field);
    struct ratio rate;
    if (take_dash(&label) || label.length == 0 || !row_holds_amount(row, label_field))
        return NO_FINANCIER;
    label_take_rate(&label, &rate);
    struct str key = label_key(arena, label);
    enum concept concept = vocabulary_find(DOMAIN_FINANCING, key).concept;
    bool total = vocabulary_find(DOMAIN_TOTALS, key).concept == ROW_TOTAL;
    if (concept == CO_FINANCING || concept == TOTAL_FINANCING || total)
        return SUM_OF_FINANCIERS;
    bool made_of_others =
        key_is_total(key) || key_is_included(key) || key_is_result(key) || key_is_control(key);
    return concept != UNKNOWN || made_of_others ? NO_FINANCIER : FINANCIER;
}

bool segment_holds_financiers(struct arena *arena, const struct rows *rows, const struct segment *segment,
                              uint32_t label_field)
{
    enum financier_row last = NO_FINANCIER;
    for (size_t i = segment->first; i < segment->end; i++) {
        const struct row *row = &rows->list.items[i];
        if (row_is_blank(row))
            continue;
        enum financier_row kind = row_kind(arena, row, label_field);
        bool sum_of_none = kind == SUM_OF_FINANCIERS && last == NO_FINANCIER;
        if (kind == NO_FINANCIER || last == SUM_OF_FINANCIERS || sum_of_none)
            return false;
        last = kind;
    }
    return last == SUM_OF_FINANCIERS;
}
