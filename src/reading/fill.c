#include "fill.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"
#include "budgetkoll/wordings.h"

const struct row *filler_row(const struct filler *filler, size_t i)
{
    return &filler->rows->list.items[i];
}

const struct row *filler_header(const struct filler *filler)
{
    return filler->found.header == NO_ROW ? NULL : filler_row(filler, (size_t)filler->found.header);
}

bool filler_is_data(const struct filler *filler, size_t i)
{
    return !row_is_blank(filler_row(filler, i));
}

struct origin filler_origin(const struct filler *filler, size_t row, int field)
{
    return row_origin(filler->source, filler_row(filler, row), field < 0 ? 0 : (uint32_t)field);
}

int filler_field(const struct filler *filler, enum concept concept)
{
    for (size_t i = 0; i < filler->found.columns.count; i++)
        if (filler->found.columns.items[i].concept == concept)
            return (int)filler->found.columns.items[i].field;
    return NO_FIELD;
}

struct str filler_cell(const struct filler *filler, size_t row, int field)
{
    return field < 0 ? STR("") : row_cell(filler_row(filler, row), (uint32_t)field);
}

struct number filler_number(const struct filler *filler, size_t row, int field, char decimal_mark)
{
    uint32_t at = field < 0 ? UINT32_MAX : (uint32_t)field;
    char stated = filler->stated_mark;
    struct number number = row_number(filler_row(filler, row), at, stated ? stated : decimal_mark);
    if (stated && number_contradicts(number, stated))
        number.status = NUMBER_OTHER_MARK;
    return number;
}

struct str filler_title(const struct filler *filler)
{
    if (filler->found.title == NO_ROW)
        return STR("");
    const struct row *title = filler_row(filler, (size_t)filler->found.title);
    return row_cell(title, row_first_filled(title));
}

/* The row of the table's header, else of its title, else its first. */
static size_t first_row(const struct filler *filler)
{
    if (filler->found.header != NO_ROW)
        return (size_t)filler->found.header;
    return filler->found.title != NO_ROW ? (size_t)filler->found.title : filler->found.first;
}

struct origin filler_table_origin(const struct filler *filler)
{
    size_t row = first_row(filler);
    return filler_origin(filler, row, (int)row_first_filled(filler_row(filler, row)));
}

void filler_name_finding(struct filler *filler, struct str name)
{
    struct finding *last = &filler->findings->list.items[filler->findings->list.count - 1];
    if (last->more == 0)
        last->cell = name;
}

/* ---- what is not understood ---- */

struct finding *report_unknown(struct filler *filler, enum rule_id rule, struct origin origin,
                               struct message message, bool holds_amounts)
{
    struct finding *finding = finding_add(filler->findings, rule, origin, message);
    if (holds_amounts)
        finding->severity = ERROR;
    return finding;
}

bool column_holds_numbers(const struct filler *filler, uint32_t field)
{
    for (size_t i = filler->found.first; i < filler->found.end; i++) {
        struct number number = row_number(filler_row(filler, i), field, 0);
        bool amount = number.status != NUMBER_BLANK && number.status != NUMBER_NOT && !number.percent;
        if (amount && filler_is_data(filler, i))
            return true;
    }
    return false;
}

bool column_is_zero(const struct filler *filler, uint32_t field)
{
    bool some = false;
    for (size_t i = filler->found.first; i < filler->found.end; i++) {
        struct number number = row_number(filler_row(filler, i), field, 0);
        bool is_number = number.status != NUMBER_BLANK && number.status != NUMBER_NOT;
        if (is_number && (number.status != NUMBER_READ || number.digits != 0))
            return false;
        some = some || is_number;
    }
    return some;
}

static void skip_amount(struct filler *filler, struct origin origin, struct str name, money amount,
                        enum currency currency)
{
    *ARENA_PUSH(filler->arena, &filler->budget->skipped) = (struct skipped){origin, name, amount, currency};
}

static void skip_field(struct filler *filler, size_t row, uint32_t field)
{
    money amount = 0;
    struct number number = filler_number(filler, row, (int)field, 0);
    if (!number.percent && number_amount(number, filler->unit, &amount) == NUMBER_READ)
        skip_amount(filler, filler_origin(filler, row, (int)field),
                    quoted(filler->arena, filler_cell(filler, row, (int)filler->found.left)), amount,
                    number.currency);
}

static void skip_row(struct filler *filler, size_t row)
{
    for (uint32_t field = 0; field < filler_row(filler, row)->count; field++)
        if (field != filler->found.left)
            skip_field(filler, row, field);
}

void skip_column(struct filler *filler, uint32_t field)
{
    for (size_t row = filler->found.first; row < filler->found.end; row++)
        if (filler_is_data(filler, row))
            skip_field(filler, row, field);
}

void skip_cells(struct filler *filler, const struct cell *cells, size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++)
        if (cells[i].state == CELL_VALUE)
            skip_amount(filler, cells[i].origin, name, cells[i].value, cells[i].currency);
}

void report_unknown_column(struct filler *filler, uint32_t field)
{
    skip_column(filler, field);
    size_t header = (size_t)filler->found.header;
    struct message message = {MESSAGE_UNKNOWN_COLUMN,
                              {quoted(filler->arena, row_cell(filler_header(filler), field))}};
    struct finding *finding = report_unknown(filler, RULE_READ_UNKNOWN_TABLE,
                                             filler_origin(filler, header, (int)field), message, true);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_UNKNOWN_COLUMN, {{0}}});
}

/* Numbers of any kind: shares are, too. */
static bool holds_figures(const struct filler *filler, uint32_t field)
{
    bool found = false;
    for (size_t i = filler->found.first; i < filler->found.end && !found; i++)
        found = filler_is_data(filler, i) && row_holds_number(filler_row(filler, i), field);
    return found;
}

void remark_column(struct filler *filler, uint32_t field)
{
    struct str label = row_cell(filler_header(filler), field);
    bool is_control = key_has(label_key(filler->arena, label), CLUE_CONTROL) && column_is_zero(filler, field);
    struct message message = {is_control                     ? MESSAGE_REMARK_CONTROL_COLUMN
                              : holds_figures(filler, field) ? MESSAGE_REMARK_NUMBERS
                                                             : MESSAGE_REMARK_COLUMN,
                              {quoted(filler->arena, label), source_text(filler->arena, filler->source)}};
    if (label.length > 0)
        budget_remark(filler->budget, filler->findings->language, message);
}

static bool is_used(enum concept concept, const enum concept *used, size_t count)
{
    bool found = concept == COL_DESCRIPTION || concept == COL_ROW_NUMBER;
    for (size_t i = 0; i < count; i++)
        found = found || used[i] == concept;
    return found;
}

void report_unused_columns(struct filler *filler, const enum concept *used, size_t count, int amounts)
{
    const struct row *header = filler_header(filler);
    for (uint32_t field = 0; header && field < header->count; field++) {
        int year = 0;
        int64_t unit = 0;
        struct str label = row_cell(header, field);
        if ((int)field == amounts || is_used(header_concept(filler->arena, label, &year, &unit), used, count))
            continue;
        if (column_holds_numbers(filler, field))
            report_unknown_column(filler, field);
        else
            remark_column(filler, field);
    }
}

int filler_value_field(const struct filler *filler, size_t row, int key_field)
{
    const struct row *data = filler_row(filler, row);
    bool merged = filler->source->kind == SOURCE_SHEET; /* a key may stand over several columns */
    for (uint32_t field = (uint32_t)key_field + 1; merged && field < data->count; field++)
        if (row_cell(data, field).length != 0)
            return (int)field;
    return key_field + 1;
}

/* In a sheet no cell can have moved: words and shares beside the table are a note, and a number there is not checked. */
static void report_beside(struct filler *filler, size_t row, uint32_t field)
{
    struct message message = {MESSAGE_BESIDE_TABLE,
                              {quoted(filler->arena, filler_cell(filler, row, (int)field))}};
    struct number number = row_number(filler_row(filler, row), field, 0);
    if (number.status == NUMBER_NOT || number.status == NUMBER_BLANK || number.percent)
        return;
    skip_field(filler, row, field);
    struct finding *finding =
        finding_add(filler->findings, RULE_READ_COLUMNS, filler_origin(filler, row, (int)field), message);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_BESIDE_TABLE, {{0}}});
}

static void report_shifted(struct filler *filler, size_t row, uint32_t field, uint32_t columns)
{
    struct message message = {MESSAGE_COLUMNS_SURPLUS,
                              {words_of_count(filler->arena, filler_row(filler, row)->count),
                               words_of_count(filler->arena, columns)}};
    struct finding *finding =
        finding_add(filler->findings, RULE_READ_COLUMNS, filler_origin(filler, row, (int)field), message);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_COLUMNS, {{0}}});
}

bool report_surplus(struct filler *filler, size_t row)
{
    const struct row *header = filler_header(filler), *data = filler_row(filler, row);
    uint32_t columns =
        header ? header->count : (uint32_t)filler_value_field(filler, row, (int)filler->found.left) + 1;
    for (uint32_t field = columns; field < data->count; field++) {
        if (row_cell(data, field).length == 0)
            continue;
        if (filler->source->kind != SOURCE_SHEET) {
            report_shifted(filler, row, field, columns);
            return true;
        }
        report_beside(filler, row, field);
    }
    return false;
}

struct table *filler_add_table(struct filler *filler)
{
    struct table *table = ARENA_NEW(filler->arena, struct table);
    table->kind = filler->found.kind;
    table->title = filler_title(filler);
    table->origin = filler_table_origin(filler);
    table->currency = filler->found.currency;
    *ARENA_PUSH(filler->arena, &filler->budget->tables) = table;
    return table;
}

bool skip_rows(struct filler *filler)
{
    bool amounts = false;
    for (size_t i = filler->found.first; i < filler->found.end; i++) {
        amounts = amounts || row_holds_amount(filler_row(filler, i), filler->found.left);
        skip_row(filler, i);
    }
    return amounts;
}

struct finding *fill_left_out(struct filler *filler, bool amounts)
{
    struct origin origin = filler_table_origin(filler);
    const struct row *first = filler_row(filler, first_row(filler));
    struct str name = filler_title(filler);
    if (name.length == 0)
        name = row_cell(first, row_first_filled(first));
    struct message message = {MESSAGE_LEFT_OUT, {quoted(filler->arena, name)}};
    if (amounts)
        skip_rows(filler);
    struct finding *finding = report_unknown(filler, RULE_READ_UNKNOWN_TABLE, origin, message, amounts);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_LEFT_OUT, {{0}}});
    return finding;
}

void fill_unknown(struct filler *filler)
{
    bool amounts = skip_rows(filler);
    struct origin origin = filler_table_origin(filler);
    struct str beginning = filler_cell(filler, first_row(filler), (int)origin.field);
    struct message message = {MESSAGE_UNKNOWN_TABLE, {quoted(filler->arena, beginning)}};
    struct finding *finding = report_unknown(filler, RULE_READ_UNKNOWN_TABLE, origin, message, amounts);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_UNKNOWN_TABLE, {{0}}});
}
