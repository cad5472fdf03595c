/* Of what kind a table is: by its header, its rows, its title, the name of its sheet or file, and what else the case has. */
#include "recogniser.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/label.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"
#include "enumerator.h"

/* What the kind of one table is asked of. */
struct weigher {
    struct arena *arena;
    const struct rows *rows;
    struct found_table *table;
    uint32_t label;   /* the field of the rows' names */
    uint64_t columns; /* with a concept */
    int unknown;      /* columns of amounts under names that say nothing */
};

static struct str cell_at(const struct weigher *weigher, size_t row, uint32_t field)
{
    return row_cell(&weigher->rows->list.items[row], field);
}

static bool has_column(const struct weigher *weigher, enum concept concept)
{
    return (weigher->columns & HEADER_COLUMN(concept)) != 0;
}

uint64_t found_columns(const struct found_table *table)
{
    uint64_t columns = 0;
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i].concept >= COL_CATEGORY && table->columns.items[i].concept <= COL_TOTAL)
            columns |= HEADER_COLUMN(table->columns.items[i].concept);
    return columns;
}

static struct weigher weigh(struct arena *arena, const struct rows *rows, struct found_table *table)
{
    struct weigher weigher = {arena, rows, table, table->left, found_columns(table), 0};
    if (table->kind == TABLE_OTHER && table->label != NO_LABEL)
        weigher.label = table->columns.items[table->label].field;
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct table_column *column = &table->columns.items[i];
        weigher.unknown += column->concept == UNKNOWN && column->field > weigher.label &&
                           column->numbers > 0 && column->heading.length > 0 &&
                           !label_is_number(column->heading, label_key(arena, column->heading));
    }
    return weigher;
}

/* ---- what the rows say ---- */

/* What the rows with numbers mean on one side of the budget. */
struct side {
    int known, unknown; /* without a dash: rows of that side, and others */
    bool is_grant;      /* some are only of a grant's budget: flat rates, EU aid */
};

static void count_row(const struct weigher *weigher, struct str label, bool indented, enum domain domain,
                      struct side *side)
{
    struct ratio rate;
    bool dashed = take_dash(&label) || indented;
    label = enumerator_off(label);
    bool has_rate = label_take_rate(&label, &rate);
    struct str key = label_key(weigher->arena, label);
    struct meaning meaning = vocabulary_find(domain, key);
    if (vocabulary_find(DOMAIN_TOTALS, key).concept == ROW_TOTAL) /* "Summa", on either side */
        return;
    bool flat = meaning.concept == FLAT_RATE ||
                ((meaning.concept == PAYROLL || meaning.concept == INDIRECT) && has_rate);
    side->is_grant = side->is_grant || flat || (meaning.concept == EU_AID && domain == DOMAIN_FINANCING);
    side->known += meaning.concept != UNKNOWN && !dashed;
    side->unknown += meaning.concept == UNKNOWN && !dashed;
}

static struct side count_rows(const struct weigher *weigher, enum domain domain)
{
    struct side side = {0};
    const struct found_table *table = weigher->table;
    uint32_t outermost = UINT32_MAX;
    for (size_t i = table->first; i < table->end; i++) {
        const struct row *row = &weigher->rows->list.items[i];
        if (row_holds_number_after(row, weigher->label) && row->indent < outermost)
            outermost = row->indent;
    }
    for (size_t i = table->first; i < table->end; i++) {
        const struct row *row = &weigher->rows->list.items[i];
        if (row_holds_number_after(row, weigher->label))
            count_row(weigher, cell_at(weigher, i, weigher->label), row->indent > outermost, domain, &side);
    }
    return side;
}

/* Some row of the table is one of a budget's own. */
static bool has_budget_row(const struct weigher *weigher)
{
    const struct found_table *table = weigher->table;
    enum domain domain = table->kind == TABLE_COSTS ? DOMAIN_COST : DOMAIN_FINANCING;
    for (size_t i = table->first; i < table->end; i++)
        for (uint32_t field = weigher->label; field < weigher->label + 2; field++) {
            struct str label = enumerator_off(cell_at(weigher, i, field));
            struct ratio rate;
            label_take_rate(&label, &rate);
            struct meaning meaning = vocabulary_find(domain, label_key(weigher->arena, label));
            if (meaning.concept != UNKNOWN && meaning.form == FORM_GROUP)
                return true;
        }
    return false;
}

/* ---- costs and financing ---- */

static bool is_of_budget(enum table_kind kind)
{
    return kind == TABLE_COSTS || kind == TABLE_FINANCING || kind == TABLE_EU_AID;
}

/* The rows are those of one side, under columns of years, totals or costs alone, or of partners; "Kostnadslag" may stand above
 * some that are not known. */
static bool is_of_side(const struct weigher *weigher, const struct side *side, bool by_partner)
{
    const uint64_t amounts = HEADER_COLUMN(COL_YEAR) | HEADER_COLUMN(COL_TOTAL) | HEADER_COLUMN(COL_COST);
    bool has_amounts = by_partner || ((weigher->columns & amounts) != 0 && weigher->unknown == 0);
    bool may_be_unknown = by_partner && has_column(weigher, COL_CATEGORY);
    return has_amounts && side->known >= 2 && (side->unknown == 0 || may_be_unknown);
}

/* "Budgetpost;2021;Totalt" or no heading at all above rows that all are those of costs or of financing, some of which
 * only a grant has. */
static void settle_budget(const struct weigher *weigher, enum table_kind wanted)
{
    static const struct {
        enum domain domain;
        enum table_kind kind;
    } all[] = {{DOMAIN_COST, TABLE_COSTS}, {DOMAIN_FINANCING, TABLE_FINANCING}};
    struct found_table *table = weigher->table;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct side side = count_rows(weigher, all[i].domain);
        bool by_partner = side.is_grant && all[i].kind == TABLE_COSTS && !has_column(weigher, COL_YEAR) &&
                          weigher->unknown > 1;
        if ((side.is_grant || all[i].kind == wanted) && is_of_side(weigher, &side, by_partner)) {
            table->kind = all[i].kind;
            table->is_by_partner = by_partner;
            table->left = weigher->label;
        }
    }
}

/* "Kostnader" heads anybody's costs; "Kostnadslag" only a budget's. */
static bool has_common_header(const struct weigher *weigher)
{
    const struct table_column *column = found_column(weigher->table, weigher->label);
    struct str key = column ? label_key(weigher->arena, column->heading) : STR("");
    return str_equal(key, STR("kostnader")) || str_equal(key, STR("costs"));
}

/* Financiers and their sum, whatever the header calls them: "Finansiering" also heads the table of EU aid. */
static struct financier_rows find_financiers(const struct weigher *weigher)
{
    const struct found_table *table = weigher->table;
    for (size_t i = 0; i < table->columns.count && table->kind != TABLE_COSTS; i++) {
        enum concept concept = table->columns.items[i].concept;
        if (concept == COL_FINANCIER || concept == COL_FINANCING)
            return table_financiers(weigher->arena, weigher->rows, table, table->columns.items[i].field);
    }
    return (struct financier_rows){.form = FINANCIERS_NONE};
}

/* Which of costs, financing and EU aid a table with such a header is, or of no known kind. */
static void settle_side(const struct weigher *weigher)
{
    struct found_table *table = weigher->table;
    struct financier_rows financiers = find_financiers(weigher);
    if (financiers.form != FINANCIERS_NONE)
        table->kind = TABLE_FINANCING;
    bool years = has_column(weigher, COL_YEAR), total = has_column(weigher, COL_TOTAL);
    table->is_by_partner = !years && weigher->unknown > 1;
    if (table->kind == TABLE_EU_AID)
        return;
    bool may_be_other = (!years && (!total || weigher->unknown > 1)) || has_common_header(weigher);
    bool lists_financiers =
        financiers.form != FINANCIERS_NONE && (weigher->unknown == 0 || (total && financiers.is_named));
    if (may_be_other && !lists_financiers && !has_budget_row(weigher))
        table->kind = TABLE_OTHER;
    table->is_by_partner = table->is_by_partner && table->kind != TABLE_OTHER;
}

/* ---- plans of activities ---- */

static bool names_plan(const struct weigher *weigher, struct str text)
{
    return key_has(label_key(weigher->arena, text), CLUE_PLAN);
}

/* "Typ" heads levels, and much else: then some cell below it must be one. */
static bool holds_levels(const struct weigher *weigher, const struct table_column *column)
{
    struct str heading = label_key(weigher->arena, column->heading);
    bool levels = !str_equal(heading, STR("typ")) && !str_equal(heading, STR("type"));
    for (size_t i = weigher->table->first; i < weigher->table->end && !levels; i++) {
        struct str key = label_key(weigher->arena, cell_at(weigher, i, column->field));
        levels = vocabulary_find(DOMAIN_LEVEL, key).concept != UNKNOWN;
    }
    return levels;
}

/* Dates, levels or a word about activities. */
static bool header_names_plan(const struct weigher *weigher)
{
    const uint64_t columns = HEADER_COLUMN(COL_ACTIVITY) | HEADER_COLUMN(COL_START) | HEADER_COLUMN(COL_END) |
                             HEADER_COLUMN(COL_RANGE) | HEADER_COLUMN(COL_PERIOD);
    bool plan = (weigher->columns & columns) != 0;
    for (size_t i = 0; i < weigher->table->columns.count && !plan; i++) {
        const struct table_column *column = &weigher->table->columns.items[i];
        plan = names_plan(weigher, column->heading) ||
               (column->concept == COL_LEVEL && holds_levels(weigher, column));
    }
    return plan;
}

struct str activity_code(struct str name)
{
    size_t at = 0, digits = 0;
    while (at < name.length && ((name.data[at] | 0x20) >= 'a' && (name.data[at] | 0x20) <= 'z') && at < 3)
        at++;
    for (; at < name.length && digits < 12; at++) {
        bool digit = str_is_digit(name.data[at]);
        if (!digit && !(name.data[at] == '.' && digits > 0))
            break;
        digits += digit;
    }
    if (digits == 0 || digits > 8 || at >= name.length || (name.data[at] != ' ' && name.data[at] != ':'))
        return STR("");
    struct str code = str_slice(name, 0, at);
    if (str_ends(code, STR(".")))
        code.length--;
    bool looks_like_year = code.length == 4 && (str_starts(code, STR("19")) || str_starts(code, STR("20")));
    return looks_like_year ? STR("") : code;
}

/* "A1", "1.2", and no "3" as in "3 konsulter". */
static bool has_code(struct str name)
{
    struct str code = activity_code(name);
    for (size_t i = 0; i < code.length; i++)
        if (!str_is_digit(code.data[i]))
            return true;
    return false;
}

/* "Aktivitet 1", or codes, where the table's rows begin. */
static bool rows_name_plan(const struct weigher *weigher)
{
    enum { LEAST_CODES = 2 };
    int codes = 0;
    for (size_t i = weigher->table->first; i < weigher->table->end && codes < LEAST_CODES; i++) {
        struct str name = cell_at(weigher, i, weigher->label);
        if (names_plan(weigher, name))
            return true;
        codes += has_code(name);
    }
    return codes == LEAST_CODES;
}

static bool title_names_plan(const struct weigher *weigher)
{
    long title = weigher->table->title;
    return title != NO_ROW &&
           names_plan(weigher,
                      cell_at(weigher, (size_t)title, row_first_filled(&weigher->rows->list.items[title])));
}

/* The sheet, or else the last part of the path. */
static bool source_names_plan(const struct weigher *weigher, const struct source *source)
{
    struct str path = source->sheet.length > 0 ? source->sheet : source->name;
    size_t begin = path.length;
    while (begin > 0 && source->sheet.length == 0 && path.data[begin - 1] != '/' &&
           path.data[begin - 1] != '\\')
        begin--;
    return names_plan(weigher, str_slice(path, source->sheet.length > 0 ? 0 : begin, path.length));
}

/* Staff, equipment and partners are listed as activities are: a table of names and costs is no plan unless some word says
 * so. */
static void settle_plan(const struct weigher *weigher, const struct source *source)
{
    bool plan = source_names_plan(weigher, source) || title_names_plan(weigher) ||
                header_names_plan(weigher) || rows_name_plan(weigher);
    if (!plan)
        weigher->table->kind = TABLE_OTHER;
}

/* ---- all ---- */

void recognise_kind(const struct recogniser *recogniser, struct found_table *table)
{
    if (table->header == NO_ROW)
        return;
    struct weigher weigher = weigh(recogniser->scratch, recogniser->rows, table);
    if (is_of_budget(
            table
                ->kind)) { /* "Partner;Budget;EU-stöd": the word that made it one heads amounts, and no labels */
        table->kind = header_columns_kind(weigher.columns);
        table->kind = table->kind == TABLE_NONE ? TABLE_OTHER : table->kind;
    }
    if (table->kind == TABLE_OTHER)
        settle_budget(&weigher, TABLE_NONE);
    if (is_of_budget(table->kind))
        settle_side(&weigher);
    if (table->kind == TABLE_ACTIVITIES)
        settle_plan(&weigher, recogniser->source);
    arena_clear(recogniser->scratch);
}

uint32_t tables_sides(const struct found_tables *tables)
{
    uint32_t sides = 0;
    for (size_t i = 0; i < tables->list.count; i++) {
        enum table_kind kind = tables->list.items[i].kind;
        sides |= kind == TABLE_COSTS                               ? SIDE_COSTS
                 : kind == TABLE_FINANCING || kind == TABLE_EU_AID ? SIDE_FINANCING
                                                                   : 0U;
    }
    return sides;
}

void tables_settle_side(struct arena *arena, const struct rows *rows, struct found_tables *tables,
                        uint32_t sides)
{
    enum table_kind wanted = sides == SIDE_FINANCING ? TABLE_COSTS
                             : sides == SIDE_COSTS   ? TABLE_FINANCING
                                                     : TABLE_NONE;
    for (size_t i = 0; wanted != TABLE_NONE && i < tables->list.count; i++) {
        struct weigher weigher = weigh(arena, rows, &tables->list.items[i]);
        if (weigher.table->kind == TABLE_OTHER && weigher.table->header != NO_ROW)
            settle_budget(&weigher, wanted);
    }
}
