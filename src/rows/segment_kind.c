#include "segment_kind.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

static const struct row *row_at(const struct rows *rows, size_t i)
{
    return &rows->list.items[i];
}

/* Some row of the table is one of a budget's own. */
static bool has_budget_row(struct arena *arena, const struct rows *rows, const struct segment *segment)
{
    enum domain domain = segment->kind == TABLE_COSTS ? DOMAIN_COST : DOMAIN_FINANCING;
    for (size_t i = segment->first; i < segment->end; i++)
        for (uint32_t field = 0; field < row_at(rows, i)->count && field < 2; field++) {
            struct str label = row_cell(row_at(rows, i), field);
            struct ratio rate;
            label_take_rate(&label, &rate);
            struct meaning meaning = vocabulary_find(domain, label_key(arena, label));
            if (meaning.concept != UNKNOWN && meaning.form == FORM_GROUP)
                return true;
        }
    return false;
}

static bool is_column_of_numbers(const struct rows *rows, const struct segment *segment, uint32_t field)
{
    for (size_t i = segment->first; i < segment->end; i++)
        if (row_holds_number(row_at(rows, i), field) && !row_number(row_at(rows, i), field, 0).percent)
            return true;
    return false;
}

/* Columns of amounts under names that say nothing. */
static int unknown_columns(struct arena *arena, const struct rows *rows, const struct segment *segment)
{
    const struct row *header = row_at(rows, (size_t)segment->header);
    int unknown = 0;
    for (uint32_t field = 1; field < header->count; field++) {
        int year = 0;
        int64_t unit = 0;
        struct str label = row_cell(header, field);
        if (header_concept(arena, label, &year, &unit) == UNKNOWN && label.length != 0 &&
            !label_is_number(label, label_key(arena, label)))
            unknown += is_column_of_numbers(rows, segment, field);
    }
    return unknown;
}

/* "Kostnader" heads anybody's costs; "Kostnadslag" only a budget's. */
static bool has_common_header(struct arena *arena, const struct rows *rows, const struct segment *segment)
{
    struct str key = label_key(arena, row_cell(row_at(rows, (size_t)segment->header), 0));
    return str_equal(key, STR("kostnader")) || str_equal(key, STR("costs"));
}

/* Financiers and their sum, whatever the header calls them: "Finansiering" also heads the table of EU aid. */
static bool holds_financiers(struct arena *arena, const struct rows *rows, const struct segment *segment)
{
    const struct row *header = row_at(rows, (size_t)segment->header);
    for (uint32_t field = 0; field < header->count; field++) {
        int year = 0;
        int64_t unit = 0;
        enum concept concept = header_concept(arena, row_cell(header, field), &year, &unit);
        if (concept == COL_FINANCIER || concept == COL_FINANCING)
            return segment_holds_financiers(arena, rows, segment, field);
    }
    return false;
}

void segment_settle_kind(struct arena *arena, const struct rows *rows, struct segment *segment)
{
    bool financing = segment->kind == TABLE_FINANCING || segment->kind == TABLE_EU_AID;
    if (segment->header == NO_ROW || (segment->kind != TABLE_COSTS && !financing))
        return;
    bool financiers = financing && holds_financiers(arena, rows, segment);
    if (financiers)
        segment->kind = TABLE_FINANCING;
    if (segment->kind == TABLE_EU_AID)
        return;
    uint64_t columns = header_columns(arena, row_at(rows, (size_t)segment->header));
    bool years = (columns & HEADER_COLUMN(COL_YEAR)) != 0, total = (columns & HEADER_COLUMN(COL_TOTAL)) != 0;
    int unknown = unknown_columns(arena, rows, segment);
    bool may_be_other = (!years && (!total || unknown > 1)) || has_common_header(arena, rows, segment);
    if (may_be_other && !(financiers && unknown == 0) && !has_budget_row(arena, rows, segment))
        segment->kind = TABLE_OTHER;
    segment->by_partner = !years && segment->kind == TABLE_COSTS && unknown > 1;
}
