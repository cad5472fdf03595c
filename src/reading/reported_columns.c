/* The header of what has been reported: which of its columns are claims. */
#include "reporter.h"

#include "budgetkoll/label.h"

struct finding *reporter_report(struct reporter *reporter, enum rule_id rule, struct origin origin,
                                enum message_id message, enum message_id action, struct str name)
{
    struct filler *filler = &reporter->filler;
    struct str shown = quoted(filler->arena, name);
    struct finding *finding = report_unknown(filler, rule, origin, (struct message){message, {shown}}, true);
    finding_set_action(filler->findings, finding, (struct message){action, {shown}});
    return finding;
}

static bool is_filled_beyond_label(const struct row *row)
{
    for (uint32_t field = 1; field < row->count; field++)
        if (row_cell(row, field).length > 0)
            return true;
    return false;
}

static int64_t unit_of(const struct reporter *reporter, struct str text)
{
    int year = 0;
    int64_t unit = 0;
    header_concept(reporter->filler.arena, text, &year, &unit);
    return unit;
}

bool reporter_find_header(struct reporter *reporter)
{
    struct filler *filler = &reporter->filler;
    enum currency currency = CURRENCY_NONE;
    for (size_t i = 0; i < filler->rows->list.count; i++) {
        int64_t unit = unit_of(reporter, row_cell(filler_row(filler, i), 0));
        filler->unit = unit ? unit : filler->unit;
        if (unit)
            currency = label_currency(row_cell(filler_row(filler, i), 0));
        if (!is_filled_beyond_label(filler_row(filler, i)))
            continue;
        filler->found = (struct found_table){.kind = TABLE_OTHER,
                                             .title = NO_ROW,
                                             .header = (long)i,
                                             .unit = filler->unit,
                                             .first = i + 1,
                                             .end = filler->rows->list.count,
                                             .currency = currency};
        return true;
    }
    return false;
}

/* Headings of what is no claim, so that a column of them would count money twice. */
static bool is_no_claim(struct str key)
{
    static const char *const words[] = {"budget", "kvar",      "återstår", "kvarstår",
                                        "rest",   "remaining", "left"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(key, str_from(words[i])))
            return true;
    return false;
}

static bool is_total(enum concept concept, struct str key)
{
    return concept == COL_TOTAL || str_equal(key, STR("ackumulerat")) || str_equal(key, STR("accumulated"));
}

static bool has_heading(const struct reporter *reporter, struct str key)
{
    struct arena *arena = reporter->filler.arena;
    for (size_t i = 0; i < reporter->columns.count; i++)
        if (str_equal(key, label_key(arena, reporter->columns.items[i].label)))
            return true;
    return false;
}

static bool has_total(const struct reporter *reporter)
{
    for (size_t i = 0; i < reporter->columns.count; i++)
        if (reporter->columns.items[i].scope == SCOPE_TOTAL)
            return true;
    return false;
}

/* A column without heading, of comments or of a budget: fine without numbers, which would be left out. */
static void pass_over(struct reporter *reporter, uint32_t field, struct str label)
{
    struct filler *filler = &reporter->filler;
    struct origin origin = filler_origin(filler, (size_t)filler->found.header, (int)field);
    if (column_holds_numbers(filler, field))
        reporter_report(reporter, RULE_READ_UNKNOWN_TABLE, origin, MESSAGE_CLAIMS_COLUMN,
                        MESSAGE_DO_CLAIMS_COLUMN, label);
    else
        remark_column(filler, field);
}

static void add_column(struct reporter *reporter, uint32_t field)
{
    struct filler *filler = &reporter->filler;
    struct str label = row_cell(filler_header(filler), field), key = label_key(filler->arena, label);
    struct origin origin = filler_origin(filler, (size_t)filler->found.header, (int)field);
    int year = 0;
    int64_t unit = 0;
    enum concept concept = header_concept(filler->arena, label, &year, &unit);
    bool total = is_total(concept, key);
    if (key.length == 0 || concept == COL_DESCRIPTION || concept == COL_ROW_NUMBER || is_no_claim(key)) {
        pass_over(reporter, field, label);
    } else if (has_heading(reporter, key) || (total && has_total(reporter))) {
        reporter_report(reporter, RULE_READ_DUPLICATE, origin, MESSAGE_DUPLICATE_COLUMN,
                        MESSAGE_DO_DUPLICATE_COLUMN, label);
    } else {
        int scope = total ? SCOPE_TOTAL : SCOPE_OTHER + (int)field;
        *ARENA_PUSH(filler->arena, &reporter->columns) =
            (struct column){.concept = total ? COL_TOTAL : COL_YEAR,
                            .scope = scope,
                            .role = COLUMN_AMOUNTS,
                            .unit = unit,
                            .currency = label_currency(label),
                            .label = label_printable(filler->arena, label),
                            .origin = origin};
    }
}

static void collect_claims(struct reporter *reporter)
{
    for (size_t i = 0; i < reporter->columns.count; i++)
        if (reporter->columns.items[i].concept == COL_YEAR)
            *ARENA_PUSH(reporter->filler.arena, &reporter->reported.claims) = reporter->columns.items[i];
}

void reporter_add_columns(struct reporter *reporter)
{
    const struct row *header = filler_header(&reporter->filler);
    for (uint32_t field = 1; field < header->count; field++)
        add_column(reporter, field);
    if (reporter->columns.count == 1) {
        struct column *only = &reporter->columns.items[0];
        only->concept = COL_YEAR;
        only->scope = SCOPE_OTHER + (int)only->origin.field;
    }
    collect_claims(reporter);
    size_t count = reporter->columns.count;
    reporter->marks = ARENA_ARRAY(reporter->filler.arena, struct column_mark, count + 1);
    for (size_t i = 0; i < count; i++)
        reporter->marks[i] = column_mark(&reporter->filler, &reporter->columns.items[i]);
}
