#include "segment_kind.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"
#include "enumerator.h"

static const struct row *row_at(const struct rows *rows, size_t i)
{
    return &rows->list.items[i];
}

/* Some row of the table is one of a budget's own. */
static bool has_budget_row(struct arena *arena, const struct rows *rows, const struct segment *segment)
{
    enum domain domain = segment->kind == TABLE_COSTS ? DOMAIN_COST : DOMAIN_FINANCING;
    for (size_t i = segment->first; i < segment->end; i++)
        for (uint32_t field = segment->left; field < segment->left + 2; field++) {
            struct str label = enumerator_off(row_cell(row_at(rows, i), field));
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
    for (uint32_t field = segment->left + 1; field < header->count; field++) {
        int year = 0;
        int64_t unit = 0;
        struct str label = row_cell(header, field);
        if (segment_column(arena, rows, segment, field, &year, &unit) == UNKNOWN && label.length != 0 &&
            !label_is_number(label, label_key(arena, label)))
            unknown += is_column_of_numbers(rows, segment, field);
    }
    return unknown;
}

/* "Kostnader" heads anybody's costs; "Kostnadslag" only a budget's. */
static bool has_common_header(struct arena *arena, const struct rows *rows, const struct segment *segment)
{
    struct str key = label_key(arena, row_cell(row_at(rows, (size_t)segment->header), segment->left));
    return str_equal(key, STR("kostnader")) || str_equal(key, STR("costs"));
}

/* Financiers and their sum, whatever the header calls them: "Finansiering" also heads the table of EU aid. */
static struct financier_rows find_financiers(struct arena *arena, const struct rows *rows,
                                             const struct segment *segment)
{
    const struct row *header = row_at(rows, (size_t)segment->header);
    for (uint32_t field = 0; field < header->count; field++) {
        int year = 0;
        int64_t unit = 0;
        enum concept concept = segment_column(arena, rows, segment, field, &year, &unit);
        if (concept == COL_FINANCIER || concept == COL_FINANCING)
            return segment_financiers(arena, rows, segment, field);
    }
    return (struct financier_rows){.form = FINANCIERS_NONE};
}

static void settle_other(struct arena *arena, const struct rows *rows, struct segment *segment)
{
    bool financing = segment->kind == TABLE_FINANCING || segment->kind == TABLE_EU_AID;
    struct financier_rows financiers =
        financing ? find_financiers(arena, rows, segment) : (struct financier_rows){.form = FINANCIERS_NONE};
    if (financiers.form != FINANCIERS_NONE)
        segment->kind = TABLE_FINANCING;
    uint64_t columns = header_columns(arena, row_at(rows, (size_t)segment->header));
    bool years = (columns & HEADER_COLUMN(COL_YEAR)) != 0, total = (columns & HEADER_COLUMN(COL_TOTAL)) != 0;
    int unknown = unknown_columns(arena, rows, segment);
    segment->by_partner = !years && unknown > 1;
    if (segment->kind == TABLE_EU_AID)
        return;
    bool may_be_other = (!years && (!total || unknown > 1)) || has_common_header(arena, rows, segment);
    bool lists_financiers =
        financiers.form != FINANCIERS_NONE && (unknown == 0 || (total && financiers.is_named));
    if (may_be_other && !lists_financiers && !has_budget_row(arena, rows, segment))
        segment->kind = TABLE_OTHER;
    segment->by_partner = segment->by_partner && segment->kind != TABLE_OTHER;
}

/* ---- a budget's table under a heading that says nothing ---- */

/* What the rows with numbers mean on one side of the budget. */
struct sides {
    int known, unknown; /* without a dash: rows of that side, and others */
    bool is_grant;      /* some are only of a grant's budget: flat rates, EU aid */
};

static void count_row(struct arena *arena, struct str label, enum domain domain, struct sides *sides)
{
    struct ratio rate;
    bool dashed = take_dash(&label);
    label = enumerator_off(label);
    bool has_rate = label_take_rate(&label, &rate);
    struct str key = label_key(arena, label);
    enum concept concept = vocabulary_find(domain, key).concept;
    if (vocabulary_find(DOMAIN_TOTALS, key).concept == ROW_TOTAL) /* "Summa", on either side */
        return;
    bool flat = concept == FLAT_RATE || ((concept == PAYROLL || concept == INDIRECT) && has_rate);
    sides->is_grant = sides->is_grant || flat || (concept == EU_AID && domain == DOMAIN_FINANCING);
    sides->known += concept != UNKNOWN && !dashed;
    sides->unknown += concept == UNKNOWN && !dashed;
}

static struct sides count_rows(struct arena *arena, const struct rows *rows, const struct segment *segment,
                               enum domain domain)
{
    struct sides sides = {0};
    for (size_t i = segment->first; i < segment->end; i++)
        if (row_holds_number_after(row_at(rows, i), segment->left))
            count_row(arena, row_cell(row_at(rows, i), segment->left), domain, &sides);
    return sides;
}

/* The rows are those of one side, under columns of years, totals or costs alone, or of partners; "Kostnadslag" may stand above
 * some that are not known. */
static bool is_of_side(const struct sides *sides, uint64_t columns, int unknown, bool by_partner)
{
    const uint64_t amounts = HEADER_COLUMN(COL_YEAR) | HEADER_COLUMN(COL_TOTAL) | HEADER_COLUMN(COL_COST);
    bool has_amounts = by_partner || ((columns & amounts) != 0 && unknown == 0);
    bool may_be_unknown = by_partner && (columns & HEADER_COLUMN(COL_CATEGORY)) != 0;
    return has_amounts && sides->known >= 2 && (sides->unknown == 0 || may_be_unknown);
}

/* "Budgetpost;2021;Totalt" or no heading at all above rows that all are those of costs or of financing, some of which
 * only a grant has. */
static void settle_budget(struct arena *arena, const struct rows *rows, struct segment *segment,
                          enum table_kind wanted)
{
    static const struct {
        enum domain domain;
        enum table_kind kind;
    } all[] = {{DOMAIN_COST, TABLE_COSTS}, {DOMAIN_FINANCING, TABLE_FINANCING}};
    uint64_t columns = header_columns(arena, row_at(rows, (size_t)segment->header));
    int unknown = unknown_columns(arena, rows, segment);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct sides sides = count_rows(arena, rows, segment, all[i].domain);
        bool may_be_partners = sides.is_grant && all[i].kind == TABLE_COSTS;
        bool by_partner = may_be_partners && (columns & HEADER_COLUMN(COL_YEAR)) == 0 && unknown > 1;
        if ((sides.is_grant || all[i].kind == wanted) && is_of_side(&sides, columns, unknown, by_partner)) {
            segment->kind = all[i].kind;
            segment->by_partner = by_partner;
        }
    }
}

static bool is_of_budget(enum table_kind kind)
{
    return kind == TABLE_COSTS || kind == TABLE_FINANCING || kind == TABLE_EU_AID;
}

/* "Partner;Budget;EU-stöd": the word that made the table one of a budget heads amounts, and no labels. */
static enum table_kind kind_by_rows(struct arena *arena, const struct rows *rows,
                                    const struct segment *segment)
{
    const struct row *header = row_at(rows, (size_t)segment->header);
    uint64_t columns = 0;
    for (uint32_t field = 0; field < header->count; field++) {
        int year = 0;
        int64_t unit = 0;
        enum concept concept = segment_column(arena, rows, segment, field, &year, &unit);
        if (concept >= COL_CATEGORY && concept <= COL_TOTAL)
            columns |= HEADER_COLUMN(concept);
    }
    enum table_kind kind = header_columns_kind(columns);
    return kind == TABLE_NONE ? TABLE_OTHER : kind;
}

void segment_settle_kind(struct arena *arena, const struct rows *rows, struct segment *segment)
{
    if (segment->header == NO_ROW)
        return;
    if (is_of_budget(segment->kind))
        segment->kind = kind_by_rows(arena, rows, segment);
    if (segment->kind == TABLE_OTHER)
        settle_budget(arena, rows, segment, TABLE_NONE);
    if (is_of_budget(segment->kind))
        settle_other(arena, rows, segment);
}

/* Some segment is of a kind. */
static bool has_kind(const struct segments *segments, enum table_kind kind)
{
    for (size_t i = 0; i < segments->list.count; i++)
        if (segments->list.items[i].kind == kind)
            return true;
    return false;
}

uint32_t segments_sides(const struct segments *segments)
{
    bool costs = has_kind(segments, TABLE_COSTS);
    bool financing = has_kind(segments, TABLE_FINANCING) || has_kind(segments, TABLE_EU_AID);
    return (costs ? SIDE_COSTS : 0U) | (financing ? SIDE_FINANCING : 0U);
}

void segments_settle_side(struct arena *arena, const struct rows *rows, struct segments *segments,
                          uint32_t sides)
{
    enum table_kind wanted = sides == SIDE_FINANCING ? TABLE_COSTS
                             : sides == SIDE_COSTS   ? TABLE_FINANCING
                                                     : TABLE_NONE;
    for (size_t i = 0; wanted != TABLE_NONE && i < segments->list.count; i++)
        if (segments->list.items[i].kind == TABLE_OTHER && segments->list.items[i].header != NO_ROW)
            settle_budget(arena, rows, &segments->list.items[i], wanted);
}
