#include "general.h"

#include "budgetkoll/label.h"
#include "budgetkoll/wordings.h"
#include "label_sum.h"
#include "settle.h"

struct general {
    struct filler *filler;
    const struct found_table *found;
    struct table *table;
    LIST(const struct table_column *) columns; /* of each column of the table */
    LIST(const struct table_line *) lines;     /* of each of its items */
    struct column_mark *marks;
    const char *settled;
    bool has_doubt; /* which amounts some row holds could not be told, which has been reported */
    int unit_field; /* of "Valuta" or "Enhet": the unit of each row's amounts; or NO_FIELD */
};

/* ---- columns ---- */

static bool holds_figures(enum column_role role)
{
    return role == COLUMN_AMOUNTS || role == COLUMN_TOTAL || role == COLUMN_APART || role == COLUMN_NUMBERS;
}

static bool has_scope(const struct table *table, int scope)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i].scope == scope)
            return true;
    return false;
}

/* The year of a heading, the total; else one that no other column has. */
static int scope_of(struct general *general, const struct table_column *column, enum concept *concept)
{
    int year = 0;
    int64_t unit = 0;
    *concept = header_concept(general->filler->arena, column->heading, &year, &unit);
    bool total = *concept == COL_TOTAL && column->role == COLUMN_TOTAL;
    int scope = *concept == COL_YEAR && column->role != COLUMN_NUMBERS ? year
                : total                                                ? SCOPE_TOTAL
                                                                       : SCOPE_OTHER + (int)column->field;
    if (has_scope(general->table, scope))
        scope = SCOPE_OTHER + (int)column->field;
    if (scope >= SCOPE_OTHER && scope < 1900)
        *concept = UNKNOWN;
    return scope;
}

static void add_column(struct general *general, const struct table_column *column)
{
    struct filler *filler = general->filler;
    enum concept concept;
    int scope = scope_of(general, column, &concept);
    struct str label = column->heading;
    *ARENA_PUSH(filler->arena, &general->table->columns) =
        (struct column){.concept = concept,
                        .scope = scope,
                        .unit = column->unit,
                        .currency = column->currency,
                        .is_total = column->role == COLUMN_TOTAL,
                        .is_apart = column->role == COLUMN_APART,
                        .is_factor = column->role == COLUMN_NUMBERS,
                        .is_number = column->role == COLUMN_NUMBERS && column->sense != SENSE_PRICE,
                        .label = label,
                        .origin = filler_origin(filler, column->header_row, (int)column->field)};
    *ARENA_PUSH(filler->arena, &general->columns) = column;
}

static void remark_left_out(struct general *general, const struct table_column *column)
{
    struct filler *filler = general->filler;
    bool numbers = column->role == COLUMN_CODES || column->role == COLUMN_SHARE;
    struct message message = {numbers ? MESSAGE_REMARK_NUMBERS : MESSAGE_REMARK_COLUMN,
                              {quoted(filler->arena, column->heading), filler->source->name}};
    if (column->heading.length > 0)
        budget_remark(filler->budget, filler->findings->language, message);
}

static void add_columns(struct general *general)
{
    for (size_t i = 0; i < general->found->columns.count; i++) {
        const struct table_column *column = &general->found->columns.items[i];
        if (holds_figures(column->role))
            add_column(general, column);
        else if (column->role == COLUMN_UNIT)
            general->unit_field = (int)column->field;
        else if (column->role != COLUMN_LABEL)
            remark_left_out(general, column);
        else if (column->unit != 0) { /* "Post (tkr)": the unit of all */
            general->filler->unit = column->unit;
            general->table->currency = column->currency;
        }
    }
}

/* ---- cells ---- */

static void settle_marks(struct general *general)
{
    size_t count = general->table->columns.count;
    general->marks = ARENA_ARRAY(general->filler->arena, struct column_mark, count + 1);
    for (size_t i = 0; i < count; i++)
        general->marks[i] = column_mark(general->filler, &general->table->columns.items[i]);
    long label = general->found->label;
    int field =
        label == NO_LABEL ? (int)general->found->left : (int)general->found->columns.items[label].field;
    general->settled =
        settle_cells(&(struct doubtful_table){general->filler, general->table, field, general->marks});
}

static char mark_of(const struct general *general, size_t row, size_t column)
{
    const struct column *of = &general->table->columns.items[column];
    size_t at = (row - general->filler->found.first) * general->table->columns.count + column;
    if (general->settled && general->settled[at])
        return general->settled[at];
    return cell_decimal_mark(general->filler, row, (int)of->origin.field, of->unit, general->marks[column]);
}

/* Cells without a value: blank ones, or such as cannot be told. */
static void make_cells(struct general *general, size_t row, struct item *item, enum cell_state state)
{
    struct filler *filler = general->filler;
    size_t count = general->table->columns.count;
    item->cells = ARENA_ARRAY(filler->arena, struct cell, count + 1);
    for (size_t c = 0; c < count; c++) {
        const struct column *column = &general->table->columns.items[c];
        item->cells[c] = (struct cell){.id = filler->budget->cell_count++,
                                       .state = state,
                                       .unit = column->unit ? column->unit : filler->unit,
                                       .origin = filler_origin(filler, row, (int)column->origin.field)};
    }
}

static void read_cells(struct general *general, size_t row, struct item *item)
{
    struct filler *filler = general->filler;
    size_t count = general->table->columns.count;
    struct str unit_name = filler_cell(filler, row, general->unit_field);
    int64_t row_unit = unit_name.length > 0 ? unit_from_name(unit_name) : 0;
    item->cells = ARENA_ARRAY(filler->arena, struct cell, count + 1);
    if (filler_row(filler, row)->doubtful) {
        make_cells(general, row, item, CELL_UNREADABLE);
        general->has_doubt = item->has_amount = true;
        return;
    }
    for (size_t c = 0; c < count; c++) {
        const struct column *column = &general->table->columns.items[c];
        int field = (int)column->origin.field;
        int64_t unit = column->unit ? column->unit : row_unit;
        char mark = mark_of(general, row, c);
        size_t found = filler->findings->total;
        item->cells[c] = column->is_number
                             ? read_plain_number(filler, row, field, mark)
                             : read_value(filler, row, field, VALUE_AMOUNT, unit, mark, STR(""));
        if (row_unit != 0 && item->cells[c].currency == CURRENCY_NONE)
            item->cells[c].currency = currency_from_name(unit_name);
        if (filler->findings->total > found)
            filler_name_finding(filler, cell_name(filler->arena, item, column->scope));
        item->has_amount = item->has_amount || item->cells[c].state >= CELL_VALUE;
    }
}

/* ---- rows ---- */

static bool is_total_word(enum line_word word)
{
    return word == LINE_TOTAL || word == LINE_SUBTOTAL || word == LINE_TOTAL_OF || word == LINE_RESULT;
}

static void add_item(struct general *general, const struct table_line *line)
{
    struct filler *filler = general->filler;
    struct item *item = ARENA_NEW(filler->arena, struct item);
    bool total = is_total_word(line->word) && line->role == ROW_LINE;
    *item = (struct item){.concept = total ? ROW_TOTAL : UNKNOWN,
                          .form = total ? FORM_TOTAL : FORM_GROUP,
                          .label = label_printable(filler->arena, line->label),
                          .origin = filler_origin(filler, line->row, (int)line->field),
                          .is_included = line->is_included,
                          .is_result = line->word == LINE_RESULT,
                          .table = general->table};
    if (line->role == ROW_LINE)
        read_cells(general, line->row, item);
    else
        make_cells(general, line->row, item, CELL_BLANK);
    *ARENA_PUSH(filler->arena, &general->table->items) = item;
    *ARENA_PUSH(filler->arena, &general->lines) = line;
}

static void remark_shares(struct general *general, const struct table_line *line)
{
    struct filler *filler = general->filler;
    struct message message = {MESSAGE_REMARK_SHARE_ROW,
                              {quoted(filler->arena, line->label), filler->source->name}};
    budget_remark(filler->budget, filler->findings->language, message);
}

static void add_items(struct general *general)
{
    for (size_t i = 0; i < general->found->lines.count; i++) {
        const struct table_line *line = &general->found->lines.items[i];
        if (line->role == ROW_SHARES)
            remark_shares(general, line);
        else
            add_item(general, line);
    }
}

/* ---- what its rows and columns make ---- */

static const struct line *row_lines(struct general *general)
{
    struct line *lines = ARENA_ARRAY(general->filler->arena, struct line, general->lines.count + 1);
    for (size_t i = 0; i < general->lines.count; i++) {
        const struct table_line *line = general->lines.items[i];
        lines[i] = (struct line){.word = line->role == ROW_LINE ? line->word : LINE_PLAIN,
                                 .depth = line->depth,
                                 .is_apart = line->is_included,
                                 .begins = line->begins};
    }
    return lines;
}

static const struct line *column_lines(struct general *general)
{
    struct line *lines = ARENA_ARRAY(general->filler->arena, struct line, general->columns.count + 1);
    for (size_t i = 0; i < general->columns.count; i++) {
        const struct table_column *column = general->columns.items[i];
        bool total = column->role == COLUMN_TOTAL;
        lines[i] = (struct line){.word = total ? column->word : LINE_PLAIN,
                                 .depth = -1,
                                 .is_apart = column->role == COLUMN_NUMBERS || column->role == COLUMN_APART};
    }
    return lines;
}

/* "1", "a": what stands in the first column of codes, beside the label of each row; NULL where there is no such column. */
static const struct str *row_codes(const struct general *general)
{
    const struct filler *filler = general->filler;
    const struct table_column *codes = NULL;
    for (size_t i = general->found->columns.count; i-- > 0;)
        if (general->found->columns.items[i].role == COLUMN_CODES)
            codes = &general->found->columns.items[i];
    if (!codes)
        return NULL;
    struct str *texts = ARENA_ARRAY(filler->arena, struct str, general->lines.count + 1);
    for (size_t i = 0; i < general->lines.count; i++)
        texts[i] = filler_cell(filler, general->lines.items[i]->row, (int)codes->field);
    return texts;
}

static void find_relations(struct general *general)
{
    struct arena *arena = general->filler->arena;
    enum column_sense *senses = ARENA_ARRAY(arena, enum column_sense, general->columns.count + 1);
    for (size_t i = 0; i < general->columns.count; i++)
        senses[i] = general->columns.items[i]->sense;
    table_add_stated_rows(arena, general->filler->lexicon, general->table, row_codes(general));
    table_find_sums(arena, general->table, (struct table_words){row_lines(general), column_lines(general)});
    table_add_stated(arena, general->table, senses);
    table_add_rated_rows(arena, general->filler->lexicon, general->table);
}

/* Says so where the sums of the table go across only. */
static void remark_no_total_row(const struct general *general)
{
    const struct filler *filler = general->filler;
    const struct table *table = general->table;
    bool total = table->items.count < 2;
    for (size_t i = 0; i < table->sums.count && !total; i++)
        total = table->sums.items[i].axis == AXIS_ROWS;
    if (total)
        return;
    const struct row *first = filler_row(filler, general->found->begin);
    struct str name = table->title.length > 0 ? table->title : row_cell(first, row_first_filled(first));
    struct message message = {MESSAGE_REMARK_NO_TOTAL_ROW,
                              {quoted(filler->arena, name), filler->source->name}};
    budget_remark(filler->budget, filler->findings->language, message);
}

static void read_general(struct general *general)
{
    struct table *table = general->table;
    const struct filler *filler = general->filler;
    table->kind = TABLE_OTHER;
    table->title = filler_title(filler);
    table->origin = filler_table_origin(filler);
    table->currency = filler->found.currency;
    add_columns(general);
    settle_marks(general);
    add_items(general);
    find_relations(general);
    remark_no_total_row(general);
}

/* Most of what stands where amounts should is words: running text, which the commas of its sentences cut into cells. */
static bool is_prose(const struct general *general)
{
    size_t words = 0, numbers = 0;
    for (size_t i = 0; i < general->lines.count; i++) {
        const struct row *row = filler_row(general->filler, general->lines.items[i]->row);
        for (size_t c = 0; c < general->columns.count; c++) {
            enum number_status status = row_number(row, general->columns.items[c]->field, 0).status;
            words += status == NUMBER_NOT;
            numbers += status != NUMBER_NOT && status != NUMBER_BLANK;
        }
    }
    return words > numbers;
}

bool fill_general(struct filler *filler)
{
    struct table *table = ARENA_NEW(filler->arena, struct table);
    struct findings *findings = filler->findings, of_table = findings_apart(findings);
    struct general general = {
        .filler = filler, .found = &filler->found, .table = table, .unit_field = NO_FIELD};
    size_t remarks = filler->budget->remarks.count;
    filler->findings = &of_table;
    read_general(&general);
    filler->findings = findings;
    bool unjudged = table->sums.count == 0 && findings_count(&of_table, ERROR) == 0 && !general.has_doubt;
    if (unjudged || is_prose(&general)) {
        filler->budget->remarks.count = remarks; /* what is left out is not judged */
        return false;
    }
    findings_join(findings, &of_table);
    *ARENA_PUSH(filler->arena, &filler->budget->tables) = table;
    return true;
}
