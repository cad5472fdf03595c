#include "ledger.h"

#include "budgetkoll/label.h"
#include "budgetkoll/wordings.h"
#include "label_sum.h"
#include "settle.h"

struct general {
    struct ledger ledger;                  /* its columns and cells */
    LIST(const struct table_line *) lines; /* of each of its items */
    bool has_doubt; /* which amounts some row holds could not be told, which has been reported */
};

/* ---- columns ---- */

static bool holds_figures(enum column_role role)
{
    return role >= COLUMN_AMOUNTS && role <= COLUMN_NUMBERS;
}

/* The year of a heading, the total; else one that no other column has. */
static int scope_of(const struct ledger *ledger, const struct table_column *found)
{
    int other = SCOPE_OTHER + (int)found->field;
    int scope = found->concept == COL_YEAR && found->role < COLUMN_PRICE     ? found->year
                : found->concept == COL_TOTAL && found->role == COLUMN_TOTAL ? SCOPE_TOTAL
                                                                             : other;
    return ledger_has_scope(ledger->table, scope) ? other : scope;
}

static void add_column(struct ledger *ledger, const struct table_column *found)
{
    int scope = scope_of(ledger, found);
    bool named = scope < SCOPE_OTHER || scope >= 1900;
    struct column column = {.concept = named ? found->concept : UNKNOWN,
                            .scope = scope,
                            .unit = found->unit,
                            .currency = found->currency,
                            .role = found->role,
                            .label = found->heading,
                            .origin = filler_origin(ledger->filler, found->header_row, (int)found->field)};
    ledger_push_column(ledger, column, found);
}

static void remark_left_out(struct filler *filler, const struct table_column *column)
{
    bool numbers = column->role == COLUMN_CODES || column->role == COLUMN_SHARE;
    struct message message = {numbers ? MESSAGE_REMARK_NUMBERS : MESSAGE_REMARK_COLUMN,
                              {quoted(filler->arena, column->heading), filler->source->name}};
    if (column->heading.length > 0)
        budget_remark(filler->budget, filler->findings->language, message);
}

static void add_columns(struct ledger *ledger)
{
    struct filler *filler = ledger->filler;
    for (size_t i = 0; i < filler->found.columns.count; i++) {
        const struct table_column *column = &filler->found.columns.items[i];
        if (holds_figures(column->role))
            add_column(ledger, column);
        else if (column->role == COLUMN_UNIT)
            ledger->unit_field = (int)column->field;
        else if (column->role != COLUMN_LABEL)
            remark_left_out(filler, column);
        else if (column->unit != 0) { /* "Post (tkr)": the unit of all */
            filler->unit = column->unit;
            ledger->table->currency = column->currency;
        }
    }
}

/* ---- rows ---- */

static bool is_total_word(enum line_word word)
{
    return word == LINE_TOTAL || word == LINE_SUBTOTAL || word == LINE_TOTAL_OF || word == LINE_RESULT;
}

static void add_item(struct general *general, const struct table_line *line)
{
    struct filler *filler = general->ledger.filler;
    struct item *item = ARENA_NEW(filler->arena, struct item);
    bool total = is_total_word(line->word) && line->role == ROW_LINE;
    *item = (struct item){.concept = total ? ROW_TOTAL : UNKNOWN,
                          .form = total ? FORM_TOTAL : FORM_GROUP,
                          .label = label_printable(filler->arena, line->label),
                          .origin = filler_origin(filler, line->row, (int)line->field),
                          .role = line->is_included           ? ITEM_INCLUDED
                                  : line->word == LINE_RESULT ? ITEM_RESULT
                                                              : ITEM_ROW,
                          .table = general->ledger.table};
    if (line->role == ROW_LINE)
        ledger_read_cells(&general->ledger, line->row, item);
    else
        ledger_make_cells(&general->ledger, line->row, item, CELL_BLANK);
    ledger_tell_cells(&general->ledger);
    general->has_doubt = general->has_doubt || filler_row(filler, line->row)->doubtful;
    *ARENA_PUSH(filler->arena, &general->ledger.table->items) = item;
    *ARENA_PUSH(filler->arena, &general->lines) = line;
}

static void remark_shares(struct filler *filler, const struct table_line *line)
{
    struct message message = {MESSAGE_REMARK_SHARE_ROW,
                              {quoted(filler->arena, line->label), filler->source->name}};
    budget_remark(filler->budget, filler->findings->language, message);
}

static void add_items(struct general *general)
{
    struct filler *filler = general->ledger.filler;
    for (size_t i = 0; i < filler->found.lines.count; i++) {
        const struct table_line *line = &filler->found.lines.items[i];
        if (line->role == ROW_SHARES)
            remark_shares(filler, line);
        else
            add_item(general, line);
    }
}

/* ---- what its rows and columns make ---- */

static const struct line *row_lines(struct general *general)
{
    struct line *lines = ARENA_ARRAY(general->ledger.filler->arena, struct line, general->lines.count + 1);
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
    struct line *lines =
        ARENA_ARRAY(general->ledger.filler->arena, struct line, general->ledger.found.count + 1);
    for (size_t i = 0; i < general->ledger.found.count; i++) {
        const struct table_column *column = general->ledger.found.items[i];
        bool total = column->role == COLUMN_TOTAL;
        lines[i] = (struct line){
            .word = total ? column->word : LINE_PLAIN, .depth = -1, .is_apart = column->role >= COLUMN_APART};
    }
    return lines;
}

/* "1", "a": what stands in the first column of codes, beside the label of each row; NULL where there is no such column. */
static const struct str *row_codes(const struct general *general)
{
    const struct filler *filler = general->ledger.filler;
    const struct table_column *codes = NULL;
    for (size_t i = general->ledger.filler->found.columns.count; i-- > 0;)
        if (general->ledger.filler->found.columns.items[i].role == COLUMN_CODES)
            codes = &general->ledger.filler->found.columns.items[i];
    if (!codes)
        return NULL;
    struct str *texts = ARENA_ARRAY(filler->arena, struct str, general->lines.count + 1);
    for (size_t i = 0; i < general->lines.count; i++)
        texts[i] = filler_cell(filler, general->lines.items[i]->row, (int)codes->field);
    return texts;
}

static void find_relations(struct general *general)
{
    struct filler *filler = general->ledger.filler;
    struct table *table = general->ledger.table;
    table_add_stated_rows(filler->arena, filler->lexicon, table, row_codes(general));
    table_find_sums(filler->arena, table, (struct table_words){row_lines(general), column_lines(general)});
    ledger_add_stated(&general->ledger);
    table_add_rated_rows(filler->arena, filler->lexicon, table);
}

/* Says so where the sums of the table go across only. */
static void remark_no_total_row(const struct general *general)
{
    const struct filler *filler = general->ledger.filler;
    const struct table *table = general->ledger.table;
    bool total = table->items.count < 2;
    for (size_t i = 0; i < table->sums.count && !total; i++)
        total = table->sums.items[i].axis == AXIS_ROWS;
    if (total)
        return;
    const struct row *first = filler_row(filler, general->ledger.filler->found.begin);
    struct str name = table->title.length > 0 ? table->title : row_cell(first, row_first_filled(first));
    struct message message = {MESSAGE_REMARK_NO_TOTAL_ROW,
                              {quoted(filler->arena, name), filler->source->name}};
    budget_remark(filler->budget, filler->findings->language, message);
}

static void read_general(struct general *general)
{
    struct table *table = general->ledger.table;
    const struct filler *filler = general->ledger.filler;
    table->kind = TABLE_OTHER;
    table->title = filler_title(filler);
    table->origin = filler_table_origin(filler);
    table->currency = filler->found.currency;
    add_columns(&general->ledger);
    ledger_settle_marks(&general->ledger);
    add_items(general);
    find_relations(general);
    remark_no_total_row(general);
}

/* Most of what stands where amounts should is words: running text, which the commas of its sentences cut into cells. */
static bool is_prose(const struct general *general)
{
    size_t words = 0, numbers = 0;
    for (size_t i = 0; i < general->lines.count; i++) {
        const struct row *row = filler_row(general->ledger.filler, general->lines.items[i]->row);
        for (size_t c = 0; c < general->ledger.found.count; c++) {
            enum number_status status = row_number(row, general->ledger.found.items[c]->field, 0).status;
            words += status == NUMBER_NOT;
            numbers += status != NUMBER_NOT && status != NUMBER_BLANK;
        }
    }
    return words > numbers;
}

/* The field that names its rows. */
static int label_field(const struct found_table *found)
{
    return found->label == NO_LABEL ? (int)found->left : (int)found->columns.items[found->label].field;
}

bool fill_general(struct filler *filler)
{
    struct table *table = ARENA_NEW(filler->arena, struct table);
    struct findings *findings = filler->findings, of_table = findings_apart(findings);
    struct general general = {.ledger = {.filler = filler,
                                         .table = table,
                                         .label_field = label_field(&filler->found),
                                         .unit_field = NO_FIELD}};
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
